//! The best tree of exemplars: a spanning arborescence of greatest weight (Chu & Liu 1965; Edmonds 1967), by growing
//! and contracting paths (Gabow, Galil, Spencer & Tarjan 1986, with the expansion of Camerini et al. 1979). Dense,
//! without recursion: O(n³) at worst for n witnesses, O(n²) for most.

/// Weight of an arc that must not be used unless nothing else reaches its end.
pub const NEVER: f64 = -1e9;

/// For every node but `root` the node it hangs from, in the arborescence of greatest total weight. `weight(from, to)`
/// gives the weight of every arc; arcs into the root are never asked for. The result for `root` is `root`.
pub fn arborescence(nodes: usize, root: usize, weight: impl Fn(usize, usize) -> f64) -> Vec<usize> {
    if nodes <= 1 {
        return vec![root; nodes];
    }
    let mut forest = Forest::new(nodes, root, weight);
    forest.contract();
    forest.expand(root)
}

const NONE: usize = usize::MAX;

#[derive(Clone, Copy)]
struct Arc {
    from: usize,
    to: usize,
    weight: f64,
}

struct Forest {
    nodes: usize,
    /// For each (super)node the best arc into it from each original node.
    into: Vec<Vec<Arc>>,
    /// Chosen arc into each (super)node.
    chosen: Vec<Option<Arc>>,
    /// Supernode each (super)node was contracted into.
    above: Vec<usize>,
    below: Vec<Vec<usize>>,
    /// Outermost supernode of each original node.
    outer: Vec<usize>,
}

impl Forest {
    fn new(nodes: usize, root: usize, weight: impl Fn(usize, usize) -> f64) -> Self {
        let into = (0..nodes)
            .map(|to| {
                (0..nodes)
                    .map(|from| {
                        let weight = if to == root || from == to { NEVER * 4.0 } else { weight(from, to) };
                        Arc { from, to, weight }
                    })
                    .collect()
            })
            .collect();
        Self {
            nodes,
            into,
            chosen: vec![None; nodes],
            above: vec![NONE; nodes],
            below: vec![Vec::new(); nodes],
            outer: (0..nodes).collect(),
        }
    }

    /// Grows a path backwards along best arcs; closes every cycle into a supernode, until one is left.
    fn contract(&mut self) {
        let mut path: Vec<usize> = vec![0];
        let mut on_path = vec![false; self.nodes * 2];
        on_path[0] = true;
        loop {
            let Some(&tip) = path.last() else { return };
            let mut best: Option<Arc> = None;
            for arc in &self.into[tip] {
                if self.outer[arc.from] != tip && best.is_none_or(|b| arc.weight > b.weight) {
                    best = Some(*arc);
                }
            }
            let Some(arc) = best else { return };
            self.chosen[tip] = Some(arc);
            let before = self.outer[arc.from];
            if !on_path[before] {
                on_path[before] = true;
                path.push(before);
                continue;
            }
            let cycle: Vec<usize> = {
                let start = path.iter().position(|p| *p == before).unwrap_or(0);
                path.split_off(start)
            };
            let merged = self.merge(&cycle);
            on_path.resize(on_path.len().max(merged + 1), false);
            on_path[merged] = true;
            path.push(merged);
        }
    }

    fn merge(&mut self, cycle: &[usize]) -> usize {
        let merged = self.into.len();
        let mut into: Vec<Arc> = Vec::with_capacity(self.nodes);
        for from in 0..self.nodes {
            let mut best: Option<Arc> = None;
            for part in cycle {
                let arc = self.into[*part][from];
                let weight = arc.weight - self.chosen[*part].map_or(0.0, |c| c.weight);
                if best.is_none_or(|b| weight > b.weight) {
                    best = Some(Arc { weight, ..arc });
                }
            }
            into.extend(best);
        }
        self.into.push(into);
        self.chosen.push(None);
        self.above.push(NONE);
        self.below.push(cycle.to_vec());
        for part in cycle {
            self.above[*part] = merged;
            // The arcs of a contracted node are not asked for again.
            self.into[*part] = Vec::new();
        }
        for outer in &mut self.outer {
            if cycle.contains(outer) {
                *outer = merged;
            }
        }
        merged
    }

    /// Opens the supernodes from the outside, each at the place where its arc enters.
    fn expand(mut self, root: usize) -> Vec<usize> {
        let mut open = Vec::new();
        self.dismantle(root, &mut open);
        while let Some(part) = open.pop() {
            let Some(arc) = self.chosen[part] else { continue };
            self.chosen[arc.to] = Some(arc);
            self.dismantle(arc.to, &mut open);
        }
        (0..self.nodes)
            .map(|n| if n == root { root } else { self.chosen[n].map_or(root, |arc| arc.from) })
            .collect()
    }

    fn dismantle(&mut self, node: usize, open: &mut Vec<usize>) {
        let mut at = node;
        while self.above[at] != NONE {
            let outer = self.above[at];
            for part in std::mem::take(&mut self.below[outer]) {
                self.above[part] = NONE;
                if part != at && !self.below[part].is_empty() {
                    open.push(part);
                }
            }
            at = outer;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The greatest weight over all choices of parents that make a tree.
    fn brute(nodes: usize, weights: &[Vec<f64>]) -> f64 {
        let mut best = f64::NEG_INFINITY;
        for code in 0..nodes.pow(nodes as u32 - 1) {
            let parents: Vec<usize> = (1..nodes).map(|n| code / nodes.pow(n as u32 - 1) % nodes).collect();
            if is_tree(&parents) {
                best = best.max(total(&parents, weights));
            }
        }
        best
    }

    fn is_tree(parents: &[usize]) -> bool {
        (1..=parents.len()).all(|start| {
            let mut at = start;
            for _ in 0..=parents.len() {
                if at == 0 {
                    return true;
                }
                at = parents[at - 1];
            }
            false
        })
    }

    fn total(parents: &[usize], weights: &[Vec<f64>]) -> f64 {
        parents.iter().enumerate().map(|(n, p)| if *p == n + 1 { -1e6 } else { weights[*p][n + 1] }).sum()
    }

    proptest! {
        #[test]
        fn is_the_best_tree(nodes in 2usize..6, values in prop::collection::vec(-20i32..20, 36)) {
            let weights: Vec<Vec<f64>> =
                (0..nodes).map(|f| (0..nodes).map(|t| f64::from(values[f * 6 + t])).collect()).collect();
            let found = arborescence(nodes, 0, |f, t| weights[f][t]);
            let parents = found[1..].to_vec();
            prop_assert!(is_tree(&parents), "{:?}", parents);
            prop_assert_eq!(total(&parents, &weights), brute(nodes, &weights));
        }
    }

    #[test]
    fn large_and_flat() {
        let found = arborescence(300, 0, |_, _| 1.0);
        assert!(is_tree(&found[1..]));
    }
}
