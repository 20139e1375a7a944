//! `juesuan find`: a number, a code or a word → every place where documents print it.

use std::io::{self, BufWriter, Write};

use juesuan::compare::find::{Hit, MOST_HITS, Query, find};
use juesuan::{Document, Place, Report};
use serde::Serialize;

use crate::answer::{Form, Manifest, Task};
use crate::args::{CheckFormat, FindArgs};
use crate::batch::{self, Order, Session};
use crate::input;
use crate::lang::Lang;
use crate::output::{Outcome, Stop};
use crate::separate;
use crate::text::{escaped, pages};

/// What is looked for, kept for as long as the process runs: every document is asked for it.
pub(crate) fn kept(query: &str) -> &'static str {
    Box::leak(query.to_owned().into_boxed_str())
}

pub(crate) fn run(args: &FindArgs, session: Session) -> Result<Outcome, Stop> {
    if Query::parse(&args.query).is_none() {
        return Err(Stop::NoQuery);
    }
    let inputs = input::collect(&args.input)?;
    separate::stdout_from_inputs(&inputs)?;
    let task = Task { form: Form::Find { query: kept(&args.query) }, options: args.input.read_options() };
    let mut out = BufWriter::new(io::stdout().lock());
    let mut found = 0_usize;
    let outcome = batch::run(&inputs, &task, &args.input.pace(Order::OfInputs), session, |input, answer| {
        let hits: Option<Vec<Hit>> =
            serde_json::from_str(answer.result.get()).map_err(io::Error::from).map_err(Stop::to_stdout)?;
        let hits = hits.unwrap_or_default();
        found = found.saturating_add(hits.len());
        if hits.len() >= MOST_HITS && !session.quiet {
            let what = session.lang.pick("只列出前面的结果，条数：", "only the first hits are told: ");
            eprintln!("juesuan: {}: {what}{MOST_HITS}", input.on_a_line());
        }
        let written = match args.format {
            CheckFormat::Json => json(&answer.manifest, &hits, &mut out),
            CheckFormat::Text => hits.iter().try_for_each(|hit| {
                writeln!(out, "{}  {}", escaped(&answer.manifest.document), line(hit, session.lang))
            }),
        };
        written.map_err(Stop::to_stdout)
    })?;
    out.flush().map_err(Stop::to_stdout)?;
    if found == 0 && !session.quiet {
        eprintln!("juesuan: {}", session.lang.pick("没有找到", "not found"));
    }
    Ok(outcome)
}

/// The hits of a document, to be sent to whoever asked.
pub(crate) fn hits(document: &Document, report: &Report, query: &str) -> Vec<Hit> {
    Query::parse(query).map(|query| find(document, report, &query)).unwrap_or_default()
}

#[derive(Serialize)]
struct Found<'a> {
    document: &'a str,
    year: Option<u16>,
    department: Option<&'a str>,
    hits: &'a [Hit],
}

fn json(manifest: &Manifest, hits: &[Hit], out: &mut impl Write) -> io::Result<()> {
    let found =
        Found { document: &manifest.document, year: manifest.year, department: manifest.department.as_deref(), hits };
    serde_json::to_writer(&mut *out, &found)?;
    out.write_all(b"\n")
}

/// Place, table, row, column, and what is printed.
fn line(hit: &Hit, lang: Lang) -> String {
    let title = if hit.title.is_empty() { String::new() } else { format!("《{}》", escaped(&hit.title)) };
    let account = if hit.account > 1 { format!(" #{}", hit.account) } else { String::new() };
    let parts: Vec<String> =
        [&hit.row, &hit.column].into_iter().filter(|part| !part.is_empty()).map(|part| escaped(part)).collect();
    let parts = [format!("{}{account}", place(&hit.at, lang)), title, parts.join(" · "), escaped(&hit.text)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}

/// Where something stands, as people say it.
pub(crate) fn place(at: &Place, lang: Lang) -> String {
    match (at.address, lang) {
        (Some(_), Lang::Zh) => at.in_chinese(),
        (Some(_), Lang::En) => at.in_english(),
        (None, _) => pages(&[at.page], lang),
    }
}
