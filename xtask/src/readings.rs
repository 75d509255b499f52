//! Rows of the evaluation that `../shared/eval` lacks: dossiers of real articles (FANG-COVID) against readings by hand.
//!
//! A reading (`xtask/readings/*.toml`) holds no text: ids of articles, positions in code points, and for each claim every
//! place where it is told, the origin it comes from there, and how many origins are independent of each other.

use crate::run::say;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;
use toml::Table;

/// Name of the task.
pub const TASK: &str = "readings";

/// The set, and the file of it that the readings are from.
const SET: &str = "news_de_fang_covid";
const FILE: &str = "dev_before_2020-09.jsonl.gz";

/// Counts over claims and over pairs of articles within a claim.
#[derive(Default)]
struct Counts {
    claims: usize,
    /// Claims of which the program has at least one place.
    found: usize,
    /// Claims half of whose articles or more stand in one claim of the program.
    gathered: usize,
    inside: usize,
    over: usize,
    under: usize,
    width: usize,
    /// Pairs of articles that rest on one origin, those of them that the program may count as two, and those that it
    /// counts as two in any case.
    dependent: usize,
    split: usize,
    surely_split: usize,
    /// Pairs of articles that rest on different origins, and those of them that the program holds to be one.
    independent: usize,
    merged: usize,
}

/// One row for each reading and one for all; none where the set is not there.
pub fn rows(program: &Path, data: &Path, out: &Path) -> Result<Vec<Value>> {
    let path = data.join(SET).join(FILE);
    if !path.exists() {
        return Ok(Vec::new());
    }
    let folder = crate::root().join("xtask/readings");
    let mut files: Vec<_> = fs::read_dir(&folder)?
        .filter_map(|f| Some(f.ok()?.path()))
        .filter(|p| p.extension().is_some())
        .collect();
    files.sort();
    let mut readings = Vec::new();
    for file in files {
        let reading: Table =
            fs::read_to_string(&file)?.parse().with_context(|| file.display().to_string())?;
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        readings.push((name, reading));
    }
    let wanted: BTreeSet<&str> = readings.iter().flat_map(|(_, r)| strings(r, "articles")).collect();
    let articles = load(&path, &wanted)?;
    let mut total = Counts::default();
    let mut rows = Vec::new();
    for (name, reading) in &readings {
        let mut counts = Counts::default();
        one(name, reading, &articles, (program, out), &mut counts)?;
        rows.push(counts.row(name));
        total.add(&counts);
    }
    say(format!(
        "readings: {} claims, {} found, {} gathered, {} inside, {} over, {} under; {} of {} dependent pairs split ({} in any case), {} of {} \
         independent pairs merged",
        total.claims,
        total.found,
        total.gathered,
        total.inside,
        total.over,
        total.under,
        total.split,
        total.dependent,
        total.surely_split,
        total.merged,
        total.independent
    ));
    rows.push(total.row("all"));
    Ok(rows)
}

fn strings<'t>(table: &'t Table, key: &str) -> impl Iterator<Item = &'t str> {
    table.get(key).and_then(toml::Value::as_array).into_iter().flatten().filter_map(toml::Value::as_str)
}

/// The wanted articles of the set by id, as the program reads them.
fn load(path: &Path, wanted: &BTreeSet<&str>) -> Result<BTreeMap<String, Value>> {
    let done = Command::new("gzip").arg("-dc").arg(path).output().context("gzip cannot be started")?;
    let mut found = BTreeMap::new();
    for line in String::from_utf8_lossy(&done.stdout).lines() {
        let record: Value = serde_json::from_str(line)?;
        let id = match &record["id"] {
            Value::String(id) => id.clone(),
            other => other.to_string(),
        };
        if wanted.contains(id.as_str()) {
            let article = json!({
                "id": id, "text": record["article"], "title": record["header"], "url": record["url"],
                "outlet": record["source"], "published": record["date"], "language": "de",
            });
            found.insert(id, article);
        }
    }
    Ok(found)
}

/// Runs the program over the articles of one reading and compares its claims with those of the reading.
fn one(
    name: &str,
    reading: &Table,
    articles: &BTreeMap<String, Value>,
    (program, out): (&Path, &Path),
    counts: &mut Counts,
) -> Result<()> {
    let ids: Vec<&str> = strings(reading, "articles").collect();
    let records: Vec<String> =
        ids.iter().filter_map(|id| articles.get(*id)).map(|a| format!("{a}\n")).collect();
    if records.len() < ids.len() {
        bail!("{name}: the set lacks {} of its articles", ids.len() - records.len());
    }
    let file = out.join(format!("reading-{name}.jsonl"));
    fs::write(&file, records.concat())?;
    let done = Command::new(program)
        .args(["claims", "--from", "jsonl", "--as-is", "--quiet", "--lang", "en"])
        .arg(&file)
        .output()
        .context("the program cannot be started")?;
    let claims: Vec<Value> =
        String::from_utf8_lossy(&done.stdout).lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    for read in reading.get("claim").and_then(toml::Value::as_array).into_iter().flatten() {
        judge(name, read.as_table().context("a claim is a table")?, &claims, counts)?;
    }
    Ok(())
}

/// A place of a reading.
struct Place<'r> {
    article: &'r str,
    start: u64,
    end: u64,
    origin: &'r str,
}

