//! Subjects of verbs, found from the verb leftwards.

use crate::lists as class;
use crate::phrase::Span;
use crate::tagged::phrase::{LONGEST, Text};
use crate::tagged::tag::Tag;
use crate::view::Unit;

/// Most verbs of one subject in a row, and most appositions before a verb.
const MOST: usize = 8;

impl Text<'_, '_> {
    /// The subject of the verb group that begins at `group`.
    pub fn subject(&self, group: usize, unit: Unit) -> Option<Span> {
        let mut at = group;
        for _ in 0..MOST {
            while at > unit.start && self.tag(at - 1) == Tag::Adverb && self.view.outside(at - 1) {
                at -= 1;
            }
            let last = at.checked_sub(1).filter(|&l| l >= unit.start)?;
            let tag = self.tag(last);
            if tag == Tag::Conjunction || self.view.divides(last) && self.tag(at) == Tag::Conjunction {
                at = self.coordinated(last, unit)?;
                continue;
            }
            if self.view.at(last, ",") && last > unit.start && self.tag(last - 1) == Tag::Conjunction {
                at = self.coordinated(last - 1, unit)?;
                continue;
            }
            if matches!(tag, Tag::Relative | Tag::That) {
                return Some((last, at));
            }
            if self.view.divides(last) {
                return self.apposed(last, unit);
            }
            if let Some(earlier) = self.before_time(at, unit.start) {
                at = earlier;
                continue;
            }
            return self.phrase_before(at, unit.start).map(|start| (start, at));
        }
        None
    }

    /// An adverbial of time or occasion between subject and verb: `the mayor on Tuesday`, `she in a speech`. Gives
    /// where it begins.
    fn before_time(&self, at: usize, floor: usize) -> Option<usize> {
        let start = self.base_start(at, floor);
        if start <= floor || start >= at {
            return None;
        }
        let point = (start..at).any(|k| self.view.is_any(k, class::WEEKDAY));
        let preposition =
            self.tag(start - 1) == Tag::Preposition && !self.view.is_any(start - 1, class::GENITIVE_MARK);
        let occasion = preposition && self.time(at - 1);
        if !(point && (start..at).all(|k| self.tag(k) != Tag::Name || self.time(k)) || occasion) {
            return None;
        }
        let begin = if preposition { start - 1 } else { start };
        (begin > floor).then_some(begin)
    }

    /// The verb group that shares its subject with what follows the conjunction at `at`.
    fn coordinated(&self, at: usize, unit: Unit) -> Option<usize> {
        let mut k = at;
        let mut fallback = None;
        while k > unit.start {
            k -= 1;
            if !self.view.outside(k) || !self.tag(k).finite() {
                continue;
            }
            let group = self.group_start(k, unit.start);
            let mut left = group;
            while left > unit.start && self.tag(left - 1) == Tag::Adverb {
                left -= 1;
            }
            let before = left.checked_sub(1).filter(|&l| l >= unit.start)?;
            if self.tag(before) == Tag::Relative {
                k = group;
                fallback = fallback.or(Some(group));
                continue;
            }
            let plain = self.tag(before) == Tag::Conjunction || self.view.divides(before);
            let start = self.phrase_before(left, unit.start);
            if plain || start.is_some_and(|s| !self.embedded(s, unit)) {
                return Some(group);
            }
            fallback = fallback.or(Some(group));
        }
        fallback
    }

    /// A subject that begins at `start` in a clause that depends on another: after a conjunction, a relative pronoun
    /// or a verb.
    pub fn embedded(&self, start: usize, unit: Unit) -> bool {
        if matches!(self.tag(start), Tag::Relative | Tag::That) {
            return true;
        }
        let mut before = start;
        while before > unit.start && self.tag(before - 1) == Tag::Adverb {
            before -= 1;
        }
        before > unit.start && {
            let tag = self.tag(before - 1);
            let depends = matches!(tag, Tag::Relative | Tag::That | Tag::Subordinator | Tag::Preposition);
            depends || tag.verbal() || tag.head()
        }
    }

