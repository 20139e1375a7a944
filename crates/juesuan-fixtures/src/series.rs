//! Five years of a department with three units: every account follows from the one before, and the department is the
//! sum of its units. With breaks that can be planted, one at a time or all, so that checks across documents can be held
//! against them. Each year has its own house style: units of money, blanks, wording and table shapes change, and one
//! unit changes its name.

use crate::account::{Account, Fund, Item, Profile, ThreePublic};
use crate::amount::{Amount, Unit};
use crate::house::{FormNumber, House, Zero};
use crate::plain_pdf::{self, StandardWidths};
use crate::truth::{AccountNumber, DocumentEntry, Truth};
use crate::typeset::typeset;
use crate::{parts, tables};

/// The years.
pub(crate) const YEARS: std::ops::RangeInclusive<i32> = 2019..=2023;
/// The department.
pub(crate) const BUREAU: &str = "澜川市河湖湿地管理局";
/// The unit that is called otherwise from [`RENAMED_IN`] on.
pub(crate) const RENAMED: [&str; 2] = ["澜川市湿地保护站", "澜川市湿地保护中心"];
const RENAMED_IN: i32 = 2022;
/// Thousandths of the sample account that each unit has in the first year.
const SCALES: [i64; 3] = [520, 310, 170];
/// An item without basic expenditure that the third unit does not have.
const NOT_OF_THE_THIRD: &str = "2130302";

/// Something that does not fit between two documents. Each document agrees with itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Break {
    /// The first unit opens 2021 with more than it closed 2020 with, and distributes that much more.
    UnitOpening,
    /// The second unit opens 2022 with more of the general budget than it closed 2021 with, and receives less.
    FiscalOpening,
    /// The third unit's text of 2022 compares its running costs with a number that 2021 does not print.
    RunningTold,
    /// The department's text of 2023 says that vehicles cost as much as in 2022; they did not.
    ThreePublicTold,
    /// The department's account of 2020 shows more of an item than its units do.
    DepartmentItem,
    /// The department's receptions of 2021 are more than those of its units.
    DepartmentThreePublic,
    /// The second unit's account of 2019 is published once more, with another budget of receptions.
    PrintedTwice,
    /// The first unit opens 2023 with more of the government fund than it closed 2022 with, and receives less.
    FundOpening,
}

/// All breaks.
pub(crate) const BREAKS: [Break; 8] = [
    Break::UnitOpening,
    Break::FiscalOpening,
    Break::RunningTold,
    Break::ThreePublicTold,
    Break::DepartmentItem,
    Break::DepartmentThreePublic,
    Break::PrintedTwice,
    Break::FundOpening,
];

/// A document of the series.
pub(crate) struct Document {
    /// The file name.
    pub(crate) name: String,
    pub(crate) pdf: Vec<u8>,
    pub(crate) truth: Truth,
    pub(crate) entry: DocumentEntry,
}

/// 万元 in an amount.
fn ten_thousand(count: i64) -> Amount {
    Amount::fen(count * 1_000_000)
}

impl Break {
    /// What becomes of a unit's account, before the department's is made of it.
    fn in_unit(self, year: i32, unit: usize, account: &mut Account) {
        match (self, year, unit) {
            (Break::UnitOpening, 2021, 0) => {
                account.other_opening = account.other_opening + ten_thousand(3);
                account.surplus_distributed = account.surplus_distributed + ten_thousand(3);
            }
            (Break::FiscalOpening, 2022, 1) => carried_more(account, Fund::General, ten_thousand(2)),
            (Break::FundOpening, 2023, 0) => carried_more(account, Fund::Government, ten_thousand(1)),
            _ => {}
        }
    }

    /// What becomes of the department's account, after it is made.
    fn in_department(self, year: i32, account: &mut Account) {
        match (self, year) {
            (Break::DepartmentItem, 2020) => {
                if let Some(item) = account.items.iter_mut().find(|item| item.code == "2130306") {
                    item.project = item.project + ten_thousand(10);
                }
            }
            (Break::DepartmentThreePublic, 2021) => {
                account.three_public.reception = account.three_public.reception + ten_thousand(1);
            }
            _ => {}
        }
    }

