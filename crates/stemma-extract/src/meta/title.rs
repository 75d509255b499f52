//! The headline: what the heading, the Open Graph title, the schema.org headline and the page title agree on, without
//! the name of the outlet. Kicker and second headline stand apart.

use super::heads::Heads;
use super::signs::{Signs, beside, names, words, words_without};
use super::{letters, unescape};
use crate::json::Json;
use crate::markup::Tree;
use crate::rules::Rules;

/// Marks between a headline and the name of the outlet.
const PARTERS: &[&str] = &[
    " | ", " - ", " – ", " — ", " :: ", " » ", " « ", " / ", " • ", " · ", " : ", " ► ", " > ", " ♥ ", " ∙ ",
    " ❘ ", "|", "｜", " ǀ ",
];
/// Marks after which a page title never goes on with the headline.
const HARD: &[&str] = &[" | ", " :: ", " » ", " « ", " • ", " ∙ ", " ❘ "];
/// What a source is worth. A heading that is printed goes before what is said elsewhere, unless two others agree
/// against it; the title of the page only confirms.
const HEADING: f64 = 3.15;
const SOCIAL: f64 = 2.0;
const DATA: f64 = 2.0;
const NAMED: f64 = 1.5;
const PAGE: f64 = 1.0;
/// What all that is said elsewhere is worth together where it is one text with the title of the page: one program wrote
/// it, for search engines.
const TOGETHER: f64 = 2.9;
/// What a heading is worth that stands in a menu or a path of links.
const HEADING_BESIDE: f64 = 0.9;
/// What further headings are worth.
const HEADING_LATER: f64 = 2.0;
/// Share of its worth that a source adds to a text that it holds, or that holds it.
const PARTLY: f64 = 0.5;
/// Bytes of a headline, kicker or second headline at most.
const LONGEST: usize = 400;
/// Headings of lower order looked at where no other source gives a headline.
const LOWER: usize = 60;
/// Nodes around the headline in which kicker and second headline are looked for.
const BEFORE: usize = 14;
const AFTER: usize = 24;

/// The headline and what stands around it.
#[derive(Default)]
pub(crate) struct Headline {
    pub title: Option<String>,
    pub kicker: Option<String>,
    pub subtitle: Option<String>,
    /// The element that it was read in.
    pub node: Option<usize>,
    /// The heading that bears the name of the outlet.
    pub brand: Option<String>,
}

/// A heading with what stands apart inside it.
struct Heading {
    node: usize,
    text: String,
    whole: String,
    kicker: Option<String>,
    subtitle: Option<String>,
    worth: f64,
}

/// One text that may be the headline.
struct Candidate {
    text: String,
    /// What it agrees by: itself, and the whole of a heading with its kicker.
    keys: Vec<String>,
    source: usize,
    worth: f64,
    heading: Option<usize>,
    node: Option<usize>,
}

