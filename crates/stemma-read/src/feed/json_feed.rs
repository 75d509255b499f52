//! JSON Feed, versions 1 and 1.1 (jsonfeed.org).

use super::item::Item;
use super::{Channel, Giver};
use crate::{Input, Sink, limits, moment, too_large, words};
use serde_json::Value;
use stemma_extract::Form;

/// Gives the items of one feed to `sink`.
pub(super) fn read(bytes: &[u8], input: &Input<'_>, sink: &mut dyn Sink) -> Result<(), String> {
    if bytes.len() as u64 > limits::DOCUMENT {
        return Err(too_large());
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut feed: Value =
        serde_json::from_slice(bytes).map_err(|e| format!("this is not JSON ({e}); fetch the feed again"))?;
    let Some(Value::Array(items)) = feed.get_mut("items").map(Value::take) else {
        return Err("this JSON is no feed: it has no items".to_owned());
    };
    let base = text(&feed, "home_page_url").or_else(|| text(&feed, "feed_url"));
    let channel =
        Channel { title: text(&feed, "title"), language: text(&feed, "language"), base, built: None };
    let mut giver = Giver::new(input, sink);
    for value in items.iter().filter(|v| v.is_object()) {
        if !giver.give(item(value, &channel), &channel) {
            break;
        }
    }
    if giver.number == 0 {
        sink.passed_over(&input.place);
    }
    Ok(())
}

fn item(value: &Value, channel: &Channel) -> Item {
    let base = channel.base.as_deref();
    let link = |key: &str| value.get(key).and_then(Value::as_str).and_then(|l| words::absolute(base, l));
    let raw = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let summary = text(value, "summary");
    let body = match (raw("content_html"), raw("content_text")) {
        (Some(html), _) if !html.trim().is_empty() => Some((html, Form::Fragment)),
        (_, Some(text)) if !text.trim().is_empty() => Some((text, Form::Text)),
        _ => None,
    };
    let teaser = summary.clone().filter(|_| body.is_some());
    let names = |list: &Value| -> Vec<String> {
        let list = list.as_array().map_or_else(|| vec![list], |list| list.iter().collect());
        list.into_iter().filter_map(|a| a.get("name")?.as_str()).flat_map(words::people).collect()
    };
    Item {
        id: match value.get("id") {
            Some(Value::String(id)) if !id.is_empty() => Some(id.clone()),
            Some(Value::Number(id)) => Some(id.to_string()),
            _ => None,
        },
        link: link("url").or_else(|| link("external_url")),
        title: text(value, "title"),
        teaser,
        body: body.or(summary.map(|s| (s, Form::Text))),
        published: text(value, "date_published").and_then(|d| moment::iso(&d)),
        modified: text(value, "date_modified").and_then(|d| moment::iso(&d)),
        authors: value.get("authors").or_else(|| value.get("author")).map(names).unwrap_or_default(),
        language: text(value, "language"),
        ..Item::default()
    }
}

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key).and_then(Value::as_str).and_then(words::some)
}
