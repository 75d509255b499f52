//! Which articles are versions of one article, and which came first.

use std::collections::{BTreeMap, BTreeSet};

use stemma_text::Article;
use stemma_text::fold::fold;

use super::ends;
use crate::{EdgeRelation, Family, moment};

/// Articles of one outlet in a family that are compared with each other, count.
const MOST_OF_OUTLET: usize = 60;

/// Words at the beginning of two texts that must be the same for the texts to be versions of one article, count.
const BEGINNING: usize = 8;

/// Pairs of an earlier and the next later version, each once, in order.
pub fn pairs(articles: &[&Article], family: &Family, members: &[usize]) -> Vec<(usize, usize)> {
    let mut found: BTreeSet<(usize, usize)> = BTreeSet::new();
    let edges: BTreeSet<(usize, usize)> = family.edges.iter().filter_map(|e| ends(family, e)).collect();
    for edge in family.edges.iter().filter(|e| e.relation == EdgeRelation::Revision) {
        found.extend(ends(family, edge));
    }
    let mut groups: BTreeMap<(bool, String), Vec<usize>> = BTreeMap::new();
    for at in members {
        let article = articles[*at];
        if let Some(url) = article.url.as_deref().and_then(canonical) {
            groups.entry((true, url)).or_default().push(*at);
        } else if let Some(outlet) = &article.outlet {
            groups.entry((false, fold(outlet))).or_default().push(*at);
        }
    }
    for mut group in groups.into_values() {
        group.truncate(MOST_OF_OUTLET);
        for (n, later) in group.iter().enumerate() {
            for earlier in &group[..n] {
                if !is_version(articles[*earlier], articles[*later]) {
                    continue;
                }
                found.extend(ordered(articles, *earlier, *later, &edges));
            }
        }
    }
    next_only(&found)
}

/// Leaves out pairs that a version between them joins.
fn next_only(found: &BTreeSet<(usize, usize)>) -> Vec<(usize, usize)> {
    let between = |x: usize, y: usize| {
        found.range((x, 0)..(x + 1, 0)).any(|(_, middle)| *middle != y && found.contains(&(*middle, y)))
    };
    found.iter().copied().filter(|(x, y)| !found.contains(&(*y, *x)) && !between(*x, *y)).collect()
}

/// The earlier and the later of two versions: by their times, else by an edge.
fn ordered(
    articles: &[&Article],
    one: usize,
    two: usize,
    edges: &BTreeSet<(usize, usize)>,
) -> Option<(usize, usize)> {
    let before = |x: usize, y: usize| {
        let changed = |at: usize| articles[at].modified.as_ref().or(articles[at].published.as_ref());
        match (changed(x), changed(y)) {
            (Some(p), Some(q)) if p.precision == q.precision && p.value.get(19..) == q.value.get(19..) => {
                p.value < q.value
            }
            _ => moment::before(articles[x], articles[y]),
        }
    };
    match (before(one, two), before(two, one)) {
        (true, false) => Some((one, two)),
        (false, true) => Some((two, one)),
        _ => [(one, two), (two, one)].into_iter().find(|pair| edges.contains(pair)),
    }
}

/// True if two articles are versions of one: the same address, or the same outlet and the same title or beginning.
pub fn is_version(one: &Article, two: &Article) -> bool {
    let address = |a: &Article| a.url.as_deref().and_then(canonical);
    if let (Some(x), Some(y)) = (address(one), address(two)) {
        return x == y;
    }
    let outlet = |a: &Article| a.outlet.as_deref().map(fold);
    if outlet(one).is_none() || outlet(one) != outlet(two) {
        return false;
    }
    let words = |text: &str| -> Vec<String> { text.split_whitespace().map(fold).take(BEGINNING).collect() };
    let titles = one.title.as_deref().zip(two.title.as_deref());
    titles.is_some_and(|(x, y)| words(x) == words(y)) || words(&one.text) == words(&two.text)
}

/// An address without what does not tell articles apart: scheme, `www.`, query, fragment, closing stroke.
fn canonical(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    // A bare host is the address of an outlet, not of an article.
    rest.contains('/').then(|| rest.to_lowercase())
}
