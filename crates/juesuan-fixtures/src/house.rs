//! The house style of a region: everything in which the documents of two places differ though they state
//! the same account.

use crate::amount::{Amount, Unit};
use crate::flow::{Look, Placing, Rules};

/// What stands where an amount is nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Zero {
    /// `0.00`
    Printed,
    Blank,
    /// `—`
    Dash,
}

/// How digits are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Digits {
    /// `1234.56`
    Plain,
    /// `1,234.56`
    Grouped,
    /// `１，２３４．５６`, minus `－`
    FullWidth,
}

/// The form of the “三公” table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ThreePublicForm {
    /// six columns 预算数, then six columns 决算数
    Blocks,
    /// 预算数 and 决算数 under every item
    Interleaved,
}

/// Where the number of a table stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FormNumber {
    None,
    /// `公开01表` at the right, in the line of the title's department
    Public,
    /// `表1`, in a line of its own above the title
    Above,
    /// `表1：` before the title
    Prefix,
}

/// The wording of the narrative and the shape of the forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wording {
    Shenzhen,
    Ministry,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct House {
    pub(crate) unit: Unit,
    pub(crate) zero: Zero,
    pub(crate) digits: Digits,
    /// digits of the wide tables
    pub(crate) wide_digits: Digits,
    /// 行次 columns in the summaries and a 栏次 row under every header
    pub(crate) line_numbers: bool,
    /// codes in columns 类 / 款 / 项
    pub(crate) split_codes: bool,
    /// 类 / 款 / 项 stand in the row of 合计, not in one of their own
    pub(crate) shared_header_row: bool,
    pub(crate) total_last: bool,
    /// the label 合计 spans the code columns and the name
    pub(crate) merged_total: bool,
    /// rows of nothing are printed: all 26 classes, all economic codes
    pub(crate) all_rows: bool,
    pub(crate) three_public: ThreePublicForm,
    /// “三公” before the fund tables
    pub(crate) three_public_first: bool,
    /// side-by-side lanes of the basic expenditure, 2 or 3
    pub(crate) lanes: usize,
    /// 国有资本 table with income and balances, not only 支出
    pub(crate) state_capital_income: bool,
    pub(crate) form_number: FormNumber,
    pub(crate) wording: Wording,
    pub(crate) look: Look,
    /// pages of wide tables; `None`: all portrait
    pub(crate) wide: Option<Placing>,
    /// a page for every table
    pub(crate) page_per_table: bool,
    pub(crate) running_title: bool,
}

impl House {
    /// Shenzhen 2022: 行次 and 栏次, whole codes, zeros printed, “三公” last in two blocks.
    pub(crate) const SHENZHEN: House = House {
        unit: Unit::TenThousandYuan,
        zero: Zero::Printed,
        digits: Digits::Grouped,
        wide_digits: Digits::Grouped,
        line_numbers: true,
        split_codes: false,
        shared_header_row: false,
        total_last: false,
        merged_total: false,
        all_rows: true,
        three_public: ThreePublicForm::Blocks,
        three_public_first: false,
        lanes: 2,
        state_capital_income: false,
        form_number: FormNumber::None,
        wording: Wording::Shenzhen,
        look: Look { rules: Rules::Full, size: 9.0, padding: 2.6, repeat_header: true, split_rows: false },
        wide: Some(Placing::Upright),
        page_per_table: true,
        running_title: false,
    };

    /// Shanghai 2024: split codes, blanks for nothing, “三公” seventh and interleaved.
    pub(crate) const SHANGHAI: House = House {
        zero: Zero::Blank,
        digits: Digits::Plain,
        wide_digits: Digits::Plain,
        line_numbers: false,
        split_codes: true,
        merged_total: true,
        three_public: ThreePublicForm::Interleaved,
        three_public_first: true,
        state_capital_income: true,
        wording: Wording::Ministry,
        look: Look { rules: Rules::Filled, repeat_header: false, ..House::SHENZHEN.look },
        ..House::SHENZHEN
    };

    /// The printed cell and, where it is a number, the value that it states.
    pub(crate) fn print(&self, amount: Amount, digits: Digits) -> (String, Option<String>) {
        match self.zero {
            Zero::Blank if amount.is_zero() => return (String::new(), None),
            Zero::Dash if amount.is_zero() => return ("—".to_owned(), None),
            _ => {}
        }
        let value = amount.in_unit(self.unit).to_string();
        let printed = match digits {
            Digits::Plain => value.clone(),
            Digits::Grouped => grouped(&value),
            Digits::FullWidth => grouped(&value).chars().map(full_width).collect(),
        };
        (printed, Some(value))
    }
}

/// `-1234.56` → `-1,234.56`
fn grouped(value: &str) -> String {
    let (sign, number) = value.strip_prefix('-').map_or(("", value), |number| ("-", number));
    let (whole, decimals) = number.split_once('.').unwrap_or((number, "00"));
    let mut result = sign.to_owned();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            result.push(',');
        }
        result.push(digit);
    }
    format!("{result}.{decimals}")
}

/// The full-width form of an ASCII character.
fn full_width(character: char) -> char {
    char::from_u32(character as u32 + 0xFEE0).filter(|_| character.is_ascii_graphic()).unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_numbers_as_the_house_does() {
        let amount = Amount::fen(-123_456_780_000);
        let print = |digits| House::SHENZHEN.print(amount, digits).0;
        assert_eq!(print(Digits::Plain), "-123456.78");
        assert_eq!(print(Digits::Grouped), "-123,456.78");
        assert_eq!(print(Digits::FullWidth), "－１２３，４５６．７８");
    }

    #[test]
    fn nothing_is_a_number_only_where_it_is_printed_as_one() {
        let print = |zero| House { zero, ..House::SHENZHEN }.print(Amount::ZERO, Digits::Plain);
        assert_eq!(print(Zero::Printed), ("0.00".to_owned(), Some("0.00".to_owned())));
        assert_eq!(print(Zero::Blank), (String::new(), None));
        assert_eq!(print(Zero::Dash), ("—".to_owned(), None));
    }
}
