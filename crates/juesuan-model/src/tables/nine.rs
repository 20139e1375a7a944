//! The nine statutory tables: which there are. A table is its lines below and the file of `schema/` that they name, with
//! its titles, columns, sums and amounts; identifier, names, typed place, JSON and its schema follow.

use serde::{Deserialize, Serialize};

use super::assemble::Builder;
use super::ids::named;
use super::schema::{
    Schema, Shape, basic_expenditure, expenditure, fiscal_appropriation_summary, funds, general_budget_expenditure,
    income, income_expenditure_summary, three_public,
};
use super::types::{
    BasicExpenditureTable, ExpenditureTable, FiscalAppropriationSummary, GeneralBudgetExpenditureTable,
    GovernmentFundTable, IncomeExpenditureSummary, IncomeTable, StateCapitalTable, Subject, TableHead,
    ThreePublicTable,
};

/// A typed table of the nine.
pub(super) trait Typed: Sized {
    /// The table of these rows.
    fn build(head: TableHead, of: &Builder<'_>) -> Self;

    /// Title, unit, pages, notes.
    fn head(&self) -> &TableHead;

    /// The same, to be completed.
    fn head_mut(&mut self) -> &mut TableHead;

    /// What every row is about.
    fn subjects(&self) -> Vec<&Subject>;
}

/// Declares which tables there are, in the order of the official form.
macro_rules! tables {
    ($($(#[$doc:meta])* $field:ident: $variant:ident {
        id: $id:literal,
        table: $table:ty,
        schema: $schema:path,
        chinese: $chinese:literal,
        english: $english:literal $(,)?
    })+) => {
        named! {
            /// One of the nine statutory tables.
            TableId { $($(#[$doc])* $variant => $id,)+ }
        }

        impl TableId {
            /// Its official title in Chinese, without the year.
            #[must_use]
            pub fn chinese(self) -> &'static str {
                match self {
                    $(Self::$variant => $chinese,)+
                }
            }

            /// Its title in English, in the words of the Ministry of Finance for the budgets.
            #[must_use]
            pub fn english(self) -> &'static str {
                match self {
                    $(Self::$variant => $english,)+
                }
            }

            /// What it looks like.
            pub(crate) fn schema(self) -> &'static Schema {
                match self {
                    $(Self::$variant => &$schema,)+
                }
            }
        }

        /// What they look like, in the same order.
        pub(crate) static SCHEMAS: &[&Schema] = &[$(&$schema,)+];

        /// The nine statutory tables; `None` where the document has none.
        #[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub struct Tables {
            $($(#[$doc])* pub $field: Option<$table>,)+
        }

        impl Tables {
            /// The heads of the tables that are there, in the order of the official form.
            #[must_use]
            pub fn heads(&self) -> Vec<&TableHead> {
                [$(self.$field.as_ref().map(Typed::head),)+].into_iter().flatten().collect()
            }

            /// The same heads, to be completed.
            pub(crate) fn heads_mut(&mut self) -> Vec<&mut TableHead> {
                [$(self.$field.as_mut().map(Typed::head_mut),)+].into_iter().flatten().collect()
            }

            /// What every row is about, with the table that it stands in.
            pub(crate) fn subjects(&self) -> Vec<(TableId, &Subject)> {
                let mut all = Vec::new();
                $(
                    let rows = self.$field.iter().flat_map(Typed::subjects);
                    all.extend(rows.map(|subject| (TableId::$variant, subject)));
                )+
                all
            }

            /// Puts a table into its typed place.
            pub(super) fn put(&mut self, id: TableId, head: TableHead, of: &Builder<'_>) {
                match id {
                    $(TableId::$variant => self.$field = Some(Typed::build(head, of)),)+
                }
            }
        }
    };
}

tables! {
    /// 收入支出决算总表
    income_expenditure_summary: IncomeExpenditureSummary {
        id: "income_expenditure_summary",
        table: IncomeExpenditureSummary,
        schema: income_expenditure_summary::SCHEMA,
        chinese: "收入支出决算总表",
        english: "Final Accounts of Income and Expenditure (Summary)",
    }
    /// 收入决算表
    income: Income {
        id: "income",
        table: IncomeTable,
        schema: income::SCHEMA,
        chinese: "收入决算表",
        english: "Final Accounts of Income",
    }
    /// 支出决算表
    expenditure: Expenditure {
        id: "expenditure",
        table: ExpenditureTable,
        schema: expenditure::SCHEMA,
        chinese: "支出决算表",
        english: "Final Accounts of Expenditure",
    }
    /// 财政拨款收入支出决算总表
    fiscal_appropriation_summary: FiscalAppropriationSummary {
        id: "fiscal_appropriation_summary",
        table: FiscalAppropriationSummary,
        schema: fiscal_appropriation_summary::SCHEMA,
        chinese: "财政拨款收入支出决算总表",
        english: "Final Accounts of Fiscal Appropriations (Summary)",
    }
    /// 一般公共预算财政拨款支出决算表
    general_budget_expenditure: GeneralBudgetExpenditure {
        id: "general_budget_expenditure",
        table: GeneralBudgetExpenditureTable,
        schema: general_budget_expenditure::SCHEMA,
        chinese: "一般公共预算财政拨款支出决算表",
        english: "Final Accounts of Expenditure from General Public Budget Appropriations",
    }
    /// 一般公共预算财政拨款基本支出决算（明细）表
    general_budget_basic_expenditure: GeneralBudgetBasicExpenditure {
        id: "general_budget_basic_expenditure",
        table: BasicExpenditureTable,
        schema: basic_expenditure::SCHEMA,
        chinese: "一般公共预算财政拨款基本支出决算表",
        english: "Final Accounts of Basic Expenditure from General Public Budget Appropriations",
    }
    /// 政府性基金预算财政拨款收入支出决算表
    government_fund: GovernmentFund {
        id: "government_fund",
        table: GovernmentFundTable,
        schema: funds::GOVERNMENT_FUND,
        chinese: "政府性基金预算财政拨款收入支出决算表",
        english: "Final Accounts of Government-Managed Funds Appropriations",
    }
    /// 国有资本经营预算财政拨款（收入）支出决算表
    state_capital: StateCapital {
        id: "state_capital",
        table: StateCapitalTable,
        schema: funds::STATE_CAPITAL,
        chinese: "国有资本经营预算财政拨款支出决算表",
        english: "Final Accounts of State Capital Operations Appropriations",
    }
    /// 财政拨款“三公”经费支出决算表
    three_public: ThreePublic {
        id: "three_public",
        table: ThreePublicTable,
        schema: three_public::SCHEMA,
        chinese: "财政拨款“三公”经费支出决算表",
        english: "Final Accounts of the Three Public Expenses",
    }
}

impl TableId {
    /// Whether its rows are a list of codes.
    pub(crate) fn lists_codes(self) -> bool {
        self.schema().shape == Shape::List
    }

    /// As messages name it: in both languages, the Chinese in the quotes that their Chinese version keeps.
    pub(crate) fn in_messages(self) -> String {
        // Quotes inside quotes would end them.
        format!("{} (“{}”)", self.english(), self.chinese().replace(['“', '”'], "'"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_schema_says_whose_it_is_and_bears_the_official_title() {
        for id in TableId::ALL {
            let schema = id.schema();
            assert_eq!(schema.id, *id);
            let official = crate::key::key(id.chinese());
            assert!(schema.titles.iter().any(|title| crate::key::key(title) == official), "{official}");
        }
    }
}
