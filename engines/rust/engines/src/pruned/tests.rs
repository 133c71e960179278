//! The search against a full sort, and the bound against a search for counterexamples.

use knnbench_driver::{Matrix, Neighbors};
use knnbench_simd::Level;

use super::basis::Axes;
use super::bound::Bound;
use super::group::LaneMetric;
use super::placement::{Placement, norm};
use super::search::{Asked, Index, Sequence};
use crate::metric::{Euclidean, Manhattan};
use crate::nearest_list::Candidate;

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// Between -1 and 1.
    fn number(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    }
}

/// Values on which a search may go wrong: `(row, column, random)` to a value.
type Kind = (&'static str, fn(usize, usize, &mut Random) -> f64);
const KINDS: [Kind; 12] = [
    ("numbers", |_, _, random| random.number()),
    ("grid", |_, _, random| random.below(5) as f64),
    ("one-hot", |row, column, _| f64::from(u8::from(row * row % 7 == column))),
    ("constant", |_, _, _| 3.25),
    ("a constant column", |_, column, random| if column == 0 { 1e9 } else { random.number() }),
    ("duplicates", |row, column, _| ((row % 13) * 31 + column * 17) as f64 * 0.1),
    ("denormals", |_, _, random| random.number() * 1e-310),
    ("squares that underflow", |_, _, random| random.number() * 1e-160),
    ("1e150", |_, _, random| random.number() * 1e150),
    ("all magnitudes", |_, _, random| random.number() * 10f64.powi(random.below(300) as i32 - 150)),
    ("far clusters", |row, _, random| (row % 3) as f64 * 1e8 + random.number()),
    ("closer than float32 tells", |_, _, random| 1e6 + random.number() * 1e-7),
];

fn matrix(rows: usize, columns: usize, of: impl FnMut(usize, usize) -> f64) -> Matrix {
    let mut of = of;
    let values = (0..rows * columns).map(|i| of(i / columns, i % columns)).collect();
    Matrix { rows, columns, values }
}

fn full_sort<M: LaneMetric>(train: &Matrix, queries: &Matrix, n_neighbors: usize) -> Neighbors {
    let mut found = Neighbors { indices: Vec::new(), distances: Vec::new() };
    for query in queries.values.chunks(queries.columns) {
        let rows = train.values.chunks(train.columns);
        let mut all: Vec<Candidate> =
            (0..).zip(rows).map(|(index, row)| Candidate { value: M::value(query, row), index }).collect();
        all.sort_by_key(Candidate::key);
        found.indices.extend(all[..n_neighbors].iter().map(|one| one.index as i32));
        found.distances.extend(all[..n_neighbors].iter().map(|one| M::distance(one.value)));
    }
    found
}

/// Asks every index that could be chosen, with every set of instructions.
fn check<M: LaneMetric>(what: &str, train: &Matrix, queries: &Matrix, n_neighbors: usize) {
    let expected = full_sort::<M>(train, queries, n_neighbors);
    for level in Level::all() {
        let plain = Placement::new(train);
        let axes = Axes::principal(&plain.place_all::<M>(train).0).filter(|_| M::CAN_TURN);
        let turned = axes.map(|axes| plain.turned(axes));
        for placement in [Some(plain), turned].into_iter().flatten() {
            let index = Index::<M>::build(train, placement, level);
            let placed = index.place(queries);
            let asked = Asked { n_neighbors, sequence: Sequence::NearestFirst };
            let found = index.search(queries, &placed, &placed.order, asked);
            let unordered = Asked { sequence: Sequence::Any, ..asked };
            let mut any = index.search(queries, &placed, &placed.order, unordered).indices;
            let mut indices = found.indices.clone();
            for rows in [&mut any, &mut indices] {
                rows.chunks_mut(n_neighbors).for_each(<[i32]>::sort_unstable);
            }
            assert_eq!(any, indices, "{what}, {}, k={n_neighbors}, in any order", M::NAME);
            let indices = placed.in_order(&[found.indices], n_neighbors);
            let distances = placed.in_order(&[found.distances], n_neighbors);
            let case = format!("{what}, {}, k={n_neighbors}, {}", M::NAME, level.name());
            assert_eq!(indices, expected.indices, "{case}");
            let bits = |distances: &[f64]| distances.iter().map(|one| one.to_bits()).collect::<Vec<_>>();
            assert_eq!(bits(&distances), bits(&expected.distances), "{case}");
        }
    }
}

#[test]
fn neighbors_and_distances_are_those_of_a_full_sort_to_the_bit() {
    let mut random = Random(7);
    for (name, value) in KINDS {
        for (rows, columns) in [(1, 1), (2, 3), (65, 1), (130, 2), (300, 9), (700, 17)] {
            let train = matrix(rows, columns, |row, column| value(row, column, &mut random));
            let mut queries = matrix(19, columns, |row, column| value(row, column, &mut random));
            // Some of them training rows, and one far away.
            let repeated = train.values.len().min(3 * columns);
            queries.values[..repeated].copy_from_slice(&train.values[..repeated]);
            queries.values[18 * columns] = -1e152;
            for n_neighbors in [1, 2, 5, 51, rows / 2, rows] {
                if (1..=rows).contains(&n_neighbors) {
                    let what = format!("{name}, {rows} × {columns}");
                    check::<Euclidean>(&what, &train, &queries, n_neighbors);
                    check::<Manhattan>(&what, &train, &queries, n_neighbors);
                }
            }
        }
    }
}

/// A query and two rows at nearly the same distance from it, about a far center.
struct Pair<'p> {
    placement: &'p Placement,
    bound: &'p Bound,
    query: Vec<f64>,
    rows: [Vec<f64>; 2],
    /// Of E that is granted: all of it, or less for a bound that must fall.
    granted: f64,
}

