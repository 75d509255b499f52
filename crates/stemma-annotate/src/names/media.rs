//! Media that no table holds: a name in quotation marks after a noun for media (`der Zeitung „Musterstadt Bote“`), or
//! capitalised words that end like the name of one (`dem Musterstadt Herald`); and their short forms (`der Herald`).
//! The list of endings is written for stemma.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use stemma_lexicon::Lexicon;
use stemma_text::{EntityKind, TokenKind};

use super::Namer;
use super::known::{Class, Match};
use super::spans::{Span, bare, covering};
use super::words::{Info, Word};

/// Longest name of a medium in quotation marks, in tokens.
const LONGEST_QUOTED: usize = 6;
/// Most words that are taken before the ending of a name.
const MOST_BEFORE: usize = 3;

/// The list of endings.
pub(crate) struct MediaNames {
    endings: FxHashMap<String, String>,
    not_before: FxHashSet<String>,
}

impl MediaNames {
    /// Reads the list.
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let file = lexicon.words("any", "media-names");
        let mut all = Self { endings: FxHashMap::default(), not_before: FxHashSet::default() };
        for entry in &file.entries {
            let words = entry.list("words").map(str::to_owned);
            match entry.text("name") {
                Some("ending") => {
                    let sort = entry.text("sort").unwrap_or_default();
                    all.endings.extend(words.map(|w| (w, sort.to_owned())));
                }
                _ => all.not_before.extend(words),
            }
        }
        all
    }

    /// The sort of media whose names end in this word.
    fn ending(&self, word: &str) -> Option<&str> {
        self.endings.get(word).or_else(|| self.endings.get(bare(word))).map(String::as_str)
    }
}

/// What the spans say about media: by first words.
#[derive(Debug, Default)]
pub(crate) struct Media {
    /// Sort of each medium that no table holds.
    pub(crate) sorts: BTreeMap<usize, String>,
    /// Short forms: the first word of the full form.
    pub(crate) shorts: BTreeMap<usize, usize>,
}

/// The name of a medium as it stands by itself: `Neuen Rundschau` → `Neue Rundschau`, `Herald's` → `Herald`.
pub(crate) fn nominative(namer: &Namer, words: &[Word], span: &Span) -> String {
    let mut name = String::new();
    for (at, word) in words[span.start..span.end].iter().enumerate() {
        let gap = at > 0 && words[span.start + at - 1].range.end < word.range.start;
        name.push_str(if gap { " " } else { "" });
        let last = span.start + at + 1 == span.end;
        let declined = at == 0 && !last && word.info.is(Info::LOWER) && word.text.ends_with("en");
        let genitive = last && !namer.media.endings.contains_key(word.text);
        let short = bare(word.text);
        if declined {
            name.push_str(&word.text[..word.text.len() - 1]);
        } else if genitive && namer.media.endings.contains_key(short) {
            name.push_str(short);
        } else {
            name.push_str(word.text);
        }
    }
    name
}

/// Adds the media that no table holds to the names.
pub(crate) fn add(namer: &Namer, words: &[Word], matches: &[Match], found: &mut Vec<Span>) -> Media {
    let mut media = Media::default();
    let mut new: Vec<Span> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let hit = quoted(namer, words, at)
            .or_else(|| tagged(namer, words, found, at))
            .or_else(|| by_ending(namer, words, found, at));
        let Some((start, end, sort)) = hit.filter(|h| new.last().is_none_or(|l| l.end <= h.0)) else {
            at += 1;
            continue;
        };
        at = end.max(at + 1);
        let known = matches.iter().find(|m| m.start >= start && m.end == end && same_start(words, start, m));
        let known = known.and_then(|m| m.known);
        if known.is_none() {
            media.sorts.insert(start, sort);
        }
        let kind = known.map_or(EntityKind::Organisation, |id| namer.known.bearer(id).kind);
        new.push(Span { start, end, kind, known });
    }
    repeat(words, &mut new, &mut media);
    shorten(namer, words, found, &mut new, &mut media);
    if new.is_empty() {
        return media;
    }
    found.retain(|s| {
        let next = new.partition_point(|n| n.end <= s.start);
        new.get(next).is_none_or(|n| n.start >= s.end)
    });
    found.extend(new);
    found.sort_by_key(|s| s.start);
    media
}

