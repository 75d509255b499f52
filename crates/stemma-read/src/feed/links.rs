//! What a feed or a list of feeds leads to, for those who fetch.

use crate::xml::{self, Xml};
use crate::{limits, words};
use serde_json::Value;

/// The addresses that a feed's items or the entries of an OPML list lead to, in their order, each once; `None` if it is
/// neither. Of an OPML entry it is the feed, and where it names none the page.
pub fn links(bytes: &[u8]) -> Option<Vec<String>> {
    if bytes.len() as u64 > limits::FEED {
        return None;
    }
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let mut found = if start.starts_with(b"{") { of_json(start)? } else { of_xml(bytes)? };
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|link| seen.insert(link.clone()));
    Some(found)
}

fn of_json(bytes: &[u8]) -> Option<Vec<String>> {
    if bytes.len() as u64 > limits::DOCUMENT {
        return None;
    }
    let feed: Value = serde_json::from_slice(bytes).ok()?;
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    text(&feed, "version").filter(|v| v.contains("jsonfeed.org"))?;
    let base = text(&feed, "home_page_url").or_else(|| text(&feed, "feed_url"));
    let items = feed.get("items")?.as_array()?;
    let link = |item: &Value| words::absolute(base.as_deref(), &text(item, "url")?);
    Some(items.iter().filter_map(link).collect())
}

fn of_xml(bytes: &[u8]) -> Option<Vec<String>> {
    let text = xml::decode(bytes.to_vec());
    let mut xml = Xml::new(&text);
    let (mut found, mut is_feed) = (Vec::new(), false);
    let mut channel = super::Channel::default();
    while let Some(tag) = xml.next() {
        match tag.local().as_str() {
            "opml" => is_feed = true,
            "outline" => {
                let named = ["xmlUrl", "url", "htmlUrl"].into_iter().find_map(|key| tag.attribute(key));
                found.extend(named.and_then(|address| words::absolute(None, &address)));
            }
            "rss" | "rdf" | "feed" | "channel" => {
                is_feed = true;
                channel.open(&tag);
            }
            "item" | "entry" if is_feed && !tag.empty => {
                found.extend(super::Item::read(&mut xml, &tag, channel.base.as_deref()).link);
            }
            "link" if is_feed => channel.field(&mut xml, &tag),
            _ => {}
        }
        if !is_feed {
            return None;
        }
    }
    is_feed.then_some(found)
}
