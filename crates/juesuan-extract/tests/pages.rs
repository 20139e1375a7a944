//! What a page gives, rule by rule, on hand-written documents.
#![cfg(feature = "pdf")]
#![allow(clippy::unwrap_used, reason = "helpers of tests may fail like the tests themselves")]

mod support;

use juesuan_extract::{DiagnosticCode, Document, GlyphText, Orientation, Page, Point};
use support::{one_page, stream};

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
fn glyphs_stand_where_they_are_displayed() {
    let page = shown("BT /F1 10 Tf 20 30 Td (12) Tj ET");
    assert_eq!((page.width, page.height, text(&page).as_str()), (200.0, 100.0, "12"));
    let second = &page.glyphs[1];
    assert_eq!(second.origin, Point { x: 25.56, y: 70.0 });
    assert_eq!((second.size, second.advance), (10.0, Point { x: 5.56, y: 0.0 }));
    assert!(second.visible && !second.faint && page.diagnostics.is_empty());
}

#[test]
fn spacing_scaling_and_rise_move_glyphs() {
    let page = shown("BT /F1 10 Tf 2 Tc 5 Tw 50 Tz 3 Ts 1 0 0 1 10 50 Tm [(1 2) -1000 (3)] TJ ET");
    let x: Vec<f32> = page.glyphs.iter().map(|glyph| glyph.origin.x).collect();
    // 1: (5.56 + 2) / 2; space: (2.78 + 2 + 5) / 2; 2 and the number: (5.56 + 2) / 2 + 10 / 2.
    assert_eq!(x, [10.0, 13.78, 18.67, 27.45]);
    assert_eq!(page.glyphs[0].origin.y, 47.0);
    assert_eq!(page.glyphs[0].advance.x, 2.78);
}

#[test]
fn lines_follow_by_leading() {
    let page = shown("BT /F1 10 Tf 12 TL 10 80 Td (a) Tj T* (b) Tj (c) ' 1 0 (d) \" 0 -20 TD (e) Tj T* (f) Tj ET");
    let y: Vec<f32> = page.glyphs.iter().map(|glyph| glyph.origin.y).collect();
    assert_eq!(y, [20.0, 32.0, 44.0, 56.0, 76.0, 96.0]);
}

#[test]
fn pages_are_turned_cropped_and_scaled() {
    let content = "BT /F1 10 Tf 20 30 Td (x) Tj ET";
    let turned = read(one_page("/Rotate 90", "", content, &[]));
    assert_eq!((turned.width, turned.height), (100.0, 200.0));
    assert_eq!(turned.glyphs[0].origin, Point { x: 30.0, y: 20.0 });
    assert!(turned.glyphs[0].advance.y > 4.9 && turned.glyphs[0].advance.x.abs() < 0.01);
    let cropped = read(one_page("/CropBox[10 10 110 60]", "", content, &[]));
    assert_eq!((cropped.width, cropped.height), (100.0, 50.0));
    assert_eq!(cropped.glyphs[0].origin, Point { x: 10.0, y: 30.0 });
    assert_eq!(read(one_page("/UserUnit 2", "", content, &[])).glyphs[0].size, 20.0);
}

#[test]
fn glyphs_off_the_page_or_clipped_are_not_there() {
    let page = shown("BT /F1 10 Tf 500 30 Td (off) Tj ET q 0 0 50 100 re W n BT /F1 10 Tf 40 30 Td (abcdef) Tj ET Q");
    assert_eq!(text(&page), "ab");
    assert!(has(&page, DiagnosticCode::ClippedText));
}

#[test]
fn invisible_and_faint_text_is_marked() {
    let page = shown("BT /F1 10 Tf 3 Tr 10 10 Td (a) Tj 0 Tr 0.9 g 10 0 Td (b) Tj 0 g 10 0 Td (c) Tj ET");
    let marks: Vec<_> = page.glyphs.iter().map(|glyph| (glyph.visible, glyph.faint)).collect();
    assert_eq!(marks, [(false, false), (true, true), (true, false)]);
    assert!(has(&page, DiagnosticCode::InvisibleText));
    let on_dark = shown("0 0 1 rg 0 0 100 50 re f 1 g BT /F1 10 Tf 10 10 Td (a) Tj 150 0 Td (b) Tj ET");
    let faint: Vec<bool> = on_dark.glyphs.iter().map(|glyph| glyph.faint).collect();
    assert_eq!(faint, [false, true]);
}

