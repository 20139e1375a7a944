//! What another reader sees in the same documents: the same characters, each as often.
#![cfg(feature = "pdf")]
#![allow(clippy::unwrap_used, reason = "helpers of tests may fail like the tests themselves")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};
use juesuan_extract::{Document, GlyphText};

/// How often each character that is no white space is painted.
type Characters = BTreeMap<char, usize>;

fn count(characters: impl Iterator<Item = char>) -> Characters {
    let mut counts = Characters::new();
    for char in characters.filter(|char| !char.is_whitespace()) {
        *counts.entry(char).or_default() += 1;
    }
    counts
}

fn ours(bytes: &[u8]) -> Option<Characters> {
    let mut all = String::new();
    for page in Document::open(bytes).ok()?.pages() {
        for glyph in page.ok()?.glyphs {
            match glyph.text {
                GlyphText::Char(char) => all.push(glyph.printed.unwrap_or(char)),
                GlyphText::Str(text) => all.push_str(&text),
                _ => {}
            }
        }
    }
    Some(count(all.chars()))
}

/// Keeps what is written and draws nothing.
#[derive(Default)]
struct Written {
    text: String,
    /// What stands where on this page, in points: bold letters are painted several times, a little apart.
    painted: BTreeSet<(String, i64, i64)>,
}

impl Device<'_> for Written {
    #[allow(clippy::cast_possible_truncation, reason = "points of a page")]
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs() {
            let text = match glyph.as_unicode() {
                Some(BfString::Char(char)) => char.to_string(),
                Some(BfString::String(text)) => text,
                None => char::REPLACEMENT_CHARACTER.to_string(),
            };
            let at = props.transform * glyph.transform() * Point::ZERO;
            let (x, y) = (at.x.round() as i64, at.y.round() as i64);
            let around = |x: i64, y: i64| self.painted.contains(&(text.clone(), x, y));
            if !(x - 1..=x + 1).any(|x| (y - 1..=y + 1).any(|y| around(x, y))) {
                self.text.push_str(&text);
            }
            self.painted.insert((text, x, y));
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn pop_clip(&mut self) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn pop_transparency_group(&mut self) {}
}

/// Those of hayro, which shares no code with ours but the predefined CMaps.
fn theirs(bytes: &[u8]) -> Option<Characters> {
    let pdf = Pdf::new(bytes.to_vec()).ok()?;
    let mut written = Written::default();
    for page in pdf.pages().iter() {
        written.painted.clear();
        let cache = InterpreterCache::new();
        let whole = Rect::new(0.0, 0.0, 1.0, 1.0);
        let mut context = Context::new(Affine::IDENTITY, whole, &cache, pdf.xref(), InterpreterSettings::default());
        interpret_page(page, &mut context, &mut written);
    }
    Some(count(written.text.chars()))
}

fn documents() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = entries.filter(|path| path.extension().is_some_and(|end| end == "pdf")).collect();
    paths.sort();
    paths
}

#[test]
fn another_reader_sees_the_same_characters() {
    for path in documents() {
        let bytes = std::fs::read(&path).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let (ours, theirs) = (ours(&bytes).unwrap(), theirs(&bytes).unwrap());
        assert_eq!(ours.is_empty(), name == "scan");
        assert_eq!(ours, theirs, "{name}");
    }
}
