//! XML to steps: start tags, their text, the bytes inside them. Shared by the readers of feeds and agency formats.
//!
//! `quick-xml` finds the tags; it knows no DTD, opens nothing and expands nothing, so that an entity a document declares
//! stays what it is in the text, `&lol9;`. Elements are followed by name and not by depth, for two reasons: nothing
//! recurses, and a tag that was never closed costs its own element alone.

use quick_xml::Reader;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesStart, Event};

/// Longest name of a reference, in bytes.
const LONGEST_REFERENCE: usize = 40;

/// A start tag, and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Tag<'x> {
    start: BytesStart<'x>,
    /// True for `<br/>`, which has nothing inside.
    pub empty: bool,
    /// First byte of the tag in the source.
    pub at: usize,
    /// First byte behind the tag.
    pub after: usize,
}

impl Tag<'_> {
    /// Name with its prefix, as it stands there.
    pub fn name(&self) -> &str {
        self.start.name().0
    }

    /// Name without its prefix, in lower case.
    pub fn local(&self) -> String {
        local(self.name()).to_ascii_lowercase()
    }

    /// Name with the prefix that is usual for its namespace, in lower case: `content:encoded`.
    pub fn prefixed(&self) -> String {
        self.name().to_ascii_lowercase()
    }

    /// Value of an attribute, decoded; of an empty one `None`. The name counts without regard to case.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let found = attributes
            .with_checks(false)
            .flatten()
            .find(|a| a.key.0.eq_ignore_ascii_case(name) && !a.value.trim().is_empty())?;
        Some(decoded(found.value.trim()))
    }
}

/// Name without its prefix.
pub(crate) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// A document on its way.
pub(crate) struct Xml<'x> {
    source: &'x str,
    reader: Reader<&'x [u8]>,
    /// Byte at which it cannot be read on: it is broken there, or ends before its elements do.
    broken: Option<usize>,
}

impl<'x> Xml<'x> {
    /// The beginning of `source`.
    pub fn new(source: &'x str) -> Self {
        let mut reader = Reader::from_str(source);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self { source, reader, broken: None }
    }

    /// Byte at which it broke off.
    pub fn broken(&self) -> Option<usize> {
        self.broken
    }

    /// First byte not yet read.
    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX).min(self.source.len())
    }

    fn event(&mut self) -> Option<Event<'x>> {
        if self.broken.is_some() {
            return None;
        }
        match self.reader.read_event() {
            Ok(Event::Eof) => None,
            Ok(event) => Some(event),
            Err(_) => {
                self.broken = Some(self.position());
                None
            }
        }
    }

    /// The next start tag, whatever it stands in; `None` at the end of the document.
    pub fn next(&mut self) -> Option<Tag<'x>> {
        self.next_within(None)
    }

    /// The next start tag inside `parent`, whatever lies between; `None` behind the end tag of `parent`.
    pub fn child(&mut self, parent: &Tag<'x>) -> Option<Tag<'x>> {
        if parent.empty { None } else { self.next_within(Some(parent.name())) }
    }

    fn next_within(&mut self, parent: Option<&str>) -> Option<Tag<'x>> {
        loop {
            let at = self.position();
            let event = self.event();
            let after = self.position();
            match event {
                Some(Event::Start(start)) => return Some(Tag { start, empty: false, at, after }),
                Some(Event::Empty(start)) => return Some(Tag { start, empty: true, at, after }),
                Some(Event::End(end)) if Some(end.name().0) == parent => return None,
                Some(_) => {}
                None => {
                    if parent.is_some() && self.broken.is_none() {
                        self.broken = Some(self.source.len());
                    }
                    return None;
                }
            }
        }
    }

    /// The source between a start tag and its end tag.
    pub fn inner(&mut self, tag: &Tag<'x>) -> &'x str {
        let end = self.walk(tag, &mut |_| {});
        &self.source[tag.after.min(end)..end]
    }

    /// Goes behind the end tag of `tag`.
    pub fn skip(&mut self, tag: &Tag<'x>) {
        self.walk(tag, &mut |_| {});
    }

    /// All text inside an element, with references replaced by their characters.
    pub fn text(&mut self, tag: &Tag<'x>) -> String {
        let mut text = String::new();
        self.walk(tag, &mut |event| put(&mut text, event));
        text
    }

    /// All text from here on, with references replaced by their characters.
    pub fn rest(&mut self) -> String {
        let mut text = String::new();
        while let Some(event) = self.event() {
            put(&mut text, &event);
        }
        text
    }

    /// The words inside an element, with single spaces: for names and headlines, where markup that slipped in is no
    /// part of them.
    pub fn words(&mut self, tag: &Tag<'x>) -> String {
        let text = self.text(tag);
        crate::words::plain(&text)
    }

    /// Walks to the end tag of `tag` and returns where that begins.
    fn walk(&mut self, tag: &Tag<'x>, each: &mut dyn FnMut(&Event<'x>)) -> usize {
        if tag.empty {
            return tag.after;
        }
        let mut within = 0usize;
        loop {
            let at = self.position();
            match self.event() {
                Some(Event::Start(start)) if start.name() == tag.start.name() => within += 1,
                Some(Event::End(end)) if end.name() == tag.start.name() => {
                    if within == 0 {
                        return at;
                    }
                    within -= 1;
                }
                Some(event) => each(&event),
                None => {
                    self.broken.get_or_insert(self.source.len());
                    return at;
                }
            }
        }
    }
}

