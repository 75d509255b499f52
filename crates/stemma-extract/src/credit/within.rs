//! Credits inside a text: datelines behind headlines and in the middle of a line, brackets at the end of an item. Old
//! newspapers reach us as one run of words in which every dispatch begins with its place, its day and its agency; the
//! digests and tickers of today are built the same way.
//!
//! The form decides how much is believed. Behind a place and a day a bracket may hold a misread name; behind the end of
//! a sentence it must hold nothing but names as they are written; anywhere else it is part of the text. Only where
//! print is so old that credits stood in the first words of a dispatch ("Nach einer Reuter-Meldung") are these read.

use crate::rules::Rules;
use stemma_text::CreditBasis;

/// Longest bracket that is read, in bytes.
const LONGEST_BRACKET: usize = 60;
/// Bytes before a bracket in which its place and day must stand.
const DATELINE: usize = 70;
/// Credits read in one text at most; no text has so many agencies.
const MOST: usize = 500;
/// Last year in which the opening words of a dispatch are its credit. Later newspapers have the credit line.
const OLD_PRINT: i16 = 1970;
/// Last year in which credits without brackets are looked for in the middle of a line: that of paper alone.
const PAPER: i16 = 2000;
/// Words in which the verb of a report follows its agency.
const REPORT: usize = 6;
/// Letters of the initials that may stand before a bracket.
const INITIALS: usize = 4;
/// Words after a dateline in which the agency of a dispatch is looked for.
const OPENING: usize = 12;

/// A credit inside a text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Within {
    pub agencies: Vec<String>,
    pub basis: CreditBasis,
    /// The words that say so.
    pub quote: String,
}

/// A place and a day, in bytes of the text.
struct Day {
    start: usize,
    end: usize,
    /// True if the month stands there.
    month: bool,
}

impl Rules {
    /// The credits inside a text that appeared in `year`, in order.
    pub fn credits_within(&self, text: &str, year: Option<i16>) -> Vec<Within> {
        let mut found: Vec<(usize, Within)> = Vec::new();
        for (open, _) in text.char_indices().filter(|(_, c)| matches!(c, '(' | '[' | '{')) {
            if found.len() < MOST
                && let Some(within) = self.bracket(text, open, year)
            {
                found.push((open, within));
            }
        }
        if year.is_some_and(|year| year <= PAPER) {
            self.bare_datelines(text, year, &mut found);
            self.initials(text, &mut found);
        }
        if year.is_some_and(|year| year <= OLD_PRINT) {
            self.told_in_run(text, year, &mut found);
        }
        // What a form says goes before what words say; each agency counts once.
        found.sort_by_key(|(at, within)| (within.basis == CreditBasis::Text, *at));
        let mut known: Vec<String> = Vec::new();
        for (_, within) in &mut found {
            within.agencies.retain(|name| !known.contains(name));
            known.extend(within.agencies.iter().cloned());
        }
        found.into_iter().map(|(_, within)| within).filter(|w| !w.agencies.is_empty()).collect()
    }

    /// The bracket that opens at `open`, if it is a credit.
    fn bracket(&self, text: &str, open: usize, year: Option<i16>) -> Option<Within> {
        let inner = &text[open + 1..];
        let close =
            inner.char_indices().take(LONGEST_BRACKET).find(|(_, c)| matches!(c, ')' | ']' | '}' | '('))?;
        if close.1 == '(' || close.0 == 0 {
            return None;
        }
        let inside = inner[..close.0].trim();
        if !inside.chars().any(char::is_alphabetic) {
            return None;
        }
        let end = open + 1 + close.0 + 1;
        let quote = |from: usize| text[from..end].trim().to_owned();
        let before = text[..open].trim_end();
        if let Some(start) = self.dated(before) {
            let agencies = self.agencies_near(inside, year);
            return (!agencies.is_empty()).then(|| Within {
                agencies,
                basis: CreditBasis::Dateline,
                quote: quote(start),
            });
        }
        if let Some(agency) = self.of_correspondent(inside) {
            return Some(Within { agencies: vec![agency], basis: CreditBasis::Byline, quote: quote(open) });
        }
        if !self.apart(text, before, &text[end..]) {
            return None;
        }
        let agencies = self.agencies_alone(inside, year)?;
        let last = before.rfind(' ').map_or(before, |n| &before[n + 1..]);
        let place = before.ends_with([',', ':']) && last.starts_with(char::is_uppercase);
        let (basis, from) = match place {
            true => (CreditBasis::Dateline, before.len() - last.len()),
            false => (CreditBasis::CreditLine, open),
        };
        Some(Within { agencies, basis, quote: quote(from) })
    }

