//! ninjs, the JSON of the IPTC: versions 1 (`body_html`, `headline`), 2 (`bodies`, `headlines`) and 3 (the same in
//! camel case). One item, a list of them, or one a line; also as newsrooms' programs wrap them.

use crate::wire::Wire;
use crate::{Input, Options, Sink, words};
use serde_json::Value;
use stemma_extract::Form;

/// Fields under which programs put the item or the items.
const WRAPPERS: [&str; 5] = ["data", "item", "items", "_items", "results"];

/// Gives the items of one input to `sink`.
///
/// # Errors
/// In words, if nothing of it can be read.
pub(crate) fn read(input: &mut Input<'_>, _options: &Options, sink: &mut dyn Sink) -> Result<(), String> {
    let bytes = input.whole()?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    match serde_json::from_slice::<Value>(bytes) {
        Ok(value) => {
            let items = unwrapped(value);
            let single = items.len() == 1;
            for (number, value) in items.iter().enumerate() {
                item(value).give(input, number + 1, single, sink);
            }
            if items.is_empty() {
                return Err("this is JSON, but no ninjs item: it has neither headline nor body".to_owned());
            }
        }
        Err(_) if bytes.trim_ascii().contains(&b'\n') => lines(bytes, input, sink),
        Err(error) => return Err(format!("this is not JSON ({error})")),
    }
    Ok(())
}

/// Items one a line.
fn lines(bytes: &[u8], input: &Input<'_>, sink: &mut dyn Sink) {
    for (number, line) in bytes.split(|b| *b == b'\n').enumerate() {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let place = format!("{}:{}", input.place, number + 1);
        match serde_json::from_slice::<Value>(line) {
            Ok(value) => {
                let items = unwrapped(value);
                if items.is_empty() {
                    sink.failed(&place, format!("{place}: this is no ninjs item"));
                }
                for value in &items {
                    item(value).give(input, number + 1, false, sink);
                }
            }
            Err(error) => {
                sink.failed(
                    &place,
                    format!("{place}: this is not JSON ({error}); give one whole item a line"),
                );
            }
        }
    }
}

/// The items in a value: itself, those of a list, or those under a wrapper.
fn unwrapped(mut value: Value) -> Vec<Value> {
    for _ in 0..WRAPPERS.len() {
        if is_item(&value) {
            return vec![value];
        }
        let Value::Object(fields) = &mut value else { break };
        let Some(inner) = WRAPPERS.into_iter().find_map(|w| fields.remove(w)) else { return Vec::new() };
        value = inner;
    }
    let Value::Array(list) = value else { return Vec::new() };
    list.into_iter()
        .map(|mut value| match value.get_mut("item").map(Value::take) {
            Some(inner) if inner.is_object() => inner,
            _ => value,
        })
        .filter(is_item)
        .collect()
}

/// True for what has the fields of an item.
pub(crate) fn is_item(value: &Value) -> bool {
    let Value::Object(fields) = value else { return false };
    // The record of a pile may have a headline and an address too; it has its text where ninjs has none.
    if fields.contains_key("text") || fields.contains_key("html") {
        return false;
    }
    let mut named = (false, false);
    for key in fields.keys() {
        let key = key.to_ascii_lowercase();
        named.0 |= matches!(key.as_str(), "uri" | "guid" | "altids");
        named.1 |= matches!(
            key.as_str(),
            "versioncreated" | "headline" | "headlines" | "bodies" | "pubstatus" | "firstcreated"
        ) || key.starts_with("body_");
    }
    named.0 && named.1
}

/// A field, whatever the case of its name.
fn field<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    let Value::Object(fields) = value else { return None };
    fields.get(name).or_else(|| fields.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, v)| v))
}

/// A field of text.
fn text(value: &Value, name: &str) -> Option<String> {
    match field(value, name)? {
        Value::String(text) => words::some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Of a list of `{role, contenttype, value}` the values, those of the main role first.
fn ranked<'v>(value: &'v Value, name: &str) -> Vec<&'v Value> {
    let mut list: Vec<&Value> =
        field(value, name).and_then(Value::as_array).map(|l| l.iter().collect()).unwrap_or_default();
    list.sort_by_key(|entry| {
        let role = text(entry, "role").unwrap_or_default().to_lowercase();
        u8::from(role != "main" && !role.ends_with(":main"))
    });
    list
}

