//! Small Word files, one habit each.

use crate::Limits;
use crate::package_tests::{package, shown};

const STYLES: &str = r#"<w:styles><w:style w:type="paragraph" w:styleId="H"><w:basedOn w:val="B"/></w:style>
    <w:style w:type="paragraph" w:styleId="B"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>"#;

const NUMBERING: &str = r#"<w:numbering><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>
    <w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#;

const FOOTNOTES: &str = r#"<w:footnotes><w:footnote w:id="0" w:type="separator"><w:p><w:r><w:t>——</w:t></w:r></w:p></w:footnote>
    <w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>含结转。</w:t></w:r></w:p></w:footnote></w:footnotes>"#;

fn file(body: &str) -> Vec<u8> {
    let main = format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    package(&[
        ("word/document.xml", &main),
        ("word/styles.xml", STYLES),
        ("word/numbering.xml", NUMBERING),
        ("word/footnotes.xml", FOOTNOTES),
    ])
}

fn read(body: &str) -> Vec<String> {
    shown(&super::read(&file(body), &Limits::default()).unwrap())
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn paragraphs_have_the_numbers_that_are_shown() {
    let numbered =
        |text: &str| format!("<w:p><w:pPr><w:pStyle w:val=\"H\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>");
    let found = read(&[numbered("总体情况"), p("正文。"), numbered("收入情况")].concat());
    assert_eq!(found, ["一、总体情况", "正文。", "二、收入情况"]);
}

#[test]
fn tracked_changes_count_as_accepted() {
    let found = read(
        "<w:p><w:r><w:t>支出</w:t></w:r><w:del><w:r><w:delText>12.00</w:delText></w:r></w:del><w:ins><w:r><w:t>13.00</w:t>\
         </w:r></w:ins><w:r><w:t>万元</w:t></w:r></w:p><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r>\
         </w:p><w:p><w:r><w:t>后半</w:t></w:r></w:p>",
    );
    assert_eq!(found, ["支出13.00万元", "前半后半"]);
}

#[test]
fn fields_show_their_results() {
    let char = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let code = "<w:r><w:instrText> =SUM(ABOVE) </w:instrText><w:t>99</w:t></w:r>";
    let inner = format!("{}{}{}<w:r><w:t>7</w:t></w:r>{}", char("begin"), code, char("separate"), char("end"));
    let field = format!(
        "<w:p>{}{code}{inner}{}<w:r><w:t>5.00</w:t></w:r>{}</w:p>",
        char("begin"),
        char("separate"),
        char("end")
    );
    assert_eq!(read(&field), ["5.00"]);
    // A field without end hides no more than its paragraph.
    assert_eq!(read(&format!("<w:p>{}{code}</w:p>{}", char("begin"), p("之后"))), ["之后"]);
}

#[test]
fn cells_are_merged_over_columns_and_rows() {
    let cell = |properties: &str, text: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text));
    let table = format!(
        "<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr><w:trPr><w:del/></w:trPr>{}</w:tr></w:tbl>",
        cell("<w:vMerge w:val=\"restart\"/>", "项目"),
        cell("<w:gridSpan w:val=\"2\"/>", "决算数"),
        cell("<w:vMerge/>", ""),
        cell("", "1.00"),
        cell("", "2.00"),
        cell("", "删"),
    );
    assert_eq!(read(&table), ["0:0=项目×2×1 0:1=决算数×1×2 1:1=1.00 1:2=2.00"]);
}

#[test]
fn text_boxes_and_notes_follow_their_paragraph() {
    let boxed = format!(
        "<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>{0}</w:txbxContent>\
         </w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback>\
         </mc:AlternateContent></w:r><w:r><w:t>12.5</w:t></w:r><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>\
         <w:footnoteReference w:id=\"2\"/></w:r><w:r><w:t>万元</w:t></w:r></w:p>",
        p("框")
    );
    assert_eq!(read(&boxed), ["正文12.5万元", "框", "含结转。"]);
}

#[test]
fn hidden_text_is_left_out_and_said() {
    let body = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>9.99</w:t></w:r><w:r><w:t>1.00<w:br/></w:t></w:r><w:r><w:br/>\
                <w:t>下行</w:t></w:r></w:p>";
    let document = super::read(&file(body), &Limits::default()).unwrap();
    assert_eq!(shown(&document), ["1.00", "…下行"]);
    assert_eq!(document.layouts[0].diagnostics.len(), 1);
}

#[test]
fn a_cut_text_is_given_as_far_as_it_goes() {
    let main = format!("<w:document><w:body>{}{}<w:p><w:r><w:t>断", p("甲"), p("乙"));
    let document = super::read(&package(&[("word/document.xml", &main)]), &Limits::default()).unwrap();
    assert_eq!(shown(&document), ["甲", "乙", "断"]);
    assert_eq!(document.layouts[0].diagnostics.len(), 1);
}

#[test]
fn deep_and_large_files_end_within_the_limits() {
    let deep = "<w:tbl><w:tr><w:tc>".repeat(50_000);
    let document = super::read(&file(&deep), &Limits::default()).unwrap();
    assert!(!document.layouts[0].diagnostics.is_empty(), "the depth is said");
    let many = "<w:tc/>".repeat(100_000);
    let limits = Limits { pieces: 1000, ..Limits::default() };
    let wide = format!("{}<w:tbl><w:tr>{many}</w:tr><w:tr><w:tc/></w:tr></w:tbl>", p("甲"));
    let document = super::read(&file(&wide), &limits).unwrap();
    assert!(!document.layouts[0].diagnostics.is_empty(), "the limit is said");
    let bomb = "<w:p/>".repeat(200_000);
    let limits = Limits { unpacked: 100_000, ..Limits::default() };
    assert!(matches!(super::read(&file(&bomb), &limits), Err(crate::Error::TooLarge { .. })));
}
