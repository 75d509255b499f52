//! HTML source to a flat tree whose text knows its bytes. First step for pages.
//!
//! A tokenizer and tree builder of our own instead of a full HTML5 parser, for three reasons: every character keeps
//! the byte range it was written with, so that offsets hold by construction; nothing recurses, so that a hundred
//! thousand nested tags cost as little as a hundred thousand flat ones; and time is linear in the input. It follows
//! the HTML standard in what pages need: [`crate::scan`] the states of a tokenizer, [`crate::build`] implied and stray
//! end tags. Elements that a page leaves out (`tbody`) are not made up. Text in wrong places of tables is left in
//! source order, where a browser would move it. `benches/first-cut` compares it with a browser's reader.

use crate::build::Builder;
use crate::scan::scan;
use crate::tag::Tag;
use stemma_lexicon::Table;

pub(crate) use crate::scan::attributes;

/// Longest name of a character reference.
const LONGEST_REFERENCE: usize = 33;
/// Longest name of a character reference that needs no semicolon.
const LONGEST_OPEN_REFERENCE: usize = 6;

/// An element or a run of text. `parent` and `end` are places in [`Tree::nodes`]; the nodes from the next one to
/// `end` are what it holds.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// Name of the element; empty for text, `?` for elements that HTML does not have.
    pub tag: &'static str,
    pub kind: Tag,
    pub parent: usize,
    pub end: usize,
    /// Bytes of the source: the start tag, or the text.
    pub start_byte: usize,
    pub stop_byte: usize,
}

impl Node {
    pub fn is_text(&self) -> bool {
        self.kind == Tag::TEXT
    }

    pub fn is_block(&self) -> bool {
        self.kind.is_block()
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
        let mut builder = Builder::new(source);
        scan(source, &mut builder);
        Tree { source, nodes: builder.finish(), references }
    }

    /// Value of an attribute of the element at `at`, decoded.
    pub fn attribute(&self, at: usize, name: &str) -> Option<String> {
        let node = &self.nodes[at];
        attributes(&self.source[node.start_byte..node.stop_byte])
            .find(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, v)| self.decode(v, true))
    }

    /// True if the element's tag holds any of these words: a cheap look before [`Tree::attribute`].
    pub fn tag_source(&self, at: usize) -> &str {
        &self.source[self.nodes[at].start_byte..self.nodes[at].stop_byte]
    }

    /// A text with its character references replaced.
    pub fn decoded(&self, text: &str) -> String {
        self.decode(text, false)
    }

    fn decode(&self, text: &str, attribute: bool) -> String {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        while let Some(step) = memchr::memchr(b'&', &text.as_bytes()[at..]) {
            out.push_str(&text[at..at + step]);
            at += step;
            let (decoded, len) = self.reference_in(&text[at..], attribute);
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
        self.reference_in(text, false)
    }

    /// The same; in an attribute a name without a semicolon before more of a name is part of an address.
    fn reference_in(&self, text: &str, attribute: bool) -> (String, usize) {
        let bytes = text.as_bytes();
        if bytes.get(1) == Some(&b'#') {
            return numeric(text).unwrap_or_else(|| ("&".to_owned(), 1));
        }
        let len = bytes[1..].iter().take(LONGEST_REFERENCE).take_while(|b| b.is_ascii_alphanumeric()).count();
        if len == 0 {
            return ("&".to_owned(), 1);
        }
        if bytes.get(1 + len) == Some(&b';')
            && let Some(rest) = self.references.find(&text[1..1 + len])
        {
            return (code_points(rest), 2 + len);
        }
        // Some names need no semicolon; the longest counts, whatever follows.
        for short in (1..=len.min(LONGEST_OPEN_REFERENCE)).rev() {
            let Some(rest) = self.references.find(&text[1..=short]).filter(|r| r.ends_with("legacy")) else {
                continue;
            };
            let next = bytes.get(1 + short);
            if attribute && next.is_some_and(|b| *b == b'=' || b.is_ascii_alphanumeric()) {
                break;
            }
            return (code_points(rest), 1 + short);
        }
        ("&".to_owned(), 1)
    }
}

