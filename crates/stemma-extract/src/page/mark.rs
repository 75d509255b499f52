//! What the elements of a page say about themselves: class names and identifiers, roles, `hidden`, `itemprop`.

use crate::markup::{Tree, attributes};
use regex::RegexSet;
use rustc_hash::FxHashMap;
use stemma_lexicon::Lexicon;
use stemma_text::RemovedKind;

/// Class names looked at, in bytes: style systems write hundreds of words into them.
const LONGEST_CLASS: usize = 300;
/// Bytes of text that `aria-hidden` may hide: more is text after all that only looks different to a screen reader.
const ARIA_HIDDEN: usize = 400;

/// Words of an identifier from which it was made from a heading.
const SLUG_WORDS: usize = 4;

/// What an element's name says it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Cut(RemovedKind),
    Body,
    Lead,
}

/// What an element says about itself.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sign {
    pub mark: Option<Mark>,
    /// True if a browser would not show it.
    pub hidden: bool,
    /// Number of its class attribute; 0 where it has none. Elements with the same one look the same.
    pub class: u32,
    /// Width in twelfths of the row, where a grid system's name gives it; 0 where not.
    pub columns: u8,
}

/// The words of `any/markup`.
pub(crate) struct Markers {
    words: FxHashMap<String, Mark>,
    tokens: FxHashMap<String, Mark>,
    parts: RegexSet,
    of_part: Vec<Mark>,
    ticker: Vec<String>,
}

impl Markers {
    pub fn new(lexicon: &Lexicon) -> Self {
        let mut words = FxHashMap::default();
        let mut tokens = FxHashMap::default();
        let mut patterns = Vec::new();
        let mut of_part = Vec::new();
        let mut ticker = Vec::new();
        for entry in &lexicon.words("any", "markup").entries {
            let mark = match entry.text("kind") {
                Some("body") => Mark::Body,
                Some("lead") => Mark::Lead,
                Some("ticker") => {
                    ticker.extend(entry.list("parts").map(str::to_owned));
                    continue;
                }
                Some(kind) => match RemovedKind::from_name(kind) {
                    Some(kind) => Mark::Cut(kind),
                    None => continue,
                },
                None => continue,
            };
            for word in entry.list("words") {
                words.entry(word.to_owned()).or_insert(mark);
            }
            for token in entry.list("tokens") {
                tokens.entry(token.to_owned()).or_insert(mark);
            }
            let parts: Vec<String> = entry.list("parts").map(regex::escape).collect();
            if !parts.is_empty() {
                patterns.push(parts.join("|"));
                of_part.push(mark);
            }
        }
        let parts = RegexSet::new(patterns).unwrap_or_else(|_| RegexSet::empty());
        Self { words, tokens, parts, of_part, ticker }
    }

    /// What a class attribute or an identifier says.
    fn said(&self, name: &str) -> Said {
        let lower;
        let folded = if name.bytes().any(|b| b.is_ascii_uppercase() || b >= 0x80) {
            lower = name.to_lowercase();
            lower.as_str()
        } else {
            name
        };
        let parts = self.parts.matches(folded);
        let marks = || parts.iter().filter_map(|n| self.of_part.get(n).copied());
        if parts.matched_any() && marks().any(|m| m == Mark::Body) {
            return Said { body: true, ..Said::default() };
        }
        let word = name.split_whitespace().find_map(|token| self.token(token));
        Said { body: false, word, part: marks().next() }
    }

    /// True for names of live tickers and their entries.
    pub fn is_ticker(&self, name: &str) -> bool {
        let lower = name.to_lowercase();
        self.ticker.iter().any(|part| lower.contains(part.as_str()))
    }

