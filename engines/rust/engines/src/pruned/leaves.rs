use knnbench_driver::Matrix;
use knnbench_simd::LANES;

use super::candidates::LEAF_ROWS;
use crate::partition::{LeafSize, Partition, Split};

/// Placed training rows in float32, leaf by leaf, with a box around the rows of every node.
pub struct Leaves {
    pub nodes: Vec<Node>,
    /// Leaves one after the other, each feature by feature; places without a row are infinitely far.
    pub values: Vec<f32>,
    /// Training indices of all places; those without a row hold `u32::MAX`.
    pub indices: Vec<u32>,
    /// Boxes of siblings together, feature by feature: low and high of the first, low and high of the second.
    pub boxes: Vec<[f32; 4]>,
}

pub struct Node {
    /// The two parts are `children` and `children + 1`; 0 for a leaf.
    pub children: usize,
    pub split: Split,
    /// Its first block of sixteen places, and how many; only leaves have some.
    pub first: usize,
    pub blocks: usize,
}

impl Leaves {
    pub fn new(placed: &Matrix) -> Self {
        let partition = Partition::new(placed, LeafSize { most: LEAF_ROWS, block: LEAF_ROWS });
        let boxes = boxes_of(placed, &partition);
        let mut leaves = Self { nodes: Vec::new(), values: Vec::new(), indices: Vec::new(), boxes };
        leaves.nodes.extend(partition.nodes.iter().map(|node| Node {
            children: node.children,
            split: node.split,
            first: 0,
            blocks: 0,
        }));
        // In the order of their rows, so that leaves that lie together are near each other in memory.
        let mut order: Vec<usize> =
            (0..partition.nodes.len()).filter(|&node| partition.nodes[node].children == 0).collect();
        order.sort_unstable_by_key(|&leaf| partition.nodes[leaf].rows.start);
        for leaf in order {
            let members = &partition.order[partition.nodes[leaf].rows.clone()];
            leaves.nodes[leaf].first = leaves.indices.len() / LANES;
            leaves.nodes[leaf].blocks = members.len().div_ceil(LANES);
            leaves.pack(placed, members);
        }
        leaves
    }

    fn pack(&mut self, placed: &Matrix, members: &[u32]) {
        let places = members.len().next_multiple_of(LANES);
        for feature in 0..placed.columns {
            let values =
                members.iter().map(|&row| placed.values[row as usize * placed.columns + feature] as f32);
            self.values.extend(values.chain(std::iter::repeat(f32::INFINITY)).take(places));
        }
        self.indices.extend(members.iter().copied().chain(std::iter::repeat(u32::MAX)).take(places));
    }

    /// The leaf in whose part of space a placed row lies.
    pub fn leaf_of(&self, placed: &[f64]) -> usize {
        let mut node = 0;
        while self.nodes[node].children != 0 {
            let Node { children, split: Split { feature, value }, .. } = self.nodes[node];
            node = children + usize::from(placed[feature] >= value);
        }
        node
    }
}

/// Boxes of all nodes but the root, pair by pair, of the rounded rows.
fn boxes_of(placed: &Matrix, Partition { nodes, order }: &Partition) -> Vec<[f32; 4]> {
    const EMPTY: [f32; 4] = [f32::INFINITY, f32::NEG_INFINITY, f32::INFINITY, f32::NEG_INFINITY];
    let columns = placed.columns;
    let mut boxes = vec![EMPTY; (nodes.len() - 1) / 2 * columns];
    // Children come after their parents, so that going backwards meets them first.
    for (node, part) in nodes.iter().enumerate().skip(1).rev() {
        let (pair, side) = ((node - 1) / 2, (node - 1) % 2 * 2);
        for feature in 0..columns {
            let (low, high) = if part.children == 0 {
                let members = order[part.rows.clone()].iter();
                let values = members.map(|&row| placed.values[row as usize * columns + feature] as f32);
                values.fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)))
            } else {
                let [low0, high0, low1, high1] = boxes[(part.children - 1) / 2 * columns + feature];
                (low0.min(low1), high0.max(high1))
            };
            boxes[pair * columns + feature][side..][..2].copy_from_slice(&[low, high]);
        }
    }
    boxes
}
