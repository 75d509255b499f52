//! Plain text to blocks: paragraphs, headlines, and the labelled lines that copies carry at their head.

use crate::block::Draft;
use crate::rules::Rules;
use stemma_text::{BlockKind, DateBasis, Dated, Removed, RemovedKind, TextRange};

/// Characters of a headline at most: longer ones are leads.
const LONGEST_TITLE: usize = 170;
/// Characters of a subheading at most.
const LONGEST_HEADING: usize = 90;
/// Characters of a line in text that was wrapped by hand; mail and wire feeds wrap at 60 to 80.
const LONGEST_WRAPPED: usize = 100;
/// Labelled lines read at the head of a text.
const LABELS: usize = 20;

/// A text cut into blocks, and what its head said.
#[derive(Default)]
pub(crate) struct Plain {
    pub drafts: Vec<Draft>,
    pub title: Option<String>,
    /// Short line above the headline.
    pub kicker: Option<String>,
    /// Second headline.
    pub subtitle: Option<String>,
    pub published: Option<Dated>,
    pub authors: Vec<String>,
    /// Agencies of the front, with the line that names each.
    pub agencies: Vec<(String, String)>,
    pub removed: Vec<Removed>,
}

/// Lines of one text that go on a sentence, from which lines count as broken anywhere.
const BROKEN_OFTEN: usize = 3;

/// Reads plain text. `given_title` is the headline, where it is known already.
pub(crate) fn read(rules: &Rules, content: &str, given_title: Option<&str>) -> Plain {
    let mut plain = Plain { drafts: paragraphs(rules, content), ..Plain::default() };
    labelled_lines(rules, &mut plain);
    labelled_front(rules, &mut plain);
    crate::copy::surroundings(rules, &mut plain);
    crate::front::front(rules, &mut plain, given_title.is_some());
    title(rules, &mut plain, given_title);
    headings(rules, &mut plain.drafts);
    plain
}

/// The paragraphs of a text: its lines, or what stands between blank lines where lines were wrapped by hand.
fn paragraphs(rules: &Rules, content: &str) -> Vec<Draft> {
    let mut lines = Vec::new();
    let mut at = 0;
    let mut apart = true;
    for line in content.split_inclusive('\n') {
        let range = TextRange::new(at, at + line.len()).trimmed(content);
        at += line.len();
        if range.is_empty() {
            apart = true;
        } else {
            lines.push((range, apart));
            apart = false;
        }
    }
    let whole = wrapped(content, &lines);
    let broken = broken_lines(rules, content, &lines);
    let mut drafts: Vec<Draft> = Vec::new();
    let mut from = 0;
    for to in 1..=lines.len() {
        let goes_on = to < lines.len() && !lines[to].1 && (whole || broken[to]);
        if !goes_on {
            let mut draft = match &lines[from..to] {
                [(range, _)] => Draft::copied(BlockKind::Paragraph, content, *range),
                several => joined(content, several),
            };
            draft.apart = lines[from].1;
            drafts.push(draft);
            from = to;
        }
    }
    drafts
}

/// For each line, whether it goes on the sentence of the line before it: that one has no end, and this one begins
/// small. Where this happens often, lines were broken anywhere, and one that begins with a capital goes on as well if
/// the words before it cannot end a heading.
fn broken_lines(rules: &Rules, content: &str, lines: &[(TextRange, bool)]) -> Vec<bool> {
    let open = |at: usize| {
        let before = lines[at - 1].0.of(content);
        !lines[at].1 && before.split_whitespace().nth(2).is_some() && !ends_sentence(before)
    };
    let small = |text: &str| text.starts_with(char::is_lowercase);
    // A credit or a day in small letters goes on no sentence.
    let credit = |text: &str| rules.agency_list(text).is_some() || rules.date_line(text).is_some();
    let goes_on = |at: usize| {
        let text = lines[at].0.of(content);
        at > 0 && open(at) && small(text) && !credit(text)
    };
    let certain: Vec<bool> = (0..lines.len()).map(goes_on).collect();
    let often = certain.iter().filter(|c| **c).count() >= BROKEN_OFTEN;
    let ends_small = |text: &str| text.split_whitespace().next_back().is_some_and(small);
    (0..lines.len())
        .map(|at| certain[at] || (often && at > 0 && open(at) && ends_small(lines[at - 1].0.of(content))))
        .collect()
}

