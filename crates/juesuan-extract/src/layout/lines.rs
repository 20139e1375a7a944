//! Inks → bands (everything on one baseline) → pieces (runs without a rule or wide gap inside) → text lines.
//!
//! Lines are found by baseline, never by glyph box: fonts of one line lie differently about ascent and descent.

use std::borrow::Cow;

use crate::layout::TextLine;
use crate::layout::frame::{Ink, push_text};
use crate::layout::item::{is_number, narrow};
use crate::page::{GlyphText, Orientation, Rule};
use juesuan_document::Origin;

/// Baselines this near (in font sizes) always belong together: rounding of coordinates.
const BASELINE_JITTER: f32 = 0.05;
/// A band may be this thick (in font sizes); farther baselines start a new band.
const BAND_HEIGHT: f32 = 0.3;
/// Even a chain of jittering baselines ends here.
const MAX_BAND_HEIGHT: f32 = 0.8;
/// A raised or lowered mark is at most this large compared with its neighbour, and its baseline at most
/// [`MARK_SHIFT`] sizes away.
pub(super) const MARK_SIZE: f32 = 0.78;
const MARK_SHIFT: f32 = 0.55;
/// It stands directly beside its neighbour.
pub(super) const MARK_GAP: f32 = 0.25;

/// Two glyphs farther apart than this (in sizes) are in different pieces, rule or no rule.
const PIECE_GAP: f32 = 1.0;
/// Glyphs nearer than this (in sizes) are set solid: a rule that crosses there does not cut a number in two.
const SOLID_GAP: f32 = 0.12;
/// A rule this near (in sizes) to the border of two glyphs runs between them rather than through one of them.
const BETWEEN: f32 = 0.16;
/// Real space glyphs narrower than this (in sizes) are kerning, not spaces.
const MIN_SPACE: f32 = 0.1;

/// Everything that stands on one baseline, from left to right, without blanks.
#[derive(Debug, Default)]
pub(super) struct Band<'p> {
    pub(super) inks: Vec<Ink<'p>>,
}

impl Band<'_> {
    pub(super) fn baseline(&self) -> f32 {
        self.inks.first().map_or(0.0, |ink| ink.baseline)
    }
}

/// Solid text inside one band.
#[derive(Debug, Clone)]
pub(super) struct Piece<'p> {
    /// Index of its band: pieces of one band stand on one baseline.
    pub(super) band: usize,
    pub(super) inks: Vec<Ink<'p>>,
}

impl Piece<'_> {
    pub(super) fn x0(&self) -> f32 {
        self.inks.first().map_or(0.0, |ink| ink.bbox.x0)
    }

    pub(super) fn x1(&self) -> f32 {
        self.inks.iter().map(|ink| ink.bbox.x1).fold(f32::MIN, f32::max)
    }

    pub(super) fn middle(&self) -> f32 {
        self.inks.first().map_or(0.0, Ink::middle)
    }
}

/// Groups inks by baseline, sorts each band from left to right, and turns painted blanks into marks on the ink
/// that follows them.
pub(super) fn bands<'p>(mut inks: Vec<Ink<'p>>) -> Vec<Band<'p>> {
    inks.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
    let mut first = inks.first().map_or(0.0, |ink| ink.baseline);
    let together = |last: &Ink<'p>, ink: &Ink<'p>| {
        let (height, step) = (ink.baseline - first, ink.baseline - last.baseline);
        let apart = step > BASELINE_JITTER * ink.size
            && (height > BAND_HEIGHT * ink.size || step > BAND_HEIGHT * ink.size)
            || height > MAX_BAND_HEIGHT * ink.size;
        if apart {
            first = ink.baseline;
        }
        !apart
    };
    let mut bands: Vec<Band<'p>> = inks.chunk_by_mut(together).map(band).filter(|band| !band.inks.is_empty()).collect();
    adopt_marks(&mut bands);
    bands
}

fn band<'p>(inks: &mut [Ink<'p>]) -> Band<'p> {
    inks.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0).then(a.order.cmp(&b.order)));
    let mut kept: Vec<Ink<'p>> = Vec::with_capacity(inks.len());
    let mut space = false;
    for &(mut ink) in &*inks {
        if ink.blank {
            space = true;
            continue;
        }
        let gap = kept.last().map_or(0.0, |last| ink.bbox.x0 - last.bbox.x1);
        ink.space_before = space && gap > MIN_SPACE * ink.size;
        space = false;
        kept.push(ink);
    }
    Band { inks: kept }
}

