//! Where something stands in a document, and where it comes from.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeSeq, Serializer};

use crate::geometry::Rect;
use crate::identity::{Id, Origin};
use crate::layout::{Cell, Grid, Layout, Surface, TextLine};

/// Where something stands in a file without pages. Numbers are from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Address {
    /// A cell of a sheet, shown as `C12`.
    Sheet {
        /// Row.
        row: u32,
        /// Column.
        column: u32,
    },
    /// A paragraph outside tables: `paragraph 14`.
    Paragraph(u32),
    /// A cell of a table: `table 3 row 5 cell 2`.
    Cell {
        /// Which table of the file.
        table: u32,
        /// Its row.
        row: u32,
        /// Which cell of the row.
        cell: u32,
    },
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Sheet { row, column } => {
                let mut letters = Vec::new();
                let mut left = column;
                while left > 0 {
                    let digit = (left - 1) % 26;
                    letters.push(char::from(b'A' + u8::try_from(digit).unwrap_or_default()));
                    left = (left - 1) / 26;
                }
                letters.iter().rev().try_for_each(|letter| write!(f, "{letter}"))?;
                write!(f, "{row}")
            }
            Self::Paragraph(number) => write!(f, "paragraph {number}"),
            Self::Cell { table, row, cell } => write!(f, "table {table} row {row} cell {cell}"),
        }
    }
}

impl Address {
    /// The same in Chinese: `C12`, `第3段`, `第2张表第5行第1格`.
    #[must_use]
    pub fn in_chinese(self) -> String {
        match self {
            Self::Sheet { .. } => self.to_string(),
            Self::Paragraph(number) => format!("第{number}段"),
            Self::Cell { table, row, cell } => format!("第{table}张表第{row}行第{cell}格"),
        }
    }
}

impl FromStr for Address {
    type Err = UnknownAddress;

    fn from_str(text: &str) -> Result<Self, UnknownAddress> {
        let number = |text: &str| text.parse::<u32>().map_err(|_| UnknownAddress);
        let words: Vec<&str> = text.split(' ').collect();
        match words.as_slice() {
            ["paragraph", paragraph] => Ok(Self::Paragraph(number(paragraph)?)),
            ["table", table, "row", row, "cell", cell] => {
                Ok(Self::Cell { table: number(table)?, row: number(row)?, cell: number(cell)? })
            }
            [cell] => {
                let digits = cell.trim_start_matches(|c: char| c.is_ascii_uppercase());
                let letters = cell.get(..cell.len().saturating_sub(digits.len())).ok_or(UnknownAddress)?;
                let column = letters.bytes().try_fold(0_u32, |column, letter| {
                    column.checked_mul(26)?.checked_add(u32::from(letter.checked_sub(b'A')?) + 1)
                });
                Ok(Self::Sheet { row: number(digits)?, column: column.filter(|at| *at > 0).ok_or(UnknownAddress)? })
            }
            _ => Err(UnknownAddress),
        }
    }
}

/// A text that is no [`Address`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownAddress;

impl fmt::Display for UnknownAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an address such as `C12`, `paragraph 14` or `table 3 row 5 cell 2`")
    }
}

impl std::error::Error for UnknownAddress {}

/// The next row, or the next but one where a cell reaches over two, begins within so many heights of a cell's text.
const NEXT_ROW: f32 = 3.0;

/// Where something stands: a page and the box of its glyphs on it, or an address in a file without pages.
///
/// Boxes are in PDF points with the origin at the top left of the page as it is displayed, y downwards.
/// In JSON a place is one array: `[page, x0, y0, x1, y1]` with hundredths of a point, or `[sheet, "C12"]`,
/// `[0, "paragraph 14"]`. Identity and origin are not written there.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Place {
    /// Page or sheet, from 1; 0 where the file has neither. Where several files are one disclosure, pages, sheets and
    /// flowing texts are numbered on from file to file; a text that comes first has 0.
    pub page: u32,
    /// The box on the displayed page; empty in files without pages.
    pub bbox: Rect,
    /// The address in a file without pages.
    pub address: Option<Address>,
    /// The line or cell that it stands in.
    pub id: Id,
    /// Where the text comes from.
    pub origin: Origin,
}