    /// Start of the noun phrase that ends before `end`, with all that hangs on it.
    pub fn phrase_before(&self, end: usize, floor: usize) -> Option<usize> {
        let mut at = end;
        let mut found = None;
        if end > floor
            && self.view.is_any(end - 1, class::NOMINATIVE)
            && self.tag(end - 1) == Tag::Pronoun
            && !self.view.is_any(end - 1, class::OBJECTIVE)
        {
            return Some(end - 1);
        }
        for _ in 0..MOST {
            let start = self.base_start(at, floor);
            if start == at || end - start > LONGEST {
                break;
            }
            found = Some(start);
            let Some(before) = start.checked_sub(1).filter(|&b| b >= floor) else { break };
            match self.attached(before, floor) {
                Some(next) => at = next,
                None => break,
            }
        }
        let start = found?;
        // "In Rome the mayor": a preposition before the phrase makes it no subject.
        let preposition = start > floor
            && matches!(self.tag(start - 1), Tag::Preposition | Tag::To)
            && !self.view.is_any(start, class::NOMINATIVE);
        if preposition && !self.time(start) {
            return self.after_time(start, end);
        }
        self.after_time(start, end).or(Some(start))
    }

    /// "On Monday Ann Example": a name after a time begins a phrase.
    fn after_time(&self, start: usize, end: usize) -> Option<usize> {
        let time = (start..end.saturating_sub(1)).find(|&k| self.view.is_any(k, class::WEEKDAY))?;
        let next = time + 1;
        let fresh = matches!(self.tag(next), Tag::Determiner | Tag::Name | Tag::Pronoun | Tag::Noun);
        (fresh && next < end).then_some(next)
    }

    /// Start of the plain noun phrase that ends before `end`.
    fn base_start(&self, end: usize, floor: usize) -> usize {
        let view = self.view;
        if end > floor && matches!(self.tag(end - 1), Tag::Pronoun | Tag::Contracted | Tag::Relative) {
            return end - 1;
        }
        let mut at = end;
        while at > floor {
            let k = at - 1;
            if let Some(quote) = view.quote_ending(k) {
                let last = (quote.open..k).rev().find(|&m| !matches!(view.words[m].text, "'" | "’"));
                let said =
                    last.is_some_and(|m| matches!(view.words[m].text, "," | "?" | "!" | "." | "…" | "—"));
                if quote.words > 6 || quote.open < floor || said {
                    break;
                }
                at = quote.open;
                continue;
            }
            if !view.outside(k) {
                break;
            }
            let tag = self.tag(k);
            let modifier = matches!(tag, Tag::Gerund | Tag::Participle)
                && at < end
                && k > floor
                && matches!(self.tag(k - 1), Tag::Determiner | Tag::Adjective)
                && self.tag(at).nominal();
            if tag == Tag::Determiner {
                at = k;
                // "all the", "half of those": one more.
                if at > floor && self.tag(at - 1) == Tag::Determiner {
                    at -= 1;
                }
                break;
            }
            if tag.nominal() || modifier {
                at = k;
                continue;
            }
            let text = view.words[k].text;
            if text == "." && self.abbreviates(k) || matches!(text, "&" | "$" | "%" | "/") {
                at = k;
                continue;
            }
            if text == ")"
                && let Some(open) = (floor..k).rev().take(9).find(|&o| view.at(o, "("))
            {
                at = open;
                continue;
            }
            if tag == Tag::Adverb && at < end && self.tag(at) == Tag::Adjective
                || tag == Tag::Adverb && self.tag(at) == Tag::Number
            {
                at = k;
                continue;
            }
            break;
        }
        at
    }

