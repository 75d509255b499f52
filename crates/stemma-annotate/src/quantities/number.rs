//! Numbers in digits and in words: `1.000,5`, `2,3 Millionen`, `zweihundertsechsundfünfzig`, `one hundred and five`.
//! Part of the search for quantities and for expressions of time. Words come from `data/<language>/numbers.toml`;
//! compounds are put together from them.

use crate::names::FALLBACK;
use rustc_hash::{FxHashMap, FxHashSet};
use stemma_lexicon::Lexicon;
use stemma_text::Language;

mod figure;
mod read;

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
#[derive(Clone, Copy, Debug, Default, PartialEq)]
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
    /// True for a fraction of one: `two thirds`, `die Hälfte`.
    pub fraction: bool,
    /// True for a fraction without a number above it that nothing behind it calls for: `half`, `Viertel`.
    pub bare: bool,
}

/// Number words of one language.
pub(crate) struct Numbers {
    atoms: FxHashMap<String, Atom>,
    /// First two bytes of all of them.
    heads: FxHashSet<[u8; 2]>,
    /// Endings that add a half: `einhalb`.
    endings: Vec<(String, f64)>,
    /// Signs of scale as written: `k`.
    signs: FxHashMap<String, f64>,
    /// `point`, `Komma`.
    points: FxHashSet<String>,
    /// `of`: stands between a fraction and what it is a part of.
    pub(crate) of: FxHashSet<String>,
    /// Words behind `half` that make it a quantity.
    pub(crate) halves: FxHashSet<String>,
    /// What multiplies a figure it is written onto: `bn`. True for those after a sign of money alone.
    suffixes: FxHashMap<String, (f64, bool)>,
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
        let others = file.entries.iter().filter(|e| matches!(e.text("kind"), Some("vague" | "minus")));
        let others: Vec<&str> = others.flat_map(|e| e.list("words")).collect();
        let all = atoms.keys().map(String::as_str).chain(others);
        let heads = all.filter_map(|a| a.as_bytes().get(..2)?.try_into().ok()).collect();
        let list = |kind: &'static str| {
            file.entries.iter().filter(move |e| e.text("kind") == Some(kind)).flat_map(|e| e.list("words"))
        };
        let valued = |kind: &'static str| {
            list(kind)
                .filter_map(|w| w.rsplit_once(' '))
                .filter_map(|(w, v)| Some((w.to_owned(), v.parse().ok()?)))
        };
        let set = |kind: &'static str| list(kind).map(str::to_owned).collect();
        Self {
            endings: valued("ending").collect(),
            signs: valued("sign").collect(),
            points: set("decimal word"),
            suffixes: valued("suffix")
                .map(|(w, v)| (w, (v, false)))
                .chain(valued("money suffix").map(|(w, v)| (w, (v, true))))
                .collect(),
            of: set("part of"),
            halves: set("halved"),
            atoms,
            heads,
            compounds: german,
            decimal,
            grouping,
        }
    }

    /// The atom that a lower-case word is.
    pub(crate) fn atom(&self, word: &str) -> Option<Atom> {
        self.atoms.get(word).copied()
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
        if word.len() > LONGEST_WORD || !self.begins(word) && !word.starts_with('-') {
            return None;
        }
        let half = self.endings.iter().find_map(|(e, v)| Some((word.strip_suffix(e.as_str())?, *v)));
        if let Some((whole, half)) = half.filter(|(whole, _)| !whole.is_empty()) {
            let whole = if whole == "ein" { Some(1.0) } else { self.whole(whole) };
            return whole.map(|v| v + half);
        }
        self.whole(word)
    }

    /// What a suffix of a figure multiplies it by: `bn` in `8.1bn`; `m` only behind a sign of money.
    pub(crate) fn suffix(&self, rest: &str, money: bool) -> Option<f64> {
        self.suffixes.get(rest).filter(|(_, only)| money || !only).map(|(scale, _)| *scale)
    }

    /// True for a word in lower case that can stand in a number.
    pub(crate) fn reads(&self, word: &str) -> bool {
        self.atom(word).is_some() || self.word(word).is_some() || word.contains('-')
    }

    /// True if the word begins like a number: nearly all words do not.
    pub(crate) fn begins(&self, word: &str) -> bool {
        let &[a, b, ..] = word.as_bytes() else { return word.len() == 1 };
        self.heads.contains(&[a.to_ascii_lowercase(), b.to_ascii_lowercase()])
    }

    /// Value of a compound of whole numbers.
    fn whole(&self, word: &str) -> Option<f64> {
        let mut sum = read::Sum::default();
        let mut rest = word;
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
        let mut ends = [0; 16];
        let mut count = 0;
        for (at, c) in word.char_indices().take(ends.len()) {
            ends[count] = at + c.len_utf8();
            count += 1;
        }
        ends[..count].iter().rev().find_map(|&end| {
            let whole = end == word.len();
            let bounded = self.compounds || whole || word[end..].starts_with('-');
            match self.atoms.get(&word[..end]) {
                Some(Atom::Article(v)) if &word[..end] == "ein" => Some((Atom::Cardinal(*v), end)),
                Some(a @ (Atom::Cardinal(_) | Atom::Scale(_) | Atom::And)) if bounded => Some((*a, end)),
                _ => None,
            }
        })
    }
}

/// True for a word that begins with a fraction of one character.
pub(crate) fn is_vulgar(word: &str) -> bool {
    figure::vulgar(word).is_some()
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
