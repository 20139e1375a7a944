//! Many documents: read side by side, answered one after another, each failure named and none the end of the run.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::sync::mpsc::sync_channel;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::answer::{Answer, Manifest, Task};
use crate::input::Input;
use crate::lang::Lang;
use crate::output::{Outcome, Stop};
use crate::pool::{Allowance, Reader};
use crate::progress::Progress;
use crate::text::{escaped, pages};

/// How the user is spoken to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Session {
    pub(crate) lang: Lang,
    pub(crate) quiet: bool,
}

/// The order in which answers are handed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// That of the inputs.
    OfInputs,
    /// As they come.
    OfArrival,
}

/// How a run goes about its documents.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    /// How many documents at a time.
    pub(crate) jobs: usize,
    pub(crate) allowance: Allowance,
    /// Even a single document is read in a worker: its limits were given.
    pub(crate) apart: bool,
    pub(crate) order: Order,
}

/// So many documents per job may be read before the first of them is handed on: memory stays flat.
const AHEAD: usize = 16;
/// Bytes of answers that may wait for an earlier one. Beyond that no other document is begun until they are handed on:
/// sixteen answers may be anything from a kilobyte to gigabytes.
const WAITING: usize = 64 << 20;

/// Reads the inputs and hands each answer to `take`. Several are read in workers, a single one in this process.
pub(crate) fn run(
    inputs: &[Input],
    task: &Task,
    pace: &Pace,
    session: Session,
    mut take: impl FnMut(&Input, Answer) -> Result<(), Stop>,
) -> Result<Outcome, Stop> {
    let mut progress = Progress::start(inputs.len(), session, std::io::stderr().is_terminal());
    let mut all_read = true;
    let mut done = |input: &Input, answer: Answer| {
        all_read &= answer.manifest.error.is_none();
        let said = remark(&input.on_a_line(), &answer.manifest, session);
        progress.count(said, answer.manifest.error.is_some());
        take(input, answer)
    };
    match inputs {
        [input] if !pace.apart => done(input, Reader::Here(task).read(input))?,
        inputs => side_by_side(inputs, task, pace, done)?,
    }
    progress.finish();
    Ok(Outcome::of(all_read))
}

/// Which document comes next, and how far the answers have got.
struct Turn {
    next: usize,
    handed_on: usize,
    /// Bytes of the answers that are there and not yet handed on.
    waiting: usize,
    stopped: bool,
}

impl Turn {
    /// Whether the next document has to wait: too many, or too large ones, are there already. The one that all others
    /// wait for never does.
    fn must_wait(&self, ahead: usize) -> bool {
        let early = self.next.saturating_sub(self.handed_on);
        early >= ahead || early > 0 && self.waiting > WAITING
    }
}

