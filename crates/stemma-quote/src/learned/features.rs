//! What the model of speeches sees: hashed properties of words, and the features of cues and of roles that are built
//! from them. Feature hashing after Weinberger et al. (2009).

use rustc_hash::FxHashMap;
use stemma_lexicon::Table;
use stemma_text::TokenKind;
use stemma_text::features::{hash, mix};

use crate::lists::{self as class, Form, Lists, mood};
use crate::view::View;
use crate::words::{CueWords, FARTHEST_PARTICLE};

/// Word classes that decide about a clause or a phrase; the first that fits is the tag of a word.
const TAGS: [(u128, u32); 12] = [
    (class::INFINITIVE_MARK, 11),
    (class::NEGATION, 12),
    (class::THAT, 13),
    (class::CONJUNCTION, 19),
    (class::AUXILIARY, 20),
    (class::MODAL, 21),
    (class::NOMINATIVE, 17),
    (class::DETERMINER, 18),
    (class::PREPOSITION, 16),
    (class::SUBORDINATOR, 14),
    (class::QUESTION, 15),
    (class::PRONOUN, 17),
];
const COMMA: u32 = 1;
const NOUN: u32 = 10;
const NOMINATIVE: u32 = 17;
const DETERMINER: u32 = 18;
const PREPOSITION: u32 = 16;

/// Hashed properties of one word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Atom {
    pub lower: u32,
    pub tag: u32,
    pub cluster: u32,
    /// The word without its endings, as near as suffix rules come.
    pub stem: u32,
    pub suffix: [u32; 3],
    pub prefix: [u32; 3],
    /// What the stem and a particle at the end of the clause make together: one value for all forms of a verb.
    pub lemma: u32,
    /// What it does as a word of speech or thought, by the number of its list, or 0.
    pub kind: u32,
    /// How it is listed as a cue verb, or 0.
    pub cue: u32,
    /// What it may be as a verb: moods and participle.
    pub verb: u32,
    /// Number of its clause in the unit.
    pub clause: u32,
    /// First word of its clause that tells of what kind it is.
    pub starter: u32,
    /// Shape of its clause: starter, and whether an infinitive or a finite verb ends it.
    pub shape: u32,
    /// Words from the start of its clause.
    pub depth: u32,
    /// Number of its phrase in the unit.
    pub phrase: u32,
    /// The preposition of its phrase, or 0.
    pub preposition: u32,
    /// The first word of its phrase after the preposition.
    pub first: u32,
    /// The cluster of the last noun of its phrase.
    pub head: u32,
    /// Before the finite verb of its clause.
    pub front: bool,
    pub quote: u32,
}

/// All words of a text as atoms, and the units they stand in.
pub(super) struct Sheet {
    pub atoms: Vec<Atom>,
}

impl Sheet {
    pub fn new(view: &View<'_>, lists: &Lists, words: &CueWords, clusters: &Table) -> Self {
        let mut seen: FxHashMap<&str, u32> = FxHashMap::default();
        let mut atoms: Vec<Atom> = Vec::with_capacity(view.words.len());
        for (i, word) in view.words.iter().enumerate() {
            let cluster = match word.kind {
                TokenKind::Word => *seen.entry(word.text).or_insert_with(|| cluster(word.text, clusters)),
                _ => 0,
            };
            atoms.push(atom(view, lists, words, i, cluster));
        }
        let mut sheet = Self { atoms };
        for unit in &view.units {
            sheet.clauses(view, unit.start, unit.end);
            sheet.phrases(view, unit.start, unit.end);
        }
        for unit in &view.units {
            sheet.lemmas(view, words, unit.start, unit.end);
        }
        sheet
    }

