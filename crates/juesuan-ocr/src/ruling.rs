//! A straight raster → its ruling lines, which are then wiped away so that only text is left.

use juesuan_extract::{Orientation, Rule};

use crate::raster::Raster;
use crate::segments::Area;

/// A ruling line in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its first row (of a horizontal line; column of an upright one).
    pub(crate) from: usize,
    /// Its last row.
    pub(crate) to: usize,
    pub(crate) start: usize,
    /// One after its last pixel.
    pub(crate) end: usize,
}

/// The lines of a page, in pixels.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    pub(crate) across: Vec<Line>,
    pub(crate) upright: Vec<Line>,
}

/// Shortest lines, in points: longer than a stroke of a character.
const SHORTEST: (f64, f64) = (18.0, 13.0);
/// Lines shorter than this must touch another line at both ends, in points.
const STANDS_ALONE: f64 = 80.0;
/// Ends that are this near to another line touch it, in points.
const TOUCH: f64 = 3.5;
/// Lines are at most this thick, in points.
const THICKEST: f64 = 2.2;
/// So far from the middle of a line there is paper, in points.
const REACH: f64 = 1.5;
/// On both sides of a line there is paper along this part of it: strokes of characters have other strokes beside them.
const CLEAN: f64 = 0.7;
/// A line is darker than what lies on its lighter side by this much.
const CONTRAST: u16 = 36;
/// Gaps in a line that are bridged (a seal, a crossing text, a speck), in points.
const BRIDGE: f64 = 4.0;
/// Pixels along a line of which the mean is taken.
const ALONG: usize = 3;
/// A line is dark along this part of it. Strokes of characters that happen to lie at one height leave the gaps between
/// the characters, and those between their own strokes.
const SOLID: f64 = 0.86;
/// A line reaches at most so far beyond one that it meets, in points: what reaches further on is a stroke of text that
/// touches it, or a drawn corner.
const OVERSHOOT: f64 = 7.0;
/// Upright strokes of a seal's characters are shorter than this, in points.
const STROKE: f64 = 40.0;
/// Lines that are kept in one direction, the longest first: more are a drawing, and all of them are compared.
const MAX_LINES: usize = 2_500;
/// Pieces of lines that are looked at in one direction.
const MAX_PIECES: usize = 100_000;

/// Finds the lines of a raster with so many pixels a point.
pub(crate) fn find(raster: &Raster, scale: f64) -> Lines {
    let across = along_rows(raster, scale, SHORTEST.0);
    let upright = along_rows(&transposed(raster), scale, SHORTEST.1);
    let lines = Lines { across: longest(across), upright: longest(upright) };
    let touch = pixels(TOUCH, scale);
    let alone = pixels(STANDS_ALONE, scale);
    let holds = |line: &&Line, others: &[Line]| {
        let touches = |end: usize| {
            others.iter().any(|other| {
                other.from <= end + touch
                    && end <= other.to + touch
                    && other.start <= line.to + touch
                    && line.from <= other.end + touch
            })
        };
        line.end - line.start >= alone || (touches(line.start) && touches(line.end))
    };
    let long: Vec<Line> = lines.across.iter().filter(|line| line.end - line.start >= alone).copied().collect();
    let upright: Vec<Line> = lines.upright.iter().filter(|line| holds(line, &long)).copied().collect();
    let across: Vec<Line> = lines.across.iter().filter(|line| holds(line, &upright)).copied().collect();
    let beyond = pixels(OVERSHOOT, scale);
    let upright = upright.into_iter().map(|line| trimmed(line, &across, beyond)).collect();
    Lines { across, upright }
}

/// The longest lines, in their old order.
fn longest(mut lines: Vec<Line>) -> Vec<Line> {
    if lines.len() > MAX_LINES {
        lines.sort_by_key(|line| (std::cmp::Reverse(line.end - line.start), line.from, line.start));
        lines.truncate(MAX_LINES);
        lines.sort_by_key(|line| (line.from, line.start));
    }
    lines
}

