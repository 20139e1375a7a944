//! `juesuan inspect`: what is in a document, on one screen.

use std::fmt::Write as _;
use std::io::{self, BufWriter, Write};

use juesuan::diagnostic::{Diagnostic, Severity};
use juesuan::forms::SelfAssessment;
use juesuan::report::Level;
use juesuan::tables::TableHead;
use juesuan::{Language, Report};
use juesuan_export::contract::kind_name;
use juesuan_export::wording::Names;

use crate::answer::{Form, Task};
use crate::args::InspectArgs;
use crate::batch::{self, Order, Session};
use crate::check::Tally;
use crate::input;
use crate::lang::Lang;
use crate::output::{Outcome, Stop, write_result};
use crate::separate;
use crate::text::{escaped, padded, pages, status_name, verdict_name};

pub(crate) fn run(args: &InspectArgs, session: Session) -> Result<Outcome, Stop> {
    let inputs = input::collect(&args.input)?;
    separate::stdout_from_inputs(&inputs)?;
    let task = Task { form: Form::Inspect { lang: session.lang }, options: args.input.read_options() };
    let mut out = BufWriter::new(io::stdout().lock());
    let outcome = batch::run(&inputs, &task, &args.input.pace(Order::OfInputs), session, |_, answer| {
        write_result(&answer.result, &mut out).map_err(Stop::to_stdout)
    })?;
    out.flush().map_err(Stop::to_stdout)?;
    Ok(outcome)
}

/// So many diagnostics are shown.
const DOUBTS: usize = 8;

/// What is in a document, as text.
pub(crate) fn render(document: &str, report: &Report, lang: Lang) -> String {
    let mut screen = Screen { text: format!("{}\n", escaped(document)), lang };
    screen.line("类型", "kind", &kind(report, lang));
    if let Some(department) = &report.department {
        screen.line("部门", "department", &department.text);
    }
    if let Some(year) = report.year {
        screen.line("年度", "year", &year.to_string());
    }
    screen.line("页数", "pages", &page_count(report, lang));
    screen.line("读取", "reading", verdict_name(report.verdict, lang));
    for (index, head) in report.table_heads().into_iter().enumerate() {
        let (zh, en) = if index == 0 { ("表格", "tables") } else { ("", "") };
        screen.line(zh, en, &table(head, lang));
    }
    let projects = report.project_self_assessments.iter().map(|form| &form.assessment);
    screen.forms("项目自评表", "project forms", projects);
    let departments = report.department_self_assessments.iter().map(|form| &form.assessment);
    screen.forms("部门自评表", "department forms", departments);
    let statements = report.narrative.statements.len();
    if statements > 0 {
        screen.line("文字数据", "statements", &statements.to_string());
    }
    if !report.checks.is_empty() {
        let findings = Language::from(lang).findings(report.findings);
        let tally = Tally::of(&report.checks).in_words(lang);
        screen.line("勾稽检查", "checks", &format!("{findings}{}{tally}", lang.pick("；", "; ")));
    }
    screen.doubts(report);
    screen.text
}

struct Screen {
    text: String,
    lang: Lang,
}

impl Screen {
    fn line(&mut self, zh: &str, en: &str, value: &str) {
        let label = padded(self.lang.pick(zh, en), 16);
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "  {label}  {}", escaped(value));
    }

    fn forms<'a>(&mut self, zh: &str, en: &str, forms: impl Iterator<Item = &'a SelfAssessment>) {
        let places: Vec<u32> = forms.map(|form| form.at.page).collect();
        if !places.is_empty() {
            let value = format!("{}  ({})", places.len(), pages(&places, self.lang));
            self.line(zh, en, &value);
        }
    }

    fn doubts(&mut self, report: &Report) {
        let names = Names::of(report);
        let doubts = report.diagnostics.iter().filter(|doubt| doubt.severity > Severity::Info);
        let mut sorted: Vec<&Diagnostic> = doubts.collect();
        sorted.sort_by_key(|doubt| std::cmp::Reverse(doubt.severity));
        for (index, doubt) in sorted.iter().take(DOUBTS).enumerate() {
            let (zh, en) = if index == 0 { ("读取存疑", "doubts") } else { ("", "") };
            let place = doubt.at.map(|at| pages(&[at.page], self.lang) + ": ").unwrap_or_default();
            self.line(zh, en, &(place + &names.doubt(doubt, self.lang.into())));
        }
        let rest = sorted.len().saturating_sub(DOUBTS);
        if rest > 0 {
            let more = match self.lang {
                Lang::Zh => format!("… 另有 {rest} 处"),
                Lang::En => format!("… and {rest} more"),
            };
            self.line("", "", &more);
        }
    }
}

fn kind(report: &Report, lang: Lang) -> String {
    let name = kind_name(report.kind);
    let level = match report.level {
        Some(Level::Department) => lang.pick("部门", "department"),
        Some(Level::Unit) => lang.pick("单位", "unit"),
        None => "",
    };
    let kind = match (name, lang) {
        ("final_accounts", Lang::Zh) => "决算",
        ("budget", Lang::Zh) => "预算（不提取数据）",
        ("unreadable", Lang::Zh) => "无法读取",
        (_, Lang::Zh) => "其他（不提取数据）",
        ("final_accounts", Lang::En) => "final accounts (决算)",
        ("budget", Lang::En) => "budget (预算), no facts are read",
        ("unreadable", Lang::En) => "unreadable",
        (_, Lang::En) => "other, no facts are read",
    };
    match lang {
        Lang::Zh => format!("{level}{kind}"),
        Lang::En if level.is_empty() => kind.to_owned(),
        Lang::En => format!("{kind} of a {level}"),
    }
}

fn page_count(report: &Report, lang: Lang) -> String {
    if report.unreadable_pages.is_empty() {
        return report.pages.to_string();
    }
    let unread = pages(&report.unreadable_pages, lang);
    match lang {
        Lang::Zh => format!("{}（无文字：{unread}）", report.pages),
        Lang::En => format!("{} (without text: {unread})", report.pages),
    }
}

fn table(head: &TableHead, lang: Lang) -> String {
    let span = match (head.first_page, head.last_page) {
        (0, _) => "–".to_owned(),
        (first, last) if first == last => first.to_string(),
        (first, last) => format!("{first}–{last}"),
    };
    let rows = match lang {
        Lang::Zh => format!("{} 行", head.rows),
        Lang::En => format!("{} rows", head.rows),
    };
    let unit = head.unit.map_or("", |unit| unit.as_str());
    let title = padded(&head.title.text, 46);
    let (status, verdict) = (status_name(head.status, lang), verdict_name(head.verdict, lang));
    // What could not be read is said to be so once.
    let verdict = if status == verdict { "–" } else { verdict };
    let findings = match head.findings {
        0 => String::new(),
        count => format!("  {}", Language::from(lang).findings(count)),
    };
    format!(
        "{span:>7}  {title}  {}  {}  {}{unit}{findings}",
        padded(status, 10),
        padded(verdict, 12),
        padded(&rows, 10)
    )
}
