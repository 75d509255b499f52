//! What an article says of its own making: who translated it, whether a program did, whether a program wrote it, where
//! it was printed first, whether it was corrected. Told by the patterns of `notices.toml` and the words of
//! `corrections.toml`.

use crate::rules::Rules;
use regex::Regex;
use std::sync::OnceLock;
use stemma_lexicon::Lexicon;
use stemma_text::{Notice, NoticeKind};

/// Longest block that may be a notice, in bytes; notes on corrections are the longest.
const LONGEST: usize = 700;
/// Longest notice that is not about a correction, in bytes.
const LINE: usize = 320;
/// Words of a name at most.
const NAME_WORDS: usize = 6;

/// What a pattern tells of.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Tells {
    Notice(NoticeKind),
    /// Where the text was printed first.
    Source,
}

/// One pattern, compiled when a block first holds one of its words: most piles have no notices at all.
struct Pattern {
    words: Vec<String>,
    source: String,
    compiled: OnceLock<Option<Regex>>,
    tells: Tells,
}

impl Pattern {
    fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| Regex::new(&self.source).ok()).as_ref()
    }
}

/// The words of notices, compiled.
#[derive(Default)]
pub(crate) struct Notices {
    each: Vec<Pattern>,
    /// Finds the words without one of which nothing here can be found.
    gate: Option<Regex>,
    opening: Vec<String>,
    note: Vec<String>,
    fault: Vec<String>,
    phrase: Vec<String>,
}

/// What a block says of the making of the text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Told {
    Notice(Notice),
    /// The medium that printed it first.
    Source(String),
}

impl Notices {
    pub fn read(lexicon: &Lexicon) -> Self {
        let mut notices = Self::default();
        for language in lexicon.languages() {
            for entry in &lexicon.words(language, "notices").entries {
                let tells = match entry.text("kind") {
                    Some("source") => Tells::Source,
                    Some(kind) => match NoticeKind::from_name(kind) {
                        Some(kind) => Tells::Notice(kind),
                        None => continue,
                    },
                    None => continue,
                };
                if let Some(source) = entry.text("regex") {
                    notices.each.push(Pattern {
                        words: entry.list("words").map(str::to_owned).collect(),
                        source: source.to_owned(),
                        compiled: OnceLock::new(),
                        tells,
                    });
                }
            }
            for entry in &lexicon.words(language, "corrections").entries {
                let list = match entry.text("name") {
                    Some("opening") => &mut notices.opening,
                    Some("note") => &mut notices.note,
                    Some("fault") => &mut notices.fault,
                    Some("phrase") => &mut notices.phrase,
                    _ => continue,
                };
                list.extend(entry.list("words").map(str::to_owned));
            }
        }
        let words = notices.each.iter().flat_map(|p| &p.words);
        let words = words.chain(&notices.opening).chain(&notices.fault).chain(&notices.phrase);
        let words: Vec<String> = words.map(|w| regex::escape(w)).collect();
        notices.gate = Regex::new(&format!("(?i){}", words.join("|"))).ok();
        notices
    }

    /// Where the note of the editors begins that says what was wrong before. `lower`: the block in lower case.
    fn correction(&self, lower: &str) -> Option<usize> {
        let start = lower.len() - lower.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
        let note = &lower[start..];
        if let Some((head, _)) = note.split_once(':').filter(|(head, _)| head.len() <= 80) {
            let starts = |list: &[String]| {
                let rest = |w: &String| head.strip_prefix(w.as_str());
                list.iter().any(|w| rest(w).is_some_and(|r| !r.starts_with(char::is_alphabetic)))
            };
            // A heading such as "Korrektur vom 4. Mai:" may hold a day, but no sentence.
            let short = head.split_whitespace().count() <= 6 && note.len() > head.len() + 20;
            if (short && starts(&self.opening))
                || (starts(&self.note) && self.fault.iter().any(|w| note.contains(w.as_str())))
            {
                return Some(start);
            }
        }
        let at = self.phrase.iter().filter_map(|w| lower.find(w.as_str())).min()?;
        Some(lower[..at].rfind(['.', '!', '?', '(', ')', '*', '\n']).map_or(0, |n| n + 1))
    }
}

