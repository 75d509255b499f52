//! Stretches inside sentences that both texts have: numbers, names, spellings, and what is left: cut, added, reworded.

use stemma_text::fold;

use super::lists::Lists;
use super::pairing::Pairing;
use super::reading::{Number, Reading, Span};
use super::{Change, ChangeKind, explain, sentences, stretches};

/// A change before it is put in words. An empty span says where the other side would stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub kind: ChangeKind,
    pub a: Span,
    pub b: Span,
    /// More to say.
    pub note: Note,
    /// How often it is so.
    pub times: usize,
}

/// What a change is more exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Note {
    Plain,
    Shortened,
    Lengthened,
    OtherSpelling,
    OtherName,
    Misspelt,
    Mended,
    Transliterated,
    Restored,
}

impl Draft {
    pub fn new(kind: ChangeKind, a: Span, b: Span) -> Self {
        Self { kind, a, b, note: Note::Plain, times: 1 }
    }

    pub fn with(mut self, note: Note) -> Self {
        self.note = note;
        self
    }
}

/// Words of both texts that face each other and are not aligned; one side may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hunk {
    pub a: Span,
    pub b: Span,
    /// True if the sentence as a whole is told in other words.
    pub retold: bool,
}

/// Two texts under comparison.
pub struct Work<'w, 't> {
    pub a: &'w Reading<'t>,
    pub b: &'w Reading<'t>,
    pub pairing: &'w Pairing,
    pub lists: &'w Lists,
    pub hunks: Vec<Hunk>,
    /// Words of the exemplar, and of the witness, that a change explains.
    pub done_a: Vec<bool>,
    pub done_b: Vec<bool>,
    pub found: Vec<Draft>,
}

/// All changes in the main texts, in order of the exemplar.
pub fn collate(a: &Reading<'_>, b: &Reading<'_>, pairing: &Pairing, lists: &Lists) -> Vec<Change> {
    let mut work = Work {
        a,
        b,
        pairing,
        lists,
        hunks: hunks(a, b, pairing),
        done_a: vec![false; a.words.len()],
        done_b: vec![false; b.words.len()],
        found: stretches::whole(a, b, pairing),
    };
    for at in 0..work.hunks.len() {
        let hunk = work.hunks[at];
        work.numbers(hunk);
        work.names_and_spellings(hunk);
        work.shortened(hunk, true);
        work.shortened(hunk, false);
    }
    sentences::attributions(&mut work);
    sentences::moods(&mut work);
    sentences::plans(&mut work);
    sentences::hedges(&mut work);
    work.rest();
    work.transliterations();
    let drafts = merged(work.found, a, b);
    drafts.iter().map(|draft| explain::change(draft, a, b)).collect()
}

/// Everything not aligned inside sentences that both texts have.
fn hunks(a: &Reading<'_>, b: &Reading<'_>, pairing: &Pairing) -> Vec<Hunk> {
    let mut found = Vec::new();
    let mut taken = vec![false; b.words.len()];
    let free = |taken: &[bool], y: usize| pairing.to_a[y].is_none() && !taken[y];
    for (s, (start, end)) in a.sentences.iter().copied().enumerate() {
        let Some(target) = pairing.links[s].first() else { continue };
        let mut x = start;
        while x < end {
            let to = (x..end).find(|n| pairing.to_b[*n].is_some()).unwrap_or(end);
            if to > x {
                let before = (x > start).then(|| pairing.to_b[x - 1]).flatten();
                let after = (to < end).then(|| pairing.to_b[to]).flatten();
                let b_span = facing(b, (before, after), *target, |y| free(&taken, y));
                taken[b_span.0..b_span.1].fill(true);
                found.push(Hunk { a: (x, to), b: b_span, retold: pairing.retold[s] });
            }
            x = to + 1;
        }
    }
    let retold_b: Vec<bool> = retold_targets(pairing, b.sentences.len());
    for (t, (start, end)) in b.sentences.iter().copied().enumerate() {
        let mut y = start;
        while pairing.linked_b[t] && y < end {
            let to = (y..end).find(|n| !free(&taken, *n)).unwrap_or(end);
            if to > y {
                let before = (y > start).then(|| pairing.to_a[y - 1]).flatten().map(|x| x + 1);
                let after = (to < end).then(|| pairing.to_a[to]).flatten();
                let far = || (0..y).rev().find_map(|n| pairing.to_a[n]).map_or(0, |x| x + 1);
                let anchor = before.or(after).unwrap_or_else(far);
                found.push(Hunk { a: (anchor, anchor), b: (y, to), retold: retold_b[t] });
            }
            y = to + 1;
        }
    }
    found
}

