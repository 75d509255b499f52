//! What of a page is ruled out before the article is looked for: by tags, by names, by what only links hold.

use super::Scene;
use super::cell::PROSE;
use super::mark::Mark;
use crate::markup::Tree;
use rustc_hash::FxHashMap;
use stemma_text::RemovedKind;

/// Share of all prose that an element may hold and still be ruled out by its class name.
const TOO_BIG: f64 = 0.55;
/// The same for comments, which may outweigh the article.
const COMMENTS_TOO_BIG: f64 = 0.92;
/// Share of all prose from which what bears the name of a paywall is no notice.
const WALLED: f64 = 0.25;
/// Columns of twelve from which one is wide, and up to which one is narrow.
const WIDE: u8 = 7;
const NARROW: u8 = 4;
/// Share of link text from which an element of several blocks is a box of links.
const LINK_BOX: f64 = 0.6;
/// Bytes of prose outside links that a card may hold: heading with link, two or three sentences.
const CARD_PROSE: usize = 420;
/// Blocks in a card at most: kicker, heading, text, day, author, button.
const CARD_CELLS: usize = 8;

/// What is ruled out, one for each node.
pub(super) type Cuts = Vec<Option<RemovedKind>>;

/// What an element is by its tag alone.
pub(super) fn tag_cut(tag: &str) -> Option<RemovedKind> {
    Some(match tag {
        "nav" | "footer" | "menu" => RemovedKind::Navigation,
        "aside" => RemovedKind::RelatedPosts,
        "form" | "button" | "label" | "fieldset" => RemovedKind::Other,
        "figcaption" | "figure" | "caption" => RemovedKind::ImageCredit,
        "address" => RemovedKind::Byline,
        _ => return None,
    })
}

/// Marks that hold even where others are not believed.
fn is_firm(mark: Mark) -> bool {
    matches!(
        mark,
        Mark::Cut(
            RemovedKind::Comments
                | RemovedKind::CookieNotice
                | RemovedKind::Navigation
                | RemovedKind::PaywallNotice
                | RemovedKind::Newsletter
        )
    )
}

/// Bytes of prose that every class name would rule out: a name that many paragraphs bear is one of style.
fn weights(scene: &Scene) -> Vec<usize> {
    let most = scene.signs.iter().map(|s| s.class).max().unwrap_or(0) as usize;
    let mut weights = vec![0; most + 1];
    let mut until = vec![0; most + 1];
    for (at, node) in scene.tree.nodes.iter().enumerate() {
        let sign = scene.signs[at];
        let class = sign.class as usize;
        // Elements inside one of the same name are counted with it.
        if matches!(sign.mark, Some(Mark::Cut(_))) && scene.prose[at] > 0 && until[class] <= at {
            until[class] = node.end;
            weights[class] += scene.prose[at];
        }
    }
    weights
}

/// Narrow columns beside a wide one, in order.
fn columns(scene: &Scene) -> Vec<usize> {
    let nodes = &scene.tree.nodes;
    let mut wide: FxHashMap<usize, usize> = FxHashMap::default();
    for (at, node) in nodes.iter().enumerate() {
        if scene.signs[at].columns >= WIDE && scene.prose[at] > 0 {
            let most = wide.entry(node.parent).or_insert(0);
            *most = (*most).max(scene.prose[at]);
        }
    }
    let narrow = |at: &usize| {
        let columns = scene.signs[*at].columns;
        let beside = wide.get(&nodes[*at].parent).copied().unwrap_or(0);
        (1..=NARROW).contains(&columns) && beside > 2 * scene.prose[*at]
    };
    (1..nodes.len()).filter(narrow).collect()
}

/// Bytes of prose in all that bears the name of a paywall.
fn paywalled(scene: &Scene) -> usize {
    let mut sum = 0;
    let mut until = 0;
    for (at, node) in scene.tree.nodes.iter().enumerate() {
        if at >= until && scene.signs[at].mark == Some(Mark::Cut(RemovedKind::PaywallNotice)) {
            until = node.end;
            sum += scene.prose[at];
        }
    }
    sum
}

