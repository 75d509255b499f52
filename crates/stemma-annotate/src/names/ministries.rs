//! Whose ministry: `das russische Verteidigungsministerium`, `Foreign Ministry of Ukraine`, `US-Finanzministerium`.

use stemma_text::EntityKind;

use super::Namer;
use super::known::Class;
use super::spans::Span;
use super::words::Word;

/// Words behind a ministry among which its country is looked for.
const REACH: usize = 2;

/// The key of the ministry of a sort in a country; without the country where `code` is empty.
pub(crate) fn key(sort: &str, code: &str) -> String {
    format!("name:{sort}ministry{}", code.to_lowercase())
}

/// A ministry in the text.
pub(crate) struct Ministry {
    /// Its sort: `foreign`.
    pub(crate) sort: String,
    /// Its country, or empty.
    pub(crate) code: String,
}

/// What ministry a name means, if it means one.
pub(crate) fn ministry(namer: &Namer, words: &[Word], span: &Span) -> Option<Ministry> {
    if span.kind == EntityKind::Person {
        return None;
    }
    let inner = &words[span.start..span.end];
    let sort = match span.known.map(|id| namer.known.bearer(id)) {
        Some(bearer) if bearer.is_ministry() => bearer.sort.clone(),
        Some(_) => return None,
        None => sort_within(namer, inner)?,
    };
    let prefix = inner.iter().find_map(|w| country_of(namer, w.text.split_once('-')?.0));
    let within = || inner.iter().find_map(|w| country_of(namer, w.text));
    let here = &words[span.start];
    let near = |at: usize| words.get(at).filter(|w| w.sentence == here.sentence);
    let before = || country_of(namer, span.start.checked_sub(1).and_then(near)?.text);
    let behind = || {
        let linked = near(span.end)
            .is_some_and(|w| namer.roles.is_article(w.text) || matches!(w.text, "of" | "in" | "von"));
        let reach = if linked { REACH } else { 1 };
        let country = (span.end..span.end + reach).find_map(|at| near(at).filter(|w| w.is_capital()));
        country.and_then(|w| country_of(namer, w.text))
    };
    let code = prefix.or_else(within).or_else(before).or_else(behind).unwrap_or_default();
    Some(Ministry { sort, code })
}

/// The sort of a ministry that is part of a longer name.
fn sort_within(namer: &Namer, inner: &[Word]) -> Option<String> {
    let of = |id: u32| Some(namer.known.bearer(id)).filter(|b| b.is_ministry()).map(|b| b.sort.clone());
    let hyphened = inner
        .iter()
        .filter_map(|w| w.text.rsplit_once('-'))
        .find_map(|(_, last)| namer.known.single(last).and_then(of));
    hyphened.or_else(|| namer.known.find(inner).iter().filter_map(|m| m.known).find_map(of))
}

/// The country of an adjective, a name in any case, or a seat of government.
fn country_of(namer: &Namer, word: &str) -> Option<String> {
    if let Some(code) = namer.known.adjective(word) {
        return Some(code.to_owned());
    }
    let bearer = namer.known.bearer(namer.known.single(word)?);
    matches!(bearer.class, Class::Country | Class::Capital).then(|| bearer.code.clone())
}
