//! Paragraphs and tables of a Word file, in order, inside one another.

use crate::table::{Piece, Table, TableCell};
use crate::xml::{Node, Xml};

use super::headers::{self, Units};
use super::notes::Notes;
use super::numbering::Numberings;
use super::paragraph::{Field, pieces};
use super::styles::Styles;

/// Reads the text of a Word file. What counts on from paragraph to paragraph is kept here.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    pub(crate) styles: Styles,
    pub(crate) numberings: Numberings,
    pub(crate) notes: Notes,
    /// The units that page headers print, and the ids of the headers of the section that has just ended.
    pub(crate) units: Units,
    pub(crate) section: Option<Vec<String>>,
    /// The unit of the page headers, which go on from section to section.
    unit: Option<String>,
    /// Fields under way.
    pub(crate) fields: Vec<Field>,
    /// How many cells are open, one in another.
    pub(crate) cells: usize,
    /// The notes to which the cells of the open table refer.
    pub(crate) below_table: Vec<Piece>,
    /// Texts that are formatted as hidden or struck out.
    pub(crate) hidden: u32,
    /// Whether there are pictures.
    pub(crate) pictures: bool,
    /// Width and height of the drawing under way.
    pub(crate) extent: (usize, usize),
    /// Large pictures, embedded workbooks and other files in the text: they may hold figures.
    pub(crate) not_read: u32,
}

/// How a cell of a row is merged with the cells above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Merge {
    No,
    Begins,
    GoesOn,
}

/// A cell as its row has it.
#[derive(Debug)]
struct RowCell {
    columns: usize,
    merge: Merge,
    /// Merged with the cell to its left, in files of old.
    joins_left: bool,
    content: Vec<Piece>,
}

impl Reader {
    pub(crate) fn new(styles: Styles, numberings: Numberings) -> Self {
        Self { styles, numberings, ..Self::default() }
    }

    /// Paragraphs and tables up to the end of the element that was opened last.
    pub(crate) fn blocks(&mut self, xml: &mut Xml<'_>) -> Vec<Piece> {
        let mut found = Vec::new();
        let mut open = 1_usize;
        let mut begun: Vec<String> = Vec::new();
        let mut section = 0;
        while open > 0 {
            match xml.next() {
                None => break,
                Some(Node::Text(_)) => {}
                Some(Node::Close) => open = open.saturating_sub(1),
                Some(Node::Open(element)) => match element.name.as_str() {
                    "p" => {
                        let paragraph = self.paragraph(xml);
                        let mut lines = paragraph.lines();
                        if !begun.is_empty() {
                            let rest = if lines.is_empty() { String::new() } else { lines.remove(0) };
                            if let Some(last) = begun.last_mut() {
                                last.push_str(&rest);
                            }
                            begun.append(&mut lines);
                            lines = std::mem::take(&mut begun);
                        }
                        if paragraph.goes_on && !lines.is_empty() {
                            begun = lines;
                        } else {
                            found.extend(pieces(lines));
                        }
                        found.extend(paragraph.anchored);
                        self.end_section(&mut found, &mut section);
                    }
                    "sectPr" => {
                        self.read_section(xml);
                        self.end_section(&mut found, &mut section);
                    }
                    "tbl" => {
                        found.extend(pieces(std::mem::take(&mut begun)));
                        let table = self.table(xml);
                        if !table.cells.is_empty() {
                            found.push(Piece::Table(table));
                        }
                        if self.cells == 0 {
                            found.append(&mut self.below_table);
                        }
                    }
                    "altChunk" => {
                        xml.skip();
                        self.not_read = self.not_read.saturating_add(1);
                    }
                    "del" | "moveFrom" | "Fallback" | "sdtPr" | "sdtEndPr" | "tcPr" => xml.skip(),
                    _ => open = open.saturating_add(1),
                },
            }
        }
        found.extend(pieces(begun));
        found
    }

    /// Reads which headers a section has.
    pub(crate) fn read_section(&mut self, xml: &mut Xml<'_>) {
        let mut headers = Vec::new();
        while let Some(property) = xml.child() {
            if property.name == "headerReference" {
                headers.extend(property.attribute("id").map(str::to_owned));
            }
            xml.skip();
        }
        self.section = Some(headers);
    }

    /// Puts the unit of the page headers above the tables of a section that has ended.
    fn end_section(&mut self, found: &mut Vec<Piece>, from: &mut usize) {
        let Some(headers) = self.section.take() else { return };
        if !headers.is_empty() {
            self.unit = headers.iter().find_map(|id| self.units.get(id)).cloned();
        }
        headers::put(self.unit.as_ref(), found, *from);
        *from = found.len();
    }

    fn table(&mut self, xml: &mut Xml<'_>) -> Table {
        let mut table = Table::default();
        // For each column at which a merged cell begins, where it stands among the cells.
        let mut merged: Vec<Option<usize>> = Vec::new();
        let mut open = 1_usize;
        while open > 0 {
            match xml.next() {
                None => break,
                Some(Node::Text(_)) => {}
                Some(Node::Close) => open = open.saturating_sub(1),
                Some(Node::Open(element)) => match element.name.as_str() {
                    "tr" => {
                        if let Some((before, cells)) = self.row(xml) {
                            add_row(&mut table, &mut merged, before, cells);
                        }
                    }
                    "tblPr" | "tblGrid" | "del" | "sdtPr" | "Fallback" => xml.skip(),
                    _ => open = open.saturating_add(1),
                },
            }
        }
        table.trim();
        table
    }

