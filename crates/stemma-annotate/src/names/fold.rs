//! Folded forms under which the spellings of one name meet, and how alike two such forms are.
//!
//! The romanising fold is our own: it makes the German and English ways to write Russian, Ukrainian, Korean and
//! Arabic names the same (`sch`/`sh`, `w`/`v`, `j`/`y`). `data/make/names_persons.py` holds the steps of the strong fold
//! too; what they cannot reach stands in the table of spellings.

use stemma_text::fold::fold;

/// Rewritings of the romanising fold, in order.
const STEPS: [(&str, &str); 21] = [
    ("schtsch", "s"),
    ("shch", "s"),
    ("tsch", "c"),
    ("tch", "c"),
    ("sch", "s"),
    ("sh", "s"),
    ("zh", "s"),
    ("kh", "h"),
    ("ph", "f"),
    ("th", "t"),
    ("dj", "d"),
    ("ck", "k"),
    ("x", "ks"),
    ("w", "v"),
    ("z", "s"),
    ("j", "i"),
    ("y", "i"),
    ("ou", "u"),
    ("oe", "o"),
    ("ue", "u"),
    ("ae", "a"),
];

/// The romanising fold of one word: `Schoigu` and `Shoigu`, `Selenskyj` and `Zelensky` give the same.
pub(crate) fn roman(word: &str) -> String {
    let mut folded = fold(word);
    for (from, to) in STEPS {
        if folded.contains(from) {
            folded = folded.replace(from, to);
        }
    }
    let mut last = None;
    folded.retain(|c| last.replace(c) != Some(c));
    folded
}

/// Rewritings of the strong fold, in order.
const STRONG: [(&str, &str); 31] = [
    ("schtsch", "s"),
    ("shch", "s"),
    ("chtch", "s"),
    ("dsch", "i"),
    ("dzh", "i"),
    ("tsch", "k"),
    ("tch", "k"),
    ("sch", "s"),
    ("sh", "s"),
    ("zh", "s"),
    ("kh", "k"),
    ("ch", "k"),
    ("ck", "k"),
    ("cz", "k"),
    ("sz", "s"),
    ("ph", "f"),
    ("th", "t"),
    ("gh", "g"),
    ("dh", "d"),
    ("tz", "s"),
    ("ts", "s"),
    ("x", "ks"),
    ("q", "k"),
    ("w", "v"),
    ("z", "s"),
    ("j", "i"),
    ("y", "i"),
    ("oo", "u"),
    ("ou", "u"),
    ("ee", "i"),
    ("c", "k"),
];

/// The plain form of a part of a person's name, under which the table of spellings holds it: small letters without
/// accents, umlauts like their vowels.
pub(crate) fn plain(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in fold(word).chars() {
        match c {
            'ł' => folded.push('l'),
            'đ' => folded.push_str("dj"),
            'ø' | 'œ' => folded.push('o'),
            'ı' => folded.push('i'),
            'ð' => folded.push('d'),
            'þ' => folded.push_str("th"),
            'æ' => folded.push('a'),
            'ʼ' | 'ʹ' => {}
            _ => folded.push(c),
        }
    }
    for (from, to) in [("ae", "a"), ("oe", "o"), ("ue", "u")] {
        if folded.contains(from) {
            folded = folded.replace(from, to);
        }
    }
    folded
}

/// The strong fold of a plain form: the spellings of Russian, Ukrainian, Arabic and Persian names in German, English and
/// French press become the same (`Tschernow`, `Chernov`). Stronger than [`roman`]: only for names of persons that no
/// table holds.
pub(crate) fn strong(plain: &str) -> String {
    let mut folded = plain.to_owned();
    for (from, to) in STRONG {
        if folded.contains(from) {
            folded = folded.replace(from, to);
        }
    }
    let mut last = None;
    folded.retain(|c| last.replace(c) != Some(c));
    if folded.len() > 4 && folded.ends_with("of") {
        folded.truncate(folded.len() - 1);
        folded.push('v');
    }
    folded
}

/// The form of a word inside names of several words, without the endings of German declension:
/// `Nationaler`, `Nationalen` → `national`.
pub(crate) fn stemmed(word: &str) -> String {
    let mut folded = fold(word);
    for ending in ["es", "en", "er", "em", "e", "s", "n"] {
        if folded.len() >= ending.len() + 3 && folded.ends_with(ending) {
            folded.truncate(folded.len() - ending.len());
            break;
        }
    }
    folded
}

/// Longest form, in characters, that is compared letter by letter.
const LONGEST_COMPARED: usize = 40;

/// Likeness of two folded words as a fraction: 1 − edit distance (Levenshtein 1966) ÷ length of the longer one.
pub(crate) fn likeness(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let longest = a.len().max(b.len());
    if longest == 0 || longest > LONGEST_COMPARED {
        return 0.0;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = (diagonal + usize::from(x != y)).min(above + 1).min(row[j] + 1);
            diagonal = above;
        }
    }
    1.0 - row[b.len()] as f64 / longest as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_meet() {
        for (a, b) in
            [("Schukow", "Zhukov"), ("Selenskyj", "Zelensky"), ("Jong-un", "Jong-Un"), ("Sergej", "Sergey")]
        {
            assert_eq!(roman(a), roman(b));
        }
        assert_ne!(roman("Meier"), roman("Maurer"));
    }

    #[test]
    fn declined_forms_meet() {
        assert_eq!(stemmed("Nationaler"), stemmed("Nationalen"));
        assert_eq!(stemmed("Rates"), stemmed("Rats"));
        assert_eq!(stemmed("Rat"), "rat");
    }

    #[test]
    fn likeness_is_a_fraction() {
        assert_eq!(likeness("anna", "anna"), 1.0);
        assert_eq!(likeness("anna", "anne"), 0.75);
        assert_eq!(likeness("", ""), 0.0);
    }
}
