//! Raw bytes to articles. First step of the pipeline (**bytes → article** → annotations → …).
//!
//! Words owned here: byline, dateline, wire copy, agency, credit; main text, boilerplate removal.
//!
//! Plain text goes through [`plain`], pages through [`markup`] (source to tree), [`page`] (tree to blocks) and
//! [`meta`] (head of the page); the blocks of both then pass [`clean`], which takes out what is no text and reads the
//! credits. Every block knows the bytes it came from, so the offsets of the main text hold by construction.

mod block;
mod build;
mod bytes;
mod clean;
mod copy;
mod credit;
mod dates;
mod fields;
mod front;
mod json;
mod language;
mod markup;
mod meta;
mod page;
mod plain;
mod rules;
mod scan;
mod settle;
mod tag;
mod voice;

pub use bytes::{Decoded, decode, decode_labelled, detect_form, looks_binary};

use block::Draft;
use clean::Found;
use rules::Rules;
use stemma_lexicon::Lexicon;
use stemma_text::{
    Article, DateBasis, DateCandidate, DateRole, Dated, Language, Notice, Removed, RemovedKind,
};

/// What is known of a document before it is read: the fields of an input record, or nothing.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// Identifier of the article to be.
    pub id: String,
    /// Address, if known.
    pub url: Option<String>,
    /// Headline, if known.
    pub title: Option<String>,
    /// Publication, ISO 8601, if known; the same as a taken date of role `Published` from a feed.
    pub published: Option<String>,
    /// Dates that what lies around the document gives for it: the feed, the archive, the answer of the server. They
    /// compete with those of the document.
    pub dates: Vec<(DateRole, Dated)>,
    /// Moment after which the document cannot have appeared, ISO 8601: when it was fetched or archived.
    pub fetched: Option<String>,
    /// Short line above the headline, if known.
    pub kicker: Option<String>,
    /// Second headline, if known.
    pub subtitle: Option<String>,
    /// Opening that stands apart from the text, if known.
    pub teaser: Option<String>,
    /// News agencies named in fields of their own (`provider`, `creditline`), in the words of the field.
    pub agencies: Vec<String>,
    /// Bylines in the words of their field: `Von Eva Lind, dpa`. Their people are authors where `authors` is empty.
    pub bylines: Vec<String>,
    /// Credits of pictures, in the words of their field.
    pub picture_credits: Vec<String>,
    /// What is said about the making and the use of the text.
    pub notices: Vec<Notice>,
    /// Outlet, if known.
    pub outlet: Option<String>,
    /// Language code, if known.
    pub language: Option<String>,
    /// Language that a feed or a mail names for all it holds: often only that of the program which made it, so that a
    /// text of some length goes before it.
    pub language_around: Option<String>,
    /// Authors, if known.
    pub authors: Vec<String>,
}

/// The form of a document's content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Plain text, to be cleaned.
    Text,
    /// Plain text that is taken exactly as it is.
    AsIs,
    /// An HTML page.
    Html,
    /// HTML or XML that is the main text alone, as feeds and agencies send it: nothing around it needs to be found and
    /// left out, but credits are still read.
    Fragment,
}

/// Bytes of removed text that an article keeps; pages hide megabytes of menus.
const REMOVED_KEPT: usize = 100_000;

/// Turns documents into articles. Compiled once from the lexicon, then shared by all threads.
pub struct Extractor {
    rules: Rules,
    markers: page::Markers,
    heads: meta::Heads,
}

impl Extractor {
    /// Compiles the patterns of all languages.
    pub fn new(lexicon: &Lexicon) -> Self {
        Self {
            rules: Rules::new(lexicon),
            markers: page::Markers::new(lexicon),
            heads: meta::Heads::new(lexicon),
        }
    }

    /// Extracts one document. Never fails: text that cannot be understood stays main text.
    /// `content` is UTF-8 (see [`decode`]); `raw_sha256` is that of the bytes before recoding.
    pub fn extract(&self, mut given: Given, content: &str, form: Form, raw_sha256: String) -> Article {
        let mut article = match form {
            Form::AsIs => {
                let mut article = Article::as_is(given.id.as_str(), content, Language::UNKNOWN);
                article.language = language::of_text(&article.text, &self.rules.languages);
                article
            }
            Form::Text => self.plain(&given, content),
            Form::Html => self.page(&given, content),
            Form::Fragment => self.fragment(&given, content),
        };
        article.raw_sha256 = raw_sha256;
        fields::read(&self.rules, &mut given, &mut article);
        settle::settle(given, article)
    }

    fn plain(&self, given: &Given, content: &str) -> Article {
        let plain = plain::read(&self.rules, content, given.title.as_deref());
        let mut article = Article::as_is(given.id.as_str(), "", Language::UNKNOWN);
        let (drafts, mut found) =
            clean::clean(&self.rules, plain.drafts, year_of(given, plain.published.as_ref()));
        for (name, quote) in plain.agencies {
            found.agencies(vec![name], stemma_text::CreditBasis::Byline, &quote);
        }
        article.title = plain.title.or(found.title.take());
        article.kicker = plain.kicker;
        article.subtitle = plain.subtitle;
        article.dates.extend(plain.published.map(said));
        article.authors = plain.authors;
        article.removed = plain.removed;
        fill(&mut article, &drafts, found);
        let around = given.language_around.as_deref();
        article.language = language::of_page(&article.text, around, &self.rules.languages);
        self.hear(given, &mut article);
        article
    }

