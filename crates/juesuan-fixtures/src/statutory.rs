//! A statutory table as the account states it (columns with their headers, rows with their amounts), and
//! its way to a grid in a house style, with one expected fact for every number that is printed.

use crate::amount::Amount;
use crate::flow::{Align, Cell, Grid, Row};
use crate::house::House;
use crate::truth::{AccountNumber, Fact, Mark, Page, Truth};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Code,
    /// the first three digits, the next two, the last two
    CodePart(usize),
    Label,
    /// 行次
    LineNumber,
    /// the contract's column id
    Number(&'static str),
}

/// A column; `lane` is the side of the row that it belongs to.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) lane: usize,
    pub(crate) header: Vec<&'static str>,
    pub(crate) role: Role,
    pub(crate) width: f32,
}

/// What one lane of a row states.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entry {
    /// the contract's `side`
    pub(crate) side: &'static str,
    pub(crate) code: String,
    pub(crate) label: String,
    pub(crate) line_no: Option<usize>,
    /// 合计, 总计 and the like
    pub(crate) total: bool,
    pub(crate) amounts: Vec<(&'static str, Amount)>,
}

/// A statutory table.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    /// the contract's table id; empty beyond the nine
    pub(crate) table: &'static str,
    pub(crate) title: &'static str,
    pub(crate) columns: Vec<Column>,
    /// entries by lane; a lane may have nothing in a row
    pub(crate) rows: Vec<Vec<Option<Entry>>>,
    /// printed under the table
    pub(crate) note: &'static str,
    /// why there are no figures
    pub(crate) reason: Option<String>,
}

/// A sheet as a grid, with the mark of its last row.
pub(crate) struct Ruled {
    pub(crate) grid: Grid,
    pub(crate) last_row: Mark,
}

impl Sheet {
    /// Whether the table needs a wide page.
    pub(crate) fn is_wide(&self) -> bool {
        self.columns.len() > 6
    }

    /// The table as a grid; facts of its numbers go to `truth`.
    pub(crate) fn ruled(&self, house: &House, truth: &mut Truth) -> Ruled {
        let mut header = header_rows(&self.columns);
        let codes = self.columns.iter().filter(|column| matches!(column.role, Role::CodePart(_))).count();
        let mut shared = None;
        if house.shared_header_row && codes == 3 {
            shared = header.pop();
            for (level, row) in header.iter_mut().enumerate() {
                let below = header_depth(&self.columns) - 1 - level;
                row.cells.iter_mut().for_each(|cell| cell.rows = cell.rows.min(below));
            }
        }
        if house.line_numbers {
            header.push(self.index_row());
        }
        let mut body: Vec<Row> =
            self.rows.iter().enumerate().map(|(index, lanes)| self.body_row(index, lanes, house, truth)).collect();
        if let (Some(shared), Some(first)) = (shared, body.first_mut()) {
            let taken: Vec<usize> = shared.cells.iter().map(|cell| cell.column).collect();
            first.cells.retain(|cell| !taken.contains(&cell.column));
            first.cells.extend(shared.cells);
        }
        if body.is_empty() {
            body.push(Row::of((0..self.columns.len()).map(|column| Cell::new(column, "", Align::Left)).collect()));
        }
        let last_row = truth.places.mark();
        if let Some(cell) = body.last_mut().and_then(|row| row.cells.last_mut()) {
            cell.marks.push(last_row);
        }
        let widths = self.columns.iter().map(|column| column.width).collect();
        let running_title = house.running_title.then(|| format!("{}（续）", self.title));
        Ruled { grid: Grid { widths, header, body, look: house.look, running_title }, last_row }
    }

    /// 栏次 and the numbers of the amount columns.
    fn index_row(&self) -> Row {
        let mut number = 0;
        let cells = self.columns.iter().enumerate().map(|(index, column)| {
            let text = match column.role {
                Role::Label => "栏次".to_owned(),
                Role::Number(_) => {
                    number += 1;
                    number.to_string()
                }
                _ => String::new(),
            };
            Cell::new(index, text, Align::Center)
        });
        Row::of(cells.collect())
    }

    fn body_row(&self, index: usize, lanes: &[Option<Entry>], house: &House, truth: &mut Truth) -> Row {
        let mut cells: Vec<Cell> = Vec::new();
        for (position, column) in self.columns.iter().enumerate() {
            let Some(entry) = lanes.get(column.lane).and_then(Option::as_ref) else {
                cells.push(Cell::new(position, "", Align::Left));
                continue;
            };
            let merged = house.merged_total && entry.total;
            let cell = match column.role {
                Role::Code | Role::CodePart(_) if merged => continue,
                Role::Code => Cell::new(position, entry.code.clone(), Align::Left),
                Role::CodePart(part) => Cell::new(position, code_part(&entry.code, part), Align::Center),
                Role::Label if merged => {
                    let codes = self.codes_before(position);
                    Cell::new(position - codes, entry.label.clone(), Align::Center).spanning(codes + 1, 1)
                }
                Role::Label if entry.total => Cell::new(position, entry.label.clone(), Align::Center),
                Role::Label => Cell::new(position, entry.label.clone(), Align::Left),
                Role::LineNumber => {
                    Cell::new(position, entry.line_no.map_or(String::new(), |n| n.to_string()), Align::Center)
                }
                Role::Number(id) => self.number(position, id, index, entry, house, truth),
            };
            cells.push(cell);
        }
        Row::of(cells)
    }

