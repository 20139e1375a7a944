//! Grids from ruling lines.

use juesuan_extract::layout::GridKind;

use crate::sheet::{Sheet, grids, lines, rows};
use juesuan_extract::DiagnosticCode;

const XS: [f32; 4] = [50.0, 150.0, 250.0, 350.0];
const YS: [f32; 4] = [100.0, 120.0, 140.0, 160.0];

/// Text in the cells of a grid of 100 by 20 points, `xs` and `ys` from [`XS`] and [`YS`].
fn filled(mut sheet: Sheet, cells: &[&[&str]]) -> Sheet {
    for (r, row) in cells.iter().enumerate() {
        for (c, text) in row.iter().enumerate() {
            sheet = sheet.text(XS[c] + 4.0, YS[r] + 14.0, text);
        }
    }
    sheet
}

const THREE: [&[&str]; 3] = [&["项目", "预算", "决算"], &["收入", "1.00", "2.00"], &["支出", "3.00", "4.00"]];

#[test]
fn a_full_grid() {
    let grid = filled(Sheet::new().lattice(&XS, &YS), &THREE).grid();
    assert_eq!(grid.kind, GridKind::Ruled);
    assert_eq!(rows(&grid), ["项目|预算|决算", "收入|1.00|2.00", "支出|3.00|4.00"]);
    assert_eq!(grid.row_edges, YS);
    assert_eq!(grid.column_edges, XS);
}

#[test]
fn amounts_that_run_into_each_other_are_told_apart_by_their_decimals() {
    let sheet = || Sheet::new().lattice(&XS, &YS[..2]).text(54.0, 114.0, "支出").right(248.0, 114.0, "7.00");
    // Both set solid: the second begins where the first ends, on the wrong side of the rule.
    for long in ["1,111,222,333,444.55", "-111,222,333,444.550"] {
        let rows = sheet().right(348.0, 114.0, long).rows();
        let expected =
            if long.starts_with('1') { format!("支出|7.00|{long}") } else { format!("支出||7.00{long}") };
        assert_eq!(rows, [expected], "decimals other than two tell nothing");
    }
}

#[test]
fn a_missing_border_merges_cells() {
    let sheet = Sheet::new()
        .h(100.0, 50.0, 350.0)
        .h(120.0, 150.0, 350.0)
        .h(140.0, 50.0, 350.0)
        .v(50.0, 100.0, 140.0)
        .v(150.0, 100.0, 140.0)
        .v(250.0, 120.0, 140.0)
        .v(350.0, 100.0, 140.0)
        .text(60.0, 124.0, "项目")
        .text(180.0, 114.0, "本年支出")
        .text(160.0, 134.0, "基本")
        .text(260.0, 134.0, "项目");
    assert_eq!(sheet.rows(), ["项目|本年支出 <2>", "^|基本|项目"]);
}

#[test]
fn an_l_shaped_region_falls_into_rectangles_that_do_not_overlap() {
    let sheet = Sheet::new()
        .h(100.0, 50.0, 250.0)
        .h(120.0, 150.0, 250.0)
        .h(140.0, 50.0, 250.0)
        .v(50.0, 100.0, 140.0)
        .v(150.0, 120.0, 140.0)
        .v(250.0, 100.0, 140.0)
        .text(60.0, 114.0, "甲")
        .text(160.0, 134.0, "乙");
    let grid = sheet.grid();
    assert_eq!(rows(&grid), ["甲 <2>", "|乙"]);
    for (row, column) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
        let covering = grid.cells.iter().filter(|c| c.rows().contains(&row) && c.columns().contains(&column)).count();
        assert_eq!(covering, 1, "position {row}, {column}");
    }
}

#[test]
fn a_table_open_at_both_sides() {
    let mut sheet = Sheet::new().v(150.0, 100.0, 160.0).v(250.0, 100.0, 160.0);
    for y in YS {
        sheet = sheet.h(y, 50.0, 350.0);
    }
    let grid = filled(sheet, &THREE).grid();
    assert_eq!(rows(&grid), ["项目|预算|决算", "收入|1.00|2.00", "支出|3.00|4.00"]);
    assert_eq!(grid.column_edges, XS);
}

