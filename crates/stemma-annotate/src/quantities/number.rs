//! Numbers in digits and in words: `1.000,5`, `2,3 Millionen`, `zweihundertsechsundfünfzig`, `one hundred and five`.
//! Part of the search for quantities and for expressions of time. Words come from `data/<language>/numbers.toml`;
//! compounds are put together from them.

use crate::names::FALLBACK;
use rustc_hash::{FxHashMap, FxHashSet};
use stemma_lexicon::Lexicon;
use stemma_text::{Language, Token, TokenKind};

/// Longest run of tokens read as one number in words.
const LONGEST: usize = 10;
/// Longest word, in bytes, that is taken apart as a compound of number words.
const LONGEST_WORD: usize = 80;

/// What a number word contributes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Atom {
    /// `sieben`.
    Cardinal(f64),
    /// `tausend`: multiplies what stands before it.
    Scale(f64),
    /// `und`.
    And,
    /// `eine`: one, but only before a unit or a scale.
    Article(f64),
    /// `Drittel`: multiplies a whole number before it.
    Fraction(f64),
    /// `anderthalb`.
    Whole(f64),
    /// `dritte`: never a quantity.
    Ordinal(f64),
}

/// A number that was read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Number {
    /// Its value.
    pub value: f64,
    /// First token after it.
    pub end: usize,
    /// Bytes of the last token that belong to the number: the token may go on (`122-mm`, `5kg`).
    pub used: usize,
    /// True if it was only an indefinite article.
    pub article: bool,
    /// True if it stands in digits.
    pub digits: bool,
    /// True if a scale word multiplies it.
    pub scaled: bool,
}

/// Number words of one language.
pub(crate) struct Numbers {
    atoms: FxHashMap<String, Atom>,
    /// First two bytes of all of them.
    heads: FxHashSet<[u8; 2]>,
    compounds: bool,
    decimal: char,
    grouping: char,
}

impl Numbers {
    /// Reads the words of `language`.
    pub(crate) fn new(lexicon: &Lexicon, language: Language) -> Self {
        let german = language == Language::GERMAN;
        let mut atoms = FxHashMap::default();
        let file = lexicon.words(lexicon.folder(language.code(), FALLBACK), "numbers");
        for entry in &file.entries {
            let kind = entry.text("kind").unwrap_or_default();
            for word in entry.list("words") {
                let Some((form, value)) = word.rsplit_once(' ') else { continue };
                let Ok(value) = value.parse::<f64>() else { continue };
                let atom = match kind {
                    "cardinal" => Atom::Cardinal(value),
                    "scale" => Atom::Scale(value),
                    "and" => Atom::And,
                    "article" => Atom::Article(value),
                    "fraction" => Atom::Fraction(value),
                    "whole" => Atom::Whole(value),
                    "ordinal" => Atom::Ordinal(value),
                    _ => continue,
                };
                if kind == "article" {
                    atoms.entry(form.to_owned()).or_insert(atom);
                } else {
                    atoms.insert(form.to_owned(), atom);
                }
            }
        }
        // The bare stem counts (`ein Jahr`), but alone it is an article.
        if german {
            atoms.insert("ein".to_owned(), Atom::Article(1.0));
        }
        let comma = file.entries.iter().any(|e| e.text("kind") == Some("decimal comma"));
        let (decimal, grouping) = if german || comma { (',', '.') } else { ('.', ',') };
        let heads = atoms.keys().filter_map(|a: &String| a.as_bytes().get(..2)?.try_into().ok()).collect();
        Self { atoms, heads, compounds: german, decimal, grouping }
    }

    /// The atom that a lower-case word is.
    pub(crate) fn atom(&self, word: &str) -> Option<Atom> {
        self.atoms.get(word).copied()
    }

    /// True for digits and for number words other than articles.
    pub(crate) fn is_number(&self, kind: TokenKind, lower: &str) -> bool {
        match kind {
            TokenKind::Number => true,
            TokenKind::Mark => false,
            TokenKind::Word if lower.is_empty() => false,
            TokenKind::Word => {
                let atom = self.atom(lower);
                !matches!(atom, Some(Atom::Article(_))) && (atom.is_some() || self.word(lower).is_some())
            }
        }
    }

