//! The object layer: PDF bytes in, resolved objects and decoded streams out.
//!
//! The only module that knows which library parses the file structure (lopdf: cross-reference tables and their
//! repair, object streams, decryption). Everything else asks [`Objects`], which never fails on a missing or
//! ill-typed object: it gives `None`, as PDF treats missing objects as null.

use std::sync::atomic::{AtomicU64, Ordering};

pub(crate) use lopdf::{Dictionary, Object, ObjectId, Stream};

use crate::error::Error;
use crate::limits::{Limit, Limits};
use crate::{prepare, repair};

/// Decoded size at which an object or cross-reference stream is refused while the file is opened. Their content is
/// parsed into objects some forty times as large, so the bound for page content is no bound for them.
const MAX_STRUCTURE_STREAM: u64 = 8 << 20;

/// All objects of a document.
pub(crate) struct Objects {
    document: lopdf::Document,
    max_stream: u64,
    max_total: u64,
    decoded: AtomicU64,
}

impl Objects {
    /// Parses the structure of a file and decrypts it.
    pub(crate) fn open(bytes: Vec<u8>, password: Option<&str>, limits: &Limits) -> Result<Self, Error> {
        if bytes.is_empty() {
            return Err(Error::Empty);
        }
        if bytes.len() as u64 > limits.file_bytes {
            return Err(Error::LimitExceeded { limit: Limit::FileBytes, maximum: limits.file_bytes });
        }
        let with_header = repair::with_header(&bytes);
        if with_header.is_none() && !bytes.windows(5).any(|window| window == b"%PDF-") {
            return Err(Error::NotPdf);
        }
        let mut bytes = with_header.unwrap_or(bytes);
        let mut document = load(&mut bytes, password, limits)?;
        if is_locked(&document) {
            let restated = restate_encryption(&bytes, &document).ok_or(Error::Encrypted)?;
            document = load(&mut restated?, password, limits)?;
            if is_locked(&document) {
                return Err(Error::Encrypted);
            }
        }
        recover_missing(&mut document, &bytes, password, limits);
        if document.objects.len() as u64 > u64::from(limits.objects) {
            return Err(Error::LimitExceeded { limit: Limit::Objects, maximum: limits.objects.into() });
        }
        let (max_stream, max_total) = (limits.stream_bytes, limits.total_bytes);
        Ok(Self { document, max_stream, max_total, decoded: AtomicU64::new(0) })
    }

    /// The document catalog.
    pub(crate) fn catalog(&self) -> Option<&Dictionary> {
        self.get_dict(&self.document.trailer, b"Root")
    }

    /// The document information dictionary.
    pub(crate) fn info(&self) -> Option<&Dictionary> {
        self.get_dict(&self.document.trailer, b"Info")
    }

    /// All dictionaries among the objects, in the order of their numbers.
    pub(crate) fn dictionaries(&self) -> impl Iterator<Item = (ObjectId, &Dictionary)> {
        self.document.objects.iter().filter_map(|(id, object)| Some((*id, object.as_dict().ok()?)))
    }

    /// Follows references; null and missing objects give `None`.
    pub(crate) fn resolve<'a>(&'a self, object: &'a Object) -> Option<&'a Object> {
        match self.document.dereference(object) {
            Ok((_, Object::Null)) | Err(_) => None,
            Ok((_, resolved)) => Some(resolved),
        }
    }

