//! Quantities in invented sentences.

use super::*;
use crate::{Annotator, Parts};
use stemma_text::{Article, Bound, QuantityKind, QuantityValue};

/// Each quantity as `words: value unit #noun bound kind`, leaving out what says nothing.
pub(super) fn shown(annotator: &Annotator, language: Language, text: &str) -> Vec<String> {
    let article = Article::as_is("a", text.to_owned(), language);
    let parts = Parts { names: false, ..Parts::default() };
    let found = annotator.annotate_parts(&article, None, parts).quantities;
    found
        .iter()
        .map(|q| {
            let unit = q.unit.as_deref().map_or_else(String::new, |u| format!(" {u}"));
            let bound =
                if q.bound == Bound::Exactly { String::new() } else { format!(" ~{}", q.bound.name()) };
            assert_eq!(q.approximate, q.bound != Bound::Exactly);
            let counted = q.counted.map_or_else(String::new, |c| format!(" #{}", c.of(text)));
            let kind = match q.kind {
                QuantityKind::Score | QuantityKind::Fraction => format!(" ({})", q.kind.name()),
                _ => String::new(),
            };
            let value = match q.value {
                QuantityValue::Exact(v) => format!("{}", (v * 1e6).round() / 1e6),
                QuantityValue::Between(a, b) => format!("{a}..{b}"),
            };
            format!("{}: {value}{unit}{counted}{bound}{kind}", q.range.of(text))
        })
        .collect()
}

