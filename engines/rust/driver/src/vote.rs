use crate::Fault;
use crate::engine::{Model, Neighbors, PredictOptions, Predictions, Targets, Weights};

/// A library that finds neighbors and leaves the vote to us.
pub trait Search<Input> {
    /// The k nearest training rows of each row, nearest first.
    fn neighbors(&self, rows: &Input, n_neighbors: usize) -> Result<Neighbors, Fault>;
}

/// A search with scikit-learn's vote, where the smallest label wins a tie, or its mean.
pub struct SearchModel<'a, S> {
    pub search: S,
    pub targets: Targets<'a>,
}

impl Targets<'_> {
    /// The vote or the mean of each row's neighbors.
    #[must_use]
    pub fn predictions(&self, found: &Neighbors, options: PredictOptions) -> Predictions {
        let rows = rows_of(found, options);
        match *self {
            Targets::Classes { labels, n_classes } => {
                let mut scores = vec![0.0; n_classes];
                Predictions::Labels(
                    rows.map(|(indices, distances)| {
                        scores.fill(0.0);
                        vote(labels, indices, distances, options.weights, &mut scores);
                        first_highest(&scores)
                    })
                    .collect(),
                )
            }
            Targets::Values(values) => Predictions::Values(
                rows.map(|(indices, distances)| mean(values, indices, distances, options.weights)).collect(),
            ),
        }
    }

    /// The share of each class in the votes, (m, n_classes); a regression has none.
    pub fn probabilities(&self, found: &Neighbors, options: PredictOptions) -> Result<Vec<f64>, Fault> {
        let &Targets::Classes { labels, n_classes } = self else {
            return Err(Fault::error("a regression has no probabilities"));
        };
        let mut probabilities = vec![0.0; found.indices.len() / options.n_neighbors * n_classes];
        let rows = rows_of(found, options);
        for ((indices, distances), scores) in rows.zip(probabilities.chunks_exact_mut(n_classes)) {
            vote(labels, indices, distances, options.weights, scores);
            let total: f64 = scores.iter().sum();
            scores.iter_mut().for_each(|score| *score /= total);
        }
        Ok(probabilities)
    }
}

impl<Input, S: Search<Input>> Model<Input> for SearchModel<'_, S> {
    fn predict(&self, rows: &Input, options: PredictOptions) -> Result<Predictions, Fault> {
        let found = self.search.neighbors(rows, options.n_neighbors)?;
        Ok(self.targets.predictions(&found, options))
    }

    fn predict_proba(&self, rows: &Input, options: PredictOptions) -> Result<Vec<f64>, Fault> {
        let found = self.search.neighbors(rows, options.n_neighbors)?;
        self.targets.probabilities(&found, options)
    }

    fn neighbors(&self, rows: &Input, n_neighbors: usize) -> Result<Neighbors, Fault> {
        self.search.neighbors(rows, n_neighbors)
    }

    fn can_sweep(&self) -> bool {
        true
    }
}

fn rows_of(
    found: &Neighbors,
    PredictOptions { n_neighbors, .. }: PredictOptions,
) -> impl Iterator<Item = (&[i32], &[f64])> {
    found.indices.chunks_exact(n_neighbors).zip(found.distances.chunks_exact(n_neighbors))
}

/// Below this distance n weights of 1/d could add up to infinity, for any n below 2⁶³: 2⁻⁹⁶⁰.
const TINY: f64 = f64::from_bits((1023 - 960) << 52);
/// 2⁻⁶⁴: a power of two, so that only the scale of the weights changes and none of their digits.
const SCALE_DOWN: f64 = f64::from_bits((1023 - 64) << 52);

/// The weights of one row's neighbors, nearest first. Under `distance` each counts 1/d; where 1/d is infinite for
/// some, those count 1 and all others 0, as in scikit-learn (`_get_weights`).
fn weights_of(distances: &[f64], weights: Weights) -> impl Iterator<Item = f64> {
    let nearest = distances.first().copied().unwrap_or(f64::INFINITY);
    let is_masked = weights == Weights::Distance && (1.0 / nearest).is_infinite();
    let unit = if nearest < TINY { SCALE_DOWN } else { 1.0 };
    distances.iter().map(move |&distance| match weights {
        Weights::Uniform => 1.0,
        Weights::Distance if is_masked => f64::from((1.0 / distance).is_infinite()),
        Weights::Distance => unit / distance,
    })
}

