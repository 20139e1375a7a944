//! The segments of a JBIG2 picture → the pixels that its regions state, before any of them is decoded.
//!
//! A region of a small picture may state 65,535 × 65,535 pixels in a few bytes, and the decoder would fill them all.

/// Segments that are looked at: a page has a few, or a few for each of its strips.
const MAX_SEGMENTS: usize = 100_000;
/// Types of segments that begin with the width and height of a region: text, halftone, generic, refinement.
const REGIONS: [u8; 12] = [4, 6, 7, 20, 22, 23, 36, 38, 39, 40, 42, 43];
/// A segment of this length goes on to the end.
const UNKNOWN: u64 = 0xffff_ffff;

/// The pixels of all regions together; nothing where the segments cannot be told apart.
pub(crate) fn stated_pixels(data: &[u8]) -> Option<u64> {
    let mut at = 0_usize;
    let mut pixels = 0_u64;
    for _ in 0..MAX_SEGMENTS {
        if at >= data.len() {
            return Some(pixels);
        }
        let mut header = Header { data, at };
        let number = header.take(4)?;
        let flags = header.take(1)?;
        let count = header.take(1)?;
        let referred = if count >> 5 == 7 {
            header.at = header.at.checked_sub(1)?;
            let long = header.take(4)? & 0x1fff_ffff;
            // Bits that say which segments are kept.
            header.skip(long.checked_add(8)? / 8)?;
            long
        } else {
            count >> 5
        };
        let size = match number {
            0..=256 => 1,
            257..=65_536 => 2,
            _ => 4,
        };
        header.skip(referred.checked_mul(size)?)?;
        header.skip(if flags & 0x40 == 0 { 1 } else { 4 })?;
        let length = header.take(4)?;
        let body = header.at;
        if REGIONS.contains(&u8::try_from(flags & 0x3f).ok()?) {
            let area = header.take(4)?.checked_mul(header.take(4)?)?;
            pixels = pixels.saturating_add(area);
        }
        if length == UNKNOWN {
            return Some(pixels);
        }
        at = body.checked_add(usize::try_from(length).ok()?)?;
    }
    None
}

/// Reads numbers, the highest byte first.
struct Header<'a> {
    data: &'a [u8],
    at: usize,
}

impl Header<'_> {
    fn take(&mut self, bytes: usize) -> Option<u64> {
        let end = self.at.checked_add(bytes)?;
        let value = self.data.get(self.at..end)?.iter().fold(0_u64, |value, byte| value << 8 | u64::from(*byte));
        self.at = end;
        Some(value)
    }

    fn skip(&mut self, bytes: u64) -> Option<()> {
        self.at = self.at.checked_add(usize::try_from(bytes).ok()?)?;
        Some(())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The segment of a page of this size.
    pub(crate) fn page(width: u32, height: u32) -> Vec<u8> {
        let mut body = [width.to_be_bytes(), height.to_be_bytes(), [0; 4], [0; 4]].concat();
        body.extend([0, 0, 0]);
        segment(0, 48, &body)
    }

    /// A generic region of this size.
    pub(crate) fn region(width: u32, height: u32) -> Vec<u8> {
        let mut body = [width.to_be_bytes(), height.to_be_bytes(), [0; 4], [0; 4]].concat();
        body.extend([0, 0, 3, 0xff, 0xfd, 0xff, 2, 0xfe, 0xfe, 0xfe, 0xfe, 0xff, 0xac]);
        segment(1, 38, &body)
    }

    fn segment(number: u32, kind: u8, body: &[u8]) -> Vec<u8> {
        let mut segment = number.to_be_bytes().to_vec();
        segment.extend([kind, 0, 1]);
        segment.extend(u32::try_from(body.len()).unwrap().to_be_bytes());
        segment.extend(body);
        segment
    }

    #[test]
    fn the_pixels_of_regions_are_counted() {
        let picture = [page(100, 100), region(100, 60), region(65_535, 65_535)].concat();
        assert_eq!(stated_pixels(&picture), Some(100 * 60 + 65_535 * 65_535));
        assert_eq!(stated_pixels(&page(100, 100)), Some(0));
        assert_eq!(stated_pixels(&[]), Some(0));
        // Cut off within a header.
        assert_eq!(stated_pixels(&picture[..34]), None);
    }
}
