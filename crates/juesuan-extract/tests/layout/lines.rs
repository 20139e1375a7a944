//! Text lines: baselines, spaces, column gaps.

use juesuan_extract::layout::Block;
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

/// Two columns of text, the right one half a line lower: their lines, and where the right one begins.
fn in_columns(mut sheet: Sheet, left: &[&str], right: &[&str], start: f32) -> Vec<String> {
    for (column, x, from) in [(left, 50.0, 120.0), (right, start, 126.0)] {
        for (line, text) in column.iter().enumerate() {
            sheet = sheet.text(x, from + 16.0 * line as f32, text);
        }
    }
    let line = |block: &Block| if let Block::Line(line) = block { Some(line.text.clone()) } else { None };
    sheet.layout().blocks.iter().filter_map(line).collect()
}

#[test]
fn columns_of_running_text_are_read_one_after_the_other() {
    let text = "本年收入比上年有所增加主要原因是项目增加的缘故";
    let column = [text, text, "增加。", text, text, text, "减少。"];
    let head = Sheet::new().sized(10.0).text(200.0, 90.0, "第三部分决算情况说明是一个很长的标题");
    let found = in_columns(head, &column, &column, 320.0);
    assert_eq!(found.len(), 15);
    assert_eq!(found[1..8], column);
    assert_eq!(found[8..], column);
    // Short entries in two columns are a list, that is read line by line.
    let list = ["甲局", "乙局", "丙局", "丁局", "戊局", "己局", "庚局"];
    let found = in_columns(Sheet::new().sized(10.0), &list, &list, 320.0);
    assert_ne!(found.get(..7), Some(&list.map(str::to_owned)[..]));
    // A line in eight may have a gap: more are rows of a table.
    let row = "一、本年收入合计数额大概      12,345.67";
    let found = in_columns(Sheet::new().sized(10.0), &[row; 7], &column, 320.0);
    assert!(found.first() != found.get(1) || found.len() != 14);
}
