//! The dossier with what the page needs to find its way in it: numbers of articles, families, words at positions,
//! and which positions are linked. Second floor of the page.

use super::html::{Html, fitted, shortened};
use super::timeline::{Day, days};
use super::words::Words;
use crate::record::{ArticleRecord, ClaimRecord, DossierRecord};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use stemma_text::CodePoints;

/// Articles shown with their text. More would make the page heavy to open; `dossier.json` has them all.
pub(super) const FULL_ARTICLES: usize = 200;
/// Articles listed by name.
pub(super) const LISTED_ARTICLES: usize = 2_000;
/// Code points of one article shown: ten times a long article.
const MOST_TEXT: usize = 60_000;
/// Code points of all articles shown.
const MOST_TEXT_IN_ALL: usize = 1_500_000;
/// Claims shown.
pub(super) const MOST_CLAIMS: usize = 300;
/// Decisions of the user shown.
pub(super) const MOST_DECISIONS: usize = 200;

/// The dossier, indexed.
pub(super) struct View<'a> {
    pub(super) dossier: &'a DossierRecord,
    pub(super) words: &'a Words,
    points: Vec<CodePoints<'a>>,
    places: BTreeMap<&'a str, usize>,
    claims: BTreeMap<&'a str, usize>,
    stories: BTreeSet<&'a str>,
    /// For each claim shown the first of the user's decisions that its count rests on.
    decided: BTreeMap<usize, usize>,
    /// Days shown.
    pub(super) days: Vec<Day>,
    /// Days in all.
    pub(super) day_count: usize,
    families: Vec<usize>,
    family_count: usize,
    shown: Vec<usize>,
    /// Ranges of each article that something on the page links to.
    links: RefCell<Vec<BTreeSet<(usize, usize)>>>,
}

impl<'a> View<'a> {
    pub(super) fn new(dossier: &'a DossierRecord, words: &'a Words) -> Self {
        let places: BTreeMap<&str, usize> =
            dossier.articles.iter().enumerate().map(|(place, a)| (a.id.as_str(), place)).collect();
        let mut families = vec![usize::MAX; dossier.articles.len()];
        for (number, family) in dossier.lineage.iter().enumerate() {
            for witness in family.witnesses.iter().filter(|w| w.kind == "article") {
                if let Some(place) = places.get(witness.id.as_str()) {
                    families[*place] = number;
                }
            }
        }
        let mut family_count = dossier.lineage.len();
        for family in families.iter_mut().filter(|f| **f == usize::MAX) {
            *family = family_count;
            family_count += 1;
        }
        let claims: BTreeMap<&str, usize> =
            dossier.claims.iter().enumerate().take(MOST_CLAIMS).map(|(at, c)| (c.id.as_str(), at)).collect();
        let mut decided = BTreeMap::new();
        for (at, decision) in dossier.audit.decisions.iter().enumerate().take(MOST_DECISIONS) {
            for claim in decision.claims.iter().filter_map(|id| claims.get(id.as_str())) {
                decided.entry(*claim).or_insert(at);
            }
        }
        let (days, day_count) = days(dossier, &places, &claims);
        Self {
            points: dossier.articles.iter().map(|a| CodePoints::new(&a.text)).collect(),
            shown: shown(dossier, &places),
            claims,
            decided,
            days,
            day_count,
            stories: dossier.stories.iter().map(|s| s.story.as_str()).collect(),
            links: RefCell::new(vec![BTreeSet::new(); dossier.articles.len()]),
            dossier,
            words,
            places,
            families,
            family_count,
        }
    }

    /// Place of the article called `id`.
    pub(super) fn place(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// Place of the claim called `id` among those shown.
    pub(super) fn claim(&self, id: &str) -> Option<usize> {
        self.claims.get(id).copied()
    }

    /// Number of the first decision of the user that the count of a claim rests on.
    pub(super) fn decision(&self, claim: usize) -> Option<usize> {
        self.decided.get(&claim).copied()
    }

    /// Stories that the pile tells of.
    pub(super) fn stories(&self) -> &BTreeSet<&'a str> {
        &self.stories
    }

