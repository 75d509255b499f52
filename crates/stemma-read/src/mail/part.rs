//! The parts of a mail, without those that only hold others (RFC 2046).

use super::head::{Head, line_end, unescaped};

/// Parts within parts that are opened.
const DEPTH: usize = 30;

/// Parts of one mail at most.
const PARTS: usize = 20_000;

/// Endings of files that a mail carries along and that are no documents.
const NO_DOCUMENTS: [&str; 16] = [
    "png", "jpg", "jpeg", "gif", "svg", "webp", "bmp", "ico", "css", "js", "ics", "vcf", "asc", "sig", "p7s",
    "woff",
];

/// A part with content of its own.
#[derive(Debug)]
pub(super) struct Part<'m> {
    pub number: usize,
    pub head: Head<'m>,
    /// Content type, in lower case.
    pub kind: String,
    body: &'m [u8],
}

impl Part<'_> {
    pub fn is_html(&self) -> bool {
        matches!(self.kind.as_str(), "text/html" | "application/xhtml+xml")
    }

    /// The encoding that its head names.
    pub fn charset(&self) -> Option<String> {
        self.head.kind().1.filter(|c| c.len() <= 40)
    }

    /// True for what is a file of its own and not the text.
    pub fn is_file(&self) -> bool {
        let said = self.head.value("content-disposition").unwrap_or_default().to_ascii_lowercase();
        let is_text = self.is_html() || self.kind == "text/plain";
        said.starts_with("attachment") || !is_text || (self.name().is_some() && !said.starts_with("inline"))
    }

    /// False for pictures and the like, and for what belongs to the text: logos, signatures.
    pub fn is_readable(&self) -> bool {
        let class = self.kind.split('/').next().unwrap_or_default();
        let ending = self.name().unwrap_or_default().to_lowercase();
        let ending = ending.rsplit_once('.').map_or("", |(_, e)| e);
        !matches!(class, "image" | "audio" | "video" | "font")
            && !NO_DOCUMENTS.contains(&ending)
            && !self.kind.contains("signature")
            && !matches!(
                self.kind.as_str(),
                "text/css" | "text/calendar" | "application/javascript" | "message/delivery-status"
            )
    }

    /// Name of the file, without folders: what a mail says is never a path.
    pub fn name(&self) -> Option<String> {
        let name = self
            .head
            .parameter("content-disposition", "filename")
            .or_else(|| self.head.parameter("content-type", "name"))?;
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let name: String = name.chars().filter(|c| !c.is_control()).take(200).collect();
        Some(name).filter(|n| !n.trim_matches(['.', ' ']).is_empty())
    }

    /// What a file without a name is called.
    pub fn default_name(&self, number: usize) -> String {
        let ending = match self.kind.as_str() {
            "message/rfc822" => ".eml",
            "text/html" => ".html",
            "text/plain" => ".txt",
            _ => "",
        };
        format!("{number}{ending}")
    }

    /// Its bytes, unpacked. They are never more than the packed ones.
    pub fn content(&self) -> Vec<u8> {
        let packed = self.head.value("content-transfer-encoding").unwrap_or_default().to_ascii_lowercase();
        match packed.as_str() {
            "base64" => base64(self.body),
            "quoted-printable" => quoted_printable(self.body),
            _ => self.body.to_vec(),
        }
    }
}

/// A stretch of a mail that may hold parts.
struct Stretch<'m> {
    head: Head<'m>,
    body: &'m [u8],
    depth: usize,
}

/// All parts that hold no others, in their order.
pub(super) fn leaves<'m>(head: &Head<'m>, body: &'m [u8]) -> Vec<Part<'m>> {
    let mut found = Vec::new();
    let mut waiting = vec![Stretch { head: head.clone(), body, depth: 0 }];
    while let Some(stretch) = waiting.pop() {
        if found.len() + waiting.len() >= PARTS {
            break;
        }
        let kind = stretch.head.kind().0;
        let boundary = stretch
            .head
            .parameter("content-type", "boundary")
            .filter(|b| kind.starts_with("multipart/") && b.len() <= 1000 && stretch.depth < DEPTH);
        match boundary {
            Some(boundary) => {
                let mut inside: Vec<Stretch> = between(stretch.body, boundary.as_bytes())
                    .into_iter()
                    .map(|piece| {
                        let (head, body) = Head::split(piece);
                        Stretch { head, body, depth: stretch.depth + 1 }
                    })
                    .collect();
                inside.reverse();
                waiting.append(&mut inside);
            }
            None if kind.starts_with("multipart/") => {}
            None => {
                let number = found.len();
                found.push(Part { number, head: stretch.head, kind, body: stretch.body });
            }
        }
    }
    found
}

/// What stands between the lines `--boundary`. A mail that is cut off keeps its last piece.
fn between<'m>(body: &'m [u8], boundary: &[u8]) -> Vec<&'m [u8]> {
    let mut found = Vec::new();
    let mut from: Option<usize> = None;
    let mut at = 0;
    while at < body.len() && found.len() < PARTS {
        let end = line_end(body, at);
        let line = body[at..end].trim_ascii_end();
        let rest = line.strip_prefix(b"--").and_then(|rest| rest.strip_prefix(boundary));
        if let Some(rest) = rest.filter(|rest| matches!(rest, [] | [b'-', b'-'])) {
            if let Some(from) = from {
                // The line end before the boundary belongs to it.
                let piece = &body[from..at];
                let piece = piece.strip_suffix(b"\n").unwrap_or(piece);
                found.push(piece.strip_suffix(b"\r").unwrap_or(piece));
            }
            from = Some(end);
            if !rest.is_empty() {
                return found;
            }
        }
        at = end;
    }
    found.extend(from.map(|from| &body[from..]).filter(|piece| !piece.trim_ascii().is_empty()));
    found
}

/// Unpacks base64; what is none of its characters is passed over.
pub(super) fn base64(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0);
    for byte in text {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                // The end, or the end of one of several that were put one behind the other.
                (bits, count) = (0, 0);
                continue;
            }
            _ => continue,
        };
        bits = (bits << 6 | u32::from(value)) & 0xff_ffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    out
}

/// Unpacks quoted-printable.
fn quoted_printable(text: &[u8]) -> Vec<u8> {
    let mut joined = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let end = line_end(text, at);
        let line = &text[at..end];
        let bare = line.trim_ascii_end();
        match bare.strip_suffix(b"=") {
            Some(soft) => joined.extend_from_slice(soft),
            None => joined.extend_from_slice(line),
        }
        at = end;
    }
    unescaped(&joined, b'=')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unpacks() {
        assert_eq!(base64(b"R3LD\r\nvMOfZQ=="), "Grüße".as_bytes());
        assert_eq!(base64(b"QQ==QQ=="), b"AA");
        assert_eq!(base64(b"!"), b"");
        assert_eq!(quoted_printable(b"Gr=C3=BC=\r\n=C3=9Fe =3D\r\n=XY"), "Grüße =\r\n=XY".as_bytes());
    }

    #[test]
    fn cuts_at_boundaries() {
        let body = b"vor\r\n--x\r\n\r\neins\r\n--x\r\n\r\nzwei\r\n--xy\r\n--x--\r\nnach";
        assert_eq!(between(body, b"x"), [&b"\r\neins"[..], b"\r\nzwei\r\n--xy"]);
        assert_eq!(between(b"--x\n\neins", b"x"), [b"\neins"]);
    }
}
