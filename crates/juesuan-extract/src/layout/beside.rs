//! Upright rules beside a table that no crossing rule touches → rules of that table.
//!
//! A cell that begins on an earlier page and ends on a later one has no border at its top or bottom here: of the merged
//! columns at the side of a table only the upright rules are left. They are as high as the table.

use crate::page::{Orientation, Rule};

/// Their ends lie this close to those of the table, in points.
const LEVEL: f32 = 3.0;

/// Narrower than this, in points, rules may be the strokes of a drawn letter: no table.
const NARROWEST: f32 = 72.0;

/// Gives each table the upright rules that stand beside it, from its top to its bottom, and touch nothing.
pub(super) fn adopt(components: Vec<Vec<Rule>>) -> Vec<Vec<Rule>> {
    let upright = |component: &Vec<Rule>| component.iter().all(|rule| rule.orientation == Orientation::Vertical);
    let (loose, mut tables): (Vec<Vec<Rule>>, Vec<Vec<Rule>>) = components.into_iter().partition(upright);
    let ends_of: Vec<Option<(f32, f32)>> =
        tables.iter().map(|table| Some(ends(table)).filter(|_| draws_cells(table))).collect();
    let mut rest = Vec::new();
    for rules in loose {
        let (top, bottom) = ends(&rules);
        let level = |ends: &Option<(f32, f32)>| {
            ends.is_some_and(|(from, to)| (from - top).abs() < LEVEL && (to - bottom).abs() < LEVEL)
        };
        match ends_of.iter().position(level).and_then(|at| tables.get_mut(at)) {
            Some(table) => table.extend(rules),
            None => rest.push(rules),
        }
    }
    tables.extend(rest);
    tables
}

/// Whether there are two rules each way, as around a cell, and wide ones.
fn draws_cells(rules: &[Rule]) -> bool {
    let (across, upright): (Vec<&Rule>, Vec<&Rule>) =
        rules.iter().partition(|rule| rule.orientation == Orientation::Horizontal);
    let left = across.iter().map(|rule| rule.start).fold(f32::MAX, f32::min);
    let right = across.iter().map(|rule| rule.end).fold(f32::MIN, f32::max);
    upright.len() > 1 && across.len() > 1 && right - left > NARROWEST
}

/// Where rules begin and end from top to bottom.
fn ends(rules: &[Rule]) -> (f32, f32) {
    let end =
        |rule: &Rule, upright: f32| if rule.orientation == Orientation::Vertical { upright } else { rule.position };
    let top = rules.iter().map(|rule| end(rule, rule.start)).fold(f32::MAX, f32::min);
    let bottom = rules.iter().map(|rule| end(rule, rule.end)).fold(f32::MIN, f32::max);
    (top, bottom)
}
