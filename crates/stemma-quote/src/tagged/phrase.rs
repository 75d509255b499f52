//! Noun phrases and verb groups over tags, and the ends of objects, infinitives and clauses.

use crate::lists::{self as class, Lists};
use crate::tagged::tag::Tag;
use crate::view::{Unit, View};

/// Longest phrase, in tokens.
pub const LONGEST: usize = 45;

/// An article with its tags.
pub struct Text<'a, 't> {
    /// Its words.
    pub view: &'a View<'t>,
    /// The lists of its language.
    pub lists: &'a Lists,
    /// One tag for each word.
    pub tags: &'a [Tag],
}

impl Text<'_, '_> {
    /// Tag of token `i`; that of a mark beyond the end.
    pub fn tag(&self, i: usize) -> Tag {
        self.tags.get(i).copied().unwrap_or(Tag::Mark)
    }

    /// True if token `i` stands for time.
    pub fn time(&self, i: usize) -> bool {
        self.view.is_any(i, class::TIME)
    }

    /// End of the noun phrase without complements that begins at `start`, or `start` if none does.
    pub fn base_end(&self, start: usize, limit: usize) -> usize {
        if self.tag(start) == Tag::Pronoun {
            return start + 1;
        }
        let (mut at, mut end) = (start, start);
        while at < limit && at < start + LONGEST {
            let tag = self.tag(at);
            if let Some(quote) = self.view.quote_at(at) {
                // A quoted word or name inside the phrase.
                if quote.words > 6 || quote.close >= limit {
                    break;
                }
                at = quote.close + 1;
                end = at;
                continue;
            }
            if tag == Tag::Determiner && end > start && !self.view.is_any(at - 1, class::FOCUS) {
                break;
            }
            if tag.nominal() {
                at += 1;
                if tag.head() || tag == Tag::Genitive {
                    end = at;
                }
                continue;
            }
            match self.inside(start, at, end, limit) {
                Some(next) => {
                    at = next;
                    end = if self.view.at(next - 1, ")") || self.view.at(next - 1, ".") { next } else { end };
                }
                None => break,
            }
        }
        end
    }

    /// Marks and small words that a noun phrase may hold at `at`: gives where it goes on.
    fn inside(&self, start: usize, at: usize, end: usize, limit: usize) -> Option<usize> {
        let view = self.view;
        let tag = self.tag(at);
        match view.words[at].text {
            "." if at > start && self.abbreviates(at) => Some(at + 1),
            "(" if end > start => (at + 1..limit.min(at + 9)).find(|&k| view.at(k, ")")).map(|k| k + 1),
            "&" | "/" if end > start => Some(at + 1),
            "$" | "£" | "€" => Some(at + 1),
            "%" if end == at => Some(at + 1),
            _ if matches!(tag, Tag::Gerund | Tag::Participle | Tag::Adverb)
                && at > start
                && end <= at
                && matches!(self.tag(at - 1), Tag::Determiner | Tag::Adjective)
                && self.tag(at + 1).nominal() =>
            {
                Some(at + 1)
            }
            _ if tag == Tag::Adverb && at == start && self.tag(at + 1).nominal() => Some(at + 1),
            _ => None,
        }
    }

    /// The point at `at` ends an abbreviation and no sentence.
    pub fn abbreviates(&self, at: usize) -> bool {
        let view = self.view;
        view.at(at, ".")
            && at > 0
            && view.words[at - 1].range.end == view.words[at].range.start
            && view.words.get(at + 1).is_some_and(|w| w.text != "\"")
            && (view.is_any(at - 1, class::ABBREVIATION)
                || view.words[at - 1].text.chars().count() == 1
                || self.tag(at - 1) == Tag::Name && view.words[at - 1].text.chars().count() <= 5)
    }

    /// End of a noun phrase with its complements: `the head of the group in Rome and her staff`.
    pub fn full_end(&self, start: usize, limit: usize, wide: bool) -> usize {
        let mut end = self.base_end(start, limit);
        if end == start || self.tag(start) == Tag::Pronoun && end == start + 1 {
            return end;
        }
        while end < limit && end < start + LONGEST {
            let tag = self.tag(end);
            let view = self.view;
            let next = match tag {
                Tag::Preposition if view.is_any(end, class::GENITIVE_MARK) => end + 1,
                Tag::Preposition if wide && view.is(end, class::ATTACHING) && !self.time(end + 1) => end + 1,
                Tag::Conjunction if self.tag(end + 1).nominal() => end + 1,
                _ => break,
            };
            let more = self.base_end(next, limit);
            if more == next || tag == Tag::Conjunction && self.tag(more).finite() && !wide {
                break;
            }
            end = more;
        }
        end
    }

    /// First word of the verb group that ends with the verb at `i`: `has long said`, `would like`.
    pub fn group_start(&self, i: usize, floor: usize) -> usize {
        let mut at = i;
        let mut first = i;
        while at > floor {
            match self.tag(at - 1) {
                Tag::Auxiliary | Tag::Bare | Tag::Modal | Tag::To => {
                    at -= 1;
                    first = at;
                }
                Tag::Adverb => at -= 1,
                _ => break,
            }
        }
        first
    }

