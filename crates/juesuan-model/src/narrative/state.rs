//! What is known in the middle of a sentence, and what a sentence leaves to the next.

use std::ops::Range;
use std::rc::Rc;

use crate::value::{Amount, Number, Text};

use super::phrases::Against;
use super::subjects::Subject;
use super::types::Base;

/// What is known in the middle of a sentence. Statements are indices into those read so far.
#[derive(Default)]
pub(super) struct Sentence {
    /// Its number among the sentences that state something.
    pub(super) number: usize,
    pub(super) before: Rc<Before>,
    /// The statements that this sentence made or added to, the latest last.
    pub(super) touched: Vec<usize>,
    /// The statement that a change, a share or a completion without subject belongs to.
    pub(super) current: Option<usize>,
    /// The statement made or added to last before this segment.
    pub(super) previous: Option<usize>,
    /// The outturn stated last in this segment.
    pub(super) outturn: Option<usize>,
    /// After 其中: what is stated are parts.
    pub(super) in_parts: bool,
    /// The parts go on over semicolons: 其中 opened its segment, or a list after a colon.
    pub(super) in_list: bool,
    /// The clause that is being read, and whether it is the first of its segment that is still to come.
    pub(super) clause: Range<usize>,
    pub(super) first_clause: bool,
    /// The item named last without a figure (`项目支出增加，较上年增加…`).
    pub(super) named: Option<Subject>,
    /// The name before the colon with which the segment opens: what bare nouns behind it are of.
    pub(super) lead: Option<String>,
    /// What bare nouns are of, where a fuller subject said it.
    pub(super) topic: Option<String>,
    /// The budget stated of that topic.
    pub(super) budget: Option<(Base, Amount)>,
    /// What the sentence compares with, and whether it says so for all that follows (`与2023年度相比，`).
    pub(super) base: Option<Base>,
    pub(super) introduced: bool,
    /// The clause is that introduction.
    pub(super) led_in: bool,
    /// Nothing was named yet: a change without subject may belong to the sentence before.
    pub(super) opening: bool,
    /// What was counted or carried out last, and what was carried out: `涉及` refers to them.
    pub(super) thing: Option<String>,
    pub(super) activity: Option<String>,
    /// The statement that waits for its percentage after a budget's amount.
    pub(super) completing: Option<usize>,
    /// The base and its amount that a change follows (`比年初预算数12.5万元减少…`).
    pub(super) based: Option<(Option<Base>, Amount)>,
    /// A budget that something is compared with, while nothing was named that it could be of: its words, which budget,
    /// and its amount.
    pub(super) budget_to_name: Option<(Range<usize>, Against, Amount)>,
    /// The reason that is being read, and whether a reason was announced in this segment.
    pub(super) reason: Option<Reason>,
    pub(super) in_reason: bool,
    /// The statement that was explained last: changes told as reasons have its base.
    pub(super) explained: Option<usize>,
    /// The clauses just before, back to the last figure.
    pub(super) clauses_before: Vec<Range<usize>>,
    /// The current statements outside the open brackets, and what was counted there.
    pub(super) outside: Vec<(Option<usize>, Option<Text>)>,
    /// The statements of the items that 分别 told apart last.
    pub(super) listed: Vec<usize>,
    /// Rates in brackets right behind amounts, with the statements of these.
    pub(super) bracketed: Vec<(usize, Number)>,
    /// The statement whose amount of the year before was stated last without words of its own, and that amount.
    pub(super) prior: Option<(usize, Amount)>,
    /// What was counted last: `团组0个、累计0人次`.
    pub(super) last_count: Option<Text>,
}

impl Sentence {
    /// Whether nothing was said since 分别 told items apart.
    pub(super) fn listed_last(&self) -> bool {
        self.listed.last().is_some() && self.listed.last() == self.touched.last()
    }

    /// Makes a statement the one that what follows without subject belongs to.
    pub(super) fn touch(&mut self, index: usize) {
        self.current = Some(index);
        if self.touched.last() != Some(&index) {
            self.touched.push(index);
        }
    }
}

/// What a sentence leaves to the next.
#[derive(Default)]
pub(super) struct Before {
    /// The statements that it made or added to.
    pub(super) statements: Vec<usize>,
    /// Those of its last segment.
    pub(super) in_last_segment: Vec<usize>,
    /// What it compares with.
    pub(super) base: Option<Base>,
}

/// Why a statement's amount changed.
pub(super) struct Reason {
    /// The statement.
    pub(super) target: usize,
    /// Its words, in the scanned text.
    pub(super) range: Range<usize>,
}
