//! Names of persons that the tagger cuts short: `Ursula | von der Leyen`, `Osama | bin Laden`, `Yoon | Suk-yeol`.

use stemma_text::EntityKind;

use super::Namer;
use super::spans::Span;
use super::words::{Info, Word};

/// Most words that a name grows by.
const MOST_ADDED: usize = 5;
/// Longest syllable, in bytes, of a Korean given name.
const LONGEST_SYLLABLE: usize = 6;

/// Lets the names of persons grow over what belongs to them; names inside the longer ones go.
pub(crate) fn persons(namer: &Namer, words: &[Word], spans: Vec<Span>) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::with_capacity(spans.len());
    let mut next = 0;
    while next < spans.len() {
        let mut span = spans[next];
        next += 1;
        if span.kind == EntityKind::Person && span.known.is_none() {
            let most = span.end + MOST_ADDED;
            while let Some(end) = longer(namer, words, &span).filter(|e| *e <= most) {
                let cuts_known = spans[next..]
                    .iter()
                    .take_while(|s| s.start < end)
                    .any(|s| s.known.is_some() || s.end > end);
                if cuts_known {
                    break;
                }
                span.end = end;
            }
            while spans.get(next).is_some_and(|s| s.start < span.end) {
                next += 1;
            }
        }
        found.push(span);
    }
    found
}

/// Where the name ends if the words behind it belong to it.
fn longer(namer: &Namer, words: &[Word], span: &Span) -> Option<usize> {
    let sentence = words[span.start].sentence;
    let word = |at: usize| words.get(at).filter(|w| w.sentence == sentence);
    let next = word(span.end)?;
    let may = |w: &Word| {
        w.is_capital() && !namer.roles.is_stop(w.text) && !namer.roles.is_role(w.text) && !w.is_acronym()
    };
    if namer.persons.begins_with_article(next.text) || hyphened(next.text) {
        return Some(span.end + 1);
    }
    if namer.persons.is_arabic(next.text) {
        let named = |w: &Word| may(w) || namer.persons.begins_with_article(w.text);
        return word(span.end + 1).filter(|w| named(w)).map(|_| span.end + 2);
    }
    let single = span.end - span.start == 1;
    let first = &words[span.start];
    if single && first.info.is(Info::GIVEN) && namer.roles.is_noble(next.text) {
        let gap = usize::from(word(span.end + 1).is_some_and(|w| namer.roles.is_article(w.text)));
        let last = word(span.end + 1 + gap)?;
        let named = last.info.is(Info::SURNAME | Info::NAME | Info::GIVEN);
        return (may(last) && (named || !last.info.is(Info::KNOWN))).then_some(span.end + 2 + gap);
    }
    if !may(next) {
        return None;
    }
    let (before, here) = (namer.persons.letters(first.text), namer.persons.letters(next.text));
    let pair =
        single && (before.contains('j') && here.contains('J') || before.contains('h') && here.contains('H'));
    let syllable = |w: &Word| {
        let letters = namer.persons.letters(w.text);
        w.text.len() <= LONGEST_SYLLABLE + 1 && !letters.contains(['m', 'f'])
    };
    let third = span.end - span.start == 2
        && before.contains('a')
        && syllable(&words[span.start + 1])
        && syllable(next)
        && (next.text.len() <= 4 || !next.info.is(Info::KNOWN));
    (pair || third).then_some(span.end + 1)
}

/// `Suk-yeol`: a capital and a small syllable.
fn hyphened(word: &str) -> bool {
    word.split_once(['-', '‐', '‑']).is_some_and(|(first, second)| {
        let short = |s: &str| (2..=LONGEST_SYLLABLE).contains(&s.len()) && s.chars().all(char::is_alphabetic);
        short(first)
            && short(second)
            && first.starts_with(char::is_uppercase)
            && second.chars().all(char::is_lowercase)
    })
}
