//! Every date in a page that speaks for the article: fields of its head, schema.org data, its address, time elements
//! and lines near the headline. What becomes of them is settled in [`crate::settle`].

use super::Around;
use super::signs::{beside, names, words};
use super::unescape;
use crate::dates::{Moment, clock};
use crate::json::Json;
use stemma_text::{DateBasis, DateCandidate, DateRole, DateVerdict, Dated};

/// Candidates kept from elements of the page.
const PRINTED: usize = 24;
/// Bytes of a line that may be a date.
const LONGEST: usize = 240;
/// Bytes of a bare line near the headline that is read as a date.
const LONGEST_BARE: usize = 50;
/// Bytes at the front of a longer line in which a day stands that is the article's.
const FRONT: usize = 22;
/// Nodes before and after the headline in which a date is the article's.
const BEFORE: usize = 60;
const AFTER: usize = 220;
/// Text nodes looked at where nothing else gives a date.
const TEXTS: usize = 3000;

/// All dates of a page, each with the role it claims.
pub(crate) fn read(page: &Around, article: Option<&Json>, address: Option<&str>) -> Vec<DateCandidate> {
    let mut found = Found { page, list: Vec::new() };
    found.data(article);
    found.fields();
    if let Some(dated) = address.and_then(of_address) {
        found.put(DateRole::Published, dated, address.unwrap_or_default(), DateVerdict::WeakerSource);
    }
    if let Some(dated) = address.and_then(archived) {
        found.put(DateRole::FirstSeen, dated, address.unwrap_or_default(), DateVerdict::WeakerSource);
    }
    found.elements();
    let here = |c: &DateCandidate| c.role == DateRole::Published && c.verdict != DateVerdict::Elsewhere;
    if !found.list.iter().any(here) {
        found.lines();
    }
    if !found.list.iter().any(here) {
        found.labels();
    }
    found.list
}

struct Found<'p> {
    page: &'p Around<'p>,
    list: Vec<DateCandidate>,
}

