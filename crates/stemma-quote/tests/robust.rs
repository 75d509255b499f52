//! Quotations in hostile and odd texts: nothing panics, nothing reaches over the text, and time grows with the length.

use std::sync::OnceLock;
use std::time::{Duration, Instant};
use stemma_lexicon::Lexicon;
use stemma_quote::{Attributor, Quotation, RULES};
use stemma_text::{Annotations, Article, Language, TextRange, sentence, token};

fn attributors() -> &'static [(Language, Attributor)] {
    static ALL: OnceLock<Vec<(Language, Attributor)>> = OnceLock::new();
    ALL.get_or_init(|| {
        let lexicon = Lexicon::builtin();
        let codes = lexicon.languages().into_iter().map(Language::from_code);
        codes.chain([Language::UNKNOWN]).map(|l| (l, Attributor::new(&lexicon, l))).collect()
    })
}

fn read(attributor: &Attributor, language: Language, text: &str) -> Vec<Quotation> {
    let annotations = Annotations {
        tokens: token::tokenize(text),
        sentences: sentence::split(text, language),
        ..Annotations::default()
    };
    attributor.attribute(&Article::as_is("a", text, language), &annotations)
}

/// What must hold of the quotations of any text.
fn check(text: &str) {
    for (language, attributor) in attributors() {
        let found = read(attributor, *language, text);
        for (number, quotation) in found.iter().enumerate() {
            assert_eq!(quotation.id, format!("q{}", number + 1), "{language}: {text}");
            assert!(!quotation.content.is_empty(), "{language}: {text}");
            assert!(RULES.contains(&quotation.rule.as_str()), "{language}: {}", quotation.rule);
            let spans = [&quotation.content, &quotation.cue, &quotation.source, &quotation.addressee];
            for range in spans.into_iter().flatten() {
                assert!(
                    range.start < range.end && range.end <= text.len(),
                    "{language}: {range:?} in {text}"
                );
                assert!(!range.of(text).trim().is_empty(), "{language}: {range:?} in {text}");
            }
            let apart = |w: &[TextRange]| w[0].end <= w[1].start;
            assert!(quotation.content.windows(2).all(apart), "{language}: {text}");
            let outer = quotation.nested_in.as_deref();
            assert!(outer.is_none_or(|id| id != quotation.id && found.iter().any(|q| q.id == id)), "{text}");
        }
    }
}

#[test]
fn odd_texts() {
    let texts = [
        // Marks that do not pair, in every style.
        "„Der Kran ist alt, sagte Vogt. Dann ging er.",
        "Der Kran ist alt“, sagte Vogt. „Dann ging er.",
        "»Der Kran ist alt«, sagte Vogt. «Dann», sagte er, »ging ich.",
        "\"Der Kran ist alt, sagte \"Vogt\"\" und \"ging.",
        "‚Der Kran‘, sagte ’Vogt’, ist 'alt'. – So Vogt –.",
        "„Er sagte: ‚Sie rief: „Halt!“‘“, so der Bericht.",
        // Capitals, lists, tickers, interviews, posts.
        "DER KRAN SEI ALT, SAGTE VOGT. „WIR GEHEN“, RIEF SIE.",
        "- Vogt sagte, der Kran sei alt\n- laut Hafenamt\n- „Wir gehen“\n\n1. sagte er 2. sagte sie",
        "11:02 Uhr: Das Amt teilt mit, der Kran sei alt.\n\n10:59 Uhr: +++ Vogt: „Wir gehen“ +++",
        "Frage: Warum sagten Sie, der Kran sei alt?\n\nAntwort: Weil er, wie das Amt sagt, alt ist.",
        "Kurier: Sie gehen?\nVogt: Ja. Ich habe gesagt, dass wir gehen.",
        "Vogt schrieb auf Twitter: „@hafen #Kran sei alt!!! 🙂 https://hafen.example/x?y=1“ (RT @amt).",
        // Nothing but cues, marks, or space.
        "sagte sagte sagte laut laut zufolge so so dass dass",
        "„“ »« \"\" '' – – ,,,, ::: ;;;",
        " \n\n\t \u{a0}\u{feff}",
        "",
        // Other languages and scripts, combining marks, right to left, controls.
        "Гавань закрыта, сказал мэр. «Мы уходим», — добавил он.",
        "港は閉鎖された、と市長は述べた。「私たちは去る」と彼は言った。",
        "قال العمدة إن الميناء مغلق. \"سنغادر\".",
        "e\u{301}\u{301}\u{301} sagte o\u{308}, dass a\u{308}\u{200b}\u{200d}.",
        "Vogt\u{0}sagte,\u{1b}[31m der\u{202e}Kran sei\u{7f} alt.",
    ];
    texts.iter().for_each(|text| check(text));
}

#[test]
fn every_cut_of_a_text() {
    let text = "Laut „Kurier“ teilte Rita Vogt (SPD) am Montag mit, „der Kran“ sei alt – wie es hieß, \
                „sehr alt“, so das Amt. Er müsse weg, sagte sie: „Wir ‚gehen‘ jetzt.“ According to the Post, \
                \"we,\" she said, \"are going.\" Selon le maire, « on part », a-t-il dit.";
    for (at, _) in text.char_indices() {
        check(&text[..at]);
        check(&text[at..]);
    }
}

fn time(attributor: &Attributor, language: Language, text: &str) -> Duration {
    let start = Instant::now();
    std::hint::black_box(read(attributor, language, text));
    start.elapsed()
}

#[test]
fn time_grows_with_the_length() {
    let pieces = [
        "sagte er, dass „laut Amt ",
        "wort ",
        "a, ",
        "laut den ",
        "er sagte er sei. ",
        "„",
        "\"ja\" ",
        "„Wir gehen“, sagte Vogt. ",
        "Er müsse gehen. ",
        "der Sprecher des ",
        "Vogt, ",
        "she said that ",
        "according to \"the ",
        "Der Kran, der, wie, dass, ",
        "mit den Worten, ",
    ];
    for piece in pieces {
        let [short, long] = [10_000, 80_000].map(|bytes: usize| piece.repeat(bytes / piece.len()));
        for (language, attributor) in attributors() {
            // Eight times the text: linear time is eight times as long, quadratic time 64 times. On a busy machine
            // one measurement says little; one good one of several is enough.
            let grows_slowly = || {
                let (a, b) = (time(attributor, *language, &short), time(attributor, *language, &long));
                b < a * 20 + Duration::from_millis(40)
            };
            assert!((0..8).any(|_| grows_slowly()), "{language} {piece:?}");
        }
    }
}

#[test]
fn a_paragraph_of_a_megabyte() {
    let german = "Vogt sagte, der Kran sei alt, und laut Amt, so der Bericht, „sehr alt“. ";
    for (language, attributor) in attributors().iter().take(1) {
        let text = german.repeat((1 << 20) / german.len());
        let found = read(attributor, *language, &text);
        assert!(found.iter().flat_map(|q| &q.content).all(|r| r.end <= text.len()));
    }
}
