//! When the articles of a story appeared, and how far two stories are apart.

use stemma_text::Article;

use crate::config::Config;

/// Different days kept of a story; of more, neighbours are put together.
const DAYS: usize = 24;
/// Days that a date may leave open.
const MONTH: i64 = 31;

/// Days of publication, in days since the year 0, each with the number of articles; in order.
#[derive(Clone, Debug, Default)]
pub struct Days {
    counts: Vec<(i64, f32)>,
    /// Articles, dated or not.
    all: f32,
}

impl Days {
    /// The day of one article: the middle of its month where that is all that is known; of a year alone, none.
    pub fn of(article: &Article) -> Self {
        let number = |d: jiff::civil::Date| i64::from((d - jiff::civil::Date::ZERO).get_days());
        let day = article.published.as_ref().and_then(stemma_text::Dated::days).map(|(a, b)| {
            let (first, last) = (number(a), number(b));
            (first + (last - first) / 2, last - first)
        });
        let day = day.filter(|d| d.1 <= MONTH).map(|d| d.0);
        Self { counts: day.map(|d| (d, 1.0)).into_iter().collect(), all: 1.0 }
    }

    /// The last day, if one is known.
    pub fn last(&self) -> Option<i64> {
        self.counts.last().map(|c| c.0)
    }

    /// Those of both.
    pub fn join(mut self, other: Self) -> Self {
        self.counts.extend(other.counts);
        self.counts.sort_unstable_by_key(|c| c.0);
        self.counts.dedup_by(|later, earlier| {
            let same = later.0 == earlier.0;
            if same {
                earlier.1 += later.1;
            }
            same
        });
        while self.counts.len() > DAYS {
            let gap = |at: &usize| self.counts[at + 1].0 - self.counts[*at].0;
            let Some(at) = (0..self.counts.len() - 1).min_by_key(gap) else { break };
            let (later, earlier) = (self.counts.remove(at + 1), &mut self.counts[at]);
            if later.1 > earlier.1 {
                earlier.0 = later.0;
            }
            earlier.1 += later.1;
        }
        self.all += other.all;
        self
    }

    /// Factor for distance in time, the mean over the pairs between two: 1 up to the free days, halved every so many days
    /// after, never below a floor. Undated articles are near to all.
    pub fn nearness(&self, other: &Self, config: &Config) -> f32 {
        let (mut sum, mut dated) = (0.0, 0.0);
        for (day, count) in &self.counts {
            for (its, many) in &other.counts {
                let gap = day.abs_diff(*its) as f64 - config.free_days;
                let near = if gap <= 0.0 { 1.0 } else { 0.5_f64.powf(gap / config.half_days) as f32 };
                sum += near.max(config.far) * count * many;
                dated += count * many;
            }
        }
        let all = self.all * other.all;
        if all > 0.0 { (sum + (all - dated).max(0.0)) / all } else { 1.0 }
    }
}
