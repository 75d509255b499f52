//! Where sentences end, for languages with a list `data/<language>/sentences.tsv`: one pass over the marks of a line.
//!
//! A mark ends a sentence if what follows can begin one. Points after abbreviations, initials, ordinal numbers and
//! list numbers do not; which words tell is in the list. Quotations are looked into; short ones and what stands in
//! brackets are kept whole.

use crate::TextRange;

/// For each language its code, whether a point after digits or Roman numerals makes them ordinal, and its list: head
/// lines, then lines of word, tab and class, sorted by their bytes.
const LISTS: [(&str, bool, &str); 2] = [
    ("de", true, include_str!("../../../../data/de/sentences.tsv")),
    ("en", false, include_str!("../../../../data/en/sentences.tsv")),
];

/// Quotations up to this many bytes are kept whole.
const SHORT_QUOTATION: usize = 24;
/// Brackets up to this many bytes are kept whole.
const SHORT_BRACKET: usize = 300;
/// Longer words, in bytes, are no abbreviations, but for those that the list knows by their end.
const LONGEST_ABBREVIATION: usize = 12;
/// Letters of the longest abbreviation without a vowel, in bytes.
const LONGEST_WITHOUT_VOWEL: usize = 5;
/// Bytes looked at before a mark: longer tokens are no words.
const LOOK_BACK: usize = 300;
/// Marks in a row that may end a sentence before a small letter; three points let it go on.
const SHORT_RUN: usize = 2;
/// Digits of the longest ordinal number.
const LONGEST_ORDINAL: usize = 3;

/// The rules of one language.
#[derive(Clone, Copy)]
pub(super) struct Rules {
    list: &'static str,
    /// A point after digits or Roman numerals makes them ordinal.
    ordinals: bool,
}

impl Rules {
    /// The rules of the language with this code; `None` where there is no list.
    pub(super) fn of(code: &str) -> Option<Self> {
        let (_, ordinals, list) = *LISTS.iter().find(|(language, ..)| *language == code)?;
        let start = list.match_indices('\n').find(|(at, _)| !list[at + 1..].starts_with('#'))?.0 + 1;
        Some(Self { list: &list[start..], ordinals })
    }

    /// The class of a word in the list, `0` where it is not there.
    fn class(self, word: &str) -> u8 {
        crate::sorted::find(self.list, word).and_then(|class| class.bytes().next()).unwrap_or(0)
    }

    /// Adds the sentences of one line to `found`.
    pub(super) fn split(self, text: &str, line: TextRange, found: &mut Vec<TextRange>) {
        let bytes = text.as_bytes();
        let (mut start, mut at, mut kept) = (line.start, line.start, line.start);
        while at < line.end {
            let byte = bytes[at];
            if !SPECIAL[usize::from(byte)] {
                at += 1;
                continue;
            }
            let length = mark_length(&bytes[at..line.end]);
            if length == 0 {
                if bytes[at..].starts_with(BULLET) && text[..at].ends_with(char::is_whitespace) {
                    push(text, TextRange::new(start, at), found);
                    start = at;
                } else if at >= kept && opens(text, at) {
                    kept = kept_until(text, at, line.end).unwrap_or(kept);
                }
                at += 1;
                continue;
            }
            let run = at;
            at += length;
            loop {
                match mark_length(&bytes[at..line.end]) {
                    0 => break,
                    more => at += more,
                }
            }
            if at <= kept && !closes_bracket(text, at, kept) {
                continue;
            }
            if let Some(end) = self.end(text, TextRange::new(start, line.end), TextRange::new(run, at)) {
                push(text, TextRange::new(start, end), found);
                at = end;
                start = end;
            }
        }
        push(text, TextRange::new(start, line.end), found);
    }

