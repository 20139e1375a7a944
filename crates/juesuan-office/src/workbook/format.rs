//! Number formats: a stored number → the text that the sheet shows.
//!
//! `0` with `#,##0.00` shows `0.00`; a format whose section for zero is empty shows nothing; `"-"` shows a dash.

use rust_decimal::{Decimal, RoundingStrategy};

use super::dates::{Moment, moment};

/// Longer formats are not believed.
const LONGEST: usize = 1024;

/// One thing that a section of a format shows.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    /// Characters as they stand.
    Text(String),
    /// A place of a digit: `0` is always shown, `#` only where there is one, `?` as a space.
    Digit(char),
    Point,
    /// The exponent, with or without `+`.
    Exponent(bool),
    /// A part of a date, and how many letters it has.
    Date(char, usize),
    /// `上午/下午`, `AM/PM`.
    HalfDay,
    /// The text of a cell, or a number without format.
    General,
    /// A fraction `# ?/?`: shown as a decimal.
    Slash,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Section {
    parts: Vec<Part>,
    /// Digits in groups of three.
    grouped: bool,
    percent: u32,
    /// Commas behind the digits: each divides by a thousand.
    thousands: u32,
    /// `[>=100]`.
    condition: Option<(String, Decimal)>,
    elapsed: bool,
}

/// A number format.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct NumberFormat {
    sections: Vec<Section>,
}

/// The formats that every workbook knows by number.
const BUILT_IN: &[(u16, &str)] = &[
    (1, "0"),
    (2, "0.00"),
    (3, "#,##0"),
    (4, "#,##0.00"),
    (5, "\"¥\"#,##0;\"¥\"-#,##0"),
    (6, "\"¥\"#,##0;\"¥\"-#,##0"),
    (7, "\"¥\"#,##0.00;\"¥\"-#,##0.00"),
    (8, "\"¥\"#,##0.00;\"¥\"-#,##0.00"),
    (9, "0%"),
    (10, "0.00%"),
    (11, "0.00E+00"),
    (12, "# ?/?"),
    (13, "# ??/??"),
    (14, "yyyy/m/d"),
    (15, "d-mmm-yy"),
    (16, "d-mmm"),
    (17, "mmm-yy"),
    (18, "h:mm AM/PM"),
    (19, "h:mm:ss AM/PM"),
    (20, "h:mm"),
    (21, "h:mm:ss"),
    (22, "yyyy/m/d h:mm"),
    (27, "yyyy\"年\"m\"月\""),
    (28, "m\"月\"d\"日\""),
    (29, "m\"月\"d\"日\""),
    (30, "m-d-yy"),
    (31, "yyyy\"年\"m\"月\"d\"日\""),
    (32, "h\"时\"mm\"分\""),
    (33, "h\"时\"mm\"分\"ss\"秒\""),
    (36, "yyyy\"年\"m\"月\""),
    (37, "#,##0;-#,##0"),
    (38, "#,##0;-#,##0"),
    (39, "#,##0.00;-#,##0.00"),
    (40, "#,##0.00;-#,##0.00"),
    (41, "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ "),
    (42, "_ \"¥\"* #,##0_ ;_ \"¥\"* -#,##0_ ;_ \"¥\"* \"-\"_ ;_ @_ "),
    (43, "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ "),
    (44, "_ \"¥\"* #,##0.00_ ;_ \"¥\"* -#,##0.00_ ;_ \"¥\"* \"-\"??_ ;_ @_ "),
    (45, "mm:ss"),
    (46, "[h]:mm:ss"),
    (47, "mm:ss.0"),
    (48, "##0.0E+0"),
    (49, "@"),
    (50, "yyyy\"年\"m\"月\""),
    (51, "m\"月\"d\"日\""),
    (52, "yyyy\"年\"m\"月\""),
    (53, "m\"月\"d\"日\""),
    (54, "m\"月\"d\"日\""),
    (57, "yyyy\"年\"m\"月\""),
    (58, "m\"月\"d\"日\""),
];

