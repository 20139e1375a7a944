//! What of a page's glyphs can be seen.
//!
//! In: the glyphs of a page in the order in which they were painted, what was painted over them, and the glyphs that
//! were never shown. Out: the glyphs that can be seen, and what was left out, with the reason.
//!
//! - What an opaque fill or picture covers is left out; a picture over most of the page is a scan, and the text under it
//!   is invisible text.
//! - A number of which a clip hides some figures is not a shorter number: its last visible figure is marked.

use crate::geometry::Rect;
use crate::page::{Glyph, GlyphText, Page};
use juesuan_document::{InkKind, UnreadInk};

/// Share of the middle of a glyph that may be covered before its text is in doubt.
const DOUBTFUL_SHARE: f32 = 0.3;
/// A cover reaches over the middle of a glyph to within this many font sizes.
const SLACK: f32 = 0.05;
/// Part of the page that a picture must cover to be a scan with text beneath.
const SCAN_SHARE: f32 = 0.5;
/// Glyphs compared with covers on one page: more than any document needs.
const MAX_COMPARISONS: usize = 4_000_000;
/// Figures of one number are at most this many font sizes apart.
const BESIDE: f32 = 0.3;
/// What hidden glyphs say is told apart by runs; more runs than this on a page are one.
const MAX_RUNS: usize = 64;
/// What stands behind the last visible figure of a number that a clip cuts off.
const CUT: char = '…';

/// Something opaque that was painted over what was painted before it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cover {
    pub(crate) area: Rect,
    /// How many glyphs had been painted.
    pub(crate) after: usize,
    pub(crate) picture: bool,
}

/// A glyph that is not shown.
#[derive(Debug, Clone)]
pub(crate) struct Hidden {
    pub(crate) kind: InkKind,
    pub(crate) text: GlyphText,
    pub(crate) bbox: Rect,
    pub(crate) size: f32,
}

impl Hidden {
    pub(crate) fn new(kind: InkKind, glyph: &Glyph) -> Self {
        Self { kind, text: glyph.text.clone(), bbox: glyph.bbox, size: glyph.size }
    }
}

/// What the glyphs of a page look like in the end.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// Boxes of glyphs that are covered in part: what they say is in doubt.
    pub(crate) doubtful: Vec<Rect>,
    /// The comparisons were too many; some covered text may be given.
    pub(crate) unfinished: bool,
}

/// How much of a glyph can be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sight {
    Free,
    InPart,
    UnderScan,
    Covered,
}

/// Takes covered glyphs off a page, marks numbers that a clip cuts off, and says what was left out.
pub(crate) fn settle(page: &mut Page, covers: &[Cover], mut hidden: Vec<Hidden>) -> Seen {
    let mut seen = Seen::default();
    let over: Vec<&Cover> = covers.iter().filter(|cover| cover.after > 0).collect();
    let clipped = hidden.iter().any(|glyph| glyph.kind == InkKind::Clipped);
    if over.is_empty() && hidden.is_empty() {
        return seen;
    }
    if !over.is_empty() || clipped {
        let heights = Heights::new(&page.glyphs);
        mark_cut(page, &mut hidden, &heights);
        let sights = sights(page, &over, &heights, &mut seen);
        let mut all = sights.into_iter();
        page.glyphs.retain_mut(|glyph| match all.next() {
            Some(Sight::Covered) => {
                if glyph.visible && !glyph.faint {
                    hidden.push(Hidden::new(InkKind::Covered, glyph));
                }
                false
            }
            Some(Sight::UnderScan) => {
                glyph.visible = false;
                true
            }
            Some(Sight::InPart) => {
                seen.doubtful.push(glyph.bbox);
                true
            }
            _ => true,
        });
    }
    page.left_out.extend(runs(&hidden));
    seen
}

/// Glyphs by the height of their middle.
struct Heights(Vec<(f32, u32)>);

impl Heights {
    fn new(glyphs: &[Glyph]) -> Self {
        let mut heights: Vec<(f32, u32)> =
            glyphs.iter().zip(0..).map(|(glyph, at)| (glyph.bbox.center().y, at)).collect();
        heights.sort_by(|a, b| a.0.total_cmp(&b.0));
        Self(heights)
    }

