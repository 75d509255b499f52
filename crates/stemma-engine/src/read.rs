//! Readers: files, folders, standard input → documents. Bad input is a [`Failure`] that names the document and says
//! what to do; it never stops the batch.

use crate::pile::{Content, Document, Failure, Pile, sha256};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use stemma_extract::{Form, Given};

/// Largest document, in bytes. A long book has 2 MB; what is larger is no article.
pub const LARGEST_DOCUMENT: usize = 32 << 20;

/// Endings of files that lie beside articles and are none: passed over when a folder is walked, with a note.
const BESIDE: [&str; 24] = [
    "css", "js", "mjs", "map", "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico", "woff", "woff2",
    "ttf", "mp3", "mp4", "webm", "pdf", "md", "toml", "yaml", "yml", "py",
];

/// One input of the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file or a folder.
    Path(PathBuf),
    /// Standard input.
    Standard,
}

/// What `--from` says of the inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Format {
    /// By content, then by name.
    #[default]
    Auto,
    /// Plain text.
    Text,
    /// HTML pages.
    Html,
    /// One JSON record a line.
    JsonLines,
}

/// How inputs are read.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// Format of the inputs.
    pub format: Format,
    /// Take text exactly as it is.
    pub as_is: bool,
    /// From names of fields in JSON records to the names that stemma knows: `article` → `text`.
    pub renamed: BTreeMap<String, String>,
}

/// The run cannot start.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// An input does not exist.
    #[error("{0}: there is no such file or folder; check the path")]
    Missing(String),
    /// Nothing was found.
    #[error("{0}: no articles found; stemma reads .txt, .html and .jsonl files")]
    Empty(String),
}

/// Reads all inputs into a pile.
///
/// # Errors
/// If an input does not exist, or if there is neither a document nor a failure in all of them.
pub fn read(inputs: &[Input], options: &ReadOptions) -> Result<Pile, ReadError> {
    let mut reader = Reader { options, pile: Pile::default() };
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

struct Reader<'o> {
    options: &'o ReadOptions,
    pile: Pile,
}

