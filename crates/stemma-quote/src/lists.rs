//! Word classes, cue verbs and frames of one language, compiled from `data/`. Ground of all other modules here.

use rustc_hash::FxHashMap;
use stemma_lexicon::{Lexicon, Table};
use stemma_text::Language;
use stemma_text::token::Clitics;

use crate::Polarity;

/// Defines the word classes: one bit each, filled from `function-words` and `attribution-frames` under this name.
macro_rules! classes {
    ($($name:ident = $bit:literal $text:literal,)*) => {
        $(pub const $name: u128 = 1 << $bit;)*
        const CLASSES: &[(&str, u128)] = &[$(($text, $name),)*];
    };
}

classes! {
    DETERMINER = 0 "determiner",
    GENITIVE = 1 "genitive only",
    GENITIVE_OR_DATIVE = 2 "genitive or dative",
    DATIVE = 3 "dative",
    PRONOUN = 4 "pronoun",
    PREPOSITION = 5 "preposition",
    ATTACHING = 6 "attaching preposition",
    CLOSE = 7 "close preposition",
    SUBORDINATOR = 8 "subordinator",
    RELATIVE = 9 "relative",
    QUESTION = 10 "question",
    AUXILIARY = 11 "auxiliary",
    PASSIVE = 12 "passive auxiliary",
    ADVERB = 13 "adverb",
    FOCUS = 14 "focus",
    TIME = 15 "time noun",
    CONJUNCTION = 16 "conjunction",
    FIRST_PERSON = 17 "first person",
    ABBREVIATION = 18 "abbreviation",
    NAME_PARTICLE = 19 "name particle",
    HEARSAY = 20 "hearsay",
    MODAL = 21 "modal",
    DOUBTFUL = 22 "doubtful subjunctive",
    PLANNED = 23 "planned",
    POSSIBLE = 24 "possible",
    HEDGED = 25 "hedged",
    HUMAN = 26 "human pronoun",
    NACH_NOUN = 27 "nach noun",
    POSTPOSED = 28 "postposed noun",
    BEFORE = 29 "before",
    BEFORE_NOUN = 30 "before noun",
    AFTER = 31 "after",
    SO = 32 "so",
    ANAPHORIC = 33 "anaphoric",
    ANAPHORIC_SUBJUNCTIVE = 34 "anaphoric with subjunctive",
    RELATIVE_ANAPHORIC = 35 "relative anaphoric",
    LIKE = 36 "like",
    SPEECH_NOUN = 37 "speech noun",
    THAT = 38 "that",
    MEDIUM_NOUN = 39 "medium noun",
    TITLE_NOUN = 40 "titled work",
    INFINITIVE_MARK = 41 "infinitive mark",
    ADDRESSEE_MARK = 42 "addressee mark",
    NEGATION = 43 "negation",
    BEING = 44 "being",
    OBLIQUE = 45 "oblique",
    NOMINATIVE = 46 "nominative pronoun",
    DEMONSTRATIVE = 47 "demonstrative",
    ORIGIN = 48 "origin preposition",
    BEFORE_PAIRED = 49 "before paired",
    BEFORE_LINK = 50 "before link",
    TIME_QUESTION = 51 "time question",
    FRAME_PREPOSITION = 52 "frame preposition",
    DEMAND_MARK = 53 "demand mark",
    GENITIVE_MARK = 54 "genitive mark",
    ARTICLE = 55 "article",
    CONTRAST = 56 "contrast",
    PAST = 57 "past",
    PLURAL = 58 "plural",
    CONTRACTED = 59 "contracted",
    PLURAL_PRONOUN = 60 "plural pronoun",
    OBJECT_CLITIC = 90 "object clitic",
    REFLEXIVE = 91 "reflexive",
    ENCLITIC = 92 "enclitic",
    INFINITIVE = 93 "infinitive",
    GERUND_MARK = 94 "gerund mark",
    ADVERBIAL = 95 "adverbial",
    OCCASION = 96 "occasion noun",
    BEFORE_SOURCE = 97 "before source",
    BEFORE_SOURCE_AT_START = 98 "before source at start",
    ASKED = 99 "asked",
    AGENT_MARK = 100 "agent mark",
    RELATIVE_OF_CONTENT = 101 "relative of content",
    GERUND = 102 "gerund",
    ASPECT = 103 "aspect verb",
    NOUN = 104 "noun",
    IMPERSONAL = 105 "impersonal pronoun",
}

