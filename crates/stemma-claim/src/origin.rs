//! From the chains of a claim's variants to its origins, and to the interval of how many are independent.
//!
//! An origin is where a chain begins. Unnamed sources of one medium are one origin, and so is the medium itself:
//! nobody outside can tell them apart. `max` counts origins that nothing known ties together; `min` also joins those
//! that may well be the same, so that the truth lies between. Where in doubt the count is too low, never too high.

use crate::decision::{DecisionKind, Ruling};
use crate::institution::{Institutions, Stands};
use crate::terms::{Lexis, folded_words};
use crate::{Both, Locus, Origin, Reason, ReasonKind, Source, Variant};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use stemma_lineage::Correction;
use stemma_quote::{Link, LinkKind};
use stemma_text::fold::fold;

mod ties;

/// Places of one origin that a reason points to.
const LOCI: usize = 2;

/// What is known beyond one claim.
pub(crate) struct Context<'c, 'a> {
    pub(crate) sources: &'c [Source<'a>],
    /// For each article the number of its family.
    pub(crate) families: &'c [usize],
    /// What each link of each chain speaks for.
    pub(crate) standing: &'c Standing,
    /// Who printed the articles, folded.
    pub(crate) outlets: &'c BTreeSet<String>,
    pub(crate) lexis: &'c Lexis,
    /// Media that rest on somebody unnamed anywhere in a story, by story and key.
    pub(crate) resting: &'c BTreeSet<(usize, String)>,
    /// What articles corrected.
    pub(crate) corrections: &'c [&'c Correction],
    /// Decisions of the user about origins.
    pub(crate) rulings: &'c [Ruling],
}

/// Where chains begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// A named person, a body, a paper.
    Named,
    /// Somebody unnamed, with the medium that heard it.
    Unnamed,
    /// A medium that does not say where it knows it from.
    Medium,
    /// The article itself.
    Own,
}

/// One origin in the making.
struct Node {
    kind: Kind,
    link: Link,
    /// The medium that follows in the chain, unless it is the article's own.
    medium: Option<String>,
    articles: BTreeSet<usize>,
    families: BTreeSet<usize>,
    /// Keys of all media in the chains that begin here.
    along: BTreeSet<String>,
    stands: Stands,
    /// Where it can be read, in order.
    loci: Vec<Locus>,
}

/// The origins of a claim.
pub(crate) struct Found {
    pub(crate) origins: Vec<Origin>,
    pub(crate) interval: (usize, usize),
    pub(crate) reasons: Vec<Reason>,
    /// True if nobody with a name stands behind the claim.
    pub(crate) unnamed_only: bool,
    /// Places of the decisions of the user that concern it, and of the name in each.
    pub(crate) decided: Vec<(usize, usize)>,
}

/// Key of a link across articles.
pub(crate) fn key(link: &Link) -> String {
    link.key.clone().unwrap_or_else(|| format!("name:{}", fold(&link.name)))
}

fn is_medium(link: &Link) -> bool {
    matches!(link.kind, LinkKind::Outlet | LinkKind::Agency)
}

/// Number of links at the head of a chain that are not the article's own end.
fn foreign(variant: &Variant, source: &Source<'_>) -> usize {
    variant.chain.len().saturating_sub(source.own_chain.len())
}

/// What links speak for, worked out once for each.
pub(crate) struct Standing {
    known: FxHashMap<String, Stands>,
}

impl Standing {
    /// For the heads of all chains.
    pub(crate) fn new(sources: &[Source<'_>], institutions: &Institutions, lexis: &Lexis) -> Self {
        let mut known = FxHashMap::default();
        for source in sources {
            let heads = source.quotations.iter().filter_map(|q| q.chain.first());
            for link in heads.chain(source.own_chain.first()) {
                known.entry(fingerprint(link)).or_insert_with(|| institutions.of(link, lexis));
            }
        }
        Self { known }
    }
}

/// All that a link says of itself, as one string.
fn fingerprint(link: &Link) -> String {
    let text = |t: &Option<String>| t.clone().unwrap_or_default();
    format!("{:?}\t{}\t{}\t{}", link.kind, link.name, text(&link.key), text(&link.description))
}

impl Context<'_, '_> {
    /// What the head of a chain speaks for.
    pub(crate) fn stands(&self, link: &Link) -> Stands {
        self.standing.known.get(&fingerprint(link)).cloned().unwrap_or_default()
    }

