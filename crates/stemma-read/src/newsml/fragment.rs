//! XML that is a text, made readable as HTML without moving a byte: prefixes of names, marks of CDATA sections and
//! pictures are overwritten with blanks, so that a place in the result is the same place in the source.

use crate::xml::{Xml, local};

/// Elements of NITF that HTML has under a shorter name.
const RENAMED: [(&str, &str); 2] = [("hl2", "h2"), ("hl1", "h1")];

/// Elements of NITF that are no text: pictures with their captions, notes to the editors.
const BESIDE: [&str; 2] = ["media", "note"];

/// The same text as HTML, as long as it was.
pub(crate) fn fragment(xml: &str) -> String {
    let mut out = xml.as_bytes().to_vec();
    let mut at = 0;
    let mut unclosed = false;
    while let Some(step) = xml[at..].find('<') {
        at += step;
        let rest = &xml[at..];
        if rest.starts_with("<![CDATA[") {
            blank(&mut out, at, at + 9);
            if !unclosed {
                match rest.find("]]>") {
                    Some(end) => blank(&mut out, at + end, at + end + 3),
                    None => unclosed = true,
                }
            }
            at += 9;
            continue;
        }
        let from = at + 1 + usize::from(rest.as_bytes().get(1) == Some(&b'/'));
        let length = xml.as_bytes()[from..]
            .iter()
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b':' | b'-' | b'_' | b'.'))
            .count();
        rename(&mut out, from, &xml[from..from + length]);
        at = from + length;
    }
    if BESIDE.iter().any(|name| xml.contains(&format!("{name}>"))) {
        cut(xml, &mut out);
    }
    // Bytes of ASCII alone were replaced by bytes of ASCII, or whole elements by blanks.
    String::from_utf8(out).unwrap_or_else(|_| xml.to_owned())
}

/// Overwrites a name with what HTML calls it, and blanks behind it.
fn rename(out: &mut [u8], from: usize, name: &str) {
    let bare = local(name);
    let known =
        RENAMED.iter().find(|(nitf, _)| bare.eq_ignore_ascii_case(nitf)).map_or(bare, |(_, html)| html);
    if known.len() < name.len() && !known.is_empty() {
        out[from..from + known.len()].copy_from_slice(known.as_bytes());
        blank(out, from + known.len(), from + name.len());
    }
}

/// Overwrites what is beside the text.
fn cut(xml: &str, out: &mut [u8]) {
    let mut reader = Xml::new(xml);
    while let Some(tag) = reader.next() {
        if BESIDE.contains(&tag.local().as_str()) && !tag.empty {
            let end = tag.after + reader.inner(&tag).len();
            blank(out, tag.at, end);
        }
    }
}

fn blank(out: &mut [u8], from: usize, to: usize) {
    if let Some(part) = out.get_mut(from..to) {
        part.fill(b' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_every_byte_in_its_place() {
        let check = |xml: &str, expected: &str| {
            assert_eq!(fragment(xml), expected);
            assert_eq!(fragment(xml).len(), xml.len());
        };
        check("<xhtml:p class='a:b'>ä</xhtml:p>", "<p       class='a:b'>ä</p      >");
        check("<hl2>Ulm</hl2><p>x", "<h2 >Ulm</h2 ><p>x");
        check("<p><![CDATA[a<b>]]></p>", "<p>         a<b>   </p>");
        check("<p>a</p><media><p>Bild ü</p></media>", "<p>a</p>                     </media>");
        check("a < b : c <", "a < b : c <");
    }
}
