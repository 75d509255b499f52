//! What stands behind one claim: funnel, warnings, reasons, how it stood over time, words and chains. Part of the page.

use super::html::{Html, quoted, shortened};
use super::view::View;
use super::{conflicts, funnel, reasons};
use crate::record::{ClaimRecord, LinkRecord, PlaceRecord, StepRecord, VariantRecord};
use std::collections::BTreeSet;

/// Claims shown with all that is known of them; those further down with less.
const MOST_FULL: usize = 40;
/// Characters of a variant's words.
const VARIANT_LENGTH: usize = 600;
/// Steps, and days, shown of one claim.
const MOST_STEPS: usize = 12;
/// Places linked from one sentence.
const MOST_PLACES: usize = 6;

/// How much is shown of one claim.
#[derive(Clone, Copy)]
pub(super) struct Most {
    /// Variants.
    pub(super) variants: usize,
    /// Origins, reasons and warnings.
    pub(super) reasons: usize,
    /// Conflicts.
    pub(super) conflicts: usize,
    /// Whether the words around a value are shown.
    pub(super) around: bool,
}

/// How much is shown of claim number `number`.
fn most(number: usize) -> Most {
    if number < MOST_FULL {
        Most { variants: 24, reasons: 24, conflicts: 12, around: true }
    } else {
        Most { variants: 8, reasons: 6, conflicts: 3, around: false }
    }
}

/// All of it.
pub(super) fn details(
    html: &mut Html,
    view: &View<'_>,
    claim: &ClaimRecord,
    articles: &BTreeSet<usize>,
    number: usize,
) {
    let most = most(number);
    html.open("div", &[("class", "detail"), ("id", &format!("c{}", number + 1))]);
    html.raw("<div class=\"narrow\">");
    funnel::figures(html, view, claim, articles);
    funnel::boxes(html, view, claim);
    html.raw("</div>");
    if !claim.origins.is_empty() {
        funnel::draw(html, view, claim, articles);
    }
    warnings(html, view, claim, most);
    conflicts::section(html, view, claim, most);
    reasons::section(html, view, claim, most);
    course(html, view, claim, number);
    variants(html, view, claim, most);
    html.raw("</div>");
}

/// What to beware of, in words.
fn warnings(html: &mut Html, view: &View<'_>, claim: &ClaimRecord, most: Most) {
    if claim.warnings.is_empty() && claim.warning_notes.is_empty() {
        return;
    }
    let words = view.words;
    html.leaf("h3", &[], words.say("claims", "beware")).raw("<ul class=\"notes\">");
    for note in claim.warning_notes.iter().take(most.reasons) {
        html.raw("<li><span class=\"warn\">").text(words.say("warning", note.warning)).raw("</span> ");
        let said = match note.explanation.as_str() {
            "" => words.find("warning-note", note.warning).unwrap_or_default().to_owned(),
            said => view.named(said, claim.variants.iter().map(|v| &v.article)),
        };
        html.bdi(&shortened(&said, 500)).raw(" ");
        places(html, view, &note.places);
        html.raw("</li>");
    }
    // A record may name a warning without a word on it.
    let told: BTreeSet<&str> = claim.warning_notes.iter().map(|n| n.warning).collect();
    for warning in claim.warnings.iter().filter(|w| !told.contains(*w)) {
        html.raw("<li><span class=\"warn\">").text(words.say("warning", warning)).raw("</span> ");
        html.text(words.find("warning-note", warning).unwrap_or_default()).raw("</li>");
    }
    html.raw("</ul>");
}

/// Links to places in articles.
pub(super) fn places(html: &mut Html, view: &View<'_>, places: &[PlaceRecord]) {
    let known: BTreeSet<(usize, usize, usize)> =
        places.iter().filter_map(|p| Some((view.place(&p.article)?, p.start, p.end))).collect();
    let mut before = (usize::MAX, 0);
    for (place, start, end) in known.iter().take(MOST_PLACES) {
        // Several places of one article are counted.
        before = (*place, if before.0 == *place { before.1 + 1 } else { 1 });
        if before.1 == 1 {
            view.link(html, *place, [*start, *end]);
        } else {
            let numbers = [place + 1, before.1].map(|n| n.to_string());
            let label = view.words.fill("article", "short-next", &[&numbers[0], &numbers[1]]);
            view.link_called(html, *place, [*start, *end], &label);
        }
        html.raw(" ");
    }
    if known.len() > MOST_PLACES {
        let left = view.words.number(known.len() - MOST_PLACES);
        html.text(&view.words.fill("page", "more", &[&left]));
    }
}

/// How the claim stood over time, who had it first, and which days it speaks of.
fn course(html: &mut Html, view: &View<'_>, claim: &ClaimRecord, number: usize) {
    let words = view.words;
    let days: Vec<(usize, String)> = view
        .days
        .iter()
        .enumerate()
        .filter(|(_, day)| day.claims.contains(&number))
        .map(|(at, day)| (at, words.date(&day.when)))
        .take(MOST_STEPS)
        .collect();
    let first = !claim.first.why.is_empty() || !claim.first.articles.is_empty();
    if claim.history.is_empty() && !first && days.is_empty() {
        return;
    }
    html.leaf("h3", &[], words.say("claims", "course"));
    if !claim.history.is_empty() {
        let (dated, undated): (Vec<&StepRecord>, Vec<&StepRecord>) =
            claim.history.iter().take(MOST_STEPS).partition(|step| step.when.is_some());
        if !dated.is_empty() {
            html.raw("<ol class=\"history\">");
            dated.iter().for_each(|step| self::step(html, view, step));
            html.raw("</ol>");
        }
        // What has no date has no place in the row.
        if !undated.is_empty() {
            html.leaf("p", &[("class", "label")], words.say("claims", "undated"))
                .raw("<ul class=\"history\">");
            undated.iter().for_each(|step| self::step(html, view, step));
            html.raw("</ul>");
        }
        if claim.history.len() > MOST_STEPS {
            let left = words.number(claim.history.len() - MOST_STEPS);
            html.leaf("p", &[("class", "note")], &words.fill("page", "more", &[&left]));
        }
    }
    if first {
        self::first(html, view, claim);
    }
    if !days.is_empty() {
        html.raw("<p>").text(words.say("claims", "days"));
        for (at, (day, said)) in days.iter().enumerate() {
            html.raw(if at > 0 { ", " } else { " " });
            html.open("a", &[("href", &format!("#t{}", day + 1))]).text(said).raw("</a>");
        }
        html.raw("</p>");
    }
}

