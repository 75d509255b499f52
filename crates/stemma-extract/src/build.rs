//! The builder of a page's tree: which elements a tag opens and ends, after the HTML standard. Nothing recurses, and
//! searches among the open elements are short, so that nesting costs nothing.

use crate::markup::Node;
use crate::tag::Tag;

/// Open elements looked at for one that a start tag ends.
const IMPLIED_WITHIN: usize = 24;
/// Open elements looked at for the one that an end tag means.
const ENDED_WITHIN: usize = 512;
/// Nodes of a page; what follows is not read. Real pages have less than a hundredth of it.
const MOST_NODES: usize = 3 << 20;

/// An element that has not ended.
#[derive(Clone, Copy)]
struct Open {
    node: u32,
    tag: Tag,
    /// Its end tag has come, but a block inside of it is still open.
    over: bool,
}

/// A tree being built.
pub(crate) struct Builder<'h> {
    source: &'h [u8],
    nodes: Vec<Node>,
    open: Vec<Open>,
    /// How many elements of each name are open, so that stray end tags cost nothing.
    counts: [u32; Tag::COUNT],
    nothing: bool,
}

impl<'h> Builder<'h> {
    pub fn new(source: &'h str) -> Self {
        let mut builder = Self {
            source: source.as_bytes(),
            nodes: Vec::with_capacity(source.len() / 64 + 4),
            open: Vec::with_capacity(64),
            counts: [0; Tag::COUNT],
            nothing: memchr::memchr(0, source.as_bytes()).is_some(),
        };
        builder.push(Tag::HTML, 0, 0);
        builder.open.push(Open { node: 0, tag: Tag::HTML, over: false });
        builder
    }

    /// All nodes, with the ends of those still open.
    pub fn finish(mut self) -> Vec<Node> {
        let last = self.nodes.len();
        for open in &self.open {
            self.nodes[open.node as usize].end = last;
        }
        self.nodes
    }

    /// True if no more can be taken.
    pub fn is_full(&self) -> bool {
        self.nodes.len() >= MOST_NODES
    }

    /// True inside of a drawing or a formula, where other rules hold.
    pub fn is_drawing(&self) -> bool {
        self.is_open(Tag::SVG) || self.is_open(Tag::MATH)
    }

    fn push(&mut self, tag: Tag, start_byte: usize, stop_byte: usize) {
        let at = self.nodes.len();
        let parent = self.open.last().map_or(0, |o| o.node as usize);
        self.nodes.push(Node { tag: tag.name(), kind: tag, parent, end: at + 1, start_byte, stop_byte });
    }

    /// Adds a text. Bytes of zero show nothing.
    pub fn text(&mut self, start: usize, stop: usize) {
        if start >= stop {
            return;
        }
        if self.top() == Tag::HEAD && !self.source[start..stop].iter().all(u8::is_ascii_whitespace) {
            self.close_top();
        }
        if !self.nothing {
            return self.push(Tag::TEXT, start, stop);
        }
        let mut from = start;
        for part in self.source[start..stop].split(|b| *b == 0) {
            if !part.is_empty() && !self.is_full() {
                self.push(Tag::TEXT, from, from + part.len());
            }
            from += part.len() + 1;
        }
    }

    fn top(&self) -> Tag {
        self.open.last().map_or(Tag::HTML, |o| o.tag)
    }

    /// Ends the innermost element, and those around it whose end tags have already come.
    fn close_top(&mut self) {
        while self.open.len() > 1
            && let Some(open) = self.open.pop()
        {
            self.nodes[open.node as usize].end = self.nodes.len();
            if !open.over {
                self.counts[open.tag.number()] -= 1;
            }
            if !self.open.last().is_some_and(|o| o.over) {
                return;
            }
        }
    }

