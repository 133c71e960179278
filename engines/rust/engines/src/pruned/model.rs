use knnbench_driver::{
    Dtype, Engine, Facts, Fault, FitOptions, Form, Matrix, Model, Neighbors, PredictOptions, Predictions,
    Targets, Weights,
};
use knnbench_simd::{Instructions, Level};
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::group::LaneMetric;
use super::search::{Asked, Index, Placed, Sequence};
use crate::input_check::check_magnitudes;
use crate::metric::{Euclidean, Manhattan, Metric};

/// Queries whose neighbors are in memory at a time, for each thread.
const BATCH: usize = 256;

/// Float32 candidates from pruned leaves, refined in float64, as an engine.
pub struct Pruned;

impl LaneMetric for Euclidean {
    const CAN_TURN: bool = true;

    #[inline(always)]
    fn add<I: Instructions>(i: I, sum: I::Lanes, difference: I::Lanes) -> I::Lanes {
        i.add_square(sum, difference)
    }
}

impl LaneMetric for Manhattan {
    const CAN_TURN: bool = false;

    #[inline(always)]
    fn add<I: Instructions>(i: I, sum: I::Lanes, difference: I::Lanes) -> I::Lanes {
        i.add_magnitude(sum, difference)
    }
}

impl Engine for Pruned {
    type Input = Matrix;

    /// What decides is float64 and the difference form; float32 only leaves out what cannot be a neighbor.
    fn facts(&self) -> Facts {
        Facts {
            library: "knnbench",
            version: env!("CARGO_PKG_VERSION"),
            dtype: Dtype::Float64,
            form: Form::Difference,
            metrics: &[Euclidean::NAME, Manhattan::NAME],
            weights: &[Weights::Uniform, Weights::Distance],
            neighbors: true,
            probabilities: true,
        }
    }

    fn convert(&self, matrix: &Matrix) -> Matrix {
        matrix.clone()
    }

    fn fit<'a>(
        &'a self,
        rows: &'a Matrix,
        targets: Targets<'a>,
        options: &FitOptions<'_>,
    ) -> Result<Box<dyn Model<Matrix> + 'a>, Fault> {
        options.params.refuse_unknown(&[])?;
        match options.metric {
            Euclidean::NAME => fit::<Euclidean>(rows, targets, options.threads),
            _ => fit::<Manhattan>(rows, targets, options.threads),
        }
    }
}

fn fit<'a, M: LaneMetric>(
    rows: &'a Matrix,
    targets: Targets<'a>,
    threads: usize,
) -> Result<Box<dyn Model<Matrix> + 'a>, Fault> {
    check_magnitudes::<M>(&rows.values, rows.columns, 0)?;
    // One thread needs no pool, and so no hand-over of its work either.
    let pool = (threads > 1).then(|| ThreadPoolBuilder::new().num_threads(threads).build());
    let pool = pool.transpose().map_err(Fault::error)?;
    Ok(Box::new(PrunedModel { index: Index::<M>::fit(rows, Level::best()), targets, pool }))
}

struct PrunedModel<'a, M> {
    index: Index<'a, M>,
    targets: Targets<'a>,
    pool: Option<ThreadPool>,
}

impl<M: LaneMetric> PrunedModel<'_, M> {
    /// What a prediction needs: only weights that differ, and sums of numbers, depend on the order.
    fn asked(&self, PredictOptions { n_neighbors, weights }: PredictOptions) -> Asked {
        let sequence = match (self.targets, weights) {
            (Targets::Classes { .. }, Weights::Uniform) => Sequence::Any,
            _ => Sequence::NearestFirst,
        };
        Asked { n_neighbors, sequence }
    }

    /// What `of` makes of the neighbors of each batch, and the queries of the batches: those that lie together.
    fn batches<T: Send>(
        &self,
        rows: &Matrix,
        asked: Asked,
        of: impl Fn(Neighbors) -> T + Sync,
    ) -> Result<(Placed, Vec<T>), Fault> {
        check_magnitudes::<M>(&rows.values, rows.columns, 0)?;
        let placed = self.index.place(rows);
        let answer = |part: &[u32]| of(self.index.search(rows, &placed, part, asked));
        let answers = match &self.pool {
            None => placed.order.chunks(BATCH).map(answer).collect(),
            Some(pool) => pool.install(|| placed.order.par_chunks(BATCH).map(answer).collect()),
        };
        Ok((placed, answers))
    }
}

impl<M: LaneMetric> Model<Matrix> for PrunedModel<'_, M> {
    fn predict(&self, rows: &Matrix, options: PredictOptions) -> Result<Predictions, Fault> {
        let predict = |found: Neighbors| self.targets.predictions(&found, options);
        let (placed, answers) = self.batches(rows, self.asked(options), predict)?;
        let mut labels = Vec::new();
        let mut values = Vec::new();
        for answer in answers {
            match answer {
                Predictions::Labels(part) => labels.push(part),
                Predictions::Values(part) => values.push(part),
            }
        }
        Ok(match self.targets {
            Targets::Classes { .. } => Predictions::Labels(placed.in_order(&labels, 1)),
            Targets::Values(_) => Predictions::Values(placed.in_order(&values, 1)),
        })
    }

    fn predict_proba(&self, rows: &Matrix, options: PredictOptions) -> Result<Vec<f64>, Fault> {
        let Targets::Classes { n_classes, .. } = self.targets else {
            return Err(Fault::error("a regression has no probabilities"));
        };
        let shares = |found: Neighbors| self.targets.probabilities(&found, options);
        let (placed, answers) = self.batches(rows, self.asked(options), shares)?;
        let answers = answers.into_iter().collect::<Result<Vec<_>, _>>()?;
        Ok(placed.in_order(&answers, n_classes))
    }

    fn neighbors(&self, rows: &Matrix, n_neighbors: usize) -> Result<Neighbors, Fault> {
        let asked = Asked { n_neighbors, sequence: Sequence::NearestFirst };
        let (placed, answers) = self.batches(rows, asked, |found| (found.indices, found.distances))?;
        let (indices, distances): (Vec<_>, Vec<_>) = answers.into_iter().unzip();
        Ok(Neighbors {
            indices: placed.in_order(&indices, n_neighbors),
            distances: placed.in_order(&distances, n_neighbors),
        })
    }

    fn can_sweep(&self) -> bool {
        true
    }
}
