//! The head of a mail or of one of its parts: fields, their parameters, and words in other encodings than ASCII
//! (RFC 5322, 2045, 2047, 2231).

/// Fields of a head that are kept.
const FIELDS: usize = 1000;

/// Longest field in bytes.
const LONGEST_FIELD: usize = 64 << 10;

/// Bytes of a head at most: what goes on has no end.
const LONGEST_HEAD: usize = 1 << 20;

/// A head: names in lower case with raw values, unfolded.
#[derive(Clone, Debug, Default)]
pub(super) struct Head<'m> {
    fields: Vec<(String, &'m [u8])>,
}

impl<'m> Head<'m> {
    /// The head that `bytes` begin with, and what follows it.
    pub fn split(bytes: &'m [u8]) -> (Self, &'m [u8]) {
        let mut head = Head::default();
        let mut at = 0;
        // The mark of a mail box.
        if bytes.starts_with(b"From ") || bytes.starts_with(b">From ") {
            at = line_end(bytes, 0);
        }
        while at < bytes.len() && at < LONGEST_HEAD {
            let first_end = line_end(bytes, at);
            let line = bytes[at..first_end].trim_ascii_end();
            if line.is_empty() {
                return (head, &bytes[first_end..]);
            }
            let mut end = first_end;
            while matches!(bytes.get(end), Some(b' ' | b'\t')) {
                let next = line_end(bytes, end);
                if bytes[end..next].trim_ascii().is_empty() {
                    break;
                }
                end = next;
            }
            let Some(colon) = line.iter().position(|b| *b == b':') else {
                // Not a field: the head has ended without an empty line.
                return (head, &bytes[at..]);
            };
            let name = &line[..colon];
            if name.is_empty() || !name.iter().all(|b| b.is_ascii_graphic()) {
                return (head, &bytes[at..]);
            }
            if head.fields.len() < FIELDS {
                let value = &bytes[at + colon + 1..end];
                let name = String::from_utf8_lossy(name).to_ascii_lowercase();
                head.fields.push((name, &value[..value.len().min(LONGEST_FIELD)]));
            }
            at = end;
        }
        (head, &bytes[at.min(bytes.len())..])
    }

    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    fn raw(&self, name: &str) -> Option<&'m [u8]> {
        self.fields.iter().find(|(n, _)| n == name).map(|(_, value)| *value)
    }

    /// The value of a field, unfolded and decoded; of an empty one `None`.
    pub fn value(&self, name: &str) -> Option<String> {
        let text = stemma_extract::decode(self.raw(name)?).text;
        let unfolded = text.replace(['\r', '\n'], "").replace('\t', " ");
        Some(decoded_words(unfolded.trim())).filter(|v| !v.is_empty())
    }

    /// Content type in lower case, and its `charset`. What has none is plain text.
    pub fn kind(&self) -> (String, Option<String>) {
        let value = self.value("content-type").unwrap_or_default();
        let kind = value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let kind = if kind.contains('/') { kind } else { "text/plain".to_owned() };
        (kind, self.parameter("content-type", "charset"))
    }

    /// A parameter of a field, also where it was cut into pieces or written in percents.
    pub fn parameter(&self, field: &str, name: &str) -> Option<String> {
        let value = stemma_extract::decode(self.raw(field)?).text.replace(['\r', '\n'], "");
        let mut pieces: Vec<(usize, bool, String)> = Vec::new();
        for (key, value) in parameters(&value) {
            let key = key.to_ascii_lowercase();
            let Some(rest) = key.strip_prefix(name) else { continue };
            if rest.is_empty() {
                return Some(decoded_words(&value)).filter(|v| !v.is_empty());
            }
            let Some(rest) = rest.strip_prefix('*') else { continue };
            let percents = rest.is_empty() || rest.ends_with('*');
            pieces.push((rest.trim_end_matches('*').parse().unwrap_or(0), percents, value));
        }
        pieces.sort_by_key(|(number, ..)| *number);
        let mut bytes = Vec::new();
        let mut charset = None;
        for (place, (_, percents, value)) in pieces.iter().enumerate() {
            if !percents {
                bytes.extend_from_slice(value.as_bytes());
                continue;
            }
            let mut text = value.as_str();
            if place == 0
                && let Some((named, rest)) = value.split_once('\'')
                && let Some((_, rest)) = rest.split_once('\'')
            {
                charset = Some(named.to_owned());
                text = rest;
            }
            bytes.extend(unescaped(text.as_bytes(), b'%'));
        }
        let text = stemma_extract::decode_labelled(&bytes, charset.as_deref()).text;
        Some(text).filter(|t| !t.is_empty())
    }
}

/// The byte behind the end of the line at `at`.
pub(super) fn line_end(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |step| at + step + 1)
}

