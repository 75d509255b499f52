//! Quotations that a model finds in speeches: a classifier finds cues, a linear chain gives the words around each cue
//! their roles. Read in place from `data/<language>/speech-model.tsv`, which `learned/train.rs` makes.
//!
//! Multinomial logistic regression and a conditional random field (Lafferty et al. 2001) over hashed features, in the
//! manner of role labelling without a parse (Hacioglu et al. 2004). What the rules say is a feature, too.

mod decode;
mod features;
#[cfg(test)]
mod train;
mod weights;

use rustc_hash::FxHashMap;
use stemma_lexicon::{Lexicon, Table};

use crate::draft::Draft;
use crate::lists::Lists;
use crate::phrase::Span;
use crate::view::{Unit, View};
use crate::words::CueWords;
use crate::{Polarity, QuotationKind};
use features::{CueFrame, Sheet};
use stemma_text::features::hash;
use weights::Weights;

/// Rule of the quotations that the model finds.
pub const RULE: &str = "model";

/// Classes of a word as a cue: none, with a message, without.
const CUES: usize = 3;
/// Roles: outside, source, addressee, message, cue, topic, medium or evidence.
const ROLES: usize = 7;
const SOURCE: usize = 1;
const ADDRESSEE: usize = 2;
const MESSAGE: usize = 3;
const CUE: usize = 4;
/// Least product of the probability of a cue and of the surest word of its message.
const LEAST_PRODUCT: f32 = 0.1;
/// Farthest word from its cue, in tokens, that can have a role.
const FARTHEST: usize = 90;
/// The model of one language.
#[derive(Clone, Debug)]
pub struct Model {
    cues: Weights<CUES>,
    roles: Weights<ROLES>,
    moves: Vec<[[f32; ROLES]; ROLES]>,
    clusters: Table,
    /// Least probability of a cue that is looked at.
    least: f32,
}

/// One quotation as the model finds it, in word numbers.
#[derive(Clone, Debug, Default, PartialEq)]
struct Event {
    at: usize,
    roles: [Vec<usize>; ROLES],
}

impl Model {
    /// Reads the model of `folder`; `None` where there is none or the file is not whole.
    pub fn new(lexicon: &Lexicon, folder: &str) -> Option<Self> {
        Self::read(lexicon.source(folder, "speech-model")?, lexicon.table(folder, "names-words"))
    }

    fn read(source: &'static str, clusters: Table) -> Option<Self> {
        let head = source.lines().find_map(|l| l.strip_prefix("!\t"))?;
        let mut numbers = head.split(' ').map(str::parse::<f32>).map_while(Result::ok);
        let (cue_unit, role_unit, least) = (numbers.next()?, numbers.next()?, numbers.next()?);
        let mut moves = vec![[[0.0; ROLES]; ROLES]; features::JOINTS];
        for weight in moves.iter_mut().flatten().flatten() {
            *weight = numbers.next()?;
        }
        Some(Self {
            cues: Weights::read(source, 'c', cue_unit)?,
            roles: Weights::read(source, 'r', role_unit)?,
            moves,
            clusters,
            least,
        })
    }

    /// All quotations of a text.
    pub fn find(&self, view: &View<'_>, lists: &Lists, words: &CueWords, rules: &[Draft]) -> Vec<Draft> {
        let sheet = Sheet::new(view, lists, words, &self.clusters);
        let said = Rules::new(rules);
        let mut drafts = Vec::new();
        for (number, unit) in view.units.iter().enumerate() {
            for event in self.events(view, &sheet, *unit, &said) {
                drafts.extend(draft(view, lists, &event, number, said.of(event.at)));
            }
        }
        drafts
    }

