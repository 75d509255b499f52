//! The element that holds the article, and the lead that may stand before it.

use super::Scene;
use super::cut::{Cuts, Sum, sums};
use super::mark::Mark;

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
        let node = &nodes[up];
        if below == root && has_peers(scene, &sums, root) {
            root = up;
            continue;
        }
        let more = sums[up].prose - sums[root].prose;
        let junk = (sums[up].text - sums[root].text) - more;
        let headings = sums[up].headings - sums[root].headings;
        let like = more > 3 * junk && headings * 400 <= more;
        if good[up] as f64 > own * WIDEN + WIDEN_BYTES && !like {
            continue;
        }
        let article = matches!(node.tag, "article" | "main") || scene.signs[up].mark == Some(Mark::Body);
        if article || good[up] > good[root] && node.tag != "body" && node.tag != "html" {
            root = up;
        }
    }
    root
}

/// True if an element is one of several of its sort that hold prose and no headings: posts of a thread, entries of a
/// ticker, sections. Articles in a row have headings.
fn has_peers(scene: &Scene, sums: &[Sum], at: usize) -> bool {
    let nodes = &scene.tree.nodes;
    let parent = nodes[at].parent;
    let class = scene.signs[at].class;
    if class == 0 || sums[at].headings > 0 {
        return false;
    }
    let mut child = parent + 1;
    let mut peers = 0;
    while child < nodes[parent].end {
        let alike = nodes[child].tag == nodes[at].tag && scene.signs[child].class == class;
        peers +=
            usize::from(child != at && alike && sums[child].prose > PEER_PROSE && sums[child].headings == 0);
        child = nodes[child].end.max(child + 1);
    }
    peers >= 2
}

/// Numbers of the blocks before the body that are its lead.
pub(super) fn leads(scene: &Scene, cut: &Cuts, root: usize) -> Vec<usize> {
    let Scene { tree, cells, signs, .. } = scene;
    let mut found = Vec::new();
    let mut headed = false;
    for (number, cell) in cells.iter().enumerate() {
        if cell.node >= root {
            break;
        }
        if cell.tag == "h1" {
            headed = true;
            found.clear();
        }
        let text = cell.draft.text();
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
            && (marked || (cell.tag == "p" && text.len() > 80))
        {
            found.push(number);
        }
    }
    found
}
