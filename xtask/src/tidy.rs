//! What the compiler does not see: layers, purity, documented modules, paths named in ARCHITECTURE.md, long files,
//! and the word lists and patterns in `data/`.

use crate::run::say;
use anyhow::{Context, Result, bail};
use regex::Regex;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Level of each crate. An edge must point to a lower level.
const LEVELS: [(&str, u8); 16] = [
    ("stemma-text", 0),
    ("stemma-lexicon", 1),
    ("stemma-encode", 1),
    ("stemma-extract", 2),
    ("stemma-annotate", 2),
    ("stemma-quote", 2),
    ("stemma-reuse", 2),
    ("stemma-lineage", 2),
    ("stemma-story", 2),
    ("stemma-claim", 2),
    ("stemma-dossier", 3),
    ("stemma-read", 3),
    ("stemma-engine", 4),
    ("stemma-fetch", 4),
    ("stemma-cli", 5),
    ("xtask", 6),
];

/// Edges inside one level that are allowed.
const EXCEPTIONS: [(&str, &str); 3] = [
    ("stemma-lineage", "stemma-reuse"),
    ("stemma-claim", "stemma-quote"),
    ("stemma-claim", "stemma-lineage"),
];

/// Crates up to this level, and the dossier, touch no files, network, clock or environment.
const PURE_LEVEL: u8 = 3;

/// Words that betray the outside world.
const IMPURE: [&str; 9] = [
    "std::fs",
    "std::net",
    "std::env::",
    "SystemTime",
    "Instant::now",
    "std::process",
    "static mut",
    "thread_local!",
    "LazyLock",
];

/// Crates that may derive serde.
const WIRE: [&str; 2] = ["stemma-dossier", "stemma-cli"];

/// Longest source file, in lines.
const LONGEST_FILE: usize = 700;

/// Runs all checks and reports every fault.
pub fn run() -> Result<()> {
    let root = crate::root();
    let mut faults = Vec::new();
    layers(&root, &mut faults)?;
    sources(&root, &mut faults)?;
    named_paths(&root, &mut faults)?;
    data(&root, &mut faults)?;
    for fault in &faults {
        say(format!("tidy: {fault}"));
    }
    if !faults.is_empty() {
        bail!("tidy found {} faults", faults.len());
    }
    say("tidy: all in order");
    Ok(())
}

fn layers(root: &Path, faults: &mut Vec<String>) -> Result<()> {
    let levels: BTreeMap<&str, u8> = LEVELS.into_iter().collect();
    for folder in crates(root)? {
        let manifest: toml::Table = read(&folder.join("Cargo.toml"))?.parse()?;
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(level) = levels.get(name.as_str()) else {
            faults.push(format!("{name}: no level is set for this crate in xtask/src/tidy.rs"));
            continue;
        };
        let Some(toml::Value::Table(dependencies)) = manifest.get("dependencies") else { continue };
        for other in dependencies.keys() {
            if other == "serde" && !WIRE.contains(&name.as_str()) {
                faults.push(format!("{name}: only {} may use serde", WIRE.join(" and ")));
            }
            let Some(lower) = levels.get(other.as_str()) else { continue };
            if lower >= level && !EXCEPTIONS.contains(&(name.as_str(), other)) {
                faults.push(format!("{name} (level {level}) must not use {other} (level {lower})"));
            }
        }
    }
    Ok(())
}

fn sources(root: &Path, faults: &mut Vec<String>) -> Result<()> {
    let levels: BTreeMap<&str, u8> = LEVELS.into_iter().collect();
    for folder in crates(root)?.into_iter().chain([root.join("xtask")]) {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let pure = levels.get(name.as_str()).is_some_and(|l| *l <= PURE_LEVEL);
        for file in files(&folder, "rs")? {
            let shown = file.strip_prefix(root).unwrap_or(&file).display().to_string();
            let text = read(&file)?;
            if !text.starts_with("//!") {
                faults.push(format!("{shown}: opens without a //! that says what the file is"));
            }
            if text.lines().count() > LONGEST_FILE {
                faults.push(format!("{shown}: longer than {LONGEST_FILE} lines; split it"));
            }
            let inside = text.split("#[cfg(test)]").next().unwrap_or_default();
            if pure && file.starts_with(folder.join("src")) && !only_for_tests(&file) {
                for word in IMPURE.iter().filter(|w| inside.contains(**w)) {
                    faults.push(format!("{shown}: '{word}' in a pure crate"));
                }
            }
        }
    }
    Ok(())
}

