//! Quotations of invented sentences, and what must hold on any text.

use super::*;
use proptest::prelude::*;
use stemma_text::{Language, sentence, token};

fn quotations(text: &str, language: Language) -> Vec<Quotation> {
    let attributor = Attributor::new(&Lexicon::builtin(), language);
    find(&attributor, text, language)
}

pub(crate) fn find(attributor: &Attributor, text: &str, language: Language) -> Vec<Quotation> {
    let annotations = Annotations {
        tokens: token::tokenize(text),
        sentences: sentence::split(text, language),
        ..Annotations::default()
    };
    attributor.find(text, &annotations, attributor.model.as_ref()).quotations
}

fn words(text: &str, ranges: &[TextRange]) -> String {
    ranges.iter().map(|r| r.of(text)).collect::<Vec<_>>().join(" | ")
}

/// Content, source and cue of the quotations that stand in no other one.
pub(crate) fn check_in(language: Language, text: &str, expected: &[[&str; 3]]) {
    let found: Vec<[String; 3]> = quotations(text, language)
        .iter()
        .filter(|q| q.nested_in.is_none())
        .map(|q| [words(text, &q.content), words(text, &q.source), words(text, &q.cue)])
        .collect();
    assert_eq!(found, expected, "{text}");
}

fn check(text: &str, expected: &[[&str; 3]]) {
    check_in(Language::GERMAN, text, expected);
}

#[test]
fn verb_before_its_content() {
    check(
        "Rita Vogt, Sprecherin des Hafenamts, sagte, der Kran sei gestern umgekippt.",
        &[["der Kran sei gestern umgekippt", "Rita Vogt, Sprecherin des Hafenamts", "sagte"]],
    );
    check(
        "Am Montag teilte der Ruderklub mit, dass die Regatta ausfällt.",
        &[["dass die Regatta ausfällt", "der Ruderklub", "teilte | mit"]],
    );
    check(
        "Ole Brandt, der früher Kapitän war, sagte dem Sender Nordwelle, dass er bleibe.",
        &[["dass er bleibe", "Ole Brandt", "sagte"]],
    );
    check(
        "Erst im Mai hatte der Leiter des Amtes, Jan Rau, gesagt, die Brücke halte noch lange.",
        &[["die Brücke halte noch lange", "der Leiter des Amtes, Jan Rau", "hatte | gesagt"]],
    );
}

#[test]
fn verb_after_its_content() {
    check(
        "Der Kran war schon lange defekt, sagte ein Arbeiter dem Blatt Hafenbote.",
        &[["Der Kran war schon lange defekt", "ein Arbeiter", "sagte"]],
    );
    check(
        "Die Fähre sei leer gewesen, fügte er hinzu.",
        &[["Die Fähre sei leer gewesen", "er", "fügte | hinzu"]],
    );
    check(
        "Seit Mai hätten die Boote gefehlt, hatte Vogt weiter erklärt.",
        &[["Seit Mai hätten die Boote gefehlt", "Vogt", "hatte | erklärt"]],
    );
}

#[test]
fn slips_of_the_pen_and_names_in_marks() {
    check(
        "\"Wir gehen jetzt alle ganz langsam nach Hause\" sagt die Fischerin Rita Vogt.",
        &[["\"Wir gehen jetzt alle ganz langsam nach Hause\"", "die Fischerin Rita Vogt", "sagt"]],
    );
    check(
        "„Wir gehen jetzt“, sagte Vogt zu „Radio Nord“ und lachte.",
        &[["„Wir gehen jetzt“", "Vogt", "sagte"]],
    );
}

#[test]
fn subordinate_cues() {
    check(
        "Die Regatta fällt aus, wie der Ruderklub am Montag bekannt gab.",
        &[["Die Regatta fällt aus", "der Ruderklub", "bekannt gab"]],
    );
    check(
        "Wie aus einer Mitteilung der Stadt hervorgeht, wurden drei Bäume gefällt.",
        &[["wurden drei Bäume gefällt", "einer Mitteilung der Stadt", "Wie | hervorgeht"]],
    );
    check(
        "Das Fest begann spät, nachdem das Hafenamt mitgeteilt hatte, es gebe Sturm.",
        &[["es gebe Sturm", "das Hafenamt", "mitgeteilt hatte"]],
    );
}

