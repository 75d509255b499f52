//! From drafts to quotations: sources carried on, nesting, entities, modality, ids.

use stemma_text::{Annotations, Entity, EntityKind, Gender, TextRange};

use crate::chain::words::Words;
use crate::draft::{Draft, trim};
use crate::lists as class;
use crate::view::View;
use crate::{Modality, Quotation, QuotationKind, SourceFrom, Strength};

/// Words at the start of a content that are read for its modality.
const MODALITY_WINDOW: usize = 14;

/// Gives drafts without a source of their own that of the quotation before, as it stands there: a pronoun stays a
/// pronoun, its entity is found like that of any other. A quotation alone at the start of a paragraph may look to the
/// one after it.
pub fn carry_sources(view: &View<'_>, drafts: &mut [Draft]) {
    let mut last: Option<(Vec<(usize, usize)>, usize)> = None;
    for i in 0..drafts.len() {
        if drafts[i].carried && drafts[i].source.is_empty() {
            let from_before = last
                .as_ref()
                .filter(|(_, unit)| view.units[*unit].paragraph + 3 >= view.units[drafts[i].unit].paragraph);
            if let Some((source, _)) = from_before {
                drafts[i].source = source.clone();
                drafts[i].source_from = SourceFrom::Before;
            } else if let Some(next) = drafts[i + 1..].iter().take(2).find(|d| !d.source.is_empty())
                && view.units[next.unit].paragraph <= view.units[drafts[i].unit].paragraph + 1
            {
                drafts[i].source = next.source.clone();
                drafts[i].source_from = SourceFrom::After;
            }
        }
        let speaks = !crate::tagged::ATTITUDES.contains(&drafts[i].rule);
        if !drafts[i].source.is_empty() && !drafts[i].nested && speaks {
            last = Some((drafts[i].source.clone(), drafts[i].unit));
        }
    }
}

/// Finished quotations, in order of the text.
pub fn quotations(
    view: &View<'_>,
    annotations: &Annotations,
    words: &Words,
    hedges: &[crate::hedge::Found],
    mut drafts: Vec<Draft>,
) -> Vec<Quotation> {
    drafts.retain(|d| !d.content.is_empty() && d.content.iter().any(|s| s.0 < s.1));
    drafts.sort_by_key(|d| (d.start(), d.nested, std::cmp::Reverse(d.end())));
    drafts.dedup_by(|b, a| a.content == b.content && a.cue == b.cue);
    clip_to_frames(view, &mut drafts);
    drop_doubles(view, words, &mut drafts);
    let mentions = mentions(annotations);
    let mut found: Vec<Quotation> = Vec::with_capacity(drafts.len());
    let mut speakers: Vec<Option<String>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (number, draft) in drafts.iter().enumerate() {
        while open.last().is_some_and(|&o| drafts[o].end() <= draft.start()) {
            open.pop();
        }
        let holds = |o: &&usize| holds(&drafts[**o], draft);
        let nested_in = open.iter().rev().find(holds).map(|o| format!("q{}", o + 1));
        open.push(number);
        let ranges = |spans: &[(usize, usize)]| -> Vec<TextRange> {
            let mut ranges: Vec<TextRange> =
                spans.iter().filter(|s| s.0 < s.1).map(|s| view.range(s.0, s.1)).collect();
            ranges.sort_unstable();
            ranges
        };
        let hedged = crate::hedge::Hedges::of_draft(view, draft, hedges);
        let known = Known { mentions: &mentions, annotations, words };
        let entity = source_entity(view, &known, draft, &found, &speakers);
        speakers.push(entity.clone());
        found.push(Quotation {
            id: format!("q{}", number + 1),
            kind: draft.kind,
            content: ranges(&draft.content),
            cue: ranges(&draft.cue),
            source: ranges(&draft.source),
            addressee: ranges(&draft.addressee),
            source_entity: entity,
            nested_in,
            polarity: draft.polarity,
            modality: modality(view, draft, &hedged),
            force: draft.force,
            hedges: hedged.iter().map(|&((a, b), _)| view.range(a, b)).collect(),
            chain: Vec::new(),
            rule: draft.rule.to_owned(),
            entry: draft.entry.clone(),
            source_from: if draft.source.is_empty() { SourceFrom::Nowhere } else { draft.source_from },
        });
    }
    found
}

