//! `购置费和运行费分别持平和下降91%`: one change, rate or amount for each of several items, in the order of the items.

use std::ops::Range;

use super::by_year;
use super::figures::{Figure, Kind};
use super::phrases::{Role, around, is_flat, lead};
use super::sentences::{Clause, figures_in};
use super::state::Sentence;
use super::statements::Paragraph;
use super::subjects::Subject;
use super::types::{Base, Comparison, Direction, Share, Statement};
use super::vocabulary::{
    ALL_LISTED, ENUMERATES, ITEMS_TOLD, NAMELESS_SUBJECTS, RATES_FOLLOW, RESPECTIVELY, SHARES_FOLLOW,
};
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
    let Range { start: at, end } = respectively_in(words)?;
    let before_it = words.get(..at)?;
    let (items, _) = around(before_it, first.range.start);
    // Of what was listed before, these words do not say how many there are.
    let open = before_it.is_empty()
        || SHARES_FOLLOW.contains(&before_it)
        || RATES_FOLLOW.contains(&before_it)
        || NAMELESS_SUBJECTS.contains(&before_it)
        || refers_to_listed(before_it);
    let years_in = |range: Range<usize>| by_year::listed(text.get(range)?).map(|found| found.years.len());
    let counts: Vec<usize> = ways(text, &items).iter().map(Vec::len).collect();
    let items = counts.first().copied().unwrap_or_default();
    let own = years_in(first.range.start..first.range.start + at);
    let of_before = || before.filter(|_| items == 1).and_then(|before| years_in(before.range.clone()));
    let years = own.or_else(of_before);
    let (mut mark, mut linked) = (first.mark, 0);
    for (count, clause) in others.iter().enumerate().take(MOST_JOINED) {
        if mark != Some('、') || clause.depth != first.depth {
            break;
        }
        (mark, linked) = (clause.mark, count + 1);
        let tail = first.range.start + end..clause.range.end;
        let parts = pieces(text, tail.clone(), figures_in(figures, &tail)).len();
        let whole = years.map_or_else(|| counts.contains(&parts), |years| years == parts);
        if whole && mark != Some('、') {
            return Some(linked);
        }
    }
    (open || own.is_some() || years == Some(0)).then_some(linked)
}

