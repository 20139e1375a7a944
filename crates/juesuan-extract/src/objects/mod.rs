//! The object layer: PDF bytes in, resolved objects and decoded streams out.
//!
//! An object is read when it is first asked for, and only then: where the cross-reference says, else where a look
//! through the file finds it. [`Objects`] never fails on a missing or ill-typed object: it gives `None`, as PDF treats
//! missing objects as null. Types, filters and decryption are lopdf's; its reader is not used, because it parses every
//! object as often as a file lists it, before anything can be bounded.
//!
//! | module | in | out |
//! | --- | --- | --- |
//! | [`table`] | a file | where it says its objects are |
//! | [`scan`] | a file | where they are |
//! | [`indirect`], [`syntax`] | an offset | an object |
//! | [`encryption`] | a password | what decrypts objects |
//! | [`whole`] | a file | what of it is missing |
//! | [`budget`] | – | how much all this may cost |

mod budget;
mod encryption;
mod indirect;
mod scan;
mod syntax;
mod table;
mod whole;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use lopdf::EncryptionState;
pub(crate) use lopdf::{Dictionary, Object, ObjectId, Stream};
use memchr::memmem;

use crate::error::Error;
use crate::limits::{Limit, Limits};
use budget::Budget;
pub(crate) use indirect::CUT;
use scan::Scan;
use syntax::Parser;
use table::{MAX_STREAM, Place};

/// References that lead to references are followed so far.
const MAX_HOPS: usize = 32;
/// How often the bytes of a file may be copied. Each of its streams is read once, and once more in a file whose
/// cross-reference turns out to be wrong.
const COPIES: u64 = 3;
/// Decoded size of all object streams together at which no more of them are read.
const MAX_PACKED: u64 = 64 << 20;

/// All objects of a document.
pub(crate) struct Objects {
    /// The file from its header on.
    bytes: Vec<u8>,
    slots: BTreeMap<u32, Slot>,
    packed: BTreeMap<u32, OnceLock<Option<Packed>>>,
    scan: OnceLock<Scan>,
    trailer: Dictionary,
    encryption: Option<EncryptionState>,
    budget: Budget,
    max_objects: usize,
    max_stream: u64,
    max_total: u64,
    decoded: AtomicU64,
    unpacked: AtomicU64,
    /// What of the file is missing, in words.
    missing: Vec<String>,
}

/// An object: where it stands, and what it is once it has been asked for.
struct Slot {
    place: Place,
    // Most objects of a large file are never asked for.
    object: OnceLock<Box<Object>>,
}

impl From<Place> for Slot {
    fn from(place: Place) -> Self {
        Self { place, object: OnceLock::new() }
    }
}

/// The content of an object stream, and where each object begins in it.
struct Packed {
    content: Vec<u8>,
    offsets: BTreeMap<u32, usize>,
}

impl Objects {
    /// Finds the objects of a file and what decrypts them.
    pub(crate) fn open(bytes: Vec<u8>, password: Option<&str>, limits: &Limits) -> Result<Self, Error> {
        if bytes.is_empty() {
            return Err(Error::Empty);
        }
        if bytes.len() as u64 > limits.file_bytes {
            return Err(Error::LimitExceeded { limit: Limit::FileBytes, maximum: limits.file_bytes });
        }
        let mut objects = Self::of(from_header(bytes).ok_or(Error::NotPdf)?, limits);
        objects.missing.extend(whole::missing_end(&objects.bytes).map(str::to_owned));
        if let Some(table) = table::read(&objects.bytes, &objects.budget) {
            objects.missing.extend(whole::beyond_end(table.places.values(), objects.bytes.len()));
            objects.trailer = table.trailer;
            objects.slots = table.places.into_iter().map(|(number, place)| (number, place.into())).collect();
            if !table.complete {
                objects.add_scanned();
            }
            objects.note_packed();
        }
        objects.decrypt(password)?;
        if !objects.has_page_tree() {
            objects.rebuild(password)?;
        }
        if objects.slots.len() > objects.max_objects {
            return Err(Error::LimitExceeded { limit: Limit::Objects, maximum: limits.objects.into() });
        }
        Ok(objects)
    }

