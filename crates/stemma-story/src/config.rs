//! The settings of story clustering, in one place.

/// Settings, in round values chosen by hand. The part on terms was chosen by the mean of B-cubed and pairwise F1, the
/// part on meaning, tightness and time by the mean of B-cubed F1 over ECB+ topics 1-35 (Cybulska & Vossen 2014),
/// Giveme5W1H (Hamborg et al. 2018) and BASIL 2010-14 (Fan et al. 2019), where the neighbouring values do as well:
/// figures on those parts are figures on the sets they were chosen on. Nothing was trained on the texts.
#[derive(Clone, Debug)]
pub struct Config {
    /// Characters kept of a folded word; words that agree in them are one term.
    pub stem: usize,
    /// Pile size, in articles, at which counts of the pile weigh as much as the frequency of words in the language.
    pub background: f64,
    /// Factor on the weight of terms that no other article of a large pile holds: they say that an article has its
    /// own words, not that it has its own story.
    pub alone: f32,
    /// Occurrences a word of the title counts for, beside those in the text.
    pub title: f32,
    /// Occurrences that one occurrence in the lead counts for.
    pub lead: f32,
    /// Length of the lead, in words.
    pub lead_words: usize,
    /// Factor on the weight of names.
    pub names: f32,
    /// Factor on the weight of numbers.
    pub numbers: f32,
    /// Terms kept of an article, the weightiest.
    pub terms: usize,
    /// Terms of an article that candidates are looked up by, the weightiest.
    pub lookup: usize,
    /// Articles a term may stand in and still lead to candidates.
    pub widest: usize,
    /// Candidates kept of an article, the likest.
    pub neighbours: usize,
    /// Least cosine of a candidate, as a fraction.
    pub floor: f32,
    /// Factor on `floor` for articles in two languages.
    pub floor_across: f32,
    /// Candidates in other languages kept of an article, the likest.
    pub neighbours_across: usize,
    /// Weight of the meaning of title and lead (cosine of the sentence encoder's vectors) beside the cosine of the terms.
    /// 0 leaves the encoder out, which saves most of the time.
    pub meaning: f32,
    /// Cosine of meanings that speaks neither for nor against one story: strangers lie below it.
    pub neutral: f32,
    /// Occurrences that the title counts for in the meaning, beside one for each sentence of the lead.
    pub title_meaning: f32,
    /// Sentences of the lead that go into the meaning, count.
    pub lead_sentences: usize,
    /// What likeness across languages lacks, as a share of it: few words are shared, and vectors of translations lie less
    /// close than those of two reports in one language.
    pub across: f32,
    /// How tightness is valued: the likeness of two stories is the mean over their pairs, divided by the geometric mean of
    /// their tightness, over `usual`, to twice this power. 0 is average linkage. Above, what is told in many words of its
    /// own (an affair) may be looser than what is told in few (a match of one team, and its next).
    pub relative: f32,
    /// Tightness (mean likeness of the pairs inside) of a usual story; what an article alone is taken to have.
    pub usual: f32,
    /// Pairs of usual likeness that are put to the pairs of each story, so that one pair does not say all, count.
    pub prior: f32,
    /// Likeness down to which stories are joined, as a fraction.
    pub cut: f32,
    /// Pile size, in articles, from which `cut` holds in full. Who hands over a few articles has picked them: they are
    /// of one event more often than those of a corpus.
    pub picked: f32,
    /// Factor on `cut` that a pile of no size would have; it grows evenly to 1 at `picked`. Ten articles drawn at random
    /// from 1,000 on one disease still fell into 7 to 10 stories.
    pub picked_cut: f32,
    /// Mean likeness of the articles of a pile, by words rare in their languages, from which the pile is one that was
    /// picked on one event, as a fraction. Piles picked on one event by hand lie at .33 to .55, piles on one name of the
    /// news at .19 to .26, mixed ones below .1.
    pub one_event: f32,
    /// Days between articles that cost nothing.
    pub free_days: f64,
    /// Days after the free ones in which likeness halves.
    pub half_days: f64,
    /// Factor on likeness that distance in time never goes below.
    pub far: f32,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            stem: 6,
            background: 50.0,
            alone: 0.1,
            title: 8.0,
            lead: 2.0,
            lead_words: 80,
            names: 1.2,
            numbers: 1.5,
            terms: 400,
            lookup: 40,
            widest: 2000,
            neighbours: 40,
            floor: 0.04,
            floor_across: 0.5,
            neighbours_across: 10,
            meaning: 0.4,
            neutral: 0.25,
            title_meaning: 2.0,
            lead_sentences: 2,
            across: 0.5,
            relative: 0.6,
            usual: 0.3,
            prior: 1.0,
            cut: 0.16,
            picked: 100.0,
            picked_cut: 0.6,
            one_event: 0.3,
            free_days: 14.0,
            half_days: 60.0,
            far: 0.6,
        }
    }
}

impl Config {
    /// Likeness down to which stories of a pile of `articles` are joined.
    pub fn cut_of(&self, articles: usize) -> f32 {
        let share = (articles as f32 / self.picked).min(1.0);
        self.cut * (self.picked_cut + (1.0 - self.picked_cut) * share)
    }
}
