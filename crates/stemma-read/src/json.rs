//! JSON records: one a line, one in a file, or a list of them in a file; and what the fields of a record mean, which
//! tables share.

use crate::{At, Format, Found, Input, Options, Sink, cause, feed, limits, ninjs, too_large};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, SeekFrom};
use stemma_extract::{Form, Given};

/// Fields of a record by name.
pub type Fields = serde_json::Map<String, Value>;

/// Reads records, one a line.
pub(crate) fn lines(input: &mut Input<'_>, options: &Options, sink: &mut dyn Sink) -> Result<(), String> {
    input.source.seek(SeekFrom::Start(0)).map_err(|e| cause(&e))?;
    let place = input.place.clone();
    let mut source = BufReader::with_capacity(1 << 16, &mut *input.source);
    let mut line = Vec::new();
    let mut next = 0;
    for number in 1.. {
        line.clear();
        let place = format!("{place}:{number}");
        let mut read = 0;
        let found = bounded_line(&mut source, &mut line, &mut read);
        let start = next;
        next += read;
        match found {
            Err(error) => {
                sink.failed(&place, format!("{place}: cannot be read: {}", cause(&error)));
                return Ok(());
            }
            Ok(Line::End) => return Ok(()),
            Ok(Line::TooLong) => sink.failed(&place, format!("{place}: {}", too_large())),
            Ok(Line::Whole) => {
                let after_mark = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line).trim_ascii_start();
                let start = start + (line.len() - after_mark.len()) as u64;
                let bytes = after_mark.trim_ascii_end().to_vec();
                if bytes.is_empty() {
                    continue;
                }
                match parsed(&bytes, options, &place) {
                    Ok((mut found, field)) => {
                        found.at = Some(At { start, length: bytes.len(), field, record: bytes });
                        sink.found(found);
                    }
                    Err(error) => sink.failed(&place, format!("{place}: {error}")),
                }
            }
        }
    }
    Ok(())
}

/// Reads a `.json` file: a record, a list of records, a feed, a ninjs item. In a folder, what is none of these is no
/// article.
pub(crate) fn file(input: &mut Input<'_>, options: &Options, sink: &mut dyn Sink) -> Result<(), String> {
    let bytes = input.whole()?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let value: Value = match serde_json::from_slice(bytes) {
        Ok(value) => value,
        // Records one a line under the name of a single one.
        Err(_) if bytes.trim_ascii_start().starts_with(b"{") && first_line_is_record(bytes) => {
            return lines(input, options, sink);
        }
        Err(_) if input.walked => {
            sink.passed_over(&input.place);
            return Ok(());
        }
        Err(error) => return Err(format!("this is not JSON ({error})")),
    };
    match kind(&value) {
        Format::Feed => return feed::read(input, options, sink),
        Format::Ninjs => return ninjs::read(input, options, sink),
        _ => {}
    }
    match value {
        Value::Object(fields) => match record(fields, options, &input.id, &input.place) {
            Ok((found, _)) => sink.found(found),
            Err(_) if input.walked => sink.passed_over(&input.place),
            Err(error) => return Err(error),
        },
        Value::Array(list) if list.iter().any(Value::is_object) => {
            for (number, item) in list.into_iter().enumerate() {
                let place = format!("{}#{}", input.place, number + 1);
                let Value::Object(fields) = item else { continue };
                match record(fields, options, &format!("{}#{}", input.id, number + 1), &place) {
                    Ok((found, _)) => sink.found(found),
                    Err(_) if input.walked => sink.passed_over(&place),
                    Err(error) => sink.failed(&place, format!("{place}: {error}")),
                }
            }
        }
        _ if input.walked => sink.passed_over(&input.place),
        _ => return Err("this is JSON, but no record in braces".to_owned()),
    }
    Ok(())
}

fn first_line_is_record(bytes: &[u8]) -> bool {
    let line = bytes.trim_ascii_start().split(|b| *b == b'\n').next().unwrap_or_default();
    serde_json::from_slice::<Fields>(line).is_ok()
}

/// Which of the formats that are JSON it is.
fn kind(value: &Value) -> Format {
    let version = value.get("version").and_then(Value::as_str).unwrap_or_default();
    if version.contains("jsonfeed.org") {
        Format::Feed
    } else if ninjs::is_item(value) || ninjs_list(value) {
        Format::Ninjs
    } else {
        Format::Json
    }
}

