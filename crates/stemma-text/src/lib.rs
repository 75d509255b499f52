//! The ground floor of stemma: text ranges, offset maps, code point positions, words and sentences, and the
//! records that pass from one stage to the next.
//!
//! Level 0: no files, no network, no clock, no crate of ours. Everything here is a pure function over text.
//!
//! Words owned here:
//! * **range**: half-open `[start, end)` in bytes of a named layer of text ([`TextRange`]);
//! * **main text**: the words of an article alone, blocks joined by a blank line ([`Article::text`]);
//! * **article**: one document after extraction ([`Article`]);
//! * **annotations**: sentences, names, times and quantities over one main text ([`Annotations`]).

pub mod annotation;
pub mod article;
pub mod bearer;
pub mod codepoints;
pub mod features;
pub mod fold;
pub mod language;
pub mod offset;
pub mod range;
pub mod sentence;
pub mod sorted;
pub mod token;

pub use annotation::{
    Annotations, Bound, Derived, Entity, EntityKind, Gender, Ordinal, Quantity, QuantityKind, QuantityValue,
    SiAmount, TimeExpression, TimeKind, TimeModifier, TimePrecision,
};
pub use article::{
    Address, AddressKind, Article, Block, BlockKind, Credit, CreditBasis, DateBasis, DateCandidate, DateRole,
    DateVerdict, Dated, Entry, Notice, NoticeKind, Precision, Removed, RemovedKind,
};
pub use bearer::{Bearing, fullest, same_bearer, same_person};
pub use codepoints::CodePoints;
pub use language::Language;
pub use offset::OffsetMap;
pub use range::TextRange;
pub use token::{Token, TokenKind};
