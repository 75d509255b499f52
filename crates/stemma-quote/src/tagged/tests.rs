//! Quotations of invented English sentences.

use stemma_text::Language;

use crate::tests::check_in;

fn check(text: &str, expected: &[[&str; 3]]) {
    check_in(Language::ENGLISH, text, expected);
}

#[test]
fn verbs_with_clauses() {
    check("Fishermen say the harbor is closed.", &[["the harbor is closed", "Fishermen", "say"]]);
    check(
        "The baker has since said she would open again.",
        &[["she would open again", "The baker", "has since said"]],
    );
    check(
        "Rita Vogt, 59, a baker from Norwick who lost her boat, told reporters on Monday that she would stay.",
        &[["that she would stay", "Rita Vogt, 59, a baker from Norwick who lost her boat", "told"]],
    );
    check(
        "Ole Brandt, a sailor, on Tuesday said the crane was old and called the mayor a coward.",
        &[
            ["the crane was old", "Ole Brandt, a sailor", "said"],
            ["the mayor a coward", "Ole Brandt, a sailor", "called"],
        ],
    );
}

#[test]
fn words_in_marks() {
    check(
        "''We are leaving,'' Ole Brandt said of the crane.",
        &[["''We are leaving,''", "Ole Brandt", "said"]],
    );
    check("\"Will the ferry sail?\" Brandt asked.", &[["\"Will the ferry sail?\"", "Brandt", "asked"]]);
    check(
        "\"It is late,\" said Rita Vogt, who runs the harbor office. \"Nobody came to see us.\"",
        &[["\"It is late,\" | \"Nobody came to see us.\"", "Rita Vogt, who runs the harbor office", "said"]],
    );
}

#[test]
fn other_complements() {
    check("The club plans to sell the boat.", &[["to sell the boat", "The club", "plans"]]);
    check("Vogt criticized the new bridge in March.", &[["the new bridge", "Vogt", "criticized"]]);
    check("The captain called for a new crane.", &[["a new crane", "The captain", "called for"]]);
    check("The ferry is expected to sail again.", &[["The ferry | to sail again", "", "is expected"]]);
    check(
        "Brandt was confident that the crane would hold.",
        &[["that the crane would hold", "Brandt", "was confident"]],
    );
    check("Asked whether the crane was safe, Vogt left.", &[["whether the crane was safe", "", "Asked"]]);
}

#[test]
fn gerunds_take_the_speaker() {
    check(
        "\"It is late,\" said Vogt, adding that the crane was old.",
        &[["\"It is late,\"", "Vogt", "said"], ["that the crane was old", "Vogt", "adding"]],
    );
}
