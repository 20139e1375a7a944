use juesuan_model::Verdict;
use juesuan_model::place::Place;
use juesuan_model::value::Unit;

use super::*;
use crate::departments::tests::entry;
use crate::figure::{FormNumber, Stated};

fn figure(key: Key, label: &str, value: &str, unit: Option<Unit>) -> Figure {
    Figure {
        key,
        label: label.to_owned(),
        value: value.parse().unwrap(),
        unit,
        half: Decimal::ZERO,
        at: Place::default(),
        verdict: Verdict::Verified,
        doubt: None,
    }
}

fn function(code: &str, label: &str, value: &str, unit: Unit) -> Figure {
    let row = RowKey::Code(code.to_owned());
    let key = Key::Cell { table: TableId::Expenditure, side: None, row, column: Column::Total };
    figure(key, label, value, Some(unit))
}

#[test]
fn a_project_is_known_by_its_code_and_else_by_its_name() {
    let score = |project: &str, label: &str, value: &str| {
        let key = Key::Form { project: Some(project.to_owned()), what: FormNumber::Score };
        figure(key, label, value, None)
    };
    let mut entries = [2019, 2020, 2021].map(|year| entry("甲局", year, None, &year.to_string()));
    entries[0].figures = vec![score("53001", "堤防巡查", "90"), score("53002", "湿地修复", "80")];
    // Printed without a code.
    entries[1].figures = vec![score("堤防巡查", "堤防巡查", "91")];
    // The code stays, the name does not; and another of the same name.
    entries[2].figures = vec![score("53001", "堤防养护", "92"), score("53009", "湿地修复", "83")];
    let comparison = Comparison::of(&entries, &Names::default());
    let scores = |line: &Line| -> Vec<Option<String>> {
        line.cells.iter().map(|cell| cell.as_ref().map(|cell| cell.figure.value.to_string())).collect()
    };
    let lines = line(&comparison, SectionId::Performance);
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(lines.len(), 2);
    assert_eq!(scores(&lines[0]), [some("90"), some("91"), some("92")]);
    assert_eq!(scores(&lines[1]), [some("80"), None, some("83")]);
    let by: Vec<Option<MatchedBy>> = lines.iter().map(|line| line.matched).collect();
    assert_eq!(by, [Some(MatchedBy::Name), Some(MatchedBy::Name)], "a name is a weaker sign than a code");
    assert_eq!(comparison.renamed.len(), 1, "堤防巡查, later 堤防养护: {:?}", comparison.renamed);
}

#[test]
fn a_line_says_what_matched_its_years() {
    let score = |project: &str, label: &str| {
        let key = Key::Form { project: Some(project.to_owned()), what: FormNumber::Score };
        figure(key, label, "90", None)
    };
    let matched = |projects: [(&str, &str); 2], names: &Names| {
        let mut entries = [2020, 2021].map(|year| entry("甲局", year, None, &year.to_string()));
        for (entry, (project, label)) in entries.iter_mut().zip(projects) {
            entry.figures = vec![score(project, label)];
        }
        let comparison = Comparison::of(&entries, names);
        line(&comparison, SectionId::Performance).iter().map(|line| line.matched).collect::<Vec<_>>()
    };
    let none = Names::default();
    assert_eq!(matched([("53001", "堤防巡查"), ("53001", "堤防养护")], &none), [Some(MatchedBy::Code)]);
    assert_eq!(matched([("堤防巡查", "堤防巡查"), ("堤防巡查", "堤防巡查")], &none), [Some(MatchedBy::Name)]);
    assert_eq!(matched([("堤防巡查", "堤防巡查"), ("堤防养护", "堤防养护")], &none), [None, None]);
    let file = Names::read("堤防巡查,堤防养护").unwrap();
    assert_eq!(matched([("堤防巡查", "堤防巡查"), ("堤防养护", "堤防养护")], &file), [Some(MatchedBy::File)]);
}

fn line(comparison: &Comparison, id: SectionId) -> &[Line] {
    &comparison.sections.iter().find(|section| section.id == id).unwrap().lines
}

#[test]
fn units_are_converted_and_gaps_have_no_growth() {
    let key = Key::Stated(Stated::OrganOperation);
    let mut entries = Vec::new();
    for (year, value, unit) in [
        (2019, "10.00", Unit::TenThousandYuan),
        (2020, "125000.00", Unit::Yuan),
        (2022, "20.00", Unit::TenThousandYuan),
    ] {
        let mut of = entry("甲局", year, None, &year.to_string());
        of.figures.push(figure(key.clone(), "", value, Some(unit)));
        entries.push(of);
    }
    let comparison = Comparison::of(&entries, &Names::default());
    assert_eq!(comparison.years, [2019, 2020, 2022]);
    let line = &line(&comparison, SectionId::Running)[0];
    let yuan: Vec<String> =
        line.cells.iter().flatten().map(|cell| cell.compared().unwrap().normalize().to_string()).collect();
    assert_eq!(yuan, ["100000", "125000", "200000"]);
    let growth: Vec<Option<String>> =
        line.growth.iter().map(|growth| growth.map(|growth| growth.to_string())).collect();
    assert_eq!(growth, [None, Some("25.0".to_owned()), None], "2021 is missing");
}

#[test]
fn rows_are_matched_by_code_and_the_change_of_name_is_shown() {
    let mut one = entry("甲局", 2020, None, "a");
    one.figures.push(function("215", "资源勘探信息等支出", "1.00", Unit::TenThousandYuan));
    one.figures.push(function("2150101", "行政运行", "1.00", Unit::TenThousandYuan));
    let mut two = entry("甲局", 2021, None, "b");
    two.figures.push(function("215", "资源勘探工业信息等支出", "2.00", Unit::TenThousandYuan));
    let comparison = Comparison::of(&[one, two], &Names::default());
    let lines = line(&comparison, SectionId::Function);
    assert_eq!(lines.len(), 1, "类 and 款 only");
    assert_eq!((lines[0].code.as_deref(), lines[0].name.zh.as_str()), (Some("215"), "资源勘探工业信息等支出"));
    assert_eq!(comparison.renamed.len(), 1);
    assert_eq!((comparison.renamed[0].by, comparison.renamed[0].names.len()), (MatchedBy::Code, 2));
}

#[test]
fn a_number_that_is_printed_twice_and_differs_is_left_out_and_said() {
    let mut one = entry("甲局", 2020, None, "a");
    one.figures.push(function("215", "其他", "1.00", Unit::TenThousandYuan));
    one.figures.push(function("215", "其他", "2.00", Unit::TenThousandYuan));
    let comparison = Comparison::of(&[one], &Names::default());
    assert!(line(&comparison, SectionId::Function).is_empty());
    assert!(comparison.left_out[0].why.en.contains("more than once"), "{:?}", comparison.left_out);
}

#[test]
fn money_of_an_unknown_unit_is_shown_and_not_compared() {
    let mut entries = [entry("甲局", 2020, None, "a"), entry("甲局", 2021, None, "b")];
    entries[0].figures.push(figure(Key::Stated(Stated::Procurement), "", "5.00", None));
    entries[1].figures.push(figure(Key::Stated(Stated::Procurement), "", "6.00", Some(Unit::Yuan)));
    let comparison = Comparison::of(&entries, &Names::default());
    let line = &line(&comparison, SectionId::Running)[0];
    assert_eq!(line.cells[0].as_ref().unwrap().compared(), None);
    assert_eq!(line.growth, [None, None]);
}
