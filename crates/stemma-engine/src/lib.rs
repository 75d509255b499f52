//! Readers, the stage graph, threads and provenance: the only crate that runs stages.
//!
//! ```text
//! inputs ──read──▶ documents ──extract──▶ articles ─┬─ find_reuse ─▶ pairs ─ trace ─▶ families ─┐
//!                                                   ├─ cluster ─▶ stories ─ date ─┐             ├─ gather ─▶ claims ─▶ dossier
//!                                                   └──── annotate, attribute ◀───┘─▶ quotations┘
//! ```
//!
//! Results are the same bytes for any number of threads and any order of inputs: documents are put in order of their
//! ids before anything is computed, every stage is a pure function, and parallel maps keep their order.

pub mod decisions;
mod listed;
pub mod pile;
pub mod read;
pub mod reuse;
mod spool;
pub mod stages;
pub mod stream;
mod timeline;

pub use decisions::{DecisionError, decisions};
pub use pile::{Document, Failure, Pile};
pub use read::{Format, Input, ReadError, ReadOptions, links, read};
pub use reuse::{Work, WorkError};
pub use stages::{Analysis, Engine, Progress, Silent, Stage};
pub use stemma_annotate::Parts;

/// Version of stemma, as the audit names it.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
