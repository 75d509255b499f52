//! Attribution chains: from the first origin of a quotation to the agencies and the outlet of the article.
//!
//! A chain is read in four steps: the source phrase names the first link ([`phrase`]); whoever was told, or passes
//! the words on in the same sentence, is the next; what a medium says it rests on goes before it ([`basis`]); the
//! article's own agencies, credits and outlet end the chain ([`own`]).

use crate::{Link, LinkKind, Quotation};
use phrase::Head;
use rustc_hash::FxHashMap;
use stemma_lexicon::Lexicon;
use stemma_text::{Annotations, Article, EntityKind, Language, TextRange};

mod basis;
mod own;
mod page;
mod phrase;
#[cfg(test)]
mod tests;
mod unnamed;
pub(crate) mod words;

/// Deepest nesting of quotations that is followed.
const DEEPEST: usize = 6;

/// Builds chains for articles of one language.
pub struct Chainer {
    words: words::Words,
    media: words::Media,
}

/// Somebody without a name who can be taken up again.
struct Unnamed {
    /// Byte position of the phrase.
    position: usize,
    /// Head noun, folded, without its ending.
    noun: String,
    link: Link,
    onward: Vec<Link>,
}

/// The chain of one quotation before the article's own end: what nested quotations share.
type Raw = Vec<Link>;

impl Chainer {
    /// Compiles the lists of `language`.
    pub fn new(lexicon: &Lexicon, language: Language) -> Self {
        Self { words: words::Words::new(lexicon, language.code()), media: words::Media::new(lexicon) }
    }

    /// The word sets, by which sources are read elsewhere, too.
    pub(crate) fn words(&self) -> &words::Words {
        &self.words
    }

    /// The chains of `quotations` (their sources, addressees and cues are known), one for each, in their order; and the
    /// chain of a plain statement of the article: its agencies and its outlet alone.
    pub fn chains(
        &self,
        article: &Article,
        annotations: &Annotations,
        quotations: &[Quotation],
    ) -> (Vec<Vec<Link>>, Vec<Link>) {
        let page = page::Page::new(article, annotations, &self.media, &self.words);
        let own = own::chain(article, &page, &self.words, &self.media);
        if quotations.is_empty() {
            return (Vec::new(), own);
        }
        let mut reader = Reader::new(&page, &self.words);
        let raw: Vec<Raw> = quotations.iter().map(|q| reader.read(q)).collect();
        let places: FxHashMap<&str, usize> =
            quotations.iter().enumerate().map(|(i, q)| (q.id.as_str(), i)).collect();
        let chain_of = |at: usize| {
            let mut chain = Vec::new();
            let mut next = Some(at);
            for _ in 0..DEEPEST {
                let Some(place) = next else { break };
                raw[place].iter().for_each(|l| push(&mut chain, l));
                let outer = quotations[place].nested_in.as_deref();
                next = outer.and_then(|id| places.get(id).copied()).filter(|p| *p != place);
            }
            own.iter().for_each(|l| push(&mut chain, l));
            chain
        };
        ((0..quotations.len()).map(chain_of).collect(), own)
    }
}

/// Adds a link unless the chain holds it already: words pass through nobody twice.
fn push(chain: &mut Vec<Link>, link: &Link) {
    match chain.iter_mut().find(|l| same(l, link)) {
        // The fuller of two names of one medium: `Rundschau` in the text, `Rundschau Musterstadt` on its page.
        Some(held) if held.kind == LinkKind::Outlet && link.kind == LinkKind::Outlet => {
            let listed = held.key.as_deref().is_some_and(|k| k.starts_with("medium:"));
            if !listed && held.name.len() < link.name.len() {
                held.name.clone_from(&link.name);
            }
        }
        Some(_) => {}
        None => chain.push(link.clone()),
    }
}

