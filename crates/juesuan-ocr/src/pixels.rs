//! A picture of the file → its pixels: grey or red, green, blue, one byte a sample.
//!
//! All decoders are pure Rust. What a picture states about its size is believed only within [`MAX_SAMPLES`].

use hayro_ccitt as fax;
use juesuan_extract::picture::{Coding, Colours, Picture};

use crate::regions::decoded_pixels;
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

/// Samples of one picture at most: a page of A3 at 600 dots in grey, a page of A4 at 400 in colour.
const MAX_SAMPLES: u64 = 96 << 20;
/// Pixels along one side at most.
const MAX_SIDE: u32 = 24_000;

/// Decoded pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pixels {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// Samples of a pixel: 1 (grey) or 3 (red, green, blue).
    pub(crate) samples: usize,
    pub(crate) data: Vec<u8>,
}

/// Why a picture gives no pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PixelError {
    /// More pixels than are looked at.
    #[error("a picture is larger than the limit")]
    TooLarge,
    /// The decoder gives up, or the data do not fit the stated size.
    #[error("a picture is damaged or coded in an unknown way")]
    Damaged,
}

/// The samples that may still be decoded: what the file says of a picture's size need not be what its data say.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Left(pub(crate) u64);

impl Left {
    /// What one picture may take.
    fn most(self) -> u64 {
        self.0.min(MAX_SAMPLES)
    }

    fn take(&mut self, samples: u64) -> Result<(), PixelError> {
        if samples > self.most() {
            return Err(PixelError::TooLarge);
        }
        self.0 -= samples;
        Ok(())
    }

    /// Takes what a picture of this size has.
    fn fits(&mut self, width: u32, height: u32, samples: u64) -> Result<(), PixelError> {
        if width == 0 || height == 0 {
            return Err(PixelError::Damaged);
        }
        if width > MAX_SIDE || height > MAX_SIDE {
            return Err(PixelError::TooLarge);
        }
        self.take(u64::from(width).saturating_mul(u64::from(height)).saturating_mul(samples))
    }
}

/// Decodes a picture.
pub(crate) fn decode(picture: &Picture, left: &mut Left) -> Result<Pixels, PixelError> {
    // What is stated must fit as well as what is found.
    let mut stated = *left;
    stated.fits(picture.width, picture.height, 1)?;
    match &picture.coding {
        Coding::Jpeg => jpeg(&picture.data, is_inverted(picture), left),
        Coding::Jpeg2000 => jpeg2000(&picture.data, left),
        Coding::Jbig2 { globals } => jbig2(picture, globals.as_deref(), left),
        Coding::Fax { .. } => ccitt(picture, left),
        _ => raw(picture, &picture.data, left),
    }
}

fn is_inverted(picture: &Picture) -> bool {
    matches!(picture.decode.as_slice(), [first, second, ..] if first > second)
}

fn jpeg(data: &[u8], inverted: bool, left: &mut Left) -> Result<Pixels, PixelError> {
    let side = MAX_SIDE as usize;
    let options = DecoderOptions::default().set_max_width(side).set_max_height(side);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(data), options);
    decoder.decode_headers().map_err(|_| PixelError::Damaged)?;
    let info = decoder.info().ok_or(PixelError::Damaged)?;
    left.fits(info.width.into(), info.height.into(), 3)?;
    let grey = decoder.input_colorspace() == Some(ColorSpace::Luma);
    let wanted = if grey { ColorSpace::Luma } else { ColorSpace::RGB };
    decoder.set_options(options.jpeg_set_out_colorspace(wanted));
    let mut data = decoder.decode().map_err(|_| PixelError::Damaged)?;
    let (width, height) = (usize::from(info.width), usize::from(info.height));
    let samples = if grey { 1 } else { 3 };
    if data.len() != width.saturating_mul(height).saturating_mul(samples) {
        return Err(PixelError::Damaged);
    }
    if inverted && grey {
        data.iter_mut().for_each(|value| *value = 255 - *value);
    }
    Ok(Pixels { width, height, samples, data })
}

