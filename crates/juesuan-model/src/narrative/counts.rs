//! Counts → count statements: 团组, 人次, 辆, 批次, 台（套）, 项目.

use std::ops::Range;

use crate::value::Text;

use super::figures::Figure;
use super::state::Sentence;
use super::statements::Paragraph;
use super::subjects::{self, is_dependent};
use super::types::CountStatement;
use super::vocabulary::{COUNT_JOINS, COUNTED_ENDS};

impl Paragraph<'_, '_, '_> {
    pub(super) fn count(&mut self, state: &mut Sentence, words: Range<usize>, figure: &Figure, unit: &str, end: usize) {
        let dependent = is_dependent(self.plain.get(words.clone()));
        let joins = COUNT_JOINS.iter().any(|word| self.plain.get(words.clone()).ends_with(word));
        let mut subject = if dependent {
            subjects::subject(self.plain, words, &mut self.all.names)
        } else {
            self.subject(state, words)
        };
        let after = self.plain.get(figure.whole.end..end);
        let noun = COUNTED_ENDS.iter().filter_map(|end| after.find(end)).min().unwrap_or(after.len());
        if (subject.is_empty() || joins) && noun > 0 {
            subject = self.subject(state, figure.whole.end..figure.whole.end + noun);
        }
        let own = Some(subject).filter(|subject| !subject.is_empty());
        let own = own.map(|subject| Text::new(subject.text, self.plain.place(subject.range)));
        let Some(subject) = own.or_else(|| state.last_count.clone()) else { return };
        state.last_count = Some(subject.clone());
        if state.outside.is_empty() && !dependent {
            state.thing = Some(subject.text.clone());
        }
        let unit = self.plain.printed(figure.digits.end..figure.digits.end + unit.len()).text;
        self.all.counts.push(CountStatement {
            section: self.section.to_owned(),
            subject,
            count: self.number(figure),
            unit,
            sentence: state.number,
        });
    }
}
