//! Reads JSON Lines with `id`, `text`, `title`, `language` and `published`, writes the story of each as `stemma stories
//! --as-is` would. Builds in seconds, where the whole program takes minutes:
//!
//! ```sh
//! cargo run --release -p stemma-story --example stories < in.jsonl > out.jsonl
//! ```
//!
//! `--without-meaning` leaves the sentence encoder out; `--stream` takes the articles one after the other, in the order
//! of the lines, and writes what is known at the end, with `--least=100`
//! holding fewer articles. How long it took goes to standard error.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "that is what it is for")]

use serde_json::{Value, json};
use std::io::Read;
use std::time::Instant;
use stemma_lexicon::Lexicon;
use stemma_story::{Change, Config, Stream, StreamConfig};
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
    if flags.iter().any(|f| f == "--stream") {
        return stream(&articles, &lexicon, config);
    }
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

/// The stories of a stream: as they are at the end, and as they were first said in `first`.
fn stream(articles: &[Article], lexicon: &Lexicon, stories: Config) {
    let began = Instant::now();
    let mut config = StreamConfig { stories, ..StreamConfig::default() };
    if let Some(least) = std::env::args().find_map(|a| a.strip_prefix("--least=")?.parse().ok()) {
        config.least = least;
    }
    let mut stream = Stream::new(lexicon, config);
    let mut now: Vec<usize> = Vec::new();
    let mut first: Vec<usize> = Vec::new();
    let mut counts = [0; 3];
    for (at, article) in articles.iter().enumerate() {
        let placed = stream.add(article);
        now.push(placed.story);
        first.push(placed.story);
        let mut changes = placed.changes;
        if at + 1 == articles.len() {
            changes.extend(stream.settle());
        }
        for change in changes {
            let (to, from, moved) = match change {
                Change::Merged { story, gone } => {
                    counts[0] += 1;
                    now.iter_mut().filter(|s| **s == gone).for_each(|s| *s = story);
                    continue;
                }
                Change::Split { story, from, articles } => {
                    counts[1] += 1;
                    (story, from, articles)
                }
                Change::Moved { story, from, articles } => {
                    counts[2] += 1;
                    (story, from, articles)
                }
            };
            for (place, story) in now.iter_mut().enumerate() {
                if *story == from && moved.contains(&articles[place].id) {
                    *story = to;
                }
            }
        }
    }
    let [merged, split, moved] = counts;
    let seconds = began.elapsed().as_secs_f64();
    eprintln!("{} articles, {seconds:.1} s; {merged} merged, {split} split, {moved} moved", articles.len());
    for ((article, story), first) in articles.iter().zip(now).zip(first) {
        let (story, first) = (format!("s{}", story + 1), format!("s{}", first + 1));
        println!("{}", json!({"schema": "stemma/story/1", "id": article.id, "story": story, "first": first}));
    }
}
