//! Sets blocks into pages: breaks lines, lays out tables with spanning cells, breaks both over pages, and
//! tells on which page each mark came to stand. Gives drawing operations, not PDF.

use crate::flow::{Align, Block, Cell, Grid, PageSetup, Row, Rules, Text};
use crate::truth::Places;
use std::collections::BTreeSet;
use std::ops::Range;

/// Advance widths of the face that a document is set in.
pub(crate) trait Metrics {
    /// In em.
    fn advance(&self, character: char) -> f32;
}

/// One drawing operation, in points from the top left of the page, y downwards.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Op {
    /// `x`, `y` are the start of the baseline.
    Text {
        x: f32,
        y: f32,
        size: f32,
        text: String,
    },
    Rule {
        x0: f32,
        y0: f32,
        x1: f32,
        y1: f32,
        filled: bool,
    },
}

/// A page that is set.
#[derive(Clone, Debug)]
pub(crate) struct SetPage {
    pub(crate) setup: PageSetup,
    pub(crate) ops: Vec<Op>,
}

const MARGIN: f32 = 48.0;
const LEADING: f32 = 1.3;
/// Left and right of the text in a cell.
const SIDE: f32 = 2.5;

/// What no line ends with, and what no line begins with.
const OPENING: &str = "（“《";
const CLOSING: &str = "，。、；：）”》】%";

/// Sets the blocks; the pages of all marks go to `places`.
pub(crate) fn typeset(blocks: &[Block], metrics: &dyn Metrics, places: &mut Places) -> Vec<SetPage> {
    let mut setter = Typesetter { metrics, places, pages: Vec::new(), setup: PageSetup::PORTRAIT, y: 0.0 };
    for block in blocks {
        match block {
            Block::Page(setup) => setter.new_page(*setup),
            Block::Need(points) if setter.y + points > setter.bottom() => setter.next_page(),
            Block::Need(_) => {}
            Block::Gap(points) => setter.y += points,
            Block::Text(text) => setter.text(text),
            Block::Table(grid) => setter.table(grid),
        }
    }
    setter.pages
}

struct Typesetter<'a> {
    metrics: &'a dyn Metrics,
    places: &'a mut Places,
    pages: Vec<SetPage>,
    setup: PageSetup,
    y: f32,
}

/// A row, or the lines of a row, on one page.
struct Part {
    row: usize,
    top: f32,
    bottom: f32,
    lines: Range<usize>,
}

