//! Any bytes as the text of an article, in each language, with a day of publication or none: nothing panics, and what is
//! found is sound. The first byte chooses the day. The test `robust` of `stemma-annotate` asserts the same of a list of
//! hostile texts.

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;
use stemma_annotate::Annotator;
use stemma_lexicon::Lexicon;
use stemma_text::{DateBasis, Dated, Language};

#[path = "../../crates/stemma-annotate/tests/support/sound.rs"]
mod sound;

/// Longest text, in bytes: long enough for every rule, short enough for many runs.
const LONGEST: usize = 4096;
/// Days of publication: none, the least and the greatest that the calendar holds, some in between.
const DAYS: [&str; 6] = ["", "2023-09-11", "2023-09-11T23:59:59-12:00", "0001-01-01", "9999-12-31", "2024-02"];

fn annotators() -> &'static [(Language, Annotator)] {
    static ALL: OnceLock<Vec<(Language, Annotator)>> = OnceLock::new();
    ALL.get_or_init(|| {
        let lexicon = Lexicon::builtin();
        let codes = lexicon.languages().into_iter().chain(["und"]).map(Language::from_code);
        codes.map(|l| (l, Annotator::new(&lexicon, l))).collect()
    })
}

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(LONGEST)]);
    let reference = Dated::parse(DAYS[usize::from(*first) % DAYS.len()], DateBasis::Feed);
    for (language, annotator) in annotators() {
        sound::assert_sound(annotator, &text, *language, reference.as_ref());
    }
});
