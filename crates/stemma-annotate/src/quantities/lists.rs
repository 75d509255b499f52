//! Words around numbers: what makes them rough, labels, ranges, counts (`data/<language>/numbers.toml`).

use crate::names::FALLBACK;
use rustc_hash::{FxHashMap, FxHashSet};
use stemma_lexicon::Lexicon;
use stemma_text::{Bound, Language};

/// The lists of one language, all in lower case.
pub(super) struct Lists {
    /// Phrases before a number that say on which side of it the amount lies.
    pub(super) bounds: FxHashMap<String, Bound>,
    /// The same behind a number and its unit: `oder mehr`.
    pub(super) bounds_after: FxHashMap<String, Bound>,
    /// Words that make the number behind them a label.
    pub(super) labels: FxHashSet<String>,
    /// Words that stand for `pro` between two units.
    pub(super) per: FxHashSet<String>,
    /// Words that stand between the ends of a range.
    pub(super) to: FxHashSet<String>,
    /// `oder`: a range only between near numbers.
    pub(super) or: FxHashSet<String>,
    /// Words that count nothing: function words behind a number.
    pub(super) stop: FxHashSet<String>,
    /// `a year ago`, `earlier`: the time before it is no rate.
    pub(super) later: FxHashSet<String>,
    /// `zwischen`: an `und` behind the first number makes a range.
    pub(super) between: FxHashSet<String>,
    /// `von`: a falling pair is a range too.
    pub(super) from: FxHashSet<String>,
    /// `um`: by how much something changed is no end of a range.
    pub(super) by: FxHashSet<String>,
    /// Words that stand between a number and its unit.
    pub(super) skipped: FxHashSet<String>,
    /// Plurals without the ending of plurals.
    pub(super) plurals: FxHashSet<String>,
    pub(super) minus: FxHashSet<String>,
    /// What money is counted per: the word and its English name.
    pub(super) heads: FxHashMap<String, String>,
    /// `Hunderte`: from how many to how many.
    pub(super) vague: FxHashMap<String, (f64, f64)>,
    /// `several` before a scale.
    pub(super) several: FxHashSet<String>,
    /// Words before `one` that make it a pronoun or a name.
    pub(super) pronouns: FxHashSet<String>,
    /// Phrases before an age: `aged`, `im Alter von`.
    pub(super) ages: FxHashSet<String>,
    /// Words between a share and its whole: `in`, `out of`.
    pub(super) out_of: FxHashSet<String>,
    /// Those of them that say so only behind one: `in`.
    pub(super) loosely: FxHashSet<String>,
    /// Words before a half or a third that make it a place: `zweite Hälfte`.
    pub(super) sides: FxHashSet<String>,
    /// `jeder`: before an ordinal it makes a share.
    pub(super) every: FxHashSet<String>,
    /// What makes a figure an ordinal: `st` in `21st`.
    pub(super) places: FxHashSet<String>,
    /// Words before an ordinal in digits.
    pub(super) led: FxHashSet<String>,
    /// Endings that make a number in words an ordinal.
    pub(super) endings: Vec<String>,
    /// What a length in inches is said of, behind its sign.
    pub(super) sized: FxHashSet<String>,
    /// Words before a year.
    pub(super) years: FxHashSet<String>,
    /// Words over which a number takes the unit of the next: `von 3 auf 5 Prozent`.
    pub(super) carried: FxHashSet<String>,
    /// Plurals whose singular no rule makes.
    singular: FxHashMap<String, String>,
    /// Common adjectives between `one` and its noun.
    adjectives: FxHashSet<String>,
}

impl Lists {
    /// Reads the lists of `language`.
    pub(super) fn new(lexicon: &Lexicon, language: Language) -> Self {
        let file = lexicon.words(lexicon.folder(language.code(), FALLBACK), "numbers");
        let words = |kind: &'static str| {
            file.entries.iter().filter(move |e| e.text("kind") == Some(kind)).flat_map(|e| e.list("words"))
        };
        let list = |kind: &'static str| -> FxHashSet<String> { words(kind).map(str::to_owned).collect() };
        let pairs = |kind: &'static str| -> FxHashMap<String, String> {
            words(kind).filter_map(|w| w.split_once(' ')).map(|(a, b)| (a.to_owned(), b.to_owned())).collect()
        };
        let bounds = |kind: &str| -> FxHashMap<String, Bound> {
            let of_kind = file.entries.iter().filter(|e| e.text("kind") == Some(kind));
            of_kind
                .filter_map(|e| Some((e, Bound::from_name(e.text("bound")?)?)))
                .flat_map(|(e, bound)| {
                    e.list("words").map(move |w| (w.to_owned(), bound)).collect::<Vec<_>>()
                })
                .collect()
        };
        let vague = words("vague").filter_map(|w| {
            let (rest, high) = w.rsplit_once(' ')?;
            let (word, low) = rest.rsplit_once(' ')?;
            Some((word.to_owned(), (low.parse().ok()?, high.parse().ok()?)))
        });
        Self {
            bounds: bounds("bound"),
            bounds_after: bounds("bound after"),
            labels: list("label"),
            per: list("per"),
            to: list("to"),
            or: list("or"),
            stop: list("stop"),
            later: list("later"),
            between: list("between"),
            from: list("from"),
            by: list("by"),
            skipped: list("skipped"),
            plurals: list("plural"),
            minus: list("minus"),
            heads: pairs("head"),
            vague: vague.collect(),
            several: list("several"),
            pronouns: list("pronoun"),
            ages: list("age"),
            out_of: words("out of").chain(words("out of, behind one")).map(str::to_owned).collect(),
            loosely: list("out of, behind one"),
            sides: list("side"),
            every: list("every"),
            places: list("ordinal sign"),
            led: list("before ordinal"),
            endings: words("ordinal ending").map(str::to_owned).collect(),
            sized: list("sized"),
            years: list("year"),
            carried: list("carried"),
            singular: pairs("singular"),
            adjectives: list("adjective"),
        }
    }

    /// True for a word as written that may begin a share (`jeder`).
    pub(super) fn begins_every(&self, word: &str) -> bool {
        let first = word.as_bytes().first().map(u8::to_ascii_lowercase);
        self.every.iter().next().is_some_and(|w| w.as_bytes().first().copied() == first)
    }

    /// True for a common adjective that may stand between `one` and its noun.
    pub(super) fn skipped_adjective(&self, word: &str) -> bool {
        self.adjectives.contains(word)
    }

    /// The singular of an English noun; names keep their capitals.
    pub(super) fn to_singular(&self, noun: &str) -> String {
        if let Some(singular) = self.singular.get(&noun.to_lowercase()) {
            return singular.clone();
        }
        let Some(stem) = noun.strip_suffix('s').filter(|s| s.len() > 2 && !s.ends_with(['s', 'u'])) else {
            return noun.to_owned();
        };
        match stem.strip_suffix('e') {
            Some(short) if short.ends_with('i') && short.len() > 3 => {
                format!("{}y", &short[..short.len() - 1])
            }
            Some(short) if ["ss", "sh", "ch", "x", "zz"].iter().any(|e| short.ends_with(e)) => {
                short.to_owned()
            }
            Some(short) if short.ends_with("us") && !short.ends_with("ous") && !short.ends_with("aus") => {
                short.to_owned()
            }
            _ => stem.to_owned(),
        }
    }
}
