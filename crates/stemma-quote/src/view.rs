//! One article as the rules see it: words with their classes and moods, quotation marks paired, and units. A unit is
//! a sentence, or the run of sentences that one quotation ties together; rules never look beyond it, except to carry
//! a source on.

use stemma_text::{Annotations, TextRange, TokenKind};

use crate::lists::{Lists, Order, mood};
use crate::marks::{self, Marked};

/// Longest unit, in tokens. Rules look at all of a unit, so that its length bounds their cost; no sentence of the
/// news corpora measured is half as long.
const LONGEST_UNIT: usize = 400;

/// One token as the rules see it.
#[derive(Debug)]
pub struct Word<'t> {
    /// Its text.
    pub text: &'t str,
    /// Its text in lower case.
    pub lower: String,
    /// Where, in bytes of the main text.
    pub range: TextRange,
    /// Word, number or mark.
    pub kind: TokenKind,
    /// Classes of [`crate::lists`].
    pub classes: crate::lists::Classes,
    /// Moods of [`mood`]; none for capitalised words inside sentences.
    pub moods: u8,
    /// Begins with a capital and does so as a name or noun.
    pub capital: bool,
    /// One plus the number of the quotation that holds it, or 0.
    pub quote: u32,
}

/// A sentence or several, in word numbers.
#[derive(Clone, Copy, Debug)]
pub struct Unit {
    /// First word.
    pub start: usize,
    /// One past the last word.
    pub end: usize,
    /// One past the last word before the final marks.
    pub body: usize,
    /// Number of its paragraph.
    pub paragraph: u32,
}

/// The article.
pub struct View<'t> {
    /// Its main text.
    pub text: &'t str,
    /// All tokens.
    pub words: Vec<Word<'t>>,
    /// All quotations in marks.
    pub quotes: Vec<Marked>,
    /// All units.
    pub units: Vec<Unit>,
}

impl<'t> View<'t> {
    /// Reads an article once.
    pub fn new(text: &'t str, annotations: &Annotations, lists: &Lists) -> Self {
        let own;
        let tokens = if annotations.tokens.is_empty() {
            own = lists.clitics.cut(text, stemma_text::token::tokenize(text));
            &own
        } else if !lists.clitics.is_empty() {
            own = lists.clitics.cut(text, annotations.tokens.clone());
            &own
        } else {
            &annotations.tokens
        };
        let mut paragraph = Vec::with_capacity(tokens.len());
        let (mut number, mut last) = (0u32, 0);
        for token in tokens {
            number += u32::from(text.as_bytes()[last..token.range.start].contains(&b'\n'));
            last = token.range.end;
            paragraph.push(number);
        }
        let quotes = marks::pair(text, tokens, &paragraph);
        let mut words: Vec<Word<'t>> = tokens
            .iter()
            .map(|token| {
                let text = token.range.of(text);
                let mut lower =
                    if token.kind == TokenKind::Mark { text.to_owned() } else { text.to_lowercase() };
                if !lists.clitics.is_empty() && lower.contains('’') {
                    lower = lower.replace('’', "'");
                }
                let classes = if token.kind == TokenKind::Mark { 0 } else { lists.classes(&lower) };
                // "ver-Sprecher": a compound is as capital as its last part.
                let last = text.rsplit('-').next().unwrap_or(text);
                let capital = token.kind == TokenKind::Word
                    && [text, last].iter().any(|t| t.chars().next().is_some_and(char::is_uppercase));
                Word {
                    text,
                    lower,
                    range: token.range,
                    kind: token.kind,
                    classes,
                    moods: 0,
                    capital,
                    quote: 0,
                }
            })
            .collect();
        for (number, quote) in quotes.iter().enumerate() {
            for word in &mut words[quote.open..=quote.close] {
                word.quote = u32::try_from(number + 1).unwrap_or(u32::MAX);
            }
        }
        let units = units(&annotations.sentences, &words, &quotes, &paragraph, lists);
        let mut view = Self { text, words, quotes, units };
        view.find_initial(lists);
        view.find_domains();
        for word in &mut view.words {
            let function = crate::lists::DETERMINER
                | crate::lists::PREPOSITION
                | crate::lists::ADVERB
                | crate::lists::PRONOUN
                | crate::lists::CONJUNCTION
                | crate::lists::SUBORDINATOR;
            let verbal = crate::lists::AUXILIARY | crate::lists::MODAL;
            let small = word.classes & function != 0 && word.classes & verbal == 0;
            if word.kind == TokenKind::Word && !word.capital && !small {
                word.moods = lists.moods(&word.lower);
            }
        }
        view
    }

