//! The parts of a document around its tables: cover, 目录, overview, glossary; and the tables themselves
//! with their titles, department lines and notes.

use crate::account::Account;
use crate::catalogue::ordinal;
use crate::flow::{Align, Block, PageSetup, Text};
use crate::forms;
use crate::house::{FormNumber, House, Wording};
use crate::statutory::Sheet;
use crate::truth::{AccountNumber, Page, TableEntry, Truth};
use crate::wording;

/// A whole document: cover, 目录, four parts, forms.
pub(crate) fn document(account: &Account, house: &House, sheets: &[Sheet], truth: &mut Truth) -> Vec<Block> {
    let mut blocks = front(account, house, sheets, true);
    blocks.extend(overview(account));
    blocks.extend(tables(account, house, sheets, truth));
    blocks.push(Block::Page(PageSetup::PORTRAIT));
    blocks.push(part_title(account, "第三部分", "决算情况说明"));
    blocks.push(Block::Gap(10.0));
    blocks.extend(wording::narrative(account, truth, house.wording));
    for project in &account.projects {
        blocks.push(Block::Page(PageSetup::PORTRAIT));
        blocks.extend(forms::form(project, account.profile.year, house, truth));
    }
    blocks.extend(glossary());
    blocks
}

fn kind(account: &Account) -> &'static str {
    if account.profile.unit_level { "单位" } else { "部门" }
}

fn centered(text: impl Into<String>, size: f32) -> Block {
    Block::Text(Text::new(text, size, Align::Center))
}

fn left(text: impl Into<String>, size: f32) -> Block {
    Block::Text(Text::new(text, size, Align::Left))
}

fn body(text: impl Into<String>) -> [Block; 2] {
    [Block::Text(Text { indent: 22.0, ..Text::new(text, 11.0, Align::Left) }), Block::Gap(3.0)]
}

/// `第二部分：…2023年度部门决算表`
fn part_title(account: &Account, part: &str, what: &str) -> Block {
    let (year, department) = (account.profile.year, &account.department);
    centered(format!("{part}：{department}{year}年度{}{what}", kind(account)), 15.0)
}

/// Cover and 目录, which names all four parts where the document is `whole` and the tables alone otherwise.
pub(crate) fn front(account: &Account, house: &House, sheets: &[Sheet], whole: bool) -> Vec<Block> {
    let (year, department) = (account.profile.year, &account.department);
    let mut blocks = vec![Block::Page(PageSetup::PORTRAIT), Block::Gap(220.0)];
    blocks.push(centered(format!("{year}年度{department}"), 24.0));
    blocks.push(Block::Gap(12.0));
    blocks.push(centered(format!("{}决算", kind(account)), 24.0));
    blocks.extend([Block::Page(PageSetup::PORTRAIT), centered("目 录", 16.0), Block::Gap(10.0)]);
    let mut lines = Vec::new();
    if whole {
        lines.extend(["第一部分：概况", "一、主要职责", "二、机构设置"].map(str::to_owned));
    }
    lines.push(format!("第二部分：{year}年度{}决算表", kind(account)));
    lines.extend((1..).zip(sheets).map(|(number, sheet)| match house.form_number {
        FormNumber::Prefix => format!("表{number}：{}", sheet.title),
        _ => format!("{}、{}", ordinal(number), sheet.title),
    }));
    if whole {
        lines.extend([format!("第三部分：{year}年度{}决算情况说明", kind(account)), "第四部分：名词解释".to_owned()]);
    }
    for line in lines {
        blocks.push(left(line, 11.0));
        blocks.push(Block::Gap(4.0));
    }
    blocks
}

/// 第一部分: duties, divisions, units included in the accounts.
fn overview(account: &Account) -> Vec<Block> {
    let mut blocks = vec![Block::Page(PageSetup::PORTRAIT)];
    blocks.push(centered(format!("第一部分：{}概况", account.department), 15.0));
    blocks.extend([Block::Gap(10.0), left("一、主要职责", 13.0), Block::Gap(4.0)]);
    let duties = [
        "1. 拟订全市河湖、湿地保护与管理的规划和年度计划，并组织实施。",
        "2. 负责市管河道、堤防、闸坝的日常巡查养护和水域岸线管理。",
        "3. 组织水文水资源监测和预报，发布水文情报。",
        "4. 承担湿地资源调查、退化湿地修复和候鸟栖息地保护工作。",
        "5. 完成市委、市政府交办的其他任务。",
    ];
    blocks.extend(duties.into_iter().flat_map(body));
    blocks.extend([left("二、机构设置", 13.0), Block::Gap(4.0)]);
    let department = &account.department;
    blocks.extend(body(format!("{department}内设机构5个，分别是办公室、河湖管理科、水文科、湿地保护科、计划财务科。")));
    blocks.extend(body(format!(
        "按照决算编报要求，纳入{department}{}年度决算编报范围的单位共{}个，分别是{}。",
        account.profile.year,
        account.units.len(),
        account.units.join("、")
    )));
    blocks
}

