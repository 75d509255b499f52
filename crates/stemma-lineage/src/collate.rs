//! The texts of one family side by side: every word gets a place that it shares with the words that stand for it in
//! the other texts. Third step inside the lineage stage, for families small enough.
//!
//! Collation is what textual criticism begins with: only where all witnesses lie beside one another does it show
//! which of them go together against the others, and what a lost exemplar must have read.

use rustc_hash::FxHashMap;
use stemma_text::fold::{fold, is_quote_mark};

use crate::compare::{Pile, Text};
use crate::moment;

/// Members of a family up to which it is collated, count: the work grows with the cube.
pub const MOST: usize = 16;

/// No such place or word.
pub const NONE: u32 = u32::MAX;

/// Longest stretch, in words, that stands word by word for another of the same length.
const SUBSTITUTE: usize = 2;

/// One word of a witness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Place in the collation.
    pub place: u32,
    /// Number of the folded word in [`Collation::forms`].
    pub form: u32,
    /// Families of the pile that know the word, count.
    pub families: u32,
    /// True for the first word of a paragraph.
    pub opens: bool,
    /// True if it is written with an umlaut or `ß`.
    pub umlaut: bool,
    /// True if it is written like a name: a capital, then small letters.
    pub name: bool,
    /// Quotation marks between the word before and this one, at most two.
    pub marks: [Option<char>; 2],
}

/// The wording of one witness, extant or reconstructed.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Its words.
    pub tokens: Vec<Token>,
    /// For every place the word that fills it, [`NONE`] where it lacks it.
    pub at: Vec<u32>,
    /// True if it credits an agency.
    pub credited: bool,
    /// First and last second at which it may have appeared.
    pub moment: Option<(i64, i64)>,
}

impl Reading {
    /// The reading with these words. `places` is the number of places of the collation.
    pub fn new(tokens: Vec<Token>, places: usize) -> Self {
        let mut at = vec![NONE; places];
        for (n, token) in tokens.iter().enumerate() {
            at[token.place as usize] = n as u32;
        }
        Self { tokens, at, credited: false, moment: None }
    }

    /// The word at a place.
    pub fn word(&self, place: u32) -> Option<&Token> {
        self.tokens.get(self.at[place as usize] as usize)
    }
}

/// All texts of a family side by side.
#[derive(Clone, Debug, Default)]
pub struct Collation {
    /// The readings, in the order of the members.
    pub readings: Vec<Reading>,
    /// Number of places.
    pub places: usize,
    /// The folded words.
    pub forms: Vec<String>,
    /// Logarithm of the probability of the letters of each.
    pub likely: Vec<f64>,
    /// Families of the pile that have relatives, count.
    pub families: u32,
}

/// Which words of two texts are aligned.
#[derive(Clone, Copy)]
pub struct Pairing<'a> {
    /// Place of the first text in the family.
    pub a: usize,
    /// Place of the second.
    pub b: usize,
    /// Aligned words, sorted by their place in the first.
    pub words: &'a [(u32, u32)],
}

/// Collates the texts of a family from the alignments of its pairs.
pub fn collate(texts: &[Text], pairs: &[Pairing], pile: &Pile) -> Collation {
    let mut board = Board::new(texts);
    let mut kept: Vec<(Pairing, Vec<(u32, u32)>)> =
        pairs.iter().map(|pairing| (*pairing, without_strays(pairing.words))).collect();
    kept.sort_by(|x, y| y.1.len().cmp(&x.1.len()).then((x.0.a, x.0.b).cmp(&(y.0.a, y.0.b))));
    for (Pairing { a, b, .. }, words) in &kept {
        for (x, y) in words {
            board.join(board.word(*a, *x), board.word(*b, *y));
        }
    }
    for (Pairing { a, b, .. }, words) in &kept {
        for two in words.windows(2) {
            let gap = (two[1].0 - two[0].0 - 1) as usize;
            let facing = two[1].1.checked_sub(two[0].1 + 1).map_or(0, |n| n as usize);
            if gap == facing && (1..=SUBSTITUTE).contains(&gap) {
                for n in 1..=gap as u32 {
                    board.join(board.word(*a, two[0].0 + n), board.word(*b, two[0].1 + n));
                }
            }
        }
    }
    board.finish(texts, pile)
}

