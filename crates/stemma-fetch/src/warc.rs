//! The archive of a run: WARC 1.1 (ISO 28500:2017), one gzip member for each record, so that every record that was
//! finished can be read whatever happens to the run.
//!
//! Requests and answers are kept as they went over the wire, with chunks and compression. An archive that is there
//! already is continued: what it holds is known again, and a last record that was cut off is taken away.

use crate::http::{self, Answer, Head};
use crate::limits::Limits;
use flate2::Compression;
use flate2::bufread::GzDecoder;
use flate2::write::GzEncoder;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};

/// Lines at the head of a record in bytes.
const HEAD: u64 = 64 << 10;

/// The archive cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// It cannot be opened, read or written.
    #[error("{path}: the archive cannot be written ({cause}); choose another --keep")]
    Io {
        /// Where it lies.
        path: String,
        /// The reason.
        cause: String,
    },
    /// Something else lies there.
    #[error("{0}: this is no archive that stemma can continue; choose another --keep")]
    Foreign(String),
    /// Another run writes it.
    #[error("{0}: another run of stemma writes this archive; wait for it or choose another --keep")]
    Busy(String),
}

/// What the archive knows of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What the server said.
    pub status: u16,
    /// Where a redirect leads.
    pub location: Option<String>,
    /// Whether the answer is all there.
    pub whole: bool,
    /// `WARC-Record-ID` of the answer, with its brackets.
    pub record: String,
    /// First byte of the record in the file.
    pub offset: u64,
    /// Whether it was kept by this run.
    pub fresh: bool,
}

/// A request and its answer.
pub struct Exchange<'e> {
    /// The address.
    pub url: &'e str,
    /// Where the connection went.
    pub ip: IpAddr,
    /// When the request was sent.
    pub sent: Timestamp,
    /// The request.
    pub request: &'e [u8],
    /// The answer.
    pub answer: &'e Answer,
}

/// An archive that is being written.
#[derive(Debug)]
pub struct Archive {
    path: PathBuf,
    agent: String,
    inner: Mutex<Inner>,
}

#[derive(Debug)]
struct Inner {
    file: File,
    length: u64,
    /// Record that describes this run, once it is written.
    info: Option<String>,
    /// The latest answer for each address.
    kept: BTreeMap<String, Kept>,
    /// Records written by this run.
    written: u64,
}

impl Archive {
    /// Opens the archive at `path`, or starts one. `agent` is the user agent that the records name.
    ///
    /// # Errors
    /// If something else lies there, another run writes it, or it cannot be written.
    pub fn open(path: &Path, agent: &str, limits: &Limits) -> Result<Self, ArchiveError> {
        let shown = || path.display().to_string();
        let failed = |e: io::Error| ArchiveError::Io { path: shown(), cause: e.kind().to_string() };
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(failed)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => return Err(ArchiveError::Busy(shown())),
            // Some file systems know no locks.
            Ok(()) | Err(TryLockError::Error(_)) => {}
        }
        let Some((kept, length)) = scan(&mut file, limits).map_err(failed)? else {
            return Err(ArchiveError::Foreign(shown()));
        };
        if length < file.metadata().map_err(failed)?.len() {
            file.set_len(length).map_err(failed)?;
        }
        file.seek(SeekFrom::Start(length)).map_err(failed)?;
        let inner = Mutex::new(Inner { file, length, info: None, kept, written: 0 });
        Ok(Self { path: path.to_owned(), agent: agent.to_owned(), inner })
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Number of records that this run has written.
    pub fn written(&self) -> u64 {
        self.lock().written
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn failed(&self, error: &io::Error) -> ArchiveError {
        ArchiveError::Io { path: self.path.display().to_string(), cause: error.kind().to_string() }
    }

    /// What is known of an address.
    pub fn kept(&self, url: &str) -> Option<Kept> {
        self.lock().kept.get(url).cloned()
    }

    /// Reads an answer again.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn read(&self, kept: &Kept, limits: &Limits) -> Result<Answer, ArchiveError> {
        let again = || -> io::Result<Answer> {
            let mut file = File::open(&self.path)?;
            file.seek(SeekFrom::Start(kept.offset))?;
            let mut member = BufReader::new(GzDecoder::new(BufReader::new(file)));
            let head = record_head(&mut member)?.ok_or(io::ErrorKind::InvalidData)?;
            let mut raw = Vec::new();
            member.take(head.length).read_to_end(&mut raw)?;
            http::kept(raw, limits).map_err(|_| io::ErrorKind::InvalidData.into())
        };
        again().map_err(|e| self.failed(&e))
    }

