//! Reading a number from tokens: figures with their scale words, words, and mixtures (`3 hundred and 21`, `two and a
//! half million`, `drei Viertel`, `zero point five`).

use super::{Atom, Number, Numbers, tidy};
use stemma_text::{Token, TokenKind};

/// Longest run of tokens read as one number in words.
const LONGEST: usize = 12;
/// Scales from here on may be shared by a fraction behind them: `3 million and a half`.
const SHARED: f64 = 1000.0;
/// Largest number below a stroke: `1/16`.
const BELOW: u32 = 16;

/// A fraction in words.
#[derive(Clone, Copy, Debug)]
struct Part {
    value: f64,
    /// First token after it.
    end: usize,
    /// True if a number or an article stands above it (`two thirds`, `a half`).
    numbered: bool,
}

impl Numbers {
    /// Reads the number that starts at token `at`.
    pub(crate) fn read(&self, text: &str, tokens: &[Token], at: usize) -> Option<Number> {
        let token = tokens.get(at)?;
        match token.kind {
            TokenKind::Number => self.read_digits(text, tokens, at, 0),
            TokenKind::Word if super::figure::vulgar(token.range.of(text)).is_some() => {
                self.read_digits(text, tokens, at, 0)
            }
            TokenKind::Word => self.read_words(text, tokens, at),
            TokenKind::Mark => None,
        }
    }

    /// Reads the figure that starts `skip` bytes into token `at`.
    pub(crate) fn read_digits(&self, text: &str, tokens: &[Token], at: usize, skip: usize) -> Option<Number> {
        let start = tokens.get(at)?.range.start + skip;
        let (mut value, length) = self.figure(text.get(start..)?)?;
        let last = start + length;
        let mut end = at + 1;
        while tokens.get(end).is_some_and(|t| t.range.start < last) {
            end += 1;
        }
        let token = &tokens[end - 1];
        let used = last - token.range.start;
        let mut number = Number { value, end, used, digits: true, ..Number::default() };
        if used < token.range.len() {
            return Some(number);
        }
        // 10 1/2, 1/4
        let piece = |n: usize| tokens.get(n).map(|t| t.range.of(text));
        let near = |n: usize| tokens.get(n).is_some_and(|t| t.range.start == tokens[n - 1].range.end);
        let stroke = |n: usize| matches!(piece(n), Some("/" | "⁄"));
        let below = |n: usize, above: f64| {
            let below: u32 = piece(n)?.parse().ok()?;
            let usual = (2..=BELOW).contains(&below)
                || above == 1.0 && matches!(below, 20 | 32 | 64 | 100 | 128 | 1000);
            (usual && above >= 1.0 && above < f64::from(below) && !(near(n + 1) && stroke(n + 1)))
                .then_some(f64::from(below))
        };
        if stroke(end)
            && near(end)
            && near(end + 1)
            && let Some(below) = below(end + 1, value)
            && value.fract() == 0.0
            && !(at > 0 && stroke(at - 1) && near(at))
        {
            value /= below;
            number.end += 2;
        } else if stroke(end + 1)
            && near(end + 1)
            && near(end + 2)
            && let Some(above) = piece(end).and_then(|p| p.parse::<u32>().ok()).map(f64::from)
            && let Some(below) = below(end + 2, above)
            && value.fract() == 0.0
        {
            value += above / below;
            number.end += 3;
        }
        number.fraction = number.end > end && value < 1.0;
        number.used = if number.end > end { tokens[number.end - 1].range.len() } else { used };
        number.value = value;
        self.scale(text, tokens, &mut number);
        self.small_words(text, tokens, &mut number);
        number.value.is_finite().then_some(number)
    }

