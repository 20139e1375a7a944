//! A raster without ruling lines → segments: pieces of one line of text, cut at the lines and at gaps.
//!
//! Connected ink makes components; those between the same ruling lines make a cell; a cell is cut along blank rows
//! and wide blank columns, again and again, until nothing falls apart any more.

use crate::paper::{FAINT, INK};
use crate::raster::Raster;
use crate::ruling::Lines;

/// A box in pixels; `x1` and `y1` are one after its last pixel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Area {
    pub(crate) x0: usize,
    pub(crate) y0: usize,
    pub(crate) x1: usize,
    pub(crate) y1: usize,
}

impl Area {
    pub(crate) fn height(&self) -> usize {
        self.y1.saturating_sub(self.y0)
    }
    pub(crate) fn width(&self) -> usize {
        self.x1.saturating_sub(self.x0)
    }
    pub(crate) fn join(&self, other: &Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }
    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.x0 < other.x1 && other.x0 < self.x1 && self.y0 < other.y1 && other.y0 < self.y1
    }
}

/// A piece of one line of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Segment {
    /// Its ink.
    pub(crate) ink: Area,
    /// The ruling lines around it.
    pub(crate) cell: Area,
    /// The height of a full character there.
    pub(crate) size: usize,
}

/// The segments of a page, and ink that is no text: seals, drawings, edges.
#[derive(Debug, Default)]
pub(crate) struct Segments {
    pub(crate) segments: Vec<Segment>,
    pub(crate) blots: Vec<Area>,
    /// There was more ink than is looked at.
    pub(crate) capped: bool,
}

/// Components of a page; more are dust or a photograph.
const MAX_COMPONENTS: usize = 60_000;
/// Segments of a page.
const MAX_SEGMENTS: usize = 6_000;
/// What is larger than this many characters on both sides is no character.
const BLOT: usize = 4;
/// What is so large is print however faint it is, in points: a faint digit that is left out clips its number.
const PRINTED: f64 = 2.0;
/// A point, or the tail of a comma, that broken print leaves right under the digits is no line of its own: it is at most so
/// large, and so near, in heights.
const DOT: f64 = 0.3;
/// Columns are cut at gaps wider than this part of a character's height.
const COLUMN_GAP: f64 = 0.85;
/// Parts of one character (三, ：, 二) lie at most so far apart, in heights.
const INNER_GAP: f64 = 0.72;
/// Two parts of one character are together at most this high, in heights: two lines of text are higher.
const WHOLE: f64 = 1.06;
/// Pieces of one line of text that a line's end has parted lie at most so far apart, in heights.
const JOIN_GAP: f64 = 0.5;
/// Segments further left that are looked at for the beginning of a line of text: a page has fewer lines.
const LOOK_BACK: usize = 200;
/// Cells are cut at most so often.
const MAX_DEPTH: usize = 8;

/// Finds the segments of a raster with so many pixels a point.
pub(crate) fn find(raster: &Raster, lines: &Lines, scale: f64) -> Segments {
    let mut found = Segments::default();
    let large = ((PRINTED * scale) as usize).max(4);
    let components = components(raster, large, &mut found.capped);
    let size = common_size(&components, scale);
    let (blots, mut inks): (Vec<Area>, Vec<Area>) =
        components.into_iter().partition(|area| area.width() > BLOT * size && area.height() > BLOT * size);
    found.blots = blots;
    // Specks: smaller than a decimal point.
    let speck = ((0.35 * scale) as usize).max(1);
    inks.retain(|area| area.width() > speck || area.height() > speck);
    let walls = Walls::new(lines, raster);
    let mut by_cell: Vec<(Area, Area)> = inks.into_iter().map(|ink| (walls.cell(&ink), ink)).collect();
    by_cell.sort_by_key(|(cell, ink)| (cell.y0, cell.x0, cell.y1, cell.x1, ink.y0, ink.x0));
    for group in by_cell.chunk_by(|a, b| a.0 == b.0) {
        let Some((cell, _)) = group.first() else { continue };
        let inks: Vec<Area> = group.iter().map(|(_, ink)| *ink).collect();
        let size = local_size(&inks, size);
        for piece in pieces(inks, size, 0) {
            let Some(ink) = piece.iter().copied().reduce(|a, b| a.join(&b)) else { continue };
            if found.segments.len() >= MAX_SEGMENTS {
                found.capped = true;
                return found;
            }
            found.segments.push(Segment { ink, cell: *cell, size: ink.height().max(size * 2 / 3) });
        }
    }
    found.segments = rejoined(found.segments, &walls);
    found
}