#[test]
fn upright_rules_beside_a_table_are_borders_of_its_open_cells() {
    // Two merged cells that began on the page before and end on the next: neither has a top or a bottom here.
    let sheet = Sheet::new().lattice(&[100.0, 200.0, 300.0], &[0.0, 20.0, 40.0]).v(40.0, 0.0, 40.0).v(70.0, 0.0, 40.0);
    let sheet = sheet.text(75.0, 24.0, "产出").text(110.0, 14.0, "甲").text(110.0, 34.0, "乙").text(210.0, 14.0, "1");
    assert_eq!(sheet.rows(), ["|产出|甲|1", "^|^|乙|"]);
    let grid = sheet.grid();
    let tall: Vec<_> = grid.cells.iter().filter(|cell| cell.rows().len() == 2).map(|cell| cell.column).collect();
    assert_eq!(tall, [0, 1]);
    // A rule of another height is none of the table.
    let apart = Sheet::new().lattice(&[100.0, 200.0, 300.0], &[0.0, 20.0, 40.0]).v(40.0, 0.0, 90.0);
    let apart = apart.text(110.0, 14.0, "甲").text(110.0, 34.0, "乙").text(210.0, 14.0, "1").text(210.0, 34.0, "2");
    assert_eq!(apart.rows(), ["甲|1", "乙|2"]);
}

/// Some producers draw the letters of a title; their strokes are level with one another.
#[test]
fn strokes_of_letters_are_no_table() {
    let letter = |sheet: Sheet, x: f32| sheet.lattice(&[x, x + 6.0, x + 12.0], &[20.0, 32.0]);
    let drawn = letter(letter(Sheet::new(), 100.0), 160.0).v(130.0, 20.0, 32.0).v(190.0, 20.0, 32.0);
    let layout = drawn.text(100.0, 30.0, "收入决算表").text(145.0, 30.0, "总表").layout();
    assert_eq!(lines(&layout).concat().replace(' ', ""), "收入决算表总表");
    assert!(grids(&layout).is_empty());
}

#[test]
fn lines_that_stop_short_or_overshoot_still_meet() {
    let mut sheet = Sheet::new();
    for y in YS {
        sheet = sheet.h(y, 51.5, 352.0);
    }
    for x in XS {
        sheet = sheet.v(x, 101.5, 158.5);
    }
    assert_eq!(filled(sheet, &THREE).rows(), ["项目|预算|决算", "收入|1.00|2.00", "支出|3.00|4.00"]);
}

#[test]
fn boxes_drawn_cell_by_cell_with_a_gap_are_one_grid() {
    let mut sheet = Sheet::new();
    for r in 0..3 {
        for c in 0..3 {
            let (x0, x1, y0, y1) = (XS[c] + 0.7, XS[c + 1] - 0.7, YS[r] + 0.7, YS[r + 1] - 0.7);
            sheet = sheet.h(y0, x0, x1).h(y1, x0, x1).v(x0, y0, y1).v(x1, y0, y1);
        }
    }
    assert_eq!(filled(sheet, &THREE).rows(), ["项目|预算|决算", "收入|1.00|2.00", "支出|3.00|4.00"]);
}

#[test]
fn text_of_neighbouring_cells_never_interleaves() {
    let sheet = Sheet::new()
        .lattice(&[50.0, 110.0, 170.0], &[100.0, 130.0, 145.0])
        .text(52.0, 112.0, "一般公共")
        .text(52.0, 124.0, "预算")
        .text(112.0, 112.0, "政府性")
        .text(112.0, 124.0, "基金")
        .text(60.0, 141.0, "1.00")
        .text(120.0, 141.0, "2.00");
    assert_eq!(sheet.rows(), ["一般公共/预算|政府性/基金", "1.00|2.00"]);
    assert_eq!(sheet.grid().cells[0].text(), "一般公共预算");
}

#[test]
fn a_number_that_overflows_its_column_stays_one_number() {
    let sheet = Sheet::new()
        .lattice(&[50.0, 100.0, 150.0], &[100.0, 120.0, 140.0])
        .text(54.0, 114.0, "预算")
        .text(104.0, 114.0, "决算")
        .right(112.0, 134.0, "123,456,789.01")
        .right(148.0, 134.0, "5.00");
    assert_eq!(sheet.rows(), ["预算|决算", "123,456,789.01|5.00"]);
}