    /// Value of a whole word, compounds included: `sechzehn`, `zweihundertdrei`, `twenty-one`.
    pub(crate) fn word(&self, word: &str) -> Option<f64> {
        match self.atom(word) {
            Some(Atom::Cardinal(v) | Atom::Whole(v)) => return Some(v),
            Some(Atom::Article(v)) => return Some(v),
            Some(Atom::Scale(v)) if v <= 1000.0 => return Some(v),
            Some(_) => return None,
            None => {}
        }
        let mut sum = Sum::default();
        let mut rest = word;
        // Nearly all words begin like no number at all.
        let begins = word.as_bytes().get(..2).is_some_and(|head| self.heads.contains(head));
        if rest.len() > LONGEST_WORD || !begins && !word.starts_with('-') {
            return None;
        }
        while !rest.is_empty() {
            rest = rest.trim_start_matches('-');
            let (atom, length) = self.longest_prefix(rest)?;
            if !sum.add(atom) {
                return None;
            }
            rest = &rest[length..];
        }
        sum.value()
    }

    /// The longest number word that `word` begins with, and its length in bytes.
    fn longest_prefix(&self, word: &str) -> Option<(Atom, usize)> {
        let ends = word.char_indices().map(|(at, c)| at + c.len_utf8()).take(16);
        let ends: Vec<usize> = ends.collect();
        ends.iter().rev().find_map(|&end| {
            let whole = end == word.len();
            let bounded = self.compounds || whole || word[end..].starts_with('-');
            match self.atoms.get(&word[..end]) {
                Some(Atom::Article(v)) if &word[..end] == "ein" => Some((Atom::Cardinal(*v), end)),
                Some(a @ (Atom::Cardinal(_) | Atom::Scale(_) | Atom::And)) if bounded => Some((*a, end)),
                _ => None,
            }
        })
    }

    /// Reads a figure at the start of `text`: its value and its length in bytes.
    pub(crate) fn figure(&self, text: &str) -> Option<(f64, usize)> {
        let mut end = 0;
        for (at, c) in text.char_indices() {
            let inner = matches!(c, '.' | ',') && text[at + 1..].starts_with(|n: char| n.is_ascii_digit());
            if !c.is_ascii_digit() && !inner {
                break;
            }
            end = at + c.len_utf8();
        }
        let figure = &text[..end];
        if figure.is_empty() || figure.len() > 40 {
            return None;
        }
        let grouped = |mark: char| {
            figure.contains(mark)
                && figure.split(mark).skip(1).all(|g| g.len() == 3 && g.bytes().all(|b| b.is_ascii_digit()))
                && figure.split(mark).next().is_some_and(|g| !g.is_empty() && g.len() <= 3)
        };
        let last = figure.rfind(['.', ',']);
        let plain: String = match last {
            None => figure.to_owned(),
            Some(at) => {
                let mark = if figure[at..].starts_with('.') { '.' } else { ',' };
                let other = if mark == '.' { ',' } else { '.' };
                let several = figure.matches(mark).count() > 1;
                let group = mark == self.grouping && grouped(mark) && !figure.contains(other)
                    || several
                    || (mark != self.decimal && grouped(mark) && !figure.contains(other));
                if group {
                    figure.chars().filter(char::is_ascii_digit).collect()
                } else {
                    let whole: String = figure[..at].chars().filter(char::is_ascii_digit).collect();
                    format!("{whole}.{}", &figure[at + 1..])
                }
            }
        };
        plain.parse().ok().map(|v| (v, end))
    }

    /// Reads the number that starts at token `at`.
    pub(crate) fn read(&self, text: &str, tokens: &[Token], at: usize) -> Option<Number> {
        let token = tokens.get(at)?;
        let word = token.range.of(text);
        match token.kind {
            TokenKind::Number => self.read_digits(text, tokens, at, word),
            TokenKind::Word => self.read_words(text, tokens, at),
            TokenKind::Mark => None,
        }
    }

