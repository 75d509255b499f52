//! What rules say of speeches beyond what they say of news: first and second persons, verbs of thought, nouns with
//! clauses, and objects as contents. Speakers quote freely, so these rules trust the shape of the clause alone.

use crate::QuotationKind;
use crate::draft::{Draft, Found, trim};
use crate::lists::{self as class, mood};
use crate::phrase::{self, Reach, Span};
use crate::view::View;
use crate::words::{CueWords, FARTHEST_PARTICLE, Kind};

/// Rules that tell too little in a speech: the subjunctive is the speaker's own, marks hold single words.
const WEAK: [&str; 7] =
    ["subjunctive", "hearsay", "marks in sentence", "marks inside", "act", "reported act", "verb after"];

/// Small words that are no cues, whatever they look like.
const SMALL: u128 = class::DETERMINER
    | class::PRONOUN
    | class::PREPOSITION
    | class::CONJUNCTION
    | class::SUBORDINATOR
    | class::AUXILIARY
    | class::MODAL;

/// A clause with its cue, in word numbers.
struct Clause {
    /// The cue.
    at: usize,
    /// First word.
    start: usize,
    /// One past its last word.
    end: usize,
    /// Its finite verb.
    finite: Option<usize>,
    kind: Kind,
}

/// Gives the rules of speeches the names under which the same is known in news.
pub fn name_rules(drafts: &mut [Draft]) {
    for draft in drafts {
        draft.rule = match draft.rule {
            "speech" => "verb before",
            "speech object" => "act",
            rule => rule,
        };
    }
}

/// Adds what the words of speech and thought of one unit give, and drops what tells too little.
pub fn find(view: &View<'_>, words: &CueWords, found: &mut Found<'_>) {
    let first = found.first;
    let kept: Vec<Draft> =
        found.drafts.drain(first..).filter(|d| !WEAK.contains(&d.rule) && !d.cue.is_empty()).collect();
    found.drafts.extend(kept);
    let unit = found.unit;
    for at in unit.start..unit.end {
        let taken = |d: &Draft| d.cue.iter().any(|s| s.0 <= at && at < s.1);
        if view.mark(at) || found.drafts[first..].iter().any(taken) {
            continue;
        }
        if !view.capital(at) && view.is(at, SMALL) || is_attribute(view, at) {
            continue;
        }
        let start = view.clause_start(at, unit.start);
        let end = view.clause_end(at, unit.body).max(at + 1);
        let word = &view.words[at];
        let near = end > at + 1 && end < at + FARTHEST_PARTICLE && !word.capital && view.finite(at);
        let particle = Some(end - 1).filter(|_| near).map(|k| view.words[k].lower.as_str());
        let particle = particle.filter(|p| words.is_particle(p));
        let Some(kind) = words.lemma(&word.lower, word.capital, particle).kind else { continue };
        // "wir fordern": where nothing else is finite, the plural that is also the infinitive.
        let plural = |i: &usize| {
            view.words[*i].moods & mood::PLURAL != 0
                && !(*i > start && view.is(*i - 1, class::INFINITIVE_MARK))
        };
        let finite = (start..end).find(|&i| view.outside(i) && view.finite(i));
        let finite = finite.or_else(|| (start..end).find(|i| view.outside(*i) && plural(i)));
        let clause = Clause { at, start, end, finite, kind };
        let draft = match kind {
            Kind::OpinionNoun | Kind::SpeechNoun => noun(view, words, &clause, found),
            Kind::State => state(view, words, &clause, found),
            _ => verb(view, words, &clause, found),
        };
        found.drafts.extend(draft);
    }
}

