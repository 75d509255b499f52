//! Joins all articles that are held anew and says what came out otherwise.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use stemma_text::Language;

use super::{Change, Held, Stream};
use crate::candidates;
use crate::merge::{Item, agglomerate};
use crate::terms::{Terms, unit};

/// What is joined: an article that is held, by its place, or what is left of those of a story that are held no longer.
#[derive(Clone, Copy)]
enum Part {
    Article(usize),
    Base(usize),
}

/// Joins anew. After it the stories of all articles that are held are as said, and the base of each story is with the
/// story that it went to; the items of the stories are still the old ones.
pub fn settle(stream: &mut Stream) -> Vec<Change> {
    let (parts, items) = parts(stream);
    let languages: Vec<Language> =
        items.iter().map(|i| i.languages.first().map_or(Language::UNKNOWN, |l| l.0)).collect();
    // A base leads to its neighbours as an article would.
    let alike: Vec<Terms> = items
        .par_iter()
        .map(|i| {
            let mut terms = i.sum.clone();
            unit(&mut terms);
            terms
        })
        .collect();
    let pairs = candidates::pairs(&alike, &languages, &stream.config.stories);
    let leaders = agglomerate(items, &pairs, &stream.config.stories);
    let mut groups: BTreeMap<usize, Vec<Part>> = BTreeMap::new();
    for (part, leader) in parts.iter().zip(leaders) {
        groups.entry(leader).or_default().push(*part);
    }
    let groups: Vec<Vec<Part>> = groups.into_values().collect();
    let names = names(stream, &groups);
    tell(stream, &groups, &names)
}

fn parts(stream: &Stream) -> (Vec<Part>, Vec<Item>) {
    let bases = stream.stories.iter().filter_map(|(s, a)| Some((*s, a.base.as_ref()?)));
    let (mut parts, mut items): (Vec<Part>, Vec<Item>) =
        bases.map(|(story, kept)| (Part::Base(story), kept.item(&stream.vocabulary))).unzip();
    let of = |held: &Held| {
        let terms = stream.vocabulary.weigh(&held.reading.counted, &stream.config.stories);
        stream.item(&held.reading, terms)
    };
    let held: Vec<&Held> = stream.held.iter().collect();
    items.par_extend(held.par_iter().map(|h| of(h)));
    parts.extend((0..held.len()).map(Part::Article));
    (parts, items)
}

/// The story that a part was of.
fn before(stream: &Stream, part: Part) -> usize {
    match part {
        Part::Article(at) => stream.held[at].story,
        Part::Base(story) => story,
    }
}

/// The number of the story of each group: that which most of its articles were of, as far as no other group has more of
/// it; else a new one. A group that holds what is left of older articles keeps their story.
fn names(stream: &mut Stream, groups: &[Vec<Part>]) -> Vec<usize> {
    let mut votes: Vec<(bool, usize, usize, usize)> = Vec::new();
    for (group, parts) in groups.iter().enumerate() {
        let mut counts: BTreeMap<usize, (bool, usize)> = BTreeMap::new();
        for part in parts {
            let count = counts.entry(before(stream, *part)).or_default();
            count.0 |= matches!(part, Part::Base(_));
            count.1 += 1;
        }
        votes.extend(counts.into_iter().map(|(story, (base, count))| (base, count, story, group)));
    }
    // The older story first where as many speak for two.
    votes.sort_unstable_by(|x, y| (y.0, y.1, x.2, x.3).cmp(&(x.0, x.1, y.2, y.3)));
    let mut named: Vec<Option<usize>> = vec![None; groups.len()];
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    for (base, _, story, group) in votes {
        // Where what is left of a story is, its name is too, or the story is no more.
        if named[group].is_some() {
            if base {
                taken.insert(story);
            }
        } else if taken.insert(story) {
            named[group] = Some(story);
        }
    }
    named
        .into_iter()
        .map(|name| {
            name.unwrap_or_else(|| {
                stream.next += 1;
                stream.next - 1
            })
        })
        .collect()
}

/// Puts everything where it is now, and says what changed.
fn tell(stream: &mut Stream, groups: &[Vec<Part>], names: &[usize]) -> Vec<Change> {
    let kept: BTreeSet<usize> = names.iter().copied().collect();
    // Where most of a story went that is no more.
    let mut heirs: BTreeMap<usize, BTreeMap<usize, (bool, usize)>> = BTreeMap::new();
    for (parts, name) in groups.iter().zip(names) {
        for part in parts {
            let story = before(stream, *part);
            if !kept.contains(&story) {
                let count = heirs.entry(story).or_default().entry(*name).or_default();
                count.0 |= matches!(part, Part::Base(_));
                count.1 += 1;
            }
        }
    }
    let mut changes = Vec::new();
    let mut heir: BTreeMap<usize, usize> = BTreeMap::new();
    for (gone, counts) in heirs {
        let most = counts.into_iter().max_by(|x, y| x.1.cmp(&y.1).then(y.0.cmp(&x.0)));
        if let Some((story, _)) = most {
            heir.insert(gone, story);
            changes.push(Change::Merged { story, gone });
        }
    }
    let mut moved: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    let old: BTreeSet<usize> = stream.stories.keys().copied().collect();
    for (parts, name) in groups.iter().zip(names) {
        for part in parts {
            let story = before(stream, *part);
            let story = heir.get(&story).copied().unwrap_or(story);
            match part {
                Part::Article(at) if story != *name => moved.entry((*name, story)).or_default().push(*at),
                _ => {}
            }
        }
    }
    rebase(stream, groups, names);
    for (parts, name) in groups.iter().zip(names) {
        for part in parts {
            if let Part::Article(at) = part {
                stream.held[*at].story = *name;
            }
        }
    }
    for ((story, from), mut places) in moved {
        places.sort_unstable();
        let articles = places.iter().map(|at| stream.held[*at].reading.id.clone()).collect();
        changes.push(if old.contains(&story) {
            Change::Moved { story, from, articles }
        } else {
            Change::Split { story, from, articles }
        });
    }
    changes
}

/// Brings what is left of older articles to the story they are of now.
fn rebase(stream: &mut Stream, groups: &[Vec<Part>], names: &[usize]) {
    let mut before = std::mem::take(&mut stream.stories);
    for (parts, name) in groups.iter().zip(names) {
        let mut base: Option<Item> = None;
        for part in parts {
            let Part::Base(story) = part else { continue };
            let Some(kept) = before.get_mut(story).and_then(|a| a.base.take()) else { continue };
            let item = kept.item(&stream.vocabulary);
            base = Some(match base {
                Some(all) => all.join(item, &stream.config.stories),
                None => item,
            });
        }
        let base = base.map(|b| crate::retired::Kept::of(&b, &stream.vocabulary));
        // The item is made when the terms are counted anew.
        stream.stories.insert(*name, super::Active { item: Item::default(), base });
    }
}
