//! A pile: the documents of one run, in order of their ids, and those that could not be read.

use crate::spool::{Piece, Spool};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use stemma_extract::{Form, Given};
use stemma_read::{Packed, again};
use stemma_text::OffsetMap;

/// Where the content of a document is. Only what cannot be read again is held, so that a large pile does not fill the
/// memory.
#[derive(Clone, Debug)]
pub enum Content {
    /// Nowhere: an entry of a list of pages.
    Nothing,
    /// Put by when it was read: it came from within an archive, or from standard input.
    Spooled(Arc<Spool>, Piece),
    /// A whole file.
    File(Arc<Path>),
    /// A record of a web archive.
    Archived {
        /// The archive.
        path: Arc<Path>,
        /// Where in it.
        packed: Packed,
    },
    /// A string in a JSON record of a file.
    Record {
        /// The file.
        path: Arc<Path>,
        /// First byte of the record.
        start: u64,
        /// Length of the record in bytes.
        length: usize,
        /// Name of the field.
        field: Arc<str>,
    },
}

/// In what a content is written.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Writing {
    /// What its bytes and its own declaration say.
    #[default]
    Unsaid,
    /// What its container says: `charset` of HTTP or MIME.
    Said(Arc<str>),
    /// UTF-8, whatever it looks like: it was a string of a record.
    String,
}

/// One document, read but not yet extracted.
#[derive(Clone, Debug)]
pub struct Document {
    /// Fields that came with it; its `id` is the document's.
    pub given: Given,
    /// Where its content is.
    pub content: Content,
    /// Form of the content.
    pub form: Form,
    /// In what the content is written.
    pub writing: Writing,
    /// Where it was read: the path as given, with the line for JSON Lines.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Length of its bytes.
    pub bytes: usize,
    /// True for an entry of a feed or a sitemap.
    pub listed: bool,
}

impl Document {
    /// Its content as UTF-8, with the way back to its bytes where they are others. A content that is a field of a record
    /// has no bytes of its own: what leads to it leads to the UTF-8 of the field.
    ///
    /// # Errors
    /// If its file can no longer be read, or has changed since the pile was read.
    pub fn load(&self) -> Result<(String, Option<OffsetMap>), Failure> {
        let fail = |why: &str| Failure {
            id: self.given.id.clone(),
            stage: "read",
            error: format!("{}: {why} while stemma worked; run it again", self.path),
        };
        let bytes = match &self.content {
            Content::Nothing => return Err(fail("it has no text")),
            Content::Spooled(spool, piece) => {
                spool.get(*piece).map_err(|_| fail("the temporary file could no longer be read"))?
            }
            Content::File(path) => fs::read(&**path).map_err(|_| fail("the file could no longer be read"))?,
            Content::Archived { path, packed } => File::open(path)
                .and_then(|mut file| again(&mut file, *packed))
                .map_err(|_| fail("the archive could no longer be read"))?,
            Content::Record { path, start, length, .. } => {
                let mut bytes = vec![0; *length];
                File::open(path)
                    .and_then(|mut file| {
                        file.seek(SeekFrom::Start(*start))?;
                        file.read_exact(&mut bytes)
                    })
                    .map_err(|_| fail("the file could no longer be read"))?;
                bytes
            }
        };
        let Content::Record { field, .. } = &self.content else {
            if !matches!(self.content, Content::Spooled(..)) && sha256(&bytes) != self.sha256 {
                return Err(fail("the file changed"));
            }
            let decoded = match &self.writing {
                Writing::String => return Ok((String::from_utf8_lossy(&bytes).into_owned(), None)),
                Writing::Said(charset) => stemma_extract::decode_labelled(&bytes, Some(charset)),
                Writing::Unsaid => stemma_extract::decode(&bytes),
            };
            return Ok((decoded.text, Some(decoded.raw).filter(|raw| !raw.is_identity())));
        };
        if sha256(&bytes) != self.sha256 {
            return Err(fail("the file changed"));
        }
        match serde_json::from_slice::<serde_json::Value>(&bytes) {
            Ok(serde_json::Value::Object(mut fields)) => match fields.remove(&**field) {
                Some(serde_json::Value::String(content)) => Ok((content, None)),
                Some(serde_json::Value::Number(number)) => Ok((number.to_string(), None)),
                _ => Err(fail("the file changed")),
            },
            _ => Err(fail("the file changed")),
        }
    }
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
    /// What else there is to say of the reading, in sentences, in order.
    pub notes: Vec<String>,
}

