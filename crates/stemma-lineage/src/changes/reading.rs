//! One article read for comparing: words, sentences, numbers, hedges, marks of attribution. Read once, compared with
//! any number of others.

use stemma_reuse::Words;
use stemma_text::{Article, TextRange, fold, sentence};

use super::lists::{Lists, Runs};

/// Words `[start, end)`.
pub type Span = (usize, usize);

/// An article read for comparing.
#[derive(Debug)]
pub struct Reading<'t> {
    /// The article.
    pub(crate) article: &'t Article,
    pub(crate) words: Words,
    /// The words in lower case, with plain apostrophes.
    pub(super) lower: Vec<String>,
    /// Sentences in words; those without words are left out.
    pub(crate) sentences: Vec<Span>,
    /// The sentence of every word.
    pub(super) sentence_of: Vec<u32>,
    /// True for words inside quotation marks.
    pub(super) quoted: Vec<bool>,
    pub(crate) numbers: Vec<Number>,
    /// Words that hedge.
    pub(super) hedges: Vec<Span>,
    /// Words that attribute.
    pub(super) marks: Vec<Span>,
    /// The headline, read the same way; it has none itself.
    pub(super) title: Option<Box<Title>>,
}

/// A number in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// Its words.
    pub(crate) span: Span,
    /// Its value, written in one way.
    pub(crate) value: String,
}

/// A headline.
#[derive(Debug)]
pub struct Title {
    /// Its words in lower case.
    pub(super) words: Vec<String>,
    /// Stems of the words with matter.
    pub(super) stems: Vec<String>,
    /// True if it hedges.
    pub(super) hedged: bool,
    /// True if it says who says so, or quotes.
    pub(super) attributed: bool,
    /// True if it asks.
    pub(super) asks: bool,
}

impl<'t> Reading<'t> {
    pub(super) fn new(article: &'t Article, lists: &Lists) -> Self {
        let mut reading = Self::of_text(article, &article.text, lists);
        reading.title = article.title.as_deref().map(|title| Box::new(title_of(article, title, lists)));
        reading
    }

    fn of_text(article: &'t Article, text: &str, lists: &Lists) -> Self {
        let words = Words::new(text);
        let lower: Vec<String> = (0..words.len()).map(|at| plain(words.range(at).of(text))).collect();
        let sentences: Vec<Span> = sentence::split(text, article.language)
            .into_iter()
            .map(|range| words.inside(range))
            .filter(|(start, end)| start < end)
            .collect();
        let mut sentence_of = vec![0; words.len()];
        for (number, (start, end)) in sentences.iter().enumerate() {
            sentence_of[*start..*end].fill(number as u32);
        }
        let quoted = quoted(text, &words);
        let numbers = numbers(&lower, lists);
        let mut reading = Self {
            article,
            words,
            lower,
            sentences,
            sentence_of,
            quoted,
            numbers,
            hedges: Vec::new(),
            marks: Vec::new(),
            title: None,
        };
        for sentence in reading.sentences.clone() {
            reading.find_hedges(sentence, text, lists);
            reading.find_marks(sentence, text, lists);
        }
        reading
    }

