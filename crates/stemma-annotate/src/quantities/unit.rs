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
            };
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
                units.words.insert(form, at);
            }
            units.adjectives.extend(entry.list("adjective").map(|a| (a.to_owned(), at)));
            let heads =
                entry.list("adjective").filter_map(|a| <[u8; 3]>::try_from(a.as_bytes().get(..3)?).ok());
            units.adjective_heads.extend(heads);
        }
        units
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

    /// The unit whose symbol this is, as written.
    pub(crate) fn symbol(&self, symbol: &str) -> Option<usize> {
        self.symbols.get(symbol).copied()
    }

    /// The longest name of a unit that starts at token `at`, and the token after it.
    pub(crate) fn read(&self, text: &str, tokens: &[Token], at: usize) -> Option<(usize, usize)> {
        let first = tokens.get(at)?;
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
