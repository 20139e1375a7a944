//! The faults: a page of glyphs and ruling lines → the same page with one thing wrong.

use juesuan_extract::layout::{Block, Grid};
use juesuan_extract::page::GlyphText;
use juesuan_extract::{Glyph, Layout, Page, Point, Rect};
use juesuan_model::{Place, Report};

/// A small generator of repeatable numbers below a bound.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        if all.is_empty() { None } else { all.get(self.below(all.len())) }
    }
}

/// What is done to a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// One digit of a number or a code becomes another.
    Digit,
    /// The glyphs of a cell are gone.
    Delete,
    /// The glyphs of a number stand one column to the left or the right.
    Shift,
    /// A ruling line is gone.
    Rule,
    /// Two glyphs of two cells have each other's Unicode.
    Swap,
}

impl Fault {
    pub const ALL: [Self; 5] = [Self::Digit, Self::Delete, Self::Shift, Self::Rule, Self::Swap];

    pub fn name(self) -> &'static str {
        match self {
            Self::Digit => "one digit changed",
            Self::Delete => "a cell's glyphs deleted",
            Self::Shift => "a cell shifted by a column",
            Self::Rule => "a ruling line dropped",
            Self::Swap => "two glyphs' Unicode swapped",
        }
    }

    /// Does it to one of the pages, at a cell of the nine tables; nothing where it does not apply there.
    pub fn inject(self, pages: &[Page], layouts: &[Layout], report: &Report, dice: &mut Dice) -> Option<Page> {
        let fact = dice.of(&report.facts)?;
        // One cell in five holds a code or a label.
        let subject = [&fact.code, &fact.label].into_iter().flatten().next().filter(|_| dice.below(5) == 0);
        let at = subject.map_or(fact.amount.at, |text| text.at);
        let (page, layout) = pages.iter().zip(layouts).find(|(page, _)| page.number == at.page)?;
        let mut page = page.clone();
        let done = match self {
            Self::Digit => change_a_digit(&mut page, at, dice),
            Self::Delete => {
                let before = page.glyphs.len();
                page.glyphs.retain(|glyph| !at.bbox.contains(glyph.bbox.center()));
                page.glyphs.len() < before
            }
            Self::Shift => shift(&mut page, layout, fact.amount.at, dice),
            Self::Rule => drop_a_rule(&mut page, layout, fact.amount.at, dice),
            Self::Swap => {
                let on_page: Vec<Place> =
                    report.facts.iter().map(|fact| fact.amount.at).filter(|other| other.page == at.page).collect();
                let other = *dice.of(&on_page)?;
                swap(&mut page, at, other, dice)
            }
        };
        done.then_some(page)
    }
}

/// The glyphs inside a box.
fn inside(page: &Page, at: Place) -> Vec<usize> {
    let glyphs = page.glyphs.iter().enumerate();
    glyphs.filter(|(_, glyph)| at.bbox.contains(glyph.bbox.center())).map(|(index, _)| index).collect()
}

fn character(glyph: &Glyph) -> Option<char> {
    match glyph.text {
        GlyphText::Char(c) if !c.is_whitespace() => Some(c),
        _ => None,
    }
}

/// The digit zero of a digit's own width.
fn zero(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some('0'),
        '０'..='９' => Some('０'),
        _ => None,
    }
}

fn change_a_digit(page: &mut Page, at: Place, dice: &mut Dice) -> bool {
    let mut digits = inside(page, at);
    digits.retain(|index| character(&page.glyphs[*index]).and_then(zero).is_some());
    let Some(index) = dice.of(&digits) else { return false };
    let glyph = &mut page.glyphs[*index];
    let c = character(glyph).unwrap();
    let zero = u32::from(zero(c).unwrap());
    let other = (u32::from(c) - zero + 1 + u32::try_from(dice.below(9)).unwrap()) % 10;
    glyph.text = GlyphText::Char(char::from_u32(zero + other).unwrap());
    true
}

fn swap(page: &mut Page, at: Place, other: Place, dice: &mut Dice) -> bool {
    let (here, there) = (inside(page, at), inside(page, other));
    let (Some(a), Some(b)) = (dice.of(&here), dice.of(&there)) else { return false };
    let texts = [*a, *b].map(|index| page.glyphs[index].text.clone());
    if texts[0] == texts[1] {
        return false;
    }
    let [first, second] = texts;
    page.glyphs[*a].text = second;
    page.glyphs[*b].text = first;
    true
}

/// The grid around a place, and the place's grid column.
fn grid_at(layout: &Layout, at: Place) -> Option<(&Grid, usize, usize)> {
    let middle = at.bbox.center();
    layout.blocks.iter().find_map(|block| {
        let Block::Grid(grid) = block else { return None };
        let cell = grid.cells.iter().find(|cell| layout.on_page(cell.area).contains(middle))?;
        Some((grid, cell.row, cell.column))
    })
}

fn shift(page: &mut Page, layout: &Layout, at: Place, dice: &mut Dice) -> bool {
    let Some((grid, row, column)) = grid_at(layout, at) else { return false };
    let to = if dice.below(2) == 0 { column.checked_sub(1) } else { Some(column + 1) };
    let Some(to) = to.filter(|to| *to < grid.columns()) else { return false };
    let middle = |column: usize| {
        let (x0, x1) = (grid.column_edges[column], grid.column_edges[column + 1]);
        layout.on_page(Rect { x0, x1, y0: grid.row_edges[row], y1: grid.row_edges[row + 1] }).center()
    };
    let (from, to) = (middle(column), middle(to));
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    for index in inside(page, at) {
        let glyph = &mut page.glyphs[index];
        glyph.origin = Point { x: glyph.origin.x + dx, y: glyph.origin.y + dy };
        let Rect { x0, y0, x1, y1 } = glyph.bbox;
        glyph.bbox = Rect { x0: x0 + dx, y0: y0 + dy, x1: x1 + dx, y1: y1 + dy };
    }
    true
}

fn drop_a_rule(page: &mut Page, layout: &Layout, at: Place, dice: &mut Dice) -> bool {
    let Some((grid, ..)) = grid_at(layout, at) else { return false };
    let table = layout.on_page(grid.bbox);
    let across = |rule: &juesuan_extract::Rule| match rule.orientation {
        juesuan_extract::page::Orientation::Horizontal => (table.y0 - 1.0..=table.y1 + 1.0).contains(&rule.position),
        juesuan_extract::page::Orientation::Vertical => (table.x0 - 1.0..=table.x1 + 1.0).contains(&rule.position),
    };
    let rules: Vec<usize> =
        page.rules.iter().enumerate().filter(|(_, rule)| across(rule)).map(|(index, _)| index).collect();
    let Some(index) = dice.of(&rules) else { return false };
    page.rules.remove(*index);
    true
}
