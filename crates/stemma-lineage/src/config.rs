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

/// Costs of an order of versions ([`crate::chain`]): a log-linear model of paths, fitted by likelihood to versions of
/// encyclopedia articles and rounded (`docs/lineage.md`). Natural logarithms.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// A piece of text that comes in. Default 0.39.
    pub add: f64,
    /// A piece of text that goes. Default 0.31.
    pub remove: f64,
    /// Runs of words that come and go in the same versions until they count as one piece, count. Default 4: fewer
    /// are a part of one.
    pub together: f64,
    /// A version that lacks a piece which stands before it and after it. Default 0.36.
    pub gap: f64,
    /// Weight of the logarithm of all runs of words of two neighbours over those that both have. Default 2.
    pub distance: f64,
    /// Gain of being longer than the version before, the same as a cost of being shorter. Full from a third longer or
    /// shorter. Default 0.4.
    pub length: f64,
    /// Gain of naming a later last year than the version before, the same as a cost of an earlier one. Default 0.6.
    pub year: f64,
    /// Weight of the logarithm of how many new words come in over how many go. Default 0.3.
    pub words: f64,
}

/// Negative log-likelihoods of what newsrooms do when they print the text of another, for families that are collated
/// as a whole ([`crate::Config::newsroom`]). What must be paid once in any account of a family cancels out; what
/// counts is which account pays twice.
#[derive(Clone, Debug, PartialEq)]
pub struct Newsroom {
    /// Bringing a word from outside, per word. Keeps two texts from having hit on the same words.
    pub word: f64,
    /// Leaving out the end.
    pub cut_end: f64,
    /// Leaving out a stretch anywhere else.
    pub cut_inside: f64,
    /// Every further paragraph of such a stretch.
    pub more_cut: f64,
    /// Adding own matter at the end.
    pub add_end: f64,
    /// Adding own matter anywhere else.
    pub add_inside: f64,
    /// Every further paragraph of own matter in one place.
    pub more_added: f64,
    /// Leaving out or adding the beginning: the head of a report is the last that goes.
    pub head: f64,
    /// Added where a stretch is not made of whole paragraphs.
    pub part: f64,
    /// Weight of the share of rare words of a stretch that stand elsewhere in the text, above
    /// [`Newsroom::echo_mean`]: own matter speaks of other things.
    pub echo: f64,
    /// Usual share of such words, fraction.
    pub echo_mean: f64,
    /// Moving a stretch.
    pub moved: f64,
    /// Putting other words.
    pub reword: f64,
    /// Putting another number.
    pub number: f64,
    /// Misspelling a word.
    pub misspell: f64,
    /// Putting right a misspelling, that of the misspelling included.
    pub correct: f64,
    /// A letter more, less or other, where neither form is known to be the right one.
    pub respell: f64,
    /// How much likelier the letters of a rare word must be than those of another form of it to be the right one,
    /// logarithm.
    pub slip: f64,
    /// Shortening a name.
    pub shorten_name: f64,
    /// Spelling out a name.
    pub lengthen_name: f64,
    /// The same change of a word once more in the same text.
    pub again: f64,
    /// Writing `ae` for `ä` throughout.
    pub transliterate: f64,
    /// Finding `ä` again.
    pub restore: f64,
    /// Other quotation marks throughout.
    pub requote: f64,
    /// Added where marks that were left as they were tell the other direction.
    pub leftover: f64,
    /// Added where marks or umlauts are respelt in a part of the text only.
    pub half: f64,
    /// Making one paragraph of two.
    pub merge: f64,
    /// Making two paragraphs of one.
    pub split: f64,
    /// Dropping the credit.
    pub drop_credit: f64,
    /// Crediting an agency that the exemplar does not name.
    pub find_credit: f64,
    /// Having a text from one that appeared later.
    pub later: f64,
    /// Having a second exemplar.
    pub second: f64,
    /// Every stretch from the second exemplar.
    pub borrow: f64,
    /// Words that a second exemplar must bring, count.
    pub second_words: usize,
    /// A lost text at the top.
    pub lost: f64,
    /// A lost text in the middle.
    pub lost_middle: f64,
    /// Every text at the top beyond the first.
    pub tops: f64,
    /// Slope from the log-odds of the costs to those of an edge being right: the costs know nothing of their own
    /// errors. Fitted on synthetic copy trees of three seeds, confirmed on three others (`docs/lineage.md`).
    pub calibration: f64,
}

impl Default for Newsroom {
    /// First set from how often each change is made and at how many places it could have been, then rounded by
    /// figures on synthetic copy trees of three seeds (`docs/lineage.md`).
    fn default() -> Self {
        Self {
            word: 0.5,
            cut_end: 1.6,
            cut_inside: 2.6,
            more_cut: 0.8,
            add_end: 3.0,
            add_inside: 3.0,
            more_added: 1.5,
            head: 5.0,
            part: 1.0,
            echo: 6.0,
            echo_mean: 0.3,
            moved: 4.0,
            reword: 5.0,
            number: 4.0,
            misspell: 5.0,
            correct: 9.0,
            respell: 5.0,
            slip: 2.0,
            shorten_name: 3.0,
            lengthen_name: 8.0,
            again: 0.2,
            transliterate: 2.0,
            restore: 8.0,
            requote: 2.0,
            leftover: 3.0,
            half: 4.0,
            merge: 4.0,
            split: 6.0,
            drop_credit: 0.7,
            find_credit: 5.0,
            later: 20.0,
            second: 3.0,
            borrow: 0.5,
            second_words: 15,
            lost: 2.5,
            lost_middle: 6.0,
            tops: 10.0,
            calibration: 0.78,
        }
    }
}