/// True if two links mean the same: by key, by name, or two media one of whose names begins with the other.
fn same(a: &Link, b: &Link) -> bool {
    if a.key.is_some() && a.key == b.key {
        return true;
    }
    let (x, y) = (stemma_text::fold::fold(&a.name), stemma_text::fold::fold(&b.name));
    let media = |l: &Link| matches!(l.kind, LinkKind::Outlet | LinkKind::Agency);
    let head = |long: &str, short: &str| long.strip_prefix(short).is_some_and(|r| r.starts_with(' '));
    (x == y && (a.kind == b.kind || a.key.is_none() || b.key.is_none()))
        || (media(a) && media(b) && (head(&x, &y) || head(&y, &x)))
}

/// Reads the quotations of one article in order and remembers who was named on the way.
struct Reader<'p, 'a> {
    page: &'p page::Page<'a>,
    words: &'p words::Words,
    bases: Vec<basis::Basis>,
    unnamed: Vec<Unnamed>,
    roles: FxHashMap<String, String>,
    previous: Raw,
}

impl<'p, 'a> Reader<'p, 'a> {
    fn new(page: &'p page::Page<'a>, words: &'p words::Words) -> Self {
        let mut reader = Self {
            page,
            words,
            bases: basis::find(page, words),
            unnamed: Vec::new(),
            roles: roles(page, words),
            previous: Vec::new(),
        };
        for place in 0..reader.bases.len() {
            let basis = &reader.bases[place];
            let (position, medium) = (basis.position, basis.medium.clone());
            for head in basis.heads.clone() {
                let mut onward = head.onward.clone();
                onward.extend(medium.clone());
                reader.remember(position, &head, &onward);
            }
        }
        reader
    }

    fn read(&mut self, quotation: &Quotation) -> Raw {
        let Some(mut head) = self.head(quotation) else {
            // Nobody is named: the one who spoke last goes on. Words that name no speaker say nothing.
            let unsourced = quotation.rule == crate::group::UNSOURCED;
            let carried = quotation.source.is_empty() && !unsourced || self.is_pronoun(quotation);
            return if carried { self.previous.clone() } else { Vec::new() };
        };
        let position = first(&quotation.source).or(first(&quotation.content)).unwrap_or(0);
        let told = self.told(quotation);
        let mut chain = Vec::new();
        if let Some(unnamed) = self.taken_up(position, &head) {
            push(&mut chain, &unnamed.link);
            unnamed.onward.iter().for_each(|l| push(&mut chain, l));
        } else {
            if head.is_medium() {
                for basis in self.basis_of(&head.link, quotation) {
                    push(&mut chain, &basis.link);
                    basis.onward.iter().for_each(|l| push(&mut chain, l));
                }
            }
            self.describe(&mut head);
            push(&mut chain, &head.link);
            // The medium a person works for is left out where the person speaks to another one.
            if told.is_empty() || head.link.kind != LinkKind::Person {
                head.onward.iter().for_each(|l| push(&mut chain, l));
            }
        }
        told.iter().for_each(|l| push(&mut chain, l));
        if told.is_empty()
            && let Some(relay) = self.relay(quotation, &head)
        {
            if !chain.iter().any(|l| same(l, &relay)) {
                for basis in self.basis_of(&relay, quotation).iter().filter(|b| same(&b.link, &head.link)) {
                    basis.onward.iter().for_each(|l| push(&mut chain, l));
                }
            }
            push(&mut chain, &relay);
        }
        let onward: Vec<Link> = chain.iter().skip(1).cloned().collect();
        self.remember(position, &head, &onward);
        self.previous = chain.clone();
        chain
    }

    /// True if the source is nothing but a pronoun.
    fn is_pronoun(&self, quotation: &Quotation) -> bool {
        quotation.source.iter().all(|r| {
            let (start, end) = self.page.tokens_in(*r);
            end - start <= 2 && (start..end).all(|at| self.words.pronoun.has(&self.page.folded[at]))
        })
    }

