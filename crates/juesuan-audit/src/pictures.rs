//! PDF bytes → its pages as PNG pictures, as they are displayed, with boxes drawn on them if asked.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::font::FontQuery;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use juesuan_document::Rect;
use thiserror::Error;

use crate::fonts;

/// Points in an inch.
const POINTS: f32 = 72.0;

/// A picture has no more pixels than this in one direction: a page of A0 at 144 dots an inch has fewer.
const LARGEST: f32 = 8000.0;

/// Colours are told apart in so many bits: more would show nothing and double the picture.
const SHADES: u8 = 0b1111_0000;

/// Red, green and blue that differ by no more than this are a grey.
const GREY: u8 = 10;

/// Why there is no picture.
#[derive(Debug, Error, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PictureError {
    /// The file cannot be drawn.
    #[error("the file cannot be drawn: it is no PDF, damaged, or locked with another password")]
    Unreadable,
    /// There is no such page.
    #[error("the document has {pages} pages: there is no page {page}")]
    NoSuchPage {
        /// The page asked for, from 1.
        page: u32,
        /// How many there are.
        pages: u32,
    },
    /// The page has no size, or one beyond what can be drawn.
    #[error("page {page} has a size that cannot be drawn")]
    Size {
        /// The page, from 1.
        page: u32,
    },
    /// The picture could not be encoded.
    #[error("the picture of page {page} could not be encoded")]
    Encoding {
        /// The page, from 1.
        page: u32,
    },
}

/// A page as a picture.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Picture {
    /// The page, from 1.
    pub page: u32,
    /// Width of the displayed page in points.
    pub width: f32,
    /// Height of the displayed page in points.
    pub height: f32,
    /// The picture, a PNG file.
    pub png: Vec<u8>,
    /// Whether text is missing on it: its font is not embedded, and this machine has none for Chinese.
    pub lacks_text: bool,
}

/// A box to be drawn on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Mark {
    /// The box on the displayed page, in points.
    pub bbox: Rect,
    /// Red, green, blue.
    pub colour: [u8; 3],
}

impl Mark {
    /// A box in a colour.
    #[must_use]
    pub fn new(bbox: Rect, colour: [u8; 3]) -> Self {
        Self { bbox, colour }
    }
}

/// A PDF document whose pages can be drawn.
pub struct Pictures {
    pdf: Pdf,
}

impl std::fmt::Debug for Pictures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pictures").field("pages", &self.pages()).finish_non_exhaustive()
    }
}

impl Pictures {
    /// Opens a document.
    ///
    /// # Errors
    /// When the bytes are no PDF, damaged, or locked with another password.
    pub fn open(bytes: impl Into<Vec<u8>>, password: Option<&str>) -> Result<Self, PictureError> {
        let bytes: Vec<u8> = bytes.into();
        let pdf = Pdf::new_with_password(bytes, password.unwrap_or_default());
        Ok(Self { pdf: pdf.map_err(|_| PictureError::Unreadable)? })
    }

    /// How many pages there are.
    #[must_use]
    pub fn pages(&self) -> u32 {
        u32::try_from(self.pdf.pages().len()).unwrap_or(u32::MAX)
    }

    /// A page, from 1, at so many dots an inch, with boxes drawn on it.
    ///
    /// # Errors
    /// When there is no such page, or it has no size that can be drawn.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // pixels are bounded by `LARGEST`
    pub fn draw(&self, page: u32, dots: f32, marks: &[Mark]) -> Result<Picture, PictureError> {
        let index = usize::try_from(page).unwrap_or(usize::MAX).checked_sub(1);
        let source = index.and_then(|index| self.pdf.pages().get(index));
        let source = source.ok_or(PictureError::NoSuchPage { page, pages: self.pages() })?;
        let (width, height) = source.render_dimensions();
        let scale = (dots / POINTS).min(LARGEST / width.max(height).max(1.0));
        if !(width >= 1.0 && height >= 1.0 && width * scale >= 1.0 && height * scale >= 1.0) {
            return Err(PictureError::Size { page });
        }
        let lacks_text = Arc::new(AtomicBool::new(false));
        let settings = InterpreterSettings { font_resolver: resolver(&lacks_text), ..InterpreterSettings::default() };
        let size = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
        let drawn = render(source, &RenderCache::new(), &settings, &RenderSettings::default(), &size);
        let (columns, rows) = (u32::from(drawn.width()), u32::from(drawn.height()));
        let mut pixels = Pixels { columns, rows, rgba: drawn.data_as_u8_slice().to_vec() };
        for mark in marks {
            pixels.frame(mark, scale);
        }
        let png = pixels.png().ok_or(PictureError::Encoding { page })?;
        Ok(Picture { page, width, height, png, lacks_text: lacks_text.load(Ordering::Relaxed) })
    }
}

