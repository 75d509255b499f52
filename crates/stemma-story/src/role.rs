//! What an article is to its story: a report, a copy of another text, or a follow-up.
//!
//! A *copy* has its text from another article of the pile. A *follow-up* appeared after the first reports, on the second
//! day after the first of them or later, and has matter of its own: of the words that carry it, no small part stands in
//! no earlier article of its story. Everything else is a *report*; so is what bears no date.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use stemma_lexicon::Lexicon;
use stemma_text::Article;
use stemma_text::fold::fold;
use stemma_text::token::{self, TokenKind};

use crate::config::Config;
use crate::days::Days;
use crate::terms::{Counted, Reader, Terms, Vocabulary, hash, heaviest};

/// Days after the first article of a story that its first reports take: what is printed the day after is no follow-up.
const FIRST_REPORTS: i64 = 1;
/// Words that carry an article, count: its weightiest.
const CARRY: usize = 40;
/// Share of them that no earlier article of the story holds, least, for matter of its own.
const NEW: f32 = 0.25;
/// Words of a run by which copies are told.
const RUN: usize = 5;
/// Share of the runs of a text that stand in the earlier one, least, for a copy.
const COPIED: f32 = 0.5;
/// Words read of an article.
const LONGEST: usize = 3000;

/// What an article is to its story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Tells of the event on its own.
    Report,
    /// Has its text from another article.
    Copy,
    /// Tells what came after.
    FollowUp,
}

impl Role {
    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Role::Report => "report",
            Role::Copy => "copy",
            Role::FollowUp => "follow-up",
        }
    }
}

/// The role of each article. `stories`: the number of its story. `exemplar_of`: the article that each has its text from,
/// if it has, by lineage or by [`copies`].
pub fn roles(
    articles: &[&Article],
    stories: &[usize],
    exemplar_of: &[Option<usize>],
    lexicon: &Lexicon,
) -> Vec<Role> {
    let config = Config::default();
    let mut roles: Vec<Role> =
        exemplar_of.iter().map(|e| if e.is_some() { Role::Copy } else { Role::Report }).collect();
    roles.resize(articles.len(), Role::Report);
    let long: Vec<Vec<(i64, usize)>> =
        members(articles, stories).into_iter().filter(|m| has_later(m)).collect();
    if long.is_empty() {
        return roles;
    }
    let reader = Reader::new(lexicon, &config);
    let later: Vec<Vec<usize>> = long.par_iter().map(|m| follow_ups(articles, m, &reader, &config)).collect();
    for at in later.into_iter().flatten() {
        if roles[at] == Role::Report {
            roles[at] = Role::FollowUp;
        }
    }
    roles
}

/// For each article the one that it has its text from, told by runs of words alone: most of its runs stand in an earlier
/// article of its story. For callers that do not know better.
pub fn copies(articles: &[&Article], stories: &[usize]) -> Vec<Option<usize>> {
    let mut found = vec![None; articles.len()];
    let of_story: Vec<Vec<(usize, usize)>> = in_time(articles, stories)
        .par_iter()
        .filter(|members| members.len() > 1)
        .map(|members| copies_of(articles, members))
        .collect();
    for (at, exemplar) in of_story.into_iter().flatten() {
        found[at] = Some(exemplar);
    }
    found
}

/// Places of the articles of each story, the earliest first, undated ones last.
fn in_time(articles: &[&Article], stories: &[usize]) -> Vec<Vec<usize>> {
    let count = stories.iter().max().map_or(0, |most| most + 1);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (at, story) in stories.iter().enumerate().take(articles.len()) {
        members[*story].push(at);
    }
    for list in &mut members {
        list.sort_by_cached_key(|at| {
            let article = articles[*at];
            let moment = article.published.as_ref().map(|d| d.value.clone());
            (Days::of(article).last().unwrap_or(i64::MAX), moment, article.id.clone())
        });
    }
    members
}

/// The dated articles of each story with their days, in order of time.
fn members(articles: &[&Article], stories: &[usize]) -> Vec<Vec<(i64, usize)>> {
    let dated = |at: usize| Some((Days::of(articles[at]).last()?, at));
    in_time(articles, stories).into_iter().map(|m| m.into_iter().filter_map(dated).collect()).collect()
}

fn has_later(members: &[(i64, usize)]) -> bool {
    let day = |m: Option<&(i64, usize)>| m.map_or(0, |m| m.0);
    day(members.last()) - day(members.first()) > FIRST_REPORTS
}

/// Those of one story that came later and have matter of their own.
fn follow_ups(
    articles: &[&Article],
    members: &[(i64, usize)],
    reader: &Reader,
    config: &Config,
) -> Vec<usize> {
    let counted: Vec<Vec<Counted>> = members.iter().map(|m| reader.read(articles[m.1], config)).collect();
    let mut vocabulary = Vocabulary::default();
    counted.iter().for_each(|c| vocabulary.put(c));
    let first = members.first().map_or(0, |m| m.0);
    let mut told: FxHashSet<u64> = FxHashSet::default();
    let mut found = Vec::new();
    // Articles of one day do not know of one another.
    for day in members.chunk_by(|x, y| x.0 == y.0) {
        let start = members.partition_point(|m| m.0 < day[0].0);
        let of_day = &counted[start..start + day.len()];
        for ((when, at), words) in day.iter().zip(of_day) {
            let mut carry: Terms = vocabulary.weigh_alike(words, config);
            heaviest(&mut carry, CARRY);
            let new = carry.iter().filter(|t| !told.contains(&vocabulary.term(t.0))).count();
            if when - first > FIRST_REPORTS && new as f32 >= NEW * carry.len().max(1) as f32 {
                found.push(*at);
            }
        }
        of_day.iter().flatten().for_each(|c| {
            told.insert(c.term);
        });
    }
    found
}

