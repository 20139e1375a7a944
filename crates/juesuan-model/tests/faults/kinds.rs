//! The kinds of fault of the published rate: a document's pages → the same pages with one thing wrong.
//!
//! The kinds were chosen before the code that finds them: those that another team's trials showed to be weak, and more.

use juesuan_extract::page::{GlyphText, Orientation};
use juesuan_extract::{Glyph, Layout, Page, Point, Rect, Rule};
use juesuan_model::tables::{Fact, TableStatus};
use juesuan_model::{Place, Report};

use crate::inject::Dice;

/// What is done to a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    SummedDigit,
    DeletedNumber,
    MovedColumn,
    GluedNumbers,
    StrayDigit,
    RaisedDigit,
    LostPoint,
    LostMinus,
    CodeDigit,
    LabelChanged,
    RowOverprinted,
    RowsExchanged,
    RowDeleted,
    RowInserted,
    TotalRowDeleted,
    ColumnDeleted,
    ColumnsExchanged,
    HeadersExchanged,
    UnitChanged,
    TitleDeleted,
    PictureOverCell,
    PageUpsideDown,
    NarrativeDigit,
    NarrativeDeleted,
    FormScore,
    FormRowDeleted,
    YearChanged,
    TablePageRemoved,
    LatePageRemoved,
    LastPageRemoved,
    PagesExchanged,
    PageTwice,
}

impl Kind {
    pub const ALL: [(Self, &'static str); 32] = [
        (Self::SummedDigit, "summed digit changed"),
        (Self::DeletedNumber, "number deleted"),
        (Self::MovedColumn, "number moved by a column"),
        (Self::GluedNumbers, "two numbers of a row glued"),
        (Self::StrayDigit, "stray digit at a number"),
        (Self::RaisedDigit, "raised digit at a number"),
        (Self::LostPoint, "decimal point lost"),
        (Self::LostMinus, "minus sign added"),
        (Self::CodeDigit, "digit of a code changed"),
        (Self::LabelChanged, "character of a label changed"),
        (Self::RowOverprinted, "row overprinted by a copy of the row above"),
        (Self::RowsExchanged, "numbers of two neighbouring rows exchanged"),
        (Self::RowDeleted, "row deleted"),
        (Self::RowInserted, "row printed twice"),
        (Self::TotalRowDeleted, "total row deleted"),
        (Self::ColumnDeleted, "numbers of a column deleted on a page"),
        (Self::ColumnsExchanged, "numbers of two columns exchanged on a page"),
        (Self::HeadersExchanged, "headers of two columns exchanged"),
        (Self::UnitChanged, "unit changed"),
        (Self::TitleDeleted, "title of a table deleted"),
        (Self::PictureOverCell, "picture in place of a number"),
        (Self::PageUpsideDown, "page of a table upside down"),
        (Self::NarrativeDigit, "digit of the narrative changed"),
        (Self::NarrativeDeleted, "number of the narrative deleted"),
        (Self::FormScore, "score of a form changed"),
        (Self::FormRowDeleted, "numbers of a form's row deleted"),
        (Self::YearChanged, "year changed on one page"),
        (Self::TablePageRemoved, "page of a table removed"),
        (Self::LatePageRemoved, "one of the last three pages removed"),
        (Self::LastPageRemoved, "last page removed"),
        (Self::PagesExchanged, "two pages exchanged"),
        (Self::PageTwice, "page of a table there twice"),
    ];
}

/// A page of the faulty document: one of the old ones, or a changed one.
pub enum Slot {
    Old(usize),
    New(Box<Page>),
}

/// A document to be spoilt.
pub struct Sound<'a> {
    pub pages: &'a [Page],
    pub layouts: &'a [Layout],
    pub report: &'a Report,
}

pub fn pick<'a, T>(all: &'a [T], dice: &mut Dice) -> Option<&'a T> {
    if all.is_empty() { None } else { all.get(dice.below(all.len())) }
}

pub fn char_of(glyph: &Glyph) -> Option<char> {
    match glyph.text {
        GlyphText::Char(c) if !c.is_whitespace() => Some(c),
        _ => None,
    }
}

pub fn is_digit(glyph: &Glyph) -> bool {
    char_of(glyph).is_some_and(|c| c.is_ascii_digit())
}

pub fn inside(page: &Page, area: Rect) -> Vec<usize> {
    let holds = |glyph: &Glyph| area.contains(glyph.bbox.center());
    page.glyphs.iter().enumerate().filter(|(_, glyph)| holds(glyph)).map(|(index, _)| index).collect()
}

