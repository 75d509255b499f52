//! From bytes to UTF-8, and what form a content has. The encoding comes from a byte order mark, from the bytes being
//! valid UTF-8 but for slips, from the page's own declaration, or from `chardetng` (Firefox's detector), in this order.
//! Every character keeps the bytes that it was decoded from.

use crate::Form;
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use stemma_text::OffsetMap;

/// Text decoded from bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// Name of the encoding after the WHATWG Encoding standard.
    pub encoding: &'static str,
    /// True if some bytes could not be read and stand as U+FFFD.
    pub replaced: bool,
    /// From bytes of `text` to the bytes that were decoded. Exact for what could be read; what could not be read
    /// stands for the bytes of its U+FFFD, the next ones.
    pub raw: OffsetMap,
}

/// Bytes searched for any declaration of the encoding; the standard asks for 1,024, real pages declare later.
const DECLARED_WITHIN: usize = 8192;

/// Bytes searched for a declaration in a `meta` element.
const META_WITHIN: usize = 1 << 20;

/// Bytes that decide whether a content is text.
const SAMPLE: usize = 4096;

/// Decodes bytes of any origin. Never fails: unreadable bytes become U+FFFD.
pub fn decode(bytes: &[u8]) -> Decoded {
    decode_labelled(bytes, None)
}

/// Decodes bytes whose transport named an encoding: a header of HTTP or of a mail. The bytes themselves go before it
/// where they are plain.
pub fn decode_labelled(bytes: &[u8], label: Option<&str>) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, bytes, mark);
    }
    if let Some(encoding) = wide(bytes) {
        return decode_as(encoding, bytes, 0);
    }
    // Text in another encoding hardly ever reads as UTF-8 by chance, whatever the page says of itself.
    if mostly_utf8(bytes) {
        return decode_as(UTF_8, bytes, 0);
    }
    let labelled = label.and_then(|l| Encoding::for_label(l.trim().as_bytes()));
    for encoding in labelled.into_iter().chain(declared(bytes)) {
        let decoded = decode_as(encoding, bytes, 0);
        if !decoded.replaced {
            return decoded;
        }
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
    // Short Latin texts leave the detector undecided; the languages read here are written in windows-1252.
    let foreign = bytes.iter().filter(|b| **b >= 0x80).count();
    decode_as(if foreign < 4 { WINDOWS_1252 } else { guess }, bytes, 0)
}

/// Decodes all bytes from `from` on.
fn decode_as(encoding: &'static Encoding, bytes: &[u8], from: usize) -> Decoded {
    let mut made = Made { text: String::new(), raw: OffsetMap::default(), replaced: false };
    if encoding == UTF_8 {
        made.utf8(bytes, from);
    } else if encoding == UTF_16LE || encoding == UTF_16BE {
        made.utf16(encoding, bytes, from);
    } else if encoding.is_single_byte() {
        made.single_bytes(encoding, bytes, from);
    } else {
        made.sequences(encoding, bytes, from);
    }
    Decoded { text: made.text, encoding: encoding.name(), replaced: made.replaced, raw: made.raw }
}

/// A text being decoded.
struct Made {
    text: String,
    raw: OffsetMap,
    replaced: bool,
}

impl Made {
    /// U+FFFD for the unreadable bytes from `start` to `end`.
    fn replace(&mut self, start: usize, end: usize) {
        self.raw.push_changed(self.text.len(), char::REPLACEMENT_CHARACTER.len_utf8(), start, end - start);
        self.text.push(char::REPLACEMENT_CHARACTER);
        self.replaced = true;
    }

    fn copy(&mut self, start: usize, valid: &str) {
        self.raw.push_copied(self.text.len(), start, valid.len());
        self.text.push_str(valid);
    }

    fn utf8(&mut self, bytes: &[u8], from: usize) {
        let mut at = from;
        self.text.reserve(bytes.len() - from);
        for chunk in bytes[from..].utf8_chunks() {
            self.copy(at, chunk.valid());
            at += chunk.valid().len();
            if !chunk.invalid().is_empty() {
                self.replace(at, at + chunk.invalid().len());
                at += chunk.invalid().len();
            }
        }
    }

    /// One byte, one character.
    fn single_bytes(&mut self, encoding: &'static Encoding, bytes: &[u8], from: usize) {
        let (text, replaced) = encoding.decode_without_bom_handling(&bytes[from..]);
        let (mut at, mut raw) = (0, from);
        while let Some(byte) = text.as_bytes().get(at) {
            let (width, count) = match byte.is_ascii() {
                true => (1, text.as_bytes()[at..].iter().take_while(|b| b.is_ascii()).count()),
                false => (text[at..].chars().next().map_or(1, char::len_utf8), 1),
            };
            self.raw.push_units(at, raw, (width, 1), count);
            at += width * count;
            raw += count;
        }
        (self.text, self.replaced) = (text.into_owned(), replaced);
    }

