//! Addresses as inputs: fetched, kept as an archive beside the result, and named where they fail.

use crate::support::{Place, Ran};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

const PAGE: &str = "<html><head><title>Hafen von Kesk</title></head><body><article><h1>Hafen von Kesk bleibt offen</h1>\
    <p>Der Hafen von Kesk bleibt offen. Das sagte Hafenmeisterin Dunja Felk am Montag in Lomora. Die Schiffe laufen \
    weiter ein, und die Kräne arbeiten wie an jedem anderen Tag der Woche.</p></article></body></html>";

/// A server on this machine: pages, a missing one, a forbidden one.
struct Server {
    url: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = asked.clone();
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let mut lines = BufReader::new(&mut stream).lines();
                let Some(Ok(line)) = lines.next() else { continue };
                while lines.next().is_some_and(|l| l.is_ok_and(|l| !l.is_empty())) {}
                let path = line.split(' ').nth(1).unwrap().to_owned();
                let (status, body) = match path.as_str() {
                    "/robots.txt" => ("200 OK", "User-agent: *\nDisallow: /closed\n"),
                    "/missing" => ("404 Not Found", "missing"),
                    _ => ("200 OK", PAGE),
                };
                log.lock().unwrap().push(path);
                let kind = "Content-Type: text/html; charset=utf-8";
                let length = body.len();
                let _ =
                    write!(stream, "HTTP/1.1 {status}\r\n{kind}\r\nContent-Length: {length}\r\n\r\n{body}");
            }
        });
        Self { url, asked }
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn archive(place: &Place, name: &str) -> String {
    let bytes = std::fs::read(place.path().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
    let mut text = String::new();
    flate2::bufread::MultiGzDecoder::new(&bytes[..]).read_to_string(&mut text).unwrap();
    text
}

fn stages(ran: &Ran) -> Vec<String> {
    let failures = ran.records().into_iter().filter(|r| r["schema"] == "stemma/failure/1");
    failures.map(|r| format!("{} {}", r["stage"].as_str().unwrap(), r["id"].as_str().unwrap())).collect()
}

#[test]
fn failures_are_named_and_the_rest_is_done() {
    let (server, place) = (Server::start(), Place::new());
    place.file("own.txt", "Der Hafen von Kesk bleibt offen. Das sagte Dunja Felk am Montag in Lomora.\n");
    let (missing, closed) = (server.url("/missing"), server.url("/closed/a"));
    let ran =
        place.stemma(&["extract", "own.txt", &missing, &closed, "--allow-private", "--keep", "k.warc.gz"]);
    assert_eq!(ran.status, 1, "{}", ran.err);
    assert_eq!(stages(&ran), [format!("fetch {closed}"), format!("fetch {missing}")]);
    assert!(ran.failure("/missing").contains("404 Not Found; check the address"));
    assert!(ran.failure("/closed/a").contains("robots.txt of 127.0.0.1 asks programs not to fetch this"));
    assert!(ran.records().iter().any(|r| r["id"] == "own.txt" && r["schema"] == "stemma/article/1"));
    assert_eq!(server.asked(), ["/robots.txt", "/missing"]);
    let kept = archive(&place, "k.warc.gz");
    assert!(kept.contains("HTTP/1.1 404 Not Found") && kept.contains("WARC-Type: request"));
    assert!(ran.err.contains("kept in k.warc.gz"), "{}", ran.err);
}

#[test]
fn a_page_becomes_an_article() {
    let (server, place) = (Server::start(), Place::new());
    let (a, b) = (server.url("/a"), server.url("/b"));
    let ran = place.stemma(&["extract", &a, "--allow-private", "--keep", "k.warc.gz"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let records = ran.records();
    assert_eq!((records.len(), records[0]["id"].as_str()), (1, Some(a.as_str())));
    assert!(records[0]["text"].as_str().unwrap().contains("Hafenmeisterin Dunja Felk"));
    // The archive is continued; what an earlier run put there is not part of this one.
    let ran = place.stemma(&["extract", &b, "--allow-private", "--keep", "k.warc.gz"]);
    let ids: Vec<_> = ran.records().iter().map(|r| r["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids, [b.clone()]);
    let before = server.asked().len();
    let ran = place.stemma(&["extract", &a, &b, "--allow-private", "--keep", "k.warc.gz"]);
    assert_eq!((ran.status, ran.records().len(), server.asked().len()), (0, 2, before), "{}", ran.err);
    let ran = place.stemma(&["extract", &a, "--allow-private", "--keep", "k.warc.gz", "--refresh"]);
    assert_eq!((ran.status, ran.records().len()), (0, 1), "{}", ran.err);
    assert!(server.asked().len() > before);
    // The dossier holds what it rests on.
    let ran = place.stemma(&["report", &a, "--allow-private", "--out", "d", "--quiet"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(place.path().join("d/dossier.html").exists());
    assert!(archive(&place, "d/fetched.warc.gz").contains("Dunja Felk"));
}

#[test]
fn private_addresses_are_refused() {
    let (server, place) = (Server::start(), Place::new());
    let ran = place.stemma(&["extract", &server.url("/a"), "http://10.0.0.1/", "http://[::1]/"]);
    assert_eq!(ran.status, 1, "{}", ran.err);
    assert_eq!(stages(&ran).len(), 3);
    assert!(
        ran.failure("/a").contains("127.0.0.1, a loopback address; stemma fetches from such addresses only")
    );
    assert!(server.asked().is_empty());
    assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 0, "nothing was kept");
}

#[test]
fn lists() {
    let (server, place) = (Server::start(), Place::new());
    place.file(
        "list.txt",
        format!("# pages\n{} # missing\n\nno address\nftp://a.example/\n", server.url("/missing")),
    );
    let ran =
        place.stemma(&["extract", "--list", "list.txt", "--allow-private", "--out", "out.jsonl", "--quiet"]);
    assert_eq!(ran.status, 1, "{}", ran.err);
    assert!(ran.err.contains("list.txt:4: 'no address' is no address"), "{}", ran.err);
    assert!(ran.err.contains("ftp://a.example/: addresses of the kind 'ftp' are not fetched"), "{}", ran.err);
    assert!(ran.err.contains("404 Not Found"), "{}", ran.err);
    assert_eq!(ran.err.lines().count(), 3, "{}", ran.err);
    assert!(archive(&place, "out.jsonl.fetched.warc.gz").contains("HTTP/1.1 404"));
    assert_eq!(place.stemma(&["extract", "--list", "absent.txt"]).status, 2);
    assert_eq!(place.stemma(&["extract"]).status, 2);
    assert_eq!(place.stemma(&["extract", "-", "--list", "-"]).status, 2);
}

#[test]
fn help_says_what_is_fetched() {
    let place = Place::new();
    let help = place.stemma(&["--help"]).out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains("nothing is uploaded; only addresses that you give are fetched"), "{help}");
    let help = place.stemma(&["report", "--help"]).out;
    assert!(
        help.contains("nothing is fetched unless you give one") && help.contains("--allow-private"),
        "{help}"
    );
    let ran = place.stemma(&["extract", "https://a.example/", "--user-agent", "a\r\nb"]);
    assert_eq!(ran.status, 2);
}
