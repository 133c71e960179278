use std::marker::PhantomData;

use knnbench_driver::Matrix;

use crate::metric::Metric;
use crate::own::Index;
use crate::packed_rows::BLOCK_ROWS;
use crate::partition::{LeafSize, Partition};
use crate::tree::{Enclosure, Tree};

/// Encloses every part of the halved rows in a ball around its mean.
pub fn fit<M: Metric>(rows: &Matrix, leaf_size: usize) -> impl Index + use<M> {
    let partition = Partition::new(rows, LeafSize { most: leaf_size, block: BLOCK_ROWS });
    let balls = bounding_balls::<M>(rows, &partition);
    Tree::<M, _>::new(rows, &partition, balls)
}

struct Balls<M> {
    /// Siblings together, feature by feature.
    centers: Vec<[f64; 2]>,
    /// Per node.
    radii: Vec<f64>,
    metric: PhantomData<M>,
}

impl<M: Metric> Enclosure for Balls<M> {
    fn floors(&self, child: usize, query: &[f64]) -> ([f64; 2], usize) {
        let n_features = query.len();
        // Nodes 1 and 2 are the first pair.
        let pair = &self.centers[(child - 1) / 2 * n_features..][..n_features];
        let mut values = [0.0; 2];
        for ([first, second], q) in pair.iter().zip(query) {
            values[0] += M::term(first - q);
            values[1] += M::term(second - q);
        }
        let floor = |side: usize| M::ball_floor(values[side], self.radii[child + side], n_features);
        // Balls overlap, so that both floors are often 0: the nearer center says more.
        ([floor(0), floor(1)], usize::from(values[1] < values[0]))
    }
}

fn bounding_balls<M: Metric>(rows: &Matrix, Partition { nodes, order }: &Partition) -> Balls<M> {
    let mut centers = vec![[0.0; 2]; (nodes.len() - 1) / 2 * rows.columns];
    let mut radii = vec![0.0; nodes.len()];
    for (node, part) in nodes.iter().enumerate().skip(1) {
        let members = order[part.rows.clone()].iter();
        let members = members.map(|&row| &rows.values[row as usize * rows.columns..][..rows.columns]);
        let center = mean_row(members.clone(), part.rows.len(), rows.columns);
        let farthest = members.map(|row| M::value(row, &center)).fold(0.0, f64::max);
        radii[node] = M::radius(farthest, rows.columns);
        let (pair, side) = ((node - 1) / 2, (node - 1) % 2);
        for (sides, value) in centers[pair * rows.columns..].iter_mut().zip(center) {
            sides[side] = value;
        }
    }
    Balls { centers, radii, metric: PhantomData }
}

/// Any center is right, the mean makes small balls; each part of it is divided first, so that no sum overflows.
fn mean_row<'a>(members: impl Iterator<Item = &'a [f64]>, count: usize, columns: usize) -> Vec<f64> {
    let share = 1.0 / count as f64;
    let mut mean = vec![0.0; columns];
    for row in members {
        mean.iter_mut().zip(row).for_each(|(sum, value)| *sum += value * share);
    }
    mean
}