#[test]
fn numbers_flush_with_the_border_between_them_are_two_numbers() {
    let sheet = Sheet::new()
        .lattice(&[50.0, 100.0, 150.0], &[100.0, 120.0, 140.0])
        .text(54.0, 114.0, "金额")
        .text(104.0, 114.0, "编码")
        .right(99.0, 134.0, "6,421.35")
        .text(101.0, 134.0, "302");
    assert_eq!(sheet.rows(), ["金额|编码", "6,421.35|302"]);
}

#[test]
fn underlines_frames_and_boxes_round_a_paragraph_are_no_tables() {
    let sheet = Sheet::new()
        .text(60.0, 114.0, "说明文字")
        .h(116.0, 60.0, 100.0)
        .lattice(&[50.0, 300.0], &[90.0, 130.0])
        .lattice(&[20.0, 575.0], &[20.0, 820.0]);
    let layout = sheet.layout();
    assert!(grids(&layout).is_empty());
    assert_eq!(lines(&layout), ["说明文字"]);
}

#[test]
fn stacked_tables_with_a_title_between_stay_apart() {
    let sheet = Sheet::new()
        .lattice(&[50.0, 150.0, 250.0], &[100.0, 120.0, 140.0])
        .lattice(&[50.0, 150.0, 250.0], &[160.0, 180.0, 200.0])
        .text(60.0, 114.0, "甲")
        .text(160.0, 134.0, "乙")
        .text(100.0, 154.0, "第二张表")
        .text(60.0, 174.0, "丙")
        .text(160.0, 194.0, "丁");
    let layout = sheet.layout();
    assert_eq!(grids(&layout).len(), 2);
    assert_eq!(lines(&layout), ["第二张表"]);
}

#[test]
fn several_data_rows_in_one_ruled_row_are_split() {
    let sheet = Sheet::new()
        .lattice(&XS, &[100.0, 120.0, 170.0])
        .text(54.0, 114.0, "科目")
        .text(154.0, 114.0, "预算")
        .text(254.0, 114.0, "决算")
        .text(54.0, 132.0, "工资福利支出")
        .right(246.0, 132.0, "1.00")
        .right(346.0, 132.0, "2.00")
        .text(54.0, 147.0, "商品和服务")
        .right(246.0, 147.0, "3.00")
        .right(346.0, 147.0, "4.00")
        .text(54.0, 162.0, "其他支出");
    assert_eq!(sheet.rows(), ["科目|预算|决算", "工资福利支出|1.00|2.00", "商品和服务|3.00|4.00", "其他支出||"]);
}

#[test]
fn a_wrapped_label_with_one_number_is_one_row() {
    let sheet = Sheet::new()
        .lattice(&XS, &[100.0, 135.0, 155.0])
        .text(54.0, 114.0, "机关事业单位基本")
        .text(54.0, 126.0, "养老保险缴费支出")
        .right(246.0, 120.0, "1.00")
        .right(346.0, 120.0, "2.00")
        .text(54.0, 149.0, "合计");
    assert_eq!(sheet.rows(), ["机关事业单位基本/养老保险缴费支出|1.00|2.00", "合计||"]);
}

#[test]
fn a_long_number_that_wraps_in_its_cell_is_not_two_rows() {
    let sheet = Sheet::new()
        .lattice(&XS, &[100.0, 135.0, 155.0])
        .text(54.0, 114.0, "一般公共预算财政")
        .text(54.0, 126.0, "拨款")
        .right(246.0, 114.0, "15,208.4")
        .right(246.0, 126.0, "7")
        .right(346.0, 114.0, "17,032.9")
        .right(346.0, 126.0, "4")
        .text(54.0, 149.0, "合计");
    assert_eq!(sheet.grid().cells[1].text(), "15,208.47");
    assert_eq!(sheet.grid().rows(), 2);
}