/// Moves raised and lowered small marks (note numbers, exponents) into the band of the text they stand at.
fn adopt_marks(bands: &mut Vec<Band<'_>>) {
    for lower in 1..bands.len() {
        let (head, tail) = bands.split_at_mut(lower);
        let (Some(above), Some(below)) = (head.last_mut(), tail.first_mut()) else { continue };
        let apart = below.baseline() - above.baseline();
        move_marks(above, below, apart);
        move_marks(below, above, apart);
    }
    bands.retain(|band| !band.inks.is_empty());
}

fn move_marks<'p>(from: &mut Band<'p>, to: &mut Band<'p>, apart: f32) {
    let largest = to.inks.iter().map(|ink| ink.size).fold(0.0, f32::max);
    if apart > MARK_SHIFT * largest || !from.inks.iter().any(|ink| ink.size <= MARK_SIZE * largest) {
        return;
    }
    let beside = |mark: &Ink<'_>| {
        let after = to.inks.partition_point(|ink| ink.bbox.x0 < mark.bbox.x0);
        let near = |ink: Option<&Ink<'_>>| {
            ink.is_some_and(|ink| {
                let gap = (mark.bbox.x0 - ink.bbox.x1).max(ink.bbox.x0 - mark.bbox.x1);
                mark.size <= MARK_SIZE * ink.size && gap.abs() <= MARK_GAP * ink.size
            })
        };
        near(to.inks.get(after)) || near(after.checked_sub(1).and_then(|before| to.inks.get(before)))
    };
    // A mark of several digits: only its first digit stands beside the text.
    let mut moved: Vec<Ink<'p>> = Vec::new();
    let mut kept = Vec::new();
    for ink in from.inks.drain(..) {
        let follows = moved.last().is_some_and(|last| (ink.bbox.x0 - last.bbox.x1).abs() <= MARK_GAP * ink.size);
        if beside(&ink) || (follows && ink.size <= MARK_SIZE * largest) { moved.push(ink) } else { kept.push(ink) }
    }
    from.inks = kept;
    if !moved.is_empty() {
        to.inks.append(&mut moved);
        to.inks.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0).then(a.order.cmp(&b.order)));
    }
}

/// Cuts bands into pieces at wide gaps and at vertical rules.
pub(super) fn pieces<'p>(bands: &[Band<'p>], rules: &[Rule]) -> Vec<Piece<'p>> {
    let uprights: Vec<&Rule> = rules.iter().filter(|rule| rule.orientation == Orientation::Vertical).collect();
    let mut pieces = Vec::new();
    for (index, band) in bands.iter().enumerate() {
        let Some(first) = band.inks.first() else { continue };
        let y = first.middle();
        let mut walls: Vec<f32> =
            uprights.iter().filter(|rule| rule.start <= y && y <= rule.end).map(|rule| rule.position).collect();
        walls.sort_by(f32::total_cmp);
        for chain in &chains(&band.inks) {
            for inks in cut(chain, &walls) {
                split_amounts(index, inks, &walls, &mut pieces);
            }
        }
    }
    pieces
}

/// Where text is painted over other text of the same band, content order tells the two apart; everywhere else a
/// band is one chain in order of position.
fn chains<'a, 'p>(inks: &'a [Ink<'p>]) -> Vec<Cow<'a, [Ink<'p>]>> {
    let tangled = inks.windows(2).any(|pair| match pair {
        [a, b] => a.bbox.x1 - b.bbox.x0 > 0.4 * a.size.min(b.size) && b.order.abs_diff(a.order) > 1,
        _ => false,
    });
    if !tangled {
        return vec![Cow::Borrowed(inks)];
    }
    let mut by_order = inks.to_vec();
    by_order.sort_by_key(|ink| ink.order);
    let mut chains: Vec<Vec<Ink<'p>>> = Vec::new();
    for ink in by_order {
        let follows = |last: &Ink<'_>| (-0.3..=PIECE_GAP).contains(&((ink.bbox.x0 - last.bbox.x1) / ink.size));
        match chains.last_mut() {
            Some(chain) if chain.last().is_some_and(follows) => chain.push(ink),
            _ => chains.push(vec![ink]),
        }
    }
    chains.into_iter().map(Cow::Owned).collect()
}

