//! The day an undated article belongs to: what the dated articles of its story agree on.

use stemma_text::{Article, DateBasis, Dated, Precision};

/// Characters of an ISO 8601 value that give the month, and the year.
const MONTH: usize = 7;
const YEAR: usize = 4;

/// For each article its own publication, else what its story gives.
pub fn date(articles: &[&Article], stories: &[usize]) -> Vec<Option<Dated>> {
    let count = stories.iter().max().map_or(0, |most| most + 1);
    // Per story: the common beginning so far. `Some(None)` where the dated articles have nothing in common.
    let mut common: Vec<Option<Option<&str>>> = vec![None; count];
    for (article, story) in articles.iter().zip(stories) {
        let Some(value) = article.published.as_ref().and_then(beginning) else { continue };
        common[*story] = Some(match common[*story] {
            None => Some(value),
            Some(before) => before.and_then(|b| shared(b, value)),
        });
    }
    articles
        .iter()
        .zip(stories)
        .map(|(article, story)| {
            let from_story = || Dated::parse(common[*story].flatten()?, DateBasis::Story);
            article.published.clone().or_else(from_story)
        })
        .collect()
}

/// The month of a date, or its year where no month is known.
fn beginning(dated: &Dated) -> Option<&str> {
    dated.value.get(..if dated.precision == Precision::Year { YEAR } else { MONTH })
}

/// What two dates have in common: the month, else the year, else nothing.
fn shared<'d>(a: &'d str, b: &str) -> Option<&'d str> {
    [MONTH, YEAR].into_iter().find_map(|n| a.get(..n).filter(|start| b.get(..n) == Some(*start)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_text::Language;

    fn check(dates: &[Option<&str>], expected: Option<&str>) {
        let mut articles: Vec<Article> = Vec::new();
        for (number, date) in dates.iter().enumerate() {
            let mut article = Article::as_is(format!("{number}"), "", Language::GERMAN);
            article.published = date.and_then(|d| Dated::parse(d, DateBasis::Feed));
            articles.push(article);
        }
        articles.push(Article::as_is("undated", "", Language::GERMAN));
        let refs: Vec<&Article> = articles.iter().collect();
        let found = date(&refs, &vec![0; refs.len()]);
        assert_eq!(found.last().unwrap().as_ref().map(|d| d.value.as_str()), expected, "{dates:?}");
        assert_eq!(found[0], articles[0].published.clone().or(found[0].clone()));
    }

    #[test]
    fn takes_what_the_story_agrees_on() {
        check(&[Some("2031-09-04T14:02:00+02:00"), Some("2031-09-12")], Some("2031-09"));
        check(&[Some("2031-09-04"), Some("2031-10-12")], Some("2031"));
        check(&[Some("2031-09-04"), Some("2031")], Some("2031"));
        check(&[Some("2031-09-04"), Some("2032-01-02")], None);
        check(&[Some("2031-09-04"), Some("2032-01-02"), Some("2031-09-04")], None);
        check(&[None], None);
    }
}
