//! Makes `data/de/speech-model.tsv`, run by hand:
//!
//! `STEMMA_SPEECH=make:TRAIN.tsv:MODEL.tsv cargo test --release -p stemma-quote make_speech_model -- --ignored`
//!
//! TRAIN.tsv is made by `data/make/speech_train.py`. `cv:TRAIN.tsv` prints figures by cross-validation over speeches,
//! `test:TRAIN.tsv:DEV.tsv` those of a model trained on one and tried on the other, `rules:DEV.tsv` those of the rules.

use std::fmt::Write as _;

use stemma_lexicon::Lexicon;
use stemma_text::{Annotations, Language, TextRange};

use super::features::{self, CueFrame, JOINTS, Sheet};
use super::{CUE, CUES, Event, MESSAGE, Model, ROLES, Rules, decode, weights, window};
use crate::Attributor;
use crate::view::View;

/// Runs over the training texts.
const CUE_EPOCHS: usize = 12;
const ROLE_EPOCHS: usize = 8;
/// The run from which the weights of cues are averaged (Collins 2002); those of roles are from the first.
const CUE_KEPT_FROM: usize = 2;
/// Share of the features that each sample leaves out, so that none is relied on alone.
const CUE_DROPPED: f32 = 0.5;
const ROLE_DROPPED: f32 = 0.4;
/// Step of AdaGrad (Duchi et al. 2011).
const RATE: f32 = 0.15;
/// Loss on the squared weights, for each time that a weight is touched.
const DECAY: f32 = 1e-5;
/// Bits of the number of buckets of the tables of cues and roles.
const CUE_BITS: u32 = 15;
const ROLE_BITS: u32 = 15;
/// Features that are kept, in thousandths of the slots.
const KEPT: usize = 940;
/// Orders of the training texts that the weights are the mean of.
const SEEDS: u64 = 3;
/// Fewest times that a feature must be seen.
const FEWEST: u32 = 2;
/// Least probability of a cue.
const LEAST: f32 = 0.13;

/// Head of the file.
const HEAD: &str =
    "# licence: CC-BY-SA-4.0 (weights trained on SpkAtt-2023 task 1, GePaDe, Rehbein et al., part train)
# source: umanlp/SpkAtt-2023 at 19be811b3dfaa89c501770c4df708120a4e30bc9, data/train/task1
# checksum of that file (sha256): 6948d60c7e8ca51fd29c9c58d63e88889a15cb335042e7feaeb12a5f18fdce79
# made by: python3 data/make/speech_train.py SHARED TRAIN.tsv, then crates/stemma-quote/src/learned/train.rs
";

/// One speech with its events.
struct Speech {
    text: String,
    annotations: Annotations,
    /// Byte ranges of the roles, by their numbers.
    events: Vec<[Vec<TextRange>; ROLES]>,
}

struct CueSample {
    features: Vec<u32>,
    label: usize,
}

struct RoleSample {
    features: Vec<Vec<u32>>,
    joints: Vec<usize>,
    labels: Vec<usize>,
}

fn read(source: &str) -> Vec<Speech> {
    let speech = |line: &str| {
        let (text, events) = line.split_once('\t')?;
        let range = |place: &str| {
            let (a, b) = place.split_once(':')?;
            Some(TextRange::new(a.parse().ok()?, b.parse().ok()?))
        };
        let events = events
            .split_whitespace()
            .map(|event| {
                let mut roles: [Vec<TextRange>; ROLES] = Default::default();
                for role in event.split(';') {
                    let number = match &role[..1] {
                        "s" => super::SOURCE,
                        "a" => super::ADDRESSEE,
                        "m" => MESSAGE,
                        "c" => CUE,
                        "t" => 5,
                        _ => 6,
                    };
                    roles[number].extend(role[1..].split(',').filter_map(range));
                }
                roles
            })
            .collect();
        let annotations = Annotations {
            tokens: stemma_text::token::tokenize(text),
            sentences: stemma_text::sentence::split(text, Language::GERMAN),
            ..Annotations::default()
        };
        Some(Speech { text: text.to_owned(), annotations, events })
    };
    source.lines().filter_map(speech).collect()
}

