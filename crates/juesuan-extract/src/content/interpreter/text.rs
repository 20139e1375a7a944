//! Text operators: strings in, placed glyphs out.

use super::{Background, Frame, Interpreter, PaintedPage, Run, TextPosition, name_operand, numbers};
use crate::content::lexer::{Token, push_hex, string_bytes};
use crate::content::matrix::Matrix;
use crate::content::state::{Paint, State};
use crate::font::CharInfo;
use crate::geometry::{Point, Rect};
use crate::limits::Limit;
use crate::page::{Glyph, GlyphText};
use crate::seen::{Hidden, core};
use juesuan_document::InkKind;

/// How much lighter or darker than its background text must be, or it is a watermark.
const FAINT_CONTRAST: f32 = 0.3;

/// Text smaller than this many points is not seen.
const SMALLEST: f32 = 1.0;

impl<'a> Interpreter<'a> {
    pub(super) fn text_operator(
        &mut self,
        operator: &[u8],
        operands: &[Token<'_>],
        frame: &mut Frame<'a>,
    ) -> Run<bool> {
        let number = || numbers::<1>(operands).map(|[number]| f64::from(number));
        let text = &mut frame.state.text;
        match operator {
            b"BT" => frame.text = TextPosition { matrix: Matrix::IDENTITY, line: Matrix::IDENTITY },
            b"Tc" => return Ok(number().map(|value| text.character_spacing = value).is_some()),
            b"Tw" => return Ok(number().map(|value| text.word_spacing = value).is_some()),
            b"Tz" => return Ok(number().map(|value| text.scaling = value / 100.0).is_some()),
            b"TL" => return Ok(number().map(|value| text.leading = value).is_some()),
            b"Ts" => return Ok(number().map(|value| text.rise = value).is_some()),
            b"Tr" => return Ok(number().map(|value| text.mode = value as u8).is_some()),
            b"Tf" => {
                let (Some(size), Some(name)) = (number(), name_operand(operands)) else { return Ok(false) };
                text.size = size;
                self.look_at_time()?;
                let font = self.resource(frame, b"Font", name);
                let font = font.and_then(|font| self.context.fonts.find(self.context.objects, font));
                frame.state.text.font = font;
                return Ok(font.is_some());
            }
            b"Td" | b"TD" => {
                let Some([x, y]) = numbers(operands) else { return Ok(false) };
                if operator == b"TD" {
                    text.leading = -f64::from(y);
                }
                frame.text.next_line(x.into(), y.into());
            }
            b"Tm" => {
                let Some(matrix) = numbers(operands) else { return Ok(false) };
                let matrix = Matrix::new(matrix);
                frame.text = TextPosition { matrix, line: matrix };
            }
            b"T*" => frame.text.next_line(0.0, -text.leading),
            b"'" | b"\"" => {
                if let (b"\"", [Token::Number(word), Token::Number(character), _]) = (operator, operands) {
                    text.word_spacing = f64::from(*word);
                    text.character_spacing = f64::from(*character);
                }
                frame.text.next_line(0.0, -text.leading);
                self.show_strings(operands.split_last().map_or(&[], |(last, _)| std::slice::from_ref(last)), frame)?;
            }
            _ => self.show_strings(operands, frame)?,
        }
        Ok(true)
    }

    /// Shows the strings among the operands; numbers between them move the position (`TJ`).
    fn show_strings(&mut self, operands: &[Token<'_>], frame: &mut Frame<'a>) -> Run {
        let Some(index) = frame.state.text.font else {
            self.painted.damaged = self.painted.damaged.saturating_add(1);
            return Ok(());
        };
        if frame.marked.is_off() {
            return Ok(());
        }
        let pen = Pen::new(&frame.state, &frame.text.matrix);
        let font_vertical = self.context.fonts.get_mut(index).is_some_and(|font| font.vertical);
        let mut run = ShownRun { pen, font_vertical, along: 0.0, light: self.seen_faint(&frame.state) };
        let (mut stopped, first) = (None, self.painted.glyphs.len());
        // Many producers write a string for each glyph.
        let mut decoded = Vec::new();
        for operand in operands {
            match operand {
                Token::Number(thousandths) => run.skip(f64::from(*thousandths), &frame.state),
                Token::String(raw) => {
                    self.count(raw.len())?;
                    stopped = self.show(&string_bytes(raw), index, &mut run, &frame.state);
                }
                Token::Hex(raw) => {
                    self.count(raw.len())?;
                    decoded.clear();
                    push_hex(&mut decoded, raw);
                    stopped = self.show(&decoded, index, &mut run, &frame.state);
                }
                _ => {}
            }
            if stopped.is_some() {
                break;
            }
        }
        if frame.state.text.mode >= 4 {
            let from = frame.state.text_clip.map_or(first, |(from, _)| from);
            frame.state.text_clip = Some((from, self.painted.glyphs.len()));
        }
        let moved = if run.font_vertical { (0.0, run.along) } else { (run.along, 0.0) };
        frame.text.matrix = Matrix::translation(moved.0, moved.1).then(&frame.text.matrix);
        match stopped {
            Some(limit) => self.stop(limit),
            None => Ok(()),
        }
    }

    /// Paints one string; gives the limit that ended it, if one did.
    fn show(&mut self, bytes: &[u8], index: u32, run: &mut ShownRun, state: &State) -> Option<Limit> {
        let Self { context, painted: PaintedPage { glyphs, hidden, .. }, page, backgrounds, .. } = self;
        let font = context.fonts.get_mut(index)?;
        let text = &state.text;
        let mut rest = bytes;
        while !rest.is_empty() {
            let (code, length) = font.next_code(rest);
            rest = rest.get(length..).unwrap_or_default();
            let (ascent, descent, em, id) = (font.ascent, font.descent, font.em, font.id);
            let Some(info) = font.char(context.objects, code, length) else { continue };
            let placed = run.place(info, text.size, (ascent, descent), em, state);
            let spacing = text.character_spacing + if length == 1 && code == 32 { text.word_spacing } else { 0.0 };
            run.along += if run.font_vertical {
                info.vertical.advance * text.size + spacing
            } else {
                (info.width * text.size + spacing) * text.scaling
            };
            if !placed.origin.x.is_finite() {
                continue;
            }
            if glyphs.len() + hidden.len() >= context.limits.glyphs_per_page as usize {
                return Some(Limit::GlyphsPerPage);
            }
            let unseen = if !shows_in(&placed.bbox, page) {
                Some(InkKind::BeyondPage)
            } else if !shows_in(&placed.bbox, &state.clip) {
                Some(InkKind::Clipped)
            } else {
                (placed.size < SMALLEST).then_some(InkKind::Tiny)
            };
            if let Some(kind) = unseen {
                if info.text != GlyphText::Char(' ') {
                    hidden.push(Hidden { kind, text: info.text.clone(), bbox: placed.bbox, size: placed.size });
                }
                continue;
            }
            glyphs.push(Glyph {
                text: info.text.clone(),
                printed: info.printed,
                code,
                font: id,
                size: placed.size,
                origin: placed.origin,
                advance: placed.advance,
                bbox: placed.bbox,
                visible: !matches!(text.mode, 3 | 7..),
                faint: run.light.is_some_and(|paint| is_faint(paint, placed.bbox.center(), backgrounds)),
                // The shapes of a Type 3 font may be drawn upside down in their own space.
                mirrored: run.pen.mirrors && em == 1.0,
                recognised: None,
            });
        }
        None
    }

    /// The paint of text, when that is so light on paper that its background must be looked at.
    fn seen_faint(&self, state: &State) -> Option<Paint> {
        let paint = match state.text.mode & 3 {
            1 => state.stroke,
            // Filled and stroked: seen when either is.
            2 if state.stroke.over(1.0) < state.fill.over(1.0) => state.stroke,
            _ => state.fill,
        };
        let covered = !self.backgrounds.is_empty();
        (covered || 1.0 - paint.over(1.0) < FAINT_CONTRAST).then_some(paint)
    }
}

impl TextPosition {
    fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix::translation(x, y).then(&self.line);
        self.matrix = self.line;
    }
}

/// From text space to the displayed page.
struct Pen {
    to_page: Matrix,
    y_scale: f64,
    /// What it writes comes out as in a mirror.
    mirrors: bool,
}

impl Pen {
    fn new(state: &State, text: &Matrix) -> Self {
        let to_page = text.then(&state.ctm);
        let mirrors = to_page.mirrors() != (state.text.scaling < 0.0);
        Self { to_page, y_scale: to_page.y_scale(), mirrors }
    }
}

/// The strings of one text-showing operator.
struct ShownRun {
    pen: Pen,
    font_vertical: bool,
    /// How far the position has moved, in text space.
    along: f64,
    /// The paint, when what it stands on decides whether it can be seen.
    light: Option<Paint>,
}

struct Placed {
    origin: Point,
    advance: Point,
    bbox: Rect,
    size: f32,
}

impl ShownRun {
    /// Moves the position by a number of `TJ`.
    fn skip(&mut self, thousandths: f64, state: &State) {
        let by = -thousandths / 1000.0 * state.text.size;
        self.along += if self.font_vertical { by } else { by * state.text.scaling };
    }

