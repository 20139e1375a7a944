//! A number is the glyphs of one number: notes, set-apart decimals and signs, struck and turned text, ink without text.

use juesuan_extract::layout::Turn;
use juesuan_extract::{DiagnosticCode, Rect};

use crate::sheet::{Sheet, lines, rows};

fn kinds(layout: &juesuan_extract::Layout) -> Vec<(String, String)> {
    layout.unread.iter().map(|ink| (format!("{:?}", ink.kind), ink.text.clone())).collect()
}

fn ruled() -> Sheet {
    Sheet::new()
        .lattice(&[50.0, 150.0, 250.0], &[90.0, 110.0, 130.0])
        .text(55.0, 104.0, "支出")
        .text(55.0, 124.0, "收入")
}

#[test]
fn raised_figures_are_notes_and_no_part_of_the_number() {
    for (mark, number) in [((195.5, 99.5), 165.0), ((160.5, 99.5), 164.0), ((195.5, 107.0), 165.0)] {
        let sheet = ruled().text(number, 104.0, "500.10").text(165.0, 124.0, "7.00");
        let layout = sheet.sized(6.0).text(mark.0, mark.1, "1").layout();
        let grid = &crate::sheet::grids(&layout)[0];
        assert_eq!(rows(grid), ["支出|500.10", "收入|7.00"], "{mark:?}");
        assert_eq!(kinds(&layout), [("Note".to_owned(), "1".to_owned())]);
        assert!(layout.diagnostics.iter().any(|doubt| doubt.code == DiagnosticCode::NoteMarks));
    }
}

#[test]
fn smaller_figures_on_the_line_and_exponents_of_units_stay() {
    let sheet = ruled().text(165.0, 104.0, "3456").sized(7.0).text(185.0, 104.0, ".78");
    assert_eq!(sheet.rows(), ["支出|3456.78", "收入|"]);
    let sheet = Sheet::new().text(50.0, 100.0, "面积5m").sized(6.0).text(80.0, 95.5, "2");
    assert_eq!(lines(&sheet.layout()), ["面积5m2"]);
}

fn unruled(decimals: f32) -> Sheet {
    let mut sheet = Sheet::new();
    let mut y = 100.0;
    sheet = sheet.text(50.0, y, "项目").center(235.0, y, "合计").center(335.0, y, "基本支出");
    for (label, first, second) in [
        ("行政运行", "3,456", "2,345"),
        ("事业运行", "500", "0"),
        ("其他支出", "1,500", "845"),
        ("教育支出", "20", "7"),
    ] {
        y += 20.0;
        sheet = sheet.text(50.0, y, label).right(245.0, y, first).text(245.0 + decimals, y, ".78");
        sheet = sheet.right(345.0, y, second).text(345.0 + decimals, y, ".30");
    }
    sheet
}

#[test]
fn decimals_set_apart_belong_to_their_integers() {
    for gap in [0.0, 1.5, 3.0, 5.0, 8.0] {
        let grid = unruled(gap).grid();
        let texts: Vec<String> = rows(&grid).iter().map(|row| row.replace(" .", ".")).collect();
        let expected = [
            "项目|合计|基本支出",
            "行政运行|3,456.78|2,345.30",
            "事业运行|500.78|0.30",
            "其他支出|1,500.78|845.30",
            "教育支出|20.78|7.30",
        ];
        assert_eq!(texts, expected, "{gap}");
    }
}

#[test]
fn a_sign_set_apart_belongs_to_its_number_and_a_column_of_marks_stays() {
    let table = |marks: bool| {
        let mut sheet =
            Sheet::new().text(50.0, 100.0, "项目").center(230.0, 100.0, "合计").center(330.0, 100.0, "基本");
        let mut y = 100.0;
        for (label, first, second, signed) in [
            ("行政运行", "3,456.78", "2,345.30", false),
            ("事业运行", "500.10", "1.30", true),
            ("其他支出", "1,500.78", "845.30", false),
        ] {
            y += 20.0;
            sheet = sheet.text(50.0, y, label).right(350.0, y, second);
            sheet = if signed && marks { sheet.right(250.0, y, "-") } else { sheet.right(250.0, y, first) };
            if signed && !marks {
                sheet = sheet.text(213.0, y, "-");
            }
        }
        sheet.rows()
    };
    assert_eq!(table(false)[2].replace("- ", "-"), "事业运行|-500.10|1.30");
    assert_eq!(table(true)[2], "事业运行|-|1.30");
}

