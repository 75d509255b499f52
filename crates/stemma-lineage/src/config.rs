//! Parameters of the lineage stage, each with unit, default and reason.

/// Costs of changes: natural logarithms of how unlikely a change is when a text is handed on. A change that goes one
/// way more easily costs little that way and more the other; this is the theory of common errors (Maas 1927) with
/// numbers: what a copyist cannot put right by himself shows who came first.
#[derive(Clone, Debug, PartialEq)]
pub struct Costs {
    /// Leaving out the end of a text.
    pub cut_end: f64,
    /// Leaving out a stretch anywhere else.
    pub cut_inside: f64,
    /// Adding own matter at the end.
    pub add_end: f64,
    /// Adding own matter anywhere else.
    pub add_inside: f64,
    /// Added to the four above per logarithm of the number of words.
    pub length: f64,
    /// Added to leaving out per word.
    pub cut_word: f64,
    /// Added to adding per word.
    pub add_word: f64,
    /// Weight of the logarithm of one over the share of words that both texts have.
    pub distance: f64,
    /// Being shorter than the exemplar, the same as a gain for being longer: texts under one hand grow. Full from a
    /// third shorter or longer.
    pub growth: f64,
    /// Putting other words.
    pub reword: f64,
    /// Misspelling a word.
    pub misspell: f64,
    /// Putting right a misspelling.
    pub correct: f64,
    /// Standing under a lost exemplar: every lost text must earn its place.
    pub lost: f64,
}

impl Costs {
    /// The mean of two sets of costs, the second with the weight `share`, 0–1.
    pub fn blended(&self, other: &Costs, share: f64) -> Costs {
        let mean = |x: f64, y: f64| x * (1.0 - share) + y * share;
        Costs {
            cut_end: mean(self.cut_end, other.cut_end),
            cut_inside: mean(self.cut_inside, other.cut_inside),
            add_end: mean(self.add_end, other.add_end),
            add_inside: mean(self.add_inside, other.add_inside),
            length: mean(self.length, other.length),
            cut_word: mean(self.cut_word, other.cut_word),
            add_word: mean(self.add_word, other.add_word),
            distance: mean(self.distance, other.distance),
            growth: mean(self.growth, other.growth),
            reword: mean(self.reword, other.reword),
            misspell: mean(self.misspell, other.misspell),
            correct: mean(self.correct, other.correct),
            lost: mean(self.lost, other.lost),
        }
    }
}

/// A logistic model of whether a family is one text revised by one hand, over properties of the whole family. Fitted
/// on synthetic copy trees of news against versions of encyclopedia articles (`docs/evaluation.md`): right for 83 of
/// 100 families of versions and 91 of 100 copy trees. Texts of different outlets, or with the credit of an agency, are
/// never one hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Habit {
    /// Weight per small change between a text and its nearest relative, mean over the members, at most four.
    pub small_changes: f64,
    /// Weight of the logarithm of how much longer the longest text is than the shortest.
    pub growth: f64,
    /// Weight per quotation mark in a hundred words, at most four.
    pub quotes: f64,
    /// Constant of the model.
    pub start: f64,
}

/// Parameters of [`crate::trace_with`].
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// Share of the shorter text found in the other from which shared passages alone make a family, fraction.
    /// Default 0.3: below, texts share a statement or a quotation, not a descent.
    pub family: f64,
    /// Costs where newsrooms print the text of others: they cut from the bottom, drop paragraphs, now and then add
    /// one, and misspell. Fitted on synthetic copy trees (`docs/evaluation.md`).
    pub copying: Costs,
    /// Costs where one hand revises its own text: it grows, many small places are reworded, misspellings are put
    /// right. Fitted on versions of encyclopedia articles (`docs/evaluation.md`).
    pub revising: Costs,
    /// What tells revision from copying.
    pub habit: Habit,
    /// Writing `ae` for `ä` throughout, cost, once per text. Default 1.5.
    pub transliterate: f64,
    /// Finding `ä` again where the exemplar has `ae`, cost, once per text. Default 5.0.
    pub restore: f64,
    /// Shortening a name, cost. Default 1.0.
    pub shorten_name: f64,
    /// Spelling out a name that the exemplar shortens, cost. Default 3.5: it takes knowledge from elsewhere.
    pub lengthen_name: f64,
    /// Dropping the credit, cost. Default 0.8.
    pub drop_credit: f64,
    /// Crediting an agency that the exemplar does not name, cost. Default 3.5.
    pub find_credit: f64,
    /// Having a text from one that appeared later, cost. Default 9.0: clocks and dates of pages are wrong now and
    /// then.
    pub later: f64,
    /// Words a text must share with a second member and not with its exemplar to descend from both, count. Default
    /// 30, two sentences.
    pub second: usize,
    /// The same as a share of the text, fraction. Default 0.1.
    pub second_share: f64,
    /// Members of a family up to which the best tree is sought, count. Default 1200: memory grows with the square.
    /// Larger families take for each text its best exemplar among the earlier ones.
    pub tree: usize,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            family: 0.3,
            copying: Costs {
                cut_end: 1.0,
                cut_inside: 1.6,
                add_end: 1.9,
                add_inside: 1.9,
                length: 0.15,
                cut_word: 0.001,
                add_word: 0.001,
                distance: 0.0,
                growth: 0.0,
                reword: 1.2,
                misspell: 1.5,
                correct: 3.5,
                lost: 3.0,
            },
            revising: Costs {
                cut_end: 1.3,
                cut_inside: 1.1,
                add_end: 0.9,
                add_inside: 0.9,
                length: 0.2,
                cut_word: 0.055,
                add_word: 0.055,
                distance: 5.0,
                growth: 0.5,
                reword: 0.5,
                misspell: 2.0,
                correct: 0.5,
                lost: 8.0,
            },
            habit: Habit { small_changes: 1.3, growth: 2.0, quotes: -0.75, start: -2.0 },
            transliterate: 1.5,
            restore: 5.0,
            shorten_name: 1.0,
            lengthen_name: 3.5,
            drop_credit: 0.8,
            find_credit: 3.5,
            later: 9.0,
            second: 30,
            second_share: 0.1,
            tree: 1200,
        }
    }
}
