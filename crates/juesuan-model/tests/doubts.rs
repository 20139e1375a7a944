//! Every diagnostic that a report can give, each from a small page drawn for it: code, severity, page, box and message.
//! `docs/trust.md` lists the same codes, and so does the JSON Schema.

#![allow(
    missing_docs,
    clippy::disallowed_fields,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss
)]

use std::collections::BTreeSet;

use juesuan_document::Origin;
use juesuan_extract::layout::analyze;
use juesuan_extract::page::{GlyphText, Orientation};
use juesuan_extract::{Diagnostic as PageDoubt, DiagnosticCode, Glyph, Layout, Page, Point, Rect, Rule};
use juesuan_model::diagnostic::{Code, Diagnostic, Severity};
use juesuan_model::{Place, Report, Verdict};

const SIZE: f32 = 9.0;
const COLUMN: f32 = 100.0;
const ROW: f32 = 20.0;

/// A page that is drawn from top to bottom.
#[derive(Clone)]
struct Sheet {
    page: Page,
    y: f32,
}

impl Sheet {
    fn new(number: u32) -> Self {
        Self { page: Page::new(number, 842.0, 842.0), y: 60.0 }
    }

    fn text(&mut self, x: f32, y: f32, text: &str) {
        let mut x = x;
        for c in text.chars() {
            let advance = if c.is_ascii() { SIZE / 2.0 } else { SIZE };
            if c != ' ' {
                self.page.glyphs.push(Glyph::upright(c, Point { x, y }, advance, SIZE));
            }
            x += advance;
        }
    }

    fn line(mut self, text: &str) -> Self {
        self.text(60.0, self.y, text);
        self.y += 2.0 * ROW;
        self
    }

    /// A ruled table; `|` divides the cells of a row.
    fn table(mut self, rows: &[&str]) -> Self {
        let columns = rows[0].split('|').count();
        let (left, top) = (50.0, self.y);
        let (right, bottom) = (left + COLUMN * columns as f32, top + ROW * rows.len() as f32);
        for (row, cells) in rows.iter().enumerate() {
            for (column, text) in cells.split('|').enumerate() {
                self.text(left + COLUMN * column as f32 + 4.0, top + ROW * row as f32 + 14.0, text.trim());
            }
        }
        for row in 0..=rows.len() {
            let y = top + ROW * row as f32;
            self.page.rules.push(Rule::new(Orientation::Horizontal, y, left, right, 0.5));
        }
        for column in 0..=columns {
            let x = left + COLUMN * column as f32;
            self.page.rules.push(Rule::new(Orientation::Vertical, x, top, bottom, 0.5));
        }
        self.y = bottom + 2.0 * ROW;
        self
    }

    /// With a doubt of the page itself, as the PDF reader states it.
    fn doubted(mut self, code: DiagnosticCode) -> Self {
        let at = Rect { x0: 1.0, y0: 2.0, x1: 3.0, y1: 4.0 };
        self.page.diagnostics.push(PageDoubt::new(code, self.page.number, Some(at), 1, "as the reader says"));
        self
    }
}

const COVER: &str = "某市某局2024年度部门决算";

fn read(sheets: Vec<Sheet>) -> Report {
    let layouts: Vec<Layout> = sheets.iter().map(|sheet| analyze(&sheet.page)).collect();
    Report::read(&layouts)
}

/// A document of a cover and one page of tables.
fn tables(sheet: impl FnOnce(Sheet) -> Sheet) -> Report {
    read(vec![Sheet::new(1).line(COVER), sheet(Sheet::new(2).line("第二部分 2024年度部门决算表"))])
}

fn income(rows: &[&str]) -> Report {
    tables(|sheet| sheet.line("收入决算表").line("单位：万元").table(rows))
}

const HEADER: &str = "科目编码|科目名称|本年收入合计|财政拨款收入|其他收入";

/// Has the document this doubt, on page 2 where it has a place, and said in words?
#[track_caller]
fn says(report: &Report, code: Code, severity: Severity, words: &str) -> Option<Place> {
    let mut all = report.diagnostics.iter().chain(&report.narrative.doubts);
    let wanted =
        |doubt: &&Diagnostic| (doubt.code, doubt.severity) == (code, severity) && doubt.message.contains(words);
    let found = all.find(wanted);
    let Diagnostic { at, .. } = found.unwrap_or_else(|| panic!("{code:?} is not among {:#?}", report.diagnostics));
    assert!(at.is_none_or(|at| at.page > 0), "{at:?}");
    *at
}

