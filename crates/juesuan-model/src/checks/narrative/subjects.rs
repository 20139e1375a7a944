//! What an amount of the narrative restates: subject and section → numbers of the tables. The one place for wordings.
//!
//! A subject counts only where its letters are one of the names in full and the section is one where that name means
//! that number; everything else restates nothing.

use super::stated::Stated;
use crate::checks::basic::{printed_totals, three_public};
use crate::checks::cross::total;
use crate::checks::finding::Term;
use crate::checks::ledger::Ledger;
use crate::checks::summaries::{CLOSING, GRAND_TOTAL, OF_THE_YEAR, OPENING, Role, fund_lines, term};
use crate::tables::{Column, Side, TableId};

/// Names of one number.
struct Entry {
    /// The subject's letters.
    names: &'static [&'static str],
    /// Words of which the section's headings hold one; none where any section will do.
    within: &'static [&'static str],
    /// Words of which they hold none.
    outside: &'static [&'static str],
    /// Where it stands.
    find: fn(&Ledger<'_>) -> Option<Vec<Term>>,
}

/// Sections about one fund, or about something else than the department's accounts.
const PARTIAL: &[&str] =
    &["财政拨款", "一般公共预算", "政府性基金", "国有资本", "三公", "绩效", "机关运行", "采购", "项目支出决算"];
/// Sections about the general budget, seen from the sections about all fiscal appropriations.
const FUND: &[&str] = &["政府性基金", "国有资本", "三公", "绩效", "机关运行", "采购"];
/// Sections on one page or another of the accounts as a whole.
const NOT_ACCOUNTS: &[&str] = &["三公", "绩效", "机关运行", "采购", "国有资产"];

macro_rules! entries {
    ($([$($name:literal),+] within $within:expr, outside $outside:expr => $find:expr;)+) => {
        &[$(Entry { names: &[$($name),+], within: $within, outside: $outside, find: $find },)+]
    };
}

