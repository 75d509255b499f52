//! Whether two names mean the same bearer, by what their keys say. No lists are asked: the keys hold the forms that all
//! spellings of a name share.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Entity, EntityKind};

/// Names under one part that are compared with each other; more are passed over.
const MOST_COMPARED: usize = 64;

/// What two names say of their bearers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bearing {
    /// One bearer, as far as names tell.
    Same,
    /// Two bearers.
    Different,
    /// The names alone do not tell: a surname beside a full name, a single initial.
    Open,
}

/// Whether two entities of any two articles mean the same bearer.
pub fn same_bearer(a: &Entity, b: &Entity) -> Bearing {
    match (a.kind == EntityKind::Person, b.kind == EntityKind::Person) {
        (true, true) => same_person(&a.key, &b.key),
        (false, false) if a.key == b.key => Bearing::Same,
        // A surname that is a city's or a company's name too.
        _ if a.key == b.key => Bearing::Open,
        _ => Bearing::Different,
    }
}

/// Whether the keys of two persons mean one: middle names and initials may be missing, given names and what tells
/// father from son may not differ.
///
/// ```
/// use stemma_text::{Bearing, same_person};
/// assert_eq!(same_person("name:anna maria berg", "name:anna berg"), Bearing::Same);
/// assert_eq!(same_person("name:anna berg", "name:berg"), Bearing::Open);
/// assert_eq!(same_person("name:anna berg", "name:karl berg"), Bearing::Different);
/// ```
pub fn same_person(a: &str, b: &str) -> Bearing {
    if a == b {
        return Bearing::Same;
    }
    let (Some(a), Some(b)) = (Parts::of(a), Parts::of(b)) else { return Bearing::Different };
    let (short, long) = if a.parts.len() <= b.parts.len() { (a, b) } else { (b, a) };
    let suffix = match (short.suffix, long.suffix) {
        (Some(x), Some(y)) if x != y => return Bearing::Different,
        (x, y) => x.is_some() != y.is_some(),
    };
    let found = match short.parts[..] {
        [] => Bearing::Different,
        [only] if long.parts.contains(&only) => Bearing::Open,
        [_] => Bearing::Different,
        _ => full(&short.parts, &long.parts),
    };
    match found {
        Bearing::Same if suffix => Bearing::Different,
        found => found,
    }
}

/// Two names of at least two parts each.
fn full(short: &[&str], long: &[&str]) -> Bearing {
    let (Some((surname, given)), Some((other, givens))) = (short.split_last(), long.split_last()) else {
        return Bearing::Different;
    };
    if surname != other {
        // A second surname, or the surname first.
        let second = long.len() == short.len() + 1 && long[..short.len()] == *short;
        let turned = short.len() == 2 && long.len() == 2 && short[0] == long[1] && short[1] == long[0];
        return if second || turned { Bearing::Same } else { Bearing::Different };
    }
    if given.len() == givens.len() {
        return pairwise(given, givens);
    }
    match given {
        [only] if is_initial(only) => pairwise(given, &givens[..1]),
        // Called by the second given name, or the first without the rest.
        [only] if givens.contains(only) => Bearing::Same,
        [only] if is_initial(givens[0]) => pairwise(&[*only], &givens[..1]),
        [_, _, ..] if givens.starts_with(given) && givens[given.len()..].iter().all(|g| !is_initial(g)) => {
            if given.iter().any(|g| is_initial(g)) {
                Bearing::Different
            } else {
                Bearing::Same
            }
        }
        _ => Bearing::Different,
    }
}

/// Given names one by one: equal, or one the initial of the other.
fn pairwise(a: &[&str], b: &[&str]) -> Bearing {
    let fits = |(x, y): (&&str, &&str)| {
        x == y || (is_initial(x) || is_initial(y)) && x.chars().next() == y.chars().next()
    };
    if !a.iter().zip(b).all(fits) {
        return Bearing::Different;
    }
    // One initial alone is anybody's.
    let told = a.iter().zip(b).filter(|(x, y)| x == y && !is_initial(x)).count();
    if told > 0 || a.len() > 1 { Bearing::Same } else { Bearing::Open }
}

fn is_initial(part: &str) -> bool {
    part.chars().nth(1).is_none()
}

