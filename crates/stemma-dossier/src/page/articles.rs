//! The articles with their text, in which quotations, names, times and quantities are marked. Part of the page.

use super::html::{Html, shortened};
use super::marks::{Mark, Marker};
use super::view::{LISTED_ARTICLES, View, anchor};
use super::{facts, why};
use crate::record::AnnotationsRecord;
use std::collections::BTreeMap;
use stemma_text::QuantityValue;

/// Articles up to which all texts stand open.
const MOST_OPEN: usize = 6;

/// The section.
pub(super) fn section(html: &mut Html, view: &View<'_>) {
    let words = view.words;
    html.raw("<section id=\"articles\" aria-labelledby=\"articles-h\"><h2 id=\"articles-h\">");
    html.text(words.say("article", "heading")).raw("</h2><fieldset class=\"layers js\"><legend>");
    html.text(words.say("article", "layers")).raw("</legend>");
    for (layer, on) in [("quotes", true), ("names", true), ("times", false), ("quantities", false)] {
        let mut attributes = vec![("type", "checkbox"), ("data-layer", layer)];
        if on {
            attributes.push(("checked", ""));
        }
        html.raw("<label>").open("input", &attributes);
        html.open("span", &[("class", &format!("sample {layer}"))])
            .text(words.say("article", layer))
            .raw("</span></label>");
    }
    html.raw("</fieldset>");
    let annotations: BTreeMap<&str, &AnnotationsRecord> =
        view.dossier.annotations.iter().map(|a| (a.id.as_str(), a)).collect();
    let all = view.dossier.articles.len();
    let mut full = 0;
    for place in 0..all.min(LISTED_ARTICLES) {
        let found = view.dossier.annotations.get(place).filter(|a| a.id == view.article(place).id);
        full += usize::from(view.shown(place) > 0);
        article(html, view, place, found.or(annotations.get(view.article(place).id.as_str()).copied()), all);
    }
    if full < all {
        let numbers = [words.number(full), words.number(all)];
        html.leaf("p", &[("class", "note")], &words.fill("article", "cut", &[&numbers[0], &numbers[1]]));
    }
    html.raw("</section>");
}

