//! Each kind of change, with a case and a counter-case. Invented people and places.

use super::*;
use stemma_text::{Credit, CreditBasis};

const LANGUAGES: [(&str, Language); 2] = [("de", Language::GERMAN), ("en", Language::ENGLISH)];

fn language(code: &str) -> Language {
    LANGUAGES.iter().find(|(c, _)| *c == code).map_or(Language::UNKNOWN, |(_, l)| *l)
}

/// The changes as `kind: words of the exemplar > words of the witness`.
fn shown(found: &[Change], a: &str, b: &str) -> Vec<String> {
    found
        .iter()
        .map(|c| {
            let of = |range: Option<TextRange>, text| range.map_or("", |r: TextRange| r.of(text));
            format!("{}: {} > {}", c.kind.name(), of(c.from, a), of(c.to, b)).trim_end().to_owned()
        })
        .collect()
}

fn check_in(code: &str, a: &str, b: &str, expected: &[&str]) {
    let one = Article::as_is("a", a, language(code));
    let two = Article::as_is("b", b, language(code));
    let found = changes(&one, &two, &Lexicon::builtin());
    assert_eq!(shown(&found, a, b), expected, "{a}\n{b}");
    for change in &found {
        assert!(!change.text_de.is_empty() && !change.text_en.is_empty());
    }
}

fn check(a: &str, b: &str, expected: &[&str]) {
    check_in("de", a, b, expected);
}

const REPORT: &str = "Die Werft in Bremsum baut in diesem Jahr 14 neue Fähren für die Inseln. Der Auftrag kommt vom \
    Reeder Ole Tammsen aus Ellernbrück. Die ersten Schiffe sollen im Herbst über die Ahle nach Norden fahren.";

#[test]
fn equal_texts_have_no_changes() {
    check(REPORT, REPORT, &[]);
    check("", "", &[]);
    check(REPORT, &REPORT.replace(". Der", ".\n\nDer"), &[]);
    check("", "Es regnet.", &["added:  > Es regnet"]);
}

#[test]
fn cut_and_added() {
    let last = "Die ersten Schiffe sollen im Herbst über die Ahle nach Norden fahren";
    let short = &REPORT[..REPORT.find(" Die ersten").unwrap_or(0)];
    check(REPORT, short, &[&format!("cut: {last} >")]);
    check(short, REPORT, &[&format!("added:  > {last}")]);
    check(REPORT, &REPORT.replace(" in diesem Jahr", ""), &["cut: in diesem Jahr >"]);
}

#[test]
fn moved() {
    let (one, two, three) = (
        "Die Werft in Bremsum baut in diesem Jahr neue Fähren für die Inseln.",
        "Der Auftrag kommt von einem Reeder aus Ellernbrück.",
        "Im Hafen von Kallmoos liegt ein Dampfer mit leeren Kohlebunkern vor Anker.",
    );
    let found = "moved: Der Auftrag kommt von einem Reeder aus Ellernbrück > Der Auftrag kommt von einem Reeder aus Ellernbrück";
    check(&format!("{one} {two} {three}"), &format!("{one} {three} {two}"), &[found]);
    check(&format!("{one}\n\n{two}\n\n{three}"), &format!("{one} {two} {three}"), &[]);
}

#[test]
fn numbers() {
    check(REPORT, &REPORT.replace("14 neue", "17 neue"), &["number changed: 14 > 17"]);
    check(REPORT, &REPORT.replace("14 neue", "vierzehn neue"), &[]);
    check(REPORT, &REPORT.replace("14 neue", "siebzehn neue"), &["number changed: 14 > siebzehn"]);
    let sum =
        "Der Umbau des alten Leuchtturms kostet die Gemeinde Norholm rund 2,4 Millionen Kronen im Jahr.";
    check(sum, &sum.replace("Millionen", "Milliarden"), &["number changed: 2,4 Millionen > 2,4 Milliarden"]);
    check(sum, &sum.replace("rund ", ""), &["hedge dropped: rund 2,4 > 2,4"]);
    let road = "Auf der Bundesstraße nach Kallmoos, der B71-Nord, liegt seit dem Sturm ein Baum quer.";
    check(road, &road.replace("B71-Nord", "B73-Nord"), &["number changed: B71-Nord > B73-Nord"]);
    let plain = "Im Lager der Fischer von Kallmoos liegen seit Montag 1.200 Kisten Hering und Dorsch.";
    check(plain, &plain.replace("1.200", "1200"), &[]);
    check(plain, &plain.replace("1.200 Kisten", "viele Kisten"), &["reworded: 1.200 > viele"]);
}

