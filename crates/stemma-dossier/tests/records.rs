//! Records as JSON: positions in code points, names as the contract gives them.

use stemma_claim::{
    Both, Claim, Conflict, First, Locus, Origin, Reason, ReasonKind, Side, Status, Step, Variant, Warning,
};
use stemma_dossier::Interface;
use stemma_dossier::record::*;
use stemma_lineage::{
    Alternative, Change, ChangeKind, Collation, Correction, CorrectionKind, Edge, EdgeRelation, Evidence,
    Family, Witness,
};
use stemma_quote::{Link, LinkKind, Modality, Polarity, Quotation, QuotationKind};
use stemma_reuse::{Passage, PassageKind, Relation, ReusePair};
use stemma_text::{
    Annotations, Article, Bound, Entity, EntityKind, Language, Quantity, QuantityKind, QuantityValue,
    TextRange, TimeExpression, TimeKind,
};

const TEXT: &str = "Grüße 👋 aus Nordau: Der Fluss steigt um 2,5 Meter.";

fn check(record: impl serde::Serialize, expected: &str) {
    assert_eq!(serde_json::to_string(&record).expect("records are JSON"), expected);
}

/// Where `words` stand in [`TEXT`], in bytes.
fn range(words: &str) -> TextRange {
    let start = TEXT.find(words).expect("they stand there");
    TextRange::new(start, start + words.len())
}

fn greeting(id: &str) -> Article {
    Article::as_is(id, TEXT, Language::GERMAN)
}

fn both(de: &str, en: &str) -> Both {
    Both { de: de.into(), en: en.into() }
}

fn warden() -> Link {
    Link {
        name: "Hedda Mohn".into(),
        kind: LinkKind::UnnamedPerson,
        description: None,
        key: None,
        unnamed: None,
    }
}

fn pilot() -> Link {
    let kind = stemma_quote::UnnamedType::Military;
    let unnamed = stemma_quote::Unnamed { kind, country: Some("NO".into()), institution: None };
    Link {
        name: "Lotse".into(),
        kind: LinkKind::UnnamedPerson,
        description: None,
        key: None,
        unnamed: Some(unnamed),
    }
}

#[test]
fn an_article_counts_code_points() {
    check(
        article(&greeting("a.txt")),
        &format!(
            "{{\"schema\":\"stemma/article/1\",\"id\":\"a.txt\",\"url\":null,\"title\":null,\"text\":\"{TEXT}\",\
             \"published\":null,\"modified\":null,\"authors\":[],\"outlet\":null,\"language\":\"de\",\"agencies\":[],\
             \"credits\":[],\"blocks\":[{{\"kind\":\"paragraph\",\"start\":0,\"end\":{}}}],\"removed\":[],\
             \"raw_sha256\":\"\",\"offsets\":[[0,{},0,{}]]}}",
            TEXT.chars().count(),
            TEXT.chars().count(),
            TEXT.len()
        ),
    );
}

#[test]
fn annotations_stand_where_the_words_stand() {
    let found = Annotations {
        entities: vec![Entity {
            id: "e1".into(),
            kind: EntityKind::Place,
            name: "Nordau".into(),
            key: "name:nordau".into(),
            mentions: vec![range("Nordau")],
            descriptions: Vec::new(),
            gender: None,
        }],
        times: vec![TimeExpression::new(range("steigt"), TimeKind::Date, "2031")],
        quantities: vec![Quantity {
            range: range("2,5 Meter"),
            value: QuantityValue::Exact(2.5),
            unit: Some("metre".into()),
            approximate: false,
            counted: None,
            bound: Bound::Exactly,
            kind: QuantityKind::Measure,
            si: None,
            noun: None,
        }],
        ..Annotations::default()
    };
    let quotation = Quotation {
        id: "q1".into(),
        kind: QuotationKind::IndirectFreeIndirect,
        content: vec![range("Der Fluss steigt")],
        cue: vec![range(":")],
        source: vec![],
        addressee: vec![],
        source_entity: Some("e1".into()),
        nested_in: None,
        polarity: Polarity::Affirmed,
        modality: Modality::Asserted,
        force: stemma_quote::Force::Warned,
        hedges: vec![range("steigt")],
        chain: vec![pilot()],
        rule: "colon".into(),
        entry: None,
        source_from: stemma_quote::SourceFrom::Sentence,
    };
    check(
        annotations(&greeting("a.txt"), &found, &[quotation]),
        "{\"schema\":\"stemma/annotations/1\",\"id\":\"a.txt\",\"language\":\"de\",\"reference\":null,\"sentences\":[],\
         \"quotations\":[{\"id\":\"q1\",\"type\":\"indirect/free indirect\",\"content\":[[20,36]],\"cue\":[[18,19]],\
         \"source\":[],\"addressee\":[],\"source_entity\":\"e1\",\"nested_in\":null,\"polarity\":\"affirmed\",\
         \"modality\":\"asserted\",\"force\":\"warned\",\"hedges\":[[30,36]],\
         \"chain\":[{\"name\":\"Lotse\",\"kind\":\"unnamed person\",\"description\":null,\
         \"unnamed\":{\"type\":\"military\",\"country\":\"NO\",\"institution\":null}}],\"rule\":\"colon\",\"cue_entry\":null,\"source_from\":\"sentence\"}],\"entities\":[{\"id\":\"e1\",\"type\":\"place\",\
         \"name\":\"Nordau\",\"key\":\"name:nordau\",\"mentions\":[[12,18]]}],\"times\":[{\"start\":30,\"end\":36,\
         \"type\":\"DATE\",\"value\":\"2031\"}],\"quantities\":[{\"start\":40,\"end\":49,\"value\":2.5,\
         \"unit\":\"metre\",\"approximate\":false}]}",
    );
}

