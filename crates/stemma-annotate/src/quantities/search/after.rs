//! The unit behind a number, and what it is counted per.

use super::{Found, Search, scale_of};
use crate::quantities::number::tidy;
use stemma_text::{QuantityValue, TokenKind};

impl Search<'_> {
    pub(super) fn unit_after(&self, found: &mut Found, article: bool) {
        let units = &self.measurer.units;
        let mut at = found.end;
        let mark = self.word(at);
        if matches!(mark, "-" | "(" | "{" | "[" | "<") && self.tokens.get(at + 1).is_some() {
            let bracket = mark != "-";
            if bracket && !matches!(self.word(at + 2), ")" | "}" | "]" | ">")
                || !bracket && !self.hyphened(at)
            {
                return;
            }
            at += 1;
        } else if self.in_list(&self.measurer.lists.skipped, at)
            && units.read(self.text, self.tokens, at).is_none()
        {
            at += 1;
            // `1/16 of a pint`
            let article = self.measurer.numbers.atom(self.lower(at));
            if matches!(article, Some(crate::quantities::number::Atom::Article(_))) {
                at += 1;
                at += usize::from(self.in_list(&self.measurer.lists.skipped, at));
            }
        }
        if let Some((unit, scale)) = units.scaled(self.word(at)).filter(|_| at == found.end) {
            if let QuantityValue::Exact(v) = found.value {
                found.value = QuantityValue::Exact(tidy(v * scale));
            }
            self.take(found, unit, at + 1);
            return;
        }
        let Some((unit, end)) = units.read(self.text, self.tokens, at) else {
            // `43 percent-owned`, `52,000 barrel-a-day`
            let word = self.word(at);
            let joint = !self.measurer.german
                && word.split_once('-').is_some_and(|(head, _)| units.word(head).is_some());
            if joint && self.is_word(at) && at == found.end {
                let mut compound = found.clone();
                compound.last = self.tokens[at].range.start;
                compound.end = at + 1;
                if self.longest_head(&mut compound, word, 0).is_some() {
                    *found = compound;
                }
            }
            return;
        };
        let word = self.word(at);
        // A sign of money before the next figure belongs to that.
        if self.tokens[end - 1].kind == TokenKind::Mark
            && (self.joined(end) || article && self.tokens.get(end).is_some())
            && self.tokens[end].kind == TokenKind::Number
            && word != "%"
        {
            return;
        }
        // A sign with a space on both sides before a figure: `$ 20 $ 37`.
        let sign = self.tokens[end - 1].kind == TokenKind::Mark && units.all[unit].code.is_some();
        let figure = self.tokens.get(end).is_some_and(|t| t.kind == TokenKind::Number);
        if sign && figure && found.start > 0 && self.word(found.start - 1) == word {
            return;
        }
        // One letter counts only right behind a figure that is not a word.
        if word.len() == 1
            && word.chars().all(char::is_alphabetic)
            && (article || end > at + 1 && !self.joined(at + 1))
        {
            return;
        }
        if word.ends_with('"') && !self.joined(at) && !self.in_list(&self.measurer.lists.sized, at + 1) {
            return;
        }
        // `second` after an article, `in` as a word.
        if self.is_loose(at, end) {
            return;
        }
        self.take(found, unit, end);
        // `30 dollars million`: a scale may follow its code.
        if units.all[unit].code.is_some()
            && let Some(scale) = scale_of(self.measurer.numbers.atom(self.lower(end)))
            && scale >= 1e6
            && let QuantityValue::Exact(v) = found.value
        {
            found.value = QuantityValue::Exact(tidy(v * scale));
            found.end += 1;
            found.last = self.tokens[end].range.end;
        }
        self.pounds(found, unit);
        self.rate(found, unit);
    }

    fn take(&self, found: &mut Found, unit: usize, end: usize) {
        found.unit = Some(self.measurer.units.all[unit].label().to_owned());
        found.end = end;
        found.last = self.tokens[end - 1].range.end;
    }

    /// A hyphen that ties a number to its unit: `9-iron`, or with spaces on both sides in texts cut into tokens.
    fn hyphened(&self, at: usize) -> bool {
        self.joined(at) && self.joined(at + 1) || !self.joined(at) && !self.joined(at + 1)
    }

    /// `12 C`, `5 F`: a letter for a temperature stands before no name.
    fn is_loose(&self, at: usize, end: usize) -> bool {
        let word = self.word(at);
        let letter = matches!(word, "C" | "F") && end == at + 1;
        letter
            && (self.joined(at)
                || self.capital(end)
                || self.tokens.get(end).is_some_and(|t| t.kind == TokenKind::Number))
    }

    /// Millions of pounds are money, unless of something.
    fn pounds(&self, found: &mut Found, unit: usize) {
        let units = &self.measurer.units;
        let Some(money) = units.all[unit].money.as_deref() else { return };
        let large = match found.value {
            QuantityValue::Exact(v) | QuantityValue::Between(_, v) => v >= 1e6,
        };
        if large
            && !self.in_list(&self.measurer.numbers.of, found.end)
            && let Some(money) = units.all.iter().find(|u| u.name == money)
        {
            found.unit = Some(money.label().to_owned());
        }
    }

    /// `per hour` behind a unit.
    pub(super) fn rate(&self, found: &mut Found, unit: usize) {
        let units = &self.measurer.units;
        // `70-a-share`: hyphens between the words.
        let per = self.lower(found.end);
        let hyphens = per == "-" && self.in_list(&self.measurer.lists.per, found.end + 1);
        let at = found.end + usize::from(hyphens);
        let per = if hyphens { self.lower(at) } else { per };
        if !self.measurer.lists.per.contains(per) {
            return;
        }
        let name = &units.all[unit].name;
        let next = at + 1 + usize::from(hyphens && self.word(at + 1) == "-");
        if let Some((below, end)) = units.read(self.text, self.tokens, next) {
            let label = format!("{name} per {}", units.all[below].name);
            let loose = self.measurer.numbers.atom(per).is_some();
            if loose && (self.times_later(end) || end > next + 1 && !self.measurer.german) {
                return;
            }
            let timely = units.all[below].dimension.as_deref() == Some("time");
            let dimension = units.all[unit].dimension.as_deref();
            let physical = matches!(dimension, Some("length" | "mass" | "volume" | "area" | "energy"));
            let fits = units.all[unit].code.is_some() || units.named(&label).is_some() || !timely || physical;
            if loose && !fits {
                return;
            }
            found.unit = Some(label);
            found.end = end;
            found.last = self.tokens[end - 1].range.end;
        } else if units.all[unit].code.is_some() || matches!(name.as_str(), "cent" | "penny") {
            let noun = self.lower(next);
            if let Some(noun) = self.measurer.lists.heads.get(noun) {
                found.unit = Some(format!("{name} per {noun}"));
                found.end = next + 1;
                found.last = self.tokens[next].range.end;
            }
        }
    }

    pub(super) fn is_and(&self, word: &str) -> bool {
        self.measurer.numbers.atom(word) == Some(crate::quantities::number::Atom::And)
    }

    /// True if the token says that a time before it is counted from now (`a year earlier`).
    fn times_later(&self, at: usize) -> bool {
        self.in_list(&self.measurer.lists.later, at)
    }
}
