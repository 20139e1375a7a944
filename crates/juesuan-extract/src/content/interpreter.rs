//! Executes content streams: decoded bytes and resources in, glyphs, rule pieces and image boxes out.
//!
//! The initial transformation already leads to the displayed page, so everything painted is in the coordinates of
//! [`crate::geometry`]. Operators that change nothing of interest (dashes, joins, shadings, rendering intents) are
//! ignored; malformed ones are counted and skipped.

use std::time::Instant;

use crate::content::lexer::{Lexer, Token, hex_bytes, name_bytes, string_bytes};
use crate::content::marked::{Marked, MarkedStack};
use crate::content::matrix::Matrix;
use crate::content::optional::OptionalContent;
use crate::content::path::{Painted, Path};
use crate::content::state::{ColorSpace, Paint, State, lightness};
use crate::error::Error;
use crate::font::{CharInfo, FontCache};
use crate::geometry::{Point, Rect};
use crate::limits::{Limit, Limits};
use crate::objects::{Dictionary, Object, Objects, Stream};
use crate::page::{Glyph, GlyphText, Rule};

/// Lightness from which a stroke or fill cannot be told from paper.
const WHITE: f32 = 0.97;
/// How much lighter or darker than its background text must be, or it is a watermark.
const FAINT_CONTRAST: f32 = 0.3;
/// Operands kept for one operator, the elements of its arrays included.
const MAX_OPERANDS: usize = 1 << 16;
/// Segments kept of one path; larger ones are drawings.
const MAX_SEGMENTS: usize = 1 << 18;
/// States saved by `q` for each level of nesting that is allowed.
const STATES_PER_LEVEL: usize = 32;

/// What the interpreter needs of the document.
pub(crate) struct Context<'a> {
    pub(crate) objects: &'a Objects,
    pub(crate) fonts: &'a mut FontCache,
    pub(crate) optional: &'a OptionalContent,
    pub(crate) limits: &'a Limits,
    pub(crate) deadline: Option<Instant>,
}

/// A filled area that later text may stand on.
struct Background {
    area: Rect,
    /// Not known for images.
    lightness: Option<f32>,
}

/// Executes the content of one page.
pub(crate) struct Interpreter<'a> {
    context: Context<'a>,
    page: Rect,
    pub(crate) glyphs: Vec<Glyph>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) images: Vec<Rect>,
    /// Boxes of glyphs on the page that a clip hides.
    pub(crate) clipped: Vec<Rect>,
    /// Operators, streams and resources that could not be read.
    pub(crate) damaged: u32,
    /// The limit that ended the work, if one did.
    pub(crate) limit: Option<Limit>,
    backgrounds: Vec<Background>,
    operators: u64,
    forms: Vec<*const Stream>,
}

/// The work on the page ends; what was painted before is kept.
struct Stop;

type Run<T = ()> = Result<T, Stop>;

/// The text position within `BT` ... `ET`.
struct TextPosition {
    matrix: Matrix,
    line: Matrix,
}

/// What belongs to one content stream.
struct Frame<'r> {
    resources: Option<&'r Dictionary>,
    state: State,
    saved: Vec<State>,
    /// `q` beyond the depth that is kept, to be undone by as many `Q`.
    saved_beyond: u64,
    path: Path,
    clip_pending: bool,
    text: TextPosition,
    marked: MarkedStack,
    depth: u32,
}

impl<'a> Interpreter<'a> {
    pub(crate) fn new(context: Context<'a>, page: Rect) -> Self {
        Self {
            context,
            page,
            glyphs: Vec::new(),
            rules: Vec::new(),
            images: Vec::new(),
            clipped: Vec::new(),
            damaged: 0,
            limit: None,
            backgrounds: Vec::new(),
            operators: 0,
            forms: Vec::new(),
        }
    }

    /// Executes the content of the page.
    pub(crate) fn run_page(&mut self, content: &[u8], resources: Option<&'a Dictionary>, to_page: Matrix) {
        // A limit that ends the work is kept in `self.limit`.
        let _ = self.run(content, resources, State::new(to_page, self.page), 0);
    }

    fn stop<T>(&mut self, limit: Limit) -> Run<T> {
        self.limit = Some(limit);
        Err(Stop)
    }

    fn run(&mut self, content: &[u8], resources: Option<&'a Dictionary>, state: State, depth: u32) -> Run {
        let mut frame = Frame {
            resources,
            state,
            saved: Vec::new(),
            saved_beyond: 0,
            path: Path::default(),
            clip_pending: false,
            text: TextPosition { matrix: Matrix::IDENTITY, line: Matrix::IDENTITY },
            marked: MarkedStack::default(),
            depth,
        };
        let mut lexer = Lexer::new(content);
        let mut operands: Vec<Token<'_>> = Vec::with_capacity(64);
        let mut result = Ok(());
        while let Some(token) = lexer.token() {
            let Token::Keyword(operator) = token else {
                if operands.len() < MAX_OPERANDS {
                    operands.push(token);
                }
                continue;
            };
            if matches!(operator, b"true" | b"false" | b"null") {
                continue;
            }
            result = self.count_operator();
            if result.is_ok() {
                result = self.execute(operator, &operands, &mut frame, &mut lexer);
            }
            operands.clear();
            if result.is_err() {
                break;
            }
        }
        frame.marked.close_all(&mut self.glyphs);
        result
    }

