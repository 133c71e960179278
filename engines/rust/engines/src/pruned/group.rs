use knnbench_simd::{Instructions, LANES, Task};

use super::bound::Bound;
use super::candidates::Candidates;
use super::leaves::Leaves;
use crate::metric::Metric;
use crate::nearest_list::Candidate;

/// Features summed between two looks at the limits.
const STRIDE: usize = 8;
/// Terms of candidates beyond k that cost as much to sum as it does to let some of them go.
const WORTH_TIGHTENING: usize = 64;

/// A metric whose sums vectors can take.
pub trait LaneMetric: Metric {
    /// Whether distances survive a rotation.
    const CAN_TURN: bool;

    /// `sum` and what this difference in one feature adds.
    fn add<I: Instructions>(i: I, sum: I::Lanes, difference: I::Lanes) -> I::Lanes;
}

/// Up to sixteen queries that are searched together.
pub struct Group {
    pub n_neighbors: usize,
    /// Feature by feature.
    pub queries: Vec<[f32; LANES]>,
    /// What a sum may not exceed; negative for a lane without a query.
    pub limits: [f32; LANES],
    pub errors: [f64; LANES],
    pub candidates: Vec<Candidates>,
    stack: Vec<(usize, [f32; LANES])>,
    measured: Vec<(Candidate, usize)>,
}

impl Group {
    pub fn new(n_features: usize, n_neighbors: usize, lanes: usize) -> Self {
        Self {
            n_neighbors,
            queries: vec![[0.0; LANES]; n_features],
            limits: [-1.0; LANES],
            errors: [0.0; LANES],
            candidates: (0..lanes).map(|_| Candidates::new(n_neighbors)).collect(),
            stack: Vec::new(),
            measured: Vec::new(),
        }
    }
}

/// What a group is searched in; `value` measures the pair of a lane's query and a place in float64.
pub struct Visit<'s, M, V> {
    pub leaves: &'s Leaves,
    pub bound: &'s Bound,
    pub group: &'s mut Group,
    pub value: V,
    pub metric: std::marker::PhantomData<M>,
}

impl<M: LaneMetric, V: Fn(usize, u32) -> Candidate> Task for Visit<'_, M, V> {
    /// Leaves that were scanned, once for each query.
    type Output = usize;

    /// Depth first, the child first that is nearer to more queries. Boxes are compared without a margin: gap, term and
    /// sum are those of the scan, in the same order, and none of them falls when the gap grows.
    #[inline(always)]
    fn run<I: Instructions>(mut self, i: I) -> usize {
        let mut scans = 0;
        self.group.stack.push((0, [0.0; LANES]));
        while let Some((mut node, floors)) = self.group.stack.pop() {
            let mut open = i.at_most(i.load(&floors), i.load(&self.group.limits));
            while open != 0 {
                let children = self.leaves.nodes[node].children;
                if children == 0 {
                    scans += open.count_ones() as usize;
                    self.scan_leaf(i, node, open);
                    break;
                }
                let limits = i.load(&self.group.limits);
                let floors = self.floors(i, children, limits);
                let masks = [i.at_most(floors[0], limits) & open, i.at_most(floors[1], limits) & open];
                let either = masks[0] | masks[1];
                let is_first_nearer = i.at_most(floors[0], floors[1]) & either;
                let near = usize::from(2 * is_first_nearer.count_ones() < either.count_ones());
                if masks[1 - near] != 0 {
                    let mut stored = [0.0; LANES];
                    i.store(floors[1 - near], &mut stored);
                    self.group.stack.push((children + 1 - near, stored));
                }
                (node, open) = (children + near, masks[near]);
            }
        }
        for lane in 0..self.group.candidates.len() {
            let spare = self.group.candidates[lane].places().len().saturating_sub(self.group.n_neighbors);
            if self.group.limits[lane] >= 0.0 && spare * self.group.queries.len() > WORTH_TIGHTENING {
                self.tighten(i, lane);
            }
        }
        scans
    }
}

