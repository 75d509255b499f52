//! Typed, checked access to the word lists and patterns in `data/`. No matching happens here: a stage compiles what
//! it reads once and matches on its own.
//!
//! Every file of `data/<language>/` (or `data/any/` for what holds in all languages) is part of the program; adding
//! a file is the whole job. There are two forms:
//!
//! * **TOML** with `licence` and `source` at its head and any number of `[[entry]]` tables. An entry that holds a
//!   `regex` is a pattern and must also hold `matches` and `rejects`, texts that it must and must not be found in;
//!   the data lint runs both.
//! * **TSV** for long tables: head lines that begin with `#` (licence, source, command that makes the file), then
//!   lines sorted by their bytes, looked up by their first column without being read into memory ([`Table`]).

pub mod entry;
pub mod table;

pub use entry::{Entry, WordFile};
pub use table::Table;

include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// All files of `data/`, by their path without ending: `de/cues`.
#[derive(Clone, Copy, Debug)]
pub struct Lexicon {
    files: &'static [(&'static str, &'static str)],
}

impl Lexicon {
    /// The data that is part of the program.
    pub fn builtin() -> Self {
        Self { files: FILES }
    }

    /// Names of all files, in order.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.files.iter().map(|(name, _)| *name)
    }

    /// Languages that have a folder of their own, in order, `any` left out.
    pub fn languages(&self) -> Vec<&'static str> {
        let mut found: Vec<&str> = self.names().filter_map(|n| n.split_once('/')).map(|(l, _)| l).collect();
        found.dedup();
        found.retain(|l| *l != "any");
        found
    }

    /// The folder of a language by its code, or `otherwise` where it has none.
    pub fn folder(&self, code: &str, otherwise: &'static str) -> &'static str {
        self.languages().into_iter().find(|l| *l == code).unwrap_or(otherwise)
    }

    /// The content of `data/<folder>/<name>`, or `None` where the language has no such file.
    pub fn source(&self, folder: &str, name: &str) -> Option<&'static str> {
        let wanted = format!("{folder}/{name}");
        self.files.binary_search_by(|(n, _)| (*n).cmp(wanted.as_str())).ok().map(|at| self.files[at].1)
    }

    /// A TOML file, or an empty one where the language has none: a stage works without data, it only finds less.
    ///
    /// # Panics
    /// If a file of the program is not well formed; the data lint reads every file, so this cannot ship.
    pub fn words(&self, folder: &str, name: &str) -> WordFile {
        self.source(folder, name).map_or_else(WordFile::default, |text| match WordFile::read(text) {
            Ok(file) => file,
            Err(error) => panic!("data/{folder}/{name}: {error}"),
        })
    }

    /// A sorted table; empty where the language has none.
    pub fn table(&self, folder: &str, name: &str) -> Table {
        Table::new(self.source(folder, name).unwrap_or(""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_well_formed() {
        let lexicon = Lexicon::builtin();
        for (name, text) in lexicon.files {
            if text.starts_with('#') && text.contains('\t') && WordFile::read(text).is_err() {
                Table::new(text).check().unwrap_or_else(|e| panic!("data/{name}: {e}"));
                continue;
            }
            let file = WordFile::read(text).unwrap_or_else(|e| panic!("data/{name}: {e}"));
            assert!(!file.licence.is_empty() && !file.source.is_empty(), "data/{name}: licence and source");
        }
    }
}
