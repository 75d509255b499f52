//! What only a sentence beside its rendering shows: a hedge, an attribution, the mood of reported speech.

use std::collections::BTreeMap;

use super::ChangeKind;
use super::inside::{Draft, Hunk, Work};
use super::reading::{Reading, Span};

/// Words beside a hedge that may be gone with it, in words: with more, its matter is gone too.
const BESIDE: usize = 3;

/// Longest stretch, in words, in which a hedge that is gone counts as reworded away.
const REWORDING: usize = 12;

/// Words of a sentence that must be aligned for its attribution to be compared, count.
const LEAST_ALIGNED: usize = 4;

/// One side of the comparison.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// What the exemplar has and the witness lacks.
    Exemplar,
    /// What the witness has and the exemplar lacks.
    Witness,
}

/// The sentences of the other text that render each sentence.
fn renderings(work: &Work<'_, '_>, side: Side) -> Vec<Vec<usize>> {
    if side == Side::Exemplar {
        return work.pairing.links.clone();
    }
    let mut found = vec![Vec::new(); work.b.sentences.len()];
    for (s, links) in work.pairing.links.iter().enumerate() {
        for t in links {
            found[*t].push(s);
        }
    }
    found
}

fn view<'w, 't>(work: &Work<'w, 't>, side: Side) -> (&'w Reading<'t>, &'w Reading<'t>, &'w [Option<usize>]) {
    match side {
        Side::Exemplar => (work.a, work.b, &work.pairing.to_b),
        Side::Witness => (work.b, work.a, &work.pairing.to_a),
    }
}

/// Hunks by the first word of this side.
fn hunks_at(work: &Work<'_, '_>, side: Side) -> BTreeMap<usize, Hunk> {
    let own = |h: &Hunk| if side == Side::Exemplar { h.a } else { h.b };
    work.hunks.iter().filter(|h| own(h).0 < own(h).1).map(|h| (own(h).0, *h)).collect()
}

/// The hunk that holds a word.
fn hunk_of(hunks: &BTreeMap<usize, Hunk>, side: Side, at: usize) -> Option<Hunk> {
    let (_, hunk) = hunks.range(..=at).next_back()?;
    let own = if side == Side::Exemplar { hunk.a } else { hunk.b };
    (at < own.1).then_some(*hunk)
}

/// Words of this side that nothing explains yet.
fn open_words(work: &Work<'_, '_>, side: Side) -> Vec<bool> {
    let (_, _, aligned) = view(work, side);
    let done = if side == Side::Exemplar { &work.done_a } else { &work.done_b };
    aligned.iter().zip(done).map(|(aligned, done)| aligned.is_none() && !done).collect()
}

/// Spans inside `sentence`.
fn inside(spans: &[Span], sentence: Span) -> &[Span] {
    let from = spans.partition_point(|s| s.0 < sentence.0);
    let to = spans.partition_point(|s| s.0 < sentence.1);
    &spans[from..to]
}

fn is_open(span: Span, open: &[bool]) -> bool {
    open[span.0..span.1].iter().any(|open| *open)
}

/// Attributions that are gone, or new.
pub fn attributions(work: &mut Work<'_, '_>) {
    let lost = |kind, side, work: &Work<'_, '_>| -> Vec<(ChangeKind, Side, usize)> {
        let (own, other, aligned) = view(work, side);
        let open = open_words(work, side);
        renderings(work, side)
            .iter()
            .enumerate()
            .filter_map(|(s, there)| {
                let at = attribution_gone((own, other), (aligned, &open), s, there)?;
                Some((kind, side, at))
            })
            .collect()
    };
    let mut found = lost(ChangeKind::AttributionDropped, Side::Exemplar, work);
    found.extend(lost(ChangeKind::AttributionAdded, Side::Witness, work));
    let hunks = [hunks_at(work, Side::Exemplar), hunks_at(work, Side::Witness)];
    for (kind, side, at) in found {
        let Some(hunk) = hunk_of(&hunks[usize::from(side == Side::Witness)], side, at) else { continue };
        let facing = if side == Side::Exemplar { hunk.b } else { hunk.a };
        let own = if side == Side::Exemplar { hunk.a } else { hunk.b };
        if hunk.retold {
            let sentence = if side == Side::Exemplar { work.a.sentence(at) } else { work.b.sentence(at) };
            let span = (at, (at + 4).min(sentence.1));
            let (a, b) = match side {
                Side::Exemplar => (span, (hunk.b.0, hunk.b.0)),
                Side::Witness => ((hunk.a.0, hunk.a.0), span),
            };
            work.found.push(Draft::new(kind, a, b));
            continue;
        }
        let slight = facing.1 - facing.0 <= BESIDE;
        let faced = if slight { facing } else { (facing.0, facing.0) };
        let (a, b) = if side == Side::Exemplar { (own, faced) } else { (faced, own) };
        work.explain(a, b);
        work.found.push(Draft::new(kind, a, b));
    }
}

