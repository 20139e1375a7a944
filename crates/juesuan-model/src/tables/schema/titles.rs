//! Which table a title names.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::{SCHEMAS, TableId};
use crate::key::{key, key_char};
use crate::numbering::{Numbering, Style, numbering};
use crate::value::Unit;

/// What a title line names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Title {
    /// One of the nine; `None` for any other table.
    pub(crate) id: Option<TableId>,
    /// The number printed before the title (`表1`, `公开01表`, `一`), if any.
    pub(crate) number: Option<String>,
    /// The title as printed, without its number.
    pub(crate) text: String,
    /// It says that it goes on with the table before it (续表).
    pub(crate) continued: bool,
}

/// Additions in brackets that leave a table one of the nine; with any other it is a variant (分单位 ...).
const SAME_TABLE: &[&str] = &[
    "分科目",
    "按科目",
    "按功能分类列示",
    "按功能分类科目列示",
    "按科目列示",
    "公开",
    "公开表",
    "空表",
    "批复表",
    "汇总",
    "汇总表",
    "合并",
    "本级",
    "部门本级",
    "单位本级",
    "机关本级",
    "本部门",
    "本单位",
];

/// Words by which the text before a known title makes another table of it
/// (`一般公共预算财政拨款` + `支出决算表`).
const TELLING: &[&str] = &[
    "预算",
    "拨款",
    "收入",
    "支出",
    "经费",
    "基金",
    "资金",
    "资产",
    "资本",
    "项目",
    "采购",
    "绩效",
    "明细",
    "专户",
    "债务",
    "单位收",
    "分单位",
    "结转",
    "情况",
    "汇总",
    "附属",
    "所属",
];

/// The keys of all known titles, by their last characters: every line of a document is looked up.
static KNOWN: LazyLock<BTreeMap<char, Vec<(TableId, String)>>> = LazyLock::new(|| {
    let mut known: BTreeMap<char, Vec<(TableId, String)>> = BTreeMap::new();
    for (id, title) in SCHEMAS.iter().flat_map(|schema| schema.titles.iter().map(|title| (schema.id, key(title)))) {
        if let Some(last) = title.chars().next_back() {
            known.entry(last).or_default().push((id, title));
        }
    }
    known
});

/// The known titles that end with the same character.
fn known(title: &str) -> impl Iterator<Item = &'static (TableId, String)> {
    title.chars().next_back().and_then(|last| KNOWN.get(&last)).into_iter().flatten()
}

/// The key of a title is at most so long.
const LONGEST: usize = 60;

/// Reads a line as a table title: it must end in 表, or be a known title.
pub(crate) fn read(line: &str) -> Option<Title> {
    let (number, rest) = split_number(line.trim());
    let (rest, continued) = without_continuation(rest);
    // `（单位：万元）` is the unit's, and is read as such.
    let rest = without_unit(rest);
    if rest.is_empty() {
        return continued.then(|| Title { id: None, number, text: String::new(), continued });
    }
    // A paragraph is not copied to see that it is none.
    if rest.chars().filter_map(key_char).take(LONGEST + 1).count() > LONGEST {
        return None;
    }
    let title = key(rest);
    if title.contains('。') {
        return None;
    }
    let id = identify(&title);
    let (base, bracket) = split_bracket(&title);
    let detail = base.ends_with("决算明细");
    let names_table = id.is_some() || (base.ends_with('表') || detail) && !bracket.contains('见');
    (names_table && !title.starts_with("注:")).then(|| Title { id, number, text: rest.to_owned(), continued })
}

/// The table that a title's key names: the longest known title that it ends with.
fn identify(title: &str) -> Option<TableId> {
    let (base, bracket) = split_bracket(title);
    let same = SAME_TABLE.contains(&bracket) || is_year(bracket) || is_form_number(bracket) || is_ordinal(bracket);
    if !bracket.is_empty() && !same && !is_part_of_known(title) {
        return None;
    }
    let base = if is_part_of_known(title) { title } else { base };
    known(base)
        .filter_map(|(id, known)| Some((*id, base.strip_suffix(known.as_str())?, known.len())))
        .max_by_key(|(_, _, length)| *length)
        .filter(|(_, before, _)| !TELLING.iter().any(|word| before.contains(word)))
        .map(|(id, _, _)| id)
}

