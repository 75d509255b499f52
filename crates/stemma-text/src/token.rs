//! Words, numbers and marks of a text.

use crate::TextRange;

/// What a token is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TokenKind {
    /// Letters, with inner hyphens and apostrophes: `US-Beamter`, `d'Estaing`.
    Word,
    /// Starts with a digit, with inner points, commas and colons: `1.000,50`, `14:30`, `122-mm`.
    Number,
    /// One other visible character.
    Mark,
}

/// One token and where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// Where, in bytes of the text.
    pub range: TextRange,
    /// Of what kind.
    pub kind: TokenKind,
}

impl Token {
    /// True for words and numbers.
    pub fn is_wordlike(&self) -> bool {
        self.kind != TokenKind::Mark
    }
}

/// Splits a text into tokens, white space dropped. Tokens do not overlap and stand in order.
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 6 + 1);
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        if c.is_whitespace() || c == '\u{feff}' {
            continue;
        }
        if !c.is_alphanumeric() {
            tokens.push(Token { range: TextRange::new(start, start + c.len_utf8()), kind: TokenKind::Mark });
            continue;
        }
        let number = c.is_ascii_digit();
        let mut end = start + c.len_utf8();
        while let Some(&(at, d)) = rest.peek() {
            let joins = d.is_alphanumeric() || is_mark_inside(d) || {
                let inner = if number { matches!(d, '.' | ',' | ':' | '-' | '–') } else { is_joiner(d) };
                inner && {
                    let next = text[at + d.len_utf8()..].chars().next();
                    let fits = |n: char| match d {
                        '.' | ',' | ':' => n.is_ascii_digit(),
                        '–' => false,
                        _ => n.is_alphanumeric(),
                    };
                    next.is_some_and(fits)
                }
            };
            if !joins {
                break;
            }
            end = at + d.len_utf8();
            rest.next();
        }
        let kind = if number { TokenKind::Number } else { TokenKind::Word };
        tokens.push(Token { range: TextRange::new(start, end), kind });
    }
    tokens
}

fn is_joiner(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '\'' | '’' | '&' | '_')
}

/// Combining marks and soft hyphens belong to the word before them.
fn is_mark_inside(c: char) -> bool {
    c == '\u{ad}' || unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = tokenize(text).iter().map(|t| t.range.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn splits_words_numbers_marks() {
        check("Der US-Beamte sagte: „Nein“.", &["Der", "US-Beamte", "sagte", ":", "„", "Nein", "“", "."]);
        check("1.000,50 Euro um 14:30 Uhr", &["1.000,50", "Euro", "um", "14:30", "Uhr"]);
        check("am 10. September", &["am", "10", ".", "September"]);
        check("Quelle : BBC", &["Quelle", ":", "BBC"]);
    }
}
