//! What was unpacked from archives, put by until a stage asks for it: in memory while it is little, then in a temporary
//! file that has no name and goes with the process.

use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, PoisonError};
use tempfile::SpooledTempFile;

/// Bytes kept in memory before a file is begun.
const IN_MEMORY: usize = 64 << 20;

/// Where something was put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    start: u64,
    length: usize,
}

/// A store that only grows. Shared by all threads.
#[derive(Debug)]
pub struct Spool {
    /// The file and its length.
    file: Mutex<(SpooledTempFile, u64)>,
}

impl Default for Spool {
    fn default() -> Self {
        Self { file: Mutex::new((SpooledTempFile::new(IN_MEMORY), 0)) }
    }
}

impl Spool {
    /// Puts `bytes` by.
    ///
    /// # Errors
    /// If there is no room for temporary files.
    pub fn put(&self, bytes: &[u8]) -> io::Result<Piece> {
        let mut guard = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let (file, end) = &mut *guard;
        let piece = Piece { start: *end, length: bytes.len() };
        file.seek(SeekFrom::Start(*end))?;
        file.write_all(bytes)?;
        *end += bytes.len() as u64;
        Ok(piece)
    }

    /// What was put there.
    ///
    /// # Errors
    /// If the temporary file cannot be read.
    pub fn get(&self, piece: Piece) -> io::Result<Vec<u8>> {
        let mut guard = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let mut bytes = vec![0; piece.length];
        guard.0.seek(SeekFrom::Start(piece.start))?;
        guard.0.read_exact(&mut bytes)?;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_back_what_was_put_by() {
        let spool = Spool::default();
        let first = spool.put(b"Erster").expect("there is room");
        let empty = spool.put(b"").expect("there is room");
        let last = spool.put("Größer".as_bytes()).expect("there is room");
        assert_eq!(spool.get(last).expect("it is there"), "Größer".as_bytes());
        assert_eq!(spool.get(first).expect("it is there"), b"Erster");
        assert!(spool.get(empty).expect("it is there").is_empty());
    }
}
