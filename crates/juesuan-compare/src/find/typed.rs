//! The typed parts of a report → hits with table, row and column.

use std::collections::{BTreeMap, BTreeSet};

use juesuan_model::forms::{Measured, SelfAssessment};
use juesuan_model::narrative::{Section, Statement};
use juesuan_model::number::read;
use juesuan_model::tables::{Fact, RawTable};
use juesuan_model::value::Unit;
use juesuan_model::{Amount, Number, Report, Text};

use super::{Hit, HitKind, MOST_HITS, Query};

/// Everything that was read as a number, a code or a text of its own.
pub(super) fn find(report: &Report, query: &Query) -> Vec<Hit> {
    let mut search = Search { query, account: 0, hits: Vec::new() };
    for (account, number) in report.accounts().zip(1_u32..) {
        search.account = number;
        let titles = account.table_heads().into_iter().map(|head| (head.order, head.title.text.as_str())).collect();
        search.facts(&account.facts, &titles);
        for table in &account.further_tables {
            search.facts(&table.facts, &titles);
        }
        account.other_tables.iter().for_each(|table| search.raw(table));
        for form in &account.project_self_assessments {
            let name = form.name.as_ref().map_or("", |name| name.text.as_str());
            search.name(name, "项目编码", form.code.as_ref());
            search.name(name, "项目名称", form.name.as_ref());
            search.form(name, &form.assessment);
        }
        for form in &account.department_self_assessments {
            let name = form.name.as_ref().map_or("", |name| name.text.as_str());
            search.form(name, &form.assessment);
        }
        search.statements(account);
        search.sections(&account.narrative.sections, "");
        for section in &account.overview.sections {
            let heading = section.heading.as_ref().map_or("", |heading| heading.text.as_str());
            search.paragraphs(heading, &section.paragraphs);
        }
    }
    search.hits
}

struct Search<'q> {
    query: &'q Query,
    account: u32,
    hits: Vec<Hit>,
}

/// A printed number with its unit.
fn shown(value: rust_decimal::Decimal, unit: Option<Unit>) -> String {
    match unit {
        Some(unit) => format!("{value} {}", unit.as_str()),
        None => value.to_string(),
    }
}

