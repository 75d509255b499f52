//! Quotations: who said what, to whom, in which words, and the chain from the first origin to the text at hand.
//! Third step of the pipeline (annotations → **quotations** → claims).
//!
//! Words owned here: quotation (direct, indirect, free indirect, reported), source, cue, content, addressee,
//! attribution chain. Types of quotation follow Petersen-Frey & Biemann (2024); source, cue and content follow PARC
//! (Pareti 2016).

mod act;
mod carry;
pub mod chain;
mod clause;
mod cue;
mod draft;
mod finish;
mod force;
mod frame;
mod group;
mod hedge;
mod learned;
mod lists;
mod marks;
mod party;
mod phrase;
mod register;
mod report;
mod speaker;
mod speech;
mod tagged;
mod view;
mod withheld;
mod words;

pub use report::{Force, Hedge, RULES, Read, SourceFrom, Strength, Unnamed, UnnamedType};
use stemma_lexicon::Lexicon;
use stemma_text::{Annotations, Article, Language, TextRange};

/// One quotation. All ranges are bytes of the main text; spans may be discontinuous.
#[derive(Clone, Debug, PartialEq)]
pub struct Quotation {
    /// `q1`, `q2`, … in order of the text.
    pub id: String,
    /// Its type.
    pub kind: QuotationKind,
    /// What is said.
    pub content: Vec<TextRange>,
    /// The words that make it a quotation.
    pub cue: Vec<TextRange>,
    /// Who says it, in the words of the text. May stand in an earlier sentence.
    pub source: Vec<TextRange>,
    /// Who is told.
    pub addressee: Vec<TextRange>,
    /// The entity of the annotations that the source is.
    pub source_entity: Option<String>,
    /// The quotation this one stands in.
    pub nested_in: Option<String>,
    /// Affirmed, denied or questioned by its source.
    pub polarity: Polarity,
    /// How firmly it is said.
    pub modality: Modality,
    /// What the report does with it.
    pub force: Force,
    /// Words that hedge it, in its content or in the clause of its cue.
    pub hedges: Vec<TextRange>,
    /// From the first origin to the agencies and the outlet of the article.
    pub chain: Vec<Link>,
    /// Name of the rule that found it: one of [`RULES`].
    pub rule: String,
    /// The verb that its cue is a form of, as the list of cues names it.
    pub entry: Option<String>,
    /// Where its source was found.
    pub source_from: SourceFrom,
}

/// Types of quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum QuotationKind {
    /// Word for word, in quotation marks.
    Direct,
    /// In the words of the reporter, with a cue.
    Indirect,
    /// Without a cue, carried on from before.
    FreeIndirect,
    /// Between the two.
    IndirectFreeIndirect,
    /// That something was said, without its content as a clause.
    Reported,
}

/// What the source does with the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Polarity {
    /// Says it.
    Affirmed,
    /// Says it is not so.
    Denied,
    /// Asks or doubts it.
    Questioned,
}

/// How firmly a content is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Modality {
    /// As a fact.
    Asserted,
    /// With a hedge: mutmaßlich, angeblich.
    Hedged,
    /// As a plan: will, soll, plant.
    Planned,
    /// As a possibility: könnte, möglich.
    Possible,
}

/// One link of an attribution chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Best name: of the entity, else the words of the text.
    pub name: String,
    /// What it is.
    pub kind: LinkKind,
    /// Role or description, in the words of the text.
    pub description: Option<String>,
    /// Key of the entity ([`stemma_text::Entity::key`]) where there is one.
    pub key: Option<String>,
    /// What sort of source it is, where it has no name.
    pub unnamed: Option<Unnamed>,
}

/// What a link of a chain is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkKind {
    /// A named human being.
    Person,
    /// Somebody without a name.
    UnnamedPerson,
    /// A body of people.
    Organisation,
    /// A news agency.
    Agency,
    /// A medium.
    Outlet,
    /// A paper, a letter, a study.
    Document,
}

/// Finds quotations in articles of one language. Compiled once from the lexicon, then shared by all threads.
pub struct Attributor {
    lists: lists::Lists,
    forces: force::Forces,
    hedges: hedge::Hedges,
    chainer: chain::Chainer,
    register: register::Register,
    words: words::CueWords,
    model: Option<learned::Model>,
}