    /// A row: columns left out before it, and its cells. Nothing for a row that was deleted or is hidden.
    fn row(&mut self, xml: &mut Xml<'_>) -> Option<(usize, Vec<RowCell>)> {
        let (mut before, mut deleted, mut hidden) = (0, false, false);
        let mut cells = Vec::new();
        let mut open = 1_usize;
        while open > 0 {
            match xml.next() {
                None => break,
                Some(Node::Text(_)) => {}
                Some(Node::Close) => open = open.saturating_sub(1),
                Some(Node::Open(element)) => match element.name.as_str() {
                    "trPr" => {
                        while let Some(property) = xml.child() {
                            match property.name.as_str() {
                                "gridBefore" => before = property.number("val").unwrap_or_default(),
                                "del" => deleted = true,
                                "hidden" => hidden |= property.is_on(),
                                _ => {}
                            }
                            xml.skip();
                        }
                    }
                    "tc" => cells.push(self.cell(xml)),
                    "tblPrEx" | "sdtPr" | "Fallback" => xml.skip(),
                    _ => open = open.saturating_add(1),
                },
            }
        }
        self.hidden = self.hidden.saturating_add(u32::from(hidden && !deleted));
        (!deleted && !hidden).then_some((before, cells))
    }

    fn cell(&mut self, xml: &mut Xml<'_>) -> RowCell {
        self.cells = self.cells.saturating_add(1);
        let cell = self.open_cell(xml);
        self.cells = self.cells.saturating_sub(1);
        cell
    }

    fn open_cell(&mut self, xml: &mut Xml<'_>) -> RowCell {
        let mut cell = RowCell { columns: 1, merge: Merge::No, joins_left: false, content: Vec::new() };
        // Its properties stand first; what comes before them is nothing.
        match xml.next() {
            Some(Node::Open(element)) if element.name == "tcPr" => {
                while let Some(property) = xml.child() {
                    match property.name.as_str() {
                        "gridSpan" => cell.columns = property.number("val").unwrap_or(1).max(1),
                        "vMerge" => {
                            let begins = property.value() == Some("restart");
                            cell.merge = if begins { Merge::Begins } else { Merge::GoesOn };
                        }
                        "hMerge" => cell.joins_left = property.value() != Some("restart"),
                        _ => {}
                    }
                    xml.skip();
                }
            }
            Some(Node::Open(element)) if element.name == "p" => {
                let paragraph = self.paragraph(xml);
                cell.content.extend(pieces(paragraph.lines()));
                cell.content.extend(paragraph.anchored);
            }
            Some(Node::Open(element)) if element.name == "tbl" => {
                let table = self.table(xml);
                cell.content.push(Piece::Table(table));
            }
            Some(Node::Open(_)) => xml.skip(),
            Some(Node::Text(_)) => return self.rest(cell, xml),
            Some(Node::Close) | None => return cell,
        }
        self.rest(cell, xml)
    }

    fn rest(&mut self, mut cell: RowCell, xml: &mut Xml<'_>) -> RowCell {
        cell.content.extend(self.blocks(xml));
        cell
    }
}

/// Puts a row under those before it.
fn add_row(table: &mut Table, merged: &mut Vec<Option<usize>>, before: usize, cells: Vec<RowCell>) {
    let row = table.rows;
    let mut column = before.min(crate::table::MOST_COLUMNS);
    let mut nth = 0_u32;
    for cell in cells {
        if column >= crate::table::MOST_COLUMNS {
            break;
        }
        nth = nth.saturating_add(1);
        let columns = cell.columns.min(crate::table::MOST_COLUMNS.saturating_sub(column));
        if merged.len() <= column {
            merged.resize(column.saturating_add(1), None);
        }
        if cell.joins_left
            && let Some(left) = table.cells.last_mut().filter(|left| left.row == row)
        {
            left.column_span = left.column_span.saturating_add(columns);
            left.content.extend(cell.content);
            column = column.saturating_add(columns);
            continue;
        }
        let above = merged.get(column).copied().flatten().filter(|_| cell.merge == Merge::GoesOn);
        let spanned = above
            .and_then(|above| table.cells.get_mut(above))
            .filter(|above| above.row.saturating_add(above.row_span) == row && above.column_span == columns);
        match spanned {
            // What a cell that goes on holds itself is not shown.
            Some(above) => above.row_span = above.row_span.saturating_add(1),
            None => {
                let here = Some(table.cells.len()).filter(|_| cell.merge != Merge::No);
                if let Some(slot) = merged.get_mut(column) {
                    *slot = here;
                }
                let content = cell.content;
                table.cells.push(TableCell { row, column, row_span: 1, column_span: columns, nth, content });
            }
        }
        column = column.saturating_add(columns);
    }
    table.columns = table.columns.max(column);
    table.rows = row.saturating_add(1);
}
