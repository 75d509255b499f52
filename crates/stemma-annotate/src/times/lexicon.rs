//! Words of time of one language, by class (`data/<language>/times.toml`), and one text seen through them.

use crate::names::FALLBACK;
use crate::quantities::number::{Atom, Numbers};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use stemma_lexicon::Lexicon;
use stemma_text::{Language, TextRange, Token, TokenKind};

macro_rules! classes {
    ($($name:ident = $text:literal,)*) => {
        /// What a word of time can be; the names are those of the word files.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Class { $($name,)* }

        impl Class {
            /// The class with this name.
            fn of(name: &str) -> Option<Class> {
                match name {
                    $($text => Some(Class::$name),)*
                    _ => None,
                }
            }
        }
    };
}

classes! {
        Month = "month",
        Weekday = "weekday",
        Season = "season",
        Part = "part",
        Unit = "unit",
        Plural = "plural",
        Adjective = "adjective",
        Lasting = "lasting",
        Relday = "relday",
        Ref = "ref",
        Set = "set",
        Period = "period",
        Holiday = "holiday",
        This = "this",
        Last = "last",
        Next = "next",
        Same = "same",
        Determiner = "determiner",
        Every = "every",
        Vague = "vague",
        Edge = "edge",
        Decade = "decade",
        Later = "later",
        Since = "since",
        To = "to",
        Between = "between",
        And = "and",
        Hour = "hour",
        HalfPast = "half-past",
        At = "at",
        Era = "era",
        Early = "early",
        About = "about",
        Future = "future",
        Past = "past",
        Pluperfect = "pluperfect",
        WeekdayPart = "weekday-part",
        UnitWord = "unit-word",
        Rough = "rough",
        Placing = "placing",
        BeforeLength = "before-length",
        Naming = "naming",
        NightTo = "night-to",
        NoPlural = "no-plural",
        WholeMonth = "whole-month",
        Meridiem = "meridiem",
    Zone = "zone",
    EdgeWord = "edge-word",
    Share = "share",
    ShareOrdinal = "share-ordinal",
    Times = "times",
    YearWord = "year-word",
    Dayward = "dayward",
    Age = "age",
    LengthTail = "length-tail",
    Both = "both",
    Or = "or",
    RefNoun = "ref-noun",
    RefBefore = "ref-before",
    VagueShift = "vague-shift",
    Per = "per",
}

impl Class {
    /// Its bit in a set of classes.
    const fn bit(self) -> u64 {
        1 << self as u64
    }
}

/// The senses of one word.
#[derive(Debug, Default)]
pub(crate) struct Senses {
    /// The classes in `codes`, as bits.
    set: u64,
    codes: Vec<(Class, String)>,
}

impl Senses {
    fn add(&mut self, class: Class, code: &str) {
        self.set |= class.bit();
        self.codes.push((class, code.to_owned()));
    }

    fn code(&self, class: Class) -> Option<&str> {
        if self.set & class.bit() == 0 {
            return None;
        }
        self.codes.iter().find(|(c, _)| *c == class).map(|(_, code)| code.as_str())
    }
}

/// An expression of several words.
struct Phrase {
    words: Vec<String>,
    class: Class,
    code: String,
}

/// Words of time of one language.
pub(crate) struct Words {
    /// Senses of each form.
    forms: FxHashMap<String, Senses>,
    /// Phrases by their first word in lower case, longest first.
    phrases: FxHashMap<String, Vec<Phrase>>,
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
        let mut forms: FxHashMap<String, Senses> = FxHashMap::default();
        let mut phrases: FxHashMap<String, Vec<Phrase>> = FxHashMap::default();
        let mut adjectives = Vec::new();
        let mut days: Vec<(String, i8)> = Vec::new();
        let mut parts: Vec<(String, String)> = Vec::new();
        for entry in &lexicon.words(lexicon.folder(language.code(), FALLBACK), "times").entries {
            let Some(class) = entry.text("class").and_then(Class::of) else { continue };
            for word in entry.list("words") {
                let Some((form, code)) = word.split_once(" = ") else { continue };
                match class {
                    Class::Adjective => adjectives.push((form.to_owned(), code.to_owned())),
                    Class::WeekdayPart => parts.push((form.to_lowercase(), code.to_owned())),
                    _ if form.contains(' ') => {
                        let words: Vec<String> = form.split(' ').map(str::to_owned).collect();
                        let list = phrases.entry(words[0].to_lowercase()).or_default();
                        list.push(Phrase { words, class, code: code.to_owned() });
                    }
                    _ => forms.entry(form.to_owned()).or_default().add(class, code),
                }
                if class == Class::Weekday
                    && let Ok(day) = code.parse()
                {
                    days.push((form.to_lowercase(), day));
                }
            }
        }
        for list in phrases.values_mut() {
            list.sort_by_key(|p| std::cmp::Reverse(p.words.len()));
        }
        let mut day_parts = FxHashMap::default();
        for (day, number) in &days {
            for (part, code) in &parts {
                day_parts.insert(format!("{day}{part}"), (*number, code.clone()));
            }
        }
        Self { forms, phrases, adjectives, day_parts, numbers: Numbers::new(lexicon, language), german }
    }

    /// The code of a unit of time by its word.
    pub(crate) fn unit(&self, word: &str) -> Option<String> {
        self.forms.get(word)?.code(Class::Unit).map(str::to_owned)
    }

    /// The senses of a word as written.
    fn senses(&self, word: &str, lower: &str) -> Option<&Senses> {
        if let Some(found) = self.forms.get(word) {
            return Some(found);
        }
        if word == lower {
            return None;
        }
        if word.len() > 1 && word.chars().all(|c| !c.is_lowercase()) {
            let mut title: String = lower.chars().take(1).flat_map(char::to_uppercase).collect();
            title.extend(lower.chars().skip(1));
            if let Some(found) = self.forms.get(&title) {
                return Some(found);
            }
        }
        self.forms.get(lower)
    }
}

