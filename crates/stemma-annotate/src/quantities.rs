//! Quantities: numbers in digits and words, with their units and what they count. Second step of the pipeline
//! (article → **annotations**), beside names and times.
//!
//! A quantity is a number ([`number`]) or a range of two, with the unit behind it or the sign of money before it
//! ([`unit`]). Dates, times of day, ordinals, labels (`Platz 3`) and figures inside names are none. Lists are data:
//! `data/<language>/numbers.toml`, `data/any/units.toml`, `data/<language>/units.toml`.

pub(crate) mod number;
mod search;
pub(crate) mod unit;

use crate::names::FALLBACK;
use crate::times::{grammar, lexicon::Line, lexicon::Words, meaning::Meaning};
use number::Numbers;
use rustc_hash::{FxHashMap, FxHashSet};
use search::Search;
use stemma_lexicon::Lexicon;
use stemma_text::{Language, Quantity, Token};
use unit::Units;

/// Finds quantities in texts of one language.
pub(crate) struct Measurer {
    numbers: Numbers,
    units: Units,
    /// Words of time: dates and times of day are no quantities.
    times: Words,
    /// Phrases that make a number a rough one, in lower case.
    about: FxHashSet<String>,
    /// Words that make the number behind them a label.
    labels: FxHashSet<String>,
    /// Words that stand for `pro` between two units.
    per: FxHashSet<String>,
    /// Words that stand between the ends of a range.
    to: FxHashSet<String>,
    /// Words that count nothing: function words behind a number.
    stop: FxHashSet<String>,
    /// `a year ago`, `earlier`: the time before it is no rate.
    later: FxHashSet<String>,
    /// `zwischen`: an `und` behind the first number makes a range.
    between: FxHashSet<String>,
    /// `von`: a falling pair is a range too.
    from: FxHashSet<String>,
    /// Words that stand between a number and its unit.
    skipped: FxHashSet<String>,
    /// Plurals without the ending of plurals.
    plurals: FxHashSet<String>,
    minus: FxHashSet<String>,
    /// What money is counted per: the word and its English name.
    heads: FxHashMap<String, String>,
    german: bool,
}

/// Tokens before a number at which a date that holds it may begin.
const REACH: usize = 8;

impl Measurer {
    /// Compiles the lists of `language`.
    pub(crate) fn new(lexicon: &Lexicon, language: Language) -> Self {
        let german = language == Language::GERMAN;
        let file = lexicon.words(lexicon.folder(language.code(), FALLBACK), "numbers");
        let list = |kind: &str| -> FxHashSet<String> {
            file.entries
                .iter()
                .filter(|e| e.text("kind") == Some(kind))
                .flat_map(|e| e.list("words"))
                .map(str::to_owned)
                .collect()
        };
        Self {
            numbers: Numbers::new(lexicon, language),
            units: Units::new(lexicon, language),
            times: Words::new(lexicon, language),
            about: list("about"),
            labels: list("label"),
            per: list("per"),
            to: list("to"),
            stop: list("stop"),
            later: list("later"),
            between: list("between"),
            from: list("from"),
            skipped: list("skipped"),
            plurals: list("plural"),
            minus: list("minus"),
            heads: list("head")
                .iter()
                .filter_map(|w| w.split_once(' '))
                .map(|(a, b)| (a.to_owned(), b.to_owned()))
                .collect(),
            german,
        }
    }

    /// All quantities of one text, in order.
    pub(crate) fn find(&self, text: &str, tokens: &[Token]) -> Vec<Quantity> {
        let line = Line::new(text, tokens, &self.times);
        let mut taken = vec![false; tokens.len()];
        // Dates are no quantities. Only those near a number can be taken for one.
        let mut near = vec![false; tokens.len()];
        for (at, token) in tokens.iter().enumerate() {
            if self.numbers.is_number(token.kind, line.lower(at)) {
                near[at.saturating_sub(REACH)..tokens.len().min(at + 2)].fill(true);
            }
        }
        for hit in grammar::find_where(&line, |at| near[at]) {
            if !matches!(hit.meaning, Meaning::Length { .. } | Meaning::Following { .. } | Meaning::Set(_)) {
                taken[hit.start..hit.end].fill(true);
            }
        }
        Search { measurer: self, text, tokens, taken }.run()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(language: Language, text: &str, expected: &[&str]) {
        let measurer = Measurer::new(&Lexicon::builtin(), language);
        let tokens = stemma_text::token::tokenize(text);
        let found: Vec<String> = measurer
            .find(text, &tokens)
            .iter()
            .map(|q| {
                let unit = q.unit.as_deref().map_or_else(String::new, |u| format!(" {u}"));
                let about = if q.approximate { " ~" } else { "" };
                let counted = q.counted.map_or_else(String::new, |c| format!(" #{}", c.of(text)));
                let value = match q.value {
                    stemma_text::QuantityValue::Exact(v) => format!("{v}"),
                    stemma_text::QuantityValue::Between(a, b) => format!("{a}..{b}"),
                };
                format!("{}: {value}{unit}{counted}{about}", q.range.of(text))
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn german() {
        let de = |text, expected| check(Language::GERMAN, text, expected);
        de(
            "Die Fähre fuhr 40 Seemeilen mit 12 Knoten.",
            &["40 Seemeilen: 40 nautical mile", "12 Knoten: 12 knot"],
        );
        de("Der Umbau kostet rund 2,5 Millionen Euro.", &["2,5 Millionen Euro: 2500000 EUR ~"]);
        de(
            "Eine zweitägige Reise über 300 Meilen pro Stunde.",
            &["zweitägige: 2 day", "300 Meilen pro Stunde: 300 mile per hour ~"],
        );
        de("Sie fanden drei alte Boote.", &["drei: 3 #Boote"]);
        de("Der Preis stieg um 10 bis 12 Prozent.", &["10 bis 12 Prozent: 10..12 percent"]);
        de("Die 88-mm-Linse kam am 5. Mai 2021 um 14.30 Uhr auf Platz 3.", &["88-mm: 88 millimeter"]);
    }

    #[test]
    fn english() {
        let en = |text, expected| check(Language::ENGLISH, text, expected);
        en("The boat cost nearly $2.5 million.", &["$2.5 million: 2500000 USD ~"]);
        en("It is between 12 and 15 miles long.", &["12 and 15 miles: 12..15 mile"]);
        en(
            "On May 5, 2021 seven sailors left in a three-foot dinghy.",
            &["seven: 7 #sailors", "three-foot: 3 foot"],
        );
        en("They drove at 60 miles per hour.", &["60 miles per hour: 60 mile per hour"]);
    }
}
