//! A symbol dictionary of a JBIG2 picture → how many pixels its symbols have.
//!
//! No header states how large symbols are: their sizes stand coded between their pixels, and behind the end of the data
//! the decoder goes on as if there were more. So they are decoded here once, and counted, before the decoder of pictures
//! may. What is counted follows T.88: 6.5 (dictionaries), 6.2 (pixels), Annexes A and E (numbers and bits).

/// What a dictionary holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Symbols {
    /// The pixels of its own symbols, and what else its decoding costs.
    pub(crate) pixels: u64,
    /// The pixels of the largest of its own symbols.
    pub(crate) largest: u64,
    /// The state in which the next dictionary begins, where it may.
    pub(crate) kept: Option<(u8, Vec<Context>)>,
}

/// Why a dictionary is not decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    TooLarge,
    /// Damaged, or coded in a way that no scanner's program is known to use: by Huffman codes, or by refining symbols.
    Unknown,
}

/// A row of symbols, and a symbol, cost at least so much: there may be many of no size.
const LEAST: u64 = 16;
/// Bits of the flags of a dictionary.
const HUFFMAN_OR_REFINED: u16 = 0b11;
const CONTEXT_USED: u16 = 0x100;
const CONTEXT_KEPT: u16 = 0x200;

/// The pixels around one that its context is made of, without the adaptive ones, by template: to the right, and down.
const TEMPLATES: [&[(i32, i32)]; 4] = [
    &[(-1, -2), (0, -2), (1, -2), (-2, -1), (-1, -1), (0, -1), (1, -1), (2, -1), (-4, 0), (-3, 0), (-2, 0), (-1, 0)],
    &[(-1, -2), (0, -2), (1, -2), (2, -2), (-2, -1), (-1, -1), (0, -1), (1, -1), (2, -1), (-3, 0), (-2, 0), (-1, 0)],
    &[(-1, -2), (0, -2), (1, -2), (-2, -1), (-1, -1), (0, -1), (1, -1), (-2, 0), (-1, 0)],
    &[(-3, -1), (-2, -1), (-1, -1), (0, -1), (1, -1), (-4, 0), (-3, 0), (-2, 0), (-1, 0)],
];
/// The adaptive pixels of each template.
const ADAPTIVE: [usize; 4] = [4, 1, 1, 1];

/// Decodes a dictionary's symbols and counts them. `before` is the state that the dictionary before it kept.
pub(crate) fn symbols(body: &[u8], before: Option<&(u8, Vec<Context>)>, most: u64) -> Result<Symbols, Refused> {
    use Refused::Unknown;
    let [first, second, rest @ ..] = body else { return Err(Unknown) };
    let flags = u16::from_be_bytes([*first, *second]);
    if flags & HUFFMAN_OR_REFINED != 0 {
        return Err(Unknown);
    }
    let template = (flags >> 10 & 3) as u8;
    let adaptive = ADAPTIVE.get(usize::from(template)).copied().ok_or(Unknown)?;
    let (places, rest) = rest.split_at_checked(2 * adaptive).ok_or(Unknown)?;
    let mut around = TEMPLATES.get(usize::from(template)).copied().ok_or(Unknown)?.to_vec();
    for place in places.chunks_exact(2) {
        let [x, y] = place else { return Err(Unknown) };
        let place = (i32::from(x.cast_signed()), i32::from(y.cast_signed()));
        if place.1 > 0 || place.1 == 0 && place.0 >= 0 {
            return Err(Unknown);
        }
        around.push(place);
    }
    let (counts, data) = rest.split_at_checked(8).ok_or(Unknown)?;
    let count = counts.get(4..).and_then(|new| new.try_into().ok()).map(u32::from_be_bytes).ok_or(Unknown)?;
    let contexts = match before {
        _ if flags & CONTEXT_USED == 0 => vec![Context::default(); 1 << around.len()],
        Some((of, kept)) if *of == template => kept.clone(),
        _ => return Err(Unknown),
    };
    let mut counting = Counting { bits: Bits::new(data), contexts, around, most, found: Symbols::default() };
    counting.all(count)?;
    let kept = (flags & CONTEXT_KEPT != 0).then_some((template, counting.contexts));
    Ok(Symbols { kept, ..counting.found })
}

