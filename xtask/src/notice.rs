//! `NOTICE`: every data file of the program with its licence and source, read from the heads of the files.

use crate::run::say;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

const HEAD: &str = "\
stemma
Copyright 2026 The stemma authors

The code is licensed under Apache-2.0 or MIT, at your choice (LICENSE-APACHE, LICENSE-MIT). The program contains the
data files below, each under its own licence; the list is made from their heads by `cargo xtask gen`. The scripts in
`data/make/` make those that come from packages again.

| file | licence | source |
|---|---|---|
";

/// A data file, its licence and its source.
pub struct DataFile {
    /// Path from the root of the checkout.
    pub path: PathBuf,
    /// As its head says; empty if it does not.
    pub licence: String,
    /// As its head says; empty if it does not.
    pub source: String,
}

/// Writes `NOTICE`, or with `check` says whether it is as it would be written.
pub fn run(check: bool) -> Result<()> {
    let root = crate::root();
    let mut text = HEAD.to_owned();
    for file in data_files(&root)? {
        let path = file.path.display();
        text.push_str(&format!("| `{path}` | {} | {} |\n", file.licence, file.source));
    }
    let path = root.join("NOTICE");
    if !check {
        fs::write(&path, text).context("NOTICE cannot be written")?;
        say("NOTICE written");
    } else if fs::read_to_string(&path).unwrap_or_default() != text {
        bail!("NOTICE is not what the heads of the data files say; run 'cargo xtask gen'");
    }
    Ok(())
}

/// All data files in order of their paths.
pub fn data_files(root: &Path) -> Result<Vec<DataFile>> {
    let mut found = Vec::new();
    for path in crate::tidy::files(&root.join("data"), "toml")? {
        let table: toml::Table =
            fs::read_to_string(&path)?.parse().with_context(|| path.display().to_string())?;
        let text = |key: &str| table.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_owned();
        // A model has its head in a file beside it.
        let model = path.with_extension("bin");
        found.push(DataFile {
            path: relative(root, if model.exists() { &model } else { &path }),
            licence: text("licence"),
            source: text("source"),
        });
    }
    for path in crate::tidy::files(&root.join("data"), "tsv")? {
        let text = fs::read_to_string(&path)?;
        let head = |key: &str| {
            let lines = text.lines().take_while(|l| l.starts_with('#'));
            let found: Vec<&str> = lines.filter_map(|l| l.strip_prefix(&format!("# {key}: "))).collect();
            found.join("; ")
        };
        found.push(DataFile {
            path: relative(root, &path),
            licence: head("licence"),
            source: head("source"),
        });
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

fn relative(root: &Path, path: &Path) -> PathBuf {
    path.strip_prefix(root).unwrap_or(path).to_owned()
}
