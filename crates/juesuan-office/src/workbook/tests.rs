//! Small workbooks, one habit each.

use juesuan_document::{Block, Document};

use crate::Limits;
use crate::package_tests::{package, shown};

/// Styles: 0 plain, 1 `#,##0.00` with lines, 2 `#,##0.00;-#,##0.00;` with lines, 3 lines only.
const STYLES: &str = r##"<styleSheet><numFmts><numFmt numFmtId="180" formatCode="#,##0.00;-#,##0.00;"/></numFmts>
    <borders><border><left/><right/></border><border><left style="thin"/><right style="thin"/></border></borders>
    <cellXfs><xf numFmtId="0" borderId="0"/><xf numFmtId="4" borderId="1"/><xf numFmtId="180" borderId="1"/>
    <xf numFmtId="0" borderId="1"/></cellXfs></styleSheet>"##;

fn workbook(sheets: &[(&str, &str, &str)]) -> Document {
    let list: String = sheets
        .iter()
        .enumerate()
        .map(|(index, (name, state, _))| format!("<sheet name=\"{name}\" state=\"{state}\" r:id=\"r{index}\"/>"))
        .collect();
    let relations: String = (0..sheets.len())
        .map(|index| format!("<Relationship Id=\"r{index}\" Type=\"x/worksheet\" Target=\"worksheets/s{index}.xml\"/>"))
        .collect();
    let main = format!("<workbook><sheets>{list}</sheets></workbook>");
    let relations = format!("<Relationships>{relations}</Relationships>");
    let paths: Vec<String> = (0..sheets.len()).map(|index| format!("xl/worksheets/s{index}.xml")).collect();
    let mut parts = vec![
        ("xl/workbook.xml", main.as_str()),
        ("xl/_rels/workbook.xml.rels", relations.as_str()),
        ("xl/styles.xml", STYLES),
        (
            "xl/sharedStrings.xml",
            "<sst><si><t>合计</t></si><si><r><t>本年</t></r><r><t>收入</t></r><rPh><t>x</t></rPh></si></sst>",
        ),
    ];
    parts.extend(paths.iter().zip(sheets).map(|(path, (.., text))| (path.as_str(), *text)));
    super::xlsx::read(&package(&parts), &Limits::default()).unwrap()
}

