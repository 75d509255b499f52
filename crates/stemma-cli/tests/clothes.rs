//! One invented article in every dress that it comes in: page, feed, archive, agency format, table, mail. Whatever the
//! dress, the main text is the same, and what the dress says of the article is kept.

use crate::support::Place;
use serde_json::Value;

const TITLE: &str = "Deich bei Nordau bleibt vorerst gesperrt";

const PARAGRAPHS: [&str; 4] = [
    "Der Deich bei Nordau bleibt nach dem Hochwasser der vergangenen Woche vorerst gesperrt. Das teilte das Pegelamt \
     am Mittwoch mit.",
    "»Wir haben an drei Stellen Risse gefunden«, sagte die Leiterin des Amtes, Ilse Quandt. Die Schäden würden nun \
     vermessen, danach werde über die Größe der Baustelle entschieden.",
    "Anwohner müssen weiterhin den Umweg über Südbrück nehmen. Die Gemeinde rechnet mit Kosten von rund 1,2 Millionen \
     Euro, wie der Kämmerer auf Anfrage erklärte.",
    "Ein Termin für die Freigabe steht nach Angaben des Amtes noch nicht fest.",
];

fn text() -> String {
    PARAGRAPHS.join("\n\n")
}

fn paragraphs() -> String {
    PARAGRAPHS.map(|p| format!("<p>{p}</p>")).concat()
}

fn escaped() -> String {
    paragraphs().replace('&', "&amp;").replace('<', "&lt;")
}

fn page() -> String {
    format!(
        "<!DOCTYPE html><html lang=\"de\"><head><meta charset=\"utf-8\"><title>{TITLE} | Grünauer Bote</title>\
         <meta property=\"og:title\" content=\"{TITLE}\"><meta property=\"article:published_time\" \
         content=\"2031-05-07T08:30:00+02:00\"></head><body><nav><a href=\"/\">Start</a> <a href=\"/s\">Sport</a></nav>\
         <article><h1>{TITLE}</h1>{}</article><footer>Impressum</footer></body></html>",
        paragraphs()
    )
}

/// Bytes of a WARC record.
fn warc(kind: &str, address: &str, block: &[u8]) -> Vec<u8> {
    let mut record = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2031-05-08T10:00:00Z\r\n\
         WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n\
         Content-Type: application/http; msgtype={kind}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    )
    .into_bytes();
    record.extend(block);
    record.extend(b"\r\n\r\n");
    record
}

/// The one article of a file.
fn read(name: &str, content: impl AsRef<[u8]>) -> Value {
    let place = Place::new();
    place.file(name, content);
    let ran = place.stemma(&["extract", name]);
    assert_eq!(ran.status, 0, "{name}: {}", ran.err);
    let mut records = ran.records();
    assert_eq!(records.len(), 1, "{name}: {}", ran.out);
    records.remove(0)
}

fn check(name: &str, content: impl AsRef<[u8]>, published: Option<(&str, &str)>) {
    let article = read(name, content);
    assert_eq!(article["text"].as_str().unwrap(), text(), "{name}");
    if let Some((value, basis)) = published {
        assert_eq!(article["published"]["value"], value, "{name}: {}", article["published"]);
        assert_eq!(article["published"]["basis"], basis, "{name}");
        assert_eq!(article["title"], TITLE, "{name}");
    }
}

#[test]
fn pages_and_texts() {
    check("a.html", page(), Some(("2031-05-07T08:30:00+02:00", "open graph")));
    check("a.txt", format!("{TITLE}\n\n{}", text()), None);
    let latin: Vec<u8> = page()
        .replace("utf-8", "iso-8859-1")
        .replace('»', "&raquo;")
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    check("latin.html", latin, Some(("2031-05-07T08:30:00+02:00", "open graph")));
    let wide: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(page().encode_utf16().flat_map(u16::to_le_bytes)).collect();
    check("wide.html", wide, Some(("2031-05-07T08:30:00+02:00", "open graph")));
}