/// How far the names of the elements are believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Belief {
    /// Wherever they say something.
    Names,
    /// In what is least often wrong.
    FirmNames,
    /// Not at all: tags alone.
    Tags,
}

impl Belief {
    fn in_mark(self, mark: Option<Mark>) -> Option<RemovedKind> {
        let Some(Mark::Cut(kind)) = mark else { return None };
        match self {
            Belief::Names => Some(kind),
            Belief::FirmNames => is_firm(Mark::Cut(kind)).then_some(kind),
            Belief::Tags => None,
        }
    }
}

/// True if a paragraph of prose may be of this kind: most names of paragraphs say how they look.
fn holds_prose(kind: RemovedKind) -> bool {
    matches!(
        kind,
        RemovedKind::Newsletter
            | RemovedKind::PaywallNotice
            | RemovedKind::CookieNotice
            | RemovedKind::ShareBar
            | RemovedKind::Other
    )
}

/// What is ruled out, and as what; children inherit it.
pub(super) fn cuts(scene: &Scene, belief: Belief) -> Cuts {
    let Scene { tree, prose, signs, .. } = scene;
    let total = prose[0].max(1) as f64;
    let weights = weights(scene);
    let paywalled = paywalled(scene);
    let columns = if belief == Belief::Names { columns(scene) } else { Vec::new() };
    let sums = sums(scene, &vec![None; tree.nodes.len()]);
    let mut cut: Cuts = vec![None; tree.nodes.len()];
    let mut links_until = 0;
    for at in 1..tree.nodes.len() {
        let node = &tree.nodes[at];
        if node.tag == "a" {
            links_until = links_until.max(node.end);
        }
        if let Some(kind) = cut[node.parent] {
            // A lead among the dates and names at the head is a lead.
            let lead = signs[at].mark == Some(Mark::Lead) && prose[at] >= PROSE && sums[at].linked == 0;
            let head = matches!(kind, RemovedKind::Metadata | RemovedKind::Byline);
            cut[at] = Some(kind).filter(|_| !(lead && head));
            continue;
        }
        if node.is_text() || signs[at].mark == Some(Mark::Body) {
            continue;
        }
        let by_mark = belief.in_mark(signs[at].mark);
        if matches!(node.tag, "p" | "h1" | "blockquote" | "em" | "strong" | "b" | "i")
            && prose[at] >= 2 * PROSE
            && !by_mark.is_some_and(holds_prose)
        {
            continue;
        }
        // What leads to another page links to it: prose without a link is a lead, whatever its name.
        if by_mark == Some(RemovedKind::RelatedPosts)
            && sums[at].linked == 0
            && at >= links_until
            && prose[at] >= PROSE
        {
            continue;
        }
        let hidden = signs[at].hidden.then_some(RemovedKind::Other);
        let column = columns.binary_search(&at).is_ok().then_some(RemovedKind::Navigation);
        let by_tag = tag_cut(node.tag).filter(|_| node.tag != "caption" || prose[at] < 2 * PROSE);
        let Some(kind) = by_mark.or(by_tag).or(hidden).or(column) else { continue };
        let limit = if kind == RemovedKind::Comments { COMMENTS_TOO_BIG } else { TOO_BIG };
        let class = signs[at].class as usize;
        let weight = if by_mark.is_some() && class != 0 { weights[class].max(prose[at]) } else { prose[at] };
        // What stands behind a paywall is often called by its name, and is the text all the same.
        let walled = kind == RemovedKind::PaywallNotice && paywalled as f64 > WALLED * total;
        if weight as f64 > limit * total || walled && prose[at] > 0 {
            continue;
        }
        cut[at] = Some(kind);
    }
    if belief == Belief::Names {
        boxes(scene, &mut cut);
    }
    cut
}

/// Sums over the blocks inside an element that are not ruled out.
#[derive(Clone, Copy, Default)]
pub(super) struct Sum {
    pub cells: usize,
    pub text: usize,
    pub linked: usize,
    /// Bytes of prose outside links.
    pub prose: usize,
    /// Bytes of links, and of what is too short for prose and no heading.
    pub junk: usize,
    /// Headings that are one link.
    pub headings: usize,
}

