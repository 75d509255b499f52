//! Reads bytes as a file of a name, and breaks them.

#![allow(dead_code, missing_docs)] // Not every test file asks every question.

use std::io::{Cursor, Write};
use stemma_read::{Found, Input, Options, Sink};

/// What a reader gave.
#[derive(Debug, Default)]
pub struct Gathered {
    pub found: Vec<Found>,
    pub failed: Vec<(String, String)>,
    pub passed_over: Vec<String>,
}

impl Sink for Gathered {
    fn found(&mut self, found: Found) {
        self.found.push(found);
    }
    fn failed(&mut self, id: &str, error: String) {
        self.failed.push((id.to_owned(), error));
    }
    fn passed_over(&mut self, place: &str) {
        self.passed_over.push(place.to_owned());
    }
}

impl Gathered {
    /// Identifiers and contents.
    pub fn texts(&self) -> Vec<(&str, String)> {
        self.found
            .iter()
            .map(|f| (f.given.id.as_str(), String::from_utf8_lossy(&f.content).trim().to_owned()))
            .collect()
    }

    /// The one document there must be.
    pub fn one(mut self) -> Found {
        assert_eq!((self.found.len(), &self.failed, &self.passed_over), (1, &vec![], &vec![]));
        self.found.remove(0)
    }

    pub fn ids(&self) -> Vec<&str> {
        self.found.iter().map(|f| f.given.id.as_str()).collect()
    }

    /// The one failure.
    pub fn error(&self) -> &str {
        assert_eq!(self.failed.len(), 1, "{:?}", self.failed);
        &self.failed[0].1
    }
}

pub fn read(name: &str, bytes: &[u8]) -> Gathered {
    read_with(name, bytes, &Options::default())
}

pub fn read_with(name: &str, bytes: &[u8], options: &Options) -> Gathered {
    let mut gathered = Gathered::default();
    let mut source = Cursor::new(bytes);
    let mut input =
        Input { source: &mut source, id: name.to_owned(), place: name.to_owned(), depth: 0, walked: false };
    stemma_read::read(&mut input, options, &mut gathered);
    gathered
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("it is memory");
    encoder.finish().expect("it is memory")
}

/// Reads `bytes` again and again with random damage, and cut off at random places. Nothing may panic, hang, or give
/// more than there can be.
pub fn torture(name: &str, bytes: &[u8], rounds: u64) {
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % below.max(1) as u64).unwrap_or(0)
    };
    for round in 0..rounds {
        let mut damaged = bytes.to_vec();
        for _ in 0..=random(6) {
            let at = random(damaged.len());
            match random(5) {
                0 => damaged.truncate(at),
                1 if !damaged.is_empty() => damaged[at] ^= 1 << random(8),
                2 if !damaged.is_empty() => damaged[at] = [0, 0xff, b'0', b'9', b'\n', b'-'][random(6)],
                3 => {
                    let end = (at + random(64)).min(damaged.len());
                    let piece = damaged[at..end].to_vec();
                    let to = random(damaged.len());
                    damaged.splice(to..to, piece);
                }
                _ => {
                    let end = (at + random(32)).min(damaged.len());
                    damaged.drain(at..end);
                }
            }
        }
        let gathered = read(name, &damaged);
        let size: usize = gathered.found.iter().map(|f| f.content.len()).sum();
        assert!(
            size <= 200 * damaged.len() + (2 << 20),
            "round {round}: {size} bytes out of {}",
            damaged.len()
        );
    }
}
