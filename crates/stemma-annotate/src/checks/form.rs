//! Forms of words: how a text ties figures together (`von {before} auf {after} ~6 <plus> von? {change}`). They are data,
//! `data/<language>/checks.toml`; an entry with `form` names the computation, `patterns` the wordings.
//!
//! A pattern is a row of elements: `von|vom` a word out of several, `<list>` a word or phrase of an entry of that name,
//! `{name:kind}` a figure or time of that kind, `[parts]` counts in a list, `~4` up to four words that are no figures,
//! within the sentence, `!list` that none of the next words is on the list, `$` that no other figure follows in the
//! sentence. `?` behind an element says that it may be missing. Words are in lower case.

use super::items::Item;
use super::{Checker, Figure};
use rustc_hash::FxHashMap;
use stemma_text::{QuantityValue, TextRange, TimeExpression, TimeKind};

/// Steps tried from one place of the text: bounds the work that a hostile text can ask for.
const STEPS: usize = 600;
/// Words between two parts of a list.
const BETWEEN_PARTS: usize = 4;
/// Words looked at for those that must not follow.
const AHEAD: usize = 5;

/// What a slot takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Any one number.
    Number,
    /// The same, or one end of a range.
    End,
    /// From one number to another.
    Range,
    /// A whole number without unit.
    Count,
    Percent,
    /// Percentage points, where the words say so.
    Points,
    Money,
    /// Years of age.
    Age,
    /// A stretch of time.
    Length,
    /// A length, area, mass, …
    Measure,
    /// A day, month or year with its year.
    Date,
    /// From one to another.
    Span,
    /// `20` in `20.`, `20th`.
    Ordinal,
}

#[derive(Clone, Debug)]
enum Element {
    Word { words: Vec<u32>, optional: bool },
    List { name: String, phrases: Vec<(Vec<u32>, f64)>, optional: bool },
    Slot { name: String, kind: Kind },
    Parts { kind: Kind },
    Gap(usize),
    Not { words: Vec<u32> },
    NoMore,
}

/// One wording of one computation.
#[derive(Clone, Debug)]
pub(super) struct Form {
    /// Name of the computation.
    pub check: String,
    elements: Vec<Element>,
}

/// What a slot took.
#[derive(Clone, Copy)]
pub(super) struct Taken<'i, 't> {
    pub item: &'i Item<'t>,
    /// Number of the item.
    pub at: usize,
    /// The value of a word of a list, or of an ordinal.
    pub value: f64,
}

/// What a form found in a text.
pub(super) struct Match<'i, 't> {
    pub text: &'t str,
    pub items: &'i [Item<'t>],
    slots: Vec<(String, Taken<'i, 't>)>,
    /// Items of the list of parts.
    pub parts: Vec<usize>,
    /// From the first to the last item.
    pub range: TextRange,
    /// Items before this are not part of it.
    pub start: usize,
}

impl<'i, 't> Match<'i, 't> {
    pub(super) fn slot(&self, name: &str) -> Option<Taken<'i, 't>> {
        self.slots.iter().find(|(n, _)| n == name).map(|(_, t)| *t)
    }

    /// The figure in a slot.
    pub(super) fn figure(&self, name: &str) -> Option<Figure<'t>> {
        Figure::of(self.text, self.slot(name)?.item)
    }

    /// The time in a slot.
    pub(super) fn time(&self, name: &str) -> Option<&'t TimeExpression> {
        self.slot(name)?.item.time
    }
}

/// All forms of a language, by what they begin with.
#[derive(Default)]
pub(super) struct Forms {
    all: Vec<Form>,
    by_word: FxHashMap<u32, Vec<usize>>,
    /// Forms that begin with a slot.
    by_slot: Vec<usize>,
}

