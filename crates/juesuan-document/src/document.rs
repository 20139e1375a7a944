//! A whole document as a source gives it.

use serde::{Deserialize, Serialize};

use crate::boxes;
use crate::diagnostic::Diagnostic;
use crate::identity::Id;
use crate::layout::{Block, Layout};

/// The kind of file that a document was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Format {
    /// PDF, with a text layer or scanned.
    #[default]
    Pdf,
    /// Word since 2007.
    Docx,
    /// Word 97–2003.
    Doc,
    /// Excel since 2007.
    Xlsx,
    /// Excel 97–2003.
    Xls,
    /// A web page.
    Html,
    /// Plain text with tab-separated tables.
    Text,
    /// OFD (GB/T 33190): fixed pages.
    Ofd,
}

impl Format {
    /// The name in the contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Doc => "doc",
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Html => "html",
            Self::Text => "text",
            Self::Ofd => "ofd",
        }
    }

    /// The format with this name in the contract.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        use Format::{Doc, Docx, Html, Ofd, Pdf, Text, Xls, Xlsx};
        [Pdf, Docx, Doc, Xlsx, Xls, Html, Text, Ofd].into_iter().find(|format| format.as_str() == name)
    }
}

/// One of the files that a document was read from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SourceFile {
    /// Its name, where it is known.
    pub name: String,
    /// What kind of file it is.
    pub format: Format,
    /// The number that its first page or sheet bears in places: 1, and more where several files were put together.
    #[serde(default)]
    pub first_page: u32,
    /// How many pages or sheets it has.
    #[serde(default)]
    pub pages: u32,
}

impl SourceFile {
    /// A file.
    #[must_use]
    pub fn new(name: impl Into<String>, format: Format) -> Self {
        Self { name: name.into(), format, first_page: 1, pages: 0 }
    }
}

/// A link of a web page to a file: often the tables or the forms that belong to its text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Link {
    /// The text of the link.
    pub text: String,
    /// Where it leads, as written.
    pub target: String,
}

impl Link {
    /// A link.
    #[must_use]
    pub fn new(text: impl Into<String>, target: impl Into<String>) -> Self {
        Self { text: text.into(), target: target.into() }
    }
}

/// What a source gives: pages, sheets or one flowing text, in order.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Document {
    /// The files that it was read from; [`Layout::file`] is an index into them.
    pub files: Vec<SourceFile>,
    /// Its pages, sheets or flowing texts, in order.
    pub layouts: Vec<Layout>,
    /// The files that it links to.
    pub links: Vec<Link>,
    /// Doubts about the file as a whole.
    pub diagnostics: Vec<Diagnostic>,
}

impl Document {
    /// A document of one file. Gives every line and cell its identity.
    ///
    /// ```
    /// use juesuan_document::{Block, Document, Format, Layout, Rect, TextLine};
    /// let mut page = Layout::new(1, 595.0, 842.0);
    /// page.blocks.push(Block::Line(TextLine::evenly("目录", Rect::default())));
    /// let document = Document::new(Format::Pdf, vec![page]);
    /// let Some(Block::Line(line)) = document.layouts[0].blocks.first() else { unreachable!() };
    /// assert!(line.id.is_some());
    /// ```
    #[must_use]
    pub fn new(format: Format, layouts: Vec<Layout>) -> Self {
        let files = vec![SourceFile::new("", format)];
        let mut document = Self { files, layouts, ..Self::default() };
        document.complete();
        document
    }

    /// Several files that are one disclosure: the text in one, the tables in another. Pages are numbered on from file to
    /// file; [`SourceFile::first_page`] says where each begins.
    ///
    /// ```
    /// use juesuan_document::{Document, Format, Layout};
    /// let file = |pages: u32| Document::new(Format::Pdf, (1..=pages).map(|page| Layout::new(page, 595.0, 842.0)).collect());
    /// let both = Document::together([file(2), file(3)]);
    /// assert_eq!(both.layouts.iter().map(|page| page.page).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    /// assert_eq!(both.files.iter().map(|file| file.first_page).collect::<Vec<_>>(), [1, 3]);
    /// assert_eq!(both.layouts.last().map(|page| page.file), Some(1));
    /// ```
    #[must_use]
    pub fn together(documents: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Self::default();
        for document in documents {
            let files = u16::try_from(all.files.len()).unwrap_or(u16::MAX);
            let before = u32::try_from(all.layouts.len()).unwrap_or(u32::MAX);
            let pages = u32::try_from(document.layouts.len()).unwrap_or(u32::MAX);
            let name = document.files.first().map(|file| file.name.clone()).unwrap_or_default();
            all.files.extend(document.files.into_iter().map(|file| {
                let first_page = before.saturating_add(1);
                SourceFile { first_page, pages, ..file }
            }));
            for mut layout in document.layouts {
                layout.file = layout.file.saturating_add(files);
                layout.page = layout.page.saturating_add(before);
                for doubt in &mut layout.diagnostics {
                    if doubt.page > 0 {
                        doubt.page = doubt.page.saturating_add(before);
                    } else if !name.is_empty() {
                        // What concerns a whole file must say which.
                        doubt.message = format!("{name}: {}", doubt.message);
                    }
                }
                all.layouts.push(layout);
            }
            all.links.extend(document.links);
            all.diagnostics.extend(document.diagnostics);
        }
        all.complete();
        all
    }

