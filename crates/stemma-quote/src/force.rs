//! What a report does with what it reports, and whether it affirms it: `warnte`, `bestritt nicht`, `wollte nicht sagen,
//! ob`. Read off the cue alone, by the lists of `force.toml`; a negation in the clause of the cue turns both.
//!
//! A negation inside the content turns nothing: who says that something is not so affirms that it is not.

use rustc_hash::{FxHashMap, FxHashSet};
use stemma_lexicon::{Entry, Lexicon, WordFile};

use crate::cue::{self, Shape};
use crate::draft::Draft;
use crate::lists::{self as class, Form, Lists, Order};
use crate::view::View;
use crate::{Force, Polarity, QuotationKind};

/// Words at the start of a content in which it may be left open: `es sei weiter völlig unklar, ob`.
const OPENING: usize = 8;

/// Words at the start of an English content in which its infinitive stands: `the mayor to leave`.
const INFINITIVE_REACH: usize = 8;

/// Longest English verb group: `did not immediately confirm`.
const LONGEST_GROUP: usize = 5;

/// What the content must be like for a reading to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Condition {
    /// Anything.
    Any,
    /// Not direct speech.
    Indirect,
    /// An infinitive.
    Infinitive,
    /// An infinitive of a cue verb.
    Saying,
    /// A question.
    Question,
}

/// What a cue means.
#[derive(Clone, Copy, Debug)]
struct Reading {
    force: Force,
    /// What it does with the content; `None` leaves it to `cues.toml`.
    polarity: Option<Polarity>,
    /// The same where the cue is negated.
    negated: Polarity,
    condition: Condition,
}

/// Readings of cues, compiled from `force.toml`.
#[derive(Debug, Default)]
pub struct Forces {
    verbs: FxHashMap<String, Vec<Reading>>,
    nouns: FxHashMap<String, Reading>,
    compounds: Vec<(String, Reading)>,
    phrases: Vec<(Vec<String>, Reading)>,
    negation: FxHashSet<String>,
    contracted: Vec<String>,
    neither: FxHashSet<String>,
    spared: Vec<Vec<String>>,
    open: FxHashSet<String>,
    whether: FxHashSet<String>,
}

impl Forces {
    /// Compiles the lists of the language with this folder of data.
    pub fn new(lexicon: &Lexicon, folder: &str) -> Self {
        let file = lexicon.words(folder, "force");
        let words = |name: &str| -> FxHashSet<String> {
            file.named(name).map(|e| e.list("words").map(str::to_owned).collect()).unwrap_or_default()
        };
        let mut forces = Self {
            negation: words("negation"),
            neither: words("neither"),
            open: words("open"),
            whether: words("whether"),
            spared: file.named("no negation").map(phrases).unwrap_or_default(),
            ..Self::default()
        };
        if let Some(entry) = file.named("negation") {
            forces.contracted = entry.list("suffixes").map(str::to_owned).collect();
        }
        forces.add_readings(&file);
        forces
    }

    /// True for a word that begins a question of yes or no: `ob`.
    pub fn is_whether(&self, lower: &str) -> bool {
        self.whether.contains(lower)
    }

    /// True for a word that negates a cue.
    pub fn is_negation(&self, lower: &str) -> bool {
        self.negation.contains(lower) || self.neither.contains(lower)
    }

    fn add_readings(&mut self, file: &WordFile) {
        for entry in &file.entries {
            let name = entry.text("force").or(entry.text("name")).unwrap_or_default();
            let Some(force) = Force::ALL.into_iter().find(|f| f.name() == name) else { continue };
            let reading = Reading {
                force,
                polarity: entry.text("polarity").map(polarity),
                negated: entry.text("negated").map_or(Polarity::Questioned, polarity),
                condition: match entry.text("form") {
                    Some("indirect") => Condition::Indirect,
                    Some("infinitive") => Condition::Infinitive,
                    Some("saying") => Condition::Saying,
                    Some("question") => Condition::Question,
                    _ => Condition::Any,
                },
            };
            for verb in entry.list("verbs") {
                self.verbs.entry(verb.to_owned()).or_default().push(reading);
            }
            for noun in entry.list("nouns") {
                match noun.strip_prefix('*') {
                    Some(ending) => self.compounds.push((ending.to_owned(), reading)),
                    None => drop(self.nouns.insert(noun.to_owned(), reading)),
                }
            }
            self.phrases.extend(phrases(entry).into_iter().map(|p| (p, reading)));
        }
    }

