//! `juesuan check`: what agrees in a document and what does not, for people or as JSON.

use std::fmt::Write as _;
use std::io::{self, BufWriter, IsTerminal, Write};

use juesuan::checks::{Check, Status};
use juesuan::diagnostic::Severity;
use juesuan::{Language, Report};
use juesuan_export::wording::Names;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::answer::{Form, Task, raw};
use crate::args::{CheckArgs, CheckFormat};
use crate::batch::{self, Order, Session};
use crate::input;
use crate::lang::Lang;
use crate::output::{Outcome, Stop, write_result};
use crate::separate;
use crate::text::{escaped, pages, verdict_name};

/// How checks are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Show {
    /// The data, one line per document.
    Json,
    Text {
        lang: Lang,
        /// Passed and skipped checks, too.
        all: bool,
        color: bool,
    },
}

pub(crate) fn run(args: &CheckArgs, session: Session) -> Result<Outcome, Stop> {
    #[cfg(feature = "compare")]
    if args.across {
        return crate::across::run(args, session);
    }
    let inputs = input::collect(&args.input)?;
    separate::stdout_from_inputs(&inputs)?;
    let color = wants_color();
    let show = match args.format {
        CheckFormat::Json => Show::Json,
        CheckFormat::Text => Show::Text { lang: session.lang, all: args.all, color },
    };
    let task = Task { form: Form::Check(show), options: args.input.read_options() };
    let mut out = BufWriter::new(io::stdout().lock());
    let mut failed = false;
    let outcome = batch::run(&inputs, &task, &args.input.pace(Order::OfInputs), session, |_, answer| {
        failed |= answer.manifest.checks.fail > 0;
        write_result(&answer.result, &mut out).map_err(Stop::to_stdout)
    })?;
    out.flush().map_err(Stop::to_stdout)?;
    Ok(if failed { Outcome::ChecksFailed } else { outcome })
}

/// Whether standard output is a terminal that may be coloured.
pub(crate) fn wants_color() -> bool {
    io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// How many checks ended in which way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tally {
    pub(crate) pass: usize,
    pub(crate) fail: usize,
    pub(crate) skipped: usize,
}

impl Tally {
    pub(crate) fn of(checks: &[Check]) -> Self {
        let count = |status| checks.iter().filter(|check| check.status == status).count();
        Self { pass: count(Status::Pass), fail: count(Status::Fail), skipped: count(Status::Skipped) }
    }

    pub(crate) fn in_words(self, lang: Lang) -> String {
        let Self { pass, fail, skipped } = self;
        match lang {
            Lang::Zh => format!("{pass} 项相符，{fail} 项不符，{skipped} 项未核对"),
            Lang::En => format!("{pass} passed, {fail} failed, {skipped} skipped"),
        }
    }
}

#[derive(Serialize)]
struct Checked<'a> {
    document: &'a str,
    year: Option<u16>,
    department: Option<&'a str>,
    verdict: &'static str,
    tally: Tally,
    checks: &'a [Check],
}

/// The checks of a document: data, or text.
pub(crate) fn render(document: &str, report: &Report, show: Show) -> Option<Box<RawValue>> {
    match show {
        Show::Json => raw(&Checked {
            document,
            year: report.year,
            department: report.department.as_ref().map(|department| department.text.as_str()),
            verdict: report.verdict.as_str(),
            tally: Tally::of(&report.checks),
            checks: &report.checks,
        }),
        Show::Text { lang, all, color } => raw(&Page { lang, color }.write(document, report, all)),
    }
}

struct Page {
    lang: Lang,
    color: bool,
}

impl Page {
    fn write(&self, document: &str, report: &Report, all: bool) -> String {
        let lang = self.lang;
        let tally = Tally::of(&report.checks).in_words(lang);
        // How far the reading can be trusted is one thing, what the department printed inconsistently another.
        let mut text = format!(
            "{}  {}{}  {}  {}{tally}\n",
            escaped(document),
            lang.pick("读取：", "reading: "),
            verdict_name(report.verdict, lang),
            Language::from(lang).findings(report.findings),
            lang.pick("核对：", "checks: ")
        );
        let names = Names::of(report);
        let mut source = None;
        for check in worst_first(&report.checks) {
            if !all && check.status != Status::Fail {
                continue;
            }
            if check.group.is_some()
                && check.group != source
                && let Some(cell) = check.cells.first()
            {
                let cell = names.cell(cell, lang.into());
                let _ = writeln!(text, "  {}{}", lang.pick("可能源于：", "probably from: "), escaped(&cell));
            }
            source.clone_from(&check.group);
            self.write_check(check, &names, &mut text);
        }
        text
    }

    fn write_check(&self, check: &Check, names: &Names<'_>, text: &mut String) {
        let lang = self.lang;
        let say = |words: &juesuan::checks::Words| escaped(lang.pick(&words.zh, &words.en));
        let (mark, color) = match (check.status, check.severity) {
            (Status::Pass, _) => ("✓", "32"),
            (Status::Skipped, _) => ("–", "2"),
            (Status::Fail, Severity::Error) => ("✗", "31"),
            (Status::Fail, _) => ("!", "33"),
        };
        let place = if check.pages.is_empty() { String::new() } else { format!("  {}", pages(&check.pages, lang)) };
        let mark = painted(mark, color, self.color);
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {mark} {}{place}", say(&check.formula));
        let _ = writeln!(text, "      {}", say(&check.message));
        for side in names.sides(check, lang.into()) {
            let _ = writeln!(text, "      {}", escaped(&side));
        }
        if check.status == Status::Fail {
            for quote in names.quotes(check) {
                let _ = writeln!(text, "      {}“{}”", lang.pick("原文：", "the text: "), escaped(&quote));
            }
        }
    }
}

/// A text in a colour, where colours are wanted.
pub(crate) fn painted(text: &str, color: &str, wanted: bool) -> String {
    if wanted { format!("\u{1b}[{color}m{text}\u{1b}[0m") } else { text.to_owned() }
}

/// Fails first, the gravest before the others, those from one cell together; then in their own order.
fn worst_first(checks: &[Check]) -> Vec<&Check> {
    let mut sorted: Vec<&Check> = checks.iter().collect();
    sorted.sort_by_key(|check| {
        let failed = check.status == Status::Fail;
        (std::cmp::Reverse(failed.then_some(check.severity)), check.group.clone().filter(|_| failed))
    });
    sorted
}
