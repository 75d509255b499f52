//! Odd piles, and what the user has decided: a sensible dossier, and no claim without a place where it stands.

use crate::support::Place;
use serde_json::Value;

const FERRY: &str = "(Erfunden.) Die Fähre Silbermöwe ist am Dienstag vor Quellenau gesunken. „Alle 14 Fahrgäste sind \
                     gerettet“, sagte Kapitän Jan Odenthal der Zeitung Nordpost. Die Reederei Brandt prüft, warum Wasser \
                     in den Rumpf drang. Die Silbermöwe soll im Mai wieder von Quellenau nach Holm fahren, teilte die \
                     Reederei Brandt mit.\n";

/// Makes a dossier and checks what holds of all.
fn check(place: &Place) -> Value {
    let dossier = place.dossier("in");
    let articles = dossier["articles"].as_array().unwrap();
    for claim in dossier["claims"].as_array().unwrap() {
        let interval = &claim["independent_origins"];
        let (min, max) = (interval["min"].as_u64().unwrap(), interval["max"].as_u64().unwrap());
        assert!(1 <= min && min <= max, "{claim}");
        let variants = claim["variants"].as_array().unwrap();
        assert!(!variants.is_empty(), "{claim}");
        for variant in variants {
            let text =
                articles.iter().find(|a| a["id"] == variant["article"]).unwrap()["text"].as_str().unwrap();
            let (start, end) = (variant["start"].as_u64().unwrap(), variant["end"].as_u64().unwrap());
            assert!(start < end && end <= text.chars().count() as u64, "{variant}");
        }
        let shown = ["warnings", "warning_notes"].map(|k| claim[k].as_array().unwrap().len());
        assert_eq!(shown[0], shown[1]);
        let first = claim["first"]["articles"].as_array().unwrap();
        assert!(!first.is_empty(), "{claim}");
    }
    dossier
}

fn most(dossier: &Value) -> u64 {
    let bounds =
        dossier["claims"].as_array().unwrap().iter().map(|c| c["independent_origins"]["max"].as_u64());
    bounds.flatten().max().unwrap_or(0)
}

#[test]
fn one_article() {
    let place = Place::new();
    place.file("in/a.txt", FERRY);
    let dossier = check(&place);
    assert!(!dossier["claims"].as_array().unwrap().is_empty());
    assert_eq!(most(&dossier), 1);
}

#[test]
fn one_article_five_hundred_times() {
    let place = Place::new();
    for number in 0..500 {
        place.file(&format!("in/{number:03}.txt"), FERRY);
    }
    let dossier = check(&place);
    assert_eq!(dossier["lineage"].as_array().unwrap().len(), 1);
    assert_eq!(most(&dossier), 1);
}

#[test]
fn no_quotation_anywhere() {
    let place = Place::new();
    let plain = "(Erfunden.) Der Regen in Quellenau hält an. Der Deich in Holm steht seit 1950. In Lund brennt eine Mühle.";
    place.file("in/a.txt", plain);
    place.file(
        "in/b.txt",
        "(Erfunden.) In Lund brennt seit Montag eine Mühle. Der Regen in Quellenau hält weiter an.",
    );
    check(&place);
}

#[test]
fn five_languages() {
    let place = Place::new();
    place.file("in/de.txt", FERRY);
    place.file("in/en.txt", "(Invented.) The ferry Silbermöwe sank near Quellenau on Tuesday. \"All 14 passengers are safe,\" captain Jan Odenthal told the Nordpost. The Brandt line is looking for the cause.");
    place.file("in/fr.txt", "(Inventé.) Le ferry Silbermöwe a coulé mardi devant Quellenau. « Les 14 passagers sont sauvés », a déclaré le capitaine Jan Odenthal au journal Nordpost.");
    place.file("in/es.txt", "(Inventado.) El ferry Silbermöwe se hundió el martes frente a Quellenau. «Los 14 pasajeros están a salvo», dijo el capitán Jan Odenthal al diario Nordpost.");
    place.file("in/pl.txt", "(Zmyślone.) Prom Silbermöwe zatonął we wtorek koło Quellenau. „Wszystkich 14 pasażerów uratowano”, powiedział kapitan Jan Odenthal gazecie Nordpost.");
    check(&place);
}

#[test]
fn dates_that_contradict_each_other() {
    let place = Place::new();
    let record = |id: &str, published: &str, text: &str| {
        format!("{}\n", serde_json::json!({"id": id, "published": published, "text": text, "language": "de"}))
    };
    let later = FERRY.replace("am Dienstag", "am 31. Februar 1999");
    let lines = [
        record("a", "2031-09-04", FERRY),
        record("b", "1931-09-04T25:61:00Z", FERRY),
        record("c", "9999-12-31", &later),
        record("d", "0000-00-00", &later),
    ];
    place.file("in/pile.jsonl", lines.concat());
    check(&place);
}

#[test]
fn an_article_that_quotes_itself() {
    let place = Place::new();
    let text = "(Erfunden.) Wie die Nordpost berichtet, ist die Fähre Silbermöwe gesunken. Das meldete die Nordpost unter Berufung \
                auf die Nordpost. „Die Silbermöwe ist vor Quellenau gesunken“, schreibt die Nordpost.";
    let record = serde_json::json!({"id": "a", "outlet": "Nordpost", "text": text, "language": "de"});
    place.file("in/pile.jsonl", format!("{record}\n"));
    assert_eq!(most(&check(&place)), 1);
}

#[test]
fn decisions_stand_in_the_audit() {
    let place = Place::new();
    place.file("in/a.txt", FERRY);
    place.file("in/b.txt", "(Erfunden.) „Alle 14 Fahrgäste der Silbermöwe sind gerettet“, sagte die Bürgermeisterin Ida Petzold in Holm.");
    let same = "[[decision]]\nsame = [\"Jan Odenthal\", \"Ida Petzold\"]\nby = \"Redaktion\"\n";
    place.file("decisions.toml", format!("{same}[[decision]]\nindependent = [\"a.txt\", \"nirgends\"]\n"));
    let ran = place.stemma(&["report", "in", "--out", "out", "--decisions", "decisions.toml"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.err.contains("decision 2: nothing here is called 'nirgends'"), "{}", ran.err);
    let dossier: Value =
        serde_json::from_slice(&std::fs::read(place.path().join("out/dossier.json")).unwrap()).unwrap();
    let decision = &dossier["audit"]["decisions"][0];
    assert_eq!((&decision["kind"], &decision["by"]), (&"same".into(), &"Redaktion".into()));
    let claim = &decision["claims"][0];
    let claim = dossier["claims"].as_array().unwrap().iter().find(|c| &c["id"] == claim).unwrap();
    assert!(claim["merges"].as_array().unwrap().iter().any(|m| m["kind"] == "decision"), "{claim}");

    place.file("broken.toml", "[[decision]]\nsame = [\"Jan Odenthal\"]\n");
    let ran = place.stemma(&["claims", "in", "--decisions", "broken.toml"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("broken.toml") && ran.err.contains("two names"), "{}", ran.err);
}
