//! Stretches of the Gregorian calendar and their TIMEX3 values. Weeks after ISO 8601.

use super::meaning::Unit;
use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// First and last day, both included.
pub(crate) type Days = (Date, Date);

/// A day that exists.
pub(crate) fn date(year: i16, month: u8, day: u8) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The days of a year.
pub(crate) fn year(year: i16) -> Option<Days> {
    Some((date(year, 1, 1)?, date(year, 12, 31)?))
}

/// The days of a month.
pub(crate) fn month(year: i16, month: u8) -> Option<Days> {
    date(year, month, 1).map(month_of)
}

/// The days of the month that a day lies in.
pub(crate) fn month_of(day: Date) -> Days {
    (day.first_of_month(), day.last_of_month())
}

/// The quarter that a day lies in: `2023-Q3` and its days.
pub(crate) fn quarter(day: Date) -> Option<(String, Days)> {
    let n = (day.month() - 1) / 3;
    let first = Date::new(day.year(), n * 3 + 1, 1).ok()?;
    Some((
        format!("{:04}-Q{}", day.year(), n + 1),
        (first, first.checked_add(2.months()).ok()?.last_of_month()),
    ))
}

/// The ten or hundred years that lie `shift` stretches from the one of `year`: their number and their days.
pub(crate) fn tens(of: i16, shift: i64, length: i16) -> Option<(i64, Days)> {
    let number = i64::from(of / length) + shift;
    let first = i16::try_from(number * i64::from(length)).ok()?;
    Some((number, (year(first)?.0, year(first.checked_add(length - 1)?)?.1)))
}

/// Monday to Sunday of the week that a day lies in: `2023-W36` and its days.
pub(crate) fn week(day: Date) -> (String, Days) {
    let iso = day.iso_week_date();
    (format!("{:04}-W{:02}", iso.year(), iso.week()), days_of_week(iso, Weekday::Monday))
}

/// Saturday and Sunday of that week.
pub(crate) fn weekend(day: Date) -> (String, Days) {
    let iso = day.iso_week_date();
    (format!("{:04}-W{:02}-WE", iso.year(), iso.week()), days_of_week(iso, Weekday::Saturday))
}

fn days_of_week(iso: ISOWeekDate, first: Weekday) -> Days {
    let day = |weekday| ISOWeekDate::new(iso.year(), iso.week(), weekday).map_or(iso.date(), |d| d.date());
    (day(first), day(Weekday::Sunday))
}

/// 1 for Monday to 7 for Sunday.
pub(crate) fn weekday(day: Date) -> i8 {
    day.weekday().to_monday_one_offset()
}

/// The stretch that lies `n` units from a day: a day for days, a week for weeks, …
pub(crate) fn away(day: Date, unit: Unit, n: f64) -> Option<Days> {
    if n.abs() > 3000.0 {
        return None;
    }
    let whole = n.trunc() as i64;
    let moved = |span| day.checked_add(span).ok();
    match unit {
        Unit::Day => moved(whole.days()).map(|d| (d, d)),
        Unit::Week => moved((whole * 7).days()).map(|d| week(d).1),
        Unit::Weekend => moved((whole * 7).days()).map(|d| weekend(d).1),
        Unit::Month => moved(whole.months()).map(month_of),
        Unit::Quarter => moved((whole * 3).months()).map(month_of),
        Unit::Year if n.fract() != 0.0 => moved(((n * 12.0).round() as i64).months()).map(month_of),
        Unit::Year => moved(whole.years()).and_then(|d| year(d.year())),
        Unit::Decade => tens(day.year(), whole, 10).map(|(_, days)| days),
        Unit::Century => tens(day.year(), whole, 100).map(|(_, days)| days),
        Unit::Other => None,
    }
}

/// The first, middle or last third of a stretch.
pub(crate) fn edge(days: Days, start: bool, middle: bool) -> Days {
    let length = i64::from((days.1 - days.0).get_days()) + 1;
    let third = (length / 3).max(1);
    let from = |n: i64| days.0.checked_add(n.days()).unwrap_or(days.0);
    if start {
        (days.0, from(third - 1))
    } else if middle {
        (from(third), from((length - third).max(third + 1) - 1))
    } else {
        (from(length - third), days.1)
    }
}

/// Easter Sunday (the anonymous Gregorian computus, Meeus 1991, chapter 8).
pub(crate) fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    date(year, u8::try_from(n / 31).ok()?, u8::try_from(n % 31 + 1).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_and_weeks() {
        let text = |d: Option<Date>| d.map(|d| d.to_string()).unwrap_or_default();
        assert_eq!(text(easter(1995)), "1995-04-16");
        assert_eq!(text(easter(2024)), "2024-03-31");
        let (value, days) = week(date(2023, 9, 6).unwrap());
        assert_eq!((value.as_str(), days.0.to_string().as_str()), ("2023-W36", "2023-09-04"));
        assert_eq!(edge(month(2023, 8).unwrap(), false, false).0.to_string(), "2023-08-22");
    }
}