    /// What one class name says by its words.
    fn token(&self, token: &str) -> Option<Mark> {
        let whole = if token.bytes().any(|b| b.is_ascii_uppercase()) {
            self.tokens.get(&token.to_lowercase())
        } else {
            self.tokens.get(token)
        };
        if let Some(mark) = whole {
            return Some(*mark);
        }
        if is_condition(token) {
            return None;
        }
        let known = |word: &str| {
            let word = word.trim_end_matches(|c: char| c.is_ascii_digit());
            if word.bytes().all(|b| b.is_ascii_lowercase()) {
                self.words.get(word)
            } else {
                self.words.get(&word.to_lowercase())
            }
        };
        token.split(|c: char| !c.is_alphanumeric()).chain(camel(token)).find_map(|word| known(word).copied())
    }
}

/// True for identifiers that were made from the words of a heading.
fn is_slug(id: &str) -> bool {
    id.split(['-', '_']).filter(|w| !w.is_empty()).count() > SLUG_WORDS
}

/// What one name says: a body, or a mark by a word of it, or by a part of one.
#[derive(Clone, Copy, Debug, Default)]
struct Said {
    body: bool,
    word: Option<Mark>,
    part: Option<Mark>,
}

impl Said {
    /// What a class and an identifier say together. Body words go before everything else, the class before the
    /// identifier, words before parts of words.
    fn with(self, id: Said) -> Option<Mark> {
        if self.body || id.body {
            return Some(Mark::Body);
        }
        self.word.or(id.word).or(self.part).or(id.part)
    }
}

/// True for names that say what an element has, is or lacks: `has-share-bar`, `label-hidden`.
fn is_condition(token: &str) -> bool {
    ["has-", "no-", "with-", "without-", "js-has"].iter().any(|p| token.starts_with(p))
        || ["--has-", "--no-", "--with-", "__has-"].iter().any(|p| token.contains(p))
}

/// Words of `camelCaseNames`.
fn camel(token: &str) -> impl Iterator<Item = &str> {
    let mut rest = token;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut small = false;
        let cut = rest
            .char_indices()
            .find(|(_, c)| {
                let here = small && c.is_uppercase();
                small = c.is_lowercase();
                here
            })
            .map_or(rest.len(), |(n, _)| n);
        let (word, left) = rest.split_at(cut);
        rest = left;
        Some(word)
    })
}

/// What the elements say about themselves, one for each node. `prose`: bytes of prose in each.
pub(super) fn signs(markers: &Markers, tree: &Tree, prose: &[usize]) -> Vec<Sign> {
    let mut reader = Reader { markers, classes: FxHashMap::default(), known: FxHashMap::default() };
    let mut signs = vec![Sign::default(); tree.nodes.len()];
    for (at, node) in tree.nodes.iter().enumerate() {
        if node.is_text() || is_bare(node.tag) {
            continue;
        }
        let source = tree.tag_source(at);
        // A tag without attributes says nothing.
        if !source.contains('=') && !source.contains("hidden") {
            continue;
        }
        let (mut sign, aria) = match reader.known.get(source) {
            Some(known) => *known,
            None => {
                let read = reader.sign(tree, source);
                reader.known.insert(source, read);
                read
            }
        };
        sign.hidden |= aria && prose[at] < ARIA_HIDDEN;
        if is_heading(node.tag) && sign.class == 0 {
            sign.mark = None;
        }
        // The name of the page as a whole, or of the article as a whole, says what the page is about.
        if node.tag == "body" || node.tag == "article" && prose[at] > 0 {
            sign.mark = sign.mark.filter(|m| *m == Mark::Body);
            sign.hidden = false;
        }
        signs[at] = sign;
    }
    signs
}

/// Elements that hold nothing to be shown, or stand for the whole page.
fn is_bare(tag: &str) -> bool {
    matches!(
        tag,
        "html" | "meta" | "link" | "script" | "style" | "img" | "source" | "input" | "br" | "hr" | "svg"
    )
}

