//! robots.txt, after RFC 9309: which pages of a host programs may fetch, and how fast.

/// Bytes of a robots.txt that are read; RFC 9309, section 2.5, asks for at least these.
pub const LONGEST: usize = 500 << 10;

/// What a robots.txt says to one program.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Robots {
    rules: Vec<Rule>,
    /// Seconds between two requests (`Crawl-delay`, no part of the RFC but widely used).
    pub pause: Option<f64>,
}

#[derive(Clone, Debug, PartialEq)]
struct Rule {
    allow: bool,
    pattern: String,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd)]
enum Group {
    /// For others.
    Other,
    /// For all.
    All,
    /// For this program.
    Own,
}

impl Robots {
    /// Reads a robots.txt for the program with this product token, as `stemma`.
    pub fn parse(text: &[u8], token: &str) -> Self {
        let text = String::from_utf8_lossy(&text[..text.len().min(LONGEST)]);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let (mut all, mut own, mut own_named) = (Self::default(), Self::default(), false);
        let (mut group, mut in_rules) = (Group::Other, false);
        for line in text.split(['\n', '\r']) {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            if key == "user-agent" {
                if in_rules {
                    (group, in_rules) = (Group::Other, false);
                }
                let named = if value == "*" {
                    Group::All
                } else if product(value).eq_ignore_ascii_case(token) {
                    own_named = true;
                    Group::Own
                } else {
                    Group::Other
                };
                if named > group {
                    group = named;
                }
                continue;
            }
            let kind = ["allow", "disallow", "crawl-delay"].iter().position(|k| *k == key);
            let Some(kind) = kind else { continue };
            in_rules = true;
            let target = match group {
                Group::Own => &mut own,
                Group::All => &mut all,
                Group::Other => continue,
            };
            if kind == 2 {
                target.pause =
                    value.parse().ok().filter(|p: &f64| p.is_finite() && *p >= 0.0).or(target.pause);
            } else if !value.is_empty() {
                target.rules.push(Rule { allow: kind == 0, pattern: normal(value) });
            }
        }
        if own_named { own } else { all }
    }

    /// True if the page at this path, with its query, may be fetched.
    pub fn allow(&self, path: &str) -> bool {
        let path = normal(path);
        if path == "/robots.txt" {
            return true;
        }
        // The longest pattern decides; of two equal ones the one that allows.
        let fitting = self.rules.iter().filter(|r| fits(&r.pattern, &path));
        fitting.max_by_key(|r| (r.pattern.len(), r.allow)).is_none_or(|r| r.allow)
    }
}

/// Product token at the beginning of a user agent: `stemma` of `stemma/1.0 (+https://…)`.
pub fn product(agent: &str) -> &str {
    let end = agent.find(|c: char| !c.is_ascii_alphabetic() && c != '-' && c != '_').unwrap_or(agent.len());
    &agent[..end]
}

/// One form for paths and patterns: what need not be escaped is not, everything else is, in capitals.
fn normal(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let bytes = path.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let hex = |i: usize| bytes.get(i).and_then(|b| char::from(*b).to_digit(16));
        let (byte, escaped, used) = match (bytes[at], hex(at + 1), hex(at + 2)) {
            (b'%', Some(high), Some(low)) => ((high * 16 + low) as u8, true, 3),
            (byte, ..) => (byte, false, 1),
        };
        at += used;
        let plain = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        if plain || (!escaped && byte.is_ascii_graphic() && byte != b'%') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.push(char::from(b"0123456789ABCDEF"[usize::from(digit)]));
            }
        }
    }
    out
}

