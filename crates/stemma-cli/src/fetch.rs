//! Addresses among the inputs: fetched into a web archive, which is then read like any other input.

use crate::commands::input;
use crate::flags;
use anyhow::{Context, Result, bail};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use stemma_engine::{Failure, Input};
use stemma_fetch::{Archive, Fetched, Guard, Options, Progress, System};

/// Longest list of addresses in bytes.
const LONGEST_LIST: u64 = 32 << 20;

/// The inputs of a run, none of them an address any more.
#[derive(Debug, Default)]
pub struct Inputs {
    /// Files, folders, standard input, and the archive of what was fetched.
    pub inputs: Vec<Input>,
    /// Addresses that could not be fetched.
    pub failures: Vec<Failure>,
    /// Of that archive the records of this run; it may hold those of others.
    pub records: BTreeMap<String, BTreeSet<u64>>,
}

/// Fetches the addresses among the inputs and in the lists; `folder` is where a dossier will lie. Without addresses
/// nothing happens.
///
/// # Errors
/// If a list cannot be read or the archive cannot be written.
pub fn fetch(flags: &flags::Pile, folder: Option<&Path>) -> Result<Inputs> {
    let mut found = Inputs::default();
    let mut addresses = Vec::new();
    for given in &flags.inputs {
        match given.to_str().filter(|text| is_address(text)) {
            Some(address) => addresses.push(address.to_owned()),
            None => found.inputs.push(input(given)),
        }
    }
    for list in &flags.fetching.list {
        if input(list) == Input::Standard && found.inputs.contains(&Input::Standard) {
            bail!(
                "standard input cannot be both a list of addresses and an article; give one of them as a file"
            );
        }
        read_list(list, &mut addresses, &mut found.failures)?;
    }
    if addresses.is_empty() {
        return Ok(found);
    }
    let path = archive_path(flags, folder);
    let fetched = run(flags, &path, &addresses)?;
    let failed = |f: stemma_fetch::Failure| Failure { id: f.address, stage: "fetch", error: f.error };
    let archive = Input::Path(path.clone());
    // An archive that is an input itself is read whole.
    if !fetched.pages.is_empty() && !found.inputs.contains(&archive) {
        // Feeds say when their pages appeared.
        let offsets = fetched.pages.iter().chain(&fetched.feeds).map(|p| p.offset).collect();
        found.records.insert(path.display().to_string(), offsets);
        found.inputs.push(archive);
    }
    found.failures.extend(fetched.failures.into_iter().map(failed));
    Ok(found)
}

/// The addresses that a feed or a list of feeds names; `None` for everything else.
fn links(_body: &[u8]) -> Option<Vec<String>> {
    None
}

fn run(flags: &flags::Pile, path: &Path, addresses: &[String]) -> Result<Fetched> {
    let options = options(flags);
    if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
        fs::create_dir_all(folder).with_context(|| {
            format!("{}: the folder cannot be made; choose another --keep", folder.display())
        })?;
    }
    let archive = Archive::open(path, &options.agent, &options.limits)?;
    let bar = Bar::new(flags.common.quiet);
    let fetched = stemma_fetch::fetch(addresses, &archive, &options, &System, &links, &bar);
    bar.0.finish_and_clear();
    drop(archive);
    // No server answered: there is nothing to keep.
    if fs::metadata(path).is_ok_and(|m| m.len() == 0) {
        let _ = fs::remove_file(path);
    }
    let fetched = fetched?;
    if !flags.common.quiet && path.exists() {
        let reused = fetched.pages.iter().filter(|p| p.reused).count();
        let new = fetched.pages.len() - reused;
        let place = path.display();
        anstream::eprintln!("stemma: {new} pages fetched, {reused} there already, kept in {place}");
    }
    Ok(fetched)
}

fn options(flags: &flags::Pile) -> Options {
    let mut options = Options {
        guard: Guard { allow_private: flags.fetching.allow_private, allowed: Vec::new() },
        refresh: flags.fetching.refresh,
        ..Options::default()
    };
    if let Some(agent) = &flags.fetching.user_agent {
        options.agent.clone_from(agent);
    }
    if let Some(threads) = flags.common.threads {
        options.threads = usize::from(threads);
    }
    options
}

/// Where answers are kept: as `--keep` says, in the dossier, beside the output, or here under the moment's name.
fn archive_path(flags: &flags::Pile, folder: Option<&Path>) -> PathBuf {
    if let Some(path) = &flags.fetching.keep {
        return path.clone();
    }
    if let Some(folder) = folder {
        return folder.join("fetched.warc.gz");
    }
    match &flags.common.out {
        Some(out) => {
            let mut name = out.file_name().map(ToOwned::to_owned).unwrap_or_default();
            name.push(".fetched.warc.gz");
            out.with_file_name(name)
        }
        None => PathBuf::from(format!("fetched-{}.warc.gz", stemma_fetch::stamp())),
    }
}

/// True for what begins as an address does: `scheme://`.
fn is_address(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+.-".contains(c))
    })
}

/// Reads a list of addresses: one a line, `#` before a comment; or a feed, or an OPML file.
fn read_list(path: &Path, addresses: &mut Vec<String>, failures: &mut Vec<Failure>) -> Result<()> {
    let shown = path.display();
    let mut bytes = Vec::new();
    let source: Box<dyn Read> = match input(path) {
        Input::Standard => Box::new(io::stdin()),
        Input::Path(path) => Box::new(
            File::open(path).with_context(|| format!("{shown}: the list cannot be read; check the path"))?,
        ),
    };
    source
        .take(LONGEST_LIST + 1)
        .read_to_end(&mut bytes)
        .with_context(|| format!("{shown}: the list cannot be read"))?;
    if bytes.len() as u64 > LONGEST_LIST {
        bail!("{shown}: the list is larger than {} MiB; split it", LONGEST_LIST >> 20);
    }
    if let Some(links) = links(&bytes) {
        addresses.extend(links);
        return Ok(());
    }
    let text = String::from_utf8_lossy(&bytes);
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        // A '#' within an address is part of it.
        let line = line.split(" #").next().unwrap_or_default().split("\t#").next().unwrap_or_default().trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if is_address(line) {
            addresses.push(line.to_owned());
        } else {
            let id = format!("{shown}:{}", number + 1);
            let start: String = line.chars().take(80).collect();
            let error = format!("{id}: '{start}' is no address; write it as https://host/path");
            failures.push(Failure { id, stage: "fetch", error });
        }
    }
    Ok(())
}

/// A bar on standard error, on a terminal only.
struct Bar(ProgressBar);

impl Bar {
    fn new(quiet: bool) -> Self {
        let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        if let Ok(style) = ProgressStyle::with_template("{msg:26} {bar:30} {pos}/{len}") {
            bar.set_style(style);
        }
        bar.set_message("fetching pages");
        Self(bar)
    }
}

impl Progress for Bar {
    fn more(&self, addresses: usize) {
        self.0.inc_length(addresses as u64);
    }

    fn done(&self) {
        self.0.inc(1);
    }
}