struct Counting<'a> {
    bits: Bits<'a>,
    contexts: Vec<Context>,
    around: Vec<(i32, i32)>,
    most: u64,
    found: Symbols,
}

impl Counting<'_> {
    fn all(&mut self, count: u32) -> Result<(), Refused> {
        let (mut heights, mut widths) = (Number::default(), Number::default());
        let (mut height, mut done) = (0_u32, 0_u32);
        while done < count {
            self.pay(LEAST)?;
            let more = heights.next(&mut self.bits).ok_or(Refused::Unknown)?;
            height = height.checked_add_signed(more).ok_or(Refused::Unknown)?;
            let mut width = 0_u32;
            while let Some(more) = widths.next(&mut self.bits) {
                if done >= count {
                    return Err(Refused::Unknown);
                }
                width = width.checked_add_signed(more).ok_or(Refused::Unknown)?;
                let pixels = u64::from(width).saturating_mul(height.into());
                self.pay(pixels.saturating_add(LEAST))?;
                self.found.largest = self.found.largest.max(pixels);
                self.pixels(width as usize, height as usize);
                done += 1;
            }
        }
        Ok(())
    }

    /// Counts a cost before it arises.
    fn pay(&mut self, cost: u64) -> Result<(), Refused> {
        self.found.pixels = self.found.pixels.saturating_add(cost);
        if self.found.pixels > self.most { Err(Refused::TooLarge) } else { Ok(()) }
    }

    /// Decodes the pixels of a symbol whose size has been paid for.
    fn pixels(&mut self, width: usize, height: usize) {
        let mut symbol = vec![0_u8; width.saturating_mul(height)];
        let at = |symbol: &[u8], x: usize, y: usize, place: &(i32, i32)| -> usize {
            let x = x.checked_add_signed(place.0 as isize).filter(|x| *x < width);
            let y = y.checked_add_signed(place.1 as isize);
            let index = x.zip(y).map(|(x, y)| y.saturating_mul(width).saturating_add(x));
            index.and_then(|index| symbol.get(index)).copied().unwrap_or(0).into()
        };
        for y in 0..height {
            for x in 0..width {
                let context = self.around.iter().fold(0, |context, place| context << 1 | at(&symbol, x, y, place));
                let Some(context) = self.contexts.get_mut(context) else { return };
                let bit = self.bits.next(context);
                if let Some(slot) = symbol.get_mut(y * width + x) {
                    *slot = u8::from(bit);
                }
            }
        }
    }
}

/// A number decoder of its own contexts (Annex A).
struct Number {
    contexts: Vec<Context>,
}

impl Default for Number {
    fn default() -> Self {
        Self { contexts: vec![Context::default(); 512] }
    }
}

impl Number {
    /// The next number; nothing at the end of a row.
    fn next(&mut self, bits: &mut Bits<'_>) -> Option<i32> {
        /// How many bits follow so many ones, and from where they count.
        const RANGES: [(u32, u32); 6] = [(2, 0), (4, 4), (6, 20), (8, 84), (12, 340), (32, 4436)];
        let mut before = 1_usize;
        let mut bit = || {
            let bit = self.contexts.get_mut(before).is_some_and(|context| bits.next(context));
            let longer = before << 1 | usize::from(bit);
            before = if before < 256 { longer } else { longer & 511 | 256 };
            bit
        };
        let negative = bit();
        let ones = (0..5).take_while(|_| bit()).count();
        let (count, from) = RANGES.get(ones).copied()?;
        let value = (0..count).fold(0_u32, |value, _| value << 1 | u32::from(bit())).wrapping_add(from);
        match (negative, value.cast_signed()) {
            (false, value) => Some(value),
            (true, 0) => None,
            (true, value) => Some(value.wrapping_neg()),
        }
    }
}

/// How probable the next bit is: a row of [`STATES`], and the bit itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Context {
    state: u8,
    probable: bool,
}

/// The arithmetic decoder (Annex E, with the registers of its software conventions).
struct Bits<'a> {
    data: &'a [u8],
    at: usize,
    value: u32,
    range: u32,
    left: u32,
}

