//! Records of articles and their annotations.

use serde::Serialize;
use serde::ser::SerializeMap;
use stemma_quote::{Link, LinkKind, Modality, Polarity, Quotation, QuotationKind};
use stemma_text::{
    Annotations, Article, Bound, CodePoints, Dated, QuantityKind, QuantityValue, SiAmount, TextRange,
};

/// `stemma/article/1`.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleRecord {
    /// `stemma/article/1`.
    pub schema: &'static str,
    /// Identifier.
    pub id: String,
    /// Address.
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Short line above the headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kicker: Option<String>,
    /// Second headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    /// Opening that stands apart from the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub teaser: Option<String>,
    /// Main text.
    pub text: String,
    /// When it appeared.
    pub published: Option<DatedRecord>,
    /// When it was last changed.
    pub modified: Option<DatedRecord>,
    /// When it was first met.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_seen: Option<DatedRecord>,
    /// Every date that speaks for one of the three, and what became of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dates: Vec<DateCandidateRecord>,
    /// People who signed it.
    pub authors: Vec<String>,
    /// Who printed it.
    pub outlet: Option<String>,
    /// ISO 639-1 code.
    pub language: String,
    /// News agencies credited.
    pub agencies: Vec<CreditRecord>,
    /// Other sources credited.
    pub credits: Vec<CreditRecord>,
    /// Who is credited for pictures.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub image_credits: Vec<CreditRecord>,
    /// What is said about the making of the text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<NoticeRecord>,
    /// Other addresses of the same article.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<AddressRecord>,
    /// Entries of a live ticker.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<EntryRecord>,
    /// Blocks of the main text.
    pub blocks: Vec<BlockRecord>,
    /// What was cut.
    pub removed: Vec<RemovedRecord>,
    /// SHA-256 of the raw input.
    pub raw_sha256: String,
    /// Where the text comes from: `[start, end, raw start, raw end]`, the first two in code points of `text`, the last
    /// two in bytes of the input, which is the file, or the field of a record in UTF-8. Ranges of equal bytes stand one
    /// for one, but for the kind of white space; what stands in no range (the blank line between blocks) was put in by
    /// the program.
    pub offsets: Vec<[usize; 4]>,
}

/// A moment to the precision known.
#[derive(Clone, Debug, Serialize)]
pub struct DatedRecord {
    /// ISO 8601.
    pub value: String,
    /// second, minute, day, month, year.
    pub precision: &'static str,
    /// Where it was read.
    pub basis: &'static str,
}

impl From<&Dated> for DatedRecord {
    fn from(dated: &Dated) -> Self {
        Self { value: dated.value.clone(), precision: dated.precision.name(), basis: dated.basis.name() }
    }
}

/// A credit for the text as a whole.
#[derive(Clone, Debug, Serialize)]
pub struct CreditRecord {
    /// Canonical name.
    pub name: String,
    /// What kind of credit it is.
    pub basis: &'static str,
    /// The words that say so.
    pub quote: String,
    /// The number under which the agency itself knows the report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
}

/// One date that a source gives for an article.
#[derive(Clone, Debug, Serialize)]
pub struct DateCandidateRecord {
    /// published, modified, first seen.
    pub role: &'static str,
    /// The date.
    #[serde(flatten)]
    pub dated: DatedRecord,
    /// The words or the field that give it.
    pub quote: String,
    /// taken, or why not.
    pub verdict: &'static str,
}

/// What is said about the making of the text.
#[derive(Clone, Debug, Serialize)]
pub struct NoticeRecord {
    /// translation, machine translation, machine text, correction, embargo.
    pub kind: &'static str,
    /// Who did it.
    pub name: Option<String>,
    /// The words that say so.
    pub quote: String,
}

/// Another address of the same article.
#[derive(Clone, Debug, Serialize)]
pub struct AddressRecord {
    /// canonical, translation, amp, original.
    pub kind: &'static str,
    /// The address.
    pub url: String,
    /// Language of what stands there.
    pub language: Option<String>,
}

/// One entry of a live ticker.
#[derive(Clone, Debug, Serialize)]
pub struct EntryRecord {
    /// First code point.
    pub start: usize,
    /// First code point after it.
    pub end: usize,
    /// When it was written.
    pub published: Option<DatedRecord>,
}

