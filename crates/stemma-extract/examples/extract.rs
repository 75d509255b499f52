//! Reads JSON Lines with `id` and `html` or `text`, writes what the scorers of extraction ask for. Builds in seconds,
//! where the whole program takes minutes:
//!
//! ```sh
//! cargo run --release -p stemma-extract --example extract < in.jsonl > out.jsonl
//! ```

#![expect(clippy::print_stdout, reason = "that is what it is for")]

use serde_json::{Value, json};
use std::io::BufRead;
use stemma_extract::{Extractor, Form, Given};
use stemma_lexicon::Lexicon;
use stemma_text::{Credit, Dated};

fn main() {
    let extractor = Extractor::new(&Lexicon::builtin());
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("standard input can be read");
        let record: Value = serde_json::from_str(&line).expect("every line is a record");
        let text = |key: &str| record[key].as_str().map(str::to_owned);
        let given = Given {
            id: text("id").unwrap_or_default(),
            url: text("url"),
            title: text("title"),
            published: text("published"),
            outlet: text("outlet"),
            language: text("language"),
            ..Given::default()
        };
        let (content, form) = match text("html") {
            Some(html) => (html, Form::Html),
            None => (text("text").unwrap_or_default(), Form::Text),
        };
        let article = extractor.extract(given, &content, form, String::new());
        let dated = |d: &Option<Dated>| {
            d.as_ref()
                .map(|d| json!({"value": d.value, "precision": d.precision.name(), "basis": d.basis.name()}))
        };
        let credits = |list: &[Credit]| -> Vec<Value> {
            list.iter()
                .map(|c| json!({"name": c.name, "basis": c.basis.name(), "quote": c.quote, "number": c.number}))
                .collect()
        };
        let removed: Vec<Value> =
            article.removed.iter().map(|r| json!({"kind": r.kind.name(), "text": r.text})).collect();
        let dates: Vec<Value> = article
            .dates
            .iter()
            .map(|d| {
                json!({"role": d.role.name(), "value": d.dated.value, "basis": d.dated.basis.name(),
                    "quote": d.quote, "verdict": d.verdict.name()})
            })
            .collect();
        let entries: Vec<Value> = article
            .entries
            .iter()
            .map(|e| json!({"start": e.range.start, "end": e.range.end, "published": dated(&e.published)}))
            .collect();
        let blocks: Vec<Value> = article
            .blocks
            .iter()
            .map(|b| json!({"kind": b.kind.name(), "language": b.language.map(|l| l.code().to_owned())}))
            .collect();
        let notices: Vec<Value> = article
            .notices
            .iter()
            .map(|n| json!({"kind": n.kind.name(), "name": n.name, "quote": n.quote}))
            .collect();
        let out = json!({
            "schema": "stemma/article/1", "id": article.id, "url": article.url, "title": article.title,
            "kicker": article.kicker, "subtitle": article.subtitle, "teaser": article.teaser, "text": article.text,
            "published": dated(&article.published), "modified": dated(&article.modified), "dates": dates,
            "authors": article.authors, "outlet": article.outlet, "language": article.language.code(),
            "agencies": credits(&article.agencies), "credits": credits(&article.credits),
            "image_credits": credits(&article.image_credits), "notices": notices, "removed": removed,
            "entries": entries, "blocks": blocks,
        });
        println!("{out}");
    }
}