impl Pair<'_> {
    /// The sum of the nearer row over the limit by that of the other: above 1 it would be lost. Over both ways to round
    /// a square.
    fn excess<M: LaneMetric>(&self) -> f64 {
        let values = self.rows.each_ref().map(|row| M::value(&self.query, row));
        let (nearer, farther) = if values[0] <= values[1] { (0, 1) } else { (1, 0) };
        let query = self.place(&self.query);
        let error = self.granted * self.bound.query_error(norm::<M>(&query));
        let excess = |is_fused| {
            let sum = |row: usize| lane_sum::<M>(&self.place(&self.rows[row]), &query, is_fused);
            f64::from(sum(nearer)) / f64::from(self.bound.limit::<M>(sum(farther), error))
        };
        f64::max(excess(true), excess(false))
    }

    fn place(&self, row: &[f64]) -> Vec<f64> {
        let (mut shifted, mut placed) = (vec![0.0; row.len()], vec![0.0; row.len()]);
        self.placement.place(row, &mut shifted, &mut placed);
        placed
    }
}

fn lane_sum<M: LaneMetric>(row: &[f64], query: &[f64], is_fused: bool) -> f32 {
    row.iter().zip(query).fold(0.0, |sum, (&x, &q)| {
        let difference = x as f32 - q as f32;
        match (M::CAN_TURN, is_fused) {
            (false, _) => sum + difference.abs(),
            (true, true) => difference.mul_add(difference, sum),
            (true, false) => sum + difference * difference,
        }
    })
}

/// Climbs from many pairs to ones of larger excess, a coordinate at a time; gives the largest.
fn largest_excess<M: LaneMetric>(granted: f64) -> f64 {
    let mut random = Random(11);
    let mut largest = 0.0f64;
    for trial in 0..300 {
        let d = 1 + random.below(24);
        let spread = [1.0, 1e-3, 1e-6, 1e-8, 1e-160, 1e150][trial % 6];
        let far = if trial % 2 == 0 { 1.0 } else { spread };
        let train = matrix(40, d, |_, _| far * random.number());
        let plain = Placement::new(&train);
        let axes = Axes::principal(&plain.place_all::<M>(&train).0).filter(|_| M::CAN_TURN);
        let placement = axes.map(|axes| plain.turned(axes)).unwrap_or(plain);
        let query: Vec<f64> = train.values[..d].iter().map(|value| value * 0.99).collect();
        let step: Vec<f64> = (0..d).map(|_| spread * random.number() * 0.01).collect();
        // The same steps in another order, so that only rounding makes a difference.
        let turn = random.below(d);
        let rows = [0, turn].map(|turn| (0..d).map(|j| query[j] + step[(j + turn) % d]).collect::<Vec<_>>());
        let largest_norm = placement.place_all::<M>(&train).1;
        let norms = rows.iter().map(|row| {
            let (mut shifted, mut placed) = (vec![0.0; d], vec![0.0; d]);
            placement.place(row, &mut shifted, &mut placed);
            norm::<M>(&placed)
        });
        // The climb moves rows a little.
        let largest_norm = norms.fold(largest_norm, f64::max) * 1.001;
        let bound = Bound::new::<M>(d, largest_norm, placement.scale, placement.defect());
        let mut pair = Pair { placement: &placement, bound: &bound, query, rows, granted };
        let mut excess = pair.excess::<M>();
        for _ in 0..60 {
            let (side, j) = (random.below(3), random.below(d));
            let changed = if side == 2 { &mut pair.query } else { &mut pair.rows[side] };
            let before = changed[j];
            changed[j] += (changed[j].abs() * 1e-7).min(spread * 1e-3) * random.number();
            let now = pair.excess::<M>();
            if now > excess {
                excess = now;
            } else if side == 2 {
                pair.query[j] = before;
            } else {
                pair.rows[side][j] = before;
            }
        }
        largest = largest.max(excess);
    }
    largest
}

#[test]
fn no_pair_of_rows_is_found_that_the_bound_would_lose() {
    let excesses = [largest_excess::<Euclidean>(1.0), largest_excess::<Manhattan>(1.0)];
    assert!(excesses.iter().all(|&excess| excess <= 1.0), "{excesses:?}");
}

/// The same climb against a bound that forgets what rounding to float32 moves: it must fall.
#[test]
fn a_bound_without_displacement_is_broken_by_the_same_search() {
    let excesses = [largest_excess::<Euclidean>(0.0), largest_excess::<Manhattan>(0.0)];
    assert!(excesses.iter().all(|&excess| excess > 1.0), "{excesses:?}");
}
