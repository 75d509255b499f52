//! How unlikely it is that a newsroom made one reading from another. Fourth step inside the lineage stage.
//!
//! Every cost is a negative log-likelihood, matter of one's own included, so that the costs of all steps of a stemma
//! and of the text at its top add up to the length of the shortest account of the whole family.

use rustc_hash::FxHashMap;

use crate::collate::{Collation, NONE, Reading, Token};
use crate::compare::misspelling;
use crate::config::Newsroom;

/// Longest stretch, in words, that counts as other words for the same rather than as matter of its own.
const REWORDING: usize = 12;

/// Shortest stretch, in words, whose change of place counts as moving it.
const MOVED: usize = 5;

/// Places that keep the old spelling from which a text counts as respelt by halves, count.
const HALF: u32 = 3;

/// Where a word of the witness comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    /// The exemplar.
    First,
    /// The second exemplar.
    Second,
    /// Neither.
    Own,
}

/// Costs of the steps of one family.
pub struct Edits<'f> {
    /// The family.
    pub collation: &'f Collation,
    /// Costs of single changes.
    pub costs: &'f Newsroom,
}

/// A stretch of words of one reading, `[start, end)`.
type Run = (usize, usize);

impl Edits<'_> {
    /// Cost of bringing all words of a text from outside.
    pub fn text(&self, reading: &Reading) -> f64 {
        self.costs.word * reading.tokens.len() as f64
    }

    /// Cost of making `to` from `from`, and from `second` where there is one.
    pub fn cost(&self, from: &Reading, second: Option<&Reading>, to: &Reading) -> f64 {
        let costs = self.costs;
        let origin: Vec<Origin> = to
            .tokens
            .iter()
            .map(|t| match second {
                _ if from.at[t.place as usize] != NONE => Origin::First,
                Some(second) if second.at[t.place as usize] != NONE => Origin::Second,
                _ => Origin::Own,
            })
            .collect();
        let lost: Vec<bool> = from.tokens.iter().map(|t| to.at[t.place as usize] == NONE).collect();
        let mut reworded = vec![false; from.tokens.len()];
        let mut sum = 0.0;
        let mut start = 0;
        for run in origin.chunk_by(|x, y| x == y) {
            let span = (start, start + run.len());
            start = span.1;
            match run[0] {
                Origin::First => {}
                Origin::Second => sum += costs.borrow,
                Origin::Own => match self.faced(from, to, &origin, span, &lost) {
                    Some(there) => {
                        reworded[there.0..there.1].fill(true);
                        sum += costs.reword + costs.word * run.len() as f64;
                    }
                    None => sum += self.added(to, span),
                },
            }
        }
        start = 0;
        for run in lost.iter().zip(&reworded).collect::<Vec<_>>().chunk_by(|x, y| x == y) {
            let span = (start, start + run.len());
            start = span.1;
            if *run[0].0 && !*run[0].1 {
                sum += self.cut(from, span);
            }
        }
        if second.is_some() {
            sum += costs.second;
        }
        sum + self.words(from, second, to)
            + costs.moved * moves(from, to, &origin) as f64
            + self.layout(from, to)
            + self.time(from, to)
            + second.map_or(0.0, |s| self.time(s, to))
    }

    /// The stretch of the exemplar that an own stretch of the witness renders in other words.
    fn faced(&self, from: &Reading, to: &Reading, origin: &[Origin], run: Run, lost: &[bool]) -> Option<Run> {
        if run.1 - run.0 > REWORDING {
            return None;
        }
        let place =
            |at: usize| (origin[at] == Origin::First).then(|| from.at[to.tokens[at].place as usize] as usize);
        let before = run.0.checked_sub(1).map_or(Some(0), |at| place(at).map(|there| there + 1));
        if let Some(first) = before {
            let length = lost[first.min(lost.len())..].iter().take_while(|l| **l).count();
            if (1..=REWORDING).contains(&length) {
                return Some((first, first + length));
            }
        }
        let end = if run.1 < to.tokens.len() { place(run.1)? } else { lost.len() };
        let length = lost[..end].iter().rev().take_while(|l| **l).count();
        (1..=REWORDING).contains(&length).then_some((end - length, end))
    }

    /// Cost of adding a stretch.
    pub fn added(&self, to: &Reading, run: Run) -> f64 {
        let costs = self.costs;
        let words = costs.word * (run.1 - run.0) as f64;
        if is_first_name(to, run) {
            return costs.lengthen_name + words;
        }
        let place = if run.0 == 0 {
            costs.head
        } else if run.1 == to.tokens.len() {
            costs.add_end
        } else {
            costs.add_inside
        };
        let whole = if is_whole(to, run) { 0.0 } else { costs.part };
        place + words + whole + costs.more_added * more(to, run) + self.strange(to, run)
    }

    /// Cost of leaving out a stretch.
    pub fn cut(&self, from: &Reading, run: Run) -> f64 {
        let costs = self.costs;
        if is_first_name(from, run) {
            return costs.shorten_name;
        }
        let whole = if is_whole(from, run) { 0.0 } else { costs.part };
        let place = if run.0 == 0 {
            costs.head
        } else if run.1 == from.tokens.len() {
            costs.cut_end
        } else {
            costs.cut_inside + costs.more_cut * more(from, run)
        };
        place + whole
    }

    /// How much more likely a stretch belonged to the text from the start than that it was added: its rare words
    /// stand elsewhere in the text, and names in it are known from there.
    fn strange(&self, text: &Reading, run: Run) -> f64 {
        let families = f64::from(self.collation.families);
        if run.1 - run.0 < 6 || families < 12.0 {
            return 0.0;
        }
        let mut outside: FxHashMap<u32, ()> = FxHashMap::default();
        for (n, token) in text.tokens.iter().enumerate() {
            if n < run.0 || n >= run.1 {
                outside.insert(token.form, ());
            }
        }
        let (mut known, mut all) = (0.0, 0.0);
        let mut seen: FxHashMap<u32, ()> = FxHashMap::default();
        for token in &text.tokens[run.0..run.1] {
            if seen.insert(token.form, ()).is_some() {
                continue;
            }
            let rare = (families / f64::from(token.families.max(1))).ln() - 1.0;
            if rare > 0.0 {
                all += rare;
                known += if outside.contains_key(&token.form) { rare } else { 0.0 };
            }
        }
        if all <= 0.0 {
            return 0.0;
        }
        self.costs.echo * (known / all - self.costs.echo_mean).clamp(-0.25, 0.25)
    }

    /// Words put for others.
    fn words(&self, from: &Reading, second: Option<&Reading>, to: &Reading) -> f64 {
        let mut seen: Vec<(u32, u32)> = Vec::new();
        let mut sum = 0.0;
        let (mut umlauts, mut plain, mut kept) = (0u32, 0u32, 0u32);
        for token in &to.tokens {
            let Some(word) = from.word(token.place).or_else(|| second.and_then(|s| s.word(token.place)))
            else {
                continue;
            };
            umlauts += u32::from(token.umlaut && !word.umlaut);
            plain += u32::from(word.umlaut && !token.umlaut);
            kept += u32::from(word.umlaut && token.umlaut);
            if word.form == token.form {
                continue;
            }
            if seen.contains(&(word.form, token.form)) {
                sum += self.costs.again;
                continue;
            }
            seen.push((word.form, token.form));
            sum += self.substitute(word, token);
        }
        if umlauts != plain && umlauts.min(plain) * 4 <= umlauts.max(plain) {
            sum += if plain > umlauts { self.costs.transliterate } else { self.costs.restore };
            // A house respells a text throughout; half of it respelt is half of another text.
            sum += if plain > umlauts && plain.min(kept) >= HALF { self.costs.half } else { 0.0 };
        }
        sum
    }

    /// Cost of putting one word for another at one place.
    pub fn step(&self, from: &Token, to: &Token) -> f64 {
        if from.form == to.form { 0.0 } else { self.substitute(from, to) }
    }

    fn substitute(&self, from: &Token, to: &Token) -> f64 {
        let costs = self.costs;
        let (one, two) = (&self.collation.forms[from.form as usize], &self.collation.forms[to.form as usize]);
        let digit = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
        if digit(one) && digit(two) {
            return costs.number;
        }
        let initial =
            |short: &str, long: &str| short.chars().count() == 1 && long.len() > 2 && long.starts_with(short);
        if from.name && to.name && initial(two, one) {
            return costs.shorten_name;
        }
        if from.name && to.name && initial(one, two) {
            return costs.lengthen_name;
        }
        if misspelling(one, two) {
            return self.misspelt(from, to);
        }
        costs.reword + costs.word
    }

    /// One of the two forms is a slip: the one that no other family has, or whose letters fit less.
    fn misspelt(&self, from: &Token, to: &Token) -> f64 {
        let costs = self.costs;
        let likely = |token: &Token| self.collation.likely[token.form as usize];
        let length = |token: &Token| self.collation.forms[token.form as usize].chars().count();
        let known = |x: &Token, y: &Token| {
            (x.families >= 2 && y.families <= 1)
                || (x.families.max(y.families) <= 1
                    && length(x) == length(y)
                    && likely(x) > likely(y) + costs.slip)
        };
        if known(from, to) {
            costs.misspell
        } else if known(to, from) {
            costs.correct
        } else {
            costs.respell
        }
    }

    /// Paragraphs, quotation marks, the credit.
    fn layout(&self, from: &Reading, to: &Reading) -> f64 {
        let costs = self.costs;
        let (mut merged, mut split) = (0, 0);
        let (mut left, mut right, mut kept): (Vec<char>, Vec<char>, Vec<char>) =
            (Vec::new(), Vec::new(), Vec::new());
        for (n, token) in to.tokens.iter().enumerate() {
            let there = from.at[token.place as usize] as usize;
            if there >= from.tokens.len() || n == 0 || there == 0 {
                continue;
            }
            if from.tokens[there - 1].place != to.tokens[n - 1].place {
                continue;
            }
            let word = &from.tokens[there];
            merged += usize::from(word.opens && !token.opens);
            split += usize::from(token.opens && !word.opens);
            for (x, y) in word.marks.iter().zip(&token.marks) {
                match (x, y) {
                    (Some(x), Some(y)) if x == y => kept.push(*x),
                    (Some(x), Some(y)) => {
                        left.push(*x);
                        right.push(*y);
                    }
                    _ => {}
                }
            }
        }
        let mut sum = costs.merge * f64::from(merged as u32) + costs.split * f64::from(split as u32);
        if !left.is_empty() {
            // Marks left as they were tell the older style.
            let only = |style: &[char], other: &[char]| {
                kept.iter().filter(|c| style.contains(c) && !other.contains(c)).count()
            };
            let (old, new) = (only(&left, &right), only(&right, &left));
            sum += costs.requote + if new > old { costs.leftover } else { 0.0 };
            sum += if old.min(left.len()) >= HALF as usize { costs.half } else { 0.0 };
        }
        match (from.credited, to.credited) {
            (true, false) => sum + costs.drop_credit,
            (false, true) => sum + costs.find_credit,
            _ => sum,
        }
    }

    fn time(&self, from: &Reading, to: &Reading) -> f64 {
        match (from.moment, to.moment) {
            (Some((first, _)), Some((_, last))) if last < first => self.costs.later,
            _ => 0.0,
        }
    }
}

