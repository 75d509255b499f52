//! Makes piles of articles of any size to measure against: words by Zipf's law, no meaning, planted families.
//!
//! One article in eight is a copy of an earlier one: whole, edited, or one paragraph of it inside another text. Outlets
//! put a line of their own under some articles. The same number and seed give the same bytes.

use anyhow::{Context, Result};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

/// Words of the language that the articles are made of.
const VOCABULARY: usize = 120_000;
/// Outlets.
const OUTLETS: u64 = 40;
/// Articles behind its original within which a copy appears.
const NEAR: u64 = 4000;

/// SplitMix64 (Steele et al. 2014).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut h = self.0;
        h = (h ^ (h >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        h = (h ^ (h >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        h ^ (h >> 31)
    }

    /// A number below `end`.
    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
}

/// Words and how often each comes.
struct Language {
    words: Vec<String>,
    /// Sums of 1/rank, scaled to 2^32.
    sums: Vec<u32>,
}

impl Language {
    fn new() -> Self {
        const SYLLABLES: [&str; 32] = [
            "ba", "be", "ber", "bo", "da", "den", "di", "dor", "el", "en", "fa", "ge", "ger", "hal", "in",
            "ka", "ke", "la", "lin", "ma", "mer", "mo", "na", "no", "ra", "rin", "sa", "sel", "ta", "tor",
            "un", "wa",
        ];
        let words = (0..VOCABULARY)
            .map(|mut n| {
                let mut word = String::new();
                loop {
                    word.push_str(SYLLABLES[n % 32]);
                    n /= 32;
                    if n == 0 {
                        return word;
                    }
                }
            })
            .collect();
        let mut total = 0.0;
        let sums: Vec<f64> = (1..=VOCABULARY)
            .map(|rank| {
                total += 1.0 / rank as f64;
                total
            })
            .collect();
        let sums = sums.iter().map(|sum| (sum / total * f64::from(u32::MAX)) as u32).collect();
        Self { words, sums }
    }

    fn word(&self, dice: &mut Dice) -> &str {
        let point = dice.next() as u32;
        &self.words[self.sums.partition_point(|sum| *sum < point).min(VOCABULARY - 1)]
    }

    /// A paragraph of a few sentences.
    fn paragraph(&self, dice: &mut Dice) -> String {
        let mut text = String::new();
        for _ in 0..3 + dice.below(3) {
            for n in 0..8 + dice.below(12) {
                let word = self.word(dice);
                if n > 0 {
                    text.push(' ');
                    text.push_str(word);
                } else {
                    let (first, rest) = word.split_at(1);
                    text.push_str(&first.to_uppercase());
                    text.push_str(rest);
                }
            }
            text.push_str(". ");
        }
        text.truncate(text.trim_end().len());
        text
    }

    fn article(&self, dice: &mut Dice) -> Vec<String> {
        (0..2 + dice.below(5)).map(|_| self.paragraph(dice)).collect()
    }

    /// The paragraphs with one word in twelve put differently, and sometimes the last one cut.
    fn edited(&self, dice: &mut Dice, paragraphs: &[String]) -> Vec<String> {
        let cut = usize::from(paragraphs.len() > 2 && dice.below(2) == 0);
        paragraphs[..paragraphs.len() - cut]
            .iter()
            .map(|paragraph| {
                let mut words: Vec<&str> = paragraph.split(' ').collect();
                for word in &mut words {
                    if dice.below(12) == 0 {
                        *word = self.word(dice);
                    }
                }
                words.join(" ")
            })
            .collect()
    }
}

/// The random source of one article: any article can be made again from its number alone.
fn dice_of(seed: u64, number: u64) -> Dice {
    Dice(seed.wrapping_mul(0xD134_2543_DE82_EF95) ^ number.wrapping_mul(0x2545_F491_4F6C_DD1D))
}

/// Writes `count` articles as JSON Lines, and the planted pairs, two ids and the kind of copy a line.
pub fn write(count: u64, seed: u64, articles: &Path, pairs: &Path) -> Result<()> {
    let language = Language::new();
    let open = |path: &Path| {
        File::create(path)
            .map(BufWriter::new)
            .with_context(|| format!("{}: cannot be written", path.display()))
    };
    let (mut articles, mut pairs) = (open(articles)?, open(pairs)?);
    // Ids tell nothing of the order.
    let id = |number: u64| format!("{:016x}", dice_of(seed ^ 0x1D, number).next());
    for number in 0..count {
        let mut dice = dice_of(seed, number);
        let kind = dice.below(24);
        let original = number.saturating_sub(1 + dice.below(NEAR));
        // Originals are articles that are no copies themselves.
        let has_original = kind < 3 && original < number && dice_of(seed, original).below(24) >= 3;
        let mut paragraphs = if has_original {
            let mut first = dice_of(seed, original);
            let _ = (first.below(24), first.below(NEAR));
            let source = language.article(&mut first);
            let name = ["whole", "edited", "paragraph"][kind as usize];
            writeln!(pairs, "{}\t{}\t{name}", id(original), id(number))?;
            match kind {
                0 => source,
                1 => language.edited(&mut dice, &source),
                _ => {
                    let mut own = language.article(&mut dice);
                    own.insert(own.len() / 2, source[dice.below(source.len() as u64) as usize].clone());
                    own
                }
            }
        } else {
            language.article(&mut dice)
        };
        let outlet = dice.below(OUTLETS);
        if dice.below(3) == 0 {
            paragraphs.push(language.paragraph(&mut dice_of(seed ^ 0x0417, outlet)));
        }
        let day = number / 500;
        let mut line = String::new();
        write!(
            line,
            r#"{{"id":"{}","outlet":"Blatt {outlet}","published":"{:04}-{:02}-{:02}","language":"de","text":"{}"}}"#,
            id(number),
            2000 + day / 336,
            day / 28 % 12 + 1,
            day % 28 + 1,
            paragraphs.join("\\n\\n")
        )?;
        writeln!(articles, "{line}")?;
    }
    articles.flush()?;
    pairs.flush()?;
    Ok(())
}