/// Words this long, in bytes, have no sense.
const LONGEST_WORD: usize = 40;

/// A text as the grammar of time sees it.
pub(crate) struct Line<'t> {
    pub(crate) text: &'t str,
    pub(crate) tokens: &'t [Token],
    pub(crate) words: &'t Words,
    senses: Vec<Option<&'t Senses>>,
    /// Each word in lower case; empty for marks, numbers and long words.
    lower: Vec<Cow<'t, str>>,
    /// The phrases that begin with each token.
    phrases: Vec<&'t [Phrase]>,
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
const SMALL: u64 = {
    let classes = [
        Class::About,
        Class::And,
        Class::At,
        Class::BeforeLength,
        Class::Between,
        Class::Determiner,
        Class::Future,
        Class::Naming,
        Class::NightTo,
        Class::NoPlural,
        Class::Past,
        Class::Placing,
        Class::Pluperfect,
        Class::Rough,
        Class::Since,
        Class::To,
        Class::UnitWord,
    ];
    let (mut set, mut n) = (0, 0);
    while n < classes.len() {
        set |= classes[n].bit();
        n += 1;
    }
    set
};

/// Tokens after a small word among which the rest of its expression must begin.
const NEAR: usize = 3;

impl<'t> Line<'t> {
    /// Looks up every token.
    pub(crate) fn new(text: &'t str, tokens: &'t [Token], words: &'t Words) -> Self {
        let lower: Vec<Cow<'t, str>> = tokens
            .iter()
            .map(|t| {
                let word = t.range.of(text);
                if t.kind != TokenKind::Word || word.len() >= LONGEST_WORD {
                    Cow::Borrowed("")
                } else if word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') {
                    Cow::Borrowed(word)
                } else {
                    Cow::Owned(word.to_lowercase())
                }
            })
            .collect();
        let known = |t: &Token, lower: &str| {
            if lower.is_empty() { None } else { words.senses(t.range.of(text), lower) }
        };
        let senses = tokens.iter().zip(&lower).map(|(t, lower)| known(t, lower)).collect();
        let phrases = lower
            .iter()
            .map(|w| words.phrases.get(w.as_ref()).filter(|_| !w.is_empty()).map_or(&[][..], Vec::as_slice))
            .collect();
        let mut line = Self { text, tokens, words, senses, lower, phrases, parts: Vec::new() };
        line.parts = (0..tokens.len()).map(|at| line.part(at)).collect();
        line
    }

    fn part(&self, at: usize) -> Part {
        match self.tokens[at].kind {
            TokenKind::Mark => Part::None,
            TokenKind::Number => Part::Full,
            TokenKind::Word => {
                let set = self.senses[at].map_or(0, |s| s.set);
                if set & !SMALL != 0 || self.is_other(at) {
                    Part::Full
                } else if set == 0 {
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
            && (!self.phrases[at].is_empty()
                || word.contains('-')
                || self.words.numbers.word(word).is_some()
                || self.words.numbers.atom(word).is_some()
                || self.words.german
                    && (self.words.day_parts.contains_key(word)
                        || word.rfind("ig").is_some_and(|place| place + 4 >= word.len())
                            && self
                                .words
                                .adjectives
                                .iter()
                                .any(|(ending, _)| word.contains(ending.as_str()))))
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
        self.lower.get(at).map_or("", |w| w.as_ref())
    }

    /// The code that the token has in a class.
    pub(crate) fn class(&self, at: usize, class: Class) -> Option<&'t str> {
        (*self.senses.get(at)?)?.code(class)
    }

    /// True if the token has any sense.
    pub(crate) fn known(&self, at: usize) -> bool {
        self.senses.get(at).is_some_and(Option::is_some)
    }

    /// True if the token is of the class.
    pub(crate) fn is(&self, at: usize, class: Class) -> bool {
        self.senses.get(at).is_some_and(|s| s.is_some_and(|s| s.set & class.bit() != 0))
    }

    /// True if the word before the token says how rough a figure is.
    pub(crate) fn may_be_rough(&self, at: usize) -> bool {
        at > 0 && self.is(at - 1, Class::About)
    }

    /// The longest phrase or word of the class that starts at `at`: its code and the token after it.
    pub(crate) fn phrase(&self, at: usize, class: Class) -> Option<(&'t str, usize)> {
        let fits = |phrase: &&Phrase| {
            phrase.class == class
                && phrase.words.iter().enumerate().all(|(n, form)| {
                    let word = self.word(at + n);
                    word == form || self.lower(at + n) == form || n > 0 && self.is_capitals(at + n, form)
                })
        };
        if let Some(found) = self.phrases.get(at).and_then(|list| list.iter().find(fits)) {
            return Some((found.code.as_str(), at + found.words.len()));
        }
        self.class(at, class).map(|code| (code, at + 1))
    }

    /// True for the word in capitals all through.
    fn is_capitals(&self, at: usize, form: &str) -> bool {
        let word = self.word(at);
        word.len() > 1 && !word.chars().any(char::is_lowercase) && self.lower(at) == form.to_lowercase()
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
