//! Printed texts of headers → the words that schemas list: without spaces, year, unit and marks.

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

pub(super) fn is_header_word(key: &str, schema: &Schema) -> bool {
    let lists: [&[&str]; 13] = [
        words::OTHER_FIGURES,
        words::CODE,
        words::CODE_PARTS,
        words::NAME,
        words::UNIT_NAME,
        words::LINE_NUMBER,
        words::OTHER_LISTS,
        words::GENERIC,
        words::NEUTRAL,
        words::BUDGET_SIDE,
        words::FINAL_SIDE,
        schema.groups,
        schema.ignored,
    ];
    lists.iter().any(|list| contains(list, key))
        || schema.columns.iter().any(|rule| contains(rule.words, key))
        || words::CODE.iter().any(|word| key.contains(word))
        || is_bracketed_name(key)
        || schema.titles.iter().any(|title| title.contains(key) && key.chars().count() >= 4)
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
    split_year(bare).1.to_owned()
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
