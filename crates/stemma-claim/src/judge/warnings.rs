//! What to beware of in a claim, in words and with where it can be read.

use super::{Judge, alike};
use crate::origin::key;
use crate::terms::folded_words;
use crate::{Both, Locus, Variant, Warning};
use std::collections::{BTreeMap, BTreeSet};
use stemma_lineage::CorrectionKind;
use stemma_quote::{LinkKind, Polarity};
use stemma_text::TextRange;
use stemma_text::fold::fold;

/// Places that a warning points to.
const LOCI: usize = 6;

/// Share of the words of a headline that a statement must hold for the headline to tell it, 0–1.
const TOLD: f64 = 0.6;

/// Fewest words of a headline besides function words that it is compared by.
const FEWEST_WORDS: usize = 3;

impl Judge<'_, '_, '_> {
    /// What to beware of, in the order of the contract.
    pub(crate) fn warnings(&self) -> Vec<Warning> {
        [
            self.single_origin(),
            self.unnamed_only(),
            self.chain_leaves_the_pile(),
            self.hedge_dropped(),
            self.attribution_dropped(),
            self.number_changed(),
            self.old_number(),
            self.headline(),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// A warning about places, each once and no more than a reader will open.
    fn warning(&self, kind: &'static str, says: Both, mut loci: Vec<Locus>) -> Warning {
        let mut seen = BTreeSet::new();
        loci.retain(|l| seen.insert(*l));
        loci.truncate(LOCI);
        Warning { kind, says, loci }
    }

    fn locus(&self, at: usize) -> Locus {
        self.variants[at].locus()
    }

    fn id(&self, article: usize) -> &str {
        &self.context.sources[article].article.id
    }

    fn single_origin(&self) -> Option<Warning> {
        let says = |v: &&Variant| v.polarity != Polarity::Denied;
        let mut first: BTreeMap<usize, Locus> = BTreeMap::new();
        for variant in self.variants.iter().filter(says) {
            first.entry(variant.article).or_insert(variant.locus());
        }
        if first.is_empty() {
            for variant in self.variants {
                first.entry(variant.article).or_insert(variant.locus());
            }
        }
        let count = first.len();
        (self.found.interval.1 == 1 && count > 1).then(|| {
            let says = Both::new(
                format!("{count} Artikel berichten es, aber alle gehen auf einen Ursprung zurück."),
                format!("{count} articles report it, but all go back to one origin."),
            );
            self.warning("single origin", says, first.into_values().collect())
        })
    }

    fn unnamed_only(&self) -> Option<Warning> {
        self.found.unnamed_only.then(|| {
            let says = Both::new(
                "Niemand steht mit Namen oder Amt dafür ein: alle Quellen sind ungenannt.",
                "Nobody stands behind it by name or office: all sources are unnamed.",
            );
            let unnamed = |v: &&Variant| v.chain.first().is_some_and(|l| l.kind == LinkKind::UnnamedPerson);
            self.warning(
                "unnamed sources only",
                says,
                self.variants.iter().filter(unnamed).map(Variant::locus).collect(),
            )
        })
    }

    /// A chain goes back to media none of whose own articles is here.
    fn chain_leaves_the_pile(&self) -> Option<Warning> {
        let mut missing: BTreeMap<String, String> = BTreeMap::new();
        let mut loci = Vec::new();
        for variant in self.variants {
            let foreign = variant.chain.len().saturating_sub(self.own(variant));
            for link in &variant.chain[..foreign] {
                let medium = matches!(link.kind, LinkKind::Outlet | LinkKind::Agency);
                if medium && !self.context.outlets.contains(&fold(&link.name)) {
                    missing.entry(key(link)).or_insert_with(|| link.name.clone());
                    loci.push(variant.locus());
                }
            }
        }
        if missing.is_empty() {
            return None;
        }
        let names = missing.into_values().collect::<Vec<_>>().join(", ");
        // The report that is missing came out before the first that quotes it.
        let day = loci.iter().filter_map(|l| self.context.sources[l.article].article.published.as_ref());
        let day = day.filter_map(|d| d.days().map(|d| d.1)).min();
        let (until_de, until_en) = day.map_or_else(Default::default, |d| {
            (format!(", erschienen spätestens am {d}"), format!(", published by {d}"))
        });
        let text = self.text();
        let says = Both::new(
            format!("Der Bericht selbst fehlt im Stapel. Zu suchen: {names}{until_de}, mit „{text}“."),
            format!("The report itself is missing here. Look for: {names}{until_en}, with “{text}”."),
        );
        Some(self.warning("chain leaves the pile", says, loci))
    }

    fn hedge_dropped(&self) -> Option<Warning> {
        let mut loci = Vec::new();
        for (a, b) in self.pairs_in_one_line() {
            if self.members[a].weak != self.members[b].weak {
                let (with, without) = if self.members[a].weak { (a, b) } else { (b, a) };
                loci.extend([self.locus(without), self.locus(with)]);
            }
        }
        let (bare, hedged) = (loci.first()?.article, loci.get(1)?.article);
        let (bare, hedged) = (self.id(bare), self.id(hedged));
        let says = Both::new(
            format!("{bare} sagt ohne Vorbehalt, was {hedged} mit Vorbehalt sagt."),
            format!("{bare} says without reserve what {hedged} says with reserve."),
        );
        Some(self.warning("hedge dropped", says, loci))
    }

    fn attribution_dropped(&self) -> Option<Warning> {
        let sourced: BTreeSet<usize> =
            self.variants.iter().filter(|v| self.is_sourced(v)).map(|v| v.article).collect();
        let lost = |with: usize, without: usize| {
            !sourced.contains(&self.variants[without].article) && self.loses_source(with, without)
        };
        let mut loci = Vec::new();
        let mut name = String::new();
        for (a, b) in self.pairs_in_one_line() {
            for (with, without) in [(a, b), (b, a)] {
                if lost(with, without) {
                    if let (true, Some(link)) = (name.is_empty(), self.variants[with].chain.first()) {
                        name = link.name.clone();
                    }
                    loci.extend([self.locus(without), self.locus(with)]);
                }
            }
        }
        let (bare, given) = (self.id(loci.first()?.article), self.id(loci.get(1)?.article));
        let says = Both::new(
            format!("{bare} sagt im eigenen Namen, was {given} {name} zuschreibt."),
            format!("{bare} says in its own name what {given} attributes to {name}."),
        );
        Some(self.warning("attribution dropped", says, loci))
    }

    fn number_changed(&self) -> Option<Warning> {
        let pairs = self.quantities();
        let (a, b, _) = pairs.iter().find(|(_, _, line)| *line)?;
        let says = Both::new(
            format!(
                "Verwandte Texte, andere Zahl: „{}“ ({}) und „{}“ ({}).",
                a.words,
                self.id(a.locus.article),
                b.words,
                self.id(b.locus.article)
            ),
            format!(
                "Related texts, another number: “{}” ({}) and “{}” ({}).",
                a.words,
                self.id(a.locus.article),
                b.words,
                self.id(b.locus.article)
            ),
        );
        Some(self.warning("number changed", says, vec![a.locus, b.locus]))
    }

    /// A variant still tells what an article has corrected.
    fn old_number(&self) -> Option<Warning> {
        let mut loci = Vec::new();
        let mut says = None;
        for correction in self.context.corrections.iter().filter(|c| c.kind != CorrectionKind::Notice) {
            for (article, range) in &correction.carriers {
                let carries = |v: &&Variant| v.article == *article && v.range.overlaps(*range);
                if !self.variants.iter().any(|v| carries(&v)) {
                    continue;
                }
                loci.push(Locus { article: *article, range: *range });
                loci.extend(correction.range.map(|range| Locus { article: correction.article, range }));
                says.get_or_insert_with(|| {
                    let (carrier, mended) = (self.id(*article), self.id(correction.article));
                    let (old, new) = (&correction.old, &correction.new);
                    Both::new(
                        format!("{carrier} schreibt noch „{old}“; {mended} hat das zu „{new}“ berichtigt."),
                        format!("{carrier} still has “{old}”; {mended} corrected it to “{new}”."),
                    )
                });
            }
        }
        says.map(|says| self.warning("old value after correction", says, loci))
    }

    /// A headline tells as done or certain what its text tells with reserve alone.
    fn headline(&self) -> Option<Warning> {
        let mut by_article: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, variant) in self.variants.iter().enumerate() {
            by_article.entry(variant.article).or_default().push(at);
        }
        for (article, own) in by_article {
            let Some(title) = self.context.sources[article].article.title.as_deref() else { continue };
            if own.iter().any(|at| !self.members[*at].weak) || title.contains(['?', '„', '“', '"', '»', ':'])
            {
                continue;
            }
            let words = folded_words(title);
            let lexis = self.context.lexis;
            let content: Vec<String> =
                words.iter().filter(|w| lexis.is_content(w)).map(|w| lexis.stem(w)).collect();
            if lexis.is_weak(&words) || lexis.planned.any(&words) || content.len() < FEWEST_WORDS {
                continue;
            }
            let tells = |at: &&usize| {
                let said: BTreeSet<String> =
                    folded_words(self.words(self.members[**at])).iter().map(|w| lexis.stem(w)).collect();
                let held = content.iter().filter(|w| said.contains(*w)).count();
                held as f64 >= TOLD * content.len() as f64
            };
            if let Some(at) = own.iter().find(tells) {
                let id = self.id(article);
                let says = Both::new(
                    format!(
                        "Die Überschrift von {id} lässt den Vorbehalt weg, den der Text macht: „{title}“."
                    ),
                    format!("The headline of {id} leaves out the reserve that the text makes: “{title}”."),
                );
                return Some(self.warning("headline stronger than text", says, vec![self.locus(*at)]));
            }
        }
        None
    }

    fn own(&self, variant: &Variant) -> usize {
        self.context.sources[variant.article].own_chain.len()
    }

    /// True if a variant names a source before its article.
    fn is_sourced(&self, variant: &Variant) -> bool {
        variant.quotation.is_some() && variant.chain.len() > self.own(variant)
    }

    /// True if the first of two variants names a source that the second one does not.
    fn loses_source(&self, with: usize, without: usize) -> bool {
        let a = &self.variants[with];
        if !self.is_sourced(a) {
            return false;
        }
        // "Fishermen fear": who says it is still there.
        let name = a.chain.first().and_then(|l| self.context.lexis.head_noun(&l.name));
        let text = self.words(self.members[without]);
        !name.is_some_and(|n| folded_words(text).iter().any(|w| self.context.lexis.stem(w) == n))
    }

    /// Pairs of variants in different articles of one family of texts that are forms of one sentence, by place.
    fn pairs_in_one_line(&self) -> impl Iterator<Item = (usize, usize)> {
        let family = |v: &Variant| self.context.families[v.article];
        self.variants.iter().enumerate().flat_map(move |(at, a)| {
            let later = self.variants.iter().enumerate().skip(at + 1).take(64);
            later
                .filter(move |(_, b)| family(b) == family(a) && b.article != a.article)
                .filter(move |(place, _)| alike(self.members[at], self.members[*place]))
                .map(move |(place, _)| (at, place))
        })
    }
}

/// The words of a range of a text.
pub(super) fn words_of(text: &str, range: TextRange) -> String {
    range.of(text).split_whitespace().collect::<Vec<_>>().join(" ")
}
