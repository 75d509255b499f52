//! Quantities in invented sentences.

use super::*;
use crate::{Annotator, Parts};
use stemma_text::{Article, Bound, QuantityKind, QuantityValue};

/// Each quantity as `words: value unit #noun bound kind`, leaving out what says nothing.
pub(super) fn shown(annotator: &Annotator, language: Language, text: &str) -> Vec<String> {
    let article = Article::as_is("a", text.to_owned(), language);
    let parts = Parts { names: false, ..Parts::default() };
    let found = annotator.annotate_parts(&article, None, parts).quantities;
    found
        .iter()
        .map(|q| {
            let unit = q.unit.as_deref().map_or_else(String::new, |u| format!(" {u}"));
            let bound = if q.bound == Bound::Exactly { String::new() } else { format!(" ~{}", q.bound.name()) };
            assert_eq!(q.approximate, q.bound != Bound::Exactly);
            let counted = q.counted.map_or_else(String::new, |c| format!(" #{}", c.of(text)));
            let kind = match q.kind {
                QuantityKind::Score | QuantityKind::Fraction => format!(" ({})", q.kind.name()),
                _ => String::new(),
            };
            let value = match q.value {
                QuantityValue::Exact(v) => format!("{}", (v * 1e6).round() / 1e6),
                QuantityValue::Between(a, b) => format!("{a}..{b}"),
            };
            format!("{}: {value}{unit}{counted}{bound}{kind}", q.range.of(text))
        })
        .collect()
}

fn check(language: Language, cases: &[(&str, &[&str])]) {
    let annotator = Annotator::new(&Lexicon::builtin(), language);
    for (text, expected) in cases {
        assert_eq!(shown(&annotator, language, text), *expected, "{text}");
    }
}
