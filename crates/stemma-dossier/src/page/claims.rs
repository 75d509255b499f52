//! The table of claims: what is reported, where, and from how many independent origins. Part of the page.

use super::html::{Html, quoted, shortened};
use super::view::{MOST_CLAIMS, View};
use super::{detail, funnel};
use crate::record::ClaimRecord;
use std::collections::BTreeSet;

/// Claims that stand open to view: what an editor reads in a minute.
const FIRST_CLAIMS: usize = 10;
/// Articles up to which each has a column of its own.
pub(super) const MOST_COLUMNS: usize = 12;

/// The section.
pub(super) fn section(html: &mut Html, view: &View<'_>) {
    let words = view.words;
    let claims = &view.dossier.claims;
    html.raw("<section id=\"claims\" aria-labelledby=\"claims-h\"><h2 id=\"claims-h\">");
    html.text(words.say("claims", "heading")).raw("</h2>");
    if claims.is_empty() {
        html.leaf("p", &[("class", "none")], words.say("claims", "none"));
        html.raw("</section>");
        return;
    }
    html.leaf("p", &[("class", "lead")], words.say("claims", "lead"));
    let order = columns(view);
    key_to_columns(html, view, &order);
    filters(html, view);
    let (first, rest) = claims.split_at(claims.len().min(FIRST_CLAIMS));
    table(html, view, &order, first, 0);
    let rest = &rest[..rest.len().min(MOST_CLAIMS - FIRST_CLAIMS)];
    if !rest.is_empty() {
        html.raw("<details class=\"later\"><summary>");
        html.text(&words.fill("claims", "later", &[&words.number(rest.len())])).raw("</summary>");
        table(html, view, &order, rest, first.len());
        html.raw("</details>");
    }
    if claims.len() > MOST_CLAIMS {
        let numbers = [words.number(MOST_CLAIMS), words.number(claims.len())];
        html.leaf("p", &[("class", "note")], &words.fill("claims", "cut", &[&numbers[0], &numbers[1]]));
    }
    html.raw("</section>");
}

/// Articles in the order of their columns: by family, so that copies stand side by side. Empty if there are too many.
fn columns(view: &View<'_>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..view.dossier.articles.len()).collect();
    if order.len() > MOST_COLUMNS {
        return Vec::new();
    }
    order.sort_by_key(|place| (view.family(*place), *place));
    order
}

/// Which number is which article.
fn key_to_columns(html: &mut Html, view: &View<'_>, order: &[usize]) {
    if order.is_empty() {
        return;
    }
    html.raw("<details class=\"fold\"><summary>").text(view.words.say("claims", "key"));
    html.raw("</summary><ul class=\"key\">");
    let mut family = None;
    for place in order {
        if family != Some(view.family(*place)) {
            if family.is_some() {
                html.raw("</ul></li>");
            }
            family = Some(view.family(*place));
            html.raw("<li><span class=\"family\">");
            let letter = view.letter(view.family(*place));
            html.text(&view.words.fill("lineage", "text", &[&letter])).raw("</span><ul>");
        }
        html.raw("<li>").open("span", &[("class", &format!("dot on {}", view.colour(view.family(*place))))]);
        html.text(&(place + 1).to_string()).raw("</span> ");
        html.open("a", &[("href", &format!("#a{}", place + 1)), ("lang", &view.article(*place).language)]);
        html.bdi(&view.title(*place)).raw("</a>");
        html.raw(" <span class=\"muted\">").bdi(&shortened(view.origin(*place), 60)).raw("</span></li>");
    }
    html.raw("</ul></li></ul></details>");
}

