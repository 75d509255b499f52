//! Everything in a page that may say what it is, gathered in one walk over the tree, before it is weighed.

use super::heads::Heads;
use crate::json::Json;
use crate::markup::Tree;

/// First-order headings looked at.
const HEADINGS: usize = 8;
/// Elements looked at whose names promise an author or a date.
const MARKED: usize = 240;
/// Time elements looked at.
const TIMES: usize = 40;
/// Bytes of a start tag looked at: style systems write hundreds of words into it.
const LONGEST_TAG: usize = 600;
/// Bytes of schema.org data read.
const LONGEST_DATA: usize = 1_000_000;
/// Objects of schema.org data kept.
const OBJECTS: usize = 400;
/// Nodes after the headline (before it, half as many) that belong to it whatever their names are.
const CLOSE: usize = 40;
/// Levels of an element that are looked at for what stands around it.
const AROUND: usize = 40;

/// An element whose names promise an author or a date.
pub(crate) struct Marked {
    pub node: usize,
    /// Class, identifier, `itemprop` and `rel`, parted by spaces.
    pub names: String,
    pub author: bool,
    pub date: bool,
}

/// A link element of the head.
pub(crate) struct Link {
    pub rel: String,
    pub href: String,
    pub language: Option<String>,
}

/// What the page says, before it is weighed.
#[derive(Default)]
pub(crate) struct Signs {
    pub meta: Vec<(String, String)>,
    pub links: Vec<Link>,
    /// Objects of schema.org data, in order, those of graphs and lists one by one.
    pub objects: Vec<Json>,
    /// Nodes of first-order headings.
    pub headings: Vec<usize>,
    pub title: Option<String>,
    pub times: Vec<usize>,
    pub marked: Vec<Marked>,
    pub language: Option<String>,
    pub base: Option<String>,
}

impl Signs {
    /// The first value of a meta element.
    pub fn meta(&self, name: &str) -> Option<&str> {
        self.meta.iter().find(|(n, v)| n == name && !v.is_empty()).map(|(_, v)| v.as_str())
    }

    /// The object that a reference `{"@id": …}` means, or the object itself.
    pub fn resolved<'s>(&'s self, value: &'s Json) -> &'s Json {
        if value.get("name").is_some() || value.get("familyName").is_some() {
            return value;
        }
        let Some(id) = value.get("@id").and_then(Json::text) else { return value };
        let named = |o: &&Json| o.get("@id").and_then(Json::text) == Some(id) && o.get("name").is_some();
        self.objects.iter().find(named).unwrap_or(value)
    }
}

/// Walks over the tree.
pub(crate) fn gather(heads: &Heads, tree: &Tree) -> Signs {
    let mut signs = Signs::default();
    let mut skip_until = 0;
    let mut data = 0;
    for (at, node) in tree.nodes.iter().enumerate() {
        if at < skip_until || node.is_text() {
            continue;
        }
        match node.tag {
            "meta" => meta(tree, at, &mut signs),
            "html" => signs.language = signs.language.take().or_else(|| tree.attribute(at, "lang")),
            "base" => signs.base = signs.base.take().or_else(|| tree.attribute(at, "href")),
            "link" => link(tree, at, &mut signs),
            "script" => {
                if tree.tag_source(at).contains("ld+json") && at + 1 < node.end {
                    let text = &tree.nodes[at + 1];
                    data += text.stop_byte - text.start_byte;
                    if data <= LONGEST_DATA {
                        let read = Json::read(&tree.source[text.start_byte..text.stop_byte]);
                        structured(read, &mut signs.objects);
                    }
                }
                skip_until = node.end;
            }
            "svg" | "style" | "template" => skip_until = node.end,
            "title" => {
                signs.title = signs.title.take().or_else(|| Some(tree.words(at)).filter(|t| !t.is_empty()))
            }
            "h1" if signs.headings.len() < HEADINGS => signs.headings.push(at),
            _ => {}
        }
        if node.tag == "time" && signs.times.len() < TIMES {
            signs.times.push(at);
        }
        marked(heads, tree, at, &mut signs);
    }
    signs
}

fn meta(tree: &Tree, at: usize, signs: &mut Signs) {
    let name = ["property", "name", "itemprop"].iter().find_map(|a| tree.attribute(at, a));
    if let (Some(name), Some(value)) = (name, tree.attribute(at, "content")) {
        let name = name.trim().to_lowercase();
        // Some name a field twice, as a property and by a name of its own.
        if let Some(second) =
            tree.attribute(at, "name").map(|n| n.trim().to_lowercase()).filter(|n| *n != name)
        {
            signs.meta.push((second, value.trim().to_owned()));
        }
        // Many programs escape the text of a field twice.
        let twice = value.contains('&') && value.contains(';') && !value.starts_with("http");
        let value = if twice { tree.decoded(&value) } else { value };
        signs.meta.push((name, value.trim().to_owned()));
    }
}

fn link(tree: &Tree, at: usize, signs: &mut Signs) {
    let Some(rel) = tree.attribute(at, "rel").map(|r| r.to_lowercase()) else { return };
    if !matches!(
        rel.as_str(),
        "canonical" | "alternate" | "amphtml" | "original-source" | "syndication-source"
    ) {
        return;
    }
    let language = tree.attribute(at, "hreflang");
    if rel == "alternate" && language.is_none() {
        return;
    }
    if let Some(href) = tree.attribute(at, "href") {
        signs.links.push(Link { rel, href: href.trim().to_owned(), language });
    }
}