#[test]
fn a_table_without_faults_has_no_doubts() {
    let report = income(&[
        HEADER,
        "|合计|5.00|4.00|1.00",
        "201|一般公共服务支出|5.00|4.00|1.00",
        "20106|财政事务|5.00|4.00|1.00",
        "2010601|行政运行|5.00|4.00|1.00",
    ]);
    assert_eq!(report.facts.len(), 12);
    assert_eq!(report.diagnostics, []);
}

#[test]
fn cells_that_are_no_numbers() {
    let report = income(&[HEADER, "201|一般公共服务支出|12.3.4|4.00|1.00", "202|外交支出|1,2345.6|00.12|1.00"]);
    for words in ["12.3.4", "1,2345.6", "00.12"] {
        let at = says(&report, Code::MalformedNumber, Severity::Error, words).unwrap();
        assert!(at.page == 2 && at.bbox.x0 > 250.0 && at.bbox.width() < COLUMN, "{at:?}");
    }
    assert_eq!(report.facts.len(), 3);
}

/// A scanned table in which a character that is drawn as `?` was not recognised.
fn scanned(rows: &[&str]) -> Report {
    tables(|sheet| {
        let mut sheet = sheet.line("收入决算表").line("单位：万元").table(rows);
        for glyph in &mut sheet.page.glyphs {
            glyph.recognised = Some(0.99);
            if glyph.text == GlyphText::Char('?') {
                glyph.text = GlyphText::Undecodable;
            }
        }
        sheet
    })
}

#[test]
fn an_unread_number_of_a_scan_on_which_two_sums_agree() {
    let rows = |total: &'static str| {
        [HEADER, total, "201|一般公共服务支出|1?.00|8.00|4.00", "208|社会保障和就业支出|18.00|12.00|6.00"]
    };
    let report = scanned(&rows("|合计|30.00|20.00|10.00"));
    let at = says(&report, Code::RestoredFromSums, Severity::Warning, "12.00 was not read").unwrap();
    let fact = report.facts.iter().find(|fact| fact.amount.value.to_string() == "12.00" && fact.row == 2).unwrap();
    assert_eq!((fact.amount.at.origin, fact.amount.at.bbox), (Origin::Restored, at.bbox));
    assert_eq!(report.tables.income.as_ref().unwrap().head.verdict, Verdict::Doubtful);
    // One sum alone, and sums that say different things, restore nothing.
    for total in ["|合计||20.00|10.00", "|合计|31.00|20.00|10.00"] {
        let report = scanned(&rows(total));
        says(&report, Code::MalformedNumber, Severity::Error, "1\u{FFFD}.00");
        assert!(report.facts.iter().all(|fact| fact.amount.at.origin != Origin::Restored), "{total}");
    }
    // A number that a text layer garbles is none of a scan.
    let report = income(&[HEADER, "|合计|30.00|20.00|10.00", "201|一般公共服务支出|12..00|8.00|4.00"]);
    says(&report, Code::MalformedNumber, Severity::Error, "12..00");
}

#[test]
fn a_number_across_a_border_is_nobodys() {
    let report = tables(|sheet| {
        let mut sheet = sheet.line("收入决算表").line("单位：万元").table(&[HEADER, "201|一般公共服务支出|||1.00"]);
        sheet.text(332.0, sheet.y - 3.0 * ROW + 14.0, "1,234.00");
        sheet
    });
    let at = says(&report, Code::AstrideBorder, Severity::Error, "1,234.00").unwrap();
    assert!(at.bbox.x0 < 350.0 && at.bbox.x1 > 350.0, "{at:?}");
    assert_eq!(report.facts.len(), 1);
}

/// Numbers that wrap fill their cells; the first lines of two, set solid, are one text in one of the cells.
#[test]
fn what_is_left_of_a_number_is_none() {
    let report = tables(|sheet| {
        let mut sheet = sheet.line("收入决算表").line("单位：万元").table(&[HEADER, "201|一般公共服务支出|||1.00"]);
        let y = sheet.y - 3.0 * ROW;
        sheet.text(305.0, y + 8.0, "12,345.612,345.678");
        sheet.text(355.0, y + 17.0, "4");
        sheet
    });
    says(&report, Code::MalformedNumber, Severity::Error, "12,345.612,345.678").unwrap();
    says(&report, Code::AstrideBorder, Severity::Error, "“4”").unwrap();
    assert_eq!(report.facts.len(), 1);
}

