//! Answers of servers as web archives keep them: head, transfer coding, content coding.

use crate::{limits, too_large};
use brotli_decompressor::Decompressor;
use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::Read;

/// The head of an answer.
#[derive(Debug, Default)]
pub(crate) struct Head {
    /// 200, 404, …
    pub status: u16,
    fields: Fields,
}

/// Named fields, as in the heads of answers and of records.
#[derive(Debug, Default)]
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads lines `Name: value`; a line that begins with white space goes on with the one before.
    pub(crate) fn read<'l>(lines: impl Iterator<Item = &'l [u8]>) -> Fields {
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in lines {
            let text = String::from_utf8_lossy(line);
            if text.starts_with([' ', '\t']) {
                if let Some((_, value)) = fields.last_mut() {
                    value.push(' ');
                    value.push_str(text.trim());
                }
            } else if let Some((name, value)) = text.split_once(':') {
                fields.push((name.trim().to_lowercase(), value.trim().to_owned()));
            }
        }
        Fields(fields)
    }

    /// The value of a field by its name in lower case.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

impl Head {
    /// The value of a field by its name in lower case.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.fields.get(name)
    }
}

/// Splits an answer into its head and its body. `None` if it is none.
pub(crate) fn split(answer: &[u8]) -> Option<(Head, &[u8])> {
    if !answer.starts_with(b"HTTP/") {
        return None;
    }
    let mut lines = Vec::new();
    let mut rest = answer;
    while let Some(end) = rest.iter().take(limits::RECORD_HEAD).position(|b| *b == b'\n') {
        let line = rest[..end].strip_suffix(b"\r").unwrap_or(&rest[..end]);
        rest = &rest[end + 1..];
        if line.is_empty() || lines.len() > 1000 {
            break;
        }
        lines.push(line);
    }
    let status = lines.first()?.split(|b| *b == b' ').nth(1)?;
    let status = std::str::from_utf8(status).ok()?.trim().parse().ok()?;
    Some((Head { status, fields: Fields::read(lines.into_iter().skip(1)) }, rest))
}

