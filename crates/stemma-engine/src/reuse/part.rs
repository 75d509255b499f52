//! One part of a pile: fingerprints, stems and what else the reuse stage keeps of some thousand documents.

use super::runs::{Run, bytes_of, numbers_of};
use super::{WorkError, put};
use crate::pile::{Document, Failure};
use crate::stages::{Progress, extract_one};
use rayon::prelude::*;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use stemma_extract::Extractor;
use stemma_reuse::{Config, Origin, Posting, Rarity, Words, postings};
use stemma_text::Language;

/// Documents read at a time: their words are counted in order behind that.
const BATCH: usize = 1024;

/// What is known of each document, and of all together.
#[derive(Debug, Default)]
pub struct Facts {
    /// Outlet and day.
    pub origins: Vec<Origin>,
    /// Language.
    pub languages: Vec<Language>,
    /// Fingerprints, count.
    pub counts: Vec<u32>,
    /// Articles and sentence units.
    pub size: (u32, u32),
    /// Documents that could not be read.
    pub failures: Vec<Failure>,
}

/// A part. What is long stands in files where there is a folder.
pub struct Part {
    /// What is known of each document.
    pub facts: Facts,
    /// Fingerprints, sorted.
    pub prints: Run,
    stems: Numbers,
    rarity: Numbers,
}

/// One document: where it is from, its language, its words and its fingerprints.
type Read = (Origin, Language, Words, Vec<Posting>);

/// Numbers in memory or in a file.
enum Numbers {
    Held(Vec<u32>),
    File(PathBuf),
}

impl Numbers {
    fn read(&self) -> Result<Vec<u32>, WorkError> {
        match self {
            Numbers::Held(numbers) => Ok(numbers.clone()),
            Numbers::File(path) => Ok(numbers_of(&fs::read(path).map_err(WorkError::at(path))?)),
        }
    }
}

impl Part {
    /// Reads documents, the first of which has this place in the pile of so many documents.
    pub fn make(
        documents: &[Document],
        first: u32,
        of: usize,
        extractor: &Extractor,
        progress: &dyn Progress,
    ) -> Self {
        let mut facts = Facts::default();
        let (mut prints, mut stems) = (Vec::new(), Vec::new());
        let mut rarity = Rarity::new(of);
        for (number, batch) in documents.chunks(BATCH).enumerate() {
            let read: Vec<Result<Read, Failure>> = batch
                .par_iter()
                .enumerate()
                .map(|(at, document)| {
                    let article = extract_one(extractor, document)?;
                    let words = Words::new(&article.text);
                    let place = first + (number * BATCH + at) as u32;
                    let postings = postings(&words, place, &Config::default());
                    progress.step();
                    Ok((Origin::of(&article), article.language, words, postings))
                })
                .collect();
            for read in read {
                let (origin, language, words, postings) = read.unwrap_or_else(|failure| {
                    facts.failures.push(failure);
                    (Origin::default(), Language::UNKNOWN, Words::default(), Vec::new())
                });
                rarity.add(&words);
                let mut own = words.stems().to_vec();
                own.sort_unstable();
                own.dedup();
                stems.push(own.len() as u32);
                stems.append(&mut own);
                facts.origins.push(origin);
                facts.languages.push(language);
                facts.counts.push(postings.len() as u32);
                prints.extend(postings);
            }
        }
        prints.par_sort_unstable();
        facts.size = rarity.size();
        let rarity = Numbers::Held(rarity.counts().concat());
        Self { facts, prints: Run::Held(prints), stems: Numbers::Held(stems), rarity }
    }

    /// Puts the part into the folder, if there is one.
    pub fn kept(self, folder: Option<&Path>, number: usize) -> Result<Self, WorkError> {
        let (Some(folder), Run::Held(prints)) = (folder, &self.prints) else { return Ok(self) };
        let place = |kind: &str| folder.join(format!("{number:05}.{kind}"));
        let whole: Vec<u8> = prints.iter().flat_map(|p| p.0.to_le_bytes()).collect();
        put(&place("prints"), &whole)?;
        put(&place("stems"), &bytes_of(&self.stems.read()?))?;
        put(&place("rarity"), &bytes_of(&self.rarity.read()?))?;
        // The facts come last: a part that has them is whole.
        put(&place("facts"), self.facts.to_json().to_string().as_bytes())?;
        Ok(Self {
            facts: self.facts,
            prints: Run::File(place("prints")),
            stems: Numbers::File(place("stems")),
            rarity: Numbers::File(place("rarity")),
        })
    }

