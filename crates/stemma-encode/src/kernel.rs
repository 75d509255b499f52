//! Products and sums of the network. Every sum is made in one order whatever the machine and the batch: columns stand
//! side by side in vector registers, and each column adds its terms one after the other.

use fearless_simd::Level;

/// Columns of a panel.
const COLUMNS: usize = 16;

/// Rows that go through a panel together.
const ROWS: usize = 4;

/// A matrix cut into panels of [`COLUMNS`] columns, each row by row.
#[derive(Clone, Debug)]
pub struct Matrix {
    rows: usize,
    columns: usize,
    panels: Vec<[f32; COLUMNS]>,
}

impl Matrix {
    /// A matrix of so many rows and columns whose cells `cell` gives. The columns fill whole panels.
    pub fn new(rows: usize, columns: usize, cell: impl Fn(usize, usize) -> f32) -> Self {
        let panels = (0..columns / COLUMNS)
            .flat_map(|p| (0..rows).map(move |r| (p, r)))
            .map(|(p, r)| std::array::from_fn(|c| cell(r, p * COLUMNS + c)))
            .collect();
        Self { rows, columns, panels }
    }

    /// Number of columns.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// For each place in `starts` the product of the row that begins there in `a` with this matrix, into `out`, rows
    /// of `width` numbers, from column `column` on.
    pub fn product(&self, a: &[f32], starts: &[usize], out: &mut [f32], width: usize, column: usize) {
        fearless_simd::dispatch!(Level::new(), _registers => self.product_here(a, starts, out, width, column));
    }

    /// [`Matrix::product`], compiled once for each width of registers that the machine may have. No width fuses a
    /// product with its sum, so all give the same bits.
    #[inline(always)]
    fn product_here(&self, a: &[f32], starts: &[usize], out: &mut [f32], width: usize, column: usize) {
        for (p, panel) in self.panels.chunks_exact(self.rows).enumerate() {
            let to = column + p * COLUMNS;
            for (block, four) in starts.chunks(ROWS).enumerate() {
                // A block that is not full repeats its last row.
                let last = four.len() - 1;
                let row = |r: usize| &a[four[r.min(last)]..four[r.min(last)] + self.rows];
                let sums = block_product([row(0), row(1), row(2), row(3)], panel);
                for (r, sum) in sums.iter().take(four.len()).enumerate() {
                    let at = (block * ROWS + r) * width + to;
                    out[at..at + COLUMNS].copy_from_slice(sum);
                }
            }
        }
    }
}

#[inline(always)]
fn block_product(rows: [&[f32]; ROWS], panel: &[[f32; COLUMNS]]) -> [[f32; COLUMNS]; ROWS] {
    let mut sums = [[0f32; COLUMNS]; ROWS];
    let [a, b, c, d] = rows;
    for ((((line, a), b), c), d) in panel.iter().zip(a).zip(b).zip(c).zip(d) {
        for n in 0..COLUMNS {
            sums[0][n] += a * line[n];
            sums[1][n] += b * line[n];
            sums[2][n] += c * line[n];
            sums[3][n] += d * line[n];
        }
    }
    sums
}

/// Sum of products, in sixteen strands that are added up at the end.
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0f32; COLUMNS];
    let (a, b) = (a.chunks_exact(COLUMNS), b.chunks_exact(COLUMNS));
    let rest: f32 = a.remainder().iter().zip(b.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in a.zip(b) {
        for n in 0..COLUMNS {
            sums[n] += x[n] * y[n];
        }
    }
    rest + strands(sums)
}

fn strands(sums: [f32; COLUMNS]) -> f32 {
    sums.into_iter().fold(0.0, |total, sum| total + sum)
}

/// Brings a row to mean 0 and variance 1, then stretches and shifts it (layer normalisation, Ba et al. 2016).
pub fn level(row: &mut [f32], stretch: &[f32], shift: &[f32]) {
    let mut sums = [0f32; COLUMNS];
    for part in row.chunks_exact(COLUMNS) {
        for n in 0..COLUMNS {
            sums[n] += part[n];
        }
    }
    let count = row.len() as f32;
    let mean = strands(sums) / count;
    row.iter_mut().for_each(|x| *x -= mean);
    let variance = dot(row, row) / count;
    let factor = 1.0 / (variance + 1e-12).sqrt();
    for ((x, stretch), shift) in row.iter_mut().zip(stretch).zip(shift) {
        *x = *x * factor * stretch + shift;
    }
}

/// Hyperbolic tangent without the machine's own mathematics, whose last bit differs from one to the next.
pub fn tanh(x: f32) -> f32 {
    let x = f64::from(x);
    if x.abs() > 20.0 {
        return x.signum() as f32;
    }
    // e^2x = 2^n · e^r with |r| ≤ ln 2 / 2.
    let n = (2.0 * x * std::f64::consts::LOG2_E).round();
    let r = 2.0 * x - n * std::f64::consts::LN_2;
    let mut power = 1.0;
    for k in (1..=14).rev() {
        power = 1.0 + power * r / f64::from(k);
    }
    let exponential = power * f64::from_bits(((n as i64 + 1023) as u64) << 52);
    (1.0 - 2.0 / (exponential + 1.0)) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_sums_of_products() {
        let matrix = Matrix::new(3, 16, |r, c| (r * 16 + c) as f32);
        let a = [1.0, 2.0, 3.0, 4.0, 5.0];
        let mut out = vec![0.0; 3 * 20];
        matrix.product(&a, &[0, 2, 1], &mut out, 20, 4);
        for (row, start) in [0usize, 2, 1].into_iter().enumerate() {
            for c in 0..16 {
                let expected: f32 = (0..3).map(|r| a[start + r] * (r * 16 + c) as f32).sum();
                assert_eq!(out[row * 20 + 4 + c], expected);
            }
        }
    }

    #[test]
    fn every_width_of_registers_gives_the_same_bits() {
        let matrix = Matrix::new(37, 32, |r, c| ((r * 71 + c * 13) % 101) as f32 / 7.0 - 6.3);
        let a: Vec<f32> = (0..80).map(|n| ((n * 29) % 47) as f32 / 3.0 - 7.1).collect();
        let starts = [0, 11, 43, 5, 20];
        let (mut wide, mut plain) = (vec![0.0; 5 * 32], vec![0.0; 5 * 32]);
        matrix.product(&a, &starts, &mut wide, 32, 0);
        matrix.product_here(&a, &starts, &mut plain, 32, 0);
        assert_eq!(wide, plain);
    }

    #[test]
    fn tangent() {
        for x in [-30.0f32, -8.0, -1.0, -1e-3, 0.0, 0.3, 0.7, 2.5, 9.0, 25.0] {
            assert!((tanh(x) - x.tanh()).abs() < 1e-7, "{x}");
        }
    }
}
