//! Word files of 1997–2003: the bytes are the main stream, and (behind `----`) the table stream.
#![no_main]

use juesuan_fuzz::{compound, halves, office};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let (main, table) = halves(data);
    office(&compound(&[("WordDocument", main), ("0Table", table), ("1Table", table)]));
});