/// "die genannten Gründe": a participle before its noun.
fn is_attribute(view: &View<'_>, at: usize) -> bool {
    let lower = view.words[at].lower.as_str();
    let inflected =
        ["te", "ten", "ter", "tes", "tem", "ene", "enen", "ener", "enes"].iter().any(|e| lower.ends_with(e));
    inflected && !view.capital(at) && view.capital(at + 1) && !view.finite(at)
        || at > 0
            && view.is(at - 1, class::DETERMINER)
            && view.capital(at + 1)
            && !view.capital(at)
            && !view.is(at - 1, class::PRONOUN)
}

fn new(view: &View<'_>, content: Vec<Span>, cue: Vec<Span>, found: &Found<'_>) -> Draft {
    let mut draft = crate::clause::content(view, content, found.number, "speech");
    draft.cue = cue;
    draft
}

/// "Ich glaube, dass …", "Sie fordern ein Verbot", "…, sage ich".
fn verb(view: &View<'_>, words: &CueWords, clause: &Clause, found: &Found<'_>) -> Option<Draft> {
    let source = source(view, clause);
    let mut content = Vec::new();
    let mut rule = "speech";
    if let Some(span) = complement(view, words, clause, found) {
        content.extend(placeholder(view, words, clause));
        content.push(span);
    } else if let Some(span) = parenthesis(view, clause, source, found) {
        content.push(span);
    } else {
        content.push(object(view, words, clause, source)?);
        rule = "speech object";
    }
    let reported = content.len() == 1 && content[0].0 >= clause.start && content[0].1 <= clause.end;
    let mut draft = new(view, content, vec![(clause.at, clause.at + 1)], found);
    if reported && draft.kind != QuotationKind::Direct {
        draft.kind = QuotationKind::Reported;
    }
    draft.rule = rule;
    draft.addressee = told(view, clause, source).into_iter().collect();
    draft.source = source.into_iter().collect();
    Some(draft)
}

/// The clause that a cue takes: after a comma, a colon, up to the end of the unit.
fn complement(view: &View<'_>, words: &CueWords, clause: &Clause, found: &Found<'_>) -> Option<Span> {
    let unit = found.unit;
    let mut at = clause.end;
    if at >= unit.body {
        return None;
    }
    if view.at(at, ":") {
        return trim(view, (at + 1, unit.end));
    }
    if !view.at(at, ",") {
        return None;
    }
    if view.is(at + 1, class::FOCUS) && view.is(at + 2, class::SUBORDINATOR | class::QUESTION) {
        at += 1;
    }
    let start = at + 1;
    let end = view.clause_end(start, unit.body);
    let begins = view.is(start, class::THAT) || view.at(start, "ob") || view.is(start, class::QUESTION);
    let like = view.is(start, class::LIKE) && view.is(end.saturating_sub(1), class::ADVERB);
    let last = (start..end).rev().find(|&i| !view.mark(i))?;
    let relative = view.is(start, class::RELATIVE) && !view.is(start, class::QUESTION) && view.finite(last);
    let infinitive = last > start && view.words[last].lower.ends_with('n') && {
        view.is(last - 1, class::INFINITIVE_MARK) || view.words[last].lower.contains("zu")
    };
    let own = matches!(clause.kind, Kind::Say | Kind::Think | Kind::Feel | Kind::Show | Kind::Perceive);
    let main = own
        && !relative
        && !view.is(start, class::SUBORDINATOR | class::CONJUNCTION)
        && !view.finite(last)
        && (start..(start + 6).min(end)).any(|i| view.finite(i));
    let conditional = clause.kind == Kind::Feel && view.is(start, class::SUBORDINATOR);
    let fits = begins && !like || infinitive && !view.is(start, class::SUBORDINATOR) || main || conditional;
    fits.then(|| trim(view, (start, stop(view, words, start, found)))).flatten()
}

