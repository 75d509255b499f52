//! Reads one noun phrase that names a source: who it is, what it is called, which medium stands behind it.
//!
//! Method: heads are found from left to right by word sets (`chains.toml`) and mentions of names; no parser. In
//! `der Sprecher des Ministeriums, Jan Ahrens` the person of the apposition is the head; in `Quellen der
//! Rundschau` the unnamed sources are, with the medium as the next link.

use super::page::Page;
use super::unnamed;
use super::words::Words;
use crate::{Link, LinkKind, UnnamedType};
use stemma_text::fold::is_quote_mark;
use stemma_text::{Entity, EntityKind};

/// Longest name of a link that is taken from the words of the text, in tokens.
const LONGEST_NAME: usize = 14;

/// Longest phrase that is read, in tokens; no source needs more, and a hostile text gets no further.
const LONGEST_PHRASE: usize = 60;

/// Longest run of English nouns before the last of them, in tokens.
const LONGEST_COMPOUND: usize = 5;

/// The source that a phrase names.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    /// The source itself.
    pub(crate) link: Link,
    /// Media that the phrase itself ties it to.
    pub(crate) onward: Vec<Link>,
    /// Folded head noun of somebody unnamed.
    pub(crate) noun: Option<String>,
    /// Folded nouns for others who say the same: `Lotsen und Beamte`.
    pub(crate) others: Vec<String>,
    /// True if the words take up somebody named before.
    pub(crate) definite: bool,
    /// True if the phrase is about a report, not its author: `dem Bericht`.
    pub(crate) report: bool,
}

impl Head {
    pub(crate) fn of(link: Link) -> Self {
        Self { link, onward: Vec::new(), noun: None, others: Vec::new(), definite: false, report: false }
    }

    /// True for media and agencies.
    pub(crate) fn is_medium(&self) -> bool {
        matches!(self.link.kind, LinkKind::Outlet | LinkKind::Agency)
    }
}

/// The link of an entity. A country or its capital that speaks is its government.
pub(crate) fn entity_link(entity: &Entity, page: &Page<'_>) -> Link {
    let medium = entity.mentions.first().and_then(|m| {
        let (start, end) = page.tokens_in(*m);
        page.media_in(start, end).next().filter(|_| entity.kind != EntityKind::Person)
    });
    if let Some(mention) =
        medium.filter(|_| entity.key.starts_with("medium:") || entity.key.starts_with("agency:"))
    {
        return mention.link.clone();
    }
    let kind = match entity.kind {
        _ if page.unlisted(entity).is_some() => page.unlisted(entity).unwrap_or(LinkKind::Outlet),
        EntityKind::Person => LinkKind::Person,
        EntityKind::Organisation | EntityKind::Place => LinkKind::Organisation,
        EntityKind::Other => LinkKind::Document,
    };
    Link { name: entity.name.clone(), kind, description: None, key: Some(entity.key.clone()), unnamed: None }
}

/// Reads the phrase of the tokens from `start` to before `end`. `None` for pronouns and empty phrases.
pub(crate) fn read(page: &Page<'_>, words: &Words, start: usize, end: usize) -> Option<Head> {
    let (start, end) = trim(page, start, end.min(start + LONGEST_PHRASE).min(page.folded.len()));
    if start >= end {
        return None;
    }
    if let Some(head) = joined(page, words, start, end) {
        return Some(head);
    }
    if let Some(head) = person(page, words, start, end) {
        return Some(head);
    }
    by_noun(page, words, start, end)
}

fn trim(page: &Page<'_>, mut start: usize, mut end: usize) -> (usize, usize) {
    while start < end && page.folded[start].is_empty() {
        start += 1;
    }
    while end > start && page.folded[end - 1].is_empty() {
        end -= 1;
    }
    (start, end)
}

