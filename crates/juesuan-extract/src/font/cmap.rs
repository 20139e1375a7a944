//! CMaps: character codes → CIDs (an encoding) or → Unicode (`ToUnicode`), embedded in the file or predefined.
//!
//! Embedded ones are parsed here, leniently: what is whole counts, later definitions override earlier ones.
//! Predefined ones come from hayro-cmap and are kept for the whole process.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex};

use crate::content::lexer::{Lexer, Token, hex_bytes, name_bytes};
use crate::font::glyph_names;

/// More code spaces than any real CMap has: every code is looked for in all of them.
const MAX_CODE_SPACES: usize = 256;
/// More ranges than there are two-byte codes say nothing that a Chinese font needs; what stands behind them is left out.
const MAX_RANGES: usize = 1 << 17;

/// What a code means in Unicode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Meaning {
    Char(char),
    Str(String),
}

impl Meaning {
    pub(crate) fn from_text(text: String) -> Self {
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(single), None) => Self::Char(single),
            _ => Self::Str(text),
        }
    }

    /// Whether it is a character of the private use area, which has no public meaning.
    pub(crate) const fn is_private(&self) -> bool {
        matches!(self, Self::Char('\u{E000}'..='\u{F8FF}' | '\u{F0000}'..))
    }

    pub(crate) fn from_utf16(units: &[u16]) -> Option<Self> {
        let mut chars = char::decode_utf16(units.iter().copied());
        let first = chars.next()?.ok()?;
        match chars.next() {
            None => Some(Self::Char(first)),
            Some(_) => String::from_utf16(units).ok().map(Self::Str),
        }
    }
}

/// Values of ranges of keys; definitions may overlap, the later one wins.
#[derive(Debug, Clone)]
struct RangeMap<V> {
    ranges: Vec<(u64, u64, V)>,
}

impl<V: Copy> RangeMap<V> {
    const fn new() -> Self {
        Self { ranges: Vec::new() }
    }

    fn push(&mut self, low: u64, high: u64, value: V) {
        if low <= high && self.ranges.len() < MAX_RANGES {
            self.ranges.push((low, high, value));
        }
    }

    /// Sorts the definitions and cuts up those that overlap. `shift` gives the value of a range whose first keys
    /// are cut off.
    fn finish(&mut self, shift: impl Fn(V, u64) -> V) {
        let defined = self.ranges.clone();
        self.ranges.sort_by_key(|&(low, ..)| low);
        if self.ranges.is_sorted_by(|a, b| a.1 < b.0) {
            return;
        }
        let mut cut: BTreeMap<u64, (u64, V)> = BTreeMap::new();
        for (low, high, value) in defined {
            if let Some((&before, &(end, old))) = cut.range(..low).next_back()
                && end >= low
            {
                cut.insert(before, (low - 1, old));
                if end > high {
                    cut.insert(high + 1, (end, shift(old, high + 1 - before)));
                }
            }
            while let Some((&start, &(end, old))) = cut.range(low..=high).next() {
                cut.remove(&start);
                if end > high {
                    cut.insert(high + 1, (end, shift(old, high + 1 - start)));
                }
            }
            cut.insert(low, (high, value));
        }
        self.ranges = cut.into_iter().map(|(low, (high, value))| (low, high, value)).collect();
    }

    /// The value of the range that holds a key, and the key's offset in it.
    fn get(&self, key: u64) -> Option<(V, u64)> {
        let index = self.ranges.partition_point(|&(low, ..)| low <= key).checked_sub(1)?;
        let &(low, high, value) = self.ranges.get(index)?;
        (key <= high).then(|| (value, key - low))
    }
}

/// A CMap embedded in the file.
#[derive(Debug, Clone)]
pub(crate) struct CMap {
    codespaces: Vec<(usize, u32, u32)>,
    /// Keyed by code length and code.
    cids: RangeMap<u32>,
    /// To an index in `texts`, and by how much the last unit of that text is raised.
    unicode: RangeMap<(u32, u32)>,
    texts: Vec<Vec<u16>>,
    base: Option<Arc<Predefined>>,
    pub(crate) vertical: bool,
}

const fn key(length: usize, code: u32) -> u64 {
    ((length as u64) << 32) | code as u64
}

/// A code of up to four bytes.
fn code_of(bytes: &[u8]) -> Option<u32> {
    (!bytes.is_empty() && bytes.len() <= 4).then(|| bytes.iter().fold(0, |code, &byte| (code << 8) | u32::from(byte)))
}

