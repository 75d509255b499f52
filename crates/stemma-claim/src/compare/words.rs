//! The words of one sentence, ready to be compared: folded, weighed, marked as name, number, denial or possibility.
//! Helper of [`super::Comparer`].
//!
//! The weight of a word follows the inverse document frequency of Spärck Jones (1972), with the share of the word in
//! running text (`data/<language>/frequency.tsv`) in place of document counts, since a single sentence has none.

use rustc_hash::{FxHashMap, FxHashSet};
use stemma_encode::Vector;
use stemma_lexicon::Lexicon;
use stemma_text::fold::fold;
use stemma_text::token::{self, TokenKind};

/// -10 ln of the share below which a word weighs least (`der`, `the`: about 35).
const COMMON: f32 = 40.0;
/// -10 ln of the share above which a word weighs most: the tables end at about 134.
const RARE: f32 = 130.0;
/// Weight of a word of the stop list, as a fraction of the weight of a rare word. Function words hardly tell
/// sentences apart, but their order and number is a little evidence that two sentences are one.
const FUNCTION_WEIGHT: f32 = 0.08;
/// Least weight of any other word, as a fraction.
const LEAST_WEIGHT: f32 = 0.25;
/// Words kept of a sentence. What comes after adds nothing to the likeness of two sentences, and the alignment of
/// hostile texts stays bounded.
const LONGEST: usize = 120;
/// Characters kept of a word.
const LONGEST_WORD: usize = 40;
/// Words on either side of a denial that it may deny. German puts `nicht` after the verb or before its object.
pub(super) const REACH: usize = 3;
/// The shortest beginning that a form with `*` may name, in bytes.
const SHORTEST_PREFIX: usize = 3;

/// A sentence made ready for comparison. Comparing the same sentence many times costs its preparation once.
#[derive(Clone, Debug, Default)]
pub struct Prepared {
    pub(super) words: Vec<Word>,
    /// Sum of the weights.
    pub(super) weight: f32,
    /// True if it is put as a possibility.
    pub(super) possible: bool,
    /// True if it is put as a plan.
    pub(super) planned: bool,
    /// Number of its language among those there is data for.
    pub(super) language: usize,
    /// What it says as a whole, where the comparer has an encoder.
    pub(super) meaning: Option<Box<Vector>>,
}

/// One word of a prepared sentence.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub folded: Box<str>,
    pub hash: u64,
    pub weight: f32,
    pub kind: Kind,
    /// Value of a number.
    pub value: Option<f64>,
    /// Pairs of characters with the ends marked, sorted; empty for function words and numbers.
    pub grams: Box<[u32]>,
    /// One bit for each gram, to pass over unlike words quickly.
    pub bloom: u64,
    /// Concepts it stands for, from `synonyms`; names are shared between languages.
    pub concepts: Box<[u64]>,
    /// Sides of opposites it stands on.
    pub sides: Box<[Side]>,
    /// True for words that deny: `nicht`, `kein`, and verbs such as `verhindern`.
    pub denies: bool,
    /// True within reach of a word that denies.
    pub denied: bool,
    /// True within twice that reach.
    pub near_denial: bool,
    /// Number of its clause: parts between commas and other marks.
    pub clause: u16,
    /// True for words that make a number a bound: `mehr`, `mindestens`.
    pub bound: bool,
    /// True for words of the passive, which turns who did it and to whom: `wurde`, `von`.
    pub passive: bool,
}

/// A side of a pair of opposites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Side {
    /// Number of the pair.
    pub pair: u16,
    pub left: bool,
    /// True if both sides are true of one event (`kaufen`, `verkaufen`).
    pub converse: bool,
}

/// What a word is for the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Grammar.
    Function,
    /// Denies.
    Denial,
    /// Marks a possibility or a plan.
    Modal,
    /// Written with a capital inside an English sentence, or anywhere with inner capitals or digits.
    Name,
    /// A number.
    Number,
    /// Anything else.
    Content,
}

/// The word lists of one language.
pub(super) struct Words {
    stop: FxHashSet<String>,
    frequency: FxHashMap<&'static str, u8>,
    forms: Forms,
    numbers: FxHashMap<String, f64>,
    german_nouns: bool,
    decimal_comma: bool,
}

/// What a form stands for.
#[derive(Clone, Copy, Debug)]
enum Meaning {
    Negation,
    Reversal,
    Possible,
    Planned,
    Bound,
    Passive,
    Merely,
    Side(Side),
    Concept(u64),
}

