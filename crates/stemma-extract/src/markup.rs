//! HTML source to a flat tree whose text knows its bytes. First step for pages.
//!
//! A tokenizer and tree builder of our own instead of a full HTML5 parser, for three reasons: every character keeps
//! the byte range it was written with, so that offsets hold by construction; nothing recurses, so that a hundred
//! thousand nested tags cost as little as a hundred thousand flat ones; and time is linear in the input. It follows
//! the HTML standard in what news pages need: raw text elements, void elements, implied end tags, stray end tags.
//! Tables with text in wrong places are left in source order, where a browser would move that text.

use stemma_lexicon::Table;

/// Elements that never have content.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];
/// Elements whose content is not markup.
const RAW: &[&str] = &["script", "style", "textarea", "title", "iframe", "noembed", "xmp", "noframes"];
/// Elements that close an open paragraph and make a block of their own.
const BLOCK: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "caption",
];
/// Inline elements whose end tag must not close a block that was opened inside them.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "big", "button", "cite", "code", "em", "font", "i", "label", "noscript", "picture",
    "q", "s", "small", "span", "strike", "strong", "sub", "sup", "svg", "time", "tt", "u", "video", "object",
    "canvas", "template", "audio", "amp-img", "amp-ad", "bdi", "del", "dfn", "ins", "kbd", "mark", "samp",
    "var", "ruby", "rt", "rp",
];
/// What a start tag closes, and where the search for it ends.
const IMPLIED: &[(&str, &[&str], &[&str])] = &[
    ("li", &["li"], &["ul", "ol", "menu", "dir"]),
    ("dt", &["dt", "dd"], &["dl"]),
    ("dd", &["dt", "dd"], &["dl"]),
    ("option", &["option"], &["select"]),
    ("tr", &["tr"], &["table"]),
    ("td", &["td", "th"], &["tr", "table"]),
    ("th", &["td", "th"], &["tr", "table"]),
    ("tbody", &["tbody", "thead"], &["table"]),
];
/// Open elements looked at for an implied end tag.
const IMPLIED_WITHIN: usize = 24;
/// Longest name of a character reference.
const LONGEST_REFERENCE: usize = 33;

/// An element or a run of text. `parent` and `end` are places in [`Tree::nodes`]; the nodes from the next one to
/// `end` are what it holds.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// Name of the element; empty for text, `?` for elements that HTML does not have.
    pub tag: &'static str,
    pub parent: usize,
    pub end: usize,
    /// Bytes of the source: the start tag, or the text.
    pub start_byte: usize,
    pub stop_byte: usize,
}

impl Node {
    pub fn is_text(&self) -> bool {
        self.tag.is_empty()
    }

    pub fn is_block(&self) -> bool {
        BLOCK.contains(&self.tag)
    }
}

/// A page as a list of nodes in the order of the source.
pub(crate) struct Tree<'h> {
    pub source: &'h str,
    pub nodes: Vec<Node>,
    references: Table,
}

impl<'h> Tree<'h> {
    /// Reads a page. `references` is the table `any/entities`.
    pub fn read(source: &'h str, references: Table) -> Self {
        let mut builder = Builder { nodes: Vec::new(), open: vec![0], counts: Default::default() };
        builder.nodes.push(Node { tag: "html", parent: 0, end: 0, start_byte: 0, stop_byte: 0 });
        scan(source, &mut builder);
        let last = builder.nodes.len();
        while let Some(at) = builder.open.pop() {
            builder.nodes[at].end = last;
        }
        Tree { source, nodes: builder.nodes, references }
    }