/// The events of a speech in word numbers.
fn gold(view: &View<'_>, speech: &Speech) -> Vec<[Vec<usize>; ROLES]> {
    let words = |ranges: &Vec<TextRange>| {
        let mut found = Vec::new();
        for range in ranges {
            let from = view.words.partition_point(|w| w.range.end <= range.start);
            found.extend((from..view.words.len()).take_while(|&i| view.words[i].range.start < range.end));
        }
        found.sort_unstable();
        found.dedup();
        found
    };
    speech.events.iter().map(|roles| std::array::from_fn(|r| words(&roles[r]))).collect()
}

/// The word of a cue that stands for it: the rarest in the training texts.
fn head(view: &View<'_>, cue: &[usize], counts: &Counts) -> Option<usize> {
    cue.iter()
        .copied()
        .filter(|&i| !view.mark(i))
        .min_by_key(|&i| (counts.get(&view.words[i].lower).copied().unwrap_or(0), i))
}

type Counts = std::collections::BTreeMap<String, usize>;

fn counts(speeches: &[Speech]) -> Counts {
    let mut counts = Counts::new();
    for speech in speeches {
        for token in &speech.annotations.tokens {
            *counts.entry(token.range.of(&speech.text).to_lowercase()).or_default() += 1;
        }
    }
    counts
}

struct Samples {
    cues: Vec<CueSample>,
    roles: Vec<RoleSample>,
}

fn samples(
    attributor: &Attributor,
    clusters: &stemma_lexicon::Table,
    speech: &Speech,
    counts: &Counts,
) -> Samples {
    let lists = &attributor.lists;
    let view = View::new(&speech.text, &speech.annotations, lists);
    let sheet = Sheet::new(&view, lists, &attributor.words, clusters);
    let drafts = attributor.rules(&view, &speech.annotations, true);
    let rules = Rules::new(&drafts);
    let mut labels = vec![0; view.words.len()];
    let mut samples = Samples { cues: Vec::new(), roles: Vec::new() };
    for event in gold(&view, speech) {
        let Some(at) = head(&view, &event[CUE], counts) else { continue };
        if labels[at] != 1 {
            labels[at] = if event[MESSAGE].is_empty() { 2 } else { 1 };
        }
        let unit = view.units[view.units.partition_point(|u| u.end <= at)];
        let window = window(unit, at);
        let frame = CueFrame::new(&view, &sheet, at, window.0, window.1);
        let mut sample = RoleSample { features: Vec::new(), joints: Vec::new(), labels: Vec::new() };
        for i in window.0..window.1 {
            let mut found = Vec::with_capacity(64);
            features::role(&sheet, &frame, i, window, rules.role(at, i), &mut found);
            sample.features.push(found);
            sample.joints.push(features::joint(&sheet, i));
            let order = [CUE, 1, 2, MESSAGE, 5, 6];
            sample.labels.push(order.into_iter().find(|r| event[*r].contains(&i)).unwrap_or(0));
        }
        samples.roles.push(sample);
    }
    for unit in &view.units {
        for (at, label) in labels.iter().enumerate().take(unit.end).skip(unit.start) {
            if !view.mark(at) {
                let mut found = Vec::with_capacity(96);
                features::cue(&view, &sheet, at, (unit.start, unit.end), rules.cue(at), &mut found);
                samples.cues.push(CueSample { features: found, label: *label });
            }
        }
    }
    samples
}

/// The features of the training texts that are seen often enough, and their numbers.
struct Index {
    features: Vec<u32>,
    numbers: rustc_hash::FxHashMap<u32, u32>,
}

