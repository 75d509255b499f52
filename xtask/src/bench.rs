//! Times the program as its users do: from process start to the written dossier.

pub mod extract;

use crate::run::{release, say, shared};
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Five articles must take less than this, in seconds of wall time.
const FIVE_ARTICLES: f64 = 0.3;
/// A thousand articles must take less than this, in seconds of wall time.
const THOUSAND_ARTICLES: f64 = 30.0;
/// And less than this, in MiB at the peak.
const THOUSAND_MEMORY: f64 = 1024.0;

/// Articles a second that one thread must annotate at least, without names and times.
const QUOTATIONS_A_SECOND: f64 = 300.0;
/// Memory that reading all of the covid set may take more than reading 1,000 of its articles, in MiB.
const GROWTH: f64 = 120.0;

/// The demo, the five seeds, and the covid set where they are there.
pub fn run() -> Result<()> {
    let program = release()?;
    let work = crate::run::target().join("bench");
    fs::create_dir_all(&work)?;
    let demo = crate::root().join("demo");
    let report = |input: &Path, runs| {
        let out = work.join("dossier").display().to_string();
        best(&program, &["report", "--threads", "2", "--map", FIELDS, "--out", &out], input, runs)
    };
    line("demo, 10 articles", &report(&demo, 10)?, f64::INFINITY, f64::INFINITY)?;
    match shared("seeds") {
        Ok(seeds) => line("seeds, 5 articles", &report(&seeds, 10)?, FIVE_ARTICLES, f64::INFINITY)?,
        Err(why) => say(format!("NOT MEASURED: {why}")),
    }
    match shared("datasets/news_de_fang_covid/dev_before_2020-09.jsonl.gz") {
        Ok(packed) => {
            let file = work.join("thousand.jsonl");
            let plain =
                Command::new("gzip").arg("-dc").arg(&packed).output().context("gzip cannot be started")?;
            let thousand: Vec<&[u8]> = plain.stdout.split_inclusive(|b| *b == b'\n').take(1000).collect();
            fs::write(&file, thousand.concat())?;
            let all = work.join("all.jsonl");
            fs::write(&all, &plain.stdout)?;
            line("covid set, 1,000 articles", &report(&file, 2)?, THOUSAND_ARTICLES, THOUSAND_MEMORY)?;
            quotations(&program, &file, &all, plain.stdout.split(|b| *b == b'\n').count() - 1)?;
        }
        Err(why) => say(format!("NOT MEASURED: {why}")),
    }
    Ok(())
}

/// Fields of the covid set.
const FIELDS: &str = "text=article,published=date,title=header";

/// Quotations alone: articles a second on one thread, and memory over the whole set.
fn quotations(program: &Path, thousand: &Path, all: &Path, articles: usize) -> Result<()> {
    let out = crate::run::target().join("bench/annotations.jsonl").display().to_string();
    let mut flags = vec!["annotate", "--as-is", "--map", FIELDS, "--out", &out];
    let whole = best(program, &[&flags[..], &["--threads", "1"]].concat(), thousand, 2)?;
    say(format!("annotate, 1,000 articles, one thread: {:.0} articles/s", 1000.0 / whole.seconds));
    flags.extend(["--without", "names,times"]);
    let few = best(program, &[&flags[..], &["--threads", "1"]].concat(), thousand, 5)?;
    let speed = 1000.0 / few.seconds;
    say(format!("annotate without names and times, one thread: {speed:.0} articles/s"));
    if speed < QUOTATIONS_A_SECOND {
        bail!("quotations: fewer than {QUOTATIONS_A_SECOND} articles a second");
    }
    let many = best(program, &[&flags[..], &["--threads", "2"]].concat(), all, 1)?;
    let growth = many.peak.zip(few.peak).map_or(0.0, |(many, few)| many - few);
    say(format!(
        "annotate without names and times, {articles} articles: {:.1} s, peak {:.0} MiB ({growth:+.0} MiB against 1,000)",
        many.seconds,
        many.peak.unwrap_or(f64::NAN)
    ));
    if growth > GROWTH {
        bail!("quotations: memory grows by more than {GROWTH} MiB");
    }
    Ok(())
}

/// Pairs with their passages over the whole covid set, beside what others have, in one run.
pub fn reuse() -> Result<()> {
    let work = crate::run::target().join("bench");
    fs::create_dir_all(&work)?;
    let folder = match shared("datasets/news_de_fang_covid") {
        Ok(folder) => folder,
        Err(why) => {
            say(format!("NOT MEASURED: {why}"));
            return Ok(());
        }
    };
    let all = work.join("all.jsonl");
    let packed = folder.join("dev_before_2020-09.jsonl.gz");
    let plain = Command::new("gzip").arg("-dc").arg(&packed).output().context("gzip cannot be started")?;
    fs::write(&all, &plain.stdout)?;
    let silver = folder.join("silver_reuse_pairs.tsv");
    for threads in ["1", "2"] {
        let status = Command::new("cargo")
            .args(["bench", "--quiet", "-p", "stemma-reuse", "--bench", "pile", "--"])
            .args([&all, &silver])
            .arg(threads)
            .status()?;
        if !status.success() {
            bail!("the benchmark of stemma-reuse failed");
        }
    }
    let python = crate::run::target().join("peers/bin/python");
    if !python.exists() {
        say("NOT MEASURED: the peers; see benches/peers.py for how to install them");
        return Ok(());
    }
    let status = Command::new(python).arg("benches/peers.py").args([&all, &silver]).status()?;
    if !status.success() {
        bail!("benches/peers.py failed");
    }
    Ok(())
}

