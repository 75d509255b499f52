//! Two articles side by side: what was kept, cut, added and reworded. Part of the page.
//!
//! Words inside a passage that both share are compared with the algorithm of Myers (1986) from the `similar` crate.

use super::html::{Html, shortened};
use super::view::View;
use crate::record::{PassageRecord, ReuseRecord};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Pairs shown.
const MOST_PAIRS: usize = 12;
/// Code points of each article of a pair.
const MOST_TEXT: usize = 20_000;
/// Code points of words that stand in one article only.
const MOST_GAP: usize = 900;
/// Words of a passage that are compared word by word; the time grows with their number times that of the changes.
const MOST_WORDS: usize = 1_500;

/// The section.
pub(super) fn section(html: &mut Html, view: &View<'_>) {
    let words = view.words;
    if view.dossier.reuse.is_empty() {
        return;
    }
    html.raw("<section id=\"compare\" aria-labelledby=\"compare-h\"><h2 id=\"compare-h\">");
    html.text(words.say("compare", "heading")).raw("</h2><p class=\"legend\">");
    html.raw("<span>")
        .text(words.say("compare", "kept"))
        .raw("</span> <del>")
        .text(words.say("compare", "cut"));
    html.raw("</del> <ins>").text(words.say("compare", "added")).raw("</ins> <span class=\"re\">");
    html.text(words.say("compare", "reworded")).raw("</span></p>");
    let mut pairs: Vec<&ReuseRecord> = view.dossier.reuse.iter().collect();
    pairs.sort_by(|x, y| {
        let close = |pair: &ReuseRecord| pair.containment_a.max(pair.containment_b);
        close(y)
            .total_cmp(&close(x))
            .then(y.resemblance.total_cmp(&x.resemblance))
            .then((&x.a, &x.b).cmp(&(&y.a, &y.b)))
    });
    for pair in pairs.iter().take(MOST_PAIRS) {
        self::pair(html, view, pair);
    }
    if pairs.len() > MOST_PAIRS {
        let numbers = [words.number(MOST_PAIRS), words.number(pairs.len())];
        html.leaf(
            "p",
            &[("class", "note")],
            &words.fill("compare", "cut-pairs", &[&numbers[0], &numbers[1]]),
        );
    }
    html.raw("</section>");
}

fn percent(share: f64) -> String {
    format!("{}\u{A0}%", (share * 100.0).round().clamp(0.0, 100.0) as u32)
}

