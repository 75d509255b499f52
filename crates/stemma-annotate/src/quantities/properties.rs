//! Properties of quantities in any text: ranges stand in the text and in order, values are finite, the same text gives
//! the same quantities, numbers in words read back as what they say.

use super::*;
use crate::{Annotator, Parts};
use stemma_text::{Article, QuantityValue};

/// Pieces that hostile texts are made of.
const PIECES: [&str; 78] = [
    "1",
    "12",
    "1.234,5",
    "1,234.5",
    "99999999999999999999999999999999999999",
    "1e308",
    "9e999",
    "0x10",
    "½",
    "3½",
    "²",
    "٣٤",
    "１２",
    "-",
    "–",
    "−",
    "+",
    "/",
    ":",
    ".",
    ",",
    "'",
    "’",
    "%",
    "$",
    "€",
    "£",
    "US$",
    "USD5",
    "PS2.7m",
    "Y=5",
    "MEUR",
    "million",
    "Millionen",
    "Mio",
    "hundred",
    "tausend",
    "and",
    "und",
    "a",
    "ein",
    "half",
    "halbe",
    "third",
    "Drittel",
    "of",
    "der",
    "to",
    "bis",
    "in",
    "out",
    "zwischen",
    "between",
    "von",
    "from",
    "by",
    "um",
    "mehr",
    "than",
    "als",
    "km",
    "km/h",
    "Meter",
    "miles",
    "per",
    "pro",
    "hour",
    "Stunde",
    "year-old",
    "20-",
    "30-Jährige",
    "zweitägig",
    "^2",
    "×10^9",
    "مرحبا",
    "\u{202e}",
    "🙂",
    "\n",
];

/// A number below `count` from a state that only depends on the seed (xorshift, Marsaglia 2003).
fn next(state: &mut u64, count: usize) -> usize {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    (*state % count as u64) as usize
}

fn hold(annotator: &Annotator, language: Language, text: &str) {
    let article = Article::as_is("a", text.to_owned(), language);
    let parts = Parts { names: false, ..Parts::default() };
    let found = annotator.annotate_parts(&article, None, parts).quantities;
    let mut last = 0;
    for quantity in &found {
        let range = quantity.range;
        assert!(text.get(range.start..range.end).is_some_and(|w| !w.is_empty()), "{range:?} in {text:?}");
        assert!(range.start >= last, "{range:?} overlaps in {text:?}");
        last = range.end;
        let finite = |value| match value {
            QuantityValue::Exact(v) => f64::is_finite(v),
            QuantityValue::Between(a, b) => a.is_finite() && b.is_finite(),
        };
        assert!(
            finite(quantity.value) && quantity.si.as_ref().is_none_or(|s| finite(s.value)),
            "{quantity:?}"
        );
        assert!(quantity.counted.is_none_or(|c| text.get(c.start..c.end).is_some()));
    }
    assert_eq!(annotator.annotate_parts(&article, None, parts).quantities, found);
}

#[test]
fn any_text_keeps_its_promises() {
    for language in [Language::GERMAN, Language::ENGLISH, Language::from_code("fr")] {
        let annotator = Annotator::new(&Lexicon::builtin(), language);
        let mut state = 0x2545_f491_4f6c_dd1d;
        for _ in 0..3000 {
            let mut text = String::new();
            for _ in 0..=next(&mut state, 14) {
                text.push_str(PIECES[next(&mut state, PIECES.len())]);
                if next(&mut state, 3) > 0 {
                    text.push(' ');
                }
            }
            hold(&annotator, language, &text);
        }
        hold(&annotator, language, &"9".repeat(400));
        hold(&annotator, language, &"1,234,".repeat(500));
        hold(&annotator, language, &"one hundred and ".repeat(500));
        hold(&annotator, language, &"zwei- bis ".repeat(500));
        hold(&annotator, language, &"20- und ".repeat(20_000));
        hold(&annotator, language, &"20- bis ".repeat(20_000));
        hold(&annotator, language, &"million ".repeat(500));
    }
}

