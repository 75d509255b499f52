//! Claims across articles: what is reported, by whom, and from how many independent origins. Sixth step of the
//! pipeline (quotations, lineage, stories → **claims** → dossier).
//!
//! Words owned here: claim, variant, origin, conflict. A claim is never called true: only who reports it is said.

use proposition::Proposition;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use stemma_lexicon::Lexicon;
use stemma_lineage::{Correction, Family, Witness};
use stemma_quote::{Hedge, Link, LinkKind, Polarity, Quotation};
use stemma_text::{Annotations, Article, TextRange};

mod cluster;
pub mod compare;
mod decision;
mod institution;
mod judge;
mod model;
mod origin;
mod place;
mod proposition;
mod terms;
#[cfg(test)]
mod tests;

pub use decision::{Decision, DecisionKind};
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
    /// Computations in it that do not add up as given: where, in bytes of its main text, and what is wrong.
    pub sums: &'a [(TextRange, Both)],
}

/// A pile of articles with everything that claims are made of.
#[derive(Clone, Copy, Debug)]
pub struct Pile<'a> {
    /// The articles.
    pub sources: &'a [Source<'a>],
    /// Families of texts.
    pub families: &'a [Family],
    /// What articles corrected.
    pub corrections: &'a [&'a Correction],
    /// What the user has decided.
    pub decisions: &'a [Decision],
}

/// The claims of a pile, and what became of the decisions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gathered {
    /// Most important first.
    pub claims: Vec<Claim>,
    /// For each decision: ids of the claims whose origins it names.
    pub decided: Vec<Vec<String>>,
    /// Names in decisions that no origin and no article of the pile bears: place of the decision, name.
    pub unknown: Vec<(usize, String)>,
}

/// Most claims of plain statements alone that one article may add.
const PLAIN_PER_ARTICLE: usize = 12;

/// Articles in a pile from which on plain statements count only where two articles hold them.
const LONG_PILE: usize = 80;

/// All claims of a pile, most important first. The result does not depend on the order of the sources, up to the
/// places in it that it names.
pub fn gather(pile: &Pile<'_>, lexicon: &Lexicon) -> Gathered {
    let sources = pile.sources;
    let lexis = terms::Lexis::new(lexicon);
    let institutions = institution::Institutions::new(lexicon);
    let standing = origin::Standing::new(sources, &institutions, &lexis);
    let outlets =
        sources.iter().filter_map(|s| s.article.outlet.as_deref()).map(stemma_text::fold::fold).collect();
    let mut families = family_of(sources.len(), pile.families);
    let (rulings, of_articles) = decision::rulings(pile.decisions, sources, &mut families);
    let resting = resting(sources);
    let context = origin::Context {
        sources,
        families: &families,
        standing: &standing,
        outlets: &outlets,
        lexis: &lexis,
        resting: &resting,
        corrections: pile.corrections,
        rulings: &rulings,
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
    let mut stories: BTreeMap<usize, Vec<Proposition>> = BTreeMap::new();
    for proposition in all {
        let story = sources[proposition.article].story;
        stories.entry(story).or_default().push(proposition);
    }
    let stories: Vec<Vec<Proposition>> = stories.into_values().collect();
    let mut found: Vec<(Rank, Made)> =
        stories.par_iter().flat_map_iter(|propositions| of_story(propositions, &context, &texts)).collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    let mut gathered = Gathered { decided: vec![Vec::new(); pile.decisions.len()], ..Gathered::default() };
    let mut known = of_articles;
    for (at, (_, made)) in found.into_iter().enumerate() {
        let id = format!("c{}", at + 1);
        for (decision, name) in made.decided {
            known.insert((decision, name));
            let claims = &mut gathered.decided[decision];
            if claims.last() != Some(&id) {
                claims.push(id.clone());
            }
        }
        gathered.claims.push(Claim { id, ..made.claim });
    }
    for (at, decision) in pile.decisions.iter().enumerate() {
        let names = decision.names.iter().enumerate().filter(|(name, _)| !known.contains(&(at, *name)));
        gathered.unknown.extend(names.map(|(_, name)| (at, name.clone())));
    }
    gathered
}

/// What orders claims: most articles, those that open with it twice, contested ones first, most origins, named origins, earliest in its first article.
type Rank = (Reverse<usize>, bool, Reverse<usize>, Reverse<usize>, bool, usize, String, usize);

/// A claim before it has its number, and the names in decisions that concern it.
struct Made {
    claim: Claim,
    decided: Vec<(usize, usize)>,
}

/// The claims of one story.
fn of_story(
    propositions: &[Proposition],
    context: &origin::Context<'_, '_>,
    texts: &[String],
) -> Vec<(Rank, Made)> {
    let mut clusters = cluster::Story::new(propositions).clusters();
    place::join_open(&mut clusters, propositions);
    let alternatives = place::alternatives(&clusters, propositions);
    let mut plain_left: BTreeMap<usize, usize> = BTreeMap::new();
    let in_story = propositions.iter().map(|p| p.article).collect::<BTreeSet<_>>().len().max(1);
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
        let (reconciled, history, first) = (judge.reconciled(), judge.history(), judge.first());
        let story = most_frequent(variants.iter().map(|v| context.sources[v.article].story));
        // Who opens with a claim says that it matters.
        let mut weights: BTreeMap<usize, usize> = BTreeMap::new();
        for member in cluster.iter().map(|at| &propositions[*at]) {
            let weight = weights.entry(member.article).or_insert(1);
            *weight = (*weight).max(1 + usize::from(member.lead));
        }
        let weight: usize = weights.values().sum();
        let importance = weight as f64 / (2 * in_story) as f64;
        let head = &variants[0];
        let rank = (
            Reverse(weight),
            !matches!(status, Status::Denied | Status::Disputed),
            Reverse(found.interval.1),
            Reverse(judge::named(&found.origins)),
            variants.iter().all(|v| v.quotation.is_none()),
            variants.iter().map(|v| v.range.start).min().unwrap_or(0),
            context.sources[head.article].article.id.clone(),
            head.range.start,
        );
        let origin::Found { origins, interval, reasons, decided, .. } = found;
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
            importance,
            reconciled,
            history,
            first,
        };
        claims.push((rank, Made { claim, decided }));
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
fn resting(sources: &[Source<'_>]) -> BTreeSet<(usize, String)> {
    let mut found = BTreeSet::new();
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
