//! Figures: numbers in digits with their groups, decimals, fractions and powers (`1.000,5`, `1'234`, `2½`, `1,3e6`,
//! `6.2×10^-4`). They are read from the text itself, since the tokens of a figure may be several.

use super::Numbers;

/// Longest figure, in bytes. Longer runs of digits are keys and codes.
const LONGEST: usize = 40;

/// Fractions that are one character, with above and below.
const VULGAR: [(char, f64, f64); 18] = [
    ('½', 1.0, 2.0),
    ('⅓', 1.0, 3.0),
    ('⅔', 2.0, 3.0),
    ('¼', 1.0, 4.0),
    ('¾', 3.0, 4.0),
    ('⅕', 1.0, 5.0),
    ('⅖', 2.0, 5.0),
    ('⅗', 3.0, 5.0),
    ('⅘', 4.0, 5.0),
    ('⅙', 1.0, 6.0),
    ('⅚', 5.0, 6.0),
    ('⅐', 1.0, 7.0),
    ('⅛', 1.0, 8.0),
    ('⅜', 3.0, 8.0),
    ('⅝', 5.0, 8.0),
    ('⅞', 7.0, 8.0),
    ('⅑', 1.0, 9.0),
    ('⅒', 1.0, 10.0),
];

/// The fraction that a text begins with as one character: its value and its length in bytes.
pub(super) fn vulgar(text: &str) -> Option<(f64, usize)> {
    let first = text.chars().next().filter(|c| !c.is_ascii())?;
    VULGAR.iter().find(|(c, ..)| *c == first).map(|(c, above, below)| (above / below, c.len_utf8()))
}

impl Numbers {
    /// Reads a figure at the start of `text`: its value and its length in bytes.
    pub(crate) fn figure(&self, text: &str) -> Option<(f64, usize)> {
        if let Some(found) = vulgar(text) {
            return Some(found);
        }
        let (mut value, mut end) = self.plain_figure(text)?;
        if let Some((part, length)) = vulgar(&text[end..])
            && value.fract() == 0.0
        {
            value += part;
            end += length;
        } else if let Some((factor, length)) = power(&text[end..], value) {
            value = factor;
            end += length;
        }
        value.is_finite().then_some((value, end))
    }

    fn plain_figure(&self, text: &str) -> Option<(f64, usize)> {
        let bytes = text.as_bytes();
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let mut end = 0;
        while end <= LONGEST
            && (digit(end) || matches!(bytes.get(end), Some(b'.' | b',')) && end > 0 && digit(end + 1))
        {
            end += 1;
        }
        if end == 0 || end > LONGEST {
            return None;
        }
        if end <= 3 && text[..end].bytes().all(|b| b.is_ascii_digit()) {
            let (digits, grouped) = groups(text, end);
            if grouped > end {
                let (decimals, end) = self.decimals(text, grouped);
                return format!("{digits}{decimals}").parse().ok().map(|v| (v, end));
            }
        }
        let figure = &text[..end];
        Some((self.value(figure)?, end))
    }

    /// Decimals behind groups set apart by spaces or apostrophes, as `.5`, and the end of the figure.
    fn decimals(&self, text: &str, at: usize) -> (String, usize) {
        let Some(rest) = text[at..].strip_prefix(self.decimal) else { return (String::new(), at) };
        let count = rest.bytes().take(LONGEST).take_while(u8::is_ascii_digit).count();
        if count == 0 { (String::new(), at) } else { (format!(".{}", &rest[..count]), at + 1 + count) }
    }

    /// The value of digits with points and commas; nothing if these are neither groups nor decimals (`192.168.1.2`).
    fn value(&self, figure: &str) -> Option<f64> {
        let Some(at) = figure.rfind(['.', ',']) else { return figure.parse().ok() };
        let mark = if figure[at..].starts_with('.') { '.' } else { ',' };
        let other = if mark == '.' { ',' } else { '.' };
        let digits = |part: &str| -> String { part.chars().filter(char::is_ascii_digit).collect() };
        let several = figure.matches(mark).count() > 1;
        if several {
            let whole = !figure.contains(other) && (grouped(figure, mark) || mark == ',' && lakhs(figure));
            return if whole { digits(figure).parse().ok() } else { None };
        }
        if !figure.contains(other) && grouped(figure, mark) && (mark == self.grouping || mark != self.decimal)
        {
            return digits(figure).parse().ok();
        }
        let whole = &figure[..at];
        if whole.contains(other) && !grouped(whole, other) && !(other == ',' && lakhs(whole)) {
            return None;
        }
        format!("{}.{}", digits(whole), &figure[at + 1..]).parse().ok()
    }
}