fn pair(html: &mut Html, view: &View<'_>, pair: &ReuseRecord) {
    let words = view.words;
    let (Some(a), Some(b)) = (view.place(&pair.a), view.place(&pair.b)) else { return };
    html.raw("<details class=\"pair\"><summary><b>");
    html.text(&words.fill("compare", "pair", &[&(a + 1).to_string(), &(b + 1).to_string()]));
    html.raw("</b> <span class=\"tag\">")
        .text(words.say("reuse", pair.relation))
        .raw("</span> <span class=\"muted\">");
    let shares = [percent(pair.containment_a), percent(pair.containment_b)];
    let numbers = [(a + 1).to_string(), (b + 1).to_string()];
    html.text(&words.fill(
        "compare",
        "shares",
        &[&shares[0], &numbers[0], &numbers[1], &shares[1], &numbers[1], &numbers[0]],
    ));
    html.raw("</span></summary><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
    html.plain(words.say("compare", "heading")).raw("\"><table class=\"pair\"><thead><tr>");
    for place in [a, b] {
        html.raw("<th scope=\"col\">");
        view.link(html, place, [0, 0]);
        html.raw(" ").open("span", &[("lang", &view.article(place).language)]).bdi(&view.title(place));
        html.raw("</span></th>");
    }
    html.raw("</tr></thead><tbody>");
    rows(html, view, (a, b), &pair.passages);
    html.raw("</tbody></table></div></details>");
}

/// Passages in the order of the first article. What only the second has stands before the passage it comes before.
fn rows(html: &mut Html, view: &View<'_>, (a, b): (usize, usize), passages: &[PassageRecord]) {
    let mut in_b: Vec<usize> = (0..passages.len()).collect();
    in_b.sort_by_key(|at| (passages[*at].b, *at));
    let mut before_b = vec![[0, 0]; passages.len()];
    let mut end_b = 0;
    for at in in_b {
        before_b[at] = [end_b, passages[at].b[0].max(end_b)];
        end_b = end_b.max(passages[at].b[1]);
    }
    let mut order: Vec<usize> = (0..passages.len()).collect();
    order.sort_by_key(|at| (passages[*at].a, *at));
    let mut end_a = 0;
    let mut complete = true;
    for at in order {
        let passage = &passages[at];
        gap(html, view, (a, b), [end_a, passage.a[0].max(end_a)], before_b[at]);
        end_a = end_a.max(passage.a[1]);
        shared(html, view, (a, b), passage);
        if end_a > MOST_TEXT {
            complete = false;
            break;
        }
    }
    if complete {
        gap(html, view, (a, b), [end_a, view.length(a).max(end_a)], [end_b, view.length(b).max(end_b)]);
    } else {
        html.raw("<tr><td colspan=\"2\" class=\"note\">")
            .text(view.words.say("compare", "long"))
            .raw("</td></tr>");
    }
}

/// Words that stand in one article only.
fn gap(html: &mut Html, view: &View<'_>, (a, b): (usize, usize), in_a: [usize; 2], in_b: [usize; 2]) {
    let said = [whole_words(view.slice(a, in_a[0], in_a[1])), whole_words(view.slice(b, in_b[0], in_b[1]))];
    if said.iter().all(|words| !words.chars().any(char::is_alphanumeric)) {
        return;
    }
    html.raw("<tr>");
    for (side, (words, place)) in said.iter().zip([a, b]).enumerate() {
        html.open("td", &[("lang", &view.article(place).language)]);
        if words.chars().any(char::is_alphanumeric) {
            let tag = if side == 0 { "del" } else { "ins" };
            html.open(tag, &[]).bdi(&shortened(words, MOST_GAP)).close(tag);
        }
        html.raw("</td>");
    }
    html.raw("</tr>");
}

/// The words without marks that belong to what stands before them.
fn whole_words(text: &str) -> &str {
    let Some(first) = text.find(char::is_alphanumeric) else { return "" };
    let start = text[..first].char_indices().rev().find(|(_, c)| c.is_whitespace());
    text[start.map_or(first, |(at, c)| at + c.len_utf8())..].trim_end()
}

/// Code points of the marks that follow the code point `end` directly.
fn tail(view: &View<'_>, place: usize, end: usize) -> usize {
    let after = view.slice(place, end, end + 4);
    after.chars().take_while(|c| !c.is_alphanumeric() && !c.is_whitespace()).count()
}

fn shared(html: &mut Html, view: &View<'_>, (a, b): (usize, usize), passage: &PassageRecord) {
    let ends = [passage.a[1] + tail(view, a, passage.a[1]), passage.b[1] + tail(view, b, passage.b[1])];
    let said = [view.slice(a, passage.a[0], ends[0]), view.slice(b, passage.b[0], ends[1])];
    let [left, right] = said.map(|text| text.split_whitespace().collect::<Vec<_>>());
    let sides = match passage.kind {
        "verbatim" => None,
        "edited" if left.len() <= MOST_WORDS && right.len() <= MOST_WORDS => Some(compared(&left, &right)),
        _ => Some((vec![(Change::Reworded, 0..left.len())], vec![(Change::Reworded, 0..right.len())])),
    };
    html.raw("<tr>");
    for (side, (words, place)) in [left, right].iter().zip([a, b]).enumerate() {
        html.open("td", &[("lang", &view.article(place).language)]).raw("<bdi>");
        match &sides {
            None => {
                html.text(&shortened(&words.join(" "), MOST_TEXT));
            }
            Some((left, right)) => runs(html, words, if side == 0 { left } else { right }),
        }
        html.raw("</bdi></td>");
    }
    html.raw("</tr>");
}

#[derive(Clone, Copy, PartialEq)]
enum Change {
    Kept,
    Cut,
    Added,
    Reworded,
}

type Runs = Vec<(Change, std::ops::Range<usize>)>;

/// What became of the words of each side. Words are the same if their letters and digits are.
fn compared(left: &[&str], right: &[&str]) -> (Runs, Runs) {
    let bare = |words: &[&str]| -> Vec<String> {
        words.iter().map(|w| w.chars().filter(|c| c.is_alphanumeric()).collect()).collect()
    };
    let (mut out_left, mut out_right) = (Runs::new(), Runs::new());
    for op in capture_diff_slices(Algorithm::Myers, &bare(left), &bare(right)) {
        match op {
            DiffOp::Equal { old_index, new_index, len } => {
                out_left.push((Change::Kept, old_index..old_index + len));
                out_right.push((Change::Kept, new_index..new_index + len));
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                out_left.push((Change::Cut, old_index..old_index + old_len))
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                out_right.push((Change::Added, new_index..new_index + new_len))
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                out_left.push((Change::Reworded, old_index..old_index + old_len));
                out_right.push((Change::Reworded, new_index..new_index + new_len));
            }
        }
    }
    (out_left, out_right)
}

fn runs(html: &mut Html, words: &[&str], runs: &Runs) {
    for (at, (change, range)) in runs.iter().enumerate() {
        if at > 0 {
            html.raw(" ");
        }
        let said = shortened(&words[range.clone()].join(" "), MOST_TEXT);
        match change {
            Change::Kept => html.text(&said),
            Change::Cut => html.leaf("del", &[], &said),
            Change::Added => html.leaf("ins", &[], &said),
            Change::Reworded => html.leaf("span", &[("class", "re")], &said),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_begin_with_a_word() {
        assert_eq!(whole_words("“ .\n\nDer Fluss. "), "Der Fluss.");
        assert_eq!(whole_words(". „Der Fluss“"), "„Der Fluss“");
        assert_eq!(whole_words(").Der"), "Der");
        assert_eq!(whole_words(" – "), "");
    }

    #[test]
    fn words_are_compared_by_their_letters() {
        let left = ["Der", "Fluss", "stieg,", "sagte", "sie."];
        let right = ["Der", "Strom", "stieg", "gestern,", "sagte", "sie."];
        let (a, b) = compared(&left, &right);
        let mut html = Html::new();
        runs(&mut html, &left, &a);
        assert_eq!(html.into_string(), "Der <span class=\"re\">Fluss</span> stieg, sagte sie.");
        let mut html = Html::new();
        runs(&mut html, &right, &b);
        assert_eq!(
            html.into_string(),
            "Der <span class=\"re\">Strom</span> stieg <ins>gestern,</ins> sagte sie."
        );
    }
}
