use std::ops::Range;

use knnbench_driver::Matrix;

use crate::metric::Metric;
use crate::nearest_list::{Candidate, NearestList};

/// Rows of one block: one or two vectors of float64.
pub const BLOCK_ROWS: usize = 8;
/// Features summed between two looks at the worst value.
const STRIDE: usize = 8;

/// Training rows in blocks of eight, feature by feature, so that one instruction works on one feature of a block.
pub struct PackedRows {
    values: Vec<f64>,
    /// Training indices; places without a row hold `u32::MAX`, and are infinitely far.
    indices: Vec<u32>,
}

impl PackedRows {
    /// Packs the rows of each part; a part begins with a block of its own.
    pub fn pack<'a>(rows: &Matrix, parts: impl Iterator<Item = &'a [u32]>) -> Self {
        let mut packed = Self { values: Vec::new(), indices: Vec::new() };
        for block in parts.flat_map(|part| part.chunks(BLOCK_ROWS)) {
            for feature in 0..rows.columns {
                let values = block.iter().map(|&row| rows.values[row as usize * rows.columns + feature]);
                packed.values.extend(values.chain(std::iter::repeat(f64::INFINITY)).take(BLOCK_ROWS));
            }
            packed.indices.extend(block.iter().copied().chain(std::iter::repeat(u32::MAX)).take(BLOCK_ROWS));
        }
        packed
    }

    pub fn blocks(&self) -> usize {
        self.indices.len() / BLOCK_ROWS
    }

    /// Offers all rows of these blocks to the list.
    pub fn scan<M: Metric>(&self, blocks: Range<usize>, query: &[f64], list: &mut NearestList<'_>) {
        let size = query.len() * BLOCK_ROWS;
        let mut worst = list.worst().value;
        for block in blocks {
            let sums = sum_block::<M>(&self.values[block * size..(block + 1) * size], query, worst);
            if is_any_within(&sums, worst) {
                let indices = &self.indices[block * BLOCK_ROWS..(block + 1) * BLOCK_ROWS];
                for (&value, &index) in sums.iter().zip(indices) {
                    list.offer(Candidate { value, index });
                }
                worst = list.worst().value;
            }
        }
    }
}

/// The values of a block's rows, as far as they can matter: a sum never falls when a term is added, so rows that are
/// all beyond the worst stay there, whatever follows.
#[inline]
fn sum_block<M: Metric>(block: &[f64], query: &[f64], worst: f64) -> [f64; BLOCK_ROWS] {
    let mut sums = [0.0; BLOCK_ROWS];
    for (columns, features) in block.chunks(STRIDE * BLOCK_ROWS).zip(query.chunks(STRIDE)) {
        for (values, &q) in columns.as_chunks::<BLOCK_ROWS>().0.iter().zip(features) {
            for (sum, value) in sums.iter_mut().zip(values) {
                *sum += M::term(value - q);
            }
        }
        if !is_any_within(&sums, worst) {
            break;
        }
    }
    sums
}

/// Without a branch a row, so that it is one comparison of vectors.
#[inline]
fn is_any_within(sums: &[f64; BLOCK_ROWS], worst: f64) -> bool {
    sums.iter().fold(false, |within, &sum| within | (sum <= worst))
}
