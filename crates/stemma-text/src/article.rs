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
    /// Short line above the headline that names the subject.
    pub kicker: Option<String>,
    /// Second headline under the first.
    pub subtitle: Option<String>,
    /// The opening that stands apart from the body: it says in two sentences what the body says again.
    pub teaser: Option<String>,
    /// Main text: blocks joined by a blank line; no title, no boilerplate, no reader comments. All ranges of later
    /// stages are byte ranges of this text.
    pub text: String,
    /// When it appeared.
    pub published: Option<Dated>,
    /// When it was last changed.
    pub modified: Option<Dated>,
    /// When it was first met: fetched, archived, or listed in a feed.
    pub first_seen: Option<Dated>,
    /// Every date that speaks for one of the three above, best first, and why it was taken or not.
    pub dates: Vec<DateCandidate>,
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
    /// Agencies, people and outlets credited for pictures, not for the text.
    pub image_credits: Vec<Credit>,
    /// What is said about the making of the text: translated, written by a machine.
    pub notices: Vec<Notice>,
    /// Other addresses of the same article.
    pub addresses: Vec<Address>,
    /// Entries of a live ticker, in the order of the text; empty for anything else.
    pub entries: Vec<Entry>,
    /// Blocks of the main text, in order.
    pub blocks: Vec<Block>,
    /// What was cut, and as what.
    pub removed: Vec<Removed>,
    /// SHA-256 of the raw input, in lower-case hexadecimal.
    pub raw_sha256: String,
    /// From bytes of `text` to bytes of the raw input. From the extractor they lead to its UTF-8 input, from the engine to
    /// the bytes of the document itself.
    pub offsets: OffsetMap,
}

impl Article {
    /// An article that is nothing but its text, taken as it is: one block per paragraph, nothing removed.
    pub fn as_is(id: impl Into<String>, text: impl Into<String>, language: Language) -> Self {
        let text = text.into();
        let blocks =
            crate::sentence::lines(&text).map(|range| Block::new(BlockKind::Paragraph, range)).collect();
        Self {
            id: id.into(),
            url: None,
            title: None,
            kicker: None,
            subtitle: None,
            teaser: None,
            published: None,
            modified: None,
            first_seen: None,
            dates: Vec::new(),
            authors: Vec::new(),
            outlet: None,
            language,
            agencies: Vec::new(),
            credits: Vec::new(),
            image_credits: Vec::new(),
            notices: Vec::new(),
            addresses: Vec::new(),
            entries: Vec::new(),
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
        // Databases and RFC 3339 write a blank between day and time.
        let value = match value.get(10..11) {
            Some(" ") => value.replacen(' ', "T", 1),
            _ => value.to_owned(),
        };
        let dated = Dated { value, precision, basis };
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
        /// An Open Graph property.
        OpenGraph = "open graph",
        /// A time element.
        TimeElement = "time element",
        /// A feed, or the field of an input record.
        Feed = "feed",
        /// The map of a site.
        Sitemap = "sitemap",
        /// The address.
        Address = "address",
        /// A web archive record.
        Warc = "warc",
        /// The answer of the server.
        Http = "http",
        /// The head of a mail.
        Mail = "mail",
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

/// One date that a source gives for an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateCandidate {
    /// What it is the date of.
    pub role: DateRole,
    /// The date, with where it was read.
    pub dated: Dated,
    /// The words or the field that give it: `article:published_time`, `Stand: 4. September 2023`.
    pub quote: String,
    /// Whether it became the article's, and if not, why.
    pub verdict: DateVerdict,
}

named! {
    /// What a date is the date of.
    DateRole {
        /// The article appeared.
        Published = "published",
        /// It was last changed.
        Modified = "modified",
        /// It was first met.
        FirstSeen = "first seen",
    }
}

named! {
    /// What became of a date.
    DateVerdict {
        /// It is the article's.
        Taken = "taken",
        /// A better source gives another.
        WeakerSource = "weaker source",
        /// Another of the same source is more precise.
        LessPrecise = "less precise",
        /// It agrees with the one taken.
        Agrees = "agrees",
        /// It lies after the moment at which the article was fetched.
        Future = "in the future",
        /// It lies before there were news pages, or is a default that programs leave behind.
        Impossible = "impossible",
        /// It belongs to something else on the page.
        Elsewhere = "of something else",
    }
}

/// What is said about the making of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What is said.
    pub kind: NoticeKind,
    /// Who did it, where that is said: the translator, the program.
    pub name: Option<String>,
    /// The words that say so.
    pub quote: String,
}

named! {
    /// What can be said about the making of a text.
    NoticeKind {
        /// A person translated it.
        Translation = "translation",
        /// A program translated it.
        MachineTranslation = "machine translation",
        /// A program wrote it, or helped.
        MachineText = "machine text",
        /// It was corrected after it appeared.
        Correction = "correction",
        /// It must not be published before a moment, which the quote gives.
        Embargo = "embargo",
    }
}

/// Another address of the same article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// What stands there.
    pub kind: AddressKind,
    /// The address, absolute where the page's own is known.
    pub url: String,
    /// Language of what stands there, for translations.
    pub language: Option<Language>,
}

named! {
    /// What stands at another address.
    AddressKind {
        /// The one that the page calls its own.
        Canonical = "canonical",
        /// The same in another language.
        Translation = "translation",
        /// The same for small screens.
        Amp = "amp",
        /// The page the text was first printed on, as this one says.
        Original = "original",
    }
}

/// One entry of a live ticker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where, in bytes of the main text.
    pub range: TextRange,
    /// When it was written.
    pub published: Option<Dated>,
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
    /// The number under which the agency itself knows the report: `230904-99-77777/3`.
    pub number: Option<String>,
}

impl Credit {
    /// A credit without a number of its own.
    pub fn new(name: impl Into<String>, basis: CreditBasis, quote: impl Into<String>) -> Self {
        Self { name: name.into(), basis, quote: quote.into(), number: None }
    }
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
    /// Its language, where that is clear and not the article's.
    pub language: Option<Language>,
}

impl Block {
    /// A block in the language of its article.
    pub fn new(kind: BlockKind, range: TextRange) -> Self {
        Self { kind, range, language: None }
    }
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
        /// Forms and lines that offer a newsletter.
        Newsletter = "newsletter",
        /// The opening that stands apart and is kept as the teaser.
        Teaser = "teaser",
        /// The rest.
        Other = "other",
    }
}