/// A line without what reaches a little beyond the first and the last line that it crosses.
fn trimmed(line: Line, others: &[Line], beyond: usize) -> Line {
    let crossed = |other: &&Line| other.start <= line.to + beyond && line.from <= other.end + beyond;
    let inside = |other: &&Line| line.start <= other.from && other.to < line.end;
    let met = || others.iter().filter(crossed).filter(inside);
    let first = met().map(|other| other.from).min().filter(|first| first - line.start <= beyond);
    let last = met().map(|other| other.to + 1).max().filter(|last| line.end - last <= beyond);
    Line { start: first.unwrap_or(line.start), end: last.unwrap_or(line.end), ..line }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // small and positive
fn pixels(points: f64, scale: f64) -> usize {
    (points * scale).round().max(1.0) as usize
}

/// Rows for columns, in squares that the processor's cache holds.
fn transposed(raster: &Raster) -> Raster {
    const SQUARE: usize = 32;
    let mut turned = Raster::filled(raster.height, raster.width, 255);
    for top in (0..raster.height).step_by(SQUARE) {
        let bottom = (top + SQUARE).min(raster.height);
        for left in (0..raster.width).step_by(SQUARE) {
            for x in left..(left + SQUARE).min(raster.width) {
                let column = turned.row_mut(x).get_mut(top..bottom).unwrap_or_default();
                for (slot, y) in column.iter_mut().zip(top..bottom) {
                    *slot = raster.at(x, y);
                }
            }
        }
    }
    turned
}

/// The mean of [`ALONG`] pixels along a row, at each of its pixels.
fn smooth(row: &[u8]) -> Vec<u16> {
    let mut out = vec![255_u16; row.len()];
    let inner = out.get_mut(1..).unwrap_or_default().iter_mut();
    for (slot, three) in inner.zip(row.windows(ALONG)) {
        *slot = three.iter().map(|value| u16::from(*value)).sum::<u16>() / ALONG as u16;
    }
    let mean = |pair: &[u8]| pair.iter().map(|value| u16::from(*value)).sum::<u16>() / pair.len().max(1) as u16;
    if let Some(slot) = out.first_mut() {
        *slot = mean(row.get(..2).unwrap_or(row));
    }
    if let Some(slot) = out.last_mut() {
        *slot = mean(row.get(row.len().saturating_sub(2)..).unwrap_or(row));
    }
    out
}

/// A pixel that is darker than what lies on one side of it, and one that is darker than both sides.
const DARK: u8 = 1;
const CLEAN_DARK: u8 = 2;

/// Marks the pixels of a row that are darker than those of the rows above and below it.
fn mark(here: &[u16], above: &[u16], below: &[u16]) -> Vec<u8> {
    let mark = |(here, (above, below)): (&u16, (&u16, &u16))| {
        let (lighter, darker) = (*above.max(below), *above.min(below));
        let dark = (lighter.saturating_sub(*here) >= CONTRAST) & (darker >= *here) & (*here < 225);
        let clean = dark & (darker.saturating_sub(*here) >= CONTRAST);
        (u8::from(dark) * DARK) | (u8::from(clean) * CLEAN_DARK)
    };
    here.iter().zip(above.iter().zip(below)).map(mark).collect()
}

fn along_rows(raster: &Raster, scale: f64, shortest: f64) -> Vec<Line> {
    let (reach, shortest) = (pixels(REACH, scale).max(3), pixels(shortest, scale));
    let (thickest, bridge) = (pixels(THICKEST, scale) + 3, pixels(BRIDGE, scale));
    let height = raster.height;
    // The smoothed rows around the present one.
    let smoothed: Vec<Vec<u16>> = Vec::new();
    let mut window: std::collections::VecDeque<Vec<u16>> = smoothed.into();
    let paper = vec![255_u16; raster.width];
    for y in 0..=reach {
        window.push_back(if y < height { smooth(raster.row(y)) } else { paper.clone() });
    }
    for _ in 0..reach {
        window.push_front(paper.clone());
    }
    let mut marked: [Vec<u8>; 3] = [(); 3].map(|()| vec![0; raster.width]);
    let mut together = vec![0_u8; raster.width];
    let mut open: Vec<Line> = Vec::new();
    let mut done: Vec<Line> = Vec::new();
    for y in 0..=height {
        let rows = (window.front(), window.get(reach), window.back());
        let (Some(above), Some(here), Some(below)) = rows else { break };
        let marks = mark(here, above, below);
        window.pop_front();
        let next = y + reach + 1;
        window.push_back(if next < height { smooth(raster.row(next)) } else { paper.clone() });
        marked.rotate_left(1);
        let [a, b, last] = &mut marked;
        *last = marks;
        if y == 0 {
            continue;
        }
        // Rows y - 2 to y together: a line that leans by a pixel is still one.
        let row = y - 1;
        for (slot, ((a, b), c)) in together.iter_mut().zip(a.iter().zip(b.iter()).zip(last.iter())) {
            *slot = a | b | c;
        }
        for (start, end) in runs(&together, 2) {
            if end - start < shortest {
                continue;
            }
            let run = together.get(start..end).unwrap_or_default();
            let share = |mark: u8| run.iter().filter(|value| *value & mark > 0).count() as f64 / (end - start) as f64;
            if share(CLEAN_DARK) < CLEAN || share(DARK) < SOLID {
                continue;
            }
            let joins = |line: &Line| line.to + 2 >= row && line.start < end && start < line.end;
            if let Some(line) = open.iter_mut().find(|line| joins(line)) {
                line.to = row;
                line.start = line.start.min(start);
                line.end = line.end.max(end);
            } else if open.len() + done.len() < MAX_PIECES {
                open.push(Line { from: row, to: row, start, end });
            }
        }
        done.extend(open.extract_if(.., |line| line.to + 2 < row));
    }
    done.append(&mut open);
    // Three rows were taken together: a line of one row shows in three.
    let mut lines: Vec<Line> = done
        .into_iter()
        .filter(|line| line.to - line.from <= thickest + 2)
        .map(|line| if line.to - line.from >= 2 { Line { from: line.from + 1, to: line.to - 1, ..line } } else { line })
        .collect();
    lines.sort_by_key(|line| (line.from, line.start));
    bridged(lines, bridge)
}

/// Runs of marked pixels, over gaps that are not wider than a bridge.
fn runs(row: &[u8], bridge: usize) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut x = 0;
    while let Some(start) = row.get(x..).and_then(|rest| rest.iter().position(|mark| *mark > 0)) {
        let start = x + start;
        let length = row.get(start..).map_or(0, |rest| rest.iter().take_while(|mark| **mark > 0).count());
        x = start + length;
        match runs.last_mut() {
            Some(last) if start - last.1 <= bridge => last.1 = x,
            _ => runs.push((start, x)),
        }
    }
    runs
}

