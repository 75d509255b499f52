//! Names of persons, organisations, places and others, and which of them mean the same bearer.
//!
//! In this order: [`words`] looks every word up, [`known`] finds the names that the lists hold, [`model`] tags the
//! rest ([`capitals`] for languages without a model), [`spans`] makes one row of names of both and [`media`] adds media
//! that no list holds, [`widen`] mends the ends of persons, [`derived`] collects words that hold a name without being
//! one, [`chains`] joins the names of one bearer ([`persons`], [`ministries`]), [`descriptions`] and [`nouns`] add what
//! else the text calls it (`die Zeitung`, `der Norden`, `der Minister`).

use stemma_lexicon::Lexicon;
use stemma_text::{Derived, Entity, Language, TextRange, Token};

mod capitals;
mod chains;
mod derived;
mod descriptions;
mod fold;
mod known;
mod media;
mod ministries;
mod model;
mod nouns;
mod persons;
mod roles;
mod spans;
#[cfg(test)]
mod train;
mod widen;
mod words;

/// Finds names in texts of one language.
pub(crate) struct Namer {
    tables: words::Tables,
    known: known::Gazetteer,
    roles: roles::Roles,
    media: media::MediaNames,
    persons: persons::PersonNames,
    model: Option<model::Model>,
}

/// The language whose data serve those that have none of their own.
pub(crate) const FALLBACK: &str = "en";

impl Namer {
    /// Compiles the lists of `language`.
    pub(crate) fn new(lexicon: &Lexicon, language: Language) -> Self {
        let folder = lexicon.folder(language.code(), FALLBACK);
        Self {
            tables: words::Tables {
                words: lexicon.table(folder, "names-words"),
                groups: lexicon.table(folder, "names-groups"),
            },
            known: known::Gazetteer::new(lexicon, folder),
            roles: roles::Roles::new(lexicon, folder),
            media: media::MediaNames::new(lexicon),
            persons: persons::PersonNames::new(lexicon),
            model: model::Model::new(lexicon, folder),
        }
    }

