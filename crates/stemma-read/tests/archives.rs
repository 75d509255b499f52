//! Web archives, ZIP, tar and gzip: what stands in them comes out, what is wrong with them is named, and nothing goes
//! off.

#![allow(clippy::unwrap_used, missing_docs)] // A test says what it means by breaking off.

mod support;

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::time::Instant;
use stemma_read::again;
use stemma_text::{DateBasis, DateRole};
use support::{gzip, read, torture};
use zip::write::SimpleFileOptions;

const PAGE: &str = "<html><body><p>Der Hafen von Kesk bleibt am Montag offen.</p></body></html>";

/// A record with its length.
fn record(kind: &str, uri: &str, more: &str, content: &[u8]) -> Vec<u8> {
    let mut head = format!("WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\n");
    write!(head, "WARC-Date: 2023-09-04T12:00:00Z\r\n{more}Content-Length: {}\r\n\r\n", content.len())
        .unwrap();
    [head.as_bytes(), content, b"\r\n\r\n"].concat()
}

fn answer(head: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n").as_bytes(), body].concat()
}

fn page(uri: &str, body: &str) -> Vec<u8> {
    record("response", uri, "", &answer("Content-Type: text/html; charset=utf-8", body.as_bytes()))
}

fn three() -> Vec<Vec<u8>> {
    vec![
        page("https://kesk.example/a", PAGE),
        page("https://kesk.example/b", "<p>Zweiter</p>"),
        page("https://kesk.example/c", "<p>Dritter</p>"),
    ]
}

const IDS: [&str; 3] = ["https://kesk.example/a", "https://kesk.example/b", "https://kesk.example/c"];

#[test]
fn warc_in_every_packing() {
    let plain = three().concat();
    let members: Vec<u8> = three().iter().flat_map(|r| gzip(r)).collect();
    // Packed in pieces that know nothing of records.
    let pieces = [gzip(&plain[..240]), gzip(&plain[240..])].concat();
    for bytes in [&plain, &gzip(&plain), &members, &pieces] {
        let gathered = read("crawl.warc.gz", bytes);
        assert_eq!(gathered.ids(), IDS);
        assert!(gathered.failed.is_empty() && gathered.passed_over.is_empty(), "{gathered:?}");
        for found in &gathered.found {
            let content = again(&mut Cursor::new(bytes), found.packed.unwrap()).unwrap();
            assert_eq!(content, found.content, "it is read again from its place");
        }
    }
}

#[test]
fn warc_dates_and_charset() {
    let head = "Content-Type: text/html; charset=windows-1252\r\nDate: Mon, 04 Sep 2023 12:00:00 GMT\r\n\
                Last-Modified: Sun, 03 Sep 2023 08:30:00 GMT";
    let gathered =
        read("x.warc", &record("response", "https://a.example/", "", &answer(head, PAGE.as_bytes())));
    let found = &gathered.found[0];
    assert_eq!(found.given.fetched.as_deref(), Some("2023-09-04T12:00:00Z"));
    assert_eq!(found.charset.as_deref(), Some("windows-1252"));
    let dates: Vec<_> = found.given.dates.iter().map(|(r, d)| (*r, d.basis, d.value.as_str())).collect();
    assert_eq!(
        dates,
        [
            (DateRole::FirstSeen, DateBasis::Warc, "2023-09-04T12:00:00Z"),
            (DateRole::Modified, DateBasis::Http, "2023-09-03T08:30:00Z"),
        ]
    );
}

#[test]
fn warc_takes_articles_alone() {
    let status =
        |status: &str| [b"HTTP/1.1 ", status.as_bytes(), b"\r\nContent-Type: text/html\r\n\r\n<p>x"].concat();
    let archive = [
        record("warcinfo", "", "", b"software: x\r\n"),
        record("request", "https://a.example/1", "", b"GET / HTTP/1.1\r\n\r\n"),
        record("revisit", "https://a.example/1", "", &status("200 OK")),
        record("response", "https://a.example/2", "", &status("404 Not Found")),
        record("response", "https://a.example/3", "", &status("301 Moved")),
        record(
            "response",
            "https://a.example/4",
            "",
            &answer("Content-Type: image/png", b"\x89PNG\r\n\x1a\n"),
        ),
        record(
            "response",
            "https://a.example/robots.txt",
            "",
            &answer("Content-Type: text/plain", b"Allow: /"),
        ),
        record("resource", "<https://a.example/5>", "Content-Type: text/html\r\n", PAGE.as_bytes()),
        record("conversion", "https://a.example/6", "Content-Type: text/plain\r\n", b"Ein Satz."),
        record(
            "response",
            "https://a.example/7",
            "",
            &answer("Content-Type: text/html\r\nContent-Encoding: gzip", &gzip(PAGE.as_bytes())),
        ),
    ];
    let gathered = read("x.warc", &archive.concat());
    assert_eq!(gathered.ids(), ["https://a.example/5", "https://a.example/6", "https://a.example/7"]);
    assert_eq!(gathered.texts()[2].1, PAGE);
    assert_eq!(gathered.passed_over, ["x.warc (4 records without a text)"]);
    assert!(gathered.failed.is_empty());
}