/// Whether a known title itself ends in brackets.
fn is_part_of_known(title: &str) -> bool {
    title.ends_with(')') && known(title).any(|(_, known)| known.contains('(') && title.ends_with(known))
}

/// `(8)`, `(一)`: the number of a table behind its title.
fn is_ordinal(bracket: &str) -> bool {
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    (1..=2).contains(&bracket.chars().count()) && bracket.chars().all(numeral)
}

/// A title's key without the brackets at its end, and what they hold.
pub(crate) fn without_brackets(title: &str) -> (&str, Vec<&str>) {
    let (mut base, mut brackets) = (title, Vec::new());
    loop {
        match split_bracket(base) {
            (rest, bracket) if !bracket.is_empty() => {
                brackets.push(bracket);
                base = rest;
            }
            _ => return (base, brackets),
        }
    }
}

/// A title as printed without `（单位：万元）` at its end.
fn without_unit(text: &str) -> &str {
    let open = text.rfind(['（', '(']).filter(|_| text.ends_with(['）', ')']));
    let Some((title, bracket)) = open.and_then(|at| text.split_at_checked(at)) else { return text };
    let inner = key(bracket);
    let inner = inner.trim_start_matches('(').trim_end_matches(')');
    let unit = inner.trim_start_matches("金额").strip_prefix("单位:").unwrap_or(inner);
    let named = Unit::parse(unit.trim_start_matches("人民币")).is_some();
    if named { title.trim_end() } else { text }
}

fn is_year(bracket: &str) -> bool {
    let digits = bracket.trim_end_matches(['年', '度']);
    digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit())
}

/// `支出决算表(分单位)` → `支出决算表`, `分单位`.
fn split_bracket(title: &str) -> (&str, &str) {
    match title.strip_suffix(')').and_then(|open| open.rsplit_once('(')) {
        Some((base, bracket)) => (base, bracket),
        None => (title, ""),
    }
}

/// `收入决算表（续）`, `续表`, `续表：收入决算表` → what is left, and whether it says 续.
fn without_continuation(text: &str) -> (&str, bool) {
    for mark in ["续表", "（续表）", "(续表)", "（续）", "(续)", "（续上表）", "续上表"] {
        if let Some(rest) = text.strip_suffix(mark) {
            return (rest.trim(), true);
        }
        if let Some(rest) = text.strip_prefix(mark) {
            let rest =
                rest.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '：' | ':'));
            return (rest.trim(), true);
        }
    }
    (text, false)
}

