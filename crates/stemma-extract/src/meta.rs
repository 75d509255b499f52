//! What a page says about itself: schema.org data, meta elements, headings, time elements, its address.

use crate::dates::figures;
use crate::json::Json;
use crate::markup::Tree;
use crate::rules::Rules;
use stemma_text::{Credit, CreditBasis, DateBasis, Dated};

/// Types of schema.org that are articles.
const ARTICLES: &[&str] = &["article", "posting", "report", "webpage", "review", "recipe", "interview"];
/// Marks between a headline and the name of the outlet.
const PARTERS: &[&str] =
    &[" | ", " - ", " – ", " — ", " :: ", " » ", " / ", " • ", " · ", " : ", " ► ", " > "];
/// Meta elements with the day of publication, best first.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "dcterms.issued",
    "dc.date.created",
    "publish-date",
    "publishdate",
    "publish_date",
    "pubdate",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "article:published",
    "published_time",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "og:published_time",
    "og:pubdate",
    "rnews:datepublished",
    "originalpublicationdate",
    "citation_publication_date",
    "bt:pubdate",
    "last-modified-date",
    "article_date_original",
    "displaydate",
    "dc:date",
    "dc.created",
    "dcterms.available",
    "created",
    "release_date",
    "eprints.date",
    "pdate",
];
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:article:modified_time",
    "datemodified",
    "last-modified",
    "dcterms.modified",
    "og:updated_time",
    "lastmod",
    "modified_time",
    "revision_date",
];

/// The head of a page, read.
#[derive(Default)]
pub(crate) struct Meta {
    pub title: Option<String>,
    pub url: Option<String>,
    pub published: Option<Dated>,
    pub modified: Option<Dated>,
    pub authors: Vec<String>,
    pub outlet: Option<String>,
    pub language: Option<String>,
    pub agencies: Vec<Credit>,
}

/// Everything in the page that may say so, before it is weighed.
#[derive(Default)]
struct Signs {
    meta: Vec<(String, String)>,
    article: Option<Json>,
    publisher: Option<String>,
    headings: Vec<String>,
    title: Option<String>,
    times: Vec<String>,
    dated: Vec<String>,
    authors: Vec<String>,
    canonical: Option<String>,
    language: Option<String>,
}

impl Signs {
    fn meta(&self, name: &str) -> Option<&str> {
        self.meta.iter().find(|(n, v)| n == name && !v.is_empty()).map(|(_, v)| v.as_str())
    }
}

/// Reads the head of a page. `address` is where it was found, if that is known.
pub(crate) fn read(rules: &Rules, tree: &Tree, address: Option<&str>) -> Meta {
    let signs = gather(tree);
    let mut meta = Meta { language: signs.language.clone(), ..Meta::default() };
    meta.url = signs
        .canonical
        .clone()
        .or_else(|| signs.meta("og:url").map(str::to_owned))
        .filter(|u| u.starts_with("http"));
    let address = address.or(meta.url.as_deref()).map(str::to_owned);
    meta.outlet = outlet(rules, &signs, address.as_deref());
    meta.title = title(&signs, meta.outlet.as_deref(), address.as_deref());
    meta.published = published(rules, &signs, address.as_deref());
    meta.modified = modified(&signs);
    authors(rules, &signs, &mut meta);
    meta
}

