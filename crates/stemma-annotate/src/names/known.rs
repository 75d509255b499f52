//! Bearers that the data knows: countries, seats of government, media, agencies, well-known bodies and regions.
//! Cities stand in a long table of their own.

use rustc_hash::{FxHashMap, FxHashSet};
use stemma_lexicon::{Lexicon, Table};
use stemma_text::EntityKind;

use super::fold::{roman, stemmed};
use super::words::{Info, Word};

/// What kind of list a known bearer comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    /// A state or territory.
    Country,
    /// A seat of government; `code` of its country.
    Capital,
    /// Newspaper, broadcaster, news site.
    Medium,
    /// News agency.
    Agency,
    /// Body, institution, alliance.
    Body,
    /// Region, sea, continent, part of a country.
    Region,
    /// City out of the long table.
    City,
}

/// One known bearer.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    /// From which list.
    pub(crate) class: Class,
    /// Kind of name.
    pub(crate) kind: EntityKind,
    /// Key of its entity.
    pub(crate) key: String,
    /// Country it belongs to, ISO 3166-1, or empty.
    pub(crate) code: String,
    /// Name to show, or empty where the text's own form is best.
    pub(crate) name: String,
    /// Kind of medium (`newspaper`, `broadcaster`, …) or of ministry (`foreign`), or empty.
    pub(crate) sort: String,
}

impl Known {
    /// True for the ministries of `ministries.toml`, of whatever state.
    pub(crate) fn is_ministry(&self) -> bool {
        self.class == Class::Body && !self.sort.is_empty()
    }
}

/// A known name found in a text, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    /// First word.
    pub(crate) start: usize,
    /// Word after the last one.
    pub(crate) end: usize,
    /// From which list.
    pub(crate) class: Class,
    /// Number of the bearer; `None` for cities.
    pub(crate) known: Option<u32>,
    /// False where the name is also a common word and stands without a sign that it is meant as a name.
    pub(crate) certain: bool,
}

/// A name of several words: stems of the words, and the bearer.
type Phrase = (Vec<String>, u32);

/// All known names.
pub(crate) struct Gazetteer {
    bearers: Vec<Known>,
    single: FxHashMap<String, u32>,
    phrases: FxHashMap<String, Vec<Phrase>>,
    ambiguous: FxHashSet<String>,
    cities: Table,
    directions: Vec<(String, String)>,
    adjectives: FxHashMap<String, String>,
}