    /// What a text is told of the year before; body 0 is the department, the others are its units.
    fn in_told(self, year: i32, body: usize, account: &Account, prior: &mut Account) {
        match (self, year, body) {
            (Break::RunningTold, 2022, 3) => {
                if let Some(office) = prior.economic.iter_mut().find(|economic| economic.code == "30201") {
                    office.amount = office.amount + ten_thousand(5);
                }
            }
            (Break::ThreePublicTold, 2023, 0) => prior.three_public.purchase = account.three_public.purchase,
            _ => {}
        }
    }
}

/// More is carried over of a fund and less received, so that the closing balance stays.
fn carried_more(account: &mut Account, fund: Fund, more: Amount) {
    let opening = &mut account.fiscal_opening[fund as usize];
    *opening = *opening + more;
    if let Some(item) = account.items.iter_mut().find(|item| item.fund == fund && item.saved > more) {
        item.saved = item.saved - more;
    }
}

/// The documents, in the order of years; the department before its units.
pub(crate) fn documents(breaks: &[Break]) -> Vec<Document> {
    let mut documents = Vec::new();
    let mut before: Option<Vec<Account>> = None;
    for year in YEARS {
        let mut accounts = accounts_of(year, before.as_deref(), breaks);
        let untold: Vec<Account> = accounts.clone();
        for (body, account) in accounts.iter_mut().enumerate() {
            if let Some(before) = &before {
                let mut prior = before[body].clone();
                breaks.iter().for_each(|planted| planted.in_told(year, body, account, &mut prior));
                account.prior = Some(Box::new(prior));
            }
            documents.push(document(&format!("{year}-{body}.pdf"), account));
        }
        if breaks.contains(&Break::PrintedTwice) && year == 2019 {
            let mut again = accounts[2].clone();
            again.three_public_budget.reception = again.three_public_budget.reception + ten_thousand(1);
            documents.push(document("2019-2-again.pdf", &again));
        }
        before = Some(untold);
    }
    documents
}

/// The accounts of a year: the department's, then those of its units.
fn accounts_of(year: i32, before: Option<&[Account]>, breaks: &[Break]) -> Vec<Account> {
    let mut units: Vec<Account> = (0..SCALES.len()).map(|unit| unit_account(year, unit)).collect();
    for (unit, account) in units.iter_mut().enumerate() {
        if let Some(before) = before {
            let last = &before[unit + 1];
            account.fiscal_opening =
                [Fund::General, Fund::Government, Fund::StateCapital].map(|fund| last.fund_account(fund)[5]);
            account.other_opening = last.closing() - account.fiscal_opening.into_iter().sum();
        }
        breaks.iter().for_each(|planted| planted.in_unit(year, unit, account));
    }
    let mut department = sum_of(&units, year);
    breaks.iter().for_each(|planted| planted.in_department(year, &mut department));
    std::iter::once(department).chain(units).collect()
}

fn profile(year: i32, unit: Option<usize>) -> Profile {
    let grown = |unit: usize| SCALES[unit] * (1000 + 37 * i64::from(year - 2019) + 11 * unit as i64) / 1000;
    Profile { year, unit_level: unit.is_some(), scale: unit.map_or(1000, grown), funds: true, fen: true, refund: false }
}

fn unit_name(year: i32, unit: usize) -> String {
    match unit {
        0 => format!("{BUREAU}本级"),
        1 => "澜川市水文监测站".to_owned(),
        _ => RENAMED[usize::from(year >= RENAMED_IN)].to_owned(),
    }
}

fn unit_account(year: i32, unit: usize) -> Account {
    let mut account = Account::new(profile(year, Some(unit)));
    account.department = unit_name(year, unit);
    account.units = vec![account.department.clone()];
    if unit == 2 {
        account.items.retain(|item| item.code != NOT_OF_THE_THIRD);
    }
    for item in &mut account.items {
        // Nothing is paid between the units.
        (item.other_income[0], item.other_income[3]) = (Amount::ZERO, Amount::ZERO);
        if item.code == "2110402" {
            item.other_spending[1] = Amount::ZERO;
        }
        item.other_spending[3] = Amount::ZERO;
    }
    account.projects.truncate(1);
    for project in &mut account.projects {
        // A project keeps its code.
        project.code = format!("53003121070{unit}4816");
        project.implementing_unit.clone_from(&account.department);
    }
    account
}

