//! The register of a text: a speech is spoken to hearers, an article reports. Told by address formulas and by how
//! often speaker and hearers are named (`data/<language>/register.toml`).

use rustc_hash::{FxHashMap, FxHashSet};
use stemma_lexicon::Lexicon;
use stemma_text::TokenKind;

use crate::view::View;

/// Share of first and second persons among the words outside quotation marks that a speech has at least, in
/// thousandths. Speeches of the Bundestag have 16 and more; four of five news articles stay below.
const PERSONS: usize = 15;
/// Address formulas in ten thousand words that a speech has at least. Of 850 Wikinews articles none has both, of
/// 6,900 articles of FANG-COVID one in three hundred (interviews and letters to readers).
const FORMULAS: usize = 13;
/// Share of persons, in thousandths, that tells a speech without any formula: a question or an answer in a debate.
const PERSONS_ALONE: usize = 120;

/// Fewest words of a speech without any formula.
const FEWEST_WORDS: usize = 40;

/// The signs of a speech in one language.
#[derive(Debug, Default)]
pub struct Register {
    /// Formulas by their first word.
    address: FxHashMap<String, Vec<Vec<String>>>,
    persons: FxHashSet<String>,
    polite: FxHashSet<String>,
    /// Bytes of the longest of them.
    longest: usize,
}

impl Register {
    /// Compiles the signs of the language whose data stand in `folder`.
    pub fn new(lexicon: &Lexicon, folder: &str) -> Self {
        let file = lexicon.words(folder, "register");
        let all = |name: &str| file.named(name).into_iter().flat_map(|e| e.list("words"));
        let mut address: FxHashMap<String, Vec<Vec<String>>> = FxHashMap::default();
        for formula in all("address") {
            let words: Vec<String> = formula.split(' ').map(str::to_owned).collect();
            address.entry(words[0].clone()).or_default().push(words);
        }
        Self {
            address,
            persons: all("first person").map(str::to_owned).collect(),
            polite: all("polite form").map(str::to_owned).collect(),
            longest: all("first person").chain(all("polite form")).map(str::len).max().unwrap_or(0),
        }
    }

    /// True if the text is spoken to hearers.
    pub fn is_speech(&self, view: &View<'_>) -> bool {
        if self.address.is_empty() {
            return false;
        }
        let (mut words, mut persons, mut formulas) = (0, 0, 0);
        let mut initial = true;
        for (i, word) in view.words.iter().enumerate() {
            if word.kind != TokenKind::Word {
                initial |= matches!(word.text, "." | "!" | "?" | ":" | "–" | "„" | "“");
                continue;
            }
            if word.quote == 0 {
                words += 1;
                // Most words are longer than any of these.
                let short = word.text.len() <= self.longest;
                let polite = short && !initial && word.capital && self.polite.contains(word.text);
                persons += usize::from(polite || short && self.persons.contains(&word.lower));
                formulas += usize::from(self.formula_at(view, i));
            }
            initial = false;
        }
        let share = |n: usize, wanted: usize, of: usize| words > 0 && n * of >= words * wanted;
        formulas > 0 && share(formulas, FORMULAS, 10_000) && share(persons, PERSONS, 1000)
            || words >= FEWEST_WORDS && share(persons, PERSONS_ALONE, 1000)
    }

    fn formula_at(&self, view: &View<'_>, i: usize) -> bool {
        self.address.get(&view.words[i].lower).is_some_and(|formulas| {
            formulas.iter().any(|f| f.iter().enumerate().all(|(k, w)| view.at(i + k, w)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_text::{Annotations, Language};

    fn check(text: &str, expected: bool) {
        let lexicon = Lexicon::builtin();
        let lists = crate::lists::Lists::new(&lexicon, Language::GERMAN);
        let annotations = Annotations {
            sentences: stemma_text::sentence::split(text, Language::GERMAN),
            ..Annotations::default()
        };
        let view = View::new(text, &annotations, &lists);
        assert_eq!(Register::new(&lexicon, "de").is_speech(&view), expected, "{text}");
    }

    #[test]
    fn a_speech_addresses_hearers() {
        check(
            "Frau Präsidentin! Liebe Kolleginnen und Kollegen! Ich sage Ihnen: Die Brücke muss gebaut werden.",
            true,
        );
        check("Meine Damen und Herren, wir ehren heute unseren Sieger.", true);
    }

    #[test]
    fn an_article_reports() {
        check(
            "Der Rat stimmte zu. „Meine Damen und Herren, ich danke Ihnen“, sagte Anna Muster. Das Haus wird gebaut.",
            false,
        );
        check("Ich war gestern in der Stadt. Wir haben dort unser Haus verkauft.", false);
        check("Der Verein lädt ein. „Frau Präsidentin, wir kommen“, rief einer. Es regnete lange.", false);
        check("", false);
    }
}
