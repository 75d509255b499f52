//! What changed between two texts of a family, and which way each change goes more easily. Second step inside the
//! lineage stage.

use rustc_hash::FxHashMap;
use stemma_reuse::{Alignment, Words};
use stemma_text::Article;

use crate::config::{Config, Costs};
use crate::letters::Letters;

/// Shortest run of equal words that opens a passage when texts of one family are compared, in words: one more than for
/// finding them, since shorter runs cut real changes in two.
const SEED: usize = 4;

/// Longest stretch, in words, that counts as other words for the same rather than as matter of its own.
const REWORDING: usize = 12;

/// One article with its words.
#[derive(Clone, Copy)]
pub struct Text<'t> {
    /// The article.
    pub article: &'t Article,
    /// Its words.
    pub words: &'t Words,
}

impl<'t> Text<'t> {
    fn raw(&self, at: usize) -> &'t str {
        self.words.range(at).of(&self.article.text)
    }
}

/// In how many families of the pile each word stands, by [`Words::key`]: what one copyist misspells, his copies
/// inherit, but no other family has it.
pub type Usage = FxHashMap<u32, u32>;

/// What all families of the pile together say about words.
pub struct Pile {
    /// In how many families each word stands.
    pub usage: Usage,
    /// The letters of words that several families have.
    pub letters: Letters,
    /// Families with two members or more, count.
    pub families: u32,
}

/// Families that must know a word for it to be the right spelling of one that only this family has, count.
const KNOWN: u32 = 3;

/// What a change is. "Longer" and "right" say what the first text of the comparison has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Words at the end that only one text has.
    End,
    /// Words elsewhere that only one text has.
    Inside,
    /// Other words for the same.
    Reworded,
    /// One text misspells what the other spells.
    Misspelt,
    /// One text shortens a name.
    Name,
    /// One text writes `ae` for `ä`.
    Transliterated,
    /// One text names an agency, the other none.
    Credit,
}

/// One change between the texts `a` and `b`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What it is.
    pub change: Change,
    /// True if `a` has what the other lacks: the words, the right spelling, the full name, the umlaut, the credit.
    pub has_a: bool,
    /// Words of `a`, `[start, end)`.
    pub a: (usize, usize),
    /// Words of `b`, `[start, end)`.
    pub b: (usize, usize),
}

impl Difference {
    /// Cost of the change if `b` was made from `a` (`true`), or `a` from `b`.
    pub fn cost(&self, b_from_a: bool, costs: &Costs, config: &Config) -> f64 {
        let lost_on_the_way = self.has_a == b_from_a;
        let words = self.words() as f64;
        let per_word = if lost_on_the_way { costs.cut_word } else { costs.add_word };
        let length = costs.length * words.ln() + per_word * words;
        match (self.change, lost_on_the_way) {
            (Change::End, true) => costs.cut_end + length,
            (Change::Inside, true) => costs.cut_inside + length,
            (Change::End, false) => costs.add_end + length,
            (Change::Inside, false) => costs.add_inside + length,
            (Change::Reworded, _) => costs.reword + length,
            (Change::Misspelt, true) => costs.misspell,
            (Change::Misspelt, false) => costs.correct,
            (Change::Name, true) => config.shorten_name,
            (Change::Name, false) => config.lengthen_name,
            (Change::Transliterated, true) => config.transliterate,
            (Change::Transliterated, false) => config.restore,
            (Change::Credit, true) => config.drop_credit,
            (Change::Credit, false) => config.find_credit,
        }
    }

    /// Words it spans in the text where it is longer, at least one.
    fn words(&self) -> usize {
        (self.a.1 - self.a.0).max(self.b.1 - self.b.0).max(1)
    }
}

/// Everything that changed between two texts.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// The alignment underneath.
    pub alignment: Alignment,
    /// The changes, in order of the first text, then those of the whole.
    pub differences: Vec<Difference>,
    /// Words only the first text has.
    pub own_a: usize,
    /// Words only the second text has.
    pub own_b: usize,
}

impl Comparison {
    /// Cost of all changes if the second text was made from the first (`true`), or the first from the second.
    pub fn cost(&self, b_from_a: bool, costs: &Costs, config: &Config) -> f64 {
        let changes: f64 = self.differences.iter().map(|d| d.cost(b_from_a, costs, config)).sum();
        let growth = if b_from_a { self.growth() } else { -self.growth() };
        changes + costs.distance * self.distance() - costs.growth * growth
    }