/// The second of three records is damaged: it is named with its place, the others are read.
fn check_damage(second: &[u8], ids: &[&str], said: &str) {
    let parts = three();
    let bytes = [parts[0].as_slice(), second, &parts[2]].concat();
    let packed = [gzip(&parts[0]), gzip(second), gzip(&parts[2])].concat();
    for (bytes, at) in [(bytes.as_slice(), parts[0].len()), (&packed, gzip(&parts[0]).len())] {
        let gathered = read("x.warc", bytes);
        assert_eq!(gathered.ids(), ids, "{:?}", gathered.failed);
        let error = gathered.error();
        assert!(error.contains(said) && error.contains(&format!("at byte {at}:")), "{error}");
    }
}

#[test]
fn warc_with_lying_lengths() {
    let with = |length: &str| {
        let honest = String::from_utf8(three()[1].clone()).unwrap();
        let (before, after) = honest.split_once("Content-Length: ").unwrap();
        format!("{before}Content-Length: {length}{}", &after[after.find("\r\n").unwrap()..]).into_bytes()
    };
    let others = [IDS[0], IDS[2]];
    check_damage(&with("10"), &others, "length of the record is wrong");
    check_damage(&with("150"), &others, "");
    check_damage(&with("999999999999999"), &others, "before its length");
    check_damage(&with("18446744073709551615"), &others, "before its length");
    check_damage(&with("-5"), &others, "no length");
    check_damage(&with("99999999999999999999999999"), &others, "no length");
    check_damage(b"WARC/1.0\r\nWARC-Type: response\r\n", &others, "");
    check_damage(b"what is this\nand this?\n\n", &others, "no record");
    check_damage(&[0xff, 0xfe, 7, 7, b'\n'].repeat(3000), &others, "no record");
}

#[test]
fn warc_with_a_torn_end() {
    let bytes = three().concat();
    let gathered = read("x.warc", &bytes[..bytes.len() - 20]);
    assert_eq!(gathered.ids(), IDS[..2]);
    assert!(gathered.error().contains("ends before"), "{:?}", gathered.failed);
    let members: Vec<u8> = three().iter().flat_map(|r| gzip(r)).collect();
    let gathered = read("x.warc.gz", &members[..members.len() - 20]);
    assert_eq!(gathered.ids(), IDS[..2]);
    assert!(gathered.error().contains("too early"), "{:?}", gathered.failed);
}

#[test]
fn warc_with_a_broken_member() {
    let mut second = gzip(&three()[1]);
    let middle = second.len() / 2;
    second[middle] ^= 0x55;
    let bytes = [gzip(&three()[0]), second, gzip(&three()[2])].concat();
    let gathered = read("x.warc.gz", &bytes);
    assert_eq!(gathered.ids(), [IDS[0], IDS[2]]);
    assert_eq!(gathered.failed.len(), 1, "{:?}", gathered.failed);
}

#[test]
fn warc_content_that_is_a_bomb() {
    let bomb = answer("Content-Type: text/html\r\nContent-Encoding: gzip", &gzip(&vec![b' '; 30 << 20]));
    let gathered = read("x.warc", &record("response", "https://a.example/", "", &bomb));
    assert!(gathered.error().contains("200 times"));
    let large = answer("Content-Type: text/html", &vec![b' '; 33 << 20]);
    let gathered = read("x.warc", &[record("response", IDS[1], "", &large), three()[2].clone()].concat());
    assert_eq!(gathered.ids(), [IDS[2]]);
    assert!(gathered.error().contains("32 MiB"));
}

