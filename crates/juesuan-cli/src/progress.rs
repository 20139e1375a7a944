//! How far a run over many documents has got: a bar on a terminal, now and then a line elsewhere. Standard error only.

use std::fmt::Write;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use crate::batch::Session;
use crate::lang::Lang;

/// Between two lines where there is no terminal.
const PAUSE: Duration = Duration::from_secs(15);

pub(crate) struct Progress {
    total: usize,
    done: usize,
    failed: usize,
    started: Instant,
    said: Instant,
    lang: Lang,
    display: Display,
}

enum Display {
    Silent,
    Lines,
    Bar(ProgressBar),
}

impl Progress {
    /// A single document shows no progress.
    pub(crate) fn start(total: usize, Session { lang, quiet }: Session, on_terminal: bool) -> Self {
        let display = match (total, quiet, on_terminal) {
            (0 | 1, _, _) | (_, true, _) => Display::Silent,
            (_, _, false) => Display::Lines,
            _ => Display::Bar(bar(total)),
        };
        let now = Instant::now();
        Self { total, done: 0, failed: 0, started: now, said: now, lang, display }
    }

    /// Counts a document, and says what there is to say about it.
    pub(crate) fn count(&mut self, remark: Option<String>, failed: bool) {
        self.done = self.done.saturating_add(1);
        self.failed = self.failed.saturating_add(failed.into());
        match &self.display {
            Display::Bar(bar) => {
                if let Some(remark) = remark {
                    bar.suspend(|| eprintln!("juesuan: {remark}"));
                }
                bar.set_message(self.failed.to_string());
                bar.inc(1);
            }
            display => {
                if let Some(remark) = remark {
                    eprintln!("juesuan: {remark}");
                }
                if matches!(display, Display::Lines) && self.said.elapsed() >= PAUSE {
                    self.said = Instant::now();
                    eprintln!("juesuan: {}", self.state());
                }
            }
        }
    }

    /// The last word.
    pub(crate) fn finish(&self) {
        let Self { done, failed, .. } = self;
        let seconds = self.started.elapsed().as_secs_f64();
        let sum = match self.lang {
            Lang::Zh => format!("共 {done} 份文件，{failed} 份未能读取，用时 {seconds:.1} 秒"),
            Lang::En => format!("{done} documents, {failed} not read, in {seconds:.1} s"),
        };
        match &self.display {
            Display::Silent => {}
            Display::Lines => eprintln!("juesuan: {sum}"),
            Display::Bar(bar) => {
                bar.finish_and_clear();
                eprintln!("juesuan: {sum}");
            }
        }
    }

    #[allow(clippy::cast_precision_loss)] // a rate for people
    fn state(&self) -> String {
        let Self { done, total, failed, .. } = self;
        let seconds = self.started.elapsed().as_secs_f64().max(0.001);
        let rate = *done as f64 / seconds;
        let left = total.saturating_sub(*done) as f64 / rate.max(0.001) / 60.0;
        match self.lang {
            Lang::Zh => format!("{done}/{total}，{failed} 份未能读取，每秒 {rate:.1} 份，约剩 {left:.0} 分钟"),
            Lang::En => format!("{done}/{total}, {failed} not read, {rate:.1}/s, about {left:.0} min left"),
        }
    }
}

fn bar(total: usize) -> ProgressBar {
    let template = "{bar:32} {human_pos}/{human_len}  {rate}  ✗ {msg}  {eta} ";
    let rate = |state: &ProgressState, text: &mut dyn Write| {
        let _ = write!(text, "{:.1}/s", state.per_sec());
    };
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    let style = style.with_key("rate", rate);
    ProgressBar::new(total as u64).with_style(style).with_message("0")
}
