//! What the copyist changed on an edge, and what articles corrected. Part of the page.

use super::html::{Html, quoted, shortened};
use super::view::View;
use crate::record::{ChangeRecord, CorrectionRecord, EdgeRecord};

/// Changes listed of one edge.
const MOST_CHANGES: usize = 40;
/// Corrections listed.
const MOST_CORRECTIONS: usize = 100;
/// Carriers named of one correction.
const MOST_CARRIERS: usize = 30;
/// Code points of each side of a change.
const LONGEST: usize = 160;

/// Kinds in the order in which a reader wants them: what touches a claim first.
const ORDER: [&str; 16] = [
    "headline stronger",
    "number changed",
    "name changed",
    "hedge dropped",
    "hedge added",
    "mood changed",
    "attribution dropped",
    "attribution added",
    "credit dropped",
    "credit added",
    "headline changed",
    "cut",
    "added",
    "moved",
    "reworded",
    "spelling",
];

fn rank(kind: &str) -> usize {
    ORDER.iter().position(|k| *k == kind).unwrap_or(ORDER.len())
}

/// The changes of one edge: a line that sums them up, and all of them behind it.
pub(super) fn of_edge(html: &mut Html, view: &View<'_>, edge: &EdgeRecord) {
    if edge.changes.is_empty() {
        return;
    }
    let words = view.words;
    let mut changes: Vec<&ChangeRecord> = edge.changes.iter().collect();
    changes.sort_by_key(|c| rank(c.kind));
    html.raw("<details class=\"changes\"><summary>").text(&summary(view, &changes)).raw("</summary><ul>");
    let ends = [view.place(&edge.from), view.place(&edge.to)];
    for change in changes.iter().take(MOST_CHANGES) {
        self::change(html, view, change, ends);
    }
    html.raw("</ul>");
    if changes.len() > MOST_CHANGES {
        let left = words.number(changes.len() - MOST_CHANGES);
        html.leaf("p", &[("class", "note")], &words.fill("page", "more", &[&left]));
    }
    html.raw("</details>");
}

/// `2 Zahlen geändert, Zuschreibung weggelassen, gekürzt um 120 Wörter`.
fn summary(view: &View<'_>, changes: &[&ChangeRecord]) -> String {
    let words = view.words;
    let said: Vec<String> = changes
        .chunk_by(|x, y| x.kind == y.kind)
        .map(|run| {
            let kind = run[0].kind;
            let number = match kind {
                "cut" | "added" => run.iter().map(|c| c.words).sum(),
                _ => run.len(),
            };
            let one = format!("{kind}-1");
            let name = if number == 1 && words.find("changes", &one).is_some() { &*one } else { kind };
            words.fill("changes", name, &[&words.number(number)])
        })
        .collect();
    said.join(", ")
}

fn change(html: &mut Html, view: &View<'_>, change: &ChangeRecord, ends: [Option<usize>; 2]) {
    html.raw("<li><span class=\"tag\">").text(view.words.say("change", change.kind)).raw("</span> ");
    let sides = [change.from, change.to];
    if sides == [None, None] {
        html.bdi(&shortened(&change.text, 400)).raw("</li>");
        return;
    }
    let moved = change.kind == "moved";
    for (side, tag) in [(0, "del"), (1, "ins")] {
        let (Some(place), Some(range)) = (ends[side], sides[side]) else { continue };
        let arrow = side == 1 && sides[0].is_some();
        if arrow {
            html.raw(" → ");
        }
        let text = shortened(view.slice(place, range[0], range[1]), LONGEST);
        let language = &view.article(place).language;
        let target = view.target(place, range[0], range[1]);
        if let Some(target) = &target {
            html.open("a", &[("class", "what"), ("href", target)]);
        }
        if moved {
            let words = view.words.fill("article", "short", &[&(place + 1).to_string()]);
            html.raw("<span class=\"re\">");
            html.text(if side == 0 { &text } else { &words }).raw("</span>");
        } else {
            html.open(tag, &[("lang", language)]).bdi(&text).close(tag);
        }
        if target.is_some() {
            html.raw("</a>");
        }
    }
    html.raw("</li>");
}

