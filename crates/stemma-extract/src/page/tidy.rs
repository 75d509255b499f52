//! What is taken out of the blocks of the body when they are known: headings over nothing but links, words under
//! pictures, what stands there twice.

use super::{Page, Scene};
use crate::block::Draft;
use crate::plain::ends_sentence;
use crate::rules::Rules;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};
use stemma_text::{BlockKind, Removed, RemovedKind};

/// Characters of words under a picture that end with a credit.
const CREDITED: usize = 400;
/// Characters of words under a picture without one.
const CAPTION: usize = 110;
/// Characters of a credit at the end of such words.
const CREDIT: usize = 70;
/// Characters from which a sentence may be the last of the text.
const SENTENCE: usize = 60;
/// Characters of what may go after it.
const TAIL: usize = 60;
/// How many blocks of that sort.
const TAIL_BLOCKS: usize = 2;
/// Bytes from which a block or a sentence that comes again is a copy.
const COPIED: usize = 80;

/// The blocks of the body: their places among the cells and among the drafts; and the places of the cells of links
/// that were cut from it.
pub(super) struct Kept<'k> {
    pub drafts: &'k [(usize, usize)],
    pub links: &'k [usize],
}

/// Takes out what is no text by where it stands.
pub(super) fn tidy(rules: &Rules, scene: &Scene, kept: Kept, page: &mut Page) {
    let mut gone: FxHashMap<usize, RemovedKind> = FxHashMap::default();
    labels(scene, &kept, &mut gone);
    captions(rules, scene, &kept, &mut gone);
    copies(&page.drafts, &mut gone);
    tail(&page.drafts, &mut gone);
    let mut number = 0;
    let removed = &mut page.removed;
    page.drafts.retain(|d| {
        let kind = gone.get(&number);
        number += 1;
        if let Some(kind) = kind {
            removed.push(Removed { kind: *kind, text: d.text().to_owned() });
        }
        kind.is_none()
    });
}

/// Headings under which nothing is left but links that were cut.
fn labels(scene: &Scene, kept: &Kept, gone: &mut FxHashMap<usize, RemovedKind>) {
    let links = kept.links;
    for (place, &(number, draft)) in kept.drafts.iter().enumerate() {
        let cell = &scene.cells[number];
        let next = kept.drafts.get(place + 1).map_or(usize::MAX, |k| k.0);
        let after = links.partition_point(|l| *l < number);
        let links_follow = links.get(after).is_some_and(|l| *l < next);
        if !links_follow {
            continue;
        }
        let text = cell.draft.text();
        let next_to = links[after] == number + 1 && links.get(after + 1) == Some(&(number + 2));
        let closes = match scene.cells.get(next) {
            None => true,
            Some(below) => below.is_heading() && below.tag <= cell.tag,
        };
        if cell.is_heading() && closes
            || next_to && text.ends_with(':') && text.chars().count() < 60 && !cell.is_heading()
        {
            gone.insert(draft, RemovedKind::RelatedPosts);
        }
    }
}

/// Words under pictures that are not in a figure.
fn captions(rules: &Rules, scene: &Scene, kept: &Kept, gone: &mut FxHashMap<usize, RemovedKind>) {
    let mut after_caption = false;
    for (place, &(number, draft)) in kept.drafts.iter().enumerate() {
        let cell = &scene.cells[number];
        let text = cell.draft.text();
        let length = text.chars().count();
        let under =
            cell.image.is_some() || after_caption && place > 0 && kept.drafts[place - 1].0 + 1 == number;
        after_caption = false;
        if cell.draft.kind != BlockKind::Paragraph || length > CREDITED {
            continue;
        }
        let credited = ends_in_credit(rules, text);
        let bare = length <= CAPTION && !is_sentence(text) && alone_with_image(scene, number);
        if under && (credited || bare) {
            after_caption = true;
            let kind = if credited { RemovedKind::ImageCredit } else { RemovedKind::Other };
            gone.insert(draft, kind);
        }
    }
}

/// True if a text ends as a sentence does, or begins as no caption does.
fn is_sentence(text: &str) -> bool {
    ends_sentence(text)
        || text.ends_with(['。', '！', '？'])
        || !text.starts_with(|c: char| c.is_alphanumeric())
}

/// True if one element holds a picture and these words, and at most one block more.
fn alone_with_image(scene: &Scene, number: usize) -> bool {
    let cell = &scene.cells[number];
    let Some(image) = cell.image else { return false };
    let mut around = cell.node;
    while around > image {
        around = scene.tree.nodes[around].parent;
    }
    let end = scene.tree.nodes[around].end;
    let outside = |n: usize| scene.cells.get(n).is_none_or(|c| c.node < around || c.node >= end);
    outside(number + 2) && (number == 0 || outside(number - 1))
}

