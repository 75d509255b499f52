//! Names of elements, and what their tags do to a page: known by number, so that a page is read without comparing names.

/// Never has content.
const VOID: u8 = 1;
/// Its content is not markup.
const RAW: u8 = 1 << 1;
/// Closes an open paragraph and makes a block of its own.
const BLOCK: u8 = 1 << 2;
/// Closes other elements of its kind: [`implied`] says which.
const IMPLIES: u8 = 1 << 3;
/// Its start tag ends a drawing or a formula around it.
const BREAKS_OUT: u8 = 1 << 4;
/// Words that look another way: such an element ends where its end tag stands, even inside of a block.
const LOOK: u8 = 1 << 5;
/// May stand in the head of a page.
const IN_HEAD: u8 = 1 << 6;

/// Every element that is known, with what its tags do. The first is text, the second whatever else there is.
const TAGS: &[(&str, u8)] = &[
    ("", 0),
    ("?", 0),
    ("a", LOOK),
    ("abbr", 0),
    ("address", BLOCK),
    ("amp-ad", 0),
    ("amp-img", 0),
    ("area", VOID),
    ("article", BLOCK),
    ("aside", BLOCK),
    ("audio", 0),
    ("b", LOOK | BREAKS_OUT),
    ("base", VOID | IN_HEAD),
    ("bdi", 0),
    ("big", LOOK | BREAKS_OUT),
    ("blockquote", BLOCK | BREAKS_OUT),
    ("body", BLOCK | BREAKS_OUT),
    ("br", VOID | BREAKS_OUT),
    ("button", 0),
    ("canvas", 0),
    ("caption", BLOCK),
    ("center", BLOCK | BREAKS_OUT),
    ("cite", 0),
    ("code", LOOK | BREAKS_OUT),
    ("col", VOID),
    ("dd", BLOCK | IMPLIES | BREAKS_OUT),
    ("del", 0),
    ("details", BLOCK),
    ("dfn", 0),
    ("dialog", BLOCK),
    ("dir", BLOCK),
    ("div", BLOCK | BREAKS_OUT),
    ("dl", BLOCK | BREAKS_OUT),
    ("dt", BLOCK | IMPLIES | BREAKS_OUT),
    ("em", LOOK | BREAKS_OUT),
    ("embed", VOID | BREAKS_OUT),
    ("fieldset", BLOCK),
    ("figcaption", BLOCK),
    ("figure", BLOCK),
    ("font", LOOK),
    ("footer", BLOCK),
    ("form", BLOCK),
    ("h1", BLOCK | BREAKS_OUT),
    ("h2", BLOCK | BREAKS_OUT),
    ("h3", BLOCK | BREAKS_OUT),
    ("h4", BLOCK | BREAKS_OUT),
    ("h5", BLOCK | BREAKS_OUT),
    ("h6", BLOCK | BREAKS_OUT),
    ("head", BLOCK | BREAKS_OUT),
    ("header", BLOCK),
    ("hgroup", BLOCK),
    ("hr", BLOCK | VOID | BREAKS_OUT),
    ("html", BLOCK),
    ("i", LOOK | BREAKS_OUT),
    ("iframe", RAW),
    ("img", VOID | BREAKS_OUT),
    ("input", VOID),
    ("ins", 0),
    ("kbd", 0),
    ("label", 0),
    ("li", BLOCK | IMPLIES | BREAKS_OUT),
    ("link", VOID | IN_HEAD),
    ("main", BLOCK),
    ("mark", 0),
    ("math", 0),
    ("menu", BLOCK | BREAKS_OUT),
    ("meta", VOID | BREAKS_OUT | IN_HEAD),
    ("nav", BLOCK),
    ("noembed", RAW),
    ("noframes", RAW | IN_HEAD),
    ("noscript", RAW | IN_HEAD),
    ("object", 0),
    ("ol", BLOCK | BREAKS_OUT),
    ("option", BLOCK | IMPLIES),
    ("p", BLOCK | BREAKS_OUT),
    ("param", VOID),
    ("picture", 0),
    ("pre", BLOCK | BREAKS_OUT),
    ("q", 0),
    ("rp", IMPLIES),
    ("rt", IMPLIES),
    ("ruby", BREAKS_OUT),
    ("s", LOOK | BREAKS_OUT),
    ("samp", 0),
    ("script", RAW | IN_HEAD),
    ("section", BLOCK),
    ("select", BLOCK),
    ("small", LOOK | BREAKS_OUT),
    ("source", VOID),
    ("span", BREAKS_OUT),
    ("strike", LOOK | BREAKS_OUT),
    ("strong", LOOK | BREAKS_OUT),
    ("style", RAW | IN_HEAD),
    ("sub", BREAKS_OUT),
    ("summary", BLOCK),
    ("sup", BREAKS_OUT),
    ("svg", 0),
    ("table", BLOCK | BREAKS_OUT),
    ("tbody", BLOCK | IMPLIES),
    ("td", BLOCK | IMPLIES),
    ("template", IN_HEAD),
    ("textarea", RAW),
    ("tfoot", BLOCK | IMPLIES),
    ("th", BLOCK | IMPLIES),
    ("thead", BLOCK | IMPLIES),
    ("time", 0),
    ("title", RAW | IN_HEAD),
    ("tr", BLOCK | IMPLIES),
    ("track", VOID),
    ("tt", LOOK | BREAKS_OUT),
    ("u", LOOK | BREAKS_OUT),
    ("ul", BLOCK | BREAKS_OUT),
    ("var", BREAKS_OUT),
    ("video", 0),
    ("wbr", VOID),
    ("xmp", RAW),
];

