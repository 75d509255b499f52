//! What sort of people an unnamed source is, of which country, at which institution: `ein ranghoher US-Beamter im
//! Pentagon`. Read off the phrase alone, by the lists of `unnamed.toml`, the table of countries and the names found.

use super::page::Page;
use super::words::Words;
use crate::{Unnamed, UnnamedType};
use rustc_hash::FxHashMap;
use stemma_lexicon::{Lexicon, WordFile};
use stemma_text::EntityKind;
use stemma_text::fold::fold;
use stemma_text::token::tokenize;

/// Most words before the noun that belong to a run that names a type: `senior police officers`.
const LONGEST_RUN: usize = 3;

/// Longest institution, in tokens.
const LONGEST_INSTITUTION: usize = 8;

/// Longest name of a country, in tokens.
const LONGEST_COUNTRY: usize = 4;

/// Lists of `unnamed.toml` and the countries, compiled.
#[derive(Debug, Default)]
pub(crate) struct Types {
    words: FxHashMap<String, UnnamedType>,
    /// Endings of compounds, the longest first.
    suffixes: Vec<(String, UnnamedType)>,
    phrases: FxHashMap<String, UnnamedType>,
    leads_to_institution: Vec<String>,
    leads_to_country: Vec<String>,
    /// Countries by name, folded, its words joined by spaces.
    countries: FxHashMap<String, String>,
    /// Countries by the name of their capital. Somebody in a capital need not be of its country.
    capitals: FxHashMap<String, String>,
    /// Countries by forms of adjectives and inhabitants, folded.
    adjectives: FxHashMap<String, String>,
    /// Countries of bodies, by their names, folded.
    bodies: FxHashMap<String, String>,
}

impl Types {
    pub(crate) fn new(lexicon: &Lexicon, folder: &str) -> Self {
        let file = lexicon.words(folder, "unnamed");
        let list = |name: &str| -> Vec<String> {
            file.named(name).map(|e| e.list("words").map(fold).collect()).unwrap_or_default()
        };
        let mut types = Self {
            leads_to_institution: list("leads to institution"),
            leads_to_country: list("leads to country"),
            ..Self::default()
        };
        for entry in &file.entries {
            let name = entry.text("name").unwrap_or_default();
            let Some(kind) = UnnamedType::ALL.into_iter().find(|t| t.name() == name) else { continue };
            for word in entry.list("words") {
                types.words.insert(fold(word), kind);
            }
            types.suffixes.extend(entry.list("suffixes").map(|s| (fold(s), kind)));
            types.phrases.extend(entry.list("phrases").map(|p| (run_of(p), kind)));
        }
        types.suffixes.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then(a.cmp(b)));
        let endings = (list("adjective ending"), list("inhabitant ending"));
        types.read_countries(&lexicon.words("any", "countries"), &endings.0, &endings.1);
        for entry in &lexicon.words("any", "organisations").entries {
            let Some(country) = entry.text("country") else { continue };
            for name in entry.list("names").chain(entry.text("name")) {
                types.bodies.entry(run_of(name)).or_insert_with(|| country.to_owned());
            }
        }
        types
    }

    fn read_countries(&mut self, file: &WordFile, endings: &[String], inhabitants: &[String]) {
        for entry in &file.entries {
            let Some(code) = entry.text("code") else { continue };
            for name in entry.list("names") {
                self.countries.entry(run_of(name)).or_insert_with(|| code.to_owned());
            }
            for name in entry.list("capitals") {
                self.capitals.entry(run_of(name)).or_insert_with(|| code.to_owned());
            }
            let stems = entry.list("adjectives").flat_map(|a| endings.iter().map(move |e| fold(a) + e));
            let people = entry.list("capitals").flat_map(|c| inhabitants.iter().map(move |e| fold(c) + e));
            let plain = entry.list("adjectives_en").map(fold);
            for form in stems.chain(people).chain(plain) {
                self.adjectives.entry(form).or_insert_with(|| code.to_owned());
            }
        }
    }

    /// True for a noun of the lists that means people, as it stands there.
    pub(crate) fn has(&self, folded: &str) -> bool {
        self.words.get(folded).is_some_and(|k| *k != UnnamedType::MediaReports)
    }

    /// True for a noun that means people, by the lists or by its ending.
    pub(crate) fn is_somebody(&self, folded: &str) -> bool {
        self.of_noun(folded).is_some_and(|k| k != UnnamedType::MediaReports)
    }

    /// The type of a noun, folded.
    pub(crate) fn of_noun(&self, folded: &str) -> Option<UnnamedType> {
        let last = folded.rsplit('-').next().unwrap_or(folded);
        let whole = self.words.get(folded).or_else(|| self.words.get(last)).copied();
        whole.or_else(|| self.suffixes.iter().find(|(s, _)| folded.ends_with(s.as_str())).map(|s| s.1))
    }

    /// The type that the words up to and with `noun` name: `a senior police officer`.
    fn of_run(&self, page: &Page<'_>, start: usize, noun: usize) -> Option<UnnamedType> {
        let longest = (noun + 1 - start).min(LONGEST_RUN);
        (2..=longest).rev().find_map(|n| self.phrases.get(&run(page, noun + 1 - n, noun + 1))).copied()
    }

    /// The country that tokens from `at` on name or whose capital they name, and how many they are.
    fn place_at(&self, page: &Page<'_>, at: usize, end: usize) -> Option<(&str, usize)> {
        let country = country_at(&self.countries, page, at, end);
        country.or_else(|| country_at(&self.capitals, page, at, end))
    }

    /// The country of the words before the noun or inside an institution: `russische`, `Moskauer`, `Norwegens`, `US`.
    fn country_in(&self, page: &Page<'_>, start: usize, end: usize) -> Option<String> {
        let capital = |at: usize| page.is_capital(at);
        (start..end).find_map(|at| {
            let prefix =
                page.word(at).split_once('-').and_then(|(first, _)| self.countries.get(&run_of(first)));
            let adjective = self.adjectives.get(&page.folded[at]).or(prefix).cloned();
            adjective.or_else(|| Some(self.place_at(page, at, end).filter(|_| capital(at))?.0.to_owned()))
        })
    }
}

