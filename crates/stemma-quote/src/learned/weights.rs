//! Weights of hashed features, looked up in place in the lines of a data file: a cuckoo filter (Fan et al. 2014) whose
//! slots hold weights. Features that were not kept in training are told by their fingerprint and weigh nothing.

/// Slots of one bucket.
const SLOTS: usize = 4;
/// Buckets in one line of the file.
const BUCKETS: usize = 16;
/// The character of the weight 0.
const ZERO: u8 = 80;
/// Characters of a fingerprint, and how many values each has, from `!` on.
const PRINT: usize = 2;
const VALUES: u32 = 93;

/// A table of weights, `N` for a feature, one printable character each: the square of its steps, with their sign.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weights<const N: usize> {
    bytes: &'static [u8],
    unit: f32,
    mask: u32,
}

/// The fingerprint of a feature, and its two buckets before the mask.
fn place(feature: u32) -> ([u8; PRINT], u32, u32) {
    let high = (feature >> 16) ^ (feature << 16).wrapping_mul(0x9e37_79b1);
    let print = [(high % VALUES) as u8 + 33, (high / VALUES % VALUES) as u8 + 33];
    (print, feature, other(feature, print))
}

fn other(bucket: u32, print: [u8; PRINT]) -> u32 {
    bucket ^ (u32::from(print[0]) * 93 + u32::from(print[1])).wrapping_mul(0x5bd1_e995)
}

impl<const N: usize> Weights<N> {
    /// Bytes of one slot, and of one line: a letter, four hex digits, a tab, the slots, a line end.
    const SLOT: usize = PRINT + N;
    const LINE: usize = 6 + BUCKETS * SLOTS * Self::SLOT + 1;

    /// The table whose lines begin with `letter`; `None` if it is not whole.
    pub fn read(source: &'static str, letter: char, unit: f32) -> Option<Self> {
        let at = source.find(&format!("\n{letter}0000\t"))? + 1;
        let bytes = &source.as_bytes()[at..];
        let lines = bytes.chunks_exact(Self::LINE).take_while(|l| l[0] == letter as u8).count();
        let buckets = lines * BUCKETS;
        let whole = buckets.is_power_of_two() && bytes[..lines * Self::LINE].iter().all(u8::is_ascii);
        whole.then(|| Self { bytes: &bytes[..lines * Self::LINE], unit, mask: buckets as u32 - 1 })
    }

    fn bucket(&self, bucket: u32) -> &'static [u8] {
        let bucket = (bucket & self.mask) as usize;
        let start = bucket / BUCKETS * Self::LINE + 6 + bucket % BUCKETS * SLOTS * Self::SLOT;
        self.bytes.get(start..start + SLOTS * Self::SLOT).unwrap_or_default()
    }

    /// The sum of the weights of these features.
    pub fn score(&self, features: &[u32]) -> [f32; N] {
        let mut sum = [0_i32; N];
        for feature in features {
            let (print, first, second) = place(*feature);
            let mut slots = self.bucket(first).chunks_exact(Self::SLOT);
            let slot = slots
                .find(|s| s[..PRINT] == print)
                .or_else(|| self.bucket(second).chunks_exact(Self::SLOT).find(|s| s[..PRINT] == print));
            let Some(slot) = slot else { continue };
            for (sum, byte) in sum.iter_mut().zip(&slot[PRINT..]) {
                let steps = i32::from(*byte) - i32::from(ZERO);
                *sum += steps * steps.abs();
            }
        }
        sum.map(|s| s as f32 * self.unit)
    }
}

#[cfg(test)]
pub(super) mod make {
    //! Writes tables.

    use super::{BUCKETS, PRINT, SLOTS, ZERO, other, place};
    use std::fmt::Write as _;

    /// The largest weight in steps, either way.
    const LARGEST: i32 = 46;
    /// Moves before a feature is given up.
    const MOVES: usize = 500;

    /// The unit of weights whose largest is this.
    pub(in super::super) fn unit<const N: usize>(rows: &[(u32, [f32; N])]) -> f32 {
        let largest = rows.iter().flat_map(|r| r.1).map(f32::abs).fold(f32::MIN_POSITIVE, f32::max);
        largest / (LARGEST * LARGEST) as f32
    }

    /// Writes `rows`, the heaviest first, into `2^bits` buckets.
    pub(in super::super) fn write<const N: usize>(
        letter: char,
        rows: &[(u32, [f32; N])],
        bits: u32,
        text: &mut String,
    ) {
        let unit = unit(rows);
        let mask = (1_u32 << bits) - 1;
        let mut buckets: Vec<Vec<([u8; PRINT], [f32; N])>> = vec![Vec::new(); 1 << bits];
        for (feature, weights) in rows {
            let (print, first, second) = place(*feature);
            let (mut at, mut item) = (first & mask, (print, *weights));
            if buckets[at as usize].len() >= SLOTS {
                at = second & mask;
            }
            let mut moves = 0;
            while buckets[at as usize].len() >= SLOTS && moves < MOVES {
                std::mem::swap(&mut buckets[at as usize][moves % SLOTS], &mut item);
                at = other(at, item.0) & mask;
                moves += 1;
            }
            // One that finds no place weighs nothing.
            if buckets[at as usize].len() < SLOTS {
                buckets[at as usize].push(item);
            }
        }
        let character = |w: f32| {
            let steps = ((w.abs() / unit).sqrt().round() as i32).min(LARGEST);
            char::from((i32::from(ZERO) + if w < 0.0 { -steps } else { steps }) as u8)
        };
        for (number, line) in buckets.chunks(BUCKETS).enumerate() {
            write!(text, "{letter}{number:04x}\t").expect("a string takes all");
            for bucket in line {
                for slot in 0..SLOTS {
                    let empty = ([b'~'; PRINT], [0.0; N]);
                    let (print, weights) = bucket.get(slot).unwrap_or(&empty);
                    text.extend(print.iter().map(|b| char::from(*b)));
                    text.extend(weights.iter().map(|w| character(*w)));
                }
            }
            text.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_written() {
        let rows: Vec<(u32, [f32; 2])> = (0..900_u32)
            .map(|n| (n.wrapping_mul(0x9e37_79b1), [f32::from(n as u16 % 46 + 1), -1.0]))
            .collect();
        let mut text = String::from("\n");
        make::write('c', &rows, 8, &mut text);
        let table: Weights<2> = Weights::read(text.leak(), 'c', make::unit(&rows)).unwrap();
        for (feature, weights) in &rows {
            let [first, second] = table.score(&[*feature]);
            assert!(
                (first - weights[0]).abs() < 1.0 && (second + 1.0).abs() < 0.3,
                "{feature}: {first} {second}"
            );
        }
        assert_eq!(table.score(&[12_345]), [0.0, 0.0]);
        assert!(Weights::<2>::read("c0000\tcut off", 'c', 1.0).is_none());
    }
}
