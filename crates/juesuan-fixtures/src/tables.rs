//! The nine statutory tables of an account, in the columns that a house style prints.

use crate::account::{Account, Fund, Item, Line, is_personnel, lines};
use crate::amount::Amount;
use crate::catalogue::{CLASSES, ordinal};
use crate::house::{House, ThreePublicForm};
use crate::statutory::{Column, Entry, Role, Sheet};

/// All nine, in the order of the house.
pub(crate) fn all(account: &Account, house: &House) -> Vec<Sheet> {
    let mut sheets = vec![
        income_expenditure_summary(account, house),
        income(account, house),
        expenditure(account, house),
        fiscal_appropriation_summary(account, house),
        general_budget_expenditure(account, house),
        basic_expenditure(account, house),
        government_fund(account, house),
        state_capital(account, house),
    ];
    sheets.insert(if house.three_public_first { 6 } else { 8 }, three_public(account, house));
    sheets
}

fn column(lane: usize, header: &[&'static str], role: Role, width: f32) -> Column {
    Column { lane, header: header.to_vec(), role, width }
}

/// Code and name columns by 支出功能分类.
fn subject_columns(house: &House) -> Vec<Column> {
    let mut columns = if house.split_codes {
        ["类", "款", "项"]
            .iter()
            .enumerate()
            .map(|(part, name)| column(0, &["项目", "支出功能分类科目编码", name], Role::CodePart(part), 1.0))
            .collect()
    } else {
        vec![column(0, &["项目", "功能分类科目编码"], Role::Code, 2.4)]
    };
    columns.push(column(0, &["项目", "科目名称"], Role::Label, 6.0));
    columns
}

/// Rows of a table by 支出功能分类, 合计 first or last.
fn subject_rows<const N: usize>(
    lines: Vec<Line<N>>,
    total: [Amount; N],
    ids: [&'static str; N],
    house: &House,
) -> Vec<Vec<Option<Entry>>> {
    let amounts = |amounts: [Amount; N]| ids.into_iter().zip(amounts).collect();
    let mut rows: Vec<_> = lines
        .into_iter()
        .map(|line| Entry { code: line.code, label: line.name, amounts: amounts(line.amounts), ..Entry::default() })
        .collect();
    let total = Entry { label: "合计".to_owned(), total: true, amounts: amounts(total), ..Entry::default() };
    rows.insert(if house.total_last { rows.len() } else { 0 }, total);
    rows.into_iter().map(|entry| vec![Some(entry)]).collect()
}

fn item(side: &'static str, label: impl Into<String>, amounts: Vec<(&'static str, Amount)>) -> Entry {
    Entry { side, label: label.into(), amounts, ..Entry::default() }
}

fn total(side: &'static str, label: &str, amounts: Vec<(&'static str, Amount)>) -> Entry {
    Entry { total: true, ..item(side, label, amounts) }
}

/// Two sides of a summary in common rows, with running line numbers; `left` and `right` end alike.
fn two_sides(
    (left, left_end): (Vec<Entry>, Vec<Entry>),
    (right, right_end): (Vec<Entry>, Vec<Entry>),
) -> Vec<Vec<Option<Entry>>> {
    let height = left.len().max(right.len());
    let count = height + left_end.len().max(right_end.len());
    let side = |side: Vec<Entry>, end: Vec<Entry>, first: usize| {
        let mut entries = side;
        entries.resize(height, Entry::default());
        entries.extend(end);
        entries.resize(count, Entry::default());
        entries.iter_mut().zip(first..).for_each(|(entry, number)| entry.line_no = Some(number));
        entries
    };
    let (left, right) = (side(left, left_end, 1), side(right, right_end, count + 1));
    left.into_iter().zip(right).map(|(left, right)| vec![Some(left), Some(right)]).collect()
}