/// Longest name that is known, in bytes.
const LONGEST: usize = 10;

/// Places of the table of names; a power of two, several times as many as names.
const PLACES: usize = 1024;

/// Number of the tag of each place, 0 where none is.
static NUMBERS: [u8; PLACES] = places();

/// A name as a number: its bytes in lower case.
const fn packed(name: &[u8]) -> u128 {
    let mut key = 0u128;
    let mut at = 0;
    while at < name.len() {
        key = key << 8 | name[at].to_ascii_lowercase() as u128;
        at += 1;
    }
    key
}

const fn place(key: u128) -> usize {
    let mixed = (key as u64 ^ (key >> 64) as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 54) as usize
}

/// Names of all tags as numbers, in the order of [`TAGS`].
static KEYS: [u128; TAGS.len()] = keys();

const fn keys() -> [u128; TAGS.len()] {
    let mut keys = [0; TAGS.len()];
    let mut number = 0;
    while number < TAGS.len() {
        keys[number] = packed(TAGS[number].0.as_bytes());
        number += 1;
    }
    keys
}

const fn places() -> [u8; PLACES] {
    let mut places = [0u8; PLACES];
    let mut number = 2;
    while number < TAGS.len() {
        let mut at = place(packed(TAGS[number].0.as_bytes()));
        while places[at] != 0 {
            at = (at + 1) % PLACES;
        }
        places[at] = number as u8;
        number += 1;
    }
    places
}

/// A kind of node: an element by its name, text, or an element that HTML does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tag(u8);

impl Tag {
    /// Text.
    pub const TEXT: Tag = Tag(0);
    /// An element of another name.
    pub const OTHER: Tag = Tag(1);
    /// The page.
    pub const HTML: Tag = Tag::known("html");
    pub const HEAD: Tag = Tag::known("head");
    pub const BODY: Tag = Tag::known("body");
    pub const P: Tag = Tag::known("p");
    pub const DIV: Tag = Tag::known("div");
    pub const TABLE: Tag = Tag::known("table");
    pub const A: Tag = Tag::known("a");
    pub const ADDRESS: Tag = Tag::known("address");
    pub const BR: Tag = Tag::known("br");
    pub const BUTTON: Tag = Tag::known("button");
    pub const FORM: Tag = Tag::known("form");
    pub const LI: Tag = Tag::known("li");
    pub const OL: Tag = Tag::known("ol");
    pub const STYLE: Tag = Tag::known("style");
    pub const UL: Tag = Tag::known("ul");
    pub const SVG: Tag = Tag::known("svg");
    pub const MATH: Tag = Tag::known("math");
    pub const SCRIPT: Tag = Tag::known("script");
    /// How many there are.
    pub const COUNT: usize = TAGS.len();

    /// The tag of a name that is sure to be known.
    const fn known(name: &str) -> Tag {
        let key = packed(name.as_bytes());
        let mut number = 2;
        while number < TAGS.len() {
            if packed(TAGS[number].0.as_bytes()) == key {
                return Tag(number as u8);
            }
            number += 1;
        }
        panic!("no such element");
    }

    /// The tag of a name in any case.
    pub fn of(name: &[u8]) -> Tag {
        if name.len() > LONGEST || !name.first().is_some_and(u8::is_ascii_alphabetic) {
            return Tag::OTHER;
        }
        let key = packed(name);
        let mut at = place(key);
        loop {
            match NUMBERS[at] {
                0 => return Tag::OTHER,
                number if KEYS[usize::from(number)] == key => return Tag(number),
                _ => at = (at + 1) % PLACES,
            }
        }
    }