/// True if one quotation stands in the words of another: within one part of it, or from inside one part to inside
/// another, over the words between (`…, schrieb die Rundschau, …`).
fn holds(outer: &Draft, inner: &Draft) -> bool {
    let within = |at: usize| outer.content.iter().any(|&(a, b)| a <= at && at < b);
    let (start, end) = (inner.start(), inner.end());
    let parted = outer.content.len() > 1
        && (outer.start() < start || end < outer.end())
        && within(start)
        && within(end.saturating_sub(1));
    let whole = outer.content.iter().any(|&(a, b)| a <= start && end <= b);
    (whole || parted) && outer.content != inner.content
}

/// `Sie meint, dass es regne, wie der Kurier schreibt`: what she means ends before the words that pass it on.
fn clip_to_frames(view: &View<'_>, drafts: &mut [Draft]) {
    for i in 0..drafts.len() {
        for k in i + 1..drafts.len().min(i + 1 + MOST_COMPARED) {
            let (before, after) = drafts.split_at_mut(k);
            let (frame, inner) = (&before[i], &mut after[0]);
            if inner.start() >= frame.end() {
                break;
            }
            let said =
                |spans: &[(usize, usize)], s: &(usize, usize)| spans.iter().any(|c| c.0 <= s.0 && s.1 <= c.1);
            let frames = frame.cue.iter().chain(&frame.source);
            let swallows = rank(frame) == 1
                && !frame.cue.is_empty()
                && frames.clone().all(|s| said(&inner.content, s))
                && !inner.cue.is_empty()
                && inner.cue.iter().all(|s| said(&frame.content, s));
            if !swallows {
                continue;
            }
            let shared: Vec<(usize, usize)> = inner
                .content
                .iter()
                .flat_map(|x| frame.content.iter().map(|y| (x.0.max(y.0), x.1.min(y.1))))
                .filter(|s| s.0 < s.1)
                .filter_map(|s| trim(view, s))
                .collect();
            let count = |spans: &[(usize, usize)]| spans.iter().map(|s| view.count(s.0, s.1)).sum::<usize>();
            if count(&shared) * 2 >= count(&inner.content) {
                inner.content = shared;
            }
        }
    }
}

/// Most drafts after one that are compared with it.
const MOST_COMPARED: usize = 12;

/// The same words are said once: of two quotations with nearly one content and different sources the one that rests
/// on weaker signs goes. Who else passed them on is read into the chain.
fn drop_doubles(view: &View<'_>, words: &Words, drafts: &mut Vec<Draft>) {
    let mut dropped = vec![false; drafts.len()];
    for i in 0..drafts.len() {
        for k in i + 1..drafts.len().min(i + 1 + MOST_COMPARED) {
            let (a, b) = (&drafts[i], &drafts[k]);
            if b.start() >= a.end() {
                break;
            }
            let said = |outer: &Draft, inner: &Draft| {
                inner.source.iter().all(|s| outer.content.iter().any(|c| c.0 <= s.0 && s.1 <= c.1))
            };
            // "…, sagte Rita Vogt laut dem Bericht": the frame holds nothing but that quotation.
            if let Some(frame) =
                [(i, a, b), (k, b, a)].into_iter().find(|f| is_bare_frame(view, words, f.1, f.2))
            {
                dropped[frame.0] = true;
                continue;
            }
            // One who speaks inside the words of another: a quotation in a quotation.
            let nested = holds(a, b) && said(a, b) && !b.source.is_empty();
            if nested || dropped[i] || dropped[k] || a.source == b.source || !same_words(view, a, b) {
                continue;
            }
            let weaker = if rank(a) > rank(b) { i } else { k };
            dropped[weaker] = true;
        }
    }
    let mut at = 0;
    drafts.retain(|_| {
        at += 1;
        !dropped[at - 1]
    });
}

/// True if the content of a frame is another quotation with its verb and speaker and nothing more, and the frame
/// names a report or a medium, which the chain of that quotation holds, too.
fn is_bare_frame(view: &View<'_>, words: &Words, frame: &Draft, inner: &Draft) -> bool {
    let parts = [&inner.content, &inner.cue, &inner.source, &inner.addressee];
    let held = |at: usize| parts.iter().any(|p| p.iter().any(|&(x, y)| x <= at && at < y));
    let frames = rank(frame) == 1 && rank(inner) == 0 && !frame.nested && !inner.nested;
    let passes_on = |at: usize| {
        let folded = stemma_text::fold::fold(view.words[at].text);
        words.report.ends(&folded) || words.medium.ends(&folded)
    };
    frames
        && frame.source.iter().flat_map(|&(x, y)| x..y).any(passes_on)
        && frame.content.iter().flat_map(|&(x, y)| x..y).all(|at| view.mark(at) || held(at))
}

