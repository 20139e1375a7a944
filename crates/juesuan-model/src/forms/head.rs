//! The head of a form: labels with their values, in any arrangement, and the lines between title and grid.

use std::collections::BTreeSet;
use std::iter::Peekable;
use std::vec::IntoIter;

use crate::key::key;
use crate::value::{Number, Text, Unit};

use super::quantity::points;
use super::sheet::{Cell, Row, holds_middle, stated};
use super::types::Remainder;
use super::vocabulary::{Head, head, is_block, look_up, names_score};

/// A number as long as this, or longer, before 表 is none of a form.
const LONGEST_FORM_NO: usize = 14;

/// What the head of a form says.
#[derive(Debug, Default)]
pub(super) struct Heads {
    pub(super) code: Option<Text>,
    pub(super) name: Option<Text>,
    pub(super) department: Option<Text>,
    pub(super) implementing_unit: Option<Text>,
    pub(super) budget_unit: Option<Text>,
    pub(super) year: Option<Number>,
    pub(super) unit: Option<Unit>,
    total_score: Option<Number>,
    full_mark: Option<Number>,
    /// What 总分 says, the score or the full mark.
    full_mark_or_score: Option<Number>,
    /// Whether another label than 总分 names the score.
    names_score: bool,
    /// How many blank cells stand between the form's first label and its value.
    blanks: Option<usize>,
    pub(super) form_no: Option<Text>,
}

impl Heads {
    /// The score of the whole form. 总分 says it only where no other label does.
    pub(super) fn total_score(&self) -> Option<Number> {
        let said = self.full_mark_or_score.as_ref().filter(|_| !self.names_score);
        self.total_score.as_ref().or(said).cloned()
    }

    /// The points that the whole form may reach, where the head says them.
    pub(super) fn full_mark(&self) -> Option<Number> {
        let said = self.full_mark_or_score.as_ref().filter(|_| self.names_score);
        self.full_mark.as_ref().or(said).cloned()
    }

    /// Reads a row of labels and values. A label without a value beside it takes the one beneath it; the ids of
    /// the cells that were taken from there go to `taken`.
    pub(super) fn row(
        &mut self,
        row: &Row,
        below: Option<&Row>,
        taken: &mut BTreeSet<usize>,
        remainder: &mut Vec<Remainder>,
    ) {
        let own: Vec<&Cell> = row.cells.iter().filter(|cell| cell.own && !taken.contains(&cell.id)).collect();
        self.names_score |= own.iter().any(|cell| names_score(&cell.text));
        let mut cells = own.into_iter().peekable();
        let mut unknown: Vec<&Cell> = Vec::new();
        while let Some(cell) = cells.next() {
            if cell.text.is_empty() {
                continue;
            }
            if let Some((head, value)) = inline(&cell.text()) {
                self.set(head, value, remainder);
                continue;
            }
            let Some(head) = head(&cell.text) else {
                if !is_block(&cell.text) {
                    unknown.push(cell);
                }
                continue;
            };
            match beside(&mut cells, self.blanks) {
                Some((value, blanks)) => {
                    self.blanks = self.blanks.or(Some(blanks).filter(|_| !value.text.is_empty()));
                    if let Some(text) = stated(Some(value.text()).filter(|text| !text.is_empty())) {
                        self.set(head, text, remainder);
                    }
                }
                None => {
                    if let Some(value) = below.and_then(|below| beneath(cell, below)) {
                        taken.insert(value.id);
                        self.set(head, value.text(), remainder);
                    }
                }
            }
        }
        if let ([only], None) = (unknown.as_slice(), &self.year)
            && let Some(year) = year_of_line(&only.text)
        {
            self.year = Some(Number::new(year.into(), only.at));
            return;
        }
        remainder.extend(pairs(&unknown));
    }

    /// Reads a line between the title and the grid: `（2019年度）`, `公开13-1表`, `项目名称：某项目  单位：万元`.
    pub(super) fn line(&mut self, line: &Text, remainder: &mut Vec<Remainder>) {
        if is_form_no(&line.text) {
            self.form_no = Some(line.clone());
            return;
        }
        self.names_score |= names_score(&line.text);
        let mut known = false;
        for segment in segments(&line.text) {
            if let Some((head, value)) = inline(&Text::new(segment, line.at)) {
                self.set(head, value, remainder);
                known = true;
            }
        }
        if self.year.is_none()
            && let Some(year) = year_of_line(&line.text)
        {
            self.year = Some(Number::new(year.into(), line.at));
            known = true;
        }
        if !known && !line.is_empty() {
            remainder.push(Remainder { label: None, text: line.clone() });
        }
    }