#[test]
fn frames() {
    check("Laut Hafenamt ist der Kran defekt.", &[["ist der Kran defekt", "Hafenamt", "Laut"]]);
    check(
        "Der Kran ist nach Angaben des Hafenamts in der Nacht umgekippt.",
        &[["Der Kran ist | in der Nacht umgekippt", "Angaben des Hafenamts", "nach"]],
    );
    check(
        "Der Kran ist einem Bericht des «Hafenboten» zufolge umgekippt.",
        &[["Der Kran ist | umgekippt", "einem Bericht des «Hafenboten»", "zufolge"]],
    );
    check("Die Fähre war leer, so die Beamten.", &[["Die Fähre war leer", "die Beamten", "so"]]);
    check(
        "In dem Brief des Klubs heißt es, die Boote seien morsch.",
        &[["die Boote seien morsch", "dem Brief des Klubs", "heißt"]],
    );
}

#[test]
fn direct_speech() {
    check(
        "„Wir haben lange gewartet. Nun gehen wir heim“, sagte Vogt. Dann ging sie.",
        &[["„Wir haben lange gewartet. Nun gehen wir heim“", "Vogt", "sagte"]],
    );
    check(
        "„Wir gehen“, sagte Vogt am Abend, „und wir kommen nicht zurück.“",
        &[["„Wir gehen“ | „und wir kommen nicht zurück.“", "Vogt", "sagte"]],
    );
    check("Vogt las das Buch „Der alte Turm am See“.", &[]);
}

#[test]
fn carried_sources() {
    let text = "Vogt sagte, der Kran sei alt. Er müsse ersetzt werden. Das Geld sei da.";
    check(
        text,
        &[["der Kran sei alt", "Vogt", "sagte"], ["Er müsse ersetzt werden. Das Geld sei da.", "Vogt", ""]],
    );
    let kinds: Vec<_> = quotations(text, Language::GERMAN).iter().map(|q| q.kind).collect();
    assert_eq!(kinds, [QuotationKind::Indirect, QuotationKind::IndirectFreeIndirect]);
}

#[test]
fn polarity_and_modality() {
    let one = |text: &str| quotations(text, Language::GERMAN).remove(0);
    let denied = one("Das Amt hat bestritten, dass der Kran defekt war.");
    assert_eq!((denied.polarity, denied.modality), (Polarity::Denied, Modality::Asserted));
    let act = one("Die Stadt wies die Vorwürfe zurück.");
    assert_eq!((act.polarity, act.kind), (Polarity::Denied, QuotationKind::Reported));
    assert_eq!(one("Das Amt sagte, der Kran könnte kippen.").modality, Modality::Possible);
    assert_eq!(one("Der Klub will umziehen, sagte Vogt.").modality, Modality::Planned);
}

#[test]
fn quoted_words_are_nested() {
    let text = "Vogt sagte, der Kran sei „in einem sehr schlechten Zustand“.";
    let found = quotations(text, Language::GERMAN);
    assert_eq!(found.len(), 2);
    assert_eq!(found[1].nested_in.as_deref(), Some("q1"));
    assert_eq!(words(text, &found[1].content), "„in einem sehr schlechten Zustand“");
}

#[test]
fn english() {
    let check = |text, expected: &[[&str; 3]]| check_in(Language::ENGLISH, text, expected);
    check(
        "Rita Vogt, the head of the harbor office, said that the crane had tipped over.",
        &[["that the crane had tipped over", "Rita Vogt, the head of the harbor office", "said"]],
    );
    check("\"We are leaving,\" said Vogt.", &[["\"We are leaving,\"", "Vogt", "said"]]);
    check("The ferry was empty, she added.", &[["The ferry was empty", "she", "added"]]);
    check(
        "According to the harbor office, the crane was old.",
        &[["the crane was old", "the harbor office", "According to"]],
    );
}