    /// The glyphs whose middle lies between two heights.
    fn between(&self, from: f32, to: f32) -> impl Iterator<Item = usize> {
        let first = self.0.partition_point(|(height, _)| *height < from);
        let count = self.0.partition_point(|(height, _)| *height <= to).saturating_sub(first);
        self.0.iter().skip(first).take(count).map(|(_, at)| *at as usize)
    }
}

/// The middle half of a glyph's box both ways, where its strokes are.
pub(crate) fn core(glyph: &Rect) -> Rect {
    let (inset_x, inset_y) = (glyph.width() / 4.0, glyph.height() / 4.0);
    Rect { x0: glyph.x0 + inset_x, y0: glyph.y0 + inset_y, x1: glyph.x1 - inset_x, y1: glyph.y1 - inset_y }
}

fn sights(page: &Page, covers: &[&Cover], heights: &Heights, seen: &mut Seen) -> Vec<Sight> {
    let mut sights = vec![Sight::Free; page.glyphs.len()];
    let mut left = MAX_COMPARISONS;
    for cover in covers {
        let scan = cover.picture && {
            let area = cover.area.width() * cover.area.height();
            area > SCAN_SHARE * page.width * page.height
        };
        for at in heights.between(cover.area.y0, cover.area.y1) {
            let Some(rest) = left.checked_sub(1) else {
                seen.unfinished = true;
                return sights;
            };
            left = rest;
            let (Some(glyph), Some(sight)) = (page.glyphs.get(at), sights.get_mut(at)) else { continue };
            if at >= cover.after || *sight == Sight::Covered || is_space(glyph) {
                continue;
            }
            let slack = SLACK * glyph.size;
            match share(&core(&glyph.bbox), &cover.area, slack) {
                _ if scan && cover.area.contains(glyph.bbox.center()) => *sight = Sight::UnderScan,
                share if share >= 1.0 => *sight = Sight::Covered,
                share if share > DOUBTFUL_SHARE && *sight == Sight::Free => *sight = Sight::InPart,
                _ => {}
            }
        }
    }
    sights
}

fn is_space(glyph: &Glyph) -> bool {
    matches!(glyph.text, GlyphText::Char(char) if char.is_whitespace())
}

/// Which part of a box an area covers, with some slack around the area.
fn share(inner: &Rect, area: &Rect, slack: f32) -> f32 {
    let along = |from: f32, to: f32, start: f32, end: f32| {
        let (start, end) = (start - slack, end + slack);
        if to <= from {
            f32::from(u8::from(start <= from && to <= end))
        } else {
            ((to.min(end) - from.max(start)) / (to - from)).max(0.0)
        }
    };
    along(inner.x0, inner.x1, area.x0, area.x1) * along(inner.y0, inner.y1, area.y0, area.y1)
}

/// Drops clipped glyphs that are painted again where they show, and marks the figures that stand beside a clipped one.
fn mark_cut(page: &mut Page, hidden: &mut Vec<Hidden>, heights: &Heights) {
    let mut cut: Vec<usize> = Vec::new();
    let mut left = MAX_COMPARISONS;
    hidden.retain(|hidden| {
        if hidden.kind != InkKind::Clipped {
            return true;
        }
        let middle = hidden.bbox.center();
        let reach = 0.2 * hidden.size;
        let mut neighbour = None;
        for at in heights.between(middle.y - reach, middle.y + reach) {
            let Some(rest) = left.checked_sub(1) else { return true };
            left = rest;
            let Some(glyph) = page.glyphs.get(at) else { continue };
            if glyph.bbox.contains(middle) && glyph.text == hidden.text {
                return false;
            }
            let gap = (glyph.bbox.x0 - hidden.bbox.x1).max(hidden.bbox.x0 - glyph.bbox.x1);
            if gap.abs() < BESIDE * hidden.size && is_figure(&glyph.text) && is_figure(&hidden.text) {
                neighbour = Some(at);
            }
        }
        cut.extend(neighbour);
        true
    });
    for at in cut {
        if let Some(glyph) = page.glyphs.get_mut(at)
            && let GlyphText::Char(figure) = glyph.text
        {
            glyph.text = GlyphText::Str([figure, CUT].iter().collect::<String>().into());
        }
    }
}

/// Whether a glyph is part of a number.
pub(crate) fn is_figure(text: &GlyphText) -> bool {
    matches!(text, GlyphText::Char('0'..='9' | '０'..='９' | '.' | ',' | '．' | '，'))
}

