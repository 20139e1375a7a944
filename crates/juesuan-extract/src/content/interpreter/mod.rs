//! Executes content streams: decoded bytes and resources in, glyphs, rule pieces and image boxes out.
//!
//! The initial transformation already leads to the displayed page, so everything painted is in the coordinates of
//! [`crate::geometry`]. Operators that change nothing of interest (dashes, joins, shadings, rendering intents) are
//! ignored; malformed ones are counted and skipped. The operators are in three rooms: [`text`], [`painting`] (paths,
//! forms, images) and [`graphics`] (colours, parameters, marked content). [`annotation`] and [`field`] paint what lies over the page.

mod annotation;
mod field;
mod graphics;
mod painting;
mod text;

use std::time::Instant;

use crate::content::lexer::{Lexer, Token, name_bytes};
use crate::content::marked::MarkedStack;
use crate::content::matrix::Matrix;
use crate::content::optional::OptionalContent;
use crate::content::path::{Painted, Path};
use crate::content::state::State;
use crate::font::FontCache;
use crate::geometry::Rect;
use crate::limits::{Limit, Limits};
use crate::objects::{Dictionary, Object, ObjectId, Objects, Stream, entry};
use crate::page::{Glyph, Rule};
use crate::seen::{Cover, Hidden};
use juesuan_document::UnreadInk;

/// Operands kept for one operator, the elements of its arrays included.
const MAX_OPERANDS: usize = 1 << 16;
/// Segments kept of one path; larger ones are drawings.
const MAX_SEGMENTS: usize = 1 << 18;
/// States saved by `q` for each level of nesting that is allowed.
const STATES_PER_LEVEL: usize = 32;

/// Resources of one content that are kept by name; more of them would have to be sought themselves.
const MOST_NAMED: usize = 16;

/// What the interpreter needs of the document.
pub(crate) struct Context<'a> {
    pub(crate) objects: &'a Objects,
    pub(crate) fonts: &'a mut FontCache,
    pub(crate) optional: &'a OptionalContent,
    pub(crate) limits: &'a Limits,
    pub(crate) deadline: Option<Instant>,
    /// Operators that may be executed.
    pub(crate) operators: u64,
}

/// A filled area that later text may stand on.
struct Background {
    area: Rect,
    /// Not known for images.
    lightness: Option<f32>,
}

/// What the content of a page has painted.
#[derive(Default)]
pub(crate) struct PaintedPage {
    pub(crate) glyphs: Vec<Glyph>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) images: Vec<Rect>,
    /// Boxes of shapes that may be letters.
    pub(crate) shapes: Vec<Rect>,
    /// What lies over glyphs that were painted before.
    pub(crate) covers: Vec<Cover>,
    /// Texts that the file states for glyphs that say something else.
    pub(crate) contradicted: Vec<UnreadInk>,
    /// Glyphs that are not shown.
    pub(crate) hidden: Vec<Hidden>,
    /// Operators, streams and resources that could not be read.
    pub(crate) damaged: u32,
    /// The limit that ended the work, if one did.
    pub(crate) limit: Option<Limit>,
}

/// Executes the content of one page.
pub(crate) struct Interpreter<'a> {
    context: Context<'a>,
    page: Rect,
    painted: PaintedPage,
    /// The painted pictures themselves, where they are asked for.
    pub(crate) pictures: Option<Vec<Painting>>,
    backgrounds: Vec<Background>,
    /// Empty lists for what the next path leaves behind: a page paints thousands of them.
    path_painted: Painted,
    pub(crate) operators: u64,
    forms: Vec<*const Stream>,
}

