//! A range given in one place and a count of the same things in another that lies outside of it.

use super::{Checker, Said, shown};
use crate::Finding;
use rustc_hash::FxHashMap;
use stemma_text::{Annotations, Quantity, QuantityValue};

/// Shortest name of what is counted, in bytes: short ones are too common.
const SHORTEST: usize = 5;
/// How far outside the range a count may lie, as a fraction of the end of the range.
const NEAR: f64 = 0.05;

/// `zwischen 10 und 12 Festnahmen … die 15 Festnahmen`: the count points back to the only range of the same things.
pub(super) fn check(checker: &Checker, text: &str, annotations: &Annotations) -> Vec<Finding> {
    let mut by_noun: FxHashMap<String, Vec<&Quantity>> = FxHashMap::default();
    if !annotations.quantities.iter().any(|q| matches!(q.value, QuantityValue::Between(..))) {
        return Vec::new();
    }
    for quantity in &annotations.quantities {
        if let Some(noun) = quantity.counted.filter(|n| n.len() >= SHORTEST) {
            by_noun.entry(noun.of(text).to_lowercase()).or_default().push(quantity);
        }
    }
    let mut findings: Vec<Finding> =
        by_noun.values().filter_map(|all| outside(checker, text, annotations, all)).collect();
    findings.sort_by_key(|f| f.range.start);
    findings
}

/// The finding for all quantities of one noun.
fn outside(checker: &Checker, text: &str, annotations: &Annotations, all: &[&Quantity]) -> Option<Finding> {
    let [range, count] = all else { return None };
    let (QuantityValue::Between(low, high), QuantityValue::Exact(value)) = (range.value, count.value) else {
        return None;
    };
    if range.approximate || count.approximate || range.unit.is_some() || count.unit.is_some() {
        return None;
    }
    let before = annotations.tokens.partition_point(|t| t.range.end <= count.range.start);
    let article = annotations.tokens[..before].last()?.range.of(text).to_lowercase();
    let fits = value >= low * (1.0 - NEAR) && value <= high * (1.0 + NEAR);
    if fits || low <= 0.0 || low >= high || !checker.is("the", &article) {
        return None;
    }
    let noun = count.counted?.of(text);
    let given = format!("{} {noun}", shown(value, true));
    let said = |german: bool| {
        let (low, high) = (shown(low, german), shown(high, german));
        if german {
            format!("{low} bis {high} {noun} an anderer Stelle")
        } else {
            format!("{low} to {high} {noun} elsewhere")
        }
    };
    let said = Said {
        computed: [said(true), said(false)],
        given: [given, format!("{} {noun}", shown(value, false))],
        would: [
            "wenn beide Stellen verschiedene Mengen oder Zeiten meinen",
            "if the two places mean different groups or times",
        ],
    };
    Some(said.finding("range", count.range.cover(count.counted?)))
}