    pub(super) fn article(&self, place: usize) -> &'a ArticleRecord {
        &self.dossier.articles[place]
    }

    /// Number of the family of an article.
    pub(super) fn family(&self, place: usize) -> usize {
        self.families[place]
    }

    pub(super) fn family_count(&self) -> usize {
        self.family_count
    }

    /// `A`, `B`, … `Z`, `AA`, …
    pub(super) fn letter(&self, family: usize) -> String {
        let (mut rest, mut out) = (family + 1, Vec::new());
        while rest > 0 {
            out.push(char::from(b'A' + ((rest - 1) % 26) as u8));
            rest = (rest - 1) / 26;
        }
        out.iter().rev().collect()
    }

    /// Class that gives a family its colour.
    pub(super) fn colour(&self, family: usize) -> &'static str {
        const CLASSES: [&str; 8] = ["f0", "f1", "f2", "f3", "f4", "f5", "f6", "f7"];
        CLASSES[family % CLASSES.len()]
    }

    /// Title, or the beginning of the text, or the identifier.
    pub(super) fn title(&self, place: usize) -> String {
        let article = self.article(place);
        if let Some(title) = article.title.as_deref().filter(|t| !t.trim().is_empty()) {
            return shortened(title.trim(), 200);
        }
        let line = article.text.lines().find(|l| !l.trim().is_empty()).unwrap_or(&article.id);
        shortened(line.trim(), 70)
    }

    /// Outlet, else first agency or other credit, else the identifier.
    pub(super) fn origin(&self, place: usize) -> &'a str {
        let article = self.article(place);
        let credit = article.agencies.first().or(article.credits.first()).map(|c| c.name.as_str());
        article.outlet.as_deref().or(credit).unwrap_or(&article.id)
    }

    /// Name of a source for people: an article that is its own source by number and title.
    pub(super) fn source(&self, name: &str) -> String {
        match self.place(name) {
            Some(place) => {
                let number = self.words.fill("article", "short", &[&(place + 1).to_string()]);
                format!("{number}: {}", self.title(place))
            }
            None => name.to_owned(),
        }
    }

    /// Number, outlet and title in at most `most` columns, for pictures.
    pub(super) fn label(&self, place: usize, most: usize) -> String {
        let article = self.article(place);
        let front = match self.origin(place) {
            id if id == article.id => format!("{} ", place + 1),
            outlet => format!("{} {}: ", place + 1, fitted(outlet, most / 2)),
        };
        let room = most.saturating_sub(front.chars().count());
        match &article.title {
            Some(_) => format!("{front}{}", fitted(&self.title(place), room)),
            // The beginning of the text says most at its own beginning.
            None => format!("{front}{}", shortened(&self.title(place), room)),
        }
    }

    /// The force of a quotation of an article.
    pub(super) fn force(&self, place: usize, quotation: &str) -> Option<&'static str> {
        let id = &self.article(place).id;
        let found = self.dossier.annotations.get(place).filter(|a| a.id == *id)?;
        // Quotations are numbered from 1, in order.
        let number = quotation.strip_prefix('q').and_then(|n| n.parse::<usize>().ok());
        let near = number.and_then(|n| found.quotations.get(n.checked_sub(1)?)).filter(|q| q.id == quotation);
        near.map(|q| q.force)
    }

    /// The words from `start` to `end`.
    pub(super) fn slice(&self, place: usize, start: usize, end: usize) -> &'a str {
        let points = &self.points[place];
        let (from, to) = (points.to_byte(start), points.to_byte(end));
        self.article(place).text.get(from..to.max(from)).unwrap_or_default()
    }

    /// Byte position of a code point.
    pub(super) fn byte(&self, place: usize, at: usize) -> usize {
        self.points[place].to_byte(at)
    }

    /// Code points of the text of an article that the page shows; 0 where it shows none.
    pub(super) fn shown(&self, place: usize) -> usize {
        self.shown[place]
    }

    /// Length of the text of an article in code points.
    pub(super) fn length(&self, place: usize) -> usize {
        self.points[place].of_byte(self.article(place).text.len())
    }

    /// Ranges of an article that the page links to.
    pub(super) fn linked(&self, place: usize) -> Vec<(usize, usize)> {
        self.links.borrow()[place].iter().copied().collect()
    }

    /// Where a link to a range of an article leads: to the range where its text is shown, else to the article, else
    /// nowhere. The range gets its anchor when the article is written.
    pub(super) fn target(&self, place: usize, start: usize, end: usize) -> Option<String> {
        if start < end && end <= self.shown[place] {
            self.links.borrow_mut()[place].insert((start, end));
            return Some(format!("#{}", anchor(place, start, end)));
        }
        (place < LISTED_ARTICLES).then(|| format!("#a{}", place + 1))
    }

    /// A short link to a range of an article: its number.
    pub(super) fn link(&self, html: &mut Html, place: usize, range: [usize; 2]) {
        let label = self.words.fill("article", "short", &[&(place + 1).to_string()]);
        self.link_called(html, place, range, &label);
    }

    /// The same with other words on it.
    pub(super) fn link_called(&self, html: &mut Html, place: usize, range: [usize; 2], label: &str) {
        let colour = format!("ref {}", self.colour(self.family(place)));
        match self.target(place, range[0], range[1]) {
            Some(target) => {
                let title = shortened(&self.title(place), 80);
                html.leaf("a", &[("class", &colour), ("href", &target), ("title", &title)], label)
            }
            None => html.leaf("span", &[("class", &colour)], label),
        };
    }

    /// Short links to whole articles, at most `most` of them.
    pub(super) fn links<'i>(&self, html: &mut Html, ids: impl Iterator<Item = &'i String>, most: usize) {
        let places: BTreeSet<usize> = ids.filter_map(|id| self.place(id)).collect();
        for place in places.iter().take(most) {
            self.link(html, *place, [0, 0]);
            html.raw(" ");
        }
        if places.len() > most {
            html.text(&self.words.fill("page", "more", &[&self.words.number(places.len() - most)]));
        }
    }

    /// A sentence of a record with the identifiers of the articles `ids` put as their numbers, and days in words.
    pub(super) fn named<'i>(&self, sentence: &str, ids: impl Iterator<Item = &'i String>) -> String {
        let mut ids: Vec<(&String, usize)> = ids.filter_map(|id| Some((id, self.place(id)?))).collect();
        // Short plain words may stand in the sentence for themselves.
        ids.retain(|(id, _)| {
            id.len() > 4 && id.contains(|c: char| c.is_ascii_digit() || c == '.' || c == '/')
        });
        ids.sort_by_key(|(id, place)| (usize::MAX - id.len(), *place));
        let mut said = sentence.to_owned();
        for (id, place) in ids.iter().take(50) {
            let number = self.words.fill("article", "short", &[&(place + 1).to_string()]);
            said = replaced(&said, id, &number);
        }
        dated(&said, self.words)
    }

    /// Articles that report a claim.
    pub(super) fn articles_of(&self, claim: &ClaimRecord) -> BTreeSet<usize> {
        claim.variants.iter().filter_map(|v| self.place(&v.article)).collect()
    }

    /// Families that report a claim.
    pub(super) fn families_of(&self, articles: &BTreeSet<usize>) -> BTreeSet<usize> {
        articles.iter().map(|place| self.family(*place)).collect()
    }
}