impl Search<'_> {
    fn push(&mut self, kind: HitKind, title: &str, row: &str, column: &str, text: String, at: juesuan_model::Place) {
        if self.hits.len() < MOST_HITS {
            let [title, row, column] = [title, row, column].map(|text| text.trim().to_owned());
            self.hits.push(Hit { kind, account: self.account, title, row, column, text, at });
        }
    }

    /// The numbers of tables, and the rows whose code or label it is. `titles` are those of the tables by their order.
    fn facts(&mut self, facts: &[Fact], titles: &BTreeMap<u32, &str>) {
        let mut rows = BTreeSet::new();
        for fact in facts {
            let title = titles.get(&fact.order).copied().unwrap_or(fact.table.chinese());
            let text = |text: &Option<Text>| text.as_ref().map(|text| text.text.clone()).unwrap_or_default();
            let (code, label) = (text(&fact.code), text(&fact.label));
            let row = format!("{code} {}", label.trim());
            let header = if fact.header.is_empty() { fact.column.chinese() } else { fact.header.as_str() };
            let Amount { value, unit, at, .. } = &fact.amount;
            if self.query.is_amount(*value, *unit) {
                self.push(HitKind::Table, title, &row, header, shown(*value, *unit), *at);
            }
            let named = [&fact.code, &fact.label].into_iter().flatten();
            let found = named.clone().find(|text| self.query.is_code(&text.text));
            let found = found.or_else(|| fact.label.as_ref().filter(|label| self.query.is_in(&label.text)));
            if let Some(found) = found
                && rows.insert((fact.order, fact.row, fact.side, code))
            {
                self.push(HitKind::Table, title, &row, "", found.text.clone(), found.at);
            }
        }
    }

    fn raw(&mut self, table: &RawTable) {
        let title = &table.head.title.text;
        for cell in &table.cells {
            let number = read(&cell.text).number();
            let is_it = number.is_some_and(|value| self.query.is_amount(value, table.head.unit));
            if is_it || self.query.is_in(&cell.text) {
                let row = cell.row.saturating_add(1).to_string();
                let column = cell.column.saturating_add(1).to_string();
                self.push(HitKind::OtherTable, title, &row, &column, cell.text.clone(), cell.at);
            }
        }
    }

    fn name(&mut self, form: &str, field: &str, text: Option<&Text>) {
        if let Some(text) = text.filter(|text| self.query.is_code(&text.text) || self.query.is_in(&text.text)) {
            self.push(HitKind::Form, form, "", field, text.text.clone(), text.at);
        }
    }

    fn number(&mut self, form: &str, row: &str, field: &str, number: Option<&Number>) {
        if let Some(number) = number.filter(|number| self.query.is_amount(number.value, None)) {
            self.push(HitKind::Form, form, row, field, number.value.to_string(), number.at);
        }
    }

    fn form(&mut self, name: &str, form: &SelfAssessment) {
        for line in &form.funds {
            for (field, amount) in [
                ("年初预算数", &line.initial_budget),
                ("全年预算数", &line.adjusted_budget),
                ("全年执行数", &line.executed),
            ] {
                if let Some(Amount { value, unit, at, .. }) = amount
                    && self.query.is_amount(*value, *unit)
                {
                    self.push(HitKind::Form, name, &line.label.text, field, shown(*value, *unit), *at);
                }
            }
            self.number(name, &line.label.text, "得分", line.score.as_ref());
            self.number(name, &line.label.text, "执行率", line.execution_rate.as_ref());
        }
        for line in &form.indicators {
            let row = line.level3.as_ref().map_or("", |text| text.text.as_str()).to_owned();
            self.name(name, "三级指标", line.level3.as_ref());
            let measured = |measured: &Option<Measured>| measured.as_ref().map(|measured| measured.text.clone());
            for (field, text) in [("年度指标值", measured(&line.target)), ("实际完成值", measured(&line.actual))]
            {
                if let Some(text) = text.filter(|text| self.query.is_in(&text.text)) {
                    self.push(HitKind::Form, name, &row, field, text.text, text.at);
                }
            }
            self.number(name, &row, "得分", line.score.as_ref());
        }
        self.number(name, "总分", "得分", form.total_score.as_ref());
        for (field, text) in [
            ("预期目标", &form.expected_goal),
            ("实际完成情况", &form.actual_goal),
            ("评价结论", &form.conclusion),
            ("存在问题", &form.problems),
            ("改进措施", &form.measures),
        ] {
            self.name(name, field, text.as_ref());
        }
    }

    fn statements(&mut self, report: &Report) {
        // An amount of the year before is found where it is compared with.
        for statement in report.narrative.statements.iter().filter(|said| !said.is_earlier) {
            for (what, amount) in amounts(statement) {
                if self.query.is_amount(amount.value, amount.unit) {
                    let text = shown(amount.value, amount.unit);
                    self.push(HitKind::Narrative, &statement.section, &statement.subject.text, what, text, amount.at);
                }
            }
        }
        for count in &report.narrative.counts {
            if self.query.is_amount(count.count.value, None) {
                let text = format!("{} {}", count.count.value, count.unit);
                self.push(HitKind::Narrative, &count.section, &count.subject.text, "", text, count.count.at);
            }
        }
    }

    fn sections(&mut self, sections: &[Section], above: &str) {
        for section in sections {
            let heading = match above {
                "" => section.heading.text.clone(),
                above => format!("{above}/{}", section.heading.text),
            };
            self.paragraphs(&heading, &section.paragraphs);
            self.sections(&section.children, &heading);
        }
    }

    /// Paragraphs that hold words. Numbers of a text are told by its statements, and else by its lines.
    fn paragraphs(&mut self, heading: &str, paragraphs: &[Text]) {
        for paragraph in paragraphs.iter().filter(|paragraph| self.query.holds_words(&paragraph.text)) {
            self.push(HitKind::Narrative, heading, "", "", paragraph.text.clone(), paragraph.at);
        }
    }
}

/// The amounts of a statement.
fn amounts(statement: &Statement) -> Vec<(&'static str, &Amount)> {
    let comparison = statement.comparison.as_ref();
    let base = comparison.and_then(|comparison| comparison.base_amount.as_ref());
    let change = comparison.and_then(|comparison| comparison.change.as_ref());
    let budget = statement.completion.as_ref().and_then(|completion| completion.budget.as_ref());
    let all = [("", statement.value.as_ref()), ("比较基数", base), ("增减额", change), ("预算数", budget)];
    all.into_iter().filter_map(|(what, amount)| Some((what, amount?))).collect()
}
