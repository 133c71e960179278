use knnbench_driver::{
    Dtype, Engine, Facts, Fault, FitOptions, Form, Matrix, Model, Neighbors, Search, SearchModel, Targets,
    Weights,
};

use crate::input_check::check_magnitudes;
use crate::metric::{Euclidean, Manhattan, Metric};

/// What a first program does, and the published study did: a vector a row, all distances, a full stable sort.
pub struct Naive;

/// Rows as vectors of their own.
pub struct RowVectors(Vec<Vec<f64>>);

impl Engine for Naive {
    type Input = RowVectors;

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

    fn convert(&self, matrix: &Matrix) -> RowVectors {
        RowVectors(matrix.values.chunks(matrix.columns.max(1)).map(<[f64]>::to_vec).collect())
    }

    fn fit<'a>(
        &'a self,
        rows: &'a RowVectors,
        targets: Targets<'a>,
        options: &FitOptions<'_>,
    ) -> Result<Box<dyn Model<RowVectors> + 'a>, Fault> {
        options.params.refuse_unknown(&[])?;
        match options.metric {
            Euclidean::NAME => model(rows, distance_of::<Euclidean>, check_rows::<Euclidean>, targets),
            _ => model(rows, distance_of::<Manhattan>, check_rows::<Manhattan>, targets),
        }
    }
}

type Distance = fn(&[f64], &[f64]) -> f64;
type Check = fn(&RowVectors) -> Result<(), Fault>;

fn model<'a>(
    rows: &'a RowVectors,
    distance: Distance,
    check: Check,
    targets: Targets<'a>,
) -> Result<Box<dyn Model<RowVectors> + 'a>, Fault> {
    check(rows)?;
    Ok(Box::new(SearchModel { search: FullSort { rows, distance, check }, targets }))
}

struct FullSort<'a> {
    rows: &'a RowVectors,
    distance: Distance,
    check: Check,
}

impl Search<RowVectors> for FullSort<'_> {
    fn neighbors(&self, queries: &RowVectors, n_neighbors: usize) -> Result<Neighbors, Fault> {
        (self.check)(queries)?;
        let mut found = Neighbors { indices: Vec::new(), distances: Vec::new() };
        for query in &queries.0 {
            let mut all: Vec<(f64, usize)> = Vec::new();
            for (index, row) in self.rows.0.iter().enumerate() {
                all.push(((self.distance)(query, row), index));
            }
            all.sort_by(|(a, _), (b, _)| a.total_cmp(b));
            for &(distance, index) in all.iter().take(n_neighbors) {
                found.indices.push(index as i32);
                found.distances.push(distance);
            }
        }
        Ok(found)
    }
}

fn distance_of<M: Metric>(a: &[f64], b: &[f64]) -> f64 {
    M::distance(M::value(a, b))
}

fn check_rows<M: Metric>(rows: &RowVectors) -> Result<(), Fault> {
    rows.0.iter().enumerate().try_for_each(|(row, values)| check_magnitudes::<M>(values, values.len(), row))
}
