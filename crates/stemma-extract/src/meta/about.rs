//! Whose page it is, where else the article stands, and the opening that stands apart from its text.

use super::Around;
use super::heads::Heads;
use super::signs::{Signs, beside, names, words};
use super::{letters, unescape};
use crate::json::Json;
use crate::rules::Rules;
use stemma_text::{Address, AddressKind, Language};

/// Characters of an outlet's name at most.
const LONGEST_NAME: usize = 80;
/// Addresses kept.
const ADDRESSES: usize = 40;
/// Bytes of an address at most.
const LONGEST_ADDRESS: usize = 2000;
/// Nodes after the headline in which the opening stands.
const OPENING: usize = 90;
/// Bytes of an opening.
const TEASER: std::ops::Range<usize> = 40..900;

/// Names that the page gives its outlet, best first, and the one to be kept.
pub(crate) fn outlets(
    heads: &Heads,
    rules: &Rules,
    signs: &Signs,
    address: Option<&str>,
) -> (Vec<String>, Option<String>) {
    let mut said: Vec<String> = Vec::new();
    let mut put = |name: &str| {
        let name = unescape(name);
        let plain = !name.is_empty() && name.chars().count() <= LONGEST_NAME && !name.starts_with("http");
        if plain && !said.contains(&name) {
            said.push(name);
        }
    };
    signs.meta("og:site_name").into_iter().for_each(&mut put);
    for object in &signs.objects {
        let publisher = object.get("publisher").and_then(|p| p.items().first());
        let publisher = publisher.map(|p| signs.resolved(p));
        let name = publisher.and_then(|p| p.get("name").or(Some(p))).and_then(Json::text);
        name.into_iter().for_each(&mut put);
    }
    for object in &signs.objects {
        let site = object.get("@type").is_some_and(|t| t.items().iter().any(|t| t.text() == Some("WebSite")));
        if site {
            object.get("name").and_then(Json::text).into_iter().for_each(&mut put);
        }
    }
    for field in heads.fields("outlet field") {
        signs.meta(field).into_iter().for_each(&mut put);
    }
    let known = address.and_then(|a| rules.names.of_address(a)).map(str::to_owned);
    let outlet =
        known.or_else(|| said.first().map(|s| rules.names.medium(s).map_or(s.clone(), str::to_owned)));
    (said, outlet)
}

/// The host of an address, without `www.`.
pub(crate) fn host(address: &str) -> Option<&str> {
    let from = address.rfind("http").unwrap_or(0);
    let host = address[from..].split_once("//")?.1.split(['/', '?', '#', ':']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|h| h.contains('.'))
}

/// The last piece of the page title, where the headline is the piece before it.
/// Marks other than `|` also stand inside headlines, so there the name must be that of the host.
pub(crate) fn suffix(signs: &Signs, headline: Option<&str>, host: &str) -> Option<String> {
    let (title, headline) = (unescape(signs.title.as_deref()?), headline?);
    let rest = title.strip_prefix(headline)?;
    let mark =
        rest.trim_start().chars().next().filter(|c| matches!(c, '|' | '-' | '–' | '—' | '»' | '•' | '·'))?;
    let name = rest.trim_start()[mark.len_utf8()..].trim();
    let plain =
        !name.contains(['|', '»', '•']) && name.split_whitespace().count() <= 5 && letters(name).len() >= 2;
    let (key, host) = (letters(name), letters(host));
    let known = mark == '|'
        || host.is_empty()
        || host.contains(&key)
        || host.len() >= 6 && key.contains(&host[..host.floor_char_boundary(6)]);
    (plain && known).then(|| name.to_owned())
}

/// The page's own address, and the others it names, made absolute.
pub(crate) fn addresses(heads: &Heads, signs: &Signs, given: Option<&str>) -> (Option<String>, Vec<Address>) {
    let social = signs.meta("og:url").filter(|u| u.starts_with("http"));
    let base = signs.base.as_deref().filter(|b| b.starts_with("http")).or(given).or(social);
    let absolute = |href: &str| absolute(base, href);
    let canonical = signs.links.iter().filter(|l| l.rel == "canonical").find_map(|l| absolute(&l.href));
    let own = canonical.clone().or_else(|| social.map(str::to_owned));
    let mut found: Vec<Address> = Vec::new();
    let mut put = |kind: AddressKind, url: Option<String>, language: Option<Language>| {
        if let Some(url) = url
            && found.len() < ADDRESSES
            && !found.iter().any(|a| a.kind == kind && a.url == url)
        {
            found.push(Address { kind, url, language });
        }
    };
    put(AddressKind::Canonical, canonical, None);
    for link in &signs.links {
        let language = link.language.as_deref().map(Language::from_code).filter(|l| *l != Language::UNKNOWN);
        let url = absolute(&link.href);
        match link.rel.as_str() {
            "alternate" if language.is_some() && url != own && url.as_deref() != given => {
                put(AddressKind::Translation, url, language)
            }
            "amphtml" => put(AddressKind::Amp, url, None),
            "original-source" | "syndication-source" => put(AddressKind::Original, url, None),
            _ => {}
        }
    }
    for field in heads.fields("original field") {
        put(AddressKind::Original, signs.meta(field).and_then(&absolute), None);
    }
    // A page that calls itself the original says nothing.
    found.retain(|a| {
        a.kind != AddressKind::Original || (Some(&a.url) != own.as_ref() && Some(a.url.as_str()) != given)
    });
    (own, found)
}