#[test]
fn a_number_with_other_decimals_than_its_table() {
    let rows: Vec<String> = (11..21).map(|n| format!("2{n}|某项支出|5.00|5.00|0.00")).collect();
    let mut rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    rows.insert(0, HEADER);
    rows.push("221|住房保障支出|5.0|5.00|0.00");
    says(&income(&rows), Code::UnusualDecimals, Severity::Info, "“5.0”");
}

#[test]
fn headers_that_are_not_known() {
    let report = income(&["科目编码|科目名称|本年收入合计|神秘收入", "201|一般公共服务支出|5.00|4.00"]);
    says(&report, Code::UnknownHeader, Severity::Warning, "神秘收入");
    let at = says(&report, Code::UnreadFigures, Severity::Warning, "is printed here").unwrap();
    assert!(at.bbox.x0 > 350.0);
}

#[test]
fn amounts_in_a_label_cell() {
    let report = income(&[HEADER, "201|一般公共服务支出5.00|5.00|4.00|1.00"]);
    // The doubt about the label names its cell; the account counts the figure.
    assert_eq!(report.unread_figures, 1);
    says(&report, Code::OddSubject, Severity::Warning, "label");
}

#[test]
fn rows_without_code_or_label() {
    let report = income(&[
        HEADER,
        "201|一般公共服务支出|5.00|4.00|1.00",
        "202||5.00|4.00|1.00",
        "|国防支出|5.00|4.00|1.00",
        "||5.00|4.00|1.00",
    ]);
    says(&report, Code::RowWithoutSubject, Severity::Warning, "no label");
    says(&report, Code::RowWithoutSubject, Severity::Warning, "no code");
    says(&report, Code::RowWithoutSubject, Severity::Error, "without code and label");
}

#[test]
fn a_code_without_those_below_it() {
    let mut rows: Vec<String> = vec![HEADER.to_owned()];
    for class in ["201", "202", "203", "204", "205"] {
        rows.push(format!("{class}|第{class}类|5.00|4.00|1.00"));
        rows.extend((class != "203").then(|| format!("{class}01|第{class}款|5.00|4.00|1.00")));
    }
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    says(&income(&rows), Code::OddSubject, Severity::Warning, "“203” has no codes below it");
}

#[test]
fn codes_that_are_unusual() {
    let report = income(&[
        HEADER,
        "201|一般公共服务支出|5.00|4.00|1.00",
        "501|国防支出|5.00|4.00|1.00",
        "203|公共安全支出|5.00|4.00|1.00",
    ]);
    says(&report, Code::OddSubject, Severity::Warning, "“501” is an unusual code");
}

#[test]
fn blanks_where_something_should_be() {
    let report = tables(|sheet| {
        sheet.line("收入支出决算总表").line("单位：万元").table(&[
            "项目|决算数|项目|决算数",
            "一、财政拨款收入|5.00|一、一般公共服务支出|5.00",
            "二、事业收入|0.00|二、外交支出|",
            "三、经营收入|0.00|三、国防支出|0.00",
            "四、上级补助收入|0.00|四、公共安全支出|0.00",
            "本年收入合计|5.00|本年支出合计|",
        ])
    });
    let at = says(&report, Code::BlankInSum, Severity::Warning, "total").unwrap();
    assert!(at.bbox.x0 > 250.0, "{at:?}");
    says(&report, Code::BlankAmongZeros, Severity::Info, "blank");
}

#[test]
fn items_that_two_tables_name_differently() {
    let items = |first: &str| -> Vec<String> {
        let items = (12..24).map(|n| format!("2{n}|第{n}类支出|5.00"));
        std::iter::once(format!("211|{first}|5.00")).chain(items).collect()
    };
    let table = |sheet: Sheet, title: &str, column: &str, first: &str| {
        let header = format!("科目编码|科目名称|{column}");
        let items = items(first);
        let rows: Vec<&str> = std::iter::once(header.as_str()).chain(items.iter().map(String::as_str)).collect();
        sheet.line(title).line("单位：万元").table(&rows)
    };
    let report = read(vec![
        Sheet::new(1).line(COVER),
        table(Sheet::new(2).line("第二部分 2024年度部门决算表"), "收入决算表", "本年收入合计", "节能环保支出"),
        table(Sheet::new(3), "支出决算表", "本年支出合计", "节能坏保支出"),
    ]);
    says(&report, Code::NameContradicted, Severity::Warning, "“节能环保支出” is 211 “节能坏保支出” on page 3");
    says(&report, Code::NameContradicted, Severity::Warning, "“节能坏保支出” is 211 “节能环保支出” on page 2");
}

