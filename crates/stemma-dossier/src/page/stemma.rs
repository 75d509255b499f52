//! The families of texts as drawings, with their evidence. Part of the page.

use super::changes;
use super::html::{Html, fitted, shortened};
use super::layout::{Layout, lay_out};
use super::view::View;
use crate::record::{EdgeRecord, LineageRecord, WitnessRecord};
use std::collections::BTreeMap;

/// Families drawn.
const MOST_FAMILIES: usize = 60;
/// Witnesses drawn of one family.
const MOST_WITNESSES: usize = 48;
/// Edges listed of one family.
const MOST_EDGES: usize = 200;
/// Size of a witness in the picture.
const NODE: (i32, i32) = (190, 46);
/// Nodes side by side up to which layers lie below each other; wider families run from left to right.
const MOST_ABREAST: f64 = 4.5;

/// The section.
pub(super) fn section(html: &mut Html, view: &View<'_>) {
    let words = view.words;
    html.raw("<section id=\"lineage\" aria-labelledby=\"lineage-h\"><h2 id=\"lineage-h\">");
    html.text(words.say("lineage", "heading")).raw("</h2>");
    html.leaf("p", &[("class", "lead")], words.say("lineage", "lead"));
    let families: Vec<(usize, &LineageRecord)> =
        view.dossier.lineage.iter().enumerate().filter(|(_, f)| f.witnesses.len() > 1).collect();
    if families.is_empty() {
        html.leaf("p", &[("class", "none")], words.say("lineage", "none"));
    }
    for (number, family) in families.iter().take(MOST_FAMILIES) {
        self::family(html, view, *number, family);
    }
    if families.len() > MOST_FAMILIES {
        let numbers = [words.number(MOST_FAMILIES), words.number(families.len())];
        html.leaf("p", &[("class", "note")], &words.fill("lineage", "cut", &[&numbers[0], &numbers[1]]));
    }
    alone(html, view);
    html.raw("</section>");
}

/// Articles that share text with no other.
fn alone(html: &mut Html, view: &View<'_>) {
    let words = view.words;
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    for (number, family) in view.dossier.lineage.iter().enumerate() {
        sizes.insert(number, family.witnesses.len());
    }
    let places: Vec<usize> = (0..view.dossier.articles.len())
        .filter(|place| sizes.get(&view.family(*place)).is_none_or(|size| *size == 1))
        .collect();
    if places.is_empty() {
        return;
    }
    html.raw("<div class=\"family-block\"><h3>")
        .text(words.say("lineage", "alone"))
        .raw("</h3><ul class=\"alone\">");
    for place in places.iter().take(100) {
        html.raw("<li><span class=\"family\">");
        html.text(&words.fill("lineage", "text", &[&view.letter(view.family(*place))])).raw("</span> ");
        view.link(html, *place, [0, 0]);
        html.raw(" ").open("span", &[("lang", &view.article(*place).language)]).bdi(&view.title(*place));
        html.raw("</span></li>");
    }
    html.raw("</ul>");
    if places.len() > 100 {
        html.leaf(
            "p",
            &[("class", "note")],
            &words.fill("page", "more", &[&words.number(places.len() - 100)]),
        );
    }
    html.raw("</div>");
}

fn family(html: &mut Html, view: &View<'_>, number: usize, family: &LineageRecord) {
    let words = view.words;
    let articles = family.witnesses.iter().filter(|w| w.kind == "article").count();
    html.open("div", &[("class", "family-block"), ("id", &format!("f{}", number + 1))]);
    html.raw("<h3>").open("span", &[("class", &format!("swatch {}", view.colour(number)))]).raw("</span>");
    html.text(&words.fill("lineage", "text", &[&view.letter(number)])).raw(" <span class=\"muted\">");
    let lost = family.witnesses.len() - articles;
    html.text(&words.count("articles", articles));
    if lost > 0 {
        html.text(", ").text(&words.count("lost", lost));
    }
    html.raw("</span></h3>");
    draw(html, view, number, family);
    evidence(html, view, number, family);
    html.raw("</div>");
}

