//! Long sorted tables, looked up in place.

use std::sync::{Arc, OnceLock};

/// Tables shorter than this, in bytes, have no index: the search is short anyway.
const SHORT: usize = 1 << 16;

/// A table of tab-separated lines sorted by their bytes. Looking up costs a binary search over the part of the text
/// that begins with the same two bytes.
#[derive(Clone, Debug)]
pub struct Table {
    body: &'static str,
    /// For each pair of bytes, where the first line that does not come before it starts; made by the first search, as
    /// few of the tables are searched in a run.
    starts: Arc<OnceLock<Vec<u32>>>,
}

impl Table {
    /// The table in `text`, without the head lines that begin with `#`.
    pub fn new(text: &'static str) -> Self {
        let mut body = text;
        while body.starts_with('#') {
            body = body.split_once('\n').map_or("", |(_, rest)| rest);
        }
        Self { body, starts: Arc::default() }
    }

    /// The columns after the first of the line whose first column is `key`, as one string with tabs.
    pub fn find(&self, key: &str) -> Option<&'static str> {
        if self.body.len() < SHORT {
            return stemma_text::sorted::find(self.body, key);
        }
        let starts = self.starts.get_or_init(|| index(self.body));
        let pair = pair(key.as_bytes());
        stemma_text::sorted::find(&self.body[starts[pair] as usize..starts[pair + 1] as usize], key)
    }

    /// All lines in order, as first column and the rest.
    pub fn lines(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        self.body.lines().map(|l| l.split_once('\t').unwrap_or((l, "")))
    }

    /// Says whether the lines are sorted and their keys differ.
    ///
    /// # Errors
    /// Names the first line out of order.
    pub fn check(&self) -> Result<(), String> {
        let mut last = "";
        for (key, _) in self.lines() {
            if key <= last {
                return Err(format!(
                    "'{key}' stands after '{last}': sort the lines by their bytes, each key once"
                ));
            }
            last = key;
        }
        Ok(())
    }
}

/// The first two bytes of a key as a number; a missing byte counts as zero.
fn pair(key: &[u8]) -> usize {
    let byte = |at: usize| usize::from(key.get(at).copied().filter(|b| *b != b'\t').unwrap_or(0));
    let first = byte(0);
    first << 8 | if first == 0 { 0 } else { byte(1) }
}

fn index(body: &str) -> Vec<u32> {
    let mut starts = Vec::with_capacity((1 << 16) + 1);
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        let pair = pair(line.as_bytes());
        while starts.len() <= pair {
            starts.push(at);
        }
        at += u32::try_from(line.len()).unwrap_or(u32::MAX);
    }
    starts.resize((1 << 16) + 1, at);
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_line_and_nothing_else() {
        let table = Table::new("# head\na\t1\nab\t2\tx\nb\t\nzz\t4\n");
        table.check().unwrap();
        let found: Vec<_> = ["a", "ab", "b", "zz", "", "c", "aa"].iter().map(|k| table.find(k)).collect();
        assert_eq!(found, [Some("1"), Some("2\tx"), Some(""), Some("4"), None, None, None]);
        assert!(Table::new("b\t1\na\t1\n").check().is_err());
        assert_eq!(Table::new("").find("a"), None);
    }

    #[test]
    fn an_index_changes_nothing() {
        let lines: Vec<String> = (0..9000).map(|n| format!("{:05}x\t{n}", n * 7)).collect();
        let mut keys: Vec<String> = lines.iter().map(|l| format!("{l}\n")).collect();
        keys.insert(0, "0\tshort\n".to_owned());
        keys.extend(["a\tone\n".to_owned(), "ä\tumlaut\n".to_owned(), "äx\ttwo".to_owned()]);
        let table = Table::new(Box::leak(keys.concat().into_boxed_str()));
        table.check().unwrap();
        assert!((0..9000).all(|n| table.find(&format!("{:05}x", n * 7)) == Some(n.to_string().as_str())));
        assert!(table.starts.get().is_some_and(|starts| !starts.is_empty()));
        let rest = ["0", "a", "ä", "äx", "", "00001x", "b", "ax", "äy", "\u{10ffff}"].map(|k| table.find(k));
        assert_eq!(
            rest,
            [Some("short"), Some("one"), Some("umlaut"), Some("two"), None, None, None, None, None, None]
        );
    }
}
