//! What the template left over in the text, and the years that it names.

use super::amounts::narrative;
use crate::checks::Books;
use crate::checks::finding::{Finding, Found, Rule};
use crate::checks::types::{CellRef, Words};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::narrative::Section;
use crate::value::Text;

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "s.template",
        zh: "没有遗留的模板用语（XX局、增加（减少）、列明……）、重复的标点、未闭合的括号、缺漏的单位",
        en: "nothing is left over from the template; no doubled punctuation, unclosed brackets, missing units",
        severity: Severity::Warning,
        find: |books| {
            let narrative = books.narrative.filter(|narrative| !narrative.sections.is_empty());
            let narrative = narrative.ok_or_else(super::stated::no_narrative)?;
            let about = |doubt: &&Diagnostic| matches!(doubt.code, Code::TemplateText | Code::WordingSlip);
            let found: Vec<Finding> = narrative.doubts.iter().filter(about).map(left_over).collect();
            Ok(if found.is_empty() { vec![clean()] } else { found })
        },
    },
    Rule {
        id: "s.years",
        zh: "“截至XXXX年12月31日”的年度＝决算年度",
        en: "the year of 截至…12月31日 is the report's",
        severity: Severity::Warning,
        find: years,
    },
];

fn clean() -> Finding {
    let message = Words::new("没有发现遗留的模板用语", "nothing is left over from the template");
    Finding::Claim { holds: true, severity: None, cells: Vec::new(), message }
}

fn left_over(doubt: &Diagnostic) -> Finding {
    let cells = doubt.at.map(|at| CellRef::new("narrative", 0, "", "text", at)).into_iter().collect();
    let message = Words::new(doubt.in_chinese(), doubt.message.clone());
    Finding::Claim { holds: false, severity: Some(doubt.severity), cells, message }
}

fn years(books: &Books<'_>) -> Found {
    let unknown = || Words::new("没有读到决算年度", "the report's year is not known");
    let year = books.year.ok_or_else(unknown)?;
    narrative(books)?;
    let mut texts = Vec::new();
    collect(books.narrative.map_or(&[], |narrative| &narrative.sections), &mut texts);
    let mut found = Vec::new();
    for text in texts {
        for stated in closing_years(&text.text) {
            let message = Words::new(
                format!("{}“截至{stated}年12月31日”，决算年度为{year}年", text.at.in_chinese()),
                format!("{}: as of 31 December {stated}; the report's year is {year}", text.at.in_english()),
            );
            let cells = vec![CellRef::new("narrative", 0, "", "text", text.at)];
            found.push(Finding::Claim { holds: stated == year, severity: None, cells, message });
        }
    }
    Ok(found)
}

fn collect<'a>(sections: &'a [Section], texts: &mut Vec<&'a Text>) {
    for section in sections {
        texts.extend(&section.paragraphs);
        collect(&section.children, texts);
    }
}

/// The years of `截至2024年12月31日` in a text.
fn closing_years(text: &str) -> Vec<u16> {
    let text = crate::key::key(text);
    let dates = text.split("截至").skip(1).filter_map(|rest| {
        let (year, rest) = rest.trim_start_matches('到').split_once('年')?;
        rest.starts_with("12月31日").then(|| year.parse().ok())?
    });
    dates.collect()
}

#[cfg(test)]
mod tests {
    use super::closing_years;

    #[test]
    fn closing_dates() {
        assert_eq!(closing_years("截至 2024 年 12 月 31 日，共有车辆；截至2023年6月30日"), [2024]);
    }
}