/// An address as seen from a page. `None` for what is no address of a page.
pub(crate) fn absolute(base: Option<&str>, href: &str) -> Option<String> {
    let href = href.trim();
    if href.is_empty()
        || href.len() > LONGEST_ADDRESS
        || href.chars().any(|c| c.is_whitespace() || c.is_control())
    {
        return None;
    }
    let lower = href.get(..8).unwrap_or(href).to_ascii_lowercase();
    if lower.starts_with("http://") || lower.starts_with("https://") {
        return Some(href.to_owned());
    }
    let base = base.filter(|b| b.starts_with("http"))?;
    let (scheme, rest) = base.split_once("://")?;
    if let Some(rest) = href.strip_prefix("//") {
        return Some(format!("{scheme}://{rest}"));
    }
    let (before, _) = href.split_once(['/', '?', '#']).unwrap_or((href, ""));
    if before.contains(':') || href.starts_with('#') {
        return None;
    }
    let path = rest.split(['?', '#']).next().unwrap_or(rest);
    let (host, path) = path.split_once('/').unwrap_or((path, ""));
    if href.starts_with('/') {
        return Some(format!("{scheme}://{host}{href}"));
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    let mut rest = href;
    while let Some(up) = rest.strip_prefix("../") {
        parts.pop();
        rest = up;
    }
    let rest = rest.strip_prefix("./").unwrap_or(rest);
    parts.push(rest);
    Some(format!("{scheme}://{host}/{}", parts.join("/")))
}

/// The opening that stands apart: an element that says so by its class, or one that prints what the head describes.
pub(crate) fn teaser(page: &Around) -> Option<String> {
    let anchor = page.anchor?;
    let tree = page.tree;
    let described: Vec<String> = page
        .heads
        .fields("description field")
        .iter()
        .filter_map(|f| page.signs.meta(f))
        .map(|d| letters(&unescape(d)))
        .filter(|d| d.len() >= TEASER.start)
        .collect();
    let end = tree.nodes[anchor].end;
    for at in end..(end + OPENING).min(tree.nodes.len()) {
        let node = &tree.nodes[at];
        if node.is_text()
            || node.end - at > 24
            || !matches!(node.tag, "p" | "div" | "h2" | "h3" | "span" | "strong" | "b" | "section" | "header")
        {
            continue;
        }
        let text = words(tree, at, TEASER.end);
        if text.len() < TEASER.start {
            continue;
        }
        let key = letters(&text);
        let told = described
            .iter()
            .any(|d| key.starts_with(d.as_str()) && key.len() < d.len() * 3 / 2 || d.starts_with(&key));
        if (told || page.heads.lead.has(&names(tree, at))) && !beside(page.heads, tree, at, page.anchor) {
            return Some(unescape(&text));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meta::tests::page;

    #[test]
    fn makes_addresses_absolute() {
        let check = |href: &str, expected: &str| {
            assert_eq!(
                absolute(Some("https://a.example/b/c.html?d"), href).unwrap_or_default(),
                expected,
                "{href}"
            );
        };
        check("https://x.example/y", "https://x.example/y");
        check("//x.example/y", "https://x.example/y");
        check("/y", "https://a.example/y");
        check("y?z", "https://a.example/b/y?z");
        check("../y", "https://a.example/y");
        check("javascript:y", "");
        check("#y", "");
        check("", "");
    }

    #[test]
    fn lists_other_addresses() {
        let found = page(
            "<link rel=canonical href='https://a.example/ulm'><link rel=amphtml href='/amp/ulm'>\
             <link rel=alternate hreflang=fr href='/fr/ulm'><link rel=alternate hreflang=x-default href='/ulm'>\
             <meta name=original-source content='https://b.example/ulm'><meta property=og:url content='https://a.example/ulm'>",
        );
        let list: Vec<(&str, &str)> =
            found.addresses.iter().map(|a| (a.kind.name(), a.url.as_str())).collect();
        assert_eq!(
            list,
            [
                ("canonical", "https://a.example/ulm"),
                ("amp", "https://a.example/amp/ulm"),
                ("translation", "https://a.example/fr/ulm"),
                ("original", "https://b.example/ulm"),
            ]
        );
    }

    #[test]
    fn takes_only_openings_that_are_printed() {
        let words = "In der ganzen Stadt hat es am Abend lange und heftig geregnet.";
        let head = format!("<meta name=description content='{words}'><h1>Regen in Ulm</h1>");
        assert_eq!(page(&head).teaser, None);
        assert_eq!(page(&format!("{head}<div>{words}</div>")).teaser.as_deref(), Some(words));
        assert_eq!(
            page(&format!("<h1>Regen in Ulm</h1><p class=standfirst>{words}</p>")).teaser.as_deref(),
            Some(words)
        );
    }
}
