//! Long sorted tables, looked up in place.

/// A table of tab-separated lines sorted by their bytes. Looking up costs a binary search over the text and no
/// memory; nothing is read at start.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    body: &'static str,
}

impl Table {
    /// The table in `text`, without the head lines that begin with `#`.
    pub fn new(text: &'static str) -> Self {
        let mut body = text;
        while body.starts_with('#') {
            body = body.split_once('\n').map_or("", |(_, rest)| rest);
        }
        Self { body }
    }

    /// The columns after the first of the line whose first column is `key`, as one string with tabs.
    pub fn find(&self, key: &str) -> Option<&'static str> {
        let bytes = self.body.as_bytes();
        let (mut low, mut high) = (0, bytes.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let start = bytes[..middle].iter().rposition(|b| *b == b'\n').map_or(0, |n| n + 1).max(low);
            let end = bytes[middle..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |n| middle + n);
            let line = &self.body[start..end];
            let (first, rest) = line.split_once('\t').unwrap_or((line, ""));
            match first.cmp(key) {
                std::cmp::Ordering::Equal => return Some(rest),
                std::cmp::Ordering::Less => low = (end + 1).min(high),
                std::cmp::Ordering::Greater => high = start,
            }
        }
        None
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
}