impl Pile {
    /// Puts everything in order and keeps one document of each id, so that the order of inputs does not matter.
    ///
    /// Documents with one id that were fetched at different moments are versions: the first keeps the id, the id of
    /// each later one ends in `@` and its moment. A later one that is the same, byte for byte, as the one before it is
    /// left out with a note. Of others with one id the one whose bytes have the smallest SHA-256 is kept, the rest are
    /// failures.
    pub fn settle(&mut self) {
        self.documents.sort_unstable_by(|a, b| order(a).cmp(&order(b)));
        let mut kept: Vec<Document> = Vec::with_capacity(self.documents.len());
        // Number of the first document of the id that is being looked at, in `kept`.
        let mut first = 0;
        for mut document in self.documents.drain(..) {
            if kept.get(first).is_none_or(|k| k.given.id != document.given.id) {
                first = kept.len();
                kept.push(document);
                continue;
            }
            let Some(before) = kept.last() else { continue };
            let id = &document.given.id;
            let same = document.sha256 == before.sha256;
            let other_moment = fetched(&document).is_some() && fetched(&document) != fetched(before);
            match (same, other_moment) {
                (true, true) => self.notes.push(format!(
                    "{}: the id '{id}' is also that of {}: it is the same, byte for byte, and was left out",
                    document.path, before.path
                )),
                (false, true) => {
                    document.given.id =
                        format!("{id}@{}", document.given.fetched.as_deref().unwrap_or_default());
                    kept.push(document);
                }
                (_, false) => {
                    let why = if same {
                        "it is the same, byte for byte; this one was left out"
                    } else {
                        "this one was left out; give each document an id of its own"
                    };
                    self.failures.push(Failure {
                        id: id.clone(),
                        stage: "read",
                        error: format!(
                            "{}: the id '{id}' is also that of {}: {why}",
                            document.path, before.path
                        ),
                    });
                }
            }
        }
        // Another document may bear the name of a version.
        kept.sort_by(|a, b| order(a).cmp(&order(b)));
        kept.dedup_by(|later, earlier| later.given.id == earlier.given.id);
        self.documents = kept;
        self.documents.shrink_to_fit();
        self.failures.sort();
        self.passed_over.sort();
        self.notes.sort();
    }
}

/// When a document was fetched.
fn fetched(document: &Document) -> Option<&str> {
    document.given.fetched.as_deref()
}

/// What documents are in order of: those of one id by the moment they were fetched.
fn order(document: &Document) -> (&str, Option<&str>, &str, &str) {
    (&document.given.id, fetched(document), &document.sha256, &document.path)
}

/// SHA-256 of `bytes` in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    sha256_of([bytes])
}

/// SHA-256 of all `pieces`, one behind the other, in lower-case hexadecimal.
pub fn sha256_of<'p>(pieces: impl IntoIterator<Item = &'p [u8]>) -> String {
    let mut digest = Sha256::new();
    pieces.into_iter().for_each(|piece| digest.update(piece));
    let mut hex = String::with_capacity(64);
    for byte in digest.finalize() {
        for half in [byte >> 4, byte & 15] {
            hex.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
        }
    }
    hex
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads_back_through_the_encoding() {
        let page =
            "<p>In der Größe liegt, wie der Müller in Ödwald meint, keine Schönheit für sich allein.</p>";
        let bytes: Vec<u8> =
            [0xFFu8, 0xFE].into_iter().chain(page.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let spool = Arc::new(Spool::default());
        let document = Document {
            given: Given::default(),
            sha256: sha256(&bytes),
            bytes: bytes.len(),
            content: Content::Spooled(spool.clone(), spool.put(&bytes).unwrap()),
            form: Form::Html,
            path: "-".to_owned(),
            writing: Writing::Unsaid,
            listed: false,
        };
        let lexicon = stemma_lexicon::Lexicon::builtin();
        let extractor = stemma_extract::Extractor::new(&lexicon);
        let article = crate::stages::extract_one(&extractor, &document).unwrap();
        assert!(article.text.contains("Müller"), "{}", article.text);
        for (at, c) in article.text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            let raw = article.offsets.to_raw(stemma_text::TextRange::new(at, at + c.len_utf8())).unwrap();
            let unit = u16::from_le_bytes([bytes[raw.start], bytes[raw.start + 1]]);
            assert_eq!((char::from_u32(unit.into()), raw.len()), (Some(c), 2));
        }
    }
}