fn item(value: &Value) -> Wire {
    let headlines = ranked(value, "headlines");
    let descriptions = ranked(value, "descriptions");
    let said = |name: &str| text(value, name);
    let role_is = |entry: &Value, role: &str| {
        text(entry, "role").is_some_and(|r| r.to_lowercase().replace(['-', '_'], "").contains(role))
    };
    let mut wire = Wire {
        uri: said("uri").or_else(|| said("guid")),
        version: said("version"),
        class: said("type").unwrap_or_default().to_lowercase(),
        status: said("pubstatus").unwrap_or_default().to_lowercase(),
        title: headlines.first().and_then(|h| text(h, "value")).or_else(|| said("headline")),
        subtitle: headlines.iter().skip(1).find(|h| role_is(h, "sub")).and_then(|h| text(h, "value")),
        teaser: descriptions
            .iter()
            .find(|d| !role_is(d, "caption"))
            .and_then(|d| text(d, "value"))
            .or_else(|| said("description_text"))
            .or_else(|| said("description_html")),
        slug: said("slugline").or_else(|| said("slug")).or_else(|| said("title")),
        url: said("url").filter(|u| u.starts_with("http")),
        language: said("language"),
        created: said("firstcreated").or_else(|| said("contentcreated")),
        changed: said("versioncreated").or_else(|| said("contentmodified")),
        embargo: said("embargoed"),
        body: body(value),
        ..Wire::default()
    };
    if wire.url.is_none() {
        wire.url = wire.uri.clone().filter(|uri| uri.starts_with("http"));
    }
    signed(value, &mut wire);
    wire
}

/// Who wrote it, and who provides it.
fn signed(value: &Value, wire: &mut Wire) {
    for name in ["byline", "by"] {
        if let Some(byline) = text(value, name) {
            wire.byline(&byline);
        }
    }
    for list in ["authors", "people", "person"] {
        for person in field(value, list).and_then(Value::as_array).into_iter().flatten() {
            let role =
                text(person, "rel").or_else(|| text(person, "role")).unwrap_or_default().to_lowercase();
            let wrote = list == "authors"
                || ["author", "creator", "writer", "byline"].iter().any(|r| role.contains(r));
            if let Some(name) = text(person, "name").filter(|_| wrote)
                && !wire.authors.contains(&name)
            {
                wire.authors.push(name);
            }
        }
    }
    for name in ["provider", "copyrightholder", "creditline", "source"] {
        if let Some(agency) = text(value, name) {
            wire.agency(&agency);
        }
    }
    for list in ["infosources", "infosource", "provider", "copyrightholder"] {
        let found = field(value, list);
        let entries = found
            .and_then(Value::as_array)
            .map_or_else(|| found.into_iter().collect(), |l| l.iter().collect());
        let entries: Vec<&Value> = entries;
        for name in entries.into_iter().filter_map(|entry| text(entry, "name")) {
            wire.agency(&name);
        }
    }
    if let Some(dateline) = text(value, "dateline") {
        wire.dateline(&dateline);
    }
}

/// The text: markup before plain text, the main role before others, the longest of equals.
fn body(value: &Value) -> Option<(String, Form)> {
    let mut found: Vec<(u8, usize, &str, Form)> = Vec::new();
    for (place, entry) in ranked(value, "bodies").into_iter().enumerate() {
        let Some(Value::String(content)) = field(entry, "value") else { continue };
        let kind = text(entry, "contenttype").unwrap_or_default().to_lowercase();
        let marked = kind.contains("html") || kind.contains("xml") || words::has_markup(content);
        found.push((u8::from(!marked), place, content, if marked { Form::Fragment } else { Form::Text }));
    }
    if let Value::Object(fields) = value {
        for (key, content) in fields {
            let Value::String(content) = content else { continue };
            let key = key.to_ascii_lowercase();
            let Some(kind) = key.strip_prefix("body_") else { continue };
            let marked = kind.contains("html") || kind.contains("nitf") || words::has_markup(content);
            let rank = u8::from(!marked);
            found.push((rank, usize::MAX, content, if marked { Form::Fragment } else { Form::Text }));
        }
    }
    found.retain(|(.., content, _)| !content.trim().is_empty());
    found.sort_by_key(|(rank, place, content, _)| (*rank, *place, std::cmp::Reverse(content.len())));
    let (.., content, form) = found.first()?;
    let text = if *form == Form::Fragment { crate::newsml::fragment(content) } else { (*content).to_owned() };
    Some((text, *form))
}
