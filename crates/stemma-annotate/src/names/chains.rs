//! Which names of one article mean the same bearer: chains of mentions, their keys, their fullest names.
//!
//! Names of persons meet under the forms of their parts that all spellings share; a surname goes to the full name last
//! mentioned before it (as in Bagga & Baldwin's and later rule systems), likeness alone joins only titled names.

use std::collections::{BTreeMap, BTreeSet};

use stemma_text::{Bearing, Entity, EntityKind, TextRange, TokenKind, same_person};

use super::fold::{likeness, roman, stemmed};
use super::known::Class;
use super::media::Media;
use super::persons::PersonName;
use super::roles::Gender;
use super::spans::{Span, bare};
use super::words::{Info, Word};
use super::{Namer, descriptions};

/// Full names under one word that are compared with a single name; more are passed over.
const MOST_CANDIDATES: usize = 16;
/// Likeness of folded surnames, as a fraction, from which a titled name may be the same (`docs/evaluation.md`).
const ALIKE: f64 = 0.8;
/// Shortest folded surname, in bytes, that is compared by likeness.
const SHORTEST_ALIKE: usize = 5;

/// Mentions of one bearer.
#[derive(Clone, Debug)]
pub(crate) struct Chain {
    /// Kind of name.
    pub(crate) kind: EntityKind,
    /// Key of the entity.
    pub(crate) key: String,
    /// Number of the known bearer.
    pub(crate) known: Option<u32>,
    /// Numbers of spans.
    pub(crate) spans: Vec<usize>,
    /// Further mentions: descriptions, in bytes of the text.
    pub(crate) descriptions: Vec<TextRange>,
    /// Nouns alone that mean it: `der Minister`, in bytes of the text.
    pub(crate) nouns: Vec<TextRange>,
    /// Parts of the full name of a person, the surname last.
    parts: Vec<String>,
    /// As titles, roles and given names tell it.
    pub(crate) gender: Gender,
}

/// The chains of one article while they grow.
pub(crate) struct Chains<'a> {
    /// The lists.
    pub(crate) namer: &'a Namer,
    /// Words of the text.
    pub(crate) words: &'a [Word<'a>],
    /// Names in order.
    pub(crate) spans: &'a [Span],
    /// Which of them are media that no table holds.
    pub(crate) media: &'a Media,
    /// The chains.
    pub(crate) all: Vec<Chain>,
    /// Chain of each span.
    pub(crate) of_span: Vec<Option<usize>>,
    capitals: BTreeSet<&'a str>,
}

/// The entities of a text, in order of first mention.
pub(crate) fn entities(
    namer: &Namer,
    text: &str,
    words: &[Word],
    spans: &[Span],
    media: &Media,
) -> Vec<Entity> {
    let capitals = words.iter().filter(|w| w.is_capital()).map(|w| w.text).collect();
    let mut chains =
        Chains { namer, words, spans, media, all: Vec::new(), of_span: vec![None; spans.len()], capitals };
    chains.add_things();
    chains.add_full_persons();
    chains.add_single_persons();
    descriptions::add(&mut chains);
    chains.finish(text)
}

