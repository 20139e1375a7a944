//! The narrative of a report → the amounts and counts of its standard blocks, and what it says of the year before.

use std::collections::{BTreeMap, BTreeSet};

use juesuan_model::checks::{Check, NumberDoubts, Status, margin, rounding, subject_name};
use juesuan_model::narrative::{Base, Comparison, Direction, Statement};
use juesuan_model::place::Place;
use juesuan_model::{Amount, Number, Report, Verdict};
use rust_decimal::Decimal;

use super::tables::CellName;
use super::{Basis, Claim, Earlier};
use crate::figure::{Counted, Figure, Key, Stated};

/// So many statements are compared: a hundred times those of the longest narratives known.
const MOST_CLAIMS: usize = 10_000;

/// The check by which a statement restates a number of the tables.
const RESTATES: &str = "n.amount";

/// Amounts and counts of the standard blocks.
pub(super) fn figures(report: &Report, doubts: &NumberDoubts<'_>) -> Vec<Figure> {
    let confirmed = confirmed_places(report);
    let blocks = &report.narrative.blocks;
    let figure = |key, label: &str, value: Decimal, unit, half, at: Place| Figure {
        key,
        label: label.to_owned(),
        value,
        unit,
        half,
        at,
        verdict: if confirmed.contains(&at) { Verdict::Verified } else { Verdict::Unverified },
        doubt: doubts.about(&at).map(str::to_owned),
    };
    let mut all = Vec::new();
    let mut money = |which, amount: Option<&Amount>| {
        all.extend(
            amount.map(|amount| figure(Key::Stated(which), "", amount.value, amount.unit, margin(amount), amount.at)),
        );
    };
    money(Stated::OrganOperation, blocks.organ_operation.as_ref().map(|organ| &organ.amount));
    if let Some(procurement) = &blocks.procurement {
        for (which, figure) in [
            (Stated::Procurement, &procurement.total),
            (Stated::ProcurementOfGoods, &procurement.goods),
            (Stated::ProcurementOfWorks, &procurement.works),
            (Stated::ProcurementOfServices, &procurement.services),
            (Stated::ProcurementFromSme, &procurement.sme),
            (Stated::ProcurementFromMicro, &procurement.micro),
        ] {
            money(which, figure.as_ref().and_then(|figure| figure.amount.as_ref()));
        }
    }
    let mut count = |which, number: &Option<Number>| {
        all.extend(number.as_ref().map(|number| {
            figure(Key::Counted(which), "", number.value, None, rounding(number.value, None), number.at)
        }));
    };
    if let Some(details) = &blocks.three_public {
        count(Counted::TravelGroups, &details.travel_groups);
        count(Counted::Travellers, &details.travellers);
        count(Counted::VehiclesBought, &details.vehicles_bought);
        count(Counted::VehiclesKept, &details.vehicles_kept);
        count(Counted::DomesticReceptions, &details.domestic_receptions);
        count(Counted::DomesticGuests, &details.domestic_guests);
        count(Counted::ForeignReceptions, &details.foreign_receptions);
        count(Counted::ForeignGuests, &details.foreign_guests);
    }
    if let Some(assets) = &blocks.state_assets {
        count(Counted::Vehicles, &assets.vehicles);
    }
    all
}

/// Where amounts of the text stand that a passing equation confirms: those of the blocks are few.
fn confirmed_places(report: &Report) -> Vec<Place> {
    let equations = report.checks.iter().filter(|check| check.status == Status::Pass && check.difference.is_some());
    let cells = equations.flat_map(|check| &check.cells);
    cells.filter(|cell| cell.table == "statements" && cell.column == "value").map(|cell| cell.at).collect()
}

/// What each statement says of the year before, and the statements that others may be compared with.
pub(super) fn claims(
    report: &Report,
    doubts: &NumberDoubts<'_>,
    by_cell: &BTreeMap<CellName, Option<Key>>,
) -> Vec<Claim> {
    let restated = restated(&report.checks, by_cell);
    let contradicted = contradicted(&report.checks);
    let mut row = 0_u32;
    let mut claims = Vec::new();
    for statement in report.narrative.statements.iter().take(MOST_CLAIMS) {
        // Rows are counted as checks count them.
        if !statement.is_about_amounts() {
            continue;
        }
        row = row.saturating_add(1);
        if statement.is_budget() || statement.is_earlier {
            continue;
        }
        let name = subject_name(&statement.subject.text);
        if name.is_empty() || contradicted.contains(&row) {
            continue;
        }
        let stated = statement.value.as_ref().and_then(in_yuan);
        let earlier = earlier(statement);
        if stated.is_none() && earlier.is_none() {
            continue;
        }
        let at = statement.value.as_ref().map_or(statement.at, |value| value.at);
        let half = statement.value.as_ref().map_or(Decimal::ZERO, margin);
        let doubt = doubts.about(&at).or_else(|| doubts.about(&earlier.as_ref()?.at)).map(str::to_owned);
        claims.push(Claim {
            subject: statement.subject.text.clone(),
            name,
            of: restated.get(&row).cloned(),
            stated,
            earlier,
            at,
            half,
            doubt,
        });
    }
    claims
}

/// The cell of a table that each statement restates, by the statement's row.
fn restated(checks: &[Check], by_cell: &BTreeMap<CellName, Option<Key>>) -> BTreeMap<u32, Key> {
    let mut found = BTreeMap::new();
    for check in checks.iter().filter(|check| check.id == RESTATES && check.status == Status::Pass) {
        let [one, other] = check.cells.as_slice() else { continue };
        let (statement, cell) = if one.table == "statements" { (one, other) } else { (other, one) };
        if statement.table != "statements" || cell.table == "statements" {
            continue;
        }
        let name = (cell.table.to_string(), cell.row, cell.side.to_string(), cell.column.to_string());
        if let Some(Some(key)) = by_cell.get(&name) {
            found.insert(statement.row, key.clone());
        }
    }
    found
}

