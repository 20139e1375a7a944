//! Plain text with tables whose cells are parted by tabs → one flowing text.

use std::collections::BTreeMap;

use juesuan_document::{DiagnosticCode, Document, Format};

use crate::charset;
use crate::error::Error;
use crate::flow::Flow;
use crate::limits::{Budget, Limits};
use crate::table::{Line, MOST_COLUMNS, Piece, Table, TableCell};

/// Reads a plain text.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Error> {
    let decoded = charset::decode(bytes);
    let undecodable = decoded.undecodable;
    let mut budget = Budget::new(limits);
    let mut flow = Flow::new(&mut budget);
    // Tags that the editor of a form left in its fields.
    let text = ["<p>", "</p>", "<br>", "<br/>"].into_iter().fold(decoded.text, |text, tag| text.replace(tag, ""));
    let lines: Vec<&str> = text.lines().collect();
    let places = usual_places(&lines);
    let mut start = 0;
    while let Some(line) = lines.get(start) {
        if !line.contains('\t') {
            flow.plain_line(line);
            start = start.saturating_add(1);
            continue;
        }
        let length = lines.get(start..).unwrap_or_default().iter().take_while(|line| line.contains('\t')).count();
        let rows = lines.get(start..start.saturating_add(length)).unwrap_or_default();
        flow.extend([Piece::Table(table(rows, &places))]);
        start = start.saturating_add(length.max(1));
    }
    if undecodable > 0 {
        let message = "bytes that stand for no character in the charset of the text";
        flow.doubt(DiagnosticCode::UndecodableGlyphs, undecodable, message);
    }
    Ok(Document::new(Format::Text, vec![flow.finish()]))
}

/// Fewer lines and fewer cells a line are no table, in a text that has tables of its own kind.
const TABLE_LINES: usize = 3;
const TABLE_TABS: usize = 2;

/// Whether a line of a text may be the row of a table whose cells are parted by tabs.
pub(crate) fn is_tabbed(text: &str) -> bool {
    text.matches('\t').take(TABLE_TABS).count() >= TABLE_TABS
}

/// The table that lines parted by tabs are: with as many cells each, and amounts in most.
pub(crate) fn table_of_lines(lines: &[&str]) -> Option<Table> {
    let tabs = |line: &&str| line.matches('\t').count();
    let most = lines.iter().map(tabs).max()?;
    let amount = |field: &str| is_amount(field.trim());
    let figured = lines.iter().filter(|line| line.split('\t').any(amount)).count();
    let even = lines.len() >= TABLE_LINES && most < MOST_COLUMNS && lines.iter().all(|line| tabs(line) == most);
    (even && figured.saturating_mul(2) > lines.len()).then(|| table(lines, &usual_places(lines)))
}

/// Rows whose cells are parted by tabs. What a text cannot say of merged cells is worked out: in the header a blank
/// field belongs to the header above it or left of it, and a row whose figures stand beside their columns is moved.
fn table(rows: &[&str], places: &Places<'_>) -> Table {
    let mut fields: Vec<Vec<&str>> =
        rows.iter().map(|line| line.split('\t').take(MOST_COLUMNS).map(str::trim).collect()).collect();
    align(&mut fields, places);
    let header = fields.iter().take_while(|row| !row.iter().any(|field| is_figure(field))).count();
    let mut table = Table { rows: rows.len(), ..Table::default() };
    // For each column the cell of the header that covers it.
    let mut above: Vec<Option<usize>> = Vec::new();
    for (row, fields) in fields.iter().enumerate() {
        let mut left: Option<usize> = None;
        let mut covering = Vec::with_capacity(fields.len());
        for ((column, text), nth) in fields.iter().enumerate().zip(1_u32..) {
            table.columns = table.columns.max(column.saturating_add(1));
            if text.is_empty() && row < header {
                let over = above.get(column).copied().flatten();
                if let Some(cell) = over.and_then(|over| table.cells.get_mut(over)).filter(|cell| cell.column_span == 1)
                {
                    cell.row_span = row.saturating_sub(cell.row).saturating_add(1);
                    covering.push(over);
                    left = None;
                    continue;
                }
                if let Some(cell) = left.and_then(|left| table.cells.get_mut(left)) {
                    cell.column_span = cell.column_span.saturating_add(1);
                    covering.push(left);
                    continue;
                }
            }
            let content = vec![Piece::Line(Line { text: (*text).to_owned(), broken: false })];
            left = Some(table.cells.len()).filter(|_| !text.is_empty());
            covering.push(left);
            table.cells.push(TableCell { row, column, row_span: 1, column_span: 1, nth, content });
        }
        above = covering;
    }
    table
}

/// Whether a field is a figure with decimals and nothing else.
pub(crate) fn is_amount(field: &str) -> bool {
    is_figure(field) && field.split_once('.').is_some_and(|(_, decimals)| !decimals.is_empty())
}

/// Whether a field is a figure and nothing else.
fn is_figure(field: &str) -> bool {
    let figure = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '-');
    field.contains(|c: char| c.is_ascii_digit()) && field.chars().all(figure)
}

