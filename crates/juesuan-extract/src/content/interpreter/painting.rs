//! Painting operators: paths, forms and images in, rule pieces, backgrounds and image boxes out.

use super::{Background, Frame, Interpreter, Painting, Run, name_operand, numbers};
use crate::content::lexer::{Lexer, Token};
use crate::content::matrix::Matrix;
use crate::content::path::{Painted, Path};
use crate::error::Error;
use crate::geometry::{Point, Rect};
use crate::limits::Limit;
use crate::objects::{Object, ObjectId, Stream};
use crate::seen::Cover;

/// Lightness from which a stroke or fill cannot be told from paper.
const WHITE: f32 = 0.97;
/// Pictures of one page that are handed out; a scan cut into more strips than this has never been seen.
const MAX_PICTURES: usize = 2048;

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
        if let (Some((from, to)), false, true) = (state.text_clip, frame.marked.is_off(), fill.is_some()) {
            if let Some(area) = frame.path.bounds().filter(|_| state.fill.over(1.0) <= WHITE) {
                self.show_clipping_text(from, to, &area)?;
            }
        } else if !frame.marked.is_off() {
            let mut painted = std::mem::take(&mut self.path_painted);
            if let Some(even_odd) = fill {
                frame.path.fill(even_odd, &state.clip, &mut painted);
                let seen = state.fill.over(1.0);
                if seen > WHITE {
                    painted.rules.clear();
                    painted.shapes.clear();
                }
                let hides = state.is_opaque() && state.box_clip && state.fill.lightness.is_some();
                for area in painted.covers.drain(..).filter(|_| hides) {
                    self.add_cover(area, &state.clip, false);
                }
                for area in painted.fills.drain(..) {
                    self.add_background(area, &state.clip, Some(seen));
                }
            }
            if stroke && state.stroke.over(1.0) <= WHITE {
                let width = state.line_width * state.ctm.mean_scale();
                frame.path.stroke(width as f32, &state.clip, &mut painted);
                if fill.is_none() {
                    frame.path.stroke_shapes(&mut painted);
                }
            }
            painted.shapes.retain(|shape| shape.intersects(&state.clip));
            if self.painted.rules.len().max(self.painted.shapes.len()) + painted.rules.len().max(painted.shapes.len())
                > self.context.limits.rules_per_page as usize
            {
                frame.path.clear();
                return self.stop(Limit::RulesPerPage);
            }
            self.painted.rules.append(&mut painted.rules);
            self.painted.shapes.append(&mut painted.shapes);
            self.path_painted = painted;
        }
        if std::mem::take(&mut frame.clip_pending)
            && let Some(bounds) = frame.path.bounds()
        {
            frame.state.box_clip &= frame.path.is_box();
            frame.state.clip_to(bounds);
        }
        frame.path.clear();
        Ok(())
    }

    /// Text that is a clip shows where something is painted through it.
    pub(super) fn show_clipping_text(&mut self, from: usize, to: usize, area: &Rect) -> Run {
        self.count(to.saturating_sub(from))?;
        let to = to.min(self.painted.glyphs.len());
        let Some(text) = self.painted.glyphs.get_mut(from..to) else { return Ok(()) };
        text.iter_mut().filter(|glyph| area.contains(glyph.bbox.center())).for_each(|glyph| glyph.visible = true);
        Ok(())
    }

    /// Something opaque lies over what was painted before it, if anything was.
    fn add_cover(&mut self, area: Rect, clip: &Rect, picture: bool) {
        let area = Rect {
            x0: area.x0.max(clip.x0),
            y0: area.y0.max(clip.y0),
            x1: area.x1.min(clip.x1),
            y1: area.y1.min(clip.y1),
        };
        let after = self.painted.glyphs.len();
        let shows = area.x0 < area.x1 && area.y0 < area.y1;
        if after > 0 && shows && self.painted.covers.len() < self.context.limits.rules_per_page as usize {
            self.painted.covers.push(Cover { area, after, picture });
        }
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
        let object = self.resource(frame, b"XObject", name);
        let stream = object.and_then(|object| objects.resolve(object)?.as_stream().ok());
        let Some(stream) = stream else { return Ok(false) };
        let off = stream.dict.get(b"OC").is_ok_and(|group| self.context.optional.is_off(objects, group));
        if off || frame.marked.is_off() {
            return Ok(true);
        }
        match objects.get_name(&stream.dict, b"Subtype") {
            Some(b"Image") => {
                let clear = [b"SMask".as_slice(), b"Mask", b"SMaskInData"].iter().any(|key| stream.dict.has(key));
                let stencil = matches!(objects.get(&stream.dict, b"ImageMask"), Some(Object::Boolean(true)));
                self.paint_image(frame, !clear && !stencil, object.and_then(|object| object.as_reference().ok()))?;
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
            self.painted.limit = Some(Limit::Nesting);
            return Ok(false);
        }
        let mut state = frame.state;
        state.veiled |= state.blends || !state.is_opaque() && state.text_clip.is_none();
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

    fn paint_image(&mut self, frame: &Frame<'a>, solid: bool, reference: Option<ObjectId>) -> Run {
        if let (Some((from, to)), false) = (frame.state.text_clip, frame.marked.is_off()) {
            return self.show_clipping_text(from, to, &frame.state.ctm.apply_box(0.0, 0.0, 1.0, 1.0));
        }
        let bounds = frame.state.ctm.apply_box(0.0, 0.0, 1.0, 1.0);
        if !bounds.intersects(&self.page) || !bounds.intersects(&frame.state.clip) || frame.marked.is_off() {
            return Ok(());
        }
        if solid && frame.state.is_opaque() && frame.state.box_clip && frame.state.ctm.is_straight() {
            self.add_cover(bounds, &frame.state.clip, true);
        }
        let (clip, mut painted) = (frame.state.clip, Painted::default());
        if let (Some(pictures), Some(reference)) = (&mut self.pictures, reference)
            && pictures.len() < MAX_PICTURES
        {
            pictures.push(Painting { reference, matrix: frame.state.ctm, clip, ink: frame.state.fill.over(1.0) });
        }
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
            if self.painted.rules.len() < self.context.limits.rules_per_page as usize {
                self.painted.rules.append(&mut painted.rules);
            }
            return Ok(());
        }
        if self.painted.images.len() < self.context.limits.rules_per_page as usize {
            self.painted.images.push(bounds);
        }
        self.add_background(bounds, &clip, None);
        Ok(())
    }

    pub(super) fn inline_image(&mut self, lexer: &mut Lexer<'_>, frame: &Frame<'a>) -> Run {
        let mut stencil = false;
        while let Some(token) = lexer.token() {
            match token {
                Token::Keyword(b"ID") => {
                    lexer.skip_inline_image();
                    break;
                }
                Token::Keyword(b"EI") => break,
                Token::Name(b"IM" | b"ImageMask") => stencil = true,
                Token::Keyword(b"false") => stencil = false,
                _ => {}
            }
        }
        self.paint_image(frame, !stencil, None)
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