/// Copies among the articles of one story, given in order of time, each with its exemplar.
fn copies_of(articles: &[&Article], members: &[usize]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    // Runs of the texts that are no copies themselves, with the places of those texts.
    let mut index: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    for at in members {
        let runs = runs(&articles[*at].text);
        let mut shared: FxHashMap<u32, usize> = FxHashMap::default();
        for place in runs.iter().filter_map(|r| index.get(r)).flatten() {
            *shared.entry(*place).or_default() += 1;
        }
        // The order of the map does not matter: the greatest is taken, and no two places are equal.
        let most = shared.into_iter().map(|(place, count)| (count, std::cmp::Reverse(place))).max();
        match most {
            Some((count, place)) if count as f32 >= COPIED * runs.len() as f32 => {
                found.push((*at, place.0 as usize));
            }
            _ => {
                for run in runs {
                    index.entry(run).or_default().push(*at as u32);
                }
            }
        }
    }
    found
}

/// Hashes of the runs of words of a text, in order, each once.
pub(crate) fn runs(text: &str) -> Vec<u64> {
    let words: Vec<u64> = token::tokenize(text)
        .iter()
        .filter(|t| t.kind != TokenKind::Mark)
        .take(LONGEST)
        .map(|t| hash(&fold(t.range.of(text))))
        .collect();
    let of = |run: &[u64]| {
        run.iter().fold(0xCBF2_9CE4_8422_2325_u64, |h, w| {
            (h.rotate_left(5) ^ w).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        })
    };
    let mut runs: Vec<u64> =
        if words.is_empty() { Vec::new() } else { words.windows(RUN.min(words.len())).map(of).collect() };
    runs.sort_unstable();
    runs.dedup();
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_text::{DateBasis, Dated, Language};

    const FIRST: &str = "Am Kai von Quellenau ist am Dienstag der Speicher Nord abgebrannt. Verletzt wurde niemand, sagte \
                         Brandmeister Odenthal. Der Schaden beträgt zwei Millionen Euro.";
    const AGAIN: &str = "Am Kai von Quellenau ist am Dienstag der Speicher Nord abgebrannt. Verletzt wurde niemand, sagte \
                         Brandmeister Odenthal der Zeitung.";
    const LATER: &str = "Nach dem Brand am Kai von Quellenau hat die Staatsanwaltschaft Hollerstedt einen Lagerarbeiter \
                         festgenommen. Gutachterin Petzold fand Spuren von Benzin neben dem Tor.";

    fn check(dated: &[(&str, &str)], expected: &[Role]) {
        let mut articles: Vec<Article> = Vec::new();
        for (number, (text, day)) in dated.iter().enumerate() {
            let mut article = Article::as_is(format!("{number}"), *text, Language::GERMAN);
            article.published = Dated::parse(day, DateBasis::Feed);
            articles.push(article);
        }
        let refs: Vec<&Article> = articles.iter().collect();
        let stories = vec![0; refs.len()];
        assert_eq!(roles(&refs, &stories, &copies(&refs, &stories), &Lexicon::builtin()), expected);
    }

    #[test]
    fn tells_reports_copies_and_follow_ups_apart() {
        use Role::{Copy, FollowUp, Report};
        check(
            &[(FIRST, "2031-09-04"), (AGAIN, "2031-09-05"), (LATER, "2031-09-08")],
            &[Report, Copy, FollowUp],
        );
        // The order of the pile does not matter.
        check(
            &[(LATER, "2031-09-08"), (AGAIN, "2031-09-05"), (FIRST, "2031-09-04")],
            &[FollowUp, Copy, Report],
        );
        // Told the day after, or without a date: a report. Later, but nothing new: no follow-up.
        check(&[(FIRST, "2031-09-04"), (LATER, "2031-09-05")], &[Report, Report]);
        check(&[(FIRST, "2031-09-04"), (LATER, "")], &[Report, Report]);
        check(
            &[(FIRST, "2031-09-04"), (LATER, "2031-09-05"), (LATER, "2031-09-20")],
            &[Report, Report, Copy],
        );
        check(&[("", "2031-09-04"), ("", "2031-09-24"), ("🙂", "")], &[Report, Report, Report]);
        check(&[], &[]);
    }

    #[test]
    fn one_article_many_times_is_one_report() {
        let many = vec![(FIRST, "2031-09-04"); 300];
        let mut expected = vec![Role::Copy; 300];
        expected[0] = Role::Report;
        check(&many, &expected);
    }
}
