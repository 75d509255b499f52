//! Archives, tables and print: what stands in them comes out as articles of its own, with what the container says.

use crate::support::Place;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write as _;

const TEXT: &str = "Der Hafen von Kesk bleibt am Montag offen, sagte Hafenmeisterin Dunja Felk in Lomora. Die Schiffe \
                    sollen wie geplant auslaufen, und die Fischer dürfen ihre Netze wieder in der Bucht auslegen.";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A gzipped record of a web archive.
fn capture(uri: &str, date: &str, text: &str) -> Vec<u8> {
    let page = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
         <html><head><title>Hafen</title></head><body><article><h1>Hafen</h1><p>{text}</p></article></body></html>"
    );
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {uri}\r\nWARC-Date: {date}\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
        page.len()
    );
    gzip(format!("{head}{page}\r\n\r\n").as_bytes())
}

#[test]
fn captures_of_one_address_are_versions() {
    let uri = "https://kesk.example/hafen";
    let early = capture(uri, "2023-09-04T12:00:00Z", TEXT);
    let same = capture(uri, "2023-09-05T12:00:00Z", TEXT);
    let late = capture(uri, "2023-09-06T12:00:00Z", &TEXT.replace("Montag", "Dienstag"));
    let mut outputs = Vec::new();
    for order in [[&early, &same, &late], [&late, &same, &early]] {
        let place = Place::new();
        place.file("one.warc.gz", order[0]);
        place.file("two.warc.gz", [order[1].as_slice(), order[2]].concat());
        let ran = place.stemma(&["extract", "one.warc.gz", "two.warc.gz"]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        assert!(ran.err.contains("the same, byte for byte"), "{}", ran.err);
        let records = ran.records();
        let ids: Vec<&str> = records.iter().map(|r| r["id"].as_str().unwrap()).collect();
        assert_eq!(ids, [uri.to_owned(), format!("{uri}@2023-09-06T12:00:00Z")]);
        assert!(records[0]["text"].as_str().unwrap().contains("Montag"));
        assert!(records[1]["text"].as_str().unwrap().contains("Dienstag"));
        outputs.push(ran.out);
    }
    assert_eq!(outputs[0], outputs[1], "the order of inputs does not matter");
}

#[test]
fn packed_records_are_read() {
    let place = Place::new();
    let line = serde_json::json!({"id": "r1", "text": TEXT}).to_string();
    place.file("pile/records.jsonl.gz", gzip(line.as_bytes()));
    place.file("pile/table.csv", format!("id;text\nt1;\"{TEXT}\"\n"));
    let ran = place.stemma(&["extract", "pile"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let ids: Vec<String> = ran.records().iter().map(|r| r["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids, ["r1", "t1"]);
}

#[test]
fn what_lies_beside_a_saved_page_is_passed_over() {
    let place = Place::new();
    let page = format!("<html><head><link href=\"Hafen_files/a.css\"></head><body><p>{TEXT}</p></body></html>");
    place.file("pile/Hafen.html", &page);
    place.file("pile/Hafen_files/a.css", "p {}");
    place.file("pile/Hafen_files/frame.html", "<html><body><p>Werbung im Rahmen</p></body></html>");
    place.file("pile/Hafen_2/other.html", &page);
    let ran = place.stemma(&["extract", "pile"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let ids: Vec<String> = ran.records().iter().map(|r| r["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids, ["Hafen.html", "Hafen_2/other.html"]);
}

#[test]
fn a_bomb_is_named_and_the_rest_is_done() {
    let place = Place::new();
    place.file("pile/good.txt", TEXT);
    place.file("pile/bomb.txt.gz", gzip(&vec![b'a'; 30 << 20]));
    let ran = place.stemma(&["extract", "pile"]);
    assert_eq!(ran.status, 1);
    assert!(ran.failure("bomb.txt.gz").contains("200 times its size"));
    assert!(ran.records().iter().any(|r| r["id"] == "good.txt"));
}
