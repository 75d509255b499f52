//! From letters with places to text in reading order: lines, columns, paragraphs; without what stands on every page.

use super::letters::Letter;
use std::collections::BTreeMap;

/// A line, or the part of it that stands in one column.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    text: String,
    left: f64,
    right: f64,
    base: f64,
    size: f64,
}

/// The text of all pages: paragraphs with an empty line between them.
pub(super) fn text(pages: &[Vec<Letter>]) -> String {
    let pages: Vec<Vec<Line>> = pages.iter().map(|letters| lines(letters)).collect();
    let repeated = repeated(&pages);
    let mut paragraphs: Vec<String> = Vec::new();
    for page in pages {
        let page: Vec<Line> = page
            .iter()
            .filter(|line| {
                !(at_edge(line, &page) && (is_number(&line.text) || repeated.contains_key(&key(&line.text))))
            })
            .cloned()
            .collect();
        for group in columns(page) {
            for (number, paragraph) in paragraphs_of(&group).into_iter().enumerate() {
                match paragraphs.last_mut() {
                    // A sentence goes on in the next column or on the next page.
                    Some(last) if number == 0 && goes_on(last, &paragraph) => join(last, &paragraph),
                    _ => paragraphs.push(paragraph),
                }
            }
        }
    }
    paragraphs.join("\n\n")
}

/// Lines of a page, from pieces that stand side by side.
fn lines(letters: &[Letter]) -> Vec<Line> {
    let mut pieces: Vec<Line> = Vec::new();
    for letter in letters.iter().filter(|l| l.size > 0.0) {
        match pieces.last_mut() {
            Some(line) if beside(line, letter) => add(line, &letter.text, letter),
            _ => pieces.push(line_of(letter)),
        }
    }
    pieces.retain(|p| !p.text.trim().is_empty());
    let step = |line: &Line| (line.base * 2.0).round();
    pieces.sort_by(|a, b| step(b).total_cmp(&step(a)).then(a.left.total_cmp(&b.left)));
    let mut lines: Vec<Line> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(line) if beside(line, &letter_of(&piece)) => add(line, &piece.text, &letter_of(&piece)),
            _ => lines.push(piece),
        }
    }
    for line in &mut lines {
        line.text = line.text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    lines
}

fn line_of(letter: &Letter) -> Line {
    let Letter { text, left, right, base, size } = letter.clone();
    Line { text, left, right, base, size }
}

fn letter_of(line: &Line) -> Letter {
    let Line { left, right, base, size, .. } = *line;
    Letter { text: String::new(), left, right, base, size }
}

/// True if a letter goes on with a line: on the same base line, and no further off than a wide space.
fn beside(line: &Line, letter: &Letter) -> bool {
    let size = line.size.max(letter.size);
    let gap = letter.left - line.right;
    (letter.base - line.base).abs() < 0.4 * size && gap > -0.6 * size && gap < 1.1 * size
}

fn add(line: &mut Line, text: &str, letter: &Letter) {
    let gap = letter.left - line.right;
    if gap > 0.17 * line.size.max(letter.size) && !line.text.ends_with(' ') && !text.starts_with(' ') {
        line.text.push(' ');
    }
    line.text.push_str(text);
    line.right = line.right.max(letter.right);
    line.size = line.size.max(letter.size);
}

/// Lines at the edges of pages that stand on most of them, numbers aside.
fn repeated(pages: &[Vec<Line>]) -> BTreeMap<String, usize> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for page in pages {
        let mut keys: Vec<String> = page.iter().filter(|l| at_edge(l, page)).map(|l| key(&l.text)).collect();
        keys.sort();
        keys.dedup();
        keys.into_iter().for_each(|key| *counts.entry(key).or_default() += 1);
    }
    counts.retain(|_, count| *count >= 2 && *count * 2 >= pages.len());
    counts
}

/// True for the highest and the lowest lines of a page.
fn at_edge(line: &Line, page: &[Line]) -> bool {
    let above = page.iter().filter(|l| l.base > line.base + line.size).count();
    let below = page.iter().filter(|l| l.base < line.base - line.size).count();
    above < 3 || below < 3
}

fn key(text: &str) -> String {
    text.chars().map(|c| if c.is_numeric() { '#' } else { c }).collect()
}

/// The number of a page.
fn is_number(text: &str) -> bool {
    text.len() < 12 && text.chars().any(char::is_numeric) && !text.chars().any(char::is_alphabetic)
}

/// Puts the lines of a page in the order in which they are read: column by column, between lines that run over several
/// columns.
fn columns(lines: Vec<Line>) -> Vec<Vec<Line>> {
    let left = lines.iter().map(|l| l.left).fold(f64::INFINITY, f64::min);
    let right = lines.iter().map(|l| l.right).fold(f64::NEG_INFINITY, f64::max);
    // Where narrow lines stand: each column is an interval that they cover.
    let mut narrow: Vec<(f64, f64)> = lines
        .iter()
        .filter(|l| l.right - l.left < 0.55 * (right - left))
        .map(|l| (l.left, l.right))
        .collect();
    narrow.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut intervals: Vec<(f64, f64, usize)> = Vec::new();
    for (from, to) in narrow {
        match intervals.last_mut() {
            Some((_, end, count)) if from < *end + 4.0 => {
                *end = end.max(to);
                *count += 1;
            }
            _ => intervals.push((from, to, 1)),
        }
    }
    intervals.retain(|(.., count)| *count >= 3);
    if intervals.len() < 2 {
        return vec![lines];
    }
    let column_of = |line: &Line| {
        let mut over =
            intervals.iter().enumerate().filter(|(_, (from, to, _))| line.left < *to && line.right > *from);
        match (over.next(), over.next()) {
            (Some((number, _)), None) => Some(number),
            _ => None,
        }
    };
    let (mut groups, mut band) = (Vec::new(), vec![Vec::new(); intervals.len()]);
    for line in lines {
        match column_of(&line) {
            Some(number) => band[number].push(line),
            None => {
                groups.extend(band.iter_mut().map(std::mem::take));
                groups.push(vec![line]);
            }
        }
    }
    groups.extend(band);
    // Lines over all columns that follow each other belong together.
    groups.retain(|g| !g.is_empty());
    groups
}