/// True for a module that its parent declares under `#[cfg(test)]`.
fn only_for_tests(file: &Path) -> bool {
    let (Some(stem), Some(folder)) = (file.file_stem(), file.parent()) else { return false };
    let declared = format!("#[cfg(test)]\nmod {};", stem.to_string_lossy());
    [folder.with_extension("rs"), folder.join("lib.rs")]
        .iter()
        .any(|parent| fs::read_to_string(parent).is_ok_and(|text| text.contains(&declared)))
}

/// Every path in backticks that looks like one of ours must exist.
fn named_paths(root: &Path, faults: &mut Vec<String>) -> Result<()> {
    let path = Regex::new(r"`((?:crates|data|demo|docs|corpus|xtask|\.ci)/[\w./<>*-]*)`")?;
    for page in ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md", "NOTICE"] {
        let file = root.join(page);
        if !file.exists() {
            faults.push(format!("{page} is not there"));
            continue;
        }
        for found in path.captures_iter(&read(&file)?) {
            if !found[1].contains(['<', '*']) && !root.join(&found[1]).exists() {
                faults.push(format!("{page}: `{}` does not exist", &found[1]));
            }
        }
    }
    Ok(())
}

fn data(root: &Path, faults: &mut Vec<String>) -> Result<()> {
    if let Err(error) = crate::notice::run(true) {
        faults.push(error.to_string());
    }
    for file in crate::notice::data_files(root)? {
        if file.licence.is_empty() || file.source.is_empty() {
            faults.push(format!("{}: licence and source are missing at its head", file.path.display()));
        }
    }
    for file in files(&root.join("data"), "bin")? {
        let head: toml::Table = read(&file.with_extension("toml"))?.parse()?;
        let found: String = Sha256::digest(fs::read(&file)?).iter().map(|b| format!("{b:02x}")).collect();
        let said = head.get("entry").and_then(|e| e.get(0)).and_then(|e| e.get("sha256"));
        if said.and_then(toml::Value::as_str) != Some(&found) {
            faults.push(format!("{}: its head beside it says another sha256", file.display()));
        }
    }
    for file in files(&root.join("data"), "toml")? {
        let shown = file.strip_prefix(root).unwrap_or(&file).display().to_string();
        let table: toml::Table = read(&file)?.parse().with_context(|| shown.clone())?;
        let entries = table.get("entry").and_then(toml::Value::as_array).map_or(&[][..], Vec::as_slice);
        for (number, entry) in entries.iter().enumerate() {
            if let Some(regex) = entry.get("regex").and_then(toml::Value::as_str) {
                pattern(&format!("{shown}, entry {}", number + 1), regex, entry, faults);
            }
        }
    }
    Ok(())
}

/// A pattern must be found in all its `matches` and in none of its `rejects`, and must have both.
fn pattern(shown: &str, regex: &str, entry: &toml::Value, faults: &mut Vec<String>) {
    let regex = match Regex::new(regex) {
        Ok(regex) => regex,
        Err(error) => return faults.push(format!("{shown}: {error}")),
    };
    for (key, wanted) in [("matches", true), ("rejects", false)] {
        let examples = entry.get(key).and_then(toml::Value::as_array).map_or(&[][..], Vec::as_slice);
        if examples.is_empty() {
            faults.push(format!("{shown}: a pattern needs '{key}'"));
        }
        for example in examples.iter().filter_map(toml::Value::as_str) {
            if regex.is_match(example) != wanted {
                let verb = if wanted { "must be found in" } else { "must not be found in" };
                faults.push(format!("{shown}: {verb} {example:?}"));
            }
        }
    }
}

fn crates(root: &Path) -> Result<Vec<PathBuf>> {
    let mut found: Vec<PathBuf> = fs::read_dir(root.join("crates"))?
        .filter_map(|e| e.ok().map(|e| e.path()))
        .filter(|p| p.join("Cargo.toml").exists())
        .collect();
    found.sort();
    Ok(found)
}

/// All files below `folder` with this ending, in order.
pub fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let (mut found, mut open) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
}