#[test]
fn warc_of_lies_alone_takes_no_square_time() {
    let one =
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 10000000\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx\r\n";
    let start = Instant::now();
    let gathered = read("x.warc", &one.repeat(40_000));
    assert!(gathered.found.is_empty() && gathered.failed.len() <= 1001, "{}", gathered.failed.len());
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

#[test]
fn warc_survives_damage() {
    torture("x.warc", &three().concat(), 2000);
    torture("x.warc.gz", &three().iter().flat_map(|r| gzip(r)).collect::<Vec<u8>>(), 1500);
}

/// A ZIP of these members.
fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        let method = if name.ends_with("gz") || name.ends_with("zip") {
            zip::CompressionMethod::Stored
        } else {
            zip::CompressionMethod::Deflated
        };
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn zip_with_members_of_many_kinds() {
    let record = br#"{"id":"r1","text":"Aus einem Satz."}"#;
    let bytes = zip(&[
        ("a/one.txt", b"Erster Text."),
        ("a/two.html", PAGE.as_bytes()),
        ("a/style.css", b"p {}"),
        ("__MACOSX/a/._one.txt", b"\0\0"),
        ("records.jsonl.gz", &gzip(record)),
        ("inner.zip", &zip(&[("deep.txt", b"Tief.")])),
        ("pack.tar", &tar(&[("t.txt", b"Im tar.")])),
    ]);
    let gathered = read("pile.zip", &bytes);
    let texts: Vec<(&str, &str)> = vec![
        ("pile.zip/a/one.txt", "Erster Text."),
        ("pile.zip/a/two.html", PAGE),
        ("r1", "Aus einem Satz."),
        ("pile.zip/inner.zip/deep.txt", "Tief."),
        ("pile.zip/pack.tar/t.txt", "Im tar."),
    ];
    let expected: Vec<(&str, String)> = texts.iter().map(|(id, text)| (*id, (*text).to_owned())).collect();
    assert_eq!(gathered.texts(), expected, "{:?}", gathered.failed);
    assert_eq!(gathered.passed_over, ["pile.zip!/a/style.css"]);
    assert!(gathered.failed.is_empty());
    assert!(gathered.found.iter().all(|f| f.at.is_none() && !f.whole && f.packed.is_none()));
    assert_eq!(gathered.found[0].place, "pile.zip!/a/one.txt");
}

#[test]
fn wacz() {
    let archive: Vec<u8> = three().iter().flat_map(|r| gzip(r)).collect();
    let bytes = zip(&[
        ("datapackage.json", b"{}"),
        ("archive/data.warc.gz", &archive),
        ("pages/pages.jsonl", br#"{"id":"1","text":"not this"}"#),
        ("indexes/index.cdx", b"x"),
    ]);
    let gathered = read("crawl.wacz", &bytes);
    assert_eq!(gathered.ids(), IDS);
    assert!(gathered.failed.is_empty() && gathered.passed_over.is_empty());
    // Packed although it is packed already: unpacked as it is read.
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [("datapackage.json", b"{}".as_slice()), ("archive/data.warc.gz", &archive)] {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    let gathered = read("crawl.wacz", &writer.finish().unwrap().into_inner());
    assert_eq!(gathered.ids(), IDS, "{:?}", gathered.failed);
}

#[test]
fn zip_names_that_lead_out() {
    let bytes = zip(&[
        ("../../evil.txt", b"Text."),
        ("/etc/evil.txt", b"Text."),
        ("..\\evil.txt", b"Text."),
        ("good.txt", b"Text."),
    ]);
    let gathered = read("x.zip", &bytes);
    assert_eq!(gathered.ids(), ["x.zip/good.txt"]);
    assert_eq!(gathered.failed.len(), 3);
    for (id, error) in &gathered.failed {
        assert!(
            id.ends_with("/evil.txt") && !id.contains("..") && error.contains("leads out"),
            "{id}: {error}"
        );
    }
}

#[test]
fn zip_bombs() {
    let bomb = zip(&[("zeros.txt", &vec![b' '; 40 << 20]), ("good.txt", b"Text.")]);
    let gathered = read("x.zip", &bomb);
    assert_eq!(gathered.ids(), ["x.zip/good.txt"]);
    assert!(gathered.error().contains("200 times"), "{:?}", gathered.failed);
    // The list says that it is small.
    let mut lying = bomb.clone();
    let size = (40_u32 << 20).to_le_bytes();
    while let Some(at) = lying.windows(4).position(|w| w == size) {
        lying[at..at + 4].copy_from_slice(&1000_u32.to_le_bytes());
    }
    let gathered = read("x.zip", &lying);
    assert_eq!(gathered.ids(), ["x.zip/good.txt"]);
    assert_eq!(gathered.failed.len(), 1);
    // Archives in archives.
    let mut nested = zip(&[("a.txt", b"Text.")]);
    for _ in 0..6 {
        nested = zip(&[("n.zip", &nested)]);
    }
    assert!(read("x.zip", &nested).error().contains("archives in archives"));
    assert!(read("x.gz", &gzip(&vec![b' '; 40 << 20])).error().contains("200 times"));
}

#[test]
fn zip_with_members_that_share_their_bytes() {
    // Each of the members has the same head, so a small archive says it holds a gigabyte.
    let one = zip(&[("a.txt", &vec![b'a'; 1 << 20])]);
    let list = one.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    let end = one.windows(4).position(|w| w == b"PK\x05\x06").unwrap();
    let count = 2000_u16;
    let mut bytes = one[..list].to_vec();
    for number in 0..count {
        let mut entry = one[list..end].to_vec();
        let name = entry.len() - 5;
        entry[name..].copy_from_slice(format!("{number:05}").as_bytes());
        bytes.extend(entry);
    }
    let size = u32::try_from(bytes.len() - list).unwrap();
    let mut tail = one[end..].to_vec();
    tail[8..10].copy_from_slice(&count.to_le_bytes());
    tail[10..12].copy_from_slice(&count.to_le_bytes());
    tail[12..16].copy_from_slice(&size.to_le_bytes());
    bytes.extend(tail);
    let gathered = read("x.zip", &bytes);
    let given: usize = gathered.found.iter().map(|f| f.content.len()).sum();
    assert!(given < 200 << 20, "{given} bytes");
    assert!(!gathered.failed.is_empty());
}

#[test]
fn zip_encrypted_and_damaged() {
    let mut bytes = zip(&[("a.txt", b"Text."), ("b.txt", b"Text.")]);
    let list = bytes.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    bytes[list + 8] |= 1;
    let gathered = read("x.zip", &bytes);
    assert!(gathered.error().contains("encrypted"), "{:?}", gathered.failed);
    assert_eq!(gathered.ids(), ["x.zip/b.txt"]);
    let mut bytes = zip(&[("a.gz", &gzip(b"Text."))]);
    let at = bytes.windows(4).position(|w| w == b"a.gz").unwrap() + 20;
    bytes[at] ^= 1;
    assert_eq!(read("x.zip", &bytes).failed.len(), 1);
    assert!(read("x.zip", &bytes[..50]).error().contains("damaged"));
    torture("x.zip", &zip(&[("a/one.txt", b"Erster Text."), ("in.zip", &zip(&[("t.txt", b"Tief.")]))]), 1500);
}

/// A tar of these members.
fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, content) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        header.as_gnu_mut().unwrap().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        builder.append(&header, *content).unwrap();
    }
    builder.into_inner().unwrap()
}