/// `Sowohl Oslo als auch Rom`, `die Polizei und die Feuerwehr`: one link that names both.
fn joined(page: &Page<'_>, words: &Words, start: usize, end: usize) -> Option<Head> {
    let and =
        (start + 1..end.saturating_sub(1)).find(|at| words.and.phrase_at(&page.folded[*at..]).is_some())?;
    let length = words.and.phrase_at(&page.folded[and..])?;
    let first = whole_name(page, words, start, and)?;
    let second = whole_name(page, words, and + length, end)?;
    let (a, b) = (entity_link(first, page), entity_link(second, page));
    let kind = if a.kind == b.kind { a.kind } else { LinkKind::Organisation };
    let mut keys: Vec<String> = [a.key, b.key].into_iter().flatten().collect();
    keys.sort();
    Some(Head::of(Link {
        name: format!("{} {} {}", a.name, words.joined_by, b.name),
        kind,
        description: Some(page.slice(start, end).to_owned()),
        key: Some(keys.join("+")),
        unnamed: None,
    }))
}

/// The entity that makes up the whole phrase, articles and titles aside.
fn whole_name<'p>(page: &Page<'p>, words: &Words, start: usize, end: usize) -> Option<&'p Entity> {
    let skip = |at: &usize| {
        let folded = &page.folded[*at];
        folded.is_empty() || words.article.has(folded) || words.address.has(folded)
    };
    let first = (start..end).find(|at| !skip(at))?;
    let (_, stop, entity) = page.name_at(first)?;
    (stop..end).all(|at| skip(&at)).then_some(entity)
}

/// A person's name that is the head of the phrase: not the possessor of the head noun.
fn person(page: &Page<'_>, words: &Words, start: usize, end: usize) -> Option<Head> {
    let mut segment = start;
    let mut at = start;
    while at < end {
        if page.is_break(at) {
            segment = at + 1;
        }
        let found = page.name_at(at).filter(|n| n.0 == at && n.2.kind == EntityKind::Person);
        let Some((_, stop, entity)) = found else {
            at += 1;
            continue;
        };
        if is_head(page, words, segment, at) && !is_genitive_modifier(page, words, at, stop, end) {
            let mut head = Head::of(entity_link(entity, page));
            head.onward = page
                .media_in(start, end)
                .filter(|m| m.tokens.0 >= stop || m.tokens.1 <= at)
                .map(|m| m.link.clone())
                .collect();
            return Some(head);
        }
        at = stop.max(at + 1);
    }
    None
}

/// True if the name at `at` can head its segment: nothing but role, titles and adjectives before it, or a whole
/// attribute with a name of its own directly before it.
fn is_head(page: &Page<'_>, words: &Words, segment: usize, at: usize) -> bool {
    let Some(noun) = (segment..at).find(|i| is_noun(page, words, *i)) else {
        let possessed = (segment + 1..at).any(|i| words.possessor.has(&page.folded[i]));
        return !possessed && !has_attribute(page, words, segment, at);
    };
    let Some(mark) = (noun + 1..at).find(|i| words.possessor.has(&page.folded[*i])) else { return true };
    // "Der Sprecher der Werft Jan Beispiel": the body before the name belongs to the noun, the name stands beside it.
    let last = (mark + 1..at).rev().find(|i| !page.folded[*i].is_empty());
    let body = last.is_some_and(|i| page.is_capital(i) && !words.is_somebody(&page.folded[i]));
    body && words.apposes || (mark + 1..at).any(|i| page.name_at(i).is_some_and(|n| n.1 == at))
}

/// `Ahrens' Sprecherin`, `Karin Ahrens Anwalt`: the name is a genitive before the head noun.
fn is_genitive_modifier(page: &Page<'_>, words: &Words, at: usize, stop: usize, end: usize) -> bool {
    stop < end
        && !page.is_break(stop)
        && (page.word(stop - 1).ends_with(['s', 'x', 'z', '’', '\'']) || at == stop)
        && (stop..end.min(stop + 3)).any(|i| words.role.ends(&page.folded[i]))
}

