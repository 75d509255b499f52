//! What `data/` says about credits, datelines and lines that are no text, compiled once. Languages are mixed on
//! purpose: pages carry English share bars around German text.

use crate::credit::{Notices, Print};
use regex::Regex;
use rustc_hash::{FxHashMap, FxHashSet};
use stemma_lexicon::{Lexicon, Table};
use stemma_text::RemovedKind;

/// Characters a line may have for beginnings and patterns, where the data does not say otherwise.
const LONGEST_LINE: usize = 120;

/// What else goes with a line that is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Then {
    /// Nothing.
    Alone,
    /// What follows, until prose comes again.
    Links,
    /// Everything that follows.
    All,
}

/// A rule about lines.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LineRule {
    pub kind: RemovedKind,
    pub then: Then,
    longest: usize,
    /// True if it holds in the first blocks only.
    pub head_only: bool,
}

/// A line that a rule knows, and the article's title if the line holds it.
#[derive(Clone, Debug)]
pub(crate) struct LineMatch {
    pub rule: LineRule,
    pub title: Option<String>,
    /// True if the whole line is known, not only its form.
    pub whole: bool,
}

/// News agencies and media by their names and domains.
#[derive(Default)]
pub(crate) struct Names {
    agencies: Vec<String>,
    exact: FxHashMap<String, usize>,
    any_case: FxHashMap<String, usize>,
    media: FxHashMap<String, String>,
    media_any_case: FxHashMap<String, String>,
    ordinary: FxHashSet<String>,
    domains: FxHashMap<String, String>,
    pictures: FxHashMap<String, String>,
}

impl Names {
    fn read(lexicon: &Lexicon) -> Self {
        let mut names = Self::default();
        for entry in &lexicon.words("any", "agencies").entries {
            let Some(name) = entry.text("name") else { continue };
            let number = names.agencies.len();
            names.agencies.push(name.to_owned());
            for form in std::iter::once(name).chain(entry.list("aliases")) {
                names.exact.entry(form.to_owned()).or_insert(number);
                if entry.flag("anycase") || form.contains(' ') {
                    names.any_case.entry(form.to_lowercase()).or_insert(number);
                }
            }
            for domain in entry.list("domains") {
                names.domains.insert(domain.to_owned(), name.to_owned());
            }
        }
        for entry in &lexicon.words("any", "media").entries {
            let Some(name) = entry.text("name") else { continue };
            for form in std::iter::once(name).chain(entry.list("aliases")) {
                names.media.entry(form.to_owned()).or_insert_with(|| name.to_owned());
                names.media_any_case.entry(form.to_lowercase()).or_insert_with(|| name.to_owned());
            }
            names.ordinary.extend(entry.list("words").map(str::to_owned));
            for domain in entry.list("domains") {
                names.domains.insert(domain.to_owned(), name.to_owned());
            }
        }
        for entry in &lexicon.words("any", "picture-agencies").entries {
            let Some(name) = entry.text("name") else { continue };
            for form in std::iter::once(name).chain(entry.list("aliases")) {
                names.pictures.entry(form.to_lowercase()).or_insert_with(|| name.to_owned());
            }
        }
        names
    }

    /// The seller or archive of pictures that a form means in a picture's credit.
    pub fn picture(&self, form: &str) -> Option<&str> {
        self.pictures.get(&form.to_lowercase()).map(String::as_str)
    }

    /// The agency that a form means where an agency is to be expected.
    pub fn agency(&self, form: &str) -> Option<&str> {
        let number = self.exact.get(form).or_else(|| self.any_case.get(&form.to_lowercase()))?;
        Some(self.agencies[*number].as_str())
    }

    /// The medium that a form means where a medium is to be expected.
    pub fn medium(&self, form: &str) -> Option<&str> {
        self.media.get(form).or_else(|| self.media_any_case.get(&form.to_lowercase())).map(String::as_str)
    }

    /// The medium that a form means in running text: ordinary words are left out.
    pub fn medium_in_text(&self, form: &str) -> Option<&str> {
        if self.ordinary.contains(form) { None } else { self.media.get(form).map(String::as_str) }
    }

