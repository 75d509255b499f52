//! A forgiving reader of JSON, for the schema.org data in pages, which is often not quite JSON: it takes raw line
//! ends in strings, trailing commas and comments in its stride, and returns what it has when the input ends early.

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    Null,
    Text(String),
    List(Vec<Json>),
    /// Members in the order of the input.
    Object(Vec<(String, Json)>),
}

/// Deeper values are read as nothing: real data is never that deep, and the reader must not exhaust the stack.
const DEEPEST: usize = 48;

impl Json {
    /// Reads a value. Numbers and booleans become text.
    pub fn read(input: &str) -> Json {
        Reader { bytes: input.as_bytes(), input, at: 0 }.value(0)
    }

    /// The member of this name.
    pub fn get(&self, name: &str) -> Option<&Json> {
        match self {
            Json::Object(members) => members.iter().find(|(n, _)| n == name).map(|(_, v)| v),
            _ => None,
        }
    }

    /// Its words, if it is text.
    pub fn text(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The items of a list; any other value is a list of one.
    pub fn items(&self) -> &[Json] {
        match self {
            Json::List(items) => items,
            Json::Null => &[],
            other => std::slice::from_ref(other),
        }
    }
}

struct Reader<'i> {
    bytes: &'i [u8],
    input: &'i str,
    at: usize,
}

impl Reader<'_> {
    fn space(&mut self) {
        while let Some(byte) = self.bytes.get(self.at) {
            if byte.is_ascii_whitespace() || *byte == b',' {
                self.at += 1;
            } else if self.bytes[self.at..].starts_with(b"/*") {
                self.at = self.input[self.at..].find("*/").map_or(self.bytes.len(), |n| self.at + n + 2);
            } else {
                break;
            }
        }
    }

    fn value(&mut self, depth: usize) -> Json {
        self.space();
        match self.bytes.get(self.at) {
            Some(b'{') if depth < DEEPEST => self.object(depth),
            Some(b'[') if depth < DEEPEST => self.list(depth),
            Some(b'"') => Json::Text(self.string()),
            Some(b'{' | b'[') | None => {
                self.at = self.bytes.len();
                Json::Null
            }
            Some(_) => self.bare(),
        }
    }

    fn bare(&mut self) -> Json {
        let start = self.at;
        while self.bytes.get(self.at).is_some_and(|b| !b",]}:\"\n".contains(b)) {
            self.at += 1;
        }
        if self.at == start {
            self.at += 1;
            return Json::Null;
        }
        // Both ends lie beside ASCII, so they are character boundaries.
        match self.input[start..self.at].trim() {
            "null" | "" => Json::Null,
            word => Json::Text(word.to_owned()),
        }
    }

    fn object(&mut self, depth: usize) -> Json {
        self.at += 1;
        let mut members = Vec::new();
        loop {
            self.space();
            match self.bytes.get(self.at) {
                Some(b'"') => {
                    let name = self.string();
                    self.space();
                    if self.bytes.get(self.at) == Some(&b':') {
                        self.at += 1;
                        members.push((name, self.value(depth + 1)));
                    }
                }
                Some(b'}') => {
                    self.at += 1;
                    break;
                }
                None => break,
                Some(_) => self.at += 1,
            }
        }
        Json::Object(members)
    }

    fn list(&mut self, depth: usize) -> Json {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.space();
            match self.bytes.get(self.at) {
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                None => break,
                Some(_) => items.push(self.value(depth + 1)),
            }
        }
        Json::List(items)
    }

    fn string(&mut self) -> String {
        self.at += 1;
        let mut text = String::new();
        loop {
            let rest = &self.input[self.at..];
            let Some(stop) = rest.find(['"', '\\']) else {
                text.push_str(rest);
                self.at = self.bytes.len();
                return text;
            };
            text.push_str(&rest[..stop]);
            self.at += stop + 1;
            if rest.as_bytes()[stop] == b'"' {
                return text;
            }
            self.escape(&mut text);
        }
    }

    fn escape(&mut self, text: &mut String) {
        let Some(c) = self.input[self.at..].chars().next() else { return };
        self.at += c.len_utf8();
        match c {
            'n' | 'r' | 't' | 'b' | 'f' => text.push(' '),
            'u' => {
                let first = self.hex();
                let code = if (0xD800..0xDC00).contains(&first) && self.input[self.at..].starts_with("\\u") {
                    self.at += 2;
                    let second = self.hex();
                    0x10000 + ((first - 0xD800) << 10) + (second.wrapping_sub(0xDC00) & 0x3FF)
                } else {
                    first
                };
                text.push(char::from_u32(code).unwrap_or('\u{fffd}'));
            }
            other => text.push(other),
        }
    }

    fn hex(&mut self) -> u32 {
        match self.input.get(self.at..self.at + 4).and_then(|h| u32::from_str_radix(h, 16).ok()) {
            Some(code) => {
                self.at += 4;
                code
            }
            None => 0xFFFD,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_values() {
        let value = Json::read(r#"{"a": "x \"y\" \u00fc \ud83d\ude00", "b": [1, {"c": null},], "d": true}"#);
        assert_eq!(value.get("a").unwrap().text(), Some("x \"y\" ü 😀"));
        assert_eq!(value.get("b").unwrap().items().len(), 2);
        assert_eq!(value.get("d").unwrap().text(), Some("true"));
    }

    #[test]
    fn survives_depth_and_early_ends() {
        let _ = Json::read(&"[".repeat(200_000));
        let _ = Json::read(&"{\"a\":".repeat(200_000));
        assert_eq!(Json::read("{\"a\": \"open").get("a").unwrap().text(), Some("open"));
    }

    proptest! {
        #[test]
        fn never_panics(text in "[{}\\[\\]\":,\\\\u0-9a-fä😀 ]{0,80}") {
            let _ = Json::read(&text);
        }
    }
}
