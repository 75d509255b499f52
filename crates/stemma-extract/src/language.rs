//! The language of a text, by `whatlang` (character trigrams), held to the languages that news here is written in.

use rustc_hash::FxHashMap;
use stemma_text::{Article, Language};
use whatlang::Lang;

/// Characters looked at.
const SAMPLE: usize = 4000;
/// Characters from which the detector is believed against the page's own word.
const ENOUGH: usize = 300;
/// Shorter texts are taken for German, the first language of this program, unless the detector is sure.
const SHORT: usize = 80;

/// Characters from which a block is long enough to be told apart.
const BLOCK: usize = 120;
/// Small words that a block shares with the rest of the text at least, if it is in its language.
const SHARED: usize = 4;
/// Bytes of a block looked at.
const BLOCK_SAMPLE: usize = 600;
/// Blocks looked at; texts with more are no articles.
const MOST_BLOCKS: usize = 2000;
/// How many of the languages short texts are held to without further signs.
const MAIN: usize = 2;

/// Languages told apart, the program's own first.
const LANGUAGES: [(Lang, &str); 19] = [
    (Lang::Deu, "de"),
    (Lang::Eng, "en"),
    (Lang::Fra, "fr"),
    (Lang::Ita, "it"),
    (Lang::Spa, "es"),
    (Lang::Por, "pt"),
    (Lang::Nld, "nl"),
    (Lang::Pol, "pl"),
    (Lang::Rus, "ru"),
    (Lang::Ukr, "uk"),
    (Lang::Tur, "tr"),
    (Lang::Ces, "cs"),
    (Lang::Swe, "sv"),
    (Lang::Dan, "da"),
    (Lang::Hun, "hu"),
    (Lang::Ara, "ar"),
    (Lang::Cmn, "zh"),
    (Lang::Jpn, "ja"),
    (Lang::Kor, "ko"),
];

/// The language of a text that says nothing about itself. `own`: the languages that have data.
pub(crate) fn of_text(text: &str, own: &[&str]) -> Language {
    let (language, _) = detect(text, own);
    language.unwrap_or(Language::GERMAN)
}

/// The language of a page that may say what it is.
pub(crate) fn of_page(text: &str, said: Option<&str>, own: &[&str]) -> Language {
    let said = said.map(Language::from_code).filter(|l| *l != Language::UNKNOWN);
    match detect(text, own) {
        (Some(found), length) if length >= ENOUGH || said.is_none() => found,
        (found, _) => said.or(found).unwrap_or(Language::GERMAN),
    }
}

/// Marks the blocks that are clearly in another language than their article.
pub(crate) fn of_blocks(article: &mut Article) {
    let own = article.language;
    // Trigrams tell only languages that the detector knows.
    let known = LANGUAGES.iter().any(|(_, code)| own == Language::from_code(code));
    if !known || article.blocks.len() > MOST_BLOCKS {
        return;
    }
    let detector = whatlang::Detector::with_allowlist(LANGUAGES.iter().map(|(l, _)| *l).collect());
    let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
    for word in small_words(&article.text) {
        *counts.entry(word).or_insert(0) += 1;
    }
    for block in &mut article.blocks {
        let text = block.range.of(&article.text);
        if text.chars().take(BLOCK).count() < BLOCK {
            continue;
        }
        // The detector is slow: a block with the small words of the rest of the text is in its language.
        let mut own_counts: FxHashMap<&str, u32> = FxHashMap::default();
        for word in small_words(text) {
            *own_counts.entry(word).or_insert(0) += 1;
        }
        let elsewhere =
            own_counts.iter().filter(|(w, n)| counts.get(*w).is_some_and(|all| all >= &(*n + 2))).count();
        if elsewhere * 2 >= own_counts.len() && elsewhere >= SHARED {
            continue;
        }
        let sample = &text[..text.floor_char_boundary(BLOCK_SAMPLE)];
        let Some(info) = detector.detect(sample).filter(whatlang::Info::is_reliable) else { continue };
        let found =
            LANGUAGES.iter().find(|(l, _)| *l == info.lang()).map(|(_, code)| Language::from_code(code));
        block.language = found.filter(|l| *l != own);
    }
}

/// Words of two to four letters.
fn small_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic()).filter(|w| (2..=4).contains(&w.len()))
}

/// The language, where the detector is sure enough for so many characters, and the characters seen.
fn detect(text: &str, own: &[&str]) -> (Option<Language>, usize) {
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    let length = sample.chars().count();
    // Short texts hold too few trigrams to tell neighbours such as Danish and German apart.
    let among = if length < ENOUGH { &LANGUAGES[..MAIN] } else { &LANGUAGES[..] };
    if length < ENOUGH
        && let Some(code) = another(sample, own)
    {
        return (Some(Language::from_code(code)), length);
    }
    let detector = whatlang::Detector::with_allowlist(among.iter().map(|(l, _)| *l).collect());
    let Some(info) = detector.detect(sample) else { return (None, length) };
    let Some((_, code)) = LANGUAGES.iter().find(|(l, _)| *l == info.lang()) else { return (None, length) };
    let sure = length >= SHORT || info.is_reliable();
    (sure.then(|| Language::from_code(code)), length)
}

/// A language with data beyond the main ones, where the detector is sure of it among all that have data.
fn another(sample: &str, own: &[&str]) -> Option<&'static str> {
    let among = LANGUAGES.iter().enumerate().filter(|(n, (_, code))| *n < MAIN || own.contains(code));
    let detector = whatlang::Detector::with_allowlist(among.map(|(_, (l, _))| *l).collect());
    let info = detector.detect(sample).filter(whatlang::Info::is_reliable)?;
    LANGUAGES[MAIN..].iter().find(|(l, _)| *l == info.lang()).map(|(_, code)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: [&str; 3] = ["de", "en", "fr"];

    #[test]
    fn short_texts_of_further_languages_need_data() {
        let text = "La maire a déclaré lundi que le pont ne rouvrirait pas avant le printemps prochain.";
        assert_eq!(of_text(text, &OWN).code(), "fr");
        assert_ne!(of_text(text, &OWN[..2]).code(), "fr");
    }

    #[test]
    fn marks_blocks_in_other_languages() {
        let german = "Der Wirt sagte am Abend, dass es in der Stadt seit Tagen nur geregnet habe und dass die Keller der alten Häuser seitdem voll Wasser stehen.";
        let english = "The landlord said in the evening that it had been raining in the town for days and that the cellars of the old houses were still full of water.";
        let mut article = Article::as_is("x", format!("{german}\n\n{english}"), Language::GERMAN);
        of_blocks(&mut article);
        let codes: Vec<_> = article.blocks.iter().map(|b| b.language.map(|l| l.code().to_owned())).collect();
        assert_eq!(codes, [None, Some("en".to_owned())]);
    }

    #[test]
    fn tells_languages() {
        assert_eq!(
            of_text("Der Wirt sagte am Abend, dass es in der Stadt seit Tagen nur geregnet habe.", &OWN)
                .code(),
            "de"
        );
        assert_eq!(
            of_text("The landlord said in the evening that it had been raining in the town for days.", &OWN)
                .code(),
            "en"
        );
        assert_eq!(of_text("", &OWN).code(), "de");
        assert_eq!(of_page("Hm.", Some("en-GB"), &OWN).code(), "en");
    }
}
