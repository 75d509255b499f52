//! The search for quantities over the tokens of one text.

use super::Measurer;
use super::number::{Atom, Number, tidy};
use stemma_text::{Quantity, QuantityValue, TextRange, Token, TokenKind};

/// Adjectives passed over between a number and the noun it counts.
const ADJECTIVES: usize = 3;

/// Longest rest of a token, in bytes, that is searched for a unit.
const LONGEST_SUFFIX: usize = 60;

/// Words this long, in bytes, are neither numbers nor units.
const LONGEST_WORD: usize = 80;

/// The state of one search.
pub(super) struct Search<'t> {
    pub(super) measurer: &'t Measurer,
    pub(super) text: &'t str,
    pub(super) tokens: &'t [Token],
    /// Tokens that belong to dates and times of day.
    pub(super) taken: Vec<bool>,
}

/// A number, or two, with a unit.
struct Found {
    start: usize,
    /// First token after it.
    end: usize,
    /// Last byte of the text that belongs to it.
    last: usize,
    value: QuantityValue,
    unit: Option<String>,
}

impl Search<'_> {
    pub(super) fn run(&self) -> Vec<Quantity> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            let next = if self.taken[at] || !self.may_start(at) { None } else { self.quantity(at) };
            match next {
                Some((quantity, end)) => {
                    at = end.max(at + 1);
                    found.extend(quantity);
                }
                None => at += 1,
            }
        }
        found
    }

    /// True if a quantity can start at the token: cheap, and asked for every token.
    fn may_start(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let word = token.range.of(self.text);
        match token.kind {
            TokenKind::Number => true,
            TokenKind::Mark => self.measurer.units.starts_symbol(word),
            TokenKind::Word if word.len() >= LONGEST_WORD => false,
            TokenKind::Word => {
                let lower = word.to_lowercase();
                lower.contains('-')
                    || self.measurer.units.starts_symbol(word)
                    || self.measurer.numbers.atom(&lower).is_some()
                    || self.measurer.numbers.word(&lower).is_some()
                    || self.measurer.units.may_hold_adjective(&lower)
                        && self
                            .measurer
                            .units
                            .adjectives
                            .iter()
                            .any(|(ending, _)| lower.contains(ending.as_str()))
            }
        }
    }

    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.range.of(self.text))
    }

    fn lower(&self, at: usize) -> String {
        let word = self.word(at);
        if word.len() < 60 { word.to_lowercase() } else { String::new() }
    }

    /// True if no white space stands before the token.
    fn joined(&self, at: usize) -> bool {
        at > 0 && at < self.tokens.len() && self.tokens[at].range.start == self.tokens[at - 1].range.end
    }

    /// The quantity at `at`, if the number there is one, and the token after what was read.
    fn quantity(&self, at: usize) -> Option<(Option<Quantity>, usize)> {
        if let Some(found) = self.adjective(at).or_else(|| self.compound(at)) {
            let end = found.end;
            return Some((Some(self.record(at, found, None)), end));
        }
        let money = self.money_before(at);
        let start = money.map_or(at, |(_, next)| next);
        let number = self.measurer.numbers.read(self.text, self.tokens, start)?;
        if self.taken[start..number.end].contains(&true) {
            return None;
        }
        let token = &self.tokens[number.end - 1];
        let mut found = Found {
            start: at,
            end: number.end,
            last: token.range.start + number.used,
            value: QuantityValue::Exact(number.value),
            unit: None,
        };
        let mut first = number.value;
        let bare =
            number.digits && !number.scaled && number.end == start + 1 && number.used == token.range.len();
        if bare && at > 1 && self.word(at - 1) == "." && self.joined(at) && !self.joined(at - 1) {
            first /= 10f64.powi(i32::try_from(number.used).unwrap_or(0));
            found.value = QuantityValue::Exact(first);
        }
        let mut scaled = number.scaled;
        // A minus sign joined to the figure, after a space.
        if at > 0
            && matches!(self.word(at - 1), "-" | "−" | "–")
            && self.joined(at)
            && !self.joined(at - 1)
            && number.digits
            || at > 0 && self.measurer.minus.contains(&self.lower(at - 1))
        {
            first = -first;
            found.start = at - 1;
            found.value = QuantityValue::Exact(first);
        }
        let rest = self.text[found.last..token.range.end].to_owned();
        if rest.is_empty() && self.scaled_compound(&mut found, first) {
            scaled = true;
        } else if rest.is_empty() {
            self.range(&mut found, &number, first, money.is_some());
            if let QuantityValue::Between(..) = found.value {
                scaled = true;
            }
        } else if let Some(end) = self.suffix(&mut found, &rest, first, money.is_some()) {
            found.end = end;
        } else if rest.starts_with(char::is_alphabetic) || rest.contains(|c: char| c.is_ascii_digit()) {
            return Some((None, number.end));
        }
        if let Some((unit, _)) = money {
            found.unit = Some(self.measurer.units.all[unit].label().to_owned());
            self.money_rate(&mut found, unit);
        } else if found.unit.is_none() && !rest.contains('-') {
            self.unit_after(&mut found, number.article);
        }
        let sure = found.unit.is_some();
        if number.article && (!sure || number.value == 1.0) && !(sure && self.measures(&found)) && !scaled {
            return None;
        }
        // `third quarter`, `die Hälfte`: a fraction of nothing said.
        if !sure && !number.digits && number.value < 1.0 && number.value > 0.0 {
            return None;
        }
        if !sure && self.is_label(at, &number, &found) {
            return Some((None, found.end));
        }
        let counted = if sure { None } else { self.counted(found.end) };
        if !sure && !number.digits && number.value == 1.0 && counted.is_none() {
            return None;
        }
        let end = found.end;
        Some((Some(self.record(at, found, counted)), end))
    }

    /// `1.8 billion-mile`, `400 million-year-old`: scale and unit in one word behind the figure.
    fn scaled_compound(&self, found: &mut Found, first: f64) -> bool {
        let Some((scale, rest)) = self.word(found.end).split_once('-') else { return false };
        let Some(Atom::Scale(scale)) = self.measurer.numbers.atom(&scale.to_lowercase()) else {
            return false;
        };
        let Some(unit) = self.measurer.units.word(rest) else { return false };
        found.value = QuantityValue::Exact(tidy(first * scale));
        found.unit = Some(self.measurer.units.all[unit].label().to_owned());
        found.last = self.tokens[found.end].range.end;
        found.end += 1;
        true
    }

    /// An article counts before a measure or money, not before `Tag` or `Punkt`.
    fn measures(&self, found: &Found) -> bool {
        let unit = found.unit.as_deref().and_then(|u| self.measurer.units.named(u));
        unit.is_some_and(|u| {
            u.code.is_some() || u.dimension.as_deref().is_some_and(|d| d != "share" && d != "time")
        }) || self.measurer.german && unit.is_some_and(|u| u.dimension.as_deref() == Some("time"))
    }

    fn record(&self, at: usize, found: Found, counted: Option<TextRange>) -> Quantity {
        let range = TextRange::new(
            self.tokens[found.start].range.start,
            found.last.max(self.tokens[found.start].range.start),
        );
        Quantity {
            range,
            value: found.value,
            unit: found.unit,
            approximate: self.approximate(at.min(found.start)),
            counted,
        }
    }

    /// True if one of the up to three words before says that the number is a rough one.
    fn approximate(&self, at: usize) -> bool {
        let mut phrase = String::new();
        for n in 1..=3.min(at) {
            let word = self.lower(at - n);
            phrase = if phrase.is_empty() { word } else { format!("{word} {phrase}") };
            if self.measurer.about.contains(&phrase) {
                return true;
            }
        }
        at > 0 && matches!(self.word(at - 1), "~" | "≈")
    }

    // -------------------------------------------------------------- money

    /// A sign or code of money before a figure: `$`, `US $`, `EUR`. The unit and the token after it.
    fn money_before(&self, at: usize) -> Option<(usize, usize)> {
        let units = &self.measurer.units;
        let mut best = None;
        let mut joined = String::new();
        for n in at..(at + 3).min(self.tokens.len()) {
            if n > at && !self.joined(n) {
                joined.push(' ');
            }
            joined.push_str(self.word(n));
            if let Some(unit) = units.symbol(&joined)
                && units.all[unit].code.is_some()
            {
                best = Some((unit, n + 1));
            }
        }
        let (unit, mut next) = best?;
        if matches!(self.word(next), "=" | "-") && self.joined(next) && self.joined(next + 1) {
            next += 1;
        }
        (self.tokens.get(next)?.kind == TokenKind::Number).then_some((unit, next))
    }

    /// `$4.23 per gallon`.
    fn money_rate(&self, found: &mut Found, unit: usize) {
        let again = self.measurer.units.read(self.text, self.tokens, found.end);
        if let Some((same, end)) = again
            && self.measurer.units.all[same].code.is_some()
        {
            found.end = end;
            found.last = self.tokens[end - 1].range.end;
        }
        self.rate(found, unit);
    }

    // -------------------------------------------------------------- ranges

    /// The second number of a range: `10 bis 12`, `10–12`, `$62 to $68`.
    fn range(&self, found: &mut Found, number: &Number, first: f64, money: bool) {
        let numbers = &self.measurer.numbers;
        let mut gap = found.end;
        // A unit may stand on the first number too.
        let unit = self.measurer.units.read(self.text, self.tokens, gap);
        let word = self.lower(gap);
        let dash = matches!(word.as_str(), "-" | "–" | "—") && (number.digits || self.joined(gap));
        let between = found.start > 0 && self.measurer.between.contains(&self.lower(found.start - 1));
        let from = found.start > 0 && self.measurer.from.contains(&self.lower(found.start - 1));
        let and = self.is_and(&word) && between;
        if !(dash || and || self.measurer.to.contains(&word)) {
            let Some((_, after)) = unit else { return };
            let word = self.lower(after);
            let joint = self.measurer.to.contains(&word) || between && self.is_and(&word);
            if !joint {
                return;
            }
            gap = after;
        }
        let mut next = gap + 1;
        let sign = self.money_before(next);
        if let Some((_, after)) = sign {
            next = after;
        }
        if self.taken.get(next).is_none_or(|t| *t) {
            return;
        }
        let Some(second) = numbers.read(self.text, self.tokens, next) else { return };
        if second.article || money != sign.is_some() && (!money || from && !dash) {
            return;
        }
        let token = &self.tokens[second.end - 1];
        let rest = &self.text[token.range.start + second.used..token.range.end];
        let mut value = second.value;
        let mut last = token.range.start + second.used;
        let mut scale = 1.0;
        if let Some((factor, length)) = self.scale_suffix(rest, money) {
            value = tidy(value * factor);
            scale = factor;
            last += length;
        } else if !rest.is_empty() && self.suffix_unit(rest).is_none() {
            return;
        }
        // `89 to 93 billion`: the scale goes with both.
        let shared = second.scaled && !number.scaled && first < 1000.0 && !(sign.is_some() && first >= 100.0);
        let bare = if shared { leading(self.text, self.tokens, next, numbers) } else { None };
        let low = match bare {
            Some(b) if b > 0.0 => tidy(first * (value / b)),
            _ => tidy(first * if first < 1000.0 { scale } else { 1.0 }),
        };
        // Results of games and numbers of parts are no ranges.
        let has_unit = money
            || self.measurer.units.read(self.text, self.tokens, second.end).is_some()
            || !rest.is_empty();
        if dash && !has_unit && value < 15.0 && first < 15.0 && number.digits {
            return;
        }
        // Only `von … auf` may fall.
        let fits = low < value || from && has_unit;
        if !fits {
            return;
        }
        found.value = QuantityValue::Between(low, value);
        found.end = second.end;
        found.last = last;
        if let Some(unit) = self.suffix_unit(rest) {
            found.unit = Some(self.measurer.units.all[unit].label().to_owned());
            found.last = token.range.end;
            // km/h over several tokens.
            let mut joined = rest.to_owned();
            for n in second.end..(second.end + 2).min(self.tokens.len()) {
                joined.push_str(self.word(n));
                if let Some(unit) = self.measurer.units.symbol(&joined).filter(|_| self.joined(n)) {
                    found.unit = Some(self.measurer.units.all[unit].label().to_owned());
                    found.end = n + 1;
                    found.last = self.tokens[n].range.end;
                }
            }
        }
    }

    // -------------------------------------------------------------- suffixes inside the token

    /// `M` in `4.3M`, `bn` in `8.1bn`: factor and length in bytes.
    fn scale_suffix(&self, rest: &str, money: bool) -> Option<(f64, usize)> {
        match rest {
            "M" | "mn" | "mln" => Some((1e6, rest.len())),
            "m" if money => Some((1e6, 1)),
            "k" | "K" => Some((1e3, 1)),
            "bn" | "b" | "B" | "bln" => Some((1e9, rest.len())),
            "tn" | "tr" | "T" => Some((1e12, rest.len())),
            _ => None,
        }
    }

    fn suffix_unit(&self, rest: &str) -> Option<usize> {
        let rest = rest.trim_start_matches(['-', '–']);
        (!rest.is_empty()).then(|| self.measurer.units.word(rest)).flatten()
    }

    /// What follows the figure inside its token: `km`, `-mm-Granaten`, `M`, `-5`. The token after the quantity.
    fn suffix(&self, found: &mut Found, rest: &str, first: f64, money: bool) -> Option<usize> {
        let units = &self.measurer.units;
        let end = found.end;
        if rest.len() > LONGEST_SUFFIX {
            return None;
        }
        let tail = rest.trim_start_matches(['-', '–']);
        let hyphen = rest.len() - tail.len();
        if hyphen == 0 {
            // A unit written over several tokens: `100 km/h` without its space.
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
        // 5-10W, 10-12
        if hyphen > 0
            && let Some((second, used)) = self.measurer.numbers.figure(tail)
        {
            let unit = &tail[used..];
            let known = (!unit.is_empty()).then(|| units.word(unit)).flatten();
            if second > first && (unit.is_empty() || known.is_some()) {
                let follows = known.is_some()
                    || money
                    || units.read(self.text, self.tokens, end).is_some()
                    || second >= 15.0;
                if follows {
                    found.value = QuantityValue::Between(first, second);
                    found.last = self.tokens[end - 1].range.end;
                    match known {
                        Some(known) => found.unit = Some(units.all[known].label().to_owned()),
                        None if !money => self.unit_after(found, false),
                        None => {}
                    }
                    return Some(found.end);
                }
            }
            return None;
        }
        // The longest known beginning of a compound: year-old before year, mm before mm-Granaten.
        let mut head = tail;
        loop {
            if let Some(unit) = units.word(head) {
                found.unit = Some(units.all[unit].label().to_owned());
                found.last += hyphen + head.len();
                if head.len() == tail.len() {
                    self.rate(found, unit);
                }
                return Some(found.end);
            }
            if let Some((ending, unit)) = self.ending(head) {
                let _ = ending;
                found.unit = Some(self.age(unit, head).to_owned());
                found.last += hyphen + head.len();
                return Some(found.end);
            }
            head = match head.rfind('-') {
                Some(at) => &head[..at],
                None => return None,
            };
        }
    }

    // -------------------------------------------------------------- adjectives and compounds

    /// The ending of an adjective of measure, and its unit.
    fn ending(&self, word: &str) -> Option<(&str, usize)> {
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
    fn age(&self, unit: usize, word: &str) -> &str {
        let unit = &self.measurer.units.all[unit];
        if unit.name == "year" && word.starts_with(char::is_uppercase) { "year of age" } else { unit.label() }
    }

    /// `zweitägige`: number and unit in one word.
    fn adjective(&self, at: usize) -> Option<Found> {
        let token = self.tokens.get(at).filter(|t| t.kind == TokenKind::Word)?;
        let word = token.range.of(self.text);
        let (ending, unit) = self.ending(word)?;
        let lower = word.to_lowercase();
        let number = lower[..lower.rfind(ending)?].trim_end_matches('-');
        if number.is_empty() {
            return None;
        }
        let value = self.measurer.numbers.word(number)?;
        Some(Found {
            start: at,
            end: at + 1,
            last: token.range.end,
            value: QuantityValue::Exact(value),
            unit: Some(self.age(unit, word).to_owned()),
        })
    }

    /// `five-year`, `three-foot`, `Zwei-Meter-Mann`.
    fn compound(&self, at: usize) -> Option<Found> {
        let token = self.tokens.get(at).filter(|t| t.kind == TokenKind::Word)?;
        let word = token.range.of(self.text);
        let (number, rest) = word.split_once('-').filter(|_| word.len() < 60)?;
        let value = self.measurer.numbers.word(&number.to_lowercase())?;
        let mut head = rest;
        loop {
            if let Some(unit) = self.measurer.units.word(head) {
                return Some(Found {
                    start: at,
                    end: at + 1,
                    last: token.range.start + number.len() + 1 + head.len(),
                    value: QuantityValue::Exact(value),
                    unit: Some(self.measurer.units.all[unit].label().to_owned()),
                });
            }
            head = match head.rfind('-') {
                Some(at) => &head[..at],
                None => return None,
            };
        }
    }

    // -------------------------------------------------------------- units behind

    fn unit_after(&self, found: &mut Found, article: bool) {
        let units = &self.measurer.units;
        let mut at = found.end;
        if matches!(self.word(at), "-" | "(" | "{") && self.tokens.get(at + 1).is_some() {
            let bracket = self.word(at) != "-";
            if bracket && !matches!(self.word(at + 2), ")" | "}") || !bracket && !self.joined(at) {
                return;
            }
            at += 1;
        } else if self.measurer.skipped.contains(&self.lower(at))
            && self.measurer.units.read(self.text, self.tokens, at).is_none()
        {
            at += 1;
        }
        let Some((unit, end)) = units.read(self.text, self.tokens, at) else { return };
        let word = self.word(at);
        // A sign of money before the next figure belongs to that.
        if self.tokens[end - 1].kind == TokenKind::Mark
            && self.joined(end)
            && self.tokens[end].kind == TokenKind::Number
            && word != "%"
        {
            return;
        }
        // One letter counts only right behind a figure that is not a word.
        if word.len() == 1 && word.chars().all(char::is_alphabetic) && (article || end > at + 1) {
            return;
        }
        if word.ends_with('"') && !self.joined(at) {
            return;
        }
        found.unit = Some(units.all[unit].label().to_owned());
        found.end = end;
        found.last = self.tokens[end - 1].range.end;
        // `30 dollars 50`, `13 Euro und 45 Cent` and `5 feet 2 inches` stay two; a scale may follow its code.
        if units.all[unit].code.is_some()
            && let Some(Atom::Scale(scale)) = self.measurer.numbers.atom(&self.lower(end))
            && scale >= 1e6
            && let QuantityValue::Exact(v) = found.value
        {
            found.value = QuantityValue::Exact(tidy(v * scale));
            found.end += 1;
            found.last = self.tokens[end].range.end;
        }
        self.rate(found, unit);
    }

    /// `per hour` behind a unit.
    fn rate(&self, found: &mut Found, unit: usize) {
        let units = &self.measurer.units;
        let per = self.lower(found.end);
        if !self.measurer.per.contains(&per) {
            return;
        }
        let name = &units.all[unit].name;
        let next = found.end + 1;
        if let Some((below, end)) = units.read(self.text, self.tokens, next) {
            let label = format!("{name} per {}", units.all[below].name);
            let loose = self.measurer.numbers.atom(&per).is_some();
            if loose && (self.times_later(end) || end > next + 1 && !self.measurer.german) {
                return;
            }
            let timely = units.all[below].dimension.as_deref() == Some("time");
            if loose && !(units.all[unit].code.is_some() || units.named(&label).is_some() || !timely) {
                return;
            }
            found.unit = Some(label);
            found.end = end;
            found.last = self.tokens[end - 1].range.end;
        } else if units.all[unit].code.is_some() || matches!(name.as_str(), "cent" | "penny") {
            let noun = self.lower(next);
            if let Some(noun) = self.measurer.heads.get(&noun) {
                found.unit = Some(format!("{name} per {noun}"));
                found.end = next + 1;
                found.last = self.tokens[next].range.end;
            }
        }
    }

    fn is_and(&self, word: &str) -> bool {
        self.measurer.numbers.atom(word) == Some(Atom::And)
    }

    /// True if the token says that a time before it is counted from now (`a year earlier`).
    fn times_later(&self, at: usize) -> bool {
        self.measurer.later.contains(&self.lower(at))
    }

    // -------------------------------------------------------------- counts

    /// True if the number is a label or part of a name rather than a count.
    fn is_label(&self, at: usize, number: &Number, found: &Found) -> bool {
        let mut before = at;
        while before > 0 && matches!(self.word(before - 1), "." | "#" | "№") {
            before -= 1;
        }
        if before == 0 {
            return false;
        }
        let word = self.word(before - 1);
        let lower = self.lower(before - 1);
        if self.measurer.labels.contains(&lower) && (before == at || lower.len() <= 3) {
            return number.digits;
        }
        if number.digits && matches!(word, "/" | "+" | "_" | "@" | "§" | "#") {
            return true;
        }
        if number.digits && self.joined(at) && self.tokens[at - 1].kind != TokenKind::Mark {
            return true;
        }
        // A figure behind a capitalised word, with nothing after it to count: `Galaxy 8`.
        let capital = word.chars().next().is_some_and(char::is_uppercase)
            && self.tokens[before - 1].kind == TokenKind::Word;
        let started =
            before >= 2 && !matches!(self.word(before - 2), "." | "!" | "?" | ":" | "“" | "„" | "\"");
        if number.digits
            && capital
            && (started || self.measurer.german)
            && !number.scaled
            && matches!(found.value, QuantityValue::Exact(v) if v < 2000.0)
        {
            let next = self.word(found.end);
            let noun = if self.measurer.german {
                next.chars().next().is_some_and(char::is_alphabetic)
            } else {
                next.chars().next().is_some_and(char::is_lowercase) && !self.measurer.stop.contains(next)
            };
            return !noun || !self.measurer.german && next.is_empty();
        }
        false
    }

    /// The noun that a bare number counts.
    fn counted(&self, at: usize) -> Option<TextRange> {
        for n in at..(at + 1 + ADJECTIVES).min(self.tokens.len()) {
            let token = &self.tokens[n];
            let word = token.range.of(self.text);
            if token.kind != TokenKind::Word || self.measurer.stop.contains(&self.lower(n)) {
                return None;
            }
            let capital = word.chars().next().is_some_and(char::is_uppercase);
            if self.measurer.german {
                if capital {
                    return Some(token.range);
                }
                if !word.ends_with(['e', 'n', 'r', 's', 'm']) {
                    return None;
                }
            } else {
                let plural = word.ends_with('s') && !word.ends_with("ss") && word.len() > 3;
                if plural || self.measurer.plurals.contains(word) {
                    return Some(token.range);
                }
            }
        }
        None
    }
}

/// The figure at a token without its scale word.
fn leading(text: &str, tokens: &[Token], at: usize, numbers: &super::number::Numbers) -> Option<f64> {
    let word = tokens.get(at)?.range.of(text);
    numbers.figure(word).map(|(v, _)| v).or_else(|| numbers.word(&word.to_lowercase()))
}