/// True if two contents share nine of ten words.
fn same_words(view: &View<'_>, a: &Draft, b: &Draft) -> bool {
    let count = |d: &Draft| d.content.iter().map(|&(x, y)| view.count(x, y)).sum::<usize>();
    let shared: usize = a.content.iter().map(|&(x, y)| b.covers(view, x, y)).sum();
    shared * 10 >= count(a).max(count(b)) * 9
}

/// How weak the signs of a quotation are: a source among its own words or none at all, then quotations told by
/// marks, mood or thought alone, then frames, then verbs of speech.
fn rank(draft: &Draft) -> u8 {
    let own = |s: &(usize, usize)| draft.content.iter().any(|c| c.0 < s.1 && s.0 < c.1);
    if draft.source.is_empty() || draft.source.iter().any(own) {
        return 4;
    }
    match draft.rule {
        "verb before" | "verb after" | "subordinate" | crate::learned::RULE => 0,
        crate::clause::THOUGHT | "marks alone" | "marks in sentence" | "subjunctive" | "hearsay" => 3,
        "marks inside" | "act" | "reported act" => 2,
        _ => 1,
    }
}

/// All mentions with the number of their entity, in order of the text.
fn mentions(annotations: &Annotations) -> Vec<(TextRange, usize)> {
    let all = annotations.entities.iter().enumerate();
    let mut mentions: Vec<(TextRange, usize)> =
        all.flat_map(|(number, e)| e.mentions.iter().map(move |m| (*m, number))).collect();
    mentions.sort_unstable();
    mentions
}

/// What the entity of a source is read from.
struct Known<'a> {
    mentions: &'a [(TextRange, usize)],
    annotations: &'a Annotations,
    words: &'a Words,
}

/// True if a person's name in the source `[start, end)` belongs to somebody else than the one who speaks: `ein
/// Berater von Anna Beispiel`, `Anna Beispiels Anwalt`, `a spokesman for Mayor Ann Example`.
fn is_attribute(view: &View<'_>, words: &Words, (start, end): (usize, usize), mention: TextRange) -> bool {
    let folded = |i: usize| stemma_text::fold::fold(view.words[i].text);
    let from = (start..end).find(|&i| view.words[i].range.end > mention.start).unwrap_or(end);
    let to = (from..end).find(|&i| view.words[i].range.start >= mention.end).unwrap_or(end);
    // A genitive before the noun: the name ends in s, and a role follows.
    let last = view.words[to.saturating_sub(1).max(start)].text;
    let apostrophe = to < end && matches!(view.words[to].text, "'" | "’" | "'s" | "’s");
    let genitive = apostrophe || last.ends_with(['s', 'x', 'z', '\'', '’']);
    let clause = view.clause_end(to, end.min(to + 4));
    if genitive && to < end && (to..clause).any(|i| words.role.ends(&folded(i))) {
        return true;
    }
    let segment = view.clause_start(from, start);
    let Some(mark) = (segment + 1..from).rev().find(|&i| words.possessor.has(&folded(i))) else {
        return false;
    };
    let head = (segment..mark).any(|i| words.role.ends(&folded(i)) || words.anonymous.ends(&folded(i)));
    // "Der Sprecher der Werft Jan Beispiel": a body before the name, which stands beside the head noun.
    let last = (mark + 1..from).rev().find(|&i| !view.mark(i));
    let beside = last.is_some_and(|i| view.capital(i) && !words.is_somebody(&folded(i)));
    head && !(beside && words.apposes)
}

