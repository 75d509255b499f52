//! The top of the page: the answer in one line, the findings an editor must not miss, what the terms mean.

use super::claims::is_trap;
use super::html::{Html, quoted, shortened};
use super::view::View;
use crate::record::ClaimRecord;

/// `5 Artikel, 3 Texte, 24 Behauptungen`; with the number of stories where there are several.
pub(super) fn answer(view: &View<'_>) -> String {
    let words = view.words;
    let mut parts = vec![words.count("articles", view.dossier.articles.len())];
    if view.stories().len() > 1 {
        parts.push(words.count("stories", view.stories().len()));
    }
    parts.push(words.count("texts", view.family_count()));
    parts.push(words.count("claims", view.dossier.claims.len()));
    parts.join(", ")
}

/// Header of the page.
pub(super) fn header(html: &mut Html, view: &View<'_>) {
    let words = view.words;
    html.raw("<header class=\"top\"><p class=\"kicker\">").text(words.say("page", "kicker")).raw("</p><h1>");
    html.text(&answer(view)).raw("</h1><p class=\"lead\">").text(words.say("page", "lead")).raw("</p>");
    findings(html, view);
    terms(html, view);
    html.raw("</header>");
}

/// The most widespread claim, the widest gap between articles and origins, the most important claim that many articles
/// have from unnamed sources alone, a conflict, a sum that fails.
fn findings(html: &mut Html, view: &View<'_>) {
    let words = view.words;
    let claims = &view.dossier.claims;
    let spread = best(view, |_, articles, claim| (articles, claim.independent_origins.max));
    let gap = best(view, |view, articles, claim| {
        let gap = if is_trap(view, claim) { articles - claim.independent_origins.max } else { 0 };
        (gap, articles)
    })
    .filter(|at| is_trap(view, &claims[*at]));
    let unnamed = claims
        .iter()
        .take(super::view::MOST_CLAIMS)
        .position(|c| c.warnings.contains(&"unnamed sources only") && is_trap(view, c));
    let conflict = claims.iter().take(super::view::MOST_CLAIMS).position(|c| !c.conflicts.is_empty());
    let check = view.dossier.checks.iter().find_map(|c| Some((view.place(&c.article)?, c)));
    if spread.is_none() && check.is_none() {
        return;
    }
    html.raw("<ul class=\"findings\">");
    if let Some(at) = spread.filter(|at| Some(*at) != gap) {
        finding(html, view, at, "spread");
    }
    if let Some(at) = gap {
        finding(html, view, at, "gap");
    }
    if let Some(at) = unnamed.filter(|at| Some(*at) != gap && Some(*at) != spread) {
        finding(html, view, at, "unnamed");
    }
    if let Some(at) = conflict {
        html.raw("<li class=\"differ\"><p class=\"label\">")
            .text(words.say("finding", "conflict"))
            .raw("</p><p class=\"what\">");
        html.open("a", &[("href", &format!("#c{}", at + 1))]);
        html.open("q", &[]).bdi(&quoted(&claims[at].text, 160)).raw("</q></a></p><p>");
        let conflict = &claims[at].conflicts[0];
        let said = view.named(&conflict.explanation, conflict.articles.iter());
        html.bdi(&shortened(&said, 220)).raw("</p></li>");
    }
    if let Some((place, check)) = check {
        html.raw("<li class=\"differ\"><p class=\"label\">")
            .text(words.say("finding", "check"))
            .raw("</p><p class=\"what\">");
        html.open("q", &[("lang", &view.article(place).language)]);
        html.bdi(&quoted(view.slice(place, check.start, check.end), 160)).raw("</q> ");
        view.link(html, place, [check.start, check.end]);
        html.raw("</p><p>").bdi(&shortened(&check.explanation, 260)).raw("</p></li>");
    }
    html.raw("</ul>");
}

/// The shown claim with the highest rank; the more important one of two equals.
fn best(view: &View<'_>, rank: impl Fn(&View<'_>, usize, &ClaimRecord) -> (usize, usize)) -> Option<usize> {
    let claims = view.dossier.claims.iter().take(super::view::MOST_CLAIMS).enumerate();
    claims.max_by_key(|(at, c)| (rank(view, view.articles_of(c).len(), c), usize::MAX - at)).map(|(at, _)| at)
}

fn finding(html: &mut Html, view: &View<'_>, at: usize, kind: &'static str) {
    let words = view.words;
    let claim = &view.dossier.claims[at];
    let articles = view.articles_of(claim);
    let (min, max) = (claim.independent_origins.min, claim.independent_origins.max);
    html.open("li", &[("class", kind)]).raw("<p class=\"label\">").text(words.say("finding", kind));
    html.raw("</p><p class=\"what\">").open("a", &[("href", &format!("#c{}", at + 1))]);
    html.raw("<q>").bdi(&quoted(&claim.text, 160)).raw("</q></a></p><p class=\"figures\">");
    let texts = view.families_of(&articles).len();
    let origins = words.interval(min, max);
    let steps = [
        (words.number(articles.len()), words.noun("articles", articles.len())),
        (words.number(texts), words.noun("texts", texts)),
        (origins, words.noun("independent", max)),
    ];
    for (place, (number, noun)) in steps.iter().enumerate() {
        if place > 0 {
            html.raw("<span class=\"to\" aria-hidden=\"true\">→</span> ");
        }
        html.raw("<span class=\"figure\"><b>").text(number).raw("</b> ").text(noun).raw("</span> ");
    }
    html.raw("</p>");
    if kind != "spread" {
        let names: Vec<String> = claim.origins.iter().take(2).map(|o| shortened(&o.name, 80)).collect();
        if !names.is_empty() {
            html.raw("<p>").text(words.say("finding", "from")).raw(" ").bdi(&names.join(", ")).raw("</p>");
        }
    }
    html.raw("</li>");
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