    fn read_digits(&self, text: &str, tokens: &[Token], at: usize, word: &str) -> Option<Number> {
        let (mut value, used) = self.figure(word)?;
        let mut number = Number { value, end: at + 1, used, article: false, digits: true, scaled: false };
        if used < word.len() {
            return Some(number);
        }
        // 1 414 021 100: groups of three behind single spaces.
        if word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit()) {
            while let Some(next) = tokens.get(number.end) {
                let group = next.range.of(text);
                let near = next.range.start == tokens[number.end - 1].range.end + 1
                    || text[tokens[number.end - 1].range.end..next.range.start]
                        .trim_matches(['\u{a0}', '\u{202f}'])
                        .is_empty();
                if !near || group.len() != 3 || !group.bytes().all(|b| b.is_ascii_digit()) || value >= 1e15 {
                    break;
                }
                value = value * 1000.0 + group.parse::<f64>().ok()?;
                number.end += 1;
            }
            number.used = tokens[number.end - 1].range.len();
        }
        // 10 1/2, 1/4
        let piece = |n: usize| tokens.get(n).map(|t| t.range.of(text));
        let near = |n: usize| tokens.get(n).is_some_and(|t| t.range.start == tokens[n - 1].range.end);
        if let (Some("/"), Some(below)) = (piece(number.end), piece(number.end + 1))
            && near(number.end)
            && near(number.end + 1)
            && let Ok(below @ 2..=16) = below.parse::<u32>()
            && value < f64::from(below)
        {
            value /= f64::from(below);
            number.end += 2;
            number.used = tokens[number.end - 1].range.len();
        } else if let (Some(above), Some("/"), Some(below)) =
            (piece(number.end), piece(number.end + 1), piece(number.end + 2))
            && near(number.end + 1)
            && near(number.end + 2)
            && let (Ok(above), Ok(below @ 2..=16)) = (above.parse::<u32>(), below.parse::<u32>())
            && above < below
            && value.fract() == 0.0
        {
            value += f64::from(above) / f64::from(below);
            number.end += 3;
            number.used = tokens[number.end - 1].range.len();
        }
        number.value = value;
        self.scale(text, tokens, &mut number);
        Some(number)
    }

    /// Scale words after a number: `2,3 Millionen`, `Mio.`.
    fn scale(&self, text: &str, tokens: &[Token], number: &mut Number) {
        while let Some(token) = tokens.get(number.end) {
            let word = token.range.of(text).to_lowercase();
            let Some(Atom::Scale(scale)) = self.atom(&word) else { return };
            if scale < 12.0 {
                return;
            }
            number.value = tidy(number.value * scale);
            number.scaled = true;
            number.end += 1;
            number.used = token.range.len();
            let point = tokens
                .get(number.end)
                .is_some_and(|t| t.range.of(text) == "." && t.range.start == token.range.end);
            if point && word.len() <= 3 && tokens.len() > number.end + 1 {
                let next = tokens[number.end + 1].range.of(text);
                if next.chars().next().is_some_and(|c| c.is_alphanumeric() || c == '€' || c == '$') {
                    number.end += 1;
                    number.used = 1;
                }
            }
        }
    }

    fn read_words(&self, text: &str, tokens: &[Token], at: usize) -> Option<Number> {
        let mut sum = Sum::default();
        let mut number = None;
        let mut only_article = false;
        for (n, token) in tokens.iter().enumerate().skip(at).take(LONGEST) {
            if token.kind != TokenKind::Word {
                break;
            }
            let word = token.range.of(text).to_lowercase();
            let atom = match self.atom(&word) {
                Some(atom) => atom,
                None => match self.word(&word) {
                    Some(v) => Atom::Cardinal(v),
                    None => break,
                },
            };
            match atom {
                Atom::And if n == at => return None,
                Atom::Ordinal(_) => break,
                Atom::Article(v) => {
                    if n > at {
                        break;
                    }
                    only_article = true;
                    sum.add(Atom::Cardinal(v));
                }
                Atom::Fraction(v) if n == at => {
                    return Some(Number {
                        value: v,
                        end: n + 1,
                        used: word_len(token),
                        article: false,
                        digits: false,
                        scaled: false,
                    });
                }
                Atom::Fraction(v) => {
                    let Some(value) = sum.value() else { break };
                    // `eineinhalb`, `ein halbes Jahr`, `zwei Drittel`, `two and a half`.
                    let value = if sum.pending_and { value + v } else { value * v };
                    return Some(Number {
                        value,
                        end: n + 1,
                        used: word_len(token),
                        article: false,
                        digits: false,
                        scaled: false,
                    });
                }
                Atom::Whole(v) if n == at => sum = Sum { current: v, ..Sum::default() },
                other => {
                    if !sum.add(other) {
                        break;
                    }
                    if !matches!(other, Atom::And) {
                        only_article = false;
                    }
                }
            }
            if !matches!(atom, Atom::And) {
                let scaled = sum.total >= 1000.0;
                number = sum.value().map(|value| Number {
                    value,
                    end: n + 1,
                    used: word_len(token),
                    article: only_article,
                    digits: false,
                    scaled,
                });
            }
        }
        number
    }
}