    /// The word at `at` as it is written.
    pub(crate) fn raw(&self, at: usize) -> &'t str {
        self.words.range(at).of(&self.article.text)
    }

    /// The word at `at` in lower case.
    pub(crate) fn lower(&self, at: usize) -> &str {
        &self.lower[at]
    }

    /// The words of a span as they are written, with what stands between them.
    pub(crate) fn text(&self, span: Span) -> &'t str {
        self.range(span).map_or("", |range| range.of(&self.article.text))
    }

    /// Bytes of a span; `None` if it is empty.
    pub(crate) fn range(&self, span: Span) -> Option<TextRange> {
        (span.0 < span.1 && span.1 <= self.words.len()).then(|| self.words.span(span.0, span.1))
    }

    /// The sentence of a word, in words.
    pub(crate) fn sentence(&self, at: usize) -> Span {
        self.sentences.get(self.sentence_of[at] as usize).copied().unwrap_or((at, at + 1))
    }

    /// The numbers that share a word with a span.
    pub(super) fn numbers_in(&self, span: Span) -> impl Iterator<Item = &Number> {
        let first = self.numbers.partition_point(|n| n.span.1 <= span.0);
        self.numbers[first..].iter().take_while(move |n| n.span.0 < span.1)
    }

    fn find_hedges(&mut self, (start, end): Span, text: &str, lists: &Lists) {
        let mut at = start;
        while at < end {
            let found = self.hedge_at(at, (start, end), text, lists);
            if let Some(to) = found {
                self.hedges.push((at, to));
            }
            at = found.unwrap_or(at + 1);
        }
    }

    /// The end of the hedge that begins at `at`.
    fn hedge_at(&self, at: usize, (start, end): Span, text: &str, lists: &Lists) -> Option<usize> {
        if let Some(length) = run_at(&lists.hedge_runs, &self.lower[..end], at) {
            return Some(at + length);
        }
        let word = self.lower[at].as_str();
        let capital = self.words.range(at).of(text).starts_with(char::is_uppercase);
        // A capital inside the sentence makes another word of it: May, Wohl.
        if capital && at > start {
            return None;
        }
        if lists.hedges.contains(word) {
            let spared = (start..=at)
                .rev()
                .take(4)
                .any(|from| run_at(&lists.no_hedge, &self.lower[..end], from).is_some_and(|n| from + n > at));
            return (!spared).then_some(at + 1);
        }
        if let Some(needs) = lists.hedges_needing.get(word) {
            return self.lower[at + 1..end].contains(needs).then_some(at + 1);
        }
        let states = lists.modals.get(word)?;
        self.is_hearsay(at, (start, end), *states, text, lists).then_some(at + 1)
    }

    /// True if the modal at `at` tells what others say: with a perfect, or with the infinitive of a state where
    /// nothing looks forward (the rule of stemma-quote, by clauses between commas).
    fn is_hearsay(&self, at: usize, (start, end): Span, states: bool, text: &str, lists: &Lists) -> bool {
        let comma = |n: usize| {
            let (left, right) = (self.words.range(n).end, self.words.range(n + 1).start);
            text[left..right].contains([',', ';', ':', '–'])
        };
        let from = (start..at).rev().find(|n| comma(*n)).map_or(start, |n| n + 1);
        let to = (at..end - 1).find(|n| comma(*n)).map_or(end, |n| n + 1);
        let verb = if at + 1 < to { to - 1 } else { at.saturating_sub(1).max(from) };
        if verb == at || self.words.range(verb).of(text).starts_with(char::is_uppercase) {
            return false;
        }
        let before = verb.checked_sub(1).filter(|b| *b >= from && *b != at);
        let participle = before.is_some_and(|b| {
            let word = &self.lower[b];
            word.len() > 4
                && word.ends_with(['t', 'n'])
                && !self.words.range(b).of(text).starts_with(char::is_uppercase)
        });
        let perfect = lists.perfect.contains(&self.lower[verb]) && participle;
        let state = states && lists.state.contains(&self.lower[verb]);
        (perfect || state) && !self.lower[from..to].iter().any(|w| lists.forward.contains(w))
    }

    fn find_marks(&mut self, (start, end): Span, text: &str, lists: &Lists) {
        for at in start..end {
            if let Some(to) = self.mark_at(at, (start, end), text, lists) {
                self.marks.push((at, to));
            }
        }
    }

    /// The end of the mark of attribution that begins at `at`.
    fn mark_at(&self, at: usize, (start, end): Span, text: &str, lists: &Lists) -> Option<usize> {
        if let Some(length) = run_at(&lists.mark_runs, &self.lower[..end], at) {
            return Some(at + length);
        }
        let word = self.lower[at].as_str();
        if lists.marks.contains(word) {
            return Some(at + 1);
        }
        if let Some(particles) = lists.says.get(word) {
            let capital = self.words.range(at).of(text).starts_with(char::is_uppercase);
            let told = particles.iter().any(|p| match p {
                None => true,
                Some(particle) => self.lower[at + 1..end].contains(particle),
            });
            return (told && (!capital || at == start)).then_some(at + 1);
        }
        if lists.before_noun.contains(word) {
            let noun = |w: &str| {
                lists.nouns.contains(w)
                    || lists.noun_endings.iter().any(|e| w.len() > e.len() && w.ends_with(e.as_str()))
            };
            let after = (at + 1..end.min(at + 4)).find(|n| noun(&self.lower[*n]));
            return after.map(|n| n + 1).or((at > start && noun(&self.lower[at - 1])).then_some(at + 1));
        }
        // "…, so der Sprecher": the last words of the sentence, behind a comma.
        let behind = at > start && text[..self.words.range(at).start].trim_end().ends_with(',');
        let last = lists.so.contains(word) && behind && at + 1 < end && end - at <= 8;
        let open = last && !text[self.words.range(at).end..self.words.range(end - 1).end].contains(',');
        open.then_some(at + 1)
    }
}

/// The length of the longest run that begins at `at`.
fn run_at(runs: &Runs, words: &[String], at: usize) -> Option<usize> {
    let fits = |run: &&Vec<String>| words[at..].len() >= run.len() && words[at..at + run.len()] == run[..];
    runs.get(&words[at])?.iter().filter(fits).map(Vec::len).max()
}

fn plain(word: &str) -> String {
    word.to_lowercase().replace('’', "'")
}

