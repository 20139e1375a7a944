//! Parts that no known heading opens: the sections of a flow → what each holds, by its words and by what follows.
//!
//! A section begins with an entry of the 目录, or with `一、` where there is none. What its heading says is believed where
//! its content does not speak against it; a heading that nobody has seen is known by its content alone.

use std::collections::BTreeSet;

use super::{Heading, PartKind};
use crate::contents::ContentsEntry;
use crate::flow::Item;
use crate::key::key;
use crate::narrative::states_account;
use crate::numbering::{Numbering, Style, numbering};
use crate::value::Text;

/// A heading is not longer than this, its number included.
const LONGEST_HEADING: usize = 40;

/// Words of headings that open definitions.
const GLOSSARY_WORDS: &[&str] = &["名词解释", "名称解释", "专业名词", "名词说明"];

/// Words of headings about the department itself (福建 2014-2018: 部门主要工作总结; 湖北 2019: 基本情况).
const OVERVIEW_WORDS: &[&str] = &[
    "概况",
    "基本情况",
    "职责",
    "职能",
    "机构",
    "人员",
    "单位构成",
    "工作总结",
    "工作任务",
    "主要工作",
    "重点工作",
    "简介",
];

/// Words of headings about what was received and spent: with one of them a section is part of the account.
const ACCOUNT_WORDS: &[&str] =
    &["收入", "支出", "收支", "“三公”", "三公经费", "财政拨款", "经费", "政府采购", "国有资产", "绩效", "政府性基金"];

/// Words of headings that introduce text.
const NARRATIVE_WORDS: &[&str] = &["说明", "分析", "情况", "结果"];

/// Words that open what is attached. Lists of attachments stand at the end.
const ATTACHMENT_STARTS: &[&str] = &["附件", "附表", "附录"];

/// What a section holds, as far as its lines show.
#[derive(Default)]
struct Content {
    lines: usize,
    grids: usize,
    sentences: usize,
    definitions: usize,
    accounts: usize,
}

