//! The same report in another spelling, order or dress must be found, with passages that slice to what they claim.
//! All texts, people and places are invented.

use stemma_reuse::{Config, PassageKind, Relation, find_reuse_with};
use stemma_text::{Article, Language};

const REPORT: [&str; 5] = [
    "Die Gemeinde Grünmühl hat am Dienstag den Bau einer Brücke über die Ohrbach beschlossen.",
    "Bürgermeisterin Änne Groß-Külz sagte: „Wir warten seit neun Jahren auf diese Brücke, jetzt kommt sie endlich.“",
    "Nach Angaben des Kämmerers Jörg Maaß kostet das Vorhaben gut drei Millionen Euro.",
    "Der Verein „Stille Ohrbach“ kündigte an, gegen den Beschluss vor dem Gericht in Übersee zu klagen.",
    "Vertreter aus dem Partnerort Söng-un und der Architekt Kim Dae-su reisten eigens zur Sitzung an.",
];

const OTHER: &str = "Im Zoo von Varnbek ist ein Tapir geboren worden. Die Pfleger tauften das Jungtier auf den Namen \
    Hermine. Besucher dürfen es frühestens im Herbst sehen, weil Mutter und Kind noch Ruhe brauchen.";

fn article(id: &str, text: &str) -> Article {
    Article::as_is(id, text, Language::GERMAN)
}

/// The pair is found as one of `relations`, `least` of the first text's letters lie in its passages, and the
/// distractor stays out.
fn check(one: &str, two: &str, relations: &[Relation], least: f64) {
    let pile = [article("a", one), article("b", OTHER), article("c", two)];
    let all: Vec<&Article> = pile.iter().collect();
    let found = find_reuse_with(&all, &Config::default());
    assert_eq!(found.len(), 1, "{two}");
    let pair = &found[0];
    assert_eq!((pair.a, pair.b), (0, 2));
    assert!(relations.contains(&pair.relation), "{:?} for {two}", pair.relation);
    let covered: usize = pair.passages.iter().map(|p| p.a.of(one).len()).sum();
    assert!(covered as f64 >= least * one.len() as f64, "{covered} of {} for {two}", one.len());
    for passage in &pair.passages {
        // Both sides slice, and a verbatim passage has the same letters on both sides.
        let letters = |text: &str| -> String {
            stemma_text::fold::fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
        };
        let (left, right) = (letters(passage.a.of(one)), letters(passage.b.of(two)));
        assert!(!left.is_empty() && !right.is_empty());
        if passage.kind == PassageKind::Verbatim {
            assert_eq!(left, right);
        }
    }
}

fn copied(one: &str, two: &str) {
    check(one, two, &[Relation::Identical, Relation::EditedCopy, Relation::Excerpt], 0.8);
}

fn report() -> String {
    REPORT.join(" ")
}

#[test]
fn quote_marks_of_other_houses() {
    let report = report();
    for (open, close) in [("«", "»"), ("»", "«"), ("\"", "\""), ("“", "”"), ("‚", "‘"), ("&quot;", "&quot;")]
    {
        copied(&report, &report.replace('„', open).replace('“', close));
    }
}

#[test]
fn umlauts_written_out() {
    let plain = [("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("Ä", "Ae"), ("Ü", "Ue"), ("ß", "ss")];
    copied(&report(), &plain.iter().fold(report(), |text, (from, to)| text.replace(from, to)));
}

#[test]
fn umlauts_in_two_code_points() {
    let parts =
        [("ä", "a\u{308}"), ("ö", "o\u{308}"), ("ü", "u\u{308}"), ("Ä", "A\u{308}"), ("Ü", "U\u{308}")];
    copied(&report(), &parts.iter().fold(report(), |text, (from, to)| text.replace(from, to)));
}

#[test]
fn names_with_and_without_hyphens() {
    let two = report()
        .replace("Kim Dae-su", "Kim Dae Su")
        .replace("Groß-Külz", "Groß Külz")
        .replace("Söng-un", "Söngun");
    copied(&report(), &two);
}

#[test]
fn paragraphs_in_another_order_split_and_joined() {
    let turned: Vec<&str> = REPORT.iter().rev().copied().collect();
    copied(&report(), &turned.join("\n\n"));
    copied(&report(), &REPORT.join("\n"));
    copied(&report(), &report().replace(", jetzt", ",\njetzt").replace(" hat am", "\nhat am"));
}

#[test]
fn soft_hyphens_and_odd_blanks() {
    copied(&report(), &report().replace("meister", "mei\u{AD}ster").replace("Brücke", "Brü\u{AD}cke"));
    copied(&report(), &report().replace(" Euro", "\u{A0}Euro").replace(" Millionen", "\u{202F}Millionen"));
    copied(&report(), &report().replace(' ', "\u{A0}"));
    copied(&report(), &report().replace("Brücke", "Brü\u{200B}cke"));
}

#[test]
fn leftovers_of_pages() {
    let dressed: String = REPORT.map(|s| format!("<p class=\"text\">{s}</p>\n<br/>")).concat();
    check(&report(), &dressed, &[Relation::EditedCopy, Relation::Excerpt], 0.8);
    copied(&report(), &report().replace(" und ", " &amp; ").replace("ü", "&uuml;").replace("&uuml;", "ü"));
}

#[test]
fn headings_in_capitals() {
    let two = format!(
        "BRÜCKE ÜBER DIE OHRBACH BESCHLOSSEN\n{}\nKLAGE ANGEKÜNDIGT\n{}",
        REPORT[..3].join(" "),
        REPORT[3..].join(" ")
    );
    copied(&report(), &two);
    copied(&report(), &report().to_uppercase());
}

#[test]
fn half_of_a_report_told_again_in_another_order() {
    let told = "Endlich komme sie, auf die man neun Jahre warte, sagte Bürgermeisterin Groß-Külz zur neuen Brücke. \
        Über die Ohrbach wird eine Brücke gebaut, das beschloss am Dienstag die Gemeinde Grünmühl. \
        Gut drei Millionen Euro kostet das Vorhaben, gab Kämmerer Maaß an. \
        Klagen will gegen den Beschluss der Verein Stille Ohrbach, und zwar vor dem Gericht in Übersee.";
    let more =
        " Die Sitzung dauerte bis Mitternacht. Danach gab es Suppe. Ein Gast verlor seinen Hut im Saal.";
    check(&format!("{}{more}", report()), told, &[Relation::Retold], 0.3);
}

#[test]
fn one_event_in_two_own_reports_is_no_retelling() {
    let own = "Neun Jahre Streit, ein Abend im Rathaus: Grünmühl bekommt seine Brücke. Wer an der Ohrbach wohnt, fürchtet \
        Lärm. Beate Stolz etwa hat ihr Haus eben erst verputzt. „Wir warten seit neun Jahren auf diese Brücke, jetzt kommt \
        sie endlich“, rief die Bürgermeisterin. Zwei Räte stimmten dagegen. Der Bagger rollt im Mai.";
    let pile = [article("a", &report()), article("b", OTHER), article("c", own)];
    let all: Vec<&Article> = pile.iter().collect();
    let found = find_reuse_with(&all, &Config::default());
    assert!(found.iter().all(|pair| pair.relation == Relation::SharedPassages), "{found:?}");
}