/// Classes that the form of a word gives, whatever the word.
pub const SHAPE: u128 = PAST | PLURAL | CONTRACTED | INFINITIVE | GERUND;

/// What a verb of speech is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerbKind {
    /// Says a clause or a quotation.
    Say,
    /// Thinks a clause.
    Think,
    /// Demands: infinitives and clauses.
    Urge,
    /// An act of speech with an object.
    Act,
    /// Predicates something quoted.
    Name,
    /// Introduces somebody's words only beside a quotation.
    Quote,
    /// Has no speaker: `wurde bekannt`.
    Impersonal,
    /// Says something to somebody who must be named: `told`.
    Tell,
}

/// How a verb tells an act of speech without a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Its object is the content: confirmations and denials.
    Object,
    /// The sentence is the content, if it holds one of these words (any sentence if there are none).
    Sentence(Vec<String>),
}

/// One cue verb.
#[derive(Clone, Debug)]
pub struct Verb {
    /// What it is used for.
    pub kind: VerbKind,
    /// Separable particle.
    pub particle: Option<String>,
    /// A word that must stand in its clause: `davon` for `ausgehen`.
    pub needs: Option<String>,
    /// What its subject does with the content.
    pub polarity: Polarity,
    /// In the passive its subject is the speaker: `wird zitiert`.
    pub quoted: bool,
    /// Its subject is told, and the source stands with the mark of the addressee: `apprendre auprès de X`.
    pub hears: bool,
    /// Tells an act of speech without a clause, and by which means.
    pub act: Option<Act>,
}

/// How a word form belongs to a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Finite, the particle (if any) stands apart.
    Finite,
    /// Finite with its particle: at the end of a subordinate clause.
    Joined,
    /// Past participle.
    Participle,
    /// Subjunctive of indirect speech.
    Subjunctive,
    /// English form in -ing, French form in -ant.
    Gerund,
    /// Infinitive, where the language tells it from finite forms.
    Infinitive,
}

/// Moods of a finite form, as bits.
pub mod mood {
    /// Only Konjunktiv I.
    pub const FIRST: u8 = 1;
    /// Only Konjunktiv II.
    pub const SECOND: u8 = 2;
    /// Konjunktiv I that is also a first person.
    pub const AMBIGUOUS: u8 = 4;
    /// Indicative.
    pub const INDICATIVE: u8 = 8;
    /// Indicative plural that is also the infinitive.
    pub const PLURAL: u8 = 16;
}

/// Where the verb stands in a main clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// In the second place; at the end of subordinate clauses.
    VerbSecond,
    /// After its subject and before its object.
    SubjectVerbObject,
}

/// Length in bytes that a word must pass for the endings of compounds to count.
const LONG: usize = 8;

/// An ending that puts a word into a class.
struct Ending {
    text: String,
    class: u128,
    longer_than: usize,
}

impl Ending {
    fn new(text: &str, class: u128, longer_than: usize) -> Self {
        Self { text: text.to_owned(), class, longer_than }
    }
}

/// The data folder of a language: its code; German for languages without cues.
fn folder(lexicon: &Lexicon, language: Language) -> &'static str {
    let known = lexicon.languages().into_iter().find(|l| *l == language.code());
    known.filter(|l| lexicon.source(l, "cues").is_some()).unwrap_or(FALLBACK)
}

/// The language whose data serve those that have none.
const FALLBACK: &str = "de";

fn order(lexicon: &Lexicon, folder: &str) -> Order {
    let grammar = lexicon.words(folder, "grammar");
    match grammar.named("order").and_then(|e| e.text("value")) {
        Some("subject verb object") => Order::SubjectVerbObject,
        _ => Order::VerbSecond,
    }
}

