//! 收入支出决算总表 (T1) and 财政拨款收入支出决算总表 (T4): sums within the two-sided summaries.

use super::Books;
use super::finding::{Finding, Found, Rule, Term};
use super::ledger::{Line, Sheet};
use super::types::Words;
use crate::diagnostic::Severity;
use crate::numbering::Style;
use crate::tables::{Column, Side, TableId};

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "t1.income_total",
        zh: "本年收入合计＋使用非财政拨款结余（含专用结余）＋年初结转和结余＝总计",
        en: "income of the year + use of non-fiscal surplus + opening balance = total",
        severity: Severity::Error,
        find: |books| grand_totals(books, TableId::IncomeExpenditureSummary, Side::Income),
    },
    Rule {
        id: "t1.expenditure_total",
        zh: "本年支出合计＋结余分配＋年末结转和结余＝总计",
        en: "expenditure of the year + distribution of surplus + closing balance = total",
        severity: Severity::Error,
        find: |books| grand_totals(books, TableId::IncomeExpenditureSummary, Side::Expenditure),
    },
    Rule {
        id: "t1.balance",
        zh: "收入总计＝支出总计",
        en: "total of the income side = total of the expenditure side",
        severity: Severity::Error,
        find: |books| {
            let sheet = books.ledger.table(TableId::IncomeExpenditureSummary)?;
            let sides = |column| {
                (term(sheet, Side::Income, GRAND_TOTAL, column), term(sheet, Side::Expenditure, GRAND_TOTAL, column))
            };
            let equation = |column| {
                let (income, expenditure) = sides(column);
                Some(Finding::equal(Words::in_column("总计", column), vec![income?], vec![expenditure?]))
            };
            Ok(SUMMARY_COLUMNS.iter().filter_map(|column| equation(*column)).collect())
        },
    },
    Rule {
        id: "t1.income_items",
        zh: "各项收入之和＝本年收入合计",
        en: "the items of income add to the income of the year",
        severity: Severity::Error,
        find: |books| item_sums(books, TableId::IncomeExpenditureSummary, Side::Income),
    },
    Rule {
        id: "t1.expenditure_items",
        zh: "各项支出之和＝本年支出合计",
        en: "the items of expenditure add to the expenditure of the year",
        severity: Severity::Error,
        find: |books| item_sums(books, TableId::IncomeExpenditureSummary, Side::Expenditure),
    },
    Rule {
        id: "t4.row",
        zh: "合计＝一般公共预算财政拨款＋政府性基金预算财政拨款＋国有资本经营预算财政拨款",
        en: "total = general budget + government funds + state capital, in each row",
        severity: Severity::Error,
        find: |books| {
            let sheet = books.ledger.table(TableId::FiscalAppropriationSummary)?;
            let rows = sheet.side(Side::Expenditure).filter_map(|line| {
                // A row may print 合计 only.
                let parts = Some(line.terms(FUNDS)).filter(|parts| !parts.is_empty())?;
                Some(Finding::equal(line.title(), vec![line.term(Column::Total)?], parts))
            });
            Ok(rows.collect())
        },
    },
    Rule {
        id: "t4.balance",
        zh: "各类财政拨款：本年收入＋年初结转和结余＝本年支出＋年末结转和结余；收支总计相等",
        en: "per fund: income + opening balance = expenditure + closing balance; both totals are equal",
        severity: Severity::Error,
        find: fund_balances,
    },
    Rule {
        id: "t4.items",
        zh: "各项财政拨款收入（支出）之和＝本年收入（支出）合计",
        en: "the items of fiscal appropriation add to the income (expenditure) of the year",
        severity: Severity::Error,
        find: |books| {
            let mut all = item_sums(books, TableId::FiscalAppropriationSummary, Side::Income)?;
            all.extend(item_sums(books, TableId::FiscalAppropriationSummary, Side::Expenditure)?);
            Ok(all)
        },
    },
    Rule {
        id: "t4.totals",
        zh: "本年收入（支出）合计＋年初（年末）财政拨款结转和结余＝总计",
        en: "income (expenditure) of the year + opening (closing) balance = total",
        severity: Severity::Error,
        find: |books| {
            let mut all = grand_totals(books, TableId::FiscalAppropriationSummary, Side::Income)?;
            all.extend(grand_totals(books, TableId::FiscalAppropriationSummary, Side::Expenditure)?);
            Ok(all)
        },
    },
];

/// How labels begin, as keys without numbers.
pub(super) type Role = &'static [&'static str];

/// 本年收入合计, 本年支出合计
pub(super) const OF_THE_YEAR: Role = &["本年收入合计", "本年支出合计", "本年收入小计", "本年支出小计"];
/// What comes to the income of the year: 使用非财政拨款结余, 年初结转和结余.
const BEFORE_THE_YEAR: Role = &[
    "使用非财政拨款",
    "使用专用结余",
    "用事业基金弥补",
    "年初结转",
    "年初结余",
    "年初财政拨款结转",
    "上年结转",
    "上年结余",
    "上年财政拨款结转",
];
/// What comes to the expenditure of the year: 结余分配, 年末结转和结余.
const AFTER_THE_YEAR: Role = &["结余分配", "年末结转", "年末结余", "年末财政拨款结转", "结转下年", "结转和结余下年"];
/// 年初财政拨款结转和结余
pub(super) const OPENING: Role = &["年初财政拨款结转", "年初结转", "上年结转", "上年财政拨款结转"];
/// 年末财政拨款结转和结余
pub(super) const CLOSING: Role = &["年末财政拨款结转", "年末结转", "结转下年"];
/// 总计
pub(super) const GRAND_TOTAL: Role = &["总计", "收入总计", "支出总计"];

