//! Fault injection: one thing is wrong on a page; do the diagnostics and the checks point at the facts that it falsifies?
//!
//! Seeded and repeatable. `cargo test -p juesuan-model --test faults -- --nocapture` prints the shares that `docs/trust.md`
//! states.

#![allow(missing_docs, unreachable_pub, clippy::disallowed_fields, clippy::unwrap_used, clippy::indexing_slicing)] // a test that cannot go on fails

mod attack;
mod inject;
mod judge;
mod kinds;
mod rate;

use std::path::Path;

use inject::{Dice, Fault};
use judge::{Class, wrong};
use juesuan_extract::{Document, Layout, Page, layout::analyze};
use juesuan_model::checks::Status;
use juesuan_model::diagnostic::Severity;
use juesuan_model::{Report, Verdict};
use kinds::Kind;
use rate::Outcome;

/// Trials of each fault in each document.
const TRIALS: usize = 35;

/// Test documents with facts.
const DOCUMENTS: &[&str] = &[
    "borderless",
    "continuation",
    "continued-sideways",
    "encrypted",
    "gbk-not-embedded",
    "rotated-pages",
    "shanghai-split-codes",
    "shenzhen",
    "sideways-content",
    "three-lanes",
    "three-line",
    "yuan-full-width",
];

/// How many wrong facts there were, and how many of them nothing pointed at.
#[derive(Debug, Clone, Copy, Default)]
struct Share {
    wrong: usize,
    /// Only an info says something: a sum that holds by rounding, a blank among zeros.
    info: usize,
    unseen: usize,
}

