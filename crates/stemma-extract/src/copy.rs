//! What surrounds the text in copies of whole pages: menus, buttons for sharing, comments of readers, lists of links,
//! notices about cookies. Told by its form, so that it is found in any language and layout: lines without sentences in
//! long runs, counts, names with dates that repeat. Lines that `boilerplate.toml` knows are left to the common pass.

use crate::plain::{Plain, ends_sentence};
use crate::rules::Rules;
use stemma_text::{Removed, RemovedKind};

/// Characters from which a sentence is prose.
const PROSE: usize = 80;
/// Characters of prose without which a text has no surroundings: lists and short notes stay whole.
const BODY: usize = 400;
/// Lines of a menu at least.
const MENU: usize = 4;
/// Characters and words of a line of a menu at most.
const MENU_LINE: (usize, usize) = (30, 3);
/// Lines of a list of links at least.
const LINKS: usize = 4;
/// Characters of a line of links at most.
const LINK_LINE: usize = 130;
/// Comments of readers at least.
const COMMENTS: usize = 3;
/// Lines that one comment has at most between two dates.
const COMMENT_LINES: usize = 12;
/// Lines to one of those that show talk, at most; an interview may quote a few.
const TALK_LINES: usize = 5;
/// Characters of a line that dates a comment at most.
const STAMP: usize = 60;
/// Characters of a notice about cookies at most.
const CONSENT: usize = 700;
/// Lines at both ends in which consent is asked for.
const ENDS: usize = 12;

/// What is known of one line.
struct Line<'l> {
    text: &'l str,
    chars: usize,
    words: usize,
    sentence: bool,
}

impl<'l> Line<'l> {
    fn of(text: &'l str) -> Self {
        let words = text.split_whitespace().count();
        Self { text, chars: text.chars().count(), words, sentence: ends_sentence(text) }
    }

    fn is_prose(&self) -> bool {
        self.sentence && self.chars >= PROSE
    }

    fn is_short(&self) -> bool {
        !self.sentence && self.chars <= MENU_LINE.0 && self.words <= MENU_LINE.1
    }

    /// A name as readers give it: one to three words, perhaps with an initial at the end.
    fn is_name(&self) -> bool {
        self.chars <= MENU_LINE.0
            && self.words <= MENU_LINE.1
            && !self.text.ends_with(['!', '?', ':', ';', '…'])
    }

    /// A count as buttons bear it: `0`, `1,2K`, `+3`.
    fn is_count(&self) -> bool {
        self.chars <= 8
            && self.text.chars().any(|c| c.is_ascii_digit())
            && self
                .text
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '+' | 'k' | 'K' | '(' | ')'))
    }
}

/// Takes the surroundings out of a text that was copied with them.
pub(crate) fn surroundings(rules: &Rules, plain: &mut Plain) {
    let texts: Vec<String> = plain.drafts.iter().map(|d| d.text().to_owned()).collect();
    let lines: Vec<Line<'_>> = texts.iter().map(|t| Line::of(t)).collect();
    let prose: usize = lines.iter().filter(|l| l.is_prose()).map(|l| l.chars).sum();
    let Some(first) = lines.iter().position(Line::is_prose).filter(|_| prose >= BODY) else { return };
    let mut cut: Vec<Option<RemovedKind>> = vec![None; lines.len()];
    consent(rules, &lines, &mut cut);
    buttons(rules, &lines, &mut cut);
    menu(rules, &lines, first, &mut cut);
    comments(rules, &lines, &mut cut);
    links(rules, &lines, &mut cut);
    if cut.iter().all(Option::is_none) {
        return;
    }
    let mut number = 0;
    plain.drafts.retain(|draft| {
        let kind = cut[number];
        number += 1;
        if let Some(kind) = kind {
            plain.removed.push(Removed { kind, text: draft.text().to_owned() });
        }
        kind.is_none()
    });
}

