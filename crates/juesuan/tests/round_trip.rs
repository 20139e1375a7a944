//! A report written as JSON and read again is the same JSON, for every document of `testdata/`; and the pages of a PDF
//! written as OFD say what the PDF says.

// A test that cannot go on fails.
#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use juesuan::{Format, Report};
use juesuan_extract::{GlyphText, Orientation, Page};

fn documents() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "pdf"));
    paths.sort();
    paths
}

#[test]
fn a_report_written_and_read_again_is_the_same() {
    let documents = documents();
    assert!(documents.len() >= 14, "{documents:?}");
    for path in documents {
        let report = juesuan::read_path(&path).unwrap();
        let written = serde_json::to_string(&report).unwrap();
        let read: Report = serde_json::from_str(&written).unwrap();
        assert!(serde_json::to_string(&read).unwrap() == written, "{}", path.display());
        assert_eq!(read.checks.len(), report.checks.len());
        assert_eq!(read.files, report.files);
        let file = report.files.first().unwrap();
        assert_eq!((file.format, path.ends_with(&file.name)), (Format::Pdf, true));
    }
}

/// A page as the content of an OFD page: a text object for each character, a path for each line, as converters write it.
fn content_of(page: &Page) -> String {
    let millimetres = |points: f32| points * 25.4 / 72.0;
    let (width, height) = (millimetres(page.width), millimetres(page.height));
    let mut objects = String::new();
    for glyph in page.glyphs.iter().filter(|glyph| glyph.visible && !glyph.faint) {
        let GlyphText::Char(c) = glyph.text else { continue };
        let text = c.to_string().replace('&', "&amp;").replace('<', "&lt;");
        let (x, y) = (millimetres(glyph.origin.x), millimetres(glyph.origin.y));
        let (along, down) = (millimetres(glyph.advance.x), millimetres(glyph.advance.y));
        let size = millimetres(glyph.size);
        // A character that is turned is turned by its matrix.
        let length = along.hypot(down).max(0.001);
        let (cos, sin) = (along / length, down / length);
        let minus = -sin;
        write!(
            objects,
            "<ofd:TextObject Boundary=\"{x} {y} 1 1\" CTM=\"{cos} {sin} {minus} {cos} 0 0\" Size=\"{size}\"><ofd:TextCode X=\"0\" \
             Y=\"0\" DeltaX=\"{length}\">{text}</ofd:TextCode></ofd:TextObject>"
        )
        .unwrap();
    }
    for rule in &page.rules {
        let (from, to) = match rule.orientation {
            Orientation::Horizontal => ((rule.start, rule.position), (rule.end, rule.position)),
            Orientation::Vertical => ((rule.position, rule.start), (rule.position, rule.end)),
        };
        let [x0, y0, x1, y1, thick] = [from.0, from.1, to.0, to.1, rule.thickness].map(millimetres);
        write!(
            objects,
            "<ofd:PathObject Boundary=\"0 0 {width} {height}\" LineWidth=\"{thick}\"><ofd:AbbreviatedData>M {x0} {y0} L {x1} {y1}\
             </ofd:AbbreviatedData></ofd:PathObject>"
        )
        .unwrap();
    }
    format!(
        "<ofd:Page><ofd:Area><ofd:PhysicalBox>0 0 {width} {height}</ofd:PhysicalBox></ofd:Area><ofd:Content><ofd:Layer>{objects}\
         </ofd:Layer></ofd:Content></ofd:Page>"
    )
}

fn ofd_of(pdf: &Path) -> Vec<u8> {
    let document = juesuan_extract::Document::open(std::fs::read(pdf).unwrap()).unwrap();
    let mut package = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, text: &str| {
        package.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        package.write_all(text.as_bytes()).unwrap();
    };
    part("OFD.xml", "<ofd:OFD><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>");
    let mut pages = String::new();
    for number in 1..=document.page_count() {
        write!(pages, "<ofd:Page ID=\"{number}\" BaseLoc=\"Pages/{number}.xml\"/>").unwrap();
        part(&format!("Doc_0/Pages/{number}.xml"), &content_of(&document.page(number).unwrap()));
    }
    part("Doc_0/Document.xml", &format!("<ofd:Document><ofd:Pages>{pages}</ofd:Pages></ofd:Document>"));
    package.finish().unwrap().into_inner()
}

#[test]
fn pages_written_as_ofd_say_the_same() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata");
    for name in ["shenzhen", "three-line", "borderless", "continuation", "rotated-pages"] {
        let path = folder.join(name).with_extension("pdf");
        let expected = juesuan::read_path(&path).unwrap();
        let report = juesuan::read(ofd_of(&path)).unwrap();
        assert_eq!(report.files.first().unwrap().format, Format::Ofd);
        let facts = |report: &Report| -> Vec<String> {
            let of = |fact: &juesuan::tables::Fact| {
                let text =
                    |text: &Option<juesuan::Text>| text.as_ref().map(|text| text.text.clone()).unwrap_or_default();
                let key = (text(&fact.code), text(&fact.label), fact.column.as_str(), fact.amount.at.page);
                format!("{} {:?} {key:?} {}", fact.table.as_str(), fact.side, fact.amount.value)
            };
            report.facts.iter().map(of).collect()
        };
        assert!(facts(&report) == facts(&expected), "{name}: {} and {}", report.facts.len(), expected.facts.len());
        let counted = |report: &Report| {
            (report.pages, report.project_self_assessments.len(), report.narrative.statements.len(), report.verdict)
        };
        assert_eq!(counted(&report), counted(&expected), "{name}");
    }
}