    /// All entities of one text with their mentions, in order of first mention.
    /// Beside them the words that hold a name without being one.
    pub(crate) fn find(
        &self,
        text: &str,
        tokens: &[Token],
        sentences: &[TextRange],
    ) -> (Vec<Entity>, Vec<Derived>) {
        let words = words::words(text, tokens, sentences, &self.tables);
        let (spans, media, labels) = spans::spans(self, &words);
        let spans = widen::persons(self, &words, spans);
        let derived = derived::find(self, &words, &labels, &spans);
        (chains::entities(self, text, &words, &spans, &media), derived)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entities(text: &str, language: Language) -> Vec<Entity> {
        let tokens = stemma_text::token::tokenize(text);
        let sentences = stemma_text::sentence::split(text, language);
        Namer::new(&Lexicon::builtin(), language).find(text, &tokens, &sentences).0
    }

    #[test]
    fn names_without_a_model_are_runs_of_capitals() {
        let text = "La maire Anna Morel a parlé à Valmont. Une dépêche AFP cite Mme Morel. Le Conseil attend la Pologne.";
        let language = Language::from_code("fr");
        check_in(language, text, &[&["Anna Morel", "Morel"], &["Valmont"], &["AFP"], &["Pologne"]]);
    }

    /// Every list of `expected` holds mentions of one entity, and the entity has no others.
    fn check(text: &str, expected: &[&[&str]]) {
        check_in(Language::GERMAN, text, expected);
    }

    fn check_in(language: Language, text: &str, expected: &[&[&str]]) {
        let found: Vec<Vec<&str>> = entities(text, language)
            .iter()
            .map(|e| e.mentions.iter().map(|m| m.of(text)).collect())
            .collect();
        for mentions in expected {
            assert!(found.iter().any(|f| f == mentions), "{mentions:?} not in {found:?}");
        }
    }

    #[test]
    fn persons_meet_over_titles_and_spellings() {
        check(
            "Minister Anatolij Scherbakow traf Anna Hollmann. Herr Sherbakov lobte Frau Hollmann.",
            &[&["Anatolij Scherbakow", "Sherbakov"], &["Anna Hollmann", "Hollmann"]],
        );
    }

    #[test]
    fn namesakes_stay_apart() {
        check(
            "Karl Mustermann und Petra Mustermann kamen. Frau Petra Mustermann sprach.",
            &[&["Karl Mustermann"], &["Petra Mustermann", "Petra Mustermann"]],
        );
    }

    #[test]
    fn countries_meet_over_names_and_genitives() {
        check(
            "Südkorea lehnt ab. Die Regierung Südkoreas und die Republik Korea schweigen. Der Süden wartet.",
            &[&["Südkorea", "Südkoreas", "Republik Korea", "Süden"]],
        );
        check("Der russische Bote kam aus Estland.", &[&["Estland"]]);
    }

    #[test]
    fn seats_of_government_act_for_their_country() {
        let text = "Estland wehrt sich. Tallinn fordert Hilfe. Er reist nach Tallinn.";
        check(text, &[&["Estland", "Tallinn"], &["Tallinn"]]);
    }

    #[test]
    fn bodies_meet_over_acronyms_and_declension() {
        check(
            "Die Weltgesundheitsorganisation warnt. Ein Sprecher der WHO und der Internationale Währungsfonds, \
             ein Bericht des Internationalen Währungsfonds.",
            &[
                &["Weltgesundheitsorganisation", "WHO"],
                &["Internationale Währungsfonds", "Internationalen Währungsfonds"],
            ],
        );
    }

    #[test]
    fn media_are_also_called_by_what_they_are() {
        check(
            "Die «New York Times» meldet den Fund. Wie die Zeitung schreibt, ist er alt.",
            &[&["New York Times", "die Zeitung"]],
        );
    }

    #[test]
    fn media_of_no_list_are_names_as_a_whole() {
        check(
            "Das schreibt die Zeitung „Quelltal Kurier“. Das Blatt nennt Gründe. Der „Quelltal Kurier“ schwieg.",
            &[&["Quelltal Kurier", "Das Blatt", "Quelltal Kurier"]],
        );
        check(
            "Er sagte dem Quelltal Herald, es sei gut. Der Fährmann widersprach dem Herald.",
            &[&["Quelltal Herald", "Herald"]],
        );
        check("Wie der Sender «Radio Nebelhorn» meldet, regnet es.", &[&["Radio Nebelhorn"]]);
        check_in(
            Language::ENGLISH,
            "He told the newspaper “Quelltal Gazette” so. The paper printed it.",
            &[&["Quelltal Gazette", "The paper"]],
        );
        let found = entities(
            "Die Neue Nebeltaler Rundschau fragt. Es steht in der Neuen Nebeltaler Rundschau.",
            Language::GERMAN,
        );
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].name, "Neue Nebeltaler Rundschau");
    }

    #[test]
    fn known_media_stay_known_in_quotation_marks() {
        let found = entities("Das schreibt die Zeitung „Die Welt“ am Montag.", Language::GERMAN);
        assert!(found.iter().any(|e| e.key == "medium:welt"), "{found:?}");
    }

    #[test]
    fn quotations_after_a_noun_for_media_are_no_names() {
        let found = entities("Er sagte der Zeitung „Wir gehen heute heim“, und ging.", Language::GERMAN);
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn names_keep_the_s_that_is_theirs() {
        let name = |text| entities(text, Language::GERMAN).first().map(|e| e.name.clone());
        assert_eq!(name("Das sagte Ruben Goosens.").as_deref(), Some("Ruben Goosens"));
        assert_eq!(
            name("Ruben Goosen kam. Das ist die Idee Ruben Goosens.").as_deref(),
            Some("Ruben Goosen")
        );
    }

    #[test]
    fn roles_belong_to_their_bearer() {
        let text = "Estlands Präsident Karl Beispiel sprach. Später ging Estlands Präsident heim.";
        check(text, &[&["Estlands Präsident", "Karl Beispiel", "Estlands Präsident"]]);
    }

    #[test]
    fn nouns_mean_whom_the_text_has_said_to_be_that() {
        let check = |language, text: &str, name: &str, expected: &[&str]| {
            let found = entities(text, language);
            let entity = found.iter().find(|e| e.name == name).unwrap_or_else(|| panic!("{found:?}"));
            let nouns: Vec<&str> = entity.descriptions.iter().map(|d| d.of(text)).collect();
            assert_eq!(nouns, expected, "{text}");
        };
        let german = "Estlands Außenministerin Anna Beispiel traf Karl Muster, den Sprecher der Werft. Die Ministerin \
                      lachte. Später schwieg der Sprecher. Der Minister der Finanzen kam, die Sprecher gingen.";
        check(Language::GERMAN, german, "Anna Beispiel", &["Die Ministerin"]);
        check(Language::GERMAN, german, "Karl Muster", &["der Sprecher"]);
        let two = "Minister Karl Muster und Minister Jan Holm kamen. Man aß. Man trank. Man ging. Der Minister schlief.";
        check(Language::GERMAN, two, "Karl Muster", &[]);
        let english = "The port thanked Governor Angela Whitmore on Monday. The governor left.";
        check(Language::ENGLISH, english, "Angela Whitmore", &["The governor"]);
    }

    #[test]
    fn given_names_and_titles_tell_the_gender() {
        let gender = |text: &str| entities(text, Language::GERMAN).first().and_then(|e| e.gender);
        assert_eq!(gender("Das sagte Anna Hollmann."), Some(stemma_text::Gender::Female));
        assert_eq!(gender("Das sagte Karl Hollmann."), Some(stemma_text::Gender::Male));
        assert_eq!(gender("Das sagte Frau Hollmann."), Some(stemma_text::Gender::Female));
        assert_eq!(gender("Das sagte Xqyt Beispiel."), None);
    }

    #[test]
    fn words_that_hold_a_name_are_no_names() {
        let text = "Der russische Bote traf einen US-Beamten in Tallinn. Russland schwieg.";
        let tokens = stemma_text::token::tokenize(text);
        let sentences = stemma_text::sentence::split(text, Language::GERMAN);
        let (entities, derived) =
            Namer::new(&Lexicon::builtin(), Language::GERMAN).find(text, &tokens, &sentences);
        let found: Vec<_> = derived.iter().map(|d| (d.range.of(text), d.key.as_str())).collect();
        assert_eq!(found, [("russische", "country:RU"), ("US", "country:US")]);
        assert!(entities.iter().all(|e| e.mentions.iter().all(|m| m.of(text) != "russische")));
    }

    #[test]
    fn ministries_know_their_country() {
        let keys = |text: &str, language| -> Vec<String> {
            entities(text, language).into_iter().map(|e| e.key).filter(|k| k.contains("ministry")).collect()
        };
        let german = "Das teilte das estnische Außenministerium mit. Das Außenministerium schwieg dann.";
        assert_eq!(keys(german, Language::GERMAN), ["name:foreignministryee"]);
        let english = "The Foreign Ministry of Estonia said so.";
        assert_eq!(keys(english, Language::ENGLISH), ["name:foreignministryee"]);
    }

    #[test]
    fn keys_are_the_same_in_both_languages() {
        let key = |text: &str, language| entities(text, language).first().map(|e| e.key.clone());
        for (german, english) in [
            ("Er war in Moskau.", "He was in Moscow."),
            ("Er war in Nordkorea.", "He was in North Korea."),
            ("Das sagte Wolodymyr Selenskyj.", "Volodymyr Zelensky said so."),
        ] {
            assert_eq!(key(german, Language::GERMAN), key(english, Language::ENGLISH), "{german}");
        }
    }

    #[test]
    fn english_names_are_found() {
        check_in(
            Language::ENGLISH,
            "Mr. Smith met Angela Whitmore in Berlin. North Korea's leader said no, and Pyongyang agreed.",
            &[&["Angela Whitmore"], &["North Korea's", "Pyongyang"]],
        );
    }

    #[test]
    fn hostile_texts_do_no_harm() {
        let texts = [
            String::new(),
            "A".repeat(20_000),
            "Ä\u{301}-".repeat(5_000),
            "Anna Bär ".repeat(3_000),
            "„(«.,".repeat(3_000),
            "😀 Herr 😀. (AB) (CD)".repeat(800),
            "der Norden die Zeitung ".repeat(500),
        ];
        for text in texts {
            for entity in entities(&text, Language::GERMAN) {
                assert!(entity.mentions.iter().all(|m| !m.of(&text).is_empty()));
            }
        }
    }
}
