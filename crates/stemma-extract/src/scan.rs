//! The tokenizer of pages: where tags, comments and raw text begin and end, after the states of the HTML standard.
//! Searches that run into the end of the source are not made twice, so that time is linear in its length.

use crate::build::Builder;
use crate::tag::Tag;
use memchr::{memchr, memmem};

/// What is known not to come any more, so that no search runs to the end of the source twice.
struct Gone {
    quotes: [bool; 2],
    comments: bool,
    sections: bool,
    closers: bool,
    /// End tags of raw text.
    raw: [bool; Tag::COUNT],
}

/// Gives all tags and texts of `source` to the builder.
pub(crate) fn scan(source: &str, builder: &mut Builder) {
    let bytes = source.as_bytes();
    let (mut at, mut text_from) = (0, 0);
    let mut gone = Gone {
        quotes: [false; 2],
        comments: false,
        sections: false,
        closers: false,
        raw: [false; Tag::COUNT],
    };
    while let Some(step) = memchr(b'<', &bytes[at..]) {
        at += step;
        let next = bytes.get(at + 1).copied().unwrap_or(b' ');
        if next.is_ascii_alphabetic() {
            builder.text(text_from, at);
            let name_to = name_end(bytes, at + 1);
            let stop = tag_end(bytes, name_to, &mut gone.quotes);
            let tag = Tag::of(&bytes[at + 1..name_to]);
            let closed = bytes[..stop].ends_with(b"/>");
            let raw = builder.start(tag, at, stop, closed);
            at = stop;
            if raw {
                at = raw_text(bytes, at, tag, &mut gone, builder);
            }
            text_from = at;
        } else if next == b'/' && bytes.get(at + 2).is_some_and(u8::is_ascii_alphabetic) {
            builder.text(text_from, at);
            let name_to = name_end(bytes, at + 2);
            let stop = tag_end(bytes, name_to, &mut gone.quotes);
            builder.stop(Tag::of(&bytes[at + 2..name_to]), at, stop);
            (at, text_from) = (stop, stop);
        } else if matches!(next, b'!' | b'?' | b'/') {
            builder.text(text_from, at);
            at = markup_end(bytes, at, &mut gone, builder);
            text_from = at;
        } else {
            at += 1;
        }
        if builder.is_full() {
            return;
        }
    }
    builder.text(text_from, bytes.len());
}

const SPACE: u8 = 1;
const SLASH: u8 = 2;
const CLOSE: u8 = 4;
const EQUALS: u8 = 8;

/// What a byte means inside of a tag.
static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    classes[b' ' as usize] = SPACE;
    classes[b'\t' as usize] = SPACE;
    classes[b'\n' as usize] = SPACE;
    classes[b'\r' as usize] = SPACE;
    classes[0x0C] = SPACE;
    classes[b'/' as usize] = SLASH;
    classes[b'>' as usize] = CLOSE;
    classes[b'=' as usize] = EQUALS;
    classes
};

/// The first byte from `at` on that is of one of `classes`, or the end.
fn until(bytes: &[u8], mut at: usize, classes: u8) -> usize {
    while let Some(byte) = bytes.get(at)
        && CLASSES[usize::from(*byte)] & classes == 0
    {
        at += 1;
    }
    at
}

/// The first byte from `at` on that is of none of `classes`, or the end.
fn past(bytes: &[u8], mut at: usize, classes: u8) -> usize {
    while let Some(byte) = bytes.get(at)
        && CLASSES[usize::from(*byte)] & classes != 0
    {
        at += 1;
    }
    at
}

fn name_end(bytes: &[u8], from: usize) -> usize {
    until(bytes, from, SPACE | SLASH | CLOSE)
}

/// An attribute: the ends of its name, and its value without quotes.
struct Attribute {
    name: (usize, usize),
    value: (usize, usize),
    /// Where to go on.
    next: usize,
}

/// The next attribute of a tag from `at` on; `None` at the end of the tag. A quote that never closes counts as a
/// character.
fn attribute(bytes: &[u8], at: usize, gone: &mut [bool; 2]) -> Result<Attribute, usize> {
    let from = past(bytes, at, SPACE | SLASH);
    match bytes.get(from) {
        None => return Err(from),
        Some(b'>') => return Err(from + 1),
        _ => {}
    }
    // An equals sign at the beginning belongs to the name.
    let to = until(bytes, from + 1, SPACE | SLASH | CLOSE | EQUALS);
    let equals = past(bytes, to, SPACE);
    if bytes.get(equals) != Some(&b'=') {
        return Ok(Attribute { name: (from, to), value: (to, to), next: equals });
    }
    let start = past(bytes, equals + 1, SPACE);
    if let Some(quote @ (b'"' | b'\'')) = bytes.get(start) {
        let which = usize::from(*quote == b'\'');
        if !gone[which] {
            match memchr(*quote, &bytes[start + 1..]) {
                Some(len) => {
                    let end = start + 1 + len;
                    return Ok(Attribute { name: (from, to), value: (start + 1, end), next: end + 1 });
                }
                None => gone[which] = true,
            }
        }
    }
    let end = until(bytes, start, SPACE | CLOSE);
    Ok(Attribute { name: (from, to), value: (start, end), next: end })
}