    /// Where the sentence ends that `marks` may end, closing marks included; `None` where it goes on. `rest` is the
    /// line from the start of the sentence.
    fn end(self, text: &str, rest: TextRange, marks: TextRange) -> Option<usize> {
        let after = &text[marks.end..rest.end];
        let mut closed = after.trim_start_matches(closing);
        if closed.starts_with(char::is_alphabetic) && after.starts_with("\"\"") {
            // One quotation closes, the next opens.
            closed = &after[1..];
        }
        let end = rest.end - closed.len();
        let next = closed.trim_start();
        if next.is_empty() {
            return Some(end);
        }
        let glued = next.len() == closed.len();
        let word = next.trim_start_matches(opening);
        if glued && !self.can_be_glued(text, rest, marks, after, word) {
            return None;
        }
        let head = look_back(text, rest.start, marks.start);
        if !head.contains(char::is_alphanumeric) {
            return None;
        }
        if !begins(next) {
            return (closed.len() == after.len() && self.careless(head, marks, next)).then_some(end);
        }
        let point = marks.len() == 1 && text.as_bytes()[marks.start] == b'.';
        (!point || self.point_ends(text, rest, marks.start, word)).then_some(end)
    }

    /// True if a sentence ends here although the next begins with a small letter, as people write in a hurry. Only
    /// after a word that is no abbreviation; German abbreviates too many words for that.
    fn careless(self, head: &str, marks: TextRange, next: &str) -> bool {
        let word = head.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let start = &head[..head.len() - word.len()];
        !self.ordinals
            && marks.len() <= SHORT_RUN
            && !head.ends_with('.')
            && next.starts_with(char::is_lowercase)
            && start.ends_with(char::is_whitespace)
            && word.chars().count() > 2
            && word.chars().all(char::is_lowercase)
            && self.class(word) == 0
            && self.class_of_end(word).is_none()
            && self.looks_abbreviated(word).is_none()
    }

    /// True if a sentence may begin right after the mark, without a blank: `Ende.Neu`, but not `www.Ende.de`.
    fn can_be_glued(self, text: &str, rest: TextRange, marks: TextRange, after: &str, word: &str) -> bool {
        let head = look_back(text, rest.start, marks.start);
        let after = &after[..after.floor_char_boundary(LOOK_BACK)];
        let small = |c: char| c.is_lowercase();
        if !after.starts_with(char::is_alphabetic) && after.starts_with(['„', '“', '"', '»', '«']) {
            return head.chars().rev().take(2).all(small);
        }
        let token_start = head.rfind(char::is_whitespace).map_or(0, |n| n + 1);
        let token_end = after.find(char::is_whitespace).unwrap_or(after.len());
        let link = |c: char| matches!(c, '/' | '@' | '.' | '_' | ':' | '=');
        head.chars().rev().take(2).filter(|c| small(*c)).count() == 2
            && word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().nth(1).is_some_and(small)
            && !head[token_start..].contains(link)
            && !after[..token_end].trim_end_matches(link).contains(link)
    }

    /// True if the single point at `at` ends a sentence, where `next` could begin one.
    fn point_ends(self, text: &str, rest: TextRange, at: usize, next: &str) -> bool {
        let head = look_back(text, rest.start, at);
        let blank = |c: char| c.is_whitespace() || matches!(c, '/' | '–' | '—') || opening(c);
        let word_start =
            head.rfind(blank).map_or(0, |n| n + head[n..].chars().next().map_or(1, char::len_utf8));
        let word = &head[word_start..];
        let before = head[..word_start].trim_end_matches(blank);
        let next_word = if next.starts_with(['-', '–', '—']) { next } else { first_word(next) };
        if word.is_empty() || word.ends_with(closing) {
            return true;
        }
        if word.bytes().all(|b| b.is_ascii_digit()) {
            return self.number_ends(word, before, next_word);
        }
        if word.len() > LONGEST_ABBREVIATION {
            return !self.class_of_end(word).is_some_and(|class| self.goes_on(class, next_word));
        }
        let lower = word.to_lowercase();
        let mut letters = word.chars();
        if letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none() {
            return self.letter_ends(word, &lower, before, next_word);
        }
        let class = match self.class(&lower) {
            0 | b's' | b'm' | b'w' | b'p' => {
                self.class_of_end(&lower).or_else(|| self.looks_abbreviated(word))
            }
            class => Some(class),
        };
        !class.is_some_and(|class| self.goes_on(class, next_word))
    }

