//! The row that numbers the columns of a table, read or hidden in part: its numbers are no figures.

use crate::doubt::{self, Reading, Wording};
use crate::model::Seen;
use crate::page::Prepared;
use crate::segments::Area;
use crate::surroundings::COLUMN;

impl Prepared {
    /// A row of numbers that count the columns, but for some that were not read: those are what they must be.
    fn fill_column_numbers(row: &[usize], readings: &mut [Reading]) {
        let text = |index: &usize| readings.get(*index).map(Reading::text).unwrap_or_default();
        let texts: Vec<String> = row.iter().map(text).collect();
        let unread = |text: &str| text.chars().count() <= 2 && text.contains(char::REPLACEMENT_CHARACTER);
        let counts = |(place, text): (u32, &String)| doubt::ordinal(text) == Some(place);
        let counting = (1..).zip(&texts).filter(|pair| counts(*pair)).count();
        let whole = (1..).zip(&texts).all(|pair| counts(pair) || unread(pair.1));
        if !whole || counting < COLUMN || counting * 3 < texts.len() * 2 {
            return;
        }
        for (place, index) in (1_u32..).zip(row) {
            let Some(reading) = readings.get_mut(*index).filter(|reading| unread(&reading.text())) else { continue };
            let Some(first) = reading.seen.first().copied() else { continue };
            reading.seen = place.to_string().chars().map(|character| Seen { character, ..first }).collect();
            reading.accepted = true;
        }
    }

    /// A row of column numbers whose name was not read would pass for a row of figures.
    pub(crate) fn hide_column_numbers(&self, readings: &mut [Reading], wording: &Wording) {
        let segments = &self.found.segments;
        let mut order: Vec<usize> = (0..segments.len()).collect();
        let ink = |index: usize| segments.get(index).map(|segment| segment.ink);
        order.sort_by_key(|index| ink(*index).map(|ink| (ink.y0 + ink.y1, ink.x0)));
        let middle = |index: usize| ink(index).map_or(0, |ink| (ink.y0 + ink.y1) / 2);
        let near = |a: usize, b: usize| {
            let size = segments.get(a).map_or(0, |segment| segment.size);
            middle(a).abs_diff(middle(b)) * 3 <= size
        };
        for row in order.chunk_by(|a, b| near(*a, *b)) {
            let text = |index: &usize| readings.get(*index).map(Reading::text).unwrap_or_default();
            let mut row: Vec<usize> = row.to_vec();
            row.sort_by_key(|index| ink(*index).map(|ink| ink.x0));
            let unnamed = |index: &usize| !wording.names_column_numbers(&text(index));
            let numbers: Vec<usize> = row.iter().copied().filter(unnamed).collect();
            Self::fill_column_numbers(&numbers, readings);
            let text = |index: &usize| readings.get(*index).map(Reading::text).unwrap_or_default();
            let texts: Vec<String> = row.iter().map(text).collect();
            let numbers: Vec<u32> = texts.iter().filter_map(|text| doubt::ordinal(text)).collect();
            let rising = numbers.windows(2).all(|pair| matches!(pair, [a, b] if a < b));
            let named = texts.iter().any(|text| wording.names_column_numbers(text));
            let figures = texts.iter().any(|text| doubt::is_amount(text));
            // Some tables number their columns without a name: a whole row of numbers says so itself.
            let whole = numbers.iter().zip(1..).all(|(number, place)| *number == place);
            // Of a row that is hidden in part, few may be left, and nothing else stands in it.
            let alone = !numbers.is_empty() && numbers.len() == row.len();
            let few = numbers.len() < COLUMN && !(alone && self.is_stained(&row));
            if few || !rising || (whole && numbers.len() >= COLUMN) || named || figures {
                continue;
            }
            for (index, text) in row.iter().zip(&texts) {
                if doubt::ordinal(text).is_some()
                    && let Some(reading) = readings.get_mut(*index)
                {
                    reading.reject();
                }
            }
        }
    }

    /// Whether foreign ink lies anywhere at the height of a row.
    fn is_stained(&self, row: &[usize]) -> bool {
        let inks = row.iter().filter_map(|index| self.found.segments.get(*index)).map(|segment| segment.ink);
        let band = inks.reduce(|a, b| a.join(&b)).map(|ink| Area { x0: 0, x1: self.raster.width, ..ink });
        band.is_some_and(|band| self.stains.touch(&band) || self.found.blots.iter().any(|blot| blot.meets(&band)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::sketch::{WORDING, row};

    fn figures_left(texts: &[&str], blots: &[Area]) -> usize {
        let (prepared, mut readings) = row(texts, blots.to_vec());
        prepared.hide_column_numbers(&mut readings, &WORDING);
        readings.iter().filter(|reading| reading.accepted && doubt::ordinal(&reading.text()).is_some()).count()
    }

    /// A seal over the name of the row of column numbers and over some of them: what is left are no figures.
    #[test]
    fn column_numbers_that_are_hidden_in_part_are_no_figures() {
        assert_eq!(figures_left(&["1", "2", "4", "5", "12"], &[]), 0);
        let seal = Area { x0: 300, y0: 0, x1: 900, y1: 100 };
        assert_eq!(figures_left(&["4", "5"], &[seal]), 0);
        assert_eq!(figures_left(&["1", "2"], &[seal]), 0);
    }

    #[test]
    fn unread_numbers_of_a_row_that_counts_are_filled_in() {
        let (prepared, mut readings) = row(&["1", "2", "3", "4", "7"], Vec::new());
        readings[4].reject();
        prepared.hide_column_numbers(&mut readings, &WORDING);
        assert_eq!((readings[4].text().as_str(), readings[4].accepted), ("5", true));
        let (prepared, mut readings) = row(&["栏次", "1", "栏次", "2", "3", "7"], Vec::new());
        readings[5].reject();
        prepared.hide_column_numbers(&mut readings, &WORDING);
        assert_eq!(readings[5].text(), "4", "named");
        // Numbers that do not count the columns are none of it.
        let (prepared, mut readings) = row(&["1", "2", "4", "5", "7"], Vec::new());
        readings[4].reject();
        prepared.hide_column_numbers(&mut readings, &WORDING);
        assert!(readings.iter().all(|reading| !reading.accepted));
    }

    #[test]
    fn rows_that_say_what_they_are_stay() {
        assert_eq!(figures_left(&["栏次", "1", "2", "4"], &[]), 3, "named");
        assert_eq!(figures_left(&["1", "2", "3"], &[]), 3, "a whole row says so itself");
        assert_eq!(figures_left(&["1", "2"], &[]), 2, "nothing hides a part of it");
        assert_eq!(figures_left(&["1", "2", "12.50"], &[]), 2, "a row of figures");
    }
}
