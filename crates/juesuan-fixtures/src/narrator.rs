//! Writes paragraphs from pieces of text and amounts, and the expected statement of every amount with them: what
//! it is of, what it is compared with, its change, completion and share.

use crate::account::Account;
use crate::amount::{Amount, Unit};
use crate::flow::{Align, Block, Text};
use crate::house::Wording;
use crate::truth::{AccountNumber, Page, Statement, Truth};
use rust_decimal::Decimal;

/// Writes paragraphs and their statements.
pub(crate) struct Narrator<'a> {
    pub(crate) account: &'a Account,
    pub(crate) truth: &'a mut Truth,
    pub(crate) wording: Wording,
    pub(crate) blocks: Vec<Block>,
    section: [String; 2],
    paragraph: Text,
}

const BODY: f32 = 11.0;

impl<'a> Narrator<'a> {
    pub(crate) fn new(account: &'a Account, truth: &'a mut Truth, wording: Wording) -> Self {
        let paragraph = Text::new("", BODY, Align::Left);
        Narrator { account, truth, wording, blocks: Vec::new(), section: Default::default(), paragraph }
    }

    /// `一、…`
    pub(crate) fn section(&mut self, heading: &str) {
        self.section = [heading.to_owned(), String::new()];
        self.heading(heading, 13.0);
    }

    /// `（一）…`
    pub(crate) fn subsection(&mut self, heading: &str) {
        self.section[1] = heading.to_owned();
        self.heading(heading, 12.0);
    }

    fn heading(&mut self, heading: &str, size: f32) {
        self.blocks.push(Block::Need(40.0));
        self.blocks.push(Block::Gap(4.0));
        self.blocks.push(Block::Text(Text::new(heading, size, Align::Left)));
        self.blocks.push(Block::Gap(3.0));
    }

    pub(crate) fn say(&mut self, text: &str) {
        self.paragraph.text.push_str(text);
    }

    pub(crate) fn end(&mut self) {
        let paragraph = std::mem::replace(&mut self.paragraph, Text::new("", BODY, Align::Left));
        self.blocks.push(Block::Text(Text { indent: 2.0 * BODY, ..paragraph }));
        self.blocks.push(Block::Gap(3.0));
    }

    /// 万元 as this wording prints it: without trailing zeros in Shenzhen's.
    pub(crate) fn ten_thousand(&self, amount: Amount) -> Decimal {
        self.decimals(amount.in_unit(Unit::TenThousandYuan))
    }

    fn decimals(&self, number: Decimal) -> Decimal {
        if self.wording == Wording::Shenzhen { number.normalize() } else { number }
    }

    /// 100 × part ÷ whole: one decimal in Shenzhen's wording, two in the ministry's.
    pub(crate) fn percent(&self, part: Amount, whole: Amount) -> Decimal {
        self.decimals(part.percent_of(whole, if self.wording == Wording::Shenzhen { 1 } else { 2 }))
    }

    /// A statement of this section, to be filled in.
    fn statement(&mut self, subject: &str) -> Statement {
        let [section, subsection] = &self.section;
        let slash = if subsection.is_empty() { "" } else { "/" };
        Statement {
            document: self.truth.document.clone(),
            account: AccountNumber,
            page: Page::Of(self.truth.places.mark()),
            section: format!("{section}{slash}{subsection}"),
            subject: subject.to_owned(),
            value: String::new(),
            unit: "",
            base: "",
            direction: "",
            change: String::new(),
            change_unit: "",
            change_percent: String::new(),
            completion_percent: String::new(),
            share_percent: String::new(),
        }
    }

    /// Prints `{words}{amount}万元` as the amount of `statement`.
    fn print(&mut self, amount: Amount, statement: &mut Statement) {
        let value = self.ten_thousand(amount).to_string();
        if let Page::Of(mark) = statement.page {
            self.paragraph.stated.push((self.paragraph.text.len(), mark));
        }
        self.say(&format!("{value}万元"));
        statement.value = value;
        statement.unit = "万元";
    }

    fn note(&mut self, statement: Statement) {
        self.truth.statements.push(statement);
    }

    /// An amount without more.
    pub(crate) fn amount(&mut self, subject: &str, amount: Amount) {
        let mut statement = self.statement(subject);
        self.print(amount, &mut statement);
        self.note(statement);
    }