    /// Two bytes or four, one character; what is left over at the end belongs to the last one.
    fn utf16(&mut self, encoding: &'static Encoding, bytes: &[u8], from: usize) {
        let (text, replaced) = encoding.decode_without_bom_handling(&bytes[from..]);
        let mut raw = from;
        for (at, c) in text.char_indices() {
            let left = bytes.len() - raw;
            let last = at + c.len_utf8() == text.len();
            let width = if last { left } else { left.min(2 * c.len_utf16()) };
            self.raw.push_changed(at, c.len_utf8(), raw, width);
            raw += width;
        }
        (self.text, self.replaced) = (text.into_owned(), replaced);
    }

    /// Encodings of several bytes a character, byte by byte: nothing else tells where a character begins.
    fn sequences(&mut self, encoding: &'static Encoding, bytes: &[u8], from: usize) {
        let mut decoder = encoding.new_decoder_without_bom_handling();
        // Where the bytes begin that no character stands for yet, and the next byte.
        let (mut start, mut at) = (from, from);
        let mut buffer = [0u8; 64];
        loop {
            // Outside of a sequence ASCII is itself.
            if start == at && encoding.is_ascii_compatible() {
                let plain = bytes[at..].iter().take_while(|b| b.is_ascii()).count();
                if let Ok(plain) = std::str::from_utf8(&bytes[at..at + plain]) {
                    self.copy(at, plain);
                    at += plain.len();
                    start = at;
                }
            }
            let next = &bytes[at..bytes.len().min(at + 1)];
            let (result, read, written) =
                decoder.decode_to_utf8_without_replacement(next, &mut buffer, next.is_empty());
            at += read;
            if let Ok(decoded) = std::str::from_utf8(&buffer[..written])
                && written > 0
            {
                // What follows a sequence that broke off has not been written yet.
                let end = match result {
                    DecoderResult::Malformed(bad, after) => at - usize::from(bad) - usize::from(after),
                    _ => at,
                };
                let end = end.max(start);
                self.raw.push_changed(self.text.len(), written, start, end - start);
                self.text.push_str(decoded);
                start = end;
            }
            match result {
                DecoderResult::Malformed(_, after) => {
                    let end = (at - usize::from(after)).max(start);
                    self.replace(start, end);
                    start = end;
                }
                _ if next.is_empty() => return,
                _ => {}
            }
        }
    }
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

/// UTF-8, perhaps with a few broken bytes, as truncation and careless gluing leave behind.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        if chunk.invalid().is_empty() && bad == 0 {
            return true;
        }
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += 1;
    }
    good > 20 * bad || bytes.is_empty()
}

/// The encodings that the page or its XML head declares: in `meta` elements first, then wherever else.
fn declared(bytes: &[u8]) -> impl Iterator<Item = &'static Encoding> {
    let head = bytes[..bytes.len().min(META_WITHIN)].to_ascii_lowercase();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(step) = find(&head[at..], b"<meta") {
        at += step + 5;
        let tag = &head[at..head.len().min(at + DECLARED_WITHIN)];
        let tag = &tag[..tag.iter().position(|b| *b == b'>').unwrap_or(tag.len())];
        found.extend(find(tag, b"charset=").and_then(|n| label(&tag[n + 8..])));
        at += tag.len();
    }
    let start = &head[..head.len().min(DECLARED_WITHIN)];
    for key in [b"charset=", b"encoding=".as_slice()] {
        found.extend(find(start, key).and_then(|n| label(&start[n + key.len()..])));
    }
    // One page cannot ask for more than a few attempts.
    found.dedup();
    found.truncate(3);
    found.into_iter()
}

fn find(bytes: &[u8], key: &[u8]) -> Option<usize> {
    bytes.windows(key.len()).position(|w| w == key)
}

