//! What the caller knows goes before what the document says; and of all the dates that speak for an article, which are
//! its own. The choice: the most trusted source, unless others agree on another day; on that day the most precise
//! value; nothing after the moment at which the document was fetched.

use crate::Given;
use crate::dates::Moment;
use jiff::civil::{Date, DateTime};
use stemma_text::{Article, DateBasis, DateCandidate, DateRole, DateVerdict, Dated, Language, Precision};

/// Candidates kept.
const KEPT: usize = 32;
/// First year of news pages.
const FIRST_YEAR: i16 = 1990;
const LAST_YEAR: i16 = 2100;
/// Seconds that a date may lie after the moment of fetching: clocks and zones differ by up to a day.
const TOLERANCE: i64 = 86_400;
/// Widest zone, in minutes.
const WIDEST_ZONE: i64 = 14 * 60;

/// Puts what the caller knows into an article, and weighs its dates.
pub(crate) fn settle(given: Given, mut article: Article) -> Article {
    dates(&given, &mut article);
    article.id = given.id;
    article.url = given.url.or(article.url);
    article.kicker = given.kicker.or(article.kicker);
    article.subtitle = given.subtitle.or(article.subtitle);
    article.teaser = given.teaser.or(article.teaser);
    article.title =
        given.title.filter(|t| !t.trim().is_empty()).map(|t| t.trim().to_owned()).or(article.title);
    article.outlet = given.outlet.or(article.outlet);
    if !given.authors.is_empty() {
        article.authors = given.authors;
    }
    if let Some(language) =
        given.language.as_deref().map(Language::from_code).filter(|l| *l != Language::UNKNOWN)
    {
        article.language = language;
    }
    article
}

/// A date of the document before it is weighed.
pub(crate) fn candidate(role: DateRole, dated: Dated, quote: impl Into<String>) -> DateCandidate {
    DateCandidate { role, dated, quote: quote.into(), verdict: DateVerdict::WeakerSource }
}

fn dates(given: &Given, article: &mut Article) {
    let mut all = std::mem::take(&mut article.dates);
    all.extend(given.dates.iter().map(|(role, dated)| candidate(*role, dated.clone(), dated.basis.name())));
    all.sort_by_key(|c| trust(c.dated.basis));
    if let Some(dated) = given.published.as_deref().and_then(|p| Dated::parse(p, DateBasis::Feed)) {
        all.retain(|c| c.role != DateRole::Published || c.dated != dated);
        all.insert(0, candidate(DateRole::Published, dated, "published"));
    }
    let limit = limit(given, &all);
    for found in &mut all {
        let first_is_given =
            given.published.is_some() && found.quote == "published" && found.dated.basis == DateBasis::Feed;
        if first_is_given {
            continue;
        }
        let year = found.dated.days().map_or(0, |d| d.0.year());
        if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
            found.verdict = DateVerdict::Impossible;
        } else if found.role != DateRole::FirstSeen && limit.is_some_and(|l| after(&found.dated, l)) {
            found.verdict = DateVerdict::Future;
        }
    }
    let trusted = given.published.is_some();
    article.published = choose(&mut all, DateRole::Published, trusted);
    article.modified = choose(&mut all, DateRole::Modified, false);
    article.first_seen = earliest(&mut all);
    if article.published.is_none() {
        // A page that gives only the day of its last change appeared then at the latest.
        article.published.clone_from(&article.modified);
    }
    all.sort_by_key(|c| (c.role, c.verdict != DateVerdict::Taken));
    all.truncate(KEPT);
    article.dates = all;
}

/// Place in the order of trust.
fn trust(basis: DateBasis) -> usize {
    const ORDER: [DateBasis; 14] = [
        DateBasis::JsonLd,
        DateBasis::OpenGraph,
        DateBasis::Meta,
        DateBasis::Feed,
        DateBasis::Mail,
        DateBasis::Sitemap,
        DateBasis::TimeElement,
        DateBasis::Dateline,
        DateBasis::Address,
        DateBasis::Text,
        DateBasis::Warc,
        DateBasis::Http,
        DateBasis::File,
        DateBasis::Story,
    ];
    ORDER.iter().position(|b| *b == basis).unwrap_or(ORDER.len())
}

