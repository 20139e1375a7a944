//! An Excel file (xlsx) → its sheets, with texts as they are shown.

use std::collections::BTreeMap;

use juesuan_document::{Document, Format};

use crate::error::Error;
use crate::kind::Kind;
use crate::limits::{Budget, Limits};
use crate::package::Package;
use crate::xml::{Element, Node, Xml};

use super::{Merged, NumberFormat, Position, Sheet, drawings, number};

/// Reads an Excel file.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Error> {
    let mut package = Package::open(bytes, Kind::Xlsx, limits)?;
    let main = package.xml("xl/workbook.xml")?.ok_or_else(|| Error::damaged(Kind::Xlsx, "its main part is missing"))?;
    let relations = package.xml("xl/_rels/workbook.xml.rels").ok().flatten().unwrap_or_default();
    let (since_1904, named) = workbook(&main, limits);
    let targets = targets(&relations, limits);
    let mut budget = Budget::new(limits);
    let mut damage = None;
    let part = |package: &mut Package<'_>, ending: &str, usual: &str| {
        let name =
            targets.values().find(|(kind, _)| kind.ends_with(ending)).map_or(usual, |(_, target)| target.as_str());
        package.xml(name).ok().flatten().unwrap_or_default()
    };
    let texts = part(&mut package, "/sharedStrings", "xl/sharedStrings.xml");
    let texts = shared_texts(&texts, limits, &mut budget, &mut damage);
    let styles = part(&mut package, "/styles", "xl/styles.xml");
    let styles = read_styles(&styles, limits);
    let book = Book { texts, styles, since_1904, depth: limits.depth };

    let mut sheets = Vec::new();
    for (index, (name, id, hidden)) in named.into_iter().enumerate() {
        let usual = format!("xl/worksheets/sheet{}.xml", index.saturating_add(1));
        let target = targets.get(&id);
        // Charts and macro sheets hold no table.
        if target.is_some_and(|(kind, _)| !kind.ends_with("/worksheet")) {
            sheets.push(Sheet { name, hidden: true, ..Sheet::default() });
            continue;
        }
        let path = target.map_or(usual.as_str(), |(_, target)| target.as_str());
        let mut sheet = Sheet { name, hidden, ..Sheet::default() };
        match package.xml(path) {
            Ok(Some(text)) => {
                if let Some(what) = book.sheet(&text, &mut sheet, &mut budget) {
                    damage = Some(format!("sheet {}: {what}", sheet.name));
                }
                // What is damaged there lies beside the cells.
                let mut beside = |path: &str| package.xml(path).ok().flatten();
                let drawing = beside(&drawings::relations_of(path))
                    .and_then(|relations| drawings::part(&relations, limits.depth))
                    .and_then(|path| beside(&path));
                sheet.drawn = drawing.map_or(0, |drawing| drawings::count(&drawing, limits.depth));
            }
            Ok(None) => damage = Some(format!("sheet {} is missing", sheet.name)),
            Err(error @ (Error::TooLarge { .. } | Error::Encrypted(_))) => return Err(error),
            Err(error) => damage = Some(format!("sheet {}: {error}", sheet.name)),
        }
        sheets.push(sheet);
    }
    if let Some(what) = damage.as_ref().filter(|_| !sheets.iter().any(Sheet::has_text)) {
        return Err(Error::damaged(Kind::Xlsx, what));
    }
    Ok(super::document(Format::Xlsx, &sheets, &mut budget, damage))
}

/// Name, id and whether it is hidden, of each sheet; and whether days are counted from 1904.
fn workbook(text: &str, limits: &Limits) -> (bool, Vec<(String, String, bool)>) {
    let mut xml = Xml::new(text, limits.depth);
    let (mut since_1904, mut sheets) = (false, Vec::new());
    while let Some(node) = xml.next() {
        let Node::Open(element) = node else { continue };
        match element.name.as_str() {
            "workbookPr" => since_1904 |= matches!(element.attribute("date1904"), Some("1" | "true")),
            "sheet" if sheets.len() < limits.entries => {
                let text = |name| element.attribute(name).unwrap_or_default().to_owned();
                let hidden = element.attribute("state").is_some_and(|state| state != "visible");
                sheets.push((text("name"), text("id"), hidden));
            }
            _ => {}
        }
    }
    (since_1904, sheets)
}

