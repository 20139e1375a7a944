//! Changes to a finished PDF that krilla has no setting for: `/Rotate` and encryption.

use lopdf::encryption::{EncryptionState, EncryptionVersion, Permissions};
use lopdf::{Document, Object, StringFormat};

/// The document with `/Rotate 90` on the pages that are `turned`.
pub(crate) fn rotated(pdf: &[u8], turned: &[bool]) -> Result<Vec<u8>, lopdf::Error> {
    let mut document = Document::load_mem(pdf)?;
    let pages: Vec<_> = document.get_pages().into_values().collect();
    for (page, _) in pages.into_iter().zip(turned).filter(|(_, turned)| **turned) {
        document.get_dictionary_mut(page)?.set("Rotate", 90);
    }
    save(document)
}

/// The document encrypted with an owner password and an empty user password: RC4, 128 bit, which has no
/// random vectors, so that the bytes are the same each time.
pub(crate) fn encrypted(pdf: &[u8]) -> Result<Vec<u8>, lopdf::Error> {
    let mut document = Document::load_mem(pdf)?;
    let id = Object::String(b"juesuan fixtures".to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
    let state = EncryptionState::try_from(EncryptionVersion::V2 {
        document: &document,
        owner_password: "lanchuan",
        user_password: "",
        key_length: 128,
        permissions: Permissions::COPYABLE,
    })?;
    document.encrypt(&state)?;
    let dictionary = document.trailer.get(b"Encrypt")?.as_reference()?;
    // The second half of /U is arbitrary padding (ISO 32000-1, 7.6.3.4, algorithm 5), random in lopdf.
    if let Object::String(user, _) = document.get_dictionary_mut(dictionary)?.get_mut(b"U")? {
        user[16..].fill(0);
    }
    save(document)
}

fn save(mut document: Document) -> Result<Vec<u8>, lopdf::Error> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes)?;
    Ok(bytes)
}