/// The moment after which nothing can have appeared, in seconds since 1970: the fetch, or the first sight of it.
fn limit(given: &Given, all: &[DateCandidate]) -> Option<i64> {
    let fetched = given.fetched.as_deref().and_then(|f| Dated::parse(f, DateBasis::Http));
    let seen = all
        .iter()
        .filter(|c| {
            c.role == DateRole::FirstSeen
                && matches!(c.dated.basis, DateBasis::Warc | DateBasis::Http | DateBasis::Address)
        })
        .map(|c| &c.dated);
    fetched.iter().chain(seen).filter_map(latest_second).min().map(|s| s + TOLERANCE)
}

/// The civil time of a value and its zone in minutes. Values of a day are its midnight.
fn parts(dated: &Dated) -> Option<(DateTime, Option<i32>, bool)> {
    let moment = Moment::of_field(&dated.value)?;
    let (hour, minute, second) = moment.time.unwrap_or((0, 0, None));
    let timed = moment.time.is_some();
    Some((moment.date.at(hour, minute, second.unwrap_or(0), 0), moment.zone, timed))
}

fn seconds(at: DateTime, zone: Option<i32>) -> Option<i64> {
    let utc = at.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_second();
    Some(utc - i64::from(zone.unwrap_or(0)) * 60)
}

/// The last second that a value may mean, taken as UTC where it has no zone.
fn latest_second(dated: &Dated) -> Option<i64> {
    let (at, zone, timed) = parts(dated)?;
    Some(seconds(at, zone)? + if timed { 0 } else { TOLERANCE - 1 })
}

fn after(dated: &Dated, limit: i64) -> bool {
    match parts(dated) {
        Some((at, zone, _)) => seconds(at, zone).is_some_and(|s| s > limit),
        None => dated.days().is_some_and(|d| seconds(d.0.at(0, 0, 0, 0), None).is_some_and(|s| s > limit)),
    }
}

fn day(dated: &Dated) -> Option<Date> {
    dated.days().map(|d| d.0)
}

/// How exact a value is; midnight to the second is what programs write for a day.
fn exactness(dated: &Dated) -> u8 {
    let midnight = dated.value.get(10..16).is_some_and(|t| t == "T00:00");
    match dated.precision {
        Precision::Second | Precision::Minute if midnight => 3,
        Precision::Second => 5,
        Precision::Minute => 4,
        Precision::Day => 2,
        Precision::Month => 1,
        Precision::Year => 0,
    }
}

/// True if two values may mean the same moment: one day as written, or one instant in two zones.
fn agree(a: &Dated, b: &Dated) -> bool {
    if let (Some(a), Some(b)) = (a.days(), b.days())
        && a.0 <= b.1
        && b.0 <= a.1
    {
        return true;
    }
    match (parts(a), parts(b)) {
        (Some((at, Some(zone), true)), Some((other, Some(second), true))) => {
            let (x, y) = (seconds(at, Some(zone)), seconds(other, Some(second)));
            x.zip(y).is_some_and(|(x, y)| (x - y).abs() < 120)
        }
        (Some((at, Some(zone), true)), Some((civil, None, true)))
        | (Some((civil, None, true)), Some((at, Some(zone), true))) => offset(at, zone, civil).is_some(),
        _ => false,
    }
}

/// The zone in which an instant is written as this civil time, in minutes; `None` if there is none.
fn offset(at: DateTime, zone: i32, civil: DateTime) -> Option<i32> {
    let apart = seconds(civil, Some(0))? - seconds(at, Some(zone))?;
    let minutes = (apart as f64 / 60.0).round() as i64;
    let close = (apart - minutes * 60).abs() < 60 && minutes % 15 == 0;
    (close && minutes.abs() <= WIDEST_ZONE).then_some(minutes as i32)
}

