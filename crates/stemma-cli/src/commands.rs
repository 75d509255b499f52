//! The commands: each reads a pile, runs the stages it needs, and writes records.

use crate::bars::Bars;
use crate::fetch;
use crate::flags::{self, Command, Common, From};
use crate::output::{Output, write_whole};
use anyhow::{Context, Result, bail};
use clap::CommandFactory;
use rayon::prelude::*;
use serde::Serialize;
use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use stemma_claim::compare::Comparer;
use stemma_dossier::record::{self, ComparisonRecord, DossierRecord, StoryChangeRecord, StoryRecord};
use stemma_dossier::{Interface, page};
use stemma_encode::Encoder;
use stemma_engine::stream::{Change, Event, Placed, StreamConfig, told};
use stemma_engine::{
    Analysis, Engine, Failure, Format, Input, Pile, Progress, ReadOptions, Stage, Work, stages,
};
use stemma_text::Article;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Everything done.
    Whole,
    /// Some documents failed.
    SomeFailed,
}

/// Runs one command.
pub fn run(command: Command) -> Result<Outcome> {
    match command {
        Command::Extract(flags) => extract(&flags),
        Command::Annotate(flags) => annotate(&flags),
        Command::Reuse(flags) => reuse(&flags),
        Command::Lineage(flags) => lineage(&flags),
        Command::Stories(flags) => stories(&flags),
        Command::Compare(flags) => compare(&flags),
        Command::Claims(flags) => claims(&flags),
        Command::Report(flags) => report(&flags),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut flags::Cli::command(), "stemma", &mut io::stdout());
            Ok(Outcome::Whole)
        }
        Command::Man { out } => man(out.as_deref()),
    }
}

/// A pile that was read, and what to run over it.
struct Job {
    engine: Engine,
    pile: Pile,
    bars: Bars,
}

impl Job {
    fn open(flags: &flags::Pile) -> Result<Self> {
        Self::open_in(flags, None)
    }

    /// As [`Self::open`]; what is fetched is kept in `folder`.
    fn open_in(flags: &flags::Pile, folder: Option<&Path>) -> Result<Self> {
        prepare(&flags.common)?;
        let format = match flags.from {
            From::Auto => Format::Auto,
            From::Text => Format::Text,
            From::Html => Format::Html,
            From::Jsonl => Format::JsonLines,
            From::Feed => Format::Feed,
            From::Warc => Format::Warc,
            From::Parquet => Format::Parquet,
            From::Csv => Format::Table,
            From::Ninjs => Format::Ninjs,
            From::Newsml => Format::NewsMl,
            From::Pdf => Format::Pdf,
            From::Mail => Format::Mail,
        };
        let fetched = fetch::fetch(flags, folder)?;
        let renamed = flags.map.iter().map(|(name, field)| (field.clone(), name.clone())).collect();
        let options = ReadOptions { format, as_is: flags.as_is, renamed, records: fetched.records };
        let mut pile = match fetched.inputs.as_slice() {
            [] => Pile::default(),
            inputs => stemma_engine::read(inputs, &options)?,
        };
        pile.failures.extend(fetched.failures);
        pile.failures.sort();
        if !flags.common.quiet {
            for path in &pile.passed_over {
                anstream::eprintln!("stemma: passed over {path}: no article");
            }
            for note in &pile.notes {
                anstream::eprintln!("stemma: {note}");
            }
        }
        Ok(Self { engine: Engine::default(), pile, bars: Bars::new(flags.common.quiet) })
    }

    /// The articles; failures of reading and of extraction are added to `failures`.
    fn articles(&self, failures: &mut Vec<Failure>) -> Vec<Article> {
        let (articles, failed) = self.engine.extract(&self.pile.documents, &self.bars);
        failures.extend(self.failures(failed));
        articles
    }

    /// Every stage, with the decisions of a file.
    fn analyse(&self, decisions: Option<&Path>) -> Result<Analysis> {
        let decisions = match decisions {
            None => Vec::new(),
            Some(path) => {
                let text = fs::read_to_string(path)
                    .with_context(|| format!("{}: the decisions cannot be read", path.display()))?;
                stemma_engine::decisions(&text).with_context(|| path.display().to_string())?
            }
        };
        let analysis = self.engine.analyse(&self.pile, &decisions, &self.bars);
        for (at, name) in &analysis.unknown {
            anstream::eprintln!("stemma: decision {}: nothing here is called '{name}'", at + 1);
        }
        Ok(analysis)
    }

    /// What failed in reading, and `failed`, in order.
    fn failures(&self, failed: Vec<Failure>) -> Vec<Failure> {
        let mut failures = self.pile.failures.clone();
        failures.extend(failed);
        failures.sort();
        failures
    }
}

