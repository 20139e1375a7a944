//! A PDF in, the report as JSON out.
fn main() {}