/// Everything the forms of one word stand for.
#[derive(Clone, Copy, Debug, Default)]
struct Modal {
    negation: bool,
    reversal: bool,
    possible: bool,
    planned: bool,
    bound: bool,
    passive: bool,
    merely: bool,
}

/// Forms and beginnings of words with what they stand for, by the hash of the form.
#[derive(Default)]
struct Forms {
    whole: FxHashMap<u64, Vec<Meaning>>,
    beginnings: FxHashMap<u64, Vec<Meaning>>,
}

impl Forms {
    fn insert(&mut self, form: &str, meaning: Meaning) {
        let (map, form) = match form.strip_suffix('*') {
            Some(start) => (&mut self.beginnings, start),
            None => (&mut self.whole, form),
        };
        map.entry(hash(&fold(form))).or_default().push(meaning);
    }

    /// Calls `each` with everything that `folded` stands for: one pass over its bytes.
    fn find(&self, folded: &str, mut each: impl FnMut(Meaning)) {
        let mut so_far = EMPTY_HASH;
        for (at, byte) in folded.bytes().enumerate() {
            so_far = hashed(so_far, byte);
            if at + 1 >= SHORTEST_PREFIX
                && let Some(found) = self.beginnings.get(&so_far)
            {
                found.iter().copied().for_each(&mut each);
            }
        }
        self.whole.get(&so_far).into_iter().flatten().copied().for_each(each);
    }
}

impl Words {
    /// Reads the lists of one language. `pairs` numbers the pairs of opposites over all languages by their name.
    pub(super) fn new(lexicon: &Lexicon, language: &str, pairs: &mut Vec<String>) -> Self {
        let mut forms = Forms::default();
        for entry in &lexicon.words(language, "contrast").entries {
            let simple = match entry.text("kind") {
                Some("negation") => Meaning::Negation,
                Some("reversal") => Meaning::Reversal,
                Some("possible") => Meaning::Possible,
                Some("planned") => Meaning::Planned,
                Some("bound") => Meaning::Bound,
                Some("passive") => Meaning::Passive,
                Some("merely") => Meaning::Merely,
                _ => {
                    let name = entry.text("name").unwrap_or_default();
                    let number = pairs.iter().position(|p| p == name).unwrap_or_else(|| {
                        pairs.push(name.to_owned());
                        pairs.len() - 1
                    });
                    let pair = u16::try_from(number).unwrap_or(u16::MAX);
                    let converse = entry.text("converse").is_some();
                    for (key, left) in [("left", true), ("right", false)] {
                        let side = Side { pair, left, converse };
                        entry.list(key).for_each(|form| forms.insert(form, Meaning::Side(side)));
                    }
                    continue;
                }
            };
            entry.list("words").for_each(|form| forms.insert(form, simple));
        }
        let synonyms = lexicon.words(language, "synonyms");
        let mut numbers = FxHashMap::default();
        for entry in &synonyms.entries {
            if let Some(value) = entry.number("value") {
                numbers.extend(entry.list("words").map(|w| (fold(w), value)));
                continue;
            }
            let concept = Meaning::Concept(hash(entry.text("name").unwrap_or_default()));
            entry.list("words").for_each(|form| forms.insert(form, concept));
        }
        let frequency = lexicon.table(language, "frequency").lines();
        Self {
            stop: lexicon.words(language, "stopwords").all("words").map(fold).collect(),
            frequency: frequency.filter_map(|(word, n)| Some((word, n.parse().ok()?))).collect(),
            forms,
            numbers,
            german_nouns: language == "de",
            decimal_comma: language != "en",
        }
    }

    /// How many of these folded words are function words of this language, and how many of all it has counted:
    /// headlines have few of the former.
    fn familiar(&self, folded: &[String]) -> (usize, usize) {
        let function = folded.iter().filter(|w| self.stop.contains(*w)).count();
        (function, folded.iter().filter(|w| self.frequency.contains_key(w.as_str())).count())
    }

    /// The weight of a word: its rarity as a fraction.
    fn weight(&self, folded: &str, kind: Kind) -> f32 {
        if matches!(kind, Kind::Function | Kind::Denial | Kind::Modal) {
            return FUNCTION_WEIGHT;
        }
        if kind == Kind::Number {
            return 1.0;
        }
        let rarity = self.frequency.get(folded).map_or(RARE, |n| f32::from(*n));
        ((rarity - COMMON) / (RARE - COMMON)).clamp(LEAST_WEIGHT, 1.0)
    }
}

