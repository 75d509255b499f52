//! The table of claims: what is reported, where, and from how many independent origins. Part of the page.

use super::funnel;
use super::html::{Html, quoted, shortened};
use super::view::{MOST_CLAIMS, View};
use crate::record::{ClaimRecord, ConflictRecord, LinkRecord, VariantRecord};
use std::collections::BTreeSet;

/// Claims that stand open to view: what an editor reads in a minute.
const FIRST_CLAIMS: usize = 15;
/// Articles up to which each has a column of its own.
pub(super) const MOST_COLUMNS: usize = 12;
/// Variants shown of one claim.
const MOST_VARIANTS: usize = 24;
/// Variants shown of a claim that is far down the list.
const MOST_VARIANTS_LATER: usize = 8;
/// Origins, reasons and conflicts shown of one claim.
const MOST_REASONS: usize = 24;
/// Characters of a variant's words.
const VARIANT_LENGTH: usize = 600;

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
    html.raw("<ul class=\"key\" aria-label=\"");
    html.plain(view.words.say("claims", "key")).raw("\">");
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
    html.raw("</ul></li></ul>");
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
    html.open("q", &[("lang", language(view, claim))]).bdi(&quoted(&claim.text, 400)).raw("</q></a></th>");
    html.open("td", &[("data-name", words.say("claims", "articles"))]);
    dots(html, view, order, &articles);
    html.raw("</td>").open("td", &[("class", "count"), ("data-name", words.say("claims", "origins"))]);
    html.raw("<b>").text(&words.interval(interval.min, interval.max)).raw("</b></td>");
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
    details(html, view, claim, &articles, number);
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

/// What stands behind the claim.
fn details(html: &mut Html, view: &View<'_>, claim: &ClaimRecord, articles: &BTreeSet<usize>, number: usize) {
    let words = view.words;
    html.open("div", &[("class", "detail"), ("id", &format!("c{}", number + 1))]);
    if !claim.origins.is_empty() {
        funnel::draw(html, view, claim, articles);
        origins(html, view, claim);
    }
    if !claim.conflicts.is_empty() {
        html.leaf("h3", &[], words.say("claims", "conflicts"));
        for conflict in claim.conflicts.iter().take(MOST_REASONS) {
            self::conflict(html, view, claim, conflict);
        }
    }
    html.leaf("h3", &[], words.say("claims", "variants")).raw("<ol class=\"variants\">");
    let most = if number < FIRST_CLAIMS * 3 { MOST_VARIANTS } else { MOST_VARIANTS_LATER };
    for variant in claim.variants.iter().take(most) {
        self::variant(html, view, variant);
    }
    html.raw("</ol>");
    if claim.variants.len() > most {
        let left = words.number(claim.variants.len() - most);
        html.leaf("p", &[("class", "note")], &words.fill("claims", "more-variants", &[&left]));
    }
    html.raw("</div>");
}

fn origins(html: &mut Html, view: &View<'_>, claim: &ClaimRecord) {
    let words = view.words;
    html.leaf("h3", &[], words.say("claims", "from")).raw("<ul class=\"origins\">");
    for origin in claim.origins.iter().take(MOST_REASONS) {
        html.raw("<li><b>").bdi(&shortened(&origin.name, 200)).raw("</b> <span class=\"muted\">");
        html.text(words.say("kind", origin.kind)).raw("</span> ");
        view.links(html, origin.articles.iter(), 12);
        if !origin.why.is_empty() {
            html.raw("<span class=\"why\">").bdi(&shortened(&origin.why, 500)).raw("</span>");
        }
        html.raw("</li>");
    }
    html.raw("</ul>");
    if !claim.reasons.is_empty() {
        let interval = words.interval(claim.independent_origins.min, claim.independent_origins.max);
        html.raw("<p class=\"label\">")
            .text(&words.fill("claims", "why", &[&interval]))
            .raw("</p><ul class=\"reasons\">");
        for reason in claim.reasons.iter().take(MOST_REASONS) {
            html.raw("<li>").bdi(&shortened(reason, 500)).raw("</li>");
        }
        html.raw("</ul>");
    }
}

/// What differs, and the words of the articles side by side.
fn conflict(html: &mut Html, view: &View<'_>, claim: &ClaimRecord, conflict: &ConflictRecord) {
    html.raw("<div class=\"conflict\"><p><b>").text(view.words.say("conflict", conflict.kind)).raw("</b> ");
    let said = view.named(&conflict.explanation, conflict.articles.iter());
    html.bdi(&shortened(&said, 600)).raw("</p><div class=\"sides\">");
    let mut seen = BTreeSet::new();
    for variant in claim.variants.iter().filter(|v| conflict.articles.contains(&v.article)) {
        let Some(place) = view.place(&variant.article) else { continue };
        if !seen.insert(place) || seen.len() > 6 {
            continue;
        }
        html.open("blockquote", &[("lang", &view.article(place).language)]);
        html.bdi(&shortened(view.slice(place, variant.start, variant.end), 300)).raw(" ");
        view.link(html, place, [variant.start, variant.end]);
        html.raw("</blockquote>");
    }
    html.raw("</div></div>");
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