    /// How much longer the second text is than the first: -1 for a third of its length shorter or more, 1 for longer.
    fn growth(&self) -> f64 {
        let aligned = self.alignment.pairs.len();
        let (a, b) = ((aligned + self.own_a).max(1) as f64, (aligned + self.own_b).max(1) as f64);
        (3.0 * (b / a).ln()).clamp(-1.0, 1.0)
    }

    /// Cost of all changes if both texts were made from a third: each change falls to the text it is easier for.
    pub fn cost_apart(&self, costs: &Costs, config: &Config) -> f64 {
        let least = |d: &Difference| d.cost(true, costs, config).min(d.cost(false, costs, config));
        self.differences.iter().map(least).sum::<f64>() + costs.distance * self.distance()
    }

    /// Logarithm of all words of both texts over those both have.
    fn distance(&self) -> f64 {
        let aligned = self.alignment.pairs.len().max(1) as f64;
        ((aligned + (self.own_a + self.own_b) as f64) / aligned).ln()
    }
}

/// Compares two texts.
pub fn compare(a: Text, b: Text, usage: &Usage) -> Comparison {
    let config = stemma_reuse::Config { seed: SEED, ..stemma_reuse::Config::default() };
    let alignment = stemma_reuse::align(a.words, b.words, &config);
    let mut found = Vec::new();
    gaps(a, b, &alignment, usage, &mut found);
    whole(a, b, &alignment, &mut found);
    let aligned = alignment.pairs.len();
    Comparison {
        differences: found,
        own_a: a.words.len() - aligned,
        own_b: b.words.len() - aligned,
        alignment,
    }
}

/// Changes between aligned words.
fn gaps(a: Text, b: Text, alignment: &Alignment, usage: &Usage, found: &mut Vec<Difference>) {
    let pairs = &alignment.pairs;
    let mut used_b = vec![false; b.words.len()];
    for (_, there) in pairs {
        used_b[*there as usize] = true;
    }
    let mut taken_b = vec![false; b.words.len()];
    let mut at = 0;
    for n in 0..=pairs.len() {
        let end = pairs.get(n).map_or(a.words.len(), |p| p.0 as usize);
        if at < end {
            // Free words of b right behind the word aligned before, or right before the word aligned next.
            let behind = n.checked_sub(1).map_or(0, |m| pairs[m].1 as usize + 1);
            let mut facing = free_from(&used_b, &taken_b, behind);
            if facing.0 == facing.1
                && let Some(next) = pairs.get(n)
            {
                facing = free_before(&used_b, &taken_b, next.1 as usize);
            }
            let rewording = facing.1 > facing.0 && facing.1 - facing.0 <= REWORDING && end - at <= REWORDING;
            if rewording {
                taken_b[facing.0..facing.1].fill(true);
                found.push(reworded(a, b, (at, end), facing, usage));
            } else {
                let change = if n == pairs.len() { Change::End } else { Change::Inside };
                found.push(only(a, (at, end), change, true));
            }
        }
        at = pairs.get(n).map_or(end, |p| p.0 as usize + 1);
    }
    let mut there = 0;
    while there < b.words.len() {
        let (start, end) = free_from(&used_b, &taken_b, there);
        if start < end {
            let change = if end == b.words.len() { Change::End } else { Change::Inside };
            found.push(only(b, (start, end), change, false));
        }
        there = end.max(there + 1);
    }
}

fn free_from(used: &[bool], taken: &[bool], start: usize) -> (usize, usize) {
    let length = (start..used.len()).take_while(|n| !used[*n] && !taken[*n]).count();
    (start, start + length)
}

fn free_before(used: &[bool], taken: &[bool], end: usize) -> (usize, usize) {
    let length = (0..end).rev().take_while(|n| !used[*n] && !taken[*n]).count();
    (end - length, end)
}

/// Words that one text has alone: a first name before a name is a name, all else matter.
fn only(text: Text, words: (usize, usize), change: Change, has_a: bool) -> Difference {
    let capital = |at: usize| {
        let mut letters = text.raw(at).chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
    };
    let first_name =
        words.1 - words.0 == 1 && words.1 < text.words.len() && capital(words.0) && capital(words.1);
    let change = if first_name { Change::Name } else { change };
    let (a, b) = if has_a { (words, (0, 0)) } else { ((0, 0), words) };
    Difference { change, has_a, a, b }
}

