//! A document, its report and its pictures → one self-contained HTML page.

use std::collections::BTreeMap;
use std::fmt::Write;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use juesuan_document::{Block, Document, Grid, Layout, Place, Surface, TextLine};
use juesuan_model::tables::Column;
use juesuan_model::{Language, Report};
use serde::Serialize;
use serde_json::{Value, json};

use crate::pictures::{Picture, Pictures};

/// How sharp the pictures of pages are, in dots an inch: small print is legible at twice its size.
pub const DOTS: f32 = 108.0;

/// The pictures of one page take no more than this together, as written into it.
const PICTURES_MOST: usize = 64 << 20;

/// What every audit page holds near its beginning: a program knows it by this.
pub const MARK: &str = "<meta name=\"generator\" content=\"juesuan audit\">";

const STYLE: &str = include_str!("page/audit.css");
/// The words, what the report holds, how it is shown.
const SCRIPTS: [&str; 3] =
    [include_str!("page/words.js"), include_str!("page/report.js"), include_str!("page/view.js")];

/// What an audit page is made from.
#[derive(Debug, Clone, Copy)]
pub struct Audit<'a> {
    /// The document's lines and tables.
    pub document: &'a Document,
    /// What was read from it.
    pub report: &'a Report,
    /// The pages of its files as pictures, in the order of the document's files; nothing of a file that is no PDF.
    pub pictures: &'a [Option<Pictures>],
    /// The file's name.
    pub name: &'a str,
    /// The language that it opens in; the reader can change it.
    pub language: Language,
}

impl Audit<'_> {
    /// The page: HTML with everything inside. It asks nothing of the network.
    #[must_use]
    pub fn html(&self) -> String {
        let mut html = String::new();
        let (tag, title) = (self.language.tag(), escape(self.name));
        let policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'";
        let _ = write!(
            html,
            "<!DOCTYPE html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n{MARK}\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{title} · juesuan</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
             <main id=\"audit\"></main>\n<noscript>{title}</noscript>\n"
        );
        let mut pages = Vec::new();
        let mut written = 0;
        for layout in &self.document.layouts {
            let picture = self.picture(layout).filter(|_| written < PICTURES_MOST);
            if let Some(picture) = &picture {
                let data = BASE64_STANDARD.encode(&picture.png);
                written += data.len();
                let _ = writeln!(html, "<script type=\"text/plain\" id=\"picture-{}\">{data}</script>", layout.page);
            }
            pages.push(sheet(layout, picture.as_ref(), self.file(layout)));
        }
        let _ = writeln!(html, "{}", data("report", &self.report));
        let _ = writeln!(html, "{}", data("sheets", &pages));
        let _ = writeln!(html, "{}", data("about", &self.about()));
        let _ = write!(html, "<script>\n{}</script>\n</body>\n</html>\n", SCRIPTS.concat());
        html
    }

    fn picture(&self, layout: &Layout) -> Option<Picture> {
        let file = usize::from(layout.file);
        let pictures = self.pictures.get(file)?.as_ref().filter(|_| layout.surface == Surface::Page)?;
        // Pages are counted on from file to file.
        let first = self.document.files.get(file).map_or(1, |file| file.first_page.max(1));
        let page = layout.page.checked_sub(first)?.checked_add(1)?;
        Some(Picture { page: layout.page, ..pictures.draw(page, DOTS, &[]).ok()? })
    }

    /// The name of the file that a page stands in, where there are several.
    fn file(&self, layout: &Layout) -> Option<&str> {
        let files = &self.document.files;
        files.get(usize::from(layout.file)).filter(|_| files.len() > 1).map(|file| file.name.as_str())
    }

    /// What the report's JSON does not hold: the file's name, and of each account where the cells of its checks stand
    /// and its doubts in Chinese; what columns are called.
    fn about(&self) -> Value {
        let account = |report: &Report| {
            let places = |check: &juesuan_model::checks::Check| check.cells.iter().map(|cell| cell.at).collect();
            let cells: Vec<Vec<Place>> = report.checks.iter().map(places).collect();
            let doubts: Vec<String> = report.diagnostics.iter().map(|doubt| doubt.in_chinese()).collect();
            json!({ "cells": cells, "doubts": doubts })
        };
        let accounts: Vec<Value> = std::iter::once(self.report).chain(&self.report.further).map(account).collect();
        let names = |column: &Column| (column.as_str(), json!({ "zh": column.chinese(), "en": column.english() }));
        let columns: BTreeMap<&str, Value> = Column::ALL.iter().map(names).collect();
        json!({ "name": self.name, "language": self.language.tag(), "accounts": accounts, "columns": columns,
                "format": self.document.format().as_str() })
    }
}