/// Drops words that are aligned alone amid much that is not: small words that any two texts share.
fn without_strays(pairs: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut kept = pairs.to_vec();
    for _ in 0..2 {
        let mut runs: Vec<Vec<(u32, u32)>> = Vec::new();
        for pair in kept {
            match runs.last_mut() {
                Some(run) if run.last().is_some_and(|l| l.0 + 1 == pair.0 && l.1 + 1 == pair.1) => {
                    run.push(pair)
                }
                _ => runs.push(vec![pair]),
            }
        }
        let gap = |x: &[(u32, u32)], y: &[(u32, u32)]| match (x.last(), y.first()) {
            (Some(x), Some(y)) => (y.0 - x.0).max(y.1.abs_diff(x.1)) as usize - 1,
            _ => 0,
        };
        let stray = |n: usize| {
            let length = runs[n].len();
            let before = n.checked_sub(1).map_or(usize::MAX, |m| gap(&runs[m], &runs[n]));
            let after = runs.get(n + 1).map_or(usize::MAX, |next| gap(&runs[n], next));
            length <= 3 && before > 3 * length && after > 3 * length
        };
        let strays: Vec<bool> = (0..runs.len()).map(stray).collect();
        kept = runs.into_iter().zip(strays).filter(|(_, stray)| !stray).flat_map(|(run, _)| run).collect();
    }
    kept
}

/// Sets of words that stand for one another, no two of one text.
struct Board {
    starts: Vec<usize>,
    parent: Vec<u32>,
    /// Texts that have a word in the set, one bit each.
    texts: Vec<u32>,
}

impl Board {
    fn new(texts: &[Text]) -> Self {
        let (mut starts, mut parent, mut bits) = (Vec::new(), Vec::new(), Vec::new());
        for (n, text) in texts.iter().enumerate() {
            starts.push(parent.len());
            for _ in 0..text.words.len() {
                parent.push(parent.len() as u32);
                bits.push(1 << (n % 32));
            }
        }
        Self { starts, parent, texts: bits }
    }

    fn word(&self, text: usize, at: u32) -> usize {
        self.starts[text] + at as usize
    }

    fn top(&mut self, mut at: usize) -> usize {
        while self.parent[at] as usize != at {
            self.parent[at] = self.parent[self.parent[at] as usize];
            at = self.parent[at] as usize;
        }
        at
    }

    fn join(&mut self, x: usize, y: usize) {
        let (x, y) = (self.top(x), self.top(y));
        if x != y && self.texts[x] & self.texts[y] == 0 {
            let (low, high) = (x.min(y), x.max(y));
            self.parent[high] = low as u32;
            self.texts[low] |= self.texts[high];
        }
    }

    fn finish(mut self, texts: &[Text], pile: &Pile) -> Collation {
        let mut numbers = vec![NONE; self.parent.len()];
        let mut places = 0;
        let mut forms = Forms::default();
        let mut all = Vec::with_capacity(texts.len());
        for (n, text) in texts.iter().enumerate() {
            let body = &text.article.text;
            let mut tokens = Vec::with_capacity(text.words.len());
            let mut end = 0;
            for at in 0..text.words.len() {
                let top = self.top(self.starts[n] + at);
                if numbers[top] == NONE {
                    numbers[top] = places;
                    places += 1;
                }
                let range = text.words.range(at);
                let between = body.get(end..range.start).unwrap_or("");
                end = range.end;
                let raw = range.of(body);
                let mut found = between.chars().filter(|c| is_quote_mark(*c));
                let mut letters = raw.chars();
                tokens.push(Token {
                    place: numbers[top],
                    form: forms.number(raw),
                    families: pile.usage.get(&text.words.key(at)).copied().unwrap_or(0),
                    opens: at == 0 || between.contains('\n'),
                    umlaut: raw.contains(['ä', 'ö', 'ü', 'Ä', 'Ö', 'Ü', 'ß']),
                    name: letters.next().is_some_and(char::is_uppercase)
                        && letters.next().is_none_or(char::is_lowercase),
                    marks: [found.next(), found.next()],
                });
            }
            all.push(tokens);
        }
        let readings = all
            .into_iter()
            .zip(texts)
            .map(|(tokens, text)| Reading {
                credited: !text.article.agencies.is_empty(),
                moment: moment::moment(text.article),
                ..Reading::new(tokens, places as usize)
            })
            .collect();
        Collation {
            readings,
            places: places as usize,
            likely: forms.words.iter().map(|w| pile.letters.likelihood(w)).collect(),
            forms: forms.words,
            families: pile.families,
        }
    }
}

#[derive(Default)]
struct Forms {
    words: Vec<String>,
    numbers: FxHashMap<String, u32>,
}

impl Forms {
    fn number(&mut self, raw: &str) -> u32 {
        let folded = fold(raw);
        let next = self.words.len() as u32;
        let words = &mut self.words;
        *self.numbers.entry(folded).or_insert_with_key(|folded| {
            words.push(folded.clone());
            next
        })
    }
}
