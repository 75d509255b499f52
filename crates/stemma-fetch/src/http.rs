//! One request and its answer over HTTP/1.1, kept byte by byte as they went over the wire.
//!
//! Own code over `httparse`, about three hundred lines: the archive must hold the very bytes, every read must end in
//! time, and a cut-off answer is still evidence. Clients of the registry give headers in their own spelling and bodies
//! without their chunks.

use crate::connect::broken;
use crate::error::Error;
use crate::limits::Limits;
use std::io::{self, Cursor, Read, Write};
use url::Url;

/// Header lines of one answer.
const HEADERS: usize = 256;

/// Answers `1xx` before the real one.
const INTERIM: usize = 8;

/// Longest line with the size of a chunk in bytes.
const CHUNK_LINE: usize = 4 << 10;

/// Bytes that are read at once.
const STEP: usize = 32 << 10;

/// The head of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Status.
    pub status: u16,
    /// The server's words for it.
    pub reason: String,
    /// Names in lower case, with their values.
    headers: Vec<(String, String)>,
}

impl Head {
    /// The first header of this name (in lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    fn all<'h>(&'h self, name: &'static str) -> impl Iterator<Item = &'h str> {
        self.headers.iter().filter(move |(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// Content type without parameters, in lower case; empty if the server says nothing.
    pub fn kind(&self) -> String {
        let kind = self.header("content-type").unwrap_or_default();
        kind.split([';', ',']).next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// True for a redirect to another address.
    pub fn redirects(&self) -> bool {
        matches!(self.status, 301 | 302 | 303 | 307 | 308)
    }

    /// True if this is an answer with the content that was asked for.
    pub fn succeeds(&self) -> bool {
        self.status == 200 || self.status == 203
    }

    /// True if the content can hold an article or a feed.
    pub fn readable(&self) -> bool {
        let kind = self.kind();
        let no_text = ["text/css", "text/javascript", "text/ecmascript", "image/svg+xml"];
        let other = [
            "",
            "application/xml",
            "application/json",
            "application/pdf",
            "application/x-pdf",
            "application/x-ndjson",
            "application/jsonl",
            "message/rfc822",
            "multipart/related",
        ];
        !no_text.contains(&kind.as_str())
            && (kind.starts_with("text/")
                || kind.ends_with("+xml")
                || kind.ends_with("+json")
                || other.contains(&kind.as_str()))
    }
}

/// Why an answer was cut off, in the words of WARC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// Too long.
    Length,
    /// It took too long.
    Time,
    /// The connection broke off.
    Disconnect,
    /// It was not wanted.
    Unspecified,
}

impl Cut {
    /// The word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Length => "length",
            Self::Time => "time",
            Self::Disconnect => "disconnect",
            Self::Unspecified => "unspecified",
        }
    }
}

/// An answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// All bytes, as they came.
    pub raw: Vec<u8>,
    /// What the head says.
    pub head: Head,
    /// First byte of the body in `raw`.
    body_at: usize,
    /// The body put together, where it came in chunks.
    joined: Option<Vec<u8>>,
    /// Whether the end is missing.
    pub cut: Option<Cut>,
    /// What went wrong after the head.
    pub flaw: Option<Error>,
}

impl Answer {
    /// The body without the chunks of the transfer; still packed, if the server packed it.
    pub fn body(&self) -> &[u8] {
        self.joined.as_deref().unwrap_or(&self.raw[self.body_at..])
    }
}

/// The bytes of a request for `url`.
pub fn request(url: &Url, agent: &str) -> Vec<u8> {
    let host = url.host_str().unwrap_or_default();
    let port = url.port().map(|p| format!(":{p}")).unwrap_or_default();
    let query = url.query().map(|q| format!("?{q}")).unwrap_or_default();
    let path = url.path();
    format!(
        "GET {path}{query} HTTP/1.1\r\n\
         Host: {host}{port}\r\n\
         User-Agent: {agent}\r\n\
         Accept: text/html,application/xhtml+xml,application/xml;q=0.9,application/pdf;q=0.8,*/*;q=0.5\r\n\
         Accept-Encoding: gzip\r\n\
         Connection: close\r\n\r\n"
    )
    .into_bytes()
}