#[test]
fn amounts_that_touch_are_two() {
    let mut sheet = Sheet::new().text(50.0, 100.0, "项目").center(225.0, 100.0, "合计").center(275.0, 100.0, "基本");
    for (row, (label, first, second)) in
        [("行政运行", "3456780.00", "2345.67"), ("事业运行", "5001030.00", "1234567.30"), ("其他支出", "15.78", "8.30")]
            .into_iter()
            .enumerate()
    {
        let y = 120.0 + 20.0 * row as f32;
        sheet = sheet.text(50.0, y, label).right(250.0, y, first).right(300.0, y, second);
    }
    assert_eq!(
        sheet.rows()[1..],
        ["行政运行|3456780.00|2345.67", "事业运行|5001030.00|1234567.30", "其他支出|15.78|8.30"]
    );
}

#[test]
fn a_struck_number_gives_way_to_the_one_beside_it() {
    let sheet = ruled().text(155.0, 104.0, "520.10").text(190.0, 104.0, "500.10").h(100.9, 155.0, 185.0);
    let layout = sheet.layout();
    assert_eq!(rows(&crate::sheet::grids(&layout)[0]), ["支出|500.10", "收入|"]);
    assert_eq!(kinds(&layout), [("Struck".to_owned(), "520.10".to_owned())]);
    let alone = ruled().text(155.0, 104.0, "520.10").h(100.9, 155.0, 185.0).layout();
    assert_eq!(rows(&crate::sheet::grids(&alone)[0]), ["支出|520.10", "收入|"]);
    assert!(alone.diagnostics.iter().any(|doubt| doubt.code == DiagnosticCode::StruckText));
}

#[test]
fn text_upside_down_is_read_in_its_cell_and_named() {
    let layout = ruled().text(50.0, 60.0, "某局收入决算表").along(200.0, 97.0, (-1.0, 0.0), "10.96").layout();
    assert_eq!(rows(&crate::sheet::grids(&layout)[0]), ["支出|10.96", "收入|"]);
    assert!(layout.diagnostics.iter().any(|doubt| doubt.code == DiagnosticCode::TurnedText));
    let outside = ruled().text(50.0, 60.0, "某局收入决算表").along(400.0, 300.0, (-1.0, 0.0), "10.96").layout();
    assert_eq!(kinds(&outside), [("Turned".to_owned(), "10.96".to_owned())]);
}

#[test]
fn a_page_upside_down_is_turned() {
    let sheet = Sheet::new().along(400.0, 300.0, (-1.0, 0.0), "收入决算表");
    let layout = sheet.layout();
    assert_eq!((layout.turn, lines(&layout)), (Turn::Half, vec!["收入决算表".to_owned()]));
    let juesuan_extract::layout::Block::Line(line) = &layout.blocks[0] else { panic!("a line") };
    let back = layout.on_page(line.bbox);
    assert!((back.x0 - 350.0).abs() < 0.01 && (back.x1 - 400.0).abs() < 0.01, "{back:?}");
}

#[test]
fn drawn_figures_and_pictures_in_cells_are_named_by_cell() {
    let mut sheet = ruled().text(165.0, 104.0, "7.00");
    sheet.page.shapes.extend((0..4).map(|i| {
        let x0 = 170.0 + 5.0 * i as f32;
        Rect { x0, y0: 116.0, x1: x0 + 4.0, y1: 124.0 }
    }));
    let layout = sheet.layout();
    assert_eq!(kinds(&layout), [("Outlines".to_owned(), String::new())]);
    assert!(layout.unread[0].may_be_figure());
    sheet.page.shapes.clear();
    sheet.page.images.push(Rect { x0: 160.0, y0: 113.0, x1: 200.0, y1: 127.0 });
    assert_eq!(kinds(&sheet.layout()), [("Picture".to_owned(), String::new())]);
    // A background that text stands on, and a stamp over several cells, are neither.
    sheet.page.images =
        vec![Rect { x0: 155.0, y0: 93.0, x1: 245.0, y1: 108.0 }, Rect { x0: 60.0, y0: 95.0, x1: 240.0, y1: 128.0 }];
    assert_eq!(kinds(&sheet.layout()), []);
}