fn retold_targets(pairing: &Pairing, count: usize) -> Vec<bool> {
    let mut found = vec![false; count];
    for (s, links) in pairing.links.iter().enumerate() {
        if let (true, Some(t)) = (pairing.retold[s], links.first()) {
            found[*t] = true;
        }
    }
    found
}

/// The free words of the witness between the words `ends`, or, where no word of the sentence is aligned, those of the
/// sentence `target`.
fn facing(
    b: &Reading<'_>,
    ends: (Option<usize>, Option<usize>),
    target: usize,
    free: impl Fn(usize) -> bool,
) -> Span {
    let forward = |from: usize, end: usize| (from, (from..end).find(|y| !free(*y)).unwrap_or(end));
    if let Some(before) = ends.0 {
        let found = forward(before + 1, b.sentence(before).1);
        if found.0 < found.1 {
            return found;
        }
    }
    if let Some(after) = ends.1 {
        let start = b.sentence(after).0;
        let from = (start..after).rev().find(|y| !free(*y)).map_or(start, |y| y + 1);
        return (from, after);
    }
    match ends.0 {
        Some(before) => (before + 1, before + 1),
        None => forward(b.sentences[target].0, b.sentences[target].1),
    }
}

impl Work<'_, '_> {
    pub fn explain(&mut self, a: Span, b: Span) {
        self.done_a[a.0..a.1].fill(true);
        self.done_b[b.0..b.1].fill(true);
    }

    /// Numbers of the hunk that became others. They must count the same thing: the word behind them, or the one
    /// before, is the same.
    fn numbers(&mut self, hunk: Hunk) {
        let mut left: Vec<Number> = self.a.numbers_in(hunk.a).cloned().collect();
        let mut right: Vec<Number> = self.b.numbers_in(hunk.b).cloned().collect();
        if hunk.a.0 == hunk.a.1 || hunk.b.0 == hunk.b.1 {
            return;
        }
        left.retain(|x| match right.iter().position(|y| y.value == x.value) {
            Some(at) => {
                let same = right.remove(at);
                self.done_a[x.span.0..x.span.1].fill(true);
                self.done_b[same.span.0..same.span.1].fill(true);
                false
            }
            None => true,
        });
        for x in left {
            let Some(at) = right.iter().position(|y| self.counts_same(x.span, y.span)) else { continue };
            let y = right.remove(at);
            self.explain(x.span, y.span);
            self.found.push(Draft::new(ChangeKind::NumberChanged, x.span, y.span));
        }
    }

    fn counts_same(&self, x: Span, y: Span) -> bool {
        let stem = |w: &str| fold::stem(w);
        let (sx, sy) = (self.a.sentence(x.0), self.b.sentence(y.0));
        let behind = x.1 < sx.1 && y.1 < sy.1 && stem(&self.a.lower[x.1]) == stem(&self.b.lower[y.1]);
        let before = x.0 > sx.0 && y.0 > sy.0 && stem(&self.a.lower[x.0 - 1]) == stem(&self.b.lower[y.0 - 1]);
        let last = x.1 == sx.1 && y.1 == sy.1;
        behind || before && (last || x.1 < sx.1 && y.1 < sy.1 && self.pairing.to_b[x.0 - 1] == Some(y.0 - 1))
    }

