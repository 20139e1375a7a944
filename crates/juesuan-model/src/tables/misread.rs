//! Labels of recognised pages → the words that such tables print, where what was read differs from them by little.
//!
//! A recogniser takes 住房 for 住虏 and loses the 十 of 十一. What a table of this kind prints there is known: the standard
//! names of codes, the items of the summaries, and that the items are numbered on. Numbers are never mended.

use super::code_names::{class_names, names_of};
use super::schema::words::SUMMARY_ITEMS;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::key::key;
use crate::numbering::{Style, numbering};
use crate::value::Text;

/// Shorter labels have too many neighbours.
const SHORTEST: usize = 4;
/// One character in so many may be read wrongly, and at least one.
const PER_MISTAKE: usize = 5;
/// One character may be lost or added: names of other years differ by whole words.
const MOST_LOST: usize = 1;
/// Numbers of items are written up to this.
const MOST_ITEMS: u32 = 39;

/// Mends the label of a row that was recognised. `after` is the number of the item above it in its list.
pub(super) fn mend(label: &mut Text, code: Option<&str>, after: u32) -> Option<Diagnostic> {
    let number = numbering(&label.text).filter(|number| number.style == Style::Chinese);
    // 二、三、 is a numeral of this list only where it is the next one.
    let parted = number.as_ref().zip(parted_numeral(&label.text));
    let parted = parted.filter(|(number, end)| {
        label.text.get(..*end).is_some_and(|numeral| numeral_after(numeral, number.value, after).is_some())
    });
    let length = parted.map(|(_, end)| end).or(number.as_ref().map(|number| number.len));
    let (numeral, bare) = label.text.split_at_checked(length.unwrap_or_default())?;
    let known = match code {
        Some(code) => nearest(bare, names_of(code)),
        None => nearest(bare, class_names().chain(SUMMARY_ITEMS.iter().copied())),
    };
    let counted = number.and_then(|number| numeral_after(numeral, number.value, after)).filter(|_| code.is_none());
    if known.is_none() && counted.is_none() {
        return None;
    }
    let mended = format!("{}{}", counted.as_deref().unwrap_or(numeral), known.unwrap_or(bare));
    let message = format!("“{}” was recognised here: it is given as “{mended}”", label.text);
    label.text = mended;
    Some(Diagnostic::new(Code::NameUnlikeCode, Severity::Info, Some(label.at), message))
}

/// The only one of some names that differs from a text by no more than a misreading, and not at all from none.
fn nearest<'n>(text: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let own: Vec<char> = key(text).chars().collect();
    if own.len() < SHORTEST {
        return None;
    }
    let mut found: Option<(usize, &str)> = None;
    let mut alone = true;
    for name in names {
        let other: Vec<char> = name.chars().collect();
        let most = (other.len() / PER_MISTAKE).max(1);
        if other.len() < SHORTEST || other.len().abs_diff(own.len()) > MOST_LOST {
            continue;
        }
        let apart = distance(&own, &other);
        if apart == 0 {
            return None;
        }
        match found {
            Some((least, _)) if apart > least => {}
            Some((least, before)) if apart == least => alone &= before == name,
            _ if apart <= most => (found, alone) = (Some((apart, name)), true),
            _ => {}
        }
    }
    found.filter(|_| alone).map(|(_, name)| name)
}

