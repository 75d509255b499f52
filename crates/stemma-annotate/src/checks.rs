//! Checks of what a text gives against each other: distance, speed and time ([`travel`]), parts and sums ([`sums`]),
//! changes, shares, sums, money per head and units ([`compute`]), spans of time, ages and anniversaries ([`when`]), dates
//! that no calendar has ([`calendar`]), ranges ([`ranges`]). Last part of the annotations (article → **annotations**).
//!
//! A check speaks only where the text itself ties the figures together, by one of the forms of words in
//! `data/<language>/checks.toml` ([`form`]). Each finding shows the computation, says that the words do not add up *as
//! given*, and what would reconcile them. It never says which of the figures is wrong. Dimensions and factors come from
//! `data/any/units.toml`.

mod calendar;
mod compute;
mod figure;
mod form;
mod items;
mod ranges;
mod sums;
mod travel;
mod when;

use crate::Finding;
use crate::names::FALLBACK;
use crate::quantities::unit::{Unit, Units};
use figure::{Figure, shown};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use stemma_lexicon::Lexicon;
use stemma_text::{Annotations, Language, Quantity, QuantityKind, QuantityValue, TextRange};

/// Longest sentence looked at, in tokens.
const LONGEST: usize = 400;
/// Longest finding, in bytes of the text: figures further apart are not tied to each other.
const WIDEST: usize = 400;

/// Compiled lists of the checks of one language.
pub(crate) struct Checker {
    units: Units,
    lists: FxHashMap<String, FxHashSet<String>>,
    /// Phrases with a value: `ein drittel = 0.333`.
    values: FxHashMap<String, Vec<(String, f64)>>,
    /// Words that the forms name, with their numbers.
    words: FxHashMap<String, u32>,
    forms: form::Forms,
    /// Names of days of the week of all languages, and of months of this one, in lower case.
    weekdays: FxHashMap<String, i8>,
    months: FxHashMap<String, u32>,
    german: bool,
}

impl Checker {
    /// Compiles the lists and forms of `language`.
    pub(crate) fn new(lexicon: &Lexicon, language: Language) -> Self {
        let folder = lexicon.folder(language.code(), FALLBACK);
        let mut lists: FxHashMap<String, FxHashSet<String>> = FxHashMap::default();
        let mut values: FxHashMap<String, Vec<(String, f64)>> = FxHashMap::default();
        let file = lexicon.words(folder, "checks");
        for entry in file.entries.iter().filter(|e| e.text("form").is_none()) {
            let name = entry.text("name").unwrap_or_default();
            for word in entry.list("words") {
                let (phrase, value) =
                    word.split_once(" = ").map_or((word, 0.0), |(p, v)| (p, v.parse().unwrap_or(0.0)));
                lists.entry(name.to_owned()).or_default().insert(phrase.to_owned());
                values.entry(name.to_owned()).or_default().push((phrase.to_owned(), value));
            }
        }
        let (mut words, mut forms) = (FxHashMap::default(), form::Forms::default());
        for entry in &file.entries {
            for pattern in entry.text("form").into_iter().flat_map(|_| entry.list("patterns")) {
                forms.add(entry.text("form").unwrap_or_default(), pattern, &mut words, &values);
            }
        }
        let mut weekdays = FxHashMap::default();
        for other in lexicon.languages() {
            weekdays.extend(named(lexicon, other, "weekday"));
        }
        Self {
            units: Units::new(lexicon, Language::ENGLISH),
            lists,
            values,
            words,
            forms,
            weekdays,
            months: named(lexicon, folder, "month").collect(),
            german: language == Language::GERMAN,
        }
    }

