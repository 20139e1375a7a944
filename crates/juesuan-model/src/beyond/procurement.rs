//! 政府采购情况表: goods, works and services, planned and bought.

use super::definition::item_table;

item_table! {
    /// 政府采购情况表
    Procurement, ProcurementAmounts {
        id: "procurement",
        chinese: "政府采购情况表",
        titles: [
            "政府采购情况表", "政府采购支出情况表", "政府采购支出信息表", "政府采购支出表", "政府采购支出决算表", "政府采购决算表",
            "政府采购情况统计表", "政府采购信息表",
        ],
        columns: {
            /// 采购计划金额, 年初预算数
            planned: ["采购计划金额", "采购预算金额", "采购预算", "预算数", "年初预算数", "全年预算数", "计划金额"],
            /// 实际采购金额, 决算数
            bought: [
                "实际采购金额", "采购金额", "决算数", "统计数", "金额", "支出金额", "合计", "总计", "政府采购支出", "采购支出",
                "政府采购支出金额",
            ],
            /// 财政性资金
            fiscal: ["财政性资金", "财政拨款", "财政资金", "一般公共预算财政拨款", "一般公共预算"],
            /// 其他资金
            other: ["其他资金", "非财政性资金", "其他收入", "单位自有资金"],
        },
        items: {
            /// 合计
            total: ["合计", "总计", "政府采购支出合计", "政府采购支出总额", "政府采购合计"],
            /// 货物
            goods: ["货物", "政府采购货物支出", "货物类", "货物支出"],
            /// 工程
            works: ["工程", "政府采购工程支出", "工程类", "工程支出"],
            /// 服务
            services: ["服务", "政府采购服务支出", "服务类", "服务支出"],
            /// 授予中小企业合同金额
            small_and_medium_enterprises: [
                "政府采购授予中小企业合同金额", "授予中小企业合同金额", "授予中小企业的合同金额", "授予中小企业合同支出",
            ],
            /// 授予小微企业合同金额
            small_and_micro_enterprises: ["授予小微企业合同金额", "授予小微企业的合同金额", "政府采购授予小微企业合同金额"],
        },
        sums: { total = goods + works + services; },
    }
}

#[cfg(test)]
mod tests {
    use super::super::{TablesBeyond, sketch};

    #[test]
    fn goods_works_and_services_are_named() {
        let rows = [
            "项目|采购计划金额|实际采购金额",
            "栏次|1|2",
            "合 计|30.00|28.50",
            "1.货物|10.00|9.50",
            "2.工程|15.00|15.00",
            "3.服务|5.00|4.00",
            "其他说明|1.00|1.00",
        ];
        let drawn = [sketch::table("政府采购情况表", &rows)];
        let read = TablesBeyond::among(&drawn).procurement.unwrap();
        let goods = read.goods.unwrap();
        assert_eq!(goods.bought.unwrap().value.to_string(), "9.50");
        assert_eq!(goods.planned.unwrap().unit, Some(crate::Unit::TenThousandYuan));
        let expected = [("procurement.total.planned".to_owned(), true), ("procurement.total.bought".to_owned(), true)];
        assert_eq!(sketch::sums(&drawn), expected);
    }

    #[test]
    fn what_two_cells_claim_is_nobodys() {
        let rows = [
            "项目|采购计划金额|<|实际采购金额|<",
            "|财政性资金|其他资金|财政性资金|其他资金",
            "货物|1.00|2.00|1.00|3.00",
        ];
        let goods =
            TablesBeyond::among(&[sketch::table("表8 政府采购情况表", &rows)]).procurement.unwrap().goods.unwrap();
        assert_eq!((goods.fiscal.unwrap().value.to_string(), goods.other), ("1.00".to_owned(), None));
    }

    #[test]
    fn another_title_is_another_table() {
        let rows = ["项目|金额", "货物|1.00"];
        assert!(TablesBeyond::among(&[sketch::table("国有资产占用情况表", &rows)]).is_empty());
    }
}
