//! Times the reuse stage over a pile in memory: `cargo bench -p stemma-reuse -- FILE.jsonl SILVER.tsv [THREADS]`.
//! Records have `id` and `text` or `article`; the silver pairs stand in the first two columns, by id. Reading the file is
//! not timed. With `STEMMA_BENCH_PAIRS=OUT.jsonl` the pairs are written for `../shared/eval/reuse.py`.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark talks to the one who runs it"
)]

use std::collections::BTreeSet;
use std::io::BufRead;
use std::time::Instant;

use rayon::prelude::*;
use stemma_text::{Article, Language};

fn main() {
    let mut args = std::env::args().skip(1).filter(|a| a != "--bench");
    let (Some(file), Some(silver)) = (args.next(), args.next()) else {
        println!("NOT MEASURED: cargo bench -p stemma-reuse -- FILE.jsonl SILVER.tsv [THREADS]");
        return;
    };
    let threads = args.next().and_then(|n| n.parse().ok()).unwrap_or(1);
    let input = std::fs::File::open(&file).expect("the file can be opened");
    let mut articles = Vec::new();
    for line in std::io::BufReader::new(input).lines() {
        let record: serde_json::Value =
            serde_json::from_str(&line.expect("the file is UTF-8")).expect("every line is a record");
        let field = |name: &str| record[name].as_str().map(str::to_owned);
        let id = record["id"].as_str().map_or_else(|| record["id"].to_string(), str::to_owned);
        let text = field("text").or_else(|| field("article")).unwrap_or_default();
        let mut article = Article::as_is(&id, &text, Language::GERMAN);
        article.outlet = field("outlet").or_else(|| field("source"));
        let date = field("published").or_else(|| field("date")).unwrap_or_default();
        article.published = stemma_text::Dated::parse(&date, stemma_text::DateBasis::Feed);
        articles.push(article);
    }
    let all: Vec<&Article> = articles.iter().collect();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be started");
    pool.install(|| {
        // Without rare stems nothing is looked for but what is printed word for word, as in the peers.
        let copies = stemma_reuse::Config { rare_stems: 0, ..stemma_reuse::Config::default() };
        let start = Instant::now();
        let found = stemma_reuse::find_reuse_with(&all, &copies);
        let seconds = start.elapsed().as_secs_f64();
        println!("stemma, {threads} threads, no retold reports: {seconds:.2} s, {} pairs", found.len());
        let start = Instant::now();
        let words: Vec<stemma_reuse::Words> =
            all.par_iter().map(|article| stemma_reuse::Words::new(&article.text)).collect();
        let count: usize = words.iter().map(stemma_reuse::Words::len).sum();
        println!("  splitting into words alone: {:.2} s, {count} words", start.elapsed().as_secs_f64());
        drop(words);
        let start = Instant::now();
        let found = stemma_reuse::find_reuse_with(&all, &stemma_reuse::Config::default());
        let seconds = start.elapsed().as_secs_f64();
        let pairs: BTreeSet<(&str, &str)> = found
            .iter()
            .map(|pair| (all[pair.a].id.as_str(), all[pair.b].id.as_str()))
            .map(|(a, b)| (a.min(b), a.max(b)))
            .collect();
        let silver = std::fs::read_to_string(&silver).expect("the silver pairs can be read");
        let gold: Vec<(&str, &str)> = silver
            .lines()
            .skip(1)
            .filter_map(|line| {
                line.split_once('\t').map(|(a, rest)| (a, rest.split('\t').next().unwrap_or("")))
            })
            .map(|(a, b)| (a.min(b), a.max(b)))
            .collect();
        let hits = gold.iter().filter(|pair| pairs.contains(pair)).count();
        println!(
            "stemma, {threads} threads: {} texts, {seconds:.2} s, {} pairs with passages, recall {:.3}",
            all.len(),
            found.len(),
            hits as f64 / gold.len().max(1) as f64
        );
        if let Ok(path) = std::env::var("STEMMA_BENCH_PAIRS") {
            let lines: Vec<String> = found
                .iter()
                .map(|pair| {
                    let record = serde_json::json!({
                        "a": all[pair.a].id, "b": all[pair.b].id, "relation": format!("{:?}", pair.relation),
                        "containment_a": pair.containment_a, "containment_b": pair.containment_b,
                    });
                    format!("{record}\n")
                })
                .collect();
            std::fs::write(path, lines.concat()).expect("the pairs can be written");
        }
    });
}
