//! Acts of speech told without a clause. Where the sentence tells what was said (`fordert ein Ende der Arbeiten`,
//! `nannte den Plan verfehlt`) the whole sentence is the content, as in Petersen-Frey & Biemann (2024), type
//! Reported; where it only confirms or denies, the object is (`bestätigte den Besuch`).

use crate::QuotationKind;
use crate::cue::{Hit, Shape};
use crate::draft::{Draft, Found};
use crate::lists::{self as class, Act, Lists, VerbKind};
use crate::party;
use crate::phrase::{self, Reach, Span};
use crate::speaker::Speakers;
use crate::view::View;

/// Fewest tokens of a sentence that can tell an act of speech.
const SHORTEST: usize = 4;

/// A reported act of speech, where a unit holds no other quotation.
pub fn find(view: &View<'_>, lists: &Lists, speakers: &Speakers<'_>, hits: &[Hit], found: &mut Found<'_>) {
    let unit = found.unit;
    if found.drafts[found.first..].iter().any(|d| !d.nested) || unit.body < unit.start + SHORTEST {
        return;
    }
    for hit in hits {
        let verb = &lists.verbs[hit.verb];
        let Some(act) = &verb.act else { continue };
        if hit.shape != Shape::Main || verb.kind == VerbKind::Impersonal {
            continue;
        }
        let Some(source) = party::subject_of(view, unit, hit) else { continue };
        // "Die Flut forderte Opfer": things do not speak.
        if !speakers.can_speak(view, source) || view.is(source.0, class::FIRST_PERSON) {
            continue;
        }
        let content = match act {
            Act::Object => object(view, hit, source, unit.body),
            Act::Sentence(words) => {
                let there = |w: &String| (unit.start..unit.body).any(|i| view.outside(i) && view.at(i, w));
                (words.is_empty() || words.iter().any(there)).then_some((unit.start, unit.end))
            }
        };
        let Some(content) = content else { continue };
        let mut draft = Draft::new(QuotationKind::Reported, vec![content], found.number, "act");
        draft.source = vec![source];
        draft.polarity = verb.polarity;
        if *act == Act::Object {
            draft.cue = hit.parts.clone();
        }
        found.drafts.push(draft);
        return;
    }
}

/// The object of a verb: the phrase after it and its subject.
fn object(view: &View<'_>, hit: &Hit, source: Span, limit: usize) -> Option<Span> {
    let first = hit.parts.iter().find(|p| p.0 == hit.at).map_or(hit.at + 1, |p| p.1).max(source.1);
    let limit = if hit.last > first { hit.last } else { view.clause_end(first, limit) };
    let start = phrase::skip_adverbials(view, if source.0 > hit.at { source.1 } else { first }, limit);
    let end = phrase::noun_phrase(view, start, limit, Reach::Wide)?;
    Some((start, end))
}
