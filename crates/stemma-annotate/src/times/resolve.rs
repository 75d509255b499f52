//! Turns what expressions say into TIMEX3 values and days, against the reference and the expressions before.
//!
//! News speaks from its day of publication, history from the year last named; which of the two a text is, its full
//! dates tell ([`Resolver::new`]; Strötgen and Gertz 2016 call it the domain). Directions follow the tense of the
//! clause: the nearest fitting day before the reference, after it where the clause speaks of the future.

use super::calendar::{self, Days};
use super::meaning::{Hit, Meaning, Unit, Year};
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use stemma_text::{Dated, Precision, TimeKind, TimeModifier};

/// Direction that the clause of an expression gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Clause {
    /// Speaks of the future.
    pub future: bool,
    /// Speaks of the past.
    pub past: bool,
    /// Speaks of what was before the past (`hatte gesagt`).
    pub before_past: bool,
    /// Number of the sentence.
    pub sentence: usize,
    /// A time of day or a part of the day stands in the sentence.
    pub clocked: bool,
}

/// A resolved expression.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Resolved {
    pub kind: TimeKind,
    pub value: String,
    pub days: Option<Days>,
    /// The zone that the words name, in minutes east of UTC.
    pub zone: Option<i16>,
    /// Both ends of a stretch.
    pub ends: Option<Box<(Resolved, Resolved)>>,
}

impl Resolved {
    fn new(kind: TimeKind, value: impl Into<String>, days: Option<Days>) -> Self {
        Self { kind, value: value.into(), days, zone: None, ends: None }
    }
}

/// Full dates and named years that make a text history rather than news.
const HISTORY: usize = 4;
/// Bytes of text for each day of the week, time of day or `gestern` at most, in a text that speaks of days around its
/// own. Essays name one in passing.
const DAILY: usize = 1500;
/// Times of day that make a programme of events, where they outnumber the days.
const PROGRAMME: usize = 6;
/// Share of the possible days of publication that must agree before a weekday is taken as resolved.
const MOST: f64 = 0.6;

/// Resolves the expressions of one text in order.
pub(crate) struct Resolver {
    /// First and last day the text may have appeared on.
    window: Option<Days>,
    /// Year of the reference.
    year: Option<i16>,
    /// The reference is exact to the day.
    day: Option<Date>,
    /// True for a text that tells history.
    history: bool,
    /// Day last spoken of, and the number of its sentence.
    last_day: Option<(Date, usize)>,
    /// Year last named, and the number of the expression that did.
    last_year: Option<(i16, usize)>,
    /// First day of the stretch last spoken of, for `einen Monat später`.
    last_start: Option<Date>,
    count: usize,
    /// True for a text that speaks of days around its own: there `heute` is the day of publication.
    daily: bool,
    /// True for a programme of events: a time of day is that of its own entry.
    programme: bool,
}

impl Resolver {
    /// A resolver for a text of `length` bytes with these expressions.
    pub(crate) fn new(reference: Option<&Dated>, hits: &[Hit], clauses: &[Clause], length: usize) -> Self {
        let window = reference.and_then(Dated::days);
        let exact = reference.is_some_and(|r| !matches!(r.precision, Precision::Month | Precision::Year));
        let day = window.filter(|_| exact).map(|w| w.0);
        let year = window.map(|w| w.0.year());
        let near = hits.iter().filter(|h| match &h.meaning {
            Meaning::Relative { offset, part } => *offset == -1 || part.is_some(),
            Meaning::Weekday { .. } | Meaning::Clock { .. } => true,
            _ => false,
        });
        let daily = near.count() > length / DAILY;
        let clocks = hits.iter().filter(|h| matches!(h.meaning, Meaning::Clock { .. })).count();
        let days = hits.iter().filter(|h| matches!(h.meaning, Meaning::Day { .. } | Meaning::Weekday { .. }));
        let programme = clocks >= PROGRAMME && clocks > 2 * days.count();
        let history = tells_history(hits, year);
        let window = window.map(|w| if exact { w } else { narrowed(w, hits, clauses) });
        Self {
            window,
            year,
            day,
            history,
            last_day: None,
            last_year: None,
            last_start: None,
            count: 0,
            daily,
            programme,
        }
    }