    /// Sets force and polarity of a draft by its cue.
    pub fn settle(&self, view: &View<'_>, lists: &Lists, draft: &mut Draft) {
        let verb = verb_of(view, lists, draft);
        draft.entry = verb.map(|(number, _)| lists.verbs[number].name.clone());
        if self.verbs.is_empty() {
            return plain_negation(view, draft);
        }
        let plain = Reading {
            force: Force::Stated,
            polarity: Some(draft.polarity),
            negated: if draft.polarity == Polarity::Denied {
                Polarity::Affirmed
            } else {
                Polarity::Questioned
            },
            condition: Condition::Any,
        };
        let of_verb = verb.and_then(|(number, _)| self.of_verb(view, lists, draft, number));
        let told = of_verb.filter(|r| r.force != Force::Stated || r.polarity.is_some());
        let mut at = verb.map(|v| v.1);
        let reading = told.or_else(|| {
            let (reading, place) = self.of_noun(view, draft).or_else(|| self.of_phrase(view, draft))?;
            at = Some(place);
            Some(reading)
        });
        let reading = reading.unwrap_or(plain);
        draft.force = reading.force;
        draft.polarity = reading.polarity.unwrap_or(draft.polarity);
        if let Some(at) = at {
            self.negate(view, lists.order, draft, at, reading);
        }
        if draft.polarity == Polarity::Affirmed && self.is_left_open(view, draft) {
            draft.polarity = Polarity::Questioned;
        }
    }

    /// Turns force and polarity where the cue at `at` is negated.
    fn negate(&self, view: &View<'_>, order: Order, draft: &mut Draft, at: usize, reading: Reading) {
        match self.negation(view, order, draft, at) {
            Negation::None => {}
            Negation::Neither => {
                draft.polarity = Polarity::Questioned;
                draft.force = Force::Stated;
            }
            Negation::Negated => {
                draft.polarity = reading.negated;
                // Who does not confirm does something else; who does not believe still thinks.
                if !matches!(reading.force, Force::Supposed | Force::Asked) {
                    draft.force = Force::Stated;
                }
            }
        }
    }

    fn of_verb(&self, view: &View<'_>, lists: &Lists, draft: &Draft, number: usize) -> Option<Reading> {
        let readings = self.verbs.get(&lists.verbs[number].name)?;
        let holds = |r: &&Reading| self.holds(view, lists, draft, r.condition);
        let narrow = readings.iter().filter(|r| r.condition != Condition::Any).find(holds);
        narrow.or_else(|| readings.iter().find(|r| r.condition == Condition::Any)).copied()
    }

    fn noun(&self, lower: &str) -> Option<Reading> {
        let whole = self.nouns.get(lower).copied();
        whole.or_else(|| self.compounds.iter().find(|(e, _)| lower.ends_with(e.as_str())).map(|c| c.1))
    }

    /// A noun among the words of the cue, or the first noun of a source that a frame names: `nach Einschätzung von`.
    fn of_noun(&self, view: &View<'_>, draft: &Draft) -> Option<(Reading, usize)> {
        let of_cue = draft.cue.iter().flat_map(|&(a, b)| a..b).find_map(|i| Some((self.word(view, i)?, i)));
        let framed = draft.cue.first().is_some_and(|c| draft.source.first().is_some_and(|s| c.1 == s.0))
            || draft.rule == "zufolge"
            || draft.rule == "postposed";
        of_cue.or_else(|| {
            let &(start, end) = draft.source.first().filter(|_| framed && !draft.cue.is_empty())?;
            let head = (start..end).find(|&i| view.capital(i) || self.word(view, i).is_some())?;
            let postposed = (start..end).rev().find(|_| draft.rule == "postposed");
            [Some(head), postposed].into_iter().flatten().find_map(|i| Some((self.word(view, i)?, i)))
        })
    }