/// Finds fonts that the document does not embed, and notes when there is none for Chinese.
fn resolver(lacks_text: &Arc<AtomicBool>) -> hayro::hayro_interpret::FontResolverFn {
    let lacks_text = Arc::clone(lacks_text);
    Arc::new(move |query| match query {
        FontQuery::Standard(font) => Some(font.get_font_data()),
        FontQuery::Fallback(font) => {
            if font.character_collection.is_some() {
                let found = fonts::chinese();
                if found.is_some() {
                    return found;
                }
                lacks_text.store(true, Ordering::Relaxed);
            }
            Some(font.pick_standard_font().get_font_data())
        }
    })
}

/// A picture's pixels, four bytes each.
struct Pixels {
    columns: u32,
    rows: u32,
    rgba: Vec<u8>,
}

impl Pixels {
    /// Draws a frame just around a box, and tints what is inside.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
    fn frame(&mut self, mark: &Mark, scale: f32) {
        let edge = |value: f32, most: u32| (value * scale).round().clamp(0.0, most as f32) as u32;
        let (x0, x1) = (edge(mark.bbox.x0 - 1.0, self.columns), edge(mark.bbox.x1 + 1.0, self.columns));
        let (y0, y1) = (edge(mark.bbox.y0 - 1.0, self.rows), edge(mark.bbox.y1 + 1.0, self.rows));
        for y in y0..y1 {
            for x in x0..x1 {
                let border = x == x0 || x + 1 == x1 || y == y0 || y + 1 == y1;
                let at = (y as usize * self.columns as usize + x as usize) * 4;
                let Some(pixel) = self.rgba.get_mut(at..at + 3) else { continue };
                for (channel, colour) in pixel.iter_mut().zip(mark.colour) {
                    let tint = (u16::from(*channel) * 3 + u16::from(colour)) / 4;
                    *channel = if border { colour } else { tint as u8 };
                }
            }
        }
    }

    /// The PNG file: grey where the page is grey.
    fn png(&self) -> Option<Vec<u8>> {
        let grey = self.rgba.as_chunks::<4>().0.iter().all(|[red, green, blue, _]| {
            let (least, most) = (red.min(green).min(blue), red.max(green).max(blue));
            most - least <= GREY
        });
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, self.columns, self.rows);
        encoder.set_compression(png::Compression::Balanced);
        let data: Vec<u8> = if grey {
            encoder.set_color(png::ColorType::Grayscale);
            encoder.set_depth(png::BitDepth::Four);
            self.grey_rows()
        } else {
            encoder.set_color(png::ColorType::Rgb);
            let shade = |value: u8| if value >= SHADES { u8::MAX } else { value & SHADES };
            self.rgba
                .as_chunks::<4>()
                .0
                .iter()
                .flat_map(|[red, green, blue, _]| [*red, *green, *blue].map(shade))
                .collect()
        };
        encoder.write_header().ok()?.write_image_data(&data).ok()?;
        Some(file)
    }

    /// Sixteen shades, two pixels a byte, each row from a new byte.
    fn grey_rows(&self) -> Vec<u8> {
        let row = self.columns as usize * 4;
        let shade = |pixel: &[u8; 4]| pixel[1] >> 4;
        self.rgba
            .chunks(row.max(1))
            .flat_map(|row| {
                let pixels = row.as_chunks::<4>().0;
                pixels.chunks(2).map(move |pair| match pair {
                    [left, right] => shade(left) << 4 | shade(right),
                    [left] => shade(left) << 4,
                    _ => 0,
                })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pixels(colour: [u8; 4]) -> Pixels {
        Pixels { columns: 9, rows: 8, rgba: colour.repeat(72) }
    }

    #[test]
    fn a_grey_page_takes_half_a_byte_a_pixel() {
        assert_eq!(pixels([200, 200, 205, 255]).grey_rows().len(), 8 * 5);
    }

    #[test]
    fn a_mark_is_framed_in_its_colour() {
        let mut white = pixels([255; 4]);
        white.frame(&Mark::new(Rect { x0: 3.0, y0: 3.0, x1: 5.0, y1: 5.0 }, [200, 0, 0]), 1.0);
        assert_eq!(white.rgba.get((2 * 9 + 2) * 4..(2 * 9 + 2) * 4 + 3), Some([200, 0, 0].as_slice()));
        assert_eq!(white.rgba.get(..3), Some([255, 255, 255].as_slice()));
    }

    #[test]
    fn what_is_no_pdf_is_said() {
        assert_eq!(Pictures::open(b"no".to_vec(), None).err(), Some(PictureError::Unreadable));
    }
}