#[test]
fn drawn_letters_side_by_side_are_a_line_and_fewer_are_a_drawing() {
    let drawn = |count: usize| {
        let mut sheet = Sheet::new().text(50.0, 100.0, "部门");
        sheet.page.shapes.extend((0..count).map(|i| {
            let x0 = 200.0 + 11.0 * i as f32;
            Rect { x0, y0: 300.0, x1: x0 + 10.0, y1: 310.0 }
        }));
        kinds(&sheet.layout()).len()
    };
    assert_eq!((drawn(5), drawn(3)), (1, 0));
}

/// A table without rules, of a narrow column of totals: the lines of `total`, and where on the height of the row (in
/// points) its label and its other amount stand.
fn wrapped(total: &[&str], at: f32) -> Sheet {
    let mut sheet =
        Sheet::new().text(50.0, 100.0, "项目").center(225.0, 100.0, "合计").center(335.0, 100.0, "基本支出");
    for (y, label, first, second) in [
        (124.0, "教育支出", "12.50", "7.30"),
        (148.0, "科技支出", "500.10", "1.30"),
        (220.0, "其他支出", "15.78", "8.30"),
    ] {
        sheet = sheet.text(50.0, y, label).right(245.0, y, first).right(355.0, y, second);
    }
    for (line, text) in total.iter().enumerate() {
        sheet = sheet.right(245.0, 178.0 + 12.0 * line as f32, text);
    }
    sheet.text(50.0, 178.0 + at, "行政运行").right(355.0, 178.0 + at, "234,567.80")
}

#[test]
fn a_number_that_wraps_inside_its_digits_is_one() {
    for (total, whole) in [
        (["1,234,56", "7.89"], "1,234,567.89"),
        (["1,234,", "567.89"], "1,234,567.89"),
        (["1,234,567", ".89"], "1,234,567.89"),
        (["1,234", ",567.89"], "1,234,567.89"),
        (["-1,234,5", "67.89"], "-1,234,567.89"),
        (["12345", "67.89"], "1234567.89"),
        (["1,234,567.", "89"], "1,234,567.89"),
    ] {
        for at in [0.0, 6.0] {
            let grid = wrapped(&total, at).grid();
            assert_eq!(grid.rows(), 5, "{total:?} {at} {:?}", rows(&grid));
            assert_eq!(grid.cell_at(3, 1).map(|cell| cell.text()).as_deref(), Some(whole), "{at} {:?}", rows(&grid));
            assert_eq!(rows(&grid)[3], format!("行政运行|{}/{}|234,567.80", total[0], total[1]));
        }
    }
    // Two amounts of a row may wrap, of the last one too.
    let mut sheet =
        Sheet::new().text(50.0, 100.0, "项目").center(225.0, 100.0, "合计").center(335.0, 100.0, "基本支出");
    for (y, label, first, second) in [
        (124.0, "教育支出", "12.50", "7.30"),
        (148.0, "科技支出", "500.10", "1.30"),
        (172.0, "总计", "1,234,56", "-2,345,6"),
    ] {
        sheet = sheet.text(50.0, y, label).right(245.0, y, first).right(355.0, y, second);
    }
    let sheet = sheet.right(245.0, 184.0, "7.89").right(355.0, 184.0, "78.90");
    assert_eq!(sheet.rows()[3..], ["总计|1,234,56/7.89|-2,345,6/78.90"]);
}

