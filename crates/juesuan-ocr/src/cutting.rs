//! A piece of a line that holds several texts → one piece each: what was read tells where an amount ends.

use crate::doubt;
use crate::model::Seen;
use crate::page::{MARGIN, Prepared, crop};
use crate::segments::{Area, Segment};

impl Prepared {
    /// Cuts segments behind an amount, where the gap is wider than within it and another number or a label begins.
    pub(crate) fn cut(&mut self, seen: Vec<Vec<Seen>>) -> Vec<Vec<Seen>> {
        let segments = std::mem::take(&mut self.found.segments);
        let mut cut = Vec::with_capacity(seen.len());
        for (segment, mut seen) in segments.into_iter().zip(seen) {
            seen.retain(|seen| seen.character != ' ');
            let frame = crop(&segment, MARGIN);
            let place = |seen: &Seen| frame.x0 + seen.at * (frame.x1 - frame.x0);
            let usual = self.digit_gap(&segment, &seen, &place);
            let text: Vec<char> = seen.iter().map(|seen| seen.character).collect();
            let (mut from, mut left, mut ends) = (0, segment.ink.x0, Vec::new());
            for (index, pair) in seen.windows(2).enumerate() {
                let [a, b] = pair else { continue };
                // Its commas may have been read as points: `1.234.50`.
                let before = text.get(from..=index).unwrap_or_default();
                let amount = doubt::is_amount(&before.iter().collect::<String>()) || doubt::is_one_amount(before);
                if !amount || !begins_another(text.get(index + 1..).unwrap_or_default()) {
                    continue;
                }
                let (gap_from, gap_to) = self.blank(&segment, place(a), place(b));
                // `5.621.47` is one amount whose comma was read as a point, unless the gap is one between columns.
                let one = doubt::is_one_amount(text.get(from..).unwrap_or_default());
                let least = if one { segment.size * 2 / 5 } else { 0 };
                if gap_to - gap_from > (usual + usual / 2).max(2).max(least) {
                    ends.push((index + 1, Area { x0: left, x1: gap_from, ..segment.ink }));
                    (from, left) = (index + 1, gap_to);
                }
            }
            if ends.is_empty() {
                self.found.segments.push(segment);
                cut.push(seen);
                continue;
            }
            ends.push((seen.len(), Area { x0: left, ..segment.ink }));
            let mut start = 0;
            for (end, ink) in ends {
                let part = Segment { ink, ..segment.clone() };
                let own = crop(&part, MARGIN);
                let moved = |one: &Seen| Seen { at: (place(one) - own.x0) / (own.x1 - own.x0).max(1.0), ..*one };
                cut.push(seen.get(start..end).unwrap_or_default().iter().map(moved).collect());
                self.found.segments.push(part);
                start = end;
            }
        }
        cut
    }

    /// How far the digits of a segment are apart, mostly.
    fn digit_gap(&self, segment: &Segment, seen: &[Seen], place: &dyn Fn(&Seen) -> f32) -> usize {
        let digits = |pair: &[Seen]| pair.iter().all(|seen| seen.character.is_ascii_digit());
        let pairs = seen.windows(2).filter(|pair| digits(pair)).take(40);
        let gap = |pair: &[Seen]| match pair {
            [a, b] => self.blank(segment, place(a), place(b)),
            _ => (0, 0),
        };
        let mut gaps: Vec<usize> = pairs.map(gap).map(|(from, to)| to - from).collect();
        gaps.sort_unstable();
        gaps.get(gaps.len() / 2).copied().unwrap_or(0)
    }
}

/// Whether what stands behind an amount is no part of it: a label, another amount, or a code.
fn begins_another(rest: &[char]) -> bool {
    let number: String = rest.iter().take_while(|c| doubt::is_part(**c)).collect();
    rest.first().is_some_and(|c| u32::from(*c) >= 0x3400)
        || doubt::is_amount(&number)
        || number.len() >= 3 && number.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::sketch::{WORDING, row};

    /// Small print: the comma of the amount was read as a point, and a code stands close behind it.
    #[test]
    fn an_amount_whose_comma_was_read_as_a_point_is_cut_from_what_stands_behind_it() {
        let text = "1.234.5030216";
        let (mut prepared, _) = row(&[text], Vec::new());
        let seen: Vec<Seen> = text
            .chars()
            .enumerate()
            .map(|(index, character)| Seen {
                character,
                probability: 0.99,
                at: (index as f32 + 0.5 + if index > 7 { 1.0 } else { 0.0 }) / 14.0,
                kin: 0.99,
            })
            .collect();
        prepared.found.segments[0].ink.x1 = 100 + 14 * 10;
        for y in 50..70 {
            let row = prepared.raster.row_mut(y);
            row[100..240].fill(0);
            // A column of blank between characters, and a wider gap behind the amount.
            (110..240).step_by(10).for_each(|x| row[x] = 255);
            row[180..190].fill(255);
        }
        let cut = prepared.cut(vec![seen]);
        let texts: Vec<String> = cut.into_iter().map(|seen| doubt::judge(seen, None, &WORDING).text()).collect();
        assert_eq!(texts, ["1,234.50", "30216"]);
    }
}
