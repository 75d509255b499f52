//! Any bytes as the text of an article, in each language: nothing panics, and what is found is sound.

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;
use stemma_lexicon::Lexicon;
use stemma_quote::{Attributor, RULES};
use stemma_text::{Annotations, Article, Language, sentence, token};

/// Longest text, in bytes: long enough for every rule, short enough for many runs.
const LONGEST: usize = 4096;

fn attributors() -> &'static [(Language, Attributor)] {
    static ALL: OnceLock<Vec<(Language, Attributor)>> = OnceLock::new();
    ALL.get_or_init(|| {
        let lexicon = Lexicon::builtin();
        let codes = lexicon.languages().into_iter().map(Language::from_code);
        codes.map(|l| (l, Attributor::new(&lexicon, l))).collect()
    })
}

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(LONGEST)]);
    for (language, attributor) in attributors() {
        let annotations = Annotations {
            tokens: token::tokenize(&text),
            sentences: sentence::split(&text, *language),
            ..Annotations::default()
        };
        let article = Article::as_is("a", text.as_ref(), *language);
        let read = attributor.read(&article, &annotations);
        for (number, quotation) in read.quotations.iter().enumerate() {
            assert_eq!(quotation.id, format!("q{}", number + 1));
            assert!(!quotation.content.is_empty());
            assert!(RULES.contains(&quotation.rule.as_str()), "{}", quotation.rule);
            let spans = [&quotation.content, &quotation.cue, &quotation.source, &quotation.addressee];
            for range in spans.into_iter().flatten().chain(&quotation.hedges) {
                assert!(range.start < range.end && range.end <= text.len());
                assert!(!range.of(&text).trim().is_empty());
            }
            assert!(quotation.content.windows(2).all(|w| w[0].end <= w[1].start));
        }
        // The same text, the same quotations.
        assert_eq!(read, attributor.read(&article, &annotations));
    }
});
