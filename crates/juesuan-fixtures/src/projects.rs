//! The fictional projects of the account, as their 项目支出绩效自评表 states them.

use crate::account::Profile;
use crate::amount::{Amount, rounded};
use rust_decimal::Decimal;

/// One 三级指标 line.
#[derive(Clone, Debug)]
pub(crate) struct Indicator {
    pub(crate) level2: &'static str,
    pub(crate) level3: &'static str,
    pub(crate) target: &'static str,
    pub(crate) actual: &'static str,
    pub(crate) weight: Decimal,
    pub(crate) score: Decimal,
    pub(crate) deviation: &'static str,
}

/// One 一级指标 with its lines.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// without 指标: 产出, 效益, 满意度
    pub(crate) level1: &'static str,
    pub(crate) indicators: Vec<Indicator>,
}

impl Group {
    pub(crate) fn weight(&self) -> Decimal {
        self.indicators.iter().map(|indicator| indicator.weight).sum::<Decimal>().normalize()
    }
}

/// Initial budget, adjusted budget and executed amount of one funding line.
pub(crate) type Funding = [Amount; 3];

/// A project with its form.
#[derive(Clone, Debug)]
pub(crate) struct Project {
    pub(crate) code: String,
    pub(crate) name: &'static str,
    pub(crate) implementing_unit: String,
    pub(crate) budget_unit: String,
    /// 当年财政拨款, 上年结转资金, 其他资金
    pub(crate) funding: [Funding; 3],
    pub(crate) goal: &'static str,
    pub(crate) result: &'static str,
    /// problem found and what is done about it, for the narrative
    pub(crate) problem: &'static str,
    pub(crate) measure: &'static str,
    pub(crate) groups: Vec<Group>,
}

impl Project {
    /// 年度资金总额
    pub(crate) fn total(&self) -> Funding {
        std::array::from_fn(|column| self.funding.iter().map(|line| line[column]).sum())
    }

    /// 执行率 in percent.
    pub(crate) fn execution_rate(&self) -> Decimal {
        let [_, adjusted, executed] = self.total();
        executed.percent_of(adjusted, 2)
    }

    /// Score of the execution, of ten points.
    pub(crate) fn execution_score(&self) -> Decimal {
        rounded(self.execution_rate() / Decimal::TEN, 2)
    }

    pub(crate) fn total_score(&self) -> Decimal {
        self.groups.iter().flat_map(|group| &group.indicators).map(|indicator| indicator.score).sum::<Decimal>()
            + self.execution_score()
    }
}

