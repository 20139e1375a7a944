//! The document as a whole: whether all that it announces is there, and whether it speaks of one year and department.

use super::Books;
use super::finding::{Finding, Found, Rule};
use super::summaries::{OF_THE_YEAR, term};
use super::types::{CellRef, Words};
use crate::diagnostic::Severity;
use crate::key::key;
use crate::tables::{Column, Side, TableId, TableStatus};

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "d.complete",
        zh: "目录所列报表齐全；没有数字的报表有无数据说明",
        en: "the tables that the contents name are all there; a table without figures says so",
        severity: Severity::Warning,
        find: complete,
    },
    Rule {
        id: "d.identity",
        zh: "封面、各部分标题、报表表头的年度和部门一致",
        en: "year and department agree between cover, part titles and table heads",
        severity: Severity::Warning,
        find: identity,
    },
];

fn claim(holds: bool, cells: Vec<CellRef>, message: Words) -> Finding {
    Finding::Claim { holds, severity: None, cells, message }
}

fn complete(books: &Books<'_>) -> Found {
    let mut found = Vec::new();
    if books.announced > 0 {
        let missing = books.heads.iter().filter(|head| head.status == TableStatus::Missing);
        for head in missing.clone() {
            let title = &head.title.text;
            let message = Words::new(
                format!("目录列有“{title}”，文档中没有读到"),
                format!("the contents name {title}; it was not found"),
            );
            found.push(claim(false, vec![CellRef::new("contents", 0, "", "text", head.title.at)], message));
        }
        if found.is_empty() {
            let count = books.announced;
            let message = Words::new(
                format!("目录所列{count}张报表都已读到"),
                format!("all {count} tables that the contents name were found"),
            );
            found.push(claim(true, Vec::new(), message));
        }
    }
    for head in books.heads.iter().filter(|head| head.status == TableStatus::Empty) {
        let Some(table) = head.table else { continue };
        let title = &head.title.text;
        let (holds, message) = if head.reason.is_some() {
            (
                true,
                Words::new(format!("《{title}》没有数字，有说明"), format!("{title} prints no figures and says why")),
            )
        } else if nothing_to_print(books, table) {
            let zh = format!("《{title}》没有数字，财政拨款总表中也没有");
            (true, Words::new(zh, format!("{title} prints no figures, nor does the fiscal summary")))
        } else {
            let zh = format!("《{title}》没有数字，也没有说明");
            (false, Words::new(zh, format!("{title} prints no figures and does not say why")))
        };
        let cells = vec![CellRef::new("tables", head.order, "", "note", head.title.at)];
        found.push(Finding::Claim { holds, severity: Some(Severity::Info), cells, message });
    }
    Ok(found)
}

/// Whether the summary of fiscal appropriations shows nothing spent of the table's fund.
fn nothing_to_print(books: &Books<'_>, table: TableId) -> bool {
    let fund = match table {
        TableId::GovernmentFund => Column::GovernmentFund,
        TableId::StateCapital => Column::StateCapital,
        _ => return false,
    };
    let Ok(summary) = books.ledger.table(TableId::FiscalAppropriationSummary) else { return false };
    term(summary, Side::Expenditure, OF_THE_YEAR, fund).is_none_or(|spent| spent.value.is_zero())
}

fn identity(books: &Books<'_>) -> Found {
    let mut found = Vec::new();
    if let Some(department) = books.department {
        let own = key(&department.text);
        for head in books.heads {
            let Some(other) = &head.department else { continue };
            let other_key = key(&other.text);
            // A table may print the short name, or the name with （本级） or （汇总）.
            let holds = own.contains(&other_key) || other_key.contains(&own);
            let message = Words::new(
                format!("文档的部门为“{}”，{}表头为“{}”", department.text, other.at.in_chinese(), other.text),
                format!(
                    "the document is of {}, the table at {} names {}",
                    department.text,
                    other.at.in_english(),
                    other.text
                ),
            );
            let cells = vec![CellRef::new("tables", head.order, "", "department", other.at)];
            found.push(claim(holds, cells, message));
        }
    }
    if let Some(year) = books.year {
        for title in &books.part_titles {
            for other in title_years(&title.text) {
                let message = Words::new(
                    format!("决算年度为{year}年，{}标题为“{}”", title.at.in_chinese(), title.text),
                    format!("the report's year is {year}, a title at {} names {other}", title.at.in_english()),
                );
                let cells = vec![CellRef::new("titles", 0, "", "text", title.at)];
                found.push(claim(other == year, cells, message));
            }
        }
    }
    Ok(found)
}

/// The years of `2024年度` in a title.
fn title_years(title: &str) -> Vec<u16> {
    let key = key(title);
    let before = key.match_indices("年度").filter_map(|(at, _)| key.get(at.checked_sub(4)?..at)?.parse().ok());
    before.filter(|year| (1990..2100).contains(year)).collect()
}

#[cfg(test)]
mod tests {
    use super::title_years;

    #[test]
    fn years_of_titles() {
        assert_eq!(title_years("第二部分 某局 2024 年度部门决算表"), [2024]);
        assert_eq!(title_years("年度收入总体情况"), [] as [u16; 0]);
    }
}