/// Controls that need the script.
fn filters(html: &mut Html, view: &View<'_>) {
    let words = view.words;
    html.raw("<div class=\"filters js\" role=\"search\" aria-label=\"");
    html.plain(words.say("claims", "filters")).raw("\"><label>").text(words.say("claims", "filter-text"));
    html.raw(" <input type=\"search\" id=\"filter-text\" autocomplete=\"off\"></label><label>");
    html.text(words.say("claims", "filter-article"))
        .raw(" <select id=\"filter-article\"><option value=\"\">");
    html.text(words.say("claims", "all")).raw("</option>");
    for place in 0..view.dossier.articles.len().min(super::view::FULL_ARTICLES) {
        html.open("option", &[("value", &(place + 1).to_string())]);
        html.plain(&format!("{} · {}", place + 1, shortened(&view.title(place), 50))).close("option");
    }
    html.raw("</select></label>");
    let mut stories: Vec<&str> = view.stories().iter().copied().collect();
    stories.sort_by_key(|name| (name.len(), *name));
    if stories.len() > 1 {
        html.raw("<label>").text(words.say("claims", "filter-story"));
        html.raw(" <select id=\"filter-story\"><option value=\"\">")
            .text(words.say("claims", "all"))
            .raw("</option>");
        for name in stories.iter().take(super::view::FULL_ARTICLES) {
            html.open("option", &[("value", name)]).plain(&story(view, name)).close("option");
        }
        html.raw("</select></label>");
    }
    html.raw("<label>").text(words.say("claims", "filter-warning"));
    html.raw(" <select id=\"filter-warning\"><option value=\"\">").text(words.say("claims", "all"));
    html.raw("</option>");
    let kinds: BTreeSet<&str> = view.dossier.claims.iter().flat_map(|c| c.warnings.iter().copied()).collect();
    for kind in kinds {
        html.open("option", &[("value", kind)]).plain(words.say("warning", kind)).close("option");
    }
    if view.dossier.claims.iter().any(|c| !c.conflicts.is_empty()) {
        html.raw("<option value=\"conflict\">").text(words.say("claims", "conflict")).raw("</option>");
    }
    html.raw("</select></label><output id=\"filter-count\" data-one=\"");
    html.plain(words.say("claims", "matches-1")).raw("\" data-many=\"").plain(words.say("claims", "matches"));
    html.raw("\"></output></div>");
}

fn table(html: &mut Html, view: &View<'_>, order: &[usize], claims: &[ClaimRecord], from: usize) {
    let words = view.words;
    html.raw("<table class=\"claims\"><caption class=\"hidden\">").text(words.say("claims", "caption"));
    html.raw("</caption><thead><tr>");
    for column in ["claim", "articles", "origins", "status", "warnings"] {
        html.open("th", &[("scope", "col"), ("data-sort", column)]);
        html.text(words.say("claims", column)).raw("</th>");
    }
    html.raw("</tr></thead>");
    for (offset, claim) in claims.iter().enumerate() {
        row(html, view, order, claim, from + offset);
    }
    html.raw("</table>");
}

