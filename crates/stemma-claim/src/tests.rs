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
    let found = claims(&papers);
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

/// Claims of papers under decisions.
fn decided(papers: &[Paper], decisions: &[Decision]) -> Gathered {
    let sources: Vec<Source<'_>> = papers
        .iter()
        .map(|p| Source {
            article: &p.article,
            annotations: &p.annotations,
            quotations: &p.quotations,
            hedges: &[],
            own_chain: &p.own,
            story: 0,
            sums: &[],
        })
        .collect();
    gather(&Pile { sources: &sources, families: &[], corrections: &[], decisions }, &Lexicon::builtin())
}

fn decision(kind: DecisionKind, names: &[&str]) -> Decision {
    let names = names.iter().map(|n| (*n).to_owned()).collect();
    Decision { kind, names, claim: None, why: None, by: None }
}

#[test]
fn decisions_overrule_the_count() {
    let said = |who: &str, role: &str| link(who, LinkKind::Person, Some(role));
    let papers = [
        telling("a", FERRY, Polarity::Affirmed, said("Ida Berg", "Sprecherin des Hafenamts")),
        telling("b", FERRY_AGAIN, Polarity::Affirmed, said("Jan Stern", "Leiter des Hafenamts")),
        telling("c", FERRY_ONCE_MORE, Polarity::Affirmed, said("Uwe Feld", "Sprecher der Reederei")),
    ];
    let count = |decisions: &[Decision]| decided(&papers, decisions).claims[0].independent_origins;
    assert_eq!(count(&[]), (2, 2));
    assert_eq!(count(&[decision(DecisionKind::Same, &["Ida Berg", "uwe feld"])]), (1, 1));
    assert_eq!(count(&[decision(DecisionKind::Independent, &["Ida Berg", "Jan Stern"])]), (3, 3));
    // Two that are held apart are not united by way of a third.
    let both = [
        decision(DecisionKind::Independent, &["Ida Berg", "Jan Stern"]),
        decision(DecisionKind::Same, &["Uwe Feld", "Jan Stern"]),
    ];
    assert_eq!(count(&both), (2, 2));
    let elsewhere = Decision {
        claim: Some("Lagerhaus".to_owned()),
        ..decision(DecisionKind::Same, &["Ida Berg", "Uwe Feld"])
    };
    assert_eq!(count(&[elsewhere]), (2, 2));
    let found = decided(&papers, &[decision(DecisionKind::Same, &["Ida Berg", "Niemand"])]);
    assert_eq!(found.unknown, [(0, "Niemand".to_owned())]);
    assert_eq!(found.decided, [["c1".to_owned()]]);
    let reasons = &decided(&papers, &both).claims[0].reasons;
    assert!(reasons.iter().any(|r| r.kind == ReasonKind::Decision && r.says.de.contains("entschieden")));
}

#[test]
fn decisions_about_articles_are_about_their_texts() {
    let own = |name: &str| [link(name, LinkKind::Outlet, None)];
    let papers = [
        paper("a", &format!("{FERRY}."), &own("Nordpost"), &[]),
        paper("b", &format!("{FERRY_AGAIN}."), &own("Südpost"), &[]),
    ];
    let count = |decisions: &[Decision]| decided(&papers, decisions).claims[0].independent_origins;
    assert_eq!(count(&[]), (1, 2));
    assert_eq!(count(&[decision(DecisionKind::Same, &["a", "b"])]), (1, 1));
}

#[test]
fn the_same_words_come_from_one_text() {
    let papers = [
        telling("a", FERRY, Polarity::Affirmed, person("Ida Berg")),
        telling("b", FERRY, Polarity::Affirmed, link("Satz", LinkKind::UnnamedPerson, None)),
    ];
    let found = claims(&papers);
    assert_eq!(found[0].independent_origins, (1, 1));
    assert!(found[0].reasons.iter().any(|r| r.says.en.contains("the same words")));
}

