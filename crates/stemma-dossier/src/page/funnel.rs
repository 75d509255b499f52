//! The picture behind a claim: how many articles come down to how many texts and origins. Part of the page.
//!
//! Solid frames hold origins that are one for certain, dashed frames those that may be one: counting the dashed frames
//! (and what stands outside of them) gives the fewest independent origins, counting the solid ones the most.

use super::html::{Html, fitted, shortened};
use super::ties::Ties;
use super::view::View;
use crate::record::ClaimRecord;
use std::collections::{BTreeMap, BTreeSet};

/// Width of the picture, in units of the view box, as all lengths here.
const WIDTH: i32 = 880;
/// Distance of two boxes and height of a box.
const ROW: i32 = 34;
const BOX: i32 = 26;
/// More distance between groups of origins, and between those that may be one and the next.
const APART: [i32; 2] = [5, 13];
/// Room for the words above the columns.
const HEAD: i32 = 30;
/// Left edge and width of the columns: articles, texts, origins.
const COLUMNS: [(i32, i32); 3] = [(0, 296), (368, 86), (528, 338)];
/// Boxes in a column; the last one stands for all that follow.
const MOST: usize = 10;
/// Groups of origins in the small picture of a row.
const MOST_UNITS: usize = 8;

struct Node {
    label: String,
    title: String,
    class: String,
}

/// One column: its boxes and their upper edges.
struct Column {
    nodes: Vec<Node>,
    tops: Vec<i32>,
}

impl Column {
    /// Boxes at even distances.
    fn even(nodes: Vec<Node>) -> Self {
        let tops = (0..nodes.len().min(MOST)).map(|at| at as i32 * ROW).collect();
        Self { nodes, tops }
    }

    fn height(&self) -> i32 {
        self.tops.last().map_or(0, |top| top + BOX)
    }

    /// Down by `by`.
    fn moved(mut self, by: i32) -> Self {
        self.tops.iter_mut().for_each(|top| *top += by);
        self
    }

    /// Middle of the box at `at`, or of the last one, which stands for all that follow.
    fn middle(&self, at: usize) -> i32 {
        self.tops.get(at).or(self.tops.last()).map_or(0, |top| top + BOX / 2)
    }
}

/// `8 Artikel → 4 Texte → 1–4 unabhängige Ursprünge`, in figures.
pub(super) fn figures(html: &mut Html, view: &View<'_>, claim: &ClaimRecord, articles: &BTreeSet<usize>) {
    let words = view.words;
    let (min, max) = (claim.independent_origins.min, claim.independent_origins.max);
    let texts = view.families_of(articles).len();
    let steps = [
        (words.number(articles.len()), words.noun("articles", articles.len())),
        (words.number(texts), words.noun("texts", texts)),
        (words.interval(min, max), words.noun("independent", max)),
    ];
    html.raw("<p class=\"figures\">");
    for (place, (number, noun)) in steps.iter().enumerate() {
        if place > 0 {
            html.raw("<span class=\"to\" aria-hidden=\"true\">→</span> ");
        }
        html.raw("<span class=\"figure\"><b>").text(number).raw("</b> ").text(noun).raw("</span> ");
    }
    html.raw("</p>");
}

/// Draws articles → texts → origins of `claim`, and says how to read it.
pub(super) fn draw(html: &mut Html, view: &View<'_>, claim: &ClaimRecord, articles: &BTreeSet<usize>) {
    let words = view.words;
    let ties = Ties::new(claim);
    let families: Vec<usize> = view.families_of(articles).into_iter().collect();
    let mut left: Vec<usize> = articles.iter().copied().collect();
    left.sort_by_key(|place| (view.family(*place), *place));
    let origins = ties.order.iter().map(|at| origin_node(view, claim, *at)).collect();
    let columns = [
        Column::even(left.iter().map(|place| article_node(view, *place)).collect()),
        Column::even(families.iter().map(|family| family_node(view, *family)).collect()),
        Column { nodes: origins, tops: tops(&ties) },
    ];
    let most = columns.iter().map(Column::height).max().unwrap_or(0);
    let columns = columns.map(|column| {
        let by = HEAD + 4 + (most - column.height()) / 2;
        column.moved(by)
    });
    let height = (HEAD + most + 18).to_string();
    let interval = words.interval(claim.independent_origins.min, claim.independent_origins.max);
    let counts = [
        words.count("articles", left.len()),
        words.count("texts", families.len()),
        words.fill("claims", "independent", &[&interval]),
    ];
    let label = words.say("claims", "funnel");
    html.open(
        "div",
        &[("class", "scroll wide"), ("tabindex", "0"), ("role", "region"), ("aria-label", label)],
    );
    let size = (format!("0 0 {WIDTH} {height}"), WIDTH.to_string());
    html.open(
        "svg",
        &[
            ("viewBox", &size.0),
            ("width", &size.1),
            ("height", &height),
            ("class", "funnel"),
            ("role", "img"),
            ("aria-label", &counts.join(" → ")),
        ],
    );
    for (column, count) in counts.iter().enumerate() {
        let x = COLUMNS[column].0 + if column == 1 { COLUMNS[1].1 / 2 } else { 0 };
        let class = if column == 1 { "head middle" } else { "head" };
        html.svg_leaf("text", &[("x", &x.to_string()), ("y", "14"), ("class", class)], count);
    }
    lines(html, view, claim, [&left, &families, &ties.order], &columns);
    frames(html, &ties, &columns[2].tops);
    for (column, at) in columns.iter().zip(COLUMNS) {
        draw_nodes(html, view, column, at);
    }
    html.raw("</svg></div>");
    legend(html, view, claim, &ties);
}

