//! What a run says about the results that were there before: one line each, on standard error.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::batch::Session;
use crate::holding::Held;
use crate::input::Input;
use crate::lang::Lang;
use crate::spool::SET_ASIDE;
use crate::text::escaped;

/// So many documents are named in one line.
const NAMED: usize = 5;

/// What became of the documents of a folder.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Changes {
    added: usize,
    replaced: Vec<String>,
    removed: Vec<String>,
    kept: usize,
}

impl Changes {
    /// From what was held before, what there is now, and what of the held was dropped and, of that, removed.
    pub(crate) fn between<'a>(
        held: &BTreeMap<String, Held>,
        now: impl Iterator<Item = &'a String>,
        dropped: &BTreeSet<String>,
        removed: &[String],
    ) -> Self {
        let added = now.filter(|name| !held.contains_key(*name)).count();
        let gone: BTreeSet<&String> = removed.iter().collect();
        let replaced: Vec<String> = dropped.iter().filter(|name| !gone.contains(name)).cloned().collect();
        Self { added, replaced, removed: removed.to_vec(), kept: held.len().saturating_sub(dropped.len()) }
    }
}

/// What was added, replaced and removed; nothing where there was nothing before.
pub(crate) fn changes(folder: &Path, changes: &Changes, unused: usize, Session { lang, quiet }: Session) {
    let Changes { added, replaced, removed, kept } = changes;
    let before = kept.saturating_add(replaced.len()).saturating_add(removed.len());
    if quiet {
        return;
    }
    let folder = escaped(&folder.display().to_string());
    if before > 0 {
        let (some_replaced, some_removed) = (names(replaced, lang), names(removed, lang));
        match lang {
            Lang::Zh => eprintln!(
                "juesuan: {folder}: 新增 {added} 份，替换 {} 份{some_replaced}，移除 {} 份{some_removed}，保留 {kept} 份",
                replaced.len(),
                removed.len()
            ),
            Lang::En => eprintln!(
                "juesuan: {folder}: {added} documents added, {} replaced{some_replaced}, {} removed{some_removed}, {kept} kept",
                replaced.len(),
                removed.len()
            ),
        }
    }
    if unused > 0 {
        match lang {
            Lang::Zh => eprintln!("juesuan: {folder}: 此前中断的运行还读过 {unused} 份其他文件，结果留待其继续"),
            Lang::En => eprintln!(
                "juesuan: {folder}: a run that was interrupted has read {unused} other documents; they wait for it to be gone on with"
            ),
        }
    }
}

/// How many documents need no reading.
pub(crate) fn read_before(all: usize, before: usize, Session { lang, quiet }: Session) {
    if before > 0 && !quiet {
        match lang {
            Lang::Zh => eprintln!("juesuan: 共 {all} 份文件，其中 {before} 份此前已读"),
            Lang::En => eprintln!("juesuan: {before} of {all} documents were read before"),
        }
    }
}

/// The rows of an input that is no longer there stay as they are.
pub(crate) fn stays(input: &Input, Session { lang, quiet }: Session) {
    if !quiet {
        let what = lang.pick("保留此前读到的结果", "what was read of it before is kept");
        eprintln!("juesuan: {}: {what}", input.on_a_line());
    }
}

/// The journal was damaged and has been set aside.
pub(crate) fn damaged_journal(folder: &Path, lines: usize, Session { lang, .. }: Session) {
    if lines > 0 {
        let aside = escaped(&folder.join(SET_ASIDE).display().to_string());
        match lang {
            Lang::Zh => eprintln!("juesuan: 运行记录有 {lines} 处损坏，原件留作 {aside}，已重建；相关文件重新读取"),
            Lang::En => eprintln!(
                "juesuan: {lines} lines of the run's journal are damaged: it was set aside as {aside} and rebuilt; their documents are read again"
            ),
        }
    }
}

/// Files that are replaced because it was asked for.
pub(crate) fn replaced_by_force(folder: &Path, files: &[String], Session { lang, .. }: Session) {
    if !files.is_empty() {
        let folder = escaped(&folder.display().to_string());
        let files = files.iter().map(|file| escaped(file)).collect::<Vec<_>>().join(lang.pick("、", ", "));
        let what = lang.pick("--force 将替换", "--force replaces");
        eprintln!("juesuan: {folder}: {what} {files}");
    }
}

/// A workbook of an earlier run, or one that is replaced because it was asked for.
#[cfg(feature = "xlsx")]
pub(crate) fn replaced(file: &Path, Session { lang, quiet }: Session) {
    if !quiet {
        let what = lang.pick("替换已有的工作簿", "replaces the workbook that is there");
        eprintln!("juesuan: {}: {what}", escaped(&file.display().to_string()));
    }
}

fn names(documents: &[String], lang: Lang) -> String {
    if documents.is_empty() {
        return String::new();
    }
    let mut names: Vec<String> = documents.iter().take(NAMED).map(|name| escaped(name)).collect();
    if documents.len() > NAMED {
        names.push("…".to_owned());
    }
    let (open, close) = (lang.pick("（", " ("), lang.pick("）", ")"));
    format!("{open}{}{close}", names.join(lang.pick("、", ", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_document_is_counted_once() {
        let held: BTreeMap<String, Held> = ["a", "b", "c", "d"]
            .map(|name| {
                let held = Held {
                    document: name.to_owned(),
                    sha256: String::new(),
                    path: None,
                    reader: String::new(),
                    error: None,
                };
                (name.to_owned(), held)
            })
            .into();
        let now = ["a", "b", "c", "e"].map(str::to_owned);
        let dropped = BTreeSet::from(["b", "d"].map(str::to_owned));
        let changes = Changes::between(&held, now.iter(), &dropped, &["d".to_owned()]);
        let names = |name: &str| vec![name.to_owned()];
        assert_eq!(changes, Changes { added: 1, replaced: names("b"), removed: names("d"), kept: 2 });
    }
}
