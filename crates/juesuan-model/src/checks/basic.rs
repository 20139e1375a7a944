//! 基本支出 by economic classification (T6) and “三公”经费 (T7): sums within the two tables.

use super::Books;
use super::finding::{Finding, Found, Rule, Term};
use super::ledger::{Line, Sheet};
use crate::diagnostic::Severity;
use crate::tables::{Column, Side, TableId};

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "t6.tree",
        zh: "类（三位编码）＝各款（五位编码）之和",
        en: "each three-digit code = sum of its five-digit codes",
        severity: Severity::Error,
        find: |books| {
            let sheet = books.ledger.table(TableId::GeneralBudgetBasicExpenditure)?;
            let repeated = sheet.repeated_codes();
            let twice = |line: &Line<'_>| line.code.is_some_and(|code| repeated.contains(code));
            let equation = |line: &Line<'_>| {
                let below = sheet.children(line.code?);
                if twice(line) || below.iter().any(|line| twice(line)) {
                    return None;
                }
                let parts: Vec<Term> = below.iter().filter_map(|line| line.term(Column::Final)).collect();
                let stated = line.terms(&[Column::Final]);
                let any = !below.is_empty() && (!stated.is_empty() || !parts.is_empty());
                any.then(|| Finding::equal(line.title(), stated, parts))
            };
            Ok(sheet.coded().filter_map(equation).collect())
        },
    },
    Rule {
        id: "t6.totals",
        zh: "301＋303＝人员经费合计；302＋307＋309＋310＋311＋312＋399等＝公用经费合计",
        en: "301 + 303 = personnel; 302, 307, 309, 310, 311, 312, 399 and others = public",
        severity: Severity::Error,
        find: totals,
    },
    Rule {
        id: "t7.sum",
        zh: "合计＝因公出国（境）费＋公务用车购置及运行维护费小计＋公务接待费；小计＝购置费＋运行维护费",
        en: "total = overseas travel + vehicles + reception; vehicles = purchase + operation; budget and final",
        severity: Severity::Error,
        find: |books| {
            let sheet = books.ledger.table(TableId::ThreePublic)?;
            let mut found = Vec::new();
            for (side, name) in [(Side::Budget, "预算数"), (Side::Final, "决算数")] {
                for (total, parts, of) in THREE_PUBLIC_SUMS {
                    let stated = three_public(sheet, side, *total);
                    let parts: Vec<Term> =
                        parts.iter().filter_map(|column| three_public(sheet, side, *column)).collect();
                    if let Some(stated) = stated
                        && !(parts.is_empty() && sheet.side(side).count() == 0)
                    {
                        found.push(Finding::equal(format!("{of}（{name}）"), vec![stated], parts));
                    }
                }
            }
            Ok(found)
        },
    },
];

/// The sums of T7.
const THREE_PUBLIC_SUMS: &[(Column, &[Column], &str)] = &[
    (Column::Total, &[Column::OverseasTravel, Column::Vehicles, Column::Reception], "“三公”经费合计"),
    (Column::Vehicles, &[Column::VehiclePurchase, Column::VehicleOperation], "公务用车购置及运行维护费小计"),
];

/// A number of T7.
pub(super) fn three_public(sheet: &Sheet<'_>, side: Side, column: Column) -> Option<Term> {
    sheet.side(side).find_map(|line| line.term(column))
}

/// Classes of the economic classification that are personnel expenses: 工资福利支出, 对个人和家庭的补助.
const PERSONNEL_CLASSES: &[&str] = &["301", "303"];

/// 人员经费合计 and 公用经费合计 as printed.
pub(super) fn printed_totals(sheet: &Sheet<'_>) -> [Option<Term>; 2] {
    ["人员经费", "公用经费"].map(|kind| {
        let mut lines = sheet.lines.iter().filter(|line| line.code.is_none());
        let line = lines.find(|line| line.name.starts_with(kind) && line.name != kind.trim_end_matches("合计"));
        line.or_else(|| sheet.lines.iter().find(|line| line.code.is_none() && line.name == kind))?.term(Column::Final)
    })
}

fn totals(books: &Books<'_>) -> Found {
    let sheet = books.ledger.table(TableId::GeneralBudgetBasicExpenditure)?;
    let is_personnel =
        |line: &&Line<'_>| line.code.is_some_and(|code| PERSONNEL_CLASSES.iter().any(|class| code.starts_with(class)));
    let roots = sheet.roots();
    let (personnel, public): (Vec<&Line<'_>>, Vec<&Line<'_>>) = roots.into_iter().partition(is_personnel);
    let sum = |lines: &[&Line<'_>]| -> Vec<Term> { lines.iter().filter_map(|line| line.term(Column::Final)).collect() };
    let (personnel, public) = (sum(&personnel), sum(&public));
    let [printed_personnel, printed_public] = printed_totals(sheet);
    let mut found = Vec::new();
    for (name, parts, printed) in
        [("人员经费合计", &personnel, &printed_personnel), ("公用经费合计", &public, &printed_public)]
    {
        if let Some(printed) = printed {
            found.push(Finding::equal(name, parts.clone(), vec![printed.clone()]));
        }
    }
    if let Some(total) = sheet.total().and_then(|line| line.term(Column::Final)) {
        let parts = match (printed_personnel, printed_public) {
            (Some(personnel), Some(public)) => vec![personnel, public],
            _ => personnel.into_iter().chain(public).collect(),
        };
        found.push(Finding::equal("合计", parts, vec![total]));
    }
    Ok(found)
}
