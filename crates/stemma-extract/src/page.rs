//! A page's tree to the blocks of its main text. Class names and tags rule parts out (after trafilatura, Barbaresi
//! 2021); paragraphs score the elements around them (after readability, Arc90 2009); the best element gives the body,
//! widened to what belongs to it, with the lead that may stand before it.

mod cell;
mod cut;
mod entry;
mod mark;
mod root;
mod stated;
mod tidy;

pub(crate) use mark::Markers;

use crate::block::Draft;
use crate::markup::Tree;
use crate::plain::same_words;
use crate::rules::Rules;
use cell::Cell;
use cut::{Belief, Cuts};
use mark::Sign;
use stemma_text::{Dated, Removed, RemovedKind};
use tidy::Kept;

/// Share of link text above which a block is a list of links.
const LINKS: f64 = 0.55;
/// Bytes of text below which an extraction has failed.
const LEAST: usize = 250;
/// Removed blocks kept at most.
const MOST_REMOVED: usize = 2000;

/// The main text of a page as blocks, and what was cut on the way.
#[derive(Default)]
pub(crate) struct Page {
    pub drafts: Vec<Draft>,
    pub title: Option<String>,
    pub authors: Vec<String>,
    pub removed: Vec<Removed>,
    /// When the entries of a live ticker were written.
    pub entries: Vec<Option<Dated>>,
}

/// A page with what is known of its elements.
struct Scene<'t> {
    tree: &'t Tree<'t>,
    cells: Vec<Cell>,
    /// Bytes of prose inside every element.
    prose: Vec<usize>,
    signs: Vec<Sign>,
    markers: &'t Markers,
}

/// Reads the main text of a page. Where class names rule out nearly everything, they are not believed.
pub(crate) fn read<'t>(markers: &'t Markers, rules: &Rules, tree: &'t Tree, title: Option<&str>) -> Page {
    let cells = cell::cells(tree);
    let prose = cell::prose(tree, &cells);
    let signs = mark::signs(markers, tree, &prose);
    let scene = Scene { tree, cells, prose, signs, markers };
    let size = |page: &Page| page.drafts.iter().map(|d| d.text().len()).sum::<usize>();
    let mut page = Page::default();
    for belief in [Belief::Names, Belief::FirmNames, Belief::Tags] {
        let next = select(rules, &scene, &cut::cuts(&scene, belief), title);
        if belief == Belief::Names || size(&next) > 2 * size(&page) {
            page = next;
        }
        let least = if belief == Belief::Names { LEAST.max(scene.prose[0] / 5) } else { LEAST };
        if size(&page) >= least {
            break;
        }
    }
    entry::state(tree, &mut page);
    check(&scene, page)
}

/// Holds the text against the body that the page states, where it states one: what follows its end goes; where little
/// was found, a script builds the page, and the stated body is the text.
fn check(scene: &Scene, mut page: Page) -> Page {
    let Some(stated) = stated::stated(scene.tree).map(|s| s.drafts()) else { return page };
    let size = |drafts: &[Draft]| drafts.iter().map(|d| d.text().len()).sum::<usize>();
    let found = size(&page.drafts);
    let cut = if found < LEAST && size(&stated) > 2 * found.max(LEAST / 2) {
        std::mem::replace(&mut page.drafts, stated)
    } else {
        page.drafts.split_off(stated::end_of(&stated, &page.drafts))
    };
    page.removed.extend(cut.iter().map(|d| Removed { kind: RemovedKind::Other, text: d.text().to_owned() }));
    page
}

/// All of a tree that is text, for fragments that are nothing else.
pub(crate) fn whole(tree: &Tree) -> Page {
    let mut page = Page::default();
    for cell in cell::cells(tree).into_iter().filter(|cell| !cell.draft.text().is_empty()) {
        let text = cell.draft.text();
        if let Some(kind) = cut::tag_cut(cell.tag).filter(|_| cell.tag != "aside") {
            page.removed.push(Removed { kind, text: text.to_owned() });
        } else {
            page.drafts.push(cell.draft);
        }
    }
    page
}

/// The main text under one set of cuts.
fn select(rules: &Rules, scene: &Scene, cut: &Cuts, title: Option<&str>) -> Page {
    let tree = scene.tree;
    let root = root::root(scene, cut);
    let end = tree.nodes[root].end;
    let leads = root::leads(scene, cut, root, title);
    let mut page = Page::default();
    let mut kept: Vec<(usize, usize)> = Vec::new();
    let mut links = Vec::new();
    let entries = entry::entries(scene, cut, root);
    for (number, cell) in scene.cells.iter().enumerate() {
        let inside = cell.node >= root && cell.node < end;
        let text = cell.draft.text();
        if text.is_empty() {
            continue;
        }
        if !inside && !leads.contains(&number) {
            if page.removed.len() < MOST_REMOVED {
                let kind = cut[cell.node].unwrap_or(RemovedKind::Navigation);
                page.removed.push(Removed { kind, text: text.to_owned() });
            }
            continue;
        }
        if let Some(kind) = cut[cell.node].filter(|_| inside) {
            if kind == RemovedKind::Byline && page.authors.is_empty() && text.len() < 150 {
                page.authors = byline_people(rules, text);
            }
            let kind = if kind == RemovedKind::ImageCredit
                && !rules.is_image_credit(text)
                && !tidy::credit_in(rules, text)
            {
                RemovedKind::Other
            } else {
                kind
            };
            if leads_away(kind) {
                links.push(number);
            }
            page.removed.push(Removed { kind, text: text.to_owned() });
            continue;
        }
        // A second headline of the first rank inside the text is a heading.
        let second = !page.drafts.is_empty() && page.title.is_some();
        if cell.tag == "h1" && !second || title.is_some_and(|t| same_words(t, text)) {
            page.title.get_or_insert_with(|| text.to_owned());
            continue;
        }
        if is_link_list(cell) {
            links.push(number);
            page.removed.push(Removed { kind: RemovedKind::RelatedPosts, text: text.to_owned() });
            continue;
        }
        kept.push((number, page.drafts.len()));
        let mut draft = cell.draft.clone();
        let entry = entries.partition_point(|e| e.end <= cell.node);
        draft.entry = entries.get(entry).filter(|e| e.first <= cell.node).map(|_| entry);
        page.drafts.push(draft);
    }
    page.entries = entries.into_iter().map(|e| e.published).collect();
    tidy::tidy(rules, scene, Kept { drafts: &kept, links: &links }, &mut page);
    page
}

/// True for a block that is little but links.
fn is_link_list(cell: &Cell) -> bool {
    let share = cell.draft.link_share();
    let item = matches!(cell.tag, "li" | "td" | "dd" | "dt" | "div" | "span" | "th");
    let short = || cell.draft.text().chars().count() < 60;
    share > LINKS && (item || share > 0.85 || short()) && !cell.is_heading()
}

/// True for what headings of links stand over.
fn leads_away(kind: RemovedKind) -> bool {
    matches!(
        kind,
        RemovedKind::RelatedPosts | RemovedKind::Navigation | RemovedKind::Newsletter | RemovedKind::Advert
    )
}

fn byline_people(rules: &Rules, text: &str) -> Vec<String> {
    match rules.byline(text) {
        Some(crate::credit::Line::People(people)) => people,
        _ => rules.people(text),
    }
}

#[cfg(test)]
mod tests;
