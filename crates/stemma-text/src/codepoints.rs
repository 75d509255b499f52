//! From byte positions, which the program uses inside, to code point positions, which it writes.

use crate::TextRange;

/// Bytes between two checkpoints.
const STRIDE: usize = 64;

/// Turns byte positions of one text into code point positions and back. Built once per text, O(n); each look-up
/// counts at most 64 bytes.
pub struct CodePoints<'t> {
    text: &'t str,
    checkpoints: Vec<u32>,
}

impl<'t> CodePoints<'t> {
    /// Counts `text` once.
    pub fn new(text: &'t str) -> Self {
        let mut checkpoints = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for (at, byte) in text.bytes().enumerate() {
            if at % STRIDE == 0 {
                checkpoints.push(count);
            }
            count += u32::from(is_start(byte));
        }
        if text.len().is_multiple_of(STRIDE) {
            checkpoints.push(count);
        }
        Self { text, checkpoints }
    }

    /// Code points before the byte position `at`; positions past the end count the whole text.
    pub fn of_byte(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        let step = at / STRIDE;
        let rest = self.text.as_bytes()[step * STRIDE..at].iter().filter(|b| is_start(**b)).count();
        self.checkpoints[step] as usize + rest
    }

    /// Byte position of the code point number `at`; positions past the end give the length of the text.
    pub fn to_byte(&self, at: usize) -> usize {
        let step = self.checkpoints.partition_point(|c| (*c as usize) <= at).saturating_sub(1);
        let mut count = self.checkpoints[step] as usize;
        for (offset, byte) in self.text.as_bytes()[step * STRIDE..].iter().enumerate() {
            if is_start(*byte) {
                if count == at {
                    return step * STRIDE + offset;
                }
                count += 1;
            }
        }
        self.text.len()
    }

    /// A byte range as `[start, end)` in code points.
    pub fn range(&self, range: TextRange) -> [usize; 2] {
        [self.of_byte(range.start), self.of_byte(range.end)]
    }
}

fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_counting(text in "\\PC{0,300}") {
            let points = CodePoints::new(&text);
            for (number, (at, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.of_byte(at), number);
                prop_assert_eq!(points.to_byte(number), at);
            }
            prop_assert_eq!(points.of_byte(text.len()), text.chars().count());
        }
    }
}