#[test]
fn names_that_are_not_those_of_their_codes() {
    let report = income(&[
        HEADER,
        "201|一般公共服务支出|5.00|4.00|1.00",
        "20106|财政事务|5.00|4.00|1.00",
        "2010601|一般行政管理事务|3.00|2.00|1.00",
        "2010602|一般行政官理事务|2.00|2.00|0.00",
        "221|住房保障支出|5.00|4.00|1.00",
    ]);
    says(&report, Code::NameUnlikeCode, Severity::Warning, "2010601 is called “一般行政管理事务”");
    says(&report, Code::NameUnlikeCode, Severity::Warning, "its standard name is “一般行政管理事务”");
}

#[test]
fn rows_that_stand_twice_or_out_of_order() {
    let report = income(&[
        HEADER,
        "201|一般公共服务支出|5.00|4.00|1.00",
        "201|一般公共服务支出|5.00|4.00|1.00",
        "20306|国防动员|5.00|4.00|1.00",
        "203|国防支出|5.00|4.00|1.00",
    ]);
    says(&report, Code::RowRepeated, Severity::Warning, "“201” stands twice");
    says(&report, Code::RowRepeated, Severity::Warning, "the label of the row above");
    says(&report, Code::RowOutOfOrder, Severity::Warning, "“20306”");
}

#[test]
fn a_number_with_more_decimals_than_its_table() {
    let rows: Vec<String> = (11..21).map(|n| format!("2{n}|某项支出|5.00|5.00|0.00")).collect();
    let mut rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    rows.insert(0, HEADER);
    rows.push("221|住房保障支出|5.001|5.00|0.00");
    says(&income(&rows), Code::UnusualDecimals, Severity::Warning, "“5.001”");
}

#[test]
fn pages_and_parts_that_are_missing_and_other_years() {
    let table = ["科目编码|科目名称|本年收入合计", "201|一般公共服务支出|3.00"];
    let numbered = |number: u32, printed: &str| {
        let mut sheet = Sheet::new(number);
        sheet.text(418.0, 820.0, printed);
        sheet
    };
    let contents = numbered(2, "2")
        .line("目录")
        .line("第一部分 某局概况 ......... 3")
        .line("第二部分 2024年度部门决算表 ......... 4")
        .line("第三部分 名词解释 ......... 9");
    let overview = numbered(3, "3").line("第一部分 某局概况").line("一、主要职责").line("负责全市的某项工作。");
    let first = numbered(4, "4").line("第二部分 2024年度部门决算表");
    let first = first.line("收入决算表").line("2021年度").line("单位：元").table(&table);
    let last = numbered(5, "6").line("支出决算表").line("单位：元").table(&table);
    let pages = (6..12).map(|number| numbered(number, &(number + 1).to_string()).line("附件"));
    let report =
        read([numbered(1, "1").line(COVER), contents, overview, first, last].into_iter().chain(pages).collect());
    says(&report, Code::PagesOutOfOrder, Severity::Warning, "page 5 is numbered 6");
    says(&report, Code::PartMissing, Severity::Warning, "名词解释");
    says(&report, Code::YearContradicted, Severity::Warning, "“2021年度” names 2021");
}

#[test]
fn numbers_of_headings_that_leave_one_out_between_pages() {
    let narrative = |first: &str, second: &str, third: &str| {
        let overview = Sheet::new(2).line("第一部分 某局概况").line("一、主要职责").line("负责全市的某项工作。");
        let page = Sheet::new(3).line("第二部分 2024年度部门决算情况说明").line(first).line("收入合计5.00万元。");
        let next = Sheet::new(4).line(second).line("支出合计5.00万元。").line(third).line("“三公”经费1.00万元。");
        read(vec![Sheet::new(1).line(COVER), overview, page, next])
    };
    let cut = narrative("一、收入决算情况说明", "三、支出决算情况说明", "四、“三公”经费支出决算情况说明");
    says(&cut, Code::PartMissing, Severity::Warning, "“三、支出决算情况说明” on a later page");
    // A number that is left out on one page is a slip.
    let slip = narrative("一、收入决算情况说明", "二、支出决算情况说明", "四、“三公”经费支出决算情况说明");
    assert!(slip.diagnostics.iter().all(|doubt| doubt.code != Code::PartMissing), "{:#?}", slip.diagnostics);
}

