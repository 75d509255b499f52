//! Are reports that newsrooms wrote on their own kept apart, and copies found? A hundred pairs read by hand, over all
//! articles of their days. Reads the shared news and says so when they are not there:
//! `cargo test --release -p stemma-lineage --test independents -- --ignored --nocapture`.

#![allow(clippy::print_stdout, reason = "a measure prints its figures")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use stemma_lineage::{Config, family};
use stemma_reuse::{Relation, ReusePair};
use stemma_text::{Article, Language};

const JUDGED: &str = include_str!("../../stemma-reuse/tests/independents.tsv");

/// Two ids and the judgement.
fn judged() -> Vec<(&'static str, &'static str, &'static str)> {
    JUDGED
        .lines()
        .filter(|line| !line.starts_with('#') && !line.starts_with("id_a"))
        .filter_map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            Some((*fields.first()?, *fields.get(1)?, *fields.get(3)?))
        })
        .collect()
}

/// All articles of the days of these ids.
fn news(ids: &BTreeSet<&str>) -> Option<Vec<Article>> {
    let place = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/datasets/news_de_fang_covid/dev_before_2020-09.jsonl.gz");
    if !place.exists() {
        println!("NOT MEASURED: {} is not there", place.display());
        return None;
    }
    let output = Command::new("gzip").arg("-dc").arg(place).output().expect("gzip is there");
    let text = String::from_utf8(output.stdout).expect("the news are UTF-8");
    let records: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("every line is a record")).collect();
    let field = |r: &serde_json::Value, name: &str| r[name].as_str().unwrap_or_default().to_owned();
    let day = |r: &serde_json::Value| field(r, "date").chars().take(10).collect::<String>();
    let days: BTreeSet<String> =
        records.iter().filter(|r| ids.contains(field(r, "id").as_str())).map(day).collect();
    let article = |r: &serde_json::Value| {
        let mut article = Article::as_is(field(r, "id"), field(r, "article"), Language::GERMAN);
        article.title = Some(field(r, "header"));
        article.outlet = Some(field(r, "source"));
        article.published = stemma_text::Dated::parse(&field(r, "date"), stemma_text::DateBasis::Feed);
        article
    };
    Some(records.iter().filter(|r| days.contains(&day(r))).map(article).collect())
}

#[test]
#[ignore = "reads the shared sets"]
fn independents_stay_apart() {
    let rows = judged();
    assert_eq!(rows.len(), 100);
    let ids: BTreeSet<&str> = rows.iter().flat_map(|(a, b, _)| [*a, *b]).collect();
    let Some(news) = news(&ids) else { return };
    let all: Vec<&Article> = news.iter().collect();
    let pairs = stemma_reuse::find_reuse_with(&all, &stemma_reuse::Config::default());
    let families = family::families(&all, &pairs, &Config::default());
    let mut home: BTreeMap<&str, usize> = BTreeMap::new();
    for (number, members) in families.iter().enumerate() {
        home.extend(members.iter().map(|at| (all[*at].id.as_str(), number)));
    }
    let known: BTreeMap<(&str, &str), &ReusePair> = pairs
        .iter()
        .flat_map(|p| {
            let (a, b) = (all[p.a].id.as_str(), all[p.b].id.as_str());
            [((a, b), p), ((b, a), p)]
        })
        .collect();
    // For each judgement: pairs, reported, reported as more than shared passages, in one family.
    let mut table: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    for (a, b, judgement) in &rows {
        let pair = known.get(&(*a, *b)).copied();
        let strong = pair.is_some_and(|p| p.relation != Relation::SharedPassages);
        let together = home[a] == home[b];
        let row = table.entry(judgement).or_default();
        for (count, more) in row.iter_mut().zip([true, pair.is_some(), strong, together]) {
            *count += usize::from(more);
        }
        if *judgement == "independent" && (strong || together)
            || *judgement != "independent" && pair.is_none()
        {
            let shown = pair.map(|p| (p.relation, p.containment_a, p.containment_b));
            let family: Vec<&str> = families[home[a]].iter().map(|at| all[*at].id.as_str()).take(9).collect();
            println!("{judgement} {a} {b} {shown:?} family {family:?}");
        }
    }
    let told = pairs.iter().filter(|p| p.relation == Relation::Retold).count();
    println!("{} articles, {} pairs, {told} retold", all.len(), pairs.len());
    println!("judgement: pairs, reported, more than shared passages, in one family");
    table.iter().for_each(|(judgement, row)| println!("{judgement}: {row:?}"));
    let [independent, _, strong, together] = table["independent"];
    assert!(strong.max(together) * 50 <= independent, "independent reports are merged");
    let missed: usize = ["shares", "copy/retold"].iter().map(|j| table[j][0] - table[j][1]).sum();
    assert!(missed * 20 <= 53, "copies are missed");
}
