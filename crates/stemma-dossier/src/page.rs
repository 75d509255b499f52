//! The dossier as one self-contained page for people: no request leaves it, it works without its script.
//!
//! What articles say is hostile: it reaches the page through [`html::Html`] alone, which escapes it; anchors are made
//! from counters. A content security policy with the hashes of the one style and the one script forbids all else.

mod articles;
mod changes;
mod claims;
mod compare;
mod conflicts;
mod detail;
mod facts;
mod funnel;
mod head;
mod html;
mod layout;
mod marks;
mod reasons;
mod rest;
mod speakers;
mod stemma;
#[cfg(test)]
mod tests;
mod ties;
mod timeline;
mod view;
pub mod why;
mod words;

use crate::Interface;
use crate::record::DossierRecord;
use html::{Html, policy_hash};
use view::View;
use words::Words;

const STYLE: &str = include_str!("../assets/page.css");
const SCRIPT: &str = include_str!("../assets/page.js");

/// The whole page as HTML.
pub fn render(dossier: &DossierRecord, interface: Interface) -> String {
    let words = Words::new(interface);
    let view = View::new(dossier, &words);
    let mut sections = Html::new();
    claims::section(&mut sections, &view);
    stemma::section(&mut sections, &view);
    changes::corrections(&mut sections, &view);
    compare::section(&mut sections, &view);
    let said = speakers::section(&mut sections, &view);
    timeline::section(&mut sections, &view);
    rest::checks(&mut sections, &view);
    let mut top = Html::new();
    head::header(&mut top, &view);
    // Last, when all that links into the articles is known.
    articles::section(&mut sections, &view);
    rest::failures(&mut sections, &view);
    rest::audit(&mut sections, &view);

    let mut page = Html::new();
    opening(&mut page, &view);
    page.append(top);
    navigation(&mut page, &view, said);
    let (copy, copied) = (words.say("decision", "copy"), words.say("decision", "copied"));
    let main =
        [("id", "main"), ("class", "show-quotes show-names"), ("data-copy", copy), ("data-copied", copied)];
    page.open("main", &main).append(sections).raw("</main><footer><p>");
    page.text(words.say("page", "footer"))
        .raw("</p></footer><script>")
        .raw(SCRIPT)
        .raw("</script></body></html>\n");
    page.into_string()
}

fn opening(page: &mut Html, view: &View<'_>) {
    let words = view.words;
    let policy = format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; img-src data:; base-uri 'none'; form-action 'none'",
        policy_hash(STYLE),
        policy_hash(SCRIPT)
    );
    page.raw("<!DOCTYPE html>\n").open("html", &[("lang", words.interface().code())]);
    page.raw("<head><meta charset=\"utf-8\">");
    page.open("meta", &[("http-equiv", "Content-Security-Policy"), ("content", &policy)]);
    page.raw(
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><meta name=\"referrer\" content=\"no-referrer\">\
         <meta name=\"robots\" content=\"noindex\"><meta name=\"generator\" content=\"stemma\"><title>",
    );
    page.plain(&format!("{}: {}", words.say("page", "kicker"), head::answer(view)));
    page.raw("</title><style>").raw(STYLE).raw("</style></head><body>");
    page.raw("<a class=\"skip\" href=\"#main\">").text(words.say("page", "skip")).raw("</a>");
    stemma::definitions(page);
}

/// Links to the sections that are there.
fn navigation(page: &mut Html, view: &View<'_>, said: bool) {
    let words = view.words;
    let dossier = view.dossier;
    page.raw("<nav aria-label=\"").plain(words.say("page", "contents")).raw("\"><ul>");
    for (target, section, there) in [
        ("#claims", "claims", true),
        ("#lineage", "lineage", true),
        ("#corrections", "corrections", !dossier.corrections.is_empty()),
        ("#compare", "compare", !dossier.reuse.is_empty()),
        ("#speakers", "speakers", said),
        ("#timeline", "timeline", !dossier.timeline.is_empty()),
        ("#checks", "checks", !dossier.checks.is_empty()),
        ("#articles", "article", true),
        ("#failures", "failures", !dossier.failures.is_empty()),
        ("#audit", "audit", true),
    ] {
        if there {
            page.raw("<li>").open("a", &[("href", target)]).text(words.say(section, "nav")).raw("</a></li>");
        }
    }
    page.raw("</ul></nav>");
}