    /// Value of an attribute of the element at `at`, decoded.
    pub fn attribute(&self, at: usize, name: &str) -> Option<String> {
        let node = &self.nodes[at];
        attributes(&self.source[node.start_byte..node.stop_byte])
            .find(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, v)| self.decoded(v))
    }

    /// True if the element's tag holds any of these words: a cheap look before [`Tree::attribute`].
    pub fn tag_source(&self, at: usize) -> &str {
        &self.source[self.nodes[at].start_byte..self.nodes[at].stop_byte]
    }

    /// A string with its character references replaced.
    pub fn decoded(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        while let Some(step) = text[at..].find('&') {
            out.push_str(&text[at..at + step]);
            at += step;
            let (decoded, len) = self.reference(&text[at..]);
            out.push_str(&decoded);
            at += len;
        }
        out.push_str(&text[at..]);
        out
    }

    /// All words inside the element at `at`, with single spaces.
    pub fn words(&self, at: usize) -> String {
        let node = &self.nodes[at];
        let mut out = String::new();
        let mut space = false;
        for child in &self.nodes[at..node.end.max(at + 1)] {
            if !child.is_text() {
                space |= child.is_block() || child.tag == "br";
                continue;
            }
            for c in self.decoded(&self.source[child.start_byte..child.stop_byte]).chars() {
                if c.is_whitespace() {
                    space = true;
                    continue;
                }
                if space && !out.is_empty() {
                    out.push(' ');
                }
                space = false;
                out.push(c);
            }
        }
        out
    }

    /// The characters that the reference at the start of `text` stands for, and its length; `&` itself if it is none.
    pub fn reference(&self, text: &str) -> (String, usize) {
        let bytes = text.as_bytes();
        if bytes.get(1) == Some(&b'#') {
            return numeric(text).unwrap_or_else(|| ("&".to_owned(), 1));
        }
        let len = bytes[1..].iter().take(LONGEST_REFERENCE).take_while(|b| b.is_ascii_alphanumeric()).count();
        let closed = bytes.get(1 + len) == Some(&b';');
        match self.references.find(&text[1..1 + len]) {
            Some(rest) if len > 0 && (closed || rest.ends_with("legacy")) => {
                let codes = rest.split('\t').next().unwrap_or("");
                let decoded = codes
                    .split(' ')
                    .filter_map(|c| u32::from_str_radix(c, 16).ok())
                    .filter_map(char::from_u32);
                (decoded.collect(), 1 + len + usize::from(closed))
            }
            _ => ("&".to_owned(), 1),
        }
    }
}

/// Code points 128–159 of numeric references mean windows-1252, as the standard asks.
const C1: [u16; 32] = [
    0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D,
    0x17D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A,
    0x153, 0x9D, 0x17E, 0x178,
];

fn numeric(text: &str) -> Option<(String, usize)> {
    let hex = matches!(text.as_bytes().get(2), Some(b'x' | b'X'));
    let from = if hex { 3 } else { 2 };
    let radix = if hex { 16 } else { 10 };
    let digits: &str = text.get(from..)?;
    let len = digits.bytes().take(8).take_while(|b| (*b as char).is_digit(radix)).count();
    let mut code = u32::from_str_radix(digits.get(..len)?, radix).ok()?;
    if let Some(mapped) = code.checked_sub(0x80).and_then(|c| C1.get(c as usize)) {
        code = u32::from(*mapped);
    }
    let closed = digits.as_bytes().get(len) == Some(&b';');
    let decoded = char::from_u32(code).filter(|c| *c != '\0').unwrap_or('\u{fffd}');
    Some((decoded.to_string(), from + len + usize::from(closed)))
}

struct Builder {
    nodes: Vec<Node>,
    open: Vec<usize>,
    /// How many elements of each name are open, so that stray end tags cost nothing.
    counts: rustc_hash::FxHashMap<&'static str, usize>,
}

impl Builder {
    fn parent(&self) -> usize {
        self.open.last().copied().unwrap_or(0)
    }

    fn text(&mut self, start: usize, stop: usize) {
        if start < stop {
            let at = self.nodes.len();
            let node =
                Node { tag: "", parent: self.parent(), end: at + 1, start_byte: start, stop_byte: stop };
            self.nodes.push(node);
        }
    }

    fn close_top(&mut self) {
        if let Some(at) = self.open.pop() {
            self.nodes[at].end = self.nodes.len();
            if let Some(count) = self.counts.get_mut(self.nodes[at].tag) {
                *count = count.saturating_sub(1);
            }
        }
    }

    fn is_open(&self, tag: &str) -> bool {
        self.counts.get(tag).is_some_and(|c| *c > 0)
    }

    /// Closes everything down to the nearest of `tags`, unless one of `limits` comes first.
    fn imply_end(&mut self, tags: &[&str], limits: &[&str]) {
        if !tags.iter().any(|t| self.is_open(t)) {
            return;
        }
        for (depth, at) in self.open.iter().rev().take(IMPLIED_WITHIN).enumerate() {
            let tag = self.nodes[*at].tag;
            if tags.contains(&tag) {
                for _ in 0..=depth {
                    self.close_top();
                }
                return;
            }
            if limits.contains(&tag) {
                return;
            }
        }
    }