fn word_len(token: &Token) -> usize {
    token.range.len()
}

/// Takes the noise of binary fractions off a scaled decimal: 4.35 × 1,000,000 is 4,350,000.
pub(crate) fn tidy(value: f64) -> f64 {
    let rounded = value.round();
    if (value - rounded).abs() < 1e-6 * rounded.abs().max(1.0) && rounded.abs() < 1e15 {
        rounded
    } else {
        value
    }
}

/// A number in words while it is read.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    total: f64,
    current: f64,
    started: bool,
    pending_and: bool,
    last: f64,
}

impl Sum {
    /// Adds a word; false if it cannot go on the number read so far.
    fn add(&mut self, atom: Atom) -> bool {
        match atom {
            Atom::Cardinal(v) => {
                let fits = !self.started
                    || self.last >= 100.0
                    || (self.pending_and && self.last < 10.0 && v >= 20.0 && v % 10.0 == 0.0)
                    || (!self.pending_and
                        && self.last >= 20.0
                        && self.last < 100.0
                        && v < 10.0
                        && self.last % 10.0 == 0.0);
                if !fits || v >= 100.0 && self.started {
                    return false;
                }
                self.current += v;
                self.last = v;
            }
            Atom::Scale(v) if v < 1000.0 => {
                if self.pending_and && self.last < 100.0 {
                    return false;
                }
                self.current = self.current.max(1.0) * v;
                self.last = v;
            }
            Atom::Scale(v) => {
                if self.pending_and && self.last < 100.0 {
                    return false;
                }
                self.total += self.current.max(1.0) * v;
                self.current = 0.0;
                self.last = v;
            }
            Atom::And => {
                self.pending_and = true;
                return self.started;
            }
            _ => return false,
        }
        self.started = true;
        self.pending_and = false;
        true
    }

    fn value(&self) -> Option<f64> {
        (self.started || self.current > 0.0).then_some(tidy(self.total + self.current))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(language: Language, text: &str, value: f64, rest: &str) {
        let numbers = Numbers::new(&Lexicon::builtin(), language);
        let tokens = stemma_text::token::tokenize(text);
        let number = numbers.read(text, &tokens, 0).unwrap_or_else(|| panic!("no number in '{text}'"));
        assert!((number.value - value).abs() < 1e-9 * value.abs().max(1.0), "{text}: {}", number.value);
        let end = tokens[number.end - 1].range.start + number.used;
        assert_eq!(&text[end..], rest, "{text}");
    }

    #[test]
    fn figures() {
        check(Language::GERMAN, "1.000,5 Liter", 1000.5, " Liter");
        check(Language::GERMAN, "2,3 Millionen Euro", 2_300_000.0, " Euro");
        check(Language::GERMAN, "25 Mio. Euro", 25_000_000.0, " Euro");
        check(Language::GERMAN, "122-mm-Rohr", 122.0, "-mm-Rohr");
        check(Language::ENGLISH, "1,000.5 litres", 1000.5, " litres");
        check(Language::ENGLISH, "12,345 people", 12345.0, " people");
        check(Language::ENGLISH, "40 000 words", 40000.0, " words");
        check(Language::ENGLISH, "10 1/2 miles", 10.5, " miles");
    }

    #[test]
    fn words() {
        check(Language::GERMAN, "zweihundertsechsundfünfzig Schafe", 256.0, " Schafe");
        check(Language::GERMAN, "einundzwanzig", 21.0, "");
        check(Language::GERMAN, "zwei Drittel davon", 2.0 / 3.0, " davon");
        check(Language::GERMAN, "eineinhalb Jahre", 1.5, " Jahre");
        check(Language::GERMAN, "drei und vier", 3.0, " und vier");
        check(Language::ENGLISH, "one hundred and sixty-one sheep", 161.0, " sheep");
        check(Language::ENGLISH, "three and four", 3.0, " and four");
    }
}
