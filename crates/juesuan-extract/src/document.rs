//! A PDF document: bytes in, pages out, one at a time.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::content::interpreter::{Context, Interpreter, text_string};
use crate::content::matrix::Matrix;
use crate::content::optional::OptionalContent;
use crate::diagnostic::{Diagnostic, DiagnosticCode};
use crate::error::Error;
use crate::font::FontCache;
use crate::geometry::Rect;
use crate::layout::{self, Layout};
use crate::limits::{Limit, Limits};
use crate::objects::{CUT, Object, Objects, entry};
use crate::page::Page;
use crate::page_tree::{PageNode, announced, page_nodes};
use crate::picture::{self, Picture};
use crate::{attachments, bold, doubts, rules, seen, skew};

/// Bytes of the pictures of one page, as stored in the file, at which no more of them are given.
const MAX_PICTURE_BYTES: usize = 64 << 20;

/// How to open a document.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct OpenOptions {
    /// The user or owner password. Documents with an empty user password open without one.
    pub password: Option<String>,
    /// How much reading the document may cost.
    pub limits: Limits,
}

impl OpenOptions {
    /// Sets the password.
    #[must_use]
    pub fn password(mut self, password: impl Into<String>) -> Self {
        self.password = Some(password.into());
        self
    }

    /// Sets the limits.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }
}

/// An open PDF document.
///
/// ```no_run
/// use juesuan_extract::Document;
///
/// let document = Document::open(std::fs::read("决算.pdf")?)?;
/// for page in document.pages() {
///     let page = page?;
///     println!("page {}: {} glyphs, {} ruling lines", page.number, page.glyphs.len(), page.rules.len());
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Document {
    objects: Objects,
    nodes: Vec<PageNode>,
    optional: OptionalContent,
    fonts: Mutex<FontCache>,
    limits: Limits,
    /// Time spent in the reader so far, in nanoseconds.
    spent: AtomicU64,
    /// Operators that may still be executed on all pages together.
    operators_left: AtomicU64,
}

impl std::fmt::Debug for Document {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Document").field("pages", &self.nodes.len()).finish_non_exhaustive()
    }
}

impl Document {
    /// Opens a document without a password, within the default limits.
    ///
    /// # Errors
    /// When the bytes are no PDF, damaged beyond repair, locked with a password, or exceed a limit.
    pub fn open(bytes: impl Into<Vec<u8>>) -> Result<Self, Error> {
        Self::open_with(bytes, &OpenOptions::default())
    }

    /// Opens a document.
    ///
    /// # Errors
    /// When the bytes are no PDF, damaged beyond repair, locked with another password, or exceed a limit.
    pub fn open_with(bytes: impl Into<Vec<u8>>, options: &OpenOptions) -> Result<Self, Error> {
        let started = Instant::now();
        let limits = options.limits.clone();
        let objects = Objects::open(bytes.into(), options.password.as_deref(), &limits)?;
        let nodes = page_nodes(&objects, &limits);
        if let Some(limit) = objects.exceeded() {
            let maximum = if limit == Limit::Values { limits.values.into() } else { limits.total_bytes };
            return Err(Error::LimitExceeded { limit, maximum });
        }
        let nodes = nodes?;
        let optional = OptionalContent::read(&objects);
        let (spent, operators_left) = (AtomicU64::new(0), AtomicU64::new(limits.operators));
        let fonts = Mutex::default();
        let document = Self { objects, nodes, optional, fonts, limits, spent, operators_left };
        document.spend(started);
        Ok(document)
    }

    /// How many pages there are.
    #[must_use]
    pub fn page_count(&self) -> u32 {
        self.nodes.len() as u32
    }

    /// The title that the document states about itself.
    #[must_use]
    pub fn title(&self) -> Option<String> {
        let title = text_string(self.objects.get(self.objects.info()?, b"Title")?.as_str().ok()?);
        Some(title).filter(|title| !title.trim().is_empty())
    }

    /// Reads a page, numbered from 1.
    ///
    /// # Errors
    /// When there is no such page, or the time or the decoded bytes allowed for the document are used up. Damage
    /// within the page is a diagnostic of the page, not an error.
    pub fn page(&self, number: u32) -> Result<Page, Error> {
        let started = Instant::now();
        let page = self.read_page(number, started);
        self.spend(started);
        page
    }