/// Joins lines of one height whose ends are near each other.
fn bridged(lines: Vec<Line>, bridge: usize) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::new();
    for line in lines {
        let fits = |other: &Line| {
            other.to + 2 >= line.from
                && line.to + 2 >= other.from
                && line.start <= other.end + bridge
                && other.start <= line.end + bridge
        };
        match joined.iter_mut().rev().take(64).find(|other| fits(other)) {
            Some(other) => {
                // The position of the longer one stays.
                if line.end - line.start > other.end - other.start {
                    (other.from, other.to) = (line.from, line.to);
                }
                other.start = other.start.min(line.start);
                other.end = other.end.max(line.end);
            }
            None => joined.push(line),
        }
    }
    joined
}

impl Lines {
    /// Leaves out short upright lines within a seal that go on nowhere: strokes of its characters.
    pub(crate) fn leave_out_strokes(&mut self, seals: &[Area], scale: f64) {
        let (short, near) = (pixels(STROKE, scale), pixels(TOUCH, scale) / 2);
        let all = self.upright.clone();
        self.upright.retain(|line| {
            let inside = |seal: &Area| {
                seal.x0 <= line.from && line.to <= seal.x1 && seal.y0 <= line.end && line.start <= seal.y1
            };
            let goes_on = || all.iter().any(|other| other != line && other.from.abs_diff(line.from) <= near);
            line.end - line.start >= short || !seals.iter().any(inside) || goes_on()
        });
    }