    /// The finished part of that number, if the folder has it.
    pub fn open(folder: &Path, number: usize) -> Option<Self> {
        let place = |kind: &str| folder.join(format!("{number:05}.{kind}"));
        let facts = Facts::from_json(&serde_json::from_slice(&fs::read(place("facts")).ok()?).ok()?)?;
        Some(Self {
            facts,
            prints: Run::File(place("prints")),
            stems: Numbers::File(place("stems")),
            rarity: Numbers::File(place("rarity")),
        })
    }

    /// How often stems stand in this part, for [`Rarity::add_counts`].
    pub fn counts(&self) -> Result<Vec<[u32; 3]>, WorkError> {
        Ok(self.rarity.read()?.as_chunks::<3>().0.to_vec())
    }

    /// Hands the stems of each document, sorted, to `hand`, in order.
    pub fn each_stems(&self, mut hand: impl FnMut(&[u32])) -> Result<(), WorkError> {
        let stems = self.stems.read()?;
        let mut at = 0;
        while let Some(count) = stems.get(at) {
            let end = stems.len().min(at + 1 + *count as usize);
            hand(&stems[at + 1..end]);
            at = end;
        }
        Ok(())
    }

    /// The rarest stems of each document, and how many each has.
    pub fn rarest(
        &self,
        rarity: &Rarity,
        first: u32,
        folder: Option<&Path>,
        number: usize,
    ) -> Result<(Run, Vec<u32>), WorkError> {
        let stems = self.stems.read()?;
        let (mut run, mut counts, mut at) = (Vec::new(), Vec::new(), 0);
        while let Some(count) = stems.get(at) {
            let end = stems.len().min(at + 1 + *count as usize);
            let place = first + counts.len() as u32;
            let rarest = rarity.rarest(&stems[at + 1..end], place, &Config::default());
            counts.push(rarest.len() as u32);
            run.extend(rarest);
            at = end;
        }
        run.par_sort_unstable();
        let Some(folder) = folder else { return Ok((Run::Held(run), counts)) };
        let path = folder.join(format!("{number:05}.rarest"));
        let whole: Vec<u8> = run.iter().flat_map(|p: &Posting| p.0.to_le_bytes()).collect();
        put(&path, &whole)?;
        Ok((Run::File(path), counts))
    }
}

impl Facts {
    fn to_json(&self) -> Value {
        json!({
            "outlets": self.origins.iter().map(|o| o.outlet).collect::<Vec<_>>(),
            "days": self.origins.iter().map(|o| o.day).collect::<Vec<_>>(),
            "languages": self.languages.iter().map(Language::code).collect::<Vec<_>>(),
            "counts": self.counts,
            "size": [self.size.0, self.size.1],
            "failures": self.failures.iter().map(|f| [&f.id, f.stage, &f.error]).collect::<Vec<_>>(),
        })
    }

    fn from_json(value: &Value) -> Option<Self> {
        let number = |value: &Value| value.as_u64().and_then(|n| u32::try_from(n).ok());
        let numbers = |name: &str| value[name].as_array()?.iter().map(number).collect::<Option<Vec<u32>>>();
        let days = value["days"].as_array()?;
        let size = numbers("size")?;
        let text = |value: &Value| value.as_str().map(str::to_owned);
        Some(Self {
            origins: numbers("outlets")?
                .into_iter()
                .zip(days)
                .map(|(outlet, day)| Origin { outlet, day: day.as_i64().and_then(|d| i32::try_from(d).ok()) })
                .collect(),
            languages: value["languages"]
                .as_array()?
                .iter()
                .map(|code| code.as_str().map(Language::from_code))
                .collect::<Option<Vec<Language>>>()?,
            counts: numbers("counts")?,
            size: (*size.first()?, *size.get(1)?),
            failures: value["failures"]
                .as_array()?
                .iter()
                .map(|f| {
                    let stage = ["read", "decode", "extract"].into_iter().find(|s| f[1] == *s)?;
                    Some(Failure { id: text(&f[0])?, stage, error: text(&f[2])? })
                })
                .collect::<Option<Vec<Failure>>>()?,
        })
    }
}
