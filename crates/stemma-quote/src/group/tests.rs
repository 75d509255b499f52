//! French sentences, one for each construction that the rules for verb groups read.

use std::sync::OnceLock;

use crate::Attributor;
use crate::tests::{check_in, find};
use proptest::prelude::*;
use stemma_lexicon::Lexicon;
use stemma_text::Language;

fn attributor() -> &'static Attributor {
    static ONE: OnceLock<Attributor> = OnceLock::new();
    ONE.get_or_init(|| Attributor::new(&Lexicon::builtin(), Language::from_code("fr")))
}

fn check(text: &str, expected: &[[&str; 3]]) {
    check_in(Language::from_code("fr"), text, expected);
}

#[test]
fn subject_follows_its_verb() {
    check("« Le quai est vide », a déclaré la maire.", &[["« Le quai est vide »", "la maire", "a déclaré"]]);
    check("Le quai est vide, affirme-t-elle.", &[["Le quai est vide", "-t-elle", "affirme"]]);
    check("Le quai, a-t-il ajouté, est vide.", &[["Le quai | est vide", "-t-il", "a | ajouté"]]);
    check(
        "« Le quai est vide, dit Anna Morel, et la mer aussi. »",
        &[["« Le quai est vide, | et la mer aussi. »", "Anna Morel", "dit"]],
    );
    check("Le quai est vide, comme l’a confirmé le port.", &[["Le quai est vide", "le port", "a confirmé"]]);
}

#[test]
fn subject_before_its_verb() {
    check("Le chef du port, Luc Ferri, n’a jamais dit que le quai était vide.", &[]);
    check(
        "La semaine dernière, le chef du port, Luc Ferri, avait promis de revenir.",
        &[["de revenir", "le chef du port, Luc Ferri", "avait promis"]],
    );
    check(
        "Interrogé par Onde 7, le chef du port s’est contenté de rappeler que le quai fermait.",
        &[["que le quai fermait", "le chef du port", "s’est contenté de rappeler"]],
    );
    check("La demande a baissé. Une annonce est attendue.", &[]);
}

#[test]
fn frames_and_hearsay() {
    check("Selon le port, le quai est vide.", &[["le quai est vide", "le port", "Selon"]]);
    check(
        "Le quai est vide, selon Luc Ferri, qui dirige le port.",
        &[["Le quai est vide", "Luc Ferri", "selon"]],
    );
    check(
        "Selon Onde 7, qui cite deux marins, le quai est vide.",
        &[["le quai est vide", "Onde 7", "Selon"]],
    );
    check("Trois marins auraient été blessés.", &[["Trois marins auraient été blessés", "", ""]]);
    check("Si le quai était vide, les marins seraient partis.", &[]);
    check(
        "Le quai sera fermé, a appris Onde 7 auprès de trois marins.",
        &[["Le quai sera fermé", "trois marins", "a appris"]],
    );
    check(
        "L’affirmation de Luc Ferri selon laquelle le quai est vide, reprise partout, est fausse.",
        &[["le quai est vide", "Luc Ferri", "affirmation"]],
    );
}

#[test]
fn long_texts_take_linear_time() {
    for piece in ["a-t-il dit, « selon ", "a déclaré ", "selon ", "l'annonce par ", "qu'il dit que, "] {
        find(attributor(), &piece.repeat(20_000 / piece.len()), Language::from_code("fr"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn any_text_gives_sound_ranges(parts in prop::collection::vec(prop::sample::select(vec![
        "a déclaré", "Vogt", ", ", " ", "« ", " »", "«", "»", "“", "”", "que", "qu'", "l'", "d’", "-t-il", "selon", "laquelle",
        ". ", ": ", "\n\n", "dit", "a", "été", "annonce", "par", "la", "de", "du", "à", "en affirmant", "comme", "on",
        "auprès", "fait", "savoir", "interrogé par", "pour", "de source", "e\u{301}", "🙂", "(", ")", "–", "aurait", "vu",
        "se", "tient", "préciser", "qui", "et", "Le", "maire", "lundi", "12", "le", "n'", "pas", "?", "…", "appris",
    ]), 0..60), spaced in any::<bool>()) {
        let text = parts.join(if spaced { " " } else { "" });
        for q in find(attributor(), &text, Language::from_code("fr")) {
            prop_assert!(!q.content.is_empty());
            for range in q.content.iter().chain(&q.cue).chain(&q.source).chain(&q.addressee) {
                prop_assert!(!range.of(&text).trim().is_empty());
            }
            prop_assert!(q.content.windows(2).all(|w| w[0].end <= w[1].start));
        }
    }
}
