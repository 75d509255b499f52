//! The primitive under claim matching: do two sentences say the same, does one follow from the other, do they
//! contradict each other?
//!
//! Words are aligned ([`align`]) and weighed by their rarity ([`words`]); what is covered, what is left over, and
//! where denials, opposites and numbers differ becomes [`Evidence`], which logistic functions turn into scores.

use stemma_encode::Encoder;
use stemma_lexicon::Lexicon;

mod align;
mod evidence;
mod signs;
mod words;

pub use evidence::Evidence;
pub use words::Prepared;

/// How two sentences stand to each other. All scores are fractions 0–1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// That both say the same: from 0.5 on the words of each mostly stand in the other.
    pub same: f64,
    /// That `b` is true if `a` is.
    pub entails: f64,
    /// That both cannot be true. From 0.5 on there is a sign of it; from 0.6 on the sign is a strong one (a denial of
    /// what both share), or there are several.
    pub conflicts: f64,
    /// `same`, `entails`, `conflicts` or `different`.
    pub relation: &'static str,
}

/// Compares sentences. Compiled once from the lexicon.
pub struct Comparer {
    languages: Vec<words::Words>,
    encoder: Option<Encoder>,
}

impl Comparer {
    /// Compiles the word lists of all languages.
    pub fn new(lexicon: &Lexicon) -> Self {
        let mut pairs = Vec::new();
        let languages = lexicon.languages();
        Self {
            languages: languages.iter().map(|l| words::Words::new(lexicon, l, &mut pairs)).collect(),
            encoder: None,
        }
    }

    /// The same with the sentence encoder, which knows what sentences in other words or in another language say.
    /// Preparing a sentence then takes about two milliseconds in place of some hundredths.
    #[must_use]
    pub fn with_encoder(self, encoder: Encoder) -> Self {
        Self { encoder: Some(encoder), ..self }
    }

    /// Compares two sentences in any language there is data for.
    pub fn compare(&self, a: &str, b: &str) -> Comparison {
        self.compare_prepared(&self.prepare(a), &self.prepare(b))
    }

    /// Makes a sentence ready to be compared with many others.
    pub fn prepare(&self, text: &str) -> Prepared {
        let mut prepared = words::prepare(&self.languages, text);
        prepared.meaning = self.encoder.as_ref().and_then(|e| e.encode(&[text]).pop()).map(Box::new);
        prepared
    }

    /// Makes many sentences ready, each as [`Comparer::prepare`] does; the encoder takes less time for many at once.
    pub fn prepare_all(&self, texts: &[&str]) -> Vec<Prepared> {
        let mut all: Vec<Prepared> = texts.iter().map(|t| words::prepare(&self.languages, t)).collect();
        if let Some(encoder) = &self.encoder {
            for (prepared, vector) in all.iter_mut().zip(encoder.encode(texts)) {
                prepared.meaning = Some(Box::new(vector));
            }
        }
        all
    }

