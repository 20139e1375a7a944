//! The series against checks across documents and the comparison. What each break must give was written down before
//! the checks were run.

use std::collections::{BTreeMap, BTreeSet};

use juesuan_compare::across::{self, CrossCheck};
use juesuan_compare::comparison::{Cell, Line};
use juesuan_compare::measure::SectionId;
use juesuan_compare::{Comparison, Entry, Names};
use juesuan_model::Report;
use juesuan_model::checks::Status;
use rust_decimal::Decimal;

use super::*;
use crate::truth::{Fact, Statement};

fn names() -> Names {
    Names::read(&RENAMED.join(",")).expect("a mapping file")
}

/// The accounts of documents; what was read before is not read again.
#[derive(Default)]
struct Shelf {
    read: BTreeMap<(String, Vec<u8>), Vec<Entry>>,
}

impl Shelf {
    fn entries(&mut self, documents: &[Document]) -> Vec<Entry> {
        let read = |document: &Document| {
            let pdf = juesuan_extract::Document::open(document.pdf.clone()).expect("our own document");
            let report = Report::read(&pdf.layouts());
            // As between processes.
            let text = serde_json::to_string(&Entry::all_of(&report, &document.name, "")).expect("JSON");
            serde_json::from_str(&text).expect("the same entries")
        };
        documents
            .iter()
            .flat_map(|document| {
                let key = (document.name.clone(), document.pdf.clone());
                self.read.entry(key).or_insert_with(|| read(document)).clone()
            })
            .collect()
    }
}

/// Rule, department, years, and a part of what the check is about.
type Expected = (&'static str, &'static str, &'static [u16], &'static str);

const OWN: &str = "澜川市河湖湿地管理局本级";
const STATION: &str = "澜川市水文监测站";
const CENTRE: &str = RENAMED[1];

/// What each break gives: exactly these failures.
fn expected(planted: Break) -> Vec<Expected> {
    const CARRIED: &str = "x.carried";
    const UNITS: &str = "x.units";
    match planted {
        Break::UnitOpening => vec![
            (CARRIED, OWN, &[2020, 2021], "《收入支出决算总表》"),
            (CARRIED, BUREAU, &[2020, 2021], "《收入支出决算总表》"),
        ],
        Break::FiscalOpening => [STATION, BUREAU]
            .into_iter()
            .flat_map(|who| {
                [
                    (CARRIED, who, &[2021, 2022][..], "《收入支出决算总表》"),
                    (CARRIED, who, &[2021, 2022], "《财政拨款收入支出决算总表》收入 · 年初财政拨款结转和结余"),
                    (CARRIED, who, &[2021, 2022], "《财政拨款收入支出决算总表》收入 · 年初结转 一般公共预算财政拨款"),
                ]
            })
            .collect(),
        Break::RunningTold => vec![("x.prior_year", CENTRE, &[2021, 2022], "“机关运行经费支出”")],
        Break::ThreePublicTold => vec![
            ("x.prior_year", BUREAU, &[2022, 2023], "“三公”经费"),
            ("x.prior_year", BUREAU, &[2022, 2023], "公务用车购置及运行维护费"),
            ("x.prior_year", BUREAU, &[2022, 2023], "公务用车购置支出"),
        ],
        Break::DepartmentItem => vec![(UNITS, BUREAU, &[2020], "《支出决算表》2130306 水利工程运行与维护 · 项目支出")],
        Break::DepartmentThreePublic => vec![
            (UNITS, BUREAU, &[2021], "经费支出决算表》决算数 · 合计"),
            (UNITS, BUREAU, &[2021], "经费支出决算表》决算数 · 公务接待费"),
        ],
        Break::PrintedTwice => {
            vec![("x.again", STATION, &[2019], "预算数 · 合计"), ("x.again", STATION, &[2019], "预算数 · 公务接待费")]
        }
        Break::FundOpening => [OWN, BUREAU]
            .into_iter()
            .flat_map(|who| {
                [
                    (CARRIED, who, &[2022, 2023][..], "《收入支出决算总表》"),
                    (CARRIED, who, &[2022, 2023], "《财政拨款收入支出决算总表》收入 · 年初财政拨款结转和结余"),
                    (CARRIED, who, &[2022, 2023], "《财政拨款收入支出决算总表》收入 · 年初结转 政府性基金预算财政拨款"),
                    (CARRIED, who, &[2022, 2023], "《政府性基金预算财政拨款收入支出决算表》"),
                ]
            })
            .collect(),
    }
}

