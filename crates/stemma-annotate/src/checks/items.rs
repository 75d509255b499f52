//! One text as the forms of [`super::form`] read it: words, figures and times in a row.

use super::Checker;
use stemma_text::{Annotations, Quantity, QuantityValue, TextRange, TimeExpression, Token};

/// One word, figure or time of the text.
pub(super) struct Item<'t> {
    pub range: TextRange,
    /// Number of the word among those that the forms name; 0 for all others.
    pub word: u32,
    pub quantity: Option<&'t Quantity>,
    /// One end of a range: `200` in `200 to 300`.
    pub half: Option<f64>,
    pub time: Option<&'t TimeExpression>,
    /// True for marks that end a sentence or a clause, and before a new line: no gap goes over them.
    pub stops: bool,
}

/// The items of a text, in order.
pub(super) fn items<'t>(checker: &Checker, text: &str, annotations: &'t Annotations) -> Vec<Item<'t>> {
    let Annotations { tokens, quantities, times, .. } = annotations;
    let mut items = Vec::with_capacity(tokens.len());
    let (mut at, mut quantity, mut time) = (0, 0, 0);
    let mut lower = String::new();
    while let Some(token) = tokens.get(at) {
        while quantities.get(quantity).is_some_and(|q| q.range.end <= token.range.start) {
            quantity += 1;
        }
        while times.get(time).is_some_and(|t| t.range.end <= token.range.start) {
            time += 1;
        }
        let (start, mut end) = (token.range.start, token.range.end);
        let when = times.get(time).filter(|t| t.range.start < end);
        end = when.map_or(end, |t| t.range.end.max(end));
        let figure = quantities.get(quantity).filter(|q| q.range.start < end);
        end = figure.map_or(end, |q| q.range.end.max(end));
        // A figure may reach into a time.
        let when = when.or_else(|| times.get(time).filter(|t| t.range.start < end && figure.is_some()));
        end = when.map_or(end, |t| t.range.end.max(end));
        while tokens.get(at).is_some_and(|t| t.range.start < end) {
            at += 1;
        }
        let range = TextRange::new(start, end);
        match figure {
            Some(figure) if when.is_none() && split(checker, text, figure, &mut items) => {}
            Some(figure) => {
                items.push(Item {
                    range,
                    word: 0,
                    quantity: Some(figure),
                    half: None,
                    time: when,
                    stops: false,
                });
            }
            None => {
                let word = checker.word(range.of(text), &mut lower);
                let stops =
                    when.is_none() && matches!(range.of(text), "." | "!" | "?" | ";" | ":" | "•" | "|");
                items.push(Item { range, word, quantity: None, half: None, time: when, stops });
            }
        }
        if tokens.get(at).is_some_and(|t: &Token| text[end.min(t.range.start)..t.range.start].contains('\n'))
            && let Some(last) = items.last_mut()
        {
            last.stops = true;
        }
    }
    items
}

/// `200 to 300` as three items, where the word between its ends is one that a form may name.
fn split<'t>(checker: &Checker, text: &str, figure: &'t Quantity, items: &mut Vec<Item<'t>>) -> bool {
    let QuantityValue::Between(low, high) = figure.value else { return false };
    let words = figure.range.of(text);
    let found = words.split_whitespace().find_map(|w| {
        let start = w.as_ptr() as usize - words.as_ptr() as usize;
        (checker.is("to", w) && start > 0).then_some((start, start + w.len()))
    });
    let Some((start, end)) = found else { return false };
    let mut lower = String::new();
    let base = figure.range.start;
    let part = |a: usize, b: usize| TextRange::new(base + a, base + b).trimmed(text);
    let (first, to, second) = (part(0, start), part(start, end), part(end, words.len()));
    if first.is_empty() || second.is_empty() {
        return false;
    }
    let half = |range, value| Item {
        range,
        word: 0,
        quantity: Some(figure),
        half: Some(value),
        time: None,
        stops: false,
    };
    items.push(half(first, low));
    let word = checker.word(to.of(text), &mut lower);
    items.push(Item { range: to, word, quantity: None, half: None, time: None, stops: false });
    items.push(half(second, high));
    true
}
