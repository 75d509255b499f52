//! The front of a plain text, up to its first sentence: kicker, headline, second headline, who wrote it, and when.

use crate::credit::Line;
use crate::plain::{Plain, ends_sentence};
use crate::rules::{Rules, Then};
use stemma_text::{DateBasis, Dated, Removed, RemovedKind};

/// Blocks that the front may have.
const LONGEST: usize = 12;
/// Characters from which a sentence is prose.
const PROSE: usize = 80;
/// Characters of a line with a day at most.
const DATE_LINE: usize = 140;
/// Characters and words of a kicker at most.
const KICKER: (usize, usize) = (30, 3);
/// Characters of a headline or second headline at most.
const HEADLINE: usize = 200;

/// A line that says when an article appeared, and perhaps who wrote it.
#[derive(Debug, PartialEq)]
pub(crate) struct DateLine {
    pub date: jiff::civil::Date,
    pub people: Vec<String>,
    pub agencies: Vec<String>,
}

impl Rules {
    /// Reads a line that holds a whole day and nothing else but the words around days, and names.
    pub fn date_line(&self, line: &str) -> Option<DateLine> {
        if line.chars().count() > DATE_LINE {
            return None;
        }
        let (date, _) = self.date_in(line)?;
        let mut rest: Vec<&str> = Vec::new();
        let words: Vec<&str> = line.split_whitespace().collect();
        let figure_at = |n: Option<usize>| {
            n.and_then(|n| words.get(n)).is_some_and(|w| w.starts_with(|c: char| c.is_ascii_digit()))
        };
        for (number, word) in words.iter().copied().enumerate() {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let figure = bare.starts_with(|c: char| c.is_ascii_digit())
                && bare.chars().filter(|c| c.is_alphabetic()).count() <= 2;
            // "Jan" is a month only beside a figure.
            let month = || {
                self.month(bare).is_some()
                    && (figure_at(number.checked_sub(1)) || figure_at(Some(number + 1)))
            };
            let known = bare.is_empty()
                || figure
                || month()
                || self.is("weekday", bare)
                || self.is("date word", bare);
            if !known {
                rest.push(word);
            } else if rest.last().is_some_and(|last| *last != "|") && (figure || bare.is_empty()) {
                // What stands between two names parts them.
                rest.push("|");
            }
        }
        let rest = rest.join(" ");
        let rest = rest.trim_matches(|c: char| {
            c.is_whitespace() || matches!(c, '|' | ',' | '-' | '–' | '·' | '•' | ':')
        });
        let (people, agencies) = if rest.is_empty() { Default::default() } else { self.signed(rest)? };
        Some(DateLine { date, people, agencies })
    }

    /// The people and agencies of a line that holds nothing else: `Von Uta Muster`, `Uta Muster, dpa`.
    fn signed(&self, line: &str) -> Option<(Vec<String>, Vec<String>)> {
        let line = line.trim_matches(['|', ' ', ',']);
        if let Some(agencies) = self.agency_list(line) {
            let people = self.people(line).into_iter().filter(|p| self.names.agency(p).is_none()).collect();
            return Some((people, agencies));
        }
        match self.byline(line) {
            Some(Line::People(people)) => return Some((people, Vec::new())),
            Some(Line::Agencies(agencies, _)) => return Some((Vec::new(), agencies)),
            _ => {}
        }
        let people = self.people(line);
        (!people.is_empty()).then(|| (people, Vec::new()))
    }
}

