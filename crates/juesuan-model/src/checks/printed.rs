//! The printed numbers of one report, as checks over several reports need them: what the row is, the value in 元, how
//! far it is rounded, whether it was read in doubt. A report → its numbers, by the same rules as the checks inside it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::doubts::ABOUT_NUMBERS;
use super::finding::half_unit;
use super::ledger::{Ledger, Line, TOTAL};
use super::summaries::{CLOSING, GRAND_TOTAL, OF_THE_YEAR, OPENING, Role, line};
use crate::place::Place;
use crate::report::Report;
use crate::tables::{Column, Fact, Side, TableId};
use crate::value::{Amount, Unit};

/// What a row of a table is, where it is one that every table of its kind has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RowRole {
    /// 合计 of a list.
    Total,
    /// 本年收入合计, 本年支出合计 of a summary.
    OfTheYear,
    /// 年初结转和结余
    Opening,
    /// 年末结转和结余
    Closing,
    /// 总计 of a summary.
    GrandTotal,
    /// 人员经费合计
    PersonnelTotal,
    /// 公用经费合计
    PublicTotal,
}

/// A printed number of one of the nine tables.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Printed<'a> {
    /// The number as it was read.
    pub fact: &'a Fact,
    /// The key of its row's label, without number and 其中. A fund's line under the opening balance begins with
    /// `年初/`, so that it is not taken for the income of that fund.
    pub name: String,
    /// What its row is.
    pub role: Option<RowRole>,
    /// Its value: in 元 where the unit is known, else as printed.
    pub value: Decimal,
    /// Half a unit of the last place that its table prints, in the same unit.
    pub half: Decimal,
}

/// What the lines of a fund under 年初财政拨款结转和结余 are called.
const UNDER_OPENING: &str = "年初/";

/// Roles of the lines of a summary: side, how labels begin, role.
const SUMMARY_ROLES: &[(Side, Role, RowRole)] = &[
    (Side::Income, OF_THE_YEAR, RowRole::OfTheYear),
    (Side::Expenditure, OF_THE_YEAR, RowRole::OfTheYear),
    (Side::Income, OPENING, RowRole::Opening),
    (Side::Expenditure, CLOSING, RowRole::Closing),
    (Side::Income, GRAND_TOTAL, RowRole::GrandTotal),
    (Side::Expenditure, GRAND_TOTAL, RowRole::GrandTotal),
];

/// Every number of the nine tables of a report, in the order of tables and rows.
#[must_use]
pub fn printed(report: &Report) -> Vec<Printed<'_>> {
    let heads = report.table_heads();
    let ledger = Ledger::new(&report.facts, &report.tables, &heads);
    let mut all = Vec::new();
    for table in TableId::ALL {
        let Ok(sheet) = ledger.table(*table) else { continue };
        let summary = matches!(table, TableId::IncomeExpenditureSummary | TableId::FiscalAppropriationSummary);
        let columns: Vec<Column> = sheet.columns().collect();
        let role_of: Vec<(u32, Side, RowRole)> = SUMMARY_ROLES
            .iter()
            .filter(|_| summary)
            .filter_map(|(side, words, role)| Some((line(sheet, *side, words)?.row, *side, *role)))
            .collect();
        let row_of = |role| role_of.iter().find(|(_, _, of)| *of == role).map(|(row, _, _)| *row);
        let opening = row_of(RowRole::Opening).unwrap_or(u32::MAX);
        let by_fund = *table == TableId::FiscalAppropriationSummary;
        for line in &sheet.lines {
            let found =
                role_of.iter().find(|(row, side, _)| *row == line.row && line.side == Some(*side) && !line.of_which);
            let role = found.map(|(_, _, role)| *role).or_else(|| list_role(*table, line).filter(|_| !summary));
            let under_opening = by_fund && role.is_none() && line.side == Some(Side::Income) && line.row > opening;
            let name = if under_opening { format!("{UNDER_OPENING}{}", line.name) } else { line.name.clone() };
            for column in &columns {
                let (Some(fact), Some(term)) = (line.fact(*column), line.term(*column)) else { continue };
                let (value, half) = (term.value, term.half);
                all.push(Printed { fact, name: name.clone(), role, value, half });
            }
        }
    }
    all
}