impl Found<'_> {
    fn put(&mut self, role: DateRole, dated: Dated, quote: &str, verdict: DateVerdict) {
        let quote = quote[..quote.floor_char_boundary(160)].to_owned();
        let found = DateCandidate { role, dated, quote, verdict };
        let same = |c: &DateCandidate| c.role == role && c.dated == found.dated;
        if !self.list.iter().any(same) {
            self.list.push(found);
        }
    }

    fn field(&mut self, role: DateRole, value: &str, basis: DateBasis, name: &str) {
        if let Some(dated) = self.page.moment(value).and_then(|m| m.dated(basis)) {
            self.put(role, dated, name, DateVerdict::WeakerSource);
        }
    }

    fn data(&mut self, article: Option<&Json>) {
        let Some(article) = article else { return };
        let names = [
            ("datePublished", DateRole::Published),
            ("dateCreated", DateRole::Published),
            ("uploadDate", DateRole::Published),
            ("dateModified", DateRole::Modified),
        ];
        for (name, role) in names {
            if name != "datePublished"
                && role == DateRole::Published
                && self.list.iter().any(|c| c.role == role)
            {
                continue;
            }
            if let Some(value) = article.get(name).and_then(|d| d.items().first()).and_then(Json::text) {
                self.field(role, value, DateBasis::JsonLd, name);
            }
        }
        // The page around the article may know what the article does not say.
        for other in &self.page.signs.objects {
            for (name, role) in [names[0], names[2], names[3]] {
                if !self.list.iter().any(|c| c.role == role)
                    && super::is_page(self.page.heads, other)
                    && let Some(value) = other.get(name).and_then(Json::text)
                {
                    self.field(role, value, DateBasis::JsonLd, name);
                }
            }
        }
    }

    fn fields(&mut self) {
        let (heads, signs) = (self.page.heads, self.page.signs);
        for (list, role) in [(&heads.published, DateRole::Published), (&heads.modified, DateRole::Modified)] {
            for (name, basis) in list {
                if let Some(value) = signs.meta(name) {
                    self.field(role, value, *basis, name);
                }
            }
        }
    }

    /// Time elements, and elements whose class promises a date.
    fn elements(&mut self) {
        let page = self.page;
        let mut nodes: Vec<usize> = page.signs.times.clone();
        nodes.extend(page.signs.marked.iter().filter(|m| m.date).map(|m| m.node));
        nodes.sort_unstable();
        nodes.dedup();
        nodes.sort_by_key(|n| page.distance(*n));
        let mut taken = 0;
        for at in nodes {
            if taken >= PRINTED {
                break;
            }
            taken += usize::from(self.element(at));
        }
    }

    fn element(&mut self, at: usize) -> bool {
        let page = self.page;
        let (tree, heads) = (page.tree, page.heads);
        let node = &tree.nodes[at];
        let is_time = node.tag == "time" || node.tag == "abbr";
        let names = names(tree, at);
        let data = names.contains("itemprop-datePublished") || names.contains("itemprop-dateModified");
        let attribute = ["datetime", "content", "title"]
            .iter()
            .filter(|a| **a != "title" || node.tag == "abbr")
            .find_map(|a| tree.attribute(at, a))
            .filter(|v| v.bytes().any(|b| b.is_ascii_digit()));
        let text = if node.end - at > 60 { String::new() } else { words(tree, at, LONGEST) };
        let basis = if is_time || data { DateBasis::TimeElement } else { DateBasis::Text };
        let line = attribute.clone().and_then(|a| page.moment(&a)).or_else(|| page.moment_in(&text));
        let Some(moment) = line else { return false };
        // The printed line may know the minute where the attribute has the day alone.
        let moment = match page.moment_in(&text) {
            Some(printed) if printed.date == moment.date && moment.time.is_none() => printed,
            _ => moment,
        };
        let Some(dated) = moment.dated(basis) else { return false };
        let parent = super::signs::names(tree, node.parent);
        let before = page.label_before(at);
        let changed = heads.changed.has(&names) && !names.contains("publish")
            || (is_time && heads.changed.has(&parent) && !parent.contains("publish"))
            || heads.begins("updated", &text).is_some()
            || page.ends_with("updated", &before)
            || names.contains("itemprop-dateModified");
        let role = if changed && !names.contains("itemprop-datePublished") {
            DateRole::Modified
        } else {
            DateRole::Published
        };
        let here = page.near(at, BEFORE, AFTER) || data || page.anchor.is_none();
        let verdict = if !here || beside(heads, tree, at, page.anchor) {
            DateVerdict::Elsewhere
        } else {
            DateVerdict::WeakerSource
        };
        let quote = if text.is_empty() { attribute.unwrap_or_default() } else { text };
        // An element far from the headline may still hold the only day of the page.
        let far = !page.near(at, BEFORE, AFTER)
            && verdict == DateVerdict::Elsewhere
            && !beside(heads, tree, at, page.anchor);
        let alone = (far || data) && !self.list.iter().any(|c| c.role == role);
        self.put(role, dated, &quote, if alone { DateVerdict::WeakerSource } else { verdict });
        true
    }

    /// Bare lines around the headline: `Freitag, 4. Mai 2021`, `vor 2 Stunden`.
    fn lines(&mut self) {
        let page = self.page;
        let Some(anchor) = page.anchor else { return };
        let end = page.tree.nodes[anchor].end;
        let after = end..(end + AFTER).min(page.tree.nodes.len());
        let before = (anchor.saturating_sub(BEFORE)..anchor).rev();
        for at in after.chain(before) {
            let node = &page.tree.nodes[at];
            let length = node.stop_byte - node.start_byte;
            if !node.is_text() || length > 8 * LONGEST || page.is_hidden(at) {
                continue;
            }
            let mut text = words(page.tree, at, 8 * LONGEST);
            if text.len() > LONGEST_BARE {
                // A longer text must begin with the day: `(4. September 2023) Es regnet …`.
                text.truncate(text.floor_char_boundary(LONGEST_BARE));
                let end = page.rules.date_in(&text).map_or(usize::MAX, |d| d.1);
                if end > FRONT || !text.starts_with(|c: char| c.is_ascii_digit() || c == '(') {
                    continue;
                }
            }
            if !text.bytes().any(|b| b.is_ascii_digit())
                || beside(page.heads, page.tree, node.parent, page.anchor)
            {
                continue;
            }
            if let Some(dated) = page.moment_in(&text).and_then(|m| m.dated(DateBasis::Text)) {
                let changed = page.heads.begins("updated", &text).is_some()
                    || page.ends_with("updated", &page.label_before(at));
                let role = if changed { DateRole::Modified } else { DateRole::Published };
                self.put(role, dated, &text, DateVerdict::WeakerSource);
                if !changed {
                    return;
                }
            }
        }
    }

    /// Lines anywhere that say what day they give: `Erschienen am: 1. November 2023`.
    fn labels(&mut self) {
        let page = self.page;
        let mut seen = 0;
        for (at, node) in page.tree.nodes.iter().enumerate() {
            if seen >= TEXTS {
                break;
            }
            let length = node.stop_byte - node.start_byte;
            if !node.is_text() || !(8..=4 * LONGEST).contains(&length) || page.is_hidden(at) {
                continue;
            }
            seen += 1;
            let text = words(page.tree, at, LONGEST);
            let labelled = |list: &str| {
                page.heads.begins(list, &text).is_some() || page.ends_with(list, &page.label_before(at))
            };
            let changed = labelled("updated");
            if !changed && !labelled("appeared") {
                continue;
            }
            if let Some(dated) = page.moment_in(&text).and_then(|m| m.dated(DateBasis::Text)) {
                let role = if changed { DateRole::Modified } else { DateRole::Published };
                self.put(role, dated, &text, DateVerdict::WeakerSource);
            }
        }
    }
}

