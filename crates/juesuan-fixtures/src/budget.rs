//! A 部门预算 (budget) of the fictional department: the neighbour that a reader of 决算 must tell apart. Its
//! tables bear the same codes and labels, and none of its numbers is a fact.

use crate::account::{Account, Fund, Item, is_personnel, lines};
use crate::amount::Amount;
use crate::flow::{Align, Block, PageSetup, Text};
use crate::house::{FormNumber, House, Zero};
use crate::parts;
use crate::statutory::{Column, Entry, Role, Sheet};
use crate::truth::Truth;

/// Cover, tables and a short 说明.
pub(crate) fn document(account: &Account, truth: &mut Truth) -> Vec<Block> {
    let house = House {
        zero: Zero::Blank,
        line_numbers: false,
        form_number: FormNumber::Public,
        page_per_table: true,
        wide: None,
        ..House::SHENZHEN
    };
    let (year, department) = (account.profile.year, &account.department);
    let centered = |text: String, size| Block::Text(Text::new(text, size, Align::Center));
    let mut blocks = vec![Block::Page(PageSetup::PORTRAIT), Block::Gap(220.0)];
    blocks.push(centered(format!("{year}年{department}部门预算"), 22.0));
    for (number, sheet) in
        (1..).zip([income_expenditure(account), general_budget(account), basic(account), three_public(account)])
    {
        blocks.push(Block::Page(PageSetup::PORTRAIT));
        blocks.extend(parts::table(account, &house, &sheet, number, truth));
    }
    blocks.push(Block::Page(PageSetup::PORTRAIT));
    blocks.push(centered(format!("{year}年部门预算情况说明"), 15.0));
    blocks.push(Block::Gap(8.0));
    let total = account.grand_total().in_unit(house.unit);
    let sentence =
        format!("{department}{year}年收支预算总计{total}万元，按照综合预算的原则，所有收入和支出均纳入部门预算管理。");
    blocks.push(Block::Text(Text { indent: 22.0, ..Text::new(sentence, 11.0, Align::Left) }));
    blocks
}

fn column(lane: usize, header: &[&'static str], role: Role, width: f32) -> Column {
    Column { lane, header: header.to_vec(), role, width }
}

fn entry(code: &str, label: &str, amounts: &[(&'static str, Amount)]) -> Option<Entry> {
    Some(Entry { code: code.to_owned(), label: label.to_owned(), amounts: amounts.to_vec(), ..Entry::default() })
}

fn sheet(title: &'static str, columns: Vec<Column>, rows: Vec<Vec<Option<Entry>>>) -> Sheet {
    Sheet { table: "", title, columns, rows, note: "", reason: None }
}

fn income_expenditure(account: &Account) -> Sheet {
    let [total, fiscal, ..] = account.sum(Item::income);
    let classes = lines(account.items.iter(), Item::expenditure).into_iter().filter(|line| line.code.len() == 3);
    let mut rows: Vec<Vec<Option<Entry>>> =
        classes.map(|line| vec![None, entry("", &line.name, &[("budget", line.amounts[0])])]).collect();
    rows[0][0] = entry("", "一、财政拨款收入", &[("budget", fiscal)]);
    rows[1][0] = entry("", "二、其他资金收入", &[("budget", total - fiscal)]);
    let [spent, ..] = account.sum(Item::expenditure);
    rows.push(vec![entry("", "本年收入合计", &[("budget", total)]), entry("", "本年支出合计", &[("budget", spent)])]);
    let columns = vec![
        column(0, &["收入", "项目"], Role::Label, 4.0),
        column(0, &["收入", "预算数"], Role::Number("budget"), 2.5),
        column(1, &["支出", "项目"], Role::Label, 4.0),
        column(1, &["支出", "预算数"], Role::Number("budget"), 2.5),
    ];
    sheet("收支预算总表", columns, rows)
}

fn general_budget(account: &Account) -> Sheet {
    let names = ["合计", "基本支出", "项目支出"];
    let rows = lines(account.of_fund(Fund::General), Item::fiscal).into_iter().map(|line| {
        let amounts: Vec<_> = names.into_iter().zip(line.amounts).collect();
        vec![entry(&line.code, &line.name, &amounts)]
    });
    let mut columns =
        vec![column(0, &["功能分类科目编码"], Role::Code, 2.0), column(0, &["科目名称"], Role::Label, 5.0)];
    columns.extend(names.map(|name| column(0, &[name], Role::Number(name), 2.5)));
    sheet("一般公共预算支出预算表", columns, rows.collect())
}

fn basic(account: &Account) -> Sheet {
    let rows = account.economic.iter().filter(|economic| !economic.amount.is_zero()).map(|economic| {
        let kind = if is_personnel(economic.code) { "人员经费" } else { "公用经费" };
        vec![entry(economic.code, economic.name, &[(kind, economic.amount)])]
    });
    let mut columns =
        vec![column(0, &["经济分类科目编码"], Role::Code, 2.0), column(0, &["科目名称"], Role::Label, 5.0)];
    columns.extend(["人员经费", "公用经费"].map(|name| column(0, &[name], Role::Number(name), 2.5)));
    sheet("一般公共预算基本支出预算表", columns, rows.collect())
}

fn three_public(account: &Account) -> Sheet {
    let names = ["合计", "因公出国（境）费", "公务用车购置及运行费", "公务用车购置费", "公务用车运行费", "公务接待费"];
    let amounts: Vec<_> = names.into_iter().zip(account.three_public_budget.columns()).collect();
    let columns = names.into_iter().map(|name| column(0, &[name], Role::Number(name), 1.0)).collect();
    sheet("“三公”经费支出预算表", columns, vec![vec![entry("", "", &amounts)]])
}
