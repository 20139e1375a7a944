//! Whole forms on hand-made grids, one for each trait of the regions and of the page breaks.

mod apart;
mod variants;

use juesuan_extract::Rect;
use juesuan_extract::layout::{Block, Cell, Grid, GridKind, Layout, TextLine};

use super::*;
use crate::diagnostic::{Code, Severity};
use crate::flow::flow;
use crate::value::{Amount, Number, Text, Unit};

/// Width of a column, height of a row, size of the text, in points.
const WIDTH: f32 = 60.0;
const HEIGHT: f32 = 14.0;
const SIZE: f32 = 10.0;

/// A page of lines and grids, from top to bottom.
struct Sheet {
    layout: Layout,
    y: f32,
}

impl Sheet {
    fn new(page: u32) -> Self {
        Self { layout: Layout::new(page, 842.0, 1190.0), y: 150.0 }
    }

    fn line(mut self, text: &str) -> Self {
        let bbox = Rect { x0: 50.0, y0: self.y, x1: 50.0 + SIZE * text.chars().count() as f32, y1: self.y + SIZE };
        self.layout.blocks.push(Block::Line(TextLine::evenly(text, bbox)));
        self.y += 30.0;
        self
    }

    /// Text that a producer painted under the last row, in this column.
    fn overflow(mut self, column: usize, text: &str) -> Self {
        let x0 = 50.0 + WIDTH * column as f32 + 2.0;
        let y0 = self.y - 28.0;
        let bbox = Rect { x0, y0, x1: x0 + SIZE * text.chars().count() as f32, y1: y0 + SIZE };
        self.layout.blocks.push(Block::Line(TextLine::evenly(text, bbox)));
        self
    }

    /// Rows of cells parted by `|`. `^` continues the cell above, `<` the cell on the left, `/` breaks a line.
    fn grid(mut self, rows: &[&str]) -> Self {
        let table: Vec<Vec<&str>> = rows.iter().map(|row| row.split('|').map(str::trim).collect()).collect();
        let columns = table.iter().map(Vec::len).max().unwrap_or(0);
        let at = |row: usize, column: usize| table.get(row).and_then(|row| row.get(column)).copied();
        let mut cells = Vec::new();
        for (row, texts) in table.iter().enumerate() {
            for (column, text) in texts.iter().enumerate().filter(|(_, text)| !["^", "<"].contains(text)) {
                let wide = 1 + (column + 1..columns).take_while(|next| at(row, *next) == Some("<")).count();
                let high = 1 + (row + 1..table.len()).take_while(|next| at(*next, column) == Some("^")).count();
                let x0 = 50.0 + WIDTH * column as f32;
                let y0 = self.y + HEIGHT * row as f32;
                let area = Rect { x0, y0, x1: x0 + WIDTH * wide as f32, y1: y0 + HEIGHT * high as f32 };
                let lines = text.split('/').filter(|line| !line.is_empty()).enumerate().map(|(index, line)| {
                    let y0 = y0 + 2.0 + SIZE * index as f32;
                    let x1 = x0 + 2.0 + SIZE * line.chars().count() as f32;
                    TextLine::evenly(line, Rect { x0: x0 + 2.0, y0, x1, y1: y0 + SIZE })
                });
                cells.push(Cell::new(row, column, area, lines.collect()).spanning(high, wide));
            }
        }
        let edges = |from: f32, step: f32, count: usize| (0..=count).map(|n| from + step * n as f32).collect();
        let (down, across) = (edges(self.y, HEIGHT, table.len()), edges(50.0, WIDTH, columns));
        self.layout.blocks.push(Block::Grid(Grid::new(GridKind::Ruled, down, across, cells)));
        self.y += HEIGHT * table.len() as f32 + 30.0;
        self
    }
}

fn read_sheets(sheets: Vec<Sheet>) -> Forms {
    let mut layouts: Vec<Layout> = sheets.into_iter().map(|sheet| sheet.layout).collect();
    juesuan_document::complete(&mut layouts);
    read(&flow(&layouts))
}

fn shown(text: &Option<Text>) -> &str {
    text.as_ref().map_or("", |text| &text.text)
}

