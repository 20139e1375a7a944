//! Options with boxes (`□增加 ■减少3.00万元`): a text → what of it does not count, because another option is ticked.

use std::ops::Range;

use super::vocabulary::{OPEN_BOXES, OPTIONS, TICKED_BOXES};

/// Whether a character is a box to tick, ticked or not.
pub(super) fn is_box(c: char) -> bool {
    OPEN_BOXES.contains(&c) || TICKED_BOXES.contains(&c)
}

/// The bytes of a text that do not count, in order: options that are not ticked beside one that is, and the boxes.
pub(super) fn unchosen(text: &str) -> Vec<Range<usize>> {
    let boxes: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| is_box(*c)).collect();
    let mut found = Vec::new();
    let mut rest = boxes.as_slice();
    while let Some((first, _)) = rest.first() {
        let clause = text
            .get(*first..)
            .and_then(|from| from.find(['，', '。', '；', ';']))
            .map_or(text.len(), |end| first + end);
        let (group, others) = rest.split_at(rest.partition_point(|(at, _)| *at < clause));
        rest = others;
        let ticked = group.iter().filter(|(_, c)| TICKED_BOXES.contains(c)).count();
        if ticked != 1 || group.len() < 2 {
            continue; // none, or which of them cannot be told
        }
        for (index, (at, c)) in group.iter().enumerate() {
            let next = at + c.len_utf8();
            if TICKED_BOXES.contains(c) {
                found.push(*at..next);
                continue;
            }
            let after = text.get(next..).unwrap_or_default();
            let word = after.trim_start();
            let space = after.len() - word.len();
            let own =
                OPTIONS.iter().find(|option| word.starts_with(**option)).map(|option| next + space + option.len());
            let option = own.or_else(|| group.get(index + 1).map(|(end, _)| *end)).map(|end| *at..end);
            // A number never goes away: its box stays, and makes its subject a doubt.
            let holds_number =
                |range: &Range<usize>| text.get(range.clone()).is_some_and(|text| text.contains(char::is_numeric));
            found.extend(option.filter(|range| !holds_number(range)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::tests::says;
    use super::*;

    fn chosen(text: &str) -> String {
        let crossed = unchosen(text);
        text.char_indices().filter(|(at, _)| !crossed.iter().any(|range| range.contains(at))).map(|(_, c)| c).collect()
    }

    #[test]
    fn the_ticked_option_is_what_a_text_says() {
        assert_eq!(chosen("比上年□增加 ■减少3.00万元，□增长 ■下降6.54%"), "比上年 减少3.00万元， 下降6.54%");
        assert_eq!(chosen("比上年☑增加☐减少3.00万元"), "比上年增加3.00万元");
        assert_eq!(chosen("□原因一 ■原因二"), "原因二");
        assert_eq!(chosen("□已支出5.00万元 ■未支出"), "□已支出5.00万元 未支出");
        for text in ["■重点工作", "□增加 □减少3.00万元", "■增加 ■减少3.00万元"] {
            assert_eq!(chosen(text), text);
        }
    }

    #[test]
    fn a_ticked_direction_is_that_of_the_change() {
        says(
            "本年收入合计9.00万元，比上年决算数□增加 ■减少3.00万元，□增长 ■下降25.00%。",
            &["本年收入合计 = 9.00万元 | prior_year decrease 3.00万元 25.00%"],
        );
    }
}