    /// Words that are capitalised only because they begin a sentence count as small, where a list knows them.
    fn find_initial(&mut self, lists: &Lists) {
        let mut initial = true;
        let mut starts = self.units.iter().map(|u| u.start).peekable();
        for i in 0..self.words.len() {
            while starts.peek().is_some_and(|s| *s <= i) {
                starts.next();
                initial = true;
            }
            let word = &mut self.words[i];
            if word.kind == TokenKind::Mark {
                initial |=
                    matches!(word.text, "." | "!" | "?" | ":" | "„" | "“" | "«" | "»" | "\"" | "”" | "–");
                continue;
            }
            let noun = crate::lists::TIME
                | crate::lists::NACH_NOUN
                | crate::lists::SPEECH_NOUN
                | crate::lists::POSTPOSED
                | crate::lists::MEDIUM_NOUN
                | crate::lists::TITLE_NOUN
                | crate::lists::PAST
                | crate::lists::PLURAL
                | crate::lists::CONTRACTED
                | crate::lists::OCCASION
                | crate::lists::INFINITIVE
                | crate::lists::GERUND
                | crate::lists::NOUN
                | crate::lists::TAGGING;
            if initial && word.capital {
                let known = word.classes & !noun != 0
                    || (lists.order == Order::VerbSecond
                        && word.text.chars().nth(1).is_some_and(char::is_lowercase)
                        && !lists.forms(&word.lower).is_empty());
                word.capital = !known;
            }
            initial = false;
        }
    }

    /// A domain such as `hafen.example` names somebody: its words count as capitalised.
    fn find_domains(&mut self) {
        for i in 2..self.words.len() {
            let [name, point, last] = [i - 2, i - 1, i].map(|k| &self.words[k]);
            let joined = name.range.end == point.range.start && point.range.end == last.range.start;
            let domain = last.text.len() >= 2 && last.text.bytes().all(|b| b.is_ascii_lowercase());
            if joined && domain && point.text == "." && name.kind == TokenKind::Word {
                self.words[i - 2].capital = true;
                self.words[i].capital = true;
            }
        }
    }

    /// True if word `i` has one of these classes and is not a capitalised name.
    pub fn is(&self, i: usize, class: crate::lists::Classes) -> bool {
        self.words.get(i).is_some_and(|w| !w.capital && w.classes & class != 0)
    }

    /// True if word `i` has one of these classes, capitalised or not.
    pub fn is_any(&self, i: usize, class: crate::lists::Classes) -> bool {
        self.words.get(i).is_some_and(|w| w.classes & class != 0)
    }

    /// True if token `i` is this mark or lower-case word.
    pub fn at(&self, i: usize, text: &str) -> bool {
        self.words.get(i).is_some_and(|w| w.lower == text)
    }

    /// The tokens from `i` on, in lower case.
    pub fn lowers(&self, i: usize) -> impl Iterator<Item = &str> + Clone {
        self.words[i.min(self.words.len())..].iter().map(|w| w.lower.as_str())
    }

    /// True if this run of marks and lower-case words begins at token `i`; never for an empty run.
    pub fn run_at(&self, run: &[String], i: usize) -> bool {
        !run.is_empty() && run.iter().enumerate().all(|(k, word)| self.at(i + k, word))
    }

    /// True if token `i` is a capitalised word.
    pub fn capital(&self, i: usize) -> bool {
        self.words.get(i).is_some_and(|w| w.capital)
    }

