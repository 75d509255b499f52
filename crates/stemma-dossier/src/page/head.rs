//! The top of the page: the answer in one sentence, the most important claim, three things to beware of, what the
//! terms mean.

use super::claims::is_trap;
use super::detail::places;
use super::funnel;
use super::html::{Html, quoted, shortened};
use super::view::View;
use crate::record::{ClaimRecord, ConflictRecord};

/// Findings shown beside the most important claim.
const MOST_FINDINGS: usize = 3;
/// Claims among which findings are looked for.
const CLAIMS: usize = super::view::MOST_CLAIMS;

/// `5 Artikel, 3 Texte, 2–4 unabhängige Ursprünge für die wichtigste Behauptung`.
pub(super) fn answer(view: &View<'_>) -> String {
    let words = view.words;
    let articles = words.count("articles", view.dossier.articles.len());
    let texts = words.count("texts", view.family_count());
    let Some(claim) = view.dossier.claims.first() else { return format!("{articles}, {texts}") };
    let (min, max) = (claim.independent_origins.min, claim.independent_origins.max);
    let origins = format!("{}\u{A0}{}", words.interval(min, max), words.noun("independent", max));
    // No line ends within the interval.
    let origins = origins.replace('–', "–\u{2060}");
    words.fill("head", "answer", &[&articles, &texts, &origins])
}

/// Header of the page.
pub(super) fn header(html: &mut Html, view: &View<'_>) {
    let words = view.words;
    html.raw("<header class=\"top\"><p class=\"kicker\">").text(words.say("page", "kicker"));
    if view.stories().len() > 1 {
        html.text(" · ").text(&words.count("stories", view.stories().len()));
    }
    html.text(" · ").text(&words.count("claims", view.dossier.claims.len())).raw("</p><h1>");
    html.text(&answer(view)).raw("</h1><p class=\"lead\">").text(words.say("page", "lead")).raw("</p>");
    if let Some(claim) = view.dossier.claims.first() {
        let kind = if is_trap(view, claim) { "gap" } else { "first" };
        html.open("div", &[("class", &format!("first-claim {kind}"))]);
        finding(html, view, 0, kind);
        html.raw("</div>");
    }
    findings(html, view);
    terms(html, view);
    html.raw("</header>");
}

/// The three things to beware of: the widest gap between articles and origins, a conflict, a sum that fails, an old
/// value still told, many articles from unnamed sources alone; then what is known of the most important claim.
fn findings(html: &mut Html, view: &View<'_>) {
    let words = view.words;
    let claims = &view.dossier.claims[..view.dossier.claims.len().min(CLAIMS)];
    let mut found: Vec<Html> = Vec::new();
    let mut add = |class: &'static str, fill: &dyn Fn(&mut Html)| {
        let mut item = Html::new();
        item.open("li", &[("class", class)]);
        fill(&mut item);
        item.raw("</li>");
        found.push(item);
    };
    let gap = widest_gap(view).filter(|at| *at > 0);
    if let Some(at) = gap {
        add("gap", &|html| finding(html, view, at, "gap"));
    }
    if let Some((at, point)) = claims.iter().enumerate().find_map(|(at, c)| Some((at, weighty(c)?))) {
        add("differ", &|html| conflict(html, view, at, point));
    }
    if let Some((place, check)) = view.dossier.checks.iter().find_map(|c| Some((view.place(&c.article)?, c)))
    {
        add("differ", &|html| {
            label(html, words.say("finding", "check"));
            html.open("q", &[("lang", &view.article(place).language)]);
            html.bdi(&quoted(view.slice(place, check.start, check.end), 160)).raw("</q> ");
            view.link(html, place, [check.start, check.end]);
            html.raw("</p><p>").bdi(&shortened(&check.explanation, 260)).raw("</p>");
        });
    }
    if let Some(old) = view.dossier.corrections.iter().find(|c| !c.carriers.is_empty()) {
        add("differ", &|html| {
            label(html, words.say("finding", "carried"));
            html.raw("<del>").bdi(&shortened(&old.old, 120)).raw("</del> → <ins>");
            html.bdi(&shortened(&old.new, 120)).raw("</ins></p><p>").text(words.say("finding", "carriers"));
            html.raw(" ");
            places(html, view, &old.carriers);
            html.raw("</p>");
        });
    }
    let unnamed = |c: &ClaimRecord| c.warnings.contains(&"unnamed sources only") && is_trap(view, c);
    let unnamed = claims.iter().position(unnamed).filter(|at| *at > 0 && Some(*at) != gap);
    if let Some(at) = unnamed {
        add("unnamed", &|html| finding(html, view, at, "unnamed"));
    }
    for note in claims.first().into_iter().flat_map(|c| &c.warning_notes).take(MOST_FINDINGS) {
        add("gap", &|html| {
            label(html, words.say("warning", note.warning));
            html.raw("<a href=\"#c1\"><q>").bdi(&quoted(&claims[0].text, 160)).raw("</q></a></p><p>");
            let said = view.named(&note.explanation, claims[0].variants.iter().map(|v| &v.article));
            html.bdi(&shortened(&said, 260)).raw(" ");
            places(html, view, &note.places);
            html.raw("</p>");
        });
    }
    if found.is_empty() {
        return;
    }
    html.raw("<h2 class=\"beware\">").text(words.say("head", "beware")).raw("</h2><ul class=\"findings\">");
    for item in found.into_iter().take(MOST_FINDINGS) {
        html.append(item);
    }
    html.raw("</ul>");
}

