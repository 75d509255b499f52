//! Credits: datelines, bylines, credit lines, source credits and picture credits, told by their form and by the names
//! of agencies. A list of names counts as a credit only if every part of it could be one, so that a bracket which
//! merely mentions an agency is left alone.

mod image;
mod notice;
mod number;
mod print;
mod within;

pub(crate) use notice::{Notices, Told};
pub(crate) use number::number;
pub(crate) use print::Print;

use crate::rules::Rules;
use stemma_text::CreditBasis;

/// Longest bracket read as a credit, in bytes.
const LONGEST_CREDIT: usize = 90;
/// Longest dateline, in bytes.
const LONGEST_DATELINE: usize = 110;
/// Longest byline, in bytes.
const LONGEST_BYLINE: usize = 140;

/// A dateline at the front of a block.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Dateline {
    /// Bytes it takes, with the dash.
    pub len: usize,
    pub agencies: Vec<String>,
    /// Day, if it names one with its year.
    pub date: Option<jiff::civil::Date>,
}

/// What a line of credit says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Line {
    /// Agencies, in order.
    Agencies(Vec<String>, CreditBasis),
    /// Other sources, and agencies among them.
    Sources { names: Vec<String>, agencies: Vec<String> },
    /// People.
    People(Vec<String>),
    /// A picture's credit.
    Image,
}