fn prepare(common: &Common) -> Result<()> {
    if let Some(threads) = common.threads {
        rayon::ThreadPoolBuilder::new()
            .num_threads(usize::from(threads))
            .build_global()
            .context("the threads cannot be started; use a smaller --threads")?;
    }
    Ok(())
}

/// A file, a folder or standard input.
pub fn input(path: &Path) -> Input {
    if path.as_os_str() == "-" { Input::Standard } else { Input::Path(path.to_owned()) }
}

fn interface(language: flags::Language) -> Interface {
    match language {
        flags::Language::De => Interface::German,
        flags::Language::En => Interface::English,
    }
}

/// Writes records and failures, and names the failures.
fn write<T: Serialize>(
    common: &Common,
    records: impl IntoIterator<Item = T>,
    failures: &[Failure],
) -> Result<Outcome> {
    let mut output = Output::open(common.out.as_deref())?;
    for record in records {
        output.line(&record)?;
    }
    finish(output, failures)
}

/// Writes what failed after the records, and names it.
fn finish(mut output: Output, failures: &[Failure]) -> Result<Outcome> {
    for failure in failures {
        output.line(&stages::failure(failure))?;
    }
    output.close()?;
    Ok(name_failures(failures))
}

fn name_failures(failures: &[Failure]) -> Outcome {
    for failure in failures {
        anstream::eprintln!("stemma: {}", failure.error);
    }
    if failures.is_empty() { Outcome::Whole } else { Outcome::SomeFailed }
}

fn extract(flags: &flags::Pile) -> Result<Outcome> {
    let job = Job::open(flags)?;
    let mut output = Output::open(flags.common.out.as_deref())?;
    // Written as it comes: memory does not grow with the number of articles.
    let failed = job
        .engine
        .extract_each(&job.pile.documents, &job.bars, |article| output.line(&record::article(article)))?;
    finish(output, &job.failures(failed))
}

fn annotate(flags: &flags::Annotate) -> Result<Outcome> {
    let job = Job::open(&flags.pile)?;
    let mut output = Output::open(flags.pile.common.out.as_deref())?;
    let parts = flags.parts();
    let explainer = flags.explain.then(|| page::why::Explainer::new(interface(flags.lang)));
    // Written as it comes: memory does not grow with the number of articles.
    let failed = job.engine.annotate_each(&job.pile.documents, parts, &job.bars, |article, found| {
        let (annotations, read, _) = found;
        let record = record::annotations(article, annotations, &read.quotations);
        if let Some(explainer) = &explainer {
            for (quotation, made) in read.quotations.iter().zip(&record.quotations) {
                let words: Vec<&str> = quotation.content.iter().map(|r| r.of(&article.text)).collect();
                let why = explainer.explain(made, &article.text);
                let (id, rule) = (&quotation.id, &quotation.rule);
                anstream::eprintln!("{} {id} [{rule}] {}\n    {why}", article.id, words.join(" … "));
            }
        }
        output.line(&record)
    })?;
    finish(output, &job.failures(failed))
}

fn reuse(flags: &flags::Reuse) -> Result<Outcome> {
    let job = Job::open(&flags.pile)?;
    let mut output = Output::open(flags.pile.common.out.as_deref())?;
    let out = flags.pile.common.out.as_deref();
    let beside = out.and_then(Path::parent).unwrap_or(Path::new("")).to_owned();
    let work = Work { memory: flags.memory, folder: flags.work.clone(), beside };
    let failed = job.engine.reuse_each(&job.pile.documents, &work, &job.bars, |lines| output.raw(lines))?;
    finish(output, &job.failures(failed))
}

fn lineage(flags: &flags::Lineage) -> Result<Outcome> {
    let job = Job::open(&flags.pile)?;
    let mut failures = Vec::new();
    let articles = job.articles(&mut failures);
    let pairs = job.engine.reuse(&articles, &job.bars);
    let families = job.engine.lineage(&articles, &pairs, &job.bars);
    let places: Vec<&Article> = articles.iter().collect();
    let common = &flags.pile.common;
    if flags.flat {
        write(common, families.iter().flat_map(|f| record::flat(f, &places)), &failures)
    } else {
        let interface = interface(flags.lang);
        let collations = job.engine.collate(&articles, &pairs, &families);
        let records =
            families.iter().zip(&collations).map(|(f, c)| record::lineage(f, c, &places, interface));
        write(common, records, &failures)
    }
}

