//! What stands in one main text: sentences, names, times, quantities. Third station of the pipeline
//! (article → **annotations** → …). Quotations are built on top of these by their own stage.

use crate::article::named;
use crate::{Dated, TextRange, Token};
use std::collections::BTreeMap;

/// The annotations of one main text. All ranges are bytes of that text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotations {
    /// Words, numbers and marks, in order.
    pub tokens: Vec<Token>,
    /// Sentences, in order.
    pub sentences: Vec<TextRange>,
    /// Names, one entry per bearer in this article, in order of first mention.
    pub entities: Vec<Entity>,
    /// Words that hold a name without being one, in order. Records show them among the mentions.
    pub derived: Vec<Derived>,
    /// Expressions of time, in order.
    pub times: Vec<TimeExpression>,
    /// Quantities, in order.
    pub quantities: Vec<Quantity>,
    /// Ordinals that are no part of a date, in order.
    pub ordinals: Vec<Ordinal>,
    /// The moment that relative times were resolved against: the article's own day of publication, or that of its
    /// story where the article has none ([`crate::DateBasis::Story`]).
    pub reference: Option<Dated>,
}

/// One bearer of a name in one article, with all its mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// `e1`, `e2`, … in order of first mention.
    pub id: String,
    /// Of what kind.
    pub kind: EntityKind,
    /// Its best name: the fullest form in the text.
    pub name: String,
    /// The same in every article that means the same bearer: `country:KP`, `medium:nyt`, or `name:` and the folded
    /// name. For persons the folded parts with blanks between them, the surname last: [`crate::same_person`] says of
    /// two such keys whether they may mean one.
    pub key: String,
    /// Where it is named, in order. Names, and descriptions that the text ties to them (`die Zeitung`).
    pub mentions: Vec<TextRange>,
    /// Where the text means it by a noun alone, in order: `der Minister` after `Außenminister Anna Beispiel`. Not among
    /// the mentions.
    pub descriptions: Vec<TextRange>,
    /// Gender of a person, where a title, a role or the given name tells it.
    pub gender: Option<Gender>,
}

named! {
    /// Gender of persons, as far as a text tells it.
    Gender {
        /// `Herr`, `he`.
        Male = "male",
        /// `Frau`, `she`.
        Female = "female",
    }
}

impl Annotations {
    /// The entities with the words that hold their names among the mentions: those of a bearer that is named join it,
    /// the others make entities of their own, after the named ones. `text` is the main text.
    pub fn all_mentions(&self, text: &str) -> Vec<Entity> {
        let mut all = self.entities.clone();
        let keys = all.iter().enumerate().rev().map(|(at, e)| ((e.kind, e.key.clone()), at));
        let mut places: BTreeMap<(EntityKind, String), usize> = keys.collect();
        for derived in &self.derived {
            let word = derived.range.of(text);
            let key = if derived.key.is_empty() {
                format!("name:{}", word.to_lowercase())
            } else {
                derived.key.clone()
            };
            let place = *places.entry((derived.kind, key)).or_insert_with_key(|(kind, key)| {
                all.push(Entity {
                    id: format!("e{}", all.len() + 1),
                    kind: *kind,
                    name: word.to_owned(),
                    key: key.clone(),
                    mentions: Vec::new(),
                    descriptions: Vec::new(),
                    gender: None,
                });
                all.len() - 1
            });
            all[place].mentions.push(derived.range);
        }
        for entity in &mut all {
            entity.mentions.sort_by_key(|m| (m.start, m.end));
        }
        all
    }
}

/// A word, or the first part of a compound, that holds a name without being one: `russische`, `Leipziger`, the first
/// part of `Syrien-Reise`. It names a place or a body, but nobody who speaks or acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// Where.
    pub range: TextRange,
    /// Kind of the name it holds.
    pub kind: EntityKind,
    /// Key of the bearer where a list knows it (`country:RU`), else empty.
    pub key: String,
}

named! {
    /// Kinds of names.
    EntityKind {
        /// A human being.
        Person = "person",
        /// A body of people: company, party, authority, newspaper.
        Organisation = "organisation",
        /// A place, a country.
        Place = "place",
        /// Works, products, events.
        Other = "other",
    }
}

/// One expression of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpression {
    /// Where.
    pub range: TextRange,
    /// Of what kind.
    pub kind: TimeKind,
    /// TIMEX3 value: `2023-09-04`, `2023-W36`, `P2D`, `2023-09-10/2023-09-13`, `PRESENT_REF`.
    pub value: String,
    /// First and last day meant, both included, where the value pins them down.
    pub days: Option<(jiff::civil::Date, jiff::civil::Date)>,
    /// How fine the value is; `None` where it names no place on the calendar.
    pub precision: Option<TimePrecision>,
    /// The first instant meant and the first after it, where the value pins them down. Days begin at midnight in the
    /// zone of the reference, in UTC where it has none.
    pub interval: Option<(jiff::Timestamp, jiff::Timestamp)>,
    /// What the words around the value change of it.
    pub modifier: Option<TimeModifier>,
    /// For both ends of a stretch (`vom 10. bis 13. September`): the whole, `2023-09-10/2023-09-13`.
    pub stretch: Option<String>,
}