/// 第二部分: every table with its title above and its notes below.
pub(crate) fn tables(account: &Account, house: &House, sheets: &[Sheet], truth: &mut Truth) -> Vec<Block> {
    let mut blocks = vec![Block::Page(PageSetup::PORTRAIT), part_title(account, "第二部分", "决算表"), Block::Gap(8.0)];
    for (index, sheet) in sheets.iter().enumerate() {
        let wide = house.wide.filter(|_| sheet.is_wide());
        let new_page = house.page_per_table && index > 0;
        match wide {
            Some(placing) => blocks.push(Block::Page(PageSetup::wide(placing))),
            None if new_page => blocks.push(Block::Page(PageSetup::PORTRAIT)),
            None => blocks.extend([Block::Gap(16.0), Block::Need(150.0)]),
        }
        blocks.extend(table(account, house, sheet, index + 1, truth));
    }
    blocks
}

/// One table, its place in `tables.csv` included.
pub(crate) fn table(account: &Account, house: &House, sheet: &Sheet, number: usize, truth: &mut Truth) -> Vec<Block> {
    let title = truth.places.mark();
    let mut blocks = Vec::new();
    let (mut form_no, mut printed) = (String::new(), sheet.title.to_owned());
    match house.form_number {
        FormNumber::None => {}
        FormNumber::Above => {
            form_no = format!("表{number}");
            blocks.push(left(&form_no, 10.0));
        }
        FormNumber::Public => form_no = format!("公开{number:02}表"),
        FormNumber::Prefix => {
            form_no = format!("表{number}");
            printed = format!("{form_no}：{}", sheet.title);
        }
    }
    blocks.push(Block::Text(Text::new(printed, 14.0, Align::Center).marked(title)));
    blocks.push(Block::Gap(5.0));
    if house.form_number == FormNumber::Public {
        blocks.push(Block::Text(Text::new(&form_no, 9.5, Align::Right)));
    }
    let label = if house.wording == Wording::Shenzhen { "部门：" } else { "编制单位：" };
    blocks.push(left(format!("{label}{}", account.department), 9.5));
    // The unit shares the baseline of the department's line.
    blocks.push(Block::Gap(-9.5 * 1.3));
    blocks.push(Block::Text(Text::new(format!("单位：{}", house.unit.name()), 9.5, Align::Right)));
    blocks.push(Block::Gap(3.0));
    let ruled = sheet.ruled(house, truth);
    blocks.push(Block::Table(ruled.grid));
    blocks.push(Block::Gap(3.0));
    blocks.extend(
        [sheet.note, sheet.reason.as_deref().unwrap_or_default()]
            .iter()
            .filter(|n| !n.is_empty())
            .map(|n| left(*n, 9.0)),
    );
    truth.tables.push(TableEntry {
        document: truth.document.clone(),
        account: AccountNumber,
        position: number,
        table_id: sheet.table,
        title: sheet.title.to_owned(),
        form_no,
        first_page: Page::Of(title),
        last_page: Page::Of(ruled.last_row),
        unit: house.unit.name(),
        status: if sheet.table.is_empty() {
            "raw"
        } else if sheet.rows.is_empty() {
            "empty"
        } else {
            "read"
        },
        note: sheet.reason.clone().unwrap_or_default(),
    });
    blocks
}

/// 第四部分.
fn glossary() -> Vec<Block> {
    let mut blocks = vec![Block::Page(PageSetup::PORTRAIT), centered("第四部分：名词解释", 15.0), Block::Gap(10.0)];
    let terms = [
        "财政拨款收入：指本级财政当年拨付给本部门的资金，不含上年结转。",
        "事业收入：指所属事业单位开展专业业务活动取得的收入。",
        "年末结转和结余：指当年未使用完、按规定转入下年继续使用的资金。",
        "基本支出：指保障机构正常运转、完成日常工作所发生的人员和公用支出。",
        "项目支出：指为完成特定任务，在基本支出之外所发生的支出。",
        "机关运行经费：指用财政拨款购买货物和服务以维持机关运转的经费，包括办公费、差旅费、会议费等。",
    ];
    blocks.extend(terms.into_iter().flat_map(body));
    blocks
}
