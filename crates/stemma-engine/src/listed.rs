//! What feeds and sitemaps say of pages that are in the pile as well: the page stays, with the dates of the list added
//! to its own.

use crate::pile::Document;
use std::collections::BTreeMap;

/// Joins entries of lists with the pages they name, and leaves out entries without a text of their own.
pub(crate) fn join(documents: &mut Vec<Document>) {
    if documents.iter().all(|d| !d.listed) {
        return;
    }
    let (lists, mut pages): (Vec<Document>, Vec<Document>) =
        std::mem::take(documents).into_iter().partition(|d| d.listed);
    let mut named: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, page) in pages.iter().enumerate() {
        if let Some(url) = &page.given.url {
            named.entry(key(url)).or_default().push(number);
        }
    }
    for entry in lists {
        let found = entry.given.url.as_deref().and_then(|url| named.get(&key(url)));
        match found {
            Some(numbers) => {
                for number in numbers {
                    let given = &mut pages[*number].given;
                    given.dates.extend(entry.given.dates.iter().cloned());
                    given.dates.sort_by(|(r, a), (s, b)| (r, &a.value, a.basis).cmp(&(s, &b.value, b.basis)));
                    given.dates.dedup();
                }
            }
            None if entry.bytes > 0 => pages.push(entry),
            None => {}
        }
    }
    *documents = pages;
}

/// The same for all ways to write one address: without scheme, `www.`, fragment, closing slash, and the parameters that
/// say where a reader came from.
fn key(url: &str) -> String {
    let url = url.split('#').next().unwrap_or_default();
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (path, query) = bare.split_once('?').unwrap_or((bare, ""));
    let (host, path) = path.split_once('/').unwrap_or((path, ""));
    let mut host = host.to_lowercase();
    if let Some(rest) = host.strip_prefix("www.") {
        host = rest.to_owned();
    }
    let mut parameters: Vec<&str> = query
        .split('&')
        .filter(|p| {
            !p.is_empty() && !["utm_", "fbclid", "gclid", "mc_", "wt_"].iter().any(|t| p.starts_with(t))
        })
        .collect();
    parameters.sort_unstable();
    format!("{host}/{}?{}", path.trim_end_matches('/'), parameters.join("&"))
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn knows_one_address_by_all_its_spellings() {
        let expected = key("https://bote.invalid/nordau/pegel");
        for same in [
            "http://www.bote.invalid/nordau/pegel/",
            "https://Bote.invalid/nordau/pegel#kommentare",
            "https://bote.invalid/nordau/pegel?utm_source=rss&utm_medium=feed",
        ] {
            assert_eq!(key(same), expected, "{same}");
        }
        assert_ne!(key("https://bote.invalid/nordau/pegel?seite=2"), expected);
        assert_ne!(key("https://bote.invalid/"), expected);
    }
}
