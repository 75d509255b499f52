//! The small words around names: titles, roles, words for media, articles.

use rustc_hash::{FxHashMap, FxHashSet};
use stemma_lexicon::Lexicon;

/// Gender that a title gives away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    /// `Herr`, `Mr`.
    Male,
    /// `Frau`, `Ms`.
    Female,
    /// Any.
    Open,
}

/// The lists of `names-roles`.
pub(crate) struct Roles {
    titles: FxHashMap<String, Gender>,
    roles: FxHashSet<String>,
    media: FxHashMap<String, Vec<String>>,
    before_place: FxHashSet<String>,
    place_endings: Vec<String>,
    articles: FxHashSet<String>,
    legal: FxHashSet<String>,
    stop: FxHashSet<String>,
    particles: FxHashSet<String>,
    bodies: FxHashSet<String>,
    noble: FxHashSet<String>,
    plural_articles: FxHashSet<String>,
    genitive_articles: FxHashSet<String>,
    complements: FxHashSet<String>,
    male: Vec<String>,
    female: Vec<String>,
}

impl Roles {
    /// Reads the lists of `folder`.
    pub(crate) fn new(lexicon: &Lexicon, folder: &str) -> Self {
        let file = lexicon.words(folder, "names-roles");
        let set = |name: &str| -> FxHashSet<String> {
            let entries = file.entries.iter().filter(|e| e.text("name") == Some(name));
            entries.flat_map(|e| e.list("words")).map(str::to_owned).collect()
        };
        let endings = |name: &str| -> Vec<String> {
            file.named(name).map_or_else(Vec::new, |e| e.list("words").map(str::to_owned).collect())
        };
        let mut titles = FxHashMap::default();
        let mut media: FxHashMap<String, Vec<String>> = FxHashMap::default();
        for entry in &file.entries {
            let gender = match entry.text("gender") {
                Some("m") => Gender::Male,
                Some("f") => Gender::Female,
                _ => Gender::Open,
            };
            match entry.text("name") {
                Some("title") => titles.extend(entry.list("words").map(|w| (w.to_owned(), gender))),
                Some("medium") => {
                    for word in entry.list("words") {
                        media
                            .entry(word.to_owned())
                            .or_default()
                            .extend(entry.text("sort").map(str::to_owned));
                    }
                }
                _ => {}
            }
        }
        Self {
            titles,
            media,
            roles: set("role"),
            before_place: set("before_place"),
            place_endings: file
                .named("place ending")
                .map_or_else(Vec::new, |e| e.list("words").map(str::to_owned).collect()),
            articles: set("article"),
            legal: set("legal"),
            stop: set("stop"),
            particles: set("particle"),
            bodies: set("body"),
            noble: set("noble"),
            plural_articles: set("plural article"),
            genitive_articles: set("genitive article"),
            complements: set("complement"),
            male: endings("man ending"),
            female: endings("woman ending"),
        }
    }

    /// The gender of a title; `None` if the word is none.
    pub(crate) fn title(&self, word: &str) -> Option<Gender> {
        self.titles.get(word).copied()
    }

    /// True for what a person is: `Präsident`, also at the end of a hyphened compound.
    pub(crate) fn is_role(&self, word: &str) -> bool {
        self.roles.contains(word) || word.rsplit_once('-').is_some_and(|(_, last)| self.roles.contains(last))
    }

    /// Sorts of media that a word may stand for.
    pub(crate) fn media(&self, word: &str) -> &[String] {
        self.media.get(word).map_or(&[], Vec::as_slice)
    }

    /// True for a preposition or noun that makes a place of the name after it.
    pub(crate) fn is_before_place(&self, word: &str) -> bool {
        self.before_place.contains(word) || self.before_place.contains(word.to_lowercase().as_str())
    }

    /// True for a word that ends as names of countries do, with or without the s of the genitive.
    pub(crate) fn ends_as_place(&self, word: &str) -> bool {
        let bare = word.strip_suffix('s').unwrap_or(word);
        let long = bare.chars().nth(5).is_some();
        long && self.place_endings.iter().any(|e| word.ends_with(e.as_str()) || bare.ends_with(e.as_str()))
    }

    /// True for a definite article.
    pub(crate) fn is_article(&self, word: &str) -> bool {
        self.articles.contains(word)
    }

    /// True for a legal form of companies.
    pub(crate) fn is_legal(&self, word: &str) -> bool {
        self.legal.contains(word)
    }

    /// True for a noun for a body or a medium: the name behind it is no person's.
    pub(crate) fn is_body(&self, word: &str) -> bool {
        self.bodies.contains(word) || self.media.contains_key(word)
    }

    /// True for a small word inside names of persons and places: `de`, `van`.
    pub(crate) fn is_particle(&self, word: &str) -> bool {
        self.particles.contains(word)
    }

    /// True for an article that is one of the plural too: `die`.
    pub(crate) fn is_plural_article(&self, word: &str) -> bool {
        self.plural_articles.contains(word)
    }

    /// True for an article that is a genitive: `des`.
    pub(crate) fn is_genitive_article(&self, word: &str) -> bool {
        self.genitive_articles.contains(word)
    }

    /// True for a word behind a role that tells whose: `für`, `of`.
    pub(crate) fn is_complement(&self, word: &str) -> bool {
        self.complements.contains(word)
    }

    /// The gender that the ending of a role tells.
    pub(crate) fn role_gender(&self, role: &str) -> Gender {
        let ends = |list: &[String]| list.iter().any(|e| role.ends_with(e.as_str()));
        match (ends(&self.female), ends(&self.male)) {
            (true, _) => Gender::Female,
            (false, true) => Gender::Male,
            _ => Gender::Open,
        }
    }

    /// True for a small word between a given name and a surname: `von`.
    pub(crate) fn is_noble(&self, word: &str) -> bool {
        self.noble.contains(word)
    }

    /// True for a capitalised word that is no name by itself.
    pub(crate) fn is_stop(&self, word: &str) -> bool {
        self.stop.contains(word)
    }
}
