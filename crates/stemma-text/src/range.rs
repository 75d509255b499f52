//! Half-open ranges over one layer of text, counted in bytes.

use std::fmt;

/// A half-open range `[start, end)` in bytes of one text. Both ends lie on character boundaries of that text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct TextRange {
    /// First byte of the range.
    pub start: usize,
    /// First byte after the range.
    pub end: usize,
}

impl TextRange {
    /// The range `[start, end)`; an end before the start gives an empty range at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// True if nothing lies in the range.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// True if `other` lies wholly inside.
    pub fn contains(self, other: TextRange) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True if the byte at `position` lies inside.
    pub fn contains_position(self, position: usize) -> bool {
        self.start <= position && position < self.end
    }

    /// True if the two ranges share at least one byte.
    pub fn overlaps(self, other: TextRange) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Bytes both ranges share.
    pub fn intersection(self, other: TextRange) -> TextRange {
        TextRange::new(self.start.max(other.start), self.end.min(other.end).max(self.start.max(other.start)))
    }

    /// The smallest range that holds both.
    pub fn cover(self, other: TextRange) -> TextRange {
        TextRange::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The range moved by `by` bytes to the right.
    pub fn shifted(self, by: usize) -> TextRange {
        TextRange { start: self.start + by, end: self.end + by }
    }

    /// The text of the range.
    ///
    /// # Panics
    /// If the range does not lie on character boundaries of `text`.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// The range without white space at either end of its text.
    pub fn trimmed(self, text: &str) -> TextRange {
        let inner = self.of(text);
        let start = self.start + (inner.len() - inner.trim_start().len());
        TextRange::new(start, start + inner.trim().len())
    }
}

impl fmt::Debug for TextRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}
