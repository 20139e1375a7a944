//! The two languages: the names of tables, rows and figures as people say them.

use juesuan_model::checks::Words;
use juesuan_model::place::Place;
use juesuan_model::tables::Side;
use juesuan_model::{Language, Verdict};

use crate::figure::{Counted, Figure, FormNumber, Key, RowKey, Stated};

/// Words of both languages.
pub(crate) fn words(zh: impl Into<String>, en: impl Into<String>) -> Words {
    Words::new(zh, en)
}

/// The name of a narrative's amount.
pub(crate) fn stated(stated: Stated) -> Words {
    match stated {
        Stated::OrganOperation => words("机关运行经费", "running costs of the organ"),
        Stated::Procurement => words("政府采购支出总额", "procurement, total"),
        Stated::ProcurementOfGoods => words("政府采购货物支出", "procurement of goods"),
        Stated::ProcurementOfWorks => words("政府采购工程支出", "procurement of works"),
        Stated::ProcurementOfServices => words("政府采购服务支出", "procurement of services"),
        Stated::ProcurementFromSme => words("授予中小企业合同金额", "contracts for small and medium enterprises"),
        Stated::ProcurementFromMicro => words("授予小微企业合同金额", "contracts for small and micro enterprises"),
    }
}

/// The name of a count, and what is counted.
pub(crate) fn counted(counted: Counted) -> (Words, &'static str) {
    match counted {
        Counted::TravelGroups => (words("因公出国（境）团组数", "groups travelling abroad"), "个"),
        Counted::Travellers => (words("因公出国（境）人次", "persons travelling abroad"), "人次"),
        Counted::VehiclesBought => (words("公务用车购置数", "vehicles bought"), "辆"),
        Counted::VehiclesKept => (words("公务用车保有量", "vehicles kept"), "辆"),
        Counted::DomesticReceptions => (words("国内公务接待批次", "receptions, domestic"), "批次"),
        Counted::DomesticGuests => (words("国内公务接待人次", "guests, domestic"), "人次"),
        Counted::ForeignReceptions => (words("外宾接待批次", "receptions, foreign"), "批次"),
        Counted::ForeignGuests => (words("外宾接待人次", "guests, foreign"), "人次"),
        Counted::Vehicles => (words("共有车辆", "vehicles owned"), "辆"),
    }
}

/// What a figure is, in words: table, row, column.
pub(crate) fn title(figure: &Figure) -> Words {
    match &figure.key {
        Key::Cell { table, side, row, column } => {
            let (table_zh, column_zh) = (table.chinese(), column.chinese());
            let side_zh = side.map(Side::chinese).unwrap_or_default();
            let row_zh = match row {
                RowKey::Code(code) => format!("{code} {}", figure.label.trim()),
                // A fund's line under the opening balance is called as its income is.
                RowKey::Name(name) if name.starts_with("年初/") => format!("年初结转 {}", figure.label.trim()),
                RowKey::Role(_) | RowKey::Name(_) => figure.label.trim().to_owned(),
                RowKey::Only => String::new(),
            };
            let parts: Vec<&str> =
                [side_zh, row_zh.as_str(), column_zh].into_iter().filter(|part| !part.is_empty()).collect();
            let rest = parts.join(" · ");
            words(format!("《{table_zh}》{rest}"), format!("{} ({table_zh}) {rest}", table.english()))
        }
        Key::Stated(which) => {
            let Words { zh, en, .. } = stated(*which);
            words(format!("情况说明 {zh}"), format!("narrative, {en}"))
        }
        Key::Counted(which) => {
            let Words { zh, en, .. } = counted(*which).0;
            words(format!("情况说明 {zh}"), format!("narrative, {en}"))
        }
        Key::Form { what, .. } => {
            let (zh, en) = match what {
                FormNumber::Budget => ("全年预算数", "budget"),
                FormNumber::Executed => ("全年执行数", "executed"),
                FormNumber::Score => ("总分得分", "score"),
            };
            let label = figure.label.trim();
            words(format!("绩效自评表 {label} · {zh}"), format!("performance form, {label}, {en}"))
        }
    }
}

/// How far a number can be trusted, in the words of the other commands.
pub(crate) fn verdict(verdict: Verdict) -> Words {
    words(verdict.chinese(), verdict.as_str())
}

/// Page, sheet cell or paragraph, as people say it.
pub(crate) fn spot(at: &Place, language: Language) -> String {
    match (at.address, at.page) {
        (Some(_), _) => match language {
            Language::Chinese => at.in_chinese(),
            Language::English => at.in_english(),
        },
        (None, page) => match language {
            Language::Chinese => format!("第 {page} 页"),
            Language::English => format!("p. {page}"),
        },
    }
}
