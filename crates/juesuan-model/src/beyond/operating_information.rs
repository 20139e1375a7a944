//! 机构运行信息表 (部门决算相关信息统计表): 三公, 机关运行经费, vehicles and procurement in one list.

use super::definition::item_table;

item_table! {
    /// 机构运行信息表, 部门决算相关信息统计表. Counts (vehicles, trips, receptions) have no unit.
    OperatingInformation, OperatingInformationAmounts {
        id: "operating_information",
        chinese: "机构运行信息表",
        titles: [
            "机构运行信息表", "机构运行信息决算表", "部门决算相关信息统计表", "决算相关信息统计表", "部门决算公开相关信息统计表",
            "决算公开相关信息统计表", "机构运行信息决算公开表", "国有资产占用情况及政府采购支出信息表",
        ],
        columns: {
            /// 年初预算数
            budget: ["预算数", "年初预算数", "年初预算"],
            /// 全年预算数
            adjusted_budget: ["全年预算数", "调整预算数", "全年预算"],
            /// 统计数, 决算数
            actual: ["统计数", "决算数", "决算统计数", "金额", "数量", "本年数", "支出数", "数据", "合计"],
        },
        items: {
            /// 三公经费支出合计
            three_public_total: ["支出合计", "三公经费支出合计", "三公经费合计", "三公经费支出"],
            /// 因公出国（境）费
            overseas_travel: ["因公出国(境)费", "因公出国(境)费用", "因公出国(境)支出"],
            /// 公务用车购置及运行维护费
            vehicles: ["公务用车购置及运行维护费", "公务用车购置及运行费", "公务用车购置和运行维护费", "公务用车购置和运行费"],
            /// 公务用车购置费
            vehicle_purchase: ["公务用车购置费", "公务用车购置"],
            /// 公务用车运行维护费
            vehicle_operation: ["公务用车运行维护费", "公务用车运行费"],
            /// 公务接待费
            reception: ["公务接待费"],
            /// 国内接待费
            domestic_reception: ["国内接待费", "国内公务接待费"],
            /// 外事接待费
            foreign_affairs_reception: ["外事接待费"],
            /// 国（境）外接待费
            overseas_reception: ["国(境)外接待费", "国(境)外公务接待费"],
            /// 因公出国（境）团组数
            overseas_groups: ["因公出国(境)团组数", "因公出国(境)团组"],
            /// 因公出国（境）人次数
            overseas_travellers: ["因公出国(境)人次数", "因公出国(境)人数", "因公出国(境)人次"],
            /// 公务用车购置数
            vehicles_bought: ["公务用车购置数", "公务用车购置数量"],
            /// 公务用车保有量
            vehicles_held: ["公务用车保有量", "公务用车保有数"],
            /// 国内公务接待批次
            domestic_receptions: ["国内公务接待批次"],
            /// 国内公务接待人次
            domestic_guests: ["国内公务接待人次"],
            /// 机关运行经费
            operating_funds: ["机关运行经费", "机关运行经费支出", "机关运行经费合计"],
            /// 行政单位的机关运行经费
            operating_funds_of_agencies: ["行政单位"],
            /// 参照公务员法管理事业单位的机关运行经费
            operating_funds_of_institutions: ["参照公务员法管理事业单位", "参照公务员法管理的事业单位"],
            /// 车辆数合计
            cars: ["车辆数合计", "车辆数", "车辆合计"],
            /// 政府采购支出合计
            procurement_total: ["政府采购支出合计", "政府采购支出总额"],
            /// 政府采购货物支出
            procurement_goods: ["政府采购货物支出"],
            /// 政府采购工程支出
            procurement_works: ["政府采购工程支出"],
            /// 政府采购服务支出
            procurement_services: ["政府采购服务支出"],
            /// 政府采购授予中小企业合同金额
            small_and_medium_enterprises: ["政府采购授予中小企业合同金额", "授予中小企业合同金额"],
            /// 授予小微企业合同金额
            small_and_micro_enterprises: ["授予小微企业合同金额", "政府采购授予小微企业合同金额"],
        },
        sums: {
            three_public_total = overseas_travel + vehicles + reception;
            vehicles = vehicle_purchase + vehicle_operation;
            operating_funds = operating_funds_of_agencies + operating_funds_of_institutions;
            procurement_total = procurement_goods + procurement_works + procurement_services;
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::{TablesBeyond, sketch};

    #[test]
    fn two_lists_side_by_side_each_have_their_labels() {
        let rows = [
            "项 目|行次|预算数|统计数|项 目|行次|统计数",
            "栏 次||1|2|栏 次||3",
            "一、“三公”经费支出|1|—|—|三、国有资产占用情况|20|—",
            "（一）支出合计|2|9.00|8.10|（一）车辆数合计（辆）|21|3",
            "1．因公出国（境）费|3|0.00|0.00|四、政府采购支出信息|22|—",
            "2．公务用车购置及运行维护费|4|8.00|7.60|（一）政府采购支出合计|23|12.00",
            "（1）公务用车购置费|5|0.00|0.00|1．政府采购货物支出|24|2.00",
            "（2）公务用车运行维护费|6|8.00|7.60|2．政府采购工程支出|25|0.00",
            "3．公务接待费|7|1.00|0.50|3．政府采购服务支出|26|9.99",
            "（1）国内接待费|8|—|0.50|其中：授予小微企业合同金额|27|1.00",
        ];
        let drawn = [sketch::table("机构运行信息表", &rows)];
        let read = TablesBeyond::among(&drawn).operating_information.unwrap();
        let total = read.three_public_total.unwrap();
        assert_eq!(total.budget.unwrap().value.to_string(), "9.00");
        assert_eq!(total.actual.unwrap().value.to_string(), "8.10");
        let cars = read.cars.unwrap().actual.unwrap();
        assert_eq!((cars.value.to_string(), cars.unit), ("3".to_owned(), None), "a count has no unit");
        assert_eq!(read.small_and_micro_enterprises.unwrap().actual.unwrap().value.to_string(), "1.00");
        let failed: Vec<String> =
            sketch::sums(&drawn).into_iter().filter(|(_, holds)| !holds).map(|(sum, _)| sum).collect();
        assert_eq!(failed, ["operating_information.procurement_total.actual"], "12.00 is not 11.99");
        assert_eq!(sketch::sums(&drawn).len(), 5);
    }
}