    fn page(&self, given: &Given, content: &str) -> Article {
        let tree = markup::Tree::read(content, self.rules.references.clone());
        let sources = (&self.heads, &self.rules);
        let meta = meta::read(sources, &tree, given.url.as_deref(), given.fetched.as_deref());
        let page = page::read(&self.markers, &self.rules, &tree, meta.title.as_deref());
        let mut article = Article::as_is(given.id.as_str(), "", Language::UNKNOWN);
        let published = meta.dates.iter().find(|d| d.role == DateRole::Published).map(|d| &d.dated);
        let (drafts, mut found) = clean::clean(&self.rules, page.drafts, year_of(given, published));
        clean::reread(&self.rules, &page.removed, &mut found);
        article.url = meta.url;
        article.title = meta.title.or(page.title).or(found.title.take());
        article.kicker = meta.kicker;
        article.subtitle = meta.subtitle;
        article.teaser = meta.teaser;
        article.dates = meta.dates;
        article.addresses = meta.addresses;
        article.authors = meta.authors;
        article.outlet = meta.outlet;
        article.removed = page.removed;
        if article.authors.is_empty() {
            // A byline that was cut out may hold more lines than the one with the name.
            let names = page.authors.iter().filter_map(|a| a.lines().next()).map(str::trim);
            article.authors =
                names.filter(|a| !meta::names_nobody(&self.heads, a)).map(str::to_owned).collect();
        }
        found
            .agencies
            .extend(meta.agencies.into_iter().filter(|_| found.agencies.is_empty()).collect::<Vec<_>>());
        fill(&mut article, &drafts, found);
        article.entries = block::entries(&drafts, &article.blocks, &page.entries);
        let said = meta.language.as_deref().or(given.language_around.as_deref());
        article.language = language::of_page(&article.text, said, &self.rules.languages);
        language::of_blocks(&mut article);
        self.hear(given, &mut article);
        article
    }

    fn fragment(&self, given: &Given, content: &str) -> Article {
        let tree = markup::Tree::read(content, self.rules.references.clone());
        let page = page::whole(&tree);
        let mut article = Article::as_is(given.id.as_str(), "", Language::UNKNOWN);
        let (drafts, mut found) = clean::clean(&self.rules, page.drafts, year_of(given, None));
        clean::reread(&self.rules, &page.removed, &mut found);
        article.title = found.title.take();
        article.removed = page.removed;
        fill(&mut article, &drafts, found);
        let around = given.language_around.as_deref();
        article.language = language::of_page(&article.text, around, &self.rules.languages);
        self.hear(given, &mut article);
        article
    }

    /// Credits the medium whose report the text must be, where nothing else says whose it is.
    fn hear(&self, given: &Given, article: &mut Article) {
        if article.agencies.is_empty()
            && article.credits.is_empty()
            && article.outlet.is_none()
            && given.outlet.is_none()
        {
            article.credits.extend(voice::house_voice(&self.rules, &article.text));
        }
    }
}

/// The year in which a document appeared, as far as that is known before it is cleaned.
fn year_of(given: &Given, read: Option<&Dated>) -> Option<i16> {
    let value = given.published.as_deref().or(read.map(|d| d.value.as_str()))?;
    value.get(..4)?.parse().ok()
}

/// A date that the text gives.
fn said(dated: Dated) -> DateCandidate {
    let quote = dated.value.clone();
    settle::candidate(DateRole::Published, dated, quote)
}

/// Puts the text and what cleaning found into an article.
fn fill(article: &mut Article, drafts: &[Draft], found: Found) {
    (article.text, article.blocks, article.offsets) = block::assemble(drafts);
    article.dates.extend(found.published.map(|dated| {
        let kind =
            if dated.basis == DateBasis::Dateline { RemovedKind::Dateline } else { RemovedKind::Metadata };
        let quote = found.removed.iter().find(|r| r.kind == kind).map(|r| r.text.clone());
        DateCandidate { quote: quote.unwrap_or_default(), ..said(dated) }
    }));
    for author in found.authors {
        meta::merge(&mut article.authors, author);
    }
    article.agencies = found.agencies;
    article.credits = found.credits;
    article.image_credits = found.image_credits;
    article.notices = found.notices;
    article.removed.extend(found.removed);
    let mut size = 0;
    article.removed.retain(|r: &Removed| {
        let keep =
            matches!(r.kind, RemovedKind::AgencyCredit | RemovedKind::SourceCredit | RemovedKind::Dateline)
                || size + r.text.len() <= REMOVED_KEPT;
        size += r.text.len();
        keep && !r.text.is_empty()
    });
}
