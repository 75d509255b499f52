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
mod prints;
mod retired;
pub mod role;
pub mod stream;
mod terms;

pub use config::Config;
use days::Days;
use merge::Item;
use rayon::prelude::*;
pub use role::{Role, copies, roles};
pub use stream::{Change, Event, Placed, Stream, StreamConfig};
use terms::{Counted, Terms, Vocabulary};

/// For each article the number of its story. Numbers count from 0 in order of the first article of each story.
pub fn cluster(articles: &[&Article], lexicon: &Lexicon) -> Vec<usize> {
    cluster_with(articles, lexicon, &Config::default())
}

/// The same under other settings.
pub fn cluster_with(articles: &[&Article], lexicon: &Lexicon, config: &Config) -> Vec<usize> {
    let groups = prints::group(articles);
    let firsts: Vec<&Article> = groups.iter().map(|g| articles[g[0]]).collect();
    let reader = terms::Reader::new(lexicon, config);
    let counted: Vec<Vec<Counted>> = firsts.par_iter().map(|a| reader.read(a, config)).collect();
    // Who hands over articles that all are close has picked one event, however many they are: what they share tells more
    // then than what each has alone.
    let one_event = terms::closeness(&counted, config) >= config.one_event;
    let config = &match one_event {
        true => Config { background: f64::MAX.sqrt(), cut: config.cut_of(0), ..config.clone() },
        false => Config { cut: config.cut_of(groups.len()), ..config.clone() },
    };
    let mut vocabulary = Vocabulary::default();
    counted.iter().for_each(|c| vocabulary.put(c));
    let weighed: Vec<Terms> = counted.par_iter().map(|c| vocabulary.weigh(c, config)).collect();
    let languages: Vec<Language> = firsts.iter().map(|a| a.language).collect();
    let pairs = candidates::pairs(&weighed, &languages, config);
    let meanings = meaning::read_all(&firsts, config);
    let mut items: Vec<Item> = Vec::with_capacity(groups.len());
    for ((group, terms), meaning) in groups.iter().zip(weighed).zip(meanings) {
        // Prints of one text count once, on all the days on which they came out.
        let days = group.iter().map(|n| Days::of(articles[*n])).reduce(Days::join).unwrap_or_default();
        items.push(Item::article(terms, meaning, days, articles[group[0]].language));
    }
    let leaders = merge::agglomerate(items, &pairs, config);
    let mut leader_of = vec![0; articles.len()];
    for (group, leader) in groups.iter().zip(leaders) {
        group.iter().for_each(|n| leader_of[*n] = leader);
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

    #[test]
    fn piles_of_all_kinds() {
        let [a, b, c] = FERRY;
        check(&[a], &[0]);
        check(&[""], &[0]);
        let many = vec![a; 500];
        check(&many, &vec![0; 500]);
        let nearly: Vec<String> = (0..300).map(|n| format!("{a} Blatt {n}.")).collect();
        let nearly: Vec<&str> = nearly.iter().map(String::as_str).collect();
        check(&nearly, &vec![0; 300]);
        // Five languages, one event: those that the encoder knows stand together.
        let texts = [
            ("de", a),
            (
                "en",
                "The ferry Silbermöwe sank off Quellenau on Tuesday. All 14 passengers were rescued, said captain \
                    Odenthal. The Brandt shipping company is checking why water entered the hull.",
            ),
            (
                "fr",
                "Le ferry Silbermöwe a coulé mardi au large de Quellenau. Les 14 passagers ont tous été sauvés, a \
                    déclaré le capitaine Odenthal. La compagnie Brandt cherche la cause.",
            ),
            (
                "es",
                "El ferri Silbermöwe se hundió el martes frente a Quellenau. Los 14 pasajeros fueron rescatados, dijo \
                    el capitán Odenthal. La naviera Brandt investiga la causa.",
            ),
            ("ru", "Премьер-министр открыл новую школу в деревне, сообщило ведомство."),
        ];
        let mut all: Vec<Article> = Vec::new();
        for (number, (language, text)) in texts.iter().enumerate() {
            all.push(Article::as_is(format!("{number}"), *text, Language::from_code(language)));
        }
        let refs: Vec<&Article> = all.iter().collect();
        assert_eq!(cluster(&refs, &Lexicon::builtin()), [0, 0, 0, 0, 1]);
        // Dates that contradict each other, or are none.
        let mut dated = articles(&[a, b, c, c]);
        for (article, day) in dated.iter_mut().zip(["2031-09-04", "1931", "2031-09", "0001-01-01"]) {
            article.published = Dated::parse(day, stemma_text::DateBasis::Feed);
        }
        let refs: Vec<&Article> = dated.iter().collect();
        assert_eq!(cluster(&refs, &Lexicon::builtin()), [0, 0, 0, 0]);
    }
}
