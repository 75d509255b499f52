//! The picture behind a claim: how many articles come down to how many texts and origins. Part of the page.

use super::html::{Html, fitted};
use super::view::View;
use crate::record::ClaimRecord;
use std::collections::{BTreeMap, BTreeSet};

/// Width of the picture, in units of the view box, as all lengths here.
const WIDTH: i32 = 900;
/// Height of a row and of the box in it.
const ROW: i32 = 34;
const BOX: i32 = 26;
/// Room for the words above the columns.
const HEAD: i32 = 28;
/// Left edge and width of the columns: articles, texts, origins.
const COLUMNS: [(i32, i32); 3] = [(0, 280), (368, 92), (550, 346)];
/// Boxes in a column; the last one stands for all that follow.
const MOST: usize = 10;

struct Node {
    label: String,
    title: String,
    class: String,
}

/// Draws articles → texts → origins of `claim`.
pub(super) fn draw(html: &mut Html, view: &View<'_>, claim: &ClaimRecord, articles: &BTreeSet<usize>) {
    let words = view.words;
    let mut left: Vec<usize> = articles.iter().copied().collect();
    left.sort_by_key(|place| (view.family(*place), *place));
    let families: Vec<usize> = view.families_of(articles).into_iter().collect();
    let mut right: Vec<usize> = (0..claim.origins.len()).collect();
    right.sort_by_key(|at| (claim.origins[*at].group, *at));

    let article_nodes: Vec<Node> = left.iter().map(|place| article_node(view, *place)).collect();
    let family_nodes: Vec<Node> = families
        .iter()
        .map(|f| {
            let label = words.fill("lineage", "text", &[&view.letter(*f)]);
            Node { title: label.clone(), label, class: format!("node fill {}", view.colour(*f)) }
        })
        .collect();
    let origin_nodes: Vec<Node> = right.iter().map(|at| origin_node(claim, *at)).collect();

    let mut lines = BTreeSet::new();
    let mut from_family = BTreeSet::new();
    let family_at: BTreeMap<usize, usize> = families.iter().enumerate().map(|(at, f)| (*f, at)).collect();
    for (at, place) in left.iter().enumerate() {
        lines.insert((at.min(MOST - 1), family_at[&view.family(*place)].min(MOST - 1), view.family(*place)));
    }
    for (at, origin) in right.iter().enumerate() {
        for place in claim.origins[*origin].articles.iter().filter_map(|id| view.place(id)) {
            if let Some(family) = family_at.get(&view.family(place)) {
                from_family.insert(((*family).min(MOST - 1), at.min(MOST - 1), view.family(place)));
            }
        }
    }

    let columns = [article_nodes, family_nodes, origin_nodes];
    let most = columns.iter().map(|c| c.len().min(MOST)).max().unwrap_or(1) as i32;
    let height = HEAD + most * ROW + 8;
    let interval = words.interval(claim.independent_origins.min, claim.independent_origins.max);
    let counts = [
        words.count("articles", left.len()),
        words.count("texts", families.len()),
        words.fill("claims", "independent", &[&interval]),
    ];
    html.open(
        "div",
        &[
            ("class", "scroll"),
            ("tabindex", "0"),
            ("role", "region"),
            ("aria-label", words.say("claims", "funnel")),
        ],
    );
    html.open(
        "svg",
        &[
            ("viewBox", &format!("0 0 {WIDTH} {height}")),
            ("width", &WIDTH.to_string()),
            ("height", &height.to_string()),
            ("class", "funnel"),
            ("role", "img"),
            ("aria-label", &counts.join(" → ")),
        ],
    );
    let start = |column: usize| HEAD + (most - columns[column].len().min(MOST) as i32) * ROW / 2;
    for (column, count) in counts.iter().enumerate() {
        let x = COLUMNS[column].0 + if column == 1 { COLUMNS[1].1 / 2 } else { 0 };
        let class = if column == 1 { "head middle" } else { "head" };
        html.svg_leaf("text", &[("x", &x.to_string()), ("y", "14"), ("class", class)], count);
    }
    for (from, set) in [(0, &lines), (1, &from_family)] {
        for (a, b, family) in set {
            let x = [COLUMNS[from].0 + COLUMNS[from].1, COLUMNS[from + 1].0];
            let y = [start(from) + *a as i32 * ROW + BOX / 2, start(from + 1) + *b as i32 * ROW + BOX / 2];
            let middle = (x[0] + x[1]) / 2;
            let path = format!("M{} {}C{middle} {} {middle} {} {} {}", x[0], y[0], y[0], y[1], x[1], y[1]);
            html.open("path", &[("d", &path), ("class", &format!("line {}", view.colour(*family)))])
                .close("path");
        }
    }
    groups(html, claim, &right, start(2));
    for (column, nodes) in columns.iter().enumerate() {
        draw_nodes(html, view, nodes, COLUMNS[column], start(column));
    }
    html.raw("</svg></div>");
}

fn article_node(view: &View<'_>, place: usize) -> Node {
    let title = view.title(place);
    Node { label: view.label(place, 35), title, class: format!("node {}", view.colour(view.family(place))) }
}

fn origin_node(claim: &ClaimRecord, at: usize) -> Node {
    let origin = &claim.origins[at];
    let class = if origin.kind == "unnamed person" { "node lost" } else { "node plain" };
    Node { label: fitted(&origin.name, 43), title: origin.name.clone(), class: class.to_owned() }
}

/// A frame around origins that are not independent of each other.
fn groups(html: &mut Html, claim: &ClaimRecord, right: &[usize], top: i32) {
    let mut at = 0;
    while at < right.len().min(MOST) {
        let group = claim.origins[right[at]].group;
        let many = right[at..].iter().take_while(|o| claim.origins[**o].group == group).count();
        let shown = many.min(MOST - at);
        if shown > 1 {
            let (x, width) = COLUMNS[2];
            let y = top + at as i32 * ROW - 3;
            let height = shown as i32 * ROW - (ROW - BOX) + 6;
            let numbers = [x - 4, y, width + 8 - 4, height].map(|n| n.to_string());
            html.open(
                "rect",
                &[
                    ("x", &numbers[0]),
                    ("y", &numbers[1]),
                    ("width", &numbers[2]),
                    ("height", &numbers[3]),
                    ("rx", "6"),
                    ("class", "frame"),
                ],
            )
            .close("rect");
        }
        at += many;
    }
}

fn draw_nodes(html: &mut Html, view: &View<'_>, nodes: &[Node], column: (i32, i32), top: i32) {
    for (at, node) in nodes.iter().take(MOST).enumerate() {
        let more = at + 1 == MOST && nodes.len() > MOST;
        let y = top + at as i32 * ROW;
        let (x, width) = (column.0 + 1, column.1 - 6);
        let class = if more { "node plain" } else { &node.class };
        let label = if more {
            view.words.fill("page", "more", &[&view.words.number(nodes.len() - MOST + 1)])
        } else {
            node.label.clone()
        };
        html.open("g", &[("class", class)]);
        html.svg_leaf("title", &[], if more { &label } else { &node.title });
        let numbers = [x, y, width].map(|n| n.to_string());
        html.open(
            "rect",
            &[("x", &numbers[0]), ("y", &numbers[1]), ("width", &numbers[2]), ("height", "26"), ("rx", "4")],
        )
        .close("rect");
        // An inner picture cuts off whatever would run over its edge.
        html.open("svg", &[("x", &numbers[0]), ("y", &numbers[1]), ("width", &numbers[2]), ("height", "26")]);
        html.svg_leaf("text", &[("x", "9"), ("y", "17")], &label);
        html.raw("</svg></g>");
    }
}
