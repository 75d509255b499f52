use std::time::{Duration, Instant};
fn main() {
    let lexicon = stemma_lexicon::Lexicon::builtin();
    let lang = stemma_text::Language::GERMAN;
    let attributor = stemma_quote::Attributor::new(&lexicon, lang);
    let annotator = stemma_annotate::Annotator::new(&lexicon, lang);
    let text = std::fs::read_to_string("/tmp/q/f1000.jsonl").unwrap();
    let mut t = [Duration::ZERO; 8];
    let mut n = 0;
    for line in text.lines() {
        let v: serde_json::Value = serde_json::from_str(line).unwrap();
        let body = v["article"].as_str().unwrap_or("");
        let article = stemma_text::Article::as_is("a", body, lang);
        let mut at = Instant::now();
        let mut lap = |k: usize| {
            let now = Instant::now();
            t[k] += now - at;
            at = now;
        };
        let tokens = stemma_text::token::tokenize(body);
        lap(0);
        let sentences = stemma_text::sentence::split(body, lang);
        lap(1);
        let a = stemma_text::Annotations { tokens, sentences, ..Default::default() };
        let r = attributor.read(&article, &a);
        lap(2);
        lap(3);
        let parts =
            stemma_annotate::Parts { names: false, times: false, quantities: true, quotations: false };
        let _ = annotator.annotate_parts(&article, None, parts);
        lap(4);
        n += r.quotations.len() + r.own_chain.len();
    }
    println!(
        "tokens {:?} sentences {:?} read {:?} own {:?} (tok+sent+quantities) {:?} {n}",
        t[0], t[1], t[2], t[3], t[4]
    );
}
