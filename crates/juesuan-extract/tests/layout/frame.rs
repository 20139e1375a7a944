//! The reading frame: turned pages, text set aside.

use juesuan_extract::layout::Turn;
use juesuan_extract::{DiagnosticCode, Point, Rect};

use crate::sheet::{Sheet, lines};

#[test]
fn a_page_whose_text_runs_upwards_is_turned_clockwise() {
    let layout = Sheet::new().along(100.0, 700.0, (0.0, -1.0), "收入决算表").layout();
    assert_eq!(layout.turn, Turn::Clockwise);
    assert_eq!((layout.width, layout.height), (842.0, 595.0));
    assert_eq!(lines(&layout), ["收入决算表"]);
}

#[test]
fn a_page_whose_text_runs_downwards_is_turned_counter_clockwise() {
    let layout = Sheet::new().along(100.0, 200.0, (0.0, 1.0), "收入决算表").layout();
    assert_eq!(layout.turn, Turn::CounterClockwise);
    assert_eq!(lines(&layout), ["收入决算表"]);
}

#[test]
fn boxes_of_a_turned_page_lead_back_to_the_displayed_page() {
    let sheet = Sheet::new().along(100.0, 700.0, (0.0, -1.0), "收入");
    let layout = sheet.layout();
    let juesuan_extract::layout::Block::Line(line) = &layout.blocks[0] else { panic!("a line") };
    let shown = sheet.page.glyphs[0].bbox.union(&sheet.page.glyphs[1].bbox);
    let back = layout.on_page(line.bbox);
    for (a, b) in [(back.x0, shown.x0), (back.y0, shown.y0), (back.x1, shown.x1), (back.y1, shown.y1)] {
        assert!((a - b).abs() < 0.01, "{back:?} {shown:?}");
    }
}

#[test]
fn a_ruled_table_on_a_turned_page_reads_like_any_other() {
    // The same drawing upright, and turned as a page that has to be read from the right side.
    let upright = Sheet::new().lattice(&[50.0, 150.0, 250.0], &[100.0, 120.0, 140.0]);
    let upright = upright
        .text(60.0, 114.0, "项目")
        .text(160.0, 114.0, "金额")
        .text(60.0, 134.0, "合计")
        .text(160.0, 134.0, "1.00");
    let mut turned = Sheet::new();
    for glyph in &upright.page.glyphs {
        let mut glyph = glyph.clone();
        let turn = |p: Point| Point { x: p.y, y: 842.0 - p.x };
        glyph.origin = turn(glyph.origin);
        glyph.advance = Point { x: 0.0, y: -glyph.advance.x };
        glyph.bbox = Rect::from_corners(
            turn(Point { x: glyph.bbox.x0, y: glyph.bbox.y0 }),
            turn(Point { x: glyph.bbox.x1, y: glyph.bbox.y1 }),
        );
        turned.page.glyphs.push(glyph);
    }
    for y in [100.0, 120.0, 140.0] {
        turned = turned.v(y, 842.0 - 250.0, 842.0 - 50.0);
    }
    for x in [50.0, 150.0, 250.0] {
        turned = turned.h(842.0 - x, 100.0, 140.0);
    }
    assert_eq!(turned.rows(), upright.rows());
    assert_eq!(upright.rows(), ["项目|金额", "合计|1.00"]);
}

#[test]
fn a_diagonal_watermark_does_not_disturb_cells() {
    let sheet = Sheet::new()
        .lattice(&[50.0, 150.0, 250.0], &[100.0, 120.0, 140.0])
        .along(60.0, 150.0, (0.8, -0.6), "某某局")
        .text(60.0, 114.0, "项目")
        .text(160.0, 114.0, "金额")
        .text(60.0, 134.0, "合计")
        .text(160.0, 134.0, "1.00");
    assert_eq!(sheet.rows(), ["项目|金额", "合计|1.00"]);
    let aside: Vec<String> = sheet.layout().aside.iter().map(|line| line.text.clone()).collect();
    assert_eq!(aside, ["某某局"]);
}

#[test]
fn faint_and_invisible_text_is_set_aside() {
    let mut sheet = Sheet::new().text(50.0, 100.0, "正文").text(50.0, 130.0, "淡").text(50.0, 160.0, "隐");
    sheet.page.glyphs[2].faint = true;
    sheet.page.glyphs[3].visible = false;
    let layout = sheet.layout();
    assert_eq!(lines(&layout), ["正文"]);
    assert_eq!(layout.aside.len(), 2);
    assert!(layout.has_text);
}

#[test]
fn text_that_is_all_invisible_is_used_and_said_so() {
    let mut sheet = Sheet::new().text(50.0, 100.0, "扫描件");
    sheet.page.images.push(Rect { x0: 0.0, y0: 0.0, x1: 595.0, y1: 842.0 });
    for glyph in &mut sheet.page.glyphs {
        glyph.visible = false;
    }
    let layout = sheet.layout();
    assert_eq!(lines(&layout), ["扫描件"]);
    assert!(layout.has_pictures);
    assert!(layout.diagnostics.iter().any(|d| d.code == DiagnosticCode::InvisibleText));
}

#[test]
fn an_empty_page_has_no_text() {
    let layout = Sheet::new().layout();
    assert!(!layout.has_text && !layout.has_pictures && layout.blocks.is_empty());
}

#[test]
fn crosswise_text_inside_a_cell_is_that_cells_text() {
    let sheet = Sheet::new()
        .lattice(&[50.0, 80.0, 250.0], &[100.0, 180.0, 200.0])
        .along(70.0, 170.0, (0.0, -1.0), "绩效指标")
        .text(90.0, 140.0, "数量指标与其他")
        .text(90.0, 194.0, "合计的说明文字");
    assert_eq!(sheet.rows()[0], "绩效指标|数量指标与其他");
}
