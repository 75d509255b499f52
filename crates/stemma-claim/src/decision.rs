//! Decisions of the user: what counts as one and what as independent, whatever the program makes of it.
//!
//! A name in a decision is the id of an article, or the name of an origin as the dossier shows it, with or without the
//! medium in brackets. Articles that are the same count as forms of one text; articles that are independent do not.

use crate::Source;
use rustc_hash::{FxHashMap, FxHashSet};
use stemma_text::fold::fold;

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What is decided.
    pub kind: DecisionKind,
    /// Two or more names of origins, or ids of articles.
    pub names: Vec<String>,
    /// Words that a variant of a claim must hold for the decision to concern the claim; `None` for all claims.
    pub claim: Option<String>,
    /// Why, in the words of the user.
    pub why: Option<String>,
    /// Who decided it.
    pub by: Option<String>,
}

/// What a decision says of its names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DecisionKind {
    /// They are one origin.
    Same,
    /// None of them rests on another, and none speaks for another.
    Independent,
}

/// A decision about names of origins, ready to be asked.
pub(crate) struct Ruling {
    /// Place in the list of decisions.
    pub(crate) at: usize,
    pub(crate) kind: DecisionKind,
    /// Folded names of origins, with their places in the decision.
    names: Vec<(usize, String)>,
    /// Folded words of the claim.
    claim: Option<String>,
}

impl Ruling {
    /// True if the decision concerns a claim one of whose variants has this folded text.
    pub(crate) fn concerns(&self, folded: &[String]) -> bool {
        self.claim.as_ref().is_none_or(|words| folded.iter().any(|text| text.contains(words.as_str())))
    }

    /// The place in the decision of the name that is one of these folded spellings.
    pub(crate) fn names(&self, spellings: &[String]) -> Option<usize> {
        self.names.iter().find(|(_, name)| spellings.contains(name)).map(|(place, _)| *place)
    }
}

/// Decisions about origins; those about articles are carried out in `families`, the number of the family of each
/// article. Also gives the names that are those of articles.
pub(crate) fn rulings(
    decisions: &[Decision],
    sources: &[Source<'_>],
    families: &mut [usize],
) -> (Vec<Ruling>, FxHashSet<(usize, usize)>) {
    let places: FxHashMap<&str, usize> =
        sources.iter().enumerate().map(|(at, s)| (s.article.id.as_str(), at)).collect();
    let mut next = families.iter().max().map_or(0, |most| most + 1);
    let mut of_articles = FxHashSet::default();
    let mut rulings = Vec::new();
    for (at, decision) in decisions.iter().enumerate() {
        let mut articles = Vec::new();
        let mut names = Vec::new();
        for (number, name) in decision.names.iter().enumerate() {
            if let Some(place) = places.get(name.as_str()) {
                articles.push(*place);
                of_articles.insert((at, number));
            }
            // A text that names no source is an origin by its id, too.
            names.push((number, fold(name)));
        }
        let claim = decision.claim.as_deref().map(fold);
        // A decision for some claims alone leaves the families of the others as they are.
        if let (Some((first, rest)), None) = (articles.split_first(), &claim) {
            for other in rest {
                let (from, to) = (families[*other], families[*first]);
                match decision.kind {
                    DecisionKind::Same => families.iter_mut().filter(|f| **f == from).for_each(|f| *f = to),
                    DecisionKind::Independent if from == to => {
                        families[*other] = next;
                        next += 1;
                    }
                    DecisionKind::Independent => {}
                }
            }
        }
        rulings.push(Ruling { at, kind: decision.kind, names, claim });
    }
    (rulings, of_articles)
}
