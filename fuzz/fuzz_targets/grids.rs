//! Grid building: any glyphs and ruling lines on a page, mostly in rows and columns as tables have them.
#![no_main]

use arbitrary::Arbitrary;
use juesuan_extract::page::{Orientation, Rule};
use juesuan_extract::{Glyph, Page, Point, layout};

#[derive(Arbitrary, Debug)]
struct Input {
    texts: Vec<Text>,
    lines: Vec<Line>,
}

#[derive(Arbitrary, Debug)]
struct Text {
    text: Word,
    place: Place,
    size: u8,
    turned: bool,
    seen: bool,
}

#[derive(Arbitrary, Debug)]
enum Word {
    Amount(u16),
    Chinese(u8, u8),
}

#[derive(Arbitrary, Debug)]
enum Place {
    Cell(u8, u8),
    Exactly(f32, f32),
}

#[derive(Arbitrary, Debug)]
enum Line {
    Across { row: u8, from: u8, columns: u8 },
    Down { column: u8, from: u8, rows: u8 },
    Anywhere { across: bool, position: f32, start: f32, end: f32, thickness: f32 },
}

const COLUMN: f32 = 45.0;
const ROW: f32 = 20.0;

libfuzzer_sys::fuzz_target!(|input: Input| {
    let mut page = Page::new(1, 600.0, 800.0);
    for text in input.texts.iter().take(2_000) {
        let word = match text.text {
            Word::Amount(amount) => format!("{}.{:02}", amount / 100, amount % 100),
            Word::Chinese(first, length) => (0..length % 12).map(|i| char::from_u32(0x4E00 + u32::from(first) + u32::from(i)).unwrap_or('一')).collect(),
        };
        let (x, y) = match text.place {
            Place::Cell(column, row) => (COLUMN * f32::from(column % 14), ROW * f32::from(row % 40)),
            Place::Exactly(x, y) => (x, y),
        };
        let size = f32::from(text.size % 32);
        for (index, char) in word.chars().enumerate() {
            let along = size * index as f32;
            let mut glyph = Glyph::upright(char, Point { x: x + along, y }, size, size);
            if text.turned {
                glyph.origin = Point { x, y: y + along };
                glyph.advance = Point { x: 0.0, y: size };
            }
            glyph.visible = text.seen;
            page.glyphs.push(glyph);
        }
    }
    for line in input.lines.iter().take(2_000) {
        page.rules.push(match *line {
            Line::Across { row, from, columns } => {
                let start = COLUMN * f32::from(from % 14);
                Rule::new(Orientation::Horizontal, ROW * f32::from(row % 40), start, start + COLUMN * f32::from(columns), 0.5)
            }
            Line::Down { column, from, rows } => {
                let start = ROW * f32::from(from % 40);
                Rule::new(Orientation::Vertical, COLUMN * f32::from(column % 14), start, start + ROW * f32::from(rows), 0.5)
            }
            Line::Anywhere { across, position, start, end, thickness } => {
                let orientation = if across { Orientation::Horizontal } else { Orientation::Vertical };
                Rule::new(orientation, position, start, end, thickness)
            }
        });
    }
    let _ = layout::analyze(&page);
});
