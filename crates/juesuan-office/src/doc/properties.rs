//! The properties of paragraphs and characters of a Word file, by where these lie in the main stream.
//!
//! They stand in pages of 512 bytes: the bounds of their runs, then lists of changes (`sprm`), each a number and an
//! operand.

use crate::compound::Numbers;

use super::header::place;

/// Length of a page of properties.
const PAGE: usize = 512;

/// Where the header gives the lists of pages.
const CHARACTER_PAGES: usize = 0xfa;
const PARAGRAPH_PAGES: usize = 0x102;

/// A row of a table has no more cells.
const MOST_CELLS: usize = 64;

/// How a cell is merged with its neighbours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct CellMerge {
    /// Merged with the cell to its left.
    pub(super) left: bool,
    /// Merged with the cell above it.
    pub(super) above: bool,
    /// Cells below it may be merged with it.
    pub(super) begins: bool,
}

/// What a row says of its cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct RowShape {
    /// Where its cells begin and end, in twentieths of a point: one more than there are cells.
    pub(super) edges: Vec<i16>,
    pub(super) merges: Vec<CellMerge>,
}

/// What a paragraph is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// How many tables it stands in, one in another.
    pub(super) depth: usize,
    /// It ends a cell of an inner table.
    pub(super) ends_inner_cell: bool,
    /// It ends a row.
    pub(super) ends_row: bool,
    /// It has a number of an automatic list.
    pub(super) numbered: bool,
    /// What a row says, at its end.
    pub(super) row: Option<RowShape>,
}

/// Runs with their properties, by their bounds.
#[derive(Debug, Clone)]
struct Runs<T>(Vec<(u32, u32, T)>);

impl<T> Runs<T> {
    fn at(&self, position: u32) -> Option<&T> {
        let index = self.0.partition_point(|(start, ..)| *start <= position).checked_sub(1)?;
        self.0.get(index).filter(|(_, end, _)| position < *end).map(|(.., look)| look)
    }
}

/// The properties of all paragraphs.
#[derive(Debug, Clone)]
pub(super) struct Paragraphs(Runs<Look>);

impl Paragraphs {
    /// Reads the properties of all paragraphs.
    pub(super) fn read(main: &[u8], table: &[u8], data: &[u8]) -> Self {
        let mut runs = Vec::new();
        for page in pages(main, table, PARAGRAPH_PAGES) {
            let count = usize::from(page.byte(PAGE - 1).unwrap_or_default());
            let entries = count.saturating_add(1).saturating_mul(4);
            for index in 0..count {
                let bound = |index: usize| page.long(index.saturating_mul(4));
                let offset = page.byte(entries.saturating_add(index.saturating_mul(13))).unwrap_or_default();
                let (Some(start), Some(end)) = (bound(index), bound(index.saturating_add(1))) else { break };
                let at = usize::from(offset).saturating_mul(2);
                let changes = if offset == 0 { &[][..] } else { paragraph_changes(page, at) };
                let mut look = Look::default();
                apply(changes, data, &mut look, true);
                runs.push((start, end, look));
            }
        }
        runs.sort_by_key(|(start, ..)| *start);
        Self(Runs(runs))
    }

    /// The properties of the paragraph whose mark lies here.
    pub(super) fn at(&self, position: u32) -> Look {
        self.0.at(position).cloned().unwrap_or_default()
    }
}

/// The changes of a paragraph: behind their length and the number of its style.
fn paragraph_changes(page: &[u8], at: usize) -> &[u8] {
    let (length, start) = match page.byte(at) {
        Some(0) => {
            let words = usize::from(page.byte(at.saturating_add(1)).unwrap_or_default());
            (words.saturating_mul(2), at.saturating_add(2))
        }
        Some(words) => (usize::from(words).saturating_mul(2).saturating_sub(1), at.saturating_add(1)),
        None => return &[],
    };
    let end = start.saturating_add(length).min(page.len());
    page.get(start.saturating_add(2)..end).unwrap_or_default()
}

/// The pages of a kind.
fn pages<'m>(main: &'m [u8], table: &[u8], at: usize) -> Vec<&'m [u8]> {
    let list = place(main, table, at).unwrap_or_default();
    let count = list.len().saturating_sub(4) / 8;
    let numbers = count.saturating_add(1).saturating_mul(4);
    let page = |index: usize| {
        let number = list.long(numbers.saturating_add(index.saturating_mul(4)))? & 0x003f_ffff;
        let start = (number as usize).checked_mul(PAGE)?;
        main.get(start..start.checked_add(PAGE)?)
    };
    // A file has no more pages of properties than pages.
    (0..count.min(main.len() / PAGE)).filter_map(page).collect()
}

/// The changes in a list: number and operand.
fn changes(mut list: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let number = list.short(0)?;
        let (skip, length) = match (number, number >> 13) {
            // The length of a row's definition counts in two bytes, and one too many.
            (0xd608, _) => (4_usize, usize::from(list.short(2)?).saturating_sub(1)),
            (_, 0 | 1) => (2, 1),
            (_, 2 | 4 | 5) => (2, 2),
            (_, 3) => (2, 4),
            (_, 7) => (2, 3),
            _ => (3, usize::from(list.byte(2)?)),
        };
        let end = skip.saturating_add(length).min(list.len());
        let operand = list.get(skip..end)?;
        list = list.get(end..)?;
        Some((number, operand))
    })
}

