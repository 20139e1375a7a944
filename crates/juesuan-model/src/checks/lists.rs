//! The tables that list classification codes (T2, T3, T5, T8, T9): sums across each row and down each column.

use super::Books;
use super::finding::{Finding, Found, Rule, Term};
use super::ledger::{Line, Sheet};
use super::types::Words;
use crate::diagnostic::Severity;
use crate::tables::{Column, TableId};

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "t2.row",
        zh: "每行：本年收入合计＝财政拨款收入＋上级补助收入＋事业收入＋经营收入＋附属单位上缴收入＋其他收入",
        en: "each row: income of the year = its six sources",
        severity: Severity::Error,
        find: |books| row_sums(books, TableId::Income),
    },
    Rule {
        id: "t2.tree",
        zh: "每列：类＝各款之和，款＝各项之和，合计＝各类之和",
        en: "each column: 类 = sum of its 款, 款 = sum of its 项, total = sum of the 类",
        severity: Severity::Error,
        find: |books| tree(books.ledger.table(TableId::Income)?),
    },
    Rule {
        id: "t3.row",
        zh: "每行：本年支出合计＝基本支出＋项目支出＋上缴上级支出＋经营支出＋对附属单位补助支出",
        en: "each row: expenditure of the year = basic + project + remittance to superiors + operating + subsidies to affiliates",
        severity: Severity::Error,
        find: |books| row_sums(books, TableId::Expenditure),
    },
    Rule {
        id: "t3.tree",
        zh: "每列：类＝各款之和，款＝各项之和，合计＝各类之和",
        en: "each column: 类 = sum of its 款, 款 = sum of its 项, total = sum of the 类",
        severity: Severity::Error,
        find: |books| tree(books.ledger.table(TableId::Expenditure)?),
    },
    Rule {
        id: "t5.row",
        zh: "每行：本年支出合计＝基本支出＋项目支出；基本支出＝人员经费＋公用经费；年初＋收入＝支出＋年末",
        en: "each row: total = basic + project; basic = personnel + public; opening + income = total + closing",
        severity: Severity::Error,
        find: |books| row_sums(books, TableId::GeneralBudgetExpenditure),
    },
    Rule {
        id: "t5.tree",
        zh: "每列：类＝各款之和，款＝各项之和，合计＝各类之和",
        en: "each column: 类 = sum of its 款, 款 = sum of its 项, total = sum of the 类",
        severity: Severity::Error,
        find: |books| tree(books.ledger.table(TableId::GeneralBudgetExpenditure)?),
    },
    Rule {
        id: "t8.row",
        zh: "每行：年初结转和结余＋本年收入＝本年支出＋年末结转和结余；支出＝基本支出＋项目支出",
        en: "each row: opening balance + income = expenditure + closing balance; expenditure = basic + project",
        severity: Severity::Error,
        find: |books| row_sums(books, TableId::GovernmentFund),
    },
    Rule {
        id: "t8.tree",
        zh: "每列：类＝各款之和，款＝各项之和，合计＝各类之和",
        en: "each column: 类 = sum of its 款, 款 = sum of its 项, total = sum of the 类",
        severity: Severity::Error,
        find: |books| tree(books.ledger.table(TableId::GovernmentFund)?),
    },
    Rule {
        id: "t9.row",
        zh: "每行：年初结转和结余＋本年收入＝本年支出＋年末结转和结余；支出＝基本支出＋项目支出",
        en: "each row: opening balance + income = expenditure + closing balance; expenditure = basic + project",
        severity: Severity::Error,
        find: |books| row_sums(books, TableId::StateCapital),
    },
    Rule {
        id: "t9.tree",
        zh: "每列：类＝各款之和，款＝各项之和，合计＝各类之和",
        en: "each column: 类 = sum of its 款, 款 = sum of its 项, total = sum of the 类",
        severity: Severity::Error,
        find: |books| tree(books.ledger.table(TableId::StateCapital)?),
    },
];

/// Left columns = right columns, in each row where a number stands in any of them.
fn rows(sheet: &Sheet<'_>, left: &[Column], right: &[Column]) -> Found {
    if [left, right].iter().any(|columns| !columns.iter().any(|column| sheet.has(*column))) {
        let named = |name: fn(Column) -> &'static str| left.iter().chain(right).map(|column| name(*column)).collect();
        let (zh, en): (Vec<&str>, Vec<&str>) = (named(Column::chinese), named(Column::english));
        let (zh, en) = (zh.join("、"), en.join(", "));
        return Err(Words::new(
            format!("表中没有读到全部所需的列（{zh}）"),
            format!("not all the columns needed were read ({en})"),
        ));
    }
    let equation = |line: &Line<'_>| {
        let (left, right) = (line.terms(left), line.terms(right));
        (!left.is_empty() || !right.is_empty()).then(|| Finding::equal(line.title(), left, right))
    };
    Ok(sheet.lines.iter().filter_map(equation).collect())
}

/// The sums across each row that the table's definition names.
fn row_sums(books: &Books<'_>, table: TableId) -> Found {
    let sheet = books.ledger.table(table)?;
    let mut found = Vec::new();
    for sum in table.schema().sums {
        let is_asked = sum.asked_by.is_empty() || sum.asked_by.iter().any(|column| sheet.has(*column));
        if !is_asked {
            continue;
        }
        let mut findings = rows(sheet, sum.left, sum.right)?;
        let printed = sum.needs.iter().all(|column| sheet.has(*column));
        for finding in &mut findings {
            if let Finding::Balance { unread, .. } = finding
                && !printed
            {
                *unread =
                    Some(Words::new("表中没有年初或年末结转和结余", "opening or closing balances are not printed"));
            }
        }
        found.extend(findings);
    }
    Ok(found)
}

/// Every printed sum of a classification: a code over the codes below it, 合计 over the outermost.
fn tree(sheet: &Sheet<'_>) -> Found {
    let repeated = sheet.repeated_codes();
    let twice = |line: &Line<'_>| line.code.is_some_and(|code| repeated.contains(code));
    let mut sums: Vec<(&Line<'_>, Vec<&Line<'_>>)> = Vec::new();
    if let Some(total) = sheet.total() {
        sums.push((total, sheet.roots()));
    }
    for line in sheet.coded() {
        let children = line.code.map(|code| sheet.children(code)).unwrap_or_default();
        if !children.is_empty() {
            sums.push((line, children));
        }
    }
    let mut found = Vec::new();
    for (above, below) in sums.iter().filter(|(above, _)| !above.is_silent()) {
        if twice(above) || below.iter().any(|line| twice(line)) {
            found.push(Finding::skipped(Words::new(
                format!("{}：同一科目编码出现多次，无法求和", above.title()),
                format!("{}: a code is printed more than once, the sum is not known", above.title()),
            )));
            continue;
        }
        let silent = below.iter().find(|line| line.is_silent());
        for column in sheet.columns() {
            let left: Vec<Term> = above.terms(&[column]);
            let right: Vec<Term> = below.iter().filter_map(|line| line.term(column)).collect();
            if left.is_empty() && right.is_empty() {
                continue;
            }
            let unread = if below.is_empty() {
                Some(Words::new("表中没有读到科目行", "no classified rows were read"))
            } else {
                silent.map(|line| {
                    let title = line.title();
                    Words::new(format!("“{title}”一行没有读到数字"), format!("no number was read in the row {title}"))
                })
            };
            let subject = Words::in_column(&above.title(), column);
            found.push(Finding::Balance { subject, relation: super::finding::Relation::Equal, left, right, unread });
        }
    }
    Ok(found)
}