impl CMap {
    /// Reads what is whole of a CMap. `base` names the CMap of the stream's `/UseCMap`, where there is one.
    pub(crate) fn parse(bytes: &[u8], base: Option<&[u8]>) -> Self {
        let mut map = Self {
            codespaces: Vec::new(),
            cids: RangeMap::new(),
            unicode: RangeMap::new(),
            texts: Vec::new(),
            base: base.and_then(Predefined::load),
            vertical: false,
        };
        let mut lexer = Lexer::new(bytes);
        let mut before = None;
        while let Some(token) = lexer.token() {
            match token {
                Token::Keyword(b"begincodespacerange") => map.section(&mut lexer, Self::codespace),
                Token::Keyword(b"begincidrange") => map.section(&mut lexer, Self::cid_range),
                Token::Keyword(b"begincidchar") => map.section(&mut lexer, Self::cid_char),
                Token::Keyword(b"beginbfrange") => map.section(&mut lexer, Self::bf_range),
                Token::Keyword(b"beginbfchar") => map.section(&mut lexer, Self::bf_char),
                Token::Keyword(b"usecmap") => {
                    if let Some(Token::Name(name)) = before {
                        map.base = Predefined::load(&name_bytes(name)).or(map.base);
                    }
                }
                Token::Number(mode) if before == Some(Token::Name(b"WMode")) => map.vertical = mode == 1.0,
                _ => {}
            }
            before = Some(token);
        }
        map.vertical |= map.base.as_ref().is_some_and(|base| base.vertical);
        map.cids.finish(|cid, by| cid.wrapping_add(by as u32));
        map.unicode.finish(|(text, raised), by| (text, raised.wrapping_add(by as u32)));
        map
    }

