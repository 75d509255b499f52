//! Files, folders, standard input → documents. What stands in a file is the business of `stemma-read`; here it is
//! opened, and what was found is put where it can be read again. Bad input is a [`Failure`] that names the document
//! and says what to do; it never stops the batch.

use crate::pile::{Content, Document, Failure, Pile, Writing, sha256};
use crate::spool::Spool;
use std::borrow::Cow;
use std::fs::File;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use stemma_extract::Form;
pub use stemma_read::{Format, Options as ReadOptions, links};
use stemma_read::{Found, Sink, cause};

/// One input of the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file or a folder.
    Path(PathBuf),
    /// Standard input.
    Standard,
}

/// The run cannot start.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// An input does not exist.
    #[error("{0}: there is no such file or folder; check the path")]
    Missing(String),
    /// Nothing was found.
    #[error(
        "{0}: no articles found; stemma reads text, HTML, feeds, web archives, tables, agency formats, mail and PDF"
    )]
    Empty(String),
}

/// Reads all inputs into a pile.
///
/// # Errors
/// If an input does not exist, or if there is neither a document nor a failure in all of them.
pub fn read(inputs: &[Input], options: &ReadOptions) -> Result<Pile, ReadError> {
    let mut reader = Reader { options, pile: Pile::default(), spool: Arc::new(Spool::default()) };
    for input in inputs {
        match input {
            Input::Standard => reader.standard(),
            Input::Path(path) if path.is_dir() => reader.folder(path),
            Input::Path(path) if path.symlink_metadata().is_ok() => {
                reader.file(path, &file_name(path), false)
            }
            Input::Path(path) => return Err(ReadError::Missing(path.display().to_string())),
        }
    }
    let mut pile = reader.pile;
    crate::listed::join(&mut pile.documents);
    pile.settle();
    if pile.documents.is_empty() && pile.failures.is_empty() {
        let names: Vec<String> = inputs
            .iter()
            .map(|i| match i {
                Input::Standard => "standard input".to_owned(),
                Input::Path(p) => p.display().to_string(),
            })
            .collect();
        return Err(ReadError::Empty(names.join(", ")));
    }
    Ok(pile)
}

/// Reads one line of JSON Lines that came by itself. `place`: where it stands, for messages and as id where it names none.
pub fn read_line(line: &[u8], place: &str, options: &ReadOptions) -> Pile {
    let mut pile = Pile::default();
    if line.trim_ascii().is_empty() {
        return pile;
    }
    let spool = Arc::new(Spool::default());
    let options = &ReadOptions { format: Format::Json, ..options.clone() };
    let mut source = io::Cursor::new(line);
    let (id, place) = (place.to_owned(), place.to_owned());
    let mut input =
        stemma_read::Input { source: &mut source, id, place: place.clone(), depth: 0, walked: false };
    let mut gatherer = Gatherer { file: None, as_is: options.as_is, pile: &mut pile, spool: &spool };
    let read = AssertUnwindSafe(|| stemma_read::read(&mut input, options, &mut gatherer));
    if catch_unwind(read).is_err() {
        let error = format!("{place}: its reader broke off; this is a defect of stemma, please report it");
        pile.failures.push(Failure { id: place, stage: "read", error });
    }
    pile
}

struct Reader<'o> {
    options: &'o ReadOptions,
    pile: Pile,
    spool: Arc<Spool>,
}

impl Reader<'_> {
    fn fail(&mut self, id: &str, error: impl Into<String>) {
        self.pile.failures.push(Failure { id: id.to_owned(), stage: "read", error: error.into() });
    }

    fn folder(&mut self, folder: &Path) {
        let mut walk = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
        while let Some(entry) = walk.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().unwrap_or(folder).display().to_string();
                    self.fail(&path, format!("{path}: cannot be read: {}", cause(&error.into())));
                    continue;
                }
            };
            let name = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            let id = name.to_string_lossy().replace('\\', "/");
            if id.split('/').any(|part| part.starts_with('.') || part == "__MACOSX") {
                continue;
            }
            if entry.file_type().is_dir() {
                if belongs_to_page(entry.path()) {
                    self.pile.passed_over.push(entry.path().display().to_string());
                    walk.skip_current_dir();
                }
                continue;
            }
            if entry.file_type().is_symlink() && !entry.path().is_file() {
                self.fail(&id, format!("{}: the link leads nowhere", entry.path().display()));
            } else {
                self.file(entry.path(), &id, true);
            }
        }
    }

    /// Reads one file. `walked`: found in a folder, so that what is clearly no article is passed over.
    fn file(&mut self, path: &Path, id: &str, walked: bool) {
        let shown = path.display().to_string();
        if walked && stemma_read::beside(id) {
            self.pile.passed_over.push(shown);
            return;
        }
        match File::open(path) {
            Ok(mut file) => self.source(&mut file, (id, &shown), Some(path), walked),
            Err(error) => self.fail(id, format!("{shown}: cannot be read: {}", cause(&error))),
        }
    }

    /// Standard input can be read once and in order alone; the readers may ask for more, so it is put by first.
    fn standard(&mut self) {
        let mut put_by = match tempfile::tempfile() {
            Ok(file) => file,
            Err(error) => return self.fail("-", format!("-: no temporary file: {}", cause(&error))),
        };
        match io::copy(&mut io::stdin().lock(), &mut put_by) {
            Ok(_) => self.source(&mut put_by, ("-", "-"), None, false),
            Err(error) => self.fail("-", format!("-: cannot be read: {}", cause(&error))),
        }
    }

    fn source(&mut self, file: &mut File, (id, shown): (&str, &str), path: Option<&Path>, walked: bool) {
        let mut input =
            stemma_read::Input { source: file, id: id.to_owned(), place: shown.to_owned(), depth: 0, walked };
        let mut gatherer = Gatherer {
            file: path.map(Arc::from),
            as_is: self.options.as_is,
            pile: &mut self.pile,
            spool: &self.spool,
        };
        // A defect of a reader costs what it has not read yet, and no more.
        let read = AssertUnwindSafe(|| stemma_read::read(&mut input, self.options, &mut gatherer));
        if catch_unwind(read).is_err() {
            let error =
                format!("{shown}: its reader broke off; this is a defect of stemma, please report it");
            self.fail(id, error);
        }
    }
}