#[test]
fn transparent_text_is_faint() {
    let state = "/ExtGState<</G1<</ca 0.1>>>>";
    let page = read(one_page("", state, "/G1 gs BT /F1 10 Tf 10 10 Td (a) Tj ET", &[]));
    assert!(page.glyphs[0].faint);
}

#[test]
fn fake_bold_is_there_once() {
    let twice = shown("BT /F1 10 Tf 10 10 Td (12) Tj ET BT /F1 10 Tf 10.3 10 Td (12) Tj ET");
    assert_eq!(text(&twice), "12");
}

#[test]
fn rules_come_from_strokes_and_thin_fills() {
    let page = shown("0.5 w 10 10 100 40 re S 10 60 100 0.5 re f 0.8 g 10 70 100 20 re f 1 g 10 95 100 0.5 re f");
    let rules: Vec<_> = page.rules.iter().map(|rule| (rule.orientation, rule.position, rule.start, rule.end)).collect();
    use Orientation::{Horizontal, Vertical};
    assert_eq!(
        rules,
        [
            (Horizontal, 39.75, 10.0, 110.0),
            (Horizontal, 50.0, 10.0, 110.0),
            (Horizontal, 90.0, 10.0, 110.0),
            (Vertical, 10.0, 50.0, 90.0),
            (Vertical, 110.0, 50.0, 90.0),
        ]
    );
}

#[test]
fn forms_are_painted_in_their_place_and_not_within_themselves() {
    let form = stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 50 50]/Matrix[1 0 0 1 5 0]/Resources<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>",
        "BT /F1 10 Tf 10 10 Td (f) Tj 100 0 Td (outside) Tj ET /X Do",
    );
    let page = read(one_page("", "/XObject<</X 6 0 R>>", "q 2 0 0 2 20 0 cm /X Do Q", &[form]));
    assert_eq!(text(&page), "f");
    assert_eq!((page.glyphs[0].origin.x, page.glyphs[0].size), (50.0, 20.0));
}

#[test]
fn switched_off_layers_are_not_painted() {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[6 0 R 7 0 R]/D<</OFF[6 0 R]>>>>>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 200 100]>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>/Properties<</A 6 0 R/B 7 0 R>>>>>>"
            .to_owned(),
        stream("", "BT /F1 10 Tf 10 10 Td /OC /A BDC (off) Tj EMC /OC /B BDC (on) Tj EMC ET"),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
        "<</Type/OCG/Name(A)>>".to_owned(),
        "<</Type/OCG/Name(B)>>".to_owned(),
    ];
    assert_eq!(text(&read(support::pdf(&objects))), "on");
}

#[test]
fn actual_text_says_what_glyphs_mean() {
    let page = shown("BT /F1 10 Tf 10 10 Td /Span <</ActualText <FEFF51B37B97>>> BDC (ab) Tj EMC ET");
    assert_eq!(text(&page), "决算");
}

#[test]
fn chinese_fonts_without_to_unicode_are_read_by_their_encoding() {
    let fonts = [
        "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/GBK-EUC-H/DescendantFonts[7 0 R]>>".to_owned(),
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>\
         /DW 1000/W[814 939 500]>>"
            .to_owned(),
    ];
    let content = "BT /F2 10 Tf 10 10 Td <BEF6CBE331322E35> Tj ET";
    let page = read(one_page("", "/Font<</F2 6 0 R>>", content, &fonts));
    // The second /Font entry of the resources replaces the first.
    assert_eq!(text(&page), "决算12.5");
    let advances: Vec<f32> = page.glyphs.iter().map(|glyph| glyph.advance.x).collect();
    assert_eq!(advances, [10.0, 10.0, 5.0, 5.0, 5.0, 5.0]);
}

