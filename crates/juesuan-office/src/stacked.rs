//! Rows of a declared table that hold several rows of the page, one below the other in each cell: its cells → the same
//! cells, one row for each line. Identities are given later; addresses stay those of the file.

use juesuan_document::Cell;

use crate::text::is_amount;

/// A row is parted into at most so many.
const MOST_LINES: usize = 2_000;

/// The number of rows and the cells, with every row parted whose cells all hold as many lines: figures with decimals in
/// one of them, and words in another.
pub(crate) fn part_rows(rows: usize, cells: Vec<Cell>) -> (usize, Vec<Cell>) {
    let mut by_row: Vec<Vec<&Cell>> = vec![Vec::new(); rows];
    for cell in &cells {
        if let Some(row) = by_row.get_mut(cell.row) {
            row.push(cell);
        }
    }
    let parts: Vec<usize> = by_row.iter().map(|cells| lines_of_row(cells)).collect();
    if parts.iter().all(|lines| *lines == 1) {
        return (rows, cells);
    }
    let mut starts = Vec::with_capacity(rows.saturating_add(1));
    let mut next = 0_usize;
    for lines in &parts {
        starts.push(next);
        next = next.saturating_add(*lines);
    }
    starts.push(next);
    let start = |row: usize| starts.get(row).copied().unwrap_or(next);
    let mut out = Vec::with_capacity(cells.len());
    for mut cell in cells {
        let (from, to) = (start(cell.row), start(cell.row.saturating_add(cell.row_span)));
        let lines = parts.get(cell.row).copied().unwrap_or(1);
        if lines == 1 || cell.row_span > 1 || cell.lines.len() != lines {
            (cell.row, cell.row_span) = (from, to.saturating_sub(from).max(1));
            out.push(cell);
            continue;
        }
        for (row, line) in (from..).zip(std::mem::take(&mut cell.lines)) {
            out.push(Cell { row, row_span: 1, lines: vec![line], ..cell.clone() });
        }
    }
    out.sort_by_key(|cell| (cell.row, cell.column));
    (next, out)
}

/// How many rows of the page a row holds.
fn lines_of_row(cells: &[&Cell]) -> usize {
    let mut filled = cells.iter().filter(|cell| !cell.lines.is_empty()).peekable();
    let lines = filled.peek().map_or(1, |cell| cell.lines.len());
    let even = filled.all(|cell| cell.row_span == 1 && cell.lines.len() == lines);
    let all = |test: &dyn Fn(&str) -> bool| {
        let own = |cell: &&&Cell| !cell.lines.is_empty() && cell.lines.iter().all(|line| test(line.text.trim()));
        cells.iter().any(|cell| own(&cell))
    };
    let words = |text: &str| text.chars().any(char::is_alphabetic);
    let holds = even && (2..=MOST_LINES).contains(&lines) && all(&is_amount) && all(&words);
    if holds { lines } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use juesuan_document::{Address, Break, TextLine};

    fn row(texts: &[&[&str]]) -> Vec<Cell> {
        let line = |text: &&str| TextLine::flowing(text, Break::Opens, Address::Paragraph(1));
        let cell = |(column, lines): (usize, &&[&str])| Cell {
            column,
            row_span: 1,
            column_span: 1,
            lines: lines.iter().map(line).collect(),
            ..Cell::default()
        };
        texts.iter().enumerate().map(cell).collect()
    }

    fn shown(texts: &[&[&str]]) -> (usize, Vec<String>) {
        let (rows, cells) = part_rows(1, row(texts));
        let show = |cell: &Cell| format!("{}:{}={}", cell.row, cell.column, cell.text());
        (rows, cells.iter().map(show).collect())
    }

    #[test]
    fn lines_that_stand_beside_one_another_are_rows() {
        let (rows, cells) = shown(&[&["201", "208"], &["服务", "保障"], &["1.00", "2.00"]]);
        assert_eq!(rows, 2);
        assert_eq!(cells, ["0:0=201", "0:1=服务", "0:2=1.00", "1:0=208", "1:1=保障", "1:2=2.00"]);
    }

    #[test]
    fn a_wrapped_label_and_a_broken_number_part_nothing() {
        assert_eq!(shown(&[&["201"], &["一般公共", "服务支出"], &["1.00"]]).0, 1);
        assert_eq!(shown(&[&["201", "01"], &["一般公共", "服务支出"], &["1,480.", "60"]]).0, 1);
        assert_eq!(shown(&[&["甲", "乙"], &["丙", "丁"]]).0, 1);
    }
}
