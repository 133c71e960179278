use std::cmp::Ordering;
use std::ops::Range;

use knnbench_driver::Matrix;

/// Uneven cuts end at this depth: with hundreds of rare one-hot features, taking off one level after another would
/// let fitting cost n·d² instead of n·d·log n.
const DEEPEST_UNEVEN: usize = 64;

/// Training rows split again and again; node 0 holds them all, siblings lie side by side, children after parents.
pub struct Partition {
    pub nodes: Vec<PartitionNode>,
    /// Training indices, leaf by leaf.
    pub order: Vec<u32>,
}

pub struct PartitionNode {
    /// Its rows: a range of `order`.
    pub rows: Range<usize>,
    /// The two parts are nodes `children` and `children + 1`; 0 for a leaf, as the root is nobody's child.
    pub children: usize,
    /// The smallest training index within, which decides ties.
    pub least_index: u32,
    /// Where it was split; rows of the second part have at least this value of the feature.
    pub split: Split,
    depth: usize,
}

#[derive(Clone, Copy, Default)]
pub struct Split {
    pub feature: usize,
    pub value: f64,
}

/// How large leaves are.
#[derive(Clone, Copy)]
pub struct LeafSize {
    pub most: usize,
    /// First parts have a multiple of this number of rows where that is possible, so that leaves need little padding.
    pub block: usize,
}

impl Partition {
    /// Splits the rows near the median of the feature of largest variance until no part has more than `leaf_size.most`.
    pub fn new(rows: &Matrix, leaf_size: LeafSize) -> Self {
        let order: Vec<u32> = (0..rows.rows as u32).collect();
        let root = PartitionNode::unsplit(0..rows.rows, 0);
        let mut partition = Self { nodes: vec![root], order };
        let mut node = 0;
        while node < partition.nodes.len() {
            partition.split(node, rows, leaf_size);
            node += 1;
        }
        partition.find_least_indices();
        partition
    }

    fn split(&mut self, node: usize, rows: &Matrix, leaf_size: LeafSize) {
        let PartitionNode { rows: Range { start, end }, depth, .. } = self.nodes[node];
        if end - start <= leaf_size.most {
            return;
        }
        let part = &mut self.order[start..end];
        let feature = widest_feature(rows, part);
        let key = |row: u32| rows.values[row as usize * rows.columns + feature];
        let middle = half_of(part.len(), leaf_size);
        select(part, middle, key);
        let cut = start + if depth < DEEPEST_UNEVEN { cut_between_keys(part, middle, key) } else { middle };
        self.nodes[node].children = self.nodes.len();
        self.nodes[node].split = Split { feature, value: key(self.order[cut]) };
        for rows in [start..cut, cut..end] {
            self.nodes.push(PartitionNode::unsplit(rows, depth + 1));
        }
    }

    /// Children come after their parent, so that going backwards meets them first.
    fn find_least_indices(&mut self) {
        for node in (0..self.nodes.len()).rev() {
            let PartitionNode { ref rows, children, .. } = self.nodes[node];
            self.nodes[node].least_index = match children {
                0 => self.order[rows.clone()].iter().copied().min().unwrap_or(u32::MAX),
                _ => self.nodes[children].least_index.min(self.nodes[children + 1].least_index),
            };
        }
    }
}

impl PartitionNode {
    fn unsplit(rows: Range<usize>, depth: usize) -> Self {
        Self { rows, children: 0, least_index: 0, split: Split::default(), depth }
    }
}

/// Orders a part so that the smaller rows under (key, index) come before the position.
fn select(part: &mut [u32], position: usize, key: impl Fn(u32) -> f64) {
    let order = |&a: &u32, &b: &u32| key(a).partial_cmp(&key(b)).unwrap_or(Ordering::Equal).then(a.cmp(&b));
    part.select_nth_unstable_by(position, order);
}