impl Forms {
    /// Adds one pattern. `number` gives the number of a word, `lists` the phrases of a list with their values.
    pub(super) fn add(
        &mut self,
        check: &str,
        pattern: &str,
        words: &mut FxHashMap<String, u32>,
        lists: &FxHashMap<String, Vec<(String, f64)>>,
    ) {
        let mut number = |word: &str| {
            let next = u32::try_from(words.len() + 1).unwrap_or(u32::MAX);
            *words.entry(word.to_owned()).or_insert(next)
        };
        let mut elements = Vec::new();
        for piece in pattern.split_whitespace() {
            let (bare, optional) = match piece.strip_suffix('?') {
                Some(bare) if !bare.is_empty() => (bare, true),
                _ => (piece, false),
            };
            let inner = |open: char, close: char| bare.strip_prefix(open).and_then(|b| b.strip_suffix(close));
            if piece == "$" {
                elements.push(Element::NoMore);
            } else if let Some(name) = piece.strip_prefix('!') {
                let phrases = lists.get(name).into_iter().flatten();
                let firsts = phrases.filter_map(|(p, _)| p.split_whitespace().next());
                elements.push(Element::Not { words: firsts.map(&mut number).collect() });
            } else if let Some(gap) = piece.strip_prefix('~') {
                elements.push(Element::Gap(gap.parse().unwrap_or(0)));
            } else if let Some(slot) = inner('{', '}') {
                let (name, kind) = slot.split_once(':').unwrap_or((slot, slot));
                let Some(kind) = kind_of(kind) else { return };
                elements.push(Element::Slot { name: name.to_owned(), kind });
            } else if let Some(kind) = inner('[', ']') {
                let Some(kind) = kind_of(kind) else { return };
                elements.push(Element::Parts { kind });
            } else if let Some(name) = inner('<', '>') {
                let phrases = lists.get(name).into_iter().flatten();
                let mut phrases: Vec<(Vec<u32>, f64)> =
                    phrases.map(|(p, v)| (p.split_whitespace().map(&mut number).collect(), *v)).collect();
                phrases.sort_by_key(|(p, _)| std::cmp::Reverse(p.len()));
                elements.push(Element::List { name: name.to_owned(), phrases, optional });
            } else {
                elements.push(Element::Word { words: bare.split('|').map(&mut number).collect(), optional });
            }
        }
        let at = self.all.len();
        match elements.first() {
            Some(Element::Word { words, .. }) => {
                words.iter().for_each(|w| self.by_word.entry(*w).or_default().push(at));
            }
            Some(Element::List { phrases, .. }) => {
                let mut firsts: Vec<u32> = phrases.iter().filter_map(|(p, _)| p.first().copied()).collect();
                firsts.sort_unstable();
                firsts.dedup();
                firsts.iter().for_each(|w| self.by_word.entry(*w).or_default().push(at));
            }
            _ => self.by_slot.push(at),
        }
        self.all.push(Form { check: check.to_owned(), elements });
    }

    /// Every place where a form fits, in order of the text; for each place and form the nearest fit.
    pub(super) fn find<'i, 't>(
        &self,
        checker: &Checker,
        text: &'t str,
        items: &'i [Item<'t>],
        mut found: impl FnMut(&Form, &Match<'i, 't>),
    ) {
        for start in 0..items.len() {
            let item = &items[start];
            let by_word = self.by_word.get(&item.word).filter(|_| item.word > 0);
            let by_slot = Some(&self.by_slot).filter(|_| item.quantity.is_some() || item.time.is_some());
            for form in by_word.into_iter().chain(by_slot).flatten() {
                let form = &self.all[*form];
                let (slots, parts) = (Vec::new(), Vec::new());
                let mut walk = Walk { checker, text, items, start, slots, parts, steps: 0 };
                if let Some(end) = walk.fits(&form.elements, start) {
                    let range = items[start..end].iter().map(|i| i.range).reduce(TextRange::cover);
                    let range = range.unwrap_or(item.range);
                    let Walk { slots, parts, .. } = walk;
                    found(form, &Match { text, items, slots, parts, range, start });
                }
            }
        }
    }
}

