//! Articles about one event. Works on articles alone, beside reuse; its result also dates articles that bear no
//! date of their own.
//!
//! A story (articles about one event) is not a family (texts that descend from one another). Three steps: articles
//! as weighed terms ([`terms`]), pairs that share weighty terms ([`candidates`]), and joining the likest
//! ([`merge`]). Nothing depends on the order of the input: inside, articles stand in the order of their content.

use stemma_lexicon::Lexicon;
use stemma_text::{Article, Dated, Language};

mod candidates;
pub mod config;
mod dates;
mod days;
mod meaning;
mod merge;
mod terms;

pub use config::Config;
use merge::Item;

/// For each article the number of its story. Numbers count from 0 in order of the first article of each story.
pub fn cluster(articles: &[&Article], lexicon: &Lexicon) -> Vec<usize> {
    cluster_with(articles, lexicon, &Config::default())
}

/// The same under other settings.
pub fn cluster_with(articles: &[&Article], lexicon: &Lexicon, config: &Config) -> Vec<usize> {
    let order = own_order(articles);
    let sorted: Vec<&Article> = order.iter().map(|n| articles[*n]).collect();
    let (weighed, holders) = terms::weigh(&sorted, lexicon, config);
    let languages: Vec<Language> = sorted.iter().map(|a| a.language).collect();
    let pairs = candidates::pairs(&weighed, &languages, &holders, config);
    let meanings = meaning::read_all(&sorted, config);
    let items = weighed
        .into_iter()
        .zip(meanings)
        .zip(&sorted)
        .map(|((terms, meaning), article)| Item::article(terms, meaning, article))
        .collect();
    let config = &Config { cut: config.cut_of(articles.len()), ..config.clone() };
    let leaders = merge::agglomerate(items, &pairs, config);
    let mut leader_of = vec![0; articles.len()];
    for (place, number) in order.iter().enumerate() {
        leader_of[*number] = leaders[place];
    }
    let mut numbers: Vec<Option<usize>> = vec![None; articles.len()];
    let mut next = 0;
    leader_of
        .into_iter()
        .map(|leader| {
            *numbers[leader].get_or_insert_with(|| {
                next += 1;
                next - 1
            })
        })
        .collect()
}

/// For each article the moment its relative times are resolved against: its own publication, else what the dated
/// articles of its story agree on (to the month at best), else nothing.
pub fn date(articles: &[&Article], stories: &[usize]) -> Vec<Option<Dated>> {
    dates::date(articles, stories)
}

/// Places of the articles in an order that does not depend on the order given: by content, then by id.
fn own_order(articles: &[&Article]) -> Vec<usize> {
    let key = |n: usize| {
        let article = articles[n];
        (terms::hash(&article.text), article.title.as_deref().unwrap_or(""), article.id.as_str())
    };
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_by_cached_key(|n| {
        let (hash, title, id) = key(*n);
        (hash, title.to_owned(), id.to_owned())
    });
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    const FERRY: [&str; 3] = [
        "Die Fähre Silbermöwe ist am Dienstag vor Quellenau gesunken. Alle 14 Fahrgäste wurden gerettet, sagte \
         Kapitän Odenthal. Die Reederei Brandt prüft, warum Wasser in den Rumpf der Silbermöwe drang.",
        "Quellenau: Nach dem Untergang der Silbermöwe ermittelt die Wasserschutzpolizei. Die Reederei Brandt erklärte, \
         das Schiff sei erst im März geprüft worden. Kapitän Odenthal brachte 14 Fahrgäste in Sicherheit.",
        "14 Menschen hat die Besatzung der Silbermöwe aus dem Wasser geholt. Kapitän Odenthal hatte kurz nach dem \
         Ablegen in Quellenau den Notruf abgesetzt. Der Reederei Brandt gehören drei weitere Schiffe.",
    ];
    const SCHOOL: [&str; 2] = [
        "Der Stadtrat von Hollerstedt hat den Neubau der Lindenschule beschlossen. Schulleiterin Petzold sprach von \
         einem guten Tag für 300 Kinder. Der Bau kostet neun Millionen Euro.",
        "Hollerstedt baut die Lindenschule neu. Neun Millionen Euro gibt die Stadt dafür aus, wie der Stadtrat entschied. \
         Schulleiterin Petzold hatte lange dafür geworben, denn die Klassen der 300 Kinder sind eng.",
    ];

    fn articles(texts: &[&str]) -> Vec<Article> {
        let made = |(n, t): (usize, &&str)| Article::as_is(format!("{n}"), *t, Language::GERMAN);
        texts.iter().enumerate().map(made).collect()
    }

    fn check(texts: &[&str], expected: &[usize]) {
        let articles = articles(texts);
        let refs: Vec<&Article> = articles.iter().collect();
        assert_eq!(cluster(&refs, &Lexicon::builtin()), expected);
    }

    #[test]
    fn one_story_for_each_event() {
        let [a, b, c] = FERRY;
        let [p, q] = SCHOOL;
        check(&[a, p, b, q, c], &[0, 1, 0, 1, 0]);
        check(&[a, p], &[0, 1]);
        check(&[a, a], &[0, 0]);
        check(&[], &[]);
        check(&["", "", "🙂"], &[0, 1, 2]);
    }

    #[test]
    fn order_of_the_input_does_not_matter() {
        let mut texts: Vec<&str> = FERRY.iter().chain(&SCHOOL).copied().collect();
        let lexicon = Lexicon::builtin();
        let together = |articles: &[Article]| {
            let refs: Vec<&Article> = articles.iter().collect();
            let stories = cluster(&refs, &lexicon);
            let mut pairs: Vec<(String, String)> = Vec::new();
            for (x, s) in articles.iter().zip(&stories) {
                for (y, t) in articles.iter().zip(&stories) {
                    if s == t && x.text < y.text {
                        pairs.push((x.text.clone(), y.text.clone()));
                    }
                }
            }
            pairs.sort();
            pairs
        };
        let first = together(&articles(&texts));
        for _ in 0..texts.len() {
            texts.rotate_left(1);
            assert_eq!(together(&articles(&texts)), first);
        }
        texts.reverse();
        assert_eq!(together(&articles(&texts)), first);
    }

    #[test]
    fn english_and_hostile_texts() {
        let long = "x".repeat(300_000);
        let many = "Quellenau ".repeat(30_000);
        let mut all = articles(&[
            "The ferry Silver Gull sank off Millhaven on Tuesday. Captain Harrow saved all 14 passengers.",
            "All 14 passengers were saved when the Silver Gull sank off Millhaven, Captain Harrow said.",
            &long,
            &many,
            "„“\u{301}\u{ad}…",
        ]);
        all[0].language = Language::ENGLISH;
        all[1].language = Language::ENGLISH;
        all[4].language = Language::UNKNOWN;
        let refs: Vec<&Article> = all.iter().collect();
        assert_eq!(cluster(&refs, &Lexicon::builtin()), [0, 0, 1, 2, 3]);
    }
}
