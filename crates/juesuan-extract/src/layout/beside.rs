//! Upright rules beside a table that no crossing rule touches → rules of that table.
//!
//! A cell that begins on an earlier page and ends on a later one has no border at its top or bottom here: of the merged
//! columns at the side of a table only the upright rules are left. They are as high as the table.

use crate::page::{Orientation, Rule};

/// Their ends lie this close to those of the table, in points.
const LEVEL: f32 = 3.0;

/// Gives each table the upright rules that stand beside it, from its top to its bottom, and touch nothing.
pub(super) fn adopt(components: Vec<Vec<Rule>>) -> Vec<Vec<Rule>> {
    let upright = |component: &Vec<Rule>| component.iter().all(|rule| rule.orientation == Orientation::Vertical);
    let (loose, mut tables): (Vec<Vec<Rule>>, Vec<Vec<Rule>>) = components.into_iter().partition(upright);
    if tables.is_empty() {
        return loose;
    }
    let mut rest = Vec::new();
    for rules in loose {
        let (top, bottom) = ends(&rules);
        let level = |table: &&mut Vec<Rule>| {
            let (from, to) = ends(table);
            (from - top).abs() < LEVEL && (to - bottom).abs() < LEVEL
        };
        match tables.iter_mut().find(level) {
            Some(table) => table.extend(rules),
            None => rest.push(rules),
        }
    }
    tables.extend(rest);
    tables
}

/// Where rules begin and end from top to bottom.
fn ends(rules: &[Rule]) -> (f32, f32) {
    let end =
        |rule: &Rule, upright: f32| if rule.orientation == Orientation::Vertical { upright } else { rule.position };
    let top = rules.iter().map(|rule| end(rule, rule.start)).fold(f32::MAX, f32::min);
    let bottom = rules.iter().map(|rule| end(rule, rule.end)).fold(f32::MIN, f32::max);
    (top, bottom)
}
