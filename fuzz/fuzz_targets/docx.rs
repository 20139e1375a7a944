//! Word files: the bytes are the text, and (behind `----`) the numberings and styles.
#![no_main]

use juesuan_fuzz::{halves, office, package};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let (text, other) = halves(data);
    let text = [b"<w:document><w:body>", text].concat();
    office(&package(&[("word/document.xml", &text), ("word/numbering.xml", other), ("word/styles.xml", other)]));
});
