//! The search for quantities over the tokens of one text. A quantity is put together at the token where a number
//! can start: sign and money before it ([`money`]), the number, what its token goes on with ([`inside`]), the other
//! end of a range ([`range`]), the unit behind it ([`after`]), or the noun it counts ([`count`]).

mod after;
mod count;
mod inside;
mod money;
mod ordinal;
mod range;

use super::Measurer;
use super::number::{Atom, Number};
use stemma_text::{Bound, Quantity, QuantityKind, QuantityValue, SiAmount, TextRange, Token, TokenKind};

/// Words this long, in bytes, are neither numbers nor units.
const LONGEST_WORD: usize = 60;
/// Longest phrase before a number that makes it a rough one, in tokens.
const PHRASE: usize = 3;

/// The state of one search.
pub(super) struct Search<'t> {
    pub(super) measurer: &'t Measurer,
    pub(super) text: &'t str,
    pub(super) tokens: &'t [Token],
    /// Tokens that belong to dates and times of day.
    pub(super) taken: Vec<bool>,
    /// All tokens in lower case, one behind the other.
    lower: String,
    /// Where each of them stands there.
    places: Vec<(usize, usize)>,
}

/// A number, or two, with a unit.
#[derive(Clone, Debug)]
struct Found {
    start: usize,
    /// First token after it.
    end: usize,
    /// Last byte of the text that belongs to it.
    last: usize,
    value: QuantityValue,
    unit: Option<String>,
    kind: Option<QuantityKind>,
    /// True if the words themselves are rough: `Hunderte`.
    rough: bool,
}

impl Found {
    fn exact(start: usize, end: usize, last: usize, value: f64) -> Self {
        let value = QuantityValue::Exact(value);
        Self { start, end, last, value, unit: None, kind: None, rough: false }
    }
}

impl<'t> Search<'t> {
    pub(super) fn new(measurer: &'t Measurer, text: &'t str, tokens: &'t [Token], taken: Vec<bool>) -> Self {
        let mut lower = String::with_capacity(text.len());
        let places = tokens.iter().map(|token| {
            let (start, word) = (lower.len(), token.range.of(text));
            if word.len() < LONGEST_WORD {
                if word.is_ascii() {
                    lower.extend(word.chars().map(|c| c.to_ascii_lowercase()));
                } else {
                    lower.push_str(&word.to_lowercase());
                }
            }
            (start, lower.len())
        });
        let places = places.collect();
        Self { measurer, text, tokens, taken, lower, places }
    }
}