/// The runs of a chain between wide gaps and walls.
fn cut<'a, 'p>(chain: &'a [Ink<'p>], walls: &[f32]) -> impl Iterator<Item = &'a [Ink<'p>]> {
    chain.chunk_by(|left, right| !parts(left, right, walls))
}

/// Two amounts that overflow their columns run into each other across the rule (`0.00570.06`). Each has two decimals,
/// and that tells where one ends and the next begins.
fn split_amounts<'p>(band: usize, inks: &[Ink<'p>], walls: &[f32], pieces: &mut Vec<Piece<'p>>) {
    let piece = Piece { band, inks: inks.to_vec() };
    let (x0, x1) = (piece.x0(), piece.x1());
    // Glyphs of texts that lie over each other stand in no order: their digits may be mixed.
    let in_order = || inks.windows(2).all(|pair| matches!(pair, [a, b] if a.order < b.order));
    let ends = || amount_ends(&inks.iter().map(|ink| narrow(ink.first_char())).collect::<Vec<char>>());
    let crossed = walls.iter().any(|wall| x0 < *wall && *wall < x1);
    let Some(ends) = (crossed && in_order()).then(ends).flatten() else {
        pieces.push(piece);
        return;
    };
    let mut from = 0;
    for end in ends {
        let inks = inks.get(from..end).unwrap_or_default().to_vec();
        from = end;
        pieces.push(Piece { band, inks });
    }
}

/// Where the amounts end that a text is made of; nothing unless it is made of two or more.
pub(super) fn amount_ends(text: &[char]) -> Option<Vec<usize>> {
    let mut ends: Vec<usize> = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let point = text.get(start..)?.iter().position(|c| *c == '.')?;
        let mut end = start + point + 3;
        end += usize::from(text.get(end) == Some(&')'));
        let amount: String = text.get(start..end)?.iter().collect();
        if !is_number(&amount) || amount.contains('%') || amount.starts_with("00") || amount.starts_with("0,") {
            return None;
        }
        ends.push(end);
        start = end;
    }
    (ends.len() > 1).then_some(ends)
}

/// Whether two neighbours in a band belong to different pieces.
fn parts(left: &Ink<'_>, right: &Ink<'_>, walls: &[f32]) -> bool {
    let size = left.size.max(right.size);
    let gap = right.bbox.x0 - left.bbox.x1;
    if gap > PIECE_GAP * size || left.struck != right.struck {
        return true;
    }
    if walls.is_empty() {
        return false;
    }
    let (end, start) = (visible_end(left), visible_start(right));
    let (low, high) = (end.min(start), end.max(start));
    let from = walls.partition_point(|wall| *wall < low - BETWEEN * size);
    let wall = walls.get(from).is_some_and(|wall| *wall <= high + BETWEEN * size);
    // A number that overflows its column is set solid across the rule; two numbers in neighbouring cells are not.
    let solid = gap < SOLID_GAP * size && is_figure(left.first_char()) && is_figure(right.first_char());
    wall && !solid
}

/// Where the visible half of a full-width opening bracket begins: typesetters hang its blank half over a border.
fn visible_start(ink: &Ink<'_>) -> f32 {
    const OPENING: [char; 11] = ['（', '《', '〈', '【', '〔', '「', '『', '［', '｛', '“', '‘'];
    if OPENING.contains(&ink.first_char()) { ink.bbox.center().x } else { ink.bbox.x0 }
}

/// Where the visible half of a full-width closing bracket, comma or stop ends.
fn visible_end(ink: &Ink<'_>) -> f32 {
    const CLOSING: [char; 16] =
        ['）', '》', '〉', '】', '〕', '」', '』', '］', '｝', '”', '’', '，', '。', '、', '；', '：'];
    if CLOSING.contains(&ink.first_char()) { ink.bbox.center().x } else { ink.bbox.x1 }
}

pub(super) fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | '-' | '，' | '．')
}

/// Whether a character is an ideograph or a full-width form.
pub(super) fn is_wide(c: char) -> bool {
    matches!(u32::from(c), 0x2e80..=0x9fff | 0xac00..=0xd7af | 0xf900..=0xfaff | 0xfe30..=0xfe4f | 0xff00..=0xffef | 0x2_0000..=0x3_ffff)
}

