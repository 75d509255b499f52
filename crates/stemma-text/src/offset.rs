//! Maps positions of a clean text back to the bytes it came from.

use crate::TextRange;

/// One stretch of clean text and where it came from: `count` units, each of `unit` bytes of clean text and `raw_unit`
/// bytes of raw input. Text copied byte for byte has units of one byte; a decoded entity is a single unit; a run of
/// recoded characters has as many units as characters. Numbers are narrow, since a text may have a piece for every
/// few characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Piece {
    clean: u32,
    raw: u32,
    unit: u32,
    raw_unit: u32,
    count: u32,
}

impl Piece {
    fn start(&self) -> usize {
        self.clean as usize
    }

    fn end(&self) -> usize {
        self.clean as usize + self.count as usize * self.unit as usize
    }

    /// Raw bytes of the units that a range of clean text touches; the range must touch the piece.
    fn raw_of(&self, range: TextRange) -> TextRange {
        let unit = self.unit as usize;
        let first = (range.start.max(self.start()) - self.start()) / unit;
        let last = (range.end.min(self.end()) - self.start()).div_ceil(unit);
        let raw = |units: usize| self.raw as usize + units * self.raw_unit as usize;
        TextRange::new(raw(first), raw(last))
    }
}

/// From byte ranges of a clean text to byte ranges of the raw input. Pieces are kept in order of the clean text;
/// text that the program put in itself (the blank line between blocks) has no piece. Neither has what lies beyond the
/// first 4 GiB of a text or its input.
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
        self.push_units(clean, raw, (1, 1), len);
    }

    /// Says that `len` bytes of clean text at `clean` stand for `raw_len` bytes at `raw` as a whole: a decoded
    /// entity, a recoded character, a run of white space.
    pub fn push_changed(&mut self, clean: usize, len: usize, raw: usize, raw_len: usize) {
        self.push_units(clean, raw, (len, raw_len), 1);
    }

    /// Says that the clean text at `clean` consists of `count` units of `unit` bytes each, and the input at `raw` of as
    /// many units of `raw_unit` bytes, one for one: characters of one width in another encoding.
    pub fn push_units(&mut self, clean: usize, raw: usize, (unit, raw_unit): (usize, usize), count: usize) {
        let narrow = |n: usize| u32::try_from(n).ok();
        let far = clean.saturating_add(count.saturating_mul(unit));
        let raw_far = raw.saturating_add(count.saturating_mul(raw_unit));
        let (Some(_), Some(_), Some(clean), Some(raw), Some(unit), Some(raw_unit), Some(count)) = (
            narrow(far),
            narrow(raw_far),
            narrow(clean),
            narrow(raw),
            narrow(unit),
            narrow(raw_unit),
            narrow(count),
        ) else {
            return;
        };
        if count == 0 || unit == 0 {
            return;
        }
        if let Some(last) = self.pieces.last_mut()
            && (last.unit, last.raw_unit) == (unit, raw_unit)
            && last.clean + last.count * unit == clean
            && last.raw + last.count * raw_unit == raw
        {
            last.count += count;
            return;
        }
        self.pieces.push(Piece { clean, raw, unit, raw_unit, count });
    }

    /// True if every byte of the text stands for the byte of the input at the same place.
    pub fn is_identity(&self) -> bool {
        self.pieces.iter().all(|p| p.clean == p.raw && p.unit == 1 && p.raw_unit == 1)
    }

    /// Pieces that a range of clean text touches.
    fn touching(&self, range: TextRange) -> impl Iterator<Item = &Piece> {
        let first = self.pieces.partition_point(|p| p.end() <= range.start);
        self.pieces[first..].iter().take_while(move |p| p.start() < range.end)
    }

    /// The raw bytes behind a range of clean text: from the first to the last byte that any of it came from.
    /// `None` if nothing of the range came from the input.
    pub fn to_raw(&self, range: TextRange) -> Option<TextRange> {
        self.touching(range).map(|p| p.raw_of(range)).reduce(TextRange::cover)
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
            self.append(*range, clean, &mut made);
            clean += range.len();
        }
        made
    }

    /// The map from this map's clean text to what its input was itself made from: `earlier` leads from this map's raw
    /// input, as the clean text of an earlier step, to the input of that step.
    pub fn through(&self, earlier: &OffsetMap) -> OffsetMap {
        if earlier.is_identity() {
            return self.clone();
        }
        let mut made = OffsetMap::default();
        for piece in &self.pieces {
            if (piece.unit, piece.raw_unit) == (1, 1) {
                let range = TextRange::new(piece.raw as usize, piece.raw as usize + piece.count as usize);
                earlier.append(range, piece.start(), &mut made);
                continue;
            }
            for number in 0..piece.count {
                let start = piece.start() + number as usize * piece.unit as usize;
                let unit = TextRange::new(start, start + piece.unit as usize);
                if let Some(raw) = earlier.to_raw(piece.raw_of(unit)) {
                    made.push_changed(start, unit.len(), raw.start, raw.len());
                }
            }
        }
        made
    }

    /// Adds to `made`, from `clean` on, what this map knows of `range`.
    fn append(&self, range: TextRange, clean: usize, made: &mut OffsetMap) {
        for piece in self.touching(range) {
            let here = TextRange::new(range.start.max(piece.start()), range.end.min(piece.end()));
            let at = |byte: usize| clean + byte - range.start;
            // Whole units stay units; one that the range cuts stands as a whole for its raw bytes.
            let unit = piece.unit as usize;
            let first = piece.start() + (here.start - piece.start()).next_multiple_of(unit);
            let last = here.end - (here.end - piece.start()) % unit;
            for (start, end) in
                [(here.start, first.min(here.end)), (first, last), (last.max(first), here.end)]
            {
                if start >= end {
                    continue;
                }
                let raw = piece.raw_of(TextRange::new(start, end));
                if start == first && end == last {
                    let units = (unit, piece.raw_unit as usize);
                    made.push_units(at(start), raw.start, units, (end - start) / unit);
                } else {
                    made.push_changed(at(start), end - start, raw.start, raw.len());
                }
            }
        }
    }

    /// The pieces as `(clean start, clean length, raw start, raw length)`, all in bytes. Bytes that were copied come
    /// in long pieces, one for one; everything else comes unit by unit.
    pub fn pieces(&self) -> impl Iterator<Item = (usize, usize, usize, usize)> + '_ {
        self.pieces.iter().flat_map(|p| {
            let (unit, raw_unit) = (p.unit as usize, p.raw_unit as usize);
            // Bytes one for one go together, wider units one by one.
            let (steps, unit, raw_unit) = if unit == 1 && raw_unit == 1 {
                (1, p.count as usize, p.count as usize)
            } else {
                (p.count as usize, unit, raw_unit)
            };
            (0..steps).map(move |n| (p.start() + n * unit, unit, p.raw as usize + n * raw_unit, raw_unit))
        })
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

    #[test]
    fn leads_through_two_steps() {
        // "Für dich" in two bytes a character, read from "<p>F&uuml;r dich" in which the entity is one step of its own.
        let mut decoded = OffsetMap::default();
        decoded.push_units(0, 2, (1, 2), 16);
        let mut read = OffsetMap::default();
        read.push_copied(0, 3, 1);
        read.push_changed(1, 2, 4, 6);
        read.push_copied(3, 10, 6);
        let whole = read.through(&decoded);
        assert_eq!(whole.to_raw(TextRange::new(0, 1)), Some(TextRange::new(8, 10)));
        assert_eq!(whole.to_raw(TextRange::new(1, 3)), Some(TextRange::new(10, 22)));
        assert_eq!(whole.to_raw(TextRange::new(3, 5)), Some(TextRange::new(22, 26)));
        assert_eq!(whole.pieces().count(), 8);
        assert_eq!(read.through(&OffsetMap::identity(16)), read);
    }

    #[test]
    fn cut_units_stand_as_a_whole() {
        let mut wide = OffsetMap::default();
        wide.push_units(0, 0, (2, 1), 4);
        assert_eq!(wide.to_raw(TextRange::new(3, 5)), Some(TextRange::new(1, 3)));
        let part = wide.select(&[TextRange::new(1, 7)], 0);
        assert_eq!(
            part.pieces().collect::<Vec<_>>(),
            [(0, 1, 0, 1), (1, 2, 1, 1), (3, 2, 2, 1), (5, 1, 3, 1)]
        );
        let part = wide.select(&[TextRange::new(3, 4)], 0);
        assert_eq!(part.pieces().collect::<Vec<_>>(), [(0, 1, 1, 1)]);
    }

    #[test]
    fn keeps_nothing_beyond_its_numbers() {
        let mut map = OffsetMap::default();
        map.push_copied(usize::MAX - 1, 0, 10);
        map.push_changed(0, 1, 0, usize::MAX);
        assert_eq!(map, OffsetMap::default());
        map.push_copied(0, 0, 0);
        assert!(map.is_identity() && OffsetMap::identity(7).is_identity());
    }
}