#[test]
fn records_and_tables() {
    let record = serde_json::json!({"id": "x", "title": TITLE, "html": page()});
    check("a.jsonl", format!("{record}\n"), Some(("2031-05-07T08:30:00+02:00", "open graph")));
    check("a.json", record.to_string(), Some(("2031-05-07T08:30:00+02:00", "open graph")));
    let table = format!(
        "id,title,published,text\nx,\"{TITLE}\",2031-05-07T08:30:00+02:00,\"{}\"\n",
        text().replace('"', "\"\"")
    );
    check("a.csv", &table, Some(("2031-05-07T08:30:00+02:00", "feed")));
    let tabs = format!("id\ttitle\tpublished\ttext\nx\t{TITLE}\t2031-05-07T08:30:00+02:00\t\"{}\"\n", text());
    check("a.tsv", tabs, Some(("2031-05-07T08:30:00+02:00", "feed")));
}

#[test]
fn feeds() {
    let rss = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Grünauer Bote</title>\
         <link>https://bote.invalid/</link><item><title>{TITLE}</title><link>https://bote.invalid/deich</link>\
         <guid>bote-1</guid><pubDate>Wed, 07 May 2031 08:30:00 +0200</pubDate>\
         <description>Der Deich bleibt zu.</description><content:encoded><![CDATA[{}]]></content:encoded></item>\
         </channel></rss>",
        paragraphs()
    );
    check("feed.xml", &rss, Some(("2031-05-07T08:30:00+02:00", "feed")));
    let atom = format!(
        "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Grünauer Bote</title><id>f</id>\
         <updated>2031-05-07T09:00:00Z</updated><entry><title>{TITLE}</title><id>bote-1</id>\
         <link href=\"https://bote.invalid/deich\"/><published>2031-05-07T08:30:00+02:00</published>\
         <updated>2031-05-07T08:40:00+02:00</updated><content type=\"html\">{}</content></entry></feed>",
        escaped()
    );
    check("atom.xml", atom, Some(("2031-05-07T08:30:00+02:00", "feed")));
    let json = serde_json::json!({"version": "https://jsonfeed.org/version/1.1", "title": "Grünauer Bote", "items": [
        {"id": "bote-1", "url": "https://bote.invalid/deich", "title": TITLE, "content_html": paragraphs(),
         "date_published": "2031-05-07T08:30:00+02:00"}]});
    check("feed.json", json.to_string(), Some(("2031-05-07T08:30:00+02:00", "feed")));
}

#[test]
fn agency_formats() {
    let ninjs = serde_json::json!({"uri": "urn:nfa:310507-99-1", "type": "text", "pubstatus": "usable",
        "versioncreated": "2031-05-07T08:30:00+02:00", "language": "de", "headline": TITLE,
        "body_xhtml": paragraphs(), "provider": "nfa"});
    check("item.json", ninjs.to_string(), Some(("2031-05-07T08:30:00+02:00", "feed")));
    let newsml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" \
         guid=\"urn:nfa:1\" version=\"2\" standard=\"NewsML-G2\" standardversion=\"2.29\" xml:lang=\"de\"><itemMeta>\
         <itemClass qcode=\"ninat:text\"/><provider literal=\"nfa\"/><versionCreated>2031-05-07T08:30:00+02:00\
         </versionCreated><pubStatus qcode=\"stat:usable\"/></itemMeta><contentMeta><headline>{TITLE}</headline>\
         <language tag=\"de\"/></contentMeta><contentSet><inlineXML contenttype=\"application/xhtml+xml\">\
         <html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>{TITLE}</title></head><body>{}</body></html>\
         </inlineXML></contentSet></newsItem>",
        paragraphs()
    );
    check("item.xml", newsml, Some(("2031-05-07T08:30:00+02:00", "feed")));
    let nitf = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><nitf><head><title>{TITLE}</title><docdata><doc-id \
         id-string=\"nfa-1\"/><date.issue norm=\"20310507T083000+0200\"/></docdata></head><body><body.head><hedline>\
         <hl1>{TITLE}</hl1></hedline></body.head><body.content>{}</body.content></body></nitf>",
        paragraphs()
    );
    check("nitf.xml", nitf, Some(("2031-05-07T08:30:00+02:00", "feed")));
}

