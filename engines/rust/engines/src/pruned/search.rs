use std::marker::PhantomData;

use knnbench_driver::{Matrix, Neighbors};
use knnbench_simd::{LANES, Level};

use super::basis::Axes;
use super::bound::Bound;
use super::group::{Group, LaneMetric, Visit};
use super::leaves::Leaves;
use super::placement::{Placement, norm};
use crate::nearest_list::{Candidate, NearestList};

/// Training rows that are searched at the fit to see whether turning pays.
const TRIAL_ROWS: usize = 512;
const TRIAL_NEIGHBORS: usize = 16;
/// Candidates of a group at most, whatever k is.
const MOST_CANDIDATES: usize = 1 << 17;

/// Training rows ready to be searched.
pub struct Index<'a, M> {
    rows: &'a Matrix,
    placement: Placement,
    bound: Bound,
    leaves: Leaves,
    level: Level,
    metric: PhantomData<M>,
}

/// Queries as the search wants them.
pub struct Placed {
    /// Row-major.
    values: Vec<f32>,
    /// E of the bound, or infinity where float32 says nothing.
    errors: Vec<f64>,
    /// Queries of one leaf together, leaf by leaf.
    pub order: Vec<u32>,
}

/// What is asked of a search.
#[derive(Clone, Copy)]
pub struct Asked {
    pub n_neighbors: usize,
    pub sequence: Sequence,
}

/// In which order the neighbors of a query come.
#[derive(Clone, Copy)]
pub enum Sequence {
    NearestFirst,
    /// As it happens: enough where each has one vote, and sorting them takes a third of the time at k = 51.
    Any,
}

/// Some placed queries: values, errors and leaves.
struct Part<'p> {
    values: &'p mut [f32],
    errors: &'p mut [f64],
    keys: &'p mut [u64],
}

impl<'a, M: LaneMetric> Index<'a, M> {
    /// Turns the rows to their principal axes where a trial has less to scan so.
    pub fn fit(rows: &'a Matrix, level: Level) -> Self {
        let placement = Placement::new(rows);
        let axes = if M::CAN_TURN { Axes::principal(&placement.place_all::<M>(rows).0) } else { None };
        let turned = axes.map(|axes| Self::build(rows, placement.turned(axes), level));
        let plain = Self::build(rows, placement, level);
        match turned {
            Some(turned) if turned.trial_scans() < plain.trial_scans() => turned,
            _ => plain,
        }
    }

    pub fn build(rows: &'a Matrix, placement: Placement, level: Level) -> Self {
        let (placed, largest_norm) = placement.place_all::<M>(rows);
        let bound = Bound::new::<M>(rows.columns, largest_norm, placement.scale, placement.defect());
        Self { rows, leaves: Leaves::new(&placed), placement, bound, level, metric: PhantomData }
    }

    /// Scans of leaves for a few of the training rows: what a search costs, however busy the machine is.
    fn trial_scans(&self) -> usize {
        let step = (self.rows.rows / TRIAL_ROWS).max(1);
        let values = self.rows.values.chunks_exact(self.rows.columns).step_by(step).flatten().copied();
        let values: Vec<f64> = values.collect();
        let queries = Matrix { rows: values.len() / self.rows.columns, columns: self.rows.columns, values };
        let placed = self.place(&queries);
        let n_neighbors = TRIAL_NEIGHBORS.min(self.rows.rows);
        let mut group = self.group(n_neighbors);
        placed.order.chunks(LANES).map(|lanes| self.visit(&queries, &placed, lanes, &mut group)).sum()
    }

    /// Places queries and orders them by leaf.
    pub fn place(&self, queries: &Matrix) -> Placed {
        let mut keys = vec![0; queries.rows];
        let (mut values, mut errors) = (vec![0.0; queries.values.len()], vec![0.0; queries.rows]);
        self.place_part(&queries.values, Part { values: &mut values, errors: &mut errors, keys: &mut keys });
        let mut order: Vec<u32> = (0..queries.rows as u32).collect();
        order.sort_by_key(|&query| keys[query as usize]);
        Placed { values, errors, order }
    }

