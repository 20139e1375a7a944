//! Painting operators: paths, forms and images in, rule pieces, backgrounds and image boxes out.

use super::{Background, Frame, Interpreter, Run, name_operand, numbers};
use crate::content::lexer::{Lexer, Token};
use crate::content::matrix::Matrix;
use crate::content::path::{Painted, Path};
use crate::error::Error;
use crate::geometry::{Point, Rect};
use crate::limits::Limit;
use crate::objects::Stream;

/// Lightness from which a stroke or fill cannot be told from paper.
const WHITE: f32 = 0.97;

impl<'a> Interpreter<'a> {
    pub(super) fn paint(&mut self, operator: &[u8], frame: &mut Frame<'a>) -> Run {
        let (close, fill, stroke) = match operator {
            b"S" => (false, None, true),
            b"s" => (true, None, true),
            b"f" | b"F" => (false, Some(false), false),
            b"f*" => (false, Some(true), false),
            b"B" => (false, Some(false), true),
            b"B*" => (false, Some(true), true),
            b"b" => (true, Some(false), true),
            b"b*" => (true, Some(true), true),
            _ => (false, None, false),
        };
        if close {
            frame.path.close();
        }
        let state = &frame.state;
        if !frame.marked.is_off() {
            let mut painted = Painted::default();
            if let Some(even_odd) = fill {
                frame.path.fill(even_odd, &state.clip, &mut painted);
                let seen = state.fill.over(1.0);
                if seen > WHITE {
                    painted.rules.clear();
                }
                for area in painted.fills.drain(..) {
                    self.add_background(area, &state.clip, Some(seen));
                }
            }
            if stroke && state.stroke.over(1.0) <= WHITE {
                let width = state.line_width * state.ctm.mean_scale();
                frame.path.stroke(width as f32, &state.clip, &mut painted);
            }
            if self.rules.len() + painted.rules.len() > self.context.limits.rules_per_page as usize {
                frame.path.clear();
                return self.stop(Limit::RulesPerPage);
            }
            self.rules.append(&mut painted.rules);
        }
        if std::mem::take(&mut frame.clip_pending)
            && let Some(bounds) = frame.path.bounds()
        {
            frame.state.clip_to(bounds);
        }
        frame.path.clear();
        Ok(())
    }

    pub(super) fn add_background(&mut self, area: Rect, clip: &Rect, lightness: Option<f32>) {
        const MAX_BACKGROUNDS: usize = 4096;
        let area = Rect {
            x0: area.x0.max(clip.x0),
            y0: area.y0.max(clip.y0),
            x1: area.x1.min(clip.x1),
            y1: area.y1.min(clip.y1),
        };
        let matters = lightness.is_none_or(|lightness| lightness < WHITE) || !self.backgrounds.is_empty();
        if matters && area.width() > 0.0 && area.height() > 0.0 && self.backgrounds.len() < MAX_BACKGROUNDS {
            self.backgrounds.push(Background { area, lightness });
        }
    }