/// Reads the front of a text and takes out what is neither headline nor text. `given`: the headline is known already.
pub(crate) fn front(rules: &Rules, plain: &mut Plain, given: bool) {
    lead_in(rules, plain);
    let prose = |text: &str| ends_sentence(text) && text.chars().count() >= PROSE;
    let end = plain.drafts.iter().take(LONGEST + 1).position(|d| prose(d.text()));
    let Some(end) = end.filter(|end| *end >= 2 && *end <= LONGEST) else { return };
    let texts: Vec<String> = plain.drafts[..end].iter().map(|d| d.text().to_owned()).collect();
    let dated: Vec<Option<DateLine>> = texts.iter().map(|t| rules.date_line(t)).collect();
    let said = |n: usize| {
        dated.get(n).is_some_and(Option::is_some) || texts.get(n).is_some_and(|t| is_metadata(rules, t))
    };
    let mut cut: Vec<Option<RemovedKind>> = vec![None; end];
    for number in 1..end {
        let text = &texts[number];
        if let Some(line) = &dated[number] {
            let value = Dated::parse(&line.date.to_string(), DateBasis::Text);
            plain.published = plain.published.take().or(value);
            people(plain, &line.people);
            plain.agencies.extend(line.agencies.iter().map(|a| (a.clone(), text.clone())));
            let signed = !line.people.is_empty() || !line.agencies.is_empty();
            cut[number] = Some(if signed { RemovedKind::Byline } else { RemovedKind::Metadata });
        } else if text.chars().count() <= DATE_LINE && (said(number - 1) || said(number + 1)) {
            // A name beside a day or "5 minutes" is a byline even without a word that says so.
            let Some((names, agencies)) = rules.signed(text).filter(|(names, _)| !names.is_empty()) else {
                continue;
            };
            people(plain, &names);
            plain.agencies.extend(agencies.into_iter().map(|a| (a, text.clone())));
            cut[number] = Some(RemovedKind::Byline);
        }
    }
    let last = (1..end)
        .find(|n| cut[*n].is_some() || rules.byline(&texts[*n]).is_some() || is_metadata(rules, &texts[*n]));
    if let Some(last) = last.filter(|_| !given && plain.title.is_none()) {
        headlines(rules, plain, &texts[..last], &mut cut);
    }
    let mut number = 0;
    plain.drafts.retain(|draft| {
        let kind = cut.get(number).copied().flatten();
        number += 1;
        // Headlines go without a record: they are kept elsewhere.
        if let Some(kind) = kind.filter(|k| *k != RemovedKind::Teaser) {
            plain.removed.push(Removed { kind, text: draft.text().to_owned() });
        }
        kind.is_none()
    });
}

fn people(plain: &mut Plain, names: &[String]) {
    for name in names {
        if !plain.authors.contains(name) {
            plain.authors.push(name.clone());
        }
    }
}

fn is_metadata(rules: &Rules, text: &str) -> bool {
    rules.line(text).is_some_and(|m| m.rule.kind == RemovedKind::Metadata)
}

/// Known lines before anything else: "Skip to content", "Menu".
fn lead_in(rules: &Rules, plain: &mut Plain) {
    let known = |text: &str| {
        rules.line(text).filter(|m| {
            m.rule.then == Then::Alone
                && matches!(
                    m.rule.kind,
                    RemovedKind::Navigation
                        | RemovedKind::ShareBar
                        | RemovedKind::Advert
                        | RemovedKind::CookieNotice
                )
        })
    };
    while plain.drafts.len() > 2 {
        let Some(found) = known(plain.drafts[0].text()) else { return };
        let text = plain.drafts.remove(0).text().to_owned();
        plain.removed.push(Removed { kind: found.rule.kind, text });
    }
}

/// Kicker, headline and second headline among the lines before the byline.
fn headlines(rules: &Rules, plain: &mut Plain, lines: &[String], cut: &mut [Option<RemovedKind>]) {
    let words = |text: &str| text.split_whitespace().count();
    let short = |text: &str| text.chars().count() <= KICKER.0 && words(text) <= KICKER.1;
    let plausible = |text: &String| {
        text.chars().count() <= HEADLINE
            && rules.credit_line(text).is_none()
            && rules.line(text).is_none()
            && rules.dateline(text).is_none()
    };
    if lines.len() > 3 || !lines.iter().all(plausible) {
        return;
    }
    let kicker = lines.len() > 1 && short(&lines[0]) && !short(&lines[1]);
    let title = usize::from(kicker);
    let Some(headline) = lines.get(title).filter(|l| words(l) >= 2 && !l.ends_with('.')) else { return };
    if lines.len() > title + 2 {
        return;
    }
    plain.title = Some(headline.clone());
    plain.kicker = lines.first().filter(|_| kicker).cloned();
    plain.subtitle = lines.get(title + 1).cloned();
    cut.iter_mut().take(lines.len()).for_each(|c| *c = Some(RemovedKind::Teaser));
}