    /// How many code columns of its lane stand right before the label.
    fn codes_before(&self, label: usize) -> usize {
        let codes = self.columns[..label].iter().rev();
        codes.take_while(|column| matches!(column.role, Role::Code | Role::CodePart(_))).count()
    }

    fn number(
        &self,
        at: usize,
        id: &'static str,
        index: usize,
        entry: &Entry,
        house: &House,
        truth: &mut Truth,
    ) -> Cell {
        let Some((_, amount)) = entry.amounts.iter().find(|(column, _)| *column == id) else {
            return Cell::new(at, "", Align::Right);
        };
        let (printed, value) = house.print(*amount, if self.is_wide() { house.wide_digits } else { house.digits });
        let Some(value) = value else { return Cell::new(at, printed, Align::Center) };
        let cell = Cell::new(at, printed, Align::Right);
        if self.table.is_empty() {
            return cell;
        }
        let mark = truth.places.mark();
        truth.facts.push(Fact {
            document: truth.document.clone(),
            account: AccountNumber,
            table_id: self.table,
            page: Page::Of(mark),
            row: index + 1,
            side: entry.side,
            code: entry.code.clone(),
            label: entry.label.clone(),
            line_no: entry.line_no.filter(|_| house.line_numbers).map_or(String::new(), |n| n.to_string()),
            column_id: id,
            value,
            unit: house.unit.name(),
            header: self.columns[at].header.join("/"),
        });
        cell.marked(mark)
    }
}

/// The digits of a split code; what a parent lacks is empty.
fn code_part(code: &str, part: usize) -> &str {
    let range = [0..3, 3..5, 5..7][part].clone();
    code.get(range).unwrap_or_default()
}

fn header_depth(columns: &[Column]) -> usize {
    columns.iter().map(|column| column.header.len()).max().unwrap_or(0)
}

/// The header as rows of cells: neighbours with the same upper levels share a cell, a short path spans down.
fn header_rows(columns: &[Column]) -> Vec<Row> {
    let depth = header_depth(columns);
    let mut rows = vec![Row::default(); depth];
    for (level, row) in rows.iter_mut().enumerate() {
        let mut column = 0;
        while column < columns.len() {
            let path = &columns[column].header;
            let prefix = &path[..path.len().min(level + 1)];
            let same = |other: &&Column| other.header.starts_with(prefix);
            let joint = path.len() > level + 1;
            let span = if joint { columns[column..].iter().take_while(same).count() } else { 1 };
            if let Some(text) = path.get(level) {
                let rows = if joint { 1 } else { depth - level };
                row.cells.push(Cell::new(column, *text, Align::Center).spanning(span, rows));
            }
            column += span;
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(header: &[&'static str], role: Role) -> Column {
        Column { lane: 0, header: header.to_vec(), role, width: 1.0 }
    }

    #[test]
    fn a_header_path_becomes_spanning_cells() {
        let columns = [
            column(&["项目", "编码"], Role::Code),
            column(&["项目", "名称"], Role::Label),
            column(&["合计"], Role::Number("total")),
        ];
        let rows = header_rows(&columns);
        let cells =
            |row: &Row| row.cells.iter().map(|c| (c.text.clone(), c.column, c.columns, c.rows)).collect::<Vec<_>>();
        assert_eq!(cells(&rows[0]), [("项目".into(), 0, 2, 1), ("合计".into(), 2, 1, 2)]);
        assert_eq!(cells(&rows[1]), [("编码".into(), 0, 1, 1), ("名称".into(), 1, 1, 1)]);
    }

    #[test]
    fn printed_numbers_become_facts_and_blanks_do_not() {
        let sheet = Sheet {
            table: "expenditure",
            title: "支出决算表",
            columns: vec![
                column(&["编码", "类"], Role::CodePart(0)),
                column(&["编码", "款"], Role::CodePart(1)),
                column(&["名称"], Role::Label),
                column(&["合计"], Role::Number("total")),
                column(&["基本"], Role::Number("basic")),
            ],
            rows: vec![vec![Some(Entry {
                code: "20805".to_owned(),
                label: "某款".to_owned(),
                amounts: vec![("total", Amount::fen(1_230_000)), ("basic", Amount::ZERO)],
                ..Entry::default()
            })]],
            note: "",
            reason: None,
        };
        let mut truth = Truth::new("某.pdf");
        let ruled = sheet.ruled(&House::SHANGHAI, &mut truth);
        let texts: Vec<&str> = ruled.grid.body[0].cells.iter().map(|cell| &cell.text[..]).collect();
        assert_eq!(texts, ["208", "05", "某款", "1.23", ""]);
        assert_eq!(truth.facts.len(), 1);
        assert_eq!((&truth.facts[0].code[..], &truth.facts[0].value[..]), ("20805", "1.23"));
    }
}