/// Upper edges of the origins: those of one group close together, those that may be one near each other.
fn tops(ties: &Ties) -> Vec<i32> {
    let mut tops = Vec::new();
    let mut y = 0;
    for (at, origin) in ties.order.iter().take(MOST).enumerate() {
        if at > 0 {
            let before = ties.order[at - 1];
            y += ROW;
            if ties.is_framed() && ties.groups[before] != ties.groups[*origin] {
                y += APART[0];
            }
            if ties.is_framed() && ties.clouds[before] != ties.clouds[*origin] {
                y += APART[1];
            }
        }
        tops.push(y);
    }
    tops
}

fn article_node(view: &View<'_>, place: usize) -> Node {
    let title = view.title(place);
    Node { label: view.label(place, 35), title, class: format!("node {}", view.colour(view.family(place))) }
}

fn family_node(view: &View<'_>, family: usize) -> Node {
    let label = view.words.fill("lineage", "text", &[&view.letter(family)]);
    Node { title: label.clone(), label, class: format!("node fill {}", view.colour(family)) }
}

fn origin_node(view: &View<'_>, claim: &ClaimRecord, at: usize) -> Node {
    let origin = &claim.origins[at];
    let class = if origin.kind == "unnamed person" { "node unnamed" } else { "node plain" };
    let title = view.source(&origin.name);
    Node { label: fitted(&title, 42), title, class: class.to_owned() }
}

/// From each article to its text, and from each text to the origins that its articles name.
fn lines(
    html: &mut Html,
    view: &View<'_>,
    claim: &ClaimRecord,
    order: [&Vec<usize>; 3],
    columns: &[Column; 3],
) {
    let last = |at: usize| at.min(MOST - 1);
    let family_at: BTreeMap<usize, usize> = order[1].iter().enumerate().map(|(at, f)| (*f, at)).collect();
    let mut drawn = BTreeSet::new();
    for (at, place) in order[0].iter().enumerate() {
        let family = view.family(*place);
        if let Some(to) = family_at.get(&family) {
            drawn.insert((0, last(at), last(*to), family));
        }
    }
    for (at, origin) in order[2].iter().enumerate() {
        for place in claim.origins[*origin].articles.iter().filter_map(|id| view.place(id)) {
            let family = view.family(place);
            if let Some(from) = family_at.get(&family) {
                drawn.insert((1, last(*from), last(at), family));
            }
        }
    }
    for (column, from, to, family) in drawn {
        let x = [COLUMNS[column].0 + COLUMNS[column].1 - 5, COLUMNS[column + 1].0];
        let y = [columns[column].middle(from), columns[column + 1].middle(to)];
        let middle = (x[0] + x[1]) / 2;
        let path = format!("M{} {}C{middle} {} {middle} {} {} {}", x[0], y[0], y[0], y[1], x[1], y[1]);
        html.open("path", &[("d", &path), ("class", &format!("line {}", view.colour(family)))]).close("path");
    }
}

/// Frames around origins that are one, and around those that may be one.
fn frames(html: &mut Html, ties: &Ties, tops: &[i32]) {
    // The last box may stand for many: no frame runs over it.
    let shown = if ties.order.len() > MOST { MOST - 1 } else { ties.order.len() };
    let (x, width) = COLUMNS[2];
    for (of, around, class) in [(&ties.clouds, 9, "frame maybe"), (&ties.groups, 4, "frame")] {
        let mut at = 0;
        while at < shown {
            let number = of[ties.order[at]];
            let end = (at..shown).find(|o| of[ties.order[*o]] != number).unwrap_or(shown);
            let groups: BTreeSet<usize> = ties.order[at..end].iter().map(|o| ties.groups[*o]).collect();
            if end - at > 1 && (around == 4 || groups.len() > 1) {
                let y = [tops[at] - around, tops[end - 1] + BOX + around];
                let corner = [x + 1 - around, y[0], width - 6 + 2 * around, y[1] - y[0]];
                frame(html, corner, class);
            }
            at = end;
        }
    }
}

