use std::marker::PhantomData;

use knnbench_driver::Matrix;

use crate::metric::Metric;
use crate::own::Index;
use crate::packed_rows::BLOCK_ROWS;
use crate::partition::{LeafSize, Partition};
use crate::tree::{Enclosure, Tree};

/// Encloses every part of the halved rows in its bounding box.
pub fn fit<M: Metric>(rows: &Matrix, leaf_size: usize) -> impl Index + use<M> {
    let partition = Partition::new(rows, LeafSize { most: leaf_size, block: BLOCK_ROWS });
    let pairs = bounding_boxes(rows, &partition);
    Tree::<M, _>::new(rows, &partition, Boxes::<M> { pairs, metric: PhantomData })
}

struct Boxes<M> {
    /// Siblings together, feature by feature: low and high of the first, low and high of the second.
    pairs: Vec<[f64; 4]>,
    metric: PhantomData<M>,
}

impl<M: Metric> Enclosure for Boxes<M> {
    /// Exact against rounding, without a margin: for a row x of the box, |x − q| ≥ the gap to the box in every
    /// feature; rounding is monotone, and terms and sums are taken in the same order as in the scan, so the floor
    /// cannot exceed the computed value.
    fn floors(&self, child: usize, query: &[f64]) -> ([f64; 2], usize) {
        // Nodes 1 and 2 are the first pair.
        let pair = &self.pairs[(child - 1) / 2 * query.len()..][..query.len()];
        let mut floors = [0.0; 2];
        for ([low0, high0, low1, high1], q) in pair.iter().zip(query) {
            floors[0] += M::term((low0 - q).max(q - high0).max(0.0));
            floors[1] += M::term((low1 - q).max(q - high1).max(0.0));
        }
        (floors, usize::from(floors[1] < floors[0]))
    }
}

/// Boxes of all nodes but the root, pair by pair.
fn bounding_boxes(rows: &Matrix, Partition { nodes, order }: &Partition) -> Vec<[f64; 4]> {
    const EMPTY: [f64; 4] = [f64::INFINITY, f64::NEG_INFINITY, f64::INFINITY, f64::NEG_INFINITY];
    let mut pairs = vec![EMPTY; (nodes.len() - 1) / 2 * rows.columns];
    for (node, part) in nodes.iter().enumerate().skip(1) {
        let (pair, side) = ((node - 1) / 2, (node - 1) % 2 * 2);
        let boxes = &mut pairs[pair * rows.columns..][..rows.columns];
        for &row in &order[part.rows.clone()] {
            let values = &rows.values[row as usize * rows.columns..][..rows.columns];
            for (sides, &value) in boxes.iter_mut().zip(values) {
                sides[side] = sides[side].min(value);
                sides[side + 1] = sides[side + 1].max(value);
            }
        }
    }
    pairs
}