/// True if the pattern fits the beginning of the path. `*` is anything, `$` at the end is the path's end.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, whole) = pattern.strip_suffix('$').map_or((pattern, false), |p| (p, true));
    let mut parts = pattern.split('*');
    let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let Some(last) = parts.next_back() else { return !whole || rest.is_empty() };
    // The first place of each part is as good as any later one.
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    if whole { rest.ends_with(last) } else { rest.contains(last) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, path: &str, expected: bool) {
        let robots = Robots::parse(text.as_bytes(), "stemma");
        assert_eq!(robots.allow(path), expected, "{path} under {text:?}");
    }

    #[test]
    fn nothing_is_said() {
        check("", "/a", true);
        check("<html><body>not found</body></html>", "/a", true);
        check("User-agent: *\nDisallow:", "/a", true);
        check("Disallow: /", "/a", true);
    }

    #[test]
    fn groups() {
        let two = "User-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow: /all\n";
        check(two, "/a", true);
        check(two, "/all/a", false);
        let own = "User-agent: *\nDisallow: /\nUSER-AGENT: Stemma/2.0\nDisallow: /own # not this\n";
        check(own, "/a", true);
        check(own, "/own", false);
        let empty_own = "User-agent: *\nDisallow: /\nUser-agent: stemma\nDisallow:\n";
        check(empty_own, "/a", true);
        let together =
            "User-agent: x\nUser-agent: stemma\nDisallow: /a\n\nUser-agent: stemma\nDisallow: /b\n";
        check(together, "/a", false);
        check(together, "/b", false);
        check("User-agent: stemmatic\nDisallow: /\n", "/a", true);
        check("\u{feff}User-agent: *\r\nDisallow: /a\rDisallow: /b\r\n", "/b", false);
        check("User-agent: *\nSitemap: https://a.example/s.xml\nDisallow: /a\n", "/a", false);
    }

    #[test]
    fn the_longest_pattern_decides() {
        let text = "User-agent: *\nAllow: /p\nDisallow: /\n";
        check(text, "/page", true);
        check(text, "/x", false);
        check("User-agent: *\nAllow: /page\nDisallow: /*.htm\n", "/page.htm", false);
        check("User-agent: *\nAllow: /folder\nDisallow: /folder\n", "/folder/page", true);
        check("User-agent: *\nDisallow: /\n", "/robots.txt", true);
    }

    #[test]
    fn signs() {
        check("User-agent: *\nDisallow: /*.php$\n", "/a/b.php", false);
        check("User-agent: *\nDisallow: /*.php$\n", "/a/b.php?x", true);
        check("User-agent: *\nDisallow: /a$\n", "/a", false);
        check("User-agent: *\nDisallow: /a$\n", "/ab", true);
        check("User-agent: *\nDisallow: /a*b*c\n", "/axbxc/d", false);
        check("User-agent: *\nDisallow: /a*b*c\n", "/axcxb", true);
        check("User-agent: *\nDisallow: /*aa$\n", "/aaa", false);
        check("User-agent: *\nDisallow: *x\n", "/axb", false);
        check("User-agent: *\nDisallow: /*?*s=\n", "/a?b&s=1", false);
        check("User-agent: *\nDisallow: /****************\n", "/a", false);
    }

    #[test]
    fn escapes() {
        check("User-agent: *\nDisallow: /stra%c3%9fe\n", "/stra%C3%9Fe", false);
        check("User-agent: *\nDisallow: /straße\n", "/stra%C3%9Fe", false);
        check("User-agent: *\nDisallow: /%61b\n", "/ab", false);
        check("User-agent: *\nDisallow: /a%2Fb\n", "/a/b", true);
        check("User-agent: *\nDisallow: /a%\n", "/a%25", false);
    }

    #[test]
    fn pauses() {
        let pause = |text: &str| Robots::parse(text.as_bytes(), "stemma").pause;
        assert_eq!(pause("User-agent: *\nCrawl-delay: 2.5\n"), Some(2.5));
        assert_eq!(pause("User-agent: *\nCrawl-delay: -1\n"), None);
        assert_eq!(pause("User-agent: *\nCrawl-delay: nan\n"), None);
        assert_eq!(pause("User-agent: other\nCrawl-delay: 9\n"), None);
    }

    #[test]
    fn hostile_text_is_read_in_time() {
        let text = format!("User-agent: *\n{}", "Disallow: /*a*a*a*a*a*a*b\n".repeat(15_000));
        let robots = Robots::parse(text.as_bytes(), "stemma");
        assert!(robots.allow(&format!("/{}", "a".repeat(4000))));
        Robots::parse(&[0xff; 1 << 20], "stemma");
    }

    #[test]
    fn product_tokens() {
        assert_eq!(product("stemma/0.1 (+https://a.example)"), "stemma");
        assert_eq!(product("News_Reader-X 2"), "News_Reader-X");
    }
}
