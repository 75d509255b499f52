//! Formats and containers to documents. Stands before the first step of the pipeline (**inputs → documents** → bytes →
//! article → …): a folder's file, an answer of a server or a member of an archive goes in, and what comes out are
//! documents: bytes of text or HTML, with what the container says of them.
//!
//! A reader is one file of this crate with one function, `read`, that takes an [`Input`] and gives what it finds to a
//! [`Sink`]. It opens no files: the engine does. Every input is hostile; what a reader holds at once is bounded by the
//! constants in [`limits`]. What cannot be read is a failure that names the document and says what to do, and the
//! reader goes on behind it.

mod detect;
mod feed;
mod http;
mod json;
pub mod limits;
mod mail;
mod moment;
mod newsml;
mod ninjs;
mod parquet;
mod pdf;
mod sitemap;
mod table;
mod tar;
mod unpack;
mod warc;
mod wire;
mod words;
mod xml;
mod zip;

pub use detect::{Format, beside};
pub use feed::links;
pub use json::{Fields, record};
pub use warc::{Packed, again};

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read, Seek, SeekFrom};
use stemma_extract::{Form, Given};

/// What an input is read from.
pub trait Source: Read + Seek {}
impl<S: Read + Seek> Source for S {}

/// One input: a file, standard input, a member of an archive.
pub struct Input<'s> {
    /// Its bytes; the readers start at their beginning.
    pub source: &'s mut dyn Source,
    /// Identifier of the document, if it is a single one; the beginning of the identifiers else.
    pub id: String,
    /// Where it is, as messages name it: `archive.zip!/folder/page.html`.
    pub place: String,
    /// How many containers it stands in.
    pub depth: usize,
    /// True for what was found in a folder or an archive and not named by the caller, so that what is clearly no
    /// article is passed over.
    pub walked: bool,
}

impl Input<'_> {
    /// File name with its ending, in lower case.
    pub fn name(&self) -> String {
        self.place.rsplit(['/', '\\', '!']).next().unwrap_or_default().to_lowercase()
    }

    /// Ending of the file name, in lower case, without the point.
    pub fn ending(&self) -> String {
        self.name().rsplit_once('.').map(|(_, ending)| ending.to_owned()).unwrap_or_default()
    }

    /// The first bytes, as many as [`limits::HEAD`]; the source stands at its beginning again.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn head(&mut self) -> io::Result<Vec<u8>> {
        self.source.seek(SeekFrom::Start(0))?;
        let mut head = Vec::new();
        (&mut *self.source).take(limits::HEAD).read_to_end(&mut head)?;
        self.source.seek(SeekFrom::Start(0))?;
        Ok(head)
    }

    /// All bytes of one document.
    ///
    /// # Errors
    /// In words, if it cannot be read or has more than [`limits::DOCUMENT`] bytes.
    pub fn whole(&mut self) -> Result<Vec<u8>, String> {
        self.whole_within(limits::DOCUMENT)
    }

    /// All bytes, if there are no more than `limit`.
    ///
    /// # Errors
    /// In words, if it cannot be read or is larger.
    pub(crate) fn whole_within(&mut self, limit: u64) -> Result<Vec<u8>, String> {
        let mut bytes = Vec::new();
        self.source.seek(SeekFrom::Start(0)).map_err(|e| cause(&e))?;
        match (&mut *self.source).take(limit + 1).read_to_end(&mut bytes) {
            Err(error) => Err(cause(&error)),
            Ok(length) if length as u64 > limit && limit == limits::DOCUMENT => Err(too_large()),
            Ok(length) if length as u64 > limit => Err(format!("larger than {} MiB; split it", limit >> 20)),
            Ok(_) => Ok(bytes),
        }
    }
}

/// One document, as a reader found it.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// What the container says of it; its `id` is the document's.
    pub given: Given,
    /// Form of the content; `None`: text or HTML, by what stands in it.
    pub form: Option<Form>,
    /// Bytes of the document as the container holds them, unpacked.
    pub content: Vec<u8>,
    /// Encoding that the container names (`charset` of HTTP and MIME).
    pub charset: Option<String>,
    /// True if the content was a string of a record: UTF-8 whatever its bytes look like.
    pub is_string: bool,
    /// Where it is, as messages name it.
    pub place: String,
    /// Where it stands in the source, if it can be read again from there alone.
    pub at: Option<At>,
    /// Where it stands in a web archive, if it can be read again from there alone.
    pub packed: Option<Packed>,
    /// True if the content is all of the input, byte for byte.
    pub whole: bool,
    /// True for an entry of a feed or a sitemap: where the page it names is in the pile too, its dates go to the page
    /// and it is no document of its own. One without content never is.
    pub listed: bool,
}

