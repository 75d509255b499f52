//! TOML word files: a head and entries.

use toml::{Table as Toml, Value};

/// A word file: its licence, its source, its entries in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct WordFile {
    /// SPDX name of the licence of the data.
    pub licence: String,
    /// Where the data comes from.
    pub source: String,
    /// The entries.
    pub entries: Vec<Entry>,
}

impl WordFile {
    /// Reads a file.
    ///
    /// # Errors
    /// A sentence that says what is wrong, and in which entry.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut table: Toml = text.parse().map_err(|e: toml::de::Error| e.to_string())?;
        let mut text_of = |key: &str| match table.remove(key) {
            Some(Value::String(s)) => Ok(s),
            _ => Err(format!("'{key}' is missing at the head of the file")),
        };
        let (licence, source) = (text_of("licence")?, text_of("source")?);
        let mut entries = Vec::new();
        match table.remove("entry") {
            Some(Value::Array(list)) => {
                for (number, value) in list.into_iter().enumerate() {
                    let Value::Table(fields) = value else {
                        return Err(format!("entry {} is not a table", number + 1));
                    };
                    entries.push(Entry { fields });
                }
            }
            None => {}
            Some(_) => return Err("'entry' must be written as [[entry]]".to_owned()),
        }
        if let Some(key) = table.keys().next() {
            return Err(format!("'{key}' is not known: use licence, source and [[entry]]"));
        }
        Ok(Self { licence, source, entries })
    }

    /// All strings of the list `key` over all entries, in order.
    pub fn all<'w>(&'w self, key: &'w str) -> impl Iterator<Item = &'w str> {
        self.entries.iter().flat_map(move |e| e.list(key))
    }

    /// The entry whose `name` is this.
    pub fn named(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|e| e.text("name") == Some(name))
    }
}

/// One entry of a word file.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    fields: Toml,
}

impl Entry {
    /// The string under `key`.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.fields.get(key).and_then(Value::as_str)
    }

    /// The strings of the list under `key`; a single string counts as a list of one.
    pub fn list(&self, key: &str) -> impl Iterator<Item = &str> {
        let (one, many) = match self.fields.get(key) {
            Some(Value::String(s)) => (Some(s.as_str()), None),
            Some(Value::Array(list)) => (None, Some(list.iter().filter_map(Value::as_str))),
            _ => (None, None),
        };
        one.into_iter().chain(many.into_iter().flatten())
    }

    /// The number under `key`.
    pub fn number(&self, key: &str) -> Option<f64> {
        self.fields.get(key).and_then(|v| v.as_float().or_else(|| v.as_integer().map(|i| i as f64)))
    }

    /// True if `key` is set to true.
    pub fn flag(&self, key: &str) -> bool {
        self.fields.get(key).and_then(Value::as_bool).unwrap_or(false)
    }

    /// Names of the fields that are set.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.fields.keys().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_entries_in_order() {
        let file = WordFile::read(
            "licence = 'CC0-1.0'\nsource = 'own'\n[[entry]]\nname = 'a'\nforms = ['x', 'y']\n[[entry]]\nname = 'b'\nforms = 'z'\nweight = 2\n",
        )
        .unwrap();
        assert_eq!(file.all("forms").collect::<Vec<_>>(), ["x", "y", "z"]);
        assert_eq!(file.named("b").unwrap().number("weight"), Some(2.0));
    }

    #[test]
    fn says_what_is_wrong() {
        assert!(WordFile::read("source = 'own'").unwrap_err().contains("licence"));
        assert!(WordFile::read("licence='a'\nsource='b'\nwords=[]").unwrap_err().contains("words"));
    }
}
