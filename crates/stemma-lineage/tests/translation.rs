//! An article that tells another one again in another language is its translation, and the earlier one is the exemplar.

use stemma_lineage::{Edge, EdgeRelation, trace};
use stemma_reuse::{Passage, PassageKind, Relation, ReusePair};
use stemma_text::{Article, DateBasis, Dated, Language, TextRange};

const ENGLISH: &str = "The ferry to Skarrholm ran aground on Monday. Nobody was hurt, the coast guard said. \
    The line will pay for hotel rooms. Divers will examine the hull today.";
const GERMAN: &str = "Die Fähre nach Skarrholm lief am Montag auf Grund. Verletzt wurde niemand, so die Küstenwache. \
    Die Reederei zahlt die Hotelzimmer. Taucher untersuchen heute den Rumpf.";

fn article(id: &str, text: &str, language: &str, published: &str) -> Article {
    let mut article = Article::as_is(id, text, Language::from_code(language));
    article.published = Dated::parse(published, DateBasis::Meta);
    article
}

/// The only edge between the English and the German text.
#[track_caller]
fn check(languages: (&str, &str), times: (&str, &str), expected: (usize, usize, EdgeRelation)) -> Edge {
    let (a, b) = (article("a", ENGLISH, languages.0, times.0), article("b", GERMAN, languages.1, times.1));
    let whole = |text: &str| TextRange::new(0, text.len());
    let pair = ReusePair {
        a: 0,
        b: 1,
        resemblance: 1.0,
        containment_a: 1.0,
        containment_b: 1.0,
        relation: Relation::Retold,
        passages: vec![Passage { a: whole(ENGLISH), b: whole(GERMAN), kind: PassageKind::Paraphrase }],
    };
    let families = trace(&[&a, &b], &[pair]);
    assert_eq!(families.len(), 1);
    let [edge] = &families[0].edges[..] else { panic!("{:?}", families[0].edges) };
    assert_eq!((edge.from, edge.to, edge.relation), expected);
    edge.clone()
}

#[test]
fn another_language_is_a_translation_of_the_earlier_text() {
    let (early, late) = ("2024-03-04T10:00:00+01:00", "2024-03-04T14:30:00+01:00");
    let edge = check(("en", "de"), (early, late), (0, 1, EdgeRelation::Translation));
    assert_eq!(edge.evidence[0].kind, "translation");
    check(("en", "de"), (late, early), (1, 0, EdgeRelation::Translation));
    check(("de", "de"), (early, late), (0, 1, EdgeRelation::Retelling));
    check(("und", "de"), (early, late), (0, 1, EdgeRelation::Retelling));
}
