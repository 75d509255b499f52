//! From pieces to a vector: three convolutions over two, three and five pieces beside the rows themselves, their mean,
//! and a small network over it (the light encoder of Yang et al. 2019, as the package unfolds it).
//!
//! The first half of the convolutions is a sum with one term for each piece of the window. The terms depend on their
//! piece alone, so a batch makes them once for each piece it holds.

use crate::DIMENSIONS;
use crate::kernel::{Matrix, dot, level, tanh};
use crate::pieces::Pieces;
use crate::prefix::Code;
use crate::reader::Reader;

/// Channels of a convolution.
const CHANNELS: usize = 256;

/// Windows of the convolutions: pieces, and how many of them stand before the piece in the middle.
const WINDOWS: [(usize, usize); 3] = [(2, 0), (3, 1), (5, 2)];

/// Empty rows between two sentences, so that no window reaches into the next.
const MARGIN: usize = 2;

/// Numbers of the inner of a piece: its three parts.
const INNER: usize = CHANNELS * WINDOWS.len();

/// Numbers that describe a piece in its place: its row and the three convolutions.
const WIDE: usize = DIMENSIONS + INNER;

/// The weights.
#[derive(Debug)]
pub struct Network {
    /// From a row to its three inner parts side by side.
    inner: Matrix,
    inner_bias: Vec<f32>,
    inner_level: [Vec<f32>; 2],
    /// For each window: from an inner part to its terms, one after the other for each place in the window.
    first: Vec<Matrix>,
    first_bias: Vec<Vec<f32>>,
    /// For each window: the second half.
    second: Vec<Matrix>,
    second_bias: Vec<Vec<f32>>,
    wide_level: [Vec<f32>; 2],
    out: Matrix,
    out_bias: Vec<f32>,
    /// The small network: from the mean down, down again; from the mean past the first; up; from the second past it.
    dense: [Matrix; 5],
    last: Matrix,
}

/// A matrix as the file has it.
struct Cells {
    rows: usize,
    columns: usize,
    cells: Vec<f32>,
}

impl Cells {
    fn read(reader: &mut Reader) -> Option<Self> {
        let (rows, columns) = (usize::from(reader.u16()?), usize::from(reader.u16()?));
        let count = usize::from(reader.u16()?);
        let values = reader.f32s(count)?;
        let code = Code::new(reader.bytes(count)?)?;
        let bytes = reader.u32()? as usize;
        let mut cells = vec![0.0; rows * columns];
        code.read(reader.bytes(bytes)?, rows * columns, |n, symbol| {
            cells[n] = values.get(usize::from(symbol)).copied().unwrap_or(0.0);
        });
        Some(Self { rows, columns, cells })
    }

    fn at(&self, row: usize, column: usize) -> f32 {
        self.cells[row * self.columns + column]
    }

    fn matrix(&self) -> Matrix {
        Matrix::new(self.rows, self.columns, |r, c| self.at(r, c))
    }

    /// The same with each block of [`CHANNELS`] rows beside the one above it.
    fn unfolded(&self) -> Matrix {
        Matrix::new(CHANNELS, self.rows / CHANNELS * self.columns, |r, c| {
            self.at(c / self.columns * CHANNELS + r, c % self.columns)
        })
    }
}

impl Network {
    /// The weights that come next in the file.
    pub fn read(reader: &mut Reader) -> Option<Self> {
        let matrices: Vec<Cells> = (0..16).map(|_| Cells::read(reader)).collect::<Option<_>>()?;
        let mut vectors = Vec::new();
        for _ in 0..18 {
            let count = usize::from(reader.u16()?);
            vectors.push(reader.f32s(count)?);
        }
        let joined = |from: usize| vectors[from..from + 3].concat();
        let dense = |n: usize| matrices[n].matrix();
        Some(Self {
            inner: Matrix::new(DIMENSIONS, INNER, |r, c| matrices[c / CHANNELS].at(r, c % CHANNELS)),
            inner_bias: joined(0),
            inner_level: [joined(3), joined(6)],
            first: matrices[3..6].iter().map(Cells::unfolded).collect(),
            first_bias: vectors[9..12].to_vec(),
            second: matrices[6..9].iter().map(Cells::matrix).collect(),
            second_bias: vectors[12..15].to_vec(),
            wide_level: [vectors[15].clone(), vectors[16].clone()],
            out: dense(9),
            out_bias: vectors[17].clone(),
            dense: [dense(10), dense(11), dense(12), dense(13), dense(14)],
            last: dense(15),
        })
    }

    /// Appends the vector of each sentence, given by its pieces.
    pub fn vectors(&self, pieces: &Pieces, sentences: &[Vec<u32>], found: &mut Vec<[f32; DIMENSIONS]>) {
        if sentences.is_empty() {
            return;
        }
        let mut distinct: Vec<u32> = sentences.iter().flatten().copied().collect();
        distinct.sort_unstable();
        distinct.dedup();
        let mut rows = vec![0.0; distinct.len() * DIMENSIONS];
        for (id, row) in distinct.iter().zip(rows.chunks_exact_mut(DIMENSIONS)) {
            pieces.row(*id, row);
        }
        let inner = self.inner(&rows);
        // The batch in a line, with margins: for each piece its place among the distinct ones, and its own place.
        let (mut kinds, mut places) = (Vec::new(), Vec::new());
        let mut line = MARGIN;
        for sentence in sentences {
            for id in sentence {
                kinds.push(distinct.partition_point(|d| d < id));
                places.push(line);
                line += 1;
            }
            line += MARGIN;
        }
        let mut wide = vec![0.0; kinds.len() * WIDE];
        for (kind, to) in kinds.iter().zip(wide.chunks_exact_mut(WIDE)) {
            to[..DIMENSIONS].copy_from_slice(&rows[kind * DIMENSIONS..(kind + 1) * DIMENSIONS]);
        }
        for window in 0..WINDOWS.len() {
            self.convolution(window, &inner, (&kinds, &places), line, &mut wide);
        }
        self.close(sentences, &mut wide, found);
    }

