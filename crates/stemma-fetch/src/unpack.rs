//! Bodies as the server packed them (`Content-Encoding`), unpacked within limits.

use crate::error::Error;
use crate::http::Answer;
use crate::limits::Limits;
use flate2::bufread::{DeflateDecoder, GzDecoder, ZlibDecoder};
use std::borrow::Cow;
use std::io::Read;

/// The body of an answer, unpacked.
///
/// # Errors
/// If it is packed in a way that was not asked for, is damaged, or unpacks to too much.
pub fn unpack<'a>(answer: &'a Answer, limits: &Limits) -> Result<Cow<'a, [u8]>, Error> {
    let body = answer.body();
    let coding = answer.head.header("content-encoding").unwrap_or_default().to_ascii_lowercase();
    match coding.trim() {
        "" | "identity" => Ok(Cow::Borrowed(body)),
        // Some servers name the coding and send the page as it is.
        "gzip" | "x-gzip" if !body.starts_with(b"\x1f\x8b") => Ok(Cow::Borrowed(body)),
        "gzip" | "x-gzip" => gzip(body, limits).map(Cow::Owned),
        // Deflate is zlib (RFC 9110), but some servers send it bare.
        "deflate" => {
            let mut out = Vec::new();
            let zlib = body.first().is_some_and(|b| b & 15 == 8) && body.len() > 1 && {
                u16::from_be_bytes([body[0], body[1]]).is_multiple_of(31)
            };
            if zlib {
                bounded(&mut ZlibDecoder::new(body), body.len(), &mut out, limits)?;
            } else {
                bounded(&mut DeflateDecoder::new(body), body.len(), &mut out, limits)?;
            }
            Ok(Cow::Owned(out))
        }
        other => Err(Error::Packed(format!("as '{}'", other.chars().take(40).collect::<String>()))),
    }
}

/// Gzip, of one member or several. What stands behind the last is no part of it.
fn gzip(body: &[u8], limits: &Limits) -> Result<Vec<u8>, Error> {
    let (mut out, mut rest) = (Vec::new(), body);
    while rest.starts_with(b"\x1f\x8b") {
        let mut decoder = GzDecoder::new(rest);
        bounded(&mut decoder, body.len(), &mut out, limits)?;
        rest = decoder.into_inner();
    }
    Ok(out)
}

fn bounded(source: &mut impl Read, packed: usize, out: &mut Vec<u8>, limits: &Limits) -> Result<(), Error> {
    let by_ratio = (packed as u64).saturating_mul(limits.ratio).max(limits.free);
    let most = by_ratio.min(limits.unpacked);
    let left = (most + 1).saturating_sub(out.len() as u64);
    source.take(left).read_to_end(out).map_err(|_| Error::Packed("it is damaged".to_owned()))?;
    match out.len() as u64 {
        length if length <= most => Ok(()),
        _ if most < limits.unpacked => Err(Error::Bomb(limits.ratio)),
        _ => Err(Error::Large(limits.unpacked >> 20)),
    }
}
