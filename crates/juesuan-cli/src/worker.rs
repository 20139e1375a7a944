//! `juesuan worker`: requests on standard input, one JSON line each on standard output, for batches, schedulers and
//! cluster engines.
//!
//! A request is a line: a path, or a JSON object. `{"path": "a.pdf"}` names a file; `{"bytes": 4711, "name": "a.pdf"}`
//! is followed by so many bytes of the document itself, `{"files": [["text.docx", 4711], ["tables.xlsx", 815]]}` by those
//! of the files of one disclosure, one after another. Answers come in the order of the requests. With a time limit,
//! documents are read in another worker below this one, which is replaced when it hangs or dies.

use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use juesuan_export::Source;
use serde::{Deserialize, Serialize};

use crate::answer::{Answer, Form, Task};
use crate::args::{AnswerForm, WorkerArgs};
use crate::batch::Session;
use crate::check::Show;
use crate::failure::Failure;
use crate::input::{Input, Origin, path_of};
use crate::line::{self, Line};
use crate::output::{Outcome, Stop};
use crate::pool::{Allowance, Reader};

/// Bytes of a request's line: a path, and a name. What is longer is passed over and refused.
const LONGEST_REQUEST: usize = 1 << 20;

/// What the line begins with by which a worker tells its parent the hash of the bytes that it has fetched.
pub(crate) const FETCHED: &[u8] = b"#";

/// The line by which a worker tells its parent that it has recognised one more scanned page: its time begins anew.
pub(crate) const PAGE: &[u8] = b"+";

/// How often a worker looks whether its parent is still there.
const WATCH: Duration = Duration::from_millis(200);

/// One request.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Request {
    /// The document's name in the answer; by default the file name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    /// The file to read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) path: Option<PathBuf>,
    /// How many bytes of the document follow the line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) bytes: Option<usize>,
    /// The files that are one disclosure: the name and the length of each. Their bytes follow the line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) files: Option<Vec<(String, usize)>>,
}

pub(crate) fn run(args: &WorkerArgs, session: Session) -> Result<Outcome, Stop> {
    if std::env::var_os("RUST_BACKTRACE").is_none() {
        // A defect is in the answer; the scheduler's log need not have it too.
        std::panic::set_hook(Box::new(|_| {}));
    }
    let task = args.task(session.lang);
    let mut reader = match args.allowance() {
        Some(allowance) => Reader::Apart { task: &task, allowance, worker: None },
        None => {
            limit_memory(args.memory_limit);
            Reader::Here(&task)
        }
    };
    if let Some(parent) = args.parent {
        end_with(parent)?;
    }
    #[cfg(feature = "ocr")]
    if args.parent.is_some() {
        juesuan::ocr::after_each_page(|| {
            let _ = writeln!(io::stdout(), "+").and_then(|()| io::stdout().flush());
        });
    }
    let longest = task.options.limits.file_bytes;
    let mut requests = io::stdin().lock();
    let failed = |source| Stop::List { path: "-".into(), source };
    loop {
        let input = match line::next(&mut requests, LONGEST_REQUEST).map_err(failed)? {
            Line::End => return Ok(Outcome::Read),
            Line::Whole(line) if line.trim_ascii().is_empty() => continue,
            Line::Whole(line) => input(line.trim_ascii(), &mut requests, longest),
            Line::TooLong => {
                let reason = format!("a line of more than {LONGEST_REQUEST} bytes");
                Err((String::new(), Failure::request(&reason)))
            }
        };
        let answer = match input {
            Ok(input) => reader.read_and_say(&input, |sha256| {
                if args.parent.is_some() {
                    // An output that is closed is noticed when the answer is written.
                    let _ = writeln!(io::stdout(), "#{sha256}").and_then(|()| io::stdout().flush());
                }
            }),
            Err((name, failure)) => Answer::failed(&Source::new(name, ""), task.form, failure),
        };
        write_answer(&answer, &mut io::stdout().lock()).map_err(Stop::to_stdout)?;
    }
}

