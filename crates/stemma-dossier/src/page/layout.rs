//! Where the witnesses of a family stand in its picture. Part of the page.
//!
//! Layers by longest path, order in a layer by the mean place of neighbours, after Sugiyama, Tagawa and Toda (1981).

/// Places of nodes: layer, counted from the exemplars, and place along the layer in steps of one node.
pub(super) struct Layout {
    pub(super) layers: Vec<usize>,
    pub(super) along: Vec<f64>,
    pub(super) layer_count: usize,
    /// Greatest place along a layer.
    pub(super) extent: f64,
}

/// Passes over all layers; more move nothing in families of the size drawn.
const PASSES: usize = 6;

/// Lays out `count` nodes with edges from exemplar to witness. Edges that close a circle do not count for layers.
pub(super) fn lay_out(count: usize, edges: &[(usize, usize)]) -> Layout {
    let layers = layers(count, edges);
    let layer_count = layers.iter().max().map_or(0, |most| most + 1);
    let mut rows: Vec<Vec<usize>> = vec![Vec::new(); layer_count];
    for node in 0..count {
        rows[layers[node]].push(node);
    }
    let mut along = vec![0.0; count];
    for row in &rows {
        for (place, node) in row.iter().enumerate() {
            along[*node] = place as f64;
        }
    }
    for pass in 0..PASSES {
        let down = pass % 2 == 0;
        for step in 0..layer_count {
            let layer = if down { step } else { layer_count - 1 - step };
            settle(&mut rows[layer], &mut along, edges, down);
        }
    }
    let least = along.iter().copied().fold(f64::INFINITY, f64::min);
    along.iter_mut().for_each(|place| *place -= least);
    let extent = along.iter().copied().fold(0.0, f64::max);
    Layout { layers, along, layer_count, extent }
}

fn layers(count: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let mut waiting = vec![0_usize; count];
    let mut next = vec![Vec::new(); count];
    for (from, to) in edges {
        waiting[*to] += 1;
        next[*from].push(*to);
    }
    let mut layers = vec![0; count];
    let mut ready: Vec<usize> = (0..count).filter(|n| waiting[*n] == 0).collect();
    while let Some(node) = ready.pop() {
        for to in &next[node] {
            layers[*to] = layers[*to].max(layers[node] + 1);
            waiting[*to] -= 1;
            if waiting[*to] == 0 {
                ready.push(*to);
            }
        }
    }
    layers
}

/// Puts the nodes of one row near their neighbours in the rows before (or after) it, one step apart at least.
fn settle(row: &mut [usize], along: &mut [f64], edges: &[(usize, usize)], down: bool) {
    let mut wanted: Vec<(f64, usize)> = Vec::with_capacity(row.len());
    for node in row.iter() {
        let near: Vec<f64> = edges
            .iter()
            .filter_map(|(from, to)| match down {
                true if to == node => Some(along[*from]),
                false if from == node => Some(along[*to]),
                _ => None,
            })
            .collect();
        let place = if near.is_empty() { along[*node] } else { near.iter().sum::<f64>() / near.len() as f64 };
        wanted.push((place, *node));
    }
    wanted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut places: Vec<f64> = Vec::with_capacity(row.len());
    for (place, _) in &wanted {
        let free = places.last().map_or(f64::NEG_INFINITY, |last| last + 1.0);
        places.push(place.max(free));
    }
    let shift: f64 = wanted.iter().zip(&places).map(|((want, _), got)| want - got).sum();
    let shift = shift / places.len().max(1) as f64;
    for (at, (_, node)) in wanted.iter().enumerate() {
        row[at] = *node;
        along[*node] = places[at] + shift;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn witnesses_stand_below_their_exemplars_and_apart() {
        let edges = [(3, 0), (3, 1), (1, 2), (3, 2)];
        let layout = lay_out(4, &edges);
        assert_eq!(layout.layers, [1, 1, 2, 0]);
        assert!((layout.along[0] - layout.along[1]).abs() >= 1.0);
    }

    #[test]
    fn circles_do_no_harm() {
        let layout = lay_out(3, &[(0, 1), (1, 2), (2, 0), (0, 0)]);
        assert_eq!(layout.layer_count, 1);
        assert_eq!(lay_out(0, &[]).layer_count, 0);
    }
}