    /// True if the bracket between the two stands for itself: between sentences, or between a place and a dash.
    fn apart(&self, text: &str, before: &str, after: &str) -> bool {
        let bare = after.trim_start_matches([' ', '.', ':', '*', '\u{a0}', '\n', '\t']);
        let rest = bare.trim_start_matches(['-', '–', '—', ' ', '\u{a0}']);
        let begins = rest
            .chars()
            .next()
            .is_none_or(|c| c.is_uppercase() || c.is_ascii_digit() || stemma_text::fold::is_quote_mark(c));
        let last = before.rfind(' ').map_or(before, |n| &before[n + 1..]);
        let dashed = rest.len() < bare.len() && !rest.is_empty() && last.starts_with(char::is_uppercase);
        let initials = last.chars().count() <= INITIALS && last.chars().all(char::is_lowercase);
        let before = if initials { before[..before.len() - last.len()].trim_end() } else { before };
        let parted = before.is_empty()
            || before.ends_with(['.', ',', ':', '!', '?', '…', '—', '–', ')'])
            || before.ends_with(stemma_text::fold::is_quote_mark)
            || text[before.len()..].starts_with('\n');
        begins && (parted || dashed)
    }

    /// Where the place begins, if a text ends with a place and a day.
    fn dated(&self, before: &str) -> Option<usize> {
        let from = before.ceil_char_boundary(before.len().saturating_sub(DATELINE));
        let bare = before.trim_end_matches([' ', '.', ',', ':', '-', '–', '—']);
        let mut at = from;
        while let Some(digit) = before[at..].find(|c: char| c.is_ascii_digit()).map(|n| at + n) {
            let run = before[digit..].bytes().take_while(u8::is_ascii_digit).count();
            if let Some(day) = self.day_at(before, digit)
                && day.end >= bare.len()
            {
                return Some(day.start);
            }
            at = digit + run;
        }
        None
    }

    /// The place and day whose number stands at `digit`: `London, 3. Nov. 1912`, `PARIS, le 5 juin`, `Rom, 3.`.
    fn day_at(&self, text: &str, digit: usize) -> Option<Day> {
        let run = text[digit..].bytes().take_while(u8::is_ascii_digit).count();
        if run > 2 || !(1..=31).contains(&text[digit..digit + run].parse::<u8>().ok()?) {
            return None;
        }
        let marks = [' ', ',', '.', ':', '-', '–', '—', '\n'];
        let before = text[..digit].strip_suffix([' ', '.', ',', '\n'])?.trim_end_matches(marks);
        let mut start = word_start(before);
        if self.is("day word", &before[start..]) {
            let place = before[..start].trim_end_matches(marks);
            start = word_start(place);
        }
        let place = &before[start..];
        let letters = place.chars().filter(|c| c.is_alphabetic()).count();
        if letters < 3 || !place.starts_with(char::is_uppercase) || self.is("no place", place) {
            return None;
        }
        let mut end = digit + run;
        end += text[end..].len() - text[end..].trim_start_matches([' ', '.', ',']).len();
        let word: &str = word_at(&text[end..]);
        let month = self.month_near(word);
        if month {
            end += word.len();
        } else {
            end = digit + run;
        }
        let rest = text[end..].trim_start_matches([' ', '.', ',']);
        let year = rest.bytes().take_while(u8::is_ascii_digit).count();
        if month && year == 4 {
            end = text.len() - rest.len() + year;
        }
        Some(Day { start, end, month })
    }

    /// True for the name of a month, its abbreviation, or either misread.
    fn month_near(&self, word: &str) -> bool {
        if word.len() < 3 || word.len() > 14 {
            return false;
        }
        self.month(word).is_some()
            || self.month(&format!("{word}.")).is_some()
            || (word.chars().count() >= 4 && self.print.near_word(word, self.month_names()))
    }

    /// The agencies of a bracket behind a place and a day; other words may stand beside them.
    fn agencies_near(&self, inside: &str, year: Option<i16>) -> Vec<String> {
        let one = |part: &str| {
            let near = self.print.near(part, year).or_else(|| self.names.agency(part.trim_end_matches('.')));
            near.map(str::to_owned)
        };
        if let Some(name) = one(inside) {
            return vec![name];
        }
        let mut found: Vec<String> = Vec::new();
        for part in super::parts(inside).flat_map(|p| p.split(" et ")).flat_map(|p| p.split(" u. ")) {
            let last = part.rsplit([' ', '-', '.']).find(|w| !w.is_empty()).unwrap_or(part);
            let first = part.split([' ', '-']).next().unwrap_or(part);
            let name = one(part).or_else(|| self.print.agency(last, year).map(str::to_owned));
            let name = name.or_else(|| self.print.agency(first, year).map(str::to_owned));
            if let Some(name) = name.filter(|n| !found.contains(n)) {
                found.push(name);
            }
        }
        found
    }

