//! The invented pile in `demo/` against its known truth, `demo/answer.json`.

use crate::support::{Place, demo};
use serde_json::Value;
use std::collections::BTreeSet;

struct Demo {
    answer: Value,
    dossier: Value,
}

impl Demo {
    fn new() -> Self {
        let answer = std::fs::read(std::path::Path::new(&demo()).join("answer.json")).unwrap();
        Self { answer: serde_json::from_slice(&answer).unwrap(), dossier: Place::new().dossier(&demo()) }
    }

    fn list(&self, key: &str) -> &Vec<Value> {
        self.dossier[key].as_array().unwrap()
    }

    fn article(&self, number: &str) -> &Value {
        self.list("articles").iter().find(|a| number_of(&a["id"]) == number).unwrap()
    }

    /// Claims in whose text or variants all `words` are found.
    fn claims(&self, words: &Value) -> Vec<&Value> {
        let words: Vec<String> = strings(words);
        let fits = |claim: &&Value| {
            let mut all = claim["text"].as_str().unwrap().to_lowercase();
            for v in claim["variants"].as_array().unwrap() {
                let text = self.article(&number_of(&v["article"]))["text"].as_str().unwrap();
                let (start, end) = (v["start"].as_u64().unwrap(), v["end"].as_u64().unwrap());
                all.push(' ');
                all.push_str(&crate::support::slice(text, start as usize, end as usize).to_lowercase());
            }
            words.iter().all(|w| all.contains(w.as_str()))
        };
        self.list("claims").iter().filter(fits).collect()
    }
}

fn number_of(id: &Value) -> String {
    id.as_str().unwrap().chars().filter(char::is_ascii_digit).take(2).collect()
}

fn strings(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|v| v.as_str().unwrap().to_owned()).collect()
}

fn articles_of(claim: &Value) -> BTreeSet<String> {
    claim["variants"].as_array().unwrap().iter().map(|v| number_of(&v["article"])).collect()
}

#[test]
fn families_and_lost_witnesses() {
    let demo = Demo::new();
    let members = |family: &Value, kind: &str| -> Vec<String> {
        let all = family["witnesses"].as_array().unwrap().iter().filter(|w| w["kind"] == kind);
        if kind == "article" {
            all.map(|w| number_of(&w["id"])).collect()
        } else {
            all.map(|w| w["label"].as_str().unwrap().to_lowercase()).collect()
        }
    };
    let found: Vec<Vec<String>> = demo.list("lineage").iter().map(|f| members(f, "article")).collect();
    let wanted: Vec<Vec<String>> = demo.answer["families"].as_array().unwrap().iter().map(strings).collect();
    assert_eq!(found, wanted);
    for lost in demo.answer["lost"].as_array().unwrap() {
        let over = strings(&lost["over"]);
        let family = demo.list("lineage").iter().find(|f| members(f, "article") == over).unwrap();
        let name = lost["name"].as_str().unwrap();
        assert!(members(family, "lost").iter().any(|l| l.contains(name)), "{name} above {over:?}: {family}");
    }
}

#[test]
fn credits_dates_and_removed_text() {
    let demo = Demo::new();
    for (number, wanted) in demo.answer["agencies"].as_object().unwrap() {
        let found: Vec<&str> = demo.article(number)["agencies"]
            .as_array()
            .unwrap()
            .iter()
            .map(|a| a["name"].as_str().unwrap())
            .collect();
        assert_eq!(found, strings(wanted), "agencies of {number}");
    }
    for (number, wanted) in demo.answer["published"].as_object().unwrap() {
        let found = demo.article(number)["published"]["value"].as_str().unwrap_or("nothing");
        assert!(found.starts_with(wanted.as_str().unwrap()), "published of {number}: {found}");
    }
    for cut in demo.answer["removed"].as_array().unwrap() {
        let article = demo.article(cut["article"].as_str().unwrap());
        let words = cut["text"].as_str().unwrap();
        assert!(!article["text"].as_str().unwrap().contains(words), "{words} is still in the text");
        let listed = article["removed"].as_array().unwrap().iter();
        let kinds: Vec<&Value> =
            listed.filter(|r| r["text"].as_str().unwrap().contains(words)).map(|r| &r["kind"]).collect();
        assert!(kinds.contains(&&cut["kind"]), "{words}: {kinds:?} in {}", article["removed"]);
    }
}

#[test]
fn claims_and_origins() {
    let demo = Demo::new();
    for wanted in demo.answer["claims"].as_array().unwrap() {
        let articles: BTreeSet<String> = strings(&wanted["articles"]).into_iter().collect();
        let claims = demo.claims(&wanted["words"]);
        let best = claims.iter().max_by_key(|c| articles_of(c).intersection(&articles).count());
        let best = best.unwrap_or_else(|| panic!("no claim {}", wanted["id"]));
        assert!(articles_of(best).is_superset(&articles), "{}: {:?}", wanted["id"], articles_of(best));
        if let Some(status) = wanted["status"].as_str() {
            assert_eq!(best["status"], status, "{}", wanted["id"]);
        }
        let interval = &best["independent_origins"];
        let origins = wanted["origins"].as_u64().unwrap();
        assert!(
            interval["min"].as_u64().unwrap() <= origins && origins <= interval["max"].as_u64().unwrap(),
            "{}: {interval}, {}",
            wanted["id"],
            best["origins"]
        );
    }
}

#[test]
fn changed_number_denial_and_arithmetic() {
    let demo = Demo::new();
    let changed = demo.claims(&demo.answer["number_changed"]["words"]);
    assert!(
        changed.iter().any(|c| strings(&c["warnings"]).contains(&"number changed".to_owned())
            || c["conflicts"].as_array().unwrap().iter().any(|x| x["kind"] == "quantity")),
        "{changed:?}"
    );
    let hedged = demo.claims(&demo.answer["hedge_dropped"]["words"]);
    assert!(
        hedged.iter().any(|c| strings(&c["warnings"]).contains(&"hedge dropped".to_owned())),
        "{hedged:?}"
    );
    let denied = demo.claims(&demo.answer["denied"]["words"]);
    assert!(
        denied.iter().any(|c| {
            let from = demo.answer["denied"]["article"].as_str().unwrap();
            let mut variants = c["variants"].as_array().unwrap().iter();
            c["status"] == demo.answer["denied"]["status"]
                && variants.any(|v| v["polarity"] == "denied" && number_of(&v["article"]) == from)
        }),
        "{denied:?}"
    );
    for wanted in demo.answer["checks"].as_array().unwrap() {
        let found = demo.list("checks").iter().any(|c| {
            c["kind"] == wanted["kind"]
                && wanted["article"] == number_of(&c["article"]).as_str()
                && strings(&wanted["numbers"]).iter().all(|n| c["explanation"].as_str().unwrap().contains(n))
        });
        assert!(found, "{:?}", demo.list("checks"));
    }
}