/// Chooses among the dates of one role and says of each what became of it.
fn choose(all: &mut [DateCandidate], role: DateRole, given: bool) -> Option<Dated> {
    let open: Vec<usize> = (0..all.len())
        .filter(|n| all[*n].role == role && all[*n].verdict == DateVerdict::WeakerSource)
        .collect();
    let first = *open.first()?;
    let lead = if given { first } else { voted(all, &open, first) };
    let mut best = lead;
    for number in &open {
        let (old, new) = (&all[best].dated, &all[*number].dated);
        let finer = exactness(new) > exactness(old)
            || exactness(new) == exactness(old) && names_zone(new) && !names_zone(old);
        if !given && day_or_instant(&all[lead].dated, new) && finer {
            best = *number;
        }
    }
    let mut dated = all[best].dated.clone();
    for number in &open {
        let verdict = if *number == best {
            DateVerdict::Taken
        } else if agree(&all[*number].dated, &dated) {
            if exactness(&all[*number].dated) < exactness(&dated) {
                DateVerdict::LessPrecise
            } else {
                DateVerdict::Agrees
            }
        } else {
            DateVerdict::WeakerSource
        };
        all[*number].verdict = verdict;
    }
    // An instant in UTC that the page prints in its own zone is that printed time.
    if let Some((at, Some(0), true)) = parts(&dated) {
        for number in open.iter().filter(|n| **n != best) {
            if let Some((civil, None, true)) = parts(&all[*number].dated)
                && let Some(zone) = offset(at, 0, civil).filter(|z| *z != 0)
            {
                let exact = at.checked_add(jiff::Span::new().minutes(zone)).ok()?;
                let time = (
                    exact.hour(),
                    exact.minute(),
                    (dated.precision == Precision::Second).then_some(exact.second()),
                );
                let moment = Moment { date: exact.date(), time: Some(time), zone: Some(zone) };
                if let Some(found) = moment.dated(dated.basis) {
                    dated = found;
                    break;
                }
            }
        }
    }
    Some(dated)
}

fn names_zone(dated: &Dated) -> bool {
    matches!(parts(dated), Some((_, Some(zone), _)) if zone != 0)
}

/// True if a value may stand for another as the more precise one: the same day as written, or the same instant.
fn day_or_instant(lead: &Dated, other: &Dated) -> bool {
    match (parts(lead), parts(other)) {
        (Some((at, Some(zone), true)), Some((other, Some(second), true))) => {
            let same = seconds(at, Some(zone)) == seconds(other, Some(second));
            same || (exactness(lead) == 3 && at.date() == other.date())
        }
        (Some((at, _, timed)), Some((other, ..))) => {
            at.date() == other.date() && (!timed || exactness(lead) <= 3)
        }
        _ => agree(lead, other),
    }
}

/// The candidate whose day most sources give, where the trusted ones differ; else the first.
fn voted(all: &[DateCandidate], open: &[usize], first: usize) -> usize {
    let strong = |n: &usize| {
        matches!(
            all[*n].dated.basis,
            DateBasis::JsonLd | DateBasis::OpenGraph | DateBasis::Meta | DateBasis::Feed
        )
    };
    let votes = |lead: usize| {
        let mut bases: Vec<DateBasis> = open
            .iter()
            .filter(|n| agree(&all[**n].dated, &all[lead].dated))
            .map(|n| all[*n].dated.basis)
            .collect();
        bases.sort_unstable();
        bases.dedup();
        // Open Graph and other meta elements are written by the same hand.
        let both = bases.contains(&DateBasis::OpenGraph) && bases.contains(&DateBasis::Meta);
        let printed = [DateBasis::TimeElement, DateBasis::Text].iter().all(|b| bases.contains(b));
        bases.len() - usize::from(both) - usize::from(printed)
    };
    let mut best = (votes(first), first);
    for number in open.iter().filter(|n| strong(n)) {
        let far = match (day(&all[*number].dated), day(&all[first].dated)) {
            (Some(a), Some(b)) => a != b,
            _ => false,
        };
        let count = votes(*number);
        if far && !agree(&all[*number].dated, &all[first].dated) && count > best.0 {
            best = (count, *number);
        }
    }
    best.1
}