#[test]
fn names() {
    check(REPORT, &REPORT.replace("Ole Tammsen", "Tammsen"), &["name changed: Ole Tammsen > Tammsen"]);
    check(REPORT, &REPORT.replace("Ole Tammsen", "O. Tammsen"), &["name changed: Ole Tammsen > O. Tammsen"]);
    check(REPORT, &REPORT.replace("Tammsen", "Tamsen"), &["name changed: Tammsen > Tamsen"]);
    check(REPORT, &REPORT.replace("Reeder Ole", "Ole"), &["cut: Reeder >"]);
    let last =
        "Den Auftrag für die neuen Schiffe bekam am Ende der Reeder Ole Tammsen. Das Wetter war schlecht.";
    check(last, &last.replace("Ole ", ""), &["name changed: Ole Tammsen > Tammsen"]);
    let twice = format!("{REPORT} Im Rathaus sprach Ole Tammsen vor hundert Gästen über die Fahrt.");
    let found = changes(
        &Article::as_is("a", &*twice, Language::GERMAN),
        &Article::as_is("b", twice.replace("Ole ", ""), Language::GERMAN),
        &Lexicon::builtin(),
    );
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].text_en, "name shortened: Ole Tammsen → Tammsen, 2 times");
}

#[test]
fn spellings() {
    check(REPORT, &REPORT.replace("diesem", "deisem"), &["spelling: diesem > deisem"]);
    check(REPORT, &REPORT.replace("neue Fähren", "neuen Fähren"), &["reworded: neue > neuen"]);
    let plain = REPORT.replace('ä', "ae").replace('ü', "ue");
    let found = changes(
        &Article::as_is("a", REPORT, Language::GERMAN),
        &Article::as_is("b", &*plain, Language::GERMAN),
        &Lexicon::builtin(),
    );
    assert_eq!(shown(&found, REPORT, &plain), ["spelling: Fähren > Faehren"]);
    assert!(found[0].text_de.starts_with("Umlaute umschrieben"));
}

#[test]
fn hedges() {
    let text =
        "Die Brücke über die Ahle ist offenbar seit Jahren nicht mehr geprüft worden, der Beton bröckelt.";
    check(text, &text.replace("offenbar ", ""), &["hedge dropped: offenbar >"]);
    check(&text.replace("offenbar ", ""), text, &["hedge added:  > offenbar"]);
    check(text, &text.replace("offenbar", "wohl"), &["reworded: offenbar > wohl"]);
    let said = "Der Kapitän der Fähre soll in der Nacht auf der Brücke eingeschlafen sein, die Küstenwache schweigt.";
    let plain =
        "Der Kapitän der Fähre ist in der Nacht auf der Brücke eingeschlafen, die Küstenwache schweigt.";
    check(said, plain, &["hedge dropped: soll > ist"]);
    let duty = "Der Kapitän der Fähre soll am Montag in der Nacht auf der Brücke Wache gehen, die Küstenwache schweigt.";
    check(duty, &duty.replace("soll", "muss"), &["reworded: soll > muss"]);
    let english =
        "The old ferry was reportedly sold to a yard in Norholm for scrap before the winter storms came.";
    check_in("en", english, &english.replace("reportedly ", ""), &["hedge dropped: reportedly >"]);
}

#[test]
fn moods() {
    let text =
        "Der Hafen von Kallmoos sei seit Montag zu, sagte die Hafenmeisterin. Es gebe kein Geld für Bagger.";
    let told = text.replace("sei seit", "ist seit").replace("gebe", "gibt");
    check(text, &told, &["mood changed: sei > ist", "mood changed: gebe > gibt"]);
    check(&told, text, &["reworded: ist > sei", "reworded: gibt > gebe"]);
    check(text, &text.replace("sei seit", "war seit"), &["mood changed: sei > war"]);
    check(text, &text.replace("gebe", "fehle"), &["reworded: gebe > fehle"]);
}

#[test]
fn attributions() {
    let text = "Die neue Schleuse bei Ellernbrück wird erst im Mai fertig, sagte der Bauleiter am Freitag. Bis dahin \
        fahren keine Schiffe auf dem Kanal.";
    let plain = text.replace(", sagte der Bauleiter am Freitag", "");
    check(text, &plain, &["attribution dropped: sagte der Bauleiter am Freitag >"]);
    check(&plain, text, &["attribution added:  > sagte der Bauleiter am Freitag"]);
    let other = text.replace("sagte der Bauleiter am Freitag", "erklärte ein Bauleiter am Freitag");
    check(text, &other, &["reworded: sagte der > erklärte ein"]);
    let moved = text.replace(", sagte der Bauleiter am Freitag", ". Das sagte der Bauleiter am Freitag");
    let found = changes(
        &Article::as_is("a", text, Language::GERMAN),
        &Article::as_is("b", &*moved, Language::GERMAN),
        &Lexicon::builtin(),
    );
    assert!(found.iter().all(|c| c.kind != ChangeKind::AttributionDropped), "{found:?}");
    let view =
        "Nach Angaben der Reederei liegt die Fähre seit Sonntag mit einem Schaden im Hafen von Norholm.";
    let short = "Die Fähre liegt seit Sonntag mit einem Schaden im Hafen von Norholm.";
    let found = changes(
        &Article::as_is("a", view, Language::GERMAN),
        &Article::as_is("b", short, Language::GERMAN),
        &Lexicon::builtin(),
    );
    assert!(found.iter().any(|c| c.kind == ChangeKind::AttributionDropped), "{found:?}");
}