impl NumberFormat {
    /// The format with a number that every workbook knows.
    pub(crate) fn built_in(id: u16) -> Self {
        let code = BUILT_IN.iter().find(|(known, _)| *known == id).map_or("General", |(_, code)| code);
        Self::parse(code)
    }

    /// A format as a workbook writes it.
    pub(crate) fn parse(code: &str) -> Self {
        if code.len() > LONGEST {
            return Self::default();
        }
        let sections = split(code).iter().map(|section| Section::parse(section)).collect();
        Self { sections }
    }

    /// What the sheet shows for a number.
    pub(crate) fn show(&self, value: Decimal, since_1904: bool) -> String {
        let Some((section, keeps_sign)) = self.section(value) else { return general(value) };
        let shown = if keeps_sign { value } else { value.abs() };
        section.show(shown, since_1904)
    }

    /// What the sheet shows for a text.
    pub(crate) fn show_text(&self, text: &str) -> String {
        let section = self.sections.get(3).or_else(|| {
            let last = self.sections.last()?;
            (last.parts.contains(&Part::General) && !last.is_general()).then_some(last)
        });
        let Some(section) = section else { return text.to_owned() };
        let part = |part: &Part| match part {
            Part::Text(literal) => literal.clone(),
            Part::General => text.to_owned(),
            _ => String::new(),
        };
        section.parts.iter().map(part).collect()
    }

    /// The section for a number, and whether the number keeps its minus sign in it.
    fn section(&self, value: Decimal) -> Option<(&Section, bool)> {
        if self.sections.iter().any(|section| section.condition.is_some()) {
            let fits = |section: &&Section| {
                section.condition.as_ref().is_none_or(|(sign, limit)| match sign.as_str() {
                    ">" => value > *limit,
                    ">=" => value >= *limit,
                    "<" => value < *limit,
                    "<=" => value <= *limit,
                    "<>" => value != *limit,
                    _ => value == *limit,
                })
            };
            return self.sections.iter().take(3).find(fits).or(self.sections.last()).map(|section| (section, true));
        }
        let first = self.sections.first()?;
        let text_only = |section: &Section| section.parts.contains(&Part::General) && !section.is_general();
        match self.sections.as_slice() {
            [only] => Some((only, true)),
            _ if value.is_sign_negative() && !value.is_zero() => Some((self.sections.get(1)?, false)),
            [_, _, zero, ..] if value.is_zero() && !text_only(zero) => Some((zero, true)),
            // A value that is shown as zero takes the section of its own sign; so it does in a workbook.
            _ => Some((first, true)),
        }
    }
}

/// The sections of a format: `;` outside quotes.
fn split(code: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for c in code.chars() {
        if c == ';' && !quoted && !escaped {
            found.push(String::new());
            continue;
        }
        if c == '"' && !escaped {
            quoted = !quoted;
        }
        escaped = !escaped && !quoted && matches!(c, '\\' | '_' | '*');
        if let Some(last) = found.last_mut() {
            last.push(c);
        }
    }
    found
}

