//! From bytes to UTF-8, and what form a content has. The encoding comes from a byte order mark, from the bytes being
//! valid UTF-8, from the page's own declaration, or from `chardetng` (Firefox's detector), in this order.

use crate::Form;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Text decoded from bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// Name of the encoding after the WHATWG Encoding standard.
    pub encoding: &'static str,
    /// True if some bytes could not be read and stand as U+FFFD.
    pub replaced: bool,
}

/// Bytes searched for a declaration of the encoding; the standard asks for 1,024, real pages declare later.
const DECLARED_WITHIN: usize = 8192;

/// Bytes that decide whether a content is text.
const SAMPLE: usize = 4096;

/// Decodes bytes whose container names an encoding, as the head of an answer or of a mail does. It is believed where
/// the bytes can be read in it and are not plainly UTF-8.
pub fn decode_with(bytes: &[u8], charset: Option<&str>) -> Decoded {
    let named = charset.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    if let Some(encoding) = named
        && Encoding::for_bom(bytes).is_none()
        && (encoding == encoding_rs::ISO_2022_JP || std::str::from_utf8(bytes).is_err())
    {
        let decoded = decode_as(encoding, bytes);
        if !decoded.replaced {
            return decoded;
        }
    }
    decode(bytes)
}

/// Decodes bytes of any origin. Never fails: unreadable bytes become U+FFFD.
pub fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, bytes);
    }
    if let Some(encoding) = wide(bytes) {
        return decode_as(encoding, bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: text.to_owned(), encoding: UTF_8.name(), replaced: false };
    }
    if let Some(encoding) = declared(bytes) {
        let decoded = decode_as(encoding, bytes);
        if !decoded.replaced {
            return decoded;
        }
    }
    if mostly_utf8(bytes) {
        return decode_as(UTF_8, bytes);
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
    // Short Latin texts leave the detector undecided; the languages read here are written in windows-1252.
    let foreign = bytes.iter().filter(|b| **b >= 0x80).count();
    decode_as(if foreign < 4 { WINDOWS_1252 } else { guess }, bytes)
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, used, replaced) = encoding.decode(bytes);
    Decoded { text: text.into_owned(), encoding: used.name(), replaced }
}

/// UTF-16 without a mark: every other byte of Latin text is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if sample.len() < 16 {
        return None;
    }
    let zeros = |first: usize| sample.iter().skip(first).step_by(2).filter(|b| **b == 0).count() * 10;
    let half = sample.len() / 2;
    match (zeros(0), zeros(1)) {
        (even, odd) if odd > half * 7 && even < half => Some(UTF_16LE),
        (even, odd) if even > half * 7 && odd < half => Some(UTF_16BE),
        _ => None,
    }
}

/// A UTF-8 page with a few broken bytes, as truncation and careless gluing leave behind.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 20 * bad
}

/// The encoding that the page or its XML head declares.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(DECLARED_WITHIN)].to_ascii_lowercase();
    for key in [b"charset=".as_slice(), b"encoding=".as_slice()] {
        let Some(at) = head.windows(key.len()).position(|w| w == key) else { continue };
        let label: Vec<u8> = head[at + key.len()..]
            .iter()
            .copied()
            .skip_while(|b| matches!(b, b'"' | b'\'' | b' '))
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
            .collect();
        // A page that declares UTF-16 in bytes that could be read as ASCII is not UTF-16.
        if let Some(encoding) = Encoding::for_label(&label).filter(|e| *e != UTF_16LE && *e != UTF_16BE) {
            return Some(encoding);
        }
    }
    None
}

/// True for bytes that are no text: pictures, archives, programs.
pub fn looks_binary(bytes: &[u8]) -> bool {
    if Encoding::for_bom(bytes).is_some() || wide(bytes).is_some() {
        return false;
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if sample.starts_with(b"%PDF-") {
        return true;
    }
    let control = sample.iter().filter(|b| matches!(b, 0..=8 | 14..=26 | 28..=31)).count();
    sample.contains(&0) || control * 20 > sample.len()
}

/// The form of a content by what stands in it: a page begins with a tag or a declaration, or holds tags of a page.
pub fn detect_form(content: &str) -> Form {
    let start = content.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let mut head: String = start.chars().take(2048).collect();
    head.make_ascii_lowercase();
    let begins =
        ["<!doctype html", "<html", "<head", "<body", "<article", "<div", "<p>", "<p ", "<section", "<main"];
    if begins.iter().any(|b| head.starts_with(b)) {
        return Form::Html;
    }
    if (head.starts_with("<?xml") || head.starts_with("<!--") || head.starts_with("<!doctype"))
        && head.contains("<html")
    {
        return Form::Html;
    }
    let tags = [
        "<p>", "</p>", "<br>", "<br/>", "<br />", "</a>", "<div", "</div>", "<meta ", "</h1>", "</h2>",
        "</span>",
    ];
    let found: usize = tags.iter().map(|t| head.matches(t).count()).sum();
    if found >= 4 { Form::Html } else { Form::Text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, encoding: &str) {
        let decoded = decode(bytes);
        assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding));
    }

    #[test]
    fn reads_the_usual_encodings() {
        check("Größe".as_bytes(), "Größe", "UTF-8");
        check(b"\xEF\xBB\xBFGr\xC3\xB6\xC3\x9Fe", "Größe", "UTF-8");
        check(b"\xFF\xFEG\0r\0\xF6\0", "Grö", "UTF-16LE");
        check(b"Gr\xF6\xDFe der H\xFCtte", "Größe der Hütte", "windows-1252");
        check(
            b"\x84Sch\xF6n\x93, sagte sie \x96 und f\xFCgte \xE4rgerlich hinzu",
            "„Schön“, sagte sie – und fügte ärgerlich hinzu",
            "windows-1252",
        );
        check(
            b"<meta charset=\"iso-8859-1\"><p>gr\xFCn</p>",
            "<meta charset=\"iso-8859-1\"><p>grün</p>",
            "windows-1252",
        );
        check(b"", "", "UTF-8");
    }

    #[test]
    fn keeps_utf8_with_a_broken_byte() {
        let mut bytes =
            "Über Bäume, Flüsse, Hügel und Täler führt der schöne Weg übers Gebirge, grün und höher"
                .repeat(4)
                .into_bytes();
        bytes.push(0xC3);
        let decoded = decode(&bytes);
        assert!(decoded.replaced && decoded.encoding == "UTF-8");
    }

    #[test]
    fn tells_text_from_other_bytes() {
        assert!(looks_binary(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"));
        assert!(looks_binary(b"%PDF-1.7\n"));
        assert!(!looks_binary("Nur Text.\n\t Noch einer.".as_bytes()));
        assert!(!looks_binary(b""));
        assert!(!looks_binary(b"\xFF\xFEa\0b\0"));
    }

    #[test]
    fn tells_pages_from_text() {
        assert_eq!(detect_form("  <!DOCTYPE html><p>x"), Form::Html);
        assert_eq!(detect_form("<p>Ein Absatz</p>"), Form::Html);
        assert_eq!(detect_form("Ein Absatz.\n\n<3 Grüße"), Form::Text);
        assert_eq!(detect_form("<Name> sagte nichts."), Form::Text);
        assert_eq!(detect_form(""), Form::Text);
    }
}
