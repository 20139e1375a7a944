//! Layouts of further regions.

use super::*;

/// The only project form of one page.
fn only(title: &str, line: &str, rows: &[&str]) -> (ProjectSelfAssessment, Vec<crate::diagnostic::Diagnostic>) {
    let mut forms = read_sheets(vec![Sheet::new(1).line(title).line(line).grid(rows)]);
    assert_eq!((forms.projects.len(), forms.departments.len()), (1, 0), "{forms:?}");
    (forms.projects.remove(0), forms.doubts)
}

#[test]
fn levels_named_by_the_second_row_of_the_header() {
    let rows = [
        "项目名称|<|路灯改造|<|<|<|<|<|<",
        "年度总体/目标|预期目标|<|<|<|实际完成情况|<|<|<",
        "^|亮化街巷|<|<|<|已亮化|<|<|<",
        "绩效指标|<|<|年度指标值|<|<|实际完成值|分值|得分",
        "一级指标|二级指标|三级指标|指标性质|指标值|度量单位|^|^|^",
        "产出指标|数量指标|路灯数|≥|90|盏|92|50|50",
        "效益指标|社会效益指标|夜间安全|定性|改善||改善|50|49",
        "总分|<|<|<|<|<|<|100|99",
    ];
    let (form, doubts) = only("项目支出绩效自评表", "（2021年度）", &rows);
    assert!(doubts.is_empty(), "{doubts:?}");
    let body = &form.assessment;
    assert_eq!((shown(&body.expected_goal), shown(&body.actual_goal)), ("亮化街巷", "已亮化"));
    assert_eq!(
        lines(body),
        ["产出指标 |数量指标|路灯数|≥90盏|92|50|50|@1", "效益指标 |社会效益指标|夜间安全|定性改善|改善|50|49|@1"]
    );
    assert_eq!((number(&body.total_weight), number(&body.total_score)), ("100".to_owned(), "99".to_owned()));
}

#[test]
fn a_head_row_right_above_the_header_is_no_part_of_it() {
    let header = "一级指标|二级指标|三级指标|指标值|完成值|分值|得分";
    for head in ["项目名称|<|路灯改造|<|<|自评得分|96.5", "项目名称|<|路灯改造|自评得分|96.5|<|<"]
    {
        let (form, _) = only("项目支出绩效自评表", "（2021年度）", &[head, header, "产出|数量|甲|1|1|100|96.5"]);
        assert_eq!((shown(&form.name), number(&form.assessment.total_score)), ("路灯改造", "96.5".to_owned()));
        assert_eq!(lines(&form.assessment), ["产出 |数量|甲|1|1|100|96.5|@1"]);
    }
}

#[test]
fn a_row_of_headers_is_no_goal() {
    let rows = [
        "项目名称|<|路灯改造|<|<|<",
        "年度目标|预期目标|<|<|实际完成情况|<",
        "^|亮化街巷|<|<|已亮化|<",
        "序号|工作内容|时间|地点|人员|结果",
        "一级指标|二级指标|三级指标|指标值|完成值|得分",
        "产出|数量|甲|1|1|9",
    ];
    let (form, _) = only("项目支出绩效自评表", "（2021年度）", &rows);
    let body = &form.assessment;
    assert_eq!((shown(&body.expected_goal), shown(&body.actual_goal)), ("亮化街巷", "已亮化"));
    assert_eq!(body.remainder.len(), 3, "{:?}", body.remainder);
}

#[test]
fn goals_of_another_fiscal_year_are_none_of_this_form() {
    let rows = [
        "部门名称|<|某市体育局|<|<|<",
        "财年|目标|<|<|实际完成情况|<",
        "2021|办赛事12场|<|<|已办|<",
        "2022|办赛事15场|<|<|---|<",
        "一级指标|二级指标|三级指标|指标值|完成值|得分",
        "产出|数量|甲|1|1|9",
    ];
    let forms = read_sheets(vec![Sheet::new(1).line("部门整体支出绩效自评表").line("2021年度").grid(&rows)]);
    let body = &forms.departments[0].assessment;
    assert_eq!((shown(&body.expected_goal), shown(&body.actual_goal)), ("办赛事12场", "已办"));
}

