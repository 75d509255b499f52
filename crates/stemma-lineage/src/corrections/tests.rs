//! Corrections with and without earlier versions. Invented people and places.

use super::*;
use crate::{Edge, EdgeRelation};
use stemma_text::{DateBasis, Dated, Language};

const REPORT: &str = "Beim Brand im Kontorhaus von Kallmoos sind in der Nacht 12 Menschen verletzt worden. Die Flammen \
    schlugen bis zum Dach, sagte Brandmeister Ole Tammsen. Das Haus stand seit Jahren leer.";

fn article(id: &str, text: &str, url: Option<&str>, day: &str) -> Article {
    let mut article = Article::as_is(id, text, Language::GERMAN);
    article.url = url.map(str::to_owned);
    article.published = Dated::parse(day, DateBasis::Feed);
    article
}

/// Corrections of a family with these edges, as `article: old > new (carriers)`.
fn check(articles: &[Article], edges: &[(usize, usize)], expected: &[&str]) {
    let edge = |(from, to): &(usize, usize)| Edge {
        from: *from,
        to: *to,
        relation: EdgeRelation::Edit,
        confidence: 0.5,
        evidence: Vec::new(),
        alternatives: Vec::new(),
    };
    let family = Family {
        id: "f1".into(),
        witnesses: (0..articles.len()).map(Witness::Article).collect(),
        edges: edges.iter().map(edge).collect(),
    };
    let all: Vec<&Article> = articles.iter().collect();
    let found = collate(&all, &[], &[family], &Lexicon::builtin());
    assert_eq!(found[0].changes.len(), edges.len());
    let shown: Vec<String> = found[0]
        .corrections
        .iter()
        .map(|c| {
            let carriers: Vec<String> = c
                .carriers
                .iter()
                .map(|(at, range)| format!("{}:{}", all[*at].id, range.of(&all[*at].text)))
                .collect();
            if let Some(range) = c.range {
                assert_eq!(range.of(&all[c.article].text), c.new);
            }
            format!("{}: {} > {} ({})", all[c.article].id, c.old, c.new, carriers.join(" "))
        })
        .collect();
    assert_eq!(shown, expected);
}

#[test]
fn a_later_version_corrects_and_copies_carry_on() {
    let address = Some("https://www.kurier.invalid/brand/?ref=start");
    let first = article("a", REPORT, address, "2031-03-01");
    let later = article("b", &REPORT.replace("12", "14"), Some("http://kurier.invalid/brand"), "2031-03-02");
    let copy = article("c", REPORT, Some("https://bote.invalid/brand"), "2031-03-01");
    let mended = article("d", &REPORT.replace("12", "14"), None, "2031-03-03");
    let pile = [first, later, copy, mended];
    check(&pile, &[(0, 1), (0, 2), (1, 3)], &["b: 12 > 14 (c:12)"]);
}

#[test]
fn other_outlets_correct_nothing() {
    let one = article("a", REPORT, Some("https://kurier.invalid/brand"), "2031-03-01");
    let two = article("b", &REPORT.replace("12", "14"), Some("https://bote.invalid/brand"), "2031-03-02");
    check(&[one, two], &[(0, 1)], &[]);
}

#[test]
fn versions_of_one_outlet_without_address() {
    let mut one = article("a", REPORT, None, "2031-03-02");
    let mut two = article("b", &REPORT.replace("Tammsen", "Tamsen"), None, "2031-03-01");
    one.outlet = Some("Kurier".into());
    two.outlet = Some("Kurier".into());
    check(&[one, two], &[], &["a: Tamsen > Tammsen ()"]);
}

#[test]
fn a_notice_tells_old_and_new() {
    let mended = REPORT.replace("12", "14");
    for notice in [
        "Korrektur: Verletzt wurden nicht 12, sondern 14 Menschen.",
        "In einer früheren Version dieses Artikels hieß es, 12 Menschen seien verletzt. Tatsächlich waren es 14.",
        "Anmerkung der Redaktion: Wir haben die Zahl korrigiert, es waren 14 statt 12 Verletzte.",
    ] {
        let corrected = article("a", &format!("{mended}\n\n{notice}"), None, "2031-03-02");
        let carrier = article("b", REPORT, None, "2031-03-01");
        check(&[corrected, carrier], &[(1, 0)], &["a: 12 > 14 (b:12)"]);
    }
    let silent =
        article("a", &format!("{mended}\n\nKorrektur: Wir bitten um Nachsicht."), None, "2031-03-02");
    check(&[silent], &[], &["a:  >  ()"]);
    let none = article(
        "a",
        &format!("{mended}\n\nDie Korrektur der Pläne dauert nicht 2, sondern 3 Jahre."),
        None,
        "2031",
    );
    check(&[none], &[], &[]);
}

#[test]
fn notices_in_english_and_of_names() {
    let mut english = Article::as_is(
        "a",
        "Two ferries collided off Norholm.\n\nCorrection: An earlier version of this article said 12 people were \
         hurt. In fact, 14 people were.",
        Language::ENGLISH,
    );
    check(&[english.clone()], &[], &["a: 12 > 14 ()"].map(|s: &str| s));
    english.text = english.text.replace("Correction: An", "An odd, not an");
    let german = article(
        "a",
        "Der Brandmeister heißt Tammsen.\n\nKorrektur: Der Brandmeister heißt nicht Tamsen, sondern Tammsen.",
        None,
        "2031",
    );
    check(&[german], &[], &["a: Tamsen > Tammsen ()"]);
}
