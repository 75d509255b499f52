//! Rows of the evaluation that `../shared/eval` lacks: articles and their translations in one pile (WMT21, news from
//! English into German). Which documents are found, and which pairs are reported that are none.

use crate::run::say;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// Name of the task.
pub const TASK: &str = "translations";

/// Name of the set, and of its documents and their renderings.
const SET: &str = "translation_deen_wmt21";

/// Rows: name, and the two renderings of each document that are put into one pile, each with its language.
const ROWS: [(&str, [(&str, &str); 2]); 3] = [
    ("wmt21_english_german", [("src_en", "en"), ("ref_de/A", "de")]),
    ("wmt21_english_machine", [("src_en", "en"), ("mt_de/Online-B", "de")]),
    ("wmt21_german_german", [("ref_de/A", "de"), ("mt_de/Online-B", "de")]),
];

/// The rows as `run_all.py` would write them; none where the set is not there.
pub fn rows(program: &Path, data: &Path, out: &Path) -> Result<Vec<Value>> {
    let path = data.join(SET).join("en-de.docs.jsonl");
    let Ok(text) = fs::read_to_string(&path) else { return Ok(Vec::new()) };
    let documents: Vec<Value> = text
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()
        .with_context(|| path.display().to_string())?;
    ROWS.iter().map(|(name, sides)| row(name, sides, &documents, program, out)).collect()
}

fn row(
    name: &str,
    sides: &[(&str, &str); 2],
    documents: &[Value],
    program: &Path,
    out: &Path,
) -> Result<Value> {
    let mut articles: BTreeMap<String, String> = BTreeMap::new();
    for (place, document) in documents.iter().enumerate() {
        for (side, (key, language)) in sides.iter().enumerate() {
            let lines = key.split('/').fold(document, |value, key| &value[key]);
            let lines: Vec<&str> = lines.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            let id = format!("{place}.{side}");
            let record = json!({"id": id, "text": lines.join("\n\n"), "language": language});
            articles.insert(id, record.to_string());
        }
    }
    let file = out.join(format!("{name}.jsonl"));
    fs::write(&file, articles.values().map(|a| format!("{a}\n")).collect::<String>())?;
    let started = Instant::now();
    let done = Command::new(program)
        .args(["reuse", "--from", "jsonl", "--as-is", "--quiet"])
        .arg(&file)
        .output()
        .context("the program cannot be started")?;
    let seconds = started.elapsed().as_secs_f64();
    let mut found = BTreeSet::new();
    let mut others = 0;
    for line in String::from_utf8_lossy(&done.stdout).lines() {
        let pair: Value = serde_json::from_str(line)?;
        let place = |key: &str| pair[key].as_str().and_then(|id| id.split('.').next()).map(str::to_owned);
        if place("a").is_some() && place("a") == place("b") {
            found.insert(place("a"));
        } else {
            others += 1;
        }
    }
    let reported = found.len() + others;
    say(format!(
        "{name}: {} of {} documents, {others} false pairs, {seconds:.1} s",
        found.len(),
        documents.len()
    ));
    Ok(json!({
        "task": TASK, "set": name, "part": "dev", "state": if done.status.success() { "done" } else { "failed" },
        "shown": ["found", "right", "false_pairs"],
        "metrics": {
            "documents": documents.len(),
            "found": found.len() as f64 / documents.len().max(1) as f64,
            "right": if reported == 0 { 1.0 } else { found.len() as f64 / reported as f64 },
            "false_pairs": others,
            "seconds": seconds,
        },
    }))
}
