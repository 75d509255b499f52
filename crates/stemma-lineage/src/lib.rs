//! Who had the text from whom. Fifth step of the pipeline (reuse → **lineage** → claims).
//!
//! Words owned here: witness, exemplar, archetype, lost witness, contamination, stemma.

mod archetype;
mod chain;
pub mod changes;
mod collate;
mod compare;
pub mod config;
pub mod corrections;
mod credit;
mod edits;
mod edmonds;
pub mod family;
mod habit;
mod letters;
mod lost;
mod mixture;
mod moment;
mod newsroom;
mod render;
mod search;
mod tree;
mod wording;

use std::collections::BTreeMap;

use rayon::prelude::*;
use stemma_reuse::{ReusePair, Words};
use stemma_text::Article;

pub use changes::{Change, ChangeKind, Collator, changes};
use compare::{Pile, Text, Usage};
pub use config::Config;
pub use corrections::{Collation, Correction, CorrectionKind, collate};
use letters::Letters;
use tree::{Members, Stemma, Survey};

/// A family of texts: witnesses that descend from one another, and the edges between them.
#[derive(Clone, Debug, PartialEq)]
pub struct Family {
    /// `f1`, `f2`, … in order of the first article.
    pub id: String,
    /// Articles in the order given, then lost witnesses.
    pub witnesses: Vec<Witness>,
    /// From exemplar to witness.
    pub edges: Vec<Edge>,
}

/// One text of a family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Witness {
    /// An article of the pile, by its place in the list given to [`trace`].
    Article(usize),
    /// A text that the evidence demands and the pile lacks.
    Lost {
        /// `lost:` and its name, unique in the pile: `lost:dpa`, `lost:dpa-2`.
        id: String,
        /// Its name for people, in the words `dpa report`.
        label: String,
        /// Name of the agency or medium it is credited to; `None` where the evidence names none.
        credited: Option<String>,
    },
}

/// One edge: the witness at `to` has its text from the witness at `from`. Both are places in
/// [`Family::witnesses`].
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// Place of the exemplar.
    pub from: usize,
    /// Place of the witness.
    pub to: usize,
    /// What was done to the text.
    pub relation: EdgeRelation,
    /// How sure the edge and its direction are, 0–1.
    pub confidence: f64,
    /// Why.
    pub evidence: Vec<Evidence>,
    /// Other exemplars that the evidence leaves open for the witness, likelier ones first.
    pub alternatives: Vec<Alternative>,
}

/// Another account of where a witness has its text from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Alternative {
    /// Place of the exemplar in [`Family::witnesses`]; `None` for a text that is not in the pile, or none at all.
    pub from: Option<usize>,
    /// How probable it is, 0–1.
    pub probability: f64,
}

/// What was done to a text on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EdgeRelation {
    /// Printed as it stands.
    Copy,
    /// Edited.
    Edit,
    /// Cut down to a part.
    Excerpt,
    /// Translated.
    Translation,
    /// A later version of the same article.
    Revision,
    /// Told in other words.
    Retelling,
}

/// One reason for an edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// `credit`, `shared passage`, `shared error`, `time`, `containment`, `own matter`, …
    pub kind: &'static str,
    /// The reason in German.
    pub text_de: String,
    /// The reason in English.
    pub text_en: String,
}

/// Families of all `articles`, each article in exactly one, from the reuse pairs among them. Families stand in the
/// order of their first article.
pub fn trace(articles: &[&Article], pairs: &[ReusePair]) -> Vec<Family> {
    trace_with(articles, pairs, &Config::default())
}

/// [`trace`] with other parameters.
pub fn trace_with(articles: &[&Article], pairs: &[ReusePair], config: &Config) -> Vec<Family> {
    let families = family::families(articles, pairs, config);
    let words: Vec<Option<Words>> = words_of(articles, &families);
    Surveys::new(articles, pairs, &families, &words).weigh(config)
}

/// The words of all articles that have relatives.
pub fn words_of(articles: &[&Article], families: &[Vec<usize>]) -> Vec<Option<Words>> {
    let mut wanted = vec![false; articles.len()];
    for members in families.iter().filter(|m| m.len() > 1) {
        for at in members {
            wanted[*at] = true;
        }
    }
    articles
        .par_iter()
        .zip(wanted)
        .map(|(article, wanted)| wanted.then(|| Words::new(&article.text)))
        .collect()
}