    fn place_part(&self, queries: &[f64], Part { values, errors, keys }: Part<'_>) {
        let d = self.rows.columns;
        let (mut shifted, mut placed) = (vec![0.0; d], vec![0.0; d]);
        let outputs = values.chunks_exact_mut(d).zip(errors).zip(keys);
        for (row, ((values, error), key)) in queries.chunks_exact(d).zip(outputs) {
            self.placement.place(row, &mut shifted, &mut placed);
            *error = self.bound.query_error(norm::<M>(&placed));
            *key = self.leaves.nodes[self.leaves.leaf_of(&placed)].first as u64;
            values.iter_mut().zip(&placed).for_each(|(value, &place)| *value = place as f32);
        }
    }

    /// Neighbors of some queries, in their order.
    pub fn search(&self, queries: &Matrix, placed: &Placed, part: &[u32], asked: Asked) -> Neighbors {
        let Asked { n_neighbors, sequence } = asked;
        let mut found = Neighbors { indices: Vec::new(), distances: Vec::new() };
        found.indices.reserve_exact(part.len() * n_neighbors);
        found.distances.reserve_exact(part.len() * n_neighbors);
        let mut group = self.group(n_neighbors);
        let mut nearest = Vec::new();
        for lanes in part.chunks(group.candidates.len()) {
            self.visit(queries, placed, lanes, &mut group);
            for (lane, &query) in lanes.iter().enumerate() {
                let row = row_of(queries, query);
                nearest.clear();
                if placed.errors[query as usize].is_finite() {
                    let places = group.candidates[lane].places().iter();
                    nearest
                        .extend(places.map(|&place| self.measure(row, self.leaves.indices[place as usize])));
                    match sequence {
                        Sequence::NearestFirst => nearest.sort_unstable_by_key(Candidate::key),
                        Sequence::Any if nearest.len() == n_neighbors => {}
                        Sequence::Any => {
                            nearest.select_nth_unstable_by_key(n_neighbors - 1, Candidate::key);
                        }
                    }
                } else {
                    nearest.resize(n_neighbors, Candidate::NONE);
                    self.search_all(row, &mut nearest);
                }
                found.indices.extend(nearest[..n_neighbors].iter().map(|one| one.index as i32));
                found.distances.extend(nearest[..n_neighbors].iter().map(|one| M::distance(one.value)));
            }
        }
        found
    }

    fn group(&self, n_neighbors: usize) -> Group {
        Group::new(self.rows.columns, n_neighbors, (MOST_CANDIDATES / n_neighbors).clamp(1, LANES))
    }

    /// Leaves the candidates of each query in its lane; gives the number of scans.
    fn visit(&self, queries: &Matrix, placed: &Placed, lanes: &[u32], group: &mut Group) -> usize {
        let d = self.rows.columns;
        group.limits.fill(-1.0);
        for (lane, &query) in lanes.iter().enumerate() {
            let values = &placed.values[query as usize * d..][..d];
            group.queries.iter_mut().zip(values).for_each(|(lanes, &value)| lanes[lane] = value);
            group.errors[lane] = placed.errors[query as usize];
            group.candidates[lane].clear();
            if group.errors[lane].is_finite() {
                group.limits[lane] = f32::MAX;
            }
        }
        let value = |lane: usize, place: u32| {
            self.measure(row_of(queries, lanes[lane]), self.leaves.indices[place as usize])
        };
        let (leaves, bound) = (&self.leaves, &self.bound);
        self.level.run(Visit { leaves, bound, group, value, metric: PhantomData::<M> })
    }

    /// The oracle's own arithmetic.
    fn measure(&self, query: &[f64], index: u32) -> Candidate {
        Candidate { value: M::value(query, row_of(self.rows, index)), index }
    }

    fn search_all(&self, query: &[f64], nearest: &mut [Candidate]) {
        let mut list = NearestList::resume(nearest);
        (0..self.rows.rows as u32).for_each(|index| list.offer(self.measure(query, index)));
        list.sort();
    }
}

fn row_of(rows: &Matrix, index: u32) -> &[f64] {
    &rows.values[index as usize * rows.columns..][..rows.columns]
}

impl Placed {
    /// Answers in the order of the queries, `width` numbers each; they come in that of the search.
    pub fn in_order<T: Copy + Default>(&self, answers: &[Vec<T>], width: usize) -> Vec<T> {
        let mut ordered = vec![T::default(); self.order.len() * width];
        let rows = answers.iter().flat_map(|answer| answer.chunks_exact(width));
        for (&query, row) in self.order.iter().zip(rows) {
            ordered[query as usize * width..][..width].copy_from_slice(row);
        }
        ordered
    }
}
