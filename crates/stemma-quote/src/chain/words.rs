//! The word sets of `chains.toml`, compiled, and the table of media and agencies.

use rustc_hash::{FxHashMap, FxHashSet};
use stemma_lexicon::{Lexicon, WordFile};
use stemma_text::fold::fold;
use stemma_text::token::tokenize;

/// Words, endings of words, and runs of words, all folded.
#[derive(Debug, Default)]
pub(crate) struct WordSet {
    words: FxHashSet<String>,
    suffixes: Vec<String>,
    /// Runs of words, by their first word.
    phrases: FxHashMap<String, Vec<Vec<String>>>,
}

impl WordSet {
    fn new(file: &WordFile, name: &str) -> Self {
        let Some(entry) = file.named(name) else { return Self::default() };
        let mut set = Self::default();
        for word in entry.list("words") {
            let folded: Vec<String> = words_of(word);
            if folded.len() > 1 {
                set.add_phrase(folded);
            } else {
                set.words.insert(fold(word));
            }
        }
        set.suffixes = entry.list("suffixes").map(fold).collect();
        entry.list("phrases").map(words_of).for_each(|p| set.add_phrase(p));
        set
    }

    fn add_phrase(&mut self, words: Vec<String>) {
        if let Some(first) = words.first().cloned() {
            self.phrases.entry(first).or_default().push(words);
        }
    }

    /// The words of all entries of this name.
    fn of_all(file: &WordFile, name: &str) -> Self {
        let entries = file.entries.iter().filter(|e| e.text("name") == Some(name));
        Self { words: entries.flat_map(|e| e.list("words")).map(fold).collect(), ..Self::default() }
    }

    /// True for one of the words.
    pub(crate) fn has(&self, folded: &str) -> bool {
        self.words.contains(folded)
    }

    /// True for one of the words, or a word with one of the endings.
    pub(crate) fn ends(&self, folded: &str) -> bool {
        self.has(folded) || self.suffixes.iter().any(|s| folded.ends_with(s.as_str()))
    }

    /// The word without the first of the endings that it has, down to four bytes.
    pub(crate) fn strip<'w>(&self, folded: &'w str) -> &'w str {
        let cut =
            self.suffixes.iter().find_map(|s| folded.strip_suffix(s.as_str()).filter(|rest| rest.len() >= 4));
        cut.unwrap_or(folded)
    }

    /// Number of words of the longest phrase that begins at the head of `folded`; a single word counts as a phrase.
    pub(crate) fn phrase_at(&self, folded: &[String]) -> Option<usize> {
        let runs = folded.first().and_then(|w| self.phrases.get(w));
        let run = runs
            .map_or(&[][..], Vec::as_slice)
            .iter()
            .filter(|p| p.len() <= folded.len() && p.iter().zip(folded).all(|(a, b)| a == b))
            .map(Vec::len)
            .max();
        run.or_else(|| folded.first().filter(|w| self.has(w)).map(|_| 1))
    }
}

fn words_of(phrase: &str) -> Vec<String> {
    tokenize(phrase).iter().filter(|t| t.is_wordlike()).map(|t| fold(t.range.of(phrase))).collect()
}

/// All word sets of one language. What each holds is said in `chains.toml`.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub(crate) role: WordSet,
    pub(crate) anonymous: WordSet,
    pub(crate) body: WordSet,
    pub(crate) state_media: WordSet,
    pub(crate) medium: WordSet,
    pub(crate) report: WordSet,
    pub(crate) document: WordSet,
    pub(crate) basis: WordSet,
    pub(crate) relay_before: WordSet,
    pub(crate) relay_after: WordSet,
    pub(crate) telling: WordSet,
    pub(crate) towards: WordSet,
    pub(crate) partner: WordSet,
    pub(crate) attribute: WordSet,
    pub(crate) possessor: WordSet,
    pub(crate) definite: WordSet,
    pub(crate) genitive: WordSet,
    pub(crate) person_ending: WordSet,
    pub(crate) article: WordSet,
    pub(crate) address: WordSet,
    pub(crate) and: WordSet,
    pub(crate) pronoun: WordSet,
    pub(crate) editing: WordSet,
    pub(crate) everyday: WordSet,
    pub(crate) agency_noun: WordSet,
    pub(crate) adjective: WordSet,
    pub(crate) ending: WordSet,
    pub(crate) dative: WordSet,
    pub(crate) plural_dative: WordSet,
    pub(crate) joined_by: String,
    /// Names stand beside their nouns without a comma.
    pub(crate) apposes: bool,
    pub(crate) medium_ending: WordSet,
    /// Sorts of unnamed sources.
    pub(crate) types: super::unnamed::Types,
    /// Nouns are written small: a phrase may have a head that no list knows.
    pub(crate) small_nouns: bool,
}

