//! Ctrl-C: what is said, and what is left behind.

use std::process::exit;
use std::sync::OnceLock;

use crate::lang::Lang;
use crate::replacement;

/// The exit status of a program that was interrupted.
const INTERRUPTED: i32 = 130;

/// Set once what is read is kept, so that the same command goes on.
static GOES_ON: OnceLock<Lang> = OnceLock::new();

/// From now on an interruption leaves no temporary files behind, and says so.
pub(crate) fn watch(lang: Lang) {
    // Where it cannot be watched for, the system ends the process as ever; the next run cleans up.
    let _ = ctrlc::set_handler(move || {
        replacement::remove_all();
        let zh = "已中断；再次运行同一命令即可接着读";
        let en = "interrupted; what was read is kept: run the same command again to go on";
        match GOES_ON.get() {
            Some(lang) => eprintln!("juesuan: {}", lang.pick(zh, en)),
            None => eprintln!("juesuan: {}", lang.pick("已中断，没有写出结果", "interrupted; nothing was written")),
        }
        exit(INTERRUPTED);
    });
}

/// From now on what is read is kept.
pub(crate) fn say_how_to_go_on(lang: Lang) {
    let _ = GOES_ON.set(lang);
}