/// Segments of one line of text that only lie in different cells because lines end between them come together.
fn rejoined(mut segments: Vec<Segment>, walls: &Walls<'_>) -> Vec<Segment> {
    segments.sort_by_key(|segment| (segment.ink.x0, segment.ink.y0));
    let mut joined: Vec<Segment> = Vec::with_capacity(segments.len());
    for segment in segments {
        let gap = |other: &Segment| (JOIN_GAP * other.size.max(segment.size) as f64) as usize;
        let fits = |other: &&mut Segment| {
            let (a, b) = (&other.ink, &segment.ink);
            let shared = a.y1.min(b.y1).saturating_sub(a.y0.max(b.y0));
            other.cell != segment.cell
                && shared * 2 > a.height().min(b.height())
                && b.x0 <= a.x1 + gap(other)
                && a.join(b).height() as f64 <= WHOLE * other.size.max(segment.size) as f64
                && !walls.part(a, b)
        };
        let near = joined.len().saturating_sub(LOOK_BACK);
        match joined.get_mut(near..).and_then(|near| near.iter_mut().rev().find(fits)) {
            Some(other) => {
                other.ink = other.ink.join(&segment.ink);
                other.cell = other.cell.join(&segment.cell);
                other.size = other.size.max(segment.size);
            }
            None => joined.push(segment),
        }
    }
    joined.sort_by_key(|segment| (segment.cell.y0, segment.cell.x0, segment.ink.y0, segment.ink.x0));
    joined
}

/// The height of most larger components: characters.
fn common_size(components: &[Area], scale: f64) -> usize {
    let range = ((4.0 * scale) as usize)..((26.0 * scale) as usize);
    let heights = components.iter().map(Area::height).filter(|height| range.contains(height)).collect();
    upper_quarter(heights).unwrap_or((9.0 * scale) as usize).max(6)
}

fn local_size(inks: &[Area], common: usize) -> usize {
    let heights = inks.iter().map(Area::height).filter(|height| *height * 2 > common).collect();
    upper_quarter(heights).unwrap_or(common).min(common * 3)
}

fn upper_quarter(mut heights: Vec<usize>) -> Option<usize> {
    heights.sort_unstable();
    heights.get(heights.len().saturating_sub(1) * 3 / 4).copied()
}