/// Moves a median cut to where the key changes, if it does anywhere, however uneven the parts become. Otherwise both
/// parts of a one-hot or rounded feature would still hold all of its values, and their boxes exclude nothing.
fn cut_between_keys(part: &mut [u32], middle: usize, key: impl Fn(u32) -> f64 + Copy) -> usize {
    let middle_key = key(part[middle]);
    let equals = |rows: &[u32]| rows.iter().filter(|&&row| key(row) == middle_key).count();
    let low = middle - equals(&part[..middle]);
    if low == middle {
        return middle;
    }
    let high = middle + equals(&part[middle..]);
    if low == 0 && high == part.len() {
        return middle;
    }
    let is_low_nearer = low > 0 && middle - low <= high - middle;
    let cut = if high == part.len() || is_low_nearer { low } else { high };
    select(part, cut, key);
    cut
}

/// Half of the rows, in whole blocks where that is possible.
fn half_of(size: usize, LeafSize { most, block }: LeafSize) -> usize {
    let half = size / 2;
    let whole = half - half % block;
    match whole {
        0 if most == block => block, // the part is larger than a leaf, and so than a block
        0 => half,
        _ => whole,
    }
}

/// Only a heuristic: overflow or rounding here costs speed, never a neighbor.
fn widest_feature(rows: &Matrix, part: &[u32]) -> usize {
    let row = |index: u32| &rows.values[index as usize * rows.columns..][..rows.columns];
    let mut sums = vec![(0.0, 0.0); rows.columns];
    for &index in part {
        // Relative to a row of the part, which keeps the difference of the two sums meaningful.
        for ((sum, squares), (value, origin)) in sums.iter_mut().zip(row(index).iter().zip(row(part[0]))) {
            let t = value - origin;
            *sum += t;
            *squares += t * t;
        }
    }
    let spread = |(sum, squares): (f64, f64)| squares - sum / part.len() as f64 * sum;
    let mut widest = (0, f64::NEG_INFINITY);
    for (feature, spread) in sums.into_iter().map(spread).enumerate() {
        if spread > widest.1 {
            widest = (feature, spread);
        }
    }
    widest.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaves_of(most: usize) -> LeafSize {
        LeafSize { most, block: 8 }
    }

    #[test]
    fn every_row_is_in_one_leaf_and_leaves_are_small() {
        let values = (0..600).map(|i| f64::from(i * i % 37)).collect();
        let Partition { nodes, mut order } =
            Partition::new(&Matrix { rows: 300, columns: 2, values }, leaves_of(10));
        let leaves = nodes.iter().filter(|node| node.children == 0);
        assert_eq!(leaves.clone().map(|leaf| leaf.rows.len()).sum::<usize>(), 300);
        assert!(leaves.clone().all(|leaf| (1..=10).contains(&leaf.rows.len())));
        assert!(leaves.clone().all(|leaf| order[leaf.rows.clone()].contains(&leaf.least_index)));
        order.sort_unstable();
        assert!(order.iter().copied().eq(0..300));
    }

    #[test]
    fn a_feature_of_two_values_is_cut_between_them() {
        let values = (0..100).map(|i| f64::from(u8::from(i < 30))).collect();
        let Partition { nodes, order } =
            Partition::new(&Matrix { rows: 100, columns: 1, values }, leaves_of(80));
        assert_eq!((nodes[1].rows.clone(), nodes[2].rows.clone()), (0..70, 70..100));
        assert!(order[..70].iter().all(|&row| row >= 30));
    }

    #[test]
    fn leaves_of_one_block_are_full_but_for_the_last() {
        let values = (0..200).map(f64::from).collect();
        let rows = Matrix { rows: 200, columns: 1, values };
        let Partition { nodes, .. } = Partition::new(&rows, LeafSize { most: 64, block: 64 });
        let sizes = nodes.iter().filter(|node| node.children == 0).map(|leaf| leaf.rows.len());
        assert_eq!(sizes.collect::<Vec<_>>(), [64, 64, 64, 8]);
        assert_eq!(nodes[0].split.value, 64.0);
    }

    #[test]
    fn equal_rows_are_halved() {
        let nodes =
            Partition::new(&Matrix { rows: 64, columns: 1, values: vec![3.0; 64] }, leaves_of(16)).nodes;
        assert_eq!(nodes.len(), 7);
    }
}
