//! Attacks on the numbers, rows and columns of the nine tables.

use juesuan_extract::layout::{Block, Cell};
use juesuan_extract::page::Orientation;
use juesuan_extract::{Page, Rect};
use juesuan_model::tables::Fact;

use super::{at_fact, beside, digits, exchange, on_page, outline, set, text_of};
use crate::inject::Dice;
use crate::kinds::{Slot, Sound, delete, inside, move_by, neighbours, pick, row_of};

type Spoilt = Option<Vec<Slot>>;

pub fn digits_exchanged(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    at_fact(sound, dice, |page, fact, dice| {
        let all = digits(page, fact.amount.at.bbox);
        let pairs: Vec<(usize, usize)> = all
            .windows(2)
            .map(|pair| (pair[0], pair[1]))
            .filter(|(a, b)| text_of(page, *a) != text_of(page, *b))
            .collect();
        let (a, b) = *pick(&pairs, dice)?;
        let (first, second) = (text_of(page, a)?, text_of(page, b)?);
        set(&mut page.glyphs[a], second);
        set(&mut page.glyphs[b], first);
        Some(())
    })
}

pub fn first_digit_lost(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    at_fact(sound, dice, |page, fact, _| {
        let all = digits(page, fact.amount.at.bbox);
        (all.len() > 3).then(|| drop(page.glyphs.remove(all[0])))
    })
}

pub fn last_digit_lost(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    at_fact(sound, dice, |page, fact, _| {
        let all = digits(page, fact.amount.at.bbox);
        let last = *all.last()?;
        (all.len() > 1).then(|| drop(page.glyphs.remove(last)))
    })
}

/// `12.34` → `123.4`
fn move_point(page: &mut Page, area: Rect) -> Option<()> {
    let mut all = inside(page, area);
    all.sort_by(|a, b| page.glyphs[*a].origin.x.total_cmp(&page.glyphs[*b].origin.x));
    let point = all.iter().position(|index| matches!(text_of(page, *index), Some('.' | '．')))?;
    let (a, b) = (all[point], *all.get(point + 1)?);
    let (first, second) = (text_of(page, a)?, text_of(page, b)?);
    set(&mut page.glyphs[a], second);
    set(&mut page.glyphs[b], first);
    Some(())
}

pub fn point_moved(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    at_fact(sound, dice, |page, fact, _| {
        move_point(page, fact.amount.at.bbox).filter(|()| !fact.amount.value.is_zero())
    })
}

pub fn row_times_ten(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    at_fact(sound, dice, |page, fact, _| {
        for own in row_of(sound.report, fact).into_iter().filter(|own| !own.amount.value.is_zero()) {
            move_point(page, own.amount.at.bbox)?;
        }
        (!fact.amount.value.is_zero()).then_some(())
    })
}

pub fn comma_to_point(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    at_fact(sound, dice, |page, fact, _| {
        let commas = inside(page, fact.amount.at.bbox);
        let comma = commas.into_iter().find(|index| matches!(text_of(page, *index), Some(',' | '，')))?;
        set(&mut page.glyphs[comma], '.');
        Some(())
    })
}

pub fn digit_to_letter(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    const ALIKE: &[(char, char)] = &[('0', 'O'), ('1', 'l'), ('5', 'S'), ('8', 'B')];
    at_fact(sound, dice, |page, fact, dice| {
        let letter = |c: char| ALIKE.iter().find(|(digit, _)| *digit == c).map(|(_, letter)| *letter);
        let mut all = digits(page, fact.amount.at.bbox);
        all.retain(|index| text_of(page, *index).and_then(letter).is_some());
        let index = *pick(&all, dice)?;
        let letter = text_of(page, index).and_then(letter)?;
        set(&mut page.glyphs[index], letter);
        Some(())
    })
}

pub fn number_of_the_row_above(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    let (above, below) = neighbours(sound.report, dice)?;
    let at = dice.below(above.len());
    let (from, to) = (above[at].amount.at, below[at].amount.at);
    if above[at].amount.value == below[at].amount.value {
        return None;
    }
    on_page(sound, from.page, |page| {
        delete(page, to.bbox)?;
        let (dx, dy) = (to.bbox.x1 - from.bbox.x1, to.bbox.y1 - from.bbox.y1);
        for index in inside(page, from.bbox) {
            let mut copy = page.glyphs[index].clone();
            move_by(&mut copy, dx, dy);
            page.glyphs.push(copy);
        }
        Some(())
    })
}

pub fn numbers_of_a_column_exchanged(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    let (above, below) = neighbours(sound.report, dice)?;
    let at = dice.below(above.len());
    let (a, b) = (above[at], below[at]);
    if a.amount.value == b.amount.value {
        return None;
    }
    on_page(sound, a.amount.at.page, |page| exchange(page, a.amount.at.bbox, b.amount.at.bbox, true))
}

