//! Dates that no calendar has: days of the week against dates, days that a month lacks, ends before starts.

use super::{Checker, Said};
use crate::Finding;
use stemma_text::{Annotations, Precision, TextRange, TimeExpression, TimeKind, TokenKind};

const GERMAN: [&str; 7] = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"];
const ENGLISH: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
/// How far from the day of publication, in days, a date without a year is taken as resolved.
const NEAR: i32 = 45;
/// Words before and behind a date that may hold another one to which the day of the week belongs.
const BESIDE: usize = 3;

/// `Montag, 5. September 2023`, which was a Tuesday.
pub(super) fn check_weekdays(checker: &Checker, text: &str, annotations: &Annotations) -> Vec<Finding> {
    let exact =
        annotations.reference.as_ref().filter(|r| !matches!(r.precision, Precision::Month | Precision::Year));
    let published = exact.and_then(|r| r.days()).map(|d| d.0);
    annotations
        .times
        .iter()
        .filter_map(|time| {
            let (day, last) = time.days.filter(|_| time.kind == TimeKind::Date)?;
            let words = time.range.of(text);
            let first = words.split(|c: char| !c.is_alphabetic()).next()?;
            let said = *checker.weekdays.get(first.to_lowercase().as_str())?;
            if shared(checker, text, annotations, time.range) || object(&words[first.len()..]) {
                return None;
            }
            if day != last || !words.contains(|c: char| c.is_ascii_digit()) || words.contains(';') {
                return None;
            }
            let year = words.contains(&format!("{:04}", day.year()));
            let near = published.is_some_and(|p| (day - p).get_days().abs() <= NEAR);
            let was = day.weekday().to_monday_one_offset();
            if was == said || !(year || near) {
                return None;
            }
            let at = |n: i8| usize::try_from(n - 1).unwrap_or(0).min(6);
            let (d, m, y) = (day.day(), day.month(), day.year());
            let said = Said {
                computed: [
                    format!("Der {d}.{m}.{y} ist ein {}", GERMAN[at(was)]),
                    format!("{day} is a {}", ENGLISH[at(was)]),
                ],
                given: [GERMAN[at(said)].to_owned(), ENGLISH[at(said)].to_owned()],
                would: ["mit einem anderen Tag oder einem anderen Jahr", "with another day or another year"],
            };
            Some(said.finding("calendar", time.range))
        })
        .collect()
}

/// `am Samstag und am Sonntag, 30.05. und 31.05.`: the days of the week and the dates stand apart.
fn shared(checker: &Checker, text: &str, annotations: &Annotations, range: TextRange) -> bool {
    let tokens = &annotations.tokens;
    let is_day = |t: &TextRange| checker.weekdays.contains_key(t.of(text).to_lowercase().as_str());
    let first = tokens.partition_point(|t| t.range.end <= range.start);
    let last = tokens.partition_point(|t| t.range.start < range.end);
    let before = tokens[..first].iter().rev().take(BESIDE).take_while(|t| t.kind != TokenKind::Number);
    let behind = tokens[last..].iter().take(BESIDE);
    let and = |t: &TextRange| checker.is("and", t.of(text)) && t.of(text) != ",";
    before.map(|t| t.range).any(|t| is_day(&t))
        && behind.clone().any(|t| and(&t.range))
        && behind.clone().any(|t| t.kind == TokenKind::Number)
}

/// `nannte am Sonntag den 20. April`: without a comma the date may be what is named.
fn object(behind: &str) -> bool {
    let next = behind.trim_start();
    behind.starts_with(' ')
        && next.starts_with(char::is_lowercase)
        && next.split(' ').nth(1).is_some_and(|w| w.starts_with(|c: char| c.is_ascii_digit()))
}

