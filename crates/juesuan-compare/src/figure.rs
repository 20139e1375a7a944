//! One printed number of an account, under a key that is the same in every year and every department.

use juesuan_model::Verdict;
use juesuan_model::checks::RowRole;
use juesuan_model::place::Place;
use juesuan_model::tables::{Column, Side, TableId};
use juesuan_model::value::Unit;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What a number is of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Key {
    /// A cell of one of the nine tables.
    Cell {
        /// The table.
        table: TableId,
        /// Its side.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        side: Option<Side>,
        /// The row.
        row: RowKey,
        /// The column.
        column: Column,
    },
    /// An amount that every narrative states.
    Stated(Stated),
    /// A number of things that every narrative states.
    Counted(Counted),
    /// A number of a performance form.
    Form {
        /// The project's code; else its name as a key; nothing for the form of the whole department.
        project: Option<String>,
        /// Which number.
        what: FormNumber,
    },
}

impl Key {
    /// Whether it is an amount of money; counts and scores are none.
    #[must_use]
    pub fn is_money(&self) -> bool {
        !matches!(self, Self::Counted(_) | Self::Form { what: FormNumber::Score, .. })
    }
}

/// What a row is known by, from the surest to the least.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKey {
    /// A row that every table of the kind has.
    Role(RowRole),
    /// Its classification code.
    Code(String),
    /// The key of its label.
    Name(String),
    /// The table's only row.
    Only,
}

/// Amounts of the standard blocks of a narrative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Stated {
    /// 机关运行经费
    OrganOperation,
    /// 政府采购支出总额
    Procurement,
    /// 政府采购货物支出
    ProcurementOfGoods,
    /// 政府采购工程支出
    ProcurementOfWorks,
    /// 政府采购服务支出
    ProcurementOfServices,
    /// 授予中小企业合同金额
    ProcurementFromSme,
    /// 授予小微企业合同金额
    ProcurementFromMicro,
}

/// Counts of the standard blocks of a narrative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Counted {
    /// 因公出国（境）团组数
    TravelGroups,
    /// 因公出国（境）人次
    Travellers,
    /// 公务用车购置数
    VehiclesBought,
    /// 公务用车保有量
    VehiclesKept,
    /// 国内公务接待批次
    DomesticReceptions,
    /// 国内公务接待人次
    DomesticGuests,
    /// 外宾接待批次
    ForeignReceptions,
    /// 外宾接待人次
    ForeignGuests,
    /// 国有资产中的车辆
    Vehicles,
}

/// Numbers of a performance form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormNumber {
    /// 全年预算数
    Budget,
    /// 全年执行数
    Executed,
    /// 总分 得分
    Score,
}

/// A printed number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// What it is of.
    pub key: Key,
    /// The row's label, the subject or the project, as printed.
    pub label: String,
    /// The number as printed.
    pub value: Decimal,
    /// The unit of an amount, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    /// Half a unit of its last place, in 元 where the unit is known.
    pub half: Decimal,
    /// Where it is printed.
    pub at: Place,
    /// How far it can be trusted.
    pub verdict: Verdict,
    /// Why it may have been misread.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubt: Option<String>,
}

impl Figure {
    /// The amount in 元, exact; nothing for counts, scores, and where the unit is not known.
    #[must_use]
    pub fn yuan(&self) -> Option<Decimal> {
        self.value.checked_mul(self.unit?.in_yuan())
    }

    /// The number that is compared: 元 for money, as printed for everything else. Money of an unknown unit has none.
    #[must_use]
    pub fn compared(&self) -> Option<Decimal> {
        if self.key.is_money() { self.yuan() } else { Some(self.value) }
    }

    /// Whether nothing confirms it, or it is in doubt.
    #[must_use]
    pub fn is_marked(&self) -> bool {
        self.verdict != Verdict::Verified || self.doubt.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact_in_yuan() {
        let figure = |value: &str, unit| Figure {
            key: Key::Stated(Stated::Procurement),
            label: String::new(),
            value: value.parse().unwrap(),
            unit,
            half: Decimal::ZERO,
            at: Place::default(),
            verdict: Verdict::Verified,
            doubt: None,
        };
        assert_eq!(figure("6148.25", Some(Unit::TenThousandYuan)).yuan(), Some("61482500".parse().unwrap()));
        assert_eq!(figure("6148.25", None).yuan(), None, "a unit is never guessed");
        assert_eq!(figure("79228162514264337593543950335", Some(Unit::TenThousandYuan)).yuan(), None);
    }
}