/// A known name that makes up a quoted one, its article aside.
fn same_start(words: &[Word], start: usize, m: &Match) -> bool {
    m.start == start || m.start == start + 1 && matches!(words[start].text, "Der" | "Die" | "Das" | "The")
}

/// The sort of medium that a noun before a name tells, small or capital.
fn sort_of<'n>(namer: &'n Namer, word: &str) -> Option<&'n str> {
    namer.roles.media(word).first().map(String::as_str)
}

/// `Zeitung „Musterstadt Bote“`, by the noun at `at`.
fn quoted(namer: &Namer, words: &[Word], at: usize) -> Option<(usize, usize, String)> {
    let sort = sort_of(namer, words[at].text)?;
    let start = at + 2;
    words.get(at + 1).filter(|w| w.is_quote())?;
    let length = words.iter().skip(start).take(LONGEST_QUOTED + 1).position(Word::is_quote)?;
    let inner = &words[start..start + length];
    let (first, last) = (inner.first()?, inner.last()?);
    let stops = |w: &Word| matches!(w.text, "," | ";" | ":" | "?" | "…");
    let small = inner.iter().filter(|w| w.text.starts_with(char::is_lowercase)).count();
    let fits = first.is_capital()
        && last.kind != TokenKind::Mark
        && last.sentence == words[at].sentence
        && small * 2 <= inner.len()
        && !inner.iter().any(stops);
    fits.then(|| (start, start + length, sort.to_owned()))
}

/// A name that the tagger takes for a body, right after a noun for media.
fn tagged(namer: &Namer, words: &[Word], found: &[Span], at: usize) -> Option<(usize, usize, String)> {
    let sort = sort_of(namer, words[at].text)?;
    let span = found[covering(found, at + 1)?];
    let fits = span.start == at + 1
        && span.known.is_none()
        && matches!(span.kind, EntityKind::Organisation | EntityKind::Other)
        && words[at].sentence == words[at + 1].sentence;
    fits.then(|| (span.start, span.end, sort.to_owned()))
}

/// Capitalised words up to `at` that end like the name of a medium.
fn by_ending(namer: &Namer, words: &[Word], found: &[Span], at: usize) -> Option<(usize, usize, String)> {
    let word = &words[at];
    let sort = namer.media.ending(word.text).filter(|_| word.is_capital())?;
    let within = covering(found, at).map(|n| found[n]);
    if within.is_some_and(|s| s.known.is_some() && s.end - s.start > 1) {
        return None;
    }
    let mut start = at;
    while start > 0 && at - start < MOST_BEFORE && belongs(namer, &words[start - 1], word.sentence) {
        let known = covering(found, start - 1).and_then(|n| found[n].known);
        let class = known.map(|id| namer.known.bearer(id).class);
        if matches!(class, Some(Class::Medium | Class::Agency | Class::Body)) {
            break;
        }
        start -= 1;
    }
    // A person who is called so: "Herr Kurier", "Anna Kurier".
    let person = within.is_some_and(|s| s.kind == EntityKind::Person && words[s.start].info.is(Info::GIVEN));
    let titled = start > 0 && namer.roles.title(words[start - 1].text).is_some();
    // Words that go on make a longer name, which is none of these.
    let goes_on = words.get(at + 1).is_some_and(|w| {
        w.is_capital() && w.sentence == word.sentence && namer.media.ending(w.text).is_some()
    });
    (start < at && !person && !titled && !goes_on).then(|| (start, at + 1, sort.to_owned()))
}