    fn clauses(&mut self, view: &View<'_>, start: usize, end: usize) {
        let (mut from, mut number) = (start, 0);
        for i in start..=end {
            let divides = i < end
                && view.mark(i)
                && matches!(view.words[i].text, "," | ";" | ":" | "–" | "—" | "(" | ")" | "." | "!" | "?");
            if i < end && !divides {
                continue;
            }
            let first = (from..i).find(|&k| !view.mark(k));
            let last = (from..i).rev().find(|&k| !view.mark(k));
            let finite = (from..i).find(|&k| view.finite(k)).unwrap_or(from);
            let starter = first.map_or(0, |f| {
                let decides = class::SUBORDINATOR
                    | class::RELATIVE
                    | class::QUESTION
                    | class::THAT
                    | class::CONJUNCTION
                    | class::PREPOSITION
                    | class::FOCUS;
                if view.is(f, decides) { self.atoms[f].lower } else { self.atoms[f].tag }
            });
            let ending = last.map_or(0, |l| {
                let to = l > from && view.is(l - 1, class::INFINITIVE_MARK);
                let inside = view.words[l].lower.contains("zu") && view.words[l].lower.ends_with('n');
                u32::from(to || inside) + 2 * u32::from(view.finite(l)) + 4 * u32::from(finite > from)
            });
            for k in from..i.max(from) {
                let atom = &mut self.atoms[k];
                atom.clause = number;
                atom.starter = starter;
                atom.shape = mix(1, starter, ending);
                atom.depth = ((k - first.unwrap_or(from).min(k)) as u32).min(6);
                atom.front = k < finite;
            }
            if i < end {
                self.atoms[i].clause = number;
                self.atoms[i].starter = starter;
            }
            number += 1;
            from = i + 1;
        }
    }

    fn lemmas(&mut self, view: &View<'_>, words: &CueWords, start: usize, end: usize) {
        let mut last = end;
        for i in (start..end).rev() {
            if view.mark(i) {
                last = i;
                continue;
            }
            let word = &view.words[i];
            let near = last > i + 1 && last < i + FARTHEST_PARTICLE && !word.capital && view.finite(i);
            let particle = Some(last).filter(|_| near).map(|k| view.words[k - 1].lower.as_str());
            let particle = particle.filter(|p| words.is_particle(p));
            let lemma = words.lemma(&word.lower, word.capital, particle);
            self.atoms[i].lemma = lemma.hash;
            self.atoms[i].kind = lemma.kind.map_or(0, |k| k as u32 + 1);
        }
    }

    fn phrases(&mut self, view: &View<'_>, start: usize, end: usize) {
        let (mut i, mut number) = (start, 0);
        while i < end {
            let mut stop = i + 1;
            let (mut preposition, mut first, mut head) = (0, self.atoms[i].lower, 0);
            let nominal = |a: &Atom| a.tag == NOUN || a.tag == DETERMINER || a.tag >= 26;
            let mut at = i;
            if self.atoms[i].tag == PREPOSITION {
                preposition = self.atoms[i].lower;
                at += 1;
                first = self.atoms.get(at).map_or(0, |a| a.lower);
            }
            let begin = at;
            while at < end
                && !view.mark(at)
                && nominal(&self.atoms[at])
                && !(at > begin && self.atoms[at].tag == DETERMINER)
            {
                if self.atoms[at].tag == NOUN {
                    head = self.atoms[at].cluster;
                    stop = at + 1;
                }
                at += 1;
            }
            if begin > i && stop <= begin {
                stop = (begin + 1).min(end);
            }
            for atom in &mut self.atoms[i..stop] {
                (atom.phrase, atom.preposition, atom.first, atom.head) = (number, preposition, first, head);
            }
            number += 1;
            i = stop;
        }
    }
}

fn cluster(word: &str, clusters: &Table) -> u32 {
    if word.len() > 60 {
        return 0;
    }
    let found = clusters.find(word).or_else(|| clusters.find(&word.to_lowercase())).or_else(|| {
        let last = word.rsplit(['-', '‑', '‐']).next()?;
        (last.len() < word.len()).then(|| clusters.find(last)).flatten()
    });
    found.and_then(|l| u32::from_str_radix(l.split('\t').next()?, 16).ok()).unwrap_or(0)
}