#[test]
fn a_goal_named_only_by_its_block() {
    let rows = [
        "转移支付（项目）名称|<|防汛物资|<|<|<",
        "中央主管部门|<|某部|地方主管部门|<|某局",
        "总体目标完成情况|总体目标|<|<|全年实际完成情况|<",
        "^|储备物资|<|<|已储备|<",
        "一级指标|二级指标|三级指标|年初目标值（A）|实际完成值（B）|未完成原因和拟采取的改进措施",
        "产出|数量|甲|1|1|到货晚",
    ];
    let (form, doubts) = only("中央对地方转移支付区域绩效目标自评表", "（2021年度）", &rows);
    assert!(doubts.is_empty(), "{doubts:?}");
    assert_eq!((shown(&form.name), shown(&form.budget_unit)), ("防汛物资", "某部"));
    let body = &form.assessment;
    assert_eq!((shown(&body.expected_goal), shown(&body.actual_goal)), ("储备物资", "已储备"));
    assert_eq!(lines(body), ["产出 |数量|甲|1|1|||到货晚@1"]);
}

#[test]
fn a_remark_under_the_indicators_is_no_indicator() {
    let rows = small(&["^|产出|数量|甲|1|1|9|9|", "说明|无|<|<|<|<|<|<|<"]);
    let (form, _) = only("项目支出绩效自评表", "（2021年度）", &rows);
    assert_eq!(lines(&form.assessment), ["产出 |数量|甲|1|1|9|9|@1"]);
    assert_eq!(form.assessment.remainder.len(), 1);
}

#[test]
fn figures_of_several_cells_are_not_glued() {
    let rows = [
        "项目名称|<|路灯改造|<|<|<|<",
        "来源|预算数（万元）|<|执行数（万元）|<|执行率|得分",
        "资金总额|100|90|80|75|80%|8",
        "一级指标|二级指标|三级指标|指标值|完成值|分值|得分",
        "产出|数量|甲|1|1|9|9",
    ];
    let (form, doubts) = only("项目支出绩效自评表", "（2021年度）", &rows);
    assert_eq!(funds(&form.assessment), ["total:,,,,80,8"]);
    assert_eq!(doubts.len(), 2, "{doubts:?}");
    assert_eq!(form.assessment.remainder.len(), 2);
}

#[test]
fn the_sums_of_the_tasks_are_the_funds() {
    let rows = [
        "部门名称|某市体育局|<|<|<|<|<",
        "任务名称|预算数（万元）|<|执行数（万元）|<|执行率|得分",
        "^|总额|财政拨款|总额|财政拨款|^|^",
        "办赛|60|50|50|45|83%|",
        "整修|40|40|30|30|75%|",
        "金额合计|100|90|80|75|80%|8",
        "一级指标|二级指标|三级指标|指标值|完成值|分值|得分",
        "产出|数量|甲|1|1|9|9",
    ];
    let forms = read_sheets(vec![Sheet::new(1).line("部门整体支出绩效自评表").grid(&rows)]);
    let body = &forms.departments[0].assessment;
    assert_eq!(funds(body), ["total:,100,80,,80,8", "current_appropriation:,90,75,,,"]);
    assert!(forms.doubts.is_empty(), "{:?}", forms.doubts);
    assert_eq!(body.indicators.len(), 1);
}

#[test]
fn figures_of_several_cells_under_the_sources_of_tasks_are_not_glued() {
    let rows = [
        "部门名称|某市体育局|<|<|<|<|<|<",
        "任务名称|预算数（万元）|<|<|执行数（万元）|<|执行率|<",
        "^|总额|财政拨款|<|总额|财政拨款|^|<",
        "金额合计|100|40|50|80|75|80%|90%",
        "一级指标|二级指标|三级指标|指标值|完成值|分值|得分|备注",
        "产出|数量|甲|1|1|9|9|",
    ];
    let forms = read_sheets(vec![Sheet::new(1).line("部门整体支出绩效自评表").grid(&rows)]);
    let body = &forms.departments[0].assessment;
    assert_eq!(funds(body), ["total:,100,80,,,", "current_appropriation:,,75,,,"]);
    assert_eq!(forms.doubts.len(), 2, "{:?}", forms.doubts);
    let kept: Vec<&str> = body.remainder.iter().map(|remainder| remainder.text.text.as_str()).collect();
    assert_eq!(kept, ["4050", "80%90%"]);
}

#[test]
fn the_day_of_filling_in_is_not_the_year() {
    let rows = small(&["^|产出|数量|甲|1|1|9|9|"]);
    let (form, _) = only("2021年度项目自评表", "单位名称：某局 填报日期：2022年3月1日", &rows);
    assert_eq!(number(&form.assessment.year), "2021");
}

