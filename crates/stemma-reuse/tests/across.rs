//! A report, its translation, and another hand's report on the same event: only the first two belong together. All
//! three are invented.

use stemma_lexicon::Lexicon;
use stemma_reuse::{PassageKind, Relation, ReusePair, find_reuse};
use stemma_text::{Article, Language};

const ENGLISH: &str = include_str!("../../stemma-cli/tests/translation/english.txt");
const GERMAN: &str = include_str!("../../stemma-cli/tests/translation/german.txt");
const INDEPENDENT: &str = include_str!("../../stemma-cli/tests/translation/other.txt");

fn article(id: &str, text: &str, language: &str) -> Article {
    Article::as_is(id, text, Language::from_code(language))
}

/// The pairs of three articles: the English one as `a`, the German one as `b`, the other as `c`.
fn found(texts: &[(&str, &str, &str)]) -> Vec<ReusePair> {
    let articles: Vec<Article> =
        texts.iter().map(|(id, text, language)| article(id, text, language)).collect();
    find_reuse(&articles.iter().collect::<Vec<_>>(), &Lexicon::builtin())
}

#[test]
fn a_translation_is_found_and_another_report_is_not() {
    let found = found(&[("a", ENGLISH, "en"), ("b", GERMAN, "de"), ("c", INDEPENDENT, "en")]);
    assert_eq!(found.iter().map(|p| (p.a, p.b)).collect::<Vec<_>>(), [(0, 1)]);
    let pair = &found[0];
    assert_eq!(pair.relation, Relation::Retold);
    assert!(pair.containment_a > 0.8 && pair.containment_b > 0.8, "{pair:?}");
    assert!(pair.containment_a <= 1.0 && pair.resemblance <= 1.0);
    assert!(pair.passages.iter().all(|p| p.kind == PassageKind::Paraphrase));
    let steering = pair.passages.iter().find(|p| p.a.of(ENGLISH).contains("steering failed"));
    assert!(steering.is_some_and(|p| p.b.of(GERMAN).contains("Steuerung ausfiel")));
}

#[test]
fn the_order_given_does_not_matter() {
    let one = found(&[("a", ENGLISH, "en"), ("b", GERMAN, "de")]);
    let two = found(&[("b", GERMAN, "de"), ("a", ENGLISH, "en")]);
    assert_eq!((one.len(), two.len()), (1, 1));
    assert_eq!(one[0].containment_a, two[0].containment_b);
    assert_eq!(one[0].passages[0].a, two[0].passages[0].b);
}

#[test]
fn another_report_in_the_other_language_is_not_a_translation() {
    assert!(found(&[("b", GERMAN, "de"), ("c", INDEPENDENT, "en")]).is_empty());
}

#[test]
fn one_language_is_no_matter_and_unknown_ones_are_left_alone() {
    for (one, two) in [("de", "de"), ("und", "de"), ("zh", "en")] {
        assert!(found(&[("a", ENGLISH, one), ("b", GERMAN, two)]).is_empty());
    }
    assert!(found(&[("a", "", "en"), ("b", "Wort", "de")]).is_empty());
}