const ENTRIES: &[Entry] = entries! {
    // 收入支出决算总表
    ["收入支出总计", "收支总计", "总收入", "收入总计", "收支决算总计"] within &[], outside PARTIAL
        => |books| summary(books, Side::Income, GRAND_TOTAL);
    ["总支出", "支出总计"] within &[], outside PARTIAL => |books| summary(books, Side::Expenditure, GRAND_TOTAL);
    ["年初结转和结余"] within &[], outside PARTIAL => |books| summary(books, Side::Income, OPENING);
    ["年末结转和结余"] within &[], outside PARTIAL => |books| summary(books, Side::Expenditure, CLOSING);
    ["一般公共预算财政拨款收入"] within &["收入"], outside PARTIAL
        => |books| summary_fund(books, TableId::IncomeExpenditureSummary, Column::GeneralBudget);
    ["政府性基金预算财政拨款收入"] within &["收入"], outside PARTIAL
        => |books| summary_fund(books, TableId::IncomeExpenditureSummary, Column::GovernmentFund);
    ["国有资本经营预算财政拨款收入"] within &["收入"], outside PARTIAL
        => |books| summary_fund(books, TableId::IncomeExpenditureSummary, Column::StateCapital);

    // 收入决算表
    ["本年收入", "本年收入合计", "收入合计"] within &[], outside PARTIAL => |books| income(books, Column::Total);
    ["财政拨款收入"] within &["收入"], outside PARTIAL => |books| income(books, Column::FiscalAppropriation);
    ["上级补助收入"] within &["收入"], outside PARTIAL => |books| income(books, Column::SuperiorSubsidy);
    ["事业收入"] within &["收入"], outside PARTIAL => |books| income(books, Column::Institutional);
    ["经营收入"] within &["收入"], outside PARTIAL => |books| income(books, Column::Operating);
    ["附属单位上缴收入"] within &["收入"], outside PARTIAL => |books| income(books, Column::AffiliateRemittance);
    ["其他收入"] within &["收入"], outside PARTIAL => |books| income(books, Column::Other);

    // 支出决算表
    ["本年支出", "本年支出合计", "支出合计"] within &[], outside PARTIAL => |books| expenditure(books, Column::Total);
    ["基本支出"] within &["支出"], outside PARTIAL => |books| expenditure(books, Column::Basic);
    ["项目支出"] within &["支出"], outside PARTIAL => |books| expenditure(books, Column::Project);
    ["上缴上级支出"] within &["支出"], outside PARTIAL => |books| expenditure(books, Column::SuperiorRemittance);
    ["经营支出"] within &["支出"], outside PARTIAL => |books| expenditure(books, Column::Operating);
    ["对附属单位补助支出"] within &["支出"], outside PARTIAL => |books| expenditure(books, Column::AffiliateSubsidy);

    // 财政拨款收入支出决算总表
    ["财政拨款收入支出总计", "财政拨款收支总计", "财政拨款收支决算总计", "财政拨款收入总计"] within &[], outside FUND
        => |books| fiscal(books, Side::Income, GRAND_TOTAL, Column::Final);
    ["财政拨款支出总计"] within &[], outside FUND => |books| fiscal(books, Side::Expenditure, GRAND_TOTAL, Column::Total);
    ["财政拨款收入合计", "本年财政拨款收入合计"] within &[], outside FUND
        => |books| fiscal(books, Side::Income, OF_THE_YEAR, Column::Final);
    ["财政拨款支出合计", "本年财政拨款支出合计"] within &[], outside FUND
        => |books| fiscal(books, Side::Expenditure, OF_THE_YEAR, Column::Total);
    ["一般公共预算财政拨款收入"] within &["财政拨款收入支出"], outside FUND
        => |books| summary_fund(books, TableId::FiscalAppropriationSummary, Column::GeneralBudget);
    ["政府性基金预算财政拨款收入"] within &["财政拨款收入支出"], outside FUND
        => |books| summary_fund(books, TableId::FiscalAppropriationSummary, Column::GovernmentFund);
    ["国有资本经营预算财政拨款收入"] within &["财政拨款收入支出"], outside FUND
        => |books| summary_fund(books, TableId::FiscalAppropriationSummary, Column::StateCapital);
    ["政府性基金预算财政拨款支出"] within &[], outside NOT_ACCOUNTS
        => |books| fiscal(books, Side::Expenditure, OF_THE_YEAR, Column::GovernmentFund);
    ["国有资本经营预算财政拨款支出"] within &[], outside NOT_ACCOUNTS
        => |books| fiscal(books, Side::Expenditure, OF_THE_YEAR, Column::StateCapital);

    // 一般公共预算财政拨款支出决算表
    ["一般公共预算财政拨款支出", "一般公共预算财政拨款支出合计", "一般公共预算支出"] within &[], outside NOT_ACCOUNTS
        => |books| general(books, Column::Total);
    ["基本支出"] within &["一般公共预算财政拨款支出"], outside FUND => |books| general(books, Column::Basic);
    ["项目支出", "一般公共预算财政拨款项目支出"] within &["一般公共预算财政拨款支出"], outside FUND
        => |books| general(books, Column::Project);

    // 一般公共预算财政拨款基本支出决算表
    ["一般公共预算财政拨款基本支出", "一般公共预算基本支出", "财政拨款基本支出"] within &[], outside NOT_ACCOUNTS
        => |books| basic(books, true, true);
    ["人员经费", "人员经费支出"] within &["基本支出"], outside FUND => |books| basic(books, true, false);
    ["公用经费", "公用经费支出", "日常公用经费"] within &["基本支出"], outside FUND => |books| basic(books, false, true);

    // 政府性基金, 国有资本经营
    ["年初结转和结余"] within &["政府性基金"], outside &["国有资本"]
        => |books| fund(books, TableId::GovernmentFund, Column::OpeningBalance);
    ["本年收入"] within &["政府性基金"], outside &["国有资本"] => |books| fund(books, TableId::GovernmentFund, Column::Income);
    ["本年支出", "政府性基金预算财政拨款支出"] within &["政府性基金"], outside &["国有资本"]
        => |books| fund(books, TableId::GovernmentFund, Column::Total);
    ["年末结转和结余"] within &["政府性基金"], outside &["国有资本"]
        => |books| fund(books, TableId::GovernmentFund, Column::ClosingBalance);
    ["年初结转和结余"] within &["国有资本"], outside &["政府性基金"]
        => |books| fund(books, TableId::StateCapital, Column::OpeningBalance);
    ["本年收入"] within &["国有资本"], outside &["政府性基金"] => |books| fund(books, TableId::StateCapital, Column::Income);
    ["本年支出", "国有资本经营预算财政拨款支出"] within &["国有资本"], outside &["政府性基金"]
        => |books| fund(books, TableId::StateCapital, Column::Total);
    ["年末结转和结余"] within &["国有资本"], outside &["政府性基金"]
        => |books| fund(books, TableId::StateCapital, Column::ClosingBalance);

    // “三公”经费
    ["三公经费财政拨款支出", "三公经费支出", "三公经费", "一般公共预算财政拨款三公经费支出", "财政拨款三公经费支出"]
        within &["三公"], outside &["政府性基金"] => |books| spent(books, Column::Total);
    ["因公出国境费", "因公出国境费支出", "因公出国境费用", "因公出国境支出"] within &["三公"], outside &["政府性基金"]
        => |books| spent(books, Column::OverseasTravel);
    ["公务用车购置及运行维护费", "公务用车购置及运行维护费支出", "公务用车购置及运行费", "公务用车购置及运行费支出"]
        within &["三公"], outside &["政府性基金"] => |books| spent(books, Column::Vehicles);
    ["公务用车购置费", "公务用车购置支出", "公务用车购置费支出"] within &["三公"], outside &["政府性基金"]
        => |books| spent(books, Column::VehiclePurchase);
    [
        "公务用车运行维护费", "公务用车运行维护费支出", "公务用车运行维护支出", "公务用车运行费", "公务用车运行费支出",
        "公务用车运行支出"
    ] within &["三公"], outside &["政府性基金"] => |books| spent(books, Column::VehicleOperation);
    ["公务接待费", "公务接待费支出", "公务接待支出"] within &["三公"], outside &["政府性基金"]
        => |books| spent(books, Column::Reception);
};