    /// What stands before a noun phrase at `before` hangs on an earlier one: gives the end of that one.
    fn attached(&self, before: usize, floor: usize) -> Option<usize> {
        let ends = |k: usize| {
            k >= floor
                && (self.tag(k).head()
                    || self.tag(k) == Tag::Genitive
                    || self.view.at(k, ")")
                    || self.view.at(k, "%")
                    || self.view.at(k, ".") && self.abbreviates(k)
                    || self.view.quote_ending(k).is_some_and(|q| q.words <= 6))
        };
        let left = before.checked_sub(1)?;
        match self.tag(before) {
            Tag::Preposition => {
                if ends(left) && !self.view.is_any(left, class::WEEKDAY) {
                    return Some(before);
                }
                // "officials briefed on the plan", "people familiar with it".
                let reduced =
                    matches!(self.tag(left), Tag::Participle | Tag::Adjective | Tag::Gerund | Tag::Adverb);
                (reduced && left > floor && ends(left - 1)).then_some(left)
            }
            Tag::Conjunction => {
                let joined = ends(left) && !self.view.is_any(before, class::CONTRAST);
                (joined && self.joins(before, floor)).then_some(before)
            }
            Tag::Gerund | Tag::Participle => ends(left).then_some(before),
            Tag::Plain if left > floor && self.tag(left) == Tag::To => ends(left - 1).then_some(left),
            t if t.finite() => {
                let group = self.group_start(before, floor);
                let mut k = group;
                while k > floor && self.tag(k - 1) == Tag::Adverb {
                    k -= 1;
                }
                let relative = k > floor && matches!(self.tag(k - 1), Tag::Relative | Tag::That);
                (relative && k > floor + 1 && ends(k - 2)).then(|| k - 1)
            }
            _ => None,
        }
    }

    /// Both sides of the conjunction at `at` belong to one subject: no verb stands before the first of them.
    fn joins(&self, at: usize, floor: usize) -> bool {
        let start = self.base_start(at, floor);
        start == floor || {
            let before = start - 1;
            !matches!(
                self.tag(before),
                Tag::Finite | Tag::Plain | Tag::Participle | Tag::Gerund | Tag::Contracted
            )
        }
    }

    /// "Ann Example, 59, of Rome, who …, said": from the comma before the verb back to the phrase it all hangs on.
    fn apposed(&self, comma: usize, unit: Unit) -> Option<Span> {
        let mut segments: Vec<Span> = Vec::new();
        let mut end = comma;
        while segments.len() < MOST {
            let start = self.view.clause_start(end, unit.start);
            segments.push((start, end));
            if start <= unit.start
                || !(self.view.at(start - 1, ",")
                    || self.view.at(start - 1, "—")
                    || self.view.at(start - 1, "–")
                    || self.view.at(start - 1, "-"))
            {
                break;
            }
            end = start - 1;
        }
        let plain = |s: &Span| self.anchors(*s);
        let mut kept = comma;
        for (n, segment) in segments.iter().enumerate() {
            let first = n + 1 == segments.len();
            if !plain(segment) {
                if !self.restricts(*segment) {
                    kept = segment.0.saturating_sub(1).max(unit.start);
                }
                continue;
            }
            let before = segments.get(n + 1);
            let alone = first
                || before.is_some_and(|b| {
                    let head = n + 2 == segments.len();
                    head && !plain(b) && !self.restricts(*b) || self.complete(*b)
                });
            if alone {
                let start = self.phrase_before(segment.1, segment.0)?;
                return (start < kept).then_some((start, kept));
            }
        }
        None
    }

    /// A stretch between commas that can be a subject: a noun phrase without a finite verb of its own.
    fn anchors(&self, (start, end): Span) -> bool {
        let start = if self.tag(start) == Tag::Conjunction { start + 1 } else { start };
        let first = self.skip_adverbs(start, end);
        let nominal = self.tag(first).nominal()
            || self.tag(first) == Tag::Pronoun
            || self.view.quote_at(first).is_some();
        nominal && first < end && !self.complete((start, end)) && end > start
    }

    /// `of Rome`, `59`: belongs to the noun before it.
    fn restricts(&self, (start, end): Span) -> bool {
        self.view.is_any(start, class::GENITIVE_MARK) || end - start == 1
    }

    /// A stretch with a finite verb that stands in no relative clause.
    fn complete(&self, (start, end): Span) -> bool {
        let mut relative = matches!(self.tag(start), Tag::Relative | Tag::Subordinator);
        for k in start..end {
            if matches!(self.tag(k), Tag::Relative | Tag::That) {
                relative = true;
            } else if self.tag(k).finite() && !relative && self.view.outside(k) {
                return true;
            }
        }
        false
    }
}