impl Paragraph<'_, '_, '_> {
    /// Reads a clause that says one thing of each of several items; false where it is none.
    pub(super) fn respectively(&mut self, state: &mut Sentence, clause: Range<usize>) -> bool {
        let text = self.plain.get(clause.clone());
        let Some(Range { start: at, end }) = respectively_in(text) else { return false };
        let tail = clause.start + end..clause.end;
        let before = text.get(..at).unwrap_or_default();
        let (items, against) = around(before, clause.start);
        let figures = figures_in(self.figures, &tail);
        let parts = pieces(&self.plain.text, tail, figures);
        let words = items.clone();
        let items = self.items_of(state, items, parts.len());
        let years = self.years_of(state, words.clone(), words.clone()).or_else(|| {
            // `2022年至2024年，财政拨款支出分别为…`
            let before = state.clauses_before.last().filter(|_| items.len() != parts.len())?.clone();
            self.years_of(state, before, words).filter(|years| years.is_empty() || years.len() == parts.len())
        });
        if RATES_FOLLOW.contains(&before) && parts.len() > 1 {
            return self.rates_of_changes(state, figures, &parts);
        }
        let of_shares = SHARES_FOLLOW.contains(&before);
        if (at == 0 || of_shares) && parts.len() > 1 {
            let listed = self.just_listed(state, parts.len());
            return listed.is_some_and(|listed| self.shares(&listed, figures, &parts, of_shares));
        }
        if refers_to_listed(before) {
            let Some(listed) = self.listed_before(state, parts.len()) else { return false };
            return self.change_listed(state, &listed, figures, &parts, self.resolve(against).or(state.base));
        }
        let items = match years {
            // Whose an amount is cannot be told where there are more of them, or fewer, than years: none is read.
            Some(years) if years.len() != parts.len() => return true,
            Some(years) => years,
            None if items.len() < 2 || items.len() != parts.len() => return false,
            None => items.into_iter().map(|item| self.subject(state, item)).collect(),
        };
        let (unit, by_year) = (shared_unit(figures), by_year::listed(before).is_some());
        let Some(said) = self.all_said(figures, &parts, unit) else { return by_year };
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

    /// The items of an enumeration, in the way of cutting it that gives as many as there are amounts; those of the clause
    /// before, where the words themselves name none (`甲支出、乙支出，金额分别为…`).
    fn items_of(&self, state: &Sentence, words: Range<usize>, count: usize) -> Vec<Range<usize>> {
        let text = &self.plain.text;
        let before = || state.clauses_before.last().cloned();
        let nameless = NAMELESS_SUBJECTS.contains(&self.plain.get(words.clone()));
        let words = if nameless { before().unwrap_or(words) } else { words };
        let end = ITEMS_TOLD.find(self.plain.get(words.clone())).map_or(words.end, |told| words.start + told.start);
        let mut found = ways(text, &(words.start..end));
        let fits = found.iter().position(|items| items.len() == count).unwrap_or_default();
        if fits < found.len() { found.swap_remove(fits) } else { Vec::new() }
    }

    /// `收入减少3.00万元，支出减少1.00万元，降幅分别为8.82%、6.00%`: rates of the changes stated last.
    fn rates_of_changes(&mut self, state: &Sentence, figures: &[Figure], parts: &[Range<usize>]) -> bool {
        let changed = |index: &usize| {
            let comparison = self.all.statements.get(*index).and_then(|statement| statement.comparison.as_ref());
            comparison.is_some_and(|comparison| comparison.change.is_some() && comparison.change_percent.is_none())
        };
        let changed: Vec<usize> = state.touched.iter().copied().filter(changed).collect();
        let rate = |part: &Range<usize>| match figures_in(figures, part) {
            [figure] if figure.kind == Kind::Percent => Some(figure),
            _ => None,
        };
        let Some(rates) = parts.iter().map(rate).collect::<Option<Vec<&Figure>>>() else { return false };
        if changed.len() != rates.len() {
            return false;
        }
        for (index, figure) in changed.into_iter().zip(rates) {
            let rate = Number::new(figure.value, self.plain.place(figure.digits.clone()));
            let statement = self.all.statements.get_mut(index);
            if let Some(comparison) = statement.and_then(|statement| statement.comparison.as_mut()) {
                comparison.change_percent = Some(rate);
            }
        }
        true
    }

    /// What each part says; none where one of them says nothing of the kind.
    fn all_said<'f>(&self, figures: &'f [Figure], parts: &[Range<usize>], unit: Option<Unit>) -> Option<Vec<Said<'f>>> {
        let mut direction = None;
        let said = |part: &Range<usize>| {
            let said = self.said(figures, part, direction, unit)?;
            direction = said.direction;
            Some(said)
        };
        parts.iter().map(said).collect()
    }

    /// `三项费用同比依次为增长6.67%、下降8.24%、下降19.79%`: a rate of change for each of what was listed just before.
    fn change_listed(
        &mut self,
        state: &mut Sentence,
        listed: &[usize],
        figures: &[Figure],
        parts: &[Range<usize>],
        base: Option<Base>,
    ) -> bool {
        let Some(said) = self.all_said(figures, parts, None) else { return false };
        if said.iter().any(|said| said.direction.is_none()) {
            return false;
        }
        for (index, Said { figure, direction }) in listed.iter().zip(said) {
            let mut comparison = Comparison { base, direction, ..Comparison::default() };
            if let Some(figure) = figure {
                let at = self.plain.place(figure.digits.clone());
                match figure.kind {
                    Kind::Percent => comparison.change_percent = Some(Number::new(figure.value, at)),
                    _ => comparison.change = Some(Amount::new(figure.value, unit_of(figure, None), at)),
                }
            }
            let Some(statement) = self.all.statements.get_mut(*index) else { continue };
            if statement.comparison.is_none() {
                statement.comparison = Some(comparison);
                continue;
            }
            // Compared with something else already: a row of its own.
            let again = self.again(state, *index, 0..0);
            if let Some(statement) = self.all.statements.get_mut(again) {
                statement.comparison = Some(comparison);
            }
        }
        true
    }

    /// The statements that so many rates are of: those of this sentence, or else those of the one before, the whole left
    /// out where it stands there with its parts.
    fn listed_before(&self, state: &Sentence, count: usize) -> Option<Vec<usize>> {
        if !state.touched.is_empty() {
            return self.just_listed(state, count);
        }
        let valued = |index: &usize| self.all.statements.get(*index).is_some_and(|known| known.value.is_some());
        let all: Vec<usize> = state.before.statements.iter().copied().filter(valued).collect();
        let parts: Vec<usize> = all.iter().copied().filter(|index| self.parts.contains(index)).collect();
        [all, parts].into_iter().find(|listed| listed.len() == count && count > 1)
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
    fn shares(&mut self, listed: &[usize], figures: &[Figure], parts: &[Range<usize>], said_before: bool) -> bool {
        let percent = |part: &Range<usize>| match figures_in(figures, part) {
            [figure] if figure.kind == Kind::Percent => Some(figure),
            _ => None,
        };
        let Some(percents) = parts.iter().map(percent).collect::<Option<Vec<&Figure>>>() else { return false };
        let (Some(first), Some(part)) = (percents.first(), parts.first()) else { return false };
        let lead = lead(&self.plain.text, part.start..first.whole.start, true);
        let of = match lead.role {
            Role::Share { of } => Some(self.plain.printed(of)).filter(|of| !of.is_empty()),
            _ if said_before => None,
            _ => return false,
        };
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

/// The word that says that each of several items has its own amount or rate, in some words; or where the amounts begin
/// behind the number of items (`货物、工程、服务三类采购支出1.00万元、0.00万元、2.00万元`).
fn respectively_in(words: &str) -> Option<Range<usize>> {
    let found = RESPECTIVELY.iter().filter_map(|word| words.find(word).map(|at| at..at + word.len()));
    found.min_by_key(|found| found.start).or_else(|| {
        let digits = words.find(|c: char| c.is_ascii_digit())?;
        ITEMS_TOLD.find(words.get(..digits)?)?;
        Some(digits..digits)
    })
}

/// Whether some words stand for all that was listed before them.
fn refers_to_listed(words: &str) -> bool {
    ALL_LISTED.iter().any(|all| words.starts_with(all))
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

/// The ways in which the items of an enumeration may be cut: `购置及运行维护费` may be one or two.
fn ways(text: &str, range: &Range<usize>) -> Vec<Vec<Range<usize>>> {
    let sets: [&[char]; 3] = [ENUMERATES, &['、', '和', '与'], &['、']];
    sets.iter().map(|marks| cut(text, range.clone(), &[], marks)).collect()
}

/// The parts of an enumeration. Marks inside figures and brackets part nothing.
fn pieces(text: &str, range: Range<usize>, figures: &[Figure]) -> Vec<Range<usize>> {
    cut(text, range, figures, ENUMERATES)
}

fn cut(text: &str, range: Range<usize>, figures: &[Figure], marks: &[char]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = range.start;
    let mut depth = 0_usize;
    for (offset, c) in text.get(range.clone()).unwrap_or_default().char_indices() {
        let at = range.start + offset;
        match c {
            '(' => depth = depth.saturating_add(1),
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 && marks.contains(&c) && !figures.iter().any(|f| f.whole.contains(&at)) => {
                found.push(start..at);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    found.push(start..range.end);
    if found.iter().any(Range::is_empty) { Vec::new() } else { found }
}
