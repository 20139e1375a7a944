//! What stands apart from what it belongs to: a form's halves around a blank page, values behind blank cells.

use super::*;

/// The rows of a form for a project, until the page breaks.
fn first_half() -> Vec<&'static str> {
    small(&["^|产出|数量|甲|≥1|1|10|10|", "^|^|质量|乙|≥2|2|10|9|"])
}

const SECOND_HALF: &[&str] = &["|效益|社会效益|丙|≥3|3|70|70|", "总分|<|<|<|<|<|90|89|—"];

/// The score of each project form, with the page that it ends on.
fn scores(forms: &Forms) -> Vec<(String, u32)> {
    let of = |form: &ProjectSelfAssessment| (number(&form.assessment.total_score), form.assessment.last_page);
    forms.projects.iter().map(of).collect()
}

#[test]
fn a_form_goes_on_after_a_blank_page() {
    let around = |between: Vec<Sheet>, page: u32| {
        let mut sheets = vec![Sheet::new(3).line("项目支出绩效自评表").grid(&first_half())];
        sheets.extend(between);
        sheets.push(Sheet::new(page).grid(SECOND_HALF));
        read_sheets(sheets)
    };
    let blank = around(vec![Sheet::new(4)], 5);
    assert_eq!(scores(&blank), [("89".to_owned(), 5)]);
    assert_eq!(blank.projects[0].assessment.indicators.len(), 3);
    // A page with its number only is blank as well, and so are two.
    let numbered = |page: u32, number: &str| {
        let mut sheet = Sheet::new(page);
        sheet.y = 1160.0;
        sheet.line(number)
    };
    assert_eq!(scores(&around(vec![numbered(4, "- 4 -"), numbered(5, "- 5 -")], 6)), [("89".to_owned(), 6)]);
    // A page with something on it is none.
    assert_eq!(scores(&around(vec![Sheet::new(4).line("附件2")], 5)), [(String::new(), 3)]);
}

#[test]
fn another_form_after_a_blank_page_is_another() {
    let whole = || {
        let mut rows = first_half();
        rows.extend(SECOND_HALF);
        rows
    };
    let other: Vec<&str> = whole()
        .into_iter()
        .map(|row| if row.starts_with("项目") { "项目名称|<|路灯|<|<|<|<|<|<" } else { row })
        .collect();
    let forms = read_sheets(vec![
        Sheet::new(3).line("项目支出绩效自评表").grid(&whole()),
        Sheet::new(4),
        Sheet::new(5).grid(&other),
    ]);
    assert_eq!(scores(&forms), [("89".to_owned(), 3), ("89".to_owned(), 5)]);
}

#[test]
fn a_value_may_stand_behind_blank_cells() {
    let rows = |head: [&'static str; 3]| {
        let mut rows = head.to_vec();
        rows.extend([HEADER, "|产出|数量|甲|≥1|1|90|90|", "总分||||||90|90|—"]);
        rows
    };
    let read = |head| {
        let forms = read_sheets(vec![Sheet::new(1).line("项目支出绩效自评表").grid(&rows(head))]);
        let form = forms.projects.into_iter().next().expect("a form");
        let rest: Vec<String> = form.assessment.remainder.iter().map(|rest| rest.text.text.clone()).collect();
        let texts = [&form.code, &form.name, &form.budget_unit, &form.implementing_unit];
        (texts.map(|text| shown(text).to_owned()), rest)
    };
    // Nothing is merged: a label has as many columns as in the header below.
    let (fields, rest) =
        read(["项目名称|||河道清理||||||", "主管部门||某局||实施单位||某站||", "项目编码||0012||||||"]);
    assert_eq!(fields, ["0012", "河道清理", "某局", "某站"]);
    assert!(rest.is_empty(), "{rest:?}");
    // No further than the name: what stands there is another label.
    let (fields, rest) = read(["项目名称|河道清理|||||||", "主管部门||||联系电话||||", "项目编码|||||||||"]);
    assert_eq!((fields, rest), (["", "河道清理", "", ""].map(str::to_owned), vec!["联系电话".to_owned()]));
    // Two texts are a label and its value.
    let (fields, _) = read(["项目名称||河道清理||||||", "主管部门||项目属性||新增||||", "实施单位||某站||||||"]);
    assert_eq!(fields, ["", "河道清理", "", "某站"]);
}

#[test]
fn forms_without_titles_are_told_by_names_behind_blank_cells() {
    let form = |name: &'static str| vec![name, HEADER, "|产出|数量|甲|≥1|1|90|90|"];
    let forms = read_sheets(vec![
        Sheet::new(1).grid(&form("项目名称||河道清理||||||")),
        Sheet::new(2).grid(&form("项目名称||水库加固||||||")),
    ]);
    let names: Vec<&str> = forms.projects.iter().map(|form| shown(&form.name)).collect();
    assert_eq!(names, ["河道清理", "水库加固"]);
}