    fn of(bytes: Vec<u8>, limits: &Limits) -> Self {
        let allowed = (bytes.len() as u64).saturating_mul(COPIES);
        Self {
            bytes,
            slots: BTreeMap::new(),
            packed: BTreeMap::new(),
            scan: OnceLock::new(),
            trailer: Dictionary::new(),
            encryption: None,
            budget: Budget::new(limits.values.into(), allowed),
            max_objects: limits.objects as usize,
            max_stream: limits.stream_bytes,
            max_total: limits.total_bytes,
            decoded: AtomicU64::new(0),
            unpacked: AtomicU64::new(0),
            missing: Vec::new(),
        }
    }

    /// What of the file is missing by what it says itself, in words; nothing for a whole file.
    pub(crate) fn missing(&self) -> &[String] {
        &self.missing
    }

    /// The limit that reading the objects has exceeded: those that are read from then on are none, or cut.
    pub(crate) fn exceeded(&self) -> Option<Limit> {
        self.budget.exceeded()
    }

    fn has_page_tree(&self) -> bool {
        let pages = self.catalog().and_then(|catalog| self.get_dict(catalog, b"Pages"));
        pages.is_some_and(|pages| self.get_array(pages, b"Kids").is_some())
    }

    fn scan(&self) -> &Scan {
        self.scan.get_or_init(|| scan::scan(&self.bytes, self.max_objects))
    }

    /// Adds the objects that stand in the file but not in its cross-reference.
    fn add_scanned(&mut self) {
        let found: Vec<_> = self.scan().objects.iter().map(|(number, offset)| (*number, *offset)).collect();
        for (number, offset) in found {
            self.slots.entry(number).or_insert_with(|| Place::At(offset).into());
        }
    }

    /// Notes which objects are object streams: those that objects are said to stand in.
    fn note_packed(&mut self) {
        let streams = self.slots.values().filter_map(|slot| match slot.place {
            Place::In(stream) => Some((stream, OnceLock::new())),
            _ => None,
        });
        self.packed = streams.collect();
    }

    /// Takes the file for what stands in it, whatever its cross-reference says.
    fn rebuild(&mut self, password: Option<&str>) -> Result<(), Error> {
        let Scan { objects, packed, .. } = self.scan();
        let slots = objects.iter().map(|(number, offset)| (*number, Place::At(*offset).into())).collect();
        let streams: Vec<(u32, usize)> =
            packed.iter().filter_map(|stream| Some((*stream, *objects.get(stream)?))).collect();
        let trailers = self.scan().trailers(&self.bytes, &self.budget);
        self.slots = slots;
        self.encryption = None;
        self.packed = streams.iter().map(|(stream, _)| (*stream, OnceLock::new())).collect();
        for trailer in &trailers {
            for (key, value) in trailer {
                if !self.trailer.has(key) {
                    self.trailer.set(key.clone(), value.clone());
                }
            }
        }
        self.decrypt(password)?;
        for (stream, offset) in streams {
            let numbers: Vec<u32> =
                self.packed(stream).map(|packed| packed.offsets.keys().copied().collect()).unwrap_or_default();
            for number in numbers {
                // Of several objects of one number, the last in the file counts.
                let begins = |slot: &Slot| match slot.place {
                    Place::At(at) => at,
                    Place::In(stream) => self.scan().objects.get(&stream).copied().unwrap_or(0),
                    Place::Free => 0,
                };
                if self.slots.get(&number).is_none_or(|slot| begins(slot) < offset) {
                    self.slots.insert(number, Place::In(stream).into());
                }
            }
        }
        self.find_root(&trailers);
        Ok(())
    }

    /// Makes the trailer lead to a catalog with pages, if any does.
    fn find_root(&mut self, trailers: &[Dictionary]) {
        let mut stated = std::iter::once(&self.trailer).chain(trailers).filter_map(|trailer| trailer.get(b"Root").ok());
        let is_catalog =
            |(_, dictionary): &(ObjectId, &Dictionary)| self.get_name(dictionary, b"Type") == Some(b"Catalog");
        let found = || self.dictionaries().filter(is_catalog).map(|(id, _)| Object::Reference(id)).last();
        let leads_to_pages = |root: &&Object| self.as_dict(root).is_some_and(|root| self.get(root, b"Pages").is_some());
        let root = stated.find(leads_to_pages).cloned().or_else(found);
        if let Some(root) = root {
            self.trailer.set("Root", root);
        }
    }