impl Typesetter<'_> {
    fn new_page(&mut self, setup: PageSetup) {
        self.setup = setup;
        self.pages.push(SetPage { setup, ops: Vec::new() });
        self.y = MARGIN;
    }

    fn next_page(&mut self) {
        self.new_page(self.setup);
    }

    fn bottom(&self) -> f32 {
        self.setup.height - MARGIN
    }

    fn width(&self) -> f32 {
        self.setup.width - 2.0 * MARGIN
    }

    fn draw(&mut self, op: Op) {
        if let Some(page) = self.pages.last_mut() {
            page.ops.push(op);
        }
    }

    fn page_number(&self) -> u32 {
        u32::try_from(self.pages.len()).unwrap_or(u32::MAX)
    }

    /// One line of text within `left..right` on the baseline `y`.
    fn line(&mut self, text: &str, size: f32, align: Align, (left, right): (f32, f32), y: f32) {
        let free = right - left - self.measure(text, size);
        let x = match align {
            Align::Left => left,
            Align::Center => left + free / 2.0,
            Align::Right => left + free,
        };
        if !text.is_empty() {
            self.draw(Op::Text { x, y, size, text: text.to_owned() });
        }
    }

    fn measure(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|character| self.metrics.advance(character)).sum::<f32>() * size
    }

    fn text(&mut self, text: &Text) {
        for (number, line) in self.wrap(&text.text, text.size, self.width(), text.indent).into_iter().enumerate() {
            if self.y + text.size * LEADING > self.bottom() {
                self.next_page();
            }
            for (_, mark) in text.stated.iter().filter(|(offset, _)| line.contains(offset) || line.start == *offset) {
                self.places.place(*mark, u32::try_from(self.pages.len()).unwrap_or(u32::MAX));
            }
            let indent = if number == 0 { text.indent } else { 0.0 };
            let sides = (MARGIN + indent, self.setup.width - MARGIN);
            self.line(&text.text[line], text.size, text.align, sides, self.y + text.size);
            self.y += text.size * LEADING;
        }
    }

    /// Byte ranges of the lines: broken between any two ideographs, inside figures and words only where
    /// one is longer than the line.
    fn wrap(&self, text: &str, size: f32, width: f32, indent: f32) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        let (mut start, mut used, mut chance) = (0, indent, 0);
        for (at, character) in text.char_indices() {
            if character == '\n' {
                lines.push(start..at);
                (start, used, chance) = (at + 1, 0.0, at + 1);
                continue;
            }
            let advance = self.metrics.advance(character) * size;
            if breaks_before(text, at) {
                chance = at;
            }
            if used + advance > width && !CLOSING.contains(character) && at > start {
                let end = if chance > start { chance } else { at };
                lines.push(start..end);
                used = self.measure(&text[end..at], size);
                (start, chance) = (end, end);
            }
            used += advance;
        }
        lines.push(start..text.len());
        lines
    }

    fn table(&mut self, grid: &Grid) {
        let total: f32 = grid.widths.iter().sum();
        let mut edges = vec![MARGIN];
        for width in &grid.widths {
            edges.push(edges.last().copied().unwrap_or(MARGIN) + width / total * self.width());
        }
        let header = self.heights(grid, &grid.header, &edges);
        let body = self.heights(grid, &grid.body, &edges);
        self.header(grid, &header, &edges);
        let mut parts = Vec::new();
        for (row, &height) in body.iter().enumerate() {
            let mut height = height;
            let mut lines = 0..usize::MAX;
            if grid.body[row].new_page && !parts.is_empty() {
                self.finish(grid, &mut parts, &edges, false);
                self.continue_table(grid, &header, &edges);
            }
            if self.y + height > self.bottom() {
                if let Some(fitting) = self.lines_that_fit(grid, &grid.body[row], &edges, height) {
                    let taken = fitting as f32 * grid.look.size * LEADING + grid.look.padding;
                    parts.push(Part { row, top: self.y, bottom: self.y + taken, lines: 0..fitting });
                    lines = fitting..usize::MAX;
                    height -= taken;
                }
                self.finish(grid, &mut parts, &edges, false);
                self.continue_table(grid, &header, &edges);
            }
            parts.push(Part { row, top: self.y, bottom: self.y + height, lines });
            self.y += height;
        }
        self.finish(grid, &mut parts, &edges, true);
    }

    fn continue_table(&mut self, grid: &Grid, header: &[f32], edges: &[f32]) {
        self.next_page();
        if let Some(title) = &grid.running_title {
            self.text(&Text::new(title.clone(), 14.0, Align::Center));
            self.y += 6.0;
        }
        if grid.look.repeat_header {
            self.header(grid, header, edges);
        }
    }

    fn header(&mut self, grid: &Grid, heights: &[f32], edges: &[f32]) {
        let top = self.y;
        let mut parts = Vec::new();
        for (row, height) in heights.iter().enumerate() {
            parts.push(Part { row, top: self.y, bottom: self.y + height, lines: 0..usize::MAX });
            self.y += height;
        }
        self.cells(grid, &grid.header, &parts, edges);
        if grid.look.rules == Rules::Three {
            self.across(top, edges);
            self.across(self.y, edges);
        }
    }

    /// How many lines of a row fit on the page, where the row may be broken and some do.
    fn lines_that_fit(&self, grid: &Grid, row: &Row, edges: &[f32], height: f32) -> Option<usize> {
        let line = grid.look.size * LEADING;
        let all = ((height - 2.0 * grid.look.padding) / line).round();
        let fitting = ((self.bottom() - self.y - grid.look.padding) / line).floor();
        let spanning = row.cells.iter().any(|cell| cell.rows > 1) || edges.is_empty();
        (grid.look.split_rows && !spanning && fitting >= 1.0 && fitting < all).then_some(fitting as usize)
    }

    /// Heights of rows: the tallest cell of one row; what a spanning cell lacks goes to its last row.
    fn heights(&self, grid: &Grid, rows: &[Row], edges: &[f32]) -> Vec<f32> {
        let need = |cell: &Cell| {
            let lines = self.cell_lines(grid, cell, edges).len() as f32;
            lines * grid.look.size * LEADING + 2.0 * grid.look.padding
        };
        let single = need(&Cell::new(0, "", Align::Left));
        let mut heights: Vec<f32> = rows
            .iter()
            .map(|row| row.cells.iter().filter(|cell| cell.rows == 1).map(need).fold(single, f32::max))
            .collect();
        for (index, row) in rows.iter().enumerate() {
            for cell in row.cells.iter().filter(|cell| cell.rows > 1) {
                let last = (index + cell.rows).min(heights.len());
                let given: f32 = heights[index..last].iter().sum();
                heights[last - 1] += (need(cell) - given).max(0.0);
            }
        }
        heights
    }

    fn cell_lines(&self, grid: &Grid, cell: &Cell, edges: &[f32]) -> Vec<Range<usize>> {
        let width = edges[cell.column + cell.columns] - edges[cell.column] - 2.0 * SIDE;
        self.wrap(&cell.text, grid.look.size, width, 0.0)
    }

    /// Draws the rows collected for this page.
    fn finish(&mut self, grid: &Grid, parts: &mut Vec<Part>, edges: &[f32], last: bool) {
        self.cells(grid, &grid.body, parts, edges);
        if last && grid.look.rules == Rules::Three {
            self.across(self.y, edges);
        }
        parts.clear();
    }

    /// A rule over the whole width of a table.
    fn across(&mut self, y: f32, edges: &[f32]) {
        self.draw(Op::Rule { x0: edges[0], y0: y, x1: edges[edges.len() - 1], y1: y, filled: false });
    }

    fn cells(&mut self, grid: &Grid, rows: &[Row], parts: &[Part], edges: &[f32]) {
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return };
        let mut frames = BTreeSet::new();
        for (index, row) in rows.iter().enumerate().take(last.row + 1) {
            for cell in &row.cells {
                // A cell that began on the page before goes on here as an empty frame.
                let begun = index < first.row && index + cell.rows > first.row;
                let Some(part) = parts.iter().find(|part| part.row == index).or(begun.then_some(first)) else {
                    continue;
                };
                let bottom =
                    parts.iter().rev().find(|part| part.row < index + cell.rows).map_or(part.bottom, |p| p.bottom);
                let (left, right) = (edges[cell.column], edges[cell.column + cell.columns]);
                frames.extend(frame(left, part.top, right, bottom));
                if !begun {
                    self.cell_text(grid, cell, part, bottom, edges);
                }
            }
        }
        let filled = match grid.look.rules {
            Rules::Full => false,
            Rules::Filled => true,
            Rules::Three | Rules::None => return,
        };
        for [x0, y0, x1, y1] in frames.into_iter().map(|edge| edge.map(|tenth| tenth as f32 / 10.0)) {
            self.draw(Op::Rule { x0, y0, x1, y1, filled });
        }
    }

    /// The lines of a cell that belong to `part`, centred in its height.
    fn cell_text(&mut self, grid: &Grid, cell: &Cell, part: &Part, bottom: f32, edges: &[f32]) {
        let lines = self.cell_lines(grid, cell, edges);
        assert!(cell.align != Align::Right || lines.len() == 1, "{} is wider than its column", cell.text);
        let lines = &lines[part.lines.start.min(lines.len())..part.lines.end.min(lines.len())];
        if part.lines.start == 0 {
            let page = self.page_number();
            cell.marks.iter().for_each(|mark| self.places.place(*mark, page));
        }
        let size = grid.look.size;
        let free = bottom - part.top - lines.len() as f32 * size * LEADING;
        let sides = (edges[cell.column] + SIDE, edges[cell.column + cell.columns] - SIDE);
        let mut y = part.top + free / 2.0 + size * 1.02;
        for line in lines {
            self.line(&cell.text[line.clone()], size, cell.align, sides, y);
            y += size * LEADING;
        }
    }
}

