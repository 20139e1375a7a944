//! `juesuan check --across`: what agrees between documents and what does not, for people or as JSON.

use std::fmt::Write as _;
use std::io::{self, Write};

use juesuan::Language;
use juesuan::checks::Status;
use juesuan::compare::across::{self, Cited, CrossCheck};
use juesuan::diagnostic::Severity;

use crate::args::{CheckArgs, CheckFormat};
use crate::batch::Session;
use crate::check::{Tally, painted, wants_color};
use crate::compare::{Accounts, names, read};
use crate::input;
use crate::lang::Lang;
use crate::output::{Outcome, Stop};
use crate::separate;
use crate::text::escaped;

pub(crate) fn run(args: &CheckArgs, session: Session) -> Result<Outcome, Stop> {
    let inputs = input::collect(&args.input)?;
    separate::stdout_from_inputs(&inputs)?;
    let names = names(args.names.as_deref())?;
    let Accounts { entries, outcome, .. } = read(&args.input, &inputs, true, session)?;
    let checks = across::run(&entries, &names);
    let text = match args.format {
        CheckFormat::Json => json(&checks, args.all).map_err(Stop::to_stdout)?,
        CheckFormat::Text => {
            Shown { lang: session.lang, all: args.all, color: wants_color() }.write(&checks, entries.len())
        }
    };
    io::stdout().lock().write_all(text.as_bytes()).map_err(Stop::to_stdout)?;
    let failed = checks.iter().any(|check| check.status == Status::Fail);
    Ok(if failed { Outcome::ChecksFailed } else { outcome })
}

/// One line a check; passed ones only where all are wanted.
fn json(checks: &[CrossCheck], all: bool) -> io::Result<String> {
    let mut text = String::new();
    for check in checks.iter().filter(|check| all || check.status != Status::Pass) {
        text.push_str(&serde_json::to_string(check)?);
        text.push('\n');
    }
    Ok(text)
}

struct Shown {
    lang: Lang,
    all: bool,
    color: bool,
}

impl Shown {
    fn write(&self, checks: &[CrossCheck], accounts: usize) -> String {
        let lang = self.lang;
        let count = |status| checks.iter().filter(|check| check.status == status).count();
        let tally = Tally { pass: count(Status::Pass), fail: count(Status::Fail), skipped: count(Status::Skipped) };
        let tally = tally.in_words(lang);
        let mut text = match lang {
            Lang::Zh => format!("{accounts} 份决算之间：{tally}\n"),
            Lang::En => format!("between {accounts} accounts: {tally}\n"),
        };
        let fails = checks.iter().filter(|check| check.status == Status::Fail);
        let others = checks.iter().filter(|check| self.all && check.status != Status::Fail);
        for check in fails.chain(others) {
            self.check(check, &mut text);
        }
        text
    }

    fn check(&self, check: &CrossCheck, text: &mut String) {
        let language = Language::from(self.lang);
        let (mark, color) = match (check.status, check.severity) {
            (Status::Pass, _) => ("✓", "32"),
            (Status::Skipped, _) => ("–", "2"),
            (Status::Fail, Severity::Error) => ("✗", "31"),
            (Status::Fail, _) => ("!", "33"),
        };
        let mark = painted(mark, color, self.color);
        let (formula, message) = (escaped(language.of(&check.formula)), escaped(language.of(&check.message)));
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {mark} {}  {formula}", escaped(&check.department));
        let _ = writeln!(text, "      {message}");
        if check.status != Status::Pass {
            // The first number is the left side, the others add to the right one.
            for (at, cited) in check.cells.iter().enumerate() {
                let side = match (check.left.is_some() && check.right.is_some(), at) {
                    (false, _) => "",
                    (true, 0) => self.lang.pick("左边  ", "left   "),
                    (true, _) => self.lang.pick("右边  ", "right  "),
                };
                let _ = writeln!(text, "        {side}{}", self.cited(cited));
            }
        }
    }

    /// File, place, what it is, and the number as printed.
    fn cited(&self, cited: &Cited) -> String {
        let account = if cited.account > 1 { format!(" #{}", cited.account) } else { String::new() };
        let place = crate::find::place(&cited.at, self.lang);
        let what = escaped(Language::from(self.lang).of(&cited.what));
        let unit = cited.unit.map_or("", |unit| unit.as_str());
        let value = cited.value.map(|value| value.to_string()).unwrap_or_default();
        format!("{}{account}  {place}  {what}  {value} {unit}", escaped(&cited.document)).trim_end().to_owned()
    }
}