/// Digits in groups of three behind spaces or apostrophes: the digits, and where they end.
fn groups(text: &str, first: usize) -> (String, usize) {
    let (mut digits, mut end) = (text[..first].to_owned(), first);
    while digits.len() <= 15 && !digits.starts_with('0') {
        let mut rest = text[end..].chars();
        let Some(mark @ (' ' | '\'' | '’' | '\u{a0}' | '\u{202f}' | '\u{2009}')) = rest.next() else {
            break;
        };
        let group: String = rest.as_str().chars().take(4).take_while(char::is_ascii_digit).collect();
        let goes_on =
            rest.as_str()[group.len().min(3)..].starts_with(|c: char| c.is_alphabetic() || c == '-');
        if group.len() != 3 || goes_on && mark == ' ' {
            break;
        }
        digits.push_str(&group);
        end += mark.len_utf8() + 3;
    }
    (digits, end)
}

/// True if all groups behind the first have three digits and the first at most three.
fn grouped(figure: &str, mark: char) -> bool {
    let mut groups = figure.split(mark);
    let first = groups.next().is_some_and(|g| !g.is_empty() && g.len() <= 3);
    first && groups.all(|g| g.len() == 3 && g.bytes().all(|b| b.is_ascii_digit()))
}

/// Indian groups: `10,00,000`.
fn lakhs(figure: &str) -> bool {
    let groups: Vec<&str> = figure.split(',').collect();
    let [first, middle @ .., last] = groups.as_slice() else { return false };
    (1..=2).contains(&first.len())
        && last.len() == 3
        && !middle.is_empty()
        && middle.iter().all(|g| g.len() == 2)
}

/// A power behind a figure: `e10`, `×10^-4`, `·10⁶`, `^23`. The value of both, and its length in bytes.
fn power(text: &str, base: f64) -> Option<(f64, usize)> {
    let first = text.chars().next()?;
    if matches!(first, 'e' | 'E') {
        let (exponent, length) = exponent(&text[1..])?;
        return Some((scaled(base, exponent), 1 + length));
    }
    if first == '^' {
        let (exponent, length) = exponent(&text[1..])?;
        // The sign of the base stands before the figure.
        return Some((base.powi(exponent), 1 + length));
    }
    let trimmed = text.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let rest = trimmed.strip_prefix(['x', 'X', '×', '·', '*', '⋅'])?;
    let rest = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']).strip_prefix("10")?;
    let skipped = text.len() - rest.len();
    if let Some(rest) = rest.strip_prefix('^') {
        let (exponent, length) = exponent(rest)?;
        return Some((scaled(base, exponent), skipped + 1 + length));
    }
    if rest.starts_with(['-', '−', '–']) {
        let (exponent, length) = exponent(rest)?;
        return Some((scaled(base, exponent), skipped + length));
    }
    let raised: Vec<(char, i32)> =
        rest.chars().take(4).map_while(|c| superscript(c).map(|v| (c, v))).collect();
    let length: usize = raised.iter().map(|(c, _)| c.len_utf8()).sum();
    let negative = raised.first().is_some_and(|(c, _)| *c == '⁻');
    let digits = &raised[usize::from(negative)..];
    if digits.is_empty() || digits.iter().any(|(c, _)| *c == '⁻') {
        return None;
    }
    let exponent = digits.iter().fold(0, |sum, (_, v)| sum * 10 + v);
    Some((scaled(base, if negative { -exponent } else { exponent }), skipped + length))
}

/// Exact where a decimal text would be: 1.3 × 10⁶ is 1,300,000.
fn scaled(base: f64, exponent: i32) -> f64 {
    format!("{base}e{exponent}").parse().unwrap_or(f64::INFINITY)
}

fn superscript(c: char) -> Option<i32> {
    let at = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|d| d == c);
    at.and_then(|at| i32::try_from(at).ok()).or_else(|| (c == '⁻').then_some(0))
}

/// A whole number with a sign, not followed by a letter or digit.
fn exponent(text: &str) -> Option<(i32, usize)> {
    let unsigned = text.trim_start_matches(['+', '-', '−', '–']);
    let signs = text.len() - unsigned.len();
    let sign = text[..signs].chars().filter(|c| *c != '+').count();
    let length = unsigned.bytes().take_while(u8::is_ascii_digit).count();
    if length == 0 || length > 3 || signs > 4 || unsigned[length..].starts_with(char::is_alphanumeric) {
        return None;
    }
    let value: i32 = unsigned[..length].parse().ok()?;
    // `^--23`: the signs cancel out.
    Some((if sign % 2 == 1 { -value } else { value }, signs + length))
}
