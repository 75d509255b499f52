//! The people who signed: schema.org data, fields of the head, elements whose class says author, lines that begin with
//! `Von …`. Agencies and outlets are no people; names of commenters are not the author's.

use super::Around;
use super::signs::{Marked, beside, words, words_apart};
use super::{letters, unescape};
use crate::json::Json;
use stemma_text::{Credit, CreditBasis};

/// Bytes of a byline at most.
const LONGEST: usize = 200;
/// Authors of one article at most: more are a list of references.
const MOST: usize = 12;
/// Nodes before and after the headline in which a byline is the article's.
const BEFORE: usize = 80;
const AFTER: usize = 420;
/// Text nodes around the headline that are read as bylines.
const LINES_AFTER: usize = 160;

/// People and agencies that the page names as its authors.
#[derive(Default)]
pub(crate) struct Authors {
    pub people: Vec<String>,
    pub agencies: Vec<Credit>,
}

/// How much a source is believed: only a strong one may give a single name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trust {
    Strong,
    Weak,
}

/// Reads them. `outlets`: names of the outlet in letters alone.
pub(crate) fn read(page: &Around, article: Option<&Json>, outlets: &[String]) -> Authors {
    let mut found = Authors::default();
    let blog = page.heads.fields("blog host").iter().any(|h| page.host.contains(h.as_str()));
    let names = Names { page, outlets, blog };
    let mut of_data = Vec::new();
    for value in ["author", "creator"].iter().filter_map(|k| article?.get(k)) {
        for item in value.items() {
            data(page, item, &mut of_data);
        }
        if !of_data.is_empty() {
            break;
        }
    }
    for (text, person) in &of_data {
        names.agencies(text, &mut found.agencies);
        for name in names.of(text, if *person { Trust::Strong } else { Trust::Weak }) {
            merge(&mut found.people, name);
        }
    }
    let mut of_fields = Vec::new();
    for field in page.heads.fields("author field") {
        let values = page.signs.meta.iter().filter(|(n, v)| n == field && !v.starts_with("http"));
        for (_, value) in values {
            let text = unescape(value);
            names.agencies(&text, &mut found.agencies);
            of_fields.extend(names.of(&text, Trust::Strong));
        }
        if !of_fields.is_empty() {
            break;
        }
    }
    if of_fields.is_empty() && found.people.is_empty() {
        of_fields = labelled(page, &names);
    }
    for field in page.heads.fields("agency field") {
        if let Some(value) = page.signs.meta(field) {
            names.agencies(&unescape(value), &mut found.agencies);
        }
    }
    let printed = elements(page, &names);
    if found.people.is_empty() {
        for name in of_fields {
            merge(&mut found.people, name);
        }
    } else if !of_fields.is_empty()
        && printed.iter().any(|p| of_fields.contains(p))
        && !printed.iter().chain(&of_fields).any(|p| found.people.contains(p))
    {
        // Who put the page up is not always who wrote it; what is printed and said twice goes before.
        found.people = of_fields;
    }
    if found.people.is_empty() {
        for name in if printed.is_empty() { lines(page, &names) } else { printed } {
            merge(&mut found.people, name);
        }
    } else {
        complete(&mut found.people, printed);
    }
    found.people.truncate(MOST);
    found
}

/// Completes what the head says by what the page prints: names in full, and those beside them.
fn complete(people: &mut Vec<String>, printed: Vec<String>) {
    let same = |short: &str, name: &str| {
        letters(short) == letters(name) || !short.contains(' ') && name.starts_with(short)
    };
    let known = |name: &String| people.iter().any(|p| same(p, name));
    let all = people.iter().all(|p| printed.iter().any(|n| same(p, n)));
    let full = printed.iter().all(|n| n.contains(' '));
    if all && full && people.len() == 1 && (2..=4).contains(&printed.len()) {
        *people = printed;
        return;
    }
    let longer: Vec<String> = printed.into_iter().filter(|n| n.contains(' ') && known(n)).collect();
    for name in longer {
        if let Some(short) = people.iter_mut().find(|p| !p.contains(' ') && name.starts_with(p.as_str())) {
            *short = name;
        }
    }
}