    /// Keeps a request and its answer. Gives what is then known of the address.
    ///
    /// # Errors
    /// If the archive cannot be written.
    pub fn keep(&self, exchange: &Exchange<'_>) -> Result<Kept, ArchiveError> {
        let answer = exchange.answer;
        let moment = exchange.sent.to_string();
        let (asked, answered) = (
            identifier(&[b"request", exchange.url.as_bytes(), moment.as_bytes(), exchange.request]),
            identifier(&[b"response", exchange.url.as_bytes(), moment.as_bytes(), &answer.raw]),
        );
        let info = self.info().map_err(|e| self.failed(&e))?;
        let common = |kind: &str, id: &str| {
            format!(
                "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: {id}\r\nWARC-Warcinfo-ID: {info}\r\n\
                 WARC-Date: {}\r\nWARC-Target-URI: {}\r\nWARC-IP-Address: {}\r\n",
                date(exchange.sent),
                exchange.url,
                exchange.ip
            )
        };
        let request = format!(
            "{}WARC-Concurrent-To: {answered}\r\nContent-Type: application/http;msgtype=request\r\n",
            common("request", &asked)
        );
        let cut = answer.cut.map(|c| format!("WARC-Truncated: {}\r\n", c.word())).unwrap_or_default();
        let response = format!(
            "{}WARC-Payload-Digest: {}\r\n{cut}Content-Type: application/http;msgtype=response\r\n",
            common("response", &answered),
            digest(answer.body())
        );
        // Packed before the lock is taken: other answers need not wait.
        let failed = |e: io::Error| self.failed(&e);
        let request = member(&request, exchange.request).map_err(failed)?;
        let response = member(&response, &answer.raw).map_err(failed)?;
        let mut inner = self.lock();
        inner.append(&request).map_err(failed)?;
        let kept = Kept {
            record: answered,
            offset: inner.length,
            fresh: true,
            ..of(&answer.head, answer.cut.is_none())
        };
        inner.append(&response).map_err(failed)?;
        inner.kept.insert(exchange.url.to_owned(), kept.clone());
        Ok(kept)
    }

    /// The record that describes this run; written before its first answer.
    fn info(&self) -> io::Result<String> {
        let mut inner = self.lock();
        if let Some(info) = &inner.info {
            return Ok(info.clone());
        }
        let now = now();
        let name = self.path.file_name().unwrap_or_default().to_string_lossy().replace(['\r', '\n'], " ");
        let id =
            identifier(&[b"warcinfo", name.as_bytes(), now.to_string().as_bytes(), &[inner.length as u8]]);
        let block = format!(
            "software: stemma/{}\r\nformat: WARC File Format 1.1\r\nrobots: rfc9309\r\nhttp-header-user-agent: {}\r\n",
            env!("CARGO_PKG_VERSION"),
            self.agent
        );
        let head = format!(
            "WARC/1.1\r\nWARC-Type: warcinfo\r\nWARC-Record-ID: {id}\r\nWARC-Date: {}\r\n\
             WARC-Filename: {name}\r\nContent-Type: application/warc-fields\r\n",
            date(now)
        );
        let packed = member(&head, block.as_bytes())?;
        inner.append(&packed)?;
        inner.info = Some(id.clone());
        Ok(id)
    }
}

impl Inner {
    /// Appends one record in one go. If that fails half-way, the half is taken away.
    fn append(&mut self, member: &[u8]) -> io::Result<()> {
        let done = self.file.write_all(member).and_then(|()| self.file.flush());
        if let Err(error) = done {
            let _ = self.file.set_len(self.length);
            let _ = self.file.seek(SeekFrom::Start(self.length));
            return Err(error);
        }
        self.length += member.len() as u64;
        self.written += 1;
        Ok(())
    }
}

/// The moment.
#[expect(clippy::disallowed_methods, reason = "an archive says when it was fetched")]
pub fn now() -> Timestamp {
    Timestamp::try_from(std::time::SystemTime::now()).unwrap_or_default()
}

/// As WARC writes it: UTC, to the millisecond.
fn date(moment: Timestamp) -> String {
    format!("{moment:.3}")
}

fn digest(bytes: &[u8]) -> String {
    let hex: String = Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect();
    format!("sha256:{hex}")
}

