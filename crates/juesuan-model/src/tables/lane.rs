//! One list's share of a row: its code, label, 行次 and amounts, and what joins them over lines and pages.

use rust_decimal::Decimal;

use super::header_words::contains;
use super::ids::{Column, Side};
use super::schema::words;
use crate::key::key;
use crate::numbering::is_numbered;
use crate::place::Place;
use crate::value::Text;

/// One list's share of a row.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lane {
    pub(crate) code: Option<Text>,
    pub(crate) name: Option<Text>,
    pub(crate) line_no: Option<Text>,
    pub(super) amounts: Vec<Figure>,
    /// Numbers of a picture that were not read, as zeros.
    pub(super) unread: Vec<Figure>,
}

/// A printed number and its column.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    pub(super) column: Column,
    pub(super) side: Option<Side>,
    pub(super) header: String,
    pub(super) value: Decimal,
    pub(super) at: Place,
}

impl Lane {
    pub(super) fn is_blank(&self) -> bool {
        self.code.is_none() && self.name.is_none() && self.line_no.is_none() && self.amounts.is_empty()
    }

    pub(super) fn place(&self) -> Option<Place> {
        let text = self.code.as_ref().or(self.name.as_ref()).map(|text| text.at);
        text.or_else(|| self.amounts.first().map(|figure| figure.at))
    }

    /// The box of all that it prints on its first page.
    pub(super) fn span(&self) -> Option<Place> {
        let subject = [&self.code, &self.name].into_iter().flatten().map(|text| text.at);
        subject.chain(self.amounts.iter().map(|figure| figure.at)).reduce(Place::join)
    }

    pub(super) fn add_name(&mut self, text: Text) {
        match &mut self.name {
            Some(name) => {
                name.text.push_str(&text.text);
                name.at = name.at.join(text.at);
            }
            None => self.name = Some(text),
        }
    }

    /// `2010601 行政运行`, `[2010601]行政运行`, `2010601-行政运行` in one cell.
    pub(super) fn split_code_from_name(&mut self) {
        let Some(name) = &mut self.name else { return };
        let inside = name.text.strip_prefix(['[', '［', '(', '（', '【', '〔']);
        let text = inside.unwrap_or(&name.text);
        let end = text.find(|c: char| !is_digit(c)).unwrap_or(text.len());
        let (code, rest) = text.split_at_checked(end).unwrap_or_default();
        let code = digits(code);
        let rest = match inside {
            Some(_) => rest.strip_prefix([']', '］', ')', '）', '】', '〕']).unwrap_or_default(),
            None => rest,
        };
        let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || "-－—_:：.．、".contains(c));
        let starts_word = rest.chars().next().is_some_and(|c| c.is_alphabetic());
        if matches!(code.len(), 3 | 5 | 7) && starts_word {
            self.code = Some(Text::new(code, name.at));
            name.text = rest.to_owned();
        } else if let Some((word, code)) = code_behind(&name.text) {
            self.code = Some(Text::new(code, name.at));
            name.text = word.to_owned();
        }
    }

    /// Whether this is the rest of a row whose cell a page break cut: a label that goes on, or nothing but the figures.
    pub(super) fn is_rest_of(&self, before: &Self, coded: bool) -> bool {
        let Some(name) = &self.name else { return false };
        let label = key(&name.text);
        let complete =
            contains(words::CLOSING, &label) || is_numbered(&label) || before.name.as_ref().is_none_or(Text::is_empty);
        let figures = self.amounts.is_empty() || coded && before.amounts.is_empty() && before.code.is_some();
        // Without codes, only a label that starts like its neighbours is an item of its own.
        let numbered = before.name.as_ref().is_some_and(|name| is_numbered(&key(&name.text)));
        self.code.is_none() && self.line_no.is_none() && !complete && figures && (coded || numbered)
    }

    /// The whole of a code that a page break cut: its rest stands alone, perhaps with the rest of the label.
    pub(super) fn rest_of_code(&self, before: &Self) -> Option<Text> {
        let (rest, begun) = (self.code.as_ref()?, before.code.as_ref()?);
        let regular = |text: &String| matches!(text.len(), 5 | 7);
        // A part whose column is shared with the code above may have got that code's digits already.
        let shared = rest.text.starts_with(&begun.text);
        let whole = if shared { rest.text.clone() } else { format!("{}{}", begun.text, rest.text) };
        let named = self.name.as_ref().is_some_and(|name| is_numbered(&key(&name.text)));
        let alone = self.amounts.is_empty() && self.line_no.is_none() && !named;
        let alone = alone && (self.name.is_none() || !matches!(rest.text.len(), 3 | 5 | 7));
        // A code below one of its own is the next row's, unless nothing but the code was left above.
        let alone = alone && !(shared && (before.name.is_some() || !before.amounts.is_empty()));
        (alone && regular(&whole)).then(|| Text::new(whole, begun.at))
    }

    pub(super) fn has_subject(&self) -> bool {
        self.code.is_some() || self.name.is_some()
    }

    /// 人员经费 or 公用经费: by the code, the label, the header, and last by the lane.
    pub(crate) fn side(&self, lane: usize, header: &str) -> Side {
        if let Some(code) = &self.code {
            let personnel = ["301", "303"].iter().any(|class| code.text.starts_with(class));
            return if personnel { Side::Personnel } else { Side::Public };
        }
        let label = self.name.as_ref().map(|name| key(&name.text)).unwrap_or_default();
        for text in [label.as_str(), header] {
            if text.contains("人员经费") {
                return Side::Personnel;
            }
            if text.contains("公用经费") {
                return Side::Public;
            }
        }
        if lane == 0 { Side::Personnel } else { Side::Public }
    }

    pub(super) fn append(&mut self, rest: &Self) {
        if let Some(name) = &rest.name {
            self.add_name(name.clone());
        }
        self.amounts.extend(rest.amounts.iter().cloned());
        self.unread.extend(rest.unread.iter().cloned());
    }
}

