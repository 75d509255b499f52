//! Pairs that share text, in piles of any size: articles are read again when they are needed, what is known of them
//! waits in parts in memory or in a folder, and results leave block by block.
//!
//! Every finished part and block in the folder is whole. A run that was killed goes on behind the last of them.

mod part;
mod runs;

use crate::pile::{Document, Failure, sha256_of};
use crate::stages::{Engine, Progress, Stage, extract_one};
use part::{Facts, Part};
use rayon::prelude::*;
use runs::{Merged, Run};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use stemma_dossier::record;
use stemma_extract::Extractor;
use stemma_reuse::{
    Candidate, Config, Index, Judge, Key, Origin, Rarity, ReusePair, Text, Words, across, united,
};
use stemma_text::Article;

/// Documents of one part.
const PART: usize = 1 << 14;

/// Documents whose pairs are written together.
const BLOCK: u32 = 1 << 13;

/// Documents up to which a pile without a folder is held in memory.
const HELD: usize = 1 << 16;

/// Memory that one article takes while its pairs are aligned, in bytes: text, words, sentences.
const ARTICLE: usize = 48 << 10;

/// Memory that one posting takes in an index, in bytes, where most are of one document only and fall away.
const POSTING: usize = 4;

/// Where work in progress is kept.
#[derive(Clone, Debug)]
pub struct Work {
    /// Memory to stay within, in bytes. A pile needs some more for each document.
    pub memory: usize,
    /// Folder for finished parts. It stays when all is done.
    pub folder: Option<PathBuf>,
    /// Where a large pile without such a folder makes one of its own, which goes when all is done. No folder that
    /// others can write into: who can plant parts there can make up pairs.
    pub beside: PathBuf,
}

/// The work cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum WorkError {
    /// The disk is full.
    #[error(
        "{0}: the disk is full; free some space, or name a folder on another disk with --work, and run it again: it goes on where it stopped"
    )]
    Full(String),
    /// A file cannot be read or written.
    #[error("{0}: {1}; check the folder or name another with --work")]
    File(String, String),
    /// The folder holds the parts of another pile.
    #[error(
        "{0}: the folder holds the parts of another pile or version; name another with --work, or delete it"
    )]
    Foreign(String),
    /// Too many documents.
    #[error("the pile has {0} documents, more than {1}; split it by time")]
    TooMany(usize, usize),
    /// The results cannot be written.
    #[error("the output cannot be written: {0}")]
    Output(String),
}

impl WorkError {
    fn at(path: &Path) -> impl Fn(io::Error) -> Self + '_ {
        move |error| match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                Self::Full(path.display().to_string())
            }
            kind => Self::File(path.display().to_string(), kind.to_string()),
        }
    }
}

/// Puts a whole file in its place.
fn put(path: &Path, content: &[u8]) -> Result<(), WorkError> {
    // Two runs in one folder must not write the same file at once.
    let partial = path.with_extension(format!("{}.partial", std::process::id()));
    let write = || {
        let mut file = fs::File::create(&partial)?;
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(&partial, path)
    };
    write().map_err(WorkError::at(path))
}

/// A folder for parts, and whether it is deleted in the end.
struct Folder {
    path: PathBuf,
    is_temporary: bool,
}

impl Folder {
    /// Opens the folder for this pile.
    fn open(work: &Work, documents: &[Document]) -> Result<Option<Self>, WorkError> {
        if work.folder.is_none() && documents.len() <= HELD {
            return Ok(None);
        }
        let version = concat!("stemma/reuse-work/1 ", env!("CARGO_PKG_VERSION"), "\n");
        let config = format!("{:?}", Config::default());
        let pieces = documents.iter().flat_map(|d| [d.given.id.as_bytes(), b" ", d.sha256.as_bytes(), b"\n"]);
        let name = sha256_of([version.as_bytes(), config.as_bytes()].into_iter().chain(pieces));
        let is_temporary = work.folder.is_none();
        let own = || work.beside.join(format!("stemma-{}.parts", &name[..16]));
        let path = work.folder.clone().unwrap_or_else(own);
        fs::create_dir_all(&path).map_err(WorkError::at(&path))?;
        let mark = path.join("pile.txt");
        match fs::read_to_string(&mark) {
            Ok(found) if found == name => {}
            Ok(_) => return Err(WorkError::Foreign(path.display().to_string())),
            Err(_) => put(&mark, name.as_bytes())?,
        }
        Ok(Some(Self { path, is_temporary }))
    }
}

/// The whole pile as this stage knows it.
struct Known {
    origins: Vec<Origin>,
    prints: (Vec<Run>, Vec<u32>),
    stems: (Vec<Run>, Vec<u32>),
    rarity: Rarity,
    /// Pairs that may be translations.
    across: Vec<(u32, u32)>,
    failures: Vec<Failure>,
}

