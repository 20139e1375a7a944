//! A comparison → one page: no network, no script, opens from disk, prints.

use std::fmt::Write as _;

use juesuan_model::Language;

use super::chart::{Curve, svg};
use super::shown::{self, MARK};
use crate::comparison::{Comparison, Line, Section};

/// What stands in the head of every page that this module writes.
pub const GENERATOR: &str = "<meta name=\"generator\" content=\"juesuan compare\">";

const STYLE: &str = "\
body{font:15px/1.5 system-ui,'Noto Sans CJK SC','Microsoft YaHei',sans-serif;margin:1.5rem;color:#1b1b1b;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}
.wide{overflow-x:auto}table{border-collapse:collapse;min-width:40rem}
th,td{border:1px solid #b8c0c8;padding:.2rem .5rem;vertical-align:top}
thead th{background:#e8eef4;position:sticky;top:0}tbody th{text-align:left;font-weight:400}
td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
td.u{white-space:nowrap;color:#444}td.m{background:#fff6d6}tr.first>*{border-top:2px solid #5a6b7b}
figure{margin:1rem 0;max-width:680px}svg{width:100%;font-size:12px}.grid{stroke:#d5dbe1}
nav a{margin-right:1rem}ol.sources{font-size:.85rem;word-break:break-all}
@media print{body{margin:0;font-size:10px}h2{break-after:avoid}tr,figure{break-inside:avoid}thead{display:table-header-group}nav{display:none}.wide{overflow:visible}}";

/// The comparison as a page.
#[must_use]
pub fn html(comparison: &Comparison, language: Language) -> String {
    let mut page = Page { text: String::new(), language, comparison, sources: Vec::new() };
    page.head();
    page.charts();
    for section in &comparison.sections {
        page.section(section);
    }
    page.over_budget();
    page.names();
    page.left_out();
    page.all_sources();
    page.text.push_str("</body></html>\n");
    page.text
}

struct Page<'c> {
    text: String,
    language: Language,
    comparison: &'c Comparison,
    /// Where each cell comes from, in their order.
    sources: Vec<String>,
}

/// A text as it may stand in HTML.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c if c.is_control() => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe
}

impl Page<'_> {
    fn pick<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        self.language.pick(zh, en)
    }

    fn add(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn head(&mut self) {
        let title = self.pick("部门决算对比", "Final accounts side by side");
        let lang = self.pick("zh-CN", "en");
        let policy = "default-src 'none'; style-src 'unsafe-inline'";
        let head = format!(
            "<!doctype html>\n<html lang=\"{lang}\"><head><meta charset=\"utf-8\">{GENERATOR}<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\"><meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><style>{STYLE}</style></head><body><h1>{title}</h1><p>{}</p><nav>",
            shown::legend(self.language)
        );
        self.add(&head);
        for section in self.comparison.sections.iter().filter(|section| !section.lines.is_empty()) {
            let link = format!("<a href=\"#{}\">{}</a>", section.id.as_str(), self.language.of(&section.id.title()));
            self.add(&link);
        }
        let rest = format!(
            "<a href=\"#over\">{}</a><a href=\"#sources\">{}</a></nav>",
            self.pick("超预算", "over budget"),
            self.pick("出处", "sources")
        );
        self.add(&rest);
    }

    fn charts(&mut self) {
        for (id, lines) in shown::charted(self.comparison) {
            let Some(first) = lines.first() else { continue };
            let title = format!("{} · {}", self.language.of(&id.title()), self.language.of(&first.name));
            let curves: Vec<Curve> = lines
                .iter()
                .map(|line| Curve {
                    name: escaped(shown::department(self.comparison, line)),
                    values: line.cells.iter().map(|cell| cell.as_ref().and_then(|cell| cell.compared())).collect(),
                })
                .collect();
            let chart = svg(&escaped(&title), "元", &self.comparison.years, &curves);
            self.add(&chart);
        }
    }

    fn section(&mut self, section: &Section) {
        if section.lines.is_empty() {
            return;
        }
        let title = self.language.of(&section.id.title()).to_owned();
        let mut head = format!(
            "<h2 id=\"{}\">{title}</h2><div class=\"wide\"><table><thead><tr><th>{}</th><th>{}</th>",
            section.id.as_str(),
            self.pick("项目", "item"),
            self.pick("部门", "department")
        );
        let growth = self.pick("较上年", "growth");
        for (index, year) in self.comparison.years.iter().enumerate() {
            let _ = write!(head, "<th>{year}</th><th>{}</th>", self.pick("原单位", "printed in"));
            if index > 0 {
                let _ = write!(head, "<th>{growth}</th>");
            }
        }
        head.push_str("</tr></thead><tbody>");
        self.add(&head);
        let mut before: Option<(String, Option<String>)> = None;
        for line in &section.lines {
            let own = (line.name.zh.clone(), line.code.clone());
            let first = before.as_ref() != Some(&own);
            self.line(line, first);
            before = Some(own);
        }
        self.add("</tbody></table></div>");
    }

    fn line(&mut self, line: &Line, first: bool) {
        let name = if first { escaped(&shown::name(line, self.language)) } else { String::new() };
        let department = escaped(shown::department(self.comparison, line));
        let class = if first { " class=\"first\"" } else { "" };
        let mut row = format!("<tr{class}><th>{name}</th><th>{department}</th>");
        for (index, (cell, growth)) in line.cells.iter().zip(&line.growth).enumerate() {
            match cell {
                Some(cell) => {
                    let source = shown::source(cell, self.language);
                    let (number, unit) = shown::number(cell, line);
                    let mark = if cell.figure.is_marked() { MARK } else { "" };
                    let class = if cell.figure.is_marked() { "n m" } else { "n" };
                    let title = escaped(&source);
                    self.sources.push(source);
                    let place = self.sources.len();
                    let _ = write!(
                        row,
                        "<td class=\"{class}\" title=\"{title}\"><a href=\"#s{place}\">{number}</a>{mark}</td><td class=\"u\">{unit}</td>"
                    );
                }
                None => row.push_str("<td class=\"n\">–</td><td></td>"),
            }
            if index > 0 {
                let growth = growth.map(shown::growth).unwrap_or_default();
                let _ = write!(row, "<td class=\"n\">{growth}</td>");
            }
        }
        row.push_str("</tr>");
        self.add(&row);
    }

    fn over_budget(&mut self) {
        let mut text = format!("<h2 id=\"over\">{}</h2>", self.pick("超出预算的支出", "Spent beyond the budget"));
        if self.comparison.over_budget.is_empty() {
            let _ = write!(text, "<p>{}</p>", self.pick("没有发现", "none found"));
            self.add(&text);
            return;
        }
        let heads = shown::over_budget_heads(self.language);
        let heads: String = heads.iter().map(|head| format!("<th>{head}</th>")).collect();
        let _ = write!(text, "<div class=\"wide\"><table><thead><tr>{heads}</tr></thead><tbody>");
        for over in &self.comparison.over_budget {
            let name = self.comparison.departments.get(over.department).map_or("", |of| of.name.as_str());
            let _ = write!(
                text,
                "<tr><th>{}</th><td>{}</td><td>{}</td>",
                escaped(name),
                over.year,
                escaped(self.language.of(&over.name))
            );
            for cell in [&over.budget, &over.spent] {
                let class = if cell.figure.is_marked() { "n m" } else { "n" };
                let mark = if cell.figure.is_marked() { MARK } else { "" };
                let number = cell.compared().map(shown::money).unwrap_or_default();
                let title = escaped(&shown::source(cell, self.language));
                let _ = write!(text, "<td class=\"{class}\" title=\"{title}\">{number}{mark}</td>");
            }
            let percent = over.percent.map(shown::growth).unwrap_or_default();
            let _ = write!(text, "<td class=\"n\">{}</td><td class=\"n\">{percent}</td></tr>", shown::money(over.over));
        }
        text.push_str("</tbody></table></div>");
        self.add(&text);
    }

    fn names(&mut self) {
        if self.comparison.renamed.is_empty() {
            return;
        }
        let title = self.pick("名称有变化的行", "Rows whose names changed");
        let mut text = format!("<h2>{title}</h2><ul>");
        for renamed in &self.comparison.renamed {
            let (names, by) = shown::renamed(renamed, self.language);
            let _ = write!(text, "<li>{}: {by}</li>", escaped(&names));
        }
        text.push_str("</ul>");
        self.add(&text);
    }

    fn left_out(&mut self) {
        if self.comparison.left_out.is_empty() {
            return;
        }
        let mut text = format!("<h2>{}</h2><ul>", self.pick("没有列入对比的内容", "Not compared"));
        for left in &self.comparison.left_out {
            let account = if left.account > 1 { format!(" #{}", left.account) } else { String::new() };
            let why = escaped(self.language.of(&left.why));
            let _ = write!(text, "<li>{}{account}: {why}</li>", escaped(&left.document));
        }
        text.push_str("</ul>");
        self.add(&text);
    }

    fn all_sources(&mut self) {
        let title = self.pick("每个数字的出处", "Where each number stands");
        let mut text = format!("<h2 id=\"sources\">{title}</h2><p>");
        for department in &self.comparison.departments {
            let (line, by) = shown::department_line(department, self.language);
            let _ = write!(text, "{} {by}<br>", escaped(&line));
        }
        text.push_str("</p><ol class=\"sources\">");
        for (source, number) in self.sources.iter().zip(1_usize..) {
            let _ = write!(text, "<li id=\"s{number}\">{}</li>", escaped(source));
        }
        text.push_str("</ol>");
        self.add(&text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::departments::tests::entry;
    use crate::names::Names;

    #[test]
    fn names_of_departments_cannot_break_out_of_the_page() {
        let entries = [entry("<script>甲&乙", 2020, None, "a"), entry("丁\"局", 2021, None, "\"><img src=x>")];
        for language in [Language::Chinese, Language::English] {
            let page = html(&Comparison::of(&entries, &Names::default()), language);
            assert!(page.contains("&lt;script&gt;甲&amp;乙"));
            assert!(!page.contains("<script") && !page.contains("<img"));
        }
    }
}