pub fn change_digit(page: &mut Page, area: Rect, dice: &mut Dice) -> Option<()> {
    let digits: Vec<usize> = inside(page, area).into_iter().filter(|index| is_digit(&page.glyphs[*index])).collect();
    let index = *pick(&digits, dice)?;
    let old = char_of(&page.glyphs[index])?.to_digit(10)?;
    let new = (old + 1 + u32::try_from(dice.below(9)).unwrap()) % 10;
    page.glyphs[index].text = GlyphText::Char(char::from_digit(new, 10)?);
    Some(())
}

pub fn delete(page: &mut Page, area: Rect) -> Option<()> {
    let before = page.glyphs.len();
    page.glyphs.retain(|glyph| !area.contains(glyph.bbox.center()));
    (page.glyphs.len() < before).then_some(())
}

fn shift(page: &mut Page, area: Rect, dx: f32, dy: f32) -> Option<()> {
    let all = inside(page, area);
    for index in &all {
        move_by(&mut page.glyphs[*index], dx, dy);
    }
    (!all.is_empty()).then_some(())
}

pub fn move_by(glyph: &mut Glyph, dx: f32, dy: f32) {
    glyph.origin = Point { x: glyph.origin.x + dx, y: glyph.origin.y + dy };
    let Rect { x0, y0, x1, y1 } = glyph.bbox;
    glyph.bbox = Rect { x0: x0 + dx, y0: y0 + dy, x1: x1 + dx, y1: y1 + dy };
}

/// Facts of the same printed row of a page, from left to right.
pub fn row_of<'r>(report: &'r Report, fact: &Fact) -> Vec<&'r Fact> {
    let own = |other: &&Fact| {
        other.table == fact.table && other.row == fact.row && other.amount.at.page == fact.amount.at.page
    };
    let mut row: Vec<&Fact> = report.facts.iter().filter(own).collect();
    row.sort_by(|a, b| a.amount.at.bbox.x0.total_cmp(&b.amount.at.bbox.x0));
    row
}

/// The band of a page in which the texts and numbers of a row stand.
fn band(row: &[&Fact], width: f32) -> Option<Rect> {
    let subject =
        |fact: &&Fact| [&fact.code, &fact.label].into_iter().flatten().map(|text| text.at.bbox).collect::<Vec<_>>();
    let boxes = row.iter().flat_map(|fact| subject(fact).into_iter().chain([fact.amount.at.bbox]));
    let all = boxes.reduce(|a, b| a.union(&b))?;
    Some(Rect { x0: 0.0, x1: width, y0: all.y0 - 0.5, y1: all.y1 + 0.5 })
}

/// Two neighbouring rows of a table on one page, with their facts.
pub fn neighbours<'r>(report: &'r Report, dice: &mut Dice) -> Option<(Vec<&'r Fact>, Vec<&'r Fact>)> {
    let first = pick(&report.facts, dice)?;
    let below = report.facts.iter().find(|other| {
        other.table == first.table && other.row == first.row + 1 && other.amount.at.page == first.amount.at.page
    })?;
    let (first, second) = (row_of(report, first), row_of(report, below));
    let same =
        first.len() == second.len() && first.iter().zip(&second).all(|(a, b)| a.column == b.column && a.side == b.side);
    (same && second[0].amount.at.bbox.y0 > first[0].amount.at.bbox.y0).then_some((first, second))
}

impl Kind {
    /// Spoils a document; nothing where the dice fall on a place to which the kind does not apply.
    pub fn spoil(self, sound: &Sound<'_>, dice: &mut Dice) -> Option<Vec<Slot>> {
        let mut slots: Vec<Slot> = (0..sound.pages.len()).map(Slot::Old).collect();
        let last = slots.len() - 1;
        match self {
            Self::TablePageRemoved => {
                let page = pick(&sound.report.facts, dice)?.amount.at.page;
                slots.remove(page as usize - 1);
            }
            Self::LatePageRemoved => drop(slots.remove(last - dice.below(3.min(last)))),
            Self::LastPageRemoved => drop(slots.remove(last)),
            Self::PagesExchanged => {
                let (a, b) = (1 + dice.below(last), 1 + dice.below(last));
                slots.swap(a, b);
                return (a != b).then_some(slots);
            }
            Self::PageTwice => {
                let page = pick(&sound.report.facts, dice)?.amount.at.page as usize - 1;
                slots.insert(page + 1, Slot::Old(page));
            }
            _ => {
                let page = self.on_a_page(sound, dice)?;
                let index = page.number as usize - 1;
                slots[index] = Slot::New(Box::new(page));
            }
        }
        Some(slots)
    }

