//! Where names stand in the text: the tags of the model, corrected by what the lists know and by what the article
//! itself shows elsewhere (names once recognised are recognised everywhere; Mikheev et al. 1999).

use std::collections::BTreeMap;

use stemma_text::EntityKind;

use super::known::{Class, Match};
use super::media::{self, Media};
use super::model::DERIVED;
use super::roles::Gender;
use super::words::{GENITIVE_ENDINGS, Info, Word};
use super::{Namer, model};
use std::collections::BTreeSet;

/// A name in words of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    /// First word.
    pub(crate) start: usize,
    /// Word after the last one.
    pub(crate) end: usize,
    /// Kind of name.
    pub(crate) kind: EntityKind,
    /// Number of the known bearer.
    pub(crate) known: Option<u32>,
}

/// All names of the text, in order, without overlaps; the media among them; the labels of the tagger.
pub(crate) fn spans(namer: &Namer, words: &[Word]) -> (Vec<Span>, Media, Vec<u8>) {
    let matches = namer.known.find(words);
    let labels = namer.model.map_or_else(Vec::new, |model| model.tag(words, &matches));
    let mut found = match namer.model {
        Some(_) => tagged(&labels),
        None => super::capitals::spans(&namer.roles, words),
    };
    found = found.into_iter().flat_map(|s| cut(words, s)).collect();
    found.retain_mut(|s| trim(namer, words, s));
    found = with_matches(namer, words, found, &matches);
    found.retain_mut(|s| trim(namer, words, s));
    add_titled(namer, words, &mut found);
    add_acronyms(words, &mut found);
    unknown_places(namer, words, &mut found);
    agree(namer, words, &mut found);
    let media = media::add(namer, words, &matches, &mut found);
    (found, media, labels)
}

/// Single words that no table knows are places if they end as countries do, or if they stand after a preposition of
/// place anywhere in the text; the tagger takes them for surnames.
fn unknown_places(namer: &Namer, words: &[Word], found: &mut [Span]) {
    const NAMES: u16 = Info::KNOWN | Info::GIVEN | Info::SURNAME | Info::NAME;
    let lone = |s: &Span| {
        let titled = s.start > 0
            && (namer.roles.title(words[s.start - 1].text).is_some()
                || namer.roles.is_role(words[s.start - 1].text));
        s.kind == EntityKind::Person
            && s.known.is_none()
            && s.end - s.start == 1
            && !titled
            && !words[s.start].info.is(NAMES)
    };
    let placed: BTreeSet<&str> = found
        .iter()
        .filter(|s| lone(s))
        .filter(|s| {
            let before = s.start.checked_sub(1).map(|at| words[at].text);
            namer.roles.ends_as_place(words[s.start].text)
                || before.is_some_and(|w| namer.roles.is_before_place(w))
        })
        .map(|s| words[s.start].text)
        .collect();
    for span in found.iter_mut().filter(|s| lone(s)) {
        if placed.contains(words[span.start].text) {
            span.kind = EntityKind::Place;
        }
    }
}

/// Spans of a row of labels.
pub(crate) fn tagged(labels: &[u8]) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for (at, label) in labels.iter().enumerate() {
        match (label, found.last_mut()) {
            (0 | DERIVED.., _) => {}
            (label, Some(last)) if label % 2 == 0 => last.end = at + 1,
            (label, _) => {
                let kind = model::KINDS[usize::from(label - 1) / 2];
                found.push(Span { start: at, end: at + 1, kind, known: None });
            }
        }
    }
    found
}

/// A span in pieces that each lie within one sentence.
fn cut(words: &[Word], span: Span) -> Vec<Span> {
    let mut pieces = vec![Span { end: span.start + 1, ..span }];
    for at in span.start + 1..span.end {
        match pieces.last_mut() {
            Some(last) if words[at].sentence == words[last.start].sentence => last.end = at + 1,
            _ => pieces.push(Span { start: at, end: at + 1, ..span }),
        }
    }
    pieces
}

/// Known names override tags that they equal, cut or outgrow; a longer tag that holds one stays.
fn with_matches(namer: &Namer, words: &[Word], tags: Vec<Span>, matches: &[Match]) -> Vec<Span> {
    let mut found = Vec::with_capacity(tags.len());
    let mut sure: Vec<Span> = Vec::new();
    let mut next = 0;
    for m in matches.iter().filter(|m| m.class != Class::City) {
        let Some(id) = m.known else { continue };
        let bearer = namer.known.bearer(id);
        while next < tags.len() && tags[next].end <= m.start {
            next += 1;
        }
        let tag = tags[next..].iter().take_while(|t| t.start < m.end).find(|t| t.end > m.start);
        let same = tag.is_some_and(|t| t.start == m.start && t.end == m.end);
        let inside = tag.is_some_and(|t| t.start <= m.start && m.end <= t.end) && !same;
        let split = inside && tag.is_some_and(|t| covered(words, t, matches) || heads(namer, words, t, m));
        let take = if same {
            m.certain || tag.is_some_and(|t| t.kind == bearer.kind)
        } else if inside {
            split
        } else {
            m.certain
        };
        if take {
            sure.push(Span { start: m.start, end: m.end, kind: bearer.kind, known: Some(id) });
        }
    }
    let mut next = 0;
    for tag in tags {
        while next < sure.len() && sure[next].end <= tag.start {
            next += 1;
        }
        match sure[next..].iter().take_while(|s| s.start < tag.end).find(|s| s.end > tag.start) {
            None => found.push(tag),
            // What stands before a name cut off its end is a name of its own.
            Some(s) if s.start > tag.start && s.end == tag.end && words[s.start - 1].is_capital() => {
                let titled = tag.start > 0 && namer.roles.title(words[tag.start - 1].text).is_some();
                let kind = if titled { EntityKind::Person } else { tag.kind };
                found.push(Span { end: s.start, kind, ..tag });
            }
            Some(_) => {}
        }
    }
    found.extend(sure);
    found.sort_by_key(|s| s.start);
    found
}

