//! Prints what a page shows: `glyphs FILE [PAGE]` lists glyphs and ruling lines; without a page, one line a page.
use juesuan_extract::{Document, GlyphText};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("usage: glyphs FILE [PAGE]")?;
    let document = Document::open(std::fs::read(file)?)?;
    let Some(number) = arguments.next() else {
        for page in document.pages() {
            let page = page?;
            println!(
                "{}\t{} glyphs\t{} rules\t{:?}",
                page.number,
                page.glyphs.len(),
                page.rules.len(),
                page.diagnostics
            );
        }
        return Ok(());
    };
    let page = document.page(number.parse()?)?;
    for glyph in &page.glyphs {
        let text = match &glyph.text {
            GlyphText::Char(char) => char.to_string(),
            GlyphText::Str(text) => text.to_string(),
            _ => "\u{FFFD}".to_owned(),
        };
        println!("glyph\t{text}\t{:.2}\t{:.2}\t{:.2}\t{:?}", glyph.origin.x, glyph.origin.y, glyph.size, glyph.bbox);
    }
    for rule in &page.rules {
        println!("{rule:?}");
    }
    for diagnostic in &page.diagnostics {
        println!("{diagnostic:?}");
    }
    Ok(())
}
