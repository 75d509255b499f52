//! What containers share: a part of a source as a source of its own, unpacked as it is read, within the limits; and
//! members as inputs.

use crate::{Format, Found, Input, Options, Sink, Source, cause, limits};
use flate2::Crc;
use flate2::bufread::{DeflateDecoder, MultiGzDecoder};
use std::fmt;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};

/// An error of a reader, in words.
#[derive(Debug)]
pub(crate) struct Said(pub String);

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Said {}

/// An error with words of its own, which [`cause`] gives back.
pub(crate) fn said(words: impl Into<String>) -> io::Error {
    io::Error::other(Said(words.into()))
}

/// What to say of a bomb.
pub(crate) fn bomb() -> String {
    let ratio = limits::RATIO;
    format!(
        "it unpacks to more than {ratio} times its size, as no text does; unpack it by hand if you trust it"
    )
}

/// How a part of a source is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    /// Not at all.
    Stored,
    /// Deflate, as in a ZIP.
    Deflate,
    /// One or several gzip members.
    Gzip,
}

/// Bytes of a source from a place on.
struct Section<'s> {
    source: &'s mut dyn Source,
    start: u64,
    length: u64,
    /// Bytes read.
    at: u64,
}

impl Section<'_> {
    fn restart(&mut self) -> io::Result<()> {
        self.at = 0;
        self.source.seek(SeekFrom::Start(self.start)).map(|_| ())
    }
}

impl Read for Section<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.length - self.at).unwrap_or(usize::MAX).min(buffer.len());
        let read = self.source.read(&mut buffer[..most])?;
        self.at += read as u64;
        Ok(read)
    }
}

enum Decoder<'s> {
    Stored(Section<'s>),
    Deflate(DeflateDecoder<BufReader<Section<'s>>>),
    Gzip(MultiGzDecoder<BufReader<Section<'s>>>),
}

impl<'s> Decoder<'s> {
    fn section(&self) -> &Section<'s> {
        match self {
            Decoder::Stored(section) => section,
            Decoder::Deflate(decoder) => decoder.get_ref().get_ref(),
            Decoder::Gzip(decoder) => decoder.get_ref().get_ref(),
        }
    }

    fn into_section(self) -> Section<'s> {
        match self {
            Decoder::Stored(section) => section,
            Decoder::Deflate(decoder) => decoder.into_inner().into_inner(),
            Decoder::Gzip(decoder) => decoder.into_inner().into_inner(),
        }
    }
}

/// A part of a source, unpacked as it is read. Going back means to unpack again from its beginning, which readers do
/// to look at the head and else do not.
pub(crate) struct Unpacked<'s> {
    /// `None` only after the source failed.
    decoder: Option<Decoder<'s>>,
    packing: Packing,
    /// Bytes given since the beginning.
    at: u64,
    /// Most bytes it may give.
    room: u64,
    /// Bytes given in all, those given again too.
    given: u64,
    /// Checksum of what was given since the beginning, and what it and the length must be.
    crc: Crc,
    expected: Option<(u32, u64)>,
}

impl<'s> Unpacked<'s> {
    /// The part of `source` of `length` bytes from `start` on. It gives no more than `room` bytes.
    pub(crate) fn new(
        source: &'s mut dyn Source,
        (start, length): (u64, u64),
        packing: Packing,
        room: u64,
    ) -> io::Result<Self> {
        let mut section = Section { source, start, length, at: 0 };
        section.restart()?;
        let decoder = Some(Self::decoder(section, packing));
        Ok(Self { decoder, packing, at: 0, room, given: 0, crc: Crc::new(), expected: None })
    }

    /// What is given is checked against a checksum and a length, at its end.
    pub(crate) fn checked(mut self, crc: u32, length: u64) -> Self {
        self.expected = Some((crc, length));
        self
    }

    /// What is wrong with what was given, of which `read` bytes just now.
    fn check(&mut self, given: &[u8]) -> io::Result<()> {
        let Some((crc, length)) = self.expected else { return Ok(()) };
        self.crc.update(given);
        match given.len() {
            0 if self.at < length => Err(said("it ends too early; the archive was not copied whole")),
            _ if self.at > length || (self.at == length && self.crc.sum() != crc) => {
                Err(said("it is damaged: its checksum is another"))
            }
            _ => Ok(()),
        }
    }

    fn decoder(section: Section<'s>, packing: Packing) -> Decoder<'s> {
        match packing {
            Packing::Stored => Decoder::Stored(section),
            Packing::Deflate => Decoder::Deflate(DeflateDecoder::new(BufReader::new(section))),
            Packing::Gzip => Decoder::Gzip(MultiGzDecoder::new(BufReader::new(section))),
        }
    }

    /// Bytes unpacked.
    pub(crate) fn given(&self) -> u64 {
        self.given
    }

    fn restart(&mut self) -> io::Result<()> {
        let Some(decoder) = self.decoder.take() else { return Err(said("it can no longer be read")) };
        let mut section = decoder.into_section();
        section.restart()?;
        self.decoder = Some(Self::decoder(section, self.packing));
        self.at = 0;
        self.crc = Crc::new();
        Ok(())
    }
}

impl Read for Unpacked<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(decoder) = &mut self.decoder else { return Err(said("it can no longer be read")) };
        let read = match decoder {
            Decoder::Stored(section) => section.read(buffer),
            Decoder::Deflate(decoder) => decoder.read(buffer),
            Decoder::Gzip(decoder) => decoder.read(buffer),
        };
        let read = read.map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
                said("it is damaged and cannot be unpacked")
            }
            io::ErrorKind::UnexpectedEof => said("it ends too early; it was not copied whole"),
            _ => error,
        })?;
        self.at += read as u64;
        self.given += read as u64;
        let packed = decoder.section().at;
        let stretched =
            self.packing != Packing::Stored && self.at > limits::FREE && self.at / limits::RATIO > packed;
        if stretched || self.at > self.room {
            return Err(said(bomb()));
        }
        if !buffer.is_empty() {
            self.check(&buffer[..read])?;
        }
        Ok(read)
    }
}

