//! The rows of one form, block by block → its fields.

use std::collections::BTreeSet;

use rust_decimal::prelude::ToPrimitive;

use crate::diagnostic::Diagnostic;
use crate::value::{Number, Text, Unit};

use super::across;
use super::breaks;
use super::doubt;
use super::find::Draft;
use super::funds;
use super::goals::{self, Goals};
use super::head::{Heads, pairs, year};
use super::indicators::{self, Line};
use super::lined;
use super::paired;
use super::quantity::points;
use super::sheet::{Cell, Columns, Row, append, joined};
use super::tasks;
use super::types::{DepartmentSelfAssessment, Fund, FundLine, ProjectSelfAssessment, Remainder, SelfAssessment};
use super::vocabulary::{
    CLOSING, Closing, FundColumn, GoalColumn, IndicatorColumn, Kind, SUM, TOTAL, has, head, is_block, lists, of_label,
};

/// A form of either kind.
#[allow(clippy::large_enum_variant)] // there are few of them, and each is moved once
pub(super) enum Form {
    Project(ProjectSelfAssessment),
    Department(DepartmentSelfAssessment),
}

/// The block that a row stands in.
enum Block {
    Head,
    Funds(Columns<FundColumn>),
    /// The funds with their sources side by side.
    FundsAcross(Columns<Fund>),
    /// The funds of tasks, with what stands under the columns of their amounts.
    Tasks(Columns<FundColumn>, Columns<Fund>),
    Goals(Columns<GoalColumn>),
    Indicators(Columns<IndicatorColumn>),
    Closing(Option<Closing>),
}

struct Reader<'d> {
    form: SelfAssessment,
    heads: Heads,
    block: Block,
    lines: Vec<Line>,
    points: Columns<IndicatorColumn>,
    /// Headers that no list names.
    unknown: Vec<Text>,
    goals_named: bool,
    /// The year that the title says.
    title_year: Option<u16>,
    grid_opened: bool,
    taken: BTreeSet<usize>,
    doubts: &'d mut Vec<Diagnostic>,
}

/// Reads a form.
pub(super) fn read(draft: &Draft, doubts: &mut Vec<Diagnostic>) -> Form {
    let mut reader = Reader {
        form: SelfAssessment {
            title: draft.title.clone(),
            at: draft.at,
            last_page: draft.last_page,
            ..SelfAssessment::default()
        },
        heads: Heads::default(),
        block: Block::Head,
        lines: Vec::new(),
        points: Columns::default(),
        unknown: Vec::new(),
        goals_named: false,
        title_year: draft.title.as_ref().and_then(|title| year(&title.text)),
        grid_opened: false,
        taken: BTreeSet::new(),
        doubts,
    };
    for line in &draft.lines {
        reader.heads.line(line, &mut reader.form.remainder);
    }
    let rows = breaks::join(&draft.rows);
    let rows = lined::parted(paired::parted(&rows).unwrap_or(rows));
    for (index, row) in rows.iter().enumerate() {
        reader.row(row, rows.get(index + 1));
    }
    reader.finish(draft)
}