    /// Origins of the variants of one claim.
    pub(crate) fn origins(&self, variants: &[Variant]) -> Found {
        let mut nodes = self.nodes(variants);
        let mut reasons = Vec::new();
        self.drop_echoes(&mut nodes, &mut reasons);
        let ruled = self.ruled(&nodes, variants);
        let certain = self.join(&nodes, &ruled, &mut reasons);
        let max = certain.iter().collect::<BTreeSet<_>>().len();
        let loose = self.join_doubtful(&nodes, &certain, &ruled, &mut reasons);
        let min = loose.iter().collect::<BTreeSet<_>>().len();
        let unnamed_only = nodes.iter().all(Node::is_unnamed);
        let mut origins: Vec<Origin> = nodes
            .iter()
            .zip(certain.iter().zip(&loose))
            .map(|(node, (group, loose))| Origin {
                name: node.name(self),
                kind: node.link.kind,
                articles: node.articles.iter().copied().collect(),
                why: node.why(self),
                group: *group,
                loose_group: *loose,
            })
            .collect();
        let id = |o: &Origin| o.articles.first().map(|a| self.sources[*a].article.id.clone());
        origins.sort_by(|a, b| {
            b.articles.len().cmp(&a.articles.len()).then(id(a).cmp(&id(b))).then(a.name.cmp(&b.name))
        });
        renumber(&mut origins);
        let decided = ruled.used.into_iter().collect();
        Found { origins, interval: (min.min(max), max), reasons, unnamed_only, decided }
    }

    fn nodes(&self, variants: &[Variant]) -> Vec<Node> {
        let mut found: BTreeMap<(Kind, String), Node> = BTreeMap::new();
        for variant in variants {
            let source = &self.sources[variant.article];
            let (kind, id, link, medium) = self.classify(variant, source);
            let node = found.entry((kind, id)).or_insert_with(|| Node {
                kind,
                stands: self.stands(&link),
                link: link.clone(),
                medium,
                articles: BTreeSet::new(),
                families: BTreeSet::new(),
                along: BTreeSet::new(),
                loci: Vec::new(),
            });
            node.loci.push(variant.locus());
            if link.kind == LinkKind::UnnamedPerson
                && (node.link.kind != LinkKind::UnnamedPerson || better(&link, &node.link))
                || (link.kind == node.link.kind
                    && node.link.description.is_none()
                    && link.description.is_some())
            {
                node.stands = self.stands(&link);
                node.link = link;
            }
            node.articles.insert(variant.article);
            node.families.insert(self.families[variant.article]);
            node.along.extend(variant.chain.iter().skip(1).map(key));
            node.along.extend(variant.chain.first().filter(|l| is_medium(l)).map(key));
        }
        found.into_values().collect()
    }