#[test]
fn retold_sentences_are_reworded_and_their_numbers_compared() {
    let a = "Rund um den Leuchtturm von Norholm brüten 40 Paare Küstenseeschwalben, mehr als je zuvor.";
    let b = "Am Leuchtturm Norholm gibt es so viele Küstenseeschwalben wie nie, dort brüten jetzt 50 Paare.";
    let found = changes(
        &Article::as_is("a", a, Language::GERMAN),
        &Article::as_is("b", b, Language::GERMAN),
        &Lexicon::builtin(),
    );
    let kinds: Vec<ChangeKind> = found.iter().map(|c| c.kind).collect();
    assert!(kinds.contains(&ChangeKind::Reworded) && kinds.contains(&ChangeKind::NumberChanged), "{found:?}");
    assert!(!kinds.contains(&ChangeKind::Cut), "{found:?}");
}

fn check_titles(a: Option<&str>, b: Option<&str>, text: &str, expected: Option<&str>) {
    let titled = |title: Option<&str>| {
        let mut article = Article::as_is("x", text, Language::GERMAN);
        article.title = title.map(str::to_owned);
        article
    };
    let found = changes(&titled(a), &titled(b), &Lexicon::builtin());
    let kinds: Vec<&str> = found.iter().map(|c| c.kind.name()).collect();
    assert_eq!(kinds, expected.into_iter().collect::<Vec<_>>(), "{a:?} {b:?}");
}

#[test]
fn headlines() {
    let stronger = Some("headline stronger");
    let changed = Some("headline changed");
    let plain = "Schleuse bei Ellernbrück bleibt geschlossen";
    check_titles(Some("Bleibt die Schleuse bei Ellernbrück geschlossen?"), Some(plain), REPORT, stronger);
    check_titles(
        Some("Bauleiter: Schleuse bei Ellernbrück bleibt geschlossen"),
        Some(plain),
        REPORT,
        stronger,
    );
    check_titles(Some("Schleuse bei Ellernbrück bleibt wohl geschlossen"), Some(plain), REPORT, stronger);
    check_titles(Some(plain), Some("Schleuse bei Ellernbrück bleibt wohl geschlossen"), REPORT, changed);
    check_titles(Some(plain), Some("Warten auf das Wasser"), REPORT, changed);
    check_titles(Some(plain), Some(plain), REPORT, None);
    check_titles(Some(plain), None, REPORT, None);
    let hedged = "Die Schleuse bei Ellernbrück bleibt vermutlich noch Monate geschlossen.";
    check_titles(None, Some(plain), hedged, stronger);
    check_titles(None, Some(plain), &hedged.replace("vermutlich ", ""), None);
}

#[test]
fn credits() {
    let credited = |names: &[&str]| {
        let mut article = Article::as_is("x", REPORT, Language::GERMAN);
        let credit = |n: &&str| Credit::new(*n, CreditBasis::CreditLine, "");
        article.agencies = names.iter().map(credit).collect();
        article
    };
    let kinds = |a: &Article, b: &Article| -> Vec<ChangeKind> {
        changes(a, b, &Lexicon::builtin()).iter().map(|c| c.kind).collect()
    };
    assert_eq!(kinds(&credited(&["nfa"]), &credited(&[])), [ChangeKind::CreditDropped]);
    assert_eq!(kinds(&credited(&[]), &credited(&["nfa"])), [ChangeKind::CreditAdded]);
    assert!(kinds(&credited(&["nfa"]), &credited(&["nfa"])).is_empty());
}

#[test]
fn strange_texts_end() {
    let lexicon = Lexicon::builtin();
    let texts = [
        "ja ".repeat(20_000),
        "„Nein. ".repeat(5_000),
        "1 2 3 ".repeat(9_000),
        "Karl ".repeat(9_000),
        "zwei".repeat(99_000),
    ];
    let articles: Vec<Article> =
        texts.iter().map(|t| Article::as_is("x", t.as_str(), Language::GERMAN)).collect();
    for one in &articles {
        for two in &articles {
            changes(one, two, &lexicon);
        }
    }
}
