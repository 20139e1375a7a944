//! A JBIG2 picture → the pixels that decoding it costs, before it is decoded.
//!
//! A region of a small picture may state 65,535 × 65,535 pixels in a few bytes, a symbol may be as large, and a text
//! region may paste it a million times. The decoder has no limit of its own, so what it would do is counted here.

use std::collections::BTreeMap;

use crate::pixels::PixelError;
use crate::symbols::{Refused, Symbols, symbols};

/// Segments that are looked at: a page has a few, or a few for each of its strips.
const MAX_SEGMENTS: usize = 100_000;
/// Types of segments.
const SYMBOLS: u64 = 0;
const TEXT: [u64; 3] = [4, 6, 7];
const PATTERNS: u64 = 16;
const HALFTONE: [u64; 3] = [20, 22, 23];
/// Generic and refined regions.
const PLAIN: [u64; 6] = [36, 38, 39, 40, 42, 43];
/// A segment of this length goes on to a mark within it.
const UNKNOWN: u64 = 0xffff_ffff;
/// Bytes of a region's width, height, place and flags.
const REGION: u64 = 17;
/// Flags of a text region: coded by Huffman codes; its symbols are refined, each to a size that no header states.
const HUFFMAN: u64 = 1;
const REFINED: u64 = 2;
/// Pixels that text regions paste, all symbols taken for the largest: they are pasted 64 at a time.
const MAX_PASTED: u64 = 4 << 30;
/// Bits of a grey value of a halftone region, at most.
const GREY_BITS: u64 = 32;

/// The pixels of all that a picture's segments make the decoder decode, at most so many.
pub(crate) fn decoded_pixels(globals: Option<&[u8]>, data: &[u8], most: u64) -> Result<u64, PixelError> {
    let mut cost = Cost { most, ..Cost::default() };
    if let Some(globals) = globals {
        cost.segments(globals)?;
    }
    cost.segments(data)?;
    Ok(cost.pixels)
}

#[derive(Default)]
struct Cost {
    most: u64,
    pixels: u64,
    pasted: u64,
    /// The dictionaries so far, by the number of their segments. A dictionary may hand on those that it refers to:
    /// `pixels` and `largest` are those of all that it may hold.
    dictionaries: BTreeMap<u64, Symbols>,
    /// The pixels of the largest pattern so far.
    pattern: u64,
}

impl Cost {
    fn segments(&mut self, data: &[u8]) -> Result<(), PixelError> {
        let mut rest = data;
        let mut before = None;
        for _ in 0..MAX_SEGMENTS {
            // What breaks off is not decoded.
            let Some((segment, after)) = Segment::first(rest) else { return Ok(()) };
            // The decoder finds what a segment refers to by numbers that rise.
            if before.is_some_and(|before| before >= segment.number) || self.dictionaries.contains_key(&segment.number)
            {
                return Err(PixelError::Damaged);
            }
            before = Some(segment.number);
            rest = after;
            self.segment(&segment)?;
        }
        Err(PixelError::TooLarge)
    }