/// The four edges of a box in tenths of a point, so that shared edges are drawn once.
fn frame(left: f32, top: f32, right: f32, bottom: f32) -> [[i32; 4]; 4] {
    let [left, top, right, bottom] = [left, top, right, bottom].map(|at| (at * 10.0).round() as i32);
    [[left, top, right, top], [left, bottom, right, bottom], [left, top, left, bottom], [right, top, right, bottom]]
}

/// Whether a line may begin with the character at byte `at`.
fn breaks_before(text: &str, at: usize) -> bool {
    let word = |character: char| character.is_ascii_alphanumeric() || ".,%-+/≥≤".contains(character);
    let (Some(before), Some(after)) = (text[..at].chars().next_back(), text[at..].chars().next()) else { return true };
    let inside_a_figure = word(before) && word(after);
    let bound = OPENING.contains(before) || CLOSING.contains(after);
    !inside_a_figure && !bound
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::Look;

    struct Square;
    impl Metrics for Square {
        fn advance(&self, character: char) -> f32 {
            if character.is_ascii() { 0.5 } else { 1.0 }
        }
    }

    fn grid(rows: Vec<&str>, split_rows: bool) -> Grid {
        let body = rows.into_iter().map(|text| Row::of(vec![Cell::new(0, text, Align::Left)])).collect();
        let look = Look { rules: Rules::Full, size: 10.0, padding: 2.0, repeat_header: false, split_rows };
        Grid { widths: vec![1.0], header: vec![], body, look, running_title: None }
    }

    fn texts(page: &SetPage) -> Vec<&str> {
        page.ops.iter().filter_map(|op| if let Op::Text { text, .. } = op { Some(&text[..]) } else { None }).collect()
    }

    #[test]
    fn figures_stay_whole_at_the_end_of_a_line() {
        let mut places = Places::default();
        let text = Text::new(format!("{}1,234.56万元", "占".repeat(48)), 10.0, Align::Left);
        let pages = typeset(&[Block::Page(PageSetup::PORTRAIT), Block::Text(text)], &Square, &mut places);
        assert_eq!(texts(&pages[0]), ["占".repeat(48).as_str(), "1,234.56万元"]);
    }

    #[test]
    fn a_row_that_may_break_leaves_lines_on_both_pages() {
        let long = "长".repeat(49 * 3);
        let gap = PageSetup::PORTRAIT.height - 2.0 * MARGIN - 20.0;
        let blocks =
            |split| [Block::Page(PageSetup::PORTRAIT), Block::Gap(gap), Block::Table(grid(vec![&long], split))];
        let pages = typeset(&blocks(true), &Square, &mut Places::default());
        assert_eq!((texts(&pages[0]).len(), texts(&pages[1]).len()), (1, 2));
        let pages = typeset(&blocks(false), &Square, &mut Places::default());
        assert_eq!((texts(&pages[0]).len(), texts(&pages[1]).len()), (0, 3));
    }

    #[test]
    fn marks_get_the_page_of_their_row() {
        let mut places = Places::default();
        let mark = places.mark();
        let mut grid = grid(vec!["甲", "乙"], false);
        grid.body[1].new_page = true;
        grid.body[1].cells[0].marks.push(mark);
        typeset(&[Block::Page(PageSetup::PORTRAIT), Block::Table(grid)], &Square, &mut places);
        places.place(mark, 9);
        assert_eq!(format!("{places:?}"), "Places([Some(2)])");
    }
}