#[test]
fn mail_and_saved_pages() {
    let soft = |html: &str| {
        html.replace('=', "=3D").bytes().fold((String::new(), 0), |(mut out, mut at), b| {
            let piece = if b < 0x80 { char::from(b).to_string() } else { format!("={b:02X}") };
            if at + piece.len() > 70 {
                out.push_str("=\r\n");
                at = 0;
            }
            at += piece.len();
            out.push_str(&piece);
            (out, at)
        })
    };
    let mail = format!(
        "From: =?utf-8?Q?Gr=C3=BCnauer_Bote?= <post@bote.invalid>\r\nTo: leser@post.invalid\r\nSubject: {TITLE}\r\n\
         Date: Wed, 07 May 2031 08:30:00 +0200\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; \
         boundary=\"b1\"\r\n\r\n--b1\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\
         Kurzfassung\r\n--b1\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: \
         quoted-printable\r\n\r\n{}\r\n--b1--\r\n",
        soft(&format!("<html><body><div>{}</div></body></html>", paragraphs())).0
    );
    let article = read("brief.eml", mail);
    assert_eq!((article["text"].as_str().unwrap(), article["title"].as_str().unwrap()), (&*text(), TITLE));
    let saved = format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://bote.invalid/deich\r\nSubject: {TITLE}\r\n\
         Date: Thu, 8 May 2031 10:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; \
         type=\"text/html\"; boundary=\"b1\"\r\n\r\n--b1\r\nContent-Type: text/html\r\nContent-ID: <frame-1@mhtml>\r\n\
         Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://bote.invalid/deich\r\n\r\n{}\r\n\
         --b1\r\nContent-Type: text/css\r\nContent-Location: cid:css\r\n\r\np {{ color: red }}\r\n--b1--\r\n",
        soft(&page()).0
    );
    check("seite.mhtml", &saved, Some(("2031-05-07T08:30:00+02:00", "open graph")));
    assert_eq!(read("seite.mhtml", &saved)["url"], "https://bote.invalid/deich");
}

#[test]
fn web_archives() {
    let answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nLast-Modified: Wed, 07 May 2031 07:00:00 GMT\r\n\
         \r\n{}",
        page()
    );
    let mut file = warc("response", "https://bote.invalid/deich", answer.as_bytes());
    check("a.warc", &file, Some(("2031-05-07T08:30:00+02:00", "open graph")));
    let article = read("a.warc", &file);
    assert_eq!(article["id"], "https://bote.invalid/deich");
    assert_eq!(article["first_seen"]["value"].as_str().unwrap().get(..10), Some("2031-05-08"), "{article}");
    // Redirects and pictures are no articles.
    file.extend(warc(
        "response",
        "https://bote.invalid/b",
        b"HTTP/1.1 301 Moved\r\nLocation: /deich\r\n\r\n",
    ));
    file.extend(warc(
        "response",
        "https://bote.invalid/c.png",
        b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nP",
    ));
    check("b.warc", &file, None);
}

#[test]
fn a_list_and_its_pages_are_one() {
    let place = Place::new();
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{}", page());
    place.file(
        "pile/a.warc",
        warc("response", "https://bote.invalid/deich?utm_source=rss", answer.as_bytes()),
    );
    place.file(
        "pile/sitemap.xml",
        "<urlset><url><loc>https://www.bote.invalid/deich</loc><lastmod>2031-05-07T12:00:00Z</lastmod></url></urlset>",
    );
    let ran = place.stemma(&["extract", "pile"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let records = ran.records();
    assert_eq!(records.len(), 1, "{}", ran.out);
    let dates = records[0]["dates"].as_array().unwrap();
    assert!(
        dates.iter().any(|d| d["basis"] == "sitemap" && d["value"] == "2031-05-07T12:00:00Z"),
        "{dates:?}"
    );
}