    /// `X万元，占…的Y%`
    pub(crate) fn share(&mut self, subject: &str, amount: Amount, whole: Amount, of: &str) {
        let mut statement = self.statement(subject);
        self.print(amount, &mut statement);
        let share = self.percent(amount, whole).to_string();
        self.say(&format!("，占{of}{share}%"));
        statement.share_percent = share;
        self.note(statement);
    }

    /// `X万元，比上年决算数增加Y万元，增长Z%`; `与上年决算数持平` where nothing changed.
    pub(crate) fn against_prior(&mut self, subject: &str, amount: Amount, prior: Amount) {
        let mut statement = self.statement(subject);
        self.print(amount, &mut statement);
        self.change(&mut statement, amount, prior);
        self.note(statement);
    }

    /// `，比上年决算数…`, into a statement whose amount is printed.
    fn change(&mut self, statement: &mut Statement, amount: Amount, prior: Amount) {
        statement.base = "prior_year";
        let difference = amount - prior;
        if difference.is_zero() {
            statement.direction = "flat";
            self.say("，与上年决算数持平");
            return;
        }
        let grows = difference > Amount::ZERO;
        let difference = if grows { difference } else { -difference };
        let (more, rising) = if grows { ("增加", "增长") } else { ("减少", "下降") };
        let (change, percent) = (self.ten_thousand(difference), self.percent(difference, prior));
        self.say(&format!("，比上年决算数{more}{change}万元，{rising}{percent}%"));
        statement.direction = if grows { "increase" } else { "decrease" };
        statement.change = change.to_string();
        statement.change_unit = "万元";
        statement.change_percent = percent.to_string();
    }

    /// `年初预算为X万元，支出决算为Y万元，完成年初预算的Z%。决算数大于预算数…`
    pub(crate) fn against_initial(&mut self, subject: &str, amount: Amount, budget: Amount, why: &str) {
        self.say("年初预算为");
        self.amount(&format!("{subject}年初预算"), budget);
        self.say("，支出决算为");
        // `…支出年初预算为X万元，支出决算为Y万元` states one 支出.
        let mut statement = self.statement(&format!("{}支出决算", subject.trim_end_matches("支出")));
        self.print(amount, &mut statement);
        let completion = self.percent(amount, budget).to_string();
        let (direction, words) = match amount.cmp(&budget) {
            std::cmp::Ordering::Greater => ("increase", "大于预算数的主要原因："),
            std::cmp::Ordering::Less => ("decrease", "小于预算数的主要原因："),
            std::cmp::Ordering::Equal => ("flat", "与预算数持平"),
        };
        let why = if direction == "flat" { "" } else { why };
        self.say(&format!("，完成年初预算的{completion}%。决算数{words}{why}。"));
        (statement.base, statement.direction) = ("initial_budget", direction);
        statement.completion_percent = completion;
        self.note(statement);
    }

    /// `X万元，完成全年预算Y万元的Z%，比上年决算数…` after `{subject}决算为`
    pub(crate) fn against_adjusted_and_prior(&mut self, subject: &str, amount: Amount, budget: Amount, prior: Amount) {
        let mut statement = self.statement(&format!("{subject}决算"));
        self.print(amount, &mut statement);
        self.say("，完成全年预算");
        self.amount(&format!("{subject}全年预算"), budget);
        let completion = self.percent(amount, budget).to_string();
        self.say(&format!("的{completion}%"));
        statement.completion_percent = completion;
        self.change(&mut statement, amount, prior);
        self.note(statement);
    }

    /// `全年预算数X万元，执行数Y万元，完成预算的Z%`
    pub(crate) fn execution(&mut self, subject: &str, executed: Amount, budget: Amount) {
        self.say("全年预算数");
        self.amount(&format!("{subject}全年预算数"), budget);
        self.say("，执行数");
        let mut statement = self.statement(&format!("{subject}执行数"));
        self.print(executed, &mut statement);
        let completion = self.percent(executed, budget).to_string();
        self.say(&format!("，完成预算的{completion}%"));
        statement.base = "adjusted_budget";
        statement.completion_percent = completion;
        self.note(statement);
    }
}