impl Section {
    fn parse(code: &str) -> Self {
        let mut found = Self::default();
        let mut chars = code.chars().peekable();
        let mut commas = 0_u32;
        while let Some(c) = chars.next() {
            match c {
                '"' => {
                    let text: String = chars.by_ref().take_while(|c| *c != '"').collect();
                    found.literal(&text);
                }
                '\\' | '!' => found.literal(&chars.next().map(String::from).unwrap_or_default()),
                // As wide as the next character: a space. `*` repeats it.
                '_' => {
                    chars.next();
                    found.literal(" ");
                }
                '*' => {
                    chars.next();
                }
                '[' => {
                    let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                    found.bracket(&inside);
                }
                '0' | '#' | '?' => {
                    found.grouped |= commas > 0 && found.has_digits() && !found.parts.contains(&Part::Point);
                    commas = 0;
                    found.parts.push(Part::Digit(c));
                }
                ',' => commas = commas.saturating_add(1),
                '.' if found.has_digits() || matches!(chars.peek(), Some('0' | '#' | '?')) => {
                    found.thousands = found.thousands.saturating_add(std::mem::take(&mut commas));
                    found.parts.push(if found.parts.contains(&Part::Point) {
                        Part::Text(".".to_owned())
                    } else {
                        Part::Point
                    });
                }
                '%' => {
                    found.percent = found.percent.saturating_add(1);
                    found.literal("%");
                }
                'E' | 'e' if matches!(chars.peek(), Some('+' | '-')) => {
                    let plus = chars.next() == Some('+');
                    found.parts.push(Part::Exponent(plus));
                }
                '@' => found.parts.push(Part::General),
                'G' | 'g' if starts_with(&chars, "eneral") => {
                    chars.by_ref().take(6).for_each(drop);
                    found.parts.push(Part::General);
                }
                'A' | 'a' if starts_with(&chars, "m/pm") => {
                    chars.by_ref().take(4).for_each(drop);
                    found.parts.push(Part::HalfDay);
                }
                '上' if starts_with(&chars, "午/下午") => {
                    chars.by_ref().take(4).for_each(drop);
                    found.parts.push(Part::HalfDay);
                }
                'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' => {
                    let letter = c.to_ascii_lowercase();
                    let mut count = 1_usize;
                    while chars.next_if(|next| next.to_ascii_lowercase() == letter).is_some() {
                        count = count.saturating_add(1);
                    }
                    found.parts.push(Part::Date(letter, count));
                }
                '/' if found.has_digits() => found.parts.push(Part::Slash),
                _ => found.literal(&c.to_string()),
            }
        }
        found.thousands = found.thousands.saturating_add(if found.has_digits() { commas } else { 0 });
        found.minutes();
        found
    }

    fn literal(&mut self, text: &str) {
        if let Some(Part::Text(last)) = self.parts.last_mut() {
            last.push_str(text);
        } else if !text.is_empty() {
            self.parts.push(Part::Text(text.to_owned()));
        }
    }

    /// `[Red]`, `[$¥-804]`, `[>=100]`, `[h]`, `[DBNum1]`.
    fn bracket(&mut self, inside: &str) {
        if let Some(currency) = inside.strip_prefix('$') {
            self.literal(currency.split('-').next().unwrap_or_default());
        } else if inside.starts_with(['<', '>', '=']) {
            let sign: String = inside.chars().take_while(|c| matches!(c, '<' | '>' | '=')).collect();
            if let Ok(limit) = inside.get(sign.len()..).unwrap_or_default().parse() {
                self.condition = Some((sign, limit));
            }
        } else if let Some(letter) = inside.chars().next().map(|c| c.to_ascii_lowercase())
            && matches!(letter, 'h' | 'm' | 's')
            && inside.chars().all(|c| c.to_ascii_lowercase() == letter)
        {
            self.elapsed = true;
            self.parts.push(Part::Date(letter, inside.len()));
        }
    }

