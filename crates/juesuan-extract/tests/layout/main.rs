//! Layout analysis on pages drawn by hand: what each rule of `juesuan_extract::layout` promises.

#![allow(clippy::indexing_slicing)] // helpers of tests, too

#[path = "../support/disturb.rs"]
mod disturb;
mod frame;
mod lines;
mod numbers;
mod ruled;
mod sheet;
mod stability;
mod unruled;