    /// Reads entries until the section ends or one is malformed.
    fn section<'a>(
        &mut self,
        lexer: &mut Lexer<'a>,
        entry: impl Fn(&mut Self, Token<'a>, &mut Lexer<'a>) -> Option<()>,
    ) {
        loop {
            match lexer.token() {
                None | Some(Token::Keyword(_)) => return,
                Some(token) => {
                    let resume = lexer.clone();
                    if entry(self, token, lexer).is_none() {
                        // The next entry, or the end of the section, may stand right behind what is malformed.
                        *lexer = resume;
                    }
                }
            }
        }
    }

    fn codespace(&mut self, first: Token<'_>, lexer: &mut Lexer<'_>) -> Option<()> {
        let (low, high) = (hex(first)?, hex(lexer.token()?)?);
        if self.codespaces.len() < MAX_CODE_SPACES {
            self.codespaces.push((low.len(), code_of(&low)?, code_of(&high)?));
        }
        Some(())
    }

    fn cid_range(&mut self, first: Token<'_>, lexer: &mut Lexer<'_>) -> Option<()> {
        let (low, high) = (hex(first)?, hex(lexer.token()?)?);
        let Token::Number(cid) = lexer.token()? else { return None };
        self.cids.push(key(low.len(), code_of(&low)?), key(low.len(), code_of(&high)?), cid as u32);
        Some(())
    }

    fn cid_char(&mut self, first: Token<'_>, lexer: &mut Lexer<'_>) -> Option<()> {
        let code = hex(first)?;
        let Token::Number(cid) = lexer.token()? else { return None };
        let key = key(code.len(), code_of(&code)?);
        self.cids.push(key, key, cid as u32);
        Some(())
    }

    fn bf_char(&mut self, first: Token<'_>, lexer: &mut Lexer<'_>) -> Option<()> {
        let code = code_of(&hex(first)?)?;
        let text = destination(lexer.token()?)?;
        self.add_text(code, code, text);
        Some(())
    }

    fn bf_range(&mut self, first: Token<'_>, lexer: &mut Lexer<'_>) -> Option<()> {
        let (low, high) = (code_of(&hex(first)?)?, code_of(&hex(lexer.token()?)?)?);
        match lexer.token()? {
            Token::ArrayOpen => {
                let mut code = low;
                while let Some(token) = lexer.token().filter(|token| *token != Token::ArrayClose) {
                    if code <= high {
                        self.add_text(code, code, destination(token).unwrap_or_default());
                    }
                    code = code.checked_add(1)?;
                }
            }
            token => self.add_text(low, high, destination(token)?),
        }
        Some(())
    }

    fn add_text(&mut self, low: u32, high: u32, text: Vec<u16>) {
        if self.texts.len() < MAX_RANGES {
            self.unicode.push(low.into(), high.into(), (self.texts.len() as u32, 0));
            self.texts.push(text);
        }
    }

    /// How many definitions it holds.
    pub(crate) fn len(&self) -> usize {
        self.cids.ranges.len() + self.unicode.ranges.len()
    }

    /// Whether it says anything about Unicode.
    pub(crate) fn has_unicode(&self) -> bool {
        !self.texts.is_empty()
    }

    /// What a code means, if the CMap says so.
    pub(crate) fn unicode(&self, code: u32) -> Option<Meaning> {
        let ((text, raised), offset) = self.unicode.get(code.into())?;
        let units = self.texts.get(text as usize)?;
        let by = raised.wrapping_add(offset as u32);
        if by == 0 {
            return Meaning::from_utf16(units);
        }
        // A range counts up the last character, which two surrogates may stand for.
        let text = String::from_utf16(units).ok()?;
        let last = text.chars().next_back()?;
        let raised = char::from_u32((last as u32).checked_add(by)?)?;
        let head = text.strip_suffix(last).unwrap_or_default();
        Some(if head.is_empty() { Meaning::Char(raised) } else { Meaning::Str(format!("{head}{raised}")) })
    }

    /// The code at the start of a string, and its length in bytes (at least 1).
    pub(crate) fn next_code(&self, bytes: &[u8]) -> (u32, usize) {
        let mut code = 0;
        for (index, &byte) in bytes.iter().take(4).enumerate() {
            code = (code << 8) | u32::from(byte);
            let length = index + 1;
            let within = |&(size, low, high): &(usize, u32, u32)| {
                size == length
                    && (0..size).all(|at| {
                        let byte_at = |code: u32| (code >> (8 * at)) & 0xFF;
                        (byte_at(low)..=byte_at(high)).contains(&byte_at(code))
                    })
            };
            if self.codespaces.iter().any(within) {
                return (code, length);
            }
        }
        if let Some(base) = self.base.as_ref().filter(|_| self.codespaces.is_empty()) {
            return base.next_code(bytes);
        }
        // No code space holds it: as long as the shortest code.
        let length = self.codespaces.iter().map(|&(size, ..)| size).min().unwrap_or(2).clamp(1, bytes.len().max(1));
        (code_of(bytes.get(..length).unwrap_or_default()).unwrap_or(0), length)
    }

    /// The CID of a code.
    pub(crate) fn cid(&self, code: u32, length: usize) -> Option<u32> {
        match self.cids.get(key(length, code)) {
            Some((cid, offset)) => cid.checked_add(offset as u32),
            None => self.base.as_ref()?.cid(code, length),
        }
    }

    /// The predefined CMap that it extends.
    pub(crate) fn base(&self) -> Option<&Predefined> {
        self.base.as_deref()
    }
}

fn hex(token: Token<'_>) -> Option<Vec<u8>> {
    match token {
        Token::Hex(raw) => Some(hex_bytes(raw)),
        _ => None,
    }
}

/// UTF-16 units of what a code maps to; empty when that is nothing readable.
fn destination(token: Token<'_>) -> Option<Vec<u16>> {
    match token {
        Token::Hex(raw) => Some(match *hex_bytes(raw) {
            [single] => vec![single.into()],
            ref bytes => bytes
                .chunks_exact(2)
                .map(|pair| pair.iter().fold(0, |unit, &byte| (unit << 8) | u16::from(byte)))
                .collect(),
        }),
        Token::Name(name) => {
            let text = glyph_names::to_unicode(&name_bytes(name)).unwrap_or_default();
            Some(text.encode_utf16().collect())
        }
        Token::Keyword(_) => None,
        _ => Some(Vec::new()),
    }
}

/// How the codes of a predefined CMap are cut out of a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Coding {
    /// Two bytes, the CID itself.
    Identity,
    /// UTF-16 (UCS-2): the code says its Unicode.
    Utf16,
    /// By trying which length is mapped.
    Mixed,
}

/// A predefined CMap.
#[derive(Debug)]
pub(crate) struct Predefined {
    map: hayro_cmap::CMap,
    coding: Coding,
    pub(crate) vertical: bool,
}

/// Predefined CMaps and collections that were needed so far in this process: parsing one takes milliseconds.
static LOADED: LazyLock<Mutex<Loaded>> = LazyLock::new(Mutex::default);

