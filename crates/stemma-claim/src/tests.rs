//! Claims over invented articles.

use super::*;
use stemma_quote::{Modality, QuotationKind};
use stemma_text::{Entity, EntityKind, Language, TextRange};

fn link(name: &str, kind: LinkKind, description: Option<&str>) -> Link {
    let key = match kind {
        LinkKind::UnnamedPerson => None,
        LinkKind::Outlet | LinkKind::Agency => Some(format!("medium:{name}")),
        _ => Some(format!("name:{name}")),
    };
    Link { name: name.to_owned(), kind, description: description.map(str::to_owned), key, unnamed: None }
}

/// One article: its text, its quotations by their words and the chain before its own, its own chain.
struct Paper {
    article: Article,
    annotations: Annotations,
    quotations: Vec<Quotation>,
    own: Vec<Link>,
}

fn paper(id: &str, text: &str, own: &[Link], quoted: &[(&str, Polarity, Vec<Link>)]) -> Paper {
    let article = Article::as_is(id, text, Language::GERMAN);
    let towns = ["Lund", "Oslo", "Graz", "Ahrens", "Holm"];
    let entities = towns
        .iter()
        .filter(|t| text.contains(**t))
        .enumerate()
        .map(|(at, town)| Entity {
            id: format!("e{}", at + 1),
            kind: if at < 3 && !["Ahrens", "Holm"].contains(town) {
                EntityKind::Place
            } else {
                EntityKind::Person
            },
            name: (*town).to_owned(),
            key: format!("name:{town}"),
            mentions: text.match_indices(town).map(|(s, t)| TextRange::new(s, s + t.len())).collect(),
            descriptions: Vec::new(),
            gender: None,
        })
        .collect();
    let annotations = Annotations {
        tokens: stemma_text::token::tokenize(text),
        sentences: stemma_text::sentence::split(text, Language::GERMAN),
        entities,
        ..Annotations::default()
    };
    let quotations = quoted
        .iter()
        .enumerate()
        .map(|(at, (words, polarity, chain))| {
            let start = text.find(words).expect("the words stand in the text");
            Quotation {
                id: format!("q{}", at + 1),
                kind: QuotationKind::Indirect,
                content: vec![TextRange::new(start, start + words.len())],
                cue: Vec::new(),
                source: Vec::new(),
                addressee: Vec::new(),
                source_entity: None,
                nested_in: None,
                polarity: *polarity,
                modality: Modality::Asserted,
                force: stemma_quote::Force::Stated,
                hedges: Vec::new(),
                chain: chain.iter().chain(own).cloned().collect(),
                rule: String::new(),
                entry: None,
                source_from: stemma_quote::SourceFrom::Sentence,
            }
        })
        .collect();
    Paper { article, annotations, quotations, own: own.to_vec() }
}

fn warned(claim: &Claim, kind: &str) -> bool {
    claim.warnings.iter().any(|w| w.kind == kind)
}

fn claims(papers: &[Paper]) -> Vec<Claim> {
    claims_of(papers, &[], &vec![0; papers.len()])
}

/// Claims of papers in families and stories.
fn claims_of(papers: &[Paper], families: &[&[usize]], stories: &[usize]) -> Vec<Claim> {
    let families: Vec<Family> = families
        .iter()
        .enumerate()
        .map(|(at, members)| Family {
            id: format!("f{}", at + 1),
            witnesses: members.iter().map(|m| Witness::Article(*m)).collect(),
            edges: Vec::new(),
        })
        .collect();
    let sources: Vec<Source<'_>> = papers
        .iter()
        .zip(stories)
        .map(|(p, story)| Source {
            article: &p.article,
            annotations: &p.annotations,
            quotations: &p.quotations,
            hedges: &[],
            own_chain: &p.own,
            story: *story,
            sums: &[],
        })
        .collect();
    let pile = Pile { sources: &sources, families: &families, corrections: &[], decisions: &[] };
    gather(&pile, &Lexicon::builtin()).claims
}

/// The same in three orders of words: what stands word for word in two articles comes from one text.
const FERRY_AGAIN: &str = "Von Holm nach Lund soll im Frühling die neue Fähre fahren";
const FERRY_ONCE_MORE: &str = "Im Frühling soll von Holm die neue Fähre nach Lund fahren";
const FERRY: &str = "Die neue Fähre soll im Frühling von Holm nach Lund fahren";