/// Joins the lines of a column to paragraphs.
fn paragraphs_of(lines: &[Line]) -> Vec<String> {
    let mut steps: Vec<f64> = lines.windows(2).map(|w| w[0].base - w[1].base).filter(|s| *s > 0.0).collect();
    steps.sort_by(f64::total_cmp);
    let step = steps.get(steps.len() / 2).copied().unwrap_or(f64::INFINITY);
    let left = lines.iter().map(|l| l.left).fold(f64::INFINITY, f64::min);
    let right = lines.iter().map(|l| l.right).fold(f64::NEG_INFINITY, f64::max);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut before: Option<&Line> = None;
    for line in lines {
        let begins = before.is_none_or(|before| {
            let apart = before.base - line.base > 1.3 * step + 0.1;
            let resized = (before.size - line.size).abs() > 0.12 * before.size.max(line.size);
            let indented = line.left > left + 0.7 * line.size && before.left < left + 0.3 * line.size;
            let short = before.right < right - 0.2 * (right - left) && ends_sentence(&before.text);
            apart || resized || indented || short
        });
        match paragraphs.last_mut() {
            Some(last) if !begins => join(last, &line.text),
            _ => paragraphs.push(line.text.clone()),
        }
        before = Some(line);
    }
    paragraphs
}

fn ends_sentence(text: &str) -> bool {
    let bare =
        text.trim_end_matches(['"', '\'', ')', '“', '”', '«', '»', '’', '‘']);
    bare.ends_with(['.', '!', '?', ':', '…'])
}

/// True if a text breaks off in a sentence that another goes on with.
fn goes_on(text: &str, next: &str) -> bool {
    !ends_sentence(text) && next.starts_with(char::is_lowercase)
}

/// Puts a line behind a text, without the hyphen of a word that was broken.
fn join(text: &mut String, line: &str) {
    if text.ends_with('\u{ad}') {
        text.pop();
    } else if let Some(word) =
        text.strip_suffix(['-', '\u{2010}']).filter(|w| w.ends_with(char::is_alphabetic))
    {
        if line.starts_with(char::is_lowercase) {
            text.truncate(word.len());
        }
    } else {
        text.push(' ');
    }
    text.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line of letters 5 points wide.
    fn write(page: &mut Vec<Letter>, text: &str, left: f64, base: f64) {
        for (number, c) in text.chars().enumerate() {
            let left = left + 5.0 * f64::from(u32::try_from(number).unwrap());
            page.push(Letter { text: c.to_string(), left, right: left + 5.0, base, size: 10.0 });
        }
    }

    fn check(rows: &[(&str, f64, f64)], expected: &str) {
        let mut page = Vec::new();
        for (text, left, base) in rows {
            write(&mut page, text, *left, *base);
        }
        assert_eq!(text(&[page]), expected);
    }

    #[test]
    fn joins_lines() {
        check(
            &[
                ("Der Hafen von Kesk bleibt am Mon-", 50.0, 700.0),
                ("tag offen. Das sagte die Hafen-", 50.0, 688.0),
                ("meisterin. Baden-", 50.0, 676.0),
                ("Kesk folgt.", 50.0, 664.0),
                ("Ein neuer Absatz beginnt hier.", 50.0, 640.0),
            ],
            "Der Hafen von Kesk bleibt am Montag offen. Das sagte die Hafenmeisterin. Baden-Kesk folgt.\n\n\
             Ein neuer Absatz beginnt hier.",
        );
    }

    #[test]
    fn reads_column_by_column() {
        check(
            &[
                ("Eine Schlagzeile, die über beide Spalten geht und breit ist", 50.0, 740.0),
                ("Links eins steht hier", 50.0, 700.0),
                ("Rechts eins steht da,", 250.0, 700.0),
                ("und links zwei,", 50.0, 688.0),
                ("und rechts zwei,", 250.0, 688.0),
                ("und links drei", 50.0, 676.0),
                ("und rechts drei.", 250.0, 676.0),
            ],
            "Eine Schlagzeile, die über beide Spalten geht und breit ist\n\n\
             Links eins steht hier und links zwei, und links drei\n\n\
             Rechts eins steht da, und rechts zwei, und rechts drei.",
        );
    }

    #[test]
    fn drops_what_stands_on_every_page() {
        let pages: Vec<Vec<Letter>> = ["eins", "zwei", "drei"]
            .iter()
            .zip(1_u32..)
            .map(|(name, number)| {
                let mut page = Vec::new();
                write(&mut page, &format!("Kesker Bote, Seite {number}"), 50.0, 800.0);
                for (line, letter) in (0_u32..).zip("abcdefgh".chars()) {
                    let base = 700.0 - 12.0 * f64::from(line);
                    write(&mut page, &format!("Satz {letter} der Seite {name}."), 50.0, base);
                }
                write(&mut page, &number.to_string(), 300.0, 40.0);
                page
            })
            .collect();
        let text = text(&pages);
        assert!(!text.contains("Bote") && text.contains("Satz a der Seite zwei."), "{text}");
        assert!(text.ends_with("Satz h der Seite drei."), "{text}");
    }
}