/// The first time it was met.
fn earliest(all: &mut [DateCandidate]) -> Option<Dated> {
    let seen = (0..all.len())
        .filter(|n| all[*n].role == DateRole::FirstSeen && all[*n].verdict == DateVerdict::WeakerSource);
    let best = seen.filter_map(|n| latest_second(&all[n].dated).map(|s| (s, n))).min()?.1;
    all[best].verdict = DateVerdict::Taken;
    Some(all[best].dated.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    type Said<'s> = (DateRole, &'s str, DateBasis);

    fn settled(said: &[Said], given: Given) -> Article {
        let mut article = Article::as_is("a", "", Language::UNKNOWN);
        article.dates = said
            .iter()
            .map(|(role, value, basis)| candidate(*role, Dated::parse(value, *basis).unwrap(), *value))
            .collect();
        settle(given, article)
    }

    fn check(said: &[(&str, DateBasis)], published: &str, verdicts: &[DateVerdict]) {
        let said: Vec<Said> = said.iter().map(|(v, b)| (DateRole::Published, *v, *b)).collect();
        let given = Given { fetched: Some("2023-09-05T12:00:00Z".to_owned()), ..Given::default() };
        let article = settled(&said, given);
        assert_eq!(article.published.map(|d| d.value).unwrap_or_default(), published, "{said:?}");
        assert_eq!(article.dates.iter().map(|d| d.verdict).collect::<Vec<_>>(), verdicts, "{said:?}");
    }

    #[test]
    fn weighs_dates() {
        use DateBasis::{Address, JsonLd, Meta, OpenGraph, Text, TimeElement};
        use DateVerdict::{Agrees, Future, Impossible, LessPrecise, Taken, WeakerSource};
        check(&[], "", &[]);
        check(&[("2023-09-04", Text), ("2023-09-03", JsonLd)], "2023-09-03", &[Taken, WeakerSource]);
        check(
            &[("2023-09-04", JsonLd), ("2023-09-04T14:02", TimeElement)],
            "2023-09-04T14:02",
            &[Taken, LessPrecise],
        );
        check(
            &[("2023-09-04T14:02:00Z", JsonLd), ("2023-09-04T16:02", TimeElement)],
            "2023-09-04T16:02:00+02:00",
            &[Taken, LessPrecise],
        );
        check(
            &[("2023-09-03T23:02:00Z", JsonLd), ("2023-09-04T01:02:00+02:00", OpenGraph)],
            "2023-09-04T01:02:00+02:00",
            &[Taken, Agrees],
        );
        check(
            &[("2022-01-03", JsonLd), ("2023-09-01T09:00:00", OpenGraph), ("2023-09-01", Text)],
            "2023-09-01T09:00:00",
            &[Taken, WeakerSource, LessPrecise],
        );
        check(&[("2023-09-08", JsonLd), ("2023-09-04", Meta)], "2023-09-04", &[Taken, Future]);
        check(&[("1970-01-01", JsonLd), ("2023-09-04", Address)], "2023-09-04", &[Taken, Impossible]);
    }

    #[test]
    fn merges_what_the_caller_knows() {
        let dated = |v: &str, b| Dated::parse(v, b).unwrap();
        let given = Given {
            published: Some("2023-09-02".to_owned()),
            dates: vec![
                (DateRole::FirstSeen, dated("2023-09-05T10:00:00Z", DateBasis::Warc)),
                (DateRole::FirstSeen, dated("2023-09-04T10:00:00Z", DateBasis::Http)),
                (DateRole::Modified, dated("2023-09-03", DateBasis::Http)),
            ],
            ..Given::default()
        };
        let article = settled(&[(DateRole::Published, "2023-09-03", DateBasis::JsonLd)], given);
        assert_eq!(article.published.unwrap().value, "2023-09-02");
        assert_eq!(article.modified.unwrap().value, "2023-09-03");
        assert_eq!(article.first_seen.unwrap().value, "2023-09-04T10:00:00Z");
        assert_eq!(article.dates.len(), 5);
    }
}