impl<M: LaneMetric, V: Fn(usize, u32) -> Candidate> Visit<'_, M, V> {
    /// Floors for the sums of all rows of two siblings, lane by lane; beyond the limits in every lane of both, the rest
    /// is not added.
    #[inline(always)]
    fn floors<I: Instructions>(&self, i: I, children: usize, limits: I::Lanes) -> [I::Lanes; 2] {
        let queries = &self.group.queries;
        let boxes = &self.leaves.boxes[(children - 1) / 2 * queries.len()..][..queries.len()];
        let mut floors = [i.splat(0.0); 2];
        for (boxes, queries) in boxes.chunks(STRIDE).zip(queries.chunks(STRIDE)) {
            for ([low0, high0, low1, high1], query) in boxes.iter().zip(queries) {
                let q = i.load(query);
                let nearest = i.clamp(q, i.splat(*low0), i.splat(*high0));
                floors[0] = M::add(i, floors[0], i.subtract(nearest, q));
                let nearest = i.clamp(q, i.splat(*low1), i.splat(*high1));
                floors[1] = M::add(i, floors[1], i.subtract(nearest, q));
            }
            if i.at_most(floors[0], limits) | i.at_most(floors[1], limits) == 0 {
                break;
            }
        }
        floors
    }

    #[inline(always)]
    fn scan_leaf<I: Instructions>(&mut self, i: I, node: usize, mut open: u16) {
        while open != 0 {
            let lane = open.trailing_zeros() as usize;
            open &= open - 1;
            match self.leaves.nodes[node].blocks {
                4 => self.scan::<I, 4>(i, node, lane),
                3 => self.scan::<I, 3>(i, node, lane),
                2 => self.scan::<I, 2>(i, node, lane),
                _ => self.scan::<I, 1>(i, node, lane),
            }
            if self.group.candidates[lane].is_full() {
                self.tighten(i, lane);
            }
        }
    }

    /// Enters the rows of a leaf of `BLOCKS` blocks whose sums are within the limit of one lane.
    #[inline(always)]
    fn scan<I: Instructions, const BLOCKS: usize>(&mut self, i: I, node: usize, lane: usize) {
        let Group { queries, limits, candidates, .. } = &mut *self.group;
        let first = self.leaves.nodes[node].first;
        let size = queries.len() * BLOCKS;
        let blocks = self.leaves.values.as_chunks::<LANES>().0;
        let blocks = &blocks[first * queries.len()..][..size].as_chunks::<BLOCKS>().0[..queries.len()];
        let limit = i.splat(limits[lane]);
        let mut sums = [i.splat(0.0); BLOCKS];
        for (blocks, queries) in blocks.chunks(STRIDE).zip(queries.chunks(STRIDE)) {
            for (values, query) in blocks.iter().zip(queries) {
                let q = i.splat(query[lane % LANES]);
                for (sum, values) in sums.iter_mut().zip(values) {
                    *sum = M::add(i, *sum, i.subtract(i.load(values), q));
                }
            }
            if sums.iter().fold(0, |any, &sum| any | i.at_most(sum, limit)) == 0 {
                return;
            }
        }
        for (block, &sum) in sums.iter().enumerate() {
            let mask = i.at_most(sum, limit);
            if mask != 0 {
                candidates[lane].enter(i, mask, sum, ((first + block) * LANES) as u32);
            }
        }
    }

    /// Lowers the limit of a lane to what its candidates allow, and lets go of those beyond it.
    #[inline(always)]
    fn tighten<I: Instructions>(&mut self, i: I, lane: usize) {
        let Group { candidates, limits, errors, n_neighbors, .. } = &mut *self.group;
        let Some(sum) = candidates[lane].kth_sum(i, *n_neighbors) else { return };
        limits[lane] = limits[lane].min(self.bound.limit::<M>(sum, errors[lane]));
        if !candidates[lane].keep_within(i, limits[lane]) {
            self.measure(lane);
        }
    }

    /// Where many are as near as the k-th: keeps the k that are nearest in float64. What is let go cannot come back, as
    /// k that are nearer stay.
    #[inline(never)]
    fn measure(&mut self, lane: usize) {
        let Group { candidates, limits, errors, n_neighbors, measured, .. } = &mut *self.group;
        measured.clear();
        let places = candidates[lane].places().iter().enumerate();
        measured.extend(places.map(|(at, &place)| ((self.value)(lane, place), at)));
        measured.select_nth_unstable_by_key(*n_neighbors - 1, |(candidate, _)| candidate.key());
        let sum = candidates[lane].keep(measured[..*n_neighbors].iter().map(|&(_, at)| at));
        limits[lane] = limits[lane].min(self.bound.limit::<M>(sum, errors[lane]));
    }
}