#[test]
fn vertical_writing_goes_down() {
    let fonts = [
        "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/UniGB-UCS2-V/DescendantFonts[7 0 R]>>".to_owned(),
        "<</Type/Font/Subtype/CIDFontType2/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>".to_owned(),
    ];
    let page = read(one_page("", "/Font<</F2 6 0 R>>", "BT /F2 10 Tf 50 90 Td <51B37B97> Tj ET", &fonts));
    assert_eq!(text(&page), "决算");
    assert_eq!(page.glyphs[1].origin, Point { x: 50.0, y: 20.0 });
    assert_eq!(page.glyphs[0].advance, Point { x: 0.0, y: 10.0 });
    assert_eq!((page.glyphs[0].bbox.x0, page.glyphs[0].bbox.x1), (45.0, 55.0));
}

#[test]
fn what_no_source_knows_is_undecodable() {
    let fonts = [
        "<</Type/Font/Subtype/Type0/BaseFont/Own/Encoding/Identity-H/DescendantFonts[7 0 R]/ToUnicode 8 0 R>>"
            .to_owned(),
        "<</Type/Font/Subtype/CIDFontType2/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
            .to_owned(),
        stream("", "2 beginbfchar <0001> <0000> <0002> <2FA6> endbfchar"),
    ];
    let page = read(one_page("", "/Font<</F2 6 0 R>>", "BT /F2 10 Tf 50 50 Td <00010002> Tj ET", &fonts));
    assert_eq!(page.glyphs[0].text, GlyphText::Undecodable);
    assert_eq!(page.glyphs[0].code, 1);
    assert_eq!((&page.glyphs[1].text, page.glyphs[1].printed), (&GlyphText::Char('金'), Some('⾦')));
    assert!(has(&page, DiagnosticCode::UndecodableGlyphs));
}

#[test]
fn private_characters_are_kept_and_counted() {
    let map = "beginbfchar <61> <E001> <62> <4E00E002> <63> <4E00> endbfchar";
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Symbol/ToUnicode 7 0 R>>".to_owned();
    let objects = [font, stream("", map)];
    let page = read(one_page("", "/Font<</F1 6 0 R>>", "BT /F1 10 Tf 10 50 Td (abc) Tj ET", &objects));
    assert_eq!(text(&page), "\u{E001}一\u{E002}一");
    let doubt = page.diagnostics.iter().find(|doubt| doubt.code == DiagnosticCode::PrivateUseGlyphs).unwrap();
    let all = page.glyphs[0].bbox.union(&page.glyphs[1].bbox);
    assert_eq!((doubt.count, doubt.bbox), (2, Some(all)));
    assert!(!has(&page, DiagnosticCode::UndecodableGlyphs));
}

#[test]
fn differences_name_glyphs() {
    let font = "<</Type/Font/Subtype/Type1/BaseFont/X/FirstChar 1/Widths[500 600]\
         /Encoding<</Differences[1/seven/uni51B3/g3]>>>>"
        .to_owned();
    let page = read(one_page("", "/Font<</F2 6 0 R>>", "BT /F2 10 Tf 50 50 Td <010203> Tj ET", &[font]));
    assert_eq!(text(&page), "7决\u{FFFD}");
    assert_eq!((page.glyphs[0].advance.x, page.glyphs[1].advance.x), (5.0, 6.0));
}

/// Converters cut a font into many Type 3 fonts, each with the box of its few glyphs; text stays one size for all that.
#[test]
fn type_3_fonts_in_the_usual_unit_have_the_size_they_are_set_in() {
    let size = |unit: &str, bbox: &str, set_in: u32| {
        let font = format!(
            "<</Type/Font/Subtype/Type3/FontMatrix[{unit} 0 0 {unit} 0 0]/FontBBox[{bbox}]/FirstChar 65/LastChar 65\
             /Widths[1]/CharProcs<</A 7 0 R>>/Encoding<</Differences[65/A]>>>>"
        );
        let content = format!("BT /F2 {set_in} Tf 10 10 Td (A) Tj ET");
        read(one_page("", "/Font<</F2 6 0 R>>", &content, &[font, stream("", "1 0 d0")])).glyphs[0].size
    };
    assert_eq!(size("1", "0 -0.2 1 0.8", 10), 10.0);
    assert_eq!(size("0.001", "0 0 300 300", 10), 10.0, "a font of a comma");
    assert_eq!(size("1", "0 0 30 40", 1), 40.0, "glyphs drawn in points");
}