/// What articles corrected, and who still tells what was corrected.
pub(super) fn corrections(html: &mut Html, view: &View<'_>) {
    let words = view.words;
    let found = &view.dossier.corrections;
    if found.is_empty() {
        return;
    }
    html.raw("<section id=\"corrections\" aria-labelledby=\"corrections-h\"><h2 id=\"corrections-h\">");
    html.text(words.say("corrections", "heading")).raw("</h2>");
    html.leaf("p", &[("class", "lead")], words.say("corrections", "lead")).raw("<ul class=\"corrections\">");
    for correction in found.iter().take(MOST_CORRECTIONS) {
        self::correction(html, view, correction);
    }
    html.raw("</ul>");
    if found.len() > MOST_CORRECTIONS {
        let left = words.number(found.len() - MOST_CORRECTIONS);
        html.leaf("p", &[("class", "note")], &words.fill("page", "more", &[&left]));
    }
    html.raw("</section>");
}

fn correction(html: &mut Html, view: &View<'_>, correction: &CorrectionRecord) {
    let words = view.words;
    let Some(place) = view.place(&correction.article) else { return };
    html.raw("<li><p>");
    view.link(html, place, correction.range.unwrap_or([0, 0]));
    html.raw(" <span class=\"tag\">").text(words.say("correction", correction.kind)).raw("</span> ");
    if !correction.old.is_empty() {
        html.raw("<del>").bdi(&shortened(&correction.old, LONGEST)).raw("</del> → <ins>");
        html.bdi(&shortened(&correction.new, LONGEST)).raw("</ins> ");
    }
    if let Some(earlier) = correction.earlier.as_deref().and_then(|id| view.place(id)) {
        html.raw("<span class=\"muted\">").text(words.say("corrections", "earlier")).raw("</span> ");
        view.link(html, earlier, [0, 0]);
    }
    html.raw("</p>");
    if let Some(notice) = &correction.notice {
        html.raw("<p class=\"note\"><q>").bdi(&quoted(notice, 400)).raw("</q></p>");
    }
    if !correction.carriers.is_empty() {
        html.raw("<p><b>").text(words.say("corrections", "carriers")).raw("</b> ");
        for carrier in correction.carriers.iter().take(MOST_CARRIERS) {
            if let Some(place) = view.place(&carrier.article) {
                view.link(html, place, [carrier.start, carrier.end]);
                html.raw(" ");
            }
        }
        if correction.carriers.len() > MOST_CARRIERS {
            let left = words.number(correction.carriers.len() - MOST_CARRIERS);
            html.text(&words.fill("page", "more", &[&left]));
        }
        html.raw("</p>");
    } else if !correction.old.is_empty() {
        html.leaf("p", &[("class", "muted")], words.say("corrections", "nobody"));
    }
    html.raw("</li>");
}

#[cfg(test)]
mod tests {
    use super::super::words::Words;
    use super::*;
    use stemma_lineage::{ChangeKind, CorrectionKind};

    #[test]
    fn every_kind_is_said_in_words() {
        for interface in [crate::Interface::German, crate::Interface::English] {
            let words = Words::new(interface);
            for kind in ChangeKind::ALL {
                let name = kind.name();
                assert!(words.find("change", name).is_some(), "{name}");
                assert!(words.find("changes", name).is_some(), "{name}");
                assert!(rank(name) < ORDER.len(), "{name}");
            }
            for kind in [CorrectionKind::Number, CorrectionKind::Name, CorrectionKind::Notice] {
                assert!(words.find("correction", kind.name()).is_some(), "{kind:?}");
            }
        }
    }
}
