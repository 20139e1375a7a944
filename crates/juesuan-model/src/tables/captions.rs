//! Captions that stand below their tables: the items of a document → the order in which they are read.
//!
//! Nearly all titles stand above. Where none fits the grid below it, by header and rows, and some fit the grids above
//! them, the document prints its captions below: each is then read before its table. A title alone would not show it:
//! the next table takes any caption that stands above it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::around::{Head, head_above, head_inside, take_head_line, title_at};
use super::recognise;
use super::schema::titles::Title;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::flow::Item;
use crate::key::key;
use crate::value::Text;

/// A caption begins within so many lines of the grid above it: notes may stand between.
const NEAR: usize = 6;

/// The order of the items, and what is said where it is not that of the document.
pub(super) struct Order {
    pub(super) indices: Vec<usize>,
    pub(super) doubt: Option<Diagnostic>,
}

/// The lines between two grids. What other readers have taken is a border as well.
struct Gap {
    before: Option<usize>,
    lines: Range<usize>,
    after: Option<usize>,
}

/// A caption and the grid that it would belong to, if it stood below.
struct Caption {
    grid: usize,
    lines: Range<usize>,
    title: Title,
    text: Text,
}

/// The order in which tables are looked for.
pub(super) fn order(items: &[Item<'_>], skip: &dyn Fn(usize) -> bool, year: Option<u16>) -> Order {
    let as_printed = || Order { indices: (0..items.len()).collect(), doubt: None };
    let Some(below) = below(items, skip, year) else { return as_printed() };
    let Some(first) = below.first().map(|caption| caption.text.clone()) else { return as_printed() };
    let moved: BTreeMap<usize, Range<usize>> = below.into_iter().map(|caption| (caption.grid, caption.lines)).collect();
    let elsewhere: Vec<Range<usize>> = moved.values().cloned().collect();
    let mut indices = Vec::with_capacity(items.len());
    for index in 0..items.len() {
        indices.extend(moved.get(&index).cloned().into_iter().flatten());
        let next = elsewhere.partition_point(|lines| lines.end <= index);
        if !elsewhere.get(next).is_some_and(|lines| lines.contains(&index)) {
            indices.push(index);
        }
    }
    let message = format!("“{}” and the other captions stand below their tables: they were read so", first.text);
    let doubt = Diagnostic::new(Code::RecognisedByEvidence, Severity::Warning, None, message);
    Order { indices, doubt: Some(doubt) }
}

/// The captions of a document that prints them below its tables; none as soon as one fits the grid below it.
fn below(items: &[Item<'_>], skip: &dyn Fn(usize) -> bool, year: Option<u16>) -> Option<Vec<Caption>> {
    let fits = |index: Option<usize>, title: &Title| {
        let (Some(item), Some(id)) = (index.and_then(|index| items.get(index)), title.id) else { return false };
        let Some(grid) = item.grid() else { return false };
        recognise::fits(grid, head_inside(*item, grid).0, id, year)
    };
    let (mut captions, mut votes) = (Vec::new(), 0_usize);
    // The first grid since the last caption: a table may go on over several.
    let mut group: Option<usize> = None;
    for gap in gaps(items, skip) {
        let lines = items.get(gap.lines.clone()).unwrap_or_default();
        let above = gap.after.and_then(|_| head_above(lines).title).filter(|(title, _)| !heads_a_part(title));
        if let Some((title, _)) = &above
            && (gap.before.is_none() || fits(gap.after, title) && !fits(group, title))
        {
            return None;
        }
        if gap.before.is_none() {
            group = None;
        }
        if let Some(caption) = group.and_then(|grid| caption(items, &gap.lines, grid)) {
            votes += usize::from(fits(group, &caption.title) && !fits(gap.after, &caption.title));
            captions.push(caption);
            group = None;
        }
        group = group.or(gap.after);
    }
    (votes > 0).then_some(captions)
}

/// What the heading of the part of tables ends with; that of none of them does.
const PART_ENDS: &[&str] = &["部门决算表", "单位决算表", "决算公开表", "决算报表", "部门决算公开表格"];

/// `第二部分 2023年度部门决算表`, `2023年度单位决算表`.
fn heads_a_part(title: &Title) -> bool {
    let key = key(&title.text);
    title.id.is_none() && (key.starts_with('第') || PART_ENDS.iter().any(|end| key.ends_with(end)))
}

/// The title right below a grid, with the lines around it that give its number, unit and department.
fn caption(items: &[Item<'_>], lines: &Range<usize>, grid: usize) -> Option<Caption> {
    let all = items.get(lines.clone())?;
    let (at, (title, text, height)) = (0..all.len().min(NEAR)).find_map(|at| {
        let found = title_at(all, at).filter(|(title, ..)| !heads_a_part(title))?;
        Some((at, found))
    })?;
    let mut head = Head::default();
    let mut of_head = |item: &Item<'_>| take_head_line(&item.text(), &mut head);
    let mut first = at.checked_sub(height.checked_sub(1)?)?;
    while first.checked_sub(1).and_then(|before| all.get(before)).is_some_and(&mut of_head) {
        first -= 1;
    }
    let mut end = at + 1;
    while all.get(end).is_some_and(&mut of_head) {
        end += 1;
    }
    Some(Caption { grid, lines: lines.start + first..lines.start + end, title, text })
}

fn gaps(items: &[Item<'_>], skip: &dyn Fn(usize) -> bool) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let (mut before, mut start) = (None, 0);
    for (index, item) in items.iter().enumerate() {
        let taken = skip(index);
        if taken || item.grid().is_some_and(|grid| grid.columns() > 1 && grid.rows() > 0) {
            let after = (!taken).then_some(index);
            gaps.push(Gap { before, lines: start..index, after });
            (before, start) = (after, index + 1);
        }
    }
    gaps.push(Gap { before, lines: start..items.len(), after: None });
    gaps
}

#[cfg(test)]
mod tests {
    use super::super::sketch::Drawn::{Line, Table};
    use super::super::sketch::{brief, read};
    use crate::diagnostic::Code;

    const INCOME: &[&str] = &[
        "科目编码 | 科目名称 | 本年收入合计 | 财政拨款收入 | 事业收入 | 其他收入",
        "合计 | < | 7.00 | 5.00 | 2.00 | 0.00",
        "201 | 一般公共服务支出 | 4.00 | 4.00 | 0.00 | 0.00",
        "208 | 社会保障和就业支出 | 3.00 | 1.00 | 2.00 | 0.00",
    ];
    const EXPENDITURE: &[&str] = &[
        "科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 | 上缴上级支出 | 对附属单位补助支出",
        "合计 | < | 6.00 | 5.00 | 1.00 | 0.00 | 0.00",
        "201 | 一般公共服务支出 | 4.00 | 4.00 | 0.00 | 0.00 | 0.00",
        "208 | 社会保障和就业支出 | 2.00 | 1.00 | 1.00 | 0.00 | 0.00",
    ];

    fn kinds(drawn: &[super::super::sketch::Drawn<'_>]) -> (Vec<String>, bool) {
        let out = read(&[drawn]);
        let totals = out.facts.iter().filter(|fact| fact.label.as_ref().is_some_and(|label| label.text == "合计"));
        let first = totals.filter(|fact| fact.column.as_str() == "total");
        let found = first.map(|fact| format!("{} {}", fact.table.as_str(), fact.amount.value)).collect();
        (found, out.doubts.iter().any(|doubt| doubt.code == Code::RecognisedByEvidence && doubt.at.is_none()))
    }

    #[test]
    fn captions_below_are_those_of_the_tables_above_them() {
        let unit = || Line("单位：万元");
        let (found, said) = kinds(&[
            Line("第二部分 2023年度部门决算表"),
            Table(INCOME),
            Line("公开02表"),
            Line("收入决算表"),
            unit(),
            Table(EXPENDITURE),
            Line("支出决算表"),
            unit(),
        ]);
        assert_eq!(found, ["income 7.00", "expenditure 6.00"]);
        assert!(said);
        let (found, said) =
            kinds(&[Line("收入决算表"), unit(), Table(INCOME), Line("支出决算表"), unit(), Table(EXPENDITURE)]);
        assert_eq!(found, ["income 7.00", "expenditure 6.00"]);
        assert!(!said);
    }

    #[test]
    fn a_title_whose_table_is_missing_is_no_caption_of_the_table_above() {
        // The first table has a title of its own, which no list holds.
        let (_, said) = kinds(&[Line("公开表三"), Line("收支明细情况表"), Table(EXPENDITURE), Line("支出决算表")]);
        assert!(!said);
    }

    #[test]
    fn a_title_that_the_header_contradicts_is_a_doubt() {
        let out = read(&[&[Line("收入决算表"), Line("单位：万元"), Table(EXPENDITURE)]]);
        assert_eq!(brief(&out.facts).len(), 15);
        assert!(out.facts.iter().all(|fact| fact.table.as_str() == "expenditure"));
        assert!(out.doubts.iter().any(|doubt| doubt.code == Code::NearMiss), "{:?}", out.doubts);
    }
}
