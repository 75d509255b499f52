//! The words of one text with what the tables know of them.

use rustc_hash::FxHashMap;
use stemma_lexicon::Table;
use stemma_text::{TextRange, Token, TokenKind};

/// What the table of words knows of one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Info {
    /// Brown cluster (Brown et al. 1992): the low bits are the upper branches of the tree. 0: not known.
    pub(crate) cluster: u32,
    /// Group of words of like meaning, a leaf of a tree: without its last two, four or six bits it is a larger
    /// group. 0: not known.
    pub(crate) sense: u16,
    /// Kinds, see the constants.
    pub(crate) kinds: u16,
}

impl Info {
    /// Given name.
    pub(crate) const GIVEN: u16 = 1;
    /// Surname.
    pub(crate) const SURNAME: u16 = 2;
    /// Part of a person's name in some language.
    pub(crate) const NAME: u16 = 4;
    /// City.
    pub(crate) const CITY: u16 = 8;
    /// Country, region, water.
    pub(crate) const REGION: u16 = 16;
    /// The lower-case spelling is the commoner word.
    pub(crate) const LOWER: u16 = 32;
    /// Stands in the table.
    pub(crate) const KNOWN: u16 = 64;
    /// Found under its form without the genitive ending.
    pub(crate) const GENITIVE: u16 = 128;
    /// First word of a city of several words.
    pub(crate) const CITY_START: u16 = 256;

    /// True if any of `kinds` is set.
    pub(crate) fn is(self, kinds: u16) -> bool {
        self.kinds & kinds != 0
    }
}

/// One token of the text.
#[derive(Clone, Debug)]
pub(crate) struct Word<'t> {
    /// As written.
    pub(crate) text: &'t str,
    /// In bytes of the text.
    pub(crate) range: TextRange,
    /// Of what kind.
    pub(crate) kind: TokenKind,
    /// What the table knows.
    pub(crate) info: Info,
    /// First word of a sentence, or first after an opening quotation mark or colon.
    pub(crate) first: bool,
    /// Number of the sentence.
    pub(crate) sentence: u32,
}

impl Word<'_> {
    /// True if it begins with a capital letter.
    pub(crate) fn is_capital(&self) -> bool {
        self.kind == TokenKind::Word && self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// True if it has at least two letters, all of them capital.
    pub(crate) fn is_acronym(&self) -> bool {
        self.kind == TokenKind::Word
            && self.text.len() >= 2
            && self.text.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
            && self.text.chars().nth(1).is_some()
    }

    /// True for a quotation mark.
    pub(crate) fn is_quote(&self) -> bool {
        self.kind == TokenKind::Mark && self.text.chars().all(stemma_text::fold::is_quote_mark)
    }
}

/// What is known of the words of one language.
#[derive(Clone, Debug)]
pub(crate) struct Tables {
    /// The frequent words and the names: cluster, kinds.
    pub(crate) words: Table,
    /// Further clusters, of rare words, and groups of like meaning.
    pub(crate) groups: Table,
}

/// Looks all tokens up. Each word form costs one search of the table per text.
pub(crate) fn words<'t>(
    text: &'t str,
    tokens: &[Token],
    sentences: &[TextRange],
    tables: &Tables,
) -> Vec<Word<'t>> {
    let mut seen: FxHashMap<&str, Info> = FxHashMap::default();
    let mut found: Vec<Word<'t>> = Vec::with_capacity(tokens.len());
    let (mut sentence, mut fresh) = (0, true);
    for token in tokens {
        while sentence < sentences.len() && token.range.start >= sentences[sentence].end {
            sentence += 1;
            fresh = true;
        }
        let word = token.range.of(text);
        let info = match token.kind {
            TokenKind::Word => *seen.entry(word).or_insert_with(|| tables.look_up(word)),
            _ => Info::default(),
        };
        let mut entry = Word {
            text: word,
            range: token.range,
            kind: token.kind,
            info,
            first: fresh,
            sentence: sentence as u32,
        };
        if token.is_wordlike() {
            fresh = false;
        } else {
            entry.first = false;
            fresh = fresh || entry.is_quote() || word == ":";
        }
        found.push(entry);
    }
    found
}

/// Longest word, in bytes, that is looked up.
const LONGEST_WORD: usize = 60;
/// What a genitive may end in.
pub(crate) const GENITIVE_ENDINGS: [&str; 5] = ["'s", "’s", "s", "'", "’"];

impl Tables {
    fn look_up(&self, word: &str) -> Info {
        let mut info = look_up(word, &self.words);
        if word.len() > LONGEST_WORD {
            return info;
        }
        let line = self.groups.find(word).map(|line| (line, true)).or_else(|| {
            let endings = GENITIVE_ENDINGS.iter();
            let bare = endings.filter_map(|e| word.strip_suffix(e)).find(|w| w.len() > 2);
            let last = word.rsplit(['-', '‑', '‐']).next().filter(|last| last.len() < word.len());
            bare.or(last).and_then(|w| self.groups.find(w)).map(|line| (line, false))
        });
        let Some((line, exact)) = line else { return info };
        let (cluster, sense) = line.split_once('\t').unwrap_or((line, ""));
        let number = |hex| u32::from_str_radix(hex, 16).unwrap_or(0);
        if !cluster.is_empty() && (exact || info.cluster == 0) {
            info.cluster = number(cluster);
        }
        info.sense = number(sense) as u16;
        info
    }
}

fn look_up(word: &str, table: &Table) -> Info {
    if word.len() > LONGEST_WORD {
        return Info::default();
    }
    if let Some(line) = table.find(word) {
        return read(line);
    }
    for ending in GENITIVE_ENDINGS {
        if let Some(line) = word.strip_suffix(ending).filter(|w| w.len() > 2).and_then(|w| table.find(w)) {
            let info = read(line);
            return Info { kinds: info.kinds | Info::GENITIVE, ..info };
        }
    }
    let last = word.rsplit(['-', '‑', '‐']).next().unwrap_or(word);
    if last.len() < word.len() {
        return table.find(last).map_or_else(Info::default, |line| Info { kinds: 0, ..read(line) });
    }
    let lower = word.to_lowercase();
    if lower == word {
        return Info::default();
    }
    table.find(&lower).map_or_else(Info::default, |line| Info { kinds: Info::LOWER, ..read(line) })
}

fn read(line: &str) -> Info {
    let (cluster, letters) = line.split_once('\t').unwrap_or((line, ""));
    let kinds = letters.bytes().fold(Info::KNOWN, |kinds, letter| {
        kinds
            | match letter {
                b'g' => Info::GIVEN,
                b's' => Info::SURNAME,
                b'n' => Info::NAME,
                b'c' => Info::CITY,
                b'r' => Info::REGION,
                b'l' => Info::LOWER,
                b'm' => Info::CITY_START,
                _ => 0,
            }
    });
    Info { cluster: u32::from_str_radix(cluster, 16).unwrap_or(0), kinds, ..Info::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_up_forms_and_endings() {
        let table = Table::new("Anna\t1f\tgn\nBeispiel\t2a\t\nweil\t3\t\n");
        assert_eq!(
            look_up("Anna", &table),
            Info { cluster: 0x1f, kinds: Info::KNOWN | Info::GIVEN | Info::NAME, ..Info::default() }
        );
        assert!(look_up("Annas", &table).is(Info::GENITIVE));
        assert!(look_up("Weil", &table).is(Info::LOWER));
        assert_eq!(look_up("Test-Beispiel", &table).cluster, 0x2a);
        assert_eq!(look_up("Unbekannt", &table), Info::default());
    }
}
