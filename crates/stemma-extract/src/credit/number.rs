//! The number under which an agency itself knows its report: `dpa:230904-99-77777/3`.

use crate::rules::Rules;

/// Characters of a number at least; shorter ones are times and results.
const SHORTEST: usize = 8;
/// Characters of a number at most.
const LONGEST: usize = 40;

/// The agency and its number in a line of credit.
pub(crate) fn number(rules: &Rules, line: &str) -> Option<(String, String)> {
    line.match_indices(':').find_map(|(at, _)| {
        let word = line[..at].trim_end().rsplit([' ', ',', '(', '/', '[']).next()?;
        let name = rules.names.agency(word)?;
        let rest = line[at + 1..].trim_start();
        let end =
            rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '/'))).unwrap_or(rest.len());
        let number = rest[..end].trim_end_matches(['-', '/']);
        let figures = number.bytes().filter(u8::is_ascii_digit).count();
        let form = number.starts_with(|c: char| c.is_ascii_digit()) && number.contains('-');
        (form && figures >= SHORTEST && number.len() <= LONGEST).then(|| (name.to_owned(), number.to_owned()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_lexicon::Lexicon;

    #[test]
    fn reads_the_numbers_of_agencies() {
        let rules = Rules::new(&Lexicon::builtin());
        let check = |line: &str, expected: Option<(&str, &str)>| {
            let expected = expected.map(|(a, b)| (a.to_owned(), b.to_owned()));
            assert_eq!(number(&rules, line), expected, "{line}");
        };
        check("© dpa-infocom, dpa:990101-99-12345/2", Some(("dpa", "990101-99-12345/2")));
        check("dpa-infocom GmbH, dpa:990101-930-12345/10", Some(("dpa", "990101-930-12345/10")));
        check("dpa: 12-34", None);
        check("Telefon: 0123-4567890", None);
        check("", None);
    }
}
