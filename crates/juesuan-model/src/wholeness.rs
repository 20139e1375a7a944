//! Whether a document is whole and in order: pages, contents, headings and forms → doubts.
//!
//! A page that is missing or stands elsewhere takes figures with it that no sum misses. What tells of it are the printed
//! page numbers, the parts that the 目录 names, the years of headings, and forms without their end.

use std::collections::BTreeSet;

use juesuan_document::layout::{Block, TextLine};
use juesuan_document::{Id, Layout, Surface};
use rust_decimal::Decimal;

use crate::contents::ContentsEntry;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::flow::{self, Item};
use crate::forms::{Forms, FundLine, SelfAssessment};
use crate::key::key;
use crate::number;
use crate::parts::{Part, PartKind};
use crate::place::Place;
use crate::report::Report;
use crate::year::years;

/// No disclosure has more pages; a larger number in a margin is a year or an amount.
const MOST_PAGES: u32 = 2_000;

/// No disclosure numbers more tables; a larger number is none of a table.
const MOST_TABLES: u32 = 60;

/// Page numbers count where at least this many pages print one.
const FEWEST_NUMBERED: usize = 3;

/// Of so many steps from one numbered page to the next, one may be out of order; otherwise the numbers are no count.
const STEPS: usize = 4;

/// A heading is not longer than this; a sentence may name other years.
const LONGEST_HEADING: usize = 34;

/// Words with which a heading may name another year than the document's.
const OTHER_YEARS: &[&str] = &["预算", "计划", "规划", "比", "较", "上年", "至", "工作", "安排"];

/// The points that all indicators of a form add to; 90 where the execution of the budget has the other 10.
const POINTS: &[i64] = &[100, 90];

/// A page number as printed.
struct Numbered {
    page: u32,
    printed: u32,
    total: Option<u32>,
    at: Place,
}

/// Page numbers that do not count the pages.
pub(crate) fn pages(layouts: &[Layout]) -> Vec<Diagnostic> {
    let numbered: Vec<Numbered> = layouts.iter().filter_map(numbered).collect();
    if numbered.len() < FEWEST_NUMBERED {
        return Vec::new();
    }
    let begins_again = |to: &Numbered| to.printed == 1;
    let follows = |from: &Numbered, to: &Numbered| {
        to.printed.checked_sub(from.printed) == to.page.checked_sub(from.page) || begins_again(to)
    };
    let broken: Vec<(&Numbered, &Numbered)> = numbered
        .windows(2)
        .filter_map(|pair| match pair {
            [from, to] if !follows(from, to) => Some((from, to)),
            _ => None,
        })
        .collect();
    let mut doubts = Vec::new();
    // Two exchanged pages break up to four steps.
    if broken.len() * STEPS <= numbered.len() || broken.len() <= STEPS && numbered.len() > 2 * STEPS {
        for (from, to) in &broken {
            let message = format!(
                "page {} is numbered {} and page {} is numbered {}: pages are missing or exchanged",
                from.page, from.printed, to.page, to.printed
            );
            doubts.push(Diagnostic::new(Code::PagesOutOfOrder, Severity::Warning, Some(to.at), message));
        }
    }
    if let Some(last) = numbered.last()
        && let Some(total) = last.total
        && layouts.last().is_some_and(|layout| layout.page == last.page)
        && last.printed < total
    {
        let message = format!("the last page is numbered {} of {total}: pages are missing", last.printed);
        doubts.push(Diagnostic::new(Code::PagesOutOfOrder, Severity::Warning, Some(last.at), message));
    }
    doubts
}

fn numbered(layout: &Layout) -> Option<Numbered> {
    if layout.surface != Surface::Page {
        return None;
    }
    let mut lines = layout.blocks.iter().filter_map(|block| match block {
        Block::Line(line) if layout.in_margin(line) && flow::is_page_number(&line.text) => Some(line),
        _ => None,
    });
    let line: &TextLine = lines.next_back()?;
    let text = key(&line.text);
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let printed = numbers.next()?.parse().ok().filter(|number| (1..=MOST_PAGES).contains(number))?;
    let total = numbers.next().and_then(|digits| digits.parse().ok()).filter(|total| *total >= printed);
    Some(Numbered { page: layout.page, printed, total, at: Place::of_line(layout, line) })
}

