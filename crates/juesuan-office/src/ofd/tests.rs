//! Small OFD files, one habit each.

use juesuan_document::Block;

use crate::Limits;
use crate::package_tests::{package, shown};

const MAIN: &str = "<ofd:OFD><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>";

fn document(pages: usize) -> String {
    let pages: String =
        (0..pages).map(|at| format!("<ofd:Page ID=\"{at}\" BaseLoc=\"Pages/Page_{at}/Content.xml\"/>")).collect();
    format!(
        "<ofd:Document><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>\
         <ofd:TemplatePage ID=\"9\" BaseLoc=\"Tpls/Tpl_0/Content.xml\"/></ofd:CommonData><ofd:Pages>{pages}</ofd:Pages>\
         </ofd:Document>"
    )
}

fn file(content: &str, template: &str) -> Vec<u8> {
    let page = |content: &str| {
        format!(
            "<ofd:Page><ofd:Template TemplateID=\"9\"/><ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    };
    package(&[
        ("OFD.xml", MAIN),
        ("Doc_0/Document.xml", &document(1)),
        ("Doc_0/Pages/Page_0/Content.xml", &page(content)),
        ("Doc_0/Tpls/Tpl_0/Content.xml", &page(template)),
    ])
}

/// Lines and cells. Where paragraphs begin on a page is told by where lines stand, not by the file.
fn blocks(file: &[u8]) -> Vec<String> {
    let found = shown(&super::read(file, &Limits::default()).unwrap());
    found.iter().map(|text| text.trim_start_matches('…').to_owned()).collect()
}

fn read(content: &str) -> Vec<String> {
    blocks(&file(content, ""))
}

/// A text, 4 mm high, its characters as far apart as they are wide.
fn text(x: f32, y: f32, text: &str) -> String {
    let wide = |c: char| if c.is_ascii() { "2" } else { "4" };
    let deltas: Vec<&str> = text.chars().map(wide).collect();
    format!(
        "<ofd:TextObject Boundary=\"{x} {y} 80 5\" Size=\"4\"><ofd:TextCode X=\"0\" Y=\"3.5\" DeltaX=\"{}\">{text}</ofd:TextCode>\
         </ofd:TextObject>",
        deltas.join(" ")
    )
}

fn line(x0: f32, y0: f32, x1: f32, y1: f32) -> String {
    format!(
        "<ofd:PathObject Boundary=\"{x0} {y0} 100 100\" LineWidth=\"0.2\"><ofd:AbbreviatedData>M 0 0 L {} {}\
         </ofd:AbbreviatedData></ofd:PathObject>",
        x1 - x0,
        y1 - y0
    )
}

/// A table of two rows; its last cell holds this text.
fn table(amount: &str) -> String {
    let mut content = text(20.0, 20.0, "收入决算表");
    for y in [30.0, 40.0, 50.0] {
        content += &line(20.0, y, 100.0, y);
    }
    for x in [20.0, 60.0, 100.0] {
        content += &line(x, 30.0, x, 50.0);
    }
    for (x, y, word) in [(22.0, 33.0, "项目"), (62.0, 33.0, "金额"), (22.0, 43.0, "合计"), (62.0, 43.0, amount)] {
        content += &text(x, y, word);
    }
    content
}

#[test]
fn texts_and_lines_make_tables() {
    assert_eq!(read(&table("1,234.50")), ["收入决算表", "0:0=项目 0:1=金额 1:0=合计 1:1=1,234.50"]);
}

#[test]
fn objects_may_be_scaled_and_templates_lie_below() {
    let scaled = "<ofd:TextObject Boundary=\"20 20 80 5\" Size=\"1\" CTM=\"4 0 0 4 0 0\"><ofd:TextCode X=\"0\" Y=\"0.9\" \
                  DeltaX=\"g 2 1\">本年收</ofd:TextCode></ofd:TextObject>";
    let file = file(scaled, &text(20.0, 10.0, "表头"));
    assert_eq!(blocks(&file), ["表头", "本年收"]);
    let document = super::read(&file, &Limits::default()).unwrap();
    let Some(Block::Line(line)) = document.layouts[0].blocks.last() else { panic!() };
    let points = |millimetres: f32| millimetres * 72.0 / 25.4;
    assert!((line.size - points(4.0)).abs() < 0.1 && (line.bbox.x0 - points(20.0)).abs() < 0.1, "{line:?}");
}

#[test]
fn what_is_not_seen_is_not_read() {
    let object = |attributes: &str, colour: &str| {
        format!(
            "<ofd:TextObject Boundary=\"20 40 80 5\" Size=\"4\" {attributes}><ofd:FillColor Value=\"{colour}\"/>\
             <ofd:TextCode X=\"0\" Y=\"3.5\" DeltaX=\"4\">水印</ofd:TextCode></ofd:TextObject>"
        )
    };
    let seen = text(20.0, 20.0, "正文");
    for (attributes, colour) in [
        ("Visible=\"false\"", "0 0 0"),
        ("Alpha=\"0\"", "0 0 0"),
        ("Alpha=\"60\"", "0 0 0"),
        ("", "220 220 220"),
        ("", "220"),
        ("", "0 0 0 40"),
    ] {
        assert_eq!(read(&(seen.clone() + &object(attributes, colour))), ["正文"], "{attributes} {colour}");
    }
    for colour in ["255 0 0", "60", "0 0 0 255"] {
        assert_eq!(read(&(seen.clone() + &object("", colour))), ["正文", "水印"], "{colour}");
    }
}

fn doubts(file: &[u8]) -> Vec<(juesuan_document::DiagnosticCode, String)> {
    let document = super::read(file, &Limits::default()).unwrap();
    document
        .layouts
        .into_iter()
        .flat_map(|layout| layout.diagnostics)
        .map(|doubt| (doubt.code, doubt.message))
        .collect()
}

/// A text that is shown up to so many millimetres from its left edge.
fn clipped(wide: f32, matrix: &str) -> String {
    let clip = format!(
        "<ofd:Clips><ofd:Clip><ofd:Area><ofd:Path Boundary=\"0 0 {wide} 9\"><ofd:AbbreviatedData>M 0 0 L {wide} 0 L {wide} 9 L 0 9 C\
         </ofd:AbbreviatedData></ofd:Path></ofd:Area></ofd:Clip></ofd:Clips>"
    );
    format!(
        "<ofd:TextObject Boundary=\"20 20 80 5\" Size=\"4\" {matrix}>{clip}<ofd:TextCode X=\"0\" Y=\"3.5\" DeltaX=\"g 9 2\">\
         1234567.89</ofd:TextCode></ofd:TextObject>"
    )
}

#[test]
fn what_a_clip_hides_is_left_out_and_said() {
    use juesuan_document::DiagnosticCode::ClippedText;
    let shown = file(&clipped(30.0, ""), "");
    assert_eq!((blocks(&shown), doubts(&shown)), (vec!["1234567.89".to_owned()], Vec::new()));
    let hidden = file(&clipped(10.0, ""), "");
    assert_eq!(blocks(&hidden), ["12345"]);
    assert_eq!(doubts(&hidden), [(ClippedText, "“67.89” is hidden by a clip and left out".to_owned())]);
    // Whether the matrix of the text moves its clip is not sure: nothing is hidden that may be seen.
    assert_eq!(blocks(&file(&clipped(10.0, "CTM=\"2 0 0 1 0 0\""), "")), ["12345"]);
    assert_eq!(blocks(&file(&clipped(40.0, "CTM=\"2 0 0 1 0 0\""), "")), ["1234567.89"]);
}

#[test]
fn annotations_and_seals_are_said() {
    let annotation = |attributes: &str, content: &str| {
        format!(
            "<ofd:Annot {attributes}><ofd:Appearance Boundary=\"20 80 60 5\">{content}</ofd:Appearance></ofd:Annot>"
        )
    };
    let typed = text(0.0, 0.0, "5.00");
    let annotations = [
        annotation("Type=\"Stamp\"", &typed),
        annotation("Type=\"Link\"", &typed),
        annotation("Type=\"Stamp\" Visible=\"false\"", &typed),
    ];
    let main = "<ofd:OFD><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>\
                <ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody></ofd:OFD>";
    let document =
        document(1).replace("</ofd:Pages>", "</ofd:Pages><ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>");
    let page = format!("<ofd:Page><ofd:Content><ofd:Layer>{}</ofd:Layer></ofd:Content></ofd:Page>", table(""));
    let file = package(&[
        ("OFD.xml", main),
        ("Doc_0/Document.xml", &document),
        ("Doc_0/Pages/Page_0/Content.xml", &page),
        (
            "Doc_0/Annots/Annotations.xml",
            "<ofd:Annotations><ofd:Page PageID=\"0\"><ofd:FileLoc>Page_0/Annotation.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>",
        ),
        ("Doc_0/Annots/Page_0/Annotation.xml", &format!("<ofd:PageAnnot>{}</ofd:PageAnnot>", annotations.concat())),
        (
            "Doc_0/Signs/Signatures.xml",
            "<ofd:Signatures><ofd:Signature BaseLoc=\"Sign_0/Signature.xml\"/></ofd:Signatures>",
        ),
        (
            "Doc_0/Signs/Sign_0/Signature.xml",
            "<ofd:Signature><ofd:StampAnnot PageRef=\"0\" Boundary=\"70 42 10 5\"/></ofd:Signature>",
        ),
    ]);
    let said = doubts(&file);
    assert!(said.iter().any(|(_, message)| message.contains("“5.00” is an annotation")), "{said:?}");
    assert!(
        said.iter().any(|(_, message)| message.starts_with("a picture where text is expected")),
        "a seal: {said:?}"
    );
    assert_eq!(said.len(), 2, "{said:?}");
    let layouts = super::read(&file, &Limits::default()).unwrap().layouts;
    assert!(layouts[0].unread.iter().any(|ink| ink.text == "5.00" && ink.may_be_figure()), "{:?}", layouts[0].unread);
}

#[test]
fn thin_strips_are_lines_and_curves_are_not() {
    let strip = |y: f32| {
        format!(
            "<ofd:PathObject Boundary=\"20 {y} 80 1\" Fill=\"true\" Stroke=\"false\"><ofd:AbbreviatedData>M 0 0 L 80 0 L 80 0.2 \
             L 0 0.2 C</ofd:AbbreviatedData></ofd:PathObject>"
        )
    };
    let mut page = juesuan_extract::Page::new(1, 600.0, 800.0);
    let mut budget = crate::limits::Budget::new(&Limits::default());
    let curve = "<ofd:PathObject Boundary=\"0 0 9 9\"><ofd:AbbreviatedData>M 0 0 B 1 1 2 2 80 0</ofd:AbbreviatedData></ofd:PathObject>";
    let content = format!("<a>{}{}{curve}</a>", strip(30.0), strip(40.0));
    assert_eq!(super::content::add(&content, &mut page, 50, &mut budget), None);
    assert_eq!(page.rules.len(), 2);
}

#[test]
fn damaged_and_hostile_files_end_with_a_word() {
    let limits = Limits::default();
    let damage = |document: juesuan_document::Document| {
        document.layouts.iter().map(|layout| layout.diagnostics.len()).sum::<usize>()
    };
    // A page that the document names and that is not there.
    let file = package(&[("OFD.xml", MAIN), ("Doc_0/Document.xml", &document(2))]);
    assert_eq!(damage(super::read(&file, &limits).unwrap()), 2);
    assert!(super::read(&package(&[("OFD.xml", MAIN)]), &limits).is_err());
    assert!(super::read(&package(&[("OFD.xml", "<x/>")]), &limits).is_err());
    let many = format!(
        "<ofd:TextObject Boundary=\"1 1 1 1\" Size=\"1e30\"><ofd:TextCode X=\"nan\" Y=\"1e38\" DeltaX=\"g 999999999 inf\">{}\
         </ofd:TextCode></ofd:TextObject>",
        "一".repeat(10_000)
    );
    assert!(super::read(&self::file(&many, ""), &limits).is_ok());
    let few = Limits { pieces: 100, ..Limits::default() };
    let found = super::read(&self::file(&many, ""), &few).unwrap();
    assert!(damage(found) > 0, "the limit is said");
}
