//! Names, times and quantities of one main text, and checks between its quantities. Second step of the pipeline
//! (article → **annotations** → …).
//!
//! Words owned here: mention, coreference chain, entity.

use stemma_lexicon::Lexicon;
use stemma_text::token::Clitics;
use stemma_text::{Annotations, Article, Dated, Language, TextRange};

mod checks;
mod names;
mod quantities;
mod times;

/// What is looked for in an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Names of persons, places and organisations.
    pub names: bool,
    /// Expressions of time.
    pub times: bool,
    /// Quantities.
    pub quantities: bool,
    /// Quotations; found by `stemma-quote`.
    pub quotations: bool,
    /// The model of `stemma-quote` for speeches.
    pub model: bool,
}

impl Default for Parts {
    fn default() -> Self {
        Self { names: true, times: true, quantities: true, quotations: true, model: true }
    }
}

/// Annotates articles of one language. Compiled once from the lexicon, then shared by all threads.
pub struct Annotator {
    language: Language,
    clitics: Clitics,
    /// Abbreviations after which a sentence goes on, where the splitter does not know them.
    abbreviations: Vec<String>,
    names: names::Namer,
    times: times::Timer,
    quantities: quantities::Measurer,
    checks: checks::Checker,
}

impl Annotator {
    /// Compiles the lists and patterns of `language`.
    pub fn new(lexicon: &Lexicon, language: Language) -> Self {
        let words = lexicon.words(lexicon.folder(language.code(), names::FALLBACK), "function-words");
        let listed = |name: &str| words.named(name).into_iter().flat_map(|e| e.list("words"));
        Self {
            language,
            abbreviations: listed("sentence goes on after").map(str::to_owned).collect(),
            clitics: Clitics::new(listed("elided"), listed("enclitic"), listed("kept whole")),
            names: names::Namer::new(lexicon, language),
            times: times::Timer::new(lexicon, language),
            quantities: quantities::Measurer::new(lexicon, language),
            checks: checks::Checker::new(lexicon, language),
        }
    }

    /// Annotates one article. `reference` is the moment relative times are resolved against.
    pub fn annotate(&self, article: &Article, reference: Option<&Dated>) -> Annotations {
        self.annotate_parts(article, reference, Parts::default())
    }

    /// The same, without what `parts` leaves out.
    pub fn annotate_parts(&self, article: &Article, reference: Option<&Dated>, parts: Parts) -> Annotations {
        let text = article.text.as_str();
        let tokens = self.clitics.cut(text, stemma_text::token::tokenize(text));
        let sentences = stemma_text::sentence::split(text, self.language);
        let sentences = stemma_text::sentence::join_after(text, sentences, &self.abbreviations);
        let (entities, derived) =
            if parts.names { self.names.find(text, &tokens, &sentences) } else { Default::default() };
        // Dates are no quantities: these need the times too.
        let wanted = parts.times || parts.quantities;
        let mut times =
            if wanted { self.times.find(text, &tokens, &sentences, reference) } else { Vec::new() };
        let (quantities, ordinals) =
            if parts.quantities { self.quantities.find(text, &tokens, &times) } else { Default::default() };
        if !parts.times {
            times.clear();
        }
        Annotations {
            tokens,
            sentences,
            entities,
            derived,
            times,
            quantities,
            ordinals,
            reference: reference.cloned(),
        }
    }

    /// Checks quantities and times that the text ties together against each other.
    pub fn check(&self, article: &Article, annotations: &Annotations) -> Vec<Finding> {
        self.checks.check(&article.text, annotations)
    }
}

/// Quantities that do not add up as given. Never an accusation: the explanation shows the computation.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Kind of check: `arithmetic`, `calendar`, `conversion`, `range`.
    pub kind: &'static str,
    /// The words at fault, in bytes of the main text.
    pub range: TextRange,
    /// The computation, in German.
    pub explanation_de: String,
    /// The computation, in English.
    pub explanation_en: String,
}