    /// Resolves the next expression.
    pub(crate) fn resolve(&mut self, hit: &Hit, clause: Clause) -> Resolved {
        self.count += 1;
        let mut resolved = self.meaning(&hit.meaning, clause);
        if let (Some(days), Some(edge)) = (resolved.days, hit.modifier) {
            let (start, middle) = (edge == TimeModifier::Start, edge == TimeModifier::Middle);
            if start || middle || edge == TimeModifier::End {
                resolved.days = Some(calendar::edge(days, start, middle));
            }
        }
        if let Some((first, last)) = resolved.days
            && matches!(resolved.kind, TimeKind::Date | TimeKind::Time)
        {
            if first == last && !matches!(hit.meaning, Meaning::Vague(_)) {
                self.last_day = Some((first, clause.sentence));
            }
            self.last_start = Some(first);
        }
        resolved
    }

    /// A time on the day last spoken of.
    fn on_day(&self, time: &str, clause: Clause) -> Resolved {
        let last = self.last_day.filter(|(_, sentence)| !self.programme || *sentence == clause.sentence);
        let day = last.map(|(day, _)| day).or(self.day);
        let value = day.map_or_else(|| "XXXX-XX-XX".to_owned(), |d| d.to_string());
        Resolved::new(TimeKind::Time, format!("{value}T{time}"), day.map(|d| (d, d)))
    }

    fn meaning(&mut self, meaning: &Meaning, clause: Clause) -> Resolved {
        match meaning {
            Meaning::Day { year, month, day } => self.date(*year, *month, *day, clause),
            Meaning::Month { year, month } => self.month(*year, *month, clause),
            Meaning::Year(y) => {
                // A year named in passing does not move a history that runs by full dates.
                if self.last_year.is_none_or(|(last, _)| (last - y).abs() <= 3) || !self.history {
                    self.named(*y);
                }
                Resolved::new(TimeKind::Date, format!("{y:04}"), calendar::year(*y))
            }
            Meaning::Before(y) => Resolved::new(TimeKind::Date, format!("BC{y:04}"), None),
            Meaning::Decade(d) => Resolved::new(
                TimeKind::Date,
                format!("{d:03}"),
                calendar::year(d.saturating_mul(10))
                    .zip(calendar::year(d.saturating_mul(10).saturating_add(9)))
                    .map(|(a, b)| (a.0, b.1)),
            ),
            Meaning::Century(c, before) => {
                let value = if *before { format!("BC{c:02}") } else { format!("{c:02}") };
                let days = calendar::year(c * 100).zip(calendar::year(c * 100 + 99)).map(|(a, b)| (a.0, b.1));
                Resolved::new(TimeKind::Date, value, days.filter(|_| !before))
            }
            Meaning::Season { code, year } => self.season(code, *year, clause),
            Meaning::Weekday { day, shift, part } => self.weekday(*day, *shift, *part, clause),
            Meaning::Relative { offset, part } => self.relative(*offset, *part, clause),
            Meaning::Period { unit, shift } => self.period(*unit, *shift),
            Meaning::Weekend => self.period(Unit::Weekend, if clause.future { 0 } else { -1 }),
            Meaning::Part(part) => self.on_day(part, clause),
            Meaning::Clock { hour, minute, zone } => {
                let found = self.on_day(&format!("{hour:02}:{minute:02}"), clause);
                Resolved { zone: *zone, ..found }
            }
            Meaning::Share { code, year } => self.share(code, *year, clause),
            Meaning::Holiday { rule, year } => self.holiday(rule, *year, clause),
            Meaning::Vague(code) => Resolved::new(TimeKind::Date, *code, None),
            Meaning::Length { value, unit, back } => {
                let days = back.and_then(|n| self.away(*unit, n));
                Resolved::new(TimeKind::Duration, value.clone(), days)
            }
            Meaning::Following { unit, by, value } => {
                let found = self.following(*unit, *by);
                match value {
                    Some(value) if !self.history => {
                        Resolved::new(TimeKind::Duration, value.clone(), found.days)
                    }
                    _ => found,
                }
            }
            Meaning::Set(value) => Resolved::new(TimeKind::Set, value.clone(), None),
            Meaning::Range { first, second, .. } => self.stretch(first, second, clause),
        }
    }

