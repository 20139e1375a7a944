//! Printed labels → the fields and columns that they name, by the words of its parts; stars, colons, numbering and
//! brackets around a label do not matter.

mod funds;
mod head;
mod indicators;

use super::types::Fund;
use crate::key::key;
use crate::numbering::unnumbered;

pub(super) use funds::{FUND_COLUMNS, FUNDS, FundColumn};
pub(super) use head::{CLOSING, Closing, Head, Kind, NOT_APPLICABLE, NOTE_STARTS, REPORT_ROWS};
use head::{DEPARTMENT_ONLY, DEPARTMENT_WORDS, HEAD, LEVELS_OF_GOVERNMENT, SCORES, TITLE_ENDINGS};
pub(super) use indicators::{
    BLOCKS, COUNTS_ROWS, GOAL_COLUMNS, GoalColumn, INDICATOR_COLUMNS, IndicatorColumn, LEVELS, SUM, TOTAL,
};
use indicators::{BOTH_LEVELS, EXPLANATIONS, GOAL_SIDES, THIRD_LEVEL};

/// The field that a list gives for a text.
pub(super) fn look_up<T: Copy>(list: &[(&str, T)], text: &str) -> Option<T> {
    of_label(list, &label(text))
}

/// The field that a list gives for a text, by its [`label`].
pub(super) fn of_label<T: Copy>(list: &[(&str, T)], label: &str) -> Option<T> {
    let find = |word: &str| list.iter().find(|(listed, _)| *listed == word).map(|(_, field)| *field);
    let mut rest = label;
    loop {
        let bare = without_bracket(rest);
        match find(rest) {
            None if bare.len() < rest.len() => rest = bare,
            found => return found,
        }
    }
}

/// The field of the head that a label names.
pub(super) fn head(text: &str) -> Option<Head> {
    look_up(HEAD, text).or_else(|| {
        let whole = word(text);
        LEVELS_OF_GOVERNMENT.iter().find_map(|level| look_up(HEAD, whole.strip_prefix(level)?))
    })
}

/// Whether a text of the head says that something in it is the score: `自评得分`, `综合得分：`.
pub(super) fn names_score(text: &str) -> bool {
    let key = key(text);
    SCORES.iter().any(|word| key.contains(word))
}

/// Whether a header is that of a column of explanations, not of figures: 偏差率, 偏差度.
pub(super) fn explains(header: &str) -> bool {
    let whole = word(header);
    let bare = without_bracket(&whole);
    EXPLANATIONS.iter().any(|word| bare.contains(word)) && !bare.ends_with(['率', '度', '值', '数'])
}

/// Whether a header is that of 一级 and 二级指标 in one cell.
pub(super) fn names_both_levels(header: &str) -> bool {
    BOTH_LEVELS.iter().all(|word| header.contains(word)) && !header.contains(THIRD_LEVEL)
}

/// Whether a label stands beside the goals: `年度总体目标`, `年度目标1：(80分)`.
pub(super) fn is_goal_side(text: &str) -> bool {
    let whole = word(text);
    let bare = without_bracket(&whole).trim_end_matches(':').trim_end_matches(|c: char| c.is_ascii_digit());
    GOAL_SIDES.contains(&bare)
}

/// Whether a list has a text.
pub(super) fn has(list: &[&str], text: &str) -> bool {
    lists(list, &label(text))
}

/// Whether a list has a text, by its [`label`].
pub(super) fn lists(list: &[&str], label: &str) -> bool {
    list.contains(&label) || list.contains(&without_bracket(label))
}

/// Whether the text is a block's name, or the part of one that a page break left.
pub(super) fn is_block(text: &str) -> bool {
    let whole = word(text);
    let bare = without_bracket(&whole);
    BLOCKS.iter().any(|block| {
        *block == bare
            || !bare.is_empty() && (bare.chars().count() > 1 && (block.starts_with(bare) || block.ends_with(bare)))
    }) || whole.starts_with('(') && whole.ends_with("元)")
}

