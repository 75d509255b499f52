//! The form of the records, after the contract.

use crate::support::{Place, demo, slice};
use serde_json::Value;

fn run(command: &[&str]) -> Vec<Value> {
    let place = Place::new();
    let demo = demo();
    let mut arguments = command.to_vec();
    arguments.extend(["--quiet", &demo]);
    let ran = place.stemma(&arguments);
    assert_eq!(ran.status, 0, "{}", ran.err);
    ran.records()
}

#[test]
fn ranges_lie_in_the_text_and_hold_what_they_claim() {
    let place = Place::new();
    let dossier = place.dossier(&demo());
    let articles = dossier["articles"].as_array().unwrap();
    for (article, found) in articles.iter().zip(dossier["annotations"].as_array().unwrap()) {
        assert_eq!(article["id"], found["id"]);
        let text = article["text"].as_str().unwrap();
        let length = text.chars().count();
        let mut quotations = 0;
        for quotation in found["quotations"].as_array().unwrap() {
            quotations += 1;
            for part in ["content", "cue", "source", "addressee", "hedges"] {
                for range in quotation[part].as_array().unwrap() {
                    let (start, end) =
                        (range[0].as_u64().unwrap() as usize, range[1].as_u64().unwrap() as usize);
                    assert!(
                        start < end && end <= length,
                        "{part} of {} in {}",
                        quotation["id"],
                        article["id"]
                    );
                    assert_eq!(slice(text, start, end).trim(), slice(text, start, end));
                }
            }
        }
        assert!(quotations > 0, "no quotations in {}", article["id"]);
        for quotation in found["quotations"].as_array().unwrap() {
            assert!(quotation["force"].is_string(), "force of {}", quotation["id"]);
            for link in quotation["chain"].as_array().unwrap() {
                let typed = link["unnamed"]["type"].is_string();
                assert!(typed || link["kind"] != "unnamed person", "{link}");
            }
        }
    }
    for claim in dossier["claims"].as_array().unwrap() {
        let interval = &claim["independent_origins"];
        assert!(interval["min"].as_u64() <= interval["max"].as_u64());
        assert!(!claim["variants"].as_array().unwrap().is_empty());
    }
}

#[test]
fn code_points_not_bytes() {
    let place = Place::new();
    place.file(
        "in.jsonl",
        "{\"id\":\"x\",\"language\":\"de\",\"text\":\"Ärger 😀 überall. Müller sagte, er sei müde.\"}\n",
    );
    let ran = place.stemma(&["annotate", "--from", "jsonl", "--as-is", "in.jsonl"]);
    let record = &ran.records()[0];
    assert_eq!(record["sentences"], serde_json::json!([[0, 16], [17, 43]]));
}

#[test]
fn as_is_text_is_taken_exactly() {
    let place = Place::new();
    let text = "  Von: APA/dpa\n\n Teilen \n Ein Satz. ";
    place.file("in.jsonl", serde_json::json!({"id": "x", "text": text}).to_string());
    let ran = place.stemma(&["extract", "--from", "jsonl", "--as-is", "in.jsonl"]);
    assert_eq!(ran.records()[0]["text"], text);
}

#[test]
fn every_visible_character_leads_back_to_its_bytes() {
    let place = Place::new();
    let page = "<html lang=de><body><article><h1>Regen &amp; Wind</h1><p>Über  M&uuml;nster\nfiel am Montag viel Regen, \
                sagte der Wetterdienst in der Stadt. Es bleibt na&szlig;.</p></article></body></html>";
    place.file("page.html", page);
    let record = &place.stemma(&["extract", "page.html"]).records()[0];
    let text = record["text"].as_str().unwrap();
    assert!(text.contains("Über Münster fiel"), "{text}");
    let mut covered = 0;
    for piece in record["offsets"].as_array().unwrap() {
        let at = |n: usize| piece[n].as_u64().unwrap() as usize;
        let (clean, raw) = (slice(text, at(0), at(1)), &page[at(2)..at(3)]);
        covered += clean.chars().filter(|c| !c.is_whitespace()).count();
        let same = raw.starts_with('&') || clean.split_whitespace().eq(raw.split_whitespace());
        assert!(same, "{clean:?} does not come from {raw:?}");
    }
    assert_eq!(covered, text.chars().filter(|c| !c.is_whitespace()).count());
}

#[test]
fn fields_can_be_renamed() {
    let place = Place::new();
    place.file("in.jsonl", "{\"key\":7,\"article\":\"Ein Satz über den Hafen.\",\"header\":\"Titel\"}\n");
    let ran = place.stemma(&["extract", "in.jsonl", "--map", "id=key,text=article", "--map", "title=header"]);
    let record = &ran.records()[0];
    assert_eq!((record["id"].as_str(), record["title"].as_str()), (Some("7"), Some("Titel")), "{}", ran.err);
}

#[test]
fn each_command_writes_its_schema() {
    for (command, schema) in [
        ("extract", "stemma/article/1"),
        ("annotate", "stemma/annotations/1"),
        ("reuse", "stemma/reuse/1"),
        ("lineage", "stemma/lineage/1"),
        ("stories", "stemma/story/1"),
        ("claims", "stemma/claim/1"),
    ] {
        let records = run(&[command]);
        assert!(!records.is_empty(), "{command} wrote nothing");
        assert!(records.iter().all(|r| r["schema"] == schema), "{command}");
    }
    let flat = run(&["lineage", "--flat"]);
    assert_eq!(flat.len(), 10);
    assert!(flat.iter().all(|r| r["parents"].is_array() && r["family"].is_string()));
}

#[test]
fn compare_reads_pairs() {
    let place = Place::new();
    place.file(
        "in.jsonl",
        "{\"id\":\"1\",\"a\":\"Der Hafen wird verpachtet.\",\"b\":\"Der Hafen wird verpachtet.\"}\n\
         {\"id\":\"2\",\"a\":\"Der Hafen wird verpachtet.\",\"b\":\"Im Zoo wurde ein Löwe geboren.\"}\nkaputt\n",
    );
    let ran = place.stemma(&["compare", "in.jsonl"]);
    assert_eq!(ran.status, 1);
    let records = ran.records();
    assert!(records[0]["same"].as_f64().unwrap() > records[1]["same"].as_f64().unwrap());
    assert!(ran.failure("in.jsonl:3").contains("not JSON"));
}

#[test]
fn out_is_put_in_place_whole() {
    let place = Place::new();
    let ran = place.stemma(&["stories", &demo(), "--out", "stories.jsonl"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, ""));
    assert_eq!(std::fs::read_to_string(place.path().join("stories.jsonl")).unwrap().lines().count(), 10);
    assert!(!place.path().join("stories.jsonl.partial").exists());
}

#[test]
fn help_teaches_and_completions_and_man_come_from_the_same_table() {
    let place = Place::new();
    let help = place.stemma(&["--help"]);
    assert!(help.out.contains("Examples:") && help.out.contains("Exit status:"));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = place.stemma(&["completions", shell]);
        assert!(ran.status == 0 && ran.out.contains("lineage"), "{shell}");
    }
    assert!(place.stemma(&["man"]).out.contains(".TH stemma"));
    assert_eq!(place.stemma(&["man", "--out", "pages"]).status, 0);
    assert!(place.path().join("pages/stemma-report.1").exists());
    let bad = place.stemma(&["report", "--no-such-flag"]);
    assert!(bad.status == 2 && bad.err.contains("--no-such-flag"));
}
