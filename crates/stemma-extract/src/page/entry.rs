//! The entries of a live ticker: elements of one sort, side by side, each with a time of its own.

use super::Page;
use super::Scene;
use super::cut::Cuts;
use super::stated::letters;
use crate::json::Json;
use crate::markup::Tree;
use rustc_hash::FxHashMap;
use stemma_text::{DateBasis, Dated};

/// Levels above its time at which an entry is looked for.
const LEVELS: usize = 7;
/// Entries that make a ticker.
const FEWEST: usize = 3;
/// Bytes of prose in an entry.
const PROSE: usize = 40;
/// Stated updates read at most.
const MOST_UPDATES: usize = 1000;
/// What schema.org calls a ticker.
const TYPE: &str = "LiveBlogPosting";

/// Letters by which the text of an entry is known again.
const FRONT: usize = 30;
/// Letters from which it can be.
const TELLING: usize = 10;

/// An entry: its nodes, and when it was written.
pub(super) struct Entry {
    pub first: usize,
    pub end: usize,
    pub published: Option<Dated>,
}

/// The entries of the ticker that stands in the element `root`, in order; none where the page is no ticker.
pub(super) fn entries(scene: &Scene, cut: &Cuts, root: usize) -> Vec<Entry> {
    let nodes = &scene.tree.nodes;
    let stated = scene.tree.source.contains(TYPE);
    // Parent, tag and class of what may be an entry, with the entries found for them.
    let mut groups: FxHashMap<(usize, &str, u32), Vec<Entry>> = FxHashMap::default();
    for at in root..nodes[root].end {
        if nodes[at].tag != "time" {
            continue;
        }
        let time = scene.tree.attribute(at, "datetime");
        let published = time.and_then(|t| Dated::parse(&t, DateBasis::TimeElement));
        let mut up = at;
        for _ in 0..LEVELS {
            let below = up;
            up = nodes[below].parent;
            if below <= root {
                break;
            }
            let class = scene.signs[below].class;
            if below == at || class == 0 || cut[below].is_some() || scene.prose[below] < PROSE {
                continue;
            }
            let group = groups.entry((up, nodes[below].tag, class)).or_default();
            // The first time in an entry is when it was written.
            if group.last().is_none_or(|last| last.first != below) {
                group.push(Entry { first: below, end: nodes[below].end, published: published.clone() });
            }
        }
    }
    let named = |parent: usize, entry: usize| {
        [entry, parent, nodes[parent].parent].iter().any(|at| {
            let name = |key: &str| scene.tree.attribute(*at, key).unwrap_or_default();
            scene.markers.is_ticker(&format!("{} {}", name("class"), name("id")))
        })
    };
    let mut best: Vec<((usize, u32), Vec<Entry>)> = groups
        .into_iter()
        .filter(|((parent, ..), found)| found.len() >= FEWEST && (stated || named(*parent, found[0].first)))
        .map(|((parent, _, class), found)| ((parent, class), found))
        .collect();
    // The largest group; of equal ones the outer.
    best.sort_by_key(|((parent, class), found)| (usize::MAX - found.len(), *parent, *class));
    best.into_iter().next().map(|(_, found)| found).unwrap_or_default()
}

/// Gives the entries the times that the page states in its schema.org data; where no entries were found, the text is
/// parted by the updates that are stated.
pub(super) fn state(tree: &Tree, page: &mut Page) {
    if !tree.source.contains(TYPE) || page.entries.iter().any(Option::is_some) {
        return;
    }
    let times = updates(tree);
    if times.len() < FEWEST {
        return;
    }
    let part = page.entries.is_empty();
    let mut taken = vec![false; times.len()];
    let mut entries: Vec<Option<Dated>> = Vec::new();
    for draft in &mut page.drafts {
        let front = letters(draft.text(), FRONT);
        let known = times.iter().position(|(f, _)| *f == front);
        if let Some(number) = known.filter(|n| part && !taken[*n]) {
            // Head and text of one update are stated one after the other.
            taken[number] = true;
            let same = entries.last().is_some_and(|last| *last == times[number].1);
            if !same {
                entries.push(times[number].1.clone());
            }
        } else if let (Some(number), Some(entry)) = (known, draft.entry)
            && let Some(time) = page.entries.get_mut(entry)
        {
            *time = time.take().or(times[number].1.clone());
        }
        if part {
            draft.entry = entries.len().checked_sub(1);
        }
    }
    if part {
        page.entries = entries;
    }
}

/// The fronts of the heads and texts of the stated updates, each with its time, in order.
fn updates(tree: &Tree) -> Vec<(String, Option<Dated>)> {
    let mut found = Vec::new();
    for (at, node) in tree.nodes.iter().enumerate() {
        let Some(text) = tree.nodes.get(at + 1).filter(|n| node.tag == "script" && n.is_text()) else {
            continue;
        };
        let source = &tree.source[text.start_byte..text.stop_byte];
        if !source.contains(TYPE) || !tree.tag_source(at).contains("ld+json") {
            continue;
        }
        let value = Json::read(source);
        let graph = value.get("@graph").map_or_else(|| value.items(), Json::items);
        for update in graph.iter().filter_map(|i| i.get("liveBlogUpdate")).flat_map(Json::items) {
            let time = update.get("datePublished").and_then(Json::text);
            let time = time.and_then(|t| Dated::parse(t, DateBasis::JsonLd));
            for key in ["headline", "articleBody"] {
                let front = letters(update.get(key).and_then(Json::text).unwrap_or(""), FRONT);
                if front.chars().count() >= TELLING && !found.iter().any(|(f, _)| *f == front) {
                    found.push((front, time.clone()));
                }
            }
            if found.len() > MOST_UPDATES {
                return found;
            }
        }
    }
    found
}