    /// The medium or agency behind a host name or an address.
    pub fn of_address(&self, address: &str) -> Option<&str> {
        let rest = address.split_once("//").map_or(address, |(_, r)| r);
        let host = rest.split(['/', '?', '#', ':']).next().unwrap_or("").to_lowercase();
        let mut host = host.as_str();
        loop {
            if let Some(name) = self.domains.get(host) {
                return Some(name);
            }
            host = host.split_once('.').map(|(_, rest)| rest).filter(|r| r.contains('.'))?;
        }
    }
}

/// Everything compiled.
pub(crate) struct Rules {
    pub names: Names,
    /// Agencies as old newspapers print them.
    pub print: Print,
    /// What articles say of their own making.
    pub notices: Notices,
    pub references: Table,
    /// Languages that have data.
    pub languages: Vec<&'static str>,
    lines: FxHashMap<String, usize>,
    starts: Vec<(String, usize)>,
    patterns: Vec<(Regex, usize)>,
    rules: Vec<LineRule>,
    words: FxHashMap<String, FxHashSet<String>>,
    months: FxHashMap<String, i8>,
}

impl Rules {
    /// Compiles the data of all languages.
    pub fn new(lexicon: &Lexicon) -> Self {
        let mut rules = Self {
            names: Names::read(lexicon),
            print: Print::read(lexicon),
            notices: Notices::read(lexicon),
            references: lexicon.table("any", "entities"),
            languages: lexicon.languages(),
            lines: FxHashMap::default(),
            starts: Vec::new(),
            patterns: Vec::new(),
            rules: Vec::new(),
            words: FxHashMap::default(),
            months: FxHashMap::default(),
        };
        for language in lexicon.languages() {
            rules.read_lines(lexicon, language);
            rules.read_words(lexicon, language);
        }
        rules.starts.sort();
        rules
    }

    fn read_lines(&mut self, lexicon: &Lexicon, language: &str) {
        for entry in &lexicon.words(language, "boilerplate").entries {
            let Some(kind) = entry.text("kind").and_then(RemovedKind::from_name) else { continue };
            let number = self.rules.len();
            self.rules.push(LineRule {
                kind,
                then: match entry.text("then") {
                    Some("all") => Then::All,
                    Some("links") => Then::Links,
                    _ => Then::Alone,
                },
                longest: entry.number("longest").map_or(LONGEST_LINE, |n| n as usize),
                head_only: entry.text("where") == Some("head"),
            });
            for line in entry.list("lines") {
                self.lines.entry(line.to_owned()).or_insert(number);
            }
            self.starts.extend(entry.list("starts").map(|s| (s.to_owned(), number)));
            if let Some(pattern) = entry.text("regex").and_then(|p| Regex::new(p).ok()) {
                self.patterns.push((pattern, number));
            }
        }
    }

    fn read_words(&mut self, lexicon: &Lexicon, language: &str) {
        for entry in &lexicon.words(language, "datelines").entries {
            let Some(name) = entry.text("name") else { continue };
            if let Some(number) = entry.number("number") {
                self.months.extend(entry.list("forms").map(|f| (f.to_owned(), number as i8)));
            }
            self.words.entry(name.to_owned()).or_default().extend(entry.list("forms").map(str::to_owned));
        }
    }

    /// True if the list `list` of `datelines.toml` holds `word`, in any language.
    pub fn is(&self, list: &str, word: &str) -> bool {
        self.words.get(list).is_some_and(|w| w.contains(word) || w.contains(word.to_lowercase().as_str()))
    }

    /// The forms of a list of `datelines.toml`, in all languages, in no order.
    pub fn list(&self, list: &str) -> impl Iterator<Item = &str> {
        self.words.get(list).into_iter().flatten().map(String::as_str)
    }

    /// Names and abbreviations of all months, in no order.
    pub fn month_names(&self) -> impl Iterator<Item = &str> {
        self.months.keys().map(String::as_str)
    }

