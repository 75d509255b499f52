//! Headlines and credits: what the witness says over the text and about where it is from.

use super::lists::Lists;
use super::reading::{Reading, Title, stems};
use super::{Change, ChangeKind, explain};
use crate::credit;

/// Share of the stems of the shorter title that two titles must have in common to say the same, fraction.
const SAME_TITLE: f64 = 0.5;

/// Share of the stems of a title that a sentence must have for the title to render it, fraction; and their least
/// number, count.
const RENDERED: (f64, usize) = (0.6, 3);

/// What changed between the titles.
pub fn changes(a: &Reading<'_>, b: &Reading<'_>, lists: &Lists) -> Vec<Change> {
    let Some(two) = b.title.as_deref() else { return Vec::new() };
    let new = b.article.title.as_deref().unwrap_or_default();
    let Some(one) = a.title.as_deref() else {
        return hedged_in(b, two, lists)
            .map(|sentence| explain::headline(ChangeKind::HeadlineStronger, Some(sentence), new))
            .into_iter()
            .collect();
    };
    if one.words == two.words && one.asks == two.asks {
        return Vec::new();
    }
    let old = a.article.title.as_deref().unwrap_or_default();
    let stronger = if same_matter(one, two) {
        (is_open(one) && !is_open(two)).then_some(old)
    } else {
        hedged_in(b, two, lists)
    };
    let change = match stronger {
        Some(before) => explain::headline(ChangeKind::HeadlineStronger, Some(before), new),
        None => explain::headline(ChangeKind::HeadlineChanged, Some(old), new),
    };
    vec![change]
}

/// True if the title leaves it open, or to somebody else, whether it is so.
fn is_open(title: &Title) -> bool {
    title.hedged || title.attributed || title.asks
}

fn same_matter(one: &Title, two: &Title) -> bool {
    let common = one.stems.iter().filter(|s| two.stems.binary_search(s).is_ok()).count();
    let fewer = one.stems.len().min(two.stems.len());
    common >= 2 && common as f64 >= SAME_TITLE * fewer as f64
}

/// The sentence that the title renders, if the title asserts what every such sentence of the text hedges or asks.
fn hedged_in<'t>(reading: &Reading<'t>, title: &Title, lists: &Lists) -> Option<&'t str> {
    if is_open(title) || title.stems.len() < RENDERED.1 {
        return None;
    }
    let mut first = None;
    for (start, end) in &reading.sentences {
        let found = stems(&reading.lower[*start..*end], lists);
        let common = title.stems.iter().filter(|s| found.binary_search(s).is_ok()).count();
        if common < RENDERED.1 || (common as f64) < RENDERED.0 * title.stems.len() as f64 {
            continue;
        }
        let hedged = reading.hedges.iter().any(|h| *start <= h.0 && h.0 < *end);
        let text = reading.text((*start, *end));
        let tail = reading.words.range(end - 1).end;
        let asks = reading.article.text[tail..].starts_with('?');
        if !hedged && !asks {
            return None;
        }
        first = first.or(Some(text));
    }
    first
}

/// Credits that only one of the two bears.
pub fn credits(a: &Reading<'_>, b: &Reading<'_>, found: &mut Vec<Change>) {
    let (one, two) = (credit::names(a.article), credit::names(b.article));
    for name in one.iter().filter(|n| !two.contains(n)) {
        found.push(explain::credit(ChangeKind::CreditDropped, name));
    }
    for name in two.iter().filter(|n| !one.contains(n)) {
        found.push(explain::credit(ChangeKind::CreditAdded, name));
    }
}