/// Adds what an event says in text. No reference stands for more bytes than it has, so that the text is never longer
/// than its source.
fn put(text: &mut String, event: &Event<'_>) {
    match event {
        Event::Text(part) => text.push_str(part),
        Event::CData(part) => text.push_str(part),
        Event::GeneralRef(name) => text.push_str(&reference(name)),
        _ => {}
    }
}

/// What a reference stands for, or the reference itself: entities of the document's own are never expanded.
fn reference(name: &str) -> String {
    let found = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            code.ok().and_then(char::from_u32).filter(|c| *c != '\0').map(String::from)
        }
        None => resolve_html5_entity(name).map(str::to_owned),
    };
    found.unwrap_or_else(|| format!("&{name};"))
}

/// A text with its references replaced.
pub(crate) fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let head = &rest.as_bytes()[1..rest.len().min(LONGEST_REFERENCE)];
        let name = head.iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'#').count();
        if name > 0 && head.get(name) == Some(&b';') {
            out.push_str(&reference(&rest[1..=name]));
            rest = &rest[name + 2..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

/// Bytes of an XML document as text. The copy is spared where they are UTF-8 already.
pub(crate) fn decode(bytes: Vec<u8>) -> String {
    let marked = bytes.starts_with(b"\xef\xbb\xbf");
    match String::from_utf8(bytes) {
        Ok(mut text) if !text[..text.len().min(4096)].contains('\0') => {
            if marked {
                text.drain(..3);
            }
            text
        }
        Ok(text) => stemma_extract::decode(text.as_bytes()).text,
        Err(error) => stemma_extract::decode(error.as_bytes()).text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn walks_by_name() {
        let mut xml =
            Xml::new("<a><b x='1&amp;2'>Ulm &amp; <i>Linz</i></b><c/><d>eins<d>zwei</d></d></a><e>");
        let a = xml.next().expect("a");
        let b = xml.child(&a).expect("b");
        assert_eq!(b.attribute("X").as_deref(), Some("1&2"));
        assert_eq!(xml.text(&b), "Ulm & Linz");
        assert!(xml.child(&a).expect("c").empty);
        let d = xml.child(&a).expect("d");
        assert_eq!(xml.inner(&d), "eins<d>zwei</d>");
        assert!(xml.child(&a).is_none() && xml.broken().is_none());
        let e = xml.next().expect("e");
        assert!(xml.child(&e).is_none() && xml.broken().is_some());
    }

    #[test]
    fn expands_no_entities_of_a_document() {
        let source = "<!DOCTYPE a [<!ENTITY b \"&c;&c;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>\
                      <a>x &b; &f; &uuml; &#228;&#x; & y</a>";
        let mut xml = Xml::new(source);
        let a = xml.next().expect("a");
        assert_eq!(xml.text(&a), "x &b; &f; ü ä&#x; & y");
        assert_eq!(decoded("&lt;b&gt; &b; &#xfc; &;&"), "<b> &b; ü &;&");
    }
}