    /// The agencies of a bracket that holds nothing but agencies and initials; at least one is known.
    fn agencies_alone(&self, inside: &str, year: Option<i16>) -> Option<Vec<String>> {
        let mut found: Vec<String> = Vec::new();
        for part in super::parts(inside) {
            let part = part.trim_end_matches('.');
            // What is set apart must be an agency that newspapers credit so, and one of its time.
            let name = self.print.agency(part, year);
            let name = name.filter(|_| year.is_some() || self.names.agency(part).is_some());
            match name {
                Some(name) if !found.iter().any(|f| f == name) => found.push(name.to_owned()),
                Some(_) => {}
                None if part.chars().count() <= INITIALS && part.chars().all(char::is_lowercase) => {}
                None => return None,
            }
        }
        (!found.is_empty()).then_some(found)
    }

    /// The agency of a byline such as `Vom Korrespondenten der …`, `Von unserem …-Korrespondenten`.
    fn of_correspondent(&self, inside: &str) -> Option<String> {
        let mut agency = None;
        let mut known = 0;
        for word in inside.split([' ', '-', '’']).filter(|w| !w.is_empty()) {
            let word = word.trim_end_matches(['.', ',', ':']);
            if self.is("correspondent", word) {
                known += 1;
            } else if agency.is_none() {
                agency = Some(self.names.agency(word)?);
            } else {
                return None;
            }
        }
        agency.filter(|_| known >= 2).map(str::to_owned)
    }

    /// Credits without brackets behind a place and a day, as newspapers print them.
    fn bare_datelines(&self, text: &str, year: Option<i16>, found: &mut Vec<(usize, Within)>) {
        let old = year.is_some_and(|year| year <= OLD_PRINT);
        let mut at = 0;
        while let Some(digit) = text[at..].find(|c: char| c.is_ascii_digit()).map(|n| at + n) {
            at = digit + text[digit..].bytes().take_while(u8::is_ascii_digit).count();
            let Some(day) = self.day_at(text, digit).filter(|d| d.month) else { continue };
            if found.len() >= MOST {
                return;
            }
            let rest = &text[day.end..];
            let (basis, credit) = match self.named_after(rest, year) {
                Some(credit) => (CreditBasis::Dateline, Some(credit)),
                None => (CreditBasis::Text, self.opening(rest, year).filter(|_| old)),
            };
            if let Some((agency, len)) = credit {
                let quote = text[day.start..day.end + len].trim().to_owned();
                found.push((digit, Within { agencies: vec![agency], basis, quote }));
            }
        }
    }

    /// Short names in small letters that stand for themselves: `Bern. ap. Der Rat …`, or at the very front.
    fn initials(&self, text: &str, found: &mut Vec<(usize, Within)>) {
        let mut from = 0;
        while let Some(dot) = text[from..].find('.').map(|n| from + n) {
            from = dot + 1;
            let start = text[..dot].rfind([' ', '\n']).map_or(0, |n| n + 1);
            let token = &text[start..dot];
            let small = (2..=9).contains(&token.len())
                && token.bytes().all(|b| b.is_ascii_lowercase() || b == b'/')
                && text[..start].trim_end().ends_with(['.', ',', ')', '—', '–', '-']) | (start == 0);
            if !small || found.len() >= MOST || !text[from..].trim_start().starts_with(char::is_uppercase) {
                continue;
            }
            let parts: Vec<_> = token.split('/').map(|part| self.names.agency(part)).collect();
            // One that the names know as it is written in a credit; others beside it may be initials.
            let agencies: Vec<String> = parts.into_iter().flatten().map(str::to_owned).collect();
            if !agencies.is_empty() {
                found.push((
                    start,
                    Within { agencies, basis: CreditBasis::CreditLine, quote: token.to_owned() },
                ));
            }
        }
    }

