//! What feeds, agency formats and mail become. All names, papers and events are invented.

mod feed;
mod hostile;
mod mail;
mod newsml;
mod ninjs;
#[path = "../support.rs"]
mod support;

use std::io::Cursor;
use stemma_extract::{Extractor, Form};
use stemma_lexicon::Lexicon;
use stemma_read::{Format, Found, Input, Options};
use stemma_text::{Article, DateRole};
pub use support::Gathered;

/// Reads an input under a name.
pub fn read_as(format: Format, name: &str, bytes: &[u8]) -> Gathered {
    let mut gathered = Gathered::default();
    let mut source = Cursor::new(bytes.to_vec());
    let mut input = Input {
        source: &mut source,
        id: name.to_owned(),
        place: format!("in/{name}"),
        depth: 0,
        walked: false,
    };
    stemma_read::read(&mut input, &Options { format, ..Options::default() }, &mut gathered);
    gathered
}

/// Reads an input as what it is.
pub fn read(name: &str, bytes: impl AsRef<[u8]>) -> Gathered {
    read_as(Format::Auto, name, bytes.as_ref())
}

/// The content of a document.
pub fn content(found: &Found) -> String {
    stemma_extract::decode_labelled(&found.content, found.charset.as_deref()).text
}

/// The date of a document in a role.
pub fn date(found: &Found, role: DateRole) -> &str {
    found.given.dates.iter().find(|(r, _)| *r == role).map_or("", |(_, dated)| dated.value.as_str())
}

/// The article that a document becomes.
pub fn article(found: &Found) -> Article {
    let extractor = Extractor::new(&Lexicon::builtin());
    let form = found.form.unwrap_or(Form::Html);
    extractor.extract(found.given.clone(), &content(found), form, String::new())
}
