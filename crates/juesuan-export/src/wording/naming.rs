//! A report → the words by which people know its cells: table, row and column as they are printed, never identifiers.

use std::collections::BTreeMap;

use juesuan_model::checks::{CellRef, Check, Entry, Operation};
use juesuan_model::diagnostic::Diagnostic;
use juesuan_model::forms::{FundLine, Indicator};
use juesuan_model::narrative::Statement;
use juesuan_model::report::Report;
use juesuan_model::tables::{Fact, PrintedTable, RawCell, TableHead, TableId};
use juesuan_model::{Id, Place};
use rust_decimal::Decimal;

use super::{Language, contract};
use crate::contract::{Form, forms};

/// So many characters of a sentence are quoted on each side of the number that it is about.
const QUOTED: usize = 48;

/// So many characters of a label are given.
const LABEL: usize = 40;

/// So many numbers of a side are named; the rest is counted.
const NAMED: usize = 6;

/// What the cells of one account are called.
#[derive(Debug)]
pub struct Names<'a> {
    report: &'a Report,
    heads: BTreeMap<u32, &'a TableHead>,
    facts: BTreeMap<Id, Vec<&'a Fact>>,
    cells: BTreeMap<Id, (&'a PrintedTable, &'a RawCell)>,
    statements: Vec<&'a Statement>,
    forms: Vec<Form<'a>>,
}

impl<'a> Names<'a> {
    /// Those of an account.
    #[must_use]
    pub fn of(report: &'a Report) -> Self {
        let mut facts: BTreeMap<Id, Vec<&Fact>> = BTreeMap::new();
        for fact in &report.facts {
            facts.entry(fact.amount.at.id).or_default().push(fact);
        }
        let cells =
            report.printed.iter().flat_map(|table| table.cells.iter().map(move |cell| (cell.at.id, (table, cell))));
        Self {
            report,
            heads: report.table_heads().into_iter().map(|head| (head.order, head)).collect(),
            facts,
            cells: cells.filter(|(id, _)| id.is_some()).collect(),
            statements: report.narrative.statements.iter().filter(|said| said.is_about_amounts()).collect(),
            forms: forms(report),
        }
    }

    /// The position of the table that a place belongs to: it is one of its cells, or its title, or there is no other
    /// table on its page.
    #[must_use]
    pub fn table_of(&self, at: &Place) -> Option<u32> {
        if let Some((table, _)) = self.cells.get(&at.id) {
            return Some(table.order);
        }
        if let Some(head) = self.heads.values().find(|head| head.title.at.touches(at)) {
            return Some(head.order);
        }
        let on_page = |head: &&&TableHead| at.page > 0 && (head.first_page..=head.last_page).contains(&at.page);
        let mut there = self.heads.values().filter(on_page);
        there.next().filter(|_| there.next().is_none()).map(|head| head.order)
    }