/// Makes a sentence ready, in the language whose function words it holds most of; on a tie, whose words; then the first.
pub(super) fn prepare(languages: &[Words], text: &str) -> Prepared {
    let (tokens, clauses) = tokens(text);
    let folded: Vec<String> = tokens.iter().map(|t| clipped(fold(t.range.of(text)))).collect();
    let mut best: Option<((usize, usize), usize)> = None;
    for (language, words) in languages.iter().enumerate() {
        let count = words.familiar(&folded);
        if best.is_none_or(|(most, _)| count > most) {
            best = Some((count, language));
        }
    }
    let Some((_, language)) = best else { return Prepared::default() };
    let lists = &languages[language];
    let mut prepared = Prepared { language, ..Prepared::default() };
    for (at, (token, folded)) in tokens.iter().zip(folded).enumerate() {
        let raw = token.range.of(text);
        let (mut word, modal) = lists.word(raw, folded, token.kind, at == 0);
        word.clause = clauses[at];
        prepared.weight += word.weight;
        // "Not only" denies nothing.
        if modal.merely
            && let Some(last) = prepared.words.last_mut().filter(|l: &&mut Word| l.kind == Kind::Denial)
        {
            last.denies = false;
        }
        prepared.possible |= modal.possible;
        prepared.planned |= modal.planned;
        prepared.words.push(word);
    }
    count_once(&mut prepared.words);
    mark_denied(&mut prepared.words);
    prepared
}

/// Leaves one word that denies in each clause that has several of grammar alone (`ne … pas`).
fn count_once(words: &mut [Word]) {
    let mut last = None;
    for word in words.iter_mut().filter(|w| w.kind == Kind::Denial && w.denies) {
        word.denies = last != Some(word.clause);
        last = Some(word.clause);
    }
}

/// The words of a text, no more than [`LONGEST`], and the number of the clause of each. Marks between words end a
/// clause; hyphens, dots and apostrophes do not.
fn tokens(text: &str) -> (Vec<token::Token>, Vec<u16>) {
    let (mut words, mut clauses, mut clause) = (Vec::new(), Vec::new(), 0_u16);
    for token in token::tokens(text) {
        if token.is_wordlike() {
            words.push(token);
            clauses.push(clause);
            if words.len() == LONGEST {
                break;
            }
        } else if matches!(token.range.of(text), "," | ";" | ":" | "–" | "—" | "(" | ")" | "." | "!" | "?")
        {
            clause = clause.saturating_add(1);
        }
    }
    (words, clauses)
}

impl Words {
    fn word(&self, raw: &str, folded: String, token: TokenKind, first: bool) -> (Word, Modal) {
        let value = match token {
            TokenKind::Number => number(raw, self.decimal_comma),
            _ => self.numbers.get(&folded).copied(),
        };
        let (mut modal, mut sides, mut concepts) = (Modal::default(), Vec::new(), Vec::new());
        self.forms.find(&folded, |meaning| match meaning {
            Meaning::Negation => modal.negation = true,
            Meaning::Reversal => modal.reversal = true,
            Meaning::Possible => modal.possible = true,
            Meaning::Planned => modal.planned = true,
            Meaning::Bound => modal.bound = true,
            Meaning::Passive => modal.passive = true,
            Meaning::Merely => modal.merely = true,
            Meaning::Side(side) => sides.push(side),
            Meaning::Concept(concept) => concepts.push(concept),
        });
        let kind = if modal.negation {
            Kind::Denial
        } else if token == TokenKind::Number || value.is_some() {
            Kind::Number
        } else if self.stop.contains(&folded) {
            Kind::Function
        } else if self.is_name(raw, &folded, first) {
            Kind::Name
        } else if modal.possible {
            Kind::Modal
        } else {
            Kind::Content
        };
        let wordy = matches!(kind, Kind::Name | Kind::Content);
        let grams = if wordy { grams(&folded) } else { Box::default() };
        let word = Word {
            hash: hash(&folded),
            weight: self.weight(&folded, kind),
            kind,
            value,
            bloom: grams.iter().fold(0, |bits, g| bits | 1 << (g.wrapping_mul(0x9E37_79B1) >> 26)),
            grams,
            concepts: if wordy { concepts.into() } else { Box::default() },
            sides: sides.into(),
            denies: modal.negation || modal.reversal,
            denied: false,
            near_denial: false,
            clause: 0,
            bound: modal.bound,
            passive: modal.passive,
            folded: folded.into(),
        };
        (word, modal)
    }

