//! What a narrative says, typed: sections, statements about amounts, counts.

use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::place::Place;
use crate::value::{Amount, Number, Text};

use super::blocks::Blocks;
use super::subjects::{Account, account};

/// 决算情况说明: the narrative part, as text and as the facts that it states.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Narrative {
    /// The whole text, by heading.
    pub sections: Vec<Section>,
    /// What the text says of amounts, in the order of the text.
    pub statements: Vec<Statement>,
    /// The sentences that state something, in the order of the text, each once: [`Statement::sentence`] is an index.
    pub sentences: Vec<Text>,
    /// What it says of countable things (团组, 人次, 辆, 批次, 台（套）), in the order of the text.
    pub counts: Vec<CountStatement>,
    /// The blocks that every narrative must contain, each with its fields.
    pub blocks: Blocks,
    /// Wording left over from the template, missing `元` or `%`, doubled punctuation.
    pub doubts: Vec<Diagnostic>,
}

/// A heading with the text under it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Section {
    /// The heading with its number; a closing `。` or `：` is dropped. Empty for text before the first heading.
    pub heading: Text,
    /// 1 for `一、`, 2 for `（一）`, 3 for `1.` and so on; 0 for text before the first heading.
    pub level: u8,
    /// Its own paragraphs.
    pub paragraphs: Vec<Text>,
    /// The sections inside it.
    pub children: Vec<Section>,
}

/// What an amount is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Base {
    /// 上年决算数
    PriorYear,
    /// 年初预算数
    InitialBudget,
    /// 全年预算数, 调整预算数
    AdjustedBudget,
}

impl Base {
    /// The name in the tables that `juesuan csv` writes.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PriorYear => "prior_year",
            Self::InitialBudget => "initial_budget",
            Self::AdjustedBudget => "adjusted_budget",
        }
    }
}

/// Which way an amount differs from what it is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// 增加, 增长, 大于
    Increase,
    /// 减少, 下降, 小于
    Decrease,
    /// 持平
    Flat,
}

impl Direction {
    /// The name in the tables that `juesuan csv` writes.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Increase => "increase",
            Self::Decrease => "decrease",
            Self::Flat => "flat",
        }
    }
}

/// `比上年决算数增加3.7万元，增长24.7%`
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Comparison {
    /// What the amount is compared with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<Base>,
    /// The clause itself names no base: it is the one that the rest of the sentence names, that of the change which
    /// it explains, or, for a growth rate in a text that names none, the year before (同比).
    pub base_implied: bool,
    /// The amount compared with, where it is printed (`比年初预算数12.5万元减少…`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_amount: Option<Amount>,
    /// The direction; absent where the template's choice was left in (`增加（减少）`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// The difference, as printed: without sign.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<Amount>,
    /// The rate of change in percent, as printed: without sign.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change_percent: Option<Number>,
}

/// `完成全年预算37.5万元的51.5%`
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Completion {
    /// Which budget. 预算 alone is the one that the section named last, or else the one budget that the narrative
    /// names; absent where it names none or both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<Base>,
    /// That budget's amount, where the clause or the same sentence states it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<Amount>,
    /// The percentage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<Number>,
}

/// `占本年支出合计的98.60%`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Share {
    /// The percentage.
    pub percent: Number,
    /// Of what, where it is printed (`本年支出合计`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<Text>,
}

/// One thing said of one item: its amount, comparison, completion and share.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Statement {
    /// The headings above it, joined by `/`.
    pub section: String,
    /// What the amount is of, as printed, without the department's name and the year. The sentence's own words come
    /// last and have the place; what they depend on (`…（项）` above `年初预算`) is put before them.
    pub subject: Text,
    /// The amount; absent where the text states only a change or a share.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Amount>,
    /// The budget that the amount is, where it is one (`年初预算为`, `全年预算数`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<Base>,
    /// Whether its amount is what the year before was (上年决算数), with which the row before it is compared.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_earlier: bool,
    /// Whether it is one of the parts (其中) of another amount.
    pub is_part: bool,
    /// What it is compared with, and how it differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comparison: Option<Comparison>,
    /// How far a budget was used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completion: Option<Completion>,
    /// Its share of a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<Share>,
    /// Why it changed (主要原因).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
    /// The sentence that states it: its index in [`Narrative::sentences`].
    pub sentence: usize,
    /// Where its digits stand: those of the value, else of the change, else of the rate; else the subject.
    pub at: Place,
}

impl Statement {
    /// The base of its comparison, or else the budget that it completes.
    #[must_use]
    pub fn base(&self) -> Option<Base> {
        let compared = self.comparison.as_ref().and_then(|comparison| comparison.base);
        compared.or_else(|| self.completion.as_ref().and_then(|completion| completion.base))
    }

    /// Whether its amount is a budget, of whatever kind.
    #[must_use]
    pub fn is_budget(&self) -> bool {
        self.budget.is_some() || matches!(account(&self.subject.text), Some((Account::SomeBudget, _)))
    }

    /// Whether it states an amount, a change of one or its rate, or that one stayed the same: a row of `statements.csv`.
    /// A bare percentage is none.
    #[must_use]
    pub fn is_about_amounts(&self) -> bool {
        let changed = |comparison: &Comparison| {
            let told = comparison.direction == Some(Direction::Flat) || comparison.change_percent.is_some();
            comparison.change.is_some() || comparison.base.is_some() && told
        };
        self.value.is_some() || self.comparison.as_ref().is_some_and(changed)
    }
}

/// `因公出国（境）团组0个`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CountStatement {
    /// The headings above it, joined by `/`.
    pub section: String,
    /// What is counted, as printed.
    pub subject: Text,
    /// How many.
    pub count: Number,
    /// The measure word as printed: `个`, `人次`, `辆`, `台（套）`, `分`.
    pub unit: String,
    /// The sentence that states it: its index in [`Narrative::sentences`].
    pub sentence: usize,
}