#[test]
fn a_study_and_who_answers_for_it_are_one_origin() {
    let study = |name: &str| link(name, LinkKind::Document, None);
    let papers = [
        telling("a", FERRY, Polarity::Affirmed, study("Hafen-Studie")),
        telling("b", FERRY_AGAIN, Polarity::Affirmed, study("Studie")),
        telling(
            "c",
            FERRY_ONCE_MORE,
            Polarity::Affirmed,
            link("Ida Berg", LinkKind::Person, Some("Studienleiterin")),
        ),
    ];
    let found = claims(&papers);
    assert_eq!(found[0].independent_origins, (1, 1), "{:#?}", found[0].reasons);
    let papers = [
        telling("a", FERRY, Polarity::Affirmed, study("Hafen-Studie")),
        telling("b", FERRY_AGAIN, Polarity::Affirmed, study("Deich-Studie")),
    ];
    assert_eq!(claims(&papers)[0].independent_origins, (2, 2));
}

/// A paper that came out at a moment.
fn on(day: &str, mut paper: Paper) -> Paper {
    paper.article.published = stemma_text::Dated::parse(day, stemma_text::DateBasis::Feed);
    paper
}

#[test]
fn history_and_who_was_first() {
    let papers = [
        on("2031-09-04", telling("a", FERRY, Polarity::Affirmed, person("Ida Berg"))),
        on("2031-09-06", telling("b", FERRY_AGAIN, Polarity::Denied, person("Jan Stern"))),
        telling("c", FERRY_ONCE_MORE, Polarity::Affirmed, person("Uwe Feld")),
    ];
    let found = &claims(&papers)[0];
    let steps: Vec<(Option<&str>, Status)> =
        found.history.iter().map(|s| (s.when.as_deref(), s.status)).collect();
    assert_eq!(steps[..2], [(Some("2031-09-04"), Status::Planned), (Some("2031-09-06"), Status::Denied)]);
    assert_eq!(found.first.articles, [0]);
    assert!(found.first.why.de.ends_with("1 ohne Datum."), "{:?}", found.first);
    assert_eq!(found.status, Status::Disputed);
}

/// A paper whose text gives its own times.
fn timed(id: &str, text: &str, day: &str, times: &[(&str, &str)]) -> Paper {
    let mut paper = on(day, paper(id, text, &[], &[]));
    for (words, value) in times {
        let start = text.find(words).expect("the words stand in the text");
        let range = TextRange::new(start, start + words.len());
        let mut time = stemma_text::TimeExpression::new(range, stemma_text::TimeKind::Date, *value);
        time.days = stemma_text::Dated::parse(value, stemma_text::DateBasis::Feed).and_then(|d| d.days());
        paper.annotations.times.push(time);
    }
    paper
}

#[test]
fn days_that_only_seem_to_differ_are_reconciled() {
    let pair = |a: &str, b: &str| {
        let papers = [
            timed(
                "a",
                "Das Seglertreffen in Lund fand am Mittwoch mit Holm statt.",
                "2031-09-05",
                &[("am Mittwoch", a)],
            ),
            timed(
                "b",
                "Das Seglertreffen in Lund fand mit Holm letzten Monat statt.",
                "2031-10-02",
                &[("letzten Monat", b)],
            ),
        ];
        let found = claims(&papers).swap_remove(0);
        (found.conflicts.len(), found.reconciled.first().map(|c| c.explanation.de.clone()))
    };
    let (conflicts, reconciled) = pair("2031-09-03", "2031-09");
    assert_eq!(conflicts, 0);
    assert!(reconciled.is_some_and(|r| r.contains("2031-09-03")));
    assert_eq!(pair("2031-09-03", "2031-08"), (1, None));
}

#[test]
fn a_headline_without_the_reserve_of_its_text() {
    let pair = |title: &str| {
        let mut one =
            paper("a", "Holm soll die alte Fähre an Lund verkaufen, heißt es am Hafen von Holm.", &[], &[]);
        one.article.title = Some(title.to_owned());
        let two = paper("b", "Holm soll die alte Fähre an Lund verkaufen, heißt es in Holm.", &[], &[]);
        warned(&claims(&[one, two])[0], "headline stronger than text")
    };
    assert!(pair("Holm verkauft alte Fähre an Lund"));
    assert!(!pair("Holm soll alte Fähre an Lund verkaufen"));
    assert!(!pair("Verkauft Holm die alte Fähre an Lund?"));
    assert!(!pair("Deich in Holm bricht"));
}

