//! Longest common subsequence of two short stretches of words, by bits (Hyyrö 2004). Aligns what lies between and
//! beside the runs of an alignment.

/// Words of the second stretch that are looked at, count: the bits of a row.
pub const WIDTH: usize = 64;

/// Two stretches of words as lists of (place, hash), and room for the work on them, used again for the next two.
#[derive(Debug, Default)]
pub struct Stretches {
    /// The first stretch.
    pub a: Vec<(u32, u32)>,
    /// The second stretch. Words behind the first [`WIDTH`] stay unaligned.
    pub b: Vec<(u32, u32)>,
    rows: Vec<u64>,
}

impl Stretches {
    /// Writes the places of a longest common subsequence to `found`, in order.
    pub fn common(&mut self, found: &mut Vec<(u32, u32)>) {
        found.clear();
        self.b.truncate(WIDTH);
        let (a, b) = (&self.a, &self.b);
        if a.is_empty() || b.is_empty() {
            return;
        }
        // Row i stands for the words of `a` from i on, bit k for the last k + 1 words of `b`. A bit is 0 where that
        // one word more of `b` makes the common subsequence longer.
        self.rows.clear();
        self.rows.resize(a.len() + 1, u64::MAX);
        let mut row = u64::MAX;
        for (i, (_, key)) in a.iter().enumerate().rev() {
            let equal = b.iter().fold(0u64, |bits, (_, k)| (bits << 1) | u64::from(k == key));
            let met = row & equal;
            row = row.wrapping_add(met) | (row - met);
            self.rows[i] = row;
        }
        let length = |i: usize, j: usize| {
            let rest = b.len() - j;
            let mask = if rest == 0 { 0 } else { u64::MAX >> (WIDTH - rest) };
            (!self.rows[i] & mask).count_ones()
        };
        let (mut i, mut j) = (0, 0);
        let mut left = length(0, 0);
        while left > 0 {
            if a[i].1 == b[j].1 {
                found.push((a[i].0, b[j].0));
                (i, j, left) = (i + 1, j + 1, left - 1);
            } else if length(i + 1, j) >= length(i, j + 1) {
                i += 1;
            } else {
                j += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, expected: &str) {
        let list = |text: &str| text.chars().enumerate().map(|(at, c)| (at as u32, c as u32)).collect();
        let mut stretches = Stretches { a: list(a), b: list(b), ..Stretches::default() };
        let mut found = Vec::new();
        stretches.common(&mut found);
        let read: String = found.iter().filter_map(|(at, _)| a.chars().nth(*at as usize)).collect();
        assert_eq!(read, expected);
        assert!(found.is_sorted_by(|x, y| x.0 < y.0 && x.1 < y.1));
        let same = |(x, y): &(u32, u32)| a.chars().nth(*x as usize) == b.chars().nth(*y as usize);
        assert!(found.iter().all(same));
    }

    #[test]
    fn longest_common_subsequence() {
        check("", "abc", "");
        check("abc", "", "");
        check("abc", "def", "");
        check("abc", "abc", "abc");
        check("xaybzc", "abcq", "abc");
        check("abcbdab", "bdcaba", "bdab");
    }

    #[test]
    fn wide_stretches_are_cut() {
        let wide = "a".repeat(80);
        check(&wide, &wide, &wide[..WIDTH]);
    }
}