    fn has_digits(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Digit(_)))
    }

    fn is_general(&self) -> bool {
        self.parts == [Part::General]
    }

    /// `m` beside hours or seconds is a minute.
    fn minutes(&mut self) {
        let letters: Vec<(usize, char)> = self
            .parts
            .iter()
            .enumerate()
            .filter_map(|(index, part)| match part {
                Part::Date(letter, _) => Some((index, *letter)),
                _ => None,
            })
            .collect();
        for (at, (index, letter)) in letters.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| letters.get(at)).map(|(_, letter)| *letter);
            let after = letters.get(at.saturating_add(1)).map(|(_, letter)| *letter);
            if *letter == 'm'
                && (before == Some('h') || after == Some('s'))
                && let Some(Part::Date(letter, _)) = self.parts.get_mut(*index)
            {
                *letter = 'n';
            }
        }
    }

    fn show(&self, value: Decimal, since_1904: bool) -> String {
        if self.parts.iter().any(|part| matches!(part, Part::Date(..))) {
            return match moment(value, since_1904) {
                Some(moment) => self.date(moment, value),
                None => general(value),
            };
        }
        if self.parts.contains(&Part::Slash) {
            // Fractions are shown as what they are worth.
            return general(value);
        }
        if !self.has_digits() {
            let part = |part: &Part| match part {
                Part::Text(text) => text.clone(),
                Part::General => general(value),
                _ => String::new(),
            };
            return self.parts.iter().map(part).collect();
        }
        self.digits(value).unwrap_or_else(|| general(value))
    }

    fn digits(&self, value: Decimal) -> Option<String> {
        if self.parts.iter().any(|part| matches!(part, Part::Exponent(_))) {
            // Every digit that is known says more than a power of ten does.
            return Some(general(value));
        }
        let mut value = value;
        for _ in 0..self.percent.min(4) {
            value = value.checked_mul(Decimal::ONE_HUNDRED)?;
        }
        for _ in 0..self.thousands.min(6) {
            value = value.checked_div(Decimal::ONE_THOUSAND)?;
        }
        let point = self.parts.iter().position(|part| *part == Part::Point).unwrap_or(self.parts.len());
        let (whole_parts, fraction_parts) = self.parts.split_at(point);
        let places = |parts: &[Part]| -> Vec<char> {
            parts.iter().filter_map(|part| if let Part::Digit(c) = part { Some(*c) } else { None }).collect()
        };
        let (whole_places, fraction_places) = (places(whole_parts), places(fraction_parts));
        let scale = u32::try_from(fraction_places.len()).ok()?.min(20);
        let mut rounded = value.round_dp_with_strategy(scale, RoundingStrategy::MidpointAwayFromZero);
        rounded.rescale(scale);
        let text = rounded.abs().to_string();
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let needed = whole_places.iter().filter(|c| **c == '0').count();
        let whole = if whole == "0" && needed == 0 { "" } else { whole };
        let whole = format!("{whole:0>needed$}");
        // Digits at the end that the format does not insist on go.
        let kept = fraction_places.iter().rposition(|c| *c == '0').map_or(0, |at| at.saturating_add(1));
        let mut fraction = fraction.to_owned();
        while fraction.len() > kept && fraction.ends_with('0') {
            fraction.pop();
        }
        let mut shown = String::new();
        let negative = rounded.is_sign_negative() && !rounded.is_zero();
        if negative {
            shown.push('-');
        }
        push_whole(&mut shown, whole_parts, &whole, self.grouped);
        let mut digits = fraction.chars();
        for part in fraction_parts {
            match part {
                Part::Point if fraction_places.is_empty() || !fraction.is_empty() || kept > 0 => shown.push('.'),
                Part::Digit(_) => shown.extend(digits.next()),
                Part::Text(text) => shown.push_str(text),
                _ => {}
            }
        }
        Some(shown)
    }

    fn date(&self, moment: Moment, value: Decimal) -> String {
        let half = self.parts.contains(&Part::HalfDay);
        let mut shown = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => shown.push_str(text),
                Part::HalfDay => shown.push_str(if moment.hour < 12 { "上午" } else { "下午" }),
                Part::Point => shown.push('.'),
                Part::Slash => shown.push('/'),
                Part::Date(letter, count) => {
                    let hour = if self.elapsed {
                        let hours = value.checked_mul(Decimal::from(24)).map(|hours| hours.floor().normalize());
                        hours.map_or_else(String::new, |hours| hours.to_string())
                    } else if half {
                        ((moment.hour + 11) % 12 + 1).to_string()
                    } else {
                        moment.hour.to_string()
                    };
                    let number = match letter {
                        'y' if *count <= 2 => (moment.year % 100).to_string(),
                        'y' => moment.year.to_string(),
                        'm' => moment.month.to_string(),
                        'd' => moment.day.to_string(),
                        'h' => hour,
                        'n' => moment.minute.to_string(),
                        _ => moment.second.to_string(),
                    };
                    let width = if *count >= 2 { 2 } else { 1 };
                    shown.push_str(&format!("{number:0>width$}"));
                }
                _ => {}
            }
        }
        shown
    }
}