    /// Ends all elements above the place `depth` among the open ones.
    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth.max(1) {
            self.close_top();
        }
    }

    fn is_open(&self, tag: Tag) -> bool {
        self.counts[tag.number()] > 0
    }

    /// The place of the nearest open element for which `wanted` holds, unless one for which `limit` holds comes first.
    fn nearest(
        &self,
        within: usize,
        wanted: impl Fn(Tag) -> bool,
        limit: impl Fn(Tag) -> bool,
    ) -> Option<usize> {
        for (depth, open) in self.open.iter().enumerate().skip(1).rev().take(within) {
            if !open.over && wanted(open.tag) {
                return Some(depth);
            }
            if limit(open.tag) {
                return None;
            }
        }
        None
    }

    /// Ends what the start tag of `tag` ends.
    fn imply_ends(&mut self, tag: Tag) {
        if tag.ends_paragraph() && self.is_open(Tag::P) {
            let found = self.nearest(IMPLIED_WITHIN, |t| t == Tag::P, |t| t.is_scope() || t == Tag::BUTTON);
            if let Some(depth) = found {
                self.close_to(depth);
            }
        }
        if let Some((tags, limits)) = tag.implied()
            && tags.iter().any(|t| self.is_open(*t))
        {
            let through = [Tag::DIV, Tag::P, Tag::ADDRESS];
            let special = |t: Tag| limits.is_empty() && t.is_special() && !through.contains(&t);
            let found =
                self.nearest(IMPLIED_WITHIN, |t| tags.contains(&t), |t| limits.contains(&t) || special(t));
            if let Some(depth) = found {
                self.close_to(depth);
            }
        }
        if tag.is_heading() && self.top().is_heading() {
            self.close_top();
        }
        if (tag == Tag::BUTTON || tag == Tag::A) && self.is_open(tag) {
            let limit = |t: Tag| if tag == Tag::A { t.is_special() } else { t.is_scope() };
            if let Some(depth) = self.nearest(IMPLIED_WITHIN, |t| t == tag, limit) {
                self.close_to(depth);
            }
        }
        // Whatever does not stand in the head ends it, and what was left open in it.
        if self.is_open(Tag::HEAD) && !tag.may_stand_in_head() && (tag.is_block() || self.top() == Tag::HEAD)
        {
            while self.is_open(Tag::HEAD) {
                self.close_top();
            }
        }
    }

    /// Takes a start tag. True if raw text follows it.
    pub fn start(&mut self, tag: Tag, start: usize, stop: usize, closed: bool) -> bool {
        let once = tag == Tag::HTML || tag == Tag::HEAD || tag == Tag::BODY || tag == Tag::FORM;
        if (once && self.is_open(tag)) || (tag.is_table_part() && !self.is_open(Tag::TABLE)) {
            return false;
        }
        if self.is_drawing() {
            if !tag.breaks_out() {
                self.push(tag, start, stop);
                if !closed {
                    self.enter(tag);
                }
                return false;
            }
            // Unless it is text inside of the drawing.
            let drawing = |t: Tag| t == Tag::SVG || t == Tag::MATH;
            if let Some(depth) = self.nearest(IMPLIED_WITHIN, drawing, |t| t != Tag::OTHER && !drawing(t)) {
                self.close_to(depth);
            }
        }
        self.imply_ends(tag);
        self.push(tag, start, stop);
        if tag.is_void() || (closed && (tag == Tag::OTHER || tag == Tag::SVG || tag == Tag::MATH)) {
            return false;
        }
        self.enter(tag);
        tag.is_raw()
    }

    /// Opens the element that was pushed last.
    fn enter(&mut self, tag: Tag) {
        self.open.push(Open { node: (self.nodes.len() - 1) as u32, tag, over: false });
        self.counts[tag.number()] += 1;
    }

    /// Takes an end tag.
    pub fn stop(&mut self, tag: Tag, start: usize, stop: usize) {
        if tag == Tag::BR {
            self.start(tag, start, stop, false);
            return;
        }
        if tag == Tag::HTML || tag == Tag::BODY {
            return;
        }
        if !tag.is_heading() && !self.is_open(tag) {
            return;
        }
        let wanted = |t: Tag| t == tag || (tag.is_heading() && t.is_heading());
        if tag.is_special() {
            let limit = |t: Tag| match tag {
                _ if tag.is_table_part() || tag == Tag::TABLE => t == Tag::TABLE,
                Tag::LI => t.is_scope() || t == Tag::UL || t == Tag::OL,
                Tag::P => t.is_scope() || t == Tag::BUTTON,
                _ => t.is_scope(),
            };
            let Some(depth) = self.nearest(ENDED_WITHIN, wanted, limit) else { return };
            // What was opened in a form and not ended goes on behind it.
            if tag == Tag::FORM && depth + 1 < self.open.len() {
                return self.end_later(depth);
            }
            return self.close_to(depth);
        }
        if let Some(depth) = self.nearest(ENDED_WITHIN, wanted, Tag::is_special) {
            return self.close_to(depth);
        }
        // A link or a bold face around a block ends here all the same, though the block goes on.
        if tag.is_look()
            && let Some(depth) = self.nearest(IMPLIED_WITHIN, wanted, Tag::is_scope)
        {
            self.end_later(depth);
        }
    }

    /// Lets the element at a place among the open ones end with what is open inside of it.
    fn end_later(&mut self, depth: usize) {
        self.open[depth].over = true;
        self.counts[self.open[depth].tag.number()] -= 1;
    }
}