    /// Compares two sentences that were made ready before.
    pub fn compare_prepared(&self, a: &Prepared, b: &Prepared) -> Comparison {
        Evidence::gather(a, b).judge()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compare(a: &str, b: &str) -> Comparison {
        Comparer::new(&Lexicon::builtin()).compare(a, b)
    }

    fn check(a: &str, b: &str, relation: &str) {
        let found = compare(a, b);
        assert_eq!(found.relation, relation, "{a} | {b}: {found:?}");
    }

    #[test]
    fn tells_relations_apart() {
        check(
            "Bürgermeisterin Odenthal will im Mai nach Quellenau reisen.",
            "Im Mai will Bürgermeisterin Odenthal eine Reise nach Quellenau antreten.",
            "same",
        );
        check(
            "Die Fähre Silbermöwe sank am Dienstag vor Quellenau, teilte die Reederei Brandt mit.",
            "Die Fähre sank vor Quellenau.",
            "entails",
        );
        check(
            "Der Fährmann hat den Vertrag unterschrieben.",
            "Der Fährmann hat den Vertrag nicht unterschrieben.",
            "conflicts",
        );
        check(
            "Die Zahl der Fährgäste ist im Juni gestiegen.",
            "Die Zahl der Fährgäste ist im Juni gesunken.",
            "conflicts",
        );
        check("Die Fähre hatte 14 Gäste an Bord.", "Die Fähre hatte 40 Gäste an Bord.", "conflicts");
        check(
            "Die Fähre hatte 14 Gäste an Bord.",
            "Das Wetter bleibt am Wochenende freundlich.",
            "different",
        );
        check("Odenthal besiegte Quellmann.", "Quellmann besiegte Odenthal.", "conflicts");
        check("Der Verein hat nicht nur in Quellenau Boote.", "Der Verein hat in Quellenau Boote.", "same");
        check(
            "The ferry did not reach Millhaven on Monday.",
            "The ferry reached Millhaven on Monday.",
            "conflicts",
        );
    }

    #[test]
    fn strong_signs_stand_in_the_same_place() {
        let strong = |a: &str, b: &str, expected: bool| {
            let found = compare(a, b);
            assert_eq!(found.conflicts >= 0.6, expected, "{a} | {b}: {found:?}");
        };
        strong("The ferry carried 14 guests.", "The ferry carried 40 guests.", true);
        strong("The ferry carried more than 14 guests.", "The ferry carried 40 guests.", false);
        strong("Die Zahl der Gäste ist gestiegen.", "Die Zahl der Gäste ist gesunken.", true);
        strong("Brandt kaufte die Fähre von Odenthal.", "Odenthal verkaufte die Fähre an Brandt.", false);
        strong("No ferry reached Millhaven today.", "NO FERRY reached Millhaven today.", false);
        strong("Le bac n’est pas arrivé à Millhaven.", "Le bac est arrivé à Millhaven.", true);
    }

    #[test]
    fn names_and_numbers_meet_across_languages() {
        let found = compare(
            "Odenthal sagte in Quellenau, 14 Boote fehlten.",
            "Odenthal said in Quellenau that 14 boats were missing.",
        );
        let other =
            compare("Odenthal sagte in Quellenau, 14 Boote fehlten.", "The weather stays fine in Millhaven.");
        assert!(found.same > other.same + 0.3, "{found:?} {other:?}");
    }

    #[test]
    fn the_encoder_knows_other_words_and_other_languages() {
        let comparer = Comparer::new(&Lexicon::builtin()).with_encoder(Encoder::builtin());
        let german = "Die Fähre ist am Dienstag vor der Küste gesunken.";
        let english = "The ferry sank off the coast on Tuesday.";
        let other = "The weather stays fine at the coast on Tuesday.";
        let found = comparer.compare(german, english);
        assert_eq!(found.relation, "same", "{found:?}");
        assert!(found.same > comparer.compare(german, other).same + 0.2, "{found:?}");
        let (there, back) = (comparer.compare(german, english).same, comparer.compare(english, german).same);
        assert!((there - back).abs() < 1e-6);
        let all = comparer.prepare_all(&[german, english]);
        assert_eq!(comparer.compare_prepared(&all[0], &all[1]), found);
        for text in ["", "🙂", "..."] {
            let found = comparer.compare(text, english);
            assert!((0.0..=1.0).contains(&found.same), "{found:?}");
        }
    }

    #[test]
    fn any_text_gives_fractions() {
        let comparer = Comparer::new(&Lexicon::builtin());
        let long = "a".repeat(100_000);
        let many = "nicht 5 ".repeat(20_000);
        for a in ["", "🙂", "\u{301}\u{301}", "...", "„", &long, &many] {
            for b in ["", "Ja.", "ﬁ", &long, &many] {
                let found = comparer.compare(a, b);
                for score in [found.same, found.entails, found.conflicts] {
                    assert!((0.0..=1.0).contains(&score), "{found:?}");
                }
            }
        }
        assert_eq!(comparer.compare("", "").relation, "different");
    }

    proptest::proptest! {
        #[test]
        fn same_is_symmetric(a in "\\PC{0,80}", b in "\\PC{0,80}") {
            let comparer = Comparer { languages: Vec::new(), encoder: None };
            proptest::prop_assert_eq!(comparer.compare(&a, &b).same, comparer.compare(&b, &a).same);
        }
    }

    #[test]
    fn same_is_symmetric_on_sentences() {
        let comparer = Comparer::new(&Lexicon::builtin());
        let sentences = [
            "Die Fähre Silbermöwe sank am Dienstag vor Quellenau.",
            "Am Dienstag ist vor Quellenau eine Fähre gesunken, am Mittwoch eine zweite Fähre.",
            "On Tuesday the ferry Silbermöwe sank near Quellenau.",
        ];
        for a in sentences {
            assert!(comparer.compare(a, a).same > 0.99);
            for b in sentences {
                let (there, back) = (comparer.compare(a, b).same, comparer.compare(b, a).same);
                assert!((there - back).abs() < 1e-6, "{there} {back}");
            }
        }
    }
}