fn sheet(rows: &str) -> Document {
    workbook(&[("GK01", "visible", &format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"))])
}

fn text(at: &str, style: u8, text: &str) -> String {
    format!("<c r=\"{at}\" s=\"{style}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

#[test]
fn numbers_are_as_printed_and_have_addresses() {
    let rows = format!(
        "<row r=\"1\">{}{}</row><row r=\"2\"><c r=\"A2\" s=\"3\" t=\"s\"><v>0</v></c><c r=\"B2\" s=\"1\"><v>0</v></c>\
         </row><row r=\"3\">{}<c r=\"B3\" s=\"2\"><v>0</v></c></row><row r=\"4\">{}<c r=\"B4\" s=\"1\">\
         <v>1234.5600000000001</v></c></row>",
        text("A1", 3, "项目"),
        text("B1", 3, "决算数"),
        text("A3", 3, "甲"),
        text("A4", 3, "乙"),
    );
    let document = sheet(&rows);
    assert_eq!(shown(&document), ["0:0=项目 0:1=决算数 1:0=合计 1:1=0.00 2:0=甲 3:0=乙 3:1=1,234.56"]);
    let Some(Block::Grid(grid)) = document.layouts[0].blocks.first() else { panic!() };
    let address = grid.cell_at(3, 1).and_then(|cell| cell.address).map(|address| address.to_string());
    assert_eq!(address.as_deref(), Some("B4"));
    assert_eq!(document.layouts[0].name.as_deref(), Some("GK01"));
}

#[test]
fn what_stands_around_the_tables_of_a_sheet_are_lines() {
    let table = |row: usize, name: &str| {
        format!(
            "<row r=\"{row}\">{}</row><row r=\"{}\">{}{}</row><row r=\"{}\">{}{}</row><row r=\"{}\">{}{}</row>",
            text(&format!("A{row}"), 0, name),
            row + 1,
            text(&format!("A{}", row + 1), 0, "部门：某局"),
            text(&format!("B{}", row + 1), 0, "单位：万元"),
            row + 2,
            text(&format!("A{}", row + 2), 3, "项目"),
            text(&format!("B{}", row + 2), 3, "金额"),
            row + 3,
            text(&format!("A{}", row + 3), 3, "合计"),
            text(&format!("B{}", row + 3), 3, "1.00"),
        )
    };
    let note = format!("<row r=\"10\">{}</row>", text("A10", 0, "注：无"));
    let found = shown(&sheet(&[table(1, "收入决算表"), table(5, "支出决算表"), note].concat()));
    let grid = "0:0=项目 0:1=金额 1:0=合计 1:1=1.00";
    let expected =
        ["收入决算表", "部门：某局", "单位：万元", grid, "支出决算表", "部门：某局", "单位：万元", grid, "注：无"];
    assert_eq!(found, expected);
}

#[test]
fn without_ruling_the_rows_above_the_header_are_lines() {
    let rows = format!(
        "<row r=\"1\">{}</row><row r=\"2\">{}{}</row><row r=\"3\">{}{}{}</row><row r=\"4\">{}{}</row>",
        text("A1", 0, "收入决算表"),
        text("A2", 0, "部门：某局"),
        text("C2", 0, "单位：万元"),
        text("A3", 0, "编码"),
        text("B3", 0, "名称"),
        text("C3", 0, "金额"),
        text("B4", 0, "合计"),
        text("C4", 0, "1.00"),
    );
    let grid = "0:0=编码 0:1=名称 0:2=金额 1:1=合计 1:2=1.00";
    assert_eq!(shown(&sheet(&rows)), ["收入决算表", "部门：某局", "单位：万元", grid]);
}

#[test]
fn tables_side_by_side_are_parted_where_each_has_its_title() {
    let rows = |second_title: &str| {
        format!(
            "<row r=\"1\">{}{}</row><row r=\"2\">{}{}{}{}</row><row r=\"3\">{}{}{}{}</row>",
            text("A1", 0, "收入决算表"),
            second_title,
            text("A2", 0, "项目"),
            text("B2", 0, "金额"),
            text("D2", 0, "项目"),
            text("E2", 0, "金额"),
            text("A3", 0, "合计"),
            text("B3", 0, "1.00"),
            text("D3", 0, "合计"),
            text("E3", 0, "2.00"),
        )
    };
    let two = shown(&sheet(&rows(&text("D1", 0, "支出决算表"))));
    let grid = |amount: &str| format!("0:0=项目 0:1=金额 1:0=合计 1:1={amount}");
    assert_eq!(two, ["收入决算表", &grid("1.00"), "支出决算表", &grid("2.00")]);
    // Without a second title the blank column is one of the table's own.
    let one = shown(&sheet(&rows("")));
    assert_eq!(one, ["收入决算表", "0:0=项目 0:1=金额 0:3=项目 0:4=金额 1:0=合计 1:1=1.00 1:3=合计 1:4=2.00"]);
}

#[test]
fn hidden_rows_columns_and_sheets_are_left_out_and_said() {
    let rows = format!(
        "<row r=\"1\">{}{}{}</row><row r=\"2\" hidden=\"1\">{}{}</row><row r=\"3\">{}{}{}</row>",
        text("A1", 3, "项目"),
        text("B1", 3, "暗"),
        text("C1", 3, "金额"),
        text("A2", 3, "隐"),
        text("C2", 3, "9.00"),
        text("A3", 3, "合计"),
        text("B3", 3, "8.00"),
        text("C3", 3, "1.00"),
    );
    let shown_sheet = format!(
        "<worksheet><cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData>{rows}</sheetData></worksheet>"
    );
    let other = format!("<worksheet><sheetData><row r=\"1\">{}</row></sheetData></worksheet>", text("A1", 0, "底稿"));
    let document = workbook(&[("表", "visible", &shown_sheet), ("底稿", "hidden", &other)]);
    assert_eq!(shown(&document), ["0:0=项目 0:1=金额 1:0=合计 1:1=1.00"]);
    let counts: Vec<u32> = document.layouts[0].diagnostics.iter().map(|doubt| doubt.count).collect();
    assert_eq!(counts, [4, 1]);
}

#[test]
fn merged_cells_span_and_formulas_without_value_are_said() {
    let rows = format!(
        "<row r=\"1\">{}{}</row><row r=\"2\"><c r=\"A2\" s=\"3\"/>{}{}</row><row r=\"3\">{}<c r=\"B3\" s=\"1\">\
         <f>SUM(B1:B2)</f></c><c r=\"C3\" s=\"1\"><f>1+1</f><v>2</v></c></row>",
        text("A1", 3, "项目"),
        text("B1", 3, "决算数"),
        text("B2", 3, "基本"),
        text("C2", 3, "项目"),
        text("A3", 3, "合计"),
    );
    let text = format!(
        "<worksheet><sheetData>{rows}</sheetData><mergeCells><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"B1:C1\"/>\
         <mergeCell ref=\"A1:XFD1048576\"/></mergeCells></worksheet>"
    );
    let document = workbook(&[("表", "visible", &text)]);
    assert_eq!(shown(&document), ["0:0=项目×2×1 0:1=决算数×1×2 1:1=基本 1:2=项目 2:0=合计 2:2=2.00"]);
    assert_eq!(document.layouts[0].diagnostics.len(), 1);
}

#[test]
fn hostile_sheets_end_within_the_limits() {
    let far =
        format!("<row r=\"1\">{}</row><row r=\"1048576\">{}</row>", text("A1", 0, "甲"), text("XFD1048576", 0, "乙"));
    assert_eq!(shown(&sheet(&far)), ["甲", "乙"]);
    let many: String = "<row r=\"1\">".to_owned() + &"<c s=\"3\" t=\"n\"><v>1</v></c>".repeat(50_000) + "</row>";
    let limits = Limits { pieces: 1000, ..Limits::default() };
    let main = "<workbook><sheets><sheet name=\"a\" r:id=\"x\"/></sheets></workbook>";
    let body = format!("<worksheet><sheetData>{many}</sheetData></worksheet>");
    let file = package(&[("xl/workbook.xml", main), ("xl/worksheets/sheet1.xml", &body), ("xl/styles.xml", STYLES)]);
    let document = super::xlsx::read(&file, &limits).unwrap();
    assert!(document.layouts[0].diagnostics.iter().any(|doubt| doubt.message.contains("limits")));
    let missing = package(&[("xl/workbook.xml", main)]);
    assert!(super::xlsx::read(&missing, &limits).is_err());
}

#[test]
fn pictures_and_boxes_over_the_cells_are_said() {
    let drawing = |inner: &str| format!("<xdr:wsDr><xdr:twoCellAnchor>{inner}</xdr:twoCellAnchor></xdr:wsDr>");
    let picture = |width: u32| {
        format!("<xdr:pic><xdr:spPr><a:xfrm><a:ext cx=\"{width}\" cy=\"1440000\"/></a:xfrm></xdr:spPr></xdr:pic>")
    };
    let said = |inner: &str, rows: &str| {
        let main = "<workbook><sheets><sheet name=\"a\" r:id=\"x\"/></sheets></workbook>";
        let body = format!("<worksheet><sheetData>{rows}</sheetData><drawing r:id=\"d\"/></worksheet>");
        let relations =
            "<Relationships><Relationship Id=\"d\" Type=\"x/drawing\" Target=\"../drawings/d.xml\"/></Relationships>";
        let file = package(&[
            ("xl/workbook.xml", main),
            ("xl/worksheets/sheet1.xml", &body),
            ("xl/worksheets/_rels/sheet1.xml.rels", relations),
            ("xl/drawings/d.xml", &drawing(inner)),
            ("xl/styles.xml", STYLES),
        ]);
        let document = super::xlsx::read(&file, &Limits::default()).unwrap();
        let layout = &document.layouts[0];
        (layout.diagnostics.iter().map(|doubt| doubt.count).sum::<u32>(), layout.has_pictures)
    };
    let row = format!("<row r=\"1\">{}</row>", text("A1", 0, "合计"));
    let text_box =
        "<xdr:sp><xdr:txBody><a:p><a:r><a:t>单位：</a:t></a:r><a:r><a:t>万元</a:t></a:r></a:p></xdr:txBody></xdr:sp>";
    assert_eq!(said(&(picture(2_880_000) + text_box), &row), (2, false));
    assert_eq!(said(&picture(2_879_999), &row), (0, false));
    // A sheet of pictures alone is a scan.
    assert_eq!(said(&picture(2_880_000), ""), (0, true));
}