    /// True if the sentence goes on after an abbreviation of this class.
    fn goes_on(self, class: u8, next: &str) -> bool {
        let dash = next.starts_with(['-', '–', '—']);
        let number = next.starts_with(|c: char| c.is_ascii_digit());
        match class {
            // "PORTLAND, Ore. – The …": a dash follows, as in a dateline.
            b'b' if dash => true,
            b'f' => true,
            b'n' => number || is_roman(next),
            b'b' => number || self.class(next) != b's',
            b't' => self.class(next) == b'w',
            _ => false,
        }
    }

    /// The class of words with a known end: `Bahnhofstr.`
    fn class_of_end(self, word: &str) -> Option<u8> {
        let end = &word[word.char_indices().nth_back(2)?.0..];
        let known = |end: &str| Some(self.class(&format!("-{end}"))).filter(|c| *c != 0);
        known(end).or_else(|| known(end.strip_prefix(|_: char| true)?))
    }

    /// The class of words that look like abbreviations: `e.V.`, `hrsg.`; of Roman ordinals: `Paul II.`
    fn looks_abbreviated(self, word: &str) -> Option<u8> {
        let dotted = word.contains('.')
            && word.split('.').all(|part| part.chars().count() <= 2 && !part.contains(char::is_numeric));
        let vowel = |c: char| {
            matches!(
                crate::fold::fold(c.encode_utf8(&mut [0; 4])).bytes().next(),
                Some(b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
            )
        };
        let letters = word.chars().all(char::is_alphabetic);
        let capitals = word.chars().nth(1).is_some_and(char::is_uppercase);
        let bare = word.len() <= LONGEST_WITHOUT_VOWEL && letters && !capitals && !word.contains(vowel);
        (dotted || bare || self.ordinals && is_roman(word)).then_some(b'b')
    }

    /// True if a sentence may end after a number and a point.
    fn number_ends(self, number: &str, before: &str, next: &str) -> bool {
        // "2. Soziale Bewegungen …": the number of a list.
        if before.is_empty() && number.len() <= LONGEST_ORDINAL {
            return false;
        }
        if !self.ordinals || number.len() > LONGEST_ORDINAL {
            return true;
        }
        if next.starts_with(|c: char| c.is_ascii_digit()) {
            return false;
        }
        match self.class(next) {
            b's' => return true,
            b'm' => return false,
            _ => {}
        }
        let last = before.rsplit(|c: char| c.is_whitespace() || opening(c)).next().unwrap_or_default();
        // "im 6. Stock", "Der 45. Präsident"; but "auf Platz 5. Köln …".
        match self.class(last) {
            b's' => false,
            b'p' => true,
            _ => !last.starts_with(char::is_lowercase) || last.ends_with(['.', ':']),
        }
    }

    /// True if a sentence may end after a single letter and a point: an initial, or a part of `z. B.`
    fn letter_ends(self, letter: &str, lower: &str, before: &str, next: &str) -> bool {
        let mut part = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        part = part.strip_suffix('.').unwrap_or("");
        let joined = (part.chars().count() == 1).then(|| format!("{}.{lower}", part.to_lowercase()));
        match joined.map_or(0, |key| self.class(&key)) {
            0 => {}
            class => return !self.goes_on(class, next),
        }
        if letter == lower && self.class(lower) == b'f' {
            return false;
        }
        self.class(next) == b's'
    }
}

/// True for `II`, `XIV`.
fn is_roman(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
}

/// The bytes at which something may begin that matters: marks that end sentences, brackets, quotation marks.
const SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let mut at = 0;
    let bytes = b".!?(\"\xe2\xc2";
    while at < bytes.len() {
        special[bytes[at] as usize] = true;
        at += 1;
    }
    special
};

