//! Propositions: the single statements of the articles, from quotations and from plain sentences.

use crate::Source;
use crate::place;
use crate::terms::{Lexis, Terms, folded_words};
use rustc_hash::FxHashMap;
use stemma_quote::{Hedge, Link, LinkKind, Modality, Polarity, QuotationKind, Strength};
use stemma_text::token::Token;
use stemma_text::{BlockKind, EntityKind, TextRange, TimeKind};

/// Largest share of a sentence that quotations may cover before it is no plain statement any more.
const COVERED: f64 = 0.35;

/// Fewest terms of a plain statement.
const FEWEST_TERMS: usize = 3;

/// Sentences at the start of an article that tell what it is about.
const LEAD: usize = 2;

/// Fewest words other than function words that a part of a sentence needs to be a claim of its own.
const FEWEST_WORDS: usize = 3;

/// What the terms of stretches of years begin with.
const YEARS: &str = "years:";

/// Most terms kept of one proposition, so that a text without sentences costs no more than another.
const MOST_TERMS: usize = 60;

/// One statement of one article.
#[derive(Clone, Debug)]
pub(crate) struct Proposition {
    /// Place of the article in the list given.
    pub(crate) article: usize,
    /// Where, in bytes of its main text.
    pub(crate) range: TextRange,
    /// Place of the quotation it is a part of.
    pub(crate) quotation: Option<usize>,
    /// Terms, sorted, each once.
    pub(crate) terms: Vec<u32>,
    /// Those of them that are names, countries or numbers, sorted.
    pub(crate) names: Vec<u32>,
    pub(crate) polarity: Polarity,
    pub(crate) modality: Modality,
    /// What the statement leaves open.
    pub(crate) open: Option<&'static str>,
    /// How firmly by its words alone, plans and intentions counted as not firm.
    pub(crate) weak: bool,
    /// Who says it, across articles; `None` for media and plain statements.
    pub(crate) speaker: Option<String>,
    /// Number of the family of texts of its article.
    pub(crate) family: usize,
    /// True where it stands in the first sentences of its article.
    pub(crate) lead: bool,
    /// True where the words that attribute it stand inside it.
    pub(crate) attributed: bool,
    /// True for a few words torn out of a sentence.
    pub(crate) fragment: bool,
    /// Towns where it happens or goes: folded name, words of the text.
    pub(crate) places: Vec<(String, String)>,
}

/// All statements of one article, in order.
pub(crate) fn of_article(
    at: usize,
    family: usize,
    source: &Source<'_>,
    bearers: &FxHashMap<String, String>,
    lexis: &Lexis,
    terms: &mut Terms<'_>,
) -> Vec<Proposition> {
    let mut found = Vec::new();
    let text = source.article.text.as_str();
    let mentions = mentions_of(source, bearers);
    let towns = place::towns(source, lexis);
    let lead = source.annotations.sentences.get(LEAD - 1).map_or(usize::MAX, |s| s.end);
    let mut reader = Reader { source, mentions, towns, lexis, terms, text, family, lead };
    for (place, quotation) in source.quotations.iter().enumerate() {
        let mut attribution: Vec<TextRange> =
            quotation.cue.iter().chain(&quotation.source).copied().collect();
        attribution.sort();
        for range in pieces(source, &quotation.content) {
            let mut proposition = reader.read(at, range, &attribution);
            proposition.quotation = Some(place);
            proposition.speaker = quotation.chain.first().and_then(|l| speaker(l, reader.lexis));
            proposition.polarity = quotation.polarity;
            proposition.modality = match quotation.modality {
                Modality::Asserted => proposition.modality,
                given => given,
            };
            let whole = quotation.kind == QuotationKind::Reported || found.is_empty();
            if !proposition.terms.is_empty() || whole {
                found.push(proposition);
            }
        }
    }
    drop_fragments(&mut found, source);
    for sentence in plain_sentences(source) {
        let proposition = reader.read(at, sentence, &[]);
        let says = proposition.terms.len() >= FEWEST_TERMS || proposition.open.is_some();
        if says {
            found.push(proposition);
        }
    }
    found.sort_by_key(|p| (p.range, p.quotation));
    found
}