/// Name of a witness for people: article by number and title, lost witness by what it is credited to.
fn name(view: &View<'_>, witness: &WitnessRecord) -> (String, String) {
    let words = view.words;
    if let Some(place) = view.place(&witness.id).filter(|_| witness.kind == "article") {
        let mut below = view.origin(place).to_owned();
        if let Some(published) = &view.article(place).published {
            below = format!(
                "{} · {}",
                fitted(&below, 14),
                words.date(published.value.get(..10).unwrap_or(&published.value))
            );
        }
        return (format!("{} {}", place + 1, view.title(place)), below);
    }
    let name = match (&witness.credited, &witness.label) {
        (Some(credited), _) => words.fill("lineage", "credited", &[credited]),
        (None, Some(label)) if view.words.interface() == crate::Interface::English => label.clone(),
        _ => words.say("lineage", "unknown").to_owned(),
    };
    (name, words.say("lineage", "missing").to_owned())
}

fn draw(html: &mut Html, view: &View<'_>, number: usize, family: &LineageRecord) {
    let words = view.words;
    let mut drawn: Vec<&WitnessRecord> = family.witnesses.iter().collect();
    drawn.sort_by_key(|w| w.kind != "lost");
    drawn.truncate(MOST_WITNESSES);
    let at: BTreeMap<&str, usize> = drawn.iter().enumerate().map(|(at, w)| (w.id.as_str(), at)).collect();
    let edges: Vec<(usize, usize, usize)> = family
        .edges
        .iter()
        .enumerate()
        .take(MOST_EDGES)
        .filter_map(|(edge, e)| Some((edge, *at.get(e.from.as_str())?, *at.get(e.to.as_str())?)))
        .collect();
    let pairs: Vec<(usize, usize)> = edges.iter().map(|(_, from, to)| (*from, *to)).collect();
    let layout = lay_out(drawn.len(), &pairs);
    let across = layout.extent > MOST_ABREAST;
    let size = picture(&layout, across);
    let label = words.fill("lineage", "picture", &[&view.letter(number)]);
    html.open("div", &[("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", &label)]);
    html.open(
        "svg",
        &[
            ("viewBox", &format!("0 0 {} {}", size.0, size.1)),
            ("width", &size.0.to_string()),
            ("height", &size.1.to_string()),
            ("class", "stemma"),
            ("role", "group"),
            ("aria-label", &description(view, family)),
        ],
    );
    for (edge, from, to) in &edges {
        let ends = [corner(&layout, *from, across), corner(&layout, *to, across)];
        self::edge(html, view, &family.edges[*edge], &format!("f{}-e{}", number + 1, edge + 1), ends, across);
    }
    for (place, witness) in drawn.iter().enumerate() {
        node(html, view, number, witness, corner(&layout, place, across));
    }
    html.raw("</svg></div>");
    if family.witnesses.len() > drawn.len() {
        let numbers = [words.number(drawn.len()), words.number(family.witnesses.len())];
        html.leaf(
            "p",
            &[("class", "note")],
            &words.fill("lineage", "cut-witnesses", &[&numbers[0], &numbers[1]]),
        );
    }
}

/// Distance of layers and of neighbours in a layer.
fn steps(across: bool) -> (i32, i32) {
    if across { (NODE.0 + 230, NODE.1 + 12) } else { (NODE.1 + 76, NODE.0 + 18) }
}

fn picture(layout: &Layout, across: bool) -> (i32, i32) {
    let (layer, neighbour) = steps(across);
    let deep = (layout.layer_count.max(1) as i32 - 1) * layer;
    let wide = (layout.extent * f64::from(neighbour)).round() as i32;
    let (x, y) = if across { (deep, wide) } else { (wide, deep) };
    (x + NODE.0 + 12, y + NODE.1 + 12)
}

/// Upper left corner of a witness.
fn corner(layout: &Layout, place: usize, across: bool) -> (i32, i32) {
    let (layer, neighbour) = steps(across);
    let deep = layout.layers[place] as i32 * layer + 6;
    let wide = (layout.along[place] * f64::from(neighbour)).round() as i32 + 6;
    if across { (deep, wide) } else { (wide, deep) }
}