    fn segment(&mut self, segment: &Segment<'_>) -> Result<(), PixelError> {
        let mut body = Numbers { data: segment.body };
        let mut stated = || Some(body.take(4)?.saturating_mul(body.take(4)?));
        match segment.kind {
            SYMBOLS => self.symbols(segment),
            PATTERNS => {
                let pattern = |body: &mut Numbers<'_>| {
                    let (_, across, down, last) = (body.take(1)?, body.take(1)?, body.take(1)?, body.take(4)?);
                    Some((across * down, last + 1))
                };
                let Some((pattern, count)) = pattern(&mut body) else { return Ok(()) };
                self.pattern = self.pattern.max(pattern);
                self.pay(pattern.max(1).saturating_mul(count))
            }
            kind if PLAIN.contains(&kind) => {
                let area = stated().unwrap_or(0);
                self.pay(area)
            }
            kind if HALFTONE.contains(&kind) => {
                let area = stated().unwrap_or(0);
                let grid = |body: &mut Numbers<'_>| {
                    body.skip(REGION - 8 + 1)?;
                    Some(body.take(4)?.saturating_mul(body.take(4)?))
                };
                let grid = grid(&mut body).unwrap_or(0);
                self.pay(area.saturating_add(grid.saturating_mul(GREY_BITS.saturating_add(self.pattern))))
            }
            kind if TEXT.contains(&kind) => {
                let area = stated().unwrap_or(0);
                let instances = |body: &mut Numbers<'_>| {
                    body.skip(REGION - 8)?;
                    let flags = body.take(2)?;
                    body.skip(if flags & HUFFMAN > 0 { 2 } else { 0 })?;
                    Some((flags, body.take(4)?))
                };
                let Some((flags, count)) = instances(&mut body) else { return Ok(()) };
                if flags & REFINED > 0 {
                    return Err(PixelError::Damaged);
                }
                let largest = self.referred(segment).map(|symbols| symbols.largest).max().unwrap_or(0);
                self.pasted = self.pasted.saturating_add(count.saturating_mul(largest.max(1)));
                if self.pasted > MAX_PASTED {
                    return Err(PixelError::TooLarge);
                }
                self.pay(area)
            }
            _ => Ok(()),
        }
    }

    fn symbols(&mut self, segment: &Segment<'_>) -> Result<(), PixelError> {
        let before = segment.refers.iter().rev().find_map(|number| self.dictionaries.get(number));
        let left = self.most.saturating_sub(self.pixels);
        let own = symbols(segment.body, before.and_then(|symbols| symbols.kept.as_ref()), left);
        let own = own.map_err(|refused| match refused {
            Refused::TooLarge => PixelError::TooLarge,
            Refused::Unknown => PixelError::Damaged,
        })?;
        let handed_on = |of: fn(&Symbols) -> u64| self.referred(segment).map(of);
        let pixels = handed_on(|symbols| symbols.pixels).fold(own.pixels, u64::saturating_add);
        let largest = handed_on(|symbols| symbols.largest).fold(own.largest, u64::max);
        // What is handed on is copied.
        self.pay(pixels)?;
        self.dictionaries.insert(segment.number, Symbols { pixels, largest, ..own });
        Ok(())
    }

    fn referred<'a>(&'a self, segment: &'a Segment<'_>) -> impl Iterator<Item = &'a Symbols> {
        segment.refers.iter().filter_map(|number| self.dictionaries.get(number))
    }

    fn pay(&mut self, pixels: u64) -> Result<(), PixelError> {
        self.pixels = self.pixels.saturating_add(pixels);
        if self.pixels > self.most { Err(PixelError::TooLarge) } else { Ok(()) }
    }
}

struct Segment<'a> {
    number: u64,
    kind: u64,
    /// The segments that it refers to.
    refers: Vec<u64>,
    body: &'a [u8],
}

impl<'a> Segment<'a> {
    /// The first segment of some data, and what comes after it.
    fn first(data: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let mut head = Numbers { data };
        let (number, flags, count) = (head.take(4)?, head.take(1)?, head.take(1)?);
        let count = if count >> 5 == 7 {
            let long = (count & 0x1f) << 24 | head.take(3)?;
            // Bits that say which segments are kept.
            head.skip(long.checked_add(8)? / 8)?;
            long
        } else {
            count >> 5
        };
        let size = match number {
            0..=256 => 1,
            257..=65_536 => 2,
            _ => 4,
        };
        let refers = head.bytes(count.checked_mul(size)?)?;
        let refers = refers.chunks(size as usize).map(|bytes| Numbers { data: bytes }.take(size));
        let refers = refers.collect::<Option<Vec<u64>>>()?;
        head.skip(if flags & 0x40 == 0 { 1 } else { 4 })?;
        let stated = head.take(4)?;
        let length = if stated == UNKNOWN { marked_length(head.data)? } else { stated };
        let body = head.bytes(length)?;
        Some((Self { number, kind: flags & 0x3f, refers, body }, head.data))
    }
}

/// The length of a generic region that ends with a mark and the number of its rows.
fn marked_length(data: &[u8]) -> Option<u64> {
    let flags = *data.get(REGION as usize)?;
    let (mark, adaptive) = match (flags & 1 > 0, flags >> 1 & 3, flags & 0x10 > 0) {
        (true, ..) => ([0, 0], 0),
        (false, 0, false) => ([0xff, 0xac], 8),
        (false, 0, true) => ([0xff, 0xac], 24),
        (false, ..) => ([0xff, 0xac], 2),
    };
    let from = REGION as usize + 1 + adaptive;
    let at = data.get(from..)?.windows(6).position(|bytes| bytes.starts_with(&mark))?;
    u64::try_from(from + at + 6).ok()
}

/// Reads numbers, the highest byte first.
struct Numbers<'a> {
    data: &'a [u8],
}