impl Around<'_> {
    /// A moment in a field or an attribute.
    fn moment(&self, value: &str) -> Option<Moment> {
        Moment::of_field(value).or_else(|| self.moment_in(value))
    }

    /// A moment in a line: a whole day, with the time of day if one stands beside it; or one told from now on.
    fn moment_in(&self, line: &str) -> Option<Moment> {
        if !(4..=LONGEST).contains(&line.len()) {
            return None;
        }
        let half = |word: &str| {
            let known = |list| self.heads.is(list, word);
            if known("afternoon") { Some(true) } else { known("morning").then_some(false) }
        };
        if let Some((date, end)) = self.rules.date_in(line) {
            let date = if self.month_first { month_first(line, end).unwrap_or(date) } else { date };
            let rest = &line[end.min(line.len())..];
            let at = rest.char_indices().take(14).find(|(_, c)| c.is_ascii_digit()).map(|(n, _)| n);
            let (time, zone) = at.and_then(|n| clock(&rest[n..], &half)).unwrap_or((None, None));
            return Some(Moment { date, time, zone });
        }
        self.told_from_now(line, &half)
    }

    /// `vor 2 Stunden`, `heute, 14:02 Uhr`, `2 hours ago`: resolved against the moment at which the page was fetched.
    fn told_from_now(&self, line: &str, half: &dyn Fn(&str) -> Option<bool>) -> Option<Moment> {
        let now = Moment::of_field(self.fetched?)?;
        let lower = line.to_lowercase();
        let words: Vec<&str> = lower.split([' ', ',', '\u{a0}']).filter(|w| !w.is_empty()).take(12).collect();
        let minutes = |m: &Moment| m.time.map_or(0, |t| i64::from(t.0) * 60 + i64::from(t.1));
        for (number, word) in words.iter().enumerate() {
            let days = i64::from(self.heads.is("yesterday", word));
            if self.heads.is("today", word) || days > 0 {
                let date = now.date.checked_sub(jiff::Span::new().days(days)).ok()?;
                let time = words[number + 1..].iter().take(3).find_map(|w| clock(w, half)).and_then(|c| c.0);
                return Some(Moment { date, time, zone: now.zone.filter(|_| time.is_some()) });
            }
            let Some(unit) = self.heads.unit(word) else { continue };
            let count = match number.checked_sub(1).map(|n| words[n]) {
                Some(w) if self.heads.is("one", w) => 1,
                Some(w) => match w.parse::<i64>() {
                    Ok(count) if (0..=400).contains(&count) => count,
                    _ => continue,
                },
                None => continue,
            };
            let before = number.checked_sub(2).is_some_and(|n| self.heads.is("before", words[n]));
            let after = words.get(number + 1).is_some_and(|w| self.heads.is("after", w));
            if !before && !after {
                continue;
            }
            let start = now.date.to_datetime(jiff::civil::Time::midnight());
            let then = minutes(&now) - count * unit / 60;
            let at = start.checked_add(jiff::Span::new().minutes(then)).ok()?;
            // A count of hours or days says no minute.
            let time = (unit < 3600 && now.time.is_some()).then_some((at.hour(), at.minute(), None));
            return Some(Moment { date: at.date(), time, zone: now.zone.filter(|_| time.is_some()) });
        }
        None
    }

    /// Words of the text or element before a node, if they are few: labels such as `Stand:`.
    fn label_before(&self, at: usize) -> String {
        let mut back = at;
        for _ in 0..4 {
            if back == 0 {
                break;
            }
            back -= 1;
            let node = &self.tree.nodes[back];
            if node.is_text() {
                let text = words(self.tree, back, 60);
                if !text.is_empty() || node.stop_byte - node.start_byte > 200 {
                    return text;
                }
            }
        }
        String::new()
    }

    /// True if a label ends with words of the list.
    fn ends_with(&self, list: &str, label: &str) -> bool {
        let lower = label.trim_end_matches([':', ' ', '|']).to_lowercase();
        lower
            .char_indices()
            .rev()
            .filter(|(_, c)| *c == ' ')
            .map(|(n, _)| n + 1)
            .take(3)
            .chain([0])
            .any(|n| self.heads.is(list, &lower[n..]))
    }
}

