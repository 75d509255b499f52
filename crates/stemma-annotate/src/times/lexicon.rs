//! Words of time of one language, by class (`data/<language>/times.toml`), and one text seen through them.

use crate::names::FALLBACK;
use crate::quantities::number::{Atom, Numbers};
use rustc_hash::{FxHashMap, FxHashSet};
use stemma_lexicon::Lexicon;
use stemma_text::{Language, TextRange, Token, TokenKind};

/// Longest phrase, in tokens.
const LONGEST_PHRASE: usize = 5;

/// What a word of time is: a bit set of classes, each with its code.
pub(crate) struct Words {
    /// Senses of each form: class and code.
    forms: FxHashMap<String, Vec<(String, String)>>,
    /// First words of phrases, in lower case.
    pub(crate) firsts: FxHashSet<String>,
    /// Endings of adjectives built on a number: ending, unit.
    pub(crate) adjectives: Vec<(String, String)>,
    /// Days of the week and the parts of the day written onto them (`montagabend`), in lower case.
    pub(crate) day_parts: FxHashMap<String, (i8, String)>,
    pub(crate) numbers: Numbers,
    pub(crate) german: bool,
}

impl Words {
    /// Reads the words of `language`; English for any language that has none.
    pub(crate) fn new(lexicon: &Lexicon, language: Language) -> Self {
        let german = language == Language::GERMAN;
        let mut forms: FxHashMap<String, Vec<(String, String)>> = FxHashMap::default();
        let mut firsts = FxHashSet::default();
        let mut adjectives = Vec::new();
        for entry in &lexicon.words(lexicon.folder(language.code(), FALLBACK), "times").entries {
            let class = entry.text("class").unwrap_or_default();
            for word in entry.list("words") {
                let Some((form, code)) = word.split_once(" = ") else { continue };
                if class == "adjective" {
                    adjectives.push((form.to_owned(), code.to_owned()));
                    continue;
                }
                if let Some((first, _)) = form.split_once(' ') {
                    firsts.insert(first.to_lowercase());
                }
                forms.entry(form.to_owned()).or_default().push((class.to_owned(), code.to_owned()));
            }
        }
        let of = |class: &str| -> Vec<(String, String)> {
            let pairs =
                forms.iter().flat_map(|(form, senses)| senses.iter().map(move |(c, code)| (form, c, code)));
            pairs
                .filter(|(_, c, _)| *c == class)
                .map(|(form, _, code)| (form.to_lowercase(), code.clone()))
                .collect()
        };
        let mut day_parts = FxHashMap::default();
        for (day, number) in of("weekday") {
            for (part, code) in of("weekday-part") {
                if let Ok(number) = number.parse() {
                    day_parts.insert(format!("{day}{part}"), (number, code));
                }
            }
        }
        Self { forms, firsts, adjectives, day_parts, numbers: Numbers::new(lexicon, language), german }
    }

    /// The code of a unit of time by its word.
    pub(crate) fn unit(&self, word: &str) -> Option<String> {
        self.forms.get(word)?.iter().find(|(c, _)| c == "unit").map(|(_, code)| code.clone())
    }

    /// The senses of a word as written.
    fn senses(&self, word: &str, lower: &str) -> &[(String, String)] {
        if let Some(found) = self.forms.get(word) {
            return found;
        }
        if word.len() > 1 && word.chars().all(|c| !c.is_lowercase()) {
            let mut title: String = lower.chars().take(1).flat_map(char::to_uppercase).collect();
            title.extend(lower.chars().skip(1));
            if let Some(found) = self.forms.get(&title) {
                return found;
            }
        }
        self.forms.get(lower).map_or(&[], Vec::as_slice)
    }
}

/// Words this long, in bytes, have no sense.
const LONGEST_WORD: usize = 40;

/// A text as the grammar of time sees it.
pub(crate) struct Line<'t> {
    pub(crate) text: &'t str,
    pub(crate) tokens: &'t [Token],
    pub(crate) words: &'t Words,
    senses: Vec<&'t [(String, String)]>,
    /// Each word in lower case; empty for marks, numbers and long words.
    lower: Vec<String>,
    /// True for words that phrases begin with.
    firsts: Vec<bool>,
    /// What each token can be of an expression.
    parts: Vec<Part>,
}

/// What a token can be of an expression of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Nothing.
    None,
    /// A small word that begins expressions only before others: `in`, `der`.
    Small,
    /// Anything else.
    Full,
}

/// Classes of small words: alone they tell no time.
const SMALL: [&str; 17] = [
    "about",
    "and",
    "at",
    "before-length",
    "between",
    "determiner",
    "future",
    "naming",
    "night-to",
    "no-plural",
    "past",
    "placing",
    "pluperfect",
    "rough",
    "since",
    "to",
    "unit-word",
];

/// Tokens after a small word among which the rest of its expression must begin.
const NEAR: usize = 3;