    fn stretch(&mut self, first: &Meaning, second: &Meaning, clause: Clause) -> Resolved {
        // The end says more of the year than the beginning.
        let second = self.meaning(second, clause);
        let first = match (first, second.days) {
            (Meaning::Day { year: Year::Open, month, day }, Some((end, _))) => {
                let same = calendar::date(end.year(), *month, *day).filter(|d| *d <= end);
                let date = same.or_else(|| calendar::date(end.year() - 1, *month, *day));
                Resolved::new(TimeKind::Date, text_of(date, *month, *day), date.map(|d| (d, d)))
            }
            _ => self.meaning(first, clause),
        };
        let days = first.days.zip(second.days).map(|(a, b)| (a.0, b.1.max(a.0)));
        let mut whole = Resolved::new(TimeKind::Date, format!("{}/{}", first.value, second.value), days);
        whole.ends = Some(Box::new((first, second)));
        whole
    }

    /// A half or a quarter of a year.
    fn share(&mut self, code: &str, year: Year, clause: Clause) -> Resolved {
        let number = code.get(1..).and_then(|n| n.parse::<i8>().ok()).unwrap_or(1);
        let months = if code.starts_with('H') { 6 } else { 3 };
        let start = u8::try_from((number - 1) * months + 1).unwrap_or(1);
        let year = self.year_of(year, clause, |y| calendar::date(y, start, 1));
        let value = year.map_or_else(|| format!("XXXX-{code}"), |y| format!("{y:04}-{code}"));
        let days = year.and_then(|y| {
            let first = calendar::date(y, start, 1)?;
            Some((first, first.checked_add(i64::from(months - 1).months()).ok()?.last_of_month()))
        });
        Resolved::new(TimeKind::Date, value, days)
    }

    /// The year said, or the one that `in_year`, the first day meant in a year, lies in best.
    fn year_of(&mut self, year: Year, clause: Clause, in_year: impl Fn(i16) -> Option<Date>) -> Option<i16> {
        match year {
            Year::Is(y) => {
                self.named(y);
                Some(y)
            }
            Year::Off(n) => {
                let told = self.last_start.filter(|_| self.history).map(|d| d.year());
                told.or(self.year).and_then(|y| y.checked_add(n))
            }
            Year::Open => self.open_year(clause, false, in_year),
        }
    }

    fn named(&mut self, year: i16) {
        self.last_year = Some((year, self.count));
    }

    /// The year that a date without one belongs to; `nearest` gives the middle of the date in a year.
    fn open_year(&self, clause: Clause, day: bool, in_year: impl Fn(i16) -> Option<Date>) -> Option<i16> {
        if let Some((year, at)) = self.last_year {
            if self.history || self.year.is_none() {
                return Some(year);
            }
            // `im März 1992 … am 5. März`: the year named just before.
            if day
                && self.count <= at + 1
                && Some(year) != self.year
                && self.last_start.is_some_and(|s| s.year() == year)
            {
                return Some(year);
            }
        }
        let (first, last) = self.window?;
        let (year, middle) = (first.year(), first);
        let past = |y: i16| in_year(y).filter(|d| *d <= last).map(|_| y);
        let next = |y: i16| in_year(y).filter(|d| *d >= first).map(|_| y);
        if clause.future {
            return next(year).or_else(|| next(year + 1)).or(Some(year));
        }
        if clause.before_past {
            return past(year).or_else(|| past(year - 1)).or(Some(year));
        }
        let far = |y: i16| in_year(y).map_or(i32::MAX, |d| (d - middle).get_days().abs());
        // The past is nearer than the future of the same distance.
        let here = in_year(year)?;
        if here <= last {
            return Some(if far(year + 1) < 60 && far(year) > 250 { year + 1 } else { year });
        }
        let limit = if clause.past { 75 } else { 150 };
        Some(if far(year) <= limit || far(year) < far(year - 1) && !clause.past { year } else { year - 1 })
    }

