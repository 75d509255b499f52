//! Words of the interface, German and English side by side, from `assets/words.toml`. Ground floor of the page.

use crate::Interface;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Pair {
    de: String,
    en: String,
}

/// All words in one language.
pub(super) struct Words {
    sections: BTreeMap<String, BTreeMap<String, Pair>>,
    interface: Interface,
}

impl Words {
    pub(super) fn new(interface: Interface) -> Self {
        // The file is part of the program; a test reads it.
        let sections = toml::from_str(include_str!("../../assets/words.toml")).unwrap_or_default();
        Self { sections, interface }
    }

    pub(super) fn interface(&self) -> Interface {
        self.interface
    }

    /// The words called `name` in `section`; the name itself where there are none, so that a new kind of result is
    /// shown under the name that the records give it.
    pub(super) fn say<'w>(&'w self, section: &str, name: &'w str) -> &'w str {
        self.find(section, name).unwrap_or(name)
    }

    /// The words called `name` in `section`.
    pub(super) fn find(&self, section: &str, name: &str) -> Option<&str> {
        let pair = self.sections.get(section)?.get(name)?;
        Some(self.interface.pick(&pair.de, &pair.en))
    }

    /// Words with `{}` filled in, from left to right.
    pub(super) fn fill(&self, section: &str, name: &str, values: &[&str]) -> String {
        let mut out = String::new();
        let mut values = values.iter();
        let mut parts = self.say(section, name).split("{}");
        out.push_str(parts.next().unwrap_or_default());
        for part in parts {
            out.push_str(values.next().unwrap_or(&""));
            out.push_str(part);
        }
        out
    }

    /// `1 Artikel`, `5 Artikel`: the words of section `count` for a number.
    pub(super) fn count(&self, name: &str, number: usize) -> String {
        format!("{}\u{A0}{}", self.number(number), self.noun(name, number))
    }

    /// The noun of section `count` that goes with a number.
    pub(super) fn noun(&self, name: &str, number: usize) -> String {
        let one = if number == 1 { self.find("count", &format!("{name}-1")) } else { None };
        one.unwrap_or_else(|| self.find("count", name).unwrap_or_default()).to_owned()
    }

    /// A number with its thousands set apart.
    pub(super) fn number(&self, number: usize) -> String {
        let digits = number.to_string();
        let mut out = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                out.push(if self.interface == Interface::German { '.' } else { ',' });
            }
            out.push(digit);
        }
        out
    }

    /// `1`, or `2–4`.
    pub(super) fn interval(&self, min: usize, max: usize) -> String {
        if min >= max {
            self.number(max.max(min))
        } else {
            format!("{}–{}", self.number(min), self.number(max))
        }
    }

    /// The season, quarter or half of a year such as `2031-FA`.
    fn season(&self, value: &str) -> Option<&str> {
        self.find("season", value.get(5..)?)
    }

    /// A day or another stretch of time as TIMEX3 or ISO 8601 writes it, in words where it can be put so.
    pub(super) fn date(&self, value: &str) -> String {
        if let Some((from, to)) = value.split_once('/') {
            return format!("{} – {}", self.date(from), self.date(to));
        }
        if let Some(said) = self.find("timeline", value).filter(|_| value.ends_with("_REF")) {
            return said.to_owned();
        }
        let number = |range: std::ops::Range<usize>| -> Option<usize> { value.get(range)?.parse().ok() };
        let month = |of: usize| self.find("months", &of.to_string());
        let dashed = value.as_bytes().get(4) == Some(&b'-');
        let year = value.get(0..4).filter(|y| y.bytes().all(|b| b.is_ascii_digit()));
        let (Some(year), true, Some(name)) = (year, dashed, number(5..7).and_then(month)) else {
            return match (year, value.strip_prefix("P")) {
                (Some(year), _) if value.as_bytes().get(4) == Some(&b'-') && self.season(value).is_some() => {
                    self.fill("timeline", "season", &[self.season(value).unwrap_or_default(), year])
                }
                (Some(year), _) if value.get(4..6) == Some("-W") => {
                    self.fill("timeline", "week", &[value.get(6..8).unwrap_or_default(), year])
                }
                _ => value.to_owned(),
            };
        };
        let day = number(8..10).filter(|_| value.as_bytes().get(7) == Some(&b'-'));
        let Some(day) = day else {
            return if value.len() == 7 { format!("{name}\u{A0}{year}") } else { value.to_owned() };
        };
        let said = match self.interface {
            Interface::German => format!("{day}.\u{A0}{name}\u{A0}{year}"),
            Interface::English => format!("{day}\u{A0}{name}\u{A0}{year}"),
        };
        match value.get(10..16) {
            Some(time) if time.starts_with('T') && time.as_bytes()[3] == b':' => {
                self.fill("timeline", "clock", &[&said, &time[1..]])
            }
            _ => said,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_whole() {
        let read: Result<BTreeMap<String, BTreeMap<String, Pair>>, _> =
            toml::from_str(include_str!("../../assets/words.toml"));
        let sections = read.expect("assets/words.toml is TOML");
        for (section, words) in &sections {
            for (name, pair) in words {
                assert!(name.is_empty() || !pair.de.is_empty() && !pair.en.is_empty(), "{section}.{name}");
                let gaps = |text: &str| text.matches("{}").count();
                assert_eq!(gaps(&pair.de), gaps(&pair.en), "{section}.{name}");
            }
        }
    }

    #[test]
    fn dates_are_said_in_words() {
        let check = |value: &str, german: &str, english: &str| {
            assert_eq!(Words::new(Interface::German).date(value).replace('\u{A0}', " "), german);
            assert_eq!(Words::new(Interface::English).date(value).replace('\u{A0}', " "), english);
        };
        check("2031-05-04", "4. Mai 2031", "4 May 2031");
        check("2031-05", "Mai 2031", "May 2031");
        check("2031", "2031", "2031");
        check("2031-05-04/2031-05-07", "4. Mai 2031 – 7. Mai 2031", "4 May 2031 – 7 May 2031");
        check("2031-FA", "Herbst 2031", "Autumn 2031");
        check("2031-W36", "36. Woche 2031", "week 36 of 2031");
        check("PRESENT_REF", "Gegenwart", "Present");
        check("2031-05-04T14:02:00+02:00", "4. Mai 2031, 14:02 Uhr", "4 May 2031, 14:02");
        for odd in [
            "P2D",
            "PRESENT_REF",
            "2031-13-01",
            "XXXX-05",
            "2031-05-ü",
            "20ü1-05-04",
            "",
            "T",
            "2031-05-04Tüüüüü",
        ] {
            Words::new(Interface::German).date(odd);
        }
    }

    #[test]
    fn numbers_and_counts() {
        let words = Words::new(Interface::German);
        assert_eq!(words.number(1_234_567), "1.234.567");
        assert_eq!(words.interval(2, 4), "2–4");
        assert_eq!(words.interval(1, 1), "1");
        assert_eq!(words.count("texts", 1), "1\u{A0}Text");
        assert_eq!(words.count("texts", 3), "3\u{A0}Texte");
    }
}
