//! The reasons for an edge, in German and English. Last step inside the lineage stage.

use stemma_reuse::Relation;

use crate::compare::Change;
use crate::tree::{Lost, Members};
use crate::{Evidence, credit, moment, render};

/// A share as whole percent.
fn percent(share: f64) -> u32 {
    (share * 100.0).round() as u32
}

/// Why the text at `to` has its text from the one at `from`.
pub fn direct(members: &Members, from: usize, to: usize) -> Vec<Evidence> {
    let (one, two) = (members.articles[from], members.articles[to]);
    let order = members.is_revised().then(|| order(&one.id, &two.id));
    let Some((link, forward)) = members.link(from, to) else { return order.into_iter().collect() };
    let pair = link.pair;
    let in_exemplar = percent(if forward { pair.containment_b } else { pair.containment_a });
    let in_witness = percent(if forward { pair.containment_a } else { pair.containment_b });
    let mut found = vec![Evidence {
        kind: if pair.relation == Relation::Retold { "retelling" } else { "shared passage" },
        text_de: format!(
            "{in_exemplar} % der Wörter von {} stehen in {}, umgekehrt {in_witness} %",
            two.id, one.id
        ),
        text_en: format!(
            "{in_exemplar} % of the words of {} stand in {}, {in_witness} % the other way",
            two.id, one.id
        ),
    }];
    found.extend(order);
    if moment::before(one, two)
        && let (Some(first), Some(second)) = (&one.published, &two.published)
    {
        found.push(Evidence {
            kind: "time",
            text_de: format!("{} erschien {}, {} erst {}", one.id, first.value, two.id, second.value),
            text_en: format!("{} appeared {}, {} only {}", one.id, first.value, two.id, second.value),
        });
    }
    if render::translated(pair, one, two) {
        found[0] = Evidence {
            kind: "translation",
            text_de: format!(
                "{in_exemplar} % von {} stehen Satz für Satz in der anderen Sprache in {}, umgekehrt {in_witness} %",
                two.id, one.id
            ),
            text_en: format!(
                "{in_exemplar} % of {} stand sentence by sentence in the other language in {}, {in_witness} % the \
                 other way",
                two.id, one.id
            ),
        };
        // What the two texts do with words tells nothing where the words are of two languages.
        return found;
    }
    let comparison = &link.comparison;
    let (own_one, own_two) =
        if forward { (comparison.own_a, comparison.own_b) } else { (comparison.own_b, comparison.own_a) };
    if own_two * 20 <= own_one && own_one > 20 {
        found.push(Evidence {
            kind: "containment",
            text_de: format!(
                "{} hat {own_one} Wörter, die {} fehlen, und {own_two} eigene hat {}",
                one.id, two.id, two.id
            ),
            text_en: format!(
                "{} has {own_one} words that {} lacks; {} has {own_two} of its own",
                one.id, two.id, two.id
            ),
        });
    } else if own_two > 20 {
        found.push(Evidence {
            kind: "own matter",
            text_de: format!(
                "{} fügt {own_two} eigene Wörter hinzu und lässt {own_one} von {} weg",
                two.id, one.id
            ),
            text_en: format!(
                "{} adds {own_two} words of its own and leaves out {own_one} of {}",
                two.id, one.id
            ),
        });
    }
    for (change, de, en) in [
        (
            Change::Misspelt,
            "verschreibt Wörter, die dort richtig stehen",
            "misspells words that are right there",
        ),
        (Change::Name, "kürzt Namen, die dort voll stehen", "shortens names that are full there"),
        (
            Change::Transliterated,
            "schreibt ae, oe, ue, wo dort Umlaute stehen",
            "writes ae, oe, ue for the umlauts there",
        ),
        (
            Change::Credit,
            "nennt die Agentur nicht, die dort genannt ist",
            "does not name the agency that is named there",
        ),
    ] {
        let count =
            comparison.differences.iter().filter(|d| d.change == change && d.has_a == forward).count();
        if count > 0 {
            found.push(Evidence {
                kind: "direction",
                text_de: format!("{} {de} ({count})", two.id),
                text_en: format!("{} {en} ({count})", two.id),
            });
        }
    }
    found
}

/// Why one version stands before the other.
fn order(one: &str, two: &str) -> Evidence {
    Evidence {
        kind: "order",
        text_de: format!(
            "{two} folgt auf {one} in der Reihe der Fassungen, in der am wenigsten Text verschwindet und wiederkehrt"
        ),
        text_en: format!(
            "{two} follows {one} in the order of versions in which least text goes and comes back"
        ),
    }
}

/// Why the member descends from a lost witness.
pub fn lost(members: &Members, lost: &Lost, to: usize, siblings: &[usize]) -> Vec<Evidence> {
    let two = members.articles[to];
    let mut found = Vec::new();
    if let Some(name) = &lost.credited {
        if let Some(quote) = credit::quote(two, name) {
            found.push(Evidence {
                kind: "credit",
                text_de: format!("{} nennt {name} als Quelle: {quote}", two.id),
                text_en: format!("{} credits {name}: {quote}", two.id),
            });
        }
        found.push(Evidence {
            kind: "lost",
            text_de: format!("der Bericht von {name} selbst fehlt im Bestand"),
            text_en: format!("the report of {name} itself is not in the pile"),
        });
    }
    for other in siblings {
        let Some((link, forward)) = members.link(to, *other) else { continue };
        let (own_two, own_other) = if forward {
            (link.comparison.own_a, link.comparison.own_b)
        } else {
            (link.comparison.own_b, link.comparison.own_a)
        };
        let share = percent(if forward { link.pair.containment_a } else { link.pair.containment_b });
        let other = members.articles[*other];
        found.push(Evidence {
            kind: "own matter",
            text_de: format!(
                "{share} % der Wörter von {} stehen auch in {}; {own_two} Wörter hat nur {}, {own_other} nur {}",
                two.id, other.id, two.id, other.id
            ),
            text_en: format!(
                "{share} % of the words of {} stand in {} too; {own_two} words only in {}, {own_other} only in {}",
                two.id, other.id, two.id, other.id
            ),
        });
        if found.len() >= 4 {
            break;
        }
    }
    found
}
