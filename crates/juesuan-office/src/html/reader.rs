//! Tags and texts of a page → lines and tables. What is open is a stack; every tag costs the same.

use std::collections::BTreeSet;

use html5gum::StartTag;
use juesuan_document::Link;

use super::links::{self, Target};
use super::style::{self, Shown};
use super::text::LineText;
use crate::limits::{Budget, Limits};
use crate::table::{Piece, Placer};

/// Elements that begin and end a paragraph.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "section",
    "article",
    "header",
    "main",
    "blockquote",
    "pre",
    "center",
    "form",
    "fieldset",
    "address",
    "figure",
    "figcaption",
    "body",
    "html",
    "hr",
    "details",
    "summary",
    "caption",
];

/// Elements that are no text of the page: scripts, styles, navigation, fields of forms.
const LEFT_OUT: &[&str] = &[
    "script", "style", "template", "nav", "footer", "select", "button", "iframe", "object", "svg", "canvas", "title",
    "textarea", "noframes", "noscript", "audio", "video", "map", "datalist", "rt", "rp", "head",
];

/// Elements whose text is struck out or a mark: left out, and said.
const STRUCK: &[&str] = &["del", "s", "strike", "sup"];

/// Elements without end.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Tables deeper in one another than this are read as text.
const MOST_TABLES: usize = 32;

/// A picture that the page makes this wide and high, in pixels, may be a table or a form; banners are lower, marks are
/// smaller. Of pictures without a stated size nothing is known.
const LARGE_PICTURE: (u32, u32) = (400, 200);

/// An end tag closes an element no further away than this.
const REACH: usize = 64;

/// A line of the page is navigation where its links lead to other pages and leave no more than so many bytes.
const BETWEEN_LINKS: usize = 12;

/// A start tag.
#[derive(Debug)]
pub(crate) struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
    self_closing: bool,
}

impl Tag {
    /// The tag of the tokenizer.
    pub(crate) fn of(tag: &StartTag<()>) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let attributes = tag.attributes.iter().map(|(name, value)| (text(name), text(&value.value))).collect();
        Self { name: text(&tag.name), attributes, self_closing: tag.self_closing }
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// A span: what is no number counts as one, as in browsers.
    fn span(&self, name: &str) -> usize {
        let digits: String =
            self.attribute(name).unwrap_or_default().trim().chars().take_while(char::is_ascii_digit).collect();
        digits.parse().unwrap_or(if digits.is_empty() { 1 } else { usize::MAX })
    }
}

/// What has been read of a page.
#[derive(Debug, Default)]
pub(crate) struct Read {
    pub(crate) pieces: Vec<Piece>,
    pub(crate) links: Vec<Link>,
    /// Texts that are not shown.
    pub(crate) hidden: u32,
    /// An element that is left out has no end.
    pub(crate) unended: bool,
    /// Whether there are pictures.
    pub(crate) pictures: bool,
    /// Pictures that are large enough to be tables or forms.
    pub(crate) large_pictures: u32,
}

/// An open element.
#[derive(Debug)]
struct Open {
    name: String,
    shown: Shown,
    /// The number of the last item of a numbered list.
    list: Option<u64>,
}

/// An open table.
#[derive(Debug, Default)]
struct OpenTable {
    placer: Placer,
    cell: Option<(usize, usize, Vec<Piece>)>,
}

/// An element that is left out.
#[derive(Debug)]
struct Skipped {
    name: String,
    depth: usize,
    /// Its text is to be mentioned.
    said: bool,
    has_text: bool,
}

/// A link under way.
#[derive(Debug)]
struct OpenLink {
    address: String,
    text: String,
    added: usize,
}

/// Reads a page.
pub(crate) struct Reader<'b> {
    read: Read,
    line: LineText,
    tables: Vec<OpenTable>,
    open: Vec<Open>,
    skipped: Option<Skipped>,
    link: Option<OpenLink>,
    /// Classes whose children stand apart.
    apart: BTreeSet<String>,
    depth: usize,
    budget: &'b mut Budget,
}

impl<'b> Reader<'b> {
    pub(crate) fn new(limits: &Limits, budget: &'b mut Budget) -> Self {
        Self {
            read: Read::default(),
            line: LineText::default(),
            tables: Vec::new(),
            open: Vec::new(),
            skipped: None,
            link: None,
            apart: BTreeSet::new(),
            depth: limits.depth,
            budget,
        }
    }