/// A logistic model of whether a family is one text revised by one hand, over properties of the whole family
/// ([`crate::habit`]). Fitted on synthetic copy trees of news against versions of encyclopedia articles and rounded
/// (`docs/lineage.md`). Texts of different outlets, or with the credit of an agency, are never one hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Habit {
    /// Constant of the model. Default 0.2.
    pub start: f64,
    /// Weight per small addition inside a text against its nearest relative, mean over the members. Default 2.
    pub small_additions: f64,
    /// Weight per rewording, counted alike. Default -0.3.
    pub rewordings: f64,
    /// Weight per misspelling, counted alike, at most one. Default -2: one in whichever text is nearest was not put
    /// right.
    pub misspellings: f64,
    /// Weight per text that writes `ae` for `ä` throughout, or the reverse. Default -3.
    pub transliterated: f64,
    /// Weight of the logarithm of how much longer the longest text is than the shortest. Default 0.5.
    pub growth: f64,
    /// Weight of the share of the pieces of text that have a gap in the likeliest order. Default -4.
    pub broken: f64,
    /// Added if all texts are of one outlet. Default 2, not fitted: no set has such families.
    pub one_outlet: f64,
}

/// Parameters of [`crate::trace_with`].
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// Share of the shorter text found in the other from which shared passages alone make a family, fraction.
    /// Default 0.2: below, texts share a statement or a quotation, not a descent.
    pub family: f64,
    /// The same from which two families become one where one hand may have written both, and the share of the pairs
    /// of their members that share text at all, fractions. Default 0.3 and 0.3: of the families of encyclopedia
    /// articles and of copied news that shared so much, all fifteen were one.
    pub rewritten: (f64, f64),
    /// Costs where newsrooms print the text of others: they cut from the bottom, drop paragraphs, now and then add
    /// one, and misspell. Fitted on synthetic copy trees (`docs/evaluation.md`).
    pub copying: Costs,
    /// Likelihoods for families of newsroom copies that are collated as a whole.
    pub newsroom: Newsroom,
    /// Costs where one hand revises its own text: it grows, many small places are reworded, misspellings are put
    /// right. Fitted on versions of encyclopedia articles (`docs/evaluation.md`).
    pub revising: Costs,
    /// Costs of the order of the versions of a revised text.
    pub revision: Revision,
    /// What tells revision from copying.
    pub habit: Habit,
    /// Writing `ae` for `ä` throughout, cost, once per text. Default 1.5.
    pub transliterate: f64,
    /// Finding `ä` again where the exemplar has `ae`, cost, once per text. Default 5.0.
    pub restore: f64,
    /// Shortening a name, cost. Default 0.85.
    pub shorten_name: f64,
    /// Spelling out a name that the exemplar shortens, cost. Default 6.0: it takes knowledge from elsewhere.
    pub lengthen_name: f64,
    /// Dropping the credit, cost. Default 0.4.
    pub drop_credit: f64,
    /// Crediting an agency that the exemplar does not name, cost. Default 1.5.
    pub find_credit: f64,
    /// Having a text from one that appeared later, cost. Default 9.0: clocks and dates of pages are wrong now and
    /// then.
    pub later: f64,
    /// Words a text must share with a second member and not with its exemplar to descend from both, count. Default
    /// 20, one long sentence.
    pub second: usize,
    /// The same as a share of the text, fraction. Default 0.05.
    pub second_share: f64,
    /// Members of a family up to which the best tree is sought, count. Default 1200: memory grows with the square.
    /// Larger families take for each text its best exemplar among the earlier ones.
    pub tree: usize,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            family: 0.2,
            rewritten: (0.3, 0.3),
            copying: Costs {
                cut_end: 0.75,
                cut_inside: 1.9,
                add_end: 2.6,
                add_inside: 3.1,
                length: 0.3,
                cut_word: 0.001,
                add_word: 0.001,
                distance: 0.3,
                growth: 0.0,
                reword: 3.0,
                misspell: 0.95,
                correct: 6.0,
                lost: 3.0,
            },
            newsroom: Newsroom::default(),
            revising: Costs {
                cut_end: 0.18,
                cut_inside: 0.25,
                add_end: 0.058,
                add_inside: 0.2,
                length: 0.012,
                cut_word: 0.0001,
                add_word: 0.0027,
                distance: 20.0,
                growth: 1.1,
                reword: 0.2,
                misspell: 0.6,
                correct: 0.048,
                lost: 130.0,
            },
            revision: Revision {
                add: 0.39,
                remove: 0.31,
                together: 4.0,
                gap: 0.36,
                distance: 2.0,
                length: 0.4,
                year: 0.6,
                words: 0.3,
            },
            habit: Habit {
                start: 0.2,
                small_additions: 2.0,
                rewordings: -0.3,
                misspellings: -2.0,
                transliterated: -3.0,
                growth: 0.5,
                broken: -4.0,
                one_outlet: 2.0,
            },
            transliterate: 1.5,
            restore: 5.0,
            shorten_name: 0.85,
            lengthen_name: 6.0,
            drop_credit: 0.4,
            find_credit: 1.5,
            later: 9.0,
            second: 20,
            second_share: 0.05,
            tree: 1200,
        }
    }
}
