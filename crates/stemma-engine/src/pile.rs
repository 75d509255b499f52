//! A pile: the documents of one run, in order of their ids, and those that could not be read.

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use stemma_extract::{Form, Given};

/// One document, read but not yet extracted.
#[derive(Clone, Debug)]
pub struct Document {
    /// Fields that came with it; its `id` is the document's.
    pub given: Given,
    /// Its content as UTF-8.
    pub content: String,
    /// Form of the content.
    pub form: Form,
    /// Where it was read: the path as given, with the line for JSON Lines.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Length of its bytes.
    pub bytes: usize,
}

/// A document that could not be done, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Failure {
    /// Identifier, or path and line where it has none.
    pub id: String,
    /// Stage that failed.
    pub stage: &'static str,
    /// What is wrong and what to do.
    pub error: String,
}

/// The documents of one run.
#[derive(Debug, Default)]
pub struct Pile {
    /// In order of their ids; no two share an id.
    pub documents: Vec<Document>,
    /// What could not be read, in order.
    pub failures: Vec<Failure>,
    /// Files passed over because they are no articles, in order.
    pub passed_over: Vec<String>,
}

impl Pile {
    /// Puts everything in order and keeps one document of each id: of several with one id the one whose bytes have
    /// the smallest SHA-256, so that the order of inputs does not matter.
    pub fn settle(&mut self) {
        let mut by_id: BTreeMap<String, Vec<Document>> = BTreeMap::new();
        for document in self.documents.drain(..) {
            by_id.entry(document.given.id.clone()).or_default().push(document);
        }
        for (id, mut same) in by_id {
            same.sort_by(|a, b| (&a.sha256, &a.path).cmp(&(&b.sha256, &b.path)));
            let mut same = same.into_iter();
            let Some(kept) = same.next() else { continue };
            for left_out in same {
                let why = if left_out.sha256 == kept.sha256 {
                    "it is the same, byte for byte; this one was left out".to_owned()
                } else {
                    "this one was left out; give each document an id of its own".to_owned()
                };
                self.failures.push(Failure {
                    id: id.clone(),
                    stage: "read",
                    error: format!("{}: the id '{id}' is also that of {}: {why}", left_out.path, kept.path),
                });
            }
            self.documents.push(kept);
        }
        self.failures.sort();
        self.passed_over.sort();
    }
}

/// SHA-256 of `bytes` in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        for half in [byte >> 4, byte & 15] {
            hex.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
        }
    }
    hex
}
