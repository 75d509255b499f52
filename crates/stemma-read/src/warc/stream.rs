//! Records of a web archive one after the other, from plain bytes or from gzip members, with what is wrong between
//! them. Lengths are not believed: where no record follows a content, its length is wrong, and the reader goes on at
//! the next beginning of a record.

use crate::http::Fields;
use crate::unpack::said;
use crate::{Source, cause, limits};
use flate2::bufread::GzDecoder;
use std::io::{self, BufRead, Read, SeekFrom};

/// Bytes read at once.
const BUFFER: usize = 64 << 10;

/// Bytes of a source, with a look ahead.
struct Raw<'s> {
    source: &'s mut dyn Source,
    buffer: Box<[u8]>,
    from: usize,
    to: usize,
    /// Place of the next byte in the source.
    at: u64,
}

impl Raw<'_> {
    /// The next bytes, at least `least` unless the source ends before.
    fn ahead(&mut self, least: usize) -> io::Result<&[u8]> {
        refill(&mut self.buffer, (&mut self.from, &mut self.to), least, |room| self.source.read(room))?;
        Ok(&self.buffer[self.from..self.to])
    }

    fn seek(&mut self, at: u64) -> io::Result<()> {
        self.source.seek(SeekFrom::Start(at))?;
        (self.from, self.to, self.at) = (0, 0, at);
        Ok(())
    }
}