/// Parts that the contents name and the document lacks.
pub(crate) fn parts(entries: &[ContentsEntry], items: &[Item<'_>], parts: &[Part]) -> Vec<Diagnostic> {
    let is_part = |entry: &&ContentsEntry| {
        entry.number.as_ref().is_some_and(|number| number.starts_with('第') && number.ends_with("部分"))
    };
    // The tables of a part are missed one by one; their part may begin without a heading.
    let of_tables = |entry: &&ContentsEntry| entry.text.text.contains('表');
    let announced: Vec<&ContentsEntry> = entries.iter().filter(is_part).filter(|entry| !of_tables(entry)).collect();
    if announced.len() < 2 {
        return Vec::new();
    }
    let in_contents =
        |index: &usize| parts.iter().any(|part| part.kind == PartKind::Contents && part.items.contains(index));
    let lines = items.iter().enumerate().filter(|(index, _)| !in_contents(index)).map(|(_, item)| item.key());
    let body: String = lines.filter(|key| !key.is_empty()).collect();
    let lost = |entry: &&ContentsEntry| {
        let number = entry.number.as_deref().map(key).unwrap_or_default();
        !body.contains(&number) && !body.contains(&key(&entry.text.text))
    };
    let say = |entry: &ContentsEntry| {
        let message = format!("the contents name “{}”: the document has no such part", entry.text.text);
        Diagnostic::new(Code::PartMissing, Severity::Warning, Some(entry.text.at), message)
    };
    let lost: Vec<&ContentsEntry> = announced.iter().copied().filter(|entry| lost(entry)).collect();
    // Where no heading is numbered as the contents number it, nothing follows.
    if lost.len() == announced.len() { Vec::new() } else { lost.into_iter().map(say).collect() }
}

/// Tables that are numbered (`公开03表`) and whose numbers leave one out.
pub(crate) fn tables(report: &Report) -> Vec<Diagnostic> {
    let heads = report.table_heads();
    let of_forms = report.project_self_assessments.iter().map(|form| &form.assessment);
    let of_forms = of_forms.chain(report.department_self_assessments.iter().map(|form| &form.assessment));
    let of_forms = of_forms.filter_map(|form| form.form_no.as_ref());
    let numbers: BTreeSet<u32> = heads
        .iter()
        .filter_map(|head| head.form_no.as_ref())
        .chain(of_forms)
        .filter_map(|text| {
            let text = key(&text.text);
            let digits = text.split(|c: char| !c.is_ascii_digit()).find(|digits| !digits.is_empty())?;
            digits.parse().ok().filter(|number| (1..=MOST_TABLES).contains(number))
        })
        .collect();
    let Some(last) = numbers.last().copied().filter(|_| numbers.len() >= FEWEST_NUMBERED) else { return Vec::new() };
    let lacking: Vec<String> =
        (1..last).filter(|number| !numbers.contains(number)).map(|number| number.to_string()).collect();
    // A document that leaves out many numbers its tables by another rule.
    if lacking.is_empty() || lacking.len() * 2 > numbers.len() {
        return Vec::new();
    }
    let at = heads.iter().find_map(|head| head.form_no.as_ref()).map(|text| text.at);
    let message = format!("the tables are numbered up to {last}, and number {} is not there", lacking.join(", "));
    vec![Diagnostic::new(Code::PartMissing, Severity::Warning, at, message)]
}

/// Headings and forms of another year than the document's.
pub(crate) fn headings(items: &[Item<'_>], parts: &[Part], forms: &Forms, year: Option<u16>) -> Vec<Diagnostic> {
    let Some(own) = year else { return Vec::new() };
    let mut running = BTreeSet::new();
    for part in parts.iter().filter(|part| matches!(part.kind, PartKind::Narrative | PartKind::Contents)) {
        running.extend(part.items.clone());
    }
    let mut doubts = Vec::new();
    let mut seen: BTreeSet<Id> = BTreeSet::new();
    let mut say = |other: u16, text: &str, at: Place| {
        if at.id.is_some() && !seen.insert(at.id) {
            return;
        }
        let message = format!("“{text}” names {other}; the document is of {own}");
        doubts.push(Diagnostic::new(Code::YearContradicted, Severity::Warning, Some(at), message));
    };
    for (_, item) in items.iter().enumerate().filter(|(index, _)| !running.contains(index)) {
        let Some(line) = item.line().filter(|line| line.text.chars().count() <= LONGEST_HEADING) else { continue };
        if OTHER_YEARS.iter().any(|word| line.text.contains(word)) {
            continue;
        }
        if let Some(mention) = years(&line.text).iter().find(|mention| mention.fiscal && mention.year != own) {
            say(mention.year, line.text.trim(), item.place());
        }
    }
    let projects = forms.projects.iter().map(|form| &form.assessment);
    for form in projects.chain(forms.departments.iter().map(|form| &form.assessment)) {
        let Some(year) = &form.year else { continue };
        if let Ok(other) = u16::try_from(year.value)
            && other != own
        {
            say(other, &year.value.to_string(), year.at);
        }
    }
    doubts
}

/// Forms that lack their funds, their indicators or their end.
pub(crate) fn forms(forms: &Forms) -> Vec<Diagnostic> {
    let projects = forms.projects.iter().map(|form| (&form.assessment, form.name.is_some()));
    let departments = forms.departments.iter().map(|form| (&form.assessment, form.name.is_some()));
    let all: Vec<(&SelfAssessment, bool)> = projects.chain(departments).collect();
    let any = |has: fn(&SelfAssessment) -> bool| all.iter().any(|(form, _)| has(form));
    let totalled = any(|form| form.total_score.is_some() || form.total_weight.is_some());
    let scored = any(|form| form.total_score.is_some());
    let funded = any(|form| !form.funds.is_empty());
    let mut doubts = Vec::new();
    for (form, named) in &all {
        let mut lacks = Vec::new();
        if !named {
            lacks.push("its name");
        }
        if form.funds.is_empty() && (funded || tells_of_funds(form)) {
            lacks.push("its funds (项目资金)");
        }
        if lacks_an_amount(form) {
            lacks.push("an amount of its funds");
        }
        if form.indicators.is_empty() {
            lacks.push("its indicators (绩效指标)");
        }
        if lacks_scores(form) {
            lacks.push("the scores of its indicators (得分)");
        }
        let no_total = form.total_score.is_none() && form.total_weight.is_none();
        if totalled && no_total
            || scored && form.total_score.is_none() && form.indicators.iter().any(|line| line.score.is_some())
        {
            lacks.push("its total (总分)");
        } else if no_total && points(form).is_some_and(|points| !POINTS.iter().any(|all| points == Decimal::from(*all)))
        {
            lacks.push("indicators: their weights add to no whole");
        }
        if !lacks.is_empty() {
            let message = format!("a performance form lacks {}: a page of it may be missing", lacks.join(", "));
            doubts.push(Diagnostic::new(Code::FormIncomplete, Severity::Warning, Some(form.at), message));
        }
    }
    doubts
}

/// Whether a form gives a total score and weights of its indicators, and no score of any.
fn lacks_scores(form: &SelfAssessment) -> bool {
    let weighed = form.indicators.iter().any(|line| line.weight.is_some());
    form.total_score.is_some() && weighed && form.indicators.iter().all(|line| line.score.is_none())
}

/// Words of a block of funds.
const FUND_WORDS: &[&str] = &["资金总额", "年初预算", "全年预算", "全年执行", "预算执行"];

/// Whether what no field of a form took tells of funds and prints amounts: a block that was not understood.
fn tells_of_funds(form: &SelfAssessment) -> bool {
    let texts = || form.remainder.iter().flat_map(|rest| rest.label.iter().chain([&rest.text])).map(|text| &text.text);
    let words = texts().filter(|text| FUND_WORDS.iter().any(|word| text.contains(word))).count();
    words > 1 && texts().any(|text| number::read(text).number().is_some_and(|value| value.scale() > 0))
}

/// Whether one amount of a form's funds is blank where the rest of its row and of its column is printed.
fn lacks_an_amount(form: &SelfAssessment) -> bool {
    let columns =
        |line: &FundLine| [&line.initial_budget, &line.adjusted_budget, &line.executed].map(|amount| amount.is_some());
    let rows: Vec<[bool; 3]> = form.funds.iter().filter(|line| line.fund.is_some()).map(columns).collect();
    let used = |column: usize| rows.iter().any(|row| row.get(column) == Some(&true));
    let blank =
        rows.iter().flat_map(|row| row.iter().enumerate()).filter(|(column, filled)| used(*column) && !**filled);
    rows.len() > 1 && blank.count() == 1
}

/// What the weights of a form add to; nothing where it prints none.
fn points(form: &SelfAssessment) -> Option<Decimal> {
    let weights = form.indicators.iter().filter_map(|line| line.weight.as_ref()).map(|weight| weight.value);
    let execution = form.funds.iter().filter_map(|line| line.weight.as_ref()).map(|weight| weight.value).take(1);
    let mut all = weights.chain(execution).peekable();
    all.peek()?;
    all.try_fold(Decimal::ZERO, Decimal::checked_add)
}

#[cfg(test)]
mod tests {
    use juesuan_document::Rect;

    use super::*;

    fn document(numbers: &[&str]) -> Vec<Layout> {
        let page = |(number, text): (u32, &&str)| {
            let mut layout = Layout::new(number, 595.0, 842.0);
            let bbox = Rect { x0: 290.0, y0: 800.0, x1: 305.0, y1: 810.0 };
            layout.blocks.push(Block::Line(TextLine::evenly(text, bbox)));
            layout
        };
        (1..).zip(numbers).map(page).collect()
    }

    #[test]
    fn page_numbers_tell_of_missing_and_exchanged_pages() {
        let ten = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];
        assert_eq!(pages(&document(&ten)), []);
        let missing = ["1", "2", "3", "4", "6", "7", "8", "9", "10"];
        assert_eq!(pages(&document(&missing)).len(), 1);
        let exchanged = ["1", "2", "4", "3", "5", "6", "7", "8", "9", "10"];
        assert_eq!(pages(&document(&exchanged)).len(), 3);
        assert_eq!(pages(&document(&["1/4", "2/4", "3/4"])).len(), 1);
    }

    #[test]
    fn numbers_that_begin_again_or_count_nothing_say_nothing() {
        assert_eq!(pages(&document(&["1", "2", "3", "1", "2", "3"])), []);
        assert_eq!(pages(&document(&["7", "3", "9", "2", "12"])), []);
        assert_eq!(pages(&document(&["1", "3"])), []);
    }

    #[test]
    fn a_block_of_funds_that_was_not_understood_is_missed() {
        use crate::forms::Remainder;
        use crate::value::Text;
        let text = |text: &str| Text::new(text, Place::default());
        let of = |texts: &[&str]| {
            let rest = texts.iter().map(|rest| Remainder { label: None, text: text(rest) });
            let mut form = crate::forms::ProjectSelfAssessment { name: Some(text("某项目")), ..Default::default() };
            form.assessment.remainder.extend(rest);
            let doubts = forms(&Forms { projects: vec![form], ..Forms::default() });
            doubts.iter().any(|doubt| doubt.message.contains("项目资金"))
        };
        assert!(of(&["年度资金总额", "年初预算数", "20.00", "全年执行数", "19.00"]));
        assert!(!of(&["年度资金总额", "20.00"]) && !of(&["年初预算数", "全年执行数", "无"]));
    }

    #[test]
    fn one_blank_amount_among_a_forms_funds_is_missed() {
        use crate::forms::{Fund, FundLine};
        use crate::value::Amount;
        let row = |fund: Fund, amounts: [bool; 3]| {
            let [initial_budget, adjusted_budget, executed] =
                amounts.map(|printed| printed.then(|| Amount::new(Decimal::ONE, None, Place::default())));
            let label = crate::value::Text::new("", Place::default());
            FundLine {
                fund: Some(fund),
                label,
                initial_budget,
                adjusted_budget,
                executed,
                weight: None,
                execution_rate: None,
                score: None,
                reason: None,
            }
        };
        let of = |rows: [[bool; 3]; 2]| {
            let [total, other] = rows;
            let funds = vec![row(Fund::Total, total), row(Fund::Other, other)];
            lacks_an_amount(&SelfAssessment { funds, ..SelfAssessment::default() })
        };
        assert!(of([[true, true, true], [true, false, true]]));
        assert!(of([[true, true, false], [true, true, true]]));
        // A whole row or column that is blank is the form's own way; so are two cells.
        for rows in [
            [[true; 3], [true; 3]],
            [[true; 3], [false; 3]],
            [[true, false, true], [true, false, true]],
            [[true, false, true], [false, true, true]],
        ] {
            assert!(!of(rows), "{rows:?}");
        }
    }

    #[test]
    fn a_form_without_its_end_is_incomplete() {
        use crate::forms::ProjectSelfAssessment;
        use crate::value::{Number, Text};
        let whole = || {
            let mut form =
                ProjectSelfAssessment { name: Some(Text::new("某项目", Place::default())), ..Default::default() };
            form.assessment.indicators.push(crate::forms::Indicator {
                score: Some(Number::new(Decimal::from(90), Place::default())),
                ..Default::default()
            });
            form.assessment.total_score = Some(Number::new(Decimal::from(90), Place::default()));
            form
        };
        let mut cut = whole();
        cut.assessment.total_score = None;
        let of = |projects| Forms { projects, ..Forms::default() };
        assert_eq!(forms(&of(vec![whole(), whole()])), []);
        // A total of scores, and weights, and no score: the column of scores was not read.
        let mut unscored = whole();
        for line in &mut unscored.assessment.indicators {
            (line.weight, line.score) = (line.score.take(), None);
        }
        let doubts = forms(&of(vec![unscored]));
        assert!(matches!(doubts.as_slice(), [doubt] if doubt.message.contains("得分")), "{doubts:?}");
        let doubts = forms(&of(vec![whole(), cut]));
        assert!(matches!(doubts.as_slice(), [doubt] if doubt.message.contains("总分")), "{doubts:?}");
    }
}