#[test]
fn a_reuse_pair_is_rounded() {
    let (a, b) = (greeting("a.txt"), greeting("b.txt"));
    let pair = ReusePair {
        a: 0,
        b: 1,
        resemblance: 2.0 / 3.0,
        containment_a: 1.0,
        containment_b: 0.5,
        relation: Relation::EditedCopy,
        passages: vec![Passage { a: range("Nordau"), b: range("Fluss"), kind: PassageKind::Edited }],
    };
    check(
        reuse(&pair, &[&a, &b]),
        "{\"schema\":\"stemma/reuse/1\",\"a\":\"a.txt\",\"b\":\"b.txt\",\"resemblance\":0.667,\"containment_a\":1.0,\
         \"containment_b\":0.5,\"relation\":\"edited copy\",\"passages\":[{\"a\":[12,18],\"b\":[24,29],\
         \"kind\":\"edited\"}]}",
    );
}

#[test]
fn a_family_names_its_witnesses() {
    let one = greeting("a.txt");
    let family = Family {
        id: "f1".into(),
        witnesses: vec![
            Witness::Article(0),
            Witness::Lost { id: "lost:nfa".into(), label: "nfa report".into(), credited: Some("nfa".into()) },
        ],
        edges: vec![Edge {
            from: 1,
            to: 0,
            relation: EdgeRelation::Excerpt,
            confidence: 0.85,
            evidence: vec![Evidence {
                kind: "credit",
                text_de: "Nennt nfa".into(),
                text_en: "Credits nfa".into(),
            }],
            alternatives: vec![Alternative { from: None, probability: 0.15 }],
        }],
    };
    check(
        lineage(&family, &Collation::default(), &[&one], Interface::English),
        "{\"schema\":\"stemma/lineage/1\",\"family\":\"f1\",\"witnesses\":[{\"id\":\"a.txt\",\"kind\":\"article\"},\
         {\"id\":\"lost:nfa\",\"kind\":\"lost\",\"label\":\"nfa report\",\"credited\":\"nfa\"}],\
         \"edges\":[{\"from\":\"lost:nfa\",\"to\":\"a.txt\",\"relation\":\"excerpt\",\"confidence\":0.85,\
         \"evidence\":[{\"kind\":\"credit\",\"text\":\"Credits nfa\"}],\
         \"alternatives\":[{\"from\":null,\"confidence\":0.15}],\"changes\":[]}],\"corrections\":[]}",
    );
    let flat = flat(&family, &[&one]);
    check(flat, "[{\"id\":\"a.txt\",\"family\":\"f1\",\"parents\":[\"lost:nfa\"]}]");
}

#[test]
fn an_edge_tells_its_changes() {
    let (one, two) = (greeting("a.txt"), greeting("b.txt"));
    let family = Family {
        id: "f1".into(),
        witnesses: vec![Witness::Article(0), Witness::Article(1)],
        edges: vec![Edge {
            from: 0,
            to: 1,
            relation: EdgeRelation::Edit,
            confidence: 0.5,
            evidence: Vec::new(),
            alternatives: Vec::new(),
        }],
    };
    let collation = Collation {
        changes: vec![vec![Change {
            kind: ChangeKind::NumberChanged,
            from: Some(range("2,5")),
            to: None,
            words: 1,
            text_de: "andere Zahl".into(),
            text_en: "another number".into(),
        }]],
        corrections: vec![Correction {
            article: 1,
            earlier: Some(0),
            kind: CorrectionKind::Number,
            old: "2,5".into(),
            new: "3,5".into(),
            range: Some(range("2,5 Meter")),
            notice: None,
            carriers: vec![(0, range("2,5"))],
        }],
    };
    check(
        lineage(&family, &collation, &[&one, &two], Interface::German),
        "{\"schema\":\"stemma/lineage/1\",\"family\":\"f1\",\"witnesses\":[{\"id\":\"a.txt\",\"kind\":\"article\"},\
         {\"id\":\"b.txt\",\"kind\":\"article\"}],\"edges\":[{\"from\":\"a.txt\",\"to\":\"b.txt\",\"relation\":\"edit\",\
         \"confidence\":0.5,\"evidence\":[],\"changes\":[{\"kind\":\"number changed\",\"from\":[40,43],\"to\":null,\
         \"words\":1,\"text\":\"andere Zahl\"}]}],\"corrections\":[{\"article\":\"b.txt\",\"earlier\":\"a.txt\",\
         \"kind\":\"number\",\"old\":\"2,5\",\"new\":\"3,5\",\"range\":[40,49],\"notice\":null,\
         \"carriers\":[{\"article\":\"a.txt\",\"start\":40,\"end\":43}]}]}",
    );
}

