//! The pictures of a page as the file stores them: where each one lies, how it is coded, what its samples mean.
//!
//! In: the streams that a page paints. Out: [`Picture`]s whose bytes are samples, or still coded as JPEG, fax, JBIG2 or
//! JPEG 2000: decoding those is left to whoever needs to look at pixels.

use crate::content::interpreter::Painting;
use crate::error::Error;
use crate::geometry::Rect;
use crate::objects::{Dictionary, Object, Objects, Stream, entry};

/// A picture that a page paints.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Picture {
    /// Samples in a row, as the file states it.
    pub width: u32,
    /// Rows, as the file states it.
    pub height: u32,
    /// Bits of one sample.
    pub bits: u8,
    /// How [`Picture::data`] is coded.
    pub coding: Coding,
    /// What its samples mean.
    pub colours: Colours,
    /// The `Decode` array: pairs of least and greatest value of each sample; empty for the default.
    pub decode: Vec<f32>,
    /// For a stencil the lightness of the ink that is painted through it, from 0 (black) to 1.
    pub stencil: Option<f32>,
    /// Where it is painted at all: a stencil, or how opaque each sample is.
    pub mask: Option<Box<Picture>>,
    /// `[a b c d e f]` from the unit square, whose origin is the lower left corner of the picture, to the displayed page.
    pub placement: [f64; 6],
    /// Nothing is painted outside this box of the displayed page.
    pub clip: Rect,
    /// The samples, coded.
    pub data: Vec<u8>,
}

impl Picture {
    /// A grey picture of one byte a sample that fills a box of the displayed page.
    #[must_use]
    pub fn filling(place: Rect, width: u32, height: u32, coding: Coding, data: Vec<u8>) -> Self {
        let [x0, y1, across, down] = [place.x0, place.y1, place.width(), place.height()].map(f64::from);
        Self {
            width,
            height,
            bits: 8,
            coding,
            colours: Colours::Grey,
            decode: Vec::new(),
            stencil: None,
            mask: None,
            placement: [across, 0.0, 0.0, -down, x0, y1],
            clip: place,
            data,
        }
    }
}

/// How the samples of a [`Picture`] are coded.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Coding {
    /// Not at all: rows of samples, each row ending with a whole byte.
    Raw,
    /// `DCTDecode`.
    Jpeg,
    /// `JPXDecode`.
    Jpeg2000,
    /// `JBIG2Decode`.
    Jbig2 {
        /// Segments that several pictures share.
        globals: Option<Vec<u8>>,
    },
    /// `CCITTFaxDecode`.
    Fax {
        /// Below 0 for group 4, 0 for one-dimensional group 3, above for two-dimensional.
        k: i32,
        /// Pixels in a row.
        columns: u32,
        /// Rows; 0 where the file does not say.
        rows: u32,
        /// Whether set bits are black.
        black_is_1: bool,
        /// Whether each row begins with a whole byte.
        byte_aligned: bool,
        /// Whether rows end with a mark.
        end_of_line: bool,
        /// Whether the data end with a mark.
        end_of_block: bool,
    },
}

/// What the samples of a [`Picture`] mean.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Colours {
    /// One sample: light.
    Grey,
    /// One sample: ink.
    Ink,
    /// Three samples.
    Rgb,
    /// Four samples.
    Cmyk,
    /// One sample: a place in a table of colours.
    Table {
        /// Samples of one colour: 1, 3 or 4.
        samples: u8,
        /// The colours, one byte a sample.
        table: Vec<u8>,
    },
    /// As the coded data say themselves.
    Unstated,
}

/// The picture that a page paints, with at most one mask; `None` for what is none.
pub(crate) fn read(objects: &Objects, painting: &Painting) -> Result<Option<Picture>, Error> {
    let matrix = painting.matrix;
    let place = Placed {
        placement: [matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f],
        clip: painting.clip,
        ink: painting.ink,
    };
    let Some(stream) = objects.picture(painting.reference) else { return Ok(None) };
    let Some(mut picture) = of_stream(objects, &stream, &place)? else { return Ok(None) };
    for key in [b"SMask".as_slice(), b"Mask"] {
        let reference = entry(&stream.dict, key).and_then(|mask| mask.as_reference().ok());
        let Some(mask) = reference.and_then(|reference| objects.picture(reference)) else { continue };
        picture.mask = of_stream(objects, &mask, &place)?.map(Box::new);
        break;
    }
    Ok(Some(picture))
}

struct Placed {
    placement: [f64; 6],
    clip: Rect,
    ink: f32,
}

fn of_stream(objects: &Objects, stream: &Stream, place: &Placed) -> Result<Option<Picture>, Error> {
    let dict = &stream.dict;
    let whole = |keys: [&[u8]; 2]| keys.into_iter().find_map(|key| whole(objects, dict, key));
    let (Some(width), Some(height)) = (whole([b"Width", b"W"]), whole([b"Height", b"H"])) else { return Ok(None) };
    if width == 0 || height == 0 {
        return Ok(None);
    }
    let is_stencil = [b"ImageMask".as_slice(), b"IM"].iter().any(|key| is_true(objects, dict, key));
    let bits = if is_stencil { 1 } else { whole([b"BitsPerComponent", b"BPC"]).unwrap_or(8) };
    let (data, coding) = coded(objects, stream)?;
    let colours = if is_stencil { Colours::Grey } else { colours(objects, dict)? };
    let decode = objects.get_array(dict, b"Decode").unwrap_or_default();
    Ok(Some(Picture {
        width,
        height,
        bits: u8::try_from(bits).unwrap_or(8),
        coding,
        colours,
        decode: decode.iter().take(8).filter_map(|number| objects.number(number)).collect(),
        stencil: is_stencil.then_some(place.ink),
        mask: None,
        placement: place.placement,
        clip: place.clip,
        data,
    }))
}

