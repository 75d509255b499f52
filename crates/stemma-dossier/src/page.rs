//! The dossier as one self-contained page.

use crate::record::DossierRecord;

/// Language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Interface {
    /// German.
    #[default]
    German,
    /// English.
    English,
}

/// The whole page as HTML.
pub fn render(_dossier: &DossierRecord, _interface: Interface) -> String {
    String::new()
}
