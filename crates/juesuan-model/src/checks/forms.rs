//! Performance forms (绩效自评表): rates, funds, weights, scores; and the narrative's reviews of the same projects.

use super::Books;
use super::finding::{Finding, Found, Rule, Term};
use super::types::{CellRef, Words};
use crate::diagnostic::Severity;
use crate::forms::{Fund, FundLine, Indicator, SelfAssessment};
use crate::key::key;
use crate::narrative::blocks::ProjectReview;
use crate::value::{Amount, Number, Text};

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "f.rate",
        zh: "执行率＝全年执行数÷全年预算数；执行率得分＝分值×执行率（四舍五入或截位）",
        en: "execution rate = executed ÷ adjusted budget; its score = weight × rate (rounded or cut)",
        severity: Severity::Warning,
        find: |books| each(books, rates),
    },
    Rule {
        id: "f.funds",
        zh: "年度资金总额＝当年财政拨款＋上年结转资金＋其他资金，各列分别相符",
        en: "total funds = current appropriation + carried over + other, in each column",
        severity: Severity::Warning,
        find: |books| each(books, funds),
    },
    Rule {
        id: "f.weights",
        zh: "各项分值（含预算执行率）之和＝总分的分值；一级指标所列分值＝其下分值之和",
        en: "weights, with that of execution, add to the total's weight; those of a 一级指标 add to the one printed with it",
        severity: Severity::Warning,
        find: |books| each(books, weights),
    },
    Rule {
        id: "f.scores",
        zh: "各项得分（含预算执行率）之和＝总分",
        en: "scores, with that of execution, add to the total score",
        severity: Severity::Error,
        find: |books| each(books, scores),
    },
    Rule {
        id: "f.limits",
        zh: "每项得分不大于其分值",
        en: "each score is at most its weight",
        severity: Severity::Warning,
        find: |books| each(books, limits),
    },
    Rule {
        id: "x.form_narrative",
        zh: "绩效自评综述中项目的预算数、执行数、完成率＝该项目自评表中的数字",
        en: "a project's budget, outturn and completion in the narrative's review = those of its form",
        severity: Severity::Warning,
        find: reviews,
    },
];

/// A form with its rows in the CSV files.
#[derive(Debug)]
pub(super) struct Form<'a> {
    body: &'a SelfAssessment,
    /// The name of the project or department.
    name: &'a str,
    is_project: bool,
    row: u32,
    first_fund: u32,
    first_indicator: u32,
}

/// The forms of a document in the order of its pages.
pub(super) fn forms<'a>(
    projects: impl Iterator<Item = (Option<&'a Text>, &'a SelfAssessment)>,
    departments: impl Iterator<Item = (Option<&'a Text>, &'a SelfAssessment)>,
) -> Vec<Form<'a>> {
    let departments = departments.map(|(name, body)| (false, name, body));
    let mut all: Vec<(bool, Option<&Text>, &SelfAssessment)> =
        departments.chain(projects.map(|(name, body)| (true, name, body))).collect();
    all.sort_by_key(|(.., body)| body.at.page);
    let count = |len: usize| u32::try_from(len).unwrap_or(u32::MAX);
    let (mut row, mut first_fund, mut first_indicator) = (1_u32, 1_u32, 1_u32);
    let mut forms = Vec::new();
    for (is_project, name, body) in all {
        let name = name.map_or("", |name| name.text.as_str());
        forms.push(Form { body, name, is_project, row, first_fund, first_indicator });
        row = row.saturating_add(1);
        first_fund = first_fund.saturating_add(count(body.funds.len()));
        first_indicator = first_indicator.saturating_add(count(body.indicators.len()));
    }
    forms
}

impl<'a> Form<'a> {
    fn funds(&self) -> impl Iterator<Item = (u32, &'a FundLine)> {
        (self.first_fund..).zip(&self.body.funds)
    }

    fn total(&self) -> Option<(u32, &'a FundLine)> {
        self.funds().find(|(_, line)| line.fund == Some(Fund::Total))
    }

    fn indicators(&self) -> impl Iterator<Item = (u32, &'a Indicator)> {
        (self.first_indicator..).zip(&self.body.indicators)
    }

    /// The decimals of its points: what is printed with fewer is exact.
    fn decimals(&self) -> u32 {
        let lines = self.body.indicators.iter().flat_map(|line| [&line.weight, &line.score]);
        let funds = self.body.funds.iter().flat_map(|line| [&line.weight, &line.score]);
        let totals = [&self.body.total_weight, &self.body.total_score];
        lines.chain(funds).chain(totals).flatten().map(|number| number.value.scale()).max().unwrap_or_default()
    }

    fn points(&self, cell: CellRef, number: &Number) -> Term {
        let mut term = Term::rounded(cell, number.value, None, self.decimals());
        if self.decimals() == 0 {
            // Whole points are given, not rounded.
            term.half = rust_decimal::Decimal::ZERO;
        }
        term
    }

