//! Makes `data/<language>/names-model.tsv`, run by hand:
//!
//! `STEMMA_NAMES=de:TRAIN.tsv:MODEL.tsv cargo test --release -p stemma-annotate make_names_model -- --ignored`
//!
//! TRAIN.tsv, made by `data/make/names_train.py`, holds one sentence or article a line: the text, a tab, and
//! `start:end:kind` in bytes for each name, kind being its number in [`super::model::KINDS`].

use std::fmt::Write as _;

use stemma_lexicon::Lexicon;
use stemma_text::Language;

use super::Namer;
use super::model::{BUCKETS_PER_LINE, LABELS, ZERO, atoms, best_path, collect, is_plain, may_follow};
use super::words::words;

/// Buckets of hashed features.
const BUCKETS: usize = 1 << 17;
/// The largest weight in steps, either way. A weight is the square of its steps, with their sign: small weights
/// keep their differences, large ones their size.
const LARGEST: i32 = 46;
/// Runs over the training texts.
const EPOCHS: usize = 12;

struct Sample {
    features: Vec<Option<Vec<u32>>>,
    labels: Vec<u8>,
}

/// Trains on `source` and gives the text of the model file.
pub(crate) fn train(language: Language, source: &str) -> String {
    let namer = Namer::new(&Lexicon::builtin(), language);
    let samples: Vec<Sample> = source
        .lines()
        .filter_map(|l| l.split_once('\t'))
        .map(|(t, s)| sample(&namer, language, t, s))
        .collect();
    let mut weights = vec![[0_f32; LABELS]; BUCKETS];
    let mut sums = vec![[0_f64; LABELS]; BUCKETS];
    let (mut moves, mut move_sums) = ([[0_f32; LABELS]; LABELS], [[0_f64; LABELS]; LABELS]);
    let (mut step, mut seed) = (1_f64, 1_u64);
    for _ in 0..EPOCHS {
        for number in shuffled(samples.len(), &mut seed) {
            let sample = &samples[number];
            let scores: Vec<[f32; LABELS]> =
                sample.features.iter().map(|f| score(f.as_deref(), &weights)).collect();
            let path = best_path(&scores, |a, b| moves[a][b]);
            step += 1.0;
            let (mut guess_before, mut gold_before) = (0, 0);
            for (at, features) in sample.features.iter().enumerate() {
                let (guess, gold) = (usize::from(path[at]), usize::from(sample.labels[at]));
                if guess != gold {
                    for feature in features.iter().flatten() {
                        let bucket = *feature as usize & (BUCKETS - 1);
                        weights[bucket][gold] += 1.0;
                        sums[bucket][gold] += step;
                        weights[bucket][guess] -= 1.0;
                        sums[bucket][guess] -= step;
                    }
                }
                if (guess, guess_before) != (gold, gold_before) {
                    moves[gold_before][gold] += 1.0;
                    move_sums[gold_before][gold] += step;
                    moves[guess_before][guess] -= 1.0;
                    move_sums[guess_before][guess] -= step;
                }
                (guess_before, gold_before) = (guess, gold);
            }
        }
    }
    let mean = |w: f32, s: f64| f64::from(w) - s / step;
    let rows: Vec<[f64; LABELS]> =
        weights.iter().zip(&sums).map(|(w, s)| std::array::from_fn(|l| mean(w[l], s[l]))).collect();
    let moves: Vec<f64> = (0..LABELS * LABELS)
        .map(|n| (n / LABELS, n % LABELS))
        .map(|(a, b)| if may_follow(a, b) { mean(moves[a][b], move_sums[a][b]) } else { 0.0 })
        .collect();
    written(&rows, &moves)
}

fn sample(namer: &Namer, language: Language, text: &str, spans: &str) -> Sample {
    let tokens = stemma_text::token::tokenize(text);
    let sentences = stemma_text::sentence::split(text, language);
    let words = words(text, &tokens, &sentences, &namer.table);
    let matches = namer.known.find(&words);
    let atoms = atoms(&words, &matches);
    let features = (0..words.len())
        .map(|at| {
            let mut found = Vec::new();
            (!is_plain(&words, at)).then(|| {
                collect(&atoms, at, &mut found);
                found
            })
        })
        .collect();
    let mut labels = vec![0; words.len()];
    for span in spans.split_whitespace() {
        let mut numbers = span.split(':').filter_map(|n| n.parse::<usize>().ok());
        let (Some(start), Some(end), Some(kind)) = (numbers.next(), numbers.next(), numbers.next()) else {
            continue;
        };
        let mut first = true;
        for (word, label) in words.iter().zip(&mut labels) {
            if word.range.start < end && start < word.range.end {
                *label = (1 + 2 * kind + usize::from(!first)) as u8;
                first = false;
            }
        }
    }
    Sample { features, labels }
}

fn score(features: Option<&[u32]>, weights: &[[f32; LABELS]]) -> [f32; LABELS] {
    let Some(features) = features else {
        return std::array::from_fn(|l| if l == 0 { 0.0 } else { -1e6 });
    };
    let mut sum = [0.0; LABELS];
    for feature in features {
        for (s, w) in sum.iter_mut().zip(&weights[*feature as usize & (BUCKETS - 1)]) {
            *s += w;
        }
    }
    sum
}

/// Numbers below `count` in an order that only depends on the seed (xorshift, Marsaglia 2003).
fn shuffled(count: usize, seed: &mut u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    for n in (1..count).rev() {
        *seed ^= *seed << 13;
        *seed ^= *seed >> 7;
        *seed ^= *seed << 17;
        order.swap(n, (*seed % (n as u64 + 1)) as usize);
    }
    order
}

fn written(rows: &[[f64; LABELS]], moves: &[f64]) -> String {
    let largest = rows.iter().flatten().map(|w| w.abs()).fold(f64::MIN_POSITIVE, f64::max);
    let unit = largest / f64::from(LARGEST * LARGEST);
    let letter = |w: f64| {
        let steps = ((w.abs() / unit).sqrt().round() as i32).min(LARGEST);
        char::from((i32::from(ZERO) + if w < 0.0 { -steps } else { steps }) as u8)
    };
    let steps = |w: &f64| ((w / unit).round() as i32).to_string();
    let mut text = format!("!\t{}\n", moves.iter().map(steps).collect::<Vec<_>>().join(" "));
    for (number, line) in rows.chunks(BUCKETS_PER_LINE).enumerate() {
        let letters: String = line.iter().flatten().map(|w| letter(*w)).collect();
        writeln!(text, "{number:04x}\t{letters}").expect("a string takes all");
    }
    text
}

#[test]
#[ignore = "makes a data file"]
#[allow(clippy::disallowed_methods, reason = "a maker run by hand gets its paths from the environment")]
fn make_names_model() {
    let job = std::env::var("STEMMA_NAMES").unwrap();
    let parts: Vec<&str> = job.split(':').collect();
    let language = Language::from_code(parts[0]);
    let source = std::fs::read_to_string(parts[1]).unwrap();
    std::fs::write(parts[2], train(language, &source)).unwrap();
}
