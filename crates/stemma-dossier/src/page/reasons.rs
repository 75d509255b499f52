//! Who a claim comes from, why the origins count as they do, and how to overrule the count. Part of the page.

use super::detail::{Most, places};
use super::html::{Html, is_override, shortened};
use super::view::{MOST_DECISIONS, View};
use crate::record::{ClaimRecord, DecisionRecord, MergeRecord};

/// Characters of a name up to which a decision on it is offered: longer ones are no names.
const LONGEST_NAME: usize = 300;
/// Claims linked from one decision.
const MOST_CLAIMS: usize = 12;

/// Origins and reasons of a claim.
pub(super) fn section(html: &mut Html, view: &View<'_>, claim: &ClaimRecord, most: Most) {
    let words = view.words;
    if claim.origins.is_empty() {
        return;
    }
    html.leaf("h3", &[], words.say("claims", "from")).raw("<ul class=\"origins\">");
    for origin in claim.origins.iter().take(most.reasons) {
        html.raw("<li><b>")
            .bdi(&shortened(&view.source(&origin.name), 200))
            .raw("</b> <span class=\"muted\">");
        html.text(words.say("kind", origin.kind)).raw("</span> ");
        view.links(html, origin.articles.iter(), 12);
        if !origin.why.is_empty() {
            html.raw("<span class=\"why\">").bdi(&shortened(&origin.why, 500)).raw("</span>");
        }
        html.raw("</li>");
    }
    html.raw("</ul>");
    cut(html, view, claim.origins.len(), most.reasons);
    let all = claim.merges.len().max(claim.reasons.len());
    if all == 0 {
        return;
    }
    let interval = words.interval(claim.independent_origins.min, claim.independent_origins.max);
    html.leaf("h3", &[], &words.fill("claims", "why", &[&interval])).raw("<ul class=\"reasons\">");
    for merge in claim.merges.iter().take(most.reasons) {
        self::merge(html, view, claim, merge);
    }
    if claim.merges.is_empty() {
        for reason in claim.reasons.iter().take(most.reasons) {
            html.raw("<li>").bdi(&shortened(&said(view, claim, reason), 500)).raw("</li>");
        }
    }
    html.raw("</ul>");
    cut(html, view, all, most.reasons);
}

fn cut(html: &mut Html, view: &View<'_>, count: usize, most: usize) {
    if count > most {
        let left = view.words.number(count - most);
        html.leaf("p", &[("class", "note")], &view.words.fill("page", "more", &[&left]));
    }
}

/// A sentence of the record with articles by their numbers.
fn said(view: &View<'_>, claim: &ClaimRecord, sentence: &str) -> String {
    view.named(sentence, claim.variants.iter().map(|v| &v.article))
}

/// Why two origins are one or may be one, where it can be read, and how to say that it is otherwise.
fn merge(html: &mut Html, view: &View<'_>, claim: &ClaimRecord, merge: &MergeRecord) {
    let words = view.words;
    html.open("li", &[("class", merge.kind)]);
    let tag = words.say("merge", merge.kind);
    if merge.kind == "decision" {
        html.leaf("a", &[("class", "tag"), ("href", "#decisions")], tag).raw(" ");
    } else {
        html.leaf("span", &[("class", "tag")], tag).raw(" ");
    }
    html.bdi(&shortened(&said(view, claim, &merge.why), 500)).raw(" ");
    places(html, view, &merge.places);
    let choices: &[&str] = match merge.kind {
        "merge" => &["independent"],
        "doubt" => &["independent", "same"],
        _ => &[],
    };
    let [one, other] = merge.origins.as_slice() else {
        html.raw("</li>");
        return;
    };
    let fits = |name: &String| !name.is_empty() && name.chars().nth(LONGEST_NAME).is_none();
    if !choices.is_empty() && one != other && fits(one) && fits(other) {
        html.raw("<details class=\"overrule\"><summary>").text(words.say("claims", "overrule"));
        html.raw("</summary>");
        for choice in choices {
            html.leaf("p", &[("class", "label")], words.say("decision", choice));
            html.raw("<pre class=\"decision\"><code>").text(&snippet(choice, [one, other]));
            html.raw("</code></pre>");
        }
        html.raw("<p><a href=\"#decisions\">")
            .text(words.say("claims", "overrule-how"))
            .raw("</a></p></details>");
    }
    html.raw("</li>");
}