fn judge(name: &str, read: &Table, claims: &[Value], counts: &mut Counts) -> Result<()> {
    let number = |t: &Table, key: &str| t.get(key).and_then(toml::Value::as_integer).unwrap_or(0) as u64;
    let text = |t: &Table, key: &str| t.get(key).and_then(toml::Value::as_str).unwrap_or("").to_owned();
    let tables: Vec<&Table> = read
        .get("place")
        .and_then(toml::Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|p| p.as_table())
        .collect();
    let named: Vec<(String, String)> =
        tables.iter().map(|t| (text(t, "article"), text(t, "origin"))).collect();
    let places: Vec<Place<'_>> = tables
        .iter()
        .zip(&named)
        .map(|(t, (article, origin))| Place {
            article,
            start: number(t, "start"),
            end: number(t, "end"),
            origin,
        })
        .collect();
    let all: BTreeSet<&str> = places.iter().map(|p| p.article).collect();
    counts.claims += 1;
    let held = |claim: &Value| -> Vec<&Place<'_>> {
        let holds = |p: &&Place<'_>| list(&claim["variants"]).any(|v| overlaps(v, p));
        places.iter().filter(holds).collect()
    };
    let articles_of = |held: &[&Place<'_>]| held.iter().map(|p| p.article).collect::<BTreeSet<_>>().len();
    let best =
        claims.iter().map(|c| (c, held(c))).filter(|(_, held)| !held.is_empty()).min_by_key(|(c, held)| {
            (
                std::cmp::Reverse(articles_of(held)),
                std::cmp::Reverse(held.len()),
                list(&c["variants"]).count(),
            )
        });
    let (low, high) = (number(read, "min"), number(read, "max"));
    let Some((claim, held)) = best else {
        say(format!("  {name}: not found: {}", text(read, "about")));
        return Ok(());
    };
    counts.found += 1;
    counts.gathered += usize::from(2 * articles_of(&held) >= all.len());
    let bound = |key: &str| claim["independent_origins"][key].as_u64().unwrap_or(0);
    let (min, max) = (bound("min"), bound("max"));
    counts.width += (max - min) as usize;
    let word = if min > high {
        counts.over += 1;
        "OVER"
    } else if max < low {
        counts.under += 1;
        "under"
    } else {
        counts.inside += 1;
        "inside"
    };
    say(format!(
        "  {name}: {word}: {low}-{high} read, {min}-{max} counted, {} of {} articles, {}: {}",
        articles_of(&held),
        all.len(),
        claim["id"].as_str().unwrap_or(""),
        text(read, "about"),
    ));
    pairs(claim, &held, counts);
    Ok(())
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// True if a variant covers half of a place, or lies in it.
fn overlaps(variant: &Value, place: &Place<'_>) -> bool {
    let at = |key: &str| variant[key].as_u64().unwrap_or(0);
    let (start, end) = (at("start"), at("end"));
    let shared = end.min(place.end).saturating_sub(start.max(place.start));
    variant["article"] == place.article && 2 * shared >= (end - start).min(place.end - place.start)
}

/// Pairs of articles with one origin each in the reading: held to be dependent or not by both.
fn pairs(claim: &Value, held: &[&Place<'_>], counts: &mut Counts) {
    let mut read: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for place in held {
        read.entry(place.article).or_default().insert(place.origin);
    }
    read.retain(|_, origins| origins.len() == 1);
    let groups = |article: &str, key: &str| -> BTreeSet<u64> {
        list(&claim["origins"])
            .filter(|o| list(&o["articles"]).any(|a| a == article))
            .filter_map(|o| o[key].as_u64())
            .collect()
    };
    let read: Vec<(&str, &BTreeSet<&str>)> = read.iter().map(|(a, o)| (*a, o)).collect();
    for (at, (a, origin)) in read.iter().enumerate() {
        for (b, other) in &read[at + 1..] {
            // An article whose statement is no origin of its own rests on the others.
            let apart = |key| {
                let (x, y) = (groups(a, key), groups(b, key));
                !x.is_empty() && !y.is_empty() && x.is_disjoint(&y)
            };
            if origin == other {
                counts.dependent += 1;
                counts.split += usize::from(apart("group"));
                counts.surely_split += usize::from(apart("loose_group"));
            } else {
                counts.independent += 1;
                counts.merged += usize::from(!apart("group"));
            }
        }
    }
}

impl Counts {
    fn add(&mut self, other: &Counts) {
        for (own, other) in [
            (&mut self.claims, other.claims),
            (&mut self.found, other.found),
            (&mut self.gathered, other.gathered),
            (&mut self.inside, other.inside),
            (&mut self.over, other.over),
            (&mut self.under, other.under),
            (&mut self.width, other.width),
            (&mut self.dependent, other.dependent),
            (&mut self.split, other.split),
            (&mut self.surely_split, other.surely_split),
            (&mut self.independent, other.independent),
            (&mut self.merged, other.merged),
        ] {
            *own += other;
        }
    }

    fn row(&self, name: &str) -> Value {
        let share = |part: usize, of: usize| part as f64 / of.max(1) as f64;
        json!({
            "task": TASK, "set": name, "part": "dev", "state": "done",
            "shown": ["found", "gathered", "inside", "over", "under", "width", "copies_counted", "merged"],
            "metrics": {
                "claims": self.claims,
                "found": share(self.found, self.claims),
                "gathered": share(self.gathered, self.claims),
                "inside": share(self.inside, self.claims),
                "not_over": 1.0 - share(self.over, self.claims),
                "over": share(self.over, self.claims),
                "under": share(self.under, self.claims),
                "width": share(self.width, self.found),
                "copies_counted": share(self.surely_split, self.dependent),
                "copies_maybe_counted": share(self.split, self.dependent),
                "merged": share(self.merged, self.independent),
                "dependent_pairs": self.dependent,
                "independent_pairs": self.independent,
            },
        })
    }
}