    /// Capitals inside a sentence mark names; in German, where they mark nouns, only inner capitals, digits and
    /// words that the table of common words lacks.
    fn is_name(&self, raw: &str, folded: &str, first: bool) -> bool {
        let mut chars = raw.chars();
        if !chars.next().is_some_and(char::is_uppercase) {
            return false;
        }
        if chars.clone().any(|c| c.is_uppercase() || c.is_ascii_digit()) {
            return true;
        }
        if self.german_nouns {
            !self.frequency.contains_key(folded)
        } else {
            !first || !self.frequency.contains_key(folded)
        }
    }
}

fn mark_denied(words: &mut [Word]) {
    let places: Vec<usize> = words.iter().enumerate().filter(|(_, w)| w.denies).map(|(at, _)| at).collect();
    for place in places {
        let around = |reach: usize| place.saturating_sub(reach)..(place + reach + 1).min(words.len());
        let (near, wide) = (around(REACH), around(2 * REACH));
        words[near].iter_mut().for_each(|word| word.denied = true);
        words[wide].iter_mut().for_each(|word| word.near_denial = true);
    }
}

fn clipped(mut folded: String) -> String {
    if let Some((at, _)) = folded.char_indices().nth(LONGEST_WORD) {
        folded.truncate(at);
    }
    folded
}

/// The value of a number in digits: `1.000,50`, `1,000.50`, `14:30` (none), `122-mm` (122).
fn number(raw: &str, decimal_comma: bool) -> Option<f64> {
    let end =
        raw.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',' || c == ':')).unwrap_or(raw.len());
    let digits = &raw[..end];
    if digits.contains(':') {
        return None;
    }
    let (group, point) = if decimal_comma { ('.', ',') } else { (',', '.') };
    // A single group mark with other than three digits behind it is a decimal point of the other style.
    let odd = !digits.contains(point)
        && digits.matches(group).count() == 1
        && digits.rsplit(group).next().is_some_and(|d| d.len() != 3);
    let plain: String = if odd {
        digits.replace(group, ".")
    } else {
        digits.chars().filter(|c| *c != group).map(|c| if c == point { '.' } else { c }).collect()
    };
    plain.parse().ok()
}

/// Pairs of neighbouring characters, with the ends of the word marked; sorted, each once.
fn grams(folded: &str) -> Box<[u32]> {
    let mut last = u32::from('^');
    let mut found: Vec<u32> = Vec::with_capacity(folded.len() + 1);
    for c in folded.chars().chain(['$']) {
        let c = u32::from(c);
        // Two code points of up to 21 bits, mixed into 32: collisions only cost a little likeness.
        found.push(last.rotate_left(16) ^ c);
        last = c;
    }
    found.sort_unstable();
    found.dedup();
    found.into()
}

/// A hash of a word that is the same on every machine (FNV-1a, 64 bits).
pub(super) fn hash(text: &str) -> u64 {
    text.bytes().fold(EMPTY_HASH, hashed)
}

/// Hash of no bytes.
const EMPTY_HASH: u64 = 0xCBF2_9CE4_8422_2325;

fn hashed(so_far: u64, byte: u8) -> u64 {
    (so_far ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numbers_of_both_styles() {
        let check = |raw, comma, expected| assert_eq!(number(raw, comma), expected, "{raw}");
        check("1.000,50", true, Some(1000.5));
        check("1,000.50", false, Some(1000.5));
        check("2.5", true, Some(2.5));
        check("2,5", false, Some(2.5));
        check("1.000", true, Some(1000.0));
        check("14:30", true, None);
        check("122-mm", true, Some(122.0));
    }

    #[test]
    fn weighs_and_marks_words() {
        let lexicon = Lexicon::builtin();
        let lists = [Words::new(&lexicon, "de", &mut Vec::new())];
        let prepared = prepare(&lists, "Der Bürgermeister von Quellenau ist nicht zurückgetreten.");
        let of = |word: &str| prepared.words.iter().find(|w| &*w.folded == word).unwrap();
        assert_eq!(of("der").kind, Kind::Function);
        assert_eq!(of("nicht").kind, Kind::Denial);
        assert_eq!(of("quellenau").kind, Kind::Name);
        assert!(of("quellenau").weight > of("buergermeister").weight);
        assert!(of("zurueckgetreten").denied && !of("der").denied);
    }
}