/// `行政运行（2010301）` → `行政运行`, `2010301`.
fn code_behind(name: &str) -> Option<(&str, String)> {
    let (word, code) =
        name.strip_suffix([']', '］', ')', '）', '】', '〕'])?.rsplit_once(['[', '［', '(', '（', '【', '〔'])?;
    let coded = matches!(code.chars().count(), 3 | 5 | 7) && code.chars().all(is_digit);
    let named = word.chars().any(char::is_alphabetic);
    (coded && named).then(|| (word.trim_end(), digits(code)))
}

/// A classification code, or a part of one, as printed.
pub(super) fn is_code(text: &str) -> bool {
    let digits = digits(text);
    (1..=11).contains(&digits.len()) && text.chars().all(|c| is_digit(c) || c.is_whitespace())
        || is_dotted_code(text)
        || is_grouped_code(text)
        || is_labelled_code(text)
}

/// `2,080,505`, `20,805`: a code that a workbook shows as a number with groups of thousands.
fn is_grouped_code(text: &str) -> bool {
    let lengths: Vec<usize> =
        text.split([',', '，']).map(|part| if part.chars().all(is_digit) { part.chars().count() } else { 0 }).collect();
    matches!(lengths.as_slice(), [2, 3] | [1, 3, 3])
}

/// `208.05.05`, `208-05`: a code whose parts are set apart by marks.
fn is_dotted_code(text: &str) -> bool {
    let lengths: Vec<usize> = text
        .split(['.', '．', '-', '－'])
        .map(|part| if part.chars().all(is_digit) { part.chars().count() } else { 0 })
        .collect();
    matches!(lengths.as_slice(), [3, 2] | [3, 2, 2])
}

/// `208类`, `20805款`, `[2080505]`: a code that says which level it is of, or stands in brackets.
fn is_labelled_code(text: &str) -> bool {
    let inner = text
        .strip_prefix(['[', '［', '(', '（', '【'])
        .and_then(|rest| rest.strip_suffix([']', '］', ')', '）', '】']));
    let level = || text.strip_suffix(['类', '款', '项']);
    inner.or_else(level).is_some_and(|code| matches!(code.chars().count(), 3 | 5 | 7) && code.chars().all(is_digit))
}

/// A digit, half or full width.
pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

pub(super) fn digits(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0),
            _ => c.is_ascii_digit().then_some(c),
        })
        .collect()
}

/// A 类 that strays over the border into the amounts of the lane before is no amount: it has no label there, and its
/// own lane lacks the first part of its code.
pub(super) fn reclaim_stray_codes(lanes: &mut [Lane], code_parts: &mut [Vec<(usize, Text)>]) {
    for at in 1..lanes.len() {
        let Some(parts) =
            code_parts.get_mut(at).filter(|parts| parts.first().is_none_or(|(position, _)| *position > 0))
        else {
            continue;
        };
        let named = lanes.get(at).is_some_and(|lane| lane.name.is_some());
        let Some(before) = at.checked_sub(1).and_then(|before| lanes.get_mut(before)) else { continue };
        if let [figure] = before.amounts.as_slice()
            && named
            && before.name.is_none()
            && figure.value.scale() == 0
            && figure.value.to_string().len() == 3
        {
            parts.insert(0, (0, Text::new(figure.value.to_string(), figure.at)));
            before.amounts.clear();
        }
    }
}

/// A 款 or 项 has two digits: a workbook that holds them as numbers shows `1` for `01`.
fn two_digits(part: &str) -> String {
    if part.len() == 1 { format!("0{part}") } else { part.to_owned() }
}

/// `201` + `06` + `01`. Parts that repeat what is before them (`201`, `20106`) are taken once; a first part that is
/// left blank is that of the code above.
pub(super) fn join_code(parts: &[(usize, Text)], above: &str) -> Option<Text> {
    let ((position, first), rest) = parts.split_first()?;
    let mut code = first.clone();
    if *position > 0 {
        code.text = two_digits(&code.text);
    }
    if *position > 0
        && code.text.len() == 2
        && let Some(shared) = above.get(..2 * position + 1)
    {
        code.text.insert_str(0, shared);
    }
    for (_, part) in rest {
        let longer = part.text.len() > code.text.len() && part.text.starts_with(&code.text);
        code.text = if longer { part.text.clone() } else { format!("{}{}", code.text, two_digits(&part.text)) };
        code.at = code.at.join(part.at);
    }
    Some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_code_have_two_digits_behind_the_first() {
        let join = |parts: &[(usize, &str)], above: &str| {
            let parts: Vec<(usize, Text)> =
                parts.iter().map(|(at, part)| (*at, Text::new(*part, Place::default()))).collect();
            join_code(&parts, above).map(|code| code.text)
        };
        for (parts, above, code) in [
            (&[(0, "201"), (1, "06"), (2, "01")][..], "", "2010601"),
            (&[(0, "201"), (1, "6"), (2, "1")], "", "2010601"),
            (&[(0, "201"), (1, "11"), (2, "5")], "", "2011105"),
            (&[(2, "5")], "2080504", "2080505"),
            (&[(0, "201"), (1, "20106")], "", "20106"),
        ] {
            assert_eq!(join(parts, above).as_deref(), Some(code), "{parts:?}");
        }
    }
}
