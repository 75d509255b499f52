//! Results to records and pages. Seventh step of the pipeline (… → **dossier**). Pure: results in, strings out.
//!
//! [`record`] holds the wire types of every command, in code points; [`page`] makes the one self-contained page.

pub mod page;
pub mod record;
