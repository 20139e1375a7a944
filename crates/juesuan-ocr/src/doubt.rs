//! What was recognised → what counts as read.
//!
//! A number counts as read by its grammar and by the probability of every one of its characters. Where it does not, its
//! weak characters become U+FFFD: no reader of numbers takes it for one, and the place keeps its box.

use crate::model::Seen;

/// A digit that is less probable than this is not read, where there was no second reading.
const SURE: f32 = NEAR;
/// Below this a number is recognised a second time, cut out in another way.
pub(crate) const NEAR: f32 = 0.93;
/// The same under a seal or other ink, where a part of a digit may be hidden.
pub(crate) const UNDER_INK: f32 = 0.9;
/// A second reading that agrees makes up for probabilities down to this: both look through the same model, and repeat
/// its mistakes.
const AGREED: f32 = 0.82;

/// The same where another model agrees: it makes mistakes of its own.
const BOTH: f32 = 0.6;
/// What the first model is not sure of counts as the other reads it, where that is as sure as this of all of it.
const OTHER_SURE: f32 = 0.97;

/// Who has read a number the second time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// The same model, cut out in another way.
    SameModel,
    /// A different model.
    AnotherModel,
}

/// Printed numbers have no more decimals: what has is two numbers without a gap that shows.
const MOST_DECIMALS: usize = 4;

/// What is known of the documents that are read: nothing here knows what they are about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wording {
    /// Readings that are no words there, each with the words that stand there in truth.
    pub mended: &'static [(&'static str, &'static str)],
    /// The words with which a row of column numbers begins.
    pub column_numbers: &'static [&'static str],
}

impl Wording {
    /// Whether a text names a row of column numbers.
    pub(crate) fn names_column_numbers(&self, text: &str) -> bool {
        self.column_numbers.iter().any(|word| text.contains(word))
    }
}

/// A segment as it was read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reading {
    pub(crate) seen: Vec<Seen>,
    /// The least probability of its characters.
    pub(crate) confidence: f32,
    /// Whether its numbers count as read.
    pub(crate) accepted: bool,
    /// Foreign ink lies over it or beside it.
    pub(crate) stained: bool,
}

impl Reading {
    pub(crate) fn text(&self) -> String {
        self.seen.iter().map(|seen| seen.character).collect()
    }

    /// Makes its numbers unread.
    pub(crate) fn reject(&mut self) {
        self.accepted = false;
        let numeric = |seen: &Seen| seen.character.is_ascii_digit();
        let weakest = self
            .seen
            .iter()
            .enumerate()
            .filter(|(_, seen)| numeric(seen))
            .min_by(|a, b| a.1.probability.total_cmp(&b.1.probability))
            .map(|(index, _)| index);
        if let Some(seen) = weakest.and_then(|index| self.seen.get_mut(index)) {
            seen.character = char::REPLACEMENT_CHARACTER;
        }
    }
}

/// Whether a character can be part of a number.
pub(crate) fn is_part(character: char) -> bool {
    character.is_ascii_digit() || matches!(character, '.' | ',')
}

/// Whether a text begins with a character that changes the number behind it.
pub(crate) fn is_signed(text: &str) -> bool {
    text.trim().starts_with(is_sign)
}

/// Whether a character can stand before a number and change it.
pub(crate) fn is_sign(character: char) -> bool {
    matches!(character, '-' | '+' | '(')
}

/// Whether a character is what a broken digit or the rest of a line is taken for: an arrow, a bullet, a drawn shape.
fn is_debris(character: char) -> bool {
    matches!(character, '•' | '\u{2190}'..='\u{21ff}' | '\u{25a0}'..='\u{25ff}')
}

/// Whether a number was read with something in it that numbers are not written with.
pub(crate) fn is_littered(seen: &[Seen]) -> bool {
    let (litter, rest): (Vec<char>, Vec<char>) =
        seen.iter().map(|seen| seen.character).filter(|c| *c != ' ').partition(|c| is_debris(*c));
    !litter.is_empty() && is_number(&rest.into_iter().collect::<String>())
}

/// Whether a text is one number and nothing else.
pub(crate) fn is_number(text: &str) -> bool {
    let body = text.trim().trim_start_matches(['-', '+', '(']).trim_end_matches([')', '%']);
    body.chars().all(is_part) && body.contains(|c: char| c.is_ascii_digit())
}

/// How many digits stand behind the last point.
fn decimals(text: &str) -> usize {
    text.rsplit_once('.').map_or(0, |(_, decimals)| decimals.chars().filter(char::is_ascii_digit).count())
}

