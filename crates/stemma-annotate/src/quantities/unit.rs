//! Units: their names, dimensions and factors (`data/any/units.toml`) and their words (`data/<language>/units.toml`).

use crate::names::FALLBACK;
use rustc_hash::{FxHashMap, FxHashSet};
use stemma_lexicon::Lexicon;
use stemma_text::{Language, Token};

/// Longest name of a unit, in tokens.
const LONGEST: usize = 4;

/// A unit.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Unit {
    /// Singular English name.
    pub name: String,
    /// ISO 4217 code, for money.
    pub code: Option<String>,
    /// What it measures: `length`, `time`, `speed`, …
    pub dimension: Option<String>,
    /// How many SI units of its dimension it is.
    pub factor: Option<f64>,
    /// What is added after that: temperatures do not start at nothing.
    pub offset: f64,
    /// The unit of a hundredth part, for money; otherwise the next smaller unit that is named with it (`5 feet 2
    /// inches`).
    pub minor: Option<String>,
    /// The money of the same name: millions of pounds are pounds sterling.
    pub money: Option<String>,
}

impl Unit {
    /// What stands in a record: the code of money, the name of anything else.
    pub(crate) fn label(&self) -> &str {
        self.code.as_deref().unwrap_or(&self.name)
    }
}

/// The units of one language.
pub(crate) struct Units {
    pub(crate) all: Vec<Unit>,
    words: FxHashMap<String, usize>,
    symbols: FxHashMap<String, usize>,
    /// First tokens of the signs and codes of money.
    money: FxHashSet<String>,
    /// Codes of money with a letter of scale before them: `MEUR`.
    scaled: FxHashMap<String, (usize, f64)>,
    /// Signs of money that other things bear too: only before decimals, groups and scales.
    guarded: FxHashMap<String, usize>,
    /// Signs of units that are words too (`in`): only behind a larger unit.
    loose: FxHashMap<String, usize>,
    /// The SI unit of each dimension.
    si: FxHashMap<String, usize>,
    /// First tokens of all words and signs, in lower case.
    firsts: FxHashSet<String>,
    /// Endings of adjectives built on a number (`tägig`).
    pub(crate) adjectives: Vec<(String, usize)>,
    /// First three bytes of each of them.
    adjective_heads: FxHashSet<[u8; 3]>,
}

impl Units {
    /// Reads the units and the words of `language`.
    pub(crate) fn new(lexicon: &Lexicon, language: Language) -> Self {
        let german = language == Language::GERMAN;
        let mut units = Self {
            all: Vec::new(),
            words: FxHashMap::default(),
            symbols: FxHashMap::default(),
            money: FxHashSet::default(),
            scaled: FxHashMap::default(),
            guarded: FxHashMap::default(),
            loose: FxHashMap::default(),
            si: FxHashMap::default(),
            firsts: FxHashSet::default(),
            adjectives: Vec::new(),
            adjective_heads: FxHashSet::default(),
        };
        for entry in &lexicon.words("any", "units").entries {
            let Some(name) = entry.text("name") else { continue };
            let own = |key| entry.text(key).map(str::to_owned);
            let unit = Unit {
                name: name.to_owned(),
                code: own("code"),
                dimension: own("dimension"),
                factor: entry.number("factor"),
                offset: entry.number("offset").unwrap_or(0.0),
                minor: own("minor"),
                money: own("money"),
            };
            let at = units.all.len();
            if let Some(dimension) = &unit.dimension
                && unit.factor == Some(1.0)
                && unit.offset == 0.0
            {
                units.si.entry(dimension.clone()).or_insert(at);
            }
            if let Some(code) = &unit.code {
                for (letter, scale) in [("M", 1e6), ("T", 1e3), ("k", 1e3)] {
                    units.scaled.insert(format!("{letter}{code}"), (at, scale));
                }
            }
            units.loose.extend(entry.list("loose").map(|s| (s.to_owned(), at)));
            units.guarded.extend(entry.list("guarded").map(|s| (s.to_owned(), at)));
            units.money.extend(entry.list("guarded").map(str::to_owned));
            for symbol in entry.list("symbols") {
                if unit.code.is_some()
                    && let Some(first) = stemma_text::token::tokenize(symbol).first()
                {
                    units.money.insert(first.range.of(symbol).to_owned());
                }
                units.symbols.insert(symbol.to_owned(), units.all.len());
            }
            units.all.push(unit);
        }
        for entry in &lexicon.words(lexicon.folder(language.code(), FALLBACK), "units").entries {
            let Some(at) = units.all.iter().position(|u| Some(u.name.as_str()) == entry.text("name")) else {
                continue;
            };
            for form in entry.list("forms") {
                let form = if german { form.to_owned() } else { form.to_lowercase() };
                if !german && !form.ends_with('s') {
                    units.words.entry(format!("{form}s")).or_insert(at);
                }
                // Units without their capital: `liter`, `dollar`.
                if german && form.len() > 3 {
                    units.words.entry(form.to_lowercase()).or_insert(at);
                }
                units.words.insert(form, at);
            }
            units.adjectives.extend(entry.list("adjective").map(|a| (a.to_owned(), at)));
            let heads =
                entry.list("adjective").filter_map(|a| <[u8; 3]>::try_from(a.as_bytes().get(..3)?).ok());
            units.adjective_heads.extend(heads);
        }
        let first = |form: &String| {
            let token = stemma_text::token::tokens(form).next()?;
            Some(token.range.of(form).to_lowercase())
        };
        units.firsts = units.words.keys().chain(units.symbols.keys()).filter_map(first).collect();
        units
    }

