//! Feeds: RSS 0.9 to 2.0, RDF Site Summary, Atom 0.3 and 1.0, JSON Feed. Each item is a document.
//!
//! Read by hand on `quick-xml` and not with `feed-rs`: that gives nothing at all of a feed that is cut off or has one bare
//! `&`, holds every item at once, and loses dates in zones such as `CEST`.

mod item;
mod json_feed;
mod links;

pub use links::links;

use crate::xml::{self, Tag, Xml};
use crate::{Found, Input, Options, Sink, limits, moment, words};
use item::Item;
use std::collections::BTreeSet;
use stemma_extract::{Form, Given};
use stemma_text::{DateBasis, DateRole, Dated};

/// Gives the items of one feed to `sink`.
///
/// # Errors
/// In words, if nothing of it can be read.
pub(crate) fn read(input: &mut Input<'_>, _options: &Options, sink: &mut dyn Sink) -> Result<(), String> {
    let bytes = input.whole_within(limits::FEED)?;
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes).trim_ascii_start();
    if start.starts_with(b"{") {
        return json_feed::read(&bytes, input, sink);
    }
    let text = xml::decode(bytes);
    let mut xml = Xml::new(&text);
    let mut giver = Giver::new(input, sink);
    let mut channel = Channel::default();
    let mut is_feed = false;
    while let Some(tag) = xml.next() {
        match tag.local().as_str() {
            "opml" => {
                return Err("this is a list of feeds (OPML); its feeds must be fetched: give it with --list"
                    .to_owned());
            }
            "rss" | "rdf" | "feed" | "channel" => {
                is_feed = true;
                channel.open(&tag);
            }
            "item" | "entry" if !tag.empty => {
                is_feed = true;
                let item = Item::read(&mut xml, &tag, channel.base.as_deref());
                // Of an item that breaks off nobody knows how much is missing.
                if xml.broken().is_none() && !giver.give(item, &channel) {
                    break;
                }
            }
            _ => channel.field(&mut xml, &tag),
        }
    }
    if !is_feed {
        return Err("this is no feed: neither RSS nor Atom nor JSON Feed".to_owned());
    }
    let (given, place) = (giver.number, input.place.clone());
    if let Some(at) = xml.broken() {
        let error = format!(
            "{place}: the feed breaks off at byte {at}, behind {given} whole items; fetch it again for the others"
        );
        sink.failed(&input.id, error);
    } else if given == 0 {
        sink.passed_over(&place);
    }
    Ok(())
}

/// What a feed says of itself, for all its items.
#[derive(Default)]
struct Channel {
    title: Option<String>,
    language: Option<String>,
    /// Address that the links of items are relative to.
    base: Option<String>,
    /// When it was built.
    built: Option<String>,
}

impl Channel {
    fn open(&mut self, tag: &Tag<'_>) {
        self.language = tag.attribute("xml:lang").or(self.language.take());
        self.base = tag.attribute("xml:base").or(self.base.take());
    }

    fn field<'x>(&mut self, xml: &mut Xml<'x>, tag: &Tag<'x>) {
        match tag.prefixed().as_str() {
            "title" | "atom:title" => {
                let title = xml.words(tag);
                self.title = self.title.take().or(Some(title)).filter(|t| !t.is_empty());
            }
            "language" | "dc:language" => {
                let language = xml.words(tag);
                self.language = Some(language).filter(|l| !l.is_empty()).or(self.language.take());
            }
            "link" => {
                // Atom's own address or that of its page, RSS's page.
                let link = tag.attribute("href").unwrap_or_else(|| xml.words(tag));
                if tag.attribute("rel").is_none_or(|rel| rel == "self" || rel == "alternate")
                    && link.starts_with("http")
                {
                    self.base.get_or_insert(link);
                }
            }
            "lastbuilddate" | "pubdate" | "dc:date" | "updated" | "modified" => {
                let date = xml.words(tag);
                self.built = moment::iso(&date).max(self.built.take());
            }
            _ => xml.skip(tag),
        }
    }
}

/// Gives items to the sink, each under an identifier of its own.
struct Giver<'g, 's> {
    input: &'g Input<'s>,
    sink: &'g mut dyn Sink,
    seen: BTreeSet<String>,
    number: u64,
}

impl<'g, 's> Giver<'g, 's> {
    fn new(input: &'g Input<'s>, sink: &'g mut dyn Sink) -> Self {
        Self { input, sink, seen: BTreeSet::new(), number: 0 }
    }

    /// Gives one item; false if there were too many.
    fn give(&mut self, item: Item, channel: &Channel) -> bool {
        self.number += 1;
        let place = format!("{}#{}", self.input.place, self.number);
        if self.number > limits::MEMBERS {
            self.sink.failed(&place, format!("{place}: too many items; split the feed"));
            return false;
        }
        let has_text = item.body.as_ref().is_some_and(|(text, _)| !words::plain(text).is_empty());
        if !has_text && item.link.is_none() {
            self.sink.passed_over(&place);
            return true;
        }
        let id = self.id(&item);
        let (content, form) = item.body.filter(|_| has_text).unwrap_or((String::new(), Form::Text));
        let mut dates = Vec::new();
        let mut date = |role, value: Option<&String>| {
            dates.extend(value.and_then(|v| Dated::parse(v, DateBasis::Feed)).map(|dated| (role, dated)));
        };
        date(DateRole::Published, item.published.as_ref().or(item.modified.as_ref()));
        date(DateRole::Modified, item.modified.as_ref());
        date(DateRole::FirstSeen, channel.built.as_ref());
        let given = Given {
            id,
            url: item.link,
            title: item.title,
            teaser: item.teaser,
            dates,
            agencies: item.rights,
            outlet: item.outlet.or_else(|| channel.title.clone()),
            language_around: item.language.or_else(|| channel.language.clone()),
            authors: item.authors,
            picture_credits: item.picture_credits,
            ..Given::default()
        };
        let content = content.into_bytes();
        let form = Some(form).filter(|_| has_text);
        self.sink.found(Found { given, form, content, place, listed: true, ..Found::default() });
        true
    }

    /// The item's own identifier, if it can be one for the whole world, or its address, or its place. One that stood in
    /// this feed already is told apart by its place.
    fn id(&mut self, item: &Item) -> String {
        let numbered = format!("{}#{}", self.input.id, self.number);
        let id = match &item.id {
            Some(id) if id.contains([':', '/']) => id.clone(),
            Some(id) => format!("{}#{id}", self.input.id),
            None => item.link.clone().unwrap_or_else(|| numbered.clone()),
        };
        let id = if self.seen.contains(&id) { numbered } else { id };
        self.seen.insert(id.clone());
        id
    }
}