/// Lines as one paragraph, with a space for each line end.
fn joined(content: &str, lines: &[(TextRange, bool)]) -> Draft {
    let mut text = String::new();
    let mut pieces = Vec::new();
    for (range, _) in lines {
        if !text.is_empty() {
            text.push(' ');
        }
        pieces.push((text.len(), range.len(), range.start, range.len()));
        text.push_str(range.of(content));
    }
    Draft::new(BlockKind::Paragraph, text, pieces)
}

/// True if the lines were wrapped by hand: none is long, most go on in the next, and blank lines part paragraphs.
fn wrapped(content: &str, lines: &[(TextRange, bool)]) -> bool {
    let inner = lines.iter().filter(|l| !l.1).count();
    if lines.len() < 6 || inner * 10 < lines.len() * 6 {
        return false;
    }
    let open = lines.windows(2).filter(|w| !w[1].1 && !ends_sentence(w[0].0.of(content))).count();
    open * 2 > inner && lines.iter().all(|l| l.0.of(content).chars().count() <= LONGEST_WRAPPED)
}

/// True for text that ends as a sentence does.
pub(crate) fn ends_sentence(text: &str) -> bool {
    text.trim_end()
        .trim_end_matches(|c: char| {
            stemma_text::fold::is_quote_mark(c) || matches!(c, ')' | ']' | ' ' | '"' | '\'')
        })
        .ends_with(['.', '!', '?', '…', ':', ';'])
}

/// Lines such as `Title: …` or `datum: 4.9.2023` at the very head.
fn labelled_lines(rules: &Rules, plain: &mut Plain) {
    let fences = plain.drafts.first().is_some_and(|d| d.text() == "---");
    let mut taken = usize::from(fences);
    while taken < plain.drafts.len().min(LABELS) {
        let line = plain.drafts[taken].text();
        let Some((key, value)) = line.split_once(':') else { break };
        let (key, value) = (key.trim().to_lowercase(), value.trim().trim_matches(['"', '\'']));
        let known = rules.is("date key", &key) || rules.is("head key", &key);
        if !known || key.contains(' ') || value.is_empty() || line.len() > 300 {
            break;
        }
        if rules.is("title key", &key) {
            plain.title.get_or_insert_with(|| value.to_owned());
        } else if rules.is("date key", &key) && plain.published.is_none() {
            plain.published = dated(rules, value).map(|d| d.0);
        } else if rules.is("byline", &key) {
            plain.authors.extend(rules.people(value));
        }
        taken += 1;
    }
    // A text may begin with a credit such as `Quelle: …` alone; that one is read by the common pass.
    if taken > 1 || plain.published.is_some() || plain.title.is_some() || !plain.authors.is_empty() {
        if fences && plain.drafts.get(taken).is_some_and(|d| d.text() == "---") {
            taken += 1;
        }
        for draft in plain.drafts.drain(..taken) {
            plain.removed.push(Removed { kind: RemovedKind::Metadata, text: draft.text().to_owned() });
        }
    }
}