fn article(html: &mut Html, view: &View<'_>, place: usize, found: Option<&AnnotationsRecord>, all: usize) {
    let words = view.words;
    let article = view.article(place);
    let id = format!("a{}", place + 1);
    html.open("article", &[("id", &id), ("class", "article")]);
    html.raw("<h3>").open("span", &[("class", &format!("dot on {}", view.colour(view.family(place))))]);
    html.text(&(place + 1).to_string()).raw("</span> ");
    if let Some(kicker) = &article.kicker {
        html.open("span", &[("lang", &article.language), ("class", "kicker")]).bdi(&shortened(kicker, 100));
        html.raw("</span> ");
    }
    html.open("span", &[("lang", &article.language)]).bdi(&view.title(place)).raw("</span></h3>");
    facts::standfirst(html, article);
    facts::list(html, view, place);
    if view.shown(place) > 0 {
        let open: &[(&'static str, &str)] = if all <= MOST_OPEN { &[("open", "")] } else { &[] };
        html.open("details", open).raw("<summary>").text(words.say("article", "full")).raw("</summary>");
        text(html, view, place, found);
        if view.shown(place) < view.length(place) {
            html.leaf("p", &[("class", "note")], words.say("article", "cut-text"));
        }
        html.raw("</details>");
        why::list(html, view, place, found);
        facts::dates(html, view, article);
        facts::removed(html, view, article);
    }
    html.raw("</article>");
}

fn text(html: &mut Html, view: &View<'_>, place: usize, found: Option<&AnnotationsRecord>) {
    let article = view.article(place);
    let shown = view.byte(place, view.shown(place));
    html.open("div", &[("class", "text"), ("lang", &article.language)]);
    let mut marker = Marker::new(&article.text, marks(view, place, found));
    let mut at = 0;
    let mut in_list = false;
    let mut blocks: Vec<(usize, usize, &str)> =
        article.blocks.iter().map(|b| (view.byte(place, b.start), view.byte(place, b.end), b.kind)).collect();
    blocks.sort_unstable();
    blocks.push((shown, shown, "end"));
    for (start, end, kind) in blocks {
        let (start, end) = (start.clamp(at, shown), end.clamp(at, shown));
        if article.text[at..start].chars().any(|c| !c.is_whitespace()) {
            html.raw("<p>");
            marker.block(html, at, start);
            html.raw("</p>");
        }
        at = end.max(start);
        let tag = match kind {
            "heading" => "h4",
            "list item" => "li",
            "block quote" => "blockquote",
            _ => "p",
        };
        if in_list != (tag == "li") {
            html.raw(if in_list { "</ul>" } else { "<ul>" });
            in_list = !in_list;
        }
        if start < end {
            html.open(tag, if kind == "caption" { &[("class", "caption")] } else { &[] });
            marker.block(html, start, end);
            html.close(tag);
        }
    }
    marker.finish(html);
    html.raw("</div>");
}

/// All marks over the text shown: ranges that something links to, quotations, names, times, quantities.
fn marks(view: &View<'_>, place: usize, found: Option<&AnnotationsRecord>) -> Vec<Mark> {
    let words = view.words;
    let limit = view.shown(place);
    let mut marks = Vec::new();
    let mut add = |range: [usize; 2], rank, tag, class: &str, title: String, id: Option<String>| {
        if range[0] < range[1] && range[1] <= limit {
            let (start, end) = (view.byte(place, range[0]), view.byte(place, range[1]));
            marks.push(Mark { start, end, rank, tag, class: class.to_owned(), title, id });
        }
    };
    for (start, end) in view.linked(place) {
        add([start, end], 0, "span", "r", String::new(), Some(anchor(place, start, end)));
    }
    let Some(found) = found else { return marks };
    for quotation in &found.quotations {
        let mut title = vec![words.say("quotation", quotation.kind).to_owned()];
        title.extend(quotation.chain.iter().take(6).map(|link| shortened(&link.name, 60)));
        let mut title = title.join(" · ");
        if !matches!(quotation.force, "stated" | "denied") {
            title = format!("{title} · {}", words.say("force", quotation.force));
        }
        if quotation.polarity != "affirmed" {
            title = format!("{title} ({})", words.say("polarity", quotation.polarity));
        }
        let id = format!("a{}-{}", place + 1, quotation.id);
        for (at, range) in quotation.content.iter().enumerate() {
            let safe = quotation.id.bytes().all(|b| b.is_ascii_alphanumeric());
            add(*range, 1, "mark", "q", title.clone(), (at == 0 && safe).then(|| id.clone()));
        }
        let parts = [(&quotation.source, "src"), (&quotation.cue, "cue"), (&quotation.hedges, "hedge")];
        for (ranges, class) in parts {
            for range in ranges {
                add(*range, 2, "span", class, words.say("article", class).to_owned(), None);
            }
        }
    }
    for entity in &found.entities {
        let title = format!("{}: {}", words.say("entity", entity.kind), shortened(&entity.name, 100));
        for range in &entity.mentions {
            add(*range, 3, "span", "n", title.clone(), None);
        }
    }
    for time in &found.times {
        add([time.start, time.end], 4, "span", "t", words.date(&time.value), None);
    }
    for quantity in &found.quantities {
        let value = match quantity.value {
            QuantityValue::Exact(value) => number(view, value),
            QuantityValue::Between(low, high) => format!("{}–{}", number(view, low), number(view, high)),
        };
        let about = if quantity.approximate { words.say("article", "about") } else { "" };
        let unit = quantity.unit.as_deref().or(quantity.counted.as_deref()).unwrap_or_default();
        let title = format!("{about} {value} {}", shortened(unit, 60));
        add([quantity.start, quantity.end], 5, "span", "x", title.trim().to_owned(), None);
    }
    marks
}

fn number(view: &View<'_>, value: f64) -> String {
    if value.fract() == 0.0 && (0.0..1e15).contains(&value) {
        return view.words.number(value as usize);
    }
    let said = value.to_string();
    if view.words.interface() == crate::Interface::German { said.replace('.', ",") } else { said }
}
