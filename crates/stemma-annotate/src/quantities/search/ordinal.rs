//! Ordinals: places in an order (`der dritte Platz`, `the 21st time`). They count nothing and stand apart.

use super::{Atom, Search};
use stemma_text::{Ordinal, Quantity, TextRange, TokenKind};

/// Places from here on are no ordinals that a text gives.
const HIGHEST: f64 = 1e6;

impl Search<'_> {
    /// All ordinals that are no part of a date or a quantity, in order.
    pub(in crate::quantities) fn ordinals(&self, quantities: &[Quantity]) -> Vec<Ordinal> {
        let mut found: Vec<Ordinal> = Vec::new();
        let mut next = 0;
        for at in 0..self.tokens.len() {
            let token = self.tokens[at];
            let place = match token.kind {
                TokenKind::Mark => None,
                TokenKind::Number => self.in_digits(at),
                TokenKind::Word => self.in_words(at).map(|place| (place, token.range.end)),
            };
            let Some((place, end)) = place.filter(|_| !self.taken[at]) else { continue };
            while quantities.get(next).is_some_and(|q| q.range.end <= token.range.start) {
                next += 1;
            }
            if quantities.get(next).is_none_or(|q| q.range.start >= end) && (1.0..HIGHEST).contains(&place) {
                found.push(Ordinal { range: TextRange::new(token.range.start, end), place: place as u32 });
            }
        }
        found
    }

    /// `21st`, `58.`: the place and where it ends.
    fn in_digits(&self, at: usize) -> Option<(f64, usize)> {
        let word = self.word(at);
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 6 {
            return None;
        }
        let place = word[..digits].parse().ok()?;
        if self.measurer.lists.places.contains(&word[digits..]) {
            return Some((place, self.tokens[at].range.end));
        }
        let point = self.measurer.german && digits == word.len() && digits <= 3 && self.word(at + 1) == ".";
        if !point || !self.joined(at + 1) || self.joined(at + 2) || !self.is_word(at + 2) {
            return None;
        }
        // A point before a noun may end a sentence; one behind an article does not.
        let led = at > 0 && self.in_list(&self.measurer.lists.led, at - 1);
        (led || !self.capital(at + 2)).then_some((place, self.tokens[at + 1].range.end))
    }

    /// `dritte`, `twenty-first`, `einundzwanzigsten`, before what stands in that place.
    fn in_words(&self, at: usize) -> Option<f64> {
        let numbers = &self.measurer.numbers;
        if !numbers.begins(self.word(at)) {
            return None;
        }
        let lower = self.lower(at);
        let place = match numbers.atom(lower) {
            Some(Atom::Ordinal(place)) => place,
            Some(_) => return None,
            None => numbers.ordinal(lower).or_else(|| self.inflected(lower))?,
        };
        let noun = if self.measurer.german {
            let adjective = self.word(at + 1).ends_with(['e', 'n', 'r', 's', 'm']);
            let between = adjective && !self.in_list(&self.measurer.lists.stop, at + 1);
            self.capital(at + 1) || between && self.capital(at + 2)
        } else {
            self.is_word(at + 1) && !self.in_list(&self.measurer.lists.stop, at + 1)
        };
        noun.then_some(place)
    }

    /// A cardinal with the ending of an ordinal.
    fn inflected(&self, word: &str) -> Option<f64> {
        let endings = &self.measurer.lists.endings;
        let stem = endings.iter().find_map(|e| word.strip_suffix(e.as_str()))?;
        self.measurer.numbers.word(stem).filter(|v| v.fract() == 0.0 && *v > 12.0)
    }
}