    /// All pages in order, each read when it is asked for.
    pub fn pages(&self) -> impl Iterator<Item = Result<Page, Error>> {
        (1..=self.page_count()).map(|number| self.page(number))
    }

    /// The text lines and grids of all pages in order: what `juesuan_model::Report::read` takes.
    ///
    /// A page that cannot be read is an empty layout whose diagnostic says why; the other pages are still there.
    ///
    /// ```no_run
    /// use juesuan_extract::Document;
    ///
    /// let layouts = Document::open(std::fs::read("决算.pdf")?)?.layouts();
    /// println!("{} pages, {} of them with text", layouts.len(), layouts.iter().filter(|page| page.has_text).count());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn layouts(&self) -> Vec<Layout> {
        self.layouts_with(&mut |page| page)
    }

    /// The same, each page changed before its layout is made out: a recogniser fills the pages that have only pictures.
    /// What it costs does not count against the time allowed for the document.
    #[must_use]
    pub fn layouts_with(&self, change: &mut dyn FnMut(Page) -> Page) -> Vec<Layout> {
        let mut left = Left { pieces: self.limits.pieces, glyphs: self.limits.glyphs };
        let read = |number| self.layout(number, &mut left, change).unwrap_or_else(|error| unread(number, &error));
        let mut layouts: Vec<Layout> = (1..=self.page_count()).map(read).collect();
        if let Some(first) = layouts.first_mut() {
            first.diagnostics.splice(0..0, self.missing().into_iter().chain(self.attached()));
        }
        juesuan_document::complete(&mut layouts);
        layouts
    }

    /// What it says as the neutral document: its pages as lines and grids, each with its identity.
    ///
    /// ```no_run
    /// use juesuan_extract::Document;
    ///
    /// let document = Document::open(std::fs::read("决算.pdf")?)?.document();
    /// println!("{} pages", document.layouts.len());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn document(&self) -> juesuan_document::Document {
        self.document_with(&mut |page| page)
    }

    /// The same, each page changed before its layout is made out, as [`Document::layouts_with`] does.
    #[must_use]
    pub fn document_with(&self, change: &mut dyn FnMut(Page) -> Page) -> juesuan_document::Document {
        let mut document = juesuan_document::Document::default();
        document.files.push(juesuan_document::SourceFile::default());
        document.layouts = self.layouts_with(change);
        document
    }

    /// Like [`document`](Self::document), but nothing where the time allowed was not enough: how much of a document can
    /// be read in a time depends on the machine, and what is given must not.
    ///
    /// # Errors
    /// [`Error::LimitExceeded`] with [`Limit::Time`].
    pub fn document_in_time(&self) -> Result<juesuan_document::Document, Error> {
        let document = self.document();
        self.kept_time()?;
        Ok(document)
    }

    /// Whether the time allowed was enough for what has been read so far. What [`document_with`](Self::document_with)
    /// does with pages besides reading them does not count.
    ///
    /// # Errors
    /// [`Error::LimitExceeded`] with [`Limit::Time`].
    pub fn kept_time(&self) -> Result<(), Error> {
        self.deadline(Instant::now()).map(|_| ())
    }

    /// What the file as a whole lacks.
    fn missing(&self) -> Vec<Diagnostic> {
        let mut missing = self.objects.missing().to_vec();
        let there = self.nodes.len();
        if let Some(announced) = announced(&self.objects).filter(|announced| *announced > there) {
            missing.push(format!("it announces {announced} pages, and {there} of them are there"));
        }
        let doubt = |words| {
            let message = format!("the file is not whole: {words}");
            Diagnostic::new(DiagnosticCode::IncompleteFile, 0, None, 1, message)
        };
        missing.into_iter().map(doubt).collect()
    }

    /// What is said of files that are attached to the document: nothing of them is read.
    fn attached(&self) -> Option<Diagnostic> {
        let names = attachments::names(&self.objects, &self.nodes);
        let first = names.first()?;
        let message = match names.len() {
            1 => format!("a file is attached to the document and is not read: “{first}”"),
            count => format!("{count} files are attached to the document and are not read: “{first}” and others"),
        };
        Some(Diagnostic::new(DiagnosticCode::InkWithoutText, 0, None, 1, message))
    }

    fn layout(&self, number: u32, left: &mut Left, change: &mut dyn FnMut(Page) -> Page) -> Result<Layout, Error> {
        let exceeded = |limit, maximum: u32| Err(Error::LimitExceeded { limit, maximum: maximum.into() });
        if left.pieces == 0 {
            return exceeded(Limit::Pieces, self.limits.pieces);
        }
        if left.glyphs == 0 {
            return exceeded(Limit::Glyphs, self.limits.glyphs);
        }
        let page = change(self.page(number)?);
        let started = Instant::now();
        let layout = layout::analyze(&page);
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        left.glyphs = left.glyphs.saturating_sub(count(page.glyphs.len()));
        left.pieces = left.pieces.saturating_sub(count(layout.pieces()));
        self.spend(started);
        Ok(layout)
    }

    fn spend(&self, started: Instant) {
        let nanoseconds = u64::try_from(started.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.spent.fetch_add(nanoseconds, Ordering::Relaxed);
    }

    fn deadline(&self, started: Instant) -> Result<Option<Instant>, Error> {
        let Some(allowed) = self.limits.time else { return Ok(None) };
        let spent = Duration::from_nanos(self.spent.load(Ordering::Relaxed));
        match allowed.checked_sub(spent) {
            Some(left) => Ok(started.checked_add(left)),
            None => {
                let maximum = u64::try_from(allowed.as_millis()).unwrap_or(u64::MAX);
                Err(Error::LimitExceeded { limit: Limit::Time, maximum })
            }
        }
    }

    fn read_page(&self, number: u32, started: Instant) -> Result<Page, Error> {
        let index = number.checked_sub(1).map(|index| index as usize);
        let count = self.page_count();
        let node =
            index.and_then(|index| self.nodes.get(index)).ok_or(Error::PageOutOfRange { page: number, count })?;
        let deadline = self.deadline(started)?;
        let (width, height, to_page) = node.display();
        let mut page = Page::new(number, width, height);
        let Content { bytes: content, broken, limit } = self.content(node)?;
        let mut fonts = self.fonts.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut paint = |to_page: Matrix| {
            let context = Context {
                objects: &self.objects,
                fonts: &mut fonts,
                optional: &self.optional,
                limits: &self.limits,
                deadline,
                operators: self.limits.operators_per_page.min(self.operators_left.load(Ordering::Relaxed)),
            };
            let mut interpreter = Interpreter::new(context, Rect { x0: 0.0, y0: 0.0, x1: width, y1: height });
            interpreter.run_page(&content, node.resources(&self.objects), to_page);
            interpreter.run_annotations(node.annotations(&self.objects), to_page);
            let executed = interpreter.operators;
            let take = |left: u64| Some(left.saturating_sub(executed));
            // It cannot fail: `take` always gives a number.
            let _ = self.operators_left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take);
            interpreter.into_painted()
        };
        let mut painted = paint(to_page);
        if let Some(angle) = skew::of(&painted.glyphs) {
            page.skew = angle;
            painted = paint(to_page.then(&skew::straighten(angle, width, height)));
        }
        let damaged = painted.damaged.saturating_add(broken);
        let limit = painted.limit.or(limit).or(self.objects.exceeded());
        page.left_out = painted.contradicted;
        page.shapes = painted.shapes;
        page.glyphs = painted.glyphs;
        page.images = painted.images;
        page.rules = rules::merge(painted.rules);
        drop(fonts);
        let seen = seen::settle(&mut page, &painted.covers, painted.hidden);
        let overlaps = bold::remove_repetitions(&mut page.glyphs);
        doubts::diagnose(&mut page, &overlaps, &seen, damaged, limit);
        Ok(page)
    }

    /// The pictures that a page paints, in the order in which it paints them, each as the file stores it.
    ///
    /// They are asked for where a page has no text. A picture that cannot be taken out of the file is left out; the
    /// count of those stands beside the others.
    ///
    /// # Errors
    /// When there is no such page, or the time or the decoded bytes allowed for the document are used up.
    pub fn pictures(&self, number: u32) -> Result<(Vec<Picture>, u32), Error> {
        let started = Instant::now();
        let index = number.checked_sub(1).map(|index| index as usize);
        let count = self.page_count();
        let node =
            index.and_then(|index| self.nodes.get(index)).ok_or(Error::PageOutOfRange { page: number, count })?;
        let deadline = self.deadline(started)?;
        let (width, height, to_page) = node.display();
        let content = self.content(node)?.bytes;
        let mut fonts = self.fonts.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let (objects, optional, limits) = (&self.objects, &self.optional, &self.limits);
        let operators = limits.operators_per_page;
        let context = Context { objects, fonts: &mut fonts, optional, limits, deadline, operators };
        let mut interpreter = Interpreter::new(context, Rect { x0: 0.0, y0: 0.0, x1: width, y1: height });
        interpreter.pictures = Some(Vec::new());
        interpreter.run_page(&content, node.resources(objects), to_page);
        let paintings = interpreter.pictures.take().unwrap_or_default();
        let (mut pictures, mut lost) = (Vec::new(), 0_u32);
        let mut copied = 0_usize;
        for painting in &paintings {
            if copied > MAX_PICTURE_BYTES {
                lost = lost.saturating_add(1);
                continue;
            }
            match picture::read(objects, painting) {
                Ok(Some(picture)) => {
                    copied = copied.saturating_add(picture.data.len()).saturating_add(1024);
                    pictures.push(picture);
                }
                Err(error @ Error::LimitExceeded { limit: Limit::TotalBytes, .. }) => return Err(error),
                Ok(None) | Err(_) => lost = lost.saturating_add(1),
            }
        }
        drop(fonts);
        self.spend(started);
        Ok((pictures, lost))
    }

    /// The content streams of a page in one piece.
    fn content(&self, node: &PageNode) -> Result<Content, Error> {
        let mut content = Content::default();
        let contents = node.dictionary(&self.objects).and_then(|page| self.objects.get(page, b"Contents"));
        let is_stated = || node.dictionary(&self.objects).is_some_and(|page| entry(page, b"Contents").is_some());
        let parts = match contents {
            None => {
                // A page without content is blank; one whose content is not in the file is lost.
                content.broken += u32::from(is_stated());
                &[]
            }
            Some(Object::Array(parts)) => parts.as_slice(),
            Some(single) => std::slice::from_ref(single),
        };
        for part in parts {
            let Some(Object::Stream(stream)) = self.objects.resolve(part) else {
                content.broken += 1;
                continue;
            };
            // What is there of it is given.
            content.broken += u32::from(stream.dict.has(CUT.as_bytes()));
            match self.objects.decode(stream) {
                Ok(bytes) if content.bytes.is_empty() => content.bytes = bytes,
                Ok(bytes) => {
                    // Streams of one page are divided between tokens.
                    content.bytes.push(b'\n');
                    content.bytes.extend_from_slice(&bytes);
                }
                Err(error @ Error::LimitExceeded { limit: Limit::TotalBytes, .. }) => return Err(error),
                Err(Error::LimitExceeded { limit, .. }) => content.limit = Some(limit),
                Err(_) => content.broken += 1,
            }
            if content.bytes.len() as u64 > self.limits.stream_bytes {
                content.limit = Some(Limit::StreamBytes);
                break;
            }
        }
        Ok(content)
    }
}

/// The content of a page.
#[derive(Default)]
struct Content {
    bytes: Vec<u8>,
    /// Streams that could not be decoded.
    broken: u32,
    /// The limit that some of it exceeds.
    limit: Option<Limit>,
}

/// What the pages that are still to be read may hold.
struct Left {
    pieces: u32,
    glyphs: u32,
}

/// The layout of a page that could not be read.
fn unread(number: u32, error: &Error) -> Layout {
    let code = match error {
        Error::LimitExceeded { .. } => DiagnosticCode::LimitReached,
        _ => DiagnosticCode::DamagedContent,
    };
    let mut layout = Layout::new(number, 0.0, 0.0);
    layout.diagnostics.push(Diagnostic::new(code, number, None, 1, error.to_string()));
    layout
}
