//! What can be seen of a page, and what is said of the rest, on hand-written documents.
#![cfg(feature = "pdf")]
#![allow(clippy::unwrap_used, reason = "helpers of tests may fail like the tests themselves")]

mod support;

use juesuan_extract::{DiagnosticCode, Document, GlyphText, Page};
use support::one_page;

fn read(bytes: Vec<u8>) -> Page {
    Document::open(bytes).unwrap().page(1).unwrap()
}

fn shown(content: &str) -> Page {
    read(one_page("", "", content, &[]))
}

fn text(page: &Page) -> String {
    let one = |text: &GlyphText| match text {
        GlyphText::Char(char) => char.to_string(),
        GlyphText::Str(text) => text.to_string(),
        _ => "\u{FFFD}".to_owned(),
    };
    page.glyphs.iter().map(|glyph| one(&glyph.text)).collect()
}

fn has(page: &Page, code: DiagnosticCode) -> bool {
    page.diagnostics.iter().any(|diagnostic| diagnostic.code == code)
}

#[test]
fn an_opaque_box_covers_what_was_painted_before_it() {
    let page =
        shown("BT /F1 10 Tf 20 30 Td (90.00) Tj ET 1 g 18 26 40 14 re f 0 g BT /F1 10 Tf 21 31 Td (10.00) Tj ET");
    assert_eq!(text(&page), "10.00");
    assert!(has(&page, DiagnosticCode::CoveredText));
    assert!(matches!(page.left_out.as_slice(), [ink] if ink.text == "90.00"));
}

#[test]
fn boxes_that_let_the_text_show_cover_nothing() {
    let text_first = "BT /F1 10 Tf 20 30 Td (90.00) Tj ET";
    let boxed = "18 26 40 14 re f";
    for (resources, content) in [
        ("", format!("1 g {boxed} 0 g {text_first}")),
        ("/ExtGState<</G1<</ca 0.3>>>>", format!("{text_first} /G1 gs {boxed}")),
        ("/ExtGState<</G1<</BM/Multiply>>>>", format!("{text_first} /G1 gs {boxed}")),
        ("", format!("{text_first} 1 0 0 RG 18 26 40 14 re S")),
        ("", format!("{text_first} 0 0 m 60 0 l 30 60 l h W n {boxed}")),
    ] {
        let page = read(one_page("", resources, &content, &[]));
        assert_eq!(text(&page), "90.00", "{content}");
        assert!(!has(&page, DiagnosticCode::CoveredText), "{content}");
    }
}

#[test]
fn text_too_small_to_be_seen_and_text_beyond_the_page_are_named() {
    let page = shown("BT /F1 10 Tf 20 30 Td (5) Tj /F1 0.3 Tf (77) Tj /F1 10 Tf 400 0 Td (99) Tj ET");
    assert_eq!(text(&page), "5");
    assert!(has(&page, DiagnosticCode::TinyText) && has(&page, DiagnosticCode::TextBeyondPage));
}

#[test]
fn a_clip_that_cuts_a_number_marks_it() {
    let page = shown("q 0 0 38 100 re W n BT /F1 10 Tf 20 30 Td (12345) Tj ET Q");
    assert_eq!(text(&page), "123…");
    let banded = "q 0 0 38 100 re W n BT /F1 10 Tf 20 30 Td (12345) Tj ET Q \
                  q 38 0 60 100 re W n BT /F1 10 Tf 20 30 Td (12345) Tj ET Q";
    assert!(!text(&shown(banded)).contains('…'), "painted in two bands, all of it shows");
}

#[test]
fn text_that_is_a_clip_shows_what_is_painted_through_it() {
    let page = shown("q BT /F1 10 Tf 7 Tr 20 30 Td (12) Tj ET 10 20 60 30 re f Q");
    assert!(page.glyphs.iter().all(|glyph| glyph.visible));
    let bare = shown("q BT /F1 10 Tf 7 Tr 20 30 Td (12) Tj ET Q");
    assert!(bare.glyphs.iter().all(|glyph| !glyph.visible));
}

#[test]
fn figures_are_what_they_look_like_whatever_the_file_states() {
    let page = shown("/Span<</ActualText(90.00)>>BDC BT /F1 10 Tf 20 30 Td (10.00) Tj ET EMC");
    assert_eq!(text(&page), "10.00");
    assert!(has(&page, DiagnosticCode::ContradictedText));
}

#[test]
fn a_field_without_appearance_shows_its_value() {
    let field = "/Annots[<</Type/Annot/Subtype/Widget/FT/Tx/V(45.60)/Rect[20 20 80 32]/DA(/Helv 8 Tf 0 g)/Q 2>>]";
    let page = read(one_page(field, "", "", &[]));
    assert_eq!(text(&page), "45.60");
    let last = page.glyphs.last().unwrap();
    assert!((last.bbox.x1 - 80.0).abs() < 0.1 && last.size == 8.0);
    let hidden = field.replace("/FT/Tx", "/FT/Tx/F 2");
    assert_eq!(text(&read(one_page(&hidden, "", "", &[]))), "");
}

#[test]
fn mirrored_text_is_marked_and_text_upside_down_is_not() {
    let mirrored = shown("BT /F1 10 Tf -1 0 0 1 60 30 Tm (12) Tj ET");
    assert!(mirrored.glyphs.iter().all(|glyph| glyph.mirrored));
    let turned = shown("BT /F1 10 Tf -1 0 0 -1 60 30 Tm (12) Tj ET");
    assert!(turned.glyphs.iter().all(|glyph| !glyph.mirrored && glyph.advance.x < 0.0));
}

#[test]
fn drawn_letters_are_shapes_and_boxes_are_not() {
    let page = shown("20 30 m 26 30 28 40 20 40 c f 50 50 20 10 re f");
    assert_eq!(page.shapes.len(), 1);
    assert!((page.shapes[0].height() - 10.0).abs() < 0.5);
}

#[test]
fn a_page_that_lies_askew_is_turned_straight() {
    // 0.02 radians; 24 glyphs are enough to tell.
    let content = "BT /F1 5 Tf 0.9998 0.02 -0.02 0.9998 20 50 Tm (123456789012345678901234) Tj ET";
    let page = shown(content);
    assert!((page.skew + 0.02).abs() < 1e-3, "{}", page.skew);
    let heights: Vec<f32> = page.glyphs.iter().map(|glyph| glyph.origin.y).collect();
    let spread = heights.iter().copied().fold(f32::MIN, f32::max) - heights.iter().copied().fold(f32::MAX, f32::min);
    assert!(spread < 0.05, "{spread}");
}