    /// Sets a field that is not set yet; a second value, or one of the wrong kind, is kept as remainder.
    fn set(&mut self, head: Head, value: Text, remainder: &mut Vec<Remainder>) {
        let field = match head {
            Head::Year => {
                if let (None, Some(year)) = (&self.year, year_of_value(&value.text)) {
                    self.year = Some(Number::new(year.into(), value.at));
                    return;
                }
                None
            }
            Head::AmountUnit => match Unit::parse(&key(&value.text)) {
                Some(unit) => {
                    self.unit = Some(unit);
                    return;
                }
                None => Some(&mut self.department),
            },
            Head::TotalScore | Head::FullMark | Head::FullMarkOrScore => {
                let field = match head {
                    Head::TotalScore => &mut self.total_score,
                    Head::FullMark => &mut self.full_mark,
                    _ => &mut self.full_mark_or_score,
                };
                if let (None, Ok(Some(score))) = (&field, points(&value.text)) {
                    *field = Some(Number::new(score, value.at));
                    return;
                }
                None
            }
            Head::ProjectCode => Some(&mut self.code),
            Head::ProjectName => Some(&mut self.name),
            Head::Department => Some(&mut self.department),
            Head::ImplementingUnit => Some(&mut self.implementing_unit),
            Head::BudgetUnit => Some(&mut self.budget_unit),
        };
        match field {
            Some(field @ None) => *field = Some(value),
            _ => remainder.push(Remainder { label: None, text: value }),
        }
    }
}

/// For each row the project or department that it names, as the row at the beginning of a form does.
pub(super) fn names(rows: &[Row]) -> Vec<Option<String>> {
    rows.iter().enumerate().map(|(index, row)| name(row, rows.get(index + 1))).collect()
}

fn name(row: &Row, below: Option<&Row>) -> Option<String> {
    let is_name = |head: &Head| matches!(head, Head::ProjectCode | Head::ProjectName | Head::Department);
    let own: Vec<&Cell> = row.cells.iter().filter(|cell| cell.own).collect();
    let mut cells = own.into_iter().peekable();
    let first = cells.find(|cell| !cell.text.is_empty())?;
    if let Some((head, value)) = inline(&first.text()) {
        return Some(value.text).filter(|_| is_name(&head) && !signs(&first.text));
    }
    head(&first.text).filter(is_name).filter(|_| !signs(&first.text))?;
    let beside = beside(&mut cells, None).map(|(value, _)| value).filter(|value| !is_header_word(&value.text));
    beside.or_else(|| beneath(first, below?)).map(|value| value.text.clone())
}

/// The value beside a label, which is no label itself, and how many blank cells stand between. Where cells are not
/// merged, blank ones belong to the label, no more of them than to the form's first label, and the value is the only
/// text up to the next label: two are a label that no list has, and its value.
fn beside<'r>(cells: &mut Peekable<IntoIter<&'r Cell>>, most: Option<usize>) -> Option<(&'r Cell, usize)> {
    let next = cells.next_if(|next| !is_label(&next.text))?;
    let is_blank = |cell: &&Cell| cell.text.is_empty() && cell.borders.len() == 1;
    if !is_blank(&next) {
        return Some((next, 0));
    }
    let rest: Vec<&Cell> = cells.clone().take_while(|cell| !is_label(&cell.text)).collect();
    let blanks = rest.iter().take_while(|cell| is_blank(cell)).count();
    let mut printed = rest.iter().filter(|cell| !cell.text.is_empty());
    let (Some(value), None) = (printed.next(), printed.next()) else { return Some((next, 0)) };
    let found = rest.get(blanks).is_some_and(|cell| cell.id == value.id) && most.is_none_or(|most| blanks < most);
    if !found {
        return Some((next, 0));
    }
    cells.find(|cell| cell.id == value.id).map(|value| (value, blanks + 1))
}

/// Whether a label may stand under a form as well as above it: 填报单位.
fn signs(label: &str) -> bool {
    key(label).starts_with("填报")
}