fn is_noun(page: &Page<'_>, words: &Words, at: usize) -> bool {
    let folded = &page.folded[at];
    !folded.is_empty()
        && !words.article.has(folded)
        && !words.address.has(folded)
        && (page.is_capital(at)
            || words.role.has(folded)
            || words.body.has(folded)
            || !words.apposes && words.types.has(folded))
        && (words.role.ends(folded)
            || words.types.is_somebody(folded)
            || words.body.ends(folded)
            || words.anonymous.ends(folded)
            || words.medium.ends(folded)
            || words.report.ends(folded)
            || words.document.ends(folded))
}

/// The phrase by its head noun, where no person's name heads it.
fn by_noun(page: &Page<'_>, words: &Words, start: usize, end: usize) -> Option<Head> {
    let segment_end = (start..end).find(|at| page.is_break(*at)).unwrap_or(end);
    let definite = words.definite.has(&page.folded[start]);
    let mut nouns = (start..segment_end).filter(|at| {
        let named = page.name_at(*at).is_some_and(|n| n.1 - n.0 > 1 && n.0 <= *at);
        let medium = page.media_in(*at, at + 1).next().is_some();
        medium || (is_noun(page, words, *at) && !named)
    });
    let noun = nouns.next().map(|first| {
        // "Offizielle Angaben": an adjective that is capital only because it begins a sentence.
        let adjective = words.apposes && first == start && is_adjective(words, &page.folded[first]);
        nouns.next().filter(|next| adjective && *next == first + 1).unwrap_or(first)
    });
    let name = (start..segment_end).find_map(|at| page.name_at(at));
    let noun = noun.map(|noun| compound_head(page, words, noun, segment_end));
    let Some(noun) = noun else {
        return match name {
            // "Gespräche zwischen Oslo und Rom": no speaker.
            Some((from, _, _)) if has_attribute(page, words, start, from) => None,
            // "les pompiers du Var": the name belongs to a noun that no list knows.
            Some((from, _, _))
                if words.small_nouns && (start + 1..from).any(|i| words.possessor.has(&page.folded[i])) =>
            {
                Some(Head::of(words_link(page, words, start, segment_end, LinkKind::UnnamedPerson)))
            }
            Some((_, _, entity)) => Some(Head::of(entity_link(entity, page))),
            None if words.small_nouns
                && words.article.has(&page.folded[start])
                && segment_end > start + 1 =>
            {
                Some(Head::of(words_link(page, words, start, segment_end, LinkKind::UnnamedPerson)))
            }
            None => by_words(page, words, start, segment_end),
        };
    };
    if let Some((from, to, entity)) = name
        && from < noun
        && !(to == noun && is_compound(page, words, entity, noun))
        && !is_genitive_before(page, words, to, noun)
    {
        return Some(Head::of(entity_link(entity, page)));
    }
    let folded = page.folded[noun].as_str();
    let media: Vec<&Link> = page.media_in(noun, end).map(|m| &m.link).collect();
    let starts_medium = page.media_in(noun, noun + 1).next();
    if let Some(mention) = starts_medium {
        return Some(Head::of(mention.link.clone()));
    }
    if words.report.ends(folded) {
        return report(page, words, (start, noun, end), media.first().copied(), definite);
    }
    if words.anonymous.ends(folded) || words.role.ends(folded) || words.types.is_somebody(folded) {
        let stop = page.media_in(noun, end).next().map_or(end, |m| m.tokens.0);
        // "Ein Berater von Anna Beispiel": whom the attribute names is not the one who speaks.
        let named = (noun + 1..end).find_map(|at| page.name_at(at)).is_some_and(|n| {
            n.2.kind == EntityKind::Person && (noun + 1..n.0).any(|i| words.possessor.has(&page.folded[i]))
        });
        let name = if named {
            nominative(page, words, start, noun)
        } else {
            name_of(page, words, start, cut(page, words, noun, stop))
        };
        let mut head = Head::of(Link {
            name,
            kind: LinkKind::UnnamedPerson,
            description: Some(page.slice(start, end).to_owned()),
            key: None,
            unnamed: Some(unnamed::read(page, words, (start, end), noun)),
        });
        head.onward = media.into_iter().cloned().collect();
        head.noun = Some(folded.to_owned());
        head.others = others(page, words, noun, end);
        head.definite = definite;
        return Some(head);
    }
    if words.medium.ends(folded) {
        return Some(medium(page, words, (start, noun, end), media.first().copied(), definite));
    }
    if words.document.ends(folded) {
        let link = words_link(page, words, start, end, LinkKind::Document);
        return Some(Head { onward: media.into_iter().cloned().collect(), ..Head::of(link) });
    }
    Some(Head::of(words_link(page, words, start, end, LinkKind::Organisation)))
}