    /// The source: by its words, by its entity, or the one who spoke last.
    fn head(&self, quotation: &Quotation) -> Option<Head> {
        let page = self.page;
        let ranges = &quotation.source;
        let entity = quotation
            .source_entity
            .as_deref()
            .and_then(|id| page.annotations.entities.iter().find(|e| e.id == id));
        let (start, end) = match (ranges.first(), ranges.last()) {
            (Some(a), Some(b)) => page.tokens_in(TextRange::new(a.start, a.end.max(b.end))),
            _ => (0, 0),
        };
        // Parts of a source that stand far apart are read apart: the fullest first.
        let (start, end) = match ranges.iter().max_by_key(|r| (r.len(), std::cmp::Reverse(r.start))) {
            Some(longest) if end - start > 40 => page.tokens_in(*longest),
            _ => (start, end),
        };
        let read = if self.is_pronoun(quotation) { None } else { phrase::read(page, self.words, start, end) };
        let inside = |id: &str| {
            page.names.iter().any(|n| n.0 < end && n.1 > start && page.annotations.entities[n.2].id == id)
        };
        match (read, entity) {
            (Some(head), Some(entity)) => {
                // An entity named elsewhere was found by coreference: it says more than the words. One named
                // inside the phrase is the source only if the phrase is headed by it.
                let vague = head.link.key.is_none() || head.noun.is_some();
                let person = entity.kind == EntityKind::Person;
                if !inside(&entity.id) && (vague || person) {
                    Some(self.known(entity, head))
                } else {
                    Some(head)
                }
            }
            (Some(head), None) => Some(head),
            (None, Some(entity)) if inside(&entity.id) && !self.is_pronoun(quotation) => None,
            (None, Some(entity)) => Some(self.known(entity, Head::of(phrase::entity_link(entity, page)))),
            (None, None) => None,
        }
    }

    fn known(&self, entity: &stemma_text::Entity, head: Head) -> Head {
        let link = phrase::entity_link(entity, self.page);
        Head { link, noun: None, others: Vec::new(), definite: false, ..head }
    }

    /// Adds the role that the article gives the person anywhere.
    fn describe(&self, head: &mut Head) {
        if head.link.description.is_none()
            && let Some(role) = head.link.key.as_ref().and_then(|k| self.roles.get(k))
        {
            head.link.description = Some(role.clone());
        }
    }

    /// The earlier source that a definite phrase takes up: `die Beamten`.
    fn taken_up(&self, position: usize, head: &Head) -> Option<&Unnamed> {
        let noun = head.noun.as_deref().filter(|_| head.definite && head.onward.is_empty())?;
        let noun = self.words.ending.strip(noun);
        self.unnamed
            .iter()
            .filter(|u| u.position < position)
            .filter(|u| u.noun.ends_with(noun) || noun.ends_with(u.noun.as_str()))
            .max_by_key(|u| u.position)
    }

    fn remember(&mut self, position: usize, head: &Head, onward: &[Link]) {
        let known = self.taken_up(position, head).is_some();
        if head.noun.is_some() && !known {
            for noun in head.noun.iter().chain(&head.others) {
                self.unnamed.push(Unnamed {
                    position,
                    noun: self.words.ending.strip(noun).to_owned(),
                    link: head.link.clone(),
                    onward: onward.to_vec(),
                });
            }
        }
    }

    /// What the medium said it rests on: in this sentence, before it, or in the sentence that follows.
    fn basis_of(&self, medium: &Link, quotation: &Quotation) -> Vec<Head> {
        let Some(position) = self.sentence_of(quotation).map(|s| s.0) else { return Vec::new() };
        let of_medium = || self.bases.iter().filter(|b| b.medium.as_ref().is_some_and(|m| same(m, medium)));
        let before = of_medium().rfind(|b| b.sentence <= position);
        let found = before.or_else(|| of_medium().find(|b| b.sentence == position + 1));
        found.map(|b| b.heads.clone()).unwrap_or_default()
    }