fn source_entity(
    view: &View<'_>,
    known: &Known<'_>,
    draft: &Draft,
    earlier: &[Quotation],
    speakers: &[Option<String>],
) -> Option<String> {
    let &(start, end) = draft.source.first()?;
    let whole = view.range(start, draft.source.last().map_or(end, |s| s.1));
    let &Known { mentions, annotations, words } = known;
    let from = mentions.partition_point(|(m, _)| m.start < whole.start);
    let inside: Vec<&(TextRange, usize)> = mentions[from..]
        .iter()
        .take_while(|(m, _)| m.start < whole.end)
        .filter(|(m, _)| whole.contains(*m))
        .collect();
    let phrase = (start, draft.source.last().map_or(end, |s| s.1));
    let other = |m: TextRange, n: usize| {
        annotations.entities[n].kind == EntityKind::Person && is_attribute(view, words, phrase, m)
    };
    let inside: Vec<&(TextRange, usize)> = inside.into_iter().filter(|(m, n)| !other(*m, *n)).collect();
    let entity = |number: usize| -> &Entity { &annotations.entities[number] };
    if let Some((_, number)) = inside.iter().find(|(_, n)| entity(*n).kind == EntityKind::Person) {
        return Some(entity(*number).id.clone());
    }
    // The head of the phrase: only determiners and small words, or one noun in apposition, stand before it.
    for (mention, number) in &inside {
        let before = &view.text[whole.start..mention.start];
        let capitals =
            before.split_whitespace().filter(|w| w.chars().next().is_some_and(char::is_uppercase)).count();
        let genitive = before.split_whitespace().skip(1).any(|w| {
            crate::view::View::word_classes(view, start, end, w) & (class::DETERMINER | class::PREPOSITION)
                != 0
        });
        if !genitive && capitals <= 1 {
            return Some(entity(*number).id.clone());
        }
    }
    // "Der Minister" where the text has said who that is.
    let meant = |e: &&Entity| e.descriptions.iter().any(|d| d.start == whole.start && whole.contains(*d));
    if let Some(described) = annotations.entities.iter().find(meant) {
        return Some(described.id.clone());
    }
    let human = end - start == 1 && view.is(start, class::HUMAN | class::PRONOUN);
    let medium = (start..end).any(|i| view.is_any(i, class::MEDIUM_NOUN));
    if human || medium {
        let gender_fits = |e: &Entity| match e.gender {
            Some(Gender::Male) => !view.is_any(start, class::FEMALE) || view.is_any(start, class::MALE),
            Some(Gender::Female) => !view.is_any(start, class::MALE) || view.is_any(start, class::FEMALE),
            None => true,
        };
        let kind_fits = |id: &String| {
            let Some(e) = annotations.entities.iter().find(|e| &e.id == id) else { return false };
            if medium {
                e.kind == EntityKind::Organisation
            } else {
                match e.kind {
                    EntityKind::Person => gender_fits(e),
                    _ => view.is_any(start, class::PLURAL_PRONOUN),
                }
            }
        };
        if let Some(id) = speakers.iter().rev().take(40).flatten().find(|id| kind_fits(id)) {
            return Some(id.clone());
        }
        let before = mentions[..from].iter().rev().take(12);
        let wanted = if medium { EntityKind::Organisation } else { EntityKind::Person };
        return before
            .map(|(_, n)| entity(*n))
            .find(|e| e.kind == wanted && (medium || gender_fits(e)))
            .map(|e| e.id.clone());
    }
    // "der Beamte" again: the entity of the earlier source with the same last noun.
    let head = (start..end).rev().find(|&i| view.capital(i)).map(|i| view.words[i].text)?;
    earlier
        .iter()
        .rev()
        .take(20)
        .find(|q| {
            q.source.iter().any(|s| s.of(view.text).split_whitespace().any(|w| w.trim_matches(',') == head))
        })
        .and_then(|q| q.source_entity.clone())
}

impl View<'_> {
    /// Classes of the first word in `[start, end)` with this text.
    fn word_classes(view: &View<'_>, start: usize, end: usize, text: &str) -> crate::lists::Classes {
        view.words[start..end]
            .iter()
            .find(|w| w.text == text)
            .map_or(0, |w| if w.capital { 0 } else { w.classes })
    }
}

/// One past the last word of a content that is read for its modality.
fn words_end(view: &View<'_>, draft: &Draft) -> usize {
    let words = draft.content.iter().flat_map(|&(a, b)| a..b).filter(|&i| !view.mark(i));
    words.take(MODALITY_WINDOW).last().map_or(0, |i| i + 1)
}

fn modality(view: &View<'_>, draft: &Draft, hedges: &[crate::hedge::Found]) -> Modality {
    let words =
        draft.content.iter().flat_map(|&(a, b)| a..b).filter(|&i| !view.mark(i)).take(MODALITY_WINDOW);
    let classes = words.filter(|&i| !view.capital(i)).fold(0, |bits, i| bits | view.words[i].classes);
    // "Er soll krank sein" is hearsay, "er soll kommen" a plan.
    let last = words_end(view, draft);
    let hearsay = hedges.iter().any(|(s, strength)| *strength == Strength::Hearsay && s.0 < last);
    if classes & class::HEDGED != 0
        || hearsay
        || draft.kind == QuotationKind::FreeIndirect && draft.rule == "hearsay"
    {
        Modality::Hedged
    } else if classes & class::POSSIBLE != 0 {
        Modality::Possible
    } else if classes & class::PLANNED != 0 {
        Modality::Planned
    } else {
        Modality::Asserted
    }
}
