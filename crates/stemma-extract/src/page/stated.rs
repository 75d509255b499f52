//! The body that a page states in its schema.org data: a check on what was found, and the text where a script builds
//! the page. Its characters are mapped to the bytes of the script.

use crate::block::{Draft, Piece};
use crate::markup::Tree;
use stemma_text::{BlockKind, TextRange};

/// Name of the member.
const MEMBER: &str = "\"articleBody\"";
/// Letters of the front of a block that are looked for.
const FRONT: usize = 40;
/// Letters from which a block can be told from others.
const TELLING: usize = 20;
/// Bytes of a stated body up to which it is compared: time is blocks times bytes.
const LONGEST: usize = 200_000;
/// Blocks compared at most.
const MOST_BLOCKS: usize = 1000;

/// The longest body that the page states.
pub(super) fn stated<'t>(tree: &'t Tree) -> Option<Stated<'t>> {
    let mut best: Option<(usize, usize)> = None;
    for (at, node) in tree.nodes.iter().enumerate() {
        if node.tag != "script" || !tree.tag_source(at).contains("ld+json") {
            continue;
        }
        let Some(script) = tree.nodes.get(at + 1).filter(|n| n.is_text() && n.parent == at) else { continue };
        let source = &tree.source[script.start_byte..script.stop_byte];
        for (found, _) in source.match_indices(MEMBER) {
            let rest = &source[found + MEMBER.len()..];
            let value =
                rest.trim_start().strip_prefix(':').map(str::trim_start).and_then(|v| v.strip_prefix('"'));
            let Some(value) = value else { continue };
            let start = script.start_byte + source.len() - value.len();
            let len = string_len(value);
            if best.is_none_or(|(_, longest)| len > longest) {
                best = Some((start, len));
            }
        }
    }
    best.map(|(start, len)| Stated { tree, start, len })
}

/// Bytes of a JSON string up to its closing quotation mark.
fn string_len(value: &str) -> usize {
    let bytes = value.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// A body stated in a script.
pub(super) struct Stated<'t> {
    tree: &'t Tree<'t>,
    start: usize,
    len: usize,
}

impl Stated<'_> {
    /// Its paragraphs.
    pub fn drafts(&self) -> Vec<Draft> {
        let source = &self.tree.source[..self.start + self.len];
        let mut writer = Writer::default();
        let mut byte = self.start;
        while let Some(c) = source[byte..].chars().next() {
            let rest = &source[byte..];
            let len = match c {
                '\\' => {
                    let (text, len) = escape(rest);
                    writer.put(&text, byte, len);
                    len
                }
                '&' => {
                    let (text, len) = self.tree.reference(rest);
                    writer.put(&text, byte, len);
                    len
                }
                '<' if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') => {
                    let len = rest.find('>').map_or(rest.len(), |n| n + 1);
                    let name = rest[1..].trim_start_matches('/');
                    if ["p", "br", "div", "li", "h"].iter().any(|t| name.starts_with(t)) {
                        writer.end();
                    }
                    len
                }
                _ => {
                    writer.put(&rest[..c.len_utf8()], byte, c.len_utf8());
                    c.len_utf8()
                }
            };
            byte += len;
        }
        writer.end();
        writer.drafts
    }
}

/// The characters of an escape at the start of `text`, and its bytes.
fn escape(text: &str) -> (String, usize) {
    let Some(c) = text[1..].chars().next() else { return (String::new(), 1) };
    let hex = |at: usize| text.get(at..at + 4).and_then(|h| u32::from_str_radix(h, 16).ok());
    match c {
        'n' | 'r' => ("\n".to_owned(), 2),
        't' | 'b' | 'f' => (" ".to_owned(), 2),
        'u' => match (hex(2), hex(8)) {
            (Some(high @ 0xD800..0xDC00), Some(low)) if text.get(6..8) == Some("\\u") => {
                let code = 0x10000 + ((high - 0xD800) << 10) + (low.wrapping_sub(0xDC00) & 0x3FF);
                (char::from_u32(code).unwrap_or('\u{fffd}').to_string(), 12)
            }
            (Some(code), _) => (char::from_u32(code).unwrap_or('\u{fffd}').to_string(), 6),
            (None, _) => (String::new(), 2),
        },
        other => (other.to_string(), 1 + other.len_utf8()),
    }
}

/// Paragraphs in the making.
#[derive(Default)]
struct Writer {
    drafts: Vec<Draft>,
    text: String,
    pieces: Vec<Piece>,
    space: Option<(usize, usize)>,
}

impl Writer {
    fn put(&mut self, text: &str, raw: usize, raw_len: usize) {
        if text.contains('\n') {
            self.end();
        } else if text.chars().all(char::is_whitespace) {
            self.space.get_or_insert((raw, raw_len));
        } else {
            if let Some((at, len)) = self.space.take().filter(|_| !self.text.is_empty()) {
                self.pieces.push((self.text.len(), 1, at, len));
                self.text.push(' ');
            }
            self.pieces.push((self.text.len(), text.len(), raw, raw_len));
            self.text.push_str(text);
        }
    }

    fn end(&mut self) {
        self.space = None;
        let text = std::mem::take(&mut self.text);
        let pieces = std::mem::take(&mut self.pieces);
        if !TextRange::new(0, text.len()).trimmed(&text).is_empty() {
            self.drafts.push(Draft::new(BlockKind::Paragraph, text, pieces));
        }
    }
}

/// The letters and figures of a text.
pub(super) fn letters(text: &str, most: usize) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(most).collect()
}

/// How many of the drafts stand before the end of the body that the page states; all, where the two do not agree.
pub(super) fn end_of(stated: &[Draft], drafts: &[Draft]) -> usize {
    let size: usize = stated.iter().map(|d| d.text().len()).sum();
    if size > LONGEST || drafts.len() > MOST_BLOCKS {
        return drafts.len();
    }
    let body: String = stated.iter().map(|d| letters(d.text(), usize::MAX)).collect();
    let mut end = 0;
    let (mut known, mut all) = (0, 0);
    for (number, draft) in drafts.iter().enumerate() {
        let front = letters(draft.text(), FRONT);
        all += draft.text().len();
        if front.chars().count() >= TELLING && body.contains(&front) {
            known += draft.text().len();
            end = number + 1;
        }
    }
    if known * 10 >= all * 7 { end } else { drafts.len() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_lexicon::Lexicon;

    #[test]
    fn reads_a_stated_body() {
        let page = r#"<script type="application/ld+json">{"articleBody": "Regen in \"Ulm\".\n\nEs go\u00df &amp; lief. <br>Dann \ud83d\ude00 nicht.", "x": 1}</script>"#;
        let tree = Tree::read(page, Lexicon::builtin().table("any", "entities"));
        let drafts = stated(&tree).unwrap().drafts();
        let texts: Vec<&str> = drafts.iter().map(Draft::text).collect();
        assert_eq!(texts, ["Regen in \"Ulm\".", "Es goß & lief.", "Dann 😀 nicht."]);
        let (text, _, offsets) = crate::block::assemble(&drafts);
        let at = text.find('ß').unwrap();
        assert_eq!(offsets.to_raw(TextRange::new(at, at + 2)).unwrap().of(page), "\\u00df");
    }
}
