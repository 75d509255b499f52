//! Hostile texts: what no editor would write, and pseudo-random changes of it. Nothing panics, and what is found is
//! sound. The fuzz target `annotations` asserts the same of any bytes.

#[path = "support/sound.rs"]
mod sound;

use sound::assert_sound;
use stemma_annotate::Annotator;
use stemma_lexicon::Lexicon;
use stemma_text::{DateBasis, Dated, Language};

/// Changes of each text, for each language.
const CHANGES: usize = 40;

/// Numbers without end, dates that are none, scripts of both directions, marks without words.
fn texts() -> Vec<String> {
    let nines = "9".repeat(400);
    let mut all: Vec<String> = [
        "Es kamen NNN Menschen, davon NNN Kinder und NNN Frauen, also NNN Prozent, NNN km in NNN Stunden mit NNN km/h.",
        "vor NNN Jahren, in NNN Tagen, seit NNN Monaten, NNN years ago, for NNN weeks, NNN-jährig, der NNN. Jahrestag",
        "From NNN to NNN, an increase of NNN percent; NNN,NNN.NNN; NNN miles (NNN kilometers); 0.NNN; -NNN; 1e400",
        "vom NNN. bis NNN. September NNN, am NNN.NNN.NNN, um NNN:NNN Uhr, NNN/NNN/NNN, NNN-NNN-NNN",
    ]
    .iter()
    .map(|t| t.replace("NNN", &nines))
    .collect();
    let plain = [
        "",
        " ",
        "\u{feff}",
        "\0\u{1}\u{2}",
        "31. Februar 2023, 30. Februar, 29. Februar 1900, 31.02.2023, 2023-02-31, February 30, 2023, 31/02/2023, 0. Mai.",
        "Im Jahr 0, 0000-00-00, am 1. Januar 0000, 1.1.0, year 0, AD 0, 0 v. Chr., 10000 v. Chr., 99999 BC, im Jahr 9999.",
        "Am 4. Oktober 1582 und am 15. Oktober 1582, am 10. Oktober 1582, 45 v. Chr., 1. 1. 1, in 44 BC, 753 v. Chr.",
        "vor -3 Tagen, in minus fünf Jahren, seit 999999999999 Jahren, vor 9223372036854775807 Sekunden, -1 days ago.",
        "in 4294967296 weeks, 18446744073709551616 months ago, vor 2147483648 Tagen, 9999 Jahrhunderte, P9Y, -P9Y.",
        "zwischen 9999 und 0001, von 31.12.9999 bis 1.1.0001, vom 31. bis 30. Februar, 24:61:61 Uhr, 99.99 Uhr, 25 Uhr.",
        "Ende Dezember 9999, nächstes Jahr 9999, am Tag nach dem 31.12.9999, übermorgen, in zehn Jahren, Mitte 0001.",
        "الاثنين 5 سبتمبر 2023، قال 20٪ من 100 شخص، ٤٥ كيلومتر (٩٠٠ ميل)، ١٠٪ — \u{200f}20 Prozent\u{200f} von 300 \u{200e}Euro\u{200e}.",
        "\u{202e}Von 20 auf 30, ein Plus von 10 Prozent\u{202c} שלום 12 ק\"מ, 40 percent of 90 \u{202b}(30 von 100)\u{202c}",
        "２０２３年９月５日、３００キロメートル、二十人。 ２０ Prozent von １００ Menschen，１０ km（６ Meilen）。",
        "Ⅻ Männer, ½ Meile (800 m), 3½ km, 1⁄3, ²³, ①②③ Tage, 5 µm, 5 ㎞, ℃, 10 °C (50 °F), ∞ Prozent, √2 km, −40 °F (−40 °C)",
        "e\u{301}\u{301}\u{301}1\u{301}0\u{20e3} Prozent, 1\u{200b}000\u{a0}000 Euro, 1\u{202f}000 km, 1'000'000, 1_000, 1,,000..5",
        "((((((((((40 von 90 (10 (20 von 30 ([{5 of 10 (50%)}]",
        "%%%%%%% $$$$$$ €€€ 1$ $1 1€€1 %1% 1%% -% +-5 --5 5-- ",
        "0 km/h, 0 von 0 (0 Prozent), 0 Euro für 0 Haushalte, also 0 Euro je Haushalt; stieg von 0 auf 0, ein Plus von 0 Prozent.",
        "stieg von 0 auf 10, ein Plus von 100 Prozent; rose from -5 to 5, up 200%; verdoppelte sich von 0 auf 0; doubled from 0 to 1.",
        "davon davon davon 1, 2, 3, darunter 5 und 6 und 7 und 8 und 9, insgesamt 3: 1, 1 und 9; of whom 3, of which 4 and 5",
        "Montag Dienstag Mittwoch, 5. September, 5. September, Montag; Monday, Tuesday 31 June 2023, June 31st; May 32nd",
        "geboren 9999, geboren 0, 500 Jahre alt, der 2500-Jährige, born 2200, aged 0, 0-Jährige (geboren 2023), im Alter von -5 Jahren",
        "null Komma null, minus null Grad, eine Million Milliarden Billionen Trillionen, hundert hundert hundert tausend tausend",
        "zwei\u{ad}und\u{ad}zwanzig, einundeinund einundzwanzigtausendeinundzwanzig, a a a a hundred of of, million million million million",
        "\n\n\n1.\n\n2.\n\n3.\n\n\u{2028}4.\u{2029}5 km\n(3\nMeilen)\n von\n20\n\nauf\n\n30",
        "Kim Jong Un Kim Jong-un KIM KIM. A. B. C. D. (DPA) (dpa) US U.S. U.S.A. 's ' ’ „“ “” »« Mr. Mrs. Dr. Prof. Dr. Dr. h. c.",
        "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 % 21 $ 22 km 23 Uhr 24 . 25 , 26 ( 27 ) 28 - 29 / 30 : 31 ; 32",
        "du 31 février 2023, il y a 20 ans, en 1986, 100 kilomètres (20 milles), 40 sur 90, soit 10 %, lundi 5 septembre 2023",
    ];
    all.extend(plain.iter().map(|t| (*t).to_owned()));
    let long = [
        "9",
        "von 1 auf 2 ",
        "davon 1, ",
        "(",
        "1 (",
        "A.",
        "am Montag, ",
        "Kim ",
        "5 km (",
        "\u{301}",
        "bis 1 ",
    ];
    all.extend(long.iter().map(|piece| piece.repeat(1_500)));
    all
}