/// `表 1：收入支出决算总表` → `表1`, title. `一、收入决算表`, `（一）收入决算表` → `一`, title.
fn split_number(line: &str) -> (Option<String>, &str) {
    let bracketed = |found: &Numbering| matches!(found.style, Style::BracketedChinese | Style::BracketedArabic);
    if let Some(found) = numbering(line).filter(bracketed)
        && let Some((number, title)) = line.split_at_checked(found.len)
    {
        let number =
            number.trim().trim_start_matches(['（', '(', '〔']).trim_end_matches(['）', ')', '〕', '、', '：', ':']);
        return (Some(number.trim().to_owned()), title);
    }
    let plain = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let numeral = |c: char| plain(c) || "一二三四五六七八九十-－".contains(c);
    for prefix in ["公开", "附表", "附件", "表格", "表", "财决", ""] {
        let Some(rest) = line.strip_prefix(prefix) else { continue };
        let rest = rest.trim_start();
        let end = rest.find(|c| !numeral(c)).unwrap_or(rest.len());
        let (digits, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        if digits.is_empty() || !digits.chars().any(|c| c != '-' && c != '－') {
            continue;
        }
        let (mark, after) = match after.strip_prefix('表') {
            Some(after) if prefix == "公开" || prefix == "财决" => ("表", after),
            _ => ("", after),
        };
        let spaced = after.starts_with(char::is_whitespace);
        let after = after.trim_start();
        let separated = after.strip_prefix(['：', ':', '、', '.', '．', ' ']);
        let rest = match separated {
            Some(rest) => rest.trim_start(),
            None if prefix.is_empty() || !(spaced || !mark.is_empty() || after.is_empty() || prefix == "表") => {
                continue;
            }
            None => after,
        };
        let number = if prefix.is_empty() { digits.to_owned() } else { format!("{prefix}{digits}{mark}") };
        return (Some(number), rest);
    }
    (None, line)
}

/// Words before the number of a form.
const FORM_WORDS: &[&str] =
    &["省级", "市级", "部门", "单位", "决算", "公开", "财决", "附表", "附件", "批复", "附", "表"];

/// Whether a whole line is a form number (`公开01表`, `表1`, `附件2-1`, `表1-1`).
pub(crate) fn is_form_number(line: &str) -> bool {
    let key = key(line);
    let bare = key.trim_start_matches("编号:").trim_start_matches("表号:");
    let (head, tail) = (bare.trim_end_matches('表'), bare.ends_with('表'));
    let mut body = head;
    while let Some(rest) = FORM_WORDS.iter().find_map(|word| body.strip_prefix(word)) {
        body = rest;
    }
    let prefixed = ["公开", "财决", "附", "批复", "表"].iter().any(|word| head.contains(word));
    (prefixed || tail)
        && (1..=12).contains(&body.len())
        && body.chars().all(|c| c.is_ascii_digit() || c == '-' || "一二三四五六七八九十".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(line: &str) -> Option<Option<TableId>> {
        read(line).map(|title| title.id)
    }

    #[test]
    fn longest_known_title_wins() {
        assert_eq!(id("收入支出决算总表"), Some(Some(TableId::IncomeExpenditureSummary)));
        assert_eq!(id("财政拨款收入支出决算总表"), Some(Some(TableId::FiscalAppropriationSummary)));
        assert_eq!(id("2022年度某局收入决算表"), Some(Some(TableId::Income)));
        assert_eq!(id("一般公共预算财政拨款收入支出决算表"), Some(Some(TableId::GeneralBudgetExpenditure)));
        assert_eq!(id("财政拨款 \"三公\"经费支出决算表"), Some(Some(TableId::ThreePublic)));
        assert_eq!(id("“三公”经费、行政参公单位机关运行经费情况表"), Some(Some(TableId::ThreePublic)));
    }

    #[test]
    fn tables_beyond_the_nine_stay_outside() {
        for title in [
            "一般公共预算财政拨款支出决算明细表",
            "一般公共预算财政拨款项目支出决算表",
            "财政拨款支出决算明细表",
            "项目支出决算表",
            "政府性基金预算财政拨款“三公”经费支出决算表",
            "收入决算表（分单位）",
            "财政专户管理资金收入支出决算表",
            "国有资产使用情况表",
        ] {
            assert_eq!(id(title), Some(None), "{title}");
        }
    }

    #[test]
    fn numbers_are_split_off() {
        let title = |line| read(line).map(|title| (title.number.unwrap_or_default(), title.text));
        let expected = |number: &str, text: &str| Some((number.to_owned(), text.to_owned()));
        assert_eq!(title("表1：收入支出决算总表"), expected("表1", "收入支出决算总表"));
        assert_eq!(title("表 2 收入决算表"), expected("表2", "收入决算表"));
        assert_eq!(title("三、支出决算表"), expected("三", "支出决算表"));
        assert_eq!(title("公开03表 支出决算表"), expected("公开03表", "支出决算表"));
        assert_eq!(title("2022年度收入决算表"), expected("", "2022年度收入决算表"));
    }

    #[test]
    fn continuations_say_so() {
        assert_eq!(read("续表").map(|title| title.continued), Some(true));
        assert_eq!(
            read("收入决算表（续）").map(|title| (title.id, title.continued)),
            Some((Some(TableId::Income), true))
        );
    }

    #[test]
    fn prose_is_no_title() {
        assert_eq!(read("2022年度收入合计100万元，其中：财政拨款收入90万元"), None);
        assert_eq!(read("注：本表反映部门本年度取得的各项收入情况。"), None);
    }

    #[test]
    fn form_numbers() {
        for number in ["公开01表", "表1", "附件2-1", "01表", "表 10"] {
            assert!(is_form_number(number), "{number}");
        }
        for other in ["收入决算表", "表", "12", "续表"] {
            assert!(!is_form_number(other), "{other}");
        }
    }
}