    /// Single words that face each other and are alike.
    fn names_and_spellings(&mut self, hunk: Hunk) {
        for (x, y) in likely_pairs(self, hunk) {
            if self.done_a[x] || self.done_b[y] {
                continue;
            }
            let (one, two) = (self.a.raw(x), self.b.raw(y));
            let Some((kind, note)) = word_change(one, two, self.lists) else { continue };
            let (mut left, mut right) = ((x, x + 1), (y, y + 1));
            let next = self.pairing.to_b.get(x + 1).copied().flatten();
            if matches!(note, Note::Shortened | Note::Lengthened) {
                if next != Some(y + 1) || !is_capital(self.b.raw(y + 1)) {
                    continue;
                }
                (left.1, right.1) = (x + 2, y + 2);
            }
            self.explain((x, x + 1), (y, y + 1));
            self.found.push(Draft::new(kind, left, right).with(note));
        }
    }

    /// A given name left out before a name, or (`dropped` false) put in before one.
    fn shortened(&mut self, hunk: Hunk, dropped: bool) {
        let (own, other) = if dropped { (hunk.a, hunk.b) } else { (hunk.b, hunk.a) };
        let (text, map) = if dropped { (self.a, &self.pairing.to_b) } else { (self.b, &self.pairing.to_a) };
        if own.0 == own.1 || own.1 - own.0 > 2 || other.0 < other.1 || own.1 >= text.words.len() {
            return;
        }
        let Some(there) = map[own.1] else { return };
        let kept = text.raw(own.1);
        let between = &text.article.text[text.words.range(own.1 - 1).end..text.words.range(own.1).start];
        let followed_by_name = own.1 + 1 < text.sentence(own.1).1 && is_capital(text.raw(own.1 + 1));
        let dropped_name = (own.0..own.1).all(|n| {
            let word = text.raw(n);
            // Before a given name and a surname stands no other name, but what the person is.
            is_initial(word)
                || self.lists.is_given_name(word)
                || self.lists.is_name_part(word) && !followed_by_name
        });
        if !is_capital(kept) || !dropped_name || !between.chars().all(|c| c == ' ' || c == '.') {
            return;
        }
        let (long, short) = ((own.0, own.1 + 1), (there, there + 1));
        let draft = if dropped {
            self.done_a[own.0..own.1].fill(true);
            Draft::new(ChangeKind::NameChanged, long, short).with(Note::Shortened)
        } else {
            self.done_b[own.0..own.1].fill(true);
            Draft::new(ChangeKind::NameChanged, short, long).with(Note::Lengthened)
        };
        self.found.push(draft);
    }

    /// What nothing explains: cut, added, reworded.
    fn rest(&mut self) {
        let matter = |reading: &Reading<'_>, places: &[usize]| {
            places.iter().any(|n| !self.lists.stopwords.contains(&fold::fold(&reading.lower[*n])))
        };
        let mut found: Vec<Draft> = Vec::new();
        for hunk in self.hunks.iter().filter(|h| !h.retold) {
            let left: Vec<usize> = (hunk.a.0..hunk.a.1).filter(|n| !self.done_a[*n]).collect();
            let right: Vec<usize> = (hunk.b.0..hunk.b.1).filter(|n| !self.done_b[*n]).collect();
            let explained = left.len() + right.len() < hunk.a.1 - hunk.a.0 + hunk.b.1 - hunk.b.0;
            if explained && !matter(self.a, &left) && !matter(self.b, &right) {
                continue;
            }
            let span = |places: &[usize]| Some((*places.first()?, places.last()? + 1));
            let draft = match (span(&left), span(&right)) {
                // The same words, aligned with nothing because they stand in another place.
                (Some(a), Some(b)) if fold::fold(self.a.text(a)) == fold::fold(self.b.text(b)) => continue,
                (Some(a), Some(b)) => Draft::new(ChangeKind::Reworded, a, b),
                (Some(a), None) => Draft::new(ChangeKind::Cut, a, (hunk.b.0, hunk.b.0)),
                (None, Some(b)) => Draft::new(ChangeKind::Added, (hunk.a.0, hunk.a.0), b),
                (None, None) => continue,
            };
            found.push(draft);
        }
        self.found.extend(by_sentence(found, self.a, self.b));
    }

    /// Words that differ only in umlauts, as one change.
    fn transliterations(&mut self) {
        let umlaut = |word: &str| word.contains(['ä', 'ö', 'ü', 'Ä', 'Ö', 'Ü', 'ß']);
        let mut first: [Option<Draft>; 2] = [None, None];
        for (x, y) in self.pairing.to_b.iter().enumerate().filter_map(|(x, y)| Some((x, (*y)?))) {
            let (in_a, in_b) = (umlaut(self.a.raw(x)), umlaut(self.b.raw(y)));
            if in_a == in_b {
                continue;
            }
            let note = if in_a { Note::Transliterated } else { Note::Restored };
            let draft = || Draft::new(ChangeKind::Spelling, (x, x + 1), (y, y + 1)).with(note);
            match &mut first[usize::from(in_b)] {
                Some(known) => known.times += 1,
                empty => *empty = Some(draft()),
            }
        }
        self.found.extend(first.into_iter().flatten());
    }
}

