//! Days written in words or figures, for datelines and page heads, and moments as fields hold them. The full grammar of
//! times is the business of the annotation stage.

use crate::rules::Rules;
use jiff::civil::Date;
use stemma_text::{DateBasis, Dated, Precision};

/// Characters searched for a day: the head of an article, never its whole text.
const SEARCHED: usize = 600;

impl Rules {
    /// The first whole day in the head of a text (`4. September 2023`, `04.09.2023`, `Sept 4, 2023`, `2023-09-04`),
    /// and the byte after it.
    pub fn date_in(&self, text: &str) -> Option<(Date, usize)> {
        let head = &text[..text.floor_char_boundary(SEARCHED)];
        let words = words(head);
        for (number, (start, word)) in words.iter().enumerate() {
            if let Some(date) = figures(word) {
                return Some((date, start + word.len()));
            }
            let next = |n: usize| words.get(number + n).map_or("", |w| w.1);
            let found = match (day(word), self.month_word(word)) {
                (Some(day), _) => {
                    let skip = usize::from(matches!(next(1), "of" | "de"));
                    self.month_word(next(1 + skip))
                        .and_then(|m| civil(year(next(2 + skip))?, m, day))
                        .map(|d| (d, 2 + skip))
                }
                (None, Some(month)) => {
                    day(next(1)).and_then(|d| civil(year(next(2))?, month, d)).map(|d| (d, 2))
                }
                _ => None,
            };
            if let Some((date, last)) = found {
                let (start, word) = words[number + last];
                return Some((date, start + word.len()));
            }
        }
        None
    }

    fn month_word(&self, word: &str) -> Option<i8> {
        self.month(word).or_else(|| self.month(word.trim_end_matches(['.', ','])))
    }
}

/// Words with their places; commas, dots and ordinal endings stay on them.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c.is_whitespace() || matches!(c, '|' | '(' | ')' | '[' | ']' | '–' | ';') {
            if let Some(start) = start.take() {
                found.push((start, &text[start..at]));
            }
        } else if start.is_none() {
            start = Some(at);
        }
    }
    found
}

fn day(word: &str) -> Option<i8> {
    let bare = word.trim_end_matches(['.', ',', 's', 't', 'n', 'd', 'r', 'h']);
    if bare.is_empty() || bare.len() > 2 || !bare.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    bare.parse().ok().filter(|d| (1..=31).contains(d))
}

fn year(word: &str) -> Option<i16> {
    let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
    let rest = &word[digits.len()..];
    if digits.len() != 4 || rest.starts_with(char::is_alphabetic) {
        return None;
    }
    digits.parse().ok().filter(|y| (1800..=2100).contains(y))
}

fn civil(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

/// `2023-09-04…`, `04.09.2023`, `4.9.23`, `04/09/2023`, `20230904`.
pub(crate) fn figures(word: &str) -> Option<Date> {
    let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    if word.len() > 40 || !word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let part = |text: &str| -> Option<i16> {
        (!text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit()))
            .then(|| text.parse().ok())?
    };
    let plausible = |d: Date| (1800..=2100).contains(&d.year()).then_some(d);
    for mark in ['-', '.', '/'] {
        let mut pieces = word.splitn(3, mark);
        let (Some(a), Some(b), Some(c)) = (pieces.next(), pieces.next(), pieces.next()) else { continue };
        let c: String = c.chars().take_while(char::is_ascii_digit).collect();
        let (Some(first), Some(second), Some(third)) = (part(a), part(b), part(&c)) else { continue };
        let narrow = |n: i16| i8::try_from(n).ok();
        let date = if a.len() == 4 {
            civil(first, narrow(second)?, narrow(third)?)
        } else if c.len() == 4 || (c.len() == 2 && mark == '.') {
            let year = if c.len() == 2 { 2000 + third } else { third };
            // Day before month, as all of Europe writes; the other order only where this one is no day.
            civil(year, narrow(second)?, narrow(first)?)
                .or_else(|| civil(year, narrow(first)?, narrow(second)?))
        } else {
            None
        };
        if let Some(date) = date.and_then(plausible) {
            return Some(date);
        }
    }
    None
}

/// A day with what else a field or a line says of the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    pub date: Date,
    /// Hour, minute and, if known, second.
    pub time: Option<(i8, i8, Option<i8>)>,
    /// Minutes east of Greenwich.
    pub zone: Option<i32>,
}

impl Moment {
    /// As ISO 8601, to the precision that is known.
    pub fn dated(self, basis: DateBasis) -> Option<Dated> {
        let Some((hour, minute, second)) = self.time else {
            return Dated::parse(&self.date.to_string(), basis);
        };
        let second = second.map_or_else(String::new, |s| format!(":{s:02}"));
        let precision = if second.is_empty() { Precision::Minute } else { Precision::Second };
        let value = format!("{}T{hour:02}:{minute:02}{second}{}", self.date, zone_text(self.zone));
        Some(Dated { value, precision, basis })
    }

