//! Graphics parameters, colours and marked content: what changes how the following operators paint.

use std::borrow::Cow;

use super::{Frame, Interpreter, Run, name_operand, numbers, text_string};
use crate::content::lexer::{Token, hex_bytes, string_bytes};
use crate::content::marked::Marked;
use crate::content::state::{ColorSpace, lightness};
use crate::objects::{Dictionary, Object, Objects};

impl<'a> Interpreter<'a> {
    pub(super) fn graphics_parameter(
        &mut self,
        operator: &[u8],
        operands: &[Token<'_>],
        frame: &mut Frame<'a>,
    ) -> Option<()> {
        let state = &mut frame.state;
        match operator {
            b"w" => state.line_width = numbers::<1>(operands).map(|[width]| f64::from(width).abs())?,
            b"g" | b"rg" | b"k" => {
                state.fill_space = ColorSpace::Additive;
                state.fill.lightness = named_lightness(ColorSpace::Additive, operands);
            }
            b"G" | b"RG" | b"K" => {
                state.stroke_space = ColorSpace::Additive;
                state.stroke.lightness = named_lightness(ColorSpace::Additive, operands);
            }
            b"sc" | b"scn" => state.fill.lightness = named_lightness(state.fill_space, operands),
            b"SC" | b"SCN" => state.stroke.lightness = named_lightness(state.stroke_space, operands),
            b"cs" => {
                let space = self.color_space(frame, name_operand(operands)?);
                frame.state.fill_space = space;
                frame.state.fill.lightness = Some(0.0);
            }
            b"CS" => {
                let space = self.color_space(frame, name_operand(operands)?);
                frame.state.stroke_space = space;
                frame.state.stroke.lightness = Some(0.0);
            }
            _ => {
                let objects = self.context.objects;
                let dictionary = objects.as_dict(self.resource(frame, b"ExtGState", name_operand(operands)?)?)?;
                let state = &mut frame.state;
                if let Some(blends) = blends(objects, dictionary) {
                    state.blends = blends;
                }
                if let Some(alpha) = objects.get_number(dictionary, b"ca") {
                    state.fill.alpha = alpha.clamp(0.0, 1.0);
                }
                if let Some(alpha) = objects.get_number(dictionary, b"CA") {
                    state.stroke.alpha = alpha.clamp(0.0, 1.0);
                }
                if let Some(width) = objects.get_number(dictionary, b"LW") {
                    state.line_width = f64::from(width).abs();
                }
                if let Some([font, size]) = objects.get_array(dictionary, b"Font") {
                    state.text.font = self.context.fonts.find(objects, font);
                    state.text.size = objects.number(size).unwrap_or(0.0).into();
                }
            }
        }
        Some(())
    }

    fn color_space(&self, frame: &mut Frame<'a>, name: &[u8]) -> ColorSpace {
        let objects = self.context.objects;
        let defined = self.resource(frame, b"ColorSpace", name).and_then(|space| objects.resolve(space));
        let family = match defined {
            Some(Object::Array(array)) => array.first().and_then(|family| objects.resolve(family)?.as_name().ok()),
            Some(Object::Name(family)) => Some(family.as_slice()),
            _ => Some(name),
        };
        match family {
            Some(
                b"DeviceGray" | b"DeviceRGB" | b"DeviceCMYK" | b"CalGray" | b"CalRGB" | b"ICCBased" | b"G" | b"RGB"
                | b"CMYK",
            ) => ColorSpace::Additive,
            Some(b"Separation" | b"DeviceN") => ColorSpace::Ink,
            _ => ColorSpace::Unknown,
        }
    }

    /// Ends a marked-content sequence.
    pub(super) fn close_marked(&mut self, frame: &mut Frame<'a>) {
        const MAX_CONTRADICTIONS: usize = 256;
        let contradiction = frame.marked.close(&mut self.painted.glyphs);
        if self.painted.contradicted.len() < MAX_CONTRADICTIONS {
            self.painted.contradicted.extend(contradiction);
        }
        // Several glyphs may have become one.
        let now = self.painted.glyphs.len();
        self.painted.covers.iter_mut().rev().take_while(|cover| cover.after > now).for_each(|cover| cover.after = now);
    }

    pub(super) fn marked(&mut self, operands: &[Token<'_>], frame: &mut Frame<'a>) -> Run<Marked> {
        let objects = self.context.objects;
        let Some((Token::Name(tag), properties)) = operands.split_first() else { return Ok(Marked::Plain) };
        if *tag == b"OC" {
            let group = match properties {
                [Token::Name(name)] => self.resource(frame, b"Properties", name),
                _ => None,
            };
            return Ok(match group {
                Some(group) if self.context.optional.is_off(objects, group) => Marked::Off,
                _ => Marked::Plain,
            });
        }
        let text = match properties {
            [Token::Name(name)] => self
                .resource(frame, b"Properties", name)
                .and_then(|object| objects.as_dict(object))
                .and_then(|dictionary| Some(Cow::Borrowed(objects.get(dictionary, b"ActualText")?.as_str().ok()?))),
            _ => properties.windows(2).find_map(|pair| match *pair {
                [Token::Name(b"ActualText"), Token::String(raw)] => Some(string_bytes(raw)),
                [Token::Name(b"ActualText"), Token::Hex(raw)] => Some(Cow::Owned(hex_bytes(raw))),
                _ => None,
            }),
        };
        let Some(text) = text else { return Ok(Marked::Plain) };
        self.count(text.len())?;
        Ok(Marked::ActualText { from: self.painted.glyphs.len(), text: text_string(&text) })
    }
}

/// Whether a graphics state lets show through what lies below it; nothing where it does not say.
fn blends(objects: &Objects, parameters: &Dictionary) -> Option<bool> {
    let plain = |mode: &[u8]| matches!(mode, b"Normal" | b"Compatible");
    let mode = match objects.get(parameters, b"BM") {
        Some(Object::Name(mode)) => Some(!plain(mode)),
        Some(Object::Array(modes)) => {
            let first = modes.first().and_then(|mode| objects.resolve(mode)?.as_name().ok());
            Some(!first.is_some_and(plain))
        }
        _ => None,
    };
    let mask = match objects.get(parameters, b"SMask") {
        Some(Object::Dictionary(_)) => Some(true),
        Some(Object::Name(_)) => Some(false),
        _ => None,
    };
    match (mode, mask) {
        (None, None) => None,
        (mode, mask) => Some(mode == Some(true) || mask == Some(true)),
    }
}

/// Operands of a colour operator that are looked at.
const MOST_COMPONENTS: usize = 32;

/// How light the colour is that an operator names by the numbers among its operands.
fn named_lightness(space: ColorSpace, operands: &[Token<'_>]) -> Option<f32> {
    let number = |operand: &Token<'_>| match operand {
        Token::Number(number) => Some(*number),
        _ => None,
    };
    let (mut components, mut count) = ([0.0; MOST_COMPONENTS], 0);
    for (component, stated) in components.iter_mut().zip(operands.iter().take(MOST_COMPONENTS).filter_map(number)) {
        *component = stated;
        count += 1;
    }
    lightness(space, components.get(..count).unwrap_or_default())
}