/// Ends this process as soon as its parent has ended, in whatever way, and whatever this process does then. An
/// interruption is for the parent: it decides what becomes of its workers.
fn end_with(parent: u32) -> Result<(), Stop> {
    // Where it cannot be set, the worker ends at once, which does no harm either.
    let _ = ctrlc::set_handler(|| {});
    #[cfg(unix)]
    thread::Builder::new()
        .spawn(move || {
            while std::os::unix::process::parent_id() == parent {
                thread::sleep(WATCH);
            }
            std::process::exit(1);
        })
        .map_err(Stop::to_stdout)?;
    #[cfg(not(unix))]
    let _ = (parent, WATCH);
    Ok(())
}

/// The document that is asked for; else the name of what was asked for, and why there is none.
fn input(line: &[u8], requests: &mut impl Read, longest: u64) -> Result<Input, (String, Failure)> {
    let refused = |reason: &str| (String::new(), Failure::request(reason));
    let (name, mut input) = match request(line).map_err(|error| refused(&error.to_string()))? {
        Request { name, path: Some(path), bytes: None, files: None } => (name, Input::file(path)),
        Request { name, path: None, bytes: Some(length), files: None } => {
            match sent(length as u64, requests, longest) {
                Ok(bytes) => (name, Input { origin: Origin::Bytes(bytes), ..Input::stdin() }),
                Err(failure) => return Err((name.unwrap_or_default(), failure)),
            }
        }
        Request { name, path: None, bytes: None, files: Some(announced) } => {
            let mut files = Vec::new();
            let mut refused = None;
            // All of them are taken from the stream, so that the next request is where it should be.
            for (file, length) in announced {
                match sent(length as u64, requests, longest) {
                    Ok(bytes) => files.push(Input { name: file, origin: Origin::Bytes(bytes) }),
                    Err(failure) => refused = refused.or(Some(failure)),
                }
            }
            match refused {
                None => (name, Input { origin: Origin::Together { folder: None, files }, ..Input::stdin() }),
                Some(failure) => return Err((name.unwrap_or_default(), failure)),
            }
        }
        _ => return Err(refused("a request has a path, a number of bytes, or files")),
    };
    input.name = name.unwrap_or(input.name);
    Ok(input)
}

/// The bytes that follow a request; what is longer than a document may be is passed over.
fn sent(length: u64, requests: &mut impl Read, longest: u64) -> Result<Vec<u8>, Failure> {
    let mut requests = requests.take(length);
    if length > longest {
        io::copy(&mut requests, &mut io::sink())?;
        return Err(Failure::too_many_bytes(longest));
    }
    let mut bytes = Vec::new();
    let read = requests.read_to_end(&mut bytes)?;
    if read as u64 == length { Ok(bytes) } else { Err(io::Error::from(io::ErrorKind::UnexpectedEof).into()) }
}

/// A line that begins like a JSON object is one; any other is a path.
fn request(line: &[u8]) -> serde_json::Result<Request> {
    if line.starts_with(b"{") {
        return serde_json::from_slice(line);
    }
    Ok(Request { path: Some(path_of(line)), ..Request::default() })
}

fn write_answer(answer: &Answer, out: &mut impl Write) -> io::Result<()> {
    let data = answer.result.get();
    if data.contains('\n') {
        // Indented data are no line: they are said as text.
        let text = serde_json::value::to_raw_value(&format!("{data}\n"))?;
        let answer = Answer { manifest: answer.manifest.clone(), result: text };
        serde_json::to_writer(&mut *out, &answer)?;
    } else {
        serde_json::to_writer(&mut *out, answer)?;
    }
    out.write_all(b"\n")?;
    out.flush()
}

/// Limits the address space of this process, where the system can; a document that needs more ends the process.
fn limit_memory(megabytes: Option<u64>) {
    #[cfg(unix)]
    if let Some(megabytes) = megabytes {
        let bytes = megabytes.saturating_mul(1 << 20);
        // Where it cannot be set (some systems know no such limit), the limits of the reader still hold.
        let _ = rlimit::setrlimit(rlimit::Resource::AS, bytes, bytes);
    }
    #[cfg(not(unix))]
    let _ = megabytes;
}