/// How an amount of a thousand or more groups its digits: with commas, or not at all. Nothing for smaller ones.
pub(crate) fn is_grouped(amount: &str) -> Option<bool> {
    let whole = amount.trim().trim_start_matches(['-', '+', '(']).split('.').next().unwrap_or_default();
    (whole.chars().filter(char::is_ascii_digit).count() > 3).then(|| whole.contains(','))
}

/// The number of a column or of a row, as tables print it.
pub(crate) fn ordinal(text: &str) -> Option<u32> {
    let number: u32 = text.trim().parse().ok()?;
    (text.trim().len() <= 2 && (1..=40).contains(&number)).then_some(number)
}

/// Whether a text is an amount with two decimals.
pub(crate) fn is_amount(text: &str) -> bool {
    let body = text.trim().trim_start_matches(['-', '+', '(']).trim_end_matches([')', '%']);
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let Some((whole, decimals)) = body.split_once('.') else { return false };
    let mut groups = whole.split(',');
    let head = groups.next().unwrap_or_default();
    let tail: Vec<&str> = groups.collect();
    let grouped = tail.is_empty() || head.len() <= 3 && tail.iter().all(|group| group.len() == 3 && digits(group));
    let plain = head == "0" || !head.starts_with('0');
    digits(head) && grouped && plain && decimals.len() == 2 && digits(decimals)
}

/// Judges a first reading, and a second one where there is one.
pub(crate) fn judge(first: Vec<Seen>, second: Option<(Vec<Seen>, By)>, wording: &Wording) -> Reading {
    let mut first = tidy(first, wording);
    let second = second.map(|(seen, by)| (tidy(seen, wording), by));
    if let Some((second, By::AnotherModel)) = &second {
        take_over(&mut first, second);
    }
    let confidence = first.iter().map(|seen| seen.probability).fold(1.0, f32::min);
    let mut reading = Reading { seen: first, confidence, accepted: true, stained: false };
    let digits = |seen: &[Seen]| seen.iter().map(|seen| seen.character).filter(|c| is_part(*c)).collect::<String>();
    let agrees = second.as_ref().map(|(second, by)| (digits(second) == digits(&reading.seen), by));
    let weakest = |seen: &[Seen]| {
        seen.iter().filter(|seen| is_part(seen.character)).map(|seen| seen.probability).fold(1.0, f32::min)
    };
    let least = match agrees {
        Some((true, By::AnotherModel)) if second.as_ref().is_some_and(|(second, _)| weakest(second) >= AGREED) => BOTH,
        Some((true, _)) => AGREED,
        Some((false, _)) => NEAR,
        None => SURE,
    };
    // A point or a comma counts where digits stand on both sides of it: elsewhere it is punctuation.
    let digit = |index: Option<usize>| {
        index.and_then(|index| reading.seen.get(index)).is_some_and(|seen| seen.character.is_ascii_digit())
    };
    let counts = |(index, seen): (usize, &Seen)| {
        // A sign before a number counts as well: the end of a border looks like one.
        let sign = || is_sign(seen.character) && !digit(index.checked_sub(1)) && digit(Some(index + 1));
        seen.character.is_ascii_digit() || sign() || digit(index.checked_sub(1)) && digit(Some(index + 1))
    };
    let counting: Vec<bool> = reading.seen.iter().enumerate().map(counts).collect();
    for (seen, counts) in reading.seen.iter_mut().zip(counting) {
        // A stroke of a seal before a number looks like a sign to every model.
        let least = if is_sign(seen.character) { least.max(NEAR) } else { least };
        if counts && (is_part(seen.character) || is_sign(seen.character)) && seen.probability < least {
            seen.character = char::REPLACEMENT_CHARACTER;
            reading.accepted = false;
        }
    }
    if is_littered(&reading.seen) {
        reading.seen.iter_mut().filter(|seen| is_debris(seen.character)).for_each(|seen| {
            seen.character = char::REPLACEMENT_CHARACTER;
        });
        reading.accepted = false;
    }
    let text = reading.text();
    if reading.accepted && text.split(|c| !is_part(c)).any(|run| decimals(run) > MOST_DECIMALS) {
        reading.reject();
    }
    if reading.accepted && is_number(&text) {
        // The number of an item in a list may have a point behind it.
        let item = text.trim().strip_suffix('.').filter(|number| number.len() <= 2);
        let plain = item.unwrap_or(text.trim()).bytes().all(|b| b.is_ascii_digit());
        let share = !text.contains(',') && text.matches('.').count() == 1 && decimals(&text) > 0;
        if !(is_amount(&text) || plain || share && confidence >= NEAR) {
            reading.reject();
        }
    }
    reading
}