fn row(html: &mut Html, view: &View<'_>, order: &[usize], claim: &ClaimRecord, number: usize) {
    let words = view.words;
    let articles = view.articles_of(claim);
    let interval = &claim.independent_origins;
    let ids: Vec<String> = articles.iter().map(|place| (place + 1).to_string()).collect();
    let mut warnings = claim.warnings.join("|");
    if !claim.conflicts.is_empty() {
        warnings.push_str("|conflict");
    }
    let numbers =
        [number, articles.len(), interval.min, interval.max, claim.warnings.len()].map(|n| n.to_string());
    html.open(
        "tbody",
        &[
            ("class", if is_trap(view, claim) { "claim trap" } else { "claim" }),
            ("data-rank", &numbers[0]),
            ("data-articles", &numbers[1]),
            ("data-min", &numbers[2]),
            ("data-max", &numbers[3]),
            ("data-status", claim.status),
            ("data-story", &claim.story),
            ("data-doubts", &numbers[4]),
            ("data-in", &ids.join(" ")),
            ("data-warnings", &warnings),
        ],
    );
    html.raw("<tr><th scope=\"row\">");
    html.open("a", &[("href", &format!("#c{}", number + 1)), ("class", "what")]);
    html.raw("<span class=\"no\">").text(&(number + 1).to_string()).raw("</span> ");
    html.open("q", &[("lang", language(view, claim))]).bdi(&quoted(&claim.text, 400)).raw("</q></a></th>");
    html.open("td", &[("data-name", words.say("claims", "articles"))]);
    dots(html, view, order, &articles);
    html.raw("</td>").open("td", &[("class", "count"), ("data-name", words.say("claims", "origins"))]);
    html.raw("<b>").text(&words.interval(interval.min, interval.max)).raw("</b>");
    funnel::units(html, claim);
    if let Some(decision) = view.decision(number) {
        html.raw(" ").open("a", &[("class", "tag"), ("href", &format!("#d{}", decision + 1))]);
        html.text(words.say("claims", "decided")).raw("</a>");
    }
    html.raw("</td>");
    html.open("td", &[("data-name", words.say("claims", "status"))]);
    html.open("span", &[("class", &format!("status {}", claim.status))]);
    html.text(words.say("status", claim.status)).raw("</span></td>");
    html.open("td", &[("class", "warns"), ("data-name", words.say("claims", "warnings"))]);
    for warning in &claim.warnings {
        html.open("span", &[("class", "warn"), ("title", words.find("warning-note", warning).unwrap_or(""))]);
        html.text(words.say("warning", warning)).raw("</span> ");
    }
    if !claim.conflicts.is_empty() {
        html.raw("<span class=\"warn\">").text(words.say("claims", "conflict")).raw("</span>");
    }
    html.raw("</td></tr><tr class=\"more\"><td colspan=\"5\"><details><summary>");
    html.text(&summary(view, claim)).raw("</summary>");
    detail::details(html, view, claim, &articles, number);
    html.raw("</details></td></tr></tbody>");
}

/// True if many articles hide few origins: three or more, and not even half as many origins.
pub(super) fn is_trap(view: &View<'_>, claim: &ClaimRecord) -> bool {
    let articles = view.articles_of(claim).len();
    articles >= 3 && articles > 2 * claim.independent_origins.max
}

fn summary(view: &View<'_>, claim: &ClaimRecord) -> String {
    let words = view.words;
    let mut parts =
        vec![words.count("places", claim.variants.len()), words.count("origins", claim.origins.len())];
    if view.stories().len() > 1 {
        parts.insert(0, story(view, &claim.story));
    }
    if !claim.conflicts.is_empty() {
        parts.push(words.count("conflicts", claim.conflicts.len()));
    }
    parts.join(" · ")
}

/// `Ereignis 2` for `s2`.
fn story(view: &View<'_>, name: &str) -> String {
    view.words.fill("claims", "story", &[name.trim_start_matches('s')])
}

fn language<'v>(view: &View<'v>, claim: &ClaimRecord) -> &'v str {
    let first = claim.variants.iter().find_map(|v| view.place(&v.article));
    first.map_or("", |place| view.article(place).language.as_str())
}

/// One dot for each article, filled where the claim is reported.
fn dots(html: &mut Html, view: &View<'_>, order: &[usize], articles: &BTreeSet<usize>) {
    let words = view.words;
    let numbers: Vec<String> = articles.iter().take(40).map(|place| (place + 1).to_string()).collect();
    if order.is_empty() {
        let all = view.dossier.articles.len();
        let (here, whole) = (words.number(articles.len()), words.number(all));
        html.leaf("b", &[], &here).raw(" <span class=\"muted\">");
        html.text(&words.fill("claims", "of", &[&whole])).raw("</span>");
        return;
    }
    html.open("span", &[("class", "hidden")]);
    html.text(&format!("{}: {}", words.count("articles", articles.len()), numbers.join(", "))).raw("</span>");
    html.raw("<span class=\"dots\" aria-hidden=\"true\">");
    let mut family = None;
    for place in order {
        let first = family.is_some_and(|f| f != view.family(*place));
        family = Some(view.family(*place));
        let on = articles.contains(place);
        let class = format!(
            "dot{}{} {}",
            if on { " on" } else { "" },
            if first { " gap" } else { "" },
            view.colour(view.family(*place))
        );
        html.open("span", &[("class", &class), ("title", &view.title(*place))]);
        html.text(&(place + 1).to_string()).raw("</span>");
    }
    html.raw("</span>");
}