/// True if a word may be part of a name before its ending.
fn belongs(namer: &Namer, word: &Word, sentence: u32) -> bool {
    let named = Info::SURNAME | Info::NAME | Info::CITY | Info::REGION | Info::CITY_START;
    word.is_capital()
        && word.sentence == sentence
        && !namer.roles.is_stop(word.text)
        && !namer.roles.is_article(word.text)
        && !namer.roles.is_role(word.text)
        && namer.roles.title(word.text).is_none()
        && namer.roles.media(word.text).is_empty()
        && !namer.media.not_before.contains(word.text)
        && (!word.info.is(Info::KNOWN) || word.info.is(named) || word.info.is(Info::LOWER) && !word.first)
}

/// The same names elsewhere in the text.
fn repeat(words: &[Word], new: &mut Vec<Span>, media: &mut Media) {
    let mut names: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    for span in new.iter().filter(|s| s.known.is_none()) {
        let list = names.entry(words[span.start].text).or_default();
        let same = |&(a, b): &(usize, usize)| {
            b - a == span.end - span.start
                && words[a..b].iter().zip(&words[span.start..]).all(|(x, y)| x.text == y.text)
        };
        if list.len() < 8 && !list.iter().any(same) {
            list.push((span.start, span.end));
        }
    }
    if names.is_empty() {
        return;
    }
    let mut at = 0;
    while at < words.len() {
        let fits = |&&(a, b): &&(usize, usize)| {
            let length = b - a;
            words.get(at..at + length).is_some_and(|window| {
                let alike = |(x, y): (&Word, &Word)| x.text == y.text || bare(x.text) == y.text;
                window.iter().zip(&words[a..b]).all(alike)
                    && window[length - 1].sentence == words[at].sentence
            })
        };
        let hit =
            names.get(words[at].text).and_then(|l| l.iter().filter(fits).max_by_key(|s| s.1 - s.0)).copied();
        let Some((a, b)) = hit else {
            at += 1;
            continue;
        };
        let end = at + b - a;
        let next = new.partition_point(|s| s.end <= at);
        // A single word is a name of the medium only where it is marked as one.
        let single = b - a == 1 && !(at > 0 && words[at - 1].is_quote());
        if !single && new.get(next).is_none_or(|s| s.start >= end) {
            new.insert(next, Span { start: at, end, kind: EntityKind::Organisation, known: None });
            let sort = media.sorts.get(&a).cloned().unwrap_or_default();
            media.sorts.insert(at, sort);
        }
        at = end;
    }
}

/// `der Herald` after `Musterstadt Herald`: the ending alone, after an article or in quotation marks.
fn shorten(namer: &Namer, words: &[Word], found: &[Span], new: &mut Vec<Span>, media: &mut Media) {
    let mut latest: BTreeMap<&str, usize> = BTreeMap::new();
    let mut short: Vec<Span> = Vec::new();
    let mut next = 0;
    for at in 1..words.len() {
        while next < new.len() && new[next].end <= at {
            let span = new[next];
            let last = bare(words[span.end - 1].text);
            if span.known.is_none() && span.end - span.start > 1 {
                latest.insert(last, span.start);
            }
            next += 1;
        }
        let word = &words[at];
        if latest.is_empty() || !word.is_capital() || namer.media.ending(word.text).is_none() {
            continue;
        }
        let free = new.get(next).is_none_or(|s| s.start > at)
            && covering(found, at).is_none_or(|n| found[n].end - found[n].start == 1);
        let before = &words[at - 1];
        let marked = namer.roles.is_article(before.text) || before.is_quote();
        let goes_on = words.get(at + 1).is_some_and(Word::is_capital);
        let common = !namer.roles.media(word.text).is_empty();
        if let (Some(whole), true) = (latest.get(bare(word.text)), free && marked && !goes_on && !common) {
            short.push(Span { start: at, end: at + 1, kind: EntityKind::Organisation, known: None });
            media.shorts.insert(at, *whole);
        }
    }
    new.extend(short);
    new.sort_by_key(|s| s.start);
}