impl Gazetteer {
    /// Reads the lists.
    pub(crate) fn new(lexicon: &Lexicon, folder: &str) -> Self {
        let mut all = Self {
            bearers: Vec::new(),
            single: FxHashMap::default(),
            phrases: FxHashMap::default(),
            ambiguous: FxHashSet::default(),
            cities: lexicon.table("any", "names-cities"),
            directions: Vec::new(),
            adjectives: FxHashMap::default(),
        };
        all.ambiguous.extend(lexicon.words(folder, "names-ambiguous").all("names").map(str::to_owned));
        all.add_countries(lexicon, folder);
        all.add_bodies(lexicon, folder);
        all.add_ministries(lexicon);
        all.add_media(lexicon, "agencies", Class::Agency);
        all.add_media(lexicon, "media", Class::Medium);
        for list in all.phrases.values_mut() {
            list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        all
    }

    /// Countries with the names that all languages share, and with those of the language itself.
    fn add_countries(&mut self, lexicon: &Lexicon, folder: &str) {
        let (file, own) = (lexicon.words("any", "countries"), lexicon.words(folder, "countries"));
        for entry in file.entries.iter().chain(&own.entries) {
            let code = entry.text("code").unwrap_or_default();
            let known = |class| Known {
                class,
                kind: EntityKind::Place,
                key: format!("country:{code}"),
                code: code.to_owned(),
                name: String::new(),
                sort: String::new(),
            };
            self.add(known(Class::Country), entry.list("names"));
            self.directions.extend(entry.list("direction").map(|d| (d.to_owned(), code.to_owned())));
            let adjectives = entry.list("adjectives").chain(entry.list("adjectives_en"));
            self.adjectives.extend(adjectives.map(|a| (a.to_lowercase(), code.to_owned())));
            let mut capitals = entry.list("capitals").peekable();
            if let Some(first) = capitals.peek().copied() {
                let key = format!("name:{}", self.city_key(first));
                self.add(Known { key, ..known(Class::Capital) }, capitals);
            }
        }
    }

    fn add_bodies(&mut self, lexicon: &Lexicon, folder: &str) {
        let (file, own) = (lexicon.words("any", "organisations"), lexicon.words(folder, "organisations"));
        for entry in own.entries.iter().chain(&file.entries) {
            let (name, kind) =
                (entry.text("name").unwrap_or_default(), entry.text("kind").unwrap_or_default());
            let kind = EntityKind::from_name(kind).unwrap_or(EntityKind::Organisation);
            let class = if kind == EntityKind::Place { Class::Region } else { Class::Body };
            let code = entry.text("country").unwrap_or_default().to_owned();
            let shown = if folder == "de" { entry.list("names").next() } else { Some(name) };
            let known = Known {
                class,
                kind,
                key: match (entry.text("ministry"), kind) {
                    (Some(sort), _) => super::ministries::key(sort, &code),
                    (None, EntityKind::Place) => format!("name:{}", self.city_key(name)),
                    _ => format!("name:{}", roman_joined(name)),
                },
                code,
                name: shown.unwrap_or(name).to_owned(),
                sort: String::new(),
            };
            self.add(known, entry.list("names"));
        }
    }

    /// Ministries of no state yet: their sort is that of the bearer.
    fn add_ministries(&mut self, lexicon: &Lexicon) {
        for entry in &lexicon.words("any", "ministries").entries {
            let sort = entry.text("name").unwrap_or_default();
            let known = Known {
                class: Class::Body,
                kind: EntityKind::Organisation,
                key: super::ministries::key(sort, ""),
                code: String::new(),
                name: String::new(),
                sort: sort.to_owned(),
            };
            self.add(known, entry.list("names"));
        }
    }

    fn add_media(&mut self, lexicon: &Lexicon, file: &str, class: Class) {
        for entry in &lexicon.words("any", file).entries {
            let (Some(name), Some(key)) = (entry.text("name"), entry.text("key")) else { continue };
            let prefix = if class == Class::Agency { "agency" } else { "medium" };
            let known = Known {
                class,
                kind: EntityKind::Organisation,
                key: format!("{prefix}:{key}"),
                code: entry.text("country").unwrap_or_default().to_owned(),
                name: name.to_owned(),
                sort: entry.text("kind").unwrap_or_default().to_owned(),
            };
            self.add(known, std::iter::once(name).chain(entry.list("aliases")));
        }
    }

    /// Adds one bearer under its names; a name that another bearer already has stays with that one.
    fn add<'n>(&mut self, known: Known, names: impl Iterator<Item = &'n str>) {
        let id = self.bearers.len() as u32;
        self.bearers.push(known);
        for name in names {
            let tokens = stemma_text::token::tokenize(name);
            let words: Vec<&str> =
                tokens.iter().filter(|t| t.is_wordlike()).map(|t| t.range.of(name)).collect();
            match words[..] {
                [] => {}
                [word] if tokens.len() == 1 => {
                    self.single.entry(word.to_owned()).or_insert(id);
                }
                _ => {
                    // Marks inside a name count as words of it: `U`, `.`, `S`, `.`
                    let all: Vec<&str> = tokens.iter().map(|t| t.range.of(name)).collect();
                    let article =
                        usize::from(matches!(all[0], "Der" | "Die" | "Das" | "The") && all.len() > 2);
                    let stems: Vec<String> = all[article..].iter().map(|w| stem_of(w)).collect();
                    self.phrases.entry(stems[0].clone()).or_default().push((stems, id));
                }
            }
        }
    }

    /// The bearer with this number.
    pub(crate) fn bearer(&self, id: u32) -> &Known {
        &self.bearers[id as usize]
    }

    /// Countries that a point of the compass may stand for: word, code.
    pub(crate) fn directions(&self) -> &[(String, String)] {
        &self.directions
    }

    /// The country of an adjective, in any of its German forms: `nordkoreanischer`.
    pub(crate) fn adjective(&self, word: &str) -> Option<&str> {
        let lower = word.to_lowercase();
        let code = |w: &str| self.adjectives.get(w).map(String::as_str);
        code(&lower).or_else(|| {
            ["e", "er", "en", "em", "es"].iter().filter_map(|e| lower.strip_suffix(e)).find_map(code)
        })
    }

