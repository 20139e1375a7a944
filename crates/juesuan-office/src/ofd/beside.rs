//! What lies on the pages of an OFD file and is no content of theirs: annotations and seals → by page, their boxes and
//! the text of annotations. They are not read; that something is there is said.

use std::collections::BTreeMap;

use juesuan_extract::{GlyphText, Page, Rect};

use crate::error::Error;
use crate::limits::{Budget, Limits};
use crate::package::Package;
use crate::xml::{Node, Xml};

use super::matrix::{POINTS, boundary};
use super::{content, resolve};

/// Kinds of annotations that show nothing of their own: they lead elsewhere, or colour what is there.
const WITHOUT_INK: &[&str] = &["Link", "Highlight"];

/// What lies on a page.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// Annotations: their box, and their text where it is no picture.
    pub(super) annotations: Vec<(Rect, String)>,
    /// Boxes of seals.
    pub(super) seals: Vec<Rect>,
}

/// Annotations and seals of a document by the identifiers of its pages.
pub(super) fn read(
    package: &mut Package<'_>,
    annotations: Option<&str>,
    signatures: Option<&str>,
    limits: &Limits,
    budget: &mut Budget,
) -> Result<BTreeMap<String, Beside>, Error> {
    let mut found: BTreeMap<String, Beside> = BTreeMap::new();
    if let Some(list) = annotations {
        for (page, path) in annotated(&text(package, list)?, list, limits) {
            let own = text(package, &path)?;
            found.entry(page).or_default().annotations.extend(of_page(&own, limits, budget));
        }
    }
    if let Some(list) = signatures {
        let signatures = bases(&text(package, list)?, "Signature", list, limits);
        for path in signatures {
            for (page, seal) in stamped(&text(package, &path)?, limits) {
                found.entry(page).or_default().seals.push(seal);
            }
        }
    }
    Ok(found)
}

/// A part that is not there, or is damaged, says nothing: the page itself does not need it.
fn text(package: &mut Package<'_>, path: &str) -> Result<String, Error> {
    match package.xml(path) {
        Err(error @ (Error::TooLarge { .. } | Error::Encrypted(_))) => Err(error),
        found => Ok(found.ok().flatten().unwrap_or_default()),
    }
}

/// `<Page PageID="1"><FileLoc>Page_0/Annotation.xml</FileLoc></Page>`: pages and the parts of their annotations.
fn annotated(list: &str, path: &str, limits: &Limits) -> Vec<(String, String)> {
    let mut xml = Xml::new(list, limits.depth);
    let (mut page, mut found) = (String::new(), Vec::new());
    while let Some(node) = xml.next() {
        let Node::Open(element) = node else { continue };
        match element.name.as_str() {
            "Page" => element.attribute("PageID").unwrap_or_default().clone_into(&mut page),
            "FileLoc" if found.len() < limits.entries => {
                found.push((page.clone(), resolve(path, xml.text().trim())));
            }
            _ => {}
        }
    }
    found
}

/// The parts that the elements of a name lead to.
fn bases(list: &str, name: &str, path: &str, limits: &Limits) -> Vec<String> {
    let mut xml = Xml::new(list, limits.depth);
    let mut found = Vec::new();
    while let Some(element) = xml.find(name) {
        if found.len() < limits.entries {
            found.extend(element.attribute("BaseLoc").map(|target| resolve(path, target)));
        }
    }
    found
}

/// `<StampAnnot PageRef="1" Boundary="120 200 40 40"/>`: pages and the boxes of seals.
fn stamped(signature: &str, limits: &Limits) -> Vec<(String, Rect)> {
    let mut xml = Xml::new(signature, limits.depth);
    let mut found = Vec::new();
    while let Some(stamp) = xml.find("StampAnnot") {
        if let (Some(page), Some(bbox)) = (stamp.attribute("PageRef"), boundary(stamp.attribute("Boundary")))
            && found.len() < limits.entries
        {
            found.push((page.to_owned(), rect(bbox)));
        }
    }
    found
}

/// The annotations of a page that show something.
fn of_page(annotations: &str, limits: &Limits, budget: &mut Budget) -> Vec<(Rect, String)> {
    let mut xml = Xml::new(annotations, limits.depth);
    let (mut found, mut shows) = (Vec::new(), false);
    while let Some(node) = xml.next() {
        let Node::Open(element) = node else { continue };
        match element.name.as_str() {
            "Annot" => {
                let kind = element.attribute("Type").unwrap_or_default();
                shows = element.attribute("Visible") != Some("false") && !WITHOUT_INK.contains(&kind);
            }
            "Appearance" if found.len() < limits.entries => {
                let mut drawn = Page::default();
                content::objects(&mut xml, &mut drawn, budget);
                let seen = drawn.glyphs.iter().filter(|glyph| !glyph.faint);
                let text: String = seen.filter_map(character).collect();
                let is_ink = shows && (!text.is_empty() || !drawn.images.is_empty());
                let bbox = boundary(element.attribute("Boundary")).filter(|_| is_ink);
                found.extend(bbox.map(|bbox| (rect(bbox), text)));
            }
            _ => {}
        }
    }
    found
}

fn character(glyph: &juesuan_extract::Glyph) -> Option<char> {
    match glyph.text {
        GlyphText::Char(c) => Some(c),
        _ => None,
    }
}

fn rect([x, y, width, height]: [f32; 4]) -> Rect {
    Rect { x0: x * POINTS, y0: y * POINTS, x1: (x + width) * POINTS, y1: (y + height) * POINTS }
}
