//! The element that holds the article, and the lead that may stand before it.

use super::Scene;
use super::cut::{Cuts, Sum, sums};
use super::mark::Mark;
use crate::plain::same_words;

/// How much larger the element around the best one may be and still be the article as a whole.
const WIDEN: f64 = 1.35;
/// Bytes that it may hold beyond that.
const WIDEN_BYTES: f64 = 600.0;
/// Levels above a paragraph that it scores for.
const LEVELS: usize = 5;
/// Bytes of prose from which an element of the same sort is a peer.
const PEER_PROSE: usize = 60;
/// Score that a class name of a body is worth, in points of readability's scale (its own weight is 25).
const BODY_WEIGHT: f64 = 30.0;

/// The element that holds the article.
pub(super) fn root(scene: &Scene, cut: &Cuts) -> usize {
    let Scene { tree, cells, signs, .. } = scene;
    let mut scores = vec![0.0f64; tree.nodes.len()];
    let mut good = vec![0usize; tree.nodes.len()];
    for cell in cells.iter() {
        let text = cell.draft.text();
        if cut[cell.node].is_some()
            || cell.draft.link_share() > 0.4
            || text.len() < 25
            || cell.tag.starts_with('h')
        {
            continue;
        }
        let commas = text.matches([',', '，']).count().min(10) as f64;
        let score = 1.0 + commas + (text.len() as f64 / 100.0).min(3.0);
        good[cell.node] += text.len();
        let mut up = cell.node;
        // The element of a bare text is its own container.
        if matches!(cell.tag, "p" | "li" | "blockquote" | "td" | "pre") {
            up = tree.nodes[up].parent;
        }
        for level in 0..LEVELS {
            scores[up] += score / [1.0, 2.0, 6.0, 9.0, 12.0][level];
            if up == 0 {
                break;
            }
            up = tree.nodes[up].parent;
        }
    }
    for at in (1..tree.nodes.len()).rev() {
        good[tree.nodes[at].parent] += good[at];
    }
    let mut best = (0, 0.0);
    for (at, node) in tree.nodes.iter().enumerate() {
        if node.is_text() || scores[at] == 0.0 || cut[at].is_some() {
            continue;
        }
        let body = signs[at].mark == Some(Mark::Body);
        let bonus = if body && good[at] > 250 { BODY_WEIGHT } else { 0.0 }
            + if matches!(node.tag, "article" | "main") && good[at] > 250 { BODY_WEIGHT / 2.0 } else { 0.0 };
        let score = scores[at] + bonus;
        if score > best.1 {
            best = (at, score);
        }
    }
    widen(scene, cut, best.0, &good)
}

/// The largest element around the best one that is still about the same article.
fn widen(scene: &Scene, cut: &Cuts, best: usize, good: &[usize]) -> usize {
    let sums = sums(scene, cut);
    let nodes = &scene.tree.nodes;
    let own = good[best].max(1) as f64;
    let mut root = best;
    let mut up = best;
    while up != 0 {
        let below = up;
        up = nodes[up].parent;
        let tag = nodes[up].tag;
        if 2 * sums[below].prose <= 3 * sums[root].prose && has_peers(scene, &sums, below) {
            root = up;
            continue;
        }
        let more = sums[up].prose - sums[root].prose;
        let junk = sums[up].junk - sums[root].junk;
        let headings = sums[up].headings - sums[root].headings;
        let like = more > 3 * junk && headings * 400 <= more;
        if good[up] as f64 > own * WIDEN + WIDEN_BYTES && !like {
            continue;
        }
        // What calls itself the article is left only for much more of the same.
        if is_article(scene, root) && tag != "article" && !(like && more * 3 > sums[root].prose) {
            continue;
        }
        if is_article(scene, up) || good[up] > good[root] && tag != "body" && tag != "html" {
            root = up;
        }
    }
    root
}

/// True for elements that say that they hold the article.
fn is_article(scene: &Scene, at: usize) -> bool {
    matches!(scene.tree.nodes[at].tag, "article" | "main") || scene.signs[at].mark == Some(Mark::Body)
}

/// True if an element is one of several of its sort that hold prose and no headings: posts of a thread, entries of a
/// ticker, sections. Articles in a row have headings.
fn has_peers(scene: &Scene, sums: &[Sum], at: usize) -> bool {
    let nodes = &scene.tree.nodes;
    let parent = nodes[at].parent;
    let class = scene.signs[at].class;
    let reads = |at: usize| sums[at].prose > PEER_PROSE.max(150 * sums[at].headings);
    if class == 0 || !reads(at) {
        return false;
    }
    let mut child = parent + 1;
    let mut peers = 0;
    while child < nodes[parent].end {
        let alike = nodes[child].tag == nodes[at].tag && scene.signs[child].class == class;
        peers += usize::from(child != at && alike && reads(child));
        child = nodes[child].end.max(child + 1);
    }
    peers >= 2
}

/// Numbers of the blocks before the body that are its lead.
pub(super) fn leads(scene: &Scene, cut: &Cuts, root: usize, title: Option<&str>) -> Vec<usize> {
    let Scene { tree, cells, signs, .. } = scene;
    let mut found = Vec::new();
    let mut headed = false;
    for (number, cell) in cells.iter().enumerate() {
        if cell.node >= root {
            break;
        }
        let text = cell.draft.text();
        if cell.tag == "h1" || cell.is_heading() && title.is_some_and(|t| same_words(t, text)) {
            headed = true;
            found.clear();
        }
        let mut up = cell.node;
        let mut marked = false;
        for _ in 0..4 {
            marked |= signs[up].mark == Some(Mark::Lead);
            up = tree.nodes[up].parent;
        }
        let long = text.chars().count() >= 40 && cell.draft.link_share() < 0.3;
        if headed
            && cell.tag != "h1"
            && long
            && cut[cell.node].is_none()
            && (marked || (matches!(cell.tag, "p" | "li") && text.len() > 80))
        {
            found.push(number);
        }
    }
    found
}
