//! Sentences of a text.
//!
//! First cut by `sentencex` (MIT), which knows German abbreviations and dates and keeps quotations whole; a second
//! pass splits inside quotations that hold several sentences.

use crate::{Language, TextRange};

/// Quotations shorter than this many bytes are not searched for inner sentences.
const SHORTEST_SPLIT: usize = 24;

/// The sentences of `text`, in order, without white space at their ends. Together they hold every visible
/// character of the text. A line end always ends a sentence.
pub fn split(text: &str, language: Language) -> Vec<TextRange> {
    let mut found = Vec::new();
    for line in lines(text) {
        for sentence in boundaries(text, line, language) {
            split_inside_quotes(text, sentence, language, &mut found);
        }
    }
    found
}

/// The non-empty lines of `text`, without white space at their ends.
pub fn lines(text: &str) -> impl Iterator<Item = TextRange> + '_ {
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let range = TextRange::new(at, at + line.len()).trimmed(text);
        at += line.len();
        (!range.is_empty()).then_some(range)
    })
}

fn boundaries(text: &str, line: TextRange, language: Language) -> Vec<TextRange> {
    let code = if language == Language::UNKNOWN { "en" } else { language.code() };
    sentencex::get_sentence_boundaries(code, line.of(text))
        .iter()
        .map(|b| TextRange::new(line.start + b.start_byte, line.start + b.end_byte).trimmed(text))
        .filter(|r| !r.is_empty())
        .collect()
}

fn split_inside_quotes(text: &str, sentence: TextRange, language: Language, found: &mut Vec<TextRange>) {
    let mut start = sentence.start;
    for quote in quoted(text, sentence) {
        if quote.len() < SHORTEST_SPLIT {
            continue;
        }
        let inner = boundaries(text, quote, language);
        for first in inner.iter().take(inner.len().saturating_sub(1)) {
            if first.end > start {
                found.push(TextRange::new(start, first.end).trimmed(text));
                start = first.end;
            }
        }
    }
    let rest = TextRange::new(start, sentence.end).trimmed(text);
    if !rest.is_empty() {
        found.push(rest);
    }
}

/// The insides of the quotations in one sentence, marks excluded. Marks of one style are paired in order.
fn quoted(text: &str, sentence: TextRange) -> Vec<TextRange> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    for (at, c) in sentence.of(text).char_indices() {
        let at = sentence.start + at;
        match (c, open) {
            ('„' | '«' | '»' | '“' | '"' | '”', None) => open = Some(at + c.len_utf8()),
            ('“' | '”' | '"' | '«' | '»', Some(start)) => {
                found.push(TextRange::new(start, at));
                open = None;
            }
            _ => {}
        }
    }
    if let Some(start) = open {
        found.push(TextRange::new(start, sentence.end));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = split(text, Language::GERMAN).iter().map(|r| r.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn keeps_dates_and_abbreviations() {
        check(
            "Das Forum läuft vom 10. bis 13. September. Dr. Weiß kommt u. a. aus Graz.",
            &["Das Forum läuft vom 10. bis 13. September.", "Dr. Weiß kommt u. a. aus Graz."],
        );
    }

    #[test]
    fn splits_inside_long_quotations() {
        check(
            "„Wir haben lange gewartet. Nun gehen wir heim“, sagte der Kapitän. Dann ging er.",
            &["„Wir haben lange gewartet.", "Nun gehen wir heim“, sagte der Kapitän.", "Dann ging er."],
        );
    }

    #[test]
    fn lines_end_sentences() {
        check("Eine Zeile ohne Punkt\nNoch eine", &["Eine Zeile ohne Punkt", "Noch eine"]);
    }
}
