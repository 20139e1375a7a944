//! The published rate: of the numbers that a fault makes wrong or loses, how many nothing flags, and how many documents
//! are still `verified`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use juesuan_extract::{Document, Layout, Page, layout::analyze};
use juesuan_model::checks::Status;
use juesuan_model::diagnostic::Severity;
use juesuan_model::{Report, Verdict};

use crate::inject::Dice;
use crate::kinds::{Slot, Sound};

/// What trials of one kind came to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Outcome {
    pub trials: usize,
    pub took_effect: usize,
    pub wrong: usize,
    pub lost: usize,
    /// Trials that took effect and that no warning, error, failed check or changed verdict tells of.
    pub unflagged: usize,
    /// Wrong and lost numbers of those.
    pub unflagged_numbers: usize,
    /// Trials that took effect and left the document `verified`.
    pub verified: usize,
}

impl Outcome {
    pub fn add(&mut self, other: &Self) {
        self.trials += other.trials;
        self.took_effect += other.took_effect;
        self.wrong += other.wrong;
        self.lost += other.lost;
        self.unflagged += other.unflagged;
        self.unflagged_numbers += other.unflagged_numbers;
        self.verified += other.verified;
    }
}

/// Every number that a report gives, with what it is the number of.
fn numbers(report: &Report) -> BTreeMap<String, usize> {
    let mut all = BTreeMap::new();
    let mut add = |text: String| *all.entry(text).or_default() += 1;
    let text = |text: &Option<juesuan_model::Text>| text.as_ref().map(|text| text.text.clone()).unwrap_or_default();
    for fact in &report.facts {
        let subject = (text(&fact.code), text(&fact.label), fact.side.map(|side| side.as_str()));
        add(format!(
            "{:?} {subject:?} {} {} {:?}",
            fact.table,
            fact.column.as_str(),
            fact.amount.value.normalize(),
            fact.amount.unit
        ));
    }
    for statement in &report.narrative.statements {
        let value = statement.value.as_ref().map(|value| value.value.normalize().to_string());
        let change = statement.comparison.as_ref().map(|comparison| {
            (
                comparison.change.as_ref().map(|change| change.value),
                comparison.change_percent.as_ref().map(|rate| rate.value),
            )
        });
        add(format!("statement {} {value:?} {change:?}", statement.subject.text));
    }
    let projects = report.project_self_assessments.iter().map(|form| (text(&form.name), &form.assessment));
    for (name, form) in
        projects.chain(report.department_self_assessments.iter().map(|form| (text(&form.name), &form.assessment)))
    {
        for fund in &form.funds {
            let amounts = [&fund.initial_budget, &fund.adjusted_budget, &fund.executed]
                .map(|amount| amount.as_ref().map(|amount| amount.value));
            add(format!("fund {name} {:?} {amounts:?}", fund.fund));
        }
        for line in &form.indicators {
            let numbers = [&line.weight, &line.score].map(|number| number.as_ref().map(|number| number.value));
            add(format!("indicator {name} {} {numbers:?}", text(&line.level3)));
        }
        add(format!("total {name} {:?}", form.total_score.as_ref().map(|score| score.value)));
    }
    all
}

fn surplus(of: &BTreeMap<String, usize>, over: &BTreeMap<String, usize>) -> usize {
    of.iter().map(|(text, count)| count.saturating_sub(over.get(text).copied().unwrap_or_default())).sum()
}

/// Whether the second report says anything of weight that the first does not.
fn flagged(before: &Report, after: &Report) -> bool {
    let said = |report: &Report| -> BTreeSet<String> {
        let doubts = report.diagnostics.iter().chain(&report.narrative.doubts);
        let doubts = doubts.filter(|doubt| doubt.severity > Severity::Info);
        let fails = report.checks.iter().filter(|check| check.status == Status::Fail);
        let verdicts = report.table_heads().into_iter().map(|head| format!("{:?} {:?}", head.table, head.verdict));
        doubts
            .map(|doubt| format!("{:?} {}", doubt.code, doubt.message))
            .chain(fails.map(|check| check.message.en.clone()))
            .chain(verdicts)
            .collect()
    };
    after.verdict != before.verdict || said(after).difference(&said(before)).next().is_some()
}