/// Connected ink, as boxes.
fn components(raster: &Raster, large: usize, capped: &mut bool) -> Vec<Area> {
    let mut parents: Vec<u32> = Vec::new();
    let mut areas: Vec<Area> = Vec::new();
    // Whether a component is dark anywhere: what is faint all over is noise.
    let mut dark: Vec<bool> = Vec::new();
    // Runs of the row above: where they begin and end, and their component.
    let mut above: Vec<(usize, usize, u32)> = Vec::new();
    for y in 0..raster.height {
        let mut here: Vec<(usize, usize, u32)> = Vec::new();
        let mut first = 0;
        let row = raster.row(y);
        let mut x = 0;
        while let Some(start) = row.get(x..).and_then(|rest| rest.iter().position(|value| *value < FAINT)) {
            let start = x + start;
            let length = row.get(start..).map_or(0, |rest| rest.iter().take_while(|value| **value < FAINT).count());
            let end = start + length;
            x = end;
            let mut label: Option<u32> = None;
            while above.get(first).is_some_and(|run| run.1 < start) {
                first += 1;
            }
            for run in above.iter().skip(first).take_while(|run| run.0 <= end) {
                let root = root(&mut parents, run.2);
                label = Some(match label {
                    Some(label) if label != root => {
                        let (keep, drop) = (label.min(root), label.max(root));
                        if let Some(slot) = parents.get_mut(drop as usize) {
                            *slot = keep;
                        }
                        keep
                    }
                    _ => root,
                });
            }
            let area = Area { x0: start, x1: end, y0: y, y1: y + 1 };
            let label = label.unwrap_or_else(|| {
                let new = u32::try_from(parents.len()).unwrap_or(u32::MAX);
                parents.push(new);
                areas.push(area);
                dark.push(false);
                new
            });
            if let Some(slot) = areas.get_mut(label as usize) {
                *slot = slot.join(&area);
            }
            if row.get(start..end).is_some_and(|run| run.iter().any(|value| *value < INK))
                && let Some(slot) = dark.get_mut(label as usize)
            {
                *slot = true;
            }
            here.push((start, end, label));
        }
        above = here;
        if parents.len() > MAX_COMPONENTS * 8 {
            *capped = true;
            break;
        }
    }
    let mut roots: Vec<Option<(Area, bool)>> = vec![None; areas.len()];
    for (index, (area, dark)) in areas.iter().zip(dark).enumerate() {
        let root = root(&mut parents, u32::try_from(index).unwrap_or(0));
        if let Some(slot) = roots.get_mut(root as usize) {
            *slot = Some(slot.map_or((*area, dark), |all| (all.0.join(area), all.1 || dark)));
        }
    }
    let mut whole: Vec<Area> = roots
        .into_iter()
        .flatten()
        .filter(|(area, dark)| *dark || area.width() >= large || area.height() >= large)
        .map(|(area, _)| area)
        .collect();
    if whole.len() > MAX_COMPONENTS {
        *capped = true;
        whole.retain(|area| area.width() > 1 && area.height() > 1);
        whole.truncate(MAX_COMPONENTS);
    }
    whole
}

fn root(parents: &mut [u32], mut node: u32) -> u32 {
    while let Some(&parent) = parents.get(node as usize) {
        if parent == node {
            break;
        }
        let grand = parents.get(parent as usize).copied().unwrap_or(parent);
        if let Some(slot) = parents.get_mut(node as usize) {
            *slot = grand;
        }
        node = parent;
    }
    node
}

/// Tells between which lines something stands.
struct Walls<'a> {
    lines: &'a Lines,
    width: usize,
    height: usize,
}

impl<'a> Walls<'a> {
    fn new(lines: &'a Lines, raster: &Raster) -> Self {
        Self { lines, width: raster.width, height: raster.height }
    }

    fn cell(&self, ink: &Area) -> Area {
        let (x, y) = ((ink.x0 + ink.x1) / 2, (ink.y0 + ink.y1) / 2);
        let mut cell = Area { x0: 0, y0: 0, x1: self.width, y1: self.height };
        for line in self.lines.upright.iter().filter(|line| line.start < y && y < line.end) {
            if line.to < x { cell.x0 = cell.x0.max(line.to + 1) } else { cell.x1 = cell.x1.min(line.from) }
        }
        for line in self.lines.across.iter().filter(|line| line.start < x && x < line.end) {
            if line.to < y { cell.y0 = cell.y0.max(line.to + 1) } else { cell.y1 = cell.y1.min(line.from) }
        }
        cell
    }
}

impl Walls<'_> {
    /// Whether a line runs between two pieces of ink that stand in one row.
    fn part(&self, left: &Area, right: &Area) -> bool {
        let both = left.join(right);
        let (x, y) = ((both.x0 + both.x1) / 2, (both.y0 + both.y1) / 2);
        let (from, to) = (left.x1.min(right.x0), left.x1.max(right.x0));
        let (top, bottom) = ((left.y0 + left.y1) / 2, (right.y0 + right.y1) / 2);
        self.lines
            .upright
            .iter()
            .any(|line| line.start < y && y < line.end && line.from <= to + 1 && from <= line.to + 1)
            || self.lines.across.iter().any(|line| {
                line.start < x && x < line.end && line.from >= top.min(bottom) && line.to <= top.max(bottom)
            })
    }
}

/// Cuts ink along blank rows and wide blank columns until nothing falls apart.
fn pieces(inks: Vec<Area>, size: usize, depth: usize) -> Vec<Vec<Area>> {
    if inks.is_empty() || depth > MAX_DEPTH {
        return vec![inks];
    }
    let rows = rows(inks, size);
    let single = rows.len() == 1;
    let mut out = Vec::new();
    for row in rows {
        let columns = columns(row, size);
        if columns.len() == 1 && (single || depth > 0) {
            out.extend(columns);
            continue;
        }
        for column in columns {
            out.extend(pieces(column, size, depth + 1));
        }
    }
    out
}

