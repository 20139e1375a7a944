//! A scanned paragraph → sentences (。！？), segments (；) and clauses (，：and brackets).
//!
//! Marks inside brackets and quotes that close again end nothing. A decimal point is no mark.

use std::ops::Range;

use super::figures::{Figure, Kind};

/// Sentences without their marks. Empty ones (`。。`) are left out.
pub(super) fn sentences(text: &str, start: usize) -> Vec<Range<usize>> {
    cut(text, start..text.len(), |c| matches!(c, '。' | '！' | '!' | '？' | '?'))
}

/// The parts of a sentence between semicolons.
pub(super) fn segments(text: &str, sentence: Range<usize>) -> Vec<Range<usize>> {
    cut(text, sentence, |c| c == ';')
}

/// A clause, with its depth in brackets.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Clause {
    pub(super) range: Range<usize>,
    /// 0 outside brackets.
    pub(super) depth: usize,
    /// The mark after it; none at the end of the segment.
    pub(super) mark: Option<char>,
}

/// The clauses of a segment. A bracket is a clause of its own where it holds a figure; else it belongs to its words.
/// An enumeration comma ends a clause after a figure.
pub(super) fn clauses(text: &str, segment: Range<usize>, figures: &[Figure]) -> Vec<Clause> {
    let mut found = Vec::new();
    let mut start = segment.start;
    let mut depth = 0_usize;
    let mut brackets: Vec<bool> = Vec::new();
    let figure_in = |range: Range<usize>| figures_in(figures, &range).iter().any(|figure| figure.kind != Kind::Bare);
    let after_figure = |at: usize| {
        let next = figures.partition_point(|figure| figure.whole.end < at);
        figures.get(next).is_some_and(|figure| figure.whole.end == at)
    };
    let within = text.get(segment.clone()).unwrap_or_default();
    for (offset, c) in within.char_indices() {
        let at = segment.start + offset;
        let inert = brackets.last() == Some(&false);
        let cut = match c {
            '(' => {
                let close = closing(text, at, segment.end).unwrap_or(segment.end);
                let own = !inert && figure_in(at..close);
                brackets.push(own);
                own
            }
            ')' => brackets.pop() == Some(true),
            '，' | ':' | ';' | '。' | '！' | '？' => !inert,
            '、' => !inert && after_figure(at),
            _ => false,
        };
        if cut {
            found.push(Clause { range: start..at, depth, mark: Some(c) });
            start = at + c.len_utf8();
            depth = brackets.iter().filter(|own| **own).count();
        }
    }
    found.push(Clause { range: start..segment.end, depth, mark: None });
    found.retain(|clause| !clause.range.is_empty() || clause.mark.is_none());
    found
}

/// The figures that stand in a range; figures are in the order of the text.
pub(super) fn figures_in<'f>(figures: &'f [Figure], range: &Range<usize>) -> &'f [Figure] {
    let first = figures.partition_point(|figure| figure.whole.start < range.start);
    let end = figures.partition_point(|figure| figure.whole.end <= range.end);
    figures.get(first..end.max(first)).unwrap_or_default()
}

/// What stands in brackets is at most this many characters long; a bracket around more was never closed.
const LONGEST_BRACKET: usize = 2000;

/// So many brackets and quotes may be open at once.
const DEEPEST: usize = 64;

/// The closing bracket of an opening one.
fn closing(text: &str, open: usize, end: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (offset, c) in text.get(open..end)?.char_indices().take(LONGEST_BRACKET) {
        match c {
            '(' => depth += 1,
            ')' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(open + offset);
                }
            }
            _ => {}
        }
    }
    None
}

fn cut(text: &str, range: Range<usize>, ends: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let protected = closed_spans(text, range.clone());
    let mut protected = protected.iter().peekable();
    let mut found = Vec::new();
    let mut start = range.start;
    for (offset, c) in text.get(range.clone()).unwrap_or_default().char_indices() {
        let at = range.start + offset;
        while protected.next_if(|span| span.end <= at).is_some() {}
        if ends(c) && !protected.peek().is_some_and(|span| span.contains(&at)) {
            found.push(start..at);
            start = at + c.len_utf8();
        }
    }
    found.push(start..range.end);
    found.retain(|piece| text.get(piece.clone()).is_some_and(|text| text.chars().any(char::is_alphanumeric)));
    found
}

/// The outermost spans of brackets and quotes that close again, in the order of the text.
fn closed_spans(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut spans = Vec::new();
    for (offset, c) in text.get(range.clone()).unwrap_or_default().char_indices() {
        let at = range.start + offset;
        let opener = match c {
            '(' | '“' | '《' | '‘' => {
                open.push((c, at));
                continue;
            }
            ')' => '(',
            '”' => '“',
            '》' => '《',
            '’' => '‘',
            _ => continue,
        };
        let near = open.len().saturating_sub(DEEPEST);
        let inner = open.get(near..).unwrap_or_default();
        if let Some(position) = inner.iter().rposition(|(c, _)| *c == opener) {
            open.truncate(near + position + 1);
            let Some((_, start)) = open.pop() else { continue };
            // Those inside it are part of it now.
            while spans.last().is_some_and(|span: &Range<usize>| span.start > start) {
                spans.pop();
            }
            spans.push(start..at);
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::super::figures::figures;
    use super::*;

    fn cut_sentences(text: &str) -> Vec<&str> {
        sentences(text, 0).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn full_stops_end_sentences_and_decimal_points_do_not() {
        assert_eq!(cut_sentences("支出1.5万元。。比上年增加!"), ["支出1.5万元", "比上年增加"]);
    }

    #[test]
    fn marks_in_closed_brackets_end_nothing() {
        assert_eq!(cut_sentences("支出(含甲。)3万元。其余"), ["支出(含甲。)3万元", "其余"]);
        assert_eq!(cut_sentences("支出(其中，甲3个。乙4个"), ["支出(其中，甲3个", "乙4个"]);
    }

    #[test]
    fn a_bracket_with_a_figure_is_a_clause() {
        let text = "因公出国(境)费0.39万(含外宾接待支出0.00万元)，货物1万元、工程2万元";
        let figures = figures(text, 0);
        let found: Vec<(&str, usize)> = clauses(text, 0..text.len(), &figures)
            .into_iter()
            .filter(|clause| !clause.range.is_empty())
            .map(|clause| (&text[clause.range], clause.depth))
            .collect();
        assert_eq!(
            found,
            [("因公出国(境)费0.39万", 0), ("含外宾接待支出0.00万元", 1), ("货物1万元", 0), ("工程2万元", 0)]
        );
    }
}