/// Name of the anchor of a range.
pub(super) fn anchor(place: usize, start: usize, end: usize) -> String {
    format!("a{}-{start}-{end}", place + 1)
}

/// How much of each article is shown: those that report most claims first.
fn shown(dossier: &DossierRecord, places: &BTreeMap<&str, usize>) -> Vec<usize> {
    let mut variants = vec![0_usize; dossier.articles.len()];
    for variant in dossier.claims.iter().flat_map(|c| &c.variants) {
        if let Some(place) = places.get(variant.article.as_str()) {
            variants[*place] += 1;
        }
    }
    let mut order: Vec<usize> = (0..dossier.articles.len().min(LISTED_ARTICLES)).collect();
    if order.len() > FULL_ARTICLES {
        order.sort_by_key(|place| (usize::MAX - variants[*place], *place));
        order.truncate(FULL_ARTICLES);
    }
    let mut left = MOST_TEXT_IN_ALL;
    let mut shown = vec![0; dossier.articles.len()];
    for place in order {
        let length = dossier.articles[place].text.chars().take(MOST_TEXT).count().min(left);
        shown[place] = length;
        left -= length;
    }
    shown
}

/// `text` with `by` for each `id` that is not a part of a longer name.
fn replaced(text: &str, id: &str, by: &str) -> String {
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '/' | '_' | '-');
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(id) {
        let (before, after) = (&rest[..at], &rest[at + id.len()..]);
        let joined = before.chars().next_back().is_some_and(|c| joins(c) || c == '.')
            || after.chars().next().is_some_and(joins)
            || (after.starts_with('.') && after[1..].starts_with(char::is_alphanumeric));
        out.push_str(before);
        out.push_str(if joined { id } else { by });
        rest = after;
    }
    out.push_str(rest);
    out
}

