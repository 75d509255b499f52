//! Reads JSON Lines with `id`, `text`, `title`, `language` and `published`, writes the story of each as `stemma stories
//! --as-is` would. Builds in seconds, where the whole program takes minutes:
//!
//! ```sh
//! cargo run --release -p stemma-story --example stories < in.jsonl > out.jsonl
//! ```
//!
//! `--without-meaning` leaves the sentence encoder out. How long it took goes to standard error.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "that is what it is for")]

use serde_json::{Value, json};
use std::io::Read;
use std::time::Instant;
use stemma_lexicon::Lexicon;
use stemma_story::Config;
use stemma_text::{Article, DateBasis, Dated, Language};

fn main() {
    let flags: Vec<String> = std::env::args().skip(1).collect();
    let mut config = Config::default();
    if flags.iter().any(|f| f == "--without-meaning") {
        config.meaning = 0.0;
    }
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input).expect("standard input can be read");
    let articles: Vec<Article> = input.lines().map(article).collect();
    let lexicon = Lexicon::builtin();
    let began = Instant::now();
    let stories = stemma_story::cluster_with(&articles.iter().collect::<Vec<_>>(), &lexicon, &config);
    eprintln!("{} articles, {:.1} s", articles.len(), began.elapsed().as_secs_f64());
    for (article, story) in articles.iter().zip(stories) {
        println!(
            "{}",
            json!({"schema": "stemma/story/1", "id": article.id, "story": format!("s{}", story + 1)})
        );
    }
}

fn article(line: &str) -> Article {
    let record: Value = serde_json::from_str(line).expect("every line is a record");
    let of = |key: &str| record[key].as_str().unwrap_or_default();
    let mut article = Article::as_is(of("id"), of("text"), Language::from_code(of("language")));
    article.title = record["title"].as_str().map(str::to_owned);
    article.published = Dated::parse(of("published"), DateBasis::Feed);
    article
}