/// The encoding named at the start of `bytes`.
fn label(bytes: &[u8]) -> Option<&'static Encoding> {
    let quoted = |b: &&u8| matches!(b, b'"' | b'\'' | b' ');
    let name = |b: &&u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    let label: Vec<u8> = bytes.iter().skip_while(quoted).take_while(name).take(40).copied().collect();
    // A page that declares UTF-16 in bytes that could be read as ASCII is not UTF-16.
    Encoding::for_label(&label).filter(|e| *e != UTF_16LE && *e != UTF_16BE)
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
    use proptest::prelude::*;
    use stemma_text::TextRange;

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
    fn believes_the_bytes_before_the_declaration() {
        let umlauts =
            "<meta charset=windows-1252>Grüße aus Übersee, schöne Öfen, süße Äpfel, heiße Füße ".repeat(3);
        check(umlauts.as_bytes(), &umlauts, "UTF-8");
        let cut = [umlauts.as_bytes(), b"\xC3"].concat();
        check(&cut, &format!("{umlauts}\u{fffd}"), "UTF-8");
        check(
            b"<meta charset=utf-8><p>Gr\xFC\xDFe \x96 sch\xF6n</p>",
            "<meta charset=utf-8><p>Grüße – schön</p>",
            "windows-1252",
        );
        let late = [
            b"<p>".as_slice(),
            &b"abc ".repeat(9000),
            b"<META HTTP-EQUIV=x CONTENT='text/html; charset=windows-1250'>\x8Au\x9Dka",
        ];
        assert_eq!(decode(&late.concat()).encoding, "windows-1250");
        let script = b"<script charset=koi8-r></script><meta charset=iso-8859-2><p>\xB9cieg</p>";
        assert_eq!(decode(script).encoding, "ISO-8859-2");
    }

    #[test]
    fn takes_the_label_of_the_transport() {
        let bytes = "Привет, мир"
            .chars()
            .map(|c| encoding_rs::KOI8_R.encode(&c.to_string()).0[0])
            .collect::<Vec<_>>();
        assert_eq!(decode_labelled(&bytes, Some(" koi8-r ")).text, "Привет, мир");
        assert_eq!(decode_labelled("Größe".as_bytes(), Some("iso-8859-1")).text, "Größe");
        assert_eq!(decode_labelled(b"Gr\xF6\xDFe", Some("no such")).text, "Größe");
    }

    /// Every character stands for bytes that decode to it, in order and without a gap.
    fn check_raw(decoded: &Decoded, bytes: &[u8], encoding: &'static Encoding) {
        let mut next = Encoding::for_bom(bytes).map_or(0, |(_, mark)| mark);
        for (at, c) in decoded.text.char_indices() {
            let range = TextRange::new(at, at + c.len_utf8());
            let raw = decoded.raw.to_raw(range).unwrap_or_else(|| panic!("{c:?} at {at} comes from nowhere"));
            if raw.start != next {
                // Some sequences stand for two characters together.
                assert!(raw.start < next && raw.end == next, "{c:?} at {at}: {raw:?} is not at {next}");
            }
            let part = &bytes[raw.start..raw.end];
            if c != '\u{fffd}' && encoding != encoding_rs::ISO_2022_JP {
                let (again, _) = encoding.decode_without_bom_handling(part);
                assert!(again.contains(c), "{c:?} at {at} comes from {part:?}, which is {again:?}");
            }
            next = raw.end;
        }
        // Shifts at the end of ISO-2022-JP show nothing.
        assert!(next == bytes.len() || encoding == encoding_rs::ISO_2022_JP, "{next} of {}", bytes.len());
    }

    #[test]
    fn knows_the_bytes_of_each_character() {
        for encoding in ENCODINGS {
            for text in [
                "",
                "Ab",
                "Größe – „schön“ für 5 €",
                "Привет, мир",
                "日本語のテキスト、abc。",
                "e\u{301}a😁b",
            ] {
                let bytes = match encoding.name() {
                    "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
                    "UTF-16BE" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
                    _ => encoding.encode(text).0.into_owned(),
                };
                check_raw(&decode_as(encoding, &bytes, 0), &bytes, encoding);
            }
        }
        let marked = decode(b"\xEF\xBB\xBFab\xC3");
        check_raw(&marked, b"\xEF\xBB\xBFab\xC3", UTF_8);
        assert!(!decode("Größe \u{fffd}".as_bytes()).replaced);
    }

    /// One of each way to encode.
    const ENCODINGS: [&Encoding; 14] = [
        UTF_8,
        UTF_16LE,
        UTF_16BE,
        WINDOWS_1252,
        encoding_rs::WINDOWS_1251,
        encoding_rs::ISO_8859_8,
        encoding_rs::X_USER_DEFINED,
        encoding_rs::GBK,
        encoding_rs::GB18030,
        encoding_rs::BIG5,
        encoding_rs::EUC_JP,
        encoding_rs::SHIFT_JIS,
        encoding_rs::EUC_KR,
        encoding_rs::ISO_2022_JP,
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn decodes_like_the_standard_and_keeps_the_bytes(
            bytes in prop_oneof![
                prop::collection::vec(any::<u8>(), 0..60),
                // Lead bytes, trail bytes and escapes close together.
                prop::collection::vec(prop::sample::select(b"\x1B$B(J\x81\x30\x84\x39\x8E\x8F\xA1\xA4\xB0\xD8\xDC\xFE\xFFa<\0\x88\x62".to_vec()), 0..60),
            ],
            which in 0..ENCODINGS.len(),
        ) {
            let encoding = ENCODINGS[which];
            let decoded = decode_as(encoding, &bytes, 0);
            let (wanted, replaced) = encoding.decode_without_bom_handling(&bytes);
            prop_assert_eq!(&decoded.text, &wanted);
            prop_assert_eq!(decoded.replaced, replaced);
            let mut last = 0;
            for (at, c) in decoded.text.char_indices() {
                let raw = decoded.raw.to_raw(TextRange::new(at, at + c.len_utf8()));
                let raw = raw.expect("every character comes from somewhere");
                prop_assert!(raw.end <= bytes.len() && raw.end >= last);
                last = raw.end;
            }
            if !replaced && Encoding::for_bom(&bytes).is_none() {
                check_raw(&decoded, &bytes, encoding);
            }
            decode(&bytes);
        }
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
