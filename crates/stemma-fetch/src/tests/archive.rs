//! The archive: its form, and how it is continued after a run broke off.

use super::Run;
use super::server::{NOT_FOUND, Server, answer, ok, page, redirect};
use crate::{Archive, ArchiveError};
use std::fs;
use std::io::Write;

fn open(run: &Run) -> Result<Archive, ArchiveError> {
    Archive::open(&run.path(), "stemma", &run.options.limits)
}

/// A server of pages, with one that redirects and one that is missing.
fn server() -> Server {
    Server::start(|path, stream| {
        let _ = stream.write_all(&match path {
            "/robots.txt" | "/missing" => NOT_FOUND.to_vec(),
            "/old" => redirect("/b"),
            _ => page(),
        });
    })
}

#[test]
fn form() {
    let server = server();
    let run = Run::new();
    let record = run.fetch(&[&server.url("/a")]).pages[0].record.clone();
    let text = run.archive_text();
    let records: Vec<&str> = text.split("WARC/1.1\r\n").skip(1).collect();
    let kinds: Vec<&str> = records.iter().map(|r| r.lines().next().unwrap()).collect();
    let two = ["WARC-Type: request", "WARC-Type: response"];
    assert_eq!(kinds, [&["WARC-Type: warcinfo"][..], &two, &two].concat());
    assert!(records[0].contains("\r\n\r\nsoftware: stemma/"));
    let last = records[4];
    assert!(last.contains(&format!("\r\nWARC-Record-ID: {record}\r\n")), "{last}");
    assert!(last.contains(&format!("\r\nWARC-Target-URI: {}\r\n", server.url("/a"))));
    assert!(last.contains("\r\nWARC-IP-Address: 127.0.0.1\r\n"));
    assert!(last.contains("\r\nContent-Type: application/http;msgtype=response\r\n"));
    assert!(last.contains(&format!("\r\nContent-Length: {}\r\n", page().len())));
    assert!(records[3].contains(&format!("WARC-Concurrent-To: {record}")));
    for name in ["WARC-Block-Digest: sha256:", "WARC-Payload-Digest: sha256:", "WARC-Warcinfo-ID: <urn:uuid:"]
    {
        assert!(last.contains(name), "{name}: {last}");
    }
    let date = last.split("WARC-Date: ").nth(1).unwrap().lines().next().unwrap();
    assert!(date.len() == 24 && date.ends_with('Z') && date.contains('T'), "{date}");
    // Each record is a gzip member of its own.
    let bytes = fs::read(run.path()).unwrap();
    assert_eq!(bytes.windows(4).filter(|w| *w == b"\x1f\x8b\x08\x00").count(), 5);
}

#[test]
fn what_is_there_is_not_fetched_again() {
    let server = server();
    let mut run = Run::new();
    let all = [server.url("/a"), server.url("/old"), server.url("/missing")];
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let first = run.fetch(&all);
    assert_eq!((first.pages.len(), first.failures.len()), (2, 1));
    assert_eq!(server.asked().len(), 4);
    let size = fs::metadata(run.path()).unwrap().len();
    let again = run.fetch(&all[..2]);
    assert!(again.pages.iter().all(|p| p.reused));
    let records = |f: &crate::Fetched| f.pages.iter().map(|p| p.record.clone()).collect::<Vec<_>>();
    assert_eq!(records(&first), records(&again));
    assert_eq!(server.asked().len(), 4);
    assert_eq!(fs::metadata(run.path()).unwrap().len(), size, "nothing was written");
    // What failed is tried again; with `refresh` everything is.
    run.fetch(&all);
    assert_eq!(server.asked().len(), 5);
    run.options.refresh = true;
    let third = run.fetch(&all[..2]);
    assert!(third.pages.iter().all(|p| !p.reused));
    assert_eq!(server.asked().len(), 8);
}

#[test]
fn a_run_that_was_killed_goes_on() {
    let server = server();
    let run = Run::new();
    let urls = [server.url("/a"), server.url("/b")];
    run.fetch(&[&urls[0]]);
    let whole = fs::metadata(run.path()).unwrap().len();
    run.fetch(&[&urls[1]]);
    let bytes = fs::read(run.path()).unwrap();
    let both = [urls[0].as_str(), urls[1].as_str()];
    // Wherever it was cut off, what was finished is kept and the rest is taken away.
    for length in (0..bytes.len()).step_by(7).chain([bytes.len() - 1]) {
        fs::write(run.path(), &bytes[..length]).unwrap();
        let archive = open(&run).unwrap();
        assert_eq!(archive.kept(&urls[0]).is_some(), length as u64 >= whole, "{length}");
        assert!(archive.kept(&urls[1]).is_none(), "{length}");
        drop(archive);
        assert!(fs::metadata(run.path()).unwrap().len() <= length as u64);
    }
    fs::write(run.path(), &bytes[..bytes.len() - 9]).unwrap();
    let before = server.asked().len();
    let fetched = run.fetch(&both);
    assert_eq!(fetched.failures, []);
    assert_eq!(fetched.pages.iter().map(|p| p.reused).collect::<Vec<_>>(), [true, false]);
    assert_eq!(server.asked().len(), before + 1);
    run.archive();
}

#[test]
fn what_is_no_archive_is_left_alone() {
    let run = Run::new();
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(b"Der Hafen von Kesk bleibt offen. ").unwrap();
    let gz = gz.finish().unwrap();
    for content in
        [&b"Der Hafen"[..], b"WARC/1.1\r\n\r\n", &gz, &gz[..gz.len() - 3], b"\x1f\x8bxxxxxxxxxxxxxxxx"]
    {
        fs::write(run.path(), content).unwrap();
        assert!(matches!(open(&run), Err(ArchiveError::Foreign(_))));
        assert_eq!(fs::read(run.path()).unwrap(), content);
    }
    // Damaged in the middle: nothing is taken away.
    fs::remove_file(run.path()).unwrap();
    let server = server();
    run.fetch(&[&server.url("/a")]);
    let mut bytes = fs::read(run.path()).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 20].fill(0xff);
    fs::write(run.path(), &bytes).unwrap();
    assert!(open(&run).is_err());
    assert_eq!(fs::read(run.path()).unwrap(), bytes);
}

#[test]
fn two_runs_at_once() {
    let run = Run::new();
    let first = open(&run).unwrap();
    assert!(matches!(open(&run), Err(ArchiveError::Busy(_))));
    drop(first);
    open(&run).unwrap();
}

#[test]
fn a_cut_off_answer_is_fetched_again() {
    let run = Run::new();
    let count = std::sync::atomic::AtomicUsize::new(0);
    let server = Server::start(move |path, stream| {
        let bytes = if path == "/robots.txt" {
            answer("404 Not Found", "", "")
        } else if count.fetch_add(1, std::sync::atomic::Ordering::SeqCst) == 0 {
            b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nHafen".to_vec()
        } else {
            ok("", "Hafen")
        };
        let _ = stream.write_all(&bytes);
    });
    run.fails(&server.url("/a"), "ended after");
    run.succeeds(&server.url("/a"));
    run.succeeds(&server.url("/a"));
    assert_eq!(server.asked().len(), 2);
}
