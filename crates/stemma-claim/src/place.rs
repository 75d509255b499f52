//! Where something is to happen: the towns that statements name, and statements that leave the place open.

use crate::Source;
use crate::proposition::Proposition;
use crate::terms::Lexis;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use stemma_quote::Modality;
use stemma_text::fold::fold;
use stemma_text::{EntityKind, TextRange};

/// Tokens before a place in which its preposition is sought.
const REACH: usize = 4;

/// Bytes between two statements of which the second gives the alternative to the first.
const NEAR: usize = 400;

/// Mentions in one article of towns as the place where something happens or goes, in order, with their folded name
/// and the words of the text. Countries do not count: they hold the towns.
pub(crate) fn towns(source: &Source<'_>, lexis: &Lexis) -> Vec<(TextRange, String, String)> {
    let (text, tokens) = (source.article.text.as_str(), &source.annotations.tokens);
    let mut found = Vec::new();
    for entity in source.annotations.entities.iter().filter(|e| e.kind == EntityKind::Place) {
        for mention in &entity.mentions {
            let Some(words) = text.get(mention.start..mention.end) else { continue };
            if entity.key.starts_with("country:") && !lexis.is_capital(&fold(words)) {
                continue;
            }
            let at = tokens.partition_point(|t| t.range.end <= mention.start);
            let mut before = (at.saturating_sub(REACH)..at).rev().map(|i| {
                let token = &tokens[i];
                if token.is_wordlike() { fold(token.range.of(text)) } else { String::new() }
            });
            // Articles and nouns such as "Stadt" may stand between.
            let between = |w: &String| !w.is_empty() && (lexis.place_noun.has(w) || w.len() <= 3);
            let word = before.find(|w| lexis.place_preposition.has(w) || !between(w));
            if word.is_some_and(|w| lexis.place_preposition.has(&w)) {
                found.push((*mention, fold(words), words.to_owned()));
            }
        }
    }
    found.sort();
    found
}

/// Moves statements that leave a place open to the claim that names it: one that shares a plain term with them, or
/// is reported in the same article.
pub(crate) fn join_open(clusters: &mut Vec<Vec<usize>>, propositions: &[Proposition]) {
    let is_open = |cluster: &Vec<usize>| cluster.iter().all(|at| propositions[*at].open == Some("place"));
    let plain = |at: &usize| {
        let p = &propositions[*at];
        p.terms.iter().copied().filter(|t| p.names.binary_search(t).is_err()).collect::<BTreeSet<u32>>()
    };
    let (open, rest): (Vec<usize>, Vec<usize>) = (0..clusters.len()).partition(|at| is_open(&clusters[*at]));
    if open.is_empty() {
        return;
    }
    let placed: Vec<(usize, BTreeSet<u32>)> = rest
        .into_iter()
        .filter(|at| clusters[*at].iter().any(|m| !propositions[*m].places.is_empty()))
        .map(|at| (at, clusters[at].iter().flat_map(plain).collect()))
        .collect();
    for at in open {
        let articles: BTreeSet<usize> = clusters[at].iter().map(|m| propositions[*m].article).collect();
        let terms: BTreeSet<u32> = clusters[at].iter().flat_map(plain).collect();
        let score = |(other, theirs): &(usize, BTreeSet<u32>)| {
            let members = &clusters[*other];
            let near = members.iter().any(|m| articles.contains(&propositions[*m].article));
            let possible = members.iter().any(|m| propositions[*m].modality == Modality::Possible);
            let shared = theirs.intersection(&terms).count();
            // Few terms besides: a statement about the place alone fits best.
            (near, possible, shared, Reverse(theirs.len()), Reverse(*other))
        };
        let best = placed.iter().map(|o| (score(o), o.0)).filter(|(s, _)| s.0 || s.2 > 0).max();
        if let Some((_, target)) = best {
            let moved = std::mem::take(&mut clusters[at]);
            clusters[target].extend(moved);
            clusters[target].sort_unstable();
        }
    }
    clusters.retain(|c| !c.is_empty());
}

/// Statements that give another place right after a member of a claim ("possibly to Rome, too"): the number of the
/// claim and the place of the statement.
pub(crate) fn alternatives(
    clusters: &[Vec<usize>],
    propositions: &[Proposition],
) -> BTreeMap<usize, Vec<usize>> {
    let mut home = vec![usize::MAX; propositions.len()];
    for (number, cluster) in clusters.iter().enumerate() {
        cluster.iter().for_each(|m| home[*m] = number);
    }
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, proposition) in propositions.iter().enumerate() {
        if proposition.modality != Modality::Possible || proposition.places.is_empty() {
            continue;
        }
        let places = &proposition.places;
        let earlier = (0..at).rev().take(6).find(|before| {
            let p = &propositions[*before];
            p.article == proposition.article
                && p.range.end <= proposition.range.start
                && p.range.end + NEAR > proposition.range.start
                && shares(p, proposition)
        });
        let Some(earlier) = earlier.filter(|e| home[*e] != home[at]) else { continue };
        let theirs = &propositions[earlier].places;
        if !theirs.is_empty() && theirs.iter().all(|t| places.iter().all(|p| p.0 != t.0)) {
            found.entry(home[earlier]).or_default().push(at);
        }
    }
    found
}

/// True if two statements share a name and a plain term.
fn shares(a: &Proposition, b: &Proposition) -> bool {
    let shared = |t: &&u32| b.terms.binary_search(t).is_ok();
    let named = a.names.iter().any(|t| b.names.binary_search(t).is_ok());
    named && a.terms.iter().filter(shared).any(|t| a.names.binary_search(t).is_err())
}
