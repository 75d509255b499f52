//! What an input is: by its first bytes, then by the ending of its name.

/// Formats of inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Format {
    /// By content, then by name.
    #[default]
    Auto,
    /// Plain text.
    Text,
    /// HTML pages.
    Html,
    /// RSS, Atom, JSON Feed; OPML.
    Feed,
    /// Sitemaps, with or without the news extension.
    Sitemap,
    /// Web archives: WARC, gzipped or not; WACZ is a ZIP.
    Warc,
    /// One JSON record a line.
    JsonLines,
    /// One JSON record, or a list of them.
    Json,
    /// Parquet tables.
    Parquet,
    /// Tables of text: CSV, TSV.
    Table,
    /// ninjs, the JSON of the IPTC.
    Ninjs,
    /// NewsML-G2 and NITF, the XML of the IPTC.
    NewsMl,
    /// PDF with a text layer.
    Pdf,
    /// Mail (`.eml`) and saved pages (MHTML).
    Mail,
    /// ZIP, WACZ.
    Zip,
    /// tar, plain or gzipped.
    Tar,
    /// One gzipped file of any format.
    Gzip,
}

impl Format {
    /// The format of an input with this `head` and this `ending` of its name, in lower case. What the caller says goes
    /// first, but a container is opened whatever its contents are said to be.
    pub fn of(self, head: &[u8], ending: &str) -> Format {
        let found = by_content(head, ending);
        match self {
            Format::Auto => found,
            _ if matches!(found, Format::Zip | Format::Tar | Format::Gzip | Format::Warc) => found,
            said => said,
        }
    }
}

fn by_content(head: &[u8], ending: &str) -> Format {
    let starts = |magic: &[u8]| head.starts_with(magic);
    if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        return Format::Zip;
    }
    if is_gzip(head) {
        return if unpacked_start(head).starts_with(b"WARC/") { Format::Warc } else { Format::Gzip };
    }
    if starts(b"PAR1") {
        return Format::Parquet;
    }
    if starts(b"%PDF-") {
        return Format::Pdf;
    }
    if starts(b"WARC/") {
        return Format::Warc;
    }
    if is_tar(head, ending) {
        return Format::Tar;
    }
    let start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    match start.first() {
        Some(b'{' | b'[') => by_json(start, ending),
        Some(b'<') => by_tags(start),
        _ if is_mail(start) => Format::Mail,
        _ => match ending {
            "csv" | "tsv" => Format::Table,
            "eml" | "mht" | "mhtml" | "mbox" => Format::Mail,
            "jsonl" | "ndjson" => Format::JsonLines,
            "json" => Format::Json,
            _ => Format::Auto,
        },
    }
}

/// True for what begins as gzip.
pub(crate) fn is_gzip(head: &[u8]) -> bool {
    head.starts_with(b"\x1f\x8b")
}

/// True for a tar, also the oldest form, which only its checksum and its name tell.
pub(crate) fn is_tar(head: &[u8], ending: &str) -> bool {
    if head.get(257..262) == Some(b"ustar") {
        return true;
    }
    let Some(block) = head.get(..512).filter(|b| ending == "tar" && b[0] != 0) else { return false };
    let digits: String = block[148..156].iter().map(|b| char::from(*b)).filter(|c| c.is_digit(8)).collect();
    let sum: u32 = block
        .iter()
        .enumerate()
        .map(|(at, b)| if (148..156).contains(&at) { 32 } else { u32::from(*b) })
        .sum();
    u32::from_str_radix(&digits, 8) == Ok(sum)
}

/// The first bytes of what is gzipped.
fn unpacked_start(head: &[u8]) -> Vec<u8> {
    let mut start = vec![0; 16];
    let mut length = 0;
    let mut decoder = flate2::bufread::MultiGzDecoder::new(head);
    while length < start.len() {
        match std::io::Read::read(&mut decoder, &mut start[length..]) {
            Ok(read) if read > 0 => length += read,
            _ => break,
        }
    }
    start.truncate(length);
    start
}

/// Endings of files that lie beside articles and are none: passed over in folders and archives, with a note.
const BESIDE: [&str; 28] = [
    "css", "js", "mjs", "map", "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico", "woff", "woff2",
    "ttf", "otf", "mp3", "mp4", "webm", "ogg", "md", "toml", "yaml", "yml", "py", "cdx", "cdxj", "idx",
];

/// True for the name of a file that lies beside articles and is none.
pub fn beside(name: &str) -> bool {
    let name = name.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').is_some_and(|(_, ending)| BESIDE.contains(&ending.to_lowercase().as_str()))
}

/// True for the head of a mail or of a saved page: fields of which one is a mail's alone. A text may begin with
/// `Date:` too.
fn is_mail(start: &[u8]) -> bool {
    let mut fields = 0;
    let mut certain = false;
    for line in start.split(|b| *b == b'\n').take(200) {
        if line.trim_ascii().is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") || (fields == 0 && line.starts_with(b"From ")) {
            continue;
        }
        let Some(colon) = line.iter().position(|b| *b == b':') else { return false };
        let name = String::from_utf8_lossy(&line[..colon.min(80)]).to_ascii_lowercase();
        if name.contains(' ') {
            return false;
        }
        certain |= matches!(
            name.as_str(),
            "mime-version" | "message-id" | "received" | "return-path" | "content-transfer-encoding"
        );
        fields += 1;
    }
    certain && fields >= 2
}

/// Of what begins as JSON.
fn by_json(start: &[u8], ending: &str) -> Format {
    let said = &start[..start.len().min(1024)];
    match ending {
        "jsonl" | "ndjson" => Format::JsonLines,
        "json" => Format::Json,
        _ if said.windows(12).any(|w| w == b"jsonfeed.org") => Format::Feed,
        // Standard input and nameless members: records one a line begin with a brace.
        "" | "-" if start.starts_with(b"{") => Format::JsonLines,
        _ => Format::Auto,
    }
}

/// Of what begins with a tag.
fn by_tags(start: &[u8]) -> Format {
    let head = String::from_utf8_lossy(&start[..start.len().min(4096)]).to_ascii_lowercase();
    let has = |tag: &str| head.contains(tag);
    if has("<rss") || has("<rdf:rdf") || has("<opml") || (has("<feed") && has("atom")) {
        Format::Feed
    } else if has("<urlset") || has("<sitemapindex") {
        Format::Sitemap
    } else if has("<newsitem") || has("<newsmessage") || has("<packageitem") || has("<nitf") || has("<newsml")
    {
        Format::NewsMl
    } else {
        Format::Auto
    }
}