    /// The inner of each row.
    fn inner(&self, rows: &[f32]) -> Vec<f32> {
        let starts: Vec<usize> = (0..rows.len()).step_by(DIMENSIONS).collect();
        let mut inner = vec![0.0; starts.len() * INNER];
        self.inner.product(rows, &starts, &mut inner, INNER, 0);
        for row in inner.chunks_exact_mut(INNER) {
            row.iter_mut().zip(&self.inner_bias).for_each(|(x, b)| *x += b);
            level(row, &self.inner_level[0], &self.inner_level[1]);
        }
        inner
    }

    /// One convolution over the line, into its part of `wide`.
    fn convolution(
        &self,
        window: usize,
        inner: &[f32],
        (kinds, places): (&[usize], &[usize]),
        line: usize,
        wide: &mut [f32],
    ) {
        let (span, before) = WINDOWS[window];
        let part = window * CHANNELS;
        let starts: Vec<usize> = (part..inner.len()).step_by(INNER).collect();
        let width = span * CHANNELS;
        let mut terms = vec![0.0; starts.len() * width];
        self.first[window].product(inner, &starts, &mut terms, width, 0);
        let mut at_line = vec![usize::MAX; line + MARGIN];
        for (kind, place) in kinds.iter().zip(places) {
            at_line[*place] = *kind;
        }
        let mut half = vec![0.0; (line + MARGIN) * CHANNELS];
        for (kind, place) in kinds.iter().zip(places) {
            let to = &mut half[place * CHANNELS..(place + 1) * CHANNELS];
            for n in 0..span {
                let other = at_line[place + n - before];
                if other != usize::MAX {
                    let term = &terms[other * width + n * CHANNELS..][..CHANNELS];
                    to.iter_mut().zip(term).for_each(|(x, t)| *x += t);
                }
            }
            let own = &inner[kind * INNER + part..][..CHANNELS];
            for ((x, bias), own) in to.iter_mut().zip(&self.first_bias[window]).zip(own) {
                *x = (*x + bias).max(0.0) + own;
            }
        }
        let starts: Vec<usize> = places.iter().map(|place| (place - before) * CHANNELS).collect();
        self.second[window].product(&half, &starts, wide, WIDE, DIMENSIONS + part);
        for (place, row) in places.iter().zip(wide.chunks_exact_mut(WIDE)) {
            let to = &mut row[DIMENSIONS + part..][..CHANNELS];
            let own = &half[place * CHANNELS..(place + 1) * CHANNELS];
            for ((x, bias), own) in to.iter_mut().zip(&self.second_bias[window]).zip(own) {
                *x = (*x + bias).max(0.0) + own;
            }
        }
    }

    /// The mean over each sentence, and the small network over it.
    fn close(&self, sentences: &[Vec<u32>], wide: &mut [f32], found: &mut Vec<[f32; DIMENSIONS]>) {
        let mut sums = vec![0.0; sentences.len() * WIDE];
        let mut pieces = wide.chunks_exact_mut(WIDE);
        for (sentence, sum) in sentences.iter().zip(sums.chunks_exact_mut(WIDE)) {
            for row in pieces.by_ref().take(sentence.len()) {
                level(row, &self.wide_level[0], &self.wide_level[1]);
                sum.iter_mut().zip(row.iter()).for_each(|(x, y)| *x += y);
            }
        }
        let mut mean = product(&self.out, &sums, WIDE);
        for (sentence, row) in sentences.iter().zip(mean.chunks_exact_mut(DIMENSIONS)) {
            let count = sentence.len() as f32;
            let factor = 1.0 / count.sqrt();
            row.iter_mut().zip(&self.out_bias).for_each(|(x, b)| *x = (*x + count * b) * factor);
        }
        let [d0, d1, p1, d2, p3] = &self.dense;
        let narrow = d0.columns();
        let y0 = positive(product(d0, &mean, DIMENSIONS));
        let y1 = positive(sum(product(p1, &mean, DIMENSIONS), &product(d1, &y0, narrow)));
        let y2 = positive(product(d2, &y1, narrow));
        let z = sum(product(p3, &y1, narrow), &product(&self.last, &y2, DIMENSIONS));
        for row in z.chunks_exact(DIMENSIONS) {
            let mut vector: [f32; DIMENSIONS] = std::array::from_fn(|n| tanh(row[n]));
            let factor = 1.0 / dot(&vector, &vector).max(1e-12).sqrt();
            vector.iter_mut().for_each(|x| *x *= factor);
            found.push(vector);
        }
    }
}

fn product(matrix: &Matrix, rows: &[f32], width: usize) -> Vec<f32> {
    let starts: Vec<usize> = (0..rows.len()).step_by(width).collect();
    let mut out = vec![0.0; starts.len() * matrix.columns()];
    matrix.product(rows, &starts, &mut out, matrix.columns(), 0);
    out
}

fn positive(mut row: Vec<f32>) -> Vec<f32> {
    row.iter_mut().for_each(|x| *x = x.max(0.0));
    row
}

fn sum(mut a: Vec<f32>, b: &[f32]) -> Vec<f32> {
    a.iter_mut().zip(b).for_each(|(x, y)| *x += y);
    a
}