/// Adds a name unless it is there already, in full or in part.
pub(crate) fn merge(people: &mut Vec<String>, name: String) {
    let key = letters(&name);
    for known in people.iter_mut() {
        let old = letters(known);
        if old == key || old.starts_with(&key) && known.contains(' ') {
            return;
        }
        if key.starts_with(&old) && !known.contains(' ') && name.contains(' ') {
            *known = name;
            return;
        }
    }
    people.push(name);
}

/// True for words that stand in bylines and name no person: `Alle Artikel`.
pub(crate) fn names_nobody(heads: &super::Heads, name: &str) -> bool {
    let lower = name.to_lowercase();
    let mut words = lower.split_whitespace();
    words.next().is_none_or(|w| heads.is("no first name", w) || heads.is("not a person", w))
        || words.any(|w| heads.is("not a person", w))
}

/// Names in schema.org data, and whether they are said to be people's.
fn data(page: &Around, value: &Json, found: &mut Vec<(String, bool)>) {
    if found.len() > MOST {
        return;
    }
    let value = page.signs.resolved(value);
    if let Some(text) = value.text() {
        if !text.starts_with("http") {
            found.push((unescape(text), true));
        }
        return;
    }
    let is = |wanted: &str| {
        value.get("@type").is_some_and(|t| {
            t.items().iter().filter_map(Json::text).any(|t| t.to_lowercase().ends_with(wanted))
        })
    };
    let person = is("person") || value.get("@type").is_none();
    let part = |key: &str| value.get(key).and_then(Json::text).map(unescape).filter(|t| !t.is_empty());
    let names = value.get("name").map_or(&[][..], Json::items);
    for name in names.iter().filter_map(Json::text).filter(|n| !n.starts_with("http")) {
        found.push((unescape(name), person));
    }
    if names.is_empty()
        && let (Some(first), Some(last)) = (part("givenName"), part("familyName"))
    {
        found.push((format!("{first} {last}"), true));
    }
}

/// Fields that say in one element what the next one holds: `twitter:label1` "Written by", `twitter:data1`.
fn labelled(page: &Around, names: &Names) -> Vec<String> {
    for label in page.heads.fields("label field") {
        let Some(value) = page.signs.meta(label) else { continue };
        if page.heads.is("label author", &value.trim().to_lowercase())
            && let Some(text) = page.signs.meta(&label.replace("label", "data"))
        {
            return names.of(&unescape(text), Trust::Strong);
        }
    }
    Vec::new()
}

/// Names in elements whose class says author: those nearest to the headline, of the clearest class.
fn elements(page: &Around, names: &Names) -> Vec<String> {
    let (heads, tree) = (page.heads, page.tree);
    let mut best: Option<(i32, usize, usize, Vec<String>)> = None;
    let marked: Vec<&Marked> =
        page.signs.marked.iter().filter(|m| m.author && !heads.no_author.has(&m.names)).collect();
    for mark in &marked {
        let at = mark.node;
        let node = &tree.nodes[at];
        if node.end - at > 80 || !(page.near(at, BEFORE, AFTER) || page.is_far_but_sure(mark)) {
            continue;
        }
        let sure = mark.names.contains("rel-author")
            || mark.names.contains("itemprop-author")
            || heads.author_strong.has(&mark.names);
        let text = page.byline_text(at);
        let led = heads.byline_lead(&text) > 0;
        let trust = if sure || led || links_author(page, at) { Trust::Strong } else { Trust::Weak };
        let found = names.of(&text, trust);
        if found.is_empty() || beside(heads, tree, at, page.anchor) {
            continue;
        }
        let full = found.iter().any(|n| n.contains(' '));
        let score = 2 * i32::from(sure)
            + i32::from(page.near(at, BEFORE / 2, AFTER / 2))
            + i32::from(full)
            + i32::from(led || links_author(page, at));
        let distance = page.distance(at);
        let better = best.as_ref().is_none_or(|(s, d, ..)| score > *s || (score == *s && distance < *d));
        if better {
            best = Some((score, distance, at, found));
        }
    }
    let Some((score, distance, at, mut people)) = best else { return linked(page, names) };
    // The element around may hold further names, and so may elements beside it.
    for mark in &marked {
        let node = &tree.nodes[mark.node];
        let around = mark.node < at && node.end >= tree.nodes[at].end;
        let after =
            mark.node > at && mark.node < tree.nodes[at].end + 24 && page.distance(mark.node) >= distance;
        if !(around || after) || node.end - mark.node > 80 {
            continue;
        }
        let near = after && common(page, at, mark.node);
        let text = page.byline_text(mark.node);
        let trust =
            if heads.author_strong.has(&mark.names) && score > 2 { Trust::Strong } else { Trust::Weak };
        let more = names.of(&text, trust);
        let full = |n: &Vec<String>| n.iter().all(|n| n.contains(' '));
        if (around && people.iter().all(|p| more.contains(p)) || near) && full(&more) && full(&people) {
            for name in more {
                merge(&mut people, name);
            }
        }
    }
    people
}

