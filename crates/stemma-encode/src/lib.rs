//! Sentences as vectors in which translations stand close together: Universal Sentence Encoder multilingual v3, run
//! offline from `data/any/encoder.bin` (see `docs/encoder.md`).
//!
//! Words owned here: piece (a run of characters that the model has a row for), row (the 512 numbers of a piece),
//! vector (the 512 numbers of a sentence, of length one). Sums are made in one fixed order, so the same text gives
//! the same bytes on every machine and beside any other text.

mod forward;
mod kernel;
mod normal;
mod pieces;
mod prefix;
mod reader;

use forward::Network;
use normal::Normalizer;
use pieces::Pieces;

/// Numbers of a vector.
pub const DIMENSIONS: usize = 512;

/// A sentence as a point on the unit sphere.
pub type Vector = [f32; DIMENSIONS];

/// Pieces of a sentence that are read, count: what stands behind is left out. News sentences have 20 to 60.
pub const LONGEST: usize = 256;

/// Bytes of a sentence that are read, so that a text without full stops costs no more than a page.
const LONGEST_BYTES: usize = 8192;

/// Pieces that go through the network at one time, count: more only cost memory.
const BATCH: usize = 1024;

/// The model, ready to run. About 12 MB on the heap; rows stay packed in the program until a piece asks for them.
#[derive(Debug)]
pub struct Encoder {
    normalizer: Normalizer,
    pieces: Pieces,
    network: Network,
}

impl Encoder {
    /// The model that is part of the program. Takes some hundredths of a second: make one and keep it.
    ///
    /// # Panics
    /// If the file in the program is not well formed; the tests read it, so this cannot ship.
    pub fn builtin() -> Self {
        match Self::read(include_bytes!("../../../data/any/encoder.bin")) {
            Some(encoder) => encoder,
            None => panic!("data/any/encoder.bin is not well formed"),
        }
    }

    /// The model in `file`, laid out as `data/make/encoder.py` says.
    fn read(file: &'static [u8]) -> Option<Self> {
        let mut reader = reader::Reader::new(file);
        if reader.bytes(8)? != b"STEMENC1" {
            return None;
        }
        let normalizer = Normalizer::read(&mut reader)?;
        let pieces = Pieces::read(&mut reader)?;
        let network = Network::read(&mut reader)?;
        Some(Self { normalizer, pieces, network })
    }

    /// The vectors of `sentences`, one each. A vector does not depend on the other sentences.
    pub fn encode(&self, sentences: &[&str]) -> Vec<Vector> {
        let mut vectors = Vec::with_capacity(sentences.len());
        let (mut batch, mut count) = (Vec::new(), 0);
        for sentence in sentences {
            let ids = self.ids(sentence);
            if count + ids.len() > BATCH && !batch.is_empty() {
                self.network.vectors(&self.pieces, &batch, &mut vectors);
                batch.clear();
                count = 0;
            }
            count += ids.len();
            batch.push(ids);
        }
        self.network.vectors(&self.pieces, &batch, &mut vectors);
        vectors
    }

    /// Pieces of a sentence between the marks for its two ends.
    fn ids(&self, sentence: &str) -> Vec<u32> {
        let mut end = sentence.len().min(LONGEST_BYTES);
        while !sentence.is_char_boundary(end) {
            end -= 1;
        }
        let mut ids = vec![self.pieces.begin];
        self.pieces.split(&self.normalizer.normal(&sentence[..end]), &mut ids);
        ids.truncate(LONGEST - 1);
        ids.push(self.pieces.end);
        ids
    }
}

/// Cosine of two vectors, -1 to 1.
pub fn cosine(a: &Vector, b: &Vector) -> f32 {
    kernel::dot(a, b)
}
