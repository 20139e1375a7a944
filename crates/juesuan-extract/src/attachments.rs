//! Files that are attached to a document: the catalog and the annotations of its pages → their names.
//!
//! Nothing of them is read; a disclosure whose tables are a workbook inside it must not look whole.

use std::collections::BTreeSet;

use crate::content::interpreter::text_string;
use crate::objects::{Dictionary, Object, Objects};
use crate::page_tree::PageNode;

/// So many nodes of the name tree, entries and annotations are looked at.
const MOST: usize = 2_000;

/// Endings of files that may hold tables and text. Others (fonts, settings, the source of a form) hold none.
const TEXTS: &[&str] = &[
    "pdf", "ofd", "doc", "docx", "wps", "xls", "xlsx", "xlsm", "et", "csv", "txt", "htm", "html", "mht", "ppt", "pptx",
    "rtf", "zip", "rar", "7z", "jpg", "jpeg", "png", "tif", "tiff",
];

/// The names of the attached files that may hold something to read, in order.
pub(crate) fn names(objects: &Objects, pages: &[PageNode]) -> Vec<String> {
    let mut left = MOST;
    let mut found = BTreeSet::new();
    if let Some(catalog) = objects.catalog() {
        let tree = objects.get_dict(catalog, b"Names").and_then(|names| objects.get_dict(names, b"EmbeddedFiles"));
        of_tree(objects, tree, &mut left, &mut found);
        let associated = objects.get_array(catalog, b"AF").unwrap_or_default();
        found.extend(associated.iter().take(left).filter_map(|file| of_file(objects, objects.as_dict(file)?)));
    }
    for page in pages {
        for annotation in page.annotations(objects) {
            let Some(rest) = left.checked_sub(1) else { break };
            left = rest;
            let Some(annotation) = objects.as_dict(annotation) else { continue };
            if objects.get_name(annotation, b"Subtype") == Some(b"FileAttachment") {
                found.extend(objects.get_dict(annotation, b"FS").and_then(|file| of_file(objects, file)));
            }
        }
    }
    found.into_iter().collect()
}

/// The files of a name tree, its nodes one after the other: a tree that leads back to itself ends with the budget.
fn of_tree(objects: &Objects, root: Option<&Dictionary>, left: &mut usize, found: &mut BTreeSet<String>) {
    let mut nodes: Vec<&Dictionary> = root.into_iter().collect();
    while let Some(node) = nodes.pop() {
        let entries = objects.get_array(node, b"Names").unwrap_or_default();
        let kids = objects.get_array(node, b"Kids").unwrap_or_default();
        let Some(rest) = left.checked_sub(entries.len().saturating_add(kids.len()).saturating_add(1)) else { return };
        *left = rest;
        found.extend(entries.iter().filter_map(|entry| of_file(objects, objects.as_dict(entry)?)));
        nodes.extend(kids.iter().filter_map(|kid| objects.as_dict(kid)));
    }
}

/// The name of a file that may hold something to read.
fn of_file(objects: &Objects, file: &Dictionary) -> Option<String> {
    let name = [&b"UF"[..], b"F"].iter().find_map(|key| match objects.get(file, key) {
        Some(Object::String(bytes, _)) => Some(text_string(bytes)),
        _ => None,
    })?;
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase())?;
    TEXTS.contains(&ending.as_str()).then_some(name)
}
