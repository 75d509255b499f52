//! What an expression of time says before it is resolved against a reference.

use stemma_text::TimeModifier;

/// A year, as far as the words say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Year {
    /// Not said.
    Open,
    /// Said.
    Is(i16),
    /// Relative to the year of the reference: `dieses Jahres` is 0.
    Off(i16),
}

/// A stretch of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Year,
    Month,
    Week,
    Day,
    Weekend,
    Quarter,
    Decade,
    Century,
    /// Hours and less, millennia: not counted on the calendar.
    Other,
}

impl Unit {
    /// The unit with this code of the word file.
    pub(crate) fn of(code: &str) -> Unit {
        match code {
            "Y" => Unit::Year,
            "M" => Unit::Month,
            "W" => Unit::Week,
            "D" => Unit::Day,
            "WE" => Unit::Weekend,
            "Q" => Unit::Quarter,
            "DE" => Unit::Decade,
            "CE" => Unit::Century,
            _ => Unit::Other,
        }
    }
}

/// What an expression says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Meaning {
    /// A day of a month.
    Day { year: Year, month: u8, day: u8 },
    /// A month.
    Month { year: Year, month: u8 },
    /// A year.
    Year(i16),
    /// A year before Christ.
    Before(i16),
    /// Ten years: 199 for the nineties.
    Decade(i16),
    /// A hundred years: 18 for the nineteenth; true before Christ.
    Century(i16, bool),
    /// A season by its code.
    Season { code: &'static str, year: Year },
    /// A day of the week, 1 for Monday, with what the words say of its place.
    Weekday { day: i8, shift: Option<i32>, part: Option<&'static str> },
    /// Days from the reference.
    Relative { offset: i32, part: Option<&'static str> },
    /// The year, month, week … of the reference, or one beside it.
    Period { unit: Unit, shift: i32 },
    /// A weekend without more words.
    Weekend,
    /// A part of the day last spoken of.
    Part(&'static str),
    /// A time of day; `zone`: minutes east of UTC, where the words say it.
    Clock { hour: u8, minute: u8, zone: Option<i16> },
    /// A half or a quarter of a year by its code, `H1`.
    Share { code: &'static str, year: Year },
    /// A holiday by its rule: `12-24`, or `E-7` for days from Easter.
    Holiday { rule: String, year: Year },
    /// `PRESENT_REF` and its like.
    Vague(&'static str),
    /// A length of time. `back`: its far end lies this many units before (negative) or after the reference.
    Length { value: String, unit: Unit, back: Option<f64> },
    /// A day counted from the day last spoken of: `am nächsten Tag`, `einen Monat später`.
    /// `value`: the length in the words, where there is one.
    Following { unit: Unit, by: i32, value: Option<String> },
    /// Something repeated.
    Set(String),
    /// From the first, which ends before the token `end`, to the second, which begins with the token `start`.
    Range { first: Box<Meaning>, second: Box<Meaning>, end: usize, start: usize },
}

/// One expression found: tokens `[start, end)` and what they say.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Hit {
    pub start: usize,
    pub end: usize,
    pub meaning: Meaning,
    /// `Anfang`, `rund`, `mehr als`.
    pub modifier: Option<TimeModifier>,
}

impl Meaning {
    /// From `first`, which ends before the token `end`, to `second`, which begins with the token `start`.
    pub(crate) fn range(first: Meaning, end: usize, second: Meaning, start: usize) -> Meaning {
        Meaning::Range { first: Box::new(first), second: Box::new(second), end, start }
    }
}

/// The static text of a code of the word files.
pub(crate) fn code(found: &str) -> &'static str {
    const CODES: [&str; 20] = [
        "SP",
        "SU",
        "FA",
        "WI",
        "MO",
        "MI",
        "AF",
        "EV",
        "NI",
        "24:00",
        "PRESENT_REF",
        "PAST_REF",
        "FUTURE_REF",
        "DT",
        "H1",
        "H2",
        "Q1",
        "Q2",
        "Q3",
        "Q4",
    ];
    CODES.into_iter().find(|c| *c == found).unwrap_or("")
}
