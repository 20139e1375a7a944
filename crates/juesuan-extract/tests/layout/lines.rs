//! Text lines: baselines, spaces, column gaps.

use juesuan_extract::{DiagnosticCode, Glyph, GlyphText, Point};

use crate::sheet::{Sheet, lines};

#[test]
fn baselines_make_lines_whatever_the_boxes_say() {
    let mut sheet = Sheet::new().text(50.0, 100.0, "本年").text(70.0, 100.0, "12.50");
    for glyph in sheet.page.glyphs.iter_mut().skip(2) {
        glyph.bbox.y0 -= 14.0;
        glyph.bbox.y1 -= 14.0;
    }
    assert_eq!(lines(&sheet.layout()), ["本年12.50"]);
}

#[test]
fn a_raised_note_number_makes_no_line_and_no_part_of_one() {
    let sheet =
        Sheet::new().text(50.0, 100.0, "注释").sized(6.0).text(70.0, 96.0, "12").sized(10.0).text(76.5, 100.0, "后");
    let layout = sheet.layout();
    assert_eq!(lines(&layout), ["注释后"]);
    assert!(matches!(layout.unread.as_slice(), [note] if note.text == "12"));
}

#[test]
fn a_column_gap_ends_a_line() {
    let sheet = Sheet::new().text(50.0, 100.0, "部门：某局").right(540.0, 100.0, "单位：万元");
    assert_eq!(lines(&sheet.layout()), ["部门：某局", "单位：万元"]);
}

#[test]
fn painted_spaces_show_as_one_space_and_ends_are_trimmed() {
    let sheet = Sheet::new().text(50.0, 100.0, "  合\u{3000}计\u{a0} ");
    assert_eq!(lines(&sheet.layout()), ["合 计"]);
}

#[test]
fn spread_words_get_no_spaces_and_headings_stay_whole() {
    let sheet = Sheet::new().text(50.0, 100.0, "收").text(63.0, 100.0, "入").text(76.0, 100.0, "表");
    assert_eq!(lines(&sheet.layout()), ["收入表"]);
    let sheet = Sheet::new().text(50.0, 100.0, "目").text(90.0, 100.0, "录");
    assert_eq!(lines(&sheet.layout()), ["目 录"]);
}

#[test]
fn kerning_puts_no_space_into_a_number_and_two_numbers_are_never_glued() {
    let sheet = Sheet::new().text(50.0, 100.0, "12").text(60.8, 100.0, "345.00").text(92.8, 100.0, "7.00");
    assert_eq!(lines(&sheet.layout()), ["12345.00 7.00"]);
}

#[test]
fn letter_spaced_numbers_stay_whole() {
    let mut sheet = Sheet::new();
    for (i, c) in "1234.56".chars().enumerate() {
        sheet = sheet.text(50.0 + 8.0 * i as f32, 100.0, &c.to_string());
    }
    assert_eq!(lines(&sheet.layout()), ["1234.56"]);
}

#[test]
fn every_character_has_its_extent() {
    let layout = Sheet::new().text(50.0, 100.0, "共12万").layout();
    let juesuan_extract::layout::Block::Line(line) = &layout.blocks[0] else { panic!("a line") };
    assert_eq!(line.extents, [(50.0, 60.0), (60.0, 65.0), (65.0, 70.0), (70.0, 80.0)]);
    assert_eq!(line.rect_of(1..3).x0, 60.0);
    assert_eq!((line.baseline, line.size), (100.0, 10.0));
}

#[test]
fn glyphs_of_several_characters_and_of_none() {
    let mut sheet = Sheet::new();
    let mut ligature = Glyph::upright('x', Point { x: 50.0, y: 100.0 }, 10.0, 10.0);
    ligature.text = GlyphText::Str("fi".into());
    let mut unknown = Glyph::upright('x', Point { x: 60.0, y: 100.0 }, 5.0, 10.0);
    unknown.text = GlyphText::Undecodable;
    sheet.page.glyphs = vec![ligature, unknown];
    assert_eq!(lines(&sheet.layout()), ["fi\u{fffd}"]);
}

#[test]
fn lines_come_from_top_to_bottom_then_from_left_to_right() {
    let sheet = Sheet::new().text(300.0, 100.2, "乙").text(50.0, 200.0, "丙").text(50.0, 100.0, "甲");
    assert_eq!(lines(&sheet.layout()), ["甲", "乙", "丙"]);
}

#[test]
fn different_glyphs_over_one_another_are_a_doubt() {
    let layout = Sheet::new().text(50.0, 100.0, "合计").text(51.0, 100.0, "项目").layout();
    assert!(layout.diagnostics.iter().any(|d| d.code == DiagnosticCode::OverlappingGlyphs));
}
