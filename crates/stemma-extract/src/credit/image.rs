//! Who made a picture: the credit at the end of a caption or in a line of its own. Agencies named there have sent a
//! picture, not the text.

use crate::rules::Rules;
use stemma_text::{Credit, CreditBasis};

/// Characters that a credit may have behind its key.
const LONGEST: usize = 160;
/// Names read from one credit.
const MOST: usize = 8;
/// Words of a key at most: `quelle bild`, `bildrechte`.
const KEY_WORDS: usize = 3;
/// Words of a name at most, where nothing says that it is one.
const NAME_WORDS: usize = 5;
/// Bytes at the end of a caption in which its credit is looked for.
const TAIL: usize = 400;

impl Rules {
    /// Where the credit at the end of a caption begins: `…, aufgenommen in Ulm. Foto: Uta Muster/dpa`.
    pub fn image_tail(&self, text: &str) -> Option<usize> {
        let from = text.ceil_char_boundary(text.len().saturating_sub(TAIL));
        let mut best: Option<(usize, usize)> = None;
        let mut take = |start: usize, end: usize| {
            let length = text[end..].trim().chars().count();
            if (1..=LONGEST).contains(&length) && best.is_none_or(|(known, _)| start < known) {
                best = Some((start, end));
            }
        };
        for (at, mark) in text[from..].char_indices().map(|(n, c)| (from + n, c)) {
            match mark {
                ':' => {
                    if let Some(start) = self.key_before(text, at, "image") {
                        take(start, at + 1);
                    }
                }
                '©' => take(at, at + mark.len_utf8()),
                '(' if text[at..].len() > 3
                    && text[at..].starts_with("(c)") | text[at..].starts_with("(C)") =>
                {
                    take(at, at + 3);
                }
                ' ' => {
                    if let Some(start) = self.key_before(text, at, "image by") {
                        take(start, at);
                    }
                }
                _ => {}
            }
        }
        let (start, end) = best?;
        // Words that go on after the names are no credit: "Das Bild: ein Wirt sagte, es regne."
        let names = self.image_names(&text[end..]);
        (!names.is_empty()).then(|| {
            let open = text[..start].trim_end_matches(' ');
            if open.ends_with(['(', '[']) { open.len() - 1 } else { start }
        })
    }

    /// Where the words of `list` begin that end at `at`.
    fn key_before(&self, text: &str, at: usize, list: &str) -> Option<usize> {
        let before = text[..at].trim_end();
        let mut start = before.len();
        let mut found = None;
        for _ in 0..KEY_WORDS {
            let head = before[..start].trim_end_matches([' ', '-']);
            start = head
                .rfind([' ', '(', '[', '|', '.', '\n', '„', '"'])
                .map_or(0, |n| n + head[n..].chars().next().map_or(1, char::len_utf8));
            if before.len() - start > 40 {
                break;
            }
            if self.is(list, &before[start..]) {
                found = Some(start);
            }
            if start == 0 {
                break;
            }
        }
        found
    }

    /// Who is credited in the words of a credit, or at the end of a caption.
    pub fn image_credits(&self, text: &str) -> Vec<Credit> {
        let Some(start) = self.image_tail(text) else { return Vec::new() };
        let copyright = |q: &str| q.starts_with("(c)") || q.starts_with("(C)");
        let quote = text[start..].trim();
        let quote = match quote.strip_prefix(['(', '[']).filter(|_| !copyright(quote)) {
            Some(inner) => inner.trim_end_matches([')', ']', '.', ' ']),
            None => quote,
        };
        let rest = quote.split_once(':').filter(|(key, _)| self.is("image", key.trim()));
        let rest = rest.map_or(quote, |(_, rest)| rest);
        let rest = if copyright(rest) { &rest[3..] } else { rest };
        let basis = match copyright(quote) || quote.starts_with('©') {
            true => CreditBasis::Copyright,
            false => CreditBasis::CreditLine,
        };
        self.image_names(rest).into_iter().map(|name| Credit::new(name, basis, quote)).collect()
    }

    /// The names in the words behind the key of a credit.
    pub fn image_names(&self, words: &str) -> Vec<String> {
        let words = words.trim_start();
        let words = words.strip_prefix("c)").or_else(|| words.strip_prefix("C)")).unwrap_or(words);
        let words = words.split(['\n', ')', ']']).next().unwrap_or(words);
        let (words, address) = without_address(words);
        let mut found: Vec<String> = Vec::new();
        let parts = super::parts(words)
            .flat_map(|p| p.split(" via "))
            .flat_map(|p| p.split(" on "))
            .flat_map(|p| p.split(" – "))
            .flat_map(|p| p.split(" - "))
            .flat_map(|p| p.split(['©', '|', '•']));
        for part in parts.take(MOST * 2) {
            let part = part.trim_matches(|c: char| {
                c.is_whitespace() || matches!(c, '.' | '"' | '“' | '„' | '”' | '(' | '*' | '-' | '–')
            });
            let part = self.without_key(part);
            let part = part.split('(').next().unwrap_or(part).trim();
            if !part.chars().any(char::is_alphabetic) || self.is("image filler", part) {
                continue;
            }
            match self.image_name(part) {
                Some(name) if !found.contains(&name) => found.push(name),
                // What does not begin with a name is a sentence: "Bild: der Wirt, ein Freund aus Ulm".
                None if found.is_empty() => return found,
                _ => {}
            }
        }
        found.extend(
            address
                .and_then(|a| self.names.of_address(a).or_else(|| self.names.picture(a)))
                .map(str::to_owned),
        );
        found.truncate(MOST);
        found
    }