    pub(super) fn paint_object(&mut self, operands: &[Token<'_>], frame: &mut Frame<'a>) -> Run<bool> {
        let objects = self.context.objects;
        let Some(name) = name_operand(operands) else { return Ok(false) };
        let stream =
            self.resource(frame, b"XObject", name).and_then(|object| objects.resolve(object)?.as_stream().ok());
        let Some(stream) = stream else { return Ok(false) };
        let off = stream.dict.get(b"OC").is_ok_and(|group| self.context.optional.is_off(objects, group));
        if off || frame.marked.is_off() {
            return Ok(true);
        }
        match objects.get_name(&stream.dict, b"Subtype") {
            Some(b"Image") => {
                self.paint_image(frame);
                Ok(true)
            }
            Some(b"Form") => self.paint_form(stream, frame),
            _ => Ok(true),
        }
    }

    pub(super) fn paint_form(&mut self, stream: &'a Stream, frame: &mut Frame<'a>) -> Run<bool> {
        let objects = self.context.objects;
        let address = std::ptr::from_ref(stream);
        // A form that paints itself would never end; it paints nothing more.
        if self.forms.contains(&address) {
            return Ok(false);
        }
        if frame.depth >= self.context.limits.nesting {
            self.limit = Some(Limit::Nesting);
            return Ok(false);
        }
        let mut state = frame.state;
        if let Some(matrix) = objects.get_numbers(&stream.dict, b"Matrix") {
            state.ctm = Matrix::new(matrix).then(&state.ctm);
        }
        if let Some([x0, y0, x1, y1]) = objects.get_numbers::<4>(&stream.dict, b"BBox") {
            state.clip_to(state.ctm.apply_box(x0.into(), y0.into(), x1.into(), y1.into()));
        }
        let content = match objects.decode(stream) {
            Ok(content) => content,
            Err(Error::LimitExceeded { limit, .. }) => return self.stop(limit),
            Err(_) => return Ok(false),
        };
        let resources = objects.get_dict(&stream.dict, b"Resources").or(frame.resources);
        self.forms.push(address);
        let result = self.run(&content, resources, state, frame.depth + 1);
        self.forms.pop();
        result.map(|()| true)
    }

    fn paint_image(&mut self, frame: &Frame<'a>) {
        let bounds = frame.state.ctm.apply_box(0.0, 0.0, 1.0, 1.0);
        if !bounds.intersects(&self.page) || !bounds.intersects(&frame.state.clip) || frame.marked.is_off() {
            return;
        }
        let (clip, mut painted) = (frame.state.clip, Painted::default());
        let thin = bounds.width().min(bounds.height());
        if thin <= 1.5 && bounds.width().max(bounds.height()) > 4.0 * thin {
            // A picture that thin can only be a line: some printer drivers draw patterned borders so.
            let mut path = Path::default();
            let Rect { x0, y0, x1, y1 } = bounds;
            path.quadrilateral([
                Point { x: x0, y: y0 },
                Point { x: x1, y: y0 },
                Point { x: x1, y: y1 },
                Point { x: x0, y: y1 },
            ]);
            path.fill(false, &clip, &mut painted);
            if self.rules.len() < self.context.limits.rules_per_page as usize {
                self.rules.append(&mut painted.rules);
            }
            return;
        }
        if self.images.len() < self.context.limits.rules_per_page as usize {
            self.images.push(bounds);
        }
        self.add_background(bounds, &clip, None);
    }

    pub(super) fn inline_image(&mut self, lexer: &mut Lexer<'_>, frame: &Frame<'a>) {
        while let Some(token) = lexer.token() {
            match token {
                Token::Keyword(b"ID") => {
                    lexer.skip_inline_image();
                    break;
                }
                Token::Keyword(b"EI") => break,
                _ => {}
            }
        }
        self.paint_image(frame);
    }
}

/// Builds the path; `None` for missing operands.
pub(super) fn construct(operator: &[u8], operands: &[Token<'_>], frame: &mut Frame<'_>) -> Option<()> {
    let (ctm, path) = (frame.state.ctm, &mut frame.path);
    let at = |x: f32, y: f32| ctm.apply(x.into(), y.into());
    match operator {
        b"m" => numbers(operands).map(|[x, y]| path.move_to(at(x, y))),
        b"l" => numbers(operands).map(|[x, y]| path.line_to(at(x, y))),
        b"c" => numbers(operands).map(|[_, _, _, _, x, y]| path.curve_to(at(x, y))),
        b"v" | b"y" => numbers(operands).map(|[_, _, x, y]| path.curve_to(at(x, y))),
        b"h" => {
            path.close();
            Some(())
        }
        _ => numbers(operands).map(|[x, y, width, height]| {
            path.quadrilateral([at(x, y), at(x + width, y), at(x + width, y + height), at(x, y + height)]);
        }),
    }
}