/// The role of a row of a table that is one list.
fn list_role(table: TableId, line: &Line<'_>) -> Option<RowRole> {
    if line.code.is_some() {
        return None;
    }
    if table == TableId::GeneralBudgetBasicExpenditure {
        let kinds = [("人员经费", RowRole::PersonnelTotal), ("公用经费", RowRole::PublicTotal)];
        if let Some((_, role)) = kinds.iter().find(|(kind, _)| line.name.starts_with(kind)) {
            return Some(*role);
        }
    }
    TOTAL.contains(&line.name.as_str()).then_some(RowRole::Total)
}

/// Half a unit of the last printed place of an amount outside tables, in 元 where its unit is known.
#[must_use]
pub fn rounding(value: Decimal, unit: Option<Unit>) -> Decimal {
    half_unit(value, value.scale()).checked_mul(unit.map_or(Decimal::ONE, Unit::in_yuan)).unwrap_or_default()
}

/// How far the true amount may be from a printed one, in 元: half a unit of the last place; of about so much (`1200多万元`)
/// a whole unit of the last digit that is not 0.
#[must_use]
pub fn margin(amount: &Amount) -> Decimal {
    if !amount.about || amount.value.is_zero() {
        return rounding(amount.value, amount.unit);
    }
    let (mut digits, mut unit) = (amount.value.mantissa(), Decimal::new(1, amount.value.scale()));
    while digits % 10 == 0 {
        digits /= 10;
        unit = unit.saturating_mul(Decimal::TEN);
    }
    unit.checked_mul(amount.unit.map_or(Decimal::ONE, Unit::in_yuan)).unwrap_or_default()
}

/// Where the numbers of a report were not read without doubt.
#[derive(Debug)]
pub struct NumberDoubts<'a> {
    by_page: BTreeMap<u32, Vec<(Place, &'a str)>>,
}

/// A page with more doubts about numbers than this is in doubt as a whole: nothing on it need be looked up one by one.
const MANY_DOUBTS: usize = 200;

impl<'a> NumberDoubts<'a> {
    /// Those of a report.
    #[must_use]
    pub fn of(report: &'a Report) -> Self {
        let mut by_page: BTreeMap<u32, Vec<(Place, &'a str)>> = BTreeMap::new();
        for doubt in report.diagnostics.iter().filter(|doubt| ABOUT_NUMBERS.contains(&doubt.code)) {
            if let Some(at) = doubt.at {
                by_page.entry(at.page).or_default().push((at, doubt.message.as_str()));
            }
        }
        Self { by_page }
    }

    /// The doubt about what stands at a place.
    #[must_use]
    pub fn about(&self, at: &Place) -> Option<&'a str> {
        let on_page = self.by_page.get(&at.page)?;
        if on_page.len() > MANY_DOUBTS {
            return on_page.first().map(|(_, message)| *message);
        }
        on_page.iter().find(|(doubt, _)| doubt.touches(at)).map(|(_, message)| *message)
    }
}

#[cfg(test)]
mod tests {
    use juesuan_document::Rect;

    use super::*;
    use crate::diagnostic::{Code, Diagnostic, Severity};

    fn report() -> Report {
        Report::read(&[])
    }

    fn place(page: u32, x: f32) -> Place {
        Place::new(page, Rect { x0: x, y0: 0.0, x1: x + 5.0, y1: 5.0 })
    }

    #[test]
    fn a_doubt_is_about_what_it_touches() {
        let mut report = report();
        let doubt = |at, code| Diagnostic::new(code, Severity::Error, Some(at), "digits");
        report.diagnostics =
            vec![doubt(place(2, 10.0), Code::MalformedNumber), doubt(place(2, 50.0), Code::TemplateText)];
        let doubts = NumberDoubts::of(&report);
        assert_eq!(doubts.about(&place(2, 12.0)), Some("digits"));
        assert_eq!(doubts.about(&place(2, 52.0)), None, "a doubt about words");
        assert_eq!(doubts.about(&place(3, 12.0)), None);
        report.diagnostics = vec![doubt(place(2, 10.0), Code::MalformedNumber); MANY_DOUBTS + 1];
        assert_eq!(NumberDoubts::of(&report).about(&place(2, 400.0)), Some("digits"), "the page as a whole");
    }

    #[test]
    fn amounts_are_rounded_to_their_last_place() {
        let half = |text: &str, unit| rounding(text.parse().unwrap(), unit).normalize().to_string();
        assert_eq!(half("12.30", Some(Unit::TenThousandYuan)), "50");
        assert_eq!(half("12.30", Some(Unit::Yuan)), "0.005");
        assert_eq!(half("0", Some(Unit::TenThousandYuan)), "0");
    }
}
