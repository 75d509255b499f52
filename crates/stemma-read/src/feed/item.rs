//! One item of RSS or entry of Atom: what of its elements goes where.

use crate::words::{self, plain};
use crate::xml::{Tag, Xml};
use crate::{moment, newsml};
use stemma_extract::Form;

/// Letters of a summary that must not stand in the text if it is to be a teaser of its own.
const SAME: usize = 40;

/// Longest identifier and longest address, in bytes.
const LONGEST_NAME: usize = 2000;

/// What an item says.
#[derive(Debug, Default)]
pub(super) struct Item {
    pub id: Option<String>,
    pub link: Option<String>,
    pub title: Option<String>,
    pub teaser: Option<String>,
    pub body: Option<(String, Form)>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub authors: Vec<String>,
    pub outlet: Option<String>,
    pub language: Option<String>,
    pub rights: Vec<String>,
    pub picture_credits: Vec<String>,
    pub summary: Option<(String, Form)>,
    /// How good the text found so far is: full text goes before what may be a summary.
    pub rank: u8,
}

impl Item {
    /// Reads the item that `item` begins. Links are made absolute against `base`.
    pub fn read<'x>(xml: &mut Xml<'x>, item: &Tag<'x>, base: Option<&str>) -> Self {
        let own_base = item.attribute("xml:base");
        let base = own_base.as_deref().or(base);
        let mut found =
            Item { language: item.attribute("xml:lang"), id: item.attribute("rdf:about"), ..Item::default() };
        while let Some(tag) = xml.child(item) {
            found.field(xml, &tag, base);
        }
        found.settle();
        found
    }

    fn field<'x>(&mut self, xml: &mut Xml<'x>, tag: &Tag<'x>, base: Option<&str>) {
        match tag.prefixed().as_str() {
            "title" | "atom:title" | "dc:title" => {
                let title = plain(&self.construct(xml, tag).0);
                self.title = self.title.take().or(Some(title)).filter(|t| !t.is_empty());
            }
            "guid" | "id" | "atom:id" => {
                let id = xml.words(tag);
                if (1..=LONGEST_NAME).contains(&id.len()) {
                    // A permanent link is an address as well.
                    if tag.attribute("isPermaLink").is_none_or(|p| !p.eq_ignore_ascii_case("false"))
                        && tag.local() == "guid"
                        && self.link.is_none()
                    {
                        self.link = words::absolute(None, &id);
                    }
                    self.id = Some(id);
                }
            }
            "link" | "atom:link" => self.link(xml, tag, base),
            "feedburner:origlink" => self.address(&xml.words(tag), base),
            "content:encoded" | "yandex:full-text" | "full-text" => self.text(xml, tag, 3),
            "content" | "atom:content" | "body" | "xhtml:body" => self.text(xml, tag, 2),
            "description" | "summary" | "atom:summary" | "dc:description" => self.text(xml, tag, 1),
            "pubdate" | "published" | "issued" | "dcterms:issued" | "dcterms:created" | "atom:published" => {
                let value = xml.words(tag);
                self.published = moment::iso(&value).or(self.published.take());
            }
            "dc:date" | "created" => {
                let value = xml.words(tag);
                self.published = self.published.take().or_else(|| moment::iso(&value));
            }
            "updated" | "modified" | "atom:updated" | "dcterms:modified" => {
                let value = xml.words(tag);
                self.modified = moment::iso(&value).or(self.modified.take());
            }
            "author" | "atom:author" | "dc:creator" | "contributor" | "dc:contributor" => {
                self.person(xml, tag)
            }
            "source" | "atom:source" => self.source(xml, tag),
            "dc:publisher" | "dc:source" => {
                let name = xml.words(tag);
                if !name.contains("://") {
                    self.outlet = self.outlet.take().or(Some(name)).filter(|n| !n.is_empty());
                }
            }
            "language" | "dc:language" => {
                let language = xml.words(tag);
                self.language = Some(language).filter(|l| !l.is_empty()).or(self.language.take());
            }
            "rights" | "dc:rights" | "copyright" | "media:copyright" => {
                self.rights.extend(words::some(&xml.text(tag)));
            }
            "media:group" | "media:content" => {
                while let Some(inner) = xml.child(tag) {
                    self.media(xml, &inner);
                }
            }
            _ => self.media(xml, tag),
        }
    }

    fn media<'x>(&mut self, xml: &mut Xml<'x>, tag: &Tag<'x>) {
        match tag.prefixed().as_str() {
            "media:credit" => self.picture_credits.extend(words::some(&xml.text(tag))),
            // A group holds contents, a content holds credits.
            "media:content" => {}
            _ => xml.skip(tag),
        }
    }

    fn link<'x>(&mut self, xml: &mut Xml<'x>, tag: &Tag<'x>, base: Option<&str>) {
        let base = tag.attribute("xml:base").or(base.map(str::to_owned));
        match tag.attribute("href") {
            Some(address) => {
                let rel = tag.attribute("rel").unwrap_or_else(|| "alternate".to_owned());
                let kind = tag.attribute("type").unwrap_or_default();
                if rel == "alternate" && (kind.is_empty() || kind.contains("html")) {
                    self.address(&address, base.as_deref());
                }
                xml.skip(tag);
            }
            None => self.address(&xml.words(tag), base.as_deref()),
        }
    }

    /// The last address wins: the original one stands behind that of a counter.
    fn address(&mut self, address: &str, base: Option<&str>) {
        let found = words::absolute(base, address).filter(|a| a.len() <= LONGEST_NAME);
        self.link = found.or(self.link.take());
    }

    /// RSS's authors are text, Atom's have a name inside.
    fn person<'x>(&mut self, xml: &mut Xml<'x>, tag: &Tag<'x>) {
        let inner = xml.inner(tag);
        let mut inside = Xml::new(inner);
        let mut names = Vec::new();
        let mut has_children = false;
        while let Some(child) = inside.next() {
            has_children = true;
            if child.local() == "name" {
                names.extend(words::people(&inside.text(&child)));
            }
        }
        if !has_children {
            names = words::people(&text_of(inner));
        }
        if tag.local() != "contributor" || self.authors.is_empty() {
            self.authors.extend(names.into_iter().filter(|n| n.len() <= LONGEST_NAME));
        }
    }

    /// Whose item it is, in feeds that gather those of others.
    fn source<'x>(&mut self, xml: &mut Xml<'x>, tag: &Tag<'x>) {
        let inner = xml.inner(tag);
        let mut inside = Xml::new(inner);
        let mut title = None;
        let mut has_children = false;
        while let Some(child) = inside.next() {
            has_children = true;
            if child.local() == "title" {
                title = words::some(&inside.text(&child));
            }
        }
        if !has_children {
            title = words::some(&text_of(inner));
        }
        self.outlet = title.or(self.outlet.take());
    }

    fn text<'x>(&mut self, xml: &mut Xml<'x>, tag: &Tag<'x>, rank: u8) {
        let (text, form) = self.construct(xml, tag);
        if text.trim().is_empty() {
            return;
        }
        if rank == 1 {
            if self.summary.is_none() {
                self.summary = Some((text, form));
            }
        } else if rank > self.rank {
            self.rank = rank;
            self.body = Some((text, form));
        }
    }

    /// The content of an element that may hold text, HTML in text, or XHTML as elements.
    fn construct<'x>(&mut self, xml: &mut Xml<'x>, tag: &Tag<'x>) -> (String, Form) {
        let kind = tag.attribute("type").unwrap_or_default().to_ascii_lowercase();
        let packed = tag.attribute("mode").is_some_and(|mode| mode.eq_ignore_ascii_case("base64"));
        if packed || (kind.contains('/') && !kind.starts_with("text/") && !kind.contains("xhtml")) {
            xml.skip(tag);
            return (String::new(), Form::Text);
        }
        let as_xml = tag.attribute("mode").is_some_and(|mode| mode.eq_ignore_ascii_case("xml"));
        if kind.contains("xhtml") || tag.local() == "body" || (as_xml && kind.contains("html")) {
            return (newsml::fragment(xml.inner(tag)), Form::Fragment);
        }
        let inner = xml.inner(tag);
        // Elements where none are announced: a feed that says `html` and sends XHTML.
        let text = if has_elements(inner) { newsml::fragment(inner) } else { text_of(inner) };
        let form = if words::has_markup(&text) { Form::Fragment } else { Form::Text };
        (text, form)
    }

    fn settle(&mut self) {
        match (&self.body, self.summary.take()) {
            (None, summary) => self.body = summary,
            (Some((body, _)), Some((summary, _))) => {
                let words = plain(&summary);
                let start = words::letters(&words, SAME);
                if !start.is_empty() && !words::letters(&plain(body), usize::MAX).contains(&start) {
                    self.teaser = Some(words);
                }
            }
            (Some(_), None) => {}
        }
    }
}

/// True if elements stand in it outside of CDATA sections.
fn has_elements(inner: &str) -> bool {
    let mut xml = Xml::new(inner);
    inner.contains('<') && xml.next().is_some()
}

/// The text of a slice of a document.
fn text_of(inner: &str) -> String {
    Xml::new(inner).rest()
}