/// `31. Februar`, `February 30`, `31.06.2023`.
pub(super) fn check_impossible(checker: &Checker, text: &str, annotations: &Annotations) -> Vec<Finding> {
    let tokens = &annotations.tokens;
    let word = |at: usize| tokens.get(at).map_or("", |t| t.range.of(text));
    let joined = |at: usize| tokens.get(at).is_some_and(|t| t.range.start == tokens[at - 1].range.end);
    let mut findings = Vec::new();
    for at in 0..tokens.len() {
        if tokens[at].kind != TokenKind::Number {
            continue;
        }
        let (day, month, year, first, last) = if let Some((day, month, year)) = numeric(word(at)) {
            (day, month, Some(year), at, at)
        } else if let Some(day) = day_of(word(at)) {
            // `31. Juni`, `31 June`, `June 31`.
            let dot = usize::from(word(at + 1) == "." && joined(at + 1));
            let behind = checker.month(word(at + 1 + dot));
            let before = if at > 0 { checker.month(word(at - 1)) } else { None };
            match (behind, before) {
                (Some(month), _) => {
                    let year = year_of(word(at + 2 + dot));
                    (day, month, year, at, at + 1 + dot + usize::from(year.is_some()))
                }
                (None, Some(month)) if !checker.german && ends_date(word(at + 1)) => {
                    let comma = usize::from(word(at + 1) == ",");
                    let year = year_of(word(at + 1 + comma));
                    (day, month, year, at - 1, if year.is_some() { at + 1 + comma } else { at })
                }
                _ => continue,
            }
        } else {
            continue;
        };
        let longest = length(month, year);
        if day <= longest || day > 31 {
            continue;
        }
        let range = tokens[first].range.cover(tokens[last].range);
        let inside = annotations.sentences.iter().find(|s| s.contains(range));
        // `Den 31. Juni gibt es nicht` says so itself.
        let said = inside.is_some_and(|s| {
            let words = s.of(text).to_lowercase();
            checker.phrases("no such day").any(|p| words.contains(p))
        });
        if !said {
            findings.push(impossible(range, longest, range.of(text)));
        }
    }
    findings
}

fn impossible(range: TextRange, longest: u32, given: &str) -> Finding {
    Said {
        computed: [
            format!("Der Monat hat höchstens {longest} Tage"),
            format!("The month has {longest} days at most"),
        ],
        given: [given.to_owned(), given.to_owned()],
        would: ["mit einem anderen Tag, Monat oder Jahr", "with another day, month or year"],
    }
    .finding("calendar", range)
}

/// `31`, `31st`.
fn day_of(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let short = digits.len() == 2 && matches!(word.len() - digits.len(), 0 | 2);
    digits.parse().ok().filter(|d| short && (29..=31).contains(d))
}

fn year_of(word: &str) -> Option<u32> {
    word.parse().ok().filter(|y| word.len() == 4 && (1583..2200).contains(y))
}

/// `31.06.2023`.
fn numeric(word: &str) -> Option<(u32, u32, u32)> {
    let mut parts = word.split('.');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || day.len() != 2 || !(1..=2).contains(&month.len()) {
        return None;
    }
    let month = month.parse().ok().filter(|m| (1..=12).contains(m))?;
    Some((day.parse().ok().filter(|d| *d <= 31)?, month, year_of(year)?))
}

/// True if what stands behind `June 31` shows that it is a date: no noun that it might count.
fn ends_date(next: &str) -> bool {
    next.is_empty() || next.chars().all(|c| c.is_ascii_punctuation()) || year_of(next).is_some()
}

/// Most days of the month, in that year if it is known.
fn length(month: u32, year: Option<u32>) -> u32 {
    match month {
        2 if year.is_some_and(|y| !(y % 4 == 0 && (y % 100 != 0 || y % 400 == 0))) => 28,
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// `vom 5. Mai 2021 bis zum 3. Mai 2021`, `vom 13. September bis 10. September`: both ends with a year, or both in one
/// month.
pub(super) fn check_backwards(checker: &Checker, text: &str, annotations: &Annotations) -> Vec<Finding> {
    let backwards = |time: &TimeExpression| {
        let (from, to) = time.value.split_once('/').filter(|_| time.kind == TimeKind::Date)?;
        let plain = |v: &str| v.starts_with(|c: char| c.is_ascii_digit()) && !v.contains(['X', 'W']);
        let digits = |v: &str| v.get(..4).is_some_and(|year| time.range.of(text).contains(year));
        if plain(from) && plain(to) && from.len() == to.len() && digits(from) && digits(to) && from > to {
            return Some(backwards(time.range, from, to));
        }
        let words: Vec<&str> = time.range.of(text).split(|c: char| !c.is_alphanumeric()).collect();
        let months: Vec<u32> = words.iter().filter_map(|w| checker.month(w)).collect();
        let days: Vec<u32> = words.iter().filter_map(|w| w.parse().ok()).collect();
        let ([one, other], [first, last]) = (months.as_slice(), days.as_slice()) else { return None };
        let fits = one == other && (1..=31).contains(last) && last < first && *first <= 31;
        let (month, words) = (words.iter().find(|w| checker.month(w).is_some())?, time.range);
        fits.then(|| backwards(words, &format!("{first} ({month})"), &format!("{last} ({month})")))
    };
    annotations.times.iter().filter_map(backwards).collect()
}

/// A stretch of time whose end lies before its start.
pub(super) fn backwards(range: TextRange, from: &str, to: &str) -> Finding {
    Said {
        computed: [format!("{to} liegt vor {from}"), format!("{to} is before {from}")],
        given: [format!("von {from} bis {to}"), format!("from {from} to {to}")],
        would: ["mit vertauschten oder anderen Angaben", "with the two swapped or another one of them"],
    }
    .finding("calendar", range)
}