impl TimeExpression {
    /// An expression without days, interval and modifier.
    pub fn new(range: TextRange, kind: TimeKind, value: impl Into<String>) -> Self {
        Self {
            range,
            kind,
            value: value.into(),
            days: None,
            precision: None,
            interval: None,
            modifier: None,
            stretch: None,
        }
    }
}

named! {
    /// How fine a value is.
    TimePrecision {
        /// A thousand years.
        Millennium = "millennium",
        /// A hundred years.
        Century = "century",
        /// Ten years.
        Decade = "decade",
        /// A year.
        Year = "year",
        /// A half of a year.
        HalfYear = "half-year",
        /// A season: three months, winter from December on.
        Season = "season",
        /// A quarter of a year.
        Quarter = "quarter",
        /// A month.
        Month = "month",
        /// A week from Monday on.
        Week = "week",
        /// Saturday and Sunday.
        Weekend = "weekend",
        /// A day.
        Day = "day",
        /// Morning, midday, afternoon, evening, night.
        PartOfDay = "part of day",
        /// A minute.
        Minute = "minute",
    }
}

named! {
    /// What the words around a value change of it, after TIMEX3 (`mod`).
    TimeModifier {
        /// `etwa 1930`
        Approximate = "APPROX",
        /// `Anfang Mai`
        Start = "START",
        /// `Mitte Mai`
        Middle = "MID",
        /// `Ende Mai`
        End = "END",
        /// `mehr als drei Jahre`
        MoreThan = "MORE_THAN",
        /// `fast drei Jahre`
        LessThan = "LESS_THAN",
        /// `mindestens drei Jahre`
        EqualOrMore = "EQUAL_OR_MORE",
        /// `höchstens drei Jahre`
        EqualOrLess = "EQUAL_OR_LESS",
    }
}

named! {
    /// Kinds of time expressions, after TIMEX3.
    TimeKind {
        /// A day or something longer.
        Date = "DATE",
        /// A time of day.
        Time = "TIME",
        /// A stretch of time.
        Duration = "DURATION",
        /// Something repeated.
        Set = "SET",
    }
}

/// One quantity.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Where: number and unit.
    pub range: TextRange,
    /// How much, in the unit given.
    pub value: QuantityValue,
    /// Singular English name of the unit, or ISO 4217 code; `None` for counts.
    pub unit: Option<String>,
    /// True for "rund", "etwa", "about", and whatever else makes [`Self::bound`] not exact.
    pub approximate: bool,
    /// What is counted, for counts: the noun after the number.
    pub counted: Option<TextRange>,
    /// On which side of the value the amount lies.
    pub bound: Bound,
    /// What sort of amount it is.
    pub kind: QuantityKind,
    /// The same amount in the coherent SI unit of its dimension, where it has one.
    pub si: Option<SiAmount>,
    /// The noun counted, in the singular and with the words between it and the number (`commercial fisherman`).
    /// English texts only: elsewhere it has no English name.
    pub noun: Option<String>,
}

/// One place in an order: "der dritte Platz", "the 21st time".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ordinal {
    /// Where: the ordinal alone.
    pub range: TextRange,
    /// Which place, from 1.
    pub place: u32,
}

/// An amount in an SI unit.
#[derive(Clone, Debug, PartialEq)]
pub struct SiAmount {
    /// How much, in `unit`.
    pub value: QuantityValue,
    /// Singular English name: `meter`, `second`, `kilogram`, `meter per second`, `kelvin`.
    pub unit: String,
}

named! {
    /// On which side of a value the amount lies.
    Bound {
        /// The value itself.
        Exactly = "exactly",
        /// Near it: "rund", "knapp", "nearly".
        About = "about",
        /// "mindestens".
        AtLeast = "at least",
        /// "bis zu", "höchstens".
        AtMost = "at most",
        /// "mehr als", "über".
        MoreThan = "more than",
        /// "weniger als", "unter".
        LessThan = "less than",
    }
}

named! {
    /// Sorts of amounts.
    QuantityKind {
        /// A number of things, or a bare number.
        Count = "count",
        /// A number of units of measure.
        Measure = "measure",
        /// Money, or money for something.
        Money = "money",
        /// Percent.
        Percent = "percent",
        /// A difference between percentages.
        PercentagePoints = "percentage points",
        /// A part of a whole: "zwei Drittel", "one in five".
        Fraction = "fraction",
        /// The age of someone or something.
        Age = "age",
        /// The result of a game: the values stand in the order of the text.
        Score = "score",
    }
}

/// How much.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum QuantityValue {
    /// One number.
    Exact(f64),
    /// From the first to the second.
    Between(f64, f64),
}
