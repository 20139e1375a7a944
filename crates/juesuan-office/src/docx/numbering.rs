//! The numberings of a Word file → the numbers as they are shown: `一、`, `（二）`, `1.`, `①`.

use std::collections::{BTreeMap, BTreeSet};

use crate::xml::Xml;

use super::styles::Numbered;

/// Levels of a numbering.
const LEVELS: usize = 9;

/// How a level shows its numbers.
#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: String,
    text: String,
    /// Numbers of other levels in its text are shown as digits.
    legal: bool,
    /// The level that starts it anew; the one above where it is not said.
    restart: Option<usize>,
}

/// A numbering in use.
#[derive(Debug, Clone, Default)]
struct Use {
    list: u32,
    /// Levels that it starts anew.
    starts: BTreeMap<usize, u32>,
    /// Levels that it redefines.
    levels: BTreeMap<usize, Level>,
}

/// All numberings, and how far they have counted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Numberings {
    lists: BTreeMap<u32, BTreeMap<usize, Level>>,
    uses: BTreeMap<u32, Use>,
    counted: BTreeMap<u32, [Option<u32>; LEVELS]>,
    started: BTreeSet<(u32, usize)>,
}

/// Reads `numbering.xml`.
pub(crate) fn read(xml: &mut Xml<'_>) -> Numberings {
    let mut found = Numberings::default();
    if xml.find("numbering").is_none() {
        return found;
    }
    while let Some(element) = xml.child() {
        let id = |name| element.number(name).and_then(|id| u32::try_from(id).ok()).unwrap_or_default();
        match element.name.as_str() {
            "abstractNum" => {
                let mut levels = BTreeMap::new();
                while let Some(child) = xml.child() {
                    if child.name == "lvl" {
                        let number = child.number("ilvl").unwrap_or_default();
                        levels.insert(number, level(xml));
                    } else {
                        xml.skip();
                    }
                }
                found.lists.insert(id("abstractNumId"), levels);
            }
            "num" => {
                let mut used = Use::default();
                while let Some(child) = xml.child() {
                    match child.name.as_str() {
                        "abstractNumId" => {
                            used.list = child.number("val").and_then(|id| u32::try_from(id).ok()).unwrap_or_default();
                            xml.skip();
                        }
                        "lvlOverride" => {
                            let number = child.number("ilvl").unwrap_or_default();
                            overridden(xml, number, &mut used);
                        }
                        _ => xml.skip(),
                    }
                }
                found.uses.insert(id("numId"), used);
            }
            _ => xml.skip(),
        }
    }
    found
}

fn overridden(xml: &mut Xml<'_>, number: usize, used: &mut Use) {
    while let Some(child) = xml.child() {
        match child.name.as_str() {
            "startOverride" => {
                let start = child.number("val").and_then(|start| u32::try_from(start).ok());
                used.starts.insert(number, start.unwrap_or(1));
                xml.skip();
            }
            "lvl" => {
                used.levels.insert(number, level(xml));
            }
            _ => xml.skip(),
        }
    }
}

fn level(xml: &mut Xml<'_>) -> Level {
    let mut found = Level { start: 0, format: "decimal".to_owned(), ..Level::default() };
    while let Some(child) = xml.child() {
        match child.name.as_str() {
            "start" => {
                found.start = child.number("val").and_then(|start| u32::try_from(start).ok()).unwrap_or_default()
            }
            "numFmt" => child.value().unwrap_or("decimal").clone_into(&mut found.format),
            "lvlText" => child.value().unwrap_or_default().clone_into(&mut found.text),
            "isLgl" => found.legal = child.is_on(),
            "lvlRestart" => found.restart = child.number("val"),
            // Formats beyond the first edition stand in a choice.
            "AlternateContent" => {
                while let Some(choice) = xml.child() {
                    if choice.name != "Choice" {
                        xml.skip();
                        continue;
                    }
                    while let Some(inner) = xml.child() {
                        if inner.name == "numFmt" {
                            inner.value().unwrap_or("decimal").clone_into(&mut found.format);
                        }
                        xml.skip();
                    }
                }
                continue;
            }
            _ => {}
        }
        xml.skip();
    }
    found
}

