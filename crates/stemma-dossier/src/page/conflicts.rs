//! Points on which the accounts of a claim differ, side by side. Part of the page.

use super::detail::{Most, places};
use super::html::{Html, shortened};
use super::view::View;
use crate::record::{ClaimRecord, ConflictRecord, SideRecord};
use std::collections::BTreeSet;

/// Accounts shown of one point.
const MOST_SIDES: usize = 6;
/// Characters of an article shown on each side of a value.
const AROUND: usize = 110;

/// Conflicts, and what only seems to be one.
pub(super) fn section(html: &mut Html, view: &View<'_>, claim: &ClaimRecord, most: Most) {
    let words = view.words;
    if !claim.conflicts.is_empty() {
        html.leaf("h3", &[], words.say("claims", "conflicts"));
        for conflict in claim.conflicts.iter().take(most.conflicts) {
            point(html, view, (claim, conflict), false, most);
        }
        cut(html, view, claim.conflicts.len(), most);
    }
    if !claim.reconciled.is_empty() {
        html.leaf("h3", &[], words.say("claims", "reconciled"));
        for conflict in claim.reconciled.iter().take(most.conflicts) {
            point(html, view, (claim, conflict), true, most);
        }
        cut(html, view, claim.reconciled.len(), most);
    }
}

fn cut(html: &mut Html, view: &View<'_>, count: usize, most: Most) {
    if count > most.conflicts {
        let left = view.words.number(count - most.conflicts);
        html.leaf("p", &[("class", "note")], &view.words.fill("page", "more", &[&left]));
    }
}

/// What differs, and the accounts side by side.
fn point(html: &mut Html, view: &View<'_>, of: (&ClaimRecord, &ConflictRecord), calm: bool, most: Most) {
    let (claim, point) = of;
    let words = view.words;
    html.open("div", &[("class", if calm { "conflict calm" } else { "conflict" })]).raw("<p><b>");
    if calm {
        html.text(words.say("claims", "no-conflict")).raw("</b> ");
    } else {
        html.text(words.say("conflict", point.kind)).raw("</b> ");
    }
    let said = view.named(&point.explanation, point.articles.iter());
    html.bdi(&shortened(&said, 600)).raw("</p>");
    if point.sides.is_empty() {
        accounts(html, view, claim, point);
    } else {
        html.raw("<ul class=\"sides\">");
        point
            .sides
            .iter()
            .take(MOST_SIDES)
            .for_each(|side| self::side(html, view, side, most.around && !calm));
        html.raw("</ul>");
        if point.sides.len() > MOST_SIDES {
            let left = words.number(point.sides.len() - MOST_SIDES);
            html.leaf("p", &[("class", "note")], &words.fill("page", "more", &[&left]));
        }
    }
    html.raw("</div>");
}

/// One account: its value, who tells it, and the words around it where it is told first.
fn side(html: &mut Html, view: &View<'_>, side: &SideRecord, with_words: bool) {
    html.raw("<li><p class=\"value\"><b>").bdi(&shortened(&side.text, 160)).raw("</b></p><p class=\"who\">");
    let told: BTreeSet<usize> = side.places.iter().filter_map(|p| view.place(&p.article)).collect();
    let names: BTreeSet<&str> = told.iter().map(|place| view.origin(*place)).collect();
    let names: Vec<String> = names.iter().take(3).map(|name| shortened(name, 40)).collect();
    html.raw("<span class=\"muted\">").bdi(&names.join(", ")).raw("</span> ");
    places(html, view, &side.places);
    html.raw("</p>");
    let first = side.places.iter().find_map(|p| Some((view.place(&p.article)?, [p.start, p.end])));
    if let Some((place, range)) = first.filter(|_| with_words) {
        around(html, view, place, narrowed(view, place, range, &side.text));
    }
    html.raw("</li>");
}

/// The words of `value` within a range, where they stand there: a place may be a whole sentence.
fn narrowed(view: &View<'_>, place: usize, range: [usize; 2], value: &str) -> [usize; 2] {
    let inside = view.slice(place, range[0], range[1]);
    match inside.find(value).filter(|_| !value.is_empty()) {
        Some(at) => {
            let start = range[0] + inside[..at].chars().count();
            [start, start + value.chars().count()]
        }
        None => range,
    }
}

/// The words around a range, the range itself in bold.
fn around(html: &mut Html, view: &View<'_>, place: usize, range: [usize; 2]) {
    let before = view.slice(place, range[0].saturating_sub(AROUND), range[0]);
    let inside = view.slice(place, range[0], range[1]);
    let after = view.slice(place, range[1], range[1].saturating_add(AROUND));
    if inside.trim().is_empty() {
        return;
    }
    // Within the paragraph; cut between words where the text goes on.
    let before = match before.rsplit_once('\n') {
        Some((_, line)) => line.to_owned(),
        None if range[0] > AROUND => {
            format!("…{}", before.find(char::is_whitespace).map_or("", |at| &before[at..]))
        }
        None => before.to_owned(),
    };
    let after = match after.split_once('\n') {
        Some((line, _)) => line.to_owned(),
        None if after.chars().count() == AROUND => {
            format!("{}…", after.rfind(char::is_whitespace).map_or("", |at| &after[..at]))
        }
        None => after.to_owned(),
    };
    html.open("blockquote", &[("lang", &view.article(place).language)]).raw("<bdi>").text(&before);
    html.raw("<b>").text(&shortened(inside, 300)).raw("</b>").text(&after).raw("</bdi></blockquote>");
}

/// The words of the articles, of a point whose record names no sides.
fn accounts(html: &mut Html, view: &View<'_>, claim: &ClaimRecord, conflict: &ConflictRecord) {
    html.raw("<div class=\"sides\">");
    let mut seen = BTreeSet::new();
    for variant in claim.variants.iter().filter(|v| conflict.articles.contains(&v.article)) {
        let Some(place) = view.place(&variant.article) else { continue };
        if !seen.insert(place) || seen.len() > MOST_SIDES {
            continue;
        }
        html.open("blockquote", &[("lang", &view.article(place).language)]);
        html.bdi(&shortened(view.slice(place, variant.start, variant.end), 300)).raw(" ");
        view.link(html, place, [variant.start, variant.end]);
        html.raw("</blockquote>");
    }
    html.raw("</div>");
}
