//! Mail (`.eml`: newsletters, press releases) and saved pages (MHTML).
//!
//! Read by hand and not with `mail-parser`: that builds messages within messages within messages, and taking such a
//! tower down ends the process (200,000 heads of `message/rfc822`, 6 MB). Here nothing recurses; what a mail holds as a
//! file of its own is read as one more container, as deep as [`limits::DEPTH`].

mod head;
mod part;

use crate::{Found, Input, Options, Sink, limits, moment, words};
use head::Head;
use part::Part;
use std::io::Cursor;
use stemma_extract::{Form, Given};
use stemma_text::{DateBasis, DateRole, Dated};

/// Files of a mail that are read: more are a mail box.
const FILES: usize = 1000;

/// Gives the documents of one mail to `sink`.
///
/// # Errors
/// In words, if nothing of it can be read.
pub(crate) fn read(input: &mut Input<'_>, options: &Options, sink: &mut dyn Sink) -> Result<(), String> {
    let bytes = input.whole_within(limits::FEED)?;
    if bytes.starts_with(b"From ") {
        let mails = mails(&bytes);
        if mails.len() > 1 {
            return each(&mails, input, options, sink);
        }
    }
    let (head, body) = Head::split(&bytes);
    if head.is_empty() {
        return Err("this is no mail: it begins with no head".to_owned());
    }
    let parts = part::leaves(&head, body);
    let saved = head.value("snapshot-content-location").is_some()
        || head.kind().0 == "multipart/related"
            && head.value("received").is_none()
            && head.value("to").is_none();
    let main = main_part(&parts, &head);
    let Some(main) = main.filter(|m| !m.content().trim_ascii().is_empty()) else {
        let files = files(&parts, None, (input, options), sink);
        return if files == 0 { Err("there is no text in this mail".to_owned()) } else { Ok(()) };
    };
    let content = parts[main.number].content();
    if content.len() as u64 > limits::DOCUMENT {
        return Err(crate::too_large());
    }
    let form = if main.is_html() { Form::Html } else { Form::Text };
    let given = if saved { page(&head, main) } else { letter(&head) };
    sink.found(Found {
        given: Given { id: input.id.clone(), ..given },
        form: Some(form),
        content,
        charset: main.charset(),
        place: input.place.clone(),
        ..Found::default()
    });
    if !saved {
        files(&parts, Some(main.number), (input, options), sink);
    }
    Ok(())
}

/// The mails of a mail box: each begins with a line `From …` behind an empty one and before a field.
fn mails(bytes: &[u8]) -> Vec<&[u8]> {
    let begins = |at: usize| {
        let field = &bytes[head::line_end(bytes, at)..];
        let name = field.iter().take(80).position(|b| !(b.is_ascii_alphanumeric() || *b == b'-'));
        name.is_some_and(|length| length > 0 && field[length] == b':')
    };
    let starts = bytes.windows(6).enumerate().filter(|(at, window)| {
        *window == b"\nFrom " && matches!(bytes[..*at].last(), Some(b'\n' | b'\r')) && begins(at + 1)
    });
    let starts: Vec<usize> = std::iter::once(0).chain(starts.map(|(at, _)| at + 1)).collect();
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    starts.iter().zip(ends).map(|(from, to)| &bytes[*from..to]).collect()
}

fn each(mails: &[&[u8]], input: &Input<'_>, options: &Options, sink: &mut dyn Sink) -> Result<(), String> {
    let options = Options { format: crate::Format::Mail, ..options.clone() };
    for (number, mail) in mails.iter().enumerate() {
        let number = number + 1;
        let (id, place) = (format!("{}#{number}", input.id), format!("{}#{number}", input.place));
        let mut source = Cursor::new(*mail);
        let mut inner =
            Input { source: &mut source, id, place, depth: input.depth + 1, walked: input.walked };
        crate::read(&mut inner, &options, sink);
    }
    Ok(())
}