    fn title(&self, what: &str) -> Words {
        let name = if self.name.is_empty() { "绩效自评表" } else { self.name };
        let at = self.body.at;
        Words::new(format!("{}{name}：{what}", at.in_chinese()), format!("{}, {name}: {what}", at.in_english()))
    }
}

fn each(books: &Books<'_>, find: fn(&Form<'_>) -> Vec<Finding>) -> Found {
    if books.forms.is_empty() {
        return Err(Words::new("文档中没有读到绩效自评表", "the document has no performance form"));
    }
    Ok(books.forms.iter().flat_map(find).collect())
}

fn fund_cell(row: u32, line: &FundLine, column: &'static str, at: crate::place::Place) -> CellRef {
    CellRef::new("project_funds", row, line.fund.map_or("", Fund::as_str), column, at)
}

fn money(row: u32, line: &FundLine, column: &'static str, amount: Option<&Amount>) -> Option<Term> {
    amount.map(|amount| Term::amount(fund_cell(row, line, column, amount.at), amount))
}

fn rates(form: &Form<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (row, line) in form.funds() {
        let Some(rate) = &line.execution_rate else { continue };
        let part = money(row, line, "executed", line.executed.as_ref());
        let whole = money(row, line, "adjusted_budget", line.adjusted_budget.as_ref());
        let (Some(part), Some(whole)) = (part, whole) else { continue };
        let percent = as_percent(Term::number(fund_cell(row, line, "execution_rate", rate.at), rate), &part, &whole);
        if let (Some(weight), Some(score)) = (&line.weight, &line.score) {
            found.push(Finding::Product {
                subject: form.title("执行率得分"),
                weight: Term::number(fund_cell(row, line, "weight", weight.at), weight),
                percent: percent.clone(),
                score: Term::number(fund_cell(row, line, "score", score.at), score),
            });
        }
        let subject = form.title("执行率");
        found.push(Finding::Ratio { subject, part: vec![part], whole: vec![whole], percent, or_cut: true });
    }
    found
}

/// `1` and `0.92` where 100 % and 92 % are meant.
fn as_percent(mut percent: Term, part: &Term, whole: &Term) -> Term {
    let one = rust_decimal::Decimal::ONE;
    let half = whole.value.checked_div(2.into()).unwrap_or(whole.value);
    if percent.value <= one && part.value > half && !percent.value.is_zero() {
        percent.value = percent.value.saturating_mul(rust_decimal::Decimal::ONE_HUNDRED);
        percent.half = percent.half.saturating_mul(rust_decimal::Decimal::ONE_HUNDRED);
    }
    percent
}

fn funds(form: &Form<'_>) -> Vec<Finding> {
    type Get = fn(&FundLine) -> Option<&Amount>;
    const COLUMNS: &[(&str, &str, Get)] = &[
        ("initial_budget", "年初预算数", |line| line.initial_budget.as_ref()),
        ("adjusted_budget", "全年预算数", |line| line.adjusted_budget.as_ref()),
        ("executed", "全年执行数", |line| line.executed.as_ref()),
    ];
    let Some((row, total)) = form.total() else { return Vec::new() };
    let unknown = form.funds().any(|(_, line)| line.fund.is_none());
    let mut found = Vec::new();
    for (column, name, get) in COLUMNS {
        let Some(stated) = money(row, total, column, get(total)) else { continue };
        let others = form.funds().filter(|(_, line)| line.fund.is_some_and(|fund| fund != Fund::Total));
        let parts: Vec<Term> = others.filter_map(|(row, line)| money(row, line, column, get(line))).collect();
        if parts.is_empty() {
            continue;
        }
        found.push(Finding::Balance {
            subject: form.title(name),
            relation: super::finding::Relation::Equal,
            left: vec![stated],
            right: parts,
            unread: unknown.then(|| Words::new("有资金来源未能识别", "a source of funds is not known")),
        });
    }
    found
}

fn indicator_points(form: &Form<'_>, column: &'static str, get: fn(&Indicator) -> Option<&Number>) -> Vec<Term> {
    let cell = |row, number: &Number| CellRef::new("indicators", row, "", column, number.at);
    form.indicators().filter_map(|(row, line)| get(line).map(|number| form.points(cell(row, number), number))).collect()
}

/// The points that add up to a total. A cell over several lines may be of all of them together: it counts once where the
/// sum holds so.
fn adding_to(total: &Term, all: Vec<Term>) -> Vec<Term> {
    let mut once = all.clone();
    once.dedup_by(|next, before| next.cell.at == before.cell.at);
    let sum = once.iter().fold(rust_decimal::Decimal::ZERO, |sum, term| sum.saturating_add(term.value));
    if once.len() < all.len() && sum == total.value { once } else { all }
}