#[test]
fn the_score_of_the_head_and_of_a_single_cell() {
    let head = [
        "项目名称|<|路灯改造|<|自评得分|<|96.5|<|<",
        HEADER,
        "^|产出|数量|甲|1|1|9|9|",
        "填报单位|<|某局|<|填报人|<|甲|<|<",
    ];
    let (form, _) = only("项目支出绩效自评表", "（2021年度）", &head);
    assert_eq!(number(&form.assessment.total_score), "96.5");
    let rows = small(&["^|产出|数量|甲|1|1|9|9|", "自评总分：97.5分|<|<|<|<|<|<|<|<"]);
    let (form, _) = only("项目支出绩效自评表", "（2021年度）", &rows);
    assert_eq!(number(&form.assessment.total_score), "97.5");
    assert_eq!(form.assessment.indicators.len(), 1);
}

#[test]
fn the_full_mark_of_the_head_is_not_the_score() {
    let score = |head: &[&'static str]| {
        let mut rows = head.to_vec();
        rows.extend([HEADER, "^|产出|数量|甲|1|1|9|9|"]);
        let (form, _) = only("项目支出绩效自评表", "（2021年度）", &rows);
        number(&form.assessment.total_score)
    };
    assert_eq!(score(&["项目名称|<|路灯改造|<|总分|100|自评得分|96.5|<"]), "96.5");
    assert_eq!(score(&["项目名称|<|路灯改造|<|总分|100|自评得分||<"]), "");
    assert_eq!(score(&["项目名称|<|路灯改造|<|总分|100|得分|96.5|<"]), "");
    assert_eq!(score(&["项目名称|<|路灯|<|自评得分|96.5|<|<|<", "总分|<|100|<|<|<|<|<|<"]), "96.5");
    assert_eq!(score(&["项目名称|<|路灯改造|<|总分|96.5|<|<|<"]), "96.5");
}

#[test]
fn the_second_form_of_a_grid_goes_on_over_the_page() {
    let first = [
        "项目名称|<|绿化|<|<|<|<|<|<",
        HEADER,
        "^|产出|数量|甲|1|1|9|9|",
        "总分|<|<|<|<|<|100|99|",
        "项目名称|<|路灯|<|<|<|<|<|<",
        HEADER,
        "^|产出|数量|乙|1|1|9|9|",
    ];
    let second = ["^|产出|数量|丙|1|1|8|8|", "总分|<|<|<|<|<|100|98|"].map(|row| row.replace('^', ""));
    let second: Vec<&str> = second.iter().map(String::as_str).collect();
    let forms = read_sheets(vec![Sheet::new(1).line("项目支出绩效自评表").grid(&first), Sheet::new(2).grid(&second)]);
    let scores: Vec<String> = forms.projects.iter().map(|form| number(&form.assessment.total_score)).collect();
    assert_eq!(scores, ["99", "98"]);
    assert_eq!(forms.projects[1].assessment.indicators.len(), 2);
}

#[test]
fn a_column_called_like_the_total_completes_no_form() {
    let header = "一级指标|二级指标|三级指标|指标值|完成值|分值|自评得分";
    let first = ["项目名称|<|路灯|<|<|<|<", header, "产出|数量|甲|1|1|50|48"];
    let second = [header, "效益|社会效益|乙|1|1|50|49", "总分|<|<|<|<|100|97"];
    let sheet = Sheet::new(1).line("项目支出绩效自评表").grid(&first).line("第 3 页");
    let forms = read_sheets(vec![sheet, Sheet::new(2).grid(&second)]);
    let body = &forms.projects[0].assessment;
    assert_eq!((body.indicators.len(), number(&body.total_score)), (2, "97".to_owned()));
}

#[test]
fn a_column_of_figures_explains_nothing() {
    let rows = [
        "项目名称|<|路灯|<|<|<|<|<",
        "一级指标|二级指标|三级指标|指标值|完成值|偏差率（%）|得分|偏差原因和采取的改进措施",
        "产出|数量|甲|10|8|20|9|到货晚",
    ];
    let (form, _) = only("项目支出绩效自评表", "（2021年度）", &rows);
    assert_eq!(lines(&form.assessment), ["产出 |数量|甲|10|8||9|到货晚@1"]);
}