impl Search<'_> {
    pub(super) fn run(&self) -> Vec<Quantity> {
        let mut found: Vec<Quantity> = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            let next = if self.taken[at] || !self.may_start(at) { None } else { self.quantity(at) };
            if next.is_none() && !self.taken[at] && self.tokens[at].kind == TokenKind::Number {
                found.extend(self.listed(at));
            }
            match next {
                Some((quantity, end)) => {
                    at = end.max(at + 1);
                    let whole = |q: &Quantity| q.range.start < q.range.end && finite(q.value);
                    let behind = |q: &Quantity| found.last().is_none_or(|l| l.range.end <= q.range.start);
                    if let Some(quantity) = quantity.filter(|q| whole(q) && behind(q)) {
                        self.carry(&mut found, &quantity);
                        found.push(quantity);
                    }
                }
                None => at += 1,
            }
        }
        found
    }

    /// `22,24,26`: a list without spaces, one token.
    fn listed(&self, at: usize) -> Vec<Quantity> {
        let token = self.tokens[at].range;
        let parts: Vec<&str> = token.of(self.text).split(',').collect();
        let plain = |p: &&str| (1..=2).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit());
        if self.measurer.german || !(3..=12).contains(&parts.len()) || !parts.iter().all(plain) {
            return Vec::new();
        }
        let mut start = token.start;
        let mut list = Vec::new();
        for part in parts {
            let found = Found::exact(at, at + 1, start + part.len(), part.parse().unwrap_or(0.0));
            let mut quantity = self.record(at, found, None);
            quantity.range = TextRange::new(start, start + part.len());
            list.push(quantity);
            start += part.len() + 1;
        }
        list
    }

    /// True if a quantity can start at the token: cheap, and asked for every token.
    fn may_start(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let word = token.range.of(self.text);
        match token.kind {
            TokenKind::Number => true,
            TokenKind::Mark => self.measurer.units.starts_symbol(word),
            TokenKind::Word if word.len() >= LONGEST_WORD => false,
            TokenKind::Word => {
                self.measurer.numbers.begins(word) && self.is_number_word(at)
                    || self.measurer.lists.begins_every(word) && self.in_list(&self.measurer.lists.every, at)
                    || word.as_bytes()[0].is_ascii_uppercase()
                        && (self.measurer.units.starts_code(word) || self.code_inside(at).is_some())
                    || !word.is_ascii() && super::number::is_vulgar(word)
                    || self.measurer.units.starts_symbol(word)
            }
        }
    }

    /// True if a word that begins like a number is one, or holds one.
    fn is_number_word(&self, at: usize) -> bool {
        let Measurer { numbers, units, lists, .. } = self.measurer;
        let lower = self.lower(at);
        match numbers.atom(lower) {
            // `ein` and `a` count before units, scales and fractions alone.
            Some(Atom::Article(_)) => {
                let next = self.word(at + 1);
                numbers.begins(next) && numbers.reads(self.lower(at + 1))
                    || units.may_start(next, self.lower(at + 1))
                    || matches!(next, "-" | "–")
                    || lists.to.contains(self.lower(at + 1))
                    || lists.or.contains(self.lower(at + 1))
            }
            Some(_) => true,
            None => {
                lists.vague.contains_key(lower)
                    || lower.contains('-')
                    || numbers.word(lower).is_some()
                    || units.may_hold_adjective(lower)
                        && units.adjectives.iter().any(|(e, _)| lower.contains(e.as_str()))
            }
        }
    }

    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.range.of(self.text))
    }

    /// The word in lower case; empty for long words and behind the last.
    fn lower(&self, at: usize) -> &str {
        self.places.get(at).map_or("", |(start, end)| &self.lower[*start..*end])
    }

    fn in_list(&self, list: &rustc_hash::FxHashSet<String>, at: usize) -> bool {
        !list.is_empty() && list.contains(self.lower(at))
    }

    /// True if no white space stands before the token.
    fn joined(&self, at: usize) -> bool {
        at > 0 && at < self.tokens.len() && self.tokens[at].range.start == self.tokens[at - 1].range.end
    }

    fn is_word(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Word)
    }

    fn capital(&self, at: usize) -> bool {
        self.is_word(at) && self.word(at).starts_with(char::is_uppercase)
    }

    /// The quantity at `at`, if the number there is one, and the token after what was read.
    fn quantity(&self, at: usize) -> Option<(Option<Quantity>, usize)> {
        let early = self.adjective(at).or_else(|| self.compound(at)).or_else(|| self.vague(at));
        if let Some(found) = early.or_else(|| self.share(at)).or_else(|| self.every(at)) {
            let end = found.end;
            let counted = if found.unit.is_some() { None } else { self.counted(end, &found) };
            return Some((Some(self.record(at, found, counted)), end));
        }
        let (found, number, money) = match self.single(at)? {
            Single::Found(found, number, money) => (found, number, money),
            Single::Nothing(end) => return Some((None, end)),
        };
        let mut found = found;
        if found.unit.is_some() && !number.article {
            self.smaller(&mut found);
        }
        let sure = found.unit.is_some() || found.kind.is_some();
        let end = found.end;
        let alone = found.start == 0 && end == self.tokens.len();
        if number.article
            && (!sure || number.value == 1.0)
            && !(sure && self.measures(&found))
            && !number.scaled
        {
            return None;
        }
        let side =
            at > 0 && (self.in_list(&self.measurer.lists.sides, at - 1) || self.is_ordinal_word(at - 1));
        if number.fraction && !sure && side && !self.rough_before(at) {
            return None;
        }
        if number.bare && !sure && !number.scaled && !alone && !self.rough_before(at) {
            return None;
        }
        if number.fraction && found.kind.is_none() && found.unit.is_none() {
            found.kind = Some(QuantityKind::Fraction);
        }
        if !sure && !alone && self.is_label(at, &number, &found) {
            return Some((None, end));
        }
        if !sure && number.digits && found.start == at && self.is_dialled(at) {
            return Some((None, self.dialled(end)));
        }
        if !sure && money.is_none() {
            self.age(at, &number, &mut found);
        }
        let counted = if found.unit.is_some() || found.kind == Some(QuantityKind::Score) {
            None
        } else if self.is_one(&number, &found) {
            self.counted_one(at, found.end)
        } else {
            self.counted(found.end, &found)
        };
        if found.unit.is_none() && self.is_one(&number, &found) && counted.is_none() && !alone {
            return None;
        }
        let counted = counted.filter(|c| !self.measured(&mut found, c));
        let end = end.max(found.end);
        Some((Some(self.record(at, found, counted)), end))
    }

    /// A number with what stands around it, before it is asked whether it is a quantity.
    fn single(&self, at: usize) -> Option<Single> {
        self.single_end(at, true)
    }

    /// The same; the second end of a range is looked for only where `ranged`, so that none opens another.
    fn single_end(&self, at: usize, ranged: bool) -> Option<Single> {
        let money = self.money_before(at);
        let start = money.as_ref().map_or(at, |m| m.next);
        let number = match &money {
            Some(m) if m.skip > 0 => {
                self.measurer.numbers.read_digits(self.text, self.tokens, start, m.skip)?
            }
            _ => self.measurer.numbers.read(self.text, self.tokens, start)?,
        };
        if self.taken[start..number.end].contains(&true) {
            return None;
        }
        let token = &self.tokens[number.end - 1];
        let mut number = number;
        let mut found = Found::exact(at, number.end, token.range.start + number.used, number.value);
        self.signed(at, start, &mut number, &mut found);
        if let Some(money) = &money {
            number.value *= money.scale;
            found.value = QuantityValue::Exact(number.value);
        }
        let rest = self.text[found.last..token.range.end].to_owned();
        let in_money = money.is_some();
        if let Some(score) = self.score(&found, &number, &rest, in_money) {
            return Some(Single::Found(score, number, None));
        }
        if rest.is_empty() && self.scaled_compound(&mut found, number.value) {
            number.scaled = true;
        } else if rest.is_empty() && ranged {
            self.range(&mut found, &number, in_money);
            number.scaled |= matches!(found.value, QuantityValue::Between(..));
        } else if rest.is_empty() {
            // The unit follows below.
        } else if let Some(end) = self.suffix(&mut found, &rest, number.value, in_money) {
            found.end = end;
        } else if rest.starts_with(char::is_alphabetic) || rest.contains(|c: char| c.is_ascii_digit()) {
            return Some(Single::Nothing(number.end));
        }
        if let Some(money) = &money {
            if money.guarded && !self.is_amount(&found, &number) {
                return None;
            }
            found.unit = Some(self.measurer.units.all[money.unit].label().to_owned());
            self.money_rate(&mut found, money.unit);
        } else if found.unit.is_none() && !rest.contains('-') {
            self.unit_after(&mut found, number.article);
        }
        Some(Single::Found(found, number, money.map(|m| m.unit)))
    }

    /// Sets the sign, and the point of a figure that begins with one (`.5`).
    fn signed(&self, at: usize, start: usize, number: &mut Number, found: &mut Found) {
        let token = &self.tokens[number.end - 1];
        let bare =
            number.digits && !number.scaled && number.end == start + 1 && number.used == token.range.len();
        if bare
            && start == at
            && at > 0
            && self.word(at - 1) == "."
            && self.joined(at)
            && !self.joined(at - 1)
        {
            let digits = self.word(at).bytes().filter(u8::is_ascii_digit).count();
            number.value /= 10f64.powi(i32::try_from(digits).unwrap_or(0));
            found.start = at - 1;
        }
        let first = found.start;
        let minus = |n: usize| matches!(self.word(n), "-" | "−" | "–");
        // Joined to the figure, after a space; or at the very start.
        let sign = first > 0
            && minus(first - 1)
            && number.digits
            && (self.joined(first) && !self.joined(first - 1) && !self.ends_word(first) || first == 1);
        if sign || first > 0 && self.measurer.lists.minus.contains(self.lower(first - 1)) {
            number.value = -number.value;
            found.start = first - 1;
        } else if start > at && self.word(start - 1) == "-" {
            // `$-50.8bn`
            number.value = -number.value;
        }
        found.value = QuantityValue::Exact(number.value);
    }

    /// `COVID -19`: a name that was torn apart.
    fn ends_word(&self, first: usize) -> bool {
        first > 1 && self.is_word(first - 2) && self.word(first - 2).chars().all(char::is_uppercase) && {
            let word = self.word(first - 2);
            word.chars().count() > 1
        }
    }

    fn is_one(&self, number: &Number, found: &Found) -> bool {
        !number.digits && found.value == QuantityValue::Exact(1.0)
    }

    /// True if the text before says that the number is a rough one.
    fn rough_before(&self, at: usize) -> bool {
        let article = at > 0 && self.is_word(at - 1) && self.word(at - 1).len() <= 5;
        self.bound_before(at).is_some() || article && self.bound_before(at - 1).is_some()
    }

    fn is_ordinal_word(&self, at: usize) -> bool {
        matches!(self.measurer.numbers.atom(self.lower(at)), Some(Atom::Ordinal(_)))
    }

    /// An article counts before a measure or money, not before `Tag` or `Punkt`.
    fn measures(&self, found: &Found) -> bool {
        let unit = found.unit.as_deref().and_then(|u| self.measurer.units.named(u));
        unit.is_some_and(|u| {
            u.code.is_some() || u.dimension.as_deref().is_some_and(|d| d != "share" && d != "time")
        }) || self.measurer.german && unit.is_some_and(|u| u.dimension.as_deref() == Some("time"))
    }

    // -------------------------------------------------------------- records

    fn record(&self, at: usize, found: Found, counted: Option<count::Counted>) -> Quantity {
        let start = self.tokens[found.start].range.start;
        let range = TextRange::new(start, found.last.max(start));
        let first = at.min(found.start);
        let after = counted.as_ref().map_or(found.end, |c| c.end);
        // `mehr als die Hälfte`
        let article =
            found.kind == Some(QuantityKind::Fraction) && first > 0 && self.word(first - 1).len() <= 5;
        let before =
            self.bound_before(first).or_else(|| if article { self.bound_before(first - 1) } else { None });
        let bound = before.or_else(|| self.bound_after(after));
        let bound = bound.unwrap_or(if found.rough { Bound::About } else { Bound::Exactly });
        let kind = found.kind.unwrap_or_else(|| self.kind(found.unit.as_deref()));
        let (unit, noun) = match (found.unit, &counted) {
            (None, Some(counted)) if !self.measurer.german => (None, Some(counted.noun.clone())),
            (unit, _) => (unit, None),
        };
        Quantity {
            range,
            value: found.value,
            si: unit.as_deref().and_then(|u| self.si(found.value, u)),
            approximate: bound != Bound::Exactly,
            unit,
            counted: counted.map(|c| c.range),
            bound,
            kind,
            noun: noun.filter(|_| self.measurer.english),
        }
    }

    fn kind(&self, unit: Option<&str>) -> QuantityKind {
        let Some(label) = unit else { return QuantityKind::Count };
        let unit = self.measurer.units.named(label);
        let whole = |name: &str| self.measurer.units.all.iter().any(|u| u.code.is_some() && u.name == name);
        match label {
            "percent" => QuantityKind::Percent,
            "percentage point" => QuantityKind::PercentagePoints,
            _ if label.ends_with(" of age") => QuantityKind::Age,
            _ if unit.is_some_and(|u| u.code.is_some()) => QuantityKind::Money,
            _ if label.split_once(" per ").is_some_and(|(above, _)| whole(above)) => QuantityKind::Money,
            _ => QuantityKind::Measure,
        }
    }

    fn si(&self, value: QuantityValue, label: &str) -> Option<SiAmount> {
        let unit = self.measurer.units.named(label)?;
        let base = self.measurer.units.si(unit)?;
        let factor = unit.factor?;
        let of = |v: f64| significant(v * factor + unit.offset);
        let value = match value {
            QuantityValue::Exact(v) => QuantityValue::Exact(of(v)),
            QuantityValue::Between(a, b) => QuantityValue::Between(of(a), of(b)),
        };
        finite(value).then(|| SiAmount { value, unit: base.name.clone() })
    }

    /// What one of the up to three words before says of the number.
    fn bound_before(&self, at: usize) -> Option<Bound> {
        if at > 0 && matches!(self.word(at - 1), "~" | "≈") {
            return Some(Bound::About);
        }
        let mut phrase = String::new();
        let mut best = None;
        for n in 1..=PHRASE.min(at) {
            if !self.is_word(at - n) {
                break;
            }
            self.lengthen(&mut phrase, at - n);
            best = self.measurer.lists.bounds.get(&phrase).copied().or(best);
        }
        if best.is_none() && at > 0 {
            best = match self.word(at - 1) {
                ">" => Some(Bound::MoreThan),
                "<" => Some(Bound::LessThan),
                "≥" => Some(Bound::AtLeast),
                "≤" => Some(Bound::AtMost),
                _ => None,
            };
        }
        best
    }

    /// Puts a word before a phrase.
    fn lengthen(&self, phrase: &mut String, at: usize) {
        if !phrase.is_empty() {
            phrase.insert(0, ' ');
        }
        phrase.insert_str(0, self.lower(at));
    }

    /// `oder mehr` behind the number, its unit or what it counts.
    fn bound_after(&self, at: usize) -> Option<Bound> {
        let lists = &self.measurer.lists;
        if lists.bounds_after.is_empty() || !self.is_word(at) {
            return None;
        }
        let first = self.lower(at);
        lists.bounds_after.get(&format!("{first} {}", self.lower(at + 1))).copied()
    }

    /// Gives a bare number the unit of the next: `von 3 auf 5 Prozent`, `280 million of the 1.5 billion shekels`.
    fn carry(&self, found: &mut [Quantity], next: &Quantity) {
        let Some(last) = found.last_mut() else { return };
        let bare = last.unit.is_none() && last.counted.is_none() && last.kind == QuantityKind::Count;
        let kinds = [QuantityKind::Percent, QuantityKind::Money, QuantityKind::PercentagePoints];
        if !bare || !kinds.contains(&next.kind) || next.range.start <= last.range.end {
            return;
        }
        let between = self.text[last.range.end..next.range.start].trim();
        if between.len() > 24 || !self.measurer.lists.carried.contains(&between.to_lowercase()) {
            return;
        }
        last.unit.clone_from(&next.unit);
        last.kind = next.kind;
    }
}

/// What stands at a number.
enum Single {
    /// A number with what belongs to it, and the unit of money before it.
    Found(Found, Number, Option<usize>),
    /// Part of something else; the token after it.
    Nothing(usize),
}

fn finite(value: QuantityValue) -> bool {
    match value {
        QuantityValue::Exact(v) => v.is_finite(),
        QuantityValue::Between(a, b) => a.is_finite() && b.is_finite(),
    }
}

/// Takes the noise of binary fractions off a product: ten significant digits.
fn significant(value: f64) -> f64 {
    format!("{value:.9e}").parse().unwrap_or(value)
}

/// The scale that an atom is.
fn scale_of(atom: Option<Atom>) -> Option<f64> {
    match atom {
        Some(Atom::Scale(v)) => Some(v),
        _ => None,
    }
}