fn is_heading(tag: &str) -> bool {
    matches!(tag, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

struct Reader<'m, 't> {
    markers: &'m Markers,
    /// Number of a class attribute, its width, and what it says.
    classes: FxHashMap<&'t str, (u32, u8, Said)>,
    known: FxHashMap<&'t str, (Sign, bool)>,
}

impl<'t> Reader<'_, 't> {
    /// What a start tag says, and whether it is hidden from screen readers.
    fn sign(&mut self, tree: &Tree, source: &'t str) -> (Sign, bool) {
        let mut sign = Sign::default();
        let mut aria = false;
        let (mut of_class, mut of_id) = (Said::default(), Said::default());
        let mut body = false;
        let mut role = None;
        for (key, value) in attributes(source) {
            let is = |wanted: &str| key.eq_ignore_ascii_case(wanted);
            if is("class") {
                (sign.class, sign.columns, of_class) = self.class(tree, value);
            } else if is("id") {
                if !is_slug(value) {
                    of_id = self.markers.said(value);
                }
            } else if is("itemprop") {
                body |= value.split_whitespace().any(|v| v == "articleBody");
            } else if is("hidden") {
                sign.hidden = true;
            } else if is("style") {
                sign.hidden |= hides(value);
            } else if is("aria-hidden") {
                aria = value == "true";
            } else if is("role") {
                role = of_role(value);
            }
        }
        sign.mark = if body { Some(Mark::Body) } else { of_class.with(of_id).or(role) };
        (sign, aria)
    }

    /// Number, width and meaning of a class attribute.
    fn class(&mut self, tree: &Tree, value: &'t str) -> (u32, u8, Said) {
        if let Some(known) = self.classes.get(value) {
            return *known;
        }
        let name = &value[..value.floor_char_boundary(LONGEST_CLASS)];
        let said =
            if name.contains('&') { self.markers.said(&tree.decoded(name)) } else { self.markers.said(name) };
        let read = (self.classes.len() as u32 + 1, columns(value), said);
        self.classes.insert(value, read);
        read
    }
}

/// Width in twelfths that the names of a grid system give on wide screens: `col-md-4`, `large-8`, `span9`. The widest
/// screen is named last.
fn columns(class: &str) -> u8 {
    let mut found = 0;
    for token in class.split_whitespace() {
        let word = token.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = token[word.len()..].parse::<u8>().unwrap_or(0);
        let grid = ["col-", "col_", "span", "large-", "medium-", "vc_col-", "column-"];
        let known = grid.iter().any(|g| word.starts_with(g));
        let plain = word.len() <= 10 && !word.contains("offset") && !word.contains("push");
        if known && plain && (1..=12).contains(&number) {
            found = number;
        }
    }
    found
}

/// What a role of WAI-ARIA says.
fn of_role(role: &str) -> Option<Mark> {
    Some(Mark::Cut(match role {
        "navigation" | "menu" | "menubar" | "banner" | "contentinfo" | "tablist" | "toolbar" => {
            RemovedKind::Navigation
        }
        "search" | "dialog" | "alertdialog" | "tooltip" | "button" => RemovedKind::Other,
        _ => return None,
    }))
}

/// True if a style keeps an element from being shown.
fn hides(style: &str) -> bool {
    let plain: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    plain.contains("display:none") || plain.contains("visibility:hidden")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_columns() {
        assert_eq!(columns("col-xs-12 col-md-4"), 4);
        assert_eq!(columns("large-8 columns"), 8);
        assert_eq!(columns("color-3"), 0);
    }

    #[test]
    fn reads_names() {
        let markers = Markers::new(&Lexicon::builtin());
        let check = |name: &str, expected: Option<Mark>| {
            assert_eq!(markers.said(name).with(Said::default()), expected, "{name}");
        };
        check("article-body teaser", Some(Mark::Body));
        check("relatedTeaserList", Some(Mark::Cut(RemovedKind::RelatedPosts)));
        check("field field--label-hidden", None);
        check("article article--has-badge", None);
        check("c-article__standfirst", Some(Mark::Lead));
        check("col-12 xs-row", None);
    }
}
