//! Word classes, cue verbs and frames of one language, compiled from `data/`. Ground of all other modules here.

use rustc_hash::FxHashMap;
use stemma_lexicon::{Lexicon, Table};
use stemma_text::Language;
use stemma_text::token::Clitics;

use crate::Polarity;

/// Word classes, one bit each.
pub type Classes = u128;

/// Defines the word classes: filled from `function-words` and `attribution-frames` under this name.
macro_rules! classes {
    ($($name:ident $text:literal,)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Bit { $($name,)* }
        $(pub const $name: Classes = 1 << Bit::$name as u32;)*
        const CLASSES: &[(&str, Classes)] = &[$(($text, $name),)*];
    };
}

classes! {
    DETERMINER "determiner",
    GENITIVE "genitive only",
    GENITIVE_OR_DATIVE "genitive or dative",
    DATIVE "dative",
    PRONOUN "pronoun",
    PREPOSITION "preposition",
    ATTACHING "attaching preposition",
    CLOSE "close preposition",
    SUBORDINATOR "subordinator",
    RELATIVE "relative",
    QUESTION "question",
    AUXILIARY "auxiliary",
    PASSIVE "passive auxiliary",
    ADVERB "adverb",
    FOCUS "focus",
    TIME "time noun",
    CONJUNCTION "conjunction",
    FIRST_PERSON "first person",
    ABBREVIATION "abbreviation",
    NAME_PARTICLE "name particle",
    HEARSAY "hearsay",
    MODAL "modal",
    DOUBTFUL "doubtful subjunctive",
    PLANNED "planned",
    POSSIBLE "possible",
    HEDGED "hedged",
    HUMAN "human pronoun",
    NACH_NOUN "nach noun",
    POSTPOSED "postposed noun",
    BEFORE "before",
    BEFORE_NOUN "before noun",
    AFTER "after",
    SO "so",
    ANAPHORIC "anaphoric",
    ANAPHORIC_SUBJUNCTIVE "anaphoric with subjunctive",
    RELATIVE_ANAPHORIC "relative anaphoric",
    LIKE "like",
    SPEECH_NOUN "speech noun",
    THAT "that",
    MEDIUM_NOUN "medium noun",
    TITLE_NOUN "titled work",
    INFINITIVE_MARK "infinitive mark",
    ADDRESSEE_MARK "addressee mark",
    NEGATION "negation",
    BEING "being",
    OBLIQUE "oblique",
    NOMINATIVE "nominative pronoun",
    DEMONSTRATIVE "demonstrative",
    ORIGIN "origin preposition",
    INFINITIVE_SUBORDINATOR "infinitive subordinator",
    INDEFINITE "indefinite determiner",
    FROM_VIEW "from view",
    VIEW_NOUN "view noun",
    DOCUMENT_NOUN "document noun",
    OUT_OF "out of",
    AGENT "agent preposition",
    BEFORE_PAIRED "before paired",
    BEFORE_LINK "before link",
    TIME_QUESTION "time question",
    FRAME_PREPOSITION "frame preposition",
    GENITIVE_MARK "genitive mark",
    CONTRAST "contrast",
    PAST "past",
    PLURAL "plural",
    CONTRACTED "contracted",
    PLURAL_PRONOUN "plural pronoun",
    OBJECT_CLITIC "object clitic",
    REFLEXIVE "reflexive",
    ENCLITIC "enclitic",
    INFINITIVE "infinitive",
    GERUND_MARK "gerund mark",
    ADVERBIAL "adverbial",
    OCCASION "occasion noun",
    BEFORE_SOURCE "before source",
    BEFORE_SOURCE_AT_START "before source at start",
    ASKED "asked",
    AGENT_MARK "agent mark",
    RELATIVE_OF_CONTENT "relative of content",
    GERUND "gerund",
    ASPECT "aspect verb",
    NOUN "noun",
    IMPERSONAL "impersonal pronoun",
    PRONOUN_VERB "pronoun with verb",
    NEGATED "negated verb",
    GENITIVE_ENDING "genitive",
    BARE_AUXILIARY "bare auxiliary",
    CLAUSE_NOUN "cue noun with clause",
    INFINITIVE_NOUN "cue noun with infinitive",
    TOPIC_NOUN "cue noun with topic",
    TOPIC_MARK "topic mark",
    ATTITUDE "cue adjective",
    WEEKDAY "point in time",
    CONDITION "condition",
    OBJECTIVE "nominative or object pronoun",
    PEOPLE_NOUN "cue noun of people",
    POSSESSIVE "possessive",
    SURVEY "survey noun",
    NUMERAL "numeral",
    MALE "male pronoun",
    FEMALE "female pronoun",
}

/// Classes that the form of a word gives, whatever the word.
pub const SHAPE: Classes = PAST | PLURAL | CONTRACTED | INFINITIVE | GERUND;

