//! Runs one library over pages and writes what the scorer of extraction reads.
//!
//!     cut stemma|dom_smoothie|trafilatura|rs-trafilatura < IN.jsonl > OUT.jsonl
//!
//! Input: `id`, `html` and perhaps `url`. One thread. Only extraction is timed, in seconds of processor, not JSON; the
//! fastest of three rounds counts. Time and memory go to standard error.

use serde_json::{Value, json};
use std::io::{BufRead, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Seconds that this thread has had a processor for: others may be at work on the machine.
fn seconds() -> f64 {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    line.split(' ').next().and_then(|n| n.parse::<f64>().ok()).unwrap_or(f64::NAN) / 1e9
}

/// One page: text, title, date, authors.
#[derive(Default)]
struct Cut {
    text: String,
    title: Option<String>,
    date: Option<String>,
    authors: Vec<String>,
}

type Library = Box<dyn Fn(&str, Option<&str>) -> Cut>;

fn stemma() -> Library {
    let extractor = stemma_extract::Extractor::new(&stemma_lexicon::Lexicon::builtin());
    Box::new(move |html, url| {
        let given = stemma_extract::Given { url: url.map(str::to_owned), ..Default::default() };
        let article = extractor.extract(given, html, stemma_extract::Form::Html, String::new());
        Cut {
            text: article.text,
            title: article.title,
            date: article.published.map(|d| d.value),
            authors: article.authors,
        }
    })
}

fn dom_smoothie() -> Library {
    Box::new(|html, url| {
        let config =
            dom_smoothie::Config { text_mode: dom_smoothie::TextMode::Formatted, ..Default::default() };
        let made = dom_smoothie::Readability::new(html, url, Some(config)).and_then(|mut r| r.parse());
        made.map_or_else(
            |_| Cut::default(),
            |a| Cut {
                text: a.text_content.to_string(),
                title: Some(a.title),
                date: a.published_time,
                authors: a.byline.into_iter().collect(),
            },
        )
    })
}

#[cfg(feature = "trafilatura")]
fn trafilatura() -> Library {
    Box::new(|html, url| {
        let mut options = trafilatura::Options::default();
        options.original_url = url.and_then(|u| url::Url::parse(u).ok());
        trafilatura::extract(html, &options).map_or_else(
            |_| Cut::default(),
            |r| Cut {
                text: r.content_text,
                title: Some(r.metadata.title),
                date: r.metadata.date.map(|d| d.to_string()),
                authors: r.metadata.author.split("; ").filter(|a| !a.is_empty()).map(str::to_owned).collect(),
            },
        )
    })
}

#[cfg(feature = "trafilatura")]
fn rs_trafilatura() -> Library {
    Box::new(|html, url| {
        let mut options = rs_trafilatura::Options::default();
        options.url = url.map(str::to_owned);
        rs_trafilatura::extract_with_options(html, &options).map_or_else(
            |_| Cut::default(),
            |r| Cut {
                text: r.content_text,
                title: r.metadata.title,
                date: r.metadata.date.map(|d| d.to_rfc3339()),
                authors: r.metadata.author.iter().flat_map(|a| a.split("; ")).map(str::to_owned).collect(),
            },
        )
    })
}

fn main() {
    let name = std::env::args().nth(1).unwrap_or_default();
    let start = seconds();
    let library = match name.as_str() {
        "stemma" => stemma(),
        "dom_smoothie" => dom_smoothie(),
        #[cfg(feature = "trafilatura")]
        "trafilatura" => trafilatura(),
        #[cfg(feature = "trafilatura")]
        "rs-trafilatura" => rs_trafilatura(),
        _ => return eprintln!("stemma, dom_smoothie, trafilatura or rs-trafilatura"),
    };
    let opening = seconds() - start;
    let pages: Vec<Value> = std::io::stdin()
        .lock()
        .lines()
        .map(|line| serde_json::from_str(&line.expect("readable")).expect("JSON"))
        .collect();
    let mut best = f64::INFINITY;
    let mut cuts = Vec::new();
    let mut broken = 0;
    for _ in 0..3 {
        (cuts, broken) = (Vec::new(), 0);
        let start = seconds();
        for page in &pages {
            let html = page["html"].as_str().unwrap_or("");
            // A library that breaks off counts as one that found nothing.
            let cut = catch_unwind(AssertUnwindSafe(|| library(html, page["url"].as_str())));
            broken += usize::from(cut.is_err());
            cuts.push(cut.unwrap_or_default());
        }
        best = best.min(seconds() - start);
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (page, cut) in pages.iter().zip(cuts) {
        let record = json!({
            "id": page["id"], "text": cut.text, "title": cut.title.filter(|t| !t.is_empty()),
            "published": cut.date.map(|d| json!({"value": d})), "authors": cut.authors,
        });
        writeln!(out, "{record}").expect("writable");
    }
    let peak = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = peak.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or("").trim().to_owned();
    eprintln!(
        "{name}: {} pages, {best:.3} s, {:.0} pages/s, opening {:.3} s, broken off {broken}, peak with all pages {peak}",
        pages.len(),
        pages.len() as f64 / best,
        opening
    );
}