#[test]
fn a_table_that_the_others_ask_for() {
    let table = |sheet: Sheet, title: &str, header: &str| {
        sheet.line(title).line("单位：万元").table(&[header, "201|一般公共服务支出|3.00"])
    };
    let first =
        table(Sheet::new(2).line("第二部分 2024年度部门决算表"), "收入决算表", "科目编码|科目名称|本年收入合计");
    let first = table(first, "支出决算表", "科目编码|科目名称|本年支出合计");
    let rows = ["收入|决算数|支出|决算数", "一、一般公共预算财政拨款|3.00|一、一般公共服务支出|3.00"];
    let second = Sheet::new(3).line("收入支出决算总表").line("单位：万元").table(&rows);
    let rows = ["收入|决算数|支出|合计", "一、一般公共预算财政拨款|3.00|一、一般公共服务支出|3.00"];
    let second = second.line("财政拨款收入支出决算总表").line("单位：万元").table(&rows);
    let third = table(Sheet::new(4), "一般公共预算财政拨款支出决算表", "科目编码|科目名称|本年支出合计");
    let report = read(vec![Sheet::new(1).line(COVER), first, second, third]);
    assert_eq!(report.tables.heads().len(), 5);
    says(&report, Code::PartMissing, Severity::Warning, "none of the kind Final Accounts of Basic Expenditure");
}

#[test]
fn sums_that_hold_only_by_rounding() {
    let report = income(&[HEADER, "201|一般公共服务支出|5.01|4.00|1.00"]);
    says(&report, Code::WithinRounding, Severity::Info, "201 一般公共服务支出: 5.01 ≈ 5 万元");
}

#[test]
fn tables_that_are_twice_or_missing() {
    let table = ["科目编码|科目名称|本年收入合计", "201|一般公共服务支出|3.00"];
    let report = tables(|sheet| {
        let sheet = sheet.line("收入决算表").line("单位：元").table(&table);
        sheet.line("收入决算表").line("单位：元").table(&table)
    });
    says(&report, Code::TableTwice, Severity::Warning, "kept apart");
    assert_eq!((report.facts.len(), report.further_tables.len()), (1, 1));

    let contents = Sheet::new(2)
        .line("目录")
        .line("第一部分 某局概况 ......... 1")
        .line("第二部分 2024年度部门决算表 ......... 2")
        .line("一、收入决算表 ......... 3")
        .line("二、支出决算表 ......... 4");
    let body = Sheet::new(3).line("第二部分 2024年度部门决算表").line("收入决算表").line("单位：元").table(&table);
    let report = read(vec![Sheet::new(1).line(COVER), contents, body]);
    says(&report, Code::TableMissing, Severity::Warning, "支出决算表");
}

#[test]
fn a_title_without_a_table_is_a_missing_table() {
    let income = ["科目编码|科目名称|本年收入合计", "201|一般公共服务支出|3.00"];
    let with = |below: &str| {
        let sheet = |sheet: Sheet| {
            let sheet = sheet.line("收入决算表").line("单位：元").table(&income).line("支出决算表").line("单位：元");
            if below.is_empty() { sheet } else { sheet.line(below) }
        };
        tables(sheet)
    };
    let report = with("");
    says(&report, Code::TableMissing, Severity::Warning, "no table stands under the title 支出决算表");
    assert_eq!(report.missing_tables.len(), 1);
    // A sentence below it is what the part says of the table.
    assert!(with("本部门2024年度没有支出，故本表为空。").missing_tables.is_empty());
    // With its table elsewhere the title is one of a list.
    let twice =
        tables(|sheet| sheet.line("收入决算表").line("支出决算表").line("收入决算表").line("单位：元").table(&income));
    assert_eq!(twice.missing_tables.len(), 1);
    assert_eq!(twice.missing_tables[0].title.text, "支出决算表");
}

#[test]
fn a_text_without_tables_misses_none() {
    let contents = Sheet::new(2)
        .line("目录")
        .line("第一部分 某局概况 ......... 1")
        .line("第二部分 2024年度部门决算表 ......... 2")
        .line("一、收入决算表 ......... 3")
        .line("二、支出决算表 ......... 4")
        .line("第三部分 2024年度部门决算情况说明 ......... 5");
    let body = Sheet::new(3).line("第三部分 2024年度部门决算情况说明").line("2024年度收入总计3.00万元。");
    let report = read(vec![Sheet::new(1).line(COVER), contents.clone(), body.clone()]);
    says(&report, Code::TablesElsewhere, Severity::Warning, "2 tables");
    assert!(report.missing_tables.is_empty());

    // Figures that nothing has taken may be those of the tables.
    let lost = Sheet::new(4).line("第四部分 其他").line("12.34").line("56.78");
    let report = read(vec![Sheet::new(1).line(COVER), contents, body, lost]);
    assert!(report.unread_figures > 0);
    assert_eq!(report.missing_tables.len(), 2);
}