fn number(number: &Option<Number>) -> String {
    number.as_ref().map(|number| number.value.to_string()).unwrap_or_default()
}

/// `level1 weight|level2|level3|target|actual|weight|score|deviation@page` of each indicator.
fn lines(form: &SelfAssessment) -> Vec<String> {
    let measured = |value: &Option<Measured>| value.as_ref().map(|m| m.text.text.clone()).unwrap_or_default();
    let line = |i: &Indicator| {
        format!(
            "{} {}|{}|{}|{}|{}|{}|{}|{}@{}",
            shown(&i.level1),
            number(&i.level1_weight),
            shown(&i.level2),
            shown(&i.level3),
            measured(&i.target),
            measured(&i.actual),
            number(&i.weight),
            number(&i.score),
            shown(&i.deviation),
            i.at.page
        )
    };
    form.indicators.iter().map(line).collect()
}

/// `fund:initial,adjusted,executed,weight,rate,score` of each funding line.
fn funds(form: &SelfAssessment) -> Vec<String> {
    let amount = |amount: &Option<Amount>| amount.as_ref().map(|a| a.value.to_string()).unwrap_or_default();
    let line = |line: &FundLine| {
        let fund = line.fund.map_or("?", Fund::as_str);
        let (initial, adjusted) = (amount(&line.initial_budget), amount(&line.adjusted_budget));
        let (weight, rate) = (number(&line.weight), number(&line.execution_rate));
        format!("{fund}:{initial},{adjusted},{},{weight},{rate},{}", amount(&line.executed), number(&line.score))
    };
    form.funds.iter().map(line).collect()
}

const HEADER: &str =
    "绩效/指标|一级指标|二级指标|三级指标|年度指标值|* 实际完成值|* 分值|* 得分|偏差原因分析/及改进措施";

#[test]
fn shenzhen() {
    let forms = read_sheets(vec![Sheet::new(7).line("正文").line("项目支出绩效自评表").grid(&[
        "项目编/码:|440300/211311|项目名称:|<|档案数字化|<|绩效自评年度:|<|2022",
        "实施单/位:|某中心|一级预算单位:|<|某局|<|<|<|<",
        "资金使用情况|<|<|<|<|<|<|<|<",
        "项目资金/(元)||年初预算数|<|全年预算数|全年执行数|分值|执行率/(%)|得分",
        "^|年度资金总额|7,600.00|<|2292.00|2115.00|10|92.28%|9.23",
        "^|其中:当年财政拨款|7600.00|<|2292.00|2115.00|—|—|—",
        "^|上年结转资金|0.00|<|0.00|0.00|—|—|—",
        "^|其他资金||<|||—|—|—",
        "项目目标完成情况|<|<|<|<|<|<|<|<",
        "年度总体/目标|预期目标|<|<|* 实际完成情况|<|<|<|<",
        "^|完成加工，/服务群众。|<|<|已完成。|<|<|<|<",
        HEADER,
        "^|产出/(50分)|数量|加工数量|≥95%|98%|25|25|",
        "^|^|^|设备数量|3台|3台|25|24.5|偏差原因：/到货晚",
        "^|效益/(40分)|社会效益|||不适用|0|0|",
        "^|总分|<|<|<|<|100|99.23|—",
    ])]);
    assert!(forms.departments.is_empty() && forms.doubts.is_empty(), "{forms:?}");
    assert_eq!(forms.used, [1, 2]);
    let [form] = forms.projects.as_slice() else { panic!("{forms:?}") };
    assert_eq!(shown(&form.code), "440300211311");
    assert_eq!(shown(&form.name), "档案数字化");
    assert_eq!(shown(&form.implementing_unit), "某中心");
    assert_eq!(shown(&form.budget_unit), "某局");
    let body = &form.assessment;
    assert_eq!(number(&body.year), "2022");
    assert_eq!(body.unit, Some(Unit::Yuan));
    assert_eq!(
        funds(body),
        [
            "total:7600.00,2292.00,2115.00,10,92.28,9.23",
            "current_appropriation:7600.00,2292.00,2115.00,,,",
            "carried_over:0.00,0.00,0.00,,,",
            "other:,,,,,"
        ]
    );
    assert_eq!((shown(&body.expected_goal), shown(&body.actual_goal)), ("完成加工，服务群众。", "已完成。"));
    assert_eq!(
        lines(body),
        [
            "产出 50|数量|加工数量|≥95%|98%|25|25|@7",
            "产出 50|数量|设备数量|3台|3台|25|24.5|偏差原因：到货晚@7",
            "效益 40|社会效益|||不适用|0|0|@7"
        ]
    );
    assert!(body.indicators[2].not_applicable && !body.indicators[0].not_applicable);
    assert_eq!((number(&body.total_weight), number(&body.total_score)), ("100".to_owned(), "99.23".to_owned()));
    assert!(body.remainder.is_empty(), "{:?}", body.remainder);
}