impl Words {
    pub(crate) fn new(lexicon: &Lexicon, folder: &str) -> Self {
        let file = lexicon.words(folder, "chains");
        let set = |name| WordSet::new(&file, name);
        Self {
            role: set("role"),
            anonymous: set("anonymous"),
            body: set("body"),
            state_media: set("state media"),
            medium: set("medium"),
            report: set("report"),
            document: set("document"),
            basis: set("basis"),
            relay_before: set("relay before"),
            relay_after: set("relay after"),
            telling: set("telling"),
            towards: set("towards"),
            partner: set("partner"),
            attribute: set("attribute"),
            possessor: set("possessor"),
            definite: set("definite"),
            genitive: set("genitive"),
            person_ending: set("person ending"),
            article: set("article"),
            address: set("address"),
            and: set("and"),
            pronoun: set("pronoun"),
            editing: set("editing agency"),
            everyday: set("everyday"),
            agency_noun: set("agency noun"),
            adjective: set("adjective"),
            ending: set("ending"),
            dative: set("dative"),
            plural_dative: set("plural dative"),
            medium_ending: WordSet::of_all(&lexicon.words("any", "media-names"), "ending"),
            types: super::unnamed::Types::new(lexicon, folder),
            small_nouns: file.named("small nouns").is_some(),
            apposes: file.named("person ending").is_some(),
            joined_by: file.named("joined by").and_then(|e| e.list("words").next()).unwrap_or("+").to_owned(),
        }
    }

    /// True for a noun for people: of the lists, or by its ending.
    pub(crate) fn is_somebody(&self, folded: &str) -> bool {
        self.role.ends(folded)
            || self.anonymous.ends(folded)
            || self.address.has(folded)
            || self.person_ending.ends(folded) && !self.body.ends(folded) && !self.medium.ends(folded)
    }
}

/// One medium or agency of the tables `any/media` and `any/agencies`.
#[derive(Clone, Debug)]
pub(crate) struct Medium {
    pub(crate) name: String,
    pub(crate) key: String,
    pub(crate) agency: bool,
}

/// A spelling of a medium: its words, exactly as printed.
#[derive(Debug)]
struct Spelling {
    words: Vec<String>,
    medium: usize,
}

/// Media and agencies by their spellings.
#[derive(Debug, Default)]
pub(crate) struct Media {
    entries: Vec<Medium>,
    /// By the first word; longest spelling first.
    spellings: FxHashMap<String, Vec<Spelling>>,
    by_name: FxHashMap<String, usize>,
}

impl Media {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let mut media = Self::default();
        for (name, agency) in [("agencies", true), ("media", false)] {
            for entry in &lexicon.words("any", name).entries {
                let Some(title) = entry.text("name") else { continue };
                let key = entry.text("key").map_or_else(|| fold(title), str::to_owned);
                let prefix = if agency { "agency" } else { "medium" };
                let place = media.entries.len();
                media.entries.push(Medium { name: title.to_owned(), key: format!("{prefix}:{key}"), agency });
                for spelling in std::iter::once(title).chain(entry.list("aliases")) {
                    media.add(spelling, place);
                }
            }
        }
        for list in media.spellings.values_mut() {
            list.sort_by(|a, b| b.words.len().cmp(&a.words.len()).then(a.medium.cmp(&b.medium)));
        }
        media
    }

    fn add(&mut self, spelling: &str, medium: usize) {
        self.by_name.entry(fold(spelling)).or_insert(medium);
        let words: Vec<String> = tokenize(spelling).iter().map(|t| t.range.of(spelling).to_owned()).collect();
        if let Some(first) = words.first().cloned() {
            self.spellings.entry(first).or_default().push(Spelling { words, medium });
        }
    }

    /// The medium spelled by the first words of `words`, and how many words it takes.
    pub(crate) fn at(&self, words: &[&str]) -> Option<(&Medium, usize)> {
        let list = self.spellings.get(*words.first()?)?;
        let hit = list
            .iter()
            .find(|s| s.words.len() <= words.len() && s.words.iter().zip(words).all(|(a, b)| a == b))?;
        Some((&self.entries[hit.medium], hit.words.len()))
    }

    /// The medium of this name, however spelled.
    pub(crate) fn named(&self, name: &str) -> Option<&Medium> {
        self.by_name.get(&fold(name)).map(|at| &self.entries[*at])
    }
}
