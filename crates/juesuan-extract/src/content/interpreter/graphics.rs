//! Graphics parameters, colours and marked content: what changes how the following operators paint.

use std::borrow::Cow;

use super::{Frame, Interpreter, Run, name_operand, numbers, text_string};
use crate::content::lexer::{Token, hex_bytes, string_bytes};
use crate::content::marked::Marked;
use crate::content::state::{ColorSpace, lightness};
use crate::objects::Object;

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
                state.fill.lightness = lightness(ColorSpace::Additive, &components(operands));
            }
            b"G" | b"RG" | b"K" => {
                state.stroke_space = ColorSpace::Additive;
                state.stroke.lightness = lightness(ColorSpace::Additive, &components(operands));
            }
            b"sc" | b"scn" => state.fill.lightness = lightness(state.fill_space, &components(operands)),
            b"SC" | b"SCN" => state.stroke.lightness = lightness(state.stroke_space, &components(operands)),
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

    fn color_space(&self, frame: &Frame<'a>, name: &[u8]) -> ColorSpace {
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

    pub(super) fn marked(&mut self, operands: &[Token<'_>], frame: &Frame<'a>) -> Run<Marked> {
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
        Ok(Marked::ActualText { from: self.glyphs.len(), text: text_string(&text) })
    }
}

/// The numbers among up to 32 operands of a colour operator.
fn components(operands: &[Token<'_>]) -> Vec<f32> {
    let number = |operand: &Token<'_>| match operand {
        Token::Number(number) => Some(*number),
        _ => None,
    };
    operands.iter().take(32).filter_map(number).collect()
}
