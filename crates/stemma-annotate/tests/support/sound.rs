//! What must hold of the annotations of any text whatever. Used by the test of hostile texts and by the fuzz target.

use stemma_annotate::{Annotator, Finding};
use stemma_text::{Annotations, Article, Dated, Language, QuantityValue, TextRange, TimeKind};

/// Annotates the text and asserts that what comes out is sound, and the same twice.
pub fn assert_sound(annotator: &Annotator, text: &str, language: Language, reference: Option<&Dated>) {
    let article = Article::as_is("a", text, language);
    let text = article.text.as_str();
    let found = annotator.annotate(&article, reference);
    let findings = annotator.check(&article, &found);
    ranges(text, &found);
    for time in &found.times {
        inside(text, time.range);
        assert!(well_formed(time.kind, &time.value), "{:?} = {:?}", time.range.of(text), time.value);
        assert!(time.days.is_none_or(|(first, last)| first <= last), "{time:?}");
    }
    for quantity in &found.quantities {
        inside(text, quantity.range);
        quantity.counted.into_iter().for_each(|c| inside(text, c));
        match quantity.value {
            QuantityValue::Exact(v) => assert!(v.is_finite(), "{quantity:?}"),
            QuantityValue::Between(a, b) => assert!(a.is_finite() && b.is_finite(), "{quantity:?}"),
        }
        assert!(quantity.unit.as_deref() != Some(""), "{quantity:?}");
    }
    for finding in &findings {
        said(text, finding);
    }
    let again = annotator.annotate(&article, reference);
    assert_eq!(found, again);
    assert_eq!(findings, annotator.check(&article, &again));
}

fn inside(text: &str, range: TextRange) {
    assert!(range.start < range.end && range.end <= text.len(), "{range:?} of {}", text.len());
    assert!(text.is_char_boundary(range.start) && text.is_char_boundary(range.end), "{range:?}");
}

/// Everything stands inside the text, in order; tokens, sentences, times and quantities do not overlap.
fn ranges(text: &str, found: &Annotations) {
    let ordered = |what: &str, all: Vec<TextRange>| {
        all.iter().for_each(|r| inside(text, *r));
        for pair in all.windows(2) {
            assert!(pair[0].end <= pair[1].start, "{what}: {:?} and {:?}", pair[0], pair[1]);
        }
    };
    ordered("tokens", found.tokens.iter().map(|t| t.range).collect());
    ordered("sentences", found.sentences.clone());
    ordered("times", found.times.iter().map(|t| t.range).collect());
    ordered("quantities", found.quantities.iter().map(|q| q.range).collect());
    for (number, entity) in found.entities.iter().enumerate() {
        assert_eq!(entity.id, format!("e{}", number + 1));
        assert!(!entity.mentions.is_empty() && !entity.name.trim().is_empty(), "{entity:?}");
        ordered("mentions", entity.mentions.clone());
    }
}

/// A finding stands inside the text and never calls a figure wrong.
fn said(text: &str, finding: &Finding) {
    inside(text, finding.range);
    assert!(!finding.kind.is_empty());
    assert!(finding.explanation_de.contains("Das geht so, wie es dasteht, nicht auf."), "{finding:?}");
    assert!(finding.explanation_en.contains("This does not add up as given."), "{finding:?}");
    for said in [&finding.explanation_de, &finding.explanation_en] {
        assert!(!said.contains("NaN") && !said.contains("inf "), "{said}");
        assert!(said.len() < 2_000, "{} bytes", said.len());
    }
}

/// True for a value that TIMEX3 allows for its kind: a date (`2023-09-04`, `2023-W36-2`, `2023-SU`, `19XX`, `BC0044`),
/// with a time of day, one of the `_REF`s, a period (`P2D`, `PT20M`), or two joined by `/`.
pub fn well_formed(kind: TimeKind, value: &str) -> bool {
    if matches!(value, "PRESENT_REF" | "PAST_REF" | "FUTURE_REF") {
        return true;
    }
    let parts: Vec<&str> = value.split('/').collect();
    parts.len() <= 2
        && parts.iter().all(|part| match part.strip_prefix('P') {
            Some(rest) => period(rest),
            None => kind != TimeKind::Duration && moment(part),
        })
}

/// What stands after the `P` of a period.
fn period(rest: &str) -> bool {
    let plain = rest.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase() || c == '.');
    plain
        && rest.chars().any(|c| c.is_ascii_digit() || c == 'X')
        && rest.ends_with(|c: char| c.is_ascii_uppercase())
}

fn moment(part: &str) -> bool {
    let (day, clock) = match part.split_once('T') {
        Some((day, clock)) => (day, Some(clock)),
        None => (part, None),
    };
    let clock = clock.is_none_or(|c| {
        !c.is_empty() && c.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase() || ":+-.".contains(c))
    });
    clock && (date(day) || day.is_empty())
}

fn date(day: &str) -> bool {
    let bare = day.strip_prefix("BC").unwrap_or(day);
    let fields: Vec<&str> = bare.split('-').collect();
    let year = fields[0];
    let digits = |s: &str| !s.is_empty() && s.chars().all(|c| c.is_ascii_digit() || c == 'X');
    if !digits(year) || year.len() > 4 || fields.len() > 4 {
        return false;
    }
    let number = |at: usize| fields.get(at).and_then(|f| f.parse::<u32>().ok());
    match (fields.get(1), fields.get(2)) {
        (None, _) => true,
        (Some(week), rest) if week.starts_with('W') => {
            digits(&week[1..])
                && rest
                    .is_none_or(|d| matches!(*d, "WE" | "WD" | "X" | "1" | "2" | "3" | "4" | "5" | "6" | "7"))
        }
        (Some(month), None) => {
            number(1).is_none_or(|m| (1..=12).contains(&m)) && month.len() <= 2 && month.is_ascii()
        }
        (Some(_), Some(_)) => match (number(0), number(1), number(2)) {
            (Some(y), Some(m), Some(d)) => (1..=12).contains(&m) && d >= 1 && d <= length(y, m),
            _ => fields.iter().all(|f| digits(f)),
        },
    }
}

/// Days of a month.
fn length(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
