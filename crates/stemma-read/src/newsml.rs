//! The XML of news agencies: NewsML-G2 (items alone or in messages), NewsML 1, NITF, alone or within the others.
//!
//! Elements are told by their local names without regard to case: agencies bind the namespaces to prefixes of their own.
//! The text of an item stays the XML that it is, byte for byte (see [`fragment`]), so that every character of the article
//! can be found in it again.

mod fragment;
mod nitf;

pub(crate) use fragment::fragment;

use crate::wire::Wire;
use crate::words;
use crate::xml::{self, Tag, Xml};
use crate::{Input, Options, Sink, limits};
use stemma_extract::Form;

/// Gives the items of one document to `sink`.
///
/// # Errors
/// In words, if nothing of it can be read.
pub(crate) fn read(input: &mut Input<'_>, _options: &Options, sink: &mut dyn Sink) -> Result<(), String> {
    let text = xml::decode(input.whole_within(limits::FEED)?);
    let mut xml = Xml::new(&text);
    let (mut number, mut passed) = (0usize, 0usize);
    let mut single = true;
    let mut sent = None;
    while let Some(tag) = xml.next() {
        let local = tag.local();
        let wire = match local.as_str() {
            "newsmessage" | "newsml" => {
                single = false;
                continue;
            }
            "sent" | "dateandtime" => {
                sent = Some(xml.words(&tag));
                continue;
            }
            "newsitem" if !tag.empty => item(&mut xml, &tag),
            "nitf" if !tag.empty => nitf::document(&mut xml, &tag),
            "packageitem" | "conceptitem" | "knowledgeitem" | "planningitem" | "catalogitem" => {
                passed += 1;
                sink.passed_over(&format!("{}#{}", input.place, number + passed));
                xml.skip(&tag);
                continue;
            }
            _ => continue,
        };
        // Of an item that breaks off nobody knows how much is missing.
        if xml.broken().is_some() {
            break;
        }
        number += 1;
        Wire { sent: sent.clone(), ..wire }.give(input, number + passed, single, sink);
        if number as u64 >= limits::MEMBERS {
            break;
        }
    }
    if let Some(at) = xml.broken() {
        let place = &input.place;
        let error =
            format!("{place}: it breaks off at byte {at}, behind {number} whole items; get the file again");
        sink.failed(&input.id, error);
    } else if number + passed == 0 {
        return Err("this is neither NewsML nor NITF: no item is in it".to_owned());
    }
    Ok(())
}

/// Text of an item on its way: what is marked up goes before what is plain, and of equals the longest.
#[derive(Default)]
struct Body {
    best: Option<(u8, String, Form)>,
}

impl Body {
    fn offer(&mut self, rank: u8, content: String, form: Form) {
        if content.trim().is_empty() {
            return;
        }
        let better = self.best.as_ref().is_none_or(|(r, c, _)| (rank, content.len()) > (*r, c.len()));
        if better {
            self.best = Some((rank, content, form));
        }
    }
}

/// An item of NewsML-G2, or of NewsML 1, whose elements have other names; where both have one it means the same.
fn item<'x>(xml: &mut Xml<'x>, item: &Tag<'x>) -> Wire {
    let mut wire = Wire {
        uri: item.attribute("guid").or_else(|| item.attribute("itemid")),
        version: item.attribute("version"),
        language: item.attribute("xml:lang"),
        ..Wire::default()
    };
    let mut body = Body::default();
    while let Some(tag) = xml.child(item) {
        let local = tag.local();
        if !(about(&mut wire, xml, &tag, &local)
            || names(&mut wire, xml, &tag, &local)
            || first_version(&mut wire, xml, &tag, &local)
            || content(&mut wire, &mut body, xml, &tag, &local))
            && matches!(
                local.as_str(),
                "subject"
                    | "assert"
                    | "link"
                    | "related"
                    | "partmeta"
                    | "remotecontent"
                    | "inlineref"
                    | "icon"
                    | "catalog"
                    | "service"
                    | "derivedfrom"
                    | "signal"
                    | "topicset"
                    | "descriptivemetadata"
            )
        {
            // What these name is not the item: they have languages, names and headlines of their own.
            language_of(&mut wire, xml, &tag, &local);
        }
    }
    if wire.title.is_none() {
        wire.title = wire.slug.take();
    }
    wire.body = body.best.map(|(_, content, form)| (content, form));
    wire
}

/// Goes behind an element; NewsML 1 hides the language in one that names much else.
fn language_of<'x>(wire: &mut Wire, xml: &mut Xml<'x>, tag: &Tag<'x>, local: &str) {
    if local != "descriptivemetadata" {
        return xml.skip(tag);
    }
    let mut inside = Xml::new(xml.inner(tag));
    while let Some(child) = inside.next() {
        if child.local() == "language" {
            wire.language = wire.language.take().or(child.attribute("FormalName"));
        }
    }
}

/// The last part of a code: `stat:usable`, `nprov:xyz`.
fn code(tag: &Tag<'_>) -> Option<String> {
    let value = ["qcode", "literal", "FormalName"].into_iter().find_map(|key| tag.attribute(key))?;
    Some(value.rsplit(':').next().unwrap_or_default().to_owned()).filter(|c| !c.is_empty())
}

