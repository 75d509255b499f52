//! Any bytes as a document: nothing panics, what comes out stands on the bytes, and the same comes out twice. The first
//! byte chooses the form: a page, a text, or whatever the bytes look like.

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;
use stemma_extract::{Extractor, Form, Given, decode, decode_labelled, detect_form, looks_binary};
use stemma_lexicon::Lexicon;
use stemma_text::TextRange;

/// Longest document, in bytes.
const LONGEST: usize = 4096;

fn extractor() -> &'static Extractor {
    static EXTRACTOR: OnceLock<Extractor> = OnceLock::new();
    EXTRACTOR.get_or_init(|| Extractor::new(&Lexicon::builtin()))
}

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let bytes = &bytes[..bytes.len().min(LONGEST)];
    looks_binary(bytes);
    let labels = [None, Some("utf-16le"), Some("gb18030"), Some("big5"), Some("iso-2022-jp"), Some("koi8-r")];
    let decoded = match labels[usize::from(first >> 4) % labels.len()] {
        None => decode(bytes),
        label => decode_labelled(bytes, label),
    };
    // Every character stands for bytes, in order.
    let mut last = 0;
    for (at, c) in decoded.text.char_indices() {
        let raw = decoded.raw.to_raw(TextRange::new(at, at + c.len_utf8())).expect("a character from nowhere");
        assert!(raw.end >= last && raw.end <= bytes.len());
        last = raw.end;
    }
    let form = match first & 3 {
        0 | 1 => Form::Html,
        2 => Form::Text,
        _ => detect_form(&decoded.text),
    };
    let read = || extractor().extract(Given::default(), &decoded.text, form, String::new());
    let article = read();
    for block in &article.blocks {
        assert!(!block.range.of(&article.text).trim().is_empty());
    }
    let offsets = article.offsets.through(&decoded.raw);
    for (at, c) in article.text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        let range = TextRange::new(at, at + c.len_utf8());
        let source = article.offsets.to_raw(range).expect("a character from nowhere").of(&decoded.text);
        assert!(source == c.encode_utf8(&mut [0; 4]) || source.starts_with('&'), "{c:?} comes from {source:?}");
        assert!(offsets.to_raw(range).is_some_and(|raw| raw.end <= bytes.len()));
    }
    assert_eq!(article, read());
});
