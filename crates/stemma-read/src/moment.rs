//! Moments as formats write them, made ISO 8601: the dates of mail and RSS (RFC 822 and what is taken for it), ISO
//! 8601 with and without its marks.

/// Names of months in the dates of mail (RFC 5322, 3.3).
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Zones by name: those of RFC 822, and the European ones that feeds use in their place.
const ZONES: [(&str, &str); 26] = [
    ("z", "Z"),
    ("ut", "Z"),
    ("utc", "Z"),
    ("gmt", "Z"),
    ("est", "-05:00"),
    ("edt", "-04:00"),
    ("cst", "-06:00"),
    ("cdt", "-05:00"),
    ("mst", "-07:00"),
    ("mdt", "-06:00"),
    ("pst", "-08:00"),
    ("pdt", "-07:00"),
    ("wet", "Z"),
    ("west", "+01:00"),
    ("bst", "+01:00"),
    ("met", "+01:00"),
    ("mest", "+02:00"),
    ("cet", "+01:00"),
    ("cest", "+02:00"),
    ("mez", "+01:00"),
    ("mesz", "+02:00"),
    ("eet", "+02:00"),
    ("eest", "+03:00"),
    ("msk", "+03:00"),
    ("jst", "+09:00"),
    ("hst", "-10:00"),
];

/// A moment as ISO 8601, with the zone it was written in, if it has one that is known. `None` for what is no date.
pub(crate) fn iso(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() || text.len() > 80 || !text.is_ascii() {
        return None;
    }
    extended(text).or_else(|| basic(text)).or_else(|| mail(text))
}

fn digits(text: &str, range: std::ops::Range<usize>) -> Option<u32> {
    let part = text.get(range)?;
    if part.bytes().all(|b| b.is_ascii_digit()) { part.parse().ok() } else { None }
}

fn day(year: u32, month: u32, day: u32) -> Option<String> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let most = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    ((1..=9999).contains(&year) && (1..=most).contains(&day))
        .then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// `2023-09`, `2023-09-04`, `2023-09-04T14:02+02:00`, `2023-09-04 14:02:00.123 UTC`.
fn extended(text: &str) -> Option<String> {
    let year = digits(text, 0..4)?;
    if text.len() == 4 {
        return day(year, 1, 1).map(|_| text.to_owned());
    }
    if text.as_bytes().get(4) != Some(&b'-') {
        return None;
    }
    let month = digits(text, 5..7)?;
    if text.len() == 7 {
        return day(year, month, 1).map(|_| text.to_owned());
    }
    if text.as_bytes().get(7) != Some(&b'-') {
        return None;
    }
    let date = day(year, month, digits(text, 8..10)?)?;
    Some(match text[10..].strip_prefix(['T', 't', ' ']) {
        Some(rest) => with_time(date, rest),
        None => date,
    })
}

/// `20230904T140200+0200`, as NITF writes it; `20230904`.
fn basic(text: &str) -> Option<String> {
    let date = day(digits(text, 0..4)?, digits(text, 4..6)?, digits(text, 6..8)?)?;
    match text[8..].strip_prefix(['T', 't']) {
        None if text.len() == 8 => Some(date),
        None => None,
        Some(rest) => {
            let figures = rest.bytes().take_while(u8::is_ascii_digit).count();
            let time = match figures {
                4 => format!("{}:{}{}", &rest[..2], &rest[2..4], &rest[4..]),
                6 => format!("{}:{}:{}{}", &rest[..2], &rest[2..4], &rest[4..6], &rest[6..]),
                _ => return Some(date),
            };
            Some(with_time(date, &time))
        }
    }
}

/// `Mon, 04 Sep 2023 14:02:00 +0200`, the weekday and the seconds at will.
fn mail(text: &str) -> Option<String> {
    let text = match text.split_once(',') {
        Some((weekday, rest)) if weekday.bytes().all(|b| b.is_ascii_alphabetic()) => rest,
        _ => text,
    };
    let mut words = text.split([' ', '\t', '-']).filter(|w| !w.is_empty());
    let mut first = words.next()?;
    // A weekday without its comma.
    if !first.starts_with(|c: char| c.is_ascii_digit()) && month(first).is_none() {
        first = words.next()?;
    }
    let mut second = words.next()?;
    if month(first).is_some() {
        std::mem::swap(&mut first, &mut second);
    }
    let number = first.trim_end_matches(['.', ',']);
    let month = month(second)?;
    let written = words.next()?.trim_end_matches(',');
    let year = match (written.len(), digits(written, 0..written.len())?) {
        (2, year) if year < 50 => 2000 + year,
        (2 | 3, year) => 1900 + year,
        (4, year) => year,
        _ => return None,
    };
    let date = day(year, month, digits(number, 0..number.len())?)?;
    // The zone may have had a minus, at which the words were parted too.
    let at = text.find(written).map_or(text.len(), |at| at + written.len());
    Some(with_time(date, text[at..].trim_start_matches([',', ' ', '\t'])))
}