    /// A start tag.
    pub(crate) fn open(&mut self, tag: &Tag) {
        let name = tag.name.as_str();
        if let Some(skipped) = &mut self.skipped {
            // The body begins where the head ends, end tag or not.
            if skipped.name == "head" && (name == "body" || BLOCKS.contains(&name) || name == "table") {
                self.skipped = None;
            } else {
                if skipped.name == name && !tag.self_closing {
                    skipped.depth = skipped.depth.saturating_add(1);
                }
                return;
            }
        }
        let shown = self.shown(tag);
        let is_void = VOID.contains(&name);
        let struck = STRUCK.contains(&name);
        // Beside tables such fields are for searching; in a cell they hold its value.
        let holds_value = name == "textarea" && self.in_cell();
        if !is_void && (LEFT_OUT.contains(&name) && !holds_value || struck || shown.hidden) {
            let said = shown.hidden || struck && name != "sup";
            self.skipped = Some(Skipped { name: name.to_owned(), depth: 1, said, has_text: false });
            return;
        }
        if self.open.last().is_some_and(|parent| parent.shown.parts_children) || shown.boxed && !is_void {
            self.end_paragraph();
        }
        if BLOCKS.contains(&name) {
            self.end_paragraph();
        }
        match name {
            "br" => {
                let line = self.line_if_text(LineText::line_break);
                self.push_line(line);
            }
            "img" | "embed" => self.picture(tag),
            "input" if !shown.hidden && self.in_cell() => self.field(tag),
            "a" => self.begin_link(tag),
            "table" => self.begin_table(),
            "tr" => self.row(),
            "td" | "th" => self.begin_cell(tag),
            "thead" | "tbody" | "tfoot" | "caption" => self.end_cell(),
            _ => {}
        }
        if !is_void && !tag.self_closing && self.open.len() < self.depth {
            let list = (name == "ol").then(|| (tag.span("start") as u64).saturating_sub(1));
            self.open.push(Open { name: name.to_owned(), shown, list });
        }
        if name == "li" {
            self.number();
        }
    }

    fn picture(&mut self, tag: &Tag) {
        self.read.pictures = true;
        let style = tag.attribute("style").unwrap_or_default();
        let size = |name| style::pixels(tag.attribute(name), style, name).unwrap_or_default();
        let large = size("width") >= LARGE_PICTURE.0 && size("height") >= LARGE_PICTURE.1;
        self.read.large_pictures = self.read.large_pictures.saturating_add(u32::from(large));
    }

    fn in_cell(&self) -> bool {
        self.tables.iter().any(|table| table.cell.is_some())
    }

    /// The text that a field for text shows.
    fn field(&mut self, tag: &Tag) {
        let kind = tag.attribute("type").unwrap_or("text").to_ascii_lowercase();
        if matches!(kind.as_str(), "text" | "number" | "tel" | "")
            && let Some(value) = tag.attribute("value")
        {
            self.line.push(value);
        }
    }

    fn shown(&self, tag: &Tag) -> Shown {
        let mut shown = tag.attribute("style").map(style::inline).unwrap_or_default();
        shown.hidden |= tag.attribute("hidden").is_some();
        let classes = tag.attribute("class").unwrap_or_default();
        shown.parts_children |= classes.split_whitespace().any(|class| self.apart.contains(class));
        shown
    }

    /// An end tag.
    pub(crate) fn close(&mut self, name: &str) {
        if let Some(skipped) = &mut self.skipped {
            if skipped.name == name {
                skipped.depth = skipped.depth.saturating_sub(1);
                if skipped.depth == 0 {
                    self.end_skipped();
                }
            }
            return;
        }
        if BLOCKS.contains(&name) {
            self.end_paragraph();
        }
        match name {
            "a" => self.end_link(),
            "td" | "th" | "tr" | "thead" | "tbody" | "tfoot" => self.end_cell(),
            "table" => self.end_table(),
            _ => {}
        }
        let found = self.open.iter().rev().take(REACH).position(|open| open.name == name);
        if let Some(back) = found {
            let parted = self.open.iter().rev().take(back.saturating_add(1)).any(|open| open.shown.boxed);
            self.open.truncate(self.open.len().saturating_sub(back).saturating_sub(1));
            if parted || self.open.last().is_some_and(|parent| parent.shown.parts_children) {
                self.end_paragraph();
            }
        }
    }

    /// Text between tags.
    pub(crate) fn text(&mut self, text: &str) {
        if let Some(skipped) = &mut self.skipped {
            skipped.has_text |= !text.trim().is_empty();
            if skipped.name == "style" || skipped.name == "head" {
                style::classes(text, &mut self.apart);
            }
            return;
        }
        let mut pieces = text.split('\n').peekable();
        let preformatted = self.open.iter().rev().take(REACH).any(|open| open.name == "pre");
        if !preformatted {
            let added = self.line.push(text);
            self.note_link(text, added);
            return;
        }
        while let Some(piece) = pieces.next() {
            self.line.push(piece);
            if pieces.peek().is_some() {
                let line = self.line.line_break();
                self.push_line(line);
            }
        }
    }

