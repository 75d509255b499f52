//! Word lists of one language, compiled once: numbers, hedges, marks of attribution, moods, names.

use rustc_hash::{FxHashMap, FxHashSet};
use stemma_lexicon::{Entry, Lexicon, Table, WordFile};

use crate::corrections::Notices;

/// From which entry of the table of common words a word counts as rare, in -10 ln of its share of all words. 115 is one
/// word in a hundred thousand: `Ole` lies above, `Minister` below.
const RARE: u32 = 115;

/// The lists of one language. Words stand in lower case.
#[derive(Debug)]
pub struct Lists {
    /// Values of number words; those above 99 multiply what stands before them.
    pub numbers: FxHashMap<String, f64>,
    /// Words that join the parts of a number word: `und`.
    pub number_joints: Vec<String>,
    /// Number words that are articles as well.
    pub articles: FxHashSet<String>,
    /// Words before a number that say it is rough: `rund`.
    pub about: FxHashSet<String>,
    /// Words that hedge.
    pub hedges: FxHashSet<String>,
    /// Runs of words that hedge, by their first word.
    pub hedge_runs: Runs,
    /// Words that hedge only if another one follows in the sentence.
    pub hedges_needing: FxHashMap<String, String>,
    /// Runs in which a word hedges nothing.
    pub no_hedge: Runs,
    /// Modals that tell hearsay, and whether the infinitive of a state makes them so.
    pub modals: FxHashMap<String, bool>,
    /// Infinitives that make a perfect.
    pub perfect: FxHashSet<String>,
    /// Infinitives of states.
    pub state: FxHashSet<String>,
    /// Words that look forward.
    pub forward: FxHashSet<String>,
    /// Forms of modal verbs.
    pub modal_words: FxHashSet<String>,
    /// Finite forms of verbs of saying, and the particle that must follow, if any.
    pub says: FxHashMap<String, Vec<Option<String>>>,
    /// Words that attribute by themselves.
    pub marks: FxHashSet<String>,
    /// Runs of words that attribute.
    pub mark_runs: Runs,
    /// Words that attribute before or after one of the nouns.
    pub before_noun: FxHashSet<String>,
    /// Those nouns.
    pub nouns: FxHashSet<String>,
    /// Endings of such nouns.
    pub noun_endings: Vec<String>,
    /// The word of `…, so der Sprecher`.
    pub so: FxHashSet<String>,
    /// Moods of finite verbs.
    pub moods: Table,
    /// Indicative forms for a form of the subjunctive, where no rule gives them.
    pub indicative: FxHashMap<String, Vec<String>>,
    /// Endings that make an indicative form from the stem of a subjunctive.
    pub indicative_endings: Vec<String>,
    /// Forms that are more often other words.
    pub no_verb: FxHashSet<String>,
    /// Kinds of names by word as it is written.
    pub names: Table,
    /// Known words, folded.
    pub known: Table,
    /// Words that say what a person is.
    pub roles: FxHashSet<String>,
    /// Words without matter of their own, folded.
    pub stopwords: FxHashSet<String>,
    /// Notices of corrections.
    pub notices: Notices,
}

/// Runs of words by their first word.
pub type Runs = FxHashMap<String, Vec<Vec<String>>>;

impl Default for Lists {
    fn default() -> Self {
        let empty = Table::new("");
        Self {
            numbers: FxHashMap::default(),
            number_joints: Vec::new(),
            articles: FxHashSet::default(),
            about: FxHashSet::default(),
            hedges: FxHashSet::default(),
            hedge_runs: Runs::default(),
            hedges_needing: FxHashMap::default(),
            no_hedge: Runs::default(),
            modals: FxHashMap::default(),
            perfect: FxHashSet::default(),
            state: FxHashSet::default(),
            forward: FxHashSet::default(),
            modal_words: FxHashSet::default(),
            says: FxHashMap::default(),
            marks: FxHashSet::default(),
            mark_runs: Runs::default(),
            before_noun: FxHashSet::default(),
            nouns: FxHashSet::default(),
            noun_endings: Vec::new(),
            so: FxHashSet::default(),
            moods: empty.clone(),
            indicative: FxHashMap::default(),
            indicative_endings: Vec::new(),
            no_verb: FxHashSet::default(),
            names: empty.clone(),
            known: empty,
            roles: FxHashSet::default(),
            stopwords: FxHashSet::default(),
            notices: Notices::default(),
        }
    }
}