#[test]
fn units_that_are_missing_or_contradicted() {
    let table = ["科目编码|科目名称|本年收入合计", "201|一般公共服务支出|3.00"];
    let report = tables(|sheet| sheet.line("收入决算表").table(&table));
    says(&report, Code::UnitMissing, Severity::Warning, "amounts have none");
    let next = ["科目编码|科目名称|本年支出合计", "201|一般公共服务支出|3.00"];
    let report =
        tables(|sheet| sheet.line("收入决算表").line("单位：元").table(&table).line("支出决算表").table(&next));
    says(&report, Code::UnitMissing, Severity::Info, "taken from the table before");
    let first = Sheet::new(2).line("第二部分 2024年度部门决算表").line("收入决算表").line("单位：元").table(&table);
    let second = Sheet::new(3).line("收入决算表（续）").line("单位：万元").table(&[table[0], "202|外交支出|3.00"]);
    let report = read(vec![Sheet::new(1).line(COVER), first, second]);
    says(&report, Code::UnitContradicted, Severity::Error, "without a unit");
    assert!(report.facts.iter().all(|fact| fact.amount.unit.is_none()));
}

#[test]
fn pages_that_are_joined_by_guess() {
    let first = |row: &str| {
        let sheet = Sheet::new(2).line("第二部分 2024年度部门决算表").line("收入决算表").line("单位：元");
        sheet.table(&[HEADER, row])
    };
    // The columns of the next page are moved by ten points.
    let mut next = Sheet::new(3).table(&["202|外交支出|3.00|2.00|1.00"]);
    for glyph in &mut next.page.glyphs {
        glyph.origin.x += 10.0;
        glyph.bbox = Rect { x0: glyph.bbox.x0 + 10.0, x1: glyph.bbox.x1 + 10.0, ..glyph.bbox };
    }
    for rule in &mut next.page.rules {
        match rule.orientation {
            Orientation::Horizontal => (rule.start, rule.end) = (rule.start + 10.0, rule.end + 10.0),
            Orientation::Vertical => rule.position += 10.0,
        }
    }
    let report = read(vec![Sheet::new(1).line(COVER), first("203|国防支出|3.00|2.00|1.00"), next.clone()]);
    assert_eq!(report.facts.len(), 6);
    says(&report, Code::JoinedByGuess, Severity::Warning, "fit only roughly");
    // Codes that go on where the page before ended say that it is one table.
    let report = read(vec![Sheet::new(1).line(COVER), first("201|一般公共服务支出|3.00|2.00|1.00"), next]);
    assert_eq!(report.facts.len(), 6);
    assert!(!report.diagnostics.iter().any(|doubt| doubt.code == Code::JoinedByGuess));
}

#[test]
fn text_outside_cells_and_over_other_text() {
    let table = [HEADER, "201|一般公共服务支出|3.00|2.00|1.00"];
    let mut sheet = Sheet::new(2).line("第二部分 2024年度部门决算表").line("收入决算表").line("单位：元").table(&table);
    let over = sheet.page.glyphs.iter().find(|glyph| glyph.text == GlyphText::Char('3')).unwrap().origin;
    sheet.text(over.x + 1.0, over.y, "7");
    says(&read(vec![Sheet::new(1).line(COVER), sheet]), Code::OverlappingGlyphs, Severity::Warning, "painted over");
}