/// What an outturn restates. Nothing where no name fits, or where the table lacks the number.
pub(super) fn restated(ledger: &Ledger<'_>, stated: &Stated<'_>) -> Option<Vec<Term>> {
    let holds = |words: &[&str]| words.iter().any(|word| stated.section.contains(word));
    let fits = |entry: &&Entry| {
        entry.names.contains(&stated.name.as_str())
            && (entry.within.is_empty() || holds(entry.within))
            && !holds(entry.outside)
    };
    let entry = ENTRIES.iter().find(fits)?;
    (entry.find)(ledger).filter(|terms| !terms.is_empty())
}

/// What a text such as `本年支出合计` (占…的) names, wherever it stands.
pub(super) fn whole(ledger: &Ledger<'_>, name: &str) -> Option<Vec<Term>> {
    let entry = ENTRIES.iter().find(|entry| entry.names.contains(&name))?;
    (entry.find)(ledger).filter(|terms| !terms.is_empty())
}

fn one(term: Option<Term>) -> Option<Vec<Term>> {
    term.map(|term| vec![term])
}

fn summary(ledger: &Ledger<'_>, side: Side, role: Role) -> Option<Vec<Term>> {
    one(term(ledger.table(TableId::IncomeExpenditureSummary).ok()?, side, role, Column::Final))
}

fn summary_fund(ledger: &Ledger<'_>, table: TableId, fund: Column) -> Option<Vec<Term>> {
    one(fund_lines(ledger.table(table).ok()?, fund).0?.term(Column::Final))
}

fn income(ledger: &Ledger<'_>, column: Column) -> Option<Vec<Term>> {
    one(total(ledger.table(TableId::Income).ok()?, column))
}

fn expenditure(ledger: &Ledger<'_>, column: Column) -> Option<Vec<Term>> {
    one(total(ledger.table(TableId::Expenditure).ok()?, column))
}

fn fiscal(ledger: &Ledger<'_>, side: Side, role: Role, column: Column) -> Option<Vec<Term>> {
    one(term(ledger.table(TableId::FiscalAppropriationSummary).ok()?, side, role, column))
}

fn general(ledger: &Ledger<'_>, column: Column) -> Option<Vec<Term>> {
    one(total(ledger.table(TableId::GeneralBudgetExpenditure).ok()?, column))
}

fn fund(ledger: &Ledger<'_>, table: TableId, column: Column) -> Option<Vec<Term>> {
    one(total(ledger.table(table).ok()?, column))
}

fn spent(ledger: &Ledger<'_>, column: Column) -> Option<Vec<Term>> {
    one(three_public(ledger.table(TableId::ThreePublic).ok()?, Side::Final, column))
}

/// Both totals of T6 or one of them.
fn basic(ledger: &Ledger<'_>, personnel: bool, public: bool) -> Option<Vec<Term>> {
    let totals = printed_totals(ledger.table(TableId::GeneralBudgetBasicExpenditure).ok()?);
    let wanted = totals.into_iter().zip([personnel, public]).filter(|(_, wanted)| *wanted);
    wanted.map(|(term, _)| term).collect()
}