/// Where a content that begins with a subordinate clause ends: before a main clause that goes on, else with the unit.
fn stop(view: &View<'_>, words: &CueWords, start: usize, found: &Found<'_>) -> usize {
    let unit = found.unit;
    let mut at = view.clause_end(start, unit.body);
    while at < unit.body {
        let k = at + 1;
        let goes_on = view.at(at, ";")
            || view.at(at, "–")
            || view.is(k, class::CONJUNCTION) && view.finite(k + 1)
            || (view.finite(k) || view.outside(k) && view.words[k].moods & mood::PLURAL != 0)
                && !view.is(k, class::SUBORDINATOR)
            || view.words.get(k).is_some_and(|w| words.is("goes on", &w.lower));
        if goes_on {
            return at;
        }
        at = view.clause_end(k, unit.body);
    }
    unit.end
}

/// "dafür …, dass": the word that stands for the clause.
fn placeholder(view: &View<'_>, words: &CueWords, clause: &Clause) -> Option<Span> {
    let stands = |i: &usize| words.is("placeholder", &view.words[*i].lower);
    (clause.start..clause.end).filter(|&i| i > clause.start).find(stands).map(|i| (i, i + 1))
}

/// "Das ist, glaube ich, richtig": the rest of the unit around a clause of verb and subject.
fn parenthesis(view: &View<'_>, clause: &Clause, source: Option<Span>, found: &Found<'_>) -> Option<Span> {
    let unit = found.unit;
    let short = clause.at == clause.start && clause.start > unit.start && source.is_some();
    if !short || view.count(clause.start, clause.end) > 4 {
        return None;
    }
    trim(view, (unit.start, clause.start))
}

/// The object of a verb: a phrase of its clause that is not the source.
fn object(view: &View<'_>, words: &CueWords, clause: &Clause, source: Option<Span>) -> Option<Span> {
    if matches!(clause.kind, Kind::Feel) {
        return None;
    }
    let of_source = |i: usize| source.is_some_and(|s| s.0 <= i && i < s.1);
    let mut i = clause.start;
    while i < clause.end {
        if of_source(i) || i == clause.at {
            i += 1;
            continue;
        }
        let pronoun = words.is("object pronoun", &view.words[i].lower);
        let relative = i == clause.start && view.is(i, class::RELATIVE);
        let before = i.checked_sub(1).is_some_and(|b| view.is(b, class::PREPOSITION) && b >= clause.start);
        let phrase = phrase::noun_phrase(view, i, clause.end, Reach::Wide)
            .filter(|e| *e <= clause.at || i > clause.at);
        match phrase {
            Some(end) if view.is(i, class::PREPOSITION) || before => i = end.max(i + 1),
            Some(end) if !view.is(i, class::DATIVE) || view.is(i, class::RELATIVE) => return Some((i, end)),
            Some(end) => i = end.max(i + 1),
            None if pronoun || relative => return Some((i, i + 1)),
            None => i += 1,
        }
    }
    None
}

/// Who is told: a pronoun in the dative.
fn told(view: &View<'_>, clause: &Clause, source: Option<Span>) -> Option<Span> {
    if !matches!(clause.kind, Kind::Say | Kind::Urge) {
        return None;
    }
    let own = |i: usize| source.is_some_and(|s| s.0 <= i && i < s.1);
    let human = |i: &usize| {
        view.is_any(*i, class::DATIVE)
            && view.is_any(*i, class::HUMAN | class::FIRST_PERSON)
            && !view.is_any(*i, class::DETERMINER)
    };
    (clause.start..clause.end).filter(|&i| !own(i)).find(human).map(|i| (i, i + 1))
}

