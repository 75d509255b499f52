//! Makes `data/<language>/names-model.tsv`, run by hand:
//!
//! `STEMMA_NAMES=de:TRAIN.tsv,MORE.tsv:MODEL.tsv cargo test --release -p stemma-annotate make_names_model -- --ignored`
//!
//! The training files, made by `data/make/names_train.py`, hold one sentence or article a line: the text (line ends as vertical
//! tabs), a tab, and `start:end:kind` in bytes for each name, kind being its number in [`super::model::KINDS`], 4 for
//! words made from the name of a place, 5 to 7 for compounds that begin with a place, a body, a person, 9 for words that
//! are neither asked for nor wrong.
//!
//! A linear chain of conditional random fields (Lafferty et al. 2001), trained by stochastic gradient descent with L2
//! regularisation (Bottou 2010). The exponential function is written out, so that every machine gives the same bytes.

use std::fmt::Write as _;

use stemma_lexicon::Lexicon;
use stemma_text::Language;

use super::Namer;
use super::model::{BUCKETS_PER_LINE, DERIVED, LABELS, Model, ZERO, atoms, collect, is_plain, may_follow};
use super::words::words;

/// Buckets of hashed features.
const BUCKETS: usize = 1 << 17;
/// The largest weight in steps, either way. A weight is the square of its steps, with their sign: small weights
/// keep their differences, large ones their size.
const LARGEST: i32 = 46;

/// How the field is trained.
#[derive(Clone, Copy)]
struct Settings {
    /// Runs over the training texts.
    epochs: usize,
    /// Strength of the L2 regularisation, over the number of samples.
    l2: f64,
    /// The first step.
    rate: f64,
    /// Added to the moves into a name: more names found, some more wrong.
    bias: f64,
}

const SETTINGS: Settings = Settings { epochs: 20, l2: 6.0, rate: 0.05, bias: 0.7 };

struct Sample {
    features: Vec<Option<Vec<u32>>>,
    labels: Vec<u8>,
}

type Row = [f64; LABELS];
type Moves = [Row; LABELS];

/// e to the power of `x`, for `x` of at most 0 or little more; the same on every machine.
fn exp(x: f64) -> f64 {
    if x < -700.0 {
        return 0.0;
    }
    let (mut term, mut sum) = (1.0, 1.0);
    let small = x / 1024.0;
    for n in 1..8 {
        term *= small / f64::from(n);
        sum += term;
    }
    for _ in 0..10 {
        sum *= sum;
    }
    sum
}

/// The weights while they are learned: `scale` times `rows`, so that shrinking all of them is one multiplication.
struct Field {
    rows: Vec<Row>,
    moves: Moves,
    scale: f64,
}

impl Field {
    fn score(&self, features: Option<&[u32]>) -> Row {
        let Some(features) = features else {
            return std::array::from_fn(|l| if l == 0 { 0.0 } else { -1e4 });
        };
        let mut sum = [0.0; LABELS];
        for feature in features {
            for (s, w) in sum.iter_mut().zip(&self.rows[*feature as usize & (BUCKETS - 1)]) {
                *s += w;
            }
        }
        sum.map(|s| s * self.scale)
    }

    fn shift(&self, a: usize, b: usize) -> f64 {
        if may_follow(a, b) { self.moves[a][b] * self.scale } else { -1e4 }
    }

    /// One step along the gradient of the likelihood of one sample.
    fn step(&mut self, sample: &Sample, rate: f64) {
        let scores: Vec<Row> = sample.features.iter().map(|f| self.score(f.as_deref())).collect();
        if scores.is_empty() {
            return;
        }
        let shifts: Moves = std::array::from_fn(|a| std::array::from_fn(|b| exp(self.shift(a, b))));
        let local: Vec<Row> = scores
            .iter()
            .map(|row| {
                let top = row.iter().copied().fold(f64::MIN, f64::max);
                row.map(|s| exp(s - top))
            })
            .collect();
        let normal = |row: Row| {
            let sum: f64 = row.iter().sum();
            row.map(|v| v / sum.max(f64::MIN_POSITIVE))
        };
        let mut forward: Vec<Row> = Vec::with_capacity(local.len());
        forward.push(normal(std::array::from_fn(|b| shifts[0][b] * local[0][b])));
        for row in &local[1..] {
            let last = forward[forward.len() - 1];
            forward.push(normal(std::array::from_fn(|b| {
                (0..LABELS).map(|a| last[a] * shifts[a][b]).sum::<f64>() * row[b]
            })));
        }
        let mut backward = vec![[1.0; LABELS]; local.len()];
        for at in (1..local.len()).rev() {
            let (next, row) = (backward[at], local[at]);
            backward[at - 1] =
                normal(std::array::from_fn(|a| (0..LABELS).map(|b| shifts[a][b] * row[b] * next[b]).sum()));
        }
        let step = rate / self.scale;
        let mut moves: Moves = [[0.0; LABELS]; LABELS];
        let mut before_gold = 0;
        for at in 0..local.len() {
            let gold = usize::from(sample.labels[at]);
            let chance = normal(std::array::from_fn(|l| forward[at][l] * backward[at][l]));
            if let Some(features) = &sample.features[at] {
                let change: Row =
                    std::array::from_fn(|l| step * (if l == gold { 1.0 - chance[l] } else { -chance[l] }));
                for feature in features {
                    let row = &mut self.rows[*feature as usize & (BUCKETS - 1)];
                    for (w, c) in row.iter_mut().zip(&change) {
                        *w += c;
                    }
                }
            }
            let mut pairs: Moves = [[0.0; LABELS]; LABELS];
            let mut sum = 0.0;
            for a in 0..LABELS {
                for b in 0..LABELS {
                    let from = if at == 0 { f64::from(u8::from(a == 0)) } else { forward[at - 1][a] };
                    pairs[a][b] = from * shifts[a][b] * local[at][b] * backward[at][b];
                    sum += pairs[a][b];
                }
            }
            for a in 0..LABELS {
                for b in 0..LABELS {
                    moves[a][b] -= pairs[a][b] / sum.max(f64::MIN_POSITIVE);
                }
            }
            moves[before_gold][gold] += 1.0;
            before_gold = gold;
        }
        for (row, change) in self.moves.iter_mut().zip(&moves) {
            for (w, c) in row.iter_mut().zip(change) {
                *w += step * c;
            }
        }
    }