    fn count_operator(&mut self) -> Run {
        self.operators += 1;
        if self.operators > self.context.limits.operators_per_page {
            return self.stop(Limit::OperatorsPerPage);
        }
        if self.operators.is_multiple_of(1024)
            && self.context.deadline.is_some_and(|deadline| Instant::now() > deadline)
        {
            return self.stop(Limit::Time);
        }
        Ok(())
    }

    fn execute(
        &mut self,
        operator: &[u8],
        operands: &[Token<'_>],
        frame: &mut Frame<'a>,
        lexer: &mut Lexer<'_>,
    ) -> Run {
        let done = match operator {
            b"Tj" | b"TJ" | b"'" | b"\"" | b"Td" | b"TD" | b"Tm" | b"T*" | b"BT" | b"Tf" | b"Tc" | b"Tw" | b"Tz"
            | b"TL" | b"Ts" | b"Tr" => self.text_operator(operator, operands, frame)?,
            b"m" | b"l" | b"c" | b"v" | b"y" | b"h" | b"re" => {
                // A path without end is a drawing; the limit of operators bounds the work on it.
                frame.path.len() > MAX_SEGMENTS || construct(operator, operands, frame).is_some()
            }
            b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n" => {
                self.paint(operator, frame)?;
                true
            }
            b"W" | b"W*" => {
                frame.clip_pending = true;
                true
            }
            b"q" => {
                if frame.saved.len() < STATES_PER_LEVEL * self.context.limits.nesting as usize {
                    frame.saved.push(frame.state);
                } else {
                    frame.saved_beyond += 1;
                    self.limit = Some(Limit::Nesting);
                }
                true
            }
            b"Q" => {
                if frame.saved_beyond > 0 {
                    frame.saved_beyond -= 1;
                } else if let Some(saved) = frame.saved.pop() {
                    frame.state = saved;
                }
                true
            }
            b"cm" => match numbers(operands) {
                Some(matrix) => {
                    let ctm = Matrix::new(matrix).then(&frame.state.ctm);
                    frame.state.ctm = if ctm.is_finite() { ctm } else { frame.state.ctm };
                    true
                }
                None => false,
            },
            b"Do" => self.paint_object(operands, frame)?,
            b"BI" => {
                self.inline_image(lexer, frame);
                true
            }
            b"BDC" | b"BMC" => {
                let marked = self.marked(operands, frame);
                frame.marked.open(marked);
                true
            }
            b"EMC" => {
                frame.marked.close(&mut self.glyphs);
                true
            }
            b"gs" | b"w" | b"g" | b"G" | b"rg" | b"RG" | b"k" | b"K" | b"cs" | b"CS" | b"sc" | b"scn" | b"SC"
            | b"SCN" => self.graphics_parameter(operator, operands, frame).is_some(),
            // Known, without influence on text and lines.
            b"ET" | b"J" | b"j" | b"M" | b"d" | b"ri" | b"i" | b"sh" | b"MP" | b"DP" | b"BX" | b"EX" | b"d0"
            | b"d1" | b"ID" | b"EI" => true,
            _ => false,
        };
        self.damaged = self.damaged.saturating_add(u32::from(!done));
        Ok(())
    }

    // ---- text ----

