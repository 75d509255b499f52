//! Strings that formats put into fields: headlines with markup in them, bylines, lists of names.

use crate::xml;

/// The words of a field, with single spaces: tags and references in it are taken for what they mean, for many feeds
/// put HTML where words are asked for.
pub(crate) fn plain(text: &str) -> String {
    let stripped = if text.contains('<') { untagged(text) } else { text.to_owned() };
    let decoded = if stripped.contains('&') { xml::decoded(&stripped) } else { stripped };
    let mut out = String::with_capacity(decoded.len());
    for word in decoded.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The field's words, if there are any.
pub(crate) fn some(text: &str) -> Option<String> {
    Some(plain(text)).filter(|words| !words.is_empty())
}

/// A text without its tags and what stands in scripts; `<` before anything but a tag stays.
fn untagged(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if !is_tag(rest) {
            out.push('<');
            rest = &rest[1..];
            continue;
        }
        let Some(end) = rest.find('>') else { return out };
        let name = xml::local(
            rest[1..end].trim_start_matches('/').split([' ', '\n', '\t', '/']).next().unwrap_or_default(),
        );
        // What stands on a line of its own is a word of its own; `<b>` may stand inside one.
        if !matches!(name, "b" | "i" | "em" | "strong" | "span" | "a" | "sub" | "sup" | "u" | "font") {
            out.push(' ');
        }
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    out
}

/// True if a tag, a comment or a section begins here.
fn is_tag(text: &str) -> bool {
    let next = text.as_bytes().get(1).copied().unwrap_or(b' ');
    next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?')
}

/// True if markup stands in it: a tag, or a character reference.
pub(crate) fn has_markup(text: &str) -> bool {
    let last = text.rfind('>').unwrap_or(0);
    text[..last].match_indices('<').any(|(at, _)| is_tag(&text[at..]))
        || text.match_indices('&').any(|(at, _)| {
            let rest = &text[at + 1..];
            let name = rest.bytes().take(32).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
            name > 0 && rest.as_bytes().get(name) == Some(&b';')
        })
}

/// Letters and digits alone, in lower case, as many as `most`: for asking whether two fields say the same.
pub(crate) fn letters(text: &str, most: usize) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(most).collect()
}

/// The names in a field that holds people: `kontakt@bote.invalid (Eva Lind)`, `Eva Lind; Jan Moor`.
pub(crate) fn people(field: &str) -> Vec<String> {
    let field = plain(field);
    let named = match (field.find('@'), field.find('('), field.find('<')) {
        (Some(at), Some(open), _) if open > at => field[open + 1..].trim_end_matches(')').to_owned(),
        (Some(_), _, Some(open)) => field[..open].to_owned(),
        (Some(_), ..) => String::new(),
        _ => field,
    };
    let whole = |part: &str| part.split_whitespace().nth(1).is_some();
    let mark =
        [';', ',', '&'].into_iter().find(|mark| named.contains(*mark) && named.split(*mark).all(whole));
    let parts: Vec<&str> = match mark {
        Some(mark) => named.split(mark).collect(),
        None => vec![&named],
    };
    let names = parts.into_iter().map(|part| part.trim().trim_matches(['"', '\'']).to_owned());
    names.filter(|name| !name.is_empty()).collect()
}

/// An address made absolute against `base`; `None` for what no page has: `javascript:`, a mark within the page.
pub(crate) fn absolute(base: Option<&str>, link: &str) -> Option<String> {
    let link = link.trim();
    if link.is_empty() || link.starts_with('#') {
        return None;
    }
    let head: String = link.chars().take(8).collect::<String>().to_ascii_lowercase();
    if head.starts_with("http://") || head.starts_with("https://") {
        return Some(link.to_owned());
    }
    let scheme = link.find(':').is_some_and(|at| {
        let name = &link[..at];
        name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
    });
    if scheme {
        return None;
    }
    let base = base?;
    let (scheme, after) = base.split_once("://")?;
    if let Some(host) = link.strip_prefix("//") {
        return Some(format!("{scheme}://{host}"));
    }
    let path_at = after.find(['/', '?', '#']).unwrap_or(after.len());
    let (host, path) = after.split_at(path_at);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    if let Some(query) = link.strip_prefix('?') {
        return Some(format!("{scheme}://{host}{path}?{query}"));
    }
    let from =
        if link.starts_with('/') { "" } else { path.rsplit_once('/').map_or("", |(folder, _)| folder) };
    let (way, rest) = link.split_at(link.find(['?', '#']).unwrap_or(link.len()));
    let mut parts: Vec<&str> = from.split('/').filter(|p| !p.is_empty()).collect();
    for part in way.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let end = if way.ends_with('/') && !parts.is_empty() { "/" } else { "" };
    Some(format!("{scheme}://{host}/{}{end}{rest}", parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_markup_out_of_fields() {
        let check = |field: &str, expected: &str| assert_eq!(plain(field), expected, "{field}");
        check("Müller &amp; Sohn: 3 < 4", "Müller & Sohn: 3 < 4");
        check("<p>Deich  <b>h</b>ält</p><p>Pegel fällt", "Deich hält Pegel fällt");
        check("Nach &#8222;Ulm&#8220; <", "Nach „Ulm“ <");
        check("<![CDATA[x", "");
        assert!(has_markup("a &ouml; b") && has_markup("<br>") && !has_markup("3 < 4 & 5 > 2; x"));
    }

    #[test]
    fn reads_names() {
        let check = |field: &str, expected: &[&str]| assert_eq!(people(field), expected, "{field}");
        check("kontakt@bote.invalid (Eva Lind)", &["Eva Lind"]);
        check("Eva Lind <eva@bote.invalid>", &["Eva Lind"]);
        check("eva@bote.invalid", &[]);
        check("Eva Lind, Jan Moor", &["Eva Lind", "Jan Moor"]);
        check("Lind, Eva", &["Lind, Eva"]);
        check("", &[]);
    }

    #[test]
    fn makes_addresses_absolute() {
        let check = |base: &str, link: &str, expected: &str| {
            assert_eq!(absolute(Some(base), link).unwrap_or_default(), expected, "{base} {link}");
        };
        check("https://bote.invalid/a/feed.xml", "../b/c.html?x=1", "https://bote.invalid/b/c.html?x=1");
        check("https://bote.invalid", "/a/", "https://bote.invalid/a/");
        check("https://bote.invalid/a", "//cdn.invalid/x", "https://cdn.invalid/x");
        check("https://bote.invalid/a?q", "?p=2", "https://bote.invalid/a?p=2");
        check("https://bote.invalid/a", "HTTPS://x.invalid", "HTTPS://x.invalid");
        check("https://bote.invalid/a", "javascript:alert(1)", "");
        check("", "/a", "");
    }
}