/// `text` with days such as `2031-05-04` in words.
fn dated(text: &str, words: &Words) -> String {
    let is_day = |part: &str| {
        part.bytes()
            .enumerate()
            .all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() })
    };
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '/' | '_' | '-' | ':');
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(found) = text[at..].find('-') {
        // The hyphen after the year.
        let hyphen = at + found;
        let day =
            hyphen.checked_sub(4).filter(|start| *start >= at).and_then(|start| text.get(start..start + 10));
        let alone = day.is_some()
            && !text[..hyphen - 4].chars().next_back().is_some_and(joins)
            && !text[hyphen + 6..].chars().next().is_some_and(joins)
            && !text[hyphen + 6..].strip_prefix('.').is_some_and(|t| t.starts_with(char::is_alphanumeric));
        match day.filter(|day| alone && is_day(day)) {
            Some(day) => {
                out.push_str(&text[at..hyphen - 4]);
                out.push_str(&words.date(day));
                at = hyphen + 6;
            }
            None => {
                out.push_str(&text[at..=hyphen]);
                at = hyphen + 1;
            }
        }
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_said_in_words() {
        let words = Words::new(crate::Interface::German);
        let check = |text, expected: &str| {
            assert_eq!(dated(text, &words).replace('\u{A0}', " "), expected);
        };
        check("am 2031-05-04.", "am 4. Mai 2031.");
        check("2031-05-04.txt", "2031-05-04.txt");
        check("2031-05-04 und 2031-05-05", "4. Mai 2031 und 5. Mai 2031");
        check(
            "bote-2031-05-04.txt, 2031-05-041, x2031-05-04",
            "bote-2031-05-04.txt, 2031-05-041, x2031-05-04",
        );
        check("2031-13-04 ü-ü-2 - 20-ü1-05-04-", "2031-13-04 ü-ü-2 - 20-ü1-05-04-");
    }

    #[test]
    fn only_whole_names_are_replaced() {
        let check = |text, expected| assert_eq!(replaced(text, "a/1.txt", "Artikel 1"), expected);
        check("20 % von a/1.txt stehen in b.txt", "20 % von Artikel 1 stehen in b.txt");
        check("Steht in a/1.txt.", "Steht in Artikel 1.");
        check("b/a/1.txt und a/1.txt.bak und a/1.txt2", "b/a/1.txt und a/1.txt.bak und a/1.txt2");
    }
}