/// Rewordings of one sentence in one.
fn by_sentence(drafts: Vec<Draft>, a: &Reading<'_>, b: &Reading<'_>) -> Vec<Draft> {
    let mut found: Vec<Draft> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let joined = found.last_mut().filter(|last| {
            last.kind == ChangeKind::Reworded
                && draft.kind == ChangeKind::Reworded
                && a.sentence(last.a.0) == a.sentence(draft.a.0)
                && b.sentence(last.b.0) == b.sentence(draft.b.0)
                && last.b.0 <= draft.b.0
        });
        match joined {
            Some(last) => {
                last.a.1 = last.a.1.max(draft.a.1);
                last.b.1 = last.b.1.max(draft.b.1);
            }
            None => found.push(draft),
        }
    }
    found
}

/// Puts changes in order, and names and spellings that change the same way again and again into one.
fn merged(mut drafts: Vec<Draft>, a: &Reading<'_>, b: &Reading<'_>) -> Vec<Draft> {
    drafts.sort_by_key(|d| (d.a, d.b, d.kind, d.note));
    let mut seen: std::collections::BTreeMap<(ChangeKind, Note, &str, &str), usize> = Default::default();
    let mut found: Vec<Draft> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        if matches!(draft.kind, ChangeKind::NameChanged | ChangeKind::Spelling) {
            let key = (draft.kind, draft.note, a.text(draft.a), b.text(draft.b));
            if let Some(at) = seen.get(&key) {
                found[*at].times += draft.times;
                continue;
            }
            seen.insert(key, found.len());
        }
        found.push(draft);
    }
    found
}

/// Words of the two sides of a hunk that face each other one to one: all of them if there are as many on either side,
/// else those that are alike, in order.
fn likely_pairs(work: &Work<'_, '_>, hunk: Hunk) -> Vec<(usize, usize)> {
    let (n, m) = (hunk.a.1 - hunk.a.0, hunk.b.1 - hunk.b.0);
    if n == m && n <= 3 {
        return (0..n).map(|k| (hunk.a.0 + k, hunk.b.0 + k)).collect();
    }
    if n == 0 || m == 0 || n * m > 2500 {
        return Vec::new();
    }
    let like = |i: usize, j: usize| {
        let (one, two) = (work.a.raw(hunk.a.0 + i), work.b.raw(hunk.b.0 + j));
        u16::from(
            is_initial_of(one, two)
                || is_initial_of(two, one)
                || alike(&one.to_lowercase(), &two.to_lowercase()),
        )
    };
    let width = m + 1;
    let mut best = vec![0u16; (n + 1) * width];
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            let paired = best[(i + 1) * width + j + 1] + like(i, j);
            best[i * width + j] = paired.max(best[(i + 1) * width + j]).max(best[i * width + j + 1]);
        }
    }
    let (mut i, mut j, mut found) = (0, 0, Vec::new());
    while i < n && j < m {
        if best[i * width + j] == best[(i + 1) * width + j] {
            i += 1;
        } else if best[i * width + j] == best[i * width + j + 1] {
            j += 1;
        } else {
            found.push((hunk.a.0 + i, hunk.b.0 + j));
            (i, j) = (i + 1, j + 1);
        }
    }
    found
}