#[test]
fn doubts_of_the_pages_themselves() {
    for (of_page, code, severity) in [
        (DiagnosticCode::UndecodableGlyphs, Code::UndecodableGlyphs, Severity::Error),
        (DiagnosticCode::PrivateUseGlyphs, Code::PrivateUseGlyphs, Severity::Warning),
        (DiagnosticCode::InvisibleText, Code::InvisibleText, Severity::Warning),
        (DiagnosticCode::ClippedText, Code::ClippedText, Severity::Info),
        (DiagnosticCode::HiddenContent, Code::HiddenContent, Severity::Info),
        (DiagnosticCode::IncompleteFile, Code::IncompleteFile, Severity::Error),
        (DiagnosticCode::ValueMissing, Code::ValueMissing, Severity::Error),
        (DiagnosticCode::InkWithoutText, Code::InkWithoutText, Severity::Warning),
        (DiagnosticCode::CoveredText, Code::CoveredText, Severity::Info),
        (DiagnosticCode::TinyText, Code::TinyText, Severity::Info),
        (DiagnosticCode::ContradictedText, Code::ContradictedText, Severity::Warning),
        (DiagnosticCode::TurnedText, Code::TurnedText, Severity::Warning),
        (DiagnosticCode::NoteMarks, Code::NoteMarks, Severity::Info),
        (DiagnosticCode::StruckText, Code::StruckText, Severity::Warning),
        (DiagnosticCode::TextBeyondPage, Code::TextBeyondPage, Severity::Info),
        (DiagnosticCode::TextOutsideCells, Code::TextOutsideCells, Severity::Warning),
        (DiagnosticCode::DamagedContent, Code::DamagedContent, Severity::Error),
        (DiagnosticCode::LimitReached, Code::LimitReached, Severity::Error),
    ] {
        let report = tables(|sheet| sheet.line("有字的一页").doubted(of_page));
        let at = says(&report, code, severity, "as the reader says").unwrap();
        assert_eq!((at.page, at.bbox.x1), (2, 3.0), "{code:?}");
    }
    let mut sheet =
        Sheet::new(2).line("收入决算表").line("单位：元").table(&[HEADER, "201|一般公共服务支出|3.00|2.00|1.00"]);
    sheet.page.glyphs.last_mut().unwrap().text = GlyphText::Undecodable;
    let report = read(vec![Sheet::new(1).line(COVER), sheet.doubted(DiagnosticCode::UndecodableGlyphs)]);
    says(&report, Code::UndecodableGlyphs, Severity::Error, "1 table cells hold some");
    says(&report, Code::MalformedNumber, Severity::Error, "1.0\u{FFFD}");
}

#[test]
fn pages_without_text() {
    let mut scan = Sheet::new(2);
    scan.page.images.push(Rect { x0: 0.0, y0: 0.0, x1: 842.0, y1: 842.0 });
    let report = read(vec![Sheet::new(1).line(COVER), scan]);
    assert_eq!(says(&report, Code::ScannedPage, Severity::Error, "OCR").unwrap().page, 2);
    assert_eq!(report.unreadable_pages, [2]);

    let report = read(vec![Sheet::new(1).line(COVER), Sheet::new(2).doubted(DiagnosticCode::PageWithoutText)]);
    says(&report, Code::PageWithoutText, Severity::Info, "as the reader says");
    assert_eq!(report.unreadable_pages, [0; 0]);

    let report = read(vec![Sheet::new(1).line(COVER), Sheet::new(2).doubted(DiagnosticCode::DamagedContent)]);
    says(&report, Code::UnreadablePage, Severity::Error, "as the reader says");
    assert_eq!(report.unreadable_pages, [2]);
}

#[test]
fn documents_of_another_kind_and_slips_in_the_narrative() {
    let report = read(vec![Sheet::new(1).line("某市某局2024年部门预算")]);
    assert_eq!(says(&report, Code::NotFinalAccounts, Severity::Warning, "budget"), None);

    let overview = Sheet::new(2).line("第一部分 某局概况").line("一、主要职责").line("负责全市的某项工作。");
    let narrative = Sheet::new(3)
        .line("第三部分 2024年度部门决算情况说明")
        .line("一、收入决算情况说明")
        .line("XX局2024年度收入合计5.00万元，，比上年增加（减少）1.00万元。")
        .line("二、支出决算情况说明")
        .line("2024年度支出合计为万元，比上年增加1.00万元。");
    let report = read(vec![Sheet::new(1).line(COVER), overview, narrative]);
    says(&report, Code::TemplateText, Severity::Warning, "XX");
    says(&report, Code::WordingSlip, Severity::Info, "");
    says(&report, Code::AmountMissing, Severity::Warning, "为万元");
}

/// A form's head, funds and indicators, without 总分 after them.
#[test]
fn forms_that_are_cut() {
    let rows: Vec<&str> = FORM.iter().chain(&["总分|||||100|95"]).copied().collect();
    let form =
        |number: u32, rows: &[&str]| Sheet::new(number).line("项目支出绩效自评表").line("（2024年度）").table(rows);
    let of = |second: &[&str]| read(vec![Sheet::new(1).line(COVER), form(2, &rows), form(3, second)]);
    let whole = of(&rows);
    assert_eq!(whole.project_self_assessments.len(), 2);
    assert!(whole.diagnostics.iter().all(|doubt| doubt.code != Code::FormIncomplete), "{:#?}", whole.diagnostics);
    let at = says(&of(FORM), Code::FormIncomplete, Severity::Warning, "its total (总分)");
    assert_eq!(at.map(|at| at.page), Some(3));
}