#[test]
fn scans_have_pictures_and_no_text() {
    let image = stream("/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", "x");
    let page = read(one_page("", "/XObject<</I 6 0 R>>", "q 180 0 0 80 10 10 cm /I Do Q", &[image]));
    assert!(has(&page, DiagnosticCode::PageWithoutText));
    assert_eq!(page.images.len(), 1);
    let inline =
        shown("q 10 0 0 10 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x7FEI\x01 EI Q BT /F1 10 Tf 10 10 Td (a) Tj ET");
    assert_eq!((inline.images.len(), text(&inline).as_str()), (1, "a"));
}

#[test]
fn annotations_are_painted_over_the_page() {
    let appearance = |entries: &str| {
        stream(&format!("/BBox[0 0 50 10]{entries}/Resources<</Font<</F1 5 0 R>>>>"), "BT /F1 10 Tf 0 2 Td (ab) Tj ET")
    };
    let annotation = |entries: &str| format!("<</Subtype/FreeText/Rect[100 40 200 60]/AP<</N {entries}>>>>");
    let shown = |annotation: &str| {
        let more = [annotation.to_owned(), appearance(""), appearance("/Matrix[0 1 -1 0 0 0]")];
        read(one_page("/Annots[6 0 R]", "", "BT /F1 10 Tf 9 9 Td (x) Tj ET", &more))
    };
    let page = shown(&annotation("7 0 R"));
    assert_eq!(text(&page), "xab");
    // The appearance is stretched to the rectangle, twice in both directions.
    assert_eq!((page.glyphs[1].origin, page.glyphs[1].size), (Point { x: 100.0, y: 56.0 }, 20.0));
    assert!(shown(&annotation("8 0 R")).glyphs[1].advance.y < 0.0, "turned");
    assert_eq!(text(&shown("<</Rect[0 0 50 10]/AS/On/AP<</N<</On 7 0 R>>>>>>")), "xab");
    for unseen in ["/F 2", "/F 32", "/Subtype/Popup"] {
        assert_eq!(text(&shown(&format!("<<{unseen}/Rect[0 0 50 10]/AP<</N 7 0 R>>>>"))), "x");
    }
}

#[test]
fn fonts_named_in_gbk_show_gbk() {
    let shown = |name: &str, entries: &str| {
        let font = format!("<</Type/Font/Subtype/TrueType/BaseFont/{name}/Encoding/WinAnsiEncoding{entries}>>");
        read(one_page("", "/Font<</F1 6 0 R>>", "BT /F1 10 Tf 10 10 Td <BEF6CBE3 31> Tj ET", &[font]))
    };
    // 宋体 in GBK
    let page = shown("#CB#CE#CC#E5", "");
    assert_eq!(text(&page), "决算1");
    assert_eq!(page.glyphs.iter().map(|glyph| glyph.advance.x).collect::<Vec<_>>(), [10.0, 10.0, 5.0]);
    // In UTF-8, which says nothing of the text; and a Latin name.
    assert_eq!(text(&shown("#E5#AE#8B#E4#BD#93", "")), "¾öËã1");
    assert_eq!(text(&shown("Arial", "")), "¾öËã1");
}

#[test]
fn an_identity_named_as_to_unicode_makes_codes_text() {
    let font = "<</Type/Font/Subtype/Type0/Encoding/Identity-H/ToUnicode/Identity-H/DescendantFonts[<</Subtype/CIDFontType2>>]>>";
    let page = read(one_page("", "/Font<</F1 6 0 R>>", "BT /F1 10 Tf 10 10 Td <51B37B97> Tj ET", &[font.to_owned()]));
    assert_eq!(text(&page), "决算");
}
