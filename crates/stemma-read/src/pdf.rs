//! PDF with a text layer, as press prints are. The letters come with their places (`letters`); lines, columns and
//! paragraphs are made of the places (`layout`).

mod layout;
mod letters;

use crate::{Found, Input, Options, Sink, limits};
use flate2::bufread::ZlibDecoder;
use hayro_syntax::metadata::Metadata;
use hayro_syntax::{LoadPdfError, Pdf};
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use stemma_extract::{Form, Given};
use stemma_text::{DateBasis, DateRole, Dated};

/// Bytes that one stream of a PDF may unpack to.
const STREAM: u64 = 64 << 20;

/// Bytes that all streams of a PDF may unpack to.
const STREAMS: u64 = 512 << 20;

/// Gives the documents of one input to `sink`.
///
/// # Errors
/// In words, if nothing of it can be read.
pub(crate) fn read(input: &mut Input<'_>, _options: &Options, sink: &mut dyn Sink) -> Result<(), String> {
    let bytes = input.whole()?;
    look_for_bombs(&bytes)?;
    let unreadable = "this PDF is damaged; open it and print it to PDF again";
    // The library is kept well, but PDF is a format of a thousand pages: a defect in it costs this document alone.
    let read = catch_unwind(AssertUnwindSafe(|| text(bytes))).map_err(|_| unreadable.to_owned())?;
    let (content, metadata) = read.map_err(|why| why.unwrap_or_else(|| unreadable.to_owned()))?;
    let mut given = Given { id: input.id.clone(), ..Given::default() };
    describe(&mut given, &metadata, &content);
    let place = input.place.clone();
    let content = content.into_bytes();
    sink.found(Found { given, form: Some(Form::Text), content, is_string: true, place, ..Found::default() });
    Ok(())
}

/// The text of a PDF and what it says of itself. The error is `None` if it cannot be read at all.
fn text(bytes: Vec<u8>) -> Result<(String, Metadata), Option<String>> {
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Some(encrypted()),
        LoadPdfError::Invalid => None,
    })?;
    let pages = pdf.pages();
    if pages.len() > limits::PAGES {
        let limit = limits::PAGES;
        return Err(Some(format!("it has more than {limit} pages, which is no article; split it")));
    }
    let read = letters::read(pages);
    if read.letters() == 0 {
        return Err(Some("it has no text layer, only pictures of pages; run OCR on it first".to_owned()));
    }
    if read.unknown > read.letters() / 2 {
        let why = "its fonts do not say which letters they show; run OCR on it first";
        return Err(Some(why.to_owned()));
    }
    Ok((layout::text(&read.pages), pdf.metadata().clone()))
}

fn encrypted() -> String {
    "it is encrypted; save it without protection first".to_owned()
}

/// Looks at the packed streams before the library unpacks them, which it does without limits; and at what cannot be
/// looked at.
fn look_for_bombs(bytes: &[u8]) -> Result<(), String> {
    for name in names(bytes) {
        match name.as_slice() {
            b"Encrypt" => return Err(encrypted()),
            b"LZWDecode" => return Err("it is packed in an old way (LZW); print it to PDF again".to_owned()),
            _ => {}
        }
    }
    let mut all = 0;
    for start in memchr::memmem::find_iter(bytes, b"stream") {
        let content = &bytes[start + 6..];
        let content = content.strip_prefix(b"\r").unwrap_or(content);
        let Some(content) = content.strip_prefix(b"\n") else { continue };
        // Packed twice and more: each turn looks into the one before.
        let mut packed = content;
        let mut unpacked;
        for _ in 0..3 {
            if !matches!(packed, [first, second, ..]
                if first & 15 == 8 && (u16::from(*first) * 256 + u16::from(*second)) % 31 == 0)
            {
                break;
            }
            let mut decoder = ZlibDecoder::new(packed).take(STREAM + 1);
            let mut begin = Vec::new();
            // What cannot be unpacked to its end counts as far as it goes.
            let _ = (&mut decoder).take(1 << 20).read_to_end(&mut begin);
            let more = io::copy(&mut decoder, &mut io::sink()).unwrap_or(0);
            let length = begin.len() as u64 + more;
            let taken = decoder.into_inner().total_in();
            all += length;
            let stretched = length > limits::FREE && length / limits::RATIO > taken;
            if length > STREAM || all > STREAMS || (stretched && length > 16 * limits::FREE) {
                return Err(crate::unpack::bomb());
            }
            unpacked = begin;
            packed = unpacked.as_slice();
            if more > 0 {
                break;
            }
        }
    }
    Ok(())
}

/// The names (`/Name`) in a PDF, with `#` and two digits read.
fn names(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    memchr::memchr_iter(b'/', bytes).map(|at| {
        let mut rest = &bytes[at + 1..];
        let mut name = Vec::new();
        while let Some((first, behind)) = rest.split_first() {
            let digits = behind.get(..2).and_then(|d| std::str::from_utf8(d).ok());
            match (first, digits.and_then(|d| u8::from_str_radix(d, 16).ok())) {
                (b'#', Some(byte)) => {
                    name.push(byte);
                    rest = &behind[2..];
                }
                (byte, _) if byte.is_ascii_alphanumeric() && name.len() < 16 => {
                    name.push(*byte);
                    rest = behind;
                }
                _ => break,
            }
        }
        name
    })
}

/// What the PDF says of itself, where its text bears it out: titles are often names of files, authors often names of
/// accounts.
fn describe(given: &mut Given, metadata: &Metadata, content: &str) {
    let bears_out = |value: &str| {
        let words: Vec<&str> = value.split_whitespace().collect();
        let found = words.iter().filter(|w| content.contains(**w)).count();
        words.len() >= 2 && found * 5 >= words.len() * 4
    };
    let value = |bytes: &Option<Box<[u8]>>| {
        let value = bytes.as_deref().map(decoded)?;
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(value).filter(|v| v.chars().count() <= 300 && bears_out(v))
    };
    given.title = value(&metadata.title);
    given.authors = value(&metadata.author).into_iter().collect();
    if let Some(date) = metadata.creation_date {
        let (hours, minutes) = (date.utc_offset_hour, date.utc_offset_minute);
        let sign = if hours < 0 { '-' } else { '+' };
        let value = format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{sign}{:02}:{minutes:02}",
            date.year,
            date.month,
            date.day,
            date.hour,
            date.minute,
            date.second,
            hours.unsigned_abs()
        );
        given.dates.extend(Dated::parse(&value, DateBasis::File).map(|d| (DateRole::Published, d)));
    }
}

/// A string of a PDF: UTF-16 or UTF-8 with a mark, else much like Latin 1.
fn decoded(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, ..] | [0xff, 0xfe, ..] | [0xef, 0xbb, 0xbf, ..] => stemma_extract::decode(bytes).text,
        _ => bytes.iter().map(|b| char::from(*b)).collect(),
    }
}