/// All edges in one sentence, for those who do not see the picture.
fn description(view: &View<'_>, family: &LineageRecord) -> String {
    let names: BTreeMap<&str, String> =
        family.witnesses.iter().map(|w| (w.id.as_str(), name(view, w).0)).collect();
    let said: Vec<String> = family
        .edges
        .iter()
        .take(MOST_WITNESSES)
        .filter_map(|e| {
            let ends = [names.get(e.from.as_str())?, names.get(e.to.as_str())?].map(|n| shortened(n, 60));
            Some(format!("{} → {}: {}", ends[0], ends[1], view.words.say("relation", e.relation)))
        })
        .collect();
    said.join("; ")
}

fn edge(html: &mut Html, view: &View<'_>, edge: &EdgeRecord, id: &str, ends: [(i32, i32); 2], across: bool) {
    let label = relation(view, edge);
    let (from, to) = (ends[0], ends[1]);
    let (a, b) = if across {
        ((from.0 + NODE.0, from.1 + NODE.1 / 2), (to.0, to.1 + NODE.1 / 2))
    } else {
        ((from.0 + NODE.0 / 2, from.1 + NODE.1), (to.0 + NODE.0 / 2, to.1))
    };
    // Edges that run across part soon after their exemplar, so that a fan of many stays readable.
    let bend = if across {
        [(a.0 + (b.0 - a.0) / 4, a.1), (a.0 + (b.0 - a.0) / 4, b.1)]
    } else {
        [(a.0, (a.1 + b.1) / 2), (b.0, (a.1 + b.1) / 2)]
    };
    let path =
        format!("M{} {}C{} {} {} {} {} {}", a.0, a.1, bend[0].0, bend[0].1, bend[1].0, bend[1].1, b.0, b.1);
    let class = match edge.confidence {
        c if c >= 0.8 => "edge sure",
        c if c >= 0.5 => "edge",
        _ => "edge doubtful",
    };
    html.open(
        "a",
        &[("href", &format!("#{id}")), ("class", class), ("data-edge", id), ("aria-label", &label)],
    );
    let mut reasons = vec![label.clone()];
    reasons.extend(edge.evidence.iter().take(5).map(|e| shortened(&e.text, 200)));
    html.svg_leaf("title", &[], &reasons.join("\n"));
    html.open("path", &[("d", &path), ("class", "hit")]).close("path");
    html.open("path", &[("d", &path), ("class", "stroke"), ("marker-end", "url(#tip)")]).close("path");
    // Close to the witness, where the edges of one exemplar have parted.
    let (x, y, class) = if across {
        (b.0 - 14, b.1 - 5, "end")
    } else {
        (bezier(a.0, a.0, b.0, b.0), bezier(a.1, bend[0].1, bend[1].1, b.1) + 4, "middle")
    };
    html.svg_leaf("text", &[("x", &x.to_string()), ("y", &y.to_string()), ("class", class)], &label);
    html.raw("</a>");
}

/// The point of a cubic curve at 5/8 of its way, in whole numbers: weights of Bernstein's polynomials over 512.
fn bezier(a: i32, b: i32, c: i32, d: i32) -> i32 {
    (27 * a + 135 * b + 225 * c + 125 * d) / 512
}

/// `Kürzung 90 %`.
fn relation(view: &View<'_>, edge: &EdgeRecord) -> String {
    let percent = (edge.confidence * 100.0).round().clamp(0.0, 100.0) as u32;
    format!("{} {percent}\u{A0}%", view.words.say("relation", edge.relation))
}

fn node(html: &mut Html, view: &View<'_>, number: usize, witness: &WitnessRecord, corner: (i32, i32)) {
    let (label, below) = name(view, witness);
    let place = view.place(&witness.id).filter(|_| witness.kind == "article");
    let target = place.and_then(|place| view.target(place, 0, 0));
    let class = match place {
        Some(_) => format!("node {}", view.colour(number)),
        None => "node lost".to_owned(),
    };
    match &target {
        Some(target) => html.open("a", &[("href", target), ("class", &class)]),
        None => html.open("g", &[("class", &class)]),
    };
    let title = match &witness.label {
        Some(own) if place.is_none() => format!("{label}, {below} ({own})"),
        _ => format!("{label}\n{below}"),
    };
    html.svg_leaf("title", &[], &title);
    let numbers = [corner.0, corner.1, NODE.0, NODE.1].map(|n| n.to_string());
    let frame = [("x", &*numbers[0]), ("y", &numbers[1]), ("width", &numbers[2]), ("height", &numbers[3])];
    html.open("rect", &[frame[0], frame[1], frame[2], frame[3], ("rx", "5")]).close("rect");
    html.open("svg", &frame);
    let untitled = place.is_some_and(|place| view.article(place).title.is_none());
    let line = if untitled { shortened(&label, 20) } else { fitted(&label, 20) };
    html.svg_leaf("text", &[("x", "10"), ("y", "19"), ("class", "strong")], &line);
    html.svg_leaf("text", &[("x", "10"), ("y", "36"), ("class", "small")], &fitted(&below, 27));
    html.raw("</svg>").close(if target.is_some() { "a" } else { "g" });
}

