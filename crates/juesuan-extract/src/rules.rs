//! Pieces of ruling lines in, whole ruling lines out: collinear pieces that touch are merged, positions that differ
//! by less than a hair are made equal, what is too short for a line is dropped.

use crate::page::{Orientation, Rule};

/// Pieces whose middles are this close are on one line, in points.
const SNAP: f32 = 0.6;
/// Pieces on one line are one rule when the gap between them is at most this long, in points (dashes, corners).
const MAX_GAP: f32 = 1.2;
/// What is shorter is a dot or a part of a drawing, in points.
const MIN_LENGTH: f32 = 2.5;

/// Merges pieces into rules: horizontal ones first, by position and start.
pub(crate) fn merge(mut pieces: Vec<Rule>) -> Vec<Rule> {
    pieces.retain(|piece| {
        [piece.position, piece.start, piece.end, piece.thickness].iter().all(|value| value.is_finite())
    });
    pieces.sort_by(|a, b| a.orientation.cmp(&b.orientation).then(a.position.total_cmp(&b.position)));
    let mut rules = Vec::new();
    let mut rest = pieces.as_mut_slice();
    while let Some(first) = rest.first().copied() {
        let same = |piece: &Rule| piece.orientation == first.orientation && piece.position - first.position <= SNAP;
        let (line, following) = rest.split_at_mut(rest.partition_point(same));
        merge_line(line, &mut rules);
        rest = following;
    }
    rules.retain(|rule: &Rule| rule.end - rule.start >= MIN_LENGTH);
    rules.sort_by(|a, b| {
        order(a).cmp(&order(b)).then(a.position.total_cmp(&b.position)).then(a.start.total_cmp(&b.start))
    });
    rules
}

const fn order(rule: &Rule) -> u8 {
    match rule.orientation {
        Orientation::Horizontal => 0,
        Orientation::Vertical => 1,
    }
}

/// Merges the pieces of one line.
fn merge_line(line: &mut [Rule], rules: &mut Vec<Rule>) {
    // Long pieces say where the line is; the corners and dashes between them follow.
    let (weighted, length) = line.iter().fold((0.0_f64, 0.0_f64), |(weighted, length), piece| {
        let weight = f64::from(piece.end - piece.start).max(0.01);
        (weighted + weight * f64::from(piece.position), length + weight)
    });
    let position = (weighted / length) as f32;
    line.sort_by(|a, b| a.start.total_cmp(&b.start).then(a.end.total_cmp(&b.end)));
    let mut current: Option<Rule> = None;
    for piece in line.iter() {
        match &mut current {
            Some(rule) if piece.start - rule.end <= MAX_GAP => {
                rule.end = rule.end.max(piece.end);
                rule.thickness = rule.thickness.max(piece.thickness);
            }
            _ => rules.extend(current.replace(Rule { position, ..*piece })),
        }
    }
    rules.extend(current);
}

#[cfg(test)]
mod tests {
    use super::*;
    use Orientation::{Horizontal, Vertical};

    #[test]
    fn touching_pieces_are_one_rule() {
        let pieces = vec![
            Rule::new(Horizontal, 100.0, 60.0, 110.0, 0.5),
            Rule::new(Horizontal, 100.2, 10.0, 60.5, 0.5),
            Rule::new(Horizontal, 100.0, 130.0, 150.0, 0.5),
            Rule::new(Vertical, 10.0, 100.0, 120.0, 0.5),
        ];
        let rules = merge(pieces);
        let spans: Vec<_> = rules.iter().map(|rule| (rule.orientation, rule.start, rule.end)).collect();
        assert_eq!(spans, [(Horizontal, 10.0, 110.0), (Horizontal, 130.0, 150.0), (Vertical, 100.0, 120.0)]);
        assert_eq!(rules[0].position, rules[1].position);
    }

    #[test]
    fn dashes_and_corners_join_dots_do_not() {
        let dashes =
            (0..20).map(|index| Rule::new(Vertical, 50.0, 10.0 + 3.0 * index as f32, 12.0 + 3.0 * index as f32, 0.5));
        let rules = merge(dashes.chain([Rule::new(Horizontal, 300.0, 5.0, 5.5, 0.5)]).collect());
        assert_eq!(rules, [Rule::new(Vertical, 50.0, 10.0, 69.0, 0.5)]);
    }

    #[test]
    fn double_lines_stay_two() {
        let rules =
            merge(vec![Rule::new(Horizontal, 100.0, 0.0, 50.0, 0.5), Rule::new(Horizontal, 101.5, 0.0, 50.0, 0.5)]);
        assert_eq!(rules.len(), 2);
    }

    #[test]
    fn the_order_does_not_depend_on_the_input() {
        let pieces: Vec<Rule> = (0..30)
            .map(|index| Rule::new(Horizontal, (index * 7 % 30) as f32, (index % 3) as f32, 40.0, 1.0))
            .collect();
        let reversed = pieces.iter().rev().copied().collect();
        assert_eq!(merge(pieces), merge(reversed));
    }
}
