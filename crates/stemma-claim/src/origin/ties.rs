//! Why two origins of one claim are one, or may be one.
//!
//! Both say the same thing already, so that little more is needed to take them for one: the same words, a part of the
//! same name, a body that both speak for, a study and who leads it. Where in doubt the count is too low, never too high.

use super::{Context, Kind, Node, key};
use crate::Both;
use crate::terms::folded_words;
use std::collections::BTreeSet;
use stemma_quote::LinkKind;
use stemma_text::fold::fold;
use stemma_text::{Bearing, same_person};

/// Words in a row that two articles share only if one has them from the other, or both from a third; as many of them as
/// `OWN_WORDS` are no function words.
const VERBATIM: usize = 6;
const OWN_WORDS: usize = 4;

/// Words of a statement that are compared, and statements of one origin.
const MOST_WORDS: usize = 80;
const MOST_STATEMENTS: usize = 6;

/// Shortest name whose spellings may differ by one letter, in characters.
const SHORTEST_SPELLING: usize = 5;

impl Context<'_, '_> {
    /// Why two origins are certainly one, if they are. Asked for both orders.
    pub(super) fn tie(&self, a: &Node, b: &Node) -> Option<Both> {
        let (x, y) = (a.name(self), b.name(self));
        if self.speaks_for_one_body(a, b) {
            return Some(Both::new(
                format!("{x} und {y} sprechen für dieselbe Einrichtung."),
                format!("{x} and {y} speak for the same institution."),
            ));
        }
        let unnamed = |n: &Node| n.link.kind == LinkKind::UnnamedPerson;
        if unnamed(a) && unnamed(b) && !a.families.is_disjoint(&b.families) {
            let heads = (self.lexis.head_noun(&a.link.name), self.lexis.head_noun(&b.link.name));
            if heads.0.is_some() && heads.0 == heads.1 {
                return Some(Both::new(
                    format!("{x} und {y}: in verwandten Texten so genannt, also dieselbe ungenannte Quelle."),
                    format!("{x} and {y}: called so in related texts, so the same unnamed source."),
                ));
            }
        }
        if is_one_person(a, b) {
            return Some(Both::new(format!("{x} ist wohl {y}."), format!("{x} is most likely {y}.")));
        }
        if let Some(both) = self.is_one_document(a, b) {
            return Some(both);
        }
        if a.kind == Kind::Own && b.kind == Kind::Own && !a.families.is_disjoint(&b.families) {
            return Some(Both::new(
                format!("{x} und {y} drucken hier Fassungen desselben Textes."),
                format!("{x} and {y} print forms of the same text here."),
            ));
        }
        if key(&a.link) != key(&b.link) && b.kind != Kind::Own && b.along.contains(&key(&a.link)) {
            return Some(Both::new(format!("{x} stützt sich auf {y}."), format!("{x} rests on {y}.")));
        }
        let (first, second) = self.verbatim(a, b)?;
        Some(Both::new(
            format!("{x} und {y}: {first} und {second} drucken hier dieselben Worte, also einen Text."),
            format!("{x} and {y}: {first} and {second} print the same words here, so one text."),
        ))
    }

    /// Why two origins may be one after all, if they may.
    pub(super) fn doubt(&self, x: &Node, y: &Node) -> Option<Both> {
        let (p, q) = (x.name(self), y.name(self));
        if !matches!(x.kind, Kind::Named | Kind::Unnamed) || !matches!(y.kind, Kind::Named | Kind::Unnamed) {
            return None;
        }
        let apart =
            |a: &BTreeSet<String>, b: &BTreeSet<String>| !a.is_empty() && !b.is_empty() && a.is_disjoint(b);
        let apart =
            apart(&x.stands.governments, &y.stands.governments) || apart(&x.stands.body, &y.stands.body);
        if (x.is_unnamed() || y.is_unnamed()) && !apart {
            return Some(Both::new(
                format!("Hinter {p} und {q} können dieselben Leute stehen: wer sprach, ist nicht genannt."),
                format!("The same people may stand behind {p} and {q}: who spoke is not said."),
            ));
        }
        let paper = |n: &Node| n.link.kind == LinkKind::Document;
        if paper(x) != paper(y) {
            let (paper, who) = if paper(x) { (p, q) } else { (q, p) };
            return Some(Both::new(
                format!("{who} kann zu denen gehören, von denen {paper} kommt: von wem, ist nicht gesagt."),
                format!("{who} may be among those whom {paper} comes from: from whom is not said."),
            ));
        }
        if self.belongs_to_one_body(x, y) {
            return Some(Both::new(
                format!(
                    "{p} und {q} gehören zu Teilen derselben Einrichtung und können abgestimmt sprechen."
                ),
                format!("{p} and {q} belong to parts of one institution and may speak by agreement."),
            ));
        }
        x.stands.may_share_government(&y.stands).then(|| {
            Both::new(
                format!("{p} und {q} können für dieselbe Regierung sprechen: welche, ist nicht gesagt."),
                format!("{p} and {q} may speak for the same government: which one is not said."),
            )
        })
    }

    /// True if both speak for one body: by office, or one of them is the body. Two people with names do so only where
    /// their offices are of the same body, not of a part of it.
    fn speaks_for_one_body(&self, a: &Node, b: &Node) -> bool {
        let people = a.link.kind == LinkKind::Person && b.link.kind == LinkKind::Person;
        let equal =
            a.stands.body == b.stands.body || !a.stands.governments.is_disjoint(&b.stands.governments);
        a.kind == Kind::Named && b.kind == Kind::Named && a.stands.shares(&b.stands) && (!people || equal)
    }

