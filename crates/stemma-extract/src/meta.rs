//! What a page says about itself: schema.org data, meta elements, headings, time elements, bylines, its address. Signs
//! are gathered in one walk ([`signs`]); then each question weighs them for itself: [`title`], [`dates`], [`authors`],
//! and [`about`] for outlet, addresses and the opening.

mod about;
mod authors;
mod dates;
mod heads;
mod signs;
mod title;

pub(crate) use authors::{merge, names_nobody};
pub(crate) use heads::Heads;

use crate::json::Json;
use crate::markup::Tree;
use crate::rules::Rules;
use signs::Signs;
use stemma_text::{Address, Credit, DateCandidate};

/// The head of a page, read.
#[derive(Default)]
pub(crate) struct Meta {
    pub title: Option<String>,
    pub kicker: Option<String>,
    pub subtitle: Option<String>,
    pub teaser: Option<String>,
    pub url: Option<String>,
    /// Dates that speak for the article, not yet weighed.
    pub dates: Vec<DateCandidate>,
    pub authors: Vec<String>,
    pub outlet: Option<String>,
    pub language: Option<String>,
    pub addresses: Vec<Address>,
    pub agencies: Vec<Credit>,
}

/// A page with its headline: what dates, authors and openings are near to.
pub(crate) struct Around<'a> {
    pub heads: &'a Heads,
    pub rules: &'a Rules,
    pub tree: &'a Tree<'a>,
    pub signs: &'a Signs,
    /// The element of the headline.
    pub anchor: Option<usize>,
    /// Moment at which the page was fetched, ISO 8601.
    pub fetched: Option<&'a str>,
    /// Where the page stands.
    pub host: &'a str,
    /// True if days in figures have the month first.
    pub month_first: bool,
}

impl Around<'_> {
    /// How far an element stands from the headline; what stands before it counts twice.
    fn distance(&self, at: usize) -> usize {
        match self.anchor {
            Some(anchor) if at >= anchor => at - anchor,
            Some(anchor) => 2 * (anchor - at),
            None => at,
        }
    }

    /// True for elements close to the headline, or all where there is none.
    fn near(&self, at: usize, before: usize, after: usize) -> bool {
        self.anchor.is_none_or(|a| at + before >= a && at <= self.tree.nodes[a].end + after)
    }

    /// True for text that a browser does not show.
    fn is_hidden(&self, text: usize) -> bool {
        let parent = self.tree.nodes[text].parent;
        matches!(
            self.tree.nodes[parent].tag,
            "script" | "style" | "noscript" | "template" | "title" | "svg" | "option" | "textarea" | "iframe"
        )
    }
}

/// Reads the head of a page. `address` is where it was found and `fetched` when, if that is known.
pub(crate) fn read(
    (heads, rules): (&Heads, &Rules),
    tree: &Tree,
    address: Option<&str>,
    fetched: Option<&str>,
) -> Meta {
    let signs = signs::gather(heads, tree);
    let mut meta = Meta::default();
    (meta.url, meta.addresses) = about::addresses(heads, &signs, address);
    let address = address.map(str::to_owned).or_else(|| meta.url.clone());
    let address = address.as_deref();
    let host = address.and_then(about::host).unwrap_or("");
    let (mut outlets, outlet) = about::outlets(heads, rules, &signs, address);
    outlets.extend(outlet.clone());
    let article = article(heads, &signs, address);
    let headline = title::read(heads, rules, tree, &signs, article, (&outlets, host));
    outlets.extend(headline.brand);
    meta.outlet = outlet
        .or_else(|| about::suffix(&signs, headline.title.as_deref(), host))
        .or_else(|| Some(host.to_owned()).filter(|h| !h.is_empty()));
    let locale = signs.meta("og:locale").or(signs.language.as_deref()).unwrap_or("");
    let page = Around {
        heads,
        rules,
        tree,
        signs: &signs,
        anchor: headline.node,
        fetched,
        host,
        month_first: locale.eq_ignore_ascii_case("en-us") || locale.eq_ignore_ascii_case("en_us"),
    };
    meta.dates = dates::read(&page, article, address);
    meta.dates.extend(dates::of_title(&page));
    let mut keys: Vec<String> = outlets.iter().chain(&meta.outlet).map(|o| letters(o)).collect();
    keys.push(letters(host));
    keys.extend(host.split('.').rev().nth(1).map(letters));
    keys.retain(|k| k.len() >= 2);
    let authors = authors::read(&page, article, &keys);
    (meta.authors, meta.agencies) = (authors.people, authors.agencies);
    meta.teaser = about::teaser(&page);
    (meta.title, meta.kicker, meta.subtitle) = (headline.title, headline.kicker, headline.subtitle);
    let said = |name: &str| signs.meta(name).map(str::to_owned);
    meta.language = signs.language.clone().or_else(|| said("og:locale")).or_else(|| said("content-language"));
    meta
}

/// True for an object of schema.org data that is about an article or its page.
fn is_page(heads: &Heads, object: &Json) -> bool {
    let own = object.get("headline").is_some() || object.get("mainEntityOfPage").is_some();
    if own && object.get("datePublished").is_some() {
        return true;
    }
    object.get("@type").is_some_and(|t| {
        t.items().iter().filter_map(Json::text).any(|t| {
            let lower = t.to_lowercase();
            heads.fields("article type").iter().any(|a| lower.ends_with(a.as_str()))
        })
    })
}