pub fn numbers_of_a_row_exchanged(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    at_fact(sound, dice, |page, fact, dice| {
        let others: Vec<&Fact> =
            row_of(sound.report, fact).into_iter().filter(|other| other.amount.value != fact.amount.value).collect();
        exchange(page, fact.amount.at.bbox, pick(&others, dice)?.amount.at.bbox, true)
    })
}

pub fn small_decimals(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    at_fact(sound, dice, |page, fact, _| {
        let mut all = inside(page, fact.amount.at.bbox);
        all.sort_by(|a, b| page.glyphs[*a].origin.x.total_cmp(&page.glyphs[*b].origin.x));
        let point = all.iter().position(|index| matches!(text_of(page, *index), Some('.' | '．')))?;
        let mut x = page.glyphs[*all.get(point + 1)?].origin.x;
        for index in &all[point + 1..] {
            let glyph = &mut page.glyphs[*index];
            let (width, bottom) = (glyph.bbox.width() * 0.6, glyph.bbox.y1);
            let height = glyph.bbox.height() * 0.6;
            glyph.origin.x = x;
            glyph.size *= 0.6;
            glyph.advance.x *= 0.6;
            glyph.bbox = Rect { x0: x, x1: x + width, y0: bottom - height, y1: bottom };
            x += width;
        }
        Some(())
    })
}

pub fn outlined(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    at_fact(sound, dice, |page, fact, _| outline(page, fact.amount.at.bbox))
}

pub fn labels_exchanged(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    let (above, below) = neighbours(sound.report, dice)?;
    let (a, b) = (above[0].label.as_ref()?, below[0].label.as_ref()?);
    if a.text == b.text || a.at.page != b.at.page {
        return None;
    }
    on_page(sound, a.at.page, |page| exchange(page, a.at.bbox, b.at.bbox, false))
}

pub fn codes_exchanged(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    let (above, below) = neighbours(sound.report, dice)?;
    let (a, b) = (above[0].code.as_ref()?, below[0].code.as_ref()?);
    if a.text == b.text || a.at.page != b.at.page {
        return None;
    }
    on_page(sound, a.at.page, |page| exchange(page, a.at.bbox, b.at.bbox, false))
}

pub fn distant_rows_exchanged(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    at_fact(sound, dice, |page, fact, dice| {
        let row = row_of(sound.report, fact);
        let others: Vec<&Fact> = beside(sound, fact)
            .into_iter()
            .filter(|other| other.row.abs_diff(fact.row) > 1 && other.column == fact.column && other.side == fact.side)
            .filter(|other| other.amount.value != fact.amount.value)
            .collect();
        let other = row_of(sound.report, pick(&others, dice)?);
        let same = row.len() == other.len() && row.iter().zip(&other).all(|(a, b)| a.column == b.column);
        for (a, b) in row.iter().zip(&other).filter(|_| same) {
            exchange(page, a.amount.at.bbox, b.amount.at.bbox, true)?;
        }
        same.then_some(())
    })
}

pub fn last_row_lost(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    at_fact(sound, dice, |page, fact, _| {
        let last =
            beside(sound, fact).into_iter().max_by(|a, b| a.amount.at.bbox.y1.total_cmp(&b.amount.at.bbox.y1))?;
        let at = last.amount.at.bbox;
        let before = page.glyphs.len();
        page.glyphs.retain(|glyph| (glyph.bbox.center().y - at.center().y).abs() > at.height());
        (page.glyphs.len() < before).then_some(())
    })
}

pub fn lower_half_lost(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    at_fact(sound, dice, |page, fact, _| {
        let tops = beside(sound, fact).into_iter().map(|own| own.amount.at.bbox.y0);
        let (low, high) = tops.fold((f32::MAX, f32::MIN), |(low, high), y| (low.min(y), high.max(y)));
        let middle = (low + high) / 2.0;
        (high - low > 40.0).then_some(())?;
        page.glyphs.retain(|glyph| glyph.bbox.y1 < middle || glyph.bbox.y0 > page.height * 0.93);
        page.rules.retain_mut(|rule| match rule.orientation {
            Orientation::Horizontal => rule.position < middle,
            Orientation::Vertical => {
                rule.end = rule.end.min(middle);
                rule.start < middle
            }
        });
        Some(())
    })
}

pub fn codes_lost(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    at_fact(sound, dice, |page, fact, _| {
        let codes: Vec<Rect> = beside(sound, fact)
            .into_iter()
            .filter_map(|own| own.code.as_ref())
            .filter(|code| code.at.page == fact.amount.at.page)
            .map(|code| code.at.bbox)
            .collect();
        // A code of several rows is gone with the first of them.
        let lost = codes.iter().filter(|area| delete(page, **area).is_some()).count();
        (lost > 0).then_some(())
    })
}