/// For the keys of persons of one story: which of them stand for others. Full names that mean the same go to the fullest;
/// a surname alone goes to the only full name that holds it. A name that two different persons may bear stays alone.
pub fn fullest<'k>(keys: &BTreeSet<&'k str>) -> BTreeMap<&'k str, &'k str> {
    let mut holders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let (mut full, mut single) = (Vec::new(), Vec::new());
    for key in keys {
        let Some(name) = Parts::of(key) else { continue };
        match name.parts[..] {
            [only] => single.push((*key, only)),
            _ => full.push((*key, name.parts.len())),
        }
        for part in name.parts.iter().filter(|p| name.parts.len() > 1 && !is_initial(p)) {
            let list = holders.entry(part).or_default();
            if list.len() < MOST_COMPARED && list.last() != Some(key) {
                list.push(key);
            }
        }
    }
    // The fullest first, so that each name meets the one that stands for it.
    full.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let mut found: BTreeMap<&str, &str> = BTreeMap::new();
    for (key, _) in &full {
        let parts = Parts::of(key).map_or_else(Vec::new, |n| n.parts);
        let near: BTreeSet<&str> = parts.iter().filter_map(|p| holders.get(p)).flatten().copied().collect();
        let same: Vec<&str> =
            near.into_iter().filter(|n| n != key && same_person(n, key) == Bearing::Same).collect();
        let one = same.iter().all(|a| same.iter().all(|b| same_person(a, b) != Bearing::Different));
        let heads: BTreeSet<&str> = same.iter().filter_map(|n| found.get(n)).copied().collect();
        let head = if one && heads.len() == 1 { heads.first().copied() } else { None };
        found.insert(key, head.unwrap_or(key));
    }
    for (key, part) in single {
        let bearers: BTreeSet<&str> =
            holders.get(part).into_iter().flatten().filter_map(|n| found.get(n)).copied().collect();
        if let (Some(bearer), 1) = (bearers.first(), bearers.len()) {
            found.insert(key, bearer);
        }
    }
    found.retain(|key, head| key != head);
    found
}

/// What stands in the key of a person.
struct Parts<'k> {
    parts: Vec<&'k str>,
    suffix: Option<&'k str>,
}

impl<'k> Parts<'k> {
    fn of(key: &'k str) -> Option<Self> {
        let name = key.strip_prefix("name:")?;
        let (name, suffix) = match name.split_once(", ") {
            Some((name, suffix)) => (name, Some(suffix)),
            None => (name, None),
        };
        Some(Self { parts: name.split(' ').filter(|p| !p.is_empty()).collect(), suffix })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, expected: Bearing) {
        let (a, b) = (format!("name:{a}"), format!("name:{b}"));
        assert_eq!(same_person(&a, &b), expected, "{a} / {b}");
        assert_eq!(same_person(&b, &a), expected, "{b} / {a}");
    }

    #[test]
    fn middle_names_and_initials_may_be_missing() {
        for (a, b) in [
            ("anna berg", "anna berg"),
            ("anna berg", "anna k berg"),
            ("anna berg", "anna katrin berg"),
            ("katrin berg", "anna katrin berg"),
            ("a k berg", "anna katrin berg"),
            ("anna k berg", "anna katrin berg"),
            ("anna berg", "anna berg holm"),
            ("anna berg", "berg anna"),
        ] {
            check(a, b, Bearing::Same);
        }
    }

    #[test]
    fn namesakes_stay_apart() {
        for (a, b) in [
            ("anna berg", "karl berg"),
            ("karl berg", "karl berg, jr"),
            ("karl berg, ii", "karl berg, iii"),
            ("karl h w berg", "karl w berg"),
            ("a k berg", "anna maria berg"),
            ("anna berg", "anna holm"),
            ("berg", "anna holm"),
        ] {
            check(a, b, Bearing::Different);
        }
    }

    #[test]
    fn surnames_and_single_initials_are_open() {
        check("berg", "anna berg", Bearing::Open);
        check("a berg", "anna berg", Bearing::Open);
        check("a berg", "anna katrin berg", Bearing::Open);
    }

    #[test]
    fn names_of_one_story_meet_in_the_fullest() {
        let keys = ["anna berg", "anna katrin berg", "berg", "karl holm", "jan holm", "holm", "ost"];
        let keys: Vec<String> = keys.iter().map(|k| format!("name:{k}")).collect();
        let found = fullest(&keys.iter().map(String::as_str).collect());
        let pairs: Vec<(&str, &str)> = found.into_iter().collect();
        let whole = "name:anna katrin berg";
        assert_eq!(pairs, [("name:anna berg", whole), ("name:berg", whole)]);
    }

    #[test]
    fn a_name_that_two_may_bear_stays_alone() {
        let keys = BTreeSet::from(["name:karl berg", "name:karl h w berg", "name:karl w berg"]);
        assert!(fullest(&keys).is_empty());
    }

    #[test]
    fn keys_of_other_lists_are_never_persons() {
        assert_eq!(same_person("country:DE", "name:berg"), Bearing::Different);
        assert_eq!(same_person("name:", "name:berg"), Bearing::Different);
    }
}
