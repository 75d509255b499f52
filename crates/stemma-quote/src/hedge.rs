//! Words that hedge: `mutmaßlich`, `offenbar`, `könnte`, `soll … gewesen sein`. All of a text are found once, then
//! handed to the quotations and statements they stand in.
//!
//! `sollen` tells hearsay or a plan. Its form decides as far as it can: a perfect or the infinitive of a state tells
//! hearsay unless the clause looks forward; anything else is duty or plan. What form leaves open (`es soll ein Konzert
//! geben`) counts as a plan, so that no hedge is claimed that the text does not make.

use rustc_hash::{FxHashMap, FxHashSet};
use stemma_lexicon::{Lexicon, WordFile};

use crate::Strength;
use crate::draft::Draft;
use crate::lists as class;
use crate::phrase::Span;
use crate::view::{Unit, View};

/// A hedge in word numbers.
pub type Found = (Span, Strength);

/// Lists of hedges of one language, compiled from `hedges.toml`.
#[derive(Debug, Default)]
pub struct Hedges {
    words: FxHashMap<String, Strength>,
    /// Runs of words, by their first word.
    phrases: FxHashMap<String, Vec<(Vec<String>, Strength)>>,
    /// Words that need another one later in their clause.
    needing: FxHashMap<String, (String, Strength)>,
    spared: Vec<Vec<String>>,
    modals: FxHashSet<String>,
    perfect_modals: FxHashSet<String>,
    perfect: FxHashSet<String>,
    state: FxHashSet<String>,
    forward: FxHashSet<String>,
}

impl Hedges {
    /// Compiles the lists of the language with this folder of data.
    pub fn new(lexicon: &Lexicon, folder: &str) -> Self {
        let file = lexicon.words(folder, "hedges");
        let set = |name: &str| -> FxHashSet<String> {
            file.named(name).map(|e| e.list("words").map(str::to_owned).collect()).unwrap_or_default()
        };
        let mut hedges = Self {
            modals: set("modal"),
            perfect_modals: set("modal with perfect"),
            perfect: set("perfect"),
            state: set("state"),
            forward: set("forward"),
            ..Self::default()
        };
        hedges.read(&file);
        hedges
    }

    fn read(&mut self, file: &WordFile) {
        let endings: Vec<&str> = file.named("ending").map(|e| e.list("words").collect()).unwrap_or_default();
        for entry in &file.entries {
            let run = |p: &str| p.split(' ').map(str::to_owned).collect::<Vec<String>>();
            let name = entry.text("strength").or(entry.text("name")).unwrap_or_default();
            if name == "no hedge" {
                self.spared.extend(entry.list("phrases").map(run));
            }
            let Some(strength) = Strength::ALL.into_iter().find(|s| s.name() == name) else { continue };
            if let Some(needs) = entry.text("needs") {
                let pairs = entry.list("words").map(|w| (w.to_owned(), (needs.to_owned(), strength)));
                self.needing.extend(pairs);
                continue;
            }
            for stem in entry.list("adjectives") {
                let forms = endings.iter().map(|e| format!("{stem}{e}"));
                for form in forms {
                    self.words.entry(form).or_insert(strength);
                }
            }
            for word in entry.list("words") {
                self.words.insert(word.to_owned(), strength);
            }
            for phrase in entry.list("phrases").map(run) {
                let first = phrase.first().cloned().unwrap_or_default();
                self.phrases.entry(first).or_default().push((phrase, strength));
            }
        }
    }

    /// All hedges of a text, in order, none inside another.
    pub fn find(&self, view: &View<'_>) -> Vec<Found> {
        let mut found = Vec::new();
        for unit in &view.units {
            let mut i = unit.start;
            while i < unit.end {
                match self.at(view, *unit, i) {
                    Some((end, strength)) => {
                        found.push(((i, end), strength));
                        i = end.max(i + 1);
                    }
                    None => i += 1,
                }
            }
        }
        found
    }