#[test]
fn tar_plain_and_packed() {
    let bytes = tar(&[
        ("a/one.txt", b"Erster Text."),
        ("a/two.html", PAGE.as_bytes()),
        ("a/b.png", b"\x89PNG"),
        ("../out.txt", b"Text."),
        ("in.zip", &zip(&[("deep.txt", b"Tief.")])),
    ]);
    for (name, bytes) in [("x.tar", bytes.clone()), ("x.tar.gz", gzip(&bytes)), ("x.tgz", gzip(&bytes))] {
        let gathered = read(name, &bytes);
        let ids =
            [format!("{name}/a/one.txt"), format!("{name}/a/two.html"), format!("{name}/in.zip/deep.txt")];
        assert_eq!(gathered.ids(), ids, "{:?}", gathered.failed);
        assert!(gathered.error().contains("leads out"));
        assert_eq!(gathered.passed_over.len(), 1);
    }
}

#[test]
fn tar_links_and_damage() {
    let mut builder = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::Symlink);
    header.set_size(0);
    builder.append_link(&mut header, "link.txt", "/etc/passwd").unwrap();
    let gathered = read("x.tar", &builder.into_inner().unwrap());
    assert!(gathered.found.is_empty() && gathered.failed.is_empty(), "{gathered:?}");
    let bytes = tar(&[("one.txt", b"Erster."), ("two.txt", &[b'x'; 2000])]);
    let gathered = read("x.tar", &bytes[..2000]);
    assert_eq!(gathered.ids(), ["x.tar/one.txt"]);
    assert_eq!(gathered.failed.len(), 1);
    // A member that says it is enormous.
    let mut header = tar::Header::new_gnu();
    header.set_path("huge.txt").unwrap();
    header.set_size(1 << 40);
    header.set_cksum();
    let gathered = read("x.tar", &[header.as_bytes().as_slice(), b"little"].concat());
    assert_eq!(gathered.failed.len(), 1);
    torture("x.tar", &bytes, 1500);
    torture("x.tgz", &gzip(&bytes), 1000);
}

#[test]
fn gzip_of_one_file() {
    let gathered = read("article.html.gz", &gzip(PAGE.as_bytes()));
    assert_eq!(gathered.texts(), [("article.html.gz", PAGE.to_owned())]);
    let lines = b"{\"text\":\"Erster Satz.\"}\n{\"text\":\"Zweiter Satz.\"}\n";
    let gathered = read("x.jsonl.gz", &gzip(lines));
    assert_eq!(gathered.ids(), ["x.jsonl.gz!/x.jsonl:1", "x.jsonl.gz!/x.jsonl:2"]);
    let cut = gzip(PAGE.as_bytes());
    assert!(read("article.html.gz", &cut[..cut.len() - 9]).error().contains("too early"));
}