/// The byte after the `>` of a tag whose name ends at `at`.
fn tag_end(bytes: &[u8], mut at: usize, gone: &mut [bool; 2]) -> usize {
    loop {
        match attribute(bytes, at, gone) {
            Ok(found) => at = found.next,
            Err(end) => return end,
        }
    }
}

/// Names and raw values of the attributes in the source of a start tag.
pub(crate) fn attributes(tag: &str) -> Attributes<'_> {
    Attributes { tag, at: name_end(tag.as_bytes(), usize::from(tag.starts_with('<'))), gone: [false; 2] }
}

/// Attributes of a tag, in order.
pub(crate) struct Attributes<'t> {
    tag: &'t str,
    at: usize,
    gone: [bool; 2],
}

impl<'t> Iterator for Attributes<'t> {
    type Item = (&'t str, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        let found = attribute(self.tag.as_bytes(), self.at, &mut self.gone).ok()?;
        self.at = found.next;
        Some((&self.tag[found.name.0..found.name.1], &self.tag[found.value.0..found.value.1]))
    }
}

/// Gives raw text to the builder; returns where its end tag begins. Raw text that is never closed is none, so that a
/// slip hides nothing; but a program is no text in any case.
fn raw_text(bytes: &[u8], from: usize, tag: Tag, gone: &mut Gone, builder: &mut Builder) -> usize {
    let program = tag == Tag::SCRIPT || tag == Tag::STYLE;
    let end = if gone.raw[tag.number()] { None } else { raw_end(bytes, from, tag) };
    match end {
        Some(end) => {
            builder.text(from, end);
            end
        }
        None if program => {
            builder.text(from, bytes.len());
            bytes.len()
        }
        None => {
            gone.raw[tag.number()] = true;
            builder.stop(tag, from, from);
            from
        }
    }
}

/// The byte where the end tag of a raw text element begins.
fn raw_end(bytes: &[u8], from: usize, tag: Tag) -> Option<usize> {
    let name = tag.name().as_bytes();
    let named = |at: usize| {
        let rest = &bytes[at..];
        rest.len() >= name.len()
            && rest[..name.len()].eq_ignore_ascii_case(name)
            && rest.get(name.len()).is_none_or(|b| CLASSES[usize::from(*b)] & (SPACE | SLASH | CLOSE) != 0)
    };
    // A script inside of a comment inside of a script has its own end tag.
    let mut inner = tag == Tag::SCRIPT;
    let (mut comment, mut double, mut first) = (0, false, None);
    let mut at = from;
    while let Some(step) = memchr(b'<', &bytes[at..]) {
        at += step;
        let rest = &bytes[at + 1..];
        if rest.first() == Some(&b'/') {
            if named(at + 2) {
                if !double || memmem::find(&bytes[comment..at], b"-->").is_some() {
                    return Some(at);
                }
                first.get_or_insert(at);
                double = false;
            }
        } else if inner && comment == 0 && rest.starts_with(b"!--") {
            comment = at + 4;
        } else if inner && comment > 0 && named(at + 1) {
            // Once is enough: what opens another comment later is a program that writes pages.
            inner = false;
            double = memmem::find(&bytes[comment..at], b"-->").is_none();
        }
        at += 1;
    }
    first
}

/// The byte after the comment that begins at `at`. `<!-->` is a whole one.
fn comment_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut from = at + 4;
    loop {
        from += memchr(b'>', bytes.get(from..)?)? + 1;
        let inside = &bytes[at + 2..from - 1];
        if inside.ends_with(b"--") || (inside.len() > 4 && inside.ends_with(b"--!")) {
            return Some(from);
        }
    }
}

/// The byte after a comment, a declaration or a processing instruction.
fn markup_end(bytes: &[u8], at: usize, gone: &mut Gone, builder: &Builder) -> usize {
    let rest = &bytes[at..];
    if rest.starts_with(b"<!--") {
        let end = if gone.comments { None } else { comment_end(bytes, at) };
        if let Some(end) = end {
            return end;
        }
        // An unclosed comment hides the rest of a page in a browser; one that nothing closes is more likely a slip.
        gone.comments = true;
    } else if rest.starts_with(b"<![CDATA[") && builder.is_drawing() && !gone.sections {
        match memmem::find(rest, b"]]>") {
            Some(step) => return at + step + 3,
            None => gone.sections = true,
        }
    }
    if !gone.closers {
        match memchr(b'>', rest) {
            Some(step) => return at + step + 1,
            None => gone.closers = true,
        }
    }
    at + 2
}