/// What kind of item it is, and when; false if the element says something else.
fn about<'x>(wire: &mut Wire, xml: &mut Xml<'x>, tag: &Tag<'x>, local: &str) -> bool {
    match local {
        "itemclass" => wire.class = code(tag).unwrap_or_default().to_lowercase(),
        "pubstatus" => wire.status = code(tag).unwrap_or_default().to_lowercase(),
        "firstcreated" | "contentcreated" => {
            let date = xml.words(tag);
            if wire.created.is_none() || local == "firstcreated" {
                wire.created = Some(date).filter(|d| !d.is_empty());
            }
        }
        "versioncreated" => wire.changed = words::some(&xml.text(tag)),
        "embargoed" => wire.embargo = words::some(&xml.text(tag)),
        "language" => wire.language = tag.attribute("tag").or(wire.language.take()),
        "headline" => headline(wire, tag, &xml.words(tag)),
        "description" => {
            let role = tag.attribute("role").unwrap_or_default().to_lowercase();
            let words = words::some(&xml.text(tag));
            if !role.contains("caption") {
                wire.teaser = wire.teaser.take().or(words);
            }
        }
        "slugline" => wire.slug = words::some(&xml.text(tag)),
        "by" | "byline" => wire.byline(&xml.text(tag)),
        "dateline" => wire.dateline(&xml.text(tag)),
        _ => return false,
    }
    true
}

/// A headline goes by its role; the first without one is the title.
fn headline(wire: &mut Wire, tag: &Tag<'_>, words: &str) {
    if words.is_empty() {
        return;
    }
    let role = tag.attribute("role").unwrap_or_default().to_lowercase();
    if role.contains("sub") {
        wire.subtitle.get_or_insert_with(|| words.to_owned());
    } else {
        wire.title.get_or_insert_with(|| words.to_owned());
    }
}

/// Who provides it; false if the element says something else.
fn names<'x>(wire: &mut Wire, xml: &mut Xml<'x>, tag: &Tag<'x>, local: &str) -> bool {
    match local {
        "provider" | "infosource" | "copyrightholder" | "source" | "party" => {
            if let Some(code) = code(tag) {
                wire.agency(&code);
            }
            let mut inside = Xml::new(xml.inner(tag));
            while let Some(child) = inside.next() {
                match child.local().as_str() {
                    "name" => wire.agency(&inside.text(&child)),
                    "party" => code(&child).iter().for_each(|code| wire.agency(code)),
                    _ => {}
                }
            }
        }
        "creditline" | "copyrightline" | "copyright" => {
            let credit = xml.text(tag);
            wire.agency(&credit);
        }
        "creator" | "contributor" => {
            let mut inside = Xml::new(xml.inner(tag));
            while let Some(child) = inside.next() {
                if child.local() == "name" {
                    let name = words::plain(&inside.text(&child));
                    if local == "creator" && !name.is_empty() {
                        wire.byline(&name);
                    }
                }
            }
        }
        _ => return false,
    }
    true
}

/// Names that only NewsML 1 has; false if the element is none of them.
fn first_version<'x>(wire: &mut Wire, xml: &mut Xml<'x>, tag: &Tag<'x>, local: &str) -> bool {
    match local {
        "publicidentifier" => wire.uri = words::some(&xml.text(tag)),
        "newsitemid" => wire.uri = wire.uri.take().or(words::some(&xml.text(tag))),
        "revisionid" => wire.version = words::some(&xml.text(tag)),
        "thisrevisioncreated" => wire.changed = words::some(&xml.text(tag)),
        "status" => wire.status = code(tag).unwrap_or_default().to_lowercase(),
        "newsitemtype" => {}
        "mediatype" => {
            let class = code(tag).unwrap_or_default().to_lowercase();
            // One item holds its pictures too; the text decides.
            if wire.class.is_empty() || class == "text" {
                wire.class = class;
            }
        }
        "subheadline" => wire.subtitle = words::some(&xml.text(tag)),
        _ => return false,
    }
    true
}

/// The text; false if the element holds something else.
fn content<'x>(wire: &mut Wire, body: &mut Body, xml: &mut Xml<'x>, tag: &Tag<'x>, local: &str) -> bool {
    let kind = tag.attribute("contenttype").unwrap_or_default().to_lowercase();
    match local {
        "nitf" => {
            let found = nitf::document(xml, tag);
            nitf::merge(wire, body, found);
        }
        "html" | "text" => body.offer(2, fragment(xml.inner(tag)), Form::Fragment),
        "datacontent" | "inlinexml" | "inlinedata" => {
            let inner = xml.inner(tag);
            let mut inside = Xml::new(inner);
            match inside.next() {
                Some(first) if first.local() == "nitf" && !first.empty => {
                    let found = nitf::document(&mut inside, &first);
                    nitf::merge(wire, body, found);
                }
                Some(_) => body.offer(2, fragment(inner), Form::Fragment),
                None if kind.starts_with("image") || tag.attribute("encoding").is_some() => {}
                None => {
                    let text = Xml::new(inner).rest();
                    if text.trim_start().starts_with("<nitf") || text.trim_start().starts_with("<?xml") {
                        packed(wire, body, &text);
                    } else if kind.contains("html") || words::has_markup(&text) {
                        body.offer(2, fragment(&text), Form::Fragment);
                    } else {
                        body.offer(1, text, Form::Text);
                    }
                }
            }
        }
        _ => return false,
    }
    true
}

/// A document that was put into text.
fn packed(wire: &mut Wire, body: &mut Body, text: &str) {
    let mut inside = Xml::new(text);
    while let Some(tag) = inside.next() {
        if tag.local() == "nitf" && !tag.empty {
            let found = nitf::document(&mut inside, &tag);
            return nitf::merge(wire, body, found);
        }
    }
    body.offer(2, fragment(text), Form::Fragment);
}