    /// Kind, identity and link of the origin of one variant, and the medium after it.
    fn classify(&self, variant: &Variant, source: &Source<'_>) -> (Kind, String, Link, Option<String>) {
        let foreign = foreign(variant, source);
        let family = self.families[variant.article];
        let Some(head) = variant.chain.first().filter(|_| foreign > 0 && variant.quotation.is_some()) else {
            let own = source.own_chain.first().cloned().unwrap_or_else(|| Link {
                name: source.article.outlet.clone().unwrap_or_else(|| source.article.id.clone()),
                kind: LinkKind::Outlet,
                description: None,
                key: Some(format!("family:{family}")),
                unnamed: None,
            });
            return (Kind::Own, key(&own), own, None);
        };
        let next = variant.chain[..foreign].iter().skip(1).find(|l| is_medium(l));
        match head.kind {
            LinkKind::Outlet | LinkKind::Agency => {
                let stands = self.stands(head);
                if !stands.governments.is_empty() {
                    return (Kind::Named, key(head), head.clone(), None);
                }
                let resting = self.resting.contains(&(source.story, key(head)));
                let kind = if resting { Kind::Unnamed } else { Kind::Medium };
                (kind, key(head), head.clone(), Some(head.name.clone()))
            }
            LinkKind::UnnamedPerson => {
                let stands = self.stands(head);
                if stands.officially && !stands.body.is_empty() {
                    return (Kind::Named, format!("role:{}", fold(&head.name)), head.clone(), None);
                }
                match next {
                    Some(medium) => (Kind::Unnamed, key(medium), head.clone(), Some(medium.name.clone())),
                    None => {
                        let end = source.own_chain.first().map_or_else(|| format!("family:{family}"), key);
                        let id = format!("{end}:{}", fold(&head.name));
                        (Kind::Unnamed, id, head.clone(), None)
                    }
                }
            }
            _ => (Kind::Named, key(head), head.clone(), next.map(|l| l.name.clone())),
        }
    }

    /// A plain statement of an article is no origin of its own where a relative of the article names one.
    fn drop_echoes(&self, nodes: &mut Vec<Node>, reasons: &mut Vec<Reason>) {
        let echo = |node: &Node, nodes: &[Node]| {
            node.kind == Kind::Own
                && nodes.iter().any(|other| {
                    other.kind != Kind::Own
                        && (!other.families.is_disjoint(&node.families)
                            || other.along.contains(&key(&node.link)))
                })
        };
        let gone: Vec<bool> = nodes.iter().map(|n| echo(n, nodes)).collect();
        if gone.iter().any(|g| *g) {
            let says = Both::new(
                "Aussagen ohne Quelle zählen nicht als eigener Ursprung: ein verwandter Text nennt die Quelle.",
                "Statements without a source are no origin of their own: a related text names the source.",
            );
            let told = nodes.iter().zip(&gone).filter(|(_, gone)| **gone);
            let loci = told.flat_map(|(n, _)| n.loci.iter().copied().take(LOCI)).collect();
            reasons.push(Reason { kind: ReasonKind::Echo, origins: Vec::new(), says, loci });
        }
        let mut at = 0;
        nodes.retain(|_| {
            at += 1;
            !gone[at - 1]
        });
    }

    /// Groups of origins that are certainly not independent.
    fn join(&self, nodes: &[Node], ruled: &Ruled, reasons: &mut Vec<Reason>) -> Vec<usize> {
        let mut group: Vec<usize> = (0..nodes.len()).collect();
        for (a, b) in ruled.pairs(DecisionKind::Same) {
            if group[a] != group[b] {
                unite(&mut group, a, b);
                let (x, y) = (nodes[a].name(self), nodes[b].name(self));
                let says = Both::new(
                    format!("{x} und {y} sind einer: so haben Sie entschieden."),
                    format!("{x} and {y} are one: you have decided so."),
                );
                reasons.push(self.reason(ReasonKind::Decision, [&nodes[a], &nodes[b]], says));
            }
        }
        for (a, b) in ruled.pairs(DecisionKind::Independent) {
            let (x, y) = (nodes[a].name(self), nodes[b].name(self));
            let says = Both::new(
                format!("{x} und {y} sind unabhängig: so haben Sie entschieden."),
                format!("{x} and {y} are independent: you have decided so."),
            );
            reasons.push(self.reason(ReasonKind::Decision, [&nodes[a], &nodes[b]], says));
        }
        for b in 0..nodes.len() {
            for a in 0..b {
                if group[a] == group[b] || ruled.keeps_apart(&group, a, b) {
                    continue;
                }
                if let Some(says) = self.tie(&nodes[a], &nodes[b]).or_else(|| self.tie(&nodes[b], &nodes[a]))
                {
                    unite(&mut group, a, b);
                    reasons.push(self.reason(ReasonKind::Merge, [&nodes[a], &nodes[b]], says));
                }
            }
        }
        group
    }