/// All phrases of a language, by their first word.
fn phrases(lexicon: &Lexicon, folder: &str, clitics: &Clitics) -> FxHashMap<String, Vec<Phrase>> {
    let mut found: FxHashMap<String, Vec<Phrase>> = FxHashMap::default();
    for name in ["function-words", "attribution-frames"] {
        for entry in &lexicon.words(folder, name).entries {
            let name = entry.text("name").unwrap_or_default();
            let Some((_, class)) = CLASSES.iter().find(|(n, _)| *n == name) else { continue };
            for phrase in entry.list("phrases") {
                let cut = |text: &str| -> Vec<String> {
                    let tokens = clitics.cut(text, stemma_text::token::tokenize(text));
                    tokens.iter().map(|t| t.range.of(text).to_owned()).collect()
                };
                let (head, rest) = phrase.split_once('|').unwrap_or((phrase, ""));
                let mut words = cut(head);
                let head = words.len();
                words.extend(cut(rest));
                let Some(first) = words.first().cloned() else { continue };
                found.entry(first).or_default().push(Phrase { words, class: *class, head });
            }
        }
    }
    for list in found.values_mut() {
        list.sort_by_key(|p| std::cmp::Reverse(p.words.len()));
    }
    found
}

/// A run of words that belongs to a class as a whole.
#[derive(Debug)]
struct Phrase {
    words: Vec<String>,
    class: u128,
    /// Words of it before the place that a bar marks; all of them without one.
    head: usize,
}

/// All lists of one language.
pub struct Lists {
    /// Where its clauses have their verb.
    pub order: Order,
    /// Its verbs build groups: auxiliary, clitics, participle, and a subject that may follow them.
    pub groups: bool,
    /// Words that are cut off their neighbours.
    pub clitics: Clitics,
    /// By the first word, longest first.
    phrases: FxHashMap<String, Vec<Phrase>>,
    /// The verbs.
    pub verbs: Vec<Verb>,
    forms: FxHashMap<String, Vec<(u16, Form)>>,
    classes: FxHashMap<String, u128>,
    endings: Vec<Ending>,
    moods: Table,
}

impl Lists {
    /// Compiles the lists of `language`.
    pub fn new(lexicon: &Lexicon, language: Language) -> Self {
        let folder = folder(lexicon, language);
        let mut classes: FxHashMap<String, u128> = FxHashMap::default();
        let mut endings = Vec::new();
        for name in ["function-words", "attribution-frames"] {
            let file = lexicon.words(folder, name);
            for entry in &file.entries {
                let name = entry.text("name").unwrap_or_default();
                if let Some((_, bit)) = CLASSES.iter().find(|(n, _)| *n == name) {
                    for word in entry.list("words") {
                        *classes.entry(word.to_owned()).or_default() |= bit;
                    }
                }
                if let Some((_, bit)) =
                    name.strip_suffix(" in any word").and_then(|c| CLASSES.iter().find(|(n, _)| *n == c))
                {
                    endings.extend(entry.list("endings").map(|w| Ending::new(w, *bit, 0)));
                }
                if let Some(class) = name.strip_suffix(" ending") {
                    let bit = CLASSES
                        .iter()
                        .find(|(n, _)| n.split(' ').next() == Some(class) && n.ends_with("noun"));
                    let bit = bit.map_or(0, |(_, b)| *b);
                    endings.extend(entry.list("words").map(|w| Ending::new(w, bit, LONG)));
                }
            }
        }
        let words = lexicon.words(folder, "function-words");
        let listed = |name: &str| words.named(name).into_iter().flat_map(|e| e.list("words"));
        let clitics = Clitics::new(listed("elided"), listed("enclitic"), listed("kept whole"));
        let mut lists = Self {
            order: order(lexicon, folder),
            groups: lexicon.words(folder, "grammar").named("verbs").and_then(|e| e.text("value"))
                == Some("groups"),
            phrases: phrases(lexicon, folder, &clitics),
            clitics,
            verbs: Vec::new(),
            forms: FxHashMap::default(),
            classes,
            endings,
            moods: lexicon.table(folder, "subjunctive"),
        };
        for entry in &lexicon.words(folder, "cues").entries {
            lists.add_verb(entry);
        }
        lists
    }

