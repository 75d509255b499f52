//! Chains over invented sentences.

use super::*;
use crate::{Modality, Polarity, QuotationKind};
use stemma_text::{Credit, CreditBasis, Entity};

fn range(text: &str, words: &str) -> TextRange {
    let start = text.find(words).unwrap_or_else(|| panic!("'{words}' is not in the text"));
    TextRange::new(start, start + words.len())
}

/// A quotation by its content, cue, source and addressee, as words of the text; empty for none.
fn quotation(text: &str, id: &str, parts: [&str; 4]) -> Quotation {
    let ranges = |words: &str| if words.is_empty() { Vec::new() } else { vec![range(text, words)] };
    Quotation {
        id: id.to_owned(),
        kind: QuotationKind::Indirect,
        content: ranges(parts[0]),
        cue: ranges(parts[1]),
        source: ranges(parts[2]),
        addressee: ranges(parts[3]),
        source_entity: None,
        nested_in: None,
        polarity: Polarity::Affirmed,
        modality: Modality::Asserted,
        force: crate::Force::Stated,
        hedges: Vec::new(),
        chain: Vec::new(),
        rule: String::new(),
        entry: None,
        source_from: crate::SourceFrom::Sentence,
    }
}

fn annotations(text: &str, names: &[(&str, EntityKind, &str)]) -> Annotations {
    let entities = names
        .iter()
        .enumerate()
        .map(|(at, (name, kind, key))| Entity {
            id: format!("e{}", at + 1),
            kind: *kind,
            name: (*name).to_owned(),
            key: (*key).to_owned(),
            mentions: text
                .match_indices(name)
                .map(|(start, found)| TextRange::new(start, start + found.len()))
                .collect(),
            descriptions: Vec::new(),
            gender: None,
        })
        .collect();
    Annotations {
        tokens: stemma_text::token::tokenize(text),
        sentences: stemma_text::sentence::split(text, Language::GERMAN),
        entities,
        ..Annotations::default()
    }
}

fn chains_of(
    text: &str,
    names: &[(&str, EntityKind, &str)],
    agencies: &[&str],
    parts: &[[&str; 4]],
) -> Vec<String> {
    let mut article = Article::as_is("a", text, Language::GERMAN);
    article.agencies = agencies.iter().map(|n| Credit::new(*n, CreditBasis::CreditLine, "")).collect();
    let annotations = annotations(text, names);
    let quotations: Vec<Quotation> =
        parts.iter().enumerate().map(|(at, p)| quotation(text, &format!("q{}", at + 1), *p)).collect();
    let chainer = Chainer::new(&Lexicon::builtin(), Language::GERMAN);
    chainer
        .chains(&article, &annotations, &quotations)
        .0
        .iter()
        .map(|c| c.iter().map(|l| l.name.as_str()).collect::<Vec<_>>().join(" → "))
        .collect()
}

#[test]
fn partner_comes_before_owner() {
    let text = "Der Hafen schließt, sagte ein EU-Beamter dem EU-Partner der BBC, CBS. Der Zoll zieht um, sagte der Beamte.";
    let found = chains_of(
        text,
        &[],
        &[],
        &[
            ["Der Hafen schließt", "sagte", "ein EU-Beamter", "dem EU-Partner der BBC, CBS"],
            ["Der Zoll zieht um", "sagte der", "der Beamte", ""],
        ],
    );
    assert_eq!(found, ["EU-Beamter → CBS → BBC", "EU-Beamter → CBS → BBC"]);
    let text = "Der Hafen schließt, sagte ein Beamter dem EU-Partner CBS der BBC.";
    let found = chains_of(
        text,
        &[],
        &[],
        &[["Der Hafen schließt", "sagte", "ein Beamter", "dem EU-Partner CBS der BBC"]],
    );
    assert_eq!(found, ["Beamter → CBS → BBC"]);
}

#[test]
fn a_medium_keeps_what_it_rests_on() {
    let text = "Der Tunnel wird teurer, berichtete die «Washington Post» unter Berufung auf mehrere ungenannte Ingenieure aus dem \
                Norden und Beamte der Stadt. Die Zeitung schrieb weiter, der Bau ruhe. Die Kosten steigen, so die Beamten.";
    let found = chains_of(
        text,
        &[],
        &["APA", "dpa"],
        &[
            ["Der Tunnel wird teurer", "berichtete", "die «Washington Post»", ""],
            ["der Bau ruhe", "schrieb", "Die Zeitung", ""],
            ["Die Kosten steigen", "so", "die Beamten", ""],
        ],
    );
    assert!(found[0].ends_with("→ The Washington Post → dpa → APA"), "{found:?}");
    assert_eq!(found[0], found[1]);
    assert!(found[2].ends_with("→ The Washington Post → dpa → APA"), "{found:?}");
}

#[test]
fn reads_sources_of_media_and_reports() {
    let text = "Laut Quellen der Washington Post steigt der Preis. Einem Bericht der «New York Times» zufolge fällt er. \
                Es wird kalt, hieß es laut dem Bericht.";
    let found = chains_of(
        text,
        &[],
        &["dpa"],
        &[
            ["steigt der Preis", "Laut", "Quellen der Washington Post", ""],
            ["fällt er", "zufolge", "Einem Bericht der «New York Times»", ""],
            ["Es wird kalt", "laut", "dem Bericht", ""],
        ],
    );
    assert_eq!(
        found,
        ["Quellen → The Washington Post → dpa", "The New York Times → dpa", "The New York Times → dpa"]
    );
}