    fn date(&mut self, year: Year, month: u8, day: u8, clause: Clause) -> Resolved {
        let year = match year {
            Year::Is(y) => {
                self.named(y);
                Some(y)
            }
            Year::Off(n) => self.year.and_then(|y| y.checked_add(n)),
            Year::Open => self.open_year(clause, true, |y| calendar::date(y, month, day)),
        };
        let date = year.and_then(|y| calendar::date(y, month, day));
        // The 29th of February of most years is no day.
        Resolved::new(TimeKind::Date, text_of(date, month, day), date.map(|d| (d, d)))
    }

    fn month(&mut self, year: Year, month: u8, clause: Clause) -> Resolved {
        let year = self.year_of(year, clause, |y| calendar::date(y, month, 1));
        match year.and_then(|y| calendar::month(y, month).map(|days| (y, days))) {
            Some((y, days)) => Resolved::new(TimeKind::Date, format!("{y:04}-{month:02}"), Some(days)),
            None => Resolved::new(TimeKind::Date, format!("XXXX-{month:02}"), None),
        }
    }

    fn season(&mut self, code: &str, year: Year, clause: Clause) -> Resolved {
        let start = match code {
            "SP" => 3,
            "SU" => 6,
            "FA" => 9,
            _ => 12,
        };
        let year = self.year_of(year, clause, |y| calendar::date(y, start, 1));
        let value = year.map_or_else(|| format!("XXXX-{code}"), |y| format!("{y:04}-{code}"));
        let days = year.and_then(|y| {
            let first = calendar::date(y, start, 1)?;
            Some((first, first.checked_add(2.months()).ok()?.last_of_month()))
        });
        Resolved::new(TimeKind::Date, value, days)
    }

    fn holiday(&mut self, rule: &str, year: Year, clause: Clause) -> Resolved {
        let day = |y: i16| match rule.strip_prefix('E') {
            Some(offset) => calendar::easter(y)?.checked_add(offset.parse::<i64>().ok()?.days()).ok(),
            None => {
                let (m, d) = rule.split_once('-')?;
                calendar::date(y, m.parse().ok()?, d.parse().ok()?)
            }
        };
        let year = match year {
            Year::Is(y) => Some(y),
            Year::Off(n) => self.year.and_then(|y| y.checked_add(n)),
            Year::Open => self.open_year(clause, false, day),
        };
        let date = year.and_then(day);
        let open = if rule.starts_with('E') { "XXXX-XX-XX".to_owned() } else { format!("XXXX-{rule}") };
        Resolved::new(TimeKind::Date, date.map_or(open, |d| d.to_string()), date.map(|d| (d, d)))
    }

    fn weekday(
        &mut self,
        day: i8,
        shift: Option<i32>,
        part: Option<&'static str>,
        clause: Clause,
    ) -> Resolved {
        let kind = if part.is_some() { TimeKind::Time } else { TimeKind::Date };
        let tail = part.map_or_else(String::new, |p| format!("T{p}"));
        let future = clause.future && !clause.past && !clause.before_past || shift == Some(1);
        let anchor = |reference: Date| -> Option<Date> {
            let gap = i64::from((calendar::weekday(reference) - day).rem_euclid(7));
            let back = match shift {
                Some(n) if n < 0 => {
                    if gap == 0 {
                        7
                    } else {
                        gap
                    }
                }
                Some(n) if n > 0 => gap - 7,
                _ if future => {
                    if gap == 0 {
                        0
                    } else {
                        gap - 7
                    }
                }
                _ if clause.before_past && gap == 0 => 7,
                _ => gap,
            };
            reference.checked_sub(back.days()).ok()
        };
        let date = match (self.day, self.window) {
            (Some(reference), _) => anchor(reference).map(|d| (d, (d, d))),
            (None, Some(window)) => likely(window, anchor),
            _ => None,
        };
        match date {
            Some((date, days)) => Resolved::new(kind, format!("{date}{tail}"), Some(days)),
            None => Resolved::new(kind, format!("XXXX-WXX-{day}{tail}"), None),
        }
    }

