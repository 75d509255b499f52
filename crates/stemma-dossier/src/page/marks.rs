//! Marks over the text of an article: nested where one holds the other, split where they cross. Part of the page.

use super::html::Html;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Elements inside one another; deeper marks are left out, their anchors are kept.
const MOST_DEEP: usize = 12;

/// One mark, in bytes of the text.
pub(super) struct Mark {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Marks with lower numbers hold those with higher ones over the same range.
    pub(super) rank: u8,
    pub(super) tag: &'static str,
    pub(super) class: String,
    pub(super) title: String,
    /// Anchor. Stands on the first piece.
    pub(super) id: Option<String>,
}

/// A piece of a mark that is still to be written.
type Piece = (usize, Reverse<usize>, u8, usize);

/// Writes a text with its marks, block after block.
pub(super) struct Marker<'t> {
    text: &'t str,
    marks: Vec<Mark>,
    written: Vec<bool>,
    waiting: BTreeSet<Piece>,
}

impl<'t> Marker<'t> {
    pub(super) fn new(text: &'t str, marks: Vec<Mark>) -> Self {
        let waiting = marks
            .iter()
            .enumerate()
            .filter(|(_, m)| {
                m.start < m.end && text.is_char_boundary(m.start) && text.is_char_boundary(m.end)
            })
            .map(|(at, m)| (m.start, Reverse(m.end), m.rank, at))
            .collect();
        Self { written: vec![false; marks.len()], text, marks, waiting }
    }

    /// Writes the text from `start` to `end`, both on character boundaries; blocks come in order.
    pub(super) fn block(&mut self, html: &mut Html, start: usize, end: usize) {
        let mut at = start;
        let mut open: Vec<(usize, &'static str)> = Vec::new();
        while let Some(piece) = self.waiting.first().copied().filter(|p| p.0 < end) {
            self.waiting.remove(&piece);
            let (from, Reverse(to), rank, number) = piece;
            let from = from.max(start);
            if from >= to {
                continue;
            }
            self.close_until(html, &mut open, &mut at, from);
            let limit = open.last().map_or(end, |top| top.0);
            if to > limit {
                self.waiting.insert((limit, Reverse(to), rank, number));
            }
            if open.len() < MOST_DEEP {
                open.push((to.min(limit), self.marks[number].tag));
                self.start_tag(html, number);
            } else {
                self.bare_anchor(html, number);
            }
        }
        self.close_until(html, &mut open, &mut at, end);
    }

    /// Anchors that stood outside all blocks.
    pub(super) fn finish(mut self, html: &mut Html) {
        for number in 0..self.marks.len() {
            self.bare_anchor(html, number);
        }
    }

    /// Writes the text up to `until` and ends the elements that end before or there.
    fn close_until(
        &self,
        html: &mut Html,
        open: &mut Vec<(usize, &'static str)>,
        at: &mut usize,
        until: usize,
    ) {
        while let Some((end, tag)) = open.last().copied().filter(|top| top.0 <= until) {
            html.text(&self.text[*at..end.max(*at)]).close(tag);
            *at = end.max(*at);
            open.pop();
        }
        html.text(&self.text[*at..until.max(*at)]);
        *at = until.max(*at);
    }

    fn start_tag(&mut self, html: &mut Html, number: usize) {
        let mark = &self.marks[number];
        let mut attributes = Vec::with_capacity(3);
        if !mark.class.is_empty() {
            attributes.push(("class", mark.class.as_str()));
        }
        if !mark.title.is_empty() {
            attributes.push(("title", mark.title.as_str()));
        }
        if let Some(id) = &mark.id {
            attributes.push((if self.written[number] { "data-of" } else { "id" }, id.as_str()));
        }
        html.open(mark.tag, &attributes);
        self.written[number] = true;
    }

    fn bare_anchor(&mut self, html: &mut Html, number: usize) {
        if let (Some(id), false) = (&self.marks[number].id, self.written[number]) {
            html.open("span", &[("id", id)]).close("span");
            self.written[number] = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mark(start: usize, end: usize, tag: &'static str, id: Option<&str>) -> Mark {
        Mark {
            start,
            end,
            rank: 0,
            tag,
            class: String::new(),
            title: String::new(),
            id: id.map(str::to_owned),
        }
    }

    fn check(text: &str, marks: Vec<Mark>, blocks: &[(usize, usize)], expected: &str) {
        let mut html = Html::new();
        let mut marker = Marker::new(text, marks);
        for (start, end) in blocks {
            html.raw("|");
            marker.block(&mut html, *start, *end);
        }
        marker.finish(&mut html);
        assert_eq!(html.into_string(), expected);
    }

    #[test]
    fn marks_nest_and_split() {
        check(
            "abcdef",
            vec![mark(1, 5, "q", None), mark(2, 3, "b", None)],
            &[(0, 6)],
            "|a<q>b<b>c</b>de</q>f",
        );
        check(
            "abcdef",
            vec![mark(0, 3, "q", Some("x")), mark(2, 5, "b", Some("y"))],
            &[(0, 6)],
            "|<q id=\"x\">ab<b id=\"y\">c</b></q><b data-of=\"y\">de</b>f",
        );
        check(
            "ab\n\ncd",
            vec![mark(1, 5, "q", Some("x"))],
            &[(0, 2), (4, 6)],
            "|a<q id=\"x\">b</q>|<q data-of=\"x\">c</q>d",
        );
        check(
            "ab\n\ncd",
            vec![mark(2, 3, "q", Some("x"))],
            &[(0, 2), (4, 6)],
            "|ab|cd<span id=\"x\"></span>",
        );
        check("äb", vec![mark(1, 2, "q", None)], &[(0, 3)], "|äb");
    }

    proptest! {
        #[test]
        fn text_stays_whole_and_each_anchor_stands_once(
            ranges in proptest::collection::vec((0_usize..40, 0_usize..40), 0..40)
        ) {
            let text = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGH";
            let marks = ranges.iter().enumerate()
                .map(|(at, (a, b))| mark(*a.min(b), *a.max(b), "i", Some(&format!("n{at}."))))
                .collect();
            let mut html = Html::new();
            let mut marker = Marker::new(text, marks);
            marker.block(&mut html, 0, 20);
            marker.block(&mut html, 22, 44);
            marker.finish(&mut html);
            let page = html.into_string();
            for at in 0..ranges.len() {
                prop_assert_eq!(page.matches(&format!(" id=\"n{at}.\"")).count(), 1);
            }
            let mut bare = String::new();
            let mut inside = false;
            for c in page.chars() {
                match c { '<' => inside = true, '>' => inside = false, _ if !inside => bare.push(c), _ => {} }
            }
            prop_assert_eq!(bare, format!("{}{}", &text[..20], &text[22..]));
        }
    }
}