/// The bytes of the mark at the start that may end a sentence, else 0.
fn mark_length(bytes: &[u8]) -> usize {
    match bytes {
        [b'.' | b'!' | b'?', ..] => 1,
        [0xe2, 0x80, 0xa6, ..] => 3,
        _ => 0,
    }
}

/// The text from `start` up to `end`, or its last bytes.
fn look_back(text: &str, start: usize, end: usize) -> &str {
    &text[text.ceil_char_boundary(start.max(end.saturating_sub(LOOK_BACK)))..end]
}

/// A bullet between two sentences.
const BULLET: &[u8] = "•".as_bytes();

/// Adds a sentence, white space at its ends dropped, if anything is left.
fn push(text: &str, range: TextRange, found: &mut Vec<TextRange>) {
    let range = range.trimmed(text);
    if !range.is_empty() {
        found.push(range);
    }
}

/// True if the mark at `at` can open a quotation or a bracket.
fn opens(text: &str, at: usize) -> bool {
    text.is_char_boundary(at)
        && text[..at]
            .chars()
            .next_back()
            .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | ':' | '-' | '–' | '/'))
}

/// Where the short quotation or bracket ends that opens at `at`. The last marks of a quotation may end the sentence
/// around it.
fn kept_until(text: &str, at: usize, line_end: usize) -> Option<usize> {
    let mark = text[at..line_end].chars().next()?;
    let start = at + mark.len_utf8();
    let within = |length: usize| &text[start..text.floor_char_boundary(line_end.min(start + length))];
    match mark {
        '(' => Some(start + within(SHORT_BRACKET).find(')')?),
        '„' | '“' | '"' | '»' | '«' => {
            let inside = within(SHORT_QUOTATION);
            let end = inside.find(['“', '”', '"', '«', '»'])?;
            Some(start + inside[..end].trim_end_matches(['.', '!', '?', '…']).len())
        }
        _ => None,
    }
}

/// True if the marks that end at `at` stand last in the bracket kept up to `kept`, and a point ends them: `(So viel.)`
fn closes_bracket(text: &str, at: usize, kept: usize) -> bool {
    at == kept && text[..at].ends_with('.') && text[at..].starts_with(')')
}

/// Marks that belong to the sentence before them.
fn closing(c: char) -> bool {
    matches!(c, '“' | '”' | '"' | '«' | '»' | '‹' | '›' | '’' | '‘' | '\'' | ')' | ']')
}

/// Marks that belong to the sentence after them.
fn opening(c: char) -> bool {
    matches!(
        c,
        '„' | '“'
            | '”'
            | '"'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '‚'
            | '‘'
            | '’'
            | '\''
            | '`'
            | '('
            | '['
            | '¿'
            | '¡'
    )
}

/// Bytes in which a bracket is looked for that what follows hangs on.
const LONGEST_ASIDE: usize = 60;

/// True if a sentence can begin with `next`: a capital letter, a digit, a name like `iPhone`, a gap `[…]`.
fn begins(next: &str) -> bool {
    let word = next.trim_start_matches(|c: char| {
        matches!(c, '-' | '–' | '—' | '•' | '*' | '·') || c.is_whitespace() || opening(c)
    });
    let mut letters = word.chars();
    match letters.next() {
        Some('#' | '@' | '€' | '$' | '£' | '+') => true,
        Some('.' | '…') => next.starts_with(['[', '(']),
        Some(c) if c.is_lowercase() => letters.next().is_some_and(char::is_uppercase),
        Some(c) if c.is_alphanumeric() => {
            // "… schützen?“ (20.12 Uhr) fragt der Arzt": the sentence goes on after the bracket.
            let aside = &next[..next.floor_char_boundary(LONGEST_ASIDE)];
            let after =
                aside.strip_prefix('(').and_then(|a| a.split_once(')')).map_or("", |(_, after)| after);
            !after.trim_start().starts_with(|c: char| c.is_lowercase() || c == ',')
        }
        _ => false,
    }
}

/// The letters and digits at the start, opening marks passed over.
fn first_word(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '.').unwrap_or(text.len());
    text[..end].trim_end_matches('.')
}
