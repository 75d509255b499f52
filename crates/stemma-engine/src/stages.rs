//! The stage graph. Each method runs one stage over a whole pile on all threads; what goes wrong in one document is
//! kept apart and named.

use crate::pile::{Document, Failure, Pile};
use crate::{VERSION, timeline};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;
use stemma_annotate::{Annotator, Finding, Parts};
use stemma_claim::{Both, Claim, Decision, DecisionKind};
use stemma_dossier::Interface;
use stemma_dossier::record::{
    AuditRecord, CheckRecord, DecisionRecord, DossierRecord, FailureRecord, InputRecord, LineageRecord,
    StoryRecord, annotations, article, claims, lineage, reuse,
};
use stemma_extract::Extractor;
use stemma_lexicon::Lexicon;
use stemma_lineage::{Collation, Family};
use stemma_quote::{Attributor, Hedge, Link, Quotation, Read};
use stemma_reuse::ReusePair;
use stemma_text::{Annotations, Article, CodePoints, Dated, Language, TextRange};

/// Longest main text that is annotated, in bytes. Reading takes time faster than in proportion on hostile text; a
/// megabyte is a book of 150,000 words and takes seconds.
const LARGEST_TEXT: usize = 1 << 20;

/// Articles read at a time where results are written as they come.
const BATCH: usize = 256;

/// A stage, as the progress bar names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Bytes to articles.
    Extract,
    /// Articles about one event.
    Stories,
    /// Names, times, quantities, quotations.
    Annotate,
    /// Who shares text.
    Reuse,
    /// Who has it from whom.
    Lineage,
    /// Claims and origins.
    Claims,
}

/// Hears how the work goes on. Called from several threads.
pub trait Progress: Sync {
    /// A stage begins; `total` documents lie before it.
    fn begin(&self, stage: Stage, total: usize);
    /// One document of the stage is done.
    fn step(&self) {}
    /// The stage is done.
    fn end(&self) {}
}

/// Says nothing.
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _stage: Stage, _total: usize) {}
}

/// What is made for one language.
struct Speaker {
    annotator: Annotator,
    attributor: Attributor,
}

/// Runs stages. Holds what is compiled from `data/`; compiled when first used.
pub struct Engine {
    lexicon: Lexicon,
    extractor: OnceLock<Extractor>,
    speakers: BTreeMap<Language, OnceLock<Speaker>>,
}

impl Default for Engine {
    fn default() -> Self {
        Self::new(Lexicon::builtin())
    }
}

/// Everything known of a pile.
#[derive(Debug, Default)]
pub struct Analysis {
    /// Articles, in order of their ids.
    pub articles: Vec<Article>,
    /// For each article: names, times, quantities.
    pub annotations: Vec<Annotations>,
    /// For each article: quotations.
    pub quotations: Vec<Vec<Quotation>>,
    /// For each article: words that hedge.
    pub hedges: Vec<Vec<Hedge>>,
    /// For each article: the chain of its plain statements.
    pub own_chains: Vec<Vec<Link>>,
    /// For each article: findings about its quantities.
    pub findings: Vec<Vec<Finding>>,
    /// Number of each article's story.
    pub stories: Vec<usize>,
    /// What each article is to its story.
    pub roles: Vec<stemma_story::Role>,
    /// Pairs that share text.
    pub pairs: Vec<ReusePair>,
    /// Families.
    pub families: Vec<Family>,
    /// For each family: what was changed on its edges and corrected in it.
    pub collations: Vec<Collation>,
    /// Claims.
    pub claims: Vec<Claim>,
    /// What the user has decided, and the ids of the claims whose origins each decision names.
    pub decisions: Vec<(Decision, Vec<String>)>,
    /// Names in decisions that nothing in the pile bears, with the place of the decision.
    pub unknown: Vec<(usize, String)>,
    /// Documents that could not be done.
    pub failures: Vec<Failure>,
}

/// What is known of one article after annotation.
type Annotated = (Annotations, Read, Vec<Finding>);

/// An article and what was found in it, or what went wrong with either.
type Done = Result<(Article, Result<Annotated, Failure>), Failure>;

impl Engine {
    /// An engine over this data.
    pub fn new(lexicon: Lexicon) -> Self {
        let mut speakers: BTreeMap<Language, OnceLock<Speaker>> = lexicon
            .languages()
            .into_iter()
            .map(|code| (Language::from_code(code), OnceLock::new()))
            .collect();
        speakers.insert(Language::UNKNOWN, OnceLock::new());
        Self { lexicon, extractor: OnceLock::new(), speakers }
    }

