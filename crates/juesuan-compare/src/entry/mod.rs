//! A report → its accounts, each as an entry: every number under its key, what the text says of the year before, and
//! the units that belong to it. An entry is small and can be sent from process to process.

mod forms;
mod narrative;
mod tables;

use std::collections::BTreeMap;

use juesuan_model::Report;
use juesuan_model::Verdict;
use juesuan_model::checks::NumberDoubts;
use juesuan_model::place::Place;
use juesuan_model::report::{DocumentKind, Level};
use juesuan_model::tables::{TableId, TableStatus};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::figure::{Figure, Key};

/// One account of one document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Entry {
    /// The document's name.
    pub document: String,
    /// Which account of it, from 1.
    pub account: u32,
    /// The hash of the document's bytes; empty where it is not known.
    pub sha256: String,
    /// 决算, 预算 or other. Only 决算 have figures.
    pub kind: DocumentKind,
    /// 部门 or 单位, where the document says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// The fiscal year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// The department's or unit's name as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// How far the whole can be trusted.
    pub verdict: Verdict,
    /// The units that the account includes, as printed; the department itself is mostly among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<String>,
    /// How many the text says they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_count: Option<Decimal>,
    /// What became of each of the nine tables that are there.
    pub tables: Vec<TableState>,
    /// Its numbers.
    pub figures: Vec<Figure>,
    /// What the text says of the year before.
    pub claims: Vec<Claim>,
}

/// What became of one of the nine tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableState {
    /// The table.
    pub table: TableId,
    /// Whether it was read, or prints no figures.
    pub status: TableStatus,
    /// How far it can be trusted.
    pub verdict: Verdict,
    /// How many of its figures nothing took.
    pub unread_figures: u32,
}

impl TableState {
    /// Whether a number that is not among those read is not printed, as far as can be known.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let read = matches!(self.status, TableStatus::Read | TableStatus::Empty);
        read && self.unread_figures == 0 && matches!(self.verdict, Verdict::Verified | Verdict::Unverified)
    }
}

/// What the narrative says of the same number of the year before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// The subject as printed.
    pub subject: String,
    /// What it is known by in other years: the letters of the subject without its account.
    pub name: String,
    /// The cell of a table that the statement restates, where it restates one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Key>,
    /// The amount of this year, in 元, where it is stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated: Option<Decimal>,
    /// The amount of the year before, in 元; nothing where the statement compares with no earlier year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier: Option<Earlier>,
    /// Where the amount of this year is printed, or what is said of it.
    pub at: Place,
    /// Half a unit of the last place of this year's amount, in 元.
    pub half: Decimal,
    /// Why it may have been misread.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubt: Option<String>,
}

/// An amount of the year before, as a text states or implies it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Earlier {
    /// The amount in 元.
    pub value: Decimal,
    /// How far it may be off by rounding.
    pub half: Decimal,
    /// How the text gives it.
    pub basis: Basis,
    /// Where its digits, or those of the change, are printed.
    pub at: Place,
}

/// How a text gives the amount of the year before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// It prints it: 比上年决算数12.5万元.
    Stated,
    /// By the difference: 增加3.7万元.
    Change,
    /// 与上年决算数持平
    Flat,
    /// By the rate alone: 增长24.7%.
    Rate,
}

impl Entry {
    /// The accounts of a report, in their order.
    #[must_use]
    pub fn all_of(report: &Report, document: &str, sha256: &str) -> Vec<Self> {
        report.accounts().zip(1..).map(|(account, number)| Self::of(account, number, document, sha256)).collect()
    }

    fn of(report: &Report, account: u32, document: &str, sha256: &str) -> Self {
        let mut entry = Self {
            document: document.to_owned(),
            account,
            sha256: sha256.to_owned(),
            kind: report.kind,
            level: report.level,
            year: report.year,
            department: report.department.as_ref().map(|department| department.text.clone()),
            verdict: report.verdict,
            units: Vec::new(),
            unit_count: None,
            tables: Vec::new(),
            figures: Vec::new(),
            claims: Vec::new(),
        };
        if report.kind != DocumentKind::FinalAccounts {
            return entry;
        }
        if let Some(units) = &report.overview.units {
            entry.units = units.names.iter().map(|name| name.text.clone()).collect();
            entry.unit_count = units.count.as_ref().map(|count| count.value);
        }
        let doubts = NumberDoubts::of(report);
        let read = tables::read(report, &doubts);
        entry.tables = read.states;
        entry.claims = narrative::claims(report, &doubts, &read.by_cell);
        entry.figures = read.figures;
        entry.figures.extend(narrative::figures(report, &doubts));
        entry.figures.extend(forms::figures(report, &doubts));
        entry
    }

    /// The figures under a key; more than one where the document prints it more than once.
    pub fn all(&self, key: &Key) -> impl Iterator<Item = &Figure> {
        self.figures.iter().filter(move |figure| figure.key == *key)
    }

    /// The only figure under a key; nothing where there is none, or more than one.
    #[must_use]
    pub fn only(&self, key: &Key) -> Option<&Figure> {
        let mut all = self.all(key);
        all.next().filter(|_| all.next().is_none())
    }

    /// The figures by key; nothing under a key that the document prints more than once.
    #[must_use]
    pub fn by_key(&self) -> BTreeMap<&Key, Option<&Figure>> {
        let mut found: BTreeMap<&Key, Option<&Figure>> = BTreeMap::new();
        for figure in &self.figures {
            found.entry(&figure.key).and_modify(|known| *known = None).or_insert(Some(figure));
        }
        found
    }

    /// What became of a table.
    #[must_use]
    pub fn table(&self, table: TableId) -> Option<&TableState> {
        self.tables.iter().find(|state| state.table == table)
    }
}