fn jpeg2000(data: &[u8], left: &mut Left) -> Result<Pixels, PixelError> {
    let settings = hayro_jpeg2000::DecodeSettings::default();
    let image = hayro_jpeg2000::Image::new(data, &settings).map_err(|_| PixelError::Damaged)?;
    let (width, height) = (image.width(), image.height());
    // Its samples are kept as floating numbers while it is decoded.
    left.fits(width, height, 3)?;
    let mut context = hayro_jpeg2000::DecoderContext::default();
    let decoded = image.decode(&mut context).map_err(|_| PixelError::Damaged)?;
    let channels = decoded.components().len();
    if channels == 0 || channels > 5 {
        return Err(PixelError::Damaged);
    }
    let all = decoded.data_u8();
    let (width, height) = (width as usize, height as usize);
    let samples = if channels >= 3 { 3 } else { 1 };
    let data: Vec<u8> = all.chunks_exact(channels).flat_map(|pixel| pixel.iter().take(samples).copied()).collect();
    if data.len() != width.saturating_mul(height).saturating_mul(samples) {
        return Err(PixelError::Damaged);
    }
    Ok(Pixels { width, height, samples, data })
}

/// Takes black and white pixels from a decoder.
struct Bilevel {
    data: Vec<u8>,
    width: usize,
    /// Pixels of the row so far.
    column: usize,
    most: usize,
}

impl Bilevel {
    fn new(width: u32, height: u32) -> Self {
        let (width, most) = (width as usize, width as usize * height as usize);
        Self { data: Vec::with_capacity(most), width, column: 0, most }
    }

    fn push(&mut self, white: bool, count: usize) {
        let count = count.min(self.width.saturating_sub(self.column)).min(self.most.saturating_sub(self.data.len()));
        self.column += count;
        let value = if white { 255 } else { 0 };
        self.data.resize(self.data.len() + count, value);
    }

    fn end_row(&mut self) {
        let rest = self.width.saturating_sub(self.column);
        self.push(true, rest);
        self.column = 0;
    }

    fn pixels(mut self) -> Pixels {
        self.data.resize(self.most, 255);
        let height = self.most.checked_div(self.width).unwrap_or(0);
        Pixels { width: self.width, height, samples: 1, data: self.data }
    }
}

impl fax::Decoder for Bilevel {
    fn push_pixel(&mut self, white: bool) {
        self.push(white, 1);
    }
    fn push_pixel_chunk(&mut self, white: bool, chunk_count: u32) {
        self.push(white, (chunk_count as usize).saturating_mul(8));
    }
    fn next_line(&mut self) {
        self.end_row();
    }
}

impl hayro_jbig2::Decoder for Bilevel {
    fn push_pixel(&mut self, black: bool) {
        self.push(!black, 1);
    }
    fn push_pixel_chunk(&mut self, black: bool, chunk_count: u32) {
        self.push(!black, (chunk_count as usize).saturating_mul(8));
    }
    fn next_line(&mut self) {
        self.end_row();
    }
}

fn jbig2(picture: &Picture, globals: Option<&[u8]>, left: &mut Left) -> Result<Pixels, PixelError> {
    let pixels = decoded_pixels(globals, &picture.data, left.most())?;
    left.take(pixels)?;
    let settings = hayro_jbig2::DecodeSettings::default();
    let globals = globals.map(|data| hayro_jbig2::Globals::new(data, &settings)).transpose();
    let globals = globals.map_err(|_| PixelError::Damaged)?;
    let page = hayro_jbig2::Page::new_embedded(&picture.data, globals.as_ref(), &settings);
    let page = page.map_err(|_| PixelError::Damaged)?;
    left.fits(page.width(), page.height(), 1)?;
    let mut bilevel = Bilevel::new(page.width(), page.height());
    page.decode(&mut bilevel).map_err(|_| PixelError::Damaged)?;
    Ok(inverted_where_stated(bilevel.pixels(), picture))
}

fn ccitt(picture: &Picture, left: &mut Left) -> Result<Pixels, PixelError> {
    let Coding::Fax { k, columns, rows, black_is_1, byte_aligned, end_of_line, end_of_block } = picture.coding else {
        return Err(PixelError::Damaged);
    };
    let rows = if rows == 0 { picture.height } else { rows };
    left.fits(columns, rows, 1)?;
    let encoding = match k {
        ..0 => fax::EncodingMode::Group4,
        0 => fax::EncodingMode::Group3_1D,
        1.. => fax::EncodingMode::Group3_2D { k: k.unsigned_abs() },
    };
    let settings = fax::DecodeSettings {
        columns,
        rows,
        end_of_block,
        end_of_line,
        rows_are_byte_aligned: byte_aligned,
        encoding,
        invert_black: false,
    };
    let mut bilevel = Bilevel::new(columns, rows);
    let decoded = fax::decode(&picture.data, &mut bilevel, &mut fax::DecoderContext::new(settings));
    // A fax that breaks off gives what came before the break, unless that is nearly nothing.
    if decoded.is_err() && bilevel.data.len() < bilevel.most / 2 {
        return Err(PixelError::Damaged);
    }
    let mut pixels = bilevel.pixels();
    if black_is_1 {
        // Black is the sample 1, which the colour space takes for white unless `Decode` turns it.
        pixels.data.iter_mut().for_each(|value| *value = 255 - *value);
    }
    Ok(inverted_where_stated(pixels, picture))
}