    fn on_a_page(self, sound: &Sound<'_>, dice: &mut Dice) -> Option<Page> {
        let report = sound.report;
        let at = |place: Place| sound.pages.iter().find(|page| page.number == place.page).cloned();
        match self {
            Self::NarrativeDigit | Self::NarrativeDeleted => {
                let statement = pick(&report.narrative.statements, dice)?;
                let place = statement.value.as_ref().map_or(statement.at, |value| value.at);
                let mut page = at(place)?;
                match self {
                    Self::NarrativeDigit => change_digit(&mut page, place.bbox, dice)?,
                    _ => delete(&mut page, place.bbox)?,
                }
                return Some(page);
            }
            Self::FormScore | Self::FormRowDeleted => {
                let projects = report.project_self_assessments.iter().map(|form| &form.assessment);
                let forms: Vec<_> =
                    projects.chain(report.department_self_assessments.iter().map(|form| &form.assessment)).collect();
                let line = pick(&pick(&forms, dice)?.indicators, dice)?;
                let score = line.score.as_ref().or(line.weight.as_ref())?.at;
                let mut page = at(score)?;
                if self == Self::FormScore {
                    change_digit(&mut page, score.bbox, dice)?;
                } else {
                    for number in [&line.score, &line.weight].into_iter().flatten() {
                        delete(&mut page, number.at.bbox)?;
                    }
                }
                return Some(page);
            }
            Self::UnitChanged | Self::TitleDeleted => {
                let heads = report.tables.heads();
                let read: Vec<_> = heads.into_iter().filter(|head| head.status == TableStatus::Read).collect();
                let title = pick(&read, dice)?.title.at;
                let mut page = at(title)?;
                if self == Self::TitleDeleted {
                    delete(&mut page, title.bbox)?;
                    return Some(page);
                }
                let unit = page
                    .glyphs
                    .windows(2)
                    .position(|pair| char_of(&pair[0]) == Some('万') && char_of(&pair[1]) == Some('元'))?;
                page.glyphs.remove(unit);
                return Some(page);
            }
            Self::YearChanged => {
                let year = report.year?.to_string();
                let mut page = pick(sound.pages, dice)?.clone();
                let digits: Vec<char> = year.chars().collect();
                let found: Vec<usize> = (0..page.glyphs.len().saturating_sub(3))
                    .filter(|start| (0..4).all(|at| char_of(&page.glyphs[start + at]) == Some(digits[at])))
                    .collect();
                for start in &found {
                    let last = &mut page.glyphs[start + 3];
                    let digit = char_of(last)?.to_digit(10)?;
                    last.text = GlyphText::Char(char::from_digit((digit + 7) % 10, 10)?);
                }
                return (!found.is_empty()).then_some(page);
            }
            _ => {}
        }
        let fact = pick(&report.facts, dice)?;
        let mut page = at(fact.amount.at)?;
        self.in_a_table(sound, fact, &mut page, dice)?;
        Some(page)
    }