    /// Wipes the lines out of a raster.
    pub(crate) fn wipe(&self, raster: &mut Raster) {
        for line in &self.across {
            for y in line.from.saturating_sub(2)..=line.to + 2 {
                if let Some(row) = raster.row_mut(y).get_mut(line.start.saturating_sub(2)..) {
                    row.iter_mut().take(line.end - line.start + 4).for_each(|value| *value = 255);
                }
            }
        }
        for line in &self.upright {
            for y in line.start.saturating_sub(2)..line.end + 2 {
                for x in line.from.saturating_sub(2)..=line.to + 2 {
                    raster.set(x, y, 255);
                }
            }
        }
    }

    /// The lines in points.
    #[allow(clippy::cast_possible_truncation)] // points of a page
    pub(crate) fn rules(&self, scale: f64) -> Vec<Rule> {
        let rule = |orientation: Orientation| {
            move |line: &Line| {
                let at = |pixel: usize| (pixel as f64 / scale) as f32;
                let thickness = at(line.to - line.from + 1);
                Rule::new(orientation, (at(line.from) + at(line.to + 1)) / 2.0, at(line.start), at(line.end), thickness)
            }
        };
        let across = self.across.iter().map(rule(Orientation::Horizontal));
        across.chain(self.upright.iter().map(rule(Orientation::Vertical))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A box with one upright line inside, and a stroke that is no line.
    fn drawing() -> Raster {
        let mut raster = Raster::filled(400, 300, 255);
        for x in 50..350 {
            raster.set(x, 50, 60);
            raster.set(x, 250, 60);
            raster.set(x, 251, 60);
        }
        for y in 50..250 {
            for x in [50, 200, 349] {
                raster.set(x, y, 60);
            }
        }
        for x in 100..120 {
            raster.set(x, 100, 0);
        }
        raster
    }

    #[test]
    fn lines_are_found_and_strokes_are_not() {
        let lines = find(&drawing(), 2.78);
        assert_eq!((lines.across.len(), lines.upright.len()), (2, 3), "{lines:?}");
        assert!(lines.across[0].from.abs_diff(50) <= 1 && lines.upright[1].from.abs_diff(200) <= 1);
    }

    /// Strokes of ten characters at one height, with the gaps between them, make no line.
    #[test]
    fn strokes_of_a_line_of_text_are_no_rule() {
        let mut raster = Raster::filled(400, 60, 255);
        for start in (40..340).step_by(20) {
            for x in start..start + 15 {
                raster.set(x, 20, 0);
                raster.set(x, 30, 0);
            }
        }
        assert_eq!(find(&raster, 2.0).across, []);
    }

    /// A stroke of the text above a table touches its left border.
    #[test]
    fn a_line_ends_at_the_line_that_it_meets() {
        let mut raster = drawing();
        for y in 40..50 {
            raster.set(50, y, 60);
        }
        let lines = find(&raster, 2.78);
        assert!(lines.upright[0].start.abs_diff(50) <= 1, "{lines:?}");
    }

    #[test]
    fn a_stroke_of_a_seal_parts_no_cell() {
        let line = |from, start, end| Line { from, to: from + 1, start, end };
        let upright = vec![line(50, 0, 300), line(120, 100, 130), line(200, 100, 130), line(200, 160, 190)];
        let mut lines = Lines { across: Vec::new(), upright };
        lines.leave_out_strokes(&[Area { x0: 100, y0: 80, x1: 300, y1: 250 }], 2.0);
        let left: Vec<usize> = lines.upright.iter().map(|line| line.from).collect();
        assert_eq!(left, [50, 200, 200]);
    }

    #[test]
    fn wiping_leaves_the_text() {
        let mut raster = drawing();
        find(&raster, 2.78).wipe(&mut raster);
        assert_eq!((raster.at(200, 120), raster.at(110, 100)), (255, 0));
    }
}
