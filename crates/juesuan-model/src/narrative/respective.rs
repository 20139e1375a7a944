//! `购置费和运行费分别持平和下降91%`: one change, rate or amount for each of several items, in the order of the items.

use std::ops::Range;

use super::figures::{Figure, Kind};
use super::phrases::{Role, around, is_flat, lead};
use super::sentences::{Clause, figures_in};
use super::state::Sentence;
use super::statements::Paragraph;
use super::types::{Comparison, Direction, Share, Statement};
use super::vocabulary::{ENUMERATES, RESPECTIVELY};
use crate::value::{Amount, Number};

/// What is said of one of the items.
struct Said<'f> {
    figure: Option<&'f Figure>,
    direction: Option<Direction>,
}

/// So many clauses at most are one enumeration.
const MOST_JOINED: usize = 12;

/// The clauses of a segment, where an enumeration comma after a figure parts none that 分别 holds together
/// (`甲费、乙费、丙费分别为1万元、2万元、3万元`).
pub(super) fn joined(clauses: Vec<Clause>, text: &str, figures: &[Figure]) -> Vec<Clause> {
    let mut out = Vec::with_capacity(clauses.len());
    let mut rest = clauses.as_slice();
    while let Some((first, others)) = rest.split_first() {
        let count = listed(first, others, text, figures).unwrap_or(0);
        let (own, after) = others.split_at_checked(count).unwrap_or((&[], others));
        let (end, mark) = own.last().map_or((first.range.end, first.mark), |last| (last.range.end, last.mark));
        out.push(Clause { range: first.range.start..end, depth: first.depth, mark });
        rest = after;
    }
    out
}

/// How many of the clauses after the first go on with the list that 分别 opens in it: as many figures as items.
fn listed(first: &Clause, others: &[Clause], text: &str, figures: &[Figure]) -> Option<usize> {
    let words = text.get(first.range.clone()).filter(|_| first.mark == Some('、'))?;
    let at = words.find(RESPECTIVELY)?;
    let (items, _) = around(words.get(..at)?, first.range.start);
    let items = pieces(text, items, &[]).len();
    let mut mark = first.mark;
    for (count, clause) in others.iter().enumerate().take(MOST_JOINED) {
        if mark != Some('、') || clause.depth != first.depth {
            return None;
        }
        mark = clause.mark;
        let tail = first.range.start + at + RESPECTIVELY.len()..clause.range.end;
        let parts = pieces(text, tail.clone(), figures_in(figures, &tail)).len();
        if parts == items && mark != Some('、') {
            return Some(count + 1);
        }
    }
    None
}