/// A JSON record within a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At {
    /// First byte of the record.
    pub start: u64,
    /// Bytes of the record.
    pub length: usize,
    /// Name of the field with the content, as it stands in the record.
    pub field: String,
    /// The record itself.
    pub record: Vec<u8>,
}

/// Takes what readers find, in the order of the input.
pub trait Sink {
    /// A document.
    fn found(&mut self, found: Found);
    /// A document that cannot be read: its identifier or place, and a sentence that names the place and says what to
    /// do.
    fn failed(&mut self, id: &str, error: String);
    /// Something that is no article.
    fn passed_over(&mut self, place: &str);
    /// Bytes that may still be unpacked from the archives that the reader stands in.
    fn room(&self) -> u64 {
        u64::MAX
    }
    /// Bytes that were unpacked.
    fn unpacked(&mut self, _bytes: u64) {}
}

/// How inputs are read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Format of the inputs; of what stands in an archive only where that is no archive itself.
    pub format: Format,
    /// Take text exactly as it is.
    pub as_is: bool,
    /// From names of fields in records and tables to the names that stemma knows: `article` → `text`.
    pub renamed: BTreeMap<String, String>,
    /// From places of web archives to the records that are wanted of them, by their first bytes; of archives that do
    /// not stand here all are.
    pub records: BTreeMap<String, BTreeSet<u64>>,
}

/// Reads one input: finds out what it is and gives its documents to `sink`.
pub fn read(input: &mut Input<'_>, options: &Options, sink: &mut dyn Sink) {
    if input.depth > limits::DEPTH {
        let error = format!("{}: archives in archives in archives; unpack it first", input.place);
        return sink.failed(&input.id.clone(), error);
    }
    let format = match input.head() {
        Ok(head) => options.format.of(&head, &input.ending()),
        Err(error) => {
            return sink
                .failed(&input.id.clone(), format!("{}: cannot be read: {}", input.place, cause(&error)));
        }
    };
    let done = match format {
        Format::Feed => feed::read(input, options, sink),
        Format::Sitemap => sitemap::read(input, sink),
        Format::Warc => warc::read(input, options, sink),
        Format::JsonLines => json::lines(input, options, sink),
        Format::Json => json::file(input, options, sink),
        Format::Parquet => parquet::read(input, options, sink),
        Format::Table => table::read(input, options, sink),
        Format::Ninjs => ninjs::read(input, options, sink),
        Format::NewsMl => newsml::read(input, options, sink),
        Format::Pdf => pdf::read(input, options, sink),
        Format::Mail => mail::read(input, options, sink),
        Format::Zip => zip::read(input, options, sink),
        Format::Tar | Format::Gzip => tar::read(input, options, sink),
        Format::Auto | Format::Text | Format::Html => single(input, format, sink),
    };
    if let Err(error) = done {
        sink.failed(&input.id.clone(), format!("{}: {error}", input.place));
    }
}

/// A document of text or HTML.
fn single(input: &mut Input<'_>, format: Format, sink: &mut dyn Sink) -> Result<(), String> {
    let content = input.whole()?;
    let form = match format {
        Format::Html => Some(Form::Html),
        Format::Text => Some(Form::Text),
        _ => None,
    };
    let given = Given { id: input.id.clone(), ..Given::default() };
    let place = input.place.clone();
    sink.found(Found { given, form, content, place, whole: true, ..Found::default() });
    Ok(())
}

/// What to say of a document that is too large.
pub fn too_large() -> String {
    let limit = limits::DOCUMENT >> 20;
    format!("larger than {limit} MiB, which is no single article; split it into one record for each article")
}

/// The reason of an error of the system, without its number: the same words on every machine.
pub fn cause(error: &io::Error) -> String {
    if let Some(said) = error.get_ref().and_then(|e| e.downcast_ref::<unpack::Said>()) {
        return said.0.clone();
    }
    match error.kind() {
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::NotFound => "it is not there".to_owned(),
        kind => kind.to_string(),
    }
}