    fn end_skipped(&mut self) {
        if let Some(skipped) = self.skipped.take()
            && skipped.said
            && skipped.has_text
        {
            self.read.hidden = self.read.hidden.saturating_add(1);
        }
    }

    fn begin_link(&mut self, tag: &Tag) {
        self.end_link();
        if let Some(address) = tag.attribute("href") {
            self.link = Some(OpenLink { address: address.to_owned(), text: String::new(), added: 0 });
        }
    }

    fn note_link(&mut self, text: &str, added: usize) {
        if let Some(link) = &mut self.link {
            link.text.push_str(text);
            link.added = link.added.saturating_add(added);
        }
    }

    fn end_link(&mut self) {
        let Some(link) = self.link.take() else { return };
        let text = link.text.split_whitespace().collect::<Vec<_>>().join(" ");
        match links::target(&link.address, &text) {
            Target::File => {
                if self.budget.take(link.address.len().saturating_add(text.len())) {
                    self.read.links.push(Link::new(text, link.address));
                }
            }
            Target::Elsewhere => self.line.linked = self.line.linked.saturating_add(link.added),
            Target::Here => {}
        }
    }

    /// The number of an item of a numbered list, as browsers show it.
    fn number(&mut self) {
        let lists = self.open.iter_mut().rev().take(REACH).find(|open| matches!(open.name.as_str(), "ol" | "ul"));
        if let Some(Open { list: Some(last), .. }) = lists {
            *last = last.saturating_add(1);
            let number = format!("{last}. ");
            self.line.push(&number);
        }
    }

    /// Ends the line; what only leads to other pages is navigation.
    fn line_if_text(&mut self, end: fn(&mut LineText) -> Option<crate::table::Line>) -> Option<crate::table::Line> {
        if let Some(link) = &mut self.link
            && links::target(&link.address, &link.text) == Target::Elsewhere
        {
            self.line.linked = self.line.linked.saturating_add(std::mem::take(&mut link.added));
        }
        let (linked, length) = (self.line.linked, self.line.len());
        let line = end(&mut self.line)?;
        let navigation = linked > 0 && length.saturating_sub(linked) <= BETWEEN_LINKS;
        (!navigation).then_some(line)
    }

    fn end_paragraph(&mut self) {
        let line = self.line_if_text(LineText::end);
        self.push_line(line);
    }

    fn push_line(&mut self, line: Option<crate::table::Line>) {
        if let Some(line) = line {
            self.push(Piece::Line(line));
        }
    }

    /// Adds to the innermost open cell. What stands in a table but in no cell goes before the table, as in browsers.
    fn push(&mut self, piece: Piece) {
        let cell = self.tables.iter_mut().rev().find_map(|table| table.cell.as_mut());
        match cell {
            Some((_, _, content)) => content.push(piece),
            None => self.read.pieces.push(piece),
        }
    }

    fn begin_table(&mut self) {
        self.end_paragraph();
        if self.tables.len() < MOST_TABLES {
            self.tables.push(OpenTable::default());
        } else {
            self.budget.exceeded = true;
        }
    }

    fn row(&mut self) {
        self.end_cell();
        if let Some(table) = self.tables.last_mut() {
            table.placer.row();
        }
    }

    fn begin_cell(&mut self, tag: &Tag) {
        self.end_cell();
        if let Some(table) = self.tables.last_mut() {
            table.cell = Some((tag.span("rowspan"), tag.span("colspan"), Vec::new()));
        }
    }

    fn end_cell(&mut self) {
        self.end_paragraph();
        if let Some(table) = self.tables.last_mut()
            && let Some((rows, columns, content)) = table.cell.take()
        {
            table.placer.cell(rows, columns, content, self.budget);
        }
    }

    fn end_table(&mut self) {
        self.end_cell();
        if let Some(table) = self.tables.pop() {
            let table = table.placer.finish();
            if !table.cells.is_empty() {
                self.push(Piece::Table(table));
            }
        }
    }

    /// The end of the page, which closes all that is open.
    pub(crate) fn finish(mut self) -> Read {
        if let Some(skipped) = &self.skipped {
            self.read.unended = skipped.has_text && skipped.name != "head";
            self.end_skipped();
        }
        self.end_link();
        self.end_paragraph();
        while !self.tables.is_empty() {
            self.end_table();
        }
        self.read
    }
}