    /// The data.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// What turns documents into articles.
    pub(crate) fn extractor(&self) -> &Extractor {
        self.extractor.get_or_init(|| Extractor::new(&self.lexicon))
    }

    fn speaker(&self, language: Language) -> &Speaker {
        let (language, cell) = self.speakers.get_key_value(&language).unwrap_or_else(|| {
            self.speakers.iter().next_back().expect("the unknown language is always there")
        });
        cell.get_or_init(|| Speaker {
            annotator: Annotator::new(&self.lexicon, *language),
            attributor: Attributor::new(&self.lexicon, *language),
        })
    }

    /// Documents to articles, in the same order.
    pub fn extract(&self, documents: &[Document], progress: &dyn Progress) -> (Vec<Article>, Vec<Failure>) {
        progress.begin(Stage::Extract, documents.len());
        let done = self.extract_all(documents, progress);
        progress.end();
        part(done)
    }

    fn extract_all(&self, documents: &[Document], progress: &dyn Progress) -> Vec<Result<Article, Failure>> {
        let extractor = self.extractor();
        let each = documents.par_iter().map(|document| {
            let made = extract_one(extractor, document);
            progress.step();
            made
        });
        each.collect()
    }

    /// Documents to articles, batch by batch: each article is given to `sink`, in order, and then forgotten. What
    /// fails comes back.
    ///
    /// # Errors
    /// What `sink` returns.
    pub fn extract_each<E>(
        &self,
        documents: &[Document],
        progress: &dyn Progress,
        mut sink: impl FnMut(&Article) -> Result<(), E>,
    ) -> Result<Vec<Failure>, E> {
        progress.begin(Stage::Extract, documents.len());
        let mut failures = Vec::new();
        for batch in documents.chunks(BATCH) {
            for made in self.extract_all(batch, progress) {
                match made {
                    Ok(article) => sink(&article)?,
                    Err(failure) => failures.push(failure),
                }
            }
        }
        progress.end();
        Ok(failures)
    }

    /// Extracts and annotates documents one by one and hands each article with what was found in it to `sink`, in the
    /// order of `documents`. No more than a few hundred articles are held at a time. Each is read against its own day
    /// alone, so that what is found in one article does not depend on the pile.
    ///
    /// # Errors
    /// What `sink` returns.
    pub fn annotate_each<E>(
        &self,
        documents: &[Document],
        parts: Parts,
        progress: &dyn Progress,
        mut sink: impl FnMut(&Article, &Annotated) -> Result<(), E>,
    ) -> Result<Vec<Failure>, E> {
        let extractor = self.extractor();
        progress.begin(Stage::Annotate, documents.len());
        let mut failures = Vec::new();
        for batch in documents.chunks(BATCH) {
            let done: Vec<Done> = batch
                .par_iter()
                .map(|document| {
                    let done = extract_one(extractor, document).map(|article| {
                        let found = self.annotate_one(&article, article.published.as_ref(), parts);
                        (article, found)
                    });
                    progress.step();
                    done
                })
                .collect();
            for done in done {
                match done {
                    Ok((article, Ok(found))) => sink(&article, &found)?,
                    Ok((article, Err(failure))) => {
                        sink(&article, &Annotated::default())?;
                        failures.push(failure);
                    }
                    Err(failure) => failures.push(failure),
                }
            }
        }
        progress.end();
        Ok(failures)
    }

    fn annotate_one(
        &self,
        article: &Article,
        date: Option<&Dated>,
        parts: Parts,
    ) -> Result<Annotated, Failure> {
        if article.text.len() > LARGEST_TEXT {
            return Err(too_long(article));
        }
        guarded(&article.id, "annotate", || {
            let speaker = self.speaker(article.language);
            let found = speaker.annotator.annotate_parts(article, date, parts);
            let read = match (parts.quotations, parts.model) {
                (true, true) => speaker.attributor.read(article, &found),
                (true, false) => speaker.attributor.read_by_rules(article, &found),
                (false, _) => Read::default(),
            };
            let findings = speaker.annotator.check(article, &found);
            (found, read, findings)
        })
    }

    /// Names, times, quantities and quotations of articles. `dates`: what relative times are resolved against, one
    /// for each article. Articles that fail get empty annotations and are named.
    pub fn annotate(
        &self,
        articles: &[Article],
        dates: &[Option<Dated>],
        progress: &dyn Progress,
    ) -> (Vec<Annotated>, Vec<Failure>) {
        progress.begin(Stage::Annotate, articles.len());
        let done: Vec<Result<Annotated, Failure>> = articles
            .par_iter()
            .zip(dates)
            .map(|(article, date)| {
                let made = self.annotate_one(article, date.as_ref(), Parts::default());
                progress.step();
                made
            })
            .collect();
        progress.end();
        let mut failures = Vec::new();
        let found = done
            .into_iter()
            .map(|result| {
                result.unwrap_or_else(|failure| {
                    failures.push(failure);
                    Annotated::default()
                })
            })
            .collect();
        (found, failures)
    }

