//! One figure of a computation: its value, how far it may be rounded, and how a reader is shown numbers.

use super::items::Item;
use stemma_text::{QuantityValue, TextRange};

/// `rund 200` may be this fraction more or less.
const ROUGH: f64 = 0.1;
/// Digits of a round number that are taken as meant: 1,300 is 1,250 to 1,350, and 200 is 195 to 205.
const MEANT: usize = 2;

/// A figure as it stands in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figure<'t> {
    pub value: f64,
    /// Half of what its last digit that is meant counts.
    pub slack: f64,
    pub unit: Option<&'t str>,
    pub range: TextRange,
    pub approximate: bool,
}

impl<'t> Figure<'t> {
    /// The figure of an item, if it is one number.
    pub(super) fn of(text: &str, item: &Item<'t>) -> Option<Self> {
        let quantity = item.quantity?;
        let (value, range) = match (quantity.value, item.half) {
            (_, Some(value)) => (value, item.range),
            (QuantityValue::Exact(value), None) => (value, quantity.range),
            (QuantityValue::Between(..), None) => return None,
        };
        if !value.is_finite() || value.abs() > 1e15 {
            return None;
        }
        let unit = match quantity.unit.as_deref() {
            None if range.of(text).contains('%') => Some("percent"),
            unit => unit,
        };
        let mut slack = written(range.of(text), value);
        if quantity.approximate {
            slack += ROUGH * value.abs();
        }
        Some(Self { value, slack, unit, range, approximate: quantity.approximate })
    }

    /// Least it may be.
    pub(super) fn low(&self) -> f64 {
        self.value - self.slack
    }

    /// Most it may be.
    pub(super) fn high(&self) -> f64 {
        self.value + self.slack
    }

    /// The same, where what is counted one by one is taken as counted.
    pub(super) fn exact(self) -> Self {
        let counted = self.counts() && self.slack <= 0.5;
        Self { slack: if counted { 0.0 } else { self.slack }, ..self }
    }

    /// A whole number of something, without a unit.
    pub(super) fn counts(&self) -> bool {
        self.unit.is_none() && self.value >= 1.0 && self.value.fract() == 0.0
    }
}

/// Half of what the last digit that is meant counts: 50,000 for `2,5 Millionen`.
fn written(words: &str, value: f64) -> f64 {
    let digits: String = words
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(|c| {
            c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '’' | '\u{a0}' | '\u{202f}' | ' ')
        })
        .filter(char::is_ascii_digit)
        .collect();
    let whole: f64 = digits.parse().unwrap_or(0.0);
    if whole <= 0.0 || digits.len() > 15 {
        // A number in words: `zwei Millionen` is round.
        return if value.abs() >= 1000.0 { ROUGH * value.abs() } else { 0.5 };
    }
    let step = (value / whole).abs();
    if (step - 1.0).abs() > 1e-9 {
        return step / 2.0;
    }
    let kept = digits.trim_start_matches('0');
    let zeros = kept.len() - kept.trim_end_matches('0').len();
    let round = zeros.min(kept.len().saturating_sub(MEANT));
    0.5 * 10f64.powi(i32::try_from(round).unwrap_or(0))
}

/// A number for a reader: at most one digit behind the mark, two for small ones, in the manner of the language.
pub(super) fn shown(value: f64, german: bool) -> String {
    let places = match value.abs() {
        v if v >= 100.0 => 0,
        v if v >= 1.0 || v == 0.0 => 1,
        _ => 2,
    };
    let mut text = format!("{value:.places$}");
    if text.contains('.') {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    if text == "-0" {
        text.clear();
        text.push('0');
    }
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |w| ("−", w));
    let mut grouped = String::with_capacity(text.len() + 8);
    for (at, digit) in whole.char_indices() {
        // German prose groups from five digits on, English from four.
        if at > 0 && (whole.len() - at).is_multiple_of(3) && whole.len() > if german { 4 } else { 3 } {
            grouped.push(if german { '.' } else { ',' });
        }
        grouped.push(digit);
    }
    let mark = if german { "," } else { "." };
    if rest.is_empty() { format!("{sign}{grouped}") } else { format!("{sign}{grouped}{mark}{rest}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_for_a_reader() {
        let check = |value, german, english| {
            assert_eq!((shown(value, true).as_str(), shown(value, false).as_str()), (german, english));
        };
        check(18.459, "18,5", "18.5");
        check(0.0, "0", "0");
        check(0.333, "0,33", "0.33");
        check(-3.0, "−3", "−3");
        check(5000.0, "5000", "5,000");
        check(1_234_567.8, "1.234.568", "1,234,568");
    }

    #[test]
    fn how_far_a_figure_is_rounded() {
        let check =
            |words, value, slack: f64| assert!((written(words, value) - slack).abs() < 1e-9, "{words}");
        check("2,5 Millionen Euro", 2_500_000.0, 50_000.0);
        check("200", 200.0, 5.0);
        check("20", 20.0, 0.5);
        check("1.305", 1305.0, 0.5);
        check("12,5 Prozent", 12.5, 0.05);
        check("zwanzig", 20.0, 0.5);
    }
}
