//! From words to terms: what two propositions share when they speak of the same thing.
//!
//! A term is a stem, the name of a country (whatever its adjective or capital is called), a bearer of a name, a
//! number, or a line of words that mean the same in news (`claims.toml`). Compounds also give the terms of their
//! parts, where the parts stand alone elsewhere in the pile: `Waffenverhandlungen` meets `Verhandlungen`.

use rustc_hash::{FxHashMap, FxHashSet};
use stemma_lexicon::{Lexicon, WordFile};
use stemma_text::fold::fold;
use stemma_text::token::tokenize;

/// Shortest part of a compound, in bytes of the folded word.
const SHORTEST_PART: usize = 5;

/// Longest stem, in bytes: longer words meet by their beginnings.
const LONGEST_STEM: usize = 7;

/// Words, beginnings and endings of words, and runs of them, folded.
#[derive(Debug, Default)]
pub(crate) struct Forms {
    words: FxHashSet<String>,
    heads: Vec<String>,
    tails: Vec<String>,
    phrases: Vec<Vec<String>>,
}

impl Forms {
    /// Adds a form; a `*` stands for any end or beginning.
    pub(crate) fn add(&mut self, form: &str) {
        let pieces: Vec<String> = form.split(' ').map(piece).filter(|p| p != "*").collect();
        match pieces.as_slice() {
            [] => {}
            [one] => match (one.strip_prefix('*'), one.strip_suffix('*')) {
                (Some(tail), _) => self.tails.push(tail.to_owned()),
                (None, Some(head)) => self.heads.push(head.to_owned()),
                (None, None) => {
                    self.words.insert(one.clone());
                }
            },
            _ => self.phrases.push(pieces),
        }
    }

    /// True for a word that one of the forms means.
    pub(crate) fn has(&self, folded: &str) -> bool {
        self.words.contains(folded)
            || self.heads.iter().any(|h| folded.starts_with(h.as_str()))
            || self.tails.iter().any(|t| folded.ends_with(t.as_str()))
    }

    /// True if one of the forms stands among the words.
    pub(crate) fn any(&self, words: &[String]) -> bool {
        words.iter().any(|w| self.has(w))
            || self
                .phrases
                .iter()
                .any(|p| words.windows(p.len()).any(|w| w.iter().zip(p).all(|(a, b)| matches(a, b))))
    }
}

/// Folds a form and keeps its stars.
fn piece(form: &str) -> String {
    let (front, back) = (form.starts_with('*'), form.ends_with('*'));
    format!("{}{}{}", if front { "*" } else { "" }, fold(form.trim_matches('*')), if back { "*" } else { "" })
}

fn matches(word: &str, form: &str) -> bool {
    form.strip_suffix('*').map_or(word == form, |head| word.starts_with(head))
}

/// The words of a text, folded.
pub(crate) fn folded_words(text: &str) -> Vec<String> {
    tokenize(text).iter().filter(|t| t.is_wordlike()).map(|t| fold(t.range.of(text))).collect()
}

/// The word lists of all languages that there is data for.
#[derive(Debug, Default)]
pub(crate) struct Lexis {
    stop: FxHashSet<String>,
    light: Forms,
    prefixes: Vec<String>,
    endings: Vec<String>,
    infixes: Vec<String>,
    participles: Vec<String>,
    joints: Vec<String>,
    same: FxHashMap<String, String>,
    countries: FxHashMap<String, String>,
    capitals: FxHashSet<String>,
    adjectives: Vec<(String, String)>,
    pub(crate) hedge: Forms,
    pub(crate) possible: Forms,
    pub(crate) planned: Forms,
    pub(crate) intent: Forms,
    pub(crate) pronoun: Forms,
    pub(crate) denial: Forms,
    pub(crate) confirmation: Forms,
    pub(crate) open: Forms,
    pub(crate) open_place: Forms,
    pub(crate) open_time: Forms,
    pub(crate) open_quantity: Forms,
    pub(crate) place_preposition: Forms,
    pub(crate) place_noun: Forms,
    pub(crate) lead: Forms,
}

