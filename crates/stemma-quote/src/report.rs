//! What is read of a report beside its parts: its force, its hedges, and what sort of people an unnamed source is.
//! Types alone; how they are read stands in `force.rs`, `hedge.rs` and `chain/unnamed.rs`.

use crate::{Link, Quotation};
use stemma_text::TextRange;

/// All that is read of one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read {
    /// Its quotations, in order of their first range.
    pub quotations: Vec<Quotation>,
    /// Its hedges, in order, whether they stand in a quotation or not.
    pub hedges: Vec<Hedge>,
    /// The chain of its plain statements: its agencies and its outlet alone.
    pub own_chain: Vec<Link>,
}

/// The rules that find quotations, by the names that [`Quotation::rule`] holds.
pub const RULES: [&str; 43] = [
    "according to",
    "act",
    "anaphora",
    "attitude",
    "colon",
    "demnach",
    "form in -ing",
    "frame",
    "fronted",
    "gerund",
    "hearsay",
    "in a view",
    "infinitive",
    "laut",
    "like",
    "marks alone",
    "marks in sentence",
    "marks inside",
    "model",
    "nach",
    "noun",
    "object",
    "object infinitive",
    "participle",
    "passive",
    "postposed",
    "predicate",
    "preposition",
    "reported act",
    "seems",
    "so",
    "speech noun",
    "subjunctive",
    "subordinate",
    "thinks",
    "thought",
    "to say",
    "unsourced hearsay",
    "verb after",
    "verb before",
    "verb between",
    "wonach",
    "zufolge",
];

/// Where the source of a quotation was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum SourceFrom {
    /// In the sentence of the quotation.
    #[default]
    Sentence,
    /// With the quotation before.
    Before,
    /// With the quotation after.
    After,
    /// In the author's sentence before, which is about the source.
    Author,
    /// With the quotation that this one stands in.
    Outer,
    /// The text names none.
    Nowhere,
}

impl SourceFrom {
    /// Its name in the records.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sentence => "sentence",
            Self::Before => "before",
            Self::After => "after",
            Self::Author => "author",
            Self::Outer => "outer",
            Self::Nowhere => "none",
        }
    }
}

/// What a report does with its content, by its cue. Stands beside [`Polarity`]: a denial is told by both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Force {
    /// Says it, and nothing more is said of how.
    #[default]
    Stated,
    /// Announces it: a plan or a decision of one's own.
    Announced,
    /// Wants it of somebody.
    Demanded,
    /// Warns of it.
    Warned,
    /// Promises it.
    Promised,
    /// Threatens it.
    Threatened,
    /// Accuses somebody of it.
    Accused,
    /// Says that it is so after others said it, or admits it.
    Confirmed,
    /// Says that it is not so.
    Denied,
    /// Asks it.
    Asked,
    /// Thinks, believes, fears, hopes, estimates or doubts it.
    Supposed,
}

impl Force {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Stated,
        Self::Announced,
        Self::Demanded,
        Self::Warned,
        Self::Promised,
        Self::Threatened,
        Self::Accused,
        Self::Confirmed,
        Self::Denied,
        Self::Asked,
        Self::Supposed,
    ];

    /// Its name in the data and on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Announced => "announced",
            Self::Demanded => "demanded",
            Self::Warned => "warned",
            Self::Promised => "promised",
            Self::Threatened => "threatened",
            Self::Accused => "accused",
            Self::Confirmed => "confirmed",
            Self::Denied => "denied",
            Self::Asked => "asked",
            Self::Supposed => "supposed",
        }
    }
}

/// A word or a few that hedge what they stand beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hedge {
    /// Where, in bytes of the main text.
    pub range: TextRange,
    /// How strong it is.
    pub strength: Strength,
}

/// How strong a hedge is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// The text keeps its distance: angeblich, alleged.
    Doubtful,
    /// Others are said to say so: soll … gewesen sein, reportedly.
    Hearsay,
    /// Likely: wohl, dürfte, apparently.
    Probable,
    /// Possible: könnte, might.
    Possible,
}

impl Strength {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Doubtful, Self::Hearsay, Self::Probable, Self::Possible];

    /// Its name in the data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Doubtful => "doubtful",
            Self::Hearsay => "hearsay",
            Self::Probable => "probable",
            Self::Possible => "possible",
        }
    }
}

/// What is known of a source without a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unnamed {
    /// What sort of people.
    pub kind: UnnamedType,
    /// ISO 3166-1 code of the country it is of.
    pub country: Option<String>,
    /// The body it works at or speaks for, in the words of the text.
    pub institution: Option<String>,
}

/// Sorts of unnamed sources. `docs/quotation-fields.md` says what each is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnnamedType {
    /// Somebody in an office of state, or who advises one.
    Official,
    /// Somebody who knows from inside, or is only called a source.
    Insider,
    /// A soldier or a fighter.
    Military,
    /// A police officer.
    Police,
    /// A diplomat.
    Diplomat,
    /// Somebody who speaks for a body or a person.
    Spokesperson,
    /// Somebody asked for knowledge: science, trade, medicine.
    Expert,
    /// Somebody who speaks for a party at law.
    Lawyer,
    /// A politician or the holder of a political office.
    Politician,
    /// Somebody who works somewhere.
    Employee,
    /// Somebody who saw it.
    Witness,
    /// A relative or a friend.
    Relative,
    /// Somebody who lives there.
    Resident,
    /// Somebody who suffered it.
    Victim,
    /// Circles: Regierungskreise.
    Circles,
    /// Reports of media that are not named.
    MediaReports,
    /// Anybody else.
    Other,
}

impl UnnamedType {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::Official,
        Self::Insider,
        Self::Military,
        Self::Police,
        Self::Diplomat,
        Self::Spokesperson,
        Self::Expert,
        Self::Lawyer,
        Self::Politician,
        Self::Employee,
        Self::Witness,
        Self::Relative,
        Self::Resident,
        Self::Victim,
        Self::Circles,
        Self::MediaReports,
        Self::Other,
    ];

    /// Its name in the data and on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Insider => "insider",
            Self::Military => "military",
            Self::Police => "police",
            Self::Diplomat => "diplomat",
            Self::Spokesperson => "spokesperson",
            Self::Expert => "expert",
            Self::Lawyer => "lawyer",
            Self::Politician => "politician",
            Self::Employee => "employee",
            Self::Witness => "witness",
            Self::Relative => "relative",
            Self::Resident => "resident",
            Self::Victim => "victim",
            Self::Circles => "circles",
            Self::MediaReports => "media reports",
            Self::Other => "other",
        }
    }
}
