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

/// Joins sentences of one line that an abbreviation parts: one that ends with one of `abbreviations` (`M.`) goes on.
pub fn join_after(text: &str, sentences: Vec<TextRange>, abbreviations: &[String]) -> Vec<TextRange> {
    if abbreviations.is_empty() {
        return sentences;
    }
    let mut joined: Vec<TextRange> = Vec::with_capacity(sentences.len());
    for sentence in sentences {
        let open = joined.last_mut().filter(|last| {
            let word = last.of(text).rsplit(char::is_whitespace).next().unwrap_or("");
            let between = &text[last.end..sentence.start];
            !between.contains('\n')
                && abbreviations.iter().any(|a| a == word.trim_start_matches(crate::fold::is_quote_mark))
        });
        match open {
            Some(last) => last.end = sentence.end,
            None => joined.push(sentence),
        }
    }
    joined
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

/// Lines are given to the splitter in pieces of about this many bytes: its time grows with the square of a line
/// full of quotation marks. News has no paragraph of this length.
const LONGEST_PIECE: usize = 8192;

/// More quotation marks than this in one piece are no quotations; they are hidden from the splitter.
const MOST_MARKS: usize = 120;

fn boundaries(text: &str, line: TextRange, language: Language) -> Vec<TextRange> {
    let code = if language == Language::UNKNOWN { "en" } else { language.code() };
    let mut found = Vec::new();
    let mut start = line.start;
    while start < line.end {
        let piece = TextRange::new(start, start + piece_length(&text[start..line.end]));
        let marks = piece.of(text).chars().filter(|c| crate::fold::is_quote_mark(*c)).count();
        let hidden = (marks > MOST_MARKS).then(|| without_marks(piece.of(text)));
        found.extend(
            sentencex::get_sentence_boundaries(code, hidden.as_deref().unwrap_or(piece.of(text)))
                .iter()
                .map(|b| TextRange::new(piece.start + b.start_byte, piece.start + b.end_byte).trimmed(text))
                .filter(|r| !r.is_empty()),
        );
        start = piece.end;
    }
    found
}

/// Bytes of the first piece of `line`: up to the last sentence end before the limit, else the last blank.
fn piece_length(line: &str) -> usize {
    if line.len() <= LONGEST_PIECE {
        return line.len();
    }
    let limit = line.floor_char_boundary(LONGEST_PIECE);
    let head = &line[..limit];
    head.rfind(". ").map(|at| at + 2).or_else(|| head.rfind(' ').map(|at| at + 1)).unwrap_or(limit)
}

/// The same text with other characters of the same length in place of quotation marks.
fn without_marks(piece: &str) -> String {
    let hide = |c: char| match c.len_utf8() {
        _ if !crate::fold::is_quote_mark(c) => c,
        1 => ' ',
        2 => '·',
        _ => '•',
    };
    piece.chars().map(hide).collect()
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
    fn abbreviations_join() {
        let text = "Hier sprach M. Weber lange. Dann schwieg M.\nEr ging.";
        let parts = ["Hier sprach M.", "Weber lange.", "Dann schwieg M.", "Er ging."];
        let ranges =
            parts.map(|p| text.find(p).map_or(TextRange::new(0, 0), |at| TextRange::new(at, at + p.len())));
        let found = join_after(text, ranges.to_vec(), &["M.".to_owned()]);
        let found: Vec<&str> = found.iter().map(|r| r.of(text)).collect();
        assert_eq!(found, ["Hier sprach M. Weber lange.", "Dann schwieg M.", "Er ging."]);
    }

    #[test]
    fn splits_inside_long_quotations() {
        check(
            "„Wir haben lange gewartet. Nun gehen wir heim“, sagte der Kapitän. Dann ging er.",
            &["„Wir haben lange gewartet.", "Nun gehen wir heim“, sagte der Kapitän.", "Dann ging er."],
        );
    }

    #[test]
    fn long_lines_of_marks_stay_fast_and_whole() {
        let text = "„Nein. ".repeat(20_000);
        let found = split(&text, Language::GERMAN);
        let visible: usize =
            found.iter().map(|r| r.of(&text).chars().filter(|c| !c.is_whitespace()).count()).sum();
        assert_eq!(visible, text.chars().filter(|c| !c.is_whitespace()).count());
    }

    #[test]
    fn lines_end_sentences() {
        check("Eine Zeile ohne Punkt\nNoch eine", &["Eine Zeile ohne Punkt", "Noch eine"]);
    }
}