    fn word(&self, view: &View<'_>, i: usize) -> Option<Reading> {
        self.noun(&view.words.get(i)?.lower)
    }

    fn of_phrase(&self, view: &View<'_>, draft: &Draft) -> Option<(Reading, usize)> {
        let (start, end) = clause(view, draft)?;
        (start..end).find_map(|i| {
            let (_, reading) = self.phrases.iter().find(|(words, _)| view.run_at(words, i))?;
            Some((*reading, i))
        })
    }

    /// How the clause of the cue negates it. Words of content, source and addressee are no part of that clause.
    fn negation(&self, view: &View<'_>, order: Order, draft: &Draft, at: usize) -> Negation {
        let german = order == Order::VerbSecond;
        let window = if german { clause_of_last(view, draft) } else { verb_group(view, draft, at) };
        let Some((start, end)) = window else { return Negation::None };
        let parts = [&draft.content, &draft.source, &draft.addressee];
        let held = |i: usize| parts.iter().any(|p| p.iter().any(|&(a, b)| a <= i && i < b));
        let mut found = Negation::None;
        for i in (start..end).rev() {
            let lower = view.words[i].lower.as_str();
            let contracted = self.contracted.iter().any(|s| lower.ends_with(s.as_str()));
            let negates = contracted || self.negation.contains(lower);
            if self.neither.contains(lower) {
                return Negation::Neither;
            }
            if negates && view.outside(i) && (contracted || !held(i)) && !self.is_spared(view, i) {
                found = Negation::Negated;
            }
            if !german && found == Negation::None && ends_group(view, i, at) {
                break;
            }
        }
        found
    }

    /// A negation that belongs to something else than the cue: `nicht nur`, `auf nicht genannte Quellen`.
    fn is_spared(&self, view: &View<'_>, i: usize) -> bool {
        let attribute = i > 0
            && view.is(i - 1, class::DETERMINER | class::PREPOSITION)
            && !view.is(i, class::DETERMINER)
            && !view.is(i - 1, class::ADVERB | class::PRONOUN);
        attribute || self.spared.iter().any(|run| view.run_at(run, i))
    }

    /// True if the content is as a reading wants it.
    fn holds(&self, view: &View<'_>, lists: &Lists, draft: &Draft, condition: Condition) -> bool {
        let Some(&(start, end)) = draft.content.first() else { return false };
        let mark = |i: &usize| view.is(*i, class::INFINITIVE_MARK);
        match condition {
            Condition::Any => true,
            Condition::Indirect => draft.kind != QuotationKind::Direct,
            Condition::Question => {
                view.is(start, class::QUESTION) || self.is_whether(&view.words[start].lower)
            }
            Condition::Infinitive => {
                let clause = view.is(start, class::THAT | class::QUESTION);
                !clause
                    && draft.kind != QuotationKind::Direct
                    && (start..end).take(INFINITIVE_REACH).any(|i| mark(&i))
            }
            Condition::Saying => {
                let verb = (start..end).take(INFINITIVE_REACH).find(mark).and_then(|i| view.words.get(i + 1));
                verb.is_some_and(|w| !lists.forms(&w.lower).is_empty())
            }
        }
    }

    /// The content begins with words that leave the rest open: `es sei unklar, ob`.
    fn is_left_open(&self, view: &View<'_>, draft: &Draft) -> bool {
        let Some(&(start, end)) = draft.content.first() else { return false };
        let words = (start..end).filter(|&i| !view.mark(i)).take(OPENING);
        let mut open = false;
        for i in words {
            let lower = view.words[i].lower.as_str();
            if open && self.whether.contains(lower) {
                return true;
            }
            open |= self.open.contains(lower);
        }
        false
    }
}

/// Where a language has no lists: a denial with a word of negation right after its cue is affirmed.
fn plain_negation(view: &View<'_>, draft: &mut Draft) {
    let negated = draft.cue.first().is_some_and(|c| view.is(c.1, class::NEGATION));
    if draft.polarity == Polarity::Denied && negated {
        draft.polarity = Polarity::Affirmed;
    }
}

/// How a cue is negated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Negation {
    None,
    /// Not confirmed.
    Negated,
    /// Neither confirmed nor denied.
    Neither,
}