/// The word that attributed the sentence `s`, if its renderings `there` attribute nothing.
fn attribution_gone(
    (own, other): (&Reading<'_>, &Reading<'_>),
    (aligned, open): (&[Option<usize>], &[bool]),
    s: usize,
    there: &[usize],
) -> Option<usize> {
    let (start, end) = own.sentences[s];
    let marks: Vec<Span> =
        inside(&own.marks, (start, end)).iter().filter(|m| !own.quoted[m.0]).copied().collect();
    // A sentence that keeps one of its attributions is attributed.
    if marks.is_empty() || marks.iter().any(|m| !is_open(*m, open)) {
        return None;
    }
    let count = aligned[start..end].iter().flatten().count();
    if count < LEAST_ALIGNED || there.is_empty() {
        return None;
    }
    let first = there.iter().min().copied().unwrap_or(0).saturating_sub(1);
    let last = (there.iter().max().copied().unwrap_or(0) + 1).min(other.sentences.len() - 1);
    let silent = (first..=last).all(|t| inside(&other.marks, other.sentences[t]).is_empty());
    silent.then_some(marks[0].0)
}

/// Reported speech in the subjunctive that became indicative.
pub fn moods(work: &mut Work<'_, '_>) {
    if work.lists.indicative.is_empty() {
        return;
    }
    let mut found = Vec::new();
    for (s, there) in work.pairing.links.iter().enumerate() {
        let (start, end) = work.a.sentences[s];
        let told = (start..end).filter(|x| {
            work.pairing.to_b[*x].is_none()
                && !work.a.quoted[*x]
                && is_small(work.a.raw(*x))
                && work.lists.is_subjunctive(&work.a.lower[*x])
        });
        let mut used = Vec::new();
        for x in told {
            let turned =
                there.iter().flat_map(|t| work.b.sentences[*t].0..work.b.sentences[*t].1).find(|y| {
                    work.pairing.to_a[*y].is_none()
                        && !work.b.quoted[*y]
                        && !used.contains(y)
                        && is_small(work.b.raw(*y))
                        && work.lists.turned(&work.a.lower[x], &work.b.lower[*y])
                });
            if let Some(y) = turned {
                used.push(y);
                found.push((x, y));
            }
        }
    }
    for (x, y) in found {
        work.explain((x, x + 1), (y, y + 1));
        work.found.push(Draft::new(ChangeKind::MoodChanged, (x, x + 1), (y, y + 1)));
    }
}

fn is_small(word: &str) -> bool {
    word.starts_with(char::is_lowercase)
}

/// Plans told as done: `will … verpachten` became `verpachtet`. The modal and the infinitive are gone, and a form of the
/// same verb is new.
pub fn plans(work: &mut Work<'_, '_>) {
    let (open, open_there) = (open_words(work, Side::Exemplar), open_words(work, Side::Witness));
    let mut found = Vec::new();
    for (s, there) in work.pairing.links.iter().enumerate() {
        let (start, end) = work.a.sentences[s];
        let modal =
            |x: &usize| open[*x] && is_small(work.a.raw(*x)) && work.lists.is_modal(&work.a.lower[*x]);
        for modal in (start..end).filter(modal) {
            let turned = (modal + 1..end).filter(|x| open[*x] && is_small(work.a.raw(*x))).find_map(|x| {
                let verb = work.a.lower[x].strip_suffix('n')?;
                let root = verb.strip_suffix('e').unwrap_or(verb);
                let there = there.iter().flat_map(|t| work.b.sentences[*t].0..work.b.sentences[*t].1);
                let told = |y: &usize| {
                    let ending = work.b.lower[*y].strip_prefix(root);
                    let same = ending.is_some_and(|e| work.lists.indicative_endings.iter().any(|i| i == e));
                    open_there[*y] && root.len() > 2 && same && is_small(work.b.raw(*y))
                };
                Some((x, there.clone().find(told)?))
            });
            found.extend(turned.map(|(x, y)| (modal, x, y)));
        }
    }
    for (modal, x, y) in found {
        work.explain((modal, modal + 1), (y, y + 1));
        work.done_a[x] = true;
        work.found.push(Draft::new(ChangeKind::HedgeDropped, (modal, modal + 1), (y, y + 1)));
    }
}

