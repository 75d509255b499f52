//! Blocks of text on their way from the input to the main text: each keeps where its characters came from.

use stemma_text::{Block, BlockKind, Dated, Entry, OffsetMap, TextRange};

/// A stretch of text and the bytes behind it: `(start in the text, bytes, start in the input, bytes there)`.
/// Equal lengths mean that the bytes were copied one for one.
pub(crate) type Piece = (usize, usize, usize, usize);

/// One block: its words, and the input behind them. What a rule cuts off its ends only narrows `view`.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub kind: BlockKind,
    text: String,
    pieces: Vec<Piece>,
    view: TextRange,
    /// Bytes of text that stand inside links.
    pub linked: usize,
    /// True if a blank line stands before it in plain text.
    pub apart: bool,
    /// Number of the entry of a live ticker that it stands in.
    pub entry: Option<usize>,
}

impl Draft {
    /// A block of text with its pieces, which must lie in order.
    pub fn new(kind: BlockKind, text: String, pieces: Vec<Piece>) -> Self {
        let view = TextRange::new(0, text.len()).trimmed(&text);
        Self { kind, text, pieces, view, linked: 0, apart: true, entry: None }
    }

    /// A block that is a part of the input as it stands there.
    pub fn copied(kind: BlockKind, input: &str, range: TextRange) -> Self {
        let range = range.trimmed(input);
        Self::new(kind, range.of(input).to_owned(), vec![(0, range.len(), range.start, range.len())])
    }

    /// Its words.
    pub fn text(&self) -> &str {
        self.view.of(&self.text)
    }

    /// Share of its text that stands inside links, 0–1.
    pub fn link_share(&self) -> f64 {
        if self.text.is_empty() { 0.0 } else { self.linked as f64 / self.text.len() as f64 }
    }

    /// Cuts `bytes` off the front and the white space after them, and returns what was cut.
    pub fn cut_front(&mut self, bytes: usize) -> String {
        let cut = self.text()[..bytes].trim().to_owned();
        self.view = TextRange::new(self.view.start + bytes, self.view.end).trimmed(&self.text);
        cut
    }

    /// Keeps the first `bytes` alone and returns the rest.
    pub fn cut_back(&mut self, bytes: usize) -> String {
        let cut = self.text()[bytes..].trim().to_owned();
        self.view = TextRange::new(self.view.start, self.view.start + bytes).trimmed(&self.text);
        cut
    }

    /// First byte of the input behind it.
    #[cfg(test)]
    pub fn raw_start(&self) -> usize {
        self.pieces.first().map_or(0, |p| p.2)
    }
}

/// Joins blocks by blank lines: the main text, its blocks, and the way back to the input.
pub(crate) fn assemble(drafts: &[Draft]) -> (String, Vec<Block>, OffsetMap) {
    let mut text = String::new();
    let mut blocks = Vec::new();
    let mut offsets = OffsetMap::default();
    for draft in drafts.iter().filter(|d| !d.view.is_empty()) {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let base = text.len();
        text.push_str(draft.text());
        blocks.push(Block::new(draft.kind, TextRange::new(base, text.len())));
        for &(clean, len, raw, raw_len) in &draft.pieces {
            let start = clean.max(draft.view.start);
            let end = (clean + len).min(draft.view.end);
            if start >= end {
                continue;
            }
            let at = base + start - draft.view.start;
            if len == raw_len {
                offsets.push_copied(at, raw + start - clean, end - start);
            } else {
                offsets.push_changed(at, end - start, raw, raw_len);
            }
        }
    }
    (text, blocks, offsets)
}

/// The entries of a live ticker in the assembled text. `times`: when each was written.
pub(crate) fn entries(drafts: &[Draft], blocks: &[Block], times: &[Option<Dated>]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut last = None;
    for (draft, block) in drafts.iter().filter(|d| !d.view.is_empty()).zip(blocks) {
        match (draft.entry, entries.last_mut()) {
            (Some(number), Some(entry)) if last == Some(number) => {
                entry.range = TextRange::new(entry.range.start, block.range.end);
            }
            (Some(number), _) => {
                let published = times.get(number).cloned().flatten();
                entries.push(Entry { range: block.range, published });
            }
            (None, _) => {}
        }
        last = draft.entry;
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cut_blocks_still_know_where_they_came_from() {
        let input = "Ulm (xyz) - Regen fiel. (xyz)";
        let mut draft = Draft::copied(BlockKind::Paragraph, input, TextRange::new(0, input.len()));
        assert_eq!(draft.cut_front(11), "Ulm (xyz) -");
        let keep = draft.text().len() - 5;
        assert_eq!(draft.cut_back(keep), "(xyz)");
        let (text, _, offsets) = assemble(&[draft]);
        assert_eq!(text, "Regen fiel.");
        assert_eq!(offsets.to_raw(TextRange::new(0, text.len())).unwrap().of(input), "Regen fiel.");
    }
}