    fn in_a_table(self, sound: &Sound<'_>, fact: &Fact, page: &mut Page, dice: &mut Dice) -> Option<()> {
        let report = sound.report;
        let area = fact.amount.at.bbox;
        let row = row_of(report, fact);
        let own = row.iter().position(|other| std::ptr::eq(*other, fact))?;
        let width = page.width;
        match self {
            Self::SummedDigit => change_digit(page, area, dice),
            Self::DeletedNumber => delete(page, area),
            Self::MovedColumn => {
                let columns: Vec<&Fact> = report
                    .facts
                    .iter()
                    .filter(|other| other.table == fact.table && other.amount.at.page == fact.amount.at.page)
                    .filter(|other| (other.amount.at.bbox.x1 - area.x1).abs() > 20.0)
                    .collect();
                let other = pick(&columns, dice)?.amount.at.bbox;
                shift(page, area, other.x1 - area.x1, 0.0)
            }
            Self::GluedNumbers => {
                let next = row.get(own + 1)?.amount.at.bbox;
                shift(page, area, next.x0 - area.x1, 0.0)
            }
            Self::StrayDigit | Self::RaisedDigit => {
                let last = inside(page, area).into_iter().rev().find(|index| is_digit(&page.glyphs[*index]))?;
                let mut stray = page.glyphs[last].clone();
                let advance = stray.advance.x.max(stray.bbox.width());
                let dx = area.x1 - stray.bbox.x1 + advance;
                move_by(&mut stray, dx, 0.0);
                if self == Self::RaisedDigit {
                    let Rect { x0, y0, x1, y1 } = stray.bbox;
                    stray.size *= 0.55;
                    stray.origin.y -= 0.35 * (y1 - y0);
                    stray.bbox = Rect { x0, y0, x1: x0 + 0.55 * (x1 - x0), y1: y0 + 0.55 * (y1 - y0) };
                }
                stray.text = GlyphText::Char(char::from_digit(1 + u32::try_from(dice.below(9)).unwrap(), 10)?);
                page.glyphs.push(stray);
                Some(())
            }
            Self::LostPoint => {
                let point = inside(page, area)
                    .into_iter()
                    .find(|index| matches!(char_of(&page.glyphs[*index]), Some('.' | '．')))?;
                page.glyphs.remove(point);
                Some(())
            }
            Self::LostMinus => {
                let first = *inside(page, area).first()?;
                let mut minus = page.glyphs[first].clone();
                let advance = minus.advance.x.max(minus.bbox.width());
                move_by(&mut minus, -advance, 0.0);
                minus.text = GlyphText::Char('-');
                page.glyphs.insert(first, minus);
                (!fact.amount.value.is_zero()).then_some(())
            }
            Self::CodeDigit => {
                change_digit(page, fact.code.as_ref().filter(|code| code.at.page == fact.amount.at.page)?.at.bbox, dice)
            }
            Self::LabelChanged => {
                let label = fact.label.as_ref().filter(|label| label.at.page == fact.amount.at.page)?.at.bbox;
                let han: Vec<usize> = inside(page, label)
                    .into_iter()
                    .filter(|index| {
                        char_of(&page.glyphs[*index]).is_some_and(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c))
                    })
                    .collect();
                let index = *pick(&han, dice)?;
                page.glyphs[index].text = GlyphText::Char('某');
                Some(())
            }
            Self::RowOverprinted => {
                let (above, below) = neighbours(report, dice)?;
                let (from, to) = (band(&above, width)?, band(&below, width)?);
                *page = sound.pages.iter().find(|page| page.number == above[0].amount.at.page)?.clone();
                delete(page, to)?;
                let dy = below[0].amount.at.bbox.y0 - above[0].amount.at.bbox.y0;
                let mut copies: Vec<Glyph> =
                    inside(page, from).into_iter().map(|index| page.glyphs[index].clone()).collect();
                copies.iter_mut().for_each(|glyph| move_by(glyph, 0.0, dy));
                page.glyphs.extend(copies);
                Some(())
            }
            Self::RowsExchanged => {
                let (above, below) = neighbours(report, dice)?;
                if above.iter().zip(&below).all(|(a, b)| a.amount.value == b.amount.value) {
                    return None;
                }
                *page = sound.pages.iter().find(|page| page.number == above[0].amount.at.page)?.clone();
                for (a, b) in above.iter().zip(&below) {
                    let dy = b.amount.at.bbox.y0 - a.amount.at.bbox.y0;
                    let (upper, lower) = (inside(page, a.amount.at.bbox), inside(page, b.amount.at.bbox));
                    upper.into_iter().for_each(|index| move_by(&mut page.glyphs[index], 0.0, dy));
                    lower.into_iter().for_each(|index| move_by(&mut page.glyphs[index], 0.0, -dy));
                }
                Some(())
            }
            Self::RowDeleted => delete(page, band(&row, width)?),
            Self::RowInserted => {
                let area = band(&row, width)?;
                insert_copy(page, area);
                Some(())
            }
            Self::TotalRowDeleted => {
                let total = |label: &str| label.replace([' ', '\u{3000}'], "").ends_with('计');
                let is_total = fact.label.as_ref().is_some_and(|label| total(&label.text));
                delete(page, band(&row, width).filter(|_| is_total)?)
            }
            Self::ColumnDeleted | Self::ColumnsExchanged => {
                let on_page: Vec<&Fact> = report
                    .facts
                    .iter()
                    .filter(|other| other.table == fact.table && other.amount.at.page == fact.amount.at.page)
                    .collect();
                let column: Vec<Rect> = on_page
                    .iter()
                    .filter(|other| other.column == fact.column && other.side == fact.side)
                    .map(|other| other.amount.at.bbox)
                    .collect();
                if self == Self::ColumnDeleted {
                    return column.into_iter().try_for_each(|area| delete(page, area));
                }
                let other = row.get(own + 1)?;
                let (left, right) = (area.x1, other.amount.at.bbox.x1);
                let second: Vec<Rect> = on_page
                    .iter()
                    .filter(|fact| fact.column == other.column && fact.side == other.side)
                    .map(|fact| fact.amount.at.bbox)
                    .collect();
                let lefts: Vec<usize> = column.iter().flat_map(|area| inside(page, *area)).collect();
                let rights: Vec<usize> = second.iter().flat_map(|area| inside(page, *area)).collect();
                lefts.into_iter().for_each(|index| move_by(&mut page.glyphs[index], right - left, 0.0));
                rights.into_iter().for_each(|index| move_by(&mut page.glyphs[index], left - right, 0.0));
                Some(())
            }
            Self::HeadersExchanged => {
                let layout = sound.layouts.iter().find(|layout| layout.page == page.number)?;
                let words = ["基本支出", "项目支出"];
                let find = |word: &str| {
                    layout.blocks.iter().find_map(|block| match block {
                        juesuan_extract::layout::Block::Grid(grid) => grid
                            .cells
                            .iter()
                            .find(|cell| cell.text() == word)
                            .map(|cell| layout.on_page(cell.text_box())),
                        _ => None,
                    })
                };
                let (a, b) = (find(words[0])?, find(words[1])?);
                let (dx, dy) = (b.x0 - a.x0, b.y0 - a.y0);
                let (first, second) = (inside(page, a), inside(page, b));
                first.into_iter().for_each(|index| move_by(&mut page.glyphs[index], dx, dy));
                second.into_iter().for_each(|index| move_by(&mut page.glyphs[index], -dx, -dy));
                Some(())
            }
            Self::PictureOverCell => {
                delete(page, area)?;
                page.images.push(area);
                Some(())
            }
            Self::PageUpsideDown => {
                let (w, h) = (page.width, page.height);
                for glyph in &mut page.glyphs {
                    let Rect { x0, y0, x1, y1 } = glyph.bbox;
                    glyph.bbox = Rect { x0: w - x1, y0: h - y1, x1: w - x0, y1: h - y0 };
                    glyph.origin = Point { x: w - glyph.origin.x, y: h - glyph.origin.y };
                    glyph.advance = Point { x: -glyph.advance.x, y: -glyph.advance.y };
                }
                for rule in &mut page.rules {
                    let (across, along) = match rule.orientation {
                        Orientation::Horizontal => (h, w),
                        Orientation::Vertical => (w, h),
                    };
                    *rule = Rule::new(
                        rule.orientation,
                        across - rule.position,
                        along - rule.end,
                        along - rule.start,
                        rule.thickness,
                    );
                }
                Some(())
            }
            _ => None,
        }
    }
}