    fn relative(&self, offset: i32, part: Option<&'static str>, clause: Clause) -> Resolved {
        let kind = if part.is_some() { TimeKind::Time } else { TimeKind::Date };
        let tail = part.map_or_else(String::new, |p| format!("T{p}"));
        if offset == 0 && part.is_none() && (!(self.daily || clause.clocked) || self.history) {
            return Resolved::new(kind, "PRESENT_REF", self.day.map(|d| (d, d)).filter(|_| !self.history));
        }
        let date = self.day.and_then(|d| d.checked_add(i64::from(offset).days()).ok());
        match date {
            Some(d) => Resolved::new(kind, format!("{d}{tail}"), Some((d, d))),
            None if offset == 0 && part.is_none() => Resolved::new(kind, "PRESENT_REF", self.window),
            None => Resolved::new(kind, format!("XXXX-XX-XX{tail}"), None),
        }
    }

    fn period(&mut self, unit: Unit, shift: i32) -> Resolved {
        let reference = if self.history {
            self.last_start.or(self.day)
        } else {
            self.day.or_else(|| self.window.map(|w| w.0))
        };
        let exact = self.day.is_some() || self.history;
        let open = |value: &str| Resolved::new(TimeKind::Date, value, None);
        let Some(day) = reference else {
            return open(match unit {
                Unit::Year | Unit::Decade | Unit::Century => "XXXX",
                Unit::Month => "XXXX-XX",
                Unit::Quarter => "XXXX-QX",
                Unit::Weekend => "XXXX-WXX-WE",
                Unit::Week => "XXXX-WXX",
                _ => "XXXX-XX-XX",
            });
        };
        let moved = |span: Span| day.checked_add(span).ok();
        let shift = i64::from(shift);
        let found = match unit {
            Unit::Year => {
                if !self.history && self.year.is_none() {
                    return open("XXXX");
                }
                moved(shift.years())
                    .and_then(|d| calendar::year(d.year()).map(|days| (format!("{:04}", d.year()), days)))
            }
            Unit::Month => moved(shift.months())
                .map(|d| (format!("{:04}-{:02}", d.year(), d.month()), calendar::month_of(d))),
            Unit::Quarter => moved((shift * 3).months()).and_then(calendar::quarter),
            Unit::Decade => calendar::tens(day.year(), shift, 10).map(|(n, days)| (format!("{n:03}"), days)),
            Unit::Century => {
                calendar::tens(day.year(), shift, 100).map(|(n, days)| (format!("{n:02}"), days))
            }
            Unit::Week | Unit::Weekend | Unit::Day if !exact => {
                return open(if unit == Unit::Day { "XXXX-XX-XX" } else { "XXXX-WXX" });
            }
            Unit::Week => moved((shift * 7).days()).map(calendar::week),
            Unit::Weekend => moved((shift * 7).days()).map(calendar::weekend),
            Unit::Day => moved(shift.days()).map(|d| (d.to_string(), (d, d))),
            Unit::Other => None,
        };
        match found {
            Some((value, days)) => Resolved::new(TimeKind::Date, value, Some(days)),
            None => open("XXXX-XX-XX"),
        }
    }

    /// The day, month or year that lies `n` units from the reference.
    fn away(&self, unit: Unit, n: f64) -> Option<Days> {
        let day = self.day?;
        calendar::away(day, unit, n)
    }

