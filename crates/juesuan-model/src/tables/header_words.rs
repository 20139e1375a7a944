//! Printed texts of headers → the words that schemas list: without spaces, year, unit and marks.

use std::cell::RefCell;
use std::collections::HashMap;

use super::ids::Side;
use super::schema::{Schema, words};
use crate::key::key;
use crate::numbering::is_numbered;
use crate::value::Unit;

/// Header words, or the label of an item in a list.
pub(crate) fn is_table_text(text: &str, schema: &Schema) -> bool {
    let key = key(text);
    contains(words::CLOSING, &key)
        || is_numbered(&key) && !key.ends_with('。')
        || text.split_whitespace().all(|word| is_header_word(&header_key(word), schema))
}

/// Answers that are kept: a document asks for the same words again and again, for each of the nine tables.
const KEPT: usize = 4096;

/// A longer text is not kept: it is none, and there may be many.
const LONGEST_KEPT: usize = 120;

thread_local! {
    /// Of each key: of which of the tables it is known whether it is a header word, and of which it is one.
    static WORDS: RefCell<HashMap<String, (u16, u16)>> = RefCell::default();
}

/// Whether a header's key is a word that headers of this table hold.
pub(super) fn is_header_word(key: &str, schema: &Schema) -> bool {
    let bit = 1_u16.checked_shl(schema.position() as u32).unwrap_or_default();
    let kept = WORDS.with_borrow(|words| words.get(key).copied()).unwrap_or_default();
    if kept.0 & bit != 0 {
        return kept.1 & bit != 0;
    }
    let found = looks_like_header_word(key, schema);
    if key.len() <= LONGEST_KEPT {
        WORDS.with_borrow_mut(|words| {
            if words.len() >= KEPT {
                words.clear();
            }
            words.insert(key.to_owned(), (kept.0 | bit, kept.1 | if found { bit } else { 0 }));
        });
    }
    found
}

fn looks_like_header_word(key: &str, schema: &Schema) -> bool {
    let lists: [&[&str]; 11] = [
        words::OTHER_FIGURES,
        words::CODE,
        words::CODE_PARTS,
        words::NAME,
        words::UNIT_NAME,
        words::LINE_NUMBER,
        words::OTHER_LISTS,
        words::GENERIC,
        words::NEUTRAL,
        schema.groups,
        schema.ignored,
    ];
    lists.iter().any(|list| contains(list, key))
        || side_word(key).is_some()
        || is_name_word(key)
        || schema.names(key)
        || words::CODE.iter().any(|word| key.contains(word))
        || is_bracketed_name(key)
        || key.chars().count() >= 4 && schema.titles.iter().any(|title| title.contains(key))
}

/// Whether a header names a column of labels: a word of the list, or any kind of 科目 (`支出科目`, `功能科目名称`).
pub(super) fn is_name_word(key: &str) -> bool {
    contains(words::NAME, key)
        || words::NAME_ENDS.iter().any(|end| key.ends_with(end)) && key.chars().count() <= LONGEST_NAME
}

/// A header that names a column of labels is at most so long.
const LONGEST_NAME: usize = 12;

/// Whether a header or the label of a row says 预算 or 决算: a word of the lists, or any that ends so (`本年预算`,
/// `支出决算`). What is of another year, or is reckoned from both, says neither.
pub(crate) fn side_word(key: &str) -> Option<Side> {
    if contains(words::BUDGET_SIDE, key) {
        return Some(Side::Budget);
    }
    if contains(words::FINAL_SIDE, key) {
        return Some(Side::Final);
    }
    let bare = ["情况", "金额", "数", "额"].iter().find_map(|end| key.strip_suffix(end)).unwrap_or(key);
    let side = match bare {
        _ if bare.ends_with("预算") && !bare.contains("决算") => Side::Budget,
        _ if bare.ends_with("决算") || bare.ends_with("执行") => Side::Final,
        _ => return None,
    };
    let other = key.chars().count() > LONGEST_NAME || words::NO_SIDE.iter().any(|word| key.contains(word));
    (!other).then_some(side)
}

