//! Ctrl-C: what is said, and what is left behind.

use std::process::exit;
use std::sync::OnceLock;
#[cfg(feature = "serve")]
use std::sync::mpsc::SyncSender;

use crate::lang::Lang;
use crate::replacement;

/// The exit status of a program that was interrupted.
const INTERRUPTED: i32 = 130;

/// Set once what is read is kept, so that the same command goes on.
static GOES_ON: OnceLock<Lang> = OnceLock::new();

/// Told of an interruption, where a command ends by it as it should.
#[cfg(feature = "serve")]
static ENDS: OnceLock<SyncSender<()>> = OnceLock::new();

/// From now on an interruption leaves no temporary files behind, and says so.
pub(crate) fn watch(lang: Lang) {
    // Where it cannot be watched for, the system ends the process as ever; the next run cleans up.
    let _ = ctrlc::set_handler(move || {
        #[cfg(feature = "serve")]
        if ENDS.get().is_some_and(|ends| ends.try_send(()).is_ok()) {
            return;
        }
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

/// From now on an interruption is told, and ends nothing by itself.
#[cfg(feature = "serve")]
pub(crate) fn tell(ends: SyncSender<()>) {
    let _ = ENDS.set(ends);
}
