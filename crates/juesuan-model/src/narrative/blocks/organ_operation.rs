//! 机关运行经费: what running the organ cost, and why that changed.

use serde::{Deserialize, Serialize};

use super::Stated;
use crate::narrative::types::Comparison;
use crate::value::{Amount, Text};

/// 机关运行经费支出
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct OrganOperation {
    /// The expenditure.
    pub amount: Amount,
    /// How it differs from the year before, or from the budget.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comparison: Option<Comparison>,
    /// Why it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
}

/// The names of this expenditure.
const NAMES: &[&str] = &["机关运行经费", "机构运行经费", "机关（机构）运行经费", "日常公用经费"];

pub(super) fn read(stated: Stated<'_>) -> Option<OrganOperation> {
    let found = NAMES.iter().find_map(|name| stated.amount(|subject| subject.starts_with(name)))?;
    let amount = found.value.clone()?;
    Some(OrganOperation { amount, comparison: found.comparison.clone(), reason: found.reason.clone() })
}