/// True for a list of ninjs items.
fn ninjs_list(value: &Value) -> bool {
    value.as_array().and_then(|list| list.first()).is_some_and(ninjs::is_item)
}

/// One record in bytes, and the name of the field with its content.
fn parsed(bytes: &[u8], options: &Options, place: &str) -> Result<(Found, String), String> {
    let value: Value = serde_json::from_slice(bytes)
        .map_err(|e| format!("this is not JSON ({e}); every line must be one whole record"))?;
    let Value::Object(fields) = value else {
        return Err("this is JSON, but not a record in braces".to_owned());
    };
    record(fields, options, place, place)
}

/// The document that a record is, and the name of the field with its content as it stood in the record. `fallback` is
/// its id where it names none.
///
/// # Errors
/// In words, if the record has no content.
pub fn record(
    mut fields: Fields,
    options: &Options,
    fallback: &str,
    place: &str,
) -> Result<(Found, String), String> {
    // From the names that stemma knows to those of the record.
    let mut moved: BTreeMap<&str, &str> = BTreeMap::new();
    for (from, to) in &options.renamed {
        if let Some(found) = fields.remove(from) {
            fields.insert(to.clone(), found);
            moved.insert(to, from);
        }
    }
    let mut text_of = |key: &str| match fields.remove(key) {
        Some(Value::String(s)) => Some(s),
        Some(Value::Number(n)) => Some(n.to_string()),
        _ => None,
    };
    let id = text_of("id").filter(|id| !id.is_empty()).unwrap_or_else(|| fallback.to_owned());
    let (text, html) = (text_of("text"), text_of("html"));
    let given = Given {
        id,
        url: text_of("url"),
        title: text_of("title").filter(|t| !t.trim().is_empty()),
        published: text_of("published"),
        outlet: text_of("outlet"),
        language: text_of("language"),
        authors: match fields.remove("authors") {
            Some(Value::Array(list)) => list.iter().filter_map(|v| v.as_str().map(str::to_owned)).collect(),
            Some(Value::String(one)) => vec![one],
            _ => Vec::new(),
        },
        ..Given::default()
    };
    let (content, form) = match (text, html) {
        (Some(text), _) if options.as_is => (text, Form::AsIs),
        (_, Some(html)) => (html, Form::Html),
        (Some(text), None) => (text, Form::Text),
        (None, None) => {
            return Err("the record has neither 'text' nor 'html'; use --map text=FIELD".to_owned());
        }
    };
    if content.trim().is_empty() && form != Form::AsIs {
        return Err("the record's text is empty".to_owned());
    }
    let name = if form == Form::Html { "html" } else { "text" };
    let field = moved.get(name).copied().unwrap_or(name).to_owned();
    let found = Found {
        given,
        form: Some(form),
        content: content.into_bytes(),
        is_string: true,
        place: place.to_owned(),
        ..Found::default()
    };
    Ok((found, field))
}

enum Line {
    Whole,
    TooLong,
    End,
}

/// Reads one line into `line`, without its end, and adds the bytes it took to `read`; of a line that is too long the
/// rest is skipped.
fn bounded_line(source: &mut impl BufRead, line: &mut Vec<u8>, read: &mut u64) -> io::Result<Line> {
    let (mut any, mut too_long) = (false, false);
    loop {
        let (used, ends) = {
            let buffer = match source.fill_buf() {
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            if buffer.is_empty() {
                break;
            }
            any = true;
            let (piece, ends) = match buffer.iter().position(|b| *b == b'\n') {
                Some(at) => (&buffer[..at], true),
                None => (buffer, false),
            };
            if (line.len() + piece.len()) as u64 > limits::DOCUMENT {
                too_long = true;
                line.clear();
            }
            if !too_long {
                line.extend_from_slice(piece);
            }
            (piece.len() + usize::from(ends), ends)
        };
        source.consume(used);
        *read += used as u64;
        if ends {
            break;
        }
    }
    Ok(if too_long {
        Line::TooLong
    } else if any {
        Line::Whole
    } else {
        Line::End
    })
}
