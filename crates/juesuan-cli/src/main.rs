//! The `juesuan` command.
fn main() {}