#[cfg(test)]
mod tests {
    use crate::{Extractor, Form, Given};
    use stemma_lexicon::Lexicon;

    const BODY: &str = "In der Stadt Musterhausen hat es am Abend lange und heftig geregnet, sagte der Wirt am Morgen. \
        Die Feuerwehr rückte mit drei Wagen aus und pumpte bis in die Nacht das Wasser aus den Kellern.";
    const TITLE: &str = "Regen in Musterhausen am Abend";

    /// Extracts a text with this front before the body; panics unless the body alone is left.
    fn check(
        front: &str,
        authors: &[&str],
        published: Option<&str>,
        agencies: &[&str],
    ) -> stemma_text::Article {
        let extractor = Extractor::new(&Lexicon::builtin());
        let content = format!("{front}\n{BODY}\n{BODY}");
        let article = extractor.extract(Given::default(), &content, Form::Text, String::new());
        assert_eq!(article.text, format!("{BODY}\n\n{BODY}"), "{front}");
        assert_eq!(article.title.as_deref(), Some(TITLE), "{front}");
        assert_eq!(article.authors, authors, "{front}");
        assert_eq!(article.published.as_ref().map(|d| d.value.as_str()), published, "{front}");
        assert_eq!(article.agencies.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(), agencies, "{front}");
        article
    }

    #[test]
    fn reads_fronts_of_many_layouts() {
        let day = Some("2023-09-04");
        check(&format!("{TITLE}\nUta Muster\n04.09.2023, 14:02 Uhr"), &["Uta Muster"], day, &[]);
        check(&format!("{TITLE}\n4. September 2023\nUta Muster\n"), &["Uta Muster"], day, &[]);
        check(
            &format!("{TITLE}\nveröffentlicht am 04.09.2023 um 14:02 Uhr von Uta Muster\n"),
            &["Uta Muster"],
            day,
            &[],
        );
        check(
            &format!("{TITLE}\n\nVon Uta Muster, Ulm\n\nStand: 04.09.2023, 14:02 Uhr\n"),
            &["Uta Muster"],
            day,
            &[],
        );
        check(
            &format!("{TITLE}\nPar Uta Muster\nPublié le 4 septembre 2023 à 14h02"),
            &["Uta Muster"],
            day,
            &[],
        );
        check(
            &format!("{TITLE}\nPublié le 4 septembre 2023 à 14h02, mis à jour à 15h10\nUta Muster avec AFP"),
            &["Uta Muster"],
            day,
            &["AFP"],
        );
        check(
            &format!("{TITLE}\nBy Uta Muster\nPublished: September 4, 2023 at 2:30 p.m. EDT"),
            &["Uta Muster"],
            day,
            &[],
        );
        check(&format!("{TITLE}\nAFP | 04.09.2023"), &[], day, &["AFP"]);
        check(&format!("{TITLE}\nUta Muster\n5 Min. Lesezeit"), &["Uta Muster"], None, &[]);
        check(&format!("Skip to content\nMenu\n{TITLE}\nShare this\nFacebook\nTwitter"), &[], None, &[]);
        check(&format!("{TITLE}\ndpa\n"), &[], None, &["dpa"]);
    }

    #[test]
    fn tells_kicker_and_second_headline() {
        let second = "Keller laufen voll, die Feuerwehr pumpt bis in die Nacht";
        let signed = "Von Uta Muster und Jan Beispiel | 4. September 2023, 14:02 Uhr";
        let article = check(
            &format!("Wetter\n{TITLE}\n{second}\n{signed}"),
            &["Uta Muster", "Jan Beispiel"],
            Some("2023-09-04"),
            &[],
        );
        assert_eq!(article.kicker.as_deref(), Some("Wetter"));
        assert_eq!(article.subtitle.as_deref(), Some(second));
    }

    #[test]
    fn leaves_first_sentences_alone() {
        let extractor = Extractor::new(&Lexicon::builtin());
        let content = format!("{TITLE}\n\nAm 4. September 2023 kam Uta Muster nach Ulm.\n\n{BODY}");
        let article = extractor.extract(Given::default(), &content, Form::Text, String::new());
        assert!(article.text.starts_with("Am 4. September"), "{}", article.text);
        assert_eq!(article.authors, Vec::<String>::new());
    }
}
