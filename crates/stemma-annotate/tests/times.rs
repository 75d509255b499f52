//! Times in invented sentences: what is found, of what kind, with which value and modifier; and what must hold of any
//! text.

use stemma_annotate::{Annotator, Parts};
use stemma_lexicon::Lexicon;
use stemma_text::{Article, DateBasis, Dated, Language, TimeExpression};

type Case = (&'static str, &'static [&'static str]);

/// Published on Wednesday, 16 June 2021.
const GERMAN: &[Case] = &[
    ("Am Montag sagte er nichts.", &["Montag: DATE 2021-06-14"]),
    ("In der Nacht zum Dienstag fiel Schnee.", &["Nacht zum Dienstag: TIME 2021-06-15TNI"]),
    ("Ende letzten Monats kam der Brief.", &["Ende letzten Monats: DATE 2021-05 END"]),
    ("Anfang September öffnet die Halle.", &["Anfang September: DATE 2021-09 START"]),
    ("Mitte der Woche wird gewählt.", &["Mitte der Woche: DATE 2021-W24 MID"]),
    (
        "Die Messe dauert vom 10. bis 13. September.",
        &["10.: DATE 2021-09-10", "13. September: DATE 2021-09-13"],
    ),
    ("Zwischen 2006 und 2008 stand das Haus leer.", &["2006: DATE 2006", "2008: DATE 2008"]),
    ("Das Amt öffnet um 14.30 Uhr MESZ.", &["14.30 Uhr MESZ: TIME 2021-06-16T14:30"]),
    ("Der Markt ist von 14-18 Uhr offen.", &["14: TIME 2021-06-16T14:00", "18 Uhr: TIME 2021-06-16T18:00"]),
    ("Jeden Freitag wird gebacken.", &["Jeden Freitag: SET XXXX-WXX-5"]),
    ("Alle zwei Wochen kommt der Bus.", &["Alle zwei Wochen: SET P2W"]),
    ("Sie übt dreimal täglich.", &["dreimal täglich: SET P1D"]),
    ("Er läuft zweimal im Monat.", &["zweimal im Monat: SET P1M"]),
    ("Vor drei Tagen riss das Seil.", &["drei Tagen: DURATION P3D"]),
    ("Tags darauf war es still.", &["Tags darauf: DATE 2021-06-17"]),
    ("Im ersten Halbjahr 2010 sank der Umsatz.", &["ersten Halbjahr 2010: DATE 2010-H1"]),
    ("Das Jahresende 1980 war kalt.", &["Jahresende 1980: DATE 1980 END"]),
    ("In den neunziger Jahren war es anders.", &["den neunziger Jahren: DATE 199"]),
    ("Im 19. Jahrhundert gab es keine Bahn.", &["19. Jahrhundert: DATE 18"]),
    ("Im Sommer 2019 blieb der Fluss trocken.", &["Sommer 2019: DATE 2019-SU"]),
    ("Ostern 2020 fiel die Feier aus.", &["Ostern 2020: DATE 2020-04-12"]),
    ("Seit mehr als zehn Jahren wohnt sie hier.", &["mehr als zehn Jahren: DURATION P10Y MORE_THAN"]),
    ("Zugelassen sind Fahrer ab 16 Jahren.", &[]),
    ("Heute um 19.30 Uhr tagt der Rat.", &["Heute: DATE 2021-06-16", "19.30 Uhr: TIME 2021-06-16T19:30"]),
    ("In den vergangenen beiden Jahren wuchs die Stadt.", &["den vergangenen beiden Jahren: DURATION P2Y"]),
    ("Der Sturm kam im Jahr 478 v. Chr. an Land.", &["Jahr 478 v. Chr.: DATE BC0478"]),
    ("Das Spiel begann 15 Uhr Ortszeit.", &["15 Uhr Ortszeit: TIME 2021-06-16T15:00"]),
    ("Gestern Abend brannte ein Schuppen.", &["Gestern Abend: TIME 2021-06-15TEV"]),
    ("In Zukunft soll es besser werden.", &["Zukunft: DATE FUTURE_REF"]),
    ("Er kam am 21.12.2020 an.", &["21.12.2020: DATE 2020-12-21"]),
    ("Sie blieben zwei oder drei Tage.", &["zwei: DURATION P2D", "drei Tage: DURATION P3D"]),
    ("Bis Ende dieses Jahres wird gebaut.", &["Ende dieses Jahres: DATE 2021 END"]),
    ("Im Laufe des Jahres sinkt der Preis.", &["Laufe des Jahres: DATE 2021"]),
    ("Montags bleibt das Museum zu.", &["Montags: SET XXXX-WXX-1"]),
];

/// Published on Friday, 22 March 2013.
const ENGLISH: &[Case] = &[
    (
        "He said on Tuesday that the talks would resume next week.",
        &["Tuesday: DATE 2013-03-19", "next week: DATE 2013-W13"],
    ),
    ("Profit rose 5% in the third quarter of 2012.", &["the third quarter of 2012: DATE 2012-Q3"]),
    ("The company was founded three years ago.", &["three years ago: DATE 2010"]),
    ("The ship sank late Monday night.", &["Monday night: TIME 2013-03-18TNI"]),
    ("They had met the previous day.", &["the previous day: DATE 2013-03-21"]),
    ("Two days later he died.", &["Two days later: DURATION P2D"]),
    ("In recent months prices have fallen.", &["recent months: DATE PAST_REF"]),
    ("The first half of 2010 was weak.", &["The first half of 2010: DATE 2010-H1"]),
    ("They met twice a week for two years.", &["twice a week: SET P1W", "two years: DURATION P2Y"]),
    ("He works 10 hours a day.", &["10 hours: DURATION PT10H", "a day: SET P1D"]),
    ("He was in office from 1990 to 1995.", &["1990: DATE 1990", "1995: DATE 1995"]),
    ("Between 2006 and 2008 nothing happened.", &["2006: DATE 2006", "2008: DATE 2008"]),
    (
        "The strike began at 8 a.m. local time on Friday.",
        &["8 a.m. local time: TIME 2013-03-22T08:00", "Friday: DATE 2013-03-22"],
    ),
    ("A year ago, nobody knew.", &["A year ago: DATE 2012"]),
    ("It will open in the spring of 2014.", &["spring of 2014: DATE 2014-SP"]),
    ("More than 20 years have passed.", &["More than 20 years: DURATION P20Y MORE_THAN"]),
    ("The 21-year-old was held overnight.", &[]),
    ("The storm hit in the early 1990s.", &["early 1990s: DATE 199 START"]),
    (
        "The office is open 9 a.m. to 5 p.m. daily.",
        &["9 a.m.: TIME 2013-03-22T09:00", "5 p.m.: TIME 2013-03-22T17:00", "daily: SET P1D"],
    ),
    ("Every Friday they pray.", &["Every Friday: SET XXXX-WXX-5"]),
    (
        "Now he is currently ill, but soon will recover.",
        &["Now: DATE PRESENT_REF", "currently: DATE PRESENT_REF", "soon: DATE FUTURE_REF"],
    ),
    (
        "They fought for six months, five days and two hours.",
        &["six months, five days: DURATION P6M5D", "two hours: DURATION PT2H"],
    ),
    ("It was the 19th century.", &["the 19th century: DATE 18"]),
    ("On May 3-5 the fair opens.", &["May 3: DATE 2013-05-03", "5: DATE 2013-05-05"]),
    ("The contract runs through the end of the year.", &["end of the year: DATE 2013 END"]),
    (
        "He left this morning and arrives tonight.",
        &["this morning: TIME 2013-03-22TMO", "tonight: TIME 2013-03-22TNI"],
    ),
    ("On Nov. 4, 2008, voters went to the polls.", &["Nov. 4, 2008: DATE 2008-11-04"]),
    ("The two-day summit ended Sunday.", &["two-day: DURATION P2D", "Sunday: DATE 2013-03-17"]),
    (
        "The report came out 18 months ago, in late July.",
        &["18 months ago: DATE 2011-09", "late July: DATE 2013-07 END"],
    ),
];

fn times(annotator: &Annotator, language: Language, published: &str, text: &str) -> Vec<TimeExpression> {
    let article = Article::as_is("a", text, language);
    let parts = Parts { names: false, quantities: false, quotations: false, model: false, times: true };
    annotator.annotate_parts(&article, Dated::parse(published, DateBasis::Feed).as_ref(), parts).times
}

fn check(language: Language, published: &str, cases: &[Case]) {
    let annotator = Annotator::new(&Lexicon::builtin(), language);
    for (text, expected) in cases {
        let found: Vec<String> = times(&annotator, language, published, text)
            .iter()
            .map(|t| {
                let modifier = t.modifier.map_or_else(String::new, |m| format!(" {}", m.name()));
                format!("{}: {} {}{modifier}", t.range.of(text), t.kind.name(), t.value)
            })
            .collect();
        assert_eq!(found, *expected, "{text}");
    }
}

#[test]
fn german() {
    check(Language::GERMAN, "2021-06-16", GERMAN);
}

#[test]
fn english() {
    check(Language::ENGLISH, "2013-03-22", ENGLISH);
}

#[test]
fn intervals_are_in_utc() {
    let check = |published: &str, text: &str, expected: &str| {
        let annotator = Annotator::new(&Lexicon::builtin(), Language::GERMAN);
        let found = times(&annotator, Language::GERMAN, published, text);
        let spans: Vec<String> =
            found.iter().filter_map(|t| t.interval).map(|(from, to)| format!("{from}/{to}")).collect();
        assert_eq!(spans, [expected], "{text}");
    };
    check("2021-06-16", "Am Montag kam er.", "2021-06-14T00:00:00Z/2021-06-15T00:00:00Z");
    check("2021-06-16T08:00:00+02:00", "Am Montag kam er.", "2021-06-13T22:00:00Z/2021-06-14T22:00:00Z");
    check("2021-06-16", "Er kam um 14.30 Uhr MESZ.", "2021-06-16T12:30:00Z/2021-06-16T12:31:00Z");
}

/// Texts that a reader of times may stumble over.
const HOSTILE: &[&str] = &[
    "31. Februar 2020, 0. 0. 0000, 99.99.9999, 29.2.1900, Jahr 0",
    "vor 99999999999999999999 Jahren, seit 1e400 Tagen, in 3000 Jahrhunderten später",
    "am 10. Oktober 1582 und am 4. 3. 0044 v. Chr., 9999 v. Chr., 30. Jahrhundert",
    "14-18-22 Uhr, 25:61 Uhr, 24 Uhr, 24:59 Uhr MESZ, 1-2-3, 14-, -18 Uhr, 7?17 Uhr",
    "vom 31. bis 31. bis 30. Februar, zwischen 2008 und 2006, 1999/00, 2020/21",
    "\u{202e}10. \u{661}\u{662} Май 2020 \u{200f}מאי 10. Mai\u{301} 2020 🕰️ Uhr",
    "Ende Ende Ende Anfang Mitte des des Jahres Jahres, halb halb 13, alle alle zwei zwei",
    "December 32, 2012 at 99 p.m. EST, 0 years ago, the 0th century, Q5, 99999 months later",
];

#[test]
fn any_text() {
    let mut texts: Vec<String> = HOSTILE.iter().map(|t| (*t).to_owned()).collect();
    texts.push("9".repeat(400) + " Jahre später, am " + &"1".repeat(400) + ". Mai");
    // The pieces of one text after those of another.
    let words: Vec<&str> = HOSTILE.iter().flat_map(|t| t.split(' ')).collect();
    for step in [3, 5, 7, 11] {
        texts.push((0..400).map(|n| words[n * step * step % words.len()]).collect::<Vec<_>>().join(" "));
    }
    for language in [Language::GERMAN, Language::ENGLISH] {
        let annotator = Annotator::new(&Lexicon::builtin(), language);
        for (text, published) in texts
            .iter()
            .flat_map(|t| ["", "2021", "2021-06", "2021-06-16", "0001-01-01", "9999-12-31"].map(|p| (t, p)))
        {
            let found = times(&annotator, language, published, text);
            assert_eq!(found, times(&annotator, language, published, text), "deterministic");
            let mut last = 0;
            for time in &found {
                assert!(time.range.start >= last && time.range.end > time.range.start, "{text}");
                last = time.range.end;
                assert!(!time.range.of(text).is_empty() && !time.value.is_empty(), "{text}");
                assert!(!time.value.contains(char::is_whitespace), "{}", time.value);
                assert!(time.days.is_none_or(|d| d.0 <= d.1), "{text}: {time:?}");
                assert!(time.interval.is_none_or(|i| i.0 < i.1), "{text}: {time:?}");
            }
        }
    }
}