fn weights(form: &Form<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut all = indicator_points(form, "weight", |line| line.weight.as_ref());
    if let Some(total) = &form.body.total_weight
        && !all.is_empty()
    {
        if let Some((row, line)) = form.total()
            && let Some(weight) = &line.weight
        {
            all.push(form.points(fund_cell(row, line, "weight", weight.at), weight));
        }
        let cell = CellRef::new("projects", form.row, "", "total_weight", total.at);
        let total = form.points(cell, total);
        found.push(Finding::equal(form.title("分值合计"), adding_to(&total, all), vec![total]));
    }
    let mut groups: Vec<(&str, &Number, u32, Vec<Term>)> = Vec::new();
    for (row, line) in form.indicators() {
        let (Some(level1), Some(group)) = (&line.level1, &line.level1_weight) else { continue };
        let weight = line
            .weight
            .as_ref()
            .map(|weight| form.points(CellRef::new("indicators", row, "", "weight", weight.at), weight));
        match groups.iter_mut().find(|(name, ..)| *name == level1.text) {
            Some((.., terms)) => terms.extend(weight),
            None => groups.push((&level1.text, group, row, weight.into_iter().collect())),
        }
    }
    for (name, group, row, terms) in groups.into_iter().filter(|(.., terms)| !terms.is_empty()) {
        let cell = CellRef::new("indicators", row, "", "level1_weight", group.at);
        let group = form.points(cell, group);
        found.push(Finding::equal(form.title(name), adding_to(&group, terms), vec![group]));
    }
    found
}

fn scores(form: &Form<'_>) -> Vec<Finding> {
    let mut all = indicator_points(form, "score", |line| line.score.as_ref());
    let Some(total) = form.body.total_score.as_ref().filter(|_| !all.is_empty()) else { return Vec::new() };
    if let Some((row, line)) = form.total()
        && let Some(score) = &line.score
    {
        all.push(form.points(fund_cell(row, line, "score", score.at), score));
    }
    let cell = CellRef::new("projects", form.row, "", "total_score", total.at);
    let total = form.points(cell, total);
    vec![Finding::equal(form.title("总分"), adding_to(&total, all), vec![total])]
}

fn limits(form: &Form<'_>) -> Vec<Finding> {
    let limit = |(row, line): (u32, &Indicator)| {
        let cell = |column, at| CellRef::new("indicators", row, "", column, at);
        let (score, weight) = (line.score.as_ref()?, line.weight.as_ref()?);
        Some(Finding::Balance {
            subject: form.title(line.level3.as_ref().map_or("指标", |name| name.text.as_str())),
            relation: super::finding::Relation::AtMost,
            left: vec![form.points(cell("score", score.at), score)],
            right: vec![form.points(cell("weight", weight.at), weight)],
            unread: None,
        })
    };
    form.indicators().filter_map(limit).collect()
}

fn reviews(books: &Books<'_>) -> Found {
    let blocks = books.narrative.and_then(|narrative| narrative.blocks.performance.as_ref());
    let Some(performance) = blocks else {
        return Err(Words::new("情况说明中没有绩效自评综述", "the narrative has no reviews of projects"));
    };
    if books.forms.is_empty() {
        return Err(Words::new("文档中没有读到绩效自评表", "the document has no performance form"));
    }
    let mut found = Vec::new();
    for (index, review) in (1_u32..).zip(&performance.reviews) {
        let named = |form: &&Form<'_>| form.is_project && bare(form.name) == bare(&review.name.text);
        let mut same = books.forms.iter().filter(named);
        if let Some(form) = same.next().filter(|_| same.next().is_none()) {
            found.extend(reviewed(form, review, index));
        }
    }
    Ok(found)
}

/// `某某项目` and `某某` are one project.
fn bare(name: &str) -> String {
    key(name).trim_end_matches("项目").to_owned()
}

fn reviewed(form: &Form<'_>, review: &ProjectReview, index: u32) -> Vec<Finding> {
    let Some((row, line)) = form.total() else { return Vec::new() };
    let cell = |column, at| CellRef::new("reviews", index, "", column, at);
    let mut found = Vec::new();
    let pairs = [
        ("全年预算数", "adjusted_budget", &line.adjusted_budget, &review.adjusted_budget),
        ("全年执行数", "executed", &line.executed, &review.executed),
    ];
    for (name, column, printed, stated) in pairs {
        let printed = money(row, line, column, printed.as_ref());
        let stated = stated.as_ref().map(|amount| Term::amount(cell(column, amount.at), amount));
        if let (Some(printed), Some(stated)) = (printed, stated) {
            found.push(Finding::equal(form.title(name), vec![printed], vec![stated]));
        }
    }
    if let (Some(completion), Some(executed), Some(budget)) =
        (&review.completion, &line.executed, &line.adjusted_budget)
    {
        let percent = Term::number(cell("completion", completion.at), completion);
        // The review rounds its own amounts; each is compared with the form's above.
        let own = |column, amount: &Amount| Term::amount(cell(column, amount.at), amount);
        let (part, whole) = match (&review.executed, &review.adjusted_budget) {
            (Some(executed), Some(budget)) => (vec![own("executed", executed)], vec![own("adjusted_budget", budget)]),
            _ => (
                money(row, line, "executed", Some(executed)).into_iter().collect(),
                money(row, line, "adjusted_budget", Some(budget)).into_iter().collect(),
            ),
        };
        found.push(Finding::Ratio { subject: form.title("完成率"), part, whole, percent, or_cut: true });
    }
    found
}