fn tag(view: &View<'_>, i: usize) -> u32 {
    let word = &view.words[i];
    match word.kind {
        TokenKind::Mark => match word.text {
            "," => COMMA,
            ":" => 2,
            "." | "!" | "?" | ";" => 3,
            "„" | "“" | "\"" | "”" | "«" | "»" | "‚" | "‘" => 4,
            "–" | "-" | "—" => 5,
            "(" | ")" | "[" | "]" => 6,
            _ => 7,
        },
        TokenKind::Word => {
            if word.capital {
                return if word.text.len() <= 5 && word.classes & class::PRONOUN != 0 {
                    NOMINATIVE
                } else {
                    NOUN
                };
            }
            if let Some((_, tag)) = TAGS.iter().find(|(class, _)| word.classes & class != 0) {
                return *tag;
            }
            if word.classes & class::ADVERB != 0 {
                return 22;
            }
            let lower = word.lower.as_str();
            if word.moods & (mood::INDICATIVE | mood::FIRST | mood::SECOND) != 0 {
                23
            } else if word.moods & mood::PLURAL != 0 {
                24
            } else if word.moods != 0 {
                25
            } else if lower.ends_with("en") {
                27
            } else if ["e", "er", "es", "em"].iter().any(|e| lower.ends_with(e)) {
                28
            } else {
                30
            }
        }
        TokenKind::Number => 26,
    }
}

fn atom(view: &View<'_>, lists: &Lists, words: &CueWords, i: usize, cluster: u32) -> Atom {
    let word = &view.words[i];
    let mut atom = Atom {
        lower: hash(word.lower.as_bytes()),
        tag: tag(view, i),
        cluster,
        quote: word.quote,
        ..Atom::default()
    };
    if word.kind != TokenKind::Word || word.lower.len() > 60 {
        atom.stem = atom.lower;
        return atom;
    }
    let lower = word.lower.as_str();
    atom.stem = hash(words.stem(lower).as_bytes());
    let ends: Vec<usize> = lower.char_indices().map(|(at, _)| at).chain([lower.len()]).collect();
    let count = ends.len() - 1;
    for slot in 0..3 {
        if count > slot + 2 {
            atom.suffix[slot] = hash(&lower.as_bytes()[ends[count - slot - 2]..]);
            atom.prefix[slot] = hash(&lower.as_bytes()[..ends[slot + 2]]);
        }
    }
    let forms = lists.forms(lower);
    if let Some((verb, form)) = forms.first() {
        atom.cue = 1 + 8 * (lists.verbs[usize::from(*verb)].kind as u32) + *form as u32;
    }
    let participle = forms.iter().any(|f| f.1 == Form::Participle);
    atom.verb = if word.capital { 0 } else { u32::from(word.moods) + 64 * u32::from(participle) };
    atom
}

/// A distance in steps that grow, with its sign.
fn steps(distance: isize) -> u32 {
    let n = distance.unsigned_abs();
    let step = match n {
        0..=3 => n,
        4..=5 => 4,
        6..=8 => 5,
        9..=13 => 6,
        14..=20 => 7,
        21..=30 => 8,
        _ => 9,
    };
    (step as u32) * 2 + u32::from(distance < 0)
}

/// Farthest word, in words, that a feature of a cue looks at.
const NEAR: usize = 12;

