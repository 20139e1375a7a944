//! Several numbers in one cell: its lines → whether they are more than one number.

use juesuan_document::layout::Cell;

use super::lane::is_digit;

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
        parted && (words.iter().skip(1).any(|word| !is_group(word)) || line.is_parted())
    })
}

/// Three digits, and perhaps decimals: the rest of a number whose thousands are parted by spaces.
fn is_group(word: &str) -> bool {
    let whole = word.split(['.', '．']).next().unwrap_or(word);
    whole.chars().count() == 3 && whole.chars().all(is_digit)
}

#[cfg(test)]
mod tests {
    use juesuan_document::Rect;
    use juesuan_document::layout::TextLine;

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