    /// Without a key in front: `Foto: Muster` inside a list, `(c) Muster`, `by Muster`.
    fn without_key<'p>(&self, part: &'p str) -> &'p str {
        let part = part.strip_prefix("c) ").or_else(|| part.strip_prefix("C) ")).unwrap_or(part);
        if let Some((key, rest)) = part.split_once(':')
            && (self.is("image", key.trim()) || self.is("source", key.trim()))
        {
            return rest.trim();
        }
        let by = part
            .match_indices(' ')
            .take(KEY_WORDS)
            .filter(|(at, _)| self.is("image by", &part[..*at]) || self.is("maker", &part[..*at]))
            .last();
        by.map_or(part, |(at, _)| part[at..].trim())
    }

    /// One name of a credit, in the form in which it is known.
    fn image_name(&self, part: &str) -> Option<String> {
        if let Some(name) = self.names.picture(part) {
            return Some(name.to_owned());
        }
        if let Some(name) = self.agency_part(part) {
            return Some(name);
        }
        if let Some(name) = self.names.medium(part).or_else(|| self.names.of_address(part)) {
            return Some(name.to_owned());
        }
        let words = part.split_whitespace().count();
        let first = part.chars().next()?;
        // The name of a person, or a few words that begin like a name; a sentence is none.
        let named = (words <= NAME_WORDS && first.is_uppercase()) || (words == 1 && part.chars().count() > 2);
        (named && !part.ends_with(['!', '?', ':'])).then(|| part.to_owned())
    }

    /// True for a line `© APA/AFP/Uta Muster`: agencies beside a person or a picture agency have sent a picture.
    pub fn is_picture_copyright(&self, line: &str) -> bool {
        let rest = line.trim_start_matches(['(', '[', ' ']);
        let Some(rest) =
            rest.strip_prefix('©').or_else(|| rest.strip_prefix("c)")).or_else(|| rest.strip_prefix("C)"))
        else {
            return false;
        };
        let names = rest.split(['/', '|']).map(str::trim);
        let made = names.clone().skip(1).any(|n| self.person(n))
            || names.clone().any(|n| self.names.picture(n).is_some());
        made && rest.chars().count() <= LONGEST && names.count() >= 2
    }
}

/// Words without the address among them, and its host.
fn without_address(words: &str) -> (&str, Option<&str>) {
    let Some(at) = ["http://", "https://", "www."].iter().filter_map(|mark| words.find(mark)).min() else {
        return (words, None);
    };
    let address = words[at..].split_whitespace().next().unwrap_or("");
    let host = address.split_once("//").map_or(address, |(_, rest)| rest);
    (&words[..at], host.split('/').next())
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_lexicon::Lexicon;

    #[test]
    fn reads_who_made_a_picture() {
        let rules = Rules::new(&Lexicon::builtin());
        let check = |text: &str, quote: &str, expected: &[&str]| {
            let found = rules.image_credits(text);
            let names: Vec<&str> = found.iter().map(|c| c.name.as_str()).collect();
            assert_eq!(names, expected, "{text}");
            assert_eq!(found.first().map_or("", |c| c.quote.as_str()), quote, "{text}");
        };
        check("Ein Keller in Ulm. Foto: Uta Muster/dpa", "Foto: Uta Muster/dpa", &["Uta Muster", "dpa"]);
        check("© APA/AFP/Jan Beispiel", "© APA/AFP/Jan Beispiel", &["APA", "AFP", "Jan Beispiel"]);
        check("Bild: imago/Uta Muster", "Bild: imago/Uta Muster", &["imago", "Uta Muster"]);
        check("Bild: AFP via Getty Images", "Bild: AFP via Getty Images", &["AFP", "Getty Images"]);
        check("It rained in Lyton (Image: Getty)", "Image: Getty", &["Getty Images"]);
        check("Rain in Lyton. Photograph by Uta Muster", "Photograph by Uta Muster", &["Uta Muster"]);
        check(
            "Sturm.Bild: picture alliance / Jan Beispiel",
            "Bild: picture alliance / Jan Beispiel",
            &["picture alliance", "Jan Beispiel"],
        );
        check(
            "Foto: © Uta Muster – stock.adobe.com",
            "Foto: © Uta Muster – stock.adobe.com",
            &["Uta Muster", "Adobe Stock"],
        );
        check("Crédit photo : Uta Muster", "Crédit photo : Uta Muster", &["Uta Muster"]);
        check(
            "Bild: Von Jan Beispiel, CC BY-SA 3.0, https://commons.wikimedia.org/w/x?y=1",
            "Bild: Von Jan Beispiel, CC BY-SA 3.0, https://commons.wikimedia.org/w/x?y=1",
            &["Jan Beispiel", "CC BY-SA 3.0", "Wikimedia Commons"],
        );
        check(
            "(c) TV Musterland | Uta Muster",
            "(c) TV Musterland | Uta Muster",
            &["TV Musterland", "Uta Muster"],
        );
        check("Bild: der neue Wagen, ein schöner Bus mit Bad und Herd", "", &[]);
        check("It was attacked by Lyton riders at the lake", "", &[]);
        check("Foto: privat", "", &[]);
        check("Ein Keller in Ulm.", "", &[]);
        check("Er sagte: Das Bild ist schön.", "", &[]);
        check("", "", &[]);
    }

    #[test]
    fn knows_pictures_by_their_copyright() {
        let rules = Rules::new(&Lexicon::builtin());
        for (line, expected) in [
            ("© APA/AFP/Uta Muster", true),
            ("(c) dpa/imago", true),
            ("© dpa", false),
            ("© 2023 dpa, AFP", false),
            ("APA/AFP/Uta Muster", false),
        ] {
            assert_eq!(rules.is_picture_copyright(line), expected, "{line}");
        }
    }
}