impl<'a> Bits<'a> {
    fn new(data: &'a [u8]) -> Self {
        let mut bits = Self { data, at: 0, value: 0, range: 0x8000, left: 0 };
        bits.value = u32::from(bits.byte(0)) << 16;
        bits.more();
        bits.value <<= 7;
        bits.left = bits.left.saturating_sub(7);
        bits
    }

    /// A byte from here on; what is not there is 255.
    fn byte(&self, ahead: usize) -> u8 {
        self.data.get(self.at.saturating_add(ahead)).copied().unwrap_or(0xff)
    }

    fn more(&mut self) {
        let next = u32::from(self.byte(1));
        if self.byte(0) != 0xff {
            self.at = self.at.saturating_add(1);
            (self.value, self.left) = (self.value.wrapping_add(next << 8), 8);
        } else if next > 0x8f {
            (self.value, self.left) = (self.value.wrapping_add(0xff00), 8);
        } else {
            self.at = self.at.saturating_add(1);
            (self.value, self.left) = (self.value.wrapping_add(next << 9), 7);
        }
    }

    fn next(&mut self, context: &mut Context) -> bool {
        let (part, probable, improbable, switches) =
            STATES.get(usize::from(context.state)).copied().unwrap_or((0x5601, 0, 0, false));
        self.range = self.range.wrapping_sub(part);
        let lower = self.value >> 16 < part;
        if !lower {
            self.value = self.value.wrapping_sub(part << 16);
            if self.range & 0x8000 != 0 {
                return context.probable;
            }
        }
        let is_probable = (self.range < part) == lower;
        if lower {
            self.range = part;
        }
        let bit = context.probable == is_probable;
        if is_probable {
            context.state = probable;
        } else {
            context.probable ^= switches;
            context.state = improbable;
        }
        while self.range & 0x8000 == 0 {
            if self.left == 0 {
                self.more();
            }
            self.range <<= 1;
            self.value = self.value.wrapping_shl(1);
            self.left = self.left.saturating_sub(1);
        }
        bit
    }
}