/// The features of word `i` as a cue; its unit is `[start, end)`.
pub(super) fn cue(
    view: &View<'_>,
    sheet: &Sheet,
    i: usize,
    (start, end): (usize, usize),
    rule: u32,
    out: &mut Vec<u32>,
) {
    let here = sheet.atoms[i];
    let outside = Atom { lower: 7, tag: 9, cluster: 7, stem: 7, ..Atom::default() };
    let near = |offset: isize| {
        i.checked_add_signed(offset).filter(|&k| start <= k && k < end).map_or(outside, |k| sheet.atoms[k])
    };
    let [p2, p1, n1, n2] = [near(-2), near(-1), near(1), near(2)];
    let form = here.tag + 64 * here.verb;
    for (template, a, b) in [
        (1, 0, 0),
        (2, here.lower, 0),
        (3, here.stem, 0),
        (4, here.stem, form),
        (34, here.lemma, 0),
        (35, here.lemma, form),
        (36, rule, here.tag),
        (38, here.kind, 0),
        (39, here.kind, form),
        (70, here.kind, p1.lower),
        (71, here.kind, n1.lower),
        (72, here.kind, u32::from(here.front)),
        (37, rule, here.lemma),
        (5, here.cluster, 0),
        (6, here.cluster & 1023, here.tag),
        (7, here.cluster & 63, here.tag),
        (8, here.suffix[0], here.tag),
        (9, here.suffix[1], 0),
        (10, here.suffix[2], 0),
        (11, here.prefix[1], 0),
        (12, here.prefix[2], 0),
        (13, here.prefix[0], here.tag),
        (14, here.cue, form),
        (15, p1.lower, here.lemma),
        (16, here.lemma, n1.lower),
        (17, p1.lower, form),
        (18, n1.lower, form),
        (19, p1.tag, here.lemma),
        (20, n1.tag, here.lemma),
        (21, p1.tag * 64 + n1.tag, here.tag),
        (22, p2.tag * 64 + p1.tag, here.tag),
        (23, n2.tag * 64 + n1.tag, here.tag),
        (24, p1.cluster, here.tag),
        (25, n1.cluster, here.tag),
        (26, p2.lower, here.tag),
        (27, n2.lower, here.tag),
        (28, here.shape, here.tag),
        (29, here.starter, here.lemma),
        (30, here.depth, form),
        (31, u32::from(here.front), form),
        (32, here.preposition, here.lemma),
        (33, u32::from(here.quote != 0), here.lemma),
    ] {
        out.push(mix(template, a, b));
    }
    // Words of its clause, and how the next clause begins.
    let mut persons = 0;
    let low = start.max(i.saturating_sub(NEAR));
    let high = end.min(i + NEAR);
    for k in low..high {
        let other = sheet.atoms[k];
        if k == i || other.clause != here.clause || other.tag == NOUN {
            continue;
        }
        let side = u32::from(k < i);
        out.push(mix(40 + side, here.lemma, other.lower));
        out.push(mix(42 + side, here.cluster & 1023, other.lower));
        out.push(mix(44 + side, here.tag, other.lower));
        if here.kind != 0 {
            out.push(mix(46 + side, here.kind, other.lower));
        }
        if other.tag == NOMINATIVE {
            persons = other.lower;
        }
    }
    out.push(mix(50, persons, here.lemma));
    out.push(mix(51, persons, form));
    out.push(mix(53, persons, here.kind));
    out.push(mix(52, persons, here.cluster & 1023));
    let close = (i + 1..end).find(|&k| sheet.atoms[k].clause != here.clause);
    let next = close.map_or(outside, |k| sheet.atoms[k]);
    let mark = close.map_or(0, |k| sheet.atoms[k - 1].tag);
    let last = close.unwrap_or(end);
    let last = (i..last).rev().find(|&k| !view.mark(k)).unwrap_or(i);
    let particle = if last > i && last < i + 25 { sheet.atoms[last].lower } else { 0 };
    for (template, a, b) in [
        (60, next.starter, here.lemma),
        (61, next.shape, form),
        (62, next.shape, here.cluster & 1023),
        (63, next.starter, here.cue),
        (73, next.starter, here.kind),
        (74, next.shape, here.kind),
        (75, mark, here.kind),
        (64, mark, here.lemma),
        (65, mark * 64 + next.tag, form),
        (66, particle, here.stem),
        (67, particle, form),
        (68, u32::from(last == i), form),
        (69, u32::from(last == i) + 2 * mark, next.shape),
    ] {
        out.push(mix(template, a, b));
    }
}

/// What the features of roles know of one cue.
pub(super) struct CueFrame {
    at: usize,
    form: u32,
    person: u32,
    passive: u32,
    complement: u32,
    finite: u32,
    path: Vec<(u32, u32)>,
    low: u32,
}