/// A form up to its last indicator.
const FORM: &[&str] = &[
    "项目名称|湿地保护|||||",
    "主管部门|某局|||实施单位|某局|",
    "项目资金（万元）|年初预算数|全年预算数|全年执行数|分值|执行率|得分",
    "年度资金总额|20.00|20.00|19.00|10|95.00%|9.5",
    "其中：当年财政拨款|20.00|20.00|19.00|—|—|—",
    "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分",
    "产出指标|数量指标|修复面积|≥10公顷|12公顷|50|50",
    "效益指标|社会效益指标|投诉件数|≤5件|3件|40|35.5",
];

#[test]
fn a_column_that_one_page_of_a_table_leaves_blank_is_said() {
    let first = ["|合计|9.00|9.00|0.00", "201|一般公共服务支出|3.00|3.00|0.00", "20106|财政事务|3.00|3.00|0.00"];
    let page = |rows: [&'static str; 3]| [[HEADER].as_slice(), rows.as_slice()].concat();
    let of = |second: [&'static str; 3]| {
        let sheet = |number: u32, title: &str| Sheet::new(number).line(title).line("单位：万元");
        let pages = [sheet(2, "收入决算表").table(&page(first)), sheet(3, "收入决算表（续）").table(&page(second))];
        read([Sheet::new(1).line(COVER)].into_iter().chain(pages).collect())
    };
    let whole =
        of(["208|社会保障和就业支出|6.00|6.00|0.00", "20805|养老支出|6.00|6.00|0.00", "2080501|离退休|6.00|6.00|0.00"]);
    assert!(whole.diagnostics.iter().all(|doubt| doubt.code != Code::BlankInSum), "{:#?}", whole.diagnostics);
    let blank = of(["208|社会保障和就业支出|6.00|6.00|", "20805|养老支出|6.00|6.00|", "2080501|离退休|6.00|6.00|"]);
    let at = says(&blank, Code::BlankInSum, Severity::Warning, "a column is blank on this page").unwrap();
    assert_eq!(at.page, 3);
}

#[test]
fn characters_that_turn_a_text_are_said() {
    let rows = [HEADER, "201|一般公共\u{202e}服务支出|3.00|2.00|1.00"];
    says(&income(&rows), Code::HiddenControls, Severity::Warning, "");
}

#[test]
fn a_listed_title_needs_no_evidence() {
    let rows = [HEADER, "|合计|3.00|2.00|1.00", "201|一般公共服务支出|3.00|2.00|1.00"];
    let known = income(&rows);
    let by_evidence = [Code::NearMiss, Code::RecognisedByEvidence];
    assert!(known.diagnostics.iter().all(|doubt| !by_evidence.contains(&doubt.code)));
    let titled = |title: &str, rows: &[&str]| tables(|sheet| sheet.line(title).line("单位：万元").table(rows));
    // A title of no list is one by what stands below it, and by its words alone it is not.
    let general = [
        "科目编码|科目名称|合计|基本支出|项目支出",
        "201|一般公共服务支出|4.00|4.00|0.00",
        "208|社会保障和就业支出|3.00|1.00|2.00",
    ];
    let found = titled("一般公共财政拨款支出决算表", &general);
    says(&found, Code::RecognisedByEvidence, Severity::Info, "一般公共财政拨款支出决算表");
    assert_eq!(found.facts.len(), 6);
    let near = titled("一般公共财政拨款支出决算表", &["事项|甲|乙", "差旅|1.00|2.00", "会议|3.00|4.00"]);
    says(&near, Code::NearMiss, Severity::Warning, "一般公共财政拨款支出决算表");
    assert!(near.facts.is_empty());
}

/// The codes of the JSON Schema, `docs/trust.md` and this file.
#[test]
fn every_code_is_listed_and_tested() {
    let schema: serde_json::Value = serde_json::from_str(include_str!("../schema/report.schema.json")).unwrap();
    let codes = schema["$defs"]["Code"]["oneOf"].as_array().unwrap();
    let codes: BTreeSet<&str> = codes.iter().map(|code| code["const"].as_str().unwrap()).collect();
    let docs = include_str!("../../../docs/trust.md");
    let listed: BTreeSet<&str> =
        docs.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`')).map(|(code, _)| code).collect();
    assert_eq!(listed, codes);
    let tests = include_str!("doubts.rs");
    for code in codes {
        let name: String = code.split('_').map(|word| word[..1].to_uppercase() + &word[1..]).collect();
        assert!(tests.contains(&format!("Code::{name}, Severity::")), "{code} is tested nowhere");
    }
}
