//! What media say they rest on: `berichtete die Rundschau unter Berufung auf zwei Beamte`.

use super::page::Page;
use super::phrase::{self, Head};
use super::words::Words;
use crate::Link;

/// Longest phrase after `unter Berufung auf`, in tokens.
const LONGEST: usize = 24;

/// One sentence in which a medium says what it rests on.
#[derive(Clone, Debug)]
pub(crate) struct Basis {
    /// Number of the sentence.
    pub(crate) sentence: usize,
    /// Byte position of the phrase.
    pub(crate) position: usize,
    /// The medium that rests on it.
    pub(crate) medium: Option<Link>,
    /// Who it rests on.
    pub(crate) heads: Vec<Head>,
}

/// All of them, in order of the text.
pub(crate) fn find(page: &Page<'_>, words: &Words) -> Vec<Basis> {
    let mut found = Vec::new();
    let count = page.folded.len();
    let mut at = 0;
    while at < count {
        let length =
            if page.folded[at].is_empty() { None } else { words.basis.phrase_at(&page.folded[at..]) };
        let Some(length) = length else {
            at += 1;
            continue;
        };
        let position = page.position(at);
        let (sentence, (start, end)) = page.sentence_at(position);
        let first = at + length;
        let stop = phrase_end(page, words, first, end.min(first + LONGEST));
        if let Some(mut head) = phrase::read(page, words, first, stop) {
            // "Unter Berufung auf einen Bericht der Rundschau": the medium itself, nobody behind it.
            head.onward.retain(|l| !super::same(l, &head.link));
            let medium = owner(page, words, (start, at), (stop, end)).filter(|m| !super::same(m, &head.link));
            found.push(Basis { sentence, position, medium, heads: vec![head] });
        }
        at = first.max(at + 1);
    }
    found
}

/// The medium of the sentence that rests on something: the last before the phrase, else the first after it, else a
/// noun that takes one up.
fn owner(page: &Page<'_>, words: &Words, before: (usize, usize), after: (usize, usize)) -> Option<Link> {
    if let Some(mention) = page.media_in(before.0, before.1).last() {
        return Some(mention.link.clone());
    }
    let noun = (before.0..before.1).rev().find(|at| {
        let folded = &page.folded[*at];
        page.is_capital(*at) && (words.medium.ends(folded) || words.report.has(folded))
            || words.medium.has(folded)
    });
    if let Some(noun) = noun {
        let agency = words.agency_noun.ends(&page.folded[noun]);
        return page.last_medium(noun, agency).cloned();
    }
    page.media_in(after.0, after.1).next().map(|m| m.link.clone())
}

/// Where the phrase ends: at a mark, or at a small word after its noun that begins no attribute.
fn phrase_end(page: &Page<'_>, words: &Words, first: usize, limit: usize) -> usize {
    let lower_nouns = (first..limit).all(|at| !page.is_capital(at) || page.name_at(at).is_some());
    let mut noun = false;
    let mut at = first;
    while at < limit {
        let folded = &page.folded[at];
        if page.is_break(at) {
            break;
        }
        if lower_nouns {
            // Lower-case nouns: the phrase runs to a verb of passing on, or to the mark.
            if noun && (words.relay_after.has(folded) || words.telling.has(folded)) {
                break;
            }
            noun |= words.role.has(folded) || words.body.has(folded) || words.anonymous.has(folded);
        } else if page.is_capital(at) {
            noun = true;
        } else if noun && !folded.is_empty() {
            let leads = words.attribute.has(folded) || words.article.has(folded);
            let more =
                (at + 1..limit.min(at + 5)).take_while(|i| !page.is_break(*i)).any(|i| page.is_capital(i));
            if !(leads && more) {
                break;
            }
            // Adjectives between the small word and its noun belong to the phrase.
            while at + 1 < limit && !page.is_capital(at + 1) && !page.is_break(at + 1) {
                at += 1;
            }
        }
        at += 1;
    }
    at
}