/// Class, identifier, `itemprop` and `rel` of an element, parted by spaces.
pub(crate) fn names(tree: &Tree, at: usize) -> String {
    let node = &tree.nodes[at];
    let source = &tree.source[node.start_byte..node.stop_byte];
    let mut names = String::new();
    for (name, value) in crate::markup::attributes(source) {
        let told = name.eq_ignore_ascii_case("class") || name.eq_ignore_ascii_case("id");
        let marked = name.eq_ignore_ascii_case("itemprop")
            || name.eq_ignore_ascii_case("rel")
            || name.eq_ignore_ascii_case("data-testid");
        if told || marked {
            if !names.is_empty() {
                names.push(' ');
            }
            if name.eq_ignore_ascii_case("itemprop") || name.eq_ignore_ascii_case("rel") {
                for value in value.split_whitespace() {
                    names.push_str(&name.to_lowercase());
                    names.push('-');
                    names.push_str(value);
                    names.push(' ');
                }
            } else {
                names.push_str(value);
            }
        }
    }
    names.truncate(names.floor_char_boundary(LONGEST_TAG));
    names
}

fn marked(heads: &Heads, tree: &Tree, at: usize, signs: &mut Signs) {
    let node = &tree.nodes[at];
    let length = node.stop_byte - node.start_byte;
    if signs.marked.len() >= MARKED
        || length < node.tag.len() + 8
        || matches!(node.tag, "body" | "html" | "head" | "meta" | "link")
    {
        return;
    }
    let source = tree.tag_source(at);
    let source = &source[..source.floor_char_boundary(LONGEST_TAG)];
    if !heads.telling.has(source) {
        return;
    }
    let names = names(tree, at);
    let (author, date) = (heads.author.has(&names), heads.date.has(&names));
    if author || date {
        signs.marked.push(Marked { node: at, names, author, date });
    }
}

/// Takes schema.org data apart into its objects: members of lists and graphs, and what pages are about.
fn structured(value: Json, objects: &mut Vec<Json>) {
    let mut open = vec![(value, 0)];
    while let Some((value, depth)) = open.pop() {
        match value {
            Json::List(items) if depth < 6 => open.extend(items.into_iter().rev().map(|i| (i, depth + 1))),
            Json::Object(mut members) if objects.len() < OBJECTS => {
                for (name, inner) in &mut members {
                    let apart = match name.as_str() {
                        "@graph" => true,
                        "mainEntity" | "mainEntityOfPage" => inner.get("headline").is_some(),
                        _ => false,
                    };
                    if apart && depth < 6 {
                        open.push((std::mem::replace(inner, Json::Null), depth + 1));
                    }
                }
                objects.push(Json::Object(members));
            }
            _ => {}
        }
    }
}

/// All words inside an element, without what a browser does not show; at most `longest` bytes, else nothing.
pub(crate) fn words(tree: &Tree, at: usize, longest: usize) -> String {
    words_without(tree, at, longest, |_| false)
}

/// The same with a space between any two elements: bylines are often parted by style alone.
pub(crate) fn words_apart(tree: &Tree, at: usize, longest: usize) -> String {
    let mut out = String::new();
    for inner in at..tree.nodes[at].end {
        if !tree.nodes[inner].is_text()
            || matches!(
                tree.nodes[tree.nodes[inner].parent].tag,
                "style" | "script" | "noscript" | "template"
            )
        {
            continue;
        }
        let text = words(tree, inner, longest);
        if !text.is_empty() && !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&text);
        if out.len() > longest {
            return String::new();
        }
    }
    out
}

/// The same without the elements that `left_out` names.
pub(crate) fn words_without(
    tree: &Tree,
    at: usize,
    longest: usize,
    left_out: impl Fn(usize) -> bool,
) -> String {
    let mut out = String::new();
    let mut skip_until = 0;
    let mut space = false;
    for (inner, child) in tree.nodes.iter().enumerate().take(tree.nodes[at].end).skip(at) {
        if inner < skip_until {
            continue;
        }
        if !child.is_text() {
            space |= child.is_block() || child.tag == "br";
            if matches!(child.tag, "style" | "script" | "svg" | "template" | "noscript")
                || (inner > at && left_out(inner))
            {
                skip_until = child.end;
                space = true;
            }
            continue;
        }
        if out.len() > longest {
            return String::new();
        }
        let source = &tree.source[child.start_byte..child.stop_byte];
        if source.len() > 8 * longest {
            return String::new();
        }
        for c in tree.decoded(source).chars() {
            if c.is_whitespace() {
                space = true;
            } else if !matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}') {
                if std::mem::take(&mut space) && !out.is_empty() {
                    out.push(' ');
                }
                out.push(c);
            }
        }
    }
    if out.len() > longest { String::new() } else { out }
}

/// True if the element or one around it is something beside the article: comments, lists of links, menus. What holds
/// the headline (`anchor`), or most of the page, is not beside it.
pub(crate) fn beside(heads: &Heads, tree: &Tree, at: usize, anchor: Option<usize>) -> bool {
    let mut up = at;
    for _ in 0..AROUND {
        let node = &tree.nodes[up];
        let large = match anchor {
            Some(anchor) => up < anchor && anchor < node.end,
            None => (node.end - up) * 2 > tree.nodes.len(),
        };
        if large || up == 0 || matches!(node.tag, "body" | "article" | "main") {
            return false;
        }
        if matches!(node.tag, "nav" | "aside" | "menu" | "select") {
            return true;
        }
        let close = anchor.is_some_and(|a| up + CLOSE / 2 >= a && node.end <= tree.nodes[a].end + CLOSE);
        let classes = if close { &heads.comments } else { &heads.aside };
        if node.stop_byte - node.start_byte > node.tag.len() + 8 && classes.has(&names(tree, up)) {
            return true;
        }
        up = node.parent;
    }
    false
}
