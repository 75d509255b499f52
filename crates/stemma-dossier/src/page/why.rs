//! Why each quotation is one: the rule that found it, its trigger, and where its source comes from. Part of the page;
//! the same sentences serve `stemma annotate --explain`.

use super::html::{Html, shortened};
use super::view::View;
use super::words::Words;
use crate::Interface;
use crate::record::{AnnotationsRecord, QuotationRecord};

/// Quotations listed of one article.
const MOST_LISTED: usize = 200;

/// Says for people why something is a quotation. Made once for one language.
pub struct Explainer {
    words: Words,
}

impl Explainer {
    /// Reads the words of this language.
    pub fn new(interface: Interface) -> Self {
        Self { words: Words::new(interface) }
    }

    /// The rule, the trigger, and where the source comes from, in one line. `text` is the main text of the article.
    pub fn explain(&self, quotation: &QuotationRecord, text: &str) -> String {
        let points: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let slice = |[start, end]: [usize; 2]| text.get(*points.get(start)?..*points.get(end)?);
        let of = |ranges: &[[usize; 2]]| {
            ranges.iter().filter_map(|r| slice(*r)).collect::<Vec<&str>>().join(" … ")
        };
        let source = of(&quotation.source);
        sentences(&self.words, quotation, &of(&quotation.cue), &source).join(" ")
    }
}

/// Rule, trigger (where words are one) and source, as sentences.
fn sentences(words: &Words, quotation: &QuotationRecord, cue: &str, source: &str) -> Vec<String> {
    let quoted = |text: &str, most| words.fill("why", "quoted", &[&shortened(text, most)]);
    let mut said = vec![words.say("rule", &quotation.rule).to_owned()];
    if !cue.is_empty() {
        let mut trigger = words.fill("why", "trigger", &[&quoted(cue, 80)]);
        if let Some(entry) = &quotation.cue_entry {
            trigger.push_str(&words.fill("why", "entry", &[&shortened(entry, 60)]));
        }
        trigger.push('.');
        said.push(trigger);
    }
    said.push(if source.is_empty() {
        words.say("why", "no-source").to_owned()
    } else {
        let from = words.say("source-from", quotation.source_from);
        words.fill("why", "source", &[&quoted(source, 120), from])
    });
    said
}

/// The list of an article's quotations, folded.
pub(super) fn list(html: &mut Html, view: &View<'_>, place: usize, found: Option<&AnnotationsRecord>) {
    let words = view.words;
    let Some(found) = found.filter(|f| !f.quotations.is_empty()) else { return };
    let language = &view.article(place).language;
    let count = words.number(found.quotations.len());
    html.raw("<details class=\"why\"><summary>").text(&words.fill("why", "heading", &[&count]));
    html.raw("</summary><ol>");
    let limit = view.shown(place);
    let joined = |ranges: &[[usize; 2]]| {
        let parts = ranges.iter().filter(|r| r[0] < r[1] && r[1] <= limit);
        parts.map(|r| view.slice(place, r[0], r[1])).collect::<Vec<&str>>().join(" … ")
    };
    for quotation in found.quotations.iter().take(MOST_LISTED) {
        let content = joined(&quotation.content);
        if content.is_empty() {
            continue;
        }
        html.raw("<li>");
        let safe = quotation.id.bytes().all(|b| b.is_ascii_alphanumeric());
        let target = format!("#a{}-{}", place + 1, quotation.id);
        if safe {
            html.open("a", &[("href", &target), ("lang", language)]);
            html.bdi(&shortened(&content, 160)).raw("</a>");
        } else {
            html.open("span", &[("lang", language)]).bdi(&shortened(&content, 160)).raw("</span>");
        }
        html.raw(" <span class=\"tag\">").text(words.say("quotation", quotation.kind)).raw("</span>");
        let why = sentences(words, quotation, &joined(&quotation.cue), &joined(&quotation.source));
        html.raw("<p class=\"note\">").bdi(&why.join(" ")).raw("</p></li>");
    }
    html.raw("</ol>");
    if found.quotations.len() > MOST_LISTED {
        let left = words.number(found.quotations.len() - MOST_LISTED);
        html.leaf("p", &[("class", "note")], &words.fill("page", "more", &[&left]));
    }
    html.raw("</details>");
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_quote::{RULES, SourceFrom};

    #[test]
    fn every_rule_and_every_place_of_a_source_is_said_in_words() {
        for interface in [Interface::German, Interface::English] {
            let words = Words::new(interface);
            for rule in RULES {
                assert!(words.find("rule", rule).is_some(), "{rule}");
            }
            let places = [
                SourceFrom::Sentence,
                SourceFrom::Before,
                SourceFrom::After,
                SourceFrom::Author,
                SourceFrom::Outer,
                SourceFrom::Nowhere,
            ];
            for place in places {
                assert!(words.find("source-from", place.name()).is_some(), "{place:?}");
            }
        }
    }
}