/// The country of a table that tokens from `at` on name, and how many they are.
fn country_at<'t>(
    table: &'t FxHashMap<String, String>,
    page: &Page<'_>,
    at: usize,
    end: usize,
) -> Option<(&'t str, usize)> {
    (1..=LONGEST_COUNTRY.min(end.saturating_sub(at))).rev().find_map(|n| {
        let run = run(page, at, at + n);
        let bare = || run.strip_suffix('s').filter(|_| n == 1);
        let code = table.get(&run).or_else(|| table.get(bare()?));
        code.map(|c| (c.as_str(), n))
    })
}

/// The words from token `start` to before `end`, folded, joined by spaces.
fn run(page: &Page<'_>, start: usize, end: usize) -> String {
    let words: Vec<&str> =
        page.folded[start..end].iter().map(String::as_str).filter(|w| !w.is_empty()).collect();
    words.join(" ")
}

/// The words of a run, folded, joined by spaces.
fn run_of(words: &str) -> String {
    let folded = tokenize(words)
        .iter()
        .filter(|t| t.is_wordlike())
        .map(|t| fold(t.range.of(words)))
        .collect::<Vec<_>>();
    folded.join(" ")
}

/// What the phrase from `start` to before `end`, whose head noun stands at `noun`, says of its unnamed source.
pub(crate) fn read(page: &Page<'_>, words: &Words, (start, end): (usize, usize), noun: usize) -> Unnamed {
    let types = &words.types;
    let kind = types.of_run(page, start, noun).or_else(|| types.of_noun(&page.folded[noun]));
    let mut found = Unnamed { kind: kind.unwrap_or(UnnamedType::Other), country: None, institution: None };
    let prefix = page.word(noun).rsplit_once('-').map(|(first, _)| first);
    found.country = types.country_in(page, start, noun);
    if let Some(prefix) = prefix {
        match types.countries.get(&run_of(prefix)) {
            Some(country) => found.country = found.country.or_else(|| Some(country.clone())),
            None => found.institution = Some(prefix.to_owned()),
        }
    }
    let before = institution_before(page, words, start, noun);
    let after = institution_after(page, words, noun, end);
    if let Some((from, to)) = before.or(after) {
        found.institution = Some(page.slice(from, to).to_owned());
        if found.country.is_none() {
            found.country = types.country_in(page, from, to);
        }
    }
    if found.country.is_none() {
        let of_body = found.institution.as_deref().and_then(|i| types.bodies.get(&run_of(i))).cloned();
        found.country = of_body.or_else(|| country_after(page, types, noun, end));
    }
    found
}