/// level 2, level 3, target, actual, weight and score in tenths of a point, deviation
type Row = (&'static str, &'static str, &'static str, &'static str, i64, i64, &'static str);

fn group(level1: &'static str, rows: &[Row]) -> Group {
    let points = |tenths: i64| Decimal::new(tenths, 1).normalize();
    let indicators = rows
        .iter()
        .map(|&(level2, level3, target, actual, weight, score, deviation)| Indicator {
            level2,
            level3,
            target,
            actual,
            weight: points(weight),
            score: points(score),
            deviation,
        })
        .collect();
    Group { level1, indicators }
}

/// The projects of `profile`, amounts in whole fen.
pub(crate) fn projects(bureau: &str, profile: Profile) -> Vec<Project> {
    let fen =
        |amounts: Funding| amounts.map(|amount| amount.per_mille(profile.scale) + Amount::fen(profile.scale % 97));
    let yuan = |amounts: [i64; 3]| fen(amounts.map(|amount| Amount::fen(amount * 100)));
    let none = [Amount::ZERO; 3];
    let station = "澜川市水文监测站".to_owned();
    vec![
        Project {
            code: format!("53{}0031210700{}4816", profile.year, profile.scale),
            name: "河道堤防巡查养护",
            implementing_unit: bureau.to_owned(),
            budget_unit: bureau.to_owned(),
            funding: [yuan([12_600_000, 11_850_000, 11_204_315]), yuan([0, 640_000, 640_000]), none],
            goal: "对全市86公里市管堤防开展常态化巡查养护，汛前完成险工险段除险，全年不发生因养护不到位造成的险情。",
            result: "完成86公里市管堤防巡查养护，汛前除险7处，全年未发生养护责任险情。",
            problem: "个别堤段养护合同结算资料报送较晚，影响支付进度",
            measure: "按季度结算养护费用，提前收集结算资料",
            groups: vec![
                group(
                    "产出",
                    &[
                        ("数量", "巡查养护堤防长度", "≥86公里", "86公里", 100, 100, ""),
                        ("数量", "汛前除险处数", "7处", "7处", 100, 100, ""),
                        ("质量", "养护工程验收合格率（按分部工程计）", "100%", "100%", 100, 100, ""),
                        (
                            "时效",
                            "汛前除险完成时间",
                            "5月31日前",
                            "6月8日",
                            100,
                            80,
                            "连续降雨影响施工，已优化工期安排并预留雨期余量",
                        ),
                        ("成本", "养护成本控制", "≤1249万元", "1184.43万元", 100, 100, ""),
                    ],
                ),
                group(
                    "效益",
                    &[
                        ("经济效益", "", "", "不适用", 0, 0, ""),
                        ("社会效益", "沿岸村镇受淹次数", "0次", "0次", 200, 200, ""),
                        ("生态效益", "堤防绿化保存率", "≥90%", "93.6%", 100, 100, ""),
                        ("可持续影响", "", "", "不适用", 0, 0, ""),
                    ],
                ),
                group(
                    "满意度",
                    &[(
                        "服务对象满意度",
                        "沿岸群众满意度",
                        "≥95%",
                        "94.2%",
                        100,
                        90,
                        "少数巡查便道照明不足，已列入下年整改",
                    )],
                ),
            ],
        },
        Project {
            code: format!("53{}0031210700{}2279", profile.year, profile.scale),
            name: "水文自动测报系统运行维护",
            implementing_unit: station.clone(),
            budget_unit: bureau.to_owned(),
            funding: [yuan([3_480_000, 3_480_000, 3_441_902]), none, yuan([200_000, 150_000, 150_000])],
            goal: "保障42处水文站点自动测报系统稳定运行，数据到报及时完整，为防汛调度提供支撑。",
            result: "42处站点全年稳定运行，数据到报率99.2%，发布洪水预报31站次。",
            problem: "偏远站点通信信号不稳定",
            measure: "对信号薄弱站点加装北斗通信终端",
            groups: vec![
                group(
                    "产出",
                    &[
                        ("数量", "运行维护站点数", "42处", "42处", 150, 150, ""),
                        ("质量", "数据到报率", "≥98%", "99.2%", 150, 150, ""),
                        ("时效", "故障修复响应时间", "24小时内", "18小时", 100, 100, ""),
                        ("成本", "单站年运行维护成本", "≤9万元", "8.55万元", 100, 100, ""),
                    ],
                ),
                group(
                    "效益",
                    &[
                        (
                            "社会效益",
                            "洪水预报发布站次",
                            "≥25站次",
                            "31站次",
                            200,
                            190,
                            "1.偏差原因：年初目标偏低。2.改进措施：按近三年均值设定目标。",
                        ),
                        ("可持续影响", "测报数据共享利用", "持续利用", "持续利用", 100, 100, ""),
                    ],
                ),
                group("满意度", &[("服务对象满意度", "防汛调度部门满意度", "≥90%", "96%", 100, 100, "")]),
            ],
        },
        Project {
            code: format!("53{}0031210700{}9035", profile.year, profile.scale),
            name: "湿地鸟类栖息地修复（二期）",
            implementing_unit: "澜川市湿地保护中心".to_owned(),
            budget_unit: bureau.to_owned(),
            funding: [yuan([8_000_000, 5_260_000, 4_108_660]), none, none],
            goal: "修复退化湿地120公顷，恢复浅滩与芦苇带，改善候鸟越冬环境。",
            result: "修复退化湿地97公顷，越冬候鸟数量较上年度增加。",
            problem: "部分地块土地流转手续办理时间较长",
            measure: "提前对接属地镇街，分批移交施工地块",
            groups: vec![
                group(
                    "产出",
                    &[
                        (
                            "数量",
                            "修复湿地面积",
                            "≥120公顷",
                            "97公顷",
                            200,
                            160,
                            "部分地块尚未完成流转，剩余23公顷下年实施",
                        ),
                        ("质量", "栽植成活率", "≥85%", "88%", 150, 150, ""),
                        ("成本", "单位面积修复成本", "≤4.5万元/公顷", "4.24万元/公顷", 150, 150, ""),
                    ],
                ),
                group("效益", &[("生态效益", "越冬候鸟数量", "明显增加", "明显增加", 300, 300, "")]),
                group(
                    "满意度",
                    &[
                        ("服务对象满意度", "", "", "不适用", 0, 0, ""),
                        ("其他满意度", "周边社区满意度", "≥90%", "91.5%", 100, 100, ""),
                    ],
                ),
            ],
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_add_to_a_hundred_and_scores_stay_within_weights() {
        let profile = Profile { year: 2023, unit_level: false, scale: 1000, funds: true, fen: false, refund: false };
        for project in projects("某局", profile) {
            let weights: Decimal = project.groups.iter().map(Group::weight).sum();
            assert_eq!(weights + Decimal::TEN, Decimal::ONE_HUNDRED, "{}", project.name);
            assert!(project.groups.iter().flat_map(|g| &g.indicators).all(|i| i.score <= i.weight));
            assert!(project.total_score() < Decimal::ONE_HUNDRED);
        }
    }
}
