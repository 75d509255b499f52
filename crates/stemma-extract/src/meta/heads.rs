//! What `data/` says about the heads of pages, compiled once: names of fields, parts of class names, words before and
//! after the names of authors and days. Languages are mixed on purpose, as in [`crate::rules`].

use regex::bytes::Regex;
use rustc_hash::{FxHashMap, FxHashSet};
use stemma_lexicon::Lexicon;
use stemma_text::DateBasis;

/// Words of the longest byline lead (`ein gastbeitrag von` and a word between).
const LONGEST_LEAD: usize = 5;

/// Class names of one sort.
pub(crate) struct Classes(Option<Regex>);

impl Classes {
    fn read(lexicon: &Lexicon, names: &[&str]) -> Self {
        let (mut parts, mut words) = (Vec::new(), Vec::new());
        for entry in &lexicon.words("any", "meta").entries {
            if entry.text("name").is_some_and(|n| names.contains(&n)) {
                parts.extend(entry.list("parts").map(regex::escape));
                words.extend(entry.list("words").map(regex::escape));
            }
        }
        let mut pattern = Vec::new();
        if !parts.is_empty() {
            pattern.push(parts.join("|"));
        }
        if !words.is_empty() {
            pattern.push(format!(r"(?:\A|[^a-z0-9])(?:{})(?:[^a-z0-9]|\z)", words.join("|")));
        }
        if pattern.is_empty() {
            return Self(None);
        }
        Self(Regex::new(&format!("(?i-u){}", pattern.join("|"))).ok())
    }

    /// True if a class name, or any of several, is of this sort.
    pub fn has(&self, names: &str) -> bool {
        self.0.as_ref().is_some_and(|r| r.is_match(names.as_bytes()))
    }
}

/// The data, compiled.
pub(crate) struct Heads {
    pub published: Vec<(String, DateBasis)>,
    pub modified: Vec<(String, DateBasis)>,
    fields: FxHashMap<String, Vec<String>>,
    words: FxHashMap<String, FxHashSet<String>>,
    units: FxHashMap<String, i64>,
    pub author: Classes,
    pub author_strong: Classes,
    pub no_author: Classes,
    pub date: Classes,
    pub changed: Classes,
    pub headline: Classes,
    pub kicker: Classes,
    pub subtitle: Classes,
    pub lead: Classes,
    pub brand: Classes,
    pub aside: Classes,
    pub comments: Classes,
    /// Any of the classes that are looked for in the whole page.
    pub telling: Classes,
}

impl Heads {
    /// Compiles the data of all languages.
    pub fn new(lexicon: &Lexicon) -> Self {
        let class = |name: &str| Classes::read(lexicon, &[name]);
        let mut heads = Self {
            published: Vec::new(),
            modified: Vec::new(),
            fields: FxHashMap::default(),
            words: FxHashMap::default(),
            units: FxHashMap::default(),
            author: class("class author"),
            author_strong: class("class author strong"),
            no_author: class("class not author"),
            date: class("class date"),
            changed: class("class modified"),
            headline: class("class headline"),
            kicker: class("class kicker"),
            subtitle: class("class subtitle"),
            lead: class("class lead"),
            brand: class("class brand"),
            aside: class("class aside"),
            comments: class("class comments"),
            telling: Classes::read(lexicon, &["class author", "class date"]),
        };
        for entry in &lexicon.words("any", "meta").entries {
            let Some(name) = entry.text("name") else { continue };
            let basis = entry.text("basis").and_then(DateBasis::from_name).unwrap_or(DateBasis::Meta);
            let forms = entry.list("forms").map(str::to_owned);
            match name {
                "published" => heads.published.extend(forms.map(|f| (f, basis))),
                "modified" => heads.modified.extend(forms.map(|f| (f, basis))),
                _ => heads.fields.entry(name.to_owned()).or_default().extend(forms),
            }
        }
        for language in lexicon.languages().into_iter().chain(["any"]) {
            for entry in &lexicon.words(language, "page-heads").entries {
                let Some(name) = entry.text("name") else { continue };
                if let Some(number) = entry.number("number") {
                    heads.units.extend(entry.list("forms").map(|f| (f.to_owned(), number as i64)));
                }
                let words = heads.words.entry(name.to_owned()).or_default();
                words.extend(entry.list("forms").map(str::to_owned));
            }
        }
        heads
    }

    /// Names of fields of one sort, best first.
    pub fn fields(&self, sort: &str) -> &[String] {
        self.fields.get(sort).map_or(&[], Vec::as_slice)
    }

    /// True if the list holds this word, in any language. `word` in lower case.
    pub fn is(&self, list: &str, word: &str) -> bool {
        self.words.get(list).is_some_and(|w| w.contains(word))
    }

    /// Seconds of a unit of time.
    pub fn unit(&self, word: &str) -> Option<i64> {
        self.units.get(word.trim_end_matches('.')).or_else(|| self.units.get(word)).copied()
    }

    /// Bytes that the words before a name take: `Von `, `Posted by `. 0 if the text begins with no such words.
    pub fn byline_lead(&self, text: &str) -> usize {
        let mut found = 0;
        let ends = text.char_indices().filter(|(_, c)| c.is_whitespace() || *c == ':').map(|(at, _)| at);
        for end in ends.chain([text.len()]).take(LONGEST_LEAD) {
            let words = text[..end].trim().trim_end_matches(':').trim_end().to_lowercase();
            if self.is("byline", &words) {
                found = end + text[end..].len() - text[end..].trim_start_matches([' ', ':', '\u{a0}']).len();
            }
        }
        found
    }

    /// True if the text begins with one of these words, and the bytes that they take.
    pub fn begins(&self, list: &str, text: &str) -> Option<usize> {
        let mut found = None;
        let ends = text.char_indices().filter(|(_, c)| c.is_whitespace() || matches!(c, ':' | ','));
        for end in ends.map(|(at, _)| at).chain([text.len()]).take(LONGEST_LEAD) {
            if self.is(list, &text[..end].trim().to_lowercase()) {
                found = Some(end);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_words_before_names() {
        let heads = Heads::new(&Lexicon::builtin());
        let check = |text: &str, rest: &str| assert_eq!(&text[heads.byline_lead(text)..], rest, "{text}");
        check("Von Uta Muster", "Uta Muster");
        check("Posted by: Uta Muster", "Uta Muster");
        check("Ein Gastbeitrag von Uta Muster", "Uta Muster");
        check("Uta von Muster", "Uta von Muster");
        check("", "");
    }

    #[test]
    fn knows_class_names() {
        let heads = Heads::new(&Lexicon::builtin());
        assert!(heads.author.has("meta post-Author") && !heads.author.has("main"));
        assert!(
            heads.kicker.has("article__kicker")
                && heads.kicker.has("x label")
                && !heads.kicker.has("labelled")
        );
    }
}
