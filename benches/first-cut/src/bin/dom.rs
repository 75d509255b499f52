//! The reader of pages of stemma-extract beside html5ever, the reader of a browser: speed, and whether both see the same
//! text in the same elements.
//!
//!     dom speed < IN.jsonl
//!     dom same [SHOWN] < IN.jsonl

#[path = "../../../../crates/stemma-extract/src/build.rs"]
#[allow(dead_code)]
mod build;
#[path = "../../../../crates/stemma-extract/src/markup.rs"]
#[allow(dead_code)]
mod markup;
#[path = "../../../../crates/stemma-extract/src/scan.rs"]
#[allow(dead_code)]
mod scan;
#[path = "../../../../crates/stemma-extract/src/tag.rs"]
#[allow(dead_code)]
mod tag;

use markup::Tree;
use scraper::node::Node;
use serde_json::Value;
use std::io::BufRead;

/// Seconds that this thread has had a processor for: others may be at work on the machine.
fn seconds() -> f64 {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    line.split(' ').next().and_then(|n| n.parse::<f64>().ok()).unwrap_or(f64::NAN) / 1e9
}

/// Elements whose text nobody reads, and that readers treat in ways of their own.
const HIDDEN: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "math", "iframe", "textarea", "title", "head", "noembed",
    "noframes", "xmp", "select", "object",
];
/// Elements that a browser puts in where a page leaves them out.
const MADE_UP: &[&str] = &["html", "body", "tbody"];
/// Differences shown where nothing else is asked for.
const SHOWN: usize = 3;

/// Visible characters with the names of the elements around them.
#[derive(Default)]
struct Seen {
    text: String,
    /// For every byte of `text`: place in `paths`.
    at: Vec<u32>,
    paths: Vec<String>,
}

impl Seen {
    fn add(&mut self, text: &str, path: &str) {
        if self.paths.last().is_none_or(|p| p != path) {
            self.paths.push(path.to_owned());
        }
        let place = self.paths.len() as u32 - 1;
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            self.text.push(c);
            self.at.extend(std::iter::repeat_n(place, c.len_utf8()));
        }
    }
}

fn ours(tree: &Tree) -> Seen {
    let mut seen = Seen::default();
    let mut at = 0;
    let mut open: Vec<usize> = Vec::new();
    while at < tree.nodes.len() {
        let node = &tree.nodes[at];
        while open.last().is_some_and(|o| tree.nodes[*o].end <= at) {
            open.pop();
        }
        if node.is_text() {
            let path: Vec<&str> =
                open.iter().map(|o| tree.nodes[*o].tag).filter(|t| *t != "?" && !MADE_UP.contains(t)).collect();
            seen.add(&tree.decoded(&tree.source[node.start_byte..node.stop_byte]), &path.join(" "));
        } else if HIDDEN.contains(&node.tag) {
            at = node.end;
            continue;
        } else {
            open.push(at);
        }
        at += 1;
    }
    seen
}

fn theirs(page: &scraper::Html, known: &dyn Fn(&str) -> bool) -> Seen {
    let mut seen = Seen::default();
    let mut path: Vec<String> = Vec::new();
    let mut hidden = 0;
    for edge in page.tree.root().traverse() {
        match edge {
            ego_tree::iter::Edge::Open(node) => match node.value() {
                Node::Element(element) => {
                    hidden += usize::from(HIDDEN.contains(&element.name()));
                    path.push(element.name().to_owned());
                }
                Node::Text(text) if hidden == 0 => {
                    let path: Vec<&str> =
                        path.iter().map(String::as_str).filter(|t| known(t) && !MADE_UP.contains(t)).collect();
                    seen.add(text, &path.join(" "));
                }
                _ => {}
            },
            ego_tree::iter::Edge::Close(node) => {
                if let Node::Element(element) = node.value() {
                    hidden -= usize::from(HIDDEN.contains(&element.name()));
                    path.pop();
                }
            }
        }
    }
    seen
}

