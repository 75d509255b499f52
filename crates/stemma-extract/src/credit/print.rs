//! Names of agencies as old newspapers print them and as character recognition gives them back: in any case, broken by
//! spaces, with wrong letters. To be asked only inside the form of a credit, where hardly anything else can stand.

use rustc_hash::{FxHashMap, FxHashSet};
use stemma_lexicon::Lexicon;
use stemma_text::fold::fold;

/// Longest name that is compared letter by letter, in folded bytes.
const LONGEST: usize = 40;
/// Years after the last of an agency in which its name may still stand in a credit.
const LATE: i16 = 1;

/// One spelling of one agency.
struct Spelling {
    folded: String,
    agency: String,
    /// First and last year of its reports.
    years: (i16, i16),
}

/// The spellings of all agencies, and which letters are taken for each other.
#[derive(Default)]
pub(crate) struct Print {
    spellings: Vec<Spelling>,
    exact: FxHashMap<String, Vec<usize>>,
    pairs: FxHashSet<(char, char)>,
    brackets: FxHashSet<char>,
}

impl Print {
    pub fn read(lexicon: &Lexicon) -> Self {
        let mut print = Self::default();
        for entry in &lexicon.words("any", "agencies").entries {
            let Some(name) = entry.text("name") else { continue };
            let year = |key: &str| entry.number(key).map(|n| n as i16);
            if year("from").is_none() && entry.list("print").next().is_none() && !entry.flag("anycase") {
                continue;
            }
            let years = (year("from").unwrap_or(0), year("until").unwrap_or(i16::MAX - LATE));
            for form in std::iter::once(name).chain(entry.list("aliases")).chain(entry.list("print")) {
                print.add(letters(form), name, years);
            }
        }
        for entry in &lexicon.words("any", "print").entries {
            for form in entry.list("forms") {
                let mut two = form.chars();
                let (first, second) = (two.next(), two.next());
                match (entry.text("name"), first, second) {
                    (Some("pair"), Some(a), Some(b)) => print.pairs.extend([(a, b), (b, a)]),
                    (Some("bracket"), Some(a), None) => print.brackets.extend([a]),
                    _ => {}
                }
            }
        }
        print
    }

    fn add(&mut self, folded: String, agency: &str, years: (i16, i16)) {
        let same = |n: &usize| self.spellings[*n].agency == agency;
        if folded.len() < 2 || self.exact.get(&folded).is_some_and(|list| list.iter().any(same)) {
            return;
        }
        self.exact.entry(folded.clone()).or_default().push(self.spellings.len());
        self.spellings.push(Spelling { folded, agency: agency.to_owned(), years });
    }

    /// The agency of that year with exactly this name, marks, spaces and case aside.
    pub fn agency(&self, form: &str, year: Option<i16>) -> Option<&str> {
        let found = self.exact.get(letters(form).as_str())?;
        found.iter().map(|n| &self.spellings[*n]).find(|s| s.lives(year)).map(|s| s.agency.as_str())
    }

    /// The agency of that year with this name, a wrong letter or two aside.
    pub fn near(&self, form: &str, year: Option<i16>) -> Option<&str> {
        if let Some(agency) = self.agency(form, year) {
            return Some(agency);
        }
        let form = letters(form);
        if !(3..=LONGEST).contains(&form.len()) {
            return None;
        }
        let form: Vec<char> = form.chars().collect();
        let close = self.spellings.iter().filter(|s| s.lives(year)).filter_map(|s| {
            let most = allowed(s.folded.len());
            let apart = s.folded.len().abs_diff(form.len()) * 2;
            if apart > most {
                return None;
            }
            let distance = self.distance(&form, &s.folded);
            (distance <= most).then_some((distance, s))
        });
        close.min_by_key(|(distance, s)| (*distance, s.folded.as_str())).map(|(_, s)| s.agency.as_str())
    }

    /// True if `word` is one of the known words, a wrong letter or two aside.
    pub fn near_word<'w>(&self, word: &str, mut known: impl Iterator<Item = &'w str>) -> bool {
        let form: Vec<char> = letters(word).chars().take(LONGEST).collect();
        known.any(|known| {
            let known = letters(known);
            let most = if known.len() < 4 { 0 } else { allowed(known.len()) };
            known.len().abs_diff(form.len()) * 2 <= most && self.distance(&form, &known) <= most
        })
    }

    /// The word without a first letter that may be a bracket.
    pub fn without_bracket<'w>(&self, word: &'w str) -> Option<&'w str> {
        let first = word.chars().next()?;
        self.brackets.contains(&first.to_ascii_lowercase()).then(|| &word[first.len_utf8()..])
    }

    /// Half errors between two words: a letter taken for one that looks like it is one, any other error two.
    fn distance(&self, a: &[char], b: &str) -> usize {
        let b: Vec<char> = b.chars().collect();
        let mut row: Vec<usize> = (0..=b.len()).map(|n| n * 2).collect();
        for (i, &x) in a.iter().enumerate() {
            let mut diagonal = row[0];
            row[0] = (i + 1) * 2;
            for (j, &y) in b.iter().enumerate() {
                let swap = match x == y {
                    true => 0,
                    false => 2 - usize::from(self.pairs.contains(&(x, y))),
                };
                let best = (diagonal + swap).min(row[j] + 2).min(row[j + 1] + 2);
                diagonal = row[j + 1];
                row[j + 1] = best;
            }
        }
        row[b.len()]
    }
}

impl Spelling {
    fn lives(&self, year: Option<i16>) -> bool {
        year.is_none_or(|year| self.years.0 <= year && year <= self.years.1 + LATE)
    }
}

/// Half errors that a word of so many letters may have.
fn allowed(letters: usize) -> usize {
    match letters {
        0..=2 => 0,
        3..=4 => 1,
        5..=6 => 2,
        7..=9 => 3,
        _ => 4,
    }
}

/// The letters and digits of a form, folded.
fn letters(form: &str) -> String {
    let mut folded = fold(form);
    folded.retain(char::is_alphanumeric);
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_misread_names_of_their_time() {
        let print = Print::read(&Lexicon::builtin());
        let check = |form: &str, year: Option<i16>, expected: Option<&str>| {
            assert_eq!(print.near(form, year), expected, "{form} {year:?}");
        };
        check("Ha vas", Some(1912), Some("Havas"));
        check("Rcutcr", Some(1912), Some("Reuters"));
        check("W. T. B.", Some(1915), Some("Wolffs Telegraphisches Bureau"));
        check("Unitcd Preß", Some(1935), Some("UPI"));
        check("Exchange", Some(1944), Some("Extel"));
        check("Exchange", Some(2015), None);
        check("Wolff", Some(1960), None);
        check("Havas", None, Some("Havas"));
        check("Rente", Some(1912), None);
        check("Haus", Some(1912), None);
        check("", None, None);
    }
}