/// What the members of every family share: the work of [`trace`] that no parameter changes.
pub struct Surveys<'p> {
    families: &'p [Vec<usize>],
    surveys: Vec<Option<Survey<'p>>>,
}

impl<'p> Surveys<'p> {
    /// Compares all members that share text. `words` comes from [`words_of`].
    pub fn new(
        articles: &[&'p Article],
        pairs: &'p [ReusePair],
        families: &'p [Vec<usize>],
        words: &'p [Option<Words>],
    ) -> Self {
        let mut home = vec![(0, 0); articles.len()];
        for (number, members) in families.iter().enumerate() {
            for (place, at) in members.iter().enumerate() {
                home[*at] = (number, place);
            }
        }
        let mut inner: Vec<Vec<((usize, usize), &ReusePair)>> = vec![Vec::new(); families.len()];
        for pair in pairs {
            let ((x, a), (y, b)) = (home[pair.a], home[pair.b]);
            if x == y {
                inner[x].push(((a, b), pair));
            }
        }
        let usage = usage(families, words);
        let pile = Pile {
            letters: letters(articles, words, &usage),
            families: families.iter().filter(|m| m.len() > 1).count() as u32,
            usage,
        };
        let surveys = families
            .par_iter()
            .zip(&inner)
            .map(|(members, pairs)| {
                let text =
                    |at: &usize| words[*at].as_ref().map(|words| Text { article: articles[*at], words });
                let texts: Vec<Text> = members.iter().filter_map(text).collect();
                (texts.len() > 1).then(|| Survey::new(&texts, pairs, &pile))
            })
            .collect();
        Self { families, surveys }
    }

    /// The families with these parameters.
    pub fn weigh(&self, config: &Config) -> Vec<Family> {
        let stemmata: Vec<Option<(Members, Stemma)>> = self
            .surveys
            .par_iter()
            .map(|survey| {
                let members = Members::new(survey.as_ref()?, config);
                let stemma = members.stemma();
                Some((members, stemma))
            })
            .collect();
        let mut taken = BTreeMap::new();
        self.families
            .iter()
            .zip(stemmata)
            .enumerate()
            .map(|(number, (places, found))| {
                let id = format!("f{}", number + 1);
                match found {
                    Some((members, stemma)) => render::family(id, places, &members, &stemma, &mut taken),
                    None => {
                        let witnesses = places.iter().map(|at| Witness::Article(*at)).collect();
                        Family { id, witnesses, edges: Vec::new() }
                    }
                }
            })
            .collect()
    }
}

/// In how many families each word stands.
fn usage(families: &[Vec<usize>], words: &[Option<Words>]) -> Usage {
    let mut usage = Usage::default();
    for members in families {
        let mut keys: Vec<u32> = members
            .iter()
            .filter_map(|at| words[*at].as_ref())
            .flat_map(|w| (0..w.len()).map(|n| w.key(n)))
            .collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            *usage.entry(key).or_default() += 1;
        }
    }
    usage
}