impl Numberings {
    /// Counts a paragraph and gives the number that it shows; empty for a bullet.
    pub(crate) fn next(&mut self, numbered: Numbered) -> Option<String> {
        let id = numbered.id.filter(|id| *id > 0)?;
        let at = numbered.level.unwrap_or_default().min(LEVELS.saturating_sub(1));
        let used = self.uses.get(&id)?;
        let list = self.lists.get(&used.list)?;
        let level_at = |at: usize| used.levels.get(&at).or_else(|| list.get(&at));
        let level = level_at(at)?;
        let counts = self.counted.entry(used.list).or_default();
        let first = used.starts.get(&at).copied();
        let start = first.unwrap_or(level.start);
        let restarts = first.is_some() && self.started.insert((id, at));
        let count = counts.get_mut(at)?;
        *count = Some(match *count {
            Some(count) if !restarts => count.saturating_add(1),
            _ => start,
        });
        for (deeper, count) in counts.iter_mut().enumerate().skip(at.saturating_add(1)) {
            let restart = level_at(deeper).and_then(|level| level.restart);
            // `0`: never; `n`: after level n, counted from 1.
            if restart.is_none_or(|level| level > at) {
                *count = None;
            }
        }
        let shown = |of: usize| {
            let other = level_at(of);
            let start = other.map_or(1, |other| used.starts.get(&of).copied().unwrap_or(other.start));
            let count = counts.get(of).copied().flatten().unwrap_or(start);
            let format = if level.legal { "decimal" } else { other.map_or("decimal", |other| other.format.as_str()) };
            number(count, format)
        };
        if level.format == "bullet" {
            return None;
        }
        let mut text = String::new();
        let mut chars = level.text.chars().peekable();
        while let Some(c) = chars.next() {
            match chars.peek().and_then(|digit| digit.to_digit(10)).filter(|_| c == '%') {
                Some(digit @ 1..) => {
                    chars.next();
                    text.push_str(&shown(digit as usize - 1));
                }
                _ => text.push(c),
            }
        }
        Some(text).filter(|text| !text.trim().is_empty())
    }
}

/// A number in a format of Word.
fn number(count: u32, format: &str) -> String {
    match format {
        "none" => String::new(),
        "decimalZero" => format!("{count:02}"),
        "upperLetter" => letters(count, b'A'),
        "lowerLetter" => letters(count, b'a'),
        "upperRoman" => roman(count),
        "lowerRoman" => roman(count).to_ascii_lowercase(),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => {
            enclosed(count, 1, 20, '①').or_else(|| enclosed(count, 21, 35, '㉑')).unwrap_or_else(|| count.to_string())
        }
        "decimalEnclosedFullstop" => enclosed(count, 1, 20, '⒈').unwrap_or_else(|| format!("{count}.")),
        "decimalEnclosedParen" => enclosed(count, 1, 20, '⑴').unwrap_or_else(|| format!("({count})")),
        "ideographEnclosedCircle" => enclosed(count, 1, 10, '㊀').unwrap_or_else(|| count.to_string()),
        "decimalFullWidth" | "decimalFullWidth2" => {
            count.to_string().chars().filter_map(|c| char::from_u32(u32::from(c) + 0xfee0)).collect()
        }
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "koreanCounting" => chinese(count, "零一二三四五六七八九", ["千", "百", "十"]),
        "chineseLegalSimplified" => chinese(count, "零壹贰叁肆伍陆柒捌玖", ["仟", "佰", "拾"]),
        "ideographLegalTraditional" | "japaneseLegal" => chinese(count, "零壹貳參肆伍陸柒捌玖", ["仟", "佰", "拾"]),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" | "koreanDigital2" => count
            .to_string()
            .chars()
            .filter_map(|c| "〇一二三四五六七八九".chars().nth(c.to_digit(10)? as usize))
            .collect(),
        "ideographTraditional" => nth("甲乙丙丁戊己庚辛壬癸", count),
        "ideographZodiac" => nth("子丑寅卯辰巳午未申酉戌亥", count),
        _ => count.to_string(),
    }
}

