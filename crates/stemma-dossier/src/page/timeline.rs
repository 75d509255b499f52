//! Days that the articles speak of and days on which they appeared, with the claims on them. Part of the page.

use super::html::{Html, quoted, shortened};
use super::view::View;
use crate::record::{DossierRecord, MomentRecord};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Days shown.
const MOST_DAYS: usize = 120;
/// Days that stand open, and in the picture.
const OPEN_DAYS: usize = 20;
/// Claims, and articles, shown of one day.
const MOST_ENTRIES: usize = 12;
/// Claims of a day in the picture.
const MOST_STACKED: usize = 8;
/// Width of a day in the picture, and size of a claim in it.
const STEP: i32 = 56;
const CELL: (i32, i32) = (34, 17);

/// One point of the line.
pub(super) struct Day {
    /// TIMEX3 value.
    pub(super) when: String,
    /// Claims that speak of it, by their places among those shown.
    pub(super) claims: BTreeSet<usize>,
    /// Articles that speak of it, and articles that appeared.
    told: BTreeSet<usize>,
    published: BTreeSet<usize>,
    /// What is said to happen, where no shown claim says it.
    texts: BTreeSet<String>,
}

impl Day {
    fn weight(&self) -> usize {
        self.claims.len() + self.published.len() + self.texts.len()
    }
}

/// The days shown, in order, and how many there are. Of too many those stand around which most is told.
pub(super) fn days(
    dossier: &DossierRecord,
    places: &BTreeMap<&str, usize>,
    claims: &BTreeMap<&str, usize>,
) -> (Vec<Day>, usize) {
    let mut days: Vec<Day> = Vec::new();
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    for moment in &dossier.timeline {
        let when = day(moment);
        let number = *at.entry(when.clone()).or_insert(days.len());
        if number == days.len() {
            let (claims, told, published) = Default::default();
            days.push(Day { when, claims, told, published, texts: BTreeSet::new() });
        }
        let day = &mut days[number];
        let articles = moment.articles.iter().filter_map(|id| places.get(id.as_str()));
        if moment.kind == "published" {
            day.published.extend(articles);
            continue;
        }
        day.told.extend(articles);
        let shown: Vec<usize> =
            moment.claims.iter().filter_map(|id| claims.get(id.as_str())).copied().collect();
        if shown.is_empty() && day.texts.len() < MOST_ENTRIES {
            day.texts.insert(shortened(&moment.text, 260));
        }
        day.claims.extend(shown);
    }
    let all = days.len();
    let weights: Vec<usize> = days.iter().map(Day::weight).collect();
    let kept = busiest(&weights, MOST_DAYS);
    (days.into_iter().skip(kept.start).take(kept.len()).collect(), all)
}

/// The day of a moment; a time of day counts for its day.
fn day(moment: &MomentRecord) -> String {
    let value = &moment.when;
    let timed = matches!(value.as_bytes().get(10), Some(b'T' | b' ')) && !value.contains('/');
    match value.get(..10).filter(|_| timed) {
        Some(day) => day.to_owned(),
        None => shortened(value, 60),
    }
}

/// The first of the stretches of at most `most` days with the greatest weight.
fn busiest(weights: &[usize], most: usize) -> Range<usize> {
    if weights.len() <= most {
        return 0..weights.len();
    }
    let mut sum: usize = weights[..most].iter().sum();
    let mut best = (sum, 0);
    for start in 1..=weights.len() - most {
        sum = sum + weights[start + most - 1] - weights[start - 1];
        if sum > best.0 {
            best = (sum, start);
        }
    }
    best.1..best.1 + most
}

/// The section.
pub(super) fn section(html: &mut Html, view: &View<'_>) {
    let words = view.words;
    let days = &view.days;
    if days.is_empty() {
        return;
    }
    html.raw("<section id=\"timeline\" aria-labelledby=\"timeline-h\"><h2 id=\"timeline-h\">");
    html.text(words.say("timeline", "heading")).raw("</h2>");
    html.leaf("p", &[("class", "lead")], words.say("timeline", "lead"));
    let weights: Vec<usize> = days.iter().map(Day::weight).collect();
    let open = busiest(&weights, OPEN_DAYS);
    if open.len() > 1 {
        picture(html, view, open.clone());
    }
    folded(html, view, 0..open.start, "earlier");
    rows(html, view, open.clone());
    folded(html, view, open.end..days.len(), "later");
    if view.day_count > days.len() {
        let numbers = [words.number(days.len()), words.number(view.day_count)];
        html.leaf("p", &[("class", "note")], &words.fill("timeline", "cut", &[&numbers[0], &numbers[1]]));
    }
    html.raw("</section>");
}

