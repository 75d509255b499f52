//! Reports retold within one language: two translations of one text must be found among news of other matter. Reads
//! the shared sets and says so when they are not there:
//! `cargo test --release -p stemma-reuse --test translations -- --ignored --nocapture`.

#![allow(clippy::print_stdout, reason = "a measure prints its figures")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use stemma_reuse::{Config, Relation, find_reuse_with};
use stemma_text::{Article, Language};

fn shared(name: &str) -> Option<PathBuf> {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/datasets").join(name);
    if !place.exists() {
        println!("NOT MEASURED: {} is not there", place.display());
    }
    place.exists().then_some(place)
}

/// One article in fourteen of the news.
fn distractors() -> Vec<Article> {
    let Some(news) = shared("news_de_fang_covid/dev_before_2020-09.jsonl.gz") else { return Vec::new() };
    let output = Command::new("gzip").arg("-dc").arg(news).output().expect("gzip is there");
    let text = String::from_utf8(output.stdout).expect("the news are UTF-8");
    text.lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("every line is a record"))
        .filter(|r| r["id"].as_str().is_some_and(|id| id.parse::<u32>().is_ok_and(|n| n % 14 == 3)))
        .map(|r| {
            let field = |name: &str| r[name].as_str().unwrap_or_default().to_owned();
            let mut article = Article::as_is(field("id"), field("article"), Language::GERMAN);
            article.outlet = Some(field("source"));
            article.published = stemma_text::Dated::parse(&field("date"), stemma_text::DateBasis::Feed);
            article
        })
        .collect()
}

/// Documents as the lines of two translations.
type Documents = Vec<(Vec<String>, Vec<String>)>;

fn german(place: &Path) -> Documents {
    let text = std::fs::read_to_string(place.join("en-de.docs.jsonl")).expect("the documents can be read");
    let lines = |value: &serde_json::Value| -> Vec<String> {
        let list = value.as_array().into_iter().flatten();
        list.filter_map(|line| line.as_str().map(str::to_owned)).collect()
    };
    text.lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("every line is a record"))
        .map(|r| (lines(&r["ref_de"]["A"]), lines(&r["mt_de"]["Online-B"])))
        .collect()
}

fn english(place: &Path, sizes: &[usize]) -> Documents {
    let read = |name: &str| -> Vec<String> {
        let text = std::fs::read_to_string(place.join(name)).expect("the lines can be read");
        text.lines().map(str::to_owned).collect()
    };
    let one = read("references/newstest2021.de-en.ref.A.en");
    let two = read("system-outputs/newstest2021.de-en.hyp.Online-B.en");
    let (mut start, mut found) = (0, Vec::new());
    for size in sizes.iter().cycle() {
        let end = (start + size).min(one.len()).min(two.len());
        if start == end {
            break;
        }
        found.push((one[start..end].to_vec(), two[start..end].to_vec()));
        start = end;
    }
    found
}

/// The other translation with its blocks of three lines in reversed order.
fn turned(lines: &[String]) -> Vec<String> {
    lines.chunks(3).rev().flatten().cloned().collect()
}

fn first_half(lines: &[String]) -> Vec<String> {
    lines[..lines.len().div_ceil(2)].to_vec()
}

/// Prints what is found; gives the share of documents found and the number of false pairs.
fn measure(name: &str, documents: &Documents, news: &[Article], config: &Config) -> (f64, usize) {
    let language = if name.starts_with("English") { Language::ENGLISH } else { Language::GERMAN };
    let mut pile = news.to_vec();
    for (n, (one, two)) in documents.iter().enumerate() {
        pile.push(Article::as_is(format!("t{n}a"), one.join("\n"), language));
        pile.push(Article::as_is(format!("t{n}b"), two.join("\n"), language));
    }
    let all: Vec<&Article> = pile.iter().collect();
    let (mut found, mut relations, mut wrong) = (BTreeSet::new(), BTreeMap::new(), Vec::new());
    let mut told_in_news = 0;
    for pair in find_reuse_with(&all, config) {
        let place = |at: usize| at.checked_sub(news.len()).map(|n| n / 2);
        match (place(pair.a), place(pair.b)) {
            (None, None) => told_in_news += usize::from(pair.relation == Relation::Retold),
            (x, y) if x == y => {
                found.insert(x);
                *relations.entry(pair.relation).or_insert(0) += 1;
            }
            // Blocks of one newspaper text stand side by side in the English set and may share phrases.
            _ if language == Language::ENGLISH && pair.relation == Relation::SharedPassages => {}
            _ => wrong.push((pair.relation, all[pair.a].id.clone(), all[pair.b].id.clone())),
        }
    }
    let missed: Vec<(usize, usize)> = documents
        .iter()
        .enumerate()
        .filter(|(n, _)| !found.contains(&Some(*n)))
        .map(|(n, (one, _))| (n, one.len()))
        .collect();
    let share = found.len() as f64 / documents.len() as f64;
    println!(
        "{name}: {} of {} = {share:.3} {relations:?}; false {wrong:?}; missed (number, lines) {missed:?}; \
         retold in {} news {told_in_news}",
        found.len(),
        documents.len(),
        news.len()
    );
    (share, wrong.len())
}

#[test]
#[ignore = "reads the shared sets"]
fn translations_are_found() {
    let Some(place) = shared("translation_deen_wmt21") else { return };
    let news = distractors();
    let config = Config::default();
    let whole = german(&place);
    let long: Documents = whole.iter().filter(|(one, _)| one.len() >= 6).cloned().collect();
    let change = |to: fn(&[String]) -> Vec<String>| -> Documents {
        long.iter().map(|(one, two)| (one.clone(), to(two))).collect()
    };
    let rows = [
        measure("German documents", &whole, &news, &config),
        measure("German, blocks of three lines in reversed order", &change(turned), &news, &config),
        measure("German, first half only", &change(first_half), &news, &config),
        measure("English, 10 to 20 lines", &english(&place, &[10, 14, 20, 12, 17]), &news, &config),
        measure("English, 3 to 8 lines", &english(&place, &[3, 4, 5, 6, 8]), &news, &config),
    ];
    assert!(rows[0].0 >= 0.98 && rows[3].0 >= 0.98, "{rows:?}");
    assert!(rows.iter().all(|(_, wrong)| *wrong == 0), "{rows:?}");
}
