//! “三公”经费: the groups, vehicles and receptions that were paid for.

use serde::{Deserialize, Serialize};

use super::{Stated, holds};
use crate::narrative::types::CountStatement;
use crate::value::Number;

/// Counts behind the “三公” expenditure.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ThreePublicDetails {
    /// 因公出国（境）团组数
    #[serde(skip_serializing_if = "Option::is_none")]
    pub travel_groups: Option<Number>,
    /// 因公出国（境）人次
    #[serde(skip_serializing_if = "Option::is_none")]
    pub travellers: Option<Number>,
    /// 公务用车购置数, vehicles
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vehicles_bought: Option<Number>,
    /// 公务用车保有量, vehicles
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vehicles_kept: Option<Number>,
    /// 国内公务接待批次
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domestic_receptions: Option<Number>,
    /// 国内公务接待人次
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domestic_guests: Option<Number>,
    /// 外宾接待批次 (来访团组)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub foreign_receptions: Option<Number>,
    /// 外宾接待人次
    #[serde(skip_serializing_if = "Option::is_none")]
    pub foreign_guests: Option<Number>,
}

const TRAVEL: &[&str] = &["出国", "出境", "因公"];
const FOREIGN: &[&str] = &["外宾", "外事", "国外", "境外", "境）外", "境)外"];
/// Those who come: foreign where the sentence says so and speaks of none from the country.
const VISITORS: &[&str] = &["来访", "来宾"];
const DOMESTIC: &str = "国内";
const RECEPTION: &[&str] = &["接待"];
const VEHICLE_UNITS: &[&str] = &["辆", "台"];
const PEOPLE: &[&str] = &["人次", "人"];
const GROUPS: &[&str] = &["批次", "批", "个", "次", "团组"];

pub(super) fn read(stated: Stated<'_>) -> Option<ThreePublicDetails> {
    let foreign = |count: &CountStatement| {
        let (subject, sentence) = (&count.subject.text, stated.sentence(count));
        let visitors = holds(subject, VISITORS) && holds(sentence, FOREIGN) && !sentence.contains(DOMESTIC);
        (holds(subject, FOREIGN) || visitors) && !holds(subject, &["出国", "出境"])
    };
    let received = |subject: &str| holds(subject, RECEPTION) || holds(subject, VISITORS);
    let domestic = |count: &CountStatement| received(&count.subject.text) && !foreign(count);
    let travel = |subject: &str| holds(subject, TRAVEL) && !received(subject);
    let guests = |is: &dyn Fn(&CountStatement) -> bool, units: &[&str]| {
        stated.counted(|count| is(count) && units.contains(&count.unit.as_str()))
    };
    let details = ThreePublicDetails {
        travel_groups: stated.count(|subject, unit| travel(subject) && GROUPS.contains(&unit)),
        travellers: stated.count(|subject, unit| travel(subject) && PEOPLE.contains(&unit)),
        vehicles_bought: stated
            .count(|subject, unit| holds(subject, &["购置", "更新"]) && VEHICLE_UNITS.contains(&unit)),
        vehicles_kept: stated.count(|subject, unit| subject.contains("保有量") && VEHICLE_UNITS.contains(&unit)),
        domestic_receptions: guests(&domestic, GROUPS),
        domestic_guests: guests(&domestic, PEOPLE),
        foreign_receptions: guests(&foreign, GROUPS),
        foreign_guests: guests(&foreign, PEOPLE),
    };
    (details != ThreePublicDetails::default()).then_some(details)
}
