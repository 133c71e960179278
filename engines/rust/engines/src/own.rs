use std::marker::PhantomData;

use knnbench_driver::{
    Dtype, Engine, Facts, Fault, FitOptions, Form, Matrix, Model, Neighbors, Search, SearchModel, Targets,
    Weights,
};
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::ball_tree;
use crate::brute::Brute;
use crate::input_check::check_magnitudes;
use crate::kd_tree;
use crate::metric::{Euclidean, Manhattan, Metric};
use crate::nearest_list::{Candidate, NearestList};

const DEFAULT_LEAF_SIZE: usize = 32;
/// Queries that are searched together, and by one thread.
const GROUP: usize = 64;

/// One of our own algorithms, as an engine.
pub struct Own(pub Algorithm);

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    Brute,
    KdTree,
    BallTree,
}

/// Training rows, ready to be searched by any number of threads.
pub trait Index: Sync {
    /// Fills the lists of these queries, k places each, every one of them `Candidate::NONE` before.
    fn search<'q>(
        &self,
        queries: impl Iterator<Item = &'q [f64]> + Clone,
        n_neighbors: usize,
        lists: &mut [Candidate],
    );
}

impl Engine for Own {
    type Input = Matrix;

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
        match options.metric {
            Euclidean::NAME => fit::<Euclidean>(self.0, rows, targets, options),
            _ => fit::<Manhattan>(self.0, rows, targets, options),
        }
    }
}

fn fit<'a, M: Metric>(
    algorithm: Algorithm,
    rows: &Matrix,
    targets: Targets<'a>,
    options: &FitOptions<'_>,
) -> Result<Box<dyn Model<Matrix> + 'a>, Fault> {
    options.params.refuse_unknown(if algorithm == Algorithm::Brute { &[] } else { &["leaf_size"] })?;
    let leaf_size = options.params.count("leaf_size", DEFAULT_LEAF_SIZE)?;
    check_magnitudes::<M>(&rows.values, rows.columns, 0)?;
    match algorithm {
        Algorithm::Brute => model::<M>(Brute::<M>::fit(rows), targets, options.threads),
        Algorithm::KdTree => model::<M>(kd_tree::fit::<M>(rows, leaf_size), targets, options.threads),
        Algorithm::BallTree => model::<M>(ball_tree::fit::<M>(rows, leaf_size), targets, options.threads),
    }
}

fn model<'a, M: Metric>(
    index: impl Index + 'a,
    targets: Targets<'a>,
    threads: usize,
) -> Result<Box<dyn Model<Matrix> + 'a>, Fault> {
    // One thread needs no pool, and so no hand-over of its work either.
    let pool = (threads > 1).then(|| ThreadPoolBuilder::new().num_threads(threads).build());
    let pool = pool.transpose().map_err(Fault::error)?;
    Ok(Box::new(SearchModel { search: OwnSearch::<_, M> { index, pool, metric: PhantomData }, targets }))
}

struct OwnSearch<I, M> {
    index: I,
    pool: Option<ThreadPool>,
    metric: PhantomData<M>,
}

impl<I: Index, M: Metric> Search<Matrix> for OwnSearch<I, M> {
    fn neighbors(&self, rows: &Matrix, n_neighbors: usize) -> Result<Neighbors, Fault> {
        check_magnitudes::<M>(&rows.values, rows.columns, 0)?;
        let mut lists = vec![Candidate::NONE; rows.rows * n_neighbors];
        let (width, depth) = (GROUP * rows.columns, GROUP * n_neighbors);
        let search = |queries: &[f64], lists: &mut [Candidate]| {
            self.index.search(queries.chunks_exact(rows.columns), n_neighbors, lists);
            lists.chunks_exact_mut(n_neighbors).for_each(|list| NearestList::resume(list).sort());
        };
        match &self.pool {
            None => rows.values.chunks(width).zip(lists.chunks_mut(depth)).for_each(|(q, l)| search(q, l)),
            Some(pool) => pool.install(|| {
                rows.values
                    .par_chunks(width)
                    .zip(lists.par_chunks_mut(depth))
                    .for_each(|(q, l)| search(q, l));
            }),
        }
        Ok(Neighbors {
            indices: lists.iter().map(|one| one.index as i32).collect(),
            distances: lists.iter().map(|one| M::distance(one.value)).collect(),
        })
    }
}
