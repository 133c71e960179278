use std::marker::PhantomData;

use knnbench_driver::Matrix;

use crate::metric::Metric;
use crate::nearest_list::{Candidate, NearestList};
use crate::own::Index;
use crate::packed_rows::{BLOCK_ROWS, PackedRows};

/// Training data that a group of queries passes before the next part is taken: half of a small second-level cache.
const TILE_BYTES: usize = 128 * 1024;

/// Compares every query with every row; keeps the k best while it goes.
pub struct Brute<M> {
    rows: PackedRows,
    tile: usize,
    metric: PhantomData<M>,
}

impl<M: Metric> Brute<M> {
    pub fn fit(rows: &Matrix) -> Self {
        let all: Vec<u32> = (0..rows.rows as u32).collect();
        let block_bytes = BLOCK_ROWS * rows.columns * size_of::<f64>();
        let tile = (TILE_BYTES / block_bytes.max(1)).max(1);
        Self { rows: PackedRows::pack(rows, std::iter::once(all.as_slice())), tile, metric: PhantomData }
    }
}

impl<M: Metric> Index for Brute<M> {
    fn search<'q>(
        &self,
        queries: impl Iterator<Item = &'q [f64]> + Clone,
        n_neighbors: usize,
        lists: &mut [Candidate],
    ) {
        for first in (0..self.rows.blocks()).step_by(self.tile) {
            let blocks = first..self.rows.blocks().min(first + self.tile);
            for (query, list) in queries.clone().zip(lists.chunks_exact_mut(n_neighbors)) {
                self.rows.scan::<M>(blocks.clone(), query, &mut NearestList::resume(list));
            }
        }
    }
}