/// Whether the text names a 一级 or 二级指标.
pub(super) fn is_level(text: &str) -> bool {
    let whole = word(text);
    let bare = without_bracket(&whole);
    LEVELS.contains(&bare.strip_suffix("指标").unwrap_or(bare))
}

/// The funding source that a label names.
pub(super) fn fund(label: &str) -> Option<Fund> {
    let whole = word(label);
    let bare = whole.strip_prefix("其中").map_or(whole.as_str(), |rest| rest.trim_start_matches([':', ',']));
    look_up(FUNDS, bare)
}

/// The kind of form that a line is the title of.
pub(super) fn title(text: &str) -> Option<Kind> {
    let key = key(text);
    let mut words = key.as_str();
    for bracket in ["(续)", "续", "(续表)", "续表"] {
        words = words.strip_suffix(bracket).unwrap_or(words);
    }
    let bare = without_bracket(words).trim_end_matches(':');
    let ending = TITLE_ENDINGS.iter().find(|ending| bare.ends_with(*ending))?;
    let department = DEPARTMENT_WORDS.iter().any(|word| bare.contains(word));
    if bare.contains(['。', ',', ';']) || DEPARTMENT_ONLY.contains(ending) && !department {
        return None;
    }
    Some(if department { Kind::Department } else { Kind::Project })
}

/// A printed label as the lists have it: its key without star, colon and numbering.
pub(super) fn word(text: &str) -> String {
    let key = key(text);
    let bare = key.trim_matches(|c| matches!(c, '*' | ':' | '★' | '☆'));
    unnumbered(bare).to_owned()
}

/// A printed text as it is looked up in lists. Nothing for a text that no list can have: no word of any is ASCII, and
/// most cells are numbers.
pub(super) fn label(text: &str) -> String {
    if text.is_ascii() { String::new() } else { word(text) }
}

/// A word without the bracket at its end: `执行率(%)`, `项目资金(万元)`.
pub(super) fn without_bracket(word: &str) -> &str {
    match word.strip_suffix(')').and_then(|rest| rest.rfind('(')) {
        Some(at) if at > 0 => word.get(..at).unwrap_or(word),
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_match_however_they_are_dressed() {
        assert_eq!(look_up(HEAD, "项目编码："), Some(Head::ProjectCode));
        assert_eq!(look_up(INDICATOR_COLUMNS, "* 实际完成值"), Some(IndicatorColumn::Actual));
        assert_eq!(look_up(FUND_COLUMNS, "执行率(%)"), Some(FundColumn::ExecutionRate));
        assert_eq!(look_up(FUND_COLUMNS, "全年（调整）预算数"), Some(FundColumn::AdjustedBudget));
        assert_eq!(fund("其中：当年财政拨款"), Some(Fund::CurrentAppropriation));
        assert_eq!(fund("1.其他资金"), Some(Fund::Other));
        assert!(is_block("项目资金（万元）") && is_block("年度总体") && !is_block("项目负责人"));
        assert!(is_level("满意度指标") && is_level("产出 (50分)") && !is_level("服务对象满"));
    }

    #[test]
    fn titles_are_told_from_headings() {
        for (text, kind) in [
            ("项目支出绩效自评表", Some(Kind::Project)),
            ("（2019年度）项目支出绩效自评表", Some(Kind::Project)),
            ("部门预算项目支出绩效自评表（2022年度）", Some(Kind::Project)),
            ("部门整体支出绩效自评表", Some(Kind::Department)),
            ("部门整体支出绩效评价自评报告及评分表", Some(Kind::Department)),
            ("部门整体支出绩效自评情况", Some(Kind::Department)),
            ("（三）项目绩效自评情况", None),
            ("项目支出绩效目标表", None),
            ("共完成58个项目，填写了绩效自评表", None),
        ] {
            assert_eq!(title(text), kind, "{text}");
        }
    }
}