/// Statements that their own document contradicts: what they imply is judged there.
fn contradicted(checks: &[Check]) -> BTreeSet<u32> {
    let fails = checks.iter().filter(|check| check.status == Status::Fail && check.id.starts_with("n."));
    let numeric = fails.filter(|check| check.difference.is_some());
    let cells = numeric.flat_map(|check| &check.cells);
    cells.filter(|cell| cell.table == "statements").map(|cell| cell.row).collect()
}

fn in_yuan(amount: &Amount) -> Option<Decimal> {
    amount.value.checked_mul(amount.unit?.in_yuan())
}

/// The amount of the year before that a statement gives: printed, or by difference or rate. Only where the clause itself
/// says that it compares with the year before.
fn earlier(statement: &Statement) -> Option<Earlier> {
    let comparison = statement.comparison.as_ref()?;
    if comparison.base != Some(Base::PriorYear) || comparison.base_implied {
        return None;
    }
    if let Some(base) = &comparison.base_amount {
        let half = margin(base);
        return Some(Earlier { value: in_yuan(base)?, half, basis: Basis::Stated, at: base.at });
    }
    let value = statement.value.as_ref()?;
    let (yuan, half) = (in_yuan(value)?, margin(value));
    match (comparison.direction?, &comparison.change) {
        (Direction::Flat, None) => Some(Earlier { value: yuan, half, basis: Basis::Flat, at: statement.at }),
        (Direction::Flat, Some(_)) => None,
        (direction, Some(change)) => {
            let difference = in_yuan(change)?;
            let before = match direction {
                Direction::Decrease => yuan.checked_add(difference)?,
                _ => yuan.checked_sub(difference)?,
            };
            let half = half.checked_add(margin(change))?;
            Some(Earlier { value: before, half, basis: Basis::Change, at: change.at })
        }
        (direction, None) => by_rate(comparison, direction, yuan, half),
    }
}

/// `增长24.7%`: this year's amount divided by what it grew to.
fn by_rate(comparison: &Comparison, direction: Direction, yuan: Decimal, half: Decimal) -> Option<Earlier> {
    let percent = comparison.change_percent.as_ref()?;
    let signed = if direction == Direction::Decrease { -percent.value } else { percent.value };
    let times = |percent: Decimal| Decimal::ONE.checked_add(percent.checked_div(Decimal::ONE_HUNDRED)?);
    let off = rounding(percent.value, None);
    // Rates are also cut off: a whole unit of the last place either way.
    let off = off.checked_add(off)?;
    let (low, exact, high) = (times(signed.checked_sub(off)?)?, times(signed)?, times(signed.checked_add(off)?)?);
    if low <= Decimal::ZERO {
        return None;
    }
    let value = yuan.checked_div(exact)?;
    let corners = [yuan.checked_sub(half)?.checked_div(high)?, yuan.checked_add(half)?.checked_div(low)?];
    let spread = corners.iter().map(|corner| corner.saturating_sub(value).abs()).max()?;
    // Of a rate more places are not known than of its amount.
    let value = value.round_dp(2);
    Some(Earlier {
        value,
        half: spread.round_dp(2).saturating_add(Decimal::new(1, 2)),
        basis: Basis::Rate,
        at: percent.at,
    })
}

#[cfg(test)]
mod tests {
    use juesuan_model::Unit;

    use super::*;

    fn amount(value: &str) -> Amount {
        Amount::new(value.parse().unwrap(), Some(Unit::TenThousandYuan), Place::default())
    }

    fn statement(change: Option<&str>, percent: Option<&str>, direction: Direction, implied: bool) -> Statement {
        let mut comparison = Comparison::default();
        comparison.base = Some(Base::PriorYear);
        comparison.base_implied = implied;
        comparison.direction = Some(direction);
        comparison.change = change.map(amount);
        comparison.change_percent = percent.map(|percent| Number::new(percent.parse().unwrap(), Place::default()));
        let mut statement = Statement::default();
        statement.value = Some(amount("142.80"));
        statement.comparison = Some(comparison);
        statement
    }

    #[test]
    fn the_year_before_is_implied_by_the_difference() {
        let before = earlier(&statement(Some("13.52"), Some("8.65"), Direction::Decrease, false)).unwrap();
        assert_eq!((before.value.normalize().to_string().as_str(), before.basis), ("1563200", Basis::Change));
        assert_eq!(before.half.normalize().to_string(), "100", "two amounts, each rounded to 0.01万元");
        let flat = earlier(&statement(None, None, Direction::Flat, false)).unwrap();
        assert_eq!((flat.value.normalize().to_string().as_str(), flat.basis), ("1428000", Basis::Flat));
    }

    #[test]
    fn by_a_rate_alone_it_is_known_as_far_as_the_rate_is() {
        let before = earlier(&statement(None, Some("8.65"), Direction::Decrease, false)).unwrap();
        let truth = Decimal::from(1_563_200);
        assert!((before.value - truth).abs() <= before.half, "{} ± {}", before.value, before.half);
        assert!(before.half < Decimal::from(400), "{}", before.half);
        assert_eq!(earlier(&statement(None, Some("100"), Direction::Decrease, false)), None, "it may be anything");
    }

    #[test]
    fn a_year_that_is_only_implied_is_none() {
        assert_eq!(earlier(&statement(Some("13.52"), None, Direction::Decrease, true)), None);
    }
}