/// A project form as small as can be, with these indicator rows.
fn small(rows: &[&'static str]) -> Vec<&'static str> {
    let head = ["项目名称|<|档案数字化|<|<|<|<|<|<", HEADER];
    head.iter().chain(rows).copied().collect()
}

#[test]
fn a_page_break_inside_merged_cells_and_inside_a_row() {
    let forms = read_sheets(vec![
        Sheet::new(3)
            .line("项目支出绩效自评表")
            .grid(&small(&["^|产出/(50分)|数量|甲|≥1|1|10|10|", "^||经济效益|乙|≥2|2|10|9|因疫情防控，"])),
        Sheet::new(4).grid(&[
            "|效益/(30分)||||||| 部分活动延期",
            "^|^|经济效益|丙|≥3|3|10|10|",
            "^|^|社会效益|丁|≥4|4|10|10|",
            "总分|<|<|<|<|<|100|95|—",
        ]),
    ]);
    let body = &forms.projects[0].assessment;
    assert_eq!(
        lines(body),
        [
            "产出 50|数量|甲|≥1|1|10|10|@3",
            "效益 30|经济效益|乙|≥2|2|10|9|因疫情防控，部分活动延期@3",
            "效益 30|经济效益|丙|≥3|3|10|10|@4",
            "效益 30|社会效益|丁|≥4|4|10|10|@4"
        ]
    );
    assert_eq!(number(&body.total_score), "95");
    assert_eq!(body.last_page, 4);
}

#[test]
fn a_text_cut_by_a_page_break_is_one() {
    let forms = read_sheets(vec![
        Sheet::new(3)
            .line("项目支出绩效自评表")
            .grid(&small(&["^|产出|数量|甲|≥1|1|10|10|", "^|满意度|服务对象满|乙|≥2|2|10|9|"])),
        Sheet::new(4).line("项目支出绩效自评表（续）").grid(&[
            "绩效/指标|一级指标|二级指标|三级指标|年度指标值|* 实际完成值|* 分值|* 得分|偏差原因分析/及改进措施",
            "^|(10分)|意度|丙|≥3|3|10|10|",
            "^|^|其他满意度|丁|≥4|4|10|10|",
        ]),
    ]);
    assert_eq!(
        lines(&forms.projects[0].assessment),
        [
            "产出 |数量|甲|≥1|1|10|10|@3",
            "满意度 10|服务对象满意度|乙|≥2|2|10|9|@3",
            "满意度 10|服务对象满意度|丙|≥3|3|10|10|@4",
            "满意度 10|其他满意度|丁|≥4|4|10|10|@4"
        ]
    );
    assert_eq!(forms.used, [0, 1, 2, 3]);
}

#[test]
fn text_painted_below_a_broken_cell_belongs_to_it() {
    let forms = read_sheets(vec![
        Sheet::new(3)
            .line("项目支出绩效自评表")
            .grid(&small(&["^|效益|经济效益|甲|≥1|1|10|10|"]))
            .overflow(1, "(30分)"),
        Sheet::new(4).grid(&["|||乙|≥2|2|10|9|"]),
    ]);
    let expected = ["效益 30|经济效益|甲|≥1|1|10|10|@3", "效益 30|经济效益|乙|≥2|2|10|9|@4"];
    assert_eq!(lines(&forms.projects[0].assessment), expected);
    assert_eq!(forms.used, [0, 1, 2, 3]);
}

#[test]
fn blank_cells_of_an_unmerged_group_take_the_text_above() {
    let forms = read_sheets(vec![Sheet::new(3).line("项目支出绩效自评表").grid(&small(&[
        "^|产出指标|数量指标|甲|≥1|1|10|10|",
        "^|||乙|≥2|2|10|9|",
        "^||质量指标|丙|≥3|3|10|9|",
        "^|效益指标||丁|≥4|4|10|9|",
        "^|||戊|≥5|5|10|9|",
    ]))]);
    let found: Vec<String> =
        lines(&forms.projects[0].assessment).iter().map(|l| l[..l.find('≥').unwrap()].into()).collect();
    let expected = [
        "产出指标 |数量指标|甲|",
        "产出指标 |数量指标|乙|",
        "产出指标 |质量指标|丙|",
        "效益指标 ||丁|",
        "效益指标 ||戊|",
    ];
    assert_eq!(found, expected);
}

#[test]
fn yunnan_splits_the_target() {
    let rows = [
        "项目名称|<|路灯（二期）|<|<|<|<|<|<|<",
        "主管部门|<|某局|<|<|实施单位|<|某站|<|<",
        "项目资金/（万元）||年初预算数|<|全年预算数|<|全年执行数|分值|执行率|得分",
        "^|年度资金总额|52.70|<|63.18|<|53.83|10|85.20|8.52",
        "绩效/指标|一级指标|二级指标|三级指标|年度指标值|<|<|实际完成值|分值|得分",
        "^|^|^|^|指标性质|指标值|度量单位|^|^|^",
        "^|产出指标|数量指标|甲|≥|95|%|98%|6|6",
        "^|^|^|乙|定性|有效提升||有效提升|6|6",
        "^|^|时效指标|丙|＝|12月31日前|—|12月20日|6|6",
        "总分|<|<|<|<|<|<|<|100|95.5",
    ];
    let sheet = Sheet::new(9).line("项目支出绩效自评表").line("（2019 年度）").line("公开13-1表").grid(&rows);
    let forms = read_sheets(vec![sheet]);
    let form = &forms.projects[0];
    assert_eq!(shown(&form.implementing_unit), "某站");
    let body = &form.assessment;
    assert_eq!((number(&body.year), shown(&body.form_no)), ("2019".to_owned(), "公开13-1表"));
    assert_eq!(body.funds[0].initial_budget.as_ref().unwrap().unit, Some(Unit::TenThousandYuan));
    let targets: Vec<&str> = body.indicators.iter().map(|i| i.target.as_ref().unwrap().text.text.as_str()).collect();
    assert_eq!(targets, ["≥95%", "定性有效提升", "＝12月31日前"]);
    assert_eq!(number(&body.total_score), "95.5");
}

#[test]
fn sichuan_closes_with_remarks() {
    let forms = read_sheets(vec![
        Sheet::new(5).line("项目支出绩效自评表").grid(&[
            "项目名称|<|文化活动|<|<|<|<|<|<",
            "项目资金/（万元）||年初预算|调整后预算数|预算执行数|预算执行率|权重|得分|原因",
            "^|总额|4120.65|2304.11|1712.40|74.32%|10|7.43|进度慢",
            "^|其中：财政资金|4120.65|2304.11|1712.40|—|—|—|",
            "^|财政专户管理资金|0.00|0.00|0.00|—|—|—|",
            "^|单位资金|0.00|0.00|0.00|—|—|—|",
            "^|其他资金|0.00|0.00|0.00|—|—|—|",
            "绩效/指标|一级指标|二级指标|三级指标|指标值|完成值|权重|得分|未完成原因分析",
            "^|产出指标|数量指标|甲|≥1|1|90|85|",
            "合计|<|<|<|<|<|100|92.43|",
            "评价结论|总体良好，|<|<|<|<|<|<|<",
        ]),
        Sheet::new(6).grid(&[
            "|自评得分92.43分。|<|<|<|<|<|<|<",
            "存在问题|指标不够细化。|<|<|<|<|<|<|<",
            "改进措施|细化。|<|<|<|<|<|<|<",
        ]),
        Sheet::new(7).line("第五部分").grid(&["附表|1|2|3|4|5|6|7|8"]),
    ]);
    let body = &forms.projects[0].assessment;
    let sources: Vec<_> = body.funds.iter().filter_map(|line| line.fund).collect();
    assert_eq!(sources, [Fund::Total, Fund::CurrentAppropriation, Fund::FiscalAccount, Fund::UnitFunds, Fund::Other]);
    assert_eq!(shown(&body.funds[0].reason), "进度慢");
    assert_eq!(shown(&body.conclusion), "总体良好，自评得分92.43分。");
    assert_eq!((shown(&body.problems), shown(&body.measures)), ("指标不够细化。", "细化。"));
    assert_eq!(number(&body.total_score), "92.43");
    assert_eq!(forms.used, [0, 1, 2]);
}

#[test]
fn chongqing_department() {
    let forms = read_sheets(vec![Sheet::new(5).line("2021年度部门整体绩效自评表").grid(&[
        "部门名称|<|某区某局|<|<|<|<|<|<|<|<",
        "预算执行情况/(万元)|年初预算数|<|全年(调整)/预算数|<|全年执行数|<|执行率|执行率/权重|执行率/得分|",
        "^|100.00|<|120.00|<|90.00|<|75.00|10|7.50|",
        "年度总体/目标|年初绩效目标|<|<|全年(调整)绩效目标|<|<|全年目标实际完成情况|<|<|<",
        "^|保障运转|<|<|加强保障|<|<|已保障|<|<|<",
        "绩效/指标|指标名称|<|计量单位|指标性质|年初/指标值|调整/指标值|全年/完成值|得分系数/(%)|指标权重|指标得分",
        "^|办结率|<|%|≥|90|95|96|100|90|90",
    ])]);
    assert!(forms.projects.is_empty());
    let form = &forms.departments[0];
    assert_eq!(shown(&form.name), "某区某局");
    let body = &form.assessment;
    assert_eq!(number(&body.year), "2021");
    assert_eq!(funds(body), ["total:100.00,120.00,90.00,10,75.00,7.50"]);
    assert_eq!(shown(&body.expected_goal), "保障运转");
    assert_eq!((shown(&body.adjusted_goal), shown(&body.actual_goal)), ("加强保障", "已保障"));
    assert_eq!(lines(body), [" ||办结率|≥90%|96|90|90|@5"]);
    assert_eq!(body.indicators[0].adjusted_target.as_ref().unwrap().text.text, "95");
    let kept: Vec<(&str, &str)> = body.remainder.iter().map(|r| (shown(&r.label), r.text.text.as_str())).collect();
    assert_eq!(kept, [("得分系数(%)", "100")]);
}

#[test]
fn forms_without_title_lines() {
    let rows = [
        "项目支出绩效自评表（2020年度）|<|<|<|<|<|<|<|<",
        "项目名称：甲项目|<|<|<|主管部门：某局|<|<|<|<",
        HEADER,
        "^|产出|数量|甲|≥1|1|10|10|",
        "项目名称|<|乙项目|<|<|<|<|<|<",
        HEADER,
        "^|产出|数量|乙|≥1|1|10|10|",
    ];
    let forms = read_sheets(vec![
        Sheet::new(1).grid(&rows),
        Sheet::new(2).line("附").grid(&small(&["^|产出|数量|丙|1|1|1|1|"])),
    ]);
    let names: Vec<(&str, String)> =
        forms.projects.iter().map(|form| (shown(&form.name), number(&form.assessment.year))).collect();
    assert_eq!(names, [("甲项目", "2020".to_owned()), ("乙项目", "2020".to_owned()), ("档案数字化", String::new())]);
    assert_eq!(shown(&forms.projects[0].budget_unit), "某局");
}

#[test]
fn a_value_may_stand_under_its_label() {
    let rows = [
        "项目编码|项目名称|<|<|实施单位|<|主管部门|<|<",
        "0044|路灯|<|<|某站|<|某局|<|<",
        HEADER,
        "^|产出|数量|甲|1|1|1|1|",
    ];
    let forms = read_sheets(vec![Sheet::new(1).line("项目支出绩效自评表").grid(&rows)]);
    let form = &forms.projects[0];
    assert_eq!((shown(&form.code), shown(&form.name)), ("0044", "路灯"));
    assert_eq!((shown(&form.implementing_unit), shown(&form.budget_unit)), ("某站", "某局"));
    assert!(form.assessment.remainder.is_empty());
}

#[test]
fn goals_beside_their_labels() {
    let rows = [
        "项目名称|<|路灯|<|<|<|<|<|<",
        "年度总体目标|预期目标|亮化|<|<|实际完成情况|已亮化|<|<",
        HEADER,
        "^|产出|数量|甲|1|1|1|1|",
    ];
    let forms = read_sheets(vec![Sheet::new(1).line("项目支出绩效自评表").grid(&rows)]);
    let body = &forms.projects[0].assessment;
    assert_eq!((shown(&body.expected_goal), shown(&body.actual_goal)), ("亮化", "已亮化"));
}

#[test]
fn other_tables_are_no_forms() {
    let list =
        ["项目名称|年初预算数|全年预算数|全年执行数|执行率", "路灯|1.00|1.00|1.00|100", "绿化|1.00|1.00|1.00|100"];
    let goals = ["项目名称|<|路灯|<", "一级指标|二级指标|三级指标|指标值", "产出|数量|甲|≥1"];
    let forms = read_sheets(vec![
        Sheet::new(1)
            .line("目录")
            .line("十、项目支出绩效自评表")
            .line("收入支出决算总表")
            .grid(&["项目|决算数", "一、财政拨款|1.00"]),
        Sheet::new(2).line("项目支出情况表").grid(&list),
        Sheet::new(3).line("项目支出绩效目标表").grid(&goals),
    ]);
    assert_eq!(forms, Forms::default());
}

#[test]
fn what_is_no_figure_is_said() {
    let forms =
        read_sheets(vec![Sheet::new(1).line("项目支出绩效自评表").grid(&small(&["^|产出|数量|甲|1|1|1.2.3|9|"]))]);
    assert_eq!(forms.projects[0].assessment.indicators[0].weight, None);
    assert_eq!(forms.doubts.len(), 1);
    assert_eq!(forms.doubts[0].code, crate::diagnostic::Code::MalformedNumber);
}

#[test]
fn a_form_without_its_indicators_is_doubted() {
    let forms = read_sheets(vec![Sheet::new(3).line("项目支出绩效自评表").grid(&[
        "项目名称|<|设备更新|<|项目编码|8800231",
        "主管部门|<|某局|<|实施单位|某中心",
        "项目资金（元）||年初预算数|全年预算数|全年执行数|分值",
        "^|年度资金总额|100.00|90.00|80.00|10",
    ])]);
    let codes: Vec<_> = forms.doubts.iter().map(|doubt| doubt.code).collect();
    assert_eq!((forms.projects.len(), codes), (1, vec![crate::diagnostic::Code::UnreadFigures]));
}

#[test]
fn a_column_of_figures_that_no_list_names_weighs_more_than_one_of_texts() {
    let severity = |header: &str, values: [&str; 2]| {
        let [first, second] = values;
        let head = format!("一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|{header}");
        let rows = [
            "项目名称|甲项目|<|<|<|<|<".to_owned(),
            head,
            format!("产出指标|数量指标|受理件数|100|100|50|{first}"),
            format!("效益指标|社会效益|满意度|100|100|40|{second}"),
            "总分|<|<|<|<|100|90".to_owned(),
        ];
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let forms = read_sheets(vec![Sheet::new(1).line("项目支出绩效自评表").grid(&rows)]);
        forms.doubts.iter().find(|doubt| doubt.code == Code::UnknownHeader).map(|doubt| doubt.severity)
    };
    assert_eq!(severity("评定结果", ["50", "40"]), Some(Severity::Warning));
    assert_eq!(severity("评定结果", ["完成", "完成"]), Some(Severity::Info));
    assert_eq!(severity("得分", ["50", "40"]), None);
}
