//! The end of every chain of an article: its agencies, its credits, its outlet, or the house voice.
//!
//! Where nothing names the outlet, speakers often do: "…, sagte sie der Rundschau". The medium that is told most
//! often, at least twice and more often than any other, is taken for the house.

use super::page::Page;
use super::words::{Media, Words};
use crate::{Link, LinkKind};
use std::collections::BTreeMap;
use stemma_text::{Article, Entity, EntityKind};

/// Tokens between a verb of telling and the medium that is told.
const REACH: usize = 7;

/// Fewest tellings that make a house voice.
const FEWEST: usize = 2;

/// The links after the last one of any quotation.
pub(crate) fn chain(article: &Article, page: &Page<'_>, words: &Words, media: &Media) -> Vec<Link> {
    let link = |name: &str, kind: LinkKind| {
        let known = media.named(name);
        Link {
            name: known.map_or(name, |m| m.name.as_str()).to_owned(),
            kind: known.map_or(kind, |m| if m.agency { LinkKind::Agency } else { LinkKind::Outlet }),
            description: None,
            key: known.map(|m| m.key.clone()),
            unnamed: None,
        }
    };
    let mut chain = Vec::new();
    // The one who wrote comes before the one who edited for a country.
    let is_editor = |name: &str| words.editing.has(&stemma_text::fold::fold(name));
    for editor in [false, true] {
        for credit in article.agencies.iter().filter(|c| is_editor(&c.name) == editor) {
            super::push(&mut chain, &link(&credit.name, LinkKind::Agency));
        }
    }
    for credit in &article.credits {
        super::push(&mut chain, &link(&credit.name, LinkKind::Outlet));
    }
    if let Some(outlet) = article.outlet.as_deref().filter(|o| !o.trim().is_empty()) {
        super::push(&mut chain, &link(outlet, LinkKind::Outlet));
    }
    if chain.is_empty() {
        chain.extend(house(page, words));
    }
    chain
}

/// The medium that speakers tell things most often.
fn house(page: &Page<'_>, words: &Words) -> Option<Link> {
    let mut told: BTreeMap<String, (usize, bool, Link)> = BTreeMap::new();
    let mut count = |link: Link, sure: bool| {
        let key = link.key.clone().unwrap_or_else(|| link.name.clone());
        let entry = told.entry(key).or_insert((0, false, link));
        entry.0 += 1;
        entry.1 |= sure;
    };
    for at in 0..page.folded.len() {
        let folded = &page.folded[at];
        let towards = if folded.is_empty() { None } else { words.towards.phrase_at(&page.folded[at..]) };
        let from = match towards {
            Some(length) => at + length,
            None if words.telling.has(folded) => at + 1,
            None => continue,
        };
        let (_, (_, end)) = page.sentence_at(page.position(at));
        let stop =
            (from..end.min(from + REACH)).find(|i| ends_telling(page, *i)).unwrap_or(end.min(from + REACH));
        let mut any = false;
        for mention in page.media_in(from, stop) {
            // The subject may follow the verb, too: "berichtete die Rundschau". Only a dative is told.
            if towards.is_some() || is_told(page, words, from, mention.tokens.0) {
                count(mention.link.clone(), true);
                any = true;
            }
        }
        if !any && let Some(link) = bare_addressee(page, words, from, (from + 1).min(stop)) {
            count(link, towards.is_some());
        }
    }
    let most = told.values().map(|t| t.0).max().filter(|n| *n >= FEWEST)?;
    let mut best = told.into_values().filter(|t| t.0 == most);
    match (best.next(), best.next()) {
        (Some((_, true, link)), None) => Some(link),
        _ => None,
    }
}

/// A mark other than a comma or a quotation mark ends what belongs to a verb of telling.
fn ends_telling(page: &Page<'_>, at: usize) -> bool {
    page.is_break(at) && page.word(at) != ","
}

/// True if the medium at `medium` is told: a dative stands before it, or it follows the verb directly (English).
fn is_told(page: &Page<'_>, words: &Words, from: usize, medium: usize) -> bool {
    if medium == from {
        return !words.relay_after.has(&page.folded[from - 1]);
    }
    (from..medium).any(|i| words.dative.has(&page.folded[i]))
}

/// A single capitalised word without an article that is told something, and is nobody's name: an outlet whose name
/// lost its better part ("sagte sie Online").
pub(crate) fn bare_addressee(page: &Page<'_>, words: &Words, start: usize, end: usize) -> Option<Link> {
    let first =
        (start..end).find(|at| !words.towards.has(&page.folded[*at]) && !page.folded[*at].is_empty())?;
    let single = (first + 1..end).all(|at| page.folded[at].is_empty());
    if !single || !page.is_capital(first) || words.plural_dative.ends(&page.folded[first]) {
        return None;
    }
    let follows = page.is_break(first + 1) && !page.word(first).is_empty();
    // A single word after a verb of telling is easily taken for a person; one with a full name is a person.
    let bearer = page.name_at(first).map(|n| n.2);
    let person = |e: &Entity| e.kind == EntityKind::Person && (e.name.contains(' ') || e.mentions.len() > 2);
    if !follows || bearer.is_some_and(|e| person(e) || e.kind == EntityKind::Place) {
        return None;
    }
    Some(Link {
        name: page.word(first).to_owned(),
        kind: LinkKind::Outlet,
        description: None,
        key: None,
        unnamed: None,
    })
}
