//! Maps positions of a clean text back to the bytes it came from.

use crate::TextRange;

/// One stretch of clean text and where it came from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Piece {
    clean: usize,
    raw: usize,
    /// Bytes of clean text in this piece.
    len: usize,
    /// Bytes of raw input in this piece. Equal to `len` for text copied byte for byte.
    raw_len: usize,
}

/// From byte ranges of a clean text to byte ranges of the raw input. Pieces are kept in order of the clean text;
/// text that the program put in itself (the blank line between blocks) has no piece.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct OffsetMap {
    pieces: Vec<Piece>,
}

impl OffsetMap {
    /// A map for a text that is its own input.
    pub fn identity(len: usize) -> Self {
        let mut map = Self::default();
        map.push_copied(0, 0, len);
        map
    }

    /// Says that `len` bytes of clean text at `clean` are the bytes at `raw`, one for one.
    pub fn push_copied(&mut self, clean: usize, raw: usize, len: usize) {
        if len == 0 {
            return;
        }
        if let Some(last) = self.pieces.last_mut()
            && last.len == last.raw_len
            && last.clean + last.len == clean
            && last.raw + last.raw_len == raw
        {
            last.len += len;
            last.raw_len += len;
            return;
        }
        self.pieces.push(Piece { clean, raw, len, raw_len: len });
    }

    /// Says that `len` bytes of clean text at `clean` stand for `raw_len` bytes at `raw` as a whole: a decoded
    /// entity, a recoded character, a run of white space.
    pub fn push_changed(&mut self, clean: usize, len: usize, raw: usize, raw_len: usize) {
        if len == raw_len && len == 1 {
            self.push_copied(clean, raw, len);
        } else if len > 0 {
            self.pieces.push(Piece { clean, raw, len, raw_len });
        }
    }

    /// The raw bytes behind a range of clean text: from the first to the last byte that any of it came from.
    /// `None` if nothing of the range came from the input.
    pub fn to_raw(&self, range: TextRange) -> Option<TextRange> {
        let first = self.pieces.partition_point(|p| p.clean + p.len <= range.start);
        let mut found: Option<TextRange> = None;
        for piece in self.pieces[first..].iter().take_while(|p| p.clean < range.end) {
            let here = if piece.len == piece.raw_len {
                let start = range.start.max(piece.clean) - piece.clean;
                let end = range.end.min(piece.clean + piece.len) - piece.clean;
                TextRange::new(piece.raw + start, piece.raw + end)
            } else {
                TextRange::new(piece.raw, piece.raw + piece.raw_len)
            };
            found = Some(found.map_or(here, |f| f.cover(here)));
        }
        found
    }

    /// The map of a text made from `ranges` of this map's clean text, in order, each with `glue` bytes of the
    /// program's own between them.
    pub fn select(&self, ranges: &[TextRange], glue: usize) -> OffsetMap {
        let mut made = OffsetMap::default();
        let mut clean = 0;
        for (number, range) in ranges.iter().enumerate() {
            if number > 0 {
                clean += glue;
            }
            let first = self.pieces.partition_point(|p| p.clean + p.len <= range.start);
            for piece in self.pieces[first..].iter().take_while(|p| p.clean < range.end) {
                let start = range.start.max(piece.clean);
                let end = range.end.min(piece.clean + piece.len);
                let at = clean + start - range.start;
                if piece.len == piece.raw_len {
                    made.push_copied(at, piece.raw + start - piece.clean, end - start);
                } else {
                    made.push_changed(at, end - start, piece.raw, piece.raw_len);
                }
            }
            clean += range.len();
        }
        made
    }

    /// The pieces as `(clean start, clean length, raw start, raw length)`, all in bytes.
    pub fn pieces(&self) -> impl Iterator<Item = (usize, usize, usize, usize)> + '_ {
        self.pieces.iter().map(|p| (p.clean, p.len, p.raw, p.raw_len))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_through_entities_and_blocks() {
        let raw = "<p>A&amp;B</p><p>C</p>";
        let mut map = OffsetMap::default();
        map.push_copied(0, 3, 1);
        map.push_changed(1, 1, 4, 5);
        map.push_copied(2, 9, 1);
        map.push_copied(5, 17, 1);
        assert_eq!(map.to_raw(TextRange::new(0, 3)).unwrap().of(raw), "A&amp;B");
        assert_eq!(map.to_raw(TextRange::new(5, 6)).unwrap().of(raw), "C");
        assert_eq!(map.to_raw(TextRange::new(3, 5)), None);
        let part = map.select(&[TextRange::new(5, 6), TextRange::new(1, 3)], 2);
        assert_eq!(part.to_raw(TextRange::new(0, 1)).unwrap().of(raw), "C");
        assert_eq!(part.to_raw(TextRange::new(3, 5)).unwrap().of(raw), "&amp;B");
    }
}
