//! Names by their capitals alone, for languages without a model: runs of capitalised words, their kind by titles,
//! roles and prepositions around them. What lists know goes before.

use stemma_text::{EntityKind, TokenKind};

use super::roles::Roles;
use super::spans::Span;
use super::words::Word;

/// Longest small word inside a name, in characters: `de`, `van`, `della`.
const LONGEST_PARTICLE: usize = 3;

/// Longest word, in characters, that is taken for an article or a preposition.
const LONGEST_SMALL: usize = 4;

/// All names of the text, in order. A single word at the start of a sentence counts only if the text shows it with
/// its capital inside a sentence too.
pub(crate) fn spans(roles: &Roles, words: &[Word]) -> Vec<Span> {
    let inner = |text: &str| words.iter().any(|w| !w.first && w.text == text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let word = &words[at];
        let plain =
            roles.is_stop(word.text) || roles.title(word.text).is_some() || roles.is_article(word.text);
        if !word.is_capital() || plain {
            at += 1;
            continue;
        }
        let end = run_end(roles, words, at);
        let single = end == at + 1;
        let sure = !word.first || (single && inner(word.text)) || (!single && words[at + 1].is_capital());
        if sure {
            found.push(Span { start: at, end, kind: kind(roles, words, at, end), known: None });
        }
        at = end;
    }
    found
}

/// End of the run of capitalised words that begins at `start`, over particles between two of them.
fn run_end(roles: &Roles, words: &[Word], start: usize) -> usize {
    let mut end = start + 1;
    let sentence = words[start].sentence;
    let goes_on = |at: usize| {
        words.get(at).is_some_and(|w| w.is_capital() && w.sentence == sentence && !roles.is_stop(w.text))
    };
    loop {
        if goes_on(end) {
            end += 1;
        } else if goes_on(end + 1)
            && roles.is_particle(words[end].text)
            && words[end].text.chars().count() <= LONGEST_PARTICLE
        {
            end += 2;
        } else {
            return end;
        }
    }
}

fn kind(roles: &Roles, words: &[Word], start: usize, end: usize) -> EntityKind {
    let before = start.checked_sub(1).map_or("", |b| words[b].text);
    let told = roles.title(before).is_some()
        || roles.is_role(before)
        || start > 1 && before == "." && roles.title(words[start - 2].text).is_some();
    if told {
        return EntityKind::Person;
    }
    let near = start.saturating_sub(2)..start;
    let body =
        words[near].iter().rev().take_while(|w| w.kind == TokenKind::Word).any(|w| roles.is_body(w.text));
    let acronym = words[start..end].iter().any(Word::is_acronym);
    let legal = words[start..end].iter().any(|w| roles.is_legal(w.text));
    if body || acronym || legal || roles.is_article(before) {
        return EntityKind::Organisation;
    }
    if roles.is_before_place(before) || end == start + 1 && roles.ends_as_place(words[start].text) {
        return EntityKind::Place;
    }
    // A single word after a small one is anything; after a longer one, mostly a verb, it is somebody.
    let small = before.chars().count() <= LONGEST_SMALL;
    if end - start > 1 || !small { EntityKind::Person } else { EntityKind::Other }
}