impl Paragraph<'_, '_, '_> {
    /// Reads a clause that says one thing of each of several items; false where it is none.
    pub(super) fn respectively(&mut self, state: &mut Sentence, clause: Range<usize>) -> bool {
        let text = self.plain.get(clause.clone());
        let Some(at) = text.find(RESPECTIVELY) else { return false };
        let tail = clause.start + at + RESPECTIVELY.len()..clause.end;
        let (items, against) = around(text.get(..at).unwrap_or_default(), clause.start);
        let items = pieces(&self.plain.text, items, &[]);
        let figures = figures_in(self.figures, &tail);
        let parts = pieces(&self.plain.text, tail, figures);
        if at == 0 && parts.len() > 1 {
            let listed = self.just_listed(state, parts.len());
            return listed.is_some_and(|listed| self.shares(&listed, figures, &parts));
        }
        if items.len() < 2 || items.len() != parts.len() {
            return false;
        }
        let mut direction = None;
        let said: Option<Vec<Said<'_>>> = parts
            .iter()
            .map(|part| {
                let said = self.said(figures, part, direction)?;
                direction = said.direction;
                Some(said)
            })
            .collect();
        let Some(said) = said else { return false };
        let base = self.resolve(against).or(state.base);
        state.listed.clear();
        for (item, Said { figure, direction }) in items.into_iter().zip(said) {
            let subject = self.subject(state, item);
            let mut statement = Statement::default();
            if let Some(figure) = figure {
                statement.at = self.plain.place(figure.digits.clone());
            }
            let mut comparison = Comparison { base, direction, ..Comparison::default() };
            match figure.map(|figure| (&figure.kind, figure.value)) {
                Some((Kind::Amount { unit, .. }, value)) => {
                    let amount = Amount::new(value, Some(*unit), statement.at);
                    if direction.is_some() {
                        comparison.change = Some(amount);
                    } else {
                        statement.value = Some(amount);
                    }
                }
                Some((_, value)) => comparison.change_percent = Some(Number::new(value, statement.at)),
                None => {}
            }
            statement.comparison = direction.map(|_| comparison);
            state.named = None;
            let index = self.push(state, subject, statement);
            state.touch(index);
            state.listed.push(index);
        }
        true
    }

    /// The statements that so many shares are of: those that 分别 told apart, or else the latest of the sentence.
    fn just_listed(&self, state: &Sentence, count: usize) -> Option<Vec<usize>> {
        if state.listed.len() == count {
            return Some(state.listed.clone());
        }
        let latest = state.touched.get(state.touched.len().checked_sub(count)?..)?;
        let open = |index: &usize| {
            self.all.statements.get(*index).is_some_and(|known| known.value.is_some() && known.share.is_none())
        };
        (state.listed.is_empty() && latest.iter().all(open)).then(|| latest.to_vec())
    }

    /// `，分别占84.16%和15.84%`: a share for each of the items listed just before.
    fn shares(&mut self, listed: &[usize], figures: &[Figure], parts: &[Range<usize>]) -> bool {
        let percent = |part: &Range<usize>| match figures_in(figures, part) {
            [figure] if figure.kind == Kind::Percent => Some(figure),
            _ => None,
        };
        let Some(percents) = parts.iter().map(percent).collect::<Option<Vec<&Figure>>>() else { return false };
        let (Some(first), Some(part)) = (percents.first(), parts.first()) else { return false };
        let lead = lead(&self.plain.text, part.start..first.whole.start, true);
        let Role::Share { of } = lead.role else { return false };
        let of = Some(self.plain.printed(of)).filter(|of| !of.is_empty());
        for (index, figure) in listed.iter().zip(percents) {
            let percent = Number::new(figure.value, self.plain.place(figure.digits.clone()));
            if let Some(statement) = self.all.statements.get_mut(*index) {
                statement.share.get_or_insert(Share { percent, of: of.clone() });
            }
        }
        true
    }

    /// A direction with or without its figure, 持平, or an amount. A rate without direction has that of the part before.
    fn said<'f>(&self, figures: &'f [Figure], part: &Range<usize>, before: Option<Direction>) -> Option<Said<'f>> {
        let figures = figures_in(figures, part);
        let Some(figure) = figures.first() else {
            return is_flat(self.plain.get(part.clone()))
                .then_some(Said { figure: None, direction: Some(Direction::Flat) });
        };
        let percent = match figure.kind {
            Kind::Amount { .. } => false,
            Kind::Percent => true,
            _ => return None,
        };
        let ended = figures.len() == 1 && figure.whole.end == part.end;
        let direction = match lead(&self.plain.text, part.start..figure.whole.start, percent).role {
            Role::Change { direction } => Some(direction?),
            Role::Value => before,
            Role::Other => Some(before?),
            _ => return None,
        };
        ended.then_some(Said { figure: Some(figure), direction })
    }
}

/// The parts of an enumeration. Marks inside figures and brackets part nothing.
fn pieces(text: &str, range: Range<usize>, figures: &[Figure]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = range.start;
    let mut depth = 0_usize;
    for (offset, c) in text.get(range.clone()).unwrap_or_default().char_indices() {
        let at = range.start + offset;
        match c {
            '(' => depth = depth.saturating_add(1),
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 && ENUMERATES.contains(&c) && !figures.iter().any(|f| f.whole.contains(&at)) => {
                found.push(start..at);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    found.push(start..range.end);
    if found.iter().any(Range::is_empty) { Vec::new() } else { found }
}