impl Reader<'_> {
    fn row(&mut self, row: &Row, below: Option<&Row>) {
        self.grid_opened |= row.opens_grid;
        if row.printed().all(|cell| is_block(&cell.text)) {
            return;
        }
        if let Some(columns) = indicators::columns(row, below) {
            self.name_unknown(&columns);
            self.points = columns.clone();
            self.block = Block::Indicators(columns);
        } else if let Some(columns) = funds::columns(row) {
            self.funds(row, columns);
        } else if let Some(sources) = self.form.funds.is_empty().then(|| across::header(row, below)).flatten() {
            self.note_unit(row);
            self.form.funds = across::lines(&sources);
            self.block = Block::FundsAcross(sources);
        } else if !self.refine(row) && !self.total(row) && !self.closing(row) && !self.goals(row) {
            self.line(row, below);
        }
    }

    /// A row of the block under way.
    fn line(&mut self, row: &Row, below: Option<&Row>) {
        if let Block::Funds(columns) = &self.block
            && self.form.funds.is_empty()
            && let Some(parts) = tasks::parts(row, columns)
        {
            self.block = Block::Tasks(columns.clone(), parts);
            return;
        }
        if matches!(self.block, Block::Funds(_) | Block::FundsAcross(_)) {
            self.note_unit(row);
        }
        let remainder = &mut self.form.remainder;
        match &mut self.block {
            Block::Head => self.heads.row(row, below, &mut self.taken, remainder),
            Block::Tasks(columns, parts) => {
                let sums = tasks::sums(row, columns, parts, self.heads.unit, remainder, self.doubts);
                if sums.is_empty() {
                    remainder.extend(leftover(row, &[]));
                }
                self.form.funds.extend(sums);
            }
            Block::FundsAcross(sources) => {
                let lines = &mut self.form.funds;
                if !across::row(row, sources, lines, self.heads.unit, remainder, self.doubts) {
                    remainder.extend(leftover(row, &[]));
                }
            }
            Block::Funds(columns) => {
                let first = self.form.funds.is_empty();
                match funds::line(row, columns, first, self.heads.unit, remainder, self.doubts) {
                    Some(line) => self.form.funds.push(line),
                    None => remainder.extend(leftover(row, &[])),
                }
            }
            Block::Goals(columns) if row.printed().any(|cell| columns.covered(cell) > 1) => {
                remainder.extend(leftover(row, &[]));
                self.block = Block::Closing(None);
            }
            Block::Goals(columns) => {
                let year = self.heads.year.as_ref().and_then(|year| year.value.to_u16()).or(self.title_year);
                let taken = goals::text(row, columns, year, &mut self.form);
                let left = leftover(row, &taken);
                self.form.remainder.extend(left);
            }
            Block::Indicators(columns) if indicators::is_remark(row, columns) => {
                remainder.extend(leftover(row, &[]));
            }
            Block::Indicators(columns) => {
                if let Some(line) = Line::read(row, columns, self.grid_opened) {
                    self.grid_opened = false;
                    self.lines.push(line);
                }
            }
            Block::Closing(last) => match *last {
                Some(closing) if row.opens_grid => {
                    let more: Vec<&Cell> = row.printed().collect();
                    if let Some(more) = joined(&more) {
                        append(self.closing_field(closing), more);
                    }
                }
                _ => remainder.extend(leftover(row, &[])),
            },
        }
    }

    /// The unit that a row of the funds prints, where none is known yet.
    fn note_unit(&mut self, row: &Row) {
        self.heads.unit = self.heads.unit.or_else(|| row.printed().find_map(|cell| funds::unit(&cell.text)));
    }

    fn funds(&mut self, row: &Row, columns: Columns<FundColumn>) {
        self.note_unit(row);
        self.name_unknown(&columns);
        self.block = Block::Funds(columns);
    }

    fn name_unknown<T>(&mut self, columns: &Columns<T>) {
        let unknown = columns.columns.iter().filter(|column| column.what.is_none());
        self.unknown.extend(unknown.map(|column| column.header.clone()));
    }

    /// A second header row under that of the indicators.
    fn refine(&mut self, row: &Row) -> bool {
        let Block::Indicators(columns) = &mut self.block else { return false };
        let Some(below) = indicators::columns_below(row).filter(|_| self.lines.is_empty()) else { return false };
        columns.refine(below);
        self.points = columns.clone();
        true
    }

    fn goals(&mut self, row: &Row) -> bool {
        if matches!(self.block, Block::Indicators(_) | Block::Closing(_)) && !goals::is_header(row) {
            return false;
        }
        match goals::header(row, self.goals_named, &mut self.form) {
            Some(Goals::Header(columns)) => self.block = Block::Goals(columns),
            Some(Goals::Beside) => {}
            None => return false,
        }
        self.goals_named = true;
        true
    }

    /// 总分, with the points of the whole form.
    fn total(&mut self, row: &Row) -> bool {
        let in_indicators = matches!(self.block, Block::Indicators(_));
        if let Some(score) = row.printed().find_map(inline_total).filter(|_| in_indicators) {
            self.form.total_score = Some(score);
            self.block = Block::Closing(None);
            return true;
        }
        let is_total = |cell: &&Cell| lists(TOTAL, &cell.label) || in_indicators && lists(SUM, &cell.label);
        let Some(label) = row
            .printed()
            .find(is_total)
            .filter(|_| !matches!(self.block, Block::Funds(_) | Block::FundsAcross(_) | Block::Tasks(..)))
        else {
            return false;
        };
        let rest: Vec<&Cell> = row.printed().filter(|cell| cell.id != label.id && !is_block(&cell.text)).collect();
        if matches!((&self.block, rest.as_slice()), (Block::Head, [_])) && head(&label.text).is_some() {
            return false; // the head says whether it is the score
        }
        // Words may stand behind the figures, as under 偏差原因.
        let words = rest.iter().position(|cell| points(&cell.text).is_err()).unwrap_or(rest.len());
        let (rest, words) = rest.split_at(words);
        if !words.is_empty()
            && (!in_indicators || rest.is_empty() || words.iter().any(|cell| points(&cell.text).is_ok()))
        {
            return false;
        }
        self.form.remainder.extend(pairs(words));
        let number = |cell: &&&Cell| points(&cell.text).ok().flatten().map(|value| Number::new(value, cell.at));
        let numbers: Vec<Number> = rest.iter().filter_map(|cell| number(&cell)).collect();
        let (sorted, _) = self.points.sort(row);
        let under = |what| {
            let columns = self.points.columns.iter().zip(&sorted);
            columns
                .filter(|(column, _)| column.what == Some(what))
                .find_map(|(_, cells)| cells.iter().find_map(|c| number(&c)))
        };
        let (weight, score) = match numbers.as_slice() {
            [only] if under(IndicatorColumn::Score).is_some() || !self.points.has(IndicatorColumn::Weight) => {
                (None, Some(only.clone()))
            }
            [only] if covers_both(&self.points, &sorted) => (None, Some(only.clone())),
            [_] => (under(IndicatorColumn::Weight), None),
            [score, weight] if self.points.is_before(IndicatorColumn::Score, IndicatorColumn::Weight) => {
                (Some(weight.clone()), Some(score.clone()))
            }
            [first, second] => (Some(first.clone()), Some(second.clone())),
            _ => (under(IndicatorColumn::Weight), under(IndicatorColumn::Score)),
        };
        self.form.total_weight = weight.or(self.form.total_weight.take());
        self.form.total_score = score.or(self.form.total_score.take());
        if in_indicators {
            self.block = Block::Closing(None);
        }
        true
    }

    fn closing(&mut self, row: &Row) -> bool {
        let mut printed = row.printed();
        let Some(label) = printed.next() else { return false };
        let Some(closing) = of_label(CLOSING, &label.label) else { return false };
        let rest: Vec<&Cell> = printed.collect();
        if let Some(text) = joined(&rest) {
            append(self.closing_field(closing), text);
        }
        self.block = Block::Closing(Some(closing));
        true
    }

    fn closing_field(&mut self, closing: Closing) -> &mut Option<Text> {
        match closing {
            Closing::Conclusion => &mut self.form.conclusion,
            Closing::Problems => &mut self.form.problems,
            Closing::Measures => &mut self.form.measures,
        }
    }

    fn finish(self, draft: &Draft) -> Form {
        let (mut form, heads) = (self.form, self.heads);
        form.indicators = indicators::indicators(self.lines, &mut form.remainder, self.doubts);
        self.doubts.extend(self.unknown.iter().map(|header| doubt::unknown_header(header, &form.remainder)));
        if form.indicators.is_empty() {
            self.doubts.push(doubt::without_indicators(draft.at));
        }
        form.total_score = form.total_score.or(heads.total_score());
        form.total_weight = form.total_weight.or(heads.full_mark());
        form.year = heads.year.or_else(|| {
            let title = form.title.as_ref()?;
            self.title_year.map(|year| Number::new(year.into(), title.at))
        });
        form.form_no = heads.form_no;
        form.unit = heads.unit;
        set_unit(&mut form.funds, heads.unit);
        form.remainder.extend(draft.notes.iter().map(|note| Remainder { label: None, text: note.clone() }));
        let kind = draft.kind.unwrap_or(match (&heads.name, &heads.department) {
            (None, Some(_)) => Kind::Department,
            _ => Kind::Project,
        });
        if kind == Kind::Project {
            return Form::Project(ProjectSelfAssessment {
                code: heads.code,
                name: heads.name,
                implementing_unit: heads.implementing_unit.or(heads.department),
                budget_unit: heads.budget_unit,
                assessment: form,
            });
        }
        let names = [heads.department, heads.name, heads.budget_unit, heads.implementing_unit, heads.code];
        let mut names = names.into_iter().flatten();
        let name = names.next();
        form.remainder.extend(names.map(|text| Remainder { label: None, text }));
        Form::Department(DepartmentSelfAssessment { name, assessment: form })
    }
}

