//! What each command writes.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test that cannot go on fails

mod support;

use std::collections::BTreeMap;

use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::Value;
use support::{Folder, column, document, juesuan, run};

fn stdout(arguments: &[&str], name: &str) -> String {
    let ran = run(juesuan().args(arguments).arg(document(name)));
    assert_eq!(ran.status, Some(0), "{}", ran.err);
    ran.out
}

#[test]
fn json_has_exact_decimals_and_places_that_can_be_left_out() {
    let full: Value = serde_json::from_str(&stdout(&["json"], "shenzhen")).unwrap();
    let bare: Value = serde_json::from_str(&stdout(&["json", "--compact", "--no-places"], "shenzhen")).unwrap();
    let amount = &full["tables"]["income"]["rows"][0]["total"];
    assert!(amount["value"].is_string() && amount["at"].as_array().unwrap().len() == 5, "{amount}");
    let mut expected = amount.clone();
    expected.as_object_mut().unwrap().remove("at");
    assert_eq!(bare["tables"]["income"]["rows"][0]["total"], expected);
    assert_eq!(stdout(&["json", "--compact"], "shenzhen").lines().count(), 1);
}

#[test]
fn rows_are_json_lines_with_page_box_and_cells() {
    let rows: Vec<Value> =
        stdout(&["rows"], "shenzhen").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ruled = rows.iter().find(|row| row["kind"] == "ruled").unwrap();
    assert!(ruled["page"].as_u64().unwrap() > 1);
    assert_eq!(ruled["box"].as_array().unwrap().len(), 4);
    let cell = &ruled["cells"][0];
    for key in ["column", "rows", "columns", "text", "box"] {
        assert!(!cell[key].is_null(), "{key}: {cell}");
    }
    assert!(rows.iter().any(|row| row["kind"] == "line" && row["cells"].as_array().unwrap().len() == 1));
}

#[test]
fn csv_writes_every_file_of_the_contract_and_a_bom_where_asked() {
    let folder = Folder::new("csv");
    let ran = run(juesuan().arg("csv").arg(document("shenzhen")).args(["--bom", "--out"]).arg(folder.path("out")));
    assert_eq!((ran.status, ran.out.as_str()), (Some(0), ""), "{}", ran.err);
    let headers = [
        (
            "documents",
            "document,account,sha256,format,kind,level,year,department,pages,unreadable_pages,tables_found,tables_missing,errors,warnings,unread_figures,findings,verdict",
        ),
        (
            "tables",
            "document,account,position,table_id,title,department,form_no,first_page,last_page,unit,rows,status,recognised_by,unread_figures,findings,note,verdict",
        ),
        (
            "facts",
            "document,account,position,table_id,page,row,side,code,label,line_no,column_id,value,unit,value_yuan,header,origin,confidence,place,x0,y0,x1,y1",
        ),
        (
            "projects",
            "document,account,form_index,page,form,project_code,project_name,year,implementing_unit,budget_unit,expected_goal,actual_goal,total_weight,total_score",
        ),
        (
            "project_funds",
            "document,account,form_index,page,form,project_code,project_name,fund,initial_budget,adjusted_budget,executed,weight,execution_rate,score,unit",
        ),
        (
            "indicators",
            "document,account,form_index,page,form,project_code,project_name,level1,level1_weight,level2,level3,target,actual,weight,score,deviation,origin,confidence",
        ),
        (
            "statements",
            "document,account,page,section,subject,value,unit,value_yuan,base,direction,change,change_unit,change_percent,completion_percent,share_percent",
        ),
        (
            "checks",
            "document,account,check_id,severity,status,left_value,right_value,difference,tolerance,pages,cause,cells,message",
        ),
        ("diagnostics", "document,account,code,severity,page,place,x0,y0,x1,y1,table_id,message"),
        ("counts", "document,account,page,section,subject,count,unit"),
        ("cells", "document,account,position,title,row,column_no,row_span,column_span,text,page,place,x0,y0,x1,y1"),
        ("coverage", "document,account,page,figures,in_tables,in_other_tables,in_forms,in_statements,other,unread"),
    ];
    for (file, header) in headers {
        let text = folder.read(&format!("out/{file}.csv"));
        assert_eq!(text.lines().next(), Some(format!("\u{feff}{header}").as_str()), "{file}");
    }
}