    fn start(&mut self, tag: &'static str, start: usize, stop: usize, closed: bool) {
        if matches!(tag, "html" | "head" | "body") && self.is_open(tag) {
            return;
        }
        if BLOCK.contains(&tag) {
            self.imply_end(
                &["p"],
                &["div", "table", "td", "th", "li", "section", "article", "button", "blockquote"],
            );
        }
        if let Some((_, tags, limits)) = IMPLIED.iter().find(|(t, ..)| *t == tag) {
            self.imply_end(tags, limits);
        }
        // Whatever makes a block ends the head, and what was left open in it.
        if BLOCK.contains(&tag) && tag != "head" {
            while self.is_open("head") {
                self.close_top();
            }
        }
        let at = self.nodes.len();
        self.nodes.push(Node { tag, parent: self.parent(), end: at + 1, start_byte: start, stop_byte: stop });
        if !closed && !VOID.contains(&tag) {
            self.open.push(at);
            *self.counts.entry(tag).or_insert(0) += 1;
        }
    }

    fn stop(&mut self, tag: &'static str) {
        if matches!(tag, "html" | "body") || !self.is_open(tag) {
            return;
        }
        let inline = INLINE.contains(&tag);
        let mut depth = 0;
        for at in self.open.iter().rev() {
            let open = self.nodes[*at].tag;
            if open == tag {
                break;
            }
            // An end tag of a word or a cell does not close what stands around it.
            if (inline && BLOCK.contains(&open)) || (open == "table" && tag != "div" && !BLOCK.contains(&tag))
            {
                return;
            }
            depth += 1;
        }
        for _ in 0..=depth {
            self.close_top();
        }
    }
}

fn known(name: &str) -> &'static str {
    let mut lower = [0u8; 12];
    if name.len() > lower.len() {
        return "?";
    }
    for (to, from) in lower.iter_mut().zip(name.bytes()) {
        *to = from.to_ascii_lowercase();
    }
    let wanted = &lower[..name.len()];
    [BLOCK, INLINE, VOID, RAW]
        .iter()
        .flat_map(|l| l.iter())
        .find(|t| t.as_bytes() == wanted)
        .copied()
        .unwrap_or("?")
}

fn scan(source: &str, builder: &mut Builder) {
    let bytes = source.as_bytes();
    let mut at = 0;
    let mut text_from = 0;
    let mut gone = Gone::default();
    while let Some(step) = source[at..].find('<') {
        at += step;
        let next = bytes.get(at + 1).copied().unwrap_or(b' ');
        if next.is_ascii_alphabetic()
            || (next == b'/' && bytes.get(at + 2).is_some_and(u8::is_ascii_alphabetic))
        {
            builder.text(text_from, at);
            let ending = next == b'/';
            let name_from = at + 1 + usize::from(ending);
            let name_len = bytes[name_from..].iter().take_while(|b| !b" \t\r\n\x0C/>".contains(b)).count();
            let name = &source[name_from..name_from + name_len];
            let stop = tag_end(bytes, name_from + name_len, &mut gone.quotes);
            let tag = known(name);
            let mut closed = false;
            if ending {
                builder.stop(tag);
            } else {
                // In drawings a tag may close itself, and a title is no raw text.
                let drawing = tag == "?" || tag == "svg" || builder.is_open("svg");
                closed = stop >= 2 && bytes[stop - 1] == b'>' && bytes[stop - 2] == b'/' && drawing;
                builder.start(tag, at, stop, closed);
            }
            at = stop;
            if !ending && !closed && RAW.contains(&tag) {
                let close = raw_end(bytes, at, tag);
                builder.text(at, close);
                at = close;
            }
            text_from = at;
        } else if next == b'!' || next == b'?' || next == b'/' {
            builder.text(text_from, at);
            at = markup_end(source, at, &mut gone);
            text_from = at;
        } else {
            at += 1;
        }
    }
    builder.text(text_from, source.len());
}

/// The byte after the `>` of a tag. A quote that never closes counts as a character.
fn tag_end(bytes: &[u8], from: usize, gone: &mut [bool; 2]) -> usize {
    let mut at = from;
    let mut value = false;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'>' => return at + 1,
            b'=' => value = true,
            b'"' | b'\'' if value => {
                let which = usize::from(*byte == b'\'');
                value = false;
                if !gone[which] {
                    match bytes[at + 1..].iter().position(|b| b == byte) {
                        Some(step) => at += step + 1,
                        None => gone[which] = true,
                    }
                }
            }
            b if b.is_ascii_whitespace() => {}
            _ => value = false,
        }
        at += 1;
    }
    bytes.len()
}

/// The byte where the end tag of a raw text element begins, or the end of the source.
fn raw_end(bytes: &[u8], from: usize, tag: &str) -> usize {
    let mut at = from;
    while let Some(step) = bytes[at..].iter().position(|b| *b == b'<') {
        at += step;
        let rest = &bytes[at + 1..];
        if rest.len() > tag.len()
            && rest[0] == b'/'
            && rest[1..=tag.len()].eq_ignore_ascii_case(tag.as_bytes())
        {
            return at;
        }
        at += 1;
    }
    bytes.len()
}