fn inverted_where_stated(mut pixels: Pixels, picture: &Picture) -> Pixels {
    let table_turns = matches!(&picture.colours, Colours::Table { table, samples }
        if table.first() > table.get(usize::from(*samples)));
    if is_inverted(picture) != table_turns {
        pixels.data.iter_mut().for_each(|value| *value = 255 - *value);
    }
    pixels
}

/// Samples that are not coded.
fn raw(picture: &Picture, data: &[u8], left: &mut Left) -> Result<Pixels, PixelError> {
    let (width, height) = (picture.width as usize, picture.height as usize);
    let bits = usize::from(picture.bits);
    let inner = match &picture.colours {
        Colours::Rgb => 3,
        Colours::Cmyk => 4,
        Colours::Unstated => {
            let area = width.saturating_mul(height).saturating_mul(bits) / 8;
            data.len().checked_div(area.max(1)).unwrap_or(1).clamp(1, 4)
        }
        _ => 1,
    };
    left.fits(picture.width, picture.height, inner as u64)?;
    if !matches!(bits, 1 | 2 | 4 | 8 | 16) {
        return Err(PixelError::Damaged);
    }
    let stride = width.saturating_mul(inner).saturating_mul(bits).div_ceil(8);
    let samples = match &picture.colours {
        Colours::Table { samples: 3 | 4, .. } => 3,
        _ if inner >= 3 => 3,
        _ => 1,
    };
    let mut pixels = Vec::with_capacity(width.saturating_mul(height).saturating_mul(samples));
    let inverted = is_inverted(picture) != matches!(picture.colours, Colours::Ink);
    let most = (1_u32 << bits.min(8)) - 1;
    for row in data.chunks(stride.max(1)).take(height) {
        let sample = |index: usize| -> u32 {
            let at = |byte: usize| u32::from(row.get(byte).copied().unwrap_or(0));
            match bits {
                8 => at(index),
                16 => at(index.saturating_mul(2)),
                _ => {
                    let first = index.saturating_mul(bits);
                    at(first / 8) >> (8 - bits - first % 8) & most
                }
            }
        };
        let light = |index: usize| -> u8 {
            let value = u8::try_from(sample(index) * 255 / most).unwrap_or(255);
            if inverted { 255 - value } else { value }
        };
        for x in 0..width {
            match (&picture.colours, inner) {
                (Colours::Table { samples, table }, _) => {
                    let samples = usize::from(*samples);
                    let entry = (sample(x) as usize).saturating_mul(samples);
                    let colour = table.get(entry..entry.saturating_add(samples)).unwrap_or(&[0, 0, 0, 0]);
                    match colour {
                        [c, m, y, k] if samples == 4 => pixels.extend(of_inks(*c, *m, *y, *k)),
                        [r, g, b, ..] if samples == 3 => pixels.extend([*r, *g, *b]),
                        other => pixels.push(other.first().copied().unwrap_or(0)),
                    }
                }
                (_, 4) => {
                    let [c, m, y, k] = [0, 1, 2, 3].map(|i| light(4 * x + i));
                    pixels.extend(of_inks(c, m, y, k));
                }
                (_, 3) => pixels.extend([0, 1, 2].map(|i| light(3 * x + i))),
                _ => pixels.push(light(x * inner)),
            }
        }
    }
    pixels.resize(width.saturating_mul(height).saturating_mul(samples), 255);
    Ok(Pixels { width, height, samples, data: pixels })
}

/// Red, green and blue of four inks.
fn of_inks(c: u8, m: u8, y: u8, k: u8) -> [u8; 3] {
    let left = u16::from(255 - k);
    [c, m, y].map(|ink| u8::try_from(u16::from(255 - ink) * left / 255).unwrap_or(255))
}