/// The object of schema.org data that is the article: of the right type, about this page, with a headline.
fn article<'s>(heads: &Heads, signs: &'s Signs, address: Option<&str>) -> Option<&'s Json> {
    let titles: Vec<String> =
        [signs.meta("og:title"), signs.title.as_deref()].iter().flatten().map(|t| letters(t)).collect();
    let bare = |url: &str| url.split(['?', '#']).next().unwrap_or("").trim_end_matches('/').to_owned();
    let own: Vec<String> = address.into_iter().chain(signs.meta("og:url")).map(bare).collect();
    let mut best: Option<(i32, &Json)> = None;
    for object in signs.objects.iter().filter(|o| is_page(heads, o)) {
        let of_type = |sort: &str| {
            object.get("@type").is_some_and(|t| {
                t.items()
                    .iter()
                    .filter_map(Json::text)
                    .any(|t| heads.fields(sort).iter().any(|p| t.eq_ignore_ascii_case(p)))
            })
        };
        let headline = object
            .get("headline")
            .or_else(|| object.get("name"))
            .and_then(Json::text)
            .map(|h| letters(&unescape(h)));
        let agrees = headline.as_ref().is_some_and(|h| {
            h.len() >= 4 && titles.iter().any(|t| t.contains(h.as_str()) || h.contains(t.as_str()))
        });
        let here = ["url", "@id", "mainEntityOfPage"].iter().filter_map(|k| object.get(k)).any(|v| {
            v.text().or_else(|| v.get("@id").and_then(Json::text)).is_some_and(|u| own.contains(&bare(u)))
        });
        let score = 2 * i32::from(!of_type("page type"))
            + 2 * i32::from(object.get("headline").is_some())
            + i32::from(object.get("datePublished").is_some())
            + i32::from(object.get("author").is_some())
            + 3 * i32::from(agrees)
            + 2 * i32::from(here);
        if best.is_none_or(|(s, _)| score > s) {
            best = Some((score, object));
        }
    }
    best.map(|(_, object)| object)
}

/// Letters and digits alone, in lower case: what two writings of one name share.
pub(crate) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Character references that were escaped twice, elements in attributes, odd white space.
pub(crate) fn unescape(text: &str) -> String {
    let mut out = text.to_owned();
    for (from, to) in [
        ("&amp;", "&"),
        ("&quot;", "\""),
        ("&#039;", "'"),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&#8211;", "–"),
        ("&#8220;", "“"),
        ("&#8222;", "„"),
        ("&#8217;", "’"),
        ("&nbsp;", " "),
        ("&shy;", ""),
        ("\u{ad}", ""),
    ] {
        if out.contains(from) {
            out = out.replace(from, to);
        }
    }
    if out.contains('<') && out.contains('>') {
        let mut plain = String::new();
        let mut inside = false;
        for c in out.chars() {
            match c {
                '<' => inside = true,
                '>' => inside = false,
                _ if !inside => plain.push(c),
                _ => {}
            }
        }
        out = plain;
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_lexicon::Lexicon;

    /// The head of an invented page.
    pub(crate) fn page(source: &str) -> Meta {
        let lexicon = Lexicon::builtin();
        let rules = Rules::new(&lexicon);
        let tree = Tree::read(source, rules.references.clone());
        read((&Heads::new(&lexicon), &rules), &tree, None, Some("2023-09-05T12:00:00+02:00"))
    }

    fn check(source: &str, expected: &[(&str, &str, &str)]) {
        let found = page(source);
        let list: Vec<(&str, &str, &str)> = found
            .dates
            .iter()
            .map(|d| (d.role.name(), d.dated.value.as_str(), d.dated.basis.name()))
            .collect();
        assert_eq!(list, expected, "{source}");
    }

    #[test]
    fn finds_dates() {
        check(
            "<meta property='article:published_time' content='2023-09-04T14:02:00+0200'><meta name=date content=2023-09-04>",
            &[("published", "2023-09-04T14:02:00+02:00", "open graph"), ("published", "2023-09-04", "meta")],
        );
        check(
            "<h1>Regen in Ulm</h1><time datetime='2023-09-04T14:02'>x</time>",
            &[("published", "2023-09-04T14:02", "time element")],
        );
        check(
            "<h1>Regen in Ulm</h1><p class=date>Stand: 4. September 2023, 14:02 Uhr</p>",
            &[("published", "2023-09-04T14:02", "text")],
        );
        check(
            "<h1>Regen in Ulm</h1><p class=date>Aktualisiert am 4. September 2023</p>",
            &[("modified", "2023-09-04", "text")],
        );
        check("<h1>Regen in Ulm</h1><p>vor 2 Tagen</p>", &[("published", "2023-09-03", "text")]);
        check(
            "<h1>Regen in Ulm</h1><p>heute, 09:30 Uhr</p>",
            &[("published", "2023-09-05T09:30+02:00", "text")],
        );
        check(
            "<h1>Regen in Ulm</h1><p>5 minutes ago</p>",
            &[("published", "2023-09-05T11:55+02:00", "text")],
        );
        check(
            "<h1>Regen in Ulm</h1><p>(4. September 2023) Es regnet</p>",
            &[("published", "2023-09-04", "text")],
        );
        check("<h1>Regen in Ulm</h1><p>Es regnet</p>", &[]);
    }

    #[test]
    fn names_the_outlet() {
        let check =
            |source: &str, expected: &str| assert_eq!(page(source).outlet.unwrap_or_default(), expected);
        check("<meta property=og:site_name content=Musterblatt>", "Musterblatt");
        check("<title>Regen in Ulm | Musterblatt</title><h1>Regen in Ulm</h1>", "Musterblatt");
        check("<link rel=canonical href='https://www.musterblatt.example/ulm'>", "musterblatt.example");
        check("<h1>Regen in Ulm</h1>", "");
    }
}
