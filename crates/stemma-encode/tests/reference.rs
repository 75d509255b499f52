//! The vectors against those of the PyPI package that the model comes from. `reference.tsv` holds invented sentences
//! and is made by `data/make/encoder_reference.py`; see there what its numbers are.

use std::fs;
use std::path::Path;

use stemma_encode::{Encoder, Vector, cosine};

/// Greatest difference allowed in any number.
const NEAR: f64 = 1e-4;

/// Largest difference between the vectors of the sentences in `table` and the numbers beside them, sentences of
/// `skipped` left out.
#[track_caller]
fn check(table: &str, skipped: &[&str]) -> f64 {
    let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split('\t').collect()).collect();
    let sentences: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    let vectors = Encoder::builtin().encode(&sentences);
    let mut worst = 0f64;
    for (row, vector) in rows.iter().zip(&vectors).filter(|(row, _)| !skipped.contains(&row[0])) {
        let expected: Vec<f64> = row[1..].iter().map(|n| n.parse().expect("a number")).collect();
        for (found, expected) in numbers(vector).into_iter().zip(expected) {
            worst = worst.max((found - expected).abs());
            assert!((found - expected).abs() < NEAR, "{}: {found} for {expected}", row[0]);
        }
    }
    worst
}

/// First eight numbers, and four weighted sums over all.
fn numbers(vector: &Vector) -> Vec<f64> {
    let weighted = |k: usize| {
        let weight = |i: usize| ((i * (2 * k + 3) % 17) as f64 - 8.0) / 8.0;
        vector.iter().enumerate().map(|(i, x)| weight(i) * f64::from(*x)).sum()
    };
    vector[..8].iter().map(|x| f64::from(*x)).chain((0..4).map(weighted)).collect()
}

/// The model here lacks the pieces of other scripts.
const OTHER_SCRIPT: &str = "Der Außenminister Войтенко traf sich mit 田中 in Genf.";

#[test]
fn as_the_package() {
    check(include_str!("reference.tsv"), &[OTHER_SCRIPT]);
}

#[test]
fn length_one_and_alone_as_among_others() {
    let table = include_str!("reference.tsv");
    let sentences: Vec<&str> = table.lines().filter_map(|line| line.split('\t').next()).collect();
    let encoder = Encoder::builtin();
    let together = encoder.encode(&sentences);
    for (sentence, vector) in sentences.iter().zip(&together) {
        assert_eq!(encoder.encode(&[sentence])[0], *vector, "{sentence}");
        assert!((cosine(vector, vector) - 1.0).abs() < 1e-5);
    }
}

#[test]
fn translations_stand_close() {
    let found = Encoder::builtin().encode(&[
        "Der Fährmann fand am Morgen zwei Boote ohne Besatzung vor der Insel.",
        "In the morning the ferryman found two boats without a crew off the island.",
        "Le matin, le passeur a trouvé deux bateaux sans équipage au large de l’île.",
        "Parliament passed the budget after a debate of nine hours.",
    ]);
    for other in [1, 2] {
        assert!(cosine(&found[0], &found[other]) > 0.7);
    }
    assert!(cosine(&found[0], &found[3]) < 0.4);
}

#[test]
fn any_text_has_a_vector() {
    let long = "Wort ".repeat(100_000);
    let accents = "a\u{301}".repeat(5_000);
    for text in ["", " ", "\0", "▁", "<s>", "\u{fffd}\u{ad}\u{200b}", "漢字", &long, &accents] {
        let vector = Encoder::builtin().encode(&[text])[0];
        assert!(vector.iter().all(|x| x.is_finite()));
    }
    assert!(Encoder::builtin().encode(&[]).is_empty());
}

/// Any number of sentences: `python3 data/make/encoder_reference.py WHEEL SENTENCES > target/encoder/reference.tsv`,
/// then `cargo test -p stemma-encode --release -- --ignored --nocapture`.
#[test]
#[ignore = "needs a table that the package has made"]
fn as_the_package_on_many_sentences() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/encoder/reference.tsv");
    match fs::read_to_string(&path) {
        Ok(table) => {
            let worst = check(&table, &[]);
            report(format!("{} sentences, largest difference {worst:.1e}", table.lines().count()));
        }
        Err(_) => report("NOT CHECKED: target/encoder/reference.tsv is not there".to_owned()),
    }
}

/// The German of each English sentence is nearest to it among all of WMT21.
#[test]
#[ignore = "needs ../shared"]
fn finds_the_translation_among_a_thousand() {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/datasets/translation_deen_wmt21");
    let read = |name: &str| fs::read_to_string(folder.join(name));
    let (Ok(english), Ok(german)) =
        (read("sources/newstest2021.en-de.src.en"), read("references/newstest2021.en-de.ref.A.de"))
    else {
        return report("NOT CHECKED: ../shared/datasets/translation_deen_wmt21 is not there".to_owned());
    };
    let encoder = Encoder::builtin();
    let english = encoder.encode(&english.lines().collect::<Vec<_>>());
    let german = encoder.encode(&german.lines().collect::<Vec<_>>());
    let nearest = |a: &Vector| {
        (0..german.len()).max_by(|x, y| cosine(a, &german[*x]).total_cmp(&cosine(a, &german[*y])))
    };
    let right = english.iter().enumerate().filter(|(n, a)| nearest(a) == Some(*n)).count();
    report(format!("{right} of {} sentences found", english.len()));
    assert!(right as f64 >= 0.985 * english.len() as f64);
}

#[expect(clippy::print_stderr, reason = "an ignored test says what it measured")]
fn report(line: String) {
    eprintln!("{line}");
}
