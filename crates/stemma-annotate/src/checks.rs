//! Checks of the quantities of one sentence against each other: distance, speed and time ([`travel`]), parts and
//! sums, shares ([`sums`]), days of the week and ages ([`calendar`]). Last part of the annotations (article →
//! **annotations**).
//!
//! A check speaks only where the text gives all that it needs; each finding shows the computation, says that the
//! words do not add up *as they stand*, and what would reconcile them. It never says which of the figures is wrong.
//! Words come from `data/<language>/checks.toml`, dimensions and factors from `data/any/units.toml`.

mod calendar;
mod sums;
mod travel;

use crate::Finding;
use crate::quantities::unit::{Unit, Units};
use rustc_hash::{FxHashMap, FxHashSet};
use stemma_lexicon::Lexicon;
use stemma_text::{Annotations, Language, Quantity, QuantityValue, TextRange};

/// Longest sentence looked at, in tokens.
const LONGEST: usize = 400;

/// Compiled lists of the checks.
pub(crate) struct Checker {
    units: Units,
    lists: FxHashMap<String, FxHashSet<String>>,
    /// Names of days of the week, in lower case.
    weekdays: FxHashMap<String, i8>,
}

impl Checker {
    /// Compiles the lists of all languages.
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let mut lists: FxHashMap<String, FxHashSet<String>> = FxHashMap::default();
        let mut weekdays = FxHashMap::default();
        for language in lexicon.languages() {
            for entry in &lexicon.words(language, "checks").entries {
                let list = lists.entry(entry.text("name").unwrap_or_default().to_owned()).or_default();
                list.extend(entry.list("words").map(str::to_owned));
            }
            for entry in &lexicon.words(language, "times").entries {
                if entry.text("class") != Some("weekday") {
                    continue;
                }
                for word in entry.list("words") {
                    if let Some((name, number)) = word.split_once(" = ")
                        && let Ok(number) = number.parse()
                    {
                        weekdays.insert(name.to_lowercase(), number);
                    }
                }
            }
        }
        Self { units: Units::new(lexicon, Language::ENGLISH), lists, weekdays }
    }

    /// All findings of one text, in order.
    pub(crate) fn check(&self, text: &str, annotations: &Annotations) -> Vec<Finding> {
        let mut findings = Vec::new();
        let sentences = self.sentences(text, annotations);
        for (place, sentence) in sentences.iter().enumerate() {
            let next = sentences.get(place + 1);
            findings.extend(travel::check(self, sentence, next));
            findings.extend(sums::check_parts(self, sentence));
            findings.extend(sums::check_share(self, sentence));
            findings.extend(calendar::check_age(self, sentence, annotations));
        }
        findings.extend(calendar::check_weekdays(self, text, annotations));
        findings.sort_by_key(|f| (f.range.start, f.range.end, f.kind));
        findings
    }

    /// The sentences that hold at least one quantity, and those behind them.
    fn sentences<'t>(&self, text: &'t str, annotations: &'t Annotations) -> Vec<Sentence<'t>> {
        let mut from = 0;
        let (mut token_from, tokens) = (0, &annotations.tokens);
        annotations
            .sentences
            .iter()
            .map(|range| {
                let quantities = &annotations.quantities;
                while quantities.get(from).is_some_and(|q| q.range.start < range.start) {
                    from += 1;
                }
                let count = quantities[from..].iter().take_while(|q| q.range.end <= range.end).count();
                while tokens.get(token_from).is_some_and(|t| t.range.start < range.start) {
                    token_from += 1;
                }
                let length = tokens[token_from..].iter().take_while(|t| t.range.end <= range.end).count();
                // Nothing that reads as a sentence is that long.
                let words = if count == 0 || length > LONGEST {
                    Vec::new()
                } else {
                    tokens[token_from..token_from + length]
                        .iter()
                        .map(|t| (t.range, t.range.of(text).to_lowercase()))
                        .collect()
                };
                let count = if words.is_empty() { 0 } else { count };
                Sentence { text, range: *range, quantities: &quantities[from..from + count], words }
            })
            .collect()
    }

    /// True if the word is on the list.
    fn is(&self, list: &str, word: &str) -> bool {
        self.lists.get(list).is_some_and(|l| l.contains(word))
    }

    /// The unit of a quantity.
    fn unit(&self, quantity: &Quantity) -> Option<&Unit> {
        quantity.unit.as_deref().and_then(|u| self.units.named(u))
    }

    /// The quantity in SI units, if it is one number of this dimension.
    fn si(&self, quantity: &Quantity, dimension: &str) -> Option<f64> {
        let unit = self.unit(quantity).filter(|u| u.dimension.as_deref() == Some(dimension))?;
        match quantity.value {
            QuantityValue::Exact(v) => Some(v * unit.factor?),
            QuantityValue::Between(..) => None,
        }
    }
}

