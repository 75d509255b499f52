//! Ranges and scores: `10 bis 12`, `10–12`, `$62 to $68`, `zwei- bis dreistündig`, `3:2`.

use super::{Found, Number, Search, Single};
use crate::quantities::number::{Numbers, tidy};
use stemma_text::{QuantityKind, QuantityValue, Token};

/// Results of games are smaller than this.
const SCORE: f64 = 200.0;
/// Bare numbers from here on, joined by a dash, are no results of games or parts of names.
const PLAIN: f64 = 15.0;

impl Search<'_> {
    /// The second number of a range behind the first.
    pub(super) fn range(&self, found: &mut Found, number: &Number, money: bool) {
        let first = number.value;
        let lists = &self.measurer.lists;
        let mut gap = found.end;
        if self.hanging(found, gap, number) {
            return;
        }
        // A unit may stand on the first number too.
        let unit = self.measurer.units.read(self.text, self.tokens, gap);
        let before = found.start.checked_sub(1).map_or("", |n| self.lower(n));
        let between = lists.between.contains(before);
        let from = lists.from.contains(before);
        let joint = |at: usize| {
            let word = self.lower(at);
            lists.to.contains(word) || between && self.is_and(word)
        };
        let dash = matches!(self.word(gap), "-" | "–" | "—")
            && (number.digits || self.joined(gap))
            && (self.joined(gap) == self.joined(gap + 1) || number.digits && self.joined(gap + 1));
        let or = self.in_list(&lists.or, gap);
        let mut own = None;
        if !(dash || or || joint(gap)) {
            let Some((unit, after)) = unit else { return };
            if !joint(after) {
                return;
            }
            own = Some(unit);
            gap = after;
        }
        // `um 3 auf 5`: by how much is no end.
        if lists.by.contains(before) && !dash && (money || own.is_some() || number.scaled) {
            return;
        }
        let next = gap + 1;
        let sign = self.money_before(next);
        let start = sign.as_ref().map_or(next, |s| s.next);
        if self.taken.get(start).is_none_or(|t| *t) {
            return;
        }
        let second = match &sign {
            Some(s) if s.skip > 0 => self.measurer.numbers.read_digits(self.text, self.tokens, start, s.skip),
            _ => self.measurer.numbers.read(self.text, self.tokens, start),
        };
        let Some(second) = second else { return };
        if second.article || second.fraction || money != sign.is_some() && (!money || from && !dash) {
            return;
        }
        let Some(end) = self.second(&second, money) else { return };
        let shared = second.scaled && !number.scaled && first < 1000.0 && !(sign.is_some() && first >= 100.0);
        let bare = if shared { leading(self.text, self.tokens, start, &self.measurer.numbers) } else { None };
        let low = match bare {
            // `89 to 93 billion`: the scale goes with both.
            Some(b) if b > 0.0 => tidy(first * (end.value / b)),
            _ => tidy(first * if first < 1000.0 { end.scale } else { 1.0 }),
        };
        let behind = self.measurer.units.read(self.text, self.tokens, second.end);
        // `25 % to 34,500 tons`
        let other = behind.map(|(u, _)| u).or(end.unit);
        if own.is_some() && other.is_some() && own != other && !self.same_name(own, other) {
            return;
        }
        let has_unit = money || behind.is_some() || own.is_some() || !end.rest.is_empty();
        if dash && !has_unit && end.value < PLAIN && first < PLAIN && number.digits {
            return;
        }
        if or && (end.value > 2.0 * low.max(1.0) || has_unit && end.unit.is_some()) {
            return;
        }
        // Only `von … auf` may fall.
        if !(low < end.value || from && has_unit) {
            return;
        }
        found.value = QuantityValue::Between(low, end.value);
        found.end = second.end;
        found.last = end.last;
        if let Some(unit) = end.unit {
            found.unit = Some(self.measurer.units.all[unit].label().to_owned());
            found.end = end.end;
        } else if let Some(unit) = own.filter(|_| behind.is_none()) {
            found.unit = Some(self.measurer.units.all[unit].label().to_owned());
            if self.tokens.get(found.end).is_some() {
                self.rate(found, unit);
            }
        }
    }

    fn same_name(&self, a: Option<usize>, b: Option<usize>) -> bool {
        let name = |u: Option<usize>| u.map(|u| self.measurer.units.all[u].label());
        name(a) == name(b)
    }

    /// What the token of the second number goes on with: a scale, a unit.
    fn second(&self, number: &Number, money: bool) -> Option<End<'_>> {
        let token = &self.tokens[number.end - 1];
        let rest = &self.text[token.range.start + number.used..token.range.end];
        let last = token.range.start + number.used;
        let mut end = End { value: number.value, scale: 1.0, last, end: number.end, rest, unit: None };
        if let Some((factor, length)) = self.scale_suffix(rest, money) {
            end.value = tidy(number.value * factor);
            end.scale = factor;
            end.last += length;
            return Some(end);
        }
        if rest.is_empty() {
            return Some(end);
        }
        // km/h over several tokens.
        let mut joined = rest.to_owned();
        for n in number.end..(number.end + 2).min(self.tokens.len()) {
            joined.push_str(self.word(n));
            if let Some(unit) = self.measurer.units.symbol(&joined).filter(|_| self.joined(n)) {
                end.unit = Some(unit);
                end.end = n + 1;
                end.last = self.tokens[n].range.end;
            }
        }
        if end.unit.is_none() {
            end.unit = self.suffix_unit(rest).or_else(|| self.ending(rest).map(|(_, unit)| unit));
            end.unit?;
            end.last = token.range.end;
        }
        Some(end)
    }

    /// `zwei- bis dreistündig`, `20- bis 30-Jährige`, `14- und 15-Jährige`, `four- and five-cylinder`.
    fn hanging(&self, found: &mut Found, gap: usize, number: &Number) -> bool {
        if self.word(gap) != "-" || !self.joined(gap) || self.joined(gap + 1) {
            return false;
        }
        let lists = &self.measurer.lists;
        let word = self.lower(gap + 1);
        let to = lists.to.contains(word) || lists.or.contains(word);
        let list = self.is_and(word) || word == ",";
        let next = gap + 2;
        if !to && !list || self.taken.get(next).is_none_or(|t| *t) {
            return false;
        }
        let second = self.adjective(next).or_else(|| self.compound(next)).or_else(|| {
            match self.single_end(next, false) {
                Some(Single::Found(second, ..)) if second.end > next => Some(second),
                _ => None,
            }
        });
        let Some(second) = second.filter(|s| s.unit.is_some() || list) else { return false };
        if list {
            // Each stands alone; they share the unit.
            found.unit = second.unit;
            found.end = gap + 1;
            return found.unit.is_some();
        }
        let (QuantityValue::Exact(high) | QuantityValue::Between(_, high)) = second.value;
        if number.value >= high {
            return false;
        }
        found.value = QuantityValue::Between(number.value, high);
        found.unit = second.unit;
        found.end = second.end;
        found.last = second.last;
        true
    }

    /// The result of a game: `3:2` in German, `21-14` in English.
    pub(super) fn score(&self, found: &Found, number: &Number, rest: &str, money: bool) -> Option<Found> {
        let mark = if self.measurer.german { ':' } else { '-' };
        let second = rest.strip_prefix(mark)?;
        let plain = |digits: &str| {
            !digits.is_empty() && digits.len() <= 3 && digits.bytes().all(|b| b.is_ascii_digit())
        };
        let first = self.text.get(self.tokens[found.end - 1].range.start..found.last)?;
        if money || !plain(first) || !plain(second) || number.value < 0.0 || found.start + 1 != found.end {
            return None;
        }
        let led = |digits: &str| digits.len() > 1 && digits.starts_with('0');
        let other: f64 = second.parse().ok()?;
        if led(first) || led(second) || other >= SCORE || number.value >= SCORE {
            return None;
        }
        // Dashes join the parts of names and addresses too, and a rising pair may be a range.
        let next = found.end;
        if mark == '-' {
            let small = number.value < PLAIN && other < PLAIN;
            let unit =
                self.measurer.units.read(self.text, self.tokens, next).is_some() || self.word(next) == "%";
            let named = self.capital(next)
                || self.tokens.get(next).is_some_and(|t| t.kind == stemma_text::TokenKind::Number);
            let counts = number.value < other && self.counted(next, found).is_some();
            if !small && number.value < other || unit || named || counts {
                return None;
            }
        }
        let mut score = found.clone();
        score.value = QuantityValue::Between(number.value, other);
        score.last = self.tokens[next - 1].range.end;
        score.kind = Some(QuantityKind::Score);
        Some(score)
    }
}

/// The second end of a range.
struct End<'t> {
    value: f64,
    scale: f64,
    /// Last byte of the text.
    last: usize,
    /// First token after it.
    end: usize,
    /// What its token goes on with.
    rest: &'t str,
    unit: Option<usize>,
}

/// The figure at a token without its scale word.
fn leading(text: &str, tokens: &[Token], at: usize, numbers: &Numbers) -> Option<f64> {
    let word = tokens.get(at)?.range.of(text);
    numbers.figure(word).map(|(v, _)| v).or_else(|| numbers.word(&word.to_lowercase()))
}