#[test]
fn a_project_code_that_wraps_twice_is_one_row() {
    let sheet = Sheet::new()
        .lattice(&[50.0, 100.0, 140.0, 350.0], &[100.0, 145.0, 165.0])
        .text(54.0, 114.0, "项目编")
        .text(54.0, 126.0, "码")
        .text(102.0, 114.0, "4403002")
        .text(102.0, 126.0, "1131150")
        .text(102.0, 138.0, "0026154")
        .text(144.0, 114.0, "政务数据")
        .text(144.0, 126.0, "管理平台")
        .text(144.0, 138.0, "（二期）")
        .text(54.0, 159.0, "实施单位");
    assert_eq!(sheet.rows(), ["项目编/码|4403002/1131150/0026154|政务数据/管理平台/（二期）", "实施单位||"]);
}

#[test]
fn a_bracket_that_hangs_over_a_border_belongs_to_the_cell_after_it() {
    let sheet = Sheet::new()
        .lattice(&[50.0, 100.0, 200.0], &[100.0, 120.0, 140.0])
        .text(52.0, 114.0, "意度指标")
        .text(98.3, 114.0, "（投诉）")
        .text(54.0, 134.0, "甲");
    assert_eq!(sheet.rows(), ["意度指标|（投诉）", "甲|"]);
}

#[test]
fn an_unruled_body_under_a_ruled_header_is_one_grid() {
    let mut sheet = Sheet::new().lattice(&XS, &[100.0, 120.0]);
    sheet = filled(sheet, &[&["科目", "预算", "决算"]]);
    for (i, (label, a, b)) in
        [("工资", "1.00", "2.00"), ("商品", "3.00", "4.00"), ("其他", "5.00", "6.00")].iter().enumerate()
    {
        let y = 136.0 + 18.0 * i as f32;
        sheet = sheet.text(54.0, y, label).right(246.0, y, a).right(346.0, y, b);
    }
    assert_eq!(sheet.rows(), ["科目|预算|决算", "工资|1.00|2.00", "商品|3.00|4.00", "其他|5.00|6.00"]);
    assert_eq!(sheet.grid().column_edges, XS);
}

#[test]
fn a_drawing_with_too_many_rules_is_cut_short_and_said_so() {
    let mut sheet = Sheet::new().text(50.0, 100.0, "图");
    for i in 0..13_000 {
        sheet = sheet.h(i as f32 * 0.06, 10.0, 20.0 + (i % 7) as f32);
    }
    let layout = sheet.layout();
    assert_eq!(lines(&layout), ["图"]);
    assert!(layout.diagnostics.iter().any(|d| d.code == juesuan_extract::DiagnosticCode::LimitReached));
}

#[test]
fn text_in_a_table_that_stands_in_no_cell_is_a_doubt() {
    // A frame of its own inside a cell.
    let sheet = filled(Sheet::new().lattice(&XS, &YS), &[&["项目", "预算", "决算"], &["收入", "", "2.00"]]);
    let layout = sheet.lattice(&[160.0, 200.0], &[123.0, 137.0]).text(164.0, 134.0, "5.00").layout();
    let doubts: Vec<_> =
        layout.diagnostics.iter().filter(|doubt| doubt.code == DiagnosticCode::TextOutsideCells).collect();
    assert!(matches!(doubts.as_slice(), [doubt] if doubt.bbox.is_some_and(|bbox| bbox.x0 == 164.0)), "{doubts:?}");
}

/// Lines of text 14 points apart.
fn set(lines: &[&str]) -> Sheet {
    let mut sheet = Sheet::new();
    for (at, line) in lines.iter().enumerate() {
        sheet = sheet.text(50.0, 100.0 + 14.0 * at as f32, line);
    }
    sheet
}

#[test]
fn borders_may_be_set_as_characters() {
    let grid = set(&[
        "┌──┬───┬───┐",
        "│项目│预算  │决算  │",
        "├──┼───┼───┤",
        "│收入│  1.00│  2.00│",
        "│其他│      │      │",
        "├──┼───┴───┤",
        "│支出│          4.00│",
        "└──┴───────┘",
    ])
    .grid();
    assert_eq!(grid.kind, GridKind::Ruled);
    assert_eq!(rows(&grid), ["项目|预算|决算", "收入/其他|1.00|2.00", "支出|4.00 <2>"]);
}

#[test]
fn a_dash_in_a_line_is_no_border() {
    let texts = lines(&set(&["第二部分──决算", "│注│"]).layout());
    assert_eq!(texts, ["第二部分──决算", "│注│"]);
}