impl Rules {
    /// The agencies of a list such as `dpa/AFP`, `Tsp, mit dpa` or `mit Material von dts`; `None` if it is no such list.
    pub fn agency_list(&self, list: &str) -> Option<Vec<String>> {
        let list = list.trim().trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '.' | '*')).trim();
        if list.is_empty() || list.len() > LONGEST_CREDIT {
            return None;
        }
        let mut found: Vec<String> = Vec::new();
        for part in parts(list) {
            let part = self.without_lead(part);
            if let Some(name) = self.agency_part(part) {
                if !found.contains(&name) {
                    found.push(name);
                }
            } else if !self.may_stand_beside(part) {
                return None;
            }
        }
        (!found.is_empty()).then_some(found)
    }

    /// A part of a list that names an agency: `dpa`, `Nachrichtenagentur dpa`, `dpa-infocom`, `dpa Berlin`.
    fn agency_part(&self, part: &str) -> Option<String> {
        if let Some(name) = self.names.agency(part) {
            return Some(name.to_owned());
        }
        let (first, last) = (part.split(' ').next()?, part.rsplit(' ').next()?);
        if first != last {
            let before = part[..part.len() - last.len()].trim();
            if (self.is("filler", before) || self.person(before)) && self.names.agency(last).is_some() {
                return self.names.agency(last).map(str::to_owned);
            }
            return None;
        }
        let (head, _) = part.split_once('-')?;
        self.names.agency(head).filter(|n| n.len() <= 4).map(str::to_owned)
    }

    /// Parts that may stand in a credit beside an agency: media, initials, people, words such as `Agenturen`.
    fn may_stand_beside(&self, part: &str) -> bool {
        let letters = part.chars().filter(|c| c.is_alphabetic()).count();
        part.is_empty()
            || (letters <= 5 && !part.contains(' ') && !part.chars().any(|c| c.is_ascii_digit()))
            || self.is("filler", part)
            || self.names.medium(part).is_some()
            || self.person(part)
            || part.split_once(' ').is_some_and(|(a, b)| a.len() <= 4 && self.is("filler", b))
    }

    /// Without words such as `mit Material von` or `Quelle:` in front.
    fn without_lead<'l>(&self, list: &'l str) -> &'l str {
        let mut rest = list.trim();
        'again: loop {
            for (at, _) in rest.char_indices().rev().filter(|(_, c)| matches!(c, ' ' | ':')) {
                if at > 0 && self.is("with", rest[..at].trim_end_matches([' ', ':'])) {
                    rest = rest[at..].trim_start_matches([' ', ':']);
                    continue 'again;
                }
            }
            return rest;
        }
    }

    /// True for what looks like a name of one person.
    pub fn person(&self, text: &str) -> bool {
        let mut capitals = 0;
        let mut words = 0;
        for word in text.split_whitespace() {
            words += 1;
            let first = word.chars().next().unwrap_or(' ');
            if self.is("not a person", word.trim_end_matches(','))
                || word.chars().any(|c| c.is_ascii_digit() || "@:/!?()\"„“".contains(c))
            {
                return false;
            }
            if first.is_uppercase() {
                capitals += 1;
            } else if !self.is("particle", word) {
                return false;
            }
        }
        (2..=5).contains(&words) && capitals >= 2 && self.names.medium(text).is_none()
    }

    /// The dateline at the front of a text: place and agency in brackets, and a dash; or agency and a bar.
    pub fn dateline(&self, text: &str) -> Option<Dateline> {
        let head = &text[..text.floor_char_boundary(LONGEST_DATELINE)];
        if let Some(dateline) = self.dateline_of_day(text, head) {
            return Some(dateline);
        }
        if let Some(open) = head.find('(')
            && let Some(close) = head[open..].find(')').map(|n| open + n)
        {
            let before = head[..open].trim();
            let agencies = self.agency_list(&head[open + 1..close])?;
            let date = self.dateline_place(before)?;
            let after = text[close + 1..].trim_start();
            let rest =
                after.trim_start_matches(['-', '–', '—', '―', ':', '.', '|', '+', '*', ' ', '\u{a0}', '\n']);
            let dashed = rest.len() < after.len();
            let begins = rest.chars().next().is_some_and(|c| {
                c.is_uppercase() || c.is_ascii_digit() || stemma_text::fold::is_quote_mark(c)
            });
            if rest.is_empty() || !(dashed || (begins && !before.is_empty())) {
                return None;
            }
            return Some(Dateline { len: text.len() - rest.len(), agencies, date });
        }
        let bar = head.char_indices().find(|(_, c)| matches!(c, '|' | '–' | '—'))?;
        let before = head[..bar.0].trim();
        let (place, agency) = before.rsplit_once([' ', ','])?;
        let agencies = self.agency_list(agency)?;
        let upper = place.chars().all(|c| !c.is_lowercase());
        let date = self.dateline_place(place.trim_end_matches(','))?;
        if !(upper || place.ends_with(',')) || agency.chars().count() > 8 {
            return None;
        }
        let rest = text[bar.0 + bar.1.len_utf8()..].trim_start();
        (!rest.is_empty()).then_some(Dateline { len: text.len() - rest.len(), agencies, date })
    }

    /// A dateline without an agency: place, whole day and a dash, `Graz, 4. Mai 2021 - `.
    fn dateline_of_day(&self, text: &str, head: &str) -> Option<Dateline> {
        let (before, _) =
            [" - ", " – ", " — "].iter().filter_map(|d| head.split_once(d)).min_by_key(|p| p.0.len())?;
        let (date, end) = self.date_in(before)?;
        let place = before.split(|c: char| c.is_ascii_digit()).next().unwrap_or("");
        let named = place.starts_with(char::is_uppercase) && place.contains(',');
        if !named || end < before.trim_end().len() || self.dateline_place(before).is_none() {
            return None;
        }
        let rest = text[before.len()..].trim_start_matches([' ', '-', '–', '—']);
        (!rest.is_empty()).then_some(Dateline {
            len: text.len() - rest.len(),
            agencies: Vec::new(),
            date: Some(date),
        })
    }

    /// `None` if the words before the agency are no places and dates; otherwise the date, if they hold a whole one.
    fn dateline_place(&self, text: &str) -> Option<Option<jiff::civil::Date>> {
        let mut places = 0;
        if text.split(' ').next().is_some_and(|w| self.is("no place", w)) {
            return None;
        }
        for word in text.split([' ', '/', ',']).filter(|w| !w.is_empty()) {
            let bare = word.trim_end_matches(['.', ':']);
            let number = !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit() || c == '.');
            if number || self.month(word).is_some() || self.month(bare).is_some() || self.is("weekday", bare)
            {
                continue;
            }
            if word.ends_with('.') && bare.chars().count() > 4 {
                return None;
            }
            if !word.starts_with(char::is_uppercase) && !self.is("place word", word) {
                return None;
            }
            places += 1;
        }
        (places <= 8).then(|| self.date_in(text).map(|d| d.0))
    }

    /// What a line of credit says, if it is one.
    pub fn credit_line(&self, line: &str) -> Option<Line> {
        let line = line.trim();
        if line.len() > 240 || line.is_empty() {
            return None;
        }
        if self.is_image_credit(line) || self.is_picture_copyright(line) {
            return Some(Line::Image);
        }
        if let Some(agencies) = self.copyright(line) {
            return Some(Line::Agencies(agencies, CreditBasis::Copyright));
        }
        if let Some(found) = self.source_line(line) {
            return Some(found);
        }
        if let Some(found) = self.byline(line) {
            return Some(found);
        }
        let agencies = self.agency_list(line)?;
        Some(Line::Agencies(agencies, CreditBasis::CreditLine))
    }

    /// `Foto: …`, `Bild: AFP via Getty Images`.
    pub fn is_image_credit(&self, line: &str) -> bool {
        let line = line.trim_start_matches(['(', '[', '|', ' ', '©']);
        let Some((key, rest)) = line.split_once(':') else { return false };
        key.len() <= 40
            && self.is("image", key.trim())
            && !rest.trim().is_empty()
            && rest.chars().count() <= 160
            && !rest.trim_end().ends_with(['!', '?', '“'])
    }

    /// `© dpa-infocom, dpa:…`, `Copyright 2023 AP`.
    pub fn copyright(&self, line: &str) -> Option<Vec<String>> {
        if line.len() > LONGEST_BYLINE {
            return None;
        }
        let lower = line.to_lowercase();
        let rest = ["©", "(c)", "copyright"]
            .iter()
            .find_map(|m| lower.find(m).filter(|n| *n <= 1).map(|n| n + m.len()));
        let rest = match rest {
            Some(at) if line.is_char_boundary(at) => &line[at..],
            // An agency's own number says whose report it is, with or without the mark.
            _ => return number(self, line).map(|(name, _)| vec![name]),
        };
        let words: Vec<&str> = rest
            .split([' ', ',', ';', '/', '.', '-'])
            .filter(|w| !w.is_empty() && !w.chars().all(|c| c.is_ascii_digit() || !c.is_alphanumeric()))
            .collect();
        let mut found = Vec::new();
        for start in 0..words.len().min(6) {
            for len in (1..=3.min(words.len() - start)).rev() {
                if let Some(name) = self.names.agency(&words[start..start + len].join(" ")) {
                    if !found.iter().any(|f| f == name) {
                        found.push(name.to_owned());
                    }
                    break;
                }
            }
        }
        (!found.is_empty()).then_some(found)
    }

    /// `Quelle: BBC`, `(Quelle: dts)`, `Mit Material von dts`.
    pub fn source_line(&self, line: &str) -> Option<Line> {
        let open = line.trim_start().starts_with(['(', '[']);
        let inner =
            line.trim_matches(|c: char| matches!(c, '(' | '[' | ' ') || (open && matches!(c, ')' | ']')));
        let (key, rest) = inner.split_once(':')?;
        if !self.is("source", key.trim()) || rest.len() > LONGEST_BYLINE {
            return None;
        }
        if let Some(agencies) = self.agency_list(rest) {
            return Some(Line::Agencies(agencies, CreditBasis::CreditLine));
        }
        if self.is("image", rest.split_whitespace().next().unwrap_or("").trim_end_matches(':')) {
            return Some(Line::Image);
        }
        let (mut names, mut agencies, mut known) = (Vec::new(), Vec::new(), false);
        for part in parts(rest).map(|p| without_day(p.trim().trim_end_matches('.'))) {
            let first = part.split(' ').next().unwrap_or("");
            if part.is_empty() || (part.len() <= 3 && part.chars().all(char::is_lowercase)) {
                continue;
            }
            if let Some(name) = self.names.agency(part).or_else(|| self.names.agency(first)) {
                agencies.push(name.to_owned());
            } else if let Some(name) = self.names.medium(part).or_else(|| self.names.of_address(part)) {
                known = true;
                names.push(name.to_owned());
            } else if part.split(' ').count() <= 6 && part.chars().next().is_some_and(char::is_alphanumeric) {
                names.push(part.to_owned());
            } else {
                return None;
            }
        }
        // "Text: Uta Muster" names a person, unless it names a medium.
        if self.is("byline", key.trim()) && agencies.is_empty() && !known {
            return None;
        }
        (!names.is_empty() || !agencies.is_empty()).then_some(Line::Sources { names, agencies })
    }

    /// `Von: APA/dpa`, `Von Max Muster und Eva Beispiel, Berlin`.
    pub fn byline(&self, line: &str) -> Option<Line> {
        let line = line.trim().trim_end_matches(['|', ',', '-', '–', ' ']);
        if line.len() > LONGEST_BYLINE || line.ends_with(['.', '?', '!', ':']) {
            return None;
        }
        let rest =
            line.char_indices().filter(|(_, c)| matches!(c, ' ' | ':')).take(5).filter_map(|(at, _)| {
                let key = line[..at].trim_end_matches([' ', ':']);
                self.is("byline", key).then(|| line[at..].trim_start_matches([' ', ':', '\u{a0}']))
            });
        let rest = rest.last().filter(|r| !r.is_empty())?;
        if let Some(agencies) = self.agency_list(rest) {
            return Some(Line::Agencies(agencies, CreditBasis::Byline));
        }
        let people = self.people(rest);
        (!people.is_empty()).then_some(Line::People(people))
    }

    /// Names of people in a list; places and papers after them are passed over, anything else spoils the list.
    pub fn people(&self, list: &str) -> Vec<String> {
        let mut found = Vec::new();
        for part in parts(list) {
            let part = part.trim().trim_matches(|c: char| matches!(c, '(' | ')' | '|' | '.'));
            if self.person(part) {
                let name =
                    if part.chars().all(|c| !c.is_lowercase()) { title_case(part) } else { part.to_owned() };
                if !found.contains(&name) {
                    found.push(name);
                }
            } else if found.is_empty() || part.split(' ').count() > 3 {
                return Vec::new();
            }
        }
        found
    }

    /// True for a line that credits agencies by its mark of copyright: `© dpa-infocom`, `© APA/AFP/Uta Muster`.
    pub fn is_credit_of_copyright(&self, line: &str) -> bool {
        self.is_picture_copyright(line) || self.copyright(line).is_some()
    }

    /// The source in brackets at the end of a text: where it begins, and what it says.
    pub fn closing_source(&self, text: &str) -> Option<(usize, Line)> {
        let trimmed = text.trim_end().trim_end_matches(['.', '*', ' ']);
        let body = trimmed.strip_suffix([')', ']'])?;
        let open = body.rfind(['(', '[']).filter(|open| *open > 0 && body.len() - open <= LONGEST_CREDIT)?;
        self.source_line(&body[open + 1..]).map(|line| (open, line))
    }

    /// The credit in brackets at the end of a text: where it begins, and its agencies.
    pub fn closing_credit(&self, text: &str) -> Option<(usize, Vec<String>)> {
        let trimmed = text.trim_end().trim_end_matches(['.', '*', ' ', '\u{a0}']);
        let end = trimmed.len();
        if let Some(body) = trimmed.strip_suffix([')', ']']) {
            let open = body.rfind(['(', '['])?;
            if end - open > LONGEST_CREDIT || self.is_image_credit(&body[open + 1..]) {
                return None;
            }
            return self.agency_list(&body[open + 1..]).map(|a| (open, a));
        }
        // Without brackets only names joined by strokes, or an agency that nothing else could be: `… sagte er. rt/dpa`.
        let open = trimmed
            .char_indices()
            .rev()
            .take(30)
            .find(|(_, c)| c.is_whitespace())
            .map(|(n, c)| n + c.len_utf8())?;
        let before = trimmed[..open].trim_end();
        if !before.ends_with(['.', '!', '?', '“', '"', '”', '«', '»', '…']) {
            return None;
        }
        let last = &trimmed[open..];
        let plain = last.contains('/')
            || last.chars().all(char::is_lowercase)
            || last.chars().all(char::is_uppercase);
        self.agency_list(last).filter(|_| plain).map(|a| (open, a))
    }
}