fn folded(html: &mut Html, view: &View<'_>, days: Range<usize>, name: &'static str) {
    if days.is_empty() {
        return;
    }
    html.raw("<details class=\"days\"><summary>");
    html.text(&view.words.fill("timeline", name, &[&view.words.count("days", days.len())]));
    html.raw("</summary>");
    rows(html, view, days);
    html.raw("</details>");
}

fn rows(html: &mut Html, view: &View<'_>, days: Range<usize>) {
    html.raw("<ol class=\"timeline\">");
    for at in days {
        row(html, view, at);
    }
    html.raw("</ol>");
}

/// A day: claims that speak of it, articles that do, and articles that appeared.
fn row(html: &mut Html, view: &View<'_>, at: usize) {
    let words = view.words;
    let day = &view.days[at];
    let told = !day.claims.is_empty() || !day.texts.is_empty();
    let class = if told { "told" } else { "published" };
    html.open("li", &[("class", class), ("id", &format!("t{}", at + 1))]);
    html.raw("<p class=\"when\">").text(&words.date(&day.when)).raw("</p><div>");
    if told {
        html.raw("<ul>");
        for claim in day.claims.iter().take(MOST_ENTRIES) {
            html.raw("<li>").open("a", &[("class", "what"), ("href", &format!("#c{}", claim + 1))]);
            html.raw("<span class=\"no\">").text(&(claim + 1).to_string()).raw("</span> <q>");
            html.bdi(&quoted(&view.dossier.claims[*claim].text, 200)).raw("</q></a></li>");
        }
        // Of a day on which shown claims speak, the others are in the record.
        for text in day.texts.iter().filter(|_| day.claims.is_empty()) {
            html.raw("<li>").bdi(text).raw("</li>");
        }
        html.raw("</ul>");
        if day.claims.len() > MOST_ENTRIES {
            let left = words.number(day.claims.len() - MOST_ENTRIES);
            html.leaf("p", &[("class", "note")], &words.fill("page", "more", &[&left]));
        }
    }
    for (articles, name) in [(&day.told, "told"), (&day.published, "published")] {
        if articles.is_empty() {
            continue;
        }
        html.raw("<p class=\"quiet\"><span class=\"muted\">")
            .text(words.say("timeline", name))
            .raw("</span> ");
        let ids = articles.iter().map(|place| &view.article(*place).id);
        view.links(html, ids, MOST_ENTRIES);
        html.raw("</p>");
    }
    html.raw("</div></li>");
}

/// Claims stacked over the days they speak of, articles under the days they appeared on. The rows below say the same,
/// so it is kept from those who listen.
fn picture(html: &mut Html, view: &View<'_>, days: Range<usize>) {
    let deepest =
        |count: &dyn Fn(&Day) -> usize| view.days[days.clone()].iter().map(count).max().unwrap_or(0);
    let up = deepest(&|d| d.claims.len().min(MOST_STACKED + 1)) as i32;
    let down = deepest(&|d| d.published.len().min(MOST_STACKED + 1)) as i32;
    let line = up * (CELL.1 + 3) + 8;
    let size = (days.len() as i32 * STEP + 8, line + 44 + down * (CELL.1 + 3));
    let numbers = [size.0, size.1, line].map(|n| n.to_string());
    html.raw("<div class=\"scroll\" aria-hidden=\"true\">");
    html.open(
        "svg",
        &[
            ("viewBox", &format!("0 0 {} {}", size.0, size.1)),
            ("width", &numbers[0]),
            ("height", &numbers[1]),
            ("class", "days"),
        ],
    );
    html.open("path", &[("d", &format!("M0 {line}H{}", size.0)), ("class", "axis")]).close("path");
    let mut year = "";
    for (column, at) in days.enumerate() {
        let day = &view.days[at];
        let x = column as i32 * STEP + STEP / 2;
        let place = x.to_string();
        let (label, own) = short(view, &day.when);
        let below = [line + 16, line + 31].map(|y| y.to_string());
        html.svg_leaf("text", &[("x", &place), ("y", &below[0]), ("class", "small middle")], &label);
        if own != year && !own.is_empty() {
            html.svg_leaf("text", &[("x", &place), ("y", &below[1]), ("class", "small middle")], own);
            year = own;
        }
        stack(html, view, &day.claims, (x, line - 4 - CELL.1), true);
        stack(html, view, &day.published, (x, line + 38), false);
    }
    html.raw("</svg></div>");
}

