//! Quotation marks, paired within paragraphs. A mark without a partner never reaches beyond its paragraph.

use stemma_text::{TextRange, Token, TokenKind};

/// A stretch between two quotation marks, in token numbers, both marks included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marked {
    /// Number of the opening mark.
    pub open: usize,
    /// Number of the last token: the closing mark, or the last token of the paragraph.
    pub close: usize,
    /// Words inside.
    pub words: usize,
}

/// Deepest nesting that is followed; deeper marks are passed over.
const DEEPEST: usize = 8;

/// Family of a quotation mark that is written as two apostrophes.
const DOUBLED: u8 = 2;

/// Two apostrophes at `i` stand for one quotation mark; of three the last two do where the mark closes.
fn doubled(text: &str, tokens: &[Token], i: usize) -> bool {
    let joined = |k: usize| {
        tokens.get(k).zip(tokens.get(k + 1)).is_some_and(|(a, b)| {
            a.range.end == b.range.start && a.range.of(text) == "'" && b.range.of(text) == "'"
        })
    };
    let opening = text[..tokens[i].range.start].chars().next_back().is_none_or(char::is_whitespace);
    joined(i) && (opening || !joined(i + 1))
}

fn family(mark: &str) -> Option<u8> {
    match mark {
        "„" | "“" | "”" | "\"" => Some(0),
        "«" | "»" => Some(1),
        "'" => Some(DOUBLED),
        _ => None,
    }
}

/// Pairs the marks of one text. `paragraph[i]` is the number of the paragraph of token `i`. Outermost pairs only, in
/// order.
pub fn pair(text: &str, tokens: &[Token], paragraph: &[u32]) -> Vec<Marked> {
    let mut found: Vec<Marked> = Vec::new();
    let mut stack: Vec<usize> = Vec::new();
    let word_count = words_before(tokens);
    let mut second = usize::MAX;
    for (i, token) in tokens.iter().enumerate() {
        let next_paragraph = i > 0 && paragraph[i] != paragraph[i - 1];
        if next_paragraph {
            end_paragraph(text, tokens, i, &mut stack, &mut found, &word_count);
        }
        let mark = token.range.of(text);
        if mark == "'" && i != second && doubled(text, tokens, i) {
            second = i + 1;
            let top = stack.last().and_then(|&at| family(tokens[at].range.of(text)));
            let both =
                Token { range: TextRange::new(token.range.start, tokens[i + 1].range.end), kind: token.kind };
            if opens(text, &both, "\"", top == Some(DOUBLED)) {
                if stack.len() < DEEPEST {
                    stack.push(i);
                }
            } else if top == Some(DOUBLED)
                && let Some(open) = stack.pop()
            {
                keep(&mut found, open, i + 1, &word_count);
            }
            continue;
        }
        let Some(kind) = family(mark).filter(|k| token.kind == TokenKind::Mark && *k != DOUBLED) else {
            continue;
        };
        let top = stack.last().and_then(|&at| family(tokens[at].range.of(text)));
        if opens(text, token, mark, top == Some(kind)) {
            if stack.len() < DEEPEST {
                stack.push(i);
            }
        } else if top == Some(kind)
            && let Some(open) = stack.pop()
        {
            keep(&mut found, open, i, &word_count);
        }
    }
    end_paragraph(text, tokens, tokens.len(), &mut stack, &mut found, &word_count);
    found
}

fn words_before(tokens: &[Token]) -> Vec<usize> {
    let mut count = 0;
    let mut all: Vec<usize> = tokens
        .iter()
        .map(|t| {
            let before = count;
            count += usize::from(t.is_wordlike());
            before
        })
        .collect();
    all.push(count);
    all
}

/// Records a pair and drops the pairs inside it.
fn keep(found: &mut Vec<Marked>, open: usize, close: usize, word_count: &[usize]) {
    while found.last().is_some_and(|m| m.open > open) {
        found.pop();
    }
    found.push(Marked { open, close, words: word_count[close] - word_count[open] });
}

fn opens(text: &str, token: &Token, mark: &str, same_open: bool) -> bool {
    let before = text[..token.range.start].chars().next_back();
    let after = text[token.range.end..].chars().next();
    let space_before =
        before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '–' | '—' | '-' | '/'));
    let space_after = after.is_none_or(char::is_whitespace);
    match mark {
        "„" => true,
        // French sets blanks inside the marks.
        "«" if space_before && space_after => !same_open,
        "«" | "»" => !same_open && !space_after && before.is_none_or(|c| !c.is_alphanumeric()),
        _ => !same_open && !space_after && (space_before || before.is_some_and(|c| matches!(c, ':' | '„'))),
    }
}

/// A mark left open at the end of a paragraph holds to its end if it begins a sentence or follows a colon, or if the
/// next paragraph opens again; else it is passed over.
fn end_paragraph(
    text: &str,
    tokens: &[Token],
    end: usize,
    stack: &mut Vec<usize>,
    found: &mut Vec<Marked>,
    word_count: &[usize],
) {
    let Some(&open) = stack.first() else { return };
    let alone = stack.len() == 1;
    stack.clear();
    let before = open.checked_sub(1).map(|b| tokens[b].range.of(text));
    let opens_again = tokens.get(end).is_some_and(|t| {
        family(t.range.of(text)).is_some_and(|k| k != DOUBLED) || doubled(text, tokens, end)
    });
    let starts = before.is_none_or(|b| matches!(b, ":" | "." | "!" | "?"));
    let line_start = text[..tokens[open].range.start].trim_end_matches(' ').ends_with('\n');
    if alone
        && end > open + 1
        && (opens_again || starts || line_start)
        && found.last().is_none_or(|m| m.open < open)
    {
        found.push(Marked { open, close: end - 1, words: word_count[end - 1] + 1 - word_count[open] });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let tokens = stemma_text::token::tokenize(text);
        let mut number = 0;
        let mut last = 0;
        let paragraph: Vec<u32> = tokens
            .iter()
            .map(|t| {
                number += u32::from(text[last..t.range.start].contains('\n'));
                last = t.range.end;
                number
            })
            .collect();
        let found: Vec<&str> = pair(text, &tokens, &paragraph)
            .iter()
            .map(|m| &text[tokens[m.open].range.start..tokens[m.close].range.end])
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn pairs_every_style() {
        check("Er rief „Ja“ und “Nein” und \"Doch\".", &["„Ja“", "“Nein”", "\"Doch\""]);
        check("Das «Blatt» und das »Heft« schrieben.", &["«Blatt»", "»Heft«"]);
        check("Le « Blatt » et le «\u{a0}Heft\u{a0}».", &["« Blatt »", "«\u{a0}Heft\u{a0}»"]);
        check("„Sie las „Der Turm“ zu Ende“, sagte er.", &["„Sie las „Der Turm“ zu Ende“"]);
    }

    #[test]
    fn open_marks_end_with_their_paragraph() {
        check("Ein „Wort ohne Ende.\n\nNeuer Absatz mit „Ja“.", &["„Ja“"]);
        check("„Erster Teil.\n\n„Zweiter Teil“, sagte er.", &["„Erster Teil.", "„Zweiter Teil“"]);
    }
}