/// Names in links near the headline that lead to pages about authors.
fn linked(page: &Around, names: &Names) -> Vec<String> {
    let Some(anchor) = page.anchor else { return Vec::new() };
    let (tree, end) = (page.tree, page.tree.nodes[anchor].end);
    let mut found: Vec<String> = Vec::new();
    let mut last = 0;
    for at in anchor.saturating_sub(BEFORE / 2)..(end + LINES_AFTER).min(tree.nodes.len()) {
        if tree.nodes[at].tag != "a" || (last > 0 && at > last + 16) || !links_author(page, at) {
            continue;
        }
        if beside(page.heads, tree, at, page.anchor) {
            continue;
        }
        for name in names.of(&page.byline_text(at), Trust::Weak) {
            merge(&mut found, name);
            last = at;
        }
    }
    found
}

/// True if two elements stand in the same small part of the page.
fn common(page: &Around, a: usize, b: usize) -> bool {
    let mut up = a;
    for _ in 0..3 {
        up = page.tree.nodes[up].parent;
        let node = &page.tree.nodes[up];
        if up < b && b < node.end {
            return node.end - up < 80;
        }
    }
    false
}

/// True if the element is or holds a link to a page about its author.
fn links_author(page: &Around, at: usize) -> bool {
    let node = &page.tree.nodes[at];
    (at..node.end.min(at + 12)).chain([node.parent]).filter(|n| page.tree.nodes[*n].tag == "a").any(|n| {
        let href = page.tree.attribute(n, "href").unwrap_or_default().to_lowercase();
        page.heads.fields("author path").iter().any(|p| href.contains(p.as_str()))
    })
}

/// Names in lines around the headline that begin as bylines do.
fn lines(page: &Around, names: &Names) -> Vec<String> {
    let Some(anchor) = page.anchor else { return Vec::new() };
    let tree = page.tree;
    let end = tree.nodes[anchor].end;
    let after = end..(end + LINES_AFTER).min(tree.nodes.len());
    for at in after.chain((anchor.saturating_sub(BEFORE / 2)..anchor).rev()) {
        let node = &tree.nodes[at];
        if !node.is_text() || node.stop_byte - node.start_byte > 400 || page.is_hidden(at) {
            continue;
        }
        let text = words(tree, at, LONGEST);
        let text = text.trim_start_matches(|c: char| !c.is_alphanumeric()).to_owned();
        let lead = page.heads.byline_lead(&text);
        if lead == 0 || beside(page.heads, tree, node.parent, page.anchor) {
            continue;
        }
        let whole = if text.len() > lead { text.clone() } else { page.byline_text(node.parent) };
        let from = whole.find(text.trim()).unwrap_or(0);
        let trust = if text[..lead].trim().contains(' ') || links_author(page, node.parent) {
            Trust::Strong
        } else {
            Trust::Weak
        };
        let mut found = names.of(&whole[from..], trust);
        if found.is_empty() && text.len() == lead {
            // The name may stand in the element after the one that holds the lead.
            let next = (at + 1..(at + 8).min(tree.nodes.len()))
                .find(|n| tree.nodes[*n].is_text() && !words(tree, *n, LONGEST).is_empty());
            found = next.map(|n| names.of(&words(tree, n, LONGEST), trust)).unwrap_or_default();
        }
        if !found.is_empty() {
            return found;
        }
    }
    let found = beside_day(page, names);
    if found.is_empty() { labels(page, names) } else { found }
}

