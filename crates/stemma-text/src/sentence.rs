//! Sentences of a text.
//!
//! German and English by our own rules ([`rules`]), which look into quotations as well. Other languages are first cut by
//! `sentencex` (MIT), which keeps quotations whole; a second pass splits inside quotations that hold several
//! sentences.

use crate::{Language, TextRange};

mod rules;

/// Quotations shorter than this many bytes are not searched for inner sentences.
const SHORTEST_SPLIT: usize = 24;

/// The sentences of `text`, in order, without white space at their ends. Together they hold every visible
/// character of the text. A line end always ends a sentence.
pub fn split(text: &str, language: Language) -> Vec<TextRange> {
    let mut found = Vec::with_capacity(text.len() / 100 + 1);
    let code = if language == Language::UNKNOWN { "en" } else { language.code() };
    if let Some(rules) = rules::Rules::of(code) {
        lines(text).for_each(|line| rules.split(text, line, &mut found));
        return found;
    }
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
    let code = language.code();
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

    /// Sentences of `marked`, where `|` stands for each end that must be found.
    fn check_in(language: Language, marked: &str) {
        let text = marked.replace('|', " ");
        let found: Vec<&str> = split(&text, language).iter().map(|r| r.of(&text)).collect();
        assert_eq!(found, marked.split('|').collect::<Vec<_>>());
    }

    fn check(marked: &str) {
        check_in(Language::GERMAN, marked);
    }

    #[test]
    fn keeps_dates_and_abbreviations() {
        check("Das Forum läuft vom 10. bis 13. September.|Dr. Weiß kommt u. a. aus Graz.");
        check("Wir essen z. B. Obst.|Siehe Art. 5 Abs. 3 GG.|Dort steht es.");
        check("Sie wohnt in der Bahnhofstr. 5 in Linz.|Er wohnt in der Lindenstr.|Dort ist es ruhig.");
        check("Das kostet 5 Mio. Euro.|Der Schaden liegt bei 5 Mio.|Das ist viel.");
        check("Es gibt Obst, Käse usw.|Die Gäste waren froh.");
        check("Der Verein Hilfe e. V. hilft in St. Gallen.|Er lebte ca. 300 v. Chr. in Rom.|Das war früh.");
    }

    #[test]
    fn initials_are_no_ends() {
        check("J. D. Ahorn und Georg W. Busch trafen sich mit K. Müller.|Danach aßen sie.");
        check("Peter M. wurde festgenommen.|Gegen Stefan K. Anklage zu erheben, sei falsch.");
        check("Die Polizei fand Stefan K.|Der Mann schwieg.");
    }

    #[test]
    fn ordinal_numbers_go_on() {
        check("Das Lokal im 6. Stock stammt aus dem späten 18. Jahrhundert.|Gut so.");
        check("Wir treffen uns am 5.|Er kommt auch.|Einlass ist ab 8.|Das wird eng.");
        check("Sie kam auf Platz 3.|Köln wurde Vierter.|Hier lebt keiner unter 20.|Schulen gibt es nicht.");
        check("1. Erstens kommt der Anfang.|2. Zweitens das Ende.");
        check("König Ludwig XIV. regierte lange.|Danach kam Ludwig XV. an die Macht.");
    }

    #[test]
    fn numbers_begin_sentences() {
        check("Das war 2019.|2020 kam es anders.|15 Leute gingen.|Um 20.15 Uhr kamen sie wieder.");
    }

    #[test]
    fn splits_inside_long_quotations() {
        check("„Wir haben lange gewartet.|Nun gehen wir heim“, sagte der Kapitän.|Dann ging er.");
        check("\"Das ist schade\", sagt er.|\"Wir hatten lange geübt.\"|Er seufzt.");
        check("„Wirklich?“ fragte Eva.|Er rief: „Nein.“|Dann ging er.");
        check("Das Stück „Wer? Wie? Was?“ läuft in Linz.");
    }

    #[test]
    fn brackets_are_kept_whole() {
        check("Die Firma (gegr. 1950. Sitz: Linz) schließt.|(Das gilt auch für Graz.)|Der Rest bleibt.");
        check("„Was hilft gegen Schnupfen?“ (20.15 Uhr) fragt der Sender.|Tee hilft.|[...] Wasser auch.");
    }

    #[test]
    fn blanks_may_be_missing() {
        check_in(Language::GERMAN, "Siehe www.beispiel.de.");
        let text = "Das Zimmer war klein.Das Bad auch.";
        assert_eq!(split(text, Language::GERMAN).len(), 2);
        let text = "Erstens Brot • Zweitens Käse";
        assert_eq!(split(text, Language::GERMAN).len(), 2);
    }

    #[test]
    fn english() {
        let check = |marked| check_in(Language::ENGLISH, marked);
        check("Mr. Smith went to Millhaven.|He met Mrs. Jones there.");
        check("The U.S. Senate met at 5 p.m. Eastern time.|It ended at 9 p.m.|Police came later.");
        check("He is No. 5 on the list.|She said no.|She was born on Jan. 6, 1990.");
        check("It is owned by Acme Inc.|The firm is big.|It lives in the U.S.|They meet there.");
        check("PORTLAND, Ore. -- The city slept.|\"Why?\" he asked.|World War II.|Then peace.");
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

    fn visible(text: &str) -> usize {
        text.chars().filter(|c| !c.is_whitespace()).count()
    }

    #[test]
    fn long_lines_of_marks_stay_fast_and_whole() {
        for part in ["„Nein. ", "(", "\"", ". ", "…“ „A. ", "1. ", "• ", "a.b.", "abb.Abb", "! [."]
        {
            let text = part.repeat(20_000);
            for language in [Language::GERMAN, Language::ENGLISH] {
                let found = split(&text, language);
                let kept: usize = found.iter().map(|r| visible(r.of(&text))).sum();
                assert_eq!(kept, visible(&text), "{part}");
            }
        }
    }

    #[test]
    fn other_languages_stay_fast_and_whole() {
        let text = "„Nein. ".repeat(20_000);
        let kept: usize = split(&text, Language::from_code("fr")).iter().map(|r| visible(r.of(&text))).sum();
        assert_eq!(kept, visible(&text));
    }

    #[test]
    fn lines_end_sentences() {
        let text = "Eine Zeile ohne Punkt\nNoch eine";
        let found: Vec<&str> = split(text, Language::GERMAN).iter().map(|r| r.of(text)).collect();
        assert_eq!(found, ["Eine Zeile ohne Punkt", "Noch eine"]);
    }

    proptest::proptest! {
        #[test]
        fn sentences_hold_every_visible_character(text in "([a-zA-ZäÖ0-9.!?…„“”\"»«()'• \\n-]|Dr\\. |\\PC){0,120}") {
            for language in [Language::GERMAN, Language::ENGLISH] {
                let found = split(&text, language);
                let kept: usize = found.iter().map(|r| visible(r.of(&text))).sum();
                proptest::prop_assert_eq!(kept, visible(&text));
                proptest::prop_assert!(found.is_sorted_by(|a, b| a.end <= b.start));
                proptest::prop_assert!(found.iter().all(|r| !r.is_empty()));
            }
        }
    }
}
