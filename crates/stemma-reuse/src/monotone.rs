//! Monotone alignment of two lists: pairs of places, in order of both, with the greatest sum of gains (the dynamic
//! programme of Needleman & Wunsch 1970, gaps free). Used wherever sentences of two texts are put side by side.

/// Places of two lists of `height` and `width` that belong together. `gain` says how much a pair is worth, `None` where two
/// places can not belong together; it is asked once for every pair, so that time and memory are the product of both.
pub fn in_order(
    height: usize,
    width: usize,
    gain: impl Fn(usize, usize) -> Option<f32>,
) -> Vec<(usize, usize)> {
    let row = width + 1;
    let mut best = vec![0f32; (height + 1) * row];
    for i in (0..height).rev() {
        for j in (0..width).rev() {
            let mut top = best[(i + 1) * row + j].max(best[i * row + j + 1]);
            if let Some(gain) = gain(i, j) {
                top = top.max(best[(i + 1) * row + j + 1] + gain);
            }
            best[i * row + j] = top;
        }
    }
    let (mut i, mut j, mut found) = (0, 0, Vec::new());
    while i < height && j < width {
        let here = best[i * row + j];
        if here == best[(i + 1) * row + j] {
            i += 1;
        } else if here == best[i * row + j + 1] {
            j += 1;
        } else {
            found.push((i, j));
            (i, j) = (i + 1, j + 1);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(one: &str, two: &str, expected: &[(usize, usize)]) {
        let (one, two) = (one.as_bytes(), two.as_bytes());
        assert_eq!(in_order(one.len(), two.len(), |i, j| (one[i] == two[j]).then_some(1.0)), expected);
    }

    #[test]
    fn keeps_the_order_of_both() {
        check("abc", "abc", &[(0, 0), (1, 1), (2, 2)]);
        check("abc", "cab", &[(0, 1), (1, 2)]);
        check("axb", "ab", &[(0, 0), (2, 1)]);
        check("", "ab", &[]);
    }
}