/// Drops quoted words inside a content of the same source: `„völlig offen“` in `dass der Ausgang „völlig offen“ sei`.
fn drop_fragments(found: &mut Vec<Proposition>, source: &Source<'_>) {
    let head = |p: &Proposition| {
        p.quotation
            .and_then(|q| source.quotations[q].chain.first())
            .map(|l| (l.key.as_deref(), l.name.as_str()))
    };
    // Widest first among those that begin together, so that a holder stands before what it holds.
    found.sort_by_key(|p| (p.range.start, std::cmp::Reverse(p.range.end), p.quotation));
    let mut kept: Vec<Proposition> = Vec::with_capacity(found.len());
    for proposition in found.drain(..) {
        let held = kept.iter().rev().take(8).any(|k| {
            k.range.contains(proposition.range)
                && k.quotation != proposition.quotation
                && head(k) == head(&proposition)
        });
        if !held {
            kept.push(proposition);
        }
    }
    *found = kept;
}

/// The parts of a content by sentences: parts of one sentence are joined.
fn pieces(source: &Source<'_>, content: &[TextRange]) -> Vec<TextRange> {
    let sentences = &source.annotations.sentences;
    let text = source.article.text.as_str();
    let mut found: Vec<(usize, TextRange)> = Vec::new();
    for range in content {
        let first = sentences.partition_point(|s| s.end <= range.start);
        let mut any = false;
        for (number, sentence) in sentences.iter().enumerate().skip(first) {
            if sentence.start >= range.end {
                break;
            }
            let part = sentence.intersection(*range);
            if part.is_empty() || text.get(part.start..part.end).is_none() {
                continue;
            }
            any = true;
            match found.last_mut().filter(|(n, _)| *n == number) {
                Some((_, whole)) => *whole = whole.cover(part),
                None => found.push((number, part.trimmed(text))),
            }
        }
        if !any && text.get(range.start..range.end).is_some() {
            found.push((usize::MAX, *range));
        }
    }
    found.into_iter().map(|(_, range)| range).filter(|r| !r.is_empty()).collect()
}

/// Sentences of paragraphs that stand outside of quotations.
fn plain_sentences(source: &Source<'_>) -> Vec<TextRange> {
    let mut quoted: Vec<TextRange> = source
        .quotations
        .iter()
        .flat_map(|q| q.content.iter().chain(&q.cue).chain(&q.source).copied())
        .collect();
    quoted.sort();
    let blocks: Vec<TextRange> = source
        .article
        .blocks
        .iter()
        .filter(|b| matches!(b.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::BlockQuote))
        .map(|b| b.range)
        .collect();
    let longest = quoted.iter().map(|r| r.len()).max().unwrap_or(0);
    let mut found = Vec::new();
    for sentence in &source.annotations.sentences {
        let block = blocks.partition_point(|b| b.end <= sentence.start);
        if !blocks.get(block).is_some_and(|b| b.overlaps(*sentence)) {
            continue;
        }
        let first = quoted.partition_point(|r| r.start + longest <= sentence.start);
        let mut end = sentence.start;
        let mut covered = 0;
        for range in quoted[first..].iter().take_while(|r| r.start < sentence.end) {
            let part = range.intersection(*sentence);
            let part = TextRange::new(part.start.max(end), part.end.max(end));
            covered += part.len();
            end = end.max(part.end);
        }
        if (covered as f64) < COVERED * sentence.len() as f64 {
            found.push(*sentence);
        }
    }
    found
}

struct Reader<'r, 'a, 'l> {
    source: &'r Source<'a>,
    mentions: Vec<Mention>,
    towns: Vec<(TextRange, String, String)>,
    lexis: &'r Lexis,
    terms: &'r mut Terms<'l>,
    text: &'a str,
    family: usize,
    /// Where the first sentences end, in bytes.
    lead: usize,
}

