//! Pairs of names that must meet and pairs that must not: each in two articles of its languages, and in one article.
//! The list was written from public knowledge before the rules were run on it.

#![expect(clippy::print_stdout, reason = "the score is for reading")]

use stemma_annotate::Annotator;
use stemma_lexicon::Lexicon;
use stemma_text::{Article, Bearing, Entity, Language, same_bearer};

const PAIRS: &str = include_str!("name-pairs.tsv");

/// One name with the language of its article.
#[derive(Clone, Copy)]
struct Name<'a> {
    language: &'a str,
    name: &'a str,
}

/// Annotators for the languages of the list.
struct All {
    languages: Vec<(&'static str, Annotator)>,
}

impl All {
    fn new() -> Self {
        let lexicon = Lexicon::builtin();
        let languages = ["de", "en", "fr"];
        Self {
            languages: languages
                .map(|l| (l, Annotator::new(&lexicon, Language::from_code(l))))
                .into_iter()
                .collect(),
        }
    }

    /// The entities of an article in one language, and the text.
    fn entities(&self, language: &str, text: &str) -> Vec<Entity> {
        let annotator =
            self.languages.iter().find(|l| l.0 == language).map(|l| &l.1).expect("known language");
        let article = Article::as_is("a", text.to_owned(), Language::from_code(language));
        annotator.annotate(&article, None).entities
    }
}

/// A sentence that says something of `name`, by kind and language.
fn sentence(kind: &str, language: &str, name: &str, second: bool) -> String {
    match (kind, language, second) {
        ("person", "de", false) => format!("Das sagte {name} am Montag."),
        ("person", "de", true) => format!("Später schwieg {name} dazu."),
        ("person", "fr", _) => format!("C’est ce qu’a dit {name} lundi."),
        ("person", _, false) => format!("It will rain, said {name} on Monday."),
        ("person", _, true) => format!("On Tuesday it was said that {name} was silent."),
        ("place", "de", false) => format!("Der Händler reiste am Montag nach {name} und blieb."),
        ("place", "de", true) => format!("Später kam er aus {name} zurück."),
        ("place", "fr", _) => format!("Il est parti lundi pour {name} avec elle."),
        ("place", _, _) => format!("He travelled to {name} on Monday."),
        (_, "de", false) => format!("Das ist ein Bericht von {name} vom Montag."),
        (_, "de", true) => format!("Später kam Kritik von {name} dazu."),
        (_, "fr", _) => format!("C’est un rapport de {name} du lundi."),
        _ => format!("The report that {name} published was praised on Monday."),
    }
}

/// The entity with the longest mention inside or around the words from `start` on.
fn entity_at(entities: &[Entity], start: usize, end: usize) -> Option<&Entity> {
    let shared = |e: &Entity| {
        let overlap = |m: &stemma_text::TextRange| m.end.min(end).saturating_sub(m.start.max(start));
        e.mentions.iter().map(overlap).max().unwrap_or(0)
    };
    entities.iter().filter(|e| shared(e) > 0).max_by_key(|e| shared(e))
}

fn entity_in<'e>(entities: &'e [Entity], text: &str, name: &str, second: bool) -> Option<&'e Entity> {
    let start = if second { text.rfind(name)? } else { text.find(name)? };
    entity_at(entities, start, start + name.len())
}

/// The kinds of both names: `person/place` is a person and a place.
fn kinds(kind: &str) -> (&str, &str) {
    kind.split_once('/').unwrap_or((kind, kind))
}

/// Whether the names mean one bearer in two articles, and what was found.
fn across(all: &All, kind: &str, a: Name<'_>, b: Name<'_>) -> (bool, String) {
    let found = |kind: &str, n: Name<'_>| {
        let text = sentence(kind, n.language, n.name, false);
        entity_in(&all.entities(n.language, &text), &text, n.name, false).cloned()
    };
    let (x, y) = (found(kinds(kind).0, a), found(kinds(kind).1, b));
    let note = |e: &Option<Entity>| {
        e.as_ref().map_or("–".to_owned(), |e| format!("{} {} [{}]", e.kind.name(), e.name, e.key))
    };
    let same = match (&x, &y) {
        (Some(x), Some(y)) => same_bearer(x, y) == Bearing::Same,
        _ => false,
    };
    (same, format!("{} | {}", note(&x), note(&y)))
}

/// Whether the names mean one bearer in one article.
fn within(all: &All, kind: &str, a: Name<'_>, b: Name<'_>) -> (bool, String) {
    let first = sentence(kinds(kind).0, a.language, a.name, false);
    let text = format!("{first} {}", sentence(kinds(kind).1, a.language, b.name, true));
    let entities = all.entities(a.language, &text);
    let (x, y) = (
        entity_at(&entities, text.find(a.name).unwrap_or(0), text.find(a.name).unwrap_or(0) + a.name.len()),
        entity_in(&entities, &text, b.name, true),
    );
    let note = |e: Option<&Entity>| e.map_or("–".to_owned(), |e| format!("{} {}", e.kind.name(), e.key));
    let same = x.zip(y).is_some_and(|(x, y)| x.id == y.id);
    (same, format!("{} | {}", note(x), note(y)))
}

/// Right and all, for pairs that must meet and that must not.
#[derive(Default)]
struct Score {
    same: [u32; 2],
    different: [u32; 2],
}

impl Score {
    fn add(&mut self, wanted: bool, found: bool) {
        let counts = if wanted { &mut self.same } else { &mut self.different };
        counts[0] += u32::from(wanted == found);
        counts[1] += 1;
    }

    fn share(counts: [u32; 2]) -> f64 {
        f64::from(counts[0]) / f64::from(counts[1].max(1))
    }
}

#[test]
fn pairs_meet_or_stay_apart() {
    let all = All::new();
    let (mut two, mut one) = (Score::default(), Score::default());
    for line in PAIRS.lines().filter(|l| !l.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [verdict, scope, kind, a, b] = columns[..] else { panic!("five columns: {line}") };
        let name = |s: &'static str| {
            let (language, name) = s.split_once(':').expect("language:name");
            Name { language, name }
        };
        let (a, b, wanted) = (name(a), name(b), verdict == "same");
        let take = |score: &mut Score, what: &str, (found, note): (bool, String)| {
            score.add(wanted, found);
            if found != wanted {
                println!("{what}, {verdict}: {} / {}: {note}", a.name, b.name);
            }
        };
        if scope == "both" {
            take(&mut two, "two articles", across(&all, kind, a, b));
        }
        take(&mut one, "one article", within(&all, kind, a, b));
    }
    // Floors: fractions of pairs that meet and that stay apart, a little below what was measured.
    for (what, score, meet, apart) in [("two articles", &two, 0.92, 0.98), ("one article", &one, 0.92, 0.96)]
    {
        println!("{what}: meet {:?}, stay apart {:?}", score.same, score.different);
        assert!(Score::share(score.same) >= meet, "{what}: too few meet");
        assert!(Score::share(score.different) >= apart, "{what}: too many are mixed up");
    }
}
