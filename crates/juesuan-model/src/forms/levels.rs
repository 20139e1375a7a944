//! 一级 and 二级指标: cells merged over rows and cut by page breaks → the text that each line stands under.

use rust_decimal::Decimal;

use crate::key::key;
use crate::value::Text;

use super::indicators::Line;
use super::sheet::{Cell, append};
use super::vocabulary::{is_level, word};

/// The texts of both levels for every line.
pub(super) fn resolve(lines: &[Line]) -> Vec<[Option<Text>; 2]> {
    let level1 = groups(lines, 0, None);
    let level2 = groups(lines, 1, Some(&level1));
    let text = |groups: &Groups, line: usize| {
        groups.of_line.get(line).and_then(|group| groups.texts.get(*group)).cloned().flatten()
    };
    (0..lines.len()).map(|line| [text(&level1, line), text(&level2, line)]).collect()
}

/// Lines that stand under one cell.
#[derive(Default)]
struct Groups {
    texts: Vec<Option<Text>>,
    of_line: Vec<usize>,
}

impl Groups {
    fn same(&self, a: usize, b: usize) -> bool {
        self.of_line.get(a) == self.of_line.get(b)
    }
}

fn cell(line: &Line, level: usize) -> Option<&Cell> {
    line.levels.get(level).and_then(Option::as_ref)
}

fn groups(lines: &[Line], level: usize, upper: Option<&Groups>) -> Groups {
    let unmerged = prints_blanks(lines, level);
    let mut groups = Groups::default();
    let mut before: Option<&Line> = None;
    for (index, line) in lines.iter().enumerate() {
        let cell = cell(line, level);
        let text = cell.map(Cell::text).filter(|text| !text.is_empty());
        let same_upper = upper.is_none_or(|upper| index > 0 && upper.same(index - 1, index));
        let rest = lines.get(index + 1).filter(|next| next.continues);
        let rest_has_text = rest.and_then(|rest| self::cell(rest, level)).is_some_and(|cell| !cell.text.is_empty());
        let joins = before.is_some_and(|before| {
            let above = self::cell(before, level);
            if !line.opens_grid {
                let merged = above.is_some() && above.map(|cell| cell.id) == cell.map(|cell| cell.id);
                let carried =
                    text.is_none() && same_upper && (unmerged || !ends_grid(lines, index, level)) && !rest_has_text;
                merged || carried
            } else {
                let known = groups.texts.last().is_some_and(Option::is_some);
                same_upper
                    && (!known || text.is_none() || line.continues || above.zip(cell).is_some_and(|(a, b)| cut(a, b)))
            }
        });
        match groups.texts.last_mut() {
            Some(last) if joins => {
                let repeated = |last: &Text, text: &Text| word(&last.text) == word(&text.text);
                if let Some(text) =
                    text.filter(|text| line.opens_grid && !last.as_ref().is_some_and(|l| repeated(l, text)))
                {
                    append(last, text);
                }
            }
            _ => groups.texts.push(text),
        }
        groups.of_line.push(groups.texts.len() - 1);
        before = Some(line);
    }
    groups
}

/// Whether the form repeats no text and merges no cells: a blank cell then has the text above it. Known by a blank
/// cell that touches neither end of its grid.
fn prints_blanks(lines: &[Line], level: usize) -> bool {
    lines.iter().enumerate().any(|(index, line)| {
        let blank = cell(line, level).is_none_or(|cell| cell.text.is_empty() && cell.own);
        blank && !line.opens_grid && index > 0 && !ends_grid(lines, index, level) && !under_opening(lines, index, level)
    })
}

/// Whether the line's cell reaches the end of a grid that goes on: its text may stand on the next page.
fn ends_grid(lines: &[Line], index: usize, level: usize) -> bool {
    let id = |line: &Line| cell(line, level).map(|cell| cell.id);
    let Some(this) = lines.get(index) else { return false };
    let rest = lines.get(index + 1..).unwrap_or_default();
    match rest.iter().position(|line| line.opens_grid) {
        Some(next) => {
            rest.get(..next).unwrap_or_default().iter().all(|line| id(line).is_some() && id(line) == id(this))
        }
        None => false,
    }
}