fn reworded(a: Text, b: Text, left: (usize, usize), right: (usize, usize), usage: &Usage) -> Difference {
    let plain = Difference { change: Change::Reworded, has_a: true, a: left, b: right };
    if left.1 - left.0 != 1 || right.1 - right.0 != 1 {
        return plain;
    }
    let (one, two) = (a.raw(left.0), b.raw(right.0));
    if let Some(has_a) = initial(one, two) {
        return Difference { change: Change::Name, has_a, ..plain };
    }
    let (one, two) = (stemma_text::fold::fold(one), stemma_text::fold::fold(two));
    let known = |text: Text, at: usize| usage.get(&text.words.key(at)).copied().unwrap_or(0);
    let (in_a, in_b) = (known(a, left.0), known(b, right.0));
    if misspelling(&one, &two) && in_a.min(in_b) <= 1 && in_a.max(in_b) >= KNOWN {
        return Difference { change: Change::Misspelt, has_a: in_a > in_b, ..plain };
    }
    plain
}

/// If one word is the initial of the other: whether the first is the full one.
fn initial(one: &str, two: &str) -> Option<bool> {
    let is_initial = |short: &str, long: &str| {
        short.chars().count() == 1
            && long.chars().count() > 2
            && long.starts_with(short)
            && short.chars().all(char::is_uppercase)
    };
    if is_initial(two, one) { Some(true) } else { is_initial(one, two).then_some(false) }
}

/// True if one swap, one missing, one additional or one other letter makes one word the other.
pub fn misspelling(one: &str, two: &str) -> bool {
    let (x, y): (Vec<char>, Vec<char>) = (one.chars().collect(), two.chars().collect());
    if x.len().min(y.len()) < 4 || x.len().abs_diff(y.len()) > 1 || x[0].is_ascii_digit() {
        return false;
    }
    let front = x.iter().zip(&y).take_while(|(p, q)| p == q).count();
    let back = x[front..].iter().rev().zip(y[front..].iter().rev()).take_while(|(p, q)| p == q).count();
    let (left, right) = (&x[front..x.len() - back], &y[front..y.len() - back]);
    match (left.len(), right.len()) {
        (0 | 1, 0 | 1) => true,
        (2, 2) => left[0] == right[1] && left[1] == right[0],
        _ => false,
    }
}

/// Changes that run through the whole text.
fn whole(a: Text, b: Text, alignment: &Alignment, found: &mut Vec<Difference>) {
    let umlaut = |word: &str| word.contains(['ä', 'ö', 'ü', 'Ä', 'Ö', 'Ü', 'ß']);
    let (mut in_a, mut in_b) = (0, 0);
    for (x, y) in &alignment.pairs {
        let (one, two) = (umlaut(a.raw(*x as usize)), umlaut(b.raw(*y as usize)));
        in_a += u32::from(one && !two);
        in_b += u32::from(two && !one);
    }
    if in_a != in_b && in_a.min(in_b) * 4 <= in_a.max(in_b) {
        found.push(Difference { change: Change::Transliterated, has_a: in_a > in_b, a: (0, 0), b: (0, 0) });
    }
    let (left, right) = (!a.article.agencies.is_empty(), !b.article.agencies.is_empty());
    if left != right {
        found.push(Difference { change: Change::Credit, has_a: left, a: (0, 0), b: (0, 0) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_text::Language;

    fn changes(a: &str, b: &str) -> Vec<(Change, bool)> {
        let (x, y) = (Article::as_is("x", a, Language::GERMAN), Article::as_is("y", b, Language::GERMAN));
        let (p, q) = (Words::new(a), Words::new(b));
        let usage: Usage = [(Words::new("Fischerei").key(0), 9)].into_iter().collect();
        let (left, right) = (Text { article: &x, words: &p }, Text { article: &y, words: &q });
        compare(left, right, &usage).differences.iter().map(|d| (d.change, d.has_a)).collect()
    }

    #[test]
    fn tells_changes_apart() {
        let text = "Die Fischerei in Nordholm steht vor dem Ende, sagte Minister Jens Larsen am Freitag. Es fehlt Geld.";
        assert_eq!(changes(text, text), []);
        assert_eq!(changes(text, &text.replace(" Es fehlt Geld.", "")), [(Change::End, true)]);
        assert_eq!(changes(&text.replace("Jens ", ""), text), [(Change::Name, false)]);
        assert_eq!(changes(text, &text.replace("Jens", "J.")), [(Change::Name, true)]);
        assert_eq!(changes(&text.replace("Fischerei", "Ficsherei"), text), [(Change::Misspelt, false)]);
        assert_eq!(changes(text, &text.replace("vor dem Ende", "vor dem Aus")), [(Change::Reworded, true)]);
    }

    #[test]
    fn umlauts_are_lost_not_found() {
        let text = "Die Fähre über den größten Fjord fährt im März nicht nach Süden, hieß es.";
        let plain = text.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('ß', "ss");
        assert_eq!(changes(text, &plain), [(Change::Transliterated, true)]);
    }
}