/// The columns of T1.
const SUMMARY_COLUMNS: &[Column] = &[Column::InitialBudget, Column::AdjustedBudget, Column::Final];
/// The columns of T4 on the expenditure side.
const FISCAL_COLUMNS: &[Column] = &[
    Column::InitialBudget,
    Column::AdjustedBudget,
    Column::Total,
    Column::GeneralBudget,
    Column::GovernmentFund,
    Column::StateCapital,
];
/// The three kinds of fiscal appropriation.
pub(super) const FUNDS: &[Column] = &[Column::GeneralBudget, Column::GovernmentFund, Column::StateCapital];

fn columns(table: TableId, side: Side) -> &'static [Column] {
    match (table, side) {
        (TableId::FiscalAppropriationSummary, Side::Expenditure) => FISCAL_COLUMNS,
        _ => SUMMARY_COLUMNS,
    }
}

/// The first line of a side whose label begins so.
pub(super) fn line<'s, 'a>(sheet: &'s Sheet<'a>, side: Side, role: Role) -> Option<&'s Line<'a>> {
    sheet.side(side).find(|line| role.iter().any(|word| line.name.starts_with(word)))
}

/// The number of that line.
pub(super) fn term(sheet: &Sheet<'_>, side: Side, role: Role, column: Column) -> Option<Term> {
    line(sheet, side, role)?.term(column)
}

fn grand_totals(books: &Books<'_>, table: TableId, side: Side) -> Found {
    let sheet = books.ledger.table(table)?;
    let others = if side == Side::Income { BEFORE_THE_YEAR } else { AFTER_THE_YEAR };
    let Some(last) = line(sheet, side, OF_THE_YEAR) else { return Ok(Vec::new()) };
    let equation = |column: &Column| {
        let total = term(sheet, side, GRAND_TOTAL, *column)?;
        let mut parts = vec![last.term(*column)?];
        let more = sheet.side(side).filter(|line| line.row > last.row && !line.of_which);
        let more = more.filter(|line| others.iter().any(|word| line.name.starts_with(word)));
        parts.extend(more.filter_map(|line| line.term(*column)));
        Some(Finding::equal(Words::in_column("总计", *column), parts, vec![total]))
    };
    Ok(columns(table, side).iter().filter_map(equation).collect())
}

/// The lines that 本年收入合计 or 本年支出合计 sums up.
pub(super) fn items<'s, 'a>(sheet: &'s Sheet<'a>, side: Side) -> Vec<&'s Line<'a>> {
    let last = line(sheet, side, OF_THE_YEAR).map_or(u32::MAX, |line| line.row);
    let above = || sheet.side(side).filter(move |line| line.row < last && !line.of_which && !line.is_silent());
    let numbered = |line: &&Line<'a>| line.style == Some(Style::Chinese);
    if above().any(|line| numbered(&line)) { above().filter(numbered).collect() } else { above().collect() }
}

fn item_sums(books: &Books<'_>, table: TableId, side: Side) -> Found {
    let sheet = books.ledger.table(table)?;
    let items = items(sheet, side);
    let Some(last) = line(sheet, side, OF_THE_YEAR) else { return Ok(Vec::new()) };
    let equation = |column: &Column| {
        let parts: Vec<Term> = items.iter().filter_map(|line| line.term(*column)).collect();
        let total = last.term(*column)?;
        (!parts.is_empty()).then(|| Finding::equal(Words::in_column(&last.title(), *column), parts, vec![total]))
    };
    Ok(columns(table, side).iter().filter_map(equation).collect())
}

/// The lines of one kind of appropriation on the income side: its income, and its opening balance.
pub(super) fn fund_lines<'s, 'a>(sheet: &'s Sheet<'a>, fund: Column) -> (Option<&'s Line<'a>>, Option<&'s Line<'a>>) {
    let name = fund.chinese().trim_end_matches("财政拨款");
    let opening = line(sheet, Side::Income, OPENING).map_or(u32::MAX, |line| line.row);
    let named = |line: &&Line<'a>| line.name.starts_with(name);
    let income = sheet.side(Side::Income).filter(|line| line.row < opening).find(named);
    (income, sheet.side(Side::Income).filter(|line| line.row > opening).find(named))
}

fn fund_balances(books: &Books<'_>) -> Found {
    let sheet = books.ledger.table(TableId::FiscalAppropriationSummary)?;
    let mut found = Vec::new();
    if let Some(income) = term(sheet, Side::Income, GRAND_TOTAL, Column::Final)
        && let Some(expenditure) = term(sheet, Side::Expenditure, GRAND_TOTAL, Column::Total)
    {
        found.push(Finding::equal("总计", vec![income], vec![expenditure]));
    }
    let opening = term(sheet, Side::Income, OPENING, Column::Final);
    let carries = opening.is_some_and(|opening| !opening.value.is_zero());
    let parted = FUNDS.iter().any(|fund| fund_lines(sheet, *fund).1.is_some_and(|line| !line.is_silent()));
    if carries && !parted {
        // The opening balance is not told apart by fund.
        return Ok(found);
    }
    for fund in FUNDS.iter().filter(|fund| sheet.has(**fund)) {
        let (income, opening) = fund_lines(sheet, *fund);
        let number = |line: Option<&Line<'_>>| line.and_then(|line| line.term(Column::Final));
        let left: Vec<Term> = [number(income), number(opening)].into_iter().flatten().collect();
        let right: Vec<Term> =
            [OF_THE_YEAR, CLOSING].into_iter().filter_map(|role| term(sheet, Side::Expenditure, role, *fund)).collect();
        if !left.is_empty() && !right.is_empty() {
            found.push(Finding::equal(*fund, left, right));
        }
    }
    Ok(found)
}
