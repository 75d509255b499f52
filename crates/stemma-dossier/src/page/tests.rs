//! The page over an invented pile: nothing an article says breaks it, every link leads somewhere, every element ends.

pub(super) mod fixture;

use super::{STYLE, render};
use crate::Interface;
use crate::record::DossierRecord;
use fixture::{HOSTILE, crowd, hostile, river};
use std::collections::{BTreeMap, BTreeSet};

/// Elements without an end tag.
const VOID: [&str; 2] = ["meta", "input"];

/// One tag of a page: its name, whether it ends an element, its attributes.
struct Tag {
    name: String,
    ends: bool,
    attributes: BTreeMap<String, String>,
}

/// All tags of a page; strict: any `<` that starts no tag of ours is an error. Style and script are left out.
fn tags(page: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = page.strip_prefix("<!DOCTYPE html>").expect("a doctype");
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let ends = rest.starts_with('/');
        rest = rest.trim_start_matches('/');
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric()).expect("a tag ends");
        let name = rest[..length].to_owned();
        assert!(length > 0, "no tag: {}", rest.chars().take(60).collect::<String>());
        rest = &rest[length..];
        let mut attributes = BTreeMap::new();
        while let Some(inner) = rest.strip_prefix(' ') {
            let (key, value) = inner.split_once("=\"").expect("an attribute has a value");
            assert!(key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'), "attribute {key}");
            let (value, after) = value.split_once('"').expect("a value ends");
            assert!(
                attributes.insert(key.to_owned(), value.to_owned()).is_none(),
                "{key} stands twice in {name}"
            );
            rest = after;
        }
        rest = rest.strip_prefix('>').expect("a tag ends");
        if !ends && (name == "style" || name == "script") {
            rest = &rest[rest.find("</").expect("style and script end")..];
        }
        tags.push(Tag { name, ends, attributes });
    }
    tags
}

/// What must hold for the page of any dossier.
fn check(dossier: &DossierRecord) -> String {
    check_in(dossier, Interface::English);
    check_in(dossier, Interface::German)
}

/// The same in one language.
fn check_in(dossier: &DossierRecord, interface: Interface) -> String {
    let page = render(dossier, interface);
    let tags = tags(&page);
    let mut open = Vec::new();
    let mut ids = BTreeSet::new();
    let mut targets = BTreeSet::new();
    for tag in &tags {
        if tag.ends {
            assert_eq!(open.pop(), Some(tag.name.as_str()), "elements end in order");
        } else if !VOID.contains(&tag.name.as_str()) {
            open.push(tag.name.as_str());
        }
        if let Some(id) = tag.attributes.get("id") {
            assert!(ids.insert(id.clone()), "id {id} stands twice");
        }
        if let Some(href) = tag.attributes.get("href") {
            match href.strip_prefix('#') {
                Some(target) => {
                    targets.insert(target.to_owned());
                }
                None => assert!(href.starts_with("https://") || href.starts_with("http://"), "{href}"),
            }
        }
        assert!(!tag.attributes.contains_key("style") && !tag.attributes.contains_key("src"));
        assert!(tag.attributes.keys().all(|name| !name.starts_with("on")), "a handler in {}", tag.name);
        assert!(
            !matches!(&*tag.name, "link" | "img" | "iframe" | "object" | "base" | "form"),
            "{}",
            tag.name
        );
    }
    assert_eq!(open, Vec::<&str>::new());
    let dangling: Vec<_> = targets.difference(&ids).collect();
    assert!(dangling.is_empty(), "links to nothing: {dangling:?}");
    headings(&tags);
    policy(&page);
    page
}

/// One first heading, no level left out on the way down.
fn headings(tags: &[Tag]) {
    let levels: Vec<usize> = tags
        .iter()
        .filter(|t| !t.ends && t.name.len() == 2 && t.name.starts_with('h') && t.name != "hr")
        .filter_map(|t| t.name[1..].parse().ok())
        .collect();
    assert_eq!(levels.iter().filter(|l| **l == 1).count(), 1);
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
}