/// Which words stand inside quotation marks. Marks of all styles are paired in order; a line end closes.
fn quoted(text: &str, words: &Words) -> Vec<bool> {
    let mut marks = text
        .char_indices()
        .filter(|(_, c)| *c == '\n' || matches!(c, '"' | '„' | '“' | '”' | '«' | '»'))
        .peekable();
    let mut open = false;
    (0..words.len())
        .map(|at| {
            let start = words.range(at).start;
            while let Some((_, c)) = marks.next_if(|(place, _)| *place < start) {
                open = c != '\n' && (c == '„' || !open);
            }
            open
        })
        .collect()
}

fn title_of(article: &Article, title: &str, lists: &Lists) -> Title {
    let reading = Reading::of_text(article, title, lists);
    // "Minister: Brücke wird gebaut", "Brücke wird gebaut – Minister" and quotation marks name a speaker.
    let speaker = title.split_once(": ").is_some_and(|(head, _)| head.split_whitespace().count() <= 3);
    Title {
        stems: stems(&reading.lower, lists),
        hedged: !reading.hedges.is_empty(),
        attributed: speaker
            || !reading.marks.is_empty()
            || title.contains(['"', '„', '“', '”', '«', '»', '‚', '‘'])
            || reading.lower.iter().any(|w| lists.moods.find(w).is_some_and(|m| m.contains('1'))),
        asks: title.trim_end().ends_with('?'),
        words: reading.lower,
    }
}

/// Stems of the words that carry matter, sorted, each once.
pub(super) fn stems(words: &[String], lists: &Lists) -> Vec<String> {
    let mut found: Vec<String> = words
        .iter()
        .map(|w| fold::fold(w))
        .filter(|w| {
            !lists.stopwords.contains(w) && (w.len() > 2 || w.starts_with(|c: char| c.is_ascii_digit()))
        })
        .map(|w| fold::stem(&w))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The numbers of a text: digits and number words, with the scale that follows them.
fn numbers(words: &[String], lists: &Lists) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some(mut value) = number(&words[at], lists) else {
            at += 1;
            continue;
        };
        let start = at;
        at += 1;
        if let Some(scale) = words.get(at).and_then(|w| lists.numbers.get(w)).filter(|s| **s >= 100.0) {
            if let Value::Number(number) = value {
                value = Value::Number(number * scale);
            }
            at += 1;
        }
        let value = match value {
            Value::Number(number) => format!("{number}"),
            Value::Other(text) => text,
        };
        found.push(Number { span: (start, at), value });
    }
    found
}

enum Value {
    Number(f64),
    /// A clock time, a score, a range.
    Other(String),
}

/// The number that a word tells, without scale: digits at its start, or a number word.
fn number(word: &str, lists: &Lists) -> Option<Value> {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
        let plain =
            digits.len() <= word.len() && digits.chars().all(|c| c.is_ascii_digit() || ".,".contains(c));
        let digits = if plain { grouped(digits) } else { digits.to_owned() };
        return Some(digits.parse().map_or_else(|_| Value::Other(digits.clone()), Value::Number));
    }
    if lists.articles.contains(word) {
        return None;
    }
    match lists.numbers.get(word) {
        // A bare scale ("Millionen", "hundert") tells no number that could be compared.
        Some(value) if *value >= 1_000_000.0 => None,
        Some(value) => Some(Value::Number(*value)),
        None => composed(word, lists).map(Value::Number),
    }
}

/// Digits without the marks between thousands, with a point before decimals.
fn grouped(digits: &str) -> String {
    let parts: Vec<&str> = digits.split(['.', ',']).collect();
    if parts.len() > 1 && parts[0].len() <= 3 && parts[1..].iter().all(|p| p.len() == 3) {
        return parts.concat();
    }
    digits.replace(',', ".")
}

/// Longest number word, in bytes: the work grows with the square of the length.
const LONGEST_NUMBER: usize = 64;

/// The value of a number word put together from others: `zweiundzwanzig`.
fn composed(word: &str, lists: &Lists) -> Option<f64> {
    if word.len() > LONGEST_NUMBER {
        return None;
    }
    let (mut rest, mut total, mut part, mut pieces) = (word, 0.0, 0.0, 0);
    while !rest.is_empty() {
        if let Some(joint) = lists.number_joints.iter().find(|j| pieces > 0 && rest.starts_with(j.as_str())) {
            rest = &rest[joint.len()..];
            if rest.is_empty() {
                return None;
            }
            continue;
        }
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).rev();
        let piece = ends.take(rest.len()).find_map(|end| Some((end, *lists.numbers.get(&rest[..end])?)));
        let (end, value) = piece?;
        match value {
            v if v >= 1000.0 => {
                total += f64::max(part, 1.0) * v;
                part = 0.0;
            }
            v if v >= 100.0 => part = f64::max(part, 1.0) * v,
            v => part += v,
        }
        rest = &rest[end..];
        pieces += 1;
    }
    (pieces > 1).then_some(total + part)
}
