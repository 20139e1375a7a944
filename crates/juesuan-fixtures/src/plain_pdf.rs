//! Set pages to the PDF of an old printer driver: a Chinese font that is not embedded and encoded in GBK,
//! a standard Latin font for digits, no ToUnicode, fake bold, a watermark behind the text.

use crate::pdf::{deflated, paper};
use crate::typeset::{Metrics, Op, SetPage};
use encoding_rs::GBK;
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Str};

/// Titles from this size on are painted four times, as drivers do for a bold face that they lack.
const BOLD_SIZE: f32 = 13.0;

/// Widths of Helvetica for ASCII, one em for everything else.
pub(crate) struct StandardWidths;

impl Metrics for StandardWidths {
    fn advance(&self, character: char) -> f32 {
        match character {
            '0'..='9' => 0.556,
            ' ' | '.' | ',' | ':' | '/' => 0.278,
            '-' | '(' | ')' => 0.333,
            '%' => 0.889,
            '*' => 0.389,
            _ if character.is_ascii() => 0.556,
            _ => 1.0,
        }
    }
}

const CATALOG: Ref = Ref::new(1);
const TREE: Ref = Ref::new(2);
const CHINESE: Ref = Ref::new(3);
const DESCENDANT: Ref = Ref::new(4);
const DESCRIPTOR: Ref = Ref::new(5);
const LATIN: Ref = Ref::new(6);
const FIRST_PAGE: i32 = 7;

/// The document as bytes, `watermark` across every page.
pub(crate) fn write(pages: &[SetPage], watermark: &str) -> Vec<u8> {
    let mut pdf = Pdf::new();
    pdf.catalog(CATALOG).pages(TREE);
    let ids: Vec<(Ref, Ref)> =
        (0..).zip(pages).map(|(at, _)| (Ref::new(FIRST_PAGE + 2 * at), Ref::new(FIRST_PAGE + 2 * at + 1))).collect();
    let count = i32::try_from(pages.len()).expect("few pages");
    pdf.pages(TREE).kids(ids.iter().map(|(page, _)| *page)).count(count);
    fonts(&mut pdf);
    for (page, (id, contents)) in pages.iter().zip(ids) {
        let (width, height) = paper(page.setup);
        let mut object = pdf.page(id);
        object.parent(TREE).media_box(Rect::new(0.0, 0.0, width, height)).contents(contents);
        object.resources().fonts().pair(Name(b"C"), CHINESE).pair(Name(b"L"), LATIN);
        object.finish();
        let data = deflated(&content(page, watermark));
        pdf.stream(contents, &data).filter(Filter::FlateDecode);
    }
    pdf.finish()
}

fn fonts(pdf: &mut Pdf) {
    let name = Name(b"SimSun");
    pdf.type0_font(CHINESE).base_font(name).encoding_predefined(Name(b"GBK-EUC-H")).descendant_font(DESCENDANT);
    let system_info = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"GB1"), supplement: 2 };
    let mut descendant = pdf.cid_font(DESCENDANT);
    descendant.subtype(CidFontType::Type2).base_font(name).system_info(system_info);
    descendant.font_descriptor(DESCRIPTOR).default_width(1000.0);
    descendant.finish();
    let mut descriptor = pdf.font_descriptor(DESCRIPTOR);
    descriptor.name(name).flags(FontFlags::SYMBOLIC).bbox(Rect::new(-8.0, -145.0, 1000.0, 859.0));
    descriptor.italic_angle(0.0).ascent(859.0).descent(-140.0).cap_height(683.0).stem_v(80.0);
    descriptor.finish();
    pdf.type1_font(LATIN).base_font(Name(b"Helvetica")).encoding_predefined(Name(b"WinAnsiEncoding"));
}

fn content(page: &SetPage, watermark: &str) -> Vec<u8> {
    let height = page.setup.height;
    let mut content = Content::new();
    content.save_state().set_fill_gray(0.85);
    let slope = std::f32::consts::FRAC_1_SQRT_2;
    let start = [slope, slope, -slope, slope, page.setup.width / 2.0 - 80.0, height / 2.0 - 100.0];
    if !watermark.is_empty() {
        show(&mut content, watermark, 48.0, start);
    }
    content.restore_state();
    for op in &page.ops {
        match op {
            Op::Text { x, y, size, text } => {
                let copies: &[f32] = if *size >= BOLD_SIZE { &[0.0, 0.15, 0.3, 0.45] } else { &[0.0] };
                for shift in copies {
                    show(&mut content, text, *size, [1.0, 0.0, 0.0, 1.0, x + shift, height - y]);
                }
            }
            Op::Rule { x0, y0, x1, y1, .. } => {
                content.set_line_width(0.5).move_to(*x0, height - y0).line_to(*x1, height - y1).stroke();
            }
        }
    }
    content.finish().into_vec()
}

/// Text in runs of one font; `matrix` is the text matrix of its start.
fn show(content: &mut Content, text: &str, size: f32, matrix: [f32; 6]) {
    content.begin_text().set_text_matrix(matrix);
    let characters: Vec<char> = text.chars().collect();
    for run in characters.chunk_by(|left, right| left.is_ascii() == right.is_ascii()) {
        let run: String = run.iter().collect();
        let font: &[u8] = if run.is_ascii() { b"L" } else { b"C" };
        content.set_font(Name(font), size).show(Str(&GBK.encode(&run).0));
    }
    content.end_text();
}