    fn place(&self, info: &CharInfo, size: f64, (ascent, descent): (f64, f64), em: f64, state: &State) -> Placed {
        let (scaling, rise) = (state.text.scaling, state.text.rise);
        let to_page = &self.pen.to_page;
        let shown = (size * em * self.pen.y_scale).abs() as f32;
        if self.font_vertical {
            // The origin of vertical glyphs is the middle of their top; it stays where the column is.
            let (origin_x, origin_y) = info.vertical.origin;
            let (half, top) = (origin_x * size * scaling, self.along + rise);
            let bottom = top + info.vertical.advance * size;
            let baseline = top - origin_y * size;
            let low = baseline + descent * size;
            return Placed {
                origin: to_page.apply(0.0, top),
                advance: to_page.apply_vector(0.0, bottom - top),
                bbox: to_page.apply_box(-half, low, info.width * size * scaling - half, baseline + ascent * size),
                size: shown,
            };
        }
        let width = info.width * size * scaling;
        Placed {
            origin: to_page.apply(self.along, rise),
            advance: to_page.apply_vector(width, 0.0),
            bbox: to_page.apply_box(self.along, rise + descent * size, self.along + width, rise + ascent * size),
            size: shown,
        }
    }
}

/// Whether the middle half of a glyph's box, both ways, shows in an area: less cannot be read.
fn shows_in(glyph: &Rect, area: &Rect) -> bool {
    core(glyph).intersects(area)
}

fn is_faint(paint: Paint, at: Point, backgrounds: &[Background]) -> bool {
    let below = backgrounds.iter().rev().find(|background| background.area.contains(at));
    match below.map_or(Some(1.0), |background| background.lightness) {
        Some(lightness) => (paint.over(lightness) - lightness).abs() < FAINT_CONTRAST,
        // On a picture: only what is all but transparent.
        None => paint.alpha < FAINT_CONTRAST,
    }
}
