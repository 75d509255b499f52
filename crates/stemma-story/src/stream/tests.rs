//! Invented articles, one after the other.

use super::*;
use stemma_text::{DateBasis, Dated};

const FERRY: [&str; 3] = [
    "Die Fähre Silbermöwe ist am Dienstag vor Quellenau gesunken. Alle 14 Fahrgäste wurden gerettet, sagte Kapitän \
     Odenthal. Die Reederei Brandt prüft, warum Wasser in den Rumpf der Silbermöwe drang.",
    "Quellenau: Nach dem Untergang der Silbermöwe ermittelt die Wasserschutzpolizei. Die Reederei Brandt erklärte, das \
     Schiff sei erst im März geprüft worden. Kapitän Odenthal brachte 14 Fahrgäste in Sicherheit.",
    "Die Ermittler haben das Wrack der Silbermöwe vor Quellenau gehoben. Der Rumpf der Fähre war gerissen, sagte \
     Kapitän Odenthal. Die Reederei Brandt will 14 Fahrgäste entschädigen.",
];
const SCHOOL: [&str; 2] = [
    "Der Stadtrat von Hollerstedt hat den Neubau der Lindenschule beschlossen. Schulleiterin Petzold sprach von einem \
     guten Tag für 300 Kinder. Der Bau kostet neun Millionen Euro.",
    "Hollerstedt baut die Lindenschule neu. Neun Millionen Euro gibt die Stadt dafür aus, wie der Stadtrat entschied. \
     Schulleiterin Petzold hatte lange dafür geworben, denn die Klassen der 300 Kinder sind eng.",
];

/// An article in Article form; an empty day is none.
fn article(id: usize, text: &str, day: &str) -> Article {
    let mut article = Article::as_is(format!("{id}"), text, Language::GERMAN);
    article.published = Dated::parse(day, DateBasis::Feed);
    article
}

fn run(articles: &[Article], config: StreamConfig) -> (Vec<Placed>, Vec<Change>) {
    let mut stream = Stream::new(&Lexicon::builtin(), config);
    let placed = articles.iter().map(|a| stream.add(a)).collect();
    (placed, stream.settle())
}

fn check(texts: &[(&str, &str)], config: &StreamConfig, expected: &[(usize, Event)]) {
    let articles: Vec<Article> = texts.iter().enumerate().map(|(n, (t, d))| article(n, t, d)).collect();
    let (placed, _) = run(&articles, config.clone());
    let found: Vec<(usize, Event)> = placed.iter().map(|p| (p.story, p.event)).collect();
    assert_eq!(found, expected);
}

#[test]
fn articles_join_when_they_come() {
    let [a, b, c] = FERRY;
    let [p, q] = SCHOOL;
    let expected =
        [(0, Event::New), (1, Event::New), (0, Event::Joined), (1, Event::Joined), (0, Event::Joined)];
    let day = "2031-09-04";
    let texts = [(a, day), (p, day), (b, day), (q, "2031-09-05"), (c, "2031-09-06")];
    check(&texts, &StreamConfig::default(), &expected);
}

#[test]
fn late_articles_join_a_story_that_is_held_no_more() {
    let [a, b, c] = FERRY;
    let [p, q] = SCHOOL;
    let short = StreamConfig { days: 3, least: 0, settle: 1, ..StreamConfig::default() };
    let texts =
        [(a, "2031-09-04"), (b, "2031-09-05"), (p, "2031-09-14"), (c, "2031-09-15"), (q, "2031-09-15")];
    let expected =
        [(0, Event::New), (0, Event::Joined), (1, Event::New), (0, Event::JoinedLate), (1, Event::Joined)];
    check(&texts, &short, &expected);
    // No room for what is not held: a new story.
    let none = StreamConfig { retired: 0, ..short };
    let mut other = expected;
    other[3] = (2, Event::New);
    check(&texts, &none, &other);
}

#[test]
fn what_is_held_is_bounded() {
    let config = StreamConfig { articles: 10, least: 0, retired: 5, settle: 4, ..StreamConfig::default() };
    let mut stream = Stream::new(&Lexicon::builtin(), config);
    for n in 0..120 {
        let text =
            format!("Ort{n}heim: Bürgermeister Wahl{n}mann eröffnete Brücke{n}bau und Haus{n}tor feierlich.");
        stream.add(&article(n, &text, "2031-09-04"));
        assert!(stream.held.len() < 14 && stream.stories.len() < 14, "{n}");
    }
    assert!(stream.retired.len() <= 5);
}

#[test]
fn the_same_order_gives_the_same_stories() {
    let texts: Vec<&str> = FERRY.iter().chain(&SCHOOL).copied().collect();
    let articles: Vec<Article> = (0..60)
        .map(|n| {
            let text = format!("{} Blatt {}.", texts[n * 7 % 5], n % 4);
            article(n, &text, ["2031-09-04", "2031-09-20", "", "2030-01-01"][n % 4])
        })
        .collect();
    let config = StreamConfig { settle: 3, days: 5, least: 3, ..StreamConfig::default() };
    assert_eq!(run(&articles, config.clone()), run(&articles, config));
}

/// What stories are after all changes, by article.
#[test]
fn changes_lead_to_what_is_held() {
    let texts: Vec<&str> = FERRY.iter().chain(&SCHOOL).copied().collect();
    let config = StreamConfig { settle: 2, least: 5, articles: 1000, ..StreamConfig::default() };
    let mut stream = Stream::new(&Lexicon::builtin(), config);
    let mut now: Vec<usize> = Vec::new();
    for n in 0..40 {
        let placed = stream.add(&article(n, texts[n * n % 5], ""));
        now.push(placed.story);
        for change in placed.changes {
            match change {
                Change::Merged { story, gone } => {
                    now.iter_mut().filter(|s| **s == gone).for_each(|s| *s = story);
                }
                Change::Split { story, from, articles } | Change::Moved { story, from, articles } => {
                    for id in articles {
                        let at: usize = id.parse().unwrap();
                        assert_eq!(now[at], from);
                        now[at] = story;
                    }
                }
            }
        }
        let held: Vec<usize> = stream.held.iter().map(|h| h.story).collect();
        assert_eq!(held, now, "{n}");
    }
}

#[test]
fn hostile_articles() {
    let long = "x".repeat(100_000);
    for settle in [1, 3, 100] {
        let config = StreamConfig { settle, days: 0, least: 0, ..StreamConfig::default() };
        let texts = ["", "🙂", "„“\u{301}\u{ad}…", &long, "", "Привет мир из Москвы сегодня", "a a a a a a"];
        let articles: Vec<Article> = texts
            .iter()
            .enumerate()
            .map(|(n, t)| article(n, t, ["9999-12-31", "", "0001-01-01", "2031"][n % 4]))
            .collect();
        let (placed, _) = run(&articles, config);
        let mut stories: Vec<usize> = placed.iter().map(|p| p.story).collect();
        stories.sort_unstable();
        assert_eq!(stories, [0, 1, 2, 3, 4, 5, 6], "nothing to tell, nothing to join");
    }
}