    /// True if token `i` is a mark.
    pub fn mark(&self, i: usize) -> bool {
        self.words.get(i).is_some_and(|w| w.kind == TokenKind::Mark)
    }

    /// The quotation in marks that opens at token `i`.
    pub fn quote_at(&self, i: usize) -> Option<Marked> {
        let quote = *self.quotes.get((self.words.get(i)?.quote as usize).checked_sub(1)?)?;
        (quote.open == i).then_some(quote)
    }

    /// The quotation in marks that ends at token `i`.
    pub fn quote_ending(&self, i: usize) -> Option<Marked> {
        let quote = *self.quotes.get((self.words.get(i)?.quote as usize).checked_sub(1)?)?;
        (quote.close == i).then_some(quote)
    }

    /// True if token `i` stands outside quotation marks.
    pub fn outside(&self, i: usize) -> bool {
        self.words.get(i).is_some_and(|w| w.quote == 0)
    }

    /// True if token `i` divides clauses: comma, semicolon, colon or dash outside quotation marks.
    pub fn divides(&self, i: usize) -> bool {
        self.words.get(i).is_some_and(|w| {
            w.quote == 0
                && w.kind == TokenKind::Mark
                && (matches!(w.text, "," | ";" | ":" | "–" | "—") || w.text == "-" && self.spaced(i))
        })
    }

    fn spaced(&self, i: usize) -> bool {
        let range = self.words[i].range;
        let bytes = self.text.as_bytes();
        range.start > 0 && bytes[range.start - 1] == b' ' && bytes.get(range.end) == Some(&b' ')
    }

    /// Start of the clause that holds token `i`: after the divider before it, not before `floor`.
    pub fn clause_start(&self, i: usize, floor: usize) -> usize {
        let mut at = i;
        while at > floor && !self.divides(at - 1) {
            at -= 1;
        }
        at
    }

    /// End of the clause that holds token `i`: the divider after it, not after `limit`.
    pub fn clause_end(&self, i: usize, limit: usize) -> usize {
        let mut at = i;
        while at < limit && !self.divides(at) {
            at += 1;
        }
        at
    }

    /// Number of words (marks not counted) in `[start, end)`.
    pub fn count(&self, start: usize, end: usize) -> usize {
        self.words[start..end.max(start)].iter().filter(|w| w.kind != TokenKind::Mark).count()
    }

    /// The bytes from token `start` up to token `end`.
    pub fn range(&self, start: usize, end: usize) -> TextRange {
        TextRange::new(self.words[start].range.start, self.words[end - 1].range.end)
    }

    /// A finite verb in the subjunctive of reported speech in `[start, end)`, outside quotation marks.
    pub fn subjunctive(&self, start: usize, end: usize, also_second: bool) -> Option<usize> {
        (start..end.min(self.words.len())).find(|&i| self.subjunctive_at(i, also_second))
    }

    /// True if word `i` is a finite verb in the subjunctive of reported speech.
    pub fn subjunctive_at(&self, i: usize, also_second: bool) -> bool {
        let word = &self.words[i];
        if word.quote != 0 || word.capital || word.moods == 0 {
            return false;
        }
        if word.moods & mood::FIRST != 0 || also_second && word.moods & mood::SECOND != 0 {
            return true;
        }
        if word.moods & mood::AMBIGUOUS == 0 || word.classes & crate::lists::DOUBTFUL != 0 {
            return false;
        }
        // "die neue Halle", "ich gehe": an adjective before its noun, a first person.
        let first_person = (i.saturating_sub(3)..(i + 4).min(self.words.len())).any(|k| self.at(k, "ich"));
        let adjective = i > 0 && self.is(i - 1, crate::lists::DETERMINER) && self.capital(i + 1);
        !first_person && !adjective
    }

    /// True if word `i` can be the plural of a finite verb, and no `zu` makes it an infinitive.
    pub fn plural(&self, i: usize) -> bool {
        self.words.get(i).is_some_and(|w| !w.capital && w.moods & mood::PLURAL != 0)
            && !(i > 0 && self.is(i - 1, crate::lists::INFINITIVE_MARK))
    }

