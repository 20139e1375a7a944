//! The facts of the nine tables, by table and line: what the rules look things up in.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::Term;
use super::types::{CellRef, Words};
use crate::key::key;
use crate::numbering::{Style, numbering};
use crate::tables::{Column, Fact, Side, TableHead, TableId, TableStatus, Tables};
use crate::value::Text;

/// One printed row, or one side of it.
#[derive(Debug)]
pub(super) struct Line<'a> {
    /// Row number.
    pub(super) row: u32,
    /// Side.
    pub(super) side: Option<Side>,
    /// Classification code.
    pub(super) code: Option<&'a str>,
    /// Label as printed.
    pub(super) label: &'a str,
    /// The label's key without its number and without 其中.
    pub(super) name: String,
    /// How the label is numbered.
    pub(super) style: Option<Style>,
    /// `其中：`: a part of the line above.
    pub(super) of_which: bool,
    cells: BTreeMap<Column, &'a Fact>,
    decimals: u32,
}

impl<'a> Line<'a> {
    fn new(row: u32, side: Option<Side>, code: Option<&'a str>, label: &'a str, decimals: u32) -> Self {
        let number = numbering(label);
        let bare = number.and_then(|number| label.get(number.len..)).unwrap_or(label);
        let key = key(bare);
        let of_which = key.starts_with("其中");
        let name = key.trim_start_matches("其中").trim_start_matches("加").trim_start_matches("减");
        let name = name.trim_start_matches(':').to_owned();
        let style = number.map(|number| number.style);
        Self { row, side, code, label, name, style, of_which, cells: BTreeMap::new(), decimals }
    }

    /// The number in a column; nothing where the cell is blank.
    pub(super) fn term(&self, column: Column) -> Option<Term> {
        let fact = self.cells.get(&column)?;
        Some(Term::rounded(cell_of(fact), fact.amount.value, fact.amount.unit, self.decimals))
    }

    /// The fact in a column.
    pub(super) fn fact(&self, column: Column) -> Option<&'a Fact> {
        self.cells.get(&column).copied()
    }

    /// The numbers in several columns.
    pub(super) fn terms(&self, columns: &[Column]) -> Vec<Term> {
        columns.iter().filter_map(|column| self.term(*column)).collect()
    }

    /// Whether nothing at all is printed, or was read, in it.
    pub(super) fn is_silent(&self) -> bool {
        self.cells.is_empty()
    }

    /// Code and label.
    pub(super) fn title(&self) -> String {
        let label = self.label.trim();
        match self.code {
            Some(code) => format!("{code} {label}"),
            None => label.to_owned(),
        }
    }
}

/// The cell that holds a fact.
pub(super) fn cell_of(fact: &Fact) -> CellRef {
    let side = fact.side.map_or("", Side::as_str);
    CellRef::new(fact.table.as_str(), fact.row, side, fact.column.as_str(), fact.amount.at)
}

/// One of the nine tables.
#[derive(Debug, Default)]
pub(super) struct Sheet<'a> {
    /// Its lines in printed order.
    pub(super) lines: Vec<Line<'a>>,
    columns: BTreeSet<Column>,
    /// The lines under each printed code; under the empty one those that no code sums up.
    tree: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> Sheet<'a> {
    /// The lines of one side.
    pub(super) fn side(&self, side: Side) -> impl Iterator<Item = &Line<'a>> {
        self.lines.iter().filter(move |line| line.side == Some(side))
    }

    /// Whether any number is printed in a column.
    pub(super) fn has(&self, column: Column) -> bool {
        self.columns.contains(&column)
    }

    /// The columns with numbers.
    pub(super) fn columns(&self) -> impl Iterator<Item = Column> + '_ {
        self.columns.iter().copied()
    }

    /// The lines with classification codes.
    pub(super) fn coded(&self) -> impl Iterator<Item = &Line<'a>> {
        self.lines.iter().filter(|line| line.code.is_some())
    }

    /// The line with a code; nothing when several have it.
    pub(super) fn code(&self, code: &str) -> Option<&Line<'a>> {
        let mut found = self.lines.iter().filter(|line| line.code == Some(code));
        found.next().filter(|_| found.next().is_none())
    }

    /// 合计: the line of the whole table.
    pub(super) fn total(&self) -> Option<&Line<'a>> {
        let mut found = self.lines.iter().filter(|line| line.code.is_none() && TOTAL.contains(&line.name.as_str()));
        found.next().filter(|_| found.next().is_none())
    }

    /// The lines that no printed line sums up, other than 合计.
    pub(super) fn roots(&self) -> Vec<&Line<'a>> {
        self.children("")
    }

    /// The lines directly below a code.
    pub(super) fn children(&self, code: &str) -> Vec<&Line<'a>> {
        self.tree.get(code).into_iter().flatten().filter_map(|index| self.lines.get(*index)).collect()
    }

    /// Puts every line under the printed code that it belongs to: 项 under 款, 款 under 类; a level that is not
    /// printed is passed over.
    fn grow(&mut self) {
        let codes: BTreeSet<&str> = self.coded().filter_map(|line| line.code).collect();
        for (index, line) in self.lines.iter().enumerate() {
            let Some(code) = line.code else { continue };
            let above = (1..code.len()).rev().find_map(|len| codes.get(code.get(..len)?).copied());
            self.tree.entry(above.unwrap_or_default()).or_default().push(index);
        }
    }

    /// Codes that are printed more than once: what they sum up, and what sums them up, is not known.
    pub(super) fn repeated_codes(&self) -> BTreeSet<&'a str> {
        let mut seen = BTreeSet::new();
        self.coded().filter_map(|line| line.code).filter(|code| !seen.insert(*code)).collect()
    }
}

