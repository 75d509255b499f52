//! The canonical prefix codes (Huffman 1952) in which rows and matrices are packed.

/// Longest code, in bits.
const LONGEST: u32 = 12;

/// One code: for every run of [`LONGEST`] bits the symbol that it begins with and how many bits that takes.
#[derive(Clone, Debug)]
pub struct Code {
    table: Vec<(u8, u8)>,
}

impl Code {
    /// The code whose symbols have these lengths, 0 for symbols that it lacks.
    pub fn new(lengths: &[u8]) -> Option<Self> {
        let mut symbols: Vec<(u8, u8)> =
            lengths.iter().enumerate().filter(|(_, n)| **n > 0).map(|(s, n)| (*n, s as u8)).collect();
        symbols.sort_unstable();
        let mut table = Vec::with_capacity(1 << LONGEST);
        for (length, symbol) in symbols {
            let span = 1usize << LONGEST.checked_sub(u32::from(length))?;
            table.resize(table.len() + span, (symbol, length));
        }
        if table.len() > 1 << LONGEST {
            return None;
        }
        table.resize(1 << LONGEST, (0, 1));
        Some(Self { table })
    }

    /// Hands the first `count` symbols of `bytes` to `put`. Behind the end of `bytes` stand zeros.
    pub fn read(&self, bytes: &[u8], count: usize, mut put: impl FnMut(usize, u8)) {
        let (mut held, mut bits, mut at) = (0u64, 0u32, 0);
        for n in 0..count {
            if bits < LONGEST {
                match bytes.get(at..at + 4) {
                    Some(four) => {
                        held =
                            held << 32 | u64::from(u32::from_be_bytes([four[0], four[1], four[2], four[3]]));
                        (bits, at) = (bits + 32, at + 4);
                    }
                    None => {
                        held = held << 8 | u64::from(bytes.get(at).copied().unwrap_or(0));
                        held = held << 8 | u64::from(bytes.get(at + 1).copied().unwrap_or(0));
                        (bits, at) = (bits + 16, at + 2);
                    }
                }
            }
            let (symbol, length) = self.table[(held >> (bits - LONGEST)) as usize & ((1 << LONGEST) - 1)];
            bits -= u32::from(length);
            put(n, symbol);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lengths: &[u8], bytes: &[u8], expected: &[u8]) {
        let code = Code::new(lengths).expect("it is a code");
        let mut found = Vec::new();
        code.read(bytes, expected.len(), |_, symbol| found.push(symbol));
        assert_eq!(found, expected);
    }

    #[test]
    fn shorter_codes_come_first() {
        // 0 → a, 10 → b, 110 → c, 111 → d
        check(&[1, 2, 3, 3], &[0b0101_1011, 0b1000_0000], &[0, 1, 2, 3, 0]);
        check(&[1, 2, 3, 3], &[], &[0, 0]);
        check(&[3, 3, 2, 1], &[0b0101_1011, 0b1000_0000], &[3, 2, 0, 1, 3]);
    }

    #[test]
    fn too_many_codes_are_none() {
        assert!(Code::new(&[1, 1, 1]).is_none());
        assert!(Code::new(&[13]).is_none());
    }
}