    /// The key of a city: the fold of its English name.
    pub(crate) fn city_key(&self, name: &str) -> String {
        let canonical =
            self.cities.find(name).and_then(|line| line.split('\t').next()).filter(|n| !n.is_empty());
        roman_joined(canonical.unwrap_or(name))
    }

    /// The bearer of a name in one word, its genitive included.
    pub(crate) fn single(&self, word: &str) -> Option<u32> {
        if let Some(id) = self.single.get(word) {
            return Some(*id);
        }
        ["'s", "’s", "s", "'", "’", "es"]
            .iter()
            .filter_map(|e| word.strip_suffix(e))
            .filter(|w| w.len() > 3)
            .find_map(|w| self.single.get(w))
            .copied()
    }

    /// The key of a city of several words, if the table holds it.
    pub(crate) fn whole_city(&self, name: &str) -> Option<String> {
        self.cities.find(name).map(|_| self.city_key(name))
    }

    /// True for a name of the table of cities.
    pub(crate) fn is_city(&self, name: &str) -> bool {
        self.cities.find(name).is_some()
    }

    /// All known names in the text, longest first at each place, without overlaps.
    pub(crate) fn find(&self, words: &[Word]) -> Vec<Match> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match self.longest_at(words, at) {
                Some(m) => {
                    at = m.end;
                    found.push(m);
                }
                None => at += 1,
            }
        }
        found
    }

    fn longest_at(&self, words: &[Word], at: usize) -> Option<Match> {
        let word = &words[at];
        if !word.is_capital() && !self.single.contains_key(word.text) {
            return None;
        }
        if let Some((length, id)) = self.phrase_at(words, at) {
            let plain = length == 2 && self.ambiguous.contains(words[at + 1].text);
            return Some(self.matched(at, at + length, id, !plain || is_marked(words, at, at + length)));
        }
        if let Some(id) = self.single(word.text) {
            let certain = !self.ambiguous.contains(word.text) || is_marked(words, at, at + 1);
            return Some(self.matched(at, at + 1, id, certain));
        }
        self.city_at(words, at)
    }

    fn matched(&self, start: usize, end: usize, id: u32, certain: bool) -> Match {
        Match { start, end, class: self.bearer(id).class, known: Some(id), certain }
    }

    fn phrase_at(&self, words: &[Word], at: usize) -> Option<(usize, u32)> {
        let list = self.phrases.get(&stem_of(words[at].text))?;
        list.iter().find_map(|(stems, id)| {
            let window = words.get(at..at + stems.len())?;
            let same = window.iter().zip(stems).skip(1).all(|(w, s)| stem_of(w.text) == *s);
            let close = window.last().is_some_and(|w| w.sentence == words[at].sentence);
            (same && close).then_some((stems.len(), *id))
        })
    }

    /// Cities of up to three words.
    fn city_at(&self, words: &[Word], at: usize) -> Option<Match> {
        for length in [3, 2] {
            let Some(window) = words.get(at..at + length).filter(|w| w[0].info.is(Info::CITY_START)) else {
                continue;
            };
            if !window[length - 1].is_capital()
                || window.iter().any(|w| !w.text.starts_with(char::is_alphabetic))
            {
                continue;
            }
            let joined = window.iter().map(|w| w.text).collect::<Vec<_>>().join(" ");
            if self.cities.find(&joined).is_some() {
                return Some(Match {
                    start: at,
                    end: at + length,
                    class: Class::City,
                    known: None,
                    certain: true,
                });
            }
        }
        words[at].info.is(Info::CITY).then_some(Match {
            start: at,
            end: at + 1,
            class: Class::City,
            known: None,
            certain: false,
        })
    }
}

/// True if the words from `start` to `end` stand alone in quotation marks.
fn is_marked(words: &[Word], start: usize, end: usize) -> bool {
    start > 0 && words[start - 1].is_quote() && words.get(end).is_some_and(Word::is_quote)
}

fn stem_of(word: &str) -> String {
    if word.chars().all(|c| !c.is_lowercase()) { word.to_owned() } else { stemmed(word) }
}

/// The romanised words of a name, joined.
pub(crate) fn roman_joined(name: &str) -> String {
    name.split_whitespace().map(roman).collect()
}
