//! The five seed articles in `../shared/seeds`: what must come out without fail. The figures are held by the
//! evaluation gate.

use crate::support::{Place, shared};
use serde_json::Value;
use std::collections::BTreeSet;

fn dossier() -> Option<Value> {
    let folder = shared("seeds")?;
    let place = Place::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "txt") {
            let content = std::fs::read(&path).unwrap();
            place.file(&format!("pile/{}", path.file_name().unwrap().to_string_lossy()), content);
        }
    }
    Some(place.dossier("pile"))
}

fn number(id: &Value) -> String {
    id.as_str().unwrap().chars().take(3).collect()
}

#[test]
fn families_with_their_lost_witnesses() {
    let Some(dossier) = dossier() else { return };
    let mut found = BTreeSet::new();
    for family in dossier["lineage"].as_array().unwrap() {
        let witnesses = family["witnesses"].as_array().unwrap();
        let members: Vec<String> =
            witnesses.iter().filter(|w| w["kind"] == "article").map(|w| number(&w["id"])).collect();
        let lost: String = witnesses
            .iter()
            .filter(|w| w["kind"] == "lost")
            .map(|w| w["label"].as_str().unwrap().to_lowercase())
            .collect();
        match members.join(" ").as_str() {
            "000 001" => assert!(lost.contains("bbc"), "{lost}"),
            "002 004" => assert!(lost.contains("dpa"), "{lost}"),
            _ => {}
        }
        found.insert(members.join(" "));
    }
    assert_eq!(found, ["000 001", "002 004", "003"].map(str::to_owned).into());
}

#[test]
fn texts_hold_no_comments_share_bars_or_credits() {
    let Some(dossier) = dossier() else { return };
    for article in dossier["articles"].as_array().unwrap() {
        let text = article["text"].as_str().unwrap();
        for word in [
            "Kommentare auf",
            "Hinterlasse",
            "Shares",
            "Related Posts",
            "Quelle :",
            "Von: APA",
            "(dpa)",
            "Bild: AFP",
            "Reuters",
        ] {
            assert!(!text.contains(word), "{word} in {}", article["id"]);
        }
    }
}

#[test]
fn one_train_one_origin_and_a_denial() {
    let Some(dossier) = dossier() else { return };
    let text = |id: &Value| {
        let articles = dossier["articles"].as_array().unwrap();
        articles.iter().find(|a| a["id"] == *id).unwrap()["text"].as_str().unwrap().to_owned()
    };
    let words = |claim: &Value| -> String {
        let variants = claim["variants"].as_array().unwrap().iter();
        variants
            .map(|v| {
                let (start, end) =
                    (v["start"].as_u64().unwrap() as usize, v["end"].as_u64().unwrap() as usize);
                crate::support::slice(&text(&v["article"]), start, end).to_lowercase() + " "
            })
            .collect()
    };
    let claims = dossier["claims"].as_array().unwrap();
    let train = claims.iter().find(|c| words(c).contains("gepanzerten zug")).unwrap();
    let articles: BTreeSet<String> =
        train["variants"].as_array().unwrap().iter().map(|v| number(&v["article"])).collect();
    assert_eq!(articles, ["000", "001", "002", "004"].map(str::to_owned).into());
    assert_eq!(
        (train["independent_origins"]["min"].as_u64(), train["independent_origins"]["max"].as_u64()),
        (Some(1), Some(1))
    );
    let denial = claims.iter().find(|c| {
        words(c).contains("beliefert")
            && c["variants"].as_array().unwrap().iter().any(|v| v["polarity"] == "denied")
    });
    assert!(denial.is_some());
}

#[test]
fn arithmetic_that_does_not_add_up() {
    let Some(dossier) = dossier() else { return };
    let checks = dossier["checks"].as_array().unwrap();
    assert!(
        checks.iter().any(|c| c["kind"] == "arithmetic"
            && number(&c["article"]) == "003"
            && c["explanation"].as_str().unwrap().contains("683")),
        "{checks:?}"
    );
}