#[test]
fn the_doubt_of_several_cells_names_their_header() {
    let rows =
        ["项目名称|<|路灯|<|<|<|<|<", "一级指标|二级指标|三级指标|指标值|完成值|分值|得分|<", "产出|数量|甲|1|1|9|8|7"];
    let (form, doubts) = only("项目支出绩效自评表", "（2021年度）", &rows);
    assert_eq!(lines(&form.assessment), ["产出 |数量|甲|1|1|9||@1"]);
    assert!(doubts.iter().any(|doubt| doubt.message.contains("得分")), "{doubts:?}");
}

#[test]
fn the_total_of_a_form_above_the_head_of_the_next() {
    let second = ["总分|<|<|<|<|<|100|99|", "项目名称|<|路灯|<|<|<|<|<|<", HEADER, "^|产出|数量|乙|1|1|9|9|"];
    let first = small(&["^|产出|数量|甲|1|1|9|9|"]);
    let forms = read_sheets(vec![Sheet::new(1).line("项目支出绩效自评表").grid(&first), Sheet::new(2).grid(&second)]);
    let scores: Vec<String> = forms.projects.iter().map(|form| number(&form.assessment.total_score)).collect();
    assert_eq!(scores, ["99", ""]);
}

#[test]
fn a_level_cut_by_the_page_with_nothing_beside_it() {
    let first = small(&["^|满意/度指|满意度|甲|1|1|9|9|"]);
    let second = ["|标|||||||", "|总分|<|<|<|<|100|99|"];
    let forms = read_sheets(vec![Sheet::new(1).line("项目支出绩效自评表").grid(&first), Sheet::new(2).grid(&second)]);
    assert_eq!(lines(&forms.projects[0].assessment), ["满意度指标 |满意度|甲|1|1|9|9|@1"]);
    // The rest of a remark beside it changes nothing.
    let first = small(&["^|满意/度指|满意度|甲|1|1|9|9|到货"]);
    let second = ["|标|||||||晚", "|总分|<|<|<|<|100|99|"];
    let forms = read_sheets(vec![Sheet::new(1).line("项目支出绩效自评表").grid(&first), Sheet::new(2).grid(&second)]);
    assert_eq!(lines(&forms.projects[0].assessment), ["满意度指标 |满意度|甲|1|1|9|9|到货晚@1"]);
}

#[test]
fn a_total_with_words_behind_it_and_a_year_inside_the_grid() {
    let rows = [
        "项目支出绩效自评表|<|<|<|<|<|<|<|<",
        "（2021年度）|<|<|<|<|<|<|<|<",
        "项目名称|<|路灯|<|预算执行情况（元）（10分）|<|<|<|<",
        "年度总体目标|预期目标|<|<|<|实际完成情况|<|<|<",
        "^|亮化|<|<|<|已亮化|<|<|<",
        "二、重点任务|<|<|<|<|<|<|<|<",
        HEADER,
        "^|产出|数量|甲|1|1|9|9|",
        "总分|<|<|<|100|<|99|<|（自评等级：优）",
    ];
    let forms = read_sheets(vec![Sheet::new(1).grid(&rows)]);
    let body = &forms.projects[0].assessment;
    assert_eq!((number(&body.year), number(&body.total_score)), ("2021".to_owned(), "99".to_owned()));
    assert_eq!((shown(&body.expected_goal), shown(&body.actual_goal)), ("亮化", "已亮化"));
    assert_eq!(body.indicators.len(), 1);
    assert_eq!(super::super::funds::unit("预算执行情况（元）（10分）"), Some(Unit::Yuan));
}

#[test]
fn scores_on_the_left_of_weights() {
    let rows = [
        "项目名称|<|路灯|<|<|<|<",
        "一级指标|二级指标|三级指标|年度指标值|实际完成值|得分|分值",
        "产出|数量|甲|1|1|8|9",
        "总分|<|<|<|<|98|100",
    ];
    let (form, _) = only("项目支出绩效自评表", "（2021年度）", &rows);
    let body = &form.assessment;
    assert_eq!((number(&body.total_weight), number(&body.total_score)), ("100".to_owned(), "98".to_owned()));
    assert_eq!(lines(body), ["产出 |数量|甲|1|1|9|8|@1"]);
}