/// Whether the characters that follow are these, in small letters.
fn starts_with(chars: &std::iter::Peekable<std::str::Chars<'_>>, word: &str) -> bool {
    let mut rest = chars.clone();
    word.chars().all(|c| rest.next().is_some_and(|next| next.to_lowercase().eq(c.to_lowercase())))
}

/// The digits before the point, in the places of the format: literals between places stay where they are. The first
/// place takes all digits that have none of their own.
fn push_whole(shown: &mut String, parts: &[Part], digits: &str, grouped: bool) {
    let places = parts.iter().filter(|part| matches!(part, Part::Digit(_))).count();
    let count = digits.len();
    let mut place = 0_usize;
    for part in parts {
        match part {
            Part::Digit(_) => {
                let last = count.saturating_add(place).checked_sub(places);
                let first = if place == 0 { Some(0) } else { last };
                for (index, digit) in digits.char_indices() {
                    if Some(index) < first || Some(index) > last {
                        continue;
                    }
                    if grouped && index > 0 && count.saturating_sub(index).is_multiple_of(3) {
                        shown.push(',');
                    }
                    shown.push(digit);
                }
                place = place.saturating_add(1);
            }
            Part::Text(text) => shown.push_str(text),
            _ => {}
        }
    }
}

/// A number without a format: as it is.
pub(crate) fn general(value: Decimal) -> String {
    value.normalize().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(code: &str, value: &str) -> String {
        NumberFormat::parse(code).show(value.parse().unwrap(), false).trim().to_owned()
    }

    #[test]
    fn numbers_are_shown_as_their_formats_say() {
        for (code, value, shown) in [
            ("#,##0.00", "0", "0.00"),
            ("#,##0.00", "1234567.891", "1,234,567.89"),
            ("#,##0.00", "-1234.5", "-1,234.50"),
            ("0.00", "2.005", "2.01"),
            ("#,##0.00;-#,##0.00;", "0", ""),
            ("#,##0.00;-#,##0.00;;@", "0", ""),
            ("_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "0", "-"),
            ("_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "-1234.5", "-1,234.50"),
            ("#,##0.00_);[Red](#,##0.00)", "-3.1", "(3.10)"),
            ("0.00%", "0.9228", "92.28%"),
            ("General", "1234.56", "1234.56"),
            ("#", "0", ""),
            ("#.##", "0.5", ".5"),
            ("0.0#", "3", "3.0"),
            ("0000", "12", "0012"),
            ("#,##0,", "1234567", "1,235"),
            ("0.00,,\"亿\"", "123456789", "123.46亿"),
            ("[$¥-804]#,##0.00", "5", "¥5.00"),
            ("[>=100]0;0.00", "99.5", "99.50"),
            ("[>=100]0;0.00", "100.4", "100"),
            ("yyyy\"年\"m\"月\"d\"日\"", "45657", "2024年12月31日"),
            ("yyyy/mm/dd hh:mm", "45657.5", "2024/12/31 12:00"),
            ("0.00E+00", "1234.5", "1234.5"),
            ("0\"人\"", "5", "5人"),
            ("0-00", "123", "1-23"),
        ] {
            assert_eq!(show(code, value), shown, "{code} of {value}");
        }
    }

    #[test]
    fn texts_are_shown_as_the_last_section_says() {
        assert_eq!(NumberFormat::parse("0;-0;0;\"第\"@").show_text("一"), "第一");
        assert_eq!(NumberFormat::parse("#,##0.00").show_text("一"), "一");
        assert_eq!(NumberFormat::parse("@").show_text("一"), "一");
    }

    #[test]
    fn long_formats_and_numbers_end_soon() {
        assert_eq!(show(&"0".repeat(5000), "1"), "1");
        assert_eq!(show("0%%%%%%", "79228162514264337593543950335"), "79228162514264337593543950335");
    }
}