/// Fills a buffer until it holds `least` bytes or nothing more comes.
fn refill(
    buffer: &mut [u8],
    (from, to): (&mut usize, &mut usize),
    least: usize,
    mut read: impl FnMut(&mut [u8]) -> io::Result<usize>,
) -> io::Result<()> {
    if *to - *from >= least {
        return Ok(());
    }
    buffer.copy_within(*from..*to, 0);
    (*from, *to) = (0, *to - *from);
    while *to < least {
        match read(&mut buffer[*to..]) {
            Ok(0) => break,
            Ok(read) => *to += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

impl Read for Raw<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let bytes = self.fill_buf()?;
        let length = bytes.len().min(into.len());
        into[..length].copy_from_slice(&bytes[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl BufRead for Raw<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.ahead(1)
    }

    fn consume(&mut self, amount: usize) {
        self.from += amount;
        self.at += amount as u64;
    }
}

enum Inner<'s> {
    Plain(Raw<'s>),
    Gzip(Box<GzDecoder<Raw<'s>>>),
}

/// A place in a web archive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// True within a gzip member.
    pub packed: bool,
    /// First byte of the gzip member in the source.
    pub member: u64,
    /// Bytes from there, unpacked; from the beginning of the source if it is not packed.
    pub skip: u64,
}

impl Place {
    /// Byte of the source where it is, or where its member begins.
    pub(super) fn offset(self) -> u64 {
        if self.packed { self.member } else { self.skip }
    }
}

/// Unpacked bytes, member by member.
pub(super) struct Stream<'s> {
    /// `None` only after the source failed.
    inner: Option<Inner<'s>>,
    buffer: Box<[u8]>,
    from: usize,
    to: usize,
    place: Place,
    /// The member gives nothing more.
    ended: bool,
}

impl<'s> Stream<'s> {
    /// Begins at a byte of the source.
    pub(super) fn new(source: &'s mut dyn Source, start: u64) -> io::Result<Self> {
        let mut raw = Raw { source, buffer: vec![0; BUFFER].into(), from: 0, to: 0, at: 0 };
        raw.seek(start)?;
        let gzip = raw.ahead(2)?.starts_with(b"\x1f\x8b");
        let place = if gzip {
            Place { packed: true, member: start, skip: 0 }
        } else {
            Place { skip: start, ..Place::default() }
        };
        let inner = Some(if gzip { Inner::Gzip(Box::new(GzDecoder::new(raw))) } else { Inner::Plain(raw) });
        Ok(Self { inner, buffer: vec![0; BUFFER].into(), from: 0, to: 0, place, ended: false })
    }

    /// The next bytes of the member, at least `least` unless it ends before.
    fn ahead(&mut self, least: usize) -> io::Result<&[u8]> {
        if !self.ended && self.to - self.from < least {
            let Some(inner) = &mut self.inner else { return Err(said("it can no longer be read")) };
            let filled =
                refill(&mut self.buffer, (&mut self.from, &mut self.to), least, |room| match inner {
                    Inner::Plain(raw) => raw.read(room),
                    Inner::Gzip(decoder) => decoder.read(room),
                });
            self.ended = filled.is_err() || self.to - self.from < least;
            filled.map_err(|error| match error.kind() {
                io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => said("it is damaged"),
                io::ErrorKind::UnexpectedEof => said("it ends too early"),
                _ => error,
            })?;
        }
        Ok(&self.buffer[self.from..self.to])
    }

    fn consume(&mut self, amount: usize) {
        self.from += amount;
        self.place.skip += amount as u64;
    }

    /// What is left of a damaged member is no beginning of anything.
    fn abandon(&mut self) {
        self.from = self.to;
    }

    /// Goes to the next gzip member, over what stands between; false if there is none.
    fn next_member(&mut self) -> io::Result<bool> {
        let mut raw = match self.inner.take() {
            Some(Inner::Gzip(decoder)) => decoder.into_inner(),
            plain => {
                self.inner = plain;
                return Ok(false);
            }
        };
        loop {
            let bytes = raw.ahead(4)?;
            if bytes.len() < 4 {
                self.inner = Some(Inner::Gzip(Box::new(GzDecoder::new(raw))));
                return Ok(false);
            }
            if bytes.starts_with(b"\x1f\x8b\x08") && bytes[3] < 32 {
                break;
            }
            let next = bytes[1..].iter().position(|b| *b == 0x1f).map_or(bytes.len(), |at| at + 1);
            raw.consume(next);
        }
        self.place = Place { packed: true, member: raw.at, skip: 0 };
        (self.from, self.to, self.ended) = (0, 0, false);
        self.inner = Some(Inner::Gzip(Box::new(GzDecoder::new(raw))));
        Ok(true)
    }

    /// Goes back to a place.
    fn go_to(&mut self, place: Place) -> io::Result<()> {
        self.inner = match self.inner.take() {
            Some(Inner::Plain(mut raw)) => {
                raw.seek(place.skip)?;
                Some(Inner::Plain(raw))
            }
            Some(Inner::Gzip(decoder)) => {
                let mut raw = decoder.into_inner();
                raw.seek(place.member)?;
                Some(Inner::Gzip(Box::new(GzDecoder::new(raw))))
            }
            None => return Err(said("it can no longer be read")),
        };
        (self.from, self.to, self.ended) = (0, 0, false);
        match self.inner {
            Some(Inner::Plain(_)) => self.place = place,
            _ => self.skip_to(place)?,
        }
        Ok(())
    }

    /// Goes forward to a place of the member that has just begun.
    pub(super) fn skip_to(&mut self, place: Place) -> io::Result<()> {
        self.place = Place { skip: 0, ..place };
        while self.place.skip < place.skip {
            let left = usize::try_from(place.skip - self.place.skip).unwrap_or(usize::MAX);
            let length = self.ahead(1)?.len().min(left);
            if length == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            self.consume(length);
        }
        Ok(())
    }

    /// Goes forward to the next line that begins a record, or to the end of the member.
    fn resynchronise(&mut self) -> io::Result<()> {
        loop {
            let bytes = self.ahead(7)?;
            if bytes.is_empty() || begins_record(bytes) {
                return Ok(());
            }
            let length = bytes.iter().position(|b| *b == b'\n').map_or(bytes.len(), |at| at + 1);
            self.consume(length);
        }
    }

    /// Reads a line without its end into `line`, at most `most` bytes of it. False at the end of the member.
    fn line(&mut self, line: &mut Vec<u8>, most: usize) -> io::Result<bool> {
        line.clear();
        let mut any = false;
        loop {
            let bytes = self.ahead(1)?;
            if bytes.is_empty() {
                return Ok(any);
            }
            any = true;
            let end = bytes.iter().position(|b| *b == b'\n');
            let piece = &bytes[..end.unwrap_or(bytes.len())];
            line.extend_from_slice(&piece[..piece.len().min(most.saturating_sub(line.len()))]);
            let length = piece.len() + usize::from(end.is_some());
            self.consume(length);
            if end.is_some() {
                if line.last() == Some(&b'\r') {
                    line.pop();
                }
                return Ok(true);
            }
        }
    }
}

fn begins_record(bytes: &[u8]) -> bool {
    bytes.starts_with(b"WARC/1.") || bytes.starts_with(b"WARC/0.")
}

/// One record.
pub(super) struct Record {
    pub place: Place,
    pub fields: Fields,
    /// Its content, or its beginning if there is too much.
    pub content: Vec<u8>,
    /// True if the content is whole.
    pub whole: bool,
}

/// What comes next in an archive.
pub(super) enum Next {
    Record(Record),
    /// Something that is no whole record: where it begins, whose address it names, what is wrong.
    Bad(Place, Option<String>, String),
    End,
}

/// The records of an archive.
pub(super) struct Records<'s> {
    pub stream: Stream<'s>,
    /// How often, and over how many bytes, the reader may still go back.
    pub returns: (u32, u64),
}

/// How the reading of a content ended.
enum End {
    Whole,
    Torn,
}

impl Records<'_> {
    /// The next record.
    pub(super) fn next(&mut self) -> Next {
        loop {
            match self.blank() {
                Ok(true) => break,
                Ok(false) => match self.stream.next_member() {
                    Ok(true) => {}
                    Ok(false) => return Next::End,
                    Err(error) => return self.broken(None, &error),
                },
                Err(error) => return self.broken(None, &error),
            }
        }
        let place = self.stream.place;
        match self.record(place) {
            Ok(next) => next,
            Err(error) => {
                self.stream.abandon();
                Next::Bad(place, None, cause(&error))
            }
        }
    }

    /// After an error of the source itself nothing more comes.
    fn broken(&mut self, uri: Option<String>, error: &io::Error) -> Next {
        Next::Bad(self.stream.place, uri, cause(error))
    }

    /// Skips empty lines; true if something follows in this member.
    fn blank(&mut self) -> io::Result<bool> {
        loop {
            let bytes = self.stream.ahead(1)?;
            let blank = bytes.iter().take_while(|b| matches!(b, b'\r' | b'\n' | b' ' | b'\t' | 0)).count();
            let (some, all) = (!bytes.is_empty(), blank == bytes.len());
            self.stream.consume(blank);
            if !all || !some {
                return Ok(some);
            }
        }
    }

    fn record(&mut self, place: Place) -> io::Result<Next> {
        let bad = |uri: Option<&str>, why: &str| Ok(Next::Bad(place, uri.map(str::to_owned), why.to_owned()));
        if !begins_record(self.stream.ahead(7)?) {
            self.stream.resynchronise()?;
            return bad(None, "here is no record");
        }
        let mut lines: Vec<Vec<u8>> = Vec::new();
        let (mut line, mut size) = (Vec::new(), 0);
        loop {
            let next = size > 0 && begins_record(self.stream.ahead(7)?);
            if next || !self.stream.line(&mut line, limits::RECORD_HEAD)? {
                return bad(None, "the record ends in its head");
            }
            size += line.len() + 1;
            if line.is_empty() || size > limits::RECORD_HEAD {
                break;
            }
            lines.push(std::mem::take(&mut line));
        }
        let fields = Fields::read(lines.iter().skip(1).map(Vec::as_slice));
        let uri = fields.get("warc-target-uri").map(str::to_owned);
        let length = fields.get("content-length").and_then(|l| l.parse::<u64>().ok());
        let Some(length) = length.filter(|_| size <= limits::RECORD_HEAD) else {
            self.stream.resynchronise()?;
            return bad(uri.as_deref(), "the record has no length");
        };
        let mut content = Vec::new();
        let (end, next) = self.content(length, &mut content)?;
        let whole = content.len() as u64 == length;
        let why = match end {
            End::Torn => "the record ends before its length says so",
            End::Whole if self.follows()? => {
                return Ok(Next::Record(Record { place, fields, content, whole }));
            }
            End::Whole => "the length of the record is wrong",
        };
        match next.filter(|next| self.may_return(*next)) {
            Some(next) => self.stream.go_to(next)?,
            None => self.stream.resynchronise()?,
        }
        bad(uri.as_deref(), why)
    }

    /// True if behind a content stands what must: two ends of lines, or at least a record or the end.
    /// Looks beyond them, so that the checksum at the end of a member is read.
    fn follows(&mut self) -> io::Result<bool> {
        let bytes = self.stream.ahead(5)?;
        let ends = bytes.starts_with(b"\r\n\r\n") || bytes.starts_with(b"\n\n");
        Ok(ends || !self.blank()? || begins_record(self.stream.ahead(7)?))
    }

    fn may_return(&mut self, to: Place) -> bool {
        let bytes = if to.packed { to.skip } else { self.stream.place.skip - to.skip };
        let (times, left) = &mut self.returns;
        if *times == 0 || *left < bytes {
            return false;
        }
        *times -= 1;
        *left -= bytes;
        true
    }

    /// Reads `length` bytes, and keeps them if they can be those of a document. Also tells where in them the next
    /// record seems to begin.
    fn content(&mut self, length: u64, content: &mut Vec<u8>) -> io::Result<(End, Option<Place>)> {
        let document = limits::DOCUMENT + limits::RECORD_HEAD as u64;
        let most = if length <= document { usize::MAX } else { limits::RECORD_HEAD };
        let (mut left, mut next) = (length, None);
        while left > 0 {
            let place = self.stream.place;
            let bytes = self.stream.ahead(32)?;
            if bytes.is_empty() {
                // Members end where records end, but some programs pack without looking.
                if !self.stream.next_member()? || begins_record(self.stream.ahead(7)?) {
                    return Ok((End::Torn, next));
                }
                next = None;
                continue;
            }
            let most_now = usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len());
            // The last bytes wait for the next turn: a line that begins a record may stand across the border.
            let taken = if most_now == bytes.len() && most_now > 16 { most_now - 8 } else { most_now };
            if next.is_none() {
                let found =
                    memchr::memchr_iter(b'\n', &bytes[..taken]).find(|at| begins_record(&bytes[at + 1..]));
                next = found.map(|at| Place { skip: place.skip + at as u64 + 1, ..place });
            }
            content.extend_from_slice(&bytes[..taken.min(most.saturating_sub(content.len()))]);
            self.stream.consume(taken);
            left -= taken as u64;
        }
        Ok((End::Whole, next))
    }
}
