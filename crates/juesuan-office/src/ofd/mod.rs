//! An OFD file (GB/T 33190), the Chinese format for fixed pages → the layouts of its pages, made out as those of a PDF.
//!
//! Texts, lines and pictures of pages and of their templates are read; text beyond a clip is left out and said. Seals and
//! annotations are not read, but said where they lie. What is painted over something else is not looked at.

mod beside;
mod clip;
mod content;
mod matrix;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use juesuan_document::{Diagnostic, DiagnosticCode, Document, Format, InkKind, Layout, UnreadInk};
use juesuan_extract::{Page, layout::analyze};

use crate::error::Error;
use crate::kind::Kind;
use crate::limits::{Budget, Limits};
use crate::package::Package;
use crate::xml::{Node, Xml};

use beside::Beside;
use matrix::{POINTS, boundary};

/// A page whose file states no size is an A4 one, in millimetres.
const A4: [f32; 4] = [0.0, 0.0, 210.0, 297.0];

/// The parts of a document that are needed.
#[derive(Debug, Default)]
struct Parts {
    size: Option<[f32; 4]>,
    templates: BTreeMap<String, String>,
    /// Identifiers and parts of the pages.
    pages: Vec<(String, String)>,
    annotations: Option<String>,
}

/// Reads an OFD file.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Error> {
    let mut package = Package::open(bytes, Kind::Ofd, limits)?;
    let root = package.xml("OFD.xml")?.ok_or_else(|| Error::damaged(Kind::Ofd, "its main part is missing"))?;
    let mut budget = Budget::new(limits);
    let mut layouts: Vec<Layout> = Vec::new();
    for (main, signatures) in documents(&root, limits) {
        let main = resolve("", &main);
        let text = package.xml(&main)?.ok_or_else(|| Error::damaged(Kind::Ofd, "a document of it is missing"))?;
        let parts = parts(&text, &main, limits);
        let annotations = parts.annotations.as_deref();
        let beside = beside::read(&mut package, annotations, signatures.as_deref(), limits, &mut budget)?;
        for (id, path) in &parts.pages {
            let number = u32::try_from(layouts.len()).unwrap_or(u32::MAX).saturating_add(1);
            layouts.push(page(&mut package, path, &parts, beside.get(id), number, limits, &mut budget)?);
        }
    }
    if layouts.is_empty() {
        return Err(Error::damaged(Kind::Ofd, "it has no pages"));
    }
    if budget.exceeded
        && let Some(layout) = layouts.first_mut()
    {
        let message = "the file holds more than the limits allow: what stands beyond them is left out";
        layout.diagnostics.push(Diagnostic::new(DiagnosticCode::LimitReached, 0, None, 1, message));
    }
    Ok(Document::new(Format::Ofd, layouts))
}

/// The layout of a page. One that is missing or damaged says so.
fn page(
    package: &mut Package<'_>,
    path: &str,
    parts: &Parts,
    beside: Option<&Beside>,
    number: u32,
    limits: &Limits,
    budget: &mut Budget,
) -> Result<Layout, Error> {
    let mut damage = None;
    let mut part = |path: &str| match package.xml(path) {
        Ok(Some(text)) => Ok(text),
        Ok(None) => {
            damage = Some("a part of the page is missing".to_owned());
            Ok(String::new())
        }
        Err(error @ (Error::TooLarge { .. } | Error::Encrypted(_))) => Err(error),
        Err(error) => {
            damage = Some(error.to_string());
            Ok(String::new())
        }
    };
    let text = part(path)?;
    let (size, used) = head(&text, limits);
    let [x, y, width, height] = size.or(parts.size).unwrap_or(A4);
    let mut page = Page::new(number, width * POINTS, height * POINTS);
    // What lies beneath the page's own content comes first.
    let mut contents: Vec<String> = Vec::new();
    for template in used.iter().filter_map(|id| parts.templates.get(id)) {
        contents.push(part(template)?);
    }
    contents.push(text);
    for content in &contents {
        damage = content::add(content, &mut page, limits.depth, budget).or(damage);
    }
    if let Some(beside) = beside {
        page.images.extend(&beside.seals);
        let annotations = beside.annotations.iter();
        page.left_out.extend(annotations.map(|(bbox, text)| UnreadInk::new(InkKind::Picture, *bbox, text)));
    }
    // The sheet may begin elsewhere than at its origin.
    if x != 0.0 || y != 0.0 {
        shift(&mut page, -x * POINTS, -y * POINTS);
    }
    page.merge_rules();
    say_left_out(&mut page);
    if let Some(what) = damage {
        let message = format!("the page is damaged ({what}): what could be read is given");
        page.diagnostics.push(Diagnostic::new(DiagnosticCode::DamagedContent, number, None, 1, message));
    }
    Ok(analyze(&page))
}

/// More places of one kind are said together.
const APART: usize = 8;