/// Labels that a list of projects has as column headers beside 项目名称.
fn is_header_word(text: &str) -> bool {
    look_up(super::vocabulary::FUND_COLUMNS, text).is_some()
        || look_up(super::vocabulary::INDICATOR_COLUMNS, text).is_some()
}

fn is_label(text: &str) -> bool {
    !text.is_empty() && (head(text).is_some() || inline(&Text::new(text, Default::default())).is_some())
}

/// The cell under a label, as wide as it and no label itself.
fn beneath<'r>(label: &Cell, below: &'r Row) -> Option<&'r Cell> {
    let found = below.printed().find(|cell| holds_middle(&cell.borders, &label.borders))?;
    let plain =
        below.printed().all(|cell| !is_label(&cell.text) && !is_block(&cell.text) && !is_header_word(&cell.text));
    plain.then_some(found)
}

/// `项目名称：某项目` in one cell.
fn inline(text: &Text) -> Option<(Head, Text)> {
    let (label, value) = text.text.split_once([':', '：', '∶', '︰'])?;
    let value = value.trim();
    let head = head(label).filter(|_| !value.is_empty())?;
    Some((head, Text::new(value, text.at)))
}

/// A line cut before each word that holds a colon.
fn segments(line: &str) -> Vec<String> {
    let mut segments: Vec<String> = Vec::new();
    for word in line.split_whitespace() {
        match segments.last_mut() {
            Some(last) if !word.contains([':', '：']) || last.ends_with([':', '：']) => last.push_str(word),
            _ => segments.push(word.to_owned()),
        }
    }
    segments
}

/// `公开13-1表`, `附表4`, `表14`.
pub(super) fn is_form_no(text: &str) -> bool {
    let key = key(text);
    key.contains('表')
        && key.chars().count() <= LONGEST_FORM_NO
        && key.chars().any(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
        && ["公开", "附表", "附件", "表", "财决公开"].iter().any(|start| key.starts_with(start))
}

/// The year that a line between title and grid says, alone or with 度: `（2019年度）`, `2019年`; not that of a date.
fn year_of_line(text: &str) -> Option<u16> {
    let key = key(text);
    let bare = key.trim_matches(['(', ')']);
    match key.find("年度") {
        Some(at) => year(key.get(..at + "年".len())?),
        None => bare.strip_suffix('年').filter(|digits| digits.len() == 4).and_then(|_| year(bare)),
    }
}

/// The year of a title or subtitle: four digits before 年.
pub(super) fn year(text: &str) -> Option<u16> {
    let key = key(text);
    let at = key.find('年')?;
    let before = key.get(..at)?;
    let digits = before.get(before.len().checked_sub(4)?..)?;
    digits.parse().ok().filter(|year| (1990..2100).contains(year))
}

/// `2022`, `2022年`, `2022年度`.
pub(super) fn year_of_value(text: &str) -> Option<u16> {
    let key = key(text);
    year(&key).or_else(|| key.parse().ok().filter(|year| (1990..2100).contains(year)))
}

/// Cells without a known label, as label and text; a single one before them stands alone.
pub(super) fn pairs(cells: &[&Cell]) -> Vec<Remainder> {
    let (alone, paired) = cells.split_at(cells.len() % 2);
    let alone = alone.iter().map(|cell| Remainder { label: None, text: cell.text() });
    let paired = paired.chunks(2).filter_map(|pair| match pair {
        [label, text] => Some(Remainder { label: Some(label.text()), text: text.text() }),
        _ => None,
    });
    alone.chain(paired).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_between_title_and_grid() {
        let mut heads = Heads::default();
        let mut remainder = Vec::new();
        for line in ["（2019 年度）", "公开13-1表", "项目名称：档案 数字化 主管部门： 某局  金额单位：万元"]
        {
            heads.line(&Text::new(line, Default::default()), &mut remainder);
        }
        assert_eq!(heads.year.unwrap().value, 2019.into());
        assert_eq!(heads.form_no.unwrap().text, "公开13-1表");
        assert_eq!(heads.name.unwrap().text, "档案数字化");
        assert_eq!(heads.budget_unit.unwrap().text, "某局");
        assert_eq!(heads.unit, Some(Unit::TenThousandYuan));
        assert!(remainder.is_empty());
    }
}