/// The label and, where the house has them, line number columns of one side.
fn side_columns(lane: usize, side: &'static str, house: &House) -> Vec<Column> {
    let mut columns = vec![column(lane, &[side, "项目"], Role::Label, 5.5)];
    if house.line_numbers {
        columns.push(column(lane, &[side, "行次"], Role::LineNumber, 1.0));
    }
    columns
}

/// 一、一般公共服务支出 … with the amounts of each class; classes without money only where the house prints them.
fn class_entries(
    account: &Account,
    house: &House,
    amounts: impl Fn(&str) -> Vec<(&'static str, Amount)>,
) -> Vec<Entry> {
    let has_money = |class: &str| account.items.iter().any(|item| item.code.starts_with(class));
    (1..)
        .zip(CLASSES)
        .filter(|(_, (class, _))| house.all_rows || has_money(class))
        .map(|(number, (class, name))| item("expenditure", format!("{}、{name}", ordinal(number)), amounts(class)))
        .collect()
}

pub(crate) fn income_expenditure_summary(account: &Account, house: &House) -> Sheet {
    let fund = |fund| account.fund_account(fund)[1];
    let [received, _, superior, institutional, operating, affiliate, other] = account.sum(Item::income);
    let [spent, ..] = account.sum(Item::expenditure);
    let income = [
        ("一般公共预算财政拨款收入", fund(Fund::General)),
        ("政府性基金预算财政拨款收入", fund(Fund::Government)),
        ("国有资本经营预算财政拨款收入", fund(Fund::StateCapital)),
        ("上级补助收入", superior),
        ("事业收入", institutional),
        ("经营收入", operating),
        ("附属单位上缴收入", affiliate),
        ("其他收入", other),
    ];
    let income = (1..)
        .zip(income)
        .map(|(n, (name, amount))| item("income", format!("{}、{name}", ordinal(n)), vec![("final", amount)]));
    let classes =
        class_entries(account, house, |class| vec![("final", account.of_class(class, |item| item.expenditure()[0]))]);
    let last = |side, label: [&str; 4], amounts: [Amount; 4]| {
        let entries = label.into_iter().zip(amounts).enumerate();
        entries
            .map(|(at, (label, amount))| match at {
                0 | 3 => total(side, label, vec![("final", amount)]),
                _ => item(side, label, vec![("final", amount)]),
            })
            .collect::<Vec<_>>()
    };
    let income_end = last(
        "income",
        ["本年收入合计", "使用非财政拨款结余", "年初结转和结余", "总计"],
        [received, account.surplus_used, account.opening(), account.grand_total()],
    );
    let spending_end = last(
        "expenditure",
        ["本年支出合计", "结余分配", "年末结转和结余", "总计"],
        [spent, account.surplus_distributed, account.closing(), account.grand_total()],
    );
    let mut columns = side_columns(0, "收入", house);
    columns.push(column(0, &["收入", "决算数"], Role::Number("final"), 2.9));
    columns.extend(side_columns(1, "支出", house));
    columns.push(column(1, &["支出", "决算数"], Role::Number("final"), 2.9));
    Sheet {
        table: "income_expenditure_summary",
        title: "收入支出决算总表",
        columns,
        rows: two_sides((income.collect(), income_end), (classes, spending_end)),
        note: "注：本表反映本年度的总收支和年末结转结余情况。",
        reason: None,
    }
}

pub(crate) fn income(account: &Account, house: &House) -> Sheet {
    let names =
        ["本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"];
    let ids = [
        "total",
        "fiscal_appropriation",
        "superior_subsidy",
        "institutional",
        "operating",
        "affiliate_remittance",
        "other",
    ];
    let mut columns = subject_columns(house);
    columns.extend(names.iter().zip(ids).map(|(name, id)| column(0, &[name], Role::Number(id), 2.6)));
    Sheet {
        table: "income",
        title: "收入决算表",
        columns,
        rows: subject_rows(lines(account.items.iter(), Item::income), account.sum(Item::income), ids, house),
        note: "注：本表反映本年度取得的各项收入情况。",
        reason: None,
    }
}

pub(crate) fn expenditure(account: &Account, house: &House) -> Sheet {
    let names = ["本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"];
    let ids = ["total", "basic", "project", "superior_remittance", "operating", "affiliate_subsidy"];
    let mut columns = subject_columns(house);
    columns.extend(names.iter().zip(ids).map(|(name, id)| column(0, &[name], Role::Number(id), 2.8)));
    Sheet {
        table: "expenditure",
        title: "支出决算表",
        columns,
        rows: subject_rows(lines(account.items.iter(), Item::expenditure), account.sum(Item::expenditure), ids, house),
        note: "注：本表反映本年度各项支出情况。",
        reason: None,
    }
}

pub(crate) fn fiscal_appropriation_summary(account: &Account, house: &House) -> Sheet {
    const FUNDS: [Fund; 3] = [Fund::General, Fund::Government, Fund::StateCapital];
    const NAMES: [&str; 3] = ["一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"];
    const IDS: [&str; 4] = ["total", "general_budget", "government_fund", "state_capital"];
    let funds = FUNDS.map(|fund| account.fund_account(fund));
    let by_fund = |amounts: [Amount; 3]| {
        let all = [amounts.into_iter().sum()].into_iter().chain(amounts);
        IDS.into_iter().zip(all).collect::<Vec<_>>()
    };
    let grand = funds.map(|[opening, income, ..]| opening + income);
    let sum = |amounts: [Amount; 3]| vec![("final", amounts.into_iter().sum::<Amount>())];
    let income = (1..)
        .zip(NAMES.iter().zip(funds))
        .map(|(n, (name, fund))| item("income", format!("{}、{name}", ordinal(n)), vec![("final", fund[1])]));
    let classes = class_entries(account, house, |class| {
        by_fund(FUNDS.map(|fund| {
            account.of_fund(fund).filter(|item| item.code.starts_with(class)).map(|item| item.fiscal()[0]).sum()
        }))
    });
    let mut income_end = vec![
        total("income", "本年收入合计", sum(funds.map(|fund| fund[1]))),
        item("income", "年初财政拨款结转和结余", sum(funds.map(|fund| fund[0]))),
    ];
    income_end.extend(NAMES.iter().zip(funds).map(|(name, fund)| item("income", *name, vec![("final", fund[0])])));
    income_end.push(total("income", "总计", sum(grand)));
    let mut spending_end = vec![
        total("expenditure", "本年支出合计", by_fund(funds.map(|fund| fund[2]))),
        item("expenditure", "年末财政拨款结转和结余", by_fund(funds.map(|fund| fund[5]))),
    ];
    spending_end.resize(5, Entry::default());
    spending_end.push(total("expenditure", "总计", by_fund(grand)));

    let mut columns = side_columns(0, "收入", house);
    columns.push(column(0, &["收入", "决算数"], Role::Number("final"), 2.6));
    columns.extend(side_columns(1, "支出", house));
    let headers = ["合计", NAMES[0], NAMES[1], NAMES[2]];
    columns.extend(headers.iter().zip(IDS).map(|(name, id)| column(1, &["支出", name], Role::Number(id), 2.8)));
    Sheet {
        table: "fiscal_appropriation_summary",
        title: "财政拨款收入支出决算总表",
        columns,
        rows: two_sides((income.collect(), income_end), (classes, spending_end)),
        note: "注：本表反映本年度一般公共预算财政拨款、政府性基金预算财政拨款和国有资本经营预算财政拨款的总收支和年末结转结余情况。",
        reason: None,
    }
}

pub(crate) fn general_budget_expenditure(account: &Account, house: &House) -> Sheet {
    let ids = ["total", "basic", "project"];
    let [_, _, spent, basic, project, _] = account.fund_account(Fund::General);
    let mut columns = subject_columns(house);
    let names = [if house.line_numbers { "本年支出合计" } else { "合计" }, "基本支出", "项目支出"];
    columns.extend(names.iter().zip(ids).map(|(name, id)| column(0, &[name], Role::Number(id), 3.0)));
    Sheet {
        table: "general_budget_expenditure",
        title: "一般公共预算财政拨款支出决算表",
        columns,
        rows: subject_rows(lines(account.of_fund(Fund::General), Item::fiscal), [spent, basic, project], ids, house),
        note: "注：本表反映本年度一般公共预算财政拨款实际支出情况。",
        reason: None,
    }
}

pub(crate) fn basic_expenditure(account: &Account, house: &House) -> Sheet {
    let entries = |wanted: &dyn Fn(&str) -> bool, side| -> Vec<Entry> {
        let rows = account.economic.iter().filter(|e| wanted(e.code) && (house.all_rows || !e.amount.is_zero()));
        rows.map(|e| Entry { code: e.code.to_owned(), ..item(side, e.name, vec![("final", e.amount)]) }).collect()
    };
    let mut lanes = vec![entries(&is_personnel, "personnel")];
    if house.lanes == 3 {
        lanes.push(entries(&|code| code.starts_with("302"), "public"));
        lanes.push(entries(&|code| !is_personnel(code) && !code.starts_with("302"), "public"));
    } else {
        lanes.push(entries(&|code| !is_personnel(code), "public"));
    }
    let height = lanes.iter().map(Vec::len).max().unwrap_or(0);
    let mut rows: Vec<Vec<Option<Entry>>> =
        (0..height).map(|row| lanes.iter().map(|lane| lane.get(row).cloned()).collect()).collect();
    let mut ends = vec![None; lanes.len()];
    ends[0] = Some(total("personnel", "人员经费合计", vec![("final", account.economic_total(true))]));
    ends[lanes.len() - 1] = Some(total("public", "公用经费合计", vec![("final", account.economic_total(false))]));
    rows.push(ends);

    let mut columns = Vec::new();
    for lane in 0..lanes.len() {
        let group = if lane == 0 { "人员经费" } else { "公用经费" };
        if house.split_codes {
            columns.push(column(lane, &[group, "经济分类科目编码", "类"], Role::CodePart(0), 1.2));
            columns.push(column(lane, &[group, "经济分类科目编码", "款"], Role::CodePart(1), 1.0));
        } else {
            columns.push(column(lane, &[group, "经济分类科目编码"], Role::Code, 1.8));
        }
        columns.push(column(lane, &[group, "科目名称"], Role::Label, 4.4));
        columns.push(column(lane, &[group, "决算数"], Role::Number("final"), 2.9));
    }
    Sheet {
        table: "general_budget_basic_expenditure",
        title: if house.line_numbers {
            "一般公共预算财政拨款基本支出决算明细表"
        } else {
            "一般公共预算财政拨款基本支出决算表"
        },
        columns,
        rows,
        note: "注：本表反映本年度一般公共预算财政拨款基本支出明细情况。",
        reason: None,
    }
}

const FUND_IDS: [&str; 6] = ["opening_balance", "income", "total", "basic", "project", "closing_balance"];

/// Columns and rows of a fund's table; no rows, but a reason, where the house leaves out a fund without money.
fn fund_table(account: &Account, fund: Fund, house: &House) -> (Vec<Column>, Vec<Vec<Option<Entry>>>, bool) {
    let headers: [&[&'static str]; 6] = [
        &["年初结转和结余"],
        &["本年收入"],
        &["本年支出", "小计"],
        &["本年支出", "基本支出"],
        &["本年支出", "项目支出"],
        &["年末结转和结余"],
    ];
    let mut columns = subject_columns(house);
    columns.extend(headers.into_iter().zip(FUND_IDS).map(|(header, id)| column(0, header, Role::Number(id), 2.8)));
    let amounts = |item: &Item| {
        let opening = if item.code.ends_with("16") { account.fiscal_opening[fund as usize] } else { Amount::ZERO };
        let [spent, basic, project] = item.fiscal();
        [opening, item.appropriation(), spent, basic, project, opening + item.saved]
    };
    let empty = account.of_fund(fund).next().is_none() && !house.line_numbers;
    let rows = if empty {
        Vec::new()
    } else {
        subject_rows(lines(account.of_fund(fund), amounts), account.fund_account(fund), FUND_IDS, house)
    };
    (columns, rows, empty)
}

pub(crate) fn government_fund(account: &Account, house: &House) -> Sheet {
    let (columns, rows, empty) = fund_table(account, Fund::Government, house);
    Sheet {
        table: "government_fund",
        title: "政府性基金预算财政拨款收入支出决算表",
        columns,
        rows,
        note: "注：本表反映本年度政府性基金预算财政拨款收入、支出及结转结余情况。",
        reason: reason(account, empty, "政府性基金预算财政拨款收入和支出"),
    }
}

pub(crate) fn state_capital(account: &Account, house: &House) -> Sheet {
    let (mut columns, rows, empty) = fund_table(account, Fund::StateCapital, house);
    if !house.state_capital_income {
        columns.retain(|column| !matches!(column.role, Role::Number("opening_balance" | "income" | "closing_balance")));
    }
    Sheet {
        table: "state_capital",
        title: if house.state_capital_income {
            "国有资本经营预算财政拨款收入支出决算表"
        } else {
            "国有资本经营预算财政拨款支出决算表"
        },
        columns,
        rows,
        note: "注：本表反映本年度国有资本经营预算财政拨款情况。",
        reason: reason(account, empty, "国有资本经营预算财政拨款收入和支出"),
    }
}

fn reason(account: &Account, empty: bool, what: &str) -> Option<String> {
    let sentence = format!("说明：{}{}年度无{what}，故本表无数据。", account.department, account.profile.year);
    empty.then_some(sentence)
}

pub(crate) fn three_public(account: &Account, house: &House) -> Sheet {
    const IDS: [&str; 6] =
        ["total", "overseas_travel", "vehicles", "vehicle_purchase", "vehicle_operation", "reception"];
    const HEADERS: [&[&str]; 6] = [
        &["合计"],
        &["因公出国（境）费"],
        &["公务用车购置及运行维护费", "小计"],
        &["公务用车购置及运行维护费", "公务用车购置费"],
        &["公务用车购置及运行维护费", "公务用车运行维护费"],
        &["公务接待费"],
    ];
    const SIDES: [&str; 2] = ["预算数", "决算数"];
    let entry = |side, amounts: [Amount; 6]| Some(item(side, "", IDS.into_iter().zip(amounts).collect()));
    let row =
        vec![entry("budget", account.three_public_budget.columns()), entry("final", account.three_public.columns())];
    let blocks = |lane: usize| {
        HEADERS.into_iter().zip(IDS).map(move |(path, id)| {
            let header = [&[SIDES[lane]], path].concat();
            Column { lane, header, role: Role::Number(id), width: 1.0 }
        })
    };
    let columns = match house.three_public {
        ThreePublicForm::Blocks => blocks(0).chain(blocks(1)).collect(),
        ThreePublicForm::Interleaved => (0..HEADERS.len())
            .flat_map(|at| {
                (0..2).map(move |lane| {
                    let header = [HEADERS[at], &[SIDES[lane]]].concat();
                    Column { lane, header, role: Role::Number(IDS[at]), width: 1.0 }
                })
            })
            .collect(),
    };
    Sheet {
        table: "three_public",
        title: "财政拨款“三公”经费支出决算表",
        columns,
        rows: vec![row],
        note: "注：本表反映本年度财政拨款“三公”经费支出预决算情况。其中，预算数为全年预算数，反映按规定程序调整后的预算数。",
        reason: None,
    }
}
