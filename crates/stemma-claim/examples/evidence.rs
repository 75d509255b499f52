//! What `compare` sees in pairs of sentences, for measuring and fitting (`docs/compare.md`).
//!
//! Standard input: a JSON record `{"a","b"}` a line. Standard output: tab-separated values under a head line. With
//! the word `words` as argument the encoder is left out. The time goes to standard error.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a tool for the command line")]

use std::io::Read;
use std::time::Instant;
use stemma_claim::compare::{Comparer, Evidence};
use stemma_encode::Encoder;
use stemma_lexicon::Lexicon;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut comparer = Comparer::new(&Lexicon::builtin());
    if std::env::args().nth(1).is_none() {
        comparer = comparer.with_encoder(Encoder::builtin());
    }
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input)?;
    let records = input.lines().map(serde_json::from_str).collect::<Result<Vec<serde_json::Value>, _>>()?;
    let text = |record: &'_ serde_json::Value, key: &str| record[key].as_str().unwrap_or_default().to_owned();
    let texts: Vec<String> = records.iter().flat_map(|r| [text(r, "a"), text(r, "b")]).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let start = Instant::now();
    let prepared = comparer.prepare_all(&texts);
    let ready = start.elapsed();
    let start = Instant::now();
    let scores: Vec<_> = prepared.chunks_exact(2).map(|p| comparer.compare_prepared(&p[0], &p[1])).collect();
    eprintln!(
        "{} sentences made ready in {ready:.1?}, {} pairs compared in {:.1?}",
        texts.len(),
        scores.len(),
        start.elapsed()
    );
    let names: Vec<&str> = Evidence::default().values().iter().map(|(name, _)| *name).collect();
    println!("{}\tsame\tentails\tconflicts", names.join("\t"));
    for (pair, found) in prepared.chunks_exact(2).zip(&scores) {
        let values = Evidence::gather(&pair[0], &pair[1]).values();
        let values: Vec<String> = values.iter().map(|(_, value)| value.to_string()).collect();
        println!("{}\t{}\t{}\t{}", values.join("\t"), found.same, found.entails, found.conflicts);
    }
    Ok(())
}