/// The policy names the hash of the one style and of the one script as they stand in the page.
fn policy(page: &str) {
    for tag in ["style", "script"] {
        let (start, end) = (format!("<{tag}>"), format!("</{tag}>"));
        assert_eq!(page.matches(&start).count(), 1);
        let (_, content) = page.split_once(&start).expect("it stands in the page");
        let (content, _) = content.split_once(&end).expect("it ends");
        assert!(page.contains(&format!("{tag}-src '{}'", super::policy_hash(content))));
    }
}

#[test]
fn an_empty_pile_has_a_page() {
    assert!(check(&fixture::empty()).contains("0\u{A0}Artikel"));
}

#[test]
fn the_answer_stands_on_top() {
    let page = check(&river());
    let (_, rest) = page.split_once("<h1>").expect("a heading");
    assert!(
        rest.starts_with("4\u{A0}Artikel, 3\u{A0}Texte, 1\u{A0}Ursprung für die wichtigste Behauptung</h1>")
    );
    assert!(page.contains("Viele Artikel, wenige Ursprünge"));
    assert!(page.contains(">bestritten<"));
    let english = render(&river(), Interface::English);
    assert!(english.contains("<html lang=\"en\">") && english.contains("Many articles, few origins"));
}

#[test]
fn claims_lead_to_their_characters() {
    let page = check(&river());
    assert!(page.contains("href=\"#a1-0-40\""));
    assert!(page.contains("id=\"a1-0-40\""));
}

#[test]
fn reasons_lead_to_their_places_and_can_be_overruled() {
    let page = check(&river());
    let (_, reasons) = page.split_once("<ul class=\"reasons\">").expect("reasons");
    let (reasons, _) = reasons.split_once("</ul>").expect("they end");
    assert!(reasons.contains("href=\"#a1-0-40\"") && reasons.contains("href=\"#a4-0-40\""));
    assert!(reasons.contains(
        "[[decision]]\nindependent = [&quot;Hedda Mohn&quot;, &quot;Pegelamt&quot;]\nwhy = &quot;&quot;\n"
    ));
    assert!(reasons.contains("same = [&quot;Pegelamt&quot;, &quot;Hedda Mohn&quot;]"), "a doubt has both");
    assert!(page.contains("href=\"#d1\">von Hand</a>"), "a decision that was used is marked");
    assert!(page.contains("Nicht verwendet"), "and one that was not is named");
}

#[test]
fn frames_show_both_ends_of_the_interval() {
    let mut dossier = river();
    let page = check(&dossier);
    assert_eq!(page.matches("class=\"frame\"").count(), 1, "two origins of one group");
    assert_eq!(page.matches("class=\"frame maybe\"").count(), 0);
    let claim = &mut dossier.claims[0];
    claim.origins[1].group = 1;
    claim.independent_origins.max = 2;
    let page = check(&dossier);
    assert_eq!(page.matches("class=\"frame\"").count(), 0);
    assert_eq!(page.matches("class=\"frame maybe\"").count(), 1);
    assert!(page.contains("Zählt jeder gestrichelte Rahmen als ein Ursprung, sind es 1, sonst 2."));
    assert!(page.contains("<span class=\"unit maybe\"><i></i><i></i></span>"));
    // A record that says otherwise is not contradicted by the picture.
    dossier.claims[0].independent_origins.max = 3;
    let page = check(&dossier);
    assert!(!page.contains("Zählt jeder gestrichelte") && !page.contains("class=\"unit"));
}

#[test]
fn accounts_stand_side_by_side() {
    let page = check(&river());
    let (_, sides) = page.split_once("<ul class=\"sides\">").expect("sides");
    let (sides, _) = sides.split_once("</ul>").expect("they end");
    assert_eq!(sides.matches("<p class=\"value\"><b>").count(), 2);
    assert!(sides.contains("<b>Der Auenfluss steigt bis Dienstag weiter</b>, sagte die"), "words around it");
    assert!(page.contains("<b>Kein Widerspruch:</b> <bdi>„gestern“ und „am Dienstag“"));
    assert!(page.contains("berichtigt") || page.contains("von Betroffenen bestätigt"));
}

#[test]
fn claims_stand_on_the_days_they_speak_of() {
    let page = check(&river());
    let (_, day) = page.split_once("<li class=\"told\" id=\"t1\">").expect("a day");
    assert!(day.contains("href=\"#c1\""));
    assert!(page.contains("Spricht von: <a href=\"#t1\">6.\u{A0}Mai\u{A0}2031</a>"), "and back");
}

