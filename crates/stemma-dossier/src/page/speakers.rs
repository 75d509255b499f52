//! Who said what, across articles. Part of the page.

use super::detail::sort;
use super::html::{Html, quoted, shortened};
use super::view::{MOST_CLAIMS, View};
use crate::record::EntityRecord;
use std::collections::{BTreeMap, BTreeSet};

/// Speakers shown.
const MOST_SPEAKERS: usize = 60;
/// Statements shown of one speaker.
const MOST_SAID: usize = 25;
/// Speakers that stand open to view.
const FIRST_SPEAKERS: usize = 12;
/// Speakers whose statements stand open.
const OPEN_SPEAKERS: usize = 3;

/// A statement: the claim that it is a variant of, or its first range.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Said {
    Claim(usize),
    Alone(usize, [usize; 2]),
}

/// Where it was said: article and range.
type Places = BTreeSet<(usize, [usize; 2])>;

#[derive(Default)]
struct Speaker {
    names: BTreeMap<String, usize>,
    kind: String,
    articles: BTreeSet<usize>,
    said: BTreeMap<Said, Places>,
    denied: BTreeSet<(usize, [usize; 2])>,
    /// What the report does with a statement, where it does more than state it.
    force: BTreeMap<(usize, [usize; 2]), &'static str>,
}

/// The section. False if there is nothing to show in it.
pub(super) fn section(html: &mut Html, view: &View<'_>) -> bool {
    let words = view.words;
    let speakers = gather(view);
    if speakers.is_empty() {
        return false;
    }
    html.raw("<section id=\"speakers\" aria-labelledby=\"speakers-h\"><h2 id=\"speakers-h\">");
    html.text(words.say("speakers", "heading")).raw("</h2>");
    html.leaf("p", &[("class", "lead")], words.say("speakers", "lead"));
    let shown = &speakers[..speakers.len().min(MOST_SPEAKERS)];
    let (first, later) = shown.split_at(shown.len().min(FIRST_SPEAKERS));
    for (at, speaker) in first.iter().enumerate() {
        self::speaker(html, view, speaker, at < OPEN_SPEAKERS);
    }
    if !later.is_empty() {
        html.raw("<details class=\"later\"><summary>");
        html.text(&words.fill("speakers", "later", &[&words.number(later.len())])).raw("</summary>");
        later.iter().for_each(|speaker| self::speaker(html, view, speaker, false));
        html.raw("</details>");
    }
    if speakers.len() > MOST_SPEAKERS {
        let numbers = [words.number(MOST_SPEAKERS), words.number(speakers.len())];
        html.leaf("p", &[("class", "note")], &words.fill("speakers", "cut", &[&numbers[0], &numbers[1]]));
    }
    html.raw("</section>");
    true
}

/// All speakers; those first who are quoted in most articles, then those quoted most.
fn gather(view: &View<'_>) -> Vec<Speaker> {
    let mut claim_of: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    for (at, claim) in view.dossier.claims.iter().enumerate() {
        for variant in &claim.variants {
            if let (Some(place), Some(quotation)) = (view.place(&variant.article), &variant.quotation) {
                claim_of.entry((place, quotation)).or_insert(at);
            }
        }
    }
    let mut speakers: BTreeMap<String, Speaker> = BTreeMap::new();
    for annotations in &view.dossier.annotations {
        let Some(place) = view.place(&annotations.id) else { continue };
        let entities: BTreeMap<&str, &EntityRecord> =
            annotations.entities.iter().map(|e| (e.id.as_str(), e)).collect();
        // Words in marks inside a longer statement of the same source are shown with that statement.
        for quotation in annotations.quotations.iter().filter(|q| q.nested_in.is_none()) {
            let Some(range) = quotation.content.first().copied() else { continue };
            let entity = quotation.source_entity.as_deref().and_then(|id| entities.get(id));
            let head = quotation.chain.first();
            let (key, name) = match (entity, head) {
                (Some(entity), _) => (entity.key.clone(), entity.name.clone()),
                (None, Some(link)) => (format!("said:{}", link.name.to_lowercase()), link.name.clone()),
                (None, None) => continue,
            };
            let speaker = speakers.entry(key).or_default();
            *speaker.names.entry(name).or_default() += 1;
            if speaker.kind.is_empty() {
                let entity = entity.map(|e| view.words.say("entity", e.kind));
                let link = head.map(|link| view.words.say("kind", link.kind));
                speaker.kind = entity.or(link).unwrap_or_default().to_owned();
                let sort = head.filter(|_| quotation.source_entity.is_none()).and_then(|l| sort(view, l));
                if let Some(sort) = sort {
                    speaker.kind = format!("{} ({sort})", speaker.kind);
                }
            }
            speaker.articles.insert(place);
            let said = match claim_of.get(&(place, quotation.id.as_str())) {
                Some(claim) => Said::Claim(*claim),
                None => Said::Alone(place, range),
            };
            speaker.said.entry(said).or_default().insert((place, range));
            if !matches!(quotation.force, "stated" | "denied") {
                speaker.force.insert((place, range), quotation.force);
            }
            if quotation.polarity == "denied" {
                speaker.denied.insert((place, range));
            }
        }
    }
    let mut speakers: Vec<(String, Speaker)> = same_names(speakers).into_iter().collect();
    speakers.sort_by(|(x_key, x), (y_key, y)| {
        let rank = |s: &Speaker| (s.articles.len(), s.said.len());
        rank(y).cmp(&rank(x)).then(x_key.cmp(y_key))
    });
    speakers.into_iter().map(|(_, speaker)| speaker).collect()
}

