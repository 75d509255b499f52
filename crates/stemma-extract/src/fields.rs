//! Fields that come with a document and hold words to be read: bylines, agencies, credits of pictures.

use crate::Given;
use crate::credit::Line;
use crate::rules::Rules;
use stemma_text::{Article, Credit, CreditBasis};

/// Reads the fields of `given` into `article`. Agencies among the authors are credited as what they are.
pub(crate) fn read(rules: &Rules, given: &mut Given, article: &mut Article) {
    given.authors.retain(|author| match rules.agency_list(author) {
        Some(agencies) if rules.people(author).is_empty() => {
            credited(article, agencies, CreditBasis::Byline, author);
            false
        }
        _ => true,
    });
    for byline in &given.bylines {
        sign(rules, byline, article);
    }
    for credit in given.picture_credits.drain(..) {
        article.image_credits.push(Credit::new(credit.clone(), CreditBasis::Meta, credit));
    }
    article.notices.append(&mut given.notices);
}

/// Reads one byline, with the agency that stands behind its people: `Von Eva Lind, dpa`.
fn sign(rules: &Rules, byline: &str, article: &mut Article) {
    let behind = byline.rsplit_once(',').filter(|(_, tail)| rules.agency_list(tail).is_some());
    let (front, agencies) = match behind {
        Some((front, tail)) => (front, rules.agency_list(tail)),
        None => (byline, None),
    };
    credited(article, agencies.unwrap_or_default(), CreditBasis::Byline, byline);
    match rules.byline(front) {
        Some(Line::Agencies(agencies, basis)) => credited(article, agencies, basis, byline),
        Some(Line::People(people)) => authors(article, people),
        _ => match rules.people(front) {
            people if people.is_empty() => {
                let agencies = rules.agency_list(front).unwrap_or_default();
                credited(article, agencies, CreditBasis::Byline, byline);
            }
            people => authors(article, people),
        },
    }
}

fn authors(article: &mut Article, people: Vec<String>) {
    for person in people {
        if !article.authors.contains(&person) {
            article.authors.push(person);
        }
    }
}

/// Credits agencies that are not credited yet.
fn credited(article: &mut Article, agencies: Vec<String>, basis: CreditBasis, quote: &str) {
    for name in agencies {
        if article.agencies.iter().all(|known| known.name != name) {
            article.agencies.push(Credit::new(name, basis, quote));
        }
    }
}