fn check(language: Language, cases: &[(&str, &[&str])]) {
    let annotator = Annotator::new(&Lexicon::builtin(), language);
    let mut wrong = Vec::new();
    for (text, expected) in cases {
        let found = shown(&annotator, language, text);
        if found != *expected {
            wrong.push(format!("{text}\n   found {found:?}\n   not   {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn german_figures() {
    check(
        Language::GERMAN,
        &[
            (
                "Die Fähre fuhr 40 Seemeilen mit 12 Knoten.",
                &["40 Seemeilen: 40 nautical mile", "12 Knoten: 12 knot"],
            ),
            ("Das Lager fasst 1.234,56 Liter.", &["1.234,56 Liter: 1234.56 liter"]),
            ("Die Kasse zählte 1'234'567 Franken.", &["1'234'567 Franken: 1234567 CHF"]),
            (
                "Gemessen wurden 1\u{202f}234\u{202f}567,5 Kilo.",
                &["1\u{202f}234\u{202f}567,5 Kilo: 1234567.5 kilogram"],
            ),
            ("Es fehlen 2½ Meter.", &["2½ Meter: 2.5 meter"]),
            ("Der Teich fasst 1,2×10⁶ Liter.", &["1,2×10⁶ Liter: 1200000 liter"]),
            ("Der Umbau kostet 25 Mio. Euro.", &["25 Mio. Euro: 25000000 EUR"]),
            ("Der Umsatz lag bei 12 Mrd. €.", &["12 Mrd. €: 12000000000 EUR"]),
            ("Die Bilanz nennt 48,5 MEUR.", &["48,5 MEUR: 48500000 EUR"]),
            ("Der Index fiel auf -3,5 Punkte.", &["-3,5 Punkte: -3.5 point"]),
            ("Nachts waren es minus zehn Grad.", &["minus zehn Grad: -10 degree"]),
            ("Die Adresse 192.168.1.2 antwortet.", &[]),
            ("Die 88-mm-Linse kam am 5. Mai 2021 um 14.30 Uhr auf Platz 3.", &["88-mm: 88 millimeter"]),
            ("Man wähle 030/123456 oder Zimmer 12.", &[]),
            ("Griechenland liegt auf dem 58. und letzten Rang.", &[]),
        ],
    );
}

#[test]
fn german_words() {
    check(
        Language::GERMAN,
        &[
            ("Sie fanden drei alte Boote.", &["drei: 3 #Boote"]),
            ("Er wartete dreizehneinhalb Stunden.", &["dreizehneinhalb Stunden: 13.5 hour"]),
            (
                "Fast anderthalb Millionen Menschen kamen.",
                &["anderthalb Millionen: 1500000 #Menschen ~about"],
            ),
            ("Zweihundertsechsundfünfzig Schafe fehlen.", &["Zweihundertsechsundfünfzig: 256 #Schafe"]),
            (
                "Zwei Millionen dreihunderttausend Briefe lagen da.",
                &["Zwei Millionen dreihunderttausend: 2300000 #Briefe"],
            ),
            ("Die Antwort ist zwei Komma drei Meter.", &["zwei Komma drei Meter: 2.3 meter"]),
            ("Ein halbes Dutzend Eier zerbrach.", &["Ein halbes Dutzend: 6 #Eier"]),
            ("Eine halbe Million Euro fehlt.", &["Eine halbe Million Euro: 500000 EUR"]),
            ("Zwei Drittel der Befragten sagten nein.", &["Zwei Drittel: 0.666667 #Befragten (fraction)"]),
            ("Mehr als die Hälfte der Gäste ging.", &["Hälfte: 0.5 #Gäste ~more than (fraction)"]),
            ("In der zweiten Hälfte der Saison lief es besser.", &[]),
            ("Jeder dritte Deutsche liest Krimis.", &["Jeder dritte: 0.333333 #Deutsche (fraction)"]),
            ("Hunderte Menschen warteten.", &["Hunderte: 100..1000 #Menschen ~about"]),
            ("Mehrere tausend Euro lagen auf dem Tisch.", &["Mehrere tausend Euro: 1000..10000 EUR ~about"]),
            ("Das kostet zwei Euro fünfzig.", &["zwei Euro fünfzig: 2.5 EUR"]),
            ("Sie zahlte 15 Euro und 20 Cent.", &["15 Euro und 20 Cent: 15.2 EUR"]),
            (
                "Eine zweitägige Reise über 300 Meilen.",
                &["zweitägige: 2 day", "300 Meilen: 300 mile ~more than"],
            ),
            ("Er wartete drei volle Tage.", &["drei volle Tage: 3 day"]),
        ],
    );
}

#[test]
fn german_ranges_and_bounds() {
    check(
        Language::GERMAN,
        &[
            ("Der Preis stieg um 10 bis 12 Prozent.", &["10 bis 12 Prozent: 10..12 percent"]),
            ("Es kamen zwischen 5.000 und 7.000 Gäste.", &["5.000 und 7.000: 5000..7000 #Gäste"]),
            ("Die Strecke misst 5–7 km.", &["5–7 km: 5..7 kilometer"]),
            ("Eine zwei- bis dreistündige Fahrt.", &["zwei- bis dreistündige: 2..3 hour"]),
            ("Vor allem 20- bis 30-Jährige kamen.", &["20- bis 30-Jährige: 20..30 year of age"]),
            ("Die 14- und 15-Jährigen sangen.", &["14: 14 year of age", "15-Jährigen: 15 year of age"]),
            ("Der Umbau kostet rund 2,5 Millionen Euro.", &["2,5 Millionen Euro: 2500000 EUR ~about"]),
            ("Bis zu 30 Züge fielen aus.", &["30: 30 #Züge ~at most"]),
            ("Mindestens 190 Festnahmen gab es.", &["190: 190 #Festnahmen ~at least"]),
            (
                "Über 40 Helfer und unter 50 Gäste.",
                &["40: 40 #Helfer ~more than", "50: 50 #Gäste ~less than"],
            ),
            ("Ab 50 Teilnehmern oder mehr gilt es.", &["50: 50 #Teilnehmern ~at least"]),
            (
                "Die Quote stieg um 3 Prozentpunkte auf 5 Prozent.",
                &["3 Prozentpunkte: 3 percentage point", "5 Prozent: 5 percent"],
            ),
            ("Der Satz fiel von 7 auf 5 Prozent.", &["7: 7 percent", "5 Prozent: 5 percent"]),
            ("Das Heimspiel endete 3:2.", &["3:2: 3..2 (score)"]),
        ],
    );
}

#[test]
fn german_units() {
    check(
        Language::GERMAN,
        &[
            ("Der Wind blies mit 120 km/h.", &["120 km/h: 120 kilometer per hour"]),
            ("Der Strom kostet 50 €/MWh.", &["50 €/MWh: 50 euro per megawatt hour"]),
            (
                "Die Miete liegt bei 15 Euro pro Quadratmeter.",
                &["15 Euro pro Quadratmeter: 15 euro per square meter"],
            ),
            ("Sie tranken achtzig liter Saft.", &["achtzig liter: 80 liter"]),
            ("Der Zins stieg um 25 Basispunkte.", &["25 Basispunkte: 25 basis point"]),
            ("Die Fläche misst 4,18 m^2.", &["4,18 m^2: 4.18 square meter"]),
            ("Draußen sind es 40 °C.", &["40 °C: 40 degree celsius"]),
            ("Das Konto wies 500 US-Dollar aus.", &["500 US-Dollar: 500 USD"]),
            ("Sie starb im Alter von 101.", &["101: 101 year of age"]),
            ("Ada Lerch, 36, malt gern.", &["36: 36 year of age"]),
            ("Der 27-Jährige schwieg.", &["27-Jährige: 27 year of age"]),
            ("Er ging in eine Bar.", &[]),
        ],
    );
}

#[test]
fn english_figures() {
    check(
        Language::ENGLISH,
        &[
            ("The tank holds 1,234.56 litres.", &["1,234.56 litres: 1234.56 liter"]),
            ("They counted 12,345 birds.", &["12,345: 12345 #birds"]),
            ("The boat cost nearly $2.5 million.", &["$2.5 million: 2500000 USD ~about"]),
            ("The loss was £8.1bn.", &["£8.1bn: 8100000000 GBP"]),
            ("They paid USD115 and PS2.7m.", &["USD115: 115 USD", "PS2.7m: 2700000 GBP"]),
            ("It sold for $US17,246 ($A25,474).", &["$US17,246: 17246 USD", "$A25,474: 25474 AUD"]),
            ("The price fell to $-50.8bn.", &["$-50.8bn: -50800000000 USD"]),
            ("The offence lost minus-5 yards.", &["minus-5 yards: -5 yard"]),
            ("The mass is 6.2×10^-4 grams.", &["6.2×10^-4 grams: 0.00062 gram"]),
            ("Add ½ teaspoon of salt.", &["½ teaspoon: 0.5 teaspoon"]),
            ("The company owes 10,00,000 rupees.", &["10,00,000 rupees: 1000000 INR"]),
            ("See exercises 22,24,26 there.", &["22: 22", "24: 24", "26: 26"]),
            ("A pint is 1/8 of a gallon.", &["A pint: 1 pint", "1/8 of a gallon: 0.125 gallon"]),
            ("The 787 Dreamliner left gate 12 at 14:30.", &[]),
            ("It runs 24/7 on COVID -19 wards.", &[]),
            ("The sea may rise by 2120.", &[]),
        ],
    );
}

#[test]
fn english_words() {
    check(
        Language::ENGLISH,
        &[
            ("Half a dozen men waited.", &["Half a dozen: 6 #men"]),
            ("She lost two and a half million dollars.", &["two and a half million dollars: 2500000 USD"]),
            ("The town has 3 million and a half visitors.", &["3 million and a half: 3500000 #visitors"]),
            (
                "It is 4 thousand 3 hundred and 21 miles away.",
                &["4 thousand 3 hundred and 21 miles: 4321 mile"],
            ),
            (
                "The answer is nought point nought three metres.",
                &["nought point nought three metres: 0.03 meter"],
            ),
            ("Two-thirds of voters agreed.", &["Two-thirds: 0.666667 #voters (fraction)"]),
            ("A quarter of the money is gone.", &["A quarter: 0.25 (fraction)"]),
            ("A third person came in the third quarter.", &[]),
            ("One in five Danes smokes.", &["One in five: 0.2 #Danes (fraction)"]),
            ("Nine out of ten doctors agree.", &["Nine out of ten: 0.9 #doctors (fraction)"]),
            (
                "Tens of thousands of students marched.",
                &["Tens of thousands: 10000..100000 #students ~about"],
            ),
            ("The plume reaches hundreds of miles up.", &["hundreds of miles: 100..1000 mile ~about"]),
            ("Several hundred cows escaped.", &["Several hundred: 100..1000 #cows ~about"]),
            ("One count of fraud remains; no one spoke.", &["One: 1 #count"]),
            ("One of the oldest barns burned.", &["One: 1 #barns"]),
            (
                "It cost thirteen dollars and forty-five cents.",
                &["thirteen dollars and forty-five cents: 13.45 USD"],
            ),
            ("He is 5 feet 2 inches tall.", &["5 feet 2 inches: 5.166667 foot"]),
            ("They stayed 50 previous years.", &["50 previous years: 50 year"]),
        ],
    );
}

#[test]
fn english_ranges_and_bounds() {
    check(
        Language::ENGLISH,
        &[
            ("It is between 12 and 15 miles long.", &["12 and 15 miles: 12..15 mile"]),
            ("Prices rose from 3 to 5 percent.", &["3 to 5 percent: 3..5 percent"]),
            (
                "The gap grew by $4 billion to $9 billion.",
                &["$4 billion: 4000000000 USD", "$9 billion: 9000000000 USD"],
            ),
            (
                "A fine of $3 billion to $5 billion.",
                &["$3 billion to $5 billion: 3000000000..5000000000 USD"],
            ),
            ("They sold 89 to 93 billion cans.", &["89 to 93 billion: 89000000000..93000000000 #cans"]),
            ("The lens is 75 -300mm.", &["75 -300mm: 75..300 millimeter"]),
            ("Some 5-7 people came.", &["5-7: 5..7 #people ~about"]),
            ("At least 30 arrests were made.", &["30: 30 #arrests ~at least"]),
            (
                "Up to 3,000 troops and no more than 40 tanks.",
                &["3,000: 3000 #troops ~at most", "40: 40 #tanks ~at most"],
            ),
            ("Fewer than 9 boats or over 12 rafts.", &["9: 9 #boats ~less than", "12: 12 #rafts ~more than"]),
            ("It takes 20 cows or more.", &["20: 20 #cows ~at least"]),
            ("The margin fell by 2 percentage points.", &["2 percentage points: 2 percentage point"]),
            ("The visitors won 21-14.", &["21-14: 21..14 (score)"]),
            ("They work at 16-18 Harbour Avenue.", &[]),
        ],
    );
}

#[test]
fn english_units() {
    check(
        Language::ENGLISH,
        &[
            ("They drove at 60 miles per hour.", &["60 miles per hour: 60 mile per hour"]),
            ("The well gives 500,000 barrels a day.", &["500,000 barrels a day: 500000 barrel per day"]),
            ("Fuel costs $4.23 per gallon.", &["$4.23 per gallon: 4.23 dollar per gallon"]),
            ("The firm pays a 12-cent-a-share dividend.", &["12-cent-a-share: 12 cent per share"]),
            (
                "It earned 361 million pounds and weighs 12 pounds.",
                &["361 million pounds: 361000000 GBP", "12 pounds: 12 pound"],
            ),
            ("The mill is 43.4 percent-owned by the state.", &["43.4 percent: 43.4 percent"]),
            ("It was -5C in the valley.", &["-5C: -5 degree celsius"]),
            ("The car does 35 mpg.", &["35 mpg: 35 mile per gallon"]),
            ("She is 35. John Smith, 67, is not.", &["35: 35 year of age", "67: 67 year of age"]),
            ("He died at the age of 87.", &["87: 87 year of age"]),
            ("A 400 million-year-old fish swam.", &["400 million-year-old: 400000000 year of age"]),
            (
                "On May 5, 2021 seven sailors left in a three-foot dinghy.",
                &["seven: 7 #sailors", "three-foot: 3 foot"],
            ),
        ],
    );
}

#[test]
fn amounts_in_si_units() {
    let annotator = Annotator::new(&Lexicon::builtin(), Language::ENGLISH);
    let check = |text: &str, value: f64, unit: &str| {
        let article = Article::as_is("a", text.to_owned(), Language::ENGLISH);
        let found = annotator.annotate(&article, None).quantities;
        let si = found[0].si.clone().unwrap_or_else(|| panic!("no SI unit in '{text}'"));
        assert_eq!(si.unit, unit, "{text}");
        let QuantityValue::Exact(v) = si.value else { panic!("a range in '{text}'") };
        assert!((v - value).abs() < 1e-6 * value.abs(), "{text}: {v}");
    };
    check("The walk is 2 miles long.", 3218.688, "meter");
    check("They drove 60 miles per hour.", 26.8224, "meter per second");
    check("It was 68 degrees Fahrenheit.", 293.15, "kelvin");
    check("It holds 12 litres.", 0.012, "cubic meter");
    check("It took 2 hours.", 7200.0, "second");
    check("The plant gives 3 megawatts.", 3_000_000.0, "watt");
}

#[test]
fn nouns_in_the_singular() {
    let annotator = Annotator::new(&Lexicon::builtin(), Language::ENGLISH);
    let check = |text: &str, noun: &str| {
        let article = Article::as_is("a", text.to_owned(), Language::ENGLISH);
        let found = annotator.annotate(&article, None).quantities;
        assert_eq!(found[0].noun.as_deref(), Some(noun), "{text}");
    };
    check("They hired 60 commercial fishermen.", "commercial fisherman");
    check("We saw two viruses.", "virus");
    check("She won four FA Cup finals.", "FA Cup final");
    check("It runs three thousand tests per day.", "test per day");
    check("Ten countries signed.", "country");
    check("We saw 40 houses and boxes.", "house");
}

#[test]
fn ordinals_stand_apart() {
    let lexicon = Lexicon::builtin();
    let german = Annotator::new(&lexicon, Language::GERMAN);
    let english = Annotator::new(&lexicon, Language::ENGLISH);
    let check = |annotator: &Annotator, text: &str, expected: &[&str]| {
        let article = Article::as_is("a", text.to_owned(), annotator.language);
        let found = annotator.annotate(&article, None);
        let shown: Vec<String> =
            found.ordinals.iter().map(|o| format!("{}: {}", o.range.of(text), o.place)).collect();
        assert_eq!(shown, expected, "{text}");
        assert!(found.quantities.is_empty(), "{text}: {:?}", found.quantities);
    };
    check(&german, "Der dritte Platz ging an Lerch.", &["dritte: 3"]);
    check(&german, "Er kam zum 58. Treffen.", &["58.: 58"]);
    check(&german, "Sie feiert den vierzigsten Sieg.", &["vierzigsten: 40"]);
    check(&german, "Am 3. Mai regnet es. Alle achten auf Regen.", &[]);
    check(&english, "The 21st match was her second big win.", &["21st: 21", "second: 2"]);
    check(&english, "It was the twenty-first attempt.", &["twenty-first: 21"]);
    check(&english, "First of all, it rained.", &[]);
}