    /// The agency that stands without brackets, or with misread ones, right behind a day, and its length.
    fn named_after(&self, rest: &str, year: Option<i16>) -> Option<(String, usize)> {
        let start = rest.len() - rest.trim_start_matches([' ', '.', ',', ':', '—', '–', '-']).len();
        let head = &rest[start..rest.floor_char_boundary(start + LONGEST_BRACKET).max(start)];
        if head.starts_with('(') && head.contains(')') {
            return None;
        }
        for (end, mark) in head.char_indices().filter(|(_, c)| matches!(c, ')' | '.' | ':' | '—')).take(4) {
            let words = head[..end].trim();
            let bare = words.trim_start_matches(['(', '[', '{']);
            let exact = self.print.agency(bare, year);
            let inner = self.print.without_bracket(words).and_then(|w| self.print.agency(w, year));
            let near = if mark == ')' { self.print.near(bare, year) } else { None };
            if let Some(agency) = exact.or(inner).or(near) {
                return Some((agency.to_owned(), start + end + mark.len_utf8()));
            }
        }
        None
    }

    /// The agency whose report the first words after a dateline name, and the length of these words.
    fn opening(&self, rest: &str, year: Option<i16>) -> Option<(String, usize)> {
        let words = words(rest, OPENING);
        let mut found = None;
        for (n, &(start, word)) in words.iter().enumerate() {
            let (name, noun) = match word.split_once('-').filter(|(_, noun)| !noun.is_empty()) {
                Some((name, noun)) => (name, noun),
                None => (word, words.get(n + 1).map_or("", |w| w.1)),
            };
            if name.starts_with(char::is_uppercase)
                && self.is_report(noun)
                && let Some(agency) = self.print.near(name, year)
            {
                found = Some((agency.to_owned(), start + word.len()));
                break;
            }
        }
        found
    }

    /// Reports of agencies named in the run of an old text: `die Agentur Havas meldet`, `une dépêche Havas`.
    fn told_in_run(&self, text: &str, year: Option<i16>, found: &mut Vec<(usize, Within)>) {
        let words = words(text, usize::MAX);
        for (n, &(start, word)) in words.iter().enumerate() {
            let (name, noun) = word.split_once('-').unwrap_or((word, ""));
            if !word.starts_with(char::is_uppercase) || name.chars().count() < 4 || found.len() >= MOST {
                continue;
            }
            let Some(agency) = self.print.agency(name, year).or_else(|| self.print.agency(word, year)) else {
                continue;
            };
            if (!noun.is_empty() && (self.is_report(noun) || self.is("agency kind", noun)))
                || self.is_told(text, &words, n)
            {
                let to = words.get(n + 1).map_or(start + word.len(), |w| w.0 + w.1.len());
                let from = words[n.saturating_sub(1)].0;
                let quote = text[from..to].to_owned();
                found.push((
                    start,
                    Within { agencies: vec![agency.to_owned()], basis: CreditBasis::Text, quote },
                ));
            }
        }
    }

    /// True if the words around a name say that an agency of this name reports something.
    fn is_told(&self, text: &str, words: &[(usize, &str)], n: usize) -> bool {
        let (start, word) = words[n];
        let at = |back: usize| n.checked_sub(back).map_or("", |p| words[p].1);
        let next = words.get(n + 1).map_or("", |w| w.1);
        let gap = words.get(n + 1).map_or("", |w| text[start + word.len()..w.0].trim());
        let goes_on = gap.is_empty() && next.starts_with(char::is_lowercase);
        let verb = |w: &&(usize, &str)| self.is("report verb", w.1);
        let reported = || words[n + 1..words.len().min(n + 1 + REPORT)].iter().any(|w| verb(&w));
        if matches!(gap, "" | "-")
            && self.is_report(next)
            && (gap == "-" || next.starts_with(char::is_lowercase))
        {
            return true;
        }
        let kind_after = gap.is_empty() && self.is("agency kind", next);
        if self.is("report noun", at(1)) || (kind_after && reported()) {
            return true;
        }
        if self.is("agency kind", at(1)) {
            let said_before =
                (2..=5).any(|back| self.is("report noun", at(back)) || self.is("report verb", at(back)));
            return goes_on || gap == ":" || said_before;
        }
        self.is("according", at(1)) && (reported() || !self.is("according with verb", at(1)))
    }

    fn is_report(&self, word: &str) -> bool {
        ["report noun", "report verb"].iter().any(|list| {
            self.is(list, word) || (word.len() > 4 && self.print.near_word(word, self.list(list)))
        })
    }
}

/// Where the last word of a text begins.
fn word_start(text: &str) -> usize {
    text.char_indices()
        .rev()
        .take_while(|(_, c)| c.is_alphanumeric() || matches!(c, '-' | '/' | '\'' | '’'))
        .last()
        .map_or(text.len(), |(n, _)| n)
}

/// The letters at the front of a text.
fn word_at(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len())]
}