    /// Reads a value that is nothing but a moment, as fields hold it: ISO 8601 in all the forms that programs write,
    /// seconds since 1970, RFC 2822. `None` if it is something else.
    pub fn of_field(value: &str) -> Option<Moment> {
        let value = value.trim().trim_matches(['"', '\'']);
        let bytes = value.as_bytes();
        if matches!(bytes.len(), 10 | 13) && bytes.iter().all(u8::is_ascii_digit) {
            let seconds = value[..10].parse::<i64>().ok()?;
            let at = jiff::Timestamp::from_second(seconds).ok()?.to_zoned(jiff::tz::TimeZone::UTC);
            return Some(Moment {
                date: at.date(),
                time: Some((at.hour(), at.minute(), Some(at.second()))),
                zone: Some(0),
            });
        }
        if bytes.len() < 8 || !bytes[..4].iter().all(u8::is_ascii_digit) {
            return None;
        }
        if bytes[..8].iter().all(u8::is_ascii_digit) && bytes.get(8).is_none_or(|b| !b.is_ascii_digit()) {
            let number = |from: usize, to: usize| value[from..to].parse::<i16>().ok();
            let (month, day) = (i8::try_from(number(4, 6)?).ok()?, i8::try_from(number(6, 8)?).ok()?);
            return Some(Moment { date: civil(number(0, 4)?, month, day)?, time: None, zone: None });
        }
        let date = figures(value.split(['T', ' ', 't']).next()?)?;
        let rest = value.get(value.find(['T', ' ', 't']).unwrap_or(value.len())..)?;
        let (time, zone) =
            clock(rest.trim_start_matches(['T', 't', ' ', ',']), &|_| None).unwrap_or((None, None));
        Some(Moment { date, time, zone })
    }
}

fn zone_text(zone: Option<i32>) -> String {
    match zone {
        None => String::new(),
        Some(0) => "Z".to_owned(),
        Some(minutes) => {
            let sign = if minutes < 0 { '-' } else { '+' };
            format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
        }
    }
}

/// Time of day and zone at the front of a text: `14:02:00.5 +0200`, `2:05 pm`. `half` says whether a word means the
/// morning (false) or the afternoon (true).
pub(crate) type Clock = (Option<(i8, i8, Option<i8>)>, Option<i32>);

/// See [`Clock`].
pub(crate) fn clock(text: &str, half: &dyn Fn(&str) -> Option<bool>) -> Option<Clock> {
    let mut rest = text;
    let (mut hour, after) = digits(rest)?;
    rest = after.strip_prefix([':', '.', 'h'])?;
    let (minute, after) = digits(rest).filter(|_| rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit))?;
    rest = after;
    let mut second = None;
    if let Some((found, after)) = rest.strip_prefix([':', '.']).and_then(digits) {
        second = Some(found);
        rest = after;
        if let Some(fraction) = rest.strip_prefix(['.', ',', ':']) {
            rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
        }
    }
    let word = rest.trim_start().split([' ', ',', ')', '|']).next().unwrap_or("");
    match half(&word.to_lowercase()) {
        Some(true) if hour < 12 => hour += 12,
        Some(false) if hour == 12 => hour = 0,
        _ => {}
    }
    if hour > 23 || minute > 59 || second.is_some_and(|s| s > 59) {
        return None;
    }
    Some((Some((hour, minute, second)), zone(rest.trim_start())))
}

/// Up to two digits.
fn digits(text: &str) -> Option<(i8, &str)> {
    let len = text.bytes().take(2).take_while(u8::is_ascii_digit).count();
    (len > 0).then(|| text[..len].parse().ok().map(|n| (n, &text[len..])))?
}

/// `Z`, `GMT`, `+02:00`, `-0500`, `+02`.
fn zone(text: &str) -> Option<i32> {
    if text.starts_with(['Z', 'z']) || text.starts_with("GMT") || text.starts_with("UTC") {
        return Some(0);
    }
    let sign = if text.starts_with('-') || text.starts_with('\u{2212}') { -1 } else { 1 };
    let rest = text.strip_prefix(['+', '-', '\u{2212}'])?;
    if !rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let (hours, rest) = digits(rest)?;
    let minutes = digits(rest.strip_prefix(':').unwrap_or(rest)).map_or(0, |d| d.0);
    (hours <= 14 && minutes < 60).then(|| sign * (i32::from(hours) * 60 + i32::from(minutes)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_lexicon::Lexicon;

    #[test]
    fn reads_moments() {
        let check = |value: &str, expected: &str| {
            let found = Moment::of_field(value).and_then(|m| m.dated(DateBasis::Meta));
            assert_eq!(found.map(|d| d.value).unwrap_or_default(), expected, "{value}");
        };
        check("2023-09-04T14:02:00+0200", "2023-09-04T14:02:00+02:00");
        check("2023-09-04 14:02:07.123 -05:30", "2023-09-04T14:02:07-05:30");
        check("2023-09-04T14:02Z", "2023-09-04T14:02Z");
        check("2023-09-04T14:02:07:684Z", "2023-09-04T14:02:07Z");
        check("2023-09-04", "2023-09-04");
        check("20230904", "2023-09-04");
        check("1693836120", "2023-09-04T14:02:00Z");
        check("2023-13-44T99:00", "");
        check("Montag", "");
        check("", "");
    }

    #[test]
    fn reads_days() {
        let rules = Rules::new(&Lexicon::builtin());
        let check = |text: &str, expected: &str| {
            assert_eq!(
                rules.date_in(text).map(|(d, _)| d.to_string()).unwrap_or_default(),
                expected,
                "{text}"
            );
        };
        check("Ulm, 4. September 2023, 12 Uhr", "2023-09-04");
        check("Stand: 04.09.2023 14:00", "2023-09-04");
        check("Published Sept. 4, 2023", "2023-09-04");
        check("September 4th, 2023", "2023-09-04");
        check("4th of May 2021", "2021-05-04");
        check("2023-09-04T12:00:00Z", "2023-09-04");
        check("am 4. Mai um 12 Uhr", "");
        check("am 31.02.2023", "");
        check("Version 1.2.3", "");
        check("", "");
    }
}