/// Labels of the line of the whole table.
pub(super) const TOTAL: &[&str] =
    &["合计", "总计", "本年收入合计", "本年支出合计", "收入合计", "支出合计", "收入总计", "支出总计"];

/// Table, row, side, code and label of a line.
type LineKey<'k> = (TableId, u32, Option<Side>, Option<&'k str>, &'k str);

/// The nine tables of a document.
#[derive(Debug, Default)]
pub(super) struct Ledger<'a> {
    sheets: BTreeMap<TableId, Sheet<'a>>,
    empty: BTreeSet<TableId>,
}

impl<'a> Ledger<'a> {
    /// Orders the facts, and the rows of the typed tables that hold none.
    pub(super) fn new(facts: &'a [Fact], tables: &'a Tables, heads: &[&TableHead]) -> Self {
        let decimals = usual_decimals(facts);
        // A side that is printed in two lanes has two codes in one row.
        let mut lines: BTreeMap<LineKey<'_>, Line<'a>> = BTreeMap::new();
        for fact in facts {
            let decimals = decimals.get(&fact.table).copied().unwrap_or_default();
            let (code, label) = (text(&fact.code), text(&fact.label).unwrap_or_default());
            let line = lines
                .entry((fact.table, fact.row, fact.side, code, label))
                .or_insert_with(|| Line::new(fact.row, fact.side, code, label, decimals));
            line.cells.entry(fact.column).or_insert(fact);
        }
        for (table, subject) in tables.subjects().into_iter().filter(|(table, _)| table.lists_codes()) {
            let (code, label) = (text(&subject.code), text(&subject.name).unwrap_or_default());
            lines
                .entry((table, subject.row, None, code, label))
                .or_insert_with(|| Line::new(subject.row, None, code, label, 0));
        }
        let mut sheets: BTreeMap<TableId, Sheet<'a>> = BTreeMap::new();
        for ((table, ..), line) in lines {
            let sheet = sheets.entry(table).or_default();
            sheet.columns.extend(line.cells.keys());
            sheet.lines.push(line);
        }
        sheets.retain(|_, sheet| !sheet.columns.is_empty());
        sheets.values_mut().for_each(Sheet::grow);
        let is_empty = |head: &&&TableHead| head.status == TableStatus::Empty;
        let empty = heads.iter().filter(is_empty).filter_map(|head| head.table);
        Self { empty: empty.filter(|table| !sheets.contains_key(table)).collect(), sheets }
    }

    /// A table that has figures; otherwise why not.
    pub(super) fn table(&self, table: TableId) -> Result<&Sheet<'a>, Words> {
        let (zh, en) = (table.chinese(), table.english());
        self.sheets.get(&table).ok_or_else(|| {
            if self.is_empty(table) {
                Words::new(format!("《{zh}》没有数字"), format!("{en} prints no figures"))
            } else {
                Words::new(format!("文档中没有读到《{zh}》"), format!("{en} was not found in the document"))
            }
        })
    }

    /// Whether a table is there and prints no figures.
    pub(super) fn is_empty(&self, table: TableId) -> bool {
        self.empty.contains(&table)
    }
}

/// The decimals that most numbers of each table print: those that its sums are rounded to. One odd number changes nothing.
fn usual_decimals(facts: &[Fact]) -> BTreeMap<TableId, u32> {
    let mut counts: BTreeMap<TableId, BTreeMap<u32, usize>> = BTreeMap::new();
    for fact in facts {
        let value = fact.amount.value;
        // A zero without decimals is a mark for nothing.
        if !(value.is_zero() && value.scale() == 0) {
            let count = counts.entry(fact.table).or_default().entry(value.scale()).or_default();
            *count = count.saturating_add(1);
        }
    }
    let most = |scales: BTreeMap<u32, usize>| scales.into_iter().max_by_key(|(scale, count)| (*count, *scale));
    counts.into_iter().filter_map(|(table, scales)| Some((table, most(scales)?.0))).collect()
}

fn text(text: &Option<Text>) -> Option<&str> {
    text.as_ref().map(|text| text.text.as_str())
}