    /// The format of its first file.
    #[must_use]
    pub fn format(&self) -> Format {
        self.files.first().map(|file| file.format).unwrap_or_default()
    }

    /// Says what is known only of the whole, as [`complete`] does.
    pub fn complete(&mut self) {
        complete(&mut self.layouts);
    }
}

/// Says what is known only of the whole document: the identity of every line and cell, how the lines of pages are set
/// ([`crate::TextLine::setting`]), which texts a page cut, and which borders of grids are one ([`crate::Grid::tracks`]).
/// The last step of every source.
pub fn complete(layouts: &mut [Layout]) {
    number(layouts);
    boxes::tell(layouts);
}

/// Gives every line and cell its identity, counted from 1 in reading order.
fn number(layouts: &mut [Layout]) {
    let mut last = 0_u32;
    let mut next = || {
        last = last.saturating_add(1);
        Id::new(last)
    };
    for layout in layouts {
        for block in &mut layout.blocks {
            match block {
                Block::Line(line) => line.id = next(),
                Block::Grid(grid) => grid.cells.iter_mut().for_each(|cell| cell.id = next()),
            }
        }
        layout.aside.iter_mut().for_each(|line| line.id = next());
        locate(layout);
    }
}

/// Gives what was left out, and every doubt about one place, the identity of the cell that it stands in.
fn locate(layout: &mut Layout) {
    /// More on one page are no faults of single cells; each is looked for among all cells.
    const MOST: usize = 512;
    let mut unread = std::mem::take(&mut layout.unread);
    unread.iter_mut().take(MOST).for_each(|ink| ink.id = layout.cell_holding(&ink.bbox));
    layout.unread = unread;
    let mut doubts = std::mem::take(&mut layout.diagnostics);
    for doubt in doubts.iter_mut().take(MOST) {
        doubt.id = doubt.bbox.map_or(Id::NONE, |bbox| layout.cell_holding(&bbox));
    }
    layout.diagnostics = doubts;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::DiagnosticCode;
    use crate::geometry::Rect;
    use crate::ink::{InkKind, UnreadInk};
    use crate::layout::{Cell, Grid, GridKind};

    #[test]
    fn what_was_left_out_is_found_by_its_cell() {
        let area = |column: f32| Rect { x0: 50.0 * column, y0: 0.0, x1: 50.0 * column + 50.0, y1: 20.0 };
        let cells = vec![Cell::new(0, 0, area(0.0), Vec::new()), Cell::new(0, 1, area(1.0), Vec::new())];
        let grid = Grid::new(GridKind::Ruled, vec![0.0, 20.0], vec![0.0, 50.0, 100.0], cells);
        let mut page = Layout::new(1, 200.0, 100.0);
        page.blocks.push(Block::Grid(grid));
        let inside = Rect { x0: 60.0, y0: 5.0, x1: 90.0, y1: 15.0 };
        let across = Rect { x0: 5.0, y0: 5.0, x1: 190.0, y1: 15.0 };
        page.unread.push(UnreadInk::new(InkKind::Outlines, inside, ""));
        page.unread.push(UnreadInk::new(InkKind::Picture, across, ""));
        page.diagnostics.push(crate::Diagnostic::new(DiagnosticCode::CoveredText, 1, Some(inside), 1, "covered"));
        let document = Document::new(Format::Pdf, vec![page]);
        let page = document.layouts.first().unwrap();
        let ids: Vec<u32> = page.unread.iter().map(|ink| ink.id.number()).collect();
        assert_eq!(ids, [2, 0]);
        assert_eq!(page.diagnostics.first().unwrap().id.number(), 2);
    }
}