/// Sends a request and reads the answer.
///
/// # Errors
/// If there is no whole head. What goes wrong later stands in the answer.
pub fn exchange(
    stream: &mut (impl Read + Write),
    request: &[u8],
    limits: &Limits,
    robots: bool,
) -> Result<Answer, Error> {
    stream.write_all(request).and_then(|()| stream.flush()).map_err(|e| broken(&e, limits))?;
    let wanted = |head: &Head| match head {
        _ if robots || !head.succeeds() => Wanted::Beginning(limits.other_body),
        _ if head.readable() => Wanted::Whole(limits.body),
        _ => Wanted::Nothing,
    };
    Reader { source: stream, raw: Vec::new(), at: 0, limits }.answer(wanted)
}

/// Reads an answer that was kept.
///
/// # Errors
/// If it is none.
pub fn kept(raw: Vec<u8>, limits: &Limits) -> Result<Answer, Error> {
    Reader { source: &mut Cursor::new(raw), raw: Vec::new(), at: 0, limits }
        .answer(|_| Wanted::Whole(limits.body))
}

/// The head alone of an answer that was kept.
///
/// # Errors
/// If it is none.
pub fn kept_head(source: &mut impl Read, limits: &Limits) -> Result<Head, Error> {
    Reader { source, raw: Vec::new(), at: 0, limits }.head()
}

/// What is wanted of a body, in bytes.
#[derive(Clone, Copy)]
enum Wanted {
    /// The head is enough.
    Nothing,
    /// All of it, or nothing where it is longer.
    Whole(u64),
    /// Its beginning.
    Beginning(u64),
}

struct Reader<'s, S> {
    source: &'s mut S,
    raw: Vec<u8>,
    /// What comes before is read.
    at: usize,
    limits: &'s Limits,
}

/// What ends the reading of a body.
enum Stop {
    Broken(io::Error),
    Early { got: u64, announced: u64 },
    Large,
    Malformed(&'static str),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Broken(error)
    }
}