    /// Finds out how objects are decrypted. Must come before any of them is read.
    fn decrypt(&mut self, password: Option<&str>) -> Result<(), Error> {
        let Some(encrypt) = entry(&self.trailer, b"Encrypt").filter(|encrypt| !matches!(encrypt, Object::Null)) else {
            return Ok(());
        };
        let Object::Dictionary(dictionary) = self.direct(encrypt, 0) else {
            return Ok(());
        };
        let id = self.get(&self.trailer, b"ID").map(|id| self.direct(id, 0));
        self.encryption = encryption::state(dictionary, id, password)?;
        Ok(())
    }

    /// The object of a number; null where there is none.
    fn load(&self, number: u32) -> Option<&Object> {
        let slot = self.slots.get(&number)?;
        Some(slot.object.get_or_init(|| Box::new(self.read(number, slot.place).unwrap_or(Object::Null))))
    }

    fn read(&self, number: u32, place: Place) -> Option<Object> {
        match place {
            Place::Free => None,
            Place::At(offset) => {
                let elsewhere = || self.read_at(*self.scan().objects.get(&number)?, number);
                self.read_at(offset, number).or_else(elsewhere)
            }
            Place::In(stream) => {
                let Packed { content, offsets } = self.packed(stream)?;
                Parser::new(content, *offsets.get(&number)?, &self.budget).object()
            }
        }
    }

    fn read_at(&self, offset: usize, number: u32) -> Option<Object> {
        let integer = |number| self.integer(number);
        let (generation, mut object) = indirect::read(&self.bytes, offset, Some(number), &self.budget, integer)?;
        if let Some(state) = &self.encryption {
            // What cannot be decrypted is left as it is, and makes no sense later.
            let _ = lopdf::encryption::decrypt_object(state, (number, generation), &mut object);
        }
        Some(object)
    }

    /// A picture with its data, which [`Objects::get`] leaves out: read anew each time.
    pub(crate) fn picture(&self, reference: ObjectId) -> Option<Stream> {
        let Place::At(offset) = self.slots.get(&reference.0)?.place else { return None };
        let number = reference.0;
        let read = |offset| indirect::read_picture(&self.bytes, offset, number, &self.budget, |n| self.integer(n));
        let elsewhere = || read(*self.scan().objects.get(&number)?);
        let (generation, mut object) = read(offset).or_else(elsewhere)?;
        if let Some(state) = &self.encryption {
            let _ = lopdf::encryption::decrypt_object(state, (number, generation), &mut object);
        }
        match object {
            Object::Stream(stream) => Some(stream),
            _ => None,
        }
    }

    /// The integer that an object in the file is, found without reading any other.
    fn integer(&self, number: u32) -> Option<i64> {
        let Place::At(offset) = self.slots.get(&number)?.place else { return None };
        let mut parser = Parser::new(&self.bytes, offset, &self.budget);
        parser.header().filter(|(found, _)| *found == number)?;
        parser.integer()
    }

    /// An object stream, which is no part of another.
    fn packed(&self, stream: u32) -> Option<&Packed> {
        let Place::At(_) = self.slots.get(&stream)?.place else { return None };
        self.packed.get(&stream)?.get_or_init(|| self.unpack(stream)).as_ref()
    }

    fn unpack(&self, stream: u32) -> Option<Packed> {
        let Object::Stream(stream) = self.load(stream)? else { return None };
        let integer = |key: &[u8]| usize::try_from(stream.dict.get(key).and_then(Object::as_i64).ok()?).ok();
        let (first, count) = (integer(b"First")?, integer(b"N")?);
        let content = stream.get_plain_content_with_limit(MAX_STREAM).ok()?;
        let length = content.len() as u64;
        if self.unpacked.fetch_add(length, Ordering::Relaxed).saturating_add(length) > MAX_PACKED {
            return None;
        }
        let mut offsets = BTreeMap::new();
        let mut parser = Parser::new(content.get(..first)?, 0, &self.budget);
        for _ in 0..count {
            let Some((number, offset)) = parser.integer().zip(parser.integer()) else { break };
            let (Ok(number), Ok(offset)) = (u32::try_from(number), usize::try_from(offset)) else { continue };
            offsets.insert(number, first.saturating_add(offset));
        }
        Some(Packed { content, offsets })
    }

