//! The unit that page headers print for the tables below them: `单位：万元` at the top of each page of a section.
//!
//! Of what headers hold only that is of the tables; names, dates and page numbers are of the paper.

use std::collections::BTreeMap;

use crate::package::Package;
use crate::table::{Line, Piece};
use crate::xml::Xml;

use super::body::Reader;

/// What leads to a unit.
const UNIT: &str = "单位";

/// The text of a unit is no longer than this.
const LONGEST: usize = 12;

/// For each header of the package, by its id, the unit that it prints.
pub(crate) type Units = BTreeMap<String, String>;

/// Reads the headers that the main part refers to.
pub(crate) fn read(package: &mut Package<'_>, main: &str, reader: &mut Reader, depth: usize) -> Units {
    let (folder, name) = main.rsplit_once('/').unwrap_or(("", main));
    let relations = package.xml(&format!("{folder}/_rels/{name}.rels")).ok().flatten().unwrap_or_default();
    let mut xml = Xml::new(&relations, depth);
    let mut units = Units::new();
    while let Some(relation) = xml.find("Relationship") {
        let is_header = relation.attribute("Type").is_some_and(|kind| kind.ends_with("/header"));
        let (Some(id), Some(target), true) = (relation.attribute("Id"), relation.attribute("Target"), is_header) else {
            continue;
        };
        let path = target.strip_prefix('/').map_or_else(|| format!("{folder}/{target}"), str::to_owned);
        let text = package.xml(&path).ok().flatten().unwrap_or_default();
        let pieces = reader.blocks(&mut Xml::new(&text, depth));
        units.extend(unit(&pieces).map(|unit| (id.to_owned(), unit)));
    }
    units
}

/// The unit that some text prints.
fn unit(pieces: &[Piece]) -> Option<String> {
    pieces.iter().find_map(|piece| match piece {
        Piece::Line(line) => {
            let unit = line.text.get(line.text.rfind(UNIT)?..)?.trim();
            (unit.contains('元') && unit.chars().count() <= LONGEST).then(|| unit.to_owned())
        }
        Piece::Table(table) => table.cells.iter().find_map(|cell| unit(&cell.content)),
    })
}

/// Puts the unit of the page headers above each table of a section.
pub(crate) fn put(unit: Option<&String>, pieces: &mut Vec<Piece>, section: usize) {
    let Some(unit) = unit else { return };
    let rest = pieces.split_off(section.min(pieces.len()));
    for piece in rest {
        if matches!(piece, Piece::Table(_)) {
            // A line of its own that is no paragraph of the text.
            pieces.push(Piece::Line(Line { text: unit.clone(), broken: true }));
        }
        pieces.push(piece);
    }
}