/// The text line of inks that stand on one baseline, from left to right.
pub(super) fn text_line<'a, 'p: 'a>(inks: impl IntoIterator<Item = &'a Ink<'p>>) -> Option<TextLine> {
    let inks: Vec<&Ink<'p>> = inks.into_iter().collect();
    let first = inks.first()?;
    let tracking = tracking(&inks);
    let mut line = TextLine {
        bbox: first.bbox,
        text: String::with_capacity(inks.iter().map(|ink| ink.first_char().len_utf8()).sum()),
        extents: Vec::with_capacity(inks.len()),
        ..TextLine::default()
    };
    let mut last: Option<&Ink<'p>> = None;
    for ink in &inks {
        if let Some(last) = last
            && has_space(last, ink, tracking)
        {
            line.text.push(' ');
            line.extents.push((last.bbox.x1.min(ink.bbox.x0), ink.bbox.x0));
        }
        push_text(&mut line, ink.text, ink.bbox.x0, ink.bbox.x1);
        line.bbox = line.bbox.union(&ink.bbox);
        if let Some(confidence) = ink.recognised {
            let accepted = !matches!(ink.text, GlyphText::Undecodable);
            line.origin = line.origin.weaker(Origin::Recognised { confidence, accepted });
        }
        last = Some(ink);
    }
    line.size = common_size(&inks);
    line.baseline =
        inks.iter().find(|ink| (ink.size - line.size).abs() < 0.05).map_or(first.baseline, |ink| ink.baseline);
    Some(line)
}

/// The typical gap of letter-spaced text, which is not a space.
pub(super) fn tracking(inks: &[&Ink<'_>]) -> f32 {
    /// Fewer gaps say nothing about letter-spacing.
    const ENOUGH: usize = 3;
    if inks.len() <= ENOUGH {
        return 0.0;
    }
    let mut gaps: Vec<f32> = inks.iter().zip(inks.iter().skip(1)).map(|(a, b)| b.bbox.x0 - a.bbox.x1).collect();
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() / 2).copied().unwrap_or_default().max(0.0)
}

/// Whether a space stands between two neighbours.
fn has_space(left: &Ink<'_>, right: &Ink<'_>, tracking: f32) -> bool {
    if right.space_before {
        return true;
    }
    let (a, b) = (left.first_char(), right.first_char());
    // Ideographs are spread to fill a line or a cell: that is no space until it is very wide. Next to figures many
    // typesetters add a quarter of a size.
    let threshold = match (is_wide(a), is_wide(b)) {
        (true, true) => 1.5,
        (false, false) => 0.18,
        _ => 0.45,
    };
    right.bbox.x0 - left.bbox.x1 - tracking > threshold * left.size.max(right.size)
}

/// The size of most inks; of equally frequent sizes the larger.
fn common_size(inks: &[&Ink<'_>]) -> f32 {
    let first = inks.first().map_or(0.0, |ink| ink.size);
    if inks.iter().all(|ink| ink.size == first) {
        return first;
    }
    let mut sizes: Vec<f32> = inks.iter().map(|ink| ink.size).collect();
    sizes.sort_by(f32::total_cmp);
    let same = |a: &f32, b: &f32| (a - b).abs() < 0.05;
    sizes.chunk_by(same).max_by_key(|run| run.len()).and_then(|run| run.first().copied()).unwrap_or_default()
}

/// The text lines of the pieces of one area, one line a baseline, from top to bottom.
pub(super) fn lines_of(mut pieces: Vec<Piece<'_>>) -> Vec<TextLine> {
    pieces.sort_by(|a, b| a.band.cmp(&b.band).then(a.x0().total_cmp(&b.x0())));
    let runs = pieces.chunk_by(|a, b| a.band == b.band);
    let line = |run: &[Piece<'_>]| match run {
        [piece] => text_line(&piece.inks),
        pieces => text_line(pieces.iter().flat_map(|piece| &piece.inks)),
    };
    let mut lines: Vec<TextLine> = runs.filter_map(line).collect();
    // Most cells hold one line, and a document holds hundreds of thousands of cells.
    lines.shrink_to_fit();
    lines
}