/// Table E.1: the part of the range that the improbable bit takes, the state after a probable and after an improbable
/// one, and whether that exchanges them.
const STATES: [(u32, u8, u8, bool); 47] = [
    (0x5601, 1, 1, true),
    (0x3401, 2, 6, false),
    (0x1801, 3, 9, false),
    (0x0ac1, 4, 12, false),
    (0x0521, 5, 29, false),
    (0x0221, 38, 33, false),
    (0x5601, 7, 6, true),
    (0x5401, 8, 14, false),
    (0x4801, 9, 14, false),
    (0x3801, 10, 14, false),
    (0x3001, 11, 17, false),
    (0x2401, 12, 18, false),
    (0x1c01, 13, 20, false),
    (0x1601, 29, 21, false),
    (0x5601, 15, 14, true),
    (0x5401, 16, 14, false),
    (0x5101, 17, 15, false),
    (0x4801, 18, 16, false),
    (0x3801, 19, 17, false),
    (0x3401, 20, 18, false),
    (0x3001, 21, 19, false),
    (0x2801, 22, 19, false),
    (0x2401, 23, 20, false),
    (0x2201, 24, 21, false),
    (0x1c01, 25, 22, false),
    (0x1801, 26, 23, false),
    (0x1601, 27, 24, false),
    (0x1401, 28, 25, false),
    (0x1201, 29, 26, false),
    (0x1101, 30, 27, false),
    (0x0ac1, 31, 28, false),
    (0x09c1, 32, 29, false),
    (0x08a1, 33, 30, false),
    (0x0521, 34, 31, false),
    (0x0441, 35, 32, false),
    (0x02a1, 36, 33, false),
    (0x0221, 37, 34, false),
    (0x0141, 38, 35, false),
    (0x0111, 39, 36, false),
    (0x0085, 40, 37, false),
    (0x0049, 41, 38, false),
    (0x0025, 42, 39, false),
    (0x0015, 43, 40, false),
    (0x0009, 44, 41, false),
    (0x0005, 45, 42, false),
    (0x0001, 45, 43, false),
    (0x5601, 46, 46, false),
];

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    const MOST: u64 = 32 << 20;

    /// Two symbols, of template 2, by the example of T.88 H.1.
    pub(crate) const DICTIONARY: &[u8] = &[
        0x08, 0x00, 0x02, 0xff, 0, 0, 0, 2, 0, 0, 0, 2, 0x4f, 0xe7, 0x8c, 0x20, 0x0e, 0x1d, 0xc7, 0xcf, 0x01, 0x11,
        0xc4, 0xb2, 0x6f, 0xff, 0xac,
    ];
    /// Twice 6 × 6 pixels, in one row.
    pub(crate) const DICTIONARY_PIXELS: u64 = 2 * 6 * 6 + 3 * LEAST;

    #[test]
    fn bits_are_decoded_as_the_standard_has_them() {
        // T.88 H.2: one context for all bits.
        let data = [
            0x84, 0xc7, 0x3b, 0xfc, 0xe1, 0xa1, 0x43, 0x04, 0x02, 0x20, 0x00, 0x00, 0x41, 0x0d, 0xbb, 0x86, 0xf4, 0x31,
            0x7f, 0xff, 0x88, 0xff, 0x37, 0x47, 0x1a, 0xdb, 0x6a, 0xdf, 0xff, 0xac,
        ];
        let (mut bits, mut context) = (Bits::new(&data), Context::default());
        let bytes = (0..32).map(|_| (0..8).fold(0_u8, |byte, _| byte << 1 | u8::from(bits.next(&mut context))));
        let expected = [
            0x00, 0x02, 0x00, 0x51, 0x00, 0x00, 0x00, 0xc0, 0x03, 0x52, 0x87, 0x2a, 0xaa, 0xaa, 0xaa, 0xaa, 0x82, 0xc0,
            0x20, 0x00, 0xfc, 0xd7, 0x9e, 0xf6, 0xbf, 0x7f, 0xed, 0x90, 0x4f, 0x46, 0xa3, 0xbf,
        ];
        assert_eq!(bytes.collect::<Vec<u8>>(), expected);
    }

    #[test]
    fn symbols_are_counted() {
        let found = symbols(DICTIONARY, None, MOST).unwrap();
        assert_eq!((found.pixels, found.largest), (DICTIONARY_PIXELS, 6 * 6));
        assert!(found.kept.is_none());
        assert_eq!(symbols(DICTIONARY, None, DICTIONARY_PIXELS - 1), Err(Refused::TooLarge));
    }

    /// Data that have nothing to say: whatever sizes come out, the count ends.
    #[test]
    fn symbols_larger_than_the_limit_and_rows_without_any_end() {
        let dictionary = |data: &[u8]| [&DICTIONARY[..4], &[0, 0x10, 0, 0, 0, 0x10, 0, 0], data].concat();
        for byte in 0..=255_u8 {
            for length in [0, 1, 2, 40] {
                let refused = symbols(&dictionary(&vec![byte; length]), None, 1 << 16);
                assert!(refused.is_err(), "{byte} {length}: {refused:?}");
            }
        }
    }

    #[test]
    fn huffman_codes_and_refined_symbols_are_refused() {
        for flags in [1, 2, 3] {
            let mut dictionary = DICTIONARY.to_vec();
            dictionary[1] = flags;
            assert_eq!(symbols(&dictionary, None, MOST), Err(Refused::Unknown));
        }
        assert_eq!(symbols(&DICTIONARY[..9], None, MOST), Err(Refused::Unknown));
    }

    #[test]
    fn a_dictionary_goes_on_from_the_state_that_another_kept() {
        let mut keeps = DICTIONARY.to_vec();
        keeps[0] |= 2;
        let kept = symbols(&keeps, None, MOST).unwrap().kept;
        assert!(kept.as_ref().is_some_and(|(template, _)| *template == 2));
        let mut uses = DICTIONARY.to_vec();
        uses[0] |= 1;
        assert_eq!(symbols(&uses, None, MOST), Err(Refused::Unknown), "there is none");
        // The numbers have contexts of their own: the first symbol is as large, whatever the state of the pixels.
        let found = symbols(&uses, kept.as_ref(), 200);
        assert!(matches!(found, Ok(_) | Err(Refused::TooLarge | Refused::Unknown)), "{found:?}");
    }
}
