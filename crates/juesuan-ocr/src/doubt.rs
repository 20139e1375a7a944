//! What was recognised → what counts as read.
//!
//! A number counts as read by its grammar and by the probability of every one of its characters. Where it does not, its
//! weak characters become U+FFFD: no reader of numbers takes it for one, and the place keeps its box.

use crate::model::Seen;

/// A digit that is less probable than this is not read.
const SURE: f32 = 0.55;
/// Below this a number is recognised a second time, cut out in another way.
pub(crate) const NEAR: f32 = 0.93;
/// A second reading that agrees makes up for probabilities down to this.
const AGREED: f32 = 0.35;

/// A segment as it was read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reading {
    pub(crate) seen: Vec<Seen>,
    /// The least probability of its characters.
    pub(crate) confidence: f32,
    /// Whether its numbers count as read.
    pub(crate) accepted: bool,
}

impl Reading {
    pub(crate) fn text(&self) -> String {
        self.seen.iter().map(|seen| seen.character).collect()
    }

    /// Makes its numbers unread.
    pub(crate) fn reject(&mut self) {
        self.accepted = false;
        let numeric = |seen: &Seen| is_part(seen.character);
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

/// Whether a text is one number and nothing else.
pub(crate) fn is_number(text: &str) -> bool {
    let body = text.trim().trim_start_matches(['-', '+', '(']).trim_end_matches([')', '%']);
    body.chars().all(is_part) && body.contains(|c: char| c.is_ascii_digit())
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
pub(crate) fn judge(first: Vec<Seen>, second: Option<&[Seen]>) -> Reading {
    let first = tidy(first);
    let confidence = first.iter().map(|seen| seen.probability).fold(1.0, f32::min);
    let mut reading = Reading { seen: first, confidence, accepted: true };
    let digits = |seen: &[Seen]| seen.iter().map(|seen| seen.character).filter(|c| is_part(*c)).collect::<String>();
    let agrees = second.map(|second| digits(&tidy(second.to_vec())) == digits(&reading.seen));
    let least = match agrees {
        Some(true) => AGREED,
        Some(false) => NEAR,
        None => SURE,
    };
    for seen in &mut reading.seen {
        if is_part(seen.character) && seen.probability < least {
            seen.character = char::REPLACEMENT_CHARACTER;
            reading.accepted = false;
        }
    }
    let text = reading.text();
    if reading.accepted && is_number(&text) {
        let plain = text.trim().bytes().all(|b| b.is_ascii_digit());
        let share = !text.contains(',') && text.matches('.').count() == 1 && !text.trim().ends_with('.');
        if !(is_amount(&text) || plain || share && confidence >= NEAR) {
            reading.reject();
        }
    }
    reading
}

/// Spaces at the ends go; full-width digits and signs within numbers become plain ones.
fn tidy(mut seen: Vec<Seen>) -> Vec<Seen> {
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
            // The small model takes the numeral ten for a sign, which stands nowhere in running text.
            '+' | '＋' if !mostly_digits => '十',
            c => c,
        };
    }
    if mostly_digits {
        seen.retain(|seen| seen.character != ' ');
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str, probability: f32) -> Vec<Seen> {
        text.chars().map(|character| Seen { character, probability, at: 0.0 }).collect()
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
        assert!(judge(seen("1,234.50", 0.9), None).accepted);
        assert_eq!(judge(seen("1", 0.3), None).text(), "\u{FFFD}");
        assert!(!judge(seen("3.886.17", 0.99), None).accepted);
        // A second reading decides.
        assert!(judge(seen("12.50", 0.45), Some(&seen("12.50", 0.5))).accepted);
        assert!(!judge(seen("12.50", 0.9), Some(&seen("72.50", 0.9))).accepted);
    }

    #[test]
    fn ten_is_no_sign() {
        assert_eq!(judge(seen("二+一、其他支出", 0.9), None).text(), "二十一、其他支出");
        assert_eq!(judge(seen("+3.10", 0.9), None).text(), "+3.10");
    }

    #[test]
    fn text_is_kept_whatever_its_probability() {
        assert_eq!(judge(seen("合计", 0.2), None).text(), "合计");
    }
}