/// Finds the pairs of a made pile and says how many of the planted ones are among them.
pub fn scale(count: u64) -> Result<()> {
    let program = release()?;
    let work = crate::run::target().join("bench");
    fs::create_dir_all(&work)?;
    let place = |name: &str| work.join(format!("made-{count}.{name}"));
    let (articles, planted, out) = (place("jsonl"), place("tsv"), place("pairs.jsonl"));
    if !planted.exists() {
        crate::generate::write(count, 1, &articles, &planted)?;
    }
    let mib = fs::metadata(&articles)?.len() >> 20;
    let target = out.display().to_string();
    let flags = ["reuse", "--from", "jsonl", "--as-is", "--threads", "2", "--memory", "2G", "--out", &target];
    let found = best(&program, &flags, &articles, 1)?;
    let mut pairs: BTreeSet<(String, String)> = BTreeSet::new();
    for line in BufReader::new(fs::File::open(&out)?).lines() {
        let line = line?;
        let field = |name: &str| {
            let rest = line.split_once(&format!("\"{name}\":\""))?.1;
            Some(rest.split_once('"')?.0.to_owned())
        };
        if let (Some(a), Some(b)) = (field("a"), field("b")) {
            pairs.insert((a.clone().min(b.clone()), a.max(b)));
        }
    }
    let (mut gold, mut right) = (BTreeMap::new(), 0);
    for line in fs::read_to_string(&planted)?.lines() {
        let [a, b, kind] = line.split('\t').collect::<Vec<_>>()[..] else { continue };
        let hit = pairs.contains(&(a.min(b).to_owned(), a.max(b).to_owned()));
        let entry: &mut (u64, u64) = gold.entry(kind.to_owned()).or_default();
        *entry = (entry.0 + u64::from(hit), entry.1 + 1);
        right += u64::from(hit);
    }
    let all: u64 = gold.values().map(|(_, count)| count).sum();
    say(format!(
        "{count} made articles, {mib} MiB: {:.1} s, peak {:.0} MiB, {} pairs",
        found.seconds,
        found.peak.unwrap_or(f64::NAN),
        pairs.len()
    ));
    say(format!("planted pairs found: {right} of {all} ({:.4})", right as f64 / all.max(1) as f64));
    for (kind, (hit, count)) in gold {
        say(format!("  {kind}: {hit} of {count}"));
    }
    Ok(())
}

struct Measured {
    seconds: f64,
    peak: Option<f64>,
}

/// The best of several runs: the least disturbed one.
fn best(program: &Path, flags: &[&str], input: &Path, runs: usize) -> Result<Measured> {
    let mut found = Measured { seconds: f64::INFINITY, peak: None };
    for _ in 0..runs {
        let start = Instant::now();
        let mut child = Command::new(program)
            .args(flags)
            .arg("--quiet")
            .arg(input)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let mut peak: Option<f64> = None;
        // The kernel keeps the peak of a process; it is read until the process is gone.
        let status = loop {
            let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
            let high = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
            if let Some(kib) = high.and_then(|l| l.trim().trim_end_matches(" kB").parse::<f64>().ok()) {
                peak = Some(peak.map_or(kib / 1024.0, |p: f64| p.max(kib / 1024.0)));
            }
            if let Some(status) = child.try_wait()? {
                break status;
            }
            std::thread::sleep(std::time::Duration::from_millis(1));
        };
        let seconds = start.elapsed().as_secs_f64();
        if status.code().is_none_or(|c| c > 1) {
            bail!("stemma {} {} failed", flags.first().unwrap_or(&""), input.display());
        }
        if seconds < found.seconds {
            found = Measured { seconds, peak };
        }
    }
    Ok(found)
}

fn line(name: &str, found: &Measured, seconds: f64, memory: f64) -> Result<()> {
    let peak = found.peak.map_or("peak not known".to_owned(), |p| format!("peak {p:.0} MiB"));
    say(format!("{name}: {:.3} s, {peak}", found.seconds));
    if found.seconds > seconds {
        bail!("{name}: slower than {seconds} s");
    }
    if found.peak.is_some_and(|p| p > memory) {
        bail!("{name}: more than {memory} MiB");
    }
    Ok(())
}