    /// Number of each article's story.
    pub fn stories(&self, articles: &[Article], progress: &dyn Progress) -> Vec<usize> {
        progress.begin(Stage::Stories, 0);
        let stories = stemma_story::cluster(&articles.iter().collect::<Vec<_>>(), &self.lexicon);
        progress.end();
        stories
    }

    /// What relative times of each article are resolved against.
    pub fn dates(&self, articles: &[Article], stories: &[usize]) -> Vec<Option<Dated>> {
        stemma_story::date(&articles.iter().collect::<Vec<_>>(), stories)
    }

    /// Pairs that share text.
    pub fn reuse(&self, articles: &[Article], progress: &dyn Progress) -> Vec<ReusePair> {
        progress.begin(Stage::Reuse, 0);
        let pairs = stemma_reuse::find_reuse(&articles.iter().collect::<Vec<_>>(), &self.lexicon);
        progress.end();
        pairs
    }

    /// Families of texts.
    pub fn lineage(&self, articles: &[Article], pairs: &[ReusePair], progress: &dyn Progress) -> Vec<Family> {
        progress.begin(Stage::Lineage, 0);
        let families = stemma_lineage::trace(&articles.iter().collect::<Vec<_>>(), pairs);
        progress.end();
        families
    }

    /// For each family what was changed on its edges and corrected in it.
    pub fn collate(&self, articles: &[Article], pairs: &[ReusePair], families: &[Family]) -> Vec<Collation> {
        stemma_lineage::collate(&articles.iter().collect::<Vec<_>>(), pairs, families, &self.lexicon)
    }

    /// Every stage over a pile. `decisions`: what the user holds to be one, or independent.
    pub fn analyse(&self, pile: &Pile, decisions: &[Decision], progress: &dyn Progress) -> Analysis {
        let (articles, mut failures) = self.extract(&pile.documents, progress);
        failures.extend(pile.failures.iter().cloned());
        let stories = self.stories(&articles, progress);
        let dates = self.dates(&articles, &stories);
        let (annotated, failed) = self.annotate(&articles, &dates, progress);
        failures.extend(failed);
        failures.sort();
        let pairs = self.reuse(&articles, progress);
        let families = self.lineage(&articles, &pairs, progress);
        let collations = self.collate(&articles, &pairs, &families);
        let roles = self.roles(&articles, &stories, Some(&families));
        let mut analysis =
            Analysis { stories, roles, pairs, families, collations, failures, ..Analysis::default() };
        for (found, read, findings) in annotated {
            analysis.annotations.push(found);
            analysis.quotations.push(read.quotations);
            analysis.hedges.push(read.hedges);
            analysis.own_chains.push(read.own_chain);
            analysis.findings.push(findings);
        }
        analysis.articles = articles;
        progress.begin(Stage::Claims, 0);
        let gathered = analysis.gather(decisions, &self.lexicon);
        analysis.claims = gathered.claims;
        analysis.decisions = decisions.iter().cloned().zip(gathered.decided).collect();
        analysis.unknown = gathered.unknown;
        progress.end();
        analysis
    }
}

impl Analysis {
    fn gather(&self, decisions: &[Decision], lexicon: &Lexicon) -> stemma_claim::Gathered {
        let said = |f: &Finding| (f.range, Both::new(f.explanation_de.clone(), f.explanation_en.clone()));
        let sums: Vec<Vec<(TextRange, Both)>> =
            self.findings.iter().map(|list| list.iter().map(said).collect()).collect();
        let sources: Vec<stemma_claim::Source<'_>> = (0..self.articles.len())
            .map(|at| stemma_claim::Source {
                article: &self.articles[at],
                annotations: &self.annotations[at],
                quotations: &self.quotations[at],
                hedges: &self.hedges[at],
                own_chain: &self.own_chains[at],
                story: self.stories[at],
                sums: &sums[at],
            })
            .collect();
        let corrections: Vec<_> = self.collations.iter().flat_map(|c| &c.corrections).collect();
        let pile = stemma_claim::Pile {
            sources: &sources,
            families: &self.families,
            corrections: &corrections,
            decisions,
        };
        stemma_claim::gather(&pile, lexicon)
    }