/// The sums of all elements.
pub(super) fn sums(scene: &Scene, cut: &Cuts) -> Vec<Sum> {
    let mut sums = vec![Sum::default(); scene.tree.nodes.len()];
    for cell in scene.cells.iter().filter(|c| cut[c.node].is_none()) {
        let length = cell.draft.text().len();
        let share = cell.draft.link_share();
        let sum = &mut sums[cell.node];
        sum.cells += 1;
        sum.text += length;
        sum.linked += cell.draft.linked;
        let unlinked = length.saturating_sub(cell.draft.linked);
        if cell.is_heading() {
            // A heading stands for what follows.
            sum.junk += cell.draft.linked;
        } else if unlinked >= PROSE {
            sum.prose += unlinked;
        } else if share >= 0.4 {
            sum.junk += length;
        } else {
            sum.junk += length / 2;
        }
        sum.headings += usize::from(cell.is_heading() && share > 0.8);
    }
    for at in (1..scene.tree.nodes.len()).rev() {
        let sum = sums[at];
        let up = &mut sums[scene.tree.nodes[at].parent];
        up.cells += sum.cells;
        up.text += sum.text;
        up.linked += sum.linked;
        up.prose += sum.prose;
        up.junk += sum.junk;
        up.headings += sum.headings;
    }
    sums
}

/// Rules out boxes that hold little but links, and rows of cards that each lead to another page.
fn boxes(scene: &Scene, cut: &mut Cuts) {
    let sums = sums(scene, cut);
    let total = sums[0].prose;
    let tree = scene.tree;
    let is_card = |at: usize| {
        let sum = sums[at];
        let node = &tree.nodes[at];
        (node.is_block() || node.tag == "a" || node.tag == "?")
            && sum.cells <= CARD_CELLS
            && sum.prose <= CARD_PROSE
            && (sum.headings == 1 || sum.linked * 10 > sum.text * 8 && sum.cells >= 2)
    };
    let mut chosen = Vec::new();
    let mut at = 1;
    while at < tree.nodes.len() {
        let node = &tree.nodes[at];
        let sum = sums[at];
        if node.is_text() || sum.cells == 0 || cut[at].is_some() {
            at = node.end.max(at + 1).min(if node.is_text() { at + 1 } else { node.end });
            continue;
        }
        let small = sum.prose * 5 < total;
        let of_links = sum.cells >= 3 && sum.linked as f64 > LINK_BOX * sum.text as f64 && small;
        if node.is_block() && of_links && scene.signs[at].mark != Some(Mark::Body) {
            chosen.push((at, RemovedKind::RelatedPosts));
            at = node.end;
            continue;
        }
        cards(scene, at, &is_card, &mut chosen);
        at += 1;
    }
    for (at, kind) in chosen {
        for inside in &mut cut[at..tree.nodes[at].end] {
            inside.get_or_insert(kind);
        }
    }
}

/// The children of one element that are cards, where several are.
fn cards(
    scene: &Scene,
    parent: usize,
    is_card: &dyn Fn(usize) -> bool,
    chosen: &mut Vec<(usize, RemovedKind)>,
) {
    let tree: &Tree = scene.tree;
    let mut found: Vec<usize> = Vec::new();
    let mut child = parent + 1;
    while child < tree.nodes[parent].end {
        if !tree.nodes[child].is_text() && is_card(child) {
            found.push(child);
        }
        child = tree.nodes[child].end.max(child + 1);
    }
    let alike = |a: usize, b: usize| {
        tree.nodes[a].tag == tree.nodes[b].tag
            && (scene.signs[a].class == scene.signs[b].class
                || scene.signs[a].class * scene.signs[b].class != 0)
    };
    for &card in &found {
        if found.iter().any(|other| *other != card && alike(*other, card)) {
            chosen.push((card, RemovedKind::RelatedPosts));
        }
    }
}
