//! The command line in Chinese: help, the manual and usage errors.
//!
//! In: the one definition of the command line, which is English. Out: the same with Chinese words. Nothing is parsed with
//! it; it is shown to people where their language is Chinese.

mod words;

use std::ffi::OsString;

use clap::builder::{PossibleValue, PossibleValuesParser, StyledStr};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory, Error};

use crate::args::Args;
use crate::lang::Lang;

/// The command line with Chinese words.
pub(crate) fn command() -> Command {
    translated(Args::command())
}

/// The language of what is said about a command line that cannot be parsed: what it asks for, else that of the locale.
pub(crate) fn language(args: &[OsString]) -> Lang {
    let mut args = args.iter().filter_map(|arg| arg.to_str());
    while let Some(arg) = args.next() {
        let value = if arg == "--lang" { args.next() } else { arg.strip_prefix("--lang=") };
        match value {
            Some("zh") => return Lang::Zh,
            Some("en") => return Lang::En,
            _ => {}
        }
    }
    Lang::of_locale()
}

/// What is said in place of help, version, or a usage error of these arguments.
pub(crate) fn said(args: &[OsString], english: &Error) -> String {
    match command().try_get_matches_from(args) {
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            of_frame(&error.render().to_string())
        }
        Err(error) if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            of_frame(&error.render().to_string())
        }
        // Both parse by one definition; what only the typed values refuse is said of the English error.
        Err(error) => usage_error(&error),
        Ok(_) => usage_error(english),
    }
}

/// A text of the help in Chinese; the English one where there is none.
fn word(english: &str) -> String {
    let found = words::WORDS.iter().find(|(known, _)| *known == english);
    found.map_or(english, |(_, chinese)| *chinese).to_owned()
}

fn translated(command: Command) -> Command {
    let about = command.get_about().map(|text| word(&text.to_string()));
    let below = words::BELOW.iter().find(|(name, _)| *name == command.get_name()).map(|(_, text)| *text);
    let after = command.get_after_help().and(below);
    let mut command = command.mut_args(translated_arg).mut_subcommands(translated);
    if let Some(about) = about {
        command = command.about(about);
    }
    match after {
        Some(after) => command.after_help(after),
        None => command,
    }
}

fn translated_arg(arg: Arg) -> Arg {
    let help = arg.get_help().map(|text| word(&text.to_string()));
    let values = arg.get_possible_values();
    let takes_one = arg.get_num_args().is_none_or(|count| count.takes_values());
    let arg = match help {
        Some(help) => arg.help(help),
        None => arg,
    };
    if values.is_empty() || !takes_one {
        return arg;
    }
    let value = |value: PossibleValue| {
        let help = value.get_help().map(|text| StyledStr::from(word(&text.to_string())));
        help.map_or_else(|| value.clone(), |help| value.clone().help(help))
    };
    arg.value_parser(PossibleValuesParser::new(values.into_iter().map(value)))
}

/// The words that the parser itself puts around ours.
fn of_frame(text: &str) -> String {
    words::FRAME.iter().fold(text.to_owned(), |text, (english, chinese)| text.replace(english, chinese))
}

/// A manual page with Chinese headings.
pub(crate) fn of_manual(page: &str) -> String {
    words::MANUAL.iter().fold(of_frame(page), |page, (english, chinese)| page.replace(english, chinese))
}