/// One sentence with its quantities and its words in lower case.
struct Sentence<'t> {
    text: &'t str,
    range: TextRange,
    quantities: &'t [Quantity],
    words: Vec<(TextRange, String)>,
}

impl Sentence<'_> {
    /// True if one of its words is on the list.
    fn holds(&self, checker: &Checker, list: &str) -> bool {
        self.words.iter().any(|(_, w)| checker.is(list, w))
    }

    /// The words between two places of the text.
    fn between(&self, start: usize, end: usize) -> impl Iterator<Item = &str> {
        self.words.iter().filter(move |(r, _)| r.start >= start && r.end <= end).map(|(_, w)| w.as_str())
    }

    /// The word that stands before a place.
    fn before(&self, start: usize) -> &str {
        self.words.iter().rev().find(|(r, _)| r.end <= start).map_or("", |(_, w)| w.as_str())
    }
}

/// A number for a reader: at most one digit behind the mark, in the manner of the language.
fn shown(value: f64, german: bool) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    let text = if rounded.fract() == 0.0 || rounded.abs() >= 100.0 {
        format!("{rounded:.0}")
    } else {
        format!("{rounded:.1}")
    };
    if german { text.replace('.', ",") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Annotator;
    use stemma_text::{Article, DateBasis, Dated};

    fn check(language: Language, text: &str, expected: &[(&str, &str)]) {
        let annotator = Annotator::new(&Lexicon::builtin(), language);
        let article = Article::as_is("a", text, language);
        let reference = Dated::parse("2023-09-11", DateBasis::Feed);
        let annotations = annotator.annotate(&article, reference.as_ref());
        let found = annotator.check(&article, &annotations);
        let seen: Vec<(&str, &str)> = found.iter().map(|f| (f.kind, f.range.of(text))).collect();
        assert_eq!(seen, expected, "{text}: {found:?}");
    }

    #[test]
    fn journeys() {
        let de = |text, expected| check(Language::GERMAN, text, expected);
        de(
            "Die Fahrt des Dampfers über 480 Kilometer dauert drei Tage, bei 40 Kilometern pro Stunde.",
            &[("arithmetic", "480 Kilometer dauert drei Tage, bei 40 Kilometern pro Stunde")],
        );
        de("Die Fahrt über 480 Kilometer dauert zwölf Stunden, bei 40 Kilometern pro Stunde.", &[]);
        de("Der Wind wehte zwei Tage mit 120 Kilometern pro Stunde auf 30 Kilometern Fahrt.", &[]);
    }

    #[test]
    fn parts_and_shares() {
        let de = |text, expected| check(Language::GERMAN, text, expected);
        de(
            "Es gab 12 Verletzte, davon 5 Kinder und 9 Erwachsene.",
            &[("arithmetic", "12 Verletzte, davon 5 Kinder und 9 Erwachsene")],
        );
        de("Es gab 14 Verletzte, davon 5 Kinder und 9 Erwachsene.", &[]);
        de("Es gab 14 Verletzte, davon 5 Kinder.", &[]);
        de("Nur 5 von 20, also 30 Prozent, stimmten zu.", &[("arithmetic", "5 von 20, also 30 Prozent")]);
        de("Nur 5 von 20, also 25 Prozent, stimmten zu.", &[]);
    }

    #[test]
    fn days_of_the_week() {
        let de = |text, expected| check(Language::GERMAN, text, expected);
        de("Sie kamen am Montag, 5. September 2023, an.", &[("calendar", "Montag, 5. September 2023")]);
        de("Sie kamen am Dienstag, 5. September 2023, an.", &[]);
        check(
            Language::ENGLISH,
            "They met on Monday, September 5, 2023.",
            &[("calendar", "Monday, September 5, 2023")],
        );
    }
}