fn gather(tree: &Tree) -> Signs {
    let mut signs = Signs::default();
    let mut skip_until = 0;
    for (at, node) in tree.nodes.iter().enumerate() {
        if at < skip_until {
            continue;
        }
        match node.tag {
            "meta" => {
                let name = tree
                    .attribute(at, "name")
                    .or_else(|| tree.attribute(at, "property"))
                    .or_else(|| tree.attribute(at, "itemprop"));
                if let (Some(name), Some(value)) = (name, tree.attribute(at, "content")) {
                    signs.meta.push((name.trim().to_lowercase(), value.trim().to_owned()));
                }
            }
            "html" => signs.language = signs.language.take().or_else(|| tree.attribute(at, "lang")),
            "link" if tree.attribute(at, "rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical")) => {
                signs.canonical = signs.canonical.take().or_else(|| tree.attribute(at, "href"));
            }
            "script" => {
                if tree.tag_source(at).contains("ld+json") && at + 1 < node.end {
                    let text = &tree.nodes[at + 1];
                    structured(&Json::read(&tree.source[text.start_byte..text.stop_byte]), &mut signs, 0);
                }
                skip_until = node.end;
            }
            "title" if signs.title.is_none() => signs.title = Some(tree.words(at)).filter(|t| !t.is_empty()),
            "h1" if signs.headings.len() < 4 => signs.headings.push(tree.words(at)),
            "time" if signs.times.len() < 8 => {
                signs.times.push(tree.attribute(at, "datetime").unwrap_or_else(|| tree.words(at)))
            }
            "svg" | "style" | "template" => skip_until = node.end,
            _ if !node.is_text() => named(tree, at, &mut signs),
            _ => {}
        }
    }
    signs
}

/// Elements whose attributes say author or date.
fn named(tree: &Tree, at: usize, signs: &mut Signs) {
    let source = tree.tag_source(at);
    if source.len() > 2000 {
        return;
    }
    let has = |words: &[&str]| words.iter().any(|w| source.contains(w));
    if signs.authors.len() < 6 && has(&["author", "Author", "autor", "Autor", "byline", "vcard"]) {
        let exact = has(&["rel=\"author\"", "itemprop=\"author\"", "itemprop=\"name author\""]);
        let class = tree.attribute(at, "class").unwrap_or_default().to_lowercase();
        let by_class = class.split_whitespace().any(|c| {
            matches!(
                c,
                "author"
                    | "autor"
                    | "byline"
                    | "author-name"
                    | "authorname"
                    | "author__name"
                    | "vcard"
                    | "article-author"
                    | "post-author"
                    | "entry-author"
                    | "byline__name"
                    | "article__author"
                    | "author_name"
                    | "byline-name"
                    | "byline__author"
                    | "post__author"
            )
        });
        if exact || by_class {
            let words = tree.words(at);
            if !words.is_empty() && words.len() < 120 {
                signs.authors.push(words);
            }
        }
    }
    if signs.dated.len() < 12
        && has(&["date", "Date", "datum", "Datum", "time", "publish", "meta", "info", "stand", "posted"])
        && matches!(
            tree.nodes[at].tag,
            "span"
                | "div"
                | "p"
                | "li"
                | "small"
                | "strong"
                | "td"
                | "a"
                | "header"
                | "em"
                | "b"
                | "i"
                | "abbr"
                | "dd"
        )
    {
        let mut words =
            tree.attribute(at, "content").or_else(|| tree.attribute(at, "datetime")).unwrap_or_default();
        if words.is_empty() && tree.nodes[at].end - at < 60 {
            words = tree.words(at);
        }
        if words.len() < 240 && words.contains(|c: char| c.is_ascii_digit()) {
            signs.dated.push(words);
        }
    }
}

/// Looks through schema.org data for the article and its publisher.
fn structured(value: &Json, signs: &mut Signs, depth: usize) {
    if depth > 6 {
        return;
    }
    for item in value.items() {
        if let Some(graph) = item.get("@graph") {
            structured(graph, signs, depth + 1);
        }
        let types: Vec<String> = item.get("@type").map_or_else(Vec::new, |t| {
            t.items().iter().filter_map(Json::text).map(str::to_lowercase).collect()
        });
        let rank = |t: &str| ARTICLES.iter().any(|a| t.ends_with(a));
        let is_page = types.iter().any(|t| t.ends_with("webpage"));
        if types.iter().any(|t| rank(t)) {
            let better = signs.article.as_ref().is_none_or(|old| {
                !is_page
                    && (old.get("@type").is_some_and(|t| {
                        t.items().iter().filter_map(Json::text).any(|t| t.ends_with("WebPage"))
                    }) || old.get("headline").is_none())
            });
            if better {
                signs.article = Some(item.clone());
            }
        }
        if signs.publisher.is_none() {
            signs.publisher = item
                .get("publisher")
                .and_then(|p| p.items().first())
                .and_then(|p| p.get("name").or(Some(p)))
                .and_then(Json::text)
                .map(str::to_owned)
                .filter(|n| !n.starts_with("http"));
        }
        if let Some(main) = item.get("mainEntity").filter(|m| m.get("headline").is_some()) {
            structured(main, signs, depth + 1);
        }
        if let Json::List(_) = item {
            structured(item, signs, depth + 1);
        }
    }
}