#[test]
fn inspect_and_check_speak_both_languages() {
    let en = stdout(&["--lang", "en", "inspect"], "shenzhen");
    assert!(en.contains("final accounts") && en.contains("收入支出决算总表") && en.contains("checks"), "{en}");
    let zh = stdout(&["--lang", "zh", "inspect"], "shenzhen");
    assert!(zh.contains("部门决算") && zh.contains("勾稽检查") && zh.contains("没有前后不符"), "{zh}");
    let zh = stdout(&["--lang", "zh", "check"], "shenzhen");
    assert!(zh.contains("读取：已核实") && zh.contains("没有前后不符") && zh.contains("0 项不符"), "{zh}");
    let json: Value = serde_json::from_str(&stdout(&["check", "--format", "json"], "shenzhen")).unwrap();
    assert_eq!(json["tally"]["fail"], 0);
    assert!(json["checks"].as_array().unwrap().len() > 50);
}

/// A document in which the department's own numbers disagree: in a table, in a form and in the text.
const AT_ODDS: &str = "<html><body><h1>2023年度某市档案馆部门决算</h1>\
    <p>目录</p><p>一、收入决算表</p><p>二、支出决算表</p>\
    <h2>收入决算表</h2><p>部门：某市档案馆 单位：万元</p><table>\
    <tr><td>科目编码</td><td>项目</td><td>本年收入合计</td><td>财政拨款收入</td><td>其他收入</td></tr>\
    <tr><td></td><td>合计</td><td>100.00</td><td>90.00</td><td>10.00</td></tr>\
    <tr><td>201</td><td>一般公共服务支出</td><td>100.00</td><td>90.00</td><td>10.00</td></tr>\
    <tr><td>20126</td><td>档案事务</td><td>100.00</td><td>90.00</td><td>10.00</td></tr>\
    <tr><td>2012601</td><td>行政运行</td><td>60.00</td><td>50.00</td><td>10.00</td></tr>\
    <tr><td>2012604</td><td>档案馆</td><td>40.00</td><td>45.00</td><td></td></tr></table>\
    <h2>支出决算表</h2><p>单位：万元</p><table>\
    <tr><td>科目编码</td><td>项目</td><td>本年支出合计</td><td>基本支出</td><td>项目支出</td></tr>\
    <tr><td></td><td></td><td></td><td></td><td></td></tr></table>\
    <p>注：本部门没有支出。</p>\
    </body></html>";

fn at_odds(folder: &Folder) -> String {
    folder.file("odd.html", AT_ODDS);
    folder.path("odd.html").display().to_string()
}

#[test]
fn check_names_tables_and_rows_in_words() {
    let folder = Folder::new("words");
    for (lang, reading) in [("zh", "读取："), ("en", "reading: ")] {
        let ran = run(juesuan().args(["--lang", lang, "check"]).arg(at_odds(&folder)));
        assert_eq!(ran.status, Some(1), "{}", ran.err);
        assert!(ran.out.contains(reading) && ran.out.contains("《收入决算表》"), "{}", ran.out);
        assert!(!ran.out.contains("fiscal_appropriation"), "an identifier: {}", ran.out);
        // Both sides of a sum, each number with its place in the table.
        let (left, right) = if lang == "zh" { ("左边 ", "右边 ") } else { ("left ", "right ") };
        for side in [left, right] {
            let said = ran.out.lines().find(|line| line.trim_start().starts_with(side));
            assert!(
                said.is_some_and(|line| line.contains("《收入决算表》") && line.contains(".00 万元")),
                "{}",
                ran.out
            );
        }
    }
    let ran = run(juesuan().args(["--lang", "zh", "check"]).arg(at_odds(&folder)));
    assert!(ran.out.contains("处前后不符") && ran.out.contains("2012604 档案馆"), "{}", ran.out);
    assert!(!ran.out.contains("t2."), "{}", ran.out);
}

