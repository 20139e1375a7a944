//! Sums of the items of tables beyond the nine: 政府采购情况表, 机构运行信息表.

use super::finding::{Finding, Rule, Term};
use super::types::{CellRef, Words};
use crate::beyond::ItemSum;
use crate::diagnostic::Severity;
use crate::value::Amount;

pub(super) const RULES: &[Rule] = &[Rule {
    id: "b.items",
    zh: "九张表以外的表：合计＝各项之和",
    en: "tables beyond the nine: a total = the sum of its items",
    severity: Severity::Error,
    find: |books| {
        let found: Vec<Finding> = books.item_sums.iter().map(sum).collect();
        if found.is_empty() { Err(Words::new("没有这样的表", "there is no such table")) } else { Ok(found) }
    },
}];

fn sum(sum: &ItemSum<'_>) -> Finding {
    let term = |(item, amount): &(&'static str, &Amount)| {
        Term::amount(CellRef::new(sum.table, 0, item, sum.column, amount.at), amount)
    };
    Finding::equal(sum.chinese, vec![term(&sum.whole)], sum.parts.iter().map(term).collect())
}