/// Whether the line's cell is the one that opens its grid.
fn under_opening(lines: &[Line], index: usize, level: usize) -> bool {
    let id = |line: &Line| cell(line, level).map(|cell| cell.id);
    let opening = lines.get(..=index).unwrap_or_default().iter().rfind(|line| line.opens_grid);
    opening.is_some_and(|opening| id(opening).is_some() && id(opening) == lines.get(index).and_then(id))
}

/// Whether two cells, at the end of a page and at the start of the next, are pieces of one.
fn cut(above: &Cell, below: &Cell) -> bool {
    let weighted = |text: &str| split_weight(text).1.is_some();
    if word(&above.text) == word(&below.text) {
        return true;
    }
    if above.text.is_empty() || weighted(&above.text) {
        return false;
    }
    if weighted(&below.text) && split_weight(&below.text).0.is_empty() {
        return true;
    }
    let whole = format!("{}{}", above.text, below.text);
    match (is_level(&above.text), is_level(&below.text)) {
        (true, true) => false,
        _ if is_level(&whole) => true,
        (false, false) => above.full,
        _ => false,
    }
}

/// What stands between the names of two levels in one cell.
const BETWEEN: [char; 14] = ['—', '－', '-', '–', '―', '─', '/', '／', '\\', '·', ':', '：', '>', '→'];
/// What the name of a level ends in: nothing need stand behind it.
const LEVEL_END: &str = "指标";

/// The cells of 一级 and 二级指标 that one cell holds: `产出指标—数量指标`, `产出指标数量指标`. A cell that names no two
/// levels is that of the first.
pub(super) fn parted(cell: &Cell) -> [Option<Cell>; 2] {
    let text = cell.text.as_str();
    let between = text.char_indices().filter(|(_, c)| BETWEEN.contains(c)).map(|(at, _)| at);
    let ends = text.match_indices(LEVEL_END).map(|(at, end)| at + end.len());
    let parts = between.chain(ends).find_map(|at| {
        let (first, second) = text.split_at_checked(at)?;
        let second = second.trim_start_matches(BETWEEN).trim();
        let levels = [first.trim(), second];
        levels.iter().all(|level| is_level(level)).then_some(levels)
    });
    let part = |text: &str| {
        let mut part = cell.clone();
        part.set_text(Text::new(text, cell.at));
        part
    };
    match parts {
        Some(levels) => levels.map(|level| Some(part(level))),
        None => [Some(cell.clone()), None],
    }
}

/// `产出 (50分)` → `产出` and 50.
pub(super) fn split_weight(text: &str) -> (&str, Option<Decimal>) {
    let bare = text.trim_end();
    let bracket = bare.strip_suffix([')', '）']).and_then(|rest| rest.rsplit_once(['(', '（']));
    let (name, weight) = match bracket {
        Some((name, weight)) => (name, weight),
        None => match bare.rfind(|c: char| !(c.is_ascii_digit() || c == '.' || c == '分')) {
            Some(at) if bare.ends_with('分') => {
                let next = at + bare.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
                (bare.get(..next).unwrap_or(bare), bare.get(next..).unwrap_or_default())
            }
            _ => return (text, None),
        },
    };
    let key = key(weight);
    let digits = key.trim_start_matches("权重").trim_start_matches(':').trim_end_matches(['分', '%']);
    match digits.parse() {
        Ok(weight) => (name.trim_end(), Some(weight)),
        Err(_) => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_of_groups() {
        for (text, name, weight) in [
            ("产出 (50分)", "产出", Some(50)),
            ("效益（30 分）", "效益", Some(30)),
            ("满意度指标10分", "满意度指标", Some(10)),
            ("(10分)", "", Some(10)),
            ("产出指标", "产出指标", None),
            ("成本(经济)", "成本(经济)", None),
        ] {
            assert_eq!(split_weight(text), (name, weight.map(Decimal::from)), "{text}");
        }
    }
}