impl Chains<'_> {
    /// Puts a span into the chain with this kind and key.
    fn put(&mut self, index: &mut BTreeMap<String, usize>, at: usize, key: String) -> usize {
        let span = self.spans[at];
        let number = *index.entry(key.clone()).or_insert_with(|| {
            self.all.push(Chain {
                kind: span.kind,
                key,
                known: span.known,
                spans: Vec::new(),
                descriptions: Vec::new(),
                nouns: Vec::new(),
                parts: Vec::new(),
                gender: Gender::Open,
            });
            self.all.len() - 1
        });
        self.join(at, number);
        number
    }

    /// Puts a span into a chain.
    fn join(&mut self, at: usize, chain: usize) {
        self.all[chain].spans.push(at);
        self.of_span[at] = Some(chain);
    }

    /// A word without its genitive ending, where the article or the table shows that it has one.
    fn core<'w>(&self, word: &Word<'w>) -> &'w str {
        let stripped = bare(word.text);
        if stripped == word.text {
            return word.text;
        }
        let names = Info::GIVEN | Info::SURNAME | Info::NAME | Info::CITY | Info::REGION;
        let genitive = word.info.is(Info::GENITIVE)
            || self.capitals.contains(stripped)
            || word.text.contains(['\'', '’'])
            || !word.info.is(names)
                && self.namer.tables.words.find(stripped).is_some_and(|l| {
                    l.contains(['g', 's', 'n', 'c', 'r']) && l.rsplit('\t').next() != Some("")
                });
        if genitive { stripped } else { word.text }
    }

    /// What the words of a person's name make up; titles at its beginning are left out.
    fn person<'s>(&'s self, span: &Span) -> PersonName {
        let words = &self.words[span.start..span.end];
        let is_title =
            |w: &Word| self.namer.roles.title(w.text).is_some() || self.namer.persons.is_regal_title(w.text);
        let titles = words.iter().take_while(|w| w.kind == TokenKind::Mark || is_title(w)).count();
        let titles = if titles < words.len() { titles } else { 0 };
        let before = span.start.checked_sub(1).map(|n| &self.words[n]);
        let regal =
            before.into_iter().chain(&words[..titles]).any(|w| self.namer.persons.is_regal_title(w.text));
        let inner = words[titles..].iter().enumerate().filter(|(_, w)| w.kind != TokenKind::Mark);
        // Only the last word of a name is declined.
        let last = words.len() - titles - 1;
        let form = |(at, w): (usize, &'s Word<'s>)| if at == last { self.core(w) } else { w.text };
        self.namer.persons.read(inner.map(form), regal)
    }

    /// Everything but persons: one chain for each known bearer and for each folded name.
    fn add_things(&mut self) {
        let mut index = BTreeMap::new();
        let mut acronyms: BTreeMap<&str, usize> = BTreeMap::new();
        let mut ministries: BTreeMap<String, usize> = BTreeMap::new();
        for at in 0..self.spans.len() {
            let span = self.spans[at];
            if span.kind == EntityKind::Person && span.known.is_none() {
                continue;
            }
            let inner = &self.words[span.start..span.end];
            if let Some(chain) = self.whole_medium(&span) {
                self.join(at, chain);
                continue;
            }
            if self.join_ministry(&mut index, &mut ministries, at) {
                continue;
            }
            if let Some(id) = span.known {
                let bearer = self.namer.known.bearer(id);
                let capital = if bearer.class == Class::Capital && self.is_actor(&span) { "@" } else { "" };
                let key = format!("{capital}{}", bearer.key);
                self.put(&mut index, at, key);
                continue;
            }
            if let ([word], true) = (inner, at > 0) {
                let before = self.spans[at - 1];
                let bracketed = before.end + 1 == span.start && self.words[before.end].text == "(";
                let long = bracketed.then(|| self.of_span[at - 1]).flatten();
                if let Some(chain) =
                    long.or_else(|| acronyms.get(word.text).copied()).filter(|_| word.is_acronym())
                {
                    acronyms.insert(word.text, chain);
                    self.join(at, chain);
                    continue;
                }
            }
            let key = self.thing_key(&span);
            self.put(&mut index, at, key);
        }
        self.join_capitals();
    }

    /// Puts a ministry to that of its country, or to the last of its sort; false if the span is none.
    fn join_ministry(
        &mut self,
        index: &mut BTreeMap<String, usize>,
        last: &mut BTreeMap<String, usize>,
        at: usize,
    ) -> bool {
        let Some(found) = super::ministries::ministry(self.namer, self.words, &self.spans[at]) else {
            return false;
        };
        let chain = match last.get(&found.sort).filter(|_| found.code.is_empty()) {
            Some(chain) => {
                self.join(at, *chain);
                *chain
            }
            None => self.put(index, at, super::ministries::key(&found.sort, &found.code)),
        };
        self.all[chain].kind = EntityKind::Organisation;
        last.insert(found.sort, chain);
        true
    }

    /// The chain of the medium that a short form stands for.
    fn whole_medium(&self, span: &Span) -> Option<usize> {
        let whole = self.media.shorts.get(&span.start)?;
        let at = self.spans.binary_search_by_key(whole, |s| s.start).ok()?;
        self.of_span[at]
    }

    fn thing_key(&self, span: &Span) -> String {
        let inner = &self.words[span.start..span.end];
        let joined = match inner {
            [word] => self.namer.known.city_key(self.core(word)),
            [.., last] => {
                let plain: Vec<&Word> = inner
                    .iter()
                    .filter(|w| w.kind != TokenKind::Mark && !self.namer.roles.is_legal(w.text))
                    .collect();
                let forms = inner.iter().take(inner.len() - 1).map(|w| w.text).chain([self.core(last)]);
                let city = self.namer.known.whole_city(&forms.collect::<Vec<_>>().join(" "));
                match (city, &plain[..]) {
                    (Some(city), _) => city,
                    // A company that is called like its town is not the town.
                    (None, [word]) if plain.len() < inner.len() && self.namer.known.is_city(word.text) => {
                        inner.iter().map(|w| roman(w.text)).collect()
                    }
                    (None, [word]) => roman(self.core(word)),
                    _ => plain.iter().map(|w| roman(&stemmed(w.text))).collect(),
                }
            }
            [] => String::new(),
        };
        format!("name:{joined}")
    }

    /// A seat of government that acts: no preposition of place before it, no dateline.
    fn is_actor(&self, span: &Span) -> bool {
        let before = span.start.checked_sub(1).map(|n| &self.words[n]);
        let here = &self.words[span.start];
        let placed =
            before.is_some_and(|w| w.sentence == here.sentence && self.namer.roles.is_before_place(w.text));
        let opening = before.is_none_or(|w| w.sentence != here.sentence);
        let dateline = self
            .words
            .get(span.end)
            .is_some_and(|w| w.text == "(" || opening && matches!(w.text, "-" | "–" | "," | "/" | "."));
        !placed && !dateline
    }

    /// Seats of government that act mean their country where the text names it, else the city.
    fn join_capitals(&mut self) {
        let by_key: BTreeMap<String, usize> =
            self.all.iter().enumerate().map(|(n, c)| (c.key.clone(), n)).collect();
        for number in 0..self.all.len() {
            let chain = &self.all[number];
            let Some(city) = chain.key.strip_prefix('@').map(str::to_owned) else { continue };
            let code = chain.known.map(|id| self.namer.known.bearer(id).code.clone()).unwrap_or_default();
            let target = by_key.get(&format!("country:{code}")).or_else(|| by_key.get(&city)).copied();
            match target {
                Some(target) => {
                    for at in std::mem::take(&mut self.all[number].spans) {
                        self.join(at, target);
                    }
                }
                None => self.all[number].key = city,
            }
        }
        for chain in &mut self.all {
            chain.spans.sort_unstable();
        }
    }

    /// The gender that the title before a name tells, and whether there is a title or role at all.
    fn title(&self, span: &Span) -> (Gender, bool) {
        let before = |n: usize| span.start.checked_sub(n).map(|at| &self.words[at]);
        let word = match before(1) {
            Some(w) if w.text == "." => before(2),
            other => other,
        };
        let Some(word) = word.filter(|w| w.sentence == self.words[span.start].sentence) else {
            return (Gender::Open, false);
        };
        match self.namer.roles.title(word.text) {
            Some(gender) => (gender, true),
            None => (Gender::Open, self.namer.roles.is_role(word.text)),
        }
    }

    /// Persons with more than one part to their name.
    fn add_full_persons(&mut self) {
        let mut index = BTreeMap::new();
        let mut holders: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for at in 0..self.spans.len() {
            let span = self.spans[at];
            if span.kind != EntityKind::Person || span.known.is_some() {
                continue;
            }
            let name = self.person(&span);
            if name.parts.len() < 2 {
                continue;
            }
            let key = name.key();
            let number = match index.get(&key).copied().or_else(|| self.bearer_of(&holders, &name, &key)) {
                Some(number) => {
                    self.join(at, number);
                    number
                }
                None => self.put(&mut index, at, key.clone()),
            };
            for part in name.parts.iter().filter(|p| p.len() > 1) {
                let list = holders.entry(part.clone()).or_default();
                if !list.contains(&number) && list.len() < MOST_CANDIDATES {
                    list.push(number);
                }
            }
            let (title, _) = self.title(&span);
            let chain = &mut self.all[number];
            if let Some(gender) = Some(title).filter(|g| *g != Gender::Open).or(name.gender) {
                chain.gender = gender;
            }
            if chain.parts.len() < name.parts.len() {
                chain.parts = name.parts;
                chain.key = key;
            }
        }
    }

    /// The chain of a full name in other words: the first that must mean the same, or the only one that may.
    fn bearer_of(
        &self,
        holders: &BTreeMap<String, Vec<usize>>,
        name: &PersonName,
        key: &str,
    ) -> Option<usize> {
        let near: BTreeSet<usize> =
            name.parts.iter().rev().filter_map(|p| holders.get(p)).flatten().copied().collect();
        let bearing = |n: &usize| same_person(&self.all[*n].key, key);
        let same = near.iter().copied().find(|n| bearing(n) == Bearing::Same);
        same.or_else(|| {
            let mut open = near.iter().copied().filter(|n| bearing(n) == Bearing::Open);
            open.next().filter(|_| open.next().is_none())
        })
    }

    /// Persons named by one part: to the full name that holds it.
    fn add_single_persons(&mut self) {
        let mut holders: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let full = self.all.len();
        for (number, chain) in self.all.iter().enumerate() {
            for part in &chain.parts {
                let list = holders.entry(part.clone()).or_default();
                if list.len() < MOST_CANDIDATES && list.last() != Some(&number) {
                    list.push(number);
                }
            }
        }
        let mut index = BTreeMap::new();
        for at in 0..self.spans.len() {
            let span = self.spans[at];
            if self.of_span[at].is_some() {
                continue;
            }
            let name = self.person(&span);
            let Some(part) = name.parts.last() else { continue };
            let (gender, titled) = self.title(&span);
            let like = |n: &usize| {
                gender == Gender::Open || self.all[*n].gender == Gender::Open || self.all[*n].gender == gender
            };
            let key = name.key();
            let fits = |n: &usize| like(n) && same_person(&self.all[*n].key, &key) != Bearing::Different;
            let candidates: Vec<usize> =
                holders.get(part).into_iter().flatten().copied().filter(fits).collect();
            let surnames: Vec<usize> =
                candidates.iter().copied().filter(|n| self.all[*n].parts.last() == Some(part)).collect();
            let nearest = self.nearest(if surnames.is_empty() { &candidates } else { &surnames }, at);
            let surname = self.words[span.end - 1].info.is(Info::SURNAME) || self.namer.persons.is_own(part);
            let number =
                nearest.or_else(|| if titled && !surname { self.alike(part, full, like) } else { None });
            match number {
                Some(number) => {
                    self.join(at, number);
                    if gender != Gender::Open {
                        self.all[number].gender = gender;
                    }
                }
                None => {
                    let number = self.put(&mut index, at, key);
                    if gender != Gender::Open {
                        self.all[number].gender = gender;
                    }
                }
            }
        }
        for chain in &mut self.all {
            chain.spans.sort_unstable();
        }
    }

    /// The chain named last before the span, else the first one after it.
    fn nearest(&self, candidates: &[usize], at: usize) -> Option<usize> {
        let before = |n: &usize| self.all[*n].spans.iter().rev().find(|s| **s < at).copied();
        let last = candidates.iter().filter_map(|n| before(n).map(|s| (s, *n))).max();
        last.map(|(_, n)| n).or_else(|| candidates.first().copied())
    }

    /// The one person whose surname is much like this one.
    fn alike(&self, part: &str, full: usize, fits: impl Fn(&usize) -> bool) -> Option<usize> {
        if part.len() < SHORTEST_ALIKE {
            return None;
        }
        let mut found = (0..full)
            .filter(&fits)
            .filter(|n| !self.all[*n].parts.is_empty())
            .take(4 * MOST_CANDIDATES)
            .filter(|n| {
                let surname = self.all[*n].parts.last().map_or("", String::as_str);
                surname.len() >= SHORTEST_ALIKE
                    && surname.chars().next() == part.chars().next()
                    && likeness(surname, part) >= ALIKE
            });
        let first = found.next();
        first.filter(|_| found.next().is_none())
    }

    /// The range of a span in bytes of the text.
    pub(crate) fn range(&self, span: &Span) -> TextRange {
        let end = span.end.max(span.start + 1) - 1;
        self.words[span.start].range.cover(self.words[end].range)
    }

    fn finish(self, text: &str) -> Vec<Entity> {
        let mut found: Vec<Entity> = self
            .all
            .iter()
            .filter(|c| !c.spans.is_empty())
            .map(|chain| {
                let name = self.best_name(text, chain);
                let mut mentions: Vec<TextRange> =
                    chain.spans.iter().map(|s| self.range(&self.spans[*s])).collect();
                mentions.extend(&chain.descriptions);
                mentions.sort_unstable();
                mentions.dedup();
                let mut descriptions = chain.nouns.clone();
                descriptions.sort_unstable();
                let gender = match chain.gender {
                    Gender::Male => Some(stemma_text::Gender::Male),
                    Gender::Female => Some(stemma_text::Gender::Female),
                    Gender::Open => None,
                };
                Entity {
                    id: String::new(),
                    kind: chain.kind,
                    name,
                    key: chain.key.clone(),
                    mentions,
                    descriptions,
                    gender,
                }
            })
            .collect();
        found.sort_by(|a, b| a.mentions.first().cmp(&b.mentions.first()).then_with(|| a.key.cmp(&b.key)));
        for (number, entity) in found.iter_mut().enumerate() {
            entity.id = format!("e{}", number + 1);
        }
        found
    }

    /// True if the s at the end of a name of several words is a genitive: the text has the name without it, or each
    /// mention stands right beside a noun that it may belong to.
    fn is_genitive(&self, chain: &Chain, last: &Word) -> bool {
        if last.text.contains(['\'', '’']) || self.capitals.contains(bare(last.text)) {
            return true;
        }
        let noun = |word: Option<&Word>, sentence: u32| {
            word.is_some_and(|w| {
                let called = self.namer.roles.is_role(w.text) || self.namer.roles.title(w.text).is_some();
                w.is_capital() && w.sentence == sentence && !called && !w.info.is(Info::LOWER)
            })
        };
        chain.spans.iter().map(|s| self.spans[*s]).all(|span| {
            let sentence = self.words[span.start].sentence;
            let before = span.start.checked_sub(1).map(|at| &self.words[at]);
            noun(before, sentence) || noun(self.words.get(span.end), sentence)
        })
    }

    /// The fullest form in the text; for countries the commonest.
    fn best_name(&self, text: &str, chain: &Chain) -> String {
        let country = chain.key.starts_with("country:");
        let shown =
            chain.known.map(|id| &self.namer.known.bearer(id).name).filter(|n| !country && !n.is_empty());
        if let Some(name) = shown {
            return name.clone();
        }
        let medium =
            chain.spans.iter().map(|s| self.spans[*s]).find(|s| self.media.sorts.contains_key(&s.start));
        if let Some(span) = medium {
            return super::media::nominative(self.namer, self.words, &span);
        }
        let mut forms: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for (number, at) in chain.spans.iter().enumerate() {
            let span = &self.spans[*at];
            if country && span.known.is_some_and(|id| self.namer.known.bearer(id).class == Class::Capital) {
                continue;
            }
            let last = &self.words[span.end - 1];
            let declined =
                matches!(chain.kind, EntityKind::Person | EntityKind::Place) || span.end - span.start == 1;
            let ends = declined && (span.end - span.start == 1 || self.is_genitive(chain, last));
            let cut = if ends { last.text.len() - self.core(last).len() } else { 0 };
            let range = self.range(span);
            let form = text[range.start..range.end - cut].split_whitespace().collect::<Vec<_>>().join(" ");
            let entry = forms.entry(form).or_insert((0, usize::MAX - number));
            entry.0 += 1;
        }
        let best = forms.into_iter().max_by_key(|(form, (count, early))| {
            if country { (*count, *early) } else { (form.chars().count(), *early) }
        });
        best.map_or_else(String::new, |(form, _)| form)
    }
}