impl<'a> Reader<'_, 'a, '_> {
    /// The hedges of a range.
    fn hedges(&self, range: TextRange) -> &'a [Hedge] {
        let all = self.source.hedges;
        let first = all.partition_point(|h| h.range.start < range.start);
        let count = all[first..].partition_point(|h| h.range.start < range.end);
        &all[first..first + count]
    }

    /// Reads one statement; the words that attribute it are no part of what it says.
    fn read(&mut self, article: usize, range: TextRange, attribution: &[TextRange]) -> Proposition {
        let annotations = self.source.annotations;
        let tokens = &annotations.tokens;
        let first = tokens.partition_point(|t| t.range.end <= range.start);
        let last = tokens.partition_point(|t| t.range.start < range.end);
        let mut terms = Vec::new();
        let mut names = Vec::new();
        let mut next = self.mentions.partition_point(|m| m.0.end <= range.start);
        let said =
            |token: &&Token| token.is_wordlike() && !attribution.iter().any(|a| a.contains(token.range));
        let mut title: Vec<u32> = Vec::new();
        for token in tokens[first..last.max(first)].iter().filter(said) {
            while self.mentions.get(next).is_some_and(|m| m.0.end <= token.range.start) {
                next += 1;
            }
            if let Some((_, key, by_words)) = self.mentions.get(next).filter(|m| m.0.contains(token.range)) {
                if *by_words {
                    // "Hafen Kesk" is to meet "Hafen von Kesk": a place or a body counts by its words.
                    let numbers = self.terms.of_word(token.range.of(self.text));
                    terms.extend_from_slice(numbers);
                    let common = token.range.of(self.text).starts_with(char::is_lowercase);
                    names.extend(numbers.iter().filter(|_| !common));
                } else {
                    let number = self.terms.number(key);
                    terms.push(number);
                    if !key.starts_with(YEARS) {
                        names.push(number);
                        // "Präsident" before a name says no more than the name.
                        names.append(&mut title);
                    }
                }
                continue;
            }
            let word = token.range.of(self.text);
            let numbers = self.terms.of_word(word);
            terms.extend_from_slice(numbers);
            title.clear();
            if word.starts_with(char::is_uppercase) {
                title.extend_from_slice(numbers);
            }
            if terms.len() > MOST_TERMS {
                break;
            }
        }
        let is_name = |n: &u32| {
            let text = self.terms.texts[*n as usize].as_str();
            text.starts_with('#') || text.starts_with("country:")
        };
        names.extend(terms.iter().copied().filter(is_name));
        for list in [&mut terms, &mut names] {
            list.sort_unstable();
            list.dedup();
        }
        let words = folded_words(range.of(self.text));
        let hedges = self.hedges(range);
        Proposition {
            article,
            range,
            quotation: None,
            terms,
            names,
            polarity: if self.lexis.denial.any(&words) { Polarity::Denied } else { Polarity::Affirmed },
            modality: modality(self.lexis, &words, hedges),
            weak: !hedges.is_empty() || self.lexis.is_weak(&words),
            speaker: None,
            family: self.family,
            lead: range.start < self.lead,
            attributed: attribution.iter().any(|a| range.contains(*a)),
            fragment: is_fragment(self.lexis, range.of(self.text), &words),
            open: open(self.lexis, &words),
            places: self.towns[self.towns.partition_point(|t| t.0.end <= range.start)..]
                .iter()
                .take_while(|t| t.0.start < range.end)
                .map(|t| (t.1.clone(), t.2.clone()))
                .collect(),
        }
    }
}

/// Where a bearer is named, its term, and whether its words count in place of it.
type Mention = (TextRange, String, bool);