impl Lists {
    /// The lists of the language with this folder of data.
    pub fn new(lexicon: &Lexicon, folder: &str) -> Self {
        let mut lists = Self {
            moods: lexicon.table(folder, "subjunctive"),
            names: lexicon.table(folder, "names-words"),
            known: lexicon.table(folder, "frequency"),
            notices: Notices::new(lexicon, folder),
            ..Self::default()
        };
        lists.read_numbers(&lexicon.words(folder, "numbers"));
        lists.read_hedges(&lexicon.words(folder, "hedges"));
        lists.read_attribution(lexicon, folder);
        lists.read_moods(&lexicon.words(folder, "moods"));
        for entry in &lexicon.words(folder, "names-roles").entries {
            if matches!(entry.text("name"), Some("title" | "role")) {
                lists.roles.extend(entry.list("words").map(str::to_lowercase));
            }
        }
        for name in ["function-words", "stopwords"] {
            for entry in &lexicon.words(folder, name).entries {
                lists.stopwords.extend(entry.list("words").map(stemma_text::fold::fold));
            }
        }
        let function = lexicon.words(folder, "function-words");
        if let Some(entry) = function.named("doubtful subjunctive") {
            lists.no_verb.extend(words(entry));
        }
        if let Some(entry) = function.named("modal") {
            lists.modal_words.extend(words(entry));
        }
        lists
    }

    fn read_numbers(&mut self, file: &WordFile) {
        for entry in &file.entries {
            let valued = entry.list("words").filter_map(|w| {
                let (word, value) = w.rsplit_once(' ')?;
                Some((word.to_lowercase(), value.parse::<f64>().ok()?))
            });
            match entry.text("kind") {
                Some("cardinal" | "scale") => self.numbers.extend(valued),
                Some("and") => self.number_joints.extend(valued.map(|(w, _)| w)),
                Some("article") => self.articles.extend(valued.map(|(w, _)| w)),
                Some("bound") => self.about.extend(words(entry)),
                _ => {}
            }
        }
        let articles = &self.articles;
        self.about.retain(|w| !w.contains(' ') && !articles.contains(w));
    }

    fn read_hedges(&mut self, file: &WordFile) {
        let endings: Vec<&str> = file.named("ending").map(|e| e.list("words").collect()).unwrap_or_default();
        for entry in &file.entries {
            match entry.text("strength").or(entry.text("name")) {
                Some("doubtful" | "hearsay" | "probable" | "possible") => {
                    if let Some(needs) = entry.text("needs") {
                        self.hedges_needing.extend(words(entry).map(|w| (w, needs.to_owned())));
                        continue;
                    }
                    let adjectives =
                        entry.list("adjectives").flat_map(|a| endings.iter().map(move |e| format!("{a}{e}")));
                    self.hedges.extend(adjectives.chain(words(entry)));
                    entry.list("phrases").for_each(|p| push_run(&mut self.hedge_runs, p));
                }
                Some("no hedge") => entry.list("phrases").for_each(|p| push_run(&mut self.no_hedge, p)),
                Some("modal") => self.modals.extend(words(entry).map(|w| (w, true))),
                Some("modal with perfect") => {
                    self.modals.extend(words(entry).map(|w| (w, false)));
                }
                Some("perfect") => self.perfect.extend(words(entry)),
                Some("state") => self.state.extend(words(entry)),
                Some("forward") => self.forward.extend(words(entry)),
                _ => {}
            }
        }
    }

    fn read_attribution(&mut self, lexicon: &Lexicon, folder: &str) {
        for entry in &lexicon.words(folder, "cues").entries {
            if !matches!(entry.text("kind"), None | Some("say" | "tell")) {
                continue;
            }
            let particle = entry.text("particle");
            for form in entry.list("finite") {
                self.says.entry(form.to_owned()).or_default().push(particle.map(str::to_owned));
                if let Some(particle) = particle {
                    self.says.entry(format!("{particle}{form}")).or_default().push(None);
                }
            }
        }
        let frames = lexicon.words(folder, "attribution-frames");
        for entry in &frames.entries {
            match entry.text("name") {
                Some("before" | "after" | "anaphoric") => self.marks.extend(words(entry)),
                Some("before noun") => self.before_noun.extend(words(entry)),
                Some("nach noun") => self.nouns.extend(words(entry)),
                Some("nach ending") => self.noun_endings.extend(words(entry)),
                Some("so") => self.so.extend(words(entry)),
                Some("before source") => {
                    entry.list("phrases").for_each(|p| push_run(&mut self.mark_runs, &p.replace(" | ", " ")));
                }
                Some("before paired") => {
                    let links = frames.named("before link");
                    let links: Vec<&str> = links.map(|e| e.list("words").collect()).unwrap_or_default();
                    for word in entry.list("words") {
                        links.iter().for_each(|l| push_run(&mut self.mark_runs, &format!("{word} {l}")));
                    }
                }
                _ => {}
            }
        }
    }