    /// All findings of one text, in order. Of two that share words the first stays.
    pub(crate) fn check(&self, text: &str, annotations: &Annotations) -> Vec<Finding> {
        let annotations = &*whole(annotations);
        let mut findings = Vec::new();
        let sentences = self.sentences(text, annotations);
        for (place, sentence) in sentences.iter().enumerate() {
            let next = sentences.get(place + 1);
            findings.extend(travel::check(self, sentence, next));
            findings.extend(sums::check_parts(self, sentence));
        }
        let items = items::items(self, text, annotations);
        self.forms.find(self, text, &items, |form, found| {
            if found.range.len() <= WIDEST {
                let reference = annotations.reference.as_ref();
                findings.extend(compute::check(self, &form.check, found));
                findings.extend(when::check(self, &form.check, found, reference));
            }
        });
        findings.extend(ranges::check(self, text, annotations));
        findings.extend(calendar::check_weekdays(self, text, annotations));
        findings.extend(calendar::check_impossible(self, text, annotations));
        findings.extend(calendar::check_backwards(self, text, annotations));
        findings.sort_by_key(|f| (f.range.start, f.range.end, f.kind));
        findings.dedup_by(|later, first| later.kind == first.kind && later.range.overlaps(first.range));
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

    /// The number of a word that a form names, 0 for others. `lower` is written over.
    fn word(&self, word: &str, lower: &mut String) -> u32 {
        lower.clear();
        if word.len() <= 40 {
            lower.extend(word.chars().flat_map(char::to_lowercase));
        }
        self.words.get(lower.as_str()).copied().unwrap_or(0)
    }

    /// The phrases of a list.
    fn phrases(&self, list: &str) -> impl Iterator<Item = &str> {
        self.values.get(list).into_iter().flatten().map(|(p, _)| p.as_str())
    }

    /// Factors that the name of a unit also stands for (a German pound of 500 g, a mile at sea).
    fn other_factors(&self, unit: &str) -> impl Iterator<Item = f64> {
        let others = self.values.get("other factor").into_iter().flatten();
        others.filter(move |(name, _)| name == unit).map(|(_, factor)| *factor)
    }

    /// True if the words speak of percentage points.
    fn is_points(&self, words: &str) -> bool {
        words.split_whitespace().any(|w| self.is("points", &w.to_lowercase()))
    }

    /// The number of a month.
    fn month(&self, word: &str) -> Option<u32> {
        if word.len() > 20 { None } else { self.months.get(&word.to_lowercase()).copied() }
    }

    /// The name of a unit by what a quantity calls it.
    fn unit_of(&self, label: Option<&str>) -> String {
        label.and_then(|l| self.units.named(l)).map_or_else(String::new, |u| u.name.clone())
    }

    /// The currency of a unit of money, also of one per head.
    fn money(&self, unit: &str) -> Option<&str> {
        let name = unit.split(" per ").next().unwrap_or(unit);
        let known = |u: &&Unit| u.code.is_some() && (u.label() == name || u.name == name);
        self.units.all.iter().find(known).map(Unit::label)
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

/// The annotations as the forms read them: a stretch of time is one time, fractions in words are words.
fn whole(annotations: &Annotations) -> Cow<'_, Annotations> {
    let fraction = |q: &Quantity| q.kind == QuantityKind::Fraction;
    let plain =
        !annotations.quantities.iter().any(fraction) && annotations.times.iter().all(|t| t.stretch.is_none());
    if plain {
        return Cow::Borrowed(annotations);
    }
    let mut all = annotations.clone();
    all.quantities.retain(|q| !fraction(q));
    all.times.dedup_by(|second, first| {
        let same = second.stretch.is_some() && second.stretch == first.stretch;
        if same {
            first.range = first.range.cover(second.range);
            first.value = second.stretch.clone().unwrap_or_default();
            first.days = first.days.zip(second.days).map(|(a, b)| (a.0, b.1));
        }
        same
    });
    Cow::Owned(all)
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

/// What a finding says, in German and English.
struct Said {
    /// The computation and its result.
    computed: [String; 2],
    /// What the text gives.
    given: [String; 2],
    /// What would reconcile the two: `wenn …`, `with …`.
    would: [&'static str; 2],
}

impl Said {
    fn finding(self, kind: &'static str, range: TextRange) -> Finding {
        let Said { computed: [de, en], given: [given_de, given_en], would: [would_de, would_en] } = self;
        let comma = if would_de.starts_with("wenn") { "," } else { "" };
        Finding {
            kind,
            range,
            explanation_de: format!(
                "{de}; angegeben: {given_de}. Das geht so, wie es dasteht, nicht auf. Es ginge auf{comma} {would_de}."
            ),
            explanation_en: format!(
                "{en}; given: {given_en}. This does not add up as given. It would {would_en}."
            ),
        }
    }
}

/// The words of one class of `times.toml` with their numbers, in lower case.
fn named<N: std::str::FromStr>(
    lexicon: &Lexicon,
    folder: &str,
    class: &str,
) -> impl Iterator<Item = (String, N)> {
    let file = lexicon.words(folder, "times");
    let entries = file.entries.iter().filter(|e| e.text("class") == Some(class));
    let words = entries.flat_map(|e| e.list("words")).filter_map(|w| {
        let (name, number) = w.split_once(" = ")?;
        Some((name.to_lowercase(), number.parse().ok()?))
    });
    words.collect::<Vec<(String, N)>>().into_iter()
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
        check(
            Language::ENGLISH,
            "They found 12 animals, of which 5 sheep and 9 goats were ill.",
            &[("arithmetic", "12 animals, of which 5 sheep and 9 goats")],
        );
        de("Nur 5 von 20, also 30 Prozent, stimmten zu.", &[("arithmetic", "5 von 20, also 30 Prozent")]);
        de("Nur 5 von 20, also 25 Prozent, stimmten zu.", &[]);
    }

    /// Every form finds what its entry says it finds, and nothing in what it must not.
    #[test]
    fn forms_of_words() {
        let lexicon = Lexicon::builtin();
        let mut faults = Vec::new();
        for code in lexicon.languages() {
            let language = Language::from_code(code);
            let annotator = Annotator::new(&lexicon, language);
            let reference = Dated::parse("2023-09-11", DateBasis::Feed);
            for entry in lexicon.words(code, "checks").entries.iter().filter(|e| e.text("form").is_some()) {
                assert!(entry.list("matches").count() > 0 && entry.list("rejects").count() > 0);
                for (key, wanted) in [("matches", true), ("rejects", false)] {
                    for text in entry.list(key) {
                        let article = Article::as_is("a", text, language);
                        let annotations = annotator.annotate(&article, reference.as_ref());
                        let found = annotator.check(&article, &annotations);
                        if found.len() != usize::from(wanted) {
                            faults.push(format!(
                                "{text}: {found:?} {:?} {:?}",
                                annotations.quantities, annotations.times
                            ));
                        }
                    }
                }
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
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
        de("Am Dienstag, 5. September 2023, bis Donnerstag, 7. September 2023, ruht die Mühle.", &[]);
    }

    #[test]
    fn days_that_no_month_has() {
        let de = |text, expected| check(Language::GERMAN, text, expected);
        let en = |text, expected| check(Language::ENGLISH, text, expected);
        de("Das Fest war am 31. Juni 2023.", &[("calendar", "31. Juni 2023")]);
        de("Das Fest war am 29. Februar 2023, sagte sie.", &[("calendar", "29. Februar 2023")]);
        de("Das Fest war am 29. Februar 2024.", &[]);
        de("Das Fest war am 31.06.2023.", &[("calendar", "31.06.2023")]);
        de("Einen 31. Juni gibt es nicht.", &[]);
        en("The fair was on June 31, 2023.", &[("calendar", "June 31, 2023")]);
        en("In June 31 sheep came.", &[]);
        de(
            "Die Brücke ist vom 13. September bis 10. September gesperrt.",
            &[("calendar", "13. September bis 10. September")],
        );
    }

    #[test]
    fn counts_outside_of_a_range() {
        let de = |text: &str, expected: &[(&str, &str)]| check(Language::GERMAN, text, expected);
        let first = "Die Polizei meldete zwischen 10 und 12 Festnahmen. ";
        de(&format!("{first}Die 15 Festnahmen dauerten lange."), &[("range", "15 Festnahmen")]);
        de(&format!("{first}Die 11 Festnahmen dauerten lange."), &[]);
        de(&format!("{first}Später gab es 15 Festnahmen."), &[]);
    }
}