/// A header's or a column's words without what may surround them: 其中 and 本年 before, 决算数, 金额, 支出 behind.
pub(super) fn core(key: &str) -> &str {
    let mut core = key;
    while let Some(rest) = words::BEFORE_CORE.iter().find_map(|word| core.strip_prefix(word)) {
        core = rest;
    }
    while let Some(rest) = words::AFTER_CORE.iter().find_map(|word| core.strip_suffix(word)) {
        core = rest;
    }
    core
}

/// `项目(按支出功能分类)`: a column of labels, and by what they are sorted.
pub(super) fn is_bracketed_name(key: &str) -> bool {
    let bracket = key.strip_suffix(')').and_then(|open| open.rsplit_once('('));
    bracket.is_some_and(|(name, by)| contains(words::NAME, name) && by.starts_with('按'))
        && !contains(words::OTHER_LISTS, key)
}

/// A header's key, without its year, its unit and footnote marks.
pub(crate) fn header_key(text: &str) -> String {
    let key = key(text);
    let (bare, _) = split_unit(key.trim_matches(['*', ':']));
    // `合计Total`
    let chinese = bare.trim_matches(|c: char| c.is_ascii_alphabetic());
    let bare = if chinese.is_empty() { bare } else { chinese };
    if bare_year(bare).is_some() {
        return words::OF_A_YEAR.to_owned();
    }
    split_year(bare).1.to_owned()
}

/// `2024年`, `2024年度`, `2024`: a column or a row of that year's figures.
pub(crate) fn bare_year(key: &str) -> Option<u16> {
    let digits = key.trim_end_matches('度').trim_end_matches('年');
    let year = digits.len() == 4 && digits.starts_with("20") && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|_| year)
}

/// The year that a header or a label says, whatever else it says.
pub(super) fn year_of(key: &str) -> Option<u16> {
    bare_year(key).or_else(|| split_year(key).0)
}

/// `决算数(万元)`, `金额/元`, `金额(单位:元)` → the key without its unit, and the unit.
pub(crate) fn split_unit(key: &str) -> (&str, Option<Unit>) {
    let bracketed = key.strip_suffix(')').and_then(|open| open.rsplit_once('('));
    let Some((bare, unit)) = bracketed.or_else(|| key.rsplit_once('/')) else { return (key, None) };
    let unit = unit.trim_start_matches("金额").trim_start_matches("单位").trim_start_matches(':');
    match Unit::parse(unit) {
        Some(unit) if !bare.is_empty() => (bare, Some(unit)),
        _ => (key, None),
    }
}

/// `2022年度预算数` → the year, and the key without it; `2022年初预算数` → the year, and `年初预算数`.
pub(super) fn split_year(key: &str) -> (Option<u16>, &str) {
    let digits = key.get(..4).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
    let year = digits.and_then(|digits| digits.parse().ok());
    let dated = year.and_then(|_| key.get(4..)).filter(|rest| rest.starts_with('年'));
    let ends = |rest: &&str| rest.starts_with("年初") || rest.starts_with("年末");
    let rest = dated.filter(ends).or(dated.and_then(|rest| rest.strip_prefix('年')));
    let rest = rest.map(|rest| rest.strip_prefix('度').unwrap_or(rest)).filter(|rest| !rest.is_empty());
    rest.map_or((None, key), |rest| (year, rest))
}

/// Whether a list of words holds a key.
pub(crate) fn contains(words: &[&str], key: &str) -> bool {
    words.contains(&key)
}

/// A printed text without the spaces that only spread it (`合    计`).
pub(crate) fn clean(text: &str) -> String {
    if !text.contains(char::is_whitespace) {
        return text.to_owned();
    }
    let chars: Vec<char> = text.trim().chars().collect();
    let wide = |c: Option<&char>| c.is_some_and(|c| u32::from(*c) > 0x2E7F);
    let keep = |(index, c): (usize, &char)| {
        let before = chars.get(..index).and_then(|chars| chars.iter().rfind(|c| !c.is_whitespace()));
        let after = chars.get(index..).and_then(|chars| chars.iter().find(|c| !c.is_whitespace()));
        (!c.is_whitespace() || !(wide(before) || wide(after))).then_some(*c)
    };
    chars.iter().enumerate().filter_map(keep).collect()
}
