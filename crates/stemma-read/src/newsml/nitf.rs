//! NITF, the News Industry Text Format (3.x and what came before), alone or inside of NewsML.

use super::Body;
use super::fragment::fragment;
use crate::wire::Wire;
use crate::words;
use crate::xml::{Tag, Xml};
use stemma_extract::Form;

/// Longest closing line that is taken for a credit, in bytes.
const LONGEST_TAGLINE: usize = 160;

/// Reads the document that `nitf` begins. The paper that printed it, if it names one, is its outlet.
pub(super) fn document<'x>(xml: &mut Xml<'x>, nitf: &Tag<'x>) -> Wire {
    let mut wire =
        Wire { uri: nitf.attribute("uno"), language: nitf.attribute("xml:lang"), ..Wire::default() };
    let mut texts: Vec<&'x str> = Vec::new();
    while let Some(tag) = xml.child(nitf) {
        let local = tag.local();
        match local.as_str() {
            "body.content" => texts.push(xml.inner(&tag)),
            "body" => wire.language = tag.attribute("xml:lang").or(wire.language.take()),
            "pubdata" => {
                wire.outlet = tag.attribute("name").or(wire.outlet.take());
                wire.url = tag.attribute("ex-ref").filter(|u| u.starts_with("http")).or(wire.url.take());
                wire.created = wire.created.take().or(tag.attribute("date.publication"));
            }
            "meta" => {
                let name = tag.attribute("name").unwrap_or_default().to_lowercase();
                if name.contains("language") {
                    wire.language = tag.attribute("content").or(wire.language.take());
                }
            }
            "docdata" => {
                wire.status = tag.attribute("management-status").unwrap_or_default().to_lowercase();
            }
            _ => head(&mut wire, xml, &tag, &local),
        }
    }
    wire.body = body(&texts, &mut wire.picture_credits).map(|text| (text, Form::Fragment));
    wire
}

fn head<'x>(wire: &mut Wire, xml: &mut Xml<'x>, tag: &Tag<'x>, local: &str) {
    match local {
        "doc-id" => wire.uri = tag.attribute("id-string").or(wire.uri.take()),
        "date.issue" => wire.created = tag.attribute("norm").or(wire.created.take()),
        "date.release" => {
            // A moment of release after that of issue is an embargo.
            let (release, issue) = (tag.attribute("norm"), wire.created.as_ref());
            wire.embargo = release.filter(|r| issue.is_some_and(|i| r > i));
        }
        "doc.copyright" => {
            if let Some(holder) = tag.attribute("holder") {
                wire.agency(&holder);
            }
        }
        "du-key" => wire.version = tag.attribute("version").or(wire.version.take()),
        "hl1" => wire.title = words::some(&xml.text(tag)).or(wire.title.take()),
        "hl2" => wire.subtitle = wire.subtitle.take().or(words::some(&xml.text(tag))),
        "title" => wire.slug = words::some(&xml.text(tag)),
        "byline" => byline(wire, xml, tag),
        "distributor" | "rights.owner" => {
            let name = xml.text(tag);
            wire.agency(&name);
        }
        "dateline" => wire.dateline(&xml.text(tag)),
        "abstract" => wire.teaser = words::some(&xml.text(tag)),
        "tagline" => {
            let line = xml.text(tag);
            if line.len() <= LONGEST_TAGLINE {
                wire.agency(&line);
            }
        }
        "note" | "bibliography" | "identified-content" | "key-list" | "revision-history" => xml.skip(tag),
        _ => {}
    }
}

/// A byline without the title and the place of whom it names; one that was made for sorting does not count.
fn byline<'x>(wire: &mut Wire, xml: &mut Xml<'x>, tag: &Tag<'x>) {
    let class = tag.attribute("class").unwrap_or_default();
    let inner = xml.inner(tag);
    if class.contains("normalized") {
        return;
    }
    let mut inside = Xml::new(inner);
    let mut people = Vec::new();
    let mut title = None;
    while let Some(child) = inside.next() {
        match child.local().as_str() {
            "person" => people.extend(words::some(&inside.text(&child))),
            "byttl" => title = words::some(&inside.text(&child)),
            _ => {}
        }
    }
    if people.is_empty() {
        let line = words::plain(&Xml::new(inner).rest());
        let line = title.and_then(|t| line.strip_suffix(t.as_str()).map(str::to_owned)).unwrap_or(line);
        wire.byline(&line);
    }
    for person in people {
        if !wire.authors.contains(&person) {
            wire.authors.push(person);
        }
    }
}

/// The text of all `body.content`; of one that holds the lead and then the full text the full text alone.
fn body(texts: &[&str], picture_credits: &mut Vec<String>) -> Option<String> {
    let mut found = String::new();
    for text in texts {
        let mut xml = Xml::new(text);
        let mut full = None;
        while let Some(tag) = xml.next() {
            match tag.local().as_str() {
                "block" if tag.attribute("class").is_some_and(|c| c == "full_text") => {
                    full = Some(xml.inner(&tag));
                }
                "media-producer" => picture_credits.extend(words::some(&xml.text(&tag))),
                _ => {}
            }
        }
        found.push_str(&fragment(full.unwrap_or(text)));
    }
    Some(found).filter(|f| !f.trim().is_empty())
}

/// Adds what the NITF inside of an item says to what the item says; the item goes first.
pub(super) fn merge(wire: &mut Wire, body: &mut Body, found: Wire) {
    wire.uri = wire.uri.take().or(found.uri);
    wire.title = wire.title.take().or(found.title);
    wire.slug = wire.slug.take().or(found.slug);
    wire.subtitle = wire.subtitle.take().or(found.subtitle);
    wire.teaser = wire.teaser.take().or(found.teaser);
    wire.url = wire.url.take().or(found.url);
    wire.outlet = wire.outlet.take().or(found.outlet);
    wire.language = wire.language.take().or(found.language);
    wire.created = wire.created.take().or(found.created);
    if wire.status.is_empty() {
        wire.status = found.status;
    }
    found.agencies.iter().for_each(|agency| wire.agency(agency));
    found.bylines.iter().for_each(|byline| wire.byline(byline));
    for author in found.authors {
        if !wire.authors.contains(&author) {
            wire.authors.push(author);
        }
    }
    wire.picture_credits.extend(found.picture_credits);
    if let Some((content, form)) = found.body {
        body.offer(3, content, form);
    }
}