    fn add_verb(&mut self, entry: &stemma_lexicon::Entry) {
        let kind = match entry.text("kind") {
            Some("think") => VerbKind::Think,
            Some("urge") => VerbKind::Urge,
            Some("act") => VerbKind::Act,
            Some("name") => VerbKind::Name,
            Some("quote") => VerbKind::Quote,
            Some("impersonal") => VerbKind::Impersonal,
            Some("tell") => VerbKind::Tell,
            _ => VerbKind::Say,
        };
        let polarity = match entry.text("polarity") {
            Some("denied") => Polarity::Denied,
            Some("questioned") => Polarity::Questioned,
            _ => Polarity::Affirmed,
        };
        let number = u16::try_from(self.verbs.len()).unwrap_or(u16::MAX);
        let particle = entry.text("particle").map(str::to_owned);
        let needs = entry.text("needs").map(str::to_owned);
        for (key, form) in [
            ("finite", Form::Finite),
            ("subjunctive", Form::Subjunctive),
            ("participle", Form::Participle),
            ("gerund", Form::Gerund),
            ("infinitive", Form::Infinitive),
        ] {
            for word in entry.list(key) {
                match &particle {
                    Some(particle) => {
                        let form = if form == Form::Finite { Form::Joined } else { form };
                        self.add_form(format!("{particle}{word}"), number, form);
                        if form == Form::Joined {
                            self.add_form(word.to_owned(), number, Form::Finite);
                        }
                    }
                    None => self.add_form(word.to_owned(), number, form),
                }
            }
        }
        let act = match entry.text("act") {
            Some(_) => Some(Act::Object),
            None if entry.keys().any(|k| k == "act") => {
                Some(Act::Sentence(entry.list("act").map(str::to_owned).collect()))
            }
            None => None,
        };
        let quoted = entry.flag("quoted");
        let hears = entry.flag("hears");
        self.verbs.push(Verb { kind, particle, needs, polarity, quoted, hears, act });
    }

    fn add_form(&mut self, word: String, number: u16, form: Form) {
        self.forms.entry(word).or_default().push((number, form));
    }

    /// Verbs that this lower-case word may be a form of.
    pub fn forms(&self, lower: &str) -> &[(u16, Form)] {
        self.forms.get(lower).map_or(&[], Vec::as_slice)
    }

    /// Length of the longest phrase of `class` that begins with the first of these words, and the length of its head.
    pub fn phrase<'w>(
        &self,
        class: u128,
        words: impl Iterator<Item = &'w str> + Clone,
    ) -> Option<(usize, usize)> {
        let list = self.phrases.get(words.clone().next()?)?;
        let fits = |p: &&Phrase| {
            p.class & class != 0 && p.words.iter().map(String::as_str).eq(words.clone().take(p.words.len()))
        };
        list.iter().find(fits).map(|p| (p.words.len(), p.head))
    }

    /// Classes of a lower-case word.
    pub fn classes(&self, lower: &str) -> u128 {
        let mut bits = self.classes.get(lower).copied().unwrap_or(0);
        for ending in &self.endings {
            if lower.len() > ending.longer_than && lower.ends_with(ending.text.as_str()) {
                bits |= ending.class;
            }
        }
        bits
    }

    /// Moods that this lower-case word can have.
    pub fn moods(&self, lower: &str) -> u8 {
        self.moods.find(lower).map_or(0, |flags| {
            flags.bytes().fold(0, |bits, flag| {
                bits | match flag {
                    b'1' => mood::FIRST,
                    b'2' => mood::SECOND,
                    b'a' => mood::AMBIGUOUS,
                    b'i' => mood::INDICATIVE,
                    b'p' => mood::PLURAL,
                    _ => 0,
                }
            })
        })
    }
}
