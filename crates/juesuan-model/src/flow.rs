//! The document as one flow: page layouts → lines and grids in reading order, running heads and page numbers left out.

use std::collections::BTreeMap;

use juesuan_document::layout::{Block, Grid, Layout, Surface, TextLine};

use crate::forms;
use crate::key::key;
use crate::place::Place;
use crate::tables::titles;
use crate::value::Text;

/// A text must stand in the margin of this many pages to be a running head.
const REPEATED: usize = 3;

/// A line or a grid, with the page that it stands on.
#[derive(Debug, Clone, Copy)]
pub struct Item<'a> {
    /// The page.
    pub layout: &'a Layout,
    /// The line or grid.
    pub block: &'a Block,
}

impl<'a> Item<'a> {
    /// Page number, from 1.
    #[must_use]
    pub fn page(&self) -> u32 {
        self.layout.page
    }

    /// The text line, where it is one.
    #[must_use]
    pub fn line(&self) -> Option<&'a TextLine> {
        match self.block {
            Block::Line(line) => Some(line),
            _ => None,
        }
    }

    /// The grid, where it is one.
    #[must_use]
    pub fn grid(&self) -> Option<&'a Grid> {
        match self.block {
            Block::Grid(grid) => Some(grid),
            _ => None,
        }
    }

    /// Whether it is a line where running heads and page numbers stand.
    #[must_use]
    pub fn in_margin(&self) -> bool {
        self.line().is_some_and(|line| self.layout.in_margin(line))
    }

    /// Where it stands.
    #[must_use]
    pub fn place(&self) -> Place {
        match self.block {
            Block::Line(line) => Place::of_line(self.layout, line),
            Block::Grid(grid) => Place::of_grid(self.layout, grid),
            _ => Place::of_page(self.layout),
        }
    }

    /// The line's text with its place; empty for a grid.
    #[must_use]
    pub fn text(&self) -> Text {
        self.line().map(|line| Text::new(line.text.trim(), self.place())).unwrap_or_default()
    }

    /// The line's matching key; empty for a grid.
    #[must_use]
    pub fn key(&self) -> String {
        self.line().map(|line| key(&line.text)).unwrap_or_default()
    }
}

/// The lines and grids of a document, in reading order.
#[must_use]
pub fn flow(layouts: &[Layout]) -> Vec<Item<'_>> {
    let heads = running_heads(layouts);
    let is_head = |line: &TextLine| is_page_number(&line.text) || is_running_head(&line.text, &heads, layouts.len());
    layouts
        .iter()
        .flat_map(|layout| layout.blocks.iter().map(move |block| Item { layout, block }))
        .filter(|item| {
            // Sheets and flowing texts have no margins.
            item.layout.surface != Surface::Page
                || item.line().is_none_or(|line| {
                    let head = item.in_margin() && is_head(line);
                    !(head || item.layout.ends_centred(line) && is_page_number(&line.text))
                })
        })
        .collect()
}

/// A text that repeats in the margins. What continuation pages repeat of their table (its title, its form number) is
/// none, unless it stands on most pages.
fn is_running_head(text: &str, heads: &BTreeMap<String, usize>, pages: usize) -> bool {
    let count = heads.get(&key(text)).copied().unwrap_or_default();
    if count < REPEATED || forms::is_title(text) || is_subtitle(text) {
        return false;
    }
    let title = titles::read(text);
    let of_a_table = title.is_some() || titles::is_form_number(text);
    !of_a_table || count * 2 > pages && title.is_none_or(|title| title.id.is_none())
}

/// `（2019年度）`, `2019年度` under a title, which every form of a document repeats.
fn is_subtitle(text: &str) -> bool {
    let key = key(text);
    let bare = key.strip_suffix("年度").is_some_and(|year| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()));
    bare || key.starts_with('(') && key.ends_with(')') && key.contains('年')
}

/// How often each text stands in a page margin. Table heads that repeat there (unit, department) do not count.
fn running_heads(layouts: &[Layout]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for layout in layouts.iter().filter(|layout| layout.surface == Surface::Page) {
        for block in &layout.blocks {
            if let Block::Line(line) = block
                && layout.in_margin(line)
            {
                let key = key(&line.text);
                if !key.contains(':') && !key.starts_with('续') {
                    *counts.entry(key).or_default() += 1;
                }
            }
        }
    }
    counts
}

/// `12`, `- 12 -`, `第 12 页`, `第12页 共30页`, `12/30`.
pub(crate) fn is_page_number(text: &str) -> bool {
    let key = key(text);
    let digits = key.chars().filter(char::is_ascii_digit).count();
    (1..=8).contains(&digits)
        && key
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '-' | '/' | '第' | '页' | '共' | ',' | '·' | '~' | '|'))
        && !key.contains("--")
}

#[cfg(test)]
mod tests {
    use juesuan_document::Rect;

    use super::*;

    fn page(number: u32, lines: &[(&str, f32)]) -> Layout {
        let mut layout = Layout::new(number, 595.0, 842.0);
        for (text, y) in lines {
            let bbox = Rect { x0: 90.0, y0: *y, x1: 300.0, y1: y + 10.0 };
            layout.blocks.push(Block::Line(TextLine::evenly(text, bbox)));
        }
        layout
    }

    #[test]
    fn running_heads_and_page_numbers_are_left_out() {
        let pages: Vec<Layout> = (1..=3)
            .map(|n| {
                page(n, &[("某局决算", 30.0), ("单位：万元", 60.0), ("正文", 400.0), (&format!("- {n} -"), 800.0)])
            })
            .collect();
        let texts: Vec<String> = flow(&pages).iter().map(|item| item.text().text).collect();
        assert_eq!(texts, ["单位：万元", "正文"].repeat(3));
    }

    #[test]
    fn what_continuation_pages_repeat_of_a_table_stays() {
        let mut pages: Vec<Layout> = (1..=3).map(|n| page(n, &[("收入决算表", 30.0), ("表2", 50.0)])).collect();
        pages.extend((4..=8).map(|n| page(n, &[("正文", 400.0)])));
        assert_eq!(flow(&pages).len(), 11);
    }

    #[test]
    fn a_page_number_may_stand_far_from_the_margin() {
        let mut short = page(1, &[("正文", 100.0)]);
        let bbox = Rect { x0: 293.0, y0: 140.0, x1: 302.0, y1: 149.0 };
        short.blocks.push(Block::Line(TextLine::evenly("23", bbox)));
        assert_eq!(flow(&[short]).len(), 1);
    }

    #[test]
    fn a_number_in_the_text_is_no_page_number() {
        let pages = [page(1, &[("12", 400.0)])];
        assert_eq!(flow(&pages).len(), 1);
    }
}
