//! Languages by their ISO 639-1 code.

use std::fmt;

/// A language, by its two-letter ISO 639-1 code in lower case; `und` where it is not known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language([u8; 3]);

impl Language {
    /// German.
    pub const GERMAN: Language = Language(*b"de ");
    /// English.
    pub const ENGLISH: Language = Language(*b"en ");
    /// Not known.
    pub const UNKNOWN: Language = Language(*b"und");

    /// Reads a code such as `de`, `de-AT` or `DE_ch`. Anything without two leading ASCII letters is unknown.
    pub fn from_code(code: &str) -> Language {
        let main: Vec<u8> = code.trim().bytes().take_while(u8::is_ascii_alphabetic).collect();
        match main.as_slice() {
            [a, b] => Language([a.to_ascii_lowercase(), b.to_ascii_lowercase(), b' ']),
            _ => Language::UNKNOWN,
        }
    }

    /// The code, `de`, `en`, … or `und`.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).map_or("und", str::trim_end)
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