    /// Which decisions of the user concern which of these origins.
    fn ruled(&self, nodes: &[Node], variants: &[Variant]) -> Ruled {
        let mut ruled = Ruled::default();
        if self.rulings.is_empty() {
            return ruled;
        }
        let words = |v: &Variant| fold(v.range.of(&self.sources[v.article].article.text));
        let texts: Vec<String> = variants.iter().map(words).collect();
        let spellings: Vec<Vec<String>> = nodes
            .iter()
            .map(|n| {
                let outlet = n.medium.as_deref().filter(|_| n.kind != Kind::Named);
                let own = [n.name(self), n.link.name.clone(), key(&n.link)];
                own.iter().map(|s| fold(s)).chain(outlet.map(fold)).collect()
            })
            .collect();
        for ruling in self.rulings.iter().filter(|r| r.concerns(&texts)) {
            let named: Vec<(usize, usize)> = spellings
                .iter()
                .enumerate()
                .filter_map(|(node, spellings)| Some((node, ruling.names(spellings)?)))
                .collect();
            for (node, name) in &named {
                ruled.used.insert((ruling.at, *name));
                let earlier = named.iter().take_while(|(n, _)| n != node);
                // Two origins of one name are two places of what the user takes for one.
                let with = earlier.filter(|(_, n)| ruling.kind == DecisionKind::Same || n != name);
                ruled.pairs.extend(with.map(|(n, _)| (ruling.kind, *n, *node)));
            }
        }
        ruled
    }

    /// A reason about two origins, with the first places of both.
    fn reason(&self, kind: ReasonKind, nodes: [&Node; 2], says: Both) -> Reason {
        let loci = nodes.iter().flat_map(|n| n.loci.iter().copied().take(LOCI)).collect();
        Reason { kind, origins: nodes.iter().map(|n| n.name(self)).collect(), says, loci }
    }

    /// Groups of origins once all that may be one is one.
    fn join_doubtful(
        &self,
        nodes: &[Node],
        certain: &[usize],
        ruled: &Ruled,
        reasons: &mut Vec<Reason>,
    ) -> Vec<usize> {
        let mut group = certain.to_vec();
        let mut merge = |a: usize, b: usize, group: &mut Vec<usize>, says: Both| {
            unite(group, a, b);
            reasons.push(self.reason(ReasonKind::Doubt, [&nodes[a], &nodes[b]], says));
        };
        for b in 0..nodes.len() {
            for a in 0..b {
                if group[a] != group[b]
                    && !ruled.keeps_apart(&group, a, b)
                    && let Some(says) = self.doubt(&nodes[a], &nodes[b])
                {
                    merge(a, b, &mut group, says);
                }
            }
        }
        for (at, node) in nodes.iter().enumerate() {
            if !matches!(node.kind, Kind::Own | Kind::Medium) {
                continue;
            }
            let near = |other: &usize| {
                let n = &nodes[*other];
                (std::cmp::Reverse(n.kind != node.kind), n.articles.is_disjoint(&node.articles), *other)
            };
            let may = |o: &usize| group[*o] != group[at] && !ruled.keeps_apart(&group, at, *o);
            let other = (0..nodes.len()).filter(may).min_by_key(near);
            if let Some(other) = other {
                let (x, y) = (node.name(self), nodes[other].name(self));
                let says = Both::new(
                    format!("{x} nennt keine Quelle und kann auf {y} beruhen."),
                    format!("{x} names no source and may rest on {y}."),
                );
                merge(at, other, &mut group, says);
            }
        }
        group
    }
}

/// Decisions of the user about the origins of one claim.
#[derive(Default)]
struct Ruled {
    /// Places of origins.
    pairs: Vec<(DecisionKind, usize, usize)>,
    /// Places of decisions, and of the names in them.
    used: BTreeSet<(usize, usize)>,
}

impl Ruled {
    fn pairs(&self, kind: DecisionKind) -> impl Iterator<Item = (usize, usize)> {
        self.pairs.iter().filter(move |p| p.0 == kind).map(|p| (p.1, p.2))
    }