/// The arguments that make a worker do a task.
pub(crate) fn flags(task: &Task, allowance: Allowance) -> Vec<String> {
    let mut flags = vec![format!("--memory-limit={}", allowance.megabytes)];
    #[cfg(feature = "ocr")]
    {
        use juesuan::ocr::Mode;
        let mode = match task.options.recognition.mode {
            Mode::Off => "off",
            Mode::Auto => "auto",
            Mode::Only => "only",
        };
        flags.push(format!("--ocr={mode}"));
    }
    let form = match task.form {
        Form::Records => AnswerForm::Records,
        Form::Report { pretty, places, named } => {
            flags.extend(pretty.then(|| "--pretty".to_owned()));
            flags.extend((!places).then(|| "--no-places".to_owned()));
            flags.extend(named.then(|| "--named".to_owned()));
            AnswerForm::Report
        }
        Form::Rows { named } => {
            flags.extend(named.then(|| "--named".to_owned()));
            AnswerForm::Rows
        }
        Form::Inspect { lang } => {
            flags.push(format!("--lang={}", lang.pick("zh", "en")));
            AnswerForm::Inspect
        }
        #[cfg(feature = "audit")]
        Form::Audit { lang } => {
            flags.push(format!("--lang={}", lang.pick("zh", "en")));
            AnswerForm::Audit
        }
        Form::Check(Show::Json) => AnswerForm::Check,
        #[cfg(feature = "compare")]
        Form::Entries { whole: true } => AnswerForm::Entries,
        #[cfg(feature = "compare")]
        Form::Entries { whole: false } => AnswerForm::Compared,
        #[cfg(feature = "compare")]
        Form::Find { query } => {
            flags.push(format!("--query={query}"));
            AnswerForm::Find
        }
        #[cfg(feature = "xlsx")]
        Form::Sheets { lang } => {
            flags.push(format!("--lang={}", lang.pick("zh", "en")));
            AnswerForm::Sheets
        }
        Form::Check(Show::Text { lang, all, color }) => {
            flags.push(format!("--lang={}", lang.pick("zh", "en")));
            flags.extend(all.then(|| "--all".to_owned()));
            flags.extend(color.then(|| "--color".to_owned()));
            AnswerForm::CheckText
        }
    };
    flags.push(format!("--answer={}", form.name()));
    flags.extend(crate::limits::flags(&task.options.limits));
    flags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_bytes_than_a_document_may_have_are_passed_over() {
        let mut requests = &b"123456789\n"[..];
        assert_eq!(sent(3, &mut requests, 4).unwrap(), b"123");
        assert!(sent(6, &mut requests, 4).is_err());
        assert_eq!(requests, b"\n", "the next request is where it should be");
        assert!(sent(4, &mut requests, 4).is_err(), "fewer than announced");
    }

    #[test]
    fn indented_data_are_said_on_one_line() {
        let data = "{\n  \"a\": 1\n}";
        let result = serde_json::value::RawValue::from_string(data.to_owned()).unwrap();
        let mut line = Vec::new();
        write_answer(&Answer { manifest: crate::answer::Manifest::default(), result }, &mut line).unwrap();
        assert_eq!(line.iter().filter(|byte| **byte == b'\n').count(), 1);
        let answer: Answer = serde_json::from_slice(&line).unwrap();
        assert_eq!(serde_json::from_str::<String>(answer.result.get()).unwrap(), format!("{data}\n"));
    }

    #[test]
    fn a_request_is_a_path_or_an_object() {
        let path = |text: &str| Request { path: Some(text.into()), ..Request::default() };
        assert_eq!(request("决算.pdf".as_bytes()).unwrap(), path("决算.pdf"));
        assert_eq!(request(br#"{"path":"a.pdf"}"#).unwrap(), path("a.pdf"));
        let sent = Request { name: Some("a".into()), bytes: Some(3), ..Request::default() };
        assert_eq!(request(br#"{"bytes":3,"name":"a"}"#).unwrap(), sent);
        assert!(request(br#"{"file":"a.pdf"}"#).is_err());
    }
}