/// Numbers that look random and are the same each time (splitmix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % below.max(1) as u64).unwrap_or(0)
    }

    /// The text with some pieces dropped, doubled, swapped for those of another text, or broken.
    fn change(&mut self, text: &str, other: &str) -> String {
        let mut pieces: Vec<&str> = text.split_inclusive([' ', ',', '.', '(', ')', '-']).collect();
        let others: Vec<&str> = other.split_inclusive([' ', ',', '.', '(', ')', '-']).collect();
        let signs = [
            "\u{202e}", "0", "-", ".", "\n", "\u{a0}", "ß", "İ", "ǅ", "%", "(", "“", "٣", "𝟗", "\u{301}",
            "31",
        ];
        for _ in 0..=self.next(6) {
            if pieces.is_empty() {
                pieces.push(" ");
            }
            let at = self.next(pieces.len());
            match self.next(5) {
                0 => drop(pieces.remove(at)),
                1 => pieces.insert(at, pieces[self.next(pieces.len())]),
                2 if !others.is_empty() => pieces.insert(at, others[self.next(others.len())]),
                3 => pieces.insert(at, signs[self.next(signs.len())]),
                _ => {
                    let mut cut = self.next(pieces[at].len() + 1);
                    while !pieces[at].is_char_boundary(cut) {
                        cut -= 1;
                    }
                    pieces[at] = &pieces[at][..cut];
                }
            }
        }
        pieces.concat()
    }
}

/// Texts of this length, in bytes, and above are not changed: once is enough.
const SHORT: usize = 1_000;

fn check(code: &str) {
    let language = Language::from_code(code);
    let annotator = Annotator::new(&Lexicon::builtin(), language);
    let references: Vec<Option<Dated>> =
        ["", "2023-09-11", "2023-09-11T23:59:59-12:00", "0001-01-01", "9999-12-31", "2024-02"]
            .iter()
            .map(|r| Dated::parse(r, DateBasis::Feed))
            .collect();
    let texts = texts();
    let mut dice = Dice(7);
    for text in &texts {
        for reference in &references {
            assert_sound(&annotator, text, language, reference.as_ref());
        }
        for _ in 0..if text.len() < SHORT { CHANGES } else { 1 } {
            let other = &texts[dice.next(texts.len())];
            let changed = dice.change(text, other);
            let reference = &references[dice.next(references.len())];
            assert_sound(&annotator, &changed, language, reference.as_ref());
        }
    }
}

#[test]
fn german() {
    check("de");
}

#[test]
fn english() {
    check("en");
}

#[test]
fn french() {
    check("fr");
}

#[test]
fn unknown() {
    check("und");
}