    /// Number of a month by its name or abbreviation, in any language.
    pub fn month(&self, word: &str) -> Option<i8> {
        self.months.get(&word.to_lowercase()).copied()
    }

    /// What is known about a line.
    pub fn line(&self, line: &str) -> Option<LineMatch> {
        if line.len() > 1200 {
            return None;
        }
        let normal = normal_line(line);
        if let Some(number) = self.lines.get(normal.trim_end_matches([':', '.', '…', ' '])) {
            return Some(LineMatch { rule: self.rules[*number], title: None, whole: true });
        }
        let length = normal.chars().count();
        // The longest beginning wins; they are sorted, so candidates stand before the line's own place.
        let place = self.starts.partition_point(|(s, _)| s.as_str() <= normal.as_str());
        let first = normal.chars().next()?;
        for (start, number) in self.starts[..place].iter().rev() {
            if !start.starts_with(first) {
                break;
            }
            let rule = self.rules[*number];
            if normal.starts_with(start.as_str()) && length <= rule.longest {
                return Some(LineMatch { rule, title: None, whole: false });
            }
        }
        for (pattern, number) in &self.patterns {
            let rule = self.rules[*number];
            if length > rule.longest {
                continue;
            }
            if let Some(found) = pattern.captures(&normal) {
                // The title is taken from the line as it is written, not from its folded form.
                let title = found.name("title").map(|_| quoted_part(line));
                return Some(LineMatch { rule, title, whole: false });
            }
        }
        None
    }
}

/// Lower case, single spaces, no ornaments at the ends.
fn normal_line(line: &str) -> String {
    let mut normal = String::with_capacity(line.len());
    for word in line.split_whitespace() {
        if !normal.is_empty() {
            normal.push(' ');
        }
        normal.extend(word.chars().flat_map(char::to_lowercase));
    }
    let ornaments = |c: char| {
        matches!(
            c,
            '»' | '›'
                | '→'
                | '▸'
                | '►'
                | '•'
                | '·'
                | '|'
                | '*'
                | '+'
                | '-'
                | '–'
                | '—'
                | '…'
                | '↑'
                | '←'
        )
    };
    let trimmed = normal
        .trim_start_matches(|c| ornaments(c) || c == ' ')
        .trim_end_matches(|c: char| (ornaments(c) && c != '»') || matches!(c, '!' | '?' | ' '));
    trimmed.to_owned()
}

/// What stands between the first and the last quotation mark.
fn quoted_part(line: &str) -> String {
    let mark = |c: char| stemma_text::fold::is_quote_mark(c);
    let start = line.find(mark).map_or(0, |n| n + line[n..].chars().next().map_or(0, char::len_utf8));
    let end = line.rfind(mark).unwrap_or(line.len()).max(start);
    line[start..end].trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_lines_that_are_no_text() {
        let rules = Rules::new(&Lexicon::builtin());
        let kind = |line: &str| rules.line(line).map(|m| m.rule.kind);
        assert_eq!(kind("Related Posts"), Some(RemovedKind::RelatedPosts));
        assert_eq!(kind("  Hinterlasse einen Kommentar "), Some(RemovedKind::Comments));
        assert_eq!(kind("» Mehr zum Thema:"), Some(RemovedKind::RelatedPosts));
        assert_eq!(kind("Klick, um über Twitter zu teilen"), Some(RemovedKind::ShareBar));
        assert_eq!(kind("Die Brücke wurde am Morgen gesperrt."), None);
        let found = rules.line("7 Kommentare auf \"Der See Steigt\"").unwrap();
        assert_eq!(found.title.as_deref(), Some("Der See Steigt"));
        assert_eq!(found.rule.then, Then::All);
    }

    #[test]
    fn knows_names() {
        let names = Rules::new(&Lexicon::builtin()).names;
        assert_eq!(names.agency("DPA"), Some("dpa"));
        assert_eq!(names.agency("tt"), None);
        assert_eq!(names.medium("bbc"), Some("BBC"));
        assert_eq!(names.of_address("https://www.news.bbc.co.uk/x?y"), Some("BBC"));
        assert_eq!(names.of_address("https://example.org/"), None);
    }
}