fn kind_of(name: &str) -> Option<Kind> {
    Some(match name {
        "number" => Kind::Number,
        "end" => Kind::End,
        "range" => Kind::Range,
        "count" => Kind::Count,
        "percent" => Kind::Percent,
        "points" => Kind::Points,
        "money" => Kind::Money,
        "age" => Kind::Age,
        "length" => Kind::Length,
        "measure" => Kind::Measure,
        "date" => Kind::Date,
        "span" => Kind::Span,
        "ordinal" => Kind::Ordinal,
        _ => return None,
    })
}

/// The state of one attempt.
struct Walk<'c, 'i, 't> {
    checker: &'c Checker,
    text: &'t str,
    items: &'i [Item<'t>],
    start: usize,
    slots: Vec<(String, Taken<'i, 't>)>,
    parts: Vec<usize>,
    steps: usize,
}

impl<'i, 't> Walk<'_, 'i, 't> {
    /// The item after the last one, if the elements fit from `at` on. As deep as the pattern is long.
    fn fits(&mut self, elements: &[Element], at: usize) -> Option<usize> {
        self.steps += 1;
        if self.steps > STEPS {
            return None;
        }
        let Some((first, rest)) = elements.split_first() else { return Some(at) };
        match first {
            Element::Gap(longest) => {
                for length in 0..=*longest {
                    if let Some(end) = self.fits(rest, at + length) {
                        return Some(end);
                    }
                    let item = self.items.get(at + length)?;
                    let timely = item.time.is_some() || self.is_time(item);
                    if item.stops || item.quantity.is_some() && !timely {
                        return None;
                    }
                }
                None
            }
            Element::Word { words, optional } => {
                if self.items.get(at).is_some_and(|i| i.word > 0 && words.contains(&i.word))
                    && let Some(end) = self.fits(rest, at + 1)
                {
                    return Some(end);
                }
                if *optional { self.fits(rest, at) } else { None }
            }
            Element::List { name, phrases, optional } => {
                for (phrase, value) in phrases {
                    let fits = phrase
                        .iter()
                        .enumerate()
                        .all(|(n, w)| self.items.get(at + n).is_some_and(|i| i.word == *w));
                    if fits && let Some(end) = self.take(name, at, *value, rest, at + phrase.len()) {
                        return Some(end);
                    }
                }
                if *optional { self.fits(rest, at) } else { None }
            }
            Element::Slot { name, kind } => {
                let value = self.value(*kind, at)?;
                self.take(name, at, value, rest, at + 1)
            }
            Element::Not { words } => {
                let next = self.items.iter().skip(at).take(AHEAD);
                let clear = next.take_while(|i| !i.stops).all(|i| !words.contains(&i.word));
                if clear { self.fits(rest, at) } else { None }
            }
            Element::NoMore => {
                let next = self.items.iter().skip(at).take(4 * AHEAD);
                let clear = next.take_while(|i| !i.stops).all(|i| i.quantity.is_none());
                if clear { self.fits(rest, at) } else { None }
            }
            Element::Parts { kind } => {
                if at == self.start && self.goes_back(at) {
                    return None;
                }
                let (parts, end) = self.list(*kind, at)?;
                self.parts = parts;
                self.fits(rest, end)
            }
        }
    }

    fn take(&mut self, name: &str, at: usize, value: f64, rest: &[Element], next: usize) -> Option<usize> {
        let item = self.items.get(at)?;
        self.slots.push((name.to_owned(), Taken { item, at, value }));
        let end = self.fits(rest, next);
        if end.is_none() {
            self.slots.pop();
        }
        end
    }

    fn is_time(&self, item: &Item) -> bool {
        item.half.is_none() && self.dimension(item) == Some("time")
    }

    fn dimension(&self, item: &Item) -> Option<&str> {
        let unit = item.quantity?.unit.as_deref()?;
        self.checker.units.named(unit)?.dimension.as_deref()
    }

    /// The value of the item, if it is of this kind; 0 for times.
    fn value(&self, kind: Kind, at: usize) -> Option<f64> {
        let item = self.items.get(at)?;
        match kind {
            Kind::Date | Kind::Span => {
                let time = item.time.filter(|t| t.kind == TimeKind::Date && t.days.is_some())?;
                let span = time.value.contains('/');
                (span == (kind == Kind::Span)).then_some(0.0)
            }
            Kind::Ordinal => {
                let words = item.range.of(self.text);
                let digits = words.trim_end_matches(|c: char| c.is_ascii_lowercase());
                let short = digits.len() <= 3 && words.len() - digits.len() <= 2;
                digits.parse::<u16>().ok().filter(|n| short && *n > 0).map(f64::from)
            }
            Kind::Range => {
                let between = matches!(item.quantity?.value, QuantityValue::Between(..));
                (between && item.half.is_none() && item.time.is_none()).then_some(0.0)
            }
            _ => {
                let figure = Figure::of(self.text, item)?;
                self.is_kind(kind, item, &figure).then_some(figure.value)
            }
        }
    }

    fn is_kind(&self, kind: Kind, item: &Item, figure: &Figure) -> bool {
        if item.half.is_some() && kind != Kind::End {
            return false;
        }
        let percent = figure.unit == Some("percent");
        let points = self.checker.is_points(figure.range.of(self.text))
            || figure.unit.is_some_and(|u| u.ends_with("point"));
        match kind {
            Kind::Number | Kind::End => item.time.is_none_or(|t| t.kind == TimeKind::Duration) && !points,
            Kind::Count => figure.counts() && item.time.is_none(),
            Kind::Percent => percent && !points,
            Kind::Points => points,
            Kind::Money => figure.unit.is_some_and(|u| self.checker.money(u).is_some()),
            Kind::Age => {
                let years = figure.unit.is_none_or(|u| matches!(u, "year of age" | "year"));
                years && figure.counts_years()
            }
            Kind::Length => self.dimension(item) == Some("time"),
            Kind::Measure => self.dimension(item).is_some_and(|d| d != "share" && d != "age"),
            Kind::Range | Kind::Date | Kind::Span | Kind::Ordinal => false,
        }
    }

    /// True if the list began before: `8 B` in `12 A, 8 B und 7 C`.
    fn goes_back(&self, at: usize) -> bool {
        let and = |item: &Item| self.checker.is("and", item.range.of(self.text));
        let before = self.items[..at].iter().rev().take(BETWEEN_PARTS + 1);
        // A comma at the end of a line ends nothing.
        before.take_while(|i| !i.stops || and(i)).any(|i| i.quantity.is_some())
    }

    /// `12 A, 8 B und 7 C`: the parts, and the item after the last one.
    fn list(&self, kind: Kind, at: usize) -> Option<(Vec<usize>, usize)> {
        self.value(kind, at)?;
        let mut parts = vec![at];
        let mut end = at + 1;
        loop {
            let mut next = None;
            let mut joined = false;
            for gap in 0..=BETWEEN_PARTS {
                let Some(item) = self.items.get(end + gap) else { break };
                if item.quantity.is_some() {
                    next = (joined && self.value(kind, end + gap).is_some()).then_some(end + gap);
                    break;
                }
                if item.stops || item.time.is_some() {
                    break;
                }
                joined = self.checker.is("and", item.range.of(self.text));
            }
            match next {
                Some(next) => {
                    parts.push(next);
                    end = next + 1;
                }
                None => return (parts.len() > 1).then_some((parts, end)),
            }
        }
    }
}

impl Figure<'_> {
    /// A whole number that may be an age.
    fn counts_years(&self) -> bool {
        self.value.fract() == 0.0 && (1.0..=120.0).contains(&self.value)
    }
}
