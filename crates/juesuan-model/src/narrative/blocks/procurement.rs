//! 政府采购: its total, its kinds, and what small and medium enterprises won.

use serde::{Deserialize, Serialize};

use super::{Stated, holds};
use crate::narrative::types::{Share, Statement};
use crate::value::Amount;

/// 政府采购支出
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Procurement {
    /// 支出总额, 采购金额
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<ProcurementFigure>,
    /// 货物
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goods: Option<ProcurementFigure>,
    /// 工程
    #[serde(skip_serializing_if = "Option::is_none")]
    pub works: Option<ProcurementFigure>,
    /// 服务
    #[serde(skip_serializing_if = "Option::is_none")]
    pub services: Option<ProcurementFigure>,
    /// 授予中小企业合同金额
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sme: Option<ProcurementFigure>,
    /// 授予小微企业合同金额
    #[serde(skip_serializing_if = "Option::is_none")]
    pub micro: Option<ProcurementFigure>,
    /// 面向中小企业预留项目预算金额
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reserved_for_sme: Option<ProcurementFigure>,
    /// 面向小微企业预留项目预算金额
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reserved_for_micro: Option<ProcurementFigure>,
    /// What 中小企业 won of the projects reserved for them
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reserved_won_by_sme: Option<ProcurementFigure>,
    /// What 小微企业 won of the projects reserved for them
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reserved_won_by_micro: Option<ProcurementFigure>,
    /// What 中小企业 won of the other projects
    #[serde(skip_serializing_if = "Option::is_none")]
    pub others_won_by_sme: Option<ProcurementFigure>,
    /// What small and medium enterprises won of goods: 货物采购授予中小企业合同金额
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goods_sme: Option<ProcurementFigure>,
    /// 工程采购授予中小企业合同金额
    #[serde(skip_serializing_if = "Option::is_none")]
    pub works_sme: Option<ProcurementFigure>,
    /// 服务采购授予中小企业合同金额
    #[serde(skip_serializing_if = "Option::is_none")]
    pub services_sme: Option<ProcurementFigure>,
}

/// An amount of procurement, its share, or both.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ProcurementFigure {
    /// The amount, where it is stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// The share and what it is of, where it is stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<Share>,
}

const GOODS: &[&str] = &["货物"];
const WORKS: &[&str] = &["工程"];
const SERVICES: &[&str] = &["服务"];
const ANY_KIND: &[&str] = &["货物", "工程", "服务"];
const SME: &[&str] = &["中小企业"];
const MICRO: &[&str] = &["小微企业", "小型微型企业", "小、微企业"];
const ENTERPRISES: &[&str] = &["企业", "供应商"];
const RESERVED: &[&str] = &["预留"];
const WON: &[&str] = &["中标", "成交"];

pub(super) fn read(stated: Stated<'_>) -> Option<Procurement> {
    let figure = |passes: &dyn Fn(&str) -> bool| {
        let within = |statement: &&Statement| {
            (statement.value.is_some() || statement.share.is_some())
                && holds(&statement.section, &["采购"]) | holds(&statement.subject.text, &["采购"])
                && passes(&statement.subject.text)
        };
        let found = stated.statements.iter().find(within)?;
        Some(ProcurementFigure { amount: found.value.clone(), share: found.share.clone() })
    };
    let kind = |words: &'static [&str]| figure(&|text| holds(text, words) && !holds(text, ENTERPRISES));
    let won = |words: &'static [&str]| figure(&|text| holds(text, words) && holds(text, SME));
    let contracts = |words: &'static [&str], others: &'static [&str]| {
        figure(&|text| {
            holds(text, words)
                && !holds(text, others)
                && !holds(text, ANY_KIND)
                && !holds(text, RESERVED)
                && !holds(text, WON)
        })
    };
    let reserved =
        |words: &'static [&str]| figure(&|text| holds(text, words) && holds(text, RESERVED) && !holds(text, WON));
    let reserved_won =
        |words: &'static [&str]| figure(&|text| holds(text, words) && holds(text, RESERVED) && holds(text, WON));
    let procurement = Procurement {
        total: figure(&|text| {
            text.contains("采购") && !holds(text, ANY_KIND) && !holds(text, ENTERPRISES) && !holds(text, RESERVED)
        }),
        goods: kind(GOODS),
        works: kind(WORKS),
        services: kind(SERVICES),
        sme: contracts(SME, MICRO),
        micro: contracts(MICRO, &[]),
        reserved_for_sme: reserved(SME),
        reserved_for_micro: reserved(MICRO),
        reserved_won_by_sme: reserved_won(SME),
        reserved_won_by_micro: reserved_won(MICRO),
        others_won_by_sme: figure(&|text| holds(text, SME) && holds(text, WON) && !holds(text, RESERVED)),
        goods_sme: won(GOODS),
        works_sme: won(WORKS),
        services_sme: won(SERVICES),
    };
    (procurement != Procurement::default()).then_some(procurement)
}
