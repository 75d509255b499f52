//! Folded forms of words, under which spellings of one word meet: case, accents, umlaut spelling, quote marks.

use unicode_normalization::UnicodeNormalization;

/// The folded form of a word: lower case, `ä ae` → `a`-like digraph forms made one (`ä` → `ae`, `ß` → `ss`), other
/// accents dropped, apostrophes and hyphens dropped. `Müller` and `Mueller` fold to the same form.
pub fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len() + 2);
    fold_into(word, &mut folded);
    folded
}

/// Puts the folded form of a word behind what stands in `folded`. See [`fold`].
pub fn fold_into(word: &str, folded: &mut String) {
    if word.bytes().all(|b| b.is_ascii_alphanumeric()) {
        let start = folded.len();
        folded.push_str(word);
        folded[start..].make_ascii_lowercase();
        return;
    }
    // Below the combining marks every character stands composed already.
    if word.chars().all(|c| c < '\u{300}') {
        word.chars().for_each(|c| push(folded, c));
    } else {
        word.nfc().for_each(|c| push(folded, c));
    }
}

fn push(folded: &mut String, c: char) {
    match c {
        'a'..='z' | '0'..='9' => folded.push(c),
        'ä' | 'Ä' => folded.push_str("ae"),
        'ö' | 'Ö' => folded.push_str("oe"),
        'ü' | 'Ü' => folded.push_str("ue"),
        'ß' | 'ẞ' => folded.push_str("ss"),
        '\'' | '’' | '‘' | '`' | '-' | '‐' | '‑' | '–' | '\u{ad}' => {}
        _ if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
        _ => {
            for d in std::iter::once(c).nfd() {
                if !unicode_normalization::char::is_combining_mark(d) {
                    folded.extend(d.to_lowercase());
                }
            }
        }
    }
}

/// Characters kept of a folded word by [`stem`]. Five was the best length on German news among those measured
/// (`docs/evaluation.md`, alignment of retold reports).
pub const STEM_LENGTH: usize = 5;

/// A crude stem: the first five characters of the folded word. Numbers stay whole.
pub fn stem(word: &str) -> String {
    let mut folded = fold(word);
    if folded.starts_with(|c: char| c.is_ascii_digit()) {
        return folded;
    }
    if let Some((at, _)) = folded.char_indices().nth(STEM_LENGTH) {
        folded.truncate(at);
    }
    folded
}

/// Quotation marks of every style that news uses, opening or closing.
pub fn is_quote_mark(c: char) -> bool {
    matches!(c, '"' | '„' | '“' | '”' | '«' | '»' | '‹' | '›' | '‚' | '‘' | '’' | '\'')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_meet() {
        assert_eq!(fold("Müller"), fold("Mueller"));
        assert_eq!(fold("Straße"), fold("STRASSE"));
        assert_eq!(fold("Kim-Jong"), "kimjong");
        assert_eq!(fold("Šefčovič"), "sefcovic");
        assert_eq!(stem("Verhandlungen"), "verha");
        assert_eq!(stem("1234567"), "1234567");
    }
}