impl Index {
    fn new<'s>(all: impl Iterator<Item = &'s Vec<u32>>) -> Self {
        let mut counts: rustc_hash::FxHashMap<u32, u32> = rustc_hash::FxHashMap::default();
        let mut features = Vec::new();
        for feature in all.flatten() {
            let count = counts.entry(*feature).or_default();
            *count += 1;
            if *count == FEWEST {
                features.push(*feature);
            }
        }
        let numbers = features.iter().enumerate().map(|(n, f)| (*f, n as u32)).collect();
        Self { features, numbers }
    }

    fn of_rows<const N: usize>(rows: &[(u32, [f32; N])]) -> Self {
        let features: Vec<u32> = rows.iter().map(|r| r.0).collect();
        let numbers = features.iter().enumerate().map(|(n, f)| (*f, n as u32)).collect();
        Self { features, numbers }
    }

    fn of(&self, features: &[u32]) -> Vec<u32> {
        features.iter().filter_map(|f| self.numbers.get(f).copied()).collect()
    }

    /// The heaviest rows, for the file.
    fn heaviest<const N: usize>(&self, table: &Table<N>, bits: u32) -> Vec<(u32, [f32; N])> {
        let mut rows: Vec<(u32, [f32; N])> =
            self.features.iter().copied().zip(table.rows.iter().copied()).collect();
        let weight = |row: &[f32; N]| row.iter().map(|w| w.abs()).fold(0.0, f32::max);
        rows.sort_by(|a, b| weight(&b.1).total_cmp(&weight(&a.1)).then(a.0.cmp(&b.0)));
        rows.truncate((4 << bits) * KEPT / 1000);
        rows
    }
}

/// Weights with their AdaGrad sums.
struct Table<const N: usize> {
    rows: Vec<[f32; N]>,
    sums: Vec<[f32; N]>,
    count: f32,
    squares: Vec<[f32; N]>,
}

impl<const N: usize> Table<N> {
    fn new(count: usize) -> Self {
        Self {
            rows: vec![[0.0; N]; count],
            sums: vec![[0.0; N]; count],
            count: 0.0,
            squares: vec![[1e-2; N]; count],
        }
    }

    fn score(&self, features: &[u32]) -> [f32; N] {
        let mut sum = [0.0; N];
        for feature in features {
            for (s, w) in sum.iter_mut().zip(&self.rows[*feature as usize]) {
                *s += w;
            }
        }
        sum
    }

    /// Keeps the weights as they stand for the average.
    fn keep(&mut self) {
        for (sum, weight) in self.sums.iter_mut().flatten().zip(self.rows.iter().flatten()) {
            *sum += weight;
        }
        self.count += 1.0;
    }

    /// Puts the average of what was kept in place of the weights.
    fn average(&mut self) {
        for (weight, sum) in self.rows.iter_mut().flatten().zip(self.sums.iter().flatten()) {
            *weight = sum / self.count.max(1.0);
        }
    }

    fn divide(&mut self, by: f32) {
        self.rows.iter_mut().flatten().for_each(|w| *w /= by);
    }

    /// Adds the weights of a run from another seed.
    fn add(&mut self, other: &Self) {
        for (weight, more) in self.rows.iter_mut().flatten().zip(other.rows.iter().flatten()) {
            *weight += more;
        }
    }

    /// One step against `slope`, the derivatives of the loss by the scores.
    fn learn(&mut self, features: &[u32], slope: &[f32; N]) {
        for feature in features {
            let row = *feature as usize;
            for n in 0..N {
                let slope = slope[n] + DECAY * self.rows[row][n];
                if slope.abs() > 1e-5 {
                    self.squares[row][n] += slope * slope;
                    self.rows[row][n] -= RATE * slope / self.squares[row][n].sqrt();
                }
            }
        }
    }
}