/// The account of the department: the sum of those of its units.
fn sum_of(units: &[Account], year: i32) -> Account {
    let mut all = Account::new(profile(year, None));
    all.department = BUREAU.to_owned();
    all.units = units.iter().map(|unit| unit.department.clone()).collect();
    let of =
        |code: &str| units.iter().flat_map(|unit| &unit.items).filter(move |item| item.code == code).cloned().collect();
    all.items = all
        .items
        .iter()
        .filter_map(|item| {
            let same: Vec<Item> = of(item.code);
            same.into_iter().reduce(added)
        })
        .collect();
    for (index, economic) in all.economic.iter_mut().enumerate() {
        economic.amount = units.iter().map(|unit| unit.economic[index].amount).sum();
    }
    let sum = |amount: &dyn Fn(&Account) -> Amount| -> Amount { units.iter().map(amount).sum() };
    all.fiscal_opening = std::array::from_fn(|fund| sum(&|unit| unit.fiscal_opening[fund]));
    all.other_opening = sum(&|unit| unit.other_opening);
    all.surplus_used = sum(&|unit| unit.surplus_used);
    all.surplus_distributed = sum(&|unit| unit.surplus_distributed);
    let three_public = |of: fn(&Account) -> ThreePublic| ThreePublic {
        overseas: sum(&|unit| of(unit).overseas),
        purchase: sum(&|unit| of(unit).purchase),
        operation: sum(&|unit| of(unit).operation),
        reception: sum(&|unit| of(unit).reception),
    };
    all.three_public_budget = three_public(|unit| unit.three_public_budget);
    all.three_public = three_public(|unit| unit.three_public);
    all.procurement = std::array::from_fn(|kind| sum(&|unit| unit.procurement[kind]));
    all.procurement_small = std::array::from_fn(|kind| sum(&|unit| unit.procurement_small[kind]));
    // The department publishes the forms of its own projects.
    all.projects.clone_from(&units[0].projects);
    all
}

fn added(one: Item, other: Item) -> Item {
    Item {
        basic: one.basic + other.basic,
        project: one.project + other.project,
        saved: one.saved + other.saved,
        other_income: std::array::from_fn(|source| one.other_income[source] + other.other_income[source]),
        other_spending: std::array::from_fn(|kind| one.other_spending[kind] + other.other_spending[kind]),
        ..one
    }
}

/// How the documents of a year look.
fn house(year: i32) -> House {
    let plain = House { all_rows: false, ..House::SHENZHEN };
    match year {
        2020 => House { all_rows: false, ..House::SHANGHAI },
        2021 => {
            let look = crate::flow::Look { size: 6.2, ..plain.look };
            House { unit: Unit::Yuan, line_numbers: false, look, ..plain }
        }
        2022 => House { zero: Zero::Dash, line_numbers: false, form_number: FormNumber::Public, ..plain },
        _ => plain,
    }
}

fn document(name: &str, account: &Account) -> Document {
    let house = house(account.profile.year);
    let mut truth = Truth::new(name);
    let blocks = parts::document(account, &house, &tables::all(account, &house), &mut truth);
    let pages = typeset(&blocks, &StandardWidths, &mut truth.places);
    truth.settle();
    let entry = DocumentEntry {
        document: name.to_owned(),
        account: AccountNumber,
        kind: "final_accounts",
        level: if account.profile.unit_level { "unit" } else { "department" },
        year: Some(account.profile.year),
        department: account.department.clone(),
        pages: pages.len(),
        unreadable_pages: 0,
    };
    Document { name: name.to_owned(), pdf: plain_pdf::write(&pages, ""), truth, entry }
}

#[cfg(test)]
mod tests;