#[test]
fn persons_head_their_phrase_unless_they_own_it() {
    let text = "Es geht weiter, sagte Jan Ahrens, Sprecher des Hafenamts. Nein, sagte die Sprecherin von Ida Holm. \
                Gut, sagte der Leiter des Hafenamts der Stadt, Per Lund.";
    let names = [
        ("Jan Ahrens", EntityKind::Person, "name:janahrens"),
        ("Ida Holm", EntityKind::Person, "name:idaholm"),
        ("Per Lund", EntityKind::Person, "name:perlund"),
    ];
    let found = chains_of(
        text,
        &names,
        &[],
        &[
            ["Es geht weiter", "sagte", "Jan Ahrens, Sprecher des Hafenamts", ""],
            ["Nein", "sagte", "die Sprecherin von Ida Holm", ""],
            ["Gut", "sagte", "der Leiter des Hafenamts der Stadt, Per Lund", ""],
        ],
    );
    assert_eq!(found, ["Jan Ahrens", "Sprecherin", "Per Lund"]);
}

#[test]
fn places_that_speak_are_governments() {
    let text = "Sowohl Oslo als auch Rom bestreiten den Plan. Wo er liegt, ist offen.";
    let names = [("Oslo", EntityKind::Place, "country:NO"), ("Rom", EntityKind::Place, "country:IT")];
    let mut article = Article::as_is("a", text, Language::GERMAN);
    article.outlet = Some("Hafenblatt".to_owned());
    let annotations = annotations(text, &names);
    let quoted = quotation(text, "q1", ["den Plan", "bestreiten", "Sowohl Oslo als auch Rom", ""]);
    let chain =
        &Chainer::new(&Lexicon::builtin(), Language::GERMAN).chains(&article, &annotations, &[quoted]).0[0];
    assert_eq!(chain[0].name, "Oslo und Rom");
    assert_eq!(chain[0].kind, LinkKind::Organisation);
    assert_eq!(chain[1].name, "Hafenblatt");
}

#[test]
fn the_house_voice_is_told_most_often() {
    let text = "Es regnet, sagte Ida Holm Online, und es bleibt so. „Nichts ist sicher“, sagte sie gegenüber Online. \
                Es regnet, sagte Holm Online.";
    let article = Article::as_is("a", text, Language::GERMAN);
    let names =
        [("Ida Holm", EntityKind::Person, "name:idaholm"), ("Holm", EntityKind::Person, "name:idaholm")];
    let annotations = annotations(text, &names);
    let chain = Chainer::new(&Lexicon::builtin(), Language::GERMAN).chains(&article, &annotations, &[]).1;
    assert!(chain.is_empty() || chain[0].name == "Online", "{chain:?}");
    let text = "Es regnet, sagte sie der Washington Post. Es bleibt so, sagte er der Washington Post. Die New York Times berichtete das auch.";
    let article = Article::as_is("a", text, Language::GERMAN);
    let chain =
        Chainer::new(&Lexicon::builtin(), Language::GERMAN).chains(&article, &annotations_of(text), &[]).1;
    assert_eq!(chain[0].name, "The Washington Post");
}

fn annotations_of(text: &str) -> Annotations {
    annotations(text, &[])
}

#[test]
fn survives_any_text() {
    let chainer = Chainer::new(&Lexicon::builtin(), Language::GERMAN);
    for text in
        ["", "„", "unter Berufung auf", "laut", &"unter Berufung auf die ".repeat(500), &"x".repeat(100_000)]
    {
        let article = Article::as_is("a", text, Language::GERMAN);
        let annotations = annotations_of(&article.text);
        chainer.chains(&article, &annotations, &[]);
        let whole = TextRange::new(0, article.text.len());
        let mut quoted = quotation("", "q1", [""; 4]);
        quoted.source = vec![whole];
        quoted.content = vec![whole];
        chainer.chains(&article, &annotations, &[quoted]);
    }
}

#[test]
fn media_of_no_list_are_outlets() {
    let text = "Die Schleuse bleibt zu, schrieb die Zeitung „Quelltal Kurier“ unter Berufung auf zwei Lotsen. Das Blatt schrieb, \
                es dauere. Es wird teuer, sagte Rita Vogt dem Quelltal Kurier.";
    let names = [
        ("Quelltal Kurier", EntityKind::Organisation, "name:quelltalkurier"),
        ("Rita Vogt", EntityKind::Person, "name:ritavogt"),
    ];
    let found = chains_of(
        text,
        &names,
        &[],
        &[
            ["Die Schleuse bleibt zu", "schrieb", "die Zeitung „Quelltal Kurier“", ""],
            ["es dauere", "schrieb, ", "Das Blatt", ""],
            ["Es wird teuer", "sagte", "Rita Vogt", "dem Quelltal Kurier"],
        ],
    );
    assert_eq!(
        found,
        ["zwei Lotsen → Quelltal Kurier", "zwei Lotsen → Quelltal Kurier", "Rita Vogt → Quelltal Kurier"]
    );
}

#[test]
fn somebody_unnamed_stays_apart_from_whom_the_phrase_names() {
    let text =
        "Ein hoher Berater von Präsident Otto Ruhm sagte, es werde still. Es bleibt so, sagte der Berater.";
    let names = [("Otto Ruhm", EntityKind::Person, "name:ottoruhm")];
    let found = chains_of(
        text,
        &names,
        &[],
        &[
            ["es werde still", "sagte", "Ein hoher Berater von Präsident Otto Ruhm", ""],
            ["Es bleibt so", "sagte der", "der Berater", ""],
        ],
    );
    assert_eq!(found, ["Berater", "Berater"]);
}