    /// Its number, below [`Tag::COUNT`].
    pub fn number(self) -> usize {
        usize::from(self.0)
    }

    /// Its name in lower case; empty for text, `?` for other elements.
    pub fn name(self) -> &'static str {
        TAGS[self.number()].0
    }

    fn has(self, fact: u8) -> bool {
        TAGS[self.number()].1 & fact != 0
    }

    pub fn is_void(self) -> bool {
        self.has(VOID)
    }

    pub fn is_raw(self) -> bool {
        self.has(RAW)
    }

    pub fn is_block(self) -> bool {
        self.has(BLOCK)
    }

    pub fn breaks_out(self) -> bool {
        self.has(BREAKS_OUT)
    }

    /// True for `h1` to `h6`.
    pub fn is_heading(self) -> bool {
        const FIRST: u8 = Tag::known("h1").0;
        const LAST: u8 = Tag::known("h6").0;
        (FIRST..=LAST).contains(&self.0)
    }

    pub fn is_look(self) -> bool {
        self.has(LOOK)
    }

    pub fn may_stand_in_head(self) -> bool {
        self.has(IN_HEAD)
    }

    /// True for what stands only in tables.
    pub fn is_table_part(self) -> bool {
        self.is_one_of(const { &Self::all(["caption", "tbody", "td", "tfoot", "th", "thead", "tr"]) })
    }

    /// True if the start tag closes an open paragraph.
    pub fn ends_paragraph(self) -> bool {
        self.has(BLOCK) && !self.is_one_of(const { &Self::all(["select", "option", "body", "html", "head"]) })
    }

    /// True if an end tag inside of it closes nothing outside of it.
    pub fn is_scope(self) -> bool {
        const SCOPES: [Tag; 6] = Tag::all(["caption", "table", "td", "th", "object", "template"]);
        self.is_one_of(&SCOPES)
    }

    /// True for the elements that the standard calls special, as far as they are open: the end tag of a word does not
    /// reach beyond them.
    pub fn is_special(self) -> bool {
        self.has(BLOCK) || self.is_one_of(const { &Self::all(["button", "object", "template"]) })
    }

    fn is_one_of(self, tags: &[Tag]) -> bool {
        tags.contains(&self)
    }

    const fn all<const N: usize>(names: [&str; N]) -> [Tag; N] {
        let mut tags = [Tag::TEXT; N];
        let mut at = 0;
        while at < N {
            tags[at] = Tag::known(names[at]);
            at += 1;
        }
        tags
    }

    /// What its start tag closes, and where the search for it ends; nowhere given, at what is special.
    pub fn implied(self) -> Option<(&'static [Tag], &'static [Tag])> {
        if !self.has(IMPLIES) {
            return None;
        }
        const ITEM: [Tag; 1] = Tag::all(["li"]);
        const TERM: [Tag; 2] = Tag::all(["dt", "dd"]);
        const OPTION: [Tag; 1] = Tag::all(["option"]);
        const ROW: [Tag; 2] = Tag::all(["tr", "caption"]);
        const CELL: [Tag; 3] = Tag::all(["td", "th", "caption"]);
        const PART: [Tag; 4] = Tag::all(["tbody", "thead", "tfoot", "caption"]);
        const SELECT: [Tag; 1] = Tag::all(["select"]);
        const TABLE: [Tag; 1] = Tag::all(["table"]);
        const READING: [Tag; 2] = Tag::all(["rt", "rp"]);
        const RUBY: [Tag; 1] = Tag::all(["ruby"]);
        const IN_ROW: [Tag; 2] = Tag::all(["tr", "table"]);
        Some(match self.name() {
            "li" => (&ITEM, &[]),
            "dt" | "dd" => (&TERM, &[]),
            "option" => (&OPTION, &SELECT),
            "rt" | "rp" => (&READING, &RUBY),
            "tr" => (&ROW, &TABLE),
            "td" | "th" => (&CELL, &IN_ROW),
            _ => (&PART, &TABLE),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_every_name_in_any_case() {
        for (number, (name, _)) in TAGS.iter().enumerate().skip(2) {
            assert!(name.len() <= LONGEST, "{name}");
            assert_eq!(Tag::of(name.as_bytes()).number(), number);
            assert_eq!(Tag::of(name.to_uppercase().as_bytes()).name(), *name);
        }
        for name in ["", "?", "x", "divs", "h7", "blockquotes", "a\0", "\u{e4}"] {
            assert_eq!(Tag::of(name.as_bytes()), Tag::OTHER, "{name}");
        }
        assert!(
            Tag::of(b"h3").is_heading() && !Tag::of(b"head").is_heading() && !Tag::of(b"hr").is_heading()
        );
    }
}
