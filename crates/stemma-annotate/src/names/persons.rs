//! The parts of a person's name in the one form that all spellings, scripts of transliteration and orders share.
//!
//! A part is looked up in its plain form in the table of spellings; what the table does not hold goes through the strong
//! fold. Surnames that differ by a letter in western tongues stand in the table as themselves, so that the fold does not
//! join them. Given names come first and the surname last, whatever the order in the text.

use rustc_hash::FxHashSet;
use stemma_lexicon::{Lexicon, Table};

use super::fold::{plain, strong};
use super::roles::Gender;

/// Most parts of a name that are read; the rest are left out.
const MOST_PARTS: usize = 8;
/// Longest syllable, in bytes, of a Chinese or Korean given name.
const LONGEST_SYLLABLE: usize = 7;

/// The lists.
pub(crate) struct PersonNames {
    table: Table,
    particles: FxHashSet<String>,
    articles: FxHashSet<String>,
    sons: FxHashSet<String>,
    suffixes: FxHashSet<String>,
    regal_titles: FxHashSet<String>,
}

/// What a person is called, in forms that are the same in every spelling.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PersonName {
    /// Given names first, the surname last.
    pub(crate) parts: Vec<String>,
    /// `jr`, `iii`: what tells namesakes apart.
    pub(crate) suffix: Option<String>,
    /// Gender of the first given name.
    pub(crate) gender: Option<Gender>,
}

impl PersonName {
    /// The key of an entity with this name.
    pub(crate) fn key(&self) -> String {
        let suffix = self.suffix.as_ref().map(|s| format!(", {s}")).unwrap_or_default();
        format!("name:{}{suffix}", self.parts.join(" "))
    }
}

/// The columns of one line of the table.
#[derive(Clone, Copy, Default)]
struct Line<'t> {
    one: &'t str,
    long: &'t str,
    regal: &'t str,
    letters: &'t str,
}

