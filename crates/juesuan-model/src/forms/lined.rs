//! Rows whose cells list several indicators (`1.培训次数`, `2.培训人数` over `10`, `10`) → a row for each of them.
//!
//! A row is parted only where its cells say so together: one counts its lines from 1, one holds as many figures, and
//! every other cell of several lines has as many, counted or figures. A cell of one line is of all the rows.

use juesuan_document::layout::TextLine;

use super::quantity::points;
use super::sheet::{Cell, Row};
use crate::value::Text;

/// Set in the identity of the cells of further rows, times their number: no grid has so many cells.
const FURTHER: usize = 1 << (usize::BITS / 2);

/// The lines of a cell, where they are a list.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum List {
    /// Counted from 1; without the numbers.
    Counted(Vec<String>),
    /// A figure each.
    Figures(Vec<String>),
}

impl List {
    /// The list that the lines of a cell are.
    pub(super) fn of<'l>(lines: impl Iterator<Item = &'l TextLine> + Clone) -> Option<Self> {
        let texts = || lines.clone().map(|line| line.text.trim()).filter(|text| !text.is_empty());
        texts().nth(1)?;
        let counted = counted(texts()).map(Self::Counted);
        let is_figure = |text: &str| matches!(points(text), Ok(Some(_)));
        counted.or_else(|| texts().all(is_figure).then(|| Self::Figures(texts().map(str::to_owned).collect())))
    }

    fn items(&self) -> &[String] {
        match self {
            Self::Counted(items) | Self::Figures(items) => items,
        }
    }
}

/// Lines that are counted from 1, a wrapped one joined: more than one.
fn counted<'t>(texts: impl Iterator<Item = &'t str>) -> Option<Vec<String>> {
    let mut items: Vec<String> = Vec::new();
    for text in texts {
        match behind_number(text, items.len() + 1) {
            Some(rest) => items.push(rest.to_owned()),
            None => items.last_mut()?.push_str(text),
        }
    }
    (items.len() > 1).then_some(items)
}

/// What stands behind the number of an item: `2.8个` is the second, 8个.
fn behind_number(text: &str, number: usize) -> Option<&str> {
    let bare = text.trim_start_matches(['(', '（']);
    let rest = bare.strip_prefix(&number.to_string())?.strip_prefix(['.', '．', '、', ')', '）'])?;
    Some(rest.trim_start()).filter(|rest| !rest.is_empty())
}

/// The rows, those that list several parted.
pub(super) fn parted(rows: Vec<Row>) -> Vec<Row> {
    if rows.iter().all(|row| several(row).is_none()) {
        return rows;
    }
    rows.into_iter()
        .flat_map(|row| several(&row).map_or_else(|| vec![row.clone()], |count| part(&row, count)))
        .collect()
}

/// How many indicators a row lists, where it lists several.
fn several(row: &Row) -> Option<usize> {
    let mut lists = row.printed().filter_map(|cell| cell.list.as_ref());
    let first = lists.clone().next()?.items().len();
    let counts = lists.clone().any(|list| matches!(list, List::Counted(_)));
    let figures = lists.clone().any(|list| matches!(list, List::Figures(_)));
    (counts && figures && lists.all(|list| list.items().len() == first)).then_some(first)
}

fn part(row: &Row, count: usize) -> Vec<Row> {
    let of = |index: usize| {
        let cell = |cell: &Cell| {
            let mut part = cell.clone();
            part.list = None;
            match cell.list.as_ref().filter(|_| cell.own).and_then(|list| list.items().get(index)) {
                Some(item) => {
                    part.id = part.id.wrapping_add(index.wrapping_mul(FURTHER));
                    part.set_text(Text::new(item.clone(), cell.at));
                }
                None => part.own &= index == 0,
            }
            part
        };
        Row { cells: row.cells.iter().map(cell).collect(), opens_grid: row.opens_grid && index == 0 }
    };
    (0..count).map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use juesuan_document::Rect;

    fn list(lines: &[&str]) -> Option<List> {
        let lines: Vec<TextLine> = lines.iter().map(|text| TextLine::evenly(text, Rect::default())).collect();
        List::of(lines.iter())
    }

    #[test]
    fn lists_are_counted_from_one_or_figures() {
        let owned = |items: &[&str]| items.iter().map(|item| (*item).to_owned()).collect::<Vec<_>>();
        assert_eq!(list(&["1.培训", "次数", "2.人数"]), Some(List::Counted(owned(&["培训次数", "人数"]))));
        assert_eq!(list(&["1.17次", "2.8个"]), Some(List::Counted(owned(&["17次", "8个"]))));
        assert_eq!(list(&["10", "9.5分"]), Some(List::Figures(owned(&["10", "9.5分"]))));
        for none in [&["1.培训次数"][..], &["培训", "次数"], &["2.培训", "3.人数"], &["10", "次"]] {
            assert_eq!(list(none), None, "{none:?}");
        }
    }
}
