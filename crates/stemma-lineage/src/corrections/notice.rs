//! Notices: the words in which an article says that it was corrected, and what they say.

use rustc_hash::FxHashSet;
use stemma_lexicon::{Lexicon, WordFile};
use stemma_text::{Article, TextRange, sentence};

use super::CorrectionKind;
use crate::changes::Reading;

/// Sentences of a notice, count.
const MOST_SENTENCES: usize = 5;

/// Words between the parts of `nicht X, sondern Y`, in words.
const REACH: usize = 12;

/// Words of a name, in words.
const LONGEST_NAME: usize = 4;

/// Words of notices in one language, in lower case.
#[derive(Debug, Default)]
pub struct Notices {
    /// What opens a notice, before a colon.
    openings: Vec<String>,
    /// What opens a note of the editors, which is a notice if it says that something was wrong.
    notes: Vec<String>,
    /// What says so anywhere.
    phrases: Vec<String>,
    /// What says that something was wrong.
    faults: Vec<String>,
    not: FxHashSet<String>,
    but: FxHashSet<String>,
    instead: FxHashSet<String>,
    right: FxHashSet<String>,
}

impl Notices {
    /// The lists of the language with this folder of data.
    pub fn new(lexicon: &Lexicon, folder: &str) -> Self {
        let file = lexicon.words(folder, "corrections");
        let set = |name: &str| list(&file, name).into_iter().collect();
        Self {
            openings: list(&file, "opening"),
            notes: list(&file, "note"),
            phrases: list(&file, "phrase"),
            faults: list(&file, "fault"),
            not: set("not"),
            but: set("but"),
            instead: set("instead"),
            right: set("right"),
        }
    }

    /// The notice of an article: the sentence that says that it was corrected, and those behind it in its paragraph.
    pub fn of(&self, article: &Article) -> Option<String> {
        if self.phrases.is_empty() && self.openings.is_empty() {
            return None;
        }
        let removed = article.removed.iter().map(|r| r.text.as_str());
        std::iter::once(article.text.as_str()).chain(removed).find_map(|text| self.inside(text, article))
    }

    fn inside(&self, text: &str, article: &Article) -> Option<String> {
        let mut lines = sentence::lines(text);
        lines.find_map(|line| {
            let lower = line.of(text).to_lowercase();
            if !self.is_notice(&lower) {
                return None;
            }
            let sentences = sentence::split(line.of(text), article.language);
            let at = |s: &TextRange| self.is_notice(&s.of(line.of(text)).to_lowercase());
            let first = sentences.iter().position(at).unwrap_or(0);
            let last = sentences.len().min(first + MOST_SENTENCES).checked_sub(1)?;
            let range = sentences.get(first)?.cover(sentences[last]);
            Some(range.of(line.of(text)).to_owned())
        })
    }

    /// True for a line in lower case that holds a notice.
    fn is_notice(&self, lower: &str) -> bool {
        let start = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
        let opens = |word: &String| {
            start.strip_prefix(word.as_str()).is_some_and(|rest| {
                let rest = rest.trim_start_matches([')', ']', '*', ' ']);
                rest.starts_with(':')
            })
        };
        let has = |phrase: &String| lower.contains(phrase.as_str());
        self.openings.iter().any(opens)
            || self.notes.iter().any(|n| start.starts_with(n.as_str())) && self.faults.iter().any(has)
            || self.phrases.iter().any(has)
    }

    /// What a notice says was corrected: what, before, now.
    pub fn told(&self, notice: &Reading<'_>) -> Vec<(CorrectionKind, String, String)> {
        let mut found = Vec::new();
        for at in 0..notice.words.len() {
            let word = notice.lower(at);
            let told = if self.not.contains(word) {
                self.not_but(notice, at)
            } else if self.instead.contains(word) {
                instead(notice, at)
            } else if self.right.contains(word) {
                numbers_around(notice, at)
            } else {
                None
            };
            found.extend(told.filter(|(_, old, new)| old != new));
        }
        found.dedup();
        // "Nicht 12, sondern 14 … richtig" tells one thing only.
        let mut kept: Vec<(CorrectionKind, String, String)> = Vec::new();
        for told in found {
            if kept.iter().all(|k| k.1 != told.1 && k.2 != told.2) {
                kept.push(told);
            }
        }
        kept
    }

    /// `nicht X, sondern Y`, `Y, nicht X`.
    fn not_but(&self, notice: &Reading<'_>, at: usize) -> Option<(CorrectionKind, String, String)> {
        let (start, end) = notice.sentence(at);
        let Some(but) = (at + 1..end.min(at + REACH)).find(|n| self.but.contains(notice.lower(*n))) else {
            // "Es waren 14, nicht 12."
            let new = number_in(notice, (start.max(at.saturating_sub(REACH)), at), true)?;
            let old = number_in(notice, (at + 1, end.min(at + REACH / 2)), false)?;
            return Some((CorrectionKind::Number, old, new));
        };
        let (left, right) = ((at + 1, but), (but + 1, end.min(but + REACH)));
        if let (Some(old), Some(new)) = (number_in(notice, left, false), number_in(notice, right, false)) {
            return Some((CorrectionKind::Number, old, new));
        }
        Some((CorrectionKind::Name, name_in(notice, left)?, name_in(notice, right)?))
    }
}

/// `14 statt 12`, `statt 12 nun 14`.
fn instead(notice: &Reading<'_>, at: usize) -> Option<(CorrectionKind, String, String)> {
    let (start, end) = notice.sentence(at);
    let behind = (at + 1, end.min(at + REACH));
    let before = (start.max(at.saturating_sub(REACH)), at);
    let old = number_in(notice, behind, false)?;
    let second = || {
        let first = notice.numbers.iter().find(|n| n.span.0 > at)?;
        number_in(notice, (first.span.1, behind.1.max(first.span.1)), false)
    };
    let new = number_in(notice, before, true).or_else(second)?;
    Some((CorrectionKind::Number, old, new))
}

/// The last number before and the first behind a word such as `tatsächlich`.
fn numbers_around(notice: &Reading<'_>, at: usize) -> Option<(CorrectionKind, String, String)> {
    let old = number_in(notice, (0, at), true)?;
    let new = number_in(notice, (at + 1, notice.sentence(at).1), false)?;
    Some((CorrectionKind::Number, old, new))
}

/// The first, or the last, number inside a span.
fn number_in(notice: &Reading<'_>, span: (usize, usize), last: bool) -> Option<String> {
    let mut inside = notice.numbers.iter().filter(|n| span.0 <= n.span.0 && n.span.1 <= span.1);
    let number = if last { inside.next_back() } else { inside.next() }?;
    Some(notice.text(number.span).to_owned())
}

/// The first run of capitalised words inside a span.
fn name_in(notice: &Reading<'_>, span: (usize, usize)) -> Option<String> {
    let capital = |n: &usize| notice.raw(*n).starts_with(char::is_uppercase);
    let first = (span.0..span.1).find(capital)?;
    let count = (first..span.1).take_while(capital).take(LONGEST_NAME).count();
    Some(notice.text((first, first + count)).to_owned())
}

fn list(file: &WordFile, name: &str) -> Vec<String> {
    file.named(name).map(|e| e.list("words").map(str::to_lowercase).collect()).unwrap_or_default()
}
