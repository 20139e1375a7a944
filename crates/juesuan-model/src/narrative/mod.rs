//! 决算情况说明: the lines of the narrative part → sections, statements about amounts, counts and the standard blocks.
//!
//! | step | module |
//! | --- | --- |
//! | lines → paragraphs | [`crate::paragraphs`] |
//! | paragraphs → heading tree and bodies | `sections` |
//! | body → scanned form, every byte with its place | `plain`; `boxes`: options that are not ticked |
//! | → sentences, segments, clauses; figures in them | `sentences`, `figures` |
//! | words around a figure → subject, base, direction, role | `subjects`, `phrases` |
//! | → statements and counts | `statements` leads; `pairing`, `claims`, `respective`, `listed`, `by_year`, `counts`; `state` of a sentence |
//! | the unit of amounts that print none | `units` |
//! | what an amount is of that its own words do not name; which budget is meant | `naming`; `budgets` |
//! | statements and counts → typed blocks | [`blocks`] |
//! | what the year before was → a row of its own | `earlier` |
//! | wording left over from the template; subjects that nobody writes | `template`; `odd_subjects` |
//!
//! All wordings stand in `vocabulary`, whose patterns `wording` looks for. Nothing is paired across sentences by nearness: what a later sentence says of
//! an item reaches that item's statement only by its name. What the text leaves out stays out.

pub mod blocks;
mod boxes;
mod bracketed;
mod budgets;
mod by_year;
mod claims;
mod codes;
mod counts;
mod earlier;
mod figures;
#[cfg(test)]
mod habits;
mod listed;
mod naming;
mod odd_subjects;
mod pairing;
mod phrases;
mod plain;
mod respective;
mod sections;
mod sentences;
mod state;
mod statements;
mod subjects;
mod template;
#[cfg(test)]
mod tests;
mod types;
mod units;
mod vocabulary;
mod wording;

pub(crate) use figures::states_account;
pub use types::{Base, Comparison, Completion, CountStatement, Direction, Narrative, Section, Share, Statement};

use crate::clock::{self, Clock};
use crate::flow::Item;
use crate::paragraphs::paragraphs;

use plain::Plain;
use statements::Reading;
use units::Units;

/// Reads the lines of a narrative part; grids among them are left out.
///
/// ```
/// use juesuan_document::{Rect, layout::{Block, Layout, TextLine}};
/// use juesuan_model::narrative::{self, Base, Direction};
///
/// let mut layout = Layout::new(1, 595.0, 842.0);
/// let text = "机关运行经费支出142.80万元，比2023年度减少13.52万元，下降8.65%。";
/// let line = TextLine::evenly(text, Rect { x0: 90.0, y0: 200.0, x1: 500.0, y1: 212.0 });
/// layout.blocks.push(Block::Line(line));
/// let layouts = [layout];
///
/// let narrative = narrative::read(&juesuan_model::flow::flow(&layouts));
/// let statement = &narrative.statements[0];
/// assert_eq!(statement.subject.text, "机关运行经费支出");
/// assert_eq!(statement.value.as_ref().unwrap().value.to_string(), "142.80");
/// let comparison = statement.comparison.as_ref().unwrap();
/// assert_eq!(comparison.base, Some(Base::PriorYear));
/// assert_eq!(comparison.direction, Some(Direction::Decrease));
/// ```
#[must_use]
pub fn read(items: &[Item<'_>]) -> Narrative {
    read_of_year(items, None)
}

/// Reads the lines of the narrative of a fiscal year: amounts that are said to be of an earlier year keep that year in
/// their subject (`2014年公共财政拨款支出`).
#[must_use]
pub fn read_of_year(items: &[Item<'_>], year: Option<u16>) -> Narrative {
    let Ok(narrative) = read_at_most(items, year, MOST_FIGURES, &clock::endless);
    narrative
}

/// The same, as long as there is time.
pub(crate) fn read_of_year_while<E>(
    items: &[Item<'_>],
    year: Option<u16>,
    clock: Clock<'_, E>,
) -> Result<Narrative, E> {
    read_at_most(items, year, MOST_FIGURES, clock)
}

/// So many amounts, rates and counts are read: a hundred times those of the longest narratives known.
const MOST_FIGURES: usize = 20_000;

fn read_at_most<E>(items: &[Item<'_>], year: Option<u16>, most: usize, clock: Clock<'_, E>) -> Result<Narrative, E> {
    let paragraphs = paragraphs(items);
    let (sections, bodies) = sections::sections(&paragraphs);
    // The scanned form of a long text is not kept whole: of what names a budget first, then of each paragraph in turn.
    let named = |body: &&sections::Body<'_, '_>| {
        body.paragraph.text.contains(vocabulary::IN_BUDGET) && !body.section.contains(vocabulary::PERFORMANCE)
    };
    let budgets: Vec<String> = bodies.iter().filter(named).map(|body| Plain::new(body.paragraph).text).collect();
    let mut reading = Reading::of(budgets.iter().map(String::as_str));
    drop(budgets);
    let declaring = bodies.iter().filter(|body| units::may_declare(&body.paragraph.text));
    reading.units = Units::of(declaring.map(|body| Plain::new(body.paragraph)), &mut reading.doubts);
    reading.year = year;
    reading.left = most;
    let mut reviews = Vec::new();
    let mut evaluations = Vec::new();
    for body in &bodies {
        if reading.exhausted {
            break;
        }
        clock()?;
        let plain = &Plain::new(body.paragraph);
        template::doubts(plain, &mut reading.doubts);
        let (first, first_count) = (reading.statements.len(), reading.counts.len());
        reading.read(body, plain);
        let stated = reading.statements.get(first..).unwrap_or_default();
        let counted = reading.counts.get(first_count..).unwrap_or_default();
        reviews.extend(blocks::review(plain, stated));
        evaluations.extend(blocks::evaluation(plain, &body.section, stated, counted));
    }
    let Reading { statements, counts, sentences, mut doubts, .. } = reading;
    doubts.extend(odd_subjects::doubts(&statements));
    let blocks = blocks::blocks(&statements, &counts, &sentences, reviews, evaluations);
    let statements = earlier::with_rows(statements);
    Ok(Narrative { sections, statements, sentences, counts, blocks, doubts })
}