fn polarity(name: &str) -> Polarity {
    match name {
        "denied" => Polarity::Denied,
        "questioned" => Polarity::Questioned,
        _ => Polarity::Affirmed,
    }
}

fn phrases(entry: &Entry) -> Vec<Vec<String>> {
    entry.list("phrases").map(|p| p.split(' ').map(str::to_owned).collect()).collect()
}

/// The clauses from the first to the last word of a cue.
fn clause(view: &View<'_>, draft: &Draft) -> Option<(usize, usize)> {
    let first = draft.cue.iter().map(|s| s.0).min()?;
    let last = draft.cue.iter().map(|s| s.1).max()?.saturating_sub(1);
    let unit = view.units.get(draft.unit)?;
    let start = view.clause_start(first, unit.start.min(first));
    Some((start, view.clause_end(last, unit.end.max(last)).min(view.words.len())))
}

/// The clause of the last word of a cue, without clauses that `und` joins to it.
fn clause_of_last(view: &View<'_>, draft: &Draft) -> Option<(usize, usize)> {
    let last = draft.cue.iter().map(|s| s.1).max()?.checked_sub(1)?;
    let unit = view.units.get(draft.unit)?;
    let start = view.clause_start(last, unit.start.min(last));
    let end = view.clause_end(last, unit.end.max(last)).min(view.words.len());
    let first = draft.cue.iter().map(|s| s.0).filter(|a| *a >= start).min().unwrap_or(last);
    let joins = |k: &usize| view.is(*k, class::CONJUNCTION) && view.outside(*k);
    let verb = |a: usize, b: usize| (a..b).any(|k| view.outside(k) && view.finite(k));
    let start = (start..first).rev().filter(joins).find(|&k| verb(start, k)).map_or(start, |k| k + 1);
    let end = (last + 1..end).filter(joins).find(|&k| verb(k + 1, end)).unwrap_or(end);
    Some((start, end))
}

/// The words before an English verb among which its negation stands, and the verb.
fn verb_group(view: &View<'_>, draft: &Draft, at: usize) -> Option<(usize, usize)> {
    let unit = view.units.get(draft.unit)?;
    Some((unit.start.max(at.saturating_sub(LONGEST_GROUP)).min(at), at + 1))
}

/// True for a word before an English verb that belongs to no verb group.
fn ends_group(view: &View<'_>, i: usize, at: usize) -> bool {
    let others =
        class::PREPOSITION | class::CONJUNCTION | class::SUBORDINATOR | class::DETERMINER | class::PRONOUN;
    i < at
        && (view.mark(i)
            || view.capital(i)
            || view.is(i, others & !class::ADVERB) && !view.is(i, class::ADVERB))
}

/// Number and place of the verb of a cue: the fullest use of its words.
fn verb_of(view: &View<'_>, lists: &Lists, draft: &Draft) -> Option<(usize, usize)> {
    if draft.cue.is_empty() {
        // An act of speech told by its whole sentence.
        let unit = view.units.get(draft.unit).filter(|_| draft.rule == "act")?;
        let hits = cue::find(view, lists, *unit);
        let hit = hits.iter().find(|h| lists.verbs[h.verb].act.is_some() && h.shape == Shape::Main)?;
        return Some((hit.verb, hit.at));
    }
    let cue: Vec<usize> = draft.cue.iter().flat_map(|&(a, b)| a..b).collect();
    let near = |word: &str| {
        let after = draft.cue.iter().map(|s| s.1);
        cue.iter().copied().chain(after).any(|k| view.at(k, word))
    };
    let mut plain = None;
    for &i in cue.iter().filter(|&&i| !view.capital(i)) {
        for &(number, form) in lists.forms(&view.words[i].lower) {
            let verb = &lists.verbs[number as usize];
            let apart = verb.particle.as_deref().filter(|_| form == Form::Finite);
            let told = match (apart, verb.needs.as_deref()) {
                (Some(particle), _) => near(particle),
                (None, Some(needs)) => near(needs),
                (None, None) => {
                    plain = plain.or(Some((number as usize, i)));
                    continue;
                }
            };
            if told {
                return Some((number as usize, i));
            }
        }
    }
    plain
}

#[cfg(test)]
mod tests;