fn outlet(rules: &Rules, signs: &Signs, address: Option<&str>) -> Option<String> {
    let said = signs
        .meta("og:site_name")
        .map(str::to_owned)
        .or_else(|| signs.publisher.clone())
        .or_else(|| signs.meta("application-name").map(str::to_owned))
        .or_else(|| signs.meta("publisher").filter(|p| !p.starts_with("http")).map(str::to_owned));
    let said = said.map(|s| unescape(&s)).filter(|s| !s.is_empty() && s.chars().count() <= 80);
    if let Some(known) = address.and_then(|a| rules.names.of_address(a)) {
        return Some(known.to_owned());
    }
    said.map(|s| rules.names.medium(&s).map_or(s.clone(), str::to_owned)).or_else(|| {
        let host = address?.split_once("//")?.1.split(['/', '?', '#', ':']).next()?;
        Some(host.strip_prefix("www.").unwrap_or(host).to_owned()).filter(|h| h.contains('.'))
    })
}

/// Character references that were escaped twice.
fn unescape(text: &str) -> String {
    let mut out = text.to_owned();
    for (from, to) in [
        ("&amp;", "&"),
        ("&quot;", "\""),
        ("&#039;", "'"),
        ("&#39;", "'"),
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

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The headline: a first-order heading that the other titles agree with, or one of these without the outlet's name.
fn title(signs: &Signs, outlet: Option<&str>, address: Option<&str>) -> Option<String> {
    let host =
        address.and_then(|a| a.split_once("//")).map_or("", |(_, r)| r.split('/').next().unwrap_or(""));
    let strip = |t: &str| without_outlet(&unescape(t), outlet, signs.meta("og:site_name"), host);
    let social = signs.meta("og:title").map(strip).filter(|t| !t.is_empty());
    let head = signs.title.as_deref().map(strip).filter(|t| !t.is_empty());
    let data = signs
        .article
        .as_ref()
        .and_then(|a| a.get("headline").or_else(|| a.get("name")))
        .and_then(Json::text)
        .map(strip)
        .filter(|t| !t.is_empty());
    let headings: Vec<String> =
        signs.headings.iter().map(|h| unescape(h)).filter(|h| letters(h).len() >= 4).collect();
    let outlets = outlet.map(letters).unwrap_or_default();
    let others: Vec<String> =
        [&social, &head, &data].iter().filter_map(|t| t.as_deref()).map(letters).collect();
    let agrees = |h: &str| {
        let h = letters(h);
        h != outlets
            && others.iter().any(|o| {
                *o == h
                    || o.contains(&h) && h.len() * 2 > o.len()
                    || h.contains(o.as_str()) && o.len() * 2 > h.len()
            })
    };
    if let Some(found) = headings.iter().find(|h| agrees(h)) {
        // A heading with the kicker glued to its front: the other titles show where the headline begins.
        if let Some(exact) = [&data, &social, &head]
            .iter()
            .filter_map(|t| t.as_deref())
            .find(|t| found.ends_with(t) && found.len() > t.len())
        {
            return Some(exact.to_owned());
        }
        return Some(found.clone());
    }
    if headings.len() == 1 && letters(&headings[0]) != outlets && headings[0].split_whitespace().count() >= 3
    {
        return Some(headings[0].clone());
    }
    data.or(social).or(head).or_else(|| headings.first().cloned())
}

/// A title without the outlet's name at either end.
fn without_outlet(title: &str, outlet: Option<&str>, site: Option<&str>, host: &str) -> String {
    let mut title = title.trim().to_owned();
    let host = letters(host.strip_prefix("www.").unwrap_or(host));
    let names: Vec<String> =
        [outlet, site].iter().flatten().map(|n| letters(n)).filter(|n| n.len() >= 2).collect();
    let is_name = |part: &str| {
        let part_letters = letters(part);
        !part_letters.is_empty()
            && (names.iter().any(|n| {
                *n == part_letters
                    || (part_letters.contains(n.as_str())
                        && n.len() >= 4
                        && part.split_whitespace().count() <= 5)
                    || (n.contains(&part_letters) && part_letters.len() >= 4)
            }) || (part_letters.len() >= 4 && host.starts_with(&part_letters)))
    };
    for _ in 0..3 {
        let last = PARTERS.iter().filter_map(|p| title.rfind(p).map(|n| (n, p.len()))).max();
        if let Some((at, len)) = last
            && is_name(&title[at + len..])
        {
            title.truncate(at);
            continue;
        }
        let first = PARTERS.iter().filter_map(|p| title.find(p).map(|n| (n, p.len()))).min();
        if let Some((at, len)) = first
            && is_name(&title[..at])
        {
            title = title[at + len..].to_owned();
            continue;
        }
        break;
    }
    title.trim().to_owned()
}

/// A moment as the record wants it; figures that are no ISO 8601 become a day.
fn dated(value: &str, basis: DateBasis) -> Option<Dated> {
    let value = value.trim().trim_matches('"');
    let bytes = value.as_bytes();
    if bytes.len() >= 8 && bytes[..4].iter().all(u8::is_ascii_digit) {
        if bytes[4] == b'-' && bytes.len() >= 10 {
            let mut iso = value.get(..value.len().min(40))?.replacen(' ', "T", 1).replace(' ', "");
            if iso.as_bytes().get(10) == Some(&b'T') && iso.len() >= 16 {
                if let Some(dot) = iso.find('.') {
                    let end =
                        iso[dot + 1..].find(|c: char| !c.is_ascii_digit()).map_or(iso.len(), |n| dot + 1 + n);
                    iso.replace_range(dot..end, "");
                }
                if iso[11..16].bytes().all(|b| b.is_ascii_digit() || b == b':') && iso.is_ascii() {
                    return Dated::parse(&iso, basis).or_else(|| Dated::parse(iso.get(..10)?, basis));
                }
            }
            return Dated::parse(value.get(..10)?, basis)
                .or_else(|| figures(value).and_then(|d| Dated::parse(&d.to_string(), basis)));
        }
        if bytes[..8].iter().all(u8::is_ascii_digit) && bytes.get(8).is_none_or(|b| !b.is_ascii_digit()) {
            return Dated::parse(&format!("{}-{}-{}", &value[..4], &value[4..6], &value[6..8]), basis);
        }
    }
    figures(value).and_then(|d| Dated::parse(&d.to_string(), basis))
}

fn published(rules: &Rules, signs: &Signs, address: Option<&str>) -> Option<Dated> {
    let word = |value: &str, basis| {
        dated(value, basis)
            .or_else(|| rules.date_in(value).and_then(|(d, _)| Dated::parse(&d.to_string(), basis)))
            .filter(plausible)
    };
    if let Some(found) = signs
        .article
        .as_ref()
        .and_then(|a| a.get("datePublished").or_else(|| a.get("dateCreated")).or_else(|| a.get("uploadDate")))
        .and_then(|d| d.items().first()?.text())
        .and_then(|v| word(v, DateBasis::JsonLd))
    {
        return Some(found);
    }
    for name in PUBLISHED {
        if let Some(found) = signs.meta(name).and_then(|v| word(v, DateBasis::Meta)) {
            return Some(found);
        }
    }
    if let Some(found) = address.and_then(of_address) {
        return Some(found);
    }
    if let Some(found) = signs.times.iter().find_map(|t| word(t, DateBasis::TimeElement)) {
        return Some(found);
    }
    if let Some(found) = signs.dated.iter().find_map(|t| word(t, DateBasis::Text)) {
        return Some(found);
    }
    signs
        .article
        .as_ref()
        .and_then(|a| a.get("dateModified"))
        .and_then(Json::text)
        .and_then(|v| word(v, DateBasis::JsonLd))
}

fn plausible(dated: &Dated) -> bool {
    dated.days().is_some_and(|(d, _)| (1990..=2100).contains(&d.year()))
}

/// A day in an address: `/2023/09/04/`.
fn of_address(address: &str) -> Option<Dated> {
    let parts: Vec<&str> = address.split(['/', '-', '_']).collect();
    parts.windows(3).find_map(|w| {
        let number = |t: &str, len: usize| {
            (t.len() == len && t.bytes().all(|b| b.is_ascii_digit())).then(|| t.parse::<i16>().ok())?
        };
        let (year, month, day) = (number(w[0], 4)?, number(w[1], 2)?, number(w[2], 2)?);
        let date = jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        Dated::parse(&date.to_string(), DateBasis::Meta).filter(plausible)
    })
}

fn modified(signs: &Signs) -> Option<Dated> {
    let data = signs.article.as_ref().and_then(|a| a.get("dateModified")).and_then(Json::text);
    if let Some(found) = data.and_then(|v| dated(v, DateBasis::JsonLd)) {
        return Some(found);
    }
    MODIFIED.iter().find_map(|n| signs.meta(n).and_then(|v| dated(v, DateBasis::Meta)))
}

/// People among the authors; agencies among them are credits.
fn authors(rules: &Rules, signs: &Signs, meta: &mut Meta) {
    let mut said: Vec<String> = Vec::new();
    if let Some(author) = signs.article.as_ref().and_then(|a| a.get("author").or_else(|| a.get("creator"))) {
        for item in author.items() {
            let name = item.get("name").or(Some(item));
            said.extend(name.iter().flat_map(|n| n.items()).filter_map(Json::text).map(unescape));
        }
    }
    let from_data = said.len();
    for name in [
        "author",
        "article:author",
        "dc.creator",
        "dcterms.creator",
        "parsely-author",
        "sailthru.author",
        "article:author_name",
        "byl",
        "citation_author",
        "cxenseparse:author",
    ] {
        let values =
            signs.meta.iter().filter(|(n, v)| n == name && !v.starts_with("http")).map(|(_, v)| unescape(v));
        said.extend(values);
    }
    let trusted = said.len();
    said.extend(signs.authors.iter().map(|a| unescape(a)));
    for (number, text) in said.iter().enumerate() {
        if !meta.authors.is_empty() && (number == from_data || number >= trusted) {
            break;
        }
        if let Some(names) = rules.agency_list(text) {
            for name in names {
                if !meta.agencies.iter().any(|c| c.name == name) {
                    meta.agencies.push(Credit::new(name, CreditBasis::Meta, text.clone()));
                }
            }
        }
        let mut people = match rules.byline(text) {
            Some(crate::credit::Line::People(people)) => people,
            _ => rules.people(text),
        };
        if people.is_empty() && number < trusted && nickname(rules, text, meta.outlet.as_deref()) {
            people.push(text.clone());
        }
        for name in people {
            if !meta.authors.contains(&name)
                && meta.outlet.as_deref().is_none_or(|o| letters(o) != letters(&name))
            {
                meta.authors.push(name);
            }
        }
    }
}

/// One word that a page gives as its author, and that is neither its outlet nor an office.
fn nickname(rules: &Rules, text: &str, outlet: Option<&str>) -> bool {
    let text = text.trim();
    let outlet = outlet.map(letters).unwrap_or_default();
    (2..=25).contains(&text.chars().count())
        && !text.contains(' ')
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
        && !rules.is("not a person", text)
        && rules.names.agency(text).is_none()
        && rules.names.medium(text).is_none()
        && !(outlet.contains(&letters(text)) || letters(text).contains(&outlet) && !outlet.is_empty())
}
