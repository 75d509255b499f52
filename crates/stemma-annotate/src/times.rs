//! Expressions of time and their TIMEX3 values. Second step of the pipeline (article → **annotations**), beside
//! names and quantities.
//!
//! Three steps: words become classes ([`lexicon`], data in `data/<language>/times.toml`), a grammar says what an
//! expression means without any reference ([`grammar`]), and a resolver sets it on the calendar ([`resolve`]).
//! Values and extents follow KRAUTS (Strötgen, Minard, Lange, Speranza, Magnini 2018), the German TimeML corpus:
//! the preposition stays outside, a relative length (`vor drei Tagen`) keeps its length as value, both ends of a stretch are
//! expressions. What day is meant stands beside the value, in [`TimeExpression::days`] and
//! [`TimeExpression::interval`] ([`interval`]).

pub(crate) mod calendar;
pub(crate) mod grammar;
mod interval;
pub(crate) mod lexicon;
pub(crate) mod meaning;
mod resolve;

use jiff::tz::Offset;
use lexicon::{Class as C, Line, Words};
use meaning::Meaning;
use resolve::{Clause, Resolved, Resolver};
use stemma_lexicon::Lexicon;
use stemma_text::{Dated, Language, TextRange, TimeExpression, Token, TokenKind};

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
        let tokens = split_figures(text, tokens);
        let line = Line::new(text, &tokens, &self.words);
        let hits = grammar::find(&line);
        let clauses = clauses(&line, &hits, sentences);
        let mut resolver = Resolver::new(reference, &hits, &clauses, text.len());
        let zone = interval::zone(reference);
        let mut found = Vec::with_capacity(hits.len());
        for (hit, clause) in hits.iter().zip(&clauses) {
            let mut resolved = resolver.resolve(hit, *clause);
            let ends = resolved.ends.take();
            let mut push = |range: TextRange, resolved: Resolved, stretch: Option<String>| {
                let own =
                    resolved.zone.and_then(|minutes| Offset::from_seconds(i32::from(minutes) * 60).ok());
                found.push(TimeExpression {
                    range,
                    kind: resolved.kind,
                    days: resolved.days,
                    precision: interval::precision(resolved.kind, &resolved.value),
                    interval: resolved
                        .days
                        .and_then(|days| interval::interval(&resolved.value, days, own.unwrap_or(zone))),
                    modifier: hit.modifier,
                    value: resolved.value,
                    stretch,
                });
            };
            match (&hit.meaning, ends) {
                // Both ends are expressions of their own, as TIMEX3 has no value for a stretch.
                (Meaning::Range { end, start, .. }, Some(ends)) if end < start => {
                    push(line.range(hit.start, *end), ends.0, Some(resolved.value.clone()));
                    push(line.range(*start, hit.end), ends.1, Some(resolved.value));
                }
                _ => push(line.range(hit.start, hit.end), resolved, None),
            }
        }
        found
    }
}

/// Cuts figures with one hyphen between them: `14-18 Uhr`, `1973-1988`.
fn split_figures(text: &str, tokens: &[Token]) -> Vec<Token> {
    let mut all = Vec::with_capacity(tokens.len() + 8);
    for token in tokens {
        let word = token.range.of(text);
        match word.find('-').filter(|_| token.kind == TokenKind::Number) {
            Some(at)
                if at > 0
                    && word[at + 1..].bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b':')) =>
            {
                let start = token.range.start;
                let mut push = |from: usize, to: usize, kind: TokenKind| {
                    all.push(Token { range: TextRange::new(start + from, start + to), kind });
                };
                push(0, at, TokenKind::Number);
                push(at, at + 1, TokenKind::Mark);
                push(at + 1, word.len(), TokenKind::Number);
            }
            _ => all.push(*token),
        }
    }
    all
}

/// The direction that the words around each expression give. The clause reaches to the next comma or sentence end
/// on both sides, then to the whole sentence.
fn clauses(line: &Line, hits: &[meaning::Hit], sentences: &[TextRange]) -> Vec<Clause> {
    let mut place = 0;
    let mut clauses: Vec<Clause> = hits
        .iter()
        .map(|hit| {
            let at = line.tokens[hit.start].range.start;
            while sentences.get(place).is_some_and(|s| s.end <= at) {
                place += 1;
            }
            let sentence = sentences.get(place).copied().unwrap_or(TextRange::new(at, at));
            Clause { sentence: place, ..clause(line, hit, sentence) }
        })
        .collect();
    let clocked = |m: &Meaning| matches!(m, Meaning::Clock { .. } | Meaning::Part(_));
    for n in 0..hits.len() {
        let beside = [n.checked_sub(1), Some(n + 1)].into_iter().flatten();
        clauses[n].clocked = beside.into_iter().any(|m| {
            hits.get(m).is_some_and(|h| clocked(&h.meaning)) && clauses[m].sentence == clauses[n].sentence
        });
    }
    clauses
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
        de("Das Fest läuft vom 20. bis 23. Juni.", &["20.: DATE 2021-06-20", "23. Juni: DATE 2021-06-23"]);
        de("Von 2001 bis 2008 blieb sie.", &["2001: DATE 2001", "2008: DATE 2008"]);
        de("Zwischen 2001 und 2008 blieb sie.", &["2001: DATE 2001", "2008: DATE 2008"]);
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
