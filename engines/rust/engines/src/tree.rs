use std::marker::PhantomData;

use knnbench_driver::Matrix;

use crate::metric::Metric;
use crate::nearest_list::{Candidate, NearestList};
use crate::own::Index;
use crate::packed_rows::{BLOCK_ROWS, PackedRows};
use crate::partition::Partition;

/// Shapes around the parts of a partition: boxes or balls.
pub trait Enclosure: Sync {
    /// Floors for the values of all rows of node `child` and of its sibling `child + 1`, and which of the two (0 or 1)
    /// to visit first. A floor is never larger than a value that the scan computes, whatever the rounding.
    fn floors(&self, child: usize, query: &[f64]) -> ([f64; 2], usize);
}

/// Searches a partition depth first, the nearer child first, skipping what cannot hold a neighbor.
pub struct Tree<M, E> {
    rows: PackedRows,
    nodes: Vec<Node>,
    enclosure: E,
    metric: PhantomData<M>,
}

struct Node {
    /// 0 for a leaf.
    children: usize,
    least_index: u32,
    /// Blocks of its rows; only leaves use them.
    first: usize,
    end: usize,
}

impl<M: Metric, E: Enclosure> Tree<M, E> {
    pub fn new(rows: &Matrix, partition: &Partition, enclosure: E) -> Self {
        let mut leaves: Vec<usize> =
            (0..partition.nodes.len()).filter(|&node| partition.nodes[node].children == 0).collect();
        leaves.sort_unstable_by_key(|&leaf| partition.nodes[leaf].rows.start);
        let parts = leaves.iter().map(|&leaf| &partition.order[partition.nodes[leaf].rows.clone()]);
        let packed = PackedRows::pack(rows, parts);
        let unplaced = partition.nodes.iter();
        let mut nodes: Vec<Node> = unplaced
            .map(|node| Node { children: node.children, least_index: node.least_index, first: 0, end: 0 })
            .collect();
        let mut block = 0;
        for leaf in leaves {
            nodes[leaf].first = block;
            block += partition.nodes[leaf].rows.len().div_ceil(BLOCK_ROWS);
            nodes[leaf].end = block;
        }
        Self { rows: packed, nodes, enclosure, metric: PhantomData }
    }

    /// `path` is room for siblings still to visit, with their floors.
    fn visit(&self, query: &[f64], list: &mut NearestList<'_>, path: &mut Vec<(usize, f64)>) {
        path.push((0, 0.0));
        while let Some((mut node, mut floor)) = path.pop() {
            loop {
                let Node { children, least_index, first, end } = self.nodes[node];
                // Equal is not enough to skip: an equal value with a smaller index still belongs to the neighbors.
                if !(Candidate { value: floor, index: least_index }).is_before(list.worst()) {
                    break;
                }
                if children == 0 {
                    self.rows.scan::<M>(first..end, query, list);
                    break;
                }
                let (floors, near) = self.enclosure.floors(children, query);
                path.push((children + 1 - near, floors[1 - near]));
                (node, floor) = (children + near, floors[near]);
            }
        }
    }
}

impl<M: Metric, E: Enclosure> Index for Tree<M, E> {
    fn search<'q>(
        &self,
        queries: impl Iterator<Item = &'q [f64]> + Clone,
        n_neighbors: usize,
        lists: &mut [Candidate],
    ) {
        let mut path = Vec::new();
        for (query, list) in queries.zip(lists.chunks_exact_mut(n_neighbors)) {
            self.visit(query, &mut NearestList::resume(list), &mut path);
        }
    }
}
