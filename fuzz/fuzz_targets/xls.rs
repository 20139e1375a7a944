//! Excel files of 1997–2003: the bytes are the stream of the workbook.
#![no_main]

use juesuan_fuzz::{compound, office};

libfuzzer_sys::fuzz_target!(|data: &[u8]| office(&compound(&[("Workbook", data)])));
