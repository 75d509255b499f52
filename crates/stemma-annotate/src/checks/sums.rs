//! Parts that are more than their whole.

use super::{Checker, Sentence, shown};
use crate::Finding;
use stemma_text::{Quantity, QuantityValue};

/// Words allowed between the total and `davon`, and between one part and the next.
const NEAR: usize = 8;

/// A count: a whole number without unit.
fn count(quantity: &Quantity) -> Option<f64> {
    match quantity.value {
        QuantityValue::Exact(v) if quantity.unit.is_none() && v >= 1.0 && v.fract() == 0.0 => Some(v),
        _ => None,
    }
}

/// `12 Verletzte, davon 5 Kinder und 9 Erwachsene`: parts that are more than the whole.
pub(super) fn check_parts(checker: &Checker, sentence: &Sentence) -> Option<Finding> {
    let quantities = sentence.quantities;
    quantities.windows(2).enumerate().find_map(|(at, pair)| {
        let (total, first) = (&pair[0], &pair[1]);
        let whole = count(total).filter(|_| !total.approximate && total.counted.is_some())?;
        // The whole may as well be an earlier, larger count (`1000 Briefe aus 30 Orten, darunter 50 …`).
        if checker.is("from", sentence.before(total.range.start)) || quantities[..at].iter().any(|q| count(q) > Some(whole)) {
            return None;
        }
        let between: Vec<&str> = sentence.between(total.range.end, first.range.start).collect();
        let joined = |n: usize| between[n..].join(" ");
        let listed = |list: &str| (0..between.len()).any(|n| checker.is(list, &joined(n)) || checker.is(list, between[n]) && n + 2 >= between.len());
        let disjoint = listed("parts");
        if between.len() > NEAR || !(disjoint || listed("including")) || between.contains(&";") {
            return None;
        }
        let mut parts: Vec<(f64, &Quantity)> = vec![(count(first)?, first)];
        for next in &quantities[at + 2..] {
            let last = parts[parts.len() - 1].1;
            let gap: Vec<&str> = sentence.between(last.range.end, next.range.start).collect();
            let list = gap.len() <= 4 && gap.last().is_some_and(|w| matches!(*w, "und" | "and" | "," | "sowie"));
            match count(next).filter(|_| list && !next.approximate) {
                Some(v) => parts.push((v, next)),
                None => break,
            }
        }
        let sum: f64 = parts.iter().map(|(v, _)| v).sum();
        let largest = parts.iter().map(|(v, _)| *v).fold(0.0, f64::max);
        let wrong = if disjoint && parts.len() > 1 { sum > whole } else { largest > whole };
        if !wrong || parts.iter().any(|(_, q)| q.approximate || q.counted.is_none()) {
            return None;
        }
        let last = parts[parts.len() - 1].1;
        let end = last.counted.map_or(last.range, |c| last.range.cover(c));
        let range = total.range.cover(end);
        let shown_parts: Vec<String> = parts.iter().map(|(v, _)| shown(*v, true)).collect();
        let addition = if parts.len() > 1 && disjoint { format!("{} = {}", shown_parts.join(" + "), shown(sum, true)) } else { shown(largest, true) };
        let whole = shown(whole, true);
        Some(Finding {
            kind: "arithmetic",
            range,
            explanation_de: format!("{addition}; angegeben als Gesamtzahl: {whole}. Das geht so, wie es dasteht, nicht auf. Es ginge auf, wenn sich die Gruppen überschneiden oder die Gesamtzahl höher ist."),
            explanation_en: format!("{addition}; given as the total: {whole}. This does not add up as given. It would if the groups overlap or the total is higher."),
        })
    })
}
