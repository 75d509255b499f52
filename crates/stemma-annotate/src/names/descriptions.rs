//! Descriptions that the text ties to a name: `die Zeitung`, `Testlands Präsident`, `der Norden`.

use std::collections::{BTreeMap, BTreeSet};

use stemma_text::{EntityKind, TextRange};

use super::chains::Chains;
use super::fold::stemmed;
use super::known::Class;
use super::spans::covering;

/// Adds the mentions by description to their chains.
pub(crate) fn add(chains: &mut Chains) {
    add_directions(chains);
    add_media(chains);
    add_roles(chains);
    super::nouns::add(chains);
}

/// `der Norden` where the text names exactly one country that the word may stand for.
fn add_directions(chains: &mut Chains) {
    let mut countries: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, chain) in chains.all.iter().enumerate().filter(|(_, c)| !c.spans.is_empty()) {
        let Some(code) = chain.key.strip_prefix("country:") else { continue };
        for (word, _) in chains.namer.known.directions().iter().filter(|(_, c)| c == code) {
            countries.entry(word.as_str()).or_default().push(number);
        }
    }
    if countries.is_empty() {
        return;
    }
    let mut found = Vec::new();
    for at in 1..chains.words.len() {
        let word = &chains.words[at];
        let Some([chain]) = countries.get(word.text).map(Vec::as_slice) else { continue };
        let before = &chains.words[at - 1];
        let alone = chains.words.get(at + 1).is_none_or(|next| {
            !next.is_capital()
                && !chains.namer.roles.is_article(next.text)
                && !matches!(next.text, "von" | "vom" | "of")
        });
        let placed = at > 1 && chains.namer.roles.is_before_place(chains.words[at - 2].text);
        if chains.namer.roles.is_article(before.text)
            && alone
            && !placed
            && covering(chains.spans, at).is_none()
        {
            found.push((*chain, word.range));
        }
    }
    for (chain, range) in found {
        chains.all[chain].descriptions.push(range);
    }
}

/// `die Zeitung`, `der Sender`: the medium of that sort named last.
fn add_media(chains: &mut Chains) {
    let mut found = Vec::new();
    let mut latest: BTreeMap<&str, usize> = BTreeMap::new();
    let mut next = 0;
    for at in 1..chains.words.len() {
        while next < chains.spans.len() && chains.spans[next].start < at {
            if let (Some(sort), Some(chain)) =
                (chains.media.sorts.get(&chains.spans[next].start), chains.of_span[next])
            {
                latest.insert(sort.as_str(), chain);
            }
            let known = chains.spans[next].known.map(|id| chains.namer.known.bearer(id));
            if let (Some(bearer), Some(chain)) = (known, chains.of_span[next]) {
                match bearer.class {
                    Class::Medium => _ = latest.insert(bearer.sort.as_str(), chain),
                    Class::Agency => _ = latest.insert("agency", chain),
                    _ => {}
                }
            }
            next += 1;
        }
        let (before, word) = (&chains.words[at - 1], &chains.words[at]);
        let sorts = chains.namer.roles.media(word.text);
        if sorts.is_empty()
            || !chains.namer.roles.is_article(before.text)
            || covering(chains.spans, at).is_some()
        {
            continue;
        }
        let named = chains.words.get(at + 1).is_some_and(|w| w.is_quote() || w.is_capital());
        let chain = sorts.iter().find_map(|s| latest.get(s.as_str()));
        if let (Some(chain), false) = (chain, named) {
            found.push((*chain, before.range.cover(word.range)));
        }
    }
    for (chain, range) in found {
        chains.all[chain].descriptions.push(range);
    }
}

/// A phrase of country and role: `Testlands Präsident`, `testländische Präsident`.
struct RolePhrase {
    code: String,
    role: String,
    range: TextRange,
    /// Word after the phrase.
    end: usize,
    genitive: bool,
}

/// Roles that stand before a name belong to its bearer, there and wherever they stand alone.
fn add_roles(chains: &mut Chains) {
    let phrases: Vec<RolePhrase> = (1..chains.words.len()).filter_map(|at| role_phrase(chains, at)).collect();
    let mut bearers: BTreeMap<(&str, &str), BTreeSet<usize>> = BTreeMap::new();
    let mut found = Vec::new();
    for phrase in &phrases {
        let person = covering(chains.spans, phrase.end)
            .filter(|n| chains.spans[*n].kind == EntityKind::Person && chains.spans[*n].start == phrase.end);
        if let Some(chain) = person.and_then(|n| chains.of_span[n]) {
            bearers.entry((&phrase.code, &phrase.role)).or_default().insert(chain);
            if phrase.genitive {
                found.push((chain, phrase.range));
            }
        }
    }
    for phrase in &phrases {
        let Some(holders) = bearers.get(&(phrase.code.as_str(), phrase.role.as_str())) else { continue };
        let followed =
            covering(chains.spans, phrase.end).is_some_and(|n| chains.spans[n].start == phrase.end);
        if let (Some(chain), 1, false) = (holders.first(), holders.len(), followed) {
            found.push((*chain, phrase.range));
        }
    }
    for (chain, range) in found {
        chains.all[chain].descriptions.push(range);
    }
}

fn role_phrase(chains: &Chains, at: usize) -> Option<RolePhrase> {
    let (before, word) = (&chains.words[at - 1], &chains.words[at]);
    if !chains.namer.roles.is_role(word.text) || before.sentence != word.sentence {
        return None;
    }
    let role = stemmed(word.text);
    let country = covering(chains.spans, at - 1).map(|n| chains.spans[n]).filter(|s| s.end == at);
    if let Some(span) = country {
        let bearer =
            span.known.map(|id| chains.namer.known.bearer(id)).filter(|b| b.class == Class::Country)?;
        let genitive = before.text.ends_with('s') && before.text.len() > 3;
        let range = chains.range(&span).cover(word.range);
        return genitive.then(|| RolePhrase {
            code: bearer.code.clone(),
            role,
            range,
            end: at + 1,
            genitive,
        });
    }
    let code = chains.namer.known.adjective(before.text)?.to_owned();
    Some(RolePhrase { code, role, range: before.range.cover(word.range), end: at + 1, genitive: false })
}