impl<'t> Line<'t> {
    /// Looks up every token.
    pub(crate) fn new(text: &'t str, tokens: &'t [Token], words: &'t Words) -> Self {
        let lower: Vec<String> = tokens
            .iter()
            .map(|t| {
                let word = t.range.of(text);
                let short = t.kind == TokenKind::Word && word.len() < LONGEST_WORD;
                if short { word.to_lowercase() } else { String::new() }
            })
            .collect();
        let senses = tokens
            .iter()
            .zip(&lower)
            .map(|(t, lower)| if lower.is_empty() { &[][..] } else { words.senses(t.range.of(text), lower) })
            .collect();
        let firsts = lower.iter().map(|w| !w.is_empty() && words.firsts.contains(w)).collect();
        let mut line = Self { text, tokens, words, senses, lower, firsts, parts: Vec::new() };
        line.parts = (0..tokens.len()).map(|at| line.part(at)).collect();
        line
    }

    fn part(&self, at: usize) -> Part {
        match self.tokens[at].kind {
            TokenKind::Mark => Part::None,
            TokenKind::Number => Part::Full,
            TokenKind::Word => {
                let senses = self.senses[at];
                let small = senses.iter().all(|(class, _)| SMALL.contains(&class.as_str()));
                if !small || self.is_other(at) {
                    Part::Full
                } else if senses.is_empty() {
                    Part::None
                } else {
                    Part::Small
                }
            }
        }
    }

    /// Words without a sense that can still start an expression: number words, compounds.
    fn is_other(&self, at: usize) -> bool {
        let word = self.lower(at);
        !word.is_empty()
            && (self.words.numbers.word(word).is_some()
                || self.words.numbers.atom(word).is_some()
                || self.words.firsts.contains(word)
                || self.words.day_parts.contains_key(word)
                || word.contains('-')
                || word.ends_with("er-jahre")
                || self.words.adjectives.iter().any(|(ending, _)| word.contains(ending.as_str())))
    }

    /// True if an expression can start with the token: cheap, and asked for every token.
    pub(crate) fn may_start(&self, at: usize) -> bool {
        match self.parts[at] {
            Part::None => false,
            Part::Full => true,
            Part::Small => self.parts[at + 1..].iter().take(NEAR).any(|p| *p == Part::Full),
        }
    }

    /// The token as written; empty behind the last.
    pub(crate) fn word(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |t| t.range.of(self.text))
    }

    /// The word in lower case; empty for marks, numbers, long words, and behind the last.
    pub(crate) fn lower(&self, at: usize) -> &str {
        self.lower.get(at).map_or("", String::as_str)
    }

    /// The code that the token has in a class.
    pub(crate) fn class(&self, at: usize, class: &str) -> Option<&'t str> {
        self.senses.get(at)?.iter().find(|(c, _)| c == class).map(|(_, code)| code.as_str())
    }

    /// True if the token has any sense.
    pub(crate) fn known(&self, at: usize) -> bool {
        self.senses.get(at).is_some_and(|s| !s.is_empty())
    }

    /// True if the token is of the class.
    pub(crate) fn is(&self, at: usize, class: &str) -> bool {
        self.class(at, class).is_some()
    }

    /// The longest phrase or word of the class that starts at `at`: its code and the token after it.
    pub(crate) fn phrase(&self, at: usize, class: &str) -> Option<(&'t str, usize)> {
        let first = self.word(at);
        if first.is_empty() || self.tokens[at].kind != TokenKind::Word {
            return None;
        }
        if self.firsts[at] {
            let mut joined = first.to_owned();
            let mut best = None;
            for n in at + 1..(at + LONGEST_PHRASE).min(self.tokens.len()) {
                joined.push(' ');
                joined.push_str(self.word(n));
                let found = self.words.senses(&joined, &lower_first(&joined));
                if let Some((_, code)) = found.iter().find(|(c, _)| c == class) {
                    best = Some((code.as_str(), n + 1));
                }
            }
            if best.is_some() {
                return best;
            }
        }
        self.class(at, class).map(|code| (code, at + 1))
    }

    /// The number at `at`, an ordinal point not included; a figure that goes on as something else does not count.
    pub(crate) fn integer(&self, at: usize) -> Option<u32> {
        let word = self.word(at);
        if !word.is_empty() && word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit()) {
            word.parse().ok()
        } else {
            None
        }
    }

    /// True if no space stands between the token and the one before it.
    pub(crate) fn joined(&self, at: usize) -> bool {
        at > 0 && at < self.tokens.len() && self.tokens[at].range.start == self.tokens[at - 1].range.end
    }

    /// The ordinal at `at`, in digits (`3.`, `3rd`) or words, and the token after it.
    pub(crate) fn ordinal(&self, at: usize) -> Option<(u32, usize)> {
        let word = self.word(at);
        if let Some(n) = self.integer(at) {
            let point = self.words.german && self.word(at + 1) == "." && self.joined(at + 1);
            return point.then_some((n, at + 2));
        }
        let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
        if !digits.is_empty() && matches!(&word[digits.len()..], "st" | "nd" | "rd" | "th") {
            return digits.parse().ok().map(|n| (n, at + 1));
        }
        if let Some(Atom::Ordinal(n)) = self.words.numbers.atom(self.lower(at)) {
            return Some((n as u32, at + 1));
        }
        None
    }

    /// The range from token `start` to before token `end`.
    pub(crate) fn range(&self, start: usize, end: usize) -> TextRange {
        let last = end.saturating_sub(1).min(self.tokens.len() - 1);
        TextRange::new(self.tokens[start].range.start, self.tokens[last].range.end)
    }
}

fn lower_first(phrase: &str) -> String {
    let mut chars = phrase.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}