/// Prints a row a second time below itself; all below it moves down.
fn insert_copy(page: &mut Page, area: Rect) {
    let horizontals =
        page.rules.iter().filter(|rule| rule.orientation == Orientation::Horizontal).map(|rule| rule.position);
    let bottom = horizontals.filter(|y| *y >= area.y1 - 2.0).fold(f32::INFINITY, f32::min);
    let cut = if bottom < area.y1 + 12.0 { bottom } else { area.y1 };
    let step = area.height() + 4.0;
    let copies: Vec<Glyph> = inside(page, area).into_iter().map(|index| page.glyphs[index].clone()).collect();
    for glyph in &mut page.glyphs {
        if glyph.bbox.center().y > cut {
            move_by(glyph, 0.0, step);
        }
    }
    for rule in &mut page.rules {
        match rule.orientation {
            Orientation::Horizontal if rule.position > cut + 0.1 => rule.position += step,
            Orientation::Vertical if rule.end > cut + 0.1 => {
                rule.start += if rule.start > cut { step } else { 0.0 };
                rule.end += step;
            }
            _ => {}
        }
    }
    let edges: Vec<Rule> = page
        .rules
        .iter()
        .filter(|rule| rule.orientation == Orientation::Horizontal && (rule.position - cut).abs() < 0.2)
        .copied()
        .collect();
    page.rules.extend(
        edges.into_iter().map(|rule| Rule::new(rule.orientation, cut + step, rule.start, rule.end, rule.thickness)),
    );
    page.glyphs.extend(copies.into_iter().map(|mut glyph| {
        move_by(&mut glyph, 0.0, step);
        glyph
    }));
}