type Loaded = BTreeMap<Vec<u8>, Option<Arc<Predefined>>>;

impl Predefined {
    /// The CMap of that name, if there is one.
    pub(crate) fn load(name: &[u8]) -> Option<Arc<Self>> {
        let mut loaded = LOADED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(known) = loaded.get(name) {
            return known.clone();
        }
        let cmap = hayro_cmap::CMapName::from_bytes(name);
        if matches!(cmap, hayro_cmap::CMapName::Custom(_)) {
            return None;
        }
        let predefined = Self::parse(cmap, name).map(Arc::new);
        loaded.insert(name.to_vec(), predefined.clone());
        predefined
    }

    fn parse(cmap: hayro_cmap::CMapName<'_>, name: &[u8]) -> Option<Self> {
        let map = match name {
            b"Identity-H" => hayro_cmap::CMap::identity_h(),
            b"Identity-V" => hayro_cmap::CMap::identity_v(),
            _ => hayro_cmap::CMap::parse(hayro_cmap::load_embedded(cmap)?, hayro_cmap::load_embedded)?,
        };
        let coding = match name {
            b"Identity-H" | b"Identity-V" => Coding::Identity,
            _ if name.starts_with(b"Uni") => Coding::Utf16,
            _ => Coding::Mixed,
        };
        Some(Self { map, coding, vertical: name == b"V" || name.ends_with(b"-V") })
    }

    /// The map from the CIDs of a character collection (`GB1`, `CNS1`, `Japan1`, `Korea1`) to Unicode.
    pub(crate) fn collection(ordering: &[u8]) -> Option<Arc<Self>> {
        match ordering {
            b"GB1" => Self::load(b"Adobe-GB1-UCS2"),
            b"CNS1" => Self::load(b"Adobe-CNS1-UCS2"),
            b"Japan1" => Self::load(b"Adobe-Japan1-UCS2"),
            b"Korea1" | b"KR" => Self::load(b"Adobe-Korea1-UCS2"),
            _ => None,
        }
    }

    /// The ordering of the collection that its CIDs belong to.
    pub(crate) fn ordering(&self) -> Option<&'static [u8]> {
        use hayro_cmap::CidFamily;
        Some(match self.map.metadata().character_collection.as_ref()?.family {
            CidFamily::AdobeGB1 => b"GB1",
            CidFamily::AdobeCNS1 => b"CNS1",
            CidFamily::AdobeJapan1 => b"Japan1",
            CidFamily::AdobeKorea1 => b"Korea1",
            _ => return None,
        })
    }

    pub(crate) fn next_code(&self, bytes: &[u8]) -> (u32, usize) {
        let take = |length: usize| {
            (code_of(bytes.get(..length).unwrap_or(bytes)).unwrap_or(0), length.min(bytes.len()).max(1))
        };
        match (self.coding, bytes.first()) {
            (Coding::Identity, _) => take(2),
            (Coding::Utf16, Some(0xD8..=0xDB)) => take(4),
            (Coding::Utf16, _) => take(2),
            (Coding::Mixed, first) => {
                let mapped =
                    (1..=bytes.len().min(4)).map(take).find(|&(code, length)| self.cid(code, length).is_some());
                mapped.unwrap_or_else(|| take(if first.is_some_and(|&byte| byte < 0x80) { 1 } else { 2 }))
            }
        }
    }

    pub(crate) fn cid(&self, code: u32, length: usize) -> Option<u32> {
        self.map.lookup_cid_code(code, u8::try_from(length).ok()?)
    }

    /// What a code of a Unicode encoding means.
    pub(crate) fn unicode_of_code(&self, code: u32) -> Option<Meaning> {
        let units = [(code >> 16) as u16, code as u16];
        let units = units.get(usize::from(code <= 0xFFFF)..)?;
        (self.coding == Coding::Utf16).then(|| Meaning::from_utf16(units))?
    }

    /// What a CID means, for the map of a character collection.
    pub(crate) fn unicode(&self, cid: u32) -> Option<Meaning> {
        match self.map.lookup_bf_string(cid)? {
            hayro_cmap::BfString::Char(char) => Some(Meaning::Char(char)),
            hayro_cmap::BfString::String(text) => {
                // Variation selectors say which form is printed, not which character.
                let plain: String = text.chars().filter(|char| !is_variation_selector(*char)).collect();
                (!plain.is_empty()).then(|| Meaning::from_text(plain))
            }
        }
    }
}