/// Reads the headline. `outlets`: names of the outlet, best first; `host`: where the page stands.
pub(crate) fn read(
    heads: &Heads,
    rules: &Rules,
    tree: &Tree,
    signs: &Signs,
    article: Option<&Json>,
    (outlets, host): (&[String], &str),
) -> Headline {
    let mut found = Headline::default();
    let mut headings = Vec::new();
    let told = told(signs, article);
    for at in &signs.headings {
        let Some(heading) = heading(heads, tree, *at) else { continue };
        let said = [letters(&heading.text), letters(&heading.whole)].iter().any(|k| told.contains(k));
        if !said && is_brand(heads, tree, *at) {
            found.brand.get_or_insert(heading.whole);
        } else {
            headings.push(heading);
        }
    }
    let mut names: Vec<String> = outlets.iter().chain(&found.brand).map(|n| letters(n)).collect();
    names.push(letters(host));
    names.retain(|n| n.len() >= 2);
    let cut = Cut { heads, rules, names: &names, host };
    // Only a page with no other title may be about its outlet.
    let alone = signs.meta("og:title").is_none() && signs.title.is_none();
    headings.retain(|h| alone || !names.contains(&letters(&h.whole)));
    worths(heads, tree, &told, &mut headings);
    for heading in &mut headings {
        without_kicker(heading, &told);
    }
    let mut candidates = candidates(tree, signs, article, &headings, &cut);
    candidates.extend(by_class(heads, tree, signs, &headings, &cut));
    if candidates.iter().all(|c| c.source == 3) {
        candidates.extend(lower(heads, tree, signs, &cut));
    }
    let score = |c: &Candidate| {
        let said = |sources: std::ops::Range<usize>| -> f64 {
            sources.map(|s| if s == c.source { c.worth } else { support(c, s, &candidates) }).sum()
        };
        let title = c.source == 3 || support(c, 3, &candidates) >= PAGE;
        let elsewhere = if c.source > 0 && title { said(1..4).min(TOGETHER) } else { said(1..4) };
        said(0..1) + elsewhere + said(4..6)
    };
    let mut best: Option<(f64, &Candidate)> = None;
    for candidate in candidates.iter().filter(|c| !c.text.is_empty()) {
        let score = score(candidate);
        if best.is_none_or(|b| score > b.0 + 1e-9) {
            best = Some((score, candidate));
        }
    }
    let Some((_, best)) = best else {
        found.title = signs.title.as_deref().map(|t| cut.outlet(&unescape(t))).filter(|t| !t.is_empty());
        return found;
    };
    found.title = Some(best.text.clone());
    let heading = best.heading.map(|h| &headings[h]).or_else(|| {
        headings.iter().find(|h| agreement(&best.keys, &[letters(&h.text), letters(&h.whole)]) > 0.0)
    });
    if let Some(heading) = heading {
        found.kicker.clone_from(&heading.kicker);
        found.subtitle.clone_from(&heading.subtitle);
    }
    found.node = heading.map(|h| h.node).or(best.node).or_else(|| printed(tree, &best.keys)).or_else(|| {
        // A heading that says something else still stands where the article begins.
        headings.iter().find(|h| h.worth > HEADING_BESIDE).map(|h| h.node)
    });
    around(heads, tree, &mut found);
    found
}

/// What the other sources say, in letters alone: Open Graph, schema.org, the page title.
fn told(signs: &Signs, article: Option<&Json>) -> Vec<String> {
    let data = article.and_then(|a| a.get("headline").or_else(|| a.get("name"))).and_then(Json::text);
    let all = [signs.meta("og:title"), data, signs.title.as_deref()];
    all.iter().flatten().map(|t| letters(&unescape(t))).collect()
}

/// Takes the kicker off a heading that has it in the same element: `Wetter | Regen in Ulm`, where the others say
/// `Regen in Ulm`; and finds the headline in what stood apart.
fn without_kicker(heading: &mut Heading, told: &[String]) {
    let is_told = |text: &str| letters(text).len() >= 4 && told.contains(&letters(text));
    if is_told(&heading.text) || is_told(&heading.whole) {
        return;
    }
    let parts = [heading.kicker.clone(), heading.subtitle.clone()];
    if let Some(part) = parts.into_iter().flatten().find(|p| is_told(p)) {
        heading.kicker = Some(std::mem::replace(&mut heading.text, part));
        heading.subtitle = None;
        return;
    }
    for (at, mark) in heading.text.match_indices([':', '|', '–', '—', '/', '•']) {
        let (kicker, rest) = (heading.text[..at].trim(), heading.text[at + mark.len()..].trim());
        if mark == "|" && is_told(kicker) {
            heading.text = kicker.to_owned();
            return;
        }
        if is_told(rest) && !kicker.is_empty() {
            let (kicker, rest) = (kicker.to_owned(), rest.to_owned());
            heading.kicker = heading.kicker.take().or(Some(kicker));
            heading.text = rest;
            return;
        }
    }
}

/// What each heading is worth: the first that another source confirms, or the only one, goes before all else.
fn worths(heads: &Heads, tree: &Tree, said: &[String], headings: &mut [Heading]) {
    let confirmed = |h: &Heading| {
        let keys = [letters(&h.text), letters(&h.whole)];
        keys.iter().any(|k| {
            k.len() >= 4
                && said.iter().any(|s| s.contains(k.as_str()) || k.contains(s.as_str()) && s.len() >= 8)
        })
    };
    let few = |h: &Heading| h.text.split_whitespace().nth(1).is_none();
    let aside = |h: &Heading| !heads.headline.has(&names(tree, h.node)) && beside(heads, tree, h.node, None);
    let count = headings.len();
    let mut first = true;
    for heading in headings.iter_mut() {
        heading.worth = if confirmed(heading) && !aside(heading) {
            if std::mem::take(&mut first) { HEADING } else { HEADING_LATER }
        } else if aside(heading) || (few(heading) && !said.is_empty()) {
            HEADING_BESIDE
        } else if count == 1 {
            HEADING
        } else {
            HEADING_LATER
        };
    }
}

