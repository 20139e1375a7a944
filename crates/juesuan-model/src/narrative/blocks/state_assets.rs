//! 国有资产占有使用: vehicles by use, and equipment above a value.

use serde::{Deserialize, Serialize};

use super::{Stated, holds};
use crate::value::{Number, Text};

/// Vehicles and equipment at the end of the year.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct StateAssets {
    /// 共有车辆
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vehicles: Option<Number>,
    /// The vehicles by use (机要通信用车, 执法执勤用车 …), as printed.
    pub vehicles_by_use: Vec<VehicleUse>,
    /// Equipment above a value.
    pub equipment: Vec<EquipmentCount>,
}

/// Vehicles of one use.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct VehicleUse {
    /// The use, as printed.
    pub purpose: Text,
    /// How many.
    pub count: Number,
}

/// Equipment above a value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct EquipmentCount {
    /// Which equipment, with its threshold as printed (`单价100万元（含）以上设备`).
    pub description: Text,
    /// How many pieces or sets (台（套）).
    pub count: Number,
}

pub(super) fn read(stated: Stated<'_>) -> Option<StateAssets> {
    let vehicle = |unit: &str| matches!(unit, "辆" | "台");
    let mut assets = StateAssets {
        vehicles: stated.count(|subject, unit| {
            subject.ends_with("车辆") && !holds(subject, &["购置", "更新", "处置", "报废"]) && vehicle(unit)
        }),
        ..StateAssets::default()
    };
    for count in stated.counts {
        let subject = count.subject.text.as_str();
        if holds(subject, &["单价", "单位价值", "价值"]) {
            let description = count.subject.clone();
            assets.equipment.push(EquipmentCount { description, count: count.count.clone() });
        } else if subject.ends_with("用车") && vehicle(&count.unit) {
            let purpose = count.subject.clone();
            assets.vehicles_by_use.push(VehicleUse { purpose, count: count.count.clone() });
        }
    }
    (assets != StateAssets::default()).then_some(assets)
}