/// Mentions of bearers in order, with the term each stands for. Descriptions in small letters count for people only.
fn mentions_of(source: &Source<'_>, bearers: &FxHashMap<String, String>) -> Vec<Mention> {
    let text = source.article.text.as_str();
    let mut found = Vec::new();
    for entity in &source.annotations.entities {
        let known = bearers.get(&entity.key);
        let key = known.unwrap_or(&entity.key);
        // A single name of nobody known more fully may be anything's, and be read as a place elsewhere.
        let person = entity.kind == EntityKind::Person && (known.is_some() || entity.name.contains(' '));
        let by_words = !person && !key.starts_with("country:");
        for mention in &entity.mentions {
            let Some(words) = text.get(mention.start..mention.end) else { continue };
            if entity.kind == EntityKind::Person || !words.starts_with(char::is_lowercase) {
                found.push((*mention, key.clone(), by_words));
            }
        }
    }
    let durations = source.annotations.times.iter().filter(|t| t.kind == TimeKind::Duration);
    found.extend(durations.filter_map(|t| Some((t.range, years(&t.value)?, false))));
    found.sort();
    found
}

/// The term of a stretch of years: forty years are four decades.
fn years(value: &str) -> Option<String> {
    let digits = |unit: &str| value.strip_prefix('P')?.strip_suffix(unit)?.parse::<u32>().ok();
    let years = digits("Y")
        .or_else(|| digits("DE").map(|n| n.saturating_mul(10)))
        .or_else(|| digits("CE").map(|n| n.saturating_mul(100)))?;
    Some(format!("{YEARS}{years}"))
}

/// By the hedges found, which tell hearsay from plans and a month from a modal; then by the words alone.
fn modality(lexis: &Lexis, words: &[String], hedges: &[Hedge]) -> Modality {
    let possible = |h: &Hedge| h.strength == Strength::Possible;
    if hedges.iter().any(possible) || lexis.possible.any(words) {
        Modality::Possible
    } else if !hedges.is_empty() || lexis.hedge.any(words) {
        Modality::Hedged
    } else if lexis.planned.any(words) {
        Modality::Planned
    } else {
        Modality::Asserted
    }
}

/// Who the head of a chain is, across articles: a name, or what somebody unnamed is said to be.
pub(crate) fn speaker(link: &Link, lexis: &Lexis) -> Option<String> {
    match link.kind {
        LinkKind::Outlet | LinkKind::Agency => None,
        LinkKind::UnnamedPerson => lexis.head_noun(&link.name).map(|noun| format!("unnamed:{noun}")),
        _ => Some(crate::origin::key(link)),
    }
}

/// True for a few words that begin inside a sentence.
fn is_fragment(lexis: &Lexis, text: &str, words: &[String]) -> bool {
    !text.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
        && words.iter().filter(|w| !lexis.is_function_word(w)).count() < FEWEST_WORDS
}

fn open(lexis: &Lexis, words: &[String]) -> Option<&'static str> {
    if words.len() > 16 || !lexis.open.any(words) {
        return None;
    }
    [("place", &lexis.open_place), ("time", &lexis.open_time), ("quantity", &lexis.open_quantity)]
        .into_iter()
        .find(|(_, forms)| forms.any(words))
        .map(|(kind, _)| kind)
}

/// One term for all keys that mean the same bearer across a story: spellings with and without middle names meet, and a
/// person's last name alone meets the full name where only one full name in the story holds it.
pub(crate) fn bearers(sources: &[Source<'_>]) -> Vec<FxHashMap<String, String>> {
    use std::collections::{BTreeMap, BTreeSet};
    let keys: Vec<Vec<&str>> = sources.iter().map(person_keys).collect();
    let mut stories: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for (source, keys) in sources.iter().zip(&keys) {
        stories.entry(source.story).or_default().extend(keys);
    }
    let fullest: BTreeMap<usize, _> =
        stories.iter().map(|(story, keys)| (*story, stemma_text::fullest(keys))).collect();
    let of = |(source, keys): (&Source<'_>, &Vec<&str>)| {
        let full = fullest.get(&source.story);
        let pair = |key: &&str| Some(((*key).to_owned(), (*full?.get(key)?).to_owned()));
        keys.iter().filter_map(pair).collect()
    };
    sources.iter().zip(&keys).map(of).collect()
}

/// Keys of the persons of one article.
fn person_keys<'s>(source: &Source<'s>) -> Vec<&'s str> {
    let entities = source.annotations.entities.iter();
    entities.filter(|e| e.kind == EntityKind::Person).map(|e| e.key.as_str()).collect()
}