impl Engine {
    /// Finds all pairs that share text and hands their records to `sink`, one JSON record a line, in order of ids.
    /// Memory grows with the number of documents by a few hundred bytes each, not with their texts.
    ///
    /// # Errors
    /// If parts cannot be kept, or if `sink` fails.
    pub fn reuse_each(
        &self,
        documents: &[Document],
        work: &Work,
        progress: &dyn Progress,
        mut sink: impl FnMut(&[u8]) -> io::Result<()>,
    ) -> Result<Vec<Failure>, WorkError> {
        if documents.len() > stemma_reuse::DOCUMENTS {
            return Err(WorkError::TooMany(documents.len(), stemma_reuse::DOCUMENTS));
        }
        let folder = Folder::open(work, documents)?;
        let folder_path = folder.as_ref().map(|f| f.path.as_path());
        let known = self.know(documents, folder_path, progress)?;
        let count = documents.len() as u32;
        progress.begin(Stage::Reuse, count.div_ceil(BLOCK) as usize);
        let mut failures = known.failures.clone();
        let translated = self.translated(documents, &known.across);
        for range in ranges(&known, work.memory) {
            let mut indexes = None;
            for start in range.clone().step_by(BLOCK as usize) {
                let block = start..range.end.min(start + BLOCK);
                let file = folder_path.map(|f| f.join(format!("{:08}.pairs", block.start)));
                let mut lines = file.as_ref().and_then(|f| fs::read(f).ok());
                if lines.is_none() {
                    let (prints, stems) = match &mut indexes {
                        Some(indexes) => indexes,
                        none => none.insert(known.indexes(range.clone())?),
                    };
                    let mut alike = prints.candidates(block.start, block.end, &Config::default());
                    let translations = translated.iter().map(|pair| (pair.a as u32, pair.b as u32));
                    alike.extend(translations.filter(|(first, _)| block.contains(first)));
                    let told = stems.candidates(block.start, block.end, &Config::default());
                    let pairs = united(&alike, &told);
                    let judge = Judge { index: prints, rarity: &known.rarity, config: &Config::default() };
                    let made =
                        self.judge(documents, (&judge, &translated), &pairs, work.memory, &mut failures);
                    if let Some(file) = &file {
                        put(file, &made)?;
                    }
                    lines = Some(made);
                }
                sink(&lines.unwrap_or_default()).map_err(|e| WorkError::Output(e.to_string()))?;
                progress.step();
            }
        }
        progress.end();
        if let Some(folder) = folder.filter(|f| f.is_temporary) {
            // What is left of it harms nobody.
            let _ = fs::remove_dir_all(&folder.path);
        }
        failures.sort();
        failures.dedup();
        Ok(failures)
    }

    /// Reads all documents once.
    fn know(
        &self,
        documents: &[Document],
        folder: Option<&Path>,
        progress: &dyn Progress,
    ) -> Result<Known, WorkError> {
        let extractor = self.extractor();
        progress.begin(Stage::Extract, documents.len());
        let mut parts: Vec<Part> = Vec::new();
        for (number, some) in documents.chunks(PART).enumerate() {
            let first = (number * PART) as u32;
            let done = folder.and_then(|folder| Part::open(folder, number));
            let part = match done {
                Some(part) => {
                    some.iter().for_each(|_| progress.step());
                    part
                }
                None => Part::make(some, first, documents.len(), extractor, progress).kept(folder, number)?,
            };
            parts.push(part);
        }
        progress.end();
        let mut known = Known {
            origins: Vec::with_capacity(documents.len()),
            prints: (Vec::new(), Vec::with_capacity(documents.len())),
            stems: (Vec::new(), Vec::with_capacity(documents.len())),
            rarity: Rarity::new(documents.len()),
            across: candidates_across(&parts)?,
            failures: Vec::new(),
        };
        for part in &parts {
            let (documents, units) = part.facts.size;
            known.rarity.add_counts(&part.counts()?, documents, units);
        }
        for (number, part) in parts.into_iter().enumerate() {
            let (run, counts) = part.rarest(&known.rarity, (number * PART) as u32, folder, number)?;
            known.stems.0.push(run);
            known.stems.1.extend(counts);
            let Facts { origins, counts, failures, .. } = part.facts;
            known.origins.extend(origins);
            known.prints.0.push(part.prints);
            known.prints.1.extend(counts);
            known.failures.extend(failures);
        }
        Ok(known)
    }

    /// The translations among candidates, in order.
    fn translated(&self, documents: &[Document], candidates: &[(u32, u32)]) -> Vec<ReusePair> {
        across::translations(candidates, &|at, hand| {
            // A document that cannot be read is named where all are read.
            if let Ok(article) = extract_one(self.extractor(), &documents[at as usize]) {
                hand(&article, &Words::new(&article.text));
            }
        })
    }