#[test]
fn what_a_page_break_leaves_of_levels_and_of_their_weights() {
    const WEIGHED: &str = "一级指标|分值|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因";
    let first = ["项目名称|<|路灯|<|<|<|<|<|<", WEIGHED, "产出|30|数量|甲|1|1|9|9|", "|||乙|1|1|9|8|到货晚，"];
    let second = ["效益||社会效益||||||抓紧", "||生态效益|丙|1|1|9|9|", "总分|<|<|<|<|<|100|99|"];
    let sheet = Sheet::new(1).line("项目支出绩效自评表").grid(&first);
    let forms = read_sheets(vec![sheet, Sheet::new(2).grid(&second)]);
    let found = lines(&forms.projects[0].assessment);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[1].ends_with("|乙|1|1|9|8|到货晚，抓紧@1"), "{found:?}");
    let first = ["项目名称|<|路灯|<|<|<|<|<|<", WEIGHED, "产出||数量|甲|1|1|9|9|"];
    let second = ["产出|30|质量|乙|1|1|9|9|", "总分|<|<|<|<|<|100|99|"];
    let sheet = Sheet::new(1).line("项目支出绩效自评表").grid(&first);
    let forms = read_sheets(vec![sheet, Sheet::new(2).grid(&second)]);
    assert_eq!(lines(&forms.projects[0].assessment), ["产出 30|数量|甲|1|1|9|9|@1", "产出 30|质量|乙|1|1|9|9|@2"]);
}

#[test]
fn a_note_right_under_the_grid_is_no_text_of_its_last_row() {
    let rows = small(&["^|产出|数量|甲|1|1|9|9|", "总分|<|<|<|<|<|100|99|"]);
    let sheet = Sheet::new(1).line("项目支出绩效自评表").grid(&rows).overflow(0, "备注：1.无");
    let forms = read_sheets(vec![sheet.overflow(0, "2.无")]);
    let body = &forms.projects[0].assessment;
    assert_eq!((number(&body.total_score), body.indicators.len()), ("99".to_owned(), 1));
}

#[test]
fn a_title_that_ends_a_page_inside_the_grid() {
    let first = [
        "项目名称|<|绿化|<|<|<|<|<|<",
        HEADER,
        "^|产出|数量|甲|1|1|9|9|",
        "总分|<|<|<|<|<|100|99|",
        "2021年度项目支出绩效自评表|<|<|<|<|<|<|<|<",
    ];
    let second = ["项目名称|<|路灯|<|<|<|<|<|<", HEADER, "^|产出|数量|乙|1|1|9|9|", "总分|<|<|<|<|<|100|98|"];
    let forms = read_sheets(vec![Sheet::new(1).line("项目支出绩效自评表").grid(&first), Sheet::new(2).grid(&second)]);
    let names: Vec<&str> = forms.projects.iter().map(|form| shown(&form.name)).collect();
    assert_eq!(names, ["绿化", "路灯"]);
    assert_eq!(number(&forms.projects[1].assessment.year), "2021");
}

/// In [`super::Sheet::grid`] a plain stroke breaks a line.
const PAIRED_FUNDS: &str = "项目资金/（万元）||年初预算数|全年预算数|全年执行数|执行率|得分／分值";

#[test]
fn a_column_of_two_figures_is_two_columns() {
    let rows = [
        "项目名称|<|河道清淤|<|项目编码|<|440300",
        PAIRED_FUNDS,
        "^|年度资金总额|402.00|396.34|384.52|97.02|9.70／10",
        "^|其他资金|0.00|0.00|0.00|—|—",
        "一级指标|二级指标|三级指标|年度指标值|实际完成值|偏差原因|得分／分值",
        "产出指标|数量指标|清淤长度|≥5公里|5公里||40／40",
        "^|质量指标|验收合格率|≥95%|90%|返工|45.5／50",
        "总分|<|<|<|<|<|95.20／100",
    ];
    let forms = read_sheets(vec![Sheet::new(1).line("项目支出绩效自评表").grid(&rows)]);
    let form = &forms.projects[0].assessment;
    assert_eq!(funds(form), ["total:402.00,396.34,384.52,10,97.02,9.70", "other:0.00,0.00,0.00,,,"]);
    assert_eq!(
        lines(form),
        ["产出指标 |数量指标|清淤长度|≥5公里|5公里|40|40|@1", "产出指标 |质量指标|验收合格率|≥95%|90%|50|45.5|返工@1"]
    );
    assert_eq!((number(&form.total_weight), number(&form.total_score)), ("100".to_owned(), "95.20".to_owned()));
    assert_eq!(forms.doubts, []);
}