/// What is known not to come any more, so that no search runs to the end of the source twice.
#[derive(Default)]
struct Gone {
    quotes: [bool; 2],
    markers: [bool; 3],
}

/// The byte after a comment, a declaration or a processing instruction.
fn markup_end(source: &str, at: usize, gone: &mut Gone) -> usize {
    let rest = &source[at..];
    let (which, marker) = if rest.starts_with("<!--") {
        (0, "-->")
    } else if rest.starts_with("<![CDATA[") {
        (1, "]]>")
    } else {
        (2, ">")
    };
    // An unclosed comment hides the rest of a page in a browser; one that nothing closes is more likely a slip.
    for (which, marker) in [(which, marker), (2, ">")] {
        if !gone.markers[which] {
            match rest.find(marker) {
                Some(step) => return at + step + marker.len(),
                None => gone.markers[which] = true,
            }
        }
    }
    at + 2
}

/// Names and raw values of the attributes in the source of a start tag.
pub(crate) fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = tag.trim_start_matches('<').trim_end_matches('>');
    rest = rest.find([' ', '\t', '\n', '\r', '/']).map_or("", |n| &rest[n..]);
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        let name_len = rest
            .char_indices()
            .skip(1)
            .find(|(_, c)| c.is_ascii_whitespace() || matches!(c, '=' | '/'))
            .map_or(rest.len(), |(n, _)| n);
        let name = &rest[..name_len];
        let after = rest[name_len..].trim_start();
        let Some(value) = after.strip_prefix('=') else {
            rest = after;
            return Some((name, ""));
        };
        let value = value.trim_start();
        let (value, left) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            _ => value.split_at(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len())),
        };
        rest = left;
        Some((name, value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use stemma_lexicon::Lexicon;

    fn tree(source: &str) -> Tree<'_> {
        Tree::read(source, Lexicon::builtin().table("any", "entities"))
    }

    /// Names in order, closing ones as `/`.
    fn shape(source: &str) -> String {
        let tree = tree(source);
        let mut out = String::new();
        let mut ends: Vec<usize> = Vec::new();
        for (at, node) in tree.nodes.iter().enumerate() {
            while ends.last().is_some_and(|e| *e <= at) {
                ends.pop();
                out.push('/');
            }
            out.push_str(if node.is_text() { "t" } else { node.tag });
            out.push(' ');
            if !node.is_text() {
                ends.push(node.end);
            }
        }
        out.trim_end().to_owned()
    }

    #[test]
    fn builds_the_tree_a_browser_builds() {
        assert_eq!(shape("<p>a<p>b"), "html p t /p t");
        assert_eq!(shape("<ul><li>a<li>b</ul>c"), "html ul li t /li t //t");
        assert_eq!(shape("<div><b>a</div>b"), "html div b t //t");
        assert_eq!(shape("a</div>b<br>c"), "html t t br /t");
        assert_eq!(shape("<script>if (a<b) '</p>'</script>x"), "html script t /t");
        assert_eq!(shape("<!-- <p> -->x<!doctype html>"), "html t");
    }

    #[test]
    fn reads_attributes_and_references() {
        let tree = tree(
            "<a href='x?a=1&amp;b=2' data-x=y checked class = \"k l\">Caf&eacute; &#8222;ok&#147; A&T &copy 3</a>",
        );
        assert_eq!(tree.attribute(1, "href").as_deref(), Some("x?a=1&b=2"));
        assert_eq!(tree.attribute(1, "data-x").as_deref(), Some("y"));
        assert_eq!(tree.attribute(1, "checked").as_deref(), Some(""));
        assert_eq!(tree.attribute(1, "class").as_deref(), Some("k l"));
        assert_eq!(tree.words(1), "Café „ok“ A&T © 3");
    }

    #[test]
    fn stays_linear_on_hostile_pages() {
        for source in [
            "<div>".repeat(200_000),
            "<a href=\"".repeat(100_000),
            "<!--".repeat(200_000),
            "</p><p>".repeat(100_000),
            "<".repeat(300_000),
            "<b><p></b>".repeat(50_000),
        ] {
            assert!(!tree(&source).nodes.is_empty());
        }
    }

    proptest! {
        #[test]
        fn never_panics(source in "[<>/!\\-a-dä\"'= &;#x1😀p]{0,120}") {
            let tree = tree(&source);
            for at in 0..tree.nodes.len() {
                let node = &tree.nodes[at];
                prop_assert!(node.end <= tree.nodes.len() && node.end > at);
                tree.words(at);
                tree.attribute(at, "class");
            }
        }
    }
}
