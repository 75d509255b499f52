//! Work in progress of large piles: kept whole, gone on from, never mixed up with that of another pile.

use crate::support::{Place, demo};
use std::process::{Command, Stdio};
use std::time::Duration;

/// A pile of many small invented articles, every fifth a copy of the one before with a word changed.
fn pile(articles: usize) -> String {
    let mut lines = String::new();
    for n in 0..articles {
        let own = n - usize::from(n % 5 == 4);
        let words: Vec<String> =
            (0..60).map(|w| format!("wort{}", (own * 7919 + w * w * 31) % 4001)).collect();
        let end = if own == n { "heute" } else { "gestern" };
        lines.push_str(&format!("{{\"id\":\"{n:05}\",\"text\":\"{} {end}.\"}}\n", words.join(" ")));
    }
    lines
}

const FLAGS: [&str; 4] = ["reuse", "--quiet", "--as-is", "in.jsonl"];

#[test]
fn a_folder_for_work_changes_nothing() {
    let place = Place::new();
    place.file("in.jsonl", pile(400));
    let plain = place.stemma(&FLAGS);
    assert_eq!(plain.status, 0, "{}", plain.err);
    assert!(plain.out.lines().count() >= 80, "{}", plain.out.lines().count());
    let kept = || place.stemma(&[&FLAGS[..], &["--work", "parts", "--memory", "64M"]].concat());
    assert!(kept().out == plain.out, "with a folder");
    assert!(kept().out == plain.out, "from a finished folder");
    // What was not finished is made again.
    for name in ["00000.facts", "00000000.pairs"] {
        std::fs::remove_file(place.path().join("parts").join(name)).unwrap();
        place.file("parts/00000000.partial", "half of a fi");
        assert!(kept().out == plain.out, "without {name}");
    }
}

#[test]
fn a_killed_run_goes_on() {
    let place = Place::new();
    place.file("in.jsonl", pile(3000));
    let plain = place.stemma(&FLAGS);
    for wait in [20, 60, 120, 200] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_stemma"))
            .args(FLAGS)
            .args(["--work", "parts"])
            .current_dir(place.path())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(wait));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let last = place.stemma(&[&FLAGS[..], &["--work", "parts"]].concat());
    assert_eq!(last.status, 0, "{}", last.err);
    assert!(last.out == plain.out);
}

#[test]
fn a_folder_belongs_to_one_pile() {
    let place = Place::new();
    place.file("in.jsonl", pile(10));
    assert_eq!(place.stemma(&[&FLAGS[..], &["--work", "parts"]].concat()).status, 0);
    place.file("in.jsonl", pile(11));
    let other = place.stemma(&[&FLAGS[..], &["--work", "parts"]].concat());
    assert_eq!(other.status, 2);
    assert!(other.err.contains("another pile") && other.err.contains("--work"), "{}", other.err);
}

#[test]
fn the_dossier_has_the_same_pairs() {
    let place = Place::new();
    let pairs: Vec<serde_json::Value> = place
        .stemma(&["reuse", "--quiet", &demo()])
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let dossier = place.dossier(&demo());
    assert!(!pairs.is_empty());
    assert_eq!(dossier["reuse"].as_array().unwrap(), &pairs);
}

#[test]
fn sizes_of_memory() {
    let place = Place::new();
    place.file("in.jsonl", pile(5));
    for (size, works) in [("64M", true), ("2G", true), ("70000000", true), ("1M", false), ("viel", false)] {
        let ran = place.stemma(&[&FLAGS[..], &["--memory", size]].concat());
        assert_eq!(ran.status == 0, works, "{size}: {}", ran.err);
    }
}
