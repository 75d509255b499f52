//! Reads JSON Lines with `id`, `text` and `language`, writes the sentences and tokens of each, in code points, to
//! be compared with a treebank:
//!
//! ```sh
//! cargo run --release -p stemma-annotate --example words < in.jsonl > out.jsonl
//! ```
//!
//! How long that alone took goes to standard error.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "that is what it is for")]

use serde_json::{Value, json};
use std::io::Read;
use std::time::{Duration, Instant};
use stemma_annotate::{Annotator, Parts};
use stemma_lexicon::Lexicon;
use stemma_text::{Article, CodePoints, Language};

fn main() {
    let parts = Parts { names: false, times: false, quantities: false, quotations: false, model: false };
    let lexicon = Lexicon::builtin();
    let german = Annotator::new(&lexicon, Language::GERMAN);
    let english = Annotator::new(&lexicon, Language::ENGLISH);
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input).expect("standard input can be read");
    let mut spent = Duration::ZERO;
    let mut count = 0;
    for line in input.lines() {
        let record: Value = serde_json::from_str(line).expect("every line is a record");
        let of = |key: &str| record[key].as_str().unwrap_or_default();
        let (annotator, language) = match of("language") {
            "en" => (&english, Language::ENGLISH),
            _ => (&german, Language::GERMAN),
        };
        let article = Article::as_is(of("id"), of("text").to_owned(), language);
        let began = Instant::now();
        let found = annotator.annotate_parts(&article, None, parts);
        spent += began.elapsed();
        count += 1;
        let points = CodePoints::new(&article.text);
        let sentences: Vec<_> = found.sentences.iter().map(|s| points.range(*s)).collect();
        let tokens: Vec<_> = found.tokens.iter().map(|t| points.range(t.range)).collect();
        println!("{}", json!({"id": article.id, "sentences": sentences, "tokens": tokens}));
    }
    let seconds = spent.as_secs_f64();
    eprintln!("{count} texts in {seconds:.2} s, {:.0} per second", f64::from(count) / seconds.max(1e-9));
}
