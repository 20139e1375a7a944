//! Text that breaks off: the lines of running text → doubts where a line, or a page, between two of them may be missing.
//!
//! A line that reaches the margin and ends no sentence goes on in the next one; where paragraphs open with an indent, a
//! line without one goes on from the line before. A gap of a line's height, or a page's end, between two lines that do
//! neither is one where something was lost.

use super::{INDENT, Row, SAME_SIZE, in_mid_sentence, rows};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::flow::Item;
use crate::numbering::numbering;
use crate::place::Place;
use juesuan_document::layout::Break;
use juesuan_document::{Gap, Setting};

/// A line is full that leaves room for no more than so many half characters.
const NEAR_MARGIN: i16 = 2;

/// So many paragraphs show whether they open with an indent; one in so many may be otherwise.
const PARAGRAPHS: usize = 8;
const OTHERWISE: usize = 6;

/// So many characters of each line are quoted.
const QUOTED: usize = 16;

/// The last numbered line is looked for among so many lines above.
const NUMBERED_ABOVE: usize = 12;

/// Where running text breaks off.
pub(crate) fn torn(items: &[Item<'_>]) -> Vec<Diagnostic> {
    let rows = rows(items);
    let pair = |(at, two): (usize, &[Row<'_>])| {
        let [above, below] = two else { return None };
        let plain = [above, below].iter().all(|row| row.breaks() == Break::Unknown);
        let alike = above.size() < below.size() * SAME_SIZE && below.size() < above.size() * SAME_SIZE;
        let joined = above.items.end == below.items.start;
        (plain && alike && joined).then_some(at)
    };
    let pairs: Vec<Pair<'_, '_>> = rows
        .windows(2)
        .enumerate()
        .filter_map(pair)
        .filter_map(|at| {
            let (above, below) = (rows.get(at)?, rows.get(at + 1)?);
            let earlier = rows.get(at.saturating_sub(NUMBERED_ABOVE)..=at)?;
            Some(Pair { above, below, earlier, before: above.setting()?, set: below.setting()? })
        })
        .collect();
    let opened: Vec<bool> = pairs.iter().filter(|pair| pair.parted()).map(Pair::is_indented).collect();
    let flush = opened.iter().filter(|indented| !**indented).count();
    let indents = opened.len() >= PARAGRAPHS && flush.saturating_mul(OTHERWISE) <= opened.len();
    pairs.iter().filter(|pair| pair.is_torn(indents)).map(Pair::doubt).collect()
}

/// Two lines that follow one another.
struct Pair<'r, 'a> {
    above: &'r Row<'a>,
    below: &'r Row<'a>,
    /// The upper line and those above it.
    earlier: &'r [Row<'a>],
    /// How the two are set.
    before: Setting,
    set: Setting,
}

impl Pair<'_, '_> {
    fn on_one_page(&self) -> bool {
        self.above.layout.page == self.below.layout.page
    }

    fn is_full(&self) -> bool {
        self.before.room <= NEAR_MARGIN
    }

    /// Whether the upper line ends a sentence, or a part of one that a line of its own may follow.
    fn is_ended(&self) -> bool {
        let ends = |c: char| matches!(c, '。' | '！' | '？' | '；' | '：' | ';' | ':' | '”' | '）' | ')' | '…' | '.');
        self.above.ending().is_some_and(ends)
    }

    fn is_indented(&self) -> bool {
        self.set.indent >= INDENT
    }

    fn is_numbered(&self) -> bool {
        numbering(self.below.text()).is_some()
    }

    /// Whether a paragraph ends with the upper line: a sentence ends short of the margin. Headings at the margin open none.
    fn parted(&self) -> bool {
        let heading = self.is_numbered() && !self.is_indented();
        !self.is_full() && self.above.ending() == Some('。') && !heading
    }

    /// Whether the lower line has a number that leaves one out after the numbered line above it on the page.
    fn skips_a_number(&self) -> bool {
        let Some(number) = numbering(self.below.text()) else { return false };
        let same_page = self.earlier.iter().rev().filter(|row| row.layout.page == self.below.layout.page);
        let last = same_page.filter_map(|row| numbering(row.text())).find(|other| other.style == number.style);
        last.and_then(|last| last.value.checked_add(2)) == Some(number.value)
    }

    fn is_torn(&self, indents: bool) -> bool {
        let runs = |row: &Row<'_>| row.lines.iter().any(|line| in_mid_sentence(&line.text));
        let goes_on = indents && !self.is_indented() && !self.is_numbered() && runs(self.below);
        let breaks_off = self.is_full() && !self.is_ended() && runs(self.above);
        if self.on_one_page() {
            return self.set.gap == Gap::OfALine && (breaks_off || goes_on || self.skips_a_number());
        }
        // The upper line goes on and the lower one begins anew, or the upper one ends its paragraph and the lower goes on.
        let anew = self.is_indented() || self.is_numbered();
        breaks_off && anew || goes_on && !self.is_full() && self.is_ended()
    }

    fn doubt(&self) -> Diagnostic {
        let tail: Vec<char> = self.above.text().chars().collect();
        let tail: String = tail.get(tail.len().saturating_sub(QUOTED)..).unwrap_or_default().iter().collect();
        let head: String = self.below.text().chars().take(QUOTED).collect();
        let message = format!("“{tail}” and “{head}” do not go together: text between them may be missing");
        let at = self.below.lines.first().map(|line| Place::of_line(self.below.layout, line));
        Diagnostic::new(Code::PartMissing, Severity::Warning, at, message)
    }
}

#[cfg(test)]
mod tests {
    use juesuan_document::Rect;
    use juesuan_document::layout::{Block, Layout, TextLine};

    use super::*;
    use crate::flow::flow;

    /// Paragraphs of 20 characters a line, the first indented by two; `lost` are lines that are left blank.
    #[allow(clippy::cast_precision_loss)]
    fn found(lost: &[usize]) -> Vec<String> {
        let line = |number: usize| {
            let (x0, text) = match number % 3 {
                0 => (70.0, "本年收入合计十二万元，比上年增加一万元"),
                1 => (50.0, "，增长二成，主要原因是人员增加，以及项目增"),
                _ => (50.0, "多，按规定列支。"),
            };
            let y0 = 100.0 + number as f32 * 20.0;
            let x1 = x0 + text.chars().count() as f32 * 10.0;
            Block::Line(TextLine::evenly(text, Rect { x0, y0, x1, y1: y0 + 10.0 }))
        };
        let mut layout = Layout::new(1, 310.0, 842.0);
        layout.blocks.extend((0..30).filter(|number| !lost.contains(number)).map(line));
        juesuan_document::complete(std::slice::from_mut(&mut layout));
        torn(&flow(&[layout])).into_iter().map(|doubt| doubt.message).collect()
    }

    #[test]
    fn a_line_that_is_lost_leaves_text_that_does_not_go_together() {
        assert_eq!(found(&[]), [] as [String; 0]);
        for lost in [12, 13, 14] {
            assert_eq!(found(&[lost]).len(), 1, "{lost}: {:?}", found(&[lost]));
        }
        // A whole paragraph leaves nothing behind.
        assert_eq!(found(&[12, 13, 14]), [] as [String; 0]);
    }
}