    /// The resolved value of a key.
    pub(crate) fn get<'a>(&'a self, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        self.resolve(entry(dictionary, key)?)
    }

    /// A dictionary, or the dictionary of a stream.
    pub(crate) fn as_dict<'a>(&'a self, object: &'a Object) -> Option<&'a Dictionary> {
        match self.resolve(object)? {
            Object::Dictionary(dictionary) => Some(dictionary),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    pub(crate) fn get_dict<'a>(&'a self, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
        self.as_dict(entry(dictionary, key)?)
    }

    pub(crate) fn get_stream<'a>(&'a self, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Stream> {
        self.get(dictionary, key)?.as_stream().ok()
    }

    pub(crate) fn get_array<'a>(&'a self, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a [Object]> {
        self.get(dictionary, key)?.as_array().ok().map(Vec::as_slice)
    }

    pub(crate) fn get_name<'a>(&'a self, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a [u8]> {
        self.get(dictionary, key)?.as_name().ok()
    }

    pub(crate) fn get_number(&self, dictionary: &Dictionary, key: &[u8]) -> Option<f32> {
        self.number(entry(dictionary, key)?)
    }

    /// A finite number, integer or real.
    pub(crate) fn number(&self, object: &Object) -> Option<f32> {
        self.resolve(object)?.as_float().ok().filter(|number| number.is_finite())
    }

    /// The first `N` numbers of an array; `None` when any of them is missing.
    pub(crate) fn get_numbers<const N: usize>(&self, dictionary: &Dictionary, key: &[u8]) -> Option<[f32; N]> {
        let array = self.get_array(dictionary, key)?;
        let mut numbers = [0.0; N];
        for (index, number) in numbers.iter_mut().enumerate() {
            *number = self.number(array.get(index)?)?;
        }
        Some(numbers)
    }

    /// Decodes a stream within the limits. A stream that breaks off gives what came before the break.
    pub(crate) fn decode(&self, stream: &Stream) -> Result<Vec<u8>, Error> {
        let used = self.decoded.load(Ordering::Relaxed);
        let left = self.max_total.saturating_sub(used);
        let allowed = self.max_stream.min(left);
        let maximum = usize::try_from(allowed).unwrap_or(usize::MAX);
        let data = match self.with_direct_filters(stream) {
            Some(direct) => direct.get_plain_content_with_limit(maximum),
            None => stream.get_plain_content_with_limit(maximum),
        };
        match data {
            Ok(data) => {
                self.decoded.fetch_add(data.len() as u64, Ordering::Relaxed);
                Ok(data)
            }
            Err(lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. })) => {
                self.decoded.fetch_add(allowed, Ordering::Relaxed);
                let (limit, maximum) = if left < self.max_stream {
                    (Limit::TotalBytes, self.max_total)
                } else {
                    (Limit::StreamBytes, self.max_stream)
                };
                Err(Error::LimitExceeded { limit, maximum })
            }
            Err(error) => Err(Error::Damaged { reason: one_line(&error) }),
        }
    }

    /// The stream with its filter entries resolved, where those are references (which lopdf leaves alone) or
    /// abbreviated.
    fn with_direct_filters(&self, stream: &Stream) -> Option<Stream> {
        fn is_plain(object: &Object) -> bool {
            match object {
                Object::Name(name) => full_filter_name(name).is_none(),
                Object::Array(items) => items.iter().all(is_plain),
                Object::Dictionary(entries) => entries.iter().all(|(_, value)| !matches!(value, Object::Reference(_))),
                object => !matches!(object, Object::Reference(_)),
            }
        }
        let keys: [&[u8]; 2] = [b"Filter", b"DecodeParms"];
        if keys.iter().all(|key| stream.dict.get(key).map_or(true, is_plain)) {
            return None;
        }
        let mut direct = stream.clone();
        for key in keys {
            if let Ok(value) = stream.dict.get(key) {
                direct.dict.set(key, self.direct(value, 0));
            }
        }
        Some(direct)
    }

    fn direct(&self, object: &Object, depth: u8) -> Object {
        match self.resolve(object) {
            None => Object::Null,
            Some(Object::Name(name)) => {
                Object::Name(full_filter_name(name).map_or_else(|| name.clone(), <[u8]>::to_vec))
            }
            Some(Object::Array(items)) if depth < 3 => Object::Array(
                items.iter().take(lopdf::Stream::MAX_FILTERS + 1).map(|item| self.direct(item, depth + 1)).collect(),
            ),
            Some(Object::Dictionary(entries)) if depth < 3 => Object::Dictionary(
                entries.iter().map(|(key, value)| (key.clone(), self.direct(value, depth + 1))).collect(),
            ),
            Some(other) => other.clone(),
        }
    }
}

/// The value of a key, perhaps a reference. lopdf's own `get` makes an error of every missing key, and most are missing.
pub(crate) fn entry<'a>(dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    dictionary.as_hashmap().get(key)
}

fn load(bytes: &mut [u8], password: Option<&str>, limits: &Limits) -> Result<lopdf::Document, Error> {
    if prepare::prepare(bytes) > limits.values.into() {
        return Err(Error::LimitExceeded { limit: Limit::Values, maximum: limits.values.into() });
    }
    lopdf::Document::load_mem_with_options(bytes, load_options(password, limits))
        .map_err(|error| open_error(&error, limits))
}

fn load_options(password: Option<&str>, limits: &Limits) -> lopdf::LoadOptions {
    lopdf::LoadOptions {
        password: password.map(str::to_owned),
        max_decompressed_size: usize::try_from(limits.stream_bytes.min(MAX_STRUCTURE_STREAM)).ok(),
        ..lopdf::LoadOptions::default()
    }
}

