//! How the objects of a file are encrypted. In: its encryption dictionary and a password. Out: what decrypts objects
//! (lopdf's standard security handler).

use lopdf::encryption::DecryptionError;
use lopdf::{Dictionary, EncryptionState, Object};

use super::one_line;
use crate::error::Error;

/// The number that the dictionary gets in a document of its own, which is how lopdf takes it.
const NUMBER: (u32, u16) = (1, 0);

/// Tries no password, then the given one. `None` where nothing is encrypted that is read here.
pub(super) fn state(
    dictionary: Dictionary,
    id: Option<Object>,
    password: Option<&str>,
) -> Result<Option<EncryptionState>, Error> {
    let name = |key: &[u8]| dictionary.get(key).and_then(Object::as_name).ok();
    if let Some(handler) = name(b"Filter").filter(|handler| *handler != b"Standard") {
        let reason = format!("security handler {}", String::from_utf8_lossy(handler));
        return Err(Error::UnsupportedEncryption { reason });
    }
    // From version 4 on, streams and strings may be plain while attachments are encrypted.
    let plain = |key: &[u8]| name(key).is_none_or(|filter| filter == b"Identity");
    if dictionary.get(b"V").and_then(Object::as_i64).unwrap_or(0) >= 4 && plain(b"StmF") && plain(b"StrF") {
        return Ok(None);
    }
    let empty = || Object::string_literal(Vec::new());
    let mut document = lopdf::Document::new();
    document.objects.insert(NUMBER, Object::Dictionary(dictionary));
    document.trailer.set("Encrypt", NUMBER);
    document.trailer.set("ID", id.unwrap_or_else(|| Object::Array(vec![empty(), empty()])));
    let tried = document.decrypt("").or_else(|error| password.map_or(Err(error), |given| document.decrypt(given)));
    match (tried, document.encryption_state) {
        (_, Some(state)) => Ok(Some(state)),
        (Err(error), None) => Err(refused(&error)),
        (Ok(()), None) => Err(Error::Encrypted),
    }
}

fn refused(error: &lopdf::Error) -> Error {
    match error {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(DecryptionError::IncorrectPassword) => {
            Error::Encrypted
        }
        lopdf::Error::Decryption(error) => Error::UnsupportedEncryption { reason: error.to_string() },
        error => Error::UnsupportedEncryption { reason: one_line(error) },
    }
}
