//! Words of speech and thought by what they do, for speeches (`data/<language>/speech-cues.toml`): verbs under one
//! lemma with their particles, nouns, adjectives.

use rustc_hash::{FxHashMap, FxHashSet};
use stemma_lexicon::Lexicon;

/// Longest word, in bytes, that is looked up.
const LONGEST: usize = 60;
/// Farthest particle from its verb, in tokens.
pub const FARTHEST_PARTICLE: usize = 45;

/// Shortest stem, in bytes.
const SHORTEST_STEM: usize = 3;
/// Begins no word: where a language has no such prefix.
const NOTHING: &str = "\0";
/// Lists of small words.
const SMALL: [&str; 6] = ["never", "object pronoun", "goes on", "placeholder", "possessive", "sight"];

/// What a word of speech or thought does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Says something.
    Say,
    /// Asks for something.
    Urge,
    /// Decides or judges.
    Decide,
    /// Holds for true.
    Think,
    /// Sees, hears, reads.
    Perceive,
    /// Lets something be seen.
    Show,
    /// Feels about something.
    Feel,
    /// A noun of thought.
    OpinionNoun,
    /// A noun of speech.
    SpeechNoun,
    /// An adjective beside a copula.
    State,
}

const KINDS: [(&str, Kind); 10] = [
    ("say", Kind::Say),
    ("urge", Kind::Urge),
    ("decide", Kind::Decide),
    ("think", Kind::Think),
    ("perceive", Kind::Perceive),
    ("show", Kind::Show),
    ("feel", Kind::Feel),
    ("opinion noun", Kind::OpinionNoun),
    ("speech noun", Kind::SpeechNoun),
    ("state", Kind::State),
];

/// A word under its lemma.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lemma {
    /// One value for all forms, hashed.
    pub hash: u32,
    /// What it does, where it is listed.
    pub kind: Option<Kind>,
}

/// The words of one language.
#[derive(Clone, Debug, Default)]
pub struct CueWords {
    /// What a stem with its particle does.
    stems: FxHashMap<String, Kind>,
    /// Stems of other vowels: the stem of the infinitive.
    vowels: FxHashMap<String, String>,
    particles: FxHashSet<String>,
    /// Small words, by the name of their list.
    small: FxHashMap<&'static str, FxHashSet<String>>,
    /// Endings of inflection, in the order in which they are tried.
    endings: Vec<String>,
    /// What a participle begins with.
    participle: String,
    /// What stands between particle and verb in an infinitive.
    infix: String,
}

impl CueWords {
    /// Reads the words of the language whose data stand in `folder`.
    pub fn new(lexicon: &Lexicon, folder: &str) -> Self {
        let file = lexicon.words(folder, "speech-cues");
        let list = |name: &str| file.named(name).into_iter().flat_map(|e| e.list("words"));
        let mut words = Self {
            small: SMALL.iter().map(|n| (*n, list(n).map(str::to_owned).collect())).collect(),
            endings: list("ending").map(str::to_owned).collect(),
            participle: list("participle prefix").next().unwrap_or(NOTHING).to_owned(),
            infix: list("infix").next().unwrap_or(NOTHING).to_owned(),
            ..Self::default()
        };
        for line in list("ablaut") {
            let mut forms = line.split(' ');
            let infinitive = words.folded(forms.next().unwrap_or_default());
            for form in forms {
                words.vowels.insert(words.folded(form), infinitive.clone());
            }
        }
        for entry in &file.entries {
            let name = entry.text("name").unwrap_or_default();
            let Some((_, kind)) = KINDS.iter().find(|(n, _)| *n == name) else { continue };
            for word in entry.list("words") {
                let (particle, verb) = word.split_once('|').unwrap_or(("", word));
                if !particle.is_empty() {
                    words.particles.insert(particle.to_owned());
                }
                let stem = format!("{particle}{}", words.folded(verb));
                words.stems.entry(stem).or_insert(*kind);
            }
        }
        words
    }

    /// True if this can be the particle of a listed verb.
    pub fn is_particle(&self, lower: &str) -> bool {
        self.particles.contains(lower)
    }

    /// True if the word stands in the list of small words with this name.
    pub fn is(&self, name: &str, lower: &str) -> bool {
        self.small.get(name).is_some_and(|words| words.contains(lower))
    }

    /// The word without prefix and ending of its inflection.
    pub fn stem<'w>(&self, lower: &'w str) -> &'w str {
        let long = |rest: &&str| rest.len() >= SHORTEST_STEM;
        let mut endings = self.endings.iter();
        let stem = endings.find_map(|e| lower.strip_suffix(e.as_str()).filter(long)).unwrap_or(lower);
        stem.strip_prefix(self.participle.as_str()).filter(long).unwrap_or(stem)
    }

    /// The stem without umlauts.
    fn folded(&self, word: &str) -> String {
        let plain = |c| match c {
            'ä' => 'a',
            'ö' => 'o',
            'ü' => 'u',
            c => c,
        };
        self.stem(word).chars().map(plain).collect()
    }

    /// One value for all forms of a verb with its particle, for other words their stem; and what it does.
    pub fn lemma(&self, lower: &str, capital: bool, particle: Option<&str>) -> Lemma {
        if lower.len() > LONGEST {
            return Lemma::default();
        }
        let plain = |rest: &str| {
            let stem = self.folded(rest);
            self.vowels.get(&stem).cloned().unwrap_or(stem)
        };
        let never = !capital && self.is("never", lower);
        let of = |stem: String| Lemma {
            hash: stemma_text::features::hash(stem.as_bytes()),
            kind: self
                .stems
                .get(&stem)
                .copied()
                .filter(|k| !never && capital == matches!(k, Kind::OpinionNoun | Kind::SpeechNoun)),
        };
        if let Some(particle) = particle {
            return of(format!("{particle}{}", plain(lower)));
        }
        let whole = plain(lower);
        if capital || self.stems.contains_key(&whole) {
            return of(whole);
        }
        let ends = lower.char_indices().map(|(at, _)| at).filter(|at| (2..=8).contains(at));
        let mut divided = ends.filter(|&at| lower.len() > at + 4 && self.particles.contains(&lower[..at]));
        let found = divided.find_map(|at| {
            let (before, rest) = lower.split_at(at);
            let bare = rest.strip_prefix(self.infix.as_str()).filter(|r| r.len() > 4).unwrap_or(rest);
            let stem = format!("{before}{}", plain(bare));
            self.stems.contains_key(&stem).then_some(stem)
        });
        of(found.unwrap_or(whole))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_share_a_lemma() {
        let words = CueWords::new(&Lexicon::builtin(), "de");
        let check = |a: (&str, Option<&str>), b: &str, kind: Kind| {
            let (one, two) = (words.lemma(a.0, false, a.1), words.lemma(b, false, None));
            assert_eq!(one, two, "{a:?} {b}");
            assert_eq!(one.kind, Some(kind), "{b}");
        };
        check(("schlage", Some("vor")), "vorgeschlagen", Kind::Urge);
        check(("schlägt", Some("vor")), "vorzuschlagen", Kind::Urge);
        check(("spricht", None), "gesprochen", Kind::Say);
        check(("wissen", None), "weiß", Kind::Think);
        assert_eq!(words.lemma("forderung", true, None).kind, Some(Kind::SpeechNoun));
        assert_eq!(words.lemma("garten", true, None).kind, None);
    }
}