    fn following(&self, unit: Unit, by: i32) -> Resolved {
        let ago = by < i32::MIN / 2;
        let (anchor, by) = if ago {
            (self.day, -(by.wrapping_sub(i32::MIN)))
        } else {
            let day = self.last_day.map(|(day, _)| day);
            // Months and years are counted from what was spoken of last, be it a month.
            let last = if unit == Unit::Day { day.or(self.last_start) } else { self.last_start.or(day) };
            (last.or(self.day), by)
        };
        let found = anchor.and_then(|d| calendar::away(d, unit, f64::from(by)));
        let value = match (found, unit) {
            (Some((first, _)), Unit::Year) => format!("{:04}", first.year()),
            (Some((first, _)), Unit::Month) => format!("{:04}-{:02}", first.year(), first.month()),
            (Some((first, _)), Unit::Week) => calendar::week(first).0,
            (Some((first, _)), Unit::Decade) => format!("{:03}", first.year() / 10),
            (Some((first, _)), Unit::Day) => first.to_string(),
            (_, Unit::Year) => "XXXX".to_owned(),
            _ => "XXXX-XX-XX".to_owned(),
        };
        Resolved::new(TimeKind::Date, value, found)
    }
}

fn text_of(date: Option<Date>, month: u8, day: u8) -> String {
    date.map_or_else(|| format!("XXXX-{month:02}-{day:02}"), |d| d.to_string())
}

/// True if the text tells of years well before its reference, by full dates.
fn tells_history(hits: &[Hit], year: Option<i16>) -> bool {
    let mut old = 0;
    let mut now = 0;
    for hit in hits {
        match &hit.meaning {
            Meaning::Day { year: Year::Is(y), .. } | Meaning::Month { year: Year::Is(y), .. } => {
                if year.is_none_or(|r| *y < r - 2) {
                    old += 1;
                } else {
                    now += 1;
                }
            }
            Meaning::Before(_) => old += 1,
            Meaning::Relative { .. } | Meaning::Weekday { .. } => now += 1,
            _ => {}
        }
    }
    let years = hits
        .iter()
        .filter(|h| matches!(&h.meaning, Meaning::Year(y) if year.is_none_or(|r| *y < r - 2)))
        .count();
    let open =
        hits.iter().filter(|h| matches!(&h.meaning, Meaning::Day { .. } | Meaning::Month { .. })).count();
    old >= HISTORY && old > 3 * now || years >= 1 && open > 12 && now == 0
}

/// A month of publication, cut before the days that the text speaks of as still to come.
fn narrowed(window: Days, hits: &[Hit], clauses: &[Clause]) -> Days {
    let (first, mut last) = window;
    for (hit, clause) in hits.iter().zip(clauses) {
        if !clause.future {
            continue;
        }
        let first_end = if let Meaning::Range { first, .. } = &hit.meaning { first } else { &hit.meaning };
        let Meaning::Day { month, day, year } = first_end else { continue };
        let year = match year {
            Year::Is(y) => *y,
            _ => first.year(),
        };
        if let Some(date) = calendar::date(year, *month, *day)
            && date > first
            && date <= last
            && let Ok(eve) = date.yesterday()
        {
            last = eve;
        }
    }
    (first, last)
}

/// The day that most days of publication lead to, and the stretch that all of them lead to.
fn likely(window: Days, anchor: impl Fn(Date) -> Option<Date>) -> Option<(Date, Days)> {
    let mut found: Vec<Date> = Vec::new();
    let mut day = window.0;
    while day <= window.1 && found.len() < 31 {
        found.push(anchor(day)?);
        day = day.tomorrow().ok()?;
    }
    if day <= window.1 {
        return None;
    }
    found.sort_unstable();
    let count = |d: Date| found.iter().filter(|f| **f == d).count();
    let best = found.iter().copied().max_by_key(|d| count(*d))?;
    let enough = count(best) as f64 >= MOST * found.len() as f64;
    enough.then(|| (best, (found[0], found[found.len() - 1])))
}
