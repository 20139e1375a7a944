//! Attacks on titles, pages, narrative and forms.

use juesuan_extract::layout::Block;
use juesuan_extract::{Page, Rect};
use juesuan_model::forms::SelfAssessment;
use juesuan_model::tables::TableStatus;
use juesuan_model::{Amount, Place};

use super::{exchange, on_page, outline, text_of, untouched};
use crate::inject::Dice;
use crate::kinds::{Slot, Sound, change_digit, delete, inside, pick};

type Spoilt = Option<Vec<Slot>>;

pub fn titles_exchanged(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    let heads = sound.report.tables.heads();
    let read: Vec<Place> =
        heads.into_iter().filter(|head| head.status == TableStatus::Read).map(|head| head.title.at).collect();
    let (a, b) = (*pick(&read, dice)?, *pick(&read, dice)?);
    if a.page == b.page {
        return None;
    }
    let page = |at: Place| sound.pages.iter().find(|page| page.number == at.page).cloned();
    let (mut first, mut second) = (page(a)?, page(b)?);
    let copy = |page: &Page, at: Place| -> Vec<_> {
        inside(page, at.bbox).into_iter().map(|index| page.glyphs[index].clone()).collect()
    };
    let (of_first, of_second) = (copy(&first, a), copy(&second, b));
    delete(&mut first, a.bbox)?;
    delete(&mut second, b.bbox)?;
    let put = |page: &mut Page, glyphs: Vec<juesuan_extract::Glyph>, from: Rect, to: Rect| {
        for mut glyph in glyphs {
            crate::kinds::move_by(&mut glyph, to.center().x - from.center().x, to.y1 - from.y1);
            page.glyphs.push(glyph);
        }
    };
    put(&mut first, of_second, b.bbox, a.bbox);
    put(&mut second, of_first, a.bbox, b.bbox);
    let mut slots = untouched(sound);
    *slots.get_mut(a.page as usize - 1)? = Slot::New(Box::new(first));
    *slots.get_mut(b.page as usize - 1)? = Slot::New(Box::new(second));
    Some(slots)
}

/// The lines outside grids that say in which unit a table is.
pub fn unit_lost(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    let fact = pick(&sound.report.facts, dice)?;
    let layout = sound.layouts.iter().find(|layout| layout.page == fact.amount.at.page)?;
    let line = layout.blocks.iter().find_map(|block| match block {
        Block::Line(line) if line.text.contains("单位") && line.text.contains('元') => {
            Some(layout.on_page(line.bbox))
        }
        _ => None,
    })?;
    on_page(sound, fact.amount.at.page, |page| delete(page, line))
}

pub fn other_page_instead(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    let page = pick(&sound.report.facts, dice)?.amount.at.page;
    let other = pick(&sound.report.facts, dice)?.amount.at.page;
    let mut slots = untouched(sound);
    *slots.get_mut(page as usize - 1)? = Slot::Old(other as usize - 1);
    (page != other).then_some(slots)
}

pub fn page_moved_to_the_end(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    let page = pick(&sound.report.facts, dice)?.amount.at.page as usize - 1;
    let mut slots = untouched(sound);
    (page + 1 < slots.len()).then_some(())?;
    let moved = slots.remove(page);
    slots.push(moved);
    Some(slots)
}

pub fn first_pages_lost(sound: &Sound<'_>, _: &mut Dice) -> Spoilt {
    let first = sound.report.facts.iter().map(|fact| fact.amount.at.page).min()? as usize;
    let mut slots = untouched(sound);
    slots.drain(..first - 1);
    (first > 1).then_some(slots)
}

/// The amounts that the narrative states.
fn stated<'r>(sound: &Sound<'r>) -> Vec<&'r Amount> {
    sound.report.narrative.statements.iter().filter_map(|statement| statement.value.as_ref()).collect()
}

pub fn narrative_unit(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    let amount = pick(&stated(sound), dice)?.at;
    on_page(sound, amount.page, |page| {
        let after = |index: &usize| {
            let glyph = &page.glyphs[*index];
            glyph.bbox.x0 >= amount.bbox.x1 - 1.0 && (glyph.bbox.center().y - amount.bbox.center().y).abs() < 4.0
        };
        let mut next: Vec<usize> = (0..page.glyphs.len()).filter(after).collect();
        next.sort_by(|a, b| page.glyphs[*a].origin.x.total_cmp(&page.glyphs[*b].origin.x));
        let first = *next.first()?;
        (text_of(page, first) == Some('万')).then_some(())?;
        page.glyphs.remove(first);
        Some(())
    })
}

pub fn narrative_exchanged(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    let all = stated(sound);
    let (a, b) = (pick(&all, dice)?, pick(&all, dice)?);
    if a.value == b.value || a.at.page != b.at.page {
        return None;
    }
    on_page(sound, a.at.page, |page| exchange(page, a.at.bbox, b.at.bbox, false))
}

pub fn narrative_line_lost(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    let at = pick(&stated(sound), dice)?.at;
    on_page(sound, at.page, |page| {
        let y = at.bbox.center().y;
        page.glyphs.retain(|glyph| (glyph.bbox.center().y - y).abs() > 4.0);
        Some(())
    })
}

pub fn narrative_outlined(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    let at = pick(&stated(sound), dice)?.at;
    on_page(sound, at.page, |page| outline(page, at.bbox))
}

pub fn narrative_page_lost(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    let page = pick(&stated(sound), dice)?.at.page as usize;
    let mut slots = untouched(sound);
    slots.remove(page - 1);
    Some(slots)
}

fn forms<'r>(sound: &Sound<'r>) -> Vec<&'r SelfAssessment> {
    let projects = sound.report.project_self_assessments.iter().map(|form| &form.assessment);
    projects.chain(sound.report.department_self_assessments.iter().map(|form| &form.assessment)).collect()
}

pub fn form_page_lost(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    let form = *pick(&forms(sound), dice)?;
    let pages = (form.last_page + 1).saturating_sub(form.at.page).max(1) as usize;
    let page = form.at.page as usize + dice.below(pages);
    let mut slots = untouched(sound);
    (page <= slots.len()).then_some(())?;
    slots.remove(page - 1);
    Some(slots)
}

/// The amounts of a form's funds.
fn funds<'r>(form: &'r SelfAssessment) -> Vec<&'r Amount> {
    let amounts = |line: &'r juesuan_model::forms::FundLine| {
        [&line.initial_budget, &line.adjusted_budget, &line.executed].into_iter().flatten()
    };
    form.funds.iter().flat_map(amounts).collect()
}

pub fn fund_digit(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    let at = pick(&funds(pick(&forms(sound), dice)?), dice)?.at;
    on_page(sound, at.page, |page| change_digit(page, at.bbox, dice))
}

pub fn fund_lost(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    let at = pick(&funds(pick(&forms(sound), dice)?), dice)?.at;
    on_page(sound, at.page, |page| delete(page, at.bbox))
}

pub fn scores_exchanged(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    let form = *pick(&forms(sound), dice)?;
    let scores: Vec<_> = form.indicators.iter().filter_map(|line| line.score.as_ref()).collect();
    let (a, b) = (pick(&scores, dice)?, pick(&scores, dice)?);
    if a.value == b.value || a.at.page != b.at.page {
        return None;
    }
    on_page(sound, a.at.page, |page| exchange(page, a.at.bbox, b.at.bbox, true))
}