/// The parts of a list of names.
fn parts(list: &str) -> impl Iterator<Item = &str> {
    list.split(['/', ',', ';', '&', '+', '|', '•'])
        .flat_map(|p| p.split(" und "))
        .flat_map(|p| p.split(" and "))
        .flat_map(|p| p.split(" mit "))
        .flat_map(|p| p.split(" with "))
        .map(str::trim)
}

/// A name in a list of sources without the day behind it: `Musterblatt vom 4.5.2020`; nothing is left of a day alone.
fn without_day(part: &str) -> &str {
    let digit =
        part.char_indices().find(|(at, c)| c.is_ascii_digit() && (*at == 0 || part[..*at].ends_with(' ')));
    let Some((at, _)) = digit.filter(|(at, _)| part[*at..].contains('.')) else { return part };
    let before = part[..at].trim_end();
    let last = before.rfind(' ').map_or(0, |n| n + 1);
    let small = before.len() - last <= 4 && before[last..].chars().all(char::is_lowercase);
    if small { before[..last].trim_end() } else { before }
}

pub(crate) fn title_case(name: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in name.chars() {
        if inside {
            out.extend(c.to_lowercase());
        } else {
            out.push(c);
        }
        inside = c.is_alphabetic();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_lexicon::Lexicon;

    fn rules() -> Rules {
        Rules::new(&Lexicon::builtin())
    }

    #[test]
    fn reads_lists_of_agencies() {
        let rules = rules();
        let check = |list: &str, expected: &[&str]| {
            assert_eq!(rules.agency_list(list).unwrap_or_default(), expected, "{list}");
        };
        check("dpa", &["dpa"]);
        check("APA/dpa", &["APA", "dpa"]);
        check("Tsp, mit dpa", &["dpa"]);
        check("mit Material von dts", &["dts"]);
        check("Quelle: dts-Nachrichtenagentur", &["dts"]);
        check("Uta Muster, dpa", &["dpa"]);
        check("rt/deutsch/dpa", &["dpa"]);
        check("dpa/lno", &["dpa"]);
        check("siehe dpa vom Montag", &[]);
        check("damals noch bei Reuters angestellt", &[]);
        check("CDU", &[]);
    }

    #[test]
    fn reads_datelines() {
        let rules = rules();
        let check = |text: &str, cut: &str, agencies: &[&str]| {
            let found = rules.dateline(text);
            assert_eq!(found.as_ref().map_or("", |d| text[..d.len].trim()), cut, "{text}");
            assert_eq!(found.map(|d| d.agencies).unwrap_or_default(), agencies, "{text}");
        };
        check("Ulm (dpa) - Es regnet.", "Ulm (dpa) -", &["dpa"]);
        check("ULM, 3. Mai (Reuters) – Es regnet.", "ULM, 3. Mai (Reuters) –", &["Reuters"]);
        check("Ulm/St. Pölten (APA/dpa) Es regnet.", "Ulm/St. Pölten (APA/dpa)", &["APA", "dpa"]);
        check("LYTON, Sept 4 (AP) — It rained.", "LYTON, Sept 4 (AP) —", &["AP"]);
        check("(dpa) - Es regnet.", "(dpa) -", &["dpa"]);
        check("ULM dpa | Es regnet.", "ULM dpa |", &["dpa"]);
        check("Der Sprecher der Firma (AFP) - so heißt sie.", "", &[]);
        check("Der Ort (12) ist klein.", "", &[]);
        check("Ulm, 16. März 2022 - Es regnet (sehr).", "Ulm, 16. März 2022 -", &[]);
        check("LYTON, March 17, 2022 - It rained.", "LYTON, March 17, 2022 -", &[]);
        check("Am Montag, 3. Mai 2021 kam er - und ging.", "", &[]);
        check("", "", &[]);
    }

    #[test]
    fn reads_lines() {
        let rules = rules();
        let names = |n: &[&str]| n.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
        let check =
            |line: &str, expected: Option<Line>| assert_eq!(rules.credit_line(line), expected, "{line}");
        check("Von: APA/dpa", Some(Line::Agencies(names(&["APA", "dpa"]), CreditBasis::Byline)));
        check(
            "Von Uta Muster und Jan Beispiel, Ulm",
            Some(Line::People(names(&["Uta Muster", "Jan Beispiel"]))),
        );
        check("By UTA MUSTER", Some(Line::People(names(&["Uta Muster"]))));
        check("Quelle : BBC", Some(Line::Sources { names: names(&["BBC"]), agencies: vec![] }));
        check(
            "Quellen: Musterblatt am 04.05.2020",
            Some(Line::Sources { names: names(&["Musterblatt"]), agencies: vec![] }),
        );
        check(
            "Quelle: Verein Ulm e.V. (VU)",
            Some(Line::Sources { names: names(&["Verein Ulm e.V. (VU)"]), agencies: vec![] }),
        );
        check("Quelle: dts", Some(Line::Agencies(names(&["dts"]), CreditBasis::CreditLine)));
        check(
            "© dpa-infocom, dpa:990101-99-12345/2",
            Some(Line::Agencies(names(&["dpa"]), CreditBasis::Copyright)),
        );
        check("Bild: AFP via Musterbild", Some(Line::Image));
        check("Foto: dpa", Some(Line::Image));
        check("© APA/AFP/Uta Muster", Some(Line::Image));
        check(
            "dpa-infocom GmbH, dpa:990101-99-12345/2",
            Some(Line::Agencies(names(&["dpa"]), CreditBasis::Copyright)),
        );
        check("(dpa/AFP)", Some(Line::Agencies(names(&["dpa", "AFP"]), CreditBasis::CreditLine)));
        check("Von hier aus ging es weiter", None);
        check("Das Bild: Es regnet", None);
        check("Regen in Ulm", None);
    }

    #[test]
    fn reads_closing_credits() {
        let rules = rules();
        let check = |text: &str, rest: &str| {
            assert_eq!(
                rules.closing_credit(text).map_or(text, |(n, _)| text[..n].trim_end()),
                rest,
                "{text}"
            );
        };
        check("Es regnet. (dpa)", "Es regnet.");
        check("Es regnet. rt/dpa", "Es regnet.");
        check("Es regnet (CDU)", "Es regnet (CDU)");
        check("Es regnet. (Foto: dpa)", "Es regnet. (Foto: dpa)");
        check("Es meldete Reuters", "Es meldete Reuters");
    }
}