    /// The printed title of a table.
    #[must_use]
    pub fn title(&self, order: u32) -> &'a str {
        self.heads.get(&order).map_or("", |head| head.title.text.as_str())
    }

    /// A printed number of a check: 《支出决算表》“2010301 行政运行”合计（第 8 页）.
    #[must_use]
    pub fn cell(&self, cell: &CellRef, language: Language) -> String {
        let name = self.name(cell, language).concat();
        match language.pages(&[cell.at.page]) {
            page if page.is_empty() => name,
            page => format!("{name}{}", in_brackets(&page, language)),
        }
    }

    /// Which printed numbers are on the left side of a failed check, and which on the right: a line each; nothing of what
    /// has no sides.
    #[must_use]
    pub fn sides(&self, check: &Check, language: Language) -> Vec<String> {
        let Some(sides) = &check.sides else { return Vec::new() };
        let left = (language.pick("左边", "left"), check.left, &sides.left);
        let right = (language.pick("右边", "right"), check.right, &sides.right);
        let side = |(name, sum, entries): (&str, Option<Decimal>, &Vec<Entry>)| {
            let sum = sum.map(|sum| format!(" {sum}")).unwrap_or_default();
            format!("{name}{sum}{}{}", language.pick("：", ": "), self.entries(entries, language))
        };
        vec![side(left), side(right)]
    }

    fn entries(&self, entries: &[Entry], language: Language) -> String {
        let mut said = String::new();
        let over = entries.iter().position(|entry| entry.operation == Operation::Over);
        let (mut before, mut page) = ([String::new(), String::new()], None);
        for (at, Entry { operation, cell, value, unit, .. }) in entries.iter().take(NAMED).enumerate() {
            let divisor = over.is_some_and(|over| entries.len().saturating_sub(over) > 1);
            said.push_str(match operation {
                Operation::Plus if at == 0 && over.is_some_and(|over| over > 1) => "(",
                Operation::Plus if at == 0 => "",
                Operation::Plus => " + ",
                Operation::Minus => " − ",
                Operation::Times => " × ",
                Operation::Over if at > 1 && divisor => ") ÷ (",
                Operation::Over if at > 1 => ") ÷ ",
                Operation::Over if divisor => " ÷ (",
                Operation::Over => " ÷ ",
                _ => " ",
            });
            // What is the same as of the number before is not said again.
            let [of, row, header] = self.name(cell, language);
            let own = [of, row];
            let new = own.iter().zip(&before).position(|(own, before)| own != before).unwrap_or(own.len());
            said.extend(own.iter().skip(new).map(String::as_str).chain([header.as_str()]));
            let here = language.pages(&[cell.at.page]);
            if page != Some(cell.at.page) && !here.is_empty() {
                said.push_str(&in_brackets(&here, language));
            }
            (before, page) = (own, Some(cell.at.page));
            let unit = unit.map(|unit| format!(" {}", unit.as_str())).unwrap_or_default();
            said.push_str(&format!(" {value}{unit}"));
            if divisor && at.saturating_add(1) == entries.len() {
                said.push(')');
            }
        }
        match (entries.len(), entries.len().saturating_sub(NAMED), language) {
            (0, ..) => language.pick("没有印出", "nothing is printed").clone_into(&mut said),
            (_, 0, _) => {}
            (all, _, Language::Chinese) => said.push_str(&format!(" ……等 {all} 个")),
            (_, rest, Language::English) => said.push_str(&format!(" … and {rest} more")),
        }
        said
    }

    /// The table or form of a number, its row and its column.
    fn name(&self, cell: &CellRef, language: Language) -> [String; 3] {
        let index = usize::try_from(cell.row).unwrap_or_default().checked_sub(1);
        let header = column(&cell.column, language);
        let form = |form: &Form<'_>| {
            format!("{}{}", language.pick("绩效自评表", "performance form "), quoted(form.name(), language))
        };
        let any_form = || language.pick("绩效自评表", "performance form ").to_owned();
        let only = |zh, en| [language.pick(zh, en).to_owned(), String::new(), String::new()];
        match cell.table.as_ref() {
            "statements" => {
                let said = index.and_then(|index| self.statements.get(index));
                let subject = said.map_or("", |said| said.subject.text.as_str());
                [language.pick("情况说明", "narrative ").to_owned(), quoted(subject, language), header]
            }
            "projects" => {
                let of = index.and_then(|index| self.forms.get(index));
                [of.map_or_else(any_form, form), String::new(), header]
            }
            "project_funds" => match self.line(index, |form| &form.body.funds) {
                Some((of, FundLine { label, .. })) => [form(of), quoted(&label.text, language), header],
                None => [any_form(), String::new(), header],
            },
            "indicators" => match self.line(index, |form| &form.body.indicators) {
                Some((of, Indicator { level3, level2, level1, .. })) => {
                    let label = level3.as_ref().or(level2.as_ref()).or(level1.as_ref());
                    let label = label.map_or("", |label| label.text.as_str());
                    [form(of), quoted(label, language), header]
                }
                None => [any_form(), String::new(), header],
            },
            "reviews" => {
                let reviews = self.report.narrative.blocks.performance.as_ref().map(|block| &block.reviews);
                let review = reviews.and_then(|reviews| reviews.get(index?));
                let name = review.map_or("", |review| review.name.text.as_str());
                [language.pick("绩效自评综述", "review of ").to_owned(), quoted(name, language), header]
            }
            "tables" => match self.heads.get(&cell.row) {
                Some(head) => [format!("《{}》", head.title.text), String::new(), header],
                None => [String::new(), String::new(), header],
            },
            "contents" => only("目录", "contents"),
            "narrative" => only("情况说明", "narrative"),
            "titles" => only("标题", "titles"),
            table => self.fact(table, cell, language),
        }
    }

    /// A cell of one of the nine tables.
    fn fact(&self, table: &str, cell: &CellRef, language: Language) -> [String; 3] {
        let same = |fact: &&&Fact| fact.row == cell.row && fact.column.as_str() == cell.column;
        let known = self.facts.get(&cell.at.id).and_then(|facts| facts.iter().find(same));
        let id = TableId::ALL.iter().find(|id| id.as_str() == table);
        let title = self.heads.values().find(|head| head.table == id.copied() && id.is_some());
        let official = id.map_or("", |id| language.pick(id.chinese(), id.english()));
        let title = format!("《{}》", title.map_or(official, |head| head.title.text.as_str()));
        let Some(fact) = known else { return [title, String::new(), column(&cell.column, language)] };
        let code = fact.code.as_ref().map_or("", |code| code.text.as_str());
        let label = fact.label.as_ref().map_or("", |label| label.text.trim());
        let row = [code, label].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let header = match fact.header.is_empty() {
            true => column(fact.column.as_str(), language),
            false => fact.header.split('/').map(str::trim).collect::<Vec<_>>().join("·"),
        };
        [title, quoted(&row, language), header]
    }

    /// A line of the forms by its row among the lines of all of them.
    fn line<T>(&self, index: Option<usize>, lines: impl Fn(&Form<'a>) -> &'a Vec<T>) -> Option<(&Form<'a>, &'a T)> {
        self.forms.iter().flat_map(|form| lines(form).iter().map(move |line| (form, line))).nth(index?)
    }

    /// The sentences that a check is about, as much of each as stands around its number.
    #[must_use]
    pub fn quotes(&self, check: &Check) -> Vec<String> {
        let mut quotes: Vec<String> = Vec::new();
        for cell in check.cells.iter().filter(|cell| cell.table == "statements") {
            let index = usize::try_from(cell.row).unwrap_or_default().checked_sub(1);
            let said = index.and_then(|index| self.statements.get(index));
            let sentence = said.and_then(|said| self.report.narrative.sentences.get(said.sentence));
            let (Some(said), Some(sentence)) = (said, sentence) else { continue };
            let number = said.value.as_ref().map(|value| value.value.to_string());
            let words = [number.as_deref(), Some(said.subject.text.as_str())];
            let found = words.into_iter().flatten().find_map(|words| sentence.text.find(words));
            let quote = around(&sentence.text, found.unwrap_or_default());
            if !quotes.contains(&quote) {
                quotes.push(quote);
            }
        }
        quotes
    }

    /// What a doubt says, with the table and the row that it stands in.
    #[must_use]
    pub fn doubt(&self, doubt: &Diagnostic, language: Language) -> String {
        let said = match language {
            Language::Chinese => doubt.in_chinese(),
            Language::English => doubt.message.clone(),
        };
        let Some(at) = doubt.at else { return said };
        let title = self.table_of(&at).map(|order| self.title(order)).filter(|title| !title.is_empty());
        let Some(title) = title.filter(|title| !said.contains(*title)) else {
            return self.with_sentence(said, doubt, &at, language);
        };
        let row = self.cells.get(&at.id).map(|(table, cell)| label(table, cell)).unwrap_or_default();
        let row = if row.is_empty() { row } else { quoted(&row, language) };
        match language {
            Language::Chinese => format!("《{title}》{row}：{said}"),
            Language::English => format!("《{title}》 {row}: {said}").replace(" :", ":"),
        }
    }

    /// A doubt that quotes nothing, with the sentence of the narrative that it stands in.
    fn with_sentence(&self, said: String, doubt: &Diagnostic, at: &Place, language: Language) -> String {
        if doubt.message.contains('“') || !self.report.narrative.doubts.contains(doubt) {
            return said;
        }
        let sentence = self.report.narrative.sentences.iter().find(|sentence| sentence.at.touches(at));
        match (sentence, language) {
            (Some(sentence), Language::Chinese) => format!("{said}：“{}”", around(&sentence.text, 0)),
            (Some(sentence), Language::English) => format!("{said}: “{}”", around(&sentence.text, 0)),
            (None, _) => said,
        }
    }
}