/// Where two models read an amount of as many characters, those that the first is not sure of become those of the
/// other, if that is sure of all.
fn take_over(first: &mut Vec<Seen>, second: &[Seen]) {
    let text: String = second.iter().map(|seen| seen.character).collect();
    let sure = is_amount(&text) && second.iter().all(|seen| seen.probability >= OTHER_SURE);
    let differs =
        |(a, b): (&Seen, &Seen)| a.character != b.character && a.probability >= NEAR && !is_debris(a.character);
    // Where the other sees nothing, a mark is the rest of a line.
    let clean = first.iter().filter(|seen| !is_debris(seen.character));
    if sure && first.len() != second.len() && clean.clone().map(|seen| seen.character).eq(text.chars()) {
        *first = clean.copied().collect();
    }
    if !sure || first.len() != second.len() || first.iter().zip(second).any(differs) {
        return;
    }
    for (one, other) in first.iter_mut().zip(second) {
        (one.character, one.probability) = (other.character, one.probability.max(BOTH));
    }
}

/// Spaces at the ends go; full-width digits and signs within numbers become plain ones.
fn tidy(mut seen: Vec<Seen>, wording: &Wording) -> Vec<Seen> {
    while seen.first().is_some_and(|seen| seen.character == ' ') {
        seen.remove(0);
    }
    while seen.last().is_some_and(|seen| seen.character == ' ') {
        seen.pop();
    }
    let digits = seen.iter().filter(|seen| seen.character.is_ascii_digit()).count();
    let mostly_digits = digits * 2 >= seen.len();
    for one in &mut seen {
        one.character = match one.character {
            c @ '０'..='９' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            '，' if mostly_digits => ',',
            '．' | '。' | '·' if mostly_digits => '.',
            '—' | '－' | '–' if mostly_digits => '-',
            // Beside digits a round letter is a zero.
            'O' | 'o' | '〇' | 'Ｏ' if mostly_digits => '0',
            // The small model takes the numeral ten for a sign, which stands nowhere in running text.
            '+' | '＋' if !mostly_digits => '十',
            c => c,
        };
        if mostly_digits && one.character == '0' {
            one.probability = one.probability.max(one.kin);
        }
    }
    if !mostly_digits {
        dash_of_a_word(&mut seen);
    }
    mend(&mut seen, wording);
    if mostly_digits {
        seen.retain(|seen| seen.character != ' ');
        regroup(&mut seen);
    }
    seen
}

/// A dash that begins a word, or follows the mark of its number, is the numeral one: 一般, with a broken stroke.
fn dash_of_a_word(seen: &mut Vec<Seen>) {
    let is_dash = |seen: &Seen| matches!(seen.character, '-' | '－');
    let is_word = |seen: Option<&Seen>| seen.is_some_and(|seen| u32::from(seen.character) >= 0x3400);
    let from = seen.iter().position(|seen| seen.character == '、').map_or(0, |mark| mark + 1);
    for start in [from, 0] {
        let dashes = seen.iter().skip(start).take_while(|seen| is_dash(seen)).count();
        if !(1..=2).contains(&dashes) || !is_word(seen.get(start + dashes)) {
            continue;
        }
        if let Some(one) = seen.get_mut(start) {
            one.character = '一';
        }
        if dashes == 2 {
            seen.remove(start + 1);
        }
    }
}

/// Puts right what is certain: confused characters of known words, and the mark after the numeral of a heading.
fn mend(seen: &mut Vec<Seen>, wording: &Wording) {
    for (wrong, right) in wording.mended {
        let wrong: Vec<char> = wrong.chars().collect();
        let at =
            seen.windows(wrong.len()).position(|part| part.iter().map(|seen| seen.character).eq(wrong.iter().copied()));
        let Some(part) = at.and_then(|at| seen.get_mut(at..at + wrong.len())) else { continue };
        part.iter_mut().zip(right.chars()).for_each(|(seen, right)| seen.character = right);
    }
    // Borders are read beside the word with which a row of column numbers begins.
    let text: String = seen.iter().map(|seen| seen.character).filter(|c| u32::from(*c) >= 0x3400).collect();
    if wording.column_numbers.contains(&text.as_str()) {
        seen.retain(|seen| u32::from(seen.character) >= 0x3400);
    }
    let numerals = seen.iter().take_while(|seen| "一二三四五六七八九十".contains(seen.character)).count();
    if let (1.., Some(mark)) = (numerals, seen.get_mut(numerals))
        && matches!(mark.character, '>' | '·' | ',' | '，' | '.' | '﹑' | '\'' | '`')
    {
        mark.character = '、';
    }
}