impl Rules {
    /// What a block says of the making of the text, if that is all it says.
    pub fn told(&self, text: &str) -> Option<Told> {
        let text = text.trim();
        if text.len() > LONGEST || text.is_empty() {
            return None;
        }
        if !self.notices.gate.as_ref().is_some_and(|gate| gate.is_match(text)) {
            return None;
        }
        let lower = text.to_lowercase();
        if text.len() <= LINE {
            let bare =
                text.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '*' | ' ' | '|' | '–' | '-'));
            for pattern in &self.notices.each {
                if !pattern.words.iter().any(|w| lower.contains(w.as_str())) {
                    continue;
                }
                let Some(found) = pattern.regex().and_then(|r| r.captures(bare)) else { continue };
                let name = found.name("name").map(|n| n.as_str());
                match pattern.tells {
                    Tells::Source => {
                        if let Some(name) = name.and_then(|n| self.source_name(n)) {
                            return Some(Told::Source(name));
                        }
                    }
                    Tells::Notice(kind) => {
                        let name = name.and_then(|n| self.maker(n));
                        return Some(Told::Notice(Notice { kind, name, quote: text.to_owned() }));
                    }
                }
            }
        }
        let start = self.notices.correction(&lower)?;
        // Lower case may have other lengths; then the note is the whole block.
        let start = if lower.len() == text.len() && text.is_char_boundary(start) { start } else { 0 };
        let quote = text[start..].trim().to_owned();
        Some(Told::Notice(Notice { kind: NoticeKind::Correction, name: None, quote }))
    }

    /// The medium in the words that say where a text was printed first.
    fn source_name(&self, words: &str) -> Option<String> {
        let name = trimmed(words);
        let known = self
            .names
            .medium(name)
            .or_else(|| self.names.agency(name))
            .or_else(|| self.names.of_address(name));
        if let Some(known) = known {
            return Some(known.to_owned());
        }
        let short = name.split_whitespace().count() <= NAME_WORDS;
        let address = name.contains('.') && !name.contains(' ');
        (short && (address || name.starts_with(char::is_uppercase))).then(|| name.to_owned())
    }

    /// The person or program that made something.
    fn maker(&self, words: &str) -> Option<String> {
        let name = trimmed(words);
        let short = (1..=NAME_WORDS).contains(&name.split_whitespace().count());
        (short && name.chars().any(char::is_uppercase)).then(|| name.to_owned())
    }
}

fn trimmed(words: &str) -> &str {
    words.trim_matches(|c: char| {
        c.is_whitespace()
            || stemma_text::fold::is_quote_mark(c)
            || matches!(c, '.' | ',' | ':' | ')' | '(' | '*')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_notices() {
        let rules = Rules::new(&Lexicon::builtin());
        let check = |text: &str, kind: &str, name: Option<&str>| {
            let found = match rules.told(text) {
                Some(Told::Notice(notice)) => (notice.kind.name(), notice.name),
                Some(Told::Source(name)) => ("source", Some(name)),
                None => ("", None),
            };
            assert_eq!((found.0, found.1.as_deref()), (kind, name), "{text}");
        };
        check("Übersetzt von Uta Muster", "translation", Some("Uta Muster"));
        check("Aus dem Englischen von Uta Muster", "translation", Some("Uta Muster"));
        check("(Aus dem Französischen übersetzt von Uta Muster.)", "translation", Some("Uta Muster"));
        check("Übersetzung: Uta Muster", "translation", Some("Uta Muster"));
        check("Übersetzt aus dem Englischen.", "translation", None);
        check("Translated from the German by Uta Muster", "translation", Some("Uta Muster"));
        check("Traduit de l'allemand par Uta Muster", "translation", Some("Uta Muster"));
        check("Übersetzt mit www.DeepL.com/Translator", "machine translation", Some("DeepL"));
        check(
            "This article was translated with Google Translate.",
            "machine translation",
            Some("Google Translate"),
        );
        check("Dieser Text wurde mit KI übersetzt.", "machine translation", None);
        check("Dieser Artikel wurde automatisch aus dem Englischen übersetzt.", "machine translation", None);
        check("Cet article a été traduit automatiquement.", "machine translation", None);
        check("Dieser Text wurde mit Hilfe von Künstlicher Intelligenz erstellt.", "machine text", None);
        check("Diese Meldung wurde automatisiert erstellt.", "machine text", None);
        check("This story was generated with the help of AI.", "machine text", None);
        check("Korrekturhinweis: Die Zahl der Wagen war hier falsch angegeben.", "correction", None);
        check("*Anmerkung: In einer früheren Version hieß es, Ulm liege am Main.", "correction", None);
        check("An earlier version of this article gave a wrong name.", "correction", None);
        check("Dieser Text erschien zuerst auf musterblatt.example", "source", Some("musterblatt.example"));
        check(
            "This article was originally published by The Lyton Herald.",
            "source",
            Some("The Lyton Herald"),
        );
        check("Sie hat das Buch aus dem Englischen übersetzt und lebt in Ulm.", "", None);
        check("Aus dem Englischen Garten kamen am Abend die ersten Gäste zurück.", "", None);
        check("Der Text wurde von ihr übersetzt, sagte der Verlag am Montag.", "", None);
        check("Die Firma stellt Geräte her, die mit KI Texte erstellen.", "", None);
        check("Transparenzhinweis: Der Autor ist mit dem Wirt verwandt.", "", None);
        check(
            "Dieser Text ist zuerst am 6. Mai 2020 in der SZ erschienen.",
            "source",
            Some("Süddeutsche Zeitung"),
        );
        check("Korrektur", "", None);
        check("", "", None);
    }
}