    /// The document catalog.
    pub(crate) fn catalog(&self) -> Option<&Dictionary> {
        self.get_dict(&self.trailer, b"Root")
    }

    /// The document information dictionary.
    pub(crate) fn info(&self) -> Option<&Dictionary> {
        self.get_dict(&self.trailer, b"Info")
    }

    /// All dictionaries among the objects, in the order of their numbers.
    pub(crate) fn dictionaries(&self) -> impl Iterator<Item = (ObjectId, &Dictionary)> {
        self.slots.keys().filter_map(|number| Some(((*number, 0), self.load(*number)?.as_dict().ok()?)))
    }

    /// Follows references; null and missing objects give `None`.
    pub(crate) fn resolve<'a>(&'a self, mut object: &'a Object) -> Option<&'a Object> {
        for _ in 0..MAX_HOPS {
            match object {
                Object::Null => return None,
                Object::Reference((number, _)) => object = self.load(*number)?,
                other => return Some(other),
            }
        }
        None
    }

    /// Follows references like [`resolve`](Self::resolve), but keeps nothing: for large objects that are needed once.
    pub(crate) fn read_once<'a>(&'a self, object: &'a Object) -> Option<Cow<'a, Object>> {
        if let Object::Reference((number, _)) = object
            && let Some(slot) = self.slots.get(number)
            && slot.object.get().is_none()
        {
            match self.read(*number, slot.place)? {
                Object::Null => return None,
                Object::Reference(_) => {}
                read => return Some(Cow::Owned(read)),
            }
        }
        self.resolve(object).map(Cow::Borrowed)
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

    /// The filters of a stream with their parameters, in the order in which they are undone.
    pub(crate) fn filters(&self, stream: &Stream) -> Vec<(Vec<u8>, Option<Dictionary>)> {
        let list = |key: &[u8]| match stream.dict.get(key).ok().map(|value| self.direct(value, 0)) {
            Some(Object::Array(items)) => items,
            Some(single) => vec![single],
            None => Vec::new(),
        };
        let mut parameters = list(b"DecodeParms").into_iter();
        let of = |filter: Object| {
            let parameters = match parameters.next() {
                Some(Object::Dictionary(entries)) => Some(entries),
                _ => None,
            };
            Some((filter.as_name().ok()?.to_vec(), parameters))
        };
        list(b"Filter").into_iter().map_while(of).collect()
    }

    /// Undoes all filters of a stream but the last of `count`, within the limits.
    pub(crate) fn decode_but_last(&self, stream: &Stream, count: usize) -> Result<Vec<u8>, Error> {
        let mut outer = self.with_direct_filters(stream).unwrap_or_else(|| stream.clone());
        for key in [b"Filter".as_slice(), b"DecodeParms"] {
            if let Ok(Object::Array(items)) = outer.dict.get_mut(key) {
                items.truncate(count.saturating_sub(1));
            }
        }
        self.decode(&outer)
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

/// The file from its header on, from where offsets count; as it is where it has objects but no header. `None` for what
/// is no PDF.
fn from_header(mut bytes: Vec<u8>) -> Option<Vec<u8>> {
    let has = |pattern: &[u8]| memmem::find(&bytes, pattern).is_some();
    match memmem::find(&bytes, b"%PDF-") {
        Some(header) => {
            bytes.drain(..header);
            Some(bytes)
        }
        None => (has(b"obj") && (has(b"/Page") || has(b"/Catalog"))).then_some(bytes),
    }
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

/// An error and its cause without line breaks.
fn one_line(error: &lopdf::Error) -> String {
    let cause = std::error::Error::source(error).map(|cause| format!(": {cause}")).unwrap_or_default();
    format!("{error}{cause}").replace(['\n', '\r'], " ")
}