#[test]
fn a_workbook_read_back_holds_the_facts() {
    let folder = Folder::new("xlsx");
    let (file, second) = (folder.path("a.xlsx"), folder.path("b.xlsx"));
    for out in [&file, &second] {
        let ran = run(juesuan().args(["--lang", "zh", "xlsx"]).arg(document("shenzhen")).arg("--out").arg(out));
        assert_eq!(ran.status, Some(0), "{}", ran.err);
    }
    assert_eq!(std::fs::read(&file).unwrap(), std::fs::read(&second).unwrap(), "the same bytes");
    run(juesuan().arg("csv").arg(document("shenzhen")).arg("--out").arg(folder.path("csv")));

    let mut book: Xlsx<_> = open_workbook(&file).unwrap();
    let index = book.worksheet_range("目录").unwrap();
    let titles: Vec<String> =
        index.rows().skip(1).map(|row| row[5].to_string()).filter(|title| !title.is_empty()).collect();
    assert_eq!(titles.len(), column(&folder.read("csv/tables.csv"), "position").len());
    let mut in_sheets: BTreeMap<String, usize> = BTreeMap::new();
    for (name, range) in book.worksheets() {
        if titles.contains(&name) {
            for cell in range.cells() {
                if let Data::Float(number) = cell.2 {
                    *in_sheets.entry(format!("{number:.4}")).or_default() += 1;
                }
            }
        }
    }
    let mut in_facts: BTreeMap<String, usize> = BTreeMap::new();
    for value in column(&folder.read("csv/facts.csv"), "value") {
        *in_facts.entry(format!("{:.4}", value.parse::<f64>().unwrap())).or_default() += 1;
    }
    assert_eq!(in_sheets, in_facts);
    let income = texts(&mut book, "收入决算表");
    assert!(income.iter().any(|text| text == "2010601" || (text.len() == 7 && text.parse::<u32>().is_ok())), "codes");
    assert!(income.iter().any(|text| text.contains("第 ") && text.contains("读取：已核实")), "{income:?}");
    assert!(income.iter().any(|text| text.contains("单位：") && text.contains("部门：")), "{income:?}");
    let states: Vec<String> = index.rows().nth(1).unwrap()[11..14].iter().map(ToString::to_string).collect();
    assert_eq!(states, ["已读取", "已核实", "0"]);
    assert_eq!(book.sheet_names().last().map(String::as_str), Some("勾稽核对"));
}

fn texts(book: &mut Xlsx<std::io::BufReader<std::fs::File>>, sheet: &str) -> Vec<String> {
    let range = book.worksheet_range(sheet).unwrap();
    range.rows().flatten().map(ToString::to_string).filter(|text| !text.is_empty()).collect()
}

fn part(file: &std::path::Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(file).unwrap()).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut archive.by_name(name).unwrap(), &mut text).unwrap();
    text
}

/// The file of a sheet in the workbook.
fn sheet_xml(file: &std::path::Path, sheet: &str) -> String {
    let book: Xlsx<_> = open_workbook(file).unwrap();
    let at = book.sheet_names().iter().position(|name| name == sheet).unwrap();
    part(file, &format!("xl/worksheets/sheet{}.xml", at + 1))
}

#[test]
fn a_workbook_says_in_words_what_does_not_agree() {
    let folder = Folder::new("odd-book");
    let out = folder.path("odd.xlsx");
    let ran = run(juesuan().args(["--lang", "zh", "xlsx"]).arg(at_odds(&folder)).arg("--out").arg(&out));
    assert_eq!(ran.status, Some(0), "{}", ran.err);
    let mut book: Xlsx<_> = open_workbook(&out).unwrap();
    assert_eq!(&book.sheet_names()[..2], ["目录", "前后不符"]);
    let findings = texts(&mut book, "前后不符");
    for word in ["部门", "年度", "某市档案馆", "2023", "应当成立", "严重"] {
        assert!(findings.iter().any(|text| text == word), "{word}: {findings:?}");
    }
    assert!(findings.iter().any(|text| text.contains("《收入决算表》“2012604 档案馆”")), "{findings:?}");
    let income = texts(&mut book, "收入决算表");
    assert!(income.iter().any(|text| text.contains("处前后不符")), "{income:?}");
    assert!(income.iter().any(|text| text.starts_with("前后不符：")), "{income:?}");
    // The reasons are notes, in Chinese.
    let notes: Vec<String> = (1..=9)
        .map(|at| format!("xl/comments{at}.xml"))
        .filter(|name| {
            let mut archive = zip::ZipArchive::new(std::fs::File::open(&out).unwrap()).unwrap();
            let found = archive.by_name(name);
            found.is_ok()
        })
        .map(|name| part(&out, &name))
        .collect();
    assert!(notes.iter().any(|note| note.contains("差")), "{notes:?}");
    // An empty table keeps its whole header.
    let expenditure = texts(&mut book, "支出决算表");
    for header in ["科目编码", "项目", "本年支出合计", "基本支出", "项目支出", "注：本部门没有支出。"]
    {
        assert!(expenditure.iter().any(|text| text == header), "{header}: {expenditure:?}");
    }
    // One page wide, the header on every page; passing checks are folded.
    let xml = sheet_xml(&out, "收入决算表");
    assert!(xml.contains("fitToPage=\"1\"") && xml.contains("fitToHeight=\"0\""), "{xml}");
    assert!(part(&out, "xl/workbook.xml").contains("_xlnm.Print_Titles"));
    assert!(sheet_xml(&out, "勾稽核对").contains("outlineLevel=\"1\""));
}