/// `Beamte aus Norwegen`, `officials from Norway`: the first country after a word that leads to one.
fn country_after(page: &Page<'_>, types: &Types, noun: usize, end: usize) -> Option<String> {
    let stop = (noun + 1..end).find(|at| page.is_break(*at)).unwrap_or(end);
    let lead = (noun + 1..stop).find(|at| types.leads_to_country.contains(&page.folded[*at]))?;
    let first = (lead + 1..stop).find(|at| page.is_capital(*at)).filter(|at| *at <= lead + 2)?;
    country_at(&types.countries, page, first, stop).map(|(code, _)| code.to_owned())
}

/// `a State Department official`, `Pentagon officials`: capitals before the noun that name a body.
fn institution_before(page: &Page<'_>, words: &Words, start: usize, noun: usize) -> Option<(usize, usize)> {
    let first = (start..noun)
        .rev()
        .take_while(|at| page.is_capital(*at) || words.body.has(&page.folded[*at]))
        .last()?;
    let types = &words.types;
    // "Ukrainian Defense Ministry": the country is no part of it where more follows.
    let first = if types.adjectives.contains_key(&page.folded[first]) { first + 1 } else { first };
    let first = match types.place_at(page, first, noun) {
        Some((_, n)) => first + n,
        None => first,
    };
    (first < noun && is_body(page, words, first, noun)).then_some((first, noun))
}

/// `im Pentagon`, `des russischen Innenministeriums`, `at the State Department`: the body that an attribute names.
fn institution_after(page: &Page<'_>, words: &Words, noun: usize, end: usize) -> Option<(usize, usize)> {
    let types = &words.types;
    let stop = (noun + 1..end).find(|at| page.is_break(*at)).unwrap_or(end);
    for lead in (noun + 1..stop).filter(|at| types.leads_to_institution.contains(&page.folded[*at])) {
        let Some(from) = (lead + 1..stop).find(|at| !words.article.has(&page.folded[*at])) else { continue };
        if from > lead + 2 {
            continue;
        }
        let to = institution_end(page, words, from, stop);
        if to > from && is_body(page, words, from, to) {
            return Some((from, to));
        }
    }
    None
}

/// Where the name of a body ends: with the name found there, else after its capitals and the adjectives before them.
fn institution_end(page: &Page<'_>, words: &Words, from: usize, stop: usize) -> usize {
    let stop = stop.min(from + LONGEST_INSTITUTION);
    if let Some((first, last, entity)) = page.name_at(from)
        && first == from
        && last <= stop
        && entity.kind == EntityKind::Organisation
    {
        return last;
    }
    let mut at = from;
    let mut last = from;
    while at < stop {
        let folded = &page.folded[at];
        let noun = page.is_capital(at) || words.body.has(folded);
        let adjective = last == from && words.adjective.ends(folded) && !words.attribute.has(folded);
        let joins = last > from && words.possessor.has(folded) && page.is_capital(at + 1);
        if !noun && !adjective && !joins {
            break;
        }
        at += 1;
        if noun {
            last = at;
        }
    }
    last
}

/// True if the words name a body: a noun for bodies, or a name found to be one.
fn is_body(page: &Page<'_>, words: &Words, from: usize, to: usize) -> bool {
    (from..to).any(|at| {
        let medium = page.media_in(at, at + 1).next().is_some();
        let named = page
            .name_at(at)
            .is_some_and(|n| n.2.kind == EntityKind::Organisation && n.0 >= from && n.1 <= to);
        !medium && (words.body.ends(&page.folded[at]) || named)
    })
}

#[cfg(test)]
mod tests;
