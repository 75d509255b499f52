//! Claims across articles: what is reported, by whom, and from how many independent origins. Sixth step of the
//! pipeline (quotations, lineage, stories → **claims** → dossier).
//!
//! Words owned here: claim, variant, origin, conflict. A claim is never called true: only who reports it is said.

use proposition::Proposition;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use stemma_lexicon::Lexicon;
use stemma_lineage::{Family, Witness};
use stemma_quote::{Hedge, Link, LinkKind, Polarity, Quotation};
use stemma_text::{Annotations, Article};

mod cluster;
pub mod compare;
mod institution;
mod judge;
mod model;
mod origin;
mod place;
mod proposition;
mod terms;
#[cfg(test)]
mod tests;

pub use model::{
    Both, Claim, Conflict, First, Locus, Origin, Reason, ReasonKind, Side, Status, Step, Variant, Warning,
};

/// Everything known of one article before claims are made.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its names, times and quantities.
    pub annotations: &'a Annotations,
    /// Its quotations.
    pub quotations: &'a [Quotation],
    /// Words that hedge, in order, whether they stand in a quotation or not.
    pub hedges: &'a [Hedge],
    /// The chain of its plain statements: its agencies and its outlet.
    pub own_chain: &'a [Link],
    /// Number of its story.
    pub story: usize,
}

/// Most claims of plain statements alone that one article may add.
const PLAIN_PER_ARTICLE: usize = 12;

/// Articles in a pile from which on plain statements count only where two articles hold them.
const LONG_PILE: usize = 80;

/// Likeness of two statements that makes one event of their stories, 0–1.
const JOINS_STORIES: f64 = 0.5;