/// The number in German words, below a million.
fn german(n: u32) -> String {
    const ONES: [&str; 20] = [
        "",
        "ein",
        "zwei",
        "drei",
        "vier",
        "fünf",
        "sechs",
        "sieben",
        "acht",
        "neun",
        "zehn",
        "elf",
        "zwölf",
        "dreizehn",
        "vierzehn",
        "fünfzehn",
        "sechzehn",
        "siebzehn",
        "achtzehn",
        "neunzehn",
    ];
    const TENS: [&str; 10] =
        ["", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"];
    match n {
        0..20 => ONES[n as usize].to_owned(),
        20..100 if n.is_multiple_of(10) => TENS[(n / 10) as usize].to_owned(),
        20..100 => format!("{}und{}", ONES[(n % 10) as usize], TENS[(n / 10) as usize]),
        100..1000 => format!("{}hundert{}", german(n / 100), german(n % 100)),
        _ => format!("{}tausend{}", german(n / 1000), german(n % 1000)),
    }
}

/// The number in English words, below a million.
fn english(n: u32) -> String {
    const ONES: [&str; 20] = [
        "",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 10] =
        ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let and = |rest: u32| if rest == 0 { String::new() } else { format!(" and {}", english(rest)) };
    match n {
        0..20 => ONES[n as usize].to_owned(),
        20..100 if n.is_multiple_of(10) => TENS[(n / 10) as usize].to_owned(),
        20..100 => format!("{}-{}", TENS[(n / 10) as usize], ONES[(n % 10) as usize]),
        100..1000 => format!("{} hundred{}", english(n / 100), and(n % 100)),
        _ if n.is_multiple_of(1000) || n % 1000 >= 100 => {
            format!("{} thousand {}", english(n / 1000), english(n % 1000))
        }
        _ => format!("{} thousand{}", english(n / 1000), and(n % 1000)),
    }
}

#[test]
fn numbers_in_words_read_back() {
    let lexicon = Lexicon::builtin();
    let check = |numbers: &Numbers, words: &str, n: u32| {
        let tokens = stemma_text::token::tokenize(words);
        let read = numbers.read(words, &tokens, 0).unwrap_or_else(|| panic!("no number in '{words}'"));
        assert_eq!((read.value, read.end), (f64::from(n), tokens.len()), "{words}");
    };
    let (de, en) = (Numbers::new(&lexicon, Language::GERMAN), Numbers::new(&lexicon, Language::ENGLISH));
    let steps = (1..1300).chain((1300..1_000_000).step_by(1237)).chain((1000..1_000_000).step_by(1000));
    for n in steps {
        if n % 100 != 1 {
            check(&de, &german(n), n);
        }
        check(&en, english(n).trim(), n);
    }
}

#[test]
fn figures_read_back() {
    let lexicon = Lexicon::builtin();
    let (de, en) = (Numbers::new(&lexicon, Language::GERMAN), Numbers::new(&lexicon, Language::ENGLISH));
    let grouped = |n: u64, mark: char| {
        let digits = n.to_string();
        let mut text = String::new();
        for (at, c) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                text.push(mark);
            }
            text.push(c);
        }
        text
    };
    let mut state = 0x9e37_79b9_7f4a_7c15;
    for _ in 0..2000 {
        let (whole, part) = (next(&mut state, 1_000_000_000) as u64, next(&mut state, 100));
        let value: f64 = format!("{whole}.{part:02}").parse().unwrap_or(0.0);
        for (numbers, mark, point) in
            [(&de, '.', ','), (&de, '\'', ','), (&de, '\u{202f}', ','), (&en, ',', '.')]
        {
            let text = format!("{}{point}{part:02}", grouped(whole, mark));
            assert_eq!(numbers.figure(&text), Some((value, text.len())), "{text}");
        }
    }
}