impl<S: Read> Reader<'_, S> {
    /// Reads more. Gives the number of bytes, 0 at the end.
    fn fill(&mut self, most: u64) -> io::Result<usize> {
        let old = self.raw.len();
        self.raw.resize(old + STEP.min(usize::try_from(most).unwrap_or(STEP)).max(1), 0);
        loop {
            match self.source.read(&mut self.raw[old..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => {
                    self.raw.truncate(old + *other.as_ref().unwrap_or(&0));
                    return other;
                }
            }
        }
    }

    /// Reads the head of the answer; `at` is then the first byte of the body.
    fn head(&mut self) -> Result<Head, Error> {
        let no_http = |cause: &str| Error::NotHttp(cause.to_owned());
        for _ in 0..INTERIM {
            let end = self.end_of_head()?;
            let mut headers = [httparse::EMPTY_HEADER; HEADERS];
            let mut parsed = httparse::Response::new(&mut headers);
            let status = httparse::ParserConfig::default()
                .allow_spaces_after_header_name_in_responses(true)
                .allow_obsolete_multiline_headers_in_responses(true)
                .ignore_invalid_headers_in_responses(true)
                .parse_response(&mut parsed, &self.raw[self.at..end])
                .map_err(|e| no_http(&e.to_string()))?;
            if status.is_partial() {
                return Err(no_http("its head is incomplete"));
            }
            let status = parsed.code.unwrap_or_default();
            if (100..200).contains(&status) {
                if status == 101 {
                    return Err(no_http("it changes the protocol"));
                }
                self.raw.drain(..end);
                continue;
            }
            let lines = parsed.headers.iter();
            let text = |value: &[u8]| String::from_utf8_lossy(value).trim().to_owned();
            let headers = lines.map(|h| (h.name.to_ascii_lowercase(), text(h.value))).collect();
            let reason: String = parsed.reason.unwrap_or_default().chars().take(80).collect();
            self.at = end;
            return Ok(Head { status, reason: reason.trim().to_owned(), headers });
        }
        Err(no_http("one interim answer after the other"))
    }

    /// Reads up to the empty line behind the head; gives the byte after it.
    fn end_of_head(&mut self) -> Result<usize, Error> {
        let mut seen = 0;
        loop {
            let start = self.raw.len().min(8);
            if !b"HTTP/1.0HTTP/1.1".chunks(8).any(|version| version.starts_with(&self.raw[..start])) {
                return Err(Error::NotHttp("it begins otherwise".to_owned()));
            }
            if let Some(end) = empty_line(&self.raw, seen) {
                return Ok(end);
            }
            seen = self.raw.len().saturating_sub(3);
            if self.raw.len() >= self.limits.head {
                return Err(Error::LargeHead(self.limits.head >> 10));
            }
            let got =
                self.fill((self.limits.head - self.raw.len()) as u64).map_err(|e| broken(&e, self.limits))?;
            if got == 0 {
                return Err(Error::Broken("it was closed before an answer came".to_owned()));
            }
        }
    }

    /// Reads a whole answer.
    fn answer(mut self, wanted: impl Fn(&Head) -> Wanted) -> Result<Answer, Error> {
        let head = self.head()?;
        let body_at = self.at;
        let wanted = wanted(&head);
        if matches!(wanted, Wanted::Nothing) {
            let flaw = Some(Error::Kind(head.kind()));
            self.raw.truncate(body_at);
            return Ok(Answer {
                raw: self.raw,
                head,
                body_at,
                joined: None,
                cut: Some(Cut::Unspecified),
                flaw,
            });
        }
        let mut joined = None;
        let read = self.body(&head, wanted, &mut joined);
        let (cut, flaw) = match read {
            Ok(()) => (None, None),
            Err(stop) => {
                let (cut, flaw) = self.flaw(stop);
                (Some(cut), Some(flaw))
            }
        };
        Ok(Answer { raw: self.raw, head, body_at, joined, cut, flaw })
    }

    fn flaw(&self, stop: Stop) -> (Cut, Error) {
        match stop {
            Stop::Broken(error) if error.kind() == io::ErrorKind::TimedOut => {
                (Cut::Time, broken(&error, self.limits))
            }
            Stop::Broken(error) => (Cut::Disconnect, broken(&error, self.limits)),
            Stop::Early { got, announced } => (Cut::Disconnect, Error::EndedEarly { got, announced }),
            Stop::Large => (Cut::Length, Error::Large(self.limits.body >> 20)),
            Stop::Malformed(cause) => (Cut::Unspecified, Error::NotHttp(cause.to_owned())),
        }
    }

    fn body(&mut self, head: &Head, wanted: Wanted, joined: &mut Option<Vec<u8>>) -> Result<(), Stop> {
        let (Wanted::Whole(most) | Wanted::Beginning(most)) = wanted else { return Ok(()) };
        if matches!(head.status, 204 | 304) {
            self.raw.truncate(self.at);
            return Ok(());
        }
        let transfers: Vec<String> = head.all("transfer-encoding").map(str::to_ascii_lowercase).collect();
        match transfers.join(",").trim() {
            "" | "identity" => {}
            "chunked" => return self.chunks(most, joined.insert(Vec::new())),
            _ => return Err(Stop::Malformed("it comes in a transfer encoding that was not asked for")),
        }
        let mut lengths = head.all("content-length").flat_map(|l| l.split(',')).map(str::trim);
        let Some(length) = lengths.next() else { return self.until_closed(most) };
        if lengths.any(|other| other != length) {
            return Err(Stop::Malformed("it names two lengths"));
        }
        let plain = length.bytes().all(|b| b.is_ascii_digit());
        let Some(length) = length.parse::<u64>().ok().filter(|_| plain) else {
            return Err(Stop::Malformed("its length is no number"));
        };
        if length > most && matches!(wanted, Wanted::Whole(_)) {
            return Err(Stop::Large);
        }
        let wanted = length.min(most);
        while ((self.raw.len() - self.at) as u64) < wanted {
            let got = (self.raw.len() - self.at) as u64;
            if self.fill(wanted - got)? == 0 {
                return Err(Stop::Early { got, announced: length });
            }
        }
        if wanted < length {
            return Err(Stop::Large);
        }
        // What comes behind the announced end is no part of the answer.
        self.raw.truncate(self.at + length as usize);
        Ok(())
    }

    fn until_closed(&mut self, most: u64) -> Result<(), Stop> {
        loop {
            let got = (self.raw.len() - self.at) as u64;
            if got > most {
                self.raw.truncate(self.at + most as usize);
                return Err(Stop::Large);
            }
            match self.fill(most + 1 - got) {
                Ok(0) => return Ok(()),
                Ok(_) => {}
                // Many servers end TLS without saying so; no length was announced, so nothing is known to be missing.
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Joins a body that comes in chunks (RFC 9112, section 7.1).
    fn chunks(&mut self, most: u64, joined: &mut Vec<u8>) -> Result<(), Stop> {
        let body_at = self.at;
        loop {
            let line = self.line()?;
            let size = line.split(|b| *b == b';').next().unwrap_or_default().trim_ascii();
            let size = std::str::from_utf8(size).ok().filter(|s| !s.starts_with('+'));
            let Some(size) = size.and_then(|s| u64::from_str_radix(s, 16).ok()) else {
                return Err(Stop::Malformed("the size of a chunk is no number"));
            };
            if size == 0 {
                break;
            }
            // The sizes themselves take room as well: chunks of one byte must not make the raw answer endless.
            let around = (self.at - body_at - joined.len()) as u64;
            if size.saturating_add(joined.len() as u64) > most || around > most.max(1 << 20) {
                return Err(Stop::Large);
            }
            let size = size as usize;
            let end = self.at + size;
            while self.raw.len() < end {
                let got = (self.raw.len() - self.at) as u64;
                if self.fill((end - self.raw.len()) as u64 + 2)? == 0 {
                    joined.extend_from_slice(&self.raw[self.at..]);
                    return Err(Stop::Early { got, announced: size as u64 });
                }
            }
            joined.extend_from_slice(&self.raw[self.at..end]);
            self.at = end;
            if !self.line()?.is_empty() {
                return Err(Stop::Malformed("a chunk is longer than announced"));
            }
        }
        let trailers = self.at;
        while !self.line()?.is_empty() {
            if self.at - trailers > self.limits.head {
                return Err(Stop::Large);
            }
        }
        self.raw.truncate(self.at);
        Ok(())
    }

    /// Reads a line, without its end.
    fn line(&mut self) -> Result<&[u8], Stop> {
        let start = self.at;
        let mut seen = start;
        loop {
            if let Some(end) = self.raw[seen..].iter().position(|b| *b == b'\n') {
                self.at = seen + end + 1;
                let line = &self.raw[start..seen + end];
                return Ok(line.strip_suffix(b"\r").unwrap_or(line));
            }
            seen = self.raw.len();
            if seen - start > CHUNK_LINE {
                return Err(Stop::Malformed("the size of a chunk is no number"));
            }
            if self.fill(STEP as u64)? == 0 {
                return Err(Stop::Early { got: 0, announced: 1 });
            }
        }
    }
}

/// The byte behind the empty line that ends a head; looked for from `from` on.
fn empty_line(raw: &[u8], from: usize) -> Option<usize> {
    let breaks = raw[from..].iter().enumerate().filter(|(_, b)| **b == b'\n').map(|(at, _)| from + at);
    for at in breaks {
        match raw[at + 1..] {
            [b'\n', ..] => return Some(at + 2),
            [b'\r', b'\n', ..] => return Some(at + 3),
            _ => {}
        }
    }
    None
}