impl CueFrame {
    /// Reads the clauses around the cue at `at` in the unit `[start, end)`.
    pub fn new(view: &View<'_>, sheet: &Sheet, at: usize, start: usize, end: usize) -> Self {
        let here = sheet.atoms[at];
        let own = |k: &usize| sheet.atoms[*k].clause == here.clause;
        let low = (start..at).rev().take_while(own).last().unwrap_or(at);
        let high = (at + 1..end).take_while(own).last().map_or(at + 1, |k| k + 1);
        let person =
            (low..high).find(|&k| view.is(k, class::NOMINATIVE) || view.is_any(k, class::FIRST_PERSON));
        let passive = (low..high).any(|k| view.is(k, class::PASSIVE));
        let finite = (low..high).find(|&k| view.finite(k));
        let to = at > start && view.is(at - 1, class::INFINITIVE_MARK);
        let next = sheet.atoms.get(high).filter(|_| high < end).map_or(0, |a| a.starter);
        // What lies between the cue and each clause: how the clauses on the way begin.
        let number = |k: usize| sheet.atoms[k].clause;
        let first = number(start);
        let count = (number(end - 1) - first + 1) as usize;
        let mut starters = vec![(0, 0); count];
        for k in start..end {
            starters[(number(k) - first) as usize] = (sheet.atoms[k].starter, sheet.atoms[k].shape);
        }
        let own = (here.clause - first) as usize;
        let mut path = vec![(0, 0); count];
        let mut sum = (1, 0);
        for (step, n) in (own + 1..count).enumerate() {
            if step < 4 {
                sum = (mix(2, sum.0, starters[n].0), step as u32);
            }
            path[n] = (sum.0, mix(3, starters[own + 1].1, 0));
        }
        sum = (2, 0);
        for (step, n) in (0..own).rev().enumerate() {
            if step < 4 {
                sum = (mix(4, sum.0, starters[n].0), step as u32);
            }
            path[n] = (sum.0, mix(5, starters[own - 1].1, 0));
        }
        Self {
            at,
            form: here.tag + 64 * here.verb + 8192 * u32::from(to),
            person: person.map_or(0, |k| sheet.atoms[k].lower),
            passive: u32::from(passive),
            complement: next,
            finite: finite.map_or(0, |k| sheet.atoms[k].lower),
            path,
            low: first,
        }
    }
}