/// What is found, and the start of the words it is found in.
fn label(html: &mut Html, said: &str) {
    html.leaf("p", &[("class", "label")], said).raw("<p class=\"what\">");
}

/// The claim with the widest gap between articles and origins; the more important one of two equals.
fn widest_gap(view: &View<'_>) -> Option<usize> {
    let claims = view.dossier.claims.iter().take(CLAIMS).enumerate().filter(|(_, c)| is_trap(view, c));
    let rank = |claim: &ClaimRecord| {
        let articles = view.articles_of(claim).len();
        (articles.saturating_sub(claim.independent_origins.max), articles)
    };
    claims.max_by_key(|(at, c)| (rank(c), usize::MAX - at)).map(|(at, _)| at)
}

/// The first conflict of a claim whose accounts can be set against each other.
fn weighty(claim: &ClaimRecord) -> Option<&ConflictRecord> {
    claim.conflicts.iter().find(|c| c.sides.len() != 1)
}

/// A point on which the articles differ, the accounts in a line each.
fn conflict(html: &mut Html, view: &View<'_>, at: usize, conflict: &ConflictRecord) {
    let claim = &view.dossier.claims[at];
    label(html, view.words.say("finding", "conflict"));
    html.open("a", &[("href", &format!("#c{}", at + 1))]);
    html.raw("<q>").bdi(&quoted(&claim.text, 160)).raw("</q></a></p>");
    if conflict.sides.is_empty() {
        let said = view.named(&conflict.explanation, conflict.articles.iter());
        html.raw("<p>").bdi(&shortened(&said, 220)).raw("</p>");
        return;
    }
    html.raw("<ul class=\"against\">");
    for side in conflict.sides.iter().take(4) {
        html.raw("<li><b>").bdi(&shortened(&side.text, 80)).raw("</b> ");
        places(html, view, &side.places);
        html.raw("</li>");
    }
    html.raw("</ul>");
}

fn finding(html: &mut Html, view: &View<'_>, at: usize, kind: &'static str) {
    let words = view.words;
    let claim = &view.dossier.claims[at];
    let articles = view.articles_of(claim);
    if at == 0 {
        html.raw("<p class=\"label\">").text(words.say("finding", "first"));
        if kind == "gap" {
            html.text(" · ").text(words.say("finding", "gap"));
        }
        html.raw("</p><p class=\"what\">");
    } else {
        label(html, words.say("finding", kind));
    }
    html.open("a", &[("href", &format!("#c{}", at + 1))]);
    html.raw("<q>").bdi(&quoted(&claim.text, if at == 0 { 300 } else { 160 })).raw("</q></a></p>");
    funnel::figures(html, view, claim, &articles);
    let names: Vec<String> =
        claim.origins.iter().take(4).map(|o| shortened(&view.source(&o.name), 80)).collect();
    if !names.is_empty() {
        let from = if claim.origins.len() > names.len() { "from-some" } else { "from" };
        html.raw("<p>").text(words.say("finding", from)).raw(" ").bdi(&names.join(", ")).raw("</p>");
    }
    if at == 0 {
        html.raw("<p>").open("span", &[("class", &format!("status {}", claim.status))]);
        html.text(words.say("status", claim.status)).raw("</span> ");
        for warning in &claim.warnings {
            html.leaf("span", &[("class", "warn")], words.say("warning", warning)).raw(" ");
        }
        html.raw("</p>");
    }
}

fn terms(html: &mut Html, view: &View<'_>) {
    let words = view.words;
    html.raw("<details class=\"terms\"><summary>").text(words.say("terms", "heading")).raw("</summary><dl>");
    for term in ["article", "text", "claim", "origin", "interval", "lost", "status"] {
        html.leaf("dt", &[], words.say("terms", term));
        html.leaf("dd", &[], words.find("terms", &format!("{term}-note")).unwrap_or_default());
    }
    html.raw("</dl></details>");
}