/// Who speaks or thinks: a pronoun in the nominative, a relative pronoun, or the phrase beside the finite verb.
fn source(view: &View<'_>, clause: &Clause) -> Option<Span> {
    let passive = (clause.start..clause.end).any(|i| view.is(i, class::PASSIVE));
    if passive && clause.finite != Some(clause.at) && !view.words[clause.at].lower.ends_with('n') {
        return None;
    }
    let finite = clause.finite?;
    let polite =
        |i: usize| view.is_any(i, class::PRONOUN) && !view.is_any(i, class::DETERMINER) && !view.at(i, "es");
    let nominative = |i: &usize| view.is_any(*i, class::NOMINATIVE) && !view.is_any(*i, class::DETERMINER);
    if let Some(i) = (clause.start..clause.end).find(nominative) {
        return Some((i, i + 1));
    }
    if let Some(i) = (clause.start..clause.end).find(|&i| polite(i)) {
        return Some((i, i + 1));
    }
    let last = finite + 1 >= clause.end && finite > clause.start + 1;
    if last && view.is(clause.start, class::SUBORDINATOR | class::QUESTION) {
        let start = clause.start + 1;
        return phrase::subject(view, start, clause.end, Reach::Narrow).map(|end| (start, end));
    }
    if last && view.is(clause.start, class::RELATIVE) && view.at(clause.start, "der") {
        return Some((clause.start, clause.start + 1));
    }
    let before = crate::party::subject_span(view, clause.start, finite, false);
    before.or_else(|| {
        let start = phrase::skip_adverbs(view, finite + 1, clause.end);
        let fits = !view.is(start, class::PREPOSITION | class::OBLIQUE);
        fits.then(|| phrase::subject(view, start, clause.end, Reach::Narrow))
            .flatten()
            .map(|end| (start, end))
    })
}

/// "die Forderung, dass …", "meine Bitte ist: …", "meiner Meinung nach …".
fn noun(view: &View<'_>, words: &CueWords, clause: &Clause, found: &Found<'_>) -> Option<Draft> {
    let (at, unit) = (clause.at, found.unit);
    let own = at.checked_sub(1).filter(|&b| b >= unit.start && words.is("possessive", &view.words[b].lower));
    let after = view.at(at + 1, "nach") && view.is_any(at, class::POSTPOSED);
    let aus = own.is_some_and(|b| b > unit.start && words.is("sight", &view.words[b - 1].lower));
    if own.is_some() && (after || aus) {
        let from = if aus { at - 2 } else { at - 1 };
        let to = if after { at + 2 } else { at + 1 };
        let before = trim(view, (clause.start, from)).filter(|_| clause.start < from);
        let rest = trim(view, (to, clause.end.max(to))).filter(|_| to < clause.end);
        let content: Vec<Span> = before.into_iter().chain(rest).collect();
        if content.is_empty() {
            return None;
        }
        let cue = if aus { vec![(from, from + 1), (at, at + 1)] } else { vec![(at, to)] };
        let mut draft = new(view, content, cue, found);
        draft.source = own.map(|b| (b, b + 1)).into_iter().collect();
        return Some(draft);
    }
    let that = complement(view, words, clause, found)?;
    let direct = view.at(at + 1, ",")
        || view.at(at + 1, ":")
        || view.at(clause.end, ":")
        || view.is(that.0, class::THAT);
    if !direct {
        return None;
    }
    let mut draft = new(view, vec![that], vec![(at, at + 1)], found);
    let genitive = phrase::noun_phrase(view, at + 1, clause.end, Reach::Narrow)
        .filter(|_| view.is(at + 1, class::GENITIVE | class::GENITIVE_OR_DATIVE));
    draft.source = match (own, genitive) {
        (Some(b), _) => vec![(b, b + 1)],
        (None, Some(end)) => vec![(at + 1, end)],
        (None, None) => Vec::new(),
    };
    Some(draft)
}

/// "Ich bin froh, dass …", "Es ist klar, dass …".
fn state(view: &View<'_>, words: &CueWords, clause: &Clause, found: &Found<'_>) -> Option<Draft> {
    let being = (clause.start..clause.end).find(|&i| view.is(i, class::BEING) || view.at(i, "bin"))?;
    let content = complement(view, words, clause, found)?;
    if clause.at + 3 < clause.end {
        return None;
    }
    let cue = if being < clause.at {
        vec![(being, being + 1), (clause.at, clause.at + 1)]
    } else {
        vec![(clause.at, clause.at + 1), (being, being + 1)]
    };
    let mut draft = new(view, vec![content], cue, found);
    let pronoun = |i: &usize| view.is_any(*i, class::NOMINATIVE);
    draft.source = (clause.start..clause.end).find(pronoun).map(|i| (i, i + 1)).into_iter().collect();
    Some(draft)
}