/// Puts what the readers find into the pile.
struct Gatherer<'r> {
    /// The file that is read.
    file: Option<Arc<Path>>,
    /// Take text exactly as it is.
    as_is: bool,
    pile: &'r mut Pile,
    spool: &'r Arc<Spool>,
}

impl Gatherer<'_> {
    /// The form of a content, or the stage it fails in and why.
    fn form(&self, found: &Found) -> Result<Form, (&'static str, &'static str)> {
        if found.form == Some(Form::AsIs) {
            return Ok(Form::AsIs);
        }
        if found.content.is_empty() {
            return Err(("read", "the file is empty"));
        }
        if !found.is_string && stemma_extract::looks_binary(&found.content) {
            let why = "this is no text but a binary file; save the article as text or HTML";
            return Err(("decode", why));
        }
        let text: Cow<'_, str> = if found.is_string {
            String::from_utf8_lossy(&found.content)
        } else {
            stemma_extract::decode_labelled(&found.content, found.charset.as_deref()).text.into()
        };
        if text.trim().is_empty() {
            return Err(("read", "the file holds nothing but white space"));
        }
        match found.form.unwrap_or_else(|| stemma_extract::detect_form(&text)) {
            Form::Text if self.as_is => Ok(Form::AsIs),
            form => Ok(form),
        }
    }

    /// Where the content can be read again.
    fn put(&self, found: &Found) -> io::Result<Content> {
        Ok(match (&self.file, &found.at, found.packed) {
            (Some(path), Some(at), _) => Content::Record {
                path: path.clone(),
                start: at.start,
                length: at.length,
                field: at.field.as_str().into(),
            },
            (Some(path), None, Some(packed)) => Content::Archived { path: path.clone(), packed },
            (Some(path), None, None) if found.whole => Content::File(path.clone()),
            _ => Content::Spooled(self.spool.clone(), self.spool.put(&found.content)?),
        })
    }
}

impl Sink for Gatherer<'_> {
    fn found(&mut self, found: Found) {
        let id = found.given.id.clone();
        if found.listed && found.content.is_empty() {
            return self.pile.documents.push(listed(found));
        }
        let form = match self.form(&found) {
            Ok(form) => form,
            Err((stage, why)) => {
                let error = format!("{}: {why}", found.place);
                return self.pile.failures.push(Failure { id, stage, error });
            }
        };
        let content = match self.put(&found) {
            Ok(content) => content,
            Err(error) => {
                let error = format!(
                    "{}: there is no room to put it by ({}); make room for temporary files",
                    found.place,
                    cause(&error)
                );
                return self.failed(&id, error);
            }
        };
        let bytes = found.at.as_ref().map_or(&found.content, |at| &at.record);
        self.pile.documents.push(Document {
            sha256: sha256(bytes),
            bytes: bytes.len(),
            content,
            form,
            writing: match found.charset {
                _ if found.is_string => Writing::String,
                Some(charset) => Writing::Said(charset.as_str().into()),
                None => Writing::Unsaid,
            },
            path: found.place,
            given: found.given,
            listed: found.listed,
        });
    }

    fn failed(&mut self, id: &str, error: String) {
        self.pile.failures.push(Failure { id: id.to_owned(), stage: "read", error });
    }

    fn passed_over(&mut self, place: &str) {
        self.pile.passed_over.push(place.to_owned());
    }
}

/// An entry of a list without a text.
fn listed(found: Found) -> Document {
    Document {
        given: found.given,
        content: Content::Nothing,
        form: Form::Text,
        writing: Writing::Unsaid,
        path: found.place,
        sha256: sha256(&[]),
        bytes: 0,
        listed: true,
    }
}

/// True for a folder that a browser saved with a page: it bears the name of a page beside it and one word more, the page
/// names it, and a style, a script or a picture lies in it.
fn belongs_to_page(folder: &Path) -> bool {
    let name = folder.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let Some((stem, word)) = name.rsplit_once(['_', '-', '.', ' ']) else { return false };
    if stem.is_empty() || word.is_empty() || !word.chars().all(char::is_alphabetic) {
        return false;
    }
    let names_it = ["html", "htm", "xhtml"].iter().any(|ending| {
        let page = std::fs::read(folder.with_file_name(format!("{stem}.{ending}"))).unwrap_or_default();
        let page = String::from_utf8_lossy(&page);
        [name.clone(), name.replace(' ', "%20")].iter().any(|n| page.contains(&format!("{n}/"))) || {
            // Names that are not of ASCII alone stand in addresses with their bytes in percents.
            !name.is_ascii() && page.contains(&format!("{word}/"))
        }
    });
    let beside = |entry: io::Result<std::fs::DirEntry>| {
        entry.is_ok_and(|e| stemma_read::beside(&e.file_name().to_string_lossy()))
    };
    names_it && std::fs::read_dir(folder).is_ok_and(|mut entries| entries.any(beside))
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned())
}