/// Content and source of all quotations, with the name of their source entity; `people` are the persons named.
fn check_speakers(language: Language, text: &str, people: &[&str], expected: &[[&str; 3]]) {
    let attributor = Attributor::new(&Lexicon::builtin(), language);
    let mut annotations = Annotations {
        tokens: token::tokenize(text),
        sentences: sentence::split(text, language),
        ..Annotations::default()
    };
    annotations.entities = (people.iter().enumerate())
        .map(|(number, name)| stemma_text::Entity {
            id: format!("e{}", number + 1),
            kind: stemma_text::EntityKind::Person,
            name: (*name).to_owned(),
            key: format!("name:{name}"),
            mentions: text.match_indices(name).map(|(at, n)| TextRange::new(at, at + n.len())).collect(),
            descriptions: Vec::new(),
            gender: None,
        })
        .collect();
    let found = attributor.find(text, &annotations, attributor.model.as_ref()).quotations;
    let found: Vec<[String; 3]> = found
        .iter()
        .map(|q| {
            let entity = annotations.entities.iter().find(|e| Some(&e.id) == q.source_entity.as_ref());
            let name = entity.map_or_else(String::new, |e| e.name.clone());
            [words(text, &q.content), words(text, &q.source), name]
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn whom_an_attribute_names_does_not_speak() {
    let german = |text, people: &[&str], expected: &[[&str; 3]]| {
        check_speakers(Language::GERMAN, text, people, expected);
    };
    german(
        "Ein Berater von Bürgermeister Otto Ruhm sagte, die Brücke sei alt.",
        &["Otto Ruhm"],
        &[["die Brücke sei alt", "Ein Berater von Bürgermeister Otto Ruhm", ""]],
    );
    german(
        "Die Anwältin der Unternehmerin Karla Benz sagte, sie warte.",
        &["Karla Benz"],
        &[["sie warte", "Die Anwältin der Unternehmerin Karla Benz", ""]],
    );
    german(
        "Der Sprecher der Werft Jan Ahrens sagte, er warte.",
        &["Jan Ahrens"],
        &[["er warte", "Der Sprecher der Werft Jan Ahrens", "Jan Ahrens"]],
    );
    german(
        "Die Vorsitzende der Fischergilde, Rita Vogt, sagte, sie warte.",
        &["Rita Vogt"],
        &[["sie warte", "Die Vorsitzende der Fischergilde, Rita Vogt", "Rita Vogt"]],
    );
    check_speakers(
        Language::ENGLISH,
        "An adviser to President Milo Terrant said that the port was closed.",
        &["Milo Terrant"],
        &[["that the port was closed", "An adviser to President Milo Terrant", ""]],
    );
}

#[test]
fn same_words_have_one_source() {
    check(
        "„Die Netze sind leer geblieben“, sagte Rita Vogt laut dem Bericht des Hafenamts.",
        &[["„Die Netze sind leer geblieben“", "Rita Vogt", "sagte"]],
    );
    let english = |text: &str, expected: &[[&str; 3]]| check_in(Language::ENGLISH, text, expected);
    english(
        "A sailor from a far town, who spoke on condition of anonymity, said the mayor had offered to pay.",
        &[["the mayor had offered to pay", "A sailor from a far town", "said"]],
    );
    let text = "A sailor from a far town said the mayor had offered to pay for it.";
    let sources: Vec<String> =
        quotations(text, Language::ENGLISH).iter().map(|q| words(text, &q.source)).collect();
    assert!(sources.iter().all(|s| !s.contains("said")), "{sources:?}");
}

#[test]
fn long_texts_take_linear_time() {
    let of = |language| Attributor::new(&Lexicon::builtin(), language);
    let (german, english) = (of(Language::GERMAN), of(Language::ENGLISH));
    for piece in ["sagte er, dass „laut Amt ", "wort", "a, ", "laut den ", "er sagte er sei. "] {
        let text = piece.repeat(20_000 / piece.len());
        find(&german, &text, Language::GERMAN);
        find(&english, &text, Language::ENGLISH);
    }
}

fn attributors() -> &'static [(Attributor, Language); 2] {
    static BOTH: std::sync::OnceLock<[(Attributor, Language); 2]> = std::sync::OnceLock::new();
    BOTH.get_or_init(|| {
        [Language::GERMAN, Language::ENGLISH].map(|l| (Attributor::new(&Lexicon::builtin(), l), l))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn any_text_gives_sound_ranges(parts in prop::collection::vec(prop::sample::select(vec![
        "sagte", "Vogt", ", ", " ", "„", "“", "»", "«", "\"", "dass", "er sei", "laut", "nach Angaben", ". ", ": ", "\n\n",
        "zufolge", "so", "wie", "mitteilte", "und", "der", "Amt", "e\u{301}", "🙂", "(", ")", "–", "said", "told", "that",
        "according to", "will", "hatte", "gesagt", "teilte", "mit", "wonach", "demnach", "Dies", "von", "zu gehen",
    ]), 0..60), spaced in any::<bool>()) {
        let text = parts.join(if spaced { " " } else { "" });
        for (attributor, language) in attributors() {
            let found = find(attributor, &text, *language);
            for (number, q) in found.iter().enumerate() {
                prop_assert_eq!(&q.id, &format!("q{}", number + 1));
                prop_assert!(!q.content.is_empty());
                for range in q.content.iter().chain(&q.cue).chain(&q.source).chain(&q.addressee) {
                    prop_assert!(!range.of(&text).trim().is_empty());
                }
                prop_assert!(q.content.windows(2).all(|w| w[0].end <= w[1].start));
            }
        }
    }
}