/// `bestätigt · 5. Mai 2031 · Pegelamt`, with where it stands.
fn step(html: &mut Html, view: &View<'_>, step: &StepRecord) {
    let words = view.words;
    html.raw("<li>").open("span", &[("class", &format!("status {}", step.status))]);
    html.text(words.say("status", step.status)).raw("</span> ");
    if let Some(when) = &step.when {
        html.text(&words.date(&shortened(when, 40))).raw(" ");
    }
    if let Some(by) = &step.by {
        html.raw("<span class=\"muted\">").bdi(&shortened(&view.source(by), 80)).raw("</span> ");
    }
    if let Some(place) = view.place(&step.place.article) {
        view.link(html, place, [step.place.start, step.place.end]);
    }
    html.raw("</li>");
}

/// Who had it first, in a sentence.
fn first(html: &mut Html, view: &View<'_>, claim: &ClaimRecord) {
    let words = view.words;
    let first = &claim.first;
    html.raw("<p>");
    if !first.articles.is_empty() {
        let label = if first.articles.len() == 1 { "first" } else { "first-open" };
        html.text(words.say("claims", label)).raw(" ");
        view.links(html, first.articles.iter(), MOST_PLACES);
        if let Some(when) = &first.when {
            html.text("(").text(&words.date(&shortened(when, 40))).text("). ");
        }
    }
    let said = view.named(&first.why, claim.variants.iter().map(|v| &v.article));
    html.bdi(&shortened(&said, 400)).raw("</p>");
}

/// The words of the articles and the chain of each.
fn variants(html: &mut Html, view: &View<'_>, claim: &ClaimRecord, most: Most) {
    let words = view.words;
    html.leaf("h3", &[], words.say("claims", "variants")).raw("<ol class=\"variants\">");
    for variant in claim.variants.iter().take(most.variants) {
        self::variant(html, view, variant);
    }
    html.raw("</ol>");
    if claim.variants.len() > most.variants {
        let left = words.number(claim.variants.len() - most.variants);
        html.leaf("p", &[("class", "note")], &words.fill("claims", "more-variants", &[&left]));
    }
}

fn variant(html: &mut Html, view: &View<'_>, variant: &VariantRecord) {
    let words = view.words;
    let Some(place) = view.place(&variant.article) else { return };
    html.raw("<li>");
    view.link(html, place, [variant.start, variant.end]);
    html.raw(" ").open("q", &[("lang", &view.article(place).language)]);
    html.bdi(&quoted(view.slice(place, variant.start, variant.end), VARIANT_LENGTH)).raw("</q>");
    html.raw("<div class=\"way\">");
    chain(html, view, &variant.chain);
    if variant.polarity != "affirmed" {
        html.open("span", &[("class", "tag strong")])
            .text(words.say("polarity", variant.polarity))
            .raw("</span> ");
    }
    let force = variant.quotation.as_deref().and_then(|id| view.force(place, id));
    if let Some(force) = force.filter(|f| !matches!(*f, "stated" | "denied")) {
        html.leaf("span", &[("class", "tag")], words.say("force", force)).raw(" ");
    }
    if variant.modality != "asserted" {
        html.open("span", &[("class", "tag")]).text(words.say("modality", variant.modality)).raw("</span>");
    }
    html.raw("</div></li>");
}

/// From the first origin to the outlet, as a row of chips.
pub(super) fn chain(html: &mut Html, view: &View<'_>, chain: &[LinkRecord]) {
    if chain.is_empty() {
        return;
    }
    html.raw("<ol class=\"chain\" aria-label=\"").plain(view.words.say("claims", "chain")).raw("\">");
    for link in chain.iter().take(12) {
        let kind = view.words.say("kind", link.kind);
        let title = match &link.description {
            Some(description) => format!("{kind}: {}", shortened(description, 200)),
            None => kind.to_owned(),
        };
        let class = if link.kind == "unnamed person" { "chip unnamed" } else { "chip" };
        html.raw("<li>").open("span", &[("class", class), ("title", &title)]);
        html.bdi(&shortened(&link.name, 80));
        if let Some(sort) = sort(view, link) {
            html.raw(" <small>").bdi(&sort).raw("</small>");
        }
        html.raw("</span></li>");
    }
    html.raw("</ol> ");
}

/// What sort of source somebody unnamed is, its country and its institution: `Behörde · US · Pentagon`.
pub(super) fn sort(view: &View<'_>, link: &LinkRecord) -> Option<String> {
    let unnamed = link.unnamed.as_ref()?;
    let kind = Some(unnamed.kind).filter(|k| *k != "other").map(|k| view.words.say("unnamed", k).to_owned());
    // What the name says already is not said again.
    let institution = unnamed.institution.as_deref().filter(|i| !link.name.contains(*i));
    let institution = institution.map(|i| shortened(i, 60));
    let parts: Vec<String> = [kind, unnamed.country.clone(), institution].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}