fn heading(heads: &Heads, tree: &Tree, at: usize) -> Option<Heading> {
    let whole = unescape(&words(tree, at, LONGEST));
    if letters(&whole).len() < 2 {
        return None;
    }
    let mut aside: Vec<usize> = Vec::new();
    let node = &tree.nodes[at];
    for inner in at + 1..node.end {
        let child = &tree.nodes[inner];
        if child.is_text() || aside.iter().any(|a| inner < tree.nodes[*a].end) {
            continue;
        }
        let names = names(tree, inner);
        let marked = child.tag == "small"
            || (!names.is_empty()
                && (heads.kicker.has(&names) || heads.subtitle.has(&names))
                && !names.split_whitespace().any(|n| n == "headline" || n == "title"));
        if marked && !words(tree, inner, LONGEST).is_empty() {
            aside.push(inner);
        }
    }
    let rest = words_without(tree, at, LONGEST, |n| aside.contains(&n));
    let text = trimmed(&unescape(&rest)).to_owned();
    let mut found = Heading { node: at, text, whole, kicker: None, subtitle: None, worth: HEADING };
    if letters(&found.text).len() < 4 {
        found.text = trimmed(&found.whole).to_owned();
        return Some(found);
    }
    for inner in aside {
        let part = unescape(&words(tree, inner, LONGEST));
        let before = found.whole.starts_with(&part);
        let part = Some(trimmed(&part).to_owned()).filter(|p| !p.is_empty());
        if before {
            found.kicker = found.kicker.take().or(part);
        } else {
            found.subtitle = found.subtitle.take().or(part);
        }
    }
    Some(found)
}

/// Without marks that part it from what stood beside it.
fn trimmed(text: &str) -> &str {
    let parter = |c: char| c.is_whitespace() || matches!(c, ':' | '|' | '–' | '—' | '·' | '•' | '»' | '/');
    let text =
        text.trim_start_matches(|c| parter(c) || c == '-').trim_end_matches(|c: char| parter(c) && c != '»');
    text.strip_suffix(" -").unwrap_or(text)
}

/// True for a heading that names the outlet: it leads to the front page, or says so by its class.
fn is_brand(heads: &Heads, tree: &Tree, at: usize) -> bool {
    let mut up = at;
    for _ in 0..3 {
        if matches!(tree.nodes[up].tag, "body" | "article" | "main") {
            break;
        }
        let names = names(tree, up);
        if names.contains("itemprop-headline") {
            return false;
        }
        if heads.brand.has(&names) {
            return true;
        }
        up = tree.nodes[up].parent;
    }
    let around = (0..2).scan(at, |n, _| {
        *n = tree.nodes[*n].parent;
        Some(*n)
    });
    (at + 1..tree.nodes[at].end)
        .chain(around)
        .filter(|n| tree.nodes[*n].tag == "a")
        .any(|n| tree.attribute(n, "href").is_some_and(|h| leads_home(&h)))
}

/// True for addresses of front pages: nothing after the host but a language or an index.
fn leads_home(href: &str) -> bool {
    let href = href.trim();
    // Archives put their own address in front of the one that they keep.
    let from = href.rfind("http").unwrap_or(0);
    let path =
        href[from..].split_once("//").map_or(href, |(_, rest)| rest.split_once('/').map_or("", |(_, p)| p));
    let path = path.split(['?', '#']).next().unwrap_or("").trim_matches('/');
    (path.is_empty() && !href.is_empty() && !href.starts_with('#'))
        || path.starts_with("index.")
        || (path.len() == 2 && path.bytes().all(|b| b.is_ascii_lowercase()))
}

