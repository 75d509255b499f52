//! What a bare number counts; and what looks like a count and is none: labels, parts of names, ages, shares.

use super::{Atom, Found, Number, Search, scale_of};
use stemma_text::{QuantityKind, QuantityValue, TextRange, TokenKind};

/// Words passed over between a number and the noun it counts.
const WORDS: usize = 3;
/// The same between `one of` and its noun.
const FAR: usize = 6;
/// Ages of people named in passing (`Ada Byron, 36,`).
const AGES: std::ops::RangeInclusive<f64> = 1.0..=115.0;

/// A noun that is counted.
pub(super) struct Counted {
    /// Where it stands.
    pub(super) range: TextRange,
    /// In the singular, with the words before it.
    pub(super) noun: String,
    /// First token after it.
    pub(super) end: usize,
}

impl Search<'_> {
    /// True if the number is a label or part of a name rather than a count.
    pub(super) fn is_label(&self, at: usize, number: &Number, found: &Found) -> bool {
        let mut before = at;
        while before > 0 && matches!(self.word(before - 1), "." | "#" | "№") {
            before -= 1;
        }
        if before == 0 {
            return false;
        }
        let word = self.word(before - 1);
        let lower = self.lower(before - 1);
        if self.measurer.lists.labels.contains(lower) && (before == at || lower.len() <= 3) {
            return number.digits;
        }
        if number.digits && matches!(word, "/" | "+" | "_" | "@" | "§" | "#") {
            return true;
        }
        // `24/7`, `50/50`
        let figure = |n: usize| self.tokens.get(n).is_some_and(|t| t.kind == TokenKind::Number);
        if number.digits && self.word(found.end) == "/" && self.joined(found.end) && figure(found.end + 1) {
            return true;
        }
        // `zwischen 5 und 7 Uhr`: the other end is a time of day.
        let joint = self.in_list(&self.measurer.lists.to, found.end) || self.is_and(self.lower(found.end));
        let from = self.in_list(&self.measurer.lists.between, at - 1)
            || self.in_list(&self.measurer.lists.from, at - 1);
        let hour = !number.scaled && number.value <= 24.0 && number.value.fract() == 0.0;
        if hour
            && (joint && from || self.word(found.end) == "-")
            && self.taken.get(found.end + 1) == Some(&true)
        {
            return true;
        }
        if number.digits && self.joined(at) && self.tokens[at - 1].kind != TokenKind::Mark {
            return true;
        }
        // What was torn off a name: `COVID -19`; a street, a machine: `787 Dreamliner`.
        if number.digits && word == "-" && self.joined(at) && before > 1 && self.capital(before - 2) {
            return true;
        }
        let name = self.capital(found.end) && !self.joined(found.end) && !self.is_plural(found.end);
        if self.measurer.english && number.digits && !number.scaled && name && number.value.fract() == 0.0 {
            let plain = self.counted(found.end, found).is_none() && found.kind.is_none();
            return plain && matches!(found.value, QuantityValue::Exact(_));
        }
        if self.is_year(at, number, found) {
            return true;
        }
        // A point, a number, a word: `58. und`, an ordinal in digits.
        if self.measurer.german && number.digits && !number.scaled && self.is_ordinal(found) {
            return true;
        }
        self.is_named(before, number, found)
    }

    /// `030/123456`: no number of things begins with a nought.
    pub(super) fn is_dialled(&self, at: usize) -> bool {
        let word = self.word(at);
        word.len() > 1 && word.starts_with('0') && word.bytes().all(|b| b.is_ascii_digit())
    }

    /// The token after the rest of a number to dial.
    pub(super) fn dialled(&self, mut end: usize) -> usize {
        let figure = |n: usize| self.tokens.get(n).is_some_and(|t| t.kind == TokenKind::Number);
        while figure(end) || matches!(self.word(end), "/" | "-" | "–") && figure(end + 1) {
            end += 1;
        }
        end
    }

    /// `auf dem 58. und`: a point behind a figure in the middle of a sentence.
    fn is_ordinal(&self, found: &Found) -> bool {
        let point = self.word(found.end) == "." && self.joined(found.end) && self.is_word(found.end + 1);
        let led = found.start > 0 && self.in_list(&self.measurer.lists.led, found.start - 1);
        let inside = !self.capital(found.end + 1) || led && !self.joined(found.end + 1);
        point && inside && found.end == found.start + 1
    }

    /// `by 2120`: four digits that are a year, though no grammar of time takes them.
    fn is_year(&self, at: usize, number: &Number, found: &Found) -> bool {
        let four = number.digits && (1000.0..2200.0).contains(&number.value) && self.word(at).len() == 4;
        four && found.end == at + 1
            && self.in_list(&self.measurer.lists.years, at - 1)
            && (self.counted(found.end, found).is_none())
    }

    /// A figure behind a capitalised word, with nothing after it to count: `Galaxy 8`.
    fn is_named(&self, before: usize, number: &Number, found: &Found) -> bool {
        let capital = self.capital(before - 1);
        let started =
            before >= 2 && !matches!(self.word(before - 2), "." | "!" | "?" | ":" | "“" | "„" | "\"");
        let small = matches!(found.value, QuantityValue::Exact(v) if v < 2000.0);
        if !(number.digits && capital && (started || self.measurer.german) && !number.scaled && small) {
            return false;
        }
        let next = self.word(found.end);
        let noun = if self.measurer.german {
            next.starts_with(char::is_alphabetic)
        } else {
            next.starts_with(char::is_lowercase) && !self.measurer.lists.stop.contains(next)
        };
        !noun
    }

    // -------------------------------------------------------------- nouns

    /// The noun that a bare number counts.
    pub(super) fn counted(&self, at: usize, found: &Found) -> Option<Counted> {
        // `Hunderte von Menschen`, `half of the voters`
        let of = self.in_list(&self.measurer.numbers.of, at) && (found.rough || found.kind.is_some());
        let mut at = at + usize::from(of);
        if of && self.in_list(&self.measurer.numbers.halves, at) && !self.is_plural(at) {
            at += 1;
        }
        for n in at..(at + 1 + WORDS).min(self.tokens.len()) {
            let token = &self.tokens[n];
            let word = token.range.of(self.text);
            // `two new 737 Max jets`
            let figure = n > at && self.capital(n + 1) && token.kind == TokenKind::Number;
            if figure && !self.measurer.german {
                continue;
            }
            // `digital and physical sales`
            if n > at && !self.measurer.german && self.is_and(self.lower(n)) && self.is_plural(n + 2) {
                return Some(self.noun(at, n + 2));
            }
            if token.kind != TokenKind::Word || self.in_list(&self.measurer.lists.stop, n) {
                return None;
            }
            if self.measurer.german {
                if self.capital(n) {
                    return Some(self.noun(at, n));
                }
                if !word.ends_with(['e', 'n', 'r', 's', 'm']) {
                    return None;
                }
            } else if self.is_plural(n) {
                let more = self.measurer.lists.plurals.contains(self.word(n + 1)) && n + 1 < at + 1 + WORDS;
                return Some(self.noun(at, n + usize::from(more)));
            }
        }
        None
    }

    fn is_plural(&self, at: usize) -> bool {
        let word = self.word(at);
        let plural =
            word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("'s") && !word.ends_with("’s");
        plural && word.len() > 3 && !word.ends_with("ous") || self.measurer.lists.plurals.contains(word)
    }

    /// What `one` counts: the noun behind it, or the plural behind `one of the`.
    pub(super) fn counted_one(&self, at: usize, end: usize) -> Option<Counted> {
        let lists = &self.measurer.lists;
        if self.measurer.german || !self.measurer.english {
            return self.counted(end, &Found::exact(at, end, 0, 1.0));
        }
        if at > 0 && (self.in_list(&lists.pronouns, at - 1) || self.joined(at)) {
            return None;
        }
        if self.in_list(&self.measurer.numbers.of, end) {
            let last = (end + 2 + FAR).min(self.tokens.len());
            for n in end + 1..last {
                if !self.is_word(n) {
                    return None;
                }
                if self.is_plural(n) && !self.in_list(&lists.stop, n) {
                    let mut first = end + 1;
                    first += usize::from(self.in_list(&self.measurer.numbers.halves, first));
                    return Some(self.noun(first.min(n), n));
                }
            }
            return None;
        }
        // `one time` and `one bad idea`: a lower-case word that is no function word.
        let plain = |n: usize| {
            let noun = self.is_word(n) && self.word(n).starts_with(char::is_lowercase);
            noun && (!self.in_list(&lists.stop, n) || lists.skipped_adjective(self.lower(n)))
        };
        if !plain(end) || self.measurer.numbers.atom(self.lower(end)).is_some() {
            return None;
        }
        let adjective = lists.skipped_adjective(self.lower(end)) && plain(end + 1);
        Some(self.noun(end, end + usize::from(adjective)))
    }

    /// The unit of measure that a noun counted is, behind other words: `50 previous years`.
    pub(super) fn measured(&self, found: &mut Found, counted: &Counted) -> bool {
        let units = &self.measurer.units;
        let Some((unit, end)) = units.read(self.text, self.tokens, counted.end - 1) else { return false };
        let measure = units.all[unit].dimension.is_some() && units.all[unit].money.is_none();
        let name = !self.measurer.german && self.capital(counted.end - 1);
        if !measure || name || end != counted.end || found.kind.is_some() || counted.range.len() < 4 {
            return false;
        }
        found.unit = Some(units.all[unit].label().to_owned());
        found.end = end;
        found.last = counted.range.end;
        self.rate(found, unit);
        true
    }

    fn noun(&self, first: usize, last: usize) -> Counted {
        let range = self.tokens[last].range;
        let head = range.of(self.text);
        let mut noun = String::new();
        for n in (first..last).filter(|n| !self.is_and(self.lower(*n))) {
            noun.push_str(self.word(n));
            noun.push(' ');
        }
        noun.push_str(&self.measurer.lists.to_singular(head));
        // `3000 tests per day`
        if self.in_list(&self.measurer.lists.per, last + 1)
            && self.measurer.numbers.atom(self.lower(last + 1)).is_none()
            && let Some((unit, _)) = self.measurer.units.read(self.text, self.tokens, last + 2)
        {
            noun = format!("{noun} per {}", self.measurer.units.all[unit].name);
        }
        Counted { range, noun, end: last + 1 }
    }

    // -------------------------------------------------------------- vague numbers and shares

    /// `Hunderte`, `dozens`, `tens of thousands`, `several hundred`: from how many to how many.
    pub(super) fn vague(&self, at: usize) -> Option<Found> {
        let lists = &self.measurer.lists;
        let lower = self.lower(at);
        let token = self.tokens.get(at).filter(|t| t.kind == TokenKind::Word)?;
        let before = at.checked_sub(1);
        let several = before.is_some_and(|b| self.in_list(&lists.several, b));
        let (low, high) = match lists.vague.get(lower) {
            Some(pair) => *pair,
            None if several => {
                let scale = scale_of(self.measurer.numbers.atom(lower)).filter(|s| *s >= 12.0)?;
                (scale, scale * 10.0)
            }
            None => return None,
        };
        // `Millionen` in a name; `5 von Millionen`.
        if before.is_some_and(|b| self.joined(at) || self.tokens[b].kind == TokenKind::Number) {
            return None;
        }
        let start = before.filter(|_| several).unwrap_or(at);
        let mut found = Found::exact(start, at + 1, token.range.end, low);
        found.rough = true;
        let mut factor = 1.0;
        // `tens of thousands`, `hundreds of millions`, `Hunderte Millionen`
        for _ in 0..2 {
            let of = usize::from(self.in_list(&self.measurer.numbers.of, found.end));
            let next = self.lower(found.end + of);
            let scale = lists
                .vague
                .get(next)
                .map(|(low, _)| *low)
                .or_else(|| scale_of(self.measurer.numbers.atom(next)));
            let Some(scale) = scale.filter(|s| *s >= 12.0 && self.is_word(found.end + of)) else { break };
            factor *= scale;
            found.end += of + 1;
            found.last = self.tokens[found.end - 1].range.end;
        }
        found.value = QuantityValue::Between(low * factor, high * factor);
        let end = found.end;
        // `hundreds of miles`
        let of = usize::from(self.in_list(&self.measurer.numbers.of, end));
        if let Some((unit, last)) = self.measurer.units.read(self.text, self.tokens, end + of) {
            found.unit = Some(self.measurer.units.all[unit].label().to_owned());
            found.end = last;
            found.last = self.tokens[last - 1].range.end;
        }
        Some(found)
    }

    /// `one in five`, `two out of three`: a share in words.
    pub(super) fn share(&self, at: usize) -> Option<Found> {
        if self.measurer.lists.out_of.is_empty() || self.joined(at) {
            return None;
        }
        let above = self
            .measurer
            .numbers
            .read(self.text, self.tokens, at)
            .filter(|n| !n.article && !n.scaled && !n.fraction)?;
        let single = above.value == 1.0;
        let first = self.lower(above.end);
        let two = format!("{first} {}", self.lower(above.end + 1));
        let lists = &self.measurer.lists;
        let next = if lists.out_of.contains(&two) {
            above.end + 2
        } else if lists.out_of.contains(first) {
            above.end + 1
        } else {
            return None;
        };
        let loose = lists.loosely.contains(first) && next == above.end + 1;
        if self.taken.get(next).is_none_or(|t| *t) || above.digits && !single || !single && loose {
            return None;
        }
        let below = self.measurer.numbers.read(self.text, self.tokens, next)?;
        // `one over three` is read out of a formula: nothing is counted.
        if next == above.end + 1 && !loose && self.is_word(below.end) {
            return None;
        }
        let whole = below.used == self.tokens[below.end - 1].range.len();
        if below.article || below.value <= above.value || below.value.fract() != 0.0 || !whole {
            return None;
        }
        // `one in 20 minutes`
        if self.measurer.units.read(self.text, self.tokens, below.end).is_some() {
            return None;
        }
        let minus = at > 0 && self.in_list(&lists.minus, at - 1);
        let value = above.value / below.value * if minus { -1.0 } else { 1.0 };
        let mut found =
            Found::exact(at - usize::from(minus), below.end, self.tokens[below.end - 1].range.end, value);
        found.kind = Some(QuantityKind::Fraction);
        Some(found)
    }

    /// `jeder dritte Deutsche`: a share.
    pub(super) fn every(&self, at: usize) -> Option<Found> {
        if !self.in_list(&self.measurer.lists.every, at) || self.taken.get(at + 1).is_none_or(|t| *t) {
            return None;
        }
        let place = match self.measurer.numbers.atom(self.lower(at + 1)) {
            Some(Atom::Ordinal(place)) if place >= 2.0 => place,
            _ => return None,
        };
        // `jeder zweite Tag` comes round; it is no share.
        if self.measurer.units.read(self.text, self.tokens, at + 2).is_some() {
            return None;
        }
        let mut found = Found::exact(at, at + 2, self.tokens[at + 1].range.end, 1.0 / place);
        found.kind = Some(QuantityKind::Fraction);
        Some(found)
    }

    // -------------------------------------------------------------- ages

    /// `Ada Byron, 36,` and `im Alter von 36`: a bare number that is an age.
    pub(super) fn age(&self, at: usize, number: &Number, found: &mut Found) {
        let QuantityValue::Exact(value) = found.value else { return };
        if !AGES.contains(&value) || number.scaled || found.unit.is_some() {
            return;
        }
        if self.age_before(at) && !self.counts(found.end) {
            found.unit = Some("year of age".to_owned());
            return;
        }
        if !number.digits || value.fract() != 0.0 || value < 10.0 || at < 2 {
            return;
        }
        let named = |n: usize| {
            self.capital(n) && self.word(n).len() > 1 && !self.in_list(&self.measurer.lists.stop, n)
        };
        let open = self.word(at - 1);
        let next = self.word(found.end);
        let comma =
            open == "," && self.joined(at - 1) && matches!(next, "," | "." | ";") && self.joined(found.end);
        let bracket = open == "(" && next == ")" && self.joined(at) && !self.joined(at - 1);
        let person = named(at - 2) && at > 2 && named(at - 3);
        if person && bracket || comma && named(at - 2) && next == "," && (person || !self.measurer.german) {
            found.unit = Some("year of age".to_owned());
        }
    }

    fn age_before(&self, at: usize) -> bool {
        let mut phrase = String::new();
        (1..=WORDS.min(at)).any(|n| {
            self.lengthen(&mut phrase, at - n);
            self.measurer.lists.ages.contains(&phrase)
        })
    }

    /// True if the number counts something: a unit or a noun follows.
    fn counts(&self, at: usize) -> bool {
        self.measurer.units.read(self.text, self.tokens, at).is_some()
            || self.counted(at, &Found::exact(at, at, 0, 0.0)).is_some() && self.is_word(at)
    }
}
