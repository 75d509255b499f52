//! Reads JSON Lines with `id`, `text`, `language` and `published`, writes the names, times, quantities and checks of
//! each as `stemma annotate --as-is` would. Builds in seconds, where the whole program takes minutes:
//!
//! ```sh
//! cargo run --release -p stemma-annotate --example annotate < in.jsonl > out.jsonl
//! cargo run --release -p stemma-annotate --example annotate times quantities < in.jsonl > out.jsonl
//! ```
//!
//! With the part `words` the tokens stand beside the sentences, to be compared with a treebank.
//!
//! How long the annotation alone took goes to standard error.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "that is what it is for")]

use serde_json::{Value, json};
use std::io::Read;
use std::time::{Duration, Instant};
use stemma_annotate::{Annotator, Parts};
use stemma_lexicon::Lexicon;
use stemma_text::{Article, CodePoints, DateBasis, Dated, Language, QuantityValue};

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let part = |name: &str| wanted.is_empty() || wanted.iter().any(|w| w == name);
    let parts = Parts {
        names: part("names"),
        times: part("times"),
        quantities: part("quantities"),
        ..Parts::default()
    };
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
        let reference = Dated::parse(of("published"), DateBasis::Feed);
        let began = Instant::now();
        let found = annotator.annotate_parts(&article, reference.as_ref(), parts);
        let checks = annotator.check(&article, &found);
        spent += began.elapsed();
        count += 1;
        let text = article.text.as_str();
        let points = CodePoints::new(text);
        let entities: Vec<Value> = found
            .all_mentions(text)
            .iter()
            .map(|e| {
                let mentions: Vec<_> = e.mentions.iter().map(|m| points.range(*m)).collect();
                let nouns: Vec<_> = e.descriptions.iter().map(|m| points.range(*m)).collect();
                json!({"id": e.id, "type": e.kind.name(), "name": e.name, "key": e.key, "mentions": mentions,
                    "descriptions": nouns, "gender": e.gender.map(stemma_text::Gender::name)})
            })
            .collect();
        let times: Vec<Value> = found
            .times
            .iter()
            .map(|t| {
                let [start, end] = points.range(t.range);
                let days = t.days.map(|(a, b)| [a.to_string(), b.to_string()]);
                json!({"start": start, "end": end, "type": t.kind.name(), "value": t.value, "days": days,
                    "precision": t.precision.map(|p| p.name()), "modifier": t.modifier.map(|m| m.name()),
                    "from": t.interval.map(|i| i.0.to_string()), "to": t.interval.map(|i| i.1.to_string()),
                    "stretch": t.stretch})
            })
            .collect();
        let quantities: Vec<Value> = found
            .quantities
            .iter()
            .map(|q| {
                let [start, end] = points.range(q.range);
                let value = match q.value {
                    QuantityValue::Exact(v) => json!(v),
                    QuantityValue::Between(a, b) => json!([a, b]),
                };
                json!({"start": start, "end": end, "value": value, "unit": q.unit.as_ref().or(q.noun.as_ref()),
                    "approximate": q.approximate, "counted": q.counted.map(|c| c.of(text)),
                    "bound": q.bound.name(), "kind": q.kind.name()})
            })
            .collect();
        let checks: Vec<Value> = checks
            .iter()
            .map(|c| json!({"words": c.range.of(text), "kind": c.kind, "explanation": c.explanation_en}))
            .collect();
        let sentences: Vec<_> = found.sentences.iter().map(|s| points.range(*s)).collect();
        let tokens: Vec<_> = found.tokens.iter().map(|t| points.range(t.range)).collect();
        let mut out = json!({"schema": "stemma/annotations/1", "id": article.id, "language": language.code(),
            "sentences": sentences, "entities": entities, "times": times, "quantities": quantities, "checks": checks});
        if wanted.iter().any(|w| w == "words") {
            out["tokens"] = json!(tokens);
        }
        println!("{out}");
    }
    let seconds = spent.as_secs_f64();
    eprintln!("{count} texts in {seconds:.2} s, {:.0} per second", f64::from(count) / seconds.max(1e-9));
}
