//! Amounts of the narrative: what restates a table must equal it; what is said to be parts must add up.

use super::classification::classified;
use super::stated::{Stated, no_narrative};
use super::subjects::restated;
use crate::checks::Books;
use crate::checks::cross::bare_class;
use crate::checks::finding::{Finding, Found, Rule, Term};
use crate::checks::ledger::Line;
use crate::checks::types::Words;
use crate::diagnostic::Severity;
use crate::tables::{Column, TableId};

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "n.amount",
        zh: "情况说明中复述报表的金额＝报表中的金额（单位换算，按正文小数位四舍五入）",
        en: "an amount of the narrative that restates a table = that table (units converted, rounded as the text rounds)",
        severity: Severity::Error,
        find: |books| {
            let all = narrative(books)?;
            Ok(all.iter().filter_map(|stated| restates(books, stated)).collect())
        },
    },
    Rule {
        id: "n.items",
        zh: "情况说明中的类、款、项名称＝一般公共预算财政拨款支出决算表中同一金额的科目名称",
        en: "the 类, 款 and 项 that the narrative names are those that the general budget table prints for the amount",
        severity: Severity::Info,
        find: |books| {
            let all = narrative(books)?;
            books.ledger.table(TableId::GeneralBudgetExpenditure)?;
            Ok(all.iter().filter_map(|stated| names(books, stated)).collect())
        },
    },
    Rule {
        id: "n.parts",
        zh: "情况说明中各部分之和＝所述合计（政府采购、基本支出、“三公”经费）",
        en: "parts stated in the narrative add to the stated total (procurement, basic expenditure, three public expenses)",
        severity: Severity::Warning,
        find: parts,
    },
];

/// The statements, where there are any.
pub(super) fn narrative<'b, 'a>(books: &'b Books<'a>) -> Result<&'b [Stated<'a>], Words> {
    if books.stated.is_empty() { Err(no_narrative()) } else { Ok(&books.stated) }
}

/// Sections that tell of 一般公共预算财政拨款 by 类.
const STRUCTURE_SECTIONS: &[&str] = &["结构情况", "一般公共预算财政拨款支出决算"];

/// The line of T5 that a subject names.
fn classified_line<'b, 'a>(books: &'b Books<'a>, stated: &Stated<'_>) -> Option<&'b Line<'a>> {
    let sheet = books.ledger.table(TableId::GeneralBudgetExpenditure).ok()?;
    if let Some(names) = classified(&stated.statement.subject.text) {
        return names.line(sheet);
    }
    // Some print the 类 without saying so.
    if !STRUCTURE_SECTIONS.iter().any(|word| stated.section.contains(word)) {
        return None;
    }
    let mut same = sheet.coded().filter(|line| {
        line.code.is_some_and(|code| code.len() == 3) && bare_class(&line.name) == bare_class(&stated.name)
    });
    same.next().filter(|_| same.next().is_none())
}

/// Sections that tell of another fund than the general budget.
const OTHER_FUNDS: &[&str] = &["政府性基金", "国有资本"];

fn other_fund(stated: &Stated<'_>) -> bool {
    OTHER_FUNDS.iter().any(|word| stated.section.contains(word))
}

/// What an amount restates: a named number of the tables, or a classification of T5.
pub(super) fn counterpart(books: &Books<'_>, stated: &Stated<'_>) -> Option<Vec<Term>> {
    restated(&books.ledger, stated).or_else(|| {
        let line = classified_line(books, stated).filter(|_| !other_fund(stated))?;
        Some(vec![line.term(Column::Total)?])
    })
}

fn restates(books: &Books<'_>, stated: &Stated<'_>) -> Option<Finding> {
    let value = stated.outturn()?;
    value.unit?;
    Some(Finding::equal(stated.title(), counterpart(books, stated)?, vec![value]))
}