pub fn labels_lost(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    at_fact(sound, dice, |page, fact, _| {
        let labels: Vec<Rect> = beside(sound, fact)
            .into_iter()
            .filter_map(|own| own.label.as_ref())
            .filter(|label| label.at.page == fact.amount.at.page)
            .map(|label| label.at.bbox)
            .collect();
        let lost = labels.iter().filter(|area| delete(page, **area).is_some()).count();
        (lost > 0).then_some(())
    })
}

/// The cells above the figures of a fact's table that hold the last words of its printed headers, one a column.
fn headers(sound: &Sound<'_>, fact: &Fact) -> Vec<Rect> {
    let Some(layout) = sound.layouts.iter().find(|layout| layout.page == fact.amount.at.page) else {
        return Vec::new();
    };
    let mut words: Vec<&str> =
        beside(sound, fact).into_iter().filter_map(|own| own.header.rsplit('/').next()).collect();
    words.sort_unstable();
    words.dedup();
    let cells = |block: &Block| -> Vec<Cell> {
        match block {
            Block::Grid(grid) => grid.cells.clone(),
            _ => Vec::new(),
        }
    };
    let cells: Vec<Cell> = layout.blocks.iter().flat_map(cells).collect();
    let plain = |text: &str| text.replace(char::is_whitespace, "");
    let cell = |word: &&str| cells.iter().find(|cell| !word.is_empty() && plain(&cell.text()) == plain(word));
    words.iter().filter_map(cell).map(|cell| layout.on_page(cell.text_box())).collect()
}

pub fn any_headers_exchanged(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    at_fact(sound, dice, |page, fact, dice| {
        let all = headers(sound, fact);
        let (a, b) = (dice.below(all.len().max(1)), dice.below(all.len().max(1)));
        (a != b).then_some(())?;
        exchange(page, *all.get(a)?, *all.get(b)?, false)
    })
}

pub fn header_lost(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    at_fact(sound, dice, |page, fact, dice| delete(page, *pick(&headers(sound, fact), dice)?))
}

pub fn column_slipped(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    at_fact(sound, dice, |page, fact, _| {
        let mut column: Vec<Rect> = beside(sound, fact)
            .into_iter()
            .filter(|own| own.column == fact.column && own.side == fact.side)
            .map(|own| own.amount.at.bbox)
            .collect();
        column.sort_by(|a, b| a.y0.total_cmp(&b.y0));
        (column.len() > 2).then_some(())?;
        let glyphs: Vec<Vec<usize>> = column.iter().map(|area| inside(page, *area)).collect();
        for (at, pair) in column.windows(2).enumerate() {
            let dy = pair[1].y1 - pair[0].y1;
            glyphs[at].iter().for_each(|index| move_by(&mut page.glyphs[*index], 0.0, dy));
        }
        let mut lost: Vec<usize> = glyphs.last()?.clone();
        lost.sort_unstable();
        lost.into_iter().rev().for_each(|index| drop(page.glyphs.remove(index)));
        Some(())
    })
}

pub fn right_edge_lost(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    at_fact(sound, dice, |page, fact, _| {
        let edge = beside(sound, fact).into_iter().map(|own| own.amount.at.bbox.x1).fold(0.0, f32::max);
        let last = beside(sound, fact).into_iter().map(|own| own.amount.at.bbox).filter(|area| area.x1 > edge - 1.0);
        let cut = last.map(|area| area.x0).fold(f32::MAX, f32::min) - 2.0;
        page.glyphs.retain(|glyph| glyph.bbox.x0 < cut);
        page.rules.retain_mut(|rule| match rule.orientation {
            Orientation::Vertical => rule.position < cut,
            Orientation::Horizontal => {
                rule.end = rule.end.min(cut);
                rule.start < cut
            }
        });
        page.width = cut;
        (cut > 100.0).then_some(())
    })
}

fn rule_lost(sound: &Sound<'_>, dice: &mut Dice, orientation: Orientation) -> Spoilt {
    at_fact(sound, dice, |page, _, dice| {
        let all: Vec<usize> = (0..page.rules.len())
            .filter(|index| page.rules[*index].orientation == orientation)
            .filter(|index| page.rules[*index].end - page.rules[*index].start > 60.0)
            .collect();
        let index = *pick(&all, dice)?;
        page.rules.remove(index);
        Some(())
    })
}

pub fn vertical_rule_lost(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    rule_lost(sound, dice, Orientation::Vertical)
}

pub fn horizontal_rule_lost(sound: &Sound<'_>, dice: &mut Dice) -> Spoilt {
    rule_lost(sound, dice, Orientation::Horizontal)
}
