//! The texts that the page and the workbook share: numbers with separators, marks, sources.

use juesuan_model::Language;
use juesuan_model::report::Level;
use rust_decimal::Decimal;

use crate::comparison::{Cell, Comparison, Line, Renamed};
use crate::departments::Department;
use crate::names::MatchedBy;
use crate::words::{spot, title, verdict};

/// What stands beside a number that is not verified.
pub(super) const MARK: &str = "※";

/// `61482500` → `61,482,500.00`: at least two decimals, separators of thousands.
pub(super) fn money(yuan: Decimal) -> String {
    let mut value = yuan.normalize();
    if value.scale() < 2 {
        value.rescale(2);
    }
    grouped(&value.to_string())
}

/// With separators of thousands.
pub(super) fn grouped(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("-", digits));
    let (whole, decimals) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut shown = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && whole.len().saturating_sub(index) % 3 == 0 {
            shown.push(',');
        }
        shown.push(digit);
    }
    if let Some(decimals) = decimals {
        shown.push('.');
        shown.push_str(decimals);
    }
    shown
}

/// The number that a cell shows, and what is printed beside it: for money 元, and the unit of the document.
pub(super) fn number(cell: &Cell, line: &Line) -> (String, String) {
    let figure = &cell.figure;
    match (figure.yuan(), figure.unit) {
        (Some(yuan), Some(unit)) => (money(yuan), unit.as_str().to_owned()),
        _ => (grouped(&figure.value.to_string()), line.counted.unwrap_or_default().to_owned()),
    }
}

/// Where a cell comes from: file, place, what it is, as printed, and why it is marked.
pub(super) fn source(cell: &Cell, language: Language) -> String {
    let figure = &cell.figure;
    let account = if cell.account > 1 { format!(" #{}", cell.account) } else { String::new() };
    let unit = figure.unit.map_or("", juesuan_model::Unit::as_str);
    let what = language.of(&title(figure)).to_owned();
    let mut text =
        format!("{}{account}, {}: {what}: {} {unit}", cell.document, spot(&figure.at, language), figure.value);
    if figure.is_marked() {
        text.push_str(&format!("  {MARK} {}", language.of(&verdict(figure.verdict))));
    }
    if let Some(doubt) = &figure.doubt {
        text.push_str(&format!(" ({doubt})"));
    }
    text
}

/// What the mark means.
pub(super) fn legend(language: Language) -> &'static str {
    language.pick(
        "金额均折合为元，旁边是原文件的金额单位。※ 未经核实：没有其他数字能印证，或读取存疑，请对照原页。",
        "All money in 元; beside it the unit that is printed. ※ not verified: nothing else confirms the number, or it was read in doubt; look at its page.",
    )
}

/// The columns of the list of what was spent beyond the budget.
pub(super) fn over_budget_heads(language: Language) -> [&'static str; 7] {
    [
        language.pick("部门", "department"),
        language.pick("年度", "year"),
        language.pick("项目", "item"),
        language.pick("预算（元）", "budget (元)"),
        language.pick("决算（元）", "spent (元)"),
        language.pick("超出（元）", "over by (元)"),
        "%",
    ]
}

/// Growth, `+12.5%`.
pub(super) fn growth(percent: Decimal) -> String {
    if percent > Decimal::ZERO { format!("+{percent}%") } else { format!("{percent}%") }
}

/// The name of a line with its code.
pub(super) fn name(line: &Line, language: Language) -> String {
    let name = language.of(&line.name);
    let name = line.code.as_ref().map_or_else(|| name.to_owned(), |code| format!("{code} {name}"));
    match line.matched {
        Some(by @ (MatchedBy::Name | MatchedBy::File)) => {
            format!("{name}{}{}{}", language.pick("（", " ("), matched_by(by, language), language.pick("）", ")"))
        }
        Some(MatchedBy::Code) | None => name,
    }
}

/// What says that two rows are one.
pub(super) fn matched_by(by: MatchedBy, language: Language) -> &'static str {
    match by {
        MatchedBy::Code => language.pick("按代码对应", "matched by code"),
        MatchedBy::Name => language.pick("仅按名称对应", "matched by name only"),
        MatchedBy::File => language.pick("按对照表对应", "matched by the mapping file"),
    }
}

/// A department, its level, its years, and what says that the accounts of the years are one department's.
pub(super) fn department_line(department: &Department, language: Language) -> (String, &'static str) {
    let level = match department.level {
        Some(Level::Department) => language.pick("部门", "department"),
        Some(Level::Unit) => language.pick("单位", "unit"),
        None => "",
    };
    let years: Vec<String> = department.accounts.keys().map(u16::to_string).collect();
    let by = department.names.iter().map(|name| name.by).max();
    let by = by.filter(|_| years.len() > 1).map_or("", |by| matched_by(by, language));
    let years = years.join(" ");
    let parts = [department.name.as_str(), level, &years];
    (parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  "), by)
}

/// The department of a line.
pub(super) fn department<'c>(comparison: &'c Comparison, line: &Line) -> &'c str {
    comparison.departments.get(line.department).map_or("", |department| department.name.as_str())
}

/// Which names are one, and what says so.
pub(super) fn renamed(renamed: &Renamed, language: Language) -> (String, String) {
    let by = matched_by(renamed.by, language);
    let years = |years: &[u16]| years.iter().map(u16::to_string).collect::<Vec<_>>().join("、");
    let names: Vec<String> = renamed.names.iter().map(|(name, of)| format!("{name}（{}）", years(of))).collect();
    let code = renamed.code.as_deref().unwrap_or_default();
    (format!("{code} {}", names.join(" → ")).trim().to_owned(), by.to_owned())
}

/// The lines that are worth a chart: totals, and what “三公” came to. A department without two numbers has no curve.
pub(super) fn charted(comparison: &Comparison) -> Vec<(&crate::measure::SectionId, Vec<&Line>)> {
    use crate::measure::SectionId;
    /// A chart with more curves cannot be read.
    const CURVES: usize = 10;
    let wanted = [
        (SectionId::Totals, "本年支出合计"),
        (SectionId::Totals, "本年收入合计"),
        (SectionId::ThreePublic, "合计（决算数）"),
        (SectionId::Running, "机关运行经费"),
        (SectionId::Running, "政府采购支出总额"),
    ];
    let mut charts = Vec::new();
    for (id, name) in wanted {
        let Some(section) = comparison.sections.iter().find(|section| section.id == id) else { continue };
        let two = |line: &&Line| line.cells.iter().flatten().filter(|cell| cell.compared().is_some()).count() > 1;
        let lines: Vec<&Line> =
            section.lines.iter().filter(|line| line.name.zh == name).filter(two).take(CURVES).collect();
        if !lines.is_empty() {
            charts.push((&section.id, lines));
        }
    }
    charts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_shown_with_separators() {
        let shown = |value: &str| money(value.parse().unwrap());
        assert_eq!(shown("61482500.0000"), "61,482,500.00");
        assert_eq!(shown("-1234.5"), "-1,234.50");
        assert_eq!(shown("0"), "0.00");
        assert_eq!(grouped("117"), "117");
    }
}
