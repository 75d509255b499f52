//! Sums that do not add up, documents that failed, and where the results come from. Part of the page.

use super::html::{Html, quoted, shortened};
use super::reasons;
use super::view::View;

/// Checks, failures and inputs shown.
const MOST_LINES: usize = 200;

/// Quantities that do not add up as given.
pub(super) fn checks(html: &mut Html, view: &View<'_>) {
    let words = view.words;
    if view.dossier.checks.is_empty() {
        return;
    }
    html.raw("<section id=\"checks\" aria-labelledby=\"checks-h\"><h2 id=\"checks-h\">");
    html.text(words.say("checks", "heading")).raw("</h2>");
    html.leaf("p", &[("class", "lead")], words.say("checks", "lead")).raw("<ul class=\"checks\">");
    for check in view.dossier.checks.iter().take(MOST_LINES) {
        let Some(place) = view.place(&check.article) else { continue };
        html.raw("<li><p>").open("q", &[("lang", &view.article(place).language)]);
        html.bdi(&quoted(view.slice(place, check.start, check.end), 400)).raw("</q> ");
        view.link(html, place, [check.start, check.end]);
        html.raw("</p><p class=\"sum\">").bdi(&shortened(&check.explanation, 600)).raw("</p></li>");
    }
    html.raw("</ul>");
    cut(html, view, view.dossier.checks.len());
    html.raw("</section>");
}

fn cut(html: &mut Html, view: &View<'_>, count: usize) {
    if count > MOST_LINES {
        let left = view.words.number(count - MOST_LINES);
        html.leaf("p", &[("class", "note")], &view.words.fill("page", "more", &[&left]));
    }
}

/// Documents that could not be done.
pub(super) fn failures(html: &mut Html, view: &View<'_>) {
    let words = view.words;
    if view.dossier.failures.is_empty() {
        return;
    }
    html.raw("<section id=\"failures\" aria-labelledby=\"failures-h\"><h2 id=\"failures-h\">");
    html.text(words.say("failures", "heading")).raw("</h2><ul class=\"failures\">");
    for failure in view.dossier.failures.iter().take(MOST_LINES) {
        html.raw("<li><b>").bdi(&shortened(&failure.id, 200)).raw("</b> <span class=\"muted\">");
        html.text(words.say("stage", failure.stage))
            .raw("</span> ")
            .bdi(&shortened(&failure.error, 500))
            .raw("</li>");
    }
    html.raw("</ul>");
    cut(html, view, view.dossier.failures.len());
    html.raw("</section>");
}

/// Version, options, decisions and inputs.
pub(super) fn audit(html: &mut Html, view: &View<'_>) {
    let words = view.words;
    let audit = &view.dossier.audit;
    html.raw("<section id=\"audit\" aria-labelledby=\"audit-h\"><h2 id=\"audit-h\">");
    html.text(words.say("audit", "heading")).raw("</h2>");
    html.leaf("p", &[("class", "lead")], words.say("audit", "lead")).raw("<dl class=\"facts\"><div><dt>");
    html.text(words.say("audit", "version")).raw("</dt><dd>").text(&audit.version).raw("</dd></div>");
    for (name, value) in &audit.options {
        html.raw("<div><dt>").bdi(name).raw("</dt><dd>").bdi(&shortened(value, 300)).raw("</dd></div>");
    }
    html.raw("</dl>");
    reasons::decisions(html, view);
    html.raw("<details><summary>").text(&words.count("inputs", audit.inputs.len()));
    html.raw("</summary><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
    html.plain(words.say("audit", "inputs")).raw("\"><table class=\"inputs\"><thead><tr>");
    for column in ["input", "bytes", "sha256"] {
        html.raw("<th scope=\"col\">").text(words.say("audit", column)).raw("</th>");
    }
    html.raw("</tr></thead><tbody>");
    for input in audit.inputs.iter().take(MOST_LINES) {
        html.raw("<tr><td>").bdi(&shortened(&input.path, 300)).raw("</td><td class=\"number\">");
        html.text(&words.number(input.bytes))
            .raw("</td><td><code>")
            .text(&input.sha256)
            .raw("</code></td></tr>");
    }
    html.raw("</tbody></table></div>");
    cut(html, view, audit.inputs.len());
    html.raw("</details></section>");
}