    /// Scale words after a number: `2,3 Millionen`, `Mio.`, `10 k`; and `and a half` behind them.
    fn scale(&self, text: &str, tokens: &[Token], number: &mut Number) {
        let mut last = 0.0;
        while let Some(token) = tokens.get(number.end) {
            let word = token.range.of(text);
            if word.len() > 24 || token.kind != TokenKind::Word {
                break;
            }
            let lower = word.to_lowercase();
            let scale = match self.atom(&lower) {
                Some(Atom::Scale(scale)) if scale >= 12.0 => scale,
                _ => match self.signs.get(word) {
                    Some(scale) if last == 0.0 && !self.goes_on(text, tokens, number.end) => *scale,
                    _ => break,
                },
            };
            number.value = tidy(number.value * scale);
            number.scaled = true;
            number.end += 1;
            number.used = word.len();
            last = scale;
            let point = tokens
                .get(number.end)
                .is_some_and(|t| t.range.of(text) == "." && t.range.start == token.range.end);
            if point && word.len() <= 4 && tokens.len() > number.end + 1 {
                let next = tokens[number.end + 1].range.of(text);
                if next.chars().next().is_some_and(|c| c.is_alphanumeric() || c == '€' || c == '$') {
                    number.end += 1;
                    number.used = 1;
                }
            }
        }
        if last >= SHARED
            && self.is_and(text, tokens, number.end)
            && let Some(part) =
                self.part(text, tokens, number.end + 1).filter(|p| p.numbered && p.value < 1.0)
        {
            self.add_part(text, tokens, number, part, last);
        }
    }

    /// True if a letter that may be a scale is part of something longer: `5 M 3`, `10 K-Wert`.
    fn goes_on(&self, text: &str, tokens: &[Token], at: usize) -> bool {
        tokens.get(at + 1).is_some_and(|t| {
            t.range.start == tokens[at].range.end
                && !matches!(t.range.of(text), "." | "," | ")" | "!" | "?" | ";" | "]" | ":")
                || t.kind == TokenKind::Number
        })
    }