/// The bytes of a stream without the filters that are not of pictures, and the one that is.
fn coded(objects: &Objects, stream: &Stream) -> Result<(Vec<u8>, Coding), Error> {
    let filters = objects.filters(stream);
    let Some((filter, parameters)) = filters.last() else { return Ok((objects.decode(stream)?, Coding::Raw)) };
    let parameters = parameters.as_ref();
    let number = |key: &[u8]| parameters.and_then(|dict| objects.get_number(dict, key));
    #[allow(clippy::cast_possible_truncation)] // saturates
    let int = |key: &[u8]| number(key).map(|number| number as i32);
    let size = |key: &[u8]| int(key).and_then(|number| u32::try_from(number).ok());
    let flag = |key: &[u8]| parameters.is_some_and(|dict| is_true(objects, dict, key));
    let coding = match filter.as_slice() {
        b"DCTDecode" | b"DCT" => Coding::Jpeg,
        b"JPXDecode" => Coding::Jpeg2000,
        b"JBIG2Decode" => {
            let globals = parameters.and_then(|dict| objects.get_stream(dict, b"JBIG2Globals"));
            Coding::Jbig2 { globals: globals.map(|stream| objects.decode(stream)).transpose()? }
        }
        b"CCITTFaxDecode" | b"CCF" => Coding::Fax {
            k: int(b"K").unwrap_or(0),
            columns: size(b"Columns").unwrap_or(1728),
            rows: size(b"Rows").unwrap_or(0),
            black_is_1: flag(b"BlackIs1"),
            byte_aligned: flag(b"EncodedByteAlign"),
            end_of_line: flag(b"EndOfLine"),
            end_of_block: parameters.is_none_or(|dict| {
                objects.get(dict, b"EndOfBlock").is_none_or(|value| !matches!(value, Object::Boolean(false)))
            }),
        },
        _ => return Ok((objects.decode(stream)?, Coding::Raw)),
    };
    if filters.len() == 1 {
        return Ok((stream.content.clone(), coding));
    }
    Ok((objects.decode_but_last(stream, filters.len())?, coding))
}

fn colours(objects: &Objects, dict: &Dictionary) -> Result<Colours, Error> {
    let space = [b"ColorSpace".as_slice(), b"CS"].into_iter().find_map(|key| objects.get(dict, key));
    let Some(space) = space else { return Ok(Colours::Unstated) };
    if let Object::Array(parts) = space
        && let [family, base, _, table, ..] = parts.as_slice()
        && matches!(objects.resolve(family), Some(Object::Name(name)) if matches!(name.as_slice(), b"Indexed" | b"I"))
    {
        let samples = match plain(objects, objects.resolve(base)) {
            Colours::Cmyk => 4,
            Colours::Rgb => 3,
            _ => 1,
        };
        let table = match objects.resolve(table) {
            Some(Object::String(bytes, _)) => bytes.clone(),
            Some(Object::Stream(stream)) => objects.decode(stream)?,
            _ => Vec::new(),
        };
        return Ok(Colours::Table { samples, table });
    }
    Ok(plain(objects, Some(space)))
}

/// A colour space that is no table.
fn plain(objects: &Objects, space: Option<&Object>) -> Colours {
    let by_name = |name: &[u8]| match name {
        b"DeviceGray" | b"G" | b"CalGray" | b"Lab" => Colours::Grey,
        b"DeviceRGB" | b"RGB" | b"CalRGB" => Colours::Rgb,
        b"DeviceCMYK" | b"CMYK" => Colours::Cmyk,
        b"Separation" => Colours::Ink,
        _ => Colours::Unstated,
    };
    match space {
        Some(Object::Name(name)) => by_name(name),
        Some(Object::Array(parts)) => {
            let family = parts.first().and_then(|family| objects.resolve(family)).and_then(|name| name.as_name().ok());
            let profile = || parts.get(1).and_then(|profile| objects.as_dict(profile));
            match family {
                Some(b"ICCBased") => match profile().and_then(|dict| whole(objects, dict, b"N")) {
                    Some(1) => Colours::Grey,
                    Some(3) => Colours::Rgb,
                    Some(4) => Colours::Cmyk,
                    _ => Colours::Unstated,
                },
                Some(name) => by_name(name),
                None => Colours::Unstated,
            }
        }
        _ => Colours::Unstated,
    }
}

fn whole(objects: &Objects, dict: &Dictionary, key: &[u8]) -> Option<u32> {
    objects.get(dict, key)?.as_i64().ok().and_then(|number| u32::try_from(number).ok())
}

fn is_true(objects: &Objects, dict: &Dictionary, key: &[u8]) -> bool {
    matches!(objects.get(dict, key), Some(Object::Boolean(true)))
}
