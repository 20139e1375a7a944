//! `购置费和运行费分别持平和下降91%`: one change, rate or amount for each of several items, in the order of the items.

use std::ops::Range;

use super::by_year;
use super::figures::{Figure, Kind, Oddity};
use super::phrases::{Role, around, is_flat, lead};
use super::sentences::{Clause, figures_in};
use super::state::Sentence;
use super::statements::Paragraph;
use super::subjects::Subject;
use super::types::{Comparison, Direction, Share, Statement};
use super::vocabulary::{
    ALL_LISTED, ENUMERATES, ITEMS_TOLD, NAMELESS_SUBJECTS, RATES_FOLLOW, RESPECTIVELY, SHARES_FOLLOW,
};
use crate::value::{Amount, Number, Unit};

/// What is said of one of the items.
pub(super) struct Said<'f> {
    pub(super) figure: Option<&'f Figure>,
    pub(super) direction: Option<Direction>,
    /// A percentage in brackets behind it.
    pub(super) aside: Option<(Aside, &'f Figure)>,
}

/// What a percentage in brackets is.
#[derive(PartialEq, Eq)]
pub(super) enum Aside {
    Rate,
    Share,
}

/// So many clauses at most are one enumeration.
const MOST_JOINED: usize = 12;

/// The clauses of a segment, where an enumeration comma after a figure parts none that 分别 holds together
/// (`甲费、乙费、丙费分别为1万元、2万元、3万元`).
pub(super) fn joined(clauses: Vec<Clause>, text: &str, figures: &[Figure]) -> Vec<Clause> {
    let mut out = Vec::with_capacity(clauses.len());
    let mut rest = clauses.as_slice();
    while let Some((first, others)) = rest.split_first() {
        let count = bracketed(first, others, text)
            .or_else(|| listed(out.last(), first, others, text, figures))
            .unwrap_or_default();
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
    let Some(Range { start: at, end }) = respectively_in(words) else {
        return rates_listed(before, first, others, text, figures);
    };
    let before_it = words.get(..at)?;
    let (items, _) = around(before_it, first.range.start);
    // Of what was listed before, these words do not say how many there are.
    let open = names_nothing(text, &items)
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

/// How many of the clauses after the first are percentages in brackets behind the amounts that 分别 opens, and what
/// follows these (`分别为6万元（占60%）和4万元（占40%）`).
fn bracketed(first: &Clause, others: &[Clause], text: &str) -> Option<usize> {
    respectively_in(text.get(first.range.clone())?).filter(|_| first.mark == Some('('))?;
    let mut linked = 0;
    let mut rest = others;
    while let [aside, after @ ..] = rest
        && aside.depth == first.depth.saturating_add(1)
        && linked < MOST_JOINED
    {
        linked += 1;
        let goes_on = |next: &&Clause| {
            next.depth == first.depth && text.get(next.range.clone()).is_some_and(|text| text.starts_with(ENUMERATES))
        };
        let Some((next, behind)) = after.split_first().filter(|(next, _)| goes_on(next)) else { break };
        linked += 1;
        if next.mark != Some('(') {
            break;
        }
        rest = behind;
    }
    (linked > 1).then_some(linked)
}

/// How many of the clauses after the first go on with rates, where the clause before told changes apart.
fn rates_listed(
    before: Option<&Clause>,
    first: &Clause,
    others: &[Clause],
    text: &str,
    figures: &[Figure],
) -> Option<usize> {
    respectively_in(text.get(before?.range.clone())?)?;
    let rates = |clause: &Clause| {
        let own = figures_in(figures, &clause.range);
        let parts = pieces(text, clause.range.clone(), own);
        clause.depth == first.depth && parts.iter().all(|part| is_rate(text, part, figures_in(own, part)).is_some())
    };
    if !rates(first) {
        return None;
    }
    let mut mark = first.mark;
    let linked = others.iter().take(MOST_JOINED).take_while(|clause| {
        let goes_on = mark == Some('、') && rates(clause);
        mark = clause.mark;
        goes_on
    });
    Some(linked.count())
}

/// A rate with its direction and without a name: `下降8.24%`.
pub(super) fn is_rate<'f>(text: &str, part: &Range<usize>, figures: &'f [Figure]) -> Option<(&'f Figure, Direction)> {
    let [figure] = figures else { return None };
    if figure.kind != Kind::Percent || figure.whole.end != part.end {
        return None;
    }
    let lead = lead(text, part.start..figure.whole.start, true);
    match lead.role {
        Role::Change { direction: Some(direction) } if names_nothing(text, &lead.subject) => Some((figure, direction)),
        _ => None,
    }
}

/// Whether some words name nothing.
fn names_nothing(text: &str, words: &Range<usize>) -> bool {
    !text.get(words.clone()).unwrap_or_default().chars().any(char::is_alphanumeric)
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
        let unnamed = names_nothing(&self.plain.text, &words);
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
        if (unnamed || of_shares) && parts.len() > 1 {
            let listed = self.just_listed(state, parts.len());
            if listed.is_some_and(|listed| self.shares(&listed, figures, &parts, of_shares)) {
                return true;
            }
            if of_shares || self.changes(state, figures, &parts, against) {
                return !of_shares;
            }
        }
        if refers_to_listed(before) {
            let Some(listed) = self.listed_before(state, parts.len()) else { return false };
            let said = self.all_said(figures, &parts, self.all.unit);
            let Some(said) = said.filter(|all| all.iter().all(|said| said.direction.is_some())) else { return false };
            self.change_listed(state, &listed, said, self.resolve(against).or(state.base));
            return true;
        }
        let items = match years {
            // Whose an amount is cannot be told where there are more of them, or fewer, than years: none is read.
            Some(years) if years.len() != parts.len() => return true,
            Some(years) => years,
            None if items.len() < 2 || items.len() != parts.len() => return false,
            None => items.into_iter().map(|item| self.subject(state, item)).collect(),
        };
        let (unit, by_year) = (shared_unit(figures).or(self.all.unit), by_year::listed(before).is_some());
        let Some(said) = self.all_said(figures, &parts, unit) else { return by_year };
        let base = self.resolve(against).or(state.base);
        state.listed.clear();
        for (subject, Said { figure, direction, aside }) in items.into_iter().zip(said) {
            let mut statement = Statement::default();
            if let Some(figure) = figure {
                statement.at = self.plain.place(figure.digits.clone());
            }
            let mut comparison = Comparison { base, direction, ..Comparison::default() };
            match figure.map(|figure| (&figure.kind, figure.value)) {
                Some((Kind::Amount { .. } | Kind::Bare, value)) => {
                    let mut amount = Amount::new(value, figure.and_then(|figure| unit_of(figure, unit)), statement.at);
                    amount.about = figure.is_some_and(|figure| figure.oddity == Some(Oddity::About));
                    if direction.is_some() {
                        comparison.change = Some(amount);
                    } else {
                        statement.value = Some(amount);
                    }
                }
                Some((_, value)) => comparison.change_percent = Some(Number::new(value, statement.at)),
                None => {}
            }
            if let Some((aside, figure)) = aside {
                let percent = self.number(figure);
                match aside {
                    Aside::Rate => comparison.change_percent = Some(percent),
                    Aside::Share => statement.share = Some(Share { percent, of: None }),
                }
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
        let nameless =
            NAMELESS_SUBJECTS.contains(&self.plain.get(words.clone())) || names_nothing(&self.plain.text, &words);
        let words = if nameless { before().unwrap_or(words) } else { words };
        let end = ITEMS_TOLD.find(self.plain.get(words.clone())).map_or(words.end, |told| words.start + told.start);
        let mut found = ways(text, &(words.start..end));
        let fits = found.iter().position(|items| items.len() == count).unwrap_or_default();
        if fits < found.len() { found.swap_remove(fits) } else { Vec::new() }
    }

    /// What each part says; none where one of them says nothing of the kind.
    pub(super) fn all_said<'f>(
        &self,
        figures: &'f [Figure],
        parts: &[Range<usize>],
        unit: Option<Unit>,
    ) -> Option<Vec<Said<'f>>> {
        let mut direction = None;
        let said = |part: &Range<usize>| {
            let said = self.said(figures, part, direction, unit)?;
            direction = said.direction;
            Some(said)
        };
        parts.iter().map(said).collect()
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
            return is_flat(self.plain.get(part.clone())).then_some(Said {
                figure: None,
                direction: Some(Direction::Flat),
                aside: None,
            });
        };
        let percent = match figure.kind {
            Kind::Amount { .. } => false,
            Kind::Percent => true,
            Kind::Bare if unit.is_some() => false,
            _ => return None,
        };
        let direction = match lead(&self.plain.text, part.start..figure.whole.start, percent).role {
            Role::Change { direction } => Some(direction?),
            Role::Value => before,
            Role::Other => Some(before?),
            _ => return None,
        };
        let aside = match figures {
            [_] if figure.whole.end == part.end => None,
            [_, aside] => Some((self.aside(figure, aside, part.end, direction)?, aside)),
            _ => return None,
        };
        Some(Said { figure: Some(figure), direction, aside })
    }

    /// What a percentage in brackets behind an amount, at the end of its part, is of it.
    fn aside(&self, figure: &Figure, aside: &Figure, end: usize, moved: Option<Direction>) -> Option<Aside> {
        let open = figure.whole.end..figure.whole.end.checked_add(1)?;
        let closed = matches!(self.plain.get(aside.whole.end..end), "" | ")");
        if self.plain.get(open.clone()) != "(" || !closed || aside.kind != Kind::Percent {
            return None;
        }
        match lead(&self.plain.text, open.end..aside.whole.start, true).role {
            Role::Share { .. } if moved.is_none() => Some(Aside::Share),
            Role::Change { direction } if direction.is_some() && direction == moved => Some(Aside::Rate),
            _ => None,
        }
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

pub(super) fn unit_of(figure: &Figure, shared: Option<Unit>) -> Option<Unit> {
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
pub(super) fn pieces(text: &str, range: Range<usize>, figures: &[Figure]) -> Vec<Range<usize>> {
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