/// Runs of hidden glyphs: of one kind, on one line, one beside the other.
fn runs(hidden: &[Hidden]) -> Vec<UnreadInk> {
    let mut runs: Vec<UnreadInk> = Vec::new();
    let mut last: Option<&Hidden> = None;
    for glyph in hidden {
        let joins = last.is_some_and(|last| {
            let gap = glyph.bbox.x0 - last.bbox.x1;
            last.kind == glyph.kind
                && (glyph.bbox.center().y - last.bbox.center().y).abs() < 0.5 * glyph.size
                && gap.abs() < glyph.size
        });
        let full = runs.len() >= MAX_RUNS;
        match runs.last_mut() {
            Some(run) if joins || full && run.kind == glyph.kind => {
                run.bbox = run.bbox.union(&glyph.bbox);
                push(&mut run.text, &glyph.text);
            }
            _ => {
                let mut run = UnreadInk::new(glyph.kind, glyph.bbox, "");
                push(&mut run.text, &glyph.text);
                runs.push(run);
            }
        }
        last = Some(glyph);
    }
    runs
}

fn push(text: &mut String, glyph: &GlyphText) {
    match glyph {
        GlyphText::Char(char) => text.push(*char),
        GlyphText::Str(str) => text.push_str(str),
        GlyphText::Undecodable => text.push(char::REPLACEMENT_CHARACTER),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Point;

    fn page(text: &str) -> Page {
        let mut page = Page::new(1, 600.0, 800.0);
        let at = |(index, char)| Glyph::upright(char, Point { x: 100.0 + 5.0 * index as f32, y: 100.0 }, 5.0, 10.0);
        page.glyphs = text.chars().enumerate().map(at).collect();
        page
    }

    fn text(page: &Page) -> String {
        let mut text = String::new();
        page.glyphs.iter().for_each(|glyph| push(&mut text, &glyph.text));
        text
    }

    fn cover(x0: f32, x1: f32, after: usize) -> Cover {
        Cover { area: Rect { x0, y0: 90.0, x1, y1: 103.0 }, after, picture: false }
    }

    #[test]
    fn what_is_painted_over_is_left_out_and_named() {
        let mut page = page("520.10");
        let seen = settle(&mut page, &[cover(104.5, 110.5, 6)], Vec::new());
        assert_eq!(text(&page), "50.10");
        assert!(matches!(page.left_out.as_slice(), [run] if run.text == "2" && run.kind == InkKind::Covered));
        assert!(seen.doubtful.is_empty());
    }

    #[test]
    fn a_background_painted_before_the_text_covers_nothing() {
        let mut page = page("520.10");
        settle(&mut page, &[cover(90.0, 200.0, 0)], Vec::new());
        assert_eq!(text(&page), "520.10");
    }

    #[test]
    fn half_covered_glyphs_stay_and_are_doubtful() {
        let mut page = page("5");
        let seen = settle(&mut page, &[cover(90.0, 102.5, 1)], Vec::new());
        assert_eq!((text(&page).as_str(), seen.doubtful.len()), ("5", 1));
    }

    #[test]
    fn text_under_a_scan_is_invisible_text() {
        let mut page = page("5");
        let scan = Cover { area: Rect { x0: 0.0, y0: 0.0, x1: 600.0, y1: 800.0 }, after: 1, picture: true };
        settle(&mut page, &[scan], Vec::new());
        assert!(page.glyphs.iter().all(|glyph| !glyph.visible));
        assert!(page.left_out.is_empty());
    }

    #[test]
    fn a_number_cut_off_by_a_clip_is_no_shorter_number() {
        let mut page = page("12345");
        let beyond = page.glyphs.split_off(3);
        let hidden: Vec<Hidden> = beyond.iter().map(|glyph| Hidden::new(InkKind::Clipped, glyph)).collect();
        settle(&mut page, &[], hidden);
        assert_eq!(text(&page), "123…");
        assert!(matches!(page.left_out.as_slice(), [run] if run.text == "45"));
    }

    #[test]
    fn clipped_text_that_is_painted_again_is_not_hidden() {
        let mut page = page("12345");
        let hidden: Vec<Hidden> = page.glyphs.iter().map(|glyph| Hidden::new(InkKind::Clipped, glyph)).collect();
        settle(&mut page, &[], hidden);
        assert_eq!(text(&page), "12345");
        assert!(page.left_out.is_empty());
    }
}