/// Adds objects that are in the file but not where its cross-reference table says, found by scanning. lopdf scans by
/// itself only when the page tree is lost.
fn recover_missing(document: &mut lopdf::Document, bytes: &[u8], password: Option<&str>, limits: &Limits) {
    use lopdf::xref::XrefEntry;
    if document.xref_recovery == Some(lopdf::xref::XrefRecovery::Reconstructed) {
        return;
    }
    // A stream whose end was not found is read as its dictionary.
    let is_lost_stream = |object: &Object| object.as_dict().is_ok_and(|dictionary| dictionary.has(b"Length"));
    let is_missing = |number: u32, entry: &XrefEntry| match entry {
        // Offset 0 is how careless writers mark unused numbers.
        XrefEntry::Normal { offset: 1.., generation } => {
            document.objects.get(&(number, *generation)).is_none_or(is_lost_stream)
        }
        _ => false,
    };
    if !document.reference_table.entries.iter().any(|(number, entry)| is_missing(*number, entry)) {
        return;
    }
    let options = lopdf::LoadOptions { force_reconstruct: true, ..load_options(password, limits) };
    if let Ok(rebuilt) = lopdf::Document::load_mem_with_options(bytes, options) {
        for (id, object) in rebuilt.objects {
            let known = document.objects.get(&id);
            if known.is_none_or(|known| is_lost_stream(known) && matches!(object, Object::Stream(_))) {
                document.objects.insert(id, object);
            }
        }
    }
}

/// Whether the objects are still encrypted.
fn is_locked(document: &lopdf::Document) -> bool {
    document.trailer.has(b"Encrypt") && document.encryption_state.is_none()
}

/// The file with its encryption stated in a way that lopdf reads, where it did not; `None` where it did, so that
/// the password must be wrong.
fn restate_encryption(bytes: &[u8], document: &lopdf::Document) -> Option<Result<Vec<u8>, Error>> {
    let stated = document.trailer.get(b"Encrypt").ok()?;
    let encryption = document.dereference(stated).ok()?.1.as_dict().ok()?;
    let name = |key: &[u8]| encryption.get(key).and_then(Object::as_name).ok();
    if let Some(handler) = name(b"Filter").filter(|handler| *handler != b"Standard") {
        let reason = format!("security handler {}", String::from_utf8_lossy(handler));
        return Some(Err(Error::UnsupportedEncryption { reason }));
    }
    // From version 4 on, streams and strings may be plain while attachments are encrypted.
    let plain = |key: &[u8]| name(key).is_none_or(|filter| filter == b"Identity");
    let version = encryption.get(b"V").and_then(Object::as_i64).unwrap_or(0);
    let nothing_encrypted = version >= 4 && plain(b"StmF") && plain(b"StrF");
    let overlooked = stated.as_reference().is_err() || !document.trailer.has(b"ID");
    (nothing_encrypted || overlooked)
        .then(|| repair::with_encryption(bytes, &document.trailer, Some(encryption).filter(|_| !nothing_encrypted)))?
        .map(Ok)
}

/// The filter that an abbreviation stands for (allowed in inline images only, seen elsewhere).
fn full_filter_name(name: &[u8]) -> Option<&'static [u8]> {
    Some(match name {
        b"Fl" => b"FlateDecode",
        b"LZW" => b"LZWDecode",
        b"A85" => b"ASCII85Decode",
        b"AHx" => b"ASCIIHexDecode",
        b"RL" => b"RunLengthDecode",
        _ => return None,
    })
}

fn open_error(error: &lopdf::Error, limits: &Limits) -> Error {
    use lopdf::encryption::DecryptionError;
    match error {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(DecryptionError::IncorrectPassword) => {
            Error::Encrypted
        }
        lopdf::Error::UnsupportedSecurityHandler(name) => {
            Error::UnsupportedEncryption { reason: String::from_utf8_lossy(name).into_owned() }
        }
        lopdf::Error::Decryption(error) => Error::UnsupportedEncryption { reason: error.to_string() },
        lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { limit }) => {
            Error::LimitExceeded { limit: Limit::StreamBytes, maximum: limits.stream_bytes.min(*limit as u64) }
        }
        error => Error::Damaged { reason: one_line(error) },
    }
}

/// An error and its cause without line breaks.
fn one_line(error: &lopdf::Error) -> String {
    let cause = std::error::Error::source(error).map(|cause| format!(": {cause}")).unwrap_or_default();
    format!("{error}{cause}").replace(['\n', '\r'], " ")
}