/// `自评总分：96.5分` in one cell.
fn inline_total(cell: &Cell) -> Option<Number> {
    let (label, value) = cell.text.split_once([':', '：'])?;
    let score = points(value).ok().flatten().filter(|_| has(TOTAL, label))?;
    Some(Number::new(score, cell.at))
}

/// Whether one cell stands under both 分值 and 得分.
fn covers_both(columns: &Columns<IndicatorColumn>, sorted: &[Vec<&Cell>]) -> bool {
    let cells = |what| {
        columns
            .columns
            .iter()
            .zip(sorted)
            .find(|(column, _)| column.what == Some(what))
            .map(|(_, cells)| cells.is_empty())
    };
    cells(IndicatorColumn::Weight) == Some(false) && cells(IndicatorColumn::Score) == Some(true)
}

/// The unit may be printed only below the first amounts.
fn set_unit(funds: &mut [FundLine], unit: Option<Unit>) {
    for line in funds {
        for amount in [&mut line.initial_budget, &mut line.adjusted_budget, &mut line.executed].into_iter().flatten() {
            amount.unit = amount.unit.or(unit);
        }
    }
}

/// What a row prints beside what was read from it and the names of blocks.
fn leftover(row: &Row, taken: &[usize]) -> Vec<Remainder> {
    let left: Vec<&Cell> = row.printed().filter(|cell| !taken.contains(&cell.id) && !is_block(&cell.text)).collect();
    pairs(&left)
}
