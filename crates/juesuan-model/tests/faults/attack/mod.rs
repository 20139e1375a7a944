//! A second set of faults: chosen by their own author before the code that meets them was read, and tried on documents
//! that no rule was made on (`attacked/`: one of each year of the series of `juesuan-fixtures`).
//!
//! `tables` spoils numbers, rows and columns, `whole` pages, narrative and forms.

mod tables;
mod whole;

use juesuan_extract::Page;
use juesuan_extract::page::GlyphText;
use juesuan_extract::{Glyph, Rect};
use juesuan_model::tables::Fact;

use crate::inject::Dice;
use crate::kinds::{Slot, Sound, char_of, inside, is_digit, move_by, pick};

/// A document → the same with one thing wrong; nothing where the dice fall on a place to which it does not apply.
pub type Attack = fn(&Sound<'_>, &mut Dice) -> Option<Vec<Slot>>;

/// All of them, with their names.
pub const ALL: &[(Attack, &str)] = &[
    (tables::digits_exchanged, "two digits of a number exchanged"),
    (tables::first_digit_lost, "first digit of a number lost"),
    (tables::last_digit_lost, "last digit of a number lost"),
    (tables::point_moved, "decimal point moved by a place"),
    (tables::row_times_ten, "all numbers of a row ten times as large"),
    (tables::comma_to_point, "comma of thousands becomes a point"),
    (tables::digit_to_letter, "digit becomes a letter"),
    (tables::number_of_the_row_above, "number of the row above in place of a number"),
    (tables::numbers_of_a_column_exchanged, "one number exchanged with that of the next row"),
    (tables::numbers_of_a_row_exchanged, "two numbers of a row exchanged"),
    (tables::small_decimals, "decimals printed small"),
    (tables::outlined, "number drawn as outlines"),
    (tables::labels_exchanged, "labels of two neighbouring rows exchanged"),
    (tables::codes_exchanged, "codes of two neighbouring rows exchanged"),
    (tables::distant_rows_exchanged, "numbers of two distant rows exchanged"),
    (tables::last_row_lost, "last row of a page lost"),
    (tables::lower_half_lost, "lower half of a table's page lost"),
    (tables::codes_lost, "codes of a page lost"),
    (tables::labels_lost, "labels of a page lost"),
    (tables::any_headers_exchanged, "headers of any two columns exchanged"),
    (tables::header_lost, "header of a column lost"),
    (tables::column_slipped, "numbers of a column a row too low"),
    (tables::right_edge_lost, "right edge of a table cut off"),
    (tables::vertical_rule_lost, "vertical ruling line lost"),
    (tables::horizontal_rule_lost, "horizontal ruling line lost"),
    (whole::titles_exchanged, "titles of two tables exchanged"),
    (whole::unit_lost, "unit of a table lost"),
    (whole::other_page_instead, "page of another table in place of a page"),
    (whole::page_moved_to_the_end, "page of a table moved to the end"),
    (whole::first_pages_lost, "pages before the first table lost"),
    (whole::narrative_unit, "unit of an amount of the narrative changed"),
    (whole::narrative_exchanged, "two amounts of the narrative exchanged"),
    (whole::narrative_line_lost, "line of the narrative lost"),
    (whole::narrative_outlined, "amount of the narrative drawn as outlines"),
    (whole::narrative_page_lost, "page of the narrative lost"),
    (whole::form_page_lost, "page of a form lost"),
    (whole::fund_digit, "digit of a form's funds changed"),
    (whole::fund_lost, "amount of a form's funds lost"),
    (whole::scores_exchanged, "scores of two rows of a form exchanged"),
];

/// Spoils one page.
fn on_page(sound: &Sound<'_>, number: u32, change: impl FnOnce(&mut Page) -> Option<()>) -> Option<Vec<Slot>> {
    let mut page = sound.pages.iter().find(|page| page.number == number)?.clone();
    change(&mut page)?;
    let mut slots = untouched(sound);
    *slots.get_mut(number as usize - 1)? = Slot::New(Box::new(page));
    Some(slots)
}

fn untouched(sound: &Sound<'_>) -> Vec<Slot> {
    (0..sound.pages.len()).map(Slot::Old).collect()
}

/// Spoils the page of a fact that the dice choose.
fn at_fact(
    sound: &Sound<'_>,
    dice: &mut Dice,
    change: impl FnOnce(&mut Page, &Fact, &mut Dice) -> Option<()>,
) -> Option<Vec<Slot>> {
    let fact = pick(&sound.report.facts, dice)?;
    on_page(sound, fact.amount.at.page, |page| change(page, fact, dice))
}

/// The facts of a fact's table on its page.
fn beside<'r>(sound: &Sound<'r>, fact: &Fact) -> Vec<&'r Fact> {
    let own = |other: &&Fact| other.table == fact.table && other.amount.at.page == fact.amount.at.page;
    sound.report.facts.iter().filter(own).collect()
}

fn digits(page: &Page, area: Rect) -> Vec<usize> {
    let mut found = inside(page, area);
    found.retain(|index| is_digit(&page.glyphs[*index]));
    found.sort_by(|a, b| page.glyphs[*a].origin.x.total_cmp(&page.glyphs[*b].origin.x));
    found
}

/// Exchanges what stands in two boxes; numbers keep their right edge, words their left one.
fn exchange(page: &mut Page, a: Rect, b: Rect, by_right: bool) -> Option<()> {
    let (first, second) = (inside(page, a), inside(page, b));
    let dx = if by_right { b.x1 - a.x1 } else { b.x0 - a.x0 };
    let dy = b.y1 - a.y1;
    (!first.is_empty() && !second.is_empty()).then_some(())?;
    first.iter().for_each(|index| move_by(&mut page.glyphs[*index], dx, dy));
    second.iter().for_each(|index| move_by(&mut page.glyphs[*index], -dx, -dy));
    Some(())
}

/// Draws the glyphs of a box as shapes.
fn outline(page: &mut Page, area: Rect) -> Option<()> {
    let drawn: Vec<Rect> = inside(page, area).into_iter().map(|index| page.glyphs[index].bbox).collect();
    page.glyphs.retain(|glyph| !area.contains(glyph.bbox.center()));
    (!drawn.is_empty()).then_some(())?;
    page.shapes.extend(drawn);
    Some(())
}

fn set(glyph: &mut Glyph, c: char) {
    glyph.text = GlyphText::Char(c);
}

fn text_of(page: &Page, index: usize) -> Option<char> {
    char_of(page.glyphs.get(index)?)
}
