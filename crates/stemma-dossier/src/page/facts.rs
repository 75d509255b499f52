//! What is known of an article beside its text: where it appeared and when, who is credited, what was removed. Part of
//! the page.

use super::html::{Html, shortened};
use super::view::View;
use crate::record::{ArticleRecord, CreditRecord, DatedRecord};

/// Removed passages shown of one article.
const MOST_REMOVED: usize = 60;
/// Dates shown of one article.
const MOST_DATES: usize = 30;
/// Credits, notices and addresses shown of each kind.
const MOST_SAID: usize = 8;

/// Second headline and opening, where they stand apart from the text.
pub(super) fn standfirst(html: &mut Html, article: &ArticleRecord) {
    for said in [&article.subtitle, &article.teaser].into_iter().flatten() {
        html.open("p", &[("lang", &article.language), ("class", "standfirst")]).bdi(&shortened(said, 600));
        html.raw("</p>");
    }
}

/// The list of facts.
pub(super) fn list(html: &mut Html, view: &View<'_>, place: usize) {
    let words = view.words;
    let article = view.article(place);
    html.raw("<dl class=\"facts\">");
    let fact = |html: &mut Html, name: &str, value: &str| {
        if !value.is_empty() {
            html.raw("<div><dt>").text(words.say("article", name)).raw("</dt><dd>").bdi(value);
            html.raw("</dd></div>");
        }
    };
    if let Some(outlet) = &article.outlet {
        fact(html, "outlet", &shortened(outlet, 100));
    }
    let times = [
        ("published", &article.published),
        ("modified", &article.modified),
        ("first-seen", &article.first_seen),
    ];
    for (name, dated) in times {
        if let Some(dated) = dated {
            fact(html, name, &self::dated(view, dated));
        }
    }
    if article.published.is_none() {
        fact(html, "published", words.say("article", "unknown"));
    }
    fact(html, "authors", &shortened(&article.authors.join(", "), 200));
    fact(html, "agencies", &credits(&article.agencies));
    fact(html, "credits", &credits(&article.credits));
    fact(html, "image-credits", &credits(&article.image_credits));
    let notices: Vec<String> = article
        .notices
        .iter()
        .take(MOST_SAID)
        .map(|n| format!("{} (»{}«)", words.say("notice", n.kind), shortened(&n.quote, 120)))
        .collect();
    fact(html, "notices", &notices.join(", "));
    fact(html, "family", &words.fill("lineage", "text", &[&view.letter(view.family(place))]));
    fact(html, "id", &shortened(&article.id, 200));
    if let Some(url) = &article.url {
        address(html, words.say("article", "url"), url);
    }
    for other in article.addresses.iter().filter(|a| Some(&a.url) != article.url.as_ref()).take(MOST_SAID) {
        address(html, words.say("address", other.kind), &other.url);
    }
    html.raw("</dl>");
}

/// An address as a link; anything else than a page of the web is left out.
fn address(html: &mut Html, name: &str, url: &str) {
    if url.starts_with("https://") || url.starts_with("http://") {
        html.raw("<div><dt>").text(name).raw("</dt><dd>");
        html.open("a", &[("href", url), ("rel", "noreferrer noopener nofollow")]).bdi(&shortened(url, 80));
        html.raw("</a></dd></div>");
    }
}

/// Names with the words that credit them, and the agency's own number.
fn credits(list: &[CreditRecord]) -> String {
    let said = list.iter().take(MOST_SAID).map(|c| {
        let number = c.number.as_deref().map(|n| format!(" {}", shortened(n, 40))).unwrap_or_default();
        match c.quote.trim() {
            "" => format!("{}{number}", c.name),
            quote => format!("{}{number} (»{}«)", c.name, shortened(quote, 80)),
        }
    });
    said.collect::<Vec<_>>().join(", ")
}

fn dated(view: &View<'_>, dated: &DatedRecord) -> String {
    format!("{} ({})", view.words.date(&dated.value), view.words.say("basis", dated.basis))
}

/// Every date that a source gives, and what became of it.
pub(super) fn dates(html: &mut Html, view: &View<'_>, article: &ArticleRecord) {
    let words = view.words;
    if article.dates.len() < 2 {
        return;
    }
    html.raw("<details class=\"dates\"><summary>");
    html.text(&words.count("dates", article.dates.len()))
        .raw("</summary><div class=\"scroll\"><table><thead><tr>");
    for head in ["date-role", "date", "date-source", "date-verdict"] {
        html.leaf("th", &[("scope", "col")], words.say("article", head));
    }
    html.raw("</tr></thead><tbody>");
    for date in article.dates.iter().take(MOST_DATES) {
        html.raw("<tr>").leaf("td", &[], words.say("date-role", date.role));
        html.leaf("td", &[], &words.date(&date.dated.value)).raw("<td>");
        html.text(words.say("basis", date.dated.basis));
        if !date.quote.is_empty() && date.quote != date.dated.basis {
            html.raw(": ").bdi(&shortened(&date.quote, 80));
        }
        html.raw("</td>").leaf("td", &[], words.say("date-verdict", date.verdict)).raw("</tr>");
    }
    html.raw("</tbody></table></div></details>");
}

/// What was cut.
pub(super) fn removed(html: &mut Html, view: &View<'_>, article: &ArticleRecord) {
    let words = view.words;
    if article.removed.is_empty() {
        return;
    }
    html.raw("<details class=\"removed\"><summary>");
    html.text(&words.count("removed", article.removed.len())).raw("</summary><ul>");
    for removed in article.removed.iter().take(MOST_REMOVED) {
        html.raw("<li><span class=\"tag\">").text(words.say("removed", removed.kind)).raw("</span> ");
        html.open("span", &[("lang", &article.language)])
            .bdi(&shortened(&removed.text, 300))
            .raw("</span></li>");
    }
    html.raw("</ul>");
    if article.removed.len() > MOST_REMOVED {
        let left = words.number(article.removed.len() - MOST_REMOVED);
        html.leaf("p", &[("class", "note")], &words.fill("page", "more", &[&left]));
    }
    html.raw("</details>");
}