    /// True if uniting the groups of two origins would unite what the user holds to be independent.
    fn keeps_apart(&self, group: &[usize], a: usize, b: usize) -> bool {
        let (x, y) = (group[a], group[b]);
        self.pairs(DecisionKind::Independent)
            .any(|(p, q)| (group[p], group[q]) == (x, y) || (group[p], group[q]) == (y, x))
    }
}

/// Makes one group of the groups of two.
fn unite(group: &mut [usize], a: usize, b: usize) {
    let (from, to) = (group[a].max(group[b]), group[a].min(group[b]));
    group.iter_mut().filter(|g| **g == from).for_each(|g| *g = to);
}

/// True if a link of somebody unnamed says more than another.
fn better(link: &Link, than: &Link) -> bool {
    let weight = |l: &Link| folded_words(&l.name).len().min(6);
    (weight(link), &than.name) > (weight(than), &link.name)
}

fn renumber(origins: &mut [Origin]) {
    let (mut numbers, mut loose): (BTreeMap<usize, usize>, BTreeMap<usize, usize>) = Default::default();
    for origin in origins {
        let next = numbers.len();
        origin.group = *numbers.entry(origin.group).or_insert(next);
        let next = loose.len();
        origin.loose_group = *loose.entry(origin.loose_group).or_insert(next);
    }
}

impl Node {
    /// True if nobody with a name or an office to speak for stands here.
    fn is_unnamed(&self) -> bool {
        self.kind == Kind::Unnamed
            || (self.kind == Kind::Named
                && self.link.kind == LinkKind::UnnamedPerson
                && !self.stands.on_record)
    }

    fn name(&self, context: &Context<'_, '_>) -> String {
        match (&self.medium, self.kind) {
            (Some(medium), Kind::Unnamed) if *medium != self.link.name => {
                format!("{} ({medium})", self.link.name)
            }
            (_, Kind::Own) if self.link.key.as_deref().is_some_and(|k| k.starts_with("family:")) => {
                let first = self.articles.first().map(|a| context.sources[*a].article.id.as_str());
                first.unwrap_or(&self.link.name).to_owned()
            }
            _ => self.link.name.clone(),
        }
    }

    fn why(&self, _context: &Context<'_, '_>) -> Both {
        let count = self.articles.len();
        let (de, en) = if count == 1 {
            ("In einem Artikel".to_owned(), "In one article".to_owned())
        } else {
            (format!("In {count} Artikeln"), format!("In {count} articles"))
        };
        let medium = self.medium.clone().unwrap_or_default();
        match self.kind {
            Kind::Named => Both {
                de: format!("{de} beginnt die Kette bei {}.", self.link.name),
                en: format!("{en} the chain begins with {}.", self.link.name),
            },
            Kind::Unnamed if medium.is_empty() => Both {
                de: format!("{de} beginnt die Kette bei jemandem ohne Namen."),
                en: format!("{en} the chain begins with somebody unnamed."),
            },
            Kind::Unnamed => Both {
                de: format!(
                    "{de} führt die Kette auf {medium} zurück; die Quellen sind ungenannt und zählen als eine."
                ),
                en: format!(
                    "{en} the chain leads back to {medium}; its sources are unnamed and count as one."
                ),
            },
            Kind::Medium => Both {
                de: format!(
                    "{de} beginnt die Kette bei {medium}; worauf der Bericht beruht, steht nicht da."
                ),
                en: format!("{en} the chain begins with {medium}; what the report rests on is not said."),
            },
            Kind::Own => Both {
                de: format!("{de} steht die Aussage ohne Quelle."),
                en: format!("{en} the statement stands without a source."),
            },
        }
    }
}