/// All claims of a pile, most important first. The result does not depend on the order of `sources`, up to the
/// places in it that it names.
pub fn gather(sources: &[Source<'_>], families: &[Family], lexicon: &Lexicon) -> Vec<Claim> {
    let lexis = terms::Lexis::new(lexicon);
    let institutions = institution::Institutions::new(lexicon);
    let standing = origin::Standing::new(sources, &institutions, &lexis);
    let outlets =
        sources.iter().filter_map(|s| s.article.outlet.as_deref()).map(stemma_text::fold::fold).collect();
    let families = family_of(sources.len(), families);
    let resting = resting(sources);
    let context = origin::Context {
        sources,
        families: &families,
        standing: &standing,
        outlets: &outlets,
        lexis: &lexis,
        resting: &resting,
    };
    // Everything below goes by the order of ids, so that the order given moves nothing.
    let mut order: Vec<usize> = (0..sources.len()).collect();
    order.sort_by(|a, b| sources[*a].article.id.cmp(&sources[*b].article.id).then(a.cmp(b)));
    let words = order.iter().flat_map(|at| words_of(&sources[*at]));
    let mut terms = terms::Terms::new(&lexis, words);
    let bearers = proposition::bearers(sources);
    let mut all: Vec<Proposition> = Vec::new();
    for at in &order {
        let family = families[*at];
        all.extend(proposition::of_article(*at, family, &sources[*at], &bearers[*at], &lexis, &mut terms));
    }
    let texts = std::mem::take(&mut terms.texts);
    let groups = if sources.len() > LONG_PILE { BTreeMap::new() } else { joined_stories(sources, &all) };
    let mut stories: BTreeMap<usize, Vec<Proposition>> = BTreeMap::new();
    for proposition in all {
        let story = sources[proposition.article].story;
        stories.entry(groups.get(&story).copied().unwrap_or(story)).or_default().push(proposition);
    }
    let stories: Vec<Vec<Proposition>> = stories.into_values().collect();
    let mut claims: Vec<(Rank, Claim)> =
        stories.par_iter().flat_map_iter(|propositions| of_story(propositions, &context, &texts)).collect();
    claims.sort_by(|a, b| a.0.cmp(&b.0));
    claims
        .into_iter()
        .enumerate()
        .map(|(at, (_, claim))| Claim { id: format!("c{}", at + 1), ..claim })
        .collect()
}

/// What orders claims: most articles, contested ones first, most origins, named origins, earliest in its first article.
type Rank = (Reverse<usize>, bool, Reverse<usize>, Reverse<usize>, bool, usize, String, usize);

/// Stories of a small pile that tell of one event, by the first of them: a statement of one says the same as a
/// statement of another.
fn joined_stories(sources: &[Source<'_>], all: &[Proposition]) -> BTreeMap<usize, usize> {
    let mut group: BTreeMap<usize, usize> = sources.iter().map(|s| (s.story, s.story)).collect();
    if group.len() < 2 {
        return group;
    }
    for (likeness, a, b) in cluster::Story::new(all).all_pairs() {
        let of = |at: usize| group.get(&sources[all[at].article].story).copied().unwrap_or_default();
        let (x, y) = (of(a), of(b));
        if x != y && likeness >= JOINS_STORIES && is_about_one_thing(&all[a], &all[b]) {
            group.values_mut().filter(|g| **g == x.max(y)).for_each(|g| *g = x.min(y));
        }
    }
    group
}

/// True for statements that share a name, or of which one denies the other.
fn is_about_one_thing(a: &Proposition, b: &Proposition) -> bool {
    a.names.iter().any(|n| b.names.binary_search(n).is_ok())
        || (a.polarity == Polarity::Denied) != (b.polarity == Polarity::Denied)
}

/// The claims of one story.
fn of_story(
    propositions: &[Proposition],
    context: &origin::Context<'_, '_>,
    texts: &[String],
) -> Vec<(Rank, Claim)> {
    let mut clusters = cluster::Story::new(propositions).clusters();
    place::join_open(&mut clusters, propositions);
    let alternatives = place::alternatives(&clusters, propositions);
    let mut plain_left: BTreeMap<usize, usize> = BTreeMap::new();
    let mut claims = Vec::new();
    for (at, cluster) in clusters.iter().enumerate() {
        let members: Vec<&Proposition> = cluster.iter().map(|at| &propositions[*at]).collect();
        if !is_worth_a_claim(&members, context, &mut plain_left) {
            continue;
        }
        let variants: Vec<Variant> = members.iter().map(|m| variant(m, context)).collect();
        // Who denies a claim is none of those it comes from.
        let affirming: Vec<Variant> =
            variants.iter().filter(|v| v.polarity != Polarity::Denied).cloned().collect();
        let found = context.origins(if affirming.is_empty() { &variants } else { &affirming });
        let judge = judge::Judge { context, members, variants: &variants, found: &found, terms: texts };
        let others: Vec<&Proposition> =
            alternatives.get(&at).into_iter().flatten().map(|a| &propositions[*a]).collect();
        let (text, status) = (judge.text(), judge.status());
        let (warnings, conflicts) = (judge.warnings(), judge.conflicts(&others));
        let story = most_frequent(variants.iter().map(|v| context.sources[v.article].story));
        let articles: std::collections::BTreeSet<usize> = variants.iter().map(|v| v.article).collect();
        let first = &variants[0];
        let rank = (
            Reverse(articles.len()),
            !matches!(status, Status::Denied | Status::Disputed),
            Reverse(found.interval.1),
            Reverse(judge::named(&found.origins)),
            variants.iter().all(|v| v.quotation.is_none()),
            variants.iter().map(|v| v.range.start).min().unwrap_or(0),
            context.sources[first.article].article.id.clone(),
            first.range.start,
        );
        let origin::Found { origins, interval, reasons, .. } = found;
        let claim = Claim {
            id: String::new(),
            story,
            text,
            status,
            variants,
            origins,
            independent_origins: interval,
            reasons,
            warnings,
            conflicts,
            importance: 0.0,
            reconciled: Vec::new(),
            history: Vec::new(),
            first: First::default(),
        };
        claims.push((rank, claim));
    }
    claims
}

/// The number that stands most often in a list, the smallest of several.
fn most_frequent(list: impl Iterator<Item = usize>) -> usize {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    list.for_each(|n| *counts.entry(n).or_insert(0) += 1);
    counts.into_iter().max_by_key(|(n, count)| (*count, Reverse(*n))).map(|(n, _)| n).unwrap_or_default()
}

/// Quotations always make a claim; plain statements where two articles hold them, or where they hold names and
/// numbers, up to a number per article.
fn is_worth_a_claim(
    members: &[&Proposition],
    context: &origin::Context<'_, '_>,
    plain_left: &mut BTreeMap<usize, usize>,
) -> bool {
    let Some(first) = members.first() else { return false };
    if members.iter().all(|m| m.fragment) {
        return false;
    }
    if members.iter().any(|m| m.quotation.is_some() || m.article != first.article) {
        return true;
    }
    if context.sources.len() > LONG_PILE || (first.names.len() < 2 && first.open.is_none()) {
        return false;
    }
    let left = plain_left.entry(first.article).or_insert(PLAIN_PER_ARTICLE);
    *left = left.saturating_sub(1);
    *left > 0
}

fn variant(proposition: &Proposition, context: &origin::Context<'_, '_>) -> Variant {
    let source = &context.sources[proposition.article];
    let quotation = proposition.quotation.and_then(|at| source.quotations.get(at));
    Variant {
        article: proposition.article,
        range: proposition.range,
        quotation: quotation.map(|q| q.id.clone()),
        chain: quotation.map_or_else(|| source.own_chain.to_vec(), |q| q.chain.clone()),
        polarity: proposition.polarity,
        modality: proposition.modality,
    }
}

/// For each article the number of its family.
fn family_of(articles: usize, families: &[Family]) -> Vec<usize> {
    let mut found: Vec<usize> = (families.len()..families.len() + articles).collect();
    for (number, family) in families.iter().enumerate() {
        for witness in &family.witnesses {
            if let Witness::Article(at) = witness
                && let Some(place) = found.get_mut(*at)
            {
                *place = number;
            }
        }
    }
    found
}

/// Media that rest on somebody unnamed, by story: in such a story the medium alone is no other origin.
fn resting(sources: &[Source<'_>]) -> std::collections::BTreeSet<(usize, String)> {
    let mut found = std::collections::BTreeSet::new();
    for source in sources {
        for quotation in source.quotations {
            let foreign = quotation.chain.len().saturating_sub(source.own_chain.len());
            let mut links = quotation.chain[..foreign].iter();
            if links.next().is_some_and(|l| l.kind == LinkKind::UnnamedPerson)
                && let Some(medium) = links.find(|l| matches!(l.kind, LinkKind::Outlet | LinkKind::Agency))
            {
                found.insert((source.story, origin::key(medium)));
            }
        }
    }
    found
}

fn words_of<'a>(source: &Source<'a>) -> impl Iterator<Item = &'a str> + use<'a> {
    let text = source.article.text.as_str();
    source
        .annotations
        .tokens
        .iter()
        .filter(|t| t.is_wordlike())
        .filter_map(move |t| text.get(t.range.start..t.range.end))
}