impl Reader<'_> {
    fn fail(&mut self, id: &str, stage: &'static str, error: impl Into<String>) {
        self.pile.failures.push(Failure { id: id.to_owned(), stage, error: error.into() });
    }

    fn folder(&mut self, folder: &Path) {
        for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().unwrap_or(folder).display().to_string();
                    self.fail(&path, "read", format!("{path}: cannot be read: {}", cause(error.into())));
                    continue;
                }
            };
            let name = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            let id = name.to_string_lossy().replace('\\', "/");
            if id.split('/').any(|part| part.starts_with('.')) || entry.file_type().is_dir() {
                continue;
            }
            if entry.file_type().is_symlink() && !entry.path().is_file() {
                self.fail(&id, "read", format!("{}: the link leads nowhere", entry.path().display()));
            } else {
                self.file(entry.path(), &id, true);
            }
        }
    }

    /// Reads one file. `walked`: found in a folder, so that what is clearly no article is passed over.
    fn file(&mut self, path: &Path, id: &str, walked: bool) {
        let shown = path.display().to_string();
        let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        if walked && BESIDE.contains(&ending.as_str()) {
            self.pile.passed_over.push(shown);
            return;
        }
        let lines = match self.options.format {
            Format::JsonLines => true,
            Format::Auto => ending == "jsonl" || ending == "ndjson",
            _ => false,
        };
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) => return self.fail(id, "read", format!("{shown}: cannot be read: {}", cause(error))),
        };
        if lines {
            return self.json_lines(BufReader::with_capacity(1 << 16, file), &shown, Some(path));
        }
        if let Some(bytes) = self.limited(file, id, &shown) {
            if self.options.format == Format::Auto && ending == "json" {
                return self.json_file(&bytes, id, &shown, walked);
            }
            self.bytes(&bytes, id, &shown, Some(path));
        }
    }

    fn standard(&mut self) {
        let mut input = BufReader::new(io::stdin());
        let lines = match self.options.format {
            Format::JsonLines => true,
            Format::Auto => input.fill_buf().is_ok_and(|start| start.trim_ascii_start().starts_with(b"{")),
            _ => false,
        };
        if lines {
            self.json_lines(input, "-", None);
        } else if let Some(bytes) = self.limited(input, "-", "-") {
            self.bytes(&bytes, "-", "-", None);
        }
    }

    /// All bytes of one document, or a failure if there are too many.
    fn limited(&mut self, source: impl Read, id: &str, shown: &str) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        match source.take(LARGEST_DOCUMENT as u64 + 1).read_to_end(&mut bytes) {
            Err(error) => self.fail(id, "read", format!("{shown}: cannot be read: {}", cause(error))),
            Ok(length) if length > LARGEST_DOCUMENT => self.fail(id, "read", too_large(shown)),
            Ok(_) => return Some(bytes),
        }
        None
    }

    /// One document of text or HTML; `path` where it can be read again.
    fn bytes(&mut self, bytes: &[u8], id: &str, shown: &str, path: Option<&Path>) {
        if bytes.is_empty() {
            return self.fail(id, "read", format!("{shown}: the file is empty"));
        }
        if stemma_extract::looks_binary(bytes) {
            let error =
                format!("{shown}: this is no text but a binary file; save the article as text or HTML");
            return self.fail(id, "decode", error);
        }
        let stemma_extract::Decoded { text: content, raw, .. } = stemma_extract::decode(bytes);
        if content.trim().is_empty() {
            return self.fail(id, "read", format!("{shown}: the file holds nothing but white space"));
        }
        let form = match self.options.format {
            Format::Html => Form::Html,
            Format::Text if self.options.as_is => Form::AsIs,
            Format::Text => Form::Text,
            _ => match stemma_extract::detect_form(&content) {
                Form::Text if self.options.as_is => Form::AsIs,
                form => form,
            },
        };
        let given = Given { id: id.to_owned(), ..Given::default() };
        let content = match path {
            Some(path) => Content::File(path.to_owned()),
            None if raw.is_identity() => Content::Held(content),
            None => Content::Bytes(bytes.to_vec()),
        };
        self.push(given, content, form, shown.to_owned(), bytes);
    }

    fn push(&mut self, given: Given, content: Content, form: Form, path: String, bytes: &[u8]) {
        let document = Document { given, content, form, path, sha256: sha256(bytes), bytes: bytes.len() };
        self.pile.documents.push(document);
    }

    /// A `.json` file: one record, or no article at all.
    fn json_file(&mut self, bytes: &[u8], id: &str, shown: &str, walked: bool) {
        match self.record(bytes, shown, id, None) {
            Ok(()) => {}
            Err(_) if walked => self.pile.passed_over.push(shown.to_owned()),
            Err(error) => self.fail(id, "read", format!("{shown}: {error}")),
        }
    }

    fn json_lines(&mut self, mut source: impl BufRead, shown: &str, path: Option<&Path>) {
        let path: Option<Arc<Path>> = path.map(Arc::from);
        let mut line = Vec::new();
        let mut next = 0;
        for number in 1.. {
            line.clear();
            let place = format!("{shown}:{number}");
            let mut read = 0;
            let found = bounded_line(&mut source, &mut line, &mut read);
            let start = next;
            next += read;
            match found {
                Err(error) => {
                    return self.fail(&place, "read", format!("{place}: cannot be read: {}", cause(error)));
                }
                Ok(Line::End) => return,
                Ok(Line::TooLong) => self.fail(&place, "read", too_large(&place)),
                Ok(Line::Whole) => {
                    let after_mark = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line).trim_ascii_start();
                    let start = start + (line.len() - after_mark.len()) as u64;
                    let bytes = after_mark.trim_ascii_end().to_vec();
                    if bytes.is_empty() {
                        continue;
                    }
                    let at = path.clone().map(|p| (p, start));
                    if let Err(error) = self.record(&bytes, &place, &place, at) {
                        self.fail(&place, "read", format!("{place}: {error}"));
                    }
                }
            }
        }
    }

    /// One JSON record. `fallback` is its id where it names none; `at` is where it can be read again.
    fn record(
        &mut self,
        bytes: &[u8],
        place: &str,
        fallback: &str,
        at: Option<(Arc<Path>, u64)>,
    ) -> Result<(), String> {
        let value: Value = serde_json::from_slice(bytes)
            .map_err(|e| format!("this is not JSON ({e}); every line must be one whole record"))?;
        let Value::Object(mut fields) = value else {
            return Err("this is JSON, but not a record in braces".to_owned());
        };
        // From the names that stemma knows to those of the record.
        let mut moved: BTreeMap<&str, &str> = BTreeMap::new();
        for (from, to) in &self.options.renamed {
            if let Some(found) = fields.remove(from) {
                fields.insert(to.clone(), found);
                moved.insert(to, from);
            }
        }
        let mut text_of = |key: &str| match fields.remove(key) {
            Some(Value::String(s)) => Some(s),
            Some(Value::Number(n)) => Some(n.to_string()),
            _ => None,
        };
        let id = text_of("id").filter(|id| !id.is_empty()).unwrap_or_else(|| fallback.to_owned());
        let (text, html) = (text_of("text"), text_of("html"));
        let given = Given {
            id,
            url: text_of("url"),
            title: text_of("title").filter(|t| !t.trim().is_empty()),
            published: text_of("published"),
            outlet: text_of("outlet"),
            language: text_of("language"),
            authors: match fields.remove("authors") {
                Some(Value::Array(list)) => {
                    list.iter().filter_map(|v| v.as_str().map(str::to_owned)).collect()
                }
                Some(Value::String(one)) => vec![one],
                _ => Vec::new(),
            },
            ..Given::default()
        };
        let (content, form) = match (text, html) {
            (Some(text), _) if self.options.as_is => (text, Form::AsIs),
            (_, Some(html)) => (html, Form::Html),
            (Some(text), None) => (text, Form::Text),
            (None, None) => {
                return Err("the record has neither 'text' nor 'html'; use --map text=FIELD".to_owned());
            }
        };
        if content.trim().is_empty() && form != Form::AsIs {
            return Err("the record's text is empty".to_owned());
        }
        let name = if form == Form::Html { "html" } else { "text" };
        let content = match at {
            Some((path, start)) => {
                let field = moved.get(name).copied().unwrap_or(name).into();
                Content::Record { path, start, length: bytes.len(), field }
            }
            None => Content::Held(content),
        };
        self.push(given, content, form, place.to_owned(), bytes);
        Ok(())
    }
}