/// True if the known name is a body and the tag goes on with the country it belongs to, or a country alone ends a
/// tagged place whose other words stand before it without a link.
fn heads(namer: &Namer, words: &[Word], tag: &Span, m: &Match) -> bool {
    let after = words.get(m.end).map_or("", |w| w.text);
    let owner = m.class == Class::Body
        && m.end - m.start > 1
        && tag.start == m.start
        && matches!(after, "der" | "des" | "of");
    let titled = tag.start > 0 && namer.roles.title(words[tag.start - 1].text).is_some();
    let tail = m.class == Class::Country
        && m.start > tag.start
        && m.end == tag.end
        && words[m.start - 1].is_capital()
        && (tag.kind == EntityKind::Place || titled);
    owner || tail
}

/// True if countries and seats of government alone make up the tagged span: two names run together.
fn covered(words: &[Word], tag: &Span, matches: &[Match]) -> bool {
    let from = matches.partition_point(|m| m.start < tag.start);
    let inner = matches[from..].iter().take_while(|m| m.end <= tag.end);
    let (mut count, mut length) = (0, 0);
    for m in inner.filter(|m| matches!(m.class, Class::Country | Class::Capital)) {
        count += 1;
        length += m.end - m.start;
    }
    let wordlike =
        words[tag.start..tag.end].iter().filter(|w| w.kind == stemma_text::TokenKind::Word).count();
    count > 1 && length >= wordlike
}

/// Cuts titles and marks off a name; false if nothing is left that can be one.
fn trim(namer: &Namer, words: &[Word], span: &mut Span) -> bool {
    if span.known.is_some() {
        let label = words.get(span.end).is_some_and(|w| w.text == ":");
        return !label || !namer.roles.is_stop(words[span.start].text);
    }
    while span.end > span.start + 1 && ends_outside(namer, words, span) {
        span.end -= 1;
    }
    if let [title, given, ..] = &words[span.start..span.end]
        && (namer.roles.title(title.text).is_some() || namer.roles.is_role(title.text))
        && given.info.is(Info::GIVEN)
    {
        span.kind = EntityKind::Person;
        span.start += 1;
    }
    while span.start < span.end {
        let word = &words[span.start];
        let title = span.kind == EntityKind::Person
            && span.end - span.start > 1
            && namer.roles.title(word.text).is_some();
        let mark = word.text == "." && span.kind == EntityKind::Person || word.is_quote() || word.text == ",";
        if !title && !mark {
            break;
        }
        span.start += 1;
    }
    while span.end > span.start + 1 && ends_outside(namer, words, span) {
        span.end -= 1;
    }
    let inner = &words[span.start..span.end];
    let after_article = span.start > 0 && namer.roles.is_article(words[span.start - 1].text);
    match inner {
        [] => false,
        [one] if after_article && namer.known.directions().iter().any(|(d, _)| d == one.text) => false,
        [one] => !namer.roles.is_stop(one.text) && one.text.chars().any(char::is_alphabetic),
        _ => inner.iter().any(|w| w.text.chars().any(char::is_uppercase)),
    }
}

/// True if the last word of the span belongs to the sentence, not to the name: a mark, a day behind its preposition.
fn ends_outside(namer: &Namer, words: &[Word], span: &Span) -> bool {
    let (last, before) = (&words[span.end - 1], &words[span.end - 2]);
    match last.text {
        "," | ":" | ";" | "?" | "!" => true,
        // `Whitmore on Monday`
        stop if namer.roles.is_stop(stop) => before.text.chars().all(char::is_lowercase),
        small if span.kind != EntityKind::Other && small.chars().all(char::is_lowercase) => true,
        "." => before.text.chars().count() > 1 && !namer.roles.is_legal(before.text),
        _ => false,
    }
}