/// The features of word `i` as a part of the roles of a cue. `rule` is the role that the rules give it, or 0.
pub(super) fn role(
    sheet: &Sheet,
    cue: &CueFrame,
    i: usize,
    (start, end): (usize, usize),
    rule: u32,
    out: &mut Vec<u32>,
) {
    let verb = sheet.atoms[cue.at];
    let here = sheet.atoms[i];
    let outside = Atom { lower: 7, tag: 9, cluster: 7, stem: 7, ..Atom::default() };
    let near = |offset: isize| {
        i.checked_add_signed(offset).filter(|&k| start <= k && k < end).map_or(outside, |k| sheet.atoms[k])
    };
    let [p2, p1, n1, n2] = [near(-2), near(-1), near(1), near(2)];
    let distance = i as isize - cue.at as isize;
    let far = steps(distance);
    let side = u32::from(distance < 0);
    let clauses = here.clause as i32 - verb.clause as i32;
    let apart = (clauses.clamp(-4, 4) + 4) as u32;
    let phrases = ((here.phrase as i32 - verb.phrase as i32).clamp(-6, 6) + 6) as u32;
    let (path, shape) = cue.path[(here.clause - cue.low) as usize];
    let k = verb.lemma;
    let place = apart * 2 + side;
    let quoted = u32::from(here.quote != 0) + 2 * u32::from(here.quote != verb.quote);
    let short = mix(0, here.preposition, here.first);
    let front = u32::from(here.front);
    for (template, a, b) in [
        (1, 0, 0),
        (2, here.lower, 0),
        (3, here.lower, place),
        (4, here.lower, k),
        (5, mix(0, here.lower, cue.form), place),
        (6, here.cluster, place),
        (7, here.cluster & 63, mix(0, cue.form, place)),
        (8, here.tag, far),
        (9, mix(0, here.tag, place), cue.form),
        (10, mix(0, here.tag, far), cue.form),
        (11, k, place),
        (12, k, far),
        (13, mix(0, k, here.tag), place),
        (14, k, path),
        (15, path, 0),
        (16, path, cue.form),
        (17, path, here.tag),
        (18, mix(0, p1.tag * 64 + here.tag, n1.tag), place),
        (19, p1.lower, mix(0, here.tag, place)),
        (20, n1.lower, mix(0, here.tag, place)),
        (21, p2.lower, place),
        (22, n2.lower, place),
        (23, here.preposition, place),
        (24, mix(0, here.preposition, k), u32::from(clauses == 0)),
        (25, short, place),
        (26, mix(0, here.first, here.head), place),
        (27, mix(0, here.head, k), place),
        (28, mix(0, phrases, here.preposition), cue.form),
        (29, mix(0, phrases, here.first), cue.form),
        (30, mix(0, front, here.first), place),
        (31, mix(0, front, here.tag), mix(0, place, cue.form)),
        (32, here.shape, place),
        (33, here.shape, mix(0, k, place)),
        (34, here.shape, mix(0, cue.form, place)),
        (35, quoted, k),
        (36, quoted, place),
        (37, quoted, far),
        (38, mix(0, here.depth, here.tag), place),
        (39, cue.person, mix(0, here.tag, place)),
        (40, cue.person, mix(0, here.lower, place)),
        (41, cue.passive, mix(0, short, place)),
        (42, cue.passive, mix(0, here.tag, mix(0, place, phrases))),
        (43, cue.complement, mix(0, here.tag, place)),
        (44, cue.complement, mix(0, short, place)),
        (45, cue.complement, mix(0, k, place)),
        (46, cue.finite, mix(0, here.first, place)),
        (47, cue.finite, mix(0, here.lower, place)),
        (48, rule, 0),
        (49, rule, mix(0, here.tag, place)),
        (50, rule, k),
        (51, shape, mix(0, cue.form, place)),
        (52, shape, mix(0, k, here.tag)),
        (58, verb.kind, mix(0, path, here.tag)),
        (59, verb.kind, mix(0, short, place)),
        (60, verb.kind, mix(0, here.tag, far)),
        (61, verb.kind, mix(0, here.shape, place)),
        (53, verb.cue, mix(0, path, here.tag)),
        (54, verb.cue, mix(0, short, place)),
        (55, verb.cluster & 1023, mix(0, path, 0)),
        (56, verb.cluster & 1023, mix(0, short, place)),
        (57, mix(0, here.tag, here.shape), mix(0, apart, shape)),
    ] {
        out.push(mix(template + 100, a, b));
    }
}

/// What stands between word `i - 1` and word `i`, as one of [`JOINTS`]: labels change at some of these more than at
/// others.
pub(super) fn joint(sheet: &Sheet, i: usize) -> usize {
    let here = sheet.atoms[i];
    let before = if i > 0 { sheet.atoms[i - 1].tag } else { 0 };
    match (before, here.tag) {
        (COMMA, 13) => 1,
        (COMMA, _) => 2,
        (2, _) => 3,
        (_, COMMA) => 4,
        (_, 2 | 3) => 5,
        (3..=7, _) | (_, 4..=7) => 6,
        (_, 19) => 7,
        (19, _) => 8,
        _ if i > 0 && here.phrase == sheet.atoms[i - 1].phrase => 9,
        (_, PREPOSITION) => 10,
        (_, DETERMINER | NOMINATIVE | NOUN) => 11,
        (_, 20 | 21 | 23..=25) => 12,
        (20 | 21 | 23..=25, _) => 13,
        _ => 0,
    }
}

/// Number of joints.
pub(super) const JOINTS: usize = 14;
