//! Web archives (WARC 0.18 to 1.1), plain or gzipped, member by member or as a whole. Read record by record; only one
//! is held. Responses, resources and conversions that hold a page, text, a feed or a PDF are documents; their
//! identifier is their address, and the moment they were archived comes with them.

mod stream;

use crate::http::{self, Head};
use crate::unpack::{Name, Within, member};
use crate::{Format, Found, Input, Options, Sink, Source, cause, limits, too_large};
use std::io::{self, Cursor, SeekFrom};
use stemma_extract::{Form, Given};
use stemma_text::{DateBasis, DateRole, Dated};
use stream::{Next, Place, Record, Records, Stream};

/// Broken records of one archive that are named; more are counted.
const NAMED: u64 = 1000;

/// Unpacked bytes before a record in its gzip member up to which it is read again from there.
const NEAR: u64 = 1 << 20;

/// A record of a web archive within a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Packed {
    /// First byte of the record, or of the gzip member it stands in.
    pub start: u64,
    /// Bytes before it in the member, unpacked.
    pub skip: u64,
}

/// Gives the documents of one input to `sink`.
///
/// # Errors
/// In words, if nothing of it can be read.
pub(crate) fn read(input: &mut Input<'_>, options: &Options, sink: &mut dyn Sink) -> Result<(), String> {
    let size = input.source.seek(SeekFrom::End(0)).unwrap_or(u64::MAX);
    let stream = Stream::new(&mut *input.source, 0).map_err(|e| cause(&e))?;
    // Within an archive, going back may mean to unpack it again from its beginning.
    let times = if input.depth == 0 { 10_000 } else { 16 };
    let mut records = Records { stream, returns: (times, limits::AGAIN) };
    let wanted = options.records.get(&input.place);
    let options = Options { format: Format::Auto, ..options.clone() };
    let (mut bad, mut others, mut last) = (0, 0, None);
    loop {
        match records.next() {
            Next::End => break,
            Next::Bad(place, uri, why) => {
                // The source itself gives no more.
                if last.replace(place) == Some(place) {
                    break;
                }
                bad += 1;
                if bad <= NAMED {
                    let at = place.offset();
                    let id = uri.unwrap_or_else(|| format!("{}@{at}", input.id));
                    let error = format!("{}: at byte {at}: {why}; it was left out", input.place);
                    sink.failed(&id, error);
                }
            }
            Next::Record(record) => {
                let at = record.place.offset();
                if wanted.is_some_and(|wanted| !wanted.contains(&at)) {
                    continue;
                }
                let place = format!("{}@{at}", input.place);
                match document(record) {
                    Ok(Some(document)) => {
                        document.give((place, input.depth), &options, sink, size);
                    }
                    Ok(None) => others += 1,
                    Err(Refused::NoContent) => {}
                    Err(Refused::Said(uri, error)) => sink.failed(&uri, format!("{place}: {error}")),
                }
            }
        }
    }
    if bad > NAMED {
        let more = bad - NAMED;
        sink.failed(&input.id, format!("{}: {more} more places in it are no whole records", input.place));
    }
    if others > 0 {
        sink.passed_over(&format!("{} ({others} records without a text)", input.place));
    }
    Ok(())
}

/// The content of a document that was found there.
///
/// # Errors
/// If the source can no longer be read, or is another.
pub fn again(source: &mut dyn Source, packed: Packed) -> io::Result<Vec<u8>> {
    let mut stream = Stream::new(source, packed.start)?;
    if packed.skip > 0 {
        stream.skip_to(Place { packed: true, member: packed.start, skip: packed.skip })?;
    }
    match (Records { stream, returns: (0, 0) }).next() {
        Next::Record(record) => match document(record) {
            Ok(Some(document)) => Ok(document.content),
            _ => Err(io::ErrorKind::InvalidData.into()),
        },
        _ => Err(io::ErrorKind::InvalidData.into()),
    }
}

/// What a record holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Page,
    Text,
    /// A feed, a JSON record, a PDF: for another reader.
    Other,
}

/// A document in a record.
struct Document {
    uri: String,
    place: Place,
    kind: Kind,
    charset: Option<String>,
    content: Vec<u8>,
    fetched: Option<Dated>,
    modified: Option<Dated>,
}

/// A record that gives no document.
enum Refused {
    /// It is of a kind that holds none: a request, the description of the archive.
    NoContent,
    /// It would be one: its address, and what is wrong.
    Said(String, String),
}