impl Share {
    #[allow(clippy::cast_precision_loss)] // thousands at most
    fn percent(self) -> f64 {
        100.0 * self.unseen as f64 / self.wrong.max(1) as f64
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    trials: usize,
    harmless: usize,
    classes: [Share; Class::ALL.len()],
}

type Tallies = [Tally; Fault::ALL.len()];

fn try_document(name: &str, seed: u64) -> Tallies {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata").join(name).with_extension("pdf");
    let document = Document::open(std::fs::read(path).unwrap()).unwrap();
    let pages: Vec<Page> = document.pages().map(Result::unwrap).collect();
    let layouts: Vec<Layout> = pages.iter().map(analyze).collect();
    let before = Report::read(&layouts);
    let mut dice = Dice(seed);
    let mut tallies = Tallies::default();
    for (fault, tally) in Fault::ALL.into_iter().zip(&mut tallies) {
        // Not every fault applies to every cell: a page may have no rules.
        for _ in 0..2 * TRIALS {
            if tally.trials == TRIALS {
                break;
            }
            let Some(page) = fault.inject(&pages, &layouts, &before, &mut dice) else { continue };
            let mut faulty = layouts.clone();
            faulty[page.number as usize - 1] = analyze(&page);
            let wrong = wrong(&before, &Report::read(&faulty));
            tally.trials += 1;
            tally.harmless += usize::from(wrong.is_empty());
            for fact in wrong {
                let share = &mut tally.classes[fact.class as usize];
                share.wrong += 1;
                share.info += usize::from(fact.seen == Some(Severity::Info));
                if fact.seen.is_none() {
                    share.unseen += 1;
                    println!("unseen, {name}, {}: {:?}: {}", fault.name(), fact.class, fact.what);
                }
            }
        }
    }
    tallies
}

#[test]
fn wrong_facts_are_pointed_at() {
    let tried: Vec<Tallies> = std::thread::scope(|scope| {
        let threads: Vec<_> =
            (1..).zip(DOCUMENTS).map(|(seed, name)| scope.spawn(move || try_document(name, seed))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let mut all = Tally::default();
    println!(
        "| fault | trials | no effect | numbers in sums | info only | unseen | other numbers | info only | unseen | codes, labels | info only | unseen |"
    );
    println!("|{}", " --- |".repeat(12));
    for (index, fault) in Fault::ALL.into_iter().enumerate() {
        let mut sum = Tally::default();
        tried.iter().for_each(|tallies| add(&mut sum, &tallies[index]));
        println!("{}", line(fault.name(), &sum));
        add(&mut all, &sum);
    }
    println!("{}", line("all", &all));
    assert!(all.trials >= 2_000, "{} trials", all.trials);
    let unseen = |class: Class| all.classes[class as usize].percent();
    assert!(unseen(Class::InSum) < 0.5, "{} % of numbers in sums", unseen(Class::InSum));
    assert!(unseen(Class::Subject) < 1.0, "{} % of codes and labels", unseen(Class::Subject));
}

fn add(sum: &mut Tally, other: &Tally) {
    sum.trials += other.trials;
    sum.harmless += other.harmless;
    for (sum, other) in sum.classes.iter_mut().zip(other.classes) {
        sum.wrong += other.wrong;
        sum.info += other.info;
        sum.unseen += other.unseen;
    }
}

fn line(name: &str, tally: &Tally) -> String {
    let shares = tally
        .classes
        .iter()
        .map(|share| format!(" {} | {} | {} ({:.2} %) |", share.wrong, share.info, share.unseen, share.percent()));
    format!("| {name} | {} | {} |{}", tally.trials, tally.harmless, shares.collect::<String>())
}

/// Documents that nothing was tuned on: the published rate is theirs.
const KEPT_ASIDE: &[&str] =
    &["encrypted", "rotated-pages", "three-line", "three-lanes", "yuan-full-width", "borderless"];

/// Trials of each kind in each document, unless `FAULT_TRIALS` says how many.
const RATE_TRIALS: usize = 2;

/// The first table of `docs/trust.md`: `FAULT_TRIALS=4 cargo test -p juesuan-model --test faults every_kind -- --nocapture`.
#[test]
fn every_kind_of_fault_is_flagged() {
    let trials = rate::trials(RATE_TRIALS);
    let documents = rate::documents("../../testdata", KEPT_ASIDE);
    let tried: Vec<Vec<Outcome>> = (1..)
        .zip(&documents)
        .map(|(seed, path)| rate::try_document(path, seed, trials, &Kind::ALL, Kind::spoil))
        .collect();
    let all = rate::table(&Kind::ALL, &tried);
    assert!(all.took_effect > 100, "{} took effect", all.took_effect);
    // What the pages cannot reveal is named in docs/trust.md.
    assert!(all.verified * 20 < all.took_effect, "{} of {} are still verified", all.verified, all.took_effect);
    assert!(all.unflagged * 20 < all.took_effect, "{} of {} are not flagged", all.unflagged, all.took_effect);
}

/// One document of each year of the series of `juesuan-fixtures`: nothing was tuned on them.
const ATTACKED: &[&str] = &["2019-1", "2020-2", "2021-0", "2022-3", "2023-0"];

/// The second table of `docs/trust.md`: `FAULT_TRIALS=6 cargo test -p juesuan-model --test faults attacks -- --nocapture`.
#[test]
fn attacks_are_flagged() {
    let trials = rate::trials(RATE_TRIALS);
    let documents = rate::documents("tests/faults/attacked", ATTACKED);
    let tried: Vec<Vec<Outcome>> = (1..)
        .zip(&documents)
        .map(|(seed, path)| {
            rate::try_document(path, seed, trials, attack::ALL, |attack, sound, dice| attack(sound, dice))
        })
        .collect();
    let all = rate::table(attack::ALL, &tried);
    assert!(all.took_effect > 100, "{} took effect", all.took_effect);
    assert!(all.verified * 20 < all.took_effect, "{} of {} are still verified", all.verified, all.took_effect);
    assert!(all.unflagged * 20 < all.took_effect, "{} of {} are not flagged", all.unflagged, all.took_effect);
}

/// The team's corpus of rendered documents; what is not there is not tried.
const CONSISTENT: &str = "../../../shared/corpus/rendered";

/// No check fails and no table is doubtful on documents that agree with themselves. `ALARM_FOLDER` names other documents,
/// whose verdicts are only printed.
#[test]
fn consistent_documents_raise_no_alarm() {
    let own = std::env::var("ALARM_FOLDER").ok();
    let folder = own.clone().map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join(CONSISTENT), Into::into);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: no {}", folder.display());
        return;
    };
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path().join("doc.pdf"))).collect();
    paths.retain(|path| path.is_file() && !path.to_string_lossy().contains("break_"));
    paths.sort();
    let mut alarms = Vec::new();
    for path in paths {
        let document = Document::open(std::fs::read(&path).unwrap()).unwrap();
        let mut layouts: Vec<Layout> = document.pages().map(|page| analyze(&page.unwrap())).collect();
        juesuan_document::complete(&mut layouts);
        let report = Report::read(&layouts);
        let fails =
            report.checks.iter().filter(|check| check.status == Status::Fail && check.severity > Severity::Info);
        let verdicts: Vec<Verdict> = report.tables.heads().iter().map(|head| head.verdict).collect();
        println!("{}: {:?} {verdicts:?}", path.display(), report.verdict);
        alarms.extend(fails.map(|check| format!("{}: {} {}", path.display(), check.id, check.message.en)));
        if verdicts.contains(&Verdict::Doubtful) {
            alarms.push(format!("{}: a table is doubtful", path.display()));
        }
        for doubt in report.diagnostics.iter().filter(|doubt| doubt.severity > Severity::Info) {
            println!("  {:?} {:?} {}", doubt.severity, doubt.code, doubt.message);
        }
    }
    assert!(own.is_some() || alarms.is_empty(), "{alarms:#?}");
}