fn names(books: &Books<'_>, stated: &Stated<'_>) -> Option<Finding> {
    let names = classified(&stated.statement.subject.text).filter(|names| names.item.is_some())?;
    let value = stated.outturn().filter(|value| !value.value.is_zero() && !other_fund(stated))?;
    let sheet = books.ledger.table(TableId::GeneralBudgetExpenditure).ok()?;
    let claim = |holds, cells, message| Some(Finding::Claim { holds, severity: None, cells, message });
    if let Some(line) = names.line(sheet) {
        let title = line.title();
        return claim(
            true,
            vec![value.cell],
            Words::new(format!("科目名称与报表一致：{title}"), format!("named as in the table: {title}")),
        );
    }
    let class = names.class_code(sheet).unwrap_or_default();
    let within = |term: &Term| term.value.saturating_sub(value.value).abs() <= term.half.saturating_add(value.half);
    let same = |line: &&Line<'_>| {
        line.code.is_some_and(|code| code.len() == 7 && code.starts_with(class))
            && line.term(Column::Total).as_ref().is_some_and(within)
    };
    let mut found = sheet.coded().filter(same);
    let subject = &stated.statement.subject.text;
    match (found.next(), found.next()) {
        (Some(line), None) => {
            let title = line.title();
            let cells = vec![value.cell].into_iter().chain(line.term(Column::Total).map(|term| term.cell)).collect();
            let message = Words::new(
                format!("{}：报表中该金额的科目为 {title}，正文写作“{subject}”", stated.title().zh),
                format!(
                    "page {}: the table prints {title} for this amount, the text says “{subject}”",
                    stated.statement.at.page
                ),
            );
            claim(false, cells, message)
        }
        _ => Some(Finding::Skipped {
            cells: vec![value.cell],
            why: Words::new(
                format!("{}：报表中没有读到同名的科目", stated.title().zh),
                format!("page {}: the table has no line of this name", stated.statement.at.page),
            ),
        }),
    }
}

/// A total and its parts, told by names that a subject's letters contain.
struct Parts {
    title: &'static str,
    section: &'static str,
    total: fn(&str) -> bool,
    parts: &'static [fn(&str) -> bool],
}

const PARTS: &[Parts] = &[
    Parts {
        title: "政府采购",
        section: "采购",
        total: |name| {
            matches!(name, "政府采购支出总额" | "政府采购金额" | "政府采购总额" | "政府采购支出" | "政府采购支出金额")
        },
        parts: &[|name| procurement(name, "货物"), |name| procurement(name, "工程"), |name| procurement(name, "服务")],
    },
    Parts {
        title: "基本支出",
        section: "基本支出",
        total: |name| name.ends_with("财政拨款基本支出"),
        parts: &[|name| name == "人员经费", |name| name == "公用经费"],
    },
    Parts {
        title: "“三公”经费",
        section: "总体情况",
        total: |name| name.starts_with("三公经费"),
        parts: &[
            |name| name.starts_with("因公出国境费"),
            |name| name.starts_with("公务用车购置及运行"),
            |name| name.starts_with("公务接待费"),
        ],
    },
];

/// `政府采购货物支出`, `货物采购金额`
fn procurement(name: &str, kind: &str) -> bool {
    let rest = name.trim_start_matches("政府").replacen("采购", "", 1);
    rest.strip_prefix(kind).is_some_and(|rest| matches!(rest, "支出" | "金额" | "类支出" | "类金额" | "支出金额" | ""))
}

fn parts(books: &Books<'_>) -> Found {
    let all = narrative(books)?;
    let mut found = Vec::new();
    for set in PARTS {
        let named = |is: &fn(&str) -> bool, section: &str| {
            let mut same = all.iter().filter(|stated| {
                (section.is_empty() || stated.section == section)
                    && stated.section.contains(set.section)
                    && is(&stated.name)
            });
            same.find_map(|stated| Some((stated.section.as_str(), stated.outturn()?)))
        };
        let Some((section, total)) = named(&set.total, "") else { continue };
        let parts: Option<Vec<Term>> = set.parts.iter().map(|is| named(is, section).map(|(_, term)| term)).collect();
        if let Some(parts) = parts {
            found.push(Finding::equal(set.title, parts, vec![total]));
        }
    }
    Ok(found)
}