/// A UUID of the free form (version 8, RFC 9562) made from what the record is.
fn identifier(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let mut bytes: [u8; 16] = std::array::from_fn(|_| 0);
    bytes.copy_from_slice(&hash.finalize()[..16]);
    bytes[6] = 0x80 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
    format!("<urn:uuid:{}-{}-{}-{}-{}>", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// A whole record as a gzip member. `head` lacks digest and length.
fn member(head: &str, block: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(head.as_bytes())?;
    write!(packed, "WARC-Block-Digest: {}\r\nContent-Length: {}\r\n\r\n", digest(block), block.len())?;
    packed.write_all(block)?;
    packed.write_all(b"\r\n\r\n")?;
    packed.finish()
}

fn of(head: &Head, whole: bool) -> Kept {
    Kept {
        status: head.status,
        location: head.header("location").filter(|_| head.redirects()).map(str::to_owned),
        whole,
        record: String::new(),
        offset: 0,
        fresh: false,
    }
}

/// The lines at the head of a record that matter here.
#[derive(Default)]
struct RecordHead {
    kind: String,
    id: String,
    target: String,
    truncated: bool,
    length: u64,
}

/// Reads the head of a record; `None` if it is none.
fn record_head(source: &mut impl BufRead) -> io::Result<Option<RecordHead>> {
    let mut source = source.take(HEAD);
    let mut head = RecordHead::default();
    for number in 0.. {
        let mut line = Vec::new();
        source.read_until(b'\n', &mut line)?;
        if !line.ends_with(b"\n") {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim();
        if number == 0 {
            if !line.starts_with("WARC/1.") {
                return Ok(None);
            }
            continue;
        }
        if line.is_empty() {
            break;
        }
        let Some((name, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "warc-type" => head.kind = value.to_owned(),
            "warc-record-id" => head.id = value.to_owned(),
            "warc-target-uri" => head.target = value.trim_matches(['<', '>']).to_owned(),
            "warc-truncated" => head.truncated = true,
            "content-length" => match value.parse() {
                Ok(length) => head.length = length,
                Err(_) => return Ok(None),
            },
            _ => {}
        }
    }
    Ok(Some(head))
}

/// What an archive holds: the latest answer for each address, and the length of its whole records. `None` if it is no
/// archive of gzip members, or damaged elsewhere than at its end.
fn scan(file: &mut File, limits: &Limits) -> io::Result<Option<(BTreeMap<String, Kept>, u64)>> {
    let size = file.metadata()?.len();
    let mut source = BufReader::with_capacity(1 << 16, file);
    let (mut kept, mut offset) = (BTreeMap::new(), 0);
    while offset < size {
        let mut member = BufReader::new(GzDecoder::new(&mut source));
        match one(&mut member, limits) {
            Ok(Some((target, found))) => {
                if let Some(target) = target {
                    kept.insert(target, Kept { offset, ..found });
                }
            }
            Ok(None) => return Ok(None),
            // Cut off: what is there must be the beginning of a record all the same.
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                return Ok(begins_as_record(&mut source, offset)?.then_some((kept, offset)));
            }
            Err(error)
                if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData) =>
            {
                return Ok(None);
            }
            Err(error) => return Err(error),
        }
        offset = source.stream_position()?;
    }
    Ok(Some((kept, offset)))
}

/// Reads one record to its end.
fn one(member: &mut impl BufRead, limits: &Limits) -> io::Result<Option<(Option<String>, Kept)>> {
    let Some(record) = record_head(member)? else { return Ok(None) };
    let mut block = member.take(record.length);
    let head = if record.kind == "response" { http::kept_head(&mut block, limits).ok() } else { None };
    io::copy(&mut block, &mut io::sink())?;
    if block.limit() > 0 {
        return Ok(None);
    }
    let mut end = Vec::new();
    member.take(5).read_to_end(&mut end)?;
    if end != b"\r\n\r\n" {
        return Ok(None);
    }
    let found = head.as_ref().map(|h| Kept { record: record.id, ..of(h, !record.truncated) });
    Ok(Some(match found {
        Some(found) => (Some(record.target), found),
        None => (None, of(&Head::default(), false)),
    }))
}

/// True if the torn member at `offset` begins as a record does.
fn begins_as_record(source: &mut (impl BufRead + Seek), offset: u64) -> io::Result<bool> {
    source.seek(SeekFrom::Start(offset))?;
    let mut magic = Vec::new();
    source.take(10).read_to_end(&mut magic)?;
    if magic.len() < 10 {
        return Ok(b"\x1f\x8b\x08".starts_with(&magic[..magic.len().min(3)]));
    }
    source.seek(SeekFrom::Start(offset))?;
    let mut start = [0; 7];
    let mut member = GzDecoder::new(source);
    let mut got = 0;
    while got < start.len() {
        match member.read(&mut start[got..]) {
            Ok(0) | Err(_) => break,
            Ok(more) => got += more,
        }
    }
    Ok(b"WARC/1.".starts_with(&start[..got]))
}