impl Place {
    /// Where that is, for people: `page 5`, `sheet 2 C12`, `paragraph 3`.
    #[must_use]
    pub fn in_english(&self) -> String {
        match (self.address, self.page) {
            (Some(address), 0) => address.to_string(),
            (Some(address), sheet) => format!("sheet {sheet} {address}"),
            (None, page) => format!("page {page}"),
        }
    }

    /// The same in Chinese.
    #[must_use]
    pub fn in_chinese(&self) -> String {
        match (self.address, self.page) {
            (Some(address), 0) => address.in_chinese(),
            (Some(address), sheet) => format!("第{sheet}张工作表{}", address.in_chinese()),
            (None, page) => format!("第{page}页"),
        }
    }

    /// The place of a box on a displayed page.
    #[must_use]
    pub fn new(page: u32, bbox: Rect) -> Self {
        Self { page, bbox, ..Self::default() }
    }

    /// The place of a box in the reading frame of a page.
    #[must_use]
    pub fn on(layout: &Layout, rect: Rect) -> Self {
        match layout.surface {
            Surface::Page => Self::new(layout.page, layout.on_page(rect)),
            Surface::Sheet => Self::new(layout.page, Rect::default()),
            // A file of its own has no pages to count; among several files the number tells which file it is.
            Surface::Flow => Self { page: if layout.page > 1 { layout.page } else { 0 }, ..Self::default() },
        }
    }

    /// The place of a cell's text.
    #[must_use]
    pub fn of_cell(layout: &Layout, cell: &Cell) -> Self {
        Self { address: cell.address, id: cell.id, origin: cell.origin(), ..Self::on(layout, cell.text_box()) }
    }

    /// The place of a line.
    #[must_use]
    pub fn of_line(layout: &Layout, line: &TextLine) -> Self {
        Self { address: line.address, id: line.id, origin: line.origin, ..Self::on(layout, line.bbox) }
    }

    /// The place of a whole grid.
    #[must_use]
    pub fn of_grid(layout: &Layout, grid: &Grid) -> Self {
        Self::on(layout, grid.bbox)
    }

    /// A page, a sheet or a text as a whole.
    #[must_use]
    pub fn of_page(layout: &Layout) -> Self {
        Self::on(layout, Rect::default())
    }

    /// Some characters of a line that stands at this place.
    #[must_use]
    pub fn part(self, layout: &Layout, line: &TextLine, chars: Range<usize>) -> Self {
        Self { bbox: Self::on(layout, line.rect_of(chars)).bbox, ..self }
    }

    /// One place for two pieces of the same thing. Where they stand on different pages, the first.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        let origin = self.origin.weaker(other.origin);
        if self.page == other.page && self.address.is_none() {
            Self { bbox: self.bbox.union(&other.bbox), origin, ..self }
        } else {
            Self { origin, ..self }
        }
    }

    /// Whether two places are one, or lie over one another: of one line or cell, or with boxes that meet on a page. In
    /// files without pages only identities tell.
    #[must_use]
    pub fn touches(&self, other: &Self) -> bool {
        let same = self.id.is_some() && self.id == other.id;
        same || self.address.is_none() && other.address.is_none() && self.overlaps(other)
    }

    /// Whether two places lie over one another on a page.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.page == other.page && self.bbox.intersects(&other.bbox)
    }

    /// Whether the middle of another place lies inside this one, on a page.
    #[must_use]
    pub fn holds(&self, other: &Self) -> bool {
        self.page == other.page && self.bbox.contains(other.bbox.center())
    }

    /// Whether a cell stands in the column of this place, right above or below it.
    #[must_use]
    pub fn adjoins(&self, cell: &Self) -> bool {
        let (all, one) = (self.bbox, cell.bbox);
        let in_column = one.x0 < all.x1 && all.x0 < one.x1;
        let gap = (all.y0 - one.y1).max(one.y0 - all.y1);
        cell.address.is_none() && self.page == cell.page && in_column && gap < NEXT_ROW * one.height()
    }

    /// The box's coordinates `x0, y0, x1, y1` in hundredths of a point, rounded.
    #[must_use]
    pub fn rounded(&self) -> [f64; 4] {
        let Rect { x0, y0, x1, y1 } = self.bbox;
        [x0, y0, x1, y1].map(|edge| (f64::from(edge) * 100.0).round() / 100.0)
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(if self.address.is_some() { 2 } else { 5 }))?;
        list.serialize_element(&self.page)?;
        match self.address {
            Some(address) => list.serialize_element(&address.to_string())?,
            None => self.rounded().iter().try_for_each(|edge| list.serialize_element(edge))?,
        }
        list.end()
    }
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Elements;
        impl<'de> Visitor<'de> for Elements {
            type Value = Place;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a page and a box, or a page and an address")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Place, A::Error> {
                let missing = || A::Error::custom("a place has a page and a box of four numbers, or an address");
                let page = list.next_element()?.ok_or_else(missing)?;
                let mut edges = [0.0_f32; 4];
                match list.next_element::<Second>()?.ok_or_else(missing)? {
                    Second::Address(text) => {
                        let address = text.parse().map_err(A::Error::custom)?;
                        return Ok(Place { page, address: Some(address), ..Place::default() });
                    }
                    Second::Edge(x0) => edges[0] = x0,
                }
                for edge in edges.iter_mut().skip(1) {
                    *edge = list.next_element()?.ok_or_else(missing)?;
                }
                let [x0, y0, x1, y1] = edges;
                Ok(Place::new(page, Rect { x0, y0, x1, y1 }))
            }
        }
        deserializer.deserialize_seq(Elements)
    }
}

