//! Stories of a stream, and roles.

use crate::support::{Place, demo};

const STREAM: &str = r#"{"id":"a","published":"2031-09-04","text":"Die Fähre Silbermöwe ist am Dienstag vor Quellenau gesunken. Alle 14 Fahrgäste wurden gerettet, sagte Kapitän Odenthal. Die Reederei Brandt prüft, warum Wasser in den Rumpf der Silbermöwe drang."}
kaputt

{"id":"b","published":"2031-09-04","text":"Der Stadtrat von Hollerstedt hat den Neubau der Lindenschule beschlossen. Schulleiterin Petzold sprach von einem guten Tag für 300 Kinder. Der Bau kostet neun Millionen Euro."}
{"published":"2031-09-06","text":"Die Ermittler haben das Wrack der Silbermöwe vor Quellenau gehoben. Der Rumpf der Fähre war gerissen, sagte Kapitän Odenthal. Die Reederei Brandt will 14 Fahrgäste entschädigen."}
"#;

#[test]
fn a_stream_is_told_line_by_line() {
    let place = Place::new();
    place.file("in.jsonl", STREAM);
    let ran = place.stemma(&["stories", "--stream", "--quiet", "in.jsonl"]);
    assert_eq!(ran.status, 1, "{}", ran.err);
    let told: Vec<String> = ran
        .records()
        .iter()
        .filter(|r| r["schema"] == "stemma/story/1")
        .map(|r| format!("{} {} {}", r["id"], r["story"], r["event"]).replace('"', ""))
        .collect();
    assert_eq!(told, ["a s1 new", "b s2 new", "in.jsonl:5 s1 joined"]);
    assert!(ran.failure("in.jsonl:2").contains("not JSON"));
    let again = place.stemma(&["stories", "--stream", "--quiet", "in.jsonl"]);
    assert_eq!(again.out, ran.out);
    let wrong = place.stemma(&["stories", "--stream", "--from", "html", "in.jsonl"]);
    assert_eq!(wrong.status, 2);
}

#[test]
fn stories_tell_roles() {
    let place = Place::new();
    let ran = place.stemma(&["stories", "--quiet", &demo()]);
    let records = ran.records();
    assert!(records.iter().all(|r| r["story"] == "s1"), "German and English in one story");
    let dossier = place.dossier(&demo());
    for record in records.iter().chain(dossier["stories"].as_array().unwrap()) {
        assert!(["report", "copy", "follow-up"].contains(&record["role"].as_str().unwrap()), "{record}");
    }
    assert!(dossier["stories"].as_array().unwrap().iter().any(|r| r["role"] == "copy"));
}