    /// True if the name of a unit may start with a token, given as written and in lower case.
    pub(crate) fn may_start(&self, word: &str, lower: &str) -> bool {
        self.firsts.contains(lower) || self.money.contains(word)
    }

    /// The unit that a word or symbol names.
    pub(crate) fn word(&self, word: &str) -> Option<usize> {
        self.symbols
            .get(word)
            .or_else(|| self.words.get(word))
            .or_else(|| self.words.get(&word.to_lowercase()))
            .copied()
    }

    /// False if the lower-case word holds none of the adjectives: cheap, and asked for every word.
    pub(crate) fn may_hold_adjective(&self, lower: &str) -> bool {
        lower.as_bytes().windows(3).any(|three| self.adjective_heads.contains(three))
    }

    /// True if a sign or code of money may start with this token.
    pub(crate) fn starts_symbol(&self, token: &str) -> bool {
        self.money.contains(token)
    }

    /// True if a code of money with a scale, or written onto a figure, may start with this token.
    pub(crate) fn starts_code(&self, token: &str) -> bool {
        let letters = token.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (head, rest) = token.split_at(letters);
        rest.is_empty() && self.scaled.contains_key(head)
            || rest.starts_with(|c: char| c.is_ascii_digit()) && self.money.contains(head)
    }

    /// The unit whose symbol this is, as written.
    pub(crate) fn symbol(&self, symbol: &str) -> Option<usize> {
        self.symbols.get(symbol).copied()
    }

    /// The unit and the scale of a code with a letter before it: `MEUR`, `TEUR`.
    pub(crate) fn scaled(&self, word: &str) -> Option<(usize, f64)> {
        self.scaled.get(word).copied()
    }

    /// The unit of a sign that is a word too.
    pub(crate) fn loose(&self, word: &str) -> Option<usize> {
        self.loose.get(word).copied()
    }

    /// The unit of a sign of money that is one only before decimals, groups and scales.
    pub(crate) fn guarded(&self, symbol: &str) -> Option<usize> {
        self.guarded.get(symbol).copied()
    }

    /// The SI unit of the dimension of `unit`.
    pub(crate) fn si(&self, unit: &Unit) -> Option<&Unit> {
        self.si.get(unit.dimension.as_deref()?).map(|at| &self.all[*at])
    }

    /// The longest name of a unit that starts at token `at`, and the token after it.
    pub(crate) fn read(&self, text: &str, tokens: &[Token], at: usize) -> Option<(usize, usize)> {
        let first = tokens.get(at)?;
        let word = first.range.of(text);
        if word.len() > 60
            || !self.firsts.contains(word) && !self.firsts.contains(word.to_lowercase().as_str())
        {
            return None;
        }
        let mut joined = String::new();
        let mut best = None;
        for n in at..(at + LONGEST).min(tokens.len()) {
            if n > at && tokens[n].range.start > tokens[n - 1].range.end {
                joined.push(' ');
            }
            joined.push_str(tokens[n].range.of(text));
            if joined.len() > 60 || text[first.range.start..tokens[n].range.end].contains('\n') {
                break;
            }
            if let Some(unit) = self.word(&joined) {
                best = Some((unit, n + 1));
            }
        }
        best
    }

    /// The unit with this name or code.
    pub(crate) fn named(&self, label: &str) -> Option<&Unit> {
        self.all.iter().find(|u| u.label() == label)
    }
}
