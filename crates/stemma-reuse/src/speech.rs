//! Where a text prints direct speech. Beside the verdict inside the reuse stage: newsrooms that never saw one another
//! print the same sentences of one speaker, so what stands in quotation marks says little about who copied whom.

use stemma_text::TextRange;

/// Longest quotation, in bytes. A mark without its partner within this distance opens none.
const LONGEST: usize = 1500;

/// The insides of the quotations of `text`, marks excluded, in order. Quotations inside quotations belong to the
/// outer ones; single marks open none, for they are apostrophes as often.
pub fn quoted(text: &str) -> Vec<TextRange> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((start, closes)) = next_opening(text, at) {
        let limit = text.floor_char_boundary(text.len().min(start + LONGEST));
        match text[start..limit].find(closes) {
            Some(length) => {
                found.push(TextRange::new(start, start + length));
                at = start + length + closing_length(text, start + length);
            }
            None => at = start,
        }
    }
    found
}

/// Bytes behind the next opening mark from `at` on, and the marks that close what it opens.
fn next_opening(text: &str, at: usize) -> Option<(usize, &'static [char])> {
    let mut before = text[..at].chars().next_back();
    for (offset, c) in text[at..].char_indices() {
        let behind = at + offset + c.len_utf8();
        let closes: &[char] = match c {
            '„' => &['“', '”', '"'],
            '«' => &['»'],
            '»' => &['«'],
            '“' | '”' => &['”', '“'],
            '"' => &['"', '“', '”'],
            _ => &[],
        };
        let free = before.is_none_or(|b| !b.is_alphanumeric() && !matches!(b, '.' | '!' | '?' | ','));
        let touches = text[behind..].chars().next().is_some_and(|next| !next.is_whitespace());
        if !closes.is_empty() && free && touches {
            return Some((behind, closes));
        }
        before = Some(c);
    }
    None
}

fn closing_length(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

/// Bytes of `range` that lie inside one of the sorted `quotations`.
pub fn quoted_bytes(quotations: &[TextRange], range: TextRange) -> usize {
    let first = quotations.partition_point(|q| q.end <= range.start);
    quotations[first..]
        .iter()
        .take_while(|q| q.start < range.end)
        .map(|q| q.end.min(range.end) - q.start.max(range.start))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = quoted(text).iter().map(|r| r.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn marks_of_all_houses() {
        check("„Wir warten“, sagte Oda Wink. „Noch.“", &["Wir warten", "Noch."]);
        check("»Wir warten«, sagte sie. «Nous attendons», dit-elle.", &["Wir warten", "Nous attendons"]);
        check("\"Wir warten\", sagte sie der \"Harzer Post\".", &["Wir warten", "Harzer Post"]);
        check("“We wait,” she said, “for now.”", &["We wait,", "for now."]);
        check("„Er sagte ‚nie‘ und ging\", so Wink.", &["Er sagte ‚nie‘ und ging"]);
    }

    #[test]
    fn a_mark_without_partner_opens_nothing() {
        check("Der 5\" Nagel und das „offene Ende.", &[]);
        check(&format!("„{}", "weiter ".repeat(400)), &[]);
        check("“", &[]);
        check("", &[]);
    }

    #[test]
    fn bytes_inside() {
        let text = "Sie sagte: „Wir warten.“ Dann ging sie.";
        let all = quoted(text);
        assert_eq!(quoted_bytes(&all, TextRange::new(0, text.len())), "Wir warten.".len());
        assert_eq!(quoted_bytes(&all, TextRange::new(0, 5)), 0);
    }
}