/// Adds the votes of one row's neighbors to the scores of the classes.
fn vote(labels: &[i32], indices: &[i32], distances: &[f64], weights: Weights, scores: &mut [f64]) {
    for (&index, weight) in indices.iter().zip(weights_of(distances, weights)) {
        scores[labels[index as usize] as usize] += weight;
    }
}

/// The mean of one row's neighbors.
fn mean(values: &[f64], indices: &[i32], distances: &[f64], weights: Weights) -> f64 {
    let (mut sum, mut total) = (0.0, 0.0);
    for (&index, weight) in indices.iter().zip(weights_of(distances, weights)) {
        sum += weight * values[index as usize];
        total += weight;
    }
    sum / total
}

fn first_highest(scores: &[f64]) -> i32 {
    let mut highest = 0;
    for (class, score) in scores.iter().enumerate() {
        if *score > scores[highest] {
            highest = class;
        }
    }
    highest as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed(Neighbors);

    impl Search<()> for Fixed {
        fn neighbors(&self, _rows: &(), _n_neighbors: usize) -> Result<Neighbors, Fault> {
            Ok(self.0.clone())
        }
    }

    fn model(distances: &[f64]) -> SearchModel<'static, Fixed> {
        let indices = (0..).take(distances.len()).collect();
        let search = Fixed(Neighbors { indices, distances: distances.to_vec() });
        SearchModel { search, targets: Targets::Classes { labels: &[2, 1, 1, 2], n_classes: 4 } }
    }

    fn options(n_neighbors: usize, weights: Weights) -> PredictOptions {
        PredictOptions { n_neighbors, weights }
    }

    #[test]
    fn the_smallest_label_wins_a_tie() {
        let tied = model(&[1.0, 1.0, 2.0, 2.0]);
        assert_eq!(tied.predict(&(), options(4, Weights::Uniform)), Ok(Predictions::Labels(vec![1])));
        assert_eq!(tied.predict(&(), options(4, Weights::Distance)), Ok(Predictions::Labels(vec![1])));
    }

    #[test]
    fn under_distance_a_nearer_neighbor_counts_more() {
        let near = model(&[0.5, 2.0, 2.0]);
        assert_eq!(near.predict(&(), options(3, Weights::Uniform)), Ok(Predictions::Labels(vec![1])));
        assert_eq!(near.predict(&(), options(3, Weights::Distance)), Ok(Predictions::Labels(vec![2])));
        let shares = vec![0.0, 1.0 / 3.0, 2.0 / 3.0, 0.0];
        assert_eq!(near.predict_proba(&(), options(3, Weights::Distance)), Ok(shares));
    }

    #[test]
    fn zero_distances_outvote_all_others() {
        let zeros = model(&[0.0, 1e-300, 1e-300]);
        assert_eq!(zeros.predict_proba(&(), options(3, Weights::Distance)), Ok(vec![0.0, 0.0, 1.0, 0.0]));
    }

    #[test]
    fn tiny_distances_do_not_add_up_to_infinity() {
        let tiny = model(&[1e-308, 1e-308, 1e-308]);
        let shares = tiny.predict_proba(&(), options(3, Weights::Distance)).expect("shares");
        assert!((shares[1] - 2.0 / 3.0).abs() < 1e-15);
    }
    #[test]
    fn numbers_are_averaged_by_the_same_weights() {
        let near = |distances: &[f64]| SearchModel {
            targets: Targets::Values(&[10.0, 4.0, 1.0]),
            ..model(distances)
        };
        let predicted = |distances: &[f64], weights| near(distances).predict(&(), options(3, weights));
        let value = |value: f64| Ok(Predictions::Values(vec![value]));
        assert_eq!(predicted(&[0.5, 1.0, 1.0], Weights::Uniform), value(5.0));
        assert_eq!(predicted(&[0.5, 1.0, 1.0], Weights::Distance), value(6.25));
        assert_eq!(predicted(&[0.0, 0.0, 1.0], Weights::Distance), value(7.0));
    }
}