impl Lexis {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let mut lexis = Self::default();
        for language in lexicon.languages() {
            for word in lexicon.words(language, "stopwords").all("words") {
                lexis.stop.insert(fold(word));
            }
            lexis.read(&lexicon.words(language, "claims"));
        }
        lexis.prefixes.sort_by_key(|p| std::cmp::Reverse(p.len()));
        lexis.endings.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
        lexis.read_countries(&lexicon.words("any", "countries"));
        lexis
    }

    fn read(&mut self, file: &WordFile) {
        for entry in &file.entries {
            let name = entry.text("name").unwrap_or_default();
            if name == "same" {
                for line in entry.list("lines") {
                    let first = line.split(' ').next().map(fold).unwrap_or_default();
                    for word in line.split(' ') {
                        self.same.entry(fold(word)).or_insert_with(|| format!("={first}"));
                    }
                }
                continue;
            }
            let list = match name {
                "verb prefix" => Some(&mut self.prefixes),
                "infix" => Some(&mut self.infixes),
                "participle" => Some(&mut self.participles),
                "joint" => Some(&mut self.joints),
                "ending" => Some(&mut self.endings),
                _ => None,
            };
            if let Some(list) = list {
                list.extend(entry.list("words").map(fold));
                continue;
            }
            let set = match name {
                "light" => &mut self.light,
                "hedge" => &mut self.hedge,
                "possible" => &mut self.possible,
                "planned" => &mut self.planned,
                "intent" => &mut self.intent,
                "pronoun" => &mut self.pronoun,
                "denial" => &mut self.denial,
                "confirmation" => &mut self.confirmation,
                "open" => &mut self.open,
                "open place" => &mut self.open_place,
                "open time" => &mut self.open_time,
                "open quantity" => &mut self.open_quantity,
                "place preposition" => &mut self.place_preposition,
                "lead" => &mut self.lead,
                "place noun" => &mut self.place_noun,
                _ => continue,
            };
            entry.list("words").for_each(|w| set.add(w));
        }
    }

    fn read_countries(&mut self, file: &WordFile) {
        for entry in &file.entries {
            let Some(code) = entry.text("code") else { continue };
            let key = format!("country:{code}");
            for name in entry.list("names").chain(entry.list("capitals")) {
                self.countries.entry(fold(name)).or_insert_with(|| key.clone());
            }
            self.capitals.extend(entry.list("capitals").map(fold));
            for adjective in entry.list("adjectives") {
                self.adjectives.push((fold(adjective), key.clone()));
            }
            for adjective in entry.list("adjectives_en") {
                self.countries.entry(fold(adjective)).or_insert_with(|| key.clone());
            }
        }
        self.adjectives.sort();
    }

    /// The country that a word means: by name, capital or adjective.
    pub(crate) fn country(&self, folded: &str) -> Option<&str> {
        let direct = self.countries.get(folded).or_else(|| self.countries.get(folded.strip_suffix('s')?));
        if let Some(key) = direct {
            return Some(key);
        }
        let after = self.adjectives.partition_point(|(a, _)| a.as_str() <= folded);
        let (adjective, key) = self.adjectives.get(after.checked_sub(1)?)?;
        let rest = folded.strip_prefix(adjective.as_str())?;
        (rest.len() <= 2).then_some(key)
    }

    /// True for the name of a seat of government.
    pub(crate) fn is_capital(&self, folded: &str) -> bool {
        self.capitals.contains(folded)
    }

    /// True for words that tell two propositions apart.
    pub(crate) fn is_content(&self, folded: &str) -> bool {
        folded.len() > 1 && !self.stop.contains(folded) && !self.light.has(folded)
    }

    /// True for articles, prepositions, pronouns and the like.
    pub(crate) fn is_function_word(&self, folded: &str) -> bool {
        self.stop.contains(folded)
    }

    /// True if words leave open whether what they say comes to pass: hearsay, chance, intention.
    pub(crate) fn is_weak(&self, words: &[String]) -> bool {
        self.hedge.any(words) || self.possible.any(words) || self.intent.any(words)
    }

    /// The stem of the noun that says what somebody unnamed is: `Berater` of `ein ranghoher Berater des Präsidenten`.
    pub(crate) fn head_noun(&self, name: &str) -> Option<String> {
        let words = folded_words(name);
        let from = words.iter().position(|w| !self.stop.contains(w))?;
        let to = words[from..].iter().position(|w| self.stop.contains(w)).map_or(words.len(), |n| from + n);
        words[from..to].last().map(|w| self.stem(w))
    }

    /// The stem of a folded word: endings and inner `ge`, `zu` gone, cut to a length; a line of like words stands
    /// for all of them.
    pub(crate) fn stem(&self, folded: &str) -> String {
        if let Some(line) = self.same.get(folded) {
            return line.clone();
        }
        if folded.starts_with(|c: char| c.is_ascii_digit()) {
            return format!("#{folded}");
        }
        let mut word = self.without_infix(folded);
        let participle = self.participles.iter().find_map(|p| word.strip_prefix(p.as_str()));
        if let Some(rest) = participle.filter(|r| r.len() >= 5 && r.ends_with(['t', 'n'])) {
            word = rest.to_owned();
        }
        if let Some(line) = self.same.get(&word) {
            return line.clone();
        }
        for ending in &self.endings {
            if let Some(rest) = word.strip_suffix(ending.as_str()).filter(|r| r.len() >= 4) {
                word.truncate(rest.len());
                break;
            }
        }
        // "Hafens" is to meet "Hafen", which loses its end itself.
        if folded.ends_with('s') && word.len() + 1 == folded.len() && word.ends_with("en") && word.len() > 4 {
            word.pop();
        }
        if let Some((cut, _)) = word.char_indices().nth(LONGEST_STEM) {
            word.truncate(cut);
        }
        word
    }

    /// `einzustellen` → `einstellen`, `vorangeschritten` → `voranschritten`.
    fn without_infix(&self, folded: &str) -> String {
        for prefix in &self.prefixes {
            let Some(rest) = folded.strip_prefix(prefix.as_str()) else { continue };
            for infix in &self.infixes {
                if let Some(verb) = rest.strip_prefix(infix.as_str()).filter(|v| v.len() >= 4) {
                    return format!("{prefix}{verb}");
                }
            }
        }
        folded.to_owned()
    }
}

