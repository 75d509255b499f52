//! ninjs, versions 1 to 3.

use super::{article, date, read, read_as};
use stemma_extract::Form;
use stemma_read::Format;
use stemma_text::DateRole;

pub const FIRST: &str = r#"{"uri":"urn:newsml:nka.invalid:20310507:310507-99-12345","type":"text","version":"3",
"pubstatus":"usable","versioncreated":"2031-05-07T08:40:00+02:00","firstcreated":"2031-05-07T08:01:12+02:00",
"embargoed":"2031-05-07T12:00:00+02:00","urgency":4,"language":"de","headline":"Deich bei Oland hält",
"slugline":"Wetter/Sturm","byline":"Von Eva Lind, dpa","located":"Oland","copyrightholder":"dpa",
"infosource":[{"name":"AFP"}],"description_text":"Die Nacht war ruhig.",
"body_text":"Oland (dpa) - Der Deich hat gehalten.","body_html":"<p>Oland (dpa) - Der Deich hat gehalten.</p><p>Der Pegel fiel am Morgen um zwei Meter.</p>",
"associations":{"main":{"uri":"urn:bild","type":"picture","headline":"Bild vom Deich"}}}"#;

pub const SECOND: &str = r#"{"$standard":{"name":"ninjs","version":"2.0"},"uri":"https://nka.invalid/17","version":"1",
"versioncreated":"2031-05-07T08:40:00Z","language":"en","by":"Ann Holt","provider":"Reuters",
"headlines":[{"role":"subheadline","value":"Nobody hurt"},{"role":"main","value":"Ferry resumes"}],
"bodies":[{"role":"main","contenttype":"text/plain","value":"The ferry resumed."},
{"role":"richtext","contenttype":"application/xhtml+xml","value":"<p>The ferry resumed.</p><p>It sails daily.</p>"}],
"descriptions":[{"role":"caption","value":"A ferry"},{"role":"summary","value":"Service is back."}]}"#;

pub const THIRD: &str = r#"{"uri":"https://nka.invalid/18","type":"text","versionCreated":"2031-05-08T08:40:00Z",
"firstCreated":"2031-05-08T07:40:00Z","copyrightHolder":"NKA","infoSources":[{"name":"Tass","role":"source"}],
"people":[{"name":"Ole Frenzen","rel":"about"},{"name":"Ann Holt","rel":"author"}],
"headlines":[{"value":"Tide tables wrong"}],"bodies":[{"contentType":"text/plain","value":"One.\n\nTwo tables were wrong."}]}"#;

#[test]
fn reads_the_first_version() {
    let found = read("a.json", FIRST).one();
    let given = &found.given;
    assert_eq!(given.id, "urn:newsml:nka.invalid:20310507:310507-99-12345@3");
    assert_eq!(given.title.as_deref(), Some("Deich bei Oland hält"));
    assert_eq!(given.teaser.as_deref(), Some("Die Nacht war ruhig."));
    assert_eq!(given.agencies, ["dpa", "AFP"]);
    assert_eq!(given.notices[0].quote, "2031-05-07T12:00:00+02:00");
    assert_eq!(date(&found, DateRole::Published), "2031-05-07T08:01:12+02:00");
    assert_eq!(date(&found, DateRole::Modified), "2031-05-07T08:40:00+02:00");
    assert_eq!(found.form, Some(Form::Fragment));
    let mut signed = found.clone();
    signed.given.authors = vec!["AFP".to_owned(), "Jan Moor".to_owned()];
    let other = article(&signed);
    assert_eq!(other.authors, ["Jan Moor"]);
    assert!(other.agencies.iter().any(|credit| credit.name == "AFP"));
    let article = article(&found);
    assert_eq!(article.text, "Der Deich hat gehalten.\n\nDer Pegel fiel am Morgen um zwei Meter.");
    assert_eq!(article.authors, ["Eva Lind"]);
    assert!(article.agencies.iter().any(|credit| credit.name == "dpa"));
}

#[test]
fn reads_the_second_and_the_third_version() {
    let found = read("a.json", SECOND).one();
    assert_eq!(found.given.id, "https://nka.invalid/17");
    assert_eq!(found.given.url.as_deref(), Some("https://nka.invalid/17"));
    assert_eq!(found.given.title.as_deref(), Some("Ferry resumes"));
    assert_eq!(found.given.subtitle.as_deref(), Some("Nobody hurt"));
    assert_eq!(found.given.teaser.as_deref(), Some("Service is back."));
    assert_eq!(article(&found).authors, ["Ann Holt"]);
    assert_eq!(article(&found).text, "The ferry resumed.\n\nIt sails daily.");
    let found = read("a.json", THIRD).one();
    assert_eq!(found.given.agencies, ["NKA", "Tass"]);
    assert_eq!(found.given.authors, ["Ann Holt"]);
    assert_eq!(date(&found, DateRole::Published), "2031-05-08T07:40:00Z");
    assert_eq!(found.form, Some(Form::Text));
}

#[test]
fn reads_lists_and_lines() {
    let list = format!("[{FIRST},{SECOND},{{\"x\":1}}]");
    assert_eq!(read("a.json", &list).found.len(), 2);
    let lines = [FIRST, "{", THIRD].map(|l| l.replace('\n', " ")).join("\n");
    let gathered = read_as(Format::Ninjs, "a.jsonl", lines.as_bytes());
    assert_eq!((gathered.found.len(), gathered.failed.len()), (2, 1));
    assert!(gathered.failed[0].1.starts_with("in/a.jsonl:2:"));
    let wrapped = format!("{{\"data\":{{\"items\":[{{\"item\":{SECOND}}}]}}}}");
    assert_eq!(read_as(Format::Ninjs, "a.json", wrapped.as_bytes()).found.len(), 1);
}

#[test]
fn leaves_out_what_is_withdrawn_or_no_text() {
    let gathered = read("a.json", FIRST.replace("usable", "canceled"));
    assert!(gathered.found.is_empty());
    assert!(gathered.failed[0].1.contains("310507-99-12345@3' was withdrawn"), "{:?}", gathered.failed);
    let gathered = read("a.json", FIRST.replacen("\"text\"", "\"picture\"", 1));
    assert_eq!(gathered.passed_over, ["in/a.json"]);
    assert!(!read_as(Format::Ninjs, "a.json", b"{\"x\":1}").failed.is_empty());
    assert!(!read_as(Format::Ninjs, "a.json", b"nichts").failed.is_empty());
}
