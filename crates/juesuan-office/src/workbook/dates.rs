//! Day numbers of a workbook → dates as they are shown.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// A point in time, as a calendar has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) year: i64,
    pub(crate) month: i64,
    pub(crate) day: i64,
    pub(crate) hour: i64,
    pub(crate) minute: i64,
    pub(crate) second: i64,
}

/// The moment of a day number. Workbooks count from 1900, or from 1904 in files of old Macintosh computers.
pub(crate) fn moment(serial: Decimal, since_1904: bool) -> Option<Moment> {
    /// Workbooks know dates up to the year 9999.
    const LAST: i64 = 2_958_465;
    let days = serial.floor().to_i64().filter(|days| (0..=LAST).contains(days))?;
    let seconds = serial.fract().checked_mul(Decimal::from(DAY))?.round().to_i64()?;
    // The 29th of February 1900, which never was, counts as a day.
    let days = if since_1904 {
        days.checked_add(1462)?
    } else if days < 60 {
        days.checked_add(1)?
    } else {
        days
    };
    // Days since 1970-01-01, then since 0000-03-01: years begin in March, so that leap days stand at their ends.
    let z = days.checked_sub(25_569)?.checked_add(719_468)?;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Some(Moment { year, month, day, hour: seconds / 3600 % 24, minute: seconds / 60 % 60, second: seconds % 60 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_numbers_are_dates() {
        let date = |serial: i64, old: bool| moment(Decimal::from(serial), old).map(|m| (m.year, m.month, m.day));
        assert_eq!(date(45_657, false), Some((2024, 12, 31)));
        assert_eq!(date(45_351, false), Some((2024, 2, 29)));
        assert_eq!(date(1, false), Some((1900, 1, 1)));
        assert_eq!(date(61, false), Some((1900, 3, 1)));
        assert_eq!(date(0, true), Some((1904, 1, 1)));
        assert_eq!(date(-1, false), None);
    }
}