impl Seek for Unpacked<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(_) => None,
        };
        let Some(target) = target else { return Err(io::ErrorKind::Unsupported.into()) };
        if target < self.at {
            self.restart()?;
        }
        let forward = target - self.at;
        io::copy(&mut self.take(forward), &mut io::sink())?;
        Ok(self.at)
    }
}

/// Takes what is found within an archive: it cannot be read again from a place in the outer source, and what it
/// unpacks counts for all archives around it.
pub(crate) struct Within<'k> {
    sink: &'k mut dyn Sink,
    /// Bytes that the archive may still unpack to.
    left: u64,
}

impl<'k> Within<'k> {
    /// For an archive of `size` bytes.
    pub(crate) fn new(sink: &'k mut dyn Sink, size: u64) -> Self {
        let left = limits::FREE_IN_ALL.saturating_add(size.saturating_mul(limits::RATIO));
        Self { sink, left }
    }
}

impl Sink for Within<'_> {
    fn found(&mut self, mut found: Found) {
        found.at = None;
        found.packed = None;
        found.whole = false;
        self.sink.found(found);
    }

    fn failed(&mut self, id: &str, error: String) {
        self.sink.failed(id, error);
    }

    fn passed_over(&mut self, place: &str) {
        self.sink.passed_over(place);
    }

    fn room(&self) -> u64 {
        self.left.min(self.sink.room())
    }

    fn unpacked(&mut self, bytes: u64) {
        self.left = self.left.saturating_sub(bytes);
        self.sink.unpacked(bytes);
    }
}

/// A member of an archive: its identifier, and its place as messages name it.
pub(crate) struct Name {
    pub id: String,
    pub place: String,
}

/// Reads a member of an archive that itself stands in `depth` containers.
pub(crate) fn member(
    source: &mut dyn Source,
    name: Name,
    depth: usize,
    options: &Options,
    sink: &mut dyn Sink,
) {
    let Name { id, place } = name;
    let mut input = Input { source, id, place, depth: depth + 1, walked: true };
    let format = match input.head() {
        Ok(head) => options.format.of(&head, &input.ending()),
        Err(error) => return sink.failed(&input.id, format!("{}: {}", input.place, cause(&error))),
    };
    if !matches!(format, Format::Zip | Format::Parquet) {
        return crate::read(&mut input, options, sink);
    }
    // These are read from several places, which a member that is unpacked as it is read cannot do.
    let mut bytes = Vec::new();
    if let Err(error) = (&mut *input.source).take(limits::HELD + 1).read_to_end(&mut bytes) {
        return sink.failed(&input.id, format!("{}: {}", input.place, cause(&error)));
    }
    if bytes.len() as u64 > limits::HELD {
        let limit = limits::HELD >> 20;
        let error = format!("{}: larger than {limit} MiB within an archive; unpack it first", input.place);
        return sink.failed(&input.id, error);
    }
    let Input { id, place, depth, walked, .. } = input;
    crate::read(&mut Input { source: &mut Cursor::new(bytes), id, place, depth, walked }, options, sink);
}

/// What a member of an archive is by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Member {
    /// To be read, under this name.
    Read(String),
    /// To be passed over with a word: a picture, a style.
    Beside,
    /// To be passed over without one: what systems put there for themselves.
    Silent,
    /// To be named: a name that leads out of the archive. Nothing is ever written, so it can do no harm; but whoever
    /// made the archive meant some.
    Harmful(String),
}

/// What a member with this name is. No name leads anywhere: no file is written.
pub(crate) fn member_name(raw: &str) -> Member {
    let clean: String = raw.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    let clean = clean.replace('\\', "/");
    let parts: Vec<&str> = clean.split('/').filter(|p| !p.is_empty() && *p != ".").collect();
    let drive = parts.first().is_some_and(|p| p.len() == 2 && p.ends_with(':'));
    if clean.starts_with('/')
        || parts.contains(&"..")
        || drive
        || clean.contains('\u{fffd}')
        || parts.is_empty()
    {
        let kept: Vec<&str> = parts.into_iter().filter(|p| *p != "..").collect();
        return Member::Harmful(kept.join("/"));
    }
    if parts.iter().any(|p| p.starts_with('.') || *p == "__MACOSX" || *p == "Thumbs.db") {
        return Member::Silent;
    }
    let name = parts.join("/");
    if crate::detect::beside(&name) { Member::Beside } else { Member::Read(name) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_nowhere() {
        let check = |raw: &str, expected: Member| assert_eq!(member_name(raw), expected, "{raw:?}");
        let read = |name: &str| Member::Read(name.to_owned());
        let harmful = |name: &str| Member::Harmful(name.to_owned());
        check("a/b.txt", read("a/b.txt"));
        check("./a//b.txt", read("a/b.txt"));
        check("a\\b.txt", read("a/b.txt"));
        check("../../etc/passwd", harmful("etc/passwd"));
        check("/etc/passwd", harmful("etc/passwd"));
        check("C:\\boot.txt", harmful("C:/boot.txt"));
        check("a\nb.txt", harmful("a\u{fffd}b.txt"));
        check("", harmful(""));
        check("__MACOSX/a.txt", Member::Silent);
        check("a/.DS_Store", Member::Silent);
        check("a/logo.PNG", Member::Beside);
    }
}