/// What it is that one word became another.
fn word_change(one: &str, two: &str, lists: &Lists) -> Option<(ChangeKind, Note)> {
    if is_initial_of(two, one) {
        return Some((ChangeKind::NameChanged, Note::Shortened));
    }
    if is_initial_of(one, two) {
        return Some((ChangeKind::NameChanged, Note::Lengthened));
    }
    let (x, y) = (one.to_lowercase(), two.to_lowercase());
    let digits = |w: &str| w.contains(|c: char| c.is_ascii_digit());
    if digits(&x) || digits(&y) {
        // "Covid-19", "A7": the number is a part of the word.
        let frame = |w: &str| w.split(|c: char| c.is_ascii_digit()).map(str::to_owned).collect::<String>();
        let numbered = digits(&x) && digits(&y) && !frame(&x).is_empty() && frame(&x) == frame(&y);
        return numbered.then_some((ChangeKind::NumberChanged, Note::Plain));
    }
    let (known, also) = (lists.is_known(one), lists.is_known(two));
    let close = slip(&x, &y);
    if is_capital(one) && is_capital(two) && (lists.is_name(one) || lists.is_name(two)) && known == also {
        if is_inflected(&x, &y) {
            return None;
        }
        if alike(&x, &y) {
            return Some((ChangeKind::NameChanged, Note::OtherSpelling));
        }
        let both = lists.is_name(one) && lists.is_name(two);
        return both.then_some((ChangeKind::NameChanged, Note::OtherName));
    }
    match (close?, known, also) {
        (_, true, true) => None,
        (Slip::Swap, true, false) => Some((ChangeKind::Spelling, Note::Misspelt)),
        (Slip::Swap, false, true) => Some((ChangeKind::Spelling, Note::Mended)),
        (Slip::Swap, false, false) => Some((ChangeKind::Spelling, Note::OtherSpelling)),
        (Slip::Letter, ..) if is_inflected(&x, &y) => None,
        (Slip::Letter, true, false) => Some((ChangeKind::Spelling, Note::Misspelt)),
        (Slip::Letter, false, true) => Some((ChangeKind::Spelling, Note::Mended)),
        (Slip::Letter, false, false) => Some((ChangeKind::Spelling, Note::OtherSpelling)),
    }
}

enum Slip {
    /// Two neighbouring letters changed places.
    Swap,
    /// A letter too many, too few, or another one.
    Letter,
}

/// The slip that makes one word in lower case of four letters or more the other.
fn slip(one: &str, two: &str) -> Option<Slip> {
    let (x, y): (Vec<char>, Vec<char>) = (one.chars().collect(), two.chars().collect());
    if x.len().min(y.len()) < 4 || x.len().abs_diff(y.len()) > 1 {
        return None;
    }
    let (front, back) = shared_ends(&x, &y);
    let (left, right) = (&x[front..x.len() - back], &y[front..y.len() - back]);
    match (left.len(), right.len()) {
        (0, 1) | (1, 0) | (1, 1) => Some(Slip::Letter),
        (2, 2) => (left[0] == right[1] && left[1] == right[0]).then_some(Slip::Swap),
        _ => None,
    }
}

/// Letters that both words share at the front, and then at the back.
fn shared_ends(x: &[char], y: &[char]) -> (usize, usize) {
    let front = x.iter().zip(y).take_while(|(p, q)| p == q).count();
    let back = x[front..].iter().rev().zip(y[front..].iter().rev()).take_while(|(p, q)| p == q).count();
    (front, back)
}

/// True if the words differ in their last two letters only.
fn is_inflected(one: &str, two: &str) -> bool {
    let (x, y): (Vec<char>, Vec<char>) = (one.chars().collect(), two.chars().collect());
    let (front, _) = shared_ends(&x, &y);
    front + 2 >= x.len().max(y.len())
}

/// True if two words in lower case share three fifths of their letters at their ends, four at least.
fn alike(one: &str, two: &str) -> bool {
    let (x, y): (Vec<char>, Vec<char>) = (one.chars().collect(), two.chars().collect());
    let (front, back) = shared_ends(&x, &y);
    let most = x.len().max(y.len());
    most >= 4 && (front + back) * 5 >= most * 3 || matches!(slip(one, two), Some(Slip::Swap))
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

fn is_initial(word: &str) -> bool {
    is_capital(word) && word.chars().count() == 1
}

fn is_initial_of(short: &str, long: &str) -> bool {
    is_initial(short) && long.chars().count() > 2 && long.starts_with(short)
}
