//! Every source of `juesuan-office`, by what the bytes say that they are: whole files.
#![no_main]

use juesuan_fuzz::office;

libfuzzer_sys::fuzz_target!(|data: &[u8]| office(data));