/// Classes that help to tell parts of speech and say nothing about capitals.
pub const TAGGING: Classes = GENITIVE_ENDING
    | ADVERBIAL
    | GERUND
    | CLAUSE_NOUN
    | INFINITIVE_NOUN
    | TOPIC_NOUN
    | ATTITUDE
    | PEOPLE_NOUN
    | SURVEY
    | VIEW_NOUN
    | WEEKDAY
    | NEGATED;

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
    /// Its name in `cues.toml`.
    pub name: String,
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
    /// Reports nothing in the passive: `ist geplant`.
    pub active: bool,
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
    /// Past participle whose particle stands apart before it: `bekannt gegeben`.
    ParticipleApart,
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

/// What parts of speech a word can be, as bits.
pub mod reading {
    /// A noun.
    pub const NOUN: u16 = 1;
    /// An adjective.
    pub const ADJECTIVE: u16 = 2;
    /// An adverb.
    pub const ADVERB: u16 = 4;
    /// A verb in its plain form.
    pub const PLAIN: u16 = 8;
    /// A verb in the third person.
    pub const THIRD: u16 = 16;
    /// A past form that is no participle.
    pub const PAST: u16 = 32;
    /// A participle that is no past form.
    pub const PARTICIPLE: u16 = 64;
    /// A past form that is a participle, too.
    pub const EITHER: u16 = 128;
    /// A form in -ing.
    pub const GERUND: u16 = 256;
    /// Above all a noun.
    pub const LIKELY_NOUN: u16 = 512;
    /// Any form of a verb.
    pub const VERB: u16 = PLAIN | THIRD | PAST | PARTICIPLE | EITHER | GERUND;

    /// The bits of the letters of a table of tags.
    pub(super) fn read(letters: &str) -> u16 {
        let likely = if letters.starts_with('n') { LIKELY_NOUN } else { 0 };
        letters.bytes().fold(likely, |bits, letter| {
            bits | match letter {
                b'n' => NOUN,
                b'j' => ADJECTIVE,
                b'r' => ADVERB,
                b'v' => PLAIN,
                b'z' => THIRD,
                b't' => PAST,
                b'p' => PARTICIPLE,
                b'd' => EITHER,
                b'g' => GERUND,
                _ => 0,
            }
        })
    }
}

/// Complements of a cue, as bits.
pub mod takes {
    /// Somebody's words in quotation marks.
    pub const WORDS: u16 = 1;
    /// A clause with its conjunction.
    pub const CLAUSE: u16 = 2;
    /// A clause without one.
    pub const BARE: u16 = 4;
    /// An infinitive.
    pub const INFINITIVE: u16 = 8;
    /// First who is told.
    pub const TOLD: u16 = 16;
    /// An object.
    pub const OBJECT: u16 = 32;
    /// An object with an infinitive.
    pub const OBJECT_INFINITIVE: u16 = 64;
    /// An object with what is said of it.
    pub const PREDICATE: u16 = 128;
    /// The same, with `as`.
    pub const AS: u16 = 256;
    /// A form in -ing.
    pub const GERUND: u16 = 512;
    /// Says what its subject seems to be.
    pub const COPULA: u16 = 1024;
    /// An adjective of attitude, then a clause: `made it clear that`.
    pub const ADJECTIVE: u16 = 4096;
    /// Its past form is hardly ever a participle before a noun.
    pub const FINITE: u16 = 2048;

    pub(super) fn read(name: &str) -> u16 {
        match name {
            "say" => WORDS,
            "that" => CLAUSE,
            "bare" => BARE,
            "to" => INFINITIVE,
            "told" => TOLD,
            "np" => OBJECT,
            "npto" => OBJECT_INFINITIVE,
            "pred" => PREDICATE,
            "as" => AS,
            "ing" => GERUND,
            "copula" => COPULA,
            "finite" => FINITE,
            "adj" => ADJECTIVE,
            _ => 0,
        }
    }
}

/// A verb with the complements it takes.
pub struct Cue {
    /// Bits of [`takes`].
    pub takes: u16,
    /// Prepositions before what it is about.
    pub prepositions: Vec<&'static str>,
    /// What its subject does with the content.
    pub polarity: Polarity,
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
    class: Classes,
    longer_than: usize,
}

impl Ending {
    fn new(text: &str, class: Classes, longer_than: usize) -> Self {
        Self { text: text.to_owned(), class, longer_than }
    }
}

fn by_last_byte(endings: Vec<Ending>) -> FxHashMap<u8, Vec<Ending>> {
    let mut sorted: FxHashMap<u8, Vec<Ending>> = FxHashMap::default();
    for ending in endings {
        if let Some(last) = ending.text.as_bytes().last() {
            sorted.entry(*last).or_default().push(ending);
        }
    }
    sorted
}

