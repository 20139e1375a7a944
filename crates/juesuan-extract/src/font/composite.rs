//! Composite (Type 0) fonts: codes → CIDs → Unicode, widths and vertical metrics.

use std::borrow::Cow;
use std::sync::Arc;

use crate::font::Vertical;
use crate::font::cff::CompactFont;
use crate::font::cmap::{CMap, Meaning, Predefined};
use crate::font::glyph_names;
use crate::font::truetype::GlyphMap;
use crate::objects::{self, Dictionary, Object, Objects};

enum Codes {
    Predefined(Arc<Predefined>),
    Embedded(Box<CMap>),
}

/// How CIDs select the glyphs of the embedded font program.
enum Glyphs {
    /// Not yet looked at.
    Unread,
    None,
    Program {
        map: GlyphMap,
        cid_to_glyph: Option<Vec<u8>>,
    },
    /// A CFF program with glyph names; its CIDs are the numbers of its glyphs.
    Named(CompactFont),
}

/// A Type 0 font.
pub(crate) struct Composite {
    codes: Codes,
    /// Ordering of the character collection; empty when there is none.
    ordering: Vec<u8>,
    collection: Option<Option<Arc<Predefined>>>,
    /// First CID, last CID, width; sorted.
    widths: Vec<(u32, u32, f32)>,
    default_width: f32,
    /// First CID, last CID, `w1y`, `vx`, `vy`; sorted.
    verticals: Vec<(u32, u32, [f32; 3])>,
    default_vertical: [f32; 2],
    descriptor: Option<Object>,
    cid_to_glyph: Option<Object>,
    glyphs: Glyphs,
    /// `ToUnicode` is the name of an identity: the codes are their text.
    codes_are_text: bool,
}

/// The descendant font, which is not kept: the widths of a Chinese font take more memory than all else of a document.
fn descendant<'a>(objects: &'a Objects, dictionary: &'a Dictionary) -> Option<Cow<'a, Object>> {
    let stated = match objects.get_array(dictionary, b"DescendantFonts") {
        Some(fonts) => fonts.first()?,
        None => objects::entry(dictionary, b"DescendantFonts")?,
    };
    objects.read_once(stated)
}

impl Composite {
    pub(crate) fn read(objects: &Objects, dictionary: &Dictionary) -> Self {
        let descendant = descendant(objects, dictionary);
        let descendant = descendant.as_deref().and_then(|font| objects.as_dict(font));
        let codes = match objects.get(dictionary, b"Encoding") {
            Some(Object::Stream(stream)) => {
                let base = objects.get_name(&stream.dict, b"UseCMap");
                let bytes = objects.decode(stream).unwrap_or_default();
                let mut map = CMap::parse(&bytes, base);
                map.vertical |= objects.get_number(&stream.dict, b"WMode") == Some(1.0);
                Some(Codes::Embedded(Box::new(map)))
            }
            Some(Object::Name(name)) => Predefined::load(name).map(Codes::Predefined),
            _ => None,
        };
        // An unknown encoding is read as Identity, the one that nearly all fonts have.
        let codes = codes
            .or_else(|| Predefined::load(b"Identity-H").map(Codes::Predefined))
            .unwrap_or_else(|| Codes::Embedded(Box::new(CMap::parse(b"", None))));
        let ordering = descendant
            .and_then(|font| objects.get_dict(font, b"CIDSystemInfo"))
            .and_then(|info| objects.get(info, b"Ordering")?.as_str().ok())
            .unwrap_or_default();
        let number = |key| descendant.and_then(|font| objects.get_number(font, key));
        let entry = |key: &[u8]| descendant.and_then(|font| objects::entry(font, key));
        let array = |key: &[u8]| entry(key).and_then(|array| objects.read_once(array));
        let (widths, verticals) = (array(b"W"), array(b"W2"));
        let default_vertical =
            descendant.and_then(|font| objects.get_numbers(font, b"DW2")).unwrap_or([880.0, -1000.0]);
        Self {
            codes,
            ordering: ordering.to_vec(),
            collection: None,
            widths: runs(objects, items(&widths)).map(|(first, last, [width])| (first, last, width)).sorted(),
            default_width: number(b"DW").unwrap_or(1000.0),
            verticals: runs(objects, items(&verticals)).sorted(),
            default_vertical,
            descriptor: entry(b"FontDescriptor").cloned(),
            cid_to_glyph: entry(b"CIDToGIDMap").cloned(),
            glyphs: Glyphs::Unread,
            codes_are_text: objects
                .get_name(dictionary, b"ToUnicode")
                .is_some_and(|name| name.starts_with(b"Identity")),
        }
    }