/// A paper with one amount in its text.
fn counting(id: &str, text: &str, words: &str, value: f64, bound: stemma_text::Bound) -> Paper {
    let mut paper = paper(id, text, &[], &[]);
    let start = text.find(words).expect("the words stand in the text");
    let range = TextRange::new(start, start + words.len());
    let noun = text.find("Boote").map(|at| TextRange::new(at, at + "Boote".len()));
    paper.annotations.quantities.push(stemma_text::Quantity {
        range,
        value: stemma_text::QuantityValue::Exact(value),
        unit: None,
        approximate: bound != stemma_text::Bound::Exactly,
        counted: noun,
        bound,
        kind: stemma_text::QuantityKind::Count,
        si: None,
        noun: None,
    });
    paper
}

#[test]
fn a_bound_that_holds_the_number_is_no_conflict() {
    use stemma_text::Bound::{About, AtMost, Exactly, MoreThan};
    let kinds = |words: &str, value: f64, bound| {
        let papers = [
            counting("a", "Im Hafen von Lund sanken 40 Boote der Flotte aus Holm.", "40", 40.0, Exactly),
            counting(
                "b",
                &format!("Im Hafen von Lund sanken {words} Boote der Flotte aus Holm."),
                words,
                value,
                bound,
            ),
        ];
        let found = claims(&papers).swap_remove(0);
        found.conflicts.iter().map(|c| c.kind).collect::<Vec<_>>()
    };
    assert_eq!(kinds("60", 60.0, Exactly), ["quantity"]);
    assert!(kinds("mehr als 30", 30.0, MoreThan).is_empty());
    assert_eq!(kinds("mehr als 50", 50.0, MoreThan), ["quantity"]);
    assert!(kinds("bis zu 50", 50.0, AtMost).is_empty());
    assert!(kinds("rund 42", 42.0, About).is_empty());
}

#[test]
fn two_names_in_one_place_are_a_conflict() {
    let named = |id: &str, name: &str| {
        let text = format!("Die Wache nahm am alten Hafen den flüchtigen Steuermann {name} fest.");
        let mut paper = paper(id, &text, &[], &[]);
        let start = text.find(name).expect("the name stands in the text");
        paper.annotations.entities.push(Entity {
            id: "e9".to_owned(),
            kind: EntityKind::Person,
            name: name.to_owned(),
            key: format!("name:{}", name.to_lowercase()),
            mentions: vec![TextRange::new(start, start + name.len())],
            descriptions: Vec::new(),
            gender: None,
        });
        paper
    };
    let kinds = |a: &str, b: &str| {
        let found = claims(&[named("a", a), named("b", b)]);
        found.iter().flat_map(|c| c.conflicts.iter().map(|c| c.kind)).collect::<Vec<_>>()
    };
    assert_eq!(kinds("Jan Stern", "Uwe Feld"), ["identity"]);
    assert!(kinds("Jan Stern", "Jan Stern").is_empty());
}

#[test]
fn what_does_not_add_up_and_what_was_corrected() {
    let text = "Im Hafen von Lund sanken 40 Boote der Flotte aus Holm.";
    let papers = [
        counting("a", text, "40", 40.0, stemma_text::Bound::Exactly),
        counting("b", &text.replace("40", "60"), "60", 60.0, stemma_text::Bound::Exactly),
    ];
    let at = text.find("40").expect("the number stands in the text");
    let range = TextRange::new(at, at + 2);
    let sums = [(range, Both::new("40 sind nicht 60", "40 are not 60"))];
    let correction = stemma_lineage::Correction {
        article: 1,
        earlier: None,
        kind: stemma_lineage::CorrectionKind::Number,
        old: "40".to_owned(),
        new: "60".to_owned(),
        range: Some(range),
        notice: None,
        carriers: vec![(0, range)],
    };
    let sources: Vec<Source<'_>> = papers
        .iter()
        .enumerate()
        .map(|(at, p)| Source {
            article: &p.article,
            annotations: &p.annotations,
            quotations: &p.quotations,
            hedges: &[],
            own_chain: &p.own,
            story: 0,
            sums: if at == 0 { &sums } else { &[] },
        })
        .collect();
    let pile = Pile { sources: &sources, families: &[], corrections: &[&correction], decisions: &[] };
    let found = gather(&pile, &Lexicon::builtin()).claims.swap_remove(0);
    assert!(warned(&found, "old value after correction"));
    assert!(found.history.iter().any(|s| s.status == Status::Corrected && s.locus.article == 1));
    assert_eq!(found.conflicts.iter().map(|c| c.kind).collect::<Vec<_>>(), ["quantity", "arithmetic"]);
}