/// Kind and path of each related part, by its id.
fn targets(text: &str, limits: &Limits) -> BTreeMap<String, (String, String)> {
    let mut xml = Xml::new(text, limits.depth);
    let mut found = BTreeMap::new();
    while let Some(relation) = xml.find("Relationship") {
        let text = |name| relation.attribute(name).unwrap_or_default();
        let target = text("Target");
        let path = match target.strip_prefix('/') {
            Some(absolute) => absolute.to_owned(),
            None => format!("xl/{target}"),
        };
        found.insert(text("Id").to_owned(), (text("Type").to_owned(), path));
    }
    found
}

fn shared_texts(text: &str, limits: &Limits, budget: &mut Budget, damage: &mut Option<String>) -> Vec<String> {
    let mut xml = Xml::new(text, limits.depth);
    let mut found = Vec::new();
    while xml.find("si").is_some() {
        let text = rich_text(&mut xml);
        if !budget.take(text.len()) {
            break;
        }
        found.push(text);
    }
    if let Some(what) = xml.damage.filter(|_| !text.is_empty()) {
        *damage = Some(format!("shared texts: {what}"));
    }
    found
}

/// The text of `si` or `is`: all runs, without the reading of characters.
fn rich_text(xml: &mut Xml<'_>) -> String {
    let mut found = String::new();
    let mut open = 1_usize;
    while open > 0 {
        match xml.next() {
            None => break,
            Some(Node::Close) => open = open.saturating_sub(1),
            Some(Node::Text(_)) => {}
            Some(Node::Open(element)) => match element.name.as_str() {
                "t" => found.push_str(&xml.text()),
                "rPh" | "rPr" | "phoneticPr" => xml.skip(),
                _ => open = open.saturating_add(1),
            },
        }
    }
    found.replace("_x000D_", "\n").replace("\r\n", "\n")
}

/// How cells of one style look.
#[derive(Debug, Clone, Default)]
struct Style {
    format: NumberFormat,
    ruled: bool,
}

fn read_styles(text: &str, limits: &Limits) -> Vec<Style> {
    let mut xml = Xml::new(text, limits.depth);
    let mut formats: BTreeMap<u16, NumberFormat> = BTreeMap::new();
    let mut borders: Vec<bool> = Vec::new();
    let mut found = Vec::new();
    if xml.find("styleSheet").is_none() {
        return found;
    }
    while let Some(list) = xml.child() {
        match list.name.as_str() {
            "numFmts" => {
                while let Some(format) = xml.child() {
                    let id = format.number("numFmtId").and_then(|id| u16::try_from(id).ok()).unwrap_or_default();
                    let code = format.attribute("formatCode").unwrap_or_default();
                    formats.insert(id, NumberFormat::parse(code));
                    xml.skip();
                }
            }
            "borders" => {
                while xml.child().is_some() {
                    borders.push(has_sides(&mut xml));
                }
            }
            "cellXfs" => {
                while let Some(style) = xml.child() {
                    let id = style.number("numFmtId").and_then(|id| u16::try_from(id).ok()).unwrap_or_default();
                    let format = formats.get(&id).cloned().unwrap_or_else(|| NumberFormat::built_in(id));
                    let border = style.number("borderId").unwrap_or_default();
                    found.push(Style { format, ruled: borders.get(border).copied().unwrap_or_default() });
                    xml.skip();
                }
            }
            _ => xml.skip(),
        }
    }
    found
}

/// Whether a border draws lines at the left or the right.
fn has_sides(xml: &mut Xml<'_>) -> bool {
    let mut sides = false;
    while let Some(side) = xml.child() {
        let at_side = matches!(side.name.as_str(), "left" | "right" | "start" | "end");
        sides |= at_side && side.attribute("style").is_some_and(|style| style != "none");
        xml.skip();
    }
    sides
}

/// A sheet has no more ranges of hidden columns.
const MOST_HIDDEN: usize = 1000;

/// What the sheets of a workbook share.
struct Book {
    texts: Vec<String>,
    styles: Vec<Style>,
    since_1904: bool,
    depth: usize,
}