/// Whether the digits between the marks of a text make one amount: groups of three, two decimals.
pub(crate) fn is_one_amount(text: &[char]) -> bool {
    let mut lengths = vec![0_usize];
    for one in text.iter().skip_while(|one| is_sign(**one)) {
        match (one, lengths.last_mut()) {
            ('.' | ',', _) => lengths.push(0),
            (c, Some(last)) if c.is_ascii_digit() => *last += 1,
            (')', _) => {}
            _ => return false,
        }
    }
    let [first, middle @ .., 2] = lengths.as_slice() else { return false };
    (middle.is_empty() && *first > 0 || (1..=3).contains(first)) && middle.iter().all(|length| *length == 3)
}

/// Points and commas look alike in small print. Where the digits between them make an amount (groups of three, two
/// decimals), their places say which is which, and it only counts that one of them stands there.
fn regroup(seen: &mut [Seen]) {
    let text: Vec<char> = seen.iter().map(|one| one.character).collect();
    if !is_one_amount(&text) {
        return;
    }
    let mut left = text.iter().filter(|c| matches!(c, '.' | ',')).count().saturating_sub(1);
    for one in seen.iter_mut().filter(|one| matches!(one.character, '.' | ',')) {
        one.character = if left > 0 { ',' } else { '.' };
        one.probability = one.probability.max(one.kin);
        left = left.saturating_sub(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What one kind of documents prints.
    const WORDING: Wording = Wording { mended: &[("年未结转", "年末结转")], column_numbers: &["栏次"] };

    fn judge(first: Vec<Seen>, second: Option<Vec<Seen>>) -> Reading {
        super::judge(first, second.map(|seen| (seen, By::SameModel)), &WORDING)
    }

    #[test]
    fn another_model_decides_what_the_first_is_not_sure_of() {
        let both =
            |first: Vec<Seen>, second: Vec<Seen>| super::judge(first, Some((second, By::AnotherModel)), &WORDING);
        assert!(both(seen("12.50", 0.7), seen("12.50", 0.9)).accepted);
        assert!(!both(seen("12.50", 0.5), seen("12.50", 0.9)).accepted);
        assert!(!both(seen("12.50", 0.7), seen("12.50", 0.7)).accepted);
        let unsure = |first: f32| [seen("7", first), seen("2.50", 0.99)].concat();
        assert_eq!(both(unsure(0.6), seen("12.50", 0.98)).text(), "12.50");
        // What both are sure of, and read differently, is nobody's.
        assert!(!both([seen("7", 0.95), seen("2.50", 0.9)].concat(), seen("12.50", 0.98)).accepted);
        assert!(!both(unsure(0.6), seen("12.50", 0.9)).accepted);
    }

    /// `21.7↓` is a number with a broken digit, `12.50•` one beside the rest of a line.
    #[test]
    fn what_no_number_is_written_with_makes_it_unread_unless_another_model_sees_better() {
        let both = |first: &str, second: &str| {
            super::judge(seen(first, 0.99), Some((seen(second, 0.98), By::AnotherModel)), &WORDING)
        };
        for first in ["21.7↓", "21.74•"] {
            let alone = judge(seen(first, 0.99), None);
            assert!(!alone.accepted && alone.text().contains('\u{FFFD}'), "{}", alone.text());
            let read = both(first, "21.74");
            assert_eq!((read.text().as_str(), read.accepted), ("21.74", true), "{first}");
        }
        assert!(!both("21.74•", "121.74").accepted, "the mark may be a digit");
        assert_eq!(judge(seen("★1", 0.99), None).text(), "★1");
        assert_eq!(judge(seen("•重点项目2", 0.99), None).text(), "•重点项目2", "no number");
    }

    fn seen(text: &str, probability: f32) -> Vec<Seen> {
        text.chars().map(|character| Seen { character, probability, at: 0.0, kin: 0.0 }).collect()
    }

    #[test]
    fn grammar_of_amounts() {
        for good in ["1,234.50", "0.00", "-3.10", "12949.90"] {
            assert!(is_amount(good), "{good}");
        }
        for bad in ["1,23.50", "3.886.17", "12", "1.5", "00.50", ".50"] {
            assert!(!is_amount(bad), "{bad}");
        }
    }

    #[test]
    fn improbable_digits_and_broken_grammar_are_no_numbers() {
        assert!(judge(seen("1,234.50", 0.95), None).accepted);
        assert_eq!(judge(seen("1", 0.3), None).text(), "\u{FFFD}");
        assert!(!judge(seen("3.86.17", 0.99), None).accepted);
        // A second reading decides.
        assert!(judge(seen("12.50", 0.85), Some(seen("12.50", 0.85))).accepted);
        assert!(!judge(seen("12.50", 0.9), Some(seen("72.50", 0.9))).accepted);
    }

    #[test]
    fn places_say_which_mark_is_the_point() {
        let mut marked = seen("3.886,17", 0.99);
        for one in marked.iter_mut().filter(|one| matches!(one.character, '.' | ',')) {
            (one.probability, one.kin) = (0.5, 0.97);
        }
        let read = judge(marked, None);
        assert_eq!((read.text().as_str(), read.accepted), ("3,886.17", true));
        // One mark before three digits may be either.
        assert!(!judge(seen("3.886", 0.5), None).accepted);
    }

    #[test]
    fn a_sign_that_is_not_sure_is_no_sign() {
        assert!(!judge([seen("-", 0.45), seen("1843.27", 0.99)].concat(), None).accepted);
        assert!(judge(seen("-1843.27", 0.99), None).accepted);
        let signed = || [seen("-", 0.85), seen("1843.27", 0.99)].concat();
        assert!(!judge(signed(), Some(signed())).accepted, "however often it is read");
    }

    #[test]
    fn punctuation_is_no_part_of_a_number() {
        assert!(judge([seen("4", 0.99), seen(".", 0.3)].concat(), None).accepted);
        assert!(judge([seen("七", 0.9), seen("。", 0.3)].concat(), None).accepted);
    }

    #[test]
    fn a_round_letter_among_digits_is_a_zero() {
        assert_eq!(judge(seen("O.00", 0.95), None).text(), "0.00");
        assert_eq!(judge(seen("OA办公系统2", 0.95), None).text(), "OA办公系统2");
    }

    #[test]
    fn what_is_certain_is_put_right() {
        assert_eq!(judge(seen("七>年未结转和结余", 0.9), None).text(), "七、年末结转和结余");
        assert_eq!(judge(seen("1栏次1", 0.99), None).text(), "栏次");
        assert_eq!(judge(seen("三年未执行", 0.9), None).text(), "三年未执行");
        let unknown = super::judge(seen("年未结转", 0.9), None, &Wording::default());
        assert_eq!(unknown.text(), "年未结转", "nothing is known of the documents");
    }

    #[test]
    fn a_broken_numeral_one_is_no_dash() {
        assert_eq!(judge(seen("-般公共预算", 0.9), None).text(), "一般公共预算");
        assert_eq!(judge(seen("一、--般公共服务", 0.9), None).text(), "一、一般公共服务");
        assert_eq!(judge(seen("3-一般", 0.95), None).text(), "3-一般");
        assert_eq!(judge(seen("-3.10", 0.95), None).text(), "-3.10");
    }

    #[test]
    fn one_amount_is_not_two() {
        let one = |text: &str| is_one_amount(&text.chars().collect::<Vec<char>>());
        assert!(one("5.621.47") && one("1,234.50") && one("12949.90"));
        assert!(!one("12.345.67.89") && !one("1234.567.89") && !one("3.1"));
    }

    #[test]
    fn large_amounts_say_whether_they_are_grouped() {
        assert_eq!(["5,199.60", "5199.60", "519.60"].map(is_grouped), [Some(true), Some(false), None]);
    }

    #[test]
    fn two_numbers_without_a_gap_are_none() {
        assert!(!judge(seen("0.0030206", 0.99), None).accepted);
    }

    #[test]
    fn ten_is_no_sign() {
        assert_eq!(judge(seen("二+一、其他支出", 0.9), None).text(), "二十一、其他支出");
        assert_eq!(judge(seen("+3.10", 0.95), None).text(), "+3.10");
    }

    #[test]
    fn text_is_kept_whatever_its_probability() {
        assert_eq!(judge(seen("合计", 0.2), None).text(), "合计");
    }
}