fn rows(mut inks: Vec<Area>, size: usize) -> Vec<Vec<Area>> {
    inks.sort_by_key(|ink| (ink.y0, ink.x0));
    let mut bands: Vec<(Area, Vec<Area>)> = Vec::new();
    for ink in inks {
        match bands.last_mut() {
            Some((band, members)) if ink.y0 < band.y1 => {
                *band = band.join(&ink);
                members.push(ink);
            }
            _ => bands.push((ink, vec![ink])),
        }
    }
    // The parts of one character, or of a line of such characters, come together again.
    let size = size as f64;
    let mut joined: Vec<(Area, Vec<Area>)> = Vec::new();
    for (band, members) in bands {
        if let Some((last, all)) = joined.last_mut() {
            let both = last.join(&band);
            let gap = band.y0.saturating_sub(last.y1) as f64;
            let part = (last.height().min(band.height()) as f64) < 0.62 * size;
            let dots =
                members.iter().all(|ink| ink.width().max(ink.height()) as f64 <= DOT * size) && gap <= DOT * size;
            if part && gap <= INNER_GAP * size && (dots || both.height() as f64 <= WHOLE * size) {
                *last = both;
                all.extend(members);
                continue;
            }
        }
        joined.push((band, members));
    }
    joined.into_iter().map(|(_, members)| members).collect()
}

fn columns(mut inks: Vec<Area>, size: usize) -> Vec<Vec<Area>> {
    inks.sort_by_key(|ink| (ink.x0, ink.y0));
    let gap = (COLUMN_GAP * size as f64) as usize;
    let mut columns: Vec<Vec<Area>> = Vec::new();
    let mut end = 0;
    for ink in inks {
        match columns.last_mut() {
            Some(column) if ink.x0 <= end + gap => column.push(ink),
            _ => columns.push(vec![ink]),
        }
        end = end.max(ink.x1);
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A bar of `value`, three pixels wide.
    fn bar(raster: &mut Raster, x: usize, value: u8) {
        for y in 20..38 {
            for x in x..x + 3 {
                raster.set(x, y, value);
            }
        }
    }

    /// The point stands lower than what broken print leaves of the digits.
    #[test]
    fn a_point_right_under_the_digits_belongs_to_them() {
        let of = |y: usize, wide: usize| {
            let mut raster = Raster::filled(200, 80, 255);
            for x in [40, 52, 70, 82] {
                bar(&mut raster, x, 40);
            }
            for x in 62..62 + wide {
                raster.set(x, y, 40);
                raster.set(x, y + 1, 40);
            }
            find(&raster, &Lines::default(), 2.0).segments.iter().map(|segment| segment.ink.y1).collect::<Vec<_>>()
        };
        assert_eq!(of(39, 3), [41]);
        assert_eq!(of(60, 3).len(), 2, "far from them");
        assert_eq!(of(39, 16).len(), 2, "a stroke of the next line");
    }

    #[test]
    fn a_faint_first_digit_is_not_left_out() {
        let mut raster = Raster::filled(200, 60, 255);
        bar(&mut raster, 40, 175);
        for x in [52, 64, 76] {
            bar(&mut raster, x, 40);
        }
        raster.set(150, 50, 175);
        let found = find(&raster, &Lines::default(), 2.0);
        assert_eq!(found.segments.len(), 1, "noise is none: {:?}", found.segments);
        assert_eq!((found.segments[0].ink.x0, found.segments[0].ink.x1), (40, 79));
    }

    #[test]
    fn the_parts_of_a_character_stay_together() {
        let mut raster = Raster::filled(200, 80, 255);
        for x in 40..60 {
            for y in [22, 23, 36, 37] {
                raster.set(x, y, 30);
            }
        }
        for x in [70, 80, 90] {
            bar(&mut raster, x, 30);
        }
        let found = find(&raster, &Lines::default(), 2.0);
        assert_eq!(found.segments.len(), 1, "{:?}", found.segments);
    }
}