    fn events(&self, view: &View<'_>, sheet: &Sheet, unit: Unit, rules: &Rules<'_>) -> Vec<Event> {
        let mut found = Vec::new();
        let mut features = Vec::with_capacity(128);
        for at in unit.start..unit.end {
            if view.mark(at) {
                continue;
            }
            features.clear();
            features::cue(view, sheet, at, (unit.start, unit.end), rules.cue(at), &mut features);
            let cue = decode::shares(self.cues.score(&features));
            if cue[1] < self.least {
                continue;
            }
            let window = window(unit, at);
            let frame = CueFrame::new(view, sheet, at, window.0, window.1);
            let mut scores = Vec::with_capacity(window.1 - window.0);
            for i in window.0..window.1 {
                features.clear();
                features::role(sheet, &frame, i, window, rules.role(at, i), &mut features);
                scores.push(self.roles.score(&features));
            }
            let shares = decode::marginals(&scores, |i| &self.moves[features::joint(sheet, window.0 + i)]);
            let top = shares.iter().map(|s| s[MESSAGE]).fold(0.0, f32::max);
            if cue[1] * top >= LEAST_PRODUCT {
                found.push(decode::event(&shares, at, window.0));
            }
        }
        found
    }
}

/// The words around a cue that can have roles.
fn window(unit: Unit, at: usize) -> Span {
    (unit.start.max(at.saturating_sub(FARTHEST)), unit.end.min(at + FARTHEST + 1))
}

/// What the rules found, by the words of their cues.
struct Rules<'a> {
    drafts: &'a [Draft],
    by_cue: FxHashMap<usize, usize>,
}

impl<'a> Rules<'a> {
    fn new(drafts: &'a [Draft]) -> Self {
        let mut by_cue = FxHashMap::default();
        for (number, draft) in drafts.iter().enumerate() {
            for at in draft.cue.iter().flat_map(|s| s.0..s.1) {
                by_cue.entry(at).or_insert(number);
            }
        }
        Self { drafts, by_cue }
    }

    fn of(&self, cue: usize) -> Option<&'a Draft> {
        self.by_cue.get(&cue).map(|n| &self.drafts[*n])
    }

    /// The rule that takes the word for a cue, hashed, or 0.
    fn cue(&self, at: usize) -> u32 {
        self.of(at).map_or(0, |d| hash(d.rule.as_bytes()))
    }

    /// The role that the rules give word `i` for the cue at `cue`: 0 where they see no cue.
    fn role(&self, cue: usize, i: usize) -> u32 {
        let Some(draft) = self.of(cue) else { return 0 };
        let holds = |spans: &[Span]| spans.iter().any(|s| s.0 <= i && i < s.1);
        [(&draft.cue, 2), (&draft.source, 3), (&draft.addressee, 4), (&draft.content, 5)]
            .into_iter()
            .find(|(spans, _)| holds(spans))
            .map_or(1, |(_, role)| role)
    }
}

/// Word numbers as spans without marks at their ends; one mark between two words of a role belongs to it.
fn spans(view: &View<'_>, words: &[usize]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for &i in words {
        match spans.last_mut() {
            Some(last) if i == last.1 || i == last.1 + 1 && view.mark(last.1) => last.1 = i + 1,
            _ => spans.push((i, i + 1)),
        }
    }
    spans.into_iter().filter_map(|s| crate::draft::trim(view, s)).collect()
}

fn draft(view: &View<'_>, lists: &Lists, event: &Event, unit: usize, rule: Option<&Draft>) -> Option<Draft> {
    let content = spans(view, &event.roles[MESSAGE]);
    if content.is_empty() {
        return None;
    }
    let words: usize = content.iter().map(|s| view.count(s.0, s.1)).sum();
    let quoted = content.iter().flat_map(|s| s.0..s.1).filter(|&i| !view.mark(i) && !view.outside(i)).count();
    let direct = quoted as f64 >= words as f64 * crate::clause::DIRECT_SHARE;
    let clause = content.iter().flat_map(|s| s.0..s.1).any(|i| view.finite(i));
    let kind = match (direct, clause) {
        (true, _) => QuotationKind::Direct,
        (_, true) => QuotationKind::Indirect,
        _ => QuotationKind::Reported,
    };
    let mut draft = Draft::new(kind, content, unit, RULE);
    draft.cue = spans(view, &event.roles[CUE]);
    draft.source = spans(view, &event.roles[SOURCE]);
    draft.addressee = spans(view, &event.roles[ADDRESSEE]);
    let listed =
        lists.forms(&view.words[event.at].lower).first().map(|f| lists.verbs[usize::from(f.0)].polarity);
    draft.polarity = rule.map(|r| r.polarity).or(listed).unwrap_or(Polarity::Affirmed);
    Some(draft)
}