/// Moves rows to the right whose figures then stand in columns of figures: the blank fields of merged cells before them
/// were left out, and stand at their ends.
fn align(rows: &mut [Vec<&str>], places: &Places<'_>) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut counts = vec![0_usize; columns];
    for row in rows.iter() {
        row.iter().zip(&mut counts).filter(|(field, _)| is_figure(field)).for_each(|(_, count)| *count += 1);
    }
    let with_figures = rows.iter().filter(|row| row.iter().any(|field| is_figure(field))).count();
    let holds: Vec<bool> = counts.iter().map(|count| count.saturating_mul(2) > with_figures).collect();
    let mut longest = vec![0_usize; columns];
    for row in rows.iter() {
        row.iter().zip(&mut longest).for_each(|(field, longest)| *longest = (*longest).max(field.chars().count()));
    }
    for row in rows.iter_mut() {
        let room = row.iter().rev().take_while(|field| field.is_empty()).count().min(MOST_MOVED);
        let fit = |by: usize| {
            let figures = row.iter().enumerate().filter(|(_, field)| is_figure(field));
            let at = figures.map(|(column, _)| holds.get(column.saturating_add(by)).copied().unwrap_or_default());
            at.map(|fits| if fits { 1_i32 } else { -1 }).sum::<i32>()
        };
        let stays = fit(0);
        let best = (1..=room)
            .map(|by| (fit(by), by))
            .filter(|(fit, _)| *fit > stays)
            .max_by_key(|(fit, by)| (*fit, std::cmp::Reverse(*by)));
        if let Some((_, by)) = best {
            row.rotate_right(by);
            place_first(row, by, places, &longest);
        }
    }
}

/// Where texts stand in tables of so many columns, all tables of the file together.
type Places<'t> = BTreeMap<(usize, &'t str), usize>;

fn usual_places<'t>(lines: &[&'t str]) -> Places<'t> {
    let mut places = Places::new();
    for line in lines.iter().filter(|line| line.contains('\t')) {
        let fields: Vec<&str> = line.split('\t').take(MOST_COLUMNS).map(str::trim).collect();
        // The first text of a row may have lost the blank fields before it: it counts where some are left.
        for (column, field) in fields.iter().enumerate().filter(|(_, field)| !field.is_empty()) {
            let known = places.entry((fields.len(), *field)).or_insert(column);
            *known = (*known).max(column);
        }
    }
    places
}

/// The first text of a row that was moved may stand further right still: where the same text stands elsewhere, or, when
/// it is longer than all texts of its column, right before the next text.
fn place_first(row: &mut [&str], moved: usize, places: &Places<'_>, longest: &[usize]) {
    let Some(first) = row.iter().position(|field| !field.is_empty()) else { return };
    let Some(text) = row.get(first).copied() else { return };
    let blanks = row.iter().skip(first.saturating_add(1)).take_while(|field| field.is_empty()).count();
    let last = first.saturating_add(blanks);
    let known = places.get(&(row.len(), text)).copied().filter(|column| (first..=last).contains(column));
    // It was counted among the texts of the column that it was moved from.
    let long = longest.get(first).is_some_and(|longest| text.chars().count() > *longest) && moved > 0;
    let to = known.or(long.then_some(last)).unwrap_or(first);
    row.swap(first, to);
}

/// A row is moved by no more columns: that many merged cells stand before its first text.
const MOST_MOVED: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package_tests::shown;

    fn grids(text: &str) -> Vec<String> {
        shown(&read(text.as_bytes(), &Limits::default()).unwrap())
    }

    #[test]
    fn tabs_part_the_cells_of_tables() {
        let found = grids("表2\n收入决算表\n项目\t\t合计\t其他\n编码\t名称\t\t\n201\t服务\t1.00\t\n注：无\n");
        let grid = "0:0=项目×1×2 0:2=合计×2×1 0:3=其他×2×1 1:0=编码 1:1=名称 2:0=201 2:1=服务 2:2=1.00";
        assert_eq!(found, ["…表2", "…收入决算表", grid, "…注：无"]);
    }

    #[test]
    fn rows_without_their_first_blanks_are_moved_under_their_columns() {
        let found = grids("甲\t乙\t丙\n甲一\t乙一\t10\n\t乙二\t20\n乙三\t30\t\n");
        assert_eq!(found, ["0:0=甲 0:1=乙 0:2=丙 1:0=甲一 1:1=乙一 1:2=10 2:1=乙二 2:2=20 3:1=乙三 3:2=30"]);
    }

    #[test]
    fn the_first_text_of_a_moved_row_stands_where_it_stands_elsewhere() {
        let one = "甲\t乙\t丙\t丁\n甲一\t乙一\t丙一\t10\n\t满意\t\t20\n\n";
        let two = "甲\t乙\t丙\t丁\n甲一\t乙一\t丙一\t10\n\t乙二\t丙二\t10\n\t\t丙三\t10\n满意\t\t20\t\n很长的指标名称\t\t30\t\n";
        let found = grids(&[one, two].concat());
        assert!(found[1].contains("4:1=满意 4:3=20"), "{found:?}");
        assert!(found[1].contains("5:2=很长的指标名称 5:3=30"), "{found:?}");
    }

    #[test]
    fn lines_of_another_text_are_a_table_where_they_are_like_one() {
        let rows = ["编码\t名称\t合计", "201\t服务\t1.00", "208\t保障\t2.00"];
        assert_eq!(table_of_lines(&rows).map(|table| (table.rows, table.columns)), Some((3, 3)));
        assert!(table_of_lines(&rows[..2]).is_none() && table_of_lines(&["甲\t\t1", "乙\t\t2", "丙\t\t3"]).is_none());
        assert!(!is_tabbed("一、收入\t3") && is_tabbed(rows[0]));
    }

    #[test]
    fn a_row_whose_figures_fit_stays() {
        let found = grids("甲\t1\t2.00\t\n乙\t2\t\t\n丙\t3\t3.00\t4.00\n");
        assert_eq!(found, ["0:0=甲 0:1=1 0:2=2.00 1:0=乙 1:1=2 2:0=丙 2:1=3 2:2=3.00 2:3=4.00"]);
    }
}