/// Adds the parts that have no known heading, from an item on: the narrative where there is none, and the glossary after
/// it; where nothing at all was known, the overview and the tables too.
pub(super) fn add(items: &[Item<'_>], from: usize, entries: &[ContentsEntry], body: &mut Vec<Heading>) {
    let known: Vec<PartKind> = body.iter().map(|heading| heading.kind).collect();
    let sections = sections(items, from, entries);
    let mut before: Option<PartKind> = None;
    let mut found: Vec<(PartKind, usize)> = Vec::new();
    for (at, start) in sections.iter().enumerate() {
        let end = sections.get(at + 1).copied().unwrap_or(items.len());
        let Some(section) = items.get(*start..end) else { continue };
        let Some(kind) = kind(section, before) else { continue };
        if before != Some(kind) {
            found.push((kind, *start));
        }
        before = Some(kind);
    }
    if !found.iter().any(|(kind, _)| *kind == PartKind::Narrative) {
        found.extend(unnumbered(items, from).map(|start| (PartKind::Narrative, start)));
    }
    let stated = found.iter().position(|(kind, _)| *kind == PartKind::Narrative);
    for (index, (kind, start)) in found.into_iter().enumerate() {
        let wanted = match kind {
            PartKind::Narrative => true,
            PartKind::Glossary => !known.contains(&kind) && stated.is_some_and(|stated| stated < index),
            _ => known.is_empty() && stated.is_some(),
        };
        // What stands after the narrative of a document with other parts goes back to the part that it is in.
        if !wanted {
            continue;
        }
        let own = kind == PartKind::Glossary || kind == PartKind::Tables;
        let text = items.get(start).map(Item::text).unwrap_or_else(Text::default);
        let at = body.partition_point(|heading| heading.items.start <= start);
        let end = if own { start + 1 } else { start };
        body.insert(at, Heading { ordinal: 0, kind, text, items: start..end });
    }
}

/// Where the sections of the outermost depth begin.
fn sections(items: &[Item<'_>], from: usize, entries: &[ContentsEntry]) -> Vec<usize> {
    let outermost = entries.iter().filter(|entry| entry.level == 1);
    let titles: BTreeSet<String> = outermost.map(|entry| key(&entry.text.text)).collect();
    let listed = |index: &usize| {
        let title = items.get(*index).map(title).unwrap_or_default();
        !title.is_empty() && titles.contains(&title)
    };
    let found: Vec<usize> = (from..items.len()).filter(listed).collect();
    if found.len() > 1 {
        return found;
    }
    let heading = |index: &usize| items.get(*index).is_some_and(|item| opens_section(item).is_some());
    (from..items.len()).filter(heading).collect()
}

/// The words of a line without its number and the leader of the 目录, as a key.
fn title(item: &Item<'_>) -> String {
    let Some(line) = item.line() else { return String::new() };
    let text = super::without_leader(&line.text);
    key(crate::numbering::unnumbered(text))
}

/// `一、` and, where text follows in the same line, a line that states an amount.
fn opens_section(item: &Item<'_>) -> Option<Numbering> {
    let text = item.line()?.text.trim();
    let number = numbering(text).filter(|number| number.style == Style::Chinese)?;
    let words = text.get(number.len..)?;
    let short = text.chars().count() <= LONGEST_HEADING && !words.contains(['，', '。', '；', ',', ';']);
    // `一、财政拨款收入：指…` is an item of a list.
    let defined = words.trim_end().trim_end_matches([':', '：']).contains([':', '：']);
    (short && !defined || states_account(words)).then_some(number)
}

/// What a section holds; nothing where neither its heading nor its content tells.
fn kind(section: &[Item<'_>], before: Option<PartKind>) -> Option<PartKind> {
    let (first, rest) = section.split_first()?;
    let heading = title(first);
    let has = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    let content = content(rest, states_account(&first.text().text));
    let text = content.sentences > 0 || content.accounts > 0;
    if content.lines + content.grids == 0 && content.accounts == 0 {
        return None; // an entry of a list
    }
    if has(GLOSSARY_WORDS) {
        return (content.definitions > 0 || before == Some(PartKind::Narrative)).then_some(PartKind::Glossary);
    }
    if before == Some(PartKind::Glossary) && content.grids == 0 {
        return before;
    }
    if ATTACHMENT_STARTS.iter().any(|word| heading.starts_with(word)) {
        return Some(PartKind::Attachments);
    }
    if has(OVERVIEW_WORDS) && !has(ACCOUNT_WORDS) {
        return Some(PartKind::Overview);
    }
    if content.accounts > 0 || text && has(ACCOUNT_WORDS) && has(NARRATIVE_WORDS) {
        return Some(PartKind::Narrative);
    }
    if content.grids > 0 && heading.contains('表') {
        return Some(PartKind::Tables);
    }
    before
}

fn content(items: &[Item<'_>], mut account: bool) -> Content {
    let mut content = Content { accounts: usize::from(account), ..Content::default() };
    let mut before = "";
    for item in items {
        let Some(line) = item.line() else {
            content.grids += usize::from(item.grid().is_some());
            continue;
        };
        let text = line.text.trim();
        content.lines += usize::from(!text.is_empty());
        content.sentences += usize::from(text.contains('。'));
        content.definitions +=
            usize::from(["：指", ":指", "是指", "：反映", "指"].iter().any(|word| text.contains(word)));
        // The words of an amount may stand on the line before it.
        account = states_account(text) || states_account(&[before, text].concat());
        content.accounts += usize::from(account);
        before = if text.chars().count() <= LONGEST_LINE { text } else { "" };
    }
    content
}

/// Lines longer than this hold both an amount and its words.
const LONGEST_LINE: usize = 100;

/// Where a text without numbered sections begins to state amounts: its first line, or the heading above it.
fn unnumbered(items: &[Item<'_>], from: usize) -> Option<usize> {
    let states = |index: &usize| items.get(*index).and_then(Item::line).is_some_and(|line| states_account(&line.text));
    let first = (from..items.len()).find(states)?;
    let heading = |index: &usize| {
        let line = items.get(*index).and_then(Item::line);
        line.is_some_and(|line| line.text.chars().count() <= LONGEST_HEADING && !line.text.contains('。'))
    };
    Some(first.checked_sub(1).filter(|index| *index >= from && heading(index)).unwrap_or(first))
}
