//! Codes of the classification beside the names of items in a narrative.

/// What a code before a name is not followed by: then it is a number.
const NUMBER_GOES_ON: &[char] = &['.', ',', '%', '(', ')', '万', '亿', '元', '年', '月', '个', '辆'];

/// The codes of 类, 款 and 项 have so many digits.
const CODE_DIGITS: [usize; 3] = [3, 5, 7];

/// Names of items that have their code in brackets behind them have so many characters.
const ITEM_LENGTH: std::ops::RangeInclusive<usize> = 2..=40;

/// What may stand before a code in its brackets, in this order: `（科目编码：21301）`.
const BEFORE_CODE: [&str; 3] = ["科目", "编码", ":"];

/// The bytes of the code that a text begins with, where a name follows it (`2050202普通教育`).
pub(super) fn code_before(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let next = text.get(digits..)?.chars().next()?;
    (CODE_DIGITS.contains(&digits) && !NUMBER_GOES_ON.contains(&next)).then_some(digits)
}

/// The bytes of the name that a text consists of, with its code in brackets (`小学教育(2050202)`).
pub(super) fn item_with_code(text: &str) -> Option<usize> {
    let (item, code) = text.strip_suffix(')')?.split_once('(')?;
    let code = BEFORE_CODE.iter().fold(code, |code, word| code.strip_prefix(word).unwrap_or(code));
    let coded = CODE_DIGITS.contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit());
    let named = !item.contains(|c: char| c == ')' || c.is_ascii_digit()) && ITEM_LENGTH.contains(&item.chars().count());
    (coded && named).then_some(item.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_stands_before_a_name_and_is_no_number() {
        for (text, code) in [("2050202普通教育", Some(7)), ("205教育支出", Some(3)), ("30199 其他", Some(5))]
        {
            assert_eq!(code_before(text), code, "{text}");
        }
        for text in ["2050202", "205.5万元", "20502个", "2024年", "20万元", "12345678教育"] {
            assert_eq!(code_before(text), None, "{text}");
        }
    }

    #[test]
    fn an_item_may_have_its_code_in_brackets() {
        for text in ["小学教育(2050202)", "农业(科目编码:21301)", "农业(编码213)"] {
            assert_eq!(
                item_with_code(text).and_then(|end| text.get(..end)).map(|item| item.chars().count() >= 2),
                Some(true)
            );
        }
        for text in ["教(205)", "小学教育(20502021)", "小学教育(2个)", "小学教育(项)", "第2小学(205)"]
        {
            assert_eq!(item_with_code(text), None, "{text}");
        }
    }
}
