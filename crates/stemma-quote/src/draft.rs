//! Quotations under construction, in word numbers.

use crate::phrase::Span;
use crate::view::{Unit, View};
use crate::{Force, Polarity, QuotationKind, SourceFrom};

/// A quotation under construction.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its type.
    pub kind: QuotationKind,
    /// What is said.
    pub content: Vec<Span>,
    /// The words that make it a quotation.
    pub cue: Vec<Span>,
    /// Who says it.
    pub source: Vec<Span>,
    /// Who is told.
    pub addressee: Vec<Span>,
    /// What the source does with it.
    pub polarity: Polarity,
    /// What the report does with it.
    pub force: Force,
    /// Name of the rule.
    pub rule: &'static str,
    /// True if the source is to be taken from the quotation before.
    pub carried: bool,
    /// Where the source was found.
    pub source_from: SourceFrom,
    /// The verb that its cue is a form of, as `cues` names it.
    pub entry: Option<String>,
    /// Number of the unit it stands in.
    pub unit: usize,
    /// True if it stands inside another one.
    pub nested: bool,
}

impl Draft {
    /// A draft with its content alone.
    pub fn new(kind: QuotationKind, content: Vec<Span>, unit: usize, rule: &'static str) -> Self {
        Self {
            kind,
            content,
            cue: Vec::new(),
            source: Vec::new(),
            addressee: Vec::new(),
            polarity: Polarity::Affirmed,
            force: Force::Stated,
            rule,
            carried: false,
            source_from: SourceFrom::Sentence,
            entry: None,
            unit,
            nested: false,
        }
    }

    /// First word of the content.
    pub fn start(&self) -> usize {
        self.content.iter().map(|s| s.0).min().unwrap_or(0)
    }

    /// One past the last word of the content.
    pub fn end(&self) -> usize {
        self.content.iter().map(|s| s.1).max().unwrap_or(0)
    }

    /// Number of words of `[start, end)` that the content holds.
    pub fn covers(&self, view: &View<'_>, start: usize, end: usize) -> usize {
        self.content
            .iter()
            .map(|&(a, b)| view.count(a.max(start).min(b), b.min(end).max(a.max(start).min(b))))
            .sum()
    }
}

/// The span without dividing marks at its ends; quotation marks stay. `None` if no word is left.
pub fn trim(view: &View<'_>, span: Span) -> Option<Span> {
    let (mut start, mut end) = span;
    let outer = |i: usize| {
        view.mark(i)
            && view.quote_at(i).is_none()
            && view.quote_ending(i).is_none()
            && !matches!(view.words[i].text, "(" | ")" | "[" | "]" | "%" | "€" | "$")
    };
    while start < end && outer(start) {
        start += 1;
    }
    while end > start && outer(end - 1) {
        end -= 1;
    }
    (view.count(start, end) > 0).then_some((start, end))
}

/// What a unit holds before other rules look at it: its number, its extent, and the quotations found so far.
pub struct Found<'a> {
    /// The unit.
    pub unit: Unit,
    /// Its number.
    pub number: usize,
    /// All drafts of the article so far.
    pub drafts: &'a mut Vec<Draft>,
    /// Where in `drafts` those of this unit begin.
    pub first: usize,
}

impl Found<'_> {
    /// Share of the words of `[start, end)` that earlier quotations of this unit hold, 0–1.
    pub fn covered(&self, view: &View<'_>, start: usize, end: usize) -> f64 {
        self.covered_but(view, (start, end), |_| false)
    }

    /// The same, without the quotations that `but` holds for.
    pub fn covered_but(&self, view: &View<'_>, span: Span, but: impl Fn(&Draft) -> bool) -> f64 {
        let all = view.count(span.0, span.1).max(1);
        let said = self.drafts[self.first..].iter().filter(|d| d.rule != crate::clause::THOUGHT && !but(d));
        let most = said.map(|d| d.covers(view, span.0, span.1)).max().unwrap_or(0);
        most as f64 / all as f64
    }

    /// True if word `i` belongs to a content, cue, source or addressee of this unit.
    pub fn taken(&self, i: usize) -> bool {
        self.drafts[self.first..].iter().any(|d| {
            [&d.content, &d.cue, &d.source, &d.addressee].into_iter().flatten().any(|&(a, b)| a <= i && i < b)
        })
    }
}
