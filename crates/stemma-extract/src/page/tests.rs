//! Invented pages, and what must be left of them.

use super::*;
use stemma_lexicon::Lexicon;

const RAIN: &str = "In der Stadt Musterhausen hat es am Abend lange und heftig geregnet, sagte der Wirt, und die Keller \
stehen seitdem voll Wasser.";
const SUN: &str = "Erst gegen Morgen ließ der Regen nach, und die Sonne schien wieder über der Stadt, wie eine Sprecherin \
der Feuerwehr mitteilte.";
const MUD: &str = "Die Aufräumarbeiten dauern nach ihren Worten noch bis zum Wochenende, weil der Schlamm in den Straßen \
kniehoch liegt.";
const DAY: &str = "Am Montag soll der Markt auf dem Rathausplatz wieder öffnen, falls die Wege bis dahin trocken sind, hieß es \
aus der Verwaltung.";

fn page(source: &str) -> Page {
    let lexicon = Lexicon::builtin();
    let tree = Tree::read(source, lexicon.table("any", "entities"));
    read(&Markers::new(&lexicon), &Rules::new(&lexicon), &tree, Some("Regen in Musterhausen"))
}

/// `{rain}`, `{sun}`, `{mud}` and `{day}` stand for paragraphs of prose.
fn check(source: &str, expected: &[&str]) {
    let fill =
        |t: &str| t.replace("{rain}", RAIN).replace("{sun}", SUN).replace("{mud}", MUD).replace("{day}", DAY);
    let page = page(&fill(source));
    let texts: Vec<&str> = page.drafts.iter().map(Draft::text).collect();
    let expected: Vec<String> = expected.iter().map(|t| fill(t)).collect();
    assert_eq!(texts, expected, "{source}");
}

#[test]
fn joins_sections() {
    check(
        "<main><div class=a><p>{rain}</p></div><div class=b><p>{sun}</p></div>\
         <div class=c><p>{mud}</p><p>{day}</p></div></main>",
        &["{rain}", "{sun}", "{mud}", "{day}"],
    );
}

#[test]
fn joins_posts() {
    let post = |text: &str| {
        format!(
            "<li class='post x'><div><a href=u>Uta</a> <i>12 Beiträge</i></div><div class=t>{text}</div></li>"
        )
    };
    let source = format!("<ol>{}{}{}</ol>", post("{rain}"), post("{sun}"), post("{mud}"));
    let page = page(&source.replace("{rain}", RAIN).replace("{sun}", SUN).replace("{mud}", MUD));
    for text in [RAIN, SUN, MUD] {
        assert!(page.drafts.iter().any(|d| d.text() == text), "{text}");
    }
}

#[test]
fn leaves_out_cards_and_their_heading() {
    check(
        "<article><h1>Regen in Musterhausen</h1><p>{rain}</p><h2>Was bleibt</h2><p>{sun}</p><p>{mud}</p>\
         <h3>Noch mehr vom Wetter</h3><div><div class=k><h4><a href=a>Schnee in Ulm</a></h4><p>{sun} Nein.</p></div>\
         <div class=k><h4><a href=b>Sturm in Bonn</a></h4><p>{rain} Nein.</p></div></div></article>",
        &["{rain}", "Was bleibt", "{sun}", "{mud}"],
    );
}

#[test]
fn leaves_out_words_under_pictures() {
    check(
        "<article><p>{rain}</p><div><img src=x><p>Der Wirt vor seinem Haus. © Uta Muster</p></div><p>{sun}</p>\
         <div><img src=y><div>Ein voller Keller</div></div><p>{mud}</p></article>",
        &["{rain}", "{sun}", "{mud}"],
    );
}

#[test]
fn keeps_leads_whatever_their_name() {
    check(
        "<article><div class=teaser-text><p>{rain}</p></div><div class=article-body><p>{sun}</p><p>{mud}</p></div>\
         <div class=teaser-text><a href=x>Schnee in Ulm: {rain}</a></div></article>",
        &["{rain}", "{sun}", "{mud}"],
    );
}

#[test]
fn keeps_what_stands_behind_a_paywall() {
    check(
        "<article><p>{rain}</p><p class=paywall>{sun}</p><p class=paywall>{mud}</p></article>",
        &["{rain}", "{sun}", "{mud}"],
    );
    check(
        "<article><p>{rain}</p><p>{sun}</p><p>{mud}</p><p>{day}</p><div class=paywall><p>Lesen Sie jetzt einen Monat \
         lang alle Artikel für einen Euro und kündigen Sie jederzeit.</p></div></article>",
        &["{rain}", "{sun}", "{mud}", "{day}"],
    );
}

#[test]
fn leaves_out_narrow_columns() {
    check(
        "<div class=row><div class=col-md-8><p>{rain}</p><p>{sun}</p><p>{mud}</p><p>{day}</p></div>\
         <div class=col-md-4><p>{rain} Nein.</p></div></div>",
        &["{rain}", "{sun}", "{mud}", "{day}"],
    );
}

#[test]
fn keeps_the_text_once() {
    check(
        "<article><p>{rain}</p><p>{sun}</p><p>{mud}</p><div>{rain} {sun} {mud}</div></article>",
        &["{rain}", "{sun}", "{mud}"],
    );
}

#[test]
fn a_first_word_does_not_speak_for_its_paragraph() {
    check(
        "<article><p><span class=dateline>Ulm.</span> {rain}</p><p>{sun}</p></article>",
        &["Ulm. {rain}", "{sun}"],
    );
}

#[test]
fn reads_the_body_that_a_script_would_build() {
    check(
        "<script type='application/ld+json'>{\"articleBody\": \"{rain}\\n{sun}\\n{mud}\"}</script><div id=app>Lädt</div>",
        &["{rain}", "{sun}", "{mud}"],
    );
}

#[test]
fn parts_tickers_by_entry() {
    let entry = |time: &str, text: &str| {
        format!("<div class=tick><time datetime={time}>{time}</time><p>{text}</p></div>")
    };
    let entries = [
        entry("2023-09-04T10:20:00Z", MUD),
        entry("2023-09-04T10:10:00Z", SUN),
        entry("2023-09-04T10:00:00Z", RAIN),
    ];
    let page = page(&format!("<article><div class=liveticker>{}</div></article>", entries.concat()));
    let times: Vec<&str> = page.entries.iter().flatten().map(|d| d.value.as_str()).collect();
    assert_eq!(times, ["2023-09-04T10:20:00Z", "2023-09-04T10:10:00Z", "2023-09-04T10:00:00Z"]);
    let of = |text: &str| page.drafts.iter().find(|d| d.text() == text).and_then(|d| d.entry);
    assert_eq!([of(MUD), of(SUN), of(RAIN)], [Some(0), Some(1), Some(2)]);
    let (_, blocks, _) = crate::block::assemble(&page.drafts);
    assert_eq!(crate::block::entries(&page.drafts, &blocks, &page.entries).len(), 3);
}