/// A picture as the page paints it.
pub(crate) struct Painting {
    pub(crate) reference: ObjectId,
    /// From the unit square to the displayed page.
    pub(crate) matrix: Matrix,
    pub(crate) clip: Rect,
    /// Lightness of the ink, for stencils.
    pub(crate) ink: f32,
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
    /// The first of them that it names, by kind and name: most contents name few, and those again and again.
    named: Vec<(&'static [u8], Vec<u8>, Option<&'r Object>)>,
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
            painted: PaintedPage::default(),
            pictures: None,
            backgrounds: Vec::new(),
            path_painted: Painted::default(),
            operators: 0,
            forms: Vec::new(),
        }
    }

    /// Executes the content of the page.
    pub(crate) fn run_page(&mut self, content: &[u8], resources: Option<&'a Dictionary>, to_page: Matrix) {
        // A limit that ends the work is kept in `self.painted.limit`.
        let _ = self.run(content, resources, State::new(to_page, self.page), 0);
    }

    /// What has been painted.
    pub(crate) fn into_painted(self) -> PaintedPage {
        self.painted
    }

    fn stop<T>(&mut self, limit: Limit) -> Run<T> {
        self.painted.limit = Some(limit);
        Err(Stop)
    }

    fn run(&mut self, content: &[u8], resources: Option<&'a Dictionary>, state: State, depth: u32) -> Run {
        let mut frame = Frame::new(resources, state, depth);
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
            result = self.count(1);
            if result.is_ok() {
                result = self.execute(operator, &operands, &mut frame, &mut lexer);
            }
            operands.clear();
            if result.is_err() {
                break;
            }
        }
        while frame.marked.has_open() {
            self.close_marked(&mut frame);
        }
        result
    }

    /// Counts work: operators, and bytes of text.
    fn count(&mut self, work: usize) -> Run {
        let before = self.operators;
        self.operators = before.saturating_add(work as u64);
        if self.operators > self.context.operators {
            let of_all = self.context.operators < self.context.limits.operators_per_page;
            return self.stop(if of_all { Limit::Operators } else { Limit::OperatorsPerPage });
        }
        if before / 1024 != self.operators / 1024 { self.look_at_time() } else { Ok(()) }
    }

    fn look_at_time(&mut self) -> Run {
        if self.context.deadline.is_some_and(|deadline| Instant::now() > deadline) {
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
                frame.path.len() > MAX_SEGMENTS || painting::construct(operator, operands, frame).is_some()
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
                    self.painted.limit = Some(Limit::Nesting);
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
            b"Do" => {
                self.look_at_time()?;
                self.paint_object(operands, frame)?
            }
            b"BI" => {
                self.inline_image(lexer, frame)?;
                true
            }
            b"BDC" | b"BMC" => {
                let marked = self.marked(operands, frame)?;
                frame.marked.open(marked);
                true
            }
            b"EMC" => {
                self.close_marked(frame);
                true
            }
            b"gs" | b"w" | b"g" | b"G" | b"rg" | b"RG" | b"k" | b"K" | b"cs" | b"CS" | b"sc" | b"scn" | b"SC"
            | b"SCN" => self.graphics_parameter(operator, operands, frame).is_some(),
            b"sh" => {
                if let (Some((from, to)), false) = (frame.state.text_clip, frame.marked.is_off()) {
                    let page = self.page;
                    self.show_clipping_text(from, to, &page)?;
                }
                true
            }
            // Known, without influence on text and lines.
            b"ET" | b"J" | b"j" | b"M" | b"d" | b"ri" | b"i" | b"MP" | b"DP" | b"BX" | b"EX" | b"d0" | b"d1"
            | b"ID" | b"EI" => true,
            _ => false,
        };
        self.painted.damaged = self.painted.damaged.saturating_add(u32::from(!done));
        Ok(())
    }

    fn resource(&self, frame: &mut Frame<'a>, kind: &'static [u8], name: &[u8]) -> Option<&'a Object> {
        if let Some((.., found)) = frame.named.iter().find(|(of, known, _)| *of == kind && known == name) {
            return *found;
        }
        let found = entry(self.context.objects.get_dict(frame.resources?, kind)?, &name_bytes(name));
        if frame.named.len() < MOST_NAMED {
            frame.named.push((kind, name.to_vec(), found));
        }
        found
    }
}

impl<'r> Frame<'r> {
    fn new(resources: Option<&'r Dictionary>, state: State, depth: u32) -> Self {
        Self {
            resources,
            named: Vec::new(),
            state,
            saved: Vec::new(),
            saved_beyond: 0,
            path: Path::default(),
            clip_pending: false,
            text: TextPosition { matrix: Matrix::IDENTITY, line: Matrix::IDENTITY },
            marked: MarkedStack::default(),
            depth,
        }
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