impl Book {
    /// Reads a sheet; gives what is wrong with it.
    fn sheet(&self, text: &str, sheet: &mut Sheet, budget: &mut Budget) -> Option<String> {
        let mut xml = Xml::new(text, self.depth);
        let mut shows_zeros = true;
        let (mut row, mut next_row) = (0_u32, 0_u32);
        let mut column = 0_u32;
        let mut hidden_ranges = 0_usize;
        while let Some(node) = xml.next() {
            let Node::Open(element) = node else { continue };
            match element.name.as_str() {
                "sheetView" => shows_zeros &= !matches!(element.attribute("showZeros"), Some("0" | "false")),
                "col" => {
                    let number = |name| element.number(name).and_then(|at| u32::try_from(at).ok());
                    let hidden = is_hidden(&element) && hidden_ranges < MOST_HIDDEN;
                    hidden_ranges = hidden_ranges.saturating_add(usize::from(hidden));
                    if let (true, Some(first), Some(last)) = (hidden, number("min"), number("max")) {
                        sheet.hide_columns(first.saturating_sub(1), last.saturating_sub(1));
                    }
                }
                "row" => {
                    let number = element.number("r").and_then(|at| u32::try_from(at).ok());
                    // Rows without a number follow one another.
                    row = number.map_or(next_row, |number| number.saturating_sub(1));
                    next_row = row.saturating_add(1);
                    column = 0;
                    if is_hidden(&element) && budget.take(0) {
                        sheet.hidden_rows.insert(row);
                    }
                }
                "c" => {
                    let own = element.attribute("r").and_then(Position::parse);
                    let at = own.unwrap_or(Position { row, column });
                    column = at.column.saturating_add(1);
                    self.cell(&mut xml, &element, at, shows_zeros, sheet, budget);
                }
                "mergeCell" => {
                    let area = element.attribute("ref").and_then(Merged::parse);
                    if let Some(area) = area.filter(|_| budget.take(0)) {
                        sheet.merged.push(area);
                    }
                }
                // Drawings, rules and lists of choices are no cells.
                "extLst" | "dataValidations" | "conditionalFormatting" => xml.skip(),
                _ => {}
            }
        }
        xml.damage
    }

    fn cell(
        &self,
        xml: &mut Xml<'_>,
        element: &Element,
        at: Position,
        shows_zeros: bool,
        sheet: &mut Sheet,
        budget: &mut Budget,
    ) {
        let style = element.number("s").and_then(|style| self.styles.get(style));
        let (mut stored, mut formula, mut inline) = (None, false, None);
        while let Some(child) = xml.child() {
            match child.name.as_str() {
                "v" => stored = Some(xml.text()),
                "f" => {
                    formula = true;
                    xml.skip();
                }
                "is" => inline = Some(rich_text(xml)),
                _ => xml.skip(),
            }
        }
        let stored = stored.filter(|stored| !stored.is_empty());
        if formula && stored.is_none() && inline.is_none() && element.attribute("t") != Some("str") {
            sheet.formulas_without_value = sheet.formulas_without_value.saturating_add(1);
        }
        let format = style.map(|style| &style.format);
        let words = |text: &str| format.map_or_else(|| text.to_owned(), |format| format.show_text(text));
        let text = match (element.attribute("t").unwrap_or("n"), stored) {
            (_, None) => inline.map(|text| words(&text)).unwrap_or_default(),
            ("s", Some(index)) => {
                let text = index.trim().parse().ok().and_then(|index: usize| self.texts.get(index));
                text.map(|text| words(text)).unwrap_or_default()
            }
            ("str" | "inlineStr", Some(text)) => words(&text.replace("_x000D_", "\n").replace("\r\n", "\n")),
            ("b", Some(value)) => if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
            ("n", Some(value)) => match number::parse(&value) {
                Some(number) if number.is_zero() && !shows_zeros => String::new(),
                Some(number) => {
                    format.map_or_else(|| super::format::general(number), |format| format.show(number, self.since_1904))
                }
                None => value,
            },
            (_, Some(value)) => value,
        };
        sheet.put(at, &text, style.is_some_and(|style| style.ruled), budget);
    }
}

fn is_hidden(element: &Element) -> bool {
    let no_size = |name: &str| element.attribute(name).and_then(|size| size.parse::<f32>().ok()) == Some(0.0);
    matches!(element.attribute("hidden"), Some("1" | "true")) || no_size("ht") || no_size("width")
}