/// The nouns for people that `und` joins to the head noun.
fn others(page: &Page<'_>, words: &Words, noun: usize, end: usize) -> Vec<String> {
    let joined = (noun + 1..end).filter(|at| words.and.has(&page.folded[*at]));
    let next = joined.filter_map(|at| (at + 1..end.min(at + 4)).find(|i| is_noun(page, words, *i)));
    next.map(|at| page.folded[at].clone()).filter(|n| words.types.is_somebody(n)).collect()
}

/// The last noun of an English run that begins with a body: `police officer`, `State Department official`.
fn compound_head(page: &Page<'_>, words: &Words, noun: usize, end: usize) -> usize {
    if words.apposes || words.types.has(&page.folded[noun]) || page.media_in(noun, noun + 1).next().is_some()
    {
        return noun;
    }
    let goes_on = |at: &usize| !page.is_break(*at) && !words.attribute.has(&page.folded[*at]);
    let after = (noun + 1..end.min(noun + LONGEST_COMPOUND)).take_while(goes_on);
    after.filter(|at| !page.is_capital(*at) && words.types.has(&page.folded[*at])).last().unwrap_or(noun)
}

/// `US officials`, `Kremlin spokesman`: an English noun for people after the name of a body or a country.
fn is_compound(page: &Page<'_>, words: &Words, entity: &Entity, noun: usize) -> bool {
    let named = entity.kind != EntityKind::Person && page.unlisted(entity).is_none();
    named && !words.apposes && !page.is_capital(noun) && words.types.has(&page.folded[noun])
}

/// True if an unknown noun and a word that begins its attribute stand between two tokens.
fn has_attribute(page: &Page<'_>, words: &Words, start: usize, end: usize) -> bool {
    let noun = (start..end).find(|i| page.is_capital(*i) && !words.article.has(&page.folded[*i]));
    noun.is_some_and(|n| (n + 1..end).any(|i| words.attribute.has(&page.folded[i])))
}

/// `Norwegens Regierung`: a name whose genitive stands before the head noun, with nothing but adjectives between.
fn is_genitive_before(page: &Page<'_>, words: &Words, to: usize, noun: usize) -> bool {
    let genitive = page.word(to.saturating_sub(1)).ends_with(['s', 'x', 'z', '’', '\'']);
    to > noun || (genitive && (to..noun).all(|i| !words.attribute.has(&page.folded[i])))
}

/// `einem Bericht der Rundschau`, `Angaben der Polizei`, `dem Bericht`.
fn report(
    page: &Page<'_>,
    words: &Words,
    (start, noun, end): (usize, usize, usize),
    medium: Option<&Link>,
    definite: bool,
) -> Option<Head> {
    if let Some(link) = medium {
        return Some(Head { report: true, ..Head::of(link.clone()) });
    }
    let mark = (noun + 1..end).find(|at| words.possessor.has(&page.folded[*at]));
    // One step down only: the owner of a report is no report.
    if let Some(mark) = mark
        && let Some(owner) = (mark..end).find(|at| is_noun(page, words, *at) || page.name_at(*at).is_some())
        && !words.report.ends(&page.folded[owner])
    {
        return person(page, words, mark, end).or_else(|| by_noun(page, words, mark, end));
    }
    let before = page.last_medium(noun, false).filter(|_| definite);
    Some(match before {
        Some(link) => Head { report: true, ..Head::of(link.clone()) },
        None => {
            let mut link = words_link(page, words, noun, end, LinkKind::Document);
            if link.unnamed.is_some() {
                link.unnamed = Some(unnamed::read(page, words, (start, end), noun));
            }
            Head { report: true, ..Head::of(link) }
        }
    })
}

