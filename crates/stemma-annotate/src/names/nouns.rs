//! Persons meant by what they are: `der Minister`, `die Sprecherin`, `the governor`, where the text has said before who
//! that is, by a role beside the name (`Außenminister Karl Beispiel`, `Karl Beispiel, Sprecher der Werft`).

use std::collections::BTreeSet;

use stemma_text::{EntityKind, TextRange, TokenKind};

use super::chains::Chains;
use super::roles::Gender;
use super::spans::covering;

/// Words between the comma behind a name and the role, at most: `, der neue Sprecher`.
const MOST_BETWEEN: usize = 4;
/// Sentences back within which the person named last is taken where several have the role.
const NEAR: u32 = 2;

/// A role that the text ties to a person.
struct Told {
    /// Word of the role.
    at: usize,
    /// The role in small letters, without endings of declension.
    role: String,
    chain: usize,
}

/// Adds the nouns to the chains of the persons that they mean; tells the gender of persons by their roles.
pub(crate) fn add(chains: &mut Chains) {
    let told: Vec<Told> = (0..chains.words.len()).filter_map(|at| role_of(chains, at)).collect();
    for t in &told {
        let gender = chains.namer.roles.role_gender(chains.words[t.at].text);
        if chains.all[t.chain].gender == Gender::Open {
            chains.all[t.chain].gender = gender;
        }
    }
    let mut found: Vec<(usize, TextRange)> = Vec::new();
    for at in 1..chains.words.len() {
        if let Some(chain) = stands_alone(chains, at).then(|| bearer(chains, &told, at)).flatten() {
            found.push((chain, chains.words[at - 1].range.cover(chains.words[at].range)));
        }
    }
    for (chain, range) in found {
        chains.all[chain].nouns.push(range);
    }
}

/// The role that the word at `at` gives to a person named right behind it, or before it with a comma between.
fn role_of(chains: &Chains, at: usize) -> Option<Told> {
    let word = &chains.words[at];
    if !chains.namer.roles.is_role(word.text) {
        return None;
    }
    let person = |n: usize| {
        let span = &chains.spans[n];
        let fits = span.kind == EntityKind::Person && chains.words[span.start].sentence == word.sentence;
        chains.of_span[n].filter(|_| fits)
    };
    let behind = (at + 1..at + 4)
        .take_while(|n| {
            let between =
                |w: &super::words::Word| w.text == "." || chains.namer.roles.title(w.text).is_some();
            (at + 1..*n).all(|w| chains.words.get(w).is_some_and(between))
        })
        .find_map(|n| covering(chains.spans, n).filter(|s| chains.spans[*s].start == n));
    let chain = behind.and_then(person).or_else(|| {
        let comma = (at.saturating_sub(MOST_BETWEEN + 1)..at).rev().find(|n| {
            let w = &chains.words[*n];
            w.kind == TokenKind::Mark || w.is_capital()
        })?;
        // An article inside belongs to something else: `…, gestützt auf den Präsidenten`.
        let inner = chains.words.get(comma + 2..at).unwrap_or_default();
        let whole = !inner
            .iter()
            .any(|w| chains.namer.roles.is_article(w.text) || chains.namer.roles.is_complement(w.text));
        let opens = chains.words[comma].text == "," && comma > 0 && whole;
        opens.then(|| covering(chains.spans, comma - 1)).flatten().and_then(person)
    })?;
    Some(Told { at, role: small(word.text), chain })
}

/// True for a role behind a definite article with nothing that tells whose or who: `der Minister sagte`.
fn stands_alone(chains: &Chains, at: usize) -> bool {
    let roles = &chains.namer.roles;
    let (before, word) = (&chains.words[at - 1], &chains.words[at]);
    let singular = !roles.is_plural_article(before.text) || roles.role_gender(word.text) == Gender::Female;
    let goes_on = chains.words.get(at + 1).filter(|w| w.sentence == word.sentence).is_some_and(|next| {
        next.is_capital()
            || next.is_quote()
            || roles.is_article(next.text)
            || roles.is_complement(next.text)
            || roles.is_role(next.text)
    });
    // Behind a noun the article is a genitive: `der Appell der Richter`.
    let genitive = at > 1 && {
        let noun = &chains.words[at - 2];
        noun.sentence == word.sentence && noun.is_capital() && !noun.first
    };
    roles.is_role(word.text)
        && roles.is_article(before.text)
        && !roles.is_genitive_article(before.text)
        && !genitive
        && before.sentence == word.sentence
        && singular
        && !goes_on
        && covering(chains.spans, at).is_none()
}

/// The one person who has the role; of several the one named last, if nobody else of them is near.
fn bearer(chains: &Chains, told: &[Told], at: usize) -> Option<usize> {
    let word = &chains.words[at];
    let (role, gender) = (small(word.text), chains.namer.roles.role_gender(word.text));
    let fits = |t: &&Told| {
        let other = chains.all[t.chain].gender;
        t.at < at
            && t.role.ends_with(&role)
            && (gender == Gender::Open || other == Gender::Open || other == gender)
    };
    let bearers: BTreeSet<usize> = told.iter().filter(fits).map(|t| t.chain).collect();
    if bearers.len() < 2 {
        return bearers.first().copied();
    }
    let named = |chain: &&usize| {
        chains.all[**chain].spans.iter().any(|s| {
            let span = &chains.spans[*s];
            span.end <= at && chains.words[span.start].sentence + NEAR >= word.sentence
        })
    };
    let mut near = bearers.iter().filter(named);
    near.next().copied().filter(|_| near.next().is_none())
}

/// A role without capitals and without the endings of declension that roles have.
fn small(role: &str) -> String {
    let lower = role.to_lowercase();
    ["en", "s", "n"]
        .iter()
        .find_map(|e| lower.strip_suffix(e).filter(|l| l.len() > 4 && !l.ends_with('i')))
        .map_or_else(|| lower.clone(), str::to_owned)
}
