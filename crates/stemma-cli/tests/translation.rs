//! A folder with an English article, its German translation and another English report on the same event.

use crate::support::Place;

fn mixed() -> Place {
    let place = Place::new();
    place.file("mixed/a.txt", include_str!("translation/english.txt"));
    place.file("mixed/b.txt", include_str!("translation/german.txt"));
    place.file("mixed/c.txt", include_str!("translation/other.txt"));
    place
}

#[test]
fn reuse_pairs_the_translation_alone() {
    let found = mixed().stemma(&["reuse", "mixed", "--quiet"]).records();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((&found[0]["a"], &found[0]["b"]), (&"a.txt".into(), &"b.txt".into()));
    assert_eq!(found[0]["relation"], "retold");
}

#[test]
fn a_work_folder_changes_nothing() {
    let place = mixed();
    let held = place.stemma(&["reuse", "mixed", "--quiet"]).out;
    for _ in 0..2 {
        assert_eq!(place.stemma(&["reuse", "mixed", "--quiet", "--work", "work"]).out, held);
    }
}

#[test]
fn the_dossier_calls_it_a_translation() {
    let dossier = mixed().dossier("mixed");
    let edges: Vec<_> =
        dossier["lineage"].as_array().unwrap().iter().flat_map(|f| f["edges"].as_array().unwrap()).collect();
    assert_eq!(edges.len(), 1, "{edges:?}");
    assert_eq!(edges[0]["relation"], "translation");
}