    fn belongs_to_one_body(&self, a: &Node, b: &Node) -> bool {
        a.kind == Kind::Named && b.kind == Kind::Named && a.stands.shares(&b.stands)
    }

    /// Why two origins are one paper, or a paper and who answers for it.
    fn is_one_document(&self, a: &Node, b: &Node) -> Option<Both> {
        let (x, y) = (a.name(self), b.name(self));
        if a.link.kind != LinkKind::Document {
            return None;
        }
        let noun = folded_words(&a.link.name).pop()?;
        // `heinsberg-studie` is a study.
        let noun = noun.rsplit('-').next().unwrap_or(&noun).to_owned();
        match b.link.kind {
            LinkKind::Document => {
                let other = folded_words(&b.link.name).pop()?;
                let one_kind = other.ends_with(&noun) || self.lexis.stem(&other) == self.lexis.stem(&noun);
                let (p, q) = (marks(&a.link.name), marks(&b.link.name));
                let told_apart = !p.is_empty() && !q.is_empty() && p.is_disjoint(&q);
                (one_kind && !told_apart).then(|| {
                    Both::new(
                        format!("{x} und {y} meinen dasselbe Papier: von nur einem ist die Rede."),
                        format!("{x} and {y} mean the same paper: only one is spoken of."),
                    )
                })
            }
            LinkKind::Person | LinkKind::UnnamedPerson | LinkKind::Organisation => {
                let role = format!("{} {}", b.link.description.as_deref().unwrap_or_default(), b.link.name);
                let stem = self.lexis.stem(&noun);
                let leads = stem.len() >= 4 && folded_words(&role).iter().any(|w| w.starts_with(&stem));
                let org = b.link.kind == LinkKind::Organisation;
                let by = org && marks(&b.link.name).iter().any(|m| marks(&a.link.name).contains(m));
                (leads || by)
                    .then(|| Both::new(format!("{y} steht für {x}."), format!("{y} answers for {x}.")))
            }
            LinkKind::Outlet | LinkKind::Agency => None,
        }
    }

    /// Ids of two articles in which two origins say it in the same words.
    fn verbatim(&self, a: &Node, b: &Node) -> Option<(&str, &str)> {
        for p in a.loci.iter().take(MOST_STATEMENTS) {
            for q in b.loci.iter().take(MOST_STATEMENTS).filter(|q| q.article != p.article) {
                let words = |l: &crate::Locus| {
                    let mut words = folded_words(l.range.of(&self.sources[l.article].article.text));
                    words.truncate(MOST_WORDS);
                    words
                };
                if self.share_a_run(&words(p), &words(q)) {
                    let id = |at: usize| self.sources[at].article.id.as_str();
                    return Some((id(p.article), id(q.article)));
                }
            }
        }
        None
    }

    /// True if two lists share a run of words long enough to come from one text, and half of the shorter one.
    fn share_a_run(&self, a: &[String], b: &[String]) -> bool {
        let enough = VERBATIM.max(a.len().min(b.len()).div_ceil(2));
        let mut before = vec![(0_usize, 0_usize); b.len() + 1];
        for x in a {
            let own = usize::from(!self.lexis.is_function_word(x));
            let mut now = vec![(0, 0); b.len() + 1];
            for (at, y) in b.iter().enumerate() {
                if x == y {
                    let (length, count) = before[at];
                    now[at + 1] = (length + 1, count + own);
                    if length + 1 >= enough && count + own >= OWN_WORDS {
                        return true;
                    }
                }
            }
            before = now;
        }
        false
    }
}

/// True for two people whose names are forms of one: a last name beside the full name, a title before it, one letter
/// of the given name.
fn is_one_person(a: &Node, b: &Node) -> bool {
    if a.link.kind != LinkKind::Person || b.link.kind != LinkKind::Person {
        return false;
    }
    let (short, long) = (folded_words(&a.link.name), folded_words(&b.link.name));
    let (Some(last), Some(other)) = (short.last(), long.last()) else { return false };
    if last != other {
        return false;
    }
    let keys = (key(&a.link), key(&b.link));
    (short.len() < long.len() && long.ends_with(&short))
        || same_person(&keys.0, &keys.1) == Bearing::Same
        || (short.len() == 2 && long.len() == 2 && is_near(&short[0], &long[0]))
}

/// True for two spellings that differ by one letter at most.
fn is_near(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < SHORTEST_SPELLING || long.len() - short.len() > 1 {
        return false;
    }
    let front = short.iter().zip(&long).take_while(|(x, y)| x == y).count();
    let back = short.iter().rev().zip(long.iter().rev()).take_while(|(x, y)| x == y).count();
    front + back + 1 >= long.len()
}

/// What tells a paper from others of its kind: names and parts of compounds, folded; the last word is its kind.
fn marks(name: &str) -> BTreeSet<String> {
    let mut words: Vec<&str> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) && w.chars().count() > 1)
        .collect();
    words.pop();
    words.into_iter().map(fold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_near() {
        let check = |a: &str, b: &str, near: bool| assert_eq!(is_near(a, b), near, "{a} {b}");
        check("hendrik", "hendrick", true);
        check("hendrik", "hendryk", true);
        check("karla", "karola", true);
        check("hans", "hanns", false);
        check("martin", "merten", false);
    }
}
