//! The standard blocks of a narrative, each a type of its own, from its statements, counts and reviews.
//!
//! Every field is what the text states, with its place; what it leaves out is absent. A field takes the first
//! statement that names it.

mod organ_operation;
mod performance;
mod procurement;
mod state_assets;
mod three_public;

use serde::{Deserialize, Serialize};

pub use organ_operation::OrganOperation;
pub use performance::{KeyEvaluation, PerformanceManagement, ProjectReview};
pub use procurement::{Procurement, ProcurementFigure};
pub use state_assets::{EquipmentCount, StateAssets, VehicleUse};
pub use three_public::ThreePublicDetails;

pub(super) use performance::{evaluation, review};

use super::types::{CountStatement, Statement};
use crate::value::{Number, Text};

/// The blocks that every narrative must contain. A block that the text does not contain is absent.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Blocks {
    /// “三公”经费: counts behind the three items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub three_public: Option<ThreePublicDetails>,
    /// 机关运行经费
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organ_operation: Option<OrganOperation>,
    /// 政府采购
    #[serde(skip_serializing_if = "Option::is_none")]
    pub procurement: Option<Procurement>,
    /// 国有资产占有使用
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state_assets: Option<StateAssets>,
    /// 预算绩效管理
    #[serde(skip_serializing_if = "Option::is_none")]
    pub performance: Option<PerformanceManagement>,
}

/// What the blocks are made from.
#[derive(Clone, Copy)]
struct Stated<'s> {
    statements: &'s [Statement],
    counts: &'s [CountStatement],
    sentences: &'s [Text],
}

impl<'s> Stated<'s> {
    /// The first statement with an amount whose subject passes.
    fn amount(&self, passes: impl Fn(&str) -> bool) -> Option<&'s Statement> {
        self.statements.iter().find(|statement| statement.value.is_some() && passes(&statement.subject.text))
    }

    /// The sentence that a count stands in.
    fn sentence(&self, count: &CountStatement) -> &'s str {
        self.sentences.get(count.sentence).map_or("", |sentence| sentence.text.as_str())
    }

    /// The first count whose subject and unit pass.
    fn count(&self, passes: impl Fn(&str, &str) -> bool) -> Option<Number> {
        self.counted(|count| passes(&count.subject.text, &count.unit))
    }

    /// The first count that passes.
    fn counted(&self, passes: impl Fn(&CountStatement) -> bool) -> Option<Number> {
        self.counts.iter().find(|count| passes(count)).map(|count| count.count.clone())
    }
}

/// Whether a text holds one of these words.
fn holds(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

pub(super) fn blocks(
    statements: &[Statement],
    counts: &[CountStatement],
    sentences: &[Text],
    reviews: Vec<ProjectReview>,
    evaluations: Vec<KeyEvaluation>,
) -> Blocks {
    let stated = Stated { statements, counts, sentences };
    Blocks {
        three_public: three_public::read(stated),
        organ_operation: organ_operation::read(stated),
        procurement: procurement::read(stated),
        state_assets: state_assets::read(stated),
        performance: performance::read(stated, reviews, evaluations),
    }
}