/// Lines near an end that ask the reader for consent.
fn consent(rules: &Rules, lines: &[Line<'_>], cut: &mut [Option<RemovedKind>]) {
    for (number, line) in lines.iter().enumerate() {
        let near = number < ENDS || number + ENDS >= lines.len();
        if !near || line.chars > CONSENT || line.text.starts_with(stemma_text::fold::is_quote_mark) {
            continue;
        }
        let lower = line.text.to_lowercase();
        if !rules.list("cookie").any(|w| lower.contains(w)) {
            continue;
        }
        let asked = rules.list("consent").filter(|w| lower.contains(w)).count();
        let spoken = lower.split(|c: char| !c.is_alphabetic()).any(|w| rules.is("reader", w));
        if asked >= 2 && spoken {
            cut[number] = Some(RemovedKind::CookieNotice);
        }
    }
}

/// Runs of buttons: names of networks and counts.
fn buttons(rules: &Rules, lines: &[Line<'_>], cut: &mut [Option<RemovedKind>]) {
    for run in runs(lines, |line| line.is_count() || (line.is_short() && line.words <= 2)) {
        let network = |l: &&Line<'_>| rules.is("network", l.text.trim_end_matches([':', ' ']));
        let networks = lines[run.clone()].iter().filter(network).count();
        let counts = lines[run.clone()].iter().filter(|l| l.is_count()).count();
        if networks < 2 && (networks == 0 || counts == 0) {
            continue;
        }
        // Of a longer run only what stands between the first and the last button.
        let is = |n: &usize| network(&&lines[*n]) || lines[*n].is_count();
        let (Some(from), Some(to)) = (run.clone().find(|n| is(n)), run.rev().find(|n| is(n))) else {
            continue;
        };
        for kind in &mut cut[from..=to] {
            kind.get_or_insert(RemovedKind::ShareBar);
        }
    }
}

/// Menus before the text: long runs of lines of one to three words.
fn menu(rules: &Rules, lines: &[Line<'_>], first: usize, cut: &mut [Option<RemovedKind>]) {
    let item = |line: &Line<'_>| {
        line.is_short()
            && rules.date_in(line.text).is_none()
            && !rules.person(line.text)
            && rules.credit_line(line.text).is_none()
    };
    for run in runs(&lines[..first], item) {
        // The last line before the text may be its headline.
        let end = if run.end == first { run.end - 1 } else { run.end };
        if end.saturating_sub(run.start) < MENU {
            continue;
        }
        for kind in &mut cut[run.start..end] {
            kind.get_or_insert(RemovedKind::Navigation);
        }
    }
}

/// Comments of readers: names with dates that repeat, or the marks of talk, behind the text.
fn comments(rules: &Rules, lines: &[Line<'_>], cut: &mut [Option<RemovedKind>]) {
    let mut body = 0;
    let mut chain: Vec<usize> = Vec::new();
    let mut talk: Vec<usize> = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        if body >= BODY {
            if is_stamp(rules, line) && signed(rules, lines, number) {
                if chain.last().is_some_and(|last| number - last > COMMENT_LINES) && chain.len() < COMMENTS {
                    chain.clear();
                }
                chain.push(number);
            }
            if line.text.starts_with('@') || is_emoji(line.text) {
                talk.push(number);
            }
        }
        if line.is_prose() {
            body += line.chars;
        }
    }
    let start = if chain.len() >= COMMENTS {
        let first = chain[0];
        Some(if has_name(lines[first].text) { first } else { first - 1 })
    } else {
        // Talk without dates: answers to "@Name" and lines of pictures, close together.
        talk.first()
            .copied()
            .filter(|first| talk.len() >= COMMENTS && (lines.len() - first) <= talk.len() * TALK_LINES)
    };
    for kind in cut.iter_mut().skip(start.unwrap_or(lines.len())) {
        kind.get_or_insert(RemovedKind::Comments);
    }
}

/// A short line with a day or "vor 2 Stunden".
fn is_stamp(rules: &Rules, line: &Line<'_>) -> bool {
    if line.chars > STAMP
        || line.words > 9
        || line.text.ends_with(':')
        || !line.text.bytes().any(|b| b.is_ascii_digit())
    {
        return false;
    }
    let lower = line.text.to_lowercase();
    let relative = || {
        line.words <= 6
            && rules.list("relative").any(|w| {
                lower.find(w).is_some_and(|at| {
                    let apart = |c: Option<char>| !c.is_some_and(char::is_alphabetic);
                    apart(lower[..at].chars().next_back()) && apart(lower[at + w.len()..].chars().next())
                })
            })
    };
    rules.date_in(line.text).is_some() || relative()
}

/// True if a name stands in the dated line or alone before it, and what comes before that is the end of something.
fn signed(rules: &Rules, lines: &[Line<'_>], number: usize) -> bool {
    let before = |back: usize| number.checked_sub(back).and_then(|n| lines.get(n));
    if has_name(lines[number].text) && rules.credit_line(lines[number].text).is_none() {
        return before(1).is_some_and(|l| l.sentence || l.is_short() || is_emoji(l.text));
    }
    let name = before(1).filter(|l| l.is_name() && !l.is_count() && !is_stamp(rules, l));
    name.is_some() && before(2).is_some_and(|l| l.sentence || l.is_short() || is_emoji(l.text))
}

/// True if a dated line begins with words that are no part of the date: `Uta M. schrieb am 4.5.2020`.
fn has_name(text: &str) -> bool {
    let head = text.split(|c: char| c.is_ascii_digit()).next().unwrap_or("");
    let name = head
        .split_whitespace()
        .take_while(|w| w.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-')))
        .count();
    name >= 2
        && head.starts_with(char::is_uppercase)
        && !head.trim_end().ends_with(',')
        && head.split_whitespace().count() <= 5
}

/// True for a line of nothing but pictures.
fn is_emoji(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{1f300}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}'))
        && !text.chars().any(char::is_alphanumeric)
}

/// Lists of links behind the text: headlines without sentences.
fn links(rules: &Rules, lines: &[Line<'_>], cut: &mut [Option<RemovedKind>]) {
    let kept = |n: &usize| cut[*n].is_none();
    let Some(last) = (0..lines.len()).rev().find(|n| kept(n) && lines[*n].is_prose()) else { return };
    // What a colon announces belongs to the text.
    if lines[last].text.trim_end().ends_with(':') {
        return;
    }
    let tail: Vec<usize> = (last + 1..lines.len()).filter(kept).collect();
    let link = |n: usize| {
        let line = &lines[n];
        !line.sentence && line.chars <= LINK_LINE && !line.text.starts_with(['•', '·', '-', '–', '*', '@'])
    };
    let result = |text: &str| {
        let bytes = text.as_bytes();
        bytes.windows(3).any(|w| w[0].is_ascii_digit() && w[1] == b':' && w[2].is_ascii_digit())
    };
    let results = tail.iter().filter(|n| result(lines[**n].text)).count();
    if tail.len() < LINKS || !tail.iter().all(|n| link(*n)) || results * 2 > tail.len() {
        return;
    }
    let words: usize = tail.iter().map(|n| lines[*n].words).sum();
    let kind = if words >= tail.len() * 4 { RemovedKind::RelatedPosts } else { RemovedKind::Navigation };
    for number in tail {
        let text = lines[number].text;
        if !lines[number].is_count()
            && rules.credit_line(text).is_none()
            && rules.line(text).is_none()
            && rules.told(text).is_none()
        {
            cut[number] = Some(kind);
        }
    }
}

/// Stretches of lines of one sort.
fn runs(lines: &[Line<'_>], is: impl Fn(&Line<'_>) -> bool) -> Vec<std::ops::Range<usize>> {
    let mut runs = Vec::new();
    let mut from = None;
    for (number, inside) in lines.iter().map(&is).chain([false]).enumerate() {
        match (from, inside) {
            (None, true) => from = Some(number),
            (Some(start), false) => {
                runs.push(start..number);
                from = None;
            }
            _ => {}
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use crate::{Extractor, Form, Given};
    use stemma_lexicon::Lexicon;

    const BODY: &str = "In der Stadt Musterhausen hat es am Abend lange und heftig geregnet, sagte der Wirt am Morgen.\n\
        Die Feuerwehr rückte mit drei Wagen aus und pumpte bis in die Nacht das Wasser aus den Kellern der Häuser.\n\
        Am Morgen schien wieder die Sonne, und die Leute trugen ihre nassen Möbel vor die Türen, wie ein Gast erzählte.\n\
        Der Schaden ist groß, aber verletzt wurde niemand, teilte die Stadt am Nachmittag auf Anfrage der Zeitung mit.\n\
        Bis zum Wochenende soll es trocken bleiben, danach ziehen nach Angaben des Wetterdienstes neue Wolken heran.";

    /// Extracts a copy, and panics unless exactly the body is left as text and `gone` was removed as `kind`.
    fn check(content: &str, title: Option<&str>, gone: &[(&str, &str)]) {
        let extractor = Extractor::new(&Lexicon::builtin());
        let article = extractor.extract(Given::default(), content, Form::Text, String::new());
        assert_eq!(article.text, BODY.replace('\n', "\n\n"), "{content}\n{:?}", article.removed);
        assert_eq!(article.title.as_deref(), title, "{content}");
        for (text, kind) in gone {
            let found = article.removed.iter().find(|r| r.text.contains(text));
            assert_eq!(found.map(|r| r.kind.name()), Some(*kind), "{text} in {content}");
        }
    }

    #[test]
    fn takes_menus_off_the_front() {
        let menu = "Politik\nWirtschaft\nSport\nKultur\nWetter";
        check(
            &format!("{menu}\nRegen in Musterhausen am Abend\n{BODY}"),
            Some("Regen in Musterhausen am Abend"),
            &[("Wirtschaft", "navigation")],
        );
        check(
            &format!("Regen in Musterhausen am Abend\nVon Uta Muster\n04.09.2023, 14:02 Uhr\n\n{BODY}"),
            Some("Regen in Musterhausen am Abend"),
            &[("Von Uta Muster", "byline"), ("04.09.2023", "metadata")],
        );
    }

    #[test]
    fn takes_buttons_and_consent_out() {
        let title = "Regen in Musterhausen am Abend";
        check(
            &format!("{title}\nFacebook\n12\nTwitter\n0\nWhatsApp\n\n{BODY}"),
            Some(title),
            &[("WhatsApp", "share bar")],
        );
        check(&format!("{title}\n\n{BODY}\nTotal\n0\nShares"), Some(title), &[("Total", "share bar")]);
        let ask = "Mit Klick auf den Knopf stimmen Sie zu, dass unsere Partner Cookies speichern; die Einstellungen können Sie ändern.";
        check(&format!("{ask}\n\n{title}\n\n{BODY}"), Some(title), &[("Cookies", "cookie notice")]);
        let ask =
            "Nous et nos partenaires utilisons des cookies ; vous pouvez accepter ou refuser à tout moment.";
        check(&format!("{title}\n\n{BODY}\n\n{ask}"), Some(title), &[("cookies", "cookie notice")]);
    }

    #[test]
    fn takes_comments_off_the_end() {
        let title = "Regen in Musterhausen am Abend";
        let talk = |reply: &str| {
            ["Uta M.", "jan77", "Wetterfrosch"]
                .iter()
                .enumerate()
                .map(|(n, name)| format!("{name}\n{}. September 2023 um 14:0{n}\nBei mir war alles trocken, was soll das Gerede?\n{reply}", n + 4))
                .collect::<Vec<_>>()
                .join("\n")
        };
        check(
            &format!("{title}\n\n{BODY}\n\n{}", talk("Antworten")),
            Some(title),
            &[("Gerede", "comments"), ("jan77", "comments")],
        );
        let ago = talk("Odgovori").replace(". September 2023 um 14:0", " xx ");
        let ago = ago
            .replace("4 xx 0", "vor 2 Stunden")
            .replace("5 xx 1", "vor 3 Stunden")
            .replace("6 xx 2", "vor 4 Tagen");
        check(&format!("{title}\n\n{BODY}\n\n{ago}"), Some(title), &[("Gerede", "comments")]);
        let at = "@jan77 so ein Unsinn aber auch\n😂😂\nbei uns war es anders\n@Uta M. eben\n@Frosch genau";
        check(&format!("{title}\n\n{BODY}\n\n{at}"), Some(title), &[("Unsinn", "comments")]);
    }

    #[test]
    fn takes_links_off_the_end() {
        let title = "Regen in Musterhausen am Abend";
        let links = "Brücke über den See wird im Mai gesperrt\nSo wird das Wetter am Wochenende\nStadtrat streitet über neue Buslinie\nWirt gewinnt Preis für beste Suppe";
        check(&format!("{title}\n\n{BODY}\n\n{links}"), Some(title), &[("Buslinie", "related posts")]);
        check(
            &format!(
                "{title}\n\n{BODY}\n\nFoto: Uta Muster/dpa\nImpressum\nDatenschutz\nKontakt\nMusterblatt Verlag"
            ),
            Some(title),
            &[("Foto", "image credit"), ("Impressum", "navigation")],
        );
    }

    #[test]
    fn leaves_text_alone() {
        let extractor = Extractor::new(&Lexicon::builtin());
        let kept = |content: &str, part: &str| {
            let article = extractor.extract(Given::default(), content, Form::Text, String::new());
            assert!(article.text.contains(part), "{part}: {:?}", article.removed);
        };
        // A ticker, results, a list that is announced, a poem.
        let ticker: String = (1..5).map(|n| format!("1{n}:00 Uhr\nDie Feuerwehr pumpt weiter das Wasser aus den Kellern der Stadt, sagt ein Sprecher am Ort.\n")).collect();
        kept(&format!("{BODY}\n{ticker}"), "pumpt weiter");
        kept(
            &format!("{BODY}\nUlm – Graz 2:1\nBern – Linz 0:0\nLyton – Ulm 1:3\nGraz – Bern 2:2"),
            "Bern – Linz",
        );
        kept(
            &format!(
                "{BODY}\nDas brauchen Sie nach Angaben der Feuerwehr, wenn der Keller voll Wasser steht und die Pumpe fehlt:\nEimer\nSchaufel\nGummistiefel\nGeduld"
            ),
            "Gummistiefel",
        );
        kept("Eins\nZwei\nDrei\nVier\nFünf\nSechs", "Sechs");
    }
}