    /// True if word `i` can be a finite verb.
    pub fn finite(&self, i: usize) -> bool {
        self.words.get(i).is_some_and(|w| {
            !w.capital && w.classes & crate::lists::DOUBTFUL == 0 && w.moods & !mood::PLURAL != 0
        }) || self.is(i, crate::lists::AUXILIARY | crate::lists::MODAL)
    }
}

/// Joins sentences that a quotation spans.
fn units(
    sentences: &[TextRange],
    words: &[Word<'_>],
    quotes: &[Marked],
    paragraph: &[u32],
    lists: &Lists,
) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut at = 0;
    let mut quote = 0;
    let mut add = |start: usize, end: usize| {
        while quote < quotes.len() && quotes[quote].close < start {
            quote += 1;
        }
        let inside = quotes.get(quote).is_some_and(|q| q.open < start && start <= q.close);
        let asks = lists.tagged()
            && start > 0
            && paragraph[start] == paragraph[start - 1]
            && says(words, start, end, lists);
        let title = lists.tagged()
            && start > 1
            && paragraph[start] == paragraph[start - 1]
            && abbreviated(words, start);
        let inside = inside || asks || title;
        let start = after_dateline(words, start, end);
        let body = body(words, start, end);
        match units.last_mut() {
            Some(last) if inside && end - last.start <= LONGEST_UNIT => (last.end, last.body) = (end, body),
            _ => units.push(Unit { start, end, body, paragraph: paragraph[start] }),
        }
    };
    let mut spans: Vec<(usize, usize)> = Vec::with_capacity(sentences.len() + 1);
    for sentence in sentences {
        let start = at;
        while at < words.len() && words[at].range.start < sentence.end {
            if at > start && paragraph[at] != paragraph[at - 1] {
                break;
            }
            at += 1;
        }
        spans.push((start, at));
    }
    spans.push((at, words.len()));
    for (start, end) in spans {
        let mut from = start;
        while from < end {
            let to = end.min(from + LONGEST_UNIT);
            add(from, to);
            from = to;
        }
    }
    units
}

/// The text before `start` ends with a title and its point, as in `said Ms. Example`: no end of a sentence.
fn abbreviated(words: &[Word<'_>], start: usize) -> bool {
    let word = &words[start - 2];
    words[start - 1].text == "."
        && word.capital
        && word.text.len() > 1
        && word.classes & crate::lists::ABBREVIATION != 0
}

/// Words that a sentence may have before its verb of speech to go with the quotation before it.
const NEAR: usize = 9;

/// `"Will it rain?" Ann asked.`: the sentence from `start` on holds the verb of the quotation that ends before it.
fn says(words: &[Word<'_>], start: usize, end: usize, lists: &Lists) -> bool {
    let last = &words[start - 1];
    let close = (start.saturating_sub(3)..start)
        .rev()
        .find(|&k| words[k].kind != TokenKind::Mark || matches!(words[k].text, "?" | "!"));
    let open = close.is_some_and(|k| matches!(words[k].text, "?" | "!"));
    let speech =
        |w: &Word<'_>| lists.cue(&w.lower).is_some_and(|c| c.takes & crate::lists::takes::WORDS != 0);
    open && last.quote != 0
        && last.kind == TokenKind::Mark
        && words[start].quote == 0
        && words[start..end.min(start + NEAR)].iter().take_while(|w| w.quote == 0).any(speech)
}

/// A dateline such as `Bern (dpa) -` is no part of the sentence.
fn after_dateline(words: &[Word<'_>], start: usize, end: usize) -> usize {
    let near = end.min(start + 16);
    (start + 2..near)
        .find(|&i| matches!(words[i].text, "-" | "–" | "—") && words[i - 1].text == ")" && i + 1 < end)
        .map_or(start, |i| i + 1)
}

fn body(words: &[Word<'_>], start: usize, end: usize) -> usize {
    let mut body = end;
    while body > start
        && words[body - 1].quote == 0
        && matches!(words[body - 1].text, "." | "!" | "?" | "…" | ":")
    {
        body -= 1;
    }
    body
}