/// The texts of the four sources; their numbers say which.
fn candidates(
    tree: &Tree,
    signs: &Signs,
    article: Option<&Json>,
    headings: &[Heading],
    cut: &Cut,
) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (number, heading) in headings.iter().enumerate() {
        let keys = vec![letters(&heading.text), letters(&heading.whole)];
        found.push(Candidate {
            text: heading.text.clone(),
            keys,
            source: 0,
            worth: heading.worth,
            heading: Some(number),
            node: Some(heading.node),
        });
    }
    let printed: Vec<String> = found.iter().flat_map(|c| c.keys.clone()).collect();
    let mut put = |text: &str, source: usize, worth: f64| {
        let raw = if text.contains('&') { unescape(&tree.decoded(text)) } else { unescape(text) };
        let bare = if printed.contains(&letters(&raw)) { raw } else { cut.outlet(&raw) };
        let key = letters(&bare);
        if key.len() >= 2 && bare.len() <= LONGEST && !cut.is_outlet(&bare) {
            found.push(Candidate { text: bare, keys: vec![key], source, worth, heading: None, node: None });
        }
    };
    if let Some(text) = signs.meta("og:title").or_else(|| signs.meta("twitter:title")) {
        put(text, 1, SOCIAL);
    }
    let data = article.and_then(|a| a.get("headline").or_else(|| a.get("name"))).and_then(Json::text);
    if let Some(text) = data {
        put(text, 2, DATA);
    }
    if let Some(text) = signs.title.as_deref() {
        put(text, 3, PAGE);
        let raw = unescape(text);
        for piece in pieces(&raw).into_iter().filter(|p| printed.contains(&letters(p))) {
            put(piece, 3, PAGE);
        }
    }
    found
}

/// Headlines by their class, where no heading of first order is one.
fn by_class(heads: &Heads, tree: &Tree, signs: &Signs, headings: &[Heading], cut: &Cut) -> Vec<Candidate> {
    if headings.iter().any(|h| h.worth >= HEADING) {
        return Vec::new();
    }
    let mut found: Vec<Candidate> = Vec::new();
    for (at, node) in tree.nodes.iter().enumerate() {
        if found.len() >= 3 {
            break;
        }
        if !matches!(node.tag, "h2" | "h3" | "div" | "span" | "p") || signs.headings.contains(&node.parent) {
            continue;
        }
        let source = tree.tag_source(at);
        if source.len() > LONGEST || !heads.headline.has(source) || !heads.headline.has(&names(tree, at)) {
            continue;
        }
        let Some(heading) = heading(heads, tree, at).filter(|h| h.text.split_whitespace().nth(1).is_some())
        else {
            continue;
        };
        if beside(heads, tree, at, None) || is_brand(heads, tree, at) || cut.is_name(&heading.text) {
            continue;
        }
        let (keys, text) = (vec![letters(&heading.text), letters(&heading.whole)], heading.text);
        let worth = if found.is_empty() && matches!(node.tag, "h2" | "h3") { NAMED } else { NAMED / 2.0 };
        found.push(Candidate { text, keys, source: 4, worth, heading: None, node: Some(at) });
    }
    found
}

/// Headings of lower order and links, where the page title is all there is: the piece of it that they print.
fn lower(heads: &Heads, tree: &Tree, signs: &Signs, cut: &Cut) -> Vec<Candidate> {
    let raw = unescape(signs.title.as_deref().unwrap_or(""));
    let pieces: Vec<(String, &str)> = pieces(&raw)
        .into_iter()
        .filter(|p| !cut.is_name(p) && !heads.is("title part", &p.to_lowercase()))
        .map(|p| (letters(p), p))
        .filter(|(k, _)| k.len() >= 4)
        .collect();
    let mut found = Vec::new();
    let mut seen = 0;
    for (at, node) in tree.nodes.iter().enumerate() {
        if !matches!(node.tag, "h2" | "h3") || seen >= LOWER {
            continue;
        }
        seen += 1;
        let text = words(tree, at, LONGEST);
        let key = letters(&text);
        if let Some((_, piece)) = pieces.iter().find(|(k, _)| *k == key) {
            let text = if piece.len() == text.len() { text } else { (*piece).to_owned() };
            found.push(Candidate {
                text,
                keys: vec![key],
                source: 5,
                worth: NAMED + PAGE,
                heading: None,
                node: Some(at),
            });
            break;
        }
    }
    if found.is_empty()
        && let Some(text) = cut.guess(&raw)
    {
        found.push(Candidate {
            keys: vec![letters(&text)],
            text,
            source: 5,
            worth: NAMED,
            heading: None,
            node: None,
        });
    }
    found
}

