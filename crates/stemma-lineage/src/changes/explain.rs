//! Changes in plain words, German and English. Last step of comparing.

use super::inside::{Draft, Note};
use super::reading::Reading;
use super::{Change, ChangeKind};

/// Longest quotation of a text in an explanation, in characters.
const LONGEST: usize = 80;

/// The change of a draft.
pub fn change(draft: &Draft, a: &Reading<'_>, b: &Reading<'_>) -> Change {
    let (old, new) = (short(a.text(draft.a)), short(b.text(draft.b)));
    let words = (draft.a.1 - draft.a.0).max(draft.b.1 - draft.b.0);
    let (mut text_de, mut text_en) = said(draft, &old, &new, words);
    if draft.times > 1 {
        text_de.push_str(&format!(", {}-mal", draft.times));
        text_en.push_str(&format!(", {} times", draft.times));
    }
    Change { kind: draft.kind, from: a.range(draft.a), to: b.range(draft.b), words, text_de, text_en }
}

fn said(draft: &Draft, old: &str, new: &str, words: usize) -> (String, String) {
    let change = format!("{old} → {new}");
    let both = |de: &str, en: &str, what: &str| (format!("{de}: {what}"), format!("{en}: {what}"));
    let instead = |de: &str, en: &str, what: &str, by: &str| {
        let (mut text_de, mut text_en) = both(de, en, &format!("„{what}“"));
        text_en = text_en.replace(['„', '“'], "\"");
        if !by.is_empty() {
            text_de.push_str(&format!(", dafür „{by}“"));
            text_en.push_str(&format!(", instead \"{by}\""));
        }
        (text_de, text_en)
    };
    let (word_de, word_en) = if words == 1 { ("Wort", "word") } else { ("Wörter", "words") };
    match draft.kind {
        ChangeKind::NumberChanged => both("andere Zahl", "another number", &change),
        ChangeKind::NameChanged | ChangeKind::Spelling => noted(draft.note, &change),
        ChangeKind::HedgeDropped => instead("Vorbehalt weggelassen", "hedge left out", old, new),
        ChangeKind::HedgeAdded => instead("Vorbehalt eingefügt", "hedge put in", new, ""),
        ChangeKind::MoodChanged => both(
            "Konjunktiv der Wiedergabe wurde Indikativ",
            "the subjunctive of reported speech became indicative",
            &change,
        ),
        ChangeKind::AttributionDropped => {
            instead("Zuschreibung weggelassen", "attribution left out", old, new)
        }
        ChangeKind::AttributionAdded => instead("Zuschreibung eingefügt", "attribution put in", new, ""),
        ChangeKind::Cut => {
            let (de, en) = (format!("{words} {word_de} weggelassen"), format!("{words} {word_en} left out"));
            instead(&de, &en, old, "")
        }
        ChangeKind::Added => {
            let (de, en) = (format!("{words} {word_de} hinzugefügt"), format!("{words} {word_en} added"));
            instead(&de, &en, new, "")
        }
        ChangeKind::Moved => {
            let (de, en) = (format!("{words} {word_de} verschoben"), format!("{words} {word_en} moved"));
            instead(&de, &en, old, "")
        }
        _ => both("anders gesagt", "in other words", &change),
    }
}

fn noted(note: Note, change: &str) -> (String, String) {
    let (de, en) = match note {
        Note::Shortened => ("Name gekürzt", "name shortened"),
        Note::Lengthened => ("Name ergänzt", "name made longer"),
        Note::OtherName => ("anderer Name", "another name"),
        Note::Misspelt => ("verschrieben", "misspelt"),
        Note::Mended => ("Schreibfehler berichtigt", "misspelling mended"),
        Note::Transliterated => ("Umlaute umschrieben", "umlauts transliterated"),
        Note::Restored => ("Umlaute hergestellt", "umlauts restored"),
        Note::OtherSpelling | Note::Plain => ("andere Schreibung", "another spelling"),
    };
    (format!("{de}: {change}"), format!("{en}: {change}"))
}

/// The change of a headline. `before`: the title, or the sentence of the text, that it renders.
pub fn headline(kind: ChangeKind, before: Option<&str>, new: &str) -> Change {
    let (de, en) = match kind {
        ChangeKind::HeadlineStronger => ("Überschrift behauptet mehr", "the headline asserts more"),
        _ => ("andere Überschrift", "another headline"),
    };
    let change = format!("„{}“ → „{}“", short(before.unwrap_or_default()), short(new));
    Change {
        kind,
        from: None,
        to: None,
        words: new.split_whitespace().count(),
        text_de: format!("{de}: {change}"),
        text_en: format!("{en}: {}", change.replace(['„', '“'], "\"")),
    }
}

/// A credit that only one of the two bears.
pub fn credit(kind: ChangeKind, name: &str) -> Change {
    let (text_de, text_en) = match kind {
        ChangeKind::CreditDropped => {
            (format!("nennt {name} nicht mehr"), format!("no longer credits {name}"))
        }
        _ => (format!("nennt neu {name}"), format!("newly credits {name}")),
    };
    Change { kind, from: None, to: None, words: name.split_whitespace().count(), text_de, text_en }
}

/// A text on one line, cut to the length of a quotation, between words where it can be.
pub fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = line.char_indices().nth(LONGEST) else { return line };
    let cut = line[..end].rfind(' ').filter(|at| at * 2 > end).unwrap_or(end);
    format!("{}…", line[..cut].trim_end_matches([',', ' ']))
}
