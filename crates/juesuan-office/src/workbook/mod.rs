//! A workbook → one layout a sheet: lines above and below, tables as grids, numbers as they are shown.

mod bands;
mod biff;
mod dates;
mod drawings;
mod format;
mod number;
mod sheet;
#[cfg(test)]
mod tests;
pub(crate) mod xls;
pub(crate) mod xlsx;

use juesuan_document::{Diagnostic, DiagnosticCode, Document, Format, Layout, Surface};

use crate::limits::Budget;

pub(crate) use format::NumberFormat;
pub(crate) use sheet::{Merged, Position, Sheet, Value};

/// Sheets as a document. Hidden ones are left out, and said.
pub(crate) fn document(format: Format, sheets: &[Sheet], budget: &mut Budget, damage: Option<String>) -> Document {
    let mut layouts = Vec::new();
    for (number, sheet) in (1_u32..).zip(sheets) {
        if sheet.hidden {
            continue;
        }
        let mut layout =
            Layout { page: number, surface: Surface::Sheet, name: Some(sheet.name.clone()), ..Layout::default() };
        bands::fill(sheet, &mut layout, budget);
        layout.has_pictures = sheet.drawn > 0 && !layout.has_text;
        say(sheet, &mut layout);
        layouts.push(layout);
    }
    let hidden: Vec<&str> =
        sheets.iter().filter(|sheet| sheet.hidden && sheet.has_text()).map(|sheet| sheet.name.as_str()).collect();
    let mut doubts = Vec::new();
    if !hidden.is_empty() {
        let message = format!("hidden sheets are left out: {}", hidden.join(", "));
        doubts.push((DiagnosticCode::HiddenContent, hidden.len(), message));
    }
    if budget.exceeded {
        let message = "the workbook holds more than the limits allow: what stands beyond them is left out";
        doubts.push((DiagnosticCode::LimitReached, 1, message.to_owned()));
    }
    if let Some(what) = damage {
        let message = format!("the workbook is damaged ({what}): what could be read is given");
        doubts.push((DiagnosticCode::DamagedContent, 1, message));
    }
    if let Some(layout) = layouts.first_mut() {
        layout.diagnostics.extend(doubts.into_iter().map(|(code, count, message)| doubt(code, 0, count, message)));
    }
    Document::new(format, layouts)
}

/// What of a sheet is not given, and why.
fn say(sheet: &Sheet, layout: &mut Layout) {
    let page = layout.page;
    let hidden = sheet.hidden_texts();
    if hidden > 0 {
        let message = "cells in hidden rows or columns are left out".to_owned();
        layout.diagnostics.push(doubt(DiagnosticCode::HiddenContent, page, hidden, message));
    }
    if sheet.drawn > 0 && layout.has_text {
        let message = "large pictures or text boxes lie over the cells: what they show is not read".to_owned();
        layout.diagnostics.push(doubt(DiagnosticCode::InkWithoutText, page, sheet.drawn as usize, message));
    }
    if sheet.formulas_without_value > 0 {
        let message = "formulas have no stored value: open the workbook in Excel or WPS and save it".to_owned();
        let count = sheet.formulas_without_value as usize;
        layout.diagnostics.push(doubt(DiagnosticCode::ValueMissing, page, count, message));
    }
}

fn doubt(code: DiagnosticCode, page: u32, count: usize, message: String) -> Diagnostic {
    Diagnostic::new(code, page, None, u32::try_from(count).unwrap_or(u32::MAX), message)
}