fn nth(list: &str, count: u32) -> String {
    let index = count.checked_sub(1).and_then(|index| list.chars().nth(index as usize));
    index.map_or_else(|| count.to_string(), String::from)
}

fn enclosed(count: u32, first: u32, last: u32, from: char) -> Option<String> {
    let offset = count.checked_sub(first).filter(|_| count <= last)?;
    char::from_u32(u32::from(from).checked_add(offset)?).map(String::from)
}

/// A, B … Z, AA, BB: as Word counts.
fn letters(count: u32, first: u8) -> String {
    const MOST: u32 = 20;
    let Some(index) = count.checked_sub(1) else { return String::new() };
    let letter = char::from(first.saturating_add(u8::try_from(index % 26).unwrap_or_default()));
    let times = (index / 26).min(MOST).saturating_add(1);
    (0..times).map(|_| letter).collect()
}

fn roman(count: u32) -> String {
    const STEPS: &[(u32, &str)] = &[
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if count >= 4000 {
        return count.to_string();
    }
    let mut left = count;
    let mut text = String::new();
    for (value, letters) in STEPS {
        while left >= *value {
            left -= value;
            text.push_str(letters);
        }
    }
    text
}

/// 十, 十一, 二十, 一百零一: up to 9999.
fn chinese(count: u32, digits: &str, units: [&str; 3]) -> String {
    if count > 9999 {
        return count.to_string();
    }
    let digit = |value: u32| digits.chars().nth(value as usize).unwrap_or('零');
    if count < 10 {
        return digit(count).to_string();
    }
    let mut text = String::new();
    let mut skipped = false;
    let places = [(1000, Some(units[0])), (100, Some(units[1])), (10, Some(units[2])), (1, None)];
    for (place, unit) in places {
        let value = count / place % 10;
        if value == 0 {
            skipped |= !text.is_empty();
            continue;
        }
        if std::mem::take(&mut skipped) {
            text.push(digit(0));
        }
        // 十一, not 一十一.
        if !(place == 10 && value == 1 && text.is_empty()) {
            text.push(digit(value));
        }
        text.push_str(unit.unwrap_or_default());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_word_shows_them() {
        let cases = [
            (10, "chineseCountingThousand", "十"),
            (21, "chineseCounting", "二十一"),
            (101, "chineseCounting", "一百零一"),
            (12, "ideographDigital", "一二"),
            (3, "decimalEnclosedCircle", "③"),
            (27, "lowerLetter", "aa"),
            (14, "upperRoman", "XIV"),
            (2, "chineseLegalSimplified", "贰"),
            (7, "something", "7"),
        ];
        for (count, format, text) in cases {
            assert_eq!(number(count, format), text, "{format}");
        }
    }

    const LISTS: &str = r#"<w:numbering><w:abstractNum w:abstractNumId="4">
        <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/><w:isLgl/></w:lvl>
        </w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="4"/></w:num><w:num w:numId="2">
        <w:abstractNumId w:val="4"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
        </w:numbering>"#;

    #[test]
    fn lists_count_on_and_start_anew() {
        let mut lists = read(&mut Xml::new(LISTS, 20));
        let mut next = |id, level| lists.next(Numbered { id: Some(id), level: Some(level) }).unwrap();
        let found = [next(1, 0), next(1, 1), next(1, 1), next(1, 0), next(1, 1), next(2, 0), next(2, 0)];
        assert_eq!(found, ["一、", "1.1", "1.2", "二、", "2.1", "五、", "六、"]);
    }
}