/// True if words end with who took a picture: `Foto: …`, `© …`, `IMAGO/…`, `(AFP / …)`.
fn ends_in_credit(rules: &Rules, text: &str) -> bool {
    let from = text.char_indices().rev().nth(CREDIT).map_or(0, |(n, _)| n);
    let tail = &text[from..];
    if tail.contains('©') || credit_in(rules, tail) {
        return true;
    }
    let last =
        tail.rsplit(['.', '|', '(', '•', '–', ',']).next().unwrap_or(tail).trim_end_matches(')').trim();
    !last.is_empty()
        && last.split(['/', ' ']).map(str::trim).any(|part| {
            part.len() > 1 && part.chars().all(|c| c.is_uppercase()) && rules.names.agency(part).is_some()
        })
}

/// Short words without a sentence after the last sentence: buttons, counters, dates.
fn tail(drafts: &[Draft], gone: &mut FxHashMap<usize, RemovedKind>) {
    let prose = |d: &Draft| is_sentence(d.text()) && d.text().chars().count() >= SENTENCE;
    let Some(last) = drafts.iter().rposition(prose) else { return };
    // More of them are a list.
    if drafts.len() - last > TAIL_BLOCKS + 1 {
        return;
    }
    for (number, draft) in drafts.iter().enumerate().skip(last + 1) {
        let text = draft.text();
        if draft.kind == BlockKind::Paragraph && !is_sentence(text) && text.chars().count() <= TAIL {
            gone.entry(number).or_insert(RemovedKind::Other);
        }
    }
}

/// Blocks that stand there twice, whole or sentence by sentence.
fn copies(drafts: &[Draft], gone: &mut FxHashMap<usize, RemovedKind>) {
    let hash = |text: &str| {
        let mut hasher = FxHasher::default();
        text.hash(&mut hasher);
        hasher.finish()
    };
    let sentences = |text: &'_ str| -> Vec<u64> {
        text.split(". ")
            .filter(|s| s.len() >= COPIED / 2)
            .map(|s| hash(s.trim().trim_end_matches('.')))
            .collect()
    };
    let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
    let known: Vec<Vec<u64>> = drafts.iter().map(|d| sentences(d.text())).collect();
    for sentence in known.iter().flatten() {
        *counts.entry(*sentence).or_insert(0) += 1;
    }
    whole(drafts, gone);
    // The longest go first: a copy of the whole in one block, not its paragraphs.
    let mut order: Vec<usize> = (0..drafts.len()).filter(|n| drafts[*n].text().len() >= COPIED).collect();
    order.sort_by_key(|n| (usize::MAX - known[*n].len(), usize::MAX - *n));
    for number in order {
        let own = &known[number];
        let again = own.iter().filter(|s| counts.get(s).is_some_and(|c| *c > 1)).count();
        if !own.is_empty() && again * 10 >= own.len() * 9 {
            for sentence in own {
                counts.entry(*sentence).and_modify(|c| *c -= 1);
            }
            gone.insert(number, RemovedKind::Other);
        }
    }
}

/// A block that holds most of the others once more: a copy of the text for another use.
fn whole(drafts: &[Draft], gone: &mut FxHashMap<usize, RemovedKind>) {
    let size: usize = drafts.iter().map(|d| d.text().len()).sum();
    for (number, draft) in drafts.iter().enumerate().filter(|(_, d)| d.text().len() * 3 > size) {
        let (mut held, mut others) = (0, 0);
        for other in drafts.iter().filter(|d| d.text().len() >= COPIED) {
            let text = other.text();
            if !std::ptr::eq(other, draft) {
                others += text.len();
                held += if draft.text().contains(&text[..text.floor_char_boundary(COPIED)]) {
                    text.len()
                } else {
                    0
                };
            }
        }
        if held * 10 >= others * 6 && held * 10 >= draft.text().len() * 6 {
            gone.insert(number, RemovedKind::Other);
        }
    }
}

/// True if a credit for a picture stands somewhere in the words.
pub(super) fn credit_in(rules: &Rules, text: &str) -> bool {
    text.match_indices(':').any(|(at, _)| {
        let from = text[..at].rfind([' ', '(', '.', '|']).map_or(0, |n| n + 1);
        rules.is_image_credit(&text[from..])
    })
}