#[cfg(test)]
mod tests {
    use crate::{Attributor, Quotation};
    use stemma_lexicon::Lexicon;
    use stemma_text::{Annotations, Article, Language};

    /// Before each sentence, so that the text is a speech.
    const ADDRESS: &str = "Meine Damen und Herren! ";

    /// With the model, or by the rules alone.
    fn find(model: bool, text: &str) -> Vec<Quotation> {
        static GERMAN: std::sync::OnceLock<Attributor> = std::sync::OnceLock::new();
        let attributor = GERMAN.get_or_init(|| Attributor::new(&Lexicon::builtin(), Language::GERMAN));
        let article = Article::as_is("x", text, Language::GERMAN);
        let annotations = Annotations {
            sentences: stemma_text::sentence::split(text, Language::GERMAN),
            ..Annotations::default()
        };
        if model {
            attributor.read(&article, &annotations).quotations
        } else {
            attributor.read_by_rules(&article, &annotations).quotations
        }
    }

    /// One sentence of a speech: its cue, source and content, by the rules alone.
    fn check(sentence: &str, cue: &str, source: &str, content: &str) {
        let text = format!("{ADDRESS}{sentence}");
        let found = find(false, &text);
        let words = |ranges: &[stemma_text::TextRange]| {
            ranges.iter().map(|r| r.of(&text)).collect::<Vec<_>>().join(" … ")
        };
        let all: Vec<_> =
            found.iter().map(|q| (words(&q.cue), words(&q.source), words(&q.content))).collect();
        assert!(
            all.contains(&(cue.to_owned(), source.to_owned(), content.to_owned())),
            "{sentence}: {all:?}"
        );
    }

    #[test]
    fn rules_take_first_and_second_persons() {
        check("Ich glaube, dass die Brücke hält.", "glaube", "Ich", "dass die Brücke hält");
        check("Wir fordern eine neue Fähre.", "fordern", "Wir", "eine neue Fähre");
        check("Ich finde, das ist der falsche Weg.", "finde", "Ich", "das ist der falsche Weg");
        check("Ich bin froh, dass wir heute tagen.", "bin … froh", "Ich", "dass wir heute tagen");
    }

    #[test]
    fn the_model_finds_what_is_plain() {
        let text = format!("{ADDRESS}Ich sage Ihnen, dass wir die alte Fähre behalten müssen.");
        let found = find(true, &text);
        let quote = found.iter().find(|q| q.rule == "model").expect("a quotation of the model");
        assert_eq!(quote.cue[0].of(&text), "sage");
        assert_eq!(quote.source[0].of(&text), "Ich");
        assert_eq!(quote.content[0].of(&text), "dass wir die alte Fähre behalten müssen");
    }

    #[test]
    fn no_text_stops_it() {
        for text in
            ["", "!", "Ich", "Meine Damen und Herren", "Frau Präsidentin! „", "Herr Präsident, ich sage:"]
        {
            for model in [false, true] {
                find(model, text);
                find(model, &format!("{ADDRESS}{text}"));
            }
        }
        let long = format!("{ADDRESS}{}", "ich sage, wir glauben, dass ".repeat(3000));
        for model in [false, true] {
            assert!(find(model, &long).len() > 100);
        }
    }

    #[test]
    fn articles_are_read_as_before() {
        let text = "Die Bürgermeisterin sagte, wir bauen den Hafen. Ich glaube das nicht, schrieb der Bote.";
        assert_eq!(find(true, text), find(false, text));
        assert!(find(true, text).iter().all(|q| q.rule != "model" && !q.rule.starts_with("speech ob")));
    }
}
