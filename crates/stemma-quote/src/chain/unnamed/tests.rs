//! Types, countries and institutions of unnamed sources in invented phrases.

use super::*;
use crate::chain::phrase;
use crate::chain::words::Media;
use stemma_text::{Annotations, Article, Entity, Language, TextRange};

/// Type, country and institution of a phrase; `none` where it is no unnamed source, `-` where nothing is known.
fn check_in(language: Language, table: &[(&str, &str, &str, &str)]) {
    let lexicon = Lexicon::builtin();
    let (words, media) = (Words::new(&lexicon, language.code()), Media::new(&lexicon));
    let mut wrong = Vec::new();
    for (text, kind, country, institution) in table {
        let article = Article::as_is("a", *text, language);
        let annotations = Annotations {
            tokens: tokenize(text),
            sentences: vec![TextRange::new(0, text.len())],
            entities: Vec::<Entity>::new(),
            ..Annotations::default()
        };
        let page = Page::new(&article, &annotations, &media, &words);
        let head = phrase::read(&page, &words, 0, annotations.tokens.len());
        let unnamed = head.and_then(|h| h.link.unnamed);
        let found = unnamed.as_ref().map_or(("none", "-", "-"), |u| {
            (u.kind.name(), u.country.as_deref().unwrap_or("-"), u.institution.as_deref().unwrap_or("-"))
        });
        if found != (*kind, *country, *institution) {
            wrong.push(format!("{text}: {found:?}, not {:?}", (kind, country, institution)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn german_phrases() {
    check_in(
        Language::GERMAN,
        &[
            ("ein Beamter", "official", "-", "-"),
            ("ein US-Beamter", "official", "US", "-"),
            ("ein EU-Beamter", "official", "-", "EU"),
            ("ein ranghoher US-Beamter im Pentagon", "official", "US", "Pentagon"),
            ("russische Militärs", "military", "RU", "-"),
            ("norwegische Offiziere", "military", "NO", "-"),
            ("zwei Polizisten", "police", "-", "-"),
            ("ein Kriminalbeamter", "police", "-", "-"),
            ("ein westlicher Diplomat", "diplomat", "-", "-"),
            ("ein Nato-Diplomat", "diplomat", "-", "Nato"),
            ("ein Sprecher des Innenministeriums", "spokesperson", "-", "Innenministeriums"),
            ("ein Sprecher der norwegischen Regierung", "spokesperson", "NO", "norwegischen Regierung"),
            ("eine Polizeisprecherin", "spokesperson", "-", "-"),
            ("Regierungskreise", "circles", "-", "-"),
            ("Moskauer Regierungskreise", "circles", "RU", "-"),
            ("das Umfeld des Präsidenten", "circles", "-", "-"),
            ("Insider", "insider", "-", "-"),
            ("mehrere Quellen", "insider", "-", "-"),
            ("ein Bankenexperte", "expert", "-", "-"),
            ("norwegische Wissenschaftler", "expert", "NO", "-"),
            ("ihre Anwältin", "lawyer", "-", "-"),
            ("ein Oppositionspolitiker", "politician", "-", "-"),
            ("ein Mitarbeiter des Hafenamts", "employee", "-", "Hafenamts"),
            ("ein Sprecher der US-Armee", "spokesperson", "US", "US-Armee"),
            ("offiziellen Angaben", "none", "-", "-"),
            ("Offiziellen Angaben", "none", "-", "-"),
            ("Beamte aus Norwegen", "official", "NO", "-"),
            ("Augenzeugen", "witness", "-", "-"),
            ("ein Angehöriger", "relative", "-", "-"),
            ("Anwohner", "resident", "-", "-"),
            ("Überlebende", "victim", "-", "-"),
            ("Medienberichten", "media reports", "-", "-"),
            ("norwegischen Medienberichten", "media reports", "NO", "-"),
        ],
    );
}

#[test]
fn english_phrases() {
    check_in(
        Language::ENGLISH,
        &[
            ("an official", "official", "-", "-"),
            ("a senior Ukrainian official", "official", "UA", "-"),
            ("a U.S. official", "official", "US", "-"),
            ("a senior official at the State Department", "official", "US", "State Department"),
            ("a State Department official", "official", "US", "State Department"),
            ("Pentagon officials", "official", "US", "Pentagon"),
            ("two Norwegian soldiers", "military", "NO", "-"),
            ("a police officer", "police", "-", "police"),
            ("a Western diplomat", "diplomat", "-", "-"),
            ("a spokesman for the ministry", "spokesperson", "-", "ministry"),
            ("a spokeswoman for the Norwegian government", "spokesperson", "NO", "Norwegian government"),
            ("people familiar with the matter", "insider", "-", "-"),
            ("three sources", "insider", "-", "-"),
            ("analysts", "expert", "-", "-"),
            ("her lawyer", "lawyer", "-", "-"),
            ("a Democratic senator", "politician", "-", "-"),
            ("an employee of the company", "employee", "-", "company"),
            ("officials from Norway", "official", "NO", "-"),
            ("witnesses", "witness", "-", "-"),
            ("relatives", "relative", "-", "-"),
            ("local residents", "resident", "-", "-"),
            ("survivors", "victim", "-", "-"),
            ("media reports", "media reports", "-", "-"),
        ],
    );
}

#[test]
fn every_type_has_words_in_both_languages() {
    for folder in ["de", "en"] {
        let file = Lexicon::builtin().words(folder, "unnamed");
        for kind in UnnamedType::ALL.into_iter().filter(|k| *k != UnnamedType::Other) {
            assert!(file.named(kind.name()).is_some(), "{folder}/unnamed: {}", kind.name());
        }
    }
}