    /// Brings the scale into the weights.
    fn settle(&mut self) {
        let scale = self.scale;
        for w in self.rows.iter_mut().chain(&mut self.moves).flatten() {
            *w *= scale;
        }
        self.scale = 1.0;
    }
}

/// Trains on `samples` and gives the text of the model file.
fn train(samples: &[&Sample], settings: Settings) -> String {
    let mut field = Field { rows: vec![[0.0; LABELS]; BUCKETS], moves: [[0.0; LABELS]; LABELS], scale: 1.0 };
    let decay = settings.l2 / samples.len() as f64;
    let (mut steps, mut seed) = (0.0, 1_u64);
    for _ in 0..settings.epochs {
        for number in shuffled(samples.len(), &mut seed) {
            let rate = settings.rate / (1.0 + settings.rate * decay * steps);
            steps += 1.0;
            field.scale *= 1.0 - rate * decay;
            field.step(samples[number], rate);
        }
        field.settle();
    }
    for row in &mut field.moves {
        for label in [1, 3, 5, 7] {
            row[label] += settings.bias;
        }
    }
    written(&field.rows, &field.moves)
}

fn samples(namer: &Namer, language: Language, source: &str) -> Vec<Sample> {
    let lines = source.lines().filter_map(|l| l.split_once('\t'));
    lines.map(|(t, s)| sample(namer, language, &t.replace('\u{b}', "\n"), s)).collect()
}

fn sample(namer: &Namer, language: Language, text: &str, spans: &str) -> Sample {
    let tokens = stemma_text::token::tokenize(text);
    let sentences = stemma_text::sentence::split(text, language);
    let words = words(text, &tokens, &sentences, &namer.tables);
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
    for (start, end, kind) in names(spans).filter(|n| n.2 < NEUTRAL) {
        let mut first = true;
        for (word, label) in words.iter().zip(&mut labels) {
            if word.range.start < end && start < word.range.end {
                *label = match kind {
                    0..4 => (1 + 2 * kind + usize::from(!first)) as u8,
                    _ => DERIVED + (kind - 4) as u8,
                };
                first = false;
            }
        }
    }
    Sample { features, labels }
}

/// The kind of words that are neither asked for nor wrong.
const NEUTRAL: usize = 9;