#[test]
fn a_record_without_the_new_fields_has_a_page() {
    let mut dossier = river();
    for claim in &mut dossier.claims {
        claim.merges.clear();
        claim.warning_notes.clear();
        claim.reconciled.clear();
        claim.history.clear();
        claim.first.articles.clear();
        claim.first.why.clear();
        claim.conflicts.iter_mut().for_each(|c| c.sides.clear());
    }
    dossier.audit.decisions.clear();
    let page = check(&dossier);
    assert!(page.contains("Beide sprechen für das Pegelamt."));
    assert!(page.contains("Alle Artikel gehen auf denselben Ursprung zurück."));
    assert!(page.contains("nichts von Hand entschieden"));
}

#[test]
fn copies_stand_side_by_side() {
    let page = check(&river());
    let (_, pair) = page.split_once("<table class=\"pair\">").expect("a pair");
    assert!(pair.contains("<span class=\"re\">Mittwoch</span>"), "reworded");
    assert!(pair.contains("<ins>"), "added");
}

#[test]
fn an_edge_tells_what_was_changed_and_weighty_changes_first() {
    let page = check(&river());
    let (_, rest) = page.split_once("<details class=\"changes\"><summary>").expect("changes of an edge");
    assert!(rest.starts_with("1 Zahl geändert, andere Überschrift, gekürzt um 4 Wörter</summary>"));
    assert!(rest.contains("<del lang=\"de\"><bdi>Dienstag</bdi></del></a> → "));
    assert!(page.contains("href=\"#corrections\""));
    assert!(page.contains("<del><bdi>zwölf</bdi></del> → <ins><bdi>vierzehn</bdi></ins>"));
}

#[test]
fn nothing_an_article_says_becomes_markup() {
    let page = check(&hostile());
    let rest = page.replace(STYLE, "");
    for trick in HOSTILE {
        assert!(!trick.contains('<') || !rest.contains(trick), "{trick}");
    }
    assert!(!rest.contains("javascript:alert(1)\""), "no link runs a script");
    assert!(!rest.contains('\u{202E}'), "direction is not turned");
    assert_eq!(rest.matches("<script").count(), 1);
}

#[test]
fn a_great_pile_stays_small() {
    let page = check_in(&crowd(1_000), Interface::German);
    assert!(page.len() < 15_000_000, "{} bytes", page.len());
    assert!(page.contains("alle stehen in dossier.json"));
}

#[test]
fn words_of_the_page_are_all_there() {
    let words = super::Words::new(Interface::German);
    let sources = [
        include_str!("../page.rs"),
        include_str!("articles.rs"),
        include_str!("changes.rs"),
        include_str!("claims.rs"),
        include_str!("compare.rs"),
        include_str!("conflicts.rs"),
        include_str!("detail.rs"),
        include_str!("funnel.rs"),
        include_str!("facts.rs"),
        include_str!("head.rs"),
        include_str!("reasons.rs"),
        include_str!("rest.rs"),
        include_str!("speakers.rs"),
        include_str!("stemma.rs"),
        include_str!("timeline.rs"),
        include_str!("view.rs"),
    ];
    for call in sources.iter().flat_map(|s| s.split(".say(\"").skip(1).chain(s.split(".fill(\"").skip(1))) {
        let mut parts = call.split('"');
        let (section, between, name) = (parts.next(), parts.next(), parts.next());
        if let (Some(section), Some(", "), Some(name)) = (section, between, name) {
            assert!(words.find(section, name).is_some(), "{section}.{name} is missing in words.toml");
        }
    }
    for call in sources.iter().flat_map(|s| s.split("words.count(\"").skip(1)) {
        let name = call.split('"').next().unwrap_or_default();
        assert!(words.find("count", name).is_some(), "count.{name} is missing in words.toml");
    }
}

#[test]
fn the_page_never_judges_a_claim() {
    let words = include_str!("../../assets/words.toml").to_lowercase();
    for judgement in ["wahr", "falsch", "gelogen", "lüge", "true", "false", "fake", "lie "] {
        assert!(!words.contains(judgement), "'{judgement}' in words.toml");
    }
}