/// Applies changes to the properties of a paragraph.
fn apply(list: &[u8], data: &[u8], look: &mut Look, follow: bool) {
    let mut in_table = false;
    for (number, operand) in changes(list) {
        let on = operand.first().is_some_and(|value| *value != 0);
        match number {
            0x2416 => in_table = on,
            0x2417 | 0x244c => look.ends_row |= on,
            0x244b => look.ends_inner_cell |= on,
            0x6649 => look.depth = operand.long(0).unwrap_or_default() as usize,
            0x460b => look.numbered = operand.short(0).is_some_and(|list| list != 0),
            0xd608 => look.row = Some(row_shape(operand)),
            0xd62b => {
                if let (Some(row), [index, how, ..]) = (&mut look.row, operand)
                    && let Some(merge) = row.merges.get_mut(usize::from(*index))
                {
                    (merge.above, merge.begins) = (*how == 1, *how == 3);
                }
            }
            0x5624 => {
                if let (Some(row), [first, end, ..]) = (&mut look.row, operand) {
                    let cells =
                        row.merges.iter_mut().take(usize::from(*end)).skip(usize::from(*first).saturating_add(1));
                    cells.for_each(|merge| merge.left = true);
                }
            }
            // A list that is too long for its page stands in the data stream.
            0x6645 | 0x6646 if follow => {
                let at = operand.long(0).unwrap_or_default() as usize;
                let length = usize::from(data.short(at).unwrap_or_default());
                let start = at.saturating_add(2);
                let more = data.get(start..start.saturating_add(length).min(data.len())).unwrap_or_default();
                apply(more, data, look, false);
            }
            _ => {}
        }
    }
    if in_table {
        look.depth = look.depth.max(1);
    }
}

/// Where the cells of a row begin and end, and how they are merged.
fn row_shape(operand: &[u8]) -> RowShape {
    let count = usize::from(operand.byte(0).unwrap_or_default()).min(MOST_CELLS);
    let edge = |index: usize| operand.short(index.saturating_mul(2).saturating_add(1)).map(u16::cast_signed);
    let edges = (0..=count).map_while(edge).collect();
    let cells = count.saturating_add(1).saturating_mul(2).saturating_add(1);
    let merge = |index: usize| {
        // A row may leave out what is said of its last cells.
        let flags = operand.short(cells.saturating_add(index.saturating_mul(20))).unwrap_or_default();
        CellMerge { left: flags & 3 == 2, above: flags >> 5 & 3 == 1, begins: flags >> 5 & 3 == 3 }
    };
    RowShape { edges, merges: (0..count).map(merge).collect() }
}

/// What characters look like, as far as they are not shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct CharacterLook {
    /// Deleted, with changes tracked.
    pub(super) deleted: bool,
    pub(super) hidden: bool,
    /// Raised, as the marks of notes are.
    pub(super) raised: bool,
}

/// The properties of all characters.
#[derive(Debug, Clone)]
pub(super) struct Characters(Runs<CharacterLook>);

impl Characters {
    /// Reads the properties of all characters.
    pub(super) fn read(main: &[u8], table: &[u8]) -> Self {
        let mut runs = Vec::new();
        for page in pages(main, table, CHARACTER_PAGES) {
            let count = usize::from(page.byte(PAGE - 1).unwrap_or_default());
            let entries = count.saturating_add(1).saturating_mul(4);
            for index in 0..count {
                let bound = |index: usize| page.long(index.saturating_mul(4));
                let (Some(start), Some(end)) = (bound(index), bound(index.saturating_add(1))) else { break };
                let offset = usize::from(page.byte(entries.saturating_add(index)).unwrap_or_default());
                let at = offset.saturating_mul(2);
                let length = usize::from(page.byte(at).unwrap_or_default());
                let from = at.saturating_add(1);
                let list = page.get(from..from.saturating_add(length).min(page.len())).filter(|_| offset > 0);
                let look = character_look(list.unwrap_or_default());
                if look != CharacterLook::default() {
                    runs.push((start, end, look));
                }
            }
        }
        runs.sort_by_key(|(start, ..)| *start);
        Self(Runs(runs))
    }

    /// What the character here looks like.
    pub(super) fn at(&self, position: u32) -> CharacterLook {
        self.0.at(position).copied().unwrap_or_default()
    }
}

fn character_look(list: &[u8]) -> CharacterLook {
    let mut look = CharacterLook::default();
    for (number, operand) in changes(list) {
        let value = operand.first().copied().unwrap_or_default();
        match number {
            0x0800 => look.deleted = value == 1,
            0x083c => look.hidden = value == 1,
            0x2a48 => look.raised = value == 1,
            _ => {}
        }
    }
    look
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_read_one_after_another() {
        let list = [0x16, 0x24, 1, 0x49, 0x66, 2, 0, 0, 0, 0x0b, 0x46, 3, 0, 0x15, 0xc6, 2, 9, 9, 0x17, 0x24, 1];
        let mut look = Look::default();
        apply(&list, &[], &mut look, true);
        let expected = Look { depth: 2, ends_row: true, numbered: true, ..Look::default() };
        assert_eq!(look, expected);
    }

    #[test]
    fn a_row_says_where_its_cells_are_and_how_they_are_merged() {
        let mut operand = vec![2, 0, 0, 100, 0, 44, 1];
        operand.extend([0x60, 0].iter().chain([0; 18].iter()));
        operand.extend([0x20, 0]);
        let shape = row_shape(&operand);
        assert_eq!(shape.edges, [0, 100, 300]);
        let begins = CellMerge { begins: true, ..CellMerge::default() };
        assert_eq!(shape.merges, [begins, CellMerge { above: true, ..CellMerge::default() }]);
    }

    #[test]
    fn lists_that_lead_to_themselves_end() {
        let mut data = vec![6, 0, 0x46, 0x66, 0, 0, 0, 0];
        data.extend([0; 4]);
        let mut look = Look::default();
        apply(&[0x46, 0x66, 0, 0, 0, 0], &data, &mut look, true);
        assert_eq!(look, Look::default());
    }
}
