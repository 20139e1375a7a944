//! Figures that nobody took → diagnostics: one a line of text, one a column of a grid.

use std::collections::BTreeMap;

use super::figures::Figure;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::place::Place;

/// So many figures are named in one message.
const NAMED: usize = 5;

/// So many diagnostics are written one by one; the rest of a document is one more.
const MOST: usize = 300;

/// Figures of one line or one column.
#[derive(Debug)]
struct Group {
    at: Place,
    count: u32,
    printed: Vec<String>,
}

/// All that is unread.
#[derive(Debug, Default)]
pub(super) struct Unread {
    groups: Vec<Group>,
    /// Within the grid at hand: the group of each column.
    columns: Option<BTreeMap<usize, usize>>,
    /// The tables that cells of the grid at hand belong to, and how many of its figures are unread.
    table: Option<u32>,
    in_grid: u32,
    by_table: BTreeMap<u32, u32>,
}

impl Unread {
    pub(super) fn open_grid(&mut self) {
        self.columns = Some(BTreeMap::new());
        self.table = None;
        self.in_grid = 0;
    }

    /// A cell of the grid at hand belongs to this table.
    pub(super) fn belongs(&mut self, table: Option<u32>) {
        self.table = self.table.or(table.filter(|position| *position > 0));
    }

    pub(super) fn close_grid(&mut self) {
        self.columns = None;
        if let Some(table) = self.table.take() {
            let count = self.by_table.entry(table).or_default();
            *count = count.saturating_add(self.in_grid);
        }
    }

    /// Adds one that the source has named already.
    pub(super) fn count(&mut self, table: Option<u32>) {
        if let Some(table) = table {
            let count = self.by_table.entry(table).or_default();
            *count = count.saturating_add(1);
        }
    }

    /// Adds one. `say` is false where another diagnostic names it already.
    pub(super) fn note(&mut self, figure: &Figure, at: Place, column: Option<usize>, say: bool) {
        self.in_grid = self.in_grid.saturating_add(1);
        if !say {
            return;
        }
        let of_column = column.zip(self.columns.as_ref()).and_then(|(column, groups)| groups.get(&column)).copied();
        let same_line =
            self.groups.last().filter(|_| column.is_none()).is_some_and(|last| at.id.is_some() && last.at.id == at.id);
        let index = of_column.or_else(|| same_line.then(|| self.groups.len() - 1));
        if let Some(group) = index.and_then(|index| self.groups.get_mut(index)) {
            group.count = group.count.saturating_add(1);
            group.at = group.at.join(at);
            if group.printed.len() < NAMED {
                group.printed.push(figure.printed.clone());
            }
            return;
        }
        if let Some((column, groups)) = column.zip(self.columns.as_mut()) {
            groups.insert(column, self.groups.len());
        }
        self.groups.push(Group { at, count: 1, printed: vec![figure.printed.clone()] });
    }

    /// The diagnostics, and the counts by table.
    pub(super) fn finish(self) -> (Vec<Diagnostic>, BTreeMap<u32, u32>) {
        let mut doubts: Vec<Diagnostic> = self.groups.iter().take(MOST).map(doubt).collect();
        if let Some(first) = self.groups.get(MOST) {
            let rest: u32 = self.groups.iter().skip(MOST).fold(0, |sum, group| sum.saturating_add(group.count));
            let message = format!("{rest} more figures, from here on, are in no table, form or statement");
            doubts.push(Diagnostic::new(Code::UnreadFigures, Severity::Warning, Some(first.at), message));
        }
        (doubts, self.by_table)
    }
}

fn doubt(group: &Group) -> Diagnostic {
    let printed = group.printed.join("”, “");
    let more = if usize::try_from(group.count).is_ok_and(|count| count > group.printed.len()) { ", …" } else { "" };
    let message = match group.count {
        1 => format!("“{printed}” is printed here and is in no table, form or statement"),
        count => format!("{count} figures (“{printed}”{more}) are printed here and are in no table, form or statement"),
    };
    Diagnostic::new(Code::UnreadFigures, Severity::Warning, Some(group.at), message)
}