/// `die Zeitung`, `der Sender Kanal Nord`, `Norwegens staatliche Medien`.
fn medium(
    page: &Page<'_>,
    words: &Words,
    (start, noun, end): (usize, usize, usize),
    named: Option<&Link>,
    definite: bool,
) -> Head {
    if let Some(link) = named {
        return Head::of(link.clone());
    }
    if let Some((_, _, entity)) = (noun..end).find_map(|at| page.name_at(at)) {
        let link = entity_link(entity, page);
        let kind = if link.kind == LinkKind::Agency { LinkKind::Agency } else { LinkKind::Outlet };
        return Head::of(Link { kind, ..link });
    }
    let agency = words.agency_noun.ends(&page.folded[noun]);
    match page.last_medium(noun, agency).filter(|_| definite) {
        Some(link) => Head::of(link.clone()),
        None => Head::of(words_link(page, words, start, end, LinkKind::Outlet)),
    }
}

/// A phrase without any known noun: capital words are taken for a body, the rest says nothing.
fn by_words(page: &Page<'_>, words: &Words, start: usize, end: usize) -> Option<Head> {
    let capital = (start..end).any(|at| {
        let folded = &page.folded[at];
        page.is_capital(at)
            && !words.pronoun.has(folded)
            && !words.article.has(folded)
            && !words.definite.has(folded)
    });
    if !capital {
        return None;
    }
    let determined = words.article.has(&page.folded[start]);
    let kind = if determined { LinkKind::UnnamedPerson } else { LinkKind::Person };
    let mut head = Head::of(words_link(page, words, start, end, kind));
    if determined {
        let noun = (start..end).find(|at| page.is_capital(*at));
        head.noun = noun.map(|at| page.folded[at].clone());
        head.link.unnamed = noun.map(|at| unnamed::read(page, words, (start, end), at));
        head.definite = words.definite.has(&page.folded[start]);
    }
    Some(head)
}

fn words_link(page: &Page<'_>, words: &Words, start: usize, end: usize, kind: LinkKind) -> Link {
    let name = name_of(page, words, start, end);
    // A body known only by its words still needs something by which two articles can mean the same one.
    let key = (kind == LinkKind::Organisation).then(|| format!("name:{}", stemma_text::fold::fold(&name)));
    let place = (start..end).find_map(|at| page.name_at(at)).filter(|n| n.2.kind == EntityKind::Place);
    let state = (start..end).any(|at| words.state_media.has(&page.folded[at]));
    // "Medienberichten zufolge": no medium is named.
    let media =
        (start..end).find(|at| words.types.of_noun(&page.folded[*at]) == Some(UnnamedType::MediaReports));
    let media = media
        .filter(|_| kind != LinkKind::UnnamedPerson)
        .map(|at| unnamed::read(page, words, (start, end), at));
    let key = match place {
        Some((_, _, country)) if state => Some(format!("state-media:{}", country.key)),
        _ => key,
    };
    Link { name, kind, description: None, key, unnamed: media }
}

/// The words of a phrase without leading articles and without marks at its ends.
fn name_of(page: &Page<'_>, words: &Words, start: usize, end: usize) -> String {
    let skip = |at: &usize| words.article.has(&page.folded[*at]) || page.folded[*at].is_empty();
    let first = (start..end).find(|at| !skip(at)).unwrap_or(start);
    let end = end.min(first + LONGEST_NAME);
    let end = (first..end).rev().find(|at| !page.folded[*at].is_empty()).map_or(end, |at| at + 1);
    page.slice(first, end).trim_end_matches(is_quote_mark).to_owned()
}