/// A media type in lower case without its parameters, and its charset.
pub(crate) fn media_type(value: &str) -> (String, Option<String>) {
    let mut parts = value.split(';');
    let name = parts.next().unwrap_or_default().trim().to_lowercase();
    let charset = parts.find_map(|part| {
        let (key, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']).to_owned();
        key.trim().eq_ignore_ascii_case("charset").then_some(value).filter(|v| !v.is_empty())
    });
    (name, charset)
}

/// The content of an answer, with its codings undone. Archives often keep the codings' names and not the codings: what
/// is not coded is taken as it is.
pub(crate) fn content(head: &Head, body: &[u8]) -> Result<Vec<u8>, String> {
    let chunked = head.get("transfer-encoding").is_some_and(|t| t.to_lowercase().contains("chunked"));
    let mut bytes = chunked.then(|| unchunk(body)).flatten().unwrap_or_else(|| body.to_vec());
    let codings = head.get("content-encoding").unwrap_or_default().to_lowercase();
    for coding in codings.split(',').map(str::trim).rev().filter(|c| !c.is_empty()).take(4) {
        bytes = match coding {
            "gzip" | "x-gzip" if bytes.starts_with(b"\x1f\x8b") => {
                unpack(&bytes, MultiGzDecoder::new(bytes.as_slice()))?
            }
            "deflate" if is_zlib(&bytes) => unpack(&bytes, ZlibDecoder::new(bytes.as_slice()))?,
            "deflate" => match unpack(&bytes, DeflateDecoder::new(bytes.as_slice())) {
                Err(_) if !stemma_extract::looks_binary(&bytes) => bytes,
                other => other?,
            },
            "br" => match unpack(&bytes, Decompressor::new(bytes.as_slice(), 4096)) {
                Err(_) if !stemma_extract::looks_binary(&bytes) => bytes,
                other => other?,
            },
            "gzip" | "x-gzip" | "identity" | "none" | "utf-8" => bytes,
            _ if !stemma_extract::looks_binary(&bytes) => bytes,
            other => {
                let other: String = other.chars().filter(char::is_ascii_alphanumeric).take(20).collect();
                return Err(format!(
                    "the answer is packed with '{other}', which is not read; fetch the page again"
                ));
            }
        };
    }
    Ok(bytes)
}

fn is_zlib(bytes: &[u8]) -> bool {
    matches!(bytes, [first, second, ..]
        if first & 15 == 8 && (u16::from(*first) * 256 + u16::from(*second)) % 31 == 0)
}

/// Unpacks within the limits. What was cut off is kept as far as it goes.
fn unpack(packed: &[u8], decoder: impl Read) -> Result<Vec<u8>, String> {
    let most = limits::FREE.max(limits::RATIO.saturating_mul(packed.len() as u64)).min(limits::DOCUMENT);
    let mut bytes = Vec::new();
    let mut decoder = decoder.take(most + 1);
    let result = decoder.read_to_end(&mut bytes);
    if bytes.len() as u64 > most {
        return Err(if most == limits::DOCUMENT { too_large() } else { crate::unpack::bomb() });
    }
    match result {
        Err(_) if bytes.is_empty() => Err("the answer is damaged and cannot be unpacked".to_owned()),
        _ => Ok(bytes),
    }
}

/// Undoes the transfer in chunks. `None` if the body is not in chunks.
fn unchunk(body: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(body.len());
    let mut rest = body;
    let mut first = true;
    loop {
        let line =
            rest.iter().take(1024).position(|b| *b == b'\n').map(|end| (&rest[..end], &rest[end + 1..]));
        let size = line.and_then(|(line, behind)| {
            let digits = line.split(|b| matches!(b, b';' | b'\r')).next()?.trim_ascii();
            let size = usize::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
            Some((size, behind))
        });
        match size {
            None if first => return None,
            // Cut off, or no chunk where one must be: what came before stands.
            None | Some((0, _)) => return Some(bytes),
            Some((size, behind)) => {
                let (chunk, behind) = behind.split_at(size.min(behind.len()));
                bytes.extend_from_slice(chunk);
                rest = behind.strip_prefix(b"\r\n").or_else(|| behind.strip_prefix(b"\n")).unwrap_or(behind);
            }
        }
        first = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use std::io::Write;

    const TEXT: &[u8] = b"Der Hafen von Kesk bleibt offen.";

    fn check(head: &str, body: &[u8], expected: &[u8]) {
        let mut answer = format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n").into_bytes();
        answer.extend_from_slice(body);
        let (head, body) = split(&answer).expect("it is an answer");
        assert_eq!(content(&head, body).expect("it can be read"), expected);
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).expect("it is memory");
        encoder.finish().expect("it is memory")
    }

    #[test]
    fn undoes_codings() {
        check("Content-Type: text/html", TEXT, TEXT);
        check("Content-Encoding: gzip", &gzip(TEXT), TEXT);
        check("content-encoding: GZIP", TEXT, TEXT);
        let mut deflate = DeflateEncoder::new(Vec::new(), Compression::default());
        deflate.write_all(TEXT).expect("it is memory");
        check("Content-Encoding: deflate", &deflate.finish().expect("it is memory"), TEXT);
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
        zlib.write_all(TEXT).expect("it is memory");
        check("Content-Encoding: deflate", &zlib.finish().expect("it is memory"), TEXT);
        check("Content-Encoding: br", TEXT, TEXT);
        // "Hello" as one uncompressed block of Brotli.
        check("Content-Encoding: br", b"\x0b\x02\x80\x48\x65\x6c\x6c\x6f\x03", b"Hello");
        check("Transfer-Encoding: chunked", b"4\r\nDer \r\n5;x=y\r\nHafen\r\n0\r\n\r\n", b"Der Hafen");
        check("Transfer-Encoding: chunked", TEXT, TEXT);
        check("Transfer-Encoding: chunked", b"ff\r\nDer Hafen", b"Der Hafen");
    }

    #[test]
    fn a_bomb_does_not_go_off() {
        let bomb = gzip(&vec![b' '; 20 << 20]);
        let (head, _) = split(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n").expect("it is an answer");
        assert!(content(&head, &bomb).expect_err("it is a bomb").contains("200 times"));
    }

    #[test]
    fn reads_heads() {
        let (head, body) = split(b"HTTP/1.0 404 Not Found\nA: b\n c\n\nx").expect("it is an answer");
        assert_eq!((head.status, head.get("a"), body), (404, Some("b c"), b"x".as_slice()));
        assert!(split(b"<html>").is_none() && split(b"HTTP/").is_none() && split(b"HTTP/1.1 x\n").is_none());
        let parsed = media_type("Text/HTML; Charset=\"windows-1252\"; x");
        assert_eq!(parsed, ("text/html".to_owned(), Some("windows-1252".to_owned())));
    }
}