/// The colours of the cells of a sheet that are filled: `C5` → `FFFFC7CE`.
fn fills(file: &std::path::Path, sheet: &str) -> BTreeMap<String, String> {
    let styles = part(file, "xl/styles.xml");
    let between = |text: &str, from: &str, to: &str| -> String {
        let rest = text.split_once(from).unwrap().1;
        rest.split_once(to).unwrap().0.to_owned()
    };
    let value =
        |text: &str, name: &str| text.split_once(&format!("{name}=\"")).map(|(_, rest)| between(rest, "", "\""));
    let colours: Vec<Option<String>> = between(&styles, "<fills", "</fills>")
        .split("<fill>")
        .skip(1)
        .map(|fill| fill.split_once("<fgColor ").and_then(|(_, colour)| value(colour, "rgb")))
        .collect();
    let formats: Vec<usize> = between(&styles, "<cellXfs", "</cellXfs>")
        .split("<xf ")
        .skip(1)
        .map(|format| value(format, "fillId").unwrap().parse().unwrap())
        .collect();
    let xml = sheet_xml(file, sheet);
    let cells = xml.split("<c ").skip(1).filter_map(|cell| {
        let style: usize = value(cell, "s")?.parse().ok()?;
        Some((value(cell, "r")?, colours[formats[style]].clone()?))
    });
    cells.collect()
}

const RED: &str = "FFFFC7CE";
const YELLOW: &str = "FFFFEB9C";

/// A document with a number that cannot be read, a form whose rate is wrong, and 三公 side by side.
const MARKED: &str = "<html><body><h1>2023年度某市档案馆部门决算</h1>\
    <h2>收入决算表</h2><p>部门：某市档案馆 单位：万元</p><table>\
    <tr><td>科目编码</td><td>项目</td><td>本年收入合计</td><td>财政拨款收入</td><td>其他收入</td></tr>\
    <tr><td></td><td>合计</td><td>100.00</td><td>90.00</td><td>1.0.00</td></tr>\
    <tr><td>201</td><td>一般公共服务支出</td><td>100.00</td><td>90.00</td><td>10.00</td></tr></table>\
    <h2>财政拨款“三公”经费支出决算表</h2><p>单位：万元</p><table>\
    <tr><td colspan=6>预算数</td><td colspan=6>决算数</td></tr>\
    <tr><td rowspan=2>合计</td><td rowspan=2>因公出国（境）费</td><td colspan=3>公务用车购置及运行维护费</td>\
    <td rowspan=2>公务接待费</td><td rowspan=2>合计</td><td rowspan=2>因公出国（境）费</td>\
    <td colspan=3>公务用车购置及运行维护费</td><td rowspan=2>公务接待费</td></tr>\
    <tr><td>小计</td><td>公务用车购置费</td><td>公务用车运行维护费</td>\
    <td>小计</td><td>公务用车购置费</td><td>公务用车运行维护费</td></tr>\
    <tr><td>9.00</td><td>1.00</td><td>6.00</td><td>2.00</td><td>4.00</td><td>2.00</td>\
    <td>7.50</td><td>0.00</td><td>6.00</td><td>2.00</td><td>4.00</td><td>1.50</td></tr></table>\
    <h2>项目支出绩效自评表</h2><p>（2023年度）</p><table>\
    <tr><td>项目名称</td><td colspan=6>馆藏修复</td></tr>\
    <tr><td rowspan=2>项目资金（万元）</td><td></td><td>年初预算数</td><td>全年预算数</td><td>全年执行数</td><td>分值</td><td>执行率</td></tr>\
    <tr><td>年度资金总额</td><td>100.00</td><td>100.00</td><td>90.00</td><td>10</td><td>50.00%</td></tr>\
    <tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>年度指标值</td><td>实际完成值</td><td>分值</td><td>得分</td></tr>\
    <tr><td>产出指标</td><td>数量指标</td><td>修复册数</td><td>100</td><td>100</td><td>90</td><td>90</td></tr></table>\
    </body></html>";

