//! Money: signs and codes before a figure, what it is paid for, hundredths behind it.

use super::{Found, Number, Search};
use stemma_text::{QuantityValue, TokenKind};

/// Longest code or sign of money written onto a figure, in bytes.
const LONGEST_CODE: usize = 5;

/// A sign or code of money before a figure.
pub(super) struct Before {
    /// Which.
    pub(super) unit: usize,
    /// The token that the figure stands in.
    pub(super) next: usize,
    /// Bytes of that token before the figure.
    pub(super) skip: usize,
    /// What the code multiplies it by (`MEUR 3`).
    pub(super) scale: f64,
    /// True if the sign may mean something else.
    pub(super) guarded: bool,
}

impl Search<'_> {
    /// `$`, `US $`, `EUR`, `USD` written onto the figure, `MEUR`.
    pub(super) fn money_before(&self, at: usize) -> Option<Before> {
        let units = &self.measurer.units;
        if !units.starts_symbol(self.word(at)) && !self.measurer.units.starts_code(self.word(at)) {
            return None;
        }
        let mut best = None;
        let mut joined = String::new();
        for n in at..(at + 3).min(self.tokens.len()) {
            let word = self.word(n);
            if n > at && !self.joined(n) {
                joined.push(' ');
            }
            if let Some((skip, code)) = self.code_inside(n)
                && (n == at || self.joined(n) || self.word(n - 1).len() <= 3)
            {
                let plain = units.symbol(&format!("{joined}{code}")).or_else(|| units.symbol(code));
                let plain = plain.filter(|u| units.all[*u].code.is_some());
                let unit = plain.or_else(|| units.guarded(code))?;
                return Some(Before { unit, next: n, skip, scale: 1.0, guarded: plain.is_none() });
            }
            joined.push_str(word);
            if let Some(unit) = units.symbol(&joined)
                && units.all[unit].code.is_some()
            {
                best = Some((unit, n + 1, 1.0));
            } else if let Some((unit, scale)) = units.scaled(&joined) {
                best = Some((unit, n + 1, scale));
            }
        }
        let (unit, mut next, scale) = best?;
        if matches!(self.word(next), "=" | "-") && self.joined(next) && self.joined(next + 1) {
            next += 1;
        }
        let figure = self.tokens.get(next)?.kind == TokenKind::Number;
        figure.then_some(Before { unit, next, skip: 0, scale, guarded: false })
    }

    /// A code of money written onto a figure (`USD115`): bytes before the figure, and the code.
    pub(super) fn code_inside(&self, at: usize) -> Option<(usize, &str)> {
        let token = self.tokens.get(at).filter(|t| t.kind == TokenKind::Word)?;
        let word = token.range.of(self.text);
        let skip = word.bytes().take(LONGEST_CODE).take_while(|b| b.is_ascii_alphabetic()).count();
        if skip == 0 || !word.as_bytes().get(skip)?.is_ascii_digit() {
            return None;
        }
        let code = &word[..skip];
        let units = &self.measurer.units;
        let money = |s: &str| {
            units.guarded(s).is_some() || units.symbol(s).is_some_and(|u| units.all[u].code.is_some())
        };
        let dollar = at > 0 && self.joined(at) && money(&format!("{}{code}", self.word(at - 1)));
        (money(code) || dollar).then_some((skip, code))
    }

    /// True if a figure has decimals, groups or a scale.
    pub(super) fn is_amount(&self, found: &Found, number: &Number) -> bool {
        let last = self.tokens[found.end - 1].range.end.min(found.last);
        let words = &self.text[self.tokens[found.start].range.start..last];
        number.scaled
            || number.value >= 1e4
            || words.contains(['.', ','])
            || words.ends_with(char::is_alphabetic)
    }

    /// `$4.23 per gallon`.
    pub(super) fn money_rate(&self, found: &mut Found, unit: usize) {
        let again = self.measurer.units.read(self.text, self.tokens, found.end);
        if let Some((same, end)) = again
            && self.measurer.units.all[same].code.is_some()
            && !self.tokens.get(end).is_some_and(|t| t.kind == TokenKind::Number)
        {
            found.end = end;
            found.last = self.tokens[end - 1].range.end;
        }
        // `$76 US a barrel`
        let country = found.end;
        if self.is_word(country)
            && self.measurer.units.symbol(&format!("{}$", self.word(country))) == Some(unit)
            && self.in_list(&self.measurer.lists.per, country + 1)
        {
            found.end += 1;
            let last = found.last;
            self.rate(found, unit);
            found.end = if found.last == last { country } else { found.end };
            return;
        }
        self.rate(found, unit);
    }

    /// `zwei Euro und fünfzig Cent`, `15 Dollar 50`, `5 feet 2 inches`: one amount in two units.
    pub(super) fn smaller(&self, found: &mut Found) {
        let units = &self.measurer.units;
        let QuantityValue::Exact(value) = found.value else { return };
        let Some(unit) = found.unit.as_deref().and_then(|u| units.named(u)) else { return };
        let Some(minor) = unit.minor.as_deref() else { return };
        if value.fract() != 0.0 || value < 0.0 {
            return;
        }
        let and = self.is_and(self.lower(found.end));
        let at = found.end + usize::from(and);
        if self.taken.get(at).is_none_or(|t| *t) {
            return;
        }
        let Some(number) = self.measurer.numbers.read(self.text, self.tokens, at) else { return };
        let plain =
            number.used == self.tokens[number.end - 1].range.len() && !number.scaled && !number.article;
        if !plain || number.value < 0.0 || number.fraction {
            return;
        }
        let below = match minor {
            "inch" => 12.0,
            "ounce" => 16.0,
            _ => 100.0,
        };
        if number.value >= below {
            return;
        }
        let loose = units.loose(self.word(number.end)).map(|unit| (unit, number.end + 1));
        let named = loose.or_else(|| units.read(self.text, self.tokens, number.end));
        let end = match named {
            Some((small, end)) if units.all[small].name == minor => end,
            Some(_) => return,
            // Cents need no name after a word for money: `15 Dollar 50`.
            None => {
                let two = number.value >= 10.0 && number.value.fract() == 0.0;
                let spoken = self.is_word(found.end - 1) && unit.code.is_some() && two;
                let ends =
                    !self.is_word(number.end) || !and && self.in_list(&self.measurer.lists.stop, number.end);
                if !spoken || !ends || self.word(number.end) == "%" {
                    return;
                }
                number.end
            }
        };
        found.value =
            QuantityValue::Exact(crate::quantities::number::tidy((value * below + number.value) / below));
        found.end = end;
        found.last = self.tokens[end - 1].range.end;
    }
}
