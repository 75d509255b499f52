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
    let mut found = Vec::with_capacity(text.len() / 6 + 1);
    found.extend(tokens(text));
    found
}

/// The tokens of a text one by one, as [`tokenize`] gives them.
pub fn tokens(text: &str) -> Tokens<'_> {
    Tokens { text, at: 0 }
}

/// Made by [`tokens`].
#[derive(Clone, Debug)]
pub struct Tokens<'t> {
    text: &'t str,
    at: usize,
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let first = loop {
            let c = self.char_at(self.at)?;
            if !c.is_whitespace() && c != '\u{feff}' {
                break c;
            }
            self.at += c.len_utf8();
        };
        let start = self.at;
        self.at += first.len_utf8();
        let token = |end: usize, kind: TokenKind| Token { range: TextRange::new(start, end), kind };
        if !first.is_alphanumeric() {
            return Some(token(self.at, TokenKind::Mark));
        }
        let is_number = first.is_ascii_digit();
        while let Some(byte) = self.text.as_bytes().get(self.at) {
            // Most of a text is plain letters and what ends a word.
            if byte.is_ascii_alphanumeric() {
                self.at += 1;
                continue;
            }
            if matches!(byte, b' ' | b'\n') {
                break;
            }
            let Some(c) = self.char_at(self.at).filter(|c| self.joins(*c, is_number)) else { break };
            self.at += c.len_utf8();
        }
        Some(token(self.at, if is_number { TokenKind::Number } else { TokenKind::Word }))
    }
}

impl Tokens<'_> {
    fn char_at(&self, at: usize) -> Option<char> {
        match self.text.as_bytes().get(at)? {
            byte if byte.is_ascii() => Some(char::from(*byte)),
            _ => self.text[at..].chars().next(),
        }
    }

    /// True if the character at the end of the token so far belongs to it.
    fn joins(&self, c: char, is_number: bool) -> bool {
        if c.is_alphanumeric() || is_mark_inside(c) {
            return true;
        }
        let is_inner = if is_number { matches!(c, '.' | ',' | ':' | '-' | '–') } else { is_joiner(c) };
        is_inner
            && self.char_at(self.at + c.len_utf8()).is_some_and(|next| match c {
                '.' | ',' | ':' => next.is_ascii_digit(),
                '–' => false,
                _ => next.is_alphanumeric(),
            })
    }
}

/// Words that lean on their neighbour and are cut off it: before an apostrophe (`l'ancien`), after a hyphen
/// (`a-t-il`). Which ones a language has is data; most have none.
#[derive(Clone, Debug, Default)]
pub struct Clitics {
    before: Vec<String>,
    after: Vec<String>,
    whole: Vec<String>,
}

impl Clitics {
    /// `before` end with an apostrophe, `after` begin with a hyphen, `whole` stay whole; all in lower case.
    pub fn new<'w>(
        before: impl Iterator<Item = &'w str>,
        after: impl Iterator<Item = &'w str>,
        whole: impl Iterator<Item = &'w str>,
    ) -> Self {
        let mut after: Vec<String> = after.map(str::to_owned).collect();
        after.sort_by_key(|w| std::cmp::Reverse(w.len()));
        Self { before: before.map(str::to_owned).collect(), after, whole: whole.map(str::to_owned).collect() }
    }

    /// True for a language that has none.
    pub fn is_empty(&self) -> bool {
        self.before.is_empty() && self.after.is_empty()
    }

    /// The tokens with clitics as tokens of their own. Cutting twice changes nothing.
    pub fn cut(&self, text: &str, tokens: Vec<Token>) -> Vec<Token> {
        if self.is_empty() {
            return tokens;
        }
        let mut cut: Vec<Token> = Vec::with_capacity(tokens.len() + tokens.len() / 8);
        for token in tokens {
            if token.kind == TokenKind::Word {
                self.cut_word(text, token, &mut cut);
                continue;
            }
            // "l'«": the apostrophe belongs to the word before it.
            let elided = cut.last().is_some_and(|last| {
                let whole = TextRange::new(last.range.start, token.range.end);
                last.range.end == token.range.start && self.before.contains(&plain(whole.of(text)))
            });
            match cut.last_mut().filter(|_| elided) {
                Some(last) => last.range = TextRange::new(last.range.start, token.range.end),
                None => cut.push(token),
            }
        }
        cut
    }

    fn cut_word(&self, text: &str, token: Token, cut: &mut Vec<Token>) {
        let (mut start, end) = (token.range.start, token.range.end);
        let mut push = |start: usize, end: usize| {
            cut.push(Token { range: TextRange::new(start, end), kind: TokenKind::Word });
        };
        let word = plain(token.range.of(text));
        if self.whole.contains(&word) || self.after.contains(&word) {
            return push(start, end);
        }
        while let Some((at, mark)) = text[start..end].char_indices().find(|(_, c)| matches!(c, '\'' | '’'))
        {
            let next = start + at + mark.len_utf8();
            if next == end || !self.before.contains(&plain(&text[start..next])) {
                break;
            }
            push(start, next);
            start = next;
        }
        let stem = self.after.iter().find_map(|after| {
            let at = end.checked_sub(after.len()).filter(|at| *at > start && text.is_char_boundary(*at))?;
            (plain(&text[at..end]) == *after).then_some(at)
        });
        push(start, stem.unwrap_or(end));
        if let Some(at) = stem {
            push(at, end);
        }
    }
}

/// In lower case, with the plain apostrophe.
fn plain(word: &str) -> String {
    word.to_lowercase().replace('’', "'")
}

fn is_joiner(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '\'' | '’' | '&' | '_')
}

/// Combining marks and soft hyphens belong to the word before them.
fn is_mark_inside(c: char) -> bool {
    c == '\u{ad}' || c >= '\u{300}' && unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = tokenize(text).iter().map(|t| t.range.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn cuts_clitics() {
        let list = |words: &'static [&'static str]| words.iter().copied();
        let clitics = Clitics::new(list(&["l'", "d'"]), list(&["-il", "-t-il"]), list(&["vas-il"]));
        let check = |text: &str, expected: &[&str]| {
            let once = clitics.cut(text, tokenize(text));
            assert_eq!(once.iter().map(|t| t.range.of(text)).collect::<Vec<_>>(), expected);
            assert_eq!(clitics.cut(text, once.clone()), once);
        };
        check(
            "L’un d'aujourd'hui, a-t-il dit.",
            &["L’", "un", "d'", "aujourd'hui", ",", "a", "-t-il", "dit", "."],
        );
        check("dit-il à l'« Ami », vas-il", &["dit", "-il", "à", "l'", "«", "Ami", "»", ",", "vas-il"]);
        check("d' l' d'l'É -il", &["d'", "l'", "d'", "l'", "É", "-", "il"]);
    }

    #[test]
    fn splits_words_numbers_marks() {
        check("Der US-Beamte sagte: „Nein“.", &["Der", "US-Beamte", "sagte", ":", "„", "Nein", "“", "."]);
        check("1.000,50 Euro um 14:30 Uhr", &["1.000,50", "Euro", "um", "14:30", "Uhr"]);
        check("am 10. September", &["am", "10", ".", "September"]);
        check("Quelle : BBC", &["Quelle", ":", "BBC"]);
    }
}