/// A label and a date glued to the front of the first paragraph: `date 2023-09 …`.
fn labelled_front(rules: &Rules, plain: &mut Plain) {
    let Some(first) = plain.drafts.first_mut() else { return };
    let text = first.text();
    let Some((key, rest)) = text.split_once([' ', ':', '=']) else { return };
    if !rules.is("date key", key) {
        return;
    }
    let value = rest.trim_start_matches([' ', ':', '=']);
    let Some((dated, len)) = dated(rules, value) else { return };
    let cut = text.len() - value.len() + len;
    if !text[cut..].starts_with(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | ';'))
        && cut < text.len()
    {
        return;
    }
    let cut = cut + (text[cut..].len() - text[cut..].trim_start_matches([' ', ',', '|', ';']).len());
    plain.published.get_or_insert(dated);
    let text = first.cut_front(cut);
    plain.removed.push(Removed { kind: RemovedKind::Metadata, text });
}

/// A date at the front of a value, to the precision that it has, and the bytes it takes.
fn dated(rules: &Rules, value: &str) -> Option<(Dated, usize)> {
    let word = value.split_whitespace().next()?.trim_end_matches([',', ';']);
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        let iso = word.len() == 7 && word.as_bytes()[4] == b'-' || word.len() == 10 || word.len() > 15;
        if iso && let Some(found) = Dated::parse(word, DateBasis::Text) {
            return Some((found, word.len()));
        }
        if word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()) && value.len() == 4 {
            return Some((Dated::parse(word, DateBasis::Text)?, 4));
        }
    }
    let (day, len) = rules.date_in(&value[..value.floor_char_boundary(40)])?;
    Some((Dated::parse(&day.to_string(), DateBasis::Text)?, len))
}

/// Takes the headline off the front: the one that is known, or a first line that has the form of one.
fn title(rules: &Rules, plain: &mut Plain, given: Option<&str>) {
    let Some(first) = plain.drafts.first() else { return };
    if let Some(known) = given.map(str::to_owned).or_else(|| plain.title.clone()) {
        if same_words(&known, first.text()) {
            plain.drafts.remove(0);
        }
        return;
    }
    let line = first.text();
    let length = line.chars().count();
    let words = line.split_whitespace().count();
    let Some(next) = plain.drafts.get(1) else { return };
    let form = (2..=30).contains(&words)
        && length <= LONGEST_TITLE
        && !line.ends_with(['.', ':', ';', ',', '…'])
        && line.starts_with(|c: char| !c.is_lowercase())
        && rules.dateline(line).is_none()
        && rules.line(line).is_none()
        && rules.credit_line(line).is_none();
    // Set apart by a blank line, or clearly shorter than the full sentences after it.
    let body =
        plain.drafts[1..].iter().take(4).find(|d| ends_sentence(d.text()) && d.text().chars().count() >= 60);
    let parted = next.apart && body.is_some();
    let shorter = words >= 3
        && length <= 120
        && !ends_sentence(line)
        && body.is_some_and(|b| b.text().chars().count() * 2 >= length * 3);
    if form && (parted || shorter) {
        plain.title = Some(line.to_owned());
        plain.drafts.remove(0);
    }
}

