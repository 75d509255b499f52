//! French sentences, one for each construction that the rules for verb groups read.

use crate::tests::check_in;
use stemma_text::Language;

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