/// One page, sheet or flowing text: its size, and its text where there is no picture that shows it.
fn sheet(layout: &Layout, picture: Option<&Picture>, file: Option<&str>) -> Value {
    let (width, height) = picture.map_or_else(
        || {
            let turned =
                layout.on_page(juesuan_document::Rect { x0: 0.0, y0: 0.0, x1: layout.width, y1: layout.height });
            (turned.x1, turned.y1)
        },
        |picture| (picture.width, picture.height),
    );
    let surface = match layout.surface {
        Surface::Page => "page",
        Surface::Sheet => "sheet",
        _ => "flow",
    };
    let sheet = json!({ "page": layout.page, "surface": surface, "width": width, "height": height,
                            "name": layout.name, "file": file, "picture": picture.is_some() });
    let text = match (layout.surface, picture) {
        (Surface::Page, Some(picture)) if !picture.lacks_text => None,
        (Surface::Page, _) => Some(("texts", texts(layout))),
        _ => Some(("blocks", blocks(layout))),
    };
    match (sheet, text) {
        (Value::Object(mut sheet), Some((name, text))) => {
            sheet.insert(name.to_owned(), text);
            Value::Object(sheet)
        }
        (sheet, _) => sheet,
    }
}

/// The lines of a page with their boxes: laid over a picture that lacks them.
fn texts(layout: &Layout) -> Value {
    let line = |line: &TextLine| json!([line.text, Place::of_line(layout, line)]);
    let lines = layout.blocks.iter().flat_map(|block| match block {
        Block::Line(text) => vec![line(text)],
        Block::Grid(grid) => grid.cells.iter().flat_map(|cell| &cell.lines).map(line).collect(),
        _ => Vec::new(),
    });
    lines.collect()
}

/// The lines and tables of a sheet or a flowing text, as they stand.
fn blocks(layout: &Layout) -> Value {
    let of = |block: &Block| match block {
        Block::Line(line) => json!({ "text": line.text, "at": Place::of_line(layout, line) }),
        Block::Grid(grid) => json!({ "columns": grid.columns(), "rows": rows(layout, grid) }),
        _ => Value::Null,
    };
    layout.blocks.iter().map(of).collect()
}

/// The rows of a table: for each the cells that begin in it, with spans, text and place.
fn rows(layout: &Layout, grid: &Grid) -> Vec<Vec<Value>> {
    let mut rows = vec![Vec::new(); grid.rows()];
    for cell in &grid.cells {
        let texts: Vec<&str> = cell.lines.iter().map(|line| line.text.as_str()).collect();
        if let Some(row) = rows.get_mut(cell.row) {
            let place = Place::of_cell(layout, cell);
            row.push(json!([cell.column, cell.row_span, cell.column_span, texts.join("\n"), place]));
        }
    }
    rows
}

/// A JSON value inside a script element that no browser runs.
fn data(id: &str, value: &impl Serialize) -> String {
    // `<` could end the element, or begin a comment.
    let text = serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned()).replace('<', "\\u003c");
    format!("<script type=\"application/json\" id=\"{id}\">{text}</script>")
}

/// Text inside an element.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
#[allow(clippy::indexing_slicing)] // a test that cannot go on fails
mod tests {
    use super::*;
    use juesuan_document::{Address, Break, Cell, Format, Rect};

    fn html(document: &Document, name: &str) -> String {
        let report = Report::read(&document.layouts);
        Audit { document, report: &report, pictures: &[], name, language: Language::English }.html()
    }

    #[test]
    fn nothing_of_a_document_ends_a_script() {
        let mut layout = Layout::new(1, 100.0, 100.0);
        layout.surface = Surface::Flow;
        let text = "</script><script>alert(1)</script>";
        layout.blocks.push(Block::Line(TextLine::flowing(text, Break::Opens, Address::Paragraph(1))));
        let html = html(&Document::new(Format::Html, vec![layout]), "<b>.html");
        assert!(!html.contains("alert(1)</script>") && html.contains("&lt;b&gt;.html"));
    }

    #[test]
    fn tables_of_files_without_pages_stand_as_they_are() {
        let mut layout = Layout::new(1, 0.0, 0.0);
        layout.surface = Surface::Flow;
        let address = Address::Cell { table: 1, row: 1, cell: 1 };
        let line = TextLine::flowing("合计", Break::Opens, address);
        let cell = Cell::new(0, 0, Rect::default(), vec![line]).spanning(1, 2).at(address);
        layout.blocks.push(Block::Grid(Grid::of_cells(1, 2, vec![cell])));
        let sheet = sheet(&layout, None, None);
        assert_eq!(sheet["blocks"][0]["rows"][0][0], json!([0, 1, 2, "合计", [0, "table 1 row 1 cell 1"]]));
    }
}
