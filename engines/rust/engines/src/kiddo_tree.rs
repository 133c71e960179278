use std::num::NonZeroUsize;
use std::sync::Arc;

use kiddo::batch::{Executor, ThreadPool, ThreadPoolBuilder};
use kiddo::{ImmutableKdTree, Manhattan, SquaredEuclidean};
use knnbench_driver::{
    Dtype, Engine, Facts, Fault, FitOptions, Form, Matrix, Model, Neighbors, Search, SearchModel, Targets,
    Weights,
};

/// The k-d tree of the crate kiddo: the immutable one, which its documentation recommends for points that are known
/// at the start, with its batch query. It finds neighbors; the vote and the mean are ours.
pub struct Kiddo;

impl Engine for Kiddo {
    type Input = Matrix;

    fn facts(&self) -> Facts {
        Facts {
            library: "kiddo",
            version: env!("VERSION_KIDDO"),
            dtype: Dtype::Float64,
            form: Form::Difference,
            metrics: &["euclidean", "manhattan"],
            weights: &[Weights::Uniform, Weights::Distance],
            neighbors: true,
            probabilities: true,
        }
    }

    /// Row-major values are what it takes, seen as arrays.
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
        fit_columns(rows, options, targets)
    }
}

/// The number of features is part of kiddo's types: each of these is compiled on its own.
macro_rules! for_columns {
    ($($columns:literal)*) => {
        fn fit_columns<'a>(
            rows: &Matrix,
            options: &FitOptions<'_>,
            targets: Targets<'a>,
        ) -> Result<Box<dyn Model<Matrix> + 'a>, Fault> {
            match rows.columns {
                $($columns => Ok(Box::new(SearchModel { search: Tree::<$columns>::fit(rows, options)?, targets })),)*
                columns => Err(Fault::unsupported(format!(
                    "n_features={columns}: kiddo is compiled for each number of features, here {}",
                    stringify!($($columns)*)
                ))),
            }
        }
    };
}
for_columns! { 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 64 }

struct Tree<const COLUMNS: usize> {
    tree: ImmutableKdTree<f64, COLUMNS>,
    executor: Executor,
    is_euclidean: bool,
}

impl<const COLUMNS: usize> Tree<COLUMNS> {
    fn fit(rows: &Matrix, options: &FitOptions<'_>) -> Result<Self, Fault> {
        let is_euclidean = options.metric == "euclidean";
        let (points, _) = rows.values.as_chunks::<COLUMNS>();
        if options.threads == 1 {
            let serial = ImmutableKdTree::builder().with_serial_construction();
            let tree = serial.build_from_slice(points).map_err(Fault::error)?;
            return Ok(Self { tree, executor: Executor::serial(), is_euclidean });
        }
        let pool: ThreadPool =
            ThreadPoolBuilder::new().num_threads(options.threads).build().map_err(Fault::error)?;
        let tree = pool.install(|| ImmutableKdTree::new_from_slice(points)).map_err(Fault::error)?;
        Ok(Self { tree, executor: Executor::parallel_in_pool(Arc::new(pool)), is_euclidean })
    }
}

impl<const COLUMNS: usize> Search<Matrix> for Tree<COLUMNS> {
    fn neighbors(&self, rows: &Matrix, n_neighbors: usize) -> Result<Neighbors, Fault> {
        let k = NonZeroUsize::new(n_neighbors).ok_or_else(|| Fault::error("n_neighbors is 0"))?;
        let (queries, _) = rows.values.as_chunks::<COLUMNS>();
        let batch = self.tree.query_batch(queries).with_executor(&self.executor);
        let groups = if self.is_euclidean {
            batch.nearest_n::<SquaredEuclidean<f64>>(k).execute()
        } else {
            batch.nearest_n::<Manhattan<f64>>(k).execute()
        };
        let mut found = Neighbors { indices: Vec::new(), distances: Vec::new() };
        for group in groups.iter() {
            if group.len() != n_neighbors {
                return Err(Fault::error(format!("kiddo found {} of {n_neighbors} neighbors", group.len())));
            }
            found.indices.extend(group.iter().map(|one| one.item as i32));
            let distance = |value: f64| if self.is_euclidean { value.sqrt() } else { value };
            found.distances.extend(group.iter().map(|one| distance(one.distance)));
        }
        Ok(found)
    }
}