/// The document of a record; `None` if what it holds is none.
fn document(record: Record) -> Result<Option<Document>, Refused> {
    let Record { place, fields, content, whole } = record;
    let kind = fields.get("warc-type").unwrap_or_default().to_lowercase();
    if !matches!(kind.as_str(), "response" | "resource" | "conversion") {
        return Err(Refused::NoContent);
    }
    let uri = fields.get("warc-target-uri").unwrap_or_default().trim_matches(['<', '>', ' ']).to_owned();
    let said = |error: String| Refused::Said(uri.clone(), error);
    if uri.is_empty() || uri.starts_with("urn:") || uri.starts_with("dns:") || uri.ends_with("/robots.txt") {
        return Ok(None);
    }
    if fields.get("warc-segment-number").is_some_and(|n| n != "1") {
        return Ok(None);
    }
    let (head, body) = match http::split(&content) {
        Some((head, body)) if kind == "response" => (head, body),
        _ if kind == "response" => return Ok(None),
        _ => (Head::default(), content.as_slice()),
    };
    if kind == "response" && !matches!(head.status, 200 | 203) {
        return Ok(None);
    }
    let named = if kind == "response" { head.get("content-type") } else { fields.get("content-type") };
    let (media, charset) = http::media_type(named.unwrap_or_default());
    let Some(kind) = kind_of(&media) else { return Ok(None) };
    if !whole {
        return Err(said(too_large()));
    }
    let content = http::content(&head, body).map_err(said)?;
    if content.len() as u64 > limits::DOCUMENT {
        return Err(said(too_large()));
    }
    let Some(kind) = kind_by_content(kind, &media, &content) else { return Ok(None) };
    let fetched = fields
        .get("warc-date")
        .and_then(|date| Dated::parse(date, DateBasis::Warc))
        .or_else(|| http_date(head.get("date")?));
    let modified = head
        .get("last-modified")
        // Pages that are made when they are asked for say the moment of the answer.
        .filter(|date| Some(*date) != head.get("date"))
        .and_then(http_date)
        .filter(|date| fetched.as_ref().is_none_or(|fetched| date.value < fetched.value));
    Ok(Some(Document { uri, place, kind, charset, content, fetched, modified }))
}

/// The date of a field of HTTP, in UTC.
fn http_date(value: &str) -> Option<Dated> {
    let moment = jiff::fmt::rfc2822::parse(value).ok()?.timestamp();
    Dated::parse(&moment.to_string(), DateBasis::Http)
}

/// What a media type says; `None` if it can hold no article.
fn kind_of(media: &str) -> Option<Kind> {
    match media {
        "text/html" | "application/xhtml+xml" => Some(Kind::Page),
        "text/plain" | "" => Some(Kind::Text),
        "application/pdf" | "application/x-pdf" | "text/xml" => Some(Kind::Other),
        _ if media.starts_with("application/") => {
            (media.ends_with("json") || media.ends_with("xml")).then_some(Kind::Other)
        }
        _ => None,
    }
}

/// What a content is, whatever its media type; `None` if it can be no article.
fn kind_by_content(kind: Kind, media: &str, content: &[u8]) -> Option<Kind> {
    let head = &content[..content.len().min(limits::HEAD as usize)];
    let ending = if media.ends_with("json") { "json" } else { "html" };
    match Format::Auto.of(head, ending) {
        Format::Feed | Format::NewsMl | Format::Pdf => Some(Kind::Other),
        Format::Json if media.ends_with("json") => Some(Kind::Other),
        Format::Auto if kind != Kind::Other && !head.trim_ascii().is_empty() => {
            (!stemma_extract::looks_binary(head)).then_some(kind)
        }
        _ => None,
    }
}

impl Document {
    /// Gives it to `sink`, through another reader where it needs one.
    fn give(mut self, (place, depth): (String, usize), options: &Options, sink: &mut dyn Sink, size: u64) {
        if self.kind == Kind::Other {
            let content = std::mem::take(&mut self.content);
            let name = Name { id: self.uri.clone(), place: format!("{place}!/{}", file_name(&self.uri)) };
            let mut within = Within::new(sink, size);
            let mut stamped = Stamped { document: &self, sink: &mut within };
            return member(&mut Cursor::new(content), name, depth, options, &mut stamped);
        }
        let form = match self.kind {
            Kind::Page => Some(Form::Html),
            _ => None,
        };
        let skip = if self.place.packed { self.place.skip } else { 0 };
        let packed = Some(Packed { start: self.place.offset(), skip }).filter(|_| skip < NEAR);
        let mut found = Found { form, charset: self.charset.clone(), place, packed, ..Found::default() };
        self.stamp(&mut found.given);
        found.given.id.clone_from(&self.uri);
        found.given.url = Some(self.uri);
        found.content = self.content;
        sink.found(found);
    }

    /// Says when a document was archived.
    fn stamp(&self, given: &mut Given) {
        if given.fetched.is_none() {
            given.fetched = self.fetched.as_ref().map(|f| f.value.clone());
        }
        given.dates.extend(self.fetched.iter().map(|d| (DateRole::FirstSeen, d.clone())));
        given.dates.extend(self.modified.iter().map(|d| (DateRole::Modified, d.clone())));
    }
}

/// What a reader takes for the name of the file.
fn file_name(uri: &str) -> &str {
    let path = uri.split(['?', '#']).next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default()
}

/// Says of what is found in a record when it was archived.
struct Stamped<'k> {
    document: &'k Document,
    sink: &'k mut Within<'k>,
}

impl Sink for Stamped<'_> {
    fn found(&mut self, mut found: Found) {
        self.document.stamp(&mut found.given);
        if found.given.id == self.document.uri && found.given.url.is_none() {
            found.given.url = Some(self.document.uri.clone());
        }
        self.sink.found(found);
    }

    fn failed(&mut self, id: &str, error: String) {
        self.sink.failed(id, error);
    }

    fn passed_over(&mut self, place: &str) {
        self.sink.passed_over(place);
    }

    fn room(&self) -> u64 {
        self.sink.room()
    }

    fn unpacked(&mut self, bytes: u64) {
        self.sink.unpacked(bytes);
    }
}