/// The same figures read with the month first, as the United States write them.
fn month_first(line: &str, end: usize) -> Option<jiff::civil::Date> {
    let word = line[..end.min(line.len())].rsplit([' ', '|', '(']).next()?;
    let mut parts = word.trim_matches(|c: char| !c.is_ascii_digit()).split('/');
    let (month, day, year) = (parts.next()?, parts.next()?, parts.next()?);
    if year.len() < 4 {
        return None;
    }
    jiff::civil::Date::new(year.get(..4)?.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// A day in an address: `/2023/09/04/`.
fn of_address(address: &str) -> Option<Dated> {
    let from = address.rfind("http").unwrap_or(0);
    let parts: Vec<&str> = address[from..].split(['/', '-', '_']).take(40).collect();
    let number = |t: &str, len: usize| {
        (t.len() == len && t.bytes().all(|b| b.is_ascii_digit())).then(|| t.parse::<i16>().ok())?
    };
    parts.windows(3).find_map(|w| {
        let (year, month, day) = (number(w[0], 4)?, number(w[1], 2)?, number(w[2], 2)?);
        let date = jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        Dated::parse(&date.to_string(), DateBasis::Address).filter(|_| (1990..=2100).contains(&year))
    })
}

/// The moment in the address of an archived copy: `/web/20160330101229/http://…`.
fn archived(address: &str) -> Option<Dated> {
    let digits = address.split('/').find(|p| p.len() == 14 && p.bytes().all(|b| b.is_ascii_digit()))?;
    let rest = &address[address.find(digits)? + digits.len()..];
    if !rest.starts_with("/http") {
        return None;
    }
    let value = format!(
        "{}-{}-{}T{}:{}:{}Z",
        &digits[..4],
        &digits[4..6],
        &digits[6..8],
        &digits[8..10],
        &digits[10..12],
        &digits[12..]
    );
    Moment::of_field(&value).and_then(|m| m.dated(DateBasis::Address))
}

/// The day that a title ends or begins with: `Regen in Ulm | Musterblatt | 04.09.2023`.
pub(crate) fn of_title(page: &Around) -> Option<DateCandidate> {
    let title = unescape(page.signs.title.as_deref()?);
    let mut ends = title.rsplit(" | ").take(1).chain(title.split(" | ").take(1)).map(str::trim);
    ends.find_map(|part| {
        let (date, end) = page.rules.date_in(part).filter(|_| part.len() <= 24)?;
        let dated = Moment { date, time: None, zone: None }.dated(DateBasis::Text)?;
        (end + 1 >= part.len()).then(|| crate::settle::candidate(DateRole::Published, dated, part))
    })
}