    /// The end and strength of the hedge that begins at word `i`.
    fn at(&self, view: &View<'_>, unit: Unit, i: usize) -> Option<(usize, Strength)> {
        let word = &view.words[i];
        let runs = self.phrases.get(&word.lower).map_or(&[][..], Vec::as_slice);
        let run = runs.iter().filter(|(p, _)| view.run_at(p, i)).max_by_key(|(p, _)| p.len());
        if let Some((phrase, strength)) = run {
            return Some((i + phrase.len(), *strength));
        }
        if word.capital {
            return None;
        }
        let lower = word.lower.as_str();
        if let Some(strength) = self.words.get(lower) {
            return (!self.is_spared(view, i)).then_some((i + 1, *strength));
        }
        if let Some((needs, strength)) = self.needing.get(lower) {
            let end = view.clause_end(i, unit.end);
            return (i + 1..end).any(|k| view.at(k, needs)).then_some((i + 1, *strength));
        }
        let modal = self.modals.contains(lower);
        let hearsay = (modal || self.perfect_modals.contains(lower)) && self.is_hearsay(view, unit, i, modal);
        hearsay.then_some((i + 1, Strength::Hearsay))
    }

    fn is_spared(&self, view: &View<'_>, i: usize) -> bool {
        self.spared.iter().any(|run| (0..run.len()).any(|k| i >= k && view.run_at(run, i - k)))
    }

    /// True if the modal at `i` tells what others say.
    fn is_hearsay(&self, view: &View<'_>, unit: Unit, i: usize, states: bool) -> bool {
        let start = view.clause_start(i, unit.start);
        let end = view.clause_end(i, unit.body.max(i + 1)).min(view.words.len());
        let said = |k: &usize| !view.mark(*k);
        let last = (i + 1..end).rev().find(said);
        // "Dass er krank sein soll": the infinitive stands before the modal.
        let verb = match last {
            Some(last) => (i + 1..=last).find(|&k| self.is_infinitive(view, k, end)).unwrap_or(last),
            None if i > start => i - 1,
            None => return false,
        };
        if view.capital(verb) {
            return false;
        }
        let lower = view.words[verb].lower.as_str();
        let before = verb.checked_sub(1).filter(|&b| b >= start && b != i);
        let perfect = self.perfect.contains(lower)
            && before.is_some_and(|b| !view.capital(b) && !view.mark(b) && is_participle(view, b));
        let state = states && self.state.contains(lower);
        if !perfect && !state {
            return false;
        }
        let forward = (start..end).any(|k| self.forward.contains(view.words[k].lower.as_str()));
        let dated = (start..end).any(|k| view.is_any(k, class::TIME));
        !forward && (perfect || !dated)
    }

    /// An infinitive of a state or a perfect at `k`, at the end of its clause or before a conjunction.
    fn is_infinitive(&self, view: &View<'_>, k: usize, end: usize) -> bool {
        let lower = view.words[k].lower.as_str();
        let closes = k + 1 >= end || view.is(k + 1, class::CONJUNCTION);
        closes && !view.capital(k) && (self.perfect.contains(lower) || self.state.contains(lower))
    }

    /// The hedges of a quotation: in its content, and in the clauses of its cue outside of source and addressee.
    pub fn of_draft(view: &View<'_>, draft: &Draft, all: &[Found]) -> Vec<Found> {
        let within = |list: &[Span], s: Span| list.iter().any(|&(a, b)| a <= s.0 && s.1 <= b);
        let around: Vec<Span> = draft.cue.iter().map(|c| clause(view, draft, c.0)).collect();
        let spans = || draft.content.iter().chain(&around);
        let first = spans().map(|s| s.0).min().unwrap_or(0);
        let last = spans().map(|s| s.1).max().unwrap_or(0);
        let from = all.partition_point(|(s, _)| s.0 < first);
        let near = all[from..].iter().take_while(|(s, _)| s.0 < last);
        near.filter(|(s, _)| {
            let told = within(&around, *s) && !within(&draft.source, *s) && !within(&draft.addressee, *s);
            within(&draft.content, *s) || told
        })
        .copied()
        .collect()
    }
}

/// The clause of the word at `i`.
fn clause(view: &View<'_>, draft: &Draft, i: usize) -> Span {
    let Some(unit) = view.units.get(draft.unit) else { return (i, i + 1) };
    (view.clause_start(i, unit.start.min(i)), view.clause_end(i, unit.end.max(i)))
}

/// True for a word that ends like a participle.
fn is_participle(view: &View<'_>, i: usize) -> bool {
    let lower = view.words[i].lower.as_str();
    lower.len() > 4 && (lower.ends_with('t') || lower.ends_with('n'))
}

#[cfg(test)]
mod tests;