/// An entry of the file of decisions.
fn snippet(choice: &str, names: [&str; 2]) -> String {
    let [one, other] = names.map(basic_string);
    format!("[[decision]]\n{choice} = [{one}, {other}]\nwhy = \"\"\n")
}

/// A basic string of TOML 1.0. What a page cannot show as it is stands as an escape.
fn basic_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            _ if c.is_control()
                || is_override(c)
                || matches!(c, '\u{FDD0}'..='\u{FDEF}' | '\u{FFFE}'..='\u{FFFF}') =>
            {
                out.push_str(&format!("\\u{:04X}", c as u32));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

/// How to overrule the count, and the decisions that were used. Part of the audit.
pub(super) fn decisions(html: &mut Html, view: &View<'_>) {
    let words = view.words;
    let decisions = &view.dossier.audit.decisions;
    html.raw("<h3 id=\"decisions\">").text(words.say("decision", "heading")).raw("</h3>");
    html.leaf("p", &[("class", "lead")], words.say("decision", "lead"));
    html.raw("<pre class=\"shell\"><code>stemma report --decisions ");
    html.text(words.say("decision", "file")).raw(" …</code></pre>");
    if decisions.is_empty() {
        html.leaf("p", &[("class", "none")], words.say("decision", "none"));
        return;
    }
    html.raw("<ol class=\"decisions\">");
    for (at, decision) in decisions.iter().take(MOST_DECISIONS).enumerate() {
        self::decision(html, view, decision, at);
    }
    html.raw("</ol>");
    cut(html, view, decisions.len(), MOST_DECISIONS);
}

fn decision(html: &mut Html, view: &View<'_>, decision: &DecisionRecord, at: usize) {
    let words = view.words;
    html.open("li", &[("id", &format!("d{}", at + 1))]);
    html.leaf("span", &[("class", "tag strong")], words.say("decision", decision.kind)).raw(" ");
    for (at, name) in decision.names.iter().take(12).enumerate() {
        html.raw(if at > 0 { " · " } else { "" }).raw("<b>").bdi(&shortened(name, 200)).raw("</b>");
    }
    for (said, label) in [(&decision.why, "because"), (&decision.by, "by")] {
        if let Some(said) = said.as_deref().filter(|s| !s.trim().is_empty()) {
            html.raw(" <span class=\"muted\">").text(words.say("decision", label)).raw("</span> ");
            html.bdi(&shortened(said, 400));
        }
    }
    html.raw("<p class=\"note\">");
    if decision.claims.is_empty() {
        html.text(words.say("decision", "unused"));
    } else {
        html.text(words.say("decision", "used"));
        for claim in decision.claims.iter().filter_map(|id| view.claim(id)).take(MOST_CLAIMS) {
            html.raw(" ").open("a", &[("href", &format!("#c{}", claim + 1))]);
            html.text(&words.fill("claims", "number", &[&(claim + 1).to_string()])).raw("</a>");
        }
        if decision.claims.len() > MOST_CLAIMS {
            let left = words.number(decision.claims.len() - MOST_CLAIMS);
            html.raw(" ").text(&words.fill("page", "more", &[&left]));
        }
    }
    html.raw("</p></li>");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_the_snippet_as_they_are() {
        let check = |one: &str, other: &str| {
            let read: toml::Table = snippet("same", [one, other]).parse().expect("TOML");
            let names = read["decision"][0]["same"].as_array().expect("names");
            assert_eq!(names.iter().filter_map(toml::Value::as_str).collect::<Vec<_>>(), [one, other]);
        };
        check("Hedda Mohn", "Pegelamt");
        check("Amt \"Pegel\" \\ Nord", "a]\nb = [\t\u{0}\u{7F}");
        check("\u{202E}tma\u{202C}", "漢字 👩‍👩‍👧 \u{FFFE}\u{FDD0}");
    }
}
