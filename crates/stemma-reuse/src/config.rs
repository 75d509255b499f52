//! Parameters of the reuse stage, each with unit, default and reason.

/// Parameters of [`crate::find_reuse_with`].
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// Length of a shingle, in words. Default 5: in German news, runs of five words are shared by chance only where
    /// they are idioms, and an edited sentence still keeps one.
    pub shingle: usize,
    /// Width of the winnowing window, in shingles. Default 4: every shared run of `shingle + window - 1` = 8 words
    /// leaves at least one common fingerprint (Schleimer, Wilkerson & Aiken 2003, section 3).
    pub window: usize,
    /// Common fingerprints that make a candidate pair, count. Default 3, about a dozen words in a row.
    pub shared: u32,
    /// Common fingerprints that make a candidate pair, as a fraction of those of the shorter text. Default 0.03: a
    /// stub of eighty words needs one, a note of twice that length two.
    pub shared_fraction: f64,
    /// Rare stems per article that index it for retold reports, count. Default 32: names, numbers and the few words
    /// that only reports of this event use.
    pub rare_stems: usize,
    /// Articles that a stem may stand in to count as rare, count. Default 48.
    pub bucket: usize,
    /// Common rare stems that make a candidate for a retold report, count. Default 3.
    pub rare_shared: u32,
    /// Common rare stems that make a candidate for a retold report, as a fraction of the fewer. Default 0.25.
    pub rare_fraction: f64,
    /// Shortest run of equal words that can open a passage, in words. Default 3, so that reworded sentences are found
    /// too; shorter ones only join passages.
    pub seed: usize,
    /// Widest gap between two runs of one passage, in words on either side, at most 64. Default 12: one inserted
    /// clause.
    pub gap: usize,
    /// Fewest aligned words of a passage, in words. Default 5.
    pub passage_words: usize,
    /// Fewest letters and digits in the words of a passage, in characters. Default 24: chains of small words ("in der
    /// Nacht zum Montag") are common property.
    pub passage_letters: usize,
    /// Fewest aligned words of a reported pair, in words. Default 8, the floor under which no copy can be told from
    /// an idiom.
    pub pair_words: usize,
    /// Letters and digits in the words of the longest passage of a reported pair, in characters, at least. Default 40:
    /// eight words of usual length. On versions of articles recall is the same up to here, and falls from 48 on.
    pub pair_letters: usize,
    /// Least share of the shorter text that is aligned in a reported pair, fraction. Default 0.04; together with
    /// `free_words` this reports light reuse of short texts and drops a common phrase in long ones.
    pub pair_share: f64,
    /// Aligned words from which a pair is reported whatever the length of its texts, in words. Default 40: three
    /// sentences.
    pub free_words: usize,
    /// Length of the shorter text from which a pair must share a run of `pair_words` equal words, in words. Default
    /// 250: below, a reworded answer or note may share shorter runs only.
    pub long_text: usize,
    /// Articles that print one passage from which on it may be house matter (notices, legal lines, teasers), count.
    /// Default 6.
    pub boilerplate_articles: u32,
    /// Articles that print one passage up to which it makes candidates although it may be house matter, where no outlet
    /// is known, count. Default 64.
    pub boilerplate_sure: usize,
    /// Share of those articles that one outlet must have printed for the passage to be house matter, fraction.
    /// Default 0.8. Wire copy is printed by several outlets.
    pub boilerplate_outlet: f64,
    /// Days between the first and the last article with the passage from which on it is house matter whoever prints
    /// it, in days. Default 7: reports are news for less, legal lines of agencies stand for years.
    pub boilerplate_days: i32,
    /// Share of the shorter text that house matter must make up to count for a pair, fraction. Default 0.5: a report
    /// printed again and again fills the texts that print it, a legal line does not.
    pub boilerplate_share: f64,
    /// Containment of both texts from which a pair is an edited copy, fraction. Default 0.5.
    pub edited: f64,
    /// Containment of the shorter text from which a pair is an excerpt, fraction. Default 0.75.
    pub excerpt: f64,
    /// Likeness (cosine over weighted stems) from which two sentences can be renderings of one, fraction. Default
    /// 0.35 (second translations of one German news sentence lie above in 98 of 100 cases, `docs/evaluation.md`).
    pub sentence: f64,
    /// Share of the words of a sentence that both texts print in one passage, from which on the sentence is copied and
    /// not told again, fraction. Default 0.7.
    pub copied: f64,
    /// Share of the sentences of the shorter text that must align for a retold report, fraction. Default 0.5: reports
    /// on one event by different agencies stay well below.
    pub retold: f64,
    /// Share of the sentences of the shorter text from which on the whole report is there, fraction. Default 0.7. Below,
    /// at least half of the aligned sentences must be told in other words.
    pub retold_whole: f64,
    /// Fewest sentences that must be told again for a retold report, count. Default 4.
    pub retold_sentences: usize,
    /// The same where the whole report is there, count. Default 3: notes have few sentences.
    pub retold_few: usize,
    /// Share of a text that is aligned from which its pair may be a retelling although the two have few rare stems in
    /// common, fraction. Default 0.15.
    pub retold_aligned: f64,
    /// Share of the shorter text's stems, by weight, that must stand in the other before their sentences are compared,
    /// fraction. Default 0.25: half of the sentences with half of their matter.
    pub retold_matter: f64,
    /// Mean likeness of the sentences told again of a retold report, fraction. Default 0.45.
    pub retold_mean: f64,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            shingle: 5,
            window: 4,
            shared: 3,
            shared_fraction: 0.03,
            rare_stems: 32,
            bucket: 48,
            rare_shared: 3,
            rare_fraction: 0.25,
            seed: 3,
            gap: 12,
            passage_words: 5,
            passage_letters: 24,
            pair_words: 8,
            pair_letters: 40,
            pair_share: 0.04,
            free_words: 40,
            long_text: 250,
            boilerplate_articles: 6,
            boilerplate_sure: 64,
            boilerplate_outlet: 0.8,
            boilerplate_days: 7,
            boilerplate_share: 0.5,
            edited: 0.5,
            excerpt: 0.75,
            sentence: 0.35,
            copied: 0.7,
            retold: 0.5,
            retold_whole: 0.7,
            retold_sentences: 4,
            retold_few: 3,
            retold_aligned: 0.15,
            retold_matter: 0.25,
            retold_mean: 0.45,
        }
    }
}