    /// The dossier. `options`: those that shape results, for the audit.
    pub fn dossier(
        &self,
        pile: &Pile,
        options: Vec<(String, String)>,
        interface: Interface,
    ) -> DossierRecord {
        let articles: Vec<&Article> = self.articles.iter().collect();
        let claims = claims(&self.claims, &articles, interface);
        let lineages: Vec<LineageRecord> = self
            .families
            .iter()
            .zip(&self.collations)
            .map(|(family, collation)| lineage(family, collation, &articles, interface))
            .collect();
        let mut checks = Vec::new();
        for (article, findings) in self.articles.iter().zip(&self.findings) {
            let points = CodePoints::new(&article.text);
            for finding in findings {
                let [start, end] = points.range(finding.range);
                let explanation = interface.pick(&finding.explanation_de, &finding.explanation_en).to_owned();
                checks.push(CheckRecord {
                    kind: finding.kind,
                    article: article.id.clone(),
                    start,
                    end,
                    explanation,
                });
            }
        }
        DossierRecord {
            schema: "stemma/dossier/1",
            annotations: (0..articles.len())
                .map(|at| annotations(articles[at], &self.annotations[at], &self.quotations[at]))
                .collect(),
            reuse: self.pairs.iter().map(|p| reuse(p, &articles)).collect(),
            corrections: lineages.iter().flat_map(|l| l.corrections.iter().cloned()).collect(),
            lineage: lineages,
            stories: (0..articles.len())
                .map(|at| {
                    let record = StoryRecord::new(&articles[at].id, self.stories[at]);
                    StoryRecord { role: self.roles.get(at).map(|r| r.name()), ..record }
                })
                .collect(),
            timeline: timeline::timeline(self, interface),
            claims,
            checks,
            failures: self.failures.iter().map(failure).collect(),
            audit: AuditRecord {
                version: VERSION.to_owned(),
                options,
                inputs: pile
                    .documents
                    .iter()
                    .map(|d| InputRecord {
                        id: d.given.id.clone(),
                        path: d.path.clone(),
                        sha256: d.sha256.clone(),
                        bytes: d.bytes,
                    })
                    .collect(),
                decisions: self.decisions.iter().map(|(d, claims)| decision(d, claims)).collect(),
            },
            articles: articles.iter().map(|a| article(a)).collect(),
        }
    }
}

/// A main text that is no single article: it is kept, but not read.
fn too_long(article: &Article) -> Failure {
    let limit = LARGEST_TEXT >> 20;
    let error = format!(
        "{}: the main text is longer than {limit} MiB, which is no single article; it was not searched for quotations, \
         split it into one record for each article",
        article.id
    );
    Failure { id: article.id.clone(), stage: "annotate", error }
}

fn decision(decision: &Decision, claims: &[String]) -> DecisionRecord {
    DecisionRecord {
        kind: match decision.kind {
            DecisionKind::Same => "same",
            DecisionKind::Independent => "independent",
        },
        names: decision.names.clone(),
        why: decision.why.clone(),
        by: decision.by.clone(),
        claims: claims.to_vec(),
    }
}

/// The record of a failure.
pub fn failure(failure: &Failure) -> FailureRecord {
    FailureRecord::new(&failure.id, failure.stage, failure.error.clone())
}

/// Runs one stage over one document; a defect of ours is a failure of that document, not the end of the batch.
pub(crate) fn extract_one(extractor: &Extractor, document: &Document) -> Result<Article, Failure> {
    let (content, raw) = document.load()?;
    guarded(&document.given.id, "extract", || {
        let given = document.given.clone();
        let mut article = extractor.extract(given, &content, document.form, document.sha256.clone());
        if let Some(raw) = raw {
            article.offsets = article.offsets.through(&raw);
        }
        article
    })
}

fn guarded<T>(id: &str, stage: &'static str, work: impl FnOnce() -> T) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|cause| {
        let message = cause
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| cause.downcast_ref::<&str>().copied())
            .unwrap_or("no message");
        let error = format!(
            "{id}: the stage {stage} broke off ({message}); this is a defect of stemma, please report it"
        );
        Failure { id: id.to_owned(), stage, error }
    })
}

fn part<T>(results: Vec<Result<T, Failure>>) -> (Vec<T>, Vec<Failure>) {
    let (mut done, mut failed) = (Vec::with_capacity(results.len()), Vec::new());
    for result in results {
        match result {
            Ok(value) => done.push(value),
            Err(failure) => failed.push(failure),
        }
    }
    (done, failed)
}