#[test]
fn a_claim_speaks_the_language_of_the_interface() {
    let one = greeting("a.txt");
    let here = Locus { article: 0, range: range("Der Fluss steigt") };
    let found = Claim {
        id: "c1".into(),
        story: 0,
        text: "Der Fluss steigt".into(),
        status: Status::Disputed,
        variants: vec![Variant {
            article: 0,
            range: range("Der Fluss steigt"),
            quotation: Some("q1".into()),
            chain: vec![warden()],
            polarity: Polarity::Denied,
            modality: Modality::Hedged,
        }],
        origins: vec![Origin {
            name: "Hedda Mohn".into(),
            kind: LinkKind::Person,
            articles: vec![0],
            why: both("Erstes Glied", "First link"),
            group: 0,
            loose_group: 0,
        }],
        independent_origins: (1, 2),
        reasons: vec![Reason {
            kind: ReasonKind::Doubt,
            origins: vec!["Hedda Mohn".into(), "Pegelamt".into()],
            says: both("Offen", "Open"),
            loci: vec![here],
        }],
        warnings: vec![Warning {
            kind: "single origin",
            says: both("Nur eine", "One only"),
            loci: Vec::new(),
        }],
        conflicts: vec![Conflict {
            kind: "time",
            articles: vec![0],
            explanation: both("Wann?", "When?"),
            sides: vec![Side { words: "Montag".into(), loci: vec![here] }],
        }],
        reconciled: Vec::new(),
        history: vec![Step {
            when: None,
            status: Status::Denied,
            by: Some("Hedda Mohn".into()),
            locus: here,
        }],
        first: First {
            articles: vec![0],
            when: Some("2031-09-04".into()),
            why: both("Nur einer", "Only one"),
        },
        importance: 0.25,
    };
    check(
        &claims(&[found], &[&one], Interface::German)[0],
        "{\"schema\":\"stemma/claim/1\",\"id\":\"c1\",\"story\":\"s1\",\"text\":\"Der Fluss steigt\",\
         \"status\":\"disputed\",\"importance\":0.25,\"variants\":[{\"article\":\"a.txt\",\"start\":20,\"end\":36,\"quotation\":\"q1\",\
         \"chain\":[{\"name\":\"Hedda Mohn\",\"kind\":\"unnamed person\",\"description\":null}],\
         \"polarity\":\"denied\",\"modality\":\"hedged\"}],\"origins\":[{\"name\":\"Hedda Mohn\",\"kind\":\"person\",\
         \"articles\":[\"a.txt\"],\"why\":\"Erstes Glied\",\"group\":0,\"loose_group\":0}],\"independent_origins\":{\"min\":1,\
         \"max\":2},\"reasons\":[\"Offen\"],\"merges\":[{\"kind\":\"doubt\",\"origins\":[\"Hedda Mohn\",\"Pegelamt\"],\
         \"why\":\"Offen\",\"places\":[{\"article\":\"a.txt\",\"start\":20,\"end\":36}]}],\
         \"warnings\":[\"single origin\"],\"warning_notes\":[{\"warning\":\"single origin\",\
         \"explanation\":\"Nur eine\",\"places\":[]}],\"conflicts\":[{\"kind\":\"time\",\
         \"articles\":[\"a.txt\"],\"explanation\":\"Wann?\",\"sides\":[{\"text\":\"Montag\",\
         \"places\":[{\"article\":\"a.txt\",\"start\":20,\"end\":36}]}]}],\"reconciled\":[],\
         \"history\":[{\"when\":null,\"status\":\"denied\",\"by\":\"Hedda Mohn\",\"article\":\"a.txt\",\
         \"start\":20,\"end\":36}],\"first\":{\"articles\":[\"a.txt\"],\"when\":\"2031-09-04\",\
         \"why\":\"Nur einer\"}}",
    );
}
