//! Extraction beside others: the same pages, the same scorer, one thread each, in one run.

use crate::run::{say, shared};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Sets whose pages are read.
const SETS: [&str; 3] = ["html_de_trafilatura_eval", "html_multi_fundus_parser_cases", "html_en_fundus_eval"];
/// Libraries that `benches/first-cut` knows; stemma is one of them.
const LIBRARIES: [&str; 4] = ["stemma", "dom_smoothie", "trafilatura", "rs-trafilatura"];
/// Extractors that `benches/extractors.py` knows.
const PEERS: [&str; 6] =
    ["trafilatura", "trafilatura-fast", "newspaper4k", "readability", "justext", "resiliparse"];
/// Figures of the scorer, where a set has them.
const FIGURES: [&str; 6] =
    ["segments.f1", "rouge_l", "tokens.f1", "title.accuracy", "date.accuracy", "authors.f1"];

/// Runs all of them and says a table.
pub fn run() -> Result<()> {
    let (eval, data) = match (shared("eval"), shared("datasets")) {
        (Ok(eval), Ok(data)) => (eval, data),
        (Err(why), _) | (_, Err(why)) => {
            say(format!("NOT MEASURED: {why}"));
            return Ok(());
        }
    };
    let target = crate::run::target();
    let work = target.join("bench");
    fs::create_dir_all(&work)?;
    let folder = crate::root().join("benches/first-cut");
    let cargo = Command::new("cargo")
        .args(["build", "--release", "--locked", "--features", "trafilatura"])
        .env("CARGO_TARGET_DIR", target.join("first-cut"))
        .current_dir(&folder)
        .status()?;
    if !cargo.success() {
        bail!("benches/first-cut could not be built");
    }
    let built = |name: &str| target.join("first-cut/release").join(name);
    let python = target.join("peers/bin/python");
    if !python.exists() {
        say("NOT MEASURED: the extractors in Python; see benches/extractors.py for how to install them");
    }
    for set in SETS {
        let scorer = Scorer { script: eval.join("extract.py"), set: data.join(set) };
        let pages = work.join(format!("{set}.in.jsonl"));
        scorer.call("inputs", &[], &pages)?;
        say(format!(
            "{set}\n| extractor | {} | time |\n|---|---|---|---|---|---|---|---|",
            FIGURES.join(" | ")
        ));
        let made = |name: &str| work.join(format!("{set}.{name}.jsonl"));
        for name in LIBRARIES {
            scorer.row(name, Command::new(built("cut")).arg(name), &pages, &made(name))?;
        }
        for name in PEERS.iter().filter(|_| python.exists()) {
            let script = crate::root().join("benches/extractors.py");
            let out = made(&format!("python-{name}"));
            scorer.row(
                &format!("{name} (Python)"),
                Command::new(&python).arg(script).arg(name),
                &pages,
                &out,
            )?;
        }
        for what in ["speed", "same"] {
            let found = Command::new(built("dom")).arg(what).stdin(File::open(&pages)?).output()?;
            say(String::from_utf8_lossy(&found.stdout));
        }
    }
    Ok(())
}

/// `extract.py` on one set.
struct Scorer {
    script: PathBuf,
    set: PathBuf,
}

impl Scorer {
    fn call(&self, what: &str, more: &[&Path], out: &Path) -> Result<()> {
        let status = Command::new("python3")
            .arg(&self.script)
            .arg(what)
            .arg(&self.set)
            .args(more)
            .stdout(File::create(out)?)
            .status()
            .context("python3 cannot be started")?;
        if status.success() { Ok(()) } else { bail!("{} {what} failed", self.script.display()) }
    }

    /// Runs one extractor and says its row of the table.
    fn row(&self, name: &str, command: &mut Command, pages: &Path, out: &Path) -> Result<()> {
        let ran = command
            .stdin(File::open(pages)?)
            .stdout(File::create(out)?)
            .stderr(Stdio::piped())
            .spawn()?
            .wait_with_output()?;
        let said = String::from_utf8_lossy(&ran.stderr);
        let time =
            said.lines().find(|l| l.contains("pages/s")).unwrap_or_else(|| said.lines().last().unwrap_or(""));
        if !ran.status.success() {
            say(format!("| {name} | NOT MEASURED: {time} |"));
            return Ok(());
        }
        let score = out.with_extension("score");
        self.call("score", &[out], &score)?;
        let score: Value = serde_json::from_str(&fs::read_to_string(&score)?)?;
        let figures: Vec<String> = FIGURES
            .iter()
            .map(|f| f.split('.').try_fold(&score, |v, key| v.get(key)))
            .map(|v| v.and_then(Value::as_f64).map_or("–".to_owned(), |v| format!("{v:.3}")))
            .collect();
        let time = time.split_once(": ").map_or(time, |(_, t)| t);
        say(format!("| {name} | {} | {time} |", figures.join(" | ")));
        Ok(())
    }
}
