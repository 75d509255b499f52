//! Text into pieces: of all ways to cut it, the one whose pieces are likeliest together (unigram model, Kudo 2018).

use crate::DIMENSIONS;
use crate::prefix::Code;
use crate::reader::Reader;

/// Blocks of rows with a scale of their own, count.
const CHUNKS: usize = 17;

/// The pieces, in order of their bytes, with their rows.
#[derive(Debug)]
pub struct Pieces {
    /// Where each piece begins among `bytes`, and where the last one ends.
    starts: Vec<u32>,
    bytes: &'static [u8],
    scores: Vec<f32>,
    /// First piece that begins with each byte, and one more.
    heads: Vec<u32>,
    unknown_score: f64,
    unknown: u32,
    /// Mark of the beginning of a sentence.
    pub begin: u32,
    /// Mark of the end of a sentence.
    pub end: u32,
    chunk: &'static [u8],
    row_starts: Vec<u32>,
    rows: &'static [u8],
    chunks: Vec<Chunk>,
}

/// How the rows of one block are written.
#[derive(Debug)]
struct Chunk {
    code: Code,
    /// The number that each symbol stands for.
    values: [f32; 64],
}

/// Where parts of these lengths begin, and where the last one ends.
fn starts(lengths: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut end = 0u32;
    let ends = lengths.map(|n| {
        end = end.saturating_add(n);
        end
    });
    std::iter::once(0).chain(ends).collect()
}

impl Pieces {
    /// The pieces that come next in the file.
    pub fn read(reader: &mut Reader) -> Option<Self> {
        let count = reader.u32()? as usize;
        let unknown_score = reader.f64()?;
        let (unknown, begin, end) = (reader.u32()?, reader.u32()?, reader.u32()?);
        let places = starts(reader.bytes(count)?.iter().map(|n| u32::from(*n)));
        let bytes = reader.bytes(*places.last()? as usize)?;
        let chunk = reader.bytes(count)?;
        let scores = reader.f32s(count)?;
        let row_starts = starts(reader.u16s(count)?.into_iter().map(u32::from));
        let mut chunks = Vec::with_capacity(CHUNKS);
        for _ in 0..CHUNKS {
            let [scale, low] = reader.f32s(2)?[..] else { return None };
            let code = Code::new(reader.bytes(64)?)?;
            chunks.push(Chunk { code, values: std::array::from_fn(|n| n as f32 * scale + low) });
        }
        let rows = reader.bytes(*row_starts.last()? as usize)?;
        let mut counts = [0u32; 256];
        for place in &places[..count] {
            counts[usize::from(*bytes.get(*place as usize)?)] += 1;
        }
        let heads = starts(counts.into_iter());
        let whole = [unknown, begin, end].iter().all(|at| (*at as usize) < count)
            && chunk.iter().all(|c| usize::from(*c) < CHUNKS);
        whole.then_some(Self {
            starts: places,
            bytes,
            scores,
            heads,
            unknown_score,
            unknown,
            begin,
            end,
            chunk,
            row_starts,
            rows,
            chunks,
        })
    }

    fn piece(&self, at: usize) -> &[u8] {
        &self.bytes[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// The row of a piece.
    pub fn row(&self, id: u32, out: &mut [f32]) {
        let at = id as usize;
        let packed = &self.rows[self.row_starts[at] as usize..self.row_starts[at + 1] as usize];
        let chunk = &self.chunks[usize::from(self.chunk[at])];
        chunk.code.read(packed, DIMENSIONS, |n, symbol| out[n] = chunk.values[usize::from(symbol & 63)]);
    }

    /// Hands each piece that `text` begins with to `put`, shortest first.
    fn beginnings(&self, text: &[u8], mut put: impl FnMut(usize, usize)) {
        let Some(head) = text.first() else { return };
        let mut low = self.heads[usize::from(*head)] as usize;
        let mut high = self.heads[usize::from(*head) + 1] as usize;
        let mut depth = 1;
        while low < high {
            // The pieces from low to high share the first `depth` bytes with the text; the shortest stands first.
            let first = self.piece(low);
            if first.len() == depth {
                put(low, depth);
                low += 1;
                continue;
            }
            let Some(byte) = text.get(depth) else { break };
            low += count_while(high - low, |n| self.piece(low + n)[depth] < *byte);
            high = low + count_while(high - low, |n| self.piece(low + n)[depth] == *byte);
            depth += 1;
        }
    }

    /// Appends the pieces of `text`, which is normalised. A character that no piece holds is unknown.
    pub fn split(&self, text: &[u8], ids: &mut Vec<u32>) {
        // For every place in the text: score of the best cut up to it, and the piece that ends there.
        let mut best = vec![(f64::MIN, 0u32, self.unknown); text.len() + 1];
        best[0].0 = 0.0;
        let mut at = 0;
        while at < text.len() {
            let width = 1 + text[at + 1..].iter().take_while(|b| **b & 0xC0 == 0x80).count();
            let base = best[at].0;
            let mut single = false;
            self.beginnings(&text[at..], |id, length| {
                let score = base + f64::from(self.scores[id]);
                if score > best[at + length].0 {
                    best[at + length] = (score, at as u32, id as u32);
                }
                single |= length == width;
            });
            if !single && base + self.unknown_score > best[at + width].0 {
                best[at + width] = (base + self.unknown_score, at as u32, self.unknown);
            }
            at += width;
        }
        let from = ids.len();
        let mut at = text.len();
        while at > 0 {
            let (_, start, id) = best[at];
            ids.push(id);
            at = start as usize;
        }
        if text.is_empty() {
            ids.push(self.unknown);
        }
        ids[from..].reverse();
    }
}

/// How many of the first `count` numbers hold, where those that hold stand before those that do not.
fn count_while(count: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}