/// A column by the name in the contract.
fn column(name: &str, language: Language) -> String {
    match (contract::value("column_id", name, language), language) {
        (title, _) if title != name => title,
        (title, Language::English) => title.replace('_', " "),
        (_, Language::Chinese) => contract::header(name).to_owned(),
    }
}

fn in_brackets(text: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("（{text}）"),
        Language::English => format!(" ({text})"),
    }
}

fn quoted(words: &str, language: Language) -> String {
    let words: String = words.trim().chars().take(LABEL).collect();
    match (words.is_empty(), language) {
        (true, _) => String::new(),
        (false, Language::Chinese) => format!("“{words}”"),
        (false, Language::English) => format!("“{words}” "),
    }
}

/// What names the row of a cell: the nearest text with letters to its left, and the code before it.
fn label(table: &PrintedTable, cell: &RawCell) -> String {
    let worded = |text: &str| text.chars().any(|c| c.is_alphabetic());
    let from = table.cells.partition_point(|other| other.row < cell.row);
    let row: Vec<&RawCell> =
        table.cells.get(from..).unwrap_or_default().iter().take_while(|other| other.row == cell.row).collect();
    let mut left = row.iter().filter(|other| other.column < cell.column && !other.text.is_empty());
    let Some(name) = left.clone().rfind(|other| worded(&other.text)) else { return String::new() };
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    let code = left.rfind(|other| other.column < name.column && digits(&other.text));
    match code {
        Some(code) => format!("{} {}", code.text, name.text.trim()),
        None => name.text.trim().to_owned(),
    }
}

/// The part of a sentence around a byte of it.
fn around(sentence: &str, byte: usize) -> String {
    let chars: Vec<char> = sentence.chars().collect();
    let at = sentence.get(..byte).map_or(0, |before| before.chars().count());
    let (from, to) = (at.saturating_sub(QUOTED), at.saturating_add(QUOTED).min(chars.len()));
    let part: String = chars.get(from..to).unwrap_or_default().iter().collect();
    let (open, close) = (if from > 0 { "…" } else { "" }, if to < chars.len() { "…" } else { "" });
    format!("{open}{part}{close}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_sentence_is_quoted_around_its_number() {
        assert_eq!(around("短句。", 0), "短句。");
        let long = format!("{}12.30万元{}", "前".repeat(60), "后".repeat(60));
        let quote = around(&long, long.find("12.30").unwrap());
        assert!(quote.starts_with("…前") && quote.contains("12.30万元") && quote.ends_with("后…"), "{quote}");
    }
}