    fn text_operator(&mut self, operator: &[u8], operands: &[Token<'_>], frame: &mut Frame<'a>) -> Run<bool> {
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
            self.damaged = self.damaged.saturating_add(1);
            return Ok(());
        };
        if frame.marked.is_off() {
            return Ok(());
        }
        let pen = Pen::new(&frame.state, &frame.text.matrix);
        let font_vertical = self.context.fonts.get_mut(index).is_some_and(|font| font.vertical);
        let mut run = ShownRun { pen, font_vertical, along: 0.0, light: self.seen_faint(&frame.state) };
        let mut stopped = None;
        for operand in operands {
            match operand {
                Token::Number(thousandths) => run.skip(f64::from(*thousandths), &frame.state),
                Token::String(raw) => stopped = self.show(&string_bytes(raw), index, &mut run, &frame.state),
                Token::Hex(raw) => stopped = self.show(&hex_bytes(raw), index, &mut run, &frame.state),
                _ => {}
            }
            if stopped.is_some() {
                break;
            }
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
        let Self { context, glyphs, page, backgrounds, clipped, .. } = self;
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
            if !shows_in(&placed.bbox, page) || !placed.origin.x.is_finite() {
                continue;
            }
            if glyphs.len() + clipped.len() >= context.limits.glyphs_per_page as usize {
                return Some(Limit::GlyphsPerPage);
            }
            if !shows_in(&placed.bbox, &state.clip) {
                clipped.extend((info.text != GlyphText::Char(' ')).then_some(placed.bbox));
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

    // ---- paths ----

    fn paint(&mut self, operator: &[u8], frame: &mut Frame<'a>) -> Run {
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

    fn add_background(&mut self, area: Rect, clip: &Rect, lightness: Option<f32>) {
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

    // ---- forms and images ----

    fn paint_object(&mut self, operands: &[Token<'_>], frame: &mut Frame<'a>) -> Run<bool> {
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

    fn paint_form(&mut self, stream: &'a Stream, frame: &mut Frame<'a>) -> Run<bool> {
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

    fn inline_image(&mut self, lexer: &mut Lexer<'_>, frame: &Frame<'a>) {
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

    // ---- marked content ----

    fn marked(&self, operands: &[Token<'_>], frame: &Frame<'a>) -> Marked {
        let objects = self.context.objects;
        let Some((Token::Name(tag), properties)) = operands.split_first() else { return Marked::Plain };
        if *tag == b"OC" {
            let group = match properties {
                [Token::Name(name)] => self.resource(frame, b"Properties", name),
                _ => None,
            };
            return match group {
                Some(group) if self.context.optional.is_off(objects, group) => Marked::Off,
                _ => Marked::Plain,
            };
        }
        let text = match properties {
            [Token::Name(name)] => self
                .resource(frame, b"Properties", name)
                .and_then(|object| objects.as_dict(object))
                .and_then(|dictionary| Some(text_string(objects.get(dictionary, b"ActualText")?.as_str().ok()?))),
            _ => properties.windows(2).find_map(|pair| match *pair {
                [Token::Name(b"ActualText"), Token::String(raw)] => Some(text_string(&string_bytes(raw))),
                [Token::Name(b"ActualText"), Token::Hex(raw)] => Some(text_string(&hex_bytes(raw))),
                _ => None,
            }),
        };
        text.map_or(Marked::Plain, |text| Marked::ActualText { from: self.glyphs.len(), text })
    }

    // ---- graphics state ----

    fn graphics_parameter(&mut self, operator: &[u8], operands: &[Token<'_>], frame: &mut Frame<'a>) -> Option<()> {
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

    fn resource(&self, frame: &Frame<'a>, kind: &[u8], name: &[u8]) -> Option<&'a Object> {
        self.context.objects.get_dict(frame.resources?, kind)?.get(&name_bytes(name)).ok()
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
}

impl Pen {
    fn new(state: &State, text: &Matrix) -> Self {
        let to_page = text.then(&state.ctm);
        Self { to_page, y_scale: to_page.y_scale() }
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
    let (inset_x, inset_y) = (glyph.width() / 4.0, glyph.height() / 4.0);
    let middle =
        Rect { x0: glyph.x0 + inset_x, y0: glyph.y0 + inset_y, x1: glyph.x1 - inset_x, y1: glyph.y1 - inset_y };
    middle.intersects(area)
}

fn is_faint(paint: Paint, at: Point, backgrounds: &[Background]) -> bool {
    let below = backgrounds.iter().rev().find(|background| background.area.contains(at));
    match below.map_or(Some(1.0), |background| background.lightness) {
        Some(lightness) => (paint.over(lightness) - lightness).abs() < FAINT_CONTRAST,
        // On a picture: only what is all but transparent.
        None => paint.alpha < FAINT_CONTRAST,
    }
}

/// Builds the path; `None` for missing operands.
fn construct(operator: &[u8], operands: &[Token<'_>], frame: &mut Frame<'_>) -> Option<()> {
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

/// The last `N` operands, if they are numbers.
fn numbers<const N: usize>(operands: &[Token<'_>]) -> Option<[f32; N]> {
    let last = operands.last_chunk::<N>()?;
    let mut values = [0.0; N];
    for (value, operand) in values.iter_mut().zip(last) {
        let Token::Number(number) = operand else { return None };
        *value = *number;
    }
    Some(values)
}

/// The numbers among up to 32 operands of a colour operator.
fn components(operands: &[Token<'_>]) -> Vec<f32> {
    let number = |operand: &Token<'_>| match operand {
        Token::Number(number) => Some(*number),
        _ => None,
    };
    operands.iter().take(32).filter_map(number).collect()
}

fn name_operand<'t>(operands: &[Token<'t>]) -> Option<&'t [u8]> {
    operands.iter().find_map(|operand| match operand {
        Token::Name(name) => Some(*name),
        _ => None,
    })
}

/// A text string of the file: UTF-16 or UTF-8 with a mark, otherwise PDFDocEncoding, which is near Windows-1252.
pub(crate) fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, text @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(text).0.into_owned(),
        [0xFF, 0xFE, text @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(text).0.into_owned(),
        [0xEF, 0xBB, 0xBF, text @ ..] => String::from_utf8_lossy(text).into_owned(),
        text => match encoding_rs::GBK.decode_without_bom_handling_and_without_replacement(text) {
            // Chinese producers write GBK here against the specification.
            Some(gbk) if text.iter().any(|byte| *byte >= 0x80) => gbk.into_owned(),
            _ => encoding_rs::WINDOWS_1252.decode_without_bom_handling(text).0.into_owned(),
        },
    }
}