    /// `3 hundred and 21`, `4 thousand 3 hundred and 21`: smaller figures behind a scale word up to a thousand.
    fn small_words(&self, text: &str, tokens: &[Token], number: &mut Number) {
        if !number.scaled || number.value.fract() != 0.0 {
            return;
        }
        let mut last = self.scale_at(text, tokens, number.end.wrapping_sub(1));
        while (100.0..=SHARED).contains(&last) {
            let and = self.is_and(text, tokens, number.end);
            let at = number.end + usize::from(and);
            let Some(token) = tokens.get(at) else { return };
            let word = token.range.of(text);
            let plain = word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit());
            let value = if plain {
                word.parse().ok()
            } else if and && token.kind == TokenKind::Word {
                self.word(&word.to_lowercase())
                    .filter(|_| !matches!(self.atom(&word.to_lowercase()), Some(Atom::Article(_))))
            } else {
                None
            };
            let Some(value) = value.filter(|v| *v < last && *v >= 1.0) else { return };
            let scale = if plain { self.scale_at(text, tokens, at + 1) } else { 0.0 };
            if scale > 0.0 && (value * scale >= last || scale < 100.0) || scale == 0.0 && !and {
                return;
            }
            number.value += if scale > 0.0 { value * scale } else { value };
            number.end = at + 1 + usize::from(scale > 0.0);
            number.used = tokens[number.end - 1].range.len();
            last = scale;
        }
    }

    fn scale_at(&self, text: &str, tokens: &[Token], at: usize) -> f64 {
        let word = tokens.get(at).filter(|t| t.kind == TokenKind::Word && t.range.len() < 24);
        match word.and_then(|t| self.atom(&t.range.of(text).to_lowercase())) {
            Some(Atom::Scale(v)) => v,
            _ => 0.0,
        }
    }

    fn is_and(&self, text: &str, tokens: &[Token], at: usize) -> bool {
        let word = tokens.get(at).filter(|t| t.kind == TokenKind::Word && t.range.len() < 8);
        word.is_some_and(|t| self.atom(&t.range.of(text).to_lowercase()) == Some(Atom::And))
    }

    fn lower(text: &str, tokens: &[Token], at: usize) -> String {
        let word =
            tokens.get(at).filter(|t| t.kind == TokenKind::Word && t.range.len() <= super::LONGEST_WORD);
        word.map_or_else(String::new, |t| t.range.of(text).to_lowercase())
    }

    // -------------------------------------------------------------- fractions in words

    /// A fraction: `half`, `a third`, `two thirds`, `three-quarters`, `one - eighth`, `drei Viertel`.
    fn part(&self, text: &str, tokens: &[Token], at: usize) -> Option<Part> {
        let first = Self::lower(text, tokens, at);
        if first.is_empty() {
            let token = tokens.get(at)?;
            let (value, length) = super::figure::vulgar(token.range.of(text))?;
            return (length == token.range.len()).then_some(Part { value, end: at + 1, numbered: true });
        }
        if let Some((above, below)) = first.split_once('-')
            && let Some(above) = self.word(above)
            && let Some(below) = self.below(below, above)
        {
            return Some(Part { value: above * below, end: at + 1, numbered: true });
        }
        if let Some(Atom::Fraction(v)) = self.atom(&first) {
            // `dreiviertel` has its number inside.
            let numbered = (1.0 / v - (1.0 / v).round()).abs() > 0.01;
            return Some(Part { value: v, end: at + 1, numbered });
        }
        // What stands above: an article or a number below a hundred (below a thousand in one word).
        let (above, mut next) = match self.atom(&first) {
            Some(Atom::Article(v)) => (v, at + 1),
            _ => {
                let mut above = self.word(&first).filter(|v| *v >= 1.0 && *v < SHARED)?;
                let mut next = at + 1;
                if above % 10.0 == 0.0
                    && (20.0..100.0).contains(&above)
                    && let Some(ones @ 1.0..=9.0) = self.word(&Self::lower(text, tokens, next))
                {
                    above += ones;
                    next += 1;
                }
                (above, next)
            }
        };
        let dash = tokens.get(next).is_some_and(|t| matches!(t.range.of(text), "-" | "–"));
        next += usize::from(dash);
        let word = Self::lower(text, tokens, next);
        let below = self.below(&word, above)?;
        // `a third person`, `ein zweiter`: counted through, not parted.
        let ordinal = self.ordinal(&word).is_some() && !matches!(self.atom(&word), Some(Atom::Fraction(_)));
        if ordinal && above == 1.0 && !self.parts(text, tokens, next + 1) {
            return None;
        }
        Some(Part { value: above * below, end: next + 1, numbered: true })
    }

    /// True if what follows an ordinal lets it be a fraction: `of`, a scale, a mark, the end.
    fn parts(&self, text: &str, tokens: &[Token], at: usize) -> bool {
        let Some(token) = tokens.get(at) else { return true };
        let word = token.range.of(text);
        token.kind == TokenKind::Mark && word != "-"
            || self.of.contains(&word.to_lowercase())
            || self.halves.contains(&word.to_lowercase())
            || self.scale_at(text, tokens, at) >= 100.0
    }

    /// One over what the word names: `thirds`, `fifth` below one, `Drittel`.
    fn below(&self, word: &str, above: f64) -> Option<f64> {
        if word.is_empty() {
            return None;
        }
        if let Some(Atom::Fraction(v)) = self.atom(word) {
            return Some(v);
        }
        let ordinal = match word.strip_suffix('s') {
            Some(stem) => self.ordinal(stem)?,
            None if above == 1.0 => self.ordinal(word)?,
            None => return None,
        };
        (ordinal > 2.0 && !self.compounds).then_some(1.0 / ordinal)
    }

    /// The place that an ordinal in words names: `third`, `twenty-fifth`.
    pub(crate) fn ordinal(&self, word: &str) -> Option<f64> {
        if let Some(Atom::Ordinal(v)) = self.atom(word) {
            return Some(v);
        }
        let (tens, ones) = word.split_once('-')?;
        match (self.atom(tens)?, self.atom(ones)?) {
            (Atom::Cardinal(tens), Atom::Ordinal(ones)) if tens >= 20.0 && ones < 10.0 => Some(tens + ones),
            (Atom::Scale(hundred), Atom::Ordinal(ones)) if ones < hundred => Some(hundred + ones),
            _ => None,
        }
    }

    /// Adds `and a half` to a number; `last` is its last scale.
    fn add_part(&self, text: &str, tokens: &[Token], number: &mut Number, part: Part, last: f64) {
        number.end = part.end;
        let scale = self.scale_at(text, tokens, part.end);
        if scale >= 100.0 {
            number.end += 1;
            number.scaled = true;
            number.value = if last > scale {
                number.value + part.value * scale
            } else {
                (number.value + part.value) * scale
            };
        } else {
            number.value += part.value * if last >= SHARED { last } else { 1.0 };
        }
        number.value = tidy(number.value);
        number.used = tokens[number.end - 1].range.len();
    }

    /// A number that is a fraction, and the scale behind it: `half a dozen`, `two thirds of a million`.
    fn read_part(&self, text: &str, tokens: &[Token], at: usize) -> Option<Number> {
        let part = self.part(text, tokens, at)?;
        let mut number = Number { value: part.value, end: part.end, fraction: true, ..Number::default() };
        if !part.numbered {
            number.bare = !self.of.contains(&Self::lower(text, tokens, part.end))
                && !self.halved(text, tokens, part.end);
        }
        let mut next = part.end;
        if self.of.contains(&Self::lower(text, tokens, next)) {
            next += 1;
        }
        if matches!(self.atom(&Self::lower(text, tokens, next)), Some(Atom::Article(_))) {
            next += 1;
        }
        let scale = self.scale_at(text, tokens, next);
        if scale >= 12.0 {
            number.value = tidy(part.value * scale);
            number.end = next + 1;
            number.scaled = true;
            number.fraction = false;
            number.bare = false;
        }
        number.used = tokens[number.end - 1].range.len();
        Some(number)
    }

    /// `half the people`, `half an hour`, `halb so viele`: what stands behind a fraction without a number.
    fn halved(&self, text: &str, tokens: &[Token], at: usize) -> bool {
        let word = Self::lower(text, tokens, at);
        self.halves.contains(&word)
    }

    // -------------------------------------------------------------- numbers in words

    fn read_words(&self, text: &str, tokens: &[Token], at: usize) -> Option<Number> {
        if let Some(number) = self.read_part(text, tokens, at) {
            return Some(number);
        }
        let mut sum = Sum::default();
        let mut number: Option<Number> = None;
        let mut only_article = false;
        for (n, token) in tokens.iter().enumerate().skip(at).take(LONGEST) {
            if sum.tens() && matches!(token.range.of(text), "-" | "–") {
                let joined = |n: usize| tokens[n].range.start == tokens[n - 1].range.end;
                let ones = self.atom(&Self::lower(text, tokens, n + 1));
                if matches!(ones, Some(Atom::Cardinal(v)) if (1.0..10.0).contains(&v))
                    && joined(n) == joined(n + 1)
                {
                    continue;
                }
            }
            if token.kind != TokenKind::Word || token.range.len() > super::LONGEST_WORD {
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
                Atom::Ordinal(_) | Atom::Fraction(_) => break,
                Atom::And => {
                    if let Some(mut number) = number
                        && let Some(part) =
                            self.part(text, tokens, n + 1).filter(|p| p.numbered || sum.last < 20.0)
                        && (part.numbered || !self.compounds)
                        && part.value < 1.0
                    {
                        self.add_part(text, tokens, &mut number, part, sum.last);
                        number.article = false;
                        return Some(number);
                    }
                    if !sum.add(atom) {
                        break;
                    }
                    continue;
                }
                Atom::Article(v) => {
                    if n > at {
                        break;
                    }
                    only_article = true;
                    sum.add(Atom::Cardinal(v));
                }
                Atom::Whole(v) if n == at => sum = Sum { current: v, ..Sum::default() },
                other => {
                    if !sum.add(other) {
                        break;
                    }
                    only_article = false;
                }
            }
            number = sum.value().map(|value| Number {
                value,
                end: n + 1,
                used: token.range.len(),
                article: only_article,
                scaled: sum.total >= 1000.0,
                ..Number::default()
            });
        }
        let mut number = number?;
        // `one hundred thirty-two fifths`
        if let Some((below, end)) = self.parts_behind(text, tokens, &number, sum.last) {
            number.value = below;
            number.fraction = true;
            number.used = tokens[end - 1].range.len();
            number.end = end;
            return Some(number);
        }
        self.decimals_in_words(text, tokens, &mut number);
        number.value.is_finite().then_some(number)
    }

    /// `one hundred thirty-two fifths`, `three twenty firsts`: what a number in words is with the parts behind it, and
    /// the token after them.
    fn parts_behind(&self, text: &str, tokens: &[Token], number: &Number, last: f64) -> Option<(f64, usize)> {
        let word = Self::lower(text, tokens, number.end);
        if number.article || word.is_empty() {
            return None;
        }
        let tens = |value: f64| (20.0..100.0).contains(&value) && value % 10.0 == 0.0;
        if let Some(Atom::Cardinal(first)) = self.atom(&word).filter(|_| !self.compounds)
            && tens(first)
            && let Some(ones) = Self::lower(text, tokens, number.end + 1).strip_suffix('s')
            && let Some(ones) = self.ordinal(ones).filter(|v| *v < 10.0)
        {
            return Some((number.value / (first + ones), number.end + 2));
        }
        let below = self.below(&word, 2.0).filter(|_| word.ends_with('s'))?;
        // `one hundred thirty fifths`: the tens belong to what stands below.
        let before = number.end.checked_sub(2).map(|at| self.scale_at(text, tokens, at));
        if tens(last) && below > 0.1 && before.is_some_and(|scale| scale >= 100.0) && !word.contains('-') {
            return Some(((number.value - last) / (last + (1.0 / below).round()), number.end + 1));
        }
        Some((number.value * below, number.end + 1))
    }

    /// `zwei Komma drei`, `nought point nought three`: digits one by one, or one number.
    fn decimals_in_words(&self, text: &str, tokens: &[Token], number: &mut Number) {
        if number.article
            || number.value.fract() != 0.0
            || !self.points.contains(&Self::lower(text, tokens, number.end))
        {
            return;
        }
        let mut digits = String::new();
        let mut end = number.end + 1;
        while digits.len() < LONGEST {
            let value = self
                .word(&Self::lower(text, tokens, end))
                .filter(|v| v.fract() == 0.0 && *v >= 0.0 && *v < SHARED);
            let Some(value) = value.filter(|v| *v < 10.0 || digits.is_empty()) else { break };
            digits.push_str(&value.to_string());
            end += 1;
            if value >= 10.0 {
                break;
            }
        }
        if digits.is_empty() {
            return;
        }
        if let Ok(value) = format!("{}.{digits}", number.value).parse() {
            number.value = value;
            number.end = end;
            number.used = tokens[end - 1].range.len();
            self.scale(text, tokens, number);
        }
    }
}