impl Speaker {
    /// The name used most; the longest of several.
    fn name(&self) -> &str {
        let name = self.names.iter().max_by_key(|(name, times)| (**times, name.chars().count()));
        name.map_or("", |(name, _)| name.as_str())
    }
}

/// Speakers of the same name are one, whether the text ties the name to a bearer or not.
fn same_names(speakers: BTreeMap<String, Speaker>) -> BTreeMap<String, Speaker> {
    let mut merged: BTreeMap<String, Speaker> = BTreeMap::new();
    for speaker in speakers.into_values() {
        let one = merged.entry(speaker.name().to_lowercase()).or_default();
        for (name, times) in speaker.names {
            *one.names.entry(name).or_default() += times;
        }
        if one.kind.is_empty() {
            one.kind = speaker.kind;
        }
        one.articles.extend(speaker.articles);
        one.denied.extend(speaker.denied);
        one.force.extend(speaker.force);
        for (said, places) in speaker.said {
            one.said.entry(said).or_default().extend(places);
        }
    }
    merged
}

fn speaker(html: &mut Html, view: &View<'_>, speaker: &Speaker, open: bool) {
    let words = view.words;
    let name = speaker.name();
    html.open("details", if open { &[("class", "speaker"), ("open", "")] } else { &[("class", "speaker")] });
    html.raw("<summary><b>").bdi(&shortened(name, 120)).raw("</b> <span class=\"muted\">");
    html.text(&speaker.kind).raw(" · ").text(&words.count("statements", speaker.said.len()));
    html.raw(" · ").text(&words.count("articles", speaker.articles.len())).raw("</span></summary><ul>");
    let mut said: Vec<(&Said, &Places)> = speaker.said.iter().collect();
    said.sort_by_key(|(said, places)| {
        let articles: BTreeSet<usize> = places.iter().map(|(place, _)| *place).collect();
        (usize::MAX - articles.len(), *said)
    });
    for (said, places) in said.into_iter().take(MOST_SAID) {
        statement(html, view, said, places, speaker);
    }
    html.raw("</ul>");
    if speaker.said.len() > MOST_SAID {
        let left = words.number(speaker.said.len() - MOST_SAID);
        html.leaf("p", &[("class", "note")], &words.fill("page", "more", &[&left]));
    }
    html.raw("</details>");
}

fn statement(html: &mut Html, view: &View<'_>, said: &Said, places: &Places, speaker: &Speaker) {
    let words = view.words;
    let Some((place, range)) = places.first() else { return };
    html.raw("<li>");
    if places.iter().any(|at| speaker.denied.contains(at)) {
        html.raw("<span class=\"tag strong\">").text(words.say("polarity", "denied")).raw("</span> ");
    }
    let forces: BTreeSet<&str> = places.iter().filter_map(|at| speaker.force.get(at).copied()).collect();
    for force in forces {
        html.leaf("span", &[("class", "tag")], words.say("force", force)).raw(" ");
    }
    html.open("q", &[("lang", &view.article(*place).language)]);
    html.bdi(&quoted(view.slice(*place, range[0], range[1]), 300)).raw("</q> ");
    let mut articles: BTreeMap<usize, [usize; 2]> = BTreeMap::new();
    for (place, range) in places {
        articles.entry(*place).or_insert(*range);
    }
    for (place, range) in articles.iter().take(12) {
        view.link(html, *place, *range);
        html.raw(" ");
    }
    if let Said::Claim(claim) = said
        && *claim < MOST_CLAIMS
    {
        html.open("a", &[("class", "quiet"), ("href", &format!("#c{}", claim + 1))]);
        html.text(words.say("speakers", "claim")).raw("</a>");
    }
    html.raw("</li>");
}