    fn read_moods(&mut self, file: &WordFile) {
        for entry in &file.entries {
            let indicative: Vec<String> = words_of(entry, "indicative").collect();
            for form in words_of(entry, "subjunctive") {
                self.indicative.entry(form).or_default().extend(indicative.iter().cloned());
            }
            self.indicative_endings.extend(words_of(entry, "endings"));
        }
    }

    /// True if a capitalised word can be part of a name of a person or place.
    pub fn is_name(&self, word: &str) -> bool {
        if !word.starts_with(char::is_uppercase) || self.roles.contains(&word.to_lowercase()) {
            return false;
        }
        match self.names.find(word) {
            Some(line) => {
                let kinds = line.split('\t').nth(1).unwrap_or("");
                kinds.contains(['g', 's', 'c', 'r']) || kinds == "n" && self.is_rare(word)
            }
            None => !self.is_known(word),
        }
    }

    /// True if the word is known as a part of a person's name. A word that no table has is as likely a noun that says
    /// what the person is; where a language has no table of names, every capitalised word may be one.
    pub fn is_name_part(&self, word: &str) -> bool {
        if !word.starts_with(char::is_uppercase) || self.roles.contains(&word.to_lowercase()) {
            return false;
        }
        let kinds = self.names.find(word).and_then(|line| line.split('\t').nth(1));
        match kinds {
            Some(kinds) => kinds.contains(['g', 's']) || kinds.contains('n') && self.is_rare(word),
            None => self.names.lines().next().is_none(),
        }
    }

    /// True if the word is known as a given name.
    pub fn is_given_name(&self, word: &str) -> bool {
        self.names
            .find(word)
            .and_then(|line| line.split('\t').nth(1))
            .is_some_and(|kinds| kinds.contains('g'))
    }

    /// True if the word is not among those of every news.
    fn is_rare(&self, word: &str) -> bool {
        let share = self.known.find(&stemma_text::fold::fold(word)).and_then(|v| v.parse::<u32>().ok());
        share.is_none_or(|share| share >= RARE)
    }

    /// True if the table of common words has the word.
    pub fn is_known(&self, word: &str) -> bool {
        self.known.find(&stemma_text::fold::fold(word)).is_some()
    }

    /// True if `indicative` is a form of the same verb as the form `subjunctive`.
    pub fn turned(&self, subjunctive: &str, indicative: &str) -> bool {
        if let Some(forms) = self.indicative.get(subjunctive) {
            return forms.iter().any(|f| f == indicative);
        }
        let Some(stem) = subjunctive.strip_suffix('e').filter(|s| s.len() > 1) else { return false };
        let Some(ending) = indicative.strip_prefix(stem) else { return false };
        self.indicative_endings.iter().any(|e| e == ending)
    }

    /// True if the word is a form of a modal verb, the subjunctive of reported speech included.
    pub fn is_modal(&self, word: &str) -> bool {
        let turned = || {
            self.indicative.get(word).is_some_and(|forms| forms.iter().any(|f| self.modal_words.contains(f)))
        };
        self.modal_words.contains(word) || turned()
    }

    /// True if the word is a form of the subjunctive of reported speech.
    pub fn is_subjunctive(&self, word: &str) -> bool {
        if self.no_verb.contains(word) {
            return false;
        }
        self.indicative.contains_key(word) || self.moods.find(word).is_some_and(|m| m.contains(['1', 'a']))
    }
}

fn words(entry: &Entry) -> impl Iterator<Item = String> + '_ {
    words_of(entry, "words")
}

fn words_of<'e>(entry: &'e Entry, key: &str) -> impl Iterator<Item = String> + 'e {
    entry.list(key).map(str::to_lowercase).collect::<Vec<_>>().into_iter()
}

fn push_run(runs: &mut Runs, phrase: &str) {
    let run: Vec<String> = phrase.to_lowercase().split(' ').map(str::to_owned).collect();
    runs.entry(run[0].clone()).or_default().push(run);
}