    /// Past adverbs.
    pub fn skip_adverbs(&self, i: usize, limit: usize) -> usize {
        let mut at = i;
        while at < limit && self.tag(at) == Tag::Adverb && self.view.outside(at) {
            at += 1;
        }
        at
    }

    /// Past adverbials of time and place between a verb and its content: `on Monday`, `in an interview with X`.
    pub fn skip_adverbials(&self, i: usize, limit: usize) -> usize {
        let mut at = self.skip_adverbs(i, limit);
        for _ in 0..4 {
            if self.tag(at) == Tag::Preposition {
                let end = self.full_end(at + 1, limit, true);
                if end == at + 1 {
                    break;
                }
                at = self.skip_adverbs(end, limit);
            } else if self.time(at)
                || self.view.is(at, class::DETERMINER) && self.time(at + 1)
                || self.view.is(at, class::DETERMINER)
                    && self.time(at + 2)
                    && !self.view.is(at + 1, class::PREPOSITION)
                    && self.tag(at + 1) != Tag::Genitive
            {
                let end = self.base_end(at, limit).max(at + 1);
                if self.tag(end).finite() {
                    break;
                }
                at = self.skip_adverbs(end, limit);
            } else {
                break;
            }
        }
        at
    }

    /// A clause with a finite verb begins at `start`, before `end`.
    pub fn clause(&self, start: usize, end: usize) -> bool {
        let begins = self.tag(start).nominal()
            || matches!(
                self.tag(start),
                Tag::Pronoun
                    | Tag::Contracted
                    | Tag::Gerund
                    | Tag::Preposition
                    | Tag::Subordinator
                    | Tag::Adverb
            )
            || self.view.quote_at(start).is_some();
        begins && (start..end.min(start + LONGEST)).any(|k| self.tag(k).finite())
    }

    /// End of an object or of what follows it: before a clause of its own, an adverbial of time, another verb of the
    /// same subject.
    pub fn object_end(&self, start: usize, unit: Unit, predicate: bool) -> usize {
        let view = self.view;
        let mut at = start;
        // A relative clause inside the object: its verb does not end it.
        let mut relative = false;
        let mut infinitive = false;
        while at < unit.body {
            if let Some(quote) = view.quote_at(at).filter(|q| q.close < unit.end) {
                at = quote.close + 1;
                continue;
            }
            if view.divides(at) {
                if view.at(at, ",") && self.list_goes_on(at, unit) {
                    at += 1;
                    continue;
                }
                break;
            }
            let tag = self.tag(at);
            match tag {
                Tag::Relative | Tag::That => relative = true,
                Tag::To => infinitive = true,
                Tag::Subordinator if at > start => {
                    let like = view.is(at, class::LIKE) && predicate;
                    let question = view.is(at, class::QUESTION)
                        && !view.is_any(at, class::TIME_QUESTION)
                        && !view.is(at, class::CONDITION);
                    if !like && !question {
                        break;
                    }
                    relative = true;
                }
                Tag::Conjunction => {
                    let next = self.skip_adverbs(at + 1, unit.body);
                    let verb =
                        self.tag(next).finite() && !relative && !(infinitive && self.tag(next) == Tag::Plain);
                    let clause = matches!(self.tag(next), Tag::Pronoun | Tag::Contracted)
                        && view.is_any(next, class::NOMINATIVE | class::PRONOUN_VERB)
                        || view.is_any(at, class::CONTRAST);
                    if verb || clause {
                        break;
                    }
                }
                Tag::Preposition if !predicate && at > start && !relative && self.time_phrase(at) => break,
                Tag::Noun | Tag::Name if at > start && !predicate && view.is_any(at, class::WEEKDAY) => break,
                t if t.finite() && !relative && !infinitive && at > start => {
                    // A clause without "that" inside: its subject ends the object only if nothing else can.
                    relative = true;
                }
                _ => {}
            }
            at += 1;
        }
        at
    }

    /// A preposition with a time or an occasion: `on Monday`, `in November`, `during the debate`.
    pub fn time_phrase(&self, at: usize) -> bool {
        (at + 1..at + 4).take_while(|&k| self.tag(k).nominal()).any(|k| self.view.is_any(k, class::WEEKDAY))
    }

    /// A comma that only divides the members of a list, or an apposition.
    fn list_goes_on(&self, comma: usize, unit: Unit) -> bool {
        let next = comma + 1;
        let view = self.view;
        let tag = self.tag(next);
        if tag == Tag::Conjunction {
            let after = self.skip_adverbs(next + 1, unit.body);
            return !view.is_any(next, class::CONTRAST)
                && self.tag(after).nominal()
                && !self.finite_soon(after, unit);
        }
        if matches!(
            tag,
            Tag::Relative | Tag::Subordinator | Tag::Pronoun | Tag::Contracted | Tag::That | Tag::To
        ) {
            return false;
        }
        if tag.nominal() {
            return !self.finite_soon(next, unit);
        }
        false
    }

    /// A finite verb stands before the next comma: what follows is a clause of its own.
    fn finite_soon(&self, start: usize, unit: Unit) -> bool {
        (start..unit.body.min(start + LONGEST))
            .take_while(|&k| !self.view.divides(k) && !matches!(self.tag(k), Tag::Relative | Tag::That))
            .any(|k| self.tag(k).finite())
    }
}