/// A first name that stands before a name.
fn is_first_name(text: &Reading, run: Run) -> bool {
    run.1 - run.0 == 1 && run.1 < text.tokens.len() && text.tokens[run.0].name && text.tokens[run.1].name
}

/// True if the stretch begins and ends with a paragraph.
fn is_whole(text: &Reading, run: Run) -> bool {
    text.tokens[run.0].opens && text.tokens.get(run.1).is_none_or(|t| t.opens)
}

/// Paragraphs of a stretch beyond the first, count.
fn more(text: &Reading, run: Run) -> f64 {
    f64::from(text.tokens[run.0..run.1].iter().skip(1).filter(|t| t.opens).count() as u32)
}

/// How many stretches must be moved to bring the words of the exemplar into the order of the witness.
fn moves(from: &Reading, to: &Reading, origin: &[Origin]) -> usize {
    let order: Vec<u32> = to
        .tokens
        .iter()
        .zip(origin)
        .filter(|(_, o)| **o == Origin::First)
        .map(|(t, _)| from.at[t.place as usize])
        .collect();
    let mut sorted = order.clone();
    sorted.sort_unstable();
    let mut rank: FxHashMap<u32, usize> = FxHashMap::default();
    for (n, at) in sorted.iter().enumerate() {
        rank.insert(*at, n);
    }
    let ranks: Vec<usize> = order.iter().map(|at| rank[at]).collect();
    let blocks: Vec<usize> = ranks
        .chunk_by(|x, y| x + 1 == *y)
        .filter(|block| block.len() >= MOVED)
        .map(|block| block[0])
        .collect();
    // Longest increasing run of blocks (patience sorting).
    let mut tails: Vec<usize> = Vec::new();
    for block in &blocks {
        let at = tails.partition_point(|t| t < block);
        if at == tails.len() { tails.push(*block) } else { tails[at] = *block }
    }
    blocks.len() - tails.len()
}