    /// A font that says it is simple and is none: old Chinese office programs (书生) name a font that they do not embed
    /// in GBK, state a Latin encoding, and show text in GBK.
    pub(crate) fn read_gbk(objects: &Objects, dictionary: &Dictionary) -> Option<Self> {
        let name = objects.get_name(dictionary, b"BaseFont")?;
        let chinese = encoding_rs::GBK.decode_without_bom_handling_and_without_replacement(name)?;
        let in_gbk = matches!(chinese.chars().next()?, '\u{4E00}'..='\u{9FFF}') && std::str::from_utf8(name).is_err();
        let descriptor = objects.get_dict(dictionary, b"FontDescriptor");
        let embedded = |key: &&[u8]| descriptor.is_some_and(|descriptor| objects.get_stream(descriptor, key).is_some());
        let own_names = objects.get_dict(dictionary, b"Encoding").is_some();
        if !in_gbk || own_names || [b"FontFile".as_slice(), b"FontFile2", b"FontFile3"].iter().any(embedded) {
            return None;
        }
        /// Glyphs of half the width: the space, and the rest of ASCII.
        const HALF: [(u32, u32, f32); 2] = [(814, 908, 500.0), (7716, 7716, 500.0)];
        Some(Self {
            codes: Codes::Predefined(Predefined::load(b"GBK-EUC-H")?),
            ordering: b"GB1".to_vec(),
            collection: None,
            widths: HALF.to_vec(),
            default_width: 1000.0,
            verticals: Vec::new(),
            default_vertical: [880.0, -1000.0],
            descriptor: objects::entry(dictionary, b"FontDescriptor").cloned(),
            cid_to_glyph: None,
            glyphs: Glyphs::None,
            codes_are_text: false,
        })
    }

    pub(crate) fn descriptor<'a>(&'a self, objects: &'a Objects) -> Option<&'a Dictionary> {
        objects.as_dict(self.descriptor.as_ref()?)
    }

    /// How many ranges, widths and glyphs it holds in memory.
    pub(crate) fn held(&self) -> usize {
        let codes = match &self.codes {
            Codes::Predefined(_) => 0,
            Codes::Embedded(map) => map.len(),
        };
        let glyphs = match &self.glyphs {
            Glyphs::Unread | Glyphs::None => 0,
            Glyphs::Program { map, cid_to_glyph } => map.len() + cid_to_glyph.as_ref().map_or(0, Vec::len) / 32,
            Glyphs::Named(font) => font.len(),
        };
        codes + glyphs + self.widths.len() + self.verticals.len()
    }

    pub(crate) fn is_vertical(&self) -> bool {
        match &self.codes {
            Codes::Predefined(map) => map.vertical,
            Codes::Embedded(map) => map.vertical,
        }
    }

    pub(crate) fn next_code(&self, bytes: &[u8]) -> (u32, usize) {
        match &self.codes {
            Codes::Predefined(map) => map.next_code(bytes),
            Codes::Embedded(map) => map.next_code(bytes),
        }
    }

    pub(crate) fn cid(&self, code: u32, length: usize) -> Option<u32> {
        match &self.codes {
            Codes::Predefined(map) => map.cid(code, length),
            Codes::Embedded(map) => map.cid(code, length),
        }
    }

    /// The Unicode of a code, by its encoding and collection, then by the embedded font program.
    pub(crate) fn meaning(&mut self, objects: &Objects, code: u32, cid: Option<u32>) -> Option<Meaning> {
        let predefined = match &self.codes {
            Codes::Predefined(map) => Some(map.as_ref()),
            Codes::Embedded(map) => map.base(),
        };
        // The codes of a Unicode encoding say their text themselves, unless that is private.
        let stated = match &self.codes {
            Codes::Predefined(map) => map.unicode_of_code(code),
            Codes::Embedded(_) => None,
        };
        if let Some(meaning) = stated.clone().filter(|meaning| !meaning.is_private()) {
            return Some(meaning);
        }
        let collection = self.collection.get_or_insert_with(|| {
            let known = Predefined::collection(&self.ordering);
            known.or_else(|| Predefined::collection(predefined?.ordering()?))
        });
        if let Some(meaning) = collection.as_ref().and_then(|collection| collection.unicode(cid?)) {
            return Some(meaning);
        }
        let text = u16::try_from(code).ok().filter(|_| self.codes_are_text);
        self.program_meaning(objects, cid?).or(stated).or_else(|| Meaning::from_utf16(&[text?]))
    }