/// A usage error in one line, and how to go on.
fn usage_error(error: &Error) -> String {
    let text = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let arg = text(ContextKind::InvalidArg);
    let value = text(ContextKind::InvalidValue);
    let said = match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => format!("{arg} 需要一个值"),
        ErrorKind::InvalidValue => format!("{arg} 的值“{value}”无效"),
        ErrorKind::ValueValidation => {
            let reason = std::error::Error::source(error).map(|source| format!("：{source}")).unwrap_or_default();
            format!("{arg} 的值“{value}”无效{reason}")
        }
        ErrorKind::UnknownArgument => format!("没有参数 {arg}"),
        ErrorKind::InvalidSubcommand => format!("没有命令“{}”", text(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("缺少必需的参数：{arg}"),
        ErrorKind::MissingSubcommand => "缺少命令".to_owned(),
        ErrorKind::ArgumentConflict => match text(ContextKind::PriorArg) {
            prior if prior == arg || prior.is_empty() => format!("{arg} 只能给出一次"),
            prior => format!("{arg} 不能与 {prior} 同时使用"),
        },
        ErrorKind::NoEquals => format!("{arg} 与值之间要用等号"),
        ErrorKind::TooManyValues => format!("{arg} 的值太多：“{value}”"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!("{arg} 的值个数不对"),
        ErrorKind::InvalidUtf8 => "参数不是有效的 UTF-8".to_owned(),
        _ => error.to_string(),
    };
    let choices = text(ContextKind::ValidValue);
    let choices = if choices.is_empty() { String::new() } else { format!("；可选：{choices}") };
    let meant = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let meant: Vec<String> = meant.into_iter().map(text).filter(|text| !text.is_empty()).collect();
    let meant = if meant.is_empty() { String::new() } else { format!("；是否要写 {}？", meant.join("、")) };
    let usage = of_frame(&text(ContextKind::Usage));
    let usage = if usage.is_empty() { usage } else { format!("\n\n{usage}") };
    format!("juesuan: {said}{choices}{meant}{usage}\n\n详细说明请用 --help。\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every text that people see: of commands, arguments and values.
    fn texts(command: &Command, found: &mut Vec<String>) {
        let mut take = |text: Option<&StyledStr>| found.extend(text.map(ToString::to_string));
        take(command.get_about());
        let below = words::BELOW.iter().any(|(name, _)| *name == command.get_name());
        assert_eq!(command.get_after_help().is_some(), below, "examples of {}", command.get_name());
        for arg in command.get_arguments().filter(|arg| !arg.is_hide_set()) {
            take(arg.get_help());
            for value in arg.get_possible_values().iter().filter(|value| !value.is_hide_set()) {
                take(value.get_help());
            }
        }
        command.get_subcommands().for_each(|command| texts(command, found));
    }

    #[test]
    fn every_text_of_the_help_is_there_in_chinese() {
        let mut all = Vec::new();
        texts(&Args::command(), &mut all);
        assert!(all.len() > 50);
        let is_chinese = |text: &str| text.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
        let lacking: Vec<&String> =
            all.iter().filter(|text| word(text) == **text && !(text.chars().count() < 8 && is_chinese(text))).collect();
        assert!(lacking.is_empty(), "add to words.rs: {lacking:#?}");
    }

    fn said_of(args: &[&str]) -> String {
        let args: Vec<OsString> = std::iter::once("juesuan").chain(args.iter().copied()).map(OsString::from).collect();
        let error = <Args as clap::Parser>::try_parse_from(&args).unwrap_err();
        said(&args, &error)
    }

    #[test]
    fn usage_errors_are_said_in_chinese() {
        assert!(said_of(&["csv", "a.pdf"]).starts_with("juesuan: 缺少必需的参数：--out <DIR>\n\n用法：juesuan csv"));
        let format = said_of(&["check", "--format", "xml", "a.pdf"]);
        assert!(format.contains("--format <FORMAT> 的值“xml”无效；可选：text、json"), "{format}");
        assert!(said_of(&["jsn", "a.pdf"]).contains("没有命令“jsn”；是否要写 json"));
        assert!(said_of(&["csv", "--prne"]).contains("没有参数 --prne；是否要写 --prune"));
        assert!(said_of(&["json", "--jobs", "0", "a.pdf"]).contains("--jobs <N> 的值“0”无效"));
    }

    #[test]
    fn the_help_is_chinese_throughout() {
        let help = said_of(&["csv", "--help"]);
        assert!(help.contains("用法：juesuan csv [选项]") && help.contains("\n选项：\n"), "{help}");
        for english in ["Usage", "Options", "Print", "Arguments", "Examples", "default:"] {
            assert!(!help.contains(english), "{english} in {help}");
        }
        assert!(said_of(&["help", "csv"]).contains("用法：juesuan csv"));
    }

    #[test]
    fn the_language_that_is_asked_for_counts() {
        let language = |args: &[&str]| language(&args.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(language(&["juesuan", "--lang=zh", "csv"]), Lang::Zh);
        assert_eq!(language(&["juesuan", "csv", "--lang", "en"]), Lang::En);
    }
}
