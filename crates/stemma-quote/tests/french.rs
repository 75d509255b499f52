//! French, a language of data alone, held to passages annotated by hand (`french.txt` says how). The ignored test shows
//! the figures of both parts and each passage of the development part that is not found whole.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use stemma_lexicon::Lexicon;
use stemma_quote::{Attributor, Polarity, Quotation, QuotationKind};
use stemma_text::{Annotations, Article, Language, TextRange, sentence};

/// Least F1 of contents found, and of contents found with their source, in each part.
const FLOORS: [(&str, f64, f64); 2] = [("dev", 0.96, 0.96), ("held", 0.92, 0.92)];
/// Overlap F1, in letters and digits, from which two spans count as one.
const SAME: f64 = 0.5;

/// The letters of a span, by their place.
type Letters = BTreeSet<usize>;

#[derive(Debug, Default)]
struct Gold {
    roles: BTreeMap<char, Letters>,
    kind: char,
    sign: char,
}

struct Passage {
    name: String,
    part: String,
    text: String,
    gold: BTreeMap<u32, Gold>,
}

fn read(file: &str) -> Vec<Passage> {
    let mut found: Vec<Passage> = Vec::new();
    for line in file.lines().filter(|l| !l.starts_with('#')) {
        if let Some((name, part)) = line.strip_prefix("= ").and_then(|l| l.split_once(' ')) {
            let (name, part) = (name.to_owned(), part.to_owned());
            found.push(Passage { name, part, text: String::new(), gold: BTreeMap::new() });
        } else if let Some(passage) = found.last_mut().filter(|_| !line.is_empty()) {
            read_line(line, passage);
        }
    }
    found
}

fn read_line(line: &str, passage: &mut Passage) {
    let mut open: Vec<Vec<(u32, char)>> = Vec::new();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '[' => {
                let (labels, after) = rest.split_once(' ').expect("labels");
                rest = after;
                let mut roles = Vec::new();
                for label in labels.split(',') {
                    let mut marks = label.chars();
                    let number = marks.next().and_then(|n| n.to_digit(10)).expect("number");
                    let role = marks.next().expect("role");
                    let gold = passage.gold.entry(number).or_default();
                    if let Some(kind) = marks.next() {
                        (gold.kind, gold.sign) = (kind, marks.next().unwrap_or('.'));
                    }
                    roles.push((number, role));
                }
                open.push(roles);
            }
            ']' => drop(open.pop().expect("an open bracket")),
            _ => {
                for &(number, role) in open.iter().flatten().filter(|_| c.is_alphanumeric()) {
                    let gold = passage.gold.entry(number).or_default();
                    gold.roles.entry(role).or_default().insert(passage.text.len());
                }
                passage.text.push(c);
            }
        }
    }
    assert!(open.is_empty(), "{}: a bracket is open", passage.name);
}

fn letters(text: &str, ranges: &[TextRange]) -> Letters {
    let all = ranges.iter().flat_map(|r| r.of(text).char_indices().map(move |(at, c)| (r.start + at, c)));
    all.filter(|(_, c)| c.is_alphanumeric()).map(|(at, _)| at).collect()
}

fn overlap(a: &Letters, b: &Letters) -> f64 {
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    2.0 * a.intersection(b).count() as f64 / (a.len() + b.len()) as f64
}

#[derive(Debug, Default)]
struct Counts {
    gold: usize,
    predicted: usize,
    found: usize,
    linked: usize,
    cue: usize,
    addressee: usize,
    kind: usize,
    sign: usize,
}

impl Counts {
    fn f1(&self, right: usize) -> f64 {
        2.0 * right as f64 / (self.gold + self.predicted).max(1) as f64
    }
}

fn kind(quotation: &Quotation) -> char {
    match quotation.kind {
        QuotationKind::Direct => 'd',
        QuotationKind::Indirect => 'i',
        QuotationKind::FreeIndirect => 'f',
        QuotationKind::IndirectFreeIndirect => 'm',
        QuotationKind::Reported => 'r',
    }
}