impl<'a> Numbers<'a> {
    fn bytes(&mut self, count: u64) -> Option<&'a [u8]> {
        let (bytes, rest) = self.data.split_at_checked(usize::try_from(count).ok()?)?;
        self.data = rest;
        Some(bytes)
    }

    fn take(&mut self, bytes: u64) -> Option<u64> {
        Some(self.bytes(bytes)?.iter().fold(0_u64, |value, byte| value << 8 | u64::from(*byte)))
    }

    fn skip(&mut self, bytes: u64) -> Option<()> {
        self.bytes(bytes).map(|_| ())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    const MOST: u64 = 96 << 20;

    /// The segment of a page of this size.
    pub(crate) fn page(width: u32, height: u32) -> Vec<u8> {
        let mut body = [width.to_be_bytes(), height.to_be_bytes(), [0; 4], [0; 4]].concat();
        body.extend([0, 0, 0]);
        segment(0, 48, &[], &body)
    }

    /// A generic region of this size.
    pub(crate) fn region(width: u32, height: u32) -> Vec<u8> {
        let mut body = [width.to_be_bytes(), height.to_be_bytes(), [0; 4], [0; 4]].concat();
        body.extend([0, 0, 3, 0xff, 0xfd, 0xff, 2, 0xfe, 0xfe, 0xfe, 0xfe, 0xff, 0xac]);
        segment(1, 38, &[], &body)
    }

    /// A text region of this size that pastes so many symbols of the dictionaries.
    pub(crate) fn text(number: u8, side: u32, flags: u16, refers: &[u8], count: u32) -> Vec<u8> {
        let mut body = [side.to_be_bytes(), side.to_be_bytes(), [0; 4], [0; 4]].concat();
        body.push(0);
        body.extend(flags.to_be_bytes());
        body.extend(count.to_be_bytes());
        body.extend([0; 64]);
        segment(number, 6, refers, &body)
    }

    pub(crate) fn segment(number: u8, kind: u8, refers: &[u8], body: &[u8]) -> Vec<u8> {
        let mut segment = u32::from(number).to_be_bytes().to_vec();
        segment.extend([kind, u8::try_from(refers.len() << 5).unwrap()]);
        segment.extend(refers);
        segment.push(1);
        segment.extend(u32::try_from(body.len()).unwrap().to_be_bytes());
        segment.extend(body);
        segment
    }

    fn of(parts: &[Vec<u8>]) -> Result<u64, PixelError> {
        decoded_pixels(None, &parts.concat(), MOST)
    }

    #[test]
    fn the_pixels_of_regions_are_counted() {
        assert_eq!(of(&[page(100, 100), region(100, 60)]), Ok(100 * 60));
        assert_eq!(of(&[page(100, 100), region(65_535, 65_535)]), Err(PixelError::TooLarge));
        assert_eq!(of(&[page(100, 100)]), Ok(0));
        assert_eq!(of(&[]), Ok(0));
        // What is cut off is not decoded.
        let picture = [page(100, 100), region(100, 60)].concat();
        assert_eq!(decoded_pixels(None, &picture[..34], MOST), Ok(0));
        assert_eq!(of(&[region(100, 60), page(100, 100)]), Err(PixelError::Damaged), "numbers that fall");
    }

    #[test]
    fn a_region_without_a_length_ends_at_its_mark() {
        let mut open = region(100, 60);
        open[7..11].copy_from_slice(&[0xff; 4]);
        open.extend([0, 0, 0, 60]);
        let mut second = region(65_535, 65_535);
        second[3] = 2;
        assert_eq!(of(&[page(100, 100), open.clone()]), Ok(100 * 60));
        assert_eq!(of(&[page(100, 100), open, second]), Err(PixelError::TooLarge));
    }

    #[test]
    fn patterns_and_grids_of_halftones_are_counted() {
        let patterns = |across: u8, last: u32| {
            let body = [&[0, across, 8][..], &last.to_be_bytes()].concat();
            segment(1, 16, &[], &body)
        };
        let halftone = |grid: u32| {
            let mut body = [[0, 0, 0, 100]; 2].concat();
            body.extend([0; 10]);
            body.extend([grid.to_be_bytes(), grid.to_be_bytes()].concat());
            segment(2, 22, &[1], &body)
        };
        assert_eq!(of(&[patterns(8, 15), halftone(50)]), Ok(64 * 16 + 100 * 100 + 50 * 50 * (32 + 64)));
        assert_eq!(of(&[patterns(8, u32::MAX)]), Err(PixelError::TooLarge));
        assert_eq!(of(&[patterns(8, 15), halftone(60_000)]), Err(PixelError::TooLarge));
    }

    #[test]
    fn what_text_regions_paste_is_limited() {
        use crate::symbols::tests::{DICTIONARY, DICTIONARY_PIXELS};
        let dictionary = segment(1, 0, &[], DICTIONARY);
        let pixels = DICTIONARY_PIXELS;
        let next = segment(2, 0, &[1], DICTIONARY);
        assert_eq!(of(&[dictionary.clone(), next]), Ok(3 * pixels), "what is handed on counts again");
        assert_eq!(of(&[dictionary.clone(), text(2, 100, 0, &[1], 9)]), Ok(pixels + 100 * 100));
        assert_eq!(of(&[dictionary.clone(), text(2, 100, 0, &[1], u32::MAX)]), Err(PixelError::TooLarge));
        assert_eq!(of(&[dictionary, text(2, 100, 2, &[1], 9)]), Err(PixelError::Damaged), "refined to unstated sizes");
    }
}