impl PersonNames {
    /// Reads the lists.
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let file = lexicon.words("any", "names-parts");
        let set = |name: &str| -> FxHashSet<String> {
            let entries = file.entries.iter().filter(|e| e.text("name") == Some(name));
            entries.flat_map(|e| e.list("words")).map(str::to_owned).collect()
        };
        Self {
            table: lexicon.table("any", "names-spellings"),
            particles: set("particle"),
            articles: set("article"),
            sons: set("son"),
            suffixes: set("suffix"),
            regal_titles: set("regal title"),
        }
    }

    fn line(&self, word: &str) -> Line<'static> {
        let mut columns = self.table.find(word).unwrap_or_default().split('\t');
        let mut next = || columns.next().unwrap_or_default();
        Line { one: next(), long: next(), regal: next(), letters: next() }
    }

    /// True for a title before names that every language translates: `Papst`, `King`.
    pub(crate) fn is_regal_title(&self, word: &str) -> bool {
        self.regal_titles.contains(word)
    }

    /// True for a small word that only names have: `bin`, `al`.
    pub(crate) fn is_arabic(&self, word: &str) -> bool {
        self.sons.contains(word) || self.articles.contains(word) && matches!(word, "al" | "el" | "ul" | "ol")
    }

    /// True for an article joined to a name: `al-`.
    pub(crate) fn begins_with_article(&self, word: &str) -> bool {
        word.split_once(['-', '‐', '‑']).is_some_and(|(first, rest)| {
            self.articles.contains(&plain(first)) && rest.starts_with(char::is_uppercase)
        })
    }

    /// Letters that say where a word stands in names: see `data/make/names_persons.py`.
    pub(crate) fn letters(&self, word: &str) -> &'static str {
        self.line(&plain(word)).letters
    }

    /// The form of one part that all its spellings share.
    fn one(&self, word: &str) -> String {
        let line = self.line(word);
        if line.one.is_empty() { strong(word) } else { line.one.to_owned() }
    }

    /// What the words of a name make up. `regal`: a title of monarchs or popes stands before it.
    pub(crate) fn read<'w>(&self, words: impl Iterator<Item = &'w str>, regal: bool) -> PersonName {
        let (mut plains, suffix) = self.plains(words);
        if let Some(whole) = (plains.len() > 1).then(|| self.table.find(&plains.join(" "))).flatten() {
            plains = whole.split(' ').map(str::to_owned).collect();
        }
        let ruler = regal || suffix.as_deref().is_some_and(|s| s.starts_with(['i', 'v', 'x']));
        if ruler && !plains.is_empty() {
            let english: Vec<&str> =
                plains.iter().map(|p| self.line(p).regal).take_while(|r| !r.is_empty()).collect();
            if english.len() == plains.len() {
                return PersonName {
                    parts: english.into_iter().map(str::to_owned).collect(),
                    suffix,
                    gender: None,
                };
            }
        }
        let eastern = self.order(&mut plains);
        let first = plains.first().map(String::as_str).unwrap_or_default();
        let line = self.line(first);
        let gender =
            match (plains.len() > 1 && !eastern, line.letters.contains('f'), line.letters.contains('m')) {
                (true, true, false) => Some(Gender::Female),
                (true, false, true) => Some(Gender::Male),
                _ => None,
            };
        let long = if plains.len() > 1 { line.long } else { "" };
        let mut parts: Vec<String> =
            plains.iter().map(|p| if eastern { self.eastern(p) } else { self.one(p) }).collect();
        if !long.is_empty() {
            long.clone_into(&mut parts[0]);
        }
        PersonName { parts, suffix, gender }
    }

    /// Chinese and Korean parts keep their letters: they differ by too few of them for the fold.
    fn eastern(&self, word: &str) -> String {
        let line = self.line(word);
        if line.letters.contains('e') { line.one.to_owned() } else { word.to_owned() }
    }

    /// The plain forms of the words: cut at hyphens, without particles and articles, initials apart.
    fn plains<'w>(&self, words: impl Iterator<Item = &'w str>) -> (Vec<String>, Option<String>) {
        let mut plains: Vec<String> = Vec::new();
        let mut suffix = None;
        let mut servant = false;
        for (at, word) in words.enumerate() {
            let initials = word.contains('.')
                || at == 0 && word.len() == 2 && word.bytes().all(|b| b.is_ascii_uppercase());
            for piece in word.split(['-', '‐', '‑', '.']).filter(|p| !p.is_empty()) {
                let part = plain(piece);
                if part.is_empty() || plains.len() >= MOST_PARTS {
                    continue;
                }
                let small = piece.starts_with(char::is_lowercase) || piece.len() < word.len();
                if self.suffixes.contains(&part) && !plains.is_empty() && (part.len() > 1 || word == "V") {
                    suffix = Some(part);
                } else if servant {
                    plains.push(format!("abd{}", strong(&part)));
                    servant = false;
                } else if matches!(part.as_str(), "abd" | "abdel" | "abdul" | "abdal" | "abdoul") {
                    servant = true;
                } else if small && at + plains.len() > 0 && self.articles.contains(&part) {
                    // `al-`, `el-`, `el`
                } else if small && self.sons.contains(&part) {
                    plains.push("bin".to_owned());
                } else if !small_particle(piece, &part, &self.particles) || part.len() == 1 && initials {
                    let letters = part.chars().count();
                    if initials && letters == 2 && !self.line(&part).letters.contains('a') {
                        plains.extend(part.chars().map(String::from));
                    } else {
                        plains.push(servant_joined(part));
                    }
                }
            }
        }
        if servant {
            plains.push("abd".to_owned());
        }
        (plains, suffix)
    }

    /// Brings the surname to the end; true for a Chinese or Korean name.
    fn order(&self, plains: &mut Vec<String>) -> bool {
        let letters: Vec<&str> = plains.iter().map(|p| self.line(p).letters).collect();
        let (Some(first), Some(last)) = (letters.first(), letters.last()) else { return false };
        let count = plains.len();
        let is = |at: usize, c: char| letters[at].contains(c);
        let eastern = |at: usize| {
            is(at, 'a')
                && (0..count).filter(|n| *n != at).all(|n| {
                    plains[n].len() <= 2 * LONGEST_SYLLABLE && (is(n, 'a') || !is(n, 'm') && !is(n, 'f'))
                })
        };
        if count == 3 && eastern(0) && plains[1..].iter().all(|p| p.len() <= LONGEST_SYLLABLE && p.len() > 1)
        {
            let given = plains[1..].concat();
            *plains = vec![given, plains[0].clone()];
            return true;
        }
        if count == 3 && eastern(2) && plains[..2].iter().all(|p| p.len() <= LONGEST_SYLLABLE && p.len() > 1)
        {
            let given = plains[..2].concat();
            *plains = vec![given, plains[2].clone()];
            return true;
        }
        if count == 2 && eastern(0) && !(is(1, 'a') && plains[0].len() > plains[1].len()) {
            plains.reverse();
            return true;
        }
        if count == 2 && eastern(1) {
            return true;
        }
        let turned = |surname: char, given: char| {
            first.contains(surname) && !first.contains(given) && last.contains(given)
                || first.contains(surname) && last.contains(given) && !last.contains(surname)
        };
        if count == 2 && (turned('J', 'j') || turned('H', 'h')) {
            plains.reverse();
        }
        false
    }

    /// True if the table holds this part as one that stays apart from others like it.
    pub(crate) fn is_own(&self, part: &str) -> bool {
        self.line(part).one == part
    }
}

fn small_particle(piece: &str, part: &str, particles: &FxHashSet<String>) -> bool {
    particles.contains(part) && (piece.starts_with(char::is_lowercase) || part.len() > 1 && part != "y")
}

/// `Abdelfattah`, `Abdulfattah` → `abdfatah`.
fn servant_joined(part: String) -> String {
    let rest = ["abdel", "abdul", "abdal", "abdoul"].iter().find_map(|p| part.strip_prefix(p));
    match rest.filter(|r| r.len() > 2) {
        Some(rest) => format!("abd{}", strong(rest)),
        None => part,
    }
}
