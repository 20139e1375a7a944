//! Which part of the document a line or a cell belongs to, and which figures need no reader there: flow and parts → regions.

use std::collections::BTreeMap;

use juesuan_document::Id;
use juesuan_document::layout::Block;

use super::figures::{Figure, Shape};
use crate::flow::Item;
use crate::parts::{Part, PartKind};

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Region {
    /// In a part that states no amounts, or in none.
    Text,
    /// In the narrative, where amounts and percentages are read.
    Narrative,
    /// In the 目录.
    Contents,
    /// In a performance form.
    Form,
    /// Running head or page number: in no item of the flow.
    RunningHead,
    /// Watermarks, stamps, invisible text, text upside down.
    Aside,
    /// A cell that numbers rows or columns, or that holds a part of a code.
    Naming,
}

impl Region {
    /// Whether a figure that nobody took is nothing to be read here.
    pub(super) fn explains(self, figure: &Figure, alone: bool) -> bool {
        match (self, figure.shape) {
            (Self::RunningHead | Self::Naming, _) => true,
            // Texts of a form are fields that may go on over pages; a number alone in its cell is one.
            (Self::Form, _) => !alone,
            (Self::Narrative, Shape::Percent) => false,
            (_, Shape::Percent | Shape::Plain) => !alone,
            (_, Shape::Amount) => false,
        }
    }
}

/// The regions of all lines and cells.
#[derive(Debug, Default)]
pub(super) struct Regions(BTreeMap<Id, Region>);

impl Regions {
    /// Takes them from the flow. `form_items` are the items that forms have taken, ascending.
    pub(super) fn of(items: &[Item<'_>], parts: &[Part], form_items: &[usize]) -> Self {
        let mut kinds = vec![Region::Text; items.len()];
        for part in parts {
            let region = match part.kind {
                PartKind::Narrative => Region::Narrative,
                PartKind::Contents => Region::Contents,
                _ => continue,
            };
            if let Some(kinds) = kinds.get_mut(part.items.clone()) {
                kinds.fill(region);
            }
        }
        for index in form_items {
            if let Some(kind) = kinds.get_mut(*index) {
                *kind = Region::Form;
            }
        }
        let mut regions = BTreeMap::new();
        for (item, region) in items.iter().zip(kinds) {
            match item.block {
                Block::Line(line) => {
                    regions.insert(line.id, region);
                }
                Block::Grid(grid) => {
                    // Amounts of running text are no cells'.
                    let region = if region == Region::Narrative { Region::Text } else { region };
                    regions.extend(grid.cells.iter().map(|cell| (cell.id, region)));
                }
                _ => {}
            }
        }
        Self(regions)
    }

    /// The region of a line outside grids.
    pub(super) fn of_line(&self, id: Id) -> Region {
        self.0.get(&id).copied().unwrap_or(Region::RunningHead)
    }

    /// The region of a cell.
    pub(super) fn of_cell(&self, id: Id) -> Region {
        self.0.get(&id).copied().unwrap_or(Region::Text)
    }
}
