//! What lies over the cells of a sheet: its drawing → how many large pictures and boxes with text, which are not read.

use crate::drawing::is_large;
use crate::xml::{Node, Xml};

/// The pictures and boxes that may say something which the cells do not.
pub(super) fn count(drawing: &str, depth: usize) -> u32 {
    let mut xml = Xml::new(drawing, depth);
    let (mut found, mut in_picture, mut said) = (0_u32, false, false);
    while let Some(node) = xml.next() {
        let Node::Open(element) = node else { continue };
        match element.name.as_str() {
            "pic" => (in_picture, said) = (true, false),
            "sp" => (in_picture, said) = (false, false),
            "ext" if in_picture && !said => {
                let size = |name| element.number(name).unwrap_or_default();
                said = is_large(size("cx"), size("cy"));
                found = found.saturating_add(u32::from(said));
            }
            "t" if !in_picture && !said => {
                said = !xml.text().trim().is_empty();
                found = found.saturating_add(u32::from(said));
            }
            _ => {}
        }
    }
    found
}

/// The drawing of a sheet, by the relations of the sheet.
pub(super) fn part(relations: &str, depth: usize) -> Option<String> {
    let mut xml = Xml::new(relations, depth);
    while let Some(relation) = xml.find("Relationship") {
        if relation.attribute("Type").is_some_and(|kind| kind.ends_with("/drawing")) {
            let target = relation.attribute("Target")?;
            return Some(match (target.strip_prefix('/'), target.strip_prefix("../")) {
                (Some(absolute), _) => absolute.to_owned(),
                (None, Some(beside)) => format!("xl/{beside}"),
                (None, None) => format!("xl/worksheets/{target}"),
            });
        }
    }
    None
}

/// Where the relations of a part stand.
pub(super) fn relations_of(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    format!("{folder}/_rels/{name}.rels")
}