#[test]
fn a_workbook_colours_what_does_not_agree_and_what_is_in_doubt() {
    let folder = Folder::new("marked");
    let (file, out) = (folder.file("marked.html", MARKED), folder.path("marked.xlsx"));
    let ran = run(juesuan().args(["--lang", "zh", "xlsx"]).arg(file).arg("--out").arg(&out));
    assert_eq!(ran.status, Some(0), "{}", ran.err);
    let mut book: Xlsx<_> = open_workbook(&out).unwrap();
    let shown = |cell: &Data| cell.to_string();
    // Where a text or a number stands: `C5`.
    let mut place = |sheet: &str, wanted: &str| -> String {
        let range = book.worksheet_range(sheet).unwrap();
        let (top, left) = range.start().unwrap();
        let (row, column, _) = range.cells().find(|(.., cell)| shown(cell) == wanted).unwrap();
        let letter = char::from(b'A' + u8::try_from(left as usize + column).unwrap());
        format!("{letter}{}", top as usize + row + 1)
    };
    let unread = place("收入决算表", "1.0.00");
    assert_eq!(fills(&out, "收入决算表").get(&unread).map(String::as_str), Some(YELLOW), "a number in doubt");
    let rate = place("自评表资金", "50");
    assert_eq!(fills(&out, "自评表资金").get(&rate).map(String::as_str), Some(RED), "a failed number of a form");
    let printed: Vec<(&str, &str)> = vec![
        ("A4", "预算数"),
        ("G4", "决算数"),
        ("A5", "合计"),
        ("C5", "公务用车购置及运行维护费"),
        ("D6", "公务用车购置费"),
        ("A7", "9"),
        ("H7", "0"),
        ("L7", "1.5"),
    ];
    let sheet = "财政拨款“三公”经费支出决算表";
    let range = book.worksheet_range(sheet).unwrap();
    for (at, text) in printed {
        let column = u32::from(at.as_bytes()[0] - b'A');
        let row: u32 = at[1..].parse::<u32>().unwrap() - 1;
        assert_eq!(range.get_value((row, column)).map(ToString::to_string).as_deref(), Some(text), "{at}");
    }
    let xml = sheet_xml(&out, sheet);
    for merged in ["A4:F4", "G4:L4", "A5:A6", "C5:E5", "L5:L6"] {
        assert!(xml.contains(&format!("<mergeCell ref=\"{merged}\"/>")), "{merged}");
    }
}

#[test]
fn a_workbook_in_english_says_what_is_meant_in_words() {
    let folder = Folder::new("english-book");
    let out = folder.path("odd.xlsx");
    run(juesuan().args(["--lang", "en", "xlsx", "--long"]).arg(at_odds(&folder)).arg("--out").arg(&out));
    let mut book: Xlsx<_> = open_workbook(&out).unwrap();
    assert_eq!(&book.sheet_names()[..2], ["contents", "findings"]);
    let facts = texts(&mut book, "facts");
    for word in ["department", "year", "value_yuan", "Final Accounts of Income", "fiscal appropriation", "某市档案馆"]
    {
        assert!(facts.iter().any(|text| text == word), "{word}: {facts:?}");
    }
    assert!(texts(&mut book, "findings").iter().any(|text| text == "error"));
}

