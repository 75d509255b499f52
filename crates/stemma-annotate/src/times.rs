//! Expressions of time and their TIMEX3 values. Second step of the pipeline (article → **annotations**), beside
//! names and quantities.
//!
//! Three steps: words become classes ([`lexicon`], data in `data/<language>/times.toml`), a grammar says what an
//! expression means without any reference ([`grammar`]), and a resolver sets it on the calendar ([`resolve`]).
//! Values and extents follow KRAUTS (Strötgen, Minard, Lange, Speranza, Magnini 2018), the German TimeML corpus:
//! the preposition stays outside, a relative length (`vor drei Tagen`) keeps its length as value. What day is meant
//! stands beside it, in [`TimeExpression::days`]. Unlike there, a stretch of dates is one expression.

pub(crate) mod calendar;
pub(crate) mod grammar;
pub(crate) mod lexicon;
pub(crate) mod meaning;
mod resolve;

use lexicon::{Class as C, Line, Words};
use resolve::{Clause, Resolver};
use stemma_lexicon::Lexicon;
use stemma_text::{Dated, Language, TextRange, TimeExpression, Token};

/// Finds expressions of time in texts of one language.
pub(crate) struct Timer {
    words: Words,
}

impl Timer {
    /// Compiles the lists of `language`.
    pub(crate) fn new(lexicon: &Lexicon, language: Language) -> Self {
        Self { words: Words::new(lexicon, language) }
    }

    /// All expressions of time of one text, in order, resolved against `reference`.
    pub(crate) fn find(
        &self,
        text: &str,
        tokens: &[Token],
        sentences: &[TextRange],
        reference: Option<&Dated>,
    ) -> Vec<TimeExpression> {
        let line = Line::new(text, tokens, &self.words);
        let hits = grammar::find(&line);
        let clauses = clauses(&line, &hits, sentences);
        let mut resolver = Resolver::new(reference, &hits, &clauses);
        hits.iter()
            .zip(&clauses)
            .map(|(hit, clause)| {
                let resolved = resolver.resolve(hit, *clause);
                TimeExpression {
                    range: line.range(hit.start, hit.end),
                    kind: resolved.kind,
                    value: resolved.value,
                    days: resolved.days,
                }
            })
            .collect()
    }
}

/// The direction that the words around each expression give. The clause reaches to the next comma or sentence end
/// on both sides, then to the whole sentence.
fn clauses(line: &Line, hits: &[meaning::Hit], sentences: &[TextRange]) -> Vec<Clause> {
    let mut place = 0;
    hits.iter()
        .map(|hit| {
            let at = line.tokens[hit.start].range.start;
            while sentences.get(place).is_some_and(|s| s.end <= at) {
                place += 1;
            }
            let sentence = sentences.get(place).copied().unwrap_or(TextRange::new(at, at));
            clause(line, hit, sentence)
        })
        .collect()
}

/// Words looked at on each side of an expression.
const REACH: usize = 40;

