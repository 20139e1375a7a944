//! Whose a number is that does not keep within the borders of its cell: cells of a row → whether their figures may be
//! another column's, or parts of a number.

use juesuan_document::layout::{Cell, Grid, GridKind, TextLine};

use super::lane::is_digit;

/// A number with more than this share of its width beyond the borders of its cell is nobody's.
const ASTRIDE: f32 = 1.0 / 3.0;

/// A number that a neighbour's figures reach into, by more than this many of their sizes, may be what is left of one.
const INTRUDES: f32 = 0.8;

/// Figures further apart than so many of their sizes are of two numbers: a space that parts thousands is narrower.
const APART: f32 = 0.9;

/// Whether so much of a cell's number lies beyond its borders that it may belong to the next column.
pub(super) fn lies_astride(cell: &Cell) -> bool {
    let text = cell.text_box();
    let outside = (cell.area.x0 - text.x0).max(0.0) + (text.x1 - cell.area.x1).max(0.0);
    outside > ASTRIDE * text.width()
}

/// Whether figures of a cell reach into a neighbour: those of both, set solid across the border, are then in one cell.
pub(super) fn reaches_out(cell: &Cell) -> bool {
    let figures = |text: &str| text.chars().any(is_digit) && !text.chars().any(char::is_alphabetic);
    cell.lines.iter().any(|line| {
        let reach = INTRUDES * line.size;
        (line.bbox.x0 < cell.area.x0 - reach || line.bbox.x1 > cell.area.x1 + reach) && figures(&line.text)
    })
}

/// Whether figures of a neighbour reach into a cell. Only where borders are drawn does it matter where they end.
pub(super) fn is_intruded(grid: &Grid, intruders: &[&Cell], cell: &Cell) -> bool {
    let reaches = |line: &TextLine| {
        let (left, right) = (line.bbox.x0.max(cell.area.x0), line.bbox.x1.min(cell.area.x1));
        right - left > INTRUDES * line.size
    };
    grid.kind == GridKind::Ruled
        && intruders.iter().any(|other| other.column != cell.column && other.lines.iter().any(reaches))
}

/// Whether a line of a cell prints several numbers: a rule between two columns is missing. What parts them is wider than
/// the space between thousands, or stands where none parts any. Single digits set apart are one spaced number.
pub(super) fn holds_several(cell: &Cell) -> bool {
    cell.lines.iter().any(|line| {
        let words: Vec<&str> = line.text.split_whitespace().collect();
        let digits = |text: &str| text.chars().filter(|c| is_digit(*c)).count();
        let parted = words.windows(2).any(|pair| match pair {
            [left, right] => left.ends_with(is_digit) && right.starts_with(is_digit) && digits(left) > 1,
            _ => false,
        });
        parted && (words.iter().skip(1).any(|word| !is_group(word)) || widest_gap(line) > APART * line.size)
    })
}

/// Three digits, and perhaps decimals: the rest of a number whose thousands are parted by spaces.
fn is_group(word: &str) -> bool {
    let whole = word.split(['.', '．']).next().unwrap_or(word);
    whole.chars().count() == 3 && whole.chars().all(is_digit)
}

/// The widest gap between two figures of a line; none where the source knows no places.
fn widest_gap(line: &TextLine) -> f32 {
    let printed = line.text.chars().zip(&line.extents).filter(|(c, _)| !c.is_whitespace());
    let edges: Vec<(f32, f32)> = printed.map(|(_, extent)| *extent).collect();
    edges.windows(2).fold(0.0, |widest, pair| match pair {
        [left, right] => widest.max(right.0 - left.1),
        _ => widest,
    })
}

#[cfg(test)]
mod tests {
    use juesuan_document::Rect;

    use super::*;

    /// A cell of words at these places, in figures 5 points wide.
    fn cell(words: &[(&str, f32)]) -> Cell {
        let mut line = TextLine { size: 10.0, ..TextLine::default() };
        for (word, start) in words {
            if !line.text.is_empty() {
                line.text.push(' ');
                line.extents.push((line.bbox.x1, *start));
            }
            for (at, c) in word.chars().enumerate() {
                line.text.push(c);
                line.extents.push((start + 5.0 * at as f32, start + 5.0 * (at + 1) as f32));
            }
            line.bbox.x1 = start + 5.0 * word.chars().count() as f32;
        }
        Cell::new(0, 0, Rect::default(), vec![line])
    }

    #[test]
    fn two_numbers_in_one_cell_are_no_number() {
        assert!(holds_several(&cell(&[("50", 0.0), ("50", 13.0)])));
        assert!(holds_several(&cell(&[("900", 0.0), ("820", 40.0)])));
        for one in [
            &[("12", 0.0), ("345", 13.0), ("678.90", 31.0)][..],
            &[("3456", 0.0), (".78", 30.0)],
            &[("1", 0.0), ("2", 20.0), ("3", 40.0)],
            &[("1234.56", 0.0)],
        ] {
            assert!(!holds_several(&cell(one)), "{one:?}");
        }
    }
}
