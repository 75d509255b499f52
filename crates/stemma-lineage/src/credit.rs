//! Whom a text is credited to, and which sources several texts of a family share.

use std::collections::BTreeMap;

use stemma_text::Article;

/// Names that an article is credited to: agencies in the order of its credit line, then other sources.
pub fn names(article: &Article) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    for credit in article.agencies.iter().chain(&article.credits) {
        if !found.contains(&credit.name.as_str()) {
            found.push(&credit.name);
        }
    }
    found
}

/// The words of the source for a credit.
pub fn quote<'a>(article: &'a Article, name: &str) -> Option<&'a str> {
    article.agencies.iter().chain(&article.credits).find(|c| c.name == name).map(|c| c.quote.as_str())
}

/// The source that most of these articles are credited to, at least two of them, and that none of `pile` is the
/// organ of. Of equals the one named last in the credit lines: in `APA/dpa` the text comes from dpa.
pub fn common<'a>(articles: &[&'a Article], pile: &[&Article]) -> Option<&'a str> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for article in articles {
        for (place, name) in names(article).into_iter().enumerate() {
            let entry = counts.entry(name).or_default();
            entry.0 += 1;
            entry.1 += place;
        }
    }
    counts.retain(|name, (count, _)| *count >= 2 && !is_present(name, pile));
    counts.into_iter().max_by(|x, y| x.1.cmp(&y.1).then(y.0.cmp(x.0))).map(|(name, _)| name)
}

/// A source that one of the two is credited to and the other names in its text.
pub fn named_by_both<'a>(one: &'a Article, two: &'a Article) -> Option<&'a str> {
    let named = |name: &str, text: &str| {
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        text.match_indices(name).any(|(at, _)| {
            edge(text[..at].chars().next_back()) && edge(text[at + name.len()..].chars().next())
        })
    };
    let of = |credited: &'a Article, other: &Article| {
        names(credited).into_iter().find(|n| !n.is_empty() && named(n, &other.text))
    };
    of(one, two).or_else(|| of(two, one))
}

/// True if one of the articles was printed by this source itself.
pub fn is_present(name: &str, pile: &[&Article]) -> bool {
    pile.iter().any(|a| {
        a.outlet.as_deref().is_some_and(|o| stemma_text::fold::fold(o) == stemma_text::fold::fold(name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_text::{Credit, CreditBasis, Language};

    fn article(agencies: &[&str], outlet: Option<&str>, text: &str) -> Article {
        let mut article = Article::as_is("x", text, Language::GERMAN);
        article.outlet = outlet.map(str::to_owned);
        article.agencies = agencies.iter().map(|n| Credit::new(*n, CreditBasis::CreditLine, "")).collect();
        article
    }

    #[test]
    fn the_common_source_is_the_one_behind() {
        let (a, b, c) = (
            article(&["APA", "dpa"], None, ""),
            article(&["dpa"], None, ""),
            article(&["APA"], Some("APA"), ""),
        );
        assert_eq!(common(&[&a, &b], &[&a, &b]), Some("dpa"));
        assert_eq!(common(&[&a, &a], &[&a]), Some("dpa"));
        assert_eq!(common(&[&b], &[&b]), None);
        assert_eq!(common(&[&a, &c], &[&a, &c]), None);
    }

    #[test]
    fn a_source_may_be_credited_by_one_and_named_by_the_other() {
        let (a, b) =
            (article(&["BBC"], None, "Kein Wort."), article(&[], None, "Das sagte er der BBC, hieß es."));
        assert_eq!(named_by_both(&a, &b), Some("BBC"));
        assert_eq!(named_by_both(&a, &a), None);
    }
}
