//! When an article appeared, as a stretch of time that its precision leaves open.

use stemma_text::{Article, Precision};

/// Seconds in a day.
const DAY: i64 = 86_400;

/// First and last second (UTC, since 1970) at which the article may have appeared. Days carry no zone; they are read
/// in UTC, like times without a zone.
pub fn moment(article: &Article) -> Option<(i64, i64)> {
    let published = article.published.as_ref()?;
    if matches!(published.precision, Precision::Second | Precision::Minute)
        && let Some(second) = instant(&published.value)
    {
        let width = if published.precision == Precision::Minute { 59 } else { 0 };
        return Some((second, second + width));
    }
    let (first, last) = published.days()?;
    let start = |day: jiff::civil::Date| {
        day.to_zoned(jiff::tz::TimeZone::UTC).map(|z| z.timestamp().as_second()).ok()
    };
    Some((start(first)?, start(last)? + DAY - 1))
}

fn instant(value: &str) -> Option<i64> {
    if let Ok(timestamp) = value.parse::<jiff::Timestamp>() {
        return Some(timestamp.as_second());
    }
    let civil: jiff::civil::DateTime = value.parse().ok()?;
    civil.to_zoned(jiff::tz::TimeZone::UTC).map(|z| z.timestamp().as_second()).ok()
}

/// True if `one` surely appeared before `two`.
pub fn before(one: &Article, two: &Article) -> bool {
    match (moment(one), moment(two)) {
        (Some((_, end)), Some((start, _))) => end < start,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_text::{DateBasis, Dated, Language};

    fn check(one: &str, two: &str, expected: bool) {
        let article = |value: &str| {
            let mut article = Article::as_is("x", "", Language::GERMAN);
            article.published = Dated::parse(value, DateBasis::Feed);
            article
        };
        assert_eq!(before(&article(one), &article(two)), expected, "{one} before {two}");
    }

    #[test]
    fn precision_leaves_times_open() {
        check("2023-09-04", "2023-09-05", true);
        check("2023-09", "2023-09-05", false);
        check("2023-09-04T14:00:00+02:00", "2023-09-04T13:30:00Z", true);
        check("2023-09-04T14:00:00Z", "2023-09-04", false);
        check("", "2023-09-04", false);
    }
}