/// What a clip hides, and the annotations.
fn say_left_out(page: &mut Page) {
    for (kind, code, what) in [
        (InkKind::Clipped, DiagnosticCode::ClippedText, "is hidden by a clip and left out"),
        (InkKind::Picture, DiagnosticCode::InkWithoutText, "is an annotation of the page, which is not read"),
    ] {
        let all: Vec<&UnreadInk> = page.left_out.iter().filter(|ink| ink.kind == kind).collect();
        let said = |bbox, count, message| Diagnostic::new(code, page.number, bbox, count, message);
        let doubts: Vec<Diagnostic> = if all.len() <= APART {
            let one = |ink: &&UnreadInk| said(Some(ink.bbox), 1, format!("“{}” {what}", ink.text));
            all.iter().map(one).collect()
        } else {
            let bbox = all.iter().map(|ink| ink.bbox).reduce(|all, bbox| all.union(&bbox));
            let count = u32::try_from(all.len()).unwrap_or(u32::MAX);
            vec![said(bbox, count, format!("a text {what}; {count} places on the page"))]
        };
        page.diagnostics.extend(doubts);
    }
}

fn shift(page: &mut Page, right: f32, down: f32) {
    for glyph in &mut page.glyphs {
        (glyph.origin.x, glyph.origin.y) = (glyph.origin.x + right, glyph.origin.y + down);
        glyph.bbox = moved(glyph.bbox, right, down);
    }
    for bbox in page.images.iter_mut().chain(page.left_out.iter_mut().map(|ink| &mut ink.bbox)) {
        *bbox = moved(*bbox, right, down);
    }
    for rule in &mut page.rules {
        let (along, across) = match rule.orientation {
            juesuan_extract::Orientation::Horizontal => (right, down),
            juesuan_extract::Orientation::Vertical => (down, right),
        };
        (rule.start, rule.end, rule.position) = (rule.start + along, rule.end + along, rule.position + across);
    }
}

fn moved(rect: juesuan_extract::Rect, right: f32, down: f32) -> juesuan_extract::Rect {
    juesuan_extract::Rect { x0: rect.x0 + right, y0: rect.y0 + down, x1: rect.x1 + right, y1: rect.y1 + down }
}

/// The size of a page, and the templates that it uses.
fn head(text: &str, limits: &Limits) -> (Option<[f32; 4]>, Vec<String>) {
    let mut xml = Xml::new(text, limits.depth);
    let (mut size, mut used) = (None, Vec::new());
    while let Some(node) = xml.next() {
        let Node::Open(element) = node else { continue };
        match element.name.as_str() {
            "PhysicalBox" => size = boundary(Some(&xml.text())).filter(is_sheet),
            "Template" => used.extend(element.attribute("TemplateID").map(str::to_owned)),
            "Content" => break,
            _ => {}
        }
    }
    (size, used)
}

/// What a document is made of: `Document.xml`, with its path.
fn parts(text: &str, path: &str, limits: &Limits) -> Parts {
    let mut xml = Xml::new(text, limits.depth);
    let mut found = Parts::default();
    while let Some(node) = xml.next() {
        let Node::Open(element) = node else { continue };
        let target = element.attribute("BaseLoc").map(|target| resolve(path, target));
        match element.name.as_str() {
            "PhysicalBox" => found.size = boundary(Some(&xml.text())).filter(is_sheet).or(found.size),
            "TemplatePage" => {
                if let (Some(id), Some(target)) = (element.attribute("ID"), target) {
                    found.templates.insert(id.to_owned(), target);
                }
            }
            "Page" if found.pages.len() < limits.entries => {
                let id = element.attribute("ID").unwrap_or_default().to_owned();
                found.pages.extend(target.map(|target| (id, target)));
            }
            "Annotations" => found.annotations = Some(resolve(path, xml.text().trim())),
            _ => {}
        }
    }
    found
}

fn is_sheet([_, _, width, height]: &[f32; 4]) -> bool {
    *width > 1.0 && *height > 1.0
}

/// The documents that a file holds, each with its list of seals.
fn documents(root: &str, limits: &Limits) -> Vec<(String, Option<String>)> {
    let mut xml = Xml::new(root, limits.depth);
    let mut found: Vec<(String, Option<String>)> = Vec::new();
    while let Some(node) = xml.next() {
        let Node::Open(element) = node else { continue };
        match element.name.as_str() {
            "DocRoot" if found.len() < limits.entries => found.push((xml.text().trim().to_owned(), None)),
            "Signatures" => {
                let list = resolve("", xml.text().trim());
                if let Some((_, signatures)) = found.last_mut() {
                    *signatures = Some(list);
                }
            }
            _ => {}
        }
    }
    found
}

/// The path of a part that another one names: from the root, or beside it.
fn resolve(from: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut folders: Vec<&str> =
        from.rsplit_once('/').map(|(folder, _)| folder.split('/').collect()).unwrap_or_default();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => {
                folders.pop();
            }
            step => folders.push(step),
        }
    }
    folders.join("/")
}
