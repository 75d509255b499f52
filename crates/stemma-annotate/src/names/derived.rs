//! Words that hold the name of a place or a body without being one: `russische`, `Leipziger`, `Syrien-Reise`. They are
//! kept apart from the names: nobody who speaks is called so.

use super::Namer;
use super::model::{DERIVED, PARTS};
use super::spans::{Span, covering};
use super::words::Word;
use stemma_text::{Derived, EntityKind, TextRange, TokenKind};

/// The derived words of one text, in order, outside the names.
pub(crate) fn find(namer: &Namer, words: &[Word], labels: &[u8], spans: &[Span]) -> Vec<Derived> {
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if word.kind != TokenKind::Word || covering(spans, at).is_some() {
            continue;
        }
        let label = labels.get(at).copied().unwrap_or(0);
        let country = namer.known.adjective(word.text);
        if country.is_some() || label == DERIVED {
            let key = match country {
                Some(code) => format!("country:{code}"),
                None => String::new(),
            };
            found.push(Derived { range: word.range, kind: EntityKind::Place, key });
        } else if let Some((_, kind)) = PARTS.iter().find(|p| p.0 == label)
            && let Some(cut) = word.text.rfind(['-', '‐', '‑']).filter(|cut| *cut > 0)
        {
            let range = TextRange::new(word.range.start, word.range.start + cut);
            // What a list knows goes before what the tagger guesses.
            let known = namer.known.single(&word.text[..cut]).map(|id| namer.known.bearer(id));
            let (kind, key) = known.map_or((*kind, String::new()), |k| (k.kind, k.key.clone()));
            found.push(Derived { range, kind, key });
        }
    }
    found
}
