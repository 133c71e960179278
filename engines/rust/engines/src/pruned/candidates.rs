use std::hint::select_unpredictable;

use knnbench_simd::{Instructions, LANES};

/// Rows of a leaf at most.
pub const LEAF_ROWS: usize = 64;
/// Halvings of the range of sums; then the k-th is known well enough.
const HALVINGS: usize = 14;

/// Rows that may be among the k nearest of one query: float32 sums, and their places in the leaves.
pub struct Candidates {
    sums: Vec<f32>,
    places: Vec<u32>,
    count: usize,
    /// At this count some are let go.
    full: usize,
}

impl Candidates {
    pub fn new(n_neighbors: usize) -> Self {
        let full = n_neighbors + (n_neighbors / 2).max(8);
        let room = full + LEAF_ROWS + LANES;
        Self { sums: vec![0.0; room], places: vec![0; room], count: 0, full }
    }

    pub fn clear(&mut self) {
        self.count = 0;
    }

    pub fn is_full(&self) -> bool {
        self.count >= self.full
    }

    pub fn places(&self) -> &[u32] {
        &self.places[..self.count]
    }

    /// Enters the lanes of the mask, whose rows lie from the place `first` on.
    #[inline(always)]
    pub fn enter<I: Instructions>(&mut self, i: I, mask: u16, sums: I::Lanes, first: u32) {
        let (Some(room), Some(places)) =
            (self.sums[self.count..].first_chunk_mut(), self.places[self.count..].first_chunk_mut())
        else {
            unreachable!("one leaf fits beyond what is full");
        };
        i.compress(mask, sums, room);
        i.compress_numbers(mask, &std::array::from_fn(|lane| first + lane as u32), places);
        self.count += mask.count_ones() as usize;
    }

    /// A sum that at least k candidates, and not many more, do not exceed; None while there are fewer.
    #[inline(always)]
    pub fn kth_sum<I: Instructions>(&mut self, i: I, n_neighbors: usize) -> Option<f32> {
        if self.count < n_neighbors {
            return None;
        }
        // Sums are not negative, so that their bits are in their order.
        let (mut low, mut high) = (u32::MAX, 0);
        for sum in &self.sums[..self.count] {
            (low, high) = (low.min(sum.to_bits()), high.max(sum.to_bits()));
        }
        let mut count = self.count;
        // One more halving costs as much as a few more candidates.
        let enough = 2 + n_neighbors / 16;
        self.sums[self.count..][..LANES].fill(f32::INFINITY);
        for _ in 0..HALVINGS {
            if count <= n_neighbors + enough || high - low < 2 {
                break;
            }
            let middle = low + (high - low) / 2;
            let within = self.count_within(i, f32::from_bits(middle));
            // Nobody can predict this, so that a branch would cost more than both sides.
            let is_enough = within >= n_neighbors;
            high = select_unpredictable(is_enough, middle, high);
            count = select_unpredictable(is_enough, within, count);
            low = select_unpredictable(is_enough, low, middle);
        }
        Some(f32::from_bits(high))
    }

    #[inline(always)]
    fn count_within<I: Instructions>(&self, i: I, sum: f32) -> usize {
        let limit = i.splat(sum);
        let chunks = self.sums.as_chunks::<LANES>().0.iter().take(self.count.div_ceil(LANES));
        chunks.map(|chunk| i.at_most(i.load(chunk), limit).count_ones() as usize).sum()
    }

    /// Lets go of all beyond the limit. False if so many stay that their distances have to decide.
    #[inline(always)]
    pub fn keep_within<I: Instructions>(&mut self, i: I, limit: f32) -> bool {
        let bar = i.splat(limit);
        self.sums[self.count..][..LANES].fill(f32::INFINITY);
        let mut kept = 0;
        for start in (0..self.count).step_by(LANES) {
            let (Some(&sums), Some(&places)) =
                (self.sums[start..].first_chunk(), self.places[start..].first_chunk())
            else {
                unreachable!("there is room for whole vectors");
            };
            let lanes = i.load(&sums);
            let mask = i.at_most(lanes, bar);
            if let Some(room) = self.sums[kept..].first_chunk_mut() {
                i.compress(mask, lanes, room);
            }
            if let Some(room) = self.places[kept..].first_chunk_mut() {
                i.compress_numbers(mask, &places, room);
            }
            kept += mask.count_ones() as usize;
        }
        self.count = kept;
        !self.is_full()
    }

    /// Keeps those of these positions; gives the largest sum among them.
    pub fn keep(&mut self, positions: impl Iterator<Item = usize>) -> f32 {
        let kept: Vec<(f32, u32)> = positions.map(|at| (self.sums[at], self.places[at])).collect();
        self.count = kept.len();
        for (at, &(sum, place)) in kept.iter().enumerate() {
            (self.sums[at], self.places[at]) = (sum, place);
        }
        kept.iter().fold(0.0, |largest, &(sum, _)| largest.max(sum))
    }
}