/// The part that is the text: the one that the head names as the root, or the first HTML, or the first text.
fn main_part<'p, 'm>(parts: &'p [Part<'m>], head: &Head<'_>) -> Option<&'p Part<'m>> {
    let root = head.parameter("content-type", "start");
    let is_root =
        |part: &&Part<'_>| root.is_some() && part.head.value("content-id") == root && part.is_html();
    let text = |part: &&Part<'_>| !part.is_file() && part.kind == "text/plain";
    parts
        .iter()
        .find(is_root)
        .or_else(|| parts.iter().find(|p| p.is_html() && !p.is_file()))
        .or_else(|| parts.iter().find(text))
}

/// What the head of a letter says. The sender of a list is a medium, any other is who wrote it.
fn letter(head: &Head<'_>) -> Given {
    let sender = head.value("from").and_then(|from| sender(&from));
    let is_list = ["list-id", "list-unsubscribe", "list-post", "feedback-id"]
        .into_iter()
        .any(|name| head.value(name).is_some());
    let date = head.value("date").and_then(|d| moment::iso(&d));
    let archived = head.value("archived-at").map(|a| a.trim_matches(['<', '>', ' ']).to_owned());
    Given {
        url: archived.filter(|a| a.starts_with("http")),
        title: head.value("subject").and_then(|s| words::some(&s)),
        dates: dated(date.as_deref(), DateRole::Published, DateBasis::Mail),
        language_around: head.value("content-language"),
        outlet: sender.clone().filter(|_| is_list),
        authors: sender.filter(|_| !is_list).into_iter().collect(),
        ..Given::default()
    }
}

/// What the head of a saved page says: its address, and the day it was saved.
fn page(head: &Head<'_>, main: &Part<'_>) -> Given {
    let date = head.value("date").and_then(|d| moment::iso(&d));
    let address = head.value("snapshot-content-location").or_else(|| main.head.value("content-location"));
    Given {
        url: address.filter(|a| a.starts_with("http")),
        dates: dated(date.as_deref(), DateRole::FirstSeen, DateBasis::File),
        fetched: date,
        ..Given::default()
    }
}

fn dated(date: Option<&str>, role: DateRole, basis: DateBasis) -> Vec<(DateRole, Dated)> {
    date.and_then(|d| Dated::parse(d, basis)).map(|d| (role, d)).into_iter().collect()
}

/// The name of a sender: `"Der Bote" <post@bote.invalid>`, `post@bote.invalid (Der Bote)`.
fn sender(from: &str) -> Option<String> {
    let name = match (from.find('<'), from.find('(')) {
        (Some(at), _) if at > 0 => &from[..at],
        (None, Some(at)) => from[at + 1..].trim_end_matches([')', ' ']),
        _ => return None,
    };
    let name = name.trim().trim_matches(['"', '\'']).replace("\\\"", "\"");
    words::some(&name).filter(|n| !n.contains('@'))
}

/// Reads the files of a mail, each as an input of its own, and returns how many were there.
fn files(
    parts: &[Part<'_>],
    main: Option<usize>,
    (input, options): (&Input<'_>, &Options),
    sink: &mut dyn Sink,
) -> usize {
    let mut number = 0;
    for part in parts.iter().filter(|p| Some(p.number) != main && p.is_file() && p.is_readable()) {
        number += 1;
        let name = part.name().unwrap_or_else(|| part.default_name(number));
        let place = format!("{}!/{name}", input.place);
        if number > FILES {
            sink.failed(&place, format!("{place}: more than {FILES} files in one mail; unpack them first"));
            break;
        }
        let mut content = Cursor::new(part.content());
        let id = format!("{}!/{name}", input.id);
        let mut inner = Input { source: &mut content, id, place, depth: input.depth + 1, walked: true };
        let options = Options { format: crate::Format::Auto, ..options.clone() };
        crate::read(&mut inner, &options, sink);
    }
    number
}