/// The second element of a place in JSON.
#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Second {
    Edge(f32),
    Address(String),
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Place {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Place".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "Page number, from 1, and the box x0, y0, x1, y1 on it, in PDF points with the origin at \
                            the top left of the page as it is displayed, y downwards. In files without pages the \
                            number of the sheet (0 where there is none) and an address: C12, paragraph 14, \
                            table 3 row 5 cell 2.",
            "type": "array",
            "prefixItems": [
                { "type": "integer", "minimum": 0 },
                { "type": ["number", "string"] },
                { "type": "number" },
                { "type": "number" },
                { "type": "number" }
            ],
            "items": false,
            "minItems": 2
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_said_without_a_page_where_there_is_none() {
        let said = |page, address| {
            let at = Place { page, address, ..Place::default() };
            (at.in_chinese(), at.in_english())
        };
        let words = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
        assert_eq!(said(5, None), words("第5页", "page 5"));
        assert_eq!(said(0, Some(Address::Paragraph(3))), words("第3段", "paragraph 3"));
        let cell = Address::Cell { table: 2, row: 5, cell: 1 };
        assert_eq!(said(0, Some(cell)), words("第2张表第5行第1格", "table 2 row 5 cell 1"));
        assert_eq!(said(2, Some(Address::Sheet { row: 12, column: 3 })), words("第2张工作表C12", "sheet 2 C12"));
    }

    #[test]
    fn without_pages_only_identities_tell_places_apart() {
        let at = |id, row| Place {
            id: Id::new(id),
            address: Some(Address::Cell { table: 1, row, cell: 1 }),
            ..Place::default()
        };
        assert!(at(1, 1).touches(&at(1, 2)) && !at(1, 1).touches(&at(2, 1)));
        let on = |x0| Place::new(1, Rect { x0, y0: 0.0, x1: x0 + 5.0, y1: 5.0 });
        assert!(on(0.0).touches(&on(4.0)) && !on(0.0).touches(&on(6.0)));
    }

    #[test]
    fn a_cell_adjoins_the_column_that_it_stands_above() {
        let at = |x0, y0| Place::new(1, Rect { x0, y0, x1: x0 + 40.0, y1: y0 + 10.0 });
        let column = at(100.0, 100.0).join(at(100.0, 300.0));
        assert!(column.adjoins(&at(110.0, 320.0)) && column.adjoins(&at(110.0, 75.0)));
        assert!(!column.adjoins(&at(110.0, 345.0)), "further than the next row but one");
        assert!(!column.adjoins(&at(140.0, 320.0)), "another column");
    }

    #[test]
    fn addresses_are_shown_and_read() {
        for (address, text) in [
            (Address::Sheet { row: 12, column: 3 }, "C12"),
            (Address::Sheet { row: 1, column: 703 }, "AAA1"),
            (Address::Sheet { row: 5, column: 26 }, "Z5"),
            (Address::Paragraph(14), "paragraph 14"),
            (Address::Cell { table: 3, row: 5, cell: 2 }, "table 3 row 5 cell 2"),
        ] {
            assert_eq!(address.to_string(), text);
            assert_eq!(text.parse(), Ok(address));
        }
        assert!("".parse::<Address>().is_err() && "C".parse::<Address>().is_err());
    }
}
