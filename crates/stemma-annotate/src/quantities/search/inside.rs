//! Number and unit in one word: `122-mm-Rohr`, `4.3M`, `zweitägig`, `five-year-old`.

use super::{Found, Search, scale_of};
use crate::quantities::number::tidy;
use stemma_text::{QuantityValue, TokenKind};

/// Longest rest of a token, in bytes, that is searched for a unit.
const LONGEST_SUFFIX: usize = 60;

impl Search<'_> {
    /// `1.8 billion-mile`, `400 million-year-old`: scale and unit in one word behind the figure.
    pub(super) fn scaled_compound(&self, found: &mut Found, first: f64) -> bool {
        let Some((scale, rest)) = self.word(found.end).split_once('-') else { return false };
        let Some(scale) = scale_of(self.measurer.numbers.atom(&scale.to_lowercase())) else { return false };
        let Some(unit) = self.measurer.units.word(rest) else { return false };
        found.value = QuantityValue::Exact(tidy(first * scale));
        found.unit = Some(self.measurer.units.all[unit].label().to_owned());
        found.last = self.tokens[found.end].range.end;
        found.end += 1;
        true
    }

    /// `M` in `4.3M`, `bn` in `8.1bn`: factor and length in bytes.
    pub(super) fn scale_suffix(&self, rest: &str, money: bool) -> Option<(f64, usize)> {
        let scale = self.measurer.numbers.suffix(rest, money)?;
        Some((scale, rest.len()))
    }

    pub(super) fn suffix_unit(&self, rest: &str) -> Option<usize> {
        let rest = rest.trim_start_matches(['-', '–']);
        (!rest.is_empty()).then(|| self.measurer.units.word(rest)).flatten()
    }

    /// What follows the figure inside its token: `km`, `-mm-Granaten`, `M`, `-5`. The token after the quantity.
    pub(super) fn suffix(&self, found: &mut Found, rest: &str, first: f64, money: bool) -> Option<usize> {
        let units = &self.measurer.units;
        let end = found.end;
        if rest.len() > LONGEST_SUFFIX {
            return None;
        }
        let tail = rest.trim_start_matches(['-', '–']);
        let hyphen = rest.len() - tail.len();
        if hyphen == 0 {
            // A unit written over several tokens: `100 km/h` without its space, `4m^2`.
            let mut joined = tail.to_owned();
            for n in end..(end + 2).min(self.tokens.len()) {
                if !self.joined(n) {
                    break;
                }
                joined.push_str(self.word(n));
                if let Some(unit) = units.symbol(&joined) {
                    found.unit = Some(units.all[unit].label().to_owned());
                    found.last = self.tokens[n].range.end;
                    return Some(n + 1);
                }
            }
            if let Some((factor, length)) = self.scale_suffix(tail, money)
                && (money || units.symbol(tail).is_none())
            {
                found.value = QuantityValue::Exact(tidy(first * factor));
                found.last += length;
                if !money {
                    self.unit_after(found, false);
                }
                return Some(found.end);
            }
        }
        if hyphen > 0
            && let Some((second, used)) = self.measurer.numbers.figure(tail)
        {
            return self.dashed(found, first, second, &tail[used..], money);
        }
        self.longest_head(found, tail, hyphen)
    }

    /// `5-10W`, `10-12`: the second number of a range in the same token.
    fn dashed(&self, found: &mut Found, first: f64, second: f64, unit: &str, money: bool) -> Option<usize> {
        let units = &self.measurer.units;
        let end = found.end;
        let scale = self.scale_suffix(unit, money);
        let known = (!unit.is_empty()).then(|| units.word(unit.trim_start_matches('-'))).flatten();
        let known = known.or_else(|| self.ending(unit).map(|(_, unit)| unit)).filter(|_| scale.is_none());
        let word =
            scale_of(self.measurer.numbers.atom(self.lower(end))).filter(|s| *s >= 12.0 && unit.is_empty());
        let factor = scale.map_or(1.0, |(f, _)| f) * word.unwrap_or(1.0);
        if second <= first || !(unit.is_empty() || known.is_some() || scale.is_some()) {
            return None;
        }
        found.end = end + usize::from(word.is_some());
        let follows = known.is_some()
            || money
            || factor > 1.0
            || second >= 15.0
            || units.read(self.text, self.tokens, end).is_some()
            || self.counted(end, found).is_some();
        // `16-18 Industrial Avenue`
        let address =
            !self.measurer.german && known.is_none() && !money && factor == 1.0 && self.capital(end);
        if !follows || address {
            found.end = end;
            return None;
        }
        found.value = QuantityValue::Between(tidy(first * factor), tidy(second * factor));
        found.last = self.tokens[found.end - 1].range.end;
        match known {
            Some(known) => found.unit = Some(units.all[known].label().to_owned()),
            None if !money => self.unit_after(found, false),
            None => {}
        }
        Some(found.end)
    }

    /// The longest known beginning of a compound: year-old before year, mm before mm-Granaten.
    pub(super) fn longest_head(&self, found: &mut Found, tail: &str, hyphen: usize) -> Option<usize> {
        let units = &self.measurer.units;
        let mut head = tail;
        loop {
            if let Some(unit) = units.word(head) {
                found.unit = Some(units.all[unit].label().to_owned());
                found.last += hyphen + head.len();
                // `70-a-share`, `12-cent-a-share`
                let rest = &tail[head.len()..];
                if rest.is_empty() {
                    self.rate(found, unit);
                } else {
                    self.rate_inside(found, unit, rest);
                }
                return Some(found.end);
            }
            if let Some((_, unit)) = self.ending(head) {
                found.unit = Some(self.age_unit(unit, head).to_owned());
                found.last += hyphen + head.len();
                return Some(found.end);
            }
            head = match head.rfind('-') {
                Some(at) => &head[..at],
                None => return None,
            };
        }
    }

    /// `-a-share` behind a unit in the same word.
    fn rate_inside(&self, found: &mut Found, unit: usize, rest: &str) {
        let mut parts = rest.split('-').skip(1);
        let (Some(per), Some(below)) = (parts.next(), parts.next()) else { return };
        if !self.measurer.lists.per.contains(&per.to_lowercase()) {
            return;
        }
        let units = &self.measurer.units;
        let name = &units.all[unit].name;
        let below = match units.word(below) {
            Some(unit) => units.all[unit].name.clone(),
            None => match self.measurer.lists.heads.get(&below.to_lowercase()) {
                Some(noun) => noun.clone(),
                None => return,
            },
        };
        found.unit = Some(format!("{name} per {below}"));
        let length = per.len() + rest.split('-').nth(2).map_or(0, str::len) + 2;
        found.last = (found.last + length).min(self.tokens[found.end - 1].range.end);
    }

    /// The ending of an adjective of measure, and its unit.
    pub(super) fn ending(&self, word: &str) -> Option<(&str, usize)> {
        if !self.measurer.german || word.len() > 60 {
            return None;
        }
        let lower = word.to_lowercase();
        if !self.measurer.units.may_hold_adjective(&lower) {
            return None;
        }
        self.measurer.units.adjectives.iter().find_map(|(ending, unit)| {
            let place = lower.rfind(ending.as_str())?;
            (lower.len() - place - ending.len() <= 2).then_some((ending.as_str(), *unit))
        })
    }

    /// A person is so many years old; a thing lasts as long.
    fn age_unit(&self, unit: usize, word: &str) -> &str {
        let unit = &self.measurer.units.all[unit];
        if unit.name == "year" && word.starts_with(char::is_uppercase) { "year of age" } else { unit.label() }
    }

    /// `zweitägige`: number and unit in one word.
    pub(super) fn adjective(&self, at: usize) -> Option<Found> {
        let token = self.tokens.get(at).filter(|t| t.kind == TokenKind::Word)?;
        let word = token.range.of(self.text);
        let (ending, unit) = self.ending(word)?;
        let lower = word.to_lowercase();
        let number = lower[..lower.rfind(ending)?].trim_end_matches('-');
        if number.is_empty() {
            return None;
        }
        let value = self.measurer.numbers.word(number)?;
        let mut found = Found::exact(at, at + 1, token.range.end, value);
        found.unit = Some(self.age_unit(unit, word).to_owned());
        Some(found)
    }

    /// `five-year`, `three-foot`, `Zwei-Meter-Mann`, `minus-5`.
    pub(super) fn compound(&self, at: usize) -> Option<Found> {
        let token = self.tokens.get(at).filter(|t| t.kind == TokenKind::Word)?;
        let word = token.range.of(self.text);
        let (number, rest) = word.split_once('-').filter(|_| word.len() < 60)?;
        let lower = number.to_lowercase();
        if self.measurer.lists.minus.contains(&lower) && rest.starts_with(|c: char| c.is_ascii_digit()) {
            return self.minus_figure(at, number.len() + 1);
        }
        let value = self.measurer.numbers.word(&lower)?;
        let mut found = Found::exact(at, at + 1, token.range.start + number.len(), value);
        if let Some((low, second)) = rest.split_once('-')
            && self.measurer.lists.to.contains(&low.to_lowercase())
            && let Some((high, unit)) = second.split_once('-')
            && let Some(high) = self.measurer.numbers.word(&high.to_lowercase())
            && let Some(unit) = self.measurer.units.word(unit).filter(|_| high > value)
        {
            found.value = QuantityValue::Between(value, high);
            found.unit = Some(self.measurer.units.all[unit].label().to_owned());
            found.last = token.range.end;
            return Some(found);
        }
        self.longest_head(&mut found, rest, 1)?;
        Some(found)
    }

    /// `minus-5 yards`: the figure begins inside the token.
    fn minus_figure(&self, at: usize, skip: usize) -> Option<Found> {
        let number = self.measurer.numbers.read_digits(self.text, self.tokens, at, skip)?;
        let token = &self.tokens[number.end - 1];
        if number.used < token.range.len() {
            return None;
        }
        let mut found = Found::exact(at, number.end, token.range.end, -number.value);
        self.unit_after(&mut found, false);
        Some(found)
    }
}