    /// The sentence of the attribution: of the cue, else the source, else the end of the content.
    fn sentence_of(&self, quotation: &Quotation) -> Option<(usize, (usize, usize))> {
        let position = first(&quotation.cue)
            .or_else(|| quotation.content.last().map(|r| r.end.saturating_sub(1)))
            .or(first(&quotation.source))?;
        Some(self.page.sentence_at(position))
    }

    /// The media that were told, the nearest to the speaker first.
    fn told(&self, quotation: &Quotation) -> Vec<Link> {
        let page = self.page;
        let mut found: Vec<Link> = Vec::new();
        for range in &quotation.addressee {
            let (start, end) = page.tokens_in(*range);
            let partner = (start..end).find(|at| self.words.partner.ends(&page.folded[*at]));
            let mut owners = Vec::new();
            for mention in page.media_in(start, end) {
                let possessed = mention.tokens.0.checked_sub(1).is_some_and(|b| {
                    partner.is_some_and(|p| p < b) && self.words.possessor.has(&page.folded[b])
                });
                let list = if possessed { &mut owners } else { &mut found };
                list.push(mention.link.clone());
            }
            found.extend(owners);
            if found.is_empty()
                && let Some(link) = own::bare_addressee(page, self.words, start, end)
            {
                found.push(link);
            }
        }
        found
    }

    /// A medium that passes the words on in the same sentence: `laut dem Bericht`, `wie die Rundschau schrieb`.
    fn relay(&self, quotation: &Quotation, head: &Head) -> Option<Link> {
        let page = self.page;
        let (_, (start, end)) = self.sentence_of(quotation)?;
        let taken = |at: usize| {
            let range = page.annotations.tokens[at].range;
            quotation.content.iter().chain(&quotation.source).any(|r| r.overlaps(range))
        };
        for mention in page.media_in(start, end) {
            let (from, to) = mention.tokens;
            if taken(from) || same(&mention.link, &head.link) || !self.passes_on(from, to, (start, end)) {
                continue;
            }
            return Some(mention.link.clone());
        }
        if head.report {
            return None;
        }
        let report = (start + 1..end).find(|at| {
            self.words.report.has(&page.folded[*at])
                && self.words.definite.has(&page.folded[at - 1])
                && !taken(*at)
                && self.passes_on(*at, *at + 1, (start, end))
        })?;
        page.last_medium(report, false).filter(|l| !same(l, &head.link)).cloned()
    }

    /// True if the words around a medium say that it passes something on.
    fn passes_on(&self, from: usize, to: usize, (start, end): (usize, usize)) -> bool {
        let page = self.page;
        let before = (from.saturating_sub(4).max(start)..from).rev().take_while(|at| !page.is_break(*at));
        let mut lead = before.filter(|at| self.words.relay_before.has(&page.folded[*at]));
        let after = |at: usize| {
            self.words.relay_after.has(&page.folded[at])
                || self.words.basis.phrase_at(&page.folded[at..]).is_some_and(|n| n > 1)
        };
        lead.next().is_some() || (to..end.min(to + 4)).take_while(|at| !page.is_break(*at)).any(after)
    }
}

/// First byte of a list of ranges.
fn first(ranges: &[TextRange]) -> Option<usize> {
    ranges.first().map(|r| r.start)
}

/// The role of each person of the article, by key: the first one given.
fn roles(page: &page::Page<'_>, words: &words::Words) -> FxHashMap<String, String> {
    let mut roles = FxHashMap::default();
    for (start, end, place) in &page.names {
        let entity = &page.annotations.entities[*place];
        if entity.kind == EntityKind::Person
            && !roles.contains_key(&entity.key)
            && let Some(role) = phrase::role(page, words, *start, *end)
        {
            roles.insert(entity.key.clone(), role);
        }
    }
    roles
}