fn sign(quotation: &Quotation) -> char {
    match quotation.polarity {
        Polarity::Affirmed => '.',
        Polarity::Denied => '!',
        Polarity::Questioned => '?',
    }
}

/// Adds one passage to the counts; false if anything is missing or wrong.
fn count(passage: &Passage, quotations: &[Quotation], counts: &mut Counts) -> bool {
    let text = passage.text.as_str();
    let mut pairs: Vec<(f64, u32, usize)> = Vec::new();
    for (number, gold) in &passage.gold {
        for (at, q) in quotations.iter().enumerate() {
            pairs.push((overlap(&gold.roles[&'c'], &letters(text, &q.content)), *number, at));
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used, mut matched) = (BTreeSet::new(), BTreeSet::new());
    let mut whole = passage.gold.len() == quotations.len();
    for (share, number, at) in pairs.into_iter().filter(|p| p.0 >= SAME) {
        if matched.contains(&number) || !used.insert(at) {
            continue;
        }
        matched.insert(number);
        let (gold, q) = (&passage.gold[&number], &quotations[at]);
        let role = |name: char, ranges: &[TextRange]| {
            overlap(gold.roles.get(&name).unwrap_or(&Letters::new()), &letters(text, ranges))
        };
        let source = role('s', &q.source) >= SAME;
        let cue = role('k', &q.cue) >= SAME;
        let addressee = role('a', &q.addressee) >= SAME;
        counts.found += 1;
        counts.linked += usize::from(source);
        counts.cue += usize::from(cue);
        counts.addressee += usize::from(addressee);
        counts.kind += usize::from(gold.kind == kind(q));
        counts.sign += usize::from(gold.sign == sign(q));
        whole &= share > 0.9 && source && cue && addressee && gold.kind == kind(q) && gold.sign == sign(q);
    }
    counts.gold += passage.gold.len();
    counts.predicted += quotations.len();
    whole && matched.len() == passage.gold.len()
}

fn show(passage: &Passage, quotations: &[Quotation], report: &mut String) {
    let text = passage.text.as_str();
    let words = |r: &[TextRange]| r.iter().map(|r| r.of(text)).collect::<Vec<_>>().join(" | ");
    let _ = writeln!(report, "\n{}: {text}", passage.name);
    for q in quotations {
        let _ = writeln!(report, "   {}{} {}: {}", kind(q), sign(q), q.rule, words(&q.content));
        let _ =
            writeln!(report, "      {} <- {} -> {}", words(&q.source), words(&q.cue), words(&q.addressee));
    }
}

/// Counts of each part, and what the development part shows.
fn measure() -> (BTreeMap<String, Counts>, String) {
    let language = Language::from_code("fr");
    let attributor = Attributor::new(&Lexicon::builtin(), language);
    let mut counts: BTreeMap<String, Counts> = BTreeMap::new();
    let mut report = String::new();
    for passage in read(include_str!("french.txt")) {
        let article = Article::as_is("x", passage.text.clone(), language);
        let annotations =
            Annotations { sentences: sentence::split(&passage.text, language), ..Annotations::default() };
        let quotations: Vec<Quotation> = attributor
            .attribute(&article, &annotations)
            .into_iter()
            .filter(|q| q.nested_in.is_none())
            .collect();
        let whole = count(&passage, &quotations, counts.entry(passage.part.clone()).or_default());
        if !whole && passage.part == "dev" {
            show(&passage, &quotations, &mut report);
        }
    }
    for (part, c) in &counts {
        let (found, linked) = (c.f1(c.found), c.f1(c.linked));
        let _ = writeln!(report, "{part}: {found:.3} found, {linked:.3} linked; {c:?}");
    }
    (counts, report)
}

#[test]
fn french_passages_stay_above_their_floors() {
    let (counts, report) = measure();
    for (part, found, linked) in FLOORS {
        let c = &counts[part];
        assert!(c.f1(c.found) >= found && c.f1(c.linked) >= linked, "{part} is below its floor: {report}");
    }
}

#[test]
#[ignore = "fails always, to show the figures and the development passages that are not found whole"]
fn report() {
    panic!("{}", measure().1);
}