/// The first words of a text with their places, without marks around them. A hyphen between spaces joins two words,
/// as character recognition parts them.
fn words(text: &str, most: usize) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = c.is_alphanumeric() || (start.is_some() && matches!(c, '-' | '\'' | '’'));
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                words.push((from, text[from..at].trim_end_matches(['-', '\'', '’'])));
                start = None;
                if words.len() >= most {
                    break;
                }
            }
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_lexicon::Lexicon;

    fn check(text: &str, year: i16, expected: &[&str]) {
        let rules = Rules::new(&Lexicon::builtin());
        let found = rules.credits_within(text, (year > 0).then_some(year));
        let names: Vec<&str> = found.iter().flat_map(|w| &w.agencies).map(String::as_str).collect();
        assert_eq!(names, expected, "{text}");
        for within in &found {
            assert!(text.contains(&within.quote), "{}", within.quote);
        }
    }

    #[test]
    fn reads_datelines_in_the_middle_of_a_line() {
        check("Sturm über Ulm Ulm, 5. Juni. (Havas.) Es stürmt.", 1912, &["Havas"]);
        check(
            "Sturm Ulm, 3. Nov. (Reuter) Es stürmt. Regen Graz. 4. Nov. (Wolff.) Er fällt.",
            1912,
            &["Reuters", "Wolffs Telegraphisches Bureau"],
        );
        check(
            "Tempête PARIS, 5 juin (Havas). — Il pleut. ROME, le 12. (Stefani.) Il neige.",
            1925,
            &["Havas", "Stefani"],
        );
        check("Ulm, 5. Iuni. lDNB). Es stürmt.", 1936, &["DNB"]);
        check("Ulm, 5. Juni. (Ha vas und Rcuter.) Es stürmt.", 1912, &["Havas", "Reuters"]);
        check("Ulm, 5. Juni. WTB. Es stürmt.", 1915, &["Wolffs Telegraphisches Bureau"]);
        check("Sturm Ulm. (AFP) Es stürmt, sagt man.", 1955, &["AFP"]);
        check("Sturm Ulm, (sda) Es stürmt, sagt man.", 1955, &["SDA"]);
        check("Es stürmt, sagte der Wirt. (ap) Regen in Graz.", 1975, &["AP"]);
        check("Tempête à Graz GRAZ (AFP). — Il pleut.", 1975, &["AFP"]);
        check("Ulm. ag (Reuter) Es stürmt.", 1962, &["Reuters"]);
        check("Sturm Ulm, 4. Okt. ap. Es stürmt.", 1982, &["AP"]);
        check("sfd/afp. Es stürmt in Ulm. Er sagte das.", 1972, &["AFP"]);
        check("Es stürmt, sagte der Wirt. (Reuter)", 1982, &["Reuters"]);
        check("Es stürmt (Vom Sonderkorrespondenten der SDA). Und es regnet.", 1974, &["SDA"]);
        check("Ulm, 3. Mai (Exchange) Es stürmt.", 2015, &[]);
    }

    #[test]
    fn reads_the_opening_of_old_dispatches() {
        check("Ulm, 26. Juni. Nach einer Reutei - Melduug aus Graz stürmt es.", 1917, &["Reuters"]);
        check("Ulm, 26. Juni. Die Agence Havas meldet aus Graz Regen.", 1917, &["Havas"]);
        check("On mande de Graz à l'agence Havas qu'il pleut.", 1917, &["Havas"]);
        check("Briefe an Agence Havas, Ulm.", 1917, &[]);
        check("Wie Reuter aus Graz meldet, regnet es.", 1917, &["Reuters"]);
        check(
            "Selon Havas, il pleut. D'après une dépêche de l'agence Wolff, il neige.",
            1917,
            &["Havas", "Wolffs Telegraphisches Bureau"],
        );
        check("Das Reutersche Bureau meldet Regen.", 1917, &["Reuters"]);
        check("Das Wolff-Bureau schweigt.", 1917, &["Wolffs Telegraphisches Bureau"]);
        check("Es sang Herr Wolff, es spielte Herr Reuter.", 1917, &[]);
    }

    #[test]
    fn leaves_running_text_alone() {
        check("Das sagte er der Agentur (dpa) am Montag.", 2020, &[]);
        check("Das teilte die Firma (AFP) mit.", 0, &[]);
        check("Wie Reuters meldet, regnet es. Das meldet auch die Agentur dpa.", 2020, &[]);
        check("Am Montag, 5. Juni (Pfingsten) regnet es.", 2020, &[]);
        check("Im Werk, 5. Stock (Exchange) brannte es.", 2020, &[]);
        check("(", 1900, &[]);
        check("((((((((", 1900, &[]);
        check("", 1900, &[]);
    }
}
