//! Web pages: any bytes behind a tag.
#![no_main]

use juesuan_fuzz::office;

libfuzzer_sys::fuzz_target!(|data: &[u8]| office(&[b"<html>", data].concat()));
