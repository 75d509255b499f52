//! Who speaks for whom: the bodies behind a link of a chain (`any/speaks-for`).
//!
//! A spokeswoman speaks for her ministry, a ministry for its government, a state's news agency for the state. Two
//! sources with a body in common are one institution, and not independent of each other.

use crate::terms::{Forms, Lexis, folded_words};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use stemma_lexicon::Lexicon;
use stemma_quote::{Link, LinkKind};
use stemma_text::fold::fold;

/// The lists of who speaks for whom, compiled.
pub(crate) struct Institutions {
    governments: Vec<(String, Forms)>,
    office: Forms,
    former: Forms,
    state_media: Forms,
    representing: Forms,
    spokespeople: Forms,
    empty: Forms,
    /// Media directed by a state, by name: their country.
    directed: FxHashMap<String, String>,
}

/// What a link speaks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stands {
    /// Governments, as `country:XX`.
    pub(crate) governments: BTreeSet<String>,
    /// Stems of the words that name a body.
    pub(crate) body: BTreeSet<String>,
    /// True for offices and spokespeople, false for people known only as belonging there.
    pub(crate) officially: bool,
    /// True for offices of a state, and for those named by one.
    pub(crate) of_state: bool,
    /// True for spokespeople: they speak on record even where they are not named.
    pub(crate) on_record: bool,
}

impl Institutions {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let mut found = Self {
            governments: Vec::new(),
            office: Forms::default(),
            former: Forms::default(),
            state_media: Forms::default(),
            representing: Forms::default(),
            spokespeople: Forms::default(),
            empty: Forms::default(),
            directed: FxHashMap::default(),
        };
        for entry in &lexicon.words("any", "speaks-for").entries {
            let set = match entry.text("kind").unwrap_or_default() {
                "government" => {
                    found.governments.push((
                        format!("country:{}", entry.text("country").unwrap_or_default()),
                        Forms::default(),
                    ));
                    match found.governments.last_mut() {
                        Some((_, forms)) => forms,
                        None => continue,
                    }
                }
                "office" => &mut found.office,
                "former" => &mut found.former,
                "state media" => &mut found.state_media,
                "spokespeople" => &mut found.spokespeople,
                "representing" => &mut found.representing,
                "empty" => &mut found.empty,
                _ => continue,
            };
            entry.list("forms").for_each(|f| set.add(f));
        }
        for name in ["agencies", "media"] {
            for entry in lexicon.words("any", name).entries.iter().filter(|e| e.flag("state")) {
                let Some(country) = entry.text("country") else { continue };
                for spelling in entry.text("name").into_iter().chain(entry.list("aliases")) {
                    found.directed.insert(fold(spelling), format!("country:{country}"));
                }
            }
        }
        found
    }

    /// What a link speaks for, by its key, its name and its role.
    pub(crate) fn of(&self, link: &Link, lexis: &Lexis) -> Stands {
        let mut stands = Stands::default();
        if let Some(country) = self.directed.get(&fold(&link.name)) {
            stands.governments.insert(country.clone());
            stands.officially = true;
            return stands;
        }
        if matches!(link.kind, LinkKind::Outlet | LinkKind::Agency) {
            return stands;
        }
        let key = link.key.as_deref().unwrap_or_default();
        for part in key.split('+') {
            let part = part.strip_prefix("state-media:").unwrap_or(part);
            if part.starts_with("country:") {
                stands.governments.insert(part.to_owned());
                stands.officially = true;
            }
        }
        let role = link.description.as_deref().unwrap_or_default();
        if self.former.any(&folded_words(role)) {
            return stands;
        }
        let words = match link.kind {
            LinkKind::Person => folded_words(role),
            _ => folded_words(&format!("{} {role}", link.name)),
        };
        for (country, forms) in &self.governments {
            if forms.any(&words) {
                stands.governments.insert(country.clone());
            }
        }
        let official = self.office.any(&words) || self.state_media.any(&words);
        if official {
            for word in format!("{} {role}", if link.kind == LinkKind::Person { "" } else { &link.name })
                .split([' ', '-'])
            {
                if let Some(country) = lexis.country(&fold(word.trim_matches(|c: char| !c.is_alphanumeric())))
                {
                    stands.governments.insert(country.to_owned());
                }
            }
        }
        let representing = self.representing.any(&words);
        stands.of_state |= official || !stands.governments.is_empty();
        stands.on_record |= self.spokespeople.any(&words);
        stands.officially |= representing || official || link.kind == LinkKind::Organisation;
        if representing || link.kind == LinkKind::Organisation {
            stands.body = self.body(&words, lexis);
        }
        stands
    }

    fn body(&self, words: &[String], lexis: &Lexis) -> BTreeSet<String> {
        // "Grünen-Chefin" names the body before the hyphen.
        let named = |w: &'_ String| match w.rsplit_once('-').filter(|_| self.representing.has(w)) {
            Some((body, _)) => body.to_owned(),
            None => w.clone(),
        };
        words
            .iter()
            .map(named)
            .filter(|w| w.len() > 1 && !self.empty.has(w) && !self.representing.has(w))
            .filter(|w| lexis.country(w).is_none())
            .map(|w| lexis.stem(&w))
            .collect()
    }
}

impl Stands {
    /// True if nothing says that two speak for different governments, and one says no more than "the government".
    pub(crate) fn may_share_government(&self, other: &Stands) -> bool {
        let apart = !self.governments.is_empty()
            && !other.governments.is_empty()
            && self.governments.is_disjoint(&other.governments);
        let vague = |s: &Stands| s.governments.is_empty() && s.body.is_empty();
        self.of_state && other.of_state && !apart && (vague(self) || vague(other))
    }

    /// True if both speak for one body.
    pub(crate) fn shares(&self, other: &Stands) -> bool {
        if !(self.officially && other.officially) {
            return false;
        }
        let bodies = !self.body.is_empty()
            && !other.body.is_empty()
            && (self.body.is_subset(&other.body) || other.body.is_subset(&self.body));
        bodies || !self.governments.is_disjoint(&other.governments)
    }
}