#[test]
fn a_column_of_two_figures_leaves_other_columns_as_they_are() {
    // In a sheet without merged cells a value stands behind blank cells of one column each.
    let rows = [
        "项目名称||河道清淤||项目编码||440300",
        "一级指标|二级指标|三级指标|年度指标值|实际完成值|偏差原因|得分／分值",
        "产出指标|数量指标|清淤长度|≥5公里|5公里||90／90",
    ];
    let forms = read_sheets(vec![Sheet::new(1).line("项目支出绩效自评表").grid(&rows)]);
    let form = &forms.projects[0];
    assert_eq!((shown(&form.name), shown(&form.code)), ("河道清淤", "440300"));
    assert_eq!(number(&form.assessment.indicators[0].weight), "90");
}

#[test]
fn where_a_figure_stands_alone_a_column_of_two_is_not_known() {
    let rows = [
        "项目名称|<|河道清淤|<|项目编码|<|440300",
        "一级指标|二级指标|三级指标|年度指标值|实际完成值|偏差原因|得分／分值",
        "产出指标|数量指标|清淤长度|≥5公里|5公里||40／40",
        "^|质量指标|验收合格率|≥95%|90%|返工|45.5／50",
        "^|时效指标|按期完成率|≥95%|90%||5",
    ];
    let forms = read_sheets(vec![Sheet::new(1).line("项目支出绩效自评表").grid(&rows)]);
    assert!(forms.projects[0].assessment.indicators.iter().all(|line| line.score.is_none() && line.weight.is_none()));
    let codes: Vec<_> = forms.doubts.iter().map(|doubt| (doubt.code, doubt.severity)).collect();
    assert_eq!(codes, [(Code::UnknownHeader, Severity::Warning)]);
}

#[test]
fn sources_of_money_may_stand_side_by_side() {
    let rows = [
        "项目名称|<|河道清淤|<|项目编码|440300",
        "项目资金/（万元）|资金来源|年度资金总额|当年财政拨款|上年结转资金|其他资金",
        "^|年初预算数|99.00|99.00|0.00|0.00",
        "^|全年预算数|98.34|95.00|3.34|0.00",
        "^|全年执行数|95.49|92.15|3.34|0.00",
        "^|执行率（%）|97.10|—|—|—",
        "^|分值|10|—|—|—",
        "^|得分|9.71|—|—|—",
        "一级指标|二级指标|三级指标|年度指标值|分值|得分",
        "产出指标|数量指标|清淤长度|≥5公里|90|89",
        "总分|<|<|<|100|98.71",
    ];
    let forms = read_sheets(vec![Sheet::new(1).line("项目支出绩效自评表").grid(&rows)]);
    let form = &forms.projects[0].assessment;
    assert_eq!(
        funds(form),
        [
            "total:99.00,98.34,95.49,10,97.10,9.71",
            "current_appropriation:99.00,95.00,92.15,,,",
            "carried_over:0.00,3.34,3.34,,,",
            "other:0.00,0.00,0.00,,,"
        ]
    );
    assert_eq!(form.funds[0].executed.as_ref().and_then(|amount| amount.unit), Some(Unit::TenThousandYuan));
    assert_eq!((number(&form.total_weight), form.indicators.len()), ("100".to_owned(), 1));
    assert_eq!(forms.doubts, []);
}

#[test]
fn forms_that_begin_with_the_total_score_stay_apart() {
    let rows = |name: &'static str, score: &'static str| {
        [
            format!("自评总分|{score}|满分|100|||"),
            format!("项目名称|{name}|<|项目编码|440300|<|<"),
            HEADER_OF_SEVEN.to_owned(),
            "产出指标|数量指标|清淤长度|≥5公里|5公里|90|90".to_owned(),
        ]
    };
    let (first, second) = (rows("河道清淤", "98.20"), rows("堤防养护", "96.70"));
    let page = |number, rows: &[String]| {
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        Sheet::new(number).line("项目支出绩效自评表").grid(&rows)
    };
    let forms = read_sheets(vec![page(1, &first), page(2, &second)]);
    let said: Vec<_> = forms
        .projects
        .iter()
        .map(|form| {
            let own = &form.assessment;
            (shown(&form.name), number(&own.total_score), number(&own.total_weight), own.indicators.len())
        })
        .collect();
    let form = |name, score: &str| (name, score.to_owned(), "100".to_owned(), 1);
    assert_eq!(said, [form("河道清淤", "98.20"), form("堤防养护", "96.70")]);
}

