//! Markup that cannot be broken by what articles say. Ground floor of the page.
//!
//! Markup is `&'static str`, so it is written by us; everything else goes through [`Html::text`] or an attribute
//! value, which escape. Escaping follows the HTML standard (WHATWG HTML, section 13.3, "Escaping a string"); controls
//! that change the direction of writing are made visible (Boucher and Anderson, "Trojan Source", 2021).

use sha2::{Digest, Sha256};

/// Attributes of one element: name and unescaped value.
pub(super) type Attributes<'a> = &'a [(&'static str, &'a str)];

/// A piece of markup in the making.
#[derive(Default)]
pub(super) struct Html {
    out: String,
}

impl Html {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Markup of our own.
    pub(super) fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.out.push_str(markup);
        self
    }

    /// Words from anywhere, escaped. Controls of direction become a visible mark.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            if is_override(c) {
                self.out.push_str("<span class=\"ctl\">U+");
                self.out.push_str(&format!("{:04X}", c as u32));
                self.out.push_str("</span>");
            } else {
                escape_into(c, &mut self.out);
            }
        }
        self
    }

    /// Words for places that hold text alone (`title`, SVG): controls of direction are dropped.
    pub(super) fn plain(&mut self, text: &str) -> &mut Self {
        text.chars().filter(|c| !is_override(*c)).for_each(|c| escape_into(c, &mut self.out));
        self
    }

    /// A start tag.
    pub(super) fn open(&mut self, tag: &'static str, attributes: Attributes<'_>) -> &mut Self {
        self.out.push('<');
        self.out.push_str(tag);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            value.chars().filter(|c| !is_override(*c)).for_each(|c| escape_into(c, &mut self.out));
            self.out.push('"');
        }
        self.out.push('>');
        self
    }

    /// An end tag.
    pub(super) fn close(&mut self, tag: &'static str) -> &mut Self {
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
        self
    }

    /// An element that holds words alone.
    pub(super) fn leaf(&mut self, tag: &'static str, attributes: Attributes<'_>, text: &str) -> &mut Self {
        self.open(tag, attributes).text(text).close(tag)
    }

    /// An element of SVG that holds words alone.
    pub(super) fn svg_leaf(
        &mut self,
        tag: &'static str,
        attributes: Attributes<'_>,
        text: &str,
    ) -> &mut Self {
        self.open(tag, attributes).plain(text).close(tag)
    }

    /// Words from outside, kept from turning the direction of their surroundings.
    pub(super) fn bdi(&mut self, text: &str) -> &mut Self {
        self.leaf("bdi", &[], text)
    }

    /// What another piece holds.
    pub(super) fn append(&mut self, other: Html) -> &mut Self {
        self.out.push_str(&other.out);
        self
    }

    pub(super) fn into_string(self) -> String {
        self.out
    }
}

/// Embeddings, overrides and isolates of the bidirectional algorithm (UAX #9, table 4).
pub(super) fn is_override(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn escape_into(c: char, out: &mut String) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        '\n' | '\t' => out.push(c),
        // HTML allows no other controls and no non-characters.
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{FDD0}'..='\u{FDEF}' | '\u{FFFE}' | '\u{FFFF}' => {
            out.push('\u{FFFD}');
        }
        _ => out.push(c),
    }
}

/// `sha256-…` of a content security policy (W3C CSP Level 3, section 2.3.1).
pub(super) fn policy_hash(content: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digest = Sha256::digest(content.as_bytes());
    let mut out = String::from("sha256-");
    for group in digest.chunks(3) {
        let bits = group.iter().fold(0u32, |bits, b| bits << 8 | u32::from(*b)) << (8 * (3 - group.len()));
        for place in 0..4 {
            if place <= group.len() {
                out.push(char::from(DIGITS[(bits >> (18 - 6 * place) & 63) as usize]));
            } else {
                out.push('=');
            }
        }
    }
    out
}

/// `text` as it stands inside a `q` element, which brings marks of its own: without one pair of marks around the whole.
pub(super) fn quoted(text: &str, most: usize) -> String {
    let inner = text
        .strip_prefix(['„', '“', '”', '«', '»', '"'])
        .and_then(|t| t.strip_suffix(['“', '”', '«', '»', '"']));
    let inner = inner.filter(|t| !t.contains(['„', '“', '”', '«', '»', '"']));
    shortened(inner.unwrap_or(text), most)
}

/// `text` with at most `most` characters, cut at the end with an ellipsis, between words where they are not too long.
pub(super) fn shortened(text: &str, most: usize) -> String {
    if text.char_indices().nth(most).is_none() {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    let between = kept.rfind(char::is_whitespace).filter(|at| at * 3 > kept.len() * 2);
    format!("{}…", kept[..between.unwrap_or(kept.len())].trim_end())
}

/// `text` in at most `most` columns of a fixed-width face, cut in the middle, where names differ least.
pub(super) fn fitted(text: &str, most: usize) -> String {
    let width = |c: char| if c >= '\u{1100}' { 2 } else { 1 };
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().map(width).sum::<usize>() <= most {
        return text;
    }
    let take = |most: usize, chars: &mut dyn Iterator<Item = char>| {
        let mut used = 0;
        chars
            .take_while(|c| {
                used += width(*c);
                used <= most
            })
            .collect::<String>()
    };
    let room = most.saturating_sub(1);
    let tail = room / 3;
    let front = take(room - tail, &mut text.chars());
    let back: String = take(tail, &mut text.chars().rev()).chars().rev().collect();
    format!("{}…{}", front.trim_end(), back.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped() {
        let mut html = Html::new();
        html.open("a", &[("title", "\" onmouseover=\"x\u{202E}")]).text("<b>&\u{202E}\u{0}").close("a");
        assert_eq!(
            html.into_string(),
            "<a title=\"&quot; onmouseover=&quot;x\">&lt;b&gt;&amp;<span class=\"ctl\">U+202E</span>\u{FFFD}</a>"
        );
    }

    #[test]
    fn hash_of_the_standard_example() {
        // W3C CSP Level 2, section 7.17.2.
        assert_eq!(
            policy_hash("alert('Hello, world.');"),
            "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="
        );
    }

    #[test]
    fn names_are_cut_in_the_middle() {
        assert_eq!(fitted("Kurz", 8), "Kurz");
        assert_eq!(fitted("Abendblatt vom Fluss", 10), "Abendb…uss");
        assert_eq!(fitted("漢字漢字漢字", 7).chars().count(), 4);
        assert_eq!(shortened("Abendblatt", 5), "Aben…");
        assert_eq!(shortened("Der Fluss steigt und steigt", 24), "Der Fluss steigt und…");
    }
}
