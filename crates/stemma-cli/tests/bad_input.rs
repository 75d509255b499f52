//! Bad input: a clear message that names the document, the rest of the batch done, exit status 1; status 2 where
//! there is nothing to do.

use crate::support::Place;

const GOOD: &str =
    "Der Hafen von Kesk bleibt offen. Das sagte Hafenmeisterin Dunja Felk am Montag in Lomora.\n";

/// One bad file beside a good one: the bad one is named, the good one is done.
fn check(name: &str, content: &[u8], said: &str) {
    let place = Place::new();
    place.file("pile/good.txt", GOOD);
    place.file(&format!("pile/{name}"), content);
    let ran = place.stemma(&["extract", "pile"]);
    assert_eq!(ran.status, 1, "{}", ran.err);
    let error = ran.failure(name);
    assert!(error.contains(said), "{error:?} should say {said:?}");
    assert!(ran.records().iter().any(|r| r["id"] == "good.txt" && r["schema"] == "stemma/article/1"));
}

#[test]
fn empty_file() {
    check("empty.txt", b"", "empty");
}

#[test]
fn white_space_alone() {
    check("white.txt", b" \n\t\n", "white space");
}

#[test]
fn binary_file() {
    check("picture.dat", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0\x01\0\0\0", "binary");
}

#[test]
fn enormous_file() {
    let mut long = GOOD.as_bytes().repeat(2);
    long.resize(33 << 20, b'a');
    check("long.txt", &long, "MiB");
}

#[test]
fn text_that_is_no_single_article() {
    let place = Place::new();
    place.file("pile/good.txt", GOOD);
    place.file("pile/corpus.txt", GOOD.repeat(13_000));
    let ran = place.stemma(&["annotate", "pile"]);
    assert_eq!(ran.status, 1);
    assert!(ran.failure("corpus.txt").contains("split it"));
    assert!(
        ran.records().iter().any(|r| r["id"] == "good.txt" && !r["sentences"].as_array().unwrap().is_empty())
    );
}

#[test]
fn latin_1_and_broken_utf_8_are_read() {
    let place = Place::new();
    place.file(
        "pile/latin.txt",
        b"M\xfcnchen gr\xfc\xdft K\xf6ln und die Stra\xdfe nach F\xfcrth, sagte ein Sprecher.",
    );
    place.file(
        "pile/broken.txt",
        b"Ein Satz mit \xc3\xa4 und einem Fehler \xff darin. Noch ein Satz, sagte die Ministerin.",
    );
    let ran = place.stemma(&["extract", "pile"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let records = ran.records();
    assert!(records[1]["text"].as_str().unwrap().contains("München grüßt Köln"), "{}", records[1]);
    assert!(records[0]["text"].as_str().unwrap().contains("Ein Satz mit"));
}

#[test]
fn line_of_200_megabytes() {
    let place = Place::new();
    let path = place.path().join("long.jsonl");
    {
        use std::io::Write;
        let mut file = std::io::BufWriter::new(std::fs::File::create(&path).unwrap());
        file.write_all(b"{\"id\":\"long\",\"text\":\"").unwrap();
        let block = vec![b'a'; 1 << 20];
        for _ in 0..200 {
            file.write_all(&block).unwrap();
        }
        file.write_all(b"\"}\n{\"id\":\"short\",\"text\":\"Ein Satz.\"}\n").unwrap();
    }
    let ran = place.stemma(&["extract", "long.jsonl"]);
    assert_eq!(ran.status, 1);
    assert!(ran.failure("long.jsonl:1").contains("MiB"));
    assert_eq!(ran.records()[0]["id"], "short");
}

#[test]
fn html_with_100_000_nested_tags() {
    let place = Place::new();
    let page = format!("<html><body>{}<p>{GOOD}</p>", "<div>".repeat(100_000));
    place.file("pile/deep.html", page);
    place.file("pile/good.txt", GOOD);
    let ran = place.stemma(&["extract", "pile"]);
    assert!(ran.status <= 1, "{}", ran.err);
    let records = ran.records();
    assert!(records.iter().any(|r| r["id"] == "good.txt"));
    let deep = records.iter().find(|r| r["id"] == "deep.html").unwrap();
    assert!(deep["text"].as_str().unwrap_or_default().contains("Hafenmeisterin"), "{deep}");
}

#[cfg(unix)]
#[test]
fn unreadable_file() {
    let place = Place::new();
    place.file("pile/good.txt", GOOD);
    std::os::unix::fs::symlink("nowhere.txt", place.path().join("pile/gone.txt")).unwrap();
    let ran = place.stemma(&["extract", "pile"]);
    assert_eq!(ran.status, 1);
    assert!(ran.failure("gone.txt").contains("leads nowhere"));
    use std::os::unix::fs::PermissionsExt;
    let shut = place.file("pile/shut.txt", GOOD);
    std::fs::set_permissions(&shut, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::File::open(&shut).is_err() {
        assert!(place.stemma(&["extract", "pile"]).failure("shut.txt").contains("permission"));
    } else {
        eprintln!("NOT TESTED: a file without permission; this user may read everything");
    }
}

#[test]
fn folder_without_articles() {
    let place = Place::new();
    place.file("pile/style.css", "p { color: red }");
    let ran = place.stemma(&["report", "pile"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("no articles found"), "{}", ran.err);
    assert!(!place.path().join("dossier/dossier.json").exists());
}

#[test]
fn missing_input() {
    let ran = Place::new().stemma(&["extract", "nowhere"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("nowhere") && ran.err.contains("check the path"), "{}", ran.err);
}

#[test]
fn broken_json_line_is_named_with_its_number() {
    let place = Place::new();
    place.file(
        "in.jsonl",
        "{\"id\":\"a\",\"text\":\"Ein Satz.\"}\n{\"id\":\"b\",\n\n{\"id\":\"c\",\"body\":\"x\"}\n[1]\n",
    );
    let ran = place.stemma(&["annotate", "--from", "jsonl", "in.jsonl"]);
    assert_eq!(ran.status, 1);
    assert!(ran.failure("in.jsonl:2").contains("not JSON"));
    assert!(ran.failure("in.jsonl:4").contains("--map"));
    assert!(ran.failure("in.jsonl:5").contains("braces"));
    assert_eq!(ran.records()[0]["id"], "a");
}

#[test]
fn duplicate_ids() {
    let place = Place::new();
    place.file(
        "in.jsonl",
        "{\"id\":\"a\",\"text\":\"Ein Satz.\"}\n{\"id\":\"a\",\"text\":\"Ein anderer Satz.\"}\n",
    );
    let ran = place.stemma(&["extract", "in.jsonl"]);
    assert_eq!(ran.status, 1);
    let error = ran.failure("a");
    assert!(error.contains("in.jsonl:1") && error.contains("in.jsonl:2"), "{error}");
    assert_eq!(ran.records().len(), 2);
}

#[test]
fn hostile_texts_never_stop_a_batch() {
    let place = Place::new();
    let texts: [String; 12] = [
        "<script>alert(1)</script>".into(),
        "„".repeat(5000),
        "“sagte er, ".repeat(3000),
        "a".repeat(1 << 20),
        "\u{202e}\u{200b}\u{feff}\u{0301}\u{0301} sagte 👩‍👩‍👧‍👦.".into(),
        "10.10.10.10.10 ".repeat(500),
        "dass ".repeat(4000),
        "Laut ".repeat(4000),
        "am 99. September 99999999999999999999 Uhr 1e999 %".into(),
        "ß\u{308}ẞ İ ı ŉ ﬁ Ǆ".repeat(100),
        "\r\r\n\u{2028}\u{85}x".into(),
        "(((((((((((((((".repeat(500),
    ];
    for (number, text) in texts.iter().enumerate() {
        place.file(&format!("pile/{number}.txt"), text);
    }
    let ran = place.stemma(&["report", "pile"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let html = std::fs::read_to_string(place.path().join("dossier/dossier.html")).unwrap();
    assert!(!html.contains("<script>alert"));
}