/// Terms by number, shared by all propositions of a pile.
pub(crate) struct Terms<'l> {
    lexis: &'l Lexis,
    numbers: FxHashMap<String, u32>,
    pub(crate) texts: Vec<String>,
    /// Stems of the words that stand alone in the pile.
    alone: FxHashSet<String>,
    of_words: FxHashMap<String, Vec<u32>>,
}

impl<'l> Terms<'l> {
    /// Reads which words stand alone in the texts of the pile.
    pub(crate) fn new<'t>(lexis: &'l Lexis, words: impl Iterator<Item = &'t str>) -> Self {
        let mut seen = FxHashSet::default();
        let mut alone = FxHashSet::default();
        for word in words {
            if seen.insert(word) {
                let folded = fold(word);
                if folded.len() >= SHORTEST_PART && lexis.is_content(&folded) {
                    alone.insert(lexis.stem(&folded));
                }
            }
        }
        Self {
            lexis,
            numbers: FxHashMap::default(),
            texts: Vec::new(),
            alone,
            of_words: FxHashMap::default(),
        }
    }

    /// The number of a term.
    pub(crate) fn number(&mut self, term: &str) -> u32 {
        if let Some(number) = self.numbers.get(term) {
            return *number;
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.numbers.insert(term.to_owned(), number);
        self.texts.push(term.to_owned());
        number
    }

    /// The terms of a word; none for words that carry nothing.
    pub(crate) fn of_word(&mut self, word: &str) -> &[u32] {
        if !self.of_words.contains_key(word) {
            let terms = self.read_word(&fold(word));
            let numbers = terms.iter().map(|t| self.number(t)).collect();
            self.of_words.insert(word.to_owned(), numbers);
        }
        self.of_words.get(word).map_or(&[], Vec::as_slice)
    }

    fn read_word(&self, folded: &str) -> Vec<String> {
        if let Some(country) = self.lexis.country(folded) {
            return vec![country.to_owned()];
        }
        if !self.lexis.is_content(folded) {
            return Vec::new();
        }
        let stem = self.lexis.stem(folded);
        if stem.starts_with('=') {
            return vec![stem];
        }
        match self.split(folded) {
            Some((first, second)) => vec![first, second],
            None => vec![stem],
        }
    }

    /// The two parts of a compound, as terms: the last part stands alone elsewhere in the pile.
    fn split(&self, folded: &str) -> Option<(String, String)> {
        if folded.len() < 2 * SHORTEST_PART - 1 || !folded.is_ascii() {
            return None;
        }
        for cut in SHORTEST_PART - 1..=folded.len() - SHORTEST_PART {
            let (first, last) = folded.split_at(cut);
            if self.lexis.same.contains_key(last)
                || (self.alone.contains(&self.lexis.stem(last)) && last.len() >= SHORTEST_PART)
            {
                let joints = &self.lexis.joints;
                let bare = joints.iter().find_map(|j| first.strip_suffix(j.as_str())).unwrap_or(first);
                let first =
                    [first, bare].into_iter().find(|f| self.lexis.same.contains_key(*f)).unwrap_or(bare);
                return Some((self.lexis.stem(first), self.lexis.stem(last)));
            }
        }
        None
    }
}