/// One block of the main text.
#[derive(Clone, Debug, Serialize)]
pub struct BlockRecord {
    /// Kind of block.
    pub kind: &'static str,
    /// First code point.
    pub start: usize,
    /// First code point after it.
    pub end: usize,
    /// Its language, where that is not the article's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// Text that was cut.
#[derive(Clone, Debug, Serialize)]
pub struct RemovedRecord {
    /// What it was taken for.
    pub kind: &'static str,
    /// Its words.
    pub text: String,
}

/// The record of an article.
pub fn article(article: &Article) -> ArticleRecord {
    let points = CodePoints::new(&article.text);
    let credits = |list: &[stemma_text::Credit]| {
        list.iter()
            .map(|c| CreditRecord {
                name: c.name.clone(),
                basis: c.basis.name(),
                quote: c.quote.clone(),
                number: c.number.clone(),
            })
            .collect()
    };
    ArticleRecord {
        schema: "stemma/article/1",
        id: article.id.clone(),
        url: article.url.clone(),
        title: article.title.clone(),
        kicker: article.kicker.clone(),
        subtitle: article.subtitle.clone(),
        teaser: article.teaser.clone(),
        text: article.text.clone(),
        published: article.published.as_ref().map(DatedRecord::from),
        modified: article.modified.as_ref().map(DatedRecord::from),
        first_seen: article.first_seen.as_ref().map(DatedRecord::from),
        dates: article
            .dates
            .iter()
            .map(|d| DateCandidateRecord {
                role: d.role.name(),
                dated: DatedRecord::from(&d.dated),
                quote: d.quote.clone(),
                verdict: d.verdict.name(),
            })
            .collect(),
        authors: article.authors.clone(),
        outlet: article.outlet.clone(),
        language: article.language.code().to_owned(),
        agencies: credits(&article.agencies),
        credits: credits(&article.credits),
        image_credits: credits(&article.image_credits),
        notices: article
            .notices
            .iter()
            .map(|n| NoticeRecord { kind: n.kind.name(), name: n.name.clone(), quote: n.quote.clone() })
            .collect(),
        addresses: article
            .addresses
            .iter()
            .map(|a| AddressRecord {
                kind: a.kind.name(),
                url: a.url.clone(),
                language: a.language.map(|l| l.code().to_owned()),
            })
            .collect(),
        entries: article
            .entries
            .iter()
            .map(|e| {
                let [start, end] = points.range(e.range);
                EntryRecord { start, end, published: e.published.as_ref().map(DatedRecord::from) }
            })
            .collect(),
        blocks: article
            .blocks
            .iter()
            .map(|b| {
                let [start, end] = points.range(b.range);
                BlockRecord {
                    kind: b.kind.name(),
                    start,
                    end,
                    language: b.language.map(|l| l.code().to_owned()),
                }
            })
            .collect(),
        removed: article
            .removed
            .iter()
            .map(|r| RemovedRecord { kind: r.kind.name(), text: r.text.clone() })
            .collect(),
        raw_sha256: article.raw_sha256.clone(),
        offsets: article
            .offsets
            .pieces()
            .map(|(clean, len, raw, raw_len)| {
                [points.of_byte(clean), points.of_byte(clean + len), raw, raw + raw_len]
            })
            .collect(),
    }
}

/// `stemma/annotations/1`.
#[derive(Clone, Debug, Serialize)]
pub struct AnnotationsRecord {
    /// `stemma/annotations/1`.
    pub schema: &'static str,
    /// Identifier of the article.
    pub id: String,
    /// ISO 639-1 code.
    pub language: String,
    /// The moment relative times were resolved against.
    pub reference: Option<DatedRecord>,
    /// Sentences.
    pub sentences: Vec<[usize; 2]>,
    /// Quotations.
    pub quotations: Vec<QuotationRecord>,
    /// Names.
    pub entities: Vec<EntityRecord>,
    /// Expressions of time.
    pub times: Vec<TimeRecord>,
    /// Quantities.
    pub quantities: Vec<QuantityRecord>,
    /// Ordinals.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ordinals: Vec<OrdinalRecord>,
}

/// One quotation.
#[derive(Clone, Debug, Serialize)]
pub struct QuotationRecord {
    /// `q1`, …
    pub id: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// What is said.
    pub content: Vec<[usize; 2]>,
    /// What makes it a quotation.
    pub cue: Vec<[usize; 2]>,
    /// Who says it.
    pub source: Vec<[usize; 2]>,
    /// Who is told.
    pub addressee: Vec<[usize; 2]>,
    /// The entity that the source is.
    pub source_entity: Option<String>,
    /// The quotation this one stands in.
    pub nested_in: Option<String>,
    /// affirmed, denied, questioned.
    pub polarity: &'static str,
    /// asserted, hedged, planned, possible.
    pub modality: &'static str,
    /// stated, announced, demanded, warned, promised, threatened, accused, confirmed, denied, asked, supposed.
    pub force: &'static str,
    /// Words that hedge it, in its content or in the clause of its cue.
    pub hedges: Vec<[usize; 2]>,
    /// From the first origin to the outlet.
    pub chain: Vec<LinkRecord>,
    /// The rule that found it.
    pub rule: String,
    /// The verb that its cue is a form of.
    pub cue_entry: Option<String>,
    /// Where its source was found: sentence, before, after, author, outer, none.
    pub source_from: &'static str,
}

/// One link of a chain.
#[derive(Clone, Debug, Serialize)]
pub struct LinkRecord {
    /// Best name.
    pub name: String,
    /// What it is.
    pub kind: &'static str,
    /// Role or description.
    pub description: Option<String>,
    /// What sort of source it is, where it has no name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unnamed: Option<UnnamedRecord>,
}

/// What is known of a source without a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnnamedRecord {
    /// official, insider, military, police, …: all of them stand in `docs/quotation-fields.md`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// ISO 3166-1 code of its country.
    pub country: Option<String>,
    /// The body it works at or speaks for, in the words of the text.
    pub institution: Option<String>,
}

