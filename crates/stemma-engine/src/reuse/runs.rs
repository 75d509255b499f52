//! Sorted runs of postings, in memory or in files, and their merging.

use super::WorkError;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::PathBuf;
use stemma_reuse::Posting;

/// Bytes read of a file at a time.
const BUFFER: usize = 1 << 16;

/// Postings in order.
pub enum Run {
    /// In memory.
    Held(Vec<Posting>),
    /// In a file, eight bytes each, the least first.
    File(PathBuf),
}

enum Source<'r> {
    Held(std::slice::Iter<'r, Posting>),
    File(BufReader<File>, &'r PathBuf),
}

impl Source<'_> {
    fn next(&mut self) -> Result<Option<Posting>, WorkError> {
        match self {
            Source::Held(postings) => Ok(postings.next().copied()),
            Source::File(reader, path) => {
                let mut bytes = [0; 8];
                match reader.read_exact(&mut bytes) {
                    Ok(()) => Ok(Some(Posting(u64::from_le_bytes(bytes)))),
                    Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Ok(None),
                    Err(error) => Err(WorkError::at(path)(error)),
                }
            }
        }
    }
}

/// The postings of several runs in order.
pub struct Merged<'r> {
    sources: Vec<Source<'r>>,
    heads: BinaryHeap<Reverse<(Posting, usize)>>,
}

impl<'r> Merged<'r> {
    /// Opens all runs.
    pub fn open(runs: &'r [Run]) -> Result<Self, WorkError> {
        let mut merged = Merged { sources: Vec::new(), heads: BinaryHeap::new() };
        for (number, run) in runs.iter().enumerate() {
            let mut source = match run {
                Run::Held(postings) => Source::Held(postings.iter()),
                Run::File(path) => {
                    let file = File::open(path).map_err(WorkError::at(path))?;
                    Source::File(BufReader::with_capacity(BUFFER, file), path)
                }
            };
            if let Some(first) = source.next()? {
                merged.heads.push(Reverse((first, number)));
            }
            merged.sources.push(source);
        }
        Ok(merged)
    }
}

impl Iterator for Merged<'_> {
    type Item = Result<Posting, WorkError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut head = self.heads.peek_mut()?;
        let Reverse((posting, number)) = *head;
        match self.sources[number].next() {
            // Changing the head in place is half the work of taking it off and pushing the next.
            Ok(Some(next)) => *head = Reverse((next, number)),
            Ok(None) => {
                std::collections::binary_heap::PeekMut::pop(head);
            }
            Err(error) => return Some(Err(error)),
        }
        Some(Ok(posting))
    }
}

/// Numbers as they stand in a file.
pub fn bytes_of(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|n| n.to_le_bytes()).collect()
}

/// Numbers from a file.
pub fn numbers_of(bytes: &[u8]) -> Vec<u32> {
    bytes.as_chunks::<4>().0.iter().map(|b| u32::from_le_bytes(*b)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_merge_in_order() {
        let runs: Vec<Run> = [&[3, 9, 9][..], &[], &[1, 4], &[2]]
            .into_iter()
            .map(|run| Run::Held(run.iter().map(|n| Posting(*n)).collect()))
            .collect();
        let merged: Vec<u64> = Merged::open(&runs).unwrap().map(|posting| posting.unwrap().0).collect();
        assert_eq!(merged, [1, 2, 3, 4, 9, 9]);
    }
}