/// Tries each kind so many times in a document.
pub fn try_document<K: Copy>(
    path: &Path,
    seed: u64,
    trials: usize,
    kinds: &[(K, &str)],
    spoil: impl Fn(K, &Sound<'_>, &mut Dice) -> Option<Vec<Slot>>,
) -> Vec<Outcome> {
    let document = Document::open(std::fs::read(path).unwrap()).unwrap();
    let pages: Vec<Page> = document.pages().map(Result::unwrap).collect();
    let mut layouts: Vec<Layout> = pages.iter().map(analyze).collect();
    juesuan_document::complete(&mut layouts);
    let before = Report::read(&layouts);
    let expected = numbers(&before);
    let sound = Sound { pages: &pages, layouts: &layouts, report: &before };
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let mut outcomes = Vec::new();
    for (index, (kind, words)) in (0_u64..).zip(kinds) {
        let mut outcome = Outcome::default();
        let mut dice = Dice(seed.wrapping_mul(1_000).wrapping_add(index));
        for _ in 0..20 * trials {
            if outcome.trials == trials {
                break;
            }
            let Some(slots) = spoil(*kind, &sound, &mut dice) else { continue };
            let mut faulty: Vec<Layout> = slots
                .into_iter()
                .map(|slot| match slot {
                    Slot::Old(at) => layouts[at].clone(),
                    Slot::New(page) => analyze(&page),
                })
                .collect();
            for (number, layout) in (1..).zip(&mut faulty) {
                layout.page = number;
            }
            juesuan_document::complete(&mut faulty);
            let after = Report::read(&faulty);
            let got = numbers(&after);
            let (wrong, lost) = (surplus(&got, &expected), surplus(&expected, &got));
            outcome.trials += 1;
            if wrong + lost == 0 {
                continue;
            }
            outcome.took_effect += 1;
            outcome.wrong += wrong;
            outcome.lost += lost;
            outcome.verified += usize::from(after.verdict == Verdict::Verified);
            if !flagged(&before, &after) {
                outcome.unflagged += 1;
                outcome.unflagged_numbers += wrong + lost;
                let example = got
                    .keys()
                    .find(|text| !expected.contains_key(*text))
                    .or_else(|| expected.keys().find(|text| !got.contains_key(*text)));
                println!("not flagged, {name}, {words}: {}", example.map_or("", String::as_str));
            } else if after.verdict == Verdict::Verified {
                println!("still verified, {name}, {words}");
            }
        }
        outcomes.push(outcome);
    }
    outcomes
}

/// The documents of the trials: `FAULT_DOCUMENTS` (files, parted by `:`), or else those with these names in a folder.
pub fn documents(folder: &str, names: &[&str]) -> Vec<PathBuf> {
    match std::env::var("FAULT_DOCUMENTS") {
        Ok(files) => files.split(':').map(PathBuf::from).collect(),
        Err(_) => {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
            names.iter().map(|name| folder.join(name).with_extension("pdf")).collect()
        }
    }
}

/// Trials of each kind in each document, unless `FAULT_TRIALS` says how many.
pub fn trials(usual: usize) -> usize {
    std::env::var("FAULT_TRIALS").ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// Prints the table of `docs/trust.md`, and gives its last line.
pub fn table<K>(kinds: &[(K, &str)], tried: &[Vec<Outcome>]) -> Outcome {
    println!("| fault | trials | took effect | wrong | lost | not flagged (numbers) | still `verified` |");
    println!("|{}", " --- |".repeat(7));
    let mut all = Outcome::default();
    for (index, (_, name)) in kinds.iter().enumerate() {
        let mut sum = Outcome::default();
        tried.iter().filter_map(|outcomes| outcomes.get(index)).for_each(|outcome| sum.add(outcome));
        println!("{}", line(name, &sum));
        all.add(&sum);
    }
    println!("{}", line("all", &all));
    all
}

fn line(name: &str, outcome: &Outcome) -> String {
    let Outcome { trials, took_effect, wrong, lost, unflagged, unflagged_numbers, verified } = outcome;
    format!("| {name} | {trials} | {took_effect} | {wrong} | {lost} | {unflagged} ({unflagged_numbers}) | {verified} |")
}