/// The letters of all words that more than one family has.
fn letters(articles: &[&Article], words: &[Option<Words>], usage: &Usage) -> Letters {
    let mut open = usage.clone();
    let mut letters = Letters::default();
    for (article, words) in articles.iter().zip(words) {
        let Some(words) = words else { continue };
        for at in 0..words.len() {
            if let Some(count) = open.get_mut(&words.key(at)).filter(|c| **c >= 2) {
                *count = 0;
                letters.learn(&stemma_text::fold::fold(words.range(at).of(&article.text)));
            }
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_text::{Credit, CreditBasis, Language};

    const REPORT: &str = "Der Stadtrat von Ellernbrück hat den Bau der neuen Brücke über die Ahle beschlossen. \
        Die Kosten liegen nach Angaben der Verwaltung bei zwölf Millionen Euro. Bürgermeisterin Ilse Torben sprach von \
        einem großen Tag für die Stadt. Gegner des Vorhabens kündigten eine Klage an. Mit dem Bau soll im Frühjahr \
        begonnen werden, fertig wird die Brücke frühestens in vier Jahren.";

    fn article(id: &str, text: &str, agencies: &[&str]) -> Article {
        let mut article = Article::as_is(id, text, Language::GERMAN);
        article.agencies =
            agencies.iter().map(|n| Credit::new(*n, CreditBasis::CreditLine, format!("({n})"))).collect();
        article
    }

    fn check(articles: &[Article], expected: &[&str]) {
        let all: Vec<&Article> = articles.iter().collect();
        let pairs = stemma_reuse::find_reuse_with(&all, &stemma_reuse::Config::default());
        let mut shown = Vec::new();
        for family in trace(&all, &pairs) {
            let name = |at: usize| match &family.witnesses[at] {
                Witness::Article(at) => all[*at].id.clone(),
                Witness::Lost { id, .. } => id.clone(),
            };
            shown.extend(family.edges.iter().map(|e| format!("{} > {}", name(e.from), name(e.to))));
        }
        shown.sort();
        assert_eq!(shown, expected);
    }

    #[test]
    fn two_prints_of_one_agency_stand_under_its_lost_report() {
        let edited =
            REPORT.replace("zwölf Millionen Euro", "rund zwölf Millionen Euro, wie es am Montag hieß");
        check(
            &[article("a", REPORT, &["dpa"]), article("b", &edited, &["APA", "dpa"])],
            &["lost:dpa > a", "lost:dpa > b"],
        );
    }

    #[test]
    fn the_later_and_shorter_text_is_the_copy() {
        let mut whole = article("z", REPORT, &[]);
        let mut part = article("a", &REPORT[..REPORT.find(" Gegner").unwrap_or(0)], &[]);
        for (article, day) in [(&mut whole, "2024-03-01"), (&mut part, "2024-03-02")] {
            article.published = stemma_text::Dated::parse(day, stemma_text::DateBasis::Feed);
        }
        check(&[part, whole], &["z > a"]);
    }

    const PARTS: [&str; 6] = [
        "Der Kreistag von Ostermoor hat am Abend lange über die neue Klinik gestritten. Landrat Piet Harms nannte den \
         Plan vernünftig.",
        "Der Neubau soll nach dem Willen der Mehrheit am Rand von Ostermoor entstehen. Ärztin Rieke Sander warnte vor \
         weiten Wegen für alte Leute.",
        "Für den Bau sind 48 Millionen Euro vorgesehen. Das Geld kommt zum größten Teil vom Land und zu einem kleinen \
         Teil aus der Kasse des Kreises.",
        "Die alte Klinik am Markt schließt erst, wenn der Neubau fertig ist. Bis dahin bleiben alle Abteilungen \
         geöffnet, auch die Geburtshilfe.",
        "Gegner sammeln seit dem Sommer Unterschriften. Nach Angaben von Sprecher Enno Wilts liegen schon mehr als \
         zweitausend davon vor.",
        "Über den Antrag wird im November entschieden. Die Sitzung ist öffentlich und beginnt um 18 Uhr im großen Saal \
         des Kreishauses.",
    ];

    /// An article of an outlet of its own: no author's versions.
    fn printed(id: &str, text: &str) -> Article {
        let mut article = article(id, text, &[]);
        article.outlet = Some(format!("{id}-Blatt"));
        article
    }

    #[test]
    fn two_texts_that_each_shorten_a_name_of_the_other_go_back_to_a_lost_one() {
        let text = PARTS.join("\n\n");
        check(
            &[
                printed("a", &text.replace("Piet Harms", "Harms")),
                printed("b", &text.replace("Enno Wilts", "E. Wilts")),
            ],
            &["lost:f1 > a", "lost:f1 > b"],
        );
    }

    #[test]
    fn the_head_of_one_and_the_rest_of_another_have_two_exemplars() {
        let text = PARTS.join("\n\n");
        let one =
            text.replace("Piet Harms", "P. Harms").replace("Rieke Sander", "Sander").replace("48", "43");
        let two = text
            .replace("Enno Wilts", "Wilts")
            .replace("18 Uhr", "19 Uhr")
            .replace(" ist öffentlich und", "");
        let split = |text: &str| text.find("Die alte Klinik").unwrap_or(0);
        let mixed = format!("{}{}", &one[..split(&one)], &two[split(&two)..]);
        check(
            &[printed("a", &text), printed("b", &one), printed("c", &two), printed("d", &mixed)],
            &["a > b", "a > c", "b > d", "c > d"],
        );
    }

    #[test]
    fn strangers_and_empty_texts_stay_alone() {
        check(
            &[article("a", REPORT, &[]), article("b", "", &[]), article("c", "Es regnet in Kallmoos.", &[])],
            &[],
        );
        assert!(trace(&[], &[]).is_empty());
    }
}