#[test]
fn unnamed_sources_of_one_medium_are_one_origin() {
    let times = || link("Rundschau", LinkKind::Outlet, None);
    let papers = [
        paper(
            "a",
            "Die neue Fähre soll im Frühling nach Lund fahren, hieß es.",
            &[link("Nordpost", LinkKind::Outlet, None)],
            &[(
                "Die neue Fähre soll im Frühling nach Lund fahren",
                Polarity::Affirmed,
                vec![link("Beamte", LinkKind::UnnamedPerson, None), times()],
            )],
        ),
        paper(
            "b",
            "Im Frühling werde die neue Fähre wohl nach Lund fahren, hieß es.",
            &[link("Südpost", LinkKind::Outlet, None)],
            &[(
                "Im Frühling werde die neue Fähre wohl nach Lund fahren",
                Polarity::Affirmed,
                vec![link("Quellen", LinkKind::UnnamedPerson, None), times()],
            )],
        ),
    ];
    let found = claims(&papers);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].independent_origins, (1, 1));
    assert_eq!(found[0].variants.len(), 2);
    assert!(warned(&found[0], "unnamed sources only"));
    assert!(warned(&found[0], "single origin"));
}

#[test]
fn spokespeople_of_one_body_are_one_origin() {
    let said = |who: &str, role: &str| vec![link(who, LinkKind::Person, Some(role))];
    let one = |id, words: &str, who, role| {
        let quoted = [(words, Polarity::Affirmed, said(who, role))];
        paper(id, &format!("{words}, hieß es."), &[], &quoted)
    };
    let papers = [
        one("a", FERRY, "Ida Berg", "Sprecherin des Hafenamts"),
        one("b", FERRY_AGAIN, "Jan Stern", "Leiter des Hafenamts"),
        one("c", FERRY_ONCE_MORE, "Uwe Feld", "Sprecher der Reederei"),
    ];
    let found = claims(&papers);
    assert_eq!(found[0].independent_origins, (2, 2), "{:#?}", found[0].origins);
}

#[test]
fn denials_and_other_claims_stay_apart() {
    let said = |who: &str| vec![link(who, LinkKind::Person, None)];
    let denied = "Der Zoll verkauft das alte Lagerhaus am Hafen";
    let papers = [
        paper("a", &format!("{denied}, hieß es."), &[], &[(denied, Polarity::Denied, said("Ida Berg"))]),
        paper("b", &format!("{FERRY}, hieß es."), &[], &[(FERRY, Polarity::Affirmed, said("Ida Berg"))]),
    ];
    let found = claims(&papers);
    assert_eq!(found.len(), 2);
    assert_eq!(found.iter().filter(|c| c.status == Status::Denied).count(), 1);
}

#[test]
fn places_that_differ_are_a_conflict() {
    let said = |who: &str| vec![link(who, LinkKind::Person, None)];
    let (a, b) =
        ("Das Seglertreffen findet im Mai in Lund statt", "Das Seglertreffen findet im Mai in Oslo statt");
    let papers = [
        paper("a", &format!("{a}, hieß es."), &[], &[(a, Polarity::Affirmed, said("Ida Berg"))]),
        paper("b", &format!("{b}, hieß es."), &[], &[(b, Polarity::Affirmed, said("Jan Stern"))]),
    ];
    let found = claims(&papers);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].conflicts[0].kind, "place");
    assert!(found[0].conflicts[0].explanation.de.contains("„Lund“ (a) gegen „Oslo“ (b)"));
}

#[test]
fn order_of_sources_moves_nothing() {
    let said = |who: &str| vec![link(who, LinkKind::Person, None)];
    let text = format!("{FERRY}, hieß es. Der Zoll verkauft 12 alte Kräne an Graz.");
    let make = |id: &str| paper(id, &text, &[], &[(FERRY, Polarity::Affirmed, said("Ida Berg"))]);
    let strip = |claims: Vec<Claim>| {
        claims
            .into_iter()
            .map(|c| {
                (
                    c.id,
                    c.text,
                    c.status,
                    c.independent_origins,
                    c.warnings.iter().map(|w| w.kind).collect::<Vec<_>>(),
                    c.variants.len(),
                )
            })
            .collect::<Vec<_>>()
    };
    let forward = strip(claims(&[make("a"), make("b"), make("c")]));
    let backward = strip(claims(&[make("c"), make("b"), make("a")]));
    assert_eq!(forward, backward);
}

#[test]
fn survives_any_text() {
    for text in ["", "„", "x", &"a".repeat(50_000), &"Oslo in Lund. ".repeat(2_000)] {
        claims(&[paper("a", text, &[], &[]), paper("b", text, &[], &[])]);
    }
}

