//! How fine a value is, and the instants that it spans.

use super::calendar::Days;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};
use stemma_text::{Dated, TimeKind, TimePrecision};

/// First and last hour of the parts of the day; where the last is not later, it is that of the next day.
const PARTS: [(&str, i8, i8); 6] =
    [("MO", 6, 12), ("MI", 11, 14), ("AF", 12, 18), ("EV", 18, 0), ("NI", 21, 6), ("DT", 6, 18)];

/// How fine a value of this kind is; `None` for lengths, repeated times and values without a place on the calendar.
pub(crate) fn precision(kind: TimeKind, value: &str) -> Option<TimePrecision> {
    if !matches!(kind, TimeKind::Date | TimeKind::Time) || value.ends_with("_REF") {
        return None;
    }
    let value = value.strip_prefix("BC").unwrap_or(value);
    if let Some((_, time)) = value.split_once('T') {
        let clock = time.starts_with(|c: char| c.is_ascii_digit());
        return Some(if clock { TimePrecision::Minute } else { TimePrecision::PartOfDay });
    }
    let mut parts = value.split('-');
    let year = parts.next()?;
    Some(match (parts.next(), parts.next()) {
        (None, _) => match year.len() {
            1 => TimePrecision::Millennium,
            2 => TimePrecision::Century,
            3 => TimePrecision::Decade,
            _ => TimePrecision::Year,
        },
        (Some(part), rest) => match (part.as_bytes().first()?, rest) {
            (b'W', None) if part.len() == 2 => TimePrecision::Season,
            (b'W', None) => TimePrecision::Week,
            (b'W', Some("WE")) => TimePrecision::Weekend,
            (b'S' | b'F', _) => TimePrecision::Season,
            (b'Q', _) => TimePrecision::Quarter,
            (b'H', _) => TimePrecision::HalfYear,
            (_, None) => TimePrecision::Month,
            _ => TimePrecision::Day,
        },
    })
}

/// The zone of a reference, in which its days begin; UTC where it says none.
pub(crate) fn zone(reference: Option<&Dated>) -> Offset {
    let offset = || {
        let tail = reference?.value.get(16..)?;
        let at = tail.find(['+', '-'])?;
        let figures: String = tail[at + 1..].chars().filter(char::is_ascii_digit).take(4).collect();
        let hours: i32 = figures.get(..2)?.parse().ok()?;
        let minutes: i32 = figures.get(2..4).map_or(Some(0), |m| m.parse().ok())?;
        let seconds = (hours * 60 + minutes) * 60;
        Offset::from_seconds(if tail[at..].starts_with('-') { -seconds } else { seconds }).ok()
    };
    offset().unwrap_or(Offset::UTC)
}

/// The first instant of a value and the first after it.
pub(crate) fn interval(value: &str, days: Days, zone: Offset) -> Option<(Timestamp, Timestamp)> {
    let instant = |day: Date, time: Time| zone.to_timestamp(day.to_datetime(time)).ok();
    if let Some((_, time)) = value.split_once('T')
        && !value.starts_with('P')
        && days.0 == days.1
    {
        if let Some((hour, minute)) = clock(time) {
            let midnight = hour == 24;
            let day = if midnight { days.0.tomorrow().ok()? } else { days.0 };
            let from = instant(day, Time::new(if midnight { 0 } else { hour }, minute, 0, 0).ok()?)?;
            return Some((from, from.checked_add(1.minute()).ok()?));
        }
        if let Some((_, first, last)) = PARTS.iter().find(|(code, ..)| *code == time) {
            let end = if last > first { days.0 } else { days.0.tomorrow().ok()? };
            return Some((
                instant(days.0, Time::new(*first, 0, 0, 0).ok()?)?,
                instant(end, Time::new(*last, 0, 0, 0).ok()?)?,
            ));
        }
    }
    Some((instant(days.0, Time::midnight())?, instant(days.1.tomorrow().ok()?, Time::midnight())?))
}

/// `14:30`
fn clock(time: &str) -> Option<(i8, i8)> {
    let (hour, minute) = time.split_once(':')?;
    Some((hour.parse().ok().filter(|h| (0..=24).contains(h))?, minute.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_text::DateBasis;

    #[test]
    fn precisions() {
        let check = |value: &str, expected: Option<&str>| {
            assert_eq!(precision(TimeKind::Date, value).map(|p| p.name()), expected, "{value}");
        };
        check("2023", Some("year"));
        check("199", Some("decade"));
        check("18", Some("century"));
        check("BC0480", Some("year"));
        check("2023-09", Some("month"));
        check("2023-W36", Some("week"));
        check("2023-W36-WE", Some("weekend"));
        check("2023-WI", Some("season"));
        check("2023-Q3", Some("quarter"));
        check("2023-H1", Some("half-year"));
        check("2023-09-04", Some("day"));
        check("XXXX-WXX-1", Some("day"));
        check("2023-09-04TMO", Some("part of day"));
        check("2023-09-04T10:30", Some("minute"));
        check("PRESENT_REF", None);
    }

    #[test]
    fn instants() {
        let day = jiff::civil::date(2023, 9, 4);
        let check = |reference: &str, value: &str, expected: &str| {
            let reference = Dated::parse(reference, DateBasis::Feed);
            let (from, to) = interval(value, (day, day), zone(reference.as_ref())).unwrap();
            assert_eq!(format!("{from} {to}"), expected, "{value}");
        };
        check("2023-09-04", "2023-09-04", "2023-09-04T00:00:00Z 2023-09-05T00:00:00Z");
        check("2023-09-04T12:00:00+02:00", "2023-09-04", "2023-09-03T22:00:00Z 2023-09-04T22:00:00Z");
        check("2023-09-04T12:00:00-0500", "2023-09-04T10:30", "2023-09-04T15:30:00Z 2023-09-04T15:31:00Z");
        check("2023-09-04", "2023-09-04TNI", "2023-09-04T21:00:00Z 2023-09-05T06:00:00Z");
        check("2023-09-04", "2023-09-04T24:00", "2023-09-05T00:00:00Z 2023-09-05T00:01:00Z");
    }
}