    fn program_meaning(&mut self, objects: &Objects, cid: u32) -> Option<Meaning> {
        if matches!(self.glyphs, Glyphs::Unread) {
            self.glyphs = self.read_program(objects).unwrap_or(Glyphs::None);
        }
        let (map, cid_to_glyph) = match &self.glyphs {
            Glyphs::Program { map, cid_to_glyph } => (map, cid_to_glyph),
            Glyphs::Named(font) => {
                let text = glyph_names::to_unicode(font.name(u16::try_from(cid).ok()?)?)?;
                return Some(Meaning::from_text(text));
            }
            Glyphs::Unread | Glyphs::None => return None,
        };
        let glyph = match cid_to_glyph {
            Some(table) => {
                let at = (cid as usize).checked_mul(2)?;
                u16::from_be_bytes(*table.get(at..)?.first_chunk()?)
            }
            None => u16::try_from(cid).ok()?,
        };
        map.character(glyph).map(Meaning::Char)
    }

    fn read_program(&self, objects: &Objects) -> Option<Glyphs> {
        let descriptor = self.descriptor(objects)?;
        let program =
            objects.get_stream(descriptor, b"FontFile2").or_else(|| objects.get_stream(descriptor, b"FontFile3"))?;
        let program = objects.decode(program).ok()?;
        if program.first() == Some(&1) {
            return CompactFont::read(&program).filter(|font| font.len() > 0).map(Glyphs::Named);
        }
        let map = GlyphMap::read(&program);
        let table = self.cid_to_glyph.as_ref().and_then(|table| objects.resolve(table)?.as_stream().ok());
        let cid_to_glyph = table.and_then(|table| objects.decode(table).ok());
        Some(Glyphs::Program { map, cid_to_glyph })
    }

    /// Advance width and vertical metrics for font size 1.
    pub(crate) fn metrics(&self, cid: u32) -> (f64, Vertical) {
        let width = find(&self.widths, cid, |&(first, last, _)| (first, last))
            .map_or(self.default_width, |&(_, _, width)| width);
        let [origin_y, advance] = self.default_vertical;
        let [advance, origin_x, origin_y] = find(&self.verticals, cid, |&(first, last, _)| (first, last))
            .map_or([advance, width / 2.0, origin_y], |&(_, _, metrics)| metrics);
        let em = |value: f32| f64::from(value) / 1000.0;
        (em(width), Vertical { advance: em(advance), origin: (em(origin_x), em(origin_y)) })
    }
}

fn find<T>(sorted: &[T], cid: u32, range: impl Fn(&T) -> (u32, u32)) -> Option<&T> {
    let found = sorted.get(sorted.partition_point(|entry| range(entry).0 <= cid).checked_sub(1)?)?;
    (cid <= range(found).1).then_some(found)
}

fn items<'a>(array: &'a Option<Cow<'_, Object>>) -> &'a [Object] {
    array.as_deref().and_then(|array| array.as_array().ok()).map_or(&[], Vec::as_slice)
}

/// Entries of `/W` (`N` = 1) or `/W2` (`N` = 3): `first [values ...]` or `first last values`.
fn runs<'a, const N: usize>(objects: &'a Objects, array: &'a [Object]) -> impl Iterator<Item = (u32, u32, [f32; N])> {
    let mut rest = array;
    let mut list: (u32, &[Object]) = (0, &[]);
    let numbers = |items: &[Object]| {
        let mut values = [0.0; N];
        for (value, item) in values.iter_mut().zip(items) {
            *value = objects.number(item).unwrap_or(0.0);
        }
        values
    };
    std::iter::from_fn(move || {
        loop {
            if let Some((values, following)) = list.1.split_at_checked(N) {
                let cid = list.0;
                list = (cid.saturating_add(1), following);
                return Some((cid, cid, numbers(values)));
            }
            let (first, following) = rest.split_first()?;
            rest = following;
            // An entry that is no number is skipped, as in a damaged array.
            let Some(first) = objects.number(first) else { continue };
            let (next, following) = rest.split_first()?;
            rest = following;
            if let Some(values) = objects.resolve(next).and_then(|next| next.as_array().ok()) {
                list = (first as u32, values);
            } else if let Some((values, following)) = rest.split_at_checked(N) {
                rest = following;
                let last = objects.number(next).unwrap_or(first);
                return Some((first as u32, last as u32, numbers(values)));
            }
        }
    })
}

/// Collects ranges in the order of their first CID.
trait Sorted: Iterator {
    fn sorted(self) -> Vec<Self::Item>;
}

impl<V, I: Iterator<Item = (u32, u32, V)>> Sorted for I {
    fn sorted(self) -> Vec<(u32, u32, V)> {
        let mut all: Vec<_> = self.collect();
        all.sort_by_key(|&(first, ..)| first);
        all
    }
}