fn month(word: &str) -> Option<u32> {
    let head = word.get(..3)?.to_ascii_lowercase();
    let word = word.trim_end_matches('.');
    (word.bytes().all(|b| b.is_ascii_alphabetic()))
        .then(|| MONTHS.iter().position(|m| *m == head))?
        .map(|at| at as u32 + 1)
}

/// A day with the time that `rest` begins with, if it does.
fn with_time(date: String, rest: &str) -> String {
    let (Some(hour), Some(minute)) = (clock(rest, 0), clock(rest, 1)) else { return date };
    let second = clock(rest, 2);
    if hour > 23 || minute > 59 || second.is_some_and(|s| s > 60) {
        return date;
    }
    let used = rest.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b':' | b'.')).count();
    let zone = zone(rest[used..].trim());
    match second {
        Some(second) => format!("{date}T{hour:02}:{minute:02}:{:02}{zone}", second.min(59)),
        None => format!("{date}T{hour:02}:{minute:02}{zone}"),
    }
}

/// Hour, minute or second of `14:02:00.25`.
fn clock(rest: &str, place: usize) -> Option<u32> {
    let used = rest.bytes().take_while(|b| b.is_ascii_digit() || *b == b':').count();
    let part = rest[..used].split(':').nth(place)?;
    if part.is_empty() || part.len() > 2 { None } else { part.parse().ok() }
}

fn zone(text: &str) -> String {
    let (sign, rest) = match text.as_bytes().first() {
        Some(b'+') => ('+', &text[1..]),
        Some(b'-') => ('-', &text[1..]),
        _ => {
            let name = text.split([' ', '(']).next().unwrap_or_default().to_ascii_lowercase();
            let known = ZONES.iter().find(|(zone, _)| *zone == name);
            return known.map(|(_, offset)| (*offset).to_owned()).unwrap_or_default();
        }
    };
    let figures: String =
        rest.chars().take(5).filter(|c| *c != ':').take_while(char::is_ascii_digit).collect();
    match (digits(&figures, 0..2), digits(&figures, 2..4)) {
        (Some(hour), Some(minute)) if hour <= 14 && minute < 60 => format!("{sign}{hour:02}:{minute:02}"),
        (Some(hour), None) if hour <= 14 => format!("{sign}{hour:02}:00"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_moments() {
        let check = |text: &str, expected: &str| {
            assert_eq!(iso(text).unwrap_or_default(), expected, "{text}");
        };
        check("Mon, 04 Sep 2023 14:02:00 +0200", "2023-09-04T14:02:00+02:00");
        check("Mon, 4 Sep 2023 14:02 GMT", "2023-09-04T14:02Z");
        check("Mo, 04 Sep 2023 14:02:00 MESZ", "2023-09-04T14:02:00+02:00");
        check("04-Sep-2023 14:02:00 -0500 (EST)", "2023-09-04T14:02:00-05:00");
        check("September 4, 2023 14:02:00", "2023-09-04T14:02:00");
        check("Mon Sep 4 2023", "2023-09-04");
        check("4 Sep 99 1:02:03 XYZ", "1999-09-04T01:02:03");
        check("2023-09-04T14:02:00.123Z", "2023-09-04T14:02:00Z");
        check("2023-09-04 14:02 +02:00", "2023-09-04T14:02+02:00");
        check("2023-09-04T14:02:00+0200", "2023-09-04T14:02:00+02:00");
        check("20230904T140200+0200", "2023-09-04T14:02:00+02:00");
        check("20230904T140200Z", "2023-09-04T14:02:00Z");
        check("20230904", "2023-09-04");
        check("2023-09", "2023-09");
        check("2023-02-30", "");
        check("2023-09-04T99:99", "2023-09-04");
        check("Mon, 31 Feb 2023 10:00:00 +0000", "");
        check("gestern", "");
        check("", "");
    }
}