#[test]
fn the_index_leads_to_the_right_sheet_whatever_became_of_a_table() {
    let folder = Folder::new("index");
    let out = folder.path("all.xlsx");
    let documents = [document("shenzhen"), document("three-lanes"), document("scan")];
    run(juesuan().args(["--lang", "zh", "xlsx"]).args(documents).arg(at_odds(&folder)).arg("--out").arg(&out));
    let mut book: Xlsx<_> = open_workbook(&out).unwrap();
    let links = part(&out, "xl/worksheets/sheet1.xml");
    let index = book.worksheet_range("目录").unwrap();
    let mut led = 0;
    for (at, row) in index.rows().enumerate().skip(1) {
        let (title, status) = (row[5].to_string(), row[11].to_string());
        if title.is_empty() || status.is_empty() {
            continue;
        }
        let here = format!("ref=\"F{}\" location=\"", at + 1);
        let link = links.split(&here).nth(1).and_then(|rest| rest.split('"').next());
        assert_eq!(link.is_none(), ["缺失", "无法读取"].contains(&status.as_str()), "{title} {status}");
        if let Some(link) = link {
            let sheet = link.split('!').next().unwrap().trim_matches('\'').replace("''", "'");
            assert_eq!(texts(&mut book, &sheet).first(), Some(&title), "{sheet}");
            led += 1;
        }
    }
    assert!(led > 18, "{led} links");
}

#[test]
fn a_long_workbook_joins_documents() {
    let folder = Folder::new("long");
    let out = folder.path("long.xlsx");
    let documents = [document("shenzhen"), document("three-line"), document("scan")];
    let ran = run(juesuan().args(["--lang", "en", "xlsx", "--long"]).args(documents).arg("--out").arg(&out));
    assert_eq!(ran.status, Some(1), "the scan is unreadable");
    let mut book: Xlsx<_> = open_workbook(&out).unwrap();
    let documents = book.worksheet_range("documents").unwrap();
    let column = |name: &str| documents.rows().next().unwrap().iter().position(|cell| *cell == name).unwrap();
    let kinds: Vec<String> = documents.rows().skip(1).map(|row| row[column("kind")].to_string()).collect();
    assert_eq!(kinds, ["final accounts", "final accounts", "unreadable"]);
    let facts = book.worksheet_range("facts").unwrap();
    let value = facts.rows().next().unwrap().iter().position(|cell| *cell == "value").unwrap();
    assert!(facts.rows().skip(1).all(|row| matches!(row[value], Data::Float(_))), "values are numbers");
}

#[test]
fn parquet_read_back_equals_the_csv() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;
    let folder = Folder::new("parquet");
    let ran = run(juesuan().arg("parquet").arg(document("yuan-full-width")).arg("--out").arg(folder.path("out")));
    assert_eq!(ran.status, Some(0), "{}", ran.err);
    run(juesuan().arg("csv").arg(document("yuan-full-width")).arg("--out").arg(folder.path("csv")));
    for table in ["documents", "facts", "project_funds", "checks"] {
        let file = std::fs::File::open(folder.path(&format!("out/{table}.parquet"))).unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        let csv = folder.read(&format!("csv/{table}.csv"));
        let mut expected = csv::Reader::from_reader(csv.as_bytes());
        let mut count = 0;
        for (row, record) in reader.get_row_iter(None).unwrap().zip(expected.records()) {
            let (row, record) = (row.unwrap(), record.unwrap());
            for ((name, field), text) in row.get_column_iter().zip(&record) {
                let same = match field {
                    Field::Null => text.is_empty(),
                    Field::Str(value) => value == text,
                    Field::Long(value) => value.to_string() == text,
                    Field::Double(value) => value.to_string() == text,
                    Field::Decimal(value) => {
                        let bytes: [u8; 16] = value.data().try_into().unwrap();
                        let number = rust_decimal::Decimal::from_i128_with_scale(i128::from_be_bytes(bytes), 10);
                        number == text.parse().unwrap()
                    }
                    _ => false,
                };
                assert!(same, "{table} {name}: {field} {text}");
            }
            count += 1;
        }
        assert_eq!(count, csv::Reader::from_reader(csv.as_bytes()).records().count(), "{table}");
        assert!(count > 0 || table == "project_funds", "{table}");
    }
}

#[test]
fn completions_and_the_manual_come_from_the_same_definitions() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let ran = run(juesuan().args(["completions", shell]));
        assert!(ran.out.contains("files-from") && ran.out.contains("inspect"), "{shell}");
    }
    assert!(run(juesuan().arg("man")).out.contains("juesuan"));
}