/// Names in a line close to the headline that holds a day: `04.02.2022 | Uta Muster`.
fn beside_day(page: &Around, names: &Names) -> Vec<String> {
    let Some(anchor) = page.anchor else { return Vec::new() };
    let tree = page.tree;
    let end = tree.nodes[anchor].end;
    let after = end..(end + BEFORE / 2).min(tree.nodes.len());
    for at in after.chain((anchor.saturating_sub(BEFORE / 4)..anchor).rev()) {
        let node = &tree.nodes[at];
        if !node.is_text() || node.stop_byte - node.start_byte > 300 || page.is_hidden(at) {
            continue;
        }
        let text = words(tree, at, 100);
        let lead = page.rules.date_in(&text).is_some_and(|(_, end)| end <= 40 || end + 2 >= text.len());
        if !lead || text.ends_with(['.', '?', '!', ':']) || beside(page.heads, tree, node.parent, page.anchor)
        {
            continue;
        }
        let parts = names.parts(&text.replace(" - ", "|"));
        let mut found = Vec::new();
        for name in parts.iter().map(|p| p.trim()).filter(|p| names.person(p)) {
            merge(&mut found, name.to_owned());
        }
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// Names after a label anywhere in the page: `Autorin: Uta Muster`.
fn labels(page: &Around, names: &Names) -> Vec<String> {
    let tree = page.tree;
    for (at, node) in tree.nodes.iter().enumerate() {
        if !node.is_text() || !(5..=60).contains(&(node.stop_byte - node.start_byte)) {
            continue;
        }
        let text = tree.source[node.start_byte..node.stop_byte].trim().trim_end_matches([':', ' ']);
        if !(5..=24).contains(&text.len())
            || !page.heads.is("label author", &text.to_lowercase())
            || page.is_hidden(at)
        {
            continue;
        }
        if beside(page.heads, tree, node.parent, page.anchor) {
            continue;
        }
        let next = (at + 1..(at + 8).min(tree.nodes.len()))
            .filter(|n| tree.nodes[*n].is_text())
            .map(|n| words(tree, n, LONGEST))
            .find(|t| !t.is_empty());
        let found = next.map(|t| names.of(&t, Trust::Weak)).unwrap_or_default();
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// Reads names out of lines.
struct Names<'n> {
    page: &'n Around<'n>,
    outlets: &'n [String],
    /// On a host of blogs, where the outlet may bear its author's name.
    blog: bool,
}

impl Names<'_> {
    /// Agencies that a line is nothing but.
    fn agencies(&self, text: &str, found: &mut Vec<Credit>) {
        for name in self.page.rules.agency_list(text).unwrap_or_default() {
            if !found.iter().any(|c| c.name == name) {
                found.push(Credit::new(name, CreditBasis::Meta, text));
            }
        }
    }

    /// The people of a byline.
    fn of(&self, text: &str, trust: Trust) -> Vec<String> {
        let heads = self.page.heads;
        if text.is_empty() || text.len() > LONGEST {
            return Vec::new();
        }
        let text = text.trim();
        let lead = heads.byline_lead(text);
        let inner = if lead == 0 && trust == Trust::Strong { self.inner_lead(text) } else { 0 };
        let text = text[lead.max(inner)..].trim();
        let mut found: Vec<String> = Vec::new();
        let mut rest = 0;
        for part in self.parts(text).into_iter().filter(|p| !p.contains('@')) {
            let whole = part;
            let part = self.cut(&whole);
            let part =
                part.trim_matches(|c: char| !c.is_alphanumeric() && c != '.' && c != ')' && c != '(').trim();
            let part = part[heads.byline_lead(part)..].trim();
            if part.is_empty() {
                continue;
            }
            if self.person(part) {
                merge(&mut found, rules_case(part));
            } else {
                rest += 1;
                // What is left of a longer phrase is no name.
                let phrase = part.split_whitespace().count() == 1 && ended(&whole, part);
                let single = found.is_empty() && rest == 1 && trust == Trust::Strong && !phrase;
                if single && self.nickname(part) {
                    found.push(part.to_owned());
                } else if part.split_whitespace().count() > 4 && found.is_empty() {
                    return Vec::new();
                }
            }
            if found.len() > MOST {
                return Vec::new();
            }
        }
        // A single name beside others is a place or a paper.
        if found.iter().any(|n| n.contains(' ')) {
            found.retain(|n| n.contains(' '));
        }
        found
    }

    /// Bytes before and with the word of a byline that stands after a day: `Posted on May 4, 2021 by `.
    fn inner_lead(&self, text: &str) -> usize {
        let mut at = 0;
        let mut figures = false;
        for word in text.split_inclusive(' ') {
            let bare = word.trim().trim_end_matches(':').to_lowercase();
            at += word.len();
            if figures && !bare.is_empty() && self.page.heads.is("byline", &bare) {
                return at;
            }
            figures |= bare.bytes().any(|b| b.is_ascii_digit());
        }
        0
    }

    /// The parts of a list of names.
    fn parts(&self, text: &str) -> Vec<String> {
        let mut found = Vec::new();
        for piece in text.split(['/', ',', ';', '&', '+', '|', '•', '·', '\n', '∙', '–', '—']) {
            let mut part = String::new();
            for word in piece.split_whitespace() {
                if self.page.heads.is("and", &word.to_lowercase())
                    && !part.is_empty()
                    && word.chars().all(char::is_lowercase)
                {
                    found.push(std::mem::take(&mut part));
                    continue;
                }
                if !part.is_empty() {
                    part.push(' ');
                }
                part.push_str(word);
            }
            found.push(part);
        }
        found.retain(|p| !p.is_empty());
        found
    }

    /// A part up to where its name ends: a bracket, a figure, words such as `am` or `Chefredakteur`.
    fn cut(&self, part: &str) -> String {
        let part = part.split(['(', '[', '@', '"', '„']).next().unwrap_or("");
        let mut out = String::new();
        for (number, word) in part.split_whitespace().enumerate() {
            let lower = word.trim_end_matches([',', ':', '.']).to_lowercase();
            let short = word.starts_with(char::is_uppercase) && lower.len() <= 4;
            let ends = number > 0 && !short && self.page.heads.is("byline end", &lower);
            let day = number > 0
                && (self.page.rules.month(&lower).is_some() || self.page.rules.is("weekday", &lower));
            if ends || day || (number > 0 && word.starts_with(|c: char| c.is_ascii_digit())) {
                break;
            }
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
        out.trim_end_matches([',', ':', '-', ' ']).to_owned()
    }

    /// True for the name of one person that is not the outlet.
    fn person(&self, name: &str) -> bool {
        let heads = self.page.heads;
        let lower = name.to_lowercase();
        let mut words = lower.split_whitespace().map(|w| w.trim_end_matches(['.', ',', ':']));
        let first = words.next().unwrap_or("");
        !heads.is("no first name", first)
            && !heads.is("not a person", first)
            && !words.any(|w| heads.is("not a person", w))
            && self.page.rules.person(name)
            && self.page.rules.names.agency(name).is_none()
            && !self.is_outlet(name)
            && self.page.rules.date_in(name).is_none()
    }

    fn is_outlet(&self, name: &str) -> bool {
        let key = letters(name);
        self.outlets.iter().any(|o| {
            *o == key || (key.len() >= 6 && o.starts_with(&key)) || (o.len() >= 5 && key.contains(o.as_str()))
        })
    }

    /// One word that a page gives as its author, and that is neither its outlet nor an office.
    fn nickname(&self, text: &str) -> bool {
        let rules = self.page.rules;
        let lower = text.to_lowercase();
        (2..=25).contains(&text.chars().count())
            && !text.contains(' ')
            && text.chars().any(char::is_alphabetic)
            // Two or three small letters are the sign of an editor.
            && (text.chars().count() > 3 || text.starts_with(char::is_uppercase))
            && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
            && !text.ends_with('.')
            && text.rsplit('.').next().is_some_and(|t| !text.contains('.') || t.len() > 4)
            && !rules.is("not a person", text)
            && !rules.is("filler", text)
            && !self.page.heads.is("not a person", &lower)
            && !self.page.heads.is("no first name", &lower)
            && !["byline", "byline end", "appeared", "updated", "title part"].iter().any(|l| self.page.heads.is(l, &lower))
            && rules.month(text).is_none()
            && !rules.is("weekday", &lower)
            && rules.names.agency(text).is_none()
            && rules.names.medium(text).is_none()
            && (self.blog || !self.is_outlet(text))
            && (self.blog || !self.outlets.iter().any(|o| lower.len() >= 4 && o.contains(&letters(text))))
    }
}

/// True if a part was cut inside a phrase of capitals, not before a day or a small word.
fn ended(whole: &str, part: &str) -> bool {
    let after = whole.find(part).map_or("", |n| whole[n + part.len()..].trim_start());
    after.starts_with(|c: char| c.is_uppercase())
}

/// A name in capitals as it is written otherwise.
fn rules_case(name: &str) -> String {
    if name.chars().any(char::is_lowercase) { name.to_owned() } else { crate::credit::title_case(name) }
}

impl Around<'_> {
    /// The words of an element that may be a byline.
    fn byline_text(&self, at: usize) -> String {
        unescape(&words_apart(self.tree, at, LONGEST))
    }

    /// An element far from the headline whose class leaves no doubt.
    fn is_far_but_sure(&self, mark: &Marked) -> bool {
        (self.anchor.is_none_or(|a| mark.node > a))
            && (mark.names.contains("rel-author")
                || mark.names.contains("itemprop-author")
                || mark.names.contains("vcard"))
    }
}

#[cfg(test)]
mod tests {
    use crate::meta::tests::page;

    fn check(html: &str, expected: &[&str]) {
        assert_eq!(page(html).authors, expected, "{html}");
    }

    const DATA: &str = "<script type='application/ld+json'>";

    #[test]
    fn reads_people_from_the_head() {
        check(
            "<meta name=author content='Uta Muster und Jan Beispiel, dpa'>",
            &["Uta Muster", "Jan Beispiel"],
        );
        check("<meta name=author content='Online-Redaktion'>", &[]);
        check(
            "<meta property=og:site_name content='Das Musterblatt'><meta name=author content='Musterblatt'>",
            &[],
        );
        check(
            "<meta name=twitter:label1 content='Verfasst von'><meta name=twitter:data1 content='Uta Muster'>",
            &["Uta Muster"],
        );
        check(
            &format!(
                "{DATA}{{\"@graph\":[{{\"@type\":\"Article\",\"headline\":\"Regen\",\"author\":{{\"@id\":\"#u\"}}}},{{\"@type\":\"Person\",\"@id\":\"#u\",\"name\":\"Uta Muster\"}}]}}</script>"
            ),
            &["Uta Muster"],
        );
        check(
            &format!(
                "{DATA}{{\"@type\":\"NewsArticle\",\"author\":[{{\"@type\":\"Person\",\"givenName\":\"Uta\",\"familyName\":\"Muster\"}},{{\"@type\":\"Organization\",\"name\":\"dpa\"}}]}}</script>"
            ),
            &["Uta Muster"],
        );
    }

    #[test]
    fn reads_people_from_the_page() {
        check(
            "<h1>Regen in Ulm</h1><p class=byline>Von <a href='/autor/muster'>Uta Muster</a> am 4. Mai 2021</p>",
            &["Uta Muster"],
        );
        check(
            "<h1>Regen in Ulm</h1><span class='author vcard'><a class='url fn n' rel=author>uta7</a></span>",
            &["uta7"],
        );
        check("<h1>Regen in Ulm</h1><div class=x>Geschrieben von <a>Uta</a></div>", &["Uta"]);
        check("<h1>Regen in Ulm</h1><p>Von Ulm aus zog der Regen weiter.</p>", &[]);
        check(
            "<h1>Regen in Ulm</h1><div class=comments><span class='author vcard'>Jan Beispiel</span></div>",
            &[],
        );
        check(
            "<h1>Regen in Ulm</h1><p class=byline><a rel=author>Uta Muster</a>, <a rel=author>Jan Beispiel</a></p>",
            &["Uta Muster", "Jan Beispiel"],
        );
    }
}