impl Attributor {
    /// Compiles the cues and frames of `language`.
    pub fn new(lexicon: &Lexicon, language: Language) -> Self {
        let lists = lists::Lists::new(lexicon, language);
        let folder = lists::folder(lexicon, language);
        Self {
            lists,
            forces: force::Forces::new(lexicon, folder),
            hedges: hedge::Hedges::new(lexicon, folder),
            chainer: chain::Chainer::new(lexicon, language),
            register: register::Register::new(lexicon, folder),
            words: words::CueWords::new(lexicon, folder),
            model: learned::Model::new(lexicon, folder),
        }
    }

    /// All quotations of one article, in order of their first range, each with its chain.
    pub fn attribute(&self, article: &Article, annotations: &Annotations) -> Vec<Quotation> {
        self.read(article, annotations).quotations
    }

    /// All quotations of one article, in order of their first range, each with its chain; and all of its hedges.
    pub fn read(&self, article: &Article, annotations: &Annotations) -> Read {
        self.read_with(article, annotations, self.model.as_ref())
    }

    /// The same without the model of speeches: rules alone.
    pub fn read_by_rules(&self, article: &Article, annotations: &Annotations) -> Read {
        self.read_with(article, annotations, None)
    }

    fn read_with(
        &self,
        article: &Article,
        annotations: &Annotations,
        model: Option<&learned::Model>,
    ) -> Read {
        let mut found = self.find(&article.text, annotations, model);
        let (chains, own) = self.chainer.chains(article, annotations, &found.quotations);
        found.own_chain = own;
        for (quotation, chain) in found.quotations.iter_mut().zip(chains) {
            quotation.chain = chain;
        }
        found
    }

    /// Quotations without their chains, and hedges.
    fn find(&self, text: &str, annotations: &Annotations, model: Option<&learned::Model>) -> Read {
        let view = view::View::new(text, annotations, &self.lists);
        let hedges = self.hedges.find(&view);
        let speech = self.register.is_speech(&view);
        let mut drafts = self.rules(&view, annotations, speech);
        if let Some(model) = model.filter(|_| speech) {
            drafts = model.find(&view, &self.lists, &self.words, &drafts);
        }
        speech::name_rules(&mut drafts);
        for draft in &mut drafts {
            self.forces.settle(&view, &self.lists, draft);
        }
        finish::carry_sources(&view, &mut drafts);
        let quotations = finish::quotations(&view, annotations, self.chainer.words(), &hedges, drafts);
        let hedges = hedges.iter().map(|&((a, b), strength)| Hedge { range: view.range(a, b), strength });
        Read { hedges: hedges.collect(), quotations, own_chain: Vec::new() }
    }

    /// What the rules find.
    fn rules(&self, view: &view::View<'_>, annotations: &Annotations, speech: bool) -> Vec<draft::Draft> {
        let speakers = speaker::Speakers::new(annotations, self.chainer.words());
        let mut drafts: Vec<draft::Draft> = Vec::new();
        let tags = tagged::read(view, &self.lists);
        let syntax = tagged::Text { view, lists: &self.lists, tags: &tags };
        for (number, unit) in view.units.iter().copied().enumerate() {
            let first = drafts.len();
            let mut found = draft::Found { unit, number, drafts: &mut drafts, first };
            if self.lists.tagged() {
                tagged::find(&syntax, &mut found);
                carry::marked(view, &self.lists, &syntax, &mut found);
                continue;
            }
            if self.lists.order == lists::Order::SubjectVerbObject {
                group::find(view, &self.lists, &mut found);
                carry::marked(view, &self.lists, &syntax, &mut found);
                group::rest(view, &self.lists, &mut found);
                continue;
            }
            let mut hits = cue::find(view, &self.lists, unit);
            withheld::add(view, &self.lists, &self.forces, unit, &mut hits);
            clause::find(view, &self.lists, &hits, &mut found);
            frame::find(view, &mut found);
            carry::marked(view, &self.lists, &syntax, &mut found);
            carry::subjunctive(view, &self.lists, &speakers, &mut found);
            // Once more: what the subjunctive has claimed may hold quoted words.
            carry::marked(view, &self.lists, &syntax, &mut found);
            act::find(view, &self.lists, &speakers, &hits, &mut found);
            if speech {
                speech::find(view, &self.words, &mut found);
            }
        }
        drafts
    }
}

#[cfg(test)]
mod tests;