/// Start, end and kind of the names of one line.
fn names(spans: &str) -> impl Iterator<Item = (usize, usize, usize)> {
    spans.split_whitespace().filter_map(|span| {
        let mut numbers = span.split(':').filter_map(|n| n.parse::<usize>().ok());
        Some((numbers.next()?, numbers.next()?, numbers.next()?))
    })
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

fn written(rows: &[Row], moves: &Moves) -> String {
    let largest = rows.iter().flatten().map(|w| w.abs()).fold(f64::MIN_POSITIVE, f64::max);
    let unit = largest / f64::from(LARGEST * LARGEST);
    let letter = |w: f64| {
        let steps = ((w.abs() / unit).sqrt().round() as i32).min(LARGEST);
        char::from((i32::from(ZERO) + if w < 0.0 { -steps } else { steps }) as u8)
    };
    let steps = |w: &f64| ((w / unit).round() as i32).to_string();
    let mut text = format!("!\t{}\n", moves.iter().flatten().map(steps).collect::<Vec<_>>().join(" "));
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
    let source = read(parts[1]);
    let namer = Namer::new(&Lexicon::builtin(), language);
    let samples = samples(&namer, language, &source);
    std::fs::write(parts[2], train(&samples.iter().collect::<Vec<_>>(), SETTINGS)).unwrap();
}

/// Right, found and wanted names, of each kind.
type Counts = [[u32; 3]; 4];

/// Counts the names of each kind that the whole stage finds in `lines`: same span, same kind. Words that only hold a
/// name are asked for, or neither right nor wrong (`asked`).
fn measure(namer: &Namer, language: Language, lines: &[&str], asked: bool, counts: &mut Counts) {
    const BEARER: [usize; 10] = [0, 1, 2, 3, 1, 1, 2, 0, NEUTRAL, NEUTRAL];
    for (text, spans) in lines.iter().filter_map(|l| l.split_once('\t')) {
        let text = text.replace('\u{b}', "\n");
        let tokens = stemma_text::token::tokenize(&text);
        let sentences = stemma_text::sentence::split(&text, language);
        let mut gold = std::collections::BTreeMap::new();
        for (start, end, kind) in names(spans) {
            let kind = if kind < 4 || asked { BEARER[kind.min(NEUTRAL)] } else { NEUTRAL };
            gold.insert((start, end), kind);
            if kind != NEUTRAL {
                counts[kind][2] += 1;
            }
        }
        let (entities, derived) = namer.find(&text, &tokens, &sentences);
        let mentions = entities.iter().flat_map(|e| e.mentions.iter().map(|m| (*m, e.kind)));
        for (m, kind) in mentions.chain(derived.iter().map(|d| (d.range, d.kind))) {
            let kind = super::model::KINDS.iter().position(|k| *k == kind).unwrap();
            let wanted = gold.get(&(m.start, m.end)).copied();
            let part = !asked && gold.iter().any(|((s, e), k)| *k == NEUTRAL && *s == m.start && m.end <= *e);
            if wanted != Some(NEUTRAL) && !part {
                counts[kind][1] += 1;
                counts[kind][0] += u32::from(wanted == Some(kind));
            }
        }
    }
}

fn shown(counts: &Counts) -> String {
    let f1 = |c: &[u32; 3]| 2.0 * f64::from(c[0]) / f64::from(c[1] + c[2]).max(1.0);
    let main: [u32; 3] = std::array::from_fn(|n| counts[..3].iter().map(|c| c[n]).sum());
    let [p, l, o, t] = [0, 1, 2, 3].map(|k| f1(&counts[k]));
    let (precision, recall) =
        (f64::from(main[0]) / f64::from(main[1]), f64::from(main[0]) / f64::from(main[2]));
    format!(
        "main {:.4} (P {precision:.3} R {recall:.3}) person {p:.3} place {l:.3} organisation {o:.3} other {t:.3}",
        f1(&main)
    )
}

/// `STEMMA_NAMES=de:CROSS.tsv:MORE.tsv:ASKED.tsv`: five times trained on four fifths of CROSS and ASKED and on the whole
/// of MORE, and measured on the fifth left out of each; in ASKED words that only hold a name count as well.
#[test]
#[ignore = "takes minutes; a measure, not a test"]
#[allow(clippy::disallowed_methods, clippy::print_stdout, reason = "a measure run by hand")]
fn cross_validate_names_model() {
    const FOLDS: usize = 5;
    let job = std::env::var("STEMMA_NAMES").unwrap();
    let parts: Vec<&str> = job.split(':').collect();
    let language = Language::from_code(parts[0]);
    let mut namer = Namer::new(&Lexicon::builtin(), language);
    let sets = [1, 2, 3].map(|n| read(parts.get(n).copied().unwrap_or_default()));
    let samples = sets.each_ref().map(|set| samples(&namer, language, set));
    let mut counts = [Counts::default(); 2];
    for fold in 0..FOLDS {
        let training = [0, 1, 2].into_iter().flat_map(|set| {
            let numbered = samples[set].iter().enumerate();
            numbered.filter(move |(n, _)| set == 1 || n % FOLDS != fold).map(|(_, s)| s)
        });
        let model = train(&training.collect::<Vec<_>>(), SETTINGS);
        namer.model = Model::read(Box::leak(model.into_boxed_str()));
        for (set, counts) in [0, 2].into_iter().zip(&mut counts) {
            let held = sets[set].lines().enumerate().filter(|(n, _)| n % FOLDS == fold).map(|(_, l)| l);
            measure(&namer, language, &held.collect::<Vec<_>>(), set == 2, counts);
        }
    }
    println!("CROSS: {}\nASKED: {}", shown(&counts[0]), shown(&counts[1]));
}

/// The texts of some files with commas between their names.
#[allow(clippy::disallowed_methods, reason = "a maker run by hand")]
fn read(paths: &str) -> String {
    paths.split(',').filter(|p| !p.is_empty()).map(|p| std::fs::read_to_string(p).unwrap()).collect()
}
