//! The timeline: days that claims speak of, and days on which articles appeared.

use crate::Analysis;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use stemma_dossier::Interface;
use stemma_dossier::record::MomentRecord;
use stemma_text::{TextRange, TimeKind};

#[derive(Default)]
struct Moment {
    claims: BTreeSet<usize>,
    articles: BTreeSet<usize>,
}

/// The points of the timeline in order of their first day. Times count where they stand in the sentence of a claim.
pub(crate) fn timeline(analysis: &Analysis, interface: Interface) -> Vec<MomentRecord> {
    let mut told: BTreeMap<(Date, String), Moment> = BTreeMap::new();
    for (number, claim) in analysis.claims.iter().enumerate() {
        for variant in &claim.variants {
            let found = &analysis.annotations[variant.article];
            let around = sentences_of(&found.sentences, variant.range);
            let first = found.times.partition_point(|t| t.range.end <= around.start);
            for time in found.times[first..].iter().take_while(|t| t.range.start < around.end) {
                if !matches!(time.kind, TimeKind::Date | TimeKind::Time) {
                    continue;
                }
                // Both ends of a stretch are one point: the whole.
                let value = time.stretch.as_ref().unwrap_or(&time.value);
                let Some(day) = first_day(value, time.days) else { continue };
                let moment = told.entry((day, value.clone())).or_default();
                moment.claims.insert(number);
                moment.articles.insert(variant.article);
            }
        }
    }
    let mut points: Vec<(Date, MomentRecord)> = Vec::new();
    for ((day, when), moment) in told {
        let text = moment.claims.first().map(|c| analysis.claims[*c].text.clone()).unwrap_or_default();
        points.push((
            day,
            MomentRecord {
                when,
                text,
                claims: moment.claims.iter().map(|c| analysis.claims[*c].id.clone()).collect(),
                articles: moment.articles.iter().map(|a| analysis.articles[*a].id.clone()).collect(),
                kind: "told",
            },
        ));
    }
    for article in &analysis.articles {
        let Some(dated) = &article.published else { continue };
        let Some((day, _)) = dated.days() else { continue };
        let text = article.title.clone().unwrap_or_else(|| article.id.clone());
        let label = interface.pick("Artikel erschienen", "article published");
        points.push((
            day,
            MomentRecord {
                when: dated.value.clone(),
                text: format!("{label}: {text}"),
                claims: Vec::new(),
                articles: vec![article.id.clone()],
                kind: "published",
            },
        ));
    }
    points.sort_by(|a, b| (a.0, &a.1.when, a.1.kind, &a.1.text).cmp(&(b.0, &b.1.when, b.1.kind, &b.1.text)));
    points.into_iter().map(|(_, moment)| moment).collect()
}

/// The first day of a TIMEX3 value that names a year: `2023`, `2023-09`, `2023-09-04T10:00`, `2006/2008`; of weeks and
/// seasons the first of `days`. Values that leave the year open or mean "now" have no place on the line.
fn first_day(value: &str, days: Option<(Date, Date)>) -> Option<Date> {
    let year = value.get(..4)?.parse::<i16>().ok()?;
    let number = |range: std::ops::Range<usize>| value.get(range).and_then(|t| t.parse::<i8>().ok());
    let month = match (value.get(4..5), number(5..7)) {
        (Some("-"), None) => return days.map(|d| d.0),
        (Some("-"), month) => month,
        _ => None,
    };
    let day = if value.get(7..8) == Some("-") { number(8..10) } else { None };
    Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok().or(days.map(|d| d.0))
}

/// From the start of the first to the end of the last sentence that `range` touches.
fn sentences_of(sentences: &[TextRange], range: TextRange) -> TextRange {
    let first = sentences.partition_point(|s| s.end <= range.start);
    sentences[first..].iter().take_while(|s| s.start < range.end).fold(range, |all, s| all.cover(*s))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_days() {
        let check = |value: &str, expected: Option<&str>| {
            assert_eq!(first_day(value, None).map(|d| d.to_string()).as_deref(), expected, "{value}");
        };
        check("2023", Some("2023-01-01"));
        check("2023-09", Some("2023-09-01"));
        check("2023-09-04T10:00", Some("2023-09-04"));
        check("2023-09-10/2023-09-13", Some("2023-09-10"));
        check("2006/2008", Some("2006-01-01"));
        check("2023-W36", None);
        check("XXXX-09-04", None);
        check("PRESENT_REF", None);
    }
}