/// The data folder of a language: its code; German for languages without cues.
pub fn folder(lexicon: &Lexicon, language: Language) -> &'static str {
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
    class: Classes,
    /// Words of it before the place that a bar marks; all of them without one.
    head: usize,
}

/// All lists of one language.
pub struct Lists {
    /// Where its clauses have their verb.
    pub order: Order,
    /// Words that are cut off their neighbours.
    pub clitics: Clitics,
    /// By the first word, longest first.
    phrases: FxHashMap<String, Vec<Phrase>>,
    /// The verbs.
    pub verbs: Vec<Verb>,
    forms: FxHashMap<String, Vec<(u16, Form)>>,
    classes: FxHashMap<String, Classes>,
    /// Endings, by their last byte.
    endings: FxHashMap<u8, Vec<Ending>>,
    moods: Table,
    readings: FxHashMap<&'static str, u16>,
    cues: Vec<Cue>,
    cue_forms: FxHashMap<&'static str, u16>,
}

impl Lists {
    /// Compiles the lists of `language`.
    pub fn new(lexicon: &Lexicon, language: Language) -> Self {
        let folder = folder(lexicon, language);
        let mut classes: FxHashMap<String, Classes> = FxHashMap::default();
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
                    let bit = CLASSES.iter().find(|(n, _)| {
                        *n == class || n.split(' ').next() == Some(class) && n.ends_with("noun")
                    });
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
            phrases: phrases(lexicon, folder, &clitics),
            clitics,
            verbs: Vec::new(),
            forms: FxHashMap::default(),
            classes,
            endings: by_last_byte(endings),
            moods: lexicon.table(folder, "subjunctive"),
            readings: lexicon.table(folder, "tags").lines().map(|(w, l)| (w, reading::read(l))).collect(),
            cues: Vec::new(),
            cue_forms: FxHashMap::default(),
        };
        for (_, line) in lexicon.table(folder, "cue-frames").lines() {
            lists.add_cue(line);
        }
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
                        match form {
                            Form::Joined => self.add_form(word.to_owned(), number, Form::Finite),
                            Form::Participle => {
                                self.add_form(word.to_owned(), number, Form::ParticipleApart);
                            }
                            _ => {}
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
        let (active, hears) = (entry.flag("active"), entry.flag("hears"));
        let name = entry.text("name").unwrap_or_default().to_owned();
        self.verbs.push(Verb { name, kind, particle, needs, polarity, quoted, active, hears, act });
    }

    /// Adds a line of the table of cues: its forms, its complements, what the speaker does with them.
    fn add_cue(&mut self, line: &'static str) {
        let mut columns = line.split('\t');
        let (forms, frames) = (columns.next().unwrap_or(""), columns.next().unwrap_or(""));
        let polarity = match columns.next() {
            Some("denied") => Polarity::Denied,
            Some("questioned") => Polarity::Questioned,
            _ => Polarity::Affirmed,
        };
        let number = u16::try_from(self.cues.len()).unwrap_or(u16::MAX);
        for form in forms.split(' ') {
            self.cue_forms.entry(form).or_insert(number);
        }
        let prepositions = frames.split(' ').filter_map(|f| f.strip_prefix("p:")).collect();
        let takes = frames.split(' ').fold(0, |bits, f| bits | takes::read(f));
        self.cues.push(Cue { takes, prepositions, polarity });
    }

    /// True if the parts of speech of the words of this language are known.
    pub fn tagged(&self) -> bool {
        !self.readings.is_empty()
    }

    /// What parts of speech a lower-case word can be; 0 for unknown words and those that are nouns alone.
    pub fn reading(&self, lower: &str) -> u16 {
        self.readings.get(lower).copied().unwrap_or(0)
    }

    /// The cue that this lower-case word is a form of.
    pub fn cue(&self, lower: &str) -> Option<&Cue> {
        self.cue_forms.get(lower).map(|number| &self.cues[usize::from(*number)])
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
        class: Classes,
        words: impl Iterator<Item = &'w str> + Clone,
    ) -> Option<(usize, usize)> {
        let list = self.phrases.get(words.clone().next()?)?;
        let fits = |p: &&Phrase| {
            p.class & class != 0 && p.words.iter().map(String::as_str).eq(words.clone().take(p.words.len()))
        };
        list.iter().find(fits).map(|p| (p.words.len(), p.head))
    }

    /// Classes of a lower-case word.
    pub fn classes(&self, lower: &str) -> Classes {
        let mut bits = self.classes.get(lower).copied().unwrap_or(0);
        let last = lower.as_bytes().last().and_then(|b| self.endings.get(b));
        for ending in last.map_or(&[][..], Vec::as_slice) {
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