impl From<&Link> for LinkRecord {
    fn from(link: &Link) -> Self {
        let unnamed = link.unnamed.as_ref().map(|u| UnnamedRecord {
            kind: u.kind.name(),
            country: u.country.clone(),
            institution: u.institution.clone(),
        });
        Self {
            name: link.name.clone(),
            kind: link_kind(link.kind),
            description: link.description.clone(),
            unnamed,
        }
    }
}

/// One bearer of a name.
#[derive(Clone, Debug, Serialize)]
pub struct EntityRecord {
    /// `e1`, …
    pub id: String,
    /// person, organisation, place, other.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Best name.
    pub name: String,
    /// The same in every article for the same bearer.
    pub key: String,
    /// Where it is named.
    pub mentions: Vec<[usize; 2]>,
}

/// One expression of time.
#[derive(Clone, Debug, Serialize)]
pub struct TimeRecord {
    /// First code point.
    pub start: usize,
    /// First code point after it.
    pub end: usize,
    /// DATE, TIME, DURATION, SET.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// TIMEX3 value.
    pub value: String,
    /// How fine the value is: year, month, week, day, minute, …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision: Option<&'static str>,
    /// The first instant meant, in UTC: `2023-09-04T00:00:00Z`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The first instant after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// `mod` of TIMEX3: APPROX, START, MID, END, MORE_THAN, …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modifier: Option<&'static str>,
    /// For both ends of a stretch: the whole, `2023-09-10/2023-09-13`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stretch: Option<String>,
}

/// One ordinal.
#[derive(Clone, Debug, Serialize)]
pub struct OrdinalRecord {
    /// First code point.
    pub start: usize,
    /// First code point after it.
    pub end: usize,
    /// Which place.
    pub value: u32,
}

/// One quantity.
#[derive(Clone, Debug)]
pub struct QuantityRecord {
    /// First code point.
    pub start: usize,
    /// First code point after it.
    pub end: usize,
    /// How much.
    pub value: QuantityValue,
    /// Unit of measure, or the noun counted where it has an English name.
    pub unit: Option<String>,
    /// True for "rund", "about".
    pub approximate: bool,
    /// What is counted, as written.
    pub counted: Option<String>,
    /// On which side of the value the amount lies; left out for the value itself.
    pub bound: Bound,
    /// What sort of amount it is; left out for plain counts and measures.
    pub kind: QuantityKind,
    /// The same amount in an SI unit; left out where that is the unit given.
    pub si: Option<SiAmount>,
}

impl Serialize for QuantityRecord {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("start", &self.start)?;
        map.serialize_entry("end", &self.end)?;
        map.serialize_entry("value", &amount(self.value))?;
        map.serialize_entry("unit", &self.unit)?;
        map.serialize_entry("approximate", &self.approximate)?;
        if let Some(counted) = &self.counted {
            map.serialize_entry("counted", counted)?;
        }
        if self.bound != Bound::Exactly {
            map.serialize_entry("bound", self.bound.name())?;
        }
        if !matches!(self.kind, QuantityKind::Count | QuantityKind::Measure) {
            map.serialize_entry("kind", self.kind.name())?;
        }
        if let Some(si) = self.si.as_ref().filter(|si| self.unit.as_ref() != Some(&si.unit)) {
            map.serialize_entry("si", &serde_json::json!({"value": amount(si.value), "unit": si.unit}))?;
        }
        map.end()
    }
}