fn stories(flags: &flags::Stories) -> Result<Outcome> {
    if flags.stream {
        return stream(flags);
    }
    let job = Job::open(&flags.pile)?;
    let mut failures = Vec::new();
    let articles = job.articles(&mut failures);
    let stories = job.engine.stories(&articles, &job.bars);
    let roles = job.engine.roles(&articles, &stories, None);
    let records = articles.iter().zip(stories).zip(roles).map(|((article, story), role)| StoryRecord {
        role: Some(role.name()),
        ..StoryRecord::new(&article.id, story)
    });
    write(&flags.pile.common, records, &failures)
}

/// Stories of a stream: the inputs one after the other, line by line.
fn stream(flags: &flags::Stories) -> Result<Outcome> {
    let pile = &flags.pile;
    prepare(&pile.common)?;
    if !pile.fetching.list.is_empty() || !matches!(pile.from, From::Auto | From::Jsonl) {
        bail!("a stream is read from JSON Lines; leave --list and other formats out");
    }
    let renamed = pile.map.iter().map(|(name, field)| (field.clone(), name.clone())).collect();
    let options = ReadOptions { as_is: pile.as_is, renamed, ..ReadOptions::default() };
    let engine = Engine::default();
    let config = StreamConfig { days: i64::from(flags.hold), ..StreamConfig::default() };
    let mut stories = engine.stream(config);
    let mut output = Output::open(pile.common.out.as_deref())?;
    let mut failures = Vec::new();
    for path in &pile.inputs {
        let name = path.display().to_string();
        let mut input: Box<dyn BufRead> = if name == "-" {
            Box::new(io::stdin().lock())
        } else {
            let file = fs::File::open(path);
            Box::new(BufReader::new(file.with_context(|| format!("{name}: cannot be read; check the path"))?))
        };
        let sink = |article: &Article, placed: Placed| {
            let event = match placed.event {
                Event::New => "new",
                Event::Joined => "joined",
                Event::JoinedLate => "joined late",
            };
            output
                .line(&StoryRecord { event: Some(event), ..StoryRecord::new(&article.id, placed.story) })?;
            changes(&placed.changes, &mut output)
        };
        let cannot = |error: io::Error| anyhow::anyhow!("{name}: cannot be read: {error}");
        failures.extend(engine.stream_each((&mut *input, &name), &options, &mut stories, sink, cannot)?);
    }
    changes(&stories.settle(), &mut output)?;
    finish(output, &failures)
}

fn changes(changes: &[Change], output: &mut Output) -> Result<()> {
    for change in changes {
        let (name, story, from, articles) = told(change);
        output.line(&StoryChangeRecord::new(name, story, from, articles))?;
    }
    output.flush()
}

fn claims(flags: &flags::Claims) -> Result<Outcome> {
    let job = Job::open(&flags.pile)?;
    let analysis = job.analyse(flags.decisions.as_deref())?;
    let articles: Vec<&Article> = analysis.articles.iter().collect();
    let interface = interface(flags.lang);
    let records = record::claims(&analysis.claims, &articles, interface);
    write(&flags.pile.common, records, &analysis.failures)
}

fn report(flags: &flags::Report) -> Result<Outcome> {
    let common = &flags.pile.common;
    let folder = common.out.clone().unwrap_or_else(|| PathBuf::from("dossier"));
    let job = Job::open_in(&flags.pile, Some(&folder))?;
    if job.pile.documents.is_empty() {
        name_failures(&job.pile.failures);
        bail!("no article could be read");
    }
    fs::create_dir_all(&folder)
        .with_context(|| format!("{}: the folder cannot be made; choose another --out", folder.display()))?;
    let analysis = job.analyse(flags.decisions.as_deref())?;
    let interface = interface(flags.lang);
    let options = vec![
        ("lang".to_owned(), interface.code().to_owned()),
        ("from".to_owned(), format!("{:?}", flags.pile.from).to_lowercase()),
        ("as-is".to_owned(), flags.pile.as_is.to_string()),
    ];
    let dossier = analysis.dossier(&job.pile, options, interface);
    let json = serde_json::to_vec(&dossier).context("the dossier cannot be written as JSON")?;
    write_whole(&folder.join("dossier.json"), &json)?;
    write_whole(&folder.join("dossier.html"), page::render(&dossier, interface).as_bytes())?;
    let outcome = name_failures(&analysis.failures);
    if !common.quiet {
        summary(&dossier, &folder.join("dossier.html"), interface);
    }
    Ok(outcome)
}

