//! Search in text whose lines are sorted by their bytes, in place.

use std::cmp::Ordering;

/// The columns after the first of the line whose first column is `key`, as one string with tabs. The lines of `body` are
/// sorted by the bytes of their first columns and parted by tabs; each key stands once.
///
/// ```
/// use stemma_text::sorted::find;
/// assert_eq!(find("a\t1\nb\t2\t3\n", "b"), Some("2\t3"));
/// assert_eq!(find("a\t1\nb\t2\t3\n", "c"), None);
/// ```
pub fn find<'t>(body: &'t str, key: &str) -> Option<&'t str> {
    let bytes = body.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = bytes[low..middle].iter().rposition(|b| *b == b'\n').map_or(low, |n| low + n + 1);
        let end = bytes[middle..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |n| middle + n);
        let line = &body[start..end];
        let (first, rest) = line.split_once('\t').unwrap_or((line, ""));
        match first.cmp(key) {
            Ordering::Equal => return Some(rest),
            Ordering::Less => low = (end + 1).min(high),
            Ordering::Greater => high = start,
        }
    }
    None
}