/// One number, or two as a list.
fn amount(value: QuantityValue) -> serde_json::Value {
    match value {
        QuantityValue::Exact(v) => number(v),
        QuantityValue::Between(a, b) => vec![number(a), number(b)].into(),
    }
}

/// Whole numbers without a decimal point.
fn number(value: f64) -> serde_json::Value {
    if value.fract() == 0.0 && value.abs() < 9e15 {
        serde_json::Value::from(value as i64)
    } else {
        serde_json::Value::from(value)
    }
}

/// The record of an article's annotations and quotations.
pub fn annotations(article: &Article, found: &Annotations, quotations: &[Quotation]) -> AnnotationsRecord {
    let points = CodePoints::new(&article.text);
    let ranges = |list: &[TextRange]| list.iter().map(|r| points.range(*r)).collect::<Vec<_>>();
    AnnotationsRecord {
        schema: "stemma/annotations/1",
        id: article.id.clone(),
        language: article.language.code().to_owned(),
        reference: found.reference.as_ref().map(DatedRecord::from),
        sentences: ranges(&found.sentences),
        quotations: quotations
            .iter()
            .map(|q| QuotationRecord {
                id: q.id.clone(),
                kind: quotation_kind(q.kind),
                content: ranges(&q.content),
                cue: ranges(&q.cue),
                source: ranges(&q.source),
                addressee: ranges(&q.addressee),
                source_entity: q.source_entity.clone(),
                nested_in: q.nested_in.clone(),
                polarity: polarity(q.polarity),
                modality: modality(q.modality),
                force: q.force.name(),
                hedges: ranges(&q.hedges),
                chain: q.chain.iter().map(LinkRecord::from).collect(),
                rule: q.rule.clone(),
                cue_entry: q.entry.clone(),
                source_from: q.source_from.name(),
            })
            .collect(),
        entities: found
            .all_mentions(&article.text)
            .iter()
            .map(|e| EntityRecord {
                id: e.id.clone(),
                kind: e.kind.name(),
                name: e.name.clone(),
                key: e.key.clone(),
                mentions: ranges(&e.mentions),
            })
            .collect(),
        times: found
            .times
            .iter()
            .map(|t| {
                let [start, end] = points.range(t.range);
                TimeRecord {
                    start,
                    end,
                    kind: t.kind.name(),
                    value: t.value.clone(),
                    precision: t.precision.map(|p| p.name()),
                    from: t.interval.map(|i| i.0.to_string()),
                    to: t.interval.map(|i| i.1.to_string()),
                    modifier: t.modifier.map(|m| m.name()),
                    stretch: t.stretch.clone(),
                }
            })
            .collect(),
        quantities: found
            .quantities
            .iter()
            .map(|q| {
                let [start, end] = points.range(q.range);
                QuantityRecord {
                    start,
                    end,
                    value: q.value,
                    unit: q.unit.clone().or_else(|| q.noun.clone()),
                    approximate: q.approximate,
                    counted: q.counted.map(|r| r.of(&article.text).to_owned()),
                    bound: q.bound,
                    kind: q.kind,
                    si: q.si.clone(),
                }
            })
            .collect(),
        ordinals: found
            .ordinals
            .iter()
            .map(|o| {
                let [start, end] = points.range(o.range);
                OrdinalRecord { start, end, value: o.place }
            })
            .collect(),
    }
}

/// Name of a type of quotation.
pub fn quotation_kind(kind: QuotationKind) -> &'static str {
    match kind {
        QuotationKind::Direct => "direct",
        QuotationKind::Indirect => "indirect",
        QuotationKind::FreeIndirect => "free indirect",
        QuotationKind::IndirectFreeIndirect => "indirect/free indirect",
        QuotationKind::Reported => "reported",
    }
}

/// Name of a polarity.
pub fn polarity(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Affirmed => "affirmed",
        Polarity::Denied => "denied",
        Polarity::Questioned => "questioned",
    }
}

/// Name of a modality.
pub fn modality(modality: Modality) -> &'static str {
    match modality {
        Modality::Asserted => "asserted",
        Modality::Hedged => "hedged",
        Modality::Planned => "planned",
        Modality::Possible => "possible",
    }
}

/// Name of a kind of link.
pub fn link_kind(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Person => "person",
        LinkKind::UnnamedPerson => "unnamed person",
        LinkKind::Organisation => "organisation",
        LinkKind::Agency => "agency",
        LinkKind::Outlet => "outlet",
        LinkKind::Document => "document",
    }
}
