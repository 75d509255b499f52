//! Days written in words or figures, for datelines and page heads. The full grammar of times is the business of the
//! annotation stage; here only whole days count.

use crate::rules::Rules;
use jiff::civil::Date;

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

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_lexicon::Lexicon;

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
