//! Not read yet.

use crate::{Input, Options, Sink};

/// Gives the documents of one input to `sink`.
///
/// # Errors
/// In words, if nothing of it can be read.
pub(crate) fn read(_input: &mut Input<'_>, _options: &Options, _sink: &mut dyn Sink) -> Result<(), String> {
    Err("this format is not read yet; save the articles as text, HTML or JSON Lines".to_owned())
}