const HEADER_OF_SEVEN: &str = "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分";

#[test]
fn both_levels_may_stand_in_one_cell() {
    let body = |header: &str| {
        let rows = [
            header,
            "产出指标—数量指标|路灯数|≥90盏|92盏|30|30",
            "^|灯杆数|≥9根|9根|30|30",
            "效益指标/社会/效益指标|夜间安全|改善|改善|40|39",
        ];
        let (form, doubts) = only("项目支出绩效自评表", "（2021年度）", &rows);
        assert!(doubts.is_empty(), "{doubts:?}");
        lines(&form.assessment)
    };
    let expected = [
        "产出指标 |数量指标|路灯数|≥90盏|92盏|30|30|@1",
        "产出指标 |数量指标|灯杆数|≥9根|9根|30|30|@1",
        "效益指标 |社会效益指标|夜间安全|改善|改善|40|39|@1",
    ];
    for header in ["一级—二级指标", "一级、二级指标", "一级指标"] {
        let header = format!("{header}|三级指标|年度指标值|实际完成值|分值|得分");
        assert_eq!(body(&header), expected, "{header}");
    }
}

#[test]
fn the_year_over_a_grid_is_that_of_all_its_forms() {
    let rows = [
        "项目名称|<|路灯改造|<|<|<",
        "一级指标|二级指标|三级指标|指标值|完成值|得分",
        "产出|数量|甲|1|1|9",
        "总分|<|<|<|<|9",
        "项目名称|<|桥梁检修|<|<|<",
        "一级指标|二级指标|三级指标|指标值|完成值|得分",
        "产出|数量|乙|1|1|8",
        "总分|<|<|<|<|8",
    ];
    let forms = read_sheets(vec![Sheet::new(1).line("项目支出绩效自评表").line("（2021年度）").grid(&rows)]);
    let years = forms.projects.iter().map(|form| number(&form.assessment.year));
    assert_eq!(years.collect::<Vec<_>>(), ["2021", "2021"]);
}

#[test]
fn an_unknown_column_before_the_names_is_said() {
    let form = |header: &str| {
        let rows = [&*format!("{header}|指标名称|指标值|实际完成值|分值|得分"), "甲类|路灯数|≥90盏|92盏|100|100"];
        let (form, doubts) = only("项目支出绩效自评表", "（2021年度）", &rows);
        let kept = form.assessment.remainder.len();
        (kept, doubts.iter().map(|doubt| (doubt.code, doubt.severity)).collect::<Vec<_>>())
    };
    assert_eq!(form("考核方面"), (1, vec![(Code::UnknownHeader, Severity::Info)]));
    for header in ["序号", "年度绩效指标"] {
        assert_eq!(form(header), (0, Vec::new()), "{header}");
    }
}

#[test]
fn cells_may_list_several_indicators() {
    let header = "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因";
    let rows = [
        header,
        "产出指标|数量指标|1.路灯数/2.灯杆数|1.≥90盏/2.8根|1.92盏/2.8根|30/20|30/19.5|灯杆少",
        "^|质量指标|亮灯率/（平均）|≥95%|98%|20|20|",
        "效益指标|社会效益/指标|夜间/安全|改善|改善|30|30|",
    ];
    let (form, doubts) = only("项目支出绩效自评表", "（2021年度）", &rows);
    assert!(doubts.is_empty(), "{doubts:?}");
    assert_eq!(
        lines(&form.assessment),
        [
            "产出指标 |数量指标|路灯数|≥90盏|92盏|30|30|灯杆少@1",
            "产出指标 |数量指标|灯杆数|8根|8根|20|19.5|灯杆少@1",
            "产出指标 |质量指标|亮灯率（平均）|≥95%|98%|20|20|@1",
            "效益指标 |社会效益指标|夜间安全|改善|改善|30|30|@1",
        ]
    );
    // One of the lists is shorter: nothing says what belongs together.
    let uneven = [header, "产出指标|数量指标|1.路灯数/2.灯杆数|1.≥90盏/2.8根/3.1座|92盏|30/20|30/20|"];
    let (form, _) = only("项目支出绩效自评表", "（2021年度）", &uneven);
    assert_eq!(form.assessment.indicators.len(), 1);
}
