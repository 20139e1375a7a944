//! 项目支出绩效自评表: a project as a grid, in the Shenzhen form or in that of the ministry, with the
//! expected records of its funding lines and indicators.

use crate::amount::Unit;
use crate::flow::{Align, Block, Cell, Grid, Look, Row, Rules, Text};
use crate::house::{House, Wording};
use crate::projects::{Group, Project};
use crate::truth::{AccountNumber, FundEntry, IndicatorEntry, Page, ProjectEntry, Truth};
use rust_decimal::Decimal;

/// In what the forms of two regions differ.
struct Shape {
    unit: Unit,
    /// 项目编码, 绩效自评年度 and banner rows; weights inside 一级指标; stars before filled-in headers
    shenzhen: bool,
    funding: [&'static str; 4],
    funding_label: &'static str,
}

const SHENZHEN: Shape = Shape {
    unit: Unit::Yuan,
    shenzhen: true,
    funding: ["年度资金总额", "其中:当年财政拨款", "上年结转资金", "其他资金"],
    funding_label: "项目资金 (元)",
};

const MINISTRY: Shape = Shape {
    unit: Unit::TenThousandYuan,
    shenzhen: false,
    funding: ["年度资金总额", "其中：本年财政拨款", "上年结转资金", "其他资金"],
    funding_label: "项目资金（万元）",
};

const WIDTHS: [f32; 9] = [1.3, 2.2, 2.3, 4.2, 2.9, 2.9, 1.4, 1.5, 3.6];

/// A form with its title, on the page that follows.
pub(crate) fn form(project: &Project, year: i32, house: &House, truth: &mut Truth) -> Vec<Block> {
    let shape = if house.wording == Wording::Shenzhen { &SHENZHEN } else { &MINISTRY };
    let title = truth.places.mark();
    truth.projects.push(ProjectEntry {
        document: truth.document.clone(),
        account: AccountNumber,
        page: Page::Of(title),
        form: "project",
        project_code: code(project, shape),
        project_name: project.name.to_owned(),
        year,
        implementing_unit: project.implementing_unit.clone(),
        budget_unit: project.budget_unit.clone(),
        expected_goal: project.goal.to_owned(),
        actual_goal: project.result.to_owned(),
        total_weight: "100".to_owned(),
        total_score: project.total_score().normalize().to_string(),
    });
    let mut rows = head(project, year, shape);
    rows.extend(funding(project, shape, truth));
    rows.extend(goals(project, shape));
    rows.extend(indicators(project, shape, truth));
    rows.push(total(project));
    let look = Look {
        rules: match house.look.rules {
            Rules::Filled => Rules::Filled,
            _ => Rules::Full,
        },
        repeat_header: false,
        ..house.look
    };
    let look = Look { size: 8.5, split_rows: false, ..look };
    let mut blocks =
        vec![Block::Text(Text::new("项目支出绩效自评表", 15.0, Align::Center).marked(title)), Block::Gap(6.0)];
    if !shape.shenzhen {
        blocks.push(Block::Text(Text::new(format!("（{year}年度）"), 10.0, Align::Center)));
        blocks.push(Block::Gap(4.0));
    }
    blocks.push(Block::Table(Grid {
        widths: WIDTHS.to_vec(),
        header: Vec::new(),
        body: rows,
        look,
        running_title: None,
    }));
    blocks
}

fn code(project: &Project, shape: &Shape) -> String {
    if shape.shenzhen { project.code.clone() } else { String::new() }
}

/// A row of centred cells: first column, columns spanned, text.
fn centred(cells: &[(usize, usize, &str)]) -> Row {
    Row::of(cells.iter().map(|&(at, span, text)| Cell::new(at, text, Align::Center).spanning(span, 1)).collect())
}

fn head(project: &Project, year: i32, shape: &Shape) -> Vec<Row> {
    let (unit, budget_unit) = (&project.implementing_unit[..], &project.budget_unit[..]);
    if shape.shenzhen {
        let year = year.to_string();
        let code = code(project, shape);
        vec![
            centred(&[
                (0, 2, "项目编码:"),
                (2, 2, &code),
                (4, 1, "项目名称:"),
                (5, 1, project.name),
                (6, 2, "绩效自评年度:"),
                (8, 1, &year),
            ]),
            centred(&[(0, 2, "实施单位:"), (2, 2, unit), (4, 1, "一级预算单位:"), (5, 4, budget_unit)]),
            centred(&[(0, 9, "资金使用情况")]),
        ]
    } else {
        vec![
            centred(&[(0, 2, "项目名称"), (2, 7, project.name)]),
            centred(&[(0, 2, "主管部门"), (2, 3, budget_unit), (5, 1, "实施单位"), (6, 3, unit)]),
        ]
    }
}

fn funding(project: &Project, shape: &Shape, truth: &mut Truth) -> Vec<Row> {
    const FUNDS: [&str; 4] = ["total", "current_appropriation", "carried_over", "other"];
    let rate = if shape.shenzhen { "执行率 (%)" } else { "执行率" };
    let heads = [
        (3, 1, "年初预算数"),
        (4, 1, "全年预算数"),
        (5, 1, "全年执行数"),
        (6, 1, "分值"),
        (7, 1, rate),
        (8, 1, "得分"),
    ];
    let mut rows = Vec::new();
    let mut header = centred(&heads);
    if shape.shenzhen {
        header.cells.insert(0, Cell::new(0, "", Align::Center).spanning(3, 1));
    } else {
        header.cells.insert(0, Cell::new(0, shape.funding_label, Align::Center).spanning(2, 5));
        header.cells.insert(1, Cell::new(2, "", Align::Center));
    }
    rows.push(header);
    let lines = [project.total()].into_iter().chain(project.funding);
    for (at, ((fund, label), amounts)) in FUNDS.into_iter().zip(shape.funding).zip(lines).enumerate() {
        let amounts = amounts.map(|amount| amount.in_unit(shape.unit).to_string());
        let rate = project.execution_rate().to_string();
        let printed_rate = if shape.shenzhen { rate.clone() } else { format!("{rate}%") };
        let score = project.execution_score().to_string();
        let tail = if at == 0 { ["10".to_owned(), printed_rate, score.clone()] } else { ["—"; 3].map(str::to_owned) };
        let mark = truth.places.mark();
        let mut cells = vec![Cell::new(2, label, Align::Center).marked(mark)];
        if at == 0 && shape.shenzhen {
            cells.insert(0, Cell::new(0, shape.funding_label, Align::Center).spanning(2, 4));
        }
        cells.extend(
            (3..).zip(amounts.iter().chain(&tail)).map(|(at, text)| Cell::new(at, text.clone(), Align::Center)),
        );
        rows.push(Row::of(cells));
        let [initial_budget, adjusted_budget, executed] = amounts;
        truth.funds.push(FundEntry {
            document: truth.document.clone(),
            account: AccountNumber,
            page: Page::Of(mark),
            form: "project",
            project_code: code(project, shape),
            project_name: project.name.to_owned(),
            fund,
            initial_budget,
            adjusted_budget,
            executed,
            weight: (at == 0).then(|| "10".to_owned()),
            execution_rate: (at == 0).then_some(rate),
            score: (at == 0).then_some(score),
            unit: shape.unit.name(),
        });
    }
    rows
}

fn goals(project: &Project, shape: &Shape) -> Vec<Row> {
    let star = if shape.shenzhen { "* 实际完成情况" } else { "实际完成情况" };
    let mut heads = centred(&[(1, 4, "预期目标"), (5, 4, star)]);
    heads.cells.insert(0, Cell::new(0, "年度总体目标", Align::Center).spanning(1, 2));
    let texts = Row::of(vec![
        Cell::new(1, project.goal, Align::Left).spanning(4, 1),
        Cell::new(5, project.result, Align::Left).spanning(4, 1),
    ]);
    let banner = shape.shenzhen.then(|| centred(&[(0, 9, "项目目标完成情况")]));
    banner.into_iter().chain([heads, texts]).collect()
}

fn indicators(project: &Project, shape: &Shape, truth: &mut Truth) -> Vec<Row> {
    let count: usize = project.groups.iter().map(|group| group.indicators.len()).sum();
    let heads =
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"];
    let mut header = Row::of(vec![Cell::new(0, "年度绩效指标", Align::Center).spanning(1, count + 1)]);
    header.cells.extend((1..).zip(heads).map(|(at, text)| {
        let star = if shape.shenzhen && (5..8).contains(&at) { "* " } else { "" };
        Cell::new(at, format!("{star}{text}"), Align::Center)
    }));
    let mut rows = vec![header];
    for group in &project.groups {
        for at in 0..group.indicators.len() {
            rows.push(indicator(project, group, at, shape, truth));
        }
    }
    rows
}

fn indicator(project: &Project, group: &Group, at: usize, shape: &Shape, truth: &mut Truth) -> Row {
    let indicator = &group.indicators[at];
    let mark = truth.places.mark();
    let suffix = |name: &str| if shape.shenzhen { name.to_owned() } else { format!("{name}指标") };
    let mut cells = Vec::new();
    if at == 0 {
        let weight = if shape.shenzhen { format!(" ({}分)", group.weight()) } else { String::new() };
        let name = format!("{}{weight}", suffix(group.level1));
        cells.push(Cell::new(1, name, Align::Center).spanning(1, group.indicators.len()));
    }
    let begins = at == 0 || group.indicators[at - 1].level2 != indicator.level2;
    if begins {
        let run = group.indicators[at..].iter().take_while(|other| other.level2 == indicator.level2).count();
        cells.push(Cell::new(2, suffix(indicator.level2), Align::Center).spanning(1, run));
    }
    let number = |number: Decimal| number.to_string();
    cells.push(Cell::new(3, indicator.level3, Align::Left).marked(mark));
    let rest =
        [indicator.target.to_owned(), indicator.actual.to_owned(), number(indicator.weight), number(indicator.score)];
    cells.extend((4..).zip(rest).map(|(at, text)| Cell::new(at, text, Align::Center)));
    cells.push(Cell::new(8, indicator.deviation, Align::Left));
    truth.indicators.push(IndicatorEntry {
        document: truth.document.clone(),
        account: AccountNumber,
        page: Page::Of(mark),
        form: "project",
        project_code: code(project, shape),
        project_name: project.name.to_owned(),
        level1: suffix(group.level1),
        level1_weight: shape.shenzhen.then(|| group.weight().to_string()),
        level2: suffix(indicator.level2),
        level3: indicator.level3.to_owned(),
        target: indicator.target.to_owned(),
        actual: indicator.actual.to_owned(),
        weight: number(indicator.weight),
        score: number(indicator.score),
        deviation: indicator.deviation.to_owned(),
    });
    Row::of(cells)
}

fn total(project: &Project) -> Row {
    let score = project.total_score().normalize().to_string();
    centred(&[(0, 6, "总分"), (6, 1, "100"), (7, 1, &score), (8, 1, "—")])
}