const fn is_variation_selector(char: char) -> bool {
    matches!(char, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn to_unicode_maps() {
        let map = CMap::parse(
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange
              2 beginbfchar <0003> <51B3> <0004> <00660069> endbfchar
              2 beginbfrange <0010> <0012> <0041> <0020> <0021> [<4E00> <4E8C>] endbfrange",
            None,
        );
        assert_eq!(map.unicode(3), Some(Meaning::Char('决')));
        assert_eq!(map.unicode(4), Some(Meaning::Str("fi".into())));
        assert_eq!(map.unicode(0x12), Some(Meaning::Char('C')));
        assert_eq!(map.unicode(0x21), Some(Meaning::Char('二')));
        assert_eq!(map.unicode(0x22), None);
        assert_eq!(map.next_code(&[0x51, 0xB3, 0]), (0x51B3, 2));
    }

    #[test]
    fn later_definitions_override_earlier_ones() {
        let map = CMap::parse(b"beginbfrange <00> <FF> <0041> endbfrange beginbfchar <02> <7B97> endbfchar", None);
        assert_eq!(map.unicode(1), Some(Meaning::Char('B')));
        assert_eq!(map.unicode(2), Some(Meaning::Char('算')));
        assert_eq!(map.unicode(3), Some(Meaning::Char('D')));
    }

    #[test]
    fn broken_and_endless_maps_are_harmless() {
        let map =
            CMap::parse(b"beginbfchar <01> <0041> <02> endbfchar beginbfrange <00000000> <FFFFFFFF> <0000>", None);
        assert_eq!(map.unicode(0x4E00), Some(Meaning::Char('一')));
        assert_eq!(map.unicode(0xFFFF_FFFF), None);
    }

    #[test]
    fn bombs_are_cut_short() {
        let map = CMap::parse(
            "begincodespacerange".bytes().chain(b" <00> <FF>".repeat(5_000)).collect::<Vec<_>>().as_slice(),
            None,
        );
        assert_eq!(map.codespaces.len(), MAX_CODE_SPACES);
        let texts = b"<>".repeat(2 * MAX_RANGES);
        let map = CMap::parse(&[b"beginbfrange <00000000> <FFFFFFFF> [".as_slice(), &texts].concat(), None);
        assert_eq!((map.texts.len(), map.len()), (MAX_RANGES, MAX_RANGES));
    }

    #[test]
    fn embedded_encodings_extend_predefined_ones() {
        let map = CMap::parse(
            b"/GBK-EUC-H usecmap 1 begincodespacerange <00> <80> endcodespacerange
              1 begincidchar <41> 5000 endcidchar 1 begincidrange <30> <39> 100 endcidrange",
            None,
        );
        assert_eq!(map.cid(0x41, 1), Some(5000));
        assert_eq!(map.cid(0x32, 1), Some(102));
        assert_eq!(map.cid(0x21, 1), Some(814));
    }

    #[test]
    fn digits_of_gbk_fonts_are_plain() {
        let gbk = Predefined::load(b"GBK-EUC-H").unwrap();
        let gb1 = Predefined::collection(gbk.ordering().unwrap()).unwrap();
        assert_eq!(gbk.next_code(b"1\xBE\xF6"), (0x31, 1));
        assert_eq!(gbk.next_code(b"\xBE\xF6"), (0xBEF6, 2));
        let text = |code, length| gb1.unicode(gbk.cid(code, length).unwrap());
        assert_eq!(text(0x31, 1), Some(Meaning::Char('1')));
        assert_eq!(text(0xBEF6, 2), Some(Meaning::Char('决')));
    }

    #[test]
    fn unicode_encodings_say_their_text() {
        let ucs2 = Predefined::load(b"UniGB-UCS2-H").unwrap();
        assert_eq!(ucs2.next_code(&[0x51, 0xB3]), (0x51B3, 2));
        assert_eq!(ucs2.unicode_of_code(0x51B3), Some(Meaning::Char('决')));
        let utf16 = Predefined::load(b"UniGB-UTF16-H").unwrap();
        assert_eq!(utf16.next_code(&[0xD8, 0x40, 0xDC, 0x0B]), (0xD840_DC0B, 4));
        assert_eq!(utf16.unicode_of_code(0xD840_DC0B), Some(Meaning::Char('\u{2000B}')));
    }
}
