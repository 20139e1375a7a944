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
fn struck_text_and_hidden_rows_are_left_out_and_said() {
    let row = |properties: &str, texts: [&str; 2]| {
        let cells: String = texts.iter().map(|text| format!("<w:tc>{}</w:tc>", p(text))).collect();
        format!("<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>")
    };
    let rows = [row("", ["项目", "金额"]), row("<w:hidden/>", ["其中", "7.00"]), row("", ["合计", "1.00"])].concat();
    let struck = "<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>9.99</w:t></w:r><w:r><w:t>1.00</w:t></w:r></w:p>";
    let document = super::read(&file(&format!("{struck}<w:tbl>{rows}</w:tbl>")), &Limits::default()).unwrap();
    assert_eq!(shown(&document), ["1.00", "0:0=项目 0:1=金额 1:0=合计 1:1=1.00"]);
    assert_eq!(document.layouts[0].diagnostics[0].count, 2);
}

#[test]
fn a_cell_holds_its_number_without_its_note_and_in_its_box() {
    let number = "<w:r><w:t>5.00</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r>";
    let boxed = format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl><w:p/>", p("6.00"));
    let table = format!(
        "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc><w:p>{number}</w:p></w:tc></w:tr><w:tr><w:tc/><w:tc>{boxed}</w:tc></w:tr></w:tbl>",
        p("合计")
    );
    assert_eq!(read(&(table + &p("之后"))), ["0:0=合计 0:1=5.00 1:1=6.00", "含结转。", "之后"]);
}

#[test]
fn signs_of_the_symbol_font_are_text() {
    let sign = |font: &str, code: &str| {
        read(&format!("<w:p><w:r><w:sym w:font=\"{font}\" w:char=\"{code}\"/></w:r><w:r><w:t>1.00</w:t></w:r></w:p>"))
    };
    assert_eq!(sign("Symbol", "F02D"), ["-1.00"]);
    // A letter there is a Greek one, and another font has pictures there.
    assert_eq!(sign("Symbol", "F061"), ["1.00"]);
    assert_eq!(sign("Wingdings", "F02D"), ["1.00"]);
}

#[test]
fn what_may_hold_figures_and_is_not_read_is_said() {
    let picture = |width: u32| {
        format!(
            "<w:p><w:r><w:drawing><wp:inline><wp:extent cx=\"{width}\" cy=\"1800000\"/><a:blip/></wp:inline></w:drawing>\
             </w:r></w:p>"
        )
    };
    let said = |body: &str| {
        let document = super::read(&file(&(p("甲") + body)), &Limits::default()).unwrap();
        document.layouts[0].diagnostics.iter().map(|doubt| doubt.count).collect::<Vec<_>>()
    };
    assert!(said(&picture(2_879_999)).is_empty());
    assert_eq!(said(&picture(2_880_000)), [1]);
    let old = |height: &str| {
        format!(
            "<w:p><w:r><w:pict><v:shape style=\"position:absolute;width:415.3pt;height:{height}\"><v:imagedata r:id=\"r\"/>\
             </v:shape></w:pict></w:r></w:p>"
        )
    };
    assert!(said(&old("39mm")).is_empty() && said(&old("")).is_empty());
    for height in ["40mm", "4cm", "114pt", "152px", "2in"] {
        assert_eq!(said(&old(height)), [1], "{height}");
    }
    assert_eq!(said("<w:p><w:r><w:object/></w:r></w:p><w:altChunk/>"), [2]);
}

#[test]
fn the_unit_of_a_page_header_stands_above_the_tables_of_its_sections() {
    let table = |text: &str| {
        let cells: String = [text, "1.00"].iter().map(|text| format!("<w:tc>{}</w:tc>", p(text))).collect();
        format!("<w:tbl><w:tr>{cells}</w:tr><w:tr>{cells}</w:tr></w:tbl>")
    };
    let section = |id: &str| format!("<w:sectPr><w:headerReference w:type=\"default\" r:id=\"{id}\"/></w:sectPr>");
    let ended = |id: &str| format!("<w:p><w:pPr>{}</w:pPr></w:p>", section(id));
    let body =
        [&table("甲"), &*ended("r1"), &p("乙表"), &table("乙"), &ended("r2"), &table("丙"), "<w:sectPr/>"].concat();
    let main = format!("<w:document><w:body>{body}</w:body></w:document>");
    let relation = |id: &str| format!("<Relationship Id=\"{id}\" Type=\"o/header\" Target=\"{id}.xml\"/>");
    let header = |text: &str| format!("<w:hdr>{}</w:hdr>", p(text));
    let document = package(&[
        ("word/document.xml", &main),
        ("word/_rels/document.xml.rels", &format!("<r>{}{}</r>", relation("r1"), relation("r2"))),
        ("word/r1.xml", &header("某局 2024年度部门决算")),
        ("word/r2.xml", &header("编制单位：某局　金额单位：万元")),
    ]);
    let found = shown(&super::read(&document, &Limits::default()).unwrap());
    let grid = |text: &str| format!("0:0={text} 0:1=1.00 1:0={text} 1:1=1.00");
    assert_eq!(found, [&grid("甲"), "乙表", "…单位：万元", &grid("乙"), "…单位：万元", &grid("丙")]);
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