/// A frame: left and upper edge, width, height.
fn frame(html: &mut Html, corner: [i32; 4], class: &str) {
    let numbers = corner.map(|n| n.to_string());
    let sides = [("x", &*numbers[0]), ("y", &numbers[1]), ("width", &numbers[2]), ("height", &numbers[3])];
    html.open("rect", &[sides[0], sides[1], sides[2], sides[3], ("rx", "6"), ("class", class)]).close("rect");
}

fn draw_nodes(html: &mut Html, view: &View<'_>, column: &Column, at: (i32, i32)) {
    for (place, (node, y)) in column.nodes.iter().zip(&column.tops).enumerate() {
        let more = place + 1 == MOST && column.nodes.len() > MOST;
        let class = if more { "node plain" } else { &node.class };
        let label = if more {
            view.words.fill("page", "more", &[&view.words.number(column.nodes.len() - MOST + 1)])
        } else {
            node.label.clone()
        };
        html.open("g", &[("class", class)]);
        html.svg_leaf("title", &[], if more { &label } else { &node.title });
        let numbers = [at.0 + 1, *y, at.1 - 6].map(|n| n.to_string());
        let sides = [("x", &*numbers[0]), ("y", &numbers[1]), ("width", &numbers[2]), ("height", "26")];
        html.open("rect", &[sides[0], sides[1], sides[2], sides[3], ("rx", "4")]).close("rect");
        // An inner picture cuts off whatever would run over its edge.
        html.open("svg", &sides);
        html.svg_leaf("text", &[("x", "9"), ("y", "17")], &label);
        html.raw("</svg></g>");
    }
}

/// How the frames are read, where there are any.
fn legend(html: &mut Html, view: &View<'_>, claim: &ClaimRecord, ties: &Ties) {
    let words = view.words;
    let (solid, dashed) = (ties.has_groups(), ties.has_clouds());
    if !solid && !dashed {
        return;
    }
    html.raw("<p class=\"note\">");
    if solid {
        html.raw("<span class=\"line-sample\"></span> ").text(words.say("claims", "frame")).raw(" ");
    }
    if dashed {
        html.raw("<span class=\"line-sample maybe\"></span> ")
            .text(words.say("claims", "frame-maybe"))
            .raw(" ");
    }
    let interval = &claim.independent_origins;
    // Said only where the picture bears it out.
    if dashed && ties.fewest() == interval.min && ties.most() == interval.max {
        let numbers = [words.number(interval.min), words.number(interval.max)];
        html.text(&words.fill("claims", "frame-sum", &[&numbers[0], &numbers[1]]));
    }
    html.raw("</p>");
}

/// The origins in their frames, for screens too narrow for the picture.
pub(super) fn boxes(html: &mut Html, view: &View<'_>, claim: &ClaimRecord) {
    let ties = Ties::new(claim);
    let shown = &ties.order[..ties.order.len().min(MOST)];
    html.raw("<ul class=\"boxes\">");
    for cloud in shown.chunk_by(|a, b| ties.clouds[*a] == ties.clouds[*b]) {
        let groups: Vec<&[usize]> = cloud.chunk_by(|a, b| ties.groups[*a] == ties.groups[*b]).collect();
        html.open("li", if groups.len() > 1 { &[("class", "maybe")] } else { &[] });
        for group in groups {
            html.open("ul", if group.len() > 1 { &[("class", "one")] } else { &[] });
            for origin in group {
                let class =
                    if claim.origins[*origin].kind == "unnamed person" { "chip unnamed" } else { "chip" };
                html.raw("<li>").open("span", &[("class", class)]);
                html.bdi(&shortened(&view.source(&claim.origins[*origin].name), 80)).raw("</span></li>");
            }
            html.raw("</ul>");
        }
        html.raw("</li>");
    }
    html.raw("</ul>");
    if ties.order.len() > MOST {
        let left = view.words.number(ties.order.len() - MOST);
        html.leaf("p", &[("class", "note")], &view.words.fill("page", "more", &[&left]));
    }
}

/// A small picture of the count: one square for each origin at most, dashed frames around those that may be one.
pub(super) fn units(html: &mut Html, claim: &ClaimRecord) {
    let ties = Ties::new(claim);
    let interval = (claim.independent_origins.min, claim.independent_origins.max);
    // Only where the picture bears the count out.
    if ties.most() < 2 || ties.most() > MOST_UNITS || (ties.fewest(), ties.most()) != interval {
        return;
    }
    let mut clouds: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for origin in &ties.order {
        clouds.entry(ties.clouds[*origin]).or_default().insert(ties.groups[*origin]);
    }
    html.raw("<span class=\"units\" aria-hidden=\"true\">");
    for groups in clouds.values() {
        html.raw(if groups.len() > 1 { "<span class=\"unit maybe\">" } else { "<span class=\"unit\">" });
        groups.iter().for_each(|_| {
            html.raw("<i></i>");
        });
        html.raw("</span>");
    }
    html.raw("</span>");
}