fn side_by_side(
    inputs: &[Input],
    task: &Task,
    pace: &Pace,
    mut done: impl FnMut(&Input, Answer) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let jobs = pace.jobs.clamp(1, inputs.len().max(1));
    let ahead = jobs.saturating_mul(AHEAD);
    let turn = Mutex::new(Turn { next: 0, handed_on: 0, waiting: 0, stopped: false });
    let moved = Condvar::new();
    let (sender, answers) = sync_channel::<(usize, Answer)>(jobs);
    thread::scope(|scope| {
        for _ in 0..jobs {
            let (sender, turn_of, moved) = (sender.clone(), &turn, &moved);
            scope.spawn(move || {
                let mut reader = Reader::Apart { task, allowance: pace.allowance, worker: None };
                loop {
                    let mut turn = lock(turn_of);
                    while !turn.stopped && turn.must_wait(ahead) {
                        turn = moved.wait(turn).unwrap_or_else(PoisonError::into_inner);
                    }
                    let index = turn.next;
                    turn.next = index.saturating_add(1);
                    let input = if turn.stopped { None } else { inputs.get(index) };
                    drop(turn);
                    let Some(input) = input else { break };
                    let answer = reader.read(input);
                    let length = answer.result.get().len();
                    let mut turn = lock(turn_of);
                    turn.waiting = turn.waiting.saturating_add(length);
                    drop(turn);
                    if sender.send((index, answer)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut early: BTreeMap<usize, Answer> = BTreeMap::new();
        let mut expected = 0_usize;
        let mut hand_on = |index: usize, answer: Answer| {
            let length = answer.result.get().len();
            let handed = inputs.get(index).map_or(Ok(()), |input| done(input, answer));
            let mut turn = lock(&turn);
            turn.waiting = turn.waiting.saturating_sub(length);
            turn.handed_on = turn.handed_on.saturating_add(1);
            turn.stopped = handed.is_err();
            moved.notify_all();
            handed
        };
        // Taken by value, so that an error closes the channel and ends the threads.
        for (index, answer) in answers {
            if pace.order == Order::OfArrival {
                hand_on(index, answer)?;
                continue;
            }
            early.insert(index, answer);
            while let Some(answer) = early.remove(&expected) {
                hand_on(expected, answer)?;
                expected = expected.saturating_add(1);
            }
        }
        Ok(())
    })
}

fn lock(turn: &Mutex<Turn>) -> MutexGuard<'_, Turn> {
    turn.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The line that is said about a document: an error, a warning, or nothing.
pub(crate) fn remark(shown: &str, manifest: &Manifest, session: Session) -> Option<String> {
    let lang = session.lang;
    if let Some(failure) = &manifest.error {
        return Some(failure.line(shown, lang));
    }
    if let Some(missing) = &manifest.incomplete {
        let missing = escaped(missing);
        return Some(match lang {
            Lang::Zh => format!("{shown}: 错误: 文件不完整，有内容缺失；请重新下载（{missing}）"),
            Lang::En => format!("{shown}: error: {missing}; fetch it again"),
        });
    }
    if session.quiet {
        return None;
    }
    if !manifest.unreadable_pages.is_empty() {
        return Some(unread_pages(shown, manifest, lang));
    }
    let what = match manifest.kind.as_str() {
        "budget" => lang.pick(
            "这是预算，不是决算；只保留原始表格，不提取数据",
            "a budget (预算), no final accounts (决算): its tables are kept raw, without facts",
        ),
        "other" => lang.pick(
            "这不是决算；只保留原始表格，不提取数据",
            "no final accounts (决算): its tables are kept raw, without facts",
        ),
        _ => return None,
    };
    Some(format!("{shown}: {}: {what}", lang.pick("警告", "warning")))
}

/// The pages that could not be read: pictures need character recognition, others do not.
fn unread_pages(shown: &str, manifest: &Manifest, lang: Lang) -> String {
    let scans = &manifest.scanned_pages;
    let others: Vec<u32> = manifest.unreadable_pages.iter().copied().filter(|page| !scans.contains(page)).collect();
    let mut parts = Vec::new();
    for (list, zh, en) in [
        (
            scans,
            "没有可读的文字；请先做文字识别（OCR）",
            "without readable text; run character recognition (OCR) on them first",
        ),
        (&others, "无法读取；原因见诊断信息", "could not be read; the diagnostics say why"),
    ] {
        if !list.is_empty() {
            parts.push(format!("{}{}{}", pages(list, lang), lang.pick("", " "), lang.pick(zh, en)));
        }
    }
    format!("{shown}: {}", parts.join(lang.pick("；", "; ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_answers_hold_back_all_documents_but_the_one_that_is_waited_for() {
        let turn = |next, handed_on, waiting| Turn { next, handed_on, waiting, stopped: false };
        assert!(!turn(5, 3, WAITING).must_wait(32));
        assert!(turn(5, 3, WAITING + 1).must_wait(32));
        assert!(!turn(3, 3, WAITING + 1).must_wait(32), "nobody else would bring it");
        assert!(turn(35, 3, 0).must_wait(32));
    }
}