enum Line {
    Whole,
    TooLong,
    End,
}

/// Reads one line into `line`, without its end, and adds the bytes it took to `read`; of a line that is too long the
/// rest is skipped.
fn bounded_line(source: &mut impl BufRead, line: &mut Vec<u8>, read: &mut u64) -> io::Result<Line> {
    let (mut any, mut too_long) = (false, false);
    loop {
        let (used, ends) = {
            let buffer = match source.fill_buf() {
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            if buffer.is_empty() {
                break;
            }
            any = true;
            let (piece, ends) = match buffer.iter().position(|b| *b == b'\n') {
                Some(at) => (&buffer[..at], true),
                None => (buffer, false),
            };
            if line.len() + piece.len() > LARGEST_DOCUMENT {
                too_long = true;
                line.clear();
            }
            if !too_long {
                line.extend_from_slice(piece);
            }
            (piece.len() + usize::from(ends), ends)
        };
        source.consume(used);
        *read += used as u64;
        if ends {
            break;
        }
    }
    Ok(if too_long {
        Line::TooLong
    } else if any {
        Line::Whole
    } else {
        Line::End
    })
}

fn too_large(shown: &str) -> String {
    let limit = LARGEST_DOCUMENT >> 20;
    format!(
        "{shown}: larger than {limit} MiB, which is no single article; split it into one record for each article"
    )
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned())
}

/// The reason of an error of the system, without its number: the same words on every machine.
fn cause(error: io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::NotFound => "it is not there".to_owned(),
        kind => kind.to_string(),
    }
}