#[test]
fn numbers_below_one_another_are_not_joined_where_they_may_be_two() {
    // The second line has a label or a number of its own.
    let labelled = wrapped(&["1,234,56", "7.89"], 0.0).text(50.0, 190.0, "运行");
    assert_eq!(labelled.grid().rows(), 6, "{:?}", labelled.rows());
    let numbered = wrapped(&["1,234,56", "7.89"], 0.0).right(355.0, 190.0, "4.20");
    assert_eq!(numbered.grid().rows(), 6, "{:?}", numbered.rows());
    // In one cell they are what is printed, no number: nearer than rows are.
    let grid = wrapped(&["1,234", "567.89"], 0.0).grid();
    assert_eq!(grid.cell_at(3, 1).map(|cell| cell.text()).as_deref(), Some("1,234567.89"));
    // Whole amounts of a table that prints no decimals elsewhere.
    let mut sheet = Sheet::new().text(50.0, 100.0, "项目").center(225.0, 100.0, "合计").center(335.0, 100.0, "人数");
    for (y, label, first, second) in
        [(120.0, "甲", "125", "7"), (140.0, "乙", "12345", "1"), (152.0, "", "67.89", ""), (172.0, "丙", "15", "8")]
    {
        sheet = sheet.text(50.0, y, label).right(245.0, y, first).right(355.0, y, second);
    }
    assert_eq!(sheet.grid().rows(), 5, "{:?}", sheet.rows());
}

#[test]
fn a_number_may_wrap_twice() {
    let grid = wrapped(&["1,234", ",567.", "89"], 0.0).grid();
    assert_eq!(grid.cell_at(3, 1).map(|cell| cell.text()).as_deref(), Some("1,234,567.89"), "{:?}", rows(&grid));
}

#[test]
fn all_numbers_of_a_row_may_wrap_around_its_label() {
    let mut sheet =
        Sheet::new().text(50.0, 100.0, "科目编码").text(110.0, 100.0, "科目名称").center(295.0, 100.0, "合计");
    let mut y = 130.0;
    sheet = sheet.center(395.0, 100.0, "基本支出");
    for (code, label) in [("", "合计"), ("213", "农林水支出"), ("21303", "水利")] {
        sheet = sheet.right(320.0, y, "1,234,56").right(420.0, y, "1,200,00").text(50.0, y + 6.0, code);
        sheet = sheet.text(110.0, y + 6.0, label).right(320.0, y + 12.0, "7.89").right(420.0, y + 12.0, "0.25");
        y += 36.0;
    }
    let sheet =
        sheet.text(50.0, y, "2130301").text(110.0, y, "行政运行").right(320.0, y, "12.50").right(420.0, y, "0.00");
    assert_eq!(
        sheet.rows(),
        [
            "科目编码|科目名称|合计|基本支出",
            "|合计|1,234,56/7.89|1,200,00/0.25",
            "213|农林水支出|1,234,56/7.89|1,200,00/0.25",
            "21303|水利|1,234,56/7.89|1,200,00/0.25",
            "2130301|行政运行|12.50|0.00",
        ]
    );
}

#[test]
fn lines_that_are_no_parts_of_one_number_stay_apart() {
    // The first is complete; it does not fill its column; a rule stands between.
    assert_eq!(wrapped(&["512.50", "678.90"], 0.0).grid().rows(), 6);
    assert_eq!(wrapped(&["1", "234.56"], 0.0).grid().rows(), 6);
    let ruled = wrapped(&["1,234,56", "7.89"], 0.0).h(181.0, 45.0, 360.0);
    assert_eq!(ruled.grid().rows(), 6, "{:?}", ruled.rows());
    // As far apart as rows are, or farther than the lines of a cell.
    let spaced = |pitch: f32, last: f32, total: [&str; 2]| {
        let mut sheet =
            Sheet::new().text(50.0, 100.0, "项目").center(225.0, 100.0, "合计").center(335.0, 100.0, "基本支出");
        for (row, (label, first)) in [("甲", "12.50"), ("乙", "345.60"), ("丙", total[0])].iter().enumerate() {
            let y = 120.0 + pitch * row as f32;
            sheet = sheet.text(50.0, y, label).right(245.0, y, first).right(355.0, y, "1.00");
        }
        let sheet = sheet.right(245.0, 120.0 + 2.0 * pitch + last, total[1]);
        sheet.grid().cell_at(3, 1).map(|cell| cell.text()).unwrap_or_default()
    };
    assert_eq!(spaced(16.0, 12.0, ["12345", "67.89"]), "1234567.89");
    assert_eq!(spaced(14.0, 12.0, ["12345", "67.89"]), "12345");
    assert_eq!(spaced(40.0, 17.9, ["1,234,56", "7.89"]), "1,234,567.89");
    assert_eq!(spaced(40.0, 18.1, ["1,234,56", "7.89"]), "1,234,56");
}