/// The characters that an entry of the table of references names.
fn code_points(entry: &str) -> String {
    let codes = entry.split('\t').next().unwrap_or("");
    codes.split(' ').filter_map(|c| u32::from_str_radix(c, 16).ok()).filter_map(char::from_u32).collect()
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
        assert_eq!(
            shape("<p>a<select><option>b<option>c</select>d</p>"),
            "html p t select option t /option t //t"
        );
        assert_eq!(shape("<h2>a<h3>b</h2>c"), "html h2 t /h3 t /t");
        assert_eq!(
            shape("<ul><li>a<div>b<li>c<section><li>d</ul>"),
            "html ul li t div t //li t section li t"
        );
        assert_eq!(shape("<dl><dt>a<dd>b<dt>c</dl>"), "html dl dt t /dd t /dt t");
        assert_eq!(shape("a</br>b"), "html t br /t");
    }

    #[test]
    fn builds_tables() {
        assert_eq!(
            shape("<table><caption>a<tr><th>b<td>c<tr><td>d</table>e"),
            "html table caption t /tr th t /td t //tr td t ///t"
        );
        assert_eq!(
            shape("<table><thead><tr><td>a<tbody><tr><td>b"),
            "html table thead tr td t ///tbody tr td t"
        );
        // What belongs to tables means nothing outside of them, and what is in a cell closes nothing around it.
        assert_eq!(shape("<p><td>a</td></p>"), "html p t");
        assert_eq!(shape("<div><table><tr><td>a</div>b</table>c</div>d"), "html div table tr td t t ///t /t");
        assert_eq!(shape("<b><table><tr><td>a</b>b"), "html b table tr td t t");
    }

    #[test]
    fn ends_what_a_block_was_opened_in() {
        // The link ends with the heading, and does not run on through the page.
        assert_eq!(shape("<a><h3>a</a>b</h3><p>c</p>"), "html a h3 t t //p t");
        assert_eq!(shape("<div><form><div>a</form>b</div>c</div>d"), "html div form div t t //t /t");
        assert_eq!(shape("<span><div>a</span>b</div>c</span>d"), "html span div t t /t /t");
        assert_eq!(shape("<a>b<a>c"), "html a t /a t");
    }

    #[test]
    fn reads_raw_text_and_drawings() {
        assert_eq!(shape("<title>a<b></title>c"), "html title t /t");
        assert_eq!(shape("<script></scripts></script >a"), "html script t /t");
        assert_eq!(shape("<script><!--<script></script>--></script>a"), "html script t /t");
        assert_eq!(shape("<script><!--<script></script>a"), "html script t /t");
        assert_eq!(shape("<noscript><p>a</noscript>b"), "html noscript t /t");
        // One that is never closed hides nothing.
        assert_eq!(shape("<title>a<p>b"), "html title /t p t");
        assert_eq!(shape("<svg><title/><path/><g>a</svg>b"), "html svg title /? /? t //t");
        assert_eq!(shape("<svg><g><p>a"), "html svg ? //p t");
        assert_eq!(shape("<svg><![CDATA[<p>]]></svg>a<![CDATA[b>c"), "html svg /t t");
        assert_eq!(shape("a<!-->b<!--->c<!-- --!>d<!-- -- > e"), "html t t t t t");
    }

    #[test]
    fn ends_the_head_where_the_page_begins() {
        assert_eq!(shape("<head><meta><title>a</title> <span>b"), "html head meta /title t /t /span t");
        assert_eq!(shape("<head><link>a<meta>"), "html head link //t meta");
        assert_eq!(shape("<head> </head><body><p>a"), "html head t /body p t");
    }

    #[test]
    fn leaves_out_what_shows_nothing() {
        let tree = tree("a\0b");
        assert_eq!(tree.words(0), "ab");
        assert_eq!(tree.nodes.len(), 3);
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
        let tree = self::tree(
            "<a href='?a&copy=1&para' title=a>b=\"c>\" x='1' x='2' =y/z>Ger&aumlten &notin; &ampx; &#xZ; &#0;</a>",
        );
        assert_eq!(tree.attribute(1, "href").as_deref(), Some("?a&copy=1¶"));
        assert_eq!(tree.attribute(1, "title").as_deref(), Some("a"));
        assert_eq!(tree.attribute(1, "x"), None);
        assert_eq!(tree.words(1), "b=\"c>\" x='1' x='2' =y/z>Geräten ∉ &x; &#xZ; \u{fffd}");
        let tree = self::tree("<a x='1' x='2' =y / w=a/b z='never closed>c");
        assert_eq!(tree.attribute(1, "x").as_deref(), Some("1"));
        assert_eq!(tree.attribute(1, "=y").as_deref(), Some(""));
        assert_eq!(tree.attribute(1, "w").as_deref(), Some("a/b"));
        assert_eq!(tree.words(0), "c");
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
