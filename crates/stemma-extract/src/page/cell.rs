//! The blocks of a page, in the order of the source, each with its element.

use crate::block::{Draft, Piece};
use crate::markup::Tree;
use stemma_text::BlockKind;

/// Characters from which a paragraph counts as prose.
pub(super) const PROSE: usize = 60;

/// A block of the page with its element.
pub(super) struct Cell {
    pub draft: Draft,
    pub node: usize,
    pub tag: &'static str,
    /// The picture that stands right before it.
    pub image: Option<usize>,
}

impl Cell {
    /// True for headings of any level.
    pub fn is_heading(&self) -> bool {
        self.draft.kind == BlockKind::Heading
    }
}

/// Elements whose words are never text.
pub(super) fn is_skipped(tag: &str) -> bool {
    matches!(
        tag,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "canvas"
            | "iframe"
            | "object"
            | "select"
            | "textarea"
            | "title"
            | "head"
            | "noembed"
            | "noframes"
            | "xmp"
            | "audio"
            | "video"
            | "option"
            | "dialog"
            | "amp-ad"
            | "rt"
            | "rp"
    )
}

/// All blocks of the page, in order.
pub(super) fn cells(tree: &Tree) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut run = Run::default();
    let mut blocks: Vec<usize> = vec![0];
    let mut links_until = 0;
    let mut at = 0;
    while at < tree.nodes.len() {
        let node = &tree.nodes[at];
        while blocks.len() > 1 && blocks.last().is_some_and(|b| tree.nodes[*b].end <= at) {
            run.flush(tree, blocks.pop().unwrap_or(0), &mut cells);
        }
        let top = blocks.last().copied().unwrap_or(0);
        if node.is_text() {
            run.add(tree, at, at < links_until);
        } else if is_skipped(node.tag) {
            at = node.end;
            continue;
        } else if matches!(node.tag, "img" | "picture" | "amp-img") {
            run.image = if run.node.is_none() { Some(at) } else { run.image };
        } else if node.tag == "br" {
            run.line_end(tree, top, &mut cells, node.start_byte..node.stop_byte);
        } else if node.is_block() || node.tag == "button" || node.tag == "label" {
            run.flush(tree, top, &mut cells);
            blocks.push(at);
        } else if node.tag == "a" {
            links_until = links_until.max(node.end);
        }
        at += 1;
    }
    run.flush(tree, blocks.last().copied().unwrap_or(0), &mut cells);
    cells
}

/// The inline text gathered so far.
#[derive(Default)]
struct Run {
    text: String,
    pieces: Vec<Piece>,
    linked: usize,
    space: Option<(usize, usize)>,
    breaks: usize,
    node: Option<usize>,
    /// The last text node.
    last: usize,
    /// A picture was met and no text since.
    image: Option<usize>,
}

impl Run {
    /// Adds a text node: characters with the bytes they were written with, white space as one space.
    fn add(&mut self, tree: &Tree, at: usize, linked: bool) {
        let node = &tree.nodes[at];
        let source = &tree.source[..node.stop_byte];
        let before = self.text.len();
        let mut byte = node.start_byte;
        while let Some(c) = source[byte..].chars().next() {
            // Words of plain letters are copied at once.
            let run =
                source.as_bytes()[byte..].iter().take_while(|b| b.is_ascii_graphic() && **b != b'&').count();
            if run > 0 {
                self.put_space();
                let clean = self.text.len();
                self.text.push_str(&source[byte..byte + run]);
                self.piece(clean, run, byte, run);
                self.node.get_or_insert(node.parent);
                self.last = at;
                byte += run;
                continue;
            }
            let (decoded, len) =
                if c == '&' { tree.reference(&source[byte..]) } else { (String::new(), c.len_utf8()) };
            let plain = decoded.is_empty();
            let blank = if plain { c.is_whitespace() } else { decoded.chars().all(char::is_whitespace) };
            if blank || (plain && matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}')) || decoded == "\u{ad}" {
                if blank {
                    self.space.get_or_insert((byte, len));
                }
            } else {
                self.put_space();
                let clean = self.text.len();
                if plain {
                    self.text.push(c);
                } else {
                    self.text.push_str(&decoded);
                }
                self.piece(clean, self.text.len() - clean, byte, len);
                self.node.get_or_insert(node.parent);
                self.last = at;
            }
            byte += len;
        }
        if linked {
            self.linked += self.text.len() - before;
        }
    }

    fn put_space(&mut self) {
        if let Some((byte, len)) = self.space.take()
            && !self.text.is_empty()
        {
            let mark = if self.breaks > 0 { '\n' } else { ' ' };
            let clean = self.text.len();
            self.text.push(mark);
            self.piece(clean, 1, byte, len);
        }
        self.breaks = 0;
    }

    fn piece(&mut self, clean: usize, len: usize, raw: usize, raw_len: usize) {
        if let Some(last) = self.pieces.last_mut()
            && len == raw_len
            && last.1 == last.3
            && last.0 + last.1 == clean
            && last.2 + last.3 == raw
        {
            last.1 += len;
            last.3 += len;
            return;
        }
        self.pieces.push((clean, len, raw, raw_len));
    }

    /// One line end inside a block is a line end; two make a new block.
    fn line_end(&mut self, tree: &Tree, block: usize, cells: &mut Vec<Cell>, bytes: std::ops::Range<usize>) {
        if self.breaks > 0 {
            self.flush(tree, block, cells);
        } else if !self.text.is_empty() {
            self.space.get_or_insert((bytes.start, bytes.len()));
            self.breaks = 1;
        }
    }

    fn flush(&mut self, tree: &Tree, block: usize, cells: &mut Vec<Cell>) {
        if self.node.is_none() {
            *self = Self { image: self.image, ..Self::default() };
            return;
        }
        let run = std::mem::take(self);
        let Some(inner) = run.node else { return };
        let tag = tree.nodes[block].tag;
        let mut above = Vec::new();
        let mut up = block;
        while up != 0 && above.len() < 6 {
            above.push(tree.nodes[up].tag);
            up = tree.nodes[up].parent;
        }
        let kind = match tag {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => BlockKind::Heading,
            "td" | "th" => BlockKind::Table,
            "figcaption" | "caption" => BlockKind::Caption,
            _ if above.contains(&"blockquote") => BlockKind::BlockQuote,
            "li" | "dd" | "dt" => BlockKind::ListItem,
            "p" | "div" if above.contains(&"li") => BlockKind::ListItem,
            _ => BlockKind::Paragraph,
        };
        let mut draft = Draft::new(kind, run.text, run.pieces);
        draft.linked = run.linked;
        // A block inside one inline element takes that element's marks too: `<div><span class="ad">…`. A short one
        // takes those of the element it begins with.
        let short = draft.text().len() < PROSE;
        let mut node = inner;
        while !short && node > block && tree.nodes[node].end <= run.last {
            node = tree.nodes[node].parent;
        }
        let node = node.max(block);
        cells.push(Cell { draft, node, tag, image: run.image });
    }
}

/// Bytes of prose inside every element.
pub(super) fn prose(tree: &Tree, cells: &[Cell]) -> Vec<usize> {
    let mut prose = vec![0; tree.nodes.len()];
    for cell in cells {
        if cell.draft.text().len() >= PROSE && cell.draft.link_share() < 0.4 {
            prose[cell.node] += cell.draft.text().len();
        }
    }
    for at in (1..tree.nodes.len()).rev() {
        prose[tree.nodes[at].parent] += prose[at];
    }
    prose
}
