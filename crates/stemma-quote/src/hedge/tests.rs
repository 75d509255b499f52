//! Hedges of invented sentences.

use crate::{Attributor, Modality, Quotation, Read, Strength};
use stemma_lexicon::Lexicon;
use stemma_text::{Annotations, Language, sentence, token};

fn read(attributor: &Attributor, text: &str, language: Language) -> Read {
    let annotations = Annotations {
        tokens: token::tokenize(text),
        sentences: sentence::split(text, language),
        ..Annotations::default()
    };
    attributor.find(text, &annotations, attributor.model.as_ref())
}

/// The hedges of each text, with their strength.
fn check_in(language: Language, table: &[(&str, &[(&str, Strength)])]) {
    let attributor = Attributor::new(&Lexicon::builtin(), language);
    for (text, expected) in table {
        let found = read(&attributor, text, language);
        let found: Vec<(&str, Strength)> =
            found.hedges.iter().map(|h| (h.range.of(text), h.strength)).collect();
        assert_eq!(found, *expected, "{text}");
    }
}

/// The words that hedge the first quotation of a text.
fn check_quotation(language: Language, text: &str, expected: &[&str]) -> Quotation {
    let attributor = Attributor::new(&Lexicon::builtin(), language);
    let quotation = read(&attributor, text, language).quotations.remove(0);
    let found: Vec<&str> = quotation.hedges.iter().map(|r| r.of(text)).collect();
    assert_eq!(found, expected, "{text}");
    quotation
}

use Strength::{Doubtful, Hearsay, Possible, Probable};

#[test]
fn words_and_runs() {
    check_in(
        Language::GERMAN,
        &[
            (
                "Der mutmaßliche Dieb ist offenbar geflohen.",
                &[("mutmaßliche", Doubtful), ("offenbar", Probable)],
            ),
            ("Der Kran könnte kippen.", &[("könnte", Possible)]),
            ("Angeblich ist der Kran neu.", &[("Angeblich", Doubtful)]),
            ("Der Kran dürfte wohl kippen.", &[("dürfte", Probable), ("wohl", Probable)]),
            ("Sie fühlt sich wohl.", &[]),
            ("Sie weiß das sehr wohl.", &[]),
            ("Der Kran scheint zu kippen.", &[("scheint", Probable)]),
            ("Die Sonne scheint im Hafen.", &[]),
            ("Allem Anschein nach ist der Kran neu.", &[("Allem Anschein nach", Probable)]),
            ("Es ist nicht ausgeschlossen, dass er kippt.", &[("nicht ausgeschlossen", Possible)]),
        ],
    );
    check_in(
        Language::ENGLISH,
        &[
            ("The alleged thief apparently fled.", &[("alleged", Doubtful), ("apparently", Probable)]),
            ("The crane may tip over in May.", &[("may", Possible)]),
            ("The crane reportedly tipped over.", &[("reportedly", Hearsay)]),
            ("The crane is believed to be new.", &[("is believed to", Hearsay)]),
            ("The crane appears to be new.", &[("appears to", Probable)]),
            ("The crew could not leave.", &[]),
        ],
    );
}

#[test]
fn sollen_tells_hearsay_by_its_form() {
    let hearsay: &[(&str, Strength)] = &[("soll", Hearsay)];
    check_in(
        Language::GERMAN,
        &[
            ("Er soll krank sein.", hearsay),
            ("Er soll am Montag in Bern gewesen sein.", hearsay),
            ("Er soll den Kran gesehen haben.", hearsay),
            ("Es heißt, dass er krank sein soll.", hearsay),
            ("Der Kran soll verkauft worden sein.", hearsay),
            ("Der Dieb soll in Bern leben und viel Geld haben.", hearsay),
            ("Er will den Kran gesehen haben.", &[("will", Hearsay)]),
            ("Er soll am Montag kommen.", &[]),
            ("Die Steuer soll sinken.", &[]),
            ("Der Kran soll gebaut werden.", &[]),
            ("Der Kran soll bis Mai abgeschlossen sein.", &[]),
            ("Der Kran soll am Montag fertig sein.", &[]),
            ("Er sagte, er solle krank sein.", &[]),
            ("Er sollte krank sein.", &[]),
            ("Er will krank sein.", &[]),
        ],
    );
}

#[test]
fn quotations_bear_their_hedges() {
    let german = |text, expected: &[&str]| check_quotation(Language::GERMAN, text, expected);
    german("Vogt sagte, der Kran sei offenbar defekt.", &["offenbar"]);
    german("Der mutmaßliche Dieb sagte, der Kran sei alt.", &[]);
    german("Vogt sagte offenbar, der Kran sei womöglich alt.", &["offenbar", "womöglich"]);
    let told = german("Vogt sagte, dass der Chef krank sein soll.", &["soll"]);
    assert_eq!(told.modality, Modality::Hedged);
    let planned = german("Vogt sagte, dass der Kran ersetzt werden soll.", &[]);
    assert_eq!(planned.modality, Modality::Planned);
    let english = |text, expected: &[&str]| check_quotation(Language::ENGLISH, text, expected);
    english("Rita Vogt said that the crane might tip over.", &["might"]);
    english("Rita Vogt reportedly said that the crane was old.", &["reportedly"]);
}
