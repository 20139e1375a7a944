//! `购置费和运行费分别持平和下降91%`: one change, rate or amount for each of several items, in the order of the items.

use std::ops::Range;

use super::by_year;
use super::figures::{Figure, Kind};
use super::phrases::{Role, around, is_flat, lead};
use super::sentences::{Clause, figures_in};
use super::state::Sentence;
use super::statements::Paragraph;
use super::subjects::Subject;
use super::types::{Comparison, Direction, Share, Statement};
use super::vocabulary::{ENUMERATES, RESPECTIVELY};
use crate::value::{Amount, Number, Unit};

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
        let count = listed(out.last(), first, others, text, figures).unwrap_or(0);
        let (own, after) = others.split_at_checked(count).unwrap_or((&[], others));
        let (end, mark) = own.last().map_or((first.range.end, first.mark), |last| (last.range.end, last.mark));
        out.push(Clause { range: first.range.start..end, depth: first.depth, mark });
        rest = after;
    }
    out
}

/// How many of the clauses after the first go on with the list that 分别 opens in it: as many figures as items, or as
/// years that its words or the clause before list. Years that are not as many hold all of them together.
fn listed(before: Option<&Clause>, first: &Clause, others: &[Clause], text: &str, figures: &[Figure]) -> Option<usize> {
    let words = text.get(first.range.clone()).filter(|_| first.mark == Some('、'))?;
    let at = words.find(RESPECTIVELY)?;
    let (items, _) = around(words.get(..at)?, first.range.start);
    let years_in = |range: Range<usize>| by_year::listed(text.get(range)?).map(|found| found.years.len());
    let items = pieces(text, items.clone(), &[]).len();
    let own = years_in(first.range.start..first.range.start + at);
    let of_before = || before.filter(|_| items == 1).and_then(|before| years_in(before.range.clone()));
    let years = own.or_else(of_before);
    let (mut mark, mut linked) = (first.mark, 0);
    for (count, clause) in others.iter().enumerate().take(MOST_JOINED) {
        if mark != Some('、') || clause.depth != first.depth {
            break;
        }
        (mark, linked) = (clause.mark, count + 1);
        let tail = first.range.start + at + RESPECTIVELY.len()..clause.range.end;
        let parts = pieces(text, tail.clone(), figures_in(figures, &tail)).len();
        if parts == years.unwrap_or(items) && mark != Some('、') {
            return Some(linked);
        }
    }
    own.or(years.filter(|count| *count == 0)).map(|_| linked)
}

impl Paragraph<'_, '_, '_> {
    /// Reads a clause that says one thing of each of several items; false where it is none.
    pub(super) fn respectively(&mut self, state: &mut Sentence, clause: Range<usize>) -> bool {
        let text = self.plain.get(clause.clone());
        let Some(at) = text.find(RESPECTIVELY) else { return false };
        let tail = clause.start + at + RESPECTIVELY.len()..clause.end;
        let (items, against) = around(text.get(..at).unwrap_or_default(), clause.start);
        let figures = figures_in(self.figures, &tail);
        let parts = pieces(&self.plain.text, tail, figures);
        let words = items.clone();
        let items = pieces(&self.plain.text, items, &[]);
        let years = self.years_of(state, words.clone(), words.clone()).or_else(|| {
            // `2022年至2024年，财政拨款支出分别为…`
            let before = state.clauses_before.last().filter(|_| items.len() != parts.len())?.clone();
            self.years_of(state, before, words).filter(|years| years.is_empty() || years.len() == parts.len())
        });
        if at == 0 && parts.len() > 1 {
            let listed = self.just_listed(state, parts.len());
            return listed.is_some_and(|listed| self.shares(&listed, figures, &parts));
        }
        let items = match years {
            // Whose an amount is cannot be told where there are more of them, or fewer, than years: none is read.
            Some(years) if years.len() != parts.len() => return true,
            Some(years) => years,
            None if items.len() < 2 || items.len() != parts.len() => return false,
            None => items.into_iter().map(|item| self.subject(state, item)).collect(),
        };
        let (unit, by_year) = (shared_unit(figures), by_year::listed(text.get(..at).unwrap_or_default()).is_some());
        let mut direction = None;
        let said: Option<Vec<Said<'_>>> = parts
            .iter()
            .map(|part| {
                let said = self.said(figures, part, direction, unit)?;
                direction = said.direction;
                Some(said)
            })
            .collect();
        let Some(said) = said else { return by_year };
        let base = self.resolve(against).or(state.base);
        state.listed.clear();
        for (subject, Said { figure, direction }) in items.into_iter().zip(said) {
            let mut statement = Statement::default();
            if let Some(figure) = figure {
                statement.at = self.plain.place(figure.digits.clone());
            }
            let mut comparison = Comparison { base, direction, ..Comparison::default() };
            match figure.map(|figure| (&figure.kind, figure.value)) {
                Some((Kind::Amount { .. } | Kind::Bare, value)) => {
                    let amount = Amount::new(value, figure.and_then(|figure| unit_of(figure, unit)), statement.at);
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

    /// What is said of each of the years that a clause lists: the words after them or before them, of that year. None
    /// where it lists none.
    fn years_of(&mut self, state: &Sentence, clause: Range<usize>, words: Range<usize>) -> Option<Vec<Subject>> {
        let listed = by_year::listed(self.plain.get(clause.clone()))?;
        let (first, end) = (clause.start + listed.range.start, clause.start + listed.range.end);
        let (before, after) = (words.start..first.max(words.start), words.start.max(end)..words.end);
        let mut subject = self.subject(state, after);
        if subject.is_empty() {
            subject = self.subject(state, before);
        }
        if subject.is_empty() {
            subject.text = state.topic.as_ref().or(self.item.as_ref()).cloned().unwrap_or_else(|| self.of_heading(""));
        }
        let own = self.all.year;
        let of = |year: u16| {
            let text = if own == Some(year) { subject.text.clone() } else { format!("{year}年{}", subject.text) };
            Subject { text, range: subject.range.clone() }
        };
        Some(listed.years.into_iter().map(of).collect())
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
    fn said<'f>(
        &self,
        figures: &'f [Figure],
        part: &Range<usize>,
        before: Option<Direction>,
        unit: Option<Unit>,
    ) -> Option<Said<'f>> {
        let figures = figures_in(figures, part);
        let Some(figure) = figures.first() else {
            return is_flat(self.plain.get(part.clone()))
                .then_some(Said { figure: None, direction: Some(Direction::Flat) });
        };
        let percent = match figure.kind {
            Kind::Amount { .. } => false,
            Kind::Percent => true,
            Kind::Bare if unit.is_some() => false,
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

/// The unit behind the last of several numbers that have none: `分别为1.00、2.00、3.00万元`.
fn shared_unit(figures: &[Figure]) -> Option<Unit> {
    let (last, before) = figures.split_last()?;
    let bare = before.iter().all(|figure| figure.kind == Kind::Bare);
    unit_of(last, None).filter(|_| bare)
}

fn unit_of(figure: &Figure, shared: Option<Unit>) -> Option<Unit> {
    match figure.kind {
        Kind::Amount { unit, .. } => Some(unit),
        _ => shared,
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