fn clause(line: &Line, hit: &meaning::Hit, sentence: TextRange) -> Clause {
    let inside = |n: usize| sentence.contains(line.tokens[n].range);
    let ends = |n: usize| matches!(line.word(n), "," | ";" | ":" | "–");
    let mut first = hit.start;
    while first > 0 && hit.start - first < REACH && inside(first - 1) && !ends(first - 1) {
        first -= 1;
    }
    let mut last = hit.end;
    while last < line.tokens.len() && last - hit.end < REACH && inside(last) && !ends(last) {
        last += 1;
    }
    let mut clause = Clause::default();
    for n in (first..last).filter(|n| !(hit.start..hit.end).contains(n)) {
        clause.future |= line.is(n, C::Future);
        clause.past |= line.is(n, C::Past);
        clause.before_past |= line.is(n, C::Pluperfect);
    }
    clause
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_text::DateBasis;

    fn check(language: Language, reference: &str, text: &str, expected: &[&str]) {
        let timer = Timer::new(&Lexicon::builtin(), language);
        let tokens = stemma_text::token::tokenize(text);
        let sentences = stemma_text::sentence::split(text, language);
        let reference = Dated::parse(reference, DateBasis::Feed);
        let found: Vec<String> = timer
            .find(text, &tokens, &sentences, reference.as_ref())
            .iter()
            .map(|t| format!("{}: {} {}", t.range.of(text), t.kind.name(), t.value))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    fn de(text: &str, expected: &[&str]) {
        check(Language::GERMAN, "2021-06-16", text, expected);
    }

    #[test]
    fn dates() {
        de("Am 10. Mai 2020 kam er.", &["10. Mai 2020: DATE 2020-05-10"]);
        de("Das Fest läuft vom 20. bis 23. Juni.", &["20. bis 23. Juni: DATE 2021-06-20/2021-06-23"]);
        de("Von 2001 bis 2008 blieb sie.", &["2001 bis 2008: DATE 2001/2008"]);
        de("Zwischen 2001 und 2008 blieb sie.", &["2001 und 2008: DATE 2001/2008"]);
        de("Im März kam er, im Jahr 1999 ging er.", &["März: DATE 2021-03", "Jahr 1999: DATE 1999"]);
        de("Er kam am 21.12.2020 an.", &["21.12.2020: DATE 2020-12-21"]);
        de("Anfang der neunziger Jahre war es anders.", &["Anfang der neunziger Jahre: DATE 199"]);
    }

    #[test]
    fn days_of_the_week() {
        // 16 June 2021 was a Wednesday.
        de("Am Montag sagte er nichts.", &["Montag: DATE 2021-06-14"]);
        de("Sie wird am Freitag sprechen.", &["Freitag: DATE 2021-06-18"]);
        de("In der Nacht zum Dienstag fiel Schnee.", &["Nacht zum Dienstag: TIME 2021-06-15TNI"]);
        de("Am Montagabend kam er.", &["Montagabend: TIME 2021-06-14TEV"]);
        de("Jeden Freitag ist Markt.", &["Jeden Freitag: SET XXXX-WXX-5"]);
        check(Language::GERMAN, "", "Am Montag kam er.", &["Montag: DATE XXXX-WXX-1"]);
    }

    #[test]
    fn month_as_reference() {
        let month = |text: &str, expected: &[&str]| check(Language::GERMAN, "2021-06", text, expected);
        month(
            "Diesen Monat reist sie, letzten Monat nicht.",
            &["Diesen Monat: DATE 2021-06", "letzten Monat: DATE 2021-05"],
        );
        month("Am Montag kam er.", &["Montag: DATE XXXX-WXX-1"]);
        // Published before the 8th: six of seven days of June lead to the same Tuesday or the one before.
        month(
            "Am Dienstag sprach er. Das Treffen soll am 8. Juni beginnen.",
            &["Dienstag: DATE 2021-06-01", "8. Juni: DATE 2021-06-08"],
        );
    }

    #[test]
    fn lengths() {
        de(
            "Es dauerte zwei Tage und mehr als drei Jahre.",
            &["zwei Tage: DURATION P2D", "mehr als drei Jahre: DURATION P3Y"],
        );
        de("Vor drei Tagen kam er.", &["drei Tagen: DURATION P3D"]);
        de("Nach einer zweitägigen Reise.", &["zweitägigen: DURATION P2D"]);
        de("In den vergangenen zehn Jahren.", &["den vergangenen zehn Jahren: DURATION P10Y"]);
    }

    #[test]
    fn english() {
        let en = |text: &str, expected: &[&str]| check(Language::ENGLISH, "2021-06-16", text, expected);
        en("He left on May 10, 2020.", &["May 10, 2020: DATE 2020-05-10"]);
        en("She came three days ago.", &["three days ago: DATE 2021-06-13"]);
        en("They met last month and on Monday.", &["last month: DATE 2021-05", "Monday: DATE 2021-06-14"]);
        en("It opened in the 1990s.", &["the 1990s: DATE 199"]);
        en("We may march tomorrow.", &["tomorrow: DATE 2021-06-17"]);
    }

    #[test]
    fn any_text_is_taken() {
        for text in [
            "",
            "letzten Mai letzten Mai letzten Mai",
            "31. 31. 31.",
            "-",
            "9999 v. Chr.",
            "0. Jahrhundert",
            "99. 99. 9999",
            "vor 99999999999 Jahren",
            "🕰️ 7 Uhr",
            "10. bis",
        ] {
            let timer = Timer::new(&Lexicon::builtin(), Language::GERMAN);
            timer.find(text, &stemma_text::token::tokenize(text), &[], None);
        }
    }
}
