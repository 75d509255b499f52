//! Which origins of a claim are one, and which may be one. Part of the page.

use crate::record::ClaimRecord;
use std::collections::{BTreeMap, BTreeSet};

/// The origins of a claim with what ties them, by their places in the record.
pub(super) struct Ties {
    /// All origins: those that may be one side by side, and among them those that are one.
    pub(super) order: Vec<usize>,
    /// For each origin the number of its group: those of one group are one.
    pub(super) groups: Vec<usize>,
    /// For each origin the number of its cloud: those of one cloud may be one.
    pub(super) clouds: Vec<usize>,
}

impl Ties {
    pub(super) fn new(claim: &ClaimRecord) -> Self {
        let origins = claim.origins.iter().enumerate();
        // Groups and clouds get the place of their first origin as number.
        let mut first: BTreeMap<usize, usize> = BTreeMap::new();
        let groups: Vec<usize> = origins.clone().map(|(at, o)| *first.entry(o.group).or_insert(at)).collect();
        let mut first: BTreeMap<usize, usize> = BTreeMap::new();
        let loose: Vec<usize> = origins.map(|(at, o)| *first.entry(o.loose_group).or_insert(at)).collect();
        // Those that are one lie in one cloud, whatever a record says.
        let clouds: Vec<usize> = groups.iter().map(|head| loose[*head]).collect();
        let mut order: Vec<usize> = (0..groups.len()).collect();
        order.sort_by_key(|at| (clouds[*at], groups[*at], *at));
        Self { order, groups, clouds }
    }

    /// Groups: the most independent origins.
    pub(super) fn most(&self) -> usize {
        self.groups.iter().collect::<BTreeSet<_>>().len()
    }

    /// Clouds: the fewest.
    pub(super) fn fewest(&self) -> usize {
        self.clouds.iter().collect::<BTreeSet<_>>().len()
    }

    /// True if some origins are one.
    pub(super) fn has_groups(&self) -> bool {
        self.most() < self.groups.len()
    }

    /// True if some origins may be one.
    pub(super) fn has_clouds(&self) -> bool {
        self.fewest() < self.most()
    }

    pub(super) fn is_framed(&self) -> bool {
        self.fewest() < self.groups.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::tests::fixture;
    use crate::record::OriginRecord;

    #[test]
    fn what_is_one_and_what_may_be_one_stands_side_by_side() {
        let mut claim = fixture::river().claims.swap_remove(0);
        let origin = claim.origins.swap_remove(0);
        claim.origins =
            [("Mohn", 0, 0), ("Pegelamt", 1, 1), ("Bote", 2, 2), ("Amt", 1, 7), ("Ein Beamter", 3, 1)]
                .map(|(name, group, loose_group)| OriginRecord {
                    name: name.into(),
                    group,
                    loose_group,
                    ..origin.clone()
                })
                .into();
        let ties = Ties::new(&claim);
        assert_eq!(ties.order, [0, 1, 3, 4, 2]);
        assert_eq!((ties.fewest(), ties.most()), (3, 4));
        assert!(ties.has_groups() && ties.has_clouds());
    }
}