/// The heading of lower order that prints the headline.
fn printed(tree: &Tree, keys: &[String]) -> Option<usize> {
    let lower = tree.nodes.iter().enumerate().filter(|(_, n)| matches!(n.tag, "h2" | "h3"));
    lower.take(LOWER).map(|(at, _)| at).find(|at| keys.contains(&letters(&words(tree, *at, LONGEST))))
}

/// What a source adds to a candidate of another.
fn support(candidate: &Candidate, source: usize, all: &[Candidate]) -> f64 {
    let kicked = |c: &Candidate| candidate.source == 0 && after_kicker(&c.text, &candidate.text);
    all.iter()
        .filter(|c| c.source == source)
        .map(|c| c.worth * if kicked(c) { 1.0 } else { agreement(&candidate.keys, &c.keys) })
        .fold(0.0, f64::max)
}

/// True if a text is a headline with a kicker before it: `Wetter: Regen in Ulm`.
fn after_kicker(text: &str, headline: &str) -> bool {
    text.strip_suffix(headline).is_some_and(|k| {
        k.trim_end().ends_with([':', '|', '-', '–', '—'])
            && !k.trim().is_empty()
            && k.split_whitespace().count() <= 5
    })
}

/// 1 if two texts are the same, a part if one holds most of the other, else 0.
fn agreement(a: &[String], b: &[String]) -> f64 {
    let mut best: f64 = 0.0;
    for (a, b) in a.iter().flat_map(|a| b.iter().map(move |b| (a, b))) {
        if a == b {
            return 1.0;
        }
        let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
        if short.len() >= 4 && short.len() * 2 > long.len() && long.contains(short.as_str()) {
            best = best.max(PARTLY);
        }
    }
    best
}

/// Kicker before and second headline after the headline, where their classes say so.
fn around(heads: &Heads, tree: &Tree, found: &mut Headline) {
    let (Some(at), Some(title)) = (found.node, found.title.clone()) else { return };
    let title = letters(&title);
    let short = |at: usize, longest: usize| {
        let text = unescape(&words(tree, at, longest));
        Some(trimmed(&text).to_owned()).filter(|t| letters(t).len() >= 3 && letters(t) != title)
    };
    if found.kicker.is_none() {
        for before in (at.saturating_sub(BEFORE)..at).rev() {
            let node = &tree.nodes[before];
            if node.is_text() || node.end > at || !heads.kicker.has(&names(tree, before)) {
                continue;
            }
            found.kicker = short(before, 90);
            break;
        }
    }
    if found.subtitle.is_none() {
        let from = tree.nodes[at].end;
        for after in from..(from + AFTER).min(tree.nodes.len()) {
            let node = &tree.nodes[after];
            if node.is_text() || !heads.subtitle.has(&names(tree, after)) {
                continue;
            }
            found.subtitle = short(after, LONGEST);
            break;
        }
    }
}

/// The pieces of a page title.
fn pieces(title: &str) -> Vec<&str> {
    let mut found = vec![title];
    for parter in PARTERS {
        found = found.into_iter().flat_map(|p| p.split(parter)).collect();
    }
    found.into_iter().map(str::trim).filter(|p| !p.is_empty()).collect()
}

/// What cuts the outlet's name off a title.
struct Cut<'c> {
    heads: &'c Heads,
    rules: &'c Rules,
    names: &'c [String],
    host: &'c str,
}