/// Claims upwards, or articles downwards, from the first cell at `at`.
fn stack(html: &mut Html, view: &View<'_>, all: &BTreeSet<usize>, at: (i32, i32), claims: bool) {
    for (height, number) in all.iter().take(MOST_STACKED + 1).enumerate() {
        let step = height as i32 * (CELL.1 + 3);
        let y = if claims { at.1 - step } else { at.1 + step };
        let left = all.len() - height;
        let more = height == MOST_STACKED && left > 1;
        let (class, target, title) = if claims {
            let text = shortened(&view.dossier.claims[*number].text, 160);
            ("cell".to_owned(), Some(format!("#c{}", number + 1)), text)
        } else {
            let class = format!("cell on {}", view.colour(view.family(*number)));
            (class, view.target(*number, 0, 0), view.title(*number))
        };
        let numbers = [at.0 - CELL.0 / 2, y, CELL.0, CELL.1, at.0, y + 13].map(|n| n.to_string());
        let label = if more { format!("+{left}") } else { (number + 1).to_string() };
        match target.filter(|_| !more) {
            Some(target) => html.open("a", &[("class", &class), ("href", &target), ("tabindex", "-1")]),
            None => html.open("a", &[("class", "cell")]),
        };
        html.svg_leaf("title", &[], if more { &label } else { &title });
        let sides =
            [("x", &*numbers[0]), ("y", &numbers[1]), ("width", &numbers[2]), ("height", &numbers[3])];
        html.open("rect", &[sides[0], sides[1], sides[2], sides[3], ("rx", "3")]).close("rect");
        let middle = [("x", &*numbers[4]), ("y", &numbers[5]), ("class", "middle")];
        html.svg_leaf("text", &middle, &label).raw("</a>");
    }
}

/// `13. Sep` and the year of a day; of a month `Sep`, of a week `KW 36`; `–` after the start of a stretch.
fn short<'w>(view: &View<'_>, when: &'w str) -> (String, &'w str) {
    let (from, on) = when.split_once('/').map_or((when, ""), |(from, _)| (from, "–"));
    let number = |range: Range<usize>| from.get(range)?.parse::<usize>().ok();
    let year = from.get(..4).filter(|y| y.bytes().all(|b| b.is_ascii_digit())).unwrap_or_default();
    let month = number(5..7).filter(|_| from.as_bytes().get(4) == Some(&b'-') && !year.is_empty());
    let month = month.and_then(|m| view.words.find("months", &m.to_string()));
    let Some(month) = month else {
        if let Some(season) =
            from.get(5..).filter(|_| !year.is_empty()).and_then(|s| view.words.find("season", s))
        {
            return (season.chars().take(8).collect::<String>() + on, year);
        }
        if let Some(week) = from.get(4..).and_then(|w| w.strip_prefix("-W")).filter(|_| !year.is_empty()) {
            return (view.words.fill("timeline", "week-short", &[&shortened(week, 2)]) + on, year);
        }
        return (if year.is_empty() { "?".to_owned() } else { format!("{year}{on}") }, "");
    };
    let month: String = month.chars().take(3).collect();
    let label = match number(8..10) {
        Some(day) => view.words.fill("timeline", "day", &[&day.to_string(), &month]),
        None => month,
    };
    (label + on, year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_busiest_stretch_comes_first() {
        assert_eq!(busiest(&[1, 1, 1], 5), 0..3);
        assert_eq!(busiest(&[1, 1, 1, 1], 2), 0..2);
        assert_eq!(busiest(&[1, 0, 5, 4, 1], 2), 2..4);
        assert_eq!(busiest(&[], 2), 0..0);
    }

    #[test]
    fn a_time_counts_for_its_day() {
        let check = |value: &str, expected: &str| {
            let moment = MomentRecord {
                when: value.into(),
                text: String::new(),
                claims: Vec::new(),
                articles: Vec::new(),
                kind: "told",
            };
            assert_eq!(day(&moment), expected);
        };
        check("2031-05-04", "2031-05-04");
        check("2031-05-04T10:00", "2031-05-04");
        check("2031-05-04T10:00/2031-05-05T12:00", "2031-05-04T10:00/2031-05-05T12:00");
        check("2031-05-04 10:00:00", "2031-05-04");
        check("2031-05", "2031-05");
        check("üüüüüüüüüT", "üüüüüüüüüT");
    }
}
