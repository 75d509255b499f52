//! Results to records and pages. Last step of the pipeline (… → **dossier**). Pure: results in, strings out.
//!
//! [`record`] holds the wire types of every command, with positions in code points; [`page`] makes the one
//! self-contained page from them.

pub mod page;
pub mod record;

/// Language of the interface: of the page, and of sentences for people in the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Interface {
    /// German.
    #[default]
    German,
    /// English.
    English,
}

impl Interface {
    /// ISO 639-1 code, as in `--lang` and in the page's `lang` attribute.
    pub fn code(self) -> &'static str {
        match self {
            Interface::German => "de",
            Interface::English => "en",
        }
    }

    /// The one of two texts that is in this language.
    pub fn pick<'t>(self, german: &'t str, english: &'t str) -> &'t str {
        match self {
            Interface::German => german,
            Interface::English => english,
        }
    }
}