/// A number in words while it is read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    total: f64,
    current: f64,
    started: bool,
    pending_and: bool,
    last: f64,
}

impl Sum {
    /// True if ones may follow a hyphen: `fifty - two`.
    fn tens(&self) -> bool {
        self.started && (20.0..100.0).contains(&self.last) && self.last % 10.0 == 0.0
    }

    /// Adds a word; false if it cannot go on the number read so far.
    pub(super) fn add(&mut self, atom: Atom) -> bool {
        match atom {
            Atom::Cardinal(v) => {
                let teens = self.last >= 20.0 && self.last < 100.0 && v < 10.0 && self.last % 10.0 == 0.0;
                let fits = !self.started
                    || self.last >= 100.0 && v < self.last
                    || (self.pending_and && self.last < 10.0 && v >= 20.0 && v % 10.0 == 0.0)
                    || (!self.pending_and && teens);
                if !fits || v >= 100.0 && self.started && self.last < 1000.0 {
                    return false;
                }
                self.current += v;
                self.last = v;
            }
            // `three hundred and two dozens`
            Atom::Scale(v) if v < 100.0 && self.current >= 100.0 && self.last < 100.0 => {
                self.current += self.last * (v - 1.0);
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
                // `lakh crore`: a scale of a scale.
                if self.current == 0.0 && self.total > 0.0 && self.last < v {
                    self.total *= v;
                } else {
                    self.total += self.current.max(1.0) * v;
                }
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

    pub(super) fn value(&self) -> Option<f64> {
        (self.started || self.current > 0.0).then_some(tidy(self.total + self.current))
    }
}