/// Trains twice: the second time on the features that weighed most the first time.
fn train(samples: &[&Samples]) -> String {
    let all: Vec<&CueSample> = samples.iter().flat_map(|s| &s.cues).collect();
    let mut index = Index::new(all.iter().map(|s| &s.features));
    let table = train_cues(&all, &index, 1);
    index = Index::of_rows(&index.heaviest(&table, CUE_BITS));
    let mut table = train_cues(&all, &index, 1);
    for seed in 2..=SEEDS {
        table.add(&train_cues(&all, &index, seed));
    }
    table.divide(SEEDS as f32);
    let cues = index.heaviest(&table, CUE_BITS);
    let all: Vec<&RoleSample> = samples.iter().flat_map(|s| &s.roles).collect();
    let mut index = Index::new(all.iter().flat_map(|s| &s.features));
    let (table, _) = train_roles(&all, &index, 1);
    index = Index::of_rows(&index.heaviest(&table, ROLE_BITS));
    let (mut table, mut moves) = train_roles(&all, &index, 1);
    for seed in 2..=SEEDS {
        let (more, other) = train_roles(&all, &index, seed);
        table.add(&more);
        for (weight, more) in moves.iter_mut().flatten().flatten().zip(other.iter().flatten().flatten()) {
            *weight += more;
        }
    }
    table.divide(SEEDS as f32);
    moves.iter_mut().flatten().flatten().for_each(|w| *w /= SEEDS as f32);
    written(&cues, &index.heaviest(&table, ROLE_BITS), &moves)
}

fn train_cues(all: &[&CueSample], index: &Index, mut seed: u64) -> Table<CUES> {
    let all: Vec<(Vec<u32>, usize)> = all.iter().map(|s| (index.of(&s.features), s.label)).collect();
    let mut dice = 7;
    let mut table: Table<CUES> = Table::new(index.features.len());
    let mut kept = Vec::new();
    for epoch in 0..CUE_EPOCHS {
        for n in shuffled(all.len(), &mut seed) {
            let (features, label) = &all[n];
            kept.clear();
            kept.extend(features.iter().copied().filter(|_| !dropped(&mut dice, CUE_DROPPED)));
            let mut slope = decode::shares(table.score(&kept));
            slope[*label] -= 1.0;
            table.learn(&kept, &slope);
        }
        if epoch + 1 >= CUE_KEPT_FROM {
            table.keep();
        }
    }
    table.average();
    table
}

fn train_roles(
    all: &[&RoleSample],
    index: &Index,
    mut seed: u64,
) -> (Table<ROLES>, Vec<[[f32; ROLES]; ROLES]>) {
    let numbered: Vec<Vec<Vec<u32>>> =
        all.iter().map(|s| s.features.iter().map(|f| index.of(f)).collect()).collect();
    let mut dice = 7;
    let mut table: Table<ROLES> = Table::new(index.features.len());
    let mut moves = vec![[[0.0_f32; ROLES]; ROLES]; JOINTS];
    let mut squares = vec![[[1.0_f32; ROLES]; ROLES]; JOINTS];
    for _ in 0..ROLE_EPOCHS {
        for n in shuffled(all.len(), &mut seed) {
            let sample = all[n];
            let thinned: Vec<Vec<u32>> = numbered[n]
                .iter()
                .map(|f| f.iter().copied().filter(|_| !dropped(&mut dice, ROLE_DROPPED)).collect())
                .collect();
            let scores: Vec<[f32; ROLES]> = thinned.iter().map(|f| table.score(f)).collect();
            let (single, both) = decode::pairs(&scores, |i| &moves[sample.joints[i]]);
            for (i, mut slope) in single.into_iter().enumerate() {
                slope[sample.labels[i]] -= 1.0;
                table.learn(&thinned[i], &slope);
            }
            for (i, mut pair) in both.into_iter().enumerate().skip(1) {
                pair[sample.labels[i - 1]][sample.labels[i]] -= 1.0;
                let (cells, squares) = (&mut moves[sample.joints[i]], &mut squares[sample.joints[i]]);
                let slopes = squares.iter_mut().flatten().zip(pair.into_iter().flatten());
                for (cell, (sum, slope)) in cells.iter_mut().flatten().zip(slopes) {
                    *sum += slope * slope;
                    *cell -= RATE * slope / sum.sqrt();
                }
            }
        }
        table.keep();
    }
    table.average();
    (table, moves)
}