/// How many characters are replaced, added or lost between two texts.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![i.saturating_add(1)];
        for (j, (y, above)) in b.iter().zip(row.windows(2)).enumerate() {
            let [left_above, above] = above else { continue };
            let left = next.get(j).copied().unwrap_or_default();
            let changed = left_above.saturating_add(usize::from(x != y));
            next.push(changed.min(above.saturating_add(1)).min(left.saturating_add(1)));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

/// The numeral after another one, with its mark, where what was read is what a broken print leaves of it: 一、 for 十一、,
/// 二、四、 and 二十、四、 for 二十四、, 一十六、 for 二十六、.
fn numeral_after(read: &str, value: u32, after: u32) -> Option<String> {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let expected =
        after.checked_add(1).filter(|expected| (11..=MOST_ITEMS).contains(expected) && *expected != value)?;
    let tens = usize::try_from(expected / 10).ok().filter(|tens| *tens > 1).and_then(|tens| DIGITS.get(tens));
    let ones = usize::try_from(expected % 10).ok().and_then(|ones| DIGITS.get(ones))?;
    let whole = format!("{}十{ones}", tens.unwrap_or(&""));
    let own = read.trim_end_matches(|c: char| !is_numeral(c));
    let mark = read.strip_prefix(own)?;
    let left: Vec<char> = own.chars().filter(|c| *c != '、').collect();
    let mut printed = whole.chars();
    let in_order = left.iter().all(|c| printed.any(|other| stands_for(*c, other)));
    (in_order && left.last().copied() == whole.chars().last()).then(|| format!("{whole}{mark}"))
}

fn is_numeral(c: char) -> bool {
    "一二三四五六七八九十".contains(c)
}

/// Whether a numeral is what was read of another: 二 and 三 lose strokes.
fn stands_for(read: char, printed: char) -> bool {
    read == printed || matches!((read, printed), ('一', '二' | '三') | ('二', '三'))
}

/// How long the numeral of a label is that was read with a mark too many behind its beginning: 二十、三、.
fn parted_numeral(text: &str) -> Option<usize> {
    let end = text.find(|c: char| c != '、' && !is_numeral(c))?;
    let numeral = text.get(..end)?;
    let parts = numeral.strip_suffix('、')?.split('、');
    (parts.clone().count() == 2 && parts.clone().all(|part| !part.is_empty())).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Place;

    fn mended(text: &str, code: Option<&str>, after: u32) -> String {
        let mut label = Text::new(text, Place::default());
        let said = mend(&mut label, code, after);
        assert_eq!(said.is_some(), label.text != text);
        label.text
    }

    #[test]
    fn a_misread_character_of_a_known_name_is_put_right() {
        assert_eq!(mended("住虏保障支出", Some("221"), 0), "住房保障支出");
        assert_eq!(mended("--般行政管理事务", Some("2010302"), 0), "--般行政管理事务", "two are too many");
        assert_eq!(mended("一、般公共服务支出", None, 0), "一、一般公共服务支出");
        assert_eq!(mended("十一、城多社区支出", None, 10), "十一、城乡社区支出");
    }

    #[test]
    fn a_numeral_that_lost_its_beginning_goes_on_from_the_one_above() {
        assert_eq!(mended("一、城乡社区支出", None, 10), "十一、城乡社区支出");
        assert_eq!(mended("四、资源勘探工业信息等支出", None, 13), "十四、资源勘探工业信息等支出");
        assert_eq!(mended("一、国有资本经营预算支出", None, 20), "二十一、国有资本经营预算支出");
        for read in ["二十、四、债务还本支出", "二、四、债务还本支出", "一十四、债务还本支出"]
        {
            assert_eq!(mended(read, None, 23), "二十四、债务还本支出");
        }
        assert_eq!(mended("二、四、债务还本支出", None, 1), "二、四、债务还本支出");
        assert_eq!(mended("二十六、债务还本支出", None, 23), "二十六、债务还本支出", "a list with gaps");
        // A list that begins again, and one that goes on as it should.
        assert_eq!(mended("一、城乡社区支出", None, 3), "一、城乡社区支出");
        assert_eq!(mended("二十二、灾害防治及应急管理支出", None, 21), "二十二、灾害防治及应急管理支出");
    }

    #[test]
    fn other_names_stay() {
        for (text, code) in [("合计", None), ("某某局专项工作经费", None), ("文化体育与传媒支出", Some("207"))]
        {
            assert_eq!(mended(text, code, 0), text);
        }
    }
}