    /// The records of those candidates that share text, in order.
    fn judge(
        &self,
        documents: &[Document],
        judge: (&Judge, &[ReusePair]),
        pairs: &[Candidate],
        memory: usize,
        failures: &mut Vec<Failure>,
    ) -> Vec<u8> {
        let most = (memory / 4 / ARTICLE).clamp(256, 1 << 16);
        let mut lines = Vec::new();
        let mut rest = pairs;
        while !rest.is_empty() {
            let mut wanted: BTreeSet<u32> = BTreeSet::new();
            let end = rest.iter().position(|pair| {
                wanted.extend([pair.a, pair.b]);
                wanted.len() > most
            });
            let (group, behind) = rest.split_at(end.unwrap_or(rest.len()).max(1));
            rest = behind;
            lines.append(&mut judge_group(self.extractor(), documents, judge, group, &wanted, failures));
        }
        lines
    }
}

/// Pairs of documents in two languages that may be translations. None where all are in one language.
fn candidates_across(parts: &[Part]) -> Result<Vec<(u32, u32)>, WorkError> {
    let languages = parts.iter().flat_map(|part| part.facts.languages.iter().copied()).collect();
    let Some(mut sieve) = across::Sieve::new(languages) else { return Ok(Vec::new()) };
    let mut at = 0;
    for part in parts {
        part.each_stems(|stems| {
            sieve.count(at, stems);
            at += 1;
        })?;
    }
    let mut rare = Vec::with_capacity(at as usize);
    for part in parts {
        part.each_stems(|stems| rare.push(sieve.rarest(rare.len() as u32, stems)))?;
    }
    Ok(sieve.candidates(rare))
}

/// Judges pairs of a few documents, all of which are in `wanted`.
fn judge_group(
    extractor: &Extractor,
    documents: &[Document],
    (judge, translated): (&Judge, &[ReusePair]),
    pairs: &[Candidate],
    wanted: &BTreeSet<u32>,
    failures: &mut Vec<Failure>,
) -> Vec<u8> {
    let wanted: Vec<u32> = wanted.iter().copied().collect();
    let read: Vec<Result<Article, Failure>> =
        wanted.par_iter().map(|at| extract_one(extractor, &documents[*at as usize])).collect();
    failures.extend(read.iter().filter_map(|r| r.as_ref().err().cloned()));
    let texts: BTreeMap<u32, (&Article, Text)> = wanted
        .par_iter()
        .zip(&read)
        .filter_map(|(at, read)| {
            let article = read.as_ref().ok()?;
            Some((*at, (article, judge.text(article, Words::new(&article.text)))))
        })
        .collect();
    let lines: Vec<Vec<u8>> = pairs
        .par_iter()
        .map(|pair| {
            let (Some((a, one)), Some((b, two))) = (texts.get(&pair.a), texts.get(&pair.b)) else {
                return Vec::new();
            };
            let found = judge.verdict((0, one), (1, two), pair.is_told);
            let places = (pair.a as usize, pair.b as usize);
            let Some(mut pair) = across::rather(found, translated, places) else { return Vec::new() };
            (pair.a, pair.b) = (0, 1);
            let mut line = serde_json::to_vec(&record::reuse(&pair, &[a, b])).unwrap_or_default();
            line.push(b'\n');
            line
        })
        .collect();
    lines.concat()
}

/// The first documents of pairs in stretches for which an index fits into the memory. Stretches are whole blocks.
fn ranges(known: &Known, memory: usize) -> Vec<Range<u32>> {
    let count = known.origins.len() as u32;
    let all = |counts: &[u32]| counts.iter().map(|c| *c as usize).sum::<usize>();
    let size = (all(&known.prints.1) + all(&known.stems.1)) * POSTING;
    let stretches = size.div_ceil((memory / 2).max(1)).max(1) as u32;
    let blocks = count.div_ceil(BLOCK);
    let step = blocks.div_ceil(stretches).max(1) * BLOCK;
    (0..count).step_by(step as usize).map(|start| start..count.min(start + step)).collect()
}

impl Known {
    /// The indexes over fingerprints and over rare stems, for pairs whose first document lies in the range.
    fn indexes(&self, range: Range<u32>) -> Result<(Index, Index), WorkError> {
        let build = |key, (runs, counts): &(Vec<Run>, Vec<u32>)| {
            let postings = Merged::open(runs)?;
            Index::build(key, postings, (&self.origins, counts.clone()), range.clone(), &Config::default())
        };
        Ok((build(Key::Prints, &self.prints)?, build(Key::Stems, &self.stems)?))
    }
}