/// Hedges that are gone, or new.
pub fn hedges(work: &mut Work<'_, '_>) {
    for (kind, side) in [(ChangeKind::HedgeDropped, Side::Exemplar), (ChangeKind::HedgeAdded, Side::Witness)]
    {
        let mut found: Vec<(Span, Hunk)> = Vec::new();
        {
            let (own, other, _) = view(work, side);
            let back = if side == Side::Exemplar { Side::Witness } else { Side::Exemplar };
            let (open, open_there) = (open_words(work, side), open_words(work, back));
            let hunks = hunks_at(work, side);
            for (s, there) in renderings(work, side).iter().enumerate() {
                let gone: Vec<Span> = inside(&own.hedges, own.sentences[s])
                    .iter()
                    .filter(|h| is_open(**h, &open))
                    .copied()
                    .collect();
                let new = there
                    .iter()
                    .flat_map(|t| inside(&other.hedges, other.sentences[*t]))
                    .filter(|h| is_open(**h, &open_there))
                    .count();
                for hedge in gone.into_iter().skip(new) {
                    let free = (hedge.0..hedge.1).find(|n| open[*n]).unwrap_or(hedge.0);
                    let Some(hunk) = hunk_of(&hunks, side, free) else { continue };
                    if matter_stayed(work, side, hedge, hunk) {
                        found.push((hedge, hunk));
                    }
                }
            }
        }
        for (hedge, hunk) in found {
            let facing = if side == Side::Exemplar { hunk.b } else { hunk.a };
            let faced = if facing.1 - facing.0 <= BESIDE { facing } else { (facing.0, facing.0) };
            let (a, b) = if side == Side::Exemplar { (hedge, faced) } else { (faced, hedge) };
            work.explain(a, b);
            perfect_gone(work, side, hedge);
            work.found.push(Draft::new(kind, a, b));
        }
        rough_numbers(work, kind, side);
    }
}

/// The infinitive of a perfect goes with its modal: `soll … eingeschlafen sein` became `ist … eingeschlafen`.
fn perfect_gone(work: &mut Work<'_, '_>, side: Side, hedge: Span) {
    let (own, _, aligned) = view(work, side);
    if !work.lists.modals.contains_key(&own.lower[hedge.0]) {
        return;
    }
    let end = own.sentence(hedge.0).1;
    let free = |n: &usize| aligned[*n].is_none() && work.lists.perfect.contains(&own.lower[*n]);
    if let Some(at) = (hedge.1..end).find(free) {
        match side {
            Side::Exemplar => work.done_a[at] = true,
            Side::Witness => work.done_b[at] = true,
        }
    }
}

/// True if what the hedge hedges stands in the other text without it.
fn matter_stayed(work: &Work<'_, '_>, side: Side, hedge: Span, hunk: Hunk) -> bool {
    let (own, facing) = if side == Side::Exemplar { (hunk.a, hunk.b) } else { (hunk.b, hunk.a) };
    let other = if side == Side::Exemplar { work.b } else { work.a };
    // "könnte" that became "könne" or "kann" is no plain assertion.
    if other.lower[facing.0..facing.1].iter().any(|w| work.lists.modal_words.contains(w)) {
        return false;
    }
    let length = own.1 - own.0;
    hunk.retold || length <= hedge.1 - hedge.0 + BESIDE || facing.0 < facing.1 && length <= REWORDING
}

/// `rund 300` that became `300`, or the other way.
fn rough_numbers(work: &mut Work<'_, '_>, kind: ChangeKind, side: Side) {
    let mut found = Vec::new();
    let (own, _, aligned) = view(work, side);
    let starts: rustc_hash::FxHashSet<usize> = own.numbers.iter().map(|n| n.span.0).collect();
    for hunk in &work.hunks {
        let (span, facing) = if side == Side::Exemplar { (hunk.a, hunk.b) } else { (hunk.b, hunk.a) };
        if span.1 != span.0 + 1 || facing.0 < facing.1 || !starts.contains(&span.1) {
            continue;
        }
        let Some(there) = aligned.get(span.1).copied().flatten() else { continue };
        if work.lists.about.contains(&own.lower[span.0]) {
            found.push((span, there));
        }
    }
    for (span, there) in found {
        let (long, short) = ((span.0, span.1 + 1), (there, there + 1));
        match side {
            Side::Exemplar => work.done_a[span.0] = true,
            Side::Witness => work.done_b[span.0] = true,
        }
        let (a, b) = if side == Side::Exemplar { (long, short) } else { (short, long) };
        work.found.push(Draft::new(kind, a, b));
    }
}