/// The answer in a few lines, and where to read on.
fn summary(dossier: &DossierRecord, page: &Path, interface: Interface) {
    let counts = [dossier.articles.len(), dossier.lineage.len(), dossier.claims.len()];
    let words = interface.pick("Artikel Texte Behauptungen", "articles texts claims");
    let line: Vec<String> = counts.iter().zip(words.split(' ')).map(|(n, w)| format!("{n} {w}")).collect();
    anstream::eprintln!("{}", line.join(", "));
    for claim in dossier.claims.iter().take(5) {
        let mut articles: Vec<&str> = claim.variants.iter().map(|v| v.article.as_str()).collect();
        articles.sort_unstable();
        articles.dedup();
        let (min, max) = (claim.independent_origins.min, claim.independent_origins.max);
        let origins = if min == max { min.to_string() } else { format!("{min}–{max}") };
        let spread = interface.pick("Artikel", "articles");
        let heads = interface.pick("unabhängige Ursprünge", "independent origins");
        let text: String = claim.text.chars().take(70).collect();
        anstream::eprintln!("  {:>3} {spread}, {origins:>3} {heads}: {text}", articles.len());
    }
    anstream::eprintln!("{} {}", interface.pick("Dossier:", "Dossier:"), page.display());
}

/// Pairs that are compared together, count.
const PAIRS: usize = 64;

/// A pair of sentences, as `compare` reads it.
struct Sentences {
    id: String,
    a: String,
    b: String,
}

fn compare(flags: &flags::Compare) -> Result<Outcome> {
    prepare(&flags.common)?;
    let engine = Engine::default();
    let comparer = Comparer::new(engine.lexicon()).with_encoder(Encoder::builtin());
    let bars = Bars::new(flags.common.quiet);
    bars.begin(Stage::Claims, 0);
    let (mut pairs, mut failures) = (Vec::new(), Vec::new());
    for path in &flags.inputs {
        let (shown, source): (String, Box<dyn BufRead>) = match input(path) {
            Input::Standard => ("-".to_owned(), Box::new(BufReader::new(io::stdin()))),
            Input::Path(path) => {
                let file =
                    fs::File::open(&path).with_context(|| format!("{}: cannot be read", path.display()))?;
                (path.display().to_string(), Box::new(BufReader::new(file)))
            }
        };
        for (number, line) in source.lines().enumerate() {
            let place = format!("{shown}:{}", number + 1);
            match line.map_err(|e| e.to_string()).and_then(|l| sentences(&l, &place)) {
                Ok(Some(pair)) => pairs.push(pair),
                Ok(None) => {}
                Err(error) => {
                    failures.push(Failure {
                        id: place.clone(),
                        stage: "read",
                        error: format!("{place}: {error}"),
                    });
                }
            }
        }
    }
    pairs.sort_by(|x, y| (&x.id, &x.a, &x.b).cmp(&(&y.id, &y.a, &y.b)));
    let parts: Vec<Vec<ComparisonRecord>> = pairs
        .par_chunks(PAIRS)
        .map(|part| {
            let texts: Vec<&str> = part.iter().flat_map(|p| [p.a.as_str(), p.b.as_str()]).collect();
            let prepared = comparer.prepare_all(&texts);
            let compared = prepared.chunks_exact(2).map(|two| comparer.compare_prepared(&two[0], &two[1]));
            part.iter().zip(compared).map(|(p, found)| ComparisonRecord::new(&p.id, found)).collect()
        })
        .collect();
    let records = parts.into_iter().flatten().collect::<Vec<_>>();
    bars.end();
    write(&flags.common, records, &failures)
}

fn sentences(line: &str, place: &str) -> Result<Option<Sentences>, String> {
    if line.trim().is_empty() {
        return Ok(None);
    }
    let value: serde_json::Value =
        serde_json::from_str(line).map_err(|e| format!("this is not JSON ({e})"))?;
    let text = |key: &str| value.get(key).and_then(|v| v.as_str()).map(str::to_owned);
    let id = match value.get("id") {
        Some(serde_json::Value::String(id)) => id.clone(),
        Some(serde_json::Value::Number(id)) => id.to_string(),
        _ => place.to_owned(),
    };
    match (text("a"), text("b")) {
        (Some(a), Some(b)) => Ok(Some(Sentences { id, a, b })),
        _ => Err("the record needs the two sentences 'a' and 'b'".to_owned()),
    }
}

fn man(out: Option<&Path>) -> Result<Outcome> {
    let command = flags::Cli::command();
    match out {
        Some(folder) => {
            fs::create_dir_all(folder).with_context(|| format!("{}: cannot be made", folder.display()))?;
            clap_mangen::generate_to(command, folder)
                .with_context(|| format!("{}: cannot be written", folder.display()))?;
        }
        None => {
            let mut page = Vec::new();
            clap_mangen::Man::new(command).render(&mut page).context("the man page cannot be made")?;
            io::stdout().write_all(&page).context("standard output cannot be written")?;
        }
    }
    Ok(Outcome::Whole)
}
