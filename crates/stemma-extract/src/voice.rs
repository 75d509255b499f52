//! House voice: whose report a text without any credit must be, by the medium that its speakers address.
//!
//! A translated report keeps phrases in which people speak to the medium that printed it first ("sagte der BBC",
//! "told the BBC", "the BBC's partner"). If exactly one medium is addressed so, at least twice, it is credited. A
//! medium that merely reports something ("berichtet die …") is a source inside the text and never counts.

use crate::rules::Rules;
use std::collections::BTreeMap;
use stemma_text::{Credit, CreditBasis, TextRange, token};

/// Times that a medium must be addressed.
const TIMES: usize = 2;
/// Words of the longest name of a medium.
const LONGEST_NAME: usize = 5;

/// The medium that the speakers of a text address.
pub(crate) fn house_voice(rules: &Rules, text: &str) -> Option<Credit> {
    let words: Vec<TextRange> = token::tokenize(text).into_iter().map(|t| t.range).collect();
    let word = |at: usize| words.get(at).map_or("", |r| r.of(text));
    let mut addressed: BTreeMap<&str, (usize, String)> = BTreeMap::new();
    let mut at = 0;
    while at < words.len() {
        let found = (1..=LONGEST_NAME.min(words.len() - at)).rev().find_map(|len| {
            let form = TextRange::new(words[at].start, words[at + len - 1].end).of(text);
            if !form.starts_with(char::is_uppercase) {
                return None;
            }
            rules.names.medium_in_text(form).map(|name| (name, len))
        });
        let Some((name, len)) = found else {
            at += 1;
            continue;
        };
        if let Some(first) = address(rules, &word, at) {
            let quote = TextRange::new(words[first].start, words[at + len - 1].end).of(text);
            let entry = addressed.entry(name).or_insert_with(|| (0, quote.to_owned()));
            entry.0 += 1;
        }
        at += len;
    }
    let mut all = addressed.into_iter();
    match (all.next(), all.next()) {
        (Some((name, (times, quote))), None) if times >= TIMES => {
            Some(Credit::new(name, CreditBasis::Text, quote))
        }
        _ => None,
    }
}

/// First word of the phrase that addresses the medium at `at`, if there is one.
fn address<'w>(rules: &Rules, word: &impl Fn(usize) -> &'w str, at: usize) -> Option<usize> {
    let before = |n: usize| at.checked_sub(n).map(|p| (p, word(p)));
    let (mut place, mut first) = before(1)?;
    if rules.is("told kind", first) {
        (place, first) = before(2)?;
    }
    let article = rules.is("told article", first);
    let (verb_place, verb) =
        if article { (place.checked_sub(1)?, word(place.checked_sub(1)?)) } else { (place, first) };
    if rules.is("towards", verb) || (article && rules.is("told", verb)) {
        return Some(verb_place);
    }
    // English says "told the BBC" and "told CNN"; in German only the article tells the hearer from the speaker.
    if !article && rules.is("told direct", verb) {
        return Some(verb_place);
    }
    // "US-Partner der BBC", "US-Partner CBS der BBC": the owner of a partner.
    let partner = article.then(|| {
        (1..=3).filter_map(|n| verb_place.checked_sub(n - 1)).find(|p| rules.is("partner", word(*p)))
    });
    partner.flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_lexicon::Lexicon;

    #[test]
    fn hears_whose_report_it_is() {
        let rules = Rules::new(&Lexicon::builtin());
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(house_voice(&rules, text).map(|c| c.name).as_deref(), expected, "{text}");
        };
        check(
            "Es regne, sagte der Wirt dem US-Partner der BBC, dem Sender X. Das sagte der BBC auch ein Gast.",
            Some("BBC"),
        );
        check("He told the BBC it rained. She told BBC News it snowed.", Some("BBC"));
        check("Das sagte der BBC ein Gast.", None);
        check("Quellen berichteten der New York Times davon. Das schrieb die New York Times.", None);
        check(
            "Das sagte der BBC ein Gast. Das sagte der BBC ein Wirt. Das sagte dem Sender CNN eine Frau.",
            None,
        );
        check("Das sagte der Stern der Show. Das sagte der Stern.", None);
        check("", None);
    }
}