impl Cut<'_> {
    /// True if a whole text is nothing but the outlet's name.
    fn is_outlet(&self, text: &str) -> bool {
        self.names.contains(&letters(text))
    }

    /// True if a piece of a title names the outlet, or is the day.
    fn is_name(&self, part: &str) -> bool {
        let bare = letters(part);
        if bare.is_empty() {
            return false;
        }
        let host = letters(self.host.strip_prefix("www.").unwrap_or(self.host));
        let few = part.split_whitespace().count() <= 5;
        self.names.iter().any(|n| {
            *n == bare
                || (bare.contains(n.as_str()) && n.len() >= 4 && few)
                || (n.contains(&bare) && bare.len() >= 4 && few)
        }) || (bare.len() >= 4 && host.starts_with(&bare))
            || (bare.len() >= 6 && self.host.contains('.') && part.contains('.') && host.contains(&bare))
            || self.heads.is("title part", &part.trim().to_lowercase())
            || part.starts_with("http")
            || part.starts_with("www.")
            || (part.len() <= 24 && self.rules.date_in(part).is_some_and(|(_, end)| end + 2 >= part.len()))
    }

    /// A title without the outlet's name at either end.
    fn outlet(&self, title: &str) -> String {
        let mut title = title.trim();
        for _ in 0..4 {
            let last = PARTERS.iter().filter_map(|p| title.rfind(p).map(|n| (n, p.len()))).max();
            if let Some((at, len)) = last
                && self.is_name(&title[at + len..])
            {
                title = title[..at].trim();
                continue;
            }
            let first = PARTERS.iter().filter_map(|p| title.find(p).map(|n| (n, p.len()))).min();
            if let Some((at, len)) = first
                && self.is_name(&title[..at])
            {
                title = title[at + len..].trim();
                continue;
            }
            break;
        }
        title.to_owned()
    }

    /// The likely headline in a page title that nothing else confirms: what stands before the last mark.
    fn guess(&self, title: &str) -> Option<String> {
        let bare = self.outlet(title);
        if bare != title.trim() {
            return None;
        }
        let hard = HARD.iter().filter_map(|p| bare.find(p)).min();
        if let Some(at) = hard {
            return Some(bare[..at].trim().to_owned()).filter(|t| letters(t).len() >= 4);
        }
        let (at, len) = PARTERS.iter().filter_map(|p| bare.rfind(p).map(|n| (n, p.len()))).max()?;
        let (front, back) = (bare[..at].trim(), &bare[at + len..]);
        let (before, after) = (front.split_whitespace().count(), back.split_whitespace().count());
        (after <= 4 && before >= 2 && front.len() > back.len()).then(|| front.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use crate::meta::tests::page;

    fn check(head: &str, body: &str, expected: &str) {
        let found = page(&format!("<html><head>{head}</head><body>{body}</body></html>"));
        assert_eq!(found.title.unwrap_or_default(), expected, "{head} {body}");
    }

    #[test]
    fn takes_what_the_sources_agree_on() {
        check("<title>Regen in Ulm | Musterblatt</title>", "<h1>Regen in Ulm</h1>", "Regen in Ulm");
        check(
            "<title>Regen in Ulm - Das Musterblatt</title><meta property=og:site_name content=Musterblatt>",
            "",
            "Regen in Ulm",
        );
        check(
            "<title>Musterblog » Blog Archive » Regen in Ulm</title>",
            "<h1><a href='/'>Musterblog</a></h1>",
            "Regen in Ulm",
        );
        check(
            "<title>Regen in Ulm und Umgebung</title><meta property=og:title content='Regen in Ulm'>\
             <script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Regen in Ulm\"}</script>",
            "<h1>Alles zum Wetter am Montag</h1>",
            "Regen in Ulm",
        );
        check("<meta property=og:title content='Wetter am Rand'>", "<h1>Regen in Ulm</h1>", "Regen in Ulm");
        check("", "<div id=logo><h1>Musterblatt</h1></div><h1>Regen in Ulm</h1>", "Regen in Ulm");
    }

    #[test]
    fn parts_kicker_and_subtitle() {
        let found = page(
            "<title>Wetter: Regen in Ulm</title><h1><span class=headline__kicker>Wetter</span><span>: </span>\
             <span class=headline__title>Regen in Ulm</span></h1><p class=subtitle>Keller stehen voll</p>",
        );
        assert_eq!(found.title.as_deref(), Some("Regen in Ulm"));
        assert_eq!(found.kicker.as_deref(), Some("Wetter"));
        assert_eq!(found.subtitle.as_deref(), Some("Keller stehen voll"));
        let found =
            page("<div class=dachzeile>Wetter</div><h1>Regen in Ulm<small>Keller stehen voll</small></h1>");
        assert_eq!(found.title.as_deref(), Some("Regen in Ulm"));
        assert_eq!(found.kicker.as_deref(), Some("Wetter"));
        assert_eq!(found.subtitle.as_deref(), Some("Keller stehen voll"));
    }
}