/// A paper with one statement, said by `who`.
fn telling(id: &str, content: &str, polarity: Polarity, who: Link) -> Paper {
    paper(id, &format!("{content}, hieß es."), &[], &[(content, polarity, vec![who])])
}

fn person(name: &str) -> Link {
    link(name, LinkKind::Person, None)
}

#[test]
fn two_translations_of_one_speaker_are_one_claim() {
    let papers = [
        telling(
            "a",
            "der Deich ohne neue Pfähle in wenigen Wintern brechen werde",
            Polarity::Affirmed,
            person("Ida Berg"),
        ),
        telling(
            "b",
            "der Deich binnen weniger Winter breche, falls niemand ihn pfähle",
            Polarity::Affirmed,
            person("Ida Berg"),
        ),
    ];
    let found = claims_of(&papers, &[&[0, 1]], &[0, 0]);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].warnings.iter().map(|w| w.kind).collect::<Vec<_>>(), ["single origin"]);
}

#[test]
fn unnamed_people_called_alike_in_related_texts_are_one_origin() {
    let unnamed = |name: &str| link(name, LinkKind::UnnamedPerson, None);
    let papers = [
        telling("a", FERRY, Polarity::Affirmed, unnamed("hochrangiger Berater von Minister Stern")),
        telling("b", FERRY, Polarity::Affirmed, unnamed("ranghoher Berater des Ministers Stern")),
        telling("c", FERRY_AGAIN, Polarity::Affirmed, unnamed("Lotsen aus Holm")),
    ];
    let found = claims_of(&papers, &[&[0, 1], &[2]], &[0, 0, 0]);
    assert_eq!(found[0].independent_origins, (1, 2), "{:#?}", found[0].origins);
    assert!(found[0].reasons.iter().any(|r| r.says.de.contains("dieselbe ungenannte Quelle")));
    assert!(warned(&found[0], "unnamed sources only"));
}

#[test]
fn dropped_hedges_and_sources_are_told_within_a_family() {
    let (hedged, firm) =
        ("Holm soll die alte Fähre an Lund verkaufen", "Holm verkauft die alte Fähre an Lund");
    let papers = [
        telling("a", hedged, Polarity::Affirmed, person("Ida Berg")),
        paper("b", &format!("{firm}."), &[], &[]),
    ];
    let related = claims_of(&papers, &[&[0, 1]], &[0, 0]);
    assert!(warned(&related[0], "hedge dropped"), "{related:#?}");
    assert!(warned(&related[0], "attribution dropped"));
    let strangers = claims_of(&papers, &[&[0], &[1]], &[0, 0]);
    assert!(!warned(&strangers[0], "hedge dropped"));
}

#[test]
fn a_denial_meets_what_it_denies() {
    let papers = [
        telling(
            "a",
            "ein Schuppen der Werft allein den Lotsen der Grafschaft zur Verfügung steht",
            Polarity::Affirmed,
            person("Ida Berg"),
        ),
        telling(
            "b",
            "die Lotsen einen eigenen Schuppen auf der Werft erhalten",
            Polarity::Denied,
            person("Jan Stern"),
        ),
    ];
    let found = claims_of(&papers, &[], &[0, 1]);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((found[0].status, found[0].independent_origins), (Status::Disputed, (1, 1)));
    assert_eq!(found[0].conflicts[0].kind, "polarity");
}

#[test]
fn one_whose_own_affair_it_is_confirms() {
    let papers = [
        telling(
            "a",
            "Das Hafenamt verpachtet die alte Werft an Lund",
            Polarity::Affirmed,
            link("Nordpost", LinkKind::Outlet, None),
        ),
        telling(
            "b",
            "Die alte Werft wird vom Hafenamt an Lund verpachtet",
            Polarity::Affirmed,
            link("Hafenamt", LinkKind::Organisation, None),
        ),
    ];
    assert_eq!(claims(&papers)[0].status, Status::Confirmed);
}

#[test]
fn torn_out_words_are_no_claim() {
    let papers = [telling("a", "aktiv rudern", Polarity::Affirmed, person("Ida Berg"))];
    assert!(claims(&papers).is_empty());
}

#[test]
fn the_clearest_words_stand_alone() {
    let papers = [
        telling("a", "Sie fährt im Frühling von Holm nach Lund", Polarity::Affirmed, person("Ida Berg")),
        telling(
            "b",
            "Die Fähre fährt im Frühling von Holm nach Lund",
            Polarity::Affirmed,
            person("Ida Berg"),
        ),
    ];
    assert!(claims(&papers)[0].text.starts_with("Die Fähre"));
}
