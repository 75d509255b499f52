//! The text as the model was trained to read it: the `nmt_nfkc` rules of SentencePiece (Kudo & Richardson 2018), kept
//! in a double-array trie of byte runs and their replacements; spaces made one, and written `▁`.

use crate::reader::Reader;

/// How a space is written in pieces.
pub const SPACE: &str = "▁";

/// The rules.
#[derive(Debug)]
pub struct Normalizer {
    units: Vec<u32>,
    replacements: &'static [u8],
}

impl Normalizer {
    /// The rules that come next in the file.
    pub fn read(reader: &mut Reader) -> Option<Self> {
        let bytes = reader.u32()? as usize;
        let units = reader.u32s(bytes / 4)?;
        let bytes = reader.u32()? as usize;
        Some(Self { units, replacements: reader.bytes(bytes)? })
    }

    /// Longest run at the start of `text` that has a rule: its replacement and its length. Else the first character.
    fn first<'t>(&'t self, text: &'t str) -> (&'t [u8], usize) {
        let unit = |at: u32| self.units.get(at as usize).copied().unwrap_or(0);
        let offset = |unit: u32| (unit >> 10) << ((unit & 0x200) >> 6);
        let mut node = offset(unit(0));
        let mut best = None;
        for (at, byte) in text.bytes().enumerate() {
            node ^= u32::from(byte);
            let here = unit(node);
            if here & 0x8000_00FF != u32::from(byte) {
                break;
            }
            node ^= offset(here);
            if here & 0x100 != 0 {
                best = Some((unit(node) & 0x7FFF_FFFF, at + 1));
            }
        }
        let length = text.chars().next().map_or(0, char::len_utf8);
        let own = (&text.as_bytes()[..length], length);
        let Some((value, length)) = best else { return own };
        let Some(rest) = self.replacements.get(value as usize..) else { return own };
        let end = rest.iter().position(|b| *b == 0).unwrap_or(rest.len());
        (&rest[..end], length)
    }

    /// The bytes of `text` as pieces are written: `▁` before every word, no space at the end; empty if nothing is
    /// left.
    pub fn normal(&self, text: &str) -> Vec<u8> {
        let mut found = Vec::with_capacity(text.len() + 16);
        let (mut at, mut after_space) = (0, true);
        while at < text.len() {
            let (mut part, length) = self.first(&text[at..]);
            at += length;
            if after_space {
                part = part.trim_ascii_start_spaces();
            }
            if part.is_empty() {
                continue;
            }
            if found.is_empty() {
                found.extend_from_slice(SPACE.as_bytes());
            }
            for byte in part {
                match byte {
                    b' ' => found.extend_from_slice(SPACE.as_bytes()),
                    _ => found.push(*byte),
                }
            }
            after_space = part.ends_with(b" ");
        }
        while found.ends_with(SPACE.as_bytes()) {
            found.truncate(found.len() - SPACE.len());
        }
        found
    }
}

trait Spaces {
    fn trim_ascii_start_spaces(&self) -> &Self;
}

impl Spaces for [u8] {
    fn trim_ascii_start_spaces(&self) -> &Self {
        &self[self.iter().take_while(|b| **b == b' ').count()..]
    }
}
