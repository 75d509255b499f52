//! How a claim stood over time, and who had it first, as far as the clocks tell.

use super::Judge;
use crate::{Both, First, Locus, Status, Step};
use std::collections::BTreeSet;
use stemma_quote::{Modality, Polarity};
use stemma_text::Dated;

/// Most steps of one claim.
const MOST_STEPS: usize = 40;

impl Judge<'_, '_, '_> {
    /// How the claim stood, in order of publication: a step wherever somebody says for the first time what nobody said
    /// before, that is planned, reported, confirmed, denied, corrected. What has no date comes last.
    pub(crate) fn history(&self) -> Vec<Step> {
        let mut steps: Vec<Step> = Vec::new();
        let mut order: Vec<usize> = (0..self.variants.len()).collect();
        order.sort_by_key(|at| (self.moment(self.variants[*at].article), *at));
        let mut seen: BTreeSet<(Status, Option<String>)> = BTreeSet::new();
        for at in order {
            let variant = &self.variants[at];
            let head = variant.chain.first();
            let by = head.map(|l| l.name.clone());
            let status = match (variant.polarity, variant.modality) {
                (Polarity::Denied, _) => Status::Denied,
                (Polarity::Questioned, _) => continue,
                _ if self.is_confirmation(variant) => Status::Confirmed,
                (_, Modality::Planned | Modality::Possible) => Status::Planned,
                _ => Status::Reported,
            };
            // Plans and reports are told by everyone: the first of them counts. Who confirms and denies always does.
            let who = matches!(status, Status::Confirmed | Status::Denied).then(|| by.clone()).flatten();
            if seen.insert((status, who)) {
                steps.push(Step { when: self.when(variant.article), status, by, locus: variant.locus() });
            }
        }
        for correction in self.context.corrections {
            let Some(range) = correction.range else { continue };
            let mended = |a: usize| a == correction.article || Some(a) == correction.earlier;
            let here = self.variants.iter().any(|v| mended(v.article) && v.range.overlaps(range));
            if here {
                let article = correction.article;
                let by = self.context.sources[article].article.outlet.clone();
                let locus = Locus { article, range };
                steps.push(Step { when: self.when(article), status: Status::Corrected, by, locus });
            }
        }
        steps.sort_by_key(|s| self.moment(s.locus.article));
        steps.truncate(MOST_STEPS);
        steps
    }

    /// Publication of an article for putting in order: undated articles come last.
    fn moment(&self, article: usize) -> (bool, Option<jiff::civil::Date>, String) {
        let published = self.context.sources[article].article.published.as_ref();
        let day = published.and_then(|d| d.days()).map(|d| d.0);
        (day.is_none(), day, published.map(|d| d.value.clone()).unwrap_or_default())
    }

    fn when(&self, article: usize) -> Option<String> {
        self.context.sources[article].article.published.as_ref().map(|d| d.value.clone())
    }

    /// The articles that may have been first with the claim: those of which no other is known to be earlier.
    pub(crate) fn first(&self) -> First {
        let articles: BTreeSet<usize> = self.variants.iter().map(|v| v.article).collect();
        let published = |a: &usize| self.context.sources[*a].article.published.as_ref();
        let clocks: Vec<(usize, Clock)> =
            articles.iter().filter_map(|a| Some((*a, Clock::of(published(a)?)?))).collect();
        let id = |a: usize| self.context.sources[a].article.id.as_str();
        let undated = articles.len() - clocks.len();
        let alone = articles.len() == 1;
        if clocks.is_empty() {
            let why = if alone {
                Both::new("Nur ein Artikel berichtet es.", "Only one article reports it.")
            } else {
                Both::new("Kein Artikel ist datiert.", "No article is dated.")
            };
            return First { articles: articles.into_iter().collect(), when: None, why };
        }
        // The earliest of the clocks decide: whoever none of them is before may have been first.
        let ends = clocks.iter().map(|(_, c)| c).min_by_key(|c| c.last);
        let instants =
            clocks.iter().map(|(_, c)| c).filter(|c| c.instant.is_some()).min_by_key(|c| c.instant);
        let beaten = |c: &Clock| ends.into_iter().chain(instants).any(|e| e.is_before(c));
        let mut firsts: Vec<(bool, jiff::civil::Date, usize)> = clocks
            .iter()
            .filter(|(_, c)| !beaten(c))
            .map(|(a, c)| (c.instant.is_none(), c.first, *a))
            .collect();
        firsts.sort_unstable();
        let articles: Vec<usize> = firsts.into_iter().map(|(_, _, a)| a).collect();
        let when = articles.first().and_then(|a| self.when(*a));
        let mut why = match articles[..] {
            _ if alone => Both::new("Nur ein Artikel berichtet es.", "Only one article reports it."),
            [one] => Both::new(
                format!("{} erschien vor allen anderen datierten.", id(one)),
                format!("{} came out before all others that are dated.", id(one)),
            ),
            _ => Both::new(
                format!(
                    "{} Artikel können die ersten sein: ihre Uhrzeiten entscheiden es nicht.",
                    articles.len()
                ),
                format!("{} articles may be the first: their clocks do not decide it.", articles.len()),
            ),
        };
        if undated > 0 {
            why.de.push_str(&format!(" {undated} ohne Datum."));
            why.en.push_str(&format!(" {undated} without a date."));
        }
        First { articles, when, why }
    }
}

/// What the clock says of an article: first and last day in its own zone, and the instant where it is known.
#[derive(Clone, Copy)]
struct Clock {
    first: jiff::civil::Date,
    last: jiff::civil::Date,
    instant: Option<jiff::Timestamp>,
}

impl Clock {
    fn of(dated: &Dated) -> Option<Self> {
        let (first, last) = dated.days()?;
        Some(Self { first, last, instant: dated.value.parse().ok() })
    }

    /// True if one is known to be earlier: instants are compared where both have one, else days.
    fn is_before(&self, other: &Self) -> bool {
        match (self.instant, other.instant) {
            (Some(a), Some(b)) => a < b,
            _ => self.last < other.first,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_text::DateBasis;

    #[test]
    fn clocks_tell_what_they_can() {
        let check = |a: &str, b: &str, before: bool| {
            let clock = |v: &str| Clock::of(&Dated::parse(v, DateBasis::Feed).unwrap()).unwrap();
            assert_eq!(clock(a).is_before(&clock(b)), before, "{a} {b}");
        };
        check("2031-09-04", "2031-09-05", true);
        check("2031-09-04", "2031-09-04T14:02:00+02:00", false);
        check("2031-09-04T14:02:00+02:00", "2031-09-04T12:03:00Z", true);
        check("2031-09-04T14:02:00+02:00", "2031-09-04T12:02:00Z", false);
        check("2031-09", "2031-09-04", false);
        check("2031-08", "2031-09-04", true);
    }
}