/// Names and values of what follows the first `;`.
fn parameters(value: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = value.split_once(';').map_or("", |(_, rest)| rest);
    while let Some((key, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let (value, left) = match after.strip_prefix('"') {
            Some(quoted) => {
                let end = quoted
                    .char_indices()
                    .scan(false, |escaped, (at, c)| {
                        let closes = c == '"' && !*escaped;
                        *escaped = c == '\\' && !*escaped;
                        Some((at, closes))
                    })
                    .find(|(_, closes)| *closes)
                    .map_or(quoted.len(), |(at, _)| at);
                (quoted[..end].replace("\\\"", "\""), quoted[end..].trim_start_matches('"'))
            }
            None => {
                let end = after.find(';').unwrap_or(after.len());
                (after[..end].trim().to_owned(), &after[end..])
            }
        };
        found.push((key.trim().trim_start_matches(';').trim().to_owned(), value));
        rest = left.split_once(';').map_or("", |(_, rest)| rest);
    }
    found
}

/// A text with its encoded words read: `=?utf-8?Q?Gr=C3=BC=C3=9Fe?=`. Blanks between two of them are no part of the text,
/// and a character may begin in one and end in the next.
pub(super) fn decoded_words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut open: Option<(String, Vec<u8>)> = None;
    while let Some(at) = rest.find("=?") {
        let Some((charset, bytes, length)) = word(&rest[at..]) else {
            close(&mut out, open.take());
            out.push_str(&rest[..at + 2]);
            rest = &rest[at + 2..];
            continue;
        };
        let between = &rest[..at];
        match &mut open {
            Some((known, gathered)) if between.trim().is_empty() && *known == charset => {
                gathered.extend(bytes);
            }
            _ => {
                let joins = open.is_some() && between.trim().is_empty();
                close(&mut out, open.take());
                if !joins {
                    out.push_str(between);
                }
                open = Some((charset, bytes));
            }
        }
        rest = &rest[at + length..];
    }
    close(&mut out, open);
    out.push_str(rest);
    out
}

fn close(out: &mut String, open: Option<(String, Vec<u8>)>) {
    if let Some((charset, bytes)) = open {
        out.push_str(&stemma_extract::decode_labelled(&bytes, Some(&charset)).text);
    }
}

/// An encoded word: its charset, its bytes, and its length.
fn word(text: &str) -> Option<(String, Vec<u8>, usize)> {
    // A word has 75 characters at most; what has far more is none, and no search goes further.
    let head = &text[..text.floor_char_boundary(1000)];
    let mut parts = head.strip_prefix("=?")?.splitn(3, '?');
    let charset = parts.next()?.split('*').next()?.to_ascii_lowercase();
    let encoding = parts.next()?;
    let content = parts.next()?;
    let content = &content[..content.find("?=")?];
    let bytes = match encoding {
        "Q" | "q" => unescaped(content.replace('_', " ").as_bytes(), b'='),
        "B" | "b" => super::part::base64(content.as_bytes()),
        _ => return None,
    };
    let length = 2 + charset_length(head) + 1 + encoding.len() + 1 + content.len() + 2;
    Some((charset, bytes, length))
}

fn charset_length(head: &str) -> usize {
    head[2..].find('?').unwrap_or(0)
}

/// Bytes written as a mark and two hexadecimal digits.
pub(super) fn unescaped(text: &[u8], mark: u8) -> Vec<u8> {
    let hex = |at: usize| text.get(at).and_then(|b| (*b as char).to_digit(16));
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        match (hex(at + 1), hex(at + 2)) {
            (Some(high), Some(low)) if *byte == mark => {
                out.push((high * 16 + low) as u8);
                at += 3;
            }
            _ => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_words_in_other_encodings() {
        let check = |text: &str, expected: &str| assert_eq!(decoded_words(text), expected, "{text}");
        check("=?utf-8?Q?Gr=C3=BC=C3=9Fe_aus?= Ulm", "Grüße aus Ulm");
        check("=?UTF-8?B?R3LDvMOf?= =?UTF-8?B?ZQ==?=", "Grüße");
        check("=?utf-8?Q?Gr=C3?= =?utf-8?Q?=BC=C3=9Fe?=", "Grüße");
        check("=?iso-8859-1*de?q?Gr=FC=DFe?= und =?x", "Grüße und =?x");
        check("=?utf-8?X?abc?=", "=?utf-8?X?abc?=");
        check("3 =?", "3 =?");
    }

    #[test]
    fn reads_parameters() {
        let (head, body) = Head::split(
            b"Content-Type: text/html;\r\n charset=\"utf-8\"; format=flowed\r\nContent-Disposition: attachment;\r\n \
              filename*0*=utf-8''Gr%C3%BC; filename*1=n.txt\r\n\r\nText",
        );
        assert_eq!(head.kind(), ("text/html".to_owned(), Some("utf-8".to_owned())));
        assert_eq!(head.parameter("content-disposition", "filename").as_deref(), Some("Grün.txt"));
        assert_eq!(body, b"Text");
    }
}