/// A capitalised word after a title is a person's name.
fn add_titled(namer: &Namer, words: &[Word], found: &mut Vec<Span>) {
    let mut new = Vec::new();
    for at in 1..words.len() {
        let word = &words[at];
        let before = if words[at - 1].text == "." && at > 1 { &words[at - 2] } else { &words[at - 1] };
        let Some(gender) = namer.roles.title(before.text).filter(|_| before.sentence == word.sentence) else {
            continue;
        };
        let plain = !word.info.is(Info::KNOWN) || word.info.is(Info::GIVEN | Info::SURNAME | Info::NAME);
        let fits =
            may_name_person(namer, word) && (gender != Gender::Open || plain && !word.info.is(Info::LOWER));
        if fits && covering(found, at).is_none() {
            new.push(Span { start: at, end: at + 1, kind: EntityKind::Person, known: None });
        }
    }
    found.extend(new);
    found.sort_by_key(|s| s.start);
    for n in 0..found.len() {
        let span = found[n];
        let free = found.get(n + 1).is_none_or(|next| next.start > span.end);
        let Some(next) = words.get(span.end).filter(|w| free && w.sentence == words[span.start].sentence)
        else {
            continue;
        };
        let called = span.start > 0 && {
            let before = words[span.start - 1].text;
            namer.roles.title(before).is_some() || namer.roles.is_role(before)
        };
        let given = span.kind == EntityKind::Person
            && span.end - span.start == 1
            && words[span.start].info.is(Info::GIVEN);
        if called && given && may_name_person(namer, next) {
            found[n].end += 1;
        }
    }
}

/// True for a capitalised word that is no title, role or other word of its own.
fn may_name_person(namer: &Namer, word: &Word) -> bool {
    word.is_capital()
        && !namer.roles.is_stop(word.text)
        && namer.roles.title(word.text).is_none()
        && !namer.roles.is_role(word.text)
}

/// `Long Form (LF)`: the acronym in brackets is a name of the same kind.
fn add_acronyms(words: &[Word], found: &mut Vec<Span>) {
    let mut new = Vec::new();
    for span in found.iter() {
        let Some([open, short, close]) = words.get(span.end..span.end + 3) else { continue };
        let fits = open.text == "(" && close.text == ")" && short.is_acronym() && span.end - span.start > 1;
        if fits && covering(found, span.end + 1).is_none() && span.kind == EntityKind::Organisation {
            new.push(Span { start: span.end + 1, end: span.end + 2, kind: span.kind, known: span.known });
        }
    }
    found.extend(new);
    found.sort_by_key(|s| s.start);
}

/// The span that holds the word at `at`.
pub(crate) fn covering(spans: &[Span], at: usize) -> Option<usize> {
    let n = spans.partition_point(|s| s.end <= at);
    spans.get(n).filter(|s| s.start <= at).map(|_| n)
}

/// A word without the genitive ending, to compare names within one article.
pub(crate) fn bare(word: &str) -> &str {
    GENITIVE_ENDINGS
        .iter()
        .filter_map(|e| word.strip_suffix(e))
        .find(|w| w.chars().count() > 3)
        .unwrap_or(word)
}

/// Votes of one word for its kinds, in the order of [`model::KINDS`].
type Votes = [u32; 4];

/// What one place in the article shows holds for the others: words of full names of persons are names of persons,
/// single names are of the kind they mostly have, and are names wherever they stand.
fn agree(namer: &Namer, words: &[Word], found: &mut Vec<Span>) {
    let mut votes: BTreeMap<&str, Votes> = BTreeMap::new();
    for span in found.iter().filter(|s| s.known.is_none()) {
        let slot = model::KINDS.iter().position(|k| *k == span.kind).unwrap_or(3);
        let inner = &words[span.start..span.end];
        if span.kind == EntityKind::Person && inner.len() > 1 {
            for (number, word) in inner.iter().enumerate() {
                if word.is_capital() && word.text.chars().count() > 2 {
                    let last = number + 1 == inner.len();
                    votes.entry(bare(word.text)).or_default()[slot] += if last { 2 } else { 1 };
                }
            }
        } else if let [word] = inner {
            votes.entry(bare(word.text)).or_default()[slot] += 1;
        }
    }
    for span in found.iter_mut().filter(|s| s.known.is_none() && s.end - s.start == 1) {
        if let Some(votes) = votes.get(bare(words[span.start].text)) {
            let top = (0..4).rev().max_by_key(|n| votes[*n]).unwrap_or(3);
            span.kind = model::KINDS[top];
        }
    }
    let mut new = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if !word.is_capital() || word.text.chars().count() < 3 || covering(found, at).is_some() {
            continue;
        }
        let Some(votes) = votes.get(bare(word.text)) else { continue };
        let top = (0..4).rev().max_by_key(|n| votes[*n]).unwrap_or(3);
        let common =
            word.info.is(Info::LOWER) || namer.roles.is_stop(word.text) || namer.roles.is_role(word.text);
        let named = word.info.is(Info::GIVEN | Info::SURNAME | Info::CITY | Info::REGION)
            || !word.info.is(Info::KNOWN);
        if !common && top < 3 && votes[top] > 1 && named {
            new.push(Span { start: at, end: at + 1, kind: model::KINDS[top], known: None });
        }
    }
    found.extend(new);
    found.sort_by_key(|s| s.start);
}