fn dropped(seed: &mut u64, share: f32) -> bool {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    ((*seed >> 40) as f32) < share * 16_777_216.0
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

fn written(
    cues: &[(u32, [f32; CUES])],
    roles: &[(u32, [f32; ROLES])],
    moves: &[[[f32; ROLES]; ROLES]],
) -> String {
    let (cue_unit, role_unit) = (weights::make::unit(cues), weights::make::unit(roles));
    let mut text = format!("!\t{cue_unit} {role_unit} {LEAST}");
    for weight in moves.iter().flatten().flatten() {
        write!(text, " {weight:.4}").expect("a string takes all");
    }
    text.push('\n');
    weights::make::write('c', cues, CUE_BITS, &mut text);
    weights::make::write('r', roles, ROLE_BITS, &mut text);
    text
}

/// Sums of the measure: for message, source, addressee, cue and all: precision, its number, recall, its number.
#[derive(Default)]
struct Score([[f64; 4]; 5]);

impl Score {
    fn add(&mut self, slot: usize, gold: &[usize], found: &[usize]) {
        let both = found.iter().filter(|i| gold.contains(i)).count() as f64;
        for slot in [slot, 4] {
            if !found.is_empty() {
                self.0[slot][0] += both / found.len() as f64;
                self.0[slot][1] += 1.0;
            }
            if !gold.is_empty() {
                self.0[slot][2] += both / gold.len() as f64;
                self.0[slot][3] += 1.0;
            }
        }
    }

    /// Much as `quotes.py`, but pairs by falling overlap.
    fn speech(&mut self, gold: &[[Vec<usize>; ROLES]], found: &[Event]) {
        let none: [Vec<usize>; ROLES] = Default::default();
        let mut pairs = Vec::new();
        for (g, event) in gold.iter().enumerate() {
            for (f, guess) in found.iter().enumerate() {
                let both = guess.roles[MESSAGE].iter().filter(|i| event[MESSAGE].contains(i)).count();
                let all = event[MESSAGE].len() + guess.roles[MESSAGE].len();
                if both > 0 {
                    pairs.push((2_000_000 * both / all, g, f));
                }
            }
        }
        pairs.sort_unstable_by(|a, b| b.cmp(a));
        let (mut golds, mut guesses) = (vec![None; gold.len()], vec![false; found.len()]);
        for (_, g, f) in pairs {
            if golds[g].is_none() && !guesses[f] {
                golds[g] = Some(f);
                guesses[f] = true;
            }
        }
        for (g, event) in gold.iter().enumerate().filter(|(_, e)| !e[MESSAGE].is_empty()) {
            let guess = golds[g].map_or(&none, |f| &found[f].roles);
            for (slot, role) in [MESSAGE, 1, 2, CUE].into_iter().enumerate() {
                self.add(slot, &event[role], &guess[role]);
            }
        }
        for (f, guess) in found.iter().enumerate().filter(|(f, _)| !guesses[*f]) {
            let silent = |e: &&[Vec<usize>; ROLES]| {
                e[MESSAGE].is_empty() && found[f].roles[CUE].iter().any(|i| e[CUE].contains(i))
            };
            if gold.iter().find(silent).is_none() {
                for (slot, role) in [MESSAGE, 1, 2, CUE].into_iter().enumerate() {
                    self.add(slot, &[], &guess.roles[role]);
                }
            }
        }
    }

    fn line(&self, name: &str) -> String {
        let mut line = format!("{name}:");
        for (label, [p, np, r, nr]) in ["message", "source", "addressee", "cue", "JOINT"].iter().zip(self.0) {
            let (p, r) = (p / np.max(1.0), r / nr.max(1.0));
            write!(line, "  {label} {:.3} ({p:.2} {r:.2})", 2.0 * p * r / (p + r).max(1e-9))
                .expect("a string takes all");
        }
        line
    }
}

fn try_on(attributor: &Attributor, model: &Model, speech: &Speech, score: &mut Score) {
    let view = View::new(&speech.text, &speech.annotations, &attributor.lists);
    let sheet = Sheet::new(&view, &attributor.lists, &attributor.words, &model.clusters);
    let drafts = attributor.rules(&view, &speech.annotations, true);
    let rules = Rules::new(&drafts);
    let mut found = Vec::new();
    for unit in &view.units {
        found.extend(model.events(&view, &sheet, *unit, &rules));
    }
    for event in &mut found {
        for role in &mut event.roles {
            *role = super::spans(&view, role).into_iter().flat_map(|s| s.0..s.1).collect();
        }
    }
    found.retain(|e| !e.roles[MESSAGE].is_empty());
    let gold = gold(&view, speech);
    score.speech(&gold, &found);
}

/// Tries the rules alone.
fn try_rules(attributor: &Attributor, speech: &Speech, score: &mut Score) {
    let view = View::new(&speech.text, &speech.annotations, &attributor.lists);
    let gold = gold(&view, speech);
    let event = |draft: &crate::draft::Draft| {
        let of = |spans: &[(usize, usize)]| spans.iter().flat_map(|s| s.0..s.1).collect();
        let mut event = Event { at: draft.cue.first().map_or(0, |s| s.0), ..Event::default() };
        event.roles[MESSAGE] = of(&draft.content);
        event.roles[CUE] = of(&draft.cue);
        event.roles[super::SOURCE] = of(&draft.source);
        event.roles[super::ADDRESSEE] = of(&draft.addressee);
        event
    };
    let found: Vec<Event> = attributor.rules(&view, &speech.annotations, true).iter().map(event).collect();
    score.speech(&gold, &found);
}

fn model_of(source: String, clusters: &stemma_lexicon::Table) -> Model {
    let source: &'static str = Box::leak(format!("\n{source}").into_boxed_str());
    Model::read(source, clusters.clone()).unwrap()
}

#[test]
#[ignore = "makes a data file"]
#[allow(clippy::disallowed_methods, reason = "a maker run by hand gets its paths from the environment")]
#[allow(clippy::print_stderr, reason = "it tells its figures")]
fn make_speech_model() {
    let job = std::env::var("STEMMA_SPEECH").unwrap();
    let parts: Vec<&str> = job.split(':').collect();
    let lexicon = Lexicon::builtin();
    let clusters = lexicon.table("de", "names-words");
    let attributor = Attributor::new(&lexicon, Language::GERMAN);
    let speeches = read(&std::fs::read_to_string(parts[1]).unwrap());
    if parts[0] == "rules" {
        let mut score = Score::default();
        speeches.iter().for_each(|s| try_rules(&attributor, s, &mut score));
        eprintln!("{}", score.line("rules"));
        return;
    }
    let counts = counts(&speeches);
    let all: Vec<Samples> = speeches.iter().map(|s| samples(&attributor, &clusters, s, &counts)).collect();
    match parts[0] {
        "cv" => {
            let mut score = Score::default();
            let folds = 4;
            for fold in 0..parts.get(2).and_then(|n| n.parse().ok()).unwrap_or(folds) {
                let rest: Vec<&Samples> =
                    all.iter().enumerate().filter(|(n, _)| n % folds != fold).map(|(_, s)| s).collect();
                let model = model_of(train(&rest), &clusters);
                for speech in speeches.iter().skip(fold).step_by(folds) {
                    try_on(&attributor, &model, speech, &mut score);
                }
                eprintln!("{}", score.line(&format!("fold {fold}")));
            }
        }
        kind => {
            let source = train(&all.iter().collect::<Vec<_>>());
            if kind == "make" {
                std::fs::write(parts[2], format!("{HEAD}{source}")).unwrap();
                return;
            }
            let model = model_of(source, &clusters);
            let mut score = Score::default();
            for speech in &read(&std::fs::read_to_string(parts[2]).unwrap()) {
                try_on(&attributor, &model, speech, &mut score);
            }
            eprintln!("{}", score.line("test"));
        }
    }
}