fn same(pages: &[(String, String)], shown: usize) {
    let references = stemma_lexicon::Lexicon::builtin().table("any", "entities");
    let known = |name: &str| tag::Tag::of(name.as_bytes()) != tag::Tag::OTHER;
    let (mut texts, mut nestings, mut blocks, mut chars, mut placed) = (0, 0, 0, 0usize, 0usize);
    let mut kinds: std::collections::BTreeMap<String, usize> = Default::default();
    let mut left = shown;
    for (id, html) in pages {
        let tree = Tree::read(html, references.clone());
        let (ours, theirs) = (ours(&tree), theirs(&scraper::Html::parse_document(html), &known));
        chars += theirs.text.len();
        if ours.text != theirs.text {
            let at = ours.text.bytes().zip(theirs.text.bytes()).take_while(|(a, b)| a == b).count();
            let cut = |t: &str| {
                let (mut from, mut to) = (at.saturating_sub(40), (at + 60).min(t.len()));
                while !t.is_char_boundary(from) { from -= 1 }
                while !t.is_char_boundary(to) { to -= 1 }
                t[from.min(to)..to].to_owned()
            };
            if left > 0 {
                left -= 1;
                println!("TEXT {id}: {} and {} bytes, at {at}\n  ours   {}\n  theirs {}", ours.text.len(), theirs.text.len(), cut(&ours.text), cut(&theirs.text));
            }
            continue;
        }
        texts += 1;
        // Bold and links are not what a text is found by.
        let inline = |p: &str| p.split(' ').filter(|t| tag::Tag::of(t.as_bytes()).is_block()).collect::<Vec<_>>().join(" ");
        let (mut equal, mut equal_blocks, mut first) = (0, 0, None);
        for at in 0..ours.text.len() {
            let (a, b) = (&ours.paths[ours.at[at] as usize], &theirs.paths[theirs.at[at] as usize]);
            equal += usize::from(a == b);
            if a == b || inline(a) == inline(b) {
                equal_blocks += 1;
            } else if first.is_none() {
                first = Some((at, a.clone(), b.clone()));
            }
        }
        placed += equal_blocks;
        nestings += usize::from(equal == ours.text.len());
        blocks += usize::from(equal_blocks == ours.text.len());
        if let Some((at, a, b)) = first {
            let (x, y): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
            let common = x.iter().zip(&y).take_while(|(p, q)| p == q).count();
            *kinds.entry(format!("{} / {}", x[common..].join(" "), y[common..].join(" "))).or_default() += 1;
            if left > 0 {
                left -= 1;
                let to = (at..=(at + 50).min(ours.text.len())).rev().find(|n| ours.text.is_char_boundary(*n)).unwrap_or(at);
                let at = (0..=at).rev().find(|n| ours.text.is_char_boundary(*n)).unwrap_or(0);
                println!("NEST {id}: {}\n  ours   {a}\n  theirs {b}", &ours.text[at..to]);
            }
        }
    }
    let share = |n: usize, of: usize| n as f64 / of.max(1) as f64;
    println!(
        "{} pages: equal text {texts} ({:.4}), equal blocks {blocks} ({:.4}), all elements equal {nestings} ({:.4}), bytes of text in equal blocks {:.5}",
        pages.len(), share(texts, pages.len()), share(blocks, pages.len()), share(nestings, pages.len()), share(placed, chars)
    );
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    for (kind, n) in kinds.into_iter().take(shown * 2) {
        println!("  {n} {kind}");
    }
}

fn timed(name: &str, pages: &[(String, String)], read: impl Fn(&str) -> usize) {
    let bytes: usize = pages.iter().map(|(_, h)| h.len()).sum();
    let mut best = f64::INFINITY;
    let mut sum = 0;
    for _ in 0..5 {
        let start = seconds();
        sum = pages.iter().map(|(_, html)| read(html)).sum();
        best = best.min(seconds() - start);
    }
    println!("{name}: {best:.3} s, {:.0} pages/s, {:.0} MB/s ({sum})", pages.len() as f64 / best, bytes as f64 / best / 1e6);
}

fn speed(pages: &[(String, String)]) {
    let references = stemma_lexicon::Lexicon::builtin().table("any", "entities");
    timed("markup.rs, tree with bytes", pages, |html| Tree::read(html, references.clone()).nodes.len());
    timed("html5gum, tokens without spans", pages, |html| {
        let mut emitter = html5gum::DefaultEmitter::<()>::default();
        emitter.naively_switch_states(true);
        html5gum::Tokenizer::new_with_emitter(html, emitter).count()
    });
    timed("html5gum, tokens with spans", pages, |html| {
        let mut emitter = html5gum::DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        html5gum::Tokenizer::new_with_emitter(html, emitter).count()
    });
    timed("dom_query (html5ever), tree", pages, |html| {
        dom_query::Document::from(html).root().descendants_it().count()
    });
    timed("scraper (html5ever), tree", pages, |html| scraper::Html::parse_document(html).tree.values().count());
}

fn main() {
    let pages: Vec<(String, String)> = std::io::stdin()
        .lock()
        .lines()
        .map(|line| {
            let page: Value = serde_json::from_str(&line.expect("readable")).expect("JSON");
            let field = |key: &str| page[key].as_str().unwrap_or("").to_owned();
            (field("id"), field("html"))
        })
        .collect();
    match std::env::args().nth(1).as_deref() {
        Some("speed") => speed(&pages),
        _ => same(&pages, std::env::args().nth(2).and_then(|n| n.parse().ok()).unwrap_or(SHOWN)),
    }
}