/// True if two lines have the same words, whatever their marks.
pub(crate) fn same_words(a: &str, b: &str) -> bool {
    let words = |t: &str| -> String {
        t.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let (a, b) = (words(a), words(b));
    !a.is_empty() && a == b
}

/// Marks short lines between sentences as headings.
fn headings(rules: &Rules, drafts: &mut [Draft]) {
    for number in 1..drafts.len().saturating_sub(1) {
        let line = drafts[number].text();
        let sentence = |d: &Draft| ends_sentence(d.text()) && d.text().chars().count() >= 60;
        let question = line.ends_with('?') && line.split_whitespace().count() <= 8;
        let form = line.chars().count() <= LONGEST_HEADING
            && (!ends_sentence(line) || question)
            && line.chars().any(char::is_alphabetic)
            && line.starts_with(|c: char| {
                c.is_uppercase() || c.is_ascii_digit() || stemma_text::fold::is_quote_mark(c)
            });
        if form
            && !line.ends_with(',')
            && sentence(&drafts[number - 1])
            && sentence(&drafts[number + 1])
            && rules.line(line).is_none()
            && rules.credit_line(line).is_none()
        {
            drafts[number].kind = BlockKind::Heading;
        } else if line.starts_with(['•', '·', '‣', '▪']) || line.starts_with("- ") || line.starts_with("* ")
        {
            drafts[number].kind = BlockKind::ListItem;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_lexicon::Lexicon;

    fn plain(content: &str) -> Plain {
        read(&Rules::new(&Lexicon::builtin()), content, None)
    }

    const SENTENCE: &str =
        "In der Stadt Musterhausen hat es am Abend lange und heftig geregnet, sagte der Wirt.";

    #[test]
    fn joins_lines_broken_inside_sentences() {
        let texts = |content: &str| -> Vec<String> {
            paragraphs(&Rules::new(&Lexicon::builtin()), content)
                .iter()
                .map(|d| d.text().to_owned())
                .collect()
        };
        let broken = "Am Abend fiel\nin Ulm der erste Schnee. Er blieb\nbis zum Morgen liegen. Dann kam der\nRegen, und er\nnahm alles mit.\n\nEin Absatz.";
        assert_eq!(
            texts(broken),
            [
                "Am Abend fiel in Ulm der erste Schnee. Er blieb bis zum Morgen liegen. Dann kam der Regen, und er nahm alles mit.",
                "Ein Absatz."
            ]
        );
        let headed =
            "Der Schnee von gestern\nAm Abend fiel in Ulm Schnee.\nDer Regen von morgen\nDann kam der Regen.";
        assert_eq!(texts(headed).len(), 4);
    }

    #[test]
    fn tells_headlines_from_first_paragraphs() {
        let check = |content: String, title: Option<&str>| {
            assert_eq!(plain(&content).title.as_deref(), title, "{content}")
        };
        check(
            format!("Regen: „Es war schlimm“\n\n{SENTENCE}\n\n{SENTENCE}"),
            Some("Regen: „Es war schlimm“"),
        );
        check(format!("Regen in Musterhausen\n{SENTENCE}\n{SENTENCE}"), Some("Regen in Musterhausen"));
        check(format!("{SENTENCE}\n\n{SENTENCE}"), None);
        check(format!("Ulm (dpa) - Regen\n\n{SENTENCE}"), None);
        check("Nur eine Zeile".to_owned(), None);
        check(String::new(), None);
    }

    #[test]
    fn reads_labels() {
        let found = plain(&format!("Titel: Regen\nDatum: 04.09.2023\nAutor: Uta Muster\n\n{SENTENCE}"));
        assert_eq!(found.title.as_deref(), Some("Regen"));
        assert_eq!(found.published.map(|d| d.value).as_deref(), Some("2023-09-04"));
        assert_eq!(found.authors, ["Uta Muster"]);
        assert_eq!(found.drafts.len(), 1);
        let found = plain(&format!("  datum 2021-05 Ulm (dpa) - {SENTENCE}"));
        assert_eq!(found.published.map(|d| d.value).as_deref(), Some("2021-05"));
        assert_eq!(found.removed[0].text, "datum 2021-05");
        assert!(found.drafts[0].text().starts_with("Ulm (dpa)"));
    }

    #[test]
    fn finds_headings_and_joins_wrapped_lines() {
        let found = plain(&format!("{SENTENCE}\n\nFeuerwehr: Keller voll\n\n{SENTENCE}\n\n{SENTENCE}"));
        assert_eq!(found.drafts[1].kind, BlockKind::Heading);
        let lines = "In der Stadt hat es am Abend\nlange und heftig geregnet,\nsagte ein Wirt am Morgen\ndem Blatt.\n\nDanach schien die Sonne\nwieder.\n";
        let found = plain(lines);
        assert_eq!(
            found.drafts.iter().map(|d| d.text()).collect::<Vec<_>>()[1],
            "Danach schien die Sonne wieder."
        );
        assert_eq!(found.drafts[1].raw_start(), lines.find("Danach").unwrap());
    }
}