/// Each edge in words, with its reasons: the picture for those who cannot see it or want to check it.
fn evidence(html: &mut Html, view: &View<'_>, number: usize, family: &LineageRecord) {
    let words = view.words;
    let witnesses: BTreeMap<&str, &WitnessRecord> =
        family.witnesses.iter().map(|w| (w.id.as_str(), w)).collect();
    html.raw("<details class=\"evidence\"><summary>");
    html.text(&words.fill("lineage", "evidence", &[&words.count("edges", family.edges.len())]));
    html.raw("</summary><ol>");
    for (at, edge) in family.edges.iter().take(MOST_EDGES).enumerate() {
        html.open("li", &[("id", &format!("f{}-e{}", number + 1, at + 1))]).raw("<p>");
        for (place, id) in [&edge.from, &edge.to].into_iter().enumerate() {
            if place == 1 {
                html.raw(" → ");
            }
            let said = witnesses.get(id.as_str()).map_or_else(|| id.clone(), |w| name(view, w).0);
            html.raw("<b>").bdi(&shortened(&said, 120)).raw("</b>");
        }
        html.raw(" <span class=\"tag\">").text(&relation(view, edge)).raw("</span></p><ul>");
        for reason in edge.evidence.iter().take(12) {
            html.raw("<li><span class=\"muted\">").text(words.say("evidence", reason.kind)).raw("</span> ");
            let said = view.named(&reason.text, family.witnesses.iter().map(|w| &w.id));
            html.bdi(&shortened(&said, 500)).raw("</li>");
        }
        html.raw("</ul>");
        changes::of_edge(html, view, edge);
        alternatives(html, view, &witnesses, edge);
        html.raw("</li>");
    }
    html.raw("</ol>");
    if family.edges.len() > MOST_EDGES {
        let left = words.number(family.edges.len() - MOST_EDGES);
        html.leaf("p", &[("class", "note")], &words.fill("page", "more", &[&left]));
    }
    html.raw("</details>");
}

/// The other exemplars that the evidence leaves open, in one line.
fn alternatives(
    html: &mut Html,
    view: &View<'_>,
    witnesses: &BTreeMap<&str, &WitnessRecord>,
    edge: &EdgeRecord,
) {
    if edge.alternatives.is_empty() {
        return;
    }
    let words = view.words;
    html.raw("<p class=\"note\">").text(words.say("lineage", "open")).raw(" ");
    for (at, other) in edge.alternatives.iter().enumerate() {
        let said = match &other.from {
            Some(id) => witnesses.get(id.as_str()).map_or_else(|| id.clone(), |w| name(view, w).0),
            None => words.say("lineage", "absent").to_owned(),
        };
        let percent = (other.confidence * 100.0).round().clamp(0.0, 100.0) as u32;
        html.raw(if at > 0 { "; " } else { "" })
            .bdi(&shortened(&said, 120))
            .text(&format!(" {percent}\u{A0}%"));
    }
    html.raw("</p>");
}

/// The arrow head that all edges use; stands once on the page.
pub(super) fn definitions(html: &mut Html) {
    html.raw(
        "<svg class=\"defs\" width=\"0\" height=\"0\" aria-hidden=\"true\" focusable=\"false\"><defs>\
         <marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" \
         orient=\"auto-start-reverse\"><path d=\"M0 0.5L7 4L0 7.5z\" class=\"tip\"></path></marker></defs></svg>",
    );
}
