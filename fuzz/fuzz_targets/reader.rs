//! The whole program: any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juesuan_fuzz::read(data.to_vec()));