/// The head noun alone, without the genitive s that its article shows.
fn nominative(page: &Page<'_>, words: &Words, start: usize, noun: usize) -> String {
    let word = page.word(noun);
    let genitive = start < noun && words.genitive.has(&page.folded[start]);
    let bare = word.strip_suffix("es").filter(|w| w.ends_with("mann")).or_else(|| word.strip_suffix('s'));
    bare.filter(|_| genitive).unwrap_or(word).to_owned()
}

/// Where the name of somebody unnamed ends: before a medium, and before a word that leads to it.
fn cut(page: &Page<'_>, words: &Words, noun: usize, stop: usize) -> usize {
    let mut stop = stop;
    let leads = |at: usize| {
        let folded = &page.folded[at];
        folded.is_empty()
            || words.attribute.has(folded)
            || words.article.has(folded)
            || words.medium.ends(folded)
    };
    while stop > noun + 1 && leads(stop - 1) {
        stop -= 1;
    }
    stop
}

/// The role of the person named from `start` to before `end`, in the words around the name: `Sprecherin des
/// Ministeriums`.
pub(crate) fn role(page: &Page<'_>, words: &Words, start: usize, end: usize) -> Option<String> {
    role_after(page, words, end).or_else(|| role_before(page, words, start))
}

fn role_after(page: &Page<'_>, words: &Words, end: usize) -> Option<String> {
    if page.word(end) != "," && page.word(end) != "(" {
        return None;
    }
    let stop = (end + 1..(end + 16).min(page.folded.len())).find(|at| page.is_break(*at))?;
    let first = (end + 1..stop).find(|at| !words.article.has(&page.folded[*at]))?;
    let noun = (first..stop.min(first + 5)).find(|at| is_role(page, words, *at))?;
    (first..noun)
        .all(|at| !words.attribute.has(&page.folded[at]) && !words.definite.has(&page.folded[at]))
        .then(|| page.slice(first, stop).to_owned())
}

fn role_before(page: &Page<'_>, words: &Words, start: usize) -> Option<String> {
    let mut end = start;
    let apposed = end > 0 && page.word(end - 1) == ",";
    if apposed {
        end -= 1;
    }
    let mut first = None;
    for at in (end.saturating_sub(14)..end).rev() {
        let folded = &page.folded[at];
        let part = !folded.is_empty()
            && (page.is_capital(at)
                || words.attribute.has(folded)
                || words.article.has(folded)
                || words.role.has(folded)
                || is_adjective(words, folded));
        // "Ein Berater von Präsident Milan Beispiel": the nearest role is that of the one named.
        if !part || first.is_some() && !apposed && words.possessor.has(folded) {
            break;
        }
        if is_role(page, words, at) {
            first = Some(at);
        }
    }
    let first = first?;
    let adjective = first.checked_sub(1).filter(|b| {
        let folded = &page.folded[*b];
        is_adjective(words, folded) && !page.is_capital(*b) && !is_verb(words, folded)
    });
    let from =
        adjective.filter(|b| !words.article.has(&page.folded[*b]) && !words.attribute.has(&page.folded[*b]));
    Some(page.slice(from.unwrap_or(first), end).to_owned())
}

/// True for a verb of telling, which may end like an adjective: `sagte`.
fn is_verb(words: &Words, folded: &str) -> bool {
    words.telling.has(folded) || words.relay_after.has(folded)
}

fn is_adjective(words: &Words, folded: &str) -> bool {
    folded.len() > 4 && words.adjective.ends(folded)
}

fn is_role(page: &Page<'_>, words: &Words, at: usize) -> bool {
    let folded = &page.folded[at];
    !folded.is_empty() && words.role.ends(folded) && (page.is_capital(at) || words.role.has(folded))
}
