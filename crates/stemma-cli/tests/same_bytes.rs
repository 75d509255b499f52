//! The same bytes for any number of threads and any order of inputs.

use crate::support::{Place, demo};

/// The demo as JSON Lines, so that its order can be changed.
fn lines(place: &Place) -> Vec<String> {
    let ran = place.stemma(&["extract", "--quiet", &demo()]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    ran.out.lines().map(str::to_owned).collect()
}

fn dossier(place: &Place, input: &str, threads: &str) -> (Vec<u8>, Vec<u8>) {
    let out = format!("out-{threads}");
    let ran = place.stemma(&["report", input, "--quiet", "--threads", threads, "--out", &out]);
    assert!(ran.status == 0, "{}", ran.err);
    let read = |name: &str| std::fs::read(place.path().join(&out).join(name)).unwrap();
    (read("dossier.json"), read("dossier.html"))
}

#[test]
fn threads() {
    let place = Place::new();
    assert!(dossier(&place, &demo(), "1") == dossier(&place, &demo(), "2"));
}

#[test]
fn order_of_inputs() {
    let place = Place::new();
    let mut lines = lines(&place);
    // The path of an input names its line, and the audit shows it; everything else must not move.
    let run = |lines: &[String]| {
        place.file("in.jsonl", lines.join("\n"));
        let mut value = place.dossier("in.jsonl");
        for input in value["audit"]["inputs"].as_array_mut().unwrap() {
            input["path"] = "".into();
        }
        value
    };
    let straight = run(&lines);
    lines.reverse();
    assert!(run(&lines) == straight, "reversed");
    lines.swap(0, 5);
    lines.swap(2, 7);
    assert!(run(&lines) == straight, "shuffled");
}

#[test]
fn every_command_twice() {
    let place = Place::new();
    for command in ["extract", "annotate", "reuse", "lineage", "stories", "claims"] {
        let run = |threads: &str| place.stemma(&[command, "--quiet", "--threads", threads, &demo()]).out;
        assert!(run("1") == run("2"), "{command}");
    }
}
