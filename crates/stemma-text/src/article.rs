//! An article: one document after extraction. Second station of the pipeline (bytes → **article** → …).

use crate::{Language, OffsetMap, TextRange};

/// One document with its main text, what is known of its origin, and what was removed from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// Unique in a pile: the path relative to the folder, the address, or the `id` of the record.
    pub id: String,
    /// Where it was found.
    pub url: Option<String>,
    /// Headline, without the outlet's name.
    pub title: Option<String>,
    /// Main text: blocks joined by a blank line; no title, no boilerplate, no reader comments. All ranges of later
    /// stages are byte ranges of this text.
    pub text: String,
    /// When it appeared.
    pub published: Option<Dated>,
    /// When it was last changed.
    pub modified: Option<Dated>,
    /// People who signed it.
    pub authors: Vec<String>,
    /// Who printed it.
    pub outlet: Option<String>,
    /// Language of the main text.
    pub language: Language,
    /// News agencies credited for the text. In order of the credit line: `APA/dpa` gives APA, then dpa.
    pub agencies: Vec<Credit>,
    /// Other sources credited for the text as a whole.
    pub credits: Vec<Credit>,
    /// Blocks of the main text, in order.
    pub blocks: Vec<Block>,
    /// What was cut, and as what.
    pub removed: Vec<Removed>,
    /// SHA-256 of the raw input, in lower-case hexadecimal.
    pub raw_sha256: String,
    /// From bytes of `text` to bytes of the raw input (of the HTML or text, after recoding to UTF-8).
    pub offsets: OffsetMap,
}

impl Article {
    /// An article that is nothing but its text, taken as it is: one block per paragraph, nothing removed.
    pub fn as_is(id: impl Into<String>, text: impl Into<String>, language: Language) -> Self {
        let text = text.into();
        let blocks =
            crate::sentence::lines(&text).map(|range| Block { kind: BlockKind::Paragraph, range }).collect();
        Self {
            id: id.into(),
            url: None,
            title: None,
            published: None,
            modified: None,
            authors: Vec::new(),
            outlet: None,
            language,
            agencies: Vec::new(),
            credits: Vec::new(),
            blocks,
            removed: Vec::new(),
            raw_sha256: String::new(),
            offsets: OffsetMap::identity(text.len()),
            text,
        }
    }
}

/// A moment, to the precision that its basis gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// ISO 8601, cut to the precision: `2023-09`, `2023-09-04`, `2023-09-04T14:02:00+02:00`.
    pub value: String,
    /// How much of the value is known.
    pub precision: Precision,
    /// Where it was read.
    pub basis: DateBasis,
}

impl Dated {
    /// Reads an ISO 8601 value of any precision. `None` if it is no date.
    pub fn parse(value: &str, basis: DateBasis) -> Option<Dated> {
        let value = value.trim();
        let precision = match value.len() {
            4 => Precision::Year,
            7 => Precision::Month,
            10 => Precision::Day,
            11..=18 => Precision::Minute,
            19.. => Precision::Second,
            _ => return None,
        };
        let dated = Dated { value: value.to_owned(), precision, basis };
        dated.days().map(|_| dated)
    }

    /// First and last day it may stand for, both included, in the zone of the value.
    pub fn days(&self) -> Option<(jiff::civil::Date, jiff::civil::Date)> {
        let number = |range: std::ops::Range<usize>| self.value.get(range)?.parse::<i16>().ok();
        let year = number(0..4)?;
        match self.precision {
            Precision::Year => {
                Some((jiff::civil::Date::new(year, 1, 1).ok()?, jiff::civil::Date::new(year, 12, 31).ok()?))
            }
            Precision::Month => {
                let first = jiff::civil::Date::new(year, i8::try_from(number(5..7)?).ok()?, 1).ok()?;
                Some((first, first.last_of_month()))
            }
            _ => {
                let month = i8::try_from(number(5..7)?).ok()?;
                let day = jiff::civil::Date::new(year, month, i8::try_from(number(8..10)?).ok()?).ok()?;
                Some((day, day))
            }
        }
    }
}

/// Defines an enum whose values have the names the contract gives them.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// The name that stands in the records.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// The value with this name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)* _ => None }
            }
        }
    };
}
pub(crate) use named;

named! {
    /// How much of a moment is known.
    Precision {
        /// To the second.
        Second = "second",
        /// To the minute.
        Minute = "minute",
        /// To the day.
        Day = "day",
        /// To the month.
        Month = "month",
        /// To the year.
        Year = "year",
    }
}

named! {
    /// Where a date was read.
    DateBasis {
        /// schema.org data in the page.
        JsonLd = "json-ld",
        /// A meta element.
        Meta = "meta",
        /// A time element.
        TimeElement = "time element",
        /// A feed, or the field of an input record.
        Feed = "feed",
        /// A web archive record.
        Warc = "warc",
        /// The answer of the server.
        Http = "http",
        /// The dateline of the text.
        Dateline = "dateline",
        /// The file.
        File = "file",
        /// The text.
        Text = "text",
        /// Other articles of the same story.
        Story = "story",
    }
}

/// A credit for the text as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// Canonical name: `dpa`, `BBC`.
    pub name: String,
    /// What kind of credit it is.
    pub basis: CreditBasis,
    /// The words of the source that say so.
    pub quote: String,
}

named! {
    /// What kind of words give a credit.
    CreditBasis {
        /// `Washington (dpa) -`.
        Dateline = "dateline",
        /// `Von dpa`.
        Byline = "byline",
        /// `(dpa/APA)` at the end.
        CreditLine = "credit line",
        /// `© dpa-infocom`.
        Copyright = "copyright",
        /// A meta element or a field of the record.
        Meta = "meta",
        /// Running text.
        Text = "text",
        /// `Quelle: BBC`.
        SourceCredit = "source credit",
    }
}

/// One block of the main text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Of what kind.
    pub kind: BlockKind,
    /// Where, in bytes of the main text.
    pub range: TextRange,
}

named! {
    /// Kinds of blocks.
    BlockKind {
        /// A heading inside the text.
        Heading = "heading",
        /// A paragraph.
        Paragraph = "paragraph",
        /// One item of a list.
        ListItem = "list item",
        /// A quotation set apart.
        BlockQuote = "block quote",
        /// Words under a picture.
        Caption = "caption",
        /// A row of a table.
        Table = "table",
    }
}

/// Something that was cut from the input, and as what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// What it was taken for.
    pub kind: RemovedKind,
    /// Its words.
    pub text: String,
}

named! {
    /// Kinds of removed text.
    RemovedKind {
        /// Menus, breadcrumbs.
        Navigation = "navigation",
        /// Buttons and counters for sharing.
        ShareBar = "share bar",
        /// Links to other articles.
        RelatedPosts = "related posts",
        /// Comments of readers, and what leads to them.
        Comments = "comments",
        /// Advertising.
        Advert = "advert",
        /// `Foto: …`.
        ImageCredit = "image credit",
        /// `Quelle: …`.
        SourceCredit = "source credit",
        /// `APA/dpa`.
        AgencyCredit = "agency credit",
        /// `Von …`.
        Byline = "byline",
        /// `Washington (dpa) -`.
        Dateline = "dateline",
        /// Dates, identifiers, tags.
        Metadata = "metadata",
        /// Cookie notices.
        CookieNotice = "cookie notice",
        /// Subscribe to read on.
        PaywallNotice = "paywall notice",
        /// The rest.
        Other = "other",
    }
}
