//! The stable identifiers of the tabular contract beside the tables: sides, columns.

use serde::{Deserialize, Serialize};

/// Gives an enum its contract names in both directions.
macro_rules! named {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident => $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$doc])* #[serde(rename = $text)] $variant,)+
        }

        impl $name {
            /// All of them, in the contract's order.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The name in the contract.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }
        }
    };
}

named! {
    /// A side of a table that prints two lists next to each other, or two versions of one.
    Side {
        /// 收入
        Income => "income",
        /// 支出
        Expenditure => "expenditure",
        /// 人员经费
        Personnel => "personnel",
        /// 公用经费
        Public => "public",
        /// 预算数
        Budget => "budget",
        /// 决算数
        Final => "final",
    }
}

impl Side {
    /// Its Chinese name, as tables print it.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Income => "收入",
            Self::Expenditure => "支出",
            Self::Personnel => "人员经费",
            Self::Public => "公用经费",
            Self::Budget => "预算数",
            Self::Final => "决算数",
        }
    }
}

named! {
    /// A column of amounts.
    Column {
        /// 年初预算数
        InitialBudget => "initial_budget",
        /// 全年预算数 / 调整预算数
        AdjustedBudget => "adjusted_budget",
        /// 决算数
        Final => "final",
        /// 合计
        Total => "total",
        /// 财政拨款收入
        FiscalAppropriation => "fiscal_appropriation",
        /// 上级补助收入
        SuperiorSubsidy => "superior_subsidy",
        /// 事业收入
        Institutional => "institutional",
        /// 经营收入 / 经营支出
        Operating => "operating",
        /// 附属单位上缴收入
        AffiliateRemittance => "affiliate_remittance",
        /// 其他收入
        Other => "other",
        /// 基本支出
        Basic => "basic",
        /// 项目支出
        Project => "project",
        /// 上缴上级支出
        SuperiorRemittance => "superior_remittance",
        /// 对附属单位补助支出
        AffiliateSubsidy => "affiliate_subsidy",
        /// 一般公共预算财政拨款
        GeneralBudget => "general_budget",
        /// 政府性基金预算财政拨款
        GovernmentFund => "government_fund",
        /// 国有资本经营预算财政拨款
        StateCapital => "state_capital",
        /// 年初结转和结余
        OpeningBalance => "opening_balance",
        /// 本年收入
        Income => "income",
        /// 人员经费
        Personnel => "personnel",
        /// 公用经费
        Public => "public",
        /// 年末结转和结余
        ClosingBalance => "closing_balance",
        /// 因公出国（境）费
        OverseasTravel => "overseas_travel",
        /// 公务用车购置及运行维护费
        Vehicles => "vehicles",
        /// 公务用车购置费
        VehiclePurchase => "vehicle_purchase",
        /// 公务用车运行维护费
        VehicleOperation => "vehicle_operation",
        /// 公务接待费
        Reception => "reception",
        /// 会议费
        Meetings => "meetings",
        /// 培训费
        Training => "training",
    }
}

impl Column {
    /// Its official header.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        match self {
            Self::InitialBudget => "年初预算数",
            Self::AdjustedBudget => "全年预算数",
            Self::Final => "决算数",
            Self::Total => "合计",
            Self::FiscalAppropriation => "财政拨款收入",
            Self::SuperiorSubsidy => "上级补助收入",
            Self::Institutional => "事业收入",
            Self::Operating => "经营收支",
            Self::AffiliateRemittance => "附属单位上缴收入",
            Self::Other => "其他收入",
            Self::Basic => "基本支出",
            Self::Project => "项目支出",
            Self::SuperiorRemittance => "上缴上级支出",
            Self::AffiliateSubsidy => "对附属单位补助支出",
            Self::GeneralBudget => "一般公共预算财政拨款",
            Self::GovernmentFund => "政府性基金预算财政拨款",
            Self::StateCapital => "国有资本经营预算财政拨款",
            Self::OpeningBalance => "年初结转和结余",
            Self::Income => "本年收入",
            Self::Personnel => "人员经费",
            Self::Public => "公用经费",
            Self::ClosingBalance => "年末结转和结余",
            Self::OverseasTravel => "因公出国（境）费",
            Self::Vehicles => "公务用车购置及运行维护费",
            Self::VehiclePurchase => "公务用车购置费",
            Self::VehicleOperation => "公务用车运行维护费",
            Self::Reception => "公务接待费",
            Self::Meetings => "会议费",
            Self::Training => "培训费",
        }
    }

    /// The same in English.
    #[must_use]
    pub fn english(self) -> &'static str {
        match self {
            Self::InitialBudget => "initial budget",
            Self::AdjustedBudget => "adjusted budget",
            Self::Final => "final accounts",
            Self::Total => "total",
            Self::FiscalAppropriation => "fiscal appropriation",
            Self::SuperiorSubsidy => "subsidies of superiors",
            Self::Institutional => "income of institutions",
            Self::Operating => "operating income or expenditure",
            Self::AffiliateRemittance => "remittances of affiliates",
            Self::Other => "other income",
            Self::Basic => "basic expenditure",
            Self::Project => "project expenditure",
            Self::SuperiorRemittance => "remittances to superiors",
            Self::AffiliateSubsidy => "subsidies to affiliates",
            Self::GeneralBudget => "general public budget",
            Self::GovernmentFund => "government-managed funds",
            Self::StateCapital => "state capital operations",
            Self::OpeningBalance => "opening balance",
            Self::Income => "income of the year",
            Self::Personnel => "personnel expenditure",
            Self::Public => "public expenditure",
            Self::ClosingBalance => "closing balance",
            Self::OverseasTravel => "overseas travel",
            Self::Vehicles => "official vehicles",
            Self::VehiclePurchase => "purchase of vehicles",
            Self::VehicleOperation => "operation of vehicles",
            Self::Reception => "official reception",
            Self::Meetings => "meetings",
            Self::Training => "training",
        }
    }
}

pub(crate) use named;