/// An item that the department adds enters sums of five tables: only where and when is written down for them.
fn is_wide(planted: Break) -> bool {
    planted == Break::DepartmentItem
}

fn fits(check: &CrossCheck, (id, department, years, about): &Expected) -> bool {
    check.id == *id && check.department == *department && check.years == *years && check.message.zh.contains(about)
}

fn failed(checks: &[CrossCheck]) -> Vec<&CrossCheck> {
    checks.iter().filter(|check| check.status == Status::Fail).collect()
}

fn said(checks: &[&CrossCheck]) -> String {
    let line =
        |check: &&CrossCheck| format!("{} {} {:?} {}", check.id, check.department, check.years, check.message.zh);
    checks.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_consistent_series_passes_and_every_planted_break_is_found() {
    let mut shelf = Shelf::default();
    let names = names();
    let checks = across::run(&shelf.entries(&documents(&[])), &names);
    assert_eq!(said(&failed(&checks)), "", "nothing on the consistent series");
    let passed = |id: &str| checks.iter().filter(|check| check.id == id && check.status == Status::Pass).count();
    // Four bodies, four steps from year to year.
    assert!(passed("x.carried") >= 4 * 4 * 5, "{} balances", passed("x.carried"));
    assert!(passed("x.prior_year") >= 4 * 4 * 3, "{} statements", passed("x.prior_year"));
    assert!(passed("x.units") >= 5 * 100, "{} sums", passed("x.units"));

    for planted in BREAKS {
        let checks = across::run(&shelf.entries(&documents(&[planted])), &names);
        let failed = failed(&checks);
        let wanted = expected(planted);
        for expected in &wanted {
            let found: Vec<&CrossCheck> = failed.iter().copied().filter(|check| fits(check, expected)).collect();
            assert!(!found.is_empty(), "{planted:?}: {expected:?} is not among\n{}", said(&failed));
            let documents: BTreeSet<&str> =
                found.iter().flat_map(|check| &check.cells).map(|cited| cited.document.as_str()).collect();
            assert!(documents.len() > 1, "{planted:?}: both places");
        }
        let others: Vec<&CrossCheck> = failed
            .iter()
            .copied()
            .filter(|check| {
                !wanted.iter().any(|expected| {
                    let (id, department, years, _) = expected;
                    let near =
                        is_wide(planted) && check.id == *id && check.department == *department && check.years == *years;
                    near || fits(check, expected)
                })
            })
            .collect();
        assert_eq!(said(&others), "", "{planted:?} gives nothing else");
    }

    let all = across::run(&shelf.entries(&documents(&BREAKS)), &names);
    for planted in BREAKS {
        for expected in expected(planted) {
            assert!(failed(&all).iter().any(|check| fits(check, &expected)), "{planted:?} among all: {expected:?}");
        }
    }
}

/// A number of the truth in 元, as printed, and its page.
type Truthful = (Decimal, String, &'static str, u32);

fn yuan(value: &str, unit: &str) -> Decimal {
    let value: Decimal = value.parse().expect("a number");
    value * if unit == "万元" { Decimal::from(10_000) } else { Decimal::ONE }
}

fn of_fact(fact: &Fact) -> Truthful {
    (yuan(&fact.value, fact.unit), fact.value.clone(), fact.unit, fact.page.number().expect("a page"))
}

fn of_statement(statement: &Statement) -> Truthful {
    (
        yuan(&statement.value, statement.unit),
        statement.value.clone(),
        statement.unit,
        statement.page.number().expect("a page"),
    )
}

/// What a document states of a line of the comparison, from the generator's own records.
fn truth_of(document: &Document, section: SectionId, line: &Line) -> Option<Truthful> {
    let facts = &document.truth.facts;
    let fact = |table: &str, side: &str, label: &str, column: &str| {
        facts
            .iter()
            .find(|fact| fact.table_id == table && fact.side == side && fact.label == label && fact.column_id == column)
    };
    let stated = |subject: &str| document.truth.statements.iter().find(|statement| statement.subject == subject);
    let (summary, fiscal) = ("income_expenditure_summary", "fiscal_appropriation_summary");
    let name = line.name.zh.as_str();
    match section {
        SectionId::Totals => match name {
            "本年收入合计" => fact("income", "", "合计", "total"),
            "本年支出合计" => fact("expenditure", "", "合计", "total"),
            "年初结转和结余" => fact(summary, "income", name, "final"),
            "年末结转和结余" => fact(summary, "expenditure", name, "final"),
            "收支总计" => fact(summary, "income", "总计", "final"),
            "财政拨款本年收入" => fact(fiscal, "income", "本年收入合计", "final"),
            "财政拨款本年支出" => fact(fiscal, "expenditure", "本年支出合计", "total"),
            _ => None,
        }
        .map(of_fact),
        SectionId::ThreePublic => {
            let (item, side) = name.trim_end_matches('）').rsplit_once('（').expect("item（side）");
            let column = match item {
                "合计" => "total",
                "因公出国（境）费" => "overseas_travel",
                "公务用车购置及运行维护费" => "vehicles",
                "公务用车购置费" => "vehicle_purchase",
                "公务用车运行维护费" => "vehicle_operation",
                _ => "reception",
            };
            fact("three_public", if side == "预算数" { "budget" } else { "final" }, "", column).map(of_fact)
        }
        SectionId::BasicAndProject => {
            let basic = "general_budget_basic_expenditure";
            match name {
                "基本支出" => fact("expenditure", "", "合计", "basic"),
                "项目支出" => fact("expenditure", "", "合计", "project"),
                "一般公共预算基本支出" => fact("general_budget_expenditure", "", "合计", "basic"),
                "一般公共预算项目支出" => fact("general_budget_expenditure", "", "合计", "project"),
                "人员经费" => fact(basic, "personnel", "人员经费合计", "final"),
                _ => fact(basic, "public", "公用经费合计", "final"),
            }
            .map(of_fact)
        }
        SectionId::Function | SectionId::GeneralBudgetFunction => {
            let table = if section == SectionId::Function { "expenditure" } else { "general_budget_expenditure" };
            let code = line.code.as_deref().expect("a code");
            let is_it = |fact: &&Fact| fact.table_id == table && fact.code == code && fact.column_id == "total";
            facts.iter().find(is_it).map(of_fact)
        }
        SectionId::Running => match name {
            "机关运行经费" => stated("机关运行经费支出"),
            name => stated(name),
        }
        .map(of_statement),
        SectionId::Performance => {
            let form = document.truth.projects.iter().find(|form| form.project_name == name)?;
            let score: Decimal = form.total_score.parse().expect("a number");
            Some((score, form.total_score.clone(), "", form.page.number().expect("a page")))
        }
        // Every document of the generator states the same counts.
        _ => None,
    }
}

/// The counts that the texts state.
const COUNTS: [(&str, i64); 7] = [
    ("因公出国（境）团组数", 0),
    ("因公出国（境）人次", 0),
    ("公务用车购置数", 1),
    ("公务用车保有量", 9),
    ("国内公务接待批次", 14),
    ("国内公务接待人次", 117),
    ("共有车辆", 9),
];

#[test]
fn every_cell_of_the_comparison_equals_what_the_generator_stated() {
    let documents = documents(&[]);
    let comparison = Comparison::of(&Shelf::default().entries(&documents), &names());
    assert_eq!(comparison.years, [2019, 2020, 2021, 2022, 2023]);
    assert_eq!(comparison.departments.len(), 4, "one of them under two names");
    assert!(comparison.left_out.is_empty(), "{:?}", comparison.left_out);
    let renamed = comparison.renamed.iter().filter(|renamed| renamed.code.is_none()).count();
    assert_eq!(renamed, 1, "{:?}", comparison.renamed);
    let (mut cells, mut wrong) = (0, Vec::new());
    for section in &comparison.sections {
        assert!(!section.lines.is_empty(), "{:?}", section.id);
        for line in &section.lines {
            for (cell, year) in line.cells.iter().zip(&comparison.years) {
                let body = ["澜川市河湖湿地管理局", OWN, STATION, CENTRE]
                    .iter()
                    .position(|name| comparison.departments[line.department].name == *name)
                    .expect("a body");
                let document = documents
                    .iter()
                    .find(|document| document.name == format!("{year}-{body}.pdf"))
                    .expect("it is there");
                let same = match section.id {
                    SectionId::Counts => {
                        let truth = COUNTS.iter().find(|(name, _)| line.name.zh == *name).map(|(_, count)| *count);
                        truth.map(Decimal::from) == cell.as_ref().and_then(Cell::compared)
                    }
                    id => agrees(truth_of(document, id, line), cell.as_ref(), &document.name),
                };
                cells += usize::from(cell.is_some());
                if !same {
                    wrong
                        .push(format!("{:?} {} {:?} {}: {cell:?}", section.id, line.name.zh, line.code, document.name));
                }
            }
        }
    }
    assert_eq!(wrong.join("\n"), "");
    // Codes that a document states and no line of the comparison shows would be missing without a word.
    let codes = |table: &str| -> BTreeSet<String> {
        let facts = documents.iter().flat_map(|document| &document.truth.facts);
        facts
            .filter(|fact| fact.table_id == table && matches!(fact.code.len(), 3 | 5))
            .map(|fact| fact.code.clone())
            .collect()
    };
    for (id, table) in
        [(SectionId::Function, "expenditure"), (SectionId::GeneralBudgetFunction, "general_budget_expenditure")]
    {
        let section = comparison.sections.iter().find(|section| section.id == id).expect("a section");
        let shown: BTreeSet<String> = section.lines.iter().filter_map(|line| line.code.clone()).collect();
        assert_eq!(shown, codes(table));
    }
    // Of the sections whose measures are the same for all, every measure of every body has its line.
    for (id, measures) in [
        (SectionId::Totals, 7),
        (SectionId::ThreePublic, 12),
        (SectionId::Counts, COUNTS.len()),
        (SectionId::Running, 7),
        (SectionId::BasicAndProject, 6),
        (SectionId::Performance, 1),
    ] {
        let section = comparison.sections.iter().find(|section| section.id == id).expect("a section");
        assert_eq!(section.lines.len(), 4 * measures, "{id:?}");
    }
    let lines = comparison.sections.iter().flat_map(|section| &section.lines);
    assert_eq!(cells, lines.flat_map(|line| &line.cells).flatten().count(), "every cell was compared");
}

fn agrees(truth: Option<Truthful>, cell: Option<&Cell>, document: &str) -> bool {
    match (truth, cell) {
        (None, None) => true,
        (Some((value, printed, unit, page)), Some(cell)) => {
            cell.compared() == Some(value)
                && cell.figure.value.to_string() == printed
                && cell.figure.unit.map_or("", juesuan_model::Unit::as_str) == unit
                && cell.figure.at.page == page
                && cell.document == document
        }
        _ => false,
    }
}

#[test]
fn without_the_mapping_file_a_new_name_is_another_unit() {
    let documents = documents(&[]);
    let comparison = Comparison::of(&Shelf::default().entries(&documents), &Names::default());
    assert_eq!(comparison.departments.len(), 5);
}

#[test]
fn the_outputs_hold_every_number_in_both_languages() {
    use juesuan_compare::{Language, write};
    let documents = documents(&[]);
    let comparison = Comparison::of(&Shelf::default().entries(&documents), &names());
    let lines = || comparison.sections.iter().flat_map(|section| &section.lines);
    let cells = lines().flat_map(|line| &line.cells).flatten().count();
    let csv = write::csv::csv(&comparison).expect("CSV");
    let mut reader = csv::Reader::from_reader(csv.as_slice());
    assert_eq!(reader.records().filter(|row| row.is_ok()).count(), cells);
    for language in [Language::Chinese, Language::English] {
        let page = write::html::html(&comparison, language);
        assert_eq!(page.matches("href=\"#s").count(), cells + 1, "each number leads to its source, and the menu there");
        assert!(page.contains("<svg") && !page.contains("<script"));
        let mut book = std::io::Cursor::new(Vec::new());
        write::xlsx::write(&comparison, language, "juesuan", &mut book).expect("a workbook");
        let mut again = std::io::Cursor::new(Vec::new());
        write::xlsx::write(&comparison, language, "juesuan", &mut again).expect("a workbook");
        assert_eq!(book.get_ref(), again.get_ref(), "the same bytes");
    }
}
