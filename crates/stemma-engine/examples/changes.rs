//! Prints the changes on the true edges of synthetic copy trees, for `xtask/changes.py`.
//!
//! `cargo run --release -p stemma-engine --example changes -- FOLDER`, where FOLDER holds the `articles.jsonl` and
//! `gold.jsonl` that `lineage.py make` writes.

use rayon::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::error::Error;
use std::io::Write;
use std::path::PathBuf;
use stemma_engine::{Engine, Input, ReadOptions, Silent, read};
use stemma_lineage::Collator;
use stemma_text::Article;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("name the folder of the trees")?);
    let engine = Engine::default();
    let pile = read(&[Input::Path(folder.join("articles.jsonl"))], &ReadOptions::default())?;
    let (articles, _) = engine.extract(&pile.documents, &Silent);
    let by_id: BTreeMap<&str, &Article> = articles.iter().map(|a| (a.id.as_str(), a)).collect();
    let collator = Collator::new(engine.lexicon());
    let mut edges: Vec<(String, String, Value)> = Vec::new();
    for line in std::fs::read_to_string(folder.join("gold.jsonl"))?.lines() {
        let family: Value = serde_json::from_str(line)?;
        let all = |key: &str| family[key].as_array().cloned().unwrap_or_default();
        for edge in all("edges") {
            let edits = all("witnesses").iter().find(|w| w["id"] == edge["to"]).map(|w| w["edits"].clone());
            let end = |key: &str| edge[key].as_str().unwrap_or_default().to_owned();
            edges.push((end("from"), end("to"), edits.unwrap_or_default()));
        }
    }
    let lines: Vec<String> = edges
        .par_iter()
        .filter_map(|(from, to, edits)| {
            let (one, two) = (by_id.get(from.as_str())?, by_id.get(to.as_str())?);
            let found = collator.changes(&collator.read(one), &collator.read(two));
            let changes: Vec<Value> = found
                .iter()
                .map(|c| {
                    let words = |range: Option<stemma_text::TextRange>, a: &Article| range.map(|r| r.of(&a.text).to_owned());
                    json!({"kind": c.kind.name(), "words": c.words, "from": words(c.from, one), "to": words(c.to, two), "text": c.text_en})
                })
                .collect();
            Some(json!({"from": from, "to": to, "edits": edits, "changes": changes}).to_string())
        })
        .collect();
    let mut out = std::io::stdout().lock();
    for line in lines {
        writeln!(out, "{line}")?;
    }
    Ok(())
}
